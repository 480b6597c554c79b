/* lexicon_row - the line of a table that a rule names. In: tables,
 * "mark/times.tsv:12". Out: that line. */
#include <stdlib.h>

#include "lexicon.h"

static dl_slice line_of(dl_slice tsv, long number)
{
    dl_slice line = { NULL, 0 };
    for (long n = 0; n < number; n++)
        if (!dl_slice_line(&tsv, &line)) return (dl_slice){ NULL, 0 };
    return line;
}

/* "code/+verbs.tsv" of "tables/code/+verbs.tsv". */
static dl_slice in_folder(dl_slice path)
{
    int slashes = 0;
    for (size_t i = path.n; i-- > 0;)
        if (path.p[i] == '/' && ++slashes == 2) return dl_slice_cut(path, i + 1, path.n);
    return path;
}

/* Are both the same table: both carried in the program, or both of that name in a folder,
 * which may have been another one when the rule fired? */
static bool is_file(const char *file, dl_slice name)
{
    dl_slice path = dl_slice_str(file);
    dl_slice a = in_folder(path), b = in_folder(name);
    return dl_slice_eq(a, b) && (a.n < path.n) == (b.n < name.n);
}

/* "mark/times.tsv:12" into its two parts. */
static bool split_rule(const char *rule, dl_slice *name, long *number)
{
    static const char suffix[] = ".tsv:";
    const char *at = strstr(rule, suffix);
    if (!at) return false;
    *name = dl_slice_of(rule, (size_t)(at - rule) + strlen(".tsv"));
    *number = strtol(at + strlen(suffix), NULL, 10);
    return true;
}

/* The first line that is no comment. */
static dl_slice columns_of(dl_slice tsv)
{
    dl_slice line = { NULL, 0 };
    while (dl_slice_line(&tsv, &line))
        if (line.n && line.p[0] != '#') break;
    return line;
}

dl_slice dl_builtin_row(const char *rule, dl_slice *columns)
{
    dl_slice name;
    long number;
    *columns = (dl_slice){ NULL, 0 };
    if (!split_rule(rule, &name, &number)) return *columns;
    dl_slice tsv = dl_builtin_tsv(dl_slice_cut(name, 0, name.n - strlen(".tsv")));
    if (!tsv.p) return tsv;
    *columns = columns_of(tsv);
    return line_of(tsv, number);
}

dl_slice dl_lexicon_row(const dl_lexicon *l, const char *rule)
{
    dl_slice name, columns;
    long number;
    if (!split_rule(rule, &name, &number)) return (dl_slice){ NULL, 0 };
    for (uint32_t i = 0; i < dl_lexicon_files(l); i++) {
        dl_lexicon_file f = dl_lexicon_file_at(l, i);
        if (f.name && is_file(f.name, name)) return line_of(f.tsv, number);
    }
    return dl_builtin_row(rule, &columns); /* whose place the folder's table has taken since */
}
