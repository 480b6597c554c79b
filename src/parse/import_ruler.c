/* The attribute ruler's patterns, flattened.
 *
 *   ruler/text        strings; 0 is ""
 *   ruler/rule   i32 [n,8]: first token, tokens, index of the token that is set, then what is set as numbers into ruler/text or -1:
 *                           POS TAG DEP MORPH LEMMA; a rule with several patterns has a row for each
 *   ruler/token  i32 [n,2]: first test, tests
 *   ruler/test   i32 [n,4]: attribute, relation, first value, values (IS_SPACE: first value is 0 or 1)
 *   ruler/value  i32 [n]:   numbers into ruler/text
 *   labels/pos        the parts of speech the rules set; 0 is "" */
#include "import_private.h"
#include "ruler_layout.h"

typedef struct ruler_writer {
    dl_model_writer *w;
    dl_label_set text, pos, *tag, *dep;
    DL_VEC(int32_t) rule, token, test, value;
    dl_err *e;
} ruler_writer;

static bool refuse(ruler_writer *r, const char *why)
{
    return dl_import_bad(r->e, "attribute_ruler/patterns", why);
}

static int32_t intern(ruler_writer *r, dl_label_set *set, dl_slice s)
{
    for (uint32_t i = 0; i < set->n; i++)
        if (dl_slice_eq(set->at[i], s)) return (int32_t)i;
    dl_slice *slot = DL_PUSH(r->w->a, set);
    if (slot) *slot = s.n ? dl_arena_copy(r->w->a, s) : DL_S("");
    return (int32_t)set->n - 1;
}

#define PUT(r, vec, number) \
    do { \
        int32_t *slot_ = DL_PUSH((r)->w->a, &(r)->vec); \
        if (slot_) *slot_ = (number); \
    } while (0)

static bool put_values(ruler_writer *r, const msgpack_object *o)
{
    if (o->type == MSGPACK_OBJECT_STR) {
        PUT(r, value, intern(r, &r->text, dl_mp_text(o)));
        return true;
    }
    if (o->type != MSGPACK_OBJECT_ARRAY)
        return refuse(r, "a test's value is neither text nor list");
    for (uint32_t i = 0; i < o->via.array.size; i++) {
        if (o->via.array.ptr[i].type != MSGPACK_OBJECT_STR)
            return refuse(r, "a test's value is no text");
        PUT(r, value, intern(r, &r->text, dl_mp_text(&o->via.array.ptr[i])));
    }
    return true;
}

static const char *const attributes[] = { "", "TAG", "LOWER", "ORTH", "DEP",
    "IS_SPACE" }; /* ORDER RULER ATTRIBUTE */
static const char *const relations[] = { "", "IN", "NOT_IN",
    "REGEX" }; /* ORDER RULER RELATION; 0: equal */

static int32_t name_number(const char *const *names, int32_t n, const msgpack_object *o)
{
    for (int32_t i = 1; i < n; i++)
        if (dl_mp_is(o, names[i])) return i;
    return -1;
}

static bool put_test(ruler_writer *r, const msgpack_object_kv *kv)
{
    int32_t attribute = name_number(attributes, DL_RULER_ATTRIBUTES, &kv->key),
            relation = DL_RULER_EQUAL;
    const msgpack_object *value = &kv->val;
    if (attribute < 0) return refuse(r, "a test asks for an attribute that is not known");
    if (value->type == MSGPACK_OBJECT_MAP && value->via.map.size == 1) {
        relation = name_number(relations, DL_RULER_RELATIONS, &value->via.map.ptr[0].key);
        value = &value->via.map.ptr[0].val;
        if (relation < 0) return refuse(r, "a test uses a relation that is not known");
    }
    int32_t first = (int32_t)r->value.n;
    if (attribute == DL_RULER_IS_SPACE) {
        if (value->type != MSGPACK_OBJECT_BOOLEAN || relation)
            return refuse(r, "IS_SPACE is neither true nor false");
        first = value->via.boolean;
    } else if (!put_values(r, value)) return false;
    PUT(r, test, attribute);
    PUT(r, test, relation);
    PUT(r, test, first);
    PUT(r, test, attribute == DL_RULER_IS_SPACE ? 0 : (int32_t)r->value.n - first);
    return true;
}

static bool put_token(ruler_writer *r, const msgpack_object *o)
{
    if (o->type != MSGPACK_OBJECT_MAP) return refuse(r, "a pattern's token is no map");
    PUT(r, token, (int32_t)r->test.n / 4);
    PUT(r, token, (int32_t)o->via.map.size);
    for (uint32_t i = 0; i < o->via.map.size; i++)
        if (!put_test(r, &o->via.map.ptr[i])) return false;
    return true;
}

