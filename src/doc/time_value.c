/* time_value - see time.h: a form and its anchor become a TIMEX3 value and its days. */
#include "time.h"

#include <stdio.h>

/* A point in time being worked out: the unit it is, and its first day. */
typedef struct point {
    dl_grain grain;
    int32_t first;
    int hour, minute, second; /* -1: not said */
    dl_day_part part;
    bool utc;
} point;

void dl_time_form_clear(dl_time_form *f)
{
    memset(f, 0, sizeof *f);
    f->anchor_mark = -1;
    f->hour = -1;
    f->minute = -1;
    f->second = -1;
}

/* ---- the calendar */

static int year_of(int32_t day)
{
    int y, m, d;
    dl_day_split(day, &y, &m, &d);
    return y;
}

/* Easter Sunday of a Gregorian year (Meeus, Jones, Butcher). */
static int32_t easter_of(int year)
{
    int a = year % 19, b = year / 100, c = year % 100;
    int d = b / 4, e = b % 4, g = (8 * b + 13) / 25;
    int h = (19 * a + b - d - g + 15) % 30;
    int i = c / 4, k = c % 4;
    int l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return dl_day_of(year, n / 31, n % 31 + 1);
}

/* The nth such weekday of a month, or its last one (nth -1). */
static int32_t nth_weekday(int year, int month, int weekday, int nth)
{
    if (nth < 0) {
        int32_t last = dl_day_of(month == 12 ? year + 1 : year, month % 12 + 1, 1) - 1;
        return last - (dl_day_weekday(last) - weekday + 7) % 7;
    }
    int32_t first = dl_day_of(year, month, 1);
    return first + (weekday - dl_day_weekday(first) + 7) % 7 + 7 * (nth - 1);
}

static int32_t week_start(int32_t day) { return day - (dl_day_weekday(day) - 1); }

static int months_in(dl_grain g)
{
    switch (g) {
    case DL_GRAIN_CENTURY: return 1200;
    case DL_GRAIN_DECADE: return 120;
    case DL_GRAIN_YEAR: return 12;
    case DL_GRAIN_HALF: return 6;
    case DL_GRAIN_QUARTER: return 3;
    case DL_GRAIN_SEASON: return 3;
    case DL_GRAIN_MONTH: return 1;
    default: return 0;
    }
}

enum { YEARS_MOST = 9000 }; /* years outside 1 to 9999 are no dates of ours */

/* The first day of the unit that lies `offset` units from the one that holds `day`. */
static int32_t unit_start(int32_t day, dl_grain g, int64_t offset)
{
    int months = months_in(g);
    if (offset > YEARS_MOST * 366 || offset < -YEARS_MOST * 366) return DL_NO_DAY;
    if (g == DL_GRAIN_WEEK) return week_start(day) + (int32_t)offset * 7;
    if (g == DL_GRAIN_WEEKEND) return week_start(day) + 5 + (int32_t)offset * 7;
    if (!months) return day + (int32_t)offset;
    int y, m, d;
    dl_day_split(day, &y, &m, &d);
    /* A meteorological season starts in December, March, June, September. */
    int64_t at = (int64_t)y * 12 + (m - 1) + (g == DL_GRAIN_SEASON ? 1 : 0);
    at = at - at % months + offset * months - (g == DL_GRAIN_SEASON ? 1 : 0);
    if (at < 12 || at >= (int64_t)YEARS_MOST * 12) return DL_NO_DAY;
    return dl_day_of((int)(at / 12), (int)(at % 12) + 1, 1);
}

static int32_t unit_end(int32_t first, dl_grain g)
{
    if (g == DL_GRAIN_WEEK) return first + 6;
    if (g == DL_GRAIN_WEEKEND) return first + 1;
    if (!months_in(g)) return first;
    int y, m, d;
    dl_day_split(first, &y, &m, &d);
    int64_t next = (int64_t)y * 12 + (m - 1) + months_in(g);
    return dl_day_of((int)(next / 12), (int)(next % 12) + 1, 1) - 1;
}

/* ---- explicit fields */

/* The first day of the fields below the year in that year; DL_NO_DAY: there is no such
 * day. */
static int32_t day_in_year(const dl_time_form *f, int year)
{
    if (f->easter) return easter_of(year) + f->easter - 1000;
    if (f->month && f->nth) return nth_weekday(year, f->month, f->weekday, f->nth);
    if (f->month && f->day) {
        int32_t day = dl_day_of(year, f->month, f->day);
        int y, m, d;
        dl_day_split(day, &y, &m, &d);
        return m == f->month ? day : DL_NO_DAY; /* February 29 */
    }
    if (f->month) return dl_day_of(year, f->month, 1);
    if (f->season) return dl_day_of(year, f->season * 3, 1);
    if (f->quarter) return dl_day_of(year, f->quarter * 3 - 2, 1);
    if (f->half) return dl_day_of(year, f->half * 6 - 5, 1);
    return dl_day_of(year, 1, 1);
}

