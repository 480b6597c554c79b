/* intake - see intake.h. */
#include "intake.h"

#include "base/hash.h"
#include "base/order.h"
#include "rules.h"
#include "series.h"

bool group_intake_open(group_intake *g, const dl_group_words *w, const dl_record *r, bool ranks)
{
    *g = (group_intake){
        .mem = r->mem,
        .arena = dl_arena_new(r->mem, 0),
        .record = r,
        .words = w,
        .scratch = dl_group_scratch_new(r->mem),
        .ranks = ranks,
    };
    g->names.arena = g->series.arena = g->arena;
    return g->arena && g->scratch && group_shown_open(&g->shown, g->arena, r->mem);
}

void group_intake_close(group_intake *g)
{
    group_shown_close(&g->shown);
    dl_group_scratch_free(g->scratch);
    dl_mem_free(g->mem, g->reports.at, g->reports.cap * sizeof *g->reports.at);
    dl_arena_free(g->arena);
}

/* False: no memory. */
static bool add_words(group_intake *g, const group_features *f)
{
    size_t at = 0;
    if (!group_shown_reserve(&g->shown, f->vector.n)) return false;
    for (uint32_t i = 0; i < f->vector.n; i++) {
        group_term *t = &f->vector.at[i];
        size_t n = at < f->words.n ? (unsigned char)f->words.p[at++] : 0;
        dl_slice word = dl_slice_cut(f->words, at, at + n);
        uint32_t serial = group_shown_add(&g->shown, t->id, word, t->w.whole & GROUP_NAME);
        if (g->ranks) t->id = serial;
        at += n;
    }
    return !g->shown.text.failed;
}

static void keep_body(void *user, dl_slice body)
{
    group_intake *g = user;
    g->body = dl_arena_copy(g->arena, body);
}

static bool make_features(group_intake *g, const dl_rep_brief *b, group_features *f)
{
    dl_arena *scratch = dl_arena_new(g->record->mem, 0);
    dl_slice made = { NULL, 0 };
    g->body = made;
    dl_arena_mark back = dl_arena_mark_now(g->arena);
    g->record->text(g->record->ctx, b->rep, keep_body, g);
    if (scratch) made = group_features_of(g->words, g->scratch, scratch, b->title, g->body);
    dl_arena_back_to(g->arena, back);
    if (made.p) g->record->group->features(g->record->ctx, b->rep, made);
    bool ok = made.p && group_features_read(g->arena, made, f) && add_words(g, f);
    dl_arena_free(scratch);
    return ok;
}

static bool features(group_intake *g, const dl_rep_brief *b, group_features *f)
{
    if (b->features.p && group_features_read(g->arena, b->features, f)) return add_words(g, f);
    return make_features(g, b, f);
}

/* NULL: no memory. */
static group_report *one_more(group_intake *g)
{
    enum { FIRST = 1024 };
    bool failed = false;
    g->reports.at = dl_mem_more(g->mem, &failed, g->reports.at, g->reports.n, &g->reports.cap,
        FIRST, sizeof *g->reports.at);
    return failed ? NULL : &g->reports.at[g->reports.n++];
}

group_report *group_intake_add(group_intake *g, const dl_rep_brief *b)
{
    group_features f;
    group_report *r = features(g, b, &f) ? one_more(g) : NULL;
    if (r) {
        *r = (group_report){
            .rep = b->rep,
            .id = dl_arena_copy(g->arena, b->id),
            .day = b->day,
            .last = b->day == INT32_MIN || b->last < b->day ? b->day : b->last,
            .outlet = dl_intern_nocase(&g->names, b->outlet),
            .agency = dl_intern_nocase(&g->names, b->agency),
            .slack = b->weak_date ? GROUP_WEAK_DATE : 0,
            .digest = f.digest,
            .v = f.vector,
            .shingles = f.shingles,
            .copy_of = g->reports.n - 1,
            .tie = (uint32_t)(dl_hash64(b->id, 1) >> 32),
        };
        if (b->title.p) r->title = dl_arena_copy(g->arena, b->title);
        r->series = group_series(g->words, &g->series, r->outlet, b->title);
    }
    if (r && !dl_arena_failed(g->arena)) return r;
    dl_fail(g->record->err, DL_ENOMEM, "out of memory", -1, NULL);
    return NULL;
}

/* ---- ranks */

/* rank: with GROUP_NAME. */
static void set_rank(group_term *t, uint32_t rank)
{
    t->id = rank & ~GROUP_NAME;
    t->w.whole = group_whole(t->w) | (rank & GROUP_NAME);
}

static void rank_terms(group_intake *g, uint64_t *order, uint64_t *spare, uint32_t *rank)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->shown.slots; i++) {
        const group_shown_word *w = &g->shown.at[i];
        if (w->id) order[n++] = (uint64_t)w->id << 32 | w->serial;
    }
    dl_sort_keys(order, spare, n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t hash = (uint32_t)(order[i] >> 32), serial = (uint32_t)order[i];
        g->hash_of[i + 1] = hash;
        rank[serial] = (i + 1) | (group_shown_is_name(&g->shown, hash) ? GROUP_NAME : 0);
    }
    for (uint32_t i = 0; i < g->reports.n; i++) {
        group_vector v = g->reports.at[i].v;
        for (uint32_t k = 0; k < v.n; k++) set_rank(&v.at[k], rank[v.at[k].id]);
    }
}

void group_intake_rank(group_intake *g)
{
    dl_arena *a = dl_arena_new(g->record->mem, 0);
    size_t n = (size_t)g->shown.n + 1;
    uint64_t *order = a ? dl_arena_array(a, n, sizeof *order) : NULL;
    uint64_t *spare = a ? dl_arena_array(a, n, sizeof *spare) : NULL;
    uint32_t *rank = a ? dl_arena_array(a, n, sizeof *rank) : NULL;
    g->hash_of = dl_arena_array(g->arena, n, sizeof *g->hash_of);
    if (order && spare && rank && g->hash_of) rank_terms(g, order, spare, rank);
    else dl_fail(g->record->err, DL_ENOMEM, "out of memory", -1, NULL);
    dl_arena_free(a);
}

void group_intake_name(const group_intake *g, group_vector v)
{
    for (uint32_t i = 0; i < v.n; i++) {
        bool name = group_shown_is_name(&g->shown, v.at[i].id);
        v.at[i].w.whole = group_whole(v.at[i].w) | (name ? GROUP_NAME : 0);
    }
}

dl_slice group_intake_word(const group_intake *g, uint32_t id)
{
    return group_shown_for(&g->shown, g->hash_of ? g->hash_of[id] : id);
}
