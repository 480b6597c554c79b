/* A file of any kind through the reader: lines, gzip, zstd, broken ones. Records come out
 * numbered without a gap, each behind the one before. */
#include <stdio.h>
#include <unistd.h>

#include "read/read.h"

#define MUST(x) \
    do { \
        if (!(x)) __builtin_trap(); \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char path[64];
    static const char *const suffix[] = { "txt", "jsonl" };
    snprintf(path, sizeof path, "/tmp/dateline-fuzz-%ld.%s", (long)getpid(), suffix[size & 1]);
    FILE *f = fopen(path, "wb");
    if (!f) return 0;
    fwrite(data, 1, size, f);
    fclose(f);
    const char *const input[] = { path };
    dl_reader *r = dl_reader_new(NULL, input, 1, (dl_wait){ NULL, NULL });
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_raw raw;
    for (uint64_t last = 0, n = 0; dl_reader_next(r, a, &raw); n++) {
        MUST(raw.record == n
            && (n == 0
                || raw.offset
                    > last)); /* so it ends, however much comes out of few compressed bytes */
        MUST(raw.bytes.n == 0 || raw.bytes.p);
        last = raw.offset;
        dl_arena_reset(a);
    }
    dl_arena_free(a);
    dl_reader_free(r);
    remove(path);
    return 0;
}
