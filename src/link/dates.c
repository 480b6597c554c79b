/* dates - see dates.h. */
#include "dates.h"

#include "base/chars.h"
#include "base/order.h"
#include "days.h"

#include <stdio.h>

/* How far from its report a day without a year may lie, in days. */
enum {
    DAY_FAR = 270, /* "on May 2": looked back or ahead */
    DAY_NEAR = 45, /* "on Tuesday, May 2": weekdays are named of days that are near */
    /* The same in a lead, told as past: of 83 such days in leads of T17 and ECB+ 80 were
     * the report's own or one of the two before, none was older. */
    NEWS_DAYS = 2,
    MONTH_FAR = 330, /* "in May" */
    EITHER_FAR = 183, /* where the tense does not tell */
    STORY_FAR = 183, /* from the days of the story's dated reports */
    LEAD_SENTENCES = 2, /* of the body: what opens a report */
    NARROW = 31 /* days: a report that is known so closely is evidence for others */
};

typedef enum clue_kind { /* from the strongest on */
    CLUE_DATELINE,
    CLUE_EXPLICIT,
    CLUE_OFFICE,
    CLUE_WEEKDAY,
    CLUE_DAY,
    CLUE_MONTH,
    CLUE_KINDS
} clue_kind;

typedef struct solver {
    const dl_link *l;
    dl_arena *arena;
    const dl_link_report *r; /* the story's */
    uint32_t n;
    const dl_link_report *at; /* the one that is worked out */
    uint8_t *statuses; /* [its times] a bit for each status of what happens then */
    link_days days;
    dl_buf why;
    dl_dated *out;
} solver;

/* ---- days without a year, year by year */

typedef struct nearness { /* the report lies in day - before .. day + after */
    int32_t before, after;
} nearness;

static bool is_day_of(int year, int month, int day, int weekday, int32_t *out)
{
    int y, m, d;
    *out = dl_day_of(year, month, day);
    dl_day_split(*out, &y, &m, &d);
    return m == month && d == day && (!weekday || dl_day_weekday(*out) == weekday);
}

static void days_near(link_days *days, int month, int day, int weekday, nearness near)
{
    days->n = 0;
    for (int y = LINK_YEAR_FIRST; y <= LINK_YEAR_LAST; y++) {
        int32_t that;
        if (is_day_of(y, month, day, weekday, &that))
            link_days_add(days, that - near.before, that + near.after);
    }
}

static void months_near(link_days *days, int month, int tense)
{
    days->n = 0;
    for (int y = LINK_YEAR_FIRST; y <= LINK_YEAR_LAST; y++) {
        int32_t first = dl_day_of(y, month, 1);
        int32_t before = tense < 0 ? 0 : MONTH_FAR;
        int32_t after = tense > 0 ? 27 : MONTH_FAR;
        if (!tense) before = after = EITHER_FAR;
        link_days_add(days, first - before, first + after);
    }
}

/* ---- meeting evidence */

static void day_text(char *at, size_t size, int32_t day)
{
    int y, m, d;
    dl_day_split(day, &y, &m, &d);
    snprintf(at, size, "%04d-%02d-%02d", y, m, d);
}

static int32_t first_day(const link_days *d) { return d->at[0].first; }
static int32_t last_day(const link_days *d) { return d->at[d->n - 1].last; }

/* True: it narrowed the days. One line of `why`. */
static bool meet(solver *s, const link_days *with, dl_slice words, const char *what)
{
    char first[24], last[24];
    link_days was = s->days;
    if (!link_days_meet(&s->days, with)) return false;
    if (first_day(&was) == first_day(&s->days) && last_day(&was) == last_day(&s->days)
        && was.n == s->days.n)
        return false;
    day_text(first, sizeof first, first_day(&s->days));
    day_text(last, sizeof last, last_day(&s->days));
    if (s->why.n) dl_buf_byte(&s->why, '\n');
    dl_buf_fmt(&s->why, "\"%.*s\": %s: %s to %s", (int)words.n, words.p, what, first, last);
    return true;
}

static dl_slice words_of(const solver *s, dl_span span)
{
    return dl_slice_cut(s->at->layers->full, span.start, span.end);
}

/* ---- tense of a time */

