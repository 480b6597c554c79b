/* dateline_lexicon - dictionaries of other programs become tables for --lexicon. */
#include "dateline_private.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "import/petrarch.h"
#include "tell/rows.h"

enum { PATH_SIZE = 4096, DICTIONARY_BYTES_MAX = 64 << 20, ROW_CELLS = 3 };

typedef struct telling {
    const dl_mem *mem;
    dateline_visit visit;
    void *user;
    bool more; /* the caller wants to be told more */
} telling;

static void tell_line(void *user, const char *file, uint32_t line, const char *why)
{
    static const dl_row_column column[ROW_CELLS] = {
        { .name = DL_S("file"), .in_line = true, .in_table = true },
        { .name = DL_S("line"), .in_line = true, .in_table = true },
        { .name = DL_S("why"), .in_line = true, .in_table = true },
    };
    telling *t = user;
    dl_cell cell[ROW_CELLS] = { { .type = DL_CELL_TEXT, .text = dl_slice_str(file) },
        { .type = DL_CELL_INT, .integer = line },
        { .type = DL_CELL_TEXT, .text = dl_slice_str(why) } };
    dl_row row = { ROW_CELLS, column, cell };
    if (t->more) t->more = dl_tell_one_row(t->mem, &row, t->visit, t->user);
}

static bool read_all(dateline *d, dl_petrarch *p, const char *const *file, size_t n)
{
    dl_err e;
    dl_err_clear(&e);
    dl_arena *a = dl_arena_new(d->mem, 0);
    bool ok = a != NULL;
    for (size_t i = 0; ok && i < n; i++) {
        dl_slice text = dl_file_read(a, file[i], DICTIONARY_BYTES_MAX, &e);
        ok = !dl_failed(&e);
        if (ok && !dl_petrarch_read(p, file[i], text)) {
            dl_fail(&e, DL_EFORMAT, "no dictionary by its name (actors, agents, verbs, CAMEO)", -1,
                "%s", file[i]);
            ok = false;
        }
    }
    dl_arena_free(a);
    if (!ok) handle_fail(d, &e);
    return ok;
}

/* DIR and its folders of rooms. */
static bool make_folders(dateline *d, const char *out)
{
    static const char *const room[] = { "", "/code", "/mark" };
    char path[PATH_SIZE];
    for (size_t i = 0; i < sizeof room / sizeof *room; i++) {
        snprintf(path, sizeof path, "%s%s", out, room[i]);
        if (mkdir(path, 0777) == 0 || errno == EEXIST) continue;
        dl_err e;
        dl_err_clear(&e);
        dl_fail_errno(&e, "cannot make the folder", path);
        handle_fail(d, &e);
        return false;
    }
    return true;
}

static bool write_all(dateline *d, const dl_petrarch *p, const char *out)
{
    char path[PATH_SIZE];
    dl_err e;
    dl_err_clear(&e);
    if (!make_folders(d, out)) return false;
    for (int i = 0; i < DL_PETRARCH_TABLES; i++) {
        dl_slice table = dl_petrarch_table(p, (dl_petrarch_table_name)i);
        snprintf(path, sizeof path, "%s/%s", out, dl_petrarch_file[i]);
        if (table.n && dl_file_write(path, table, &e) != DL_OK) {
            handle_fail(d, &e);
            return false;
        }
    }
    return true;
}

dateline_status dateline_lexicon_import(dateline *d, const char *const *file, size_t n,
    const char *out, dateline_visit visit, void *user)
{
    telling t = { d->mem, visit, user, visit != NULL };
    dl_petrarch *p = dl_petrarch_new(d->mem, tell_line, &t);
    if (!p) return handle_complain(d, DATELINE_FAILED, "out of memory");
    bool ok = read_all(d, p, file, n) && write_all(d, p, out);
    bool told = dl_petrarch_counted(p).told > 0;
    dl_petrarch_free(p);
    if (!ok) return DATELINE_FAILED;
    return told ? DATELINE_SKIPPED : DATELINE_OK;
}
