/* live - a few new reports join the groups that a large record has, without working all
 * of them out afresh (group.h).
 *
 *   record --open--> reports, groups with their profiles, both indexes (3 KB a report)
 *   report --> its copies --> the most alike episode, or one of its own
 *          --> the most alike story --> what is now alike enough joins too
 *
 * Likeness and rules are relink's (rules.h). But a report that was put somewhere stays
 * there, and episodes join only inside a story: relink is the canonical answer. A state
 * that is kept over many reports decides like one that is read anew: lists are in
 * canonical order, and ties go to ids. */
#include "copies.h"
#include "follow.h"
#include "rules.h"
#include "tell.h"

#include "base/order.h"
#include "word_index.h"

enum {
    LEVELS = DL_STORY + 1,
    NONE = 0, /* numbers of groups count from 1 */
    NEIGHBOURS_MAX = 64, /* reports whose groups are looked at */
    LARGE = 8 /* reports of a story that is joined to another such one by relink alone */
};

typedef struct live_group {
    dl_slice id;
    group_profile of; /* of one report the sum is the report's own vector */
    uint32_t *member, n, cap; /* reports in canonical order */
    uint32_t story; /* of an episode */
    bool owns; /* the sum is ours to free */
    bool stored; /* the record has a row of this id */
    bool gone;
} live_group;

typedef struct copy_state {
    dl_slice id; /* of the root of its copies; empty: it has none */
    uint32_t next; /* its copies in a ring; itself: none */
    bool told;
} copy_state;

typedef struct found_copy {
    uint32_t other;
    int32_t overlap;
} found_copy;

struct dl_group_live {
    const dl_mem *mem;
    group_intake in;
    group_teller teller;
    /* While the record is read: numbers of groups, of copy groups, by their ids. */
    dl_interner ids[LEVELS], copy_ids;
    DL_VEC(live_group) group[LEVELS]; /* by number; [0] is nobody */
    DL_VEC(copy_state) copy_states; /* [reports] */
    group_word_index words;
    group_copies *copies;
    DL_VEC(found_copy) sure, weak; /* copies of the report that is added */
    int64_t *sum; /* [room] by report, zero between uses */
    uint64_t *key, *near; /* [room] */
    uint32_t *listed, listed_n, room; /* [room] */
    bool failed;
};

enum {
    BYTES = sizeof(int64_t) + 2 * sizeof(uint64_t) + sizeof(uint32_t) /* a report */
};
typedef struct candidates {
    uint32_t group[NEIGHBOURS_MAX], n;
} candidates;

static live_group *group_at(const dl_group_live *l, dl_level level, uint32_t number)
{
    return &l->group[level].at[number];
}
static group_report *report_at(const dl_group_live *l, uint32_t report)
{
    return &l->in.reports.at[report];
}
static uint32_t *group_of_report(dl_group_live *l, dl_level level, uint32_t report)
{
    return level == DL_STORY ? &report_at(l, report)->story : &report_at(l, report)->episode;
}

static bool before(const void *ctx, uint32_t x, uint32_t y)
{
    const dl_group_live *l = ctx;
    return group_compare_reports(report_at(l, x), report_at(l, y)) < 0;
}

/* ---- groups */

static void member_add(dl_group_live *l, live_group *to, uint32_t report)
{
    to->member = dl_mem_more(
        l->mem, &l->failed, to->member, to->n, &to->cap, 1, sizeof *to->member);
    if (l->failed) return;
    uint32_t lo = 0, hi = to->n;
    if (hi && before(l, to->member[hi - 1], report)) lo = hi;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (before(l, to->member[mid], report)) lo = mid + 1;
        else hi = mid;
    }
    memmove(to->member + lo + 1, to->member + lo, (to->n - lo) * sizeof *to->member);
    to->member[lo] = report;
    to->n++;
}

static void sum_free(dl_group_live *l, live_group *x)
{
    if (x->owns) group_vector_free(l->mem, &x->of.sum);
    x->owns = false;
}

/* The group's profile takes in another one. */
static void profile_add(
    dl_group_live *l, live_group *to, const group_profile *p, uint32_t shared[GROUP_SHARED])
{
    group_profile both;
    int64_t dot = group_dot(to->of.sum, p->sum);
    l->failed |= !group_profile_join(l->mem, &to->of, p, dot, &both, shared);
    if (l->failed) return;
    sum_free(l, to);
    to->of = both;
    to->owns = true;
}

