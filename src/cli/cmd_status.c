/* stub until lists know it */
#include "cli.h"
int cmd_status(const cli_args *a) { return cmd_list(a); }
int cmd_copies(const cli_args *a) { return cmd_list(a); }
int cmd_diff(const cli_args *a) { return cmd_list(a); }
