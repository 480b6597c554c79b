/* pipeline - see pipeline.h. */
#include "pipeline.h"

#include <stdatomic.h>
#include <stdio.h>

#include "crawl.h"
#include "group/group.h"
#include "read/read.h"
#include "relink.h"
#include "tell/tell.h"

/* What one transaction holds: a kill loses half a second of work; more gains nothing
 * measurable. */
enum { BATCH_REPORTS = 500, BATCH_BYTES = 8 << 20 };

/* Reports in flight: enough to keep the workers busy while a transaction is committed,
 * bounded by bytes too, for a report may hold 100 times its size. */
enum { WINDOW = 256, FEW = 8, BYTES_IN_FLIGHT = 512 << 10 };

/* What is done with a report: all; all, but only its head analysed; all but the analysis;
 * nothing but keeping its bytes. */
typedef enum effort { ALL, HEAD, TEXT, BYTES } effort;
static const uint32_t most_tokens[] = { [ALL] = DL_PARSE_MOST, [HEAD] = 1 << 15 };

typedef struct job {
    dl_doc *doc;
    dl_raw raw;
    size_t size;
    dl_rep rep;
    dl_stored stored;
    dl_arena_mark mark; /* of the document's arena, behind the raw record */
    effort effort;
    const char *unsound; /* why its analysis cannot be kept; NULL: it can */
    dl_buf line;
    dl_packed packed;
} job; /* size: bytes of the raw record; rep: of a stored one */

typedef struct written { /* of one batch: counted when it is committed */
    uint64_t added, known, versions, foreign;
} written;

/* The batch that is being written. With workers a thread of its own writes it while the
 * next one fills: until it is waited for, nobody else touches this or the store. */
typedef struct writing {
    dl_batch *batch;
    bool is_open; /* handed over, what became of it not taken yet */
    written counts;
    dl_note told[BATCH_REPORTS]; /* of each item; DL_NOTE_COUNT: nothing */
    dl_task task;
} writing;

typedef struct seat { /* one a thread: what it works with */
    struct run *run; /* its engine shares a long report's parts with the others */
    unsigned thread;
    dl_parse_scratch *engine; /* NULL: nothing is analysed */
    dl_group_scratch *features; /* NULL: no record */
    dl_packer *packer; /* the same */
} seat;

typedef struct run {
    const dl_tools *tools;
    dl_store *store;
    dl_reader *reader;
    int32_t *crawl_day; /* [inputs] that its reports bear in place of their own; DL_NO_DAY */
    size_t inputs;
    const dateline_hooks *hooks;
    dateline_counts counts;
    dl_err err;
    seat *seats; /* one a thread */
    dl_batch *batch; /* that fills; NULL: no record */
    writing writing;
    bool reads_record; /* `next` asks the store: nothing is written meanwhile */
    dl_pool *pool;
    uint64_t in_flight, bytes;
    atomic_bool stopped; /* the caller wants no more; workers ask it inside a long report */
    job *spare[WINDOW]; /* jobs to use again: their arenas keep their memory */
    unsigned spares;
} run;

/* The report is no less kept for it, but nobody would see why it says nothing. */
static void note_emptied(dl_doc *d)
{
    if (dl_failed(&d->err) || dl_doc_body(d).n || !d->text.removed.n) return;
    dl_doc_note(d, DL_NOTE_EMPTY, -1, "all of its text was taken out as clutter: see `removed`");
}

void dl_pipeline_stages(dl_doc *d, const dl_raw *raw, const dl_tools *t, dl_parse_scratch *scratch)
{
    dl_read_decode(d, t->read, raw);
    if (dl_doc_go_on(d) && d->text.page.p) {
        dl_clean_page(d, t->clean, t->read);
        dl_read_settle(d, t->read, raw);
    }
    if (dl_doc_go_on(d)) dl_clean_text(d, t->clean);
    note_emptied(d);
    if (scratch && dl_doc_go_on(d)) dl_clean_seams(d, t->clean); /* only the engine asks */
    if (scratch && dl_doc_go_on(d)) dl_parse_run(d, t->parse, scratch);
    if (scratch && dl_doc_go_on(d)) dl_mark_run(d, t->mark);
    if (scratch && dl_doc_go_on(d)) dl_code_run(d, t->code);
}

