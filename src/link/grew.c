/* grew - a few new reports came into a large story: they are worked out together with the
 * reports that stand near them in it, and what they tell joins the events that are there.
 *
 *   new reports, some near them --dl_link_story--> events
 *     --where old mentions among them belong--> an event of the record: it is told anew
 *       where all its mentions are at hand, else it gains the new ones; or a new event
 *
 * So one report costs the same in a story of twenty and of thousands. What is left out
 * is made good when the story is worked out whole again: by `relink`, and when so many
 * came. */
#include "party_known.h"
#include "relink_private.h"

/* From so many reports on; so many are near each new one; the story is worked out whole
 * each time its number passes a multiple of so many, while it has at most so many: a
 * larger one, which takes seconds and more, by `relink` alone. */
enum { GREW_FROM = 16, NEAR = 12, WHOLE_EVERY = 32, WHOLE_MOST = 256 };

bool relink_suits_grew(const dl_link_due *d)
{
    if (!d->grew || d->linked < GREW_FROM || d->fresh > d->linked / NEAR) return false;
    if (d->linked >= WHOLE_MOST) return true;
    return d->linked / WHOLE_EVERY == (d->linked + d->fresh) / WHOLE_EVERY;
}

typedef struct belonging { /* of an event that was worked out here */
    dl_slice id; /* the event of the record that most of its old mentions belong to */
    uint32_t old, of_it; /* its old mentions; those of them that belong to it */
    uint32_t gone; /* its old mentions of no event: a correction took theirs away */
    bool is_new; /* it has new mentions and is told */
} belonging;

typedef struct grower {
    piece p;
    dl_link_told told;
    const dl_slice **thing; /* [reports] what was linked before; NULL: is_new */
    belonging *of; /* [events of told] */
} grower;

/* ---- entities */

static bool give_all(const piece *p)
{
    const dl_link_report **order = relink_in_order(p->arena, p->at, p->n);
    uint32_t story = order ? dl_intern(&p->x->stories, DL_S("own")) : 0;
    for (uint32_t i = 0; order && i < p->n; i++)
        relink_give(p->x, order[i]->rep, order[i]->id, story, order[i]->first, order[i]->layers);
    return order && relink_is_fine(p->x) && relink_join_things(p->x);
}

/* An id that more than half vote for stays, whatever the others are. */
static void vote(dl_slice *id, uint32_t *votes, dl_slice one)
{
    if (!one.n) return;
    if (!*votes) *id = one;
    if (dl_slice_eq(*id, one)) ++*votes;
    else --*votes;
}

/* An entity is what it was linked as before; by most, where a report was corrected to
 * name another one. */
static bool name_as_known(const grower *g)
{
    const piece *p = &g->p;
    size_t things = (size_t)link_things_count(p->x->things) + 1;
    uint32_t *votes = dl_arena_array(p->arena, things, sizeof *votes);
    for (uint32_t i = 0; votes && i < p->n; i++) {
        const dl_link_report *r = &p->at[i];
        for (uint32_t k = 0; g->thing[i] && k < r->layers->marks.entities.n; k++) {
            uint32_t t = r->thing[k];
            if (t != DL_NO_THING) vote(&p->x->thing_id[t], &votes[t], g->thing[i][k]);
        }
    }
    return votes != NULL;
}

static bool find_things(grower *g)
{
    piece *p = &g->p;
    relinker *x = p->x;
    link_things_free(x->things);
    if (!relink_start_things(x) || !give_all(p)) return false;
    x->thing_id = dl_arena_array(
        p->arena, (size_t)link_things_count(x->things) + 1, sizeof *x->thing_id);
    if (!x->thing_id) return false;
    for (uint32_t i = 0; i < p->n; i++)
        if (!relink_find_things_of(p, &p->at[i])) return false;
    if (!name_as_known(g)) return false;
    relink_name_things(x, p->arena);
    for (uint32_t i = 0; i < p->n; i++)
        if (p->at[i].is_new) relink_tell_things_of(p, &p->at[i]);
    return relink_is_fine(x);
}

/* ---- what was linked before */

static bool look_up(grower *g)
{
    piece *p = &g->p;
    const dl_record_link *record = p->x->record;
    g->thing = dl_arena_array(p->arena, (size_t)p->n + 1, sizeof *g->thing);
    for (uint32_t i = 0; g->thing && i < p->n; i++) {
        dl_link_report *r = &p->at[i];
        if (r->is_new) continue;
        if (!record->known(record->ctx, r->rep, p->arena, r->layers, &g->thing[i], &r->event))
            return false;
    }
    return g->thing != NULL;
}

static dl_slice event_of(const grower *g, const dl_told_mention *m)
{
    const dl_slice *of = g->p.at[m->report].event;
    return of ? of[m->event] : (dl_slice){ NULL, 0 };
}

static uint32_t how_many(const grower *g, const dl_told_event *e, dl_slice id)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < e->mentions.n; i++)
        n += dl_slice_eq(event_of(g, &e->mentions.at[i]), id);
    return n;
}

