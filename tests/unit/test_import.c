/* What config.cfg says: the known settings pass, each other one is refused by its name,
 * components that are not known are named. */
#include "unit.h"

#include "import/import_private.h"

static const char known[] =
    "[paths]\ntrain = null\n\n[sizes]\nwidth = 96\n\n[nlp]\nlang = \"en\"\npipeline = "
    "[\"tok2vec\",\"tagger\",\"parser\",\"senter\",\"attribute_ruler\",\"lemmatizer\",\"ner\"]"
    "\ndisabled = [\"senter\"]\n"
    "tokenizer = {\"@tokenizers\":\"spacy.Tokenizer.v1\"}\n\n[components.tok2vec]\nfactory = "
    "\"tok2vec\"\n\n[components.tok2vec.model]\n@architectures = \"spacy.Tok2Vec.v2\"\n\n"
    "[components.tok2vec.model.embed]\n@architectures = \"spacy.MultiHashEmbed.v2\"\nwidth = "
    "${components.tok2vec.model.encode:width}\n"
    "attrs = [\"NORM\",\"PREFIX\",\"SUFFIX\",\"SHAPE\",\"SPACY\",\"IS_SPACE\"]\nrows = "
    "[7,7,7,7,7,7]\ninclude_static_vectors = false\n\n[components.tok2vec.model.encode]\n"
    "@architectures = \"spacy.MaxoutWindowEncoder.v2\"\nwidth = ${sizes.width}\ndepth = "
    "4\nwindow_size = 1\nmaxout_pieces = 3\n\n[components.tagger]\nfactory = "
    "\"tagger\"\n\n[components.tagger.model]\n"
    "@architectures = \"spacy.Tagger.v2\"\n\n[components.tagger.model.tok2vec]\n@architectures = "
    "\"spacy.Tok2VecListener.v1\"\n\n[components.parser]\nfactory = \"parser\"\nlearn_tokens = "
    "false\n\n"
    "[components.parser.model]\n@architectures = \"spacy.TransitionBasedParser.v2\"\nstate_type = "
    "\"parser\"\nextra_state_tokens = false\nhidden_width = 64\nmaxout_pieces = 2\nuse_upper = "
    "true\n\n"
    "[components.parser.model.tok2vec]\n@architectures = "
    "\"spacy.Tok2VecListener.v1\"\n\n[components.ner]\nfactory = "
    "\"ner\"\n\n[components.ner.model]\n@architectures = \"spacy.TransitionBasedParser.v2\"\n"
    "state_type = \"ner\"\nextra_state_tokens = false\nhidden_width = 64\nmaxout_pieces = "
    "2\nuse_upper = true\n\n[components.ner.model.tok2vec]\n@architectures = "
    "\"spacy.Tok2Vec.v2\"\n\n"
    "[components.ner.model.tok2vec.embed]\n@architectures = \"spacy.MultiHashEmbed.v2\"\nwidth = "
    "96\nattrs = [\"NORM\", \"PREFIX\", \"SUFFIX\", \"SHAPE\"]\ninclude_static_vectors = false\n\n"
    "[components.ner.model.tok2vec.encode]\n@architectures = "
    "\"spacy.MaxoutWindowEncoder.v2\"\nwidth = 96\ndepth = 4\nwindow_size = 1\nmaxout_pieces = "
    "3\n\n[components.attribute_ruler]\n"
    "factory = \"attribute_ruler\"\n\n[components.lemmatizer]\nfactory = \"lemmatizer\"\nmode = "
    "\"rule\"\noverwrite = false\n";

/* The known text with the first `from` replaced. */
static dl_slice changed(dl_arena *a, const char *from, const char *to)
{
    const char *at = strstr(known, from);
    assert_non_null(at);
    size_t n = sizeof known + strlen(to);
    char *p = dl_arena_alloc(a, n);
    return dl_slice_of(
        p, (size_t)snprintf(p, n, "%.*s%s%s", (int)(at - known), known, to, at + strlen(from)));
}

