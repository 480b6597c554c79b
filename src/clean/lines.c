/* lines - a text as lines, and what can be said of a line by itself.
 *
 *   text --clean_split_lines--> one clean_line a line that is not blank */
#include "clean_private.h"

#include "base/chars.h"

enum { LONG_LINE = 60 }; /* bytes: with punctuation inside it is running text */

bool clean_ends_sentence(dl_slice s)
{
    while (s.n && strchr("\"')]", s.p[s.n - 1])) s.n--;
    if (dl_slice_ends(s, DL_S("\xE2\x80\x9D")) || dl_slice_ends(s, DL_S("\xE2\x80\x99"))) s.n -= 3;
    if (dl_slice_ends(s, DL_S("\xE2\x80\xA6"))) return true;
    return s.n && strchr(".!?:;", s.p[s.n - 1]) != NULL;
}

bool clean_sentence_ends_at(const dl_clean_tables *t, dl_slice s, size_t i)
{
    while (i && s.p[i - 1] == ' ') i--;
    while (i && (strchr("\"')", s.p[i - 1]) || dl_is_beyond_ascii(s.p[i - 1]))) i--;
    if (!i || !strchr(".!?", s.p[i - 1])) return false;
    if (s.p[i - 1] != '.') return true;
    size_t to = i - 1, from = to;
    while (from && dl_is_letter(s.p[from - 1])) from--;
    dl_slice word = dl_slice_cut(s, from, to);
    bool initial = word.n == 1 && dl_is_upper(word.p[0]);
    return !initial && !clean_is_phrase(t, PHRASE_ABBREVIATION, word);
}

size_t clean_count_words(dl_slice s)
{
    size_t n = s.n > 0;
    for (size_t i = 1; i < s.n; i++) n += s.p[i] == ' ' && s.p[i - 1] != ' ';
    return n;
}

static bool has_inner_stop(dl_slice s)
{
    for (size_t i = 0; i + 1 < s.n; i++)
        if (strchr(".,;?!", s.p[i]) && s.p[i + 1] == ' ') return true;
    return false;
}

bool clean_is_running_text(dl_slice s)
{
    size_t words = clean_count_words(s);
    if (words >= 3 && clean_ends_sentence(s) && s.p[s.n - 1] != ':') return true;
    return s.n >= LONG_LINE && words >= 8 && (clean_ends_sentence(s) || has_inner_stop(s));
}

bool clean_next_line(dl_slice text, dl_slice *rest, clean_line *out)
{
    dl_slice line;
    bool gap = rest->p == text.p;
    while (dl_slice_line(rest, &line)) {
        dl_slice s = dl_slice_trim(line);
        *out = (clean_line){ .text = s, .at = (uint32_t)(s.p - text.p), .gap = gap };
        if (s.n) return true;
        gap = true;
    }
    return false;
}

void clean_split_lines(dl_doc *d, dl_slice text, clean_lines *out)
{
    clean_line line;
    for (dl_slice rest = text; clean_next_line(text, &rest, &line);) {
        clean_line *l = DL_PUSH(d->scratch, out);
        if (!l) return;
        *l = line;
    }
}

void clean_remove(dl_doc *d, clean_line *l, dl_removed_why why)
{
    if (l->gone) return;
    l->gone = true;
    dl_removed *r = DL_PUSH(d->arena, &d->text.removed);
    if (r) *r = (dl_removed){ l->text, why, l->at };
}

uint32_t clean_first_left(const clean_lines *l, uint32_t from)
{
    while (from < l->n && l->at[from].gone) from++;
    return from;
}

bool clean_goes_on(dl_doc *d, uint32_t line)
{
    enum { ASKED_EVERY = 1 << 14 };
    return line % ASKED_EVERY || dl_doc_go_on(d);
}
