/* live - a few new reports join the groups that a large record has, without working
 * all of them out afresh.
 *
 *   record --open--> reports, groups with their sums, index of words, index of sampled runs (memory: about 3 KB a report)
 *   new report --> its copies --> the most alike episode, or one of its own --> the most alike story --> what is now alike enough joins too
 *
 * The same measures and rules as relink's, but a report that was put somewhere stays
 * there, and episodes join only inside a story; relink is the canonical answer.
 * Everything here depends on the record's content alone: a state that is kept over
 * many reports decides like one that is read anew, so all lists are in canonical order
 * and ties are settled by ids. */
#include <stdlib.h>

#include "group_private.h"

enum {
    LEVELS = DL_STORY + 1,
    NONE = 0, /* numbers of groups count from 1 */
    NEIGHBOURS_MAX = 64, /* reports whose groups are looked at */
    LATE_MAX =
        /* sampled runs of reports that came after opening: some 3,500 reports; then the
         * state is read anew */
    200000
};

typedef struct live_group {
    dl_slice id;
    group_vector sum; /* of one report: the report's own */
    uint32_t *member, n, cap; /* reports in canonical order */
    int64_t inner;
    int32_t first, last;
    uint32_t story; /* of an episode */
    uint32_t series; /* the one that all its reports are of, 0: none */
    bool owns, stored,
        gone; /* owns: the sum is ours to free; stored: the record has a row of this id */
} live_group;

typedef struct posted {
    uint32_t report, w;
} posted;
typedef struct word_list {
    uint32_t id, n, cap;
    posted *at;
} word_list; /* id 0: a free place; the newest reports in canonical order */
typedef struct run_index {
    uint64_t *at, *late;
    uint32_t n, late_n;
} run_index; /* hash above, report below, sorted */

typedef struct copy_state {
    dl_slice id;
    uint32_t next;
    /* id: of the root of its copies; empty: it has none. next: its copies in a ring, itself:
 * none */
} copy_state;

struct dl_group_live {
    const dl_mem *mem;
    grouping g;
    group_interner ids[LEVELS],
        copies; /* while the record is read: a group's or a copy group's number by its id */
    DL_VEC(live_group) group[LEVELS]; /* by number; [0] is nobody */
    DL_VEC(copy_state) copies_of; /* [reports] */
    word_list *word;
    uint32_t words, words_n;
    run_index runs;
    group_texts *texts;
    int64_t *sum; /* [room] by report, zero between uses */
    uint64_t *key, *near; /* [room] */
    uint32_t *touched, touched_n, room; /* [room] */
    bool failed;
};

enum {
    COUNTING = sizeof(int64_t) + 2 * sizeof(uint64_t) + sizeof(uint32_t)
}; /* bytes a report of sum, key, near, touched */
typedef struct candidates {
    uint32_t group[NEIGHBOURS_MAX], n;
} candidates;

static live_group *group_at(const dl_group_live *l, dl_level level, uint32_t number)
{
    return &l->group[level].at[number];
}
static uint32_t *group_of_report(dl_group_live *l, dl_level level, uint32_t report)
{
    return level == DL_STORY ? &l->g.reports.at[report].story : &l->g.reports.at[report].episode;
}
static const group_rules *rules_of(dl_level level)
{
    return level == DL_STORY ? &group_story_rules : &group_episode_rules;
}

/* Canonical order: day, undated last, then id. */
static int compare_reports(const dl_group_live *l, uint32_t a, uint32_t b)
{
    const group_report *x = &l->g.reports.at[a], *y = &l->g.reports.at[b];
    int32_t dx = x->day == INT32_MIN ? INT32_MAX : x->day,
            dy = y->day == INT32_MIN ? INT32_MAX : y->day;
    return dx != dy ? (dx > dy) - (dx < dy) : dl_slice_cmp(x->id, y->id);
}

/* Most lists hold one. */
static void *roomier(dl_group_live *l, void *p, uint32_t n, uint32_t *cap, size_t size)
{
    return group_room(l->mem, &l->failed, p, n, cap, 1, size);
}

/* ---- groups */