static dl_slice word_before(dl_slice full, uint32_t at)
{
    uint32_t end = at;
    while (end > 0 && full.p[end - 1] == ' ') end--;
    uint32_t start = end;
    while (start > 0 && dl_is_wordy(full.p[start - 1])) start--;
    return dl_slice_cut(full, start, end);
}

/* Once a report: a long one has as many times as events. */
static bool note_statuses(solver *s)
{
    const dl_layers *d = s->at->layers;
    s->statuses = dl_arena_alloc(s->arena, (size_t)d->marks.times.n + 1);
    for (uint32_t i = 0; s->statuses && i < d->events.at.n; i++) {
        const dl_event *e = &d->events.at.at[i];
        bool timed = e->time >= 0 && (uint32_t)e->time < d->marks.times.n;
        if (timed && !e->negative) s->statuses[e->time] |= (uint8_t)(1u << e->status);
    }
    return s->statuses != NULL;
}

static bool has_event(const solver *s, uint32_t mark, dl_status status)
{
    return (s->statuses[mark] >> status) & 1;
}

static bool is_in_lead(const solver *s, dl_span span)
{
    uint32_t body = 0;
    const dl_layers *l = s->at->layers;
    for (uint32_t i = 0; i < l->sentences.n; i++) {
        if (l->sentences.at[i].span.start >= l->body.start) body++;
        if (body == LEAD_SENTENCES) return span.start < l->sentences.at[i].span.end;
    }
    return true;
}

/* "Thursday, December 1, would be ...": what is said of a day that is to come. */
static bool is_ahead_of(dl_slice full, uint32_t at)
{
    uint32_t start = at;
    while (start < full.n && (full.p[start] == ' ' || full.p[start] == ',')) start++;
    uint32_t end = start;
    while (end < full.n && dl_is_letter(full.p[end])) end++;
    dl_slice word = dl_slice_cut(full, start, end);
    return dl_slice_is(word, "will") || dl_slice_is(word, "would");
}

/* -1 past, 1 future, 0 not clear. */
static int tense_of(const solver *s, uint32_t mark)
{
    const dl_time_mark *m = &s->at->layers->marks.times.at[mark];
    dl_slice before = word_before(s->at->layers->full, m->span.start);
    bool day = m->form.day || m->form.weekday;
    if (day && dl_slice_eq_nocase(before, DL_S("for"))) return 1;
    if (day && is_ahead_of(s->at->layers->full, m->span.end)) return 1;
    if (dl_slice_eq_nocase(before, DL_S("by"))) return 0;
    /* A planned event at that time looks ahead whatever the tense of its verb. */
    if (m->form.direction > 0 || has_event(s, mark, DL_PLANNED)) return 1;
    if (m->form.direction < 0) return -1;
    return is_in_lead(s, m->span) && has_event(s, mark, DL_HAPPENED) ? -1 : 0;
}

/* ---- one time */

static bool is_in_zone(const dl_layers *d, dl_span span)
{
    for (uint32_t i = 0; i < d->zones.n; i++) {
        dl_span zone = d->zones.at[i].span;
        if (span.start >= zone.start && span.end <= zone.end) return true;
    }
    return false;
}

static bool is_point(const dl_time_form *f)
{
    return f->shape == DL_TIME_POINT && f->anchor != DL_ANCHOR_MENTION && !f->fiscal
        && f->offset == 0;
}

static bool explicit_days(const solver *s, uint32_t mark, link_days *out)
{
    const dl_time_form *f = &s->at->layers->marks.times.at[mark].form;
    if (!is_point(f) || !f->year) return false;
    dl_time_value v = dl_time_resolve(f, DL_NO_DAY);
    bool ahead = has_event(s, mark, DL_PLANNED);
    bool past = !ahead && has_event(s, mark, DL_HAPPENED);
    if (v.from == DL_NO_DAY || (!ahead && !past)) return false;
    if (past) link_days_range(out, v.from, dl_day_of(LINK_YEAR_LAST, 12, 31));
    else link_days_range(out, dl_day_of(LINK_YEAR_FIRST, 1, 1), v.to);
    return true;
}

