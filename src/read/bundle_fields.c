/* bundle_fields - one report of a database's text to its fields; see bundle.h. In: lines.
 * Out: title, outlet, day, author, text and what else the lines name.
 *
 *   Nexis      outlet, day, edition, title (since 2018: title, outlet, day), then lines
 *              "KEY: value", the text, more keys
 *   Factiva    title, "By ...", "321 words", day, outlet, language, rights, the text; or
 *              each line under a code of two letters */
#include "bundle.h"

#include "base/chars.h"

/* Rows of data/read/bundles.tsv. */
enum { MEANS_SKIP = FIELD_COUNT, MEANS_BODY, MEANS_END, NO_KEY };

typedef struct bundle_line {
    dl_slice text; /* trimmed */
    size_t from, to; /* bytes of the report, the line's end left out */
} bundle_line;

typedef struct parsing {
    const dl_read_tables *t;
    dl_slice s;
    bundle_form form;
    DL_VEC(bundle_line) lines;
    read_piece *cells;
    read_fields *fields;
} parsing;

/* ---- fields, put in the order of their lines: the map to the bytes goes one way */

static size_t begin_field(parsing *p, size_t at)
{
    size_t begun = p->cells->n;
    read_piece_put(p->cells, "\"", 1, at, 0);
    return begun;
}

/* Lines from..to, but not the first `skip` bytes. */
static void put_lines(parsing *p, uint32_t from, uint32_t to, size_t skip)
{
    if (from >= to) return;
    size_t at = p->lines.at[from].from + skip, end = p->lines.at[to - 1].to;
    if (at < end) read_piece_copy(p->cells, p->s.p + at, end - at, at);
}

static void end_field(parsing *p, read_field field, size_t begun, size_t at)
{
    read_piece_put(p->cells, "\"", 1, at, 0);
    read_value v = { READ_PLAIN, begun, p->cells->n };
    if (v.end - v.start < 2) return; /* no memory */
    read_fields_offer_as(p->fields, p->t, read_piece_text(p->cells), field, v);
}

static void put_field(parsing *p, read_field field, uint32_t from, uint32_t to, size_t skip)
{
    if (from >= to) return;
    size_t begun = begin_field(p, p->lines.at[from].from + skip);
    put_lines(p, from, to, skip);
    end_field(p, field, begun, p->lines.at[to - 1].to);
}

/* A title of several lines is one line. */
static void put_title(parsing *p, uint32_t from, uint32_t to, size_t skip)
{
    if (from >= to) return;
    size_t begun = begin_field(p, p->lines.at[from].from + skip);
    for (uint32_t i = from; i < to; i++) {
        const bundle_line *l = &p->lines.at[i];
        size_t at = i == from ? l->from + skip : (size_t)(l->text.p - p->s.p);
        if (i > from) read_piece_put(p->cells, " ", 1, at, 0);
        if (at < l->to) read_piece_copy(p->cells, p->s.p + at, l->to - at, at);
    }
    end_field(p, FIELD_TITLE, begun, p->lines.at[to - 1].to);
}

/* "By MARA QUILL": the name. */
static void put_author(parsing *p, uint32_t from, uint32_t to, size_t skip)
{
    const bundle_line *l = &p->lines.at[from];
    dl_slice s = dl_slice_cut(p->s, l->from + skip, l->to);
    dl_slice name = dl_slice_trim(s), by = DL_S("by ");
    if (dl_slice_starts_nocase(name, by)) skip += (size_t)(name.p - s.p) + by.n;
    put_field(p, FIELD_AUTHOR, from, to, skip);
}

/* ---- lines */

static void split(parsing *p, dl_arena *a)
{
    dl_slice rest = p->s, line;
    while (dl_slice_line(&rest, &line)) {
        bundle_line *l = DL_PUSH(a, &p->lines);
        if (!l) return;
        size_t from = (size_t)(line.p - p->s.p);
        *l = (bundle_line){ dl_slice_trim(line), from, from + line.n };
    }
}

static dl_slice text_at(const parsing *p, uint32_t i) { return p->lines.at[i].text; }

static bool is_blank(const parsing *p, uint32_t i) { return text_at(p, i).n == 0; }

static uint32_t skip_blank(const parsing *p, uint32_t i)
{
    while (i < p->lines.n && is_blank(p, i)) i++;
    return i;
}

