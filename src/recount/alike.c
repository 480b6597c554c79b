/* alike - where two reports surely tell one event, and differ in one thing about it.
 *
 *   tellings of a story --recount_tell_apart--> values for "date", "place" and "actor"
 *
 * A wrong merge would look like a difference, so merged events are no proof here: two
 * sentences tell one event where they have the same word for it, stand in reports of one
 * week, and so much else speaks for it (of copies one may have been put right):
 *
 *   words      most of the rarer words of both sentences are the same
 *   the toll   the same number of those whom it counts
 *   the rest   someone on either side, the day, the place
 *
 * and nothing but the one thing against it. Neither sentence may name what the other one
 * tells: "in Suez and Cairo" differs from neither. Days differ by few, and not by weeks:
 * "on Friday" may be of another week than was worked out. */
#include <stdio.h>
#include <stdlib.h>

#include "recount_private.h"

enum {
    COMPARED = 48, /* tellings of one word before each one */
    REPORTS_APART = 7, /* days */
    DAYS_APART = 4,
    SURE = 4, /* so much has to speak for one event */
    WORDS_ALONE = 3, /* where no party or toll does */
    RARE_PART = 50, /* a rare word is in one of so many sentences, */
    SENTENCES_LEAST = 200, /* of so many at least; */
    COMMON_PART = 10 /* a common one in one of so many */
};

typedef enum facet { DATE, PLACE, ACTOR, FACETS } facet;
static const char *const facet_name[FACETS] = { "date", "place", "actor" };

typedef struct comparing {
    dl_arena *arena;
    recount_tellings told;
    uint32_t *top[FACETS]; /* union-find: tellings of one event */
    bool *differs[FACETS]; /* by its top: values of it differ */
} comparing;

/* ---- words of the sentences */

static bool is_rare(const recount_tellings *x, uint32_t word)
{
    uint32_t n = x->sentences.names.n;
    if (n < SENTENCES_LEAST) n = SENTENCES_LEAST;
    return x->common.at[word] * RARE_PART <= n;
}

static bool is_common(const recount_tellings *x, uint32_t word)
{
    return !is_rare(x, word) && x->common.at[word] * COMMON_PART > x->sentences.names.n;
}

static uint32_t uncommon(const recount_tellings *x, const recount_telling *t)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->words; i++) n += !is_common(x, t->word[i]);
    return n;
}

/* 0 to 3: the more of their words are the same. */
static int by_words(const recount_tellings *x, const recount_telling *a, const recount_telling *b)
{
    uint32_t shared = 0, rare = 0;
    for (uint32_t i = 0, k = 0; i < a->words && k < b->words;) {
        uint32_t one = a->word[i], other = b->word[k];
        if (one == other && !is_common(x, one)) shared++;
        if (one == other && is_rare(x, one)) rare++;
        i += one <= other;
        k += other <= one;
    }
    uint32_t of = uncommon(x, a), of_b = uncommon(x, b);
    if (of_b < of) of = of_b;
    if (rare >= 5 && shared * 5 >= of * 3) return 3;
    if (rare >= 4 && shared * 2 >= of) return 2;
    return rare >= 3 && shared * 3 >= of;
}

/* ---- one thing about it */

static bool share(const recount_side *a, const recount_side *b)
{
    for (uint32_t i = 0; i < a->n; i++)
        for (uint32_t k = 0; k < b->n; k++)
            if (a->at[i] == b->at[k]) return true;
    return false;
}

static bool names(const recount_telling *t, dl_slice words)
{
    return !words.n || dl_slice_find(t->sentence, words, 0) < t->sentence.n;
}

/* The sentence names who acts: what stands for a name may have been taken for another. */
static bool names_actor(const recount_telling *t)
{
    size_t last = t->actor_name.n;
    while (last && t->actor_name.p[last - 1] != ' ') last--;
    return names(t, dl_slice_cut(t->actor_name, last, t->actor_name.n));
}

