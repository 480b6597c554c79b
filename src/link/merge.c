/* merge - see merge.h: each mention goes to the event it fits best. Events are looked up
 * by their keys, the newest first, a named number of them. */
#include "merge_private.h"

#include "announced.h"
#include "merge_tell.h"
#include "told_words.h"

enum { LOOKED_AT = 48 }; /* events of one key that a mention is compared with */
enum { ASKED_EVERY = 512 }; /* mentions or events, whether to go on */

typedef struct listed { /* an event under one of its keys */
    uint32_t event, next; /* next: in `listed`, + 1 */
} listed;

typedef struct merger {
    dl_arena *arena;
    const dl_link_report *reports;
    dl_interner known; /* ids of the record's events */
    DL_VEC(uint32_t) of_known; /* [known] the event here */
    link_mentions mentions;
    DL_VEC(link_event) events;
    DL_VEC(listed) listed;
    uint32_t *newest; /* [key] in `listed`, + 1 */
    link_fitter fitter;
} merger;

typedef struct choice {
    uint32_t event;
    int score;
} choice;

/* known: the mention is of an event of the record, and of no other one. */
static void look(const merger *m, uint32_t mention, uint32_t key, bool known, choice *best)
{
    uint32_t at = key ? m->newest[key] : 0;
    for (int n = 0; at && n < LOOKED_AT; n++, at = m->listed.at[at - 1].next) {
        uint32_t event = m->listed.at[at - 1].event;
        if (known && m->events.at[event].known) continue;
        int score = link_fit(&m->fitter, &m->events.at[event], mention);
        /* Of several that fit as well, the oldest. */
        bool better = score > best->score || (score == best->score && event < best->event);
        if (score > 0 && better) *best = (choice){ event, score };
    }
}

static void list(merger *m, uint32_t key, uint32_t event)
{
    listed *at = key ? DL_PUSH(m->arena, &m->listed) : NULL;
    if (!at) return;
    *at = (listed){ event, m->newest[key] };
    m->newest[key] = m->listed.n;
}

static void meet_days(link_event *e, const link_mention *x)
{
    if (x->from == DL_NO_DAY) return;
    if (e->from == DL_NO_DAY) {
        e->from = x->from;
        e->to = x->to;
        return;
    }
    int32_t from = x->from > e->from ? x->from : e->from;
    int32_t to = x->to < e->to ? x->to : e->to;
    if (from > to) return; /* a day apart: the first told stays */
    e->from = from;
    e->to = to;
}

static void put_in(merger *m, uint32_t mention, uint32_t event)
{
    link_event *e = &m->events.at[event];
    const link_mention *x = &m->mentions.at[mention];
    uint32_t *at = DL_PUSH(m->arena, &e->mentions);
    if (!at) return;
    *at = mention;
    e->report = x->report;
    if (!e->keys.act && x->keys.act) {
        e->keys.act = x->keys.act;
        list(m, x->keys.act, event);
    }
    if (e->place == DL_NO_THING) e->place = x->place;
    if (!e->country.n) e->country = x->country;
    link_side_add(m->arena, &e->actors, &x->actors);
    link_side_add(m->arena, &e->recipients, &x->recipients);
    link_side_add(m->arena, &e->actor_words, &x->actor_words);
    link_side_add(m->arena, &e->recipient_words, &x->recipient_words);
    meet_days(e, x);
    if (e->stage == LINK_OPEN) e->stage = x->stage;
    e->leads |= x->leads;
    if (x->first != DL_NO_DAY && (e->first == DL_NO_DAY || x->first < e->first))
        e->first = x->first;
    if (x->last != DL_NO_DAY && (e->last == DL_NO_DAY || x->last > e->last)) e->last = x->last;
}

