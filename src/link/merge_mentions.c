/* merge_mentions - the events of each report made ready to be compared. */
#include "base/chars.h"
#include "merge_private.h"
#include "told_words.h"

enum { LEAD_SENTENCES = 2 }; /* of the body, and the title */
enum { SMALL_EPISODE = 20 }; /* reports of which an episode tells one happening */
/* A word is the news of its episode if one in so many reports has it in the lead, and so
 * many do: what one report alone opens with is that report's. */
enum { NEWS_SHARE = 8, NEWS_LEAST = 2 };
/* And, where many other reports of the story have it, so many times as often as they. */
enum { NEWS_TIMES = 2 };
enum { NEARLY_A_YEAR = 300 }; /* days */
enum { OTHER_WORDS = 3 }; /* words before a mention that may set it apart */

static link_stage stage_of(const dl_event *e)
{
    switch (e->status) {
    case DL_POSSIBLE: return LINK_OPEN;
    case DL_PLANNED: return LINK_AHEAD;
    case DL_POSTPONED:
    case DL_CANCELLED: return LINK_OFF;
    case DL_DENIED: return LINK_NOT;
    default: return e->negative ? LINK_NOT : LINK_DONE;
    }
}

static void count(uint16_t *n) { *n = (uint16_t)(*n + (*n < UINT16_MAX)); }

/* Where it stands in the set, or would. */
static uint32_t place_in(const link_set *s, uint32_t one)
{
    uint32_t i = 0;
    while (i < s->n && s->at[i] != one) i++;
    return i;
}

/* Room for one more thing, which is not counted yet. */
static bool open_side(dl_arena *a, link_side *s, uint32_t one)
{
    enum { FIRST = 2 };
    uint32_t n = s->set.n, room = s->room;
    uint32_t *at = (uint32_t *)s->set.at;
    if (n == room) {
        room = room ? 2 * room : FIRST;
        at = dl_arena_room(a, room * (sizeof *at + sizeof *s->times));
        if (!at) return false;
        uint16_t *times = (uint16_t *)(at + room);
        if (n) memcpy(at, s->set.at, n * sizeof *at);
        if (n) memcpy(times, s->times, n * sizeof *times);
        s->times = times;
        s->room = (uint16_t)room;
    }
    at[n] = one;
    s->times[n] = 0;
    s->set = (link_set){ at, n + 1 };
    return true;
}

void link_side_add(dl_arena *a, link_side *s, const link_set *more)
{
    for (uint32_t i = 0; i < more->n; i++) {
        uint32_t k = place_in(&s->set, more->at[i]);
        if (k == LINK_PARTIES_MAX) continue;
        if (k == s->set.n && !open_side(a, s, more->at[i])) return;
        count(&s->times[k]);
    }
    if (more->n) count(&s->told);
}

static uint32_t thing_of(const dl_link_report *r, int32_t entity)
{
    return entity < 0 || !r->thing ? DL_NO_THING : r->thing[entity];
}

/* Sentences of a report up to this byte are its lead. */
static uint32_t lead_end(const dl_layers *l)
{
    uint32_t body = 0;
    for (uint32_t i = 0; i < l->sentences.n; i++) {
        if (l->sentences.at[i].span.start >= l->body.start) body++;
        if (body == LEAD_SENTENCES) return l->sentences.at[i].span.end;
    }
    return l->body.end;
}

typedef struct maker {
    const dl_link *l;
    dl_arena *arena;
    dl_interner keys, episodes, words;
    dl_interner pairs; /* of an episode and a word */
    uint32_t *first_row, *next_row; /* of event_words by key of the word: row + 1 */
    uint32_t most; /* keys that first_row has room for */
    link_mentions *out;
} maker;

/* Words, deeds and groups are told apart by a letter in front. */
static uint32_t key_number(maker *m, char what, dl_slice text)
{
    char key[64];
    size_t n = text.n < sizeof key - 1 ? text.n : sizeof key - 1;
    if (!n) return 0;
    key[0] = what;
    memcpy(key + 1, text.p, n);
    return dl_intern_nocase(&m->keys, dl_slice_of(key, n + 1));
}

enum { GROUP, WORD }; /* columns of event_words */

