/* names_weights - the name weights of our own, carried inside the program so that
 * `model import` needs nothing but the wheel. docs/names-model.md says what they are. */
#include "base/incbin.h"
#include "import_private.h"

DL_INCBIN(import_names, DL_NAMES_FILE);

dl_slice import_names_built_in(void)
{
    return dl_slice_of(import_names_begin, (size_t)(import_names_end - import_names_begin));
}
