/* What the record keeps in a form of its own, read back from any bytes: packed pieces,
 * the map from text to raw bytes, the line of an analysis. The first byte says which;
 * the next four are a size that the row would claim. */
#include <stdio.h>
#include <unistd.h>

#include "fuzz.h"

#include "store/store.h"

enum { HEAD = 5, PATH_SIZE = 64 };

static dl_store *store_of(void)
{
    static dl_store *store;
    char path[PATH_SIZE];
    dl_err e;
    dl_err_clear(&e);
    if (store) return store;
    snprintf(path, sizeof path, "/tmp/dateline-fuzz-blobs-%d.db", (int)getpid());
    store = dl_store_open(NULL, path, DL_STORE_CREATE, NULL, &e);
    unlink(path);
    return store;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < HEAD) return 0;
    dl_slice blob = dl_slice_of((const char *)data + HEAD, size - HEAD);
    size_t claimed = (size_t)dl_load(data + 1, 4) % (1u << 24);
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_store *s = store_of();
    MUST(a && s);
    if (data[0] == 'z') {
        dl_slice out = dl_store_unpack(a, blob, claimed);
        MUST(!out.p || (out.n == claimed && out.p[out.n] == 0));
    } else if (data[0] == 'm') {
        dl_store_map_fits(blob, claimed, claimed * 2);
    } else if (dl_store_is_line(s, blob)) {
        MUST(dl_utf8_bad(blob) == SIZE_MAX && !memchr(blob.p, '\n', blob.n));
    }
    MUST(!dl_failed(dl_store_err(s)));
    dl_arena_free(a);
    return 0;
}
