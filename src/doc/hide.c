/* hide - see hide.h. */
#include "hide.h"

typedef struct hiding {
    dl_layers *l;
    const dl_span *hidden;
    uint32_t n;
    int32_t *left[DL_LISTS]; /* new numbers, as in dl_left */
} hiding;

static bool is_hidden(const hiding *h, dl_span s)
{
    for (uint32_t i = 0; i < h->n; i++)
        if (s.start < h->hidden[i].end && s.end > h->hidden[i].start) return true;
    return false;
}

/* The new number of what a mark or an event refers to; -1: nothing, or it is hidden. */
static int32_t number(const hiding *h, dl_list list, int32_t old)
{
    return old < 0 ? -1 : h->left[list][old];
}

static void hide_span(const hiding *h, dl_span *s)
{
    if (is_hidden(h, *s)) *s = (dl_span){ 0, 0 };
}

/* Keeps those elements of a vector for which `goes` is false, and numbers them. */
#define SIFT(h, list, vec, goes) \
    do { \
        uint32_t kept_ = 0; \
        for (uint32_t i_ = 0; i_ < (vec)->n; i_++) { \
            bool goes_ = goes((h), i_); \
            (h)->left[list][i_] = goes_ ? -1 : (int32_t)kept_; \
            if (!goes_) (vec)->at[kept_++] = (vec)->at[i_]; \
        } \
        (vec)->n = kept_; \
    } while (0)

/* ---- what goes: asked in order, while those before are sifted already */

static bool mention_goes(const hiding *h, uint32_t i)
{
    return is_hidden(h, h->l->marks.mentions.at[i].span);
}

static bool time_goes(const hiding *h, uint32_t i)
{
    const dl_time_mark *t = &h->l->marks.times.at[i];
    int32_t hangs_on = t->form.anchor_mark;
    bool before = hangs_on >= 0 && (uint32_t)hangs_on < i;
    return is_hidden(h, t->span) || (before && h->left[DL_LIST_TIMES][hangs_on] < 0);
}

static bool quote_goes(const hiding *h, uint32_t i)
{
    return is_hidden(h, h->l->marks.quotes.at[i].span);
}

static bool amount_goes(const hiding *h, uint32_t i)
{
    return is_hidden(h, h->l->marks.amounts.at[i].span);
}

static bool event_goes(const hiding *h, uint32_t i)
{
    return is_hidden(h, h->l->events.at.at[i].span);
}

/* Marked before by mark_entities. */
static bool entity_goes(const hiding *h, uint32_t i) { return h->left[DL_LIST_ENTITIES][i] < 0; }

/* ---- entities: those go that had mentions and have none now */

static void mark_entities(const hiding *h, int32_t mark)
{
    for (uint32_t i = 0; i < h->l->marks.mentions.n; i++)
        h->left[DL_LIST_ENTITIES][h->l->marks.mentions.at[i].entity] = mark;
}

/* ---- what refers to what */

static void renumber_mentions(const hiding *h)
{
    dl_marks *m = &h->l->marks;
    for (uint32_t i = 0; i < m->mentions.n; i++)
        m->mentions.at[i].entity = number(h, DL_LIST_ENTITIES, m->mentions.at[i].entity);
}

static void renumber_times(const hiding *h)
{
    dl_marks *m = &h->l->marks;
    for (uint32_t i = 0; i < m->times.n; i++) {
        int32_t *hangs_on = &m->times.at[i].form.anchor_mark;
        *hangs_on = number(h, DL_LIST_TIMES, *hangs_on);
    }
}

static void renumber_quotes(const hiding *h)
{
    dl_marks *m = &h->l->marks;
    for (uint32_t i = 0; i < m->quotes.n; i++) {
        dl_quote *q = &m->quotes.at[i];
        q->entity = is_hidden(h, q->source) ? -1 : number(h, DL_LIST_ENTITIES, q->entity);
        q->within = number(h, DL_LIST_QUOTES, q->within);
        hide_span(h, &q->rest);
        hide_span(h, &q->source);
        hide_span(h, &q->cue);
    }
}

static void renumber_parties(const hiding *h, dl_parties *p)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        if (is_hidden(h, p->at[i].span)) continue;
        p->at[kept] = p->at[i];
        p->at[kept].entity = number(h, DL_LIST_ENTITIES, p->at[i].entity);
        kept++;
    }
    p->n = kept;
}

static void renumber_counts(const hiding *h, dl_event *e)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < e->counts.n; i++) {
        int32_t now = number(h, DL_LIST_AMOUNTS, (int32_t)e->counts.at[i]);
        if (now >= 0) e->counts.at[kept++] = (uint32_t)now;
    }
    e->counts.n = kept;
}

static void renumber_events(const hiding *h)
{
    for (uint32_t i = 0; i < h->l->events.at.n; i++) {
        dl_event *e = &h->l->events.at.at[i];
        renumber_parties(h, &e->actors);
        renumber_parties(h, &e->recipients);
        renumber_counts(h, e);
        e->time = number(h, DL_LIST_TIMES, e->time);
        e->place = number(h, DL_LIST_ENTITIES, e->place);
        e->attributed_to = number(h, DL_LIST_ENTITIES, e->attributed_to);
        e->quote = number(h, DL_LIST_QUOTES, e->quote);
    }
}

/* ---- all of it */

static void hide_sentences(const hiding *h)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < h->l->sentences.n; i++)
        if (!is_hidden(h, h->l->sentences.at[i].span))
            h->l->sentences.at[kept++] = h->l->sentences.at[i];
    h->l->sentences.n = kept;
}

/* Before events are sifted: it goes by their old numbers. */
static void hide_raw_places(const hiding *h)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; h->l->event_raw && i < h->l->events.at.n; i++)
        if (!event_goes(h, i)) h->l->event_raw[kept++] = h->l->event_raw[i];
}

static void sift_all(hiding *h)
{
    dl_layers *l = h->l;
    hide_sentences(h);
    hide_raw_places(h);
    mark_entities(h, -1);
    SIFT(h, DL_LIST_MENTIONS, &l->marks.mentions, mention_goes);
    mark_entities(h, 0);
    SIFT(h, DL_LIST_ENTITIES, &l->marks.entities, entity_goes);
    SIFT(h, DL_LIST_TIMES, &l->marks.times, time_goes);
    SIFT(h, DL_LIST_QUOTES, &l->marks.quotes, quote_goes);
    SIFT(h, DL_LIST_AMOUNTS, &l->marks.amounts, amount_goes);
    SIFT(h, DL_LIST_EVENTS, &l->events.at, event_goes);
}

static bool make_room(dl_arena *a, hiding *h)
{
    const dl_layers *l = h->l;
    const uint32_t n[DL_LISTS] = { l->marks.entities.n, l->marks.mentions.n, l->marks.times.n,
        l->marks.quotes.n, l->marks.amounts.n, l->events.at.n };
    bool room = true;
    for (int i = 0; i < DL_LISTS; i++) {
        h->left[i] = dl_arena_array(a, (size_t)n[i] + 1, sizeof *h->left[i]);
        h->l->left[i] = (dl_left){ h->left[i], n[i] };
        room &= h->left[i] != NULL;
    }
    return room;
}

void dl_layers_hide(dl_arena *a, dl_layers *l, const dl_span *hidden, uint32_t n)
{
    hiding h = { .l = l, .hidden = hidden, .n = n };
    if (!n || !make_room(a, &h)) return;
    sift_all(&h);
    renumber_mentions(&h);
    renumber_times(&h);
    renumber_quotes(&h);
    renumber_events(&h);
}
