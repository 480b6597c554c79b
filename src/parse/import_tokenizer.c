/* Expressions, special cases and the norm table. Expressions are compiled once here only
 * to refuse what is not known. */
#include "expression.h"
#include "import_private.h"

#include <stdlib.h>

enum {
    ORTH = 65,
    NORM = 67,
    SPECIALS_MAX = 1 << 20
}; /* attribute numbers in the wheel; far above any list of special cases */

static bool add_expression(
    dl_model_writer *w, const msgpack_object *root, const char *key, const char *name, dl_err *e)
{
    dl_slice s = dl_arena_copy(w->a, dl_mp_text(dl_mp_get(root, key)));
    if (s.n == 0) return true; /* token_match is nil in English */
    dl_expression *x = dl_expression_parse(w->a, s, e);
    if (!x) return false;
    dl_model_add_bytes(w, name, s);
    return true;
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
        if (kv->key.via.u64 == ORTH) *orth = dl_mp_text(&kv->val);
        else if (kv->key.via.u64 == NORM) *norm = dl_mp_text(&kv->val);
        else return false;
    }
    return orth->n > 0;
}

static bool add_pieces(dl_model_writer *w, const special *s, uint32_t n, dl_err *e)
{
    dl_label_set orths = { 0 }, norms = { 0 }, forms = { 0 };
    uint32_t *first = dl_arena_array(w->a, (size_t)n + 1, sizeof *first);
    for (uint32_t i = 0; first && i < n; i++) {
        dl_slice *form = DL_PUSH(w->a, &forms), orth, norm;
        if (form) *form = s[i].form;
        if (s[i].pieces->type != MSGPACK_OBJECT_ARRAY)
            return dl_import_bad(e, "tokenizer", "a special case is no list");
        for (uint32_t k = 0; k < s[i].pieces->via.array.size; k++) {
            if (!piece_of(&s[i].pieces->via.array.ptr[k], &orth, &norm))
                return dl_import_bad(e, "tokenizer", "a special case sets more than ORTH and NORM");
            dl_slice *po = DL_PUSH(w->a, &orths), *pn = DL_PUSH(w->a, &norms);
            if (po && pn) {
                *po = orth;
                *pn = norm;
            }
        }
        first[i + 1] = orths.n;
    }
    dl_model_add_strings(w, "tokenizer/special", forms.at, forms.n);
    dl_model_add(w, "tokenizer/first", DL_U32, 1, (uint32_t[]){ n + 1 }, first,
        ((size_t)n + 1) * sizeof *first);
    dl_model_add_strings(w, "tokenizer/piece", orths.at, orths.n);
    dl_model_add_strings(w, "tokenizer/norm", norms.at, norms.n);
    return true;
}

static bool add_specials(dl_model_writer *w, const msgpack_object *rules, dl_err *e)
{
    if (!rules || rules->type != MSGPACK_OBJECT_MAP || rules->via.map.size > SPECIALS_MAX)
        return dl_import_bad(e, "tokenizer", "it has no special cases");
    uint32_t n = rules->via.map.size;
    special *s = dl_arena_array(w->a, n, sizeof *s);
    if (!s) return dl_fail(e, DL_ENOMEM, "importing a model", -1, NULL), false;
    for (uint32_t i = 0; i < n; i++)
        s[i] = (special){ dl_mp_text(&rules->via.map.ptr[i].key), &rules->via.map.ptr[i].val };
    if (n) qsort(s, n, sizeof *s, by_form);
    return add_pieces(w, s, n, e);
}

static bool add_rules(dl_model_writer *w, const msgpack_object *root, dl_err *e)
{
    return add_expression(w, root, "prefix_search", "tokenizer/prefix", e)
        && add_expression(w, root, "suffix_search", "tokenizer/suffix", e)
        && add_expression(w, root, "infix_finditer", "tokenizer/infix", e)
        && add_expression(w, root, "url_match", "tokenizer/url", e)
        && add_expression(w, root, "token_match", "tokenizer/match", e)
        && add_specials(w, dl_mp_get(root, "exceptions"), e);
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

static bool add_norms(dl_model_writer *w, const msgpack_object *table, dl_err *e)
{
    uint32_t n = table && table->type == MSGPACK_OBJECT_MAP ? table->via.map.size : 0;
    norm_row *row = dl_arena_array(w->a, n, sizeof *row);
    uint64_t *key = dl_arena_array(w->a, n, sizeof *key);
    dl_slice *value = dl_arena_array(w->a, n, sizeof *value);
    if (!row || !key || !value) return dl_fail(e, DL_ENOMEM, "importing a model", -1, NULL), false;
    for (uint32_t i = 0; i < n; i++) {
        const msgpack_object_kv *kv = &table->via.map.ptr[i];
        if (kv->key.type != MSGPACK_OBJECT_POSITIVE_INTEGER)
            return dl_import_bad(e, "vocab/lookups.bin", "a key of lexeme_norm is no number");
        row[i] = (norm_row){ kv->key.via.u64, dl_mp_text(&kv->val) };
    }
    if (n) qsort(row, n, sizeof *row, by_key);
    for (uint32_t i = 0; i < n; i++) {
        key[i] = row[i].key;
        value[i] = row[i].value;
    }
    dl_model_add(w, "norm/key", DL_U64, 1, &n, key, n * sizeof *key);
    dl_model_add_strings(w, "norm/value", value, n);
    return true;
}

bool dl_import_tokenizer(dl_model_writer *w, const dl_wheel *m, dl_err *e)
{
    msgpack_unpacked u, v;
    bool ok = dl_mp_parse(&u, m->member[DL_M_TOKENIZER], "tokenizer", e);
    ok = ok && add_rules(w, &u.data, e);
    msgpack_unpacked_destroy(&u);
    if (!ok) return false;
    ok = dl_mp_parse(&v, m->member[DL_M_LOOKUPS], "vocab/lookups.bin", e);
    ok = ok && add_norms(w, dl_mp_get(&v.data, "lexeme_norm"), e);
    msgpack_unpacked_destroy(&v);
    return ok;
}
