/* dateline - the public library (include/dateline.h): opens things, calls the pipeline,
 * turns queries into rows. */
#include "dateline.h"

#include <stdio.h>
#include <unistd.h>

#include "group/group.h"
#include "import/import.h"
#include "pipeline.h"
#include "read/read.h"
#include "relink.h"
#include "tell/rows.h"
#include "tell/tell.h"

#define DATELINE_VERSION "0.1.0"
#define MODEL_IN_VERSION \
    "model " /* where the model's part of the version text starts; the last part */
#define NO_MODEL "none"
enum { WHY_MAX = 512, PATH_MAX_OURS = 4096 };
enum { SEARCH_ROWS = 20 }; /* a screen of answers, unless told */

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
    dl_relink relink;
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

static void open_model(dateline *d, const dateline_options *o)
{
    char path[PATH_MAX_OURS];
    find_model(path);
    if (o->model) snprintf(path, sizeof path, "%s", o->model);
    if (path[0] && !o->no_analysis)
        d->parse = dl_parse_open(d->mem, path, &d->err);
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
    d->relink = (dl_relink){ .store = d->store, .words = d->words };
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
    dl_relink_forget(&d->relink);
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
    bool same = strcmp(had, d->version) == 0, empty = !had[0] || dl_store_is_empty(d->store),
         near = differ_in_analysis_only(had, d->version);
    if (!same && !empty && !near)
        return complain(d, DATELINE_FAILED,
            "the record was made by other versions: run `dateline reanalyse`, then add");
    if (!same && (empty || d->parse)) dl_store_meta_set(d->store, "version", d->version);
    return settle(d);
}

/* ---- grouping */

static dateline_status link_groups(dateline *d, bool afresh)
{
    dl_relink_run(&d->relink, afresh);
    return settle(d);
}

