/* answer - what goes back to the client: status, type, bytes; and problems (RFC 9457). */
#ifndef DL_SERVE_ANSWER_H
#define DL_SERVE_ANSWER_H

#include "base/base.h"

enum {
    SERVE_TAG_MAX = 48,
    SERVE_HEADER_MAX = 128, /* bytes of a header's value */
    SERVE_HEADERS = 4, /* beside those that every answer has */
    SERVE_DETAIL_MAX = 256
};

typedef struct serve_header {
    const char *name;
    char value[SERVE_HEADER_MAX];
} serve_header;

typedef struct serve_answer {
    unsigned status; /* 0: nothing was answered yet */
    const char *type; /* media type */
    dl_buf body;
    dl_slice kept; /* bytes carried in the program, in the place of body */
    int file; /* of a long answer: an open file without a name; -1: none */
    uint64_t file_n;
    char tag[SERVE_TAG_MAX]; /* ETag with its quotes; "": none */
    serve_header header[SERVE_HEADERS];
    uint32_t headers;
    char detail[SERVE_DETAIL_MAX]; /* of a problem */
} serve_answer;

extern const char serve_json[], serve_html[]; /* media types */

void serve_answer_init(serve_answer *a);
void serve_answer_free(serve_answer *a);
void serve_answer_header(serve_answer *a, const char *name, const char *value);
/* In the place of what was answered so far. detail: a sentence for the client; it may be
 * the answer's own. */
void serve_problem(serve_answer *a, unsigned status, const char *detail);
const char *serve_problem_title(unsigned status); /* "Not Found" */

#endif
