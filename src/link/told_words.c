/* told_words - see told_words.h. */
#include "told_words.h"

#include "base/chars.h"
#include "base/order.h"

enum {
    LETTERS_LEAST = 4, /* of a word that counts */
    WORDS_MOST = 48, /* of one sentence */
    /* Sentences in which no word stands, so that in a small story a word that two share
     * is worth something. */
    UNSEEN = 64
};

typedef struct words { /* different ones, ascending; at: NULL where not read yet */
    const uint32_t *at;
    uint32_t n;
} words;

/* The words of the sentence that was read last: most tell several happenings. */
typedef struct sentence {
    uint32_t report; /* + 1; 0: none */
    int32_t at;
    DL_VEC(uint32_t) word, last; /* [words] and where each ends; outside times */
} sentence;

struct link_words {
    dl_arena *arena;
    const dl_link_report *r;
    const link_mentions *m;
    dl_interner known;
    words *of; /* [mentions] */
    words *facts; /* [mentions] */
    DL_VEC(uint32_t) common; /* [words] sentences that have it, mentions whose fact it is */
    uint32_t counted;
    sentence read;
};

link_words *link_words_new(dl_arena *a, const dl_link_report *r, const link_mentions *m)
{
    link_words *w = dl_arena_array(a, 1, sizeof *w);
    if (!w) return NULL;
    w->arena = a;
    w->r = r;
    w->m = m;
    w->known.arena = a;
    w->of = dl_arena_array(a, (size_t)m->n + 1, sizeof *w->of);
    w->facts = dl_arena_array(a, (size_t)m->n + 1, sizeof *w->facts);
    return w->of && w->facts ? w : NULL;
}

dl_slice link_word_next(dl_slice text, size_t *at, char small[LINK_WORD_MAX])
{
    size_t n = 0, length = 0;
    while (*at < text.n && length < LETTERS_LEAST) {
        while (*at < text.n && !dl_is_letter(text.p[*at])) (*at)++;
        n = length = 0;
        for (; *at < text.n && dl_is_letter(text.p[*at]); (*at)++) {
            if (length++ < LINK_WORD_MAX) small[n++] = dl_lower(text.p[*at]);
        }
    }
    return dl_slice_of(small, length < LETTERS_LEAST ? 0 : n);
}

