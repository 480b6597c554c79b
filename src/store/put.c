/* put - reports into the record, out of it, and again. */
#include "match.h"
#include "store_private.h"

/* ---- parts of a report. Plain INSERTs of one row: REPLACE would open a statement's
 * savepoint, and at each savepoint FTS5 writes out all it holds (a segment a report). */

static void put_report(dl_store *s, const dl_put_item *t)
{
    sqlite3_stmt *q = store_statement(s, SQL_put_report);
    if (!q) return;
    const dl_slice text[] = { t->id, t->unreadable ? DL_S("unreadable") : DL_S("live"), t->url,
        t->url_key, t->title, t->outlet, t->agency, t->author, t->language };
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

static void put_search(dl_store *s, dl_rep rep, const dl_put_item *t, dl_slice pairs)
{
    sqlite3_stmt *q = store_statement(s, SQL_put_search);
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    store_bind(q, 2, t->title);
    store_bind(q, 3, t->body.p ? t->body : DL_S(""));
    store_bind(q, 4, pairs);
    store_do(s, q);
}

static void put_texts(dl_store *s, dl_rep rep, const dl_put_item *t)
{
    dl_slice body = t->body.p ? t->body : DL_S("");
    sqlite3_stmt *q = store_statement(s, SQL_put_body);
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    store_bind(q, 2, body);
    store_do(s, q);
    dl_buf pairs;
    dl_buf_init(&pairs, s->mem);
    bool has_pairs = put_pairs(s, rep, t->title, body, &pairs);
    put_search(s, rep, t, has_pairs ? dl_buf_slice(&pairs) : (dl_slice){ NULL, 0 });
    dl_buf_free(&pairs);
}

static void put_raw(dl_store *s, dl_rep rep, const dl_put_item *t)
{
    sqlite3_stmt *q = store_statement(s, SQL_put_raw);
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    store_bind(q, 2, t->raw_kind);
    store_bind(q, 3, t->charset);
    sqlite3_bind_int64(q, 4, (int64_t)t->raw_n);
    store_bind_blob(q, 5, t->packed.raw);
    store_bind_blob(q, 6, t->packed.map);
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

static void put_note(dl_store *s, dl_rep rep, const dl_origin *origin, const dl_note *note)
{
    sqlite3_stmt *q = store_statement(s, SQL_put_note);
    if (!q) return;
    if (rep) sqlite3_bind_int64(q, 1, rep);
    store_bind(q, 2, origin->file.p ? origin->file : DL_S(""));
    sqlite3_bind_int64(q, 3, (int64_t)origin->record);
    store_bind(q, 4, dl_slice_str(dl_note_name(note->code)));
    if (note->at >= 0) sqlite3_bind_int64(q, 5, note->at);
    store_bind(q, 6, note->message.p ? note->message : DL_S(""));
    store_do(s, q);
}

static void put_removed(dl_store *s, dl_rep rep, uint32_t n, const dl_removed *piece)
{
    sqlite3_stmt *q = store_statement(s, SQL_put_removed);
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    sqlite3_bind_int64(q, 2, n);
    store_bind(q, 3, piece->text);
    store_bind(q, 4, dl_slice_str(dl_removed_name(piece->why)));
    sqlite3_bind_int64(q, 5, piece->at);
    store_do(s, q);
}

static void put_analysis(dl_store *s, dl_rep rep, const dl_packed *p, const char *version)
{
    sqlite3_stmt *q = store_statement(s, SQL_put_analysis);
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    store_bind(q, 2, dl_slice_str(version));
    sqlite3_bind_int64(q, 3, (int64_t)p->analysis_n);
    store_bind_blob(q, 4, p->analysis);
    store_do(s, q);
}

/* All but its row. */
static void put_parts(dl_store *s, dl_rep rep, const dl_put_item *t, const char *version)
{
    put_texts(s, rep, t);
    put_raw(s, rep, t);
    store_features(s, rep, t->packed.features);
    for (uint32_t i = 0; i < t->notes; i++) put_note(s, rep, &t->origin, &t->note[i]);
    for (uint32_t i = 0; i < t->removed_n; i++) put_removed(s, rep, i, &t->removed[i]);
    put_analysis(s, rep, &t->packed, version);
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
static dl_rep same_report(dl_store *s, const dl_put_item *t)
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

static dl_put put_new(dl_store *s, const dl_put_item *t, const char *version)
{
    if (is_there(s, SQL_is_known, &t->origin.sha256)) return DL_PUT_KNOWN;
    if (is_there(s, SQL_is_removed, &t->origin.sha256)) return DL_PUT_REMOVED;
    dl_rep old = t->unreadable ? 0 : same_report(s, t);
    put_report(s, t);
    dl_rep rep = sqlite3_last_insert_rowid(s->db);
    store_do_rep(s, SQL_seal_report, rep);
    put_parts(s, rep, t, version);
    if (old) make_old(s, old, rep);
    if (t->unreadable) return DL_PUT_UNREADABLE;
    return old ? DL_PUT_VERSION : DL_PUT_ADDED;
}

/* Told once, however often the same input is tried. */
static bool problem_is_there(dl_store *s, const dl_put_item *t)
{
    sqlite3_stmt *q = store_statement(s, SQL_is_told);
    if (!q) return false;
    store_bind(q, 1, t->origin.file.p ? t->origin.file : DL_S(""));
    sqlite3_bind_int64(q, 2, (int64_t)t->origin.record);
    store_bind(q, 3, dl_slice_str(dl_note_name(t->note->code)));
    bool there = store_step(s, q);
    sqlite3_reset(q);
    return there;
}

static dl_put put_problem(dl_store *s, const dl_put_item *t)
{
    if (!problem_is_there(s, t)) put_note(s, 0, &t->origin, t->note);
    return DL_PUT_TOLD;
}

/* ---- again, and out */

static void forget_results(dl_store *s, dl_rep rep)
{
    static const store_query forget[] = { SQL_forget_note, SQL_forget_removed, SQL_forget_analysis,
        SQL_forget_pairs, SQL_forget_body, SQL_forget_raw, SQL_forget_feature };
    for (size_t i = 0; i < sizeof forget / sizeof *forget; i++) store_do_rep(s, forget[i], rep);
}

static void set_fields(dl_store *s, dl_rep rep, const dl_put_item *t)
{
    sqlite3_stmt *q = store_statement(s, SQL_update_report);
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    store_bind(q, 2, t->title);
    store_bind(q, 3, t->agency);
    store_bind(q, 4, t->author);
    store_bind(q, 5, t->language);
    sqlite3_bind_int(q, 6, t->english);
    store_bind(q, 7, t->url_key);
    store_do(s, q);
    store_do_rep(s, SQL_seal_report, rep);
}

static dl_put put_again(dl_store *s, const dl_put_item *t, const char *version)
{
    unsearch(s, t->rep);
    forget_results(s, t->rep);
    set_fields(s, t->rep, t);
    put_parts(s, t->rep, t, version);
    return DL_PUT_UPDATED;
}

dl_put dl_store_put(dl_store *s, const dl_put_item *item, const char *version)
{
    dl_put put = DL_PUT_FAILED;
    if (item->is_problem) put = put_problem(s, item);
    else if (item->rep) put = put_again(s, item, version);
    else put = put_new(s, item, version);
    return dl_failed(&s->err) ? DL_PUT_FAILED : put;
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
