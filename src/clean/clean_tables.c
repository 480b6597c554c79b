/* clean_tables - the tables of clean.h, built in or from a folder. */
#include <stdio.h>

#include "clean_private.h"

enum {
    RULES_VERSION = 2
}; /* of what this room does with any tables: raised when the same tables give another text */

static const char builtin_clutter[] =
#include "clean/clutter.inc"
    ;

static bool place_of(dl_slice s, clutter_place *out)
{
    *out = dl_slice_is(s, "whole") ? CLUTTER_WHOLE
        : dl_slice_is(s, "start")  ? CLUTTER_START
                                   : CLUTTER_ANY;
    return *out != CLUTTER_ANY || dl_slice_is(s, "any");
}

static bool reason_of(dl_slice s, dl_removed_why *out)
{
    for (int w = 0; w < DL_REMOVED_COUNT; w++)
        if (dl_slice_is(s, dl_removed_name((dl_removed_why)w))) {
            *out = (dl_removed_why)w;
            return true;
        }
    return false;
}

static bool fill(dl_clean_tables *t, const dl_table *raw, dl_err *e)
{
    int phrase = dl_table_column(raw, "phrase"), place = dl_table_column(raw, "place"),
        effect = dl_table_column(raw, "effect"), reason = dl_table_column(raw, "reason");
    if (phrase < 0 || place < 0 || effect < 0 || reason < 0)
        return dl_fail(e, DL_EFORMAT, "a column is missing", -1, "%s", raw->name), false;
    t->row = dl_arena_array(t->arena, raw->rows, sizeof *t->row);
    if (!t->row) return dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL), false;
    for (uint32_t r = 0; r < raw->rows; r++) {
        clutter_row *row = &t->row[r];
        dl_slice does = dl_table_cell(raw, r, (uint32_t)effect);
        row->phrase = dl_table_cell(raw, r, (uint32_t)phrase);
        row->cut = dl_slice_is(does, "cut");
        if (!row->phrase.n || !place_of(dl_table_cell(raw, r, (uint32_t)place), &row->place)
            || (!row->cut && !dl_slice_is(does, "line"))
            || !reason_of(dl_table_cell(raw, r, (uint32_t)reason), &row->why))
            return dl_fail(e, DL_EFORMAT, "a row is not understood", -1, "%s:%u", raw->name,
                       raw->line[r]),
                   false;
    }
    t->rows = raw->rows;
    return true;
}

dl_clean_tables *dl_clean_tables_new(const dl_mem *m, const char *folder, dl_err *e)
{
    dl_arena *a = dl_arena_new(m, 0);
    dl_clean_tables *t = a ? dl_arena_alloc(a, sizeof *t) : NULL;
    if (!t) {
        dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
        dl_arena_free(a);
        return NULL;
    }
    t->arena = a;
    char path[4096];
    dl_slice tsv = dl_slice_of(builtin_clutter, sizeof builtin_clutter - 1);
    if (folder) {
        snprintf(path, sizeof path, "%s/clean/clutter.tsv", folder);
        tsv = dl_file_read(a, path, 16 << 20, e);
    }
    const dl_table *raw = dl_failed(e) ? NULL
                                       : dl_table_parse(a, "clean/clutter.tsv", tsv, false, e);
    if (raw && fill(t, raw, e)) {
        dl_sha256 h = dl_sha256_of(tsv);
        char hex[65];
        dl_sha256_hex(&h, hex);
        snprintf(t->version, sizeof t->version, "%d-%s", RULES_VERSION, hex);
        return t;
    }
    dl_arena_free(a);
    return NULL;
}

void dl_clean_tables_free(dl_clean_tables *t)
{
    if (t) dl_arena_free(t->arena);
}

const char *dl_clean_tables_version(const dl_clean_tables *t) { return t->version; }

static bool starts_nocase(dl_slice s, dl_slice with)
{
    return s.n >= with.n && dl_slice_eq_nocase(dl_slice_cut(s, 0, with.n), with);
}

static bool has_nocase(dl_slice s, dl_slice what)
{
    for (size_t i = 0; i + what.n <= s.n; i++)
        if (dl_slice_eq_nocase(dl_slice_cut(s, i, i + what.n), what)) return true;
    return false;
}

static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

/* A phrase at the start must end where a word ends: "share on" must not hit "share
 * onions". */
static bool row_hits(const clutter_row *r, dl_slice line)
{
    dl_slice s = line;
    if (r->place == CLUTTER_ANY) return has_nocase(s, r->phrase);
    if (!starts_nocase(s, r->phrase)) return false;
    bool word_end = s.n == r->phrase.n || !is_letter(s.p[r->phrase.n])
        || !is_letter(r->phrase.p[r->phrase.n - 1]);
    if (r->place == CLUTTER_START) return word_end;
    dl_slice rest = dl_slice_cut(s, r->phrase.n, s.n);
    for (size_t i = 0; i < rest.n; i++)
        if (!strchr(" :.>|-", rest.p[i])) return false;
    return true;
}

enum { LINE_MAX = 240 }; /* bytes: what is longer is prose, even if it begins "Subscribe" */

const clutter_row *clean_clutter(const dl_clean_tables *t, dl_slice line)
{
    if (line.n > LINE_MAX) return NULL;
    for (uint32_t r = 0; r < t->rows; r++)
        if (row_hits(&t->row[r], line)) return &t->row[r];
    return NULL;
}
