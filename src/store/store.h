/* store - the record in one SQLite file; the only room that speaks SQL; implements
 * doc/record.h.
 *
 *   documents --dl_store_put--> report, body, raw, search, notes
 *   lists, search, read, check --dl_row--> tell
 *
 * One writer at a time; others wait for it (a minute, unless told). WAL, synchronous
 * NORMAL: a kill loses nothing committed. A failure sticks in the store's err; the
 * caller rolls back or closes. Slices of rows live until the visitor returns. */
#ifndef DL_STORE_H
#define DL_STORE_H

#include "doc/known.h"
#include "doc/pack.h"
#include "doc/record_link.h"
#include "doc/record_recount.h"
#include "doc/row.h"

typedef struct dl_store dl_store;
enum { DL_STORE_CREATE = 1, DL_STORE_READ_ONLY = 2 };

/* How long to wait for another process that writes; NULL: a minute, in silence. */
typedef struct dl_store_wait {
    unsigned seconds; /* 0: a minute */
    void (*waits)(void *user); /* told once, when it takes longer than a moment; may be NULL */
    void *user;
} dl_store_wait;
/* NULL with e set. READ_ONLY: nothing may be changed. A record that may not be written is
 * opened as if for reading. */
dl_store *dl_store_open(
    const dl_mem *m, const char *path, unsigned flags, const dl_store_wait *wait, dl_err *e);
void dl_store_close(dl_store *s); /* NULL is fine */
dl_err *dl_store_err(dl_store *s);
const char *dl_store_path(const dl_store *s);

/* Before each question or work: a newer program may have changed the schema; a record
 * that may not be written here, but elsewhere, is opened again where that was done. */
bool dl_store_ready(dl_store *s);
bool dl_store_is_as_opened(dl_store *s); /* after it: nobody wrote what was read as it is */
bool dl_store_begin(dl_store *s); /* to write: waits for other writers */
bool dl_store_begin_reading(dl_store *s); /* one state of the record; commit ends it */
bool dl_store_commit(dl_store *s);
void dl_store_rollback(dl_store *s);
/* All that stands in the log goes into the file, which is whole without it. */
bool dl_store_write_back(dl_store *s);
/* The same beside what the caller does next, as far as others let it, once it is long. */
void dl_store_write_back_aside(dl_store *s);
/* From here on a commit is on the disk when it returns; else after a second or so, which
 * only a power failure can tell. */
void dl_store_sync_fully(dl_store *s, bool fully);

/* ---- the record as a whole */

const char *dl_store_meta(dl_store *s, const char *key); /* "" when there is none */
void dl_store_meta_set(dl_store *s, const char *key, const char *value);
int64_t dl_store_data_version(dl_store *s); /* another one's commit changes it */
bool dl_store_is_empty(dl_store *s);
/* Some live report was last worked out by other versions than this. */
bool dl_store_is_stale(dl_store *s, const char *version);
uint64_t dl_store_copies(dl_store *s);
/* How many reports came after all that are grouped; and the row number of the last
 * grouped one, which says how many there may be. */
int64_t dl_store_ungrouped(dl_store *s);
int64_t dl_store_last_grouped(dl_store *s);

/* ---- what is kept in a form of its own (blobs.c) */

/* What a worker prepared for the writer. */
typedef struct dl_packed {
    dl_slice raw, map, analysis;
    dl_slice layers; /* of doc/pack.h; {NULL,0}: not analysed */
    dl_slice features; /* as group packed them */
    size_t analysis_n, layers_n; /* bytes before compression */
    const char *why; /* the layers cannot be kept, in plain English; NULL: they can */
} dl_packed;
typedef struct dl_packer dl_packer; /* of one thread */
dl_packer *dl_packer_new(const dl_mem *m); /* NULL: out of memory */
void dl_packer_free(dl_packer *p);
/* Writes the line of a report's analysis. Asked for twice where it is long, and writes
 * the same both times. */
typedef void (*dl_tell_line)(void *ctx, dl_buf *out);
/* Any thread, with a packer of its own; compressed into the document's arena. A report
 * without tokens is not analysed: its line is not asked for. */