static void member_add(dl_group_live *l, live_group *to, uint32_t report)
{
    to->member = roomier(l, to->member, to->n, &to->cap, sizeof *to->member);
    if (l->failed) return;
    uint32_t lo = 0,
             hi = to->n && compare_reports(l, to->member[to->n - 1], report) < 0 ? 0 : to->n;
    if (!hi) lo = to->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (compare_reports(l, to->member[mid], report) < 0) lo = mid + 1;
        else hi = mid;
    }
    memmove(to->member + lo + 1, to->member + lo, (to->n - lo) * sizeof *to->member);
    to->member[lo] = report;
    uint32_t series = l->g.reports.at[report].series;
    to->series = to->n++ == 0 || to->series == series ? series : 0;
}

static void take_dates(live_group *to, int32_t first, int32_t last)
{
    to->first = group_earlier(to->first, first);
    if (last > to->last) to->last = last;
}

static void sum_free(dl_group_live *l, live_group *x)
{
    if (x->owns) dl_mem_free(l->mem, x->sum.at, x->sum.n * sizeof *x->sum.at);
    x->owns = false;
}

static void sum_add(dl_group_live *l, live_group *to, group_vector v, uint32_t *shared)
{
    group_vector sum;
    if (group_sum(l->mem, to->sum, v, &sum, shared)) {
        sum_free(l, to);
        to->sum = sum;
        to->owns = true;
    } else {
        dl_mem_free(l->mem, sum.at, ((size_t)to->sum.n + v.n) * sizeof *sum.at);
        l->failed = true;
    }
}

static uint32_t new_group(dl_group_live *l, dl_level level, dl_slice id)
{
    live_group *x = DL_PUSH(l->g.arena, &l->group[level]);
    if (!x) return l->failed = true, NONE;
    *x = (live_group){ .id = id, .first = INT32_MIN, .last = INT32_MIN };
    return l->group[level].n - 1;
}

/* ---- the index of words */

static word_list *list_of(const dl_group_live *l, uint32_t id)
{
    uint32_t at = id & (l->words - 1);
    while (l->word[at].id && l->word[at].id != id) at = (at + 1) & (l->words - 1);
    return &l->word[at];
}

static bool more_words(dl_group_live *l)
{
    word_list *old = l->word;
    uint32_t had = l->words;
    word_list *more = dl_mem_zero(l->mem, (had ? had * 2 : 1 << 16) * sizeof *more);
    if (!more) return l->failed = true, false;
    l->word = more;
    l->words = had ? had * 2 : 1 << 16;
    for (uint32_t i = 0; i < had; i++)
        if (old[i].id) *list_of(l, old[i].id) = old[i];
    dl_mem_free(l->mem, old, had * sizeof *old);
    return true;
}

/* The newest GROUP_POSTING_MAX are kept, in canonical order. */
static void list_add(dl_group_live *l, word_list *w, posted p)
{
    uint32_t lo = 0, hi = w->n;
    if (hi && compare_reports(l, w->at[hi - 1].report, p.report) < 0) lo = hi;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (compare_reports(l, w->at[mid].report, p.report) < 0) lo = mid + 1;
        else hi = mid;
    }
    if (w->n == GROUP_POSTING_MAX) {
        if (lo == 0) return;
        memmove(w->at, w->at + 1, (lo - 1) * sizeof *w->at);
        w->at[lo - 1] = p;
        return;
    }
    w->at = roomier(l, w->at, w->n, &w->cap, sizeof *w->at);
    if (l->failed) return;
    memmove(w->at + lo + 1, w->at + lo, (w->n - lo) * sizeof *w->at);
    w->at[lo] = p;
    w->n++;
}

static void index_words(dl_group_live *l, uint32_t report)
{
    group_vector v = l->g.reports.at[report].v;
    uint64_t key[256]; /* a report has at most 100 terms (words.c) */
    if (v.n > sizeof key / sizeof *key) v.n = sizeof key / sizeof *key;
    for (uint32_t k = 0, n = group_heaviest(v, key); k < n && !l->failed; k++) {
        const group_term *t = &v.at[v.n - (uint32_t)key[k]];
        if (l->words_n * 2 >= l->words && !more_words(l)) return;
        word_list *w = list_of(l, t->id);
        l->words_n += !w->id;
        w->id = t->id;
        list_add(l, w, (posted){ report, GROUP_WEIGHT(t->w) });
    }
}

/* Dot products with all reports that have a word of this one among their heaviest; in
 * touched and sum. */