/* "World Health Organisation" and "Organization". */
static bool names_meet(comparing *c, const recount_telling *a, const recount_telling *b)
{
    uint32_t n;
    dl_interner *words = &c->told.words;
    const uint32_t *word = recount_words(c->arena, words, a->actor_name, &n);
    return recount_has_word(words, b->actor_name, word, n);
}

/* 1: the same, -1: different ones, 0: not told, or it cannot be said. */
static int same_date(const recount_telling *a, const recount_telling *b)
{
    if (a->on == DL_NO_DAY || b->on == DL_NO_DAY) return 0;
    return a->on == b->on ? 1 : -1;
}

static int same_place(const recount_telling *a, const recount_telling *b)
{
    if (!a->place || !b->place) return 0;
    if (a->place == b->place) return 1;
    if (!a->is_point || !b->is_point) return 0;
    return a->region && b->region && a->region != b->region ? -1 : 0;
}

static int same_actor(const recount_telling *a, const recount_telling *b)
{
    if (!a->act.n || !b->act.n) return 0;
    return share(&a->act, &b->act) ? 1 : -1;
}

static int same(facet f, const recount_telling *a, const recount_telling *b)
{
    if (f == DATE) return same_date(a, b);
    return f == PLACE ? same_place(a, b) : same_actor(a, b);
}

static bool other_actor(comparing *c, const recount_telling *a, const recount_telling *b)
{
    bool alone = a->act.n == 1 && b->act.n == 1 && a->actor_kind == b->actor_kind;
    return alone && a->coded && b->coded && names_actor(a) && names_actor(b)
        && !names(a, b->actor_name) && !names(b, a->actor_name) && !names_meet(c, a, b);
}

/* Reports that each tell what happened on their own day tell of two happenings. */
static bool other_date(const recount_telling *a, const recount_telling *b)
{
    int32_t days = a->on > b->on ? a->on - b->on : b->on - a->on;
    bool own_days = a->on == a->day && b->on == b->day;
    return days <= DAYS_APART && !own_days && !names(a, b->when) && !names(b, a->when);
}

/* Is it a difference that a reader would want to be told? */
static bool is_told(comparing *c, facet f, const recount_telling *a, const recount_telling *b)
{
    if (f == DATE) return other_date(a, b);
    if (f == PLACE) return !names(a, b->place_name) && !names(b, a->place_name);
    return other_actor(c, a, b);
}

/* ---- two tellings */

static bool may_be_one(const recount_telling *a, const recount_telling *b)
{
    if (dl_slice_eq(a->report, b->report)) return false;
    if (a->day == DL_NO_DAY || b->day == DL_NO_DAY || b->day - a->day > REPORTS_APART) return false;
    return !(a->receive.n && b->receive.n && !share(&a->receive, &b->receive));
}

static uint32_t top_of(uint32_t *top, uint32_t i)
{
    while (top[i] != i) i = top[i] = top[top[i]];
    return i;
}

static void join(comparing *c, facet f, uint32_t a, uint32_t b, bool differ)
{
    uint32_t x = top_of(c->top[f], a), y = top_of(c->top[f], b);
    uint32_t low = x < y ? x : y, high = x + y - low;
    c->top[f][high] = low;
    c->differs[f][low] |= c->differs[f][high] || differ;
}

static void compare(comparing *c, uint32_t i, uint32_t k)
{
    const recount_telling *a = &c->told.at.at[i], *b = &c->told.at.at[k];
    if (!may_be_one(a, b)) return;
    int is[FACETS], against = 0;
    bool toll = a->killed > 0 && a->killed == b->killed;
    int sure = share(&a->receive, &b->receive) + toll * 2;
    for (facet f = DATE; f < FACETS; f++) {
        is[f] = same(f, a, b);
        against += is[f] < 0;
        sure += is[f] > 0;
    }
    bool someone = sure || is[ACTOR] > 0, things = someone || is[PLACE] > 0;
    int words = against > 1 ? 0 : by_words(&c->told, a, b);
    /* Without anything in common it may be a standing phrase. */
    if (!things || (!someone && words < WORDS_ALONE)) return;
    for (facet f = DATE; words && f < FACETS; f++) {
        bool differ = is[f] < 0;
        int rest = sure + words - (is[f] > 0);
        if (!is[f] || (against && !differ) || rest < SURE) continue;
        if (!differ || is_told(c, f, a, b)) join(c, f, i, k, differ);
    }
}

