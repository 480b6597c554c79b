/* gazetteer - see gazetteer.h. The packed form, all numbers little-endian:
 *
 *   "DLGAZET1"
 *   u32 places, divisions, countries, blocks, keys, bytes of keys, bytes of names
 *   44 bytes    label: source, date and hash, filled up with zeros
 *   places      13 bytes each: u24 GeoNames id, i24 latitude, i24 longitude in ten
 *               thousandths of a degree, u8 people (8 times the logarithm), u8 rank,
 *               u16 division
 *   divisions   12 bytes each: country (3 letters, zero), u32 its place, u32 its name
 *   countries   12 bytes each, sorted: alpha-3, alpha-2, 3 zeros, u32 its place
 *   blocks      u32 each: where a block of 16 keys begins
 *   keys        sorted, each front-coded against the one before in its block: u8 bytes
 *               shared, u8 bytes of its own, these, u8 places, u24 each (the highest
 *               bit: a further name)
 *   names       u8 length, bytes */
#include "gazetteer.h"

#include <utf8proc.h>

#include "base/chars.h"
#include "base/incbin.h"

enum {
    HEAD_BYTES = 80,
    COUNTS_AT = 8,
    LABEL_AT = 36,
    LABEL_MAX = 44,
    PLACE_BYTES = 13,
    DIVISION_BYTES = 12,
    LAND_BYTES = 12,
    BLOCK_BYTES = 4,
    BLOCK_KEYS = 16,
    HIT_BYTES = 3,
    HIT_OTHER = 1 << 23,
    WORD_MAX = 8
};

DL_INCBIN(mark_gazetteer, DL_GAZETTEER_FILE);

dl_slice gazetteer_built_in(void)
{
    size_t n = (size_t)(mark_gazetteer_end - mark_gazetteer_begin);
    return dl_slice_of(mark_gazetteer_begin, n);
}

/* ---- opening */

static uint32_t number(dl_slice s, size_t at, size_t bytes)
{
    return at + bytes <= s.n ? (uint32_t)dl_load(s.p + at, bytes) : 0;
}

/* Cuts n * size bytes off the front of *rest. */
static bool take(dl_slice *rest, uint32_t n, size_t size, dl_slice *out)
{
    if ((uint64_t)n * size > rest->n) return false;
    *out = dl_slice_cut(*rest, 0, n * size);
    *rest = dl_slice_cut(*rest, n * size, rest->n);
    return true;
}

bool gazetteer_open(gazetteer *g, dl_slice bytes)
{
    uint32_t n[7];
    if (bytes.n < HEAD_BYTES || !dl_slice_starts(bytes, DL_S("DLGAZET1"))) return false;
    for (size_t i = 0; i < 7; i++) n[i] = number(bytes, COUNTS_AT + 4 * i, 4);
    *g = (gazetteer){ .places_n = n[0], .divisions_n = n[1], .lands_n = n[2], .blocks_n = n[3] };
    g->label = dl_slice_cut(bytes, LABEL_AT, LABEL_AT + LABEL_MAX);
    size_t end = dl_slice_find_byte(g->label, 0, 0);
    if (end != SIZE_MAX) g->label.n = end;
    dl_slice rest = dl_slice_cut(bytes, HEAD_BYTES, bytes.n);
    return take(&rest, n[0], PLACE_BYTES, &g->places)
        && take(&rest, n[1], DIVISION_BYTES, &g->divisions)
        && take(&rest, n[2], LAND_BYTES, &g->lands) && take(&rest, n[3], BLOCK_BYTES, &g->blocks)
        && take(&rest, n[5], 1, &g->keys) && take(&rest, n[6], 1, &g->strings) && rest.n == 0;
}

/* ---- keys */

typedef struct letter {
    uint32_t from;
    char to[4];
} letter;

/* Letters that are no letter with a mark. */
static const letter letters[] = { { 0xF8, "o" }, { 0x142, "l" }, { 0x111, "d" }, { 0xF0, "d" },
    { 0x131, "i" }, { 0xE6, "ae" }, { 0x153, "oe" }, { 0xFE, "th" }, { 0x259, "a" } };

static bool is_dropped(uint32_t c)
{
    static const uint32_t list[] = { '\'', '.', 0x2018, 0x2019, 0x2BB, 0x2BC, '`', 0xB4, 0x2B9,
        0x2BD };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (list[i] == c) return true;
    return false;
}