static int32_t set_text(ruler_writer *r, const msgpack_object *attrs, const char *key)
{
    const msgpack_object *o = dl_mp_get(attrs, key);
    return o ? intern(r, &r->text, dl_mp_text(o)) : -1;
}

static bool put_pattern(
    ruler_writer *r, const msgpack_object *pattern, int64_t index, const msgpack_object *attrs)
{
    static const char *const sets[] = { "POS", "TAG", "DEP", "MORPH",
        "LEMMA" }; /* ORDER RULER SET */
    if (pattern->type != MSGPACK_OBJECT_ARRAY || index < 0 || index >= pattern->via.array.size)
        return refuse(r, "a pattern is no list, or sets a token it has not");
    PUT(r, rule, (int32_t)r->token.n / 2);
    PUT(r, rule, (int32_t)pattern->via.array.size);
    PUT(r, rule, (int32_t)index);
    for (int k = 0; k < 5; k++) PUT(r, rule, set_text(r, attrs, sets[k]));
    for (uint32_t i = 0; i < pattern->via.array.size; i++)
        if (!put_token(r, &pattern->via.array.ptr[i])) return false;
    return true;
}

static bool put_rule(ruler_writer *r, const msgpack_object *o)
{
    const msgpack_object *patterns = dl_mp_get(o, "patterns"), *attrs = dl_mp_get(o, "attrs"),
                         *index = dl_mp_get(o, "index");
    if (!patterns || patterns->type != MSGPACK_OBJECT_ARRAY || !attrs
        || attrs->type != MSGPACK_OBJECT_MAP || !index)
        return refuse(r, "a rule lacks a part");
    if (index->type != MSGPACK_OBJECT_POSITIVE_INTEGER)
        return refuse(r, "a rule's index is not a count from the front");
    for (uint32_t i = 0; i < attrs->via.map.size; i++)
        if (!dl_mp_is(&attrs->via.map.ptr[i].key, "POS")
            && !dl_mp_is(&attrs->via.map.ptr[i].key, "TAG")
            && !dl_mp_is(&attrs->via.map.ptr[i].key, "DEP")
            && !dl_mp_is(&attrs->via.map.ptr[i].key, "MORPH")
            && !dl_mp_is(&attrs->via.map.ptr[i].key, "LEMMA"))
            return refuse(r, "a rule sets an attribute that is not known");
    const msgpack_object *pos = dl_mp_get(attrs, "POS"), *tag = dl_mp_get(attrs, "TAG"),
                         *dep = dl_mp_get(attrs, "DEP");
    if (pos) intern(r, &r->pos, dl_mp_text(pos));
    if (tag) intern(r, r->tag, dl_mp_text(tag));
    if (dep) intern(r, r->dep, dl_mp_text(dep));
    for (uint32_t i = 0; i < patterns->via.array.size; i++)
        if (!put_pattern(r, &patterns->via.array.ptr[i], (int64_t)index->via.u64, attrs))
            return false;
    return true;
}

#define ADD(r, name, vec, columns) \
    dl_model_add((r)->w, name, DL_I32, 2, (uint32_t[]){ (r)->vec.n / (columns), columns }, \
        (r)->vec.at, (r)->vec.n * sizeof(int32_t))

bool dl_import_ruler(
    dl_model_writer *w, dl_slice member, dl_label_set *tag, dl_label_set *dep, dl_err *e)
{
    ruler_writer r = { .w = w, .tag = tag, .dep = dep, .e = e };
    msgpack_unpacked u;
    bool ok = dl_mp_parse(&u, member, "attribute_ruler/patterns", e);
    if (ok && u.data.type != MSGPACK_OBJECT_ARRAY) ok = refuse(&r, "it is no list");
    intern(&r, &r.text, DL_S(""));
    intern(&r, &r.pos, DL_S(""));
    for (uint32_t i = 0; ok && i < u.data.via.array.size; i++)
        ok = put_rule(&r, &u.data.via.array.ptr[i]);
    msgpack_unpacked_destroy(&u);
    dl_model_add_strings(w, "ruler/text", r.text.at, r.text.n);
    dl_model_add_strings(w, "labels/pos", r.pos.at, r.pos.n);
    ADD(&r, "ruler/rule", rule, 8);
    ADD(&r, "ruler/token", token, 2);
    ADD(&r, "ruler/test", test, 4);
    ADD(&r, "ruler/value", value, 1);
    return ok;
}
