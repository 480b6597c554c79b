/* usage - how one command is used, and the layout of help texts. It knows flags, not the
 * table of commands, so that commands may show their own usage. */
#include "cli.h"

enum { FLAG_COLUMN = 18, HELP_WIDTH = 80 };

/* Where the next word or [bracket] of a text ends. */
static int word_length(const char *s)
{
    const char *end = *s == '[' ? strchr(s, ']') : NULL;
    return end ? (int)(end + 1 - s) : (int)strcspn(s, " ");
}

/* Words after `used` columns of a line; many go on in lines of their own. */
static void put_words(FILE *out, int used, int indent, const char *words)
{
    for (const char *word = words; *word;) {
        int n = word_length(word);
        if (used + 1 + n > HELP_WIDTH) {
            fprintf(out, "\n%*s", indent, "");
            used = indent;
        }
        used += fprintf(out, " %.*s", n, word);
        word += n;
        while (*word == ' ') word++;
    }
    fputc('\n', out);
}

void cli_put_entry(FILE *out, const char *name, int column, const char *says)
{
    int used = fprintf(out, "  %-*s", column, name);
    put_words(out, used, 2 + column, says);
}

void cli_usage(FILE *out, const cli_command *c)
{
    const char *forms = strchr(c->flags, 'o') ? " [--json | --csv | --tsv]" : "";
    char usage[512];
    snprintf(usage, sizeof usage, "dateline %s%s", c->usage, forms);
    put_words(out, fprintf(out, "usage:"), 8, usage);
}

static void put_flags(const cli_command *c)
{
    cli_flag f;
    char name[40];
    for (size_t at = 0; cli_flag_of(c, &at, &f);) {
        const char *value = f.value ? f.value : "";
        snprintf(name, sizeof name, "%s%s%s", f.name, f.value ? " " : "", value);
        cli_put_entry(stdout, name, FLAG_COLUMN, f.says);
    }
}

int cli_help_command(const cli_command *c)
{
    cli_usage(stdout, c);
    printf("\n%s\n\n", c->says);
    put_flags(c);
    printf("\nexample: %s\n", c->example);
    return DATELINE_OK;
}
