/* store_private - shared by the files of store: the handle, statements by name.
 *
 *   sql/NAME.sql --tools/sql2inc--> queries.inc --> SQL_<query>, prepared at first use */
#ifndef DL_STORE_PRIVATE_H
#define DL_STORE_PRIVATE_H

#include <sqlite3.h>
#include <stdatomic.h>
#include <time.h>

#include "base/task.h"
#include "store.h"

typedef enum store_query {
#define QUERY(name, text) SQL_##name,
#include "queries.inc"
#undef QUERY
    STORE_QUERIES
} store_query;

enum { STORE_SCHEMA = 20 }; /* user_version of a record */

/* The file of a record that may not be written, as it was when it was opened. */
typedef struct store_seen {
    bool there;
    uint64_t number; /* its inode */
    int64_t size;
    struct timespec changed;
} store_seen;

typedef struct store_write_back { /* write_back.c */
    dl_task task;
    const char *file; /* SQLite's name of it, as long as the record is open */
    atomic_bool goes_on;
    bool is_used;
} store_write_back;

struct dl_store {
    const dl_mem *mem;
    dl_mem watched; /* mem for those who work on the record: a failure sticks in err */
    sqlite3 *db;
    sqlite3_stmt *kept[STORE_QUERIES];
    dl_err err;
    dl_store_wait wait;
    bool staged; /* results of grouping go into temporary tables */
    bool notes_grouped; /* which reports are grouped is noted, for link */
    uint32_t noted_gone; /* and episodes that went into another */
    dl_arena *left_out_in; /* NULL: none is */
    DL_VEC(dl_rep) left_out; /* live reports that dl_record's callers are not told */
    bool reading; /* nothing may be changed */
    bool unwritable; /* the file or its folder may not be written */
    bool immutable; /* unwritable, and opened as what nobody writes */
    store_seen seen;
    bool lockless; /* the file system gives no locks */
    dl_store_watcher watcher;
    int logged; /* pages in the log after the last commit */
    store_write_back write_back;
    uint64_t steps, steps_total; /* of what the watcher watches */
    dl_arena *codes_arena;
    const dl_table *codes; /* data/code/cameo.tsv */
    dl_buf some, some_id; /* reports that were chosen last (some.c), of what */
    int64_t some_n;
    int64_t some_of_all; /* how many it was chosen of */
    store_query some_of; /* STORE_QUERIES: nothing is remembered */
    size_t few, looked; /* dl_store_effort */
    fts5_tokenizer porter; /* SQLite's own; stems.c goes by its name */
    void *porter_ctx;
    char path[1024], meta[512];
};

dl_code store_fail(dl_store *s, const char *what); /* with SQLite's reason */
/* The same of a call whose answer SQLite does not keep. */
dl_code store_fail_as(dl_store *s, int rc, const char *what);
bool store_run(dl_store *s, const char *sql); /* plain statements: PRAGMA, BEGIN, schema */

void store_watch_log(dl_store *s); /* write_back.c */
void store_write_back_wait(dl_store *s);

bool store_is_known(dl_store *s); /* its schema is still this program's */

/* ---- one statement: get, bind, step */

/* Reset, nothing bound; NULL after a failure. */
sqlite3_stmt *store_statement(dl_store *s, store_query query);
/* {NULL,0} binds NULL; the bytes must stay until the statement is done. */
void store_bind(sqlite3_stmt *q, int at, dl_slice s);
void store_bind_blob(sqlite3_stmt *q, int at, dl_slice s);
void store_bind_day(sqlite3_stmt *q, int at, int32_t day); /* INT32_MIN binds NULL */
/* The same by name, such as ":from"; a query without that parameter is left alone. */
void store_bind_named(sqlite3_stmt *q, const char *name, dl_slice s);
void store_bind_number(sqlite3_stmt *q, const char *name, int64_t n);
int store_parameter(sqlite3_stmt *q, const char *name); /* 0: it has none of that name */
bool store_step(dl_store *s, sqlite3_stmt *q); /* a row is there */
bool store_do(dl_store *s, sqlite3_stmt *q); /* one step, reset; false after a failure */
bool store_any(dl_store *s, sqlite3_stmt *q); /* whether a row is there; reset */
void store_rows(dl_store *s, sqlite3_stmt *q, dl_row_visit visit, void *user); /* all; reset */
/* {NULL,0}: NULL, an empty blob, or a failure. */
dl_slice store_column(dl_store *s, sqlite3_stmt *q, int at);