static void add_up(dl_group_live *l, uint32_t report)
{
    group_vector v = l->g.reports.at[report].v;
    l->touched_n = 0;
    for (uint32_t t = 0; t < v.n; t++) {
        const word_list *w = list_of(l, v.at[t].id);
        for (uint32_t k = 0; k < w->n; k++) {
            uint32_t o = w->at[k].report;
            if (l->sum[o] == 0) l->touched[l->touched_n++] = o;
            l->sum[o] += (int64_t)GROUP_WEIGHT(v.at[t].w) * w->at[k].w;
        }
    }
}

static bool is_among(const candidates *c, uint32_t group)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (c->group[i] == group) return true;
    return false;
}

/* Likeness above, a hash of the id below: of two as near the same one wins whatever place
 * it has here. 0: not near. */
static uint64_t nearness(
    const dl_group_live *l, const group_report *x, uint32_t other, int64_t least, int32_t half_life)
{
    const group_report *y = &l->g.reports.at[other];
    int64_t like = l->sum[other];
    if (like < least) return 0; /* most of them; days only make it less */
    like = group_fade(like, group_gap(x->day, x->day, y->day, y->day), half_life);
    return like < least ? 0 : (uint64_t)like << 32 | y->tie;
}

/* The groups of the nearest reports. */
static void nearest(dl_group_live *l, dl_level level, uint32_t report, candidates *out)
{
    const group_rules *r = rules_of(level);
    const group_report *x = &l->g.reports.at[report];
    int64_t floor = (int64_t)GROUP_ONE * GROUP_ONE / 100000 * r->least / 2;
    uint32_t hits = 0;
    uint64_t least = UINT64_MAX;
    for (uint32_t k = 0; k < l->touched_n; k++) {
        l->near[k] = nearness(l, x, l->touched[k], floor, r->half_life);
        if (l->near[k]) l->key[hits++] = l->near[k];
    }
    dl_greatest(l->key, hits, r->neighbours);
    for (uint32_t k = 0; k < hits && k < r->neighbours; k++)
        least = l->key[k] < least ? l->key[k] : least;
    out->n = 0;
    for (uint32_t k = 0; k < l->touched_n && hits; k++) {
        uint32_t group = *group_of_report(l, level, l->touched[k]);
        if (l->near[k] >= least && out->n < NEIGHBOURS_MAX && !is_among(out, group))
            out->group[out->n++] = group;
    }
}

/* ---- joining */

/* A group of one has none of its own: the other's counts. */
static int64_t cohesion(const live_group *x)
{
    int64_t pairs = (int64_t)x->n * (x->n - 1) / 2;
    return pairs ? x->inner / pairs : (int64_t)GROUP_ONE * GROUP_ONE;
}

static group_side side(const live_group *x)
{
    return (group_side){ x->sum, x->n, x->series, x->first, x->last, NULL };
}

/* As in join.c, but a report alone must be as like a group as groups must be: there it
 * would have met its own kind first. */
static bool may_join(const live_group *x, const live_group *y, int64_t like, const group_rules *r)
{
    if (!group_evidence(side(x), side(y), r, NULL)) return false;
    if (x->n < 2 && y->n < 2) return true;
    int64_t cx = cohesion(x), cy = cohesion(y);
    return like >= (cx < cy ? cx : cy) / 1000 * r->cohesion;
}

/* Episodes of two stories are left to relink. */
static bool is_open_to(const live_group *x, const live_group *y)
{
    return !x->gone && !y->gone && x != y
        && (x->story == NONE || y->story == NONE || x->story == y->story);
}

/* The most alike group that may join, NONE: there is none. *like: how much, per 2^28. */
static uint32_t best_of(
    const dl_group_live *l, dl_level level, uint32_t of, const candidates *c, int64_t *like)
{
    const group_rules *r = rules_of(level);
    const live_group *x = group_at(l, level, of);
    uint32_t best = NONE;
    *like = (int64_t)GROUP_ONE * GROUP_ONE / 100000 * r->least - 1;
    for (uint32_t i = 0; i < c->n; i++) {
        const live_group *y = group_at(l, level, c->group[i]);
        if (!is_open_to(x, y)) continue;
        int64_t now = group_fade(group_dot(x->sum, y->sum) / ((int64_t)x->n * y->n),
            group_gap(x->first, x->last, y->first, y->last), r->half_life);
        if (now < *like || !may_join(x, y, now, r)) continue;
        if (now > *like || (best != NONE && dl_slice_cmp(y->id, group_at(l, level, best)->id) < 0))
            best = c->group[i];
        *like = now;
    }
    return best;
}

