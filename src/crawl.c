/* crawl - see crawl.h. The dates of the first reports are read; only where most of them
 * bear one day, those that do are read and cleaned as always, and what they say of their
 * days is counted, until those to come could not speak against it any more. */
#include "crawl.h"

#include <stdio.h>
#include <sys/stat.h>

#include "base/chars.h"

enum {
    SAMPLE = 200, /* reports of an input that are looked at */
    SAMPLE_BYTES = 4 << 20,
    LEAST = 4, /* fewer reports of one day are no rule */
    ADDRESS_APART = 2, /* days: zones and late evenings */
    DATELINE_APART = 10, /* news is printed within days of its dateline */
    TEXT_APART = 180, /* the last day that a text names is seldom older */
    LOOK = 20000, /* bytes of a text that are searched for days */
    DAY_MAX = 24 /* bytes of a day in words: "30 September 2016" */
};

/* What a report says of its day besides the date that it bears. */
typedef struct saying {
    int32_t day; /* that it bears */
    bool agrees, differs; /* its address or dateline */
    bool text_differs;
} saying;

typedef struct sample {
    const dl_tools *t;
    dl_doc *doc;
    int32_t day_of[SAMPLE]; /* that a record bears; DL_NO_DAY: none, or it is no report */
    uint32_t n; /* reports */
    int32_t day; /* that more of them bear than any other; DL_NO_DAY: none bears one */
    uint32_t bear; /* how many do */
    uint32_t heard; /* of those: what they say is counted in the next three */
    uint32_t agree, differ, speak;
} sample;

/* ---- what a report says */

static int32_t between(int32_t a, int32_t b) { return a > b ? a - b : b - a; }

static void compare(saying *s, int32_t day, int32_t most)
{
    bool near = between(s->day, day) <= most;
    s->agrees |= near;
    s->differs |= !near;
}

/* "NOV. 19" names a day of each year: the nearest one counts. */
static void compare_dateline(saying *s, const dl_calendar *c, dl_slice said)
{
    int32_t nearest = DL_NO_DAY;
    int year, month, dom;
    dl_date whole = dl_date_read(c, said);
    if (!said.n || (said.n > DAY_MAX && whole.precision == DL_PREC_NONE)) return;
    if (whole.precision >= DL_PREC_DAY) nearest = whole.day;
    dl_day_split(s->day, &year, &month, &dom);
    for (int y = year - 1; whole.precision == DL_PREC_NONE && y <= year + 1; y++) {
        char text[DAY_MAX + 8];
        int n = snprintf(text, sizeof text, "%.*s %d", (int)said.n, said.p, y);
        dl_date one = dl_date_read(c, dl_slice_of(text, (size_t)n));
        if (one.precision < DL_PREC_DAY) continue;
        bool better = nearest == DL_NO_DAY || between(one.day, s->day) < between(nearest, s->day);
        if (better) nearest = one.day;
    }
    if (nearest != DL_NO_DAY) compare(s, nearest, DATELINE_APART);
}

/* Behind i, a day of the month or a year: digits, with blanks, commas, points between. */
static size_t number_behind(dl_slice s, size_t i)
{
    size_t from = i;
    while (from < s.n && from - i < 2 && strchr(" ,.", s.p[from])) from++;
    size_t to = from;
    while (to < s.n && dl_is_digit(s.p[to])) to++;
    return to > from && to - from <= 4 ? to : i;
}

/* "March 7, 2016" and "7 March 2016" around the month in [from, to). */
static int32_t day_around(const dl_calendar *c, dl_slice s, size_t from, size_t to)
{
    size_t end = number_behind(s, number_behind(s, to)), start = from;
    dl_date forward = dl_date_read(c, dl_slice_cut(s, from, end));
    if (forward.precision == DL_PREC_DAY) return forward.day;
    while (start && from - start < 2 && s.p[start - 1] == ' ') start--;
    while (start && from - start < 4 && dl_is_digit(s.p[start - 1])) start--;
    dl_date backward = dl_date_read(c, dl_slice_cut(s, start, number_behind(s, to)));
    return backward.precision == DL_PREC_DAY ? backward.day : DL_NO_DAY;
}

/* The latest day that a text names in words, with its year; DL_NO_DAY: none. */
static int32_t latest_day(const dl_calendar *c, dl_slice s)
{
    int32_t latest = DL_NO_DAY;
    if (s.n > LOOK) s.n = LOOK;
    for (size_t i = 0, to; i < s.n; i = to + 1) {
        for (to = i; to < s.n && dl_is_letter(s.p[to]);) to++;
        if (to == i || !dl_is_upper(s.p[i])) continue;
        if (dl_calendar_find(c, dl_slice_cut(s, i, to)).kind != DL_CALENDAR_MONTH) continue;
        int32_t day = day_around(c, s, i, to);
        latest = day > latest ? day : latest;
    }
    return latest;
}

/* The day that it bears, as it was given; DL_NO_DAY: none. */
static int32_t day_borne(const dl_text *x)
{
    int32_t day = DL_NO_DAY;
    bool given = dl_slice_is(x->date_basis, "given") || dl_slice_is(x->date_basis, "feed");
    return given && dl_iso_read(x->date, &day) >= DL_PREC_DAY ? day : DL_NO_DAY;
}

