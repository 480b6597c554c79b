/* group_tell - what relink and live have in common: reports are taken with their features
 * and words, groups are told to the record. */
#include <stdio.h>
#include <stdlib.h>

#include "group_private.h"

/* One set for everything (docs/quality.md). Episodes: happenings of days. Stories: weeks
 * to years. */
const group_rules group_episode_rules = { .least = 10000,
    .cohesion = 700,
    .half_life = 5,
    .alone = true,
    .neighbours = 12,
    .least_names = 3000,
    .least_issue = 150 };
const group_rules group_story_rules = { .least = 5500,
    .cohesion = 300,
    .half_life = 365,
    .neighbours = 16,
    .least_names = 4000,
    .least_rest = 2000,
    .least_rest_pair = 4000,
    .least_issue = 150 };
enum {
    TERMS_SHOWN = 8,
    TEXT_MAX = 400,
    CENTRAL_MAX = 1000 /* members: a larger group keeps the title it has until the next relink */
};

/* ---- words */

static group_shown *shown_place(const grouping *g, uint32_t id)
{
    uint32_t at = id & (g->shown_slots - 1);
    while (g->shown[at].id && g->shown[at].id != id) at = (at + 1) & (g->shown_slots - 1);
    return &g->shown[at];
}

static bool more_shown(grouping *g)
{
    group_shown *old = g->shown;
    uint32_t had = g->shown_slots;
    g->shown_slots = had ? had * 2 : 1 << 16;
    g->shown = dl_arena_array(g->arena, g->shown_slots, sizeof *g->shown);
    for (uint32_t i = 0; g->shown && i < had; i++)
        if (old[i].id) *shown_place(g, old[i].id) = old[i];
    return g->shown != NULL;
}

/* Of two spellings of one stem the shorter is shown, and of two as long the one in small
 * letters: it does not matter who came first. */
static bool better(dl_slice x, dl_slice than)
{
    return x.n != than.n ? x.n < than.n : dl_slice_cmp(x, than) > 0;
}

/* Answers the stem's serial number, in the order in which stems were first seen. */
static uint32_t take_word(grouping *g, uint32_t id, dl_slice word)
{
    group_shown *s = shown_place(g, id);
    if (s->id && s->n && (!word.n || !better(word, dl_slice_of(g->text.p + s->at, s->n))))
        return s->serial;
    *s = (group_shown){ id, (uint32_t)g->text.n, s->id ? s->serial : g->shown_n++,
        (uint8_t)word.n };
    dl_buf_add(&g->text, word);
    return s->serial;
}

/* False: no memory, or words that are cut. Where groups are worked out afresh the terms'
 * ids become serial numbers (until grouping_rank). */
static bool take_words(grouping *g, const group_features *f)
{
    size_t at = 0;
    while ((g->shown_n + f->vector.n) * 2 >= g->shown_slots)
        if (!more_shown(g)) return false;
    for (uint32_t i = 0; i < f->vector.n; i++) {
        size_t n = at < f->words.n ? (unsigned char)f->words.p[at] : 0,
               from = at < f->words.n ? at + 1 : at;
        uint32_t serial = take_word(g, f->vector.at[i].id, dl_slice_cut(f->words, from, from + n));
        if (!g->live) f->vector.at[i].id = serial;
        at = from + n;
    }
    return !g->text.failed;
}

void grouping_rank(grouping *g)
{
    dl_arena *a = dl_arena_new(g->record->mem, 0);
    uint64_t *order = a ? dl_arena_array(a, g->shown_n + 1, sizeof *order) : NULL,
             *spare = a ? dl_arena_array(a, g->shown_n + 1, sizeof *spare) : NULL;
    uint32_t *rank = a ? dl_arena_array(a, g->shown_n + 1, sizeof *rank) : NULL, n = 0;
    g->hash_of = dl_arena_array(g->arena, g->shown_n + 1, sizeof *g->hash_of);
    g->spread = dl_arena_array(g->arena, g->shown_n + 1, sizeof *g->spread);
    if (order && spare && rank && g->hash_of && g->spread) {
        for (uint32_t i = 0; i < g->shown_slots; i++)
            if (g->shown[i].id) order[n++] = (uint64_t)g->shown[i].id << 32 | g->shown[i].serial;
        dl_sort_keys(order, spare, n);
        for (uint32_t i = 0; i < n; i++)
            g->hash_of[i + 1] = (uint32_t)(order[i] >> 32), rank[(uint32_t)order[i]] = i + 1;
        for (uint32_t i = 0; i < g->reports.n; i++)
            for (uint32_t k = 0; k < g->reports.at[i].v.n; k++)
                g->reports.at[i].v.at[k].id = rank[g->reports.at[i].v.at[k].id];
    } else dl_fail(g->record->err, DL_ENOMEM, "out of memory", -1, NULL);
    dl_arena_free(a);
}