/* The words of the table come first, so that their keys are small numbers. */
static bool number_words(maker *m)
{
    const dl_table *t = m->l->event_words;
    m->most = t->rows + 1;
    m->first_row = dl_arena_array(m->arena, (size_t)m->most + 1, sizeof *m->first_row);
    m->next_row = dl_arena_array(m->arena, (size_t)m->most + 1, sizeof *m->next_row);
    if (!m->first_row || !m->next_row) return false;
    for (uint32_t i = t->rows; i > 0; i--) {
        uint32_t word = key_number(m, 'w', dl_table_cell(t, i - 1, WORD));
        m->next_row[i - 1] = m->first_row[word];
        m->first_row[word] = i;
    }
    return true;
}

static void take_keys(maker *m, const dl_event *e, link_keys *k)
{
    k->word = key_number(m, 'w', e->lemma);
    k->act = key_number(m, 'a', e->act);
    uint32_t row = k->word <= m->most ? m->first_row[k->word] : 0;
    for (; row && k->groups < LINK_KEYS_MAX - 2; row = m->next_row[row - 1])
        k->group[k->groups++] = key_number(
            m, 'g', dl_table_cell(m->l->event_words, row - 1, GROUP));
}

/* ---- who */

typedef struct gathered { /* a set that grows */
    uint32_t n, at[LINK_PARTIES_MAX];
} gathered;

static void gather(gathered *g, uint32_t one)
{
    uint32_t k = place_in(&(link_set){ g->at, g->n }, one);
    if (k < LINK_PARTIES_MAX) g->at[k] = one;
    if (k == g->n && k < LINK_PARTIES_MAX) g->n++;
}

static link_set kept(maker *m, const gathered *g)
{
    uint32_t *at = g->n ? dl_arena_room(m->arena, g->n * sizeof *at) : NULL;
    if (!at) return (link_set){ NULL, 0 };
    memcpy(at, g->at, g->n * sizeof *at);
    return (link_set){ at, g->n };
}

static void add_words(maker *m, dl_slice phrase, gathered *words)
{
    char small[LINK_WORD_MAX];
    for (size_t i = 0;;) {
        dl_slice word = link_word_next(phrase, &i, small);
        if (!word.n) return;
        gather(words, dl_intern(&m->words, word));
    }
}

static void take_side(
    maker *m, const dl_link_report *r, const dl_parties *p, link_set *things, link_set *words)
{
    gathered all = { .n = 0 }, named = { .n = 0 };
    for (uint32_t i = 0; i < p->n; i++) {
        uint32_t thing = thing_of(r, p->at[i].entity);
        if (thing != DL_NO_THING) gather(&all, thing);
        dl_span s = p->at[i].span;
        add_words(m, dl_slice_cut(r->layers->full, s.start, s.end), &named);
    }
    *things = kept(m, &all);
    *words = kept(m, &named);
}

/* ---- when and where */

/* A month or a day without its year that is nearly a year ahead: the report looks back at
 * it ("made it clear that it would veto it by March 17", told in April). */
static bool is_of_last_year(const dl_link_report *r, const link_mention *x)
{
    if (x->e->time < 0 || x->stage != LINK_AHEAD || x->last == DL_NO_DAY) return false;
    const dl_time_form *form = &r->layers->marks.times.at[x->e->time].form;
    return form->month && !form->year && x->from != DL_NO_DAY && x->from - x->last > NEARLY_A_YEAR;
}

/* What is announced is not over on the day it is announced: a day that is told then is
 * that of the telling ("agreed on Monday to buy"). What happened is not after its report:
 * such a day is that of something else, or a week off ("on Saturday", told on Sunday). */
static void forget_wrong_day(const dl_link_report *r, link_mention *x)
{
    bool told = x->to != DL_NO_DAY && x->first != DL_NO_DAY;
    bool over = x->stage == LINK_AHEAD && told && x->to <= x->first;
    bool to_come = x->stage == LINK_DONE && told && x->from > x->last;
    if (!over && !to_come && !is_of_last_year(r, x)) return;
    x->from = DL_NO_DAY;
    x->to = DL_NO_DAY;
}

