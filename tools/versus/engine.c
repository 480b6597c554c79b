/* engine MODEL - the language engine alone, for the comparison with spaCy: texts in, one
 * line a token out. No cleaning comes between.
 *
 *   stdin:  u32 bytes, text, ... (each a document of its own)
 *   stdout: "D tokens", then a line a token: start end tag pos head dep starts_sentence
 *           iob-label lemma norm (bytes of lemma and norm in hex), then
 *           "C first-last ..." for the noun chunks */
#include <stdio.h>
#include <stdlib.h>

#include "parse/parse.h"

enum { BATCH = 32, TEXT_MAX = 64 << 20 }; /* documents at once; bytes, far above any report */

static bool read_text(dl_doc *d)
{
    uint32_t n;
    if (fread(&n, sizeof n, 1, stdin) != 1 || n > TEXT_MAX) return false;
    char *p = dl_arena_alloc(d->arena, (size_t)n + 1);
    if (!p || fread(p, 1, n, stdin) != n) return false;
    d->text.full = dl_slice_of(p, n);
    d->text.body = (dl_span){ 0, n };
    d->text.english = true;
    return true;
}

static void put_hex(dl_slice s)
{
    putchar('\t');
    for (size_t i = 0; i < s.n; i++) printf("%02x", (unsigned char)s.p[i]);
}

static void put_label(dl_label_list l, uint16_t i)
{
    printf("\t%.*s", (int)l.name[i].n, l.name[i].p);
}

static void put_name(const dl_tokens *t, uint32_t i, uint32_t *name)
{
    while (*name < t->names.n && t->names.at[*name].last <= i) ++*name;
    if (*name >= t->names.n || t->names.at[*name].first > i) {
        printf("\tO");
        return;
    }
    dl_slice label = t->labels->ent.name[t->names.at[*name].label];
    printf("\t%c-%.*s", t->names.at[*name].first == i ? 'B' : 'I', (int)label.n, label.p);
}

static void put_doc(const dl_doc *d)
{
    const dl_tokens *t = &d->tokens;
    uint32_t name = 0;
    printf("D %u\n", t->n);
    for (uint32_t i = 0; i < t->n; i++) {
        printf("%u\t%u", t->start[i], t->end[i]);
        put_label(t->labels->tag, t->tag[i]);
        put_label(t->labels->pos, t->pos[i]);
        printf("\t%u", t->head[i]);
        put_label(t->labels->dep, t->dep[i]);
        printf("\t%d", t->sent_start[i]);
        put_name(t, i, &name);
        put_hex(t->lemma[i]);
        put_hex(t->norm[i]);
        putchar('\n');
    }
    printf("C");
    for (uint32_t i = 0; i < t->chunks.n; i++)
        printf(" %u-%u", t->chunks.at[i].first, t->chunks.at[i].last);
    putchar('\n');
}

static int run(const dl_parse *t, dl_parse_scratch *s, dl_doc **d)
{
    for (bool more = true; more;) {
        uint32_t n = 0;
        while (n < BATCH && (more = read_text(d[n]))) n++;
        dl_parse_run_many(d, n, t, s);
        for (uint32_t i = 0; i < n; i++) {
            if (dl_failed(&d[i]->err)) {
                fprintf(stderr, "engine: %s %s\n", d[i]->err.what, d[i]->err.detail);
                return 1;
            }
            put_doc(d[i]);
            dl_doc_reset(d[i]);
        }
    }
    return 0;
}

int main(int argc, char **argv)
{
    dl_err e = { 0 };
    dl_doc *d[BATCH];
    dl_parse *t = argc == 2 ? dl_parse_open(NULL, argv[1], &e) : NULL;
    dl_parse_scratch *s = t ? dl_parse_scratch_new(NULL, t, &e) : NULL;
    if (!s) {
        fprintf(stderr, "engine: %s %s\n", argc == 2 ? e.what : "usage: engine MODEL", e.detail);
        return 2;
    }
    for (int i = 0; i < BATCH; i++)
        if (!(d[i] = dl_doc_new(NULL))) return 2;
    int status = run(t, s, d);
    for (int i = 0; i < BATCH; i++) dl_doc_free(d[i]);
    dl_parse_scratch_free(s);
    dl_parse_close(t);
    return status;
}
