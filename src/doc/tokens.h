/* tokens - the second layer, written by parse: side arrays, one entry a token, title
 * first (a piece of its own), then body.
 *
 *   full:   Abe meets Putin \n\n Shinzo Abe met ...          white-space tokens are kept, as the model's tokenizer has them
 *   token:   0    1     2        3     4   5                 `title_n` tokens belong to the title
 *
 * Labels are small numbers into the model's own lists (`labels`), so that any model of
 * the architecture fits. */
#ifndef DL_TOKENS_H
#define DL_TOKENS_H

#include "text.h"

typedef struct dl_label_list {
    const dl_slice *name;
    uint32_t n;
} dl_label_list; /* owned by the model, which outlives the document */

typedef struct dl_name_span {
    uint32_t first, last;
    uint16_t label;
} dl_name_span; /* tokens, last exclusive; label in labels.ent */

typedef struct dl_tokens {
    uint32_t n, title_n;
    uint32_t *start, *end; /* [n] bytes of full */
    uint32_t *head; /* [n] index of the head token; itself for a root */
    uint16_t *tag, *pos, *dep; /* [n] numbers into labels */
    dl_slice *lemma; /* [n] */
    dl_slice *norm; /* [n] the model's NORM form */
    uint8_t *sent_start; /* [n] 1 at the first token of a sentence */
    DL_VEC(dl_span) sentences; /* token ranges: start = first token, end = last + 1 */
    DL_VEC(dl_name_span) names;
    DL_VEC(dl_span) chunks; /* noun chunks, token ranges */
    struct {
        dl_label_list tag, pos, dep, ent;
    } labels;
} dl_tokens;

#endif