static void open_event(merger *m, uint32_t mention)
{
    const link_mention *x = &m->mentions.at[mention];
    link_event *e = DL_PUSH(m->arena, &m->events);
    if (!e) return;
    uint32_t at = m->events.n - 1;
    *e = (link_event){ .keys = x->keys,
        .episode = x->episode,
        .stage = x->stage,
        .place = x->place,
        .opened = x->first,
        .opened_last = x->last,
        .from = DL_NO_DAY,
        .to = DL_NO_DAY,
        .first = DL_NO_DAY,
        .last = DL_NO_DAY };
    list(m, x->keys.word, at);
    list(m, x->keys.act, at);
    for (uint32_t i = 0; i < x->keys.groups; i++) list(m, x->keys.group[i], at);
    put_in(m, mention, at);
}

static uint32_t find(const merger *m, uint32_t mention, bool known)
{
    const link_mention *x = &m->mentions.at[mention];
    choice best = { UINT32_MAX, 0 };
    look(m, mention, x->keys.word, known, &best);
    look(m, mention, x->keys.act, known, &best);
    for (uint32_t i = 0; i < x->keys.groups; i++) look(m, mention, x->keys.group[i], known, &best);
    return best.event;
}

/* The event here that is that of the record. */
static uint32_t *place_of(merger *m, dl_slice id)
{
    uint32_t number = dl_intern(&m->known, id);
    if (!number) return NULL;
    if (number <= m->of_known.n) return &m->of_known.at[number - 1];
    uint32_t *at = DL_PUSH(m->arena, &m->of_known);
    if (at) *at = UINT32_MAX;
    return at;
}

/* What the record knows to be one event is. */
static void place(merger *m, uint32_t mention)
{
    const link_mention *x = &m->mentions.at[mention];
    const dl_slice *of = m->reports[x->report].event;
    bool known = of && of[x->event].n;
    uint32_t *own = known ? place_of(m, of[x->event]) : NULL;
    uint32_t event = own ? *own : UINT32_MAX;
    if (event == UINT32_MAX) event = find(m, mention, known);
    if (event == UINT32_MAX) {
        event = m->events.n;
        open_event(m, mention);
    } else put_in(m, mention, event);
    if (event < m->events.n) m->events.at[event].known |= known;
    if (own) *own = event;
}

static bool place_all(merger *m, const dl_record_link *record)
{
    for (uint32_t i = 0; i < m->mentions.n && !dl_arena_failed(m->arena); i++) {
        if (i % ASKED_EVERY == 0 && !link_goes_on(record)) return false;
        place(m, i);
    }
    return !dl_arena_failed(m->arena);
}

/* Sentences are compared by words that are rare among them. */
static bool open_fitter(merger *m, const dl_link_report *r, const dl_record_link *record)
{
    link_words *words = link_words_new(m->arena, r, &m->mentions);
    for (uint32_t i = 0; words && i < m->mentions.n; i++) {
        if (i % ASKED_EVERY == 0 && !link_goes_on(record)) return false;
        link_words_count(words, i);
    }
    if (!words) return false;
    m->fitter = (link_fitter){ r, &m->mentions, words, link_words_rare(words) };
    return true;
}

bool link_merge(const dl_link *l, const dl_record_link *record, dl_arena *a,
    const dl_link_report *r, uint32_t n, dl_link_told *out)
{
    merger m = { .arena = a, .reports = r, .known = { .arena = a } };
    uint32_t keys = 0;
    if (!link_mentions_of(l, a, r, n, out->dated, &m.mentions, &keys)) return false;
    m.newest = dl_arena_array(a, (size_t)keys + 1, sizeof *m.newest);
    if (!m.newest || !open_fitter(&m, r, record)) return false;
    if (!link_goes_on(record) || !place_all(&m, record)) return false;
    for (uint32_t i = 0; i < m.events.n; i++) {
        if (i % ASKED_EVERY == 0 && !link_goes_on(record)) return false;
        link_tell_event(a, r, &m.mentions, &m.events.at[i], out);
    }
    link_story story = { .r = r,
        .m = &m.mentions,
        .e = m.events.at,
        .n = m.events.n,
        .words = m.fitter.words,
        .keys = keys,
        .told = out };
    return !dl_arena_failed(a) && link_announced(l, a, &story);
}