/* A short line's memory is used again. */
static void give_back(dl_buf *line)
{
    enum { KEPT = 1 << 20 };
    if (line->cap > KEPT) dl_buf_free(line);
    else dl_buf_clear(line);
}

static void write_line(dl_buf *out, dl_doc *d, const dl_tools *t)
{
    if (dl_failed(&d->err)) return;
    if (t->conllu) dl_tell_conllu(out, d);
    else dl_tell_report(out, d, t->what);
}

/* ---- stopping */

/* False: the caller wants no more. total: of reports, 0 not known. */
static bool go_on(run *r, uint64_t total)
{
    if (!r->hooks || !r->hooks->progress) return !r->stopped;
    dateline_progress p = { .done = r->counts.read, .total = total };
    if (r->reader) p.bytes = dl_reader_bytes(r->reader);
    if (!r->hooks->progress(r->hooks->user, &p)) r->stopped = true;
    return !r->stopped;
}

/* Asked by the stages inside a long report. Without workers they run in the caller's
 * thread, who may be asked at once. */
static bool is_stopped(void *ctx)
{
    run *r = ctx;
    return r->stopped || (r->tools->threads <= 1 && !go_on(r, 0));
}

/* ---- sharing a long report */

typedef struct parts {
    const run *run;
    dl_parse_part part;
    void *ctx;
} parts;

static void do_part(void *ctx, uint32_t i, unsigned thread)
{
    const parts *p = ctx;
    p->part(p->ctx, i, p->run->seats[thread].engine);
}

static void share_parts(void *ctx, uint32_t n, dl_parse_part part, void *part_ctx)
{
    const seat *s = ctx;
    parts p = { s->run, part, part_ctx };
    dl_pool_share(s->run->pool, s->thread, n, do_part, &p);
}

/* ---- what threads work with */

static void seats_free(const dl_tools *t, seat *seats, unsigned n)
{
    for (unsigned i = 0; seats && i < n; i++) {
        dl_parse_scratch_free(seats[i].engine);
        dl_group_scratch_free(seats[i].features);
        dl_packer_free(seats[i].packer);
    }
    dl_mem_free(t->mem, seats, n * sizeof *seats);
}

void dl_pipeline_forget(const dl_tools *t)
{
    seats_free(t, t->kept->seats, t->kept->n);
    t->kept->seats = NULL;
}

/* What was kept, if it suits. */
static seat *kept_seats(const run *r)
{
    const dl_tools *t = r->tools;
    bool any = t->kept && t->kept->seats && t->parse;
    if (!any || t->kept->n != t->threads || (r->store && !t->kept->store)) return NULL;
    seat *seats = t->kept->seats;
    t->kept->seats = NULL;
    return seats;
}

/* After a few reports; where more come, the next run is not asked for soon, and what they
 * leave behind is much. */
static bool keep_seats(run *r)
{
    enum { FEW_READ = 64 };
    dl_kept_seats *k = r->tools->kept;
    bool whole = r->seats && !r->stopped && !dl_failed(&r->err);
    if (!k || !r->tools->parse || !whole || r->counts.read > FEW_READ) return false;
    if (k->seats) dl_pipeline_forget(r->tools);
    *k = (dl_kept_seats){ r->seats, r->tools->threads, r->store != NULL };
    r->seats = NULL;
    return true;
}

/* Linking comes, as large as the engine. */
static void leave_seats(run *r)
{
    if (keep_seats(r)) return;
    seats_free(r->tools, r->seats, r->tools->threads);
    r->seats = NULL;
    if (r->store) dl_mem_spare(r->tools->mem);
}

static bool seat_init(run *r, unsigned thread)
{
    const dl_tools *t = r->tools;
    seat *s = &r->seats[thread];
    *s = (seat){ .run = r, .thread = thread };
    if (t->parse) s->engine = dl_parse_scratch_new(t->mem, t->parse, &r->err);
    if (t->parse && !s->engine) return false;
    if (!r->store) return true;
    s->features = dl_group_scratch_new(t->mem);
    s->packer = dl_packer_new(t->mem);
    return s->features && s->packer;
}

static bool batches_new(run *r)
{
    r->batch = dl_batch_new(r->tools->mem);
    r->writing.batch = dl_batch_new(r->tools->mem);
    return r->batch && r->writing.batch;
}

