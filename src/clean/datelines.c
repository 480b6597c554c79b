/* datelines - PLACE[, Region][, Date] [(AGENCY)] dash, at the start of a body or behind a
 * headline that was run together with it. */
#include "clean_private.h"

#include "base/chars.h"

enum {
    PLACE_MAX = 60, /* bytes of a place: longer is prose */
    AGENCY_MAX = 40,
    INNER_MAX = 500, /* bytes of headline, caption, by-line in front of an inner dateline */
    CREDIT_MAX = 240
};

/* ---- a dateline behind a headline or a caption that were run together with it */


static size_t word_end(dl_slice s, size_t i)
{
    while (i < s.n && s.p[i] != ' ') i++;
    return i;
}

static bool is_zone(const dl_clean_tables *t, dl_slice word)
{
    return dl_calendar_find(t->calendar, word).kind == DL_CALENDAR_ZONE;
}

/* Where the place that ends there begins: words in capitals, what follows their commas
 * among them. SIZE_MAX: there is none. */
static size_t place_before(const dl_clean_tables *t, dl_slice s, size_t before)
{
    size_t place = SIZE_MAX, i = before;
    while (i && s.p[i - 1] == ' ') i--;
    for (size_t floor = i > PLACE_MAX ? i - PLACE_MAX : 0; i > floor;) {
        size_t from = i, upper = 0;
        while (from > floor && s.p[from - 1] != ' ') from--;
        for (size_t k = from; k < i; k++) upper += dl_is_upper(s.p[k]);
        bool shouted = upper >= 2, named = dl_is_upper(s.p[from]) || dl_is_digit(s.p[from]);
        for (size_t k = from; k < i; k++) shouted &= !dl_is_letter(s.p[k]) || dl_is_upper(s.p[k]);
        if (!shouted && (!named || strchr(".:;!?)", s.p[i - 1]) || place != SIZE_MAX))
            break; /* a region stands behind its place, not before it */
        if (shouted && place != SIZE_MAX
            && (strchr(":;!?)", s.p[i - 1]) || (s.p[i - 1] == '.' && i - from > 4)))
            break; /* "ST. JOHN'S" is one place */
        if (shouted) place = from;
        i = from;
        while (i > floor && s.p[i - 1] == ' ') i--;
    }
    while (place < before) { /* "9:21 am EDT OSLO" */
        size_t end = word_end(s, place);
        if (end + 1 >= before || !is_zone(t, dl_slice_cut(s, place, end))) break;
        place = end + 1;
    }
    return place;
}

static bool is_dash(dl_slice s, size_t i)
{
    return dl_slice_starts(dl_slice_cut(s, i, s.n), DL_S(" - "))
        || dl_slice_starts(dl_slice_cut(s, i, s.n), DL_S(" -- "))
        || dl_slice_starts(dl_slice_cut(s, i, s.n), DL_S(" \xE2\x80\x94 "));
}

/* "... wary of new virus OSLO | Tue Apr 28, 2009 6:32 pm EDT OSLO (Wire) - ...", or
 * without the date: where the place begins; 0: nowhere. *date: bytes of the date line
 * there. */
size_t clean_inner_dateline(const dl_clean_tables *t, dl_slice s, size_t *date)
{
    for (size_t i = 1; i < s.n && i < INNER_MAX; i++) {
        if (s.p[i] != '|' && s.p[i] != '(') continue;
        size_t place = place_before(t, s, i);
        if (place == SIZE_MAX || place == 0) continue;
        *date = s.p[i] == '|' ? clean_date_head(t, dl_slice_cut(s, place, s.n), false) : 0;
        if (*date) return place;
        size_t close = dl_slice_find_byte(
            dl_slice_cut(s, 0, s.n < i + CREDIT_MAX ? s.n : i + CREDIT_MAX), ')', i);
        if (s.p[i] == '(' && close != SIZE_MAX && close - i <= PLACE_MAX && is_dash(s, close + 1))
            return place;
    }
    return 0;
}

/* ---- datelines: PLACE[, Region][, Date] [(AGENCY)] dash */

static size_t dash_at(dl_slice s, size_t i)
{
    if (dl_slice_starts(dl_slice_cut(s, i, s.n), DL_S(" - "))) return 3;
    static const char *const dash[] = { " \xE2\x80\x94 ", " \xE2\x80\x93 ", " \xE2\x80\x94",
        "\xE2\x80\x94 ", " -- " };
    for (size_t k = 0; k < sizeof dash / sizeof *dash; k++)
        if (dl_slice_starts(dl_slice_cut(s, i, s.n), dl_slice_str(dash[k]))) return strlen(dash[k]);
    return 0;
}