static uint32_t new_group(dl_group_live *l, dl_level level, dl_slice id)
{
    live_group *x = DL_PUSH(l->in.arena, &l->group[level]);
    l->failed |= !x;
    if (!x) return NONE;
    *x = (live_group){ .id = id, .of = { .first = INT32_MIN, .last = INT32_MIN } };
    return l->group[level].n - 1;
}

/* ---- the nearest groups */

static uint32_t heaviest(const group_report *r, uint64_t key[GROUP_TERMS_MAX])
{
    return group_heaviest(r->v, key);
}

static void index_words(dl_group_live *l, uint32_t report)
{
    uint64_t key[GROUP_TERMS_MAX];
    const group_report *r = report_at(l, report);
    uint32_t heavy = heaviest(r, key);
    group_word_index_add(&l->words, r->v, key, heavy, report);
    l->failed |= l->words.failed;
}

/* Dot products by the index, in listed and sum. */
static void sum_by_words(dl_group_live *l, uint32_t report)
{
    uint64_t key[GROUP_TERMS_MAX];
    const group_report *r = report_at(l, report);
    uint32_t heavy = heaviest(r, key);
    l->listed_n = group_word_index_sum(&l->words, r->v, key, heavy, l->sum, l->listed);
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
    const dl_group_live *l, dl_level level, uint32_t report, uint32_t other, int64_t least)
{
    int64_t like = l->sum[other];
    if (like < least) return 0; /* most of them; days only make it less */
    group_profile x = group_report_profile(report_at(l, report), level);
    group_profile y = group_report_profile(report_at(l, other), level);
    like = group_likeness(
        group_rules_of(level), like, 1, group_apart(group_rules_of(level), &x, &y));
    return like < least ? 0 : (uint64_t)like << 32 | report_at(l, other)->tie;
}

/* The groups of the nearest reports. */
static void nearest(dl_group_live *l, dl_level level, uint32_t report, candidates *out)
{
    const group_rules *r = group_rules_of(level);
    int64_t floor = group_least_likeness(r) / 2;
    uint32_t hits = 0;
    uint64_t least = UINT64_MAX;
    for (uint32_t k = 0; k < l->listed_n; k++) {
        l->near[k] = nearness(l, level, report, l->listed[k], floor);
        if (l->near[k]) l->key[hits++] = l->near[k];
    }
    dl_greatest(l->key, hits, r->neighbours);
    for (uint32_t k = 0; k < hits && k < r->neighbours; k++)
        least = l->key[k] < least ? l->key[k] : least;
    out->n = 0;
    for (uint32_t k = 0; k < l->listed_n && hits; k++) {
        uint32_t group = *group_of_report(l, level, l->listed[k]);
        if (l->near[k] >= least && out->n < NEIGHBOURS_MAX && !is_among(out, group))
            out->group[out->n++] = group;
    }
}

/* ---- joining */

/* Of a list of briefs, which is a group with its copies. */
static bool is_digest(const dl_group_live *l, const live_group *x)
{
    return report_at(l, x->member[0])->digest;
}

/* Episodes of two stories are left to relink, and so are two stories that are large:
 * whether they are one matter is told by names that are weighed by the whole record. */
static bool is_open_to(dl_level level, const live_group *x, const live_group *y)
{
    bool stories_agree = x->story == NONE || y->story == NONE || x->story == y->story;
    bool both_large = level == DL_STORY && x->n >= LARGE && y->n >= LARGE;
    return !x->gone && !y->gone && x != y && stories_agree && !both_large;
}

/* What is a name may have changed since the sums were made. */
static void flag_names(const dl_group_live *l, live_group *x)
{
    group_intake_name(&l->in, x->of.sum);
    x->of.plain = 0;
}

/* x is one report, and its nearest copy is in y. */
static bool has_copy_in(const dl_group_live *l, const live_group *x, const live_group *y)
{
    if (x->n != 1 || !report_at(l, x->member[0])->overlap) return false;
    uint32_t nearest = report_at(l, x->member[0])->nearest;
    return group_at(l, DL_EPISODE, report_at(l, nearest)->episode) == y;
}

