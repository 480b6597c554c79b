/* dossier - a story as one file of HTML: what its page says, with all its reports and
 * coded events, and how it was worked out. It needs no other file, no script and no
 * network; links lead to places of the file, or to where a report was published. */
#ifndef DL_SERVE_DOSSIER_H
#define DL_SERVE_DOSSIER_H

#include "answer.h"
#include "dateline.h"

/* Into a->body; a->status is that of a problem where there is one. */
void serve_dossier(dateline *d, const char *story, serve_answer *a);

#endif