static bool seats_make(run *r)
{
    const dl_tools *t = r->tools;
    r->seats = dl_mem_zero(t->mem, t->threads * sizeof *r->seats);
    bool ok = r->seats != NULL;
    for (unsigned i = 0; ok && i < t->threads; i++) ok = seat_init(r, i);
    return ok;
}

static bool seats_new(run *r)
{
    r->seats = kept_seats(r);
    bool ok = (r->seats || seats_make(r)) && (!r->store || batches_new(r));
    for (unsigned i = 0; ok && i < r->tools->threads; i++) {
        seat *s = &r->seats[i];
        s->run = r;
        if (s->engine) dl_parse_set_share(s->engine, share_parts, s);
    }
    if (!ok && !dl_failed(&r->err)) dl_fail(&r->err, DL_ENOMEM, "out of memory", -1, NULL);
    return ok;
}

/* ---- jobs */

static void job_free(run *r, job *j)
{
    if (!j) return;
    dl_doc_free(j->doc);
    dl_buf_free(&j->line);
    dl_mem_free(r->tools->mem, j, sizeof *j);
}

static job *job_new(run *r)
{
    if (r->spares) return r->spare[--r->spares];
    job *j = dl_mem_zero(r->tools->mem, sizeof *j);
    if (!j) return NULL;
    dl_buf_init(&j->line, r->tools->mem);
    j->doc = dl_doc_new(r->tools->mem);
    if (!j->doc) {
        job_free(r, j);
        return NULL;
    }
    j->doc->stop = is_stopped;
    j->doc->stop_ctx = r;
    return j;
}

static void job_done(run *r, job *j)
{
    dl_doc_reset(j->doc);
    give_back(&j->line);
    if (r->spares < sizeof r->spare / sizeof *r->spare) r->spare[r->spares++] = j;
    else job_free(r, j);
}

static bool wait_on(void *ctx) { return go_on(ctx, 0); }

static void flush(run *r);
static void take_written(run *r);

/* An input keeps the run waiting: what is done is written meanwhile. */
static bool wait_for_input(void *ctx)
{
    run *r = ctx;
    dl_pool_take_done(r->pool);
    if (r->batch) flush(r);
    if (r->batch) take_written(r);
    return go_on(r, 0) && !dl_failed(&r->err);
}

static void launched(run *r, job *j)
{
    r->in_flight++;
    r->bytes += j->size;
}

static void landed(run *r, const job *j)
{
    r->in_flight--;
    r->bytes -= j->size;
}

static bool room(void *ctx)
{
    const run *r = ctx;
    return r->in_flight < FEW || r->bytes < BYTES_IN_FLIGHT;
}

static void *next(void *ctx)
{
    run *r = ctx;
    job *j = r->stopped ? NULL : job_new(r);
    if (!j) {
        if (!r->stopped) dl_fail(&r->err, DL_ENOMEM, "out of memory", -1, NULL);
        return NULL;
    }
    if (dl_reader_next(r->reader, j->doc->arena, &j->raw)) {
        j->size = j->raw.bytes.n;
        j->raw.crawl_day = r->crawl_day[j->raw.input];
        j->raw.crawled = j->raw.crawl_day != DL_NO_DAY;
        j->mark = dl_arena_mark_now(j->doc->arena);
        launched(r, j);
        return j;
    }
    if (!dl_doc_ok(j->doc)) dl_fail(&r->err, DL_ENOMEM, "out of memory", -1, NULL);
    job_done(r, j);
    return NULL;
}

typedef struct line_of {
    dl_doc *doc;
    const dl_tools *tools;
} line_of;

static void tell_packed(void *ctx, dl_buf *out)
{
    const line_of *l = ctx;
    write_line(out, l->doc, l->tools);
}

static void pack(const run *r, job *j, const seat *s)
{
    line_of line = { j->doc, r->tools };
    dl_store_pack(s->packer, j->doc, tell_packed, &line, &j->packed);
    if (dl_doc_go_on(j->doc))
        j->packed.features = dl_group_features(r->tools->words, s->features, j->doc);
    dl_doc_ok(j->doc);
}