/* Every report of `from`, and every episode where it is a story, is in `to` now. */
static void hand_over(dl_group_live *l, dl_level level, uint32_t from, uint32_t to)
{
    live_group *x = group_at(l, level, from), *y = group_at(l, level, to);
    for (uint32_t k = 0; k < x->n; k++) {
        *group_of_report(l, level, x->member[k]) = to;
        if (level == DL_STORY)
            group_at(l, DL_EPISODE, l->g.reports.at[x->member[k]].episode)->story = to;
        member_add(l, y, x->member[k]);
    }
    dl_mem_free(l->mem, x->member, x->cap * sizeof *x->member);
    x->member = NULL;
    x->n = x->cap = 0;
    sum_free(l, x);
    x->gone = true;
}

/* The lower id stays; what the record has under the other one says so from now on. */
static void settle_id(dl_group_live *l, dl_level level, live_group *to, const live_group *from)
{
    bool swap = dl_slice_cmp(from->id, to->id) < 0;
    dl_slice kept = swap ? from->id : to->id, lost = swap ? to->id : from->id;
    if (swap ? to->stored : from->stored)
        l->g.record->group_gone(l->g.record->ctx, level, lost, kept);
    to->id = kept;
    to->stored |= from->stored;
}

static uint32_t absorb(dl_group_live *l, dl_level level, uint32_t a, uint32_t b, int64_t like)
{
    live_group *x = group_at(l, level, a), *y = group_at(l, level, b);
    if (y->n > x->n || (y->n == x->n && y->stored && !x->stored))
        return absorb(l, level, b, a, like);
    uint32_t shared[GROUP_SHARED] = { 0 };
    dl_slice before = x->id;
    x->inner += y->inner + group_dot(x->sum, y->sum);
    sum_add(l, x, y->sum, shared);
    take_dates(x, y->first, y->last);
    if (x->story == NONE) x->story = y->story;
    hand_over(l, level, b, a);
    settle_id(l, level, x, y);
    grouping_tell_why(&l->g, level, x->id, before, y->id,
        (int32_t)(like * 1000 / ((int64_t)GROUP_ONE * GROUP_ONE)), shared);
    return a;
}

/* Joins what is alike enough, the most alike first. Answers the number under which the
 * group stands at the end. */
static uint32_t settle(dl_group_live *l, dl_level level, uint32_t group, const candidates *c)
{
    int64_t like;
    for (uint32_t other; !l->failed && (other = best_of(l, level, group, c, &like)) != NONE;)
        group = absorb(l, level, group, other, like);
    return group;
}

static uint32_t group_alone(dl_group_live *l, dl_level level, uint32_t report)
{
    const group_report *r = &l->g.reports.at[report];
    uint32_t at = new_group(l, level, r->id);
    if (at == NONE) return NONE;
    live_group *x = group_at(l, level, at);
    x->sum = r->v;
    x->first = x->last = r->day;
    member_add(l, x, report);
    *group_of_report(l, level, report) = at;
    return at;
}

static void story_add(dl_group_live *l, uint32_t story, uint32_t report)
{
    live_group *s = group_at(l, DL_STORY, story);
    const group_report *r = &l->g.reports.at[report];
    uint32_t shared[GROUP_SHARED] = { 0 };
    s->inner += group_dot(s->sum, r->v);
    sum_add(l, s, r->v, shared);
    take_dates(s, r->day, r->day);
    member_add(l, s, report);
    l->g.reports.at[report].story = story;
    live_group alone = { .id = r->id };
    settle_id(l, DL_STORY, s, &alone);
}

/* ---- copies */

/* The first place whose hash is not below. */
static uint32_t run_place(const uint64_t *at, uint32_t n, uint64_t key)
{
    uint32_t lo = 0;
    while (lo < n) {
        uint32_t mid = lo + (n - lo) / 2;
        if (at[mid] < key) lo = mid + 1;
        else n = mid;
    }
    return lo;
}

