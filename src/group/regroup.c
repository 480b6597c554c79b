/* regroup - all groups of a record worked out afresh (group.h).
 *
 *   in   the record's reports in canonical order
 *   out  copies, episodes, stories, which of them follow others, and the reasons, told
 *        to the record
 *
 * Reports become leaves; copies are found; episodes are joined from reports, stories from
 * episodes. */
#include "copies.h"
#include "follow.h"
#include "join.h"
#include "spread.h"
#include "tell.h"

const char *dl_group_version(void) { return "16"; }

typedef struct relinking {
    group_intake in;
    group_teller teller;
    group_nodes episodes, stories;
    bool *alone; /* [leaves of stories] episodes of digests and of reports on two matters */
    uint32_t *story_leaf; /* [episodes.n] leaf in stories, UINT32_MAX: no top node */
} relinking;

static bool add_report(void *user, const dl_rep_brief *b)
{
    relinking *l = user;
    return group_intake_add(&l->in, b) != NULL;
}

static group_join_task task_of(const relinking *l, dl_level level)
{
    return (group_join_task){
        .mem = l->in.record->mem,
        .arena = l->in.arena,
        .rules = group_rules_of(level),
        .terms = l->in.shown.n + 1,
    };
}

static group_node leaf_of(group_profile p, uint32_t number)
{
    return (group_node){ .of = p, .into = number, .part = { GROUP_NO_PART, GROUP_NO_PART } };
}

static bool join_episodes(relinking *l)
{
    group_intake *in = &l->in;
    uint32_t *copy_of = dl_arena_array(in->arena, in->reports.n + 1, sizeof *copy_of);
    bool *alone = dl_arena_array(in->arena, in->reports.n + 1, sizeof *alone);
    bool *bridge = dl_arena_array(in->arena, in->reports.n + 1, sizeof *bridge);
    group_join_task task = task_of(l, DL_EPISODE);
    DL_RESERVE(in->arena, &l->episodes, group_nodes_most(in->reports.n));
    for (uint32_t i = 0; copy_of && alone && i < in->reports.n; i++) {
        const group_report *r = &in->reports.at[i];
        group_node *n = DL_PUSH(in->arena, &l->episodes);
        if (n) *n = leaf_of(group_report_profile(r, DL_EPISODE), i);
        alone[i] = r->digest;
        copy_of[i] = r->overlap && r->nearest < i ? r->nearest : i;
    }
    task.alone = alone;
    task.bridge = bridge;
    task.copy_of = copy_of;
    if (dl_arena_failed(in->arena) || !group_join(&task, &l->episodes)) return false;
    for (uint32_t i = 0; i < in->reports.n; i++) {
        in->reports.at[i].episode = group_top(&l->episodes, i);
        in->reports.at[i].bridge = bridge[i];
    }
    return true;
}

/* The episode's profile, with days of its own. */
static group_node story_leaf_of(const group_node *episode, uint32_t number)
{
    group_profile p = episode->of;
    p.plain = 0;
    p.first = p.last = INT32_MIN;
    return leaf_of(p, number);
}

/* Leaves in order of the first report of each episode, so that the order depends on the
 * reports alone. */
static bool list_story_leaves(relinking *l)
{
    group_intake *in = &l->in;
    l->story_leaf = dl_arena_array(in->arena, l->episodes.n + 1, sizeof *l->story_leaf);
    l->alone = dl_arena_array(in->arena, l->episodes.n + 1, sizeof *l->alone);
    if (!l->story_leaf || !l->alone) return false;
    memset(l->story_leaf, 0xFF, (l->episodes.n + 1) * sizeof *l->story_leaf);
    size_t joins = l->episodes.n - in->reports.n;
    DL_RESERVE(in->arena, &l->stories, group_nodes_most(in->reports.n - joins));
    for (uint32_t i = 0; i < in->reports.n; i++) {
        const group_report *r = &in->reports.at[i];
        uint32_t *leaf = &l->story_leaf[r->episode];
        if (*leaf == UINT32_MAX) {
            *leaf = l->stories.n;
            group_node *n = DL_PUSH(in->arena, &l->stories);
            if (!n) return false;
            *n = story_leaf_of(&l->episodes.at[r->episode], *leaf);
            l->alone[*leaf] = r->digest || r->bridge;
        }
        group_profile *p = &l->stories.at[*leaf].of;
        p->first = group_earlier(p->first, r->day);
        p->last = group_later(p->last, r->last);
    }
    return true;
}