static dl_grain grain_of_fields(const dl_time_form *f)
{
    if (f->easter || f->nth || f->day || f->weekday) return DL_GRAIN_DAY;
    if (f->month) return DL_GRAIN_MONTH;
    if (f->season) return DL_GRAIN_SEASON;
    if (f->quarter) return DL_GRAIN_QUARTER;
    if (f->half) return DL_GRAIN_HALF;
    if (f->year) return DL_GRAIN_YEAR;
    if (f->decade) return DL_GRAIN_DECADE;
    return f->century ? DL_GRAIN_CENTURY : DL_GRAIN_NONE;
}

/* May a day stand in that direction from the anchor? */
static bool suits(int32_t day, int32_t end, int32_t anchor, int direction)
{
    if (direction == -2) return end < anchor;
    if (direction == 2) return day > anchor;
    if (direction == -1) return day <= anchor;
    return direction == 1 ? end >= anchor : true;
}

static int32_t distance(int32_t day, int32_t end, int32_t anchor)
{
    if (anchor < day) return day - anchor;
    return anchor > end ? anchor - end : 0;
}

/* Fields without a year: the fitting year nearest to the anchor. A weekday that is
 * said beside the date must be right where any near year makes it so. */
static int32_t nearest_year(const dl_time_form *f, dl_grain g, int32_t anchor)
{
    enum { FAR = 1 << 30, WRONG_WEEKDAY = 1 << 20 };
    int32_t best = DL_NO_DAY, best_cost = FAR;
    int year = year_of(anchor);
    bool check = f->weekday && f->day;
    for (int y = year - (check ? 3 : 1); y <= year + 1; y++) {
        int32_t day = day_in_year(f, y);
        if (day == DL_NO_DAY) continue;
        int32_t end = unit_end(day, g);
        if (!suits(day, end, anchor, f->direction)) continue;
        int32_t cost = distance(day, end, anchor);
        if (check && dl_day_weekday(day) != f->weekday) cost += WRONG_WEEKDAY;
        if (cost < best_cost) {
            best = day;
            best_cost = cost;
        }
    }
    return best;
}

static int32_t nearest_weekday(int weekday, int32_t anchor, int direction)
{
    int back = (dl_day_weekday(anchor) - weekday + 7) % 7;
    if (direction == 2) return anchor + (back ? 7 - back : 7);
    if (direction == 1) return anchor + (back ? 7 - back : 0);
    if (direction == -2 && !back) return anchor - 7;
    return anchor - back;
}

/* A day of the month alone: "the 15th". */
static int32_t nearest_monthday(int dom, int32_t anchor)
{
    int32_t best = DL_NO_DAY;
    for (int k = -1; k <= 1; k++) {
        int32_t month = unit_start(anchor, DL_GRAIN_MONTH, k);
        int32_t day = month + dom - 1;
        if (month == DL_NO_DAY || unit_end(month, DL_GRAIN_MONTH) < day) continue;
        if (best == DL_NO_DAY || distance(day, day, anchor) < distance(best, best, anchor))
            best = day;
    }
    return best;
}

/* "the eighties": the last decade of that digit that had begun. */
static int32_t decade_start(int decade, int32_t anchor)
{
    if (decade >= 10) return dl_day_of(decade * 10, 1, 1);
    if (anchor == DL_NO_DAY) return dl_day_of(1900 + decade * 10, 1, 1);
    int year = year_of(anchor) / 100 * 100 + decade * 10;
    return dl_day_of(year > year_of(anchor) ? year - 100 : year, 1, 1);
}

static int32_t first_of_fields(const dl_time_form *f, dl_grain g, int32_t anchor)
{
    if (f->year) return day_in_year(f, f->year);
    if (f->decade && g == DL_GRAIN_DECADE) return decade_start(f->decade, anchor);
    if (f->century && g == DL_GRAIN_CENTURY) return dl_day_of(f->century * 100 - 99, 1, 1);
    if (anchor == DL_NO_DAY) return DL_NO_DAY;
    if (f->weekday && !f->day && !f->month)
        return nearest_weekday(f->weekday, anchor, f->direction);
    if (f->day && !f->month) return nearest_monthday(f->day, anchor);
    return nearest_year(f, g, anchor);
}

/* "Monday of last week", "March last year": fields inside the unit that the offset
 * names. */
static int32_t first_inside(const dl_time_form *f, int32_t unit)
{
    if (f->grain == DL_GRAIN_WEEK && f->weekday) return unit + f->weekday - 1;
    if (f->grain == DL_GRAIN_MONTH && f->day) return unit + f->day - 1;
    if (f->grain == DL_GRAIN_YEAR) return day_in_year(f, year_of(unit));
    return unit;
}