static void count_run(dl_group_live *l, uint32_t hash)
{
    const run_index *x = &l->runs;
    uint64_t from = (uint64_t)hash << 32, to = from | UINT32_MAX;
    uint32_t a = run_place(x->at, x->n, from), b = run_place(x->late, x->late_n, from), a_end = a,
             b_end = b;
    while (a_end < x->n && x->at[a_end] <= to && a_end - a < GROUP_RUN_COMMON) a_end++;
    while (b_end < x->late_n && x->late[b_end] <= to && b_end - b < GROUP_RUN_COMMON) b_end++;
    if (a_end - a + (b_end - b) >= GROUP_RUN_COMMON) return;
    for (uint32_t k = 0; k < a_end - a + (b_end - b); k++) {
        uint32_t o = (uint32_t)(k < a_end - a ? x->at[a + k] : x->late[b + k - (a_end - a)]);
        if (l->sum[o]++ == 0) l->touched[l->touched_n++] = o;
    }
}

static void run_add(dl_group_live *l, uint32_t report)
{
    run_index *x = &l->runs;
    const group_runs *r = &l->g.reports.at[report].runs;
    for (uint32_t k = 0; k < r->n && x->late_n < LATE_MAX; k++) {
        uint64_t key = (uint64_t)r->at[k] << 32 | report;
        uint32_t at = run_place(x->late, x->late_n, key);
        memmove(x->late + at + 1, x->late + at, (x->late_n - at) * sizeof *x->late);
        x->late[at] = key;
        x->late_n++;
    }
}

static void ring_join(dl_group_live *l, uint32_t x, uint32_t y)
{
    uint32_t swap = l->copies_of.at[x].next;
    l->copies_of.at[x].next = l->copies_of.at[y].next;
    l->copies_of.at[y].next = swap;
}

/* Of its copies the one with the lowest id; itself: it has none. */
static uint32_t first_copy(const dl_group_live *l, uint32_t report)
{
    const group_report *r = l->g.reports.at;
    uint32_t first = report;
    for (uint32_t k = l->copies_of.at[report].next; k != report; k = l->copies_of.at[k].next)
        if (first == report || dl_slice_cmp(r[k].id, r[first].id) < 0) first = k;
    return first;
}

static void copies_become_one(dl_group_live *l, uint32_t report, uint32_t other)
{
    group_report *r = l->g.reports.at;
    uint32_t x = group_copy_root(r, report), y = group_copy_root(r, other);
    dl_slice a = l->copies_of.at[x].id.n ? l->copies_of.at[x].id : r[x].id,
             b = l->copies_of.at[y].id.n ? l->copies_of.at[y].id : r[y].id;
    if (x == y) return;
    bool swap = dl_slice_cmp(b, a) < 0;
    if (l->copies_of.at[swap ? x : y].id.n)
        l->g.record->copy_gone(l->g.record->ctx, swap ? a : b, swap ? b : a);
    r[x].copy_of = y;
    ring_join(l, x, y);
    l->copies_of.at[y].id = swap ? b : a;
}

/* Keeps those of touched that `keeps` says. */
static void keep_copies(dl_group_live *l, uint32_t report,
    bool (*keeps)(dl_group_live *l, uint32_t report, uint32_t other))
{
    uint32_t kept = 0;
    for (uint32_t k = 0; k < l->touched_n; k++) {
        uint32_t o = l->touched[k];
        if (keeps(l, report, o)) l->touched[kept++] = o;
        else l->sum[o] = 0;
    }
    l->touched_n = kept;
}

/* From hits in sum to overlaps there. What the other is a copy of already must have to
 * do with the report too: the other may be two texts, one behind the other (copies.c).
 * Of a report that was read with its groups nobody knows the nearest copy: the first
 * of its copies stands for it. */
static bool is_copy(dl_group_live *l, uint32_t report, uint32_t other)
{
    const group_report *x = &l->g.reports.at[report], *y = &l->g.reports.at[other];
    int32_t overlap = group_copies_likely(x, y, (uint32_t)l->sum[other])
        ? group_copies_overlap(l->texts, l->g.record, x, y)
        : -1;
    l->sum[other] = overlap;
    if (overlap < 0 || overlap >= GROUP_COPIES_BRIDGE) return overlap >= 0;
    uint32_t first = first_copy(l, other);
    return first == other
        || group_copies_related(l->texts, l->g.record, x, &l->g.reports.at[first]);
}

