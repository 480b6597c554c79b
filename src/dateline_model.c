/* dateline_model - what may be asked of a language model: import, check, where it is. */
#include "dateline_private.h"

#include "import/import.h"
#include "tell/rows.h"

dateline_status dateline_model_import(
    dateline *d, const char *wheel, const char *out, const dateline_model_options *o)
{
    dl_err e;
    dl_err_clear(&e);
    dl_import_options with = { .mem = d->mem,
        .unpinned = o && o->unpinned,
        .published_names = o && o->published_names,
        .accepts = dl_parse_accepts };
    bool made = dl_import_file(wheel, o ? o->names : NULL, out, &with, &e) == DL_OK;
    return made ? DATELINE_OK : handle_fail(d, &e);
}

static dl_cell text_cell(dl_slice s)
{
    return (dl_cell){ .type = s.p ? DL_CELL_TEXT : DL_CELL_NULL, .text = s };
}

static dl_slice kept_text(const dl_model *m, const char *name)
{
    const dl_tensor *t = dl_model_get(m, name);
    return t ? dl_slice_of(t->data, t->size) : (dl_slice){ NULL, 0 };
}

/* A model that is passed on needs its licence beside it: JSON tells all of it. */
static bool tell_model(
    const dl_mem *mem, const dl_model *m, const char *path, dateline_visit visit, void *user)
{
    enum { FILE_PATH, MODEL, LICENCE_TEXT, LICENCE_NOTE, LEFT_OUT, COLUMNS };
    static const dl_row_column column[COLUMNS] = {
        [FILE_PATH] = { .name = DL_S("file"), .in_line = true, .in_table = true },
        [MODEL] = { .name = DL_S("model"), .in_line = true, .in_table = true },
        [LICENCE_TEXT] = { .name = DL_S("licence"), .in_line = true },
        [LICENCE_NOTE] = { .name = DL_S("licence"), .in_table = true },
        [LEFT_OUT] = { .name = DL_S("left_out"), .in_line = true, .in_table = true },
    };
    dl_slice licence = kept_text(m, "meta/licence"), left_out = kept_text(m, "meta/left-out");
    dl_cell cell[COLUMNS] = { [FILE_PATH] = text_cell(dl_slice_str(path)),
        [MODEL] = text_cell(dl_slice_str(dl_model_version(m))),
        [LEFT_OUT] = text_cell(left_out) };
    if (licence.n) {
        cell[LICENCE_TEXT] = text_cell(licence);
        cell[LICENCE_NOTE] = text_cell(DL_S("kept in the file; --json prints it"));
    }
    dl_row row = { left_out.p ? COLUMNS : LEFT_OUT, column, cell };
    return dl_tell_one_row(mem, &row, visit, user);
}

dateline_status dateline_model_check(
    dateline *d, const char *path, dateline_visit visit, void *user)
{
    char found_at[HANDLE_PATH_MAX];
    dl_err e;
    dl_err_clear(&e);
    handle_find_model(found_at);
    if (!path && found_at[0]) path = found_at;
    if (!path) return handle_need_model(d, "json");
    dl_model *m = dl_model_open(d->mem, path, &e);
    if (m && dl_model_check(m, &e) == DL_OK && !tell_model(d->mem, m, path, visit, user))
        dl_fail(&e, DL_ENOMEM, "out of memory", -1, NULL);
    dl_model_close(m);
    return dl_failed(&e) ? handle_fail(d, &e) : DATELINE_OK;
}
