/* import_ruler - the attribute ruler's rules in, flat tables ruler/...
 * (parse/model_file.h) out. A rule with several patterns becomes a row for each. */
#include "import_private.h"

typedef struct ruler_writer {
    import_writer *w;
    import_strings text, pos, *tag, *dep;
    DL_VEC(int32_t) rule, token, test, value;
    dl_err *e;
} ruler_writer;

static bool refuse(ruler_writer *r, const char *why)
{
    return import_bad(r->e, "attribute_ruler/patterns", why);
}

static int32_t intern(ruler_writer *r, import_strings *set, dl_slice s)
{
    return (int32_t)import_number(set, r->w->a, s);
}

#define PUT(r, vec, number) \
    do { \
        int32_t *slot_ = DL_PUSH((r)->w->a, &(r)->vec); \
        if (slot_) *slot_ = (number); \
    } while (0)

static bool put_values(ruler_writer *r, const msgpack_object *o)
{
    if (o->type == MSGPACK_OBJECT_STR) {
        PUT(r, value, intern(r, &r->text, import_mp_text(o)));
        return true;
    }
    if (o->type != MSGPACK_OBJECT_ARRAY)
        return refuse(r, "a test's value is neither text nor list");
    for (uint32_t i = 0; i < o->via.array.size; i++) {
        if (o->via.array.ptr[i].type != MSGPACK_OBJECT_STR)
            return refuse(r, "a test's value is no text");
        PUT(r, value, intern(r, &r->text, import_mp_text(&o->via.array.ptr[i])));
    }
    return true;
}

/* ORDER RULER: the enums in model_file.h. */
static const char *const attributes[] = { "", "TAG", "LOWER", "ORTH", "DEP", "IS_SPACE" };
static const char *const relations[] = { "", "IN", "NOT_IN", "REGEX" };
static const char *const sets[] = { "POS", "TAG", "DEP", "MORPH", "LEMMA" };
enum { SETS = sizeof sets / sizeof *sets };

static int32_t name_number(const char *const *names, int32_t n, const msgpack_object *o)
{
    for (int32_t i = 1; i < n; i++)
        if (import_mp_is(o, names[i])) return i;
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
    const msgpack_object *o = import_mp_get(attrs, key);
    return o ? intern(r, &r->text, import_mp_text(o)) : -1;
}

static bool put_pattern(
    ruler_writer *r, const msgpack_object *pattern, int64_t index, const msgpack_object *attrs)
{
    if (pattern->type != MSGPACK_OBJECT_ARRAY || index < 0 || index >= pattern->via.array.size)
        return refuse(r, "a pattern is no list, or sets a token it has not");
    PUT(r, rule, (int32_t)r->token.n / 2);
    PUT(r, rule, (int32_t)pattern->via.array.size);
    PUT(r, rule, (int32_t)index);
    for (int k = 0; k < SETS; k++) PUT(r, rule, set_text(r, attrs, sets[k]));
    for (uint32_t i = 0; i < pattern->via.array.size; i++)
        if (!put_token(r, &pattern->via.array.ptr[i])) return false;
    return true;
}

static bool sets_known_attributes(const msgpack_object *attrs)
{
    for (uint32_t i = 0; i < attrs->via.map.size; i++) {
        int k = 0;
        while (k < SETS && !import_mp_is(&attrs->via.map.ptr[i].key, sets[k])) k++;
        if (k == SETS) return false;
    }
    return true;
}

/* Labels that a rule sets are numbered, for the network may not know them. */
static void number_labels(ruler_writer *r, const msgpack_object *attrs)
{
    const msgpack_object *pos = import_mp_get(attrs, "POS");
    const msgpack_object *tag = import_mp_get(attrs, "TAG");
    const msgpack_object *dep = import_mp_get(attrs, "DEP");
    if (pos) intern(r, &r->pos, import_mp_text(pos));
    if (tag) intern(r, r->tag, import_mp_text(tag));
    if (dep) intern(r, r->dep, import_mp_text(dep));
}

static bool put_rule(ruler_writer *r, const msgpack_object *o)
{
    const msgpack_object *patterns = import_mp_get(o, "patterns");
    const msgpack_object *attrs = import_mp_get(o, "attrs");
    const msgpack_object *index = import_mp_get(o, "index");
    if (!patterns || patterns->type != MSGPACK_OBJECT_ARRAY || !attrs
        || attrs->type != MSGPACK_OBJECT_MAP || !index)
        return refuse(r, "a rule lacks a part");
    if (index->type != MSGPACK_OBJECT_POSITIVE_INTEGER)
        return refuse(r, "a rule's index is not a count from the front");
    if (!sets_known_attributes(attrs))
        return refuse(r, "a rule sets an attribute that is not known");
    number_labels(r, attrs);
    for (uint32_t i = 0; i < patterns->via.array.size; i++)
        if (!put_pattern(r, &patterns->via.array.ptr[i], (int64_t)index->via.u64, attrs))
            return false;
    return true;
}

#define ADD(r, name, vec, columns) \
    import_add((r)->w, name, DL_I32, 2, (uint32_t[]){ (r)->vec.n / (columns), columns }, \
        (r)->vec.at, (r)->vec.n * sizeof(int32_t))

bool import_ruler(
    import_writer *w, dl_slice member, import_strings *tag, import_strings *dep, dl_err *e)
{
    ruler_writer r = { .w = w, .tag = tag, .dep = dep, .e = e };
    msgpack_unpacked u;
    bool ok = import_mp_parse(&u, member, "attribute_ruler/patterns", e);
    if (ok && u.data.type != MSGPACK_OBJECT_ARRAY) ok = refuse(&r, "it is no list");
    intern(&r, &r.text, DL_S(""));
    intern(&r, &r.pos, DL_S(""));
    for (uint32_t i = 0; ok && i < u.data.via.array.size; i++)
        ok = put_rule(&r, &u.data.via.array.ptr[i]);
    msgpack_unpacked_destroy(&u);
    import_add_strings(w, "ruler/text", r.text.at, r.text.n);
    import_add_strings(w, "labels/pos", r.pos.at, r.pos.n);
    ADD(&r, "ruler/rule", rule, 8);
    ADD(&r, "ruler/token", token, 2);
    ADD(&r, "ruler/test", test, 4);
    ADD(&r, "ruler/value", value, 1);
    return ok;
}