static uint32_t block_end(const parsing *p, uint32_t i)
{
    while (i < p->lines.n && !is_blank(p, i)) i++;
    return i;
}

/* "Copyright 2016 Harbour Post", "(c) 2016 ...", "All Rights Reserved". */
static bool is_rights(dl_slice s)
{
    return dl_slice_starts_nocase(s, DL_S("copyright ")) || dl_slice_starts_nocase(s, DL_S("(c) "))
        || dl_slice_starts(s, DL_S("\xC2\xA9")) || dl_slice_starts_nocase(s, DL_S("all rights re"));
}

/* Bytes of the day that a line begins with, "December 17, 2016 Saturday" or "17 December
 * 2016"; 0: it names none. */
static size_t day_of(const parsing *p, dl_slice line)
{
    enum { DAY_MAX = 80 };
    if (line.n > DAY_MAX) return 0;
    for (size_t n = line.n; n;) {
        if (dl_date_read(p->t->calendar, dl_slice_cut(line, 0, n)).precision >= DL_PREC_DAY)
            return n;
        while (n && line.p[n - 1] != ' ') n--;
        while (n && strchr(" ,", line.p[n - 1])) n--;
    }
    return 0;
}

static bool put_day(parsing *p, uint32_t i)
{
    size_t n = day_of(p, text_at(p, i));
    bundle_line *l = &p->lines.at[i];
    if (!n) return false;
    size_t at = (size_t)(l->text.p - p->s.p), begun = begin_field(p, at);
    read_piece_copy(p->cells, p->s.p + at, n, at);
    end_field(p, FIELD_DATE, begun, at + n);
    return true;
}

/* ---- keys */

typedef struct bundle_key {
    int means; /* a read_field, or a MEANS; NO_KEY: the line has none */
    size_t skip; /* bytes of the line in front of the value */
} bundle_key;

/* Behind Factiva's codes stand a tab or two blanks, or nothing. */
static bool ends_code(dl_slice rest)
{
    if (rest.n == 0 || rest.p[0] == '\t') return true;
    return rest.p[0] == ' ' && (rest.n == 1 || strchr(" \t", rest.p[1]));
}

/* Keys of Nexis are in capitals with a colon; since 2018 like titles, two without one. */
static bool ends_key(const parsing *p, dl_slice rest)
{
    return rest.n ? rest.p[0] == ':' : p->form == BUNDLE_NEXIS_UNI;
}

static bool is_key(const parsing *p, const read_bundle_row *row, dl_slice line)
{
    bool coded = p->form == BUNDLE_FACTIVA;
    if (row->coded != coded) return false;
    bool is = p->form == BUNDLE_NEXIS_UNI ? dl_slice_starts_nocase(line, row->key)
                                          : dl_slice_starts(line, row->key);
    dl_slice rest = dl_slice_cut(line, row->key.n, line.n);
    return is && (coded ? ends_code(rest) : ends_key(p, rest));
}

static bundle_key key_of(const parsing *p, uint32_t i)
{
    const bundle_line *l = &p->lines.at[i];
    dl_slice line = p->form == BUNDLE_FACTIVA ? dl_slice_cut(p->s, l->from, l->to) : l->text;
    for (uint32_t k = 0; k < p->t->bundles.n; k++) {
        const read_bundle_row *row = &p->t->bundles.at[k];
        if (!is_key(p, row, line)) continue;
        size_t n = row->key.n;
        while (n < line.n && strchr(": \t", line.p[n])) n++;
        return (bundle_key){ row->means, (size_t)(line.p - p->s.p) - l->from + n };
    }
    return (bundle_key){ NO_KEY, 0 };
}

static void put_value(parsing *p, bundle_key key, uint32_t from, uint32_t to)
{
    if (key.means == FIELD_AUTHOR) put_author(p, from, to, key.skip);
    else if (key.means == FIELD_TITLE) put_title(p, from, to, key.skip);
    else if (key.means < FIELD_COUNT) put_field(p, (read_field)key.means, from, to, key.skip);
}

/* ---- Nexis */

/* The first line with a key; lines.n: there is none. */
static uint32_t first_key(const parsing *p)
{
    uint32_t i = 0;
    while (i < p->lines.n && key_of(p, i).means == NO_KEY) i++;
    return i;
}

/* The line that is the report's day, in front of its keys; `to`: none. */
static uint32_t day_line(const parsing *p, uint32_t to)
{
    uint32_t i = 0;
    while (i < to && !day_of(p, text_at(p, i))) i++;
    return i;
}

