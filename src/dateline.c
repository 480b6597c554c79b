/* dateline - the public library (include/dateline.h): opens things, calls the pipeline,
 * turns queries into rows. */
#include "dateline.h"

#include <stdio.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include "group/group.h"
#include "parse/import.h"
#include "pipeline.h"
#include "read/read.h"
#include "tell/rows.h"
#include "tell/tell.h"

#define DATELINE_VERSION "0.1.0"
#define MODEL_IN_VERSION \
    "model " /* where the model's part of the version text starts; the last part */
#define NO_MODEL "none"
enum { WHY_MAX = 512, PATH_MAX_OURS = 4096 };
/* Of more matches only the newest are ranked: ranking all of them is what makes search slow. */
#define RANKED_MAX "2000"

struct dateline {
    dl_mem hook;
    const dl_mem *mem;
    dl_store *store;
    dl_lexicon *lexicon; /* all tables of all rooms */
    dl_read_tables *read;
    dl_clean_tables *clean;
    dl_calendar *calendar;
    dl_mark_tables *mark;
    dl_group_words *words;
    dl_group_live *
        /* groups of a large record, kept for the next small addition; NULL: read when it
         * is needed */
        live;
    int64_t
        data_version; /* of the record when live was last right: another one's commit changes it */
    dl_parse *parse; /* NULL: no language model */
    dl_tools tools;
    dl_err err;
    bool no_link, ranked_newest;
    char version[256], why[WHY_MAX];
};

const char *dateline_version(void) { return DATELINE_VERSION; }
const char *dateline_why(const dateline *d) { return d ? d->why : "out of memory"; }
bool dateline_ranked_newest(const dateline *d) { return d && d->ranked_newest; }
bool dateline_has_model(const dateline *d) { return d && d->parse; }

static dateline_status fail(dateline *d, const dl_err *e)
{
    snprintf(d->why, sizeof d->why, "%s%s%s (%s)", e->what ? e->what : "failed",
        e->detail[0] ? ": " : "", e->detail, dl_code_name(e->code));
    return DATELINE_FAILED;
}

/* The handle's own failure, told once: it stays usable for the next call. */
static dateline_status fail_told(dateline *d)
{
    dl_err e = d->err;
    dl_err_clear(&d->err);
    return fail(d, &e);
}

static dateline_status complain(dateline *d, dateline_status status, const char *text)
{
    snprintf(d->why, sizeof d->why, "%s", text);
    return status;
}

/* The store's failure is told once; the handle stays usable for the next call. */
static dateline_status settle(dateline *d)
{
    if (!dl_failed(dl_store_err(d->store))) return DATELINE_OK;
    dl_err e = *dl_store_err(d->store);
    dl_store_rollback(d->store);
    dl_err_clear(dl_store_err(d->store));
    return fail(d, &e);
}

static void set_version(dateline *d)
{
    snprintf(d->version, sizeof d->version,
        "dateline %s, tables %.12s, reading %s, cleaning %s, marks %s, grouping "
        "%s, " MODEL_IN_VERSION "%s",
        DATELINE_VERSION, dl_lexicon_version(d->lexicon), dl_read_version(), dl_clean_version(),
        dl_mark_version(), dl_group_version(), d->parse ? dl_parse_version(d->parse) : NO_MODEL);
}

static unsigned thread_count(unsigned asked)
{
    long n = asked ? (long)asked : sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > 64 ? 64 : (unsigned)n;
}

/* The default model: beside the program (build/model/en.dlm), or where `make install`
 * puts it. "": none is there. */
static void find_model(char path[PATH_MAX_OURS])
{
    static const char *const place[] = { "model/en.dlm", "../share/dateline/en.dlm" };
    for (size_t i = 0; i < sizeof place / sizeof *place; i++)
        if (dl_path_beside_program(path, PATH_MAX_OURS, place[i]) && access(path, F_OK) == 0)
            return;
    path[0] = 0;
}

/* Callers built with an older header hand over a shorter struct; 0: one that did not
 * say. */
static bool has_fast(const dateline_options *o)
{
    return o->size >= offsetof(dateline_options, fast) + sizeof o->fast;
}

static void open_model(dateline *d, const dateline_options *o)
{
    char path[PATH_MAX_OURS];
    find_model(path);
    if (o->model) snprintf(path, sizeof path, "%s", o->model);
    if (path[0] && !o->no_analysis)
        d->parse = dl_parse_open(d->mem, path, has_fast(o) && o->fast, &d->err);
}

static void set_up(dateline *d, const dateline_options *o)
{
    d->lexicon = dl_lexicon_open(d->mem, o->lexicon, &d->err);
    if (d->lexicon) d->calendar = dl_calendar_new(d->mem, d->lexicon, &d->err);
    if (d->calendar) d->read = dl_read_tables_new(d->mem, d->lexicon, d->calendar, &d->err);
    if (d->read) d->clean = dl_clean_tables_new(d->mem, d->lexicon, d->calendar, &d->err);
    if (d->clean) d->words = dl_group_words_new(d->mem, d->lexicon, &d->err);
    if (d->words) d->mark = dl_mark_tables_new(d->mem, d->lexicon, &d->err);
    if (d->mark) open_model(d, o);
    if (dl_failed(&d->err)) return;
    set_version(d);
    d->tools = (dl_tools){ .mem = d->mem,
        .read = d->read,
        .clean = d->clean,
        .words = d->words,
        .mark = d->mark,
        .parse = d->parse,
        .threads = thread_count(o->threads),
        .what = DL_TELL_MARKS,
        .version = d->version };
    d->no_link = o->no_link;
    if (o->db)
        d->store = dl_store_open(d->mem, o->db,
            (o->create ? DL_STORE_CREATE : 0u) | (o->read_only ? DL_STORE_READ_ONLY : 0u), &d->err);
}

