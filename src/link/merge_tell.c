/* merge_tell - see merge_tell.h. */
#include "merge_tell.h"

#include <stdio.h>

typedef struct teller {
    dl_arena *arena;
    const dl_link_report *r;
    const link_mentions *m;
    const link_event *e;
    dl_told_event *out;
} teller;

static const link_mention *mention(const teller *t, uint32_t i)
{
    return &t->m->at[t->e->mentions.at[i]];
}

/* ---- the commonest */

typedef dl_slice (*text_of)(const dl_event *e);
static dl_slice type_of(const dl_event *e) { return e->type; }
static dl_slice act_of(const dl_event *e) { return e->act; }
static dl_slice mode_of(const dl_event *e) { return e->mode; }
static dl_slice cameo_of(const dl_event *e) { return e->cameo; }
static dl_slice contexts_of(const dl_event *e) { return e->contexts; }
static dl_slice lemma_of(const dl_event *e) { return e->lemma; }

/* Mentions that are looked at: an event of thousands is told as its first ones do. */
enum { ASKED_MOST = 64 };

static uint32_t asked(const teller *t)
{
    return t->e->mentions.n < ASKED_MOST ? t->e->mentions.n : ASKED_MOST;
}

/* The first of several that are as common. */
static dl_slice commonest(const teller *t, text_of part)
{
    dl_slice best = { NULL, 0 };
    uint32_t most = 0;
    for (uint32_t i = 0; i < asked(t); i++) {
        dl_slice one = part(mention(t, i)->e);
        uint32_t n = 0;
        for (uint32_t k = 0; one.n && k < asked(t); k++)
            n += dl_slice_eq(part(mention(t, k)->e), one);
        if (n <= most) continue;
        most = n;
        best = one;
    }
    return best;
}

static uint32_t how_many(const teller *t, dl_status s)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < asked(t); i++) n += mention(t, i)->e->status == s;
    return n;
}

/* What may be is no longer open where another mention says that it was done. */
static dl_status commonest_status(const teller *t)
{
    dl_status best = mention(t, 0)->e->status;
    bool open = t->e->stage != LINK_DONE;
    for (int s = DL_HAPPENED; s <= DL_CANCELLED; s++) {
        if (s == DL_POSSIBLE && !open) continue;
        bool worse = best == DL_POSSIBLE && !open && how_many(t, (dl_status)s);
        if (worse || how_many(t, (dl_status)s) > how_many(t, best)) best = (dl_status)s;
    }
    return best;
}

/* ---- how sure */

/* Neither one report, nor copies, nor of one agency. */
static bool is_other_origin(const teller *t, uint32_t i, uint32_t k)
{
    const dl_link_report *a = &t->r[mention(t, i)->report];
    const dl_link_report *b = &t->r[mention(t, k)->report];
    bool copies = a->copies.n && dl_slice_eq(a->copies, b->copies);
    bool agency = a->agency.n && dl_slice_eq(a->agency, b->agency);
    return a != b && !copies && !agency;
}

static bool same_codes(const dl_parties *a, const dl_parties *b)
{
    bool same = a->n == b->n;
    for (uint32_t i = 0; same && i < a->n; i++) same = dl_slice_eq(a->at[i].code, b->at[i].code);
    return same;
}

static bool same_code(const dl_event *a, const dl_event *b)
{
    return dl_slice_eq(a->type, b->type) && same_codes(&a->actors, &b->actors)
        && same_codes(&a->recipients, &b->recipients);
}

/* Do two reports that are no copies tell the event's code with the same sides? */
static bool is_told_twice(const teller *t)
{
    for (uint32_t i = 0; i < asked(t); i++) {
        const dl_event *e = mention(t, i)->e;
        if (!e->type.n || !dl_slice_eq(e->type, t->out->type)) continue;
        for (uint32_t k = 0; k < i; k++)
            if (is_other_origin(t, i, k) && same_code(e, mention(t, k)->e)) return true;
    }
    return false;
}

/* As the mention that tells the code best. Two reports make up for what each tells
 * badly, as two sentences do (src/code/sure.c). */
static dl_sure best_sure(const teller *t)
{
    dl_sure best = DL_SURE_NONE;
    for (uint32_t i = 0; i < asked(t); i++) {
        const dl_event *e = mention(t, i)->e;
        if (e->sure > best && dl_slice_eq(e->type, t->out->type)) best = e->sure;
    }
    return best == DL_SURE_LOW && is_told_twice(t) ? DL_SURE_MIDDLE : best;
}

/* ---- who */

static bool is_there(const dl_told_event *e, bool actors, const dl_told_party *p)
{
    const dl_told_party *at = actors ? e->actors.at : e->recipients.at;
    uint32_t n = actors ? e->actors.n : e->recipients.n;
    for (uint32_t i = 0; i < n; i++) {
        bool same = p->thing != DL_NO_THING
            ? at[i].thing == p->thing
            : at[i].thing == DL_NO_THING && dl_slice_eq_nocase(at[i].name, p->name);
        if (same) return true;
    }
    return false;
}

