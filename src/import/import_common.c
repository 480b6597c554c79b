/* import_common - telling a failure, reading JSON, numbering strings: what every part of
 * the importer uses. */
#include "import_private.h"

#include "doc/line.h"

bool import_bad(dl_err *e, const char *what, const char *why)
{
    dl_fail(e, DL_EFORMAT, "the model cannot be imported", -1, "%s: %s", what, why);
    return false;
}

bool import_no_memory(dl_err *e)
{
    dl_fail(e, DL_ENOMEM, "importing a model", -1, NULL);
    return false;
}

json_t *import_json(dl_slice s, size_t flags) { return dl_line_read_as(s.p, s.n, flags); }

uint32_t import_number(import_strings *set, dl_arena *a, dl_slice name)
{
    for (uint32_t i = 0; i < set->n; i++)
        if (dl_slice_eq(set->at[i], name)) return i;
    dl_slice *slot = DL_PUSH(a, set);
    if (slot) *slot = name.n ? dl_arena_copy(a, name) : DL_S("");
    return set->n - 1;
}
