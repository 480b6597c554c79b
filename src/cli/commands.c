/* commands - the table that drives the program: one row a command. Help, manual page and
 * completions are made of it and of the flags in arguments.c. */
#include "cli.h"

/* clang-format off */
#define DATES   " [--from D] [--to D] [--since D]"
#define FILTERS DATES " [--about WORDS] [--outlet NAME] [--story ID]"
#define OF_EVENTS \
    " [--actor NAME] [--recipient NAME] [--type TYPE] [--status STATUS] [--country CODE]" \
    " [--place NAME] [--context CONTEXT]"
#define PAGE    " [--limit N] [--offset N]"
#define GROUPS  " [--sort KEY] [--least N]"
#define ONCE    " [--no-copies]"

/* flags: letters of arguments.c.  words: least, most (-1: any number), what they are. */
const cli_command cli_commands[] = {
    { "add", cmd_add, "dxtmln", 1, -1, "INPUT",
        "add [--db FILE] INPUT...",
        "read reports into the record and link them; again, it adds nothing twice",
        "dateline add examples/" },
    { "status", cmd_status, "do", 0, 0, "",
        "status [--db FILE]",
        "tell what the record holds: reports by outlet, language and year, stories",
        "dateline status" },
    { "search", cmd_search, "dfpco", 1, -1, "QUERY",
        "search [--db FILE] QUERY..." FILTERS ONCE PAGE,
        "find reports by words, \"phrases\", prefixes*, AND, OR, NOT, NEAR, title:",
        "dateline search '\"peace treaty\" island*'" },
    { "read", cmd_read, "dor", 1, 1, "ID",
        "read [--db FILE] [--html] [--colour] [--raw] ID",
        "show one report with its marks, or with --raw its bytes as they came",
        "dateline read abe-lima" },
    { "explain", cmd_explain, "doam", 1, 1, "EVENT or REPORT",
        "explain [--db FILE] EVENT | REPORT --at OFFSET | REPORT --why-not WORDS",
        "tell which words and which row of a table made an event or the marks at a place",
        "dateline explain abe-lima#0" },
    { "reports", cmd_list, "dfpco", 0, 0, "",
        "reports [--db FILE]" FILTERS ONCE PAGE,
        "list reports by date",
        "dateline reports --outlet 'Harbour Post'" },
    { "episodes", cmd_list, "dfpgow", 0, 1, "ID",
        "episodes [--db FILE] [--why] [ID]" FILTERS GROUPS PAGE,
        "list happenings, each with the reports that tell it; --why: what joined them",
        "dateline episodes --from 2016-12" },
    { "stories", cmd_list, "dfpgow", 0, 1, "ID",
        "stories [--db FILE] [--why] [ID]" FILTERS GROUPS PAGE,
        "list running stories; --why: what joined their parts",
        "dateline stories --about japan --sort size" },
    { "story", cmd_story, "do", 1, 1, "ID",
        "story [--db FILE] ID",
        "show one story as a page",
        "dateline story abe-lima" },
    { "events", cmd_list, "dfepo", 0, 0, "",
        "events [--db FILE]" FILTERS OF_EVENTS PAGE,
        "list who did what to whom, one event a line with all reports that tell it",
        "dateline events --actor RUS --type CONSULT" },
    { "upcoming", cmd_list, "dfeupo", 0, 0, "",
        "upcoming [--db FILE] [--as-of DATE] [--ics]" FILTERS OF_EVENTS PAGE,
        "list what was announced and is not told as done or called off",
        "dateline upcoming --as-of 2016-12-01" },
    { "who", cmd_who, "dpo", 1, -1, "NAME",
        "who [--db FILE] NAME..." PAGE,
        "show who or what that is: roles with their days, with whom, stories, events, words",
        "dateline who Abe" },
    { "timeline", cmd_list, "dfDo", 0, 0, "",
        "timeline [--db FILE] [--dates N] [--new-since DATE]" FILTERS,
        "tell the days that matter, each with a sentence or two of the best report",
        "dateline timeline --about kuriles --dates 10" },
    { "export", cmd_export, "dfep", 1, 1, "FORMAT",
        "export [--db FILE] FORMAT" FILTERS OF_EVENTS PAGE,
        "print events for other programs: polecat, gdelt, ftm, gexf, geojson, atom ...",
        "dateline export geojson --story abe-lima" },
    { "copies", cmd_copies, "dpo", 0, 1, "ID",
        "copies [--db FILE] [ID]" PAGE,
        "list texts that several reports carry, each with its first report",
        "dateline copies" },
    { "diff", cmd_diff, "do", 1, 2, "ID",
        "diff [--db FILE] ID [ID]",
        "show what two reports say otherwise; of one, what its newest version changed",
        "dateline diff abe-tokyo-post abe-tokyo-courier" },
    { "notes", cmd_list, "dpo", 0, 0, "",
        "notes [--db FILE]" PAGE,
        "list what was wrong with inputs",
        "dateline notes" },
    { "extract", cmd_extract, "xt", 0, -1, "INPUT",
        "extract [INPUT...]",
        "print clean reports as JSON lines; no record needed",
        "dateline extract report.txt" },
    { "annotate", cmd_annotate, "xtmk", 0, -1, "INPUT",
        "annotate [--tokens] [--conllu] [--model FILE] [INPUT...]",
        "print everything found in each report; no record needed",
        "dateline annotate --tokens report.txt" },
    { "remove", cmd_remove, "d", 1, 1, "ID",
        "remove [--db FILE] ID",
        "take a report out for good",
        "dateline remove abe-lima" },
    { "relink", cmd_relink, "d", 0, 0, "",
        "relink [--db FILE]",
        "work copies, episodes and stories out afresh",
        "dateline relink" },
    { "reanalyse", cmd_reanalyse, "dxtmls", 0, 0, "",
        "reanalyse [--db FILE] [--stale] [--lexicon DIR]",
        "read the stored reports again with this program's versions",
        "dateline reanalyse --stale" },
    { "check", cmd_check, "dRmxto", 0, 0, "",
        "check [--db FILE] [--repair]",
        "check that the record is sound; --repair makes a damaged one anew",
        "dateline check" },
    { "version", cmd_version, "bo", 0, 0, "",
        "version [--db FILE]",
        "print versions; with --db the methods paragraph of a record",
        "dateline version --db dateline.db" },
    { "model", cmd_model, "Mo", 1, 2, "import WHEEL or check [FILE]",
        "model import [--out FILE] [--published-names] WHEEL | model check [FILE]",
        "make a language model file of a published wheel, or check one",
        "dateline model import en_core_web_sm-3.8.0-py3-none-any.whl" },
    { "lexicon", cmd_lexicon, "Io", 1, -1, "check DIR or import-petrarch FILE...",
        "lexicon check DIR | lexicon import-petrarch [--out DIR] FILE...",
        "check a folder of tables for --lexicon, or make one of PETRARCH's dictionaries",
        "dateline lexicon check tables" },
    { "help", NULL, "", 0, 1, "COMMAND",
        "help [COMMAND]",
        "show all commands, or how one is used",
        "dateline help search" },
};
/* clang-format on */
const size_t cli_command_count = sizeof cli_commands / sizeof *cli_commands;

const cli_command *cli_command_named(const char *name)
{
    for (size_t i = 0; i < cli_command_count; i++)
        if (strcmp(name, cli_commands[i].name) == 0) return &cli_commands[i];
    return NULL;
}