enum { TOLD_PARTIES_MAX = 32 }; /* of one side of an event */

static void add_party(teller *t, bool actors, uint32_t report, const dl_party *p)
{
    const dl_link_report *r = &t->r[report];
    dl_told_party one = {
        .thing = DL_NO_THING, .report = report, .code = p->code, .span = p->span
    };
    one.name = dl_slice_cut(r->layers->full, p->span.start, p->span.end);
    if (p->entity >= 0) {
        const dl_entity *e = &r->layers->marks.entities.at[p->entity];
        one.thing = r->thing ? r->thing[p->entity] : DL_NO_THING;
        one.entity = (uint32_t)p->entity;
        one.name = e->name;
        one.country = e->country;
        if (!one.code.n) one.code = e->code;
    }
    uint32_t n = actors ? t->out->actors.n : t->out->recipients.n;
    if (n == TOLD_PARTIES_MAX || is_there(t->out, actors, &one)) return;
    dl_told_party *at = actors ? DL_PUSH(t->arena, &t->out->actors)
                               : DL_PUSH(t->arena, &t->out->recipients);
    if (at) *at = one;
}

static void add_parties(teller *t)
{
    for (uint32_t i = 0; i < asked(t); i++) {
        const link_mention *x = mention(t, i);
        const dl_event *e = x->e;
        for (uint32_t k = 0; k < e->actors.n; k++) add_party(t, true, x->report, &e->actors.at[k]);
        for (uint32_t k = 0; k < e->recipients.n; k++)
            add_party(t, false, x->report, &e->recipients.at[k]);
    }
}

/* ---- when and where */

static dl_precision precision_of(int32_t from, int32_t to)
{
    int y, m, d, last_y, last_m, last_d;
    if (from == to) return DL_PREC_DAY;
    dl_day_split(from, &y, &m, &d);
    dl_day_split(to + 1, &last_y, &last_m, &last_d);
    if (d != 1 || last_d != 1) return DL_PREC_NONE;
    if (m == 1 && last_m == 1 && last_y == y + 1) return DL_PREC_YEAR;
    bool month = last_y * 12 + last_m == y * 12 + m + 1;
    return month ? DL_PREC_MONTH : DL_PREC_NONE;
}

/* What is announced is not of the day that another mention tells, if no report is
 * older. */
static bool is_over(const teller *t)
{
    return t->out->status == DL_PLANNED && t->e->first != DL_NO_DAY && t->e->to <= t->e->first;
}

/* "In the 21st century": no more than that it is told now. */
static bool is_our_time(const teller *t)
{
    enum { YEAR = 366 };
    const link_event *e = t->e;
    bool wide = e->from != DL_NO_DAY && e->to - e->from > YEAR;
    return wide && e->first != DL_NO_DAY && e->from <= e->first && e->first <= e->to;
}

static void tell_when(teller *t)
{
    dl_told_event *o = t->out;
    bool tells = !is_over(t) && !is_our_time(t);
    o->from = tells ? t->e->from : DL_NO_DAY;
    o->to = tells ? t->e->to : DL_NO_DAY;
    if (o->from != DL_NO_DAY) {
        o->precision = precision_of(o->from, o->to);
        o->basis = DL_S("text");
        return;
    }
    /* News: what opens a report happened on its day or the day before. */
    bool news = t->e->leads && t->e->stage == LINK_DONE && t->e->first != DL_NO_DAY;
    if (!news) return;
    o->from = t->e->first - 1;
    o->to = t->e->first;
    o->basis = DL_S("report");
}

static void tell_where(teller *t)
{
    t->out->place = -1;
    for (uint32_t i = 0; i < asked(t) && t->out->place < 0; i++) {
        t->out->place = mention(t, i)->e->place;
        t->out->place_report = mention(t, i)->report;
    }
}

/* ---- evidence */

static void tell_source(teller *t)
{
    t->out->attributed_to = -1;
    for (uint32_t i = 0; i < asked(t); i++) {
        const dl_event *e = mention(t, i)->e;
        if (e->attributed_to < 0) {
            t->out->attributed_to = -1; /* one report says it itself */
            return;
        }
        if (i) continue;
        t->out->attributed_to = e->attributed_to;
        t->out->attributed_report = mention(t, i)->report;
    }
}

/* A mention that is coded and in the lead stands for the event. */
static int worth(const link_mention *x)
{
    return (x->e->type.n > 0) * 2 + x->leads + (x->e->actors.n > 0);
}

static void tell_mentions(teller *t)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < asked(t); i++)
        if (worth(mention(t, i)) > worth(mention(t, best))) best = i;
    for (uint32_t i = 0; i <= t->e->mentions.n; i++) {
        if (i == best + 1) continue;
        const link_mention *x = mention(t, i ? i - 1 : best);
        dl_told_mention *at = DL_PUSH(t->arena, &t->out->mentions);
        if (at) *at = (dl_told_mention){ x->report, x->event };
    }
}