static saying saying_of(const dl_calendar *c, const dl_doc *d, int32_t day)
{
    const dl_text *x = &d->text;
    saying one = { .day = day };
    dl_date address = dl_date_of_url(c, x->url);
    if (address.precision >= DL_PREC_DAY) compare(&one, address.day, ADDRESS_APART);
    compare_dateline(&one, c, x->dateline_date);
    int32_t named = latest_day(c, dl_doc_body(d));
    one.text_differs = named != DL_NO_DAY && between(day, named) > TEXT_APART;
    return one;
}

/* ---- what an input says */

/* A report that bears this day may make it the day that most bear. */
static void count_day(sample *s, int32_t day)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < SAMPLE; i++) n += s->day_of[i] == day;
    if (day == DL_NO_DAY || n <= s->bear) return;
    s->day = day;
    s->bear = n;
}

static bool is_rule(const sample *s) { return s->bear >= LEAST && s->bear * 2 > s->n; }

/* More of them say another day than this one by their addresses and datelines, and those
 * are no few; or half of all speak of other days in one way or another. More: so many
 * that are still to be heard, who all speak of other days. */
static bool is_against(const sample *s, uint32_t more)
{
    uint32_t differ = s->differ + more, speak = s->speak + more;
    bool many = differ >= LEAST - 1 && differ * 10 >= s->bear;
    return (many && differ > 2 * s->agree) || (speak * 2 > s->bear && speak > 2 * s->agree);
}

/* ---- the first reports of an input */

static void look_at_day(sample *s, const dl_raw *raw, uint32_t i)
{
    dl_read_dates(s->doc, s->t->read, raw);
    if (dl_failed(&s->doc->err)) return;
    s->n++;
    s->day_of[i] = day_borne(&s->doc->text);
    count_day(s, s->day_of[i]);
}

static void hear(sample *s, const dl_raw *raw, uint32_t i)
{
    dl_doc *d = s->doc;
    if (s->day_of[i] != s->day) return;
    s->heard++;
    dl_read_decode(d, s->t->read, raw);
    if (!dl_failed(&d->err)) dl_clean_text(d, s->t->clean);
    if (dl_failed(&d->err)) return;
    saying one = saying_of(s->t->calendar, d, s->day);
    s->agree += one.agrees;
    s->differ += one.differs && !one.agrees;
    s->speak += !one.agrees && (one.differs || one.text_differs);
}

typedef void look(sample *s, const dl_raw *raw, uint32_t i);
typedef bool enough(const sample *s);

/* No day can be a rule any more. */
static bool is_mixed(const sample *s) { return s->n - s->bear >= SAMPLE / 2; }
static bool is_decided(const sample *s) { return !is_against(s, s->bear - s->heard); }

/* False: out of memory. A report that is too large says nothing. */
static bool look_at_all(sample *s, dl_reader *r, look *look_at, enough *is_enough)
{
    dl_raw raw;
    dl_doc *d = s->doc;
    size_t bytes = 0;
    for (uint32_t i = 0; i < SAMPLE && bytes < SAMPLE_BYTES && !is_enough(s); i++) {
        if (!dl_reader_next(r, d->arena, &raw)) return !dl_arena_failed(d->arena);
        bool dated
            = raw.kind == DL_RAW_JSON || raw.kind == DL_RAW_ROW || raw.kind == DL_RAW_ENTRY;
        dl_doc_bound(d, raw.bytes.n);
        if (dated) look_at(s, &raw, i);
        bytes += raw.bytes.n;
        dl_doc_ok(d);
        if (d->err.code == DL_ENOMEM) return false;
        dl_doc_reset(d);
    }
    return true;
}

static bool read_sample(sample *s, const char *input, look *look_at, enough *is_enough)
{
    const char *const one[] = { input };
    const dl_wait no_wait = { NULL, NULL };
    dl_doc_reset(s->doc);
    dl_reader *r = dl_reader_new(s->t->mem, s->t->read, one, 1, no_wait);
    bool ok = r && look_at_all(s, r, look_at, is_enough);
    dl_reader_free(r);
    return ok;
}

static void begin(sample *s)
{
    for (uint32_t i = 0; i < SAMPLE; i++) s->day_of[i] = DL_NO_DAY;
    s->day = DL_NO_DAY;
    s->n = s->bear = s->heard = s->agree = s->differ = s->speak = 0;
}

static bool may_be_read_twice(const char *input)
{
    struct stat st;
    return stat(input, &st) == 0 && (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode));
}

/* False: out of memory. */
static bool judge_input(sample *s, const char *input, int32_t *day)
{
    if (!may_be_read_twice(input)) return true;
    begin(s);
    if (!read_sample(s, input, look_at_day, is_mixed)) return false;
    if (!is_rule(s)) return true;
    if (!read_sample(s, input, hear, is_decided)) return false;
    if (is_against(s, 0)) *day = s->day;
    return true;
}

int32_t *dl_crawl_days(const dl_tools *t, const char *const *input, size_t n)
{
    int32_t *day = dl_mem_alloc(t->mem, (n + 1) * sizeof *day);
    sample *s = dl_mem_zero(t->mem, sizeof *s);
    if (s) *s = (sample){ .t = t, .doc = dl_doc_new(t->mem) };
    bool ok = day && s && s->doc;
    for (size_t i = 0; ok && i <= n; i++) day[i] = DL_NO_DAY;
    for (size_t i = 0; ok && i < n; i++) ok = judge_input(s, input[i], &day[i]);
    if (s) dl_doc_free(s->doc);
    dl_mem_free(t->mem, s, sizeof *s);
    if (ok) return day;
    dl_mem_free(t->mem, day, (n + 1) * sizeof *day);
    return NULL;
}
