/* warc - archives of web pages, WARC/1.0 and 1.1 (ISO 28500). Private to read.
 *
 *   window of a file --read_warc_next--> a record's head and block, damage passed over
 *   a record --read_warc_parse--> type, address, date, charset, where the body begins
 *   a record --read_warc_unpacked--> what is kept of it: its heads, and its body as it
 *       was before it was chunked and packed
 *
 * Reports are in responses and resources that are pages of HTML and in conversions, which
 * are plain text; requests, metadata, pictures and redirections are passed over. */
#ifndef DL_READ_WARC_H
#define DL_READ_WARC_H

#include "doc/doc.h"

typedef enum read_warc_state {
    WARC_SEEK, /* the next record's first line */
    WARC_HEAD,
    WARC_BLOCK, /* of a record that is wanted */
    WARC_LARGE, /* the same, longer than DL_RECORD_MAX: what it is is looked at */
    WARC_PASS /* of one that is not */
} read_warc_state;

typedef enum read_warc_found {
    WARC_MORE, /* bytes; all before `at` is done with */
    WARC_RECORD, /* head and block are window[0..head_n + block_n) */
    WARC_TOO_LONG, /* the start of a record that is left out: the window, whole or not */
    WARC_DAMAGE /* bytes before `at` are no record */
} read_warc_found;

typedef struct read_warc {
    read_warc_state state;
    size_t at; /* in the window: what is done with */
    size_t head_n;
    uint64_t block_n; /* of a record; of one that is passed over, what is left */
    uint64_t records; /* begun so far */
    bool lost; /* bytes that are no record were passed over */
    bool cut; /* the record's block ends before its time */
} read_warc;

/* Looks at the window from its start; the caller drops `at` bytes after each answer. With
 * WARC_RECORD it drops head and block and calls read_warc_done. WARC_TOO_LONG drops
 * nothing and is told once. ended: no bytes come
 * behind the window: a block may be cut. */
read_warc_found read_warc_next(read_warc *x, dl_slice window, bool ended);
void read_warc_done(read_warc *x);

/* What heads say, the archive's and HTTP's. */
typedef struct read_warc_fields {
    dl_slice type; /* "response" */
    dl_slice uri, date;
    dl_slice content; /* type of what the record holds, without parameters */
    dl_slice charset; /* as said by a header */
    dl_slice coding, transfer; /* HTTP's, "gzip", "chunked" */
    unsigned status; /* HTTP's; 0: none */
    size_t body; /* where it begins in head and block */
} read_warc_fields;

void read_warc_parse(dl_slice record, read_warc_fields *f);
/* A page of HTML or a converted text that was answered with "200 OK". */
bool read_warc_is_report(dl_slice record, const read_warc_fields *f);
/* The record with its body unpacked, in `a`. *cut: the body was damaged or is longer than
 * DL_RECORD_MAX. */
dl_slice read_warc_unpacked(dl_arena *a, dl_slice record, const read_warc_fields *f, bool *cut);

#endif