static bool may_join(const dl_group_live *l, live_group *x, live_group *y, int64_t like,
    int64_t dot, const group_rules *r)
{
    if (group_copies_may_join(like) && has_copy_in(l, x, y)) return true;
    if (is_digest(l, x) || is_digest(l, y)) return false;
    flag_names(l, x);
    flag_names(l, y);
    return group_may_join(&x->of, &y->of, dot, r, NULL);
}

/* The most alike group that may join, NONE: there is none. *like: how much, per 2^28. */
static uint32_t best_of(
    const dl_group_live *l, dl_level level, uint32_t of, const candidates *c, int64_t *like)
{
    const group_rules *r = group_rules_of(level);
    live_group *x = group_at(l, level, of);
    uint32_t best = NONE;
    *like = group_least_likeness(r) - 1;
    for (uint32_t i = 0; i < c->n; i++) {
        live_group *y = group_at(l, level, c->group[i]);
        if (!is_open_to(level, x, y)) continue;
        int64_t dot = group_dot(x->of.sum, y->of.sum), pairs = (int64_t)x->n * y->n;
        int64_t now = group_likeness(r, dot, pairs, group_apart(r, &x->of, &y->of));
        if (now < *like || !may_join(l, x, y, now, dot, r)) continue;
        bool wins_tie = best != NONE && dl_slice_cmp(y->id, group_at(l, level, best)->id) < 0;
        if (now > *like || wins_tie) best = c->group[i];
        *like = now;
    }
    return best;
}

/* Every report of `from`, and every episode where it is a story, is in `to` now. */
static void hand_over(dl_group_live *l, dl_level level, uint32_t from, uint32_t to)
{
    live_group *x = group_at(l, level, from), *y = group_at(l, level, to);
    for (uint32_t k = 0; k < x->n; k++) {
        uint32_t report = x->member[k];
        *group_of_report(l, level, report) = to;
        if (level == DL_STORY) group_at(l, DL_EPISODE, report_at(l, report)->episode)->story = to;
        member_add(l, y, report);
    }
    dl_mem_free(l->mem, x->member, x->cap * sizeof *x->member);
    x->member = NULL;
    x->n = x->cap = 0;
    sum_free(l, x);
    x->gone = true;
}

/* The lower id stays; what the record has under the other one says so from now on. */
static void keep_lower_id(dl_group_live *l, dl_level level, live_group *to, const live_group *from)
{
    bool swap = dl_slice_cmp(from->id, to->id) < 0;
    dl_slice kept = swap ? from->id : to->id;
    dl_slice lost = swap ? to->id : from->id;
    if (swap ? to->stored : from->stored)
        l->in.record->group->gone(l->in.record->ctx, level, lost, kept);
    to->id = kept;
    to->stored |= from->stored;
}

static uint32_t absorb(dl_group_live *l, dl_level level, uint32_t a, uint32_t b, int64_t like)
{
    live_group *x = group_at(l, level, a), *y = group_at(l, level, b);
    if (y->n > x->n || (y->n == x->n && y->stored && !x->stored))
        return absorb(l, level, b, a, like);
    uint32_t shared[GROUP_SHARED] = { 0 };
    dl_slice id_before = x->id;
    profile_add(l, x, &y->of, shared);
    if (x->story == NONE) x->story = y->story;
    hand_over(l, level, b, a);
    keep_lower_id(l, level, x, y);
    group_tell_why(&l->teller, level, x->id, id_before, y->id, group_per_mille(like), shared);
    return a;
}

/* Joins what is alike enough, the most alike first. Answers the number under which the
 * group stands at the end. */
static uint32_t join_nearest(dl_group_live *l, dl_level level, uint32_t group, const candidates *c)
{
    int64_t like;
    for (uint32_t other; !l->failed && (other = best_of(l, level, group, c, &like)) != NONE;)
        group = absorb(l, level, group, other, like);
    return group;
}

static uint32_t group_alone(dl_group_live *l, dl_level level, uint32_t report)
{
    const group_report *r = report_at(l, report);
    uint32_t at = new_group(l, level, r->id);
    if (at == NONE) return NONE;
    live_group *x = group_at(l, level, at);
    x->of = group_report_profile(r, level);
    member_add(l, x, report);
    *group_of_report(l, level, report) = at;
    return at;
}

