/* lexicon_builtin - every data/<room>/<table>.tsv, carried inside the program as it
 * is.
 *
 * gen/tables.inc has one line a table, in order of name: TABLE(number, "room/table",
 * "path"). tools/list-tables writes it at build time. */
#include "lexicon.h"

/* .incbin copies the file into the object: no compile time, however large the table
 * is. */
#define TABLE(number, table, path) \
    __asm__(".section .rodata\n" \
            ".balign 16\n" \
            "dl_table_" #number "_begin:\n" \
            ".incbin \"" path "\"\n" \
            "dl_table_" #number "_end:\n" \
            ".byte 0\n" \
            ".previous\n"); \
    extern const char dl_table_##number##_begin[] __attribute__((visibility("hidden"))); \
    extern const char dl_table_##number##_end[] __attribute__((visibility("hidden")));
#include "tables.inc"
#undef TABLE

#define TABLE(number, table, path) { table, { dl_table_##number##_begin, 0 } },
static const dl_builtin_table begin[] = {
#include "tables.inc"
};
#undef TABLE

#define TABLE(number, table, path) dl_table_##number##_end,
static const char *const end[] = {
#include "tables.inc"
};
#undef TABLE

uint32_t dl_builtin_tables(void) { return sizeof begin / sizeof *begin; }

dl_builtin_table dl_builtin_table_at(uint32_t i)
{
    dl_builtin_table t = begin[i];
    t.tsv.n = (size_t)(end[i] - t.tsv.p);
    return t;
}
