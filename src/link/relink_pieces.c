/* relink_pieces - see relink_private.h: reports of a story, their entities and layers. */
#include "relink_private.h"

#include "base/order.h"

#include <stdio.h>
#include <stdlib.h>

/* What is worked out together, all marks in memory. */
enum { PIECE_TOKENS = 1 << 21, PIECE_EVENTS = 1 << 18 };

bool relink_is_fine(const relinker *x)
{
    return !dl_failed(x->record->err) && !dl_arena_failed(x->arena);
}

void relink_fail(const relinker *x)
{
    if (!dl_failed(x->record->err)) dl_fail(x->record->err, DL_ENOMEM, "out of memory", -1, NULL);
}

/* ---- entities */

/* "n" and the hash of its kind, the id of its first report and its name. */
static dl_slice thing_id(dl_arena *a, const link_thing *t, dl_slice report)
{
    char id[24];
    dl_slice part[] = { dl_slice_str(dl_kind_name(t->kind)), report, t->name };
    dl_sha256 hash = dl_sha256_parts(part, 3);
    int n = snprintf(id, sizeof id, "n%016llx", (unsigned long long)dl_load(hash.byte, 8));
    return dl_arena_copy(a, dl_slice_of(id, (size_t)n));
}

static void tell_thing(const relinker *x, const link_thing *t, dl_slice id)
{
    dl_told_thing told = { .id = id,
        .name = t->name,
        .country = t->country,
        .code = t->code,
        .title = t->title,
        .kind = t->kind };
    x->record->thing(x->record->ctx, &told);
}

void relink_name_things(relinker *x, dl_arena *a)
{
    const dl_record_link *r = x->record;
    uint32_t n = link_things_count(x->things);
    for (uint32_t i = 0; i < n && relink_is_fine(x); i++) {
        if (x->thing_id[i].n) continue;
        const link_thing *t = link_things_at(x->things, i);
        dl_slice known = { NULL, 0 };
        if (r->which != DL_LINK_ALL)
            known = r->thing_known(r->ctx, a, t->name, t->kind, t->country);
        x->thing_id[i] = known.n ? known : thing_id(a, t, x->ids.at[t->report]);
        if (!known.n) tell_thing(x, t, x->thing_id[i]);
    }
}

static int by_id(const void *a, const void *b)
{
    const dl_link_report *const *x = a, *const *y = b;
    return dl_slice_cmp((*x)->id, (*y)->id);
}

const dl_link_report **relink_in_order(dl_arena *a, const dl_link_report *r, uint32_t n)
{
    const dl_link_report **order = dl_arena_array(a, (size_t)n + 1, sizeof *order);
    for (uint32_t i = 0; order && i < n; i++) order[i] = &r[i];
    if (order) qsort(order, n, sizeof(void *), by_id);
    return order;
}

void relink_give(
    relinker *x, dl_rep rep, dl_slice id, uint32_t story, int32_t day, const dl_layers *l)
{
    dl_slice *name = DL_PUSH(x->arena, &x->ids);
    uint64_t *place = name ? DL_PUSH(x->arena, &x->places) : NULL;
    dl_rep *row = place ? DL_PUSH(x->arena, &x->reps) : NULL;
    if (!row) return;
    *row = rep;
    *name = dl_arena_copy(x->arena, id);
    *place = (uint64_t)rep << 32 | (x->places.n - 1);
    link_things_add(x->things, story, day, l);
}

bool relink_start_things(relinker *x)
{
    x->ids.n = 0;
    x->places.n = 0;
    x->reps.n = 0;
    x->things = link_things_new(x->l, x->record);
    if (!x->things) relink_fail(x);
    return x->things != NULL;
}

bool relink_join_things(relinker *x)
{
    uint64_t *spare = dl_arena_array(x->arena, (size_t)x->places.n + 1, sizeof *spare);
    if (!spare || !link_things_join(x->things)) {
        relink_fail(x);
        return false;
    }
    dl_sort_keys(x->places.at, spare, x->places.n);
    return relink_is_fine(x);
}

/* ---- reports */

