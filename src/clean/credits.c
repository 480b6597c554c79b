/* credits - headline, by-lines, agencies and datelines of a plain text. */
#include "clean_private.h"

enum {
    TITLE_MAX = 200,
    CREDIT_MAX = 120,
    PLACE_MAX = 60,
    AGENCY_MAX = 40
}; /* bytes: longer is prose */

static bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static bool same_line(dl_slice a, dl_slice b)
{
    return dl_slice_eq_nocase(dl_slice_trim(a), dl_slice_trim(b));
}

static uint32_t first_left(const clean_lines *l, uint32_t from)
{
    while (from < l->n && l->at[from].gone) from++;
    return from;
}

/* "By Jane Doe", "From John Roe in Kathmandu": capitalised, short, no sentence. */
static bool is_byline(dl_slice s)
{
    size_t skip = dl_slice_starts(s, DL_S("By ")) || dl_slice_starts(s, DL_S("BY ")) ? 3
        : dl_slice_starts(s, DL_S("From "))                                          ? 5
                                                                                     : 0;
    size_t comma = dl_slice_find(s, DL_S(", by "), 0);
    if (!skip && comma != SIZE_MAX && comma < 40) skip = comma + 5;
    return skip && s.n > skip && s.n <= CREDIT_MAX && s.p[s.n - 1] != '.'
        && (is_upper(s.p[skip]) || dl_slice_starts(s, DL_S("By our ")));
}

/* A headline: short, no full stop, followed by a gap, with text after it. */
static bool looks_like_title(const dl_doc *d, const clean_lines *l, uint32_t i)
{
    dl_slice s = clean_text(d, &l->at[i]);
    bool stop = s.n && (s.p[s.n - 1] == '.' || s.p[s.n - 1] == ':' || s.p[s.n - 1] == ',');
    uint32_t blanks = 0;
    for (size_t k = 0; k < s.n; k++) blanks += s.p[k] == ' ';
    return s.n <= TITLE_MAX && !stop && blanks >= 2 && !is_byline(s) && !l->at[i].clutter
        && i + 1 < l->n && l->at[i + 1].gap;
}

void clean_find_title(dl_doc *d, clean_lines *l)
{
    uint32_t first = first_left(l, 0);
    for (; first < l->n && clean_is_date_line(clean_text(d, &l->at[first]));
         first = first_left(l, first))
        clean_remove(d, &l->at[first], DL_REMOVED_DATE_LINE);
    if (!d->text.source_title.p && first < l->n && looks_like_title(d, l, first)) {
        d->text.source_title = clean_text(d, &l->at[first]);
        l->at[first].gone = true; /* it moves into the title; nothing is lost */
        dl_runs_add(d->arena, &d->text.clean_map, 0, (uint32_t)d->text.source_title.n,
            l->at[first].at.start, (uint32_t)d->text.source_title.n);
    }
    dl_slice title = d->text.source_title;
    for (uint32_t i = 0; title.n && i < l->n; i++)
        if (!l->at[i].gone && same_line(clean_text(d, &l->at[i]), title))
            clean_remove(d, &l->at[i], DL_REMOVED_TITLE_REPEAT);
}

/* One to four capitalised words, alone or behind a dash: "- Andean Wire", "AFP". */
static bool is_sign_off(dl_slice s, dl_slice *agency)
{
    if (dl_slice_starts(s, DL_S("- "))) s = dl_slice_cut(s, 2, s.n);
    else if (dl_slice_starts(s, DL_S("\xE2\x80\x94 ")) || dl_slice_starts(s, DL_S("\xE2\x80\x93 ")))
        s = dl_slice_cut(s, 4, s.n);
    if (s.n < 2 || s.n > AGENCY_MAX) return false;
    size_t words = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (!is_upper(s.p[i])) return false;
        words++;
        while (i < s.n && s.p[i] != ' ') {
            if (!is_upper(s.p[i]) && !(s.p[i] >= 'a' && s.p[i] <= 'z') && s.p[i] != '&')
                return false;
            i++;
        }
    }
    *agency = s;
    return words <= 4;
}

