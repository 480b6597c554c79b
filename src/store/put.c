/* put - reports into the record, out of it, and again. */
#include "match.h"
#include "store_private.h"

static dl_slice t_title(const dl_doc *d)
{
    return d->text.title.end ? dl_doc_title(d) : (dl_slice){ NULL, 0 };
}

/* ---- parts of a report. Plain INSERTs of one row: REPLACE would open a statement's
 * savepoint, and at each savepoint FTS5 writes out all it holds (a segment a report). */

/* Nothing readable came of it: its bytes are kept, it is no report. */
static bool is_unreadable(const dl_doc *d) { return d->text.full.n == 0; }

static void put_report(dl_store *s, const dl_doc *d)
{
    sqlite3_stmt *q = store_statement(s, SQL_put_report);
    if (!q) return;
    const dl_text *t = &d->text;
    const dl_slice text[] = { t->id, is_unreadable(d) ? DL_S("unreadable") : DL_S("live"), t->url,
        t->url_key, t_title(d), t->outlet, t->agency, t->author, t->language };
    enum { TEXTS = sizeof text / sizeof *text };
    for (int i = 0; i < TEXTS; i++) store_bind(q, i + 1, text[i]);
    int32_t day = INT32_MIN;
    if (t->date.p) dl_iso_read(t->date, &day);
    sqlite3_bind_int(q, 10, t->english);
    store_bind(q, 11, t->date);
    if (t->date.p) store_bind(q, 12, dl_slice_str(dl_precision_name(t->date_precision)));
    store_bind(q, 13, t->date_basis);
    store_bind(q, 14, t->date_modified);
    store_bind(q, 15, t->date_retrieved);
    store_bind_day(q, 16, day);
    store_bind(q, 17, t->origin.file.p ? t->origin.file : DL_S(""));
    sqlite3_bind_int64(q, 18, (int64_t)t->origin.record);
    sqlite3_bind_int64(q, 19, (int64_t)t->origin.offset);
    store_bind_blob(q, 20, dl_slice_of((const char *)t->origin.sha256.byte, 32));
    store_do(s, q);
}

/* Letters of scripts without blanks, by which search finds words of theirs; false: the
 * report has none. */
static bool put_pairs(dl_store *s, dl_rep rep, dl_slice title, dl_slice body, dl_buf *pairs)
{
    if (!dl_match_has_pairs(title) && !dl_match_has_pairs(body)) return false;
    dl_match_pairs(pairs, title);
    dl_match_pairs(pairs, body);
    if (pairs->failed) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    sqlite3_stmt *q = store_statement(s, SQL_put_pairs);
    if (!q) return false;
    sqlite3_bind_int64(q, 1, rep);
    store_bind(q, 2, dl_buf_slice(pairs));
    store_do(s, q);
    return true;
}

static void put_texts(dl_store *s, dl_rep rep, const dl_doc *d)
{
    dl_slice body = dl_doc_body(d), title = t_title(d);
    sqlite3_stmt *q = store_statement(s, SQL_put_body);
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    store_bind(q, 2, body.p ? body : DL_S(""));
    store_do(s, q);
    dl_buf pairs;
    dl_buf_init(&pairs, s->mem);
    bool has_pairs = put_pairs(s, rep, title, body, &pairs);
    q = store_statement(s, SQL_put_search);
    if (q) {
        sqlite3_bind_int64(q, 1, rep);
        store_bind(q, 2, title);
        store_bind(q, 3, body.p ? body : DL_S(""));
        store_bind(q, 4, has_pairs ? dl_buf_slice(&pairs) : (dl_slice){ NULL, 0 });
        store_do(s, q);
    }
    dl_buf_free(&pairs);
}

static void put_raw(dl_store *s, dl_rep rep, const dl_doc *d, const dl_packed *p)
{
    sqlite3_stmt *q = store_statement(s, SQL_put_raw);
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    store_bind(q, 2, d->text.raw_kind);
    store_bind(q, 3, d->text.charset);
    sqlite3_bind_int64(q, 4, (int64_t)d->text.raw.n);
    store_bind_blob(q, 5, p->raw);
    store_bind_blob(q, 6, p->map);
    store_do(s, q);
}