static bool has_calendar_field(const dl_time_form *f)
{
    return grain_of_fields(f) != DL_GRAIN_NONE;
}

static point point_of(const dl_time_form *f, int32_t anchor)
{
    point p = { grain_of_fields(f), DL_NO_DAY, f->hour, f->minute, f->second, f->part, f->utc };
    bool has_field = has_calendar_field(f);
    if (f->grain != DL_GRAIN_NONE) {
        if (anchor != DL_NO_DAY) {
            int32_t unit = unit_start(anchor, f->grain, f->offset);
            p.first = unit != DL_NO_DAY && has_field ? first_inside(f, unit) : unit;
        }
        if (!has_field) p.grain = f->grain;
    } else if (has_field) {
        p.first = first_of_fields(f, p.grain, anchor);
    } else {
        p.first = anchor; /* a time of day alone: of the anchor's day */
        p.grain = DL_GRAIN_DAY;
    }
    return p;
}

/* ---- values */

static const char *const season_name[] = { "", "SP", "SU", "FA", "WI" };
static const char *const part_name[] = { "", "MO", "MI", "AF", "EV", "NI", "DT" };

static int iso_week(int32_t day, int *year)
{
    int32_t thursday = week_start(day) + 3;
    *year = year_of(thursday);
    return (thursday - dl_day_of(*year, 1, 1)) / 7 + 1;
}

static void print_day(char *v, const point *p, int y, int m, int d)
{
    int n = snprintf(v, DL_TIME_VALUE_MAX, "%04d-%02d-%02d", y, m, d);
    char *at = v + n;
    size_t left = DL_TIME_VALUE_MAX - (size_t)n;
    int minute = p->minute < 0 ? 0 : p->minute;
    const char *zone = p->utc ? "Z" : "";
    if (p->hour < 0 && p->part) snprintf(at, left, "T%s", part_name[p->part]);
    if (p->hour < 0) return;
    if (p->second < 0) snprintf(at, left, "T%02d:%02d%s", p->hour, minute, zone);
    else snprintf(at, left, "T%02d:%02d:%02d%s", p->hour, minute, p->second, zone);
}

/* A season is named by the year that it begins in, but a winter by the one before its
 * January. */
static void print_point(char *v, const dl_time_form *f, const point *p)
{
    int y, m, d, w;
    dl_day_split(p->first, &y, &m, &d);
    switch (p->grain) {
    case DL_GRAIN_CENTURY: snprintf(v, DL_TIME_VALUE_MAX, "%02d", y / 100); break;
    case DL_GRAIN_DECADE: snprintf(v, DL_TIME_VALUE_MAX, "%03d", y / 10); break;
    case DL_GRAIN_YEAR: snprintf(v, DL_TIME_VALUE_MAX, f->fiscal ? "FY%04d" : "%04d", y); break;
    case DL_GRAIN_HALF: snprintf(v, DL_TIME_VALUE_MAX, "%04d-H%d", y, m / 7 + 1); break;
    case DL_GRAIN_QUARTER: snprintf(v, DL_TIME_VALUE_MAX, "%04d-Q%d", y, (m + 2) / 3); break;
    case DL_GRAIN_SEASON: snprintf(v, DL_TIME_VALUE_MAX, "%04d-%s", y, season_name[m / 3]); break;
    case DL_GRAIN_MONTH: snprintf(v, DL_TIME_VALUE_MAX, "%04d-%02d", y, m); break;
    case DL_GRAIN_WEEK:
        w = iso_week(p->first, &y);
        snprintf(v, DL_TIME_VALUE_MAX, "%04d-W%02d", y, w);
        break;
    case DL_GRAIN_WEEKEND:
        w = iso_week(p->first, &y);
        snprintf(v, DL_TIME_VALUE_MAX, "%04d-W%02d-WE", y, w);
        break;
    default: print_day(v, p, y, m, d);
    }
}

/* TIMEX3 writes X for each digit that is not known: "XXXX-12-16", "XXXX-WXX-5". */
#define SOME_YEAR "XXXX"
#define SOME_DAY SOME_YEAR "-XX-XX"

static bool print_some_month(char *v, const dl_time_form *f)
{
    bool day = f->month && f->day;
    if (day) snprintf(v, DL_TIME_VALUE_MAX, SOME_YEAR "-%02d-%02d", f->month, f->day);
    else if (f->month) snprintf(v, DL_TIME_VALUE_MAX, SOME_YEAR "-%02d", f->month);
    return f->month;
}

static bool print_some_weekday(char *v, const dl_time_form *f)
{
    if (f->weekday) snprintf(v, DL_TIME_VALUE_MAX, SOME_YEAR "-WXX-%d", f->weekday);
    return f->weekday;
}