/* What is left out, or the reason of the refusal behind "!". */
static const char *said(dl_arena *a, dl_slice config)
{
    import_writer w = { .a = a };
    dl_err e;
    dl_err_clear(&e);
    char *out = dl_arena_alloc(a, DL_DETAIL_MAX + 1);
    if (import_config(&w, config, &e))
        return w.blob.n ? dl_arena_str(a, dl_slice_of(w.blob.at[0].data, w.blob.at[0].size)) : "";
    assert_true(dl_failed(&e));
    snprintf(out, DL_DETAIL_MAX + 1, "!%s", e.detail);
    return out;
}

static void test_known(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    assert_string_equal(said(a, dl_slice_str(known)), "");
    assert_string_equal(said(a, changed(a, "\"senter\",", "\"counter\",\"senter\",\"odd one\",")),
        "counter, odd one");
    assert_string_equal(said(a, changed(a, "disabled = [\"senter\"]", "disabled = []")), "senter");
    assert_string_equal(
        said(a, changed(a, "[paths]\n", "[paths]\r\nwidth 3\n= =\n[\n]\n[]\n")), "");
    dl_arena_free(a);
}

static void test_refused(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to, *names;
    } row[] = {
        { "lang = \"en\"", "lang = \"de\"", "[nlp] lang is \"de\"" },
        { "lang = \"en\"\n", "", "[nlp] lang is missing" },
        { "lang = \"en\"", "lang = ${nlp.lang}", "[nlp] lang is missing" },
        { "spacy.Tokenizer.v1", "own.Tokenizer.v1", "@tokenizers is \"own.Tokenizer.v1\"" },
        { "\"SPACY\",\"IS_SPACE\"", "\"SPACY\"", "[components.tok2vec.model.embed] attrs" },
        { "\"PREFIX\", \"SUFFIX\"", "\"SUFFIX\", \"PREFIX\"",
            "[components.ner.model.tok2vec.embed] attrs" },
        { "static_vectors = false", "static_vectors = true", "include_static_vectors is true" },
        { "[sizes]\nwidth = 96", "[sizes]\nwidth = 64", "width is 64" },
        { "[sizes]\nwidth = 96", "[sizes]\nwidth = 9 6", "width is missing" },
        { "depth = 4", "depth = 8", "depth is 8" },
        { "window_size = 1", "window_size = 2", "window_size is 2" },
        { "factory = \"parser\"", "factory = \"beam_parser\"", "factory is \"beam_parser\"" },
        { "use_upper = true", "use_upper = false", "use_upper is false" },
        { "mode = \"rule\"", "mode = \"lookup\"", "[components.lemmatizer] mode is \"lookup\"" },
        { "overwrite = false", "overwrite = true", "overwrite is true" },
        { "\"tagger\",\"parser\"", "\"parser\"", "tok2vec must be there and tagger behind it" },
        { "\"lemmatizer\",\"ner\"", "\"ner\",\"lemmatizer\",\"ner\"", "" },
        { "[\"tok2vec\",\"tagger\",\"parser\"", "[\"ner\",\"tok2vec\",\"tagger\",\"parser\"",
            "parser must be there and ner behind it" },
        { "pipeline = [", "pipeline = ", "tok2vec must be there" },
    };
    dl_arena *a = dl_arena_new(NULL, 0);
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        const char *is = said(a, changed(a, row[i].from, row[i].to));
        if (*row[i].names ? *is != '!' || !strstr(is, row[i].names) : *is == '!')
            fail_msg("%s: %s", row[i].to, is);
    }
    dl_arena_free(a);
}

/* Name weights go with the component they continue, and with no other. */
static void test_names_fit(void **state)
{
    (void)state;
    char file[64] = "DLNAMES1";
    dl_slice component = DL_S("a component");
    dl_sha256 sha = dl_sha256_of(component);
    memcpy(file + 12, sha.byte, 32);
    assert_true(import_names_fit(dl_slice_of(file, sizeof file), component));
    assert_false(import_names_fit(dl_slice_of(file, sizeof file), DL_S("another")));
    assert_false(import_names_fit(dl_slice_of(file, 43), component));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_known),
        cmocka_unit_test(test_refused), cmocka_unit_test(test_names_fit) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