void clean_find_credits(dl_doc *d, clean_lines *l)
{
    uint32_t first = first_left(l, 0), seen = 0;
    for (uint32_t i = first; i < l->n && seen < 3; i++) { /* a by-line stands in the first lines */
        if (l->at[i].gone) continue;
        seen++;
        dl_slice s = clean_text(d, &l->at[i]);
        if (clean_is_date_line(s)) clean_remove(d, &l->at[i], DL_REMOVED_DATE_LINE);
        if (l->at[i].sentence || !is_byline(s)) continue;
        if (!d->text.author.p)
            d->text.author = s.p[0] == 'B' && s.n > 3 ? dl_slice_cut(s, 3, s.n) : s;
        clean_remove(d, &l->at[i], DL_REMOVED_BYLINE);
    }
    uint32_t last = l->n;
    while (last > 0 && (l->at[last - 1].gone || l->at[last - 1].clutter)) last--;
    for (uint32_t i = 0; i < l->n; i++)
        if (!l->at[i].gone && clean_is_desk_note(clean_text(d, &l->at[i])))
            clean_remove(d, &l->at[i], DL_REMOVED_AGENCY_NOTE);
    dl_slice agency;
    if (last > 3 && !l->at[last - 1].gone && l->at[last - 1].gap && l->at[last - 2].sentence
        && is_sign_off(clean_text(d, &l->at[last - 1]), &agency)) {
        d->text.agency = agency;
        clean_remove(d, &l->at[last - 1], DL_REMOVED_AGENCY_NOTE);
    }
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

static bool has_month(dl_slice s)
{
    static const char *const month[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
        "Sep", "Oct", "Nov", "Dec" };
    for (size_t k = 0; k < 12; k++)
        if (dl_slice_find(s, dl_slice_str(month[k]), 0) != SIZE_MAX) return true;
    return false;
}

/* Only capitals before the first comma, slash or bracket ("NEW YORK", "OSLO/BOGOTA"). */
static bool is_shouted_place(dl_slice s)
{
    size_t letters = 0;
    for (size_t i = 0; i < s.n && s.p[i] != ',' && s.p[i] != '('; i++) {
        if (s.p[i] >= 'a' && s.p[i] <= 'z') return false;
        letters += is_upper(s.p[i]);
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
    return s.n > 1 && s.n <= AGENCY_MAX && is_upper(s.p[0]);
}

/* `at`: where s, which begins with a dateline, stands in full; it ends at `end`, `dash`
 * bytes before the text. */
static void take_dateline(dl_doc *d, uint32_t at, dl_slice s, size_t end, size_t dash)
{
    dl_slice head = dl_slice_cut(s, 0, end);
    size_t open = dl_slice_find_byte(head, '(', 0),
           close = open == SIZE_MAX ? SIZE_MAX : dl_slice_find_byte(head, ')', open);
    if (close != SIZE_MAX && is_agency(dl_slice_cut(head, open + 1, close))) {
        d->text.agency = dl_slice_cut(head, open + 1, close);
        add_zone(d, DL_ZONE_AGENCY, at + (uint32_t)open, at + (uint32_t)close + 1);
    }
    dl_slice place = dl_slice_trim(dl_slice_cut(head, 0, open == SIZE_MAX ? end : open));
    if (is_shouted_place(place) || has_month(place)) {
        size_t comma = dl_slice_find_byte(place, ',', 0);
        d->text.dateline_place = comma == SIZE_MAX ? place : dl_slice_cut(place, 0, comma);
        if (comma != SIZE_MAX && has_month(dl_slice_cut(place, comma, place.n)))
            d->text.dateline_date = dl_slice_trim(dl_slice_cut(place, comma + 1, place.n));
        add_zone(d, DL_ZONE_DATELINE, at, at + (uint32_t)(end + dash));
    } else if (place.n) {
        add_zone(d, DL_ZONE_AGENCY, at, at + (uint32_t)(end + dash)); /* "PanARMENIAN.Net - " */
    }
}

/* "OSLO (Wire) Text", "OSLO (Wire) - Text", "(Wire) - Text": bytes up to the end of the
 * bracket, *dash those behind it; 0: none. */
static size_t bracketed_end(dl_slice s, size_t *dash)
{
    size_t open = dl_slice_find_byte(dl_slice_cut(s, 0, s.n < PLACE_MAX ? s.n : PLACE_MAX), '(', 0);
    size_t close = open == SIZE_MAX
        ? SIZE_MAX
        : dl_slice_find_byte(
            dl_slice_cut(s, 0, s.n < PLACE_MAX + AGENCY_MAX ? s.n : PLACE_MAX + AGENCY_MAX), ')',
            open);
    if (close == SIZE_MAX || close + 2 >= s.n || !is_agency(dl_slice_cut(s, open + 1, close)))
        return 0;
    dl_slice place = dl_slice_trim(dl_slice_cut(s, 0, open)),
             agency = dl_slice_cut(s, open + 1, close);
    *dash = dl_slice_starts(dl_slice_cut(s, close + 1, s.n), DL_S(" | ")) ? 3
                                                                          : dash_at(s, close + 1);
    if (*dash) return place.n == 0 || is_shouted_place(place) ? close + 1 : 0;
    *dash =
        /* without a dash a word in brackets may be anything else: one word, a capital
         * behind it */
        1;
    bool one = dl_slice_find_byte(agency, ' ', 0) == SIZE_MAX && agency.n <= 12;
    return one && is_shouted_place(place) && s.p[close + 1] == ' ' && is_upper(s.p[close + 2])
        ? close + 1
        : 0;
}

/* "Mannheim, Germany", "Port of Spain": each word a name, but for what binds names. */
static bool is_named_place(dl_slice s)
{
    for (size_t i = 0, end; i < s.n; i = end + 1) {
        end = dl_slice_find_byte(s, ' ', i);
        if (end == SIZE_MAX) end = s.n;
        dl_slice w = dl_slice_cut(s, i, end);
        if (w.n && w.p[0] >= 'a' && w.p[0] <= 'z' && !dl_slice_is(w, "of") && !dl_slice_is(w, "de")
            && !dl_slice_is(w, "la") && !dl_slice_is(w, "du") && !dl_slice_is(w, "upon"))
            return false;
    }
    return true;
}

static bool find_dateline(dl_doc *d, dl_slice body)
{
    uint32_t at = d->text.body.start;
    size_t behind, bracket = bracketed_end(body, &behind);
    if (bracket) return take_dateline(d, at, body, bracket, behind), true;
    if (!is_upper(body.p[0])) return false;
    size_t stop = body.n < PLACE_MAX + AGENCY_MAX ? body.n : PLACE_MAX + AGENCY_MAX;
    for (size_t i = 2; i < stop && body.p[i] != '\n'; i++) {
        size_t dash = dash_at(body, i);
        dl_slice head = dl_slice_cut(body, 0, i);
        bool colon = body.p[i] == ':' && i + 1 < body.n && body.p[i + 1] == ' ' && has_month(head)
            && i < 40;
        if (!dash && !colon) continue;
        size_t blanks = 0, open = dl_slice_find_byte(head, '(', 0);
        for (size_t k = 0; k < i; k++) blanks += body.p[k] == ' ';
        dl_slice place = dl_slice_cut(head, 0, open == SIZE_MAX ? i : open);
        bool outlet = blanks == 0
            && dl_slice_find_byte(head, '.', 0) != SIZE_MAX; /* a site's name */
        bool found = is_shouted_place(place) || outlet || colon || (has_month(place) && blanks <= 5)
            || (open != SIZE_MAX && body.p[i - 1] == ')' && blanks <= 8 && is_named_place(place));
        if (found) take_dateline(d, at, body, i, dash ? dash : 2);
        return found;
    }
    return false;
}

/* "... heavy bombing (Wire) -- Forces loyal ...": headline and points were run together
 * with the text: an agency is credited, where its place begins is not known. */
static bool find_inner_credit(dl_doc *d, dl_slice body)
{
    enum { INNER_MAX = 600, ONE_WORD = 12 };
    for (size_t open = 0; (open = dl_slice_find_byte(body, '(', open + 1)) < INNER_MAX;) {
        size_t close = dl_slice_find_byte(
                   dl_slice_cut(
                       body, 0, body.n < open + ONE_WORD + 2 ? body.n : open + ONE_WORD + 2),
                   ')', open),
               letters = 0, upper = 0;
        if (close == SIZE_MAX || close + 6 > body.n) continue;
        for (size_t i = open + 1; i < close; i++)
            letters += is_upper(body.p[i]) || (body.p[i] >= 'a' && body.p[i] <= 'z'),
                upper += is_upper(body.p[i]);
        size_t dash = dl_slice_starts(dl_slice_cut(body, close + 1, body.n), DL_S(" -- ")) ? 4 : 0;
        char then = body.p[close + 1 + dash];
        if (!dash || letters != close - open - 1 || (upper != letters && letters < 5) || letters < 2
            || !is_upper(body.p[open + 1]) || !(is_upper(then) || strchr("\"'", then)))
            continue;
        uint32_t at = d->text.body.start;
        d->text.agency = dl_slice_cut(body, open + 1, close);
        add_zone(d, DL_ZONE_AGENCY, at + (uint32_t)open, at + (uint32_t)(close + 1 + dash));
        return true;
    }
    return false;
}

/* At the start of the body; one with an agency also at the start of the next paragraphs,
 * behind a caption. */
void clean_find_dateline(dl_doc *d)
{
    enum { PARAGRAPHS = 3 };
    dl_slice body = dl_doc_body(d);
    if (!body.n || find_dateline(d, body)) return;
    for (uint32_t i = 1; i < d->text.paragraphs.n && i < PARAGRAPHS; i++) {
        size_t dash, from = d->text.paragraphs.at[i].start, end;
        dl_slice s = dl_slice_cut(d->text.full, from, d->text.body.end);
        if (!(end = bracketed_end(s, &dash)) || dash < 2 || s.p[0] == '(') continue;
        take_dateline(d, (uint32_t)from, s, end, dash);
        return;
    }
    find_inner_credit(d, body);
}
