/* robots.txt: a path up to the first NUL, then a file. Whatever the bytes, an answer;
 * the file itself is always allowed; a longer file whose new group names nobody
 * changes nothing. */
#include <stdint.h>
#include <stdlib.h>

#include "fuzz.h"

#include "fetch/fetch_private.h"

static fetch_rules ask(dl_slice file, dl_slice path)
{
    dl_arena *a = dl_arena_new(NULL, 0);
    fetch_rules rules = fetch_robots_read(a, file, DL_S("dateline"), path);
    dl_arena_free(a);
    return rules;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dl_slice all = dl_slice_of((const char *)data, size);
    size_t end = dl_slice_find_byte(all, 0, 0);
    if (end == SIZE_MAX || end > FETCH_URL_MAX) return 0;
    dl_slice path = dl_slice_cut(all, 0, end);
    dl_slice file = dl_slice_cut(all, end + 1, size);
    fetch_rules rules = ask(file, path);
    MUST(ask(file, DL_S("/robots.txt")).allowed);
    /* The rule without a path ends the names of the last group. */
    static const char more[] = "\nAllow:\nUser-agent: nobody-at-all\nDisallow: /\n";
    char *longer = malloc(file.n + sizeof more);
    if (!longer) return 0;
    if (file.n) memcpy(longer, file.p, file.n);
    memcpy(longer + file.n, more, sizeof more - 1);
    MUST(ask(dl_slice_of(longer, file.n + sizeof more - 1), path).allowed == rules.allowed
        || file.n + sizeof more > FETCH_ROBOTS_MOST);
    free(longer);
    return 0;
}
