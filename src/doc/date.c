/* date - dates as people and programs write them (calendar.h).
 *
 *   text --one reader a form--> parts (numbers as written) --finish--> checked, ISO 8601
 *
 * A reader either does not know the form (false) or fills the parts; whether there is
 * such a day is asked once, in `finish`. */
#include "calendar.h"

#include <stdio.h>

#include "base/chars.h"

enum {
    YEAR_LEAST = 1600, /* the first printed newspapers */
    YEAR_MOST = 2199,
    URL_YEAR_LEAST = 1990, /* there were no pages before */
    URL_YEAR_MOST = 2099,
    TEXT_MAX = 100, /* bytes: longer is no date */
    FRACTION_MAX = 9,
    NOT_SAID = -1
};

typedef struct parts {
    int year, month, dom; /* dom: day of the month; NOT_SAID, as `second` */
    int hour, minute, second;
    bool clock, ambiguous;
    dl_slice fraction; /* digits of the second's fraction */
    bool zone, utc; /* utc: written as Z or by name */
    int offset; /* minutes east of UTC */
} parts;

typedef struct cursor {
    const dl_calendar *calendar;
    dl_slice s;
    size_t i;
} cursor;

static const parts nothing = {
    .year = NOT_SAID, .month = NOT_SAID, .dom = NOT_SAID, .second = NOT_SAID
};

static char peek(const cursor *c) { return c->i < c->s.n ? c->s.p[c->i] : 0; }
static char peek_at(const cursor *c, size_t k) { return c->i + k < c->s.n ? c->s.p[c->i + k] : 0; }
static bool at_end(const cursor *c) { return c->i >= c->s.n; }

static void skip(cursor *c, const char *set)
{
    while (!at_end(c) && strchr(set, peek(c))) c->i++;
}

static size_t digits_ahead(const cursor *c)
{
    size_t n = 0;
    while (dl_is_digit(peek_at(c, n))) n++;
    return n;
}

/* Takes n digits; the caller has seen that they are there. n <= 9. */
static int take_number(cursor *c, size_t n)
{
    int v = 0;
    for (size_t k = 0; k < n; k++) v = v * 10 + (c->s.p[c->i + k] - '0');
    c->i += n;
    return v;
}

static dl_slice take_word(cursor *c)
{
    size_t from = c->i;
    while (dl_is_letter(peek(c)) || (peek(c) == '.' && c->i > from)) c->i++;
    return dl_slice_cut(c->s, from, c->i);
}

/* ---- times of day */

/* "+09:00", "-0930", "+09", "+1" */
static bool read_offset(cursor *c, parts *p)
{
    int sign = peek(c) == '-' ? -1 : 1;
    if ((peek(c) != '+' && peek(c) != '-') || !dl_is_digit(peek_at(c, 1))) return false;
    c->i++;
    size_t n = digits_ahead(c);
    if (n != 1 && n != 2 && n != 4) return false;
    int hours = take_number(c, n == 1 ? 1 : 2);
    int minutes = n == 4 ? take_number(c, 2) : 0;
    if (n == 2 && peek(c) == ':') {
        c->i++;
        if (digits_ahead(c) != 2) return false;
        minutes = take_number(c, 2);
    }
    if (hours > 15 || minutes > 59) return false; /* "10:00-16": of another part of the date */
    p->zone = true;
    p->offset = sign * (hours * 60 + minutes);
    return true;
}

/* "p.m.", "GMT", "ET", in any order, "(JST)" behind an offset; what is none of these is
 * left to the caller. */
static void read_clock_words(cursor *c, parts *p)
{
    for (;;) {
        size_t start = c->i;
        skip(c, " ");
        bool bracket = peek(c) == '(';
        c->i += bracket;
        dl_calendar_word w = dl_calendar_find(c->calendar, take_word(c));
        if (bracket && peek(c) == ')') c->i++;
        if (w.kind == DL_CALENDAR_HALF && p->hour >= 1 && p->hour <= 12) {
            p->hour = p->hour % 12 + w.value;
        } else if (w.kind == DL_CALENDAR_ZONE) {
            bool sure = w.value != DL_OFFSET_UNSURE && !p->zone;
            p->utc |= sure && w.value == 0;
            p->offset = sure ? w.value : p->offset;
            p->zone |= sure;
        } else {
            c->i = start;
            return;
        }
    }
}

