/* A file of any kind through the reader: JSON of all forms, tables, texts, gzip, zstd,
 * broken ones; the first byte says which name it has. Records come out one behind
 * the other, and each is decoded. */
#include <stdio.h>
#include <unistd.h>

#include "fuzz.h"

/* The text is UTF-8, and each byte of it comes from a byte of the record. */
static void decode(const dl_raw *raw)
{
    dl_doc *d = dl_doc_new(NULL);
    dl_read_decode(d, fuzz_tables()->read, raw);
    MUST(!dl_failed(&d->err));
    MUST(dl_utf8_bad(d->text.source) == SIZE_MAX && dl_utf8_bad(d->text.source_title) == SIZE_MAX);
    uint64_t last = 0;
    for (uint32_t i = 0; i < d->text.source.n; i++) {
        uint64_t at = dl_runs_from(&d->text.raw_map, i);
        MUST(at >= last && at <= raw->bytes.n);
        last = at;
    }
    dl_doc_free(d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char path[72];
    /* B to F, then A */
    static const char *const ending[] = { ".csv", "", ".txt", ".xml", ".warc", ".jsonl" };
    if (!size) return 0;
    const char *name = ending[data[0] % 6];
    if (data[0] == 'W') name = ".docx";
    if (data[0] == 'Z') name = ".zip";
    snprintf(path, sizeof path, "/tmp/dateline-fuzz-%ld%s", (long)getpid(), name);
    FILE *f = fopen(path, "wb");
    if (!f) return 0;
    fwrite(data + 1, 1, size - 1, f);
    fclose(f);
    const char *const input[] = { path };
    dl_reader *r = dl_reader_new(NULL, fuzz_tables()->read, input, 1, (dl_wait){ NULL, NULL });
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_raw raw;
    bool open = true; /* a record may stand where the last one does: behind a problem */
    dl_sha256 file = dl_sha256_of(DL_S(""));
    for (uint64_t last = 0; dl_reader_next(r, a, &raw);) {
        dl_sha256 now = dl_sha256_of(raw.file); /* of a folder in a file there are several */
        open |= memcmp(&now, &file, sizeof file) != 0;
        if (memcmp(&now, &file, sizeof file) != 0) last = 0;
        file = now;
        /* Each stands behind the last, so it ends, however much few bytes unpack to. */
        MUST(raw.offset > last || (open && raw.offset == last));
        MUST(raw.bytes.n == 0 || raw.bytes.p);
        last = raw.offset;
        open = raw.kind == DL_RAW_PROBLEM;
        if (!open) decode(&raw);
        dl_arena_reset(a);
    }
    dl_arena_free(a);
    dl_reader_free(r);
    remove(path);
    return 0;
}
