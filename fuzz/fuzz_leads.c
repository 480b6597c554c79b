/* Feeds and lists of feeds as they are fetched: Content-Type up to the first line end,
 * then the body. Whatever the bytes, leads have addresses; the same bytes lead to the
 * same. */
#include <stdint.h>

#include "fuzz.h"

typedef struct seen {
    uint64_t hash;
    unsigned n;
} seen;

static bool take(void *user, const dl_lead *lead)
{
    seen *s = user;
    MUST(lead->address.n > 0);
    s->hash = dl_hash64(lead->address, s->hash + lead->is_feed);
    s->n++;
    return s->n < 100;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const dl_read_tables *tables = fuzz_tables()->read;
    dl_slice all = dl_slice_of((const char *)data, size);
    size_t end = dl_slice_find_byte(all, '\n', 0);
    if (end == SIZE_MAX) return 0;
    dl_answer feed = { .address = DL_S("https://a.example/feed"),
        .fetched = DL_S("2026-11-29T00:00:00Z"),
        .type = dl_slice_cut(all, 0, end),
        .body = dl_slice_cut(all, end + 1, all.n),
        .problem = DL_NOTE_COUNT };
    seen once = { 0, 0 };
    seen again = { 0, 0 };
    dl_read_leads(NULL, tables, &feed, take, &once);
    dl_read_leads(NULL, tables, &feed, take, &again);
    MUST(once.hash == again.hash && once.n == again.n);
    return 0;
}
