/* group - see group.h. Reports become leaves; copies are found; episodes are joined from
 * reports, stories from episodes; all is told to the record. */
#include <stdlib.h>

#include "group_private.h"

const char *dl_group_version(void) { return "10"; }

typedef struct linking {
    grouping g;
    group_nodes episodes, stories;
    uint32_t *story_leaf; /* [episodes.n] leaf in stories, UINT32_MAX: no top node */
} linking;

static bool take(void *user, const dl_rep_brief *b)
{
    linking *l = user;
    return grouping_take(&l->g, b) != NULL;
}

static bool join_episodes(linking *l)
{
    grouping *g = &l->g;
    for (uint32_t i = 0; i < g->reports.n; i++) {
        group_node *n = DL_PUSH(g->arena, &l->episodes);
        if (n)
            *n = (group_node){ .sum = g->reports.at[i].v,
                .size = 1,
                .series = g->reports.at[i].series,
                .first = g->reports.at[i].day,
                .last = g->reports.at[i].day,
                .into = i,
                .part = { UINT32_MAX, UINT32_MAX } };
    }
    uint32_t *copy_of = dl_arena_array(g->arena, g->reports.n + 1, sizeof *copy_of);
    for (uint32_t i = 0; copy_of && i < g->reports.n; i++)
        copy_of[i] = g->reports.at[i].overlap && g->reports.at[i].nearest < i
            ? g->reports.at[i].nearest
            : i;
    if (!copy_of
        || !group_join(g->record->mem, g->arena, &l->episodes, g->reports.n, copy_of,
            g->shown_n + 1, &group_episode_rules))
        return false;
    for (uint32_t i = 0; i < g->reports.n; i++)
        g->reports.at[i].episode = group_top(&l->episodes, i);
    return true;
}

/* Leaves in order of the first report of each episode, so that the order depends on the
 * reports alone. */
static bool join_stories(linking *l)
{
    grouping *g = &l->g;
    l->story_leaf = dl_arena_array(g->arena, l->episodes.n + 1, sizeof *l->story_leaf);
    if (!l->story_leaf) return false;
    memset(l->story_leaf, 0xFF, (l->episodes.n + 1) * sizeof *l->story_leaf);
    for (uint32_t i = 0; i < g->reports.n; i++) {
        uint32_t e = g->reports.at[i].episode;
        if (l->story_leaf[e] != UINT32_MAX) continue;
        l->story_leaf[e] = l->stories.n;
        group_node *n = DL_PUSH(g->arena, &l->stories);
        if (!n) return false;
        *n = l->episodes.at[e];
        n->into = l->story_leaf[e];
        n->part[0] = n->part[1] = UINT32_MAX;
    }
    if (!group_join(g->record->mem, g->arena, &l->stories, l->stories.n, NULL, g->shown_n + 1,
            &group_story_rules))
        return false;
    for (uint32_t i = 0; i < g->reports.n; i++)
        g->reports.at[i].story = group_top(&l->stories, l->story_leaf[g->reports.at[i].episode]);
    return true;
}

/* ---- telling */

/* ids[node]: lowest report id below it; a node's first part may hold the lower or the
 * higher one. */
static void explain(grouping *g, dl_level level, const group_nodes *nodes, const dl_slice *ids)
{
    for (uint32_t i = 0; i < nodes->n; i++) {
        const group_node *n = &nodes->at[i];
        if (n->part[0] != UINT32_MAX)
            grouping_tell_why(g, level, ids[group_top(nodes, i)], ids[n->part[0]], ids[n->part[1]],
                n->weight, n->shared);
    }
}