/* A month's name among its words. */
static bool has_month(const dl_clean_tables *t, dl_slice s)
{
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        while (i < s.n && dl_is_letter(s.p[i])) i++;
        dl_slice word = dl_slice_cut(s, from, i);
        if (word.n > 2 && dl_is_upper(word.p[0])
            && dl_calendar_find(t->calendar, word).kind == DL_CALENDAR_MONTH)
            return true;
        i += i < s.n && i == from;
    }
    return false;
}

/* Only capitals before the first comma, slash or bracket ("NEW YORK", "OSLO/BOGOTA"). */
static bool is_shouted_place(dl_slice s)
{
    size_t letters = 0;
    for (size_t i = 0; i < s.n && s.p[i] != ',' && s.p[i] != '('; i++) {
        if (s.p[i] >= 'a' && s.p[i] <= 'z') return false;
        letters += dl_is_upper(s.p[i]);
    }
    return letters >= 3;
}

static void add_zone(dl_doc *d, dl_zone_kind kind, uint32_t from, uint32_t to)
{
    dl_zone *z = DL_PUSH(d->arena, &d->text.zones);
    if (z) *z = (dl_zone){ kind, { from, to } };
}

/* An agency's name: "Reuters", "Agence France-Presse"; no date, no figure. */
static bool is_agency(dl_slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] >= '0' && s.p[i] <= '9') return false;
    return s.n > 1 && s.n <= AGENCY_MAX && dl_is_upper(s.p[0]);
}

/* A better date than the dateline's is known: one that is far from it is told. */
static void compare_dates(dl_doc *d, const dl_date *dateline)
{
    enum { DAYS_APART = 7 }; /* a report may be dated when it was changed last */
    int32_t day, apart;
    if (dl_iso_read(d->text.date, &day) < DL_PREC_DAY) return;
    apart = day > dateline->day ? day - dateline->day : dateline->day - day;
    if (apart > DAYS_APART)
        dl_doc_note(d, DL_NOTE_DATE_DOUBTED, -1, "its date is %.*s, its dateline says %s",
            (int)d->text.date.n, d->text.date.p, dateline->text);
}

static void set_date(dl_doc *d, const dl_date *date, const char *basis)
{
    d->text.date = dl_arena_copy(d->arena, dl_slice_of(date->text, date->n));
    d->text.date_precision = date->precision;
    d->text.date_basis = dl_slice_str(basis);
}

/* The dateline's date is the report's where no better one is given. A day without a year
 * is none. */
static void take_date(dl_doc *d, const dl_clean_tables *t)
{
    if (!d->text.dateline_date.n) return;
    dl_date date = dl_date_read(t->calendar, d->text.dateline_date);
    if (date.precision < DL_PREC_DAY) return;
    if (d->text.date.p) {
        compare_dates(d, &date);
        return;
    }
    set_date(d, &date, "dateline");
}

/* "LONDON, England, Dec 16, 2016": the place before the first comma, the date from the
 * part on that holds the month. */
static void take_place(dl_doc *d, const dl_clean_tables *t, dl_slice head)
{
    size_t comma = dl_slice_find_byte(head, ',', 0);
    d->text.dateline_place = comma == SIZE_MAX ? head : dl_slice_cut(head, 0, comma);
    while (comma != SIZE_MAX) {
        size_t next = dl_slice_find_byte(head, ',', comma + 1);
        if (has_month(t, dl_slice_cut(head, comma, next == SIZE_MAX ? head.n : next))) break;
        comma = next;
    }
    if (comma == SIZE_MAX) return;
    d->text.dateline_date = dl_slice_trim(dl_slice_cut(head, comma + 1, head.n));
    take_date(d, t);
}

/* `at`: where s, which begins with a dateline, stands in full; it ends at `end`, `dash`
 * bytes before the text. */