/* One try with a report: its layers, its line, what the store takes. */
static void try(run *r, job *j, const seat *s)
{
    dl_parse_scratch *engine = j->effort <= HEAD ? s->engine : NULL;
    if (engine) dl_parse_set_most(engine, most_tokens[j->effort]);
    if (j->effort == BYTES)
        dl_read_bytes_only(j->doc, &j->raw, "too large to be read as text: its bytes are kept");
    else dl_pipeline_stages(j->doc, &j->raw, r->tools, engine);
    if (j->effort == TEXT && j->unsound)
        dl_doc_note(j->doc, DL_NOTE_NOT_ANALYSED, -1,
            "its analysis cannot be kept (%s): searchable only", j->unsound);
    else if (j->effort == TEXT)
        dl_doc_note(j->doc, DL_NOTE_TOO_LONG, -1, "too large to be analysed: searchable only");
    if (dl_doc_go_on(j->doc) && r->store) pack(r, j, s);
    else if (dl_doc_go_on(j->doc)) write_line(&j->line, j->doc, r->tools);
}

/* Begins again with less effort; false: there is none. */
static bool try_less(run *r, job *j)
{
    if (j->packed.why && j->effort < TEXT) {
        j->unsound = j->packed.why;
        j->effort = TEXT;
    } else if (dl_doc_is_too_large(j->doc) && j->effort != BYTES)
        j->effort = r->tools->parse ? j->effort + 1 : BYTES;
    else return false;
    j->packed.why = NULL;
    dl_doc_start_again(j->doc, j->mark);
    dl_buf_clear(&j->line);
    return true;
}

/* A report that asks for more memory than one may have is kept with less: one report
 * never stops the others. */
static void work(void *ctx, void *p, unsigned thread)
{
    run *r = ctx;
    job *j = p;
    if (j->raw.kind == DL_RAW_PROBLEM) return;
    dl_doc_bound(j->doc, j->raw.bytes.n);
    j->effort = ALL;
    do try(r, j, &r->seats[thread]);
    while (try_less(r, j));
}

/* ---- taking */

/* What of s fits, NUL-terminated. */
static void as_text(char *out, size_t size, dl_slice s)
{
    size_t n = s.n < size - 1 ? s.n : size - 1;
    if (n) memcpy(out, s.p, n);
    out[n] = 0;
}

static void tell_note(run *r, dl_slice file, uint64_t record, int64_t byte, dl_note_code code,
    dl_slice message, bool skipped)
{
    r->counts.notes++;
    r->counts.skipped += skipped;
    if (!r->hooks || !r->hooks->note) return;
    char name[1024], text[512];
    as_text(name, sizeof name, file);
    as_text(text, sizeof text, message);
    dateline_note n = { name, record, byte, dl_note_name(code), text, skipped };
    r->hooks->note(r->hooks->user, &n);
}

/* A record whose report could not be had counts as skipped although its bytes are
 * kept. */
static bool is_loss(dl_note_code code)
{
    return code == DL_NOTE_BAD_JSON || code == DL_NOTE_NOT_OBJECT || code == DL_NOTE_BINARY
        || code == DL_NOTE_TRUNCATED || code == DL_NOTE_TOO_LONG || code == DL_NOTE_PAGE
        || code == DL_NOTE_NO_FIELDS || code == DL_NOTE_BAD_XML || code == DL_NOTE_NOT_ANALYSED;
}

static void tell_notes(run *r, const job *j)
{
    for (uint32_t i = 0; i < j->doc->notes.n; i++) {
        const dl_note *n = &j->doc->notes.at[i];
        tell_note(r, j->raw.file, j->raw.record, n->at, n->code, n->message, is_loss(n->code));
    }
}

static void take_store_err(run *r)
{
    const dl_err *e = dl_store_err(r->store);
    if (dl_failed(e)) dl_fail(&r->err, e->code, e->what, -1, "%s", e->detail);
}

static void count_put(written *w, const dl_put_item *item, dl_put put)
{
    bool added = put == DL_PUT_ADDED || put == DL_PUT_VERSION;
    w->added += added;
    w->known += put == DL_PUT_KNOWN || put == DL_PUT_REMOVED;
    w->versions += put == DL_PUT_VERSION;
    w->foreign += added && !item->english;
}

