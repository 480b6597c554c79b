/* tell_private - what the files of tell share: a report being told as JSON. */
#ifndef DL_TELL_PRIVATE_H
#define DL_TELL_PRIVATE_H

#include "tell.h"

typedef struct tell_json {
    dl_buf *out;
    dl_doc *d;
    const dl_cpmap *map; /* bytes of full to code points */
    uint32_t body_cp; /* code points of full before the body */
} tell_json;

/* ---- spans_json.c */
/* start, end and, where the span lies there, "in":"title". */
void tell_span(tell_json *t, dl_span s);
/* The same as an object of its own under a key. */
void tell_span_object(tell_json *t, const char *key, dl_span s);

/* ---- marks_json.c: the keys of `annotate` that mark and code fill */
void tell_marks(tell_json *t);

/* ---- events_json.c. value: of each time mark */
void tell_events(tell_json *t, const dl_time_value *value);

/* hidden_json.c: what people hid of the report's text goes out of its line. */
struct json_t;
void tell_hidden(struct json_t *report, const dl_known *k);

#endif
