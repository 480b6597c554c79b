/* stem - see stem.h. */
#include "stem.h"

static size_t cut_plural(char *w, size_t n)
{
    if (n > 3 && memcmp(w + n - 3, "ies", 3) == 0) {
        w[n - 3] = 'y';
        return n - 2;
    }
    if (n > 4 && memcmp(w + n - 4, "sses", 4) == 0) return n - 2;
    bool kept = n > 1 && w[n - 1] == 's' && (w[n - 2] == 's' || w[n - 2] == 'u' || w[n - 2] == 'i');
    return w[n - 1] == 's' && !kept ? n - 1 : n;
}

static size_t cut_ending(char *w, size_t n)
{
    if (n <= 4) return n;
    n = cut_plural(w, n);
    if (n > 6 && memcmp(w + n - 3, "ing", 3) == 0) n -= 3;
    else if (n > 5 && memcmp(w + n - 2, "ed", 2) == 0) n -= 2;
    if (n > 4 && w[n - 1] == 'e') n--;
    if (n > 3 && w[n - 1] == w[n - 2] && !memchr("aeiouls", w[n - 1], 7)) n--;
    return n;
}

size_t group_stem(dl_slice lower, char out[GROUP_WORD_MAX + 1])
{
    size_t n = lower.n < GROUP_WORD_MAX ? lower.n : GROUP_WORD_MAX;
    memcpy(out, lower.p, n);
    return cut_ending(out, n);
}

uint32_t group_stem_hash(const char *stem, size_t n)
{
    uint64_t h;
    if (n <= GROUP_FORM_MAX) {
        uint64_t a = dl_load(stem, n < 8 ? n : 8);
        uint64_t b = n > 8 ? dl_load(stem + 8, n - 8) : 0;
        h = group_hash((group_form){ a, b });
    } else h = group_hash_long(stem, n);
    uint32_t out = (uint32_t)(h >> 32);
    return out ? out : 1;
}

size_t group_form_length(group_form f)
{
    if (f.b) return 16 - (size_t)__builtin_clzll(f.b) / 8;
    return f.a ? 8 - (size_t)__builtin_clzll(f.a) / 8 : 0;
}

uint32_t group_form_stem(group_form form)
{
    char stem[GROUP_FORM_MAX];
    group_store(stem, form.a);
    group_store(stem + 8, form.b);
    return group_stem_hash(stem, cut_ending(stem, group_form_length(form)));
}

/* In UTF-8: U+FFFD; a word that begins with a sign (U+2000 to U+2FFF); A or a with a
 * tilde or hat, followed by what the second byte of a letter becomes (a control character
 * or sign of Latin-1, or the euro sign). */
bool group_is_broken(dl_slice word)
{
    const unsigned char *p = (const unsigned char *)word.p;
    if (word.n && p[0] == 0xE2) return true;
    for (size_t i = 0; i + 2 < word.n; i++, p++) {
        if (p[0] < 0xC3) continue;
        if (p[0] == 0xEF && p[1] == 0xBF && p[2] == 0xBD) return true;
        bool follows = p[2] == 0xC2 || p[2] == 0xE2;
        if (p[0] == 0xC3 && (p[1] == 0x82 || p[1] == 0x83 || p[1] == 0xA2) && follows) return true;
    }
    return false;
}
