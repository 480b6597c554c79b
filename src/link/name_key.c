/* name_key - see name_key.h. */
#include "name_key.h"

#include "base/chars.h"

enum { INITIALS_LEAST = 3 }; /* words of a name that goes by its initials */

link_sort link_sort_of(dl_kind kind)
{
    switch (kind) {
    case DL_KIND_PERSON: return LINK_SORT_PERSON;
    case DL_KIND_ORG: return LINK_SORT_BODY;
    case DL_KIND_NORP: return LINK_SORT_PEOPLE;
    case DL_KIND_GPE:
    case DL_KIND_LOC:
    case DL_KIND_FAC: return LINK_SORT_PLACE;
    case DL_KIND_EVENT:
    case DL_KIND_WORK_OF_ART:
    case DL_KIND_LAW:
    case DL_KIND_PRODUCT: return LINK_SORT_OTHER;
    default: return LINK_SORT_NONE;
    }
}

/* ---- words of a key */

typedef struct key_words { /* written into `out` one by one, parted by blanks */
    char *out;
    size_t n;
} key_words;

static bool next_word(dl_slice s, size_t *at, dl_slice *word)
{
    while (*at < s.n && s.p[*at] == ' ') ++*at;
    size_t from = *at;
    while (*at < s.n && s.p[*at] != ' ') ++*at;
    *word = dl_slice_cut(s, from, *at);
    return word->n > 0;
}

static void put_word(key_words *k, dl_slice word)
{
    if (!word.n || k->n + word.n + 1 > LINK_KEY_MAX) return;
    if (k->n) k->out[k->n++] = ' ';
    memcpy(k->out + k->n, word.p, word.n);
    k->n += word.n;
}

dl_slice link_last_word(dl_slice key)
{
    size_t at = key.n;
    while (at > 0 && key.p[at - 1] != ' ') at--;
    return dl_slice_cut(key, at, key.n);
}

bool link_is_one_word(dl_slice key) { return dl_slice_find_byte(key, ' ', 0) == SIZE_MAX; }

/* ---- keys */

/* Points and apostrophes go, other marks part words: "U.S." is "us". */
static size_t plain(dl_slice s, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool wide_mark = (unsigned char)c == 0xE2 && i + 2 < s.n
            && (unsigned char)s.p[i + 1] == 0x80;
        if (wide_mark) i += 2; /* dashes and curly quotes: U+2000 to U+203F */
        else if (dl_is_wordy(c)) out[n++] = c;
        else if (c == '&') out[n++] = c;
        if (wide_mark || dl_is_wordy(c) || c == '&' || c == '.' || c == '\'') continue;
        if (n && out[n - 1] != ' ') out[n++] = ' ';
    }
    return n;
}

static bool is_firm_word(const dl_link *l, dl_slice word)
{
    for (uint32_t i = 0; i < l->firms->rows; i++)
        if (dl_slice_eq(dl_table_cell(l->firms, i, 0), word)) return true;
    return false;
}

/* "mitsui & co" -> "mitsui" */
static dl_slice without_firm_words(const dl_link *l, dl_slice key)
{
    for (;;) {
        dl_slice last = link_last_word(key);
        if (last.n == key.n || !(is_firm_word(l, last) || dl_slice_is(last, "&"))) return key;
        key = dl_slice_cut(key, 0, key.n - last.n - 1);
    }
}

dl_slice link_key(const dl_link *l, link_sort sort, dl_slice name, char *room)
{
    char folded[DL_NAME_FOLD_MAX];
    if (dl_slice_ends(name, DL_S("'s"))) name.n -= 2;
    else if (dl_slice_ends(name, DL_S("\xE2\x80\x99s"))) name.n -= 4;
    dl_slice low = dl_name_fold(name, folded);
    if (!low.n) return (dl_slice){ NULL, 0 };
    dl_slice key = dl_slice_trim(dl_slice_of(room, plain(low, room)));
    if (dl_slice_starts(key, DL_S("the "))) key = dl_slice_cut(key, 4, key.n);
    if (sort == LINK_SORT_BODY) key = without_firm_words(l, key);
    return key.n ? key : (dl_slice){ NULL, 0 };
}

/* ---- spellings */

enum { SPELL_FROM, SPELL_TO, SPELL_WHERE };
enum { WHERE_WORD, WHERE_END, WHERE_ANY };

static size_t replace_all(char *word, size_t n, dl_slice from, dl_slice to)
{
    size_t out = 0;
    for (size_t i = 0; i < n;) {
        bool here = n - i >= from.n && memcmp(word + i, from.p, from.n) == 0;
        if (here) memmove(word + out, to.p, to.n);
        else word[out] = word[i];
        out += here ? to.n : 1;
        i += here ? from.n : 1;
    }
    return out;
}

/* The table was checked: no `to` is longer than its `from`, the word shrinks in place. */
static size_t respell(const dl_link *l, char *word, size_t n)
{
    const dl_table *t = l->spellings;
    for (uint32_t i = 0; i < t->rows; i++) {
        dl_slice from = dl_table_cell(t, i, SPELL_FROM);
        dl_slice to = dl_table_cell(t, i, SPELL_TO);
        if (dl_slice_is(to, "-")) to.n = 0;
        int where = l->spelling_where[i];
        dl_slice now = dl_slice_of(word, n);
        bool whole = where == WHERE_WORD && dl_slice_eq(now, from);
        bool end = where == WHERE_END && n > from.n && dl_slice_ends(now, from);
        if (where == WHERE_ANY) n = replace_all(word, n, from, to);
        if (!whole && !end) continue;
        memmove(word + n - from.n, to.p, to.n);
        n = n - from.n + to.n;
    }
    return n;
}

/* "ss" is "s". */
static size_t single_letters(char *word, size_t n)
{
    size_t out = 0;
    for (size_t i = 0; i < n; i++)
        if (!out || word[out - 1] != word[i] || !dl_is_letter(word[i])) word[out++] = word[i];
    return out;
}

dl_slice link_spelling(const dl_link *l, dl_slice key, char *room)
{
    key_words k = { room, 0 };
    dl_slice word;
    for (size_t at = 0; next_word(key, &at, &word);) {
        char one[LINK_KEY_MAX];
        memcpy(one, word.p, word.n);
        size_t n = respell(l, one, single_letters(one, word.n));
        put_word(&k, dl_slice_of(one, n));
    }
    return dl_slice_of(room, k.n);
}

dl_slice link_initials(dl_slice name, char *room)
{
    size_t n = 0;
    dl_slice word;
    for (size_t at = 0; next_word(name, &at, &word) && n < LINK_KEY_MAX;)
        if (dl_is_upper(word.p[0])) room[n++] = dl_lower(word.p[0]);
    return n >= INITIALS_LEAST ? dl_slice_of(room, n) : (dl_slice){ NULL, 0 };
}