/* A day that is named with its weekday is near. One named without is not today. */
static nearness nearness_of(const solver *s, uint32_t mark, bool weekday)
{
    int tense = tense_of(s, mark);
    dl_span span = s->at->layers->marks.times.at[mark].span;
    if (weekday && tense < 0 && is_in_lead(s, span)) return (nearness){ 0, NEWS_DAYS };
    if (weekday && tense > 0) return (nearness){ DAY_NEAR, 0 };
    if (weekday && tense == 0) return (nearness){ DAY_NEAR, DAY_NEAR };
    if (tense < 0) return (nearness){ weekday ? 0 : -1, DAY_FAR };
    if (tense > 0) return (nearness){ DAY_FAR, -1 };
    return (nearness){ EITHER_FAR, EITHER_FAR };
}

static bool yearless_days(const solver *s, uint32_t mark, clue_kind kind, link_days *out)
{
    const dl_time_form *f = &s->at->layers->marks.times.at[mark].form;
    if (!is_point(f) || f->year || !f->month || f->nth) return false;
    if (kind == CLUE_MONTH) {
        if (f->day) return false;
        months_near(out, f->month, tense_of(s, mark));
        return true;
    }
    if (!f->day || (f->weekday != 0) != (kind == CLUE_WEEKDAY)) return false;
    days_near(out, f->month, f->day, f->weekday, nearness_of(s, mark, f->weekday != 0));
    return out->n > 0;
}

static void take_times(solver *s, clue_kind kind)
{
    static const char *const what[] = { [CLUE_EXPLICIT] = "told as past or to come",
        [CLUE_WEEKDAY] = "that weekday in these years",
        [CLUE_DAY] = "that day of a year",
        [CLUE_MONTH] = "that month of a year" };
    const dl_layers *d = s->at->layers;
    link_days days;
    for (uint32_t i = 0; i < d->marks.times.n; i++) {
        if (is_in_zone(d, d->marks.times.at[i].span)) continue;
        bool found = kind == CLUE_EXPLICIT ? explicit_days(s, i, &days)
                                           : yearless_days(s, i, kind, &days);
        if (found) meet(s, &days, words_of(s, d->marks.times.at[i].span), what[kind]);
    }
}

/* ---- the dateline */

static int small_number(dl_slice digits)
{
    int v = 0;
    for (size_t i = 0; i < digits.n; i++) v = v * 10 + (digits.p[i] - '0');
    return v;
}

/* "May 2", "30 April": a month's name and the number of a day. */
static bool month_and_day(const dl_link *l, dl_slice s, int *month, int *day)
{
    *month = *day = 0;
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        bool number = dl_is_digit(s.p[i]);
        while (i < s.n && (number ? dl_is_digit(s.p[i]) : dl_is_letter(s.p[i]))) i++;
        dl_slice word = dl_slice_cut(s, from, i);
        if (number && word.n <= 2) *day = small_number(word);
        dl_calendar_word w = number ? (dl_calendar_word){ DL_CALENDAR_NONE, 0 }
                                    : dl_calendar_find(l->calendar, word);
        if (w.kind == DL_CALENDAR_MONTH) *month = w.value;
        if (i == from) i++;
    }
    return *month && *day >= 1 && *day <= 31;
}

static void take_dateline(solver *s)
{
    int month, day;
    link_days days;
    dl_slice text = s->at->layers->dateline_date;
    if (!text.n || !month_and_day(s->l, text, &month, &day)) return;
    days_near(&days, month, day, 0, (nearness){ 0, 1 });
    if (meet(s, &days, text, "the dateline's day")) s->out->by_dateline = true;
}

/* ---- offices held */

typedef struct held {
    const solver *s;
    const dl_entity *e;
    dl_slice office; /* of the title in the text */
    link_days days;
} held;

static bool title_office(const dl_link *l, dl_slice title, dl_slice *office)
{
    for (uint32_t i = 0; i < l->titles->rows; i++)
        if (dl_slice_eq_nocase(dl_table_cell(l->titles, i, LINK_TITLE), title)) {
            *office = dl_table_cell(l->titles, i, LINK_TITLE_OFFICE);
            return true;
        }
    return false;
}

/* Terms come in any order: the days are put in order by insertion. */
static void add_term(link_days *d, int32_t first, int32_t last)
{
    uint32_t i = d->n;
    if (d->n == LINK_RANGES_MAX) return;
    for (; i > 0 && d->at[i - 1].first > first; i--) d->at[i] = d->at[i - 1];
    d->at[i] = (link_range){ first, last };
    d->n++;
}

