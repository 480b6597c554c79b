/* lexicon_builtin - every data/<room>/<table>.tsv, carried inside the program as it
 * is.
 *
 * gen/tables.inc has one line a table, in order of name: TABLE(number, "room/table",
 * "path"). gen/tables_version.inc is the SHA-256 of all of them, in hex.
 * tools/list-tables writes both at build time. */
#include "incbin.h"
#include "lexicon.h"

#define TABLE(number, table, path) DL_INCBIN(dl_table_##number, path);
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

dl_slice dl_builtin_tsv(dl_slice name)
{
    for (uint32_t i = 0; i < dl_builtin_tables(); i++)
        if (dl_slice_is(name, begin[i].name)) return dl_builtin_table_at(i).tsv;
    return (dl_slice){ NULL, 0 };
}

dl_slice dl_builtin_line(const char *name, dl_slice word)
{
    dl_slice rest = dl_builtin_tsv(dl_slice_str(name)), line;
    while (dl_slice_line(&rest, &line))
        if (line.n > word.n && line.p[word.n] == '\t' && dl_slice_starts(line, word)) return line;
    return (dl_slice){ NULL, 0 };
}

const char *dl_builtin_version(void)
{
    static const char version[] =
#include "tables_version.inc"
        ;
    return version;
}
