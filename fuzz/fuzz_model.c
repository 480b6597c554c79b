/* Foreign bytes as a model file, as a wheel, as name weights: refused with a reason,
 * never a crash. */
#include <stdlib.h>

#include "fuzz.h"

#include "import/import.h"
#include "import/import_private.h"
#include "parse/parse.h"

/* As each member that has a reader of its own, without the zip around it. */
static void as_members(dl_slice bytes)
{
    dl_arena *a = dl_arena_new(NULL, 256 << 20);
    import_writer w = { .a = a };
    import_strings tag = { 0 }, dep = { 0 };
    import_wheel m;
    for (int i = 0; i < IMPORT_COUNT; i++) m.member[i] = bytes;
    dl_err e[5];
    for (int i = 0; i < 5; i++) dl_err_clear(&e[i]);
    MUST(import_config(&w, bytes, &e[0]) != dl_failed(&e[0]));
    MUST(import_tokenizer(&w, &m, &e[1]) != dl_failed(&e[1]) || dl_arena_failed(a));
    MUST(import_ruler(&w, bytes, &tag, &dep, &e[2]) != dl_failed(&e[2]));
    MUST(import_lemmas(&w, bytes, &e[3]) != dl_failed(&e[3]));
    MUST(import_names(&w, bytes, &e[4]) != dl_failed(&e[4]));
    dl_arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *copy = aligned_alloc(64, (size + 64) / 64 * 64);
    if (!copy) return 0;
    memcpy(copy, data, size);
    dl_err e;
    dl_err_clear(&e);
    dl_model *m = dl_model_open_bytes(NULL, dl_slice_of(copy, size), &e);
    MUST(m || dl_failed(&e));
    if (m) {
        dl_parse *p = dl_parse_open_model(m, &e);
        MUST(p || dl_failed(&e));
        dl_parse_close(p);
    }
    dl_err_clear(&e);
    dl_arena *a = dl_arena_new(NULL, 256 << 20);
    dl_import_options with = { .unpinned = true, .accepts = dl_parse_accepts };
    dl_slice file = dl_import_bytes(a, dl_slice_of((const char *)data, size), &with, &e);
    MUST(file.p || dl_failed(&e));
    dl_arena_free(a);
    as_members(dl_slice_of((const char *)data, size));
    free(copy);
    return 0;
}
