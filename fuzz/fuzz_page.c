/* Any bytes as a page, its article taken and cleaned: the text is UTF-8, each byte of it
 * comes from a byte of the page, what was removed is UTF-8 too. */

#include "fuzz.h"

static void check(const dl_doc *d)
{
    const dl_text *t = &d->text;
    MUST(dl_utf8_bad(t->full) == SIZE_MAX && dl_utf8_bad(t->source_title) == SIZE_MAX);
    for (uint32_t i = 0; i < t->body.end; i++) {
        uint64_t at = dl_doc_raw_at(d, i);
        MUST(at <= t->raw.n || at == UINT64_MAX);
    }
    for (uint32_t i = 0; i < t->removed.n; i++) {
        MUST(dl_utf8_bad(t->removed.at[i].text) == SIZE_MAX);
        MUST(t->removed.at[i].at <= t->source.n);
    }
    MUST(!t->author.p || dl_utf8_bad(t->author) == SIZE_MAX);
    MUST(!t->outlet.p || dl_utf8_bad(t->outlet) == SIZE_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const fuzz_opened *t = fuzz_tables();
    dl_raw raw = { .kind = DL_RAW_PAGE,
        .file = DL_S("t"),
        .bytes = dl_slice_of((const char *)data, size),
        .note = DL_NOTE_COUNT };
    dl_doc *d = dl_doc_new(NULL);
    dl_read_decode(d, t->read, &raw);
    if (d->text.page.p) {
        dl_clean_page(d, t->clean, t->read);
        dl_read_settle(d, t->read, &raw);
    }
    dl_clean_text(d, t->clean);
    dl_clean_seams(d, t->clean);
    MUST(!dl_failed(&d->err));
    check(d);
    dl_doc_free(d);
    return 0;
}