static void take_dateline(
    dl_doc *d, const dl_clean_tables *t, uint32_t at, dl_slice s, size_t end, size_t dash)
{
    dl_slice head = dl_slice_cut(s, 0, end);
    size_t open = dl_slice_find_byte(head, '(', 0);
    dl_slice place = dl_slice_trim(dl_slice_cut(head, 0, open == SIZE_MAX ? end : open));
    if (is_shouted_place(place) || has_month(t, place)) {
        add_zone(d, DL_ZONE_DATELINE, at, at + (uint32_t)(end + dash));
        take_place(d, t, place);
    } else if (place.n) {
        add_zone(d, DL_ZONE_AGENCY, at, at + (uint32_t)(end + dash)); /* "PanARMENIAN.Net - " */
    }
    size_t close = open == SIZE_MAX ? SIZE_MAX : dl_slice_find_byte(head, ')', open);
    if (close == SIZE_MAX || !is_agency(dl_slice_cut(head, open + 1, close))) return;
    d->text.agency = dl_slice_cut(head, open + 1, close);
    add_zone(d, DL_ZONE_AGENCY, at + (uint32_t)open, at + (uint32_t)close + 1);
}

/* "OSLO (Wire) Text", "OSLO (Wire) - Text", "(Wire) - Text": bytes up to the end of the
 * bracket, *dash those behind it; 0: none. */
static size_t bracketed_end(dl_slice s, size_t *dash)
{
    enum { ONE_WORD = 12 };
    dl_slice near = dl_slice_cut(s, 0, s.n < PLACE_MAX ? s.n : PLACE_MAX);
    size_t open = dl_slice_find_byte(near, '(', 0);
    if (open == SIZE_MAX) return 0;
    near = dl_slice_cut(s, 0, s.n < PLACE_MAX + AGENCY_MAX ? s.n : PLACE_MAX + AGENCY_MAX);
    size_t close = dl_slice_find_byte(near, ')', open);
    if (close == SIZE_MAX || close + 2 >= s.n) return 0;
    dl_slice place = dl_slice_trim(dl_slice_cut(s, 0, open));
    dl_slice agency = dl_slice_cut(s, open + 1, close);
    if (!is_agency(agency)) return 0;
    bool bar = dl_slice_starts(dl_slice_cut(s, close + 1, s.n), DL_S(" | "));
    *dash = bar ? 3 : dash_at(s, close + 1);
    if (*dash) return place.n == 0 || is_shouted_place(place) ? close + 1 : 0;
    /* without a dash a word in brackets may be anything else: one word, a capital
     * behind it */
    *dash = 1;
    bool one = dl_slice_find_byte(agency, ' ', 0) == SIZE_MAX && agency.n <= ONE_WORD;
    bool capital = s.p[close + 1] == ' ' && dl_is_upper(s.p[close + 2]);
    return one && capital && is_shouted_place(place) ? close + 1 : 0;
}

/* "Mannheim, Germany", "Port of Spain": each word a name, but for what binds names. */
static bool is_named_place(const dl_clean_tables *t, dl_slice s)
{
    for (size_t i = 0, end; i < s.n; i = end + 1) {
        end = dl_slice_find_byte(s, ' ', i);
        if (end == SIZE_MAX) end = s.n;
        dl_slice w = dl_slice_cut(s, i, end);
        if (w.n && dl_is_lower(w.p[0]) && !clean_is_phrase(t, PHRASE_PLACE, w)) return false;
    }
    return true;
}

static bool find_dateline(dl_doc *d, const dl_clean_tables *t, dl_slice body)
{
    uint32_t at = d->text.body.start;
    size_t behind, bracket = bracketed_end(body, &behind);
    if (bracket) {
        take_dateline(d, t, at, body, bracket, behind);
        return true;
    }
    if (!dl_is_upper(body.p[0])) return false;
    size_t stop = body.n < PLACE_MAX + AGENCY_MAX ? body.n : PLACE_MAX + AGENCY_MAX;
    for (size_t i = 2; i < stop && body.p[i] != '\n'; i++) {
        size_t dash = dash_at(body, i);
        dl_slice head = dl_slice_cut(body, 0, i);
        bool colon = body.p[i] == ':' && i + 1 < body.n && body.p[i + 1] == ' '
            && has_month(t, head) && i < 40;
        if (!dash && !colon) continue;
        size_t blanks = 0, open = dl_slice_find_byte(head, '(', 0);
        for (size_t k = 0; k < i; k++) blanks += body.p[k] == ' ';
        dl_slice place = dl_slice_cut(head, 0, open == SIZE_MAX ? i : open);
        bool outlet = blanks == 0
            && dl_slice_find_byte(head, '.', 0) != SIZE_MAX; /* a site's name */
        bool found = is_shouted_place(place) || outlet || colon
            || (has_month(t, place) && blanks <= 5)
            || (open != SIZE_MAX && body.p[i - 1] == ')' && blanks <= 8
                && is_named_place(t, place));
        if (found) take_dateline(d, t, at, body, i, dash ? dash : 2);
        return found;
    }
    return false;
}

