/* cli - the command line: the only room that prints or exits.
 *
 *   argv --main--> command of the table (commands.c) --> dateline.h --> rows --print.c--> table for people, --json, --csv
 *
 * Answers go to stdout; messages and progress to stderr. Exit status: dateline_status. */
#ifndef DL_CLI_H
#define DL_CLI_H

#include <stdio.h>

#include "base/base.h"
#include "dateline.h"

typedef enum cli_form { FORM_TABLE, FORM_JSON, FORM_CSV } cli_form;

typedef struct cli_args {
    const char *command;
    const char **word; /* what is no flag */
    size_t words;
    cli_form form;
    const char *db, *lexicon, *model, *out, *names;
    unsigned threads;
    bool raw, why, stale, tokens, conllu, no_analysis, fast, no_link, with_db, published_names,
        unpinned;
    dateline_filter filter;
} cli_args;

typedef struct cli_command {
    const char *name;
    int (*run)(const cli_args *a);
    const char *
        /* letters of what it takes: d --db, f filters, o --json --csv, i inputs, see
         * flags in arguments.c */
        flags;
    int least, most; /* words; most -1: any number */
    const char *usage, *says, *example;
} cli_command;

extern const cli_command cli_commands[];
extern const size_t cli_command_count;

/* arguments.c: fills *a; -1 when all is well, else the exit status (help was shown, or
 * something is wrong). */
int cli_arguments(int argc, char **argv, cli_args *a, const cli_command **command);
void cli_help(FILE *out);

/* print.c */
typedef struct cli_printer cli_printer;
cli_printer *cli_printer_new(const cli_args *a, FILE *out);
bool cli_print_row(void *printer, const dateline_row *row); /* a dateline_visit */
size_t cli_printer_end(cli_printer *p); /* prints what is left, frees; answers the rows seen */
bool cli_wants_colour(FILE *out);
unsigned cli_width(FILE *out); /* columns of the terminal; 100 where there is none */

/* open.c */
enum {
    CLI_CREATE = 1,
    CLI_READ_ONLY = 2,
    CLI_ENGINE = 4
    /* engine: the command analyses, or tells the model's version; opening it takes longer
 * than a list */
};
dateline *cli_open(const cli_args *a, unsigned flags); /* NULL: said why */
int cli_end(
    dateline *d, dateline_status status); /* says why it failed, closes, answers the exit status */
dateline_hooks cli_hooks(void); /* notes to stderr, progress on a terminal, Ctrl-C stops cleanly */
void cli_hooks_end(const char *rest); /* rest: of a run that was stopped, what does the rest */
#define CLI_GOES_ON "the same command goes on from there"

int cmd_add(const cli_args *a);
int cmd_extract(const cli_args *a);
int cmd_annotate(const cli_args *a);
int cmd_read(const cli_args *a);
int cmd_search(const cli_args *a);
int cmd_list(const cli_args *a);
int cmd_story(const cli_args *a);
int cmd_model(const cli_args *a);
int cmd_remove(const cli_args *a);
int cmd_relink(const cli_args *a);
int cmd_reanalyse(const cli_args *a);
int cmd_check(const cli_args *a);
int cmd_version(const cli_args *a);
int cmd_later(const cli_args *a);

#endif