/* The first time that ends behind the byte: times stand in the order of the text. */
static uint32_t first_time(const dl_marks *m, uint32_t byte)
{
    uint32_t low = 0, high = m->times.n;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (m->times.at[middle].span.end <= byte) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* *time: the first that may hold the byte; goes on as bytes do. */
static bool is_in_time(const dl_marks *m, uint32_t *time, uint32_t byte)
{
    while (*time < m->times.n && m->times.at[*time].span.end <= byte) (*time)++;
    return *time < m->times.n && m->times.at[*time].span.start <= byte;
}

static void keep(link_words *w, words *out, uint64_t *key, uint32_t n)
{
    uint64_t spare[WORDS_MOST];
    uint32_t *at = dl_arena_array(w->arena, (size_t)n + 1, sizeof *at);
    dl_sort_keys(key, spare, n);
    for (uint32_t i = 0; at && i < n; i++)
        if (!i || key[i] != key[i - 1]) at[out->n++] = (uint32_t)(key[i] >> 32);
    out->at = at;
}

static void take_word(link_words *w, dl_slice word, uint32_t last)
{
    uint32_t *number = DL_PUSH(w->arena, &w->read.word), *end = DL_PUSH(w->arena, &w->read.last);
    if (number) *number = dl_intern(&w->known, word);
    if (end) *end = last;
}

static void read_words(link_words *w, const dl_layers *l, dl_span s)
{
    char small[LINK_WORD_MAX];
    dl_slice text = dl_slice_cut(l->full, s.start, s.end);
    uint32_t time = first_time(&l->marks, s.start);
    w->read.word.n = w->read.last.n = 0;
    for (size_t i = 0;;) {
        dl_slice word = link_word_next(text, &i, small);
        if (!word.n) break;
        uint32_t last = s.start + (uint32_t)i - 1;
        if (!is_in_time(&l->marks, &time, last)) take_word(w, word, last);
    }
}

static void read_sentence(link_words *w, const link_mention *x)
{
    const dl_layers *l = w->r[x->report].layers;
    int32_t at = dl_layers_sentence(l, x->e->span.start);
    if (at >= 0 && w->read.report == x->report + 1 && w->read.at == at) return;
    read_words(w, l, at >= 0 ? l->sentences.at[at].span : x->e->span);
    w->read.report = x->report + 1;
    w->read.at = at;
}

/* Those of its sentence but its own. */
static void take_words(link_words *w, const link_mention *x, words *out)
{
    uint64_t key[WORDS_MOST];
    uint32_t n = 0;
    read_sentence(w, x);
    for (uint32_t i = 0; i < w->read.last.n && n < WORDS_MOST; i++) {
        uint32_t last = w->read.last.at[i];
        bool own = last >= x->e->span.start && last < x->e->span.end;
        if (!own) key[n++] = (uint64_t)w->read.word.at[i] << 32; /* what is sorted by */
    }
    keep(w, out, key, n);
}

static const words *words_of(link_words *w, uint32_t mention)
{
    words *out = &w->of[mention];
    if (!out->at) take_words(w, &w->m->at[mention], out);
    return out;
}

/* ---- facts: numbered among the words, by keys that no word is: a word has no byte 0 */

enum { THING = 1, PLACE, DAYS };

static uint64_t fact(link_words *w, uint32_t kind, uint32_t from, uint32_t to)
{
    uint32_t part[] = { kind, from, to };
    return (uint64_t)dl_intern(&w->known, dl_slice_of((const char *)part, sizeof part)) << 32;
}

static uint32_t take_things(link_words *w, const link_set *side, uint64_t *key)
{
    for (uint32_t i = 0; i < side->n; i++) key[i] = fact(w, THING, side->at[i], 0);
    return side->n;
}

static void read_facts(link_words *w, const link_mention *x, words *out)
{
    uint64_t key[2 * LINK_PARTIES_MAX + 2];
    uint32_t n = take_things(w, &x->actors, key);
    n += take_things(w, &x->recipients, key + n);
    if (x->place != DL_NO_THING) key[n++] = fact(w, PLACE, x->place, 0);
    if (x->from != DL_NO_DAY) key[n++] = fact(w, DAYS, (uint32_t)x->from, (uint32_t)x->to);
    keep(w, out, key, n);
}

static const words *facts_of(link_words *w, uint32_t mention)
{
    words *out = &w->facts[mention];
    if (!out->at) read_facts(w, &w->m->at[mention], out);
    return out;
}

static void count(link_words *w, const words *x)
{
    while (w->common.n <= w->known.names.n && DL_PUSH(w->arena, &w->common)) continue;
    for (uint32_t i = 0; x->at && i < x->n && x->at[i] < w->common.n; i++) w->common.at[x->at[i]]++;
}

void link_words_count(link_words *w, uint32_t mention)
{
    count(w, words_of(w, mention));
    count(w, facts_of(w, mention));
    w->counted++;
}

void link_words_count_anew(link_words *w)
{
    w->common.n = 0;
    w->counted = 0;
}

/* How often the number of sentences can be halved before it is `seen`. */
static uint32_t halvings(const link_words *w, uint32_t seen)
{
    uint32_t times = (w->counted + UNSEEN) / seen;
    return times ? 31 - (uint32_t)__builtin_clz(times) : 0;
}

static uint32_t bits_of(const link_words *w, uint32_t word)
{
    return halvings(w, 1 + (word < w->common.n ? w->common.at[word] : 0));
}

static uint32_t shared(const link_words *w, const words *x, const words *y)
{
    uint32_t bits = 0, i = 0, k = 0;
    while (x->at && y->at && i < x->n && k < y->n) {
        if (x->at[i] == y->at[k]) bits += bits_of(w, x->at[i]);
        uint32_t a = x->at[i], b = y->at[k];
        i += a <= b;
        k += b <= a;
    }
    return bits;
}

uint32_t link_words_shared(link_words *w, uint32_t mention, uint32_t other)
{
    return shared(w, words_of(w, mention), words_of(w, other));
}

static uint32_t bits_in(const link_words *w, const words *x)
{
    uint32_t bits = 0;
    for (uint32_t i = 0; x->at && i < x->n; i++) bits += bits_of(w, x->at[i]);
    return bits;
}

uint32_t link_words_alike(link_words *w, uint32_t mention, uint32_t other)
{
    const words *x = words_of(w, mention), *y = words_of(w, other);
    uint32_t all = bits_in(w, x) + bits_in(w, y);
    return all ? 2 * 10 * shared(w, x, y) / all : 0;
}

bool link_words_are_of_one(const link_words *w, uint32_t mention, uint32_t other)
{
    const link_mention *x = &w->m->at[mention], *y = &w->m->at[other];
    if (x->report != y->report) return false;
    const dl_layers *l = w->r[x->report].layers;
    return dl_layers_sentence(l, x->e->span.start) == dl_layers_sentence(l, y->e->span.start);
}

uint32_t link_facts_shared(link_words *w, uint32_t mention, uint32_t other)
{
    return shared(w, facts_of(w, mention), facts_of(w, other));
}

uint32_t link_words_rare(const link_words *w) { return halvings(w, 1); }

bool link_words_meet(dl_slice a, dl_slice b)
{
    char small[LINK_WORD_MAX], other[LINK_WORD_MAX];
    for (size_t i = 0;;) {
        dl_slice x = link_word_next(a, &i, small);
        if (!x.n) return false;
        for (size_t k = 0;;) {
            dl_slice y = link_word_next(b, &k, other);
            if (!y.n) break;
            if (dl_slice_eq(x, y)) return true;
        }
    }
}