/* The leaves' sums are the episodes' own: from here on both are weighed. */
static bool weigh_story_leaves(relinking *l)
{
    group_intake *in = &l->in;
    uint32_t *leaf_of = dl_mem_alloc(in->mem, (in->reports.n + (size_t)1) * sizeof *leaf_of);
    if (!leaf_of) return false;
    for (uint32_t i = 0; i < in->reports.n; i++)
        leaf_of[i] = l->story_leaf[in->reports.at[i].episode];
    group_spread_task task = {
        .mem = in->mem,
        .leaf = l->stories.at,
        .reports = in->reports.at,
        .leaf_of = leaf_of,
        .leaves = l->stories.n,
        .n = in->reports.n,
        .terms = in->shown.n + 1,
    };
    bool ok = group_spread_weigh(&task);
    dl_mem_free(in->mem, leaf_of, (in->reports.n + (size_t)1) * sizeof *leaf_of);
    return ok;
}

static bool join_stories(relinking *l)
{
    group_intake *in = &l->in;
    if (!list_story_leaves(l) || !weigh_story_leaves(l)) return false;
    group_join_task task = task_of(l, DL_STORY);
    task.alone = l->alone;
    if (!group_join(&task, &l->stories)) return false;
    for (uint32_t i = 0; i < in->reports.n; i++) {
        group_report *r = &in->reports.at[i];
        r->story = group_top(&l->stories, l->story_leaf[r->episode]);
    }
    return true;
}

/* ---- telling */

/* ids [node]: lowest report id below it; either part may hold it. */
static void tell_reasons(
    relinking *l, dl_level level, const group_nodes *nodes, const dl_slice *ids)
{
    for (uint32_t i = 0; i < nodes->n; i++) {
        const group_node *n = &nodes->at[i];
        if (n->part[0] == GROUP_NO_PART) continue;
        group_tell_why(&l->teller, level, ids[group_top(nodes, i)], ids[n->part[0]],
            ids[n->part[1]], n->weight, n->shared);
    }
}

static dl_slice *lowest_ids(
    group_intake *in, const group_nodes *nodes, uint32_t leaves, const dl_slice *leaf_id)
{
    dl_slice *id = dl_arena_array(in->arena, nodes->n + 1, sizeof *id);
    for (uint32_t i = 0; id && i < nodes->n; i++) {
        const uint32_t *p = nodes->at[i].part;
        if (i < leaves) id[i] = leaf_id[i];
        else id[i] = dl_slice_cmp(id[p[0]], id[p[1]]) < 0 ? id[p[0]] : id[p[1]];
    }
    return id;
}

static uint32_t top_of(const group_report *r, dl_level level)
{
    return level == DL_STORY ? r->story : r->episode;
}

/* Members of every top node: reports in canonical order, bucket by bucket. */
static group_of *members(group_intake *in, const group_nodes *nodes, dl_level level)
{
    group_of *m = dl_arena_array(in->arena, nodes->n + 1, sizeof *m);
    for (uint32_t i = 0; m && i < in->reports.n; i++) m[top_of(&in->reports.at[i], level)].n++;
    for (uint32_t i = 0; m && i < nodes->n; i++) {
        if (!m[i].n) continue;
        m[i].member = dl_arena_array(in->arena, m[i].n, sizeof *m[i].member);
        m[i].n = 0;
        if (!m[i].member) return NULL;
    }
    for (uint32_t i = 0; m && i < in->reports.n; i++) {
        group_of *to = &m[top_of(&in->reports.at[i], level)];
        to->member[to->n++] = i;
    }
    return m;
}

/* A copy group has the lowest id of its reports. */
static void tell_copies(relinking *l)
{
    group_intake *in = &l->in;
    dl_slice *lowest = dl_arena_array(in->arena, in->reports.n + 1, sizeof *lowest);
    for (uint32_t i = 0; lowest && i < in->reports.n; i++) {
        const group_report *r = &in->reports.at[i];
        dl_slice *id = &lowest[r->copy_of];
        if (!id->p || dl_slice_cmp(r->id, *id) < 0) *id = r->id;
    }
    for (uint32_t i = 0; lowest && i < in->reports.n; i++) {
        const group_report *r = &in->reports.at[i];
        if (r->overlap) group_tell_copy(&l->teller, i, lowest[r->copy_of]);
    }
}

