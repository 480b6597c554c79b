/* arguments - flags, help, and a suggestion for what was misspelt. */
#include <stdlib.h>

#include "cli.h"

/* letter: which commands take the flag (cli_command.flags); value: what it wants, NULL
 * for none; offset: of a const char * in cli_args; 0: handled by name; says: one line
 * for --help, the man page and the completions, NULL for a filter of events (a later
 * version reads them). */
typedef struct flag {
    const char *name;
    char letter;
    const char *value;
    size_t offset;
    const char *says;
} flag;
#define STRING(field) offsetof(cli_args, field)

static const flag flags[] = {
    { "--db", 'd', "FILE", STRING(db), "the record; without it dateline.db" },
    { "--db", 'b', "FILE", STRING(db), "describe this record" },
    { "--lexicon", 'x', "DIR", STRING(lexicon), "tables that replace the built-in ones" },
    { "--model", 'm', "FILE", STRING(model),
        "the language model; without it model/en.dlm beside the program" },
    { "--out", 'M', "FILE", STRING(out), "where to write the model" },
    { "--names", 'M', "FILE", STRING(names), "other name weights than the built-in ones" },
    { "--from", 'f', "DATE", STRING(filter.from), "not before this day, month or year" },
    { "--to", 'f', "DATE", STRING(filter.to), "not after this day, month or year" },
    { "--since", 'f', "DATE", STRING(filter.since), "the same as --from" },
    { "--about", 'f', "WORDS", STRING(filter.about), "those that have these words" },
    { "--outlet", 'f', "NAME", STRING(filter.outlet), "of this outlet" },
    { "--story", 'f', "ID", STRING(filter.story), "of this story" },
    { "--actor", 'f', "NAME", STRING(filter.actor), NULL },
    { "--source", 'f', "NAME", STRING(filter.actor), NULL },
    { "--recipient", 'f', "NAME", STRING(filter.recipient), NULL },
    { "--target", 'f', "NAME", STRING(filter.recipient), NULL },
    { "--type", 'f', "TYPE", STRING(filter.type), NULL },
    { "--status", 'f', "STATUS", STRING(filter.status), NULL },
    { "--country", 'f', "CODE", STRING(filter.country), NULL },
    { "--place", 'f', "NAME", STRING(filter.place), NULL },
    { "--context", 'f', "NAME", STRING(filter.context), NULL },
    { "--limit", 'f', "N", 0, "at most N lines" },
    { "--limit", 'L', "N", 0, "at most N lines" },
    { "--threads", 't', "N", 0, "workers; without it one a processor; the result is the same" },
    { "--json", 'o', NULL, 0, "JSON lines instead of a table" },
    { "--csv", 'o', NULL, 0, "CSV instead of a table" },
    { "--raw", 'r', NULL, 0, "the bytes as they came" },
    { "--why", 'w', NULL, 0, "what joined the parts of each story, and how strongly" },
    { "--stale", 's', NULL, 0, "only reports that other versions analysed" },
    { "--tokens", 'k', NULL, 0, "every token with tag, lemma and head" },
    { "--conllu", 'k', NULL, 0, "CoNLL-U instead of JSON" },
    { "--no-analysis", 'n', NULL, 0, "keep and group only, do not run the language engine" },
    { "--fast", 'q', NULL, 0,
        "whole numbers in the large products: quicker, a few decisions in 10,000 differ" },
    { "--no-link", 'l', NULL, 0, "leave grouping to a later relink" },
    { "--published-names", 'M', NULL, 0, "keep the name weights of the wheel" },
    { "--unpinned", 'M', NULL, 0, "take another model of the same architecture" },
};

static unsigned least(unsigned a, unsigned b, unsigned c)
{
    unsigned m = a < b ? a : b;
    return m < c ? m : c;
}

enum { WORD_MAX = 32 };

static unsigned distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    unsigned row[WORD_MAX + 1];
    if (n > WORD_MAX || m > WORD_MAX) return 99;
    for (size_t j = 0; j <= m; j++) row[j] = (unsigned)j;
    for (size_t i = 1; i <= n; i++) {
        unsigned diagonal = row[0];
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= m; j++) {
            unsigned up = row[j];
            row[j] = least(up + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1]));
            diagonal = up;
        }
    }
    return row[m];
}

static int no_command(const char *name)
{
    const char *near = NULL;
    unsigned best = 3; /* two slips at most */
    for (size_t i = 0; i < cli_command_count; i++) {
        unsigned d = distance(name, cli_commands[i].name);
        if (d < best) best = d, near = cli_commands[i].name;
    }
    fprintf(stderr, "dateline: there is no command '%s'%s%s%s\n", name,
        near ? "; did you mean '" : ". See dateline --help", near ? near : "", near ? "'?" : "");
    return DATELINE_USAGE;
}

void cli_help(FILE *out)
{
    fputs("Dateline reads news reports and keeps the record.\n\nusage: dateline COMMAND ...      "
          "dateline COMMAND --help\n\n",
        out);
    for (size_t i = 0; i < cli_command_count; i++)
        if (cli_commands[i].run != cmd_later)
            fprintf(out, "  %-10s %s\n", cli_commands[i].name, cli_commands[i].says);
    fputs("\nThe record is dateline.db unless --db says otherwise. Exit status: 0 done, 1 some "
          "inputs were skipped, 2 wrong usage, 3 nothing could be done.\n",
        out);
}

