/* dates - lines that are nothing but a date, and dates in front of a text.
 *
 *   "OSLO | Tue Apr 28, 2009 6:32 pm EDT OSLO (Wire) - Ferries ..."
 *    ^ clean_date_head: 36 bytes          ^ the text begins
 *
 * A date here is a run of words that only dates, times and labels ("updated") are made
 * of. Words are those of doc/calendar and of clean/phrases. */
#include "clean_private.h"

#include "base/chars.h"

enum {
    TOKENS_MAX = 40, /* words and marks of one date */
    PLACE_MAX = 60 /* bytes of a place in front of it */
};

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

static token_kind kind_of_word(const dl_clean_tables *t, dl_slice s)
{
    switch (dl_calendar_find(t->calendar, s).kind) {
    case DL_CALENDAR_MONTH: return WORD_MONTH;
    case DL_CALENDAR_WEEKDAY: return WORD_WEEKDAY;
    case DL_CALENDAR_HALF: return WORD_HALF;
    case DL_CALENDAR_ZONE: return WORD_ZONE;
    case DL_CALENDAR_SMALL:
    case DL_CALENDAR_NONE: break;
    }
    if (clean_is_phrase(t, PHRASE_LABEL, s)) return WORD_LABEL;
    return clean_is_phrase(t, PHRASE_FILLER, s) ? WORD_FILLER : WORD_OTHER;
}

/* Digits from i on, with what binds them: "28", "1st", "2011", "6:32", "13.32",
 * "04/02/07". */
