/* rules MODEL - what the compiled tokenizer rules find in strings, for
 * tools/versus/rules.py.
 *
 *   stdin:  u32 bytes, text, ...
 *   stdout: a line each: prefix suffix url match infix,infix... token-end,token-end...
 *           lengths and places in code points; an infix is at:length */
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "parse/language.h"

enum { TEXT_MAX = 1 << 16 };

static void put_infixes(const parse_language *g, parse_cps s)
{
    putchar('\t');
    for (uint32_t i = 0; i < s.n;) {
        uint32_t n = parse_expression_first(g->infix, s, i);
        if (n) printf("%u:%u,", i, n);
        i += n ? n : 1;
    }
}

static void put_tokens(parse_tokenizer *t, dl_slice text)
{
    const parse_token_list *l = parse_tokenize(t, text);
    putchar('\t');
    uint32_t cp = 0;
    size_t at = 0;
    for (uint32_t i = 0; i < l->n; i++) {
        size_t end = l->start[i] + parse_lexemes_at(parse_tokenizer_lexicon(t), l->lex[i])->text.n;
        for (; at < end; cp++) dl_utf8_next(text, &at);
        printf("%u,", cp);
    }
    parse_tokenizer_tidy(t);
}

static bool matches(const parse_expression *x, parse_cps s, uint32_t *scratch)
{
    return x && parse_expression_whole(x, s, scratch);
}

int main(int argc, char **argv)
{
    static char text[TEXT_MAX];
    static uint32_t cp[TEXT_MAX + 1];
    dl_err e;
    dl_err_clear(&e);
    dl_model *m = argc == 2 ? dl_model_open(NULL, argv[1], &e) : NULL;
    parse_language *g = m ? parse_language_new(m, &e) : NULL;
    parse_tokenizer *t = g ? parse_tokenizer_new(NULL, g, &e) : NULL;
    if (!t) {
        fprintf(stderr, "rules: %s\n", argc == 2 ? e.what : "usage: rules MODEL");
        return 2;
    }
    uint32_t *scratch = malloc(g->scratch * sizeof *scratch), n;
    while (scratch && fread(&n, sizeof n, 1, stdin) == 1 && n <= TEXT_MAX
        && fread(text, 1, n, stdin) == n) {
        dl_slice raw = dl_slice_of(text, n);
        parse_cps s = { cp, 0 };
        for (size_t i = 0; i < n;) cp[s.n++] = dl_utf8_next(raw, &i);
        printf("%u\t%u\t%d\t%d", parse_expression_first(g->prefix, s, 0),
            parse_expression_suffix(g->suffix, s), matches(g->url, s, scratch),
            matches(g->match, s, scratch));
        put_infixes(g, s);
        put_tokens(t, raw);
        putchar('\n');
    }
    free(scratch);
    parse_tokenizer_free(t);
    parse_language_free(g);
    dl_model_close(m);
    return 0;
}