static int help_of(const cli_command *c)
{
    printf("usage: dateline %s%s\n\n%s\n\n", c->usage,
        strchr(c->flags, 'o') ? " [--json | --csv]" : "", c->says);
    for (size_t i = 0; c->run != cmd_later && i < sizeof flags / sizeof *flags; i++) {
        char name[40];
        if (!flags[i].says || !strchr(c->flags, flags[i].letter)) continue;
        snprintf(name, sizeof name, "%s%s%s", flags[i].name, flags[i].value ? " " : "",
            flags[i].value ? flags[i].value : "");
        printf("  %-18s %s\n", name, flags[i].says);
    }
    printf("\nexample: %s\n", c->example);
    return DATELINE_OK;
}

static const flag *find_flag(const cli_command *c, const char *arg, size_t n)
{
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (strlen(flags[i].name) == n && strncmp(flags[i].name, arg, n) == 0
            && strchr(c->flags, flags[i].letter))
            return &flags[i];
    return NULL;
}

static bool number(const char *text, uint64_t *out)
{
    char *end;
    if (*text < '0' || *text > '9') return false;
    *out = strtoull(text, &end, 10);
    return *end == 0;
}

static bool set_named(cli_args *a, const char *name, const char *value)
{
    uint64_t n = 0;
    if (value && !number(value, &n)) return false;
    if (strcmp(name, "--limit") == 0) a->filter.limit = n;
    else if (strcmp(name, "--threads") == 0) a->threads = (unsigned)n;
    else if (strcmp(name, "--json") == 0) a->form = FORM_JSON;
    else if (strcmp(name, "--csv") == 0) a->form = FORM_CSV;
    else if (strcmp(name, "--raw") == 0) a->raw = true;
    else if (strcmp(name, "--why") == 0) a->why = true;
    else if (strcmp(name, "--stale") == 0) a->stale = true;
    else if (strcmp(name, "--tokens") == 0) a->tokens = true;
    else if (strcmp(name, "--conllu") == 0) a->conllu = true;
    else if (strcmp(name, "--no-analysis") == 0) a->no_analysis = true;
    else if (strcmp(name, "--fast") == 0) a->fast = true;
    else if (strcmp(name, "--no-link") == 0) a->no_link = true;
    else if (strcmp(name, "--published-names") == 0) a->published_names = true;
    else if (strcmp(name, "--unpinned") == 0) a->unpinned = true;
    return true;
}

/* One flag at argv[i]; answers how many arguments it took, 0: wrong. */
static int take_flag(const cli_command *c, cli_args *a, int argc, char **argv, int i)
{
    const char *eq = strchr(argv[i], '=');
    size_t n = eq ? (size_t)(eq - argv[i]) : strlen(argv[i]);
    const flag *f = find_flag(c, argv[i], n);
    const char *value = eq ? eq + 1 : f && f->value && i + 1 < argc ? argv[i + 1] : NULL;
    if (!f || (f->value ? !value : eq != NULL)) {
        fprintf(stderr, "dateline %s: %s: %s. See dateline %s --help\n", c->name, argv[i],
            f ? (f->value ? "a value is missing" : "takes no value") : "there is no such flag here",
            c->name);
        return 0;
    }
    if (strcmp(f->name, "--db") == 0) a->with_db = true;
    if (f->offset) {
        *(const char **)(void *)((char *)a + f->offset) = value;
    } else if (!set_named(a, f->name, value)) {
        fprintf(stderr, "dateline %s: %s wants a number\n", c->name, f->name);
        return 0;
    }
    return f->value && !eq ? 2 : 1;
}

int cli_arguments(int argc, char **argv, cli_args *a, const cli_command **command)
{
    static char version[] = "version";
    if (argc < 2) return cli_help(stderr), DATELINE_USAGE;
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0
        || strcmp(argv[1], "help") == 0)
        return cli_help(stdout), DATELINE_OK;
    if (strcmp(argv[1], "--version") == 0) argv[1] = version;
    const cli_command *c = NULL;
    for (size_t i = 0; i < cli_command_count && !c; i++)
        if (strcmp(argv[1], cli_commands[i].name) == 0) c = &cli_commands[i];
    if (!c) return no_command(argv[1]);
    a->command = c->name;
    *command = c;
    bool only_words = false;
    for (int i = 2; i < argc;) {
        if (!only_words && strcmp(argv[i], "--help") == 0) return help_of(c);
        if (!only_words && strcmp(argv[i], "--") == 0) {
            only_words = true;
            i++;
        } else if (!only_words && argv[i][0] == '-' && argv[i][1]) {
            int took = take_flag(c, a, argc, argv, i);
            if (!took) return DATELINE_USAGE;
            i += took;
        } else {
            a->word[a->words++] = argv[i++];
        }
    }
    if ((int)a->words >= c->least && (c->most < 0 || (int)a->words <= c->most)) return -1;
    fprintf(stderr, "usage: dateline %s\n", c->usage);
    return DATELINE_USAGE;
}
