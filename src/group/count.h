/* count - how often a report says each stem.
 *
 *   in   batches of words (scan.h) of the title and of the body
 *   out  the report's stems with their counts and where each was first seen
 *
 * Words are counted by their forms in a table that lasts from report to report; stems are
 * made of the forms at a report's end, so that no word waits for what the ones before it
 * were. Nothing of a report reaches the next one's result. */
#ifndef DL_GROUP_COUNT_H
#define DL_GROUP_COUNT_H

#include "background.h"
#include "shingles.h"
#include "stem.h"

/* Four counts in one number: how often, the title and the lead double; how often
 * with a small letter; how often with a capital inside a sentence; how often in the
 * head, the title double. */
typedef struct group_tally {
    uint64_t all;
} group_tally;
enum {
    GROUP_WEIGHT_BITS = 17,
    GROUP_KIND_BITS = 16,
    GROUP_SMALL_AT = GROUP_WEIGHT_BITS,
    GROUP_CAPITAL_AT = GROUP_SMALL_AT + GROUP_KIND_BITS,
    GROUP_HEAD_AT = GROUP_CAPITAL_AT + GROUP_KIND_BITS
};
static inline uint32_t group_bits_at(uint64_t all, unsigned at, unsigned bits)
{
    return (uint32_t)(all >> at & (((uint64_t)1 << bits) - 1));
}
static inline uint32_t group_tally_weight(group_tally t)
{
    return group_bits_at(t.all, 0, GROUP_WEIGHT_BITS);
}
static inline uint32_t group_tally_small(group_tally t)
{
    return group_bits_at(t.all, GROUP_SMALL_AT, GROUP_KIND_BITS);
}
static inline uint32_t group_tally_capital(group_tally t)
{
    return group_bits_at(t.all, GROUP_CAPITAL_AT, GROUP_KIND_BITS);
}
static inline uint32_t group_tally_head(group_tally t)
{
    return (uint32_t)(t.all >> GROUP_HEAD_AT);
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
    group_form form; /* 0: a free place */
    group_tally tally; /* 0: not in this report */
    uint32_t first, stem;
} group_form_seen;

/* What is not asked for at each word. */
typedef struct group_form_rest {
    int16_t idf;
    uint8_t length;
} group_form_rest;

enum {
    GROUP_FORM_BITS = 15,
    GROUP_COUNT_MAX = 60000 /* words of a report that are counted: they say what it is about */
};
struct dl_group_scratch {
    const dl_mem *mem;
    group_form_seen *form; /* [1 << GROUP_FORM_BITS] in `forms` */
    void *forms;
    group_form_rest rest[1 << GROUP_FORM_BITS]; /* of the same places */
    uint16_t touched[GROUP_COUNT_MAX]; /* places of forms, in the order of the text */
    uint32_t touches, words;
    group_counted *spilt; /* forms whose place another one took, and long words */
    uint32_t spills, spilt_cap;
    group_counted *at; /* [cap] the report's stems, n of them once it is counted */
    uint64_t *key; /* [cap] */
    uint64_t *slot; /* [slots, a power of two] hash above, place below */
    uint32_t n, cap, slots;
    bool failed; /* no memory */
    group_numbers shingles;
    group_batch batch;
};

/* How a text's words count. */
typedef struct group_text_part {
    uint32_t before; /* bytes of the report before this text */
    uint32_t lead; /* bytes of it that count double */
    uint32_t head; /* bytes of it that are the head's */
    bool title; /* capitals say nothing there, and the head's words count double */
} group_text_part;
/* Counts s->batch. */
void group_count_add(
    dl_group_scratch *s, const dl_group_words *w, dl_slice text, const group_text_part *part);
/* Fills s->at and s->n, and forgets what was counted. False: out of memory. */
bool group_count_end(dl_group_scratch *s);

#endif
