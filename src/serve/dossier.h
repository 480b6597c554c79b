/* dossier - a story as one file of HTML: what its page says, with all its reports and
 * coded events, and how it was worked out. It needs no other file, no script and no
 * network; links lead to places of the file, or to where a report was published. */
#ifndef DL_SERVE_DOSSIER_H
#define DL_SERVE_DOSSIER_H

#include "answer.h"
#include "dateline.h"

/* Its name among the formats of export, all others of which tell makes. */
extern const char serve_dossier_format[];

/* Into a->body; a->status is that of a problem where there is one. */
void serve_dossier(dateline *d, const char *story, serve_answer *a);
/* The same for a program: USAGE without a story; why is plain English. */
dateline_status dl_serve_dossier(
    dateline *d, const char *story, const dateline_export_hooks *h, char why[SERVE_DETAIL_MAX]);

#endif