dateline_status dateline_open(const dateline_options *o, dateline **out)
{
    dl_mem hook = { NULL, NULL };
    if (o->memory) hook = (dl_mem){ o->memory->resize, o->memory->ctx };
    dateline *d = dl_mem_zero(o->memory ? &hook : NULL, sizeof *d);
    *out = d;
    if (!d) return DATELINE_FAILED;
    d->hook = hook;
    d->mem = o->memory ? &d->hook : NULL;
    dl_err_clear(&d->err);
    set_up(d, o);
    return dl_failed(&d->err) ? fail(d, &d->err) : DATELINE_OK;
}

void dateline_close(dateline *d)
{
    if (!d) return;
    dl_mem hook = d->hook;
    bool hooked = d->mem != NULL;
    dl_group_live_free(d->live);
    dl_store_close(d->store);
    dl_read_tables_free(d->read);
    dl_calendar_free(d->calendar);
    dl_clean_tables_free(d->clean);
    dl_mark_tables_free(d->mark);
    dl_group_words_free(d->words);
    dl_parse_close(d->parse);
    dl_lexicon_free(d->lexicon);
    dl_mem_free(hooked ? &hook : NULL, d, sizeof *d);
}

/* ---- reading in */

static dateline_status need_store(dateline *d)
{
    return d->store ? DATELINE_OK : complain(d, DATELINE_USAGE, "this call needs a record");
}

/* Up to the model's part. */
static size_t before_model(const char *version)
{
    const char *at = strstr(version, MODEL_IN_VERSION);
    return at ? (size_t)(at - version) + strlen(MODEL_IN_VERSION) : 0;
}

/* Versions differ in nothing but that one side has no model: reports without an analysis
 * say so (`reanalyse --stale` makes it), nothing is mixed. */
static bool differ_in_analysis_only(const char *a, const char *b)
{
    size_t n = before_model(a);
    return n && n == before_model(b) && strncmp(a, b, n) == 0
        && (strcmp(a + n, NO_MODEL) == 0 || strcmp(b + n, NO_MODEL) == 0);
}

/* A record made by other versions is not mixed with ours. An empty one takes ours. */
static dateline_status check_versions(dateline *d)
{
    const char *had = dl_store_meta(d->store, "version");
    bool same = strcmp(had, d->version) == 0,
         empty = !had[0] || dl_store_number(d->store, "SELECT EXISTS (SELECT 1 FROM report)") == 0,
         near = differ_in_analysis_only(had, d->version);
    if (!same && !empty && !near)
        return complain(d, DATELINE_FAILED,
            "the record was made by other versions: run `dateline reanalyse`, then add");
    if (!same && (empty || d->parse)) dl_store_meta_set(d->store, "version", d->version);
    return settle(d);
}

/* ---- grouping: all afresh, or a few new reports into what is there */

enum {
    LIVE_MOST = 2000,
    LIVE_SHARE = 10
    /* new reports, and the share of the record, up to which they join one by one; more are
 * grouped better and as fast afresh */
};

static void forget_live(dateline *d)
{
    dl_group_live_free(d->live);
    d->live = NULL;
}

static bool is_unlinked(dateline *d)
{
    const char *linked = dl_store_meta(d->store, "linked");
    return strcmp(linked, "no") == 0 || strcmp(linked, "new") == 0;
}

static bool suits_live(dateline *d)
{
    if (strcmp(dl_store_meta(d->store, "linked"), "new") != 0) return false;
    int64_t grouped = dl_store_number(d->store, "SELECT coalesce(max(rep), 0) FROM member");
    int64_t fresh = dl_store_number(d->store,
        "SELECT count(*) FROM report WHERE rep > (SELECT coalesce(max(rep), 0) FROM member)");
    return fresh <= LIVE_MOST && fresh * LIVE_SHARE <= grouped;
}

static void link_new(dateline *d, const dl_record *r)
{
    int64_t version = dl_store_number(d->store, "PRAGMA data_version");
    if (d->live && (version != d->data_version || dl_group_live_is_full(d->live))) forget_live(d);
    if (!d->live) d->live = dl_group_live_open(d->words, r);
    d->data_version = version;
    if (d->live) dl_group_live_add(d->live, r);
}

/* Inside a transaction, which it commits if all went well. */
static dateline_status link_and_commit(dateline *d, bool afresh)
{
    dl_record r = dl_store_record(d->store);
    if (!afresh && suits_live(d)) {
        link_new(d, &r);
    } else {
        forget_live(d);
        dl_group_relink(d->words, &r);
    }
    dl_store_meta_set(d->store, "linked", "yes");
    if (!dl_failed(r.err)) dl_store_commit(d->store);
    if (dl_failed(r.err)) forget_live(d);
    return settle(d);
}

