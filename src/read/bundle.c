/* bundle - see bundle.h: whose a text is, and where each report in it ends. */
#include "bundle.h"

#include "base/chars.h"

enum { CLOSER_LEAST = 20 }; /* bytes of the number that Factiva gives a report */

static size_t digits(dl_slice s)
{
    size_t n = 0;
    while (n < s.n && dl_is_digit(s.p[n])) n++;
    return n;
}

/* "1 of 250 DOCUMENTS", "Document 1 of 250". */
static bool is_numbered(dl_slice line)
{
    dl_slice word = DL_S("document ");
    bool before = dl_slice_starts_nocase(line, word);
    if (before) line = dl_slice_cut(line, word.n, line.n);
    size_t n = digits(line);
    line = dl_slice_cut(line, n, line.n);
    if (!n || !dl_slice_starts_nocase(line, DL_S(" of "))) return false;
    line = dl_slice_cut(line, 4, line.n);
    size_t all = digits(line);
    line = dl_slice_cut(line, all, line.n);
    if (!all) return false;
    if (before) return line.n == 0;
    return dl_slice_eq_nocase(line, DL_S(" documents"))
        || dl_slice_eq_nocase(line, DL_S(" document"));
}

dl_slice read_bundle_number(dl_slice line)
{
    dl_slice word = DL_S("Document ");
    size_t figures = 0;
    dl_slice none = { NULL, 0 };
    if (dl_slice_starts(line, DL_S("AN "))) line = dl_slice_trim(dl_slice_cut(line, 3, line.n));
    if (!dl_slice_starts(line, word) || line.n < word.n + CLOSER_LEAST) return none;
    dl_slice number = dl_slice_cut(line, word.n, line.n);
    for (size_t i = 0; i < number.n; i++) {
        if (!dl_is_letter(number.p[i]) && !dl_is_digit(number.p[i])) return none;
        figures += dl_is_digit(number.p[i]);
    }
    return figures >= 8 && dl_is_upper(number.p[0]) ? number : none;
}

static bool is_closing(bundle_form form, dl_slice line)
{
    if (form == BUNDLE_NEXIS_UNI) return dl_slice_is(line, "End of Document");
    return form == BUNDLE_FACTIVA && read_bundle_number(line).n;
}

bool read_bundle_is_length(dl_slice line)
{
    size_t n = 0;
    while (n < line.n && (dl_is_digit(line.p[n]) || line.p[n] == ',')) n++;
    return n && dl_slice_is(dl_slice_cut(line, n, line.n), " words");
}

/* ---- whose it is */

typedef struct signs {
    bool numbered, length, body, words, number, codes;
} signs;

static void look_at(signs *x, dl_slice whole)
{
    dl_slice line = dl_slice_trim(whole);
    x->numbered |= is_numbered(line);
    x->length |= dl_slice_starts_nocase(line, DL_S("length: "))
        && dl_slice_ends(line, DL_S("words"));
    x->body |= dl_slice_is(line, "Body");
    x->words |= read_bundle_is_length(line);
    x->number |= read_bundle_number(line).n > 0;
    x->codes |= dl_slice_starts(whole, DL_S("WC")) && dl_slice_ends(line, DL_S(" words"));
}

bundle_form read_bundle_form(dl_slice first)
{
    signs x = { .numbered = false };
    dl_slice rest = first, line;
    while (dl_slice_line(&rest, &line)) look_at(&x, line);
    if (x.numbered && x.length) return BUNDLE_NEXIS;
    if (x.body && x.length) return BUNDLE_NEXIS_UNI;
    return x.number && (x.words || x.codes) ? BUNDLE_FACTIVA : BUNDLE_NONE;
}

/* ---- where a report ends */

/* The line at b->at, and where the next one begins; false: it has no end yet. */
static bool whole_line(read_bundle *b, dl_slice w, bool ended, dl_slice *line, size_t *next)
{
    size_t end = dl_slice_find_byte(w, '\n', b->seen > b->at ? b->seen : b->at);
    b->seen = end == SIZE_MAX ? w.n : end;
    if (end == SIZE_MAX && (!ended || b->at == w.n)) return false;
    *next = end == SIZE_MAX ? w.n : end + 1;
    *line = dl_slice_trim(dl_slice_cut(w, b->at, end == SIZE_MAX ? w.n : end));
    return true;
}

/* What stands behind the last report closed: a report cut off, or what the database says
 * of the search. */
static bool is_report(dl_slice s)
{
    dl_slice line;
    while (dl_slice_line(&s, &line)) {
        signs x = { .numbered = false };
        look_at(&x, line);
        if (x.numbered || x.length || x.words || x.codes) return true;
    }
    return false;
}

static bool give(read_bundle *b, size_t to, size_t *start, size_t *end)
{
    *start = b->start;
    *end = to;
    b->start = to;
    return true;
}

/* A report begins with its number and ends before the next one's. */
static bool at_number(read_bundle *b, size_t *start, size_t *end)
{
    bool whole = b->open;
    size_t here = b->at;
    if (!whole) b->start = here;
    b->open = true;
    return whole && give(b, here, start, end);
}

bool read_bundle_next(read_bundle *b, dl_slice w, bool ended, size_t *start, size_t *end)
{
    dl_slice line;
    bool opens = b->form == BUNDLE_NEXIS;
    for (size_t next; whole_line(b, w, ended, &line, &next); b->at = next) {
        if (opens && is_numbered(line)) {
            bool given = at_number(b, start, end);
            if (!given) continue;
            b->at = next;
            return true;
        }
        if (opens) {
            if (!b->open) b->start = next;
            continue;
        }
        if (!is_closing(b->form, line)) continue;
        b->at = next;
        return give(b, next, start, end);
    }
    if (!ended || b->start >= w.n) return false;
    bool left = is_report(dl_slice_cut(w, b->start, w.n));
    b->open = false;
    give(b, w.n, start, end);
    return left;
}

void read_bundle_drop(read_bundle *b, size_t n)
{
    b->start = b->start > n ? b->start - n : 0;
    b->at = b->at > n ? b->at - n : 0;
    b->seen = b->seen > n ? b->seen - n : 0;
}
