/* The whole room mark over any text, any tags, any tree and any names (marked.h), without
 * the language engine: marks in order and inside the text, the line told well formed. */
#include "marked.h"

#include "mark/mark.h"
#include "tell/tell.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static dl_mark_tables *tables;
    dl_err e;
    dl_err_clear(&e);
    if (!tables) tables = dl_mark_tables_new(NULL, fuzz_tables()->lexicon, &e);
    MUST(tables);
    dl_doc *d = marked_doc(data, size);
    dl_mark_run(d, tables);
    MUST(!dl_failed(&d->err));
    marked_holds(d);
    dl_buf out;
    dl_buf_init(&out, NULL);
    MUST(dl_tell_report(&out, d, DL_TELL_MARKS));
    dl_buf_free(&out);
    dl_doc_free(d);
    return 0;
}