static dateline_status link_groups(dateline *d, bool afresh)
{
    dl_store_run(d->store, "PRAGMA synchronous=FULL"); /* what `add` says is in, is on the disk */
    dateline_status status = dl_store_begin(d->store) ? link_and_commit(d, afresh) : settle(d);
    dl_store_run(d->store, "PRAGMA synchronous=NORMAL");
    return status == DATELINE_OK ? settle(d) : status;
}

static dateline_status link_all(dateline *d) { return link_groups(d, true); }

dateline_status dateline_relink(dateline *d, const dateline_hooks *h)
{
    (void)h;
    return need_store(d) ? DATELINE_USAGE : link_all(d);
}

dateline_status dateline_add(dateline *d, const char *const *input, size_t n,
    const dateline_hooks *h, dateline_counts *counts)
{
    dateline_counts own = { 0 };
    dateline_status status = need_store(d);
    if (status == DATELINE_OK) status = check_versions(d);
    if (status != DATELINE_OK) return status;
    status = dl_pipeline_run(&d->tools, d->store, input, n, h, &own, &d->err);
    if (counts) *counts = own;
    if (status == DATELINE_FAILED) {
        dl_err_clear(dl_store_err(d->store));
        return fail_told(d);
    }
    if (!d->no_link && is_unlinked(d) && link_groups(d, false) != DATELINE_OK)
        return DATELINE_FAILED;
    if (counts) counts->copies = (uint64_t)dl_store_number(d->store, "SELECT count(*) FROM copy");
    dateline_status asked = settle(d); /* was it linked, how many copies: both may have failed */
    return asked ? asked : status;
}

static dateline_status to_lines(dateline *d, dl_tools t, const char *const *input, size_t n,
    const dateline_hooks *h, dateline_counts *counts)
{
    dateline_status status = dl_pipeline_run(&t, NULL, input, n, h, counts, &d->err);
    return status == DATELINE_FAILED ? fail_told(d) : status;
}

dateline_status dateline_extract(dateline *d, const char *const *input, size_t n,
    const dateline_hooks *h, dateline_counts *counts)
{
    dl_tools t = d->tools;
    t.what = 0;
    t.parse = NULL; /* nothing of the engine's is told */
    return to_lines(d, t, input, n, h, counts);
}

static dateline_status need_model(dateline *d, const char *format)
{
    if (!d->parse)
        return complain(d, DATELINE_FAILED,
            "there is no language model: `make model` gets it, or `dateline model import WHEEL` "
            "from a file you have");
    if (strcmp(format, "json") && strcmp(format, "tokens") && strcmp(format, "conllu"))
        return complain(d, DATELINE_USAGE, "the format is json, tokens or conllu");
    return DATELINE_OK;
}

static dl_tools tools_for(const dateline *d, const char *format)
{
    dl_tools t = d->tools;
    t.what = DL_TELL_MARKS | (strcmp(format, "tokens") == 0 ? DL_TELL_TOKENS : 0u);
    t.conllu = strcmp(format, "conllu") == 0;
    return t;
}

dateline_status dateline_annotate(dateline *d, const char *format, const char *const *input,
    size_t n, const dateline_hooks *h, dateline_counts *counts)
{
    dateline_status status = need_model(d, format);
    return status ? status : to_lines(d, tools_for(d, format), input, n, h, counts);
}

dateline_status dateline_annotate_text(dateline *d, const char *format, const char *title,
    const char *text, size_t n, const dateline_hooks *h)
{
    dateline_status status = need_model(d, format);
    if (status) return status;
    dl_tools t = tools_for(d, format);
    dl_buf json;
    dl_buf_init(&json, d->mem);
    dl_json_open(&json, '{');
    dl_json_kstr_opt(&json, "title", dl_slice_str(title));
    dl_json_kstr(&json, "text", dl_slice_of(text, n));
    dl_json_close(&json, '}');
    dl_raw raw = { .kind = DL_RAW_JSON,
        .file = DL_S("memory"),
        .bytes = dl_buf_slice(&json),
        .note = DL_NOTE_COUNT };
    status = json.failed ? complain(d, DATELINE_FAILED, "out of memory")
                         : dl_pipeline_one(&t, &raw, h, &d->err);
    dl_buf_free(&json);
    return dl_failed(&d->err) ? fail_told(d) : status;
}

/* ---- the model */

dateline_status dateline_model_import(
    dateline *d, const char *wheel, const char *out, const dateline_model_options *o)
{
    dl_err e;
    dl_err_clear(&e);
    dl_import_options with = {
        .mem = d->mem, .unpinned = o && o->unpinned, .published_names = o && o->published_names
    };
    return dl_model_import(wheel, o ? o->names : NULL, out, &with, &e) == DL_OK ? DATELINE_OK
                                                                                : fail(d, &e);
}

static dl_cell text_cell(dl_slice s)
{
    return (dl_cell){ .type = s.p ? DL_CELL_TEXT : DL_CELL_NULL, .text = s };
}

static dl_slice kept_text(const dl_model *m, const char *name)
{
    const dl_tensor *t = dl_model_get(m, name);
    return t ? dl_slice_of(t->data, t->size) : (dl_slice){ NULL, 0 };
}