static void story_add(dl_group_live *l, uint32_t story, uint32_t report)
{
    live_group *s = group_at(l, DL_STORY, story);
    const group_report *r = report_at(l, report);
    uint32_t shared[GROUP_SHARED] = { 0 };
    group_profile p = group_report_profile(r, DL_STORY);
    profile_add(l, s, &p, shared);
    member_add(l, s, report);
    report_at(l, report)->story = story;
    live_group alone = { .id = r->id };
    keep_lower_id(l, DL_STORY, s, &alone);
}

/* ---- copies */

static copy_state *copy_of(const dl_group_live *l, uint32_t report)
{
    return &l->copy_states.at[report];
}

static void ring_join(dl_group_live *l, uint32_t x, uint32_t y)
{
    uint32_t swap = copy_of(l, x)->next;
    copy_of(l, x)->next = copy_of(l, y)->next;
    copy_of(l, y)->next = swap;
}

/* Of a report's copies the earliest; itself: it has none. The nearest one is not stored,
 * so this stands for it. */
static uint32_t first_copy(const dl_group_live *l, uint32_t report)
{
    uint32_t first = report;
    for (uint32_t k = copy_of(l, report)->next; k != report; k = copy_of(l, k)->next)
        if (first == report || before(l, k, first)) first = k;
    return first;
}

static dl_slice copy_id(const dl_group_live *l, uint32_t root)
{
    return copy_of(l, root)->id.n ? copy_of(l, root)->id : report_at(l, root)->id;
}

static void copies_become_one(dl_group_live *l, uint32_t report, uint32_t other)
{
    group_report *r = l->in.reports.at;
    uint32_t x = group_copy_root(r, report), y = group_copy_root(r, other);
    if (x == y) return;
    dl_slice a = copy_id(l, x), b = copy_id(l, y);
    bool swap = dl_slice_cmp(b, a) < 0;
    dl_slice kept = swap ? b : a;
    dl_slice lost = swap ? a : b;
    if (copy_of(l, swap ? x : y)->id.n)
        l->in.record->group->copies_gone(l->in.record->ctx, lost, kept);
    r[x].copy_of = y;
    ring_join(l, x, y);
    copy_of(l, y)->id = kept;
}

static void found_sure(void *user, uint32_t report, uint32_t other, int32_t overlap)
{
    dl_group_live *l = user;
    found_copy *f = DL_PUSH(l->in.arena, &l->sure);
    if (f) *f = (found_copy){ other, overlap };
    copies_become_one(l, report, other);
}

static void found_weak(void *user, uint32_t report, uint32_t other, int32_t overlap)
{
    dl_group_live *l = user;
    found_copy *f = DL_PUSH(l->in.arena, &l->weak);
    (void)report;
    if (f) *f = (found_copy){ other, overlap };
}

static bool is_related(dl_group_live *l, uint32_t report, uint32_t other)
{
    return group_copies_related(l->copies, l->in.record, report_at(l, report), report_at(l, other));
}

static void note_nearest(dl_group_live *l, uint32_t report, const found_copy *f)
{
    group_report *x = report_at(l, report);
    dl_slice other = report_at(l, f->other)->id;
    bool wins_tie = f->overlap == x->overlap
        && dl_slice_cmp(other, report_at(l, x->nearest)->id) < 0;
    if (f->overlap <= x->overlap && !wins_tie) return;
    x->overlap = f->overlap;
    x->nearest = f->other;
}

/* A weak pair (copies.h): each must have to do with what the other is a copy of. */
static void join_weak(dl_group_live *l, uint32_t report, const found_copy *f)
{
    const group_report *x = report_at(l, report);
    uint32_t first = first_copy(l, f->other);
    if (group_copy_root(l->in.reports.at, report) == group_copy_root(l->in.reports.at, f->other))
        return;
    if (first != f->other && !is_related(l, report, first)) return;
    if (x->overlap && !is_related(l, f->other, x->nearest)) return;
    found_sure(l, report, f->other, f->overlap);
    note_nearest(l, report, f);
}