static dl_slice word_of(const grouping *g, uint32_t id)
{
    const group_shown *s = shown_place(g, g->hash_of ? g->hash_of[id] : id);
    return s->id ? dl_slice_of(g->text.p + s->at, s->n) : (dl_slice){ NULL, 0 };
}

/* ---- taking */

bool grouping_open(grouping *g, const dl_group_words *w, const dl_record *r)
{
    *g = (grouping){ .arena = dl_arena_new(r->mem, 0),
        .record = r,
        .words = w,
        .scratch = dl_group_scratch_new(r->mem) };
    g->names.arena = g->series.arena = g->arena;
    dl_buf_init(&g->text, r->mem);
    return g->arena && g->scratch && more_shown(g);
}

void grouping_close(grouping *g)
{
    dl_buf_free(&g->text);
    dl_group_scratch_free(g->scratch);
    dl_arena_free(g->arena);
}

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
    dl_slice made = scratch ? group_features_of(g->words, g->scratch, scratch, b->title, g->body)
                            : (dl_slice){ NULL, 0 };
    dl_arena_back_to(g->arena, back);
    if (made.p) g->record->features_put(g->record->ctx, b->rep, made);
    bool ok = made.p && group_features_read(g->arena, made, f) && take_words(g, f);
    dl_arena_free(scratch);
    return ok;
}

group_report *grouping_take(grouping *g, const dl_rep_brief *b)
{
    group_features f;
    group_report *r = features(g, b, &f) ? DL_PUSH(g->arena, &g->reports) : NULL;
    if (r) {
        *r = (group_report){ .rep = b->rep,
            .id = dl_arena_copy(g->arena, b->id),
            .day = b->day,
            .outlet = group_number_nocase(&g->names, b->outlet),
            .agency = group_number_nocase(&g->names, b->agency),
            .v = f.vector,
            .runs = f.runs,
            .copy_of = g->reports.n - 1,
            .tie = (uint32_t)(dl_hash64(b->id, 1) >> 32) };
        if (b->title.p) r->title = dl_arena_copy(g->arena, b->title);
        r->series = group_series(&g->series, r->outlet, b->title);
    }
    if (r && !dl_arena_failed(g->arena)) return r;
    dl_fail(g->record->err, DL_ENOMEM, "out of memory", -1, NULL);
    return NULL;
}

/* ---- telling */

/* Words parted by blanks; `id` 0 ends them. */
static dl_slice words_text(grouping *g, const uint32_t *id, uint32_t most)
{
    char text[TEXT_MAX];
    size_t n = 0;
    for (uint32_t i = 0; i < most && id[i]; i++) {
        dl_slice w = word_of(g, id[i]);
        if (!w.n || n + w.n + 1 >= sizeof text || dl_slice_find_byte(w, '"', 0) != SIZE_MAX)
            continue;
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
        group_term t = { v.at[i].id, GROUP_WEIGHT(v.at[i].w) };
        for (int k = 0; k < TERMS_SHOWN; k++) {
            if (t.w <= w[k]) continue;
            group_term swap = { id[k], w[k] };
            id[k] = t.id, w[k] = t.w;
            t = swap;
        }
    }
    return words_text(g, id, TERMS_SHOWN);
}