/* A model that is passed on needs its licence beside it: JSON tells all of it. */
static bool tell_model(
    const dl_mem *mem, const dl_model *m, const char *path, dateline_visit visit, void *user)
{
    enum { FILE_PATH, MODEL, LICENCE_TEXT, LICENCE_NOTE, LEFT_OUT, COLUMNS };
    static const dl_row_column column[COLUMNS] = {
        [FILE_PATH] = { .name = DL_S("file"), .in_line = true, .in_table = true },
        [MODEL] = { .name = DL_S("model"), .in_line = true, .in_table = true },
        [LICENCE_TEXT] = { .name = DL_S("licence"), .in_line = true },
        [LICENCE_NOTE] = { .name = DL_S("licence"), .in_table = true },
        [LEFT_OUT] = { .name = DL_S("left_out"), .in_line = true, .in_table = true },
    };
    dl_slice licence = kept_text(m, "meta/licence"), left_out = kept_text(m, "meta/left-out");
    dl_cell cell[COLUMNS] = { [FILE_PATH] = text_cell(dl_slice_str(path)),
        [MODEL] = text_cell(dl_slice_str(dl_model_version(m))),
        [LEFT_OUT] = text_cell(left_out) };
    if (licence.n) {
        cell[LICENCE_TEXT] = text_cell(licence);
        cell[LICENCE_NOTE] = text_cell(DL_S("kept in the file; --json prints it"));
    }
    dl_row row = { left_out.p ? COLUMNS : LEFT_OUT, column, cell };
    dl_tell_rows rows;
    bool ok = dl_tell_rows_init(&rows, mem, visit, user);
    if (ok) dl_tell_row(&rows, &row);
    ok = ok && !rows.failed;
    dl_tell_rows_free(&rows);
    return ok;
}

dateline_status dateline_model_check(
    dateline *d, const char *path, dateline_visit visit, void *user)
{
    char found_at[PATH_MAX_OURS];
    dl_err e;
    dl_err_clear(&e);
    find_model(found_at);
    if (!path && found_at[0]) path = found_at;
    if (!path) return need_model(d, "json");
    dl_model *m = dl_model_open(d->mem, path, &e);
    if (m && dl_model_check(m, &e) == DL_OK && !tell_model(d->mem, m, path, visit, user))
        dl_fail(&e, DL_ENOMEM, "out of memory", -1, NULL);
    dl_model_close(m);
    return dl_failed(&e) ? fail(d, &e) : DATELINE_OK;
}

static bool take_any(void *user, const dl_row *row)
{
    (void)row;
    *(bool *)user = true;
    return false;
}

/* Some report was last worked out by other versions than ours. */
static bool is_stale(dateline *d)
{
    dl_slice version = dl_slice_str(d->version);
    bool any = false;
    dl_store_query(d->store,
        "SELECT 1 FROM report LEFT JOIN analysis a USING (rep) WHERE state = 'live' AND a.version "
        "IS NOT ?1 LIMIT 1",
        &version, 1, take_any, &any);
    return any;
}

dateline_status dateline_reanalyse(
    dateline *d, bool stale_only, const dateline_hooks *h, dateline_counts *counts)
{
    if (need_store(d)) return DATELINE_USAGE;
    forget_live(d); /* the reports it holds become others, whether this ends well or not */
    dateline_status status = dl_pipeline_again(&d->tools, d->store, stale_only, h, counts, &d->err);
    if (status == DATELINE_FAILED) return fail_told(d);
    if (!is_stale(d))
        dl_store_meta_set(d->store, "version",
            d->version); /* a run that was stopped leaves the old one: add refuses */
    if (settle(d) != DATELINE_OK) return DATELINE_FAILED;
    return d->no_link || link_all(d) == DATELINE_OK ? status : DATELINE_FAILED;
}

dateline_status dateline_remove(dateline *d, const char *id)
{
    if (need_store(d)) return DATELINE_USAGE;
    bool found = dl_store_begin(d->store) && dl_store_remove(d->store, dl_slice_str(id));
    if (found && !dl_failed(dl_store_err(d->store)))
        return link_and_commit(d, true); /* gone and linked, or neither */
    if (dl_failed(dl_store_err(d->store))) return settle(d);
    dl_store_rollback(d->store);
    return complain(d, DATELINE_FAILED, "there is no such report");
}

/* ---- rows */

static dateline_status query(
    dateline *d, const char *sql, const dl_slice *bind, size_t n, dateline_visit visit, void *user)
{
    dl_tell_rows rows;
    if (!dl_tell_rows_init(&rows, d->mem, visit, user))
        return complain(d, DATELINE_FAILED, "out of memory");
    dl_store_query(d->store, sql, bind, n, dl_tell_row, &rows);
    if (rows.failed) dl_fail(dl_store_err(d->store), DL_ENOMEM, "out of memory", -1, NULL);
    dl_tell_rows_free(&rows);
    return settle(d);
}

/* Parameters ?1.. of every list: from, to, outlet, about, limit, story, since. NULL where
 * not asked for. */
enum { P_FROM, P_TO, P_OUTLET, P_ABOUT, P_LIMIT, P_STORY, P_SINCE, P_COUNT };

static dateline_status check_date(dateline *d, const char *text, const char *name)
{
    int32_t day;
    if (!text || dl_iso_read(dl_slice_str(text), &day)) return DATELINE_OK;
    snprintf(d->why, sizeof d->why, "%s wants an ISO 8601 date such as 2016-12-16, not \"%s\"",
        name, text);
    return DATELINE_USAGE;
}

