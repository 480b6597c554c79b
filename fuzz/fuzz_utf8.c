/* Bytes that claim to be text: repair gives valid UTF-8, maps go there and back, ISO
 * dates are read without harm. */
#include "fuzz.h"

#include "base/base.h"
#include "doc/doc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dl_slice s = dl_slice_of((const char *)data, size);
    dl_arena *a = dl_arena_new(NULL, 0);
    size_t broken = 0;
    dl_slice good = dl_utf8_repair(a, s, &broken);
    MUST(dl_utf8_bad(good) == SIZE_MAX && (broken > 0) == (dl_utf8_bad(s) != SIZE_MAX));
    dl_cpmap *m = dl_cpmap_new(a, good);
    uint32_t cp = 0;
    for (size_t i = 0; i < good.n; cp++) {
        MUST(dl_cpmap_cp(m, (uint32_t)i) == cp && dl_cpmap_byte(m, cp) == i);
        size_t back;
        dl_utf8_next(good, &i);
        back = i;
        dl_utf8_prev(good, &back);
        MUST(back < i);
    }
    MUST(dl_utf8_count(good) == cp);
    int32_t day;
    dl_iso_read(s, &day);
    dl_buf b;
    dl_buf_init(&b, NULL);
    dl_json_str(&b, s);
    MUST(!b.failed && dl_utf8_bad(dl_buf_slice(&b)) == SIZE_MAX);
    dl_buf_free(&b);
    dl_arena_free(a);
    return 0;
}