/* ".5", ",123456" */
static void read_fraction(cursor *c, parts *p)
{
    if ((peek(c) != '.' && peek(c) != ',') || !dl_is_digit(peek_at(c, 1))) return;
    c->i++;
    size_t n = digits_ahead(c);
    p->fraction = dl_slice_cut(c->s, c->i, c->i + (n < FRACTION_MAX ? n : FRACTION_MAX));
    c->i += n;
}

/* "[Europe/Oslo]" behind an offset says where it is used. */
static void skip_zone_name(cursor *c, const parts *p)
{
    size_t end = dl_slice_find_byte(c->s, ']', c->i);
    if (p->zone && peek(c) == '[' && end != SIZE_MAX) c->i = end + 1;
}

/* "10.30" among words; three numbers are a day. */
static bool is_pointed_clock(const cursor *c, size_t n)
{
    bool pointed = (n == 1 || n == 2) && peek_at(c, n) == '.';
    for (size_t i = n + 1; pointed && i <= n + 2; i++) pointed = dl_is_digit(peek_at(c, i));
    char behind = pointed ? peek_at(c, n + 3) : 0;
    return pointed && !dl_is_digit(behind) && behind != '.';
}

/* "10:00", "6:32:05.5 pm EDT", "10:00:00 +0900"; basic: "100000Z" too. */
static bool read_clock(cursor *c, parts *p, bool basic)
{
    size_t n = digits_ahead(c);
    bool colon = (n == 1 || n == 2) && (peek_at(c, n) == ':' || is_pointed_clock(c, n));
    if (!colon && !(basic && (n == 4 || n == 6))) return false;
    p->clock = true;
    p->hour = take_number(c, colon ? n : 2);
    c->i += colon;
    if (digits_ahead(c) < 2) return false;
    p->minute = take_number(c, 2);
    p->second = NOT_SAID;
    if (colon ? peek(c) == ':' : n == 6) {
        c->i += colon;
        if (digits_ahead(c) != 2) return false;
        p->second = take_number(c, 2);
        read_fraction(c, p);
    }
    read_clock_words(c, p);
    size_t start = c->i;
    if (!p->utc) skip(c, " ");
    if ((p->utc || !p->zone) && read_offset(c, p)) {
        p->utc &= p->offset == 0;
        read_clock_words(c, p);
    } else c->i = start;
    skip_zone_name(c, p);
    return true;
}

/* ---- forms that begin with the year, or are digits alone */

/* From 1970-01-01T00:00:00Z on. */
static void from_seconds(parts *p, int64_t seconds)
{
    int32_t day = (int32_t)(seconds / 86400);
    int rest = (int)(seconds % 86400);
    dl_day_split(day, &p->year, &p->month, &p->dom);
    p->hour = rest / 3600;
    p->minute = rest / 60 % 60;
    p->second = rest % 60;
    p->clock = p->zone = p->utc = true;
}

/* Digits alone: how many there are says what they are. */
static bool read_digits(cursor *c, parts *p)
{
    size_t n = digits_ahead(c);
    bool fraction = n < c->s.n && c->s.p[n] == '.';
    for (size_t k = n + 1; k < c->s.n; k++) fraction &= dl_is_digit(c->s.p[k]);
    if (c->s.n != n && !fraction) return false;
    if (n == 9 || n == 10 || n == 13 || (n == 1 && c->s.p[0] == '0')) {
        int64_t v = 0;
        for (size_t k = 0; k < n; k++) v = v * 10 + (c->s.p[k] - '0');
        from_seconds(p, n == 13 ? v / 1000 : v);
        return true;
    }
    if (fraction || (n != 8 && n != 12 && n != 14)) return false;
    p->year = take_number(c, 4);
    p->month = take_number(c, 2);
    p->dom = take_number(c, 2);
    return n == 8 || read_clock(c, p, true);
}

static void from_day(parts *p, int32_t day) { dl_day_split(day, &p->year, &p->month, &p->dom); }

/* "W50", "W50-5", "W505" behind the year: the Monday of week 1 is that of January 4. */
static bool read_week(cursor *c, parts *p)
{
    c->i++;
    size_t n = digits_ahead(c);
    if (n != 2 && n != 3) return false;
    int week = take_number(c, 2), weekday = n == 3 ? take_number(c, 1) : 1;
    if (n == 2 && peek(c) == '-' && dl_is_digit(peek_at(c, 1))) {
        c->i++;
        weekday = take_number(c, 1);
    }
    int32_t fourth = dl_day_of(p->year, 1, 4);
    from_day(p, fourth - dl_day_weekday(fourth) + weekday + 7 * (week - 1));
    return week >= 1 && week <= 53 && weekday >= 1 && weekday <= 7;
}

