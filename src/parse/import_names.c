/* Weights of our own for the names: made by tools/train, kept under data/names, layout at the top of tools/train/export.py. */
#include "import_private.h"

bool dl_import_names(dl_model_writer *w, dl_slice file, dl_err *e)
{
    (void)w;
    if (!dl_slice_starts(file, DL_S("DLNAMES1"))) return dl_import_bad(e, "names", "it does not start with DLNAMES1");
    return dl_import_bad(e, "names", "this program cannot read weights of its own yet: --published-names");
}
