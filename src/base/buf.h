/* buf - a growing byte buffer, never NULL, always NUL-terminated; and JSON written
 * into it.
 *
 * A buffer that could not grow says so (failed) and keeps what it had. JSON: keys and
 * values are written in call order; commas are the writer's business; strings are
 * escaped, broken UTF-8 becomes U+FFFD. Numbers print the same on every machine. */
#ifndef DL_BUF_H
#define DL_BUF_H

#include "arena.h"

typedef struct dl_buf {
    char *p; /* valid, p[n] == 0 */
    size_t n, cap;
    const dl_mem *mem;
    bool failed;
    bool comma; /* the JSON writer's: a value stands before */
    /* Takes what a full buffer holds, which is then empty: so what is long is never held
     * whole. NULL: the buffer grows. False: it cannot, and the buffer has failed. */
    bool (*take)(void *ctx, dl_slice part);
    void *take_ctx;
} dl_buf;

void dl_buf_init(dl_buf *b, const dl_mem *m);
void dl_buf_free(dl_buf *b);
void dl_buf_clear(dl_buf *b);
void dl_buf_add(dl_buf *b, dl_slice s);
void dl_buf_str(dl_buf *b, const char *z);
void dl_buf_byte(dl_buf *b, char c);
void dl_buf_fmt(dl_buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static inline dl_slice dl_buf_slice(const dl_buf *b) { return (dl_slice){ b->p, b->n }; }

void dl_json_open(dl_buf *b, char bracket); /* '{' or '[' */
void dl_json_close(dl_buf *b, char bracket); /* '}' or ']' */
void dl_json_key(dl_buf *b, const char *key); /* key is plain ASCII */
void dl_json_str(dl_buf *b, dl_slice s); /* {NULL,0} writes null; an empty text has p != NULL */
void dl_json_int(dl_buf *b, int64_t v);
/* The shortest form that reads back equal, with a decimal point in every locale. Of a
 * finite number. */
enum { DL_REAL_TEXT_MAX = 40 };
void dl_real_text(char text[DL_REAL_TEXT_MAX], double v);
/* As dl_real_text writes it; NaN and infinities: null. */
void dl_json_num(dl_buf *b, double v);
void dl_json_bool(dl_buf *b, bool v);
/* Key and value together; the _opt ones write nothing where there is no value. */
void dl_json_kstr(dl_buf *b, const char *key, dl_slice s);
void dl_json_kstr_opt(dl_buf *b, const char *key, dl_slice s);
void dl_json_kint(dl_buf *b, const char *key, int64_t v);

#endif