/* What stands between year and time: "-12-16", "/12/16", "-12", "1216", "-350",
 * "-W50-5". */
static bool read_behind_year(cursor *c, parts *p)
{
    char mark = peek(c);
    if (digits_ahead(c) == 4) {
        p->month = take_number(c, 2);
        p->dom = take_number(c, 2);
        return true;
    }
    if ((mark | 32) == 'w') return read_week(c, p);
    if (!strchr("-/.", mark)) return false;
    c->i++;
    size_t n = digits_ahead(c);
    if ((peek(c) | 32) == 'w') return read_week(c, p);
    if (n == 3 && mark == '-') {
        int year = p->year;
        from_day(p, dl_day_of(year, 1, 1) + take_number(c, 3) - 1);
        return p->year == year;
    }
    if (n != 1 && n != 2) return false;
    p->month = take_number(c, n);
    if (peek(c) != mark) return n == 2;
    c->i++;
    n = digits_ahead(c);
    if (n != 1 && n != 2) return false;
    p->dom = take_number(c, n);
    return true;
}

/* A day of XML with its zone: "2016-12-16Z", "2016-12-16+09:00". */
static bool read_day_zone(cursor *c)
{
    parts zone = nothing;
    size_t start = c->i;
    if ((peek(c) | 32) == 'z') c->i++;
    else read_offset(c, &zone);
    if (at_end(c)) return true;
    c->i = start;
    return false;
}

static bool read_year_first(cursor *c, parts *p)
{
    size_t n = digits_ahead(c);
    if (n != 4 && n != 8) return false;
    p->year = take_number(c, 4);
    if (at_end(c)) return true;
    if (!read_behind_year(c, p)) return false;
    if (at_end(c)) return true;
    if (p->dom >= 0 && read_day_zone(c)) return true;
    if (p->dom < 0 || !strchr("Tt _,", peek(c))) return false;
    c->i++;
    skip(c, " ");
    return read_clock(c, p, true) && at_end(c);
}

/* "16/12/2016", "12/16/2016 10:00", "6.3.2016": the month is known where one is over 12,
 * and between points, where it is the second: whoever writes points writes the day
 * first. */
static bool read_year_last(cursor *c, parts *p)
{
    int v[2];
    char mark = 0;
    for (int k = 0; k < 2; k++) {
        size_t n = digits_ahead(c);
        if (n != 1 && n != 2) return false;
        v[k] = take_number(c, n);
        if (!strchr("/.-", peek(c)) || (k && peek(c) != mark)) return false;
        mark = peek(c);
        c->i++;
    }
    size_t n = digits_ahead(c);
    if (n != 4 && n != 2) return false;
    bool day_first = v[0] > 12 || (mark == '.' && v[1] <= 12);
    p->year = take_number(c, n);
    p->dom = v[day_first ? 0 : 1];
    p->month = v[day_first ? 1 : 0];
    bool either = v[0] <= 12 && v[1] <= 12 && v[0] != v[1];
    p->ambiguous = n == 2 || (either && mark != '.');
    skip(c, " ,");
    return at_end(c) || (read_clock(c, p, false) && at_end(c));
}

/* ---- forms with the month in words */

/* A number among words: a day, a year, a time of day. */
static bool read_number_among_words(cursor *c, parts *p)
{
    size_t n = digits_ahead(c);
    if (!p->clock && n <= 2 && peek_at(c, n) == ':') return read_clock(c, p, false);
    if (!p->clock && is_pointed_clock(c, n)) return read_clock(c, p, false);
    if (n == 4 && p->year < 0) {
        p->year = take_number(c, 4);
        return true;
    }
    if (n != 1 && n != 2) return false;
    int v = take_number(c, n);
    if (p->dom >= 0 && p->month >= 0 && p->year < 0 && n == 2) { /* RFC 822: "16 Dec 16" */
        p->year = v < 50 ? 2000 + v : 1900 + v;
        return true;
    }
    if (p->dom >= 0) return false;
    p->dom = v;
    if (dl_is_letter(peek(c))) {
        dl_slice w = take_word(c);
        return dl_slice_is(w, "st") || dl_slice_is(w, "nd") || dl_slice_is(w, "rd")
            || dl_slice_is(w, "th");
    }
    return true;
}

