/* fold - see fold.h. The letters are those of Unicode's Latin blocks that have no
 * decomposition and one usual way to be written plainly. */
#include "fold.h"

#include "base/chars.h"

typedef struct letter {
    uint32_t cp;
    const char *plain;
} letter;

static const letter letters[] = { { 0xC6, "AE" }, { 0xD0, "D" }, { 0xD8, "O" }, { 0xDE, "Th" },
    { 0xDF, "ss" }, { 0xE6, "ae" }, { 0xF0, "d" }, { 0xF8, "o" }, { 0xFE, "th" }, { 0x110, "D" },
    { 0x111, "d" }, { 0x126, "H" }, { 0x127, "h" }, { 0x131, "i" }, { 0x141, "L" }, { 0x142, "l" },
    { 0x152, "OE" }, { 0x153, "oe" } };

/* NULL: it is none of them. */
static const char *plain_of(uint32_t cp)
{
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].cp == cp) return letters[i].plain;
    return NULL;
}

/* All of them begin with C3 to C5. */
static bool may_begin(char c)
{
    unsigned char u = (unsigned char)c;
    return u >= 0xC3 && u <= 0xC5;
}

static const char *plain_at(dl_slice s, size_t i)
{
    return may_begin(s.p[i]) ? plain_of(dl_utf8_next(s, &i)) : NULL;
}

static void add_word(dl_buf *out, dl_slice word)
{
    for (size_t i = 0; i < word.n;) {
        const char *plain = plain_at(word, i);
        if (plain) dl_buf_str(out, plain);
        else dl_buf_byte(out, word.p[i]);
        i += plain ? 2 : 1; /* two bytes have all of them */
    }
    dl_buf_byte(out, ' ');
}

bool store_fold_any(dl_slice text)
{
    size_t i = dl_utf8_ascii_end(text, 0);
    while (i < text.n && !plain_at(text, i)) i = dl_utf8_ascii_end(text, i + 1);
    return i < text.n;
}

void store_fold_words(dl_buf *out, dl_slice text)
{
    bool wanted = false;
    for (size_t i = 0, from = 0; i <= text.n; i++) {
        if (i < text.n && dl_is_wordy(text.p[i])) {
            wanted |= plain_at(text, i) != NULL;
            continue;
        }
        if (wanted) add_word(out, dl_slice_cut(text, from, i));
        wanted = false;
        from = i + 1;
    }
}
