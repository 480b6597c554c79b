/* target - what a request asks for, read from its target.
 *
 *   "/api/stories/a%2Fb?limit=5" --serve_target_read--> path, parameters, all decoded
 *
 * The bytes are a stranger's: whatever is wrong is told as `fault`, nothing is guessed. A
 * part of a path may hold any byte but NUL, since ids are the users' own: it is looked up
 * in the record and never names a file. */
#ifndef DL_SERVE_TARGET_H
#define DL_SERVE_TARGET_H

#include "base/base.h"

enum {
    SERVE_TARGET_MAX = 4096, /* bytes: a long query with all filters fits several times */
    SERVE_PARTS_MAX = 8, /* of a path */
    SERVE_PARAMETERS_MAX = 32
};

typedef struct serve_parameter {
    const char *name, *value; /* decoded; value: "" where there is none */
} serve_parameter;

typedef struct serve_target {
    const char *fault; /* NULL: all is well */
    bool too_long;
    const char *part[SERVE_PARTS_MAX]; /* of the path, decoded: "api", "stories", "a/b" */
    uint32_t parts;
    serve_parameter at[SERVE_PARAMETERS_MAX];
    uint32_t n;
    char text[SERVE_TARGET_MAX + 4]; /* what the pointers point into */
} serve_target;

void serve_target_read(serve_target *t, const char *raw);
/* The value of a parameter; NULL: it is not there, or empty as of a form's empty
 * field. */
const char *serve_target_value(const serve_target *t, const char *name);

/* Of all that is asked for: two that are alike ask for the same. */
dl_sha256 serve_target_digest(const serve_target *t);

/* ---- where a list goes on
 *
 * A token is opaque to clients: it holds the offset and a check of what was asked, so
 * that the token of another list is refused. */
enum { SERVE_NEXT_MAX = 40 };
void serve_next_write(const serve_target *t, uint64_t offset, char out[SERVE_NEXT_MAX]);
/* False: it is no token of this list. */
bool serve_next_read(const serve_target *t, const char *token, uint64_t *offset);

/* ---- addresses: what comes from a record is percent-encoded */
void serve_address_part(dl_buf *b, dl_slice part); /* one part of a path */
/* "?name=value", or "&name=value" behind another; nothing where there is no value. */
void serve_address_parameter(dl_buf *b, const char *name, dl_slice value);
/* All parameters of a request but those of that list, which ends with NULL. */
void serve_address_again(dl_buf *b, const serve_target *t, const char *const *but);

#endif