static bool is_office_of(const held *h, const dl_office_term *t)
{
    bool head = dl_slice_starts(h->office, DL_S("head_of_"));
    bool same = dl_slice_eq(t->office, h->office)
        || (head && dl_slice_starts(t->office, DL_S("head_of_")));
    return same && (!h->e->country.n || dl_slice_eq(h->e->country, t->country));
}

static bool take_term(void *user, const dl_office_term *t)
{
    held *h = user;
    if (!is_office_of(h, t) || t->start == DL_NO_DAY) return true;
    /* An end that is not told bounds nothing. */
    int32_t end = t->end == DL_NO_DAY ? dl_day_of(LINK_YEAR_LAST, 12, 31) : t->end;
    add_term(&h->days, t->start, end);
    return true;
}

/* Where the title stands before the name at `at`, a blank or a comma between; its start,
 * NO_TITLE: it does not. */
enum { NO_TITLE = -1 };

static int64_t title_before(dl_slice full, uint32_t at, dl_slice title)
{
    uint32_t end = at;
    while (end > 0 && (full.p[end - 1] == ' ' || full.p[end - 1] == ',')) end--;
    if (end == at || at - end > 2 || end < title.n) return NO_TITLE;
    dl_slice before = dl_slice_cut(full, end - title.n, end);
    return dl_slice_eq_nocase(before, title) ? (int64_t)(end - title.n) : NO_TITLE;
}

/* The report itself gives the title: "Prime Minister Shinzo Abe", "the president, Juan
 * Santos". Not behind "former". */
static bool is_titled(const solver *s, int32_t entity, dl_slice title, dl_span *where)
{
    const dl_layers *d = s->at->layers;
    for (uint32_t i = 0; i < d->marks.mentions.n; i++) {
        const dl_mention *m = &d->marks.mentions.at[i];
        if (m->entity != entity || m->form != DL_FORM_NAME) continue;
        int64_t at = title_before(d->full, m->span.start, title);
        if (at == NO_TITLE) continue;
        uint32_t from = (uint32_t)at;
        dl_slice word = word_before(d->full, from);
        if (dl_slice_eq_nocase(word, DL_S("former")) || dl_slice_eq_nocase(word, DL_S("then")))
            return false;
        *where = (dl_span){ from, m->span.end };
        return true;
    }
    return false;
}

static void join_touching(link_days *d)
{
    link_days joined;
    joined.n = 0;
    for (uint32_t i = 0; i < d->n; i++) link_days_add(&joined, d->at[i].first, d->at[i].last);
    *d = joined;
}

static void take_offices(solver *s)
{
    const dl_layers *d = s->at->layers;
    for (uint32_t i = 0; i < d->marks.entities.n; i++) {
        const dl_entity *e = &d->marks.entities.at[i];
        held h = { .s = s, .e = e };
        dl_span where;
        if (e->kind != DL_KIND_PERSON || !title_office(s->l, e->title, &h.office)) continue;
        if (!is_titled(s, (int32_t)i, e->title, &where)) continue;
        dl_offices_each(s->l->offices, e->name, take_term, &h);
        if (!h.days.n) continue;
        join_touching(&h.days);
        meet(s, &h.days, words_of(s, where), "in that office");
    }
}

/* ---- one report */

static void finish(solver *s)
{
    bool known = s->why.n > 0 || s->at->first != DL_NO_DAY;
    s->out->first = known ? first_day(&s->days) : DL_NO_DAY;
    s->out->last = known ? last_day(&s->days) : DL_NO_DAY;
    s->out->why = dl_arena_copy(s->arena, dl_slice_of(s->why.p, s->why.n));
}

static bool is_given_a_day(const dl_link_report *r)
{
    return r->first != DL_NO_DAY && r->first == r->last;
}

static void own_evidence(solver *s)
{
    if (s->at->first != DL_NO_DAY) link_days_range(&s->days, s->at->first, s->at->last);
    else link_days_all(&s->days);
    if (is_given_a_day(s->at)) return;
    take_dateline(s);
    take_times(s, CLUE_EXPLICIT);
    take_offices(s);
    for (clue_kind k = CLUE_WEEKDAY; k < CLUE_KINDS; k++) take_times(s, k);
}

