/* dateline - the public library (include/dateline.h): handles, options, errors; reading
 * in and working out again. What is asked of a record stands in dateline_ask.c, of a
 * model in dateline_model.c. */
#include "dateline_private.h"

#include <stdio.h>
#include <unistd.h>

#include "group/group.h"
#include "repair.h"
#include "tell/tell.h"

#define DATELINE_VERSION "0.1.0"
/* Where the model's part of the version text starts; it is the last part. */
#define MODEL_IN_VERSION "model "
#define NO_MODEL "none"
enum { THREADS_MAX = 64 };

const char *dateline_version(void) { return DATELINE_VERSION; }
const char *dateline_why(const dateline *d) { return d ? d->why : "out of memory"; }

dateline_reason dateline_why_kind(const dateline *d)
{
    return d ? d->reason : DATELINE_REASON_MEMORY;
}

bool dateline_has_model(const dateline *d) { return d && d->parse; }

static void set_version(dateline *d)
{
    dl_slice places = dl_mark_gazetteer();
    snprintf(d->version, sizeof d->version,
        "dateline %s, tables %.12s, reading %s, cleaning %s, marks %s, places %.*s, events "
        "%s, grouping %s, " MODEL_IN_VERSION "%s",
        DATELINE_VERSION, dl_lexicon_version(d->lexicon), dl_read_version(), dl_clean_version(),
        dl_mark_version(), (int)places.n, places.p, dl_code_version(), dl_group_version(),
        d->parse ? dl_parse_version(d->parse) : NO_MODEL);
}

static unsigned thread_count(unsigned asked)
{
    long n = asked ? (long)asked : sysconf(_SC_NPROCESSORS_ONLN);
    if (n < 1) return 1;
    return n > THREADS_MAX ? THREADS_MAX : (unsigned)n;
}

static void open_model(dateline *d, const dateline_options *o)
{
    char path[HANDLE_PATH_MAX];
    handle_find_model(path);
    if (o->model) snprintf(path, sizeof path, "%s", o->model);
    if (path[0] && !o->no_analysis) d->parse = dl_parse_open(d->mem, path, &d->err);
}

/* Callers built with an older header hand over a shorter struct. */
static bool has_waiting(const dateline_options *o)
{
    return o->size >= offsetof(dateline_options, waiting_user) + sizeof o->waiting_user;
}

static bool has_web(const dateline_options *o)
{
    return o->size >= offsetof(dateline_options, pause_ms) + sizeof o->pause_ms;
}

/* Who asks, for the logs of servers; whom to write to about it. */
static void set_agent(dateline *d, const char *contact)
{
    char more[HANDLE_AGENT_MAX - 32] = "";
    if (contact && *contact) snprintf(more, sizeof more, " (+%s)", contact);
    snprintf(d->agent, sizeof d->agent, "dateline/" DATELINE_VERSION "%s", more);
    for (char *p = d->agent; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7F) *p = ' ';
}

static void set_up_web(dateline *d, const dateline_options *o)
{
    bool given = has_web(o);
    uint32_t pause = given && o->pause_ms ? o->pause_ms : DL_FETCH_PAUSE_MS;
    set_agent(d, given ? o->contact : NULL);
    dl_fetch_options options = { .agent = d->agent,
        .networks = given ? o->networks : NULL,
        .pause_ms = pause,
        .tries = DL_FETCH_TRIES };
    dl_web_source_init(&d->web, d->mem, &options);
    d->tools.web = &d->web.web;
}

/* Those that are not open yet, of what reading, cleaning and features need. */
static void open_reading_tables(dateline *d)
{
    const dl_mem *m = d->mem;
    dl_lexicon *l = d->lexicon;
    dl_err *e = &d->err;
    if (!d->calendar && !dl_failed(e)) d->calendar = dl_calendar_new(m, l, e);
    if (!d->read && !dl_failed(e)) d->read = dl_read_tables_new(m, l, d->calendar, e);
    if (!d->clean && !dl_failed(e)) d->clean = dl_clean_tables_new(m, l, d->calendar, e);
    if (!d->words && !dl_failed(e)) d->words = dl_group_words_new(m, l, e);
}

/* And of all. */
static void open_tables(dateline *d)
{
    const dl_mem *m = d->mem;
    dl_lexicon *l = d->lexicon;
    dl_err *e = &d->err;
    open_reading_tables(d);
    if (!d->mark && !dl_failed(e)) d->mark = dl_mark_tables_new(m, l, e);
    if (!d->link && !dl_failed(e))
        d->link = dl_link_new(m, l, d->calendar, dl_mark_offices(d->mark), e);
    if (!d->code && !dl_failed(e)) d->code = dl_code_tables_new(m, l, e);
    if (!d->countries && !dl_failed(e)) d->countries = dl_tell_countries(l, e);
}

