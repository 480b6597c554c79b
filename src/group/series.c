/* series - see series.h. */
#include "series.h"

#include "base/chars.h"

enum { KEY_MAX = 200, WORD_MAX = 16 };

static bool is_letter(char c) { return dl_is_letter(c) || dl_is_beyond_ascii(c); }

static bool is_calendar(dl_slice lower)
{
    static const char *const words[] = { "monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july",
        "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun",
        "jul", "aug", "sep", "sept", "oct", "nov", "dec" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (dl_slice_is(lower, words[i])) return true;
    return false;
}

/* Adds a word in small letters, `#` for a day's or month's name. */
static size_t add_word(char *key, size_t n, dl_slice word)
{
    size_t from = n;
    for (size_t i = 0; i < word.n && n < KEY_MAX; i++) key[n++] = dl_lower(word.p[i]);
    if (word.n > WORD_MAX || !is_calendar(dl_slice_of(key + from, n - from))) return n;
    key[from] = '#';
    return from + 1;
}

uint32_t group_series(group_interner *series, uint32_t outlet, dl_slice title)
{
    char key[KEY_MAX];
    size_t n = 0, colon = dl_slice_find(title, DL_S(": "), 0),
           end = colon == SIZE_MAX ? title.n : colon;
    if (!outlet || !end) return 0;
    memcpy(key, &outlet, sizeof outlet);
    n = sizeof outlet;
    for (size_t i = 0; i < end && n < KEY_MAX;) {
        size_t from = i;
        while (i < end && is_letter(title.p[i])) i++;
        if (i > from) n = add_word(key, n, dl_slice_cut(title, from, i));
        else if (dl_is_digit(title.p[i])) {
            while (i < end && dl_is_digit(title.p[i])) i++;
            key[n++] = '#';
        } else key[n++] = title.p[i++];
    }
    return group_number(series, dl_slice_of(key, n));
}
