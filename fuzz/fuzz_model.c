/* Foreign bytes as a model file, as a wheel, as name weights: refused with a reason, never a crash. */
#include <stdlib.h>

#include "parse/import.h"
#include "parse/parse.h"

#define MUST(x) do { if (!(x)) __builtin_trap(); } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *copy = aligned_alloc(64, (size + 64) / 64 * 64);
    if (!copy) return 0;
    memcpy(copy, data, size);
    dl_err e;
    dl_err_clear(&e);
    dl_model *m = dl_model_open_bytes(dl_slice_of(copy, size), &e);
    MUST(m || dl_failed(&e));
    if (m) {
        dl_parse *p = dl_parse_open_model(m, &e);
        MUST(p || dl_failed(&e));
        dl_parse_close(p);
    }
    dl_err_clear(&e);
    dl_arena *a = dl_arena_new(NULL, 256 << 20);
    dl_slice file = dl_model_import_bytes(a, dl_slice_of((const char *)data, size), (dl_slice){ NULL, 0 }, true, &e);
    MUST(file.p || dl_failed(&e));
    dl_arena_free(a);
    free(copy);
    return 0;
}