static void write_batch(void *ctx)
{
    run *r = ctx;
    writing *w = &r->writing;
    for (uint32_t i = 0; i < dl_batch_count(w->batch); i++) {
        const dl_put_item *item = dl_batch_at(w->batch, i);
        dl_put put = dl_store_put(r->store, item, r->tools->version, &w->told[i]);
        count_put(&w->counts, item, put);
        if (dl_failed(dl_store_err(r->store))) return;
    }
    /* In the same transaction: a killed run's reports are linked by the next one. */
    if (w->counts.added) dl_relink_mark(r->store, w->counts.versions > 0);
    if (!dl_failed(dl_store_err(r->store))) dl_store_commit(r->store);
}

static void count_written(run *r, const written *w)
{
    r->counts.added += w->added;
    r->counts.known += w->known;
    r->counts.versions += w->versions;
    r->counts.foreign += w->foreign;
}

static void tell_written(run *r, const writing *w)
{
    for (uint32_t i = 0; i < dl_batch_count(w->batch); i++) {
        const dl_origin *from = &dl_batch_at(w->batch, i)->origin;
        const dl_note *told = &w->told[i];
        if (told->code != DL_NOTE_COUNT)
            tell_note(r, from->file, from->record, -1, told->code, told->message, false);
    }
}

/* Waits for the batch that is being written; tells and counts what became of it. */
static void take_written(run *r)
{
    writing *w = &r->writing;
    if (!w->is_open) return;
    dl_task_wait(&w->task);
    w->is_open = false;
    take_store_err(r);
    if (dl_failed(&r->err)) {
        dl_store_rollback(r->store);
    } else {
        tell_written(r, w);
        count_written(r, &w->counts);
    }
    dl_batch_clear(w->batch);
}

/* The full batch is handed over and an empty one taken. The record is locked for the
 * writing alone; whoever else writes is waited for here, where the caller may be told. */
static void flush(run *r)
{
    writing *w = &r->writing;
    take_written(r);
    if (!dl_batch_count(r->batch) || dl_failed(&r->err)) return;
    dl_batch *full = r->batch;
    r->batch = w->batch;
    w->batch = full;
    w->counts = (written){ 0 };
    w->is_open = true;
    bool begun = dl_store_begin(r->store);
    bool aside = r->tools->threads > 1 && !r->reads_record;
    if (begun && aside) dl_task_start(&w->task, write_batch, r);
    else if (begun) write_batch(r);
    if (!begun || r->reads_record) take_written(r);
}

static void batched(run *r, bool ok)
{
    if (!ok) dl_fail(&r->err, DL_ENOMEM, "out of memory", -1, NULL);
}

static void flush_if_full(run *r)
{
    if (dl_batch_count(r->batch) >= BATCH_REPORTS || dl_batch_bytes(r->batch) >= BATCH_BYTES)
        flush(r);
}

static void keep(run *r, job *j)
{
    const dl_raw *raw = &j->raw;
    if (raw->kind == DL_RAW_PROBLEM)
        batched(r,
            dl_batch_add_problem(
                r->batch, raw->file, raw->record, raw->offset, raw->problem, raw->message));
    else batched(r, dl_batch_add(r->batch, j->doc, &j->packed, 0));
}

static bool take(void *ctx, void *p)
{
    run *r = ctx;
    job *j = p;
    if (j->doc->err.code == DL_ESTOP) {
        job_done(r, j);
        return false;
    }
    r->counts.read++;
    if (j->raw.kind == DL_RAW_PROBLEM)
        tell_note(r, j->raw.file, j->raw.record, (int64_t)j->raw.offset, j->raw.problem,
            j->raw.message, true);
    else tell_notes(r, j);
    if (dl_failed(&j->doc->err) || j->line.failed)
        dl_fail(&r->err, DL_ENOMEM, "out of memory", -1, "%.*s, record %llu",
            (int)(j->raw.file.n < 100 ? j->raw.file.n : 100), j->raw.file.p,
            (unsigned long long)j->raw.record);
    else if (r->store) keep(r, j);
    else if (j->raw.kind != DL_RAW_PROBLEM && r->hooks && r->hooks->line)
        if (!r->hooks->line(r->hooks->user, j->line.p, j->line.n)) r->stopped = true;
    job_done(r, j); /* before what was copied of it is written: a long one holds much */
    if (r->store) flush_if_full(r);
    return go_on(r, 0) && !dl_failed(&r->err);
}

