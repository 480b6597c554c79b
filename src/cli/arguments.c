/* arguments - flags and words of a command line, and what to say where they are wrong.
 *
 *   argv --> cli_args and the command, or an exit status after help or a complaint */
#include <stdlib.h>
#include <unistd.h>

#include "cli.h"

/* ---- what is wrong */

static int no_command(const char *name)
{
    cli_nearest near = cli_nearest_new(name);
    for (size_t i = 0; i < cli_command_count; i++) cli_nearest_try(&near, cli_commands[i].name);
    fputs("dateline: there is no command '", stderr);
    cli_put(stderr, name);
    if (near.name) fprintf(stderr, "'; did you mean '%s'?\n", near.name);
    else fputs("'. See dateline --help\n", stderr);
    return DATELINE_USAGE;
}

static int wrong_words(const cli_command *c, const cli_args *a)
{
    if ((int)a->words < c->least) {
        fprintf(stderr, "dateline %s: %s is missing\n", c->name, c->word);
    } else {
        cli_complain(
            c, a->word[c->most], c->most ? "one word too many" : "no words are wanted here");
    }
    cli_usage(stderr, c);
    return DATELINE_USAGE;
}

static bool asks_help(const char *arg)
{
    return strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0;
}

/* The arguments from argv[i] on; -1, or an exit status. */
static int take_arguments(const cli_command *c, cli_args *a, int argc, char **argv, int i)
{
    bool only_words = false;
    while (i < argc) {
        bool is_flag = !only_words && argv[i][0] == '-' && argv[i][1];
        if (is_flag && asks_help(argv[i])) return cli_help_command(c);
        if (is_flag && strcmp(argv[i], "--") == 0) {
            only_words = true;
            i++;
        } else if (is_flag) {
            int took = cli_take_flag(c, a, argc, argv, i);
            if (!took) return DATELINE_USAGE;
            i += took;
        } else {
            a->word[a->words++] = argv[i++];
        }
    }
    bool fits = (int)a->words >= c->least && (c->most < 0 || (int)a->words <= c->most);
    return fits ? -1 : wrong_words(c, a);
}

/* ---- the record's name */

static int choose_record(const cli_command *c, cli_args *a)
{
    bool wanted = strchr(c->flags, 'd') != NULL;
    const char *variable = getenv(CLI_DB_VARIABLE);
    if (wanted && !a->db) a->db = variable && *variable ? variable : CLI_DEFAULT_DB;
    if (!a->db || *a->db) return -1;
    cli_complain(c, "--db", "a record needs a name");
    return DATELINE_USAGE;
}

/* Without a command: what the record holds, where there is one. */
static int no_words(void)
{
    const char *variable = getenv(CLI_DB_VARIABLE);
    const char *db = variable && *variable ? variable : CLI_DEFAULT_DB;
    if (access(db, F_OK) == 0) return -1;
    cli_help(stderr);
    return DATELINE_USAGE;
}

/* `--db FILE` and -q may stand before the command; answers where the command stands. */
static int flags_before(cli_args *a, int argc, char **argv, int *status)
{
    const cli_command *any = cli_command_named("status");
    int i = 1;
    while (i < argc && argv[i][0] == '-' && !asks_help(argv[i]) && strcmp(argv[i], "--version")) {
        int took = cli_take_flag(any, a, argc, argv, i);
        if (!took) {
            *status = DATELINE_USAGE;
            return i;
        }
        i += took;
    }
    return i;
}

static int help(const cli_args *a)
{
    const cli_command *c = a->words ? cli_command_named(a->word[0]) : NULL;
    if (c) return cli_help_command(c);
    if (a->words) return no_command(a->word[0]);
    cli_help(stdout);
    return DATELINE_OK;
}

int cli_arguments(int argc, char **argv, cli_args *a)
{
    int status = -1;
    int i = flags_before(a, argc, argv, &status);
    if (status >= 0) return status;
    const char *name = i < argc ? argv[i] : "status";
    if (i == argc && argc == 1) status = no_words();
    if (status >= 0) return status;
    if (asks_help(name)) {
        cli_help(stdout);
        return DATELINE_OK;
    }
    if (strcmp(name, "--version") == 0) name = "version";
    const cli_command *c = cli_command_named(name);
    if (!c) return no_command(name);
    a->command = c;
    status = take_arguments(c, a, argc, argv, i + 1);
    if (status >= 0) return status;
    return c->run ? choose_record(c, a) : help(a);
}
