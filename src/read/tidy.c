/* tidy - see tidy.h. */
#include "tidy.h"

#include "letters.h"
#include "markdown.h"
#include "markup.h"

enum { ROUNDS = 3 /* a text may have been broken, or escaped, more than once */ };

typedef struct tidying {
    dl_arena *arena;
    const dl_read_tables *t;
    dl_slice s;
    dl_runs *map;
} tidying;

/* What a look at the bytes says that there may be. */
enum { LETTERS = 1, MARKUP = 2, MARKS = 4, MARKDOWN = 8 };
static const uint8_t sign_of[256] = {
    ['<'] = MARKUP,
    ['&'] = MARKUP,
    ['#'] = MARKDOWN,
    [']'] = MARKDOWN,
    [0xC3] = LETTERS, /* of U+00C0 to U+00FF, with which broken letters begin */
    [0xC2] = MARKS,
    [0xE2] = MARKS,
    [0xEF] = MARKS,
};

static uint8_t look(dl_slice s)
{
    uint8_t signs = 0;
    for (size_t i = 0; i < s.n; i++) signs |= sign_of[(unsigned char)s.p[i]];
    return signs;
}

/* The pass's text replaces the one before; the map goes through to the bytes. */
static void take(tidying *k, const read_piece *out, const dl_runs *step)
{
    k->s = read_piece_text(out);
    if (k->map) *k->map = dl_runs_compose(k->arena, k->map, step);
}

/* changes: about how many places the pass changes. */
static read_piece begin(const tidying *k, dl_runs *step, size_t changes)
{
    read_piece out;
    *step = (dl_runs){ NULL, 0, 0 };
    if (k->map) dl_runs_reserve(k->arena, step, 2 * changes + 1);
    read_piece_start(&out, k->arena, k->s.n, k->map ? step : NULL);
    return out;
}

static void put_letters_right(tidying *k, read_tidied *did)
{
    dl_runs step;
    size_t first = 0;
    for (int round = 0; round < ROUNDS; round++) {
        size_t n = read_letters_count(k->s, &first);
        if (n == 0) return;
        if (did->letters == 0) did->first = k->map ? dl_runs_from(k->map, (uint32_t)first) : first;
        did->letters += n;
        read_piece out = begin(k, &step, n);
        read_letters(k->s, &out);
        take(k, &out, &step);
    }
}

static size_t count_marks(dl_slice s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) n += s.p[i] == '<' || s.p[i] == '&';
    return n;
}

static void strip_markup(tidying *k)
{
    dl_runs step;
    read_marked did = { 0, true };
    for (int round = 0; did.again && round < ROUNDS; round++) {
        dl_arena_mark before = dl_arena_mark_now(k->arena);
        read_piece out = begin(k, &step, count_marks(k->s));
        did = read_markup(k->t, k->s, &out);
        if (did.found) take(k, &out, &step);
        else dl_arena_back_to(k->arena, before);
        if (did.found == 0) return;
    }
}

static size_t count_markdown(dl_slice s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) n += s.p[i] == '[' || s.p[i] == '*' || s.p[i] == '#';
    return n;
}

/* Of a text only, not of a title: "#metoo" is no heading, and titles have no links. */
static void strip_markdown(tidying *k)
{
    dl_runs step;
    if (!k->map || !read_is_markdown(k->s)) return;
    read_piece out = begin(k, &step, count_markdown(k->s));
    read_markdown(k->s, &out);
    take(k, &out, &step);
}

/* ---- marks that are seen by no reader */

/* Latin, Greek, Cyrillic: nothing is joined or parted there by zero-width marks. */
static bool is_plain_letter(uint32_t cp) { return cp < 0x590 || (cp >= 0x2000 && cp < 0x2070); }

static bool is_hidden(uint32_t cp, uint32_t before, uint32_t behind)
{
    if (cp == 0xAD || cp == 0xFEFF || cp == 0x2060) return true;
    return cp >= 0x200B && cp <= 0x200F && is_plain_letter(before) && is_plain_letter(behind);
}

static bool is_candidate(uint32_t cp)
{
    return cp == 0xAD || cp == 0xFEFF || cp == 0x2060 || (cp >= 0x200B && cp <= 0x200F);
}

static size_t count_hidden(dl_slice s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n;)
        if ((unsigned char)s.p[i] < 0x80) i++;
        else n += is_candidate(dl_utf8_next(s, &i));
    return n;
}

static void drop_hidden(tidying *k)
{
    dl_runs step;
    size_t hidden = count_hidden(k->s);
    if (hidden == 0) return;
    read_piece out = begin(k, &step, hidden);
    uint32_t before = ' ';
    for (size_t i = 0; i < k->s.n;) {
        size_t from = i;
        uint32_t cp = dl_utf8_next(k->s, &i);
        size_t next = i;
        uint32_t behind = ' ';
        if (is_candidate(cp) && next < k->s.n) behind = dl_utf8_next(k->s, &next);
        if (is_candidate(cp) && is_hidden(cp, before, behind)) continue;
        read_piece_copy(&out, k->s.p + from, i - from, from);
        before = cp;
    }
    take(k, &out, &step);
}

/* Lines of a text that knows no line feed end in carriage returns (files of old Macs).
 * The map stays: one byte stands for one. */
static void put_line_ends_right(tidying *k)
{
    bool old = memchr(k->s.p, '\r', k->s.n) && !memchr(k->s.p, '\n', k->s.n);
    char *text = old ? dl_arena_room(k->arena, k->s.n) : NULL;
    if (!text) return;
    for (size_t i = 0; i < k->s.n; i++) text[i] = k->s.p[i] == '\r' ? '\n' : k->s.p[i];
    k->s = dl_slice_of(text, k->s.n);
}

dl_slice read_tidy(dl_arena *a, const dl_read_tables *t, dl_slice s, dl_runs *map, read_tidied *did)
{
    tidying k = { a, t, s, map };
    *did = (read_tidied){ 0, 0 };
    uint8_t signs = look(s);
    if (signs & MARKUP) {
        strip_markup(&k);
        signs = look(k.s);
    }
    if (signs & MARKDOWN) strip_markdown(&k);
    if (signs & LETTERS) put_letters_right(&k, did);
    if (signs & (MARKS | LETTERS)) drop_hidden(&k);
    if (k.s.n) put_line_ends_right(&k);
    return k.s;
}