static bool print_some_season(char *v, const dl_time_form *f)
{
    if (f->season) snprintf(v, DL_TIME_VALUE_MAX, SOME_YEAR "-%s", season_name[f->season]);
    return f->season;
}

static bool print_some_part(char *v, const dl_time_form *f)
{
    if (f->part) snprintf(v, DL_TIME_VALUE_MAX, SOME_DAY "T%s", part_name[f->part]);
    return f->part;
}

/* What stands when the year cannot be known. Nothing where even that is not said. */
static void print_open(char *v, const dl_time_form *f)
{
    if (print_some_month(v, f) || print_some_weekday(v, f) || print_some_season(v, f)) return;
    int minute = f->minute < 0 ? 0 : f->minute;
    if (f->quarter) snprintf(v, DL_TIME_VALUE_MAX, SOME_YEAR "-Q%d", f->quarter);
    else if (f->hour >= 0) snprintf(v, DL_TIME_VALUE_MAX, SOME_DAY "T%02d:%02d", f->hour, minute);
    else print_some_part(v, f);
}

static const char *unit_letter(dl_grain g)
{
    static const char *const letter[] = { "", "CE", "DE", "Y", "H", "Q", "S", "M", "W", "WE", "D",
        "D", "H", "M", "S" };
    return letter[g];
}

static int print_count(char *v, size_t size, int32_t thousandths)
{
    if (thousandths == DL_COUNT_UNKNOWN) return snprintf(v, size, "X");
    if (thousandths % 1000 == 0) return snprintf(v, size, "%d", thousandths / 1000);
    int n = snprintf(v, size, "%d.%03d", thousandths / 1000, thousandths % 1000);
    while (n > 0 && v[n - 1] == '0') v[--n] = 0;
    return n;
}

/* Decades and centuries are told in years. */
static void in_years(dl_grain *g, int32_t *count)
{
    int times = *g == DL_GRAIN_DECADE ? 10 : 1;
    if (*g == DL_GRAIN_CENTURY) times = 100;
    if (times == 1) return;
    *g = DL_GRAIN_YEAR;
    if (*count != DL_COUNT_UNKNOWN && *count < 2000000) *count *= times;
}

static void print_length(char *v, const dl_time_form *f)
{
    dl_grain grain = f->grain;
    int32_t count = f->count;
    in_years(&grain, &count);
    bool clock = grain > DL_GRAIN_PART;
    int n = snprintf(v, DL_TIME_VALUE_MAX, clock ? "PT" : "P");
    n += print_count(v + n, DL_TIME_VALUE_MAX - (size_t)n, count);
    n += snprintf(v + n, DL_TIME_VALUE_MAX - (size_t)n, "%s", unit_letter(grain));
    if (f->more_grain == DL_GRAIN_NONE) return;
    bool more_clock = f->more_grain > DL_GRAIN_PART;
    n += snprintf(v + n, DL_TIME_VALUE_MAX - (size_t)n, more_clock && !clock ? "T" : "");
    n += print_count(v + n, DL_TIME_VALUE_MAX - (size_t)n, f->more_count);
    snprintf(v + n, DL_TIME_VALUE_MAX - (size_t)n, "%s", unit_letter(f->more_grain));
}

static void print_every(char *v, const dl_time_form *f)
{
    bool printed = print_some_weekday(v, f) || print_some_month(v, f) || print_some_season(v, f)
        || print_some_part(v, f);
    if (!printed) print_length(v, f);
}

static void print_vague(char *v, const dl_time_form *f)
{
    const char *name = "PRESENT_REF";
    if (f->direction < 0) name = "PAST_REF";
    if (f->direction > 0) name = "FUTURE_REF";
    snprintf(v, DL_TIME_VALUE_MAX, "%s", name);
}

static dl_time_value resolve_point(const dl_time_form *f, int32_t anchor)
{
    dl_time_value out = { "", DL_NO_DAY, DL_NO_DAY };
    point p = point_of(f, anchor);
    if (p.first == DL_NO_DAY || year_of(p.first) < 1 || year_of(p.first) > YEARS_MOST) {
        print_open(out.value, f);
        return out;
    }
    print_point(out.value, f, &p);
    out.from = p.first;
    out.to = unit_end(p.first, p.grain);
    return out;
}

dl_time_value dl_time_resolve(const dl_time_form *f, int32_t anchor)
{
    dl_time_value out = { "", DL_NO_DAY, DL_NO_DAY };
    switch (f->shape) {
    case DL_TIME_POINT: return resolve_point(f, f->anchor == DL_ANCHOR_NONE ? DL_NO_DAY : anchor);
    case DL_TIME_LENGTH: print_length(out.value, f); break;
    case DL_TIME_EVERY: print_every(out.value, f); break;
    case DL_TIME_VAGUE: print_vague(out.value, f); break;
    }
    return out;
}