/* ---- the story */

static bool is_dated(const dl_dated *d)
{
    return d->first != DL_NO_DAY && d->last - d->first <= NARROW;
}

/* The span of the story's reports that are dated, the one at hand aside. */
static bool story_span(const solver *s, const dl_dated *own, int32_t *first, int32_t *last)
{
    bool any = false;
    for (uint32_t i = 0; i < s->n; i++) {
        if (&s->r[i] == s->at || !is_dated(&own[i])) continue;
        if (!any || own[i].first < *first) *first = own[i].first;
        if (!any || own[i].last > *last) *last = own[i].last;
        any = true;
    }
    return any;
}

/* The days that the dated reports of the story name, and their own, in order; those for
 * which they announce something, each once. */
typedef struct named_days {
    uint64_t *key, *spare; /* a day above, nothing below */
    uint32_t n;
    uint64_t *ahead;
    uint32_t aheads;
} named_days;

static uint64_t key_of(int32_t day) { return (uint64_t)((int64_t)day - INT32_MIN) << 32; }

static void keep_one_each(named_days *d)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->aheads; i++)
        if (!n || d->ahead[n - 1] != d->ahead[i]) d->ahead[n++] = d->ahead[i];
    d->aheads = n;
}

static bool collect_named(solver *s, const dl_dated *own, named_days *out)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < s->n; i++) most += s->r[i].layers->marks.times.n + 1;
    out->key = dl_arena_array(s->arena, (size_t)most + 1, sizeof *out->key);
    out->spare = dl_arena_array(s->arena, (size_t)most + 1, sizeof *out->spare);
    out->ahead = dl_arena_array(s->arena, (size_t)most + 1, sizeof *out->ahead);
    for (uint32_t i = 0; out->ahead && i < s->n; i++) {
        if (!is_dated(&own[i])) continue;
        const dl_marks *m = &s->r[i].layers->marks;
        if (own[i].first == own[i].last) out->key[out->n++] = key_of(own[i].first);
        dl_time_value *v = dl_marks_times_between(s->arena, m, own[i].first, own[i].last);
        s->at = &s->r[i];
        if (!v || !note_statuses(s)) return false;
        for (uint32_t k = 0; k < m->times.n; k++) {
            if (v[k].from == DL_NO_DAY || v[k].from != v[k].to) continue;
            out->key[out->n++] = key_of(v[k].from);
            if (has_event(s, k, DL_PLANNED)) out->ahead[out->aheads++] = key_of(v[k].from);
        }
    }
    if (dl_arena_failed(s->arena)) return false;
    dl_sort_keys(out->key, out->spare, out->n);
    dl_sort_keys(out->ahead, out->spare, out->aheads);
    keep_one_each(out);
    return true;
}

/* The first of n that is not before the day. */
static uint32_t place_of(const uint64_t *key, uint32_t n, int32_t day)
{
    uint32_t low = 0, high = n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (key[middle] < key_of(day)) low = middle + 1;
        else high = middle;
    }
    return low;
}

static bool is_named(const named_days *named, int32_t day)
{
    uint32_t at = place_of(named->key, named->n, day);
    return at < named->n && named->key[at] == key_of(day);
}

static int32_t day_of_key(uint64_t key) { return (int32_t)((int64_t)(key >> 32) + INT32_MIN); }

/* The one day of that weekday, of those that are left, for which the story announces
 * something; DL_NO_DAY: none, or several. */
static int32_t announced_day(const solver *s, const named_days *named, int weekday)
{
    int32_t found = DL_NO_DAY, last = last_day(&s->days);
    uint32_t at = place_of(named->ahead, named->aheads, first_day(&s->days));
    for (; at < named->aheads && day_of_key(named->ahead[at]) <= last; at++) {
        int32_t day = day_of_key(named->ahead[at]);
        if (dl_day_weekday(day) != weekday) continue;
        if (found != DL_NO_DAY) return DL_NO_DAY;
        found = day;
    }
    return found;
}