static dl_slice *story_leaf_ids(relinking *l, const dl_slice *episode_id)
{
    dl_slice *id = dl_arena_array(l->in.arena, l->stories.n + 1, sizeof *id);
    for (uint32_t e = 0; id && e < l->episodes.n; e++)
        if (l->story_leaf[e] != UINT32_MAX) id[l->story_leaf[e]] = episode_id[e];
    return id;
}

static uint32_t leaves_of(const group_nodes *nodes)
{
    uint32_t n = 0;
    while (n < nodes->n && nodes->at[n].part[0] == GROUP_NO_PART) n++;
    return n;
}

typedef struct told_ids {
    dl_slice *episode, *story; /* by node */
} told_ids;

static bool make_ids(relinking *l, told_ids *ids)
{
    group_intake *in = &l->in;
    uint32_t n = in->reports.n;
    dl_slice *leaf = dl_arena_array(in->arena, n + 1, sizeof *leaf), *story_leaf = NULL;
    for (uint32_t i = 0; leaf && i < n; i++) leaf[i] = in->reports.at[i].id;
    if (leaf) ids->episode = lowest_ids(in, &l->episodes, n, leaf);
    if (ids->episode) story_leaf = story_leaf_ids(l, ids->episode);
    if (story_leaf) ids->story = lowest_ids(in, &l->stories, leaves_of(&l->stories), story_leaf);
    return ids->story != NULL;
}

static void tell_groups(relinking *l, const told_ids *ids)
{
    group_intake *in = &l->in;
    group_of *episode = members(in, &l->episodes, DL_EPISODE);
    group_of *story = members(in, &l->stories, DL_STORY);
    if (!episode || !story) return;
    for (uint32_t i = 0; i < l->stories.n; i++) {
        story[i].id = ids->story[i];
        if (story[i].n)
            group_tell(
                &l->teller, DL_STORY, &story[i], &l->stories.at[i].of, (dl_slice){ NULL, 0 });
    }
    for (uint32_t i = 0; i < l->episodes.n; i++) {
        if (!episode[i].n) continue;
        episode[i].id = ids->episode[i];
        dl_slice of = ids->story[in->reports.at[episode[i].member[0]].story];
        group_tell(&l->teller, DL_EPISODE, &episode[i], &l->episodes.at[i].of, of);
    }
}

static void tell_all(relinking *l)
{
    group_intake *in = &l->in;
    const dl_record *r = in->record;
    told_ids ids = { NULL, NULL };
    l->teller.scatter = dl_arena_array(in->arena, in->shown.n + 1, sizeof *l->teller.scatter);
    if (!l->teller.scatter || !make_ids(l, &ids)) return;
    tell_groups(l, &ids);
    for (uint32_t i = 0; i < in->reports.n; i++)
        r->group->member(r->ctx, in->reports.at[i].rep, ids.episode[in->reports.at[i].episode]);
    tell_copies(l);
    tell_reasons(l, DL_EPISODE, &l->episodes, ids.episode);
    tell_reasons(l, DL_STORY, &l->stories, ids.story);
    bool ok = group_follow(&l->teller, &l->stories, ids.story, in->shown.n + 1);
    if (!ok) dl_fail(r->err, DL_ENOMEM, "out of memory", -1, NULL);
}

static void relink(relinking *l)
{
    const dl_record *r = l->in.record;
    r->reports(r->ctx, add_report, l);
    if (dl_failed(r->err) || dl_arena_failed(l->in.arena)) return;
    group_intake_rank(&l->in);
    if (dl_failed(r->err)) return;
    bool ok = group_find_copies(r, l->in.reports.at, l->in.reports.n);
    ok = ok && join_episodes(l) && join_stories(l);
    if (ok) tell_all(l);
    else dl_fail(r->err, DL_ENOMEM, "out of memory", -1, NULL);
}

void dl_group_relink(const dl_group_words *w, const dl_record *r)
{
    relinking l = { .story_leaf = NULL };
    r->group->clear(r->ctx);
    bool ok = group_intake_open(&l.in, w, r, true);
    l.teller.in = &l.in;
    if (ok) relink(&l);
    if (!ok || dl_arena_failed(l.in.arena)) dl_fail(r->err, DL_ENOMEM, "out of memory", -1, NULL);
    r->group->finish(r->ctx);
    group_nodes_free(r->mem, &l.stories);
    group_nodes_free(r->mem, &l.episodes);
    group_intake_close(&l.in);
}
