/* tell - see tell.h. */
#include "tell.h"

#include "doc/time.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    TERMS_SHOWN = 8,
    TEXT_MAX = 400,
    NEARLY = 1000, /* likenesses that differ by a part of it differ by rounding */
    CENTRAL_MAX = 1000 /* members: a larger group keeps its title until the next relink */
};

/* Words parted by blanks; `id` 0 ends them. */
static dl_slice words_text(group_teller *t, const uint32_t *id, uint32_t most)
{
    char text[TEXT_MAX];
    size_t n = 0;
    for (uint32_t i = 0; i < most && id[i]; i++) {
        dl_slice w = group_intake_word(t->in, id[i]);
        if (!w.n || n + w.n + 1 >= sizeof text || dl_slice_find_byte(w, '"', 0) != SIZE_MAX)
            continue;
        if (n) text[n++] = ' ';
        memcpy(text + n, w.p, w.n);
        n += w.n;
    }
    return dl_arena_copy(t->in->arena, dl_slice_of(text, n));
}

static dl_slice heaviest_words(group_teller *t, group_vector v)
{
    uint32_t id[TERMS_SHOWN] = { 0 }, weight[TERMS_SHOWN] = { 0 };
    for (uint32_t i = 0; i < v.n; i++) {
        uint32_t now = v.at[i].id, w = group_mass(v.at[i].w);
        for (int k = 0; k < TERMS_SHOWN; k++) {
            if (w <= weight[k]) continue;
            uint32_t less_id = id[k], less = weight[k];
            id[k] = now;
            weight[k] = w;
            now = less_id;
            w = less;
        }
    }
    return words_text(t, id, TERMS_SHOWN);
}

static const group_report *report_at(const group_teller *t, uint32_t i)
{
    return &t->in->reports.at[i];
}

/* A mark for every name and every report. Before anything is taken from the arena that is
 * given back soon: what this takes stays. */
static bool more_marks(group_teller *t)
{
    uint32_t names = t->in->names.names.n, reports = t->in->reports.n;
    uint32_t most = (names > reports ? names : reports) + 1;
    if (most <= t->seen_n) return true;
    size_t had = t->seen_n * sizeof *t->seen, now = (size_t)most * 2 * sizeof *t->seen;
    t->seen = dl_arena_grow(t->in->arena, t->seen, had, now);
    t->seen_n = t->seen ? most * 2 : 0;
    return t->seen != NULL;
}

static bool first_seen(group_teller *t, uint32_t at)
{
    bool first = t->seen[at] != t->stamp;
    t->seen[at] = t->stamp;
    return first;
}