static bool is_nearests_too(dl_group_live *l, uint32_t report, uint32_t other)
{
    group_report *r = l->g.reports.at;
    uint32_t nearest = r[report].nearest;
    return l->sum[other] >= GROUP_COPIES_BRIDGE
        || group_copy_root(r, other) == group_copy_root(r, nearest)
        || group_copies_related(l->texts, l->g.record, &r[other], &r[nearest]);
}

/* Reports whose texts are copies of this one, into touched; their overlap in sum. */
static void find_copies(dl_group_live *l, uint32_t report)
{
    group_report *x = &l->g.reports.at[report];
    l->touched_n = 0;
    for (uint32_t k = 0; k < x->runs.n; k++) count_run(l, x->runs.at[k]);
    keep_copies(l, report, is_copy);
    for (uint32_t k = 0; k < l->touched_n; k++) {
        uint32_t o = l->touched[k];
        int32_t overlap = (int32_t)l->sum[o];
        if (overlap > x->overlap
            || (overlap == x->overlap
                && dl_slice_cmp(l->g.reports.at[o].id, l->g.reports.at[x->nearest].id) < 0))
            x->overlap = overlap, x->nearest = o;
    }
    keep_copies(l, report, is_nearests_too);
    l->failed |= group_texts_failed(l->texts);
}

static void join_copies(dl_group_live *l, uint32_t report)
{
    find_copies(l, report);
    for (uint32_t k = 0; k < l->touched_n; k++) copies_become_one(l, report, l->touched[k]);
    for (uint32_t k = 0; k < l->touched_n; k++) {
        group_report *y = &l->g.reports.at[l->touched[k]];
        if (!y->overlap) {
            y->overlap = (int32_t)l->sum[l->touched[k]];
            grouping_tell_copy(&l->g, l->touched[k], report, y->overlap,
                l->copies_of.at[group_copy_root(l->g.reports.at, report)].id);
        }
        l->sum[l->touched[k]] = 0;
    }
    const group_report *x = &l->g.reports.at[report];
    if (x->overlap)
        grouping_tell_copy(&l->g, report, x->nearest, x->overlap,
            l->copies_of.at[group_copy_root(l->g.reports.at, report)].id);
    run_add(l, report);
}

/* ---- one report */

/* One piece of memory for what is counted by report; nothing in it lives from one report
 * to the next. */
static bool has_room(dl_group_live *l)
{
    if (l->g.reports.n < l->room) return true;
    uint32_t more = l->g.reports.n + l->g.reports.n / 8 + 1024;
    int64_t *sum = dl_mem_zero(l->mem, more * (size_t)COUNTING);
    if (!sum) return l->failed = true, false;
    dl_mem_free(l->mem, l->sum, l->room * (size_t)COUNTING);
    l->sum = sum;
    l->key = (uint64_t *)(sum + more);
    l->near = l->key + more;
    l->touched = (uint32_t *)(l->near + more);
    l->room = more;
    return true;
}

static bool take(dl_group_live *l, const dl_rep_brief *b)
{
    copy_state *c = grouping_take(&l->g, b) ? DL_PUSH(l->g.arena, &l->copies_of) : NULL;
    if (c) c->next = l->copies_of.n - 1;
    return c && has_room(l);
}

static void tell(dl_group_live *l, dl_level level, uint32_t number)
{
    live_group *x = group_at(l, level, number);
    group_of m = { x->member, x->n, x->id };
    grouping_tell(&l->g, level, &m, x->sum, x->first, x->last,
        level == DL_EPISODE ? group_at(l, DL_STORY, x->story)->id : (dl_slice){ NULL, 0 });
    x->stored = true;
}

static void place(dl_group_live *l, uint32_t report)
{
    candidates near[LEVELS];
    join_copies(l, report);
    add_up(l, report);
    nearest(l, DL_EPISODE, report, &near[DL_EPISODE]);
    nearest(l, DL_STORY, report, &near[DL_STORY]);
    for (uint32_t k = 0; k < l->touched_n; k++) l->sum[l->touched[k]] = 0;
    uint32_t episode = group_alone(l, DL_EPISODE, report);
    if (episode != NONE) episode = settle(l, DL_EPISODE, episode, &near[DL_EPISODE]);
    if (l->failed) return;
    uint32_t story = group_at(l, DL_EPISODE, episode)->story;
    if (story != NONE) story_add(l, story, report);
    else story = group_alone(l, DL_STORY, report);
    if (story == NONE) return;
    group_at(l, DL_EPISODE, episode)->story = story;
    story = settle(l, DL_STORY, story, &near[DL_STORY]);
    group_at(l, DL_EPISODE, episode)->story = story;
    index_words(l, report);
    if (l->failed) return;
    tell(l, DL_STORY, story);
    tell(l, DL_EPISODE, episode);
    l->g.record->member(
        l->g.record->ctx, l->g.reports.at[report].rep, group_at(l, DL_EPISODE, episode)->id);
}

