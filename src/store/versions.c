/* versions - is a report that comes in another version of one that is there, and which of
 * the two counts? Both are decided by content, never by the order of arrival.
 *
 *   dl_put_item + live reports with its id or address --> place of each: live, old
 *
 * The same id of one outlet, or the same address, and texts that have words in common:
 * one report. Else they are two, and a note says so. */
#include "versions.h"

#include "base/chars.h"

/* Share of the longer words of the shorter text that both must have, in per cent. Of
 * 1,276 pairs of unlike reports of one outlet nine in ten share less than 21. */
enum { SHARED_WORDS = 25, SHARED_WORDS_ALL_EQUAL = 5 };
enum { WORD_LEAST = 5 }; /* bytes: shorter words stand in every text */
enum { WORDS_MOST = 4096 }; /* of a text that are looked at */
enum { CUT = 10 }; /* a text of less than a tenth replaces none */
enum { DAY_SECONDS = 86400 };

/* ---- words in common */

typedef struct words {
    uint64_t hash[WORDS_MOST]; /* in order, each once */
    uint32_t n;
} words;

static void add_word(words *w, dl_slice s)
{
    char low[64];
    size_t n = s.n < sizeof low ? s.n : sizeof low;
    if (s.n < WORD_LEAST || w->n == WORDS_MOST) return;
    for (size_t i = 0; i < n; i++) low[i] = dl_lower(s.p[i]);
    w->hash[w->n++] = dl_hash64(dl_slice_of(low, n), 0);
}

static void add_text(words *w, dl_slice text)
{
    for (size_t i = 0; i < text.n;) {
        size_t from = i;
        while (i < text.n && dl_is_wordy(text.p[i])) i++;
        add_word(w, dl_slice_cut(text, from, i));
        i += i == from;
    }
}

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void read_words(words *w, const store_version *v)
{
    uint32_t kept = 0;
    w->n = 0;
    add_text(w, v->title);
    add_text(w, v->body);
    qsort(w->hash, w->n, sizeof *w->hash, by_value);
    for (uint32_t i = 0; i < w->n; i++)
        if (kept == 0 || w->hash[i] != w->hash[kept - 1]) w->hash[kept++] = w->hash[i];
    w->n = kept;
}

/* In per cent of the text with fewer words; texts without long words have all in
 * common. */
static uint32_t shared(const words *a, const words *b)
{
    uint32_t both = 0, i = 0, j = 0, fewer = a->n < b->n ? a->n : b->n;
    while (i < a->n && j < b->n) {
        both += a->hash[i] == b->hash[j];
        uint64_t x = a->hash[i], y = b->hash[j];
        i += x <= y;
        j += y <= x;
    }
    return fewer ? both * 100 / fewer : 100;
}

static bool equal(dl_slice a, dl_slice b) { return a.n && dl_slice_eq(a, b); }

static bool are_alike(dl_arena *a, const store_version *x, const store_version *y)
{
    bool all = equal(x->id, y->id) && equal(x->url_key, y->url_key) && equal(x->outlet, y->outlet);
    words *w = dl_arena_room(a, 2 * sizeof *w);
    if (!w) return true;
    read_words(&w[0], x);
    read_words(&w[1], y);
    return shared(&w[0], &w[1]) >= (all ? SHARED_WORDS_ALL_EQUAL : SHARED_WORDS);
}

static bool other_outlets(const store_version *x, const store_version *y)
{
    return x->outlet.n && y->outlet.n && !dl_slice_eq_nocase(x->outlet, y->outlet);
}

store_kinship store_kinship_of(dl_arena *a, const store_version *x, const store_version *y)
{
    bool address = equal(x->url_key, y->url_key);
    bool id = equal(x->id, y->id);
    if (!address && !id) return STORE_STRANGERS;
    if (!address && other_outlets(x, y)) return STORE_SAME_ID;
    if (x->is_weak || y->is_weak || are_alike(a, x, y)) return STORE_ONE_REPORT;
    return id ? STORE_SAME_ID : STORE_SAME_ADDRESS;
}

/* ---- which counts */

static int two_digits(dl_slice s, size_t at)
{
    if (at + 2 > s.n || !dl_is_digit(s.p[at])) return 0;
    return (s.p[at] - '0') * 10 + (s.p[at + 1] - '0');
}

/* Seconds east of Greenwich: "...+09:00", "...-0330"; 0 where no zone is written. */
static int64_t zone_of(dl_slice s)
{
    enum { DATE = 10 };
    for (size_t i = DATE; i < s.n; i++) {
        if (s.p[i] != '+' && s.p[i] != '-') continue;
        bool colon = i + 3 < s.n && s.p[i + 3] == ':';
        int64_t east = two_digits(s, i + 1) * 3600 + two_digits(s, i + 3 + colon) * 60;
        return s.p[i] == '-' ? -east : east;
    }
    return 0;
}

/* INT64_MIN: not known. */
static int64_t instant(dl_slice iso)
{
    int32_t day = INT32_MIN;
    if (!iso.p || !dl_iso_read(iso, &day)) return INT64_MIN;
    int64_t of_day = two_digits(iso, 11) * 3600 + two_digits(iso, 14) * 60 + two_digits(iso, 17);
    return (int64_t)day * DAY_SECONDS + of_day - zone_of(iso);
}

static int order(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int by_dates(const store_version *a, const store_version *b)
{
    int changed = order(instant(a->date_modified), instant(b->date_modified));
    int retrieved = order(instant(a->date_retrieved), instant(b->date_retrieved));
    if (changed) return changed;
    return retrieved ? retrieved : order(instant(a->date), instant(b->date));
}

bool store_counts_more(const store_version *a, const store_version *b)
{
    if (a->is_weak != b->is_weak) return b->is_weak;
    if (a->body.n * CUT < b->body.n) return false;
    if (b->body.n * CUT < a->body.n) return true;
    int dates = by_dates(a, b);
    if (dates) return dates > 0;
    if (a->body.n != b->body.n) return a->body.n > b->body.n;
    return memcmp(a->sha256.byte, b->sha256.byte, sizeof a->sha256.byte) > 0;
}