static dateline_status lend_tables(dateline *d)
{
    d->tools.calendar = d->calendar;
    d->tools.read = d->read;
    d->tools.clean = d->clean;
    d->tools.words = d->relink.words = d->words;
    d->tools.link = d->relink.link = d->link;
    d->tools.mark = d->mark;
    d->tools.code = d->code;
    return dl_failed(&d->err) ? handle_fail_told(d) : DATELINE_OK;
}

dateline_status handle_need_tables(dateline *d)
{
    open_tables(d);
    return lend_tables(d);
}

/* For reports that are neither analysed nor linked. */
static dateline_status need_reading_tables(dateline *d)
{
    open_reading_tables(d);
    return lend_tables(d);
}

typedef dateline_status need(dateline *d);

static dateline_status need_store_and(dateline *d, need *tables)
{
    dateline_status status = handle_need_store(d);
    return status ? status : tables(d);
}

static dateline_status need_store_and_tables(dateline *d)
{
    return need_store_and(d, handle_need_tables);
}

static void set_up(dateline *d, const dateline_options *o)
{
    d->lexicon = dl_lexicon_open(d->mem, o->lexicon, &d->err);
    if (d->lexicon && o->lexicon) open_tables(d); /* a bad row is told here */
    if (!dl_failed(&d->err)) open_model(d, o);
    if (dl_failed(&d->err)) return;
    set_version(d);
    d->tools = (dl_tools){ .mem = d->mem,
        .parse = d->parse,
        .kept = &d->kept,
        .threads = thread_count(o->threads),
        .what = DL_TELL_MARKS,
        .version = d->version };
    d->no_link = o->no_link;
    set_up_web(d, o);
    if (has_web(o) && !dl_fetch_networks_fit(o->networks))
        dl_fail(&d->err, DL_EARG, "these are no networks", -1, "%s", o->networks);
    unsigned create = o->create ? DL_STORE_CREATE : 0;
    unsigned read_only = o->read_only ? DL_STORE_READ_ONLY : 0;
    dl_store_wait wait = { 0 };
    if (has_waiting(o)) wait = (dl_store_wait){ o->wait, o->waiting, o->waiting_user };
    if (o->db) d->store = dl_store_open(d->mem, o->db, create | read_only, &wait, &d->err);
    d->relink.store = d->store;
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
    return dl_failed(&d->err) ? handle_fail(d, &d->err) : DATELINE_OK;
}

void dateline_close(dateline *d)
{
    if (!d) return;
    dl_mem hook = d->hook;
    bool hooked = d->mem != NULL;
    dl_relink_forget(&d->relink);
    if (d->tools.kept) dl_pipeline_forget(&d->tools);
    dl_store_close(d->store);
    dl_web_source_close(&d->web);
    dl_link_free(d->link);
    dl_read_tables_free(d->read);
    dl_calendar_free(d->calendar);
    dl_clean_tables_free(d->clean);
    dl_mark_tables_free(d->mark);
    dl_code_tables_free(d->code);
    dl_group_words_free(d->words);
    dl_parse_close(d->parse);
    dl_lexicon_free(d->lexicon);
    dl_mem_free(hooked ? &hook : NULL, d, sizeof *d);
}

/* ---- reading in */

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
        return handle_complain(d, DATELINE_FAILED,
            "the record was made by other versions: run `dateline reanalyse`, then add");
    if (!same && (empty || d->parse)) dl_store_meta_set(d->store, "version", d->version);
    return handle_settle(d);
}

/* ---- grouping */

static bool link_step(void *user, uint64_t done, uint64_t total)
{
    const dateline_hooks *h = user;
    dateline_progress p = { .linking = true, .done = done, .total = total };
    return h->progress(h->user, &p);
}

/* SKIPPED: it was stopped; the groups are as they were. */
static dateline_status link_groups(dateline *d, bool afresh, const dateline_hooks *h)
{
    dl_store_watcher w = { link_step, (void *)(uintptr_t)h };
    dl_store_watch(d->store, h && h->progress ? &w : NULL);
    dl_relink_run(&d->relink, afresh);
    dl_store_watch(d->store, NULL);
    bool stopped = dl_store_err(d->store)->code == DL_ESTOP;
    dateline_status status = handle_settle(d);
    return stopped ? DATELINE_SKIPPED : status;
}

dateline_status dateline_relink(dateline *d, const dateline_hooks *h)
{
    dateline_status status = need_store_and_tables(d);
    return status ? status : link_groups(d, true, h);
}

