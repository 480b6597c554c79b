/* copies - see copies.h. */
#include "copies.h"

#include <stdlib.h>

#include "base/order.h"

enum {
    FRUITLESS = 8, /* comparisons in a row that found nothing: the rest shares less still */
    LOOKS = 2 /* comparisons with reports of one origin */
};

/* How often the report that is compared now was compared with one of an origin. */
typedef struct looked {
    uint32_t report, n;
} looked;
struct group_copies {
    const dl_mem *mem;
    group_shingle_index index;
    group_texts *texts;
    uint32_t room; /* reports that the arrays below hold */
    uint32_t *count, *listed; /* [room] shared shingles by report, zero between uses */
    looked *looked; /* [room] by origin */
    uint64_t *order, *spare; /* [room] */
    bool failed;
};

enum {
    BYTES = 2 * sizeof(uint64_t) + sizeof(looked) + 2 * sizeof(uint32_t) /* a report */
};

group_copies *group_copies_new(const dl_mem *m, uint64_t shingles, uint32_t reports, bool in_order)
{
    group_copies *c = dl_mem_zero(m, sizeof *c);
    if (!c) return NULL;
    c->mem = m;
    c->texts = group_texts_new(m, reports);
    group_shingle_index_open(&c->index, m, shingles);
    c->index.in_order = in_order;
    if (c->texts && !c->index.failed) return c;
    group_copies_free(c);
    return NULL;
}

void group_copies_free(group_copies *c)
{
    if (!c) return;
    group_shingle_index_close(&c->index);
    group_texts_free(c->texts);
    dl_mem_free(c->mem, c->order, c->room * (size_t)BYTES);
    dl_mem_free(c->mem, c, sizeof *c);
}

bool group_copies_failed(const group_copies *c)
{
    return c->failed || c->index.failed || group_texts_failed(c->texts);
}

/* One piece of memory; nothing in it lives from one report to the next. */
static bool reserve(group_copies *c, uint32_t reports)
{
    if (reports <= c->room) return true;
    uint32_t room = reports + reports / 8 + 1024;
    uint64_t *order = dl_mem_zero(c->mem, room * (size_t)BYTES);
    c->failed |= !order;
    if (!order) return false;
    dl_mem_free(c->mem, c->order, c->room * (size_t)BYTES);
    c->order = order;
    c->spare = order + room;
    c->looked = (looked *)(c->spare + room);
    c->count = (uint32_t *)(c->looked + room);
    c->listed = c->count + room;
    c->room = room;
    return true;
}

void group_copies_add(group_copies *c, group_report *r, uint32_t report)
{
    group_shingle_index_add(&c->index, r, report);
}

/* Of two that share as much the same one comes first, whatever places they have here. */
static uint64_t order_key(uint32_t hits, uint32_t tie)
{
    enum { TIE_BITS = 18, HITS_MOST = (1 << (32 - TIE_BITS)) - 1 };
    uint32_t fewer = HITS_MOST - (hits < HITS_MOST ? hits : HITS_MOST);
    return (uint64_t)(fewer << TIE_BITS | tie >> (32 - TIE_BITS)) << 32;
}

/* Into c->order: those that may be copies; who shares the most shingles comes first. */
static uint32_t candidates(group_copies *c, const group_report *r, uint32_t report)
{
    uint32_t likely = 0;
    uint32_t n = group_shingle_index_count(&c->index, &r[report].shingles, c->count, c->listed);
    for (uint32_t k = 0; k < n; k++) {
        uint32_t other = c->listed[k], hits = c->count[other];
        group_text_pair p = group_text_pair_of(&r[report], &r[other]);
        c->count[other] = 0;
        bool may_be = other != report && r[other].digest == r[report].digest;
        if (may_be && group_copies_likely(&p, hits) && group_lengths_fit(&p))
            c->order[likely++] = order_key(hits, r[other].tie) | other;
    }
    dl_sort_keys(c->order, c->spare, likely);
    return likely;
}

static bool has_looked_enough(group_copies *c, uint32_t report, uint32_t origin)
{
    looked *l = &c->looked[origin];
    if (l->report != report + 1) *l = (looked){ report + 1, 0 };
    return l->n++ >= LOOKS;
}

