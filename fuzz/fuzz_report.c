/* A raw record of any kind through read, clean and tell: the first byte says which
 * kind. Text stays valid UTF-8, every byte of it comes from the raw record, and the
 * line that is told is JSON. */
#include <jansson.h>

#include "fuzz.h"

#include "tell/tell.h"

static void check(dl_doc *d, dl_slice raw)
{
    MUST(!dl_failed(&d->err));
    MUST(dl_utf8_bad(d->text.full) == SIZE_MAX);
    MUST(d->text.title.end <= d->text.full.n && d->text.body.start <= d->text.body.end
        && d->text.body.end <= d->text.full.n);
    for (uint32_t i = d->text.body.start; i < d->text.body.end; i++) {
        uint64_t at = dl_doc_raw_at(d, i);
        MUST(at < raw.n || at == UINT64_MAX);
    }
    dl_buf out;
    dl_buf_init(&out, NULL);
    MUST(dl_tell_report(&out, d, 0));
    json_t *o = json_loadb(out.p, out.n, 0, NULL);
    MUST(json_is_object(o));
    json_decref(o);
    dl_buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const fuzz_opened *t = fuzz_tables();
    if (!size) return 0;
    dl_doc *d = dl_doc_new(NULL);
    dl_slice raw = dl_slice_of((const char *)data + 1, size - 1);
    dl_raw r = { .kind = DL_RAW_TEXT, .file = DL_S("fuzz"), .bytes = raw, .note = DL_NOTE_COUNT };
    if (data[0] == ',') r.kind = DL_RAW_ROW;
    if (data[0] == '<') r.kind = DL_RAW_ENTRY;
    if (data[0] == '{') {
        r.kind = DL_RAW_JSON;
        r.bytes = dl_slice_of((const char *)data, size);
    }
    dl_read_decode(d, t->read, &r);
    dl_clean_text(d, t->clean);
    dl_clean_seams(d, t->clean);
    check(d, r.bytes);
    dl_doc_free(d);
    return 0;
}
