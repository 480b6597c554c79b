/* reader_private - the state of a reader of inputs, shared by its files.
 *
 *   reader.c         opens one input after another, asks for the next record of it
 *   reader_json.c    values of JSON, reports in a wrapper
 *   reader_parts.c   rows of tables, entries of feeds, reports of a news database's text
 *   reader_warc.c    records of archives
 *   reader_give.c    how a record or a problem is given
 *
 * Each next_... answers true with a record or a problem in `out`; false: nothing is left,
 * or the window says why it has no more (starved, stopped). */
#ifndef DL_READER_PRIVATE_H
#define DL_READER_PRIVATE_H

#include "box.h"
#include "bundle.h"
#include "feed.h"
#include "rows.h"
#include "sniff.h"
#include "split_json.h"
#include "walk.h"
#include "warc.h"
#include "window.h"

typedef struct inner_span {
    size_t start, end;
} inner_span;

struct dl_reader {
    const dl_mem *mem;
    const dl_read_tables *tables;
    dl_wait wait;
    const dl_web *web; /* NULL: addresses are not opened */
    dl_arena *fetched; /* the answer that is open; NULL: none was yet */
    bool is_fetched; /* the open file is one */
    bool is_counted; /* `taken` holds the open file's bytes: what is read is made of them */
    read_walk *walk;
    read_box *box; /* that is open: its members are files like those of a folder */
    char *box_path;
    char *path; /* of the open file */
    bool named; /* by the user */
    read_window window;
    read_format format;
    bool at_start, done; /* the open file: nothing read yet; nothing left */
    bool leaving_out; /* a record that is too long is passed over */
    bool fault_told; /* with the record that it cut */
    uint64_t record, taken;
    uint64_t begun; /* offset of the record that is left out */
    read_split json;
    dl_arena *arena; /* of `inner`; of a document's text */
    DL_VEC(inner_span) inner; /* reports in a wrapper that stands at the window's start */
    uint32_t inner_at;
    size_t inner_end; /* of the wrapper */
    read_rows *rows;
    read_feed feed;
    read_warc warc;
    read_bundle bundle;
    char *heading; /* of the open table or feed, heading_n bytes: in front of each record */
    size_t heading_n;
};

/* ---- reader_give.c: each answers true where nothing else is said */

/* An input of which nothing can be kept; in the open file also where. */
bool reader_problem(
    dl_arena *a, dl_raw *out, const char *path, dl_note_code code, const char *message);
bool reader_problem_at(dl_reader *r, dl_arena *a, dl_raw *out, uint64_t offset, dl_note_code code,
    const char *message);
/* Bytes start..end of the window; headed: with the heading in front. */
bool reader_give(
    dl_reader *r, dl_arena *a, dl_raw *out, dl_raw_kind kind, size_t start, size_t end);
bool reader_give_headed(
    dl_reader *r, dl_arena *a, dl_raw *out, dl_raw_kind kind, size_t start, size_t end);
bool reader_keep_heading(dl_reader *r, dl_slice s); /* false: there is none, or no memory */
void reader_add_note(dl_arena *a, dl_raw *out, dl_note_code code, const char *message);
const char *reader_fault(const dl_reader *r); /* of the file's bytes; NULL: none */
bool reader_give_last(dl_reader *r, dl_arena *a, dl_raw *out);
bool reader_end_file(dl_reader *r, dl_arena *a, dl_raw *out); /* false: it ended well */
bool reader_tell_left_out(dl_reader *r, dl_arena *a, dl_raw *out);

/* ---- reader_json.c */

void reader_no_inner(dl_reader *r); /* r->arena is empty behind it */
bool reader_next_json(dl_reader *r, dl_arena *a, dl_raw *out);

/* ---- reader_parts.c; open_...: true, out holds a problem */

bool reader_open_table(dl_reader *r, dl_arena *a, dl_raw *out);
bool reader_next_row(dl_reader *r, dl_arena *a, dl_raw *out);
bool reader_open_feed(dl_reader *r, dl_arena *a, dl_raw *out);
bool reader_no_feed(dl_reader *r, dl_arena *a, dl_raw *out); /* XML of another kind */
bool reader_next_entry(dl_reader *r, dl_arena *a, dl_raw *out);
void reader_open_text(dl_reader *r); /* FORMAT_BUNDLE where it is one */
bool reader_next_bundle(dl_reader *r, dl_arena *a, dl_raw *out);

/* ---- reader_warc.c */

bool reader_next_archived(dl_reader *r, dl_arena *a, dl_raw *out);

#endif