/* "On Wednesday" in the lead, told as past, where little is known otherwise. */
static bool take_announced(solver *s, uint32_t mark, const named_days *named)
{
    link_days days;
    const dl_time_mark *m = &s->at->layers->marks.times.at[mark];
    const dl_time_form *f = &m->form;
    bool bare = is_point(f) && f->weekday && !f->day && !f->month && !f->year && !f->nth;
    if (!bare || last_day(&s->days) - first_day(&s->days) <= NARROW) return false;
    if (!is_in_lead(s, m->span) || tense_of(s, mark) >= 0) return false;
    int32_t day = announced_day(s, named, f->weekday);
    if (day == DL_NO_DAY) return false;
    link_days_range(&days, day, day + NEWS_DAYS);
    return meet(s, &days, words_of(s, m->span), "announced for that day in the story");
}

/* "Dec. 16" is the day of that name that the story's dated reports name. */
static bool days_named(
    const dl_time_form *f, const named_days *named, nearness near, link_days *out)
{
    if (!is_point(f) || f->year || !f->month || !f->day || f->nth) return false;
    out->n = 0;
    for (int y = LINK_YEAR_FIRST; y <= LINK_YEAR_LAST; y++) {
        int32_t that;
        if (is_day_of(y, f->month, f->day, f->weekday, &that) && is_named(named, that))
            link_days_add(out, that - near.before, that + near.after);
    }
    return out->n > 0;
}

/* Which side of the report the day lies on is less sure than which year it is of. */
static bool take_named(solver *s, uint32_t mark, const named_days *named)
{
    link_days days;
    const dl_time_mark *m = &s->at->layers->marks.times.at[mark];
    const nearness near[] = { nearness_of(s, mark, m->form.weekday != 0),
        { EITHER_FAR, EITHER_FAR } };
    for (int i = 0; i < 2; i++) {
        if (!days_named(&m->form, named, near[i], &days)) return false;
        if (meet(s, &days, words_of(s, m->span), "the day of that name in the story")) return true;
    }
    return false;
}

static bool is_open(const solver *s)
{
    return s->at->first == DL_NO_DAY || s->at->last > s->at->first;
}

static void story_evidence(solver *s, const dl_dated *own, const named_days *named)
{
    link_days days;
    int32_t first = 0, last = 0;
    bool narrowed = false;
    for (uint32_t i = 0; i < s->at->layers->marks.times.n; i++) narrowed |= take_named(s, i, named);
    if (story_span(s, own, &first, &last)) {
        link_days_range(&days, first - STORY_FAR, last + STORY_FAR);
        narrowed |= meet(s, &days, DL_S(""), "near the dated reports of its story");
    }
    for (uint32_t i = 0; i < s->at->layers->marks.times.n; i++)
        narrowed |= take_announced(s, i, named);
    s->out->by_story |= narrowed;
}

static void solve(solver *s, const dl_dated *own, const named_days *named)
{
    dl_buf_clear(&s->why);
    memset(s->out, 0, sizeof *s->out);
    if (!note_statuses(s)) return;
    own_evidence(s);
    if (own && is_open(s)) story_evidence(s, own, named);
    finish(s);
}

dl_dated *link_dates(const dl_link *l, const dl_record_link *record, dl_arena *a,
    const dl_link_report *r, uint32_t n)
{
    dl_dated *own = dl_arena_array(a, (size_t)n + 1, sizeof *own);
    dl_dated *all = dl_arena_array(a, (size_t)n + 1, sizeof *all);
    solver s = { .l = l, .arena = a, .r = r, .n = n };
    named_days named = { NULL, NULL, 0, NULL, 0 };
    dl_buf_init(&s.why, l->mem);
    for (uint32_t i = 0; own && all && i < n && link_goes_on(record); i++) {
        s.at = &r[i];
        s.out = &own[i];
        solve(&s, NULL, NULL);
    }
    bool fine = own && all && link_goes_on(record) && collect_named(&s, own, &named);
    for (uint32_t i = 0; fine && i < n && link_goes_on(record); i++) {
        s.at = &r[i];
        s.out = &all[i];
        solve(&s, own, &named);
    }
    fine = fine && !s.why.failed && !dl_arena_failed(a) && link_goes_on(record);
    dl_buf_free(&s.why);
    return fine ? all : NULL;
}
