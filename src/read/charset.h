/* charset - bytes of a record to UTF-8. Private to read.
 *
 *   bytes as they came --read_to_utf8--> UTF-8 without zero bytes, the map back
 *
 * Order: a byte order mark; UTF-16 told by its zero bytes; valid UTF-8. Else line by
 * line, since files of two encodings are joined in practice: a line that is valid UTF-8
 * is taken as that, one that is UTF-8 but for a few bytes is repaired with U+FFFD, the
 * others are taken for the one charset that they are detected as, windows-1252 where that
 * is not sure (with a note). Sets text.charset. */
#ifndef DL_CHARSET_H
#define DL_CHARSET_H

#include "piece.h"

typedef struct read_utf8 {
    dl_slice text;
    dl_runs map; /* text -> bytes; of no use where `same` */
    bool same; /* the text is the bytes themselves */
    size_t broken; /* characters that became U+FFFD */
} read_utf8;

/* limit: of the text no more is wanted. */
void read_to_utf8(dl_doc *d, dl_slice bytes, size_t limit, read_utf8 *out);
/* The same, of bytes whose charset was said ("ISO-8859-2"); that is believed where it is
 * known and all of them are of it. */
void read_said_to_utf8(dl_doc *d, dl_slice bytes, dl_slice charset, read_utf8 *out);
/* A picture, an archive: one byte in twenty is none of a text. */
bool read_is_binary(dl_slice bytes);
/* "a PDF", by the bytes that all files of that kind open with; NULL: of none that is
 * known. */
const char *read_foreign_kind(dl_slice bytes);

/* What windows-1252 has from 0x80 to 0x9F; 0: nothing, where programs leave the control
 * character. */
extern const uint16_t read_windows_1252[32];

typedef enum read_utf16 { READ_NO_UTF16, READ_UTF16_LITTLE, READ_UTF16_BIG } read_utf16;
/* By its byte order mark, or by the zero bytes of an ASCII character in front. */
read_utf16 read_is_utf16(dl_slice bytes);

#endif