static void take_place(const dl_link_report *r, link_mention *x)
{
    x->place = thing_of(r, x->e->place);
    if (x->e->place >= 0) x->country = r->layers->marks.entities.at[x->e->place].country;
}

/* ---- what it is called */

static bool is_vague(const dl_link *l, dl_slice lemma)
{
    int64_t row = dl_table_find(l->vague_words, lemma);
    return row >= 0 && !dl_slice_is(dl_table_cell(l->vague_words, (uint32_t)row, 1), "deed");
}

static bool sets_apart(const dl_link *l, dl_slice word, const char *where)
{
    int64_t row = word.n ? dl_table_find(l->other_words, word) : -1;
    return row >= 0 && dl_slice_is(dl_table_cell(l->other_words, (uint32_t)row, 1), where);
}

/* The word that ends before `end`, which becomes its start; empty: none in this
 * phrase. */
static dl_slice word_before(dl_slice text, size_t *end)
{
    size_t to = *end;
    while (to > 0 && text.p[to - 1] == ' ') to--;
    size_t from = to;
    while (from > 0 && dl_is_letter(text.p[from - 1])) from--;
    *end = from;
    return dl_slice_cut(text, from, to);
}

bool link_is_other(const dl_link *l, dl_slice text, dl_span s)
{
    size_t at = s.start;
    for (int i = 0; i < OTHER_WORDS; i++) {
        dl_slice word = word_before(text, &at);
        if (!word.n) break;
        if (sets_apart(l, word, "before")) return true;
    }
    size_t from = s.end;
    while (from < text.n && text.p[from] == ' ') from++;
    size_t to = from;
    while (to < text.n && dl_is_letter(text.p[to])) to++;
    return sets_apart(l, dl_slice_cut(text, from, to), "after");
}

static bool take(maker *m, const dl_link_report *r, uint32_t report, uint32_t event,
    const dl_time_value *v, const dl_dated *dated)
{
    const dl_event *e = &r->layers->events.at.at[event];
    link_mention *x = DL_PUSH(m->arena, m->out);
    if (!x) return false;
    *x = (link_mention){ .report = report, .event = event, .e = e, .stage = stage_of(e) };
    take_keys(m, e, &x->keys);
    x->is_vague = is_vague(m->l, e->lemma);
    x->is_other = link_is_other(m->l, r->layers->full, e->span);
    x->episode = dl_intern(&m->episodes, r->episode);
    take_side(m, r, &e->actors, &x->actors, &x->actor_words);
    take_side(m, r, &e->recipients, &x->recipients, &x->recipient_words);
    take_place(r, x);
    x->from = e->time >= 0 ? v[e->time].from : DL_NO_DAY;
    x->to = e->time >= 0 ? v[e->time].to : DL_NO_DAY;
    x->first = dated->first;
    x->last = dated->last;
    forget_wrong_day(r, x);
    return true;
}

/* A byte for each of the text: 1 where the cue of a quote begins. */
static const uint8_t *cues_of(dl_arena *a, const dl_layers *l)
{
    uint8_t *begins = dl_arena_alloc(a, l->full.n + 1);
    for (uint32_t i = 0; begins && i < l->marks.quotes.n; i++) {
        dl_span cue = l->marks.quotes.at[i].cue;
        if (cue.start < cue.end) begins[cue.start] = 1;
    }
    return begins;
}

static bool take_report(maker *m, const dl_link_report *r, uint32_t report, const dl_dated *dated)
{
    const dl_layers *l = r->layers;
    uint32_t end = lead_end(l);
    const uint8_t *cue = cues_of(m->arena, l);
    dl_time_value *v = dl_marks_times_between(m->arena, &l->marks, dated->first, dated->last);
    for (uint32_t i = 0; v && cue && i < l->events.at.n; i++) {
        uint32_t start = l->events.at.at[i].span.start;
        if (!take(m, r, report, i, v, dated)) return false;
        m->out->at[m->out->n - 1].leads = start < end;
        m->out->at[m->out->n - 1].says = cue[start];
    }
    return v && cue;
}

/* ---- what is the news of an episode */

/* The number of a word in an episode; 0: no memory. */
static uint32_t pair_of(maker *m, const link_mention *x)
{
    uint32_t pair[] = { x->episode, x->keys.word };
    return dl_intern(&m->pairs, dl_slice_of((const char *)pair, sizeof pair));
}