static void tell_copy(dl_group_live *l, uint32_t report)
{
    uint32_t root = group_copy_root(l->in.reports.at, report);
    group_tell_copy(&l->teller, report, copy_of(l, root)->id);
    copy_of(l, report)->told = true;
}

static void join_copies(dl_group_live *l, uint32_t report)
{
    group_report *x = report_at(l, report);
    l->sure.n = l->weak.n = 0;
    group_copies_find(l->copies, l->in.record, l->in.reports.at, report, found_sure, found_weak, l);
    for (uint32_t k = 0; k < l->sure.n; k++) note_nearest(l, report, &l->sure.at[k]);
    for (uint32_t k = 0; k < l->weak.n; k++) join_weak(l, report, &l->weak.at[k]);
    for (uint32_t k = 0; k < l->sure.n; k++) {
        const found_copy *f = &l->sure.at[k];
        group_report *y = report_at(l, f->other);
        if (copy_of(l, f->other)->told) continue;
        y->overlap = f->overlap;
        y->nearest = report;
        tell_copy(l, f->other);
    }
    if (x->overlap) tell_copy(l, report);
    group_copies_add(l->copies, l->in.reports.at, report);
    l->failed |= group_copies_failed(l->copies);
}

/* ---- one report */

/* One piece of memory for what is counted by report; nothing in it lives from one report
 * to the next. */
static bool reserve(dl_group_live *l)
{
    if (l->in.reports.n < l->room) return true;
    uint32_t room = l->in.reports.n + l->in.reports.n / 8 + 1024;
    int64_t *sum = dl_mem_zero(l->mem, room * (size_t)BYTES);
    l->failed |= !sum;
    if (!sum) return false;
    dl_mem_free(l->mem, l->sum, l->room * (size_t)BYTES);
    l->sum = sum;
    l->key = (uint64_t *)(sum + room);
    l->near = l->key + room;
    l->listed = (uint32_t *)(l->near + room);
    l->room = room;
    return true;
}

static bool take(dl_group_live *l, const dl_rep_brief *b)
{
    if (!group_intake_add(&l->in, b)) return false;
    copy_state *c = DL_PUSH(l->in.arena, &l->copy_states);
    if (c) *c = (copy_state){ .next = l->copy_states.n - 1 };
    return c && reserve(l);
}

static void tell(dl_group_live *l, dl_level level, uint32_t number)
{
    live_group *x = group_at(l, level, number);
    group_of m = { x->member, x->n, x->id };
    dl_slice story = { NULL, 0 };
    if (level == DL_EPISODE) story = group_at(l, DL_STORY, x->story)->id;
    group_tell(&l->teller, level, &m, &x->of, story);
    x->stored = true;
}

/* A story that is large enough now may take up one of the nearest that are quiet. */
static void follow_nearest(dl_group_live *l, uint32_t story, const candidates *c)
{
    live_group *y = group_at(l, DL_STORY, story), *best = NULL;
    int64_t most = -1;
    for (uint32_t i = 0; i < c->n; i++) {
        live_group *x = group_at(l, DL_STORY, c->group[i]);
        if (x->gone || x == y) continue;
        int64_t dot = group_dot(x->of.sum, y->of.sum), like = dot / ((int64_t)x->n * y->n);
        bool better = like > most || (like == most && dl_slice_cmp(x->id, best->id) < 0);
        if (!better || !group_follows(&x->of, &y->of, dot, NULL)) continue;
        most = like;
        best = x;
    }
    if (best) group_follow_tell(&l->teller, y->id, &y->of, best->id, &best->of);
}

static void place_in_groups(dl_group_live *l, uint32_t report, const candidates near[LEVELS])
{
    uint32_t episode = group_alone(l, DL_EPISODE, report);
    if (episode != NONE) episode = join_nearest(l, DL_EPISODE, episode, &near[DL_EPISODE]);
    if (l->failed) return;
    uint32_t story = group_at(l, DL_EPISODE, episode)->story;
    if (story != NONE) story_add(l, story, report);
    else story = group_alone(l, DL_STORY, report);
    if (l->failed) return;
    group_at(l, DL_EPISODE, episode)->story = story;
    story = join_nearest(l, DL_STORY, story, &near[DL_STORY]);
    group_at(l, DL_EPISODE, episode)->story = story;
    index_words(l, report);
    if (l->failed) return;
    tell(l, DL_STORY, story);
    tell(l, DL_EPISODE, episode);
    bool is_asked = group_at(l, DL_STORY, story)->n == GROUP_FOLLOW_LEAST;
    if (is_asked) follow_nearest(l, story, &near[DL_STORY]);
    const dl_record *r = l->in.record;
    r->group->member(r->ctx, report_at(l, report)->rep, group_at(l, DL_EPISODE, episode)->id);
}