static bool read_word(cursor *c, parts *p)
{
    dl_slice word = take_word(c);
    dl_calendar_word w = dl_calendar_find(c->calendar, word);
    if (w.kind == DL_CALENDAR_WEEKDAY) return true;
    if (w.kind == DL_CALENDAR_MONTH && p->month < 0) {
        p->month = w.value;
        return true;
    }
    return w.kind == DL_CALENDAR_SMALL;
}

static bool read_word_or_number(cursor *c, parts *p)
{
    if (dl_is_letter(peek(c))) return read_word(c, p);
    return dl_is_digit(peek(c)) && read_number_among_words(c, p);
}

/* The slash of "16/Dec/2016": between a word and a number. */
static void skip_slash(cursor *c)
{
    bool between = peek(c) == '/' && c->i > 0;
    between = between && dl_is_letter(c->s.p[c->i - 1]) != dl_is_letter(peek_at(c, 1));
    c->i += between;
}

static bool read_words(cursor *c, parts *p)
{
    for (skip(c, " "); !at_end(c); skip(c, " ,-|:@")) {
        if (!read_word_or_number(c, p)) return false;
        skip_slash(c);
    }
    return p->month >= 0 && p->year >= 0 && (p->dom >= 0 || !p->clock);
}

/* ---- from parts to a date */

/* Its first day. */
static int32_t day_of(const parts *p)
{
    int month = p->month < 0 ? 1 : p->month;
    return dl_day_of(p->year, month, p->dom < 0 ? 1 : p->dom);
}

static bool there_is_such_a_day(const parts *p)
{
    int y, m, d;
    if (p->year < 1 || p->month == 0 || p->month > 12 || p->dom == 0 || p->dom > 31) return false;
    dl_day_split(day_of(p), &y, &m, &d);
    return p->dom < 0 || d == p->dom;
}

static bool there_is_such_a_time(const parts *p)
{
    if (p->hour == 24) return p->minute == 0 && p->second <= 0;
    return p->hour < 24 && p->minute < 60 && p->second <= 60;
}

/* Years that programs write for "unknown", and the first second of 1970 (or the one
 * before). */
static bool means_unknown(const parts *p, int32_t day)
{
    if (p->year < YEAR_LEAST || p->year > YEAR_MOST) return true;
    if (!p->clock || p->second < 0) return false;
    int64_t seconds = (int64_t)day * 86400 + p->hour * 3600 + p->minute * 60 + p->second;
    seconds -= p->offset * 60;
    return seconds == 0 || seconds == -1;
}

static void print_clock(dl_date *out, const parts *p)
{
    size_t n = out->n;
    n += (size_t)snprintf(out->text + n, sizeof out->text - n, "T%02d:%02d", p->hour, p->minute);
    if (p->second >= 0)
        n += (size_t)snprintf(out->text + n, sizeof out->text - n, ":%02d", p->second);
    if (p->fraction.n)
        n += (size_t)snprintf(
            out->text + n, sizeof out->text - n, ".%.*s", (int)p->fraction.n, p->fraction.p);
    int away = p->offset < 0 ? -p->offset : p->offset;
    if (p->utc) n += (size_t)snprintf(out->text + n, sizeof out->text - n, "Z");
    if (p->zone && !p->utc)
        n += (size_t)snprintf(out->text + n, sizeof out->text - n, "%c%02d:%02d",
            p->offset < 0 ? '-' : '+', away / 60, away % 60);
    out->n = (uint32_t)n;
}

static void print_date(dl_date *out, const parts *p)
{
    size_t room = sizeof out->text;
    int n = snprintf(out->text, room, "%04d", p->year);
    if (p->month > 0) n = snprintf(out->text, room, "%04d-%02d", p->year, p->month);
    if (p->dom > 0) n = snprintf(out->text, room, "%04d-%02d-%02d", p->year, p->month, p->dom);
    out->n = (uint32_t)n;
    if (p->clock) print_clock(out, p);
}

static dl_precision precision_of(const parts *p)
{
    if (p->clock) return DL_PREC_TIME;
    if (p->dom > 0) return DL_PREC_DAY;
    return p->month > 0 ? DL_PREC_MONTH : DL_PREC_YEAR;
}

static dl_date fault(dl_date_fault why)
{
    return (dl_date){ .precision = DL_PREC_NONE, .fault = why, .day = INT32_MIN };
}

