/* progress - one line on a terminal (reports done, a second, left); nothing at all
 * when `out` is not a terminal. It reads the clock for its own line only: no result
 * ever sees it. */
#ifndef DL_PROGRESS_H
#define DL_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

typedef struct dl_progress {
    FILE *out;
    bool on;
    const char *what; /* "reports" */
    uint64_t done, total; /* total 0: not known */
    double began, shown;
} dl_progress;

void dl_progress_begin(dl_progress *p, FILE *out, const char *what, uint64_t total);
void dl_progress_step(dl_progress *p, uint64_t done);
void dl_progress_end(dl_progress *p); /* wipes the line */

#endif
