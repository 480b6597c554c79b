/* reasons - why something is removed, by its name in a table. */
#include "clean_private.h"

bool clean_reason_of(dl_slice s, dl_removed_why *out)
{
    for (int w = 0; w < DL_REMOVED_COUNT; w++)
        if (dl_slice_is(s, dl_removed_name((dl_removed_why)w))) {
            *out = (dl_removed_why)w;
            return true;
        }
    return false;
}
