/* import_config - the wheel's config.cfg in, yes or no out: settings that change
 * decisions and cannot be seen in a weight's shape. Each must be the one this program
 * knows, or the model is refused by the setting's name; components that are not known are
 * left out and named (meta/left-out).
 *
 *   [section]
 *   key = value          JSON; ${section.key} or ${section:key} stands for another
 * value */
#include "import_private.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    SETTINGS_MAX = 10000, /* a config has some 200 */
    JUMPS_MAX = 8, /* a value that refers to itself ends */
    COMPONENTS_MAX = 100, /* looked at in a pipeline */
    SAID = 160 /* bytes of a reason */
};

typedef struct setting {
    dl_slice section, key, value;
} setting;
typedef DL_VEC(setting) settings;

typedef struct rule {
    const char *section, *key, *known;
} rule;

static const rule rules[] = {
    { "nlp", "lang", "\"en\"" },
    { "nlp.tokenizer", "@tokenizers", "\"spacy.Tokenizer.v1\"" },
    { "components.tok2vec", "factory", "\"tok2vec\"" },
    { "components.tok2vec.model", "@architectures", "\"spacy.Tok2Vec.v2\"" },
    { "components.tok2vec.model.embed", "@architectures", "\"spacy.MultiHashEmbed.v2\"" },
    { "components.tok2vec.model.embed", "attrs",
        "[\"NORM\",\"PREFIX\",\"SUFFIX\",\"SHAPE\",\"SPACY\",\"IS_SPACE\"]" },
    { "components.tok2vec.model.embed", "include_static_vectors", "false" },
    { "components.tok2vec.model.embed", "width", "96" },
    { "components.tok2vec.model.encode", "@architectures", "\"spacy.MaxoutWindowEncoder.v2\"" },
    { "components.tok2vec.model.encode", "width", "96" },
    { "components.tok2vec.model.encode", "depth", "4" },
    { "components.tok2vec.model.encode", "window_size", "1" },
    { "components.tok2vec.model.encode", "maxout_pieces", "3" },
    { "components.tagger", "factory", "\"tagger\"" },
    { "components.tagger.model", "@architectures", "\"spacy.Tagger.v2\"" },
    { "components.tagger.model.tok2vec", "@architectures", "\"spacy.Tok2VecListener.v1\"" },
    { "components.parser", "factory", "\"parser\"" },
    { "components.parser", "learn_tokens", "false" },
    { "components.parser.model", "@architectures", "\"spacy.TransitionBasedParser.v2\"" },
    { "components.parser.model", "state_type", "\"parser\"" },
    { "components.parser.model", "extra_state_tokens", "false" },
    { "components.parser.model", "hidden_width", "64" },
    { "components.parser.model", "maxout_pieces", "2" },
    { "components.parser.model", "use_upper", "true" },
    { "components.parser.model.tok2vec", "@architectures", "\"spacy.Tok2VecListener.v1\"" },
    { "components.ner", "factory", "\"ner\"" },
    { "components.ner.model", "@architectures", "\"spacy.TransitionBasedParser.v2\"" },
    { "components.ner.model", "state_type", "\"ner\"" },
    { "components.ner.model", "extra_state_tokens", "false" },
    { "components.ner.model", "hidden_width", "64" },
    { "components.ner.model", "maxout_pieces", "2" },
    { "components.ner.model", "use_upper", "true" },
    { "components.ner.model.tok2vec", "@architectures", "\"spacy.Tok2Vec.v2\"" },
    { "components.ner.model.tok2vec.embed", "@architectures", "\"spacy.MultiHashEmbed.v2\"" },
    { "components.ner.model.tok2vec.embed", "attrs", "[\"NORM\",\"PREFIX\",\"SUFFIX\",\"SHAPE\"]" },
    { "components.ner.model.tok2vec.embed", "include_static_vectors", "false" },
    { "components.ner.model.tok2vec.embed", "width", "96" },
    { "components.ner.model.tok2vec.encode", "@architectures", "\"spacy.MaxoutWindowEncoder.v2\"" },
    { "components.ner.model.tok2vec.encode", "width", "96" },
    { "components.ner.model.tok2vec.encode", "depth", "4" },
    { "components.ner.model.tok2vec.encode", "window_size", "1" },
    { "components.ner.model.tok2vec.encode", "maxout_pieces", "3" },
    { "components.attribute_ruler", "factory", "\"attribute_ruler\"" },
    { "components.lemmatizer", "factory", "\"lemmatizer\"" },
    { "components.lemmatizer", "mode", "\"rule\"" },
    { "components.lemmatizer", "overwrite", "false" },
};

/* ---- reading */
static bool read_settings(settings *all, dl_arena *a, dl_slice text)
{
    dl_slice line, section = { "", 0 };
    while (dl_slice_line(&text, &line)) {
        line = dl_slice_trim(line);
        size_t equals = dl_slice_find_byte(line, '=', 0);
        if (line.n > 2 && line.p[0] == '[' && line.p[line.n - 1] == ']')
            section = dl_slice_cut(line, 1, line.n - 1);
        else if (equals != SIZE_MAX && all->n < SETTINGS_MAX) {
            setting *s = DL_PUSH(a, all);
            if (s)
                *s = (setting){ section, dl_slice_trim(dl_slice_cut(line, 0, equals)),
                    dl_slice_trim(dl_slice_cut(line, equals + 1, line.n)) };
        }
    }
    return !dl_arena_failed(a);
}

