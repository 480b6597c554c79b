/* background - see background.h. */
#include "background.h"

#include "base/chars.h"
#include "doc/calendar.h"
#include "stem.h"

enum {
    LN2_Q8 = 177,
    MOST_IDF = 2300, /* 9 bits: a word nobody has seen is more often a slip than a name */
    LEAST_IDF = 2 * 256 + 40, /* stems in a fifth of all reports say nothing */
    COUNTS_KNOWN = 64 /* counts whose factor is worked out once */
};

static const dl_column background_columns[] = {
    { "stem", DL_COLUMN_TEXT, false, NULL },
    { "reports", DL_COLUMN_INT, false, NULL },
};
static const dl_table_form background_form = DL_TABLE_FORM(
    "group/background", true, background_columns);
static const dl_column stop_columns[] = {
    { "word", DL_COLUMN_TEXT, false, NULL },
    { "kind", DL_COLUMN_CHOICE, false, "function news" },
};
static const dl_table_form stop_form = DL_TABLE_FORM("group/stop", true, stop_columns);

typedef struct known_stem {
    uint32_t hash; /* 0: a free place */
    int16_t idf;
    bool stop;
} known_stem;

struct dl_group_words {
    dl_arena *arena;
    dl_calendar *calendar;
    known_stem *slot;
    uint32_t slots, n;
    int64_t reports;
    int16_t unknown; /* idf of a stem that the table does not have */
    int64_t factor[COUNTS_KNOWN]; /* 1 + ln count, in 1/256ths */
};

/* log2 in 1/256ths, by squaring the fraction eight times. x >= 1. */
static int32_t log2_q8(uint64_t x)
{
    int32_t whole = 63 - __builtin_clzll(x);
    uint64_t f = whole > 31 ? x >> (whole - 31) : x << (31 - whole); /* 1.0 = 2^31 */
    int32_t out = whole;
    for (int i = 0; i < 8; i++) {
        f = f * f >> 31;
        out = out * 2 + (f >> 32 ? 1 : 0);
        if (f >> 32) f >>= 1;
    }
    return out;
}

static int32_t idf_of(const dl_group_words *w, int64_t reports)
{
    return log2_q8((uint64_t)(((w->reports + 1) * 256) / (reports + 1))) - 8 * 256;
}

static int64_t factor_of(uint32_t count)
{
    return 256 + (int64_t)log2_q8(count ? count : 1) * LN2_Q8 / 256;
}

/* The place of a stem, or the free one it would take. */
static known_stem *place_of(const dl_group_words *w, uint32_t hash)
{
    uint32_t at = hash & (w->slots - 1);
    while (w->slot[at].hash && w->slot[at].hash != hash) at = (at + 1) & (w->slots - 1);
    return &w->slot[at];
}

static int64_t count_in(dl_slice s)
{
    int64_t n = 0;
    for (size_t i = 0; i < s.n && dl_is_digit(s.p[i]); i++) n = n * 10 + (s.p[i] - '0');
    return n;
}

static void load(dl_group_words *w, const dl_table *known, const dl_table *stop)
{
    int64_t all = dl_table_find(known, DL_S("*"));
    w->reports = all < 0 ? 1 : count_in(dl_table_cell(known, (uint32_t)all, 1));
    w->unknown = (int16_t)idf_of(w, 0);
    for (uint32_t k = 0; k < COUNTS_KNOWN; k++) w->factor[k] = factor_of(k);
    for (w->slots = 1024; w->slots < (known->rows + stop->rows) * 3 / 2; w->slots *= 2) {
    }
    w->slot = dl_arena_array(w->arena, w->slots, sizeof *w->slot);
    for (uint32_t r = 0; w->slot && r < known->rows; r++) {
        dl_slice stem = dl_table_cell(known, r, 0);
        uint32_t hash = group_stem_hash(stem.p, stem.n);
        known_stem *c = place_of(w, hash);
        if (!c->hash)
            *c = (known_stem){ hash, (int16_t)idf_of(w, count_in(dl_table_cell(known, r, 1))),
                false };
    }
    for (uint32_t r = 0; w->slot && r < stop->rows; r++) {
        char stem[GROUP_WORD_MAX + 1];
        uint32_t hash = group_stem_hash(stem, group_stem(dl_table_cell(stop, r, 0), stem));
        *place_of(w, hash) = (known_stem){ hash, 0, true };
    }
}

dl_group_words *dl_group_words_new(const dl_mem *m, dl_lexicon *lexicon, dl_err *e)
{
    dl_arena *a = dl_arena_new(m, 0);
    dl_group_words *w = a ? dl_arena_alloc(a, sizeof *w) : NULL;
    if (w) {
        w->arena = a;
        const dl_table *known = dl_lexicon_table(lexicon, &background_form, e);
        const dl_table *stop = known ? dl_lexicon_table(lexicon, &stop_form, e) : NULL;
        if (stop) load(w, known, stop);
        if (stop) w->calendar = dl_calendar_new(m, lexicon, e);
    }
    if (!dl_failed(e) && (!w || dl_arena_failed(a)))
        dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
    if (!dl_failed(e)) return w;
    if (w) dl_calendar_free(w->calendar);
    dl_arena_free(a);
    return NULL;
}

void dl_group_words_free(dl_group_words *w)
{
    if (!w) return;
    dl_calendar_free(w->calendar);
    dl_arena_free(w->arena);
}

bool group_is_of_calendar(const dl_group_words *w, dl_slice word)
{
    dl_calendar_kind kind = dl_calendar_find(w->calendar, word).kind;
    return kind == DL_CALENDAR_MONTH || kind == DL_CALENDAR_WEEKDAY;
}

int16_t group_idf(const dl_group_words *w, uint32_t stem)
{
    const known_stem *k = place_of(w, stem);
    int32_t idf = k->hash ? k->idf : w->unknown;
    if ((k->hash && k->stop) || idf < LEAST_IDF) return GROUP_SAYS_NOTHING;
    return (int16_t)(idf < MOST_IDF ? idf : MOST_IDF);
}

int64_t group_count_factor(const dl_group_words *w, uint32_t count)
{
    return count < COUNTS_KNOWN ? w->factor[count] : factor_of(count);
}
