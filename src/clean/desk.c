/* desk - what a desk writes around a report: by-lines, sign-offs, notices of rights. */
#include "clean_private.h"

#include "base/chars.h"

enum {
    NOTE_MAX = 400, /* bytes of a sign-off; longer is prose */
    BEFORE_NOTE = 300, /* bytes of text in front of one that was run together with it */
    CREDIT_MAX = 240, /* bytes of a closing sentence that names contributors */
    BYLINE_MAX = 120,
    AGENCY_MAX = 40
};

/* ---- sign-offs */

/* "Jane Doe in Oslo; editing by John Roe": names and what stands between them in a list
 * of who did what; a sentence has other words. */
static bool is_list_of_names(const dl_clean_tables *t, dl_slice s)
{
    for (size_t i = 0; i < s.n;) {
        while (i < s.n && !dl_is_letter(s.p[i]) && !dl_is_beyond_ascii(s.p[i])) i++;
        size_t from = i;
        while (i < s.n
            && (dl_is_letter(s.p[i]) || s.p[i] == '\'' || s.p[i] == '-'
                || dl_is_beyond_ascii(s.p[i])))
            i++;
        dl_slice word = dl_slice_cut(s, from, i);
        bool name = !word.n || dl_is_upper(word.p[0]) || (word.p[0] & 0x80);
        if (!name && !clean_is_phrase(t, PHRASE_NAMES, word)) return false;
    }
    return true;
}

/* "Reporting by Jane Doe; editing by John Roe", bracketed or not. */
bool clean_is_desk_note(const dl_clean_tables *t, dl_slice s)
{
    bool bracketed = s.n && (s.p[0] == '(' || s.p[0] == '[');
    if (bracketed) s = dl_slice_cut(s, 1, s.n);
    size_t n = clean_starts_phrase(t, PHRASE_CREDIT, s);
    if (!n || s.n <= n + 1 || s.p[n] != ' ' || s.n > NOTE_MAX) return false;
    return bracketed || is_list_of_names(t, dl_slice_cut(s, n + 1, s.n));
}

/* A sentence ends before i: a stop, quotation marks behind it or not, and a blank; no
 * initial, no title. */
static bool is_sentence_start(const dl_clean_tables *t, dl_slice s, size_t i)
{
    if (i == 0) return true;
    if (s.p[i - 1] != ' ') return false;
    return clean_sentence_ends_at(t, s, i);
}

/* "(Reporting by ...)" behind a sentence: an agency closes its report with it; what was
 * run on behind it is the page's. */
static bool find_bracketed_note(const dl_clean_tables *t, dl_slice s, clean_tail *tail)
{
    for (size_t at = dl_slice_find_byte(s, '(', BEFORE_NOTE); at != SIZE_MAX;
         at = dl_slice_find_byte(s, '(', at + 1)) {
        size_t within = at + NOTE_MAX < s.n ? at + NOTE_MAX : s.n,
               close = dl_slice_find_byte(dl_slice_cut(s, 0, within), ')', at);
        dl_slice note = dl_slice_cut(s, at, close == SIZE_MAX ? within : close + 1);
        if ((close == SIZE_MAX && within < s.n) || !is_sentence_start(t, s, at)
            || !clean_is_desk_note(t, note))
            continue;
        *tail = (clean_tail){ at, at + note.n, DL_REMOVED_AGENCY_NOTE };
        return true;
    }
    return false;
}

/* What a sentence on contributors says behind "contributed": "to this report.",
 * "reporting from Oslo.", to its end. */
static bool is_contribution(const dl_clean_tables *t, dl_slice s)
{
    if (dl_slice_ends(s, DL_S("."))) s.n--;
    size_t n = clean_starts_phrase(t, PHRASE_CONTRIBUTED, s);
    dl_slice rest = dl_slice_trim(dl_slice_cut(s, n, s.n));
    return n && (!rest.n || is_list_of_names(t, rest));
}