static uint32_t count_outlets(group_teller *t, const group_of *m)
{
    uint32_t n = 0;
    t->stamp++;
    for (uint32_t i = 0; i < m->n; i++) {
        uint32_t o = report_at(t, m->member[i])->outlet;
        n += o && first_seen(t, o);
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
static uint32_t count_origins(group_teller *t, const group_of *m)
{
    uint32_t n = 0, credited = 0;
    dl_arena_mark back = dl_arena_mark_now(t->in->arena);
    uint64_t *credit = dl_arena_array(t->in->arena, m->n + 1, sizeof *credit);
    if (!credit) return 0;
    t->stamp++;
    for (uint32_t i = 0; i < m->n; i++) {
        const group_report *x = report_at(t, m->member[i]);
        bool first = first_seen(t, group_copy_root(t->in->reports.at, m->member[i]));
        if (first && x->agency) credit[credited++] = (uint64_t)x->episode << 32 | x->agency;
        else n += first;
    }
    qsort(credit, credited, sizeof *credit, by_number);
    for (uint32_t i = 0; i < credited; i++) n += i == 0 || credit[i] != credit[i - 1];
    dl_arena_back_to(t->in->arena, back);
    return n;
}

/* With the sum of its group, which is scattered where ids are ranks. */
static int64_t dot_with_sum(const group_teller *t, group_vector v, group_vector sum)
{
    return t->scatter ? group_dot_scattered(t->scatter, v) : group_dot(v, sum);
}

/* The title of the report that is most like the group; of those that are nearly as like
 * it, the earliest. */
static dl_slice central_title(const group_teller *t, const group_of *m, group_vector sum)
{
    int64_t best = -1;
    dl_slice title = { NULL, 0 };
    if (m->n == 1) {
        dl_slice only = report_at(t, m->member[0])->title;
        return only.n ? only : title;
    }
    if (t->scatter) group_scatter(t->scatter, sum);
    for (uint32_t i = 0; i < m->n; i++) {
        const group_report *r = report_at(t, m->member[i]);
        int64_t like = r->title.n ? dot_with_sum(t, r->v, sum) : -1;
        if (like <= best + best / NEARLY) continue;
        best = like;
        title = r->title;
    }
    if (t->scatter) group_unscatter(t->scatter, sum);
    return title;
}

/* Of the days told; of a month that is its first. */
static int32_t last_day(const group_teller *t, const group_of *m)
{
    int32_t last = INT32_MIN;
    for (uint32_t i = 0; i < m->n; i++) last = group_later(last, report_at(t, m->member[i])->day);
    return last;
}

void group_tell(
    group_teller *t, dl_level level, const group_of *m, const group_profile *p, dl_slice story)
{
    if (!more_marks(t)) return;
    dl_group_row row = {
        .id = m->id,
        .outlets = count_outlets(t, m),
        .origins = count_origins(t, m),
        .first = p->first,
        .last = last_day(t, m),
        .story = story,
    };
    dl_arena_mark back = dl_arena_mark_now(t->in->arena);
    row.terms = heaviest_words(t, p->sum);
    if (m->n <= CENTRAL_MAX || !t->live) row.title = central_title(t, m, p->sum);
    t->in->record->group->put(t->in->record->ctx, level, &row);
    dl_arena_back_to(t->in->arena, back);
}

static size_t written(int n, size_t size)
{
    if (n < 0) return 0;
    return (size_t)n < size ? (size_t)n : size - 1;
}

void group_tell_why(group_teller *t, dl_level level, dl_slice id, dl_slice x, dl_slice y,
    int32_t weight, const uint32_t *shared)
{
    bool swap = dl_slice_cmp(x, y) > 0;
    dl_slice low = swap ? y : x;
    dl_slice high = swap ? x : y;
    dl_arena_mark back = dl_arena_mark_now(t->in->arena);
    dl_slice words = words_text(t, shared, GROUP_SHARED);
    char text[TEXT_MAX + 64];
    int n = snprintf(text, sizeof text, "joined to %.*s; both speak of: %.*s", (int)low.n, low.p,
        (int)words.n, words.p);
    dl_slice said = dl_slice_of(text, written(n, sizeof text));
    t->in->record->group->why(t->in->record->ctx, level, id, high, weight, said);
    dl_arena_back_to(t->in->arena, back);
}

void group_tell_follows(group_teller *t, dl_slice y, dl_slice x, const group_quiet *q,
    int32_t weight, const uint32_t *shared)
{
    int year, month, day;
    char text[TEXT_MAX + 128];
    dl_arena_mark back = dl_arena_mark_now(t->in->arena);
    dl_slice words = words_text(t, shared, GROUP_SHARED);
    dl_day_split(q->since, &year, &month, &day);
    int n = snprintf(text, sizeof text,
        "quiet since %04d-%02d-%02d, %d days, while its reports had come every %d days; "
        "both speak of: %.*s",
        year, month, day, (int)q->days, q->rhythm > 1 ? (int)q->rhythm : 1, (int)words.n, words.p);
    const dl_record *r = t->in->record;
    r->group->follows(r->ctx, y, x, weight, dl_slice_of(text, written(n, sizeof text)));
    dl_arena_back_to(t->in->arena, back);
}

void group_tell_copy(group_teller *t, uint32_t report, dl_slice copy_group)
{
    char text[TEXT_MAX];
    const group_report *r = report_at(t, report);
    dl_slice other = report_at(t, r->nearest)->id;
    int n = snprintf(text, sizeof text,
        "shares %d per mille of the shorter text's runs of four words with %.*s", r->overlap,
        (int)(other.n < 200 ? other.n : 200), other.p);
    dl_slice said = dl_slice_of(text, written(n, sizeof text));
    t->in->record->group->copy(t->in->record->ctx, r->rep, copy_group, r->overlap, said);
}
