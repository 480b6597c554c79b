/* edges - what stands at the edges of a text and is no news: lines of dates, and, in
 * texts whose lines were run together, the date in front of the first sentence and the
 * sign-off behind the last.
 *
 *   "OSLO | Tue Apr 28, 2009 6:32 pm EDT OSLO (Wire) - Ferries ..."     -> date line | "OSLO (Wire) - Ferries ..."
 *   "... said. (Reporting by Jane Doe; editing by John Roe) See also"   -> "... said." | agency note | boilerplate */
#include "clean_private.h"

/* ---- dates as a line or a head: a run of words that only dates, times and "updated" are
 * made of */

enum {
    TOKENS_MAX = 40,
    PLACE_MAX = 60,
    NOTE_MAX = 400,
    BEFORE_NOTE = 300,
    CREDIT_MAX = 240,
    FIRST_LINES = 3
}; /* bytes but for the first and the last */

typedef enum token_kind {
    WORD_OTHER,
    WORD_MONTH,
    WORD_WEEKDAY,
    WORD_LABEL,
    WORD_FILLER,
    WORD_HALF,
    WORD_ZONE,
    NUMBER_DAY,
    NUMBER_YEAR,
    NUMBER_TIME,
    NUMBER_DATE,
    MARK,
    MARK_BAR
} token_kind;
typedef struct token {
    token_kind kind;
    size_t end;
} token;
typedef struct date_run {
    token at[TOKENS_MAX];
    uint32_t n;
} date_run;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }
static bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