void dl_store_pack(dl_packer *by, dl_doc *d, dl_tell_line tell, void *ctx, dl_packed *out);
/* Bytes packed by dl_store_pack, unpacked into the arena; {NULL,0}: damaged or no
 * memory. */
dl_slice dl_store_unpack(dl_arena *a, dl_slice packed, size_t size);
/* The map of a text to the bytes it came from is in order and within both. */
bool dl_store_map_fits(dl_slice map, size_t text_n, size_t raw_n);
/* One JSON object in valid UTF-8 without a line end. */
bool dl_store_is_line(dl_store *s, dl_slice line);

/* ---- reports in and out (put.c) */

/* What is to be written of a report. Slices are the batch's. */
typedef struct dl_put_item {
    dl_rep rep; /* 0: a new report; else what its bytes give now takes that one's place */
    bool is_problem; /* an input of which nothing could be kept: a note and its place */
    bool unreadable; /* nothing readable came of it: its bytes are kept, it is no report */
    bool english;
    dl_slice id, url, url_key, title, outlet, agency, author, language;
    dl_slice date, date_basis, date_modified, date_retrieved;
    dl_precision date_precision;
    dl_slice body, raw_kind, charset;
    size_t raw_n;
    dl_origin origin;
    dl_packed packed;
    dl_note *note;
    dl_removed *removed;
    uint32_t notes, removed_n;
} dl_put_item;

/* Items that wait to be written in one transaction (batch.c). add: false, out of
 * memory. */
typedef struct dl_batch dl_batch;
dl_batch *dl_batch_new(const dl_mem *m); /* NULL: out of memory */
void dl_batch_free(dl_batch *b);
bool dl_batch_add(dl_batch *b, const dl_doc *d, const dl_packed *p, dl_rep rep);
bool dl_batch_add_problem(dl_batch *b, dl_slice file, uint64_t record, uint64_t offset,
    dl_note_code code, dl_slice message);
uint32_t dl_batch_count(const dl_batch *b);
size_t dl_batch_bytes(const dl_batch *b);
const dl_put_item *dl_batch_at(const dl_batch *b, uint32_t i);
void dl_batch_clear(dl_batch *b);

typedef enum dl_put {
    DL_PUT_FAILED,
    DL_PUT_ADDED,
    DL_PUT_KNOWN,
    DL_PUT_VERSION,
    DL_PUT_REMOVED, /* a tombstone stands */
    DL_PUT_UNREADABLE, /* only its bytes are kept */
    DL_PUT_UPDATED,
    DL_PUT_TOLD /* a problem */
} dl_put;
/* In a transaction. version: of program, tables and model. */
/* told: what is to be said of where it went; told->code DL_NOTE_COUNT: nothing. */
dl_put dl_store_put(dl_store *s, const dl_put_item *item, const char *version, dl_note *told);
bool dl_store_remove(dl_store *s, dl_slice id); /* with all its versions; false: no such report */
/* Those that work on the record are told no report of that id, as if it were removed.
 * {NULL,0}: all again. false: no such report. */
bool dl_store_leave_out(dl_store *s, dl_slice id);

/* ---- addresses that `watch` asks for (asked.c) */

typedef struct dl_asked { /* slices: {NULL,0} where nothing is known */
    dl_slice url; /* as the user or a feed named it */
    bool is_feed; /* else a page that a feed named */
    int64_t next; /* not before, in seconds since 1970; -1: not again */
    unsigned status; /* what HTTP answered last; 0: nothing yet */
    int64_t at; /* when; -1: never */
    unsigned failures; /* in a row */
    dl_slice etag, modified; /* of a feed, to be sent back */
    dl_slice changed; /* of a page: its last change, as the feed tells it */
    dl_slice why; /* it was not had */
} dl_asked;
/* Into the arena; false: nothing is known of it. */
bool dl_store_asked(dl_store *s, dl_slice url, dl_arena *a, dl_asked *out);
void dl_store_asked_put(dl_store *s, const dl_asked *x); /* in a transaction */
/* Pages whose time has come, at most so many; answers how many. */
uint32_t dl_store_asked_due(dl_store *s, int64_t now, dl_arena *a, dl_slice *url, uint32_t most);
uint64_t dl_store_asked_waiting(dl_store *s); /* pages that are to be asked for, now or later */
/* A report has that address (doc/url.h), or one that was removed had it. */
bool dl_store_has_address(dl_store *s, dl_slice url_key);

