/* Blobs written here and read elsewhere (strings unless a type is named):
 *
 *   tokenizer/prefix suffix infix url match   bytes, the expressions as they are; read by expression.c
 *   tokenizer/special  forms in byte order;  tokenizer/first u32 [n+1] into  tokenizer/piece  and  tokenizer/norm ("" none)
 *   norm/key u64 [n] ascending string ids;   norm/value
 *   ruler/...                                 see import_ruler.c
 *   lemma/<pos>/index ascending; lemma/<pos>/rule old, new, old, new ...; lemma/<pos>/exception ascending, first u32 [n+1] into form */
#include "import.h"
#include "import_private.h"
#include "parse.h"
#include "unicode.h"

#include <stdlib.h>

bool dl_import_bad(dl_err *e, const char *what, const char *why)
{
    dl_fail(e, DL_EFORMAT, "the model cannot be imported", -1, "%s: %s", what, why);
    return false;
}

json_t *dl_import_json(dl_slice s, size_t flags)
{
    json_t *o = json_loadb(s.p, s.n, flags, NULL);
    return o ? o : json_loadb(s.p, s.n, flags, NULL);
}

/* ---- weights */
static bool shape_of(const msgpack_object *o, uint32_t *nd, uint32_t shape[4])
{
    if (!o || o->type != MSGPACK_OBJECT_ARRAY || o->via.array.size > 4) return false;
    *nd = o->via.array.size;
    for (uint32_t k = 0; k < *nd; k++) {
        const msgpack_object *d = &o->via.array.ptr[k];
        if (d->type != MSGPACK_OBJECT_POSITIVE_INTEGER || d->via.u64 == 0 || d->via.u64 > 1u << 24)
            return false;
        shape[k] = (uint32_t)d->via.u64;
    }
    return true;
}

static bool add_parameter(dl_model_writer *w, const char *name, const msgpack_object *o, dl_err *e)
{
    uint32_t nd, shape[4] = { 1, 1, 1, 1 };
    dl_slice data = dl_mp_text(dl_mp_get(o, "data"));
    const msgpack_object *type = dl_mp_get(o, "type");
    if (!type || !dl_mp_is(type, "<f4"))
        return dl_import_bad(e, name, "its numbers are not 32-bit floats");
    if (!shape_of(dl_mp_get(o, "shape"), &nd, shape))
        return dl_import_bad(e, name, "its shape makes no sense");
    uint64_t cells = 1;
    for (uint32_t k = 0; k < nd; k++) cells *= shape[k];
    if (cells * 4 != data.n) return dl_import_bad(e, name, "its size is not that of its shape");
    char *copy = dl_arena_alloc(w->a, data.n);
    if (copy) memcpy(copy, data.p, data.n);
    dl_model_add(w, name, DL_F32, nd, shape, copy, data.n);
    return true;
}

static bool add_node(
    dl_model_writer *w, const char *pipe, uint32_t node, const msgpack_object *params, dl_err *e)
{
    char name[DL_BLOB_NAME];
    if (params->type != MSGPACK_OBJECT_MAP) return true;
    for (uint32_t i = 0; i < params->via.map.size; i++) {
        dl_slice key = dl_mp_text(&params->via.map.ptr[i].key);
        if (params->via.map.ptr[i].val.type == MSGPACK_OBJECT_NIL) continue;
        if (key.n == 0 || key.n > 8)
            return dl_import_bad(e, pipe, "a parameter's name makes no sense");
        snprintf(name, sizeof name, "%s/%u/%.*s", pipe, node, (int)key.n, key.p);
        if (!add_parameter(w, name, &params->via.map.ptr[i].val, e)) return false;
    }
    return true;
}

static bool add_weights(dl_model_writer *w, const char *pipe, dl_slice member, dl_err *e)
{
    msgpack_unpacked u;
    bool ok = dl_mp_parse(&u, member, pipe, e);
    const msgpack_object *params = ok ? dl_mp_get(&u.data, "params") : NULL;
    if (ok && (!params || params->type != MSGPACK_OBJECT_ARRAY))
        ok = dl_import_bad(e, pipe, "it has no parameters");
    for (uint32_t i = 0; ok && i < params->via.array.size; i++)
        ok = add_node(w, pipe, i, &params->via.array.ptr[i], e);
    msgpack_unpacked_destroy(&u);
    return ok;
}

/* ---- labels and moves */
static uint32_t label_number(dl_label_set *set, dl_arena *a, dl_slice name)
{
    for (uint32_t i = 0; i < set->n; i++)
        if (dl_slice_eq(set->at[i], name)) return i;
    dl_slice *slot = DL_PUSH(a, set);
    if (slot) *slot = dl_arena_copy(a, name);
    return set->n - 1;
}

typedef struct class_row {
    int32_t action;
    int64_t frequency;
    dl_slice label;
} class_row;
typedef DL_VEC(class_row) class_rows;

/* Actions by number; within one, frequency and label fall; made-up (negative) frequencies
 * come last, over all actions. */