static void place(dl_group_live *l, uint32_t report)
{
    candidates near[LEVELS];
    join_copies(l, report);
    sum_by_words(l, report);
    nearest(l, DL_EPISODE, report, &near[DL_EPISODE]);
    nearest(l, DL_STORY, report, &near[DL_STORY]);
    for (uint32_t k = 0; k < l->listed_n; k++) l->sum[l->listed[k]] = 0;
    place_in_groups(l, report, near);
}

static bool add_one(void *user, const dl_rep_brief *b)
{
    dl_group_live *l = user;
    bool taken = take(l, b);
    if (taken) place(l, l->in.reports.n - 1);
    return taken && !l->failed && !dl_failed(l->in.record->err);
}

/* ---- opening */

static void enter(dl_group_live *l, dl_level level, uint32_t report, dl_slice id)
{
    uint32_t number = dl_intern(&l->ids[level], id);
    while (number && l->group[level].n <= number && !l->failed)
        new_group(l, level, (dl_slice){ NULL, 0 });
    l->failed |= !number;
    if (l->failed) return;
    live_group *x = group_at(l, level, number);
    x->id = l->ids[level].names.at[number - 1];
    x->stored = true;
    member_add(l, x, report);
    *group_of_report(l, level, report) = number;
}

typedef struct opening {
    dl_group_live *l;
    uint32_t *first, cap; /* [cap] report + 1 of each copy group's first report, by number */
    uint64_t shingles;
} opening;

static void enter_copies(opening *o, uint32_t report, dl_slice copy_group)
{
    dl_group_live *l = o->l;
    uint32_t number = dl_intern(&l->copy_ids, copy_group);
    if (!number) return;
    if (number > o->cap) {
        size_t had = o->cap * sizeof *o->first, now = (size_t)number * 2 * sizeof *o->first;
        o->first = dl_arena_grow(l->in.arena, o->first, had, now);
        o->cap = o->first ? number * 2 : 0;
    }
    if (!o->first) return;
    uint32_t *root = &o->first[number - 1];
    if (!*root) {
        *root = report + 1;
        copy_of(l, report)->id = l->copy_ids.names.at[number - 1];
    }
    if (report != *root - 1) ring_join(l, report, *root - 1);
    report_at(l, report)->copy_of = *root - 1;
    copy_of(l, report)->told = true;
}

static bool open_one(void *user, const dl_rep_brief *b)
{
    opening *o = user;
    dl_group_live *l = o->l;
    if (!b->episode.p || !b->story.p) return true; /* one of those that will be added */
    if (!take(l, b)) return false;
    uint32_t at = l->in.reports.n - 1;
    group_report *r = report_at(l, at);
    o->shingles += r->shingles.n;
    enter(l, DL_EPISODE, at, b->episode);
    enter(l, DL_STORY, at, b->story);
    enter_copies(o, at, b->copy_group);
    index_words(l, at);
    if (!l->failed) group_at(l, DL_EPISODE, r->episode)->story = r->story;
    return !l->failed;
}

/* The sum of some members, by halves; of one its own vector. Not the caller's to free
 * where n is 1. */
static group_vector sum_of(dl_group_live *l, const uint32_t *member, uint32_t n)
{
    group_vector sum = { NULL, 0 };
    if (n == 1) return report_at(l, member[0])->v;
    if (l->failed) return sum;
    uint32_t half = n / 2, shared[GROUP_SHARED] = { 0 };
    group_vector x = sum_of(l, member, half), y = sum_of(l, member + half, n - half);
    if (!l->failed) l->failed |= !group_sum(l->mem, x, y, &sum, shared);
    if (half > 1) group_vector_free(l->mem, &x);
    if (n - half > 1) group_vector_free(l->mem, &y);
    return sum;
}

