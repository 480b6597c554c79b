/* explain - what the files of `explain` share: one block or row of an answer. */
#ifndef DL_CLI_EXPLAIN_H
#define DL_CLI_EXPLAIN_H

#include "cli.h"

typedef struct explain_told {
    const char *mark; /* "time", "name", "entity", "event" */
    dl_slice words;
    dl_slice tells;
    const char *rule; /* "": not known */
    dl_slice row; /* {NULL,0}: that of the rule */
} explain_told;

/* rows NULL: a block for people. */
void explain_tell(cli_printer *rows, explain_told t);
/* "mark/times.tsv:12" -> that line of the table that the program carries; {NULL,0}: the
 * rule is no row of one. */
dl_slice explain_row(const char *rule);
/* Bytes of code points start..end of a text. */
dl_slice explain_words(const char *text, uint32_t start, uint32_t end);

/* explain_event.c: an event by its id, or why words of a report gave none. */
int explain_event(const cli_args *a);

#endif