void group_copies_find(group_copies *c, const dl_record *record, group_report *r, uint32_t report,
    group_copy_found *sure, group_copy_found *weak, void *user)
{
    if (!reserve(c, report + 1)) return;
    uint32_t failed = 0, likely = candidates(c, r, report);
    for (uint32_t k = 0; k < likely && failed < FRUITLESS; k++) {
        uint32_t other = (uint32_t)c->order[k], origin = group_copy_root(r, other);
        if (origin == group_copy_root(r, report) || has_looked_enough(c, report, origin)) continue;
        group_text_pair p = group_text_pair_of(&r[report], &r[other]);
        group_overlap o = group_texts_compare(c->texts, record, &r[report], &r[other]);
        bool are_copies = group_are_copies(&p, o);
        failed = are_copies ? 0 : failed + 1;
        if (!are_copies) continue;
        (group_are_copies_surely(o) ? sure : weak)(user, report, other, o.share);
    }
}

bool group_copies_related(
    group_copies *c, const dl_record *record, const group_report *x, const group_report *first_copy)
{
    return group_are_related(group_texts_compare(c->texts, record, x, first_copy));
}

/* ---- of a whole record */

typedef struct weak_pair {
    int32_t overlap;
    uint32_t i, j;
} weak_pair;
typedef struct finder {
    group_copies *copies;
    const dl_record *record;
    group_report *r;
    dl_arena *arena;
    DL_VEC(weak_pair) weak;
} finder;

/* The nearest copy of both. */
static void note_nearest(group_report *r, uint32_t report, uint32_t other, int32_t overlap)
{
    group_report *x = &r[report], *y = &r[other];
    if (overlap > x->overlap) {
        x->overlap = overlap;
        x->nearest = other;
    }
    if (overlap > y->overlap) {
        y->overlap = overlap;
        y->nearest = report;
    }
}

static void join(void *user, uint32_t i, uint32_t j, int32_t overlap)
{
    finder *f = user;
    note_nearest(f->r, i, j, overlap);
    uint32_t a = group_copy_root(f->r, i), b = group_copy_root(f->r, j);
    if (a > b) f->r[a].copy_of = b;
    else f->r[b].copy_of = a;
}

static void put_off(void *user, uint32_t i, uint32_t j, int32_t overlap)
{
    finder *f = user;
    weak_pair *w = DL_PUSH(f->arena, &f->weak);
    if (w) *w = (weak_pair){ overlap, i, j };
}

static int stronger(const void *a, const void *b)
{
    const weak_pair *x = a, *y = b;
    if (x->overlap != y->overlap) return x->overlap > y->overlap ? -1 : 1;
    if (x->i != y->i) return x->i < y->i ? -1 : 1;
    return (x->j > y->j) - (x->j < y->j);
}

static bool has_to_do_with_copies_of(finder *f, uint32_t i, uint32_t j)
{
    const group_report *y = &f->r[j];
    return !y->overlap || group_copies_related(f->copies, f->record, &f->r[i], &f->r[y->nearest]);
}

/* Weak pairs come once all others have their nearest copies. */
static void join_weak(finder *f)
{
    if (f->weak.n > 1) qsort(f->weak.at, f->weak.n, sizeof *f->weak.at, stronger);
    for (uint32_t k = 0; k < f->weak.n; k++) {
        const weak_pair *w = &f->weak.at[k];
        if (has_to_do_with_copies_of(f, w->i, w->j) && has_to_do_with_copies_of(f, w->j, w->i))
            join(f, w->i, w->j, w->overlap);
    }
}

bool group_find_copies(const dl_record *record, group_report *r, uint32_t n)
{
    uint64_t shingles = 0;
    for (uint32_t i = 0; i < n; i++) {
        r[i].copy_of = i;
        shingles += r[i].shingles.n;
    }
    finder f = { .record = record, .r = r };
    f.arena = dl_arena_new(record->mem, 0);
    f.copies = group_copies_new(record->mem, shingles / 2, n, true);
    bool ok = f.arena && f.copies;
    for (uint32_t i = 0; ok && i < n; i++) {
        group_copies_find(f.copies, record, r, i, join, put_off, &f);
        group_copies_add(f.copies, r, i);
        ok = !group_copies_failed(f.copies);
    }
    if (ok) join_weak(&f);
    ok = ok && !dl_arena_failed(f.arena) && !group_copies_failed(f.copies);
    for (uint32_t i = 0; ok && i < n; i++) r[i].copy_of = group_copy_root(r, i);
    group_copies_free(f.copies);
    dl_arena_free(f.arena);
    return ok;
}
