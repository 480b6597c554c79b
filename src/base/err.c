/* err - see err.h. */
#include "err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

dl_code dl_fail(dl_err *e, dl_code code, const char *what, int64_t at, const char *detail, ...)
{
    if (dl_failed(e)) return e->code;
    e->code = code;
    e->what = what;
    e->at = at;
    e->detail[0] = 0;
    if (detail) {
        va_list args;
        va_start(args, detail);
        vsnprintf(e->detail, sizeof e->detail, detail, args);
        va_end(args);
    }
    return code;
}

static dl_code code_of_errno(int why)
{
    switch (why) {
    case ENOSPC:
    case EDQUOT: return DL_EFULL;
    case ENOMEM: return DL_ENOMEM;
    case ENOENT: return DL_ENOTFOUND;
    default: return DL_EIO;
    }
}

dl_code dl_fail_errno(dl_err *e, const char *what, const char *path)
{
    int why = errno;
    char text[128];
    const char *reason = strerror_r(why, text, sizeof text);
    return dl_fail(e, code_of_errno(why), what, -1, "%s: %s", path, reason);
}

void dl_err_clear(dl_err *e)
{
    memset(e, 0, sizeof *e);
    e->at = -1;
}

const char *dl_code_name(dl_code code)
{
    static const char *const name[] = { "ok", "out of memory", "input or output failed",
        "the disk is full", "not in the expected format", "a limit was met",
        "made by other versions", "in use by another writer", "wrong use", "not found", "stopped" };
    return (size_t)code < sizeof name / sizeof *name ? name[code] : "unknown";
}
