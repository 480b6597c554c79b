/* Any text through the tokenizer: tokens lie end to end in the text but for single
 * blanks, the flags tell of those blanks, and a tokenizer that remembers gives what a
 * fresh one gives. Input that starts with '!' is an expression, a NUL, and a text for
 * it: compiled or refused, and what it matches lies in the text. Rules:
 * build/model/en.dlm where it is, else a few of our own. */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

#include "base/utf8.h"
#include "parse/expression.h"
#include "import/model_write.h"
#include "parse/tokenizer.h"

enum { CPS_MAX = 8192 };

static parse_language *language;
static parse_tokenizer *old;

static dl_model *own_rules(dl_err *e)
{
    static const dl_slice form[] = { { "can't", 5 }, { ":)", 2 }, { "e.g.", 4 } },
                          piece[] = { { "ca", 2 }, { "n't", 3 }, { ":)", 2 }, { "e.g.", 4 } },
                          norm[] = { { "can", 3 }, { "not", 3 }, { "", 0 }, { "", 0 } };
    static const uint32_t first[] = { 0, 2, 3, 4 };
    static const uint64_t key[] = { 1 };
    dl_arena *a = dl_arena_new(NULL, 0);
    import_writer w = { .a = a };
    import_add_bytes(&w, "tokenizer/prefix", DL_S("^[(\"'$]|^\\.\\.+"));
    import_add_bytes(&w, "tokenizer/suffix", DL_S("[)\"',.!?]$|(?<=[0-9])%$|'s$"));
    import_add_bytes(&w, "tokenizer/infix", DL_S("\\.\\.+|(?<=[a-z])-(?=[a-z])"));
    import_add_strings(&w, "tokenizer/special", form, 3);
    import_add(&w, "tokenizer/first", DL_U32, 1, (uint32_t[]){ 4 }, first, sizeof first);
    import_add_strings(&w, "tokenizer/piece", piece, 4);
    import_add_strings(&w, "tokenizer/norm", norm, 4);
    import_add(&w, "norm/key", DL_U64, 1, (uint32_t[]){ 1 }, key, sizeof key);
    import_add_strings(&w, "norm/value", form, 1);
    dl_slice s = import_finish(&w, e);
    void *copy = aligned_alloc(64, (s.n + 63) / 64 * 64);
    memcpy(copy, s.p, s.n);
    dl_arena_free(a);
    return dl_model_open_bytes(NULL, dl_slice_of(copy, s.n), e);
}

static void start(void)
{
    dl_err e;
    dl_err_clear(&e);
    dl_model *m = dl_model_open(NULL, "build/model/en.dlm", &e);
    dl_err_clear(&e);
    if (!m) {
        fputs("fuzz_tokenize: no model, a few rules of our own\n", stderr);
        m = own_rules(&e);
    }
    MUST(m && (language = parse_language_new(m, &e))
        && (old = parse_tokenizer_new(NULL, language, &e)));
}

static void check_places(parse_tokenizer *t, const parse_token_list *l, dl_slice text)
{
    size_t at = 0;
    for (uint32_t i = 0; i < l->n; i++) {
        dl_slice form = parse_lexemes_at(parse_tokenizer_lexicon(t), l->lex[i])->text;
        MUST(l->start[i] == at && form.n > 0 && at + form.n <= text.n
            && memcmp(text.p + at, form.p, form.n) == 0);
        at += form.n;
        MUST(l->space[i] <= 1 && (!l->space[i] || text.p[at] == ' '));
        at += l->space[i];
    }
    MUST(at == text.n);
}

static void check_text(dl_slice text)
{
    dl_err e;
    dl_err_clear(&e);
    parse_tokenizer *fresh = parse_tokenizer_new(NULL, language, &e);
    const parse_token_list *a = parse_tokenize(fresh, text), *b = parse_tokenize(old, text);
    MUST(a && b && a->n == b->n);
    check_places(fresh, a, text);
    check_places(old, b, text);
    MUST(a->n == 0 || memcmp(a->start, b->start, a->n * sizeof *a->start) == 0);
    parse_tokenizer_tidy(old);
    parse_tokenizer_free(fresh);
}

static void check_expression(dl_slice source, dl_slice text)
{
    static uint32_t cp[CPS_MAX + 1];
    dl_err e;
    dl_err_clear(&e);
    dl_arena *a = dl_arena_new(NULL, 64 << 20);
    parse_expression *x = parse_expression_parse(a, source, &e);
    MUST(x || dl_failed(&e));
    parse_cps s = { cp, 0 };
    for (size_t i = 0; i < text.n && s.n < CPS_MAX;) cp[s.n++] = dl_utf8_next(text, &i);
    uint32_t *scratch = x ? dl_arena_array(a, parse_expression_scratch(x), sizeof *scratch) : NULL;
    if (scratch) {
        MUST(parse_expression_suffix(x, s) <= s.n);
        for (uint32_t at = 0; at < s.n && at < 64; at++)
            MUST(parse_expression_first(x, s, at) <= s.n - at);
        parse_expression_whole(x, s, scratch);
    }
    dl_arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!language) start();
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_slice raw = dl_slice_of((const char *)data, size);
    size_t nul = dl_slice_find_byte(raw, 0, 0), broken;
    if (size && data[0] == '!' && nul != SIZE_MAX)
        check_expression(dl_slice_cut(raw, 1, nul),
            dl_utf8_repair(a, dl_slice_cut(raw, nul + 1, size), &broken));
    else check_text(dl_utf8_repair(a, raw, &broken));
    dl_arena_free(a);
    return 0;
}
