/* page_days - days as a newspaper writes them; see page_parts.h. */
#include <stdio.h>

#include "page_parts.h"

static const char between[] = " to "; /* the days of an interval, as lists tell it */

enum { YEAR = 4, MONTH = 7, DAY = 10 }; /* lengths of "2016", "2016-12-15" */

/* "2016", "2016-12" or "2016-12-15": what its digits say; false: it is another text. */
static bool is_calendar(dl_slice s)
{
    if (s.n != YEAR && s.n != MONTH && s.n != DAY) return false;
    for (size_t i = 0; i < s.n; i++) {
        bool dash = i == YEAR || i == MONTH;
        if (dash ? s.p[i] != '-' : s.p[i] < '0' || s.p[i] > '9') return false;
    }
    return true;
}

static int two_digits(const char *p) { return (p[0] - '0') * 10 + (p[1] - '0'); }

/* "15 Dec 2016" of "2016-12-15", as newspapers write it; other texts as they are. */
static dl_slice day_for_people(dl_slice day, bool with_year, char out[SERVE_DAY_TEXT])
{
    static const char month[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
        "Oct", "Nov", "Dec" };
    if (!is_calendar(day)) return day;
    int m = day.n > YEAR ? two_digits(day.p + YEAR + 1) : 0, n = 0;
    if (m > 12 || (day.n > YEAR && m < 1)) return day;
    if (day.n == DAY) n += snprintf(out, SERVE_DAY_TEXT, "%d ", two_digits(day.p + MONTH + 1));
    if (m) n += snprintf(out + n, SERVE_DAY_TEXT - (size_t)n, "%s", month[m - 1]);
    if (m && with_year) n += snprintf(out + n, SERVE_DAY_TEXT - (size_t)n, " ");
    int year = two_digits(day.p) * 100 + two_digits(day.p + 2);
    bool old = year < 1000 && !m; /* "11" alone says no year */
    if (with_year || !m)
        n += snprintf(out + n, SERVE_DAY_TEXT - (size_t)n, "%s%d", old ? "year " : "", year);
    return dl_slice_of(out, (size_t)n);
}

dl_slice serve_part_day_text(dl_slice day, char out[SERVE_DAY_TEXT])
{
    return day_for_people(day, true, out);
}

static void put_day(web_writer *w, dl_slice day, bool with_year)
{
    char text[SERVE_DAY_TEXT];
    day = dl_slice_cut(day, 0, day.n < DAY ? day.n : DAY);
    web_open(w, "time");
    if (is_calendar(day)) web_attribute(w, "datetime", day);
    web_text(w, day_for_people(day, with_year, text));
    web_close(w);
}

static bool is_same_year(dl_slice first, dl_slice last)
{
    return is_calendar(first) && is_calendar(last) && first.n > YEAR && last.n > YEAR
        && memcmp(first.p, last.p, YEAR) == 0;
}

dl_slice serve_part_last_day(dl_slice days)
{
    size_t end = dl_slice_find(days, dl_slice_str(between), 0);
    size_t from = end == SIZE_MAX ? 0 : end + strlen(between);
    return dl_slice_cut(days, from, days.n);
}

/* "~" stands before a day that was worked out. */
void serve_part_day(web_writer *w, dl_slice day)
{
    dl_slice last = serve_part_last_day(day);
    if (last.n < day.n) {
        serve_part_days(w, dl_slice_cut(day, 0, day.n - last.n - strlen(between)), last);
        return;
    }
    bool about = day.n && day.p[0] == '~';
    if (about) day = dl_slice_cut(day, 1, day.n);
    if (about) web_text(w, DL_S("about "));
    if (day.n) put_day(w, day, true);
    else web_text(w, DL_S("undated"));
}

void serve_part_days(web_writer *w, dl_slice first, dl_slice last)
{
    bool both = !dl_slice_eq(first, last);
    if (both && is_same_year(first, last)) put_day(w, first, false);
    else serve_part_day(w, first);
    if (!both) return;
    web_text(w, dl_slice_str(between));
    serve_part_day(w, last);
}

void serve_part_when(web_writer *w, dl_slice date, dl_slice earliest, dl_slice latest)
{
    if (date.n || !earliest.n) {
        serve_part_day(w, date);
        return;
    }
    web_text(w, DL_S("between "));
    serve_part_day(w, earliest);
    web_text(w, DL_S(" and "));
    serve_part_day(w, latest);
}
