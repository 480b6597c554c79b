/* group - see group.h. Reports become leaves; copies are found; episodes are joined from reports, stories from episodes; all is told to the record. */
#include <stdio.h>
#include <stdlib.h>

#include "group_private.h"

/* One set for everything (docs/quality.md). Episodes: happenings of days. Stories: weeks to years. */
static const group_rules episode_rules = { .least = 10000, .cohesion = 700, .half_life = 5, .small = 2, .neighbours = 40 };
static const group_rules story_rules = { .least = 5500, .cohesion = 300, .half_life = 365, .small = 2, .neighbours = 60 };
enum { TERMS_SHOWN = 8, SHARED_SHOWN = 6, TEXT_MAX = 400 };

const char *dl_group_version(void) { return "2"; }

typedef struct grouping {
    dl_arena *arena;
    const dl_record *record;
    group_words *words;
    DL_VEC(group_report) reports;
    group_nodes episodes, stories;
    uint32_t *episode_of;            /* [reports] top node in episodes */
    uint32_t *story_leaf;            /* [episodes.n] leaf in stories, UINT32_MAX: no top node */
} grouping;

static bool take(void *user, const dl_rep_brief *b)
{
    grouping *g = user;
    dl_slice title = b->title.p ? dl_arena_copy(g->arena, b->title) : (dl_slice){ NULL, 0 };
    group_report r = { .rep = b->rep, .id = dl_arena_copy(g->arena, b->id), .title = title, .day = b->day };
    if (b->outlet.p) r.outlet = dl_arena_copy(g->arena, b->outlet);
    if (b->agency.p) r.agency = dl_arena_copy(g->arena, b->agency);
    r.v = group_words_vector(g->words, g->arena, b->title, b->body);
    r.s = group_shingles_of(g->arena, b->body);
    group_report *slot = DL_PUSH(g->arena, &g->reports);
    if (slot) *slot = r;
    return !dl_arena_failed(g->arena);
}

static bool join_episodes(grouping *g)
{
    for (uint32_t i = 0; i < g->reports.n; i++) {
        group_node *n = DL_PUSH(g->arena, &g->episodes);
        if (n) *n = (group_node){ g->reports.at[i].v, 1, 0, g->reports.at[i].day, g->reports.at[i].day, i, { UINT32_MAX, UINT32_MAX }, 0 };
    }
    if (!group_join(g->arena, &g->episodes, g->reports.n, &episode_rules)) return false;
    g->episode_of = dl_arena_array(g->arena, g->reports.n + 1, sizeof *g->episode_of);
    for (uint32_t i = 0; g->episode_of && i < g->reports.n; i++) g->episode_of[i] = group_top(&g->episodes, i);
    return g->episode_of != NULL;
}

/* Leaves in order of the first report of each episode, so that the order depends on the reports alone. */
static bool join_stories(grouping *g)
{
    g->story_leaf = dl_arena_array(g->arena, g->episodes.n + 1, sizeof *g->story_leaf);
    if (!g->story_leaf) return false;
    memset(g->story_leaf, 0xFF, (g->episodes.n + 1) * sizeof *g->story_leaf);
    for (uint32_t i = 0; i < g->reports.n; i++) {
        uint32_t e = g->episode_of[i];
        if (g->story_leaf[e] != UINT32_MAX) continue;
        g->story_leaf[e] = g->stories.n;
        group_node *n = DL_PUSH(g->arena, &g->stories);
        if (!n) return false;
        *n = g->episodes.at[e];
        n->into = g->story_leaf[e];
        n->part[0] = n->part[1] = UINT32_MAX;
    }
    return group_join(g->arena, &g->stories, g->stories.n, &story_rules);
}

/* ---- telling */

typedef struct group_of { uint32_t *member; uint32_t n; dl_slice id; } group_of;   /* members: reports in canonical order */

static int by_term(const void *x, const void *y)
{
    const group_term *a = x, *b = y;
    return a->w != b->w ? (a->w < b->w ? 1 : -1) : (a->id > b->id) - (a->id < b->id);
}

static dl_slice heaviest_words(grouping *g, group_vector v, uint32_t most)
{
    group_term *t = dl_arena_array(g->arena, v.n + 1, sizeof *t);
    char text[TEXT_MAX];
    size_t n = 0;
    if (!t) return DL_S("");
    if (v.n) memcpy(t, v.at, v.n * sizeof *t);
    qsort(t, v.n, sizeof *t, by_term);
    for (uint32_t i = 0; i < v.n && i < most; i++) {
        dl_slice w = group_words_show(g->words, t[i].id);
        if (n + w.n + 1 >= sizeof text || dl_slice_find_byte(w, '"', 0) != SIZE_MAX) continue;
        if (n) text[n++] = ' ';
        memcpy(text + n, w.p, w.n);
        n += w.n;
    }
    return dl_arena_copy(g->arena, dl_slice_of(text, n));
}