static bool add_one(void *user, const dl_rep_brief *b)
{
    dl_group_live *l = user;
    bool taken = take(l, b);
    if (taken) place(l, l->g.reports.n - 1);
    return taken && !l->failed && !dl_failed(l->g.record->err);
}

/* ---- opening */

static void enter(dl_group_live *l, dl_level level, uint32_t report, dl_slice id)
{
    uint32_t number = group_number(&l->ids[level], id);
    while (number && l->group[level].n <= number && !l->failed)
        new_group(l, level, (dl_slice){ NULL, 0 });
    if (!number || l->failed) {
        l->failed = true;
        return;
    }
    live_group *x = group_at(l, level, number);
    const group_report *r = &l->g.reports.at[report];
    x->id = l->ids[level].names.at[number - 1];
    x->stored = true;
    take_dates(x, r->day, r->day);
    member_add(l, x, report);
    *group_of_report(l, level, report) = number;
}

static void enter_copies(
    dl_group_live *l, uint32_t report, dl_slice copy_group, uint32_t **first, uint32_t *cap)
{
    uint32_t number = group_number(&l->copies, copy_group);
    if (!number) return;
    if (number > *cap) {
        *first = dl_arena_grow(
            l->g.arena, *first, *cap * sizeof **first, (size_t)number * 2 * sizeof **first);
        *cap = *first ? number * 2 : 0;
    }
    if (!*first) return;
    uint32_t *root = &(*first)[number - 1];
    if (!*root) *root = report + 1, l->copies_of.at[report].id = l->copies.names.at[number - 1];
    if (report != *root - 1) ring_join(l, report, *root - 1);
    l->g.reports.at[report].copy_of = *root - 1;
    l->g.reports.at[report].overlap = 1; /* it is told already */
}

typedef struct opening {
    dl_group_live *l;
    uint32_t *first, cap;
} opening;

static bool open_one(void *user, const dl_rep_brief *b)
{
    opening *o = user;
    dl_group_live *l = o->l;
    if (!b->episode.p || !b->story.p) return true; /* one of those that will be added */
    if (!take(l, b)) return false;
    uint32_t at = l->g.reports.n - 1;
    enter(l, DL_EPISODE, at, b->episode);
    enter(l, DL_STORY, at, b->story);
    enter_copies(l, at, b->copy_group, &o->first, &o->cap);
    index_words(l, at);
    if (!l->failed)
        group_at(l, DL_EPISODE, l->g.reports.at[at].episode)->story = l->g.reports.at[at].story;
    return !l->failed;
}

static int64_t square(group_vector v)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < v.n; i++)
        sum += (int64_t)GROUP_WEIGHT(v.at[i].w) * GROUP_WEIGHT(v.at[i].w);
    return sum;
}

/* The sum of some members, by halves; of one its own vector. Not the caller's to free
 * where n is 1. */
static group_vector sum_of(dl_group_live *l, const uint32_t *member, uint32_t n)
{
    group_vector sum = { NULL, 0 };
    if (n == 1) return l->g.reports.at[member[0]].v;
    if (l->failed) return sum;
    uint32_t half = n / 2, shared[GROUP_SHARED] = { 0 };
    group_vector x = sum_of(l, member, half), y = sum_of(l, member + half, n - half);
    if (!l->failed && !group_sum(l->mem, x, y, &sum, shared)) {
        dl_mem_free(l->mem, sum.at, ((size_t)x.n + y.n) * sizeof *sum.at);
        sum = (group_vector){ NULL, 0 };
        l->failed = true;
    }
    if (half > 1) dl_mem_free(l->mem, x.at, x.n * sizeof *x.at);
    if (n - half > 1) dl_mem_free(l->mem, y.at, y.n * sizeof *y.at);
    return sum;
}