static dl_slice kept(relink_story *s, dl_slice text)
{
    return text.n ? dl_arena_copy(s->arena, text) : text;
}

void relink_take_report(void *user, const dl_link_report *r)
{
    relink_story *s = user;
    dl_link_report *at = DL_PUSH(s->arena, &s->reports);
    if (!at) return;
    *at = *r;
    at->id = kept(s, r->id);
    at->outlet = kept(s, r->outlet);
    at->agency = kept(s, r->agency);
    at->episode = kept(s, r->episode);
    at->copies = kept(s, r->copies);
}

static const dl_layers *layers_of(const piece *p, const dl_link_report *r)
{
    const dl_record_link *record = p->x->record;
    dl_layers *l = dl_arena_alloc(p->arena, sizeof *l);
    return l && record->layers(record->ctx, r->rep, p->arena, l) ? l : NULL;
}

bool relink_load_layers(piece *p)
{
    uint64_t tokens = 0, events = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        dl_arena_mark mark = dl_arena_mark_now(p->arena);
        const dl_layers *l = layers_of(p, &p->at[i]);
        if (!l) return false;
        tokens += l->tokens;
        events += l->events.at.n;
        bool fits = tokens <= PIECE_TOKENS && events <= PIECE_EVENTS;
        bool is_alone = l->events.at.n > RELINK_REPORT_EVENTS;
        if (i && (is_alone || !fits)) {
            dl_arena_back_to(p->arena, mark);
            p->n = i;
        } else {
            p->at[i].layers = l;
            if (is_alone) p->n = 1;
        }
    }
    return true;
}

/* The number under which a report was given to things; UINT32_MAX: it was not. */
static uint32_t number_of(const relinker *x, dl_rep rep)
{
    uint32_t low = 0;
    for (uint32_t high = x->places.n; low < high;) {
        uint32_t middle = low + (high - low) / 2;
        if (x->places.at[middle] >> 32 < (uint64_t)rep) low = middle + 1;
        else high = middle;
    }
    bool found = low < x->places.n && x->places.at[low] >> 32 == (uint64_t)rep;
    return found ? (uint32_t)x->places.at[low] : UINT32_MAX;
}

bool relink_find_things_of(piece *p, dl_link_report *r)
{
    uint32_t n = r->layers->marks.entities.n;
    uint32_t *thing = dl_arena_array(p->arena, (size_t)n + 1, sizeof *thing);
    uint32_t number = number_of(p->x, r->rep);
    for (uint32_t k = 0; thing && k < n; k++) {
        thing[k] = DL_NO_THING;
        if (number != UINT32_MAX) thing[k] = link_things_of(p->x->things, number, k);
    }
    r->thing = thing;
    return thing != NULL;
}

void relink_tell_things_of(const piece *p, const dl_link_report *r)
{
    const dl_record_link *record = p->x->record;
    uint32_t n = r->layers->marks.entities.n;
    for (uint32_t k = 0; k < n; k++)
        if (r->thing[k] != DL_NO_THING)
            record->thing_in(record->ctx, r->rep, k, p->x->thing_id[r->thing[k]]);
}

/* A report's text is walked once. */
bool relink_place_counts(const piece *p, dl_link_told *told)
{
    const dl_cpmap **map = dl_arena_array(p->arena, (size_t)p->n + 1, sizeof *map);
    for (uint32_t i = 0; map && i < told->events.n; i++) {
        for (uint32_t k = 0; k < told->events.at[i].counts.n; k++) {
            dl_told_count *c = &told->events.at[i].counts.at[k];
            const dl_layers *l = p->at[c->report].layers;
            const dl_cpmap **m = &map[c->report];
            dl_span span = l->marks.amounts.at[c->amount].span;
            if (!*m) *m = dl_cpmap_new(p->arena, l->full);
            if (!*m) return false;
            uint32_t from = span.start < l->body.start ? 0 : dl_cpmap_cp(*m, l->body.start);
            c->start = dl_cpmap_cp(*m, span.start) - from;
            c->end = dl_cpmap_cp(*m, span.end) - from;
        }
    }
    return map != NULL;
}
