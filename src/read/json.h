/* json - values of JSON and where each of them stands. Private to read.
 *
 *   bytes of a record --read_json_value--> a value's kind and place
 *   an object, a list --read_json_member, read_json_element--> the values in it
 *   a text value --read_json_text--> its characters, with the map to the record's bytes
 *
 * Why not a library's tree: every text must be traced to its bytes, and reports are read
 * that a strict reader refuses for what stands in keys that nobody asks for: NaN, numbers
 * of any size, half a surrogate pair. Nothing is allocated but the texts asked for. */
#ifndef DL_READ_JSON_H
#define DL_READ_JSON_H

#include "piece.h"

enum { READ_JSON_DEPTH_MAX = 1024 }; /* values inside values; deeper is no report */

typedef enum read_kind {
    READ_OBJECT,
    READ_LIST,
    READ_TEXT,
    READ_NUMBER, /* also NaN and Infinity */
    READ_TRUE,
    READ_FALSE,
    READ_NULL,
    READ_PLAIN /* no JSON: a cell of a table, read as it stands */
} read_kind;

typedef struct read_value {
    read_kind kind;
    size_t start, end; /* bytes of the record, brackets and quotation marks included */
} read_value;

typedef struct read_fault {
    size_t at;
    const char *why; /* constant; NULL: none */
} read_fault;

/* The value at *at, checked through, and *at behind it. False with `fault` set when it is
 * none. */
bool read_json_value(dl_slice s, size_t *at, read_value *v, read_fault *fault);
/* The next member of a checked object; *at is 0 before the first. False: no more. */
bool read_json_member(dl_slice s, read_value object, size_t *at, read_value *key, read_value *v);
bool read_json_element(dl_slice s, read_value list, size_t *at, read_value *v);
/* Adds a text value's characters to `out`: half a surrogate pair becomes U+FFFD
 * (out->broken), zero bytes are dropped (out->nuls). */
void read_json_text(dl_slice s, read_value text, read_piece *out);
/* About how many runs the map of that text takes. */
size_t read_json_runs(dl_slice s, read_value text);
/* Only white space from `at` on. */
bool read_json_ends(dl_slice s, size_t at);

#endif
