/* subject - do two parts of a text speak of the same people and places? Names here are
 * capitalised words inside lines of running text, as a set of hashes. */
#include "clean_private.h"

#include "base/chars.h"

enum {
    NAME_SLOTS = 2048,
    NAMES_MAX = 1024, /* names of one article; more would change no decision */
    NAME_LEAST = 4, /* bytes of a name */
    NAME_BYTES = 8 /* by which it is known: Azerbaijan and Azerbaijani meet */
};

struct clean_names {
    uint64_t slot[NAME_SLOTS];
    uint32_t n;
};

static bool name_add(clean_names *s, uint64_t h, bool insert)
{
    uint32_t at = (uint32_t)(h % NAME_SLOTS);
    for (; s->slot[at]; at = (at + 1) % NAME_SLOTS)
        if (s->slot[at] == h) return true;
    if (insert && s->n < NAMES_MAX) {
        s->slot[at] = h;
        s->n++;
    }
    return false;
}

/* The next name in s from *i on; {NULL,0}: none. The first word of a line is none: any
 * word is capitalised there. Days and months are none. */
static dl_slice next_name(const dl_clean_tables *t, dl_slice s, size_t *i)
{
    while (*i < s.n) {
        while (*i < s.n && !dl_is_wordy(s.p[*i])) ++*i;
        size_t from = *i;
        while (*i < s.n && dl_is_wordy(s.p[*i])) ++*i;
        dl_slice word = dl_slice_cut(s, from, *i);
        if (from == 0 || word.n < NAME_LEAST || !dl_is_upper(word.p[0])) continue;
        if (dl_calendar_find(t->calendar, word).kind >= DL_CALENDAR_SMALL) return word;
    }
    return (dl_slice){ NULL, 0 };
}

static uint64_t hash_of(dl_slice name)
{
    uint64_t h = dl_hash64(dl_slice_cut(name, 0, name.n < NAME_BYTES ? name.n : NAME_BYTES), 7);
    return h ? h : 1;
}

clean_names *clean_names_of(
    dl_doc *d, const dl_clean_tables *t, const clean_lines *lines, clean_stretch of)
{
    clean_names *set = dl_arena_alloc(d->scratch, sizeof *set);
    for (uint32_t k = of.from; set && k < of.to; k++) {
        const clean_line *l = &lines->at[k];
        size_t i = 0;
        if (l->gone || !l->sentence) continue;
        for (dl_slice name; (name = next_name(t, l->text, &i)).p;)
            name_add(set, hash_of(name), true);
    }
    return set;
}

clean_shared clean_names_shared(const dl_clean_tables *t, dl_slice line, clean_names *set)
{
    clean_shared out = { 0, 0 };
    size_t i = 0;
    for (dl_slice name; (name = next_name(t, line, &i)).p; out.all++)
        out.known += name_add(set, hash_of(name), false);
    return out;
}

bool clean_same_subject(
    const dl_clean_tables *t, const clean_lines *lines, clean_stretch of, clean_names *set)
{
    clean_shared sum = { 0, 0 };
    for (uint32_t k = of.from; k < of.to; k++) {
        if (!lines->at[k].sentence) continue;
        clean_shared one = clean_names_shared(t, lines->at[k].text, set);
        sum.known += one.known;
        sum.all += one.all;
    }
    return sum.all >= 2 && sum.known * 3 >= sum.all;
}