/* ---- whole queries */

void store_do_query(dl_store *s, store_query query); /* without parameters, no rows wanted */
void store_do_number(dl_store *s, store_query query, int64_t n); /* ?1 = n, no rows wanted */
void store_do_queries(dl_store *s, const store_query *query, size_t n); /* one after another */
#define STORE_DO_ALL(s, ...) \
    do { \
        static const store_query all_[] = { __VA_ARGS__ }; \
        store_do_queries(s, all_, sizeof all_ / sizeof *all_); \
    } while (0)
int64_t store_number(dl_store *s, store_query query); /* the first value; -1: none, failure */

/* ---- store_upgrade.c */
bool store_upgrade(dl_store *s, int version); /* from that version to STORE_SCHEMA */

/* ---- store_open.c */
/* Runs a query on a copy of a record that may not be written; failures go into s->err. */
void store_check_copy(dl_store *s, store_query query);

/* ---- link_rows.c */
int32_t store_day_in(const dl_cell *c); /* INT32_MIN: none */
typedef struct store_each_report {
    void (*each)(void *user, const dl_link_report *r);
    void *user;
} store_each_report;

bool store_link_report_row(void *user, const dl_row *row); /* user: a store_each_report */
/* Binds all but ?2 of a count of reports r, and steps. */
void store_link_count(
    dl_store *s, sqlite3_stmt *q, const dl_link_report *r, dl_slice event, const dl_told_count *c);
void store_link_link(void *ctx, dl_slice event, dl_link_kind kind, dl_slice other);
/* ---- record_grew.c: as in record_link.h */
void store_link_near(void *ctx, dl_slice story, uint32_t each_near,
    void (*each)(void *user, const dl_link_report *r), void *user);
bool store_link_known(void *ctx, dl_rep rep, dl_arena *a, const dl_layers *l,
    const dl_slice **thing, const dl_slice **event);
uint32_t store_link_mentions_of(void *ctx, dl_slice event);
void store_link_grown(void *ctx, const dl_link_report *r, const dl_link_told *told, uint32_t event);

/* ---- known.c */
/* Rows of a number and an id or a name of a report, into a list of n. In `a`. */
const dl_slice *store_take_ids(dl_store *s, store_query query, dl_rep rep, dl_arena *a, uint32_t n);

/* ---- store_place.c */
bool store_holds_bytes(const char *path, const char *ending); /* the file of that name */
bool store_may_be_written(const char *path);
int store_open_unwritable(dl_store *s); /* SQLite's code */
bool store_is_changed(dl_store *s); /* of one that is read as it is: somebody wrote it */
int64_t store_place_version(dl_store *s); /* of a file that is read as it is; else 0 */
bool store_is_in_place(dl_store *s); /* neither moved nor removed */
bool store_gives_locks(dl_store *s);
const char *store_place_reason(dl_store *s, int rc); /* why not, in other words; NULL: none */

/* ---- store_sum.c */
bool store_sum_register(dl_store *s);

/* ---- functions.c */
bool store_functions_register(dl_store *s); /* SQL functions for this connection */
bool store_stems_register(dl_store *s); /* the tokenizer of the search index */

/* ---- filter.c */
/* What a list's query is asked with: the filter, and --about as a query of FTS5's. */
typedef struct store_asked {
    const dl_store_filter *filter;
    dl_buf about;
    const char *by; /* the filter that events are found by; NULL: all are gone through */
    dl_slice party; /* of "party": the name or code that is asked for */
    int role; /* 0 of an actor, 1 of a recipient */
    dl_slice reps; /* of some reports of a story (some.c); {NULL,0}: of all */
} store_asked;
void store_ask(dl_store *s, store_asked *a, const dl_store_filter *f); /* store_asked_free it */
void store_asked_free(store_asked *a);
void store_bind_asked(sqlite3_stmt *q, const store_asked *a);