/* "CNN's Jane Doe contributed to this report." as the last sentence. */
static bool find_contributed(const dl_clean_tables *t, dl_slice s, clean_tail *tail)
{
    static const char verb[] = " contributed ";
    size_t at = dl_slice_find(s, dl_slice_str(verb), s.n > CREDIT_MAX ? s.n - CREDIT_MAX : 0);
    if (at == SIZE_MAX) return false;
    dl_slice behind = dl_slice_trim(dl_slice_cut(s, at + strlen(verb), s.n));
    if (!is_contribution(t, behind)) return false;
    for (size_t i = at; at - i < CREDIT_MAX; i--) {
        if (is_sentence_start(t, s, i)) {
            *tail = (clean_tail){ i, s.n, DL_REMOVED_AGENCY_NOTE };
            return true;
        }
        if (i == 0) break;
    }
    return false;
}

/* The same alone in its line. */
static bool is_contributed_line(const dl_clean_tables *t, dl_slice s)
{
    clean_tail tail;
    return s.n <= CREDIT_MAX && find_contributed(t, s, &tail) && tail.note == 0;
}

/* A year of four digits in the first bytes. */
static bool has_year(dl_slice s)
{
    enum { LOOK = 80 };
    uint32_t digits = 0;
    for (size_t i = 0; i <= s.n && i < LOOK; i++) {
        bool digit = i < s.n && dl_is_digit(s.p[i]);
        if (!digit && digits == 4 && (s.p[i - 4] == '1' || s.p[i - 4] == '2')) return true;
        digits = digit ? digits + 1 : 0;
    }
    return false;
}

/* "Copyright 2011 The Wire", "All rights reserved". A sign alone proves nothing: it may
 * be half of a broken letter, and a copyright is news in some reports. */
static bool is_rights_notice(const dl_clean_tables *t, dl_slice s)
{
    size_t sign = clean_starts_phrase(t, PHRASE_SIGN, s);
    if (sign) {
        dl_slice rest = dl_slice_cut(s, sign, s.n);
        while (rest.n && strchr(" :", rest.p[0])) rest = dl_slice_cut(rest, 1, rest.n);
        return rest.n && !dl_is_lower(rest.p[0]) && has_year(rest);
    }
    size_t n = clean_starts_phrase(t, PHRASE_RIGHTS, s);
    if (!n || !dl_slice_ends(dl_slice_cut(s, 0, n), DL_S("reserved"))) return n > 0;
    dl_slice rest = dl_slice_trim(dl_slice_cut(s, n, s.n)); /* "... for the state were sold" */
    return !rest.n || !dl_is_lower(rest.p[0]);
}

/* "Copyright 2011 The Wire. All rights reserved." as the last sentences. */
static bool find_rights(const dl_clean_tables *t, dl_slice s, clean_tail *tail)
{
    for (size_t i = s.n > NOTE_MAX ? s.n - NOTE_MAX : 1; i < s.n; i++)
        if (is_sentence_start(t, s, i) && is_rights_notice(t, dl_slice_cut(s, i, s.n))) {
            *tail = (clean_tail){ i, s.n, DL_REMOVED_BOILERPLATE };
            return true;
        }
    return false;
}

/* ---- by-lines */

/* Bytes of "By ", "From ", "A headline, by " in front of a name; 0: none. */
static size_t before_name(dl_slice s)
{
    enum { KICKER_MAX = 40 };
    if (dl_slice_starts(s, DL_S("By ")) || dl_slice_starts(s, DL_S("BY "))) return 3;
    if (dl_slice_starts(s, DL_S("From "))) return 5;
    size_t comma = dl_slice_find(s, DL_S(", by "), 0);
    return comma < KICKER_MAX ? comma + 5 : 0;
}

/* "By Jane Doe", "From John Roe in Kathmandu": capitalised, short, no sentence. */
bool clean_is_byline(dl_slice s)
{
    size_t skip = before_name(s);
    if (!skip || s.n <= skip || s.n > BYLINE_MAX || strchr(".:", s.p[s.n - 1])) return false;
    return dl_is_upper(s.p[skip]) || dl_slice_starts(s, DL_S("By our "));
}

/* Where the date begins that ends a by-line, behind a comma, a bar or a dash: "By Jane
 * Doe, 5 March 2024", "By Jane Doe | March 5, 2024"; s.n: none does. */
