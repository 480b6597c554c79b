/* lines - the source as lines, and what can be said of a line by itself.
 *
 *   text.source --clean_split_lines--> one clean_line a line or hard-wrapped paragraph */
#include "clean_private.h"

enum {
    LONG_LINE = 60, /* bytes: with punctuation inside it is running text */
    WRAP_MIN = 50,
    WRAP_MAX = 90 /* widths at which mail and agency texts are wrapped by hand */
};

bool clean_ends_sentence(dl_slice s)
{
    while (s.n && strchr("\"')]", s.p[s.n - 1])) s.n--;
    if (dl_slice_ends(s, DL_S("\xE2\x80\x9D")) || dl_slice_ends(s, DL_S("\xE2\x80\x99"))) s.n -= 3;
    if (dl_slice_ends(s, DL_S("\xE2\x80\xA6"))) return true;
    return s.n && strchr(".!?:;", s.p[s.n - 1]) != NULL;
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

static void split(dl_doc *d, clean_lines *out)
{
    dl_slice rest = d->text.source, line;
    bool gap = true;
    while (dl_slice_line(&rest, &line)) {
        dl_slice s = dl_slice_trim(line);
        if (s.n == 0) {
            gap = true;
            continue;
        }
        clean_line *l = DL_PUSH(d->arena, out);
        if (!l) return;
        uint32_t at = (uint32_t)(s.p - d->text.source.p);
        *l = (clean_line){ .at = { at, at + (uint32_t)s.n }, .gap = gap };
        gap = false;
    }
}

/* Wrapped by hand: most lines that go on in the next one are as wide as a mail's, and
 * seldom end a sentence. */
static bool is_wrapped(const dl_doc *d, const clean_lines *lines)
{
    uint32_t inner = 0, wide = 0, open = 0;
    for (uint32_t i = 0; i + 1 < lines->n; i++) {
        if (lines->at[i + 1].gap) continue;
        dl_slice s = clean_text(d, &lines->at[i]);
        inner++;
        wide += s.n >= WRAP_MIN && s.n <= WRAP_MAX;
        open += !clean_ends_sentence(s);
    }
    return inner >= 3 && wide * 10 >= inner * 8 && open * 10 >= inner * 6;
}

static void join_wrapped(clean_lines *lines)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < lines->n; i++) {
        if (n && !lines->at[i].gap) lines->at[n - 1].at.end = lines->at[i].at.end;
        else lines->at[n++] = lines->at[i];
    }
    lines->n = n;
}

void clean_split_lines(dl_doc *d, clean_lines *out)
{
    split(d, out);
    if (is_wrapped(d, out)) join_wrapped(out);
}

void clean_remove(dl_doc *d, clean_line *l, dl_removed_why why)
{
    if (l->gone) return;
    l->gone = true;
    dl_removed *r = DL_PUSH(d->arena, &d->text.removed);
    if (r) *r = (dl_removed){ clean_text(d, l), why, l->at.start };
}

uint32_t clean_first_left(const clean_lines *l, uint32_t from)
{
    while (from < l->n && l->at[from].gone) from++;
    return from;
}