/* ---- one report (read.c) */

typedef struct dl_stored { /* as it is kept; slices are in the caller's arena */
    dl_rep rep; /* 0: there is none */
    dl_slice id, kind, file;
    uint64_t record, offset;
    dl_slice raw, analysis; /* packed; no analysis: {NULL,0} */
    size_t raw_n, analysis_n; /* bytes before compression */
    dl_sha256 sha256; /* of the bytes as they came */
    bool has_sha256;
    bool sound, analysis_sound; /* no bit of its rows turned */
    bool crawled; /* the date that it bears was taken for that of a crawl */
} dl_stored;
/* Its bytes as they came; {NULL,0}: damaged, or no memory. Any thread. */
dl_slice dl_store_bytes(dl_arena *a, const dl_stored *stored);
void dl_store_load(dl_store *s, dl_rep rep, dl_arena *a, dl_stored *out);
void dl_store_find(dl_store *s, dl_slice id, dl_arena *a, dl_stored *out);
/* What was worked out of a report, in the arena; out->layers NULL: nothing was. */
void dl_store_known(dl_store *s, dl_rep rep, dl_arena *a, dl_known *out);
/* Live reports in order of row number. stale_for: only those whose analysis has another
 * version; NULL: all. */
typedef bool (*dl_rep_each)(void *user, dl_rep rep); /* false: enough */
void dl_store_reps(dl_store *s, const char *stale_for, dl_rep_each each, void *user);

/* ---- what can be had of a damaged record (rescue.c) */

/* The next row number that a report or its bytes have, or might have where the file is
 * damaged; 0: none. */
dl_rep dl_store_next(dl_store *s, dl_rep after);
/* Like load, from its bytes alone where its row is damaged; nothing sticks. */
void dl_store_rescue(dl_store *s, dl_rep rep, dl_arena *a, dl_stored *out);
/* What is no report's: removed ones, superseded ids, notes on inputs. */
void dl_store_rescue_rest(dl_store *into, const dl_store *from);

/* ---- lists (lists.c, search.c, check.c) */

typedef struct dl_store_filter {
    dl_slice outlet, about, story; /* {NULL,0}: not asked for. about: as typed */
    /* Of events: {NULL,0}: not asked for. */
    dl_slice actor, recipient, type, status, country, place, context;
    dl_sure sure; /* at least so sure; DL_SURE_NONE: not asked for */
    int32_t as_of; /* of what is upcoming; INT32_MIN: the newest report's day */
    dl_slice sort; /* of groups: "size", "last"; {NULL,0}: by their first day */
    int32_t from, to; /* days; INT32_MIN: not asked for */
    int64_t limit, offset; /* limit -1: all */
    int64_t least; /* reports of a group; 0: not asked for */
    bool no_copies; /* of a text that several reports carry only one */
    int64_t sample; /* timelines and differences of a story: of so many reports; 0: all */
} dl_store_filter;
/* False: there is no such list. what: "reports", "episodes", "stories", "notes",
 * "copies", "events", "events newest" (as pages list them), "upcoming" (from the day
 * that stands for today on, the soonest first; then what has no day; then what is
 * overdue, the latest first), "export" (events with more of each), "status" (one row). */
bool dl_store_list(
    dl_store *s, const char *what, const dl_store_filter *f, dl_row_visit visit, void *user);
/* How lists of events with filters are made, not what they have: up to `few` events are
 * found by an index; else `looked` are gone through first. It is set as is best. */
void dl_store_effort(dl_store *s, size_t few, size_t looked);
/* what: "story", "episode", "story reports", "copies", "versions". id: of a story, an
 * episode or a report. */
