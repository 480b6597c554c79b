/* names_weights - the name weights of our own, carried inside the program so that
 * `model import` needs nothing but the wheel. docs/names-model.md says what they are. */
#include "import.h"

__asm__(".section .rodata\n"
        ".balign 64\n"
        "dl_names_begin:\n"
        ".incbin \"" DL_NAMES_FILE "\"\n"
        "dl_names_end:\n"
        ".byte 0\n"
        ".previous\n");

extern const char dl_names_begin[] __attribute__((visibility("hidden"))),
    dl_names_end[] __attribute__((visibility("hidden")));

dl_slice dl_names_built_in(void)
{
    return dl_slice_of(dl_names_begin, (size_t)(dl_names_end - dl_names_begin));
}