static uint32_t count_outlets(const grouping *g, const group_of *m)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->n; i++) {
        dl_slice o = g->reports.at[m->member[i]].outlet;
        bool seen = !o.p;
        for (uint32_t k = 0; k < i && !seen; k++) seen = dl_slice_eq(o, g->reports.at[m->member[k]].outlet);
        n += !seen;
    }
    return n;
}

/* Copies count once, and so do texts of one episode that credit the same agency. */
static uint32_t count_origins(const grouping *g, const group_of *m)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->n; i++) {
        const group_report *x = &g->reports.at[m->member[i]];
        bool seen = false;
        for (uint32_t k = 0; k < i && !seen; k++) {
            const group_report *y = &g->reports.at[m->member[k]];
            bool agency = x->agency.n && dl_slice_eq_nocase(x->agency, y->agency) && g->episode_of[m->member[i]] == g->episode_of[m->member[k]];
            seen = x->copy_of == y->copy_of || agency;
        }
        n += !seen;
    }
    return n;
}

static dl_slice central_title(const grouping *g, const group_of *m, group_vector sum)
{
    int64_t best = -1;
    dl_slice title = { NULL, 0 };
    for (uint32_t i = 0; i < m->n; i++) {
        const group_report *r = &g->reports.at[m->member[i]];
        int64_t like = r->title.n ? group_dot(r->v, sum) : -1;
        if (like > best || (like == best && title.p && dl_slice_cmp(r->title, title) < 0)) best = like, title = r->title;
    }
    return title;
}

static void tell_group(grouping *g, int level, const group_of *m, const group_node *n, dl_slice story)
{
    dl_group_row row = { .id = m->id, .title = central_title(g, m, n->sum), .terms = heaviest_words(g, n->sum, TERMS_SHOWN), .first = n->first, .last = n->last,
        .outlets = count_outlets(g, m), .origins = count_origins(g, m), .story = story };
    g->record->group_put(g->record->ctx, level, &row);
}

static group_vector common_part(dl_arena *a, group_vector x, group_vector y)
{
    group_vector out = { dl_arena_array(a, x.n + 1, sizeof *out.at), 0 };
    for (uint32_t i = 0, k = 0; out.at && i < x.n && k < y.n;) {
        if (x.at[i].id == y.at[k].id) out.at[out.n++] = (group_term){ x.at[i].id, x.at[i].w * y.at[k].w };
        bool step = x.at[i].id <= y.at[k].id;
        k += y.at[k].id <= x.at[i].id;
        i += step;
    }
    return out;
}

/* ids[node]: lowest report id below it; a node's first part may hold the lower or the higher one. */
static void explain(grouping *g, int level, const group_nodes *nodes, const dl_slice *ids)
{
    for (uint32_t i = 0; i < nodes->n; i++) {
        const group_node *n = &nodes->at[i];
        if (n->part[0] == UINT32_MAX) continue;
        dl_slice x = ids[n->part[0]], y = ids[n->part[1]];
        dl_arena_mark back = dl_arena_mark_now(g->arena);
        dl_slice words = heaviest_words(g, common_part(g->arena, nodes->at[n->part[0]].sum, nodes->at[n->part[1]].sum), SHARED_SHOWN);
        char text[TEXT_MAX + 64];
        int len = snprintf(text, sizeof text, "joined to %.*s; both speak of: %.*s", (int)(dl_slice_cmp(x, y) < 0 ? x.n : y.n), dl_slice_cmp(x, y) < 0 ? x.p : y.p, (int)words.n, words.p);
        size_t used = len < 0 ? 0 : (size_t)len < sizeof text ? (size_t)len : sizeof text - 1;
        g->record->why(g->record->ctx, level, ids[group_top(nodes, i)], dl_slice_cmp(x, y) < 0 ? y : x, n->weight, dl_slice_of(text, used));
        dl_arena_back_to(g->arena, back);
    }
}

