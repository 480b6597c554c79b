/* put - reports into the record, out of it, and again. */
#include "match.h"
#include "store_private.h"
#include "versions.h"

enum { ALIKE_MOST = 8 }; /* live reports with its id, or address, that are looked at */

/* ---- parts of a report. Plain INSERTs of one row: REPLACE would open a statement's
 * savepoint, and at each savepoint FTS5 writes out all it holds (a segment a report). */

static int32_t day_of(const dl_put_item *t)
{
    int32_t day = INT32_MIN;
    if (t->date.p) dl_iso_read(t->date, &day);
    return day;
}

static void bind_report(sqlite3_stmt *q, const dl_put_item *t, dl_slice id, dl_slice state)
{
    const dl_slice text[] = { id, state, t->url, t->url_key, t->title, t->outlet, t->agency,
        t->author, t->language };
    enum { TEXTS = sizeof text / sizeof *text };
    for (int i = 0; i < TEXTS; i++) store_bind(q, i + 1, text[i]);
    sqlite3_bind_int(q, 10, t->english);
    store_bind(q, 11, t->date);
    if (t->date.p) store_bind(q, 12, dl_slice_str(dl_precision_name(t->date_precision)));
    store_bind(q, 13, t->date_basis);
    store_bind(q, 14, t->date_modified);
    store_bind(q, 15, t->date_retrieved);
    store_bind_day(q, 16, day_of(t));
    store_bind(q, 17, t->origin.file.p ? t->origin.file : DL_S(""));
    sqlite3_bind_int64(q, 18, (int64_t)t->origin.record);
    sqlite3_bind_int64(q, 19, (int64_t)t->origin.offset);
    store_bind_blob(q, 20, dl_slice_of((const char *)t->origin.sha256.byte, 32));
    store_bind(q, 21, t->body.p ? t->body : DL_S(""));
}

static dl_rep put_report(dl_store *s, const dl_put_item *t, dl_slice id, dl_slice state)
{
    dl_rep rep = store_number(s, SQL_new_rep);
    sqlite3_stmt *q = store_statement(s, SQL_put_report);
    if (!q) return 0;
    bind_report(q, t, id, state);
    sqlite3_bind_int64(q, 22, rep);
    store_do(s, q);
    return rep;
}

/* Letters of scripts without blanks, by which search finds words of theirs, and words
 * with letters like ł in plain ones; false: the report has none. */
