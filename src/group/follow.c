/* follow - see follow.h.
 *
 * Stories are gone through by their first day; those that are quiet by then stand in an
 * index of words, added by their last day, so that of a common word the ones that ended
 * last are kept. */
#include "follow.h"

#include "base/order.h"
#include "word_index.h"

enum { LOOKED_AT = 8 }; /* quiet stories that are the most alike by the index */

typedef struct following {
    group_teller *t;
    const group_nodes *stories;
    const dl_slice *ids;
    uint32_t terms, n;
    uint32_t *by_first, *by_last; /* [n] top nodes */
    uint32_t ended; /* of by_last: these are in the index */
    group_word_index index;
    int64_t *sum; /* [nodes + 1] zero between uses */
    uint32_t *listed;
    uint64_t *heavy, *hit;
} following;

static group_profile *story_at(const following *f, uint32_t node)
{
    return &f->stories->at[node].of;
}

/* By a day, then as the nodes stand. */
static void sort_by_day(uint64_t *key, uint64_t *spare, uint32_t n, uint32_t *out)
{
    dl_sort_keys(key, spare, n);
    for (uint32_t i = 0; i < n; i++) out[i] = (uint32_t)key[i];
}

static uint64_t day_key(int32_t day, uint32_t node)
{
    return (uint64_t)((uint32_t)day ^ 1u << 31) << 32 | node;
}

static bool list_stories(following *f, dl_arena *a)
{
    size_t most = (size_t)f->stories->n + 1;
    uint64_t *first = dl_arena_array(a, most, sizeof *first);
    uint64_t *last = dl_arena_array(a, most, sizeof *last);
    uint64_t *spare = dl_arena_array(a, most, sizeof *spare);
    f->by_first = dl_arena_array(a, most, sizeof *f->by_first);
    f->by_last = dl_arena_array(a, most, sizeof *f->by_last);
    if (dl_arena_failed(a)) return false;
    for (uint32_t i = 0; i < f->stories->n; i++) {
        const group_profile *p = story_at(f, i);
        if (f->stories->at[i].into != i || p->first == INT32_MIN) continue;
        first[f->n] = day_key(p->first, i);
        last[f->n++] = day_key(p->last, i);
    }
    sort_by_day(first, spare, f->n, f->by_first);
    sort_by_day(last, spare, f->n, f->by_last);
    return true;
}

static bool set_up(following *f, dl_arena *a)
{
    size_t most = (size_t)f->stories->n + 1, longest = 0;
    if (!list_stories(f, a)) return false;
    for (uint32_t i = 0; i < f->n; i++) {
        uint32_t n = story_at(f, f->by_first[i])->sum.n;
        longest = n > longest ? n : longest;
    }
    f->sum = dl_arena_array(a, most, sizeof *f->sum);
    f->listed = dl_arena_array(a, most, sizeof *f->listed);
    f->hit = dl_arena_array(a, most, sizeof *f->hit);
    f->heavy = dl_arena_array(a, longest + 1, sizeof *f->heavy);
    if (dl_arena_failed(a)) return false;
    group_word_index_open(&f->index, f->t->in->record->mem, f->terms);
    return !f->index.failed;
}

/* Those that are quiet by that day come into the index. */
static void take_ended(following *f, int32_t day)
{
    for (; f->ended < f->n; f->ended++) {
        uint32_t node = f->by_last[f->ended];
        const group_profile *p = story_at(f, node);
        if (p->last >= day) return;
        if (p->size < GROUP_FOLLOW_LEAST) continue;
        uint32_t heavy = group_heaviest(p->sum, f->heavy);
        group_word_index_add(&f->index, p->sum, f->heavy, heavy, node);
    }
}

/* The most alike by the index, the nearest first; days do not count. */
static uint32_t choose(following *f, const group_profile *y)
{
    uint32_t hits = 0, heavy = group_heaviest(y->sum, f->heavy);
    uint32_t listed = group_word_index_sum(
        &f->index, y->sum, f->heavy, heavy, f->sum, f->listed);
    for (uint32_t k = 0; k < listed; k++) {
        uint32_t o = f->listed[k];
        int64_t like = f->sum[o] / ((int64_t)y->size * story_at(f, o)->size);
        f->sum[o] = 0;
        f->hit[hits++] = (uint64_t)like << 32 | (UINT32_MAX - o);
    }
    dl_greatest(f->hit, hits, LOOKED_AT);
    return hits < LOOKED_AT ? hits : LOOKED_AT;
}

static void seek(following *f, uint32_t node)
{
    group_profile *y = story_at(f, node);
    uint32_t hits = choose(f, y), best = UINT32_MAX;
    int64_t most = -1;
    for (uint32_t k = 0; k < hits; k++) {
        uint32_t o = UINT32_MAX - (uint32_t)f->hit[k];
        group_profile *x = story_at(f, o);
        int64_t dot = group_dot(x->sum, y->sum);
        int64_t like = dot / ((int64_t)x->size * y->size);
        bool better = like > most || (like == most && o < best);
        if (!better || !group_follows(x, y, dot, f->t->scatter)) continue;
        most = like;
        best = o;
    }
    if (best == UINT32_MAX) return;
    group_follow_tell(f->t, f->ids[node], y, f->ids[best], story_at(f, best));
}

bool group_follow(group_teller *t, const group_nodes *stories, const dl_slice *ids, uint32_t terms)
{
    dl_arena *a = dl_arena_new(t->in->record->mem, 0);
    following f = { .t = t, .stories = stories, .ids = ids, .terms = terms };
    bool ok = a && set_up(&f, a);
    for (uint32_t i = 0; ok && i < f.n; i++) {
        take_ended(&f, story_at(&f, f.by_first[i])->first);
        if (story_at(&f, f.by_first[i])->size >= GROUP_FOLLOW_LEAST) seek(&f, f.by_first[i]);
        ok = !f.index.failed;
    }
    if (f.index.list) group_word_index_close(&f.index);
    dl_arena_free(a);
    return ok;
}

void group_follow_tell(
    group_teller *t, dl_slice y_id, group_profile *y, dl_slice x_id, group_profile *x)
{
    group_vector both;
    uint32_t shared[GROUP_SHARED] = { 0 };
    const dl_mem *m = t->in->record->mem;
    if (!group_sum(m, x->sum, y->sum, &both, shared)) return;
    group_vector_free(m, &both);
    int64_t pairs = (int64_t)x->size * y->size;
    group_quiet quiet = { x->last, y->first - x->last, group_rhythm(x) };
    int32_t weight = group_per_mille(group_dot(x->sum, y->sum) / pairs);
    group_tell_follows(t, y_id, x_id, &quiet, weight, shared);
}