static int class_order(const void *pa, const void *pb)
{
    const class_row *a = pa, *b = pb;
    bool late_a = a->frequency < 0, late_b = b->frequency < 0;
    if (late_a != late_b) return late_a ? 1 : -1;
    if (!late_a && a->action != b->action) return a->action < b->action ? -1 : 1;
    if (a->frequency != b->frequency) return a->frequency > b->frequency ? -1 : 1;
    int c = dl_slice_cmp(b->label, a->label);
    return c ? c : a->action - b->action;
}

static bool collect_classes(class_rows *rows, dl_arena *a, json_t *moves)
{
    const char *action, *label;
    json_t *labels, *frequency;
    json_object_foreach(moves, action, labels)
    {
        if (action[0] < '0' || action[0] > '9' || action[1]) return false;
        json_object_foreach(labels, label, frequency)
        {
            class_row *row = DL_PUSH(a, rows);
            if (row)
                *row = (class_row){ action[0] - '0', json_integer_value(frequency),
                    dl_arena_copy(a, dl_slice_str(label)) };
        }
    }
    return rows->n > 0;
}

static void add_classes(
    dl_model_writer *w, const char *name, const class_rows *rows, dl_label_set *labels)
{
    int32_t *out = dl_arena_array(w->a, rows->n, 2 * sizeof *out);
    for (uint32_t i = 0; out && i < rows->n; i++) {
        dl_slice label = rows->at[i].label;
        out[2 * i] = rows->at[i].action;
        out[2 * i + 1] = label.n ? (int32_t)label_number(labels, w->a, label) : -1;
    }
    dl_model_add(w, name, DL_I32, 2, (uint32_t[]){ rows->n, 2 }, out, rows->n * 2 * sizeof *out);
}

static bool add_moves(
    dl_model_writer *w, const char *name, dl_slice member, dl_label_set *labels, dl_err *e)
{
    msgpack_unpacked u;
    class_rows rows = { 0 };
    bool ok = dl_mp_parse(&u, member, name, e);
    dl_slice text = ok ? dl_mp_text(dl_mp_get(&u.data, "moves")) : (dl_slice){ NULL, 0 };
    json_t *moves = text.n ? dl_import_json(text, JSON_REJECT_DUPLICATES) : NULL;
    if (ok && (!moves || !collect_classes(&rows, w->a, moves)))
        ok = dl_import_bad(e, name, "its classes make no sense");
    if (ok && !dl_arena_failed(w->a)) {
        qsort(rows.at, rows.n, sizeof *rows.at, class_order);
        add_classes(w, name, &rows, labels);
    }
    json_decref(moves);
    msgpack_unpacked_destroy(&u);
    return ok;
}

static bool add_tagger_labels(dl_model_writer *w, dl_label_set *set, dl_slice cfg, dl_err *e)
{
    json_t *root = dl_import_json(cfg, 0), *labels = json_object_get(root, "labels"), *label;
    size_t i;
    json_array_foreach(labels, i, label)
    {
        if (!json_is_string(label)) {
            json_decref(root);
            return dl_import_bad(e, "tagger/cfg", "a label is no text");
        }
        label_number(set, w->a, dl_slice_of(json_string_value(label), json_string_length(label)));
    }
    json_decref(root);
    return set->n > 0 || dl_import_bad(e, "tagger/cfg", "it has no labels");
}

static bool add_network(dl_model_writer *w, const dl_wheel *m, dl_err *e)
{
    return add_weights(w, "tok2vec", m->member[DL_M_TOK2VEC], e)
        && add_weights(w, "tagger", m->member[DL_M_TAGGER], e)
        && add_weights(w, "parser", m->member[DL_M_PARSER], e);
}

static bool add_parts(dl_model_writer *w, const dl_wheel *m, dl_err *e)
{
    dl_label_set tag = { 0 }, dep = { 0 }, ent = { 0 };
    if (!dl_import_config(w, m->member[DL_M_CONFIG], e) || !add_network(w, m, e)
        || !add_tagger_labels(w, &tag, m->member[DL_M_TAGGER_CFG], e))
        return false;
    uint32_t place = w->blob.n; /* where labels/tag stands since the first version of this file */
    dl_model_add_strings(w, "labels/tag", tag.at, tag.n);
    if (!add_moves(w, "parser/moves", m->member[DL_M_PARSER_MOVES], &dep, e)
        || !add_moves(w, "ner/moves", m->member[DL_M_NER_MOVES], &ent, e)
        || !dl_import_tokenizer(w, m, e)
        || !dl_import_ruler(w, m->member[DL_M_RULER], &tag, &dep, e)
        || !dl_import_lemmas(w, m->member[DL_M_LEMMA], e))
        return false;
    dl_model_add_strings(w, "labels/tag", tag.at, tag.n); /* again, with the rules' own */
    if (dl_arena_failed(w->a)) return dl_fail(e, DL_ENOMEM, "importing a model", -1, NULL), false;
    w->blob.at[place] = w->blob.at[--w->blob.n];
    label_number(&dep, w->a, DL_S("ROOT"));
    label_number(&dep, w->a, DL_S("dep"));
    for (uint32_t i = 0; i < dep.n;
         i++) { /* "prep||pobj": what is left after deprojectivising is a label too */
        size_t bar = dl_slice_find(dep.at[i], DL_S("||"), 0);
        if (bar == SIZE_MAX) continue;
        label_number(&dep, w->a, dl_slice_cut(dep.at[i], 0, bar));
        label_number(&dep, w->a, dl_slice_cut(dep.at[i], bar + 2, dep.at[i].n));
    }
    dl_model_add_strings(w, "labels/dep", dep.at, dep.n);
    dl_model_add_strings(w, "labels/ent", ent.at, ent.n);
    return true;
}