static bool put_pairs(dl_store *s, dl_rep rep, dl_slice title, dl_slice body, dl_buf *pairs)
{
    if (!dl_match_wants_pairs(title) && !dl_match_wants_pairs(body)) return false;
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

static void put_search(dl_store *s, dl_rep rep, dl_slice title, dl_slice body, dl_slice pairs)
{
    sqlite3_stmt *q = store_statement(s, SQL_put_search);
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    store_bind(q, 2, title);
    store_bind(q, 3, body);
    store_bind(q, 4, pairs);
    store_do(s, q);
}

static void put_body(dl_store *s, dl_rep rep, const dl_put_item *t)
{
    sqlite3_stmt *q = store_statement(s, SQL_put_body);
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    store_bind(q, 2, t->body.p ? t->body : DL_S(""));
    store_do(s, q);
}

static void put_words_of(dl_store *s, dl_rep rep, dl_slice title, dl_slice body)
{
    dl_buf pairs;
    dl_buf_init(&pairs, s->mem);
    bool has_pairs = put_pairs(s, rep, title, body, &pairs);
    put_search(s, rep, title, body, has_pairs ? dl_buf_slice(&pairs) : (dl_slice){ NULL, 0 });
    dl_buf_free(&pairs);
}

static void put_shown_words(dl_store *s, dl_rep rep, dl_slice title)
{
    sqlite3_stmt *q = store_statement(s, SQL_shown_of);
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    if (store_step(s, q)) put_words_of(s, rep, title, store_column(s, q, 0));
    sqlite3_reset(q);
}

void store_put_words(dl_store *s, dl_rep rep, const dl_put_item *t, bool hidden)
{
    if (hidden) put_shown_words(s, rep, t->title);
    else put_words_of(s, rep, t->title, t->body.p ? t->body : DL_S(""));
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

static void put_layers(dl_store *s, dl_rep rep, const dl_packed *p)
{
    sqlite3_stmt *q = store_statement(s, SQL_put_layers);
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    sqlite3_bind_int64(q, 2, (int64_t)p->layers_n);
    store_bind_blob(q, 3, p->layers);
    store_do(s, q);
}

/* What is kept packed, as rows. */
static void put_marks(dl_store *s, dl_rep rep, const dl_put_item *t)
{
    const char *why = NULL;
    dl_layers layers;
    store_kept_layers kept = { t->title, t->body, t->packed.layers, t->packed.layers_n };
    dl_arena *a = dl_arena_new(s->mem, 0);
    if (a && store_unpack_layers(a, &kept, &layers, &why)) {
        store_hide_layers(s, rep, a, &layers);
        store_put_marks(s, rep, a, &layers, day_of(t));
    }
    if (!a || dl_arena_failed(a)) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    else if (why) dl_fail(&s->err, DL_EFORMAT, "an analysis cannot be kept", -1, "%s", why);
    dl_arena_free(a);
}

void store_put_layers(dl_store *s, dl_rep rep, const dl_put_item *t)
{
    put_layers(s, rep, &t->packed);
    if (t->packed.layers_n) put_marks(s, rep, t);
}

/* All but its row and its words in the index. Answers whether people hid a part of it. */
static bool put_parts(dl_store *s, dl_rep rep, const dl_put_item *t, const char *version)
{
    put_body(s, rep, t);
    bool hidden = store_hide(s, rep, t->body);
    put_raw(s, rep, t);
    store_features(s, rep, t->packed.features);
    for (uint32_t i = 0; i < t->notes; i++) put_note(s, rep, &t->origin, &t->note[i]);
    for (uint32_t i = 0; i < t->removed_n; i++) put_removed(s, rep, i, &t->removed[i]);
    put_analysis(s, rep, &t->packed, version);
    store_put_layers(s, rep, t);
    return hidden;
}

/* ---- putting */

static bool is_there(dl_store *s, store_query query, const dl_sha256 *h)
{
    sqlite3_stmt *q = store_statement(s, query);
    if (!q) return false;
    store_bind_blob(q, 1, dl_slice_of((const char *)h->byte, 32));
    return store_any(s, q);
}

/* The index forgets a report: external content needs the old words told. */
static void unsearch(dl_store *s, dl_rep rep) { store_do_number(s, SQL_unsearch, rep); }

static void set_version_of(dl_store *s, dl_rep old, dl_rep now)
{
    sqlite3_stmt *q = store_statement(s, SQL_make_old);
    if (!q) return;
    sqlite3_bind_int64(q, 1, old);
    sqlite3_bind_int64(q, 2, now);
    store_do(s, q);
    store_do_number(s, SQL_seal_report, old);
}

static void make_old(dl_store *s, dl_rep old, dl_rep now)
{
    unsearch(s, old);
    set_version_of(s, old, now);
}

/* ---- a new report among those with its id or address */

typedef struct family {
    dl_store *s;
    const dl_put_item *t;
    dl_arena *arena;
    store_version self, best;
    DL_VEC(store_version) live, versions, namesakes;
    bool same_address;
} family;

static bool answers(dl_store *s, store_query query, const dl_put_item *t, dl_slice id)
{
    sqlite3_stmt *q = store_statement(s, query);
    if (!q) return false;
    bind_report(q, t, id, DL_S(""));
    return store_any(s, q);
}

static bool is_out(dl_store *s, const dl_put_item *t)
{
    sqlite3_stmt *q = store_statement(s, SQL_is_out);
    if (!q) return false;
    store_bind(q, 1, t->id);
    store_bind(q, 2, t->outlet);
    store_bind(q, 3, t->url_key);
    return store_any(s, q);
}

static bool id_is_shared(dl_store *s, dl_slice id)
{
    sqlite3_stmt *q = store_statement(s, SQL_id_is_shared);
    if (!q) return false;
    store_bind(q, 1, id);
    return store_any(s, q);
}

static bool is_weak(const dl_put_item *t)
{
    bool weak = t->body.n == 0;
    for (uint32_t i = 0; i < t->notes; i++) weak |= t->note[i].code == DL_NOTE_WALL;
    return weak;
}

/* "Outlet:12"; without an outlet, or within one, the first letters of the hash tell them
 * apart: "12~1a2b3c4d". */
static dl_slice own_id(const family *f, const store_version *v, bool by_outlet)
{
    char hex[65];
    dl_buf id;
    dl_buf_init(&id, f->s->mem);
    dl_sha256_hex(&v->sha256, hex);
    if (by_outlet && v->outlet.n) {
        dl_buf_add(&id, v->outlet);
        dl_buf_byte(&id, ':');
        dl_buf_add(&id, v->id);
    } else {
        dl_buf_add(&id, v->id);
        dl_buf_fmt(&id, "~%.8s", hex);
    }
    dl_slice kept = dl_arena_copy(f->arena, dl_buf_slice(&id));
    if (id.failed) dl_fail(&f->s->err, DL_ENOMEM, "out of memory", -1, NULL);
    dl_buf_free(&id);
    return kept;
}

static void load_version(family *f, dl_rep rep)
{
    sqlite3_stmt *q = store_statement(f->s, SQL_load_version);
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    store_version *v = store_step(f->s, q) ? DL_PUSH(f->arena, &f->live) : NULL;
    if (v) {
        v->rep = rep;
        dl_slice *text[] = { &v->id, &v->outlet, &v->url_key, &v->title, &v->body, &v->date,
            &v->date_modified, &v->date_retrieved };
        enum { TEXTS = sizeof text / sizeof *text };
        for (int i = 0; i < TEXTS; i++) {
            dl_slice value = store_column(f->s, q, i);
            if (value.p) *text[i] = dl_arena_copy(f->arena, value);
        }
        dl_slice sha256 = store_column(f->s, q, TEXTS);
        if (sha256.n == sizeof v->sha256) memcpy(&v->sha256, sha256.p, sizeof v->sha256);
        v->is_weak = v->body.n == 0 || sqlite3_column_int(q, TEXTS + 1);
    }
    sqlite3_reset(q);
}

typedef struct reps {
    dl_rep at[2 * ALIKE_MOST];
    uint32_t n;
} reps;

static bool take_rep(void *user, const dl_row *row)
{
    reps *r = user;
    bool there = false;
    for (uint32_t i = 0; i < r->n; i++) there |= r->at[i] == row->cell[0].integer;
    if (!there) r->at[r->n++] = row->cell[0].integer;
    return r->n < 2 * ALIKE_MOST;
}

static void find_live(family *f, store_query query, dl_slice key, reps *found)
{
    sqlite3_stmt *q = key.p ? store_statement(f->s, query) : NULL;
    if (!q) return;
    store_bind(q, 1, key);
    sqlite3_bind_int(q, 2, ALIKE_MOST);
    store_rows(f->s, q, take_rep, found);
}

static void look_around(family *f)
{
    reps found = { .n = 0 };
    find_live(f, SQL_live_by_id, f->self.id, &found);
    find_live(f, SQL_live_by_address, f->self.url_key, &found);
    for (uint32_t i = 0; i < found.n; i++) load_version(f, found.at[i]);
    f->best = f->self;
    for (uint32_t i = 0; i < f->live.n; i++) {
        const store_version *v = &f->live.at[i];
        store_kinship kin = store_kinship_of(f->arena, &f->self, v);
        store_version *kept = NULL;
        if (kin == STORE_ONE_REPORT) kept = DL_PUSH(f->arena, &f->versions);
        if (kin == STORE_SAME_ID) kept = DL_PUSH(f->arena, &f->namesakes);
        if (kept) *kept = *v;
        f->same_address |= kin == STORE_SAME_ADDRESS;
        if (kin == STORE_ONE_REPORT && store_counts_more(v, &f->best)) f->best = *v;
    }
}

static void rename_report(family *f, const store_version *v, dl_slice id, bool by_outlet)
{
    sqlite3_stmt *q = store_statement(f->s, SQL_rename_report);
    if (!q) return;
    sqlite3_bind_int64(q, 1, v->rep);
    store_bind(q, 2, id);
    store_bind(q, 3, v->id);
    if (by_outlet) store_bind(q, 4, v->outlet);
    store_do(f->s, q);
    q = store_statement(f->s, SQL_seal_id);
    if (!q) return;
    store_bind(q, 1, id);
    store_do(f->s, q);
    q = store_statement(f->s, SQL_alias_report);
    if (!q) return;
    store_bind(q, 1, v->id);
    store_bind(q, 2, id);
    store_do(f->s, q);
}

/* Two reports that bear one id: each gets one of its own, the same whatever came
 * first. */
static void part_namesakes(family *f)
{
    for (uint32_t i = 0; i < f->namesakes.n; i++) {
        const store_version *v = &f->namesakes.at[i];
        bool outlets = v->outlet.n && f->self.outlet.n
            && !dl_slice_eq_nocase(v->outlet, f->self.outlet);
        rename_report(f, v, own_id(f, v, outlets), outlets);
        if (i == 0) f->self.id = own_id(f, &f->self, outlets);
    }
}

static void make_others_old(family *f, dl_rep best)
{
    for (uint32_t i = 0; i < f->versions.n; i++)
        if (f->versions.at[i].rep != best) make_old(f->s, f->versions.at[i].rep, best);
}

static void tell_place(const family *f, bool counts, dl_note *told)
{
    if (f->namesakes.n)
        *told = (dl_note){ DL_NOTE_SAME_ID, -1,
            DL_S("other reports bear its id: the ids of both have the outlet in front now") };
    else if (f->same_address)
        *told = (dl_note){ DL_NOTE_SAME_ADDRESS, -1,
            DL_S("another report has the same URL, but no words in common: kept as two") };
    else if (!counts && f->self.is_weak)
        *told = (dl_note){ DL_NOTE_VERSION, -1,
            DL_S("an empty text, or a wall, after a full one: kept as an older version") };
    else if (!counts)
        *told = (dl_note){ DL_NOTE_VERSION, -1,
            DL_S("an older or shorter version of a report that is there") };
}

static dl_put place(family *f, const char *version, dl_note *told)
{
    look_around(f);
    part_namesakes(f);
    bool counts = f->best.rep == 0;
    dl_rep rep = put_report(f->s, f->t, f->self.id, counts ? DL_S("live") : DL_S("old"));
    bool hidden = put_parts(f->s, rep, f->t, version);
    if (counts) store_put_words(f->s, rep, f->t, hidden);
    else set_version_of(f->s, rep, f->best.rep);
    make_others_old(f, counts ? rep : f->best.rep);
    tell_place(f, counts, told);
    if (told->code != DL_NOTE_COUNT) put_note(f->s, rep, &f->t->origin, told);
    return f->versions.n || f->namesakes.n ? DL_PUT_VERSION : DL_PUT_ADDED;
}

static dl_put put_readable(dl_store *s, const dl_put_item *t, const char *version, dl_note *told)
{
    family f = { .s = s, .t = t, .arena = dl_arena_new(s->mem, 0) };
    dl_put put = DL_PUT_FAILED;
    f.self = (store_version){ .id = t->id,
        .outlet = t->outlet,
        .url_key = t->url_key,
        .title = t->title,
        .body = t->body,
        .date = t->date,
        .date_modified = t->date_modified,
        .date_retrieved = t->date_retrieved,
        .sha256 = t->origin.sha256,
        .is_weak = is_weak(t) };
    if (f.arena && id_is_shared(s, t->id)) f.self.id = own_id(&f, &f.self, true);
    if (f.arena && answers(s, SQL_is_said, t, f.self.id)) put = DL_PUT_KNOWN;
    else if (f.arena) put = place(&f, version, told);
    if (!f.arena || dl_arena_failed(f.arena))
        dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    dl_arena_free(f.arena);
    return put;
}

static dl_put put_new(dl_store *s, const dl_put_item *t, const char *version, dl_note *told)
{
    if (is_there(s, SQL_is_known, &t->origin.sha256)) return DL_PUT_KNOWN;
    if (is_there(s, SQL_is_removed, &t->origin.sha256) || is_out(s, t)) {
        *told = (dl_note){ DL_NOTE_REMOVED, -1, DL_S("a report that was removed: it stays out") };
        return DL_PUT_REMOVED;
    }
    if (!t->unreadable) return put_readable(s, t, version, told);
    dl_rep rep = put_report(s, t, t->id, DL_S("unreadable"));
    store_put_words(s, rep, t, put_parts(s, rep, t, version));
    return DL_PUT_UNREADABLE;
}

/* Told once, however often the same input is tried. */
static bool problem_is_there(dl_store *s, const dl_put_item *t)
{
    sqlite3_stmt *q = store_statement(s, SQL_is_told);
    if (!q) return false;
    store_bind(q, 1, t->origin.file.p ? t->origin.file : DL_S(""));
    sqlite3_bind_int64(q, 2, (int64_t)t->origin.record);
    store_bind(q, 3, dl_slice_str(dl_note_name(t->note->code)));
    return store_any(s, q);
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
        SQL_forget_layers, SQL_forget_pairs, SQL_forget_body, SQL_forget_raw, SQL_forget_feature };
    for (size_t i = 0; i < sizeof forget / sizeof *forget; i++) store_do_number(s, forget[i], rep);
    store_hide_nothing(s, rep);
}

static void set_fields(dl_store *s, dl_rep rep, const dl_put_item *t)
{
    sqlite3_stmt *q = store_statement(s, SQL_update_report);
    if (!q) return;
    bind_report(q, t, t->id, DL_S(""));
    sqlite3_bind_int64(q, 22, rep);
    store_do(s, q);
    store_do_number(s, SQL_seal_report, rep);
}

static bool is_unreadable(dl_store *s, dl_rep rep)
{
    sqlite3_stmt *q = store_statement(s, SQL_is_unreadable);
    if (!q) return false;
    sqlite3_bind_int64(q, 1, rep);
    return store_any(s, q);
}

/* What can be read at last comes in like a new report: it may be a version of another, or
 * one that was removed. */
static dl_put put_again(dl_store *s, const dl_put_item *t, const char *version, dl_note *told)
{
    bool anew = !t->unreadable && is_unreadable(s, t->rep);
    unsearch(s, t->rep);
    if (anew) {
        store_do_number(s, SQL_delete_report, t->rep);
        return put_new(s, t, version, told);
    }
    forget_results(s, t->rep);
    set_fields(s, t->rep, t);
    store_put_words(s, t->rep, t, put_parts(s, t->rep, t, version));
    return DL_PUT_UPDATED;
}

dl_put dl_store_put(dl_store *s, const dl_put_item *item, const char *version, dl_note *told)
{
    *told = (dl_note){ .code = DL_NOTE_COUNT };
    dl_put put = DL_PUT_FAILED;
    if (item->is_problem) put = put_problem(s, item);
    else if (item->rep) put = put_again(s, item, version, told);
    else put = put_new(s, item, version, told);
    return dl_failed(&s->err) ? DL_PUT_FAILED : put;
}

static void remove_version(dl_store *s, dl_rep rep, bool searched)
{
    if (searched) unsearch(s, rep);
    store_do_number(s, SQL_bury, rep);
    store_do_number(s, SQL_delete_report, rep);
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

/* The arena is the caller's to free. */
static versions versions_of(dl_store *s, dl_slice id)
{
    versions v = { .arena = dl_arena_new(s->mem, 0) };
    sqlite3_stmt *q = store_statement(s, SQL_versions_of);
    if (q) store_bind(q, 1, id);
    if (q && v.arena) store_rows(s, q, take_version, &v);
    if (!v.arena || dl_arena_failed(v.arena))
        dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    return v;
}

bool dl_store_remove(dl_store *s, dl_slice id)
{
    versions v = versions_of(s, id);
    for (uint32_t i = 0; i < v.all.n && !dl_failed(&s->err); i++)
        store_do_number(s, SQL_link_story_anew, v.all.at[i].rep);
    for (uint32_t i = 0; i < v.all.n && !dl_failed(&s->err); i++)
        remove_version(s, v.all.at[i].rep, v.all.at[i].searched);
    bool any = v.all.n > 0;
    dl_arena_free(v.arena);
    return any;
}

bool dl_store_leave_out(dl_store *s, dl_slice id)
{
    dl_arena_free(s->left_out_in);
    s->left_out_in = NULL;
    memset(&s->left_out, 0, sizeof s->left_out);
    if (!id.p) return true;
    versions v = versions_of(s, id);
    s->left_out_in = v.arena;
    for (uint32_t i = 0; i < v.all.n; i++) {
        dl_rep *rep = v.all.at[i].searched ? DL_PUSH(v.arena, &s->left_out) : NULL;
        if (rep) *rep = v.all.at[i].rep;
    }
    if (v.arena && dl_arena_failed(v.arena)) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    return v.all.n > 0;
}
