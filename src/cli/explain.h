/* explain - what the files of `explain` share: one block or row of an answer. */
#ifndef DL_CLI_EXPLAIN_H
#define DL_CLI_EXPLAIN_H

#include "base/lexicon.h"
#include "cli.h"

typedef struct explain_told {
    const char *mark; /* "time", "name", "entity", "event" */
    dl_slice words;
    dl_slice tells;
    const char *rule; /* "": not known */
} explain_told;

typedef struct explain_out { /* where an answer goes, and the tables that it names */
    cli_printer *rows; /* NULL: blocks for people */
    dl_lexicon *lexicon;
} explain_out;

/* The built-in tables, with those of --lexicon. False: they cannot be read, and stderr
 * says why. */
bool explain_open(explain_out *out, const cli_args *a);
void explain_close(explain_out *out);

/* With the row of the table that the rule names. */
void explain_tell(const explain_out *out, explain_told t);
void explain_tell_row(const explain_out *out, const dateline_row *row); /* one of the library's */

/* explain_event.c: an event by its id, or why words of a report gave none. */
int explain_event(const cli_args *a);

#endif