static bool take_next(void *ctx, void *p)
{
    landed(ctx, p);
    return take(ctx, p);
}

static void drop(void *ctx, void *p)
{
    landed(ctx, p);
    job_done(ctx, p);
}

static dateline_status finish(run *r, dateline_counts *counts, dl_err *why)
{
    if (r->batch) flush(r);
    if (r->batch) take_written(r);
    dl_batch_free(r->batch);
    dl_batch_free(r->writing.batch);
    while (r->spares) job_free(r, r->spare[--r->spares]);
    dl_reader_free(r->reader);
    dl_mem_free(r->tools->mem, r->crawl_day, (r->inputs + 1) * sizeof *r->crawl_day);
    leave_seats(r);
    if (counts) *counts = r->counts;
    *why = r->err;
    if (dl_failed(&r->err)) return DATELINE_FAILED;
    return r->counts.skipped ? DATELINE_SKIPPED : DATELINE_OK;
}

dateline_status dl_pipeline_run(const dl_tools *t, dl_store *store, const char *const *input,
    size_t n, const dateline_hooks *h, dateline_counts *counts, dl_err *why)
{
    run r = { .tools = t, .store = store, .hooks = h };
    dl_err_clear(&r.err);
    const dl_wait wait = { wait_for_input, &r };
    if (seats_new(&r)) r.reader = dl_reader_new(t->mem, t->read, input, n, wait);
    r.inputs = n;
    if (r.reader) dl_reader_open_by(r.reader, t->web);
    if (r.reader) r.crawl_day = dl_crawl_days(t, input, n);
    if (r.reader && !r.crawl_day) dl_fail(&r.err, DL_ENOMEM, "out of memory", -1, NULL);
    if (!r.reader && !dl_failed(&r.err)) dl_fail(&r.err, DL_ENOMEM, "out of memory", -1, NULL);
    dl_pool_plan plan = { .threads = t->threads,
        .window = WINDOW,
        .room = room,
        .next = next,
        .work = work,
        .take = take_next,
        .drop = drop,
        .wait = wait_on,
        .ctx = &r,
        .pool = &r.pool };
    if (r.crawl_day) dl_pool_run(t->mem, &plan, &r.err);
    return finish(&r, counts, why);
}

/* ---- again: the record is the source */

typedef struct again {
    run run; /* the first member: callbacks of the pool take an `again *` for a `run *` */
    dl_store *from; /* a damaged record, of which run.store is made anew; NULL: it is the same */
    dl_arena *arena;
    DL_VEC(dl_rep) reps;
    uint32_t at;
} again;

static bool take_rep(void *user, dl_rep rep)
{
    again *a = user;
    dl_rep *one = DL_PUSH(a->arena, &a->reps);
    if (one) *one = rep;
    return one != NULL;
}

static dl_raw raw_of(const dl_stored *stored, dl_slice bytes)
{
    return (dl_raw){ .kind = dl_raw_kind_of(stored->kind),
        .file = stored->file,
        .record = stored->record,
        .offset = stored->offset,
        .bytes = bytes,
        .note = DL_NOTE_COUNT,
        .crawled = stored->crawled,
        .crawl_day = DL_NO_DAY };
}

/* Still packed: a worker unpacks. */
static void load(again *a, job *j)
{
    if (a->from) dl_store_rescue(a->from, j->rep, j->doc->arena, &j->stored);
    else dl_store_load(a->run.store, j->rep, j->doc->arena, &j->stored);
    j->size = j->stored.raw_n;
    j->raw = raw_of(&j->stored, (dl_slice){ NULL, 0 });
}

static void *next_again(void *ctx)
{
    again *a = ctx;
    run *r = &a->run;
    job *j = r->stopped || a->at == a->reps.n ? NULL : job_new(r);
    if (!j) {
        if (!r->stopped && a->at < a->reps.n)
            dl_fail(&r->err, DL_ENOMEM, "out of memory", -1, NULL);
        return NULL;
    }
    j->rep = a->reps.at[a->at++];
    load(a, j);
    launched(r, j);
    return j;
}