/* "AP", "Reuters": letters alone, all of them capitals, or five and more. */
static bool is_one_word_agency(dl_slice s)
{
    size_t upper = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (!dl_is_letter(s.p[i])) return false;
        upper += dl_is_upper(s.p[i]);
    }
    return s.n >= 2 && dl_is_upper(s.p[0]) && (upper == s.n || s.n >= 5);
}

/* "... heavy bombing (Wire) -- Forces loyal ...": headline and points were run together
 * with the text: an agency is credited, where its place begins is not known. */
static bool find_inner_credit(dl_doc *d, dl_slice body)
{
    enum { BODY_LOOK = 600, ONE_WORD = 12 };
    size_t open = 0;
    while ((open = dl_slice_find_byte(body, '(', open + 1)) < BODY_LOOK) {
        size_t within = open + ONE_WORD + 2;
        dl_slice near = dl_slice_cut(body, 0, body.n < within ? body.n : within);
        size_t close = dl_slice_find_byte(near, ')', open);
        if (close == SIZE_MAX || close + 6 > body.n) continue;
        if (!is_one_word_agency(dl_slice_cut(body, open + 1, close))) continue;
        if (!dl_slice_starts(dl_slice_cut(body, close + 1, body.n), DL_S(" -- "))) continue;
        size_t text = close + 1 + strlen(" -- ");
        if (text == body.n || !(dl_is_upper(body.p[text]) || strchr("\"'", body.p[text]))) continue;
        uint32_t at = d->text.body.start;
        d->text.agency = dl_slice_cut(body, open + 1, close);
        add_zone(d, DL_ZONE_AGENCY, at + (uint32_t)open, at + (uint32_t)text);
        return true;
    }
    return false;
}

/* At the start of the body; one with an agency also at the start of the next paragraphs,
 * behind a caption. */
void clean_find_dateline(dl_doc *d, const dl_clean_tables *t)
{
    enum { PARAGRAPHS = 3 };
    dl_slice body = dl_doc_body(d);
    if (!body.n || find_dateline(d, t, body)) return;
    for (uint32_t i = 1; i < d->text.paragraphs.n && i < PARAGRAPHS; i++) {
        size_t dash, from = d->text.paragraphs.at[i].start, end;
        dl_slice s = dl_slice_cut(d->text.full, from, d->text.body.end);
        if (!(end = bracketed_end(s, &dash)) || dash < 2 || s.p[0] == '(') continue;
        take_dateline(d, t, (uint32_t)from, s, end, dash);
        return;
    }
    find_inner_credit(d, body);
}

/* ---- dates in lines of their own */

/* "OSLO | Tue Apr 28, 2009 6:32 pm EDT", "Published: 5 March 2024 | Updated: 6 March
 * 2024": the first between bars that can be read, one of a change only where none else
 * can. */
static dl_date date_of_line(const dl_clean_tables *t, dl_slice s)
{
    dl_date date = dl_date_read(t->calendar, s);
    if (date.precision >= DL_PREC_DAY) return date;
    for (size_t i = 0, end; i < s.n; i = end + 1) {
        end = dl_slice_find_byte(s, '|', i);
        if (end == SIZE_MAX) end = s.n;
        dl_slice part = dl_slice_cut(s, i, end);
        dl_date one = dl_date_read(t->calendar, part);
        if (one.precision < DL_PREC_DAY) continue;
        if (!clean_is_of_change(part)) return one;
        if (date.precision < DL_PREC_DAY) date = one;
    }
    return date;
}

/* The first that can be read is the report's date where no better one is given. */
void clean_take_line_date(dl_doc *d, const dl_clean_tables *t)
{
    for (uint32_t i = 0; i < d->text.removed.n; i++) {
        const dl_removed *r = &d->text.removed.at[i];
        if (r->why != DL_REMOVED_DATE_LINE && r->why != DL_REMOVED_BYLINE) continue;
        bool byline = r->why == DL_REMOVED_BYLINE;
        dl_slice said = byline ? clean_byline_date(t, r->text) : r->text;
        dl_date date = date_of_line(t, said);
        if (date.precision < DL_PREC_DAY) continue;
        if (!d->text.dateline_date.n) d->text.dateline_date = said;
        if (d->text.date.p) compare_dates(d, &date);
        else set_date(d, &date, "text");
        return;
    }
}
