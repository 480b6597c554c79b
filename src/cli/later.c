/* later - commands that this version does not have yet: who asks for one is told so. */
#include "cli.h"

const char cli_later_line[] = "Not yet: serve.\n";

bool cli_is_later(const char *name)
{
    static const char *const later[] = { "serve" };
    for (size_t i = 0; i < sizeof later / sizeof *later; i++)
        if (strcmp(name, later[i]) == 0) return true;
    return false;
}