/* Of several that have as many of its mentions, the one whose id is first. */
static belonging belonging_of(const grower *g, const dl_told_event *e)
{
    belonging b = { .old = 0 };
    for (uint32_t i = 0; i < e->mentions.n; i++) {
        bool is_new = g->p.at[e->mentions.at[i].report].is_new;
        dl_slice id = event_of(g, &e->mentions.at[i]);
        b.is_new |= is_new;
        b.gone += !is_new && !id.n;
        if (!id.n) continue;
        b.old++;
        uint32_t n = dl_slice_eq(id, b.id) ? 0 : how_many(g, e, id);
        if (n < b.of_it || (n == b.of_it && dl_slice_cmp(id, b.id) >= 0)) continue;
        b.id = id;
        b.of_it = n;
    }
    if (b.gone <= b.of_it) return b;
    b.id.n = 0; /* it is what was corrected as wrong */
    b.is_new = false;
    return b;
}

/* Of what is there, and not of itself. */
static void keep_links(const grower *g, dl_told_event *e)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < e->links.n; i++) {
        const belonging *b = &g->of[e->links.at[i].event];
        bool is_there = b->id.n || b->is_new;
        if (is_there && !dl_slice_eq(g->told.events.at[e->links.at[i].event].id, e->id))
            e->links.at[kept++] = e->links.at[i];
    }
    e->links.n = kept;
}

/* Events bear the id of the one in the record that they are. */
static bool find_belongings(grower *g)
{
    g->of = dl_arena_array(g->p.arena, (size_t)g->told.events.n + 1, sizeof *g->of);
    for (uint32_t i = 0; g->of && i < g->told.events.n; i++) {
        dl_told_event *e = &g->told.events.at[i];
        g->of[i] = belonging_of(g, e);
        if (g->of[i].id.n) e->id = g->of[i].id;
        if (!g->of[i].is_new) e->counts.n = 0; /* are not told */
    }
    for (uint32_t i = 0; g->of && i < g->told.events.n; i++) keep_links(g, &g->told.events.at[i]);
    return g->of != NULL;
}

/* ---- told */

static bool is_at_hand(const grower *g, const belonging *b)
{
    const dl_record_link *r = g->p.x->record;
    return !b->gone && b->old == b->of_it && r->mentions_of(r->ctx, b->id) == b->old;
}

static void tell_links(const grower *g, const dl_told_event *e)
{
    const dl_record_link *r = g->p.x->record;
    for (uint32_t i = 0; i < e->links.n; i++) {
        uint32_t other = e->links.at[i].event;
        if (g->of[other].is_new && e->id.n)
            r->link(r->ctx, e->id, e->links.at[i].kind, g->told.events.at[other].id);
    }
}

static void tell(const grower *g, dl_slice id)
{
    const piece *p = &g->p;
    const dl_record_link *r = p->x->record;
    for (uint32_t i = 0; i < p->n; i++)
        if (p->at[i].is_new) r->dated(r->ctx, id, &p->at[i], &g->told.dated[i], true);
    for (uint32_t i = 0; i < g->told.events.n && relink_is_fine(p->x); i++) {
        const belonging *b = &g->of[i];
        if (!b->is_new && b->id.n) tell_links(g, &g->told.events.at[i]);
        if (!b->is_new) continue;
        bool is_whole = !b->id.n || is_at_hand(g, b);
        if (is_whole) r->event(r->ctx, id, p->at, &g->told, i, p->x->thing_id);
        else r->grown(r->ctx, p->at, &g->told, i, p->x->thing_id);
    }
}

static bool work_out(grower *g, dl_slice id)
{
    const piece *p = &g->p;
    const relinker *x = p->x;
    if (!dl_link_story(x->l, x->record, p->arena, p->at, p->n, &g->told)) return false;
    if (!find_belongings(g) || !relink_place_counts(p, &g->told)) return false;
    link_know_parties(x->l, x->things, p->arena, p->at, x->reps.at, &g->told);
    tell(g, id);
    return relink_is_fine(x);
}

/* Reports that are too long to be worked out together are worked out with their story. */
static bool fit_together(const piece *p, uint32_t reports)
{
    return p->n == reports && (!p->n || p->at[0].layers->events.at.n <= RELINK_REPORT_EVENTS);
}

bool relink_grew(relinker *x, dl_slice id)
{
    relink_story s = { .x = x, .arena = dl_arena_new(x->l->mem, 0) };
    if (s.arena) x->record->near(x->record->ctx, id, NEAR, relink_take_report, &s);
    bool fine = s.arena && !dl_arena_failed(s.arena) && relink_is_fine(x);
    grower g = { .p = { x, s.arena, s.reports.at, s.reports.n } };
    fine = fine && relink_load_layers(&g.p);
    bool fit = fine && fit_together(&g.p, s.reports.n);
    if (!fine || (fit && !(look_up(&g) && find_things(&g) && work_out(&g, id)))) relink_fail(x);
    dl_arena_free(s.arena);
    return fit || !relink_is_fine(x);
}
