/* word_index - see word_index.h. */
#include "word_index.h"

enum { FIRST_SLOTS = 1 << 16 };

static group_postings *list_of(const group_word_index *x, uint32_t id)
{
    if (x->direct) return &x->list[id];
    uint32_t at = id & (x->slots - 1);
    while (x->list[at].id && x->list[at].id != id) at = (at + 1) & (x->slots - 1);
    return &x->list[at];
}

static void grow(group_word_index *x, uint32_t slots)
{
    group_postings *old = x->list, *list = dl_mem_zero(x->mem, slots * sizeof *list);
    uint32_t had = x->slots;
    x->failed |= !list;
    if (!list) return;
    x->list = list;
    x->slots = slots;
    for (uint32_t i = 0; i < had; i++)
        if (old[i].id) *list_of(x, old[i].id) = old[i];
    dl_mem_free(x->mem, old, had * sizeof *old);
}

void group_word_index_open(group_word_index *x, const dl_mem *m, uint32_t terms)
{
    *x = (group_word_index){ .mem = m, .direct = terms > 0 };
    grow(x, terms ? terms : FIRST_SLOTS);
}

void group_word_index_close(group_word_index *x)
{
    for (uint32_t i = 0; i < x->slots; i++)
        if (x->list[i].at)
            dl_mem_free(x->mem, x->list[i].at, x->list[i].cap * sizeof *x->list[i].at);
    dl_mem_free(x->mem, x->list, x->slots * sizeof *x->list);
}

static bool comes_before(const group_word_index *x, uint32_t a, uint32_t b)
{
    return x->before ? x->before(x->ctx, a, b) : a < b;
}

/* Binary search; most belong at the end. */
static uint32_t place_in(const group_word_index *x, const group_postings *l, uint32_t number)
{
    uint32_t lo = 0, hi = l->n;
    if (hi && comes_before(x, l->at[hi - 1].number, number)) return hi;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (comes_before(x, l->at[mid].number, number)) lo = mid + 1;
        else hi = mid;
    }
    return lo;
}

static bool make_room(group_word_index *x, group_postings *l)
{
    if (l->n < l->cap) return true;
    uint32_t cap = l->cap ? l->cap * 2u : 1;
    if (cap > GROUP_POSTINGS_MAX) cap = GROUP_POSTINGS_MAX;
    group_posting *at = dl_mem_resize(x->mem, l->at, l->cap * sizeof *at, cap * sizeof *at);
    x->failed |= !at;
    if (!at) return false;
    l->at = at;
    l->cap = (uint16_t)cap;
    return true;
}

/* In a full list the first goes. */
static void insert(group_word_index *x, group_postings *l, group_posting p)
{
    uint32_t at = place_in(x, l, p.number);
    if (l->n == GROUP_POSTINGS_MAX) {
        if (!at) return;
        memmove(l->at, l->at + 1, (at - 1) * sizeof *l->at);
        l->at[at - 1] = p;
        return;
    }
    if (!make_room(x, l)) return;
    memmove(l->at + at + 1, l->at + at, (l->n - at) * sizeof *l->at);
    l->at[at] = p;
    l->n++;
}

void group_word_index_add(
    group_word_index *x, group_vector v, const uint64_t *key, uint32_t heavy, uint32_t number)
{
    for (uint32_t k = 0; k < heavy && !x->failed; k++) {
        const group_term *t = group_heavy_term(v, key[k]);
        if (!x->direct && x->used * 2 >= x->slots) grow(x, x->slots * 2);
        if (x->failed) return;
        group_postings *l = list_of(x, t->id);
        x->used += !l->id;
        l->id = t->id;
        insert(x, l, (group_posting){ number, t->w });
    }
}

/* Two rounds of fetching ahead: the lists, then what they hold. */
uint32_t group_word_index_sum(const group_word_index *x, group_vector v, const uint64_t *key,
    uint32_t heavy, int64_t *sum, uint32_t *listed)
{
    const group_postings *list[GROUP_INDEXED];
    uint32_t n = 0;
    for (uint32_t h = 0; x->direct && h < heavy; h++)
        __builtin_prefetch(&x->list[group_heavy_term(v, key[h])->id]);
    for (uint32_t h = 0; h < heavy; h++) {
        list[h] = list_of(x, group_heavy_term(v, key[h])->id);
        if (list[h]->n) __builtin_prefetch(list[h]->at);
    }
    for (uint32_t h = 0; h < heavy; h++) {
        group_weight w = group_heavy_term(v, key[h])->w;
        for (uint32_t k = 0; k < list[h]->n; k++) {
            group_posting p = list[h]->at[k];
            listed[n] = p.number;
            n += sum[p.number] == 0;
            sum[p.number] += group_product(w, p.w);
        }
    }
    return n;
}