/* ---- found.c */
void store_usual_effort(dl_store *s);
/* A list of events with filters, where one lets few through or a page alone is asked for.
 * False: it is to be gone through whole; nothing was told. */
bool store_list_found(
    dl_store *s, store_query list, store_asked *a, dl_row_visit visit, void *user);

/* ---- some.c */
/* Row numbers of so many reports of a story (of: SQL_sample_of_story) or an entity, as a
 * JSON array, until the next call; sample 0: all. */
dl_slice store_some(dl_store *s, store_query of, dl_slice id, int64_t sample);
static inline void store_some_forget(dl_store *s) { s->some_of = STORE_QUERIES; }

/* ---- read.c: a row of {stored} into a dl_stored; user: store_loading */
typedef struct store_loading {
    dl_arena *arena;
    dl_stored *out;
} store_loading;
bool store_take_stored(void *user, const dl_row *row);

/* ---- blobs.c: the layers of a report from what is kept of it */
typedef struct store_kept_layers {
    dl_slice title, body;
    dl_slice packed;
    size_t size; /* before compression */
} store_kept_layers;
/* Into the arena. False: *why says what is wrong. */
bool store_unpack_layers(
    dl_arena *a, const store_kept_layers *kept, dl_layers *out, const char **why);

/* ---- put_marks.c: marks and events as rows (schema/40-marks.sql) */
enum { STORE_MARK_TABLES = 9 }; /* in the order of count_marks in sql/marks.sql */
/* day: of publication, INT32_MIN: not known. Scratch memory from `a`. */
void store_put_marks(dl_store *s, dl_rep rep, dl_arena *a, const dl_layers *l, int32_t day);
/* How many rows of each table they are. */
void store_count_marks(const dl_layers *l, uint32_t rows[STORE_MARK_TABLES]);

/* ---- watch.c */
void store_count_step(dl_store *s); /* one step of what the watcher watches is done */
bool store_goes_on(void *ctx); /* ctx: the dl_store; false: it has failed, or is stopped */

/* ---- record_ask.c, record_group.c: doc/record.h and the tables that it leads to */
extern const struct dl_record_group store_record_group;
/* The layers of a report, its texts copied into the arena; false: it has none, or a
 * failure, which sticks. */
bool store_layers_into(dl_store *s, dl_rep rep, dl_arena *a, dl_layers *out);
/* The last day that a date may be which is known to the month or the year. */
int32_t store_last_day(int32_t day, dl_slice precision);

/* Groups as they are kept aside, and what became of their ids noted: between the two they
 * may change. */
void store_keep_groups(dl_store *s);
void store_alias_groups(dl_store *s);

/* ---- correct.c */
void store_apply_corrections(dl_store *s); /* after each linking, in its transaction */

/* ---- changes.c: after each linking. all: of all stories, else of those staged */
void store_note_changes(dl_store *s, bool all);
void store_note_corrected(dl_store *s, int64_t correction); /* made, or to be taken back */

/* ---- correct_groups.c */
int64_t store_correction_after(dl_store *s, int64_t n); /* the next number; 0: there is none */

/* ---- hide.c: parts of texts that people hide */
/* Binds the place that a correction of a text is about. False: there is none. */
bool store_bind_hidden(dl_store *s, sqlite3_stmt *into, int at, const dl_correction *c);
/* Before a report's marks and words: of one of which nothing is hidden. True: something
 * is. */
bool store_hide(dl_store *s, dl_rep rep, dl_slice text);
void store_hide_nothing(dl_store *s, dl_rep rep);
void store_hide_layers(dl_store *s, dl_rep rep, dl_arena *a, dl_layers *l); /* as unpacked */
void store_hidden_told(dl_store *s, dl_rep rep, dl_arena *a, dl_known *out);
/* hide_again.c: of all versions of a report that are there; then links are due. */
void store_hide_again(dl_store *s, dl_slice id);

/* ---- put.c */
/* Into the index. hidden: without what people hid. */
void store_put_words(dl_store *s, dl_rep rep, const dl_put_item *t, bool hidden);
void store_put_layers(dl_store *s, dl_rep rep, const dl_put_item *t); /* and marks as rows */
void store_features(dl_store *s, dl_rep rep, dl_slice features);

#endif