static dateline_status need_own_record_and(dateline *d, need *tables)
{
    dateline_status status = need_store_and(d, tables);
    return status ? status : check_versions(d);
}

dateline_status handle_need_own_record(dateline *d)
{
    return need_own_record_and(d, handle_need_tables);
}

dateline_status handle_link(dateline *d, const dateline_hooks *h)
{
    if (d->no_link || !dl_relink_is_due(d->store)) return handle_settle(d);
    return link_groups(d, false, h);
}

dateline_status dateline_add(dateline *d, const char *const *input, size_t n,
    const dateline_hooks *h, dateline_counts *counts)
{
    dateline_counts own = { 0 };
    bool reads_alone = !d->parse && d->no_link;
    need *tables = reads_alone ? need_reading_tables : handle_need_tables;
    dateline_status status = need_own_record_and(d, tables);
    if (status) return status;
    status = dl_pipeline_run(&d->tools, d->store, input, n, h, &own, &d->err);
    if (counts) *counts = own;
    if (status == DATELINE_FAILED) {
        dl_err_clear(dl_store_err(d->store));
        return handle_fail_told(d);
    }
    if (handle_link(d, h) == DATELINE_FAILED) return DATELINE_FAILED;
    if (counts) counts->copies = dl_store_copies(d->store);
    dateline_status asked = handle_settle(
        d); /* was it linked, how many copies: both may have failed */
    return asked ? asked : status;
}

static dateline_status to_lines(dateline *d, dl_tools t, const char *const *input, size_t n,
    const dateline_hooks *h, dateline_counts *counts)
{
    dateline_status status = dl_pipeline_run(&t, NULL, input, n, h, counts, &d->err);
    return status == DATELINE_FAILED ? handle_fail_told(d) : status;
}

dateline_status dateline_extract(dateline *d, const char *const *input, size_t n,
    const dateline_hooks *h, dateline_counts *counts)
{
    dateline_status status = need_reading_tables(d);
    if (status) return status;
    dl_tools t = d->tools;
    t.what = 0;
    t.parse = NULL; /* nothing of the engine's is told */
    return to_lines(d, t, input, n, h, counts);
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
    dateline_status status = handle_need_model(d, format);
    if (status == DATELINE_OK) status = handle_need_tables(d);
    return status ? status : to_lines(d, tools_for(d, format), input, n, h, counts);
}

dateline_status dateline_annotate_text(dateline *d, const char *format, const char *title,
    const char *text, size_t n, const dateline_hooks *h)
{
    dateline_status status = handle_need_model(d, format);
    if (status == DATELINE_OK) status = handle_need_tables(d);
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
    status = json.failed ? handle_complain(d, DATELINE_FAILED, "out of memory")
                         : dl_pipeline_one(&t, &raw, h, &d->err);
    dl_buf_free(&json);
    return dl_failed(&d->err) ? handle_fail_told(d) : status;
}

/* ---- working out again, taking out */

dateline_status dateline_reanalyse(
    dateline *d, bool stale_only, const dateline_hooks *h, dateline_counts *counts)
{
    dateline_status status = need_store_and_tables(d);
    if (status) return status;
    /* The reports it holds become others, whether this ends well or not. */
    dl_relink_forget(&d->relink);
    status = dl_pipeline_again(&d->tools, d->store, stale_only, h, counts, &d->err);
    if (status == DATELINE_FAILED) return handle_fail_told(d);
    /* A run that was stopped leaves the old version: add refuses. */
    if (!dl_store_is_stale(d->store, d->version))
        dl_store_meta_set(d->store, "version", d->version);
    if (handle_settle(d) != DATELINE_OK) return DATELINE_FAILED;
    if (d->no_link) return status;
    dateline_status linked = link_groups(d, true, h);
    return linked > status ? linked : status;
}

dateline_status dateline_remove(dateline *d, const char *id)
{
    dateline_status status = need_store_and_tables(d);
    if (status) return status;
    bool found = dl_relink_without(&d->relink, dl_slice_str(id));
    if (found || dl_failed(dl_store_err(d->store))) return handle_settle(d);
    return handle_complain(d, DATELINE_FAILED, "there is no such report");
}

dateline_status dateline_repair(dateline *d, const dateline_hooks *h, dateline_counts *counts)
{
    dateline_status status = need_store_and_tables(d);
    if (status) return status;
    dl_relink_forget(&d->relink);
    status = dl_repair(&d->tools, &d->store, h, counts, &d->err);
    d->relink.store = d->store;
    return status == DATELINE_FAILED ? handle_fail_told(d) : status;
}
