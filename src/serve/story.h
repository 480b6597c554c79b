/* story - the parts of a story's page, a file each. Each writes its section where the
 * record has something for it. False: the answer is a problem. */
#ifndef DL_SERVE_STORY_H
#define DL_SERVE_STORY_H

#include "page_parts.h"

typedef struct serve_story {
    web_writer *w;
    dateline *d;
    const char *id;
    serve_answer *a;
    uint64_t sample; /* worked out from so many reports; 0: from all */
} serve_story;
enum { SERVE_SAMPLE = 36, SERVE_SIDE_BY_SIDE = 12 }; /* of a page: it takes some 50 ms */

/* All parts, in order, from the head of the page on. r: NULL for one that is kept in a
 * file. */
bool serve_story_whole(const serve_story *s, const serve_request *r);
bool serve_story_network(const serve_story *s); /* who takes part with whom, drawn */
bool serve_story_places(const serve_story *s); /* on a map */
bool serve_story_sources(const serve_story *s); /* side by side */
bool serve_story_differences(const serve_story *s); /* where reports differ */

/* ---- story_time.c */

typedef struct serve_day {
    dl_slice date, text, report;
    size_t others; /* more sentences of that day */
    bool happened; /* an event is known of it */
} serve_day;
typedef struct serve_days {
    DL_VEC(serve_day) at; /* by date */
    dl_slice first, last; /* days of the story's reports; {"", 0}: not known */
} serve_days;
/* A sentence with its day, and a link to its report. */
void serve_story_said(web_writer *w, const serve_day *one);
/* Whether a day is behind the last report: announced, not told. */
bool serve_story_is_ahead(const serve_days *days, const serve_day *one);
void serve_story_timeline(web_writer *w, const serve_days *days); /* drawn, and as a list */

#endif
