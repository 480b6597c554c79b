/* import - see import.h. Opens the wheel, has each part written as blobs, lays the file
 * out and asks whether the engine starts with it. */
#include "import.h"

#include "doc/line.h"
#include "import_private.h"

enum { WHEEL_MAX = 512 << 20 }; /* bytes; the largest published model of this kind has 400 MB */

static bool add_tagger_labels(import_writer *w, import_strings *set, dl_slice cfg, dl_err *e)
{
    json_t *root = import_json(cfg, 0), *labels = json_object_get(root, "labels");
    json_t *label;
    size_t i;
    json_array_foreach(labels, i, label)
    {
        if (!json_is_string(label)) {
            json_decref(root);
            return import_bad(e, "tagger/cfg", "a label is no text");
        }
        import_number(set, w->a, dl_slice_of(json_string_value(label), json_string_length(label)));
    }
    json_decref(root);
    return set->n > 0 || import_bad(e, "tagger/cfg", "it has no labels");
}

static bool add_network(import_writer *w, const import_wheel *m, dl_err *e)
{
    return import_weights(w, "tok2vec", m->member[IMPORT_TOK2VEC], e)
        && import_weights(w, "tagger", m->member[IMPORT_TAGGER], e)
        && import_weights(w, "parser", m->member[IMPORT_PARSER], e);
}

/* "prep||pobj" stands for two labels; each of them is one too once trees are made
 * projective again. */
static void add_dep_labels(import_writer *w, import_strings *dep)
{
    import_number(dep, w->a, DL_S("ROOT"));
    import_number(dep, w->a, DL_S("dep"));
    for (uint32_t i = 0; i < dep->n; i++) {
        size_t bar = dl_slice_find(dep->at[i], DL_S("||"), 0);
        if (bar == SIZE_MAX) continue;
        import_number(dep, w->a, dl_slice_cut(dep->at[i], 0, bar));
        import_number(dep, w->a, dl_slice_cut(dep->at[i], bar + 2, dep->at[i].n));
    }
    import_add_strings(w, "labels/dep", dep->at, dep->n);
}

/* Rules may set labels that no network knows, so the list is written behind them; in the
 * file it stands where it has stood since the first version: before the moves. */
static bool add_parts(import_writer *w, const import_wheel *m, import_strings *dep, dl_err *e)
{
    import_strings tag = { 0 }, ent = { 0 };
    if (!import_config(w, m->member[IMPORT_CONFIG], e) || !add_network(w, m, e)
        || !add_tagger_labels(w, &tag, m->member[IMPORT_TAGGER_CFG], e))
        return false;
    uint32_t place = w->blob.n;
    import_add_strings(w, "labels/tag", tag.at, tag.n);
    if (!import_moves(w, "parser/moves", m->member[IMPORT_PARSER_MOVES], dep, e)
        || !import_moves(w, "ner/moves", m->member[IMPORT_NER_MOVES], &ent, e)
        || !import_tokenizer(w, m, e) || !import_ruler(w, m->member[IMPORT_RULER], &tag, dep, e)
        || !import_lemmas(w, m->member[IMPORT_LEMMA], e))
        return false;
    import_add_strings(w, "labels/tag", tag.at, tag.n);
    if (dl_arena_failed(w->a)) return import_no_memory(e);
    w->blob.at[place] = w->blob.at[--w->blob.n];
    add_dep_labels(w, dep);
    import_add_strings(w, "labels/ent", ent.at, ent.n);
    return true;
}

static dl_slice text_or(dl_arena *a, const json_t *object, const char *key, const char *none)
{
    const char *text = json_string_value(json_object_get(object, key));
    return dl_arena_copy(a, dl_slice_str(text ? text : none));
}

