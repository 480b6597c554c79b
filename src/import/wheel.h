/* wheel - the members of a model's wheel that are needed, found by the end of their path
 * and checked against the pinned hashes. */
#ifndef DL_WHEEL_H
#define DL_WHEEL_H

#include "base/base.h"

typedef enum import_member { /* ORDER MEMBER: the table in wheel.c */
    IMPORT_TOKENIZER,
    IMPORT_LOOKUPS,
    IMPORT_TOK2VEC,
    IMPORT_TAGGER,
    IMPORT_TAGGER_CFG,
    IMPORT_PARSER,
    IMPORT_PARSER_MOVES,
    IMPORT_NER,
    IMPORT_NER_MOVES,
    IMPORT_RULER,
    IMPORT_LEMMA,
    IMPORT_CONFIG,
    IMPORT_META,
    IMPORT_LICENCE,
    IMPORT_SOURCES,
    IMPORT_COUNT
} import_member;

typedef struct import_wheel {
    dl_slice member[IMPORT_COUNT];
} import_wheel;

/* Members are copied into `a`. A missing or altered one is refused by name. */
bool import_wheel_read(import_wheel *w, dl_arena *a, dl_slice zip, bool unpinned, dl_err *e);

#endif
