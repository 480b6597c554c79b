/* fuzz_petrarch - dictionaries of PETRARCH: actors, agents, verbs by the first byte. */
#include "fuzz.h"

#include "import/petrarch.h"

static void told(void *user, const char *file, uint32_t line, const char *why)
{
    (void)user;
    MUST(file && line && why);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const char *const name[] = { "x.actors.txt", "x.agents.txt", "x.verbs.txt",
        "x.discards.txt" };
    if (!n) return 0;
    dl_petrarch *p = dl_petrarch_new(NULL, told, NULL);
    if (!p) return 0;
    dl_petrarch_read(p, name[data[0] % 4], dl_slice_of((const char *)data + 1, n - 1));
    for (int i = 0; i < DL_PETRARCH_TABLES; i++) {
        dl_slice t = dl_petrarch_table(p, (dl_petrarch_table_name)i);
        MUST(!t.n || t.p[t.n - 1] == '\n');
    }
    dl_petrarch_free(p);
    return 0;
}