static dl_slice *lowest_ids(
    grouping *g, const group_nodes *nodes, uint32_t leaves, const dl_slice *leaf_id)
{
    dl_slice *id = dl_arena_array(g->arena, nodes->n + 1, sizeof *id);
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
static group_of *members(grouping *g, const group_nodes *nodes, dl_level level)
{
    group_of *m = dl_arena_array(g->arena, nodes->n + 1, sizeof *m);
    for (uint32_t i = 0; m && i < g->reports.n; i++) m[top_of(&g->reports.at[i], level)].n++;
    for (uint32_t i = 0; m && i < nodes->n; i++) {
        if (!m[i].n) continue;
        m[i].member = dl_arena_array(g->arena, m[i].n, sizeof *m[i].member);
        m[i].n = 0;
        if (!m[i].member) return NULL;
    }
    for (uint32_t i = 0; m && i < g->reports.n; i++) {
        group_of *to = &m[top_of(&g->reports.at[i], level)];
        to->member[to->n++] = i;
    }
    return m;
}

static void tell_copies(grouping *g)
{
    dl_slice *lowest = dl_arena_array(g->arena, g->reports.n + 1, sizeof *lowest);
    for (uint32_t i = 0; lowest && i < g->reports.n; i++) {
        dl_slice *l = &lowest[g->reports.at[i].copy_of];
        if (!l->p || dl_slice_cmp(g->reports.at[i].id, *l) < 0) *l = g->reports.at[i].id;
    }
    for (uint32_t i = 0; lowest && i < g->reports.n; i++) {
        const group_report *r = &g->reports.at[i];
        if (r->overlap) grouping_tell_copy(g, i, r->nearest, r->overlap, lowest[r->copy_of]);
    }
}

static dl_slice *story_leaf_ids(linking *l, const dl_slice *episode_id)
{
    dl_slice *id = dl_arena_array(l->g.arena, l->stories.n + 1, sizeof *id);
    for (uint32_t e = 0; id && e < l->episodes.n; e++)
        if (l->story_leaf[e] != UINT32_MAX) id[l->story_leaf[e]] = episode_id[e];
    return id;
}

static uint32_t leaves_of(const group_nodes *nodes)
{
    uint32_t n = 0;
    while (n < nodes->n && nodes->at[n].part[0] == UINT32_MAX) n++;
    return n;
}

static void tell(linking *l)
{
    grouping *g = &l->g;
    uint32_t n = g->reports.n;
    dl_slice *leaf = dl_arena_array(g->arena, n + 1, sizeof *leaf);
    for (uint32_t i = 0; leaf && i < n; i++) leaf[i] = g->reports.at[i].id;
    dl_slice *episode_id = leaf ? lowest_ids(g, &l->episodes, n, leaf) : NULL,
             *story_leaf_id = episode_id ? story_leaf_ids(l, episode_id) : NULL;
    dl_slice *story_id = story_leaf_id
        ? lowest_ids(g, &l->stories, leaves_of(&l->stories), story_leaf_id)
        : NULL;
    group_of *episode = members(g, &l->episodes, DL_EPISODE),
             *story = members(g, &l->stories, DL_STORY);
    if (!story_id || !episode || !story) return;
    for (uint32_t i = 0; i < l->stories.n; i++) {
        const group_node *s = &l->stories.at[i];
        story[i].id = story_id[i];
        if (story[i].n)
            grouping_tell(g, DL_STORY, &story[i], s->sum, s->first, s->last, (dl_slice){ NULL, 0 });
    }
    for (uint32_t i = 0; i < l->episodes.n; i++) {
        const group_node *e = &l->episodes.at[i];
        episode[i].id = episode_id[i];
        if (episode[i].n)
            grouping_tell(g, DL_EPISODE, &episode[i], e->sum, e->first, e->last,
                story_id[g->reports.at[episode[i].member[0]].story]);
    }
    for (uint32_t i = 0; i < n; i++)
        g->record->member(
            g->record->ctx, g->reports.at[i].rep, episode_id[g->reports.at[i].episode]);
    tell_copies(g);
    explain(g, DL_EPISODE, &l->episodes, episode_id);
    explain(g, DL_STORY, &l->stories, story_id);
}

static void link(linking *l)
{
    const dl_record *r = l->g.record;
    r->reports(r->ctx, take, l);
    if (dl_failed(r->err) || dl_arena_failed(l->g.arena)) return;
    grouping_rank(&l->g);
    if (dl_failed(r->err)) return;
    if (group_find_copies(r, l->g.reports.at, l->g.reports.n) && join_episodes(l)
        && join_stories(l))
        tell(l);
    else dl_fail(r->err, DL_ENOMEM, "out of memory", -1, NULL);
}

void dl_group_relink(const dl_group_words *w, const dl_record *r)
{
    linking l = { .story_leaf = NULL };
    r->clear(r->ctx);
    bool ok = grouping_open(&l.g, w, r);
    if (ok) link(&l);
    if (!ok || dl_arena_failed(l.g.arena)) dl_fail(r->err, DL_ENOMEM, "out of memory", -1, NULL);
    r->finish(r->ctx);
    group_nodes_free(r->mem, &l.stories);
    group_nodes_free(r->mem, &l.episodes);
    grouping_close(&l.g);
}
