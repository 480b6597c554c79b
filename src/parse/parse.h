/* parse - the language engine: the text layer in, the tokens layer out.
 *
 *   title, body --tokenizer--> lexemes --network--> tags, heads, labels, sentences, names
 *               --ruler, lemmas, chunks--> d->tokens
 *
 * Title and body are documents of their own to the model, and so is each part of one that
 * is long (parts.h): parts are shared among threads. Of a report the first DL_PARSE_MOST
 * tokens are analysed; a note tells what was not. dl_parse is const and shared; a scratch
 * serves one thread. Reports that are not English get no tokens. */
#ifndef DL_PARSE_H
#define DL_PARSE_H

#include "doc/doc.h"
#include "model.h"

typedef struct dl_parse dl_parse;
typedef struct dl_parse_scratch dl_parse_scratch;

enum {
    DL_PARSE_BATCH = 64, /* reports given to the network at once, at most */
    /* Tokens of a report that are analysed, over a megabyte of words: what comes behind
     * is kept and searchable. */
    DL_PARSE_MOST = 1 << 18
};

/* Maps the model file; NULL with e set. mem: as dl_model_open has it. */
dl_parse *dl_parse_open(const dl_mem *mem, const char *path, dl_err *e);
/* Takes the model over, also when it fails. */
dl_parse *dl_parse_open_model(dl_model *m, dl_err *e);
/* Whether the engine starts with these bytes of a model file, 64-byte aligned: what an
 * import asks before it writes them. False with e set. */
bool dl_parse_accepts(const dl_mem *mem, dl_slice file, dl_err *e);
void dl_parse_close(dl_parse *t);
const char *dl_parse_version(const dl_parse *t); /* the model's */
dl_parse_scratch *dl_parse_scratch_new(const dl_mem *mem, const dl_parse *t, dl_err *e);
void dl_parse_scratch_free(dl_parse_scratch *s);
/* Other than DL_PARSE_MOST; a part or so more may be analysed. */
void dl_parse_set_most(dl_parse_scratch *s, uint32_t tokens);
/* How the parts of a long report are shared: calls part(part_ctx, i, scratch) once for
 * each i < n, with the scratch of the thread that does it, and returns when all are
 * done. NULL, as at first: one after the other with `s`. */
typedef void (*dl_parse_part)(void *part_ctx, uint32_t i, dl_parse_scratch *s);
typedef void (*dl_parse_share)(void *ctx, uint32_t n, dl_parse_part part, void *part_ctx);
void dl_parse_set_share(dl_parse_scratch *s, dl_parse_share share, void *ctx);

/* Between the parts of a long report it asks whether to go on (dl_doc_go_on). */
void dl_parse_run(dl_doc *d, const dl_parse *t, dl_parse_scratch *s);
/* The same for several reports; each has the result it has alone. */
void dl_parse_run_many(dl_doc *const *d, uint32_t n, const dl_parse *t, dl_parse_scratch *s);

#endif