static bool is_gap(uint32_t c)
{
    return c <= ' ' || c == '-' || c == 0x2013 || c == 0x2014 || c == '/' || c == 0xA0;
}

typedef struct key_writer {
    char *room;
    size_t n, word; /* bytes written; where the last word begins */
    bool full;
} key_writer;

static void put(key_writer *w, const char *p, size_t n)
{
    if (w->n + n > GAZETTEER_KEY_MAX) w->full = true;
    if (w->full) return;
    memcpy(w->room + w->n, p, n);
    w->n += n;
}

/* "st" -> "saint"; a "the" in front goes. */
static void end_word(key_writer *w)
{
    static const char *const words[][2] = { { "st", "saint" }, { "mt", "mount" }, { "ft", "fort" },
        { "the", "" } };
    dl_slice last = dl_slice_of(w->room + w->word, w->n - w->word);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!dl_slice_is(last, words[i][0]) || (!words[i][1][0] && w->word)) continue;
        w->n = w->word;
        put(w, words[i][1], strlen(words[i][1]));
        break;
    }
}

static void put_letter(key_writer *w, uint32_t c)
{
    char out[4];
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        if (letters[i].from != c) continue;
        put(w, letters[i].to, strlen(letters[i].to));
        return;
    }
    put(w, out, dl_utf8_put(c, out));
}

static void put_char(key_writer *w, uint32_t c)
{
    if (is_dropped(c)) return;
    if (!is_gap(c)) {
        put_letter(w, c);
        return;
    }
    if (w->n == w->word) return;
    end_word(w);
    if (w->n) put(w, " ", 1);
    w->word = w->n;
}

dl_slice gazetteer_key(dl_slice name, char *room)
{
    int32_t code[4 * GAZETTEER_KEY_MAX];
    key_writer w = { .room = room };
    utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK
        | UTF8PROC_CASEFOLD;
    if (name.n > 2 * GAZETTEER_KEY_MAX) return (dl_slice){ NULL, 0 };
    utf8proc_ssize_t n = utf8proc_decompose((const utf8proc_uint8_t *)name.p,
        (utf8proc_ssize_t)name.n, code, 4 * GAZETTEER_KEY_MAX, how);
    if (n < 0 || n > 4 * GAZETTEER_KEY_MAX) return (dl_slice){ NULL, 0 };
    for (utf8proc_ssize_t i = 0; i < n; i++) put_char(&w, (uint32_t)code[i]);
    if (w.n > w.word) end_word(&w);
    while (w.n && room[w.n - 1] == ' ') w.n--;
    return w.full || !w.n ? (dl_slice){ NULL, 0 } : dl_slice_of(room, w.n);
}

/* ---- look-up */

/* Where a block's bytes lie. */
static dl_slice block_at(const gazetteer *g, uint32_t i)
{
    size_t from = number(g->blocks, (size_t)i * BLOCK_BYTES, 4);
    size_t to = g->keys.n;
    if (i + 1 < g->blocks_n) to = number(g->blocks, (size_t)(i + 1) * BLOCK_BYTES, 4);
    if (to > g->keys.n || from > to) return (dl_slice){ NULL, 0 };
    return dl_slice_cut(g->keys, from, to);
}

typedef struct key_reader {
    dl_slice rest;
    char key[256];
    size_t n;
    dl_slice hits;
} key_reader;

static bool next_key(key_reader *r)
{
    if (r->rest.n < 3) return false;
    size_t same = (uint8_t)r->rest.p[0];
    size_t own = (uint8_t)r->rest.p[1];
    if (same > r->n || same + own > sizeof r->key || own + 3 > r->rest.n) return false;
    memcpy(r->key + same, r->rest.p + 2, own);
    r->n = same + own;
    size_t hits = (size_t)(uint8_t)r->rest.p[2 + own] * HIT_BYTES;
    size_t from = own + 3;
    if (from + hits > r->rest.n) return false;
    r->hits = dl_slice_cut(r->rest, from, from + hits);
    r->rest = dl_slice_cut(r->rest, from + hits, r->rest.n);
    return true;
}

