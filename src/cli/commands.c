/* commands - the table that drives the program: one row a command. */
#include "cli.h"

#define FILTERS " [--from D] [--to D] [--since D] [--about WORDS] [--outlet NAME] [--story ID] [--limit N]"

const cli_command cli_commands[] = {
    { "add", cmd_add, "dxtmlnq", 1, -1, "add [--db FILE] INPUT...", "read reports into the record and link them; again, it adds nothing twice", "dateline add examples/" },
    { "extract", cmd_extract, "xt", 0, -1, "extract [INPUT...]", "print clean reports as JSON lines; no record needed", "dateline extract report.txt" },
    { "annotate", cmd_annotate, "xtmkq", 0, -1, "annotate [--tokens] [--conllu] [--model FILE] [INPUT...]", "print everything found in each report", "dateline annotate --tokens report.txt" },
    { "search", cmd_search, "dfo", 1, -1, "search [--db FILE] WORDS..." FILTERS, "find reports by words, \"phrases\" and prefixes*", "dateline search '\"peace treaty\" island*'" },
    { "read", cmd_read, "dor", 1, 1, "read [--db FILE] [--raw] ID", "show one report, or with --raw its bytes as they came", "dateline read abe-lima" },
    { "reports", cmd_list, "dfo", 0, 0, "reports [--db FILE]" FILTERS, "list reports by date", "dateline reports --outlet 'Harbour Post'" },
    { "episodes", cmd_list, "dfo", 0, 0, "episodes [--db FILE]" FILTERS, "list happenings, each with the reports that tell it", "dateline episodes --from 2016-12" },
    { "stories", cmd_list, "dfow", 0, 1, "stories [--db FILE] [--why [ID]]" FILTERS, "list running stories; --why: what joined their parts", "dateline stories --about japan" },
    { "story", cmd_story, "do", 1, 1, "story [--db FILE] ID", "show one story as a page", "dateline story abe-lima" },
    { "notes", cmd_list, "dLo", 0, 0, "notes [--db FILE] [--limit N]", "list what was wrong with inputs", "dateline notes" },
    { "remove", cmd_remove, "d", 1, 1, "remove [--db FILE] ID", "take a report out for good", "dateline remove abe-lima" },
    { "relink", cmd_relink, "d", 0, 0, "relink [--db FILE]", "work copies, episodes and stories out afresh", "dateline relink" },
    { "reanalyse", cmd_reanalyse, "dxtmlsq", 0, 0, "reanalyse [--db FILE] [--stale] [--lexicon DIR]", "read the stored reports again with this program's versions", "dateline reanalyse --stale" },
    { "check", cmd_check, "do", 0, 0, "check [--db FILE]", "check that the record is sound", "dateline check" },
    { "version", cmd_version, "bo", 0, 0, "version [--db FILE]", "print versions; with --db the methods paragraph of a record", "dateline version --db dateline.db" },
    { "model", cmd_model, "Mo", 1, 2, "model import [--out FILE] [--published-names] WHEEL | model check [FILE]", "make a language model file of a published wheel, or check one", "dateline model import en_core_web_sm-3.8.0-py3-none-any.whl" },
    { "events", cmd_later, "dfo", 0, -1, "events", "merged events: a later version", "dateline events" },
    { "timeline", cmd_later, "dfo", 0, -1, "timeline", "the timeline of a name: a later version", "dateline timeline" },
    { "upcoming", cmd_later, "dfo", 0, -1, "upcoming", "announced and not yet happened: a later version", "dateline upcoming" },
    { "who", cmd_later, "dfo", 0, -1, "who NAME", "a person, place or body and all that is known of it: a later version", "dateline who Abe" },
    { "explain", cmd_later, "dfo", 0, -1, "explain ID", "which words, which rule, which evidence: a later version", "dateline explain abe-lima" },
    { "correct", cmd_later, "d", 0, -1, "correct KIND TARGET VALUE", "your own word over the record's: a later version", "dateline correct outlet abe-lima 'Harbour Post'" },
    { "undo", cmd_later, "d", 0, -1, "undo N", "take a correction back: a later version", "dateline undo 3" },
    { "corrections", cmd_later, "do", 0, -1, "corrections", "list corrections: a later version", "dateline corrections" },
    { "lexicon", cmd_later, "d", 0, -1, "lexicon check", "check tables of your own: a later version", "dateline lexicon check" },
    { "export", cmd_later, "dfo", 0, -1, "export FORMAT", "other formats: a later version", "dateline export gdelt" },
    { "serve", cmd_later, "df", 0, -1, "serve", "HTTP API and page: a later version", "dateline serve" },
};
const size_t cli_command_count = sizeof cli_commands / sizeof *cli_commands;
