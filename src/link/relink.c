/* relink - see relink.h. When everything is worked out, the entities of all reports are
 * joined first; when a few stories are, each story's alone, and each is looked up among
 * those that are known. */
#include "relink_private.h"

#include "base/order.h"
#include "party_known.h"

#include <stdio.h>
#include <stdlib.h>

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

static void give_one(void *user, dl_rep rep, dl_slice id, dl_slice story, int32_t day)
{
    relinker *x = user;
    dl_layers l;
    if (!relink_is_fine(x)) return;
    dl_arena *a = dl_arena_new(x->l->mem, 0);
    if (!a) relink_fail(x);
    else if (x->record->layers(x->record->ctx, rep, a, &l))
        relink_give(x, rep, id, dl_intern(&x->stories, story), day, &l);
    dl_arena_free(a);
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

static bool join_and_name(relinker *x, dl_arena *a)
{
    if (!relink_join_things(x)) return false;
    x->thing_id = dl_arena_array(a, (size_t)link_things_count(x->things) + 1, sizeof *x->thing_id);
    if (x->thing_id) relink_name_things(x, a);
    return x->thing_id && relink_is_fine(x);
}

static void join_all(relinker *x)
{
    if (!relink_start_things(x)) return;
    x->record->each(x->record->ctx, give_one, x);
    if (relink_is_fine(x) && !join_and_name(x, x->arena)) relink_fail(x);
}

/* ---- the reports of a story */

/* What is worked out together, all marks in memory: a story of more is worked out in
 * pieces, in order of day. So many reports, and what as many long ones hold. */
enum { PIECE = 2000, PIECE_TOKENS = 1 << 21, PIECE_EVENTS = 1 << 18 };
/* Events of one report that are merged together: a report of more is a piece of its own,
 * and its events are merged some at a time. Of 4,600 reports of news that were looked
 * at, up to 103 KB, the longest has 2,468. */
enum { REPORT_EVENTS = 1 << 13 };
enum { ASKED_EVERY = 512 }; /* events that are told: whether to go on */

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
        bool is_alone = l->events.at.n > REPORT_EVENTS;
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

static int by_id(const void *a, const void *b)
{
    const dl_link_report *const *x = a, *const *y = b;
    return dl_slice_cmp((*x)->id, (*y)->id);
}

/* The entities of a story that is worked out alone, its reports in order of id. */
static bool join_own(relink_story *s)
{
    relinker *x = s->x;
    link_things_free(x->things);
    if (!relink_start_things(x)) return false;
    uint32_t n = s->reports.n;
    const dl_link_report **order = dl_arena_array(s->arena, (size_t)n + 1, sizeof *order);
    for (uint32_t i = 0; order && i < n; i++) order[i] = &s->reports.at[i];
    if (order) qsort(order, n, sizeof(void *), by_id);
    for (uint32_t i = 0; order && i < n; i++)
        give_one(x, order[i]->rep, order[i]->id, DL_S("own"), order[i]->first);
    return order && relink_is_fine(x) && join_and_name(x, s->arena);
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

static bool find_things(piece *p)
{
    for (uint32_t i = 0; i < p->n; i++) {
        if (!relink_find_things_of(p, &p->at[i])) return false;
        relink_tell_things_of(p, &p->at[i]);
    }
    return true;
}

/* ---- a story */

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

static void tell_dated(const piece *p, dl_slice id, const dl_link_told *told)
{
    const dl_record_link *r = p->x->record;
    for (uint32_t i = 0; i < p->n; i++) r->dated(r->ctx, id, &p->at[i], &told->dated[i], false);
}

static void tell_events(const piece *p, dl_slice id, const dl_link_told *told)
{
    const dl_record_link *r = p->x->record;
    for (uint32_t i = 0; i < told->events.n; i++) {
        if (i % ASKED_EVERY == 0 && !link_goes_on(r)) return;
        r->event(r->ctx, id, p->at, told, i, p->x->thing_id);
    }
}

/* Events and their mentions as those of `p`, from the number `first` on. */
static void number_from(dl_link_told *told, uint32_t first)
{
    for (uint32_t i = 0; first && i < told->events.n; i++)
        for (uint32_t k = 0; k < told->events.at[i].mentions.n; k++)
            told->events.at[i].mentions.at[k].event += first;
}

/* The reports' own events, or of one long report's some, from the number `first` on. */
static bool work_out_events(const piece *p, dl_link_report *of, uint32_t first, dl_slice id)
{
    const relinker *x = p->x;
    dl_link_told told;
    memset(&told, 0, sizeof told);
    bool fine = dl_link_story(x->l, x->record, p->arena, of, p->n, &told)
        && relink_place_counts(p, &told);
    if (!fine) return false;
    link_know_parties(x->l, x->things, p->arena, of, x->reps.at, &told);
    number_from(&told, first);
    if (!first) tell_dated(p, id, &told);
    tell_events(p, id, &told);
    return true;
}

/* One long report's events, some at a time. */
static bool work_out_long(const piece *p, dl_slice id)
{
    const dl_layers *l = p->at[0].layers;
    bool fine = true;
    for (uint32_t first = 0; fine && first < l->events.at.n; first += REPORT_EVENTS) {
        uint32_t left = l->events.at.n - first;
        dl_layers some = *l;
        some.events.at.at += first;
        some.events.at.n = left < REPORT_EVENTS ? left : REPORT_EVENTS;
        if (some.event_raw) some.event_raw += first;
        dl_link_report of = p->at[0];
        of.layers = &some;
        dl_arena_mark mark = dl_arena_mark_now(p->arena);
        fine = relink_is_fine(p->x) && work_out_events(p, &of, first, id);
        if (fine) dl_arena_back_to(p->arena, mark);
    }
    return fine;
}

static void work_out_piece(piece *p, dl_slice id)
{
    const relinker *x = p->x;
    bool fine = p->arena && relink_is_fine(x) && relink_load_layers(p) && find_things(p);
    bool is_long = fine && p->at[0].layers->events.at.n > REPORT_EVENTS;
    if (is_long) fine = work_out_long(p, id);
    else fine = fine && work_out_events(p, p->at, 0, id);
    if (!fine) relink_fail(x);
}

static void work_out(relinker *x, dl_slice id)
{
    relink_story s = { .x = x, .arena = dl_arena_new(x->l->mem, 0) };
    if (s.arena) x->record->reports(x->record->ctx, id, relink_take_report, &s);
    bool fine = s.arena && !dl_arena_failed(s.arena) && relink_is_fine(x);
    if (!fine || (x->record->which != DL_LINK_ALL && !join_own(&s))) relink_fail(x);
    for (uint32_t at = 0; at < s.reports.n && relink_is_fine(x);) {
        uint32_t left = s.reports.n - at;
        piece p = { x, dl_arena_new(x->l->mem, 0), &s.reports.at[at], left < PIECE ? left : PIECE };
        work_out_piece(&p, id);
        dl_arena_free(p.arena);
        at += p.n;
    }
    dl_arena_free(s.arena);
}

static void take_due(void *user, const dl_link_due *d)
{
    relinker *x = user;
    dl_link_due *at = DL_PUSH(x->arena, &x->due);
    if (!at) return;
    *at = *d;
    at->id = dl_arena_copy(x->arena, d->id);
}

void dl_link_relink(const dl_link *l, const dl_record_link *record)
{
    relinker x = { .l = l, .record = record, .arena = dl_arena_new(l->mem, 0) };
    x.stories.arena = x.arena;
    if (!x.arena) {
        relink_fail(&x);
        return;
    }
    if (record->which == DL_LINK_ALL) join_all(&x);
    if (relink_is_fine(&x)) record->stories(record->ctx, record->which, take_due, &x);
    for (uint32_t i = 0; relink_is_fine(&x) && i < x.due.n; i++) {
        if (relink_suits_grew(&x.due.at[i])) relink_grew(&x, x.due.at[i].id);
        else work_out(&x, x.due.at[i].id);
    }
    if (dl_arena_failed(x.arena)) relink_fail(&x);
    link_things_free(x.things);
    dl_arena_free(x.arena);
}