static dateline_status parameters(
    dateline *d, const dateline_filter *f, dl_slice p[P_COUNT], char limit[32])
{
    static const dateline_filter none = { .size = sizeof none };
    if (!f) f = &none;
    if (f->actor || f->recipient || f->type || f->status || f->country || f->place || f->context)
        return complain(d, DATELINE_USAGE,
            "actor, recipient, type, status, country, place and context are filters of events, "
            "which a later version reads");
    if (check_date(d, f->from, "--from") || check_date(d, f->to, "--to")
        || check_date(d, f->since, "--since"))
        return DATELINE_USAGE;
    snprintf(limit, 32, "%lld", f->limit ? (long long)f->limit : -1);
    const char *z[P_COUNT] = { f->from, f->to, f->outlet, f->about, limit, f->story, f->since };
    for (int i = 0; i < P_COUNT; i++) p[i] = dl_slice_str(z[i]);
    return DATELINE_OK;
}

#define DAY_OF(p) \
    "CAST(strftime('%s', CASE length(" p ") WHEN 4 THEN " p " || '-01-01' WHEN 7 THEN " p \
    " || '-01' ELSE substr(" p ", 1, 10) END) AS INTEGER) / 86400"
#define LAST_DAY_OF(p) \
    "CAST(strftime('%s', CASE length(" p ") WHEN 4 THEN " p " || '-12-31' WHEN 7 THEN date(" p \
    " || '-01', '+1 month', '-1 day') ELSE substr(" p ", 1, 10) END) AS INTEGER) / 86400"
#define REPORTS_LIKE \
    " (?1 IS NULL OR r.day >= " DAY_OF("?1") ") AND (?7 IS NULL OR r.day >= " DAY_OF( \
        "?7") ") AND (?2 IS NULL OR r.day <= " LAST_DAY_OF("?2") ") AND (?3 IS NULL OR r.outlet " \
                                                                 "= ?3 COLLATE NOCASE)" \
                                                                 " AND (?6 IS NULL OR m.episode " \
                                                                 "IN (SELECT id FROM episode " \
                                                                 "WHERE story = ?6))"
#define GROUP_LIKE \
    " (?1 IS NULL OR g.last >= " DAY_OF("?1") ") AND (?7 IS NULL OR g.last >= " DAY_OF( \
        "?7") ") AND (?2 IS NULL OR g.first <= " LAST_DAY_OF("?2") ") AND (?4 IS NULL OR g.title " \
                                                                   "LIKE '%' || ?4 || '%' OR " \
                                                                   "g.terms LIKE '%' || ?4 || " \
                                                                   "'%')"
#define OF_OUTLET(where) \
    " (?3 IS NULL OR EXISTS (SELECT 1 FROM episode e JOIN member m ON m.episode = e.id JOIN " \
    "report r USING (rep) WHERE " where " AND r.outlet = ?3 COLLATE NOCASE))"
#define ID_LIST "json_group_array(id)"
#define MEMBERS(where) \
    "(SELECT " ID_LIST " FROM (SELECT r.id AS id FROM member m JOIN report r USING (rep) JOIN " \
    "episode e ON e.id = m.episode WHERE " where " ORDER BY r.id))"
#define COPIES(where) \
    "(SELECT coalesce(json_group_array(json(ids)), '[]') FROM (SELECT json_group_array(id) AS " \
    "ids FROM (SELECT c.copy_group AS g, r.id AS id FROM copy c JOIN report r USING (rep) JOIN " \
    "member m USING (rep) JOIN episode e ON e.id = m.episode WHERE " where \
    " ORDER BY c.copy_group, r.id) GROUP BY g ORDER BY g))"
#define TERMS \
    "(SELECT json_group_array(value) FROM json_each('[\"' || replace(g.terms, ' ', '\",\"') || " \
    "'\"]') WHERE value <> '')"
#define DAYS \
    "date(g.first * 86400, 'unixepoch') AS first, date(g.last * 86400, 'unixepoch') AS last"

