/* clutter - which lines the clutter table knows.
 *
 * A phrase alone proves little: "Also on Sunday five people were hurt" is news. Where the
 * table does not say that the phrase is enough, the line must be short and have no verb
 * beside the phrase; a link ("Read more: Ministers meet") may have one, but no stop. */
#include "clean_private.h"

#include "base/chars.h"

enum {
    LINE_MAX = 240, /* bytes: what is longer is prose, even if it begins "Subscribe" */
    LABEL_MAX = 120,
    LABEL_WORDS = 14,
    SENTENCE_WORDS = 6, /* with a stop: no label, though perhaps a caption */
    VERB_MAX = 24
};

static dl_slice skip_number(dl_slice s)
{
    size_t i = 0;
    while (i < s.n && dl_is_digit(s.p[i])) i++;
    bool number = i > 0 && i < s.n && s.p[i] == ' ';
    return number ? dl_slice_cut(s, i + 1, s.n) : dl_slice_cut(s, 0, 0);
}

/* Where the phrase stands in the line, both in small letters; SIZE_MAX: nowhere. A phrase
 * at the start must end where a word ends: "share on" must not hit "share onions". */
static size_t find_phrase(const clutter_row *r, dl_slice line)
{
    dl_slice s = r->place == CLUTTER_COUNTED ? skip_number(line) : line;
    if (r->place == CLUTTER_ANY) return dl_slice_find(s, r->phrase, 0);
    if (!dl_slice_starts(s, r->phrase)) return SIZE_MAX;
    size_t at = (size_t)(s.p - line.p), n = r->phrase.n;
    dl_slice rest = dl_slice_cut(s, n, s.n);
    bool inside = rest.n && dl_is_letter(rest.p[0]) && dl_is_letter(r->phrase.p[n - 1]);
    if (inside) return SIZE_MAX;
    for (size_t i = 0; r->place == CLUTTER_WHOLE && i < rest.n; i++)
        if (!strchr(" :.>|-", rest.p[i])) return SIZE_MAX;
    return at;
}

/* A finite verb by the table, or a word that ends like a past tense. */
static bool is_verb(const dl_clean_tables *t, dl_slice word)
{
    enum { PAST_LEAST = 4 };
    if (word.n > VERB_MAX) return false;
    bool past = dl_slice_ends(word, DL_S("ed")) && !dl_slice_ends(word, DL_S("eed"));
    if (past && word.n >= PAST_LEAST && dl_is_lower(word.p[0])) return true;
    return clean_is_phrase(t, PHRASE_VERB, word);
}

static bool has_verb(const dl_clean_tables *t, dl_slice s)
{
    for (size_t i = 0; i < s.n;) {
        while (i < s.n && !dl_is_letter(s.p[i])) i++;
        size_t from = i;
        while (i < s.n && dl_is_letter(s.p[i])) i++;
        if (i > from && is_verb(t, dl_slice_cut(s, from, i))) return true;
    }
    return false;
}

/* "Read more:", "READ |": what follows is another report's headline. */
static bool ends_as_link(dl_slice s) { return strchr(":|", s.p[s.n - 1]) != NULL; }

static bool is_label(const dl_clean_tables *t, const clutter_row *r, dl_slice line, size_t at)
{
    dl_slice before = dl_slice_cut(line, 0, at),
             rest = dl_slice_cut(line, at + r->phrase.n, line.n);
    dl_slice phrase = dl_slice_cut(line, at, at + r->phrase.n);
    bool link = ends_as_link(phrase) || (rest.n && ends_as_link(dl_slice_cut(rest, 0, 1)));
    if (link && !dl_slice_ends(line, DL_S("."))) return true;
    size_t words = clean_count_words(line);
    if (line.n > LABEL_MAX || words > LABEL_WORDS) return false;
    bool sentence = words >= SENTENCE_WORDS && dl_slice_ends(line, DL_S("."));
    if (sentence && r->why != DL_REMOVED_CAPTION) return false;
    return !has_verb(t, before) && !has_verb(t, rest);
}

static const clutter_row *row_of(
    const dl_clean_tables *t, uint32_t row, dl_slice line, dl_slice lower, uint32_t letters)
{
    const clutter_row *r = &t->row[row];
    if (r->letters & ~letters) return NULL;
    size_t at = find_phrase(r, lower);
    if (at == SIZE_MAX) return NULL;
    return r->sure || r->place == CLUTTER_WHOLE || is_label(t, r, line, at) ? r : NULL;
}

const clutter_row *clean_clutter(const dl_clean_tables *t, dl_slice line)
{
    char room[LINE_MAX];
    if (line.n > LINE_MAX) return NULL;
    dl_slice lower = dl_slice_lower(line, room);
    uint32_t letters = clean_letters(lower);
    const uint64_t *here = clean_may_start(t, lower);
    const uint64_t *behind = clean_may_start(t, skip_number(lower));
    for (uint32_t w = 0; w < t->row_words; w++)
        for (uint64_t left = here[w] | behind[w]; left; left &= left - 1) {
            uint32_t row = w * CLEAN_ROW_BITS + (uint32_t)__builtin_ctzll(left);
            const clutter_row *r = row_of(t, row, line, lower, letters);
            if (r) return r;
        }
    return NULL;
}