/* The last block in front of line `to`, rights aside. False: there is none behind line
 * `from`. */
static bool last_block(const parsing *p, uint32_t from, uint32_t to, uint32_t *begin, uint32_t *end)
{
    *end = to;
    while (*end > from && (is_blank(p, *end - 1) || is_rights(text_at(p, *end - 1)))) --*end;
    *begin = *end;
    while (*begin > from && !is_blank(p, *begin - 1) && !is_rights(text_at(p, *begin - 1)))
        --*begin;
    return *begin < *end;
}

/* "1 of 250 DOCUMENTS", outlet, day, edition, title. */
static void numbered_head(parsing *p, uint32_t keys)
{
    uint32_t day = day_line(p, keys), i = 1, from, to;
    while (i < day && (is_blank(p, i) || is_rights(text_at(p, i)))) i++;
    if (i < day) put_field(p, FIELD_OUTLET, i, i + 1, 0);
    if (day < keys) put_day(p, day);
    if (day < keys && last_block(p, day + 1, keys, &from, &to)) put_title(p, from, to, 0);
}

/* Title, outlet, day; the first report of a file has a list of all in front of it. */
static void titled_head(parsing *p, uint32_t keys)
{
    uint32_t day = keys, from, to;
    while (day > 0 && !day_of(p, text_at(p, day - 1))) day--;
    if (!day--) return;
    if (!last_block(p, 0, day, &from, &to)) return;
    if (to - from == 1 && from) { /* the outlet is a block of its own */
        uint32_t outlet = from;
        if (last_block(p, 0, outlet, &from, &to)) put_title(p, from, to, 0);
        put_field(p, FIELD_OUTLET, outlet, outlet + 1, 0);
    } else {
        put_title(p, from, to - 1, 0);
        put_field(p, FIELD_OUTLET, to - 1, to, 0);
    }
    put_day(p, day);
}

/* Keys in front of the text: answers where that begins. Without "Body" it is the first
 * line without a key. */
static uint32_t read_keys(parsing *p, uint32_t i)
{
    for (i = skip_blank(p, i); i < p->lines.n; i = skip_blank(p, i)) {
        bundle_key key = key_of(p, i);
        bool named = p->form == BUNDLE_NEXIS_UNI;
        if (key.means == MEANS_BODY) return i + 1;
        if (key.means == NO_KEY && !named) return i;
        uint32_t to = named ? i + 1 : block_end(p, i);
        if (key.means != NO_KEY) put_value(p, key, i, to);
        i = to;
    }
    return i;
}

/* In a text of the newer form only its closing lines end it: "Graphic", "Load-Date:
 * ...". */
static bool ends_text(const parsing *p, uint32_t i)
{
    bundle_key key = key_of(p, i);
    if (key.means == NO_KEY || key.means == MEANS_SKIP) return false;
    bool bare = key.skip == p->lines.at[i].to - p->lines.at[i].from;
    return p->form != BUNDLE_NEXIS_UNI || bare || dl_slice_starts(text_at(p, i), DL_S("Load-Date"));
}

static bool nexis(parsing *p)
{
    uint32_t keys = first_key(p);
    if (keys == p->lines.n) return false;
    if (p->form == BUNDLE_NEXIS) numbered_head(p, keys);
    else titled_head(p, keys);
    uint32_t from = read_keys(p, keys), to = from;
    while (to < p->lines.n && !ends_text(p, to)) to++;
    put_field(p, FIELD_TEXT, from, to, 0);
    for (uint32_t i = to; i < p->lines.n; i++) {
        bundle_key key = key_of(p, i);
        if (key.means == FIELD_URL || key.means == FIELD_LANGUAGE) put_value(p, key, i, i + 1);
    }
    return true;
}

/* ---- Factiva */

/* With codes: a text may be in two of them, its first paragraph and the rest. */
static void coded(parsing *p, uint32_t i)
{
    bool text = false;
    size_t begun = 0, end = 0;
    while (i < p->lines.n) {
        bundle_key key = key_of(p, i);
        uint32_t to = i + 1;
        while (to < p->lines.n && key_of(p, to).means == NO_KEY) to++;
        if (key.means == MEANS_BODY) {
            if (!text) begun = begin_field(p, p->lines.at[i].from + key.skip);
            else read_piece_put(p->cells, "\n\n", 2, p->lines.at[i].from, 0);
            put_lines(p, i, to, key.skip);
            text = true;
        } else if (text) {
            end_field(p, FIELD_TEXT, begun, end);
            text = false;
        }
        put_value(p, key, i, to);
        end = p->lines.at[to - 1].to;
        i = to;
    }
    if (text) end_field(p, FIELD_TEXT, begun, end);
}

