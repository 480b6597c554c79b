/* bundle - reports as news databases give them out, many in one text file. Private to
 * read.
 *
 *   first bytes of a text --read_bundle_form--> whose it is; BUNDLE_NONE: one report
 *   window of a file --read_bundle_next--> start and end of the next report in it
 *   a report of it --read_bundle_fields--> the fields of a report
 *
 * Nexis numbers its reports ("1 of 250 DOCUMENTS") or, since 2018, closes each ("End of
 * Document"); Factiva closes each with its number ("Document HARBP00020161217ecch0001p"),
 * and has lines with and without codes. Bytes are UTF-8 or of one byte a character. */
#ifndef DL_READ_BUNDLE_H
#define DL_READ_BUNDLE_H

#include "read_private.h"

typedef enum bundle_form {
    BUNDLE_NONE,
    BUNDLE_NEXIS,
    BUNDLE_NEXIS_UNI,
    BUNDLE_FACTIVA
} bundle_form;

bundle_form read_bundle_form(dl_slice first);

typedef struct read_bundle {
    bundle_form form;
    bool open; /* a report has begun */
    size_t start, at; /* in the window: of the report; of the line that is looked at next */
    size_t seen; /* up to where no line end was found behind `at` */
} read_bundle;

/* ended: no bytes come behind the window. False: more of it is needed, or nothing is
 * left. */
bool read_bundle_next(read_bundle *b, dl_slice window, bool ended, size_t *start, size_t *end);
/* The window moved n bytes on. */
void read_bundle_drop(read_bundle *b, size_t n);

/* "Document HARBP00020161217ecch0001p": the number; {NULL,0}: another line. */
dl_slice read_bundle_number(dl_slice line);
bool read_bundle_is_length(dl_slice line); /* "1,204 words" */

/* s: one report, in UTF-8. cells: the texts of its fields with the map to s. False: no
 * line in it says what a report of a database has. A failure (memory) sticks in the
 * arena. */
bool read_bundle_fields(
    dl_arena *a, const dl_read_tables *t, dl_slice s, read_piece *cells, read_fields *f);

#endif
