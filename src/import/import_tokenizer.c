/* import_tokenizer - the wheel's tokenizer (expressions, special cases) and its norm
 * table in, the blobs tokenizer/... and norm/... out. An expression that is not known is
 * refused when the engine starts with the file. */
#include "import_private.h"

#include <stdlib.h>

enum { ORTH = 65, NORM = 67 }; /* attribute numbers in the wheel */
enum { SPECIALS_MAX = 1 << 20 }; /* far above any list of special cases */

/* One that is nil (English: token_match) has no blob. */
static void add_expression(
    import_writer *w, const msgpack_object *root, const char *key, const char *name)
{
    dl_slice s = dl_arena_copy(w->a, import_mp_text(import_mp_get(root, key)));
    if (s.n) import_add_bytes(w, name, s);
}

typedef struct special {
    dl_slice form;
    const msgpack_object *pieces;
} special;

static int by_form(const void *a, const void *b)
{
    return dl_slice_cmp(((const special *)a)->form, ((const special *)b)->form);
}

static bool piece_of(const msgpack_object *o, dl_slice *orth, dl_slice *norm)
{
    *orth = *norm = (dl_slice){ "", 0 };
    if (o->type != MSGPACK_OBJECT_MAP) return false;
    for (uint32_t i = 0; i < o->via.map.size; i++) {
        const msgpack_object_kv *kv = &o->via.map.ptr[i];
        if (kv->key.type != MSGPACK_OBJECT_POSITIVE_INTEGER) return false;
        if (kv->key.via.u64 == ORTH) *orth = import_mp_text(&kv->val);
        else if (kv->key.via.u64 == NORM) *norm = import_mp_text(&kv->val);
        else return false;
    }
    return orth->n > 0;
}

static bool add_pieces(import_writer *w, const special *s, uint32_t n, dl_err *e)
{
    import_strings orths = { 0 }, norms = { 0 }, forms = { 0 };
    uint32_t *first = dl_arena_array(w->a, (size_t)n + 1, sizeof *first);
    for (uint32_t i = 0; first && i < n; i++) {
        dl_slice *form = DL_PUSH(w->a, &forms), orth, norm;
        if (form) *form = s[i].form;
        if (s[i].pieces->type != MSGPACK_OBJECT_ARRAY)
            return import_bad(e, "tokenizer", "a special case is no list");
        for (uint32_t k = 0; k < s[i].pieces->via.array.size; k++) {
            if (!piece_of(&s[i].pieces->via.array.ptr[k], &orth, &norm))
                return import_bad(e, "tokenizer", "a special case sets more than ORTH and NORM");
            dl_slice *po = DL_PUSH(w->a, &orths), *pn = DL_PUSH(w->a, &norms);
            if (po && pn) {
                *po = orth;
                *pn = norm;
            }
        }
        first[i + 1] = orths.n;
    }
    import_add_strings(w, "tokenizer/special", forms.at, forms.n);
    import_add(w, "tokenizer/first", DL_U32, 1, (uint32_t[]){ n + 1 }, first,
        ((size_t)n + 1) * sizeof *first);
    import_add_strings(w, "tokenizer/piece", orths.at, orths.n);
    import_add_strings(w, "tokenizer/norm", norms.at, norms.n);
    return true;
}

static bool add_specials(import_writer *w, const msgpack_object *rules, dl_err *e)
{
    if (!rules || rules->type != MSGPACK_OBJECT_MAP || rules->via.map.size > SPECIALS_MAX)
        return import_bad(e, "tokenizer", "it has no special cases");
    uint32_t n = rules->via.map.size;
    special *s = dl_arena_array(w->a, n, sizeof *s);
    if (!s) return import_no_memory(e);
    for (uint32_t i = 0; i < n; i++)
        s[i] = (special){ import_mp_text(&rules->via.map.ptr[i].key), &rules->via.map.ptr[i].val };
    if (n) qsort(s, n, sizeof *s, by_form);
    return add_pieces(w, s, n, e);
}

static bool add_rules(import_writer *w, const msgpack_object *root, dl_err *e)
{
    add_expression(w, root, "prefix_search", "tokenizer/prefix");
    add_expression(w, root, "suffix_search", "tokenizer/suffix");
    add_expression(w, root, "infix_finditer", "tokenizer/infix");
    add_expression(w, root, "url_match", "tokenizer/url");
    add_expression(w, root, "token_match", "tokenizer/match");
    return add_specials(w, import_mp_get(root, "exceptions"), e);
}

typedef struct norm_row {
    uint64_t key;
    dl_slice value;
} norm_row;

static int by_key(const void *pa, const void *pb)
{
    uint64_t a = ((const norm_row *)pa)->key, b = ((const norm_row *)pb)->key;
    return a < b ? -1 : a > b;
}

static bool add_norms(import_writer *w, const msgpack_object *table, dl_err *e)
{
    uint32_t n = table && table->type == MSGPACK_OBJECT_MAP ? table->via.map.size : 0;
    norm_row *row = dl_arena_array(w->a, n, sizeof *row);
    uint64_t *key = dl_arena_array(w->a, n, sizeof *key);
    dl_slice *value = dl_arena_array(w->a, n, sizeof *value);
    if (!row || !key || !value) return import_no_memory(e);
    for (uint32_t i = 0; i < n; i++) {
        const msgpack_object_kv *kv = &table->via.map.ptr[i];
        if (kv->key.type != MSGPACK_OBJECT_POSITIVE_INTEGER)
            return import_bad(e, "vocab/lookups.bin", "a key of lexeme_norm is no number");
        row[i] = (norm_row){ kv->key.via.u64, import_mp_text(&kv->val) };
    }
    if (n) qsort(row, n, sizeof *row, by_key);
    for (uint32_t i = 0; i < n; i++) {
        key[i] = row[i].key;
        value[i] = row[i].value;
    }
    import_add(w, "norm/key", DL_U64, 1, &n, key, n * sizeof *key);
    import_add_strings(w, "norm/value", value, n);
    return true;
}

bool import_tokenizer(import_writer *w, const import_wheel *m, dl_err *e)
{
    msgpack_unpacked u, v;
    bool ok = import_mp_parse(&u, m->member[IMPORT_TOKENIZER], "tokenizer", e);
    ok = ok && add_rules(w, &u.data, e);
    msgpack_unpacked_destroy(&u);
    if (!ok) return false;
    ok = import_mp_parse(&v, m->member[IMPORT_LOOKUPS], "vocab/lookups.bin", e);
    ok = ok && add_norms(w, import_mp_get(&v.data, "lexeme_norm"), e);
    msgpack_unpacked_destroy(&v);
    return ok;
}