void store_features(dl_store *s, dl_rep rep, dl_slice features)
{
    sqlite3_stmt *q = features.n ? store_statement(s, SQL_put_feature) : NULL;
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    store_bind_blob(q, 2, features);
    store_do(s, q);
}

static void put_note(dl_store *s, dl_rep rep, dl_slice file, uint64_t record, dl_note_code code,
    int64_t at, dl_slice message)
{
    sqlite3_stmt *q = store_statement(s, SQL_put_note);
    if (!q) return;
    if (rep) sqlite3_bind_int64(q, 1, rep);
    else sqlite3_bind_null(q, 1);
    store_bind(q, 2, file.p ? file : DL_S(""));
    sqlite3_bind_int64(q, 3, (int64_t)record);
    store_bind(q, 4, dl_slice_str(dl_note_name(code)));
    if (at >= 0) sqlite3_bind_int64(q, 5, at);
    else sqlite3_bind_null(q, 5);
    store_bind(q, 6, message.p ? message : DL_S(""));
    store_do(s, q);
}

static void put_details(
    dl_store *s, dl_rep rep, const dl_doc *d, const dl_packed *p, const char *version)
{
    for (uint32_t i = 0; i < d->notes.n; i++)
        put_note(s, rep, d->text.origin.file, d->text.origin.record, d->notes.at[i].code,
            d->notes.at[i].at, d->notes.at[i].message);
    for (uint32_t i = 0; i < d->text.removed.n; i++) {
        sqlite3_stmt *q = store_statement(s, SQL_put_removed);
        if (!q) return;
        sqlite3_bind_int64(q, 1, rep);
        sqlite3_bind_int64(q, 2, i);
        store_bind(q, 3, d->text.removed.at[i].text);
        store_bind(q, 4, dl_slice_str(dl_removed_name(d->text.removed.at[i].why)));
        sqlite3_bind_int64(q, 5, d->text.removed.at[i].at);
        store_do(s, q);
    }
    sqlite3_stmt *q = store_statement(s, SQL_put_analysis);
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    store_bind(q, 2, dl_slice_str(version));
    sqlite3_bind_int64(q, 3, (int64_t)p->analysis_n);
    store_bind_blob(q, 4, p->analysis);
    store_do(s, q);
}

/* ---- putting */

static bool is_there(dl_store *s, store_query query, const dl_sha256 *h)
{
    sqlite3_stmt *q = store_statement(s, query);
    if (!q) return false;
    store_bind_blob(q, 1, dl_slice_of((const char *)h->byte, 32));
    bool there = store_step(s, q);
    sqlite3_reset(q);
    return there;
}

/* The live report with this id or URL, 0: none. */
static dl_rep same_report(dl_store *s, const dl_text *t)
{
    sqlite3_stmt *q = store_statement(s, SQL_same_report);
    if (!q) return 0;
    store_bind(q, 1, t->id);
    store_bind(q, 2, t->url_key);
    dl_rep rep = store_step(s, q) ? sqlite3_column_int64(q, 0) : 0;
    sqlite3_reset(q);
    return rep;
}

/* The index forgets a report: external content needs the old words told. */
static void unsearch(dl_store *s, dl_rep rep) { store_do_rep(s, SQL_unsearch, rep); }

static void make_old(dl_store *s, dl_rep old, dl_rep now)
{
    unsearch(s, old);
    sqlite3_stmt *q = store_statement(s, SQL_make_old);
    if (!q) return;
    sqlite3_bind_int64(q, 1, old);
    sqlite3_bind_int64(q, 2, now);
    store_do(s, q);
    store_do_rep(s, SQL_seal_report, old);
}

