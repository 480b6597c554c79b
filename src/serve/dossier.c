/* dossier - see dossier.h. */
#include "dossier.h"

#include "page.h"
#include "story.h"

void serve_dossier(dateline *d, const char *story, serve_answer *a)
{
    web_writer w;
    serve_story s = { &w, d, story, a };
    serve_page_begin_still(&w, a, DL_S("Story"));
    if (!serve_story_whole(&s)) return;
    web_element(&w, "h2", DL_S("How this was worked out"));
    if (!serve_part_methods(&w, d, a)) return;
    serve_page_end(&w, a);
}
