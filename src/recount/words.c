/* words - the words of a sentence as numbers: what sentences have in common.
 *
 *   "Talks on islands" --recount_words--> { on, talks, islands } as numbers, ascending */
#include <stdlib.h>

#include "base/chars.h"
#include "recount_private.h"

enum { WORD_BYTES_MAX = 48, WORDS_MOST = 64, WORD_LEAST = 3 };

static dl_slice next_word(dl_slice text, size_t *at, char small[WORD_BYTES_MAX])
{
    size_t n = 0;
    while (*at < text.n && !dl_is_wordy(text.p[*at])) (*at)++;
    for (; *at < text.n && dl_is_wordy(text.p[*at]); (*at)++)
        if (n < WORD_BYTES_MAX) small[n++] = dl_lower(text.p[*at]);
    return dl_slice_of(small, n);
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

const uint32_t *recount_words(dl_arena *a, dl_interner *words, dl_slice text, uint32_t *n)
{
    char small[WORD_BYTES_MAX];
    uint32_t all[WORDS_MOST], count = 0;
    size_t at = 0;
    while (at < text.n && count < WORDS_MOST) {
        dl_slice word = next_word(text, &at, small);
        if (word.n >= WORD_LEAST) all[count++] = dl_intern(words, word);
    }
    qsort(all, count, sizeof *all, by_number);
    *n = 0;
    uint32_t *out = dl_arena_array(a, count + 1, sizeof *out);
    for (uint32_t i = 0; out && i < count; i++)
        if (all[i] && (*n == 0 || out[*n - 1] != all[i])) out[(*n)++] = all[i];
    return out;
}

static bool is_operator(dl_slice s)
{
    return dl_slice_is(s, "AND") || dl_slice_is(s, "OR") || dl_slice_is(s, "NOT")
        || dl_slice_is(s, "NEAR");
}

const uint32_t *recount_query_words(dl_arena *a, dl_interner *words, dl_slice query, uint32_t *n)
{
    char *kept = dl_arena_alloc(a, query.n + 1);
    size_t at = 0;
    while (kept && at < query.n) {
        size_t end = at;
        while (end < query.n && dl_is_wordy(query.p[end])) end++;
        dl_slice word = dl_slice_cut(query, at, end);
        for (size_t i = at; i < end; i++) kept[i] = is_operator(word) ? ' ' : query.p[i];
        if (end < query.n) kept[end] = ' ';
        at = end + 1;
    }
    return recount_words(a, words, dl_slice_of(kept, kept ? query.n : 0), n);
}

static bool is_one_of(const dl_interner *words, dl_slice word, const uint32_t *number, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (dl_slice_eq(words->names.at[number[i] - 1], word)) return true;
    return false;
}

bool recount_has_word(const dl_interner *words, dl_slice text, const uint32_t *number, uint32_t n)
{
    char small[WORD_BYTES_MAX];
    uint32_t count = 0;
    for (size_t at = 0; at < text.n && count < WORDS_MOST;) {
        dl_slice word = next_word(text, &at, small);
        if (word.n < WORD_LEAST) continue;
        count++;
        if (is_one_of(words, word, number, n)) return true;
    }
    return false;
}