static void compare_all(comparing *c)
{
    for (uint32_t i = 0; i < c->told.at.n; i++)
        for (uint32_t k = i; k > 0 && i - k < COMPARED; k--) {
            if (c->told.at.at[k - 1].lemma != c->told.at.at[i].lemma) break;
            compare(c, k - 1, i);
        }
}

/* ---- what is told of them */

typedef struct value {
    uint32_t top, telling;
    dl_slice text;
    int32_t day;
    dl_slice report;
} value;

static int by_value(const void *a, const void *b)
{
    const value *x = a, *y = b;
    if (x->top != y->top) return x->top < y->top ? -1 : 1;
    int order = dl_slice_cmp(x->text, y->text);
    if (!order) order = (x->day > y->day) - (x->day < y->day);
    return order ? order : dl_slice_cmp(x->report, y->report);
}

static dl_slice date_text(dl_arena *a, int32_t on)
{
    int year, month, day;
    char text[24];
    dl_day_split(on, &year, &month, &day);
    int n = snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
    return dl_arena_copy(a, dl_slice_of(text, (size_t)n));
}

static dl_slice text_of(dl_arena *a, facet f, const recount_telling *t)
{
    if (f == DATE) return t->on == DL_NO_DAY ? (dl_slice){ NULL, 0 } : date_text(a, t->on);
    return f == PLACE ? t->place_name : t->actor_name;
}

static void tell_value(const comparing *c, facet f, const value *v,
    void (*each)(void *user, const dl_recount_value *v), void *user)
{
    const recount_telling *t = &c->told.at.at[v->telling];
    char key[16];
    int n = snprintf(key, sizeof key, "%u", v->top);
    dl_recount_value out = { .about = dl_slice_str(facet_name[f]),
        .key = dl_slice_of(key, (size_t)n),
        .event = c->told.at.at[v->top].event,
        .value = v->text,
        .report = t->report,
        .day = t->day,
        .source = t->source,
        .said_by = t->said_by };
    each(user, &out);
}

static void tell(
    comparing *c, facet f, void (*each)(void *user, const dl_recount_value *v), void *user)
{
    DL_VEC(value) values = { 0 };
    for (uint32_t i = 0; i < c->told.at.n; i++) {
        const recount_telling *t = &c->told.at.at[i];
        uint32_t top = top_of(c->top[f], i);
        dl_slice text = c->differs[f][top] ? text_of(c->arena, f, t) : (dl_slice){ NULL, 0 };
        value *v = text.n ? DL_PUSH(c->arena, &values) : NULL;
        if (v) *v = (value){ top, i, text, t->day, t->report };
    }
    if (values.n) qsort(values.at, values.n, sizeof *values.at, by_value);
    for (uint32_t i = 0; i < values.n; i++) tell_value(c, f, &values.at[i], each, user);
}

static bool set_up(comparing *c)
{
    size_t n = (size_t)c->told.at.n + 1;
    for (facet f = DATE; f < FACETS; f++) {
        c->top[f] = dl_arena_array(c->arena, n, sizeof *c->top[f]);
        c->differs[f] = dl_arena_array(c->arena, n, sizeof *c->differs[f]);
        if (!c->top[f] || !c->differs[f]) return false;
        for (uint32_t i = 0; i < n; i++) c->top[f][i] = i;
    }
    return true;
}

void recount_tell_apart(dl_arena *a, const dl_record_recount *r,
    void (*each)(void *user, const dl_recount_value *v), void *user)
{
    comparing c = { .arena = a };
    recount_read_tellings(a, r, &c.told);
    if (!c.told.at.n || dl_arena_failed(a) || !set_up(&c)) return;
    compare_all(&c);
    for (facet f = DATE; f < FACETS; f++) tell(&c, f, each, user);
}