static void work_again(void *ctx, void *p, unsigned thread)
{
    job *j = p;
    dl_arena_mark stored = dl_arena_mark_now(j->doc->arena);
    dl_doc_bound(j->doc, j->size);
    j->effort = ALL;
    j->raw.bytes = dl_store_bytes(j->doc->arena, &j->stored);
    j->mark = dl_arena_mark_now(j->doc->arena);
    if (j->raw.bytes.p) work(ctx, j, thread);
    if (j->raw.bytes.p || !dl_doc_is_too_large(j->doc)) return;
    j->effort = BYTES;
    dl_doc_start_again(j->doc, stored);
}

/* What the bytes give now takes the place of what they gave. */
static void keep_again(run *r, job *j)
{
    if (!dl_doc_ok(j->doc) || j->line.failed)
        dl_fail(&r->err, DL_ENOMEM, "out of memory", -1, NULL);
    else if (j->effort == BYTES)
        tell_note(r, j->raw.file, j->raw.record, (int64_t)j->raw.offset, DL_NOTE_TOO_LONG,
            DL_S("it takes more memory than a report may: left as it was"), true);
    else if (!j->raw.bytes.p)
        tell_note(r, j->raw.file, j->raw.record, (int64_t)j->raw.offset, DL_NOTE_UNREADABLE,
            DL_S("its stored bytes are damaged: left as it was"), true);
    else batched(r, dl_batch_add(r->batch, j->doc, &j->packed, j->rep));
}

/* The same of a damaged record: what is whole comes in as a new report. */
static void keep_rescued(run *r, job *j)
{
    if (!j->stored.rep) return; /* nobody's row number */
    j->rep = 0;
    keep_again(r, j);
}

static bool take_again(void *ctx, void *p)
{
    again *a = ctx;
    run *r = &a->run;
    landed(r, p);
    if (((job *)p)->doc->err.code == DL_ESTOP) {
        job_done(r, p);
        return false;
    }
    take_store_err(r);
    r->counts.read += ((job *)p)->stored.rep != 0;
    if (dl_failed(&r->err)) r->stopped = true;
    else if (a->from) keep_rescued(r, p);
    else keep_again(r, p);
    job_done(r, p);
    flush_if_full(r);
    return go_on(r, a->reps.n) && !dl_failed(&r->err);
}

static bool wait_again(void *ctx)
{
    again *a = ctx;
    return go_on(&a->run, a->reps.n);
}

static void list_reps(again *a, bool stale_only)
{
    const char *stale_for = stale_only ? a->run.tools->version : NULL;
    dl_store_reps(a->run.store, stale_for, take_rep, a);
    if (dl_failed(dl_store_err(a->run.store))) a->run.err = *dl_store_err(a->run.store);
    if (dl_arena_failed(a->arena)) dl_fail(&a->run.err, DL_ENOMEM, "out of memory", -1, NULL);
}

/* All row numbers: a list of reports may be what is damaged. */
static void list_all(again *a)
{
    for (dl_rep rep = 0; (rep = dl_store_next(a->from, rep)) != 0;)
        if (!take_rep(a, rep)) break;
    if (dl_arena_failed(a->arena)) dl_fail(&a->run.err, DL_ENOMEM, "out of memory", -1, NULL);
}

static dateline_status run_again(again *a, bool stale_only, dateline_counts *counts, dl_err *why)
{
    run *r = &a->run;
    const dl_tools *t = r->tools;
    dl_err_clear(&r->err);
    a->arena = dl_arena_new(t->mem, 0);
    bool ok = a->arena && seats_new(r);
    if (!a->arena) dl_fail(&r->err, DL_ENOMEM, "out of memory", -1, NULL);
    if (ok && a->from) list_all(a);
    else if (ok) list_reps(a, stale_only);
    dl_pool_plan plan = { .threads = t->threads,
        .window = WINDOW,
        .room = room,
        .next = next_again,
        .work = work_again,
        .take = take_again,
        .drop = drop,
        .wait = wait_again,
        .ctx = a,
        .pool = &r->pool };
    if (!dl_failed(&r->err)) dl_pool_run(t->mem, &plan, &r->err);
    dl_arena_free(a->arena);
    return finish(r, counts, why);
}

dateline_status dl_pipeline_again(const dl_tools *t, dl_store *store, bool stale_only,
    const dateline_hooks *h, dateline_counts *counts, dl_err *why)
{
    again a = { .run = { .tools = t, .store = store, .hooks = h, .reads_record = true } };
    return run_again(&a, stale_only, counts, why);
}