static const char *list_sql(const char *what)
{
    if (strcmp(what, "reports") == 0)
        return "SELECT r.id, r.date, r.outlet, r.title, json_quote(r.agency) AS \"agency:json\", "
               "json_quote(r.language) AS \"language:json\", json_quote(m.episode) AS "
               "\"episode:json\", "
               "e.story, json_quote(r.url) AS \"url:json\", length(b.text) AS characters FROM "
               "report r "
               "JOIN body b USING (rep) LEFT JOIN member m USING (rep)"
               " LEFT JOIN episode e ON e.id = m.episode WHERE r.state = 'live' AND (?4 IS NULL OR "
               "r.title LIKE '%' || ?4 || '%' OR b.text LIKE '%' || ?4 || '%') AND" REPORTS_LIKE
               " ORDER BY r.day IS NULL, r.day, r.id LIMIT ?5";
    if (strcmp(what, "episodes") == 0)
        return "SELECT g.id, " DAYS ", g.outlets, g.origins, g.title, g.story, " MEMBERS(
            "e.id = g.id") " AS \"reports:json\", " COPIES("e.id = g.id") " AS "
                                                                          "\"copies:json\", " TERMS
                                                                          " AS \"terms:json\""
                                                                          " FROM episode g WHERE "
                                                                          "(?6 "
                                                                          "IS NULL OR g.story = "
                                                                          "?6) "
                                                                          "AND" OF_OUTLET(
                                                                              "e.id = g.id") " AN"
                                                                                             "D" GROUP_LIKE
                                                                                             " ORDE"
                                                                                             "R "
                                                                                             "BY "
                                                                                             "g."
                                                                                             "first"
                                                                                             " "
                                                                                             "IS "
                                                                                             "NULL,"
                                                                                             " "
                                                                                             "g."
                                                                                             "first"
                                                                                             ", "
                                                                                             "g.id "
                                                                                             "LIMIT"
                                                                                             " ?5";
    if (strcmp(what, "stories") == 0)
        return "SELECT g.id, " DAYS ", g.outlets, g.origins, g.title, " MEMBERS(
            "e.story = g.id") " AS \"reports:json\", (SELECT " ID_LIST
                              " FROM (SELECT id FROM episode WHERE story = g.id ORDER BY id)) AS "
                              "\"episodes:json\", " COPIES(
                                  "e.story = g.id") " AS \"copies:json\", " TERMS
                                                    " AS \"terms:json\" FROM story g WHERE (?6 IS "
                                                    "NULL "
                                                    "OR g.id = ?6) AND" OF_OUTLET(
                                                        "e.story = g.id") " AND" GROUP_LIKE
                                                                          " ORDER BY g.first IS "
                                                                          "NULL, g.first, g.id "
                                                                          "LIMIT ?5";
    if (strcmp(what, "notes") == 0)
        return "SELECT r.id, n.file, n.record, n.byte, n.code, n.message FROM note n LEFT JOIN "
               "report r USING (rep) ORDER BY n.file, n.record, n.code, n.byte LIMIT ?5";
    return NULL;
}

dateline_status dateline_list(
    dateline *d, const char *what, const dateline_filter *f, dateline_visit visit, void *user)
{
    dl_slice p[P_COUNT];
    char limit[32];
    const char *sql = list_sql(what);
    if (need_store(d)) return DATELINE_USAGE;
    if (!sql) return complain(d, DATELINE_USAGE, "there is no such list");
    dateline_status status = parameters(d, f, p, limit);
    if (status == DATELINE_OK && strcmp(what, "notes") == 0
        && (p[P_FROM].p || p[P_TO].p || p[P_SINCE].p || p[P_OUTLET].p || p[P_ABOUT].p
            || p[P_STORY].p))
        status = complain(
            d, DATELINE_USAGE, "notes are told of inputs: of the filters they know --limit alone");
    return status ? status : query(d, sql, p, P_COUNT, visit, user);
}

/* ---- search */

/* The user's words as an FTS5 query that is never a syntax error: "quoted phrases" stay,
 * word* stays a prefix, all else is quoted. */
static void safe_query(dl_buf *out, dl_slice s)
{
    for (size_t i = 0; i < s.n;) {
        while (i < s.n && (unsigned char)s.p[i] <= ' ') i++;
        bool phrase = i < s.n && s.p[i] == '"';
        size_t from = i += phrase;
        while (i < s.n && (phrase ? s.p[i] != '"' : (unsigned char)s.p[i] > ' ' && s.p[i] != '"'))
            i++;
        dl_slice word = dl_slice_cut(s, from, i);
        i += phrase && i < s.n;
        bool prefix = !phrase && word.n > 1 && word.p[word.n - 1] == '*';
        if (prefix) word.n--;
        if (!word.n) continue;
        dl_buf_str(out, out->n ? " \"" : "\"");
        for (size_t k = 0; k < word.n; k++)
            if (word.p[k] != '"' && word.p[k] != 0) dl_buf_byte(out, word.p[k]);
        dl_buf_str(out, prefix ? "\"*" : "\"");
    }
}

dateline_status dateline_search(
    dateline *d, const char *text, const dateline_filter *f, dateline_visit visit, void *user)
{
    dl_slice p[P_COUNT];
    char limit[32];
    if (need_store(d)) return DATELINE_USAGE;
    dateline_filter with = f ? *f : (dateline_filter){ .size = sizeof with };
    if (!with.limit) with.limit = 20; /* a screen of answers */
    dateline_status status = parameters(d, &with, p, limit);
    d->ranked_newest = false;
    if (status) return status;
    dl_buf q;
    dl_buf_init(&q, d->mem);
    safe_query(&q, dl_slice_str(text));
    if (q.n && with.about) safe_query(&q, dl_slice_str(with.about)); /* words too */
    p[P_ABOUT] = dl_buf_slice(&q);
    status = q.failed ? complain(d, DATELINE_FAILED, "out of memory")
        : q.n == 0
        ? complain(d, DATELINE_USAGE, "nothing to search for")
        : query(d,
            "WITH hit AS MATERIALIZED (SELECT rowid AS rep FROM search WHERE search MATCH ?4 ORDER "
            "BY rowid DESC LIMIT " RANKED_MAX "), best AS MATERIALIZED ("
            "SELECT r.rep, r.id, bm25(search, 4.0, 1.0) AS score, e.story FROM search JOIN report "
            "r ON r.rep = search.rowid LEFT JOIN member m USING (rep) LEFT JOIN episode e ON e.id "
            "= m.episode"
            " WHERE search MATCH ?4 AND search.rowid >= (SELECT min(rep) FROM hit) AND r.state = "
            "'live' AND" REPORTS_LIKE " ORDER BY score, r.id LIMIT ?5)"
            " SELECT r.id, r.date, r.outlet, r.title, snippet(search, 1, '[', ']', ' ... ', 24) AS "
            "snippet, json_quote(best.story) AS \"story:json\", json_quote(r.url) AS \"url:json\""
            " FROM best CROSS JOIN search ON search.rowid = best.rep JOIN report r ON r.rep = "
            "best.rep WHERE search MATCH ?4 ORDER BY best.score, best.id",
            p, P_COUNT, visit, user);
    if (status == DATELINE_OK) {
        dl_store_query(d->store,
            "SELECT 1 FROM search WHERE search MATCH ?1 LIMIT 1 OFFSET " RANKED_MAX, &p[P_ABOUT], 1,
            take_any, &d->ranked_newest);
        status = settle(d);
    }
    dl_buf_free(&q);
    return status;
}