static token kind_of_number(dl_slice s, size_t i)
{
    size_t from = i, groups = 1, slashes = 0;
    while (i < s.n && dl_is_digit(s.p[i])) i++;
    size_t first = i - from;
    while (i + 1 < s.n && strchr(":./-", s.p[i]) && dl_is_digit(s.p[i + 1])) {
        slashes += s.p[i] == '/' || s.p[i] == '-' || (groups == 2 && s.p[i] == '.');
        groups++;
        for (i++; i < s.n && dl_is_digit(s.p[i]);) i++;
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

static token_kind kind_of_mark(char c)
{
    if (c == '|') return MARK_BAR;
    return c && strchr(",:-@.()+/", c) ? MARK : WORD_OTHER;
}

static token next_token(const dl_clean_tables *t, dl_slice s, size_t i)
{
    if (dl_is_digit(s.p[i])) return kind_of_number(s, i);
    if (!dl_is_letter(s.p[i])) return (token){ kind_of_mark(s.p[i]), i + 1 };
    size_t from = i;
    for (; i < s.n; i++) {
        bool inner_point = s.p[i] == '.' && i + 1 < s.n && dl_is_letter(s.p[i + 1]);
        if (!dl_is_letter(s.p[i]) && !inner_point) break;
    }
    return (token){ kind_of_word(t, dl_slice_cut(s, from, i)), i };
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
    case WORD_ZONE: return before == NUMBER_TIME || before == WORD_HALF || before == WORD_ZONE;
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
static void read_run(const dl_clean_tables *t, date_run *r, dl_slice s, size_t from)
{
    r->n = 0;
    for (size_t i = from; i < s.n && r->n < TOKENS_MAX;) {
        if (s.p[i] == ' ' || s.p[i] == '\t') {
            i++;
            continue;
        }
        token next = next_token(t, s, i);
        if (next.kind == WORD_OTHER) break;
        r->at[r->n++] = next;
        i = next.end;
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
static size_t behind_place(const dl_clean_tables *t, dl_slice s, bool *bar)
{
    for (size_t i = 0, letters = 0; i < s.n && i < PLACE_MAX; i++) {
        letters += dl_is_upper(s.p[i]);
        *bar = s.p[i] == '|';
        if (*bar) return letters >= 3 ? i + 1 : 0;
        if (s.p[i] == ',' && letters >= 3 && i + 2 < s.n) {
            date_run r;
            read_run(t, &r, s, i + 1);
            if (holds(&r, WORD_MONTH)) return i + 1;
        }
        bool region = letters >= 3
            && dl_slice_find_byte(dl_slice_cut(s, 0, i), ',', 0)
                != SIZE_MAX; /* "BENGHAZI, Libya" */
        if (!region && dl_is_letter(s.p[i]) && !dl_is_upper(s.p[i])) return 0;
        if (!dl_is_letter(s.p[i]) && !strchr(" ,.'/-", s.p[i]) && !dl_is_beyond_ascii(s.p[i]))
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
        && (dl_is_upper(s.p[i]) || dl_is_digit(s.p[i]) || strchr("\"'(", s.p[i])
            || dl_is_beyond_ascii(s.p[i]));
}

/* "OSLO (Wire) - ..." behind "OSLO, Aug 24 | ": the same word stands first. */
static bool begins_alike(dl_slice a, dl_slice b)
{
    size_t n = 0;
    while (n < b.n && dl_is_letter(b.p[n])) n++;
    return n >= 3 && dl_slice_starts(a, dl_slice_cut(b, 0, n)) && a.n > n && !dl_is_letter(a.p[n]);
}

/* Bytes of a date at the start of s, a place in front of it among them; 0: none. whole: s
 * may hold nothing else. */
size_t clean_date_head(const dl_clean_tables *t, dl_slice s, bool whole)
{
    date_run r;
    bool bar = false;
    size_t from = 0;
    read_run(t, &r, s, 0);
    if (!r.n) {
        from = behind_place(t, s, &bar);
        read_run(t, &r, s, from);
    }
    if (!r.n || (whole && r.at[r.n - 1].end != s.n)) return 0;
    bool day = holds(&r, WORD_MONTH) || holds(&r, NUMBER_DATE),
         year = holds(&r, NUMBER_YEAR) || holds(&r, NUMBER_DATE);
    bool marked = bar || holds(&r, MARK_BAR) || holds(&r, NUMBER_TIME) || holds(&r, WORD_HALF)
        || holds(&r, WORD_LABEL);
    bool stamp = whole && holds(&r, WORD_LABEL) && holds(&r, NUMBER_TIME); /* "Updated 4:08" */
    if (!(day || stamp) || (from && !bar && !holds(&r, MARK_BAR))) return 0;
    if (whole) return year || marked || holds(&r, WORD_WEEKDAY) ? s.n : 0;
    year |= from && begins_alike(dl_slice_trim(dl_slice_cut(s, r.at[r.n - 1].end, s.n)), s);
    return year && marked && !dl_slice_starts(s, DL_S("On ")) && !dl_slice_starts(s, DL_S("At "))
            && starts_anew(s, r.at[r.n - 1].end)
        ? r.at[r.n - 1].end
        : 0;
}

bool clean_is_date_line(const dl_clean_tables *t, dl_slice line)
{
    return line.n <= 2 * PLACE_MAX && clean_date_head(t, line, true) > 0;
}

bool clean_holds_date(const dl_clean_tables *t, dl_slice s)
{
    date_run r;
    for (size_t i = 0; i < s.n; i++) {
        if (i && s.p[i - 1] != ' ') continue;
        read_run(t, &r, s, i);
        if (holds(&r, WORD_MONTH) || holds(&r, NUMBER_TIME) || holds(&r, NUMBER_DATE)) return true;
    }
    return false;
}

bool clean_is_stamp(const dl_clean_tables *t, dl_slice line)
{
    date_run r;
    if (!clean_is_date_line(t, line)) return false;
    read_run(t, &r, line, 0);
    return dl_slice_find_byte(line, '|', 0) != SIZE_MAX || holds(&r, WORD_LABEL);
}

bool clean_is_all_date(const dl_clean_tables *t, dl_slice line)
{
    date_run r;
    read_run(t, &r, line, 0);
    return r.n && r.at[r.n - 1].end == line.n;
}

bool clean_is_of_change(dl_slice s)
{
    return dl_slice_find(s, DL_S("pdated"), 0) != SIZE_MAX;
}
