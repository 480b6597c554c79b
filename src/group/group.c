/* group - see group.h. Reports become leaves; copies are found; episodes are joined from reports, stories from episodes; all is told to the record. */
#include <stdio.h>
#include <stdlib.h>

#include "group_private.h"

/* One set for everything (docs/quality.md). Episodes: happenings of days. Stories: weeks to years. */
static const group_rules episode_rules = { .least = 10000, .cohesion = 700, .half_life = 5, .small = 2, .neighbours = 40 };
static const group_rules story_rules = { .least = 5500, .cohesion = 300, .half_life = 365, .small = 2, .neighbours = 60 };
enum { TERMS_SHOWN = 8, TEXT_MAX = 400 };

const char *dl_group_version(void) { return "3"; }

/* Words by their stems' hashes: the first in canonical order that was written for it. */
typedef struct shown { uint32_t id, at; uint8_t n; } shown;

typedef struct grouping {
    dl_arena *arena;
    const dl_record *record;
    const dl_group_words *words;
    dl_group_scratch *scratch;
    DL_VEC(group_report) reports;
    DL_VEC(dl_slice) names;          /* of outlets and agencies, in lower case; a number is a place here and one more */
    uint32_t *name_slot, name_slots;
    shown *shown;
    uint32_t shown_slots, shown_n;
    dl_buf text;                     /* of the words shown */
    dl_slice body;                   /* of a report whose features are not kept, while they are made */
    group_nodes episodes, stories;
    uint32_t *episode_of;            /* [reports] top node in episodes */
    uint32_t *story_leaf;            /* [episodes.n] leaf in stories, UINT32_MAX: no top node */
    uint32_t *seen, stamp;           /* [reports] marks by stamp: names of outlets, roots of copies */
} grouping;

/* ---- names and words */

static uint32_t *name_place(const grouping *g, dl_slice name)
{
    uint32_t at = (uint32_t)dl_hash64(name, 7) & (g->name_slots - 1);
    while (g->name_slot[at] && !dl_slice_eq(g->names.at[g->name_slot[at] - 1], name)) at = (at + 1) & (g->name_slots - 1);
    return &g->name_slot[at];
}

static void more_names(grouping *g)
{
    g->name_slots = g->name_slots ? g->name_slots * 4 : 256;
    g->name_slot = dl_arena_array(g->arena, g->name_slots, sizeof *g->name_slot);
    for (uint32_t i = 0; g->name_slot && i < g->names.n; i++) *name_place(g, g->names.at[i]) = i + 1;
}

/* 0: no name, or no memory. Case is no difference. */
static uint32_t name_number(grouping *g, dl_slice name)
{
    char *lower = name.n ? dl_arena_alloc(g->arena, name.n) : NULL;
    for (size_t i = 0; lower && i < name.n; i++) lower[i] = name.p[i] >= 'A' && name.p[i] <= 'Z' ? (char)(name.p[i] + 32) : name.p[i];
    if (lower && g->names.n * 2 >= g->name_slots) more_names(g);
    if (!lower || !g->name_slot) return 0;
    uint32_t *place = name_place(g, dl_slice_of(lower, name.n));
    if (*place) return *place;
    dl_slice *slot = DL_PUSH(g->arena, &g->names);
    if (!slot) return 0;
    *slot = dl_slice_of(lower, name.n);
    return *place = g->names.n;
}

static shown *shown_place(const grouping *g, uint32_t id)
{
    uint32_t at = id & (g->shown_slots - 1);
    while (g->shown[at].id && g->shown[at].id != id) at = (at + 1) & (g->shown_slots - 1);
    return &g->shown[at];
}

static bool more_shown(grouping *g)
{
    shown *old = g->shown;
    uint32_t had = g->shown_slots;
    g->shown_slots = had ? had * 2 : 1 << 16;
    g->shown = dl_arena_array(g->arena, g->shown_slots, sizeof *g->shown);
    for (uint32_t i = 0; g->shown && i < had; i++)
        if (old[i].id) *shown_place(g, old[i].id) = old[i];
    return g->shown != NULL;
}

