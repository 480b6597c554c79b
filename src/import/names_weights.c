/* names_weights - the name weights of our own, carried inside the program so that
 * `model import` needs nothing but the wheel. docs/names-model.md says what they are. */
#include "import_private.h"

__asm__(".section .rodata\n"
        ".balign 64\n"
        "import_names_begin:\n"
        ".incbin \"" DL_NAMES_FILE "\"\n"
        "import_names_end:\n"
        ".byte 0\n"
        ".previous\n");

extern const char import_names_begin[] __attribute__((visibility("hidden")));
extern const char import_names_end[] __attribute__((visibility("hidden")));

dl_slice import_names_built_in(void)
{
    return dl_slice_of(import_names_begin, (size_t)(import_names_end - import_names_begin));
}