/* ---- one thing */

typedef struct found {
    dl_arena *arena;
    dl_slice kind, raw, json, file;
    size_t raw_n, json_n;
    uint64_t record, offset;
    bool any;
} found;

static bool take_found(void *user, const dl_row *row)
{
    found *f = user;
    const dl_cell *c = row->cell;
    f->any = true;
    f->kind = dl_arena_copy(f->arena, c[0].text);
    f->raw = dl_store_unpack(f->arena, c[2].text, (size_t)c[1].integer);
    size_t n = (size_t)c[3].integer;
    if (n) f->json = dl_store_unpack(f->arena, c[4].text, n);
    f->file = dl_arena_copy(f->arena, c[5].text);
    f->record = (uint64_t)c[6].integer;
    f->offset = (uint64_t)c[7].integer;
    return false;
}

static void tell_found(dateline *d, dl_doc *doc, const found *f, bool raw, const dateline_hooks *h)
{
    if (raw || f->json.n) {
        dl_slice out = raw ? f->raw : f->json;
        h->line(h->user, out.p, out.n);
        return;
    }
    dl_raw r = { .kind = dl_raw_kind_of(f->kind),
        .file = f->file,
        .record = f->record,
        .offset = f->offset,
        .bytes = f->raw,
        .note = DL_NOTE_COUNT };
    dl_pipeline_stages(doc, &r, &d->tools, NULL);
    dl_buf line;
    dl_buf_init(&line, d->mem);
    if (dl_tell_report(&line, doc, DL_TELL_MARKS)) h->line(h->user, line.p, line.n);
    else if (!dl_failed(&doc->err)) dl_fail(&doc->err, DL_ENOMEM, "out of memory", -1, NULL);
    dl_buf_free(&line);
}

dateline_status dateline_read(dateline *d, const char *id, bool raw, const dateline_hooks *h)
{
    if (need_store(d)) return DATELINE_USAGE;
    dl_doc *doc = dl_doc_new(d->mem);
    if (!doc) return complain(d, DATELINE_FAILED, "out of memory");
    found f = { .arena = doc->arena };
    dl_slice key = dl_slice_str(id);
    dl_store_query(d->store,
        "SELECT w.kind, w.size, w.bytes, a.size, a.json, r.file, r.record, r.offset FROM report r "
        "JOIN raw w USING (rep) LEFT JOIN analysis a USING (rep)"
        " WHERE r.id = ?1 ORDER BY r.state <> 'live', rep DESC LIMIT 1",
        &key, 1, take_found, &f);
    dateline_status status = settle(d);
    if (status == DATELINE_OK && !dl_doc_ok(doc)) status = fail(d, &doc->err);
    if (status == DATELINE_OK && !f.any)
        status = complain(d, DATELINE_FAILED, "there is no such report");
    if (status == DATELINE_OK && !f.raw.p)
        status = complain(d, DATELINE_FAILED, "the stored bytes are damaged");
    if (status == DATELINE_OK) tell_found(d, doc, &f, raw, h);
    if (status == DATELINE_OK && dl_failed(&doc->err)) status = fail(d, &doc->err);
    dl_doc_free(doc);
    return status;
}

/* An id that was superseded answers through its alias. */
/* So does the id of a report: what it is in. */
#define NOW(kind, column) \
    "coalesce((SELECT id FROM " kind " WHERE id = ?1), (SELECT now FROM alias WHERE kind = '" kind \
    "' AND old = ?1), (SELECT " column \
    " FROM report r JOIN member m USING (rep) JOIN episode e ON e.id = m.episode WHERE r.id = ?1 " \
    "AND r.state = 'live'))"
#define STORY_NOW NOW("story", "e.story")
#define EPISODE_NOW NOW("episode", "e.id")