static size_t byline_date_at(const dl_clean_tables *t, dl_slice s)
{
    for (size_t i = 0; i + 2 < s.n; i++) {
        bool parts = s.p[i] == ',' || s.p[i] == '|' || (s.p[i] == '-' && s.p[i + 1] == ' ');
        dl_slice behind = dl_slice_trim(dl_slice_cut(s, i + 1, s.n));
        if (parts && clean_is_date_line(t, behind)) return (size_t)(behind.p - s.p);
    }
    return s.n;
}

/* The name in a by-line: "John Roe" of "From John Roe in Kathmandu, 5 March 2024". */
static dl_slice author_of(const dl_clean_tables *t, dl_slice byline)
{
    dl_slice name = dl_slice_cut(byline, before_name(byline), byline_date_at(t, byline));
    while (name.n && strchr(" ,|-", name.p[name.n - 1])) name.n--;
    size_t place = dl_slice_find(name, DL_S(" in "), 0);
    bool from = dl_slice_starts(byline, DL_S("From "));
    return from && place != SIZE_MAX ? dl_slice_cut(name, 0, place) : name;
}

/* "Posted on March 5, 2024 by Jane Doe": where "by" stands; 0: nowhere. */
static size_t dated_byline(const dl_clean_tables *t, dl_slice s)
{
    size_t by = s.n > BYLINE_MAX ? SIZE_MAX : dl_slice_find(s, DL_S(" by "), 0);
    if (by == SIZE_MAX || by + 4 >= s.n || !dl_is_upper(s.p[by + 4])) return 0;
    bool ends = strchr(".:", s.p[s.n - 1]) != NULL;
    return !ends && clean_is_date_line(t, dl_slice_cut(s, 0, by)) ? by : 0;
}

dl_slice clean_byline_date(const dl_clean_tables *t, dl_slice byline)
{
    size_t by = dated_byline(t, byline);
    if (by) return dl_slice_cut(byline, 0, by);
    return dl_slice_cut(byline, byline_date_at(t, byline), byline.n);
}

/* Bytes of "- " in front of an agency's name; 0: none. */
static size_t leading_dash(dl_slice s)
{
    static const char *const dash[] = { "- ", "-- ", "\xE2\x80\x94 ", "\xE2\x80\x93 " };
    for (size_t k = 0; k < sizeof dash / sizeof *dash; k++)
        if (dl_slice_starts(s, dl_slice_str(dash[k]))) return strlen(dash[k]);
    return 0;
}

/* Words of letters, each with a capital; *shown: one is a word of agencies, or all are in
 * capitals ("AFP"). 0: other words. */
static size_t count_name_words(const dl_clean_tables *t, dl_slice s, bool *shown)
{
    size_t words = 0, lower = 0;
    *shown = false;
    for (size_t i = 0; i < s.n; i++) {
        size_t from = i;
        if (!dl_is_upper(s.p[i])) return 0;
        for (; i < s.n && s.p[i] != ' '; i++) {
            if (!dl_is_letter(s.p[i]) && s.p[i] != '&') return 0;
            lower += dl_is_lower(s.p[i]);
        }
        *shown |= clean_is_phrase(t, PHRASE_AGENCY, dl_slice_cut(s, from, i));
        words++;
    }
    *shown |= lower == 0;
    return words;
}

/* "- Andean Wire", "Meridian Wire", "AFP", "(AFP)": without a dash it must look like an
 * agency, for letters close with names and offices. */
static bool is_sign_off(const dl_clean_tables *t, dl_slice s, dl_slice *agency)
{
    size_t dash = leading_dash(s);
    bool bracketed = dl_slice_starts(s, DL_S("(")) && dl_slice_ends(s, DL_S(")"));
    s = bracketed ? dl_slice_cut(s, 1, s.n - 1) : dl_slice_cut(s, dash, s.n);
    if (s.n < 2 || s.n > AGENCY_MAX) return false;
    bool shown;
    size_t words = count_name_words(t, s, &shown);
    *agency = s;
    return words >= 1 && words <= 4 && (dash || shown);
}

/* A notice of rights alone in its line; there a holder's name is enough: "© Fen
 * Media". */