dateline_status dl_pipeline_rescue(const dl_tools *t, dl_store *from, dl_store *into,
    const dateline_hooks *h, dateline_counts *counts, dl_err *why)
{
    again a = { .run = { .tools = t, .store = into, .hooks = h }, .from = from };
    return run_again(&a, false, counts, why);
}

dateline_status dl_pipeline_one(
    const dl_tools *t, const dl_raw *raw, const dateline_hooks *h, dl_err *why)
{
    dl_tools one = *t;
    one.threads = 1;
    run r = { .tools = &one, .hooks = h };
    dl_err_clear(&r.err);
    job *j = seats_new(&r) ? job_new(&r) : NULL;
    if (!j && !dl_failed(&r.err)) dl_fail(&r.err, DL_ENOMEM, "out of memory", -1, NULL);
    if (!j) return finish(&r, NULL, why);
    j->raw = *raw;
    work(&r, j, 0);
    take(&r, j);
    return finish(&r, NULL, why);
}

/* ---- one stored report as it is known now */

/* A line as it was made, with the id that the report has now and what the record has
 * worked out. */
static void tell_line(
    dl_doc *doc, dl_store *store, const dl_stored *stored, dl_slice line, const dateline_hooks *h)
{
    dl_known known;
    dl_buf told;
    dl_store_known(store, stored->rep, doc->arena, &known);
    known.id = stored->id;
    dl_buf_init(&told, doc->mem);
    bool fine = dl_tell_known(&told, line, &known) && !told.failed;
    if (fine) h->line(h->user, told.p, told.n);
    else dl_fail(&doc->err, DL_ENOMEM, "out of memory", -1, NULL);
    dl_buf_free(&told);
}

/* A report that was not analysed. */
static void tell_again(dl_doc *doc, const dl_tools *t, dl_store *store, const dl_stored *stored,
    dl_slice bytes, const dateline_hooks *h)
{
    dl_raw raw = raw_of(stored, bytes);
    dl_pipeline_stages(doc, &raw, t, NULL);
    doc->text.id = stored->id;
    dl_buf line;
    dl_buf_init(&line, t->mem);
    if (dl_tell_report(&line, doc, DL_TELL_MARKS))
        tell_line(doc, store, stored, dl_buf_slice(&line), h);
    else if (!dl_failed(&doc->err)) dl_fail(&doc->err, DL_ENOMEM, "out of memory", -1, NULL);
    dl_buf_free(&line);
}

/* What is damaged is not told. */
static dl_read_result tell_stored(dl_doc *doc, const dl_tools *t, dl_store *store,
    const dl_stored *stored, bool raw, const dateline_hooks *h)
{
    if (!stored->rep) return DL_READ_NONE;
    bool analysed = !raw && stored->analysis_n;
    dl_slice bytes = dl_store_bytes(doc->arena, stored), line = { NULL, 0 };
    if (analysed) line = dl_store_unpack(doc->arena, stored->analysis, stored->analysis_n);
    if (!bytes.p || !stored->sound) return DL_READ_DAMAGED;
    if (analysed && (!stored->analysis_sound || !dl_store_is_line(store, line)))
        return DL_READ_DAMAGED;
    if (raw) h->line(h->user, bytes.p, bytes.n);
    else if (analysed) tell_line(doc, store, stored, line, h);
    else tell_again(doc, t, store, stored, bytes, h);
    return DL_READ_TOLD;
}

dl_read_result dl_pipeline_read(
    const dl_tools *t, dl_store *store, dl_slice id, bool raw, const dateline_hooks *h, dl_err *why)
{
    dl_doc *doc = dl_doc_new(t->mem);
    if (!doc) {
        dl_fail(why, DL_ENOMEM, "out of memory", -1, NULL);
        return DL_READ_NONE;
    }
    dl_stored stored;
    dl_store_find(store, id, doc->arena, &stored);
    dl_read_result result = DL_READ_NONE;
    if (dl_doc_ok(doc)) result = tell_stored(doc, t, store, &stored, raw, h);
    if (!dl_doc_ok(doc)) *why = doc->err;
    dl_doc_free(doc);
    return result;
}
