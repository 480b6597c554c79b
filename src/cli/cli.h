/* cli - the command line: the only room that prints or exits.
 *
 *   argv --arguments.c--> a command of the table (commands.c) --> dateline.h --> rows
 *   rows --print.c--> a table for people, JSON lines, CSV or TSV
 *
 * Answers go to stdout; messages, notes and progress to stderr. No byte of an input
 * drives the terminal: terminal.c makes control characters visible. Exit status:
 * dateline_status. */
#ifndef DL_CLI_H
#define DL_CLI_H

#include <stdio.h>

#include "base/base.h"
#include "base/visible.h"
#include "dateline.h"
#include "progress.h"

typedef enum cli_form { FORM_TABLE, FORM_JSON, FORM_CSV, FORM_TSV, FORM_ICS } cli_form;

typedef struct cli_command cli_command;
typedef struct cli_args {
    const cli_command *command;
    const char **word; /* the arguments that are no flags */
    size_t words;
    cli_form form;
    const char *db; /* NULL: the command needs no record, or none was named */
    const char *lexicon, *model, *out, *names, *at, *why_not, *by, *reason, *replay;
    const char *port, *bind, *token; /* of serve */
    const char *contact, *networks;
    uint64_t every;
    bool once;
    unsigned threads;
    bool edit; /* serve takes corrections */
    bool raw, why, stale, repair, tokens, conllu, html, colour, no_analysis, no_link;
    bool sources, published_names, unpinned, quiet;
    bool with_db; /* --db was given: not the default, not the environment's */
    dateline_filter filter;
} cli_args;

struct cli_command {
    const char *name;
    int (*run)(const cli_args *a); /* NULL: `help` */
    const char *flags; /* letters of the flags it takes: see arguments.c */
    int least, most; /* words; most -1: any number */
    const char *word; /* what the words are, for a usage error: "ID" */
    const char *usage, *says, *example;
};

/* commands.c: in the order of the help. */
extern const cli_command cli_commands[];
extern const size_t cli_command_count;
const cli_command *cli_command_named(const char *name); /* NULL: there is none */

/* flags.c */
#define CLI_DEFAULT_DB "dateline.db"
#define CLI_DB_VARIABLE "DATELINE_DB"
typedef struct cli_flag {
    const char *name, *value, *says;
} cli_flag;
/* The flags of a command, as help shows them; false at the end of the list. */
bool cli_flag_of(const cli_command *c, size_t *at, cli_flag *out);
/* One flag at argv[i]; answers how many arguments it took, 0: something is wrong. */
int cli_take_flag(const cli_command *c, cli_args *a, int argc, char **argv, int i);
/* "dateline CMD: ARG: what": all complaints about one argument look alike. */
void cli_complain(const cli_command *c, const char *argument, const char *what);

/* usage.c */
void cli_usage(FILE *out, const cli_command *c); /* "usage: dateline ..." */
int cli_help_command(const cli_command *c);
/* A name and what it means, wrapped under itself. */
void cli_put_entry(FILE *out, const char *name, int column, const char *says);

/* help.c */
void cli_help(FILE *out);

/* arguments.c: fills *a; -1 when all is well, else the exit status (help was shown,
 * or something is wrong). */
int cli_arguments(int argc, char **argv, cli_args *a);

/* suggest.c: the candidate nearest to what was typed. */
typedef struct cli_nearest {
    const char *typed, *name; /* name NULL: none is near */
    unsigned distance;
} cli_nearest;
cli_nearest cli_nearest_new(const char *typed);
void cli_nearest_try(cli_nearest *n, const char *candidate);

/* terminal.c: what a stream can show. */
bool cli_is_terminal(FILE *out);
bool cli_wants_colour(FILE *out);
unsigned cli_width(FILE *out); /* columns of the terminal, or $COLUMNS; 0: it is neither */
unsigned cli_text_width(dl_slice s); /* columns that a visible text takes */
void cli_put(FILE *out, const char *s); /* as dl_visible writes it; NULL prints nothing */
/* The bytes as they are in a pipe; on a terminal control characters are made visible, as
 * \u001b where `json`. Line feeds and tabs stay. */
void cli_put_lines(FILE *out, dl_slice s, bool json);
/* Prints paragraphs wrapped at blanks to `width` columns (0: not at all), each line after
 * `indent` blanks. */
void cli_wrap(FILE *out, dl_slice s, unsigned width, unsigned indent);

/* row.c */
size_t cli_column(const dateline_row *row, dl_slice name); /* row->columns: there is none */
const char *cli_value(const dateline_row *row, const char *name); /* "" where it is not known */

/* print.c: rows in the form asked for. */
typedef struct cli_printer cli_printer;
cli_printer *cli_printer_new(const cli_args *a, FILE *out);
bool cli_print_row(void *printer, const dateline_row *row); /* a dateline_visit */
size_t cli_printer_end(cli_printer *p); /* prints what is left, frees; answers the rows seen */

/* print_table.c: columns side by side. */
typedef struct cli_table cli_table;
cli_table *cli_table_new(FILE *out);
void cli_table_row(cli_table *t, const dateline_row *row);
void cli_table_end(cli_table *t); /* prints it, frees it */

/* print_csv.c */
void cli_csv_row(FILE *out, const dateline_row *row, bool heading);
void cli_tsv_row(FILE *out, const dateline_row *row, bool heading);

/* open.c */
enum {
    CLI_CREATE = 1,
    CLI_READ_ONLY = 2,
    CLI_ENGINE = 4 /* the command analyses or tells the model's version: opening takes longer */
};
dateline *cli_open(const cli_args *a, unsigned flags); /* NULL: said why */
/* Says why it failed, closes, answers the exit status. */
int cli_end(dateline *d, dateline_status status);

/* hooks.c: notes to stderr, progress on a terminal, Ctrl-C stops cleanly. */
/* input: what will be read; its size is asked for where progress is shown. */
dateline_hooks cli_hooks(const cli_args *a, const char *const *input, size_t n);
bool cli_hooks_stopped(void); /* the run was stopped before it was done */
/* rest: of a run that was stopped, what does the rest. */
void cli_hooks_wipe(void); /* the progress line, before something else is told */
void cli_hooks_end(const char *rest);
#define CLI_GOES_ON "the same command goes on from there"
const char *cli_plural(uint64_t n); /* "" or "s" */

/* cmd_list.c: whether there is a "story" or "episode" of that id; says so where not. */
bool cli_exists(dateline *d, const char *kind, const char *id);

int cmd_add(const cli_args *a);
int cmd_annotate(const cli_args *a);
int cmd_check(const cli_args *a);
int cmd_correct(const cli_args *a);
int cmd_corrections(const cli_args *a);
int cmd_undo(const cli_args *a);
int cmd_changes(const cli_args *a);
int cmd_copies(const cli_args *a);
int cmd_diff(const cli_args *a);
int cmd_events(const cli_args *a);
int cmd_explain(const cli_args *a);
int cmd_export(const cli_args *a);
int cmd_extract(const cli_args *a);
int cmd_list(const cli_args *a);
int cmd_model(const cli_args *a);
int cmd_lexicon(const cli_args *a);
int cmd_read(const cli_args *a);
int cmd_reanalyse(const cli_args *a);
int cmd_relink(const cli_args *a);
int cmd_remove(const cli_args *a);
int cmd_search(const cli_args *a);
int cmd_serve(const cli_args *a);
int cmd_status(const cli_args *a);
int cmd_story(const cli_args *a);
int cmd_version(const cli_args *a);
int cmd_watch(const cli_args *a);
int cmd_who(const cli_args *a);

#endif
