/* progress - one line on a terminal: reports done, a second, the share done and the time
 * left where sizes are known. Nothing at all where `out` is no terminal. It reads the
 * clock for its own line only: no result ever sees it. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "dateline.h"

typedef struct cli_progress {
    bool shared; /* a share of this stage has been shown */
    FILE *out;
    bool on, linking;
    uint64_t bytes; /* of all inputs; 0: not known */
    double began, shown;
} cli_progress;

void cli_progress_begin(cli_progress *p, FILE *out, uint64_t bytes);
void cli_progress_step(cli_progress *p, const dateline_progress *now);
void cli_progress_wipe(const cli_progress *p); /* before something else is printed */
void cli_progress_end(cli_progress *p);

/* Bytes of files and folders as they lie on the disk; 0 where that is not known, as of a
 * pipe. */
uint64_t cli_input_bytes(const char *const *input, size_t n);

#endif
