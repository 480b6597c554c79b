/* count - how often a report says each stem. Words are counted by their forms in a
 * table that lasts from report to report, stems are made of the forms at a report's
 * end: no word waits for what the ones before it were. */
#ifndef DL_GROUP_COUNT_H
#define DL_GROUP_COUNT_H

#include "group_private.h"
#include "scan.h"

enum { GROUP_WORD_MAX = 63 }; /* bytes of a word that are looked at */
enum { GROUP_SAYS_NOTHING = -1 }; /* idf of a stop word and of a stem that too many reports have */

/* Counts in one number: how often, the title and the lead double; how often with a small
 * letter; how often with a capital inside a sentence. */
typedef struct group_tally {
    uint64_t all;
} group_tally;
enum { GROUP_TALLY_BITS = 20 };
static inline uint32_t group_tally_weight(group_tally t)
{
    return (uint32_t)(t.all & ((1u << GROUP_TALLY_BITS) - 1));
}
static inline uint32_t group_tally_small(group_tally t)
{
    return (uint32_t)(t.all >> GROUP_TALLY_BITS & ((1u << GROUP_TALLY_BITS) - 1));
}
static inline uint32_t group_tally_capital(group_tally t)
{
    return (uint32_t)(t.all >> 2 * GROUP_TALLY_BITS);
}

/* first: where it was first seen, in bytes, the body's behind the title's, times two, and
 * 1 where that was with a capital inside a sentence. */
typedef struct group_counted {
    group_tally tally;
    uint32_t stem, first;
    int16_t idf;
    uint8_t length;
} group_counted;

typedef struct group_form_seen {
    group_form form;
    group_tally tally;
    uint32_t first, stem;
} group_form_seen; /* form 0: a free place; tally 0: not in this report */

typedef struct group_form_said {
    int16_t idf;
    uint8_t length;
} group_form_said; /* what is not asked for at each word */

enum {
    GROUP_FORM_BITS = 15,
    GROUP_COUNT_MAX = 60000
}; /* words of a report that are counted: those say what it is about, whatever its length */
struct dl_group_scratch {
    const dl_mem *mem;
    group_form_seen *form; /* [1 << GROUP_FORM_BITS] in `forms` */
    void *forms;
    group_form_said said[1 << GROUP_FORM_BITS]; /* of the same places */
    uint16_t touched[GROUP_COUNT_MAX]; /* places of forms, in the order of the text */
    uint32_t touches, words;
    group_counted *spilt; /* forms whose place another one took, and long words */
    uint32_t spills, spilt_cap;
    group_counted *at; /* the report's stems, n of them once it is counted; room for `cap` */
    uint64_t *key; /* of as many */
    uint64_t *slot; /* hash above, place below; slots of them, a power of two */
    uint32_t n, cap, slots;
    bool failed; /* no memory */
    group_numbers runs;
    group_batch batch;
};

/* idf of a stem, at most MOST_IDF, in 1/256ths, or GROUP_SAYS_NOTHING (words.c). */
int16_t group_idf(const dl_group_words *w, uint32_t stem);
size_t group_stem(dl_slice lower, char out[64]); /* bytes; words are cut at 63 */
uint32_t group_stem_hash(const char *stem, size_t n);
/* s->batch; `before`: bytes of the report before this text; `lead`: bytes of it that
 * count double. */
void group_count_take(dl_group_scratch *s, const dl_group_words *w, dl_slice text, uint32_t before,
    uint32_t lead, bool title);
bool group_count_end(
    dl_group_scratch *s); /* s->at, s->n; what was counted is forgotten. False: no memory */

#endif