static uint32_t word_of(maker *m, const link_mention *x)
{
    (void)m;
    return x->keys.word;
}

typedef uint32_t (*number_of)(maker *m, const link_mention *x);

/* [number] in how many reports, or in the lead of how many, a mention has it. */
static uint32_t *count_reports(maker *m, number_of number, bool in_lead)
{
    size_t most = (size_t)m->out->n + m->keys.names.n;
    uint32_t *reports = dl_arena_array(m->arena, most + 1, sizeof *reports);
    uint32_t *last = dl_arena_array(m->arena, most + 1, sizeof *last); /* + 1 */
    for (uint32_t i = 0; reports && last && i < m->out->n; i++) {
        const link_mention *x = &m->out->at[i];
        uint32_t at = number(m, x);
        if ((in_lead && !x->leads) || last[at] == x->report + 1) continue;
        last[at] = x->report + 1;
        reports[at]++;
    }
    return last ? reports : NULL;
}

/* How common a word is in an episode and in the rest of its story, in reports. */
typedef struct spread {
    uint32_t leads, in, size; /* of the episode: with it in the lead, with it, all */
    uint32_t out, others; /* of the rest: with it, all */
    uint32_t all_size, all_out; /* where some are given: of the whole story */
} spread;

/* What `some` of `given` are of all. */
static uint32_t of_all(uint32_t some, uint32_t given, uint32_t all)
{
    return given && all > given ? (uint32_t)((uint64_t)some * all / given) : some;
}

static void see_all(const dl_link_report *r, spread *s)
{
    s->all_size = s->size;
    s->all_out = s->out;
    if (!r->in_episode) return;
    if (r->in_episode > s->size) s->all_size = r->in_episode;
    s->all_out = of_all(s->out, s->others, r->in_story - r->in_episode);
}

/* Many of its reports open with it, unless the rest of the story has it about as often:
 * "war" is no news of one day of a war. */
static bool is_news(const spread *s)
{
    bool common = s->all_out > SMALL_EPISODE
        && (uint64_t)s->in * s->others < (uint64_t)s->out * s->size * NEWS_TIMES;
    return s->leads >= NEWS_LEAST && s->leads * NEWS_SHARE >= s->size && !common;
}

static bool tell_news(maker *m, const dl_link_report *r, uint32_t n)
{
    uint32_t most = m->episodes.names.n;
    uint32_t *size = dl_arena_array(m->arena, (size_t)most + n + 1, sizeof *size);
    uint32_t *leads = size ? count_reports(m, pair_of, true) : NULL;
    uint32_t *in = leads ? count_reports(m, pair_of, false) : NULL;
    uint32_t *all = in ? count_reports(m, word_of, false) : NULL;
    for (uint32_t i = 0; all && i < n; i++) size[dl_intern(&m->episodes, r[i].episode)]++;
    for (uint32_t i = 0; all && i < m->out->n; i++) {
        link_mention *x = &m->out->at[i];
        uint32_t pair = pair_of(m, x);
        spread s = { leads[pair], in[pair], size[x->episode], 0, n - size[x->episode] };
        s.out = all[x->keys.word] - s.in;
        see_all(&r[x->report], &s);
        x->reports = of_all(s.in, s.size, s.all_size) + s.all_out;
        x->one_happening = s.all_size <= SMALL_EPISODE;
        x->is_news = x->episode && is_news(&s);
    }
    return all != NULL;
}

bool link_mentions_of(const dl_link *l, dl_arena *a, const dl_link_report *r, uint32_t n,
    const dl_dated *dated, link_mentions *out, uint32_t *keys)
{
    maker m = { .l = l, .arena = a, .out = out };
    m.keys.arena = a;
    m.episodes.arena = a;
    m.words.arena = a;
    m.pairs.arena = a;
    if (!number_words(&m)) return false;
    for (uint32_t i = 0; i < n; i++)
        if (!take_report(&m, &r[i], i, &dated[i])) return false;
    if (!tell_news(&m, r, n)) return false;
    *keys = m.keys.names.n;
    return !dl_arena_failed(a);
}