dl_put dl_store_put(dl_store *s, const dl_doc *d, const dl_packed *p, const char *version)
{
    if (is_there(s, SQL_is_known, &d->text.origin.sha256)) return DL_PUT_KNOWN;
    if (is_there(s, SQL_is_removed, &d->text.origin.sha256)) return DL_PUT_REMOVED;
    dl_rep old = is_unreadable(d) ? 0 : same_report(s, &d->text);
    put_report(s, d);
    dl_rep rep = sqlite3_last_insert_rowid(s->db);
    store_do_rep(s, SQL_seal_report, rep);
    put_texts(s, rep, d);
    put_raw(s, rep, d, p);
    store_features(s, rep, p->features);
    put_details(s, rep, d, p, version);
    if (old) make_old(s, old, rep);
    return dl_failed(&s->err) ? DL_PUT_FAILED
        : is_unreadable(d)    ? DL_PUT_UNREADABLE
        : old                 ? DL_PUT_VERSION
                              : DL_PUT_ADDED;
}

/* Told once, however often the same input is tried. */
static bool problem_is_there(dl_store *s, dl_slice file, uint64_t record, dl_note_code code)
{
    sqlite3_stmt *q = store_statement(s, SQL_is_told);
    if (!q) return false;
    store_bind(q, 1, file.p ? file : DL_S(""));
    sqlite3_bind_int64(q, 2, (int64_t)record);
    store_bind(q, 3, dl_slice_str(dl_note_name(code)));
    bool there = store_step(s, q);
    sqlite3_reset(q);
    return there;
}

void dl_store_put_problem(dl_store *s, dl_slice file, uint64_t record, uint64_t offset,
    dl_note_code code, dl_slice message)
{
    if (!problem_is_there(s, file, record, code))
        put_note(s, 0, file, record, code, (int64_t)offset, message);
}

/* ---- again, and out */

static void forget_results(dl_store *s, dl_rep rep)
{
    static const store_query forget[] = { SQL_forget_note, SQL_forget_removed, SQL_forget_analysis,
        SQL_forget_pairs, SQL_forget_body, SQL_forget_raw, SQL_forget_feature };
    for (size_t i = 0; i < sizeof forget / sizeof *forget; i++) store_do_rep(s, forget[i], rep);
}

static void set_fields(dl_store *s, dl_rep rep, const dl_doc *d)
{
    sqlite3_stmt *q = store_statement(s, SQL_update_report);
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    store_bind(q, 2, t_title(d));
    store_bind(q, 3, d->text.agency);
    store_bind(q, 4, d->text.author);
    store_bind(q, 5, d->text.language);
    sqlite3_bind_int(q, 6, d->text.english);
    store_bind(q, 7, d->text.url_key);
    store_do(s, q);
    store_do_rep(s, SQL_seal_report, rep);
}

void dl_store_update(
    dl_store *s, dl_rep rep, const dl_doc *d, const dl_packed *p, const char *version)
{
    unsearch(s, rep);
    forget_results(s, rep);
    set_fields(s, rep, d);
    put_texts(s, rep, d);
    put_raw(s, rep, d, p);
    store_features(s, rep, p->features);
    put_details(s, rep, d, p, version);
}

static void remove_version(dl_store *s, dl_rep rep, bool searched)
{
    if (searched) unsearch(s, rep);
    store_do_rep(s, SQL_bury, rep);
    store_do_rep(s, SQL_delete_report, rep);
}

typedef struct version {
    dl_rep rep;
    bool searched; /* it stands in the index */
} version;
typedef struct versions {
    dl_arena *arena;
    DL_VEC(version) all;
} versions;

static bool take_version(void *user, const dl_row *row)
{
    versions *v = user;
    version *one = DL_PUSH(v->arena, &v->all);
    if (one) *one = (version){ row->cell[0].integer, row->cell[1].integer != 0 };
    return one != NULL;
}

bool dl_store_remove(dl_store *s, dl_slice id)
{
    versions v = { .arena = dl_arena_new(s->mem, 0) };
    sqlite3_stmt *q = store_statement(s, SQL_versions_of);
    if (q) store_bind(q, 1, id);
    if (q && v.arena) store_rows(s, q, take_version, &v);
    if (!v.arena || dl_arena_failed(v.arena))
        dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    for (uint32_t i = 0; i < v.all.n && !dl_failed(&s->err); i++)
        remove_version(s, v.all.at[i].rep, v.all.at[i].searched);
    bool any = v.all.n > 0;
    dl_arena_free(v.arena);
    return any;
}
