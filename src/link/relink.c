/* relink - see relink.h. When everything is worked out, the entities of all reports are
 * joined first; when a few stories are, each story's alone, and each is looked up among
 * those that are known. */
#include "party_known.h"
#include "relink_private.h"

/* ---- entities */

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

/* A story of more reports is worked out in pieces, in order of day. */
enum { PIECE = 2000 };

enum { ASKED_EVERY = 512 }; /* events that are told: whether to go on */

/* The entities of a story that is worked out alone, its reports in order of id. */
static bool join_own(relink_story *s)
{
    relinker *x = s->x;
    link_things_free(x->things);
    if (!relink_start_things(x)) return false;
    uint32_t n = s->reports.n;
    const dl_link_report **order = relink_in_order(s->arena, s->reports.at, n);
    for (uint32_t i = 0; order && i < n; i++)
        give_one(x, order[i]->rep, order[i]->id, DL_S("own"), order[i]->first);
    return order && relink_is_fine(x) && join_and_name(x, s->arena);
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
    for (uint32_t first = 0; fine && first < l->events.at.n; first += RELINK_REPORT_EVENTS) {
        uint32_t left = l->events.at.n - first;
        dl_layers some = *l;
        some.events.at.at += first;
        some.events.at.n = left < RELINK_REPORT_EVENTS ? left : RELINK_REPORT_EVENTS;
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
    bool is_long = fine && p->at[0].layers->events.at.n > RELINK_REPORT_EVENTS;
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
        const dl_link_due *d = &x.due.at[i];
        if (!relink_suits_grew(d) || !relink_grew(&x, d->id)) work_out(&x, d->id);
    }
    if (dl_arena_failed(x.arena)) relink_fail(&x);
    link_things_free(x.things);
    dl_arena_free(x.arena);
}
