/* fields - what of a report stands under which key of a record. In: an object of JSON, or
 * the cells of a row. Out: where the best value of each field stands, and its text. */
#include "read_private.h"

enum { PARTS_DEPTH = 8 /* lists inside a text's list */ };

void read_fields_start(read_fields *f)
{
    *f = (read_fields){ .unusable = -1 };
    for (int k = 0; k < FIELD_COUNT; k++) f->rank[k] = UINT32_MAX;
}

/* ---- which values are of use */

static bool takes_numbers(read_field f)
{
    return f == FIELD_ID || f == FIELD_TITLE || f == FIELD_DATE || f == FIELD_MODIFIED
        || f == FIELD_RETRIEVED;
}

/* How a short text value reads, escapes left alone: enough to know an empty one. */
static dl_slice inside(dl_slice record, read_value v)
{
    return dl_slice_trim(dl_slice_cut(record, v.start + 1, v.end - 1));
}

/* An address may stand under "source", which is elsewhere the outlet's name. */
static bool suits(read_field field, dl_slice s)
{
    dl_url u;
    if (field != FIELD_URL && field != FIELD_OUTLET) return true;
    bool url = dl_url_split(s, &u) && (u.scheme.p || u.path.n);
    return url == (field == FIELD_URL);
}

static bool is_usable(const dl_read_tables *t, dl_slice record, read_field field, read_value v)
{
    read_value part;
    switch (v.kind) {
    case READ_PLAIN:
    case READ_TEXT: {
        dl_slice s = inside(record, v);
        return s.n && !read_is_nothing(t, field, s) && suits(field, s);
    }
    case READ_NUMBER: return takes_numbers(field);
    case READ_LIST:
        for (size_t at = 0; read_json_element(record, v, &at, &part);)
            if (part.kind == READ_OBJECT || part.kind == READ_LIST
                || is_usable(t, record, field, part))
                return true;
        return false;
    case READ_OBJECT: return field == FIELD_TEXT;
    case READ_TRUE:
    case READ_FALSE:
    case READ_NULL: break;
    }
    return false;
}

/* ---- the best value of each */

/* An object under a text's key is a text only where nothing else is. */
static uint32_t rank_of(const read_key *k, read_value v)
{
    return k->rank + (v.kind == READ_OBJECT ? UINT32_MAX / 2 : 0);
}

static bool is_empty(dl_slice record, read_value v)
{
    bool bounded = v.kind == READ_TEXT || v.kind == READ_LIST || v.kind == READ_OBJECT;
    return v.kind == READ_NULL || (bounded && inside(record, v).n == 0);
}

static bool is_odd(dl_slice record, read_value v)
{
    return v.kind != READ_TEXT && v.kind != READ_PLAIN && !is_empty(record, v);
}

/* {"$date": "2024-03-05T10:00:00Z"}, {"$oid": "65e6"}: how MongoDB writes values. */
static read_value unwrapped(dl_slice record, read_value v)
{
    enum { DEPTH = 2 }; /* {"$date": {"$numberLong": "1709632800000"}} */
    for (int depth = 0; depth < DEPTH && v.kind == READ_OBJECT; depth++) {
        size_t at = 0;
        read_value key, in;
        if (!read_json_member(record, v, &at, &key, &in) || record.p[key.start + 1] != '$') break;
        v = in;
    }
    return v;
}

/* False: the field cannot use it. */
static bool offer_field(read_fields *f, const dl_read_tables *t, dl_slice record, read_field field,
    uint32_t rank, read_value v)
{
    if (!is_usable(t, record, field, v)) return false;
    if (rank > f->rank[field]) return true;
    f->rank[field] = rank;
    f->at[field] = v;
    return true;
}

void read_fields_offer_as(
    read_fields *f, const dl_read_tables *t, dl_slice record, read_field field, read_value v)
{
    offer_field(f, t, record, field, 0, v);
}

void read_fields_offer(
    read_fields *f, const dl_read_tables *t, dl_slice record, dl_slice plain, read_value given)
{
    const read_key *k;
    read_value v = unwrapped(record, given);
    size_t n = read_key_find(t, plain, &k);
    read_field first = n ? k->field : FIELD_COUNT;
    bool used = n == 0;
    f->known |= n > 0;
    for (; n; n--, k++) used |= offer_field(f, t, record, k->field, rank_of(k, v), v);
    if (!used && is_odd(record, v) && !read_key_is_parent(t, plain)) f->unusable = (int)first;
}

/* A key's characters; only one with an escape is copied, to `room`. */
static dl_slice key_text(dl_slice record, read_value key, char room[READ_KEY_MAX])
{
    dl_slice s = dl_slice_cut(record, key.start + 1, key.end - 1);
    if (!memchr(s.p, '\\', s.n)) return s;
    read_piece out = { .p = room, .cap = READ_KEY_MAX };
    if (s.n < READ_KEY_MAX) read_json_text(record, key, &out);
    return dl_slice_of(room, out.n);
}

static void offer_members(
    read_fields *f, const dl_read_tables *t, dl_slice record, read_value object, dl_slice parent)
{
    char plain[READ_KEY_MAX];
    char room[READ_KEY_MAX];
    read_value key;
    read_value v;
    for (size_t at = 0; read_json_member(record, object, &at, &key, &v);) {
        size_t n = read_key_plain(parent, key_text(record, key, room), plain);
        if (n == 0) continue;
        dl_slice name = dl_slice_of(plain, n);
        read_fields_offer(f, t, record, name, v);
        if (v.kind == READ_OBJECT && parent.n == 0 && read_key_is_parent(t, name))
            offer_members(f, t, record, v, name);
    }
}