static bool take_words(grouping *g, const group_features *f)
{
    size_t at = 0;
    for (uint32_t i = 0; i < f->vector.n && at < f->words.n; i++) {
        size_t n = (unsigned char)f->words.p[at];
        if (g->shown_n * 2 >= g->shown_slots && !more_shown(g)) return false;
        shown *s = shown_place(g, f->vector.at[i].id);
        if (!s->id && at + 1 + n <= f->words.n) {
            *s = (shown){ f->vector.at[i].id, (uint32_t)g->text.n, (uint8_t)n };
            dl_buf_add(&g->text, dl_slice_cut(f->words, at + 1, at + 1 + n));
            g->shown_n++;
        }
        at += 1 + n;
    }
    return !g->text.failed;
}

static dl_slice word_of(const grouping *g, uint32_t id)
{
    const shown *s = shown_place(g, id);
    return s->id ? dl_slice_of(g->text.p + s->at, s->n) : (dl_slice){ NULL, 0 };
}

/* ---- taking */

static void keep_body(void *user, dl_slice body)
{
    grouping *g = user;
    g->body = dl_arena_copy(g->arena, body);
}

/* Kept by the record; made from the text where they are not, or by another version. */
static bool features(grouping *g, const dl_rep_brief *b, group_features *f)
{
    if (b->features.p && group_features_read(g->arena, b->features, f)) return take_words(g, f);
    dl_arena *scratch = dl_arena_new(g->record->mem, 0);
    g->body = (dl_slice){ NULL, 0 };
    dl_arena_mark back = dl_arena_mark_now(g->arena);
    g->record->text(g->record->ctx, b->rep, keep_body, g);
    dl_slice made = scratch ? group_features_of(g->words, g->scratch, scratch, b->title, g->body) : (dl_slice){ NULL, 0 };
    dl_arena_back_to(g->arena, back);
    if (made.p) g->record->features_put(g->record->ctx, b->rep, made);
    bool ok = made.p && group_features_read(g->arena, made, f) && take_words(g, f);
    dl_arena_free(scratch);
    return ok;
}

static bool take(void *user, const dl_rep_brief *b)
{
    grouping *g = user;
    group_features f;
    if (!features(g, b, &f)) {
        dl_fail(g->record->err, DL_ENOMEM, "out of memory", -1, NULL);
        return false;
    }
    group_report *r = DL_PUSH(g->arena, &g->reports);
    if (!r) return false;
    *r = (group_report){ .rep = b->rep, .id = dl_arena_copy(g->arena, b->id), .day = b->day, .outlet = name_number(g, b->outlet), .agency = name_number(g, b->agency), .v = f.vector, .runs = f.runs };
    if (b->title.p) r->title = dl_arena_copy(g->arena, b->title);
    return !dl_arena_failed(g->arena);
}

static bool join_episodes(grouping *g)
{
    for (uint32_t i = 0; i < g->reports.n; i++) {
        group_node *n = DL_PUSH(g->arena, &g->episodes);
        if (n) *n = (group_node){ .sum = g->reports.at[i].v, .size = 1, .first = g->reports.at[i].day, .last = g->reports.at[i].day, .into = i, .part = { UINT32_MAX, UINT32_MAX } };
    }
    if (!group_join(g->record->mem, g->arena, &g->episodes, g->reports.n, &episode_rules)) return false;
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
    return group_join(g->record->mem, g->arena, &g->stories, g->stories.n, &story_rules);
}

/* ---- telling */

typedef struct group_of { uint32_t *member; uint32_t n; dl_slice id; } group_of;   /* members: reports in canonical order */

/* Words parted by blanks; `id` 0 ends them. */
static dl_slice words_text(grouping *g, const uint32_t *id, uint32_t most)
{
    char text[TEXT_MAX];
    size_t n = 0;
    for (uint32_t i = 0; i < most && id[i]; i++) {
        dl_slice w = word_of(g, id[i]);
        if (!w.n || n + w.n + 1 >= sizeof text || dl_slice_find_byte(w, '"', 0) != SIZE_MAX) continue;
        if (n) text[n++] = ' ';
        memcpy(text + n, w.p, w.n);
        n += w.n;
    }
    return dl_arena_copy(g->arena, dl_slice_of(text, n));
}

