/* Any text through the whole language engine, where a model is at hand
 * (build/model/en.dlm): tokens in order and inside the text, heads and spans in range,
 * the lines told well formed. Without a model the tokens layer stays empty and only
 * the front is tried. */
#include <stdio.h>

#include "marked.h"

#include "code/code.h"
#include "mark/mark.h"
#include "parse/parse.h"
#include "tell/tell.h"

static dl_parse *parse;
static dl_parse_scratch *scratch;
static dl_mark_tables *marks;
static dl_code_tables *codes;

static void start(void)
{
    dl_err e;
    dl_err_clear(&e);
    marks = dl_mark_tables_new(NULL, fuzz_tables()->lexicon, &e);
    codes = dl_code_tables_new(NULL, fuzz_tables()->lexicon, &e);
    MUST(marks && codes);
    parse = dl_parse_open(NULL, "build/model/en.dlm", &e);
    if (!parse) {
        fputs("fuzz_annotate: no model, only the front is tried\n", stderr);
        return;
    }
    scratch = dl_parse_scratch_new(NULL, parse, &e);
    MUST(scratch);
}

static void check(const dl_doc *d)
{
    const dl_tokens *k = &d->tokens;
    for (uint32_t i = 0; i < k->n; i++) {
        MUST(k->start[i] < k->end[i] && k->end[i] <= d->text.full.n && k->head[i] < k->n);
        MUST(i == 0 || k->start[i] >= k->end[i - 1]);
        MUST(k->tag[i] < k->labels->tag.n && k->dep[i] < k->labels->dep.n
            && k->pos[i] < k->labels->pos.n);
        MUST((i < k->title_n) == (k->head[i] < k->title_n));
    }
    for (uint32_t i = 0; i < k->names.n; i++)
        MUST(k->names.at[i].first < k->names.at[i].last && k->names.at[i].last <= k->n
            && k->names.at[i].label < k->labels->ent.n);
    for (uint32_t i = 0; i < k->sentences.n; i++)
        MUST(k->sentences.at[i].first < k->sentences.at[i].last && k->sentences.at[i].last <= k->n);
    for (uint32_t i = 0; i < k->chunks.n; i++)
        MUST(k->chunks.at[i].first < k->chunks.at[i].last && k->chunks.at[i].last <= k->n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!codes) start();
    dl_doc *d = dl_doc_new(NULL);
    fuzz_read_text(d, data, size);
    if (parse) dl_parse_run(d, parse, scratch);
    dl_mark_run(d, marks);
    dl_code_run(d, codes);
    MUST(!dl_failed(&d->err));
    check(d);
    marked_holds(d);
    dl_buf out;
    dl_buf_init(&out, NULL);
    MUST(dl_tell_report(&out, d, DL_TELL_MARKS | DL_TELL_TOKENS) && dl_tell_conllu(&out, d));
    dl_buf_free(&out);
    dl_doc_free(d);
    return 0;
}