dateline_status dateline_relink(dateline *d, const dateline_hooks *h)
{
    (void)h;
    return need_store(d) ? DATELINE_USAGE : link_groups(d, true);
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
    if (!d->no_link && dl_relink_is_due(d->store) && link_groups(d, false) != DATELINE_OK)
        return DATELINE_FAILED;
    if (counts) counts->copies = dl_store_copies(d->store);
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
    dl_import_options with = { .mem = d->mem,
        .unpinned = o && o->unpinned,
        .published_names = o && o->published_names,
        .accepts = dl_parse_accepts };
    return dl_import_file(wheel, o ? o->names : NULL, out, &with, &e) == DL_OK ? DATELINE_OK
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

dateline_status dateline_reanalyse(
    dateline *d, bool stale_only, const dateline_hooks *h, dateline_counts *counts)
{
    if (need_store(d)) return DATELINE_USAGE;
    dl_relink_forget(
        &d->relink); /* the reports it holds become others, whether this ends well or not */
    dateline_status status = dl_pipeline_again(&d->tools, d->store, stale_only, h, counts, &d->err);
    if (status == DATELINE_FAILED) return fail_told(d);
    if (!dl_store_is_stale(d->store, d->version))
        dl_store_meta_set(d->store, "version",
            d->version); /* a run that was stopped leaves the old one: add refuses */
    if (settle(d) != DATELINE_OK) return DATELINE_FAILED;
    if (d->no_link) return status;
    return link_groups(d, true) == DATELINE_OK ? status : DATELINE_FAILED;
}

dateline_status dateline_remove(dateline *d, const char *id)
{
    if (need_store(d)) return DATELINE_USAGE;
    bool found = dl_store_begin(d->store) && dl_store_remove(d->store, dl_slice_str(id));
    if (found) dl_relink_commit(&d->relink, true); /* gone and linked, or neither */
    if (found || dl_failed(dl_store_err(d->store))) return settle(d);
    dl_store_rollback(d->store);
    return complain(d, DATELINE_FAILED, "there is no such report");
}

/* ---- lists */

/* Rows of the store told to a caller of the library. */
static bool rows_begin(dateline *d, dl_tell_rows *rows, dateline_visit visit, void *user)
{
    if (dl_tell_rows_init(rows, d->mem, visit, user)) return true;
    complain(d, DATELINE_FAILED, "out of memory");
    return false;
}

static dateline_status rows_end(dateline *d, dl_tell_rows *rows)
{
    if (rows->failed) dl_fail(dl_store_err(d->store), DL_ENOMEM, "out of memory", -1, NULL);
    dl_tell_rows_free(rows);
    return settle(d);
}

/* The last day of a year, of a month, or the day itself. */
static int32_t last_day(int32_t first, int precision)
{
    int year, month, day;
    dl_day_split(first, &year, &month, &day);
    if (precision == DL_PREC_YEAR) return dl_day_of(year, 12, 31);
    if (precision == DL_PREC_MONTH)
        return dl_day_of(year + (month == 12), month % 12 + 1, 1) - 1;
    return first;
}

/* first, last: INT32_MIN where no date was asked for. */
static bool read_date(
    dateline *d, const char *text, const char *name, int32_t *first, int32_t *last)
{
    *first = INT32_MIN;
    *last = INT32_MIN;
    if (!text) return true;
    int precision = dl_iso_read(dl_slice_str(text), first);
    if (precision) {
        *last = last_day(*first, precision);
        return true;
    }
    snprintf(d->why, sizeof d->why, "%s wants an ISO 8601 date such as 2016-12-16, not \"%s\"",
        name, text);
    return false;
}

static dateline_status read_filter(dateline *d, const dateline_filter *f, dl_store_filter *out)
{
    static const dateline_filter none = { .size = sizeof none };
    int32_t from, since, to, unused;
    if (!f) f = &none;
    if (f->actor || f->recipient || f->type || f->status || f->country || f->place || f->context)
        return complain(d, DATELINE_USAGE,
            "actor, recipient, type, status, country, place and context are filters of events, "
            "which a later version reads");
    if (!read_date(d, f->from, "--from", &from, &unused)
        || !read_date(d, f->to, "--to", &unused, &to)
        || !read_date(d, f->since, "--since", &since, &unused))
        return DATELINE_USAGE;
    *out = (dl_store_filter){ .outlet = dl_slice_str(f->outlet),
        .about = dl_slice_str(f->about),
        .story = dl_slice_str(f->story),
        .from = from > since ? from : since,
        .to = to,
        .limit = f->limit ? (int64_t)f->limit : -1 };
    return DATELINE_OK;
}

static bool has_filters(const dateline_filter *f)
{
    return f && (f->from || f->to || f->since || f->outlet || f->about || f->story);
}

dateline_status dateline_list(
    dateline *d, const char *what, const dateline_filter *f, dateline_visit visit, void *user)
{
    dl_store_filter filter;
    dl_tell_rows rows;
    if (need_store(d) || read_filter(d, f, &filter)) return DATELINE_USAGE;
    if (strcmp(what, "notes") == 0 && has_filters(f))
        return complain(
            d, DATELINE_USAGE, "notes are told of inputs: of the filters they know --limit alone");
    if (!rows_begin(d, &rows, visit, user)) return DATELINE_FAILED;
    bool known = dl_store_list(d->store, what, &filter, dl_tell_row, &rows);
    dateline_status status = rows_end(d, &rows);
    return known ? status : complain(d, DATELINE_USAGE, "there is no such list");
}

dateline_status dateline_search(
    dateline *d, const char *text, const dateline_filter *f, dateline_visit visit, void *user)
{
    dl_store_filter filter;
    dl_tell_rows rows;
    if (need_store(d) || read_filter(d, f, &filter)) return DATELINE_USAGE;
    if (filter.limit < 0) filter.limit = SEARCH_ROWS;
    if (!rows_begin(d, &rows, visit, user)) return DATELINE_FAILED;
    bool any = dl_store_search(
        d->store, dl_slice_str(text), &filter, dl_tell_row, &rows, &d->ranked_newest);
    dateline_status status = rows_end(d, &rows);
    return any ? status : complain(d, DATELINE_USAGE, "nothing to search for");
}

/* ---- one thing */

dateline_status dateline_read(dateline *d, const char *id, bool raw, const dateline_hooks *h)
{
    if (need_store(d)) return DATELINE_USAGE;
    dl_read_result result = dl_pipeline_read(
        &d->tools, d->store, dl_slice_str(id), raw, h, &d->err);
    if (settle(d) != DATELINE_OK) return DATELINE_FAILED;
    if (dl_failed(&d->err)) return fail_told(d);
    if (result == DL_READ_NONE) return complain(d, DATELINE_FAILED, "there is no such report");
    if (result == DL_READ_DAMAGED)
        return complain(d, DATELINE_FAILED, "the stored bytes are damaged");
    return DATELINE_OK;
}

typedef bool (*ask_one)(dl_store *s, const char *what, dl_slice id, dl_row_visit visit, void *user);

static dateline_status about_one(
    dateline *d, ask_one ask, const char *what, const char *id, dateline_visit visit, void *user)
{
    dl_tell_rows rows;
    if (need_store(d)) return DATELINE_USAGE;
    if (!rows_begin(d, &rows, visit, user)) return DATELINE_FAILED;
    bool known = ask(d->store, what, dl_slice_str(id), dl_tell_row, &rows);
    dateline_status status = rows_end(d, &rows);
    return known ? status : complain(d, DATELINE_USAGE, "there is no such thing to show");
}

dateline_status dateline_show(
    dateline *d, const char *what, const char *id, dateline_visit visit, void *user)
{
    return about_one(d, dl_store_show, what, id, visit, user);
}

dateline_status dateline_explain(
    dateline *d, const char *what, const char *id, dateline_visit visit, void *user)
{
    return about_one(d, dl_store_explain, what, id, visit, user);
}

/* ---- soundness, methods */

dateline_status dateline_check(dateline *d, dateline_visit visit, void *user)
{
    dl_tell_rows rows;
    if (need_store(d)) return DATELINE_USAGE;
    if (!rows_begin(d, &rows, visit, user)) return DATELINE_FAILED;
    bool sound = dl_store_check(d->store, dl_tell_row, &rows);
    dateline_status status = rows_end(d, &rows);
    if (status != DATELINE_OK) return status; /* could not be asked: that is no finding */
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
    dl_tell_rows rows;
    if (!d->store) return tell_program(d, visit, user);
    if (!rows_begin(d, &rows, visit, user)) return DATELINE_FAILED;
    dl_store_methods(d->store, d->version, dl_tell_row, &rows);
    return rows_end(d, &rows);
}