static bool is_rights_line(const dl_clean_tables *t, dl_slice s)
{
    enum { HOLDER_WORDS = 5 };
    if (s.n > CREDIT_MAX) return false;
    if (is_rights_notice(t, s)) return true;
    size_t sign = clean_starts_phrase(t, PHRASE_SIGN, s);
    dl_slice holder = dl_slice_trim(dl_slice_cut(s, sign, s.n));
    bool shown;
    size_t words = sign ? count_name_words(t, holder, &shown) : 0;
    return words >= 1 && words <= HOLDER_WORDS;
}

bool clean_find_tail(const dl_clean_tables *t, dl_slice s, clean_tail *tail)
{
    *tail = (clean_tail){ s.n, s.n, DL_REMOVED_COUNT };
    if (s.n <= BEFORE_NOTE) return false;
    return find_bracketed_note(t, s, tail) || find_contributed(t, s, tail)
        || find_rights(t, s, tail);
}

/* A by-line and a date stand in the first lines, before the text: behind it a date alone
 * may be that of a meeting, and only one that says that it is the report's goes. */
static void find_byline(dl_doc *d, const dl_clean_tables *t, clean_lines *lines)
{
    enum { FIRST_LINES = 3 };
    uint32_t seen = 0;
    bool text = false;
    for (uint32_t i = 0; i < lines->n && seen < FIRST_LINES; i++) {
        clean_line *l = &lines->at[i];
        if (l->gone) continue;
        seen++;
        text |= l->sentence;
        if (text ? clean_is_stamp(t, l->text) : clean_is_date_line(t, l->text))
            clean_remove(d, l, DL_REMOVED_DATE_LINE);
        size_t by = text ? 0 : dated_byline(t, l->text);
        if (text || !(by || clean_is_byline(l->text))) continue;
        dl_slice byline = dl_slice_cut(l->text, by, l->text.n);
        if (!d->text.author.p)
            d->text.author = by ? dl_slice_cut(byline, 4, byline.n) : author_of(t, byline);
        clean_remove(d, l, DL_REMOVED_BYLINE);
    }
}

/* A line that is drawn between parts: "___", "* * *". */
static bool is_rule(dl_slice s)
{
    enum { STROKES = 3 };
    size_t strokes = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (!strchr("_-*=~ ", s.p[i])) return false;
        strokes += s.p[i] != ' ';
    }
    return strokes >= STROKES;
}

/* A change that is told behind the text says nothing of the report's day: many a page is
 * touched years later. */
static dl_removed_why why_of_stamp(dl_slice s)
{
    return clean_is_of_change(s) ? DL_REMOVED_BOILERPLATE : DL_REMOVED_DATE_LINE;
}

void clean_find_credits(dl_doc *d, const dl_clean_tables *t, clean_lines *lines)
{
    find_byline(d, t, lines);
    for (uint32_t i = 0; i < lines->n && clean_goes_on(d, i); i++) {
        clean_line *l = &lines->at[i];
        if (clean_is_desk_note(t, l->text) || is_contributed_line(t, l->text))
            clean_remove(d, l, DL_REMOVED_AGENCY_NOTE);
        if (is_rule(l->text)) clean_remove(d, l, DL_REMOVED_NAVIGATION);
        if (is_rights_line(t, l->text)) clean_remove(d, l, DL_REMOVED_BOILERPLATE);
        if (clean_is_stamp(t, l->text)) clean_remove(d, l, why_of_stamp(l->text));
    }
}

static uint32_t last_left(const clean_lines *lines, uint32_t before)
{
    while (before > 0 && lines->at[before - 1].gone) before--;
    return before;
}

void clean_find_sign_off(dl_doc *d, const dl_clean_tables *t, clean_lines *lines)
{
    enum { PARAGRAPHS_LEAST = 3 };
    uint32_t last = last_left(lines, lines->n), left = 0;
    for (uint32_t i = 0; i < last; i++) left += !lines->at[i].gone;
    if (left < PARAGRAPHS_LEAST || !lines->at[last - 1].gap) return;
    uint32_t before = last_left(lines, last - 1);
    dl_slice agency;
    if (!lines->at[before - 1].sentence || !is_sign_off(t, lines->at[last - 1].text, &agency))
        return;
    d->text.agency = agency;
    clean_remove(d, &lines->at[last - 1], DL_REMOVED_AGENCY_NOTE);
}