static bool is_one_of(dl_slice s, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s.n && (s.p[0] | 32) == (list[i][0] | 32)
            && dl_slice_eq_nocase(s, dl_slice_str(list[i])))
            return true; /* nearly all differ in the first letter */
    return false;
}
#define IS_ONE_OF(s, ...) \
    is_one_of((s), (const char *const[]){ __VA_ARGS__ }, \
        sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static token_kind kind_of_word(dl_slice s)
{
    if (IS_ONE_OF(s, "jan", "january", "feb", "february", "mar", "march", "apr", "april", "may",
            "jun", "june", "jul", "july", "aug", "august", "sep", "sept", "september", "oct",
            "october", "nov", "november", "dec", "december"))
        return WORD_MONTH;
    if (IS_ONE_OF(s, "mon", "monday", "tue", "tues", "tuesday", "wed", "wednesday", "thu", "thur",
            "thurs", "thursday", "fri", "friday", "sat", "saturday", "sun", "sunday"))
        return WORD_WEEKDAY;
    if (IS_ONE_OF(s, "updated", "modified", "published", "posted", "created")) return WORD_LABEL;
    if (IS_ONE_OF(s, "page", "article", "last", "first", "update", "on", "at")) return WORD_FILLER;
    if (IS_ONE_OF(s, "am", "pm", "a.m", "p.m")) return WORD_HALF;
    if (IS_ONE_OF(s, "gmt", "utc", "est", "edt", "et", "cst", "cdt", "ct", "mst", "mdt", "mt",
            "pst", "pdt", "pt", "bst", "cet", "cest", "eet", "ist", "jst", "kst", "hkt", "sgt",
            "aest", "aedt", "msk", "sast"))
        return WORD_ZONE;
    return WORD_OTHER;
}

/* Digits from i on, with what binds them: "28", "1st", "2011", "6:32", "13.32",
 * "04/02/07". */
static token kind_of_number(dl_slice s, size_t i)
{
    size_t from = i, groups = 1, slashes = 0;
    while (i < s.n && is_digit(s.p[i])) i++;
    size_t first = i - from;
    while (i + 1 < s.n && strchr(":./-", s.p[i]) && is_digit(s.p[i + 1])) {
        slashes += s.p[i] == '/' || s.p[i] == '-' || (groups == 2 && s.p[i] == '.');
        groups++;
        for (i++; i < s.n && is_digit(s.p[i]);) i++;
    }
    if (groups == 3 && slashes && i - from <= 10) return (token){ NUMBER_DATE, i };
    if (groups == 2 && !slashes && first <= 2 && i - from == first + 3)
        return (token){ NUMBER_TIME, i };
    if (groups == 3 && !slashes) return (token){ NUMBER_TIME, i };
    if (groups > 1) return (token){ WORD_OTHER, i };
    if (first == 4 && (s.p[from] == '1' || s.p[from] == '2')) return (token){ NUMBER_YEAR, i };
    static const char *const ordinal[] = { "st", "nd", "rd", "th" };
    for (int k = 0; k < 4; k++)
        if (dl_slice_starts(dl_slice_cut(s, i, s.n), dl_slice_str(ordinal[k])))
            return (token){ NUMBER_DAY, i + 2 };
    return (token){ first <= 2 ? NUMBER_DAY : WORD_OTHER, i };
}

static token next_token(dl_slice s, size_t i)
{
    if (is_digit(s.p[i])) return kind_of_number(s, i);
    if (!is_letter(s.p[i]))
        return (token){ s.p[i] == '|'         ? MARK_BAR
                : strchr(",:-@.()+/", s.p[i]) ? MARK
                                              : WORD_OTHER,
            i + 1 };
    size_t from = i;
    while (
        i < s.n && (is_letter(s.p[i]) || (s.p[i] == '.' && i + 1 < s.n && is_letter(s.p[i + 1]))))
        i++;
    return (token){ kind_of_word(dl_slice_cut(s, from, i)), i };
}

/* The token before or behind k that is no comma. */
static token_kind beside(const date_run *r, uint32_t k, bool before)
{
    for (uint32_t i = k; before ? i > 0 : i + 1 < r->n;) {
        i = before ? i - 1 : i + 1;
        if (r->at[i].kind != MARK) return r->at[i].kind;
    }
    return WORD_OTHER;
}

/* A number counts where it can only be a day, an hour or a year: "3 August 2012 20 people
 * died" ends at 2012. */
static bool belongs(const date_run *r, uint32_t k)
{
    token_kind before = beside(r, k, true), behind = beside(r, k, false);
    switch (r->at[k].kind) {
    case NUMBER_DAY: return behind == WORD_HALF || behind == WORD_MONTH || before == WORD_MONTH;
    case NUMBER_YEAR: return before == NUMBER_DAY || before == WORD_MONTH;
    case WORD_MONTH: return before == NUMBER_DAY || behind == NUMBER_DAY;
    case WORD_HALF: return before == NUMBER_TIME || before == NUMBER_DAY;
    case WORD_ZONE: return before == NUMBER_TIME || before == WORD_HALF;
    default: return r->at[k].kind != WORD_OTHER;
    }
}

/* At the end of a run it says nothing of the date, and may belong to what follows. */
static bool is_loose(const date_run *r, uint32_t k, dl_slice s)
{
    token_kind kind = r->at[k].kind;
    if (kind == WORD_WEEKDAY) return k > 0 && r->at[k - 1].kind != MARK;
    return kind == WORD_LABEL || kind == WORD_FILLER
        || (kind == MARK && s.p[r->at[k].end - 1] != ')');
}

/* From `from` on, as far as all belongs to a date; labels and marks at its end are not
 * its own. */
static void read_run(date_run *r, dl_slice s, size_t from)
{
    r->n = 0;
    for (size_t i = from; i < s.n && r->n < TOKENS_MAX;) {
        if (s.p[i] == ' ' || s.p[i] == '\t') {
            i++;
            continue;
        }
        token t = next_token(s, i);
        if (t.kind == WORD_OTHER) break;
        r->at[r->n++] = t;
        i = t.end;
    }
    uint32_t n = 0;
    while (n < r->n && belongs(r, n)) n++;
    while (n && is_loose(r, n - 1, s)) n--;
    r->n = n;
}

static bool holds(const date_run *r, token_kind kind)
{
    for (uint32_t i = 0; i < r->n; i++)
        if (r->at[i].kind == kind) return true;
    return false;
}

/* "OSLO | ", "NEW YORK, ": where the date behind a place begins; 0: there is no such
 * place. */
static size_t behind_place(dl_slice s, bool *bar)
{
    for (size_t i = 0, letters = 0; i < s.n && i < PLACE_MAX; i++) {
        letters += is_upper(s.p[i]);
        *bar = s.p[i] == '|';
        if (*bar) return letters >= 3 ? i + 1 : 0;
        if (s.p[i] == ',' && letters >= 3 && i + 2 < s.n) {
            date_run r;
            read_run(&r, s, i + 1);
            if (holds(&r, WORD_MONTH)) return i + 1;
        }
        bool region = letters >= 3
            && dl_slice_find_byte(dl_slice_cut(s, 0, i), ',', 0)
                != SIZE_MAX; /* "BENGHAZI, Libya" */
        if (!region && is_letter(s.p[i]) && !is_upper(s.p[i])) return 0;
        if (!is_letter(s.p[i]) && !strchr(" ,.'/-", s.p[i]) && !((unsigned char)s.p[i] & 0x80))
            return 0;
    }
    return 0;
}

/* A text begins there: a blank, a capital, a figure, a quotation. */
static bool starts_anew(dl_slice s, size_t i)
{
    if (i >= s.n || (s.p[i] != ' ' && s.p[i - 1] != '|')) return false;
    while (i < s.n && s.p[i] == ' ') i++;
    return i < s.n
        && (is_upper(s.p[i]) || is_digit(s.p[i]) || strchr("\"'(", s.p[i])
            || ((unsigned char)s.p[i] & 0x80));
}

/* "OSLO (Wire) - ..." behind "OSLO, Aug 24 | ": the same word stands first. */
static bool begins_alike(dl_slice a, dl_slice b)
{
    size_t n = 0;
    while (n < b.n && is_letter(b.p[n])) n++;
    return n >= 3 && dl_slice_starts(a, dl_slice_cut(b, 0, n)) && a.n > n && !is_letter(a.p[n]);
}

/* Bytes of a date at the start of s, a place in front of it among them; 0: none. whole: s
 * may hold nothing else. */
static size_t date_head(dl_slice s, bool whole)
{
    date_run r;
    bool bar = false;
    size_t from = 0;
    read_run(&r, s, 0);
    if (!r.n) read_run(&r, s, from = behind_place(s, &bar));
    if (!r.n || (whole && r.at[r.n - 1].end != s.n)) return 0;
    bool day = holds(&r, WORD_MONTH) || holds(&r, NUMBER_DATE),
         year = holds(&r, NUMBER_YEAR) || holds(&r, NUMBER_DATE);
    bool marked = bar || holds(&r, MARK_BAR) || holds(&r, NUMBER_TIME) || holds(&r, WORD_HALF)
        || holds(&r, WORD_LABEL);
    if (!day || (from && !bar && !holds(&r, MARK_BAR))) return 0;
    if (whole) return year || marked || holds(&r, WORD_WEEKDAY) ? s.n : 0;
    year |= from && begins_alike(dl_slice_trim(dl_slice_cut(s, r.at[r.n - 1].end, s.n)), s);
    return year && marked && !dl_slice_starts(s, DL_S("On ")) && !dl_slice_starts(s, DL_S("At "))
            && starts_anew(s, r.at[r.n - 1].end)
        ? r.at[r.n - 1].end
        : 0;
}

/* ---- a dateline behind a headline or a caption that were run together with it */

enum { INNER_MAX = 500 }; /* bytes of headline, caption, by-line in front of it */

static size_t word_end(dl_slice s, size_t i)
{
    while (i < s.n && s.p[i] != ' ') i++;
    return i;
}

/* Where the place that ends there begins: words in capitals, what follows their commas
 * among them. SIZE_MAX: there is none. */
static size_t place_before(dl_slice s, size_t before)
{
    size_t place = SIZE_MAX, i = before;
    while (i && s.p[i - 1] == ' ') i--;
    for (size_t floor = i > PLACE_MAX ? i - PLACE_MAX : 0; i > floor;) {
        size_t from = i, upper = 0;
        while (from > floor && s.p[from - 1] != ' ') from--;
        for (size_t k = from; k < i; k++) upper += is_upper(s.p[k]);
        bool shouted = upper >= 2, named = is_upper(s.p[from]) || is_digit(s.p[from]);
        for (size_t k = from; k < i; k++) shouted &= !is_letter(s.p[k]) || is_upper(s.p[k]);
        if (!shouted && (!named || strchr(".:;!?)", s.p[i - 1]) || place != SIZE_MAX))
            break; /* a region stands behind its place, not before it */
        if (shouted && place != SIZE_MAX
            && (strchr(":;!?)", s.p[i - 1]) || (s.p[i - 1] == '.' && i - from > 4)))
            break; /* "ST. JOHN'S" is one place */
        if (shouted) place = from;
        i = from;
        while (i > floor && s.p[i - 1] == ' ') i--;
    }
    for (size_t end; place < before
         && kind_of_word(dl_slice_cut(s, place, end = word_end(s, place))) == WORD_ZONE
         && end + 1 < before;)
        place = end + 1; /* "9:21 am EDT OSLO" */
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
static size_t inner_dateline(dl_slice s, size_t *date)
{
    for (size_t i = 1; i < s.n && i < INNER_MAX; i++) {
        if (s.p[i] != '|' && s.p[i] != '(') continue;
        size_t place = place_before(s, i);
        if (place == SIZE_MAX || place == 0) continue;
        *date = s.p[i] == '|' ? date_head(dl_slice_cut(s, place, s.n), false) : 0;
        if (*date) return place;
        size_t close = dl_slice_find_byte(
            dl_slice_cut(s, 0, s.n < i + CREDIT_MAX ? s.n : i + CREDIT_MAX), ')', i);
        if (s.p[i] == '(' && close != SIZE_MAX && close - i <= PLACE_MAX && is_dash(s, close + 1))
            return place;
    }
    return 0;
}

bool clean_is_date_line(dl_slice line)
{
    return line.n <= 2 * PLACE_MAX && date_head(line, true) > 0;
}

/* ---- sign-offs */

/* "Jane Doe in Oslo; editing by John Roe": names and what stands between them in a list
 * of who did what; a sentence has other words. */
static bool is_list_of_names(dl_slice s)
{
    for (size_t i = 0; i < s.n;) {
        while (i < s.n && !is_letter(s.p[i]) && !((unsigned char)s.p[i] & 0x80)) i++;
        size_t from = i;
        while (i < s.n
            && (is_letter(s.p[i]) || s.p[i] == '\'' || s.p[i] == '-'
                || ((unsigned char)s.p[i] & 0x80)))
            i++;
        dl_slice word = dl_slice_cut(s, from, i);
        bool name = !word.n || is_upper(word.p[0]) || (word.p[0] & 0x80);
        if (!name
            && !IS_ONE_OF(word, "and", "in", "at", "by", "of", "for", "from", "with", "the",
                "additional", "further", "reporting", "writing", "editing", "de", "del", "van",
                "von", "der", "al", "el", "bin", "da", "di", "la"))
            return false;
    }
    return true;
}

/* "Reporting by Jane Doe; editing by John Roe", bracketed or not. */
bool clean_is_desk_note(dl_slice s)
{
    static const char *const start[] = { "reporting by ", "writing by ", "editing by ",
        "additional reporting by ", "further reporting by ", "compiled by ", "edited by ",
        "with reporting by ", "reporting and writing by ", "writing and editing by ",
        "reporting and editing by ", "additional reporting and writing by ",
        "writing and additional reporting by " };
    bool bracketed = s.n && (s.p[0] == '(' || s.p[0] == '[');
    if (bracketed) s = dl_slice_cut(s, 1, s.n);
    for (size_t k = 0; k < sizeof start / sizeof *start; k++) {
        size_t n = strlen(start[k]);
        if (s.n > n && s.n <= NOTE_MAX
            && dl_slice_eq_nocase(dl_slice_cut(s, 0, n), dl_slice_str(start[k])))
            return bracketed || is_list_of_names(dl_slice_cut(s, n, s.n));
    }
    return false;
}

/* A sentence ends before i: a stop, quotation marks behind it or not, and a blank; no
 * initial, no title. */
static bool is_sentence_start(dl_slice s, size_t i)
{
    size_t k = i;
    if (k == 0) return true;
    if (s.p[k - 1] != ' ') return false;
    while (k && s.p[k - 1] == ' ') k--;
    while (k && (strchr("\"')", s.p[k - 1]) || ((unsigned char)s.p[k - 1] & 0x80))) k--;
    if (!k || !strchr(".!?", s.p[k - 1])) return false;
    size_t to = k - 1, from = to;
    while (from && is_letter(s.p[from - 1])) from--;
    dl_slice word = dl_slice_cut(s, from, to);
    return !(s.p[to] == '.'
        && ((word.n == 1 && is_upper(word.p[0]))
            || IS_ONE_OF(word, "mr", "mrs", "ms", "dr", "jr", "sr", "st", "gen", "lt", "col", "sgt",
                "sen", "rep", "prof", "capt")));
}

typedef struct tail {
    size_t note, rest;
    dl_removed_why why;
} tail; /* bytes: where the note starts, and what stands behind it */

/* "(Reporting by ...)" behind a sentence: an agency closes its report with it; what was
 * run on behind it is the page's. */
static bool find_bracketed_note(dl_slice s, tail *t)
{
    for (size_t at = dl_slice_find_byte(s, '(', BEFORE_NOTE); at != SIZE_MAX;
         at = dl_slice_find_byte(s, '(', at + 1)) {
        size_t within = at + NOTE_MAX < s.n ? at + NOTE_MAX : s.n,
               close = dl_slice_find_byte(dl_slice_cut(s, 0, within), ')', at);
        dl_slice note = dl_slice_cut(s, at, close == SIZE_MAX ? within : close + 1);
        if ((close == SIZE_MAX && within < s.n) || !is_sentence_start(s, at)
            || !clean_is_desk_note(note))
            continue;
        *t = (tail){ at, at + note.n, DL_REMOVED_AGENCY_NOTE };
        return true;
    }
    return false;
}

/* "CNN's Jane Doe contributed to this report." as the last sentence. */
static bool find_contributed(dl_slice s, tail *t)
{
    static const char *const what[] = { "report", "article", "story" };
    size_t at = dl_slice_find(
        s, DL_S(" contributed to this "), s.n > CREDIT_MAX ? s.n - CREDIT_MAX : 0);
    if (at == SIZE_MAX) return false;
    dl_slice behind = dl_slice_trim(dl_slice_cut(s, at + strlen(" contributed to this "), s.n));
    if (dl_slice_ends(behind, DL_S("."))) behind.n--;
    if (!is_one_of(behind, what, sizeof what / sizeof *what)) return false;
    for (size_t i = at; at - i < CREDIT_MAX; i--) {
        if (is_sentence_start(s, i)) {
            *t = (tail){ i, s.n, DL_REMOVED_AGENCY_NOTE };
            return true;
        }
        if (i == 0) break;
    }
    return false;
}

static bool is_rights_notice(dl_slice s)
{
    if (dl_slice_starts(s, DL_S("Copyright ")) || dl_slice_starts(s, DL_S("COPYRIGHT ")))
        s = dl_slice_cut(s, 10, s.n);
    else if (!dl_slice_starts(s, DL_S("\xC2\xA9")) && !dl_slice_starts(s, DL_S("(c) ")))
        return dl_slice_starts(s, DL_S("All rights reserved"))
            || dl_slice_starts(s, DL_S("This material may not be "));
    return s.n && (is_digit(s.p[0]) || is_upper(s.p[0]) || s.p[0] == '(' || (s.p[0] & 0x80));
}

/* "Copyright 2011 The Wire. All rights reserved." as the last sentences. */
static bool find_rights(dl_slice s, tail *t)
{
    for (size_t i = s.n > NOTE_MAX ? s.n - NOTE_MAX : 1; i < s.n; i++)
        if (strchr("CA\xC2(T", s.p[i]) && is_sentence_start(s, i)
            && is_rights_notice(dl_slice_cut(s, i, s.n))) {
            *t = (tail){ i, s.n, DL_REMOVED_BOILERPLATE };
            return true;
        }
    return false;
}

bool clean_holds_date(dl_slice s)
{
    date_run r;
    for (size_t i = 0; i < s.n; i++) {
        if (i && s.p[i - 1] != ' ') continue;
        read_run(&r, s, i);
        if (holds(&r, WORD_MONTH) || holds(&r, NUMBER_TIME) || holds(&r, NUMBER_DATE)) return true;
    }
    return false;
}

/* ---- pieces */

/* Of what was run together with a dateline: one sentence without a stop, no points, no
 * credit, no date. Less strict than it seems: without a gap it is no title. */
static bool may_be_headline(dl_slice s)
{
    enum { HEADLINE_MAX = 120 };
    if (s.n > HEADLINE_MAX || clean_holds_date(s)) return false;
    for (size_t i = 0; i < s.n; i++)
        if (strchr("*()|", s.p[i])
            || (s.p[i] == '.' && i + 1 < s.n && s.p[i + 1] == ' ' && i && !is_upper(s.p[i - 1])))
            return false; /* "U.S. " is no end */
    return !dl_slice_starts(s, DL_S("Credit")) && dl_slice_find(s, DL_S(" By "), 0) == SIZE_MAX;
}

static clean_line *add_piece(dl_doc *d, clean_lines *out, const clean_line *of, dl_slice piece)
{
    piece = dl_slice_trim(piece);
    clean_line *l = piece.n ? DL_PUSH(d->arena, out) : NULL;
    if (!l) return NULL;
    uint32_t at = (uint32_t)(piece.p - d->text.source.p);
    *l = (clean_line){ .at = { at, at + (uint32_t)piece.n }, .gap = at == of->at.start && of->gap };
    return l;
}

static void add_gone(
    dl_doc *d, clean_lines *out, const clean_line *of, dl_slice piece, dl_removed_why why)
{
    clean_line *l = add_piece(d, out, of, piece);
    if (l) clean_remove(d, l, why);
}

void clean_split_edges(dl_doc *d, clean_lines *lines)
{
    clean_lines out = { NULL, 0, 0 };
    for (uint32_t i = 0; i < lines->n; i++) {
        const clean_line *l = &lines->at[i];
        dl_slice s = clean_text(d, l);
        size_t head = i < FIRST_LINES ? date_head(s, false) : 0;
        tail t = { s.n, s.n, DL_REMOVED_COUNT };
        if (s.n > BEFORE_NOTE && !find_bracketed_note(s, &t) && !find_contributed(s, &t))
            find_rights(s, &t);
        size_t start = i || head ? 0 : inner_dateline(s, &head);
        add_piece(d, &out, l, dl_slice_cut(s, 0, start));
        uint32_t next = out.n;
        if (head) add_gone(d, &out, l, dl_slice_cut(s, start, start + head), DL_REMOVED_DATE_LINE);
        add_piece(d, &out, l, dl_slice_cut(s, start + head, t.note));
        if (start && next < out.n && may_be_headline(dl_slice_trim(dl_slice_cut(s, 0, start))))
            out.at[next].gap = true;
        add_gone(d, &out, l, dl_slice_cut(s, t.note, t.rest), t.why);
        add_gone(d, &out, l, dl_slice_cut(s, t.rest, s.n), DL_REMOVED_BOILERPLATE);
    }
    *lines = out;
}
