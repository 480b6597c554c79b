/* The whole room mark over any text, any tags, any tree and any names (marked.h), without
 * the language engine: marks in order and inside the text, the line told well formed. */
#include "marked.h"

#include "tell/tell.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dl_doc *d = marked_doc(data, size);
    dl_mark_run(d, marked_tables());
    MUST(!dl_failed(&d->err));
    marked_holds(d);
    dl_buf out;
    dl_buf_init(&out, NULL);
    MUST(dl_tell_report(&out, d, DL_TELL_MARKS));
    dl_buf_free(&out);
    dl_doc_free(d);
    return 0;
}