static dl_slice *lowest_ids(grouping *g, const group_nodes *nodes, uint32_t leaves, const dl_slice *leaf_id)
{
    dl_slice *id = dl_arena_array(g->arena, nodes->n + 1, sizeof *id);
    for (uint32_t i = 0; id && i < nodes->n; i++) {
        const uint32_t *p = nodes->at[i].part;
        if (i < leaves) id[i] = leaf_id[i];
        else id[i] = dl_slice_cmp(id[p[0]], id[p[1]]) < 0 ? id[p[0]] : id[p[1]];
    }
    return id;
}

/* Members of every top node: reports in canonical order, bucket by bucket. */
static group_of *members(grouping *g, const group_nodes *nodes, const uint32_t *top_of)
{
    group_of *m = dl_arena_array(g->arena, nodes->n + 1, sizeof *m);
    for (uint32_t i = 0; m && i < g->reports.n; i++) m[top_of[i]].n++;
    for (uint32_t i = 0; m && i < nodes->n; i++) {
        if (!m[i].n) continue;
        m[i].member = dl_arena_array(g->arena, m[i].n, sizeof *m[i].member);
        m[i].n = 0;
        if (!m[i].member) return NULL;
    }
    for (uint32_t i = 0; m && i < g->reports.n; i++) m[top_of[i]].member[m[top_of[i]].n++] = i;
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
        if (!r->overlap) continue;
        char text[TEXT_MAX];
        int n = snprintf(text, sizeof text, "shares %d per mille of the shorter text's runs of four words with %.*s", r->overlap, (int)(g->reports.at[r->nearest].id.n < 200 ? g->reports.at[r->nearest].id.n : 200), g->reports.at[r->nearest].id.p);
        g->record->copy(g->record->ctx, r->rep, lowest[r->copy_of], r->overlap, dl_slice_of(text, n > 0 ? (size_t)n : 0));
    }
}

static void tell(grouping *g)
{
    uint32_t n = g->reports.n;
    dl_slice *leaf = dl_arena_array(g->arena, n + 1, sizeof *leaf), *story_leaf_id = dl_arena_array(g->arena, g->stories.n + 1, sizeof *leaf);
    uint32_t *story_of = dl_arena_array(g->arena, n + 1, sizeof *story_of), leaves = 0;
    if (!leaf || !story_leaf_id || !story_of) return;
    for (uint32_t i = 0; i < n; i++) leaf[i] = g->reports.at[i].id;
    dl_slice *episode_id = lowest_ids(g, &g->episodes, n, leaf);
    for (uint32_t i = 0; episode_id && i < n; i++) {
        uint32_t s = g->story_leaf[g->episode_of[i]];
        story_leaf_id[s] = episode_id[g->episode_of[i]];
        if (s >= leaves) leaves = s + 1;
        story_of[i] = group_top(&g->stories, s);
    }
    dl_slice *story_id = lowest_ids(g, &g->stories, leaves, story_leaf_id);
    group_of *episode = members(g, &g->episodes, g->episode_of), *story = members(g, &g->stories, story_of);
    if (!episode_id || !story_id || !episode || !story) return;
    for (uint32_t i = 0; i < g->stories.n; i++)
        if (story[i].n) story[i].id = story_id[i], tell_group(g, 1, &story[i], &g->stories.at[i], (dl_slice){ NULL, 0 });
    for (uint32_t i = 0; i < g->episodes.n; i++)
        if (episode[i].n) episode[i].id = episode_id[i], tell_group(g, 0, &episode[i], &g->episodes.at[i], story_id[story_of[episode[i].member[0]]]);
    for (uint32_t i = 0; i < n; i++) g->record->member(g->record->ctx, g->reports.at[i].rep, episode_id[g->episode_of[i]]);
    tell_copies(g);
    explain(g, 0, &g->episodes, episode_id);
    explain(g, 1, &g->stories, story_id);
}

void dl_group_relink(const dl_mem *m, const dl_record *r)
{
    grouping g = { .arena = dl_arena_new(m, 0), .record = r };
    r->clear(r->ctx);
    if (g.arena && (g.words = group_words_new(g.arena, r->err))) {
        r->reports(r->ctx, take, &g);
        if (!dl_arena_failed(g.arena)) group_find_copies(g.arena, g.reports.at, g.reports.n);
        if (!dl_arena_failed(g.arena) && join_episodes(&g) && join_stories(&g)) tell(&g);
    }
    if (!g.arena || dl_arena_failed(g.arena)) dl_fail(r->err, DL_ENOMEM, "out of memory", -1, NULL);
    r->finish(r->ctx);
    dl_arena_free(g.arena);
}