static const char *show_sql(const char *what)
{
    if (strcmp(what, "story") == 0)
        return "SELECT g.id, " DAYS ", g.outlets, g.origins, g.title, " MEMBERS(
            "e.story = g.id") " AS \"reports:json\", (SELECT " ID_LIST
                              " FROM (SELECT id FROM episode WHERE story = g.id ORDER BY id)) AS "
                              "\"episodes:json\", " COPIES(
                                  "e.story = g.id") " AS \"copies:json\", " TERMS
                                                    " AS \"terms:json\", json_array() AS "
                                                    "\"actors:json\", "
                                                    "json_array() AS \"upcoming:json\", "
                                                    "json_array() "
                                                    "AS \"disagreements:json\""
                                                    " FROM story g WHERE g.id = " STORY_NOW;
    if (strcmp(what, "episode") == 0)
        return "SELECT g.id, " DAYS ", g.outlets, g.origins, g.title, g.story, " MEMBERS(
            "e.id = g.id") " AS \"reports:json\", " COPIES("e.id = g.id") " AS "
                                                                          "\"copies:json\", " TERMS
                                                                          " AS \"terms:json\" FROM "
                                                                          "episode "
                                                                          "g WHERE g.id "
                                                                          "= " EPISODE_NOW;
    if (strcmp(what, "story reports") == 0)
        return "SELECT r.id, r.date, r.outlet, r.title, r.agency, c.copy_group, substr(b.text, 1, "
               "300) AS lead FROM member m JOIN report r USING (rep) JOIN body b USING (rep) JOIN "
               "episode e ON e.id = m.episode LEFT JOIN copy c USING (rep)"
               " WHERE e.story = " STORY_NOW " ORDER BY r.day IS NULL, r.day, r.id";
    return NULL;
}

dateline_status dateline_show(
    dateline *d, const char *what, const char *id, dateline_visit visit, void *user)
{
    const char *sql = show_sql(what);
    dl_slice key = dl_slice_str(id);
    if (need_store(d)) return DATELINE_USAGE;
    return sql ? query(d, sql, &key, 1, visit, user)
               : complain(d, DATELINE_USAGE, "there is no such thing to show");
}

dateline_status dateline_explain(
    dateline *d, const char *what, const char *id, dateline_visit visit, void *user)
{
    bool story = strcmp(what, "story") == 0;
    dl_slice key = dl_slice_str(id);
    if (need_store(d)) return DATELINE_USAGE;
    return query(d,
        story
            ? "SELECT id, other, weight, text AS why FROM why WHERE level = 1 AND id = " STORY_NOW
              " ORDER BY weight DESC, other"
            : "SELECT id, other, weight, text AS why FROM why WHERE level = 0 AND id = " EPISODE_NOW
              " ORDER BY weight DESC, other",
        &key, 1, visit, user);
}

/* ---- soundness, methods */

dateline_status dateline_check(dateline *d, dateline_visit visit, void *user)
{
    if (need_store(d)) return DATELINE_USAGE;
    dl_store_run(d->store, "INSERT INTO search(search, rank) VALUES ('integrity-check', 1)");
    dateline_status index = settle(d);
    dateline_status status = query(d,
        "SELECT 'file' AS part, integrity_check AS finding FROM pragma_integrity_check UNION ALL"
        " SELECT 'references', 'row ' || rowid || ' of ' || \"table\" || ' points nowhere' FROM "
        "pragma_foreign_key_check UNION ALL"
        " SELECT 'reports', count(*) || ' live, ' || (SELECT count(*) FROM report WHERE state = "
        "'old') || ' older versions' FROM report WHERE state = 'live' UNION ALL"
        " SELECT 'members', count(*) || ' reports stand in no episode' FROM report r LEFT JOIN "
        "member m USING (rep) WHERE r.state = 'live' AND m.rep IS NULL HAVING count(*) > 0",
        NULL, 0, visit, user);
    if (status || index) return DATELINE_FAILED;
    bool sound = dl_store_number(d->store,
                     "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'")
            == 0
        && dl_store_number(d->store, "SELECT count(*) FROM pragma_foreign_key_check") == 0;
    if (settle(d) != DATELINE_OK)
        return DATELINE_FAILED; /* could not be asked: that is no finding */
    return sound ? DATELINE_OK : complain(d, DATELINE_FAILED, "the record is not sound");
}

static dateline_status tell_program(dateline *d, dateline_visit visit, void *user)
{
    dl_row_column column = { .name = DL_S("program"), .in_line = true, .in_table = true };
    dl_cell cell = { .type = DL_CELL_TEXT, .text = dl_slice_str(d->version) };
    dl_row row = { 1, &column, &cell };
    dl_tell_rows rows;
    bool ok = dl_tell_rows_init(&rows, d->mem, visit, user);
    if (ok) dl_tell_row(&rows, &row);
    ok = ok && !rows.failed;
    dl_tell_rows_free(&rows);
    return ok ? DATELINE_OK : complain(d, DATELINE_FAILED, "out of memory");
}

dateline_status dateline_methods(dateline *d, dateline_visit visit, void *user)
{
    dl_slice version = dl_slice_str(d->version);
    if (!d->store) return tell_program(d, visit, user);
    return query(d,
        "SELECT ?1 AS program, (SELECT value FROM meta WHERE key = 'version') AS record, 'The "
        "record holds ' || count(*) || ' reports of ' || count(DISTINCT outlet) || ' outlets, read "
        "and cleaned by ' ||"
        " coalesce((SELECT value FROM meta WHERE key = 'version'), ?1) || '. Copies are grouped "
        "and kept; episodes and stories are worked out from titles and texts, the same whatever "
        "the order of arrival.' AS methods"
        " FROM report WHERE state = 'live'",
        &version, 1, visit, user);
}