/* The next line that is not blank; lines.n: there is none. */
static uint32_t line_behind(const parsing *p, uint32_t i) { return skip_blank(p, i + 1); }

static bool is_one_word(dl_slice s) { return s.n && !memchr(s.p, ' ', s.n); }

/* "English"; an outlet's code is in capitals. */
static bool is_name_of_language(dl_slice s)
{
    return is_one_word(s) && s.n > 2 && dl_is_upper(s.p[0]) && dl_is_lower(s.p[1]);
}

/* The line of rights behind the line that counts words; lines.n: there is none near. */
static uint32_t rights_line(const parsing *p, uint32_t words)
{
    enum { HEAD = 8 }; /* lines at most: day, hour, outlet, code, edition, page, language */
    uint32_t i = words;
    for (int k = 0; k < HEAD && i < p->lines.n; k++) {
        i = line_behind(p, i);
        if (i < p->lines.n && is_rights(text_at(p, i))) return i;
    }
    return p->lines.n;
}

/* Behind the line that counts words: day, hour, outlet, code, language, rights. Answers
 * where the text begins. */
static uint32_t uncoded_head(parsing *p, uint32_t words)
{
    uint32_t rights = rights_line(p, words), day = line_behind(p, words), last = p->lines.n;
    if (day < last) put_day(p, day);
    uint32_t outlet = day < last ? line_behind(p, day) : last;
    bool hour = outlet < last && dl_slice_find_byte(text_at(p, outlet), ':', 0) == 2;
    if (hour) outlet = line_behind(p, outlet);
    if (outlet < last) put_field(p, FIELD_OUTLET, outlet, outlet + 1, 0);
    uint32_t language = outlet < last ? line_behind(p, outlet) : last;
    for (uint32_t i = language; i < rights && i < last && is_one_word(text_at(p, i));) {
        language = i;
        i = line_behind(p, i);
    }
    if (language < last && is_name_of_language(text_at(p, language))) {
        put_field(p, FIELD_LANGUAGE, language, language + 1, 0);
        language++;
    }
    return rights < last ? rights + 1 : language;
}

static bool uncoded(parsing *p)
{
    uint32_t words = 0;
    while (words < p->lines.n && !read_bundle_is_length(text_at(p, words))) words++;
    if (words == p->lines.n) return false;
    uint32_t i = words;
    while (i && is_blank(p, i - 1)) i--;
    bool by = i && dl_slice_starts_nocase(text_at(p, i - 1), DL_S("by "));
    uint32_t author = i - by, title = author;
    while (title && is_blank(p, title - 1)) title--;
    if (title) put_title(p, title - 1, title, 0);
    if (by) put_author(p, author, author + 1, 0);
    uint32_t from = uncoded_head(p, words), to = p->lines.n;
    while (to > from && !read_bundle_number(text_at(p, to - 1)).n) to--;
    put_field(p, FIELD_TEXT, from, to > from ? to - 1 : p->lines.n, 0);
    return true;
}

static bool factiva(parsing *p)
{
    uint32_t keys = first_key(p);
    bool good = true;
    if (keys < p->lines.n) coded(p, keys);
    else good = uncoded(p);
    for (uint32_t i = p->lines.n; i-- > 0;) {
        dl_slice number = read_bundle_number(text_at(p, i));
        if (!number.n) continue;
        size_t at = (size_t)(number.p - p->s.p), begun = begin_field(p, at);
        read_piece_copy(p->cells, number.p, number.n, at);
        end_field(p, FIELD_ID, begun, at + number.n);
        break;
    }
    return good;
}

bool read_bundle_fields(
    dl_arena *a, const dl_read_tables *t, dl_slice s, read_piece *cells, read_fields *f)
{
    parsing p = { .t = t, .s = s, .cells = cells, .fields = f, .form = read_bundle_form(s) };
    read_fields_start(f);
    split(&p, a);
    if (p.form == BUNDLE_NONE || dl_arena_failed(a)) return false;
    return p.form == BUNDLE_FACTIVA ? factiva(&p) : nexis(&p);
}
