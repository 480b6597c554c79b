/* crawl - see crawl.h. Each report is read and cleaned as always; counted is what it says
 * of its day. */
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
    int32_t day; /* that it bears; DL_NO_DAY: none */
    bool agrees, differs; /* its address or dateline */
    bool text_differs;
} saying;

typedef struct sample {
    const dl_tools *t;
    saying at[SAMPLE];
    uint32_t n;
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

static void judge(sample *s, const dl_doc *d)
{
    const dl_text *x = &d->text;
    const dl_calendar *c = s->t->calendar;
    int32_t day = DL_NO_DAY;
    bool given = dl_slice_is(x->date_basis, "given") || dl_slice_is(x->date_basis, "feed");
    saying *one = &s->at[s->n++];
    *one = (saying){ .day = DL_NO_DAY };
    if (!given || dl_iso_read(x->date, &day) < DL_PREC_DAY) return;
    one->day = day;
    dl_date address = dl_date_of_url(c, x->url);
    if (address.precision >= DL_PREC_DAY) compare(one, address.day, ADDRESS_APART);
    compare_dateline(one, c, x->dateline_date);
    int32_t named = latest_day(c, dl_doc_body(d));
    one->text_differs = named != DL_NO_DAY && between(day, named) > TEXT_APART;
}

/* ---- what an input says */

/* The day that more reports bear than any other. */
static int32_t most_borne(const sample *s, uint32_t *bear)
{
    int32_t best = DL_NO_DAY;
    *bear = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t n = 0;
        for (uint32_t k = 0; k < s->n; k++) n += s->at[k].day == s->at[i].day;
        if (s->at[i].day == DL_NO_DAY || n <= *bear) continue;
        best = s->at[i].day;
        *bear = n;
    }
    return best;
}

/* More of them say another day than this one by their addresses and datelines, and those
 * are no few; or half of all speak of other days in one way or another. */
static bool is_against(const sample *s, int32_t day, uint32_t bear)
{
    uint32_t agree = 0, differ = 0, speak = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        const saying *one = &s->at[i];
        if (one->day != day) continue;
        agree += one->agrees;
        differ += one->differs && !one->agrees;
        speak += !one->agrees && (one->differs || one->text_differs);
    }
    bool many = differ >= LEAST - 1 && differ * 10 >= bear;
    return (many && differ > 2 * agree) || (speak * 2 > bear && speak > 2 * agree);
}

static int32_t crawl_day(const sample *s)
{
    uint32_t bear;
    int32_t day = most_borne(s, &bear);
    bool rule = bear >= LEAST && bear * 2 > s->n;
    return rule && is_against(s, day, bear) ? day : DL_NO_DAY;
}

/* ---- the first reports of an input */

static void look_at(sample *s, dl_doc *d, const dl_raw *raw)
{
    bool dated = raw->kind == DL_RAW_JSON || raw->kind == DL_RAW_ROW || raw->kind == DL_RAW_ENTRY;
    if (!dated) return;
    dl_read_decode(d, s->t->read, raw);
    if (!dl_failed(&d->err)) dl_clean_text(d, s->t->clean);
    if (!dl_failed(&d->err)) judge(s, d);
}

/* False: out of memory. A report that is too large says nothing. */
static bool take_sample(sample *s, dl_reader *r, dl_doc *d)
{
    dl_raw raw;
    size_t bytes = 0;
    for (int i = 0; i < SAMPLE && bytes < SAMPLE_BYTES; i++) {
        if (!dl_reader_next(r, d->arena, &raw)) return !dl_arena_failed(d->arena);
        dl_doc_bound(d, raw.bytes.n);
        look_at(s, d, &raw);
        bytes += raw.bytes.n;
        dl_doc_ok(d);
        if (d->err.code == DL_ENOMEM) return false;
        dl_doc_reset(d);
    }
    return true;
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
    const char *const one[] = { input };
    dl_doc *d = dl_doc_new(s->t->mem);
    dl_reader *r = d ? dl_reader_new(s->t->mem, s->t->read, one, 1, (dl_wait){ NULL, NULL }) : NULL;
    bool ok = r != NULL;
    s->n = 0;
    if (ok) ok = take_sample(s, r, d);
    if (ok) *day = crawl_day(s);
    dl_reader_free(r);
    dl_doc_free(d);
    return ok;
}

int32_t *dl_crawl_days(const dl_tools *t, const char *const *input, size_t n)
{
    int32_t *day = dl_mem_alloc(t->mem, (n + 1) * sizeof *day);
    sample *s = dl_mem_zero(t->mem, sizeof *s);
    bool ok = day && s;
    for (size_t i = 0; ok && i <= n; i++) day[i] = DL_NO_DAY;
    if (s) s->t = t;
    for (size_t i = 0; ok && i < n; i++) ok = judge_input(s, input[i], &day[i]);
    dl_mem_free(t->mem, s, sizeof *s);
    if (ok) return day;
    dl_mem_free(t->mem, day, (n + 1) * sizeof *day);
    return NULL;
}