static void add_meta(dl_model_writer *w, const dl_wheel *m, dl_slice names)
{
    dl_slice meta = m->member[DL_M_META];
    json_t *root = dl_import_json(meta, 0);
    const char *name = json_string_value(json_object_get(root, "name")),
               *version = json_string_value(json_object_get(root, "version"));
    dl_model_add_bytes(w, "meta/name", dl_arena_copy(w->a, dl_slice_str(name ? name : "unnamed")));
    dl_model_add_bytes(
        w, "meta/version", dl_arena_copy(w->a, dl_slice_str(version ? version : "0")));
    dl_model_add_bytes(w, "meta/licence", m->member[DL_M_LICENCE]);
    dl_model_add_bytes(w, "meta/sources", m->member[DL_M_SOURCES]);
    dl_model_add_bytes(w, "meta/names", names);
    json_decref(root);
}

/* Shapes are checked by whoever reads them: by starting the engine once. */
static bool starts(const dl_mem *mem, dl_slice file, dl_err *e)
{
    dl_model *m = dl_model_open_bytes(mem, file, e);
    dl_parse *p = m ? dl_parse_open_model(m, false, e) : NULL;
    dl_parse_close(p);
    return p != NULL;
}

static dl_slice import_read(
    dl_arena *a, const dl_mem *mem, const dl_wheel *m, dl_slice names, dl_err *e)
{
    dl_model_writer w = { .a = a };
    const dl_slice none = { NULL, 0 };
    if (!add_parts(&w, m, e)) return none;
    if (names.p ? !dl_import_names(&w, names, e) : !add_weights(&w, "ner", m->member[DL_M_NER], e))
        return none;
    char hex[65] = "published";
    if (names.p) {
        dl_sha256 sha = dl_sha256_of(names);
        dl_sha256_hex(&sha, hex);
        hex[12] = 0;
    }
    add_meta(&w, m, dl_arena_copy(a, dl_slice_str(hex)));
    dl_slice file = dl_model_finish(&w, e);
    return file.p && starts(mem, file, e) ? file : none;
}

static dl_slice import_wheel(dl_arena *a, dl_slice wheel, const dl_import_options *o, dl_err *e)
{
    dl_wheel *m = dl_arena_alloc(a, sizeof *m);
    dl_slice names = o->published_names ? (dl_slice){ NULL, 0 }
        : o->names.p                    ? o->names
                                        : dl_names_built_in();
    if (!m || !dl_wheel_read(m, a, wheel, o->unpinned, e)) return (dl_slice){ NULL, 0 };
    if (names.p && !dl_import_names_fit(names, m->member[DL_M_NER])) {
        if (o->names.p) {
            dl_import_bad(e, "names", "they continue another name component than the wheel's");
            return (dl_slice){ NULL, 0 };
        }
        names = (dl_slice){ NULL,
            0 }; /* ours go with the published weights only: another model keeps its own */
    }
    return import_read(a, o->mem, m, names, e);
}

/* What was refused after memory ran out may be refused for want of it. */
dl_slice dl_model_import_bytes(dl_arena *a, dl_slice wheel, const dl_import_options *o, dl_err *e)
{
    dl_slice file = import_wheel(a, wheel, o, e);
    if (!dl_arena_failed(a)) return file;
    dl_err_clear(e);
    dl_fail(e, DL_ENOMEM, "importing a model", -1, NULL);
    return (dl_slice){ NULL, 0 };
}

dl_code dl_model_import(
    const char *path, const char *names, const char *out, const dl_import_options *o, dl_err *e)
{
    enum { WHEEL_MAX = 512 << 20 }; /* bytes: the largest published model of this kind has 400 MB */
    dl_arena *a = dl_arena_new(o->mem, 0);
    if (!a) return dl_fail(e, DL_ENOMEM, "importing a model", -1, NULL);
    dl_import_options with = *o;
    dl_slice wheel = dl_file_read(a, path, WHEEL_MAX, e), file = { NULL, 0 };
    if (!dl_failed(e) && names) with.names = dl_file_read(a, names, WHEEL_MAX, e);
    if (!dl_failed(e)) file = dl_model_import_bytes(a, wheel, &with, e);
    if (!dl_failed(e)) dl_file_write(out, file, e);
    dl_arena_free(a);
    return e->code;
}