/* Room for every name and every report; not while something is taken for a moment. */
static bool more_marks(grouping *g)
{
    uint32_t most = (g->names.names.n > g->reports.n ? g->names.names.n : g->reports.n) + 1;
    if (most <= g->seen_n) return true;
    g->seen = dl_arena_grow(
        g->arena, g->seen, g->seen_n * sizeof *g->seen, (size_t)most * 2 * sizeof *g->seen);
    g->seen_n = g->seen ? most * 2 : 0;
    return g->seen != NULL;
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

/* Copies count once, and so do texts of one episode that credit the same agency: the
 * origin is the first that has neither a copy nor such a text before it. */
static uint32_t count_origins(grouping *g, const group_of *m)
{
    uint32_t n = 0, credited = 0;
    dl_arena_mark back = dl_arena_mark_now(g->arena);
    uint64_t *credit = dl_arena_array(g->arena, m->n + 1, sizeof *credit);
    if (!credit) return 0;
    g->stamp++;
    for (uint32_t i = 0; i < m->n; i++) {
        const group_report *x = &g->reports.at[m->member[i]];
        bool first = first_seen(g, group_copy_root(g->reports.at, m->member[i]));
        if (first && x->agency) credit[credited++] = (uint64_t)x->episode << 32 | x->agency;
        else n += first;
    }
    qsort(credit, credited, sizeof *credit, by_number);
    for (uint32_t i = 0; i < credited; i++) n += i == 0 || credit[i] != credit[i - 1];
    dl_arena_back_to(g->arena, back);
    return n;
}

/* Of a report with its group's sum, which lies spread out by its ids where they are
 * ranks. */
static int64_t dot_with_sum(const grouping *g, group_vector v, group_vector sum)
{
    int64_t dot = 0;
    if (!g->spread) return group_dot(v, sum);
    for (uint32_t i = 0; i < v.n; i++)
        dot += (int64_t)GROUP_WEIGHT(v.at[i].w) * g->spread[v.at[i].id];
    return dot;
}

static dl_slice central_title(const grouping *g, const group_of *m, group_vector sum)
{
    int64_t best = -1;
    dl_slice title = { NULL, 0 };
    if (m->n == 1)
        return g->reports.at[m->member[0]].title.n ? g->reports.at[m->member[0]].title : title;
    for (uint32_t i = 0; g->spread && i < sum.n; i++)
        g->spread[sum.at[i].id] = GROUP_WEIGHT(sum.at[i].w);
    for (uint32_t i = 0; i < m->n; i++) {
        const group_report *r = &g->reports.at[m->member[i]];
        int64_t like = r->title.n ? dot_with_sum(g, r->v, sum) : -1;
        if (like > best || (like == best && title.p && dl_slice_cmp(r->title, title) < 0))
            best = like, title = r->title;
    }
    for (uint32_t i = 0; g->spread && i < sum.n; i++) g->spread[sum.at[i].id] = 0;
    return title;
}

void grouping_tell(grouping *g, dl_level level, const group_of *m, group_vector sum, int32_t first,
    int32_t last, dl_slice story)
{
    if (!more_marks(g)) return;
    dl_group_row row = { .id = m->id,
        .outlets = count_outlets(g, m),
        .origins = count_origins(g, m),
        .first = first,
        .last = last,
        .story = story };
    dl_arena_mark back = dl_arena_mark_now(g->arena);
    row.terms = heaviest_words(g, sum);
    if (m->n <= CENTRAL_MAX || !g->live) row.title = central_title(g, m, sum);
    g->record->group_put(g->record->ctx, level, &row);
    dl_arena_back_to(g->arena, back);
}

void grouping_tell_why(grouping *g, dl_level level, dl_slice id, dl_slice x, dl_slice y,
    int32_t weight, const uint32_t *shared)
{
    bool swap = dl_slice_cmp(x, y) > 0;
    dl_slice low = swap ? y : x, high = swap ? x : y;
    dl_arena_mark back = dl_arena_mark_now(g->arena);
    dl_slice words = words_text(g, shared, GROUP_SHARED);
    char text[TEXT_MAX + 64];
    int len = snprintf(text, sizeof text, "joined to %.*s; both speak of: %.*s", (int)low.n, low.p,
        (int)words.n, words.p);
    size_t used = len < 0 ? 0 : (size_t)len < sizeof text ? (size_t)len : sizeof text - 1;
    g->record->why(g->record->ctx, level, id, high, weight, dl_slice_of(text, used));
    dl_arena_back_to(g->arena, back);
}

void grouping_tell_copy(
    grouping *g, uint32_t report, uint32_t nearest, int32_t overlap, dl_slice copy_group)
{
    char text[TEXT_MAX];
    dl_slice other = g->reports.at[nearest].id;
    int n = snprintf(text, sizeof text,
        "shares %d per mille of the shorter text's runs of four words with %.*s", overlap,
        (int)(other.n < 200 ? other.n : 200), other.p);
    g->record->copy(g->record->ctx, g->reports.at[report].rep, copy_group, overlap,
        dl_slice_of(text, n > 0 ? (size_t)n : 0));
}