static void profile_group(dl_group_live *l, dl_level level, live_group *x)
{
    group_profile p = group_report_profile(report_at(l, x->member[0]), level);
    int64_t alone = 0;
    p.dated = 0;
    p.days = p.day_squares = 0;
    for (uint32_t k = 0; k < x->n; k++) {
        const group_report *r = report_at(l, x->member[k]);
        alone += group_dot(r->v, r->v);
        group_profile own = group_report_profile(r, level);
        p.first = group_earlier(p.first, own.first);
        p.last = group_later(p.last, own.last);
        p.dated += own.dated;
        p.days += own.days;
        p.day_squares += own.day_squares;
        if (p.series != r->series) p.series = 0;
    }
    p.size = x->n;
    p.sum = sum_of(l, x->member, x->n);
    x->owns = x->n > 1;
    if (!l->failed) p.inner = (group_dot(p.sum, p.sum) - alone) / 2;
    x->of = p;
}

static void profile_groups(dl_group_live *l, dl_level level)
{
    for (uint32_t i = 1; i < l->group[level].n && !l->failed; i++)
        if (group_at(l, level, i)->n) profile_group(l, level, group_at(l, level, i));
}

static void index_copies(dl_group_live *l, uint64_t shingles)
{
    uint32_t n = l->in.reports.n;
    l->copies = group_copies_new(l->mem, shingles, 0, false);
    l->failed |= !l->copies;
    for (uint32_t i = 0; i < n && !l->failed; i++) {
        group_copies_add(l->copies, l->in.reports.at, i);
        l->failed |= group_copies_failed(l->copies);
    }
}

static bool set_up(dl_group_live *l, const dl_group_words *w, const dl_record *r)
{
    bool ok = group_intake_open(&l->in, w, r, false);
    l->teller = (group_teller){ .in = &l->in, .live = true };
    for (dl_level level = DL_EPISODE; level <= DL_STORY; level++) l->ids[level].arena = l->in.arena;
    l->copy_ids.arena = l->in.arena;
    group_word_index_open(&l->words, r->mem, 0);
    l->words.before = before;
    l->words.ctx = l;
    return ok && !l->words.failed && reserve(l)
        && new_group(l, DL_EPISODE, dl_slice_of("", 0)) == NONE
        && new_group(l, DL_STORY, dl_slice_of("", 0)) == NONE && !l->failed;
}

dl_group_live *dl_group_live_open(const dl_group_words *w, const dl_record *r)
{
    dl_group_live *l = dl_mem_zero(r->mem, sizeof *l);
    if (l) l->mem = r->mem;
    opening o = { .l = l };
    bool ok = l && set_up(l, w, r);
    if (ok) r->reports(r->ctx, open_one, &o);
    ok = ok && !l->failed && !dl_failed(r->err);
    if (ok) {
        profile_groups(l, DL_EPISODE);
        profile_groups(l, DL_STORY);
        index_copies(l, o.shingles);
    }
    if (ok && !l->failed && !dl_arena_failed(l->in.arena)) return l;
    dl_fail(r->err, DL_ENOMEM, "out of memory", -1, NULL);
    dl_group_live_free(l);
    return NULL;
}

void dl_group_live_add(dl_group_live *l, const dl_record *r)
{
    l->in.record = r;
    r->pending(r->ctx, add_one, l);
    if ((l->failed || dl_arena_failed(l->in.arena)) && !dl_failed(r->err))
        dl_fail(r->err, DL_ENOMEM, "out of memory", -1, NULL);
}

void dl_group_live_free(dl_group_live *l)
{
    if (!l) return;
    for (dl_level level = DL_EPISODE; level <= DL_STORY; level++)
        for (uint32_t i = 0; i < l->group[level].n; i++) {
            live_group *x = group_at(l, level, i);
            sum_free(l, x);
            dl_mem_free(l->mem, x->member, x->cap * sizeof *x->member);
        }
    group_word_index_close(&l->words);
    group_copies_free(l->copies);
    dl_mem_free(l->mem, l->sum, l->room * (size_t)BYTES);
    group_intake_close(&l->in);
    dl_mem_free(l->mem, l, sizeof *l);
}