static void add_meta(import_writer *w, const import_wheel *m, dl_slice names)
{
    json_t *root = import_json(m->member[IMPORT_META], 0);
    import_add_bytes(w, "meta/name", text_or(w->a, root, "name", "unnamed"));
    import_add_bytes(w, "meta/version", text_or(w->a, root, "version", "0"));
    import_add_bytes(w, "meta/licence", m->member[IMPORT_LICENCE]);
    import_add_bytes(w, "meta/sources", m->member[IMPORT_SOURCES]);
    import_add_bytes(w, "meta/names", names);
    json_decref(root);
}

/* The first 12 digits of our name weights' hash, or "published". */
static dl_slice names_version(dl_arena *a, dl_slice names)
{
    char hex[65];
    if (!names.p) return DL_S("published");
    dl_sha256 sha = dl_sha256_of(names);
    dl_sha256_hex(&sha, hex);
    return dl_arena_copy(a, dl_slice_of(hex, 12));
}

static bool add_name_weights(import_writer *w, const import_wheel *m, dl_slice names, dl_err *e)
{
    return names.p ? import_names(w, names, e) : import_weights(w, "ner", m->member[IMPORT_NER], e);
}

static dl_slice build_file(dl_arena *a, const import_wheel *m, dl_slice names, dl_err *e)
{
    import_writer w = { .a = a };
    import_strings dep = { 0 };
    if (!add_parts(&w, m, &dep, e) || !add_name_weights(&w, m, names, e))
        return (dl_slice){ NULL, 0 };
    add_meta(&w, m, names_version(a, names));
    return import_finish(&w, e);
}

/* Which name weights go with this wheel; {NULL,0}: its own. Ours continue the published
 * ones only, so another model keeps what it has. */
static dl_slice names_for(const import_wheel *m, const dl_import_options *o, dl_err *e)
{
    dl_slice names = o->names.p ? o->names : import_names_built_in();
    if (o->published_names) return (dl_slice){ NULL, 0 };
    if (import_names_fit(names, m->member[IMPORT_NER])) return names;
    if (o->names.p) import_bad(e, "names", "they continue another name component than the wheel's");
    return (dl_slice){ NULL, 0 };
}

/* Shapes are checked by who reads them: the engine starts once with the finished
 * bytes. */
static dl_slice convert(dl_arena *a, dl_slice wheel, const dl_import_options *o, dl_err *e)
{
    const dl_slice none = { NULL, 0 };
    import_wheel *m = dl_arena_alloc(a, sizeof *m);
    if (!m || !import_wheel_read(m, a, wheel, o->unpinned, e)) return none;
    dl_slice names = names_for(m, o, e);
    dl_slice file = dl_failed(e) ? none : build_file(a, m, names, e);
    return file.p && (!o->accepts || o->accepts(o->mem, file, e)) ? file : none;
}

/* What was refused after memory ran out may have been refused for want of it. */
dl_slice dl_import_bytes(dl_arena *a, dl_slice wheel, const dl_import_options *o, dl_err *e)
{
    uint64_t misses = dl_line_misses();
    dl_slice file = convert(a, wheel, o, e);
    if (!dl_arena_failed(a) && dl_line_misses() == misses) return file;
    dl_err_clear(e);
    import_no_memory(e);
    return (dl_slice){ NULL, 0 };
}

dl_code dl_import_file(
    const char *path, const char *names, const char *out, const dl_import_options *o, dl_err *e)
{
    dl_arena *a = dl_arena_new(o->mem, 0);
    if (!a) return dl_fail(e, DL_ENOMEM, "importing a model", -1, NULL);
    dl_import_options with = *o;
    dl_slice wheel = dl_file_read(a, path, WHEEL_MAX, e), file = { NULL, 0 };
    if (!dl_failed(e) && names) with.names = dl_file_read(a, names, WHEEL_MAX, e);
    if (!dl_failed(e)) file = dl_import_bytes(a, wheel, &with, e);
    if (!dl_failed(e)) dl_file_write(out, file, e);
    dl_arena_free(a);
    return e->code;
}