/* The last block whose first key is not behind `key`. */
static uint32_t block_of(const gazetteer *g, dl_slice key)
{
    uint32_t low = 0;
    uint32_t high = g->blocks_n;
    while (high - low > 1) {
        uint32_t mid = low + (high - low) / 2;
        key_reader r = { .rest = block_at(g, mid) };
        bool before = next_key(&r) && dl_slice_cmp(dl_slice_of(r.key, r.n), key) <= 0;
        if (before) low = mid;
        else high = mid;
    }
    return low;
}

static uint32_t read_hits(dl_slice hits, gazetteer_hit *hit)
{
    uint32_t n = 0;
    for (size_t at = 0; at < hits.n && n < GAZETTEER_MOST; at += HIT_BYTES, n++) {
        uint32_t v = number(hits, at, HIT_BYTES);
        hit[n] = (gazetteer_hit){ v & ~(uint32_t)HIT_OTHER, (v & HIT_OTHER) != 0 };
    }
    return n;
}

uint32_t gazetteer_find(const gazetteer *g, dl_slice key, gazetteer_hit hit[GAZETTEER_MOST])
{
    if (!key.n || !g->blocks_n) return 0;
    key_reader r = { .rest = block_at(g, block_of(g, key)) };
    for (int i = 0; i < BLOCK_KEYS && next_key(&r); i++)
        if (dl_slice_eq(dl_slice_of(r.key, r.n), key)) return read_hits(r.hits, hit);
    return 0;
}

/* A number of three bytes with a sign. */
static int32_t signed24(dl_slice s, size_t at)
{
    uint32_t v = number(s, at, 3);
    return v & 0x800000 ? (int32_t)v - 0x1000000 : (int32_t)v;
}

static dl_slice country_of_division(const gazetteer *g, uint32_t division)
{
    if (division >= g->divisions_n) return (dl_slice){ NULL, 0 };
    size_t at = (size_t)division * DIVISION_BYTES;
    return dl_slice_cut(g->divisions, at, at + 3);
}

bool gazetteer_at(const gazetteer *g, uint32_t place, gazetteer_place *out)
{
    if (place >= g->places_n) return false;
    size_t at = (size_t)place * PLACE_BYTES;
    dl_slice s = g->places;
    out->number = number(s, at, 3);
    out->lat = signed24(s, at + 3);
    out->lon = signed24(s, at + 6);
    out->people = (int32_t)number(s, at + 9, 1);
    uint32_t rank = number(s, at + 10, 1);
    out->rank = rank < GAZETTEER_RANKS ? (gazetteer_rank)rank : GAZETTEER_TOWN;
    out->division = number(s, at + 11, 2);
    out->country = country_of_division(g, out->division);
    return out->country.n > 0;
}

dl_slice gazetteer_division_name(const gazetteer *g, uint32_t division)
{
    if (division >= g->divisions_n) return (dl_slice){ NULL, 0 };
    size_t at = number(g->divisions, (size_t)division * DIVISION_BYTES + 8, 4);
    if (at >= g->strings.n) return (dl_slice){ NULL, 0 };
    size_t n = (uint8_t)g->strings.p[at];
    if (at + 1 + n > g->strings.n) return (dl_slice){ NULL, 0 };
    return dl_slice_cut(g->strings, at + 1, at + 1 + n);
}

int32_t gazetteer_land(const gazetteer *g, dl_slice code)
{
    uint32_t low = 0;
    uint32_t high = g->lands_n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        size_t at = (size_t)mid * LAND_BYTES;
        int order = dl_slice_cmp(dl_slice_cut(g->lands, at, at + 3), code);
        if (order == 0) return (int32_t)mid;
        if (order < 0) low = mid + 1;
        else high = mid;
    }
    return GAZETTEER_NONE;
}

bool gazetteer_land_at(const gazetteer *g, int32_t land, gazetteer_place *out)
{
    if (land < 0 || (uint32_t)land >= g->lands_n) return false;
    return gazetteer_at(g, number(g->lands, (size_t)land * LAND_BYTES + 8, 4), out);
}

int32_t gazetteer_land_of(const gazetteer *g, dl_slice two)
{
    if (dl_slice_is(two, "uk")) two = DL_S("gb");
    for (uint32_t i = 0; i < g->lands_n; i++) {
        size_t at = (size_t)i * LAND_BYTES;
        if (dl_slice_eq_nocase(dl_slice_cut(g->lands, at + 3, at + 5), two)) return (int32_t)i;
    }
    return GAZETTEER_NONE;
}