bool dl_store_show(dl_store *s, const char *what, dl_slice id, dl_row_visit visit, void *user);
/* The same worked out from at most `sample` reports (0: all), spread evenly over its
 * days: "story actors", "story network", "story places", "story sources", "story last";
 * of an entity also from as many of the newest: "who" and its parts. Of "story reports"
 * the first so many. Others as dl_store_show. */
bool dl_store_show_some(
    dl_store *s, const char *what, dl_slice id, int64_t sample, dl_row_visit visit, void *user);
/* what: "story", "episode": each joining, with its reason. */
bool dl_store_explain(dl_store *s, const char *what, dl_slice id, dl_row_visit visit, void *user);
/* What was found beside the rows that were told. */
typedef struct dl_store_found {
    uint64_t total; /* reports that match and pass the filters */
    bool newest_only; /* more matched than are ranked: the newest of them were */
    bool as_words; /* the text was no query: its words were looked for */
    uint32_t terms; /* words looked for; 0: there is nothing to search for */
    bool cut; /* there were more words than that */
} dl_store_found;
void dl_store_search(dl_store *s, dl_slice text, const dl_store_filter *f, dl_row_visit visit,
    void *user, dl_store_found *found);
/* Findings as rows; answers whether the record is sound. */
bool dl_store_check(dl_store *s, dl_row_visit visit, void *user);
/* One row: versions and the methods paragraph. program: this program's versions. */
void dl_store_methods(dl_store *s, const char *program, dl_row_visit visit, void *user);

dl_record dl_store_record(dl_store *s);
/* Asked at each step while groups and links are worked out (a report read, a report's
 * episode told) and inside long statements. false stops it (DL_ESTOP). NULL: nobody is
 * asked. */
typedef struct dl_store_watcher {
    bool (*step)(void *user, uint64_t done, uint64_t total);
    void *user;
} dl_store_watcher;
void dl_store_watch(dl_store *s, const dl_store_watcher *w);
/* Between stage and apply what group tells waits in temporary tables, and nothing of the
 * record is locked; apply, in a transaction, puts it in the place of what was there. */
void dl_store_stage_groups(dl_store *s);
void dl_store_apply_groups(dl_store *s);
void dl_store_unstage_groups(dl_store *s);

/* The same for link. What link tells is staged. DL_LINK_GROUPED: after a grouping that
 * was noted. */
dl_record_link dl_store_record_link(dl_store *s, dl_link_which which);
void dl_store_stage_links(dl_store *s, dl_link_which which);
/* Which reports are grouped from now on is noted, until links are applied. */
void dl_store_note_grouped(dl_store *s);
/* correct.c: what people put right. */
typedef struct dl_correction_place { /* words of a report */
    dl_slice report, words; /* {NULL,0}: none */
    bool in_title;
    uint64_t start; /* code points */
} dl_correction_place;
typedef struct dl_correction {
    dl_slice kind, target; /* event, thing, report ..., and its id */
    dl_slice change, value; /* wrong, type, name, same ...; {NULL,0}: wrong has no value */
    uint32_t from, to; /* of hide: code points of the text */
    dl_slice by, why;
    dl_correction_place here, other; /* of dl_store_replay */
} dl_correction;
int64_t dl_store_correct(dl_store *s, const dl_correction *c); /* its number; 0: no such id */
/* In a transaction: the correction of another record, found by its places. It is applied
 * by the next linking. False: its reports are not here. */
bool dl_store_replay(dl_store *s, const dl_correction *c);
bool dl_store_uncorrect(dl_store *s, int64_t n); /* relink then; false: no such number */
/* correct_groups.c: in the transaction that grouped, before linking. True: groups were
 * changed. */
bool dl_store_correct_groups(dl_store *s);

void dl_store_apply_links(dl_store *s, dl_link_which which);

/* The same for recount: of the reports that the filter lets through. The filter outlives
 * it. NULL: no memory, which sticks. */
typedef struct dl_store_recount dl_store_recount;
dl_store_recount *dl_store_recount_new(dl_store *s, const dl_store_filter *f);
void dl_store_recount_free(dl_store_recount *r); /* NULL is fine */
dl_record_recount dl_store_record_recount(dl_store_recount *r);

#endif
