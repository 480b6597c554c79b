/* import_names - name weights of our own (data/names, half precision) in, f32 blobs
 * ner/<node>/<param> out. tools/names/export.py writes such files and says the layout:
 *
 *   "DLNAMES1", version, sha256 of the published component,
 *   N rows {node name, node index, parameter, shape, offset},
 *   V half floats, sha256 of all before */
#include "import_private.h"

#include <stdio.h>

enum { NAMES_VERSION = 1 };
/* Far above the component's 29 rows and 1.5 million values. */
enum { ROWS_MAX = 1000, VALUES_MAX = 64 << 20 };

typedef struct cursor {
    dl_slice s;
    size_t at;
    bool bad;
} cursor;

static uint64_t number(cursor *c, size_t bytes)
{
    uint64_t v = 0;
    c->bad |= bytes > c->s.n - c->at;
    if (c->bad) return 0;
    for (size_t k = 0; k < bytes; k++) v |= (uint64_t)(uint8_t)c->s.p[c->at + k] << (8 * k);
    c->at += bytes;
    return v;
}

static dl_slice bytes(cursor *c, size_t n)
{
    c->bad |= n > c->s.n - c->at;
    if (c->bad) return (dl_slice){ NULL, 0 };
    c->at += n;
    return dl_slice_of(c->s.p + c->at - n, n);
}

/* IEEE 754 binary16 to binary32, exact. */
static float widen(uint16_t h)
{
    uint32_t sign = (uint32_t)(h & 0x8000) << 16;
    uint32_t exponent = h >> 10 & 31, fraction = h & 1023, bits;
    if (exponent == 0 && fraction == 0) {
        bits = sign;
    } else if (exponent == 0) {
        int shift = __builtin_clz(fraction) - 21; /* a subnormal gets a leading one */
        bits = sign | (uint32_t)(113 - shift) << 23 | ((fraction << shift) & 1023) << 13;
    } else {
        bits = sign | (exponent == 31 ? 255 : exponent + 112) << 23 | fraction << 13;
    }
    float f;
    memcpy(&f, &bits, 4);
    return f;
}

typedef struct row {
    char name[DL_BLOB_NAME];
    uint32_t nd, shape[4];
    uint64_t offset, count;
} row;

static bool read_row(cursor *c, row *r)
{
    bytes(c, number(c, 2)); /* the node's name: the index says it */
    uint32_t node = (uint32_t)number(c, 4);
    dl_slice param = bytes(c, number(c, 2));
    r->nd = (uint32_t)number(c, 1);
    r->count = 1;
    if (c->bad || r->nd > 4 || param.n > 8) return false;
    for (uint32_t k = 0; k < r->nd; k++) {
        r->shape[k] = (uint32_t)number(c, 4);
        if (!r->shape[k] || r->shape[k] > VALUES_MAX || r->count > VALUES_MAX) return false;
        r->count *= r->shape[k];
    }
    r->offset = number(c, 4);
    snprintf(r->name, sizeof r->name, "ner/%u/%.*s", node, (int)param.n, param.p);
    return !c->bad && r->count <= VALUES_MAX;
}

static bool add_row(import_writer *w, const row *r, const char *half, uint64_t values)
{
    if (r->offset > values || r->count > values - r->offset) return false;
    float *f = dl_arena_array(w->a, r->count, sizeof *f);
    for (uint64_t i = 0; f && i < r->count; i++) {
        const uint8_t *p = (const uint8_t *)half + (r->offset + i) * 2;
        f[i] = widen((uint16_t)(p[0] | p[1] << 8));
    }
    import_add(w, r->name, DL_F32, r->nd, r->shape, f, r->count * sizeof *f);
    return true;
}

static bool is_whole(dl_slice file)
{
    if (file.n < 32) return false;
    dl_sha256 h = dl_sha256_of(dl_slice_cut(file, 0, file.n - 32));
    return memcmp(h.byte, file.p + file.n - 32, 32) == 0;
}

bool import_names_fit(dl_slice file, dl_slice ner_model)
{
    enum { CONTINUED = 12 }; /* where the hash of the component stands */
    dl_sha256 sha = dl_sha256_of(ner_model);
    return file.n >= CONTINUED + sizeof sha.byte
        && memcmp(file.p + CONTINUED, sha.byte, sizeof sha.byte) == 0;
}

bool import_names(import_writer *w, dl_slice file, dl_err *e)
{
    if (!dl_slice_starts(file, DL_S("DLNAMES1")))
        return import_bad(e, "names", "it does not start with DLNAMES1");
    if (!is_whole(file)) return import_bad(e, "names", "its checksum does not fit: cut or altered");
    cursor c = { dl_slice_cut(file, 0, file.n - 32), 8, false };
    if (number(&c, 4) != NAMES_VERSION)
        return import_bad(e, "names", "another version of the layout");
    bytes(&c, 32);
    uint64_t rows = number(&c, 4);
    row *r = rows <= ROWS_MAX ? dl_arena_array(w->a, rows + 1, sizeof *r) : NULL;
    for (uint64_t i = 0; r && i < rows; i++)
        if (!read_row(&c, &r[i]))
            return import_bad(e, "names", "a row of its table is not understood");
    uint64_t values = number(&c, 4);
    dl_slice half = values <= VALUES_MAX ? bytes(&c, values * 2) : (dl_slice){ NULL, 0 };
    if (!r || !half.p || c.bad || c.at != c.s.n)
        return import_bad(e, "names", "its table and its values do not fit");
    for (uint64_t i = 0; i < rows; i++)
        if (!add_row(w, &r[i], half.p, values))
            return import_bad(e, "names", "a row points outside the values");
    return true;
}
