/* marks - the third layer, written by mark: times, entities and their mentions,
 * quotes, amounts. Spans are bytes of full. The language engine alone gives mentions
 * of form "name" (one entity a name); the mark room adds who they are. */
#ifndef DL_MARKS_H
#define DL_MARKS_H

#include "tokens.h"
#include "time.h"

typedef enum dl_form { DL_FORM_NAME, DL_FORM_NOMINAL, DL_FORM_PRONOUN } dl_form;
typedef struct dl_mention {
    dl_span span;
    dl_form form;
    dl_slice label;
    int32_t entity;
    dl_slice rule;
} dl_mention;
typedef struct dl_entity {
    dl_slice kind, name, country, code, title;
    int64_t geonames; /* 0: none */
    double lat, lon;
    bool placed;
    dl_slice admin1;
} dl_entity;
typedef struct dl_time_mark {
    dl_span span;
    dl_slice type, value, from, to;
    dl_time_form form;
    dl_slice rule;
} dl_time_mark;
typedef enum dl_quote_form { DL_QUOTE_DIRECT, DL_QUOTE_INDIRECT, DL_QUOTE_MIXED } dl_quote_form;
typedef struct dl_quote {
    dl_span span;
    dl_quote_form form;
    dl_span source, cue;
    int32_t entity;
    dl_slice rule;
} dl_quote;
typedef struct dl_amount {
    dl_span span;
    dl_slice kind, unit, of;
    double value, min, max;
    dl_slice rule;
} dl_amount;

typedef struct dl_marks {
    DL_VEC(dl_entity) entities;
    DL_VEC(dl_mention) mentions; /* by start, longer first */
    DL_VEC(dl_time_mark) times;
    DL_VEC(dl_quote) quotes;
    DL_VEC(dl_amount) amounts;
} dl_marks;

#endif