static dl_slice text_of(const settings *all, dl_slice section, dl_slice key)
{
    for (uint32_t i = 0; i < all->n; i++)
        if (dl_slice_eq(all->at[i].section, section) && dl_slice_eq(all->at[i].key, key))
            return all->at[i].value;
    return (dl_slice){ NULL, 0 };
}

static size_t last_of(dl_slice s, const char *any)
{
    while (s.n && !strchr(any, s.p[s.n - 1])) s.n--;
    return s.n ? s.n - 1 : SIZE_MAX;
}

/* What ${...} stands for, as text. */
static dl_slice follow(const settings *all, dl_slice value)
{
    for (int jumps = 0;
         jumps < JUMPS_MAX && dl_slice_starts(value, DL_S("${")) && dl_slice_ends(value, DL_S("}"));
         jumps++) {
        dl_slice name = dl_slice_cut(value, 2, value.n - 1);
        size_t at = last_of(name, ".:");
        value = at == SIZE_MAX
            ? (dl_slice){ NULL, 0 }
            : text_of(all, dl_slice_cut(name, 0, at), dl_slice_cut(name, at + 1, name.n));
    }
    return value;
}

/* A section may also stand as one JSON object in the section above. NULL: not there, or
 * no JSON. Caller drops the reference. */
static json_t *value_of(const settings *all, dl_slice section, const char *key)
{
    dl_slice text = follow(all, text_of(all, section, dl_slice_str(key)));
    if (text.p) return import_json(text, JSON_DECODE_ANY);
    size_t dot = last_of(section, ".");
    if (dot == SIZE_MAX) return NULL;
    text = text_of(all, dl_slice_cut(section, 0, dot), dl_slice_cut(section, dot + 1, section.n));
    json_t *object = text.p ? import_json(text, 0) : NULL,
           *value = json_incref(json_object_get(object, key));
    json_decref(object);
    return value;
}

/* ---- checking */
static bool refuse(const rule *r, const json_t *is, dl_err *e)
{
    char said[SAID], *is_text = is ? json_dumps(is, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
    snprintf(said, sizeof said, "[%s] %s is %.40s, only %.60s is known", r->section, r->key,
        is_text ? is_text : "missing", r->known);
    free(is_text);
    return import_bad(e, "config.cfg", said);
}

static bool holds(const settings *all, const rule *r, dl_err *e)
{
    json_t *is = value_of(all, dl_slice_str(r->section), r->key),
           *known = import_json(dl_slice_str(r->known), JSON_DECODE_ANY);
    bool same = is && known && json_equal(is, known);
    if (!same) refuse(r, is, e);
    json_decref(is);
    json_decref(known);
    return same;
}

/* What a component reads must have been written before: {before, after}. */
static const char *const order[][2] = { { "tok2vec", "tagger" }, { "tok2vec", "parser" },
    { "tagger", "attribute_ruler" }, { "parser", "attribute_ruler" },
    { "attribute_ruler", "lemmatizer" }, { "parser", "ner" } };

static size_t place_of(const json_t *list, const char *name)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *is = json_string_value(json_array_get(list, i));
        if (is && strcmp(is, name) == 0) return i;
    }
    return SIZE_MAX;
}

static bool in_order(const json_t *pipeline, dl_err *e)
{
    char said[SAID];
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        size_t before = place_of(pipeline, order[i][0]), after = place_of(pipeline, order[i][1]);
        if (before < after && after != SIZE_MAX) continue;
        snprintf(said, sizeof said, "[nlp] pipeline: %s must be there and %s behind it",
            order[i][0], order[i][1]);
        return import_bad(e, "config.cfg", said);
    }
    return true;
}

static bool is_known(const char *name)
{
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (strcmp(name, order[i][0]) == 0 || strcmp(name, order[i][1]) == 0) return true;
    return false;
}

/* "a, b": what runs in the pipeline and not here. */
static dl_slice left_out(dl_arena *a, const json_t *pipeline, const json_t *disabled)
{
    dl_slice all = { "", 0 };
    for (size_t i = 0; i < json_array_size(pipeline) && i < COMPONENTS_MAX; i++) {
        const char *name = json_string_value(json_array_get(pipeline, i));
        if (!name || is_known(name) || place_of(disabled, name) != SIZE_MAX) continue;
        size_t n = all.n + strlen(name) + 3;
        char *p = dl_arena_alloc(a, n);
        if (p)
            all = dl_slice_of(
                p, (size_t)snprintf(p, n, "%.*s%s%s", (int)all.n, all.p, all.n ? ", " : "", name));
    }
    return all;
}

bool import_config(import_writer *w, dl_slice member, dl_err *e)
{
    settings all = { 0 };
    if (!read_settings(&all, w->a, member)) return import_no_memory(e);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (!holds(&all, &rules[i], e)) return false;
    json_t *pipeline = value_of(&all, DL_S("nlp"), "pipeline"),
           *disabled = value_of(&all, DL_S("nlp"), "disabled");
    bool ok = in_order(pipeline, e);
    dl_slice left = left_out(w->a, pipeline, disabled);
    if (left.n) import_add_bytes(w, "meta/left-out", left);
    json_decref(pipeline);
    json_decref(disabled);
    return ok;
}