static dl_date finish(const parts *p)
{
    if (!there_is_such_a_day(p)) return fault(DL_DATE_NO_SUCH_DAY);
    if (p->clock && !there_is_such_a_time(p)) return fault(DL_DATE_NO_SUCH_DAY);
    if (p->ambiguous) return fault(DL_DATE_AMBIGUOUS);
    int32_t day = day_of(p);
    if (means_unknown(p, day)) return fault(DL_DATE_MEANS_UNKNOWN);
    dl_date out = { .precision = precision_of(p), .fault = DL_DATE_FINE, .day = day };
    print_date(&out, p);
    return out;
}

/* ---- the doors */

static bool says_nothing(dl_slice s)
{
    static const char *const none[] = { "none", "null", "n/a", "na", "nan", "nat", "-" };
    if (s.n == 0) return true;
    for (size_t k = 0; k < sizeof none / sizeof *none; k++)
        if (dl_slice_eq_nocase(s, dl_slice_str(none[k]))) return true;
    return false;
}

dl_date dl_date_read(const dl_calendar *calendar, dl_slice s)
{
    static bool (*const reader[])(
        cursor *, parts *) = { read_digits, read_year_first, read_year_last, read_words };
    s = dl_slice_trim(s);
    if (says_nothing(s)) return fault(DL_DATE_EMPTY);
    if (s.n > TEXT_MAX) return fault(DL_DATE_UNKNOWN_FORM);
    for (size_t k = 0; k < sizeof reader / sizeof *reader; k++) {
        cursor c = { calendar, s, 0 };
        parts p = nothing;
        if (reader[k](&c, &p)) return finish(&p);
    }
    return fault(DL_DATE_UNKNOWN_FORM);
}

const char *dl_date_fault_text(dl_date_fault f)
{
    static const char *const text[] = { "a date", "no date is given", "no date in a known form",
        "there is no such day or time", "it can be read in two ways",
        "what programs write for an unknown day" }; /* ORDER DATE_FAULT */
    return text[f];
}

/* ---- URLs */

/* "/2016/12/16/", "/2016-12-16-", "/2016/dec/16/", "/20161216-", "/2016/12/" where c
 * stands at the first digit, behind no digit. */
static bool read_url_day(cursor *c, parts *p, char before)
{
    size_t n = digits_ahead(c);
    if (n == 8 && before == '/' && !dl_is_letter(peek_at(c, 8))) {
        p->year = take_number(c, 4);
        p->month = take_number(c, 2);
        p->dom = take_number(c, 2);
        return true;
    }
    char mark = n == 4 ? peek_at(c, 4) : 0;
    if (!mark || !strchr("/-_", mark)) return false;
    p->year = take_number(c, 4);
    c->i++;
    n = digits_ahead(c);
    if (n == 1 || n == 2) {
        p->month = take_number(c, n);
    } else {
        dl_calendar_word w = dl_calendar_find(c->calendar, take_word(c));
        if (w.kind != DL_CALENDAR_MONTH) return false;
        p->month = w.value;
    }
    if (peek(c) != mark) return false;
    c->i++;
    n = digits_ahead(c);
    if ((n == 1 || n == 2) && !dl_is_letter(peek_at(c, n))) p->dom = take_number(c, n);
    return p->dom >= 0 || (mark == '/' && before == '/');
}

static dl_slice path_of(dl_slice url)
{
    size_t scheme = dl_slice_find(url, DL_S("://"), 0);
    size_t from = dl_slice_find_byte(url, '/', scheme == SIZE_MAX ? 0 : scheme + 3);
    if (from == SIZE_MAX) return (dl_slice){ url.p, 0 };
    size_t to = from;
    while (to < url.n && url.p[to] != '?' && url.p[to] != '#') to++;
    return dl_slice_cut(url, from, to);
}

dl_date dl_date_of_url(const dl_calendar *calendar, dl_slice url)
{
    dl_date best = fault(DL_DATE_UNKNOWN_FORM);
    if (!url.p) return best;
    dl_slice path = path_of(url);
    for (size_t i = 1; i < path.n; i++) {
        if (!dl_is_digit(path.p[i]) || dl_is_digit(path.p[i - 1])) continue;
        cursor c = { calendar, path, i };
        parts p = nothing;
        if (!read_url_day(&c, &p, path.p[i - 1])) continue;
        if (p.year < URL_YEAR_LEAST || p.year > URL_YEAR_MOST) continue;
        dl_date found = finish(&p);
        if (found.precision > best.precision) best = found;
    }
    return best;
}
