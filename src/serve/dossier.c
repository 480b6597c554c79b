/* dossier - see dossier.h. */
#include "dossier.h"

#include <stdio.h>

#include "page.h"
#include "story.h"

const char serve_dossier_format[] = "dossier";

void serve_dossier(dateline *d, const char *story, serve_answer *a)
{
    web_writer w;
    serve_story s = { &w, d, story, a, 0 };
    if (!serve_story_whole(&s, NULL)) return;
    web_element(&w, "h2", DL_S("How this was worked out"));
    if (!serve_part_methods(&w, d, a)) return;
    serve_page_end(&w, a);
}

static const char wants_story[] = "a dossier is of one story: --story ID";

dateline_status dl_serve_dossier(
    dateline *d, const char *story, const dateline_export_hooks *h, char why[SERVE_DETAIL_MAX])
{
    serve_answer a;
    snprintf(why, SERVE_DETAIL_MAX, "%s", story ? "" : wants_story);
    if (!story) return DATELINE_USAGE;
    serve_answer_init(&a);
    serve_dossier(d, story, &a);
    bool failed = a.status || a.body.failed;
    if (failed) snprintf(why, SERVE_DETAIL_MAX, "%s", a.status ? a.detail : "out of memory");
    else h->put(h->user, a.body.p, a.body.n);
    serve_answer_free(&a);
    return failed ? DATELINE_FAILED : DATELINE_OK;
}
