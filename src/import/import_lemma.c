/* import_lemma - the wheel's lemma tables (keyed by the string id of the part of speech)
 * in, the blobs lemma/<pos>/... out. */
#include "import_private.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const parts[] = { "adj", "adp", "adv", "aux", "conj", "cconj", "det", "intj",
    "noun", "num", "part", "pron", "propn", "punct", "sconj", "sym", "verb", "x" };

static const char *part_of(uint64_t key)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (dl_string_id(dl_slice_str(parts[i])) == key) return parts[i];
    return NULL;
}

static int by_text(const void *a, const void *b)
{
    return dl_slice_cmp(*(const dl_slice *)a, *(const dl_slice *)b);
}

static void add_named(
    import_writer *w, const char *part, const char *what, const import_strings *set)
{
    char name[DL_BLOB_NAME];
    snprintf(name, sizeof name, "lemma/%s/%s", part, what);
    import_add_strings(w, name, set->at, set->n);
}

/* False: it is no text. */
static bool push_text(import_writer *w, import_strings *set, const msgpack_object *o)
{
    if (o->type != MSGPACK_OBJECT_STR && o->type != MSGPACK_OBJECT_BIN) return false;
    dl_slice *s = DL_PUSH(w->a, set);
    if (s) *s = import_mp_text(o);
    return true;
}

static bool add_index(import_writer *w, const char *part, const msgpack_object *o, dl_err *e)
{
    import_strings set = { 0 };
    if (o->type != MSGPACK_OBJECT_ARRAY) return import_bad(e, "lemma_index", "it is no list");
    for (uint32_t i = 0; i < o->via.array.size; i++)
        if (!push_text(w, &set, &o->via.array.ptr[i]))
            return import_bad(e, "lemma_index", "a word is no text");
    if (set.n) qsort(set.at, set.n, sizeof *set.at, by_text);
    add_named(w, part, "index", &set);
    return true;
}

static bool add_suffixes(import_writer *w, const char *part, const msgpack_object *o, dl_err *e)
{
    import_strings set = { 0 };
    if (o->type != MSGPACK_OBJECT_ARRAY) return import_bad(e, "lemma_rules", "it is no list");
    for (uint32_t i = 0; i < o->via.array.size; i++) {
        const msgpack_object *pair = &o->via.array.ptr[i];
        if (pair->type != MSGPACK_OBJECT_ARRAY || pair->via.array.size != 2)
            return import_bad(e, "lemma_rules", "a rule is no pair");
        for (int k = 0; k < 2; k++)
            if (!push_text(w, &set, &pair->via.array.ptr[k]))
                return import_bad(e, "lemma_rules", "a suffix is no text");
    }
    add_named(w, part, "rule", &set);
    return true;
}

typedef struct exception {
    dl_slice form;
    const msgpack_object *lemmas;
} exception;

static bool add_exceptions(import_writer *w, const char *part, const msgpack_object *o, dl_err *e)
{
    char name[DL_BLOB_NAME];
    import_strings form = { 0 }, lemma = { 0 };
    uint32_t n = o->type == MSGPACK_OBJECT_MAP ? o->via.map.size : 0;
    exception *x = dl_arena_array(w->a, n, sizeof *x);
    uint32_t *first = dl_arena_array(w->a, (size_t)n + 1, sizeof *first);
    if (!x || !first) return import_no_memory(e);
    for (uint32_t i = 0; i < n; i++)
        x[i] = (exception){ import_mp_text(&o->via.map.ptr[i].key), &o->via.map.ptr[i].val };
    if (n) qsort(x, n, sizeof *x, by_text);
    for (uint32_t i = 0; i < n; i++) {
        dl_slice *f = DL_PUSH(w->a, &form);
        if (f) *f = x[i].form;
        if (x[i].lemmas->type != MSGPACK_OBJECT_ARRAY)
            return import_bad(e, "lemma_exc", "an exception is no list");
        for (uint32_t k = 0; k < x[i].lemmas->via.array.size; k++)
            if (!push_text(w, &lemma, &x[i].lemmas->via.array.ptr[k]))
                return import_bad(e, "lemma_exc", "a lemma is no text");
        first[i + 1] = lemma.n;
    }
    add_named(w, part, "exception", &form);
    add_named(w, part, "form", &lemma);
    snprintf(name, sizeof name, "lemma/%s/first", part);
    import_add(w, name, DL_U32, 1, (uint32_t[]){ n + 1 }, first, ((size_t)n + 1) * sizeof *first);
    return true;
}

typedef bool add_table(import_writer *w, const char *part, const msgpack_object *o, dl_err *e);

static bool add_tables(
    import_writer *w, const msgpack_object *root, const char *table, add_table *add, dl_err *e)
{
    const msgpack_object *o = import_mp_get(root, table);
    if (!o || o->type != MSGPACK_OBJECT_MAP) return import_bad(e, table, "it is missing");
    for (uint32_t i = 0; i < o->via.map.size; i++) {
        const msgpack_object_kv *kv = &o->via.map.ptr[i];
        const char *part = kv->key.type == MSGPACK_OBJECT_POSITIVE_INTEGER
            ? part_of(kv->key.via.u64)
            : NULL;
        if (!part) return import_bad(e, table, "a part of speech is not known");
        if (!add(w, part, &kv->val, e)) return false;
    }
    return true;
}

bool import_lemmas(import_writer *w, dl_slice member, dl_err *e)
{
    msgpack_unpacked u;
    bool ok = import_mp_parse(&u, member, "lemmatizer/lookups", e)
        && add_tables(w, &u.data, "lemma_rules", add_suffixes, e)
        && add_tables(w, &u.data, "lemma_index", add_index, e)
        && add_tables(w, &u.data, "lemma_exc", add_exceptions, e);
    msgpack_unpacked_destroy(&u);
    return ok;
}