void read_fields_of_members(
    read_fields *f, const dl_read_tables *t, dl_slice record, read_value object)
{
    offer_members(f, t, record, object, DL_S(""));
}

bool read_fields_is_report(const read_fields *f)
{
    return read_fields_has(f, FIELD_TEXT) || read_fields_has(f, FIELD_HTML)
        || (read_fields_has(f, FIELD_TITLE) && read_fields_has(f, FIELD_URL));
}

static bool lies_in(read_value v, read_value object)
{
    return v.start >= object.start && v.end <= object.end;
}

/* What the inner object has goes before what the outer one has; "_source.title" was no
 * outlet's name. */
static void take_over(read_fields *f, const read_fields *in, read_value object)
{
    f->known = true;
    for (int k = 0; k < FIELD_COUNT; k++) {
        bool has = read_fields_has(in, (read_field)k);
        bool mistaken = read_fields_has(f, (read_field)k) && lies_in(f->at[k], object);
        if (!has && !mistaken) continue;
        f->rank[k] = has ? in->rank[k] : UINT32_MAX;
        f->at[k] = in->at[k];
    }
}

void read_fields_of_object(
    read_fields *f, const dl_read_tables *t, dl_slice record, read_value object)
{
    read_value key;
    read_value v;
    read_fields_start(f);
    read_fields_of_members(f, t, record, object);
    bool deeper = f->at[FIELD_TEXT].kind == READ_OBJECT; /* {"article": {"title": ...}} */
    if (read_fields_is_report(f) && !deeper) return;
    /* {"_source": {...}}: the report stands one level in. */
    for (size_t at = 0; read_json_member(record, object, &at, &key, &v);) {
        if (v.kind != READ_OBJECT) continue;
        read_fields in;
        read_fields_start(&in);
        read_fields_of_members(&in, t, record, v);
        if (!read_fields_is_report(&in)) continue;
        take_over(f, &in, v);
        return;
    }
}

/* ---- texts */

typedef struct taking {
    const read_fields *f;
    const dl_read_tables *t;
    dl_slice record;
    read_field field;
    read_piece *out;
} taking;

static void put_parts(const taking *k, read_value v, int depth);

static dl_slice between_parts(read_field field)
{
    bool parts = field == FIELD_TEXT || field == FIELD_HTML || field == FIELD_SUMMARY;
    if (parts) return DL_S("\n\n");
    return field == FIELD_AUTHOR ? DL_S("; ") : DL_S("");
}

static void put_part(const taking *k, read_value v, int depth)
{
    if (v.kind == READ_OBJECT || v.kind == READ_LIST) {
        put_parts(k, v, depth + 1);
        return;
    }
    dl_slice gap = between_parts(k->field);
    if (k->out->n && gap.n == 0) return; /* one title, one address: the first */
    if (k->out->n) read_piece_put(k->out, gap.p, gap.n, v.start, 0);
    size_t quote = v.kind == READ_PLAIN;
    v.start += quote;
    v.end -= quote;
    if (v.kind == READ_TEXT) read_json_text(k->record, v, k->out);
    else read_piece_copy(k->out, k->record.p + v.start, v.end - v.start, v.start);
}

/* Whether a member of an object inside a field holds that field: {"name": "Jo Marsh"} of
 * an author; of a text also lists, what a text's or title's key names, and the "value" of
 * feedparser's entries. */
static bool holds(const taking *k, dl_slice key, read_value v)
{
    char plain[READ_KEY_MAX];
    const read_key *row;
    if (k->field == FIELD_TEXT) {
        if (v.kind == READ_LIST || v.kind == READ_OBJECT) return true;
        if (dl_slice_eq_nocase(key, DL_S("value"))) return true;
        size_t n = read_key_plain(DL_S(""), key, plain);
        n = read_key_find(k->t, dl_slice_of(plain, n), &row);
        return n && (row->field == FIELD_TEXT || row->field == FIELD_TITLE);
    }
    return v.kind == READ_TEXT && dl_slice_eq_nocase(key, DL_S("name"));
}

static void put_parts(const taking *k, read_value v, int depth)
{
    char room[READ_KEY_MAX];
    read_value key;
    read_value part;
    if (depth > PARTS_DEPTH) return;
    if (v.kind == READ_LIST)
        for (size_t at = 0; read_json_element(k->record, v, &at, &part);)
            if (part.kind == READ_OBJECT || is_usable(k->t, k->record, k->field, part))
                put_part(k, part, depth);
    if (v.kind == READ_OBJECT)
        for (size_t at = 0; read_json_member(k->record, v, &at, &key, &part);)
            if (holds(k, key_text(k->record, key, room), part)
                && is_usable(k->t, k->record, k->field, part))
                put_part(k, part, depth);
}

void read_fields_text(const read_fields *f, const dl_read_tables *t, dl_slice record,
    read_field field, read_piece *out)
{
    taking k = { f, t, record, field, out };
    if (read_fields_has(f, field)) put_part(&k, f->at[field], 0);
}