static void sum_up(dl_group_live *l, dl_level level)
{
    for (uint32_t i = 1; i < l->group[level].n && !l->failed; i++) {
        live_group *x = group_at(l, level, i);
        if (!x->n) continue;
        x->sum = sum_of(l, x->member, x->n);
        x->owns = x->n > 1;
        if (l->failed) return;
        int64_t alone = 0;
        for (uint32_t k = 0; k < x->n; k++) alone += square(l->g.reports.at[x->member[k]].v);
        x->inner = (square(x->sum) - alone) / 2;
    }
}

static void index_runs(dl_group_live *l)
{
    run_index *x = &l->runs;
    uint64_t all = 0;
    for (uint32_t i = 0; i < l->g.reports.n; i++) all += l->g.reports.at[i].runs.n;
    if (all < UINT32_MAX) x->at = dl_mem_alloc(l->mem, all * sizeof *x->at);
    x->late = dl_mem_alloc(l->mem, LATE_MAX * sizeof *x->late);
    uint64_t *spare = x->at && x->late ? dl_mem_alloc(l->mem, all * sizeof *spare) : NULL;
    if (spare) {
        for (uint32_t i = 0; i < l->g.reports.n; i++)
            for (uint32_t k = 0; k < l->g.reports.at[i].runs.n; k++)
                x->at[x->n++] = (uint64_t)l->g.reports.at[i].runs.at[k] << 32 | i;
        dl_sort_keys(x->at, spare, x->n);
        dl_mem_free(l->mem, spare, all * sizeof *spare);
    }
    l->failed |= !spare;
}

static bool set_up(dl_group_live *l, const dl_group_words *w, const dl_record *r)
{
    bool ok = grouping_open(&l->g, w, r);
    l->g.live = true;
    l->texts = group_texts_new(r->mem, 0);
    for (dl_level level = 0; level <= DL_STORY; level++) l->ids[level].arena = l->g.arena;
    l->copies.arena = l->g.arena;
    return ok && l->texts && more_words(l) && has_room(l)
        && DL_PUSH(l->g.arena, &l->group[DL_EPISODE]) && DL_PUSH(l->g.arena, &l->group[DL_STORY]);
}

dl_group_live *dl_group_live_open(const dl_group_words *w, const dl_record *r)
{
    dl_group_live *l = dl_mem_zero(r->mem, sizeof *l);
    if (l) l->mem = r->mem;
    opening o = { .l = l };
    bool ok = l && set_up(l, w, r);
    if (ok) r->reports(r->ctx, open_one, &o);
    if (ok && !l->failed && !dl_failed(r->err))
        sum_up(l, DL_EPISODE), sum_up(l, DL_STORY), index_runs(l);
    if (ok && !l->failed && !dl_failed(r->err) && !dl_arena_failed(l->g.arena)) return l;
    dl_fail(r->err, DL_ENOMEM, "out of memory", -1, NULL);
    dl_group_live_free(l);
    return NULL;
}

void dl_group_live_add(dl_group_live *l, const dl_record *r)
{
    l->g.record = r;
    r->pending(r->ctx, add_one, l);
    if ((l->failed || dl_arena_failed(l->g.arena)) && !dl_failed(r->err))
        dl_fail(r->err, DL_ENOMEM, "out of memory", -1, NULL);
}

bool dl_group_live_is_full(const dl_group_live *l) { return l->runs.late_n >= LATE_MAX / 2; }

void dl_group_live_free(dl_group_live *l)
{
    if (!l) return;
    for (dl_level level = 0; level <= DL_STORY; level++)
        for (uint32_t i = 0; i < l->group[level].n; i++) {
            live_group *x = group_at(l, level, i);
            sum_free(l, x);
            dl_mem_free(l->mem, x->member, x->cap * sizeof *x->member);
        }
    for (uint32_t i = 0; i < l->words; i++)
        dl_mem_free(l->mem, l->word[i].at, l->word[i].cap * sizeof *l->word[i].at);
    dl_mem_free(l->mem, l->word, l->words * sizeof *l->word);
    dl_mem_free(l->mem, l->runs.at, l->runs.n * sizeof *l->runs.at);
    dl_mem_free(l->mem, l->runs.late, LATE_MAX * sizeof *l->runs.late);
    dl_mem_free(l->mem, l->sum, l->room * (size_t)COUNTING);
    group_texts_free(l->texts);
    grouping_close(&l->g);
    dl_mem_free(l->mem, l, sizeof *l);
}
