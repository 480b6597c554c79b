/* series - see series.h. */
#include "series.h"

#include "base/chars.h"

enum { KEY_MAX = 200 };

static bool is_letter(char c) { return dl_is_letter(c) || dl_is_beyond_ascii(c); }

/* Adds a word in small letters, `#` for a day's or month's name. */
static size_t add_word(const dl_group_words *w, char *key, size_t n, dl_slice word)
{
    if (group_is_of_calendar(w, word)) {
        key[n] = '#';
        return n + 1;
    }
    for (size_t i = 0; i < word.n && n < KEY_MAX; i++) key[n++] = dl_lower(word.p[i]);
    return n;
}

uint32_t group_series(
    const dl_group_words *w, dl_interner *series, uint32_t outlet, dl_slice title)
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
        if (i > from) n = add_word(w, key, n, dl_slice_cut(title, from, i));
        else if (dl_is_digit(title.p[i])) {
            while (i < end && dl_is_digit(title.p[i])) i++;
            key[n++] = '#';
        } else key[n++] = title.p[i++];
    }
    return dl_intern(series, dl_slice_of(key, n));
}