static dl_slice heaviest_words(grouping *g, group_vector v)
{
    uint32_t id[TERMS_SHOWN] = { 0 }, w[TERMS_SHOWN] = { 0 };
    for (uint32_t i = 0; i < v.n; i++) {
        group_term t = v.at[i];
        for (int k = 0; k < TERMS_SHOWN; k++) {
            if (t.w <= w[k]) continue;
            group_term swap = { id[k], w[k] };
            id[k] = t.id, w[k] = t.w;
            t = swap;
        }
    }
    return words_text(g, id, TERMS_SHOWN);
}

static bool first_seen(grouping *g, uint32_t at)
{
    bool first = g->seen[at] != g->stamp;
    g->seen[at] = g->stamp;
    return first;
}

static uint32_t count_outlets(grouping *g, const group_of *m)
{
    uint32_t n = 0;
    g->stamp++;
    for (uint32_t i = 0; i < m->n; i++) {
        uint32_t o = g->reports.at[m->member[i]].outlet;
        n += o && first_seen(g, o);
    }
    return n;
}

static int by_number(const void *x, const void *y)
{
    const uint64_t *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

/* Copies count once, and so do texts of one episode that credit the same agency: the origin is the first that has neither a copy nor such a text before it. */
static uint32_t count_origins(grouping *g, const group_of *m)
{
    uint32_t n = 0, credited = 0;
    dl_arena_mark back = dl_arena_mark_now(g->arena);
    uint64_t *credit = dl_arena_array(g->arena, m->n + 1, sizeof *credit);
    if (!credit) return 0;
    g->stamp++;
    for (uint32_t i = 0; i < m->n; i++) {
        const group_report *x = &g->reports.at[m->member[i]];
        bool first = first_seen(g, x->copy_of);
        if (first && x->agency) credit[credited++] = (uint64_t)g->episode_of[m->member[i]] << 32 | x->agency;
        else n += first;
    }
    qsort(credit, credited, sizeof *credit, by_number);
    for (uint32_t i = 0; i < credited; i++) n += i == 0 || credit[i] != credit[i - 1];
    dl_arena_back_to(g->arena, back);
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
    dl_group_row row = { .id = m->id, .title = central_title(g, m, n->sum), .terms = heaviest_words(g, n->sum), .first = n->first, .last = n->last,
        .outlets = count_outlets(g, m), .origins = count_origins(g, m), .story = story };
    g->record->group_put(g->record->ctx, level, &row);
}

/* ids[node]: lowest report id below it; a node's first part may hold the lower or the higher one. */
static void explain(grouping *g, int level, const group_nodes *nodes, const dl_slice *ids)
{
    for (uint32_t i = 0; i < nodes->n; i++) {
        const group_node *n = &nodes->at[i];
        if (n->part[0] == UINT32_MAX) continue;
        dl_slice x = ids[n->part[0]], y = ids[n->part[1]];
        dl_arena_mark back = dl_arena_mark_now(g->arena);
        dl_slice words = words_text(g, n->shared, GROUP_SHARED);
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

static void link(grouping *g)
{
    const dl_record *r = g->record;
    r->reports(r->ctx, take, g);
    if (dl_failed(r->err) || dl_arena_failed(g->arena)) return;
    uint32_t marks = (g->reports.n > g->names.n ? g->reports.n : g->names.n) + 1;
    g->seen = dl_arena_array(g->arena, marks, sizeof *g->seen);
    bool ok = g->seen && (g->shown_slots || more_shown(g)) && group_find_copies(r, g->reports.at, g->reports.n) && join_episodes(g) && join_stories(g);
    if (ok) tell(g);
    else dl_fail(r->err, DL_ENOMEM, "out of memory", -1, NULL);
}

void dl_group_relink(const dl_group_words *w, const dl_record *r)
{
    grouping g = { .arena = dl_arena_new(r->mem, 0), .record = r, .words = w, .scratch = dl_group_scratch_new(r->mem) };
    dl_buf_init(&g.text, r->mem);
    r->clear(r->ctx);
    if (g.arena && g.scratch) link(&g);
    if (!g.arena || !g.scratch || dl_arena_failed(g.arena)) dl_fail(r->err, DL_ENOMEM, "out of memory", -1, NULL);
    r->finish(r->ctx);
    group_nodes_free(r->mem, &g.stories);
    group_nodes_free(r->mem, &g.episodes);
    dl_buf_free(&g.text);
    dl_group_scratch_free(g.scratch);
    dl_arena_free(g.arena);
}