static void tell_counts(teller *t)
{
    for (uint32_t i = 0; i < t->e->mentions.n; i++) {
        const link_mention *x = mention(t, i);
        for (uint32_t k = 0; k < x->e->counts.n; k++) {
            dl_told_count *at = DL_PUSH(t->arena, &t->out->counts);
            if (at) *at = (dl_told_count){ x->report, x->e->counts.at[k] };
        }
    }
}

/* Reports of one outlet count once, as do copies and what one agency is credited with. */
static bool is_first(const teller *t, uint32_t i, bool outlets)
{
    const dl_link_report *a = &t->r[mention(t, i)->report];
    for (uint32_t k = 0; k < i; k++) {
        const dl_link_report *b = &t->r[mention(t, k)->report];
        if (outlets && (a == b || dl_slice_eq(a->outlet, b->outlet))) return false;
        if (!outlets && !is_other_origin(t, i, k)) return false;
    }
    return true;
}

static void tell_sources(teller *t)
{
    for (uint32_t i = 0; i < asked(t); i++) {
        t->out->outlets += t->r[mention(t, i)->report].outlet.n && is_first(t, i, true);
        t->out->origins += is_first(t, i, false);
    }
}

/* All of a title that was given apart stands at byte 0. Which of those of its word it is
 * there, and its word where the event has another; empty: the first, of the event's. */
static dl_slice place_in_title(const teller *t, const link_mention *x)
{
    const dl_layers *l = t->r[x->report].layers;
    dl_slice own = x->e->lemma;
    uint32_t nth = 0;
    for (uint32_t i = 0; i < x->event; i++)
        nth += l->event_raw[i] == 0 && dl_slice_eq(l->events.at.at[i].lemma, own);
    bool same = dl_slice_eq(own, t->out->lemma);
    if (same && !nth) return (dl_slice){ NULL, 0 };
    char text[48];
    if (same) own.n = 0;
    if (own.n > 32) own.n = 32;
    int n = snprintf(text, sizeof text, "%u %.*s", nth, (int)own.n, own.p);
    return dl_arena_copy(t->arena, dl_slice_of(text, (size_t)n));
}

/* "e", a hash of the report (20 bits) and one of the mention (44 bits): what a report
 * tells stands together in the record, whose pages are written for one report at a
 * time. */
static dl_slice id_of(dl_arena *a, dl_slice report, dl_sha256 mention)
{
    enum { OF_MENTION = 44 };
    dl_sha256 of_report = dl_sha256_of(report);
    uint64_t high = dl_load(of_report.byte, 8) >> OF_MENTION << OF_MENTION;
    uint64_t low = dl_load(mention.byte, 8) & (((uint64_t)1 << OF_MENTION) - 1);
    char id[24];
    int n = snprintf(id, sizeof id, "e%016llx", (unsigned long long)(high | low));
    return dl_arena_copy(a, dl_slice_of(id, (size_t)n));
}

/* By its first mention: the lowest report id, the lowest byte there. */
static void tell_id(teller *t)
{
    const link_mention *first_one = NULL;
    const dl_link_report *first = NULL;
    uint64_t at = 0;
    for (uint32_t i = 0; i < t->e->mentions.n; i++) {
        const link_mention *x = mention(t, i);
        const dl_link_report *r = &t->r[x->report];
        const dl_layers *l = r->layers;
        uint64_t here = l->event_raw ? l->event_raw[x->event] : x->e->span.start;
        int order = first ? dl_slice_cmp(r->id, first->id) : -1;
        if (order > 0 || (order == 0 && here >= at)) continue;
        first = r;
        first_one = x;
        at = here;
    }
    bool in_title = first->layers->event_raw && at == 0;
    dl_slice more = in_title ? place_in_title(t, first_one) : (dl_slice){ NULL, 0 };
    char where[24];
    int n = snprintf(where, sizeof where, "%llu", (unsigned long long)at);
    dl_slice part[] = { first->id, dl_slice_of(where, (size_t)n), t->out->lemma, more };
    t->out->id = id_of(t->arena, first->id, dl_sha256_parts(part, more.n ? 4 : 3));
}

static void tell_code(teller *t)
{
    dl_told_event *o = t->out;
    o->type = commonest(t, type_of);
    o->act = commonest(t, act_of);
    o->mode = commonest(t, mode_of);
    o->cameo = commonest(t, cameo_of);
    o->contexts = commonest(t, contexts_of);
    o->lemma = commonest(t, lemma_of);
    o->status = commonest_status(t);
    o->sure = best_sure(t);
    o->negative = mention(t, 0)->e->negative;
    o->certainty = mention(t, 0)->e->certainty;
}

void link_tell_event(dl_arena *a, const dl_link_report *r, const link_mentions *m,
    const link_event *e, dl_link_told *out)
{
    teller t = { a, r, m, e, DL_PUSH(a, &out->events) };
    if (!t.out) return;
    tell_code(&t);
    add_parties(&t);
    tell_when(&t);
    tell_where(&t);
    tell_source(&t);
    tell_mentions(&t);
    tell_counts(&t);
    tell_sources(&t);
    tell_id(&t);
}
