/* web - see web.h. gen/web.inc has one line a file: WEB(number, "name", "path"),
 * written by tools/list-web at build time. */
#include "web.h"

#include <stdio.h>

#include "base/incbin.h"

#define WEB(number, name, path) DL_INCBIN(dl_web_##number, path);
#include "web.inc"
#undef WEB

typedef struct web_file {
    const char *name, *begin, *end;
} web_file;

#define WEB(number, name, path) { name, dl_web_##number##_begin, dl_web_##number##_end },
static const web_file files[] = {
#include "web.inc"
};
#undef WEB

dl_slice serve_web_named(const char *name)
{
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (strcmp(files[i].name, name) == 0)
            return dl_slice_of(files[i].begin, (size_t)(files[i].end - files[i].begin));
    return (dl_slice){ NULL, 0 };
}

static const char *type_of(const char *name)
{
    static const char *const types[][2] = {
        { ".css", "text/css; charset=utf-8" },
        { ".js", "text/javascript; charset=utf-8" },
        { ".json", serve_json },
        { ".svg", "image/svg+xml" },
        { ".png", "image/png" },
        { ".woff2", "font/woff2" },
        { ".txt", "text/plain; charset=utf-8" },
    };
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < sizeof types / sizeof *types; i++)
        if (strcmp(dot, types[i][0]) == 0) return types[i][1];
    return "application/octet-stream";
}

void serve_web_file(const serve_request *r, dateline *d, serve_answer *a)
{
    const char *name = r->route->what ? r->route->what : r->id;
    dl_slice bytes = serve_web_named(name);
    (void)d;
    if (!bytes.p) {
        serve_problem(a, 404, "there is no such file");
        return;
    }
    a->type = type_of(name);
    a->kept = bytes;
    snprintf(a->tag, sizeof a->tag, "\"%016llx\"", (unsigned long long)dl_hash64(bytes, 0));
}
