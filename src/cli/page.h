/* page - a report for people, with its marks. In: the JSON of dateline_read. Out: a page
 * on the terminal (page.c) or a web page that needs nothing else (page_html.c). */
#ifndef DL_CLI_PAGE_H
#define DL_CLI_PAGE_H

#include "marks.h"

/* colour: marks in colour and what the colours mean. */
void cli_page(FILE *out, json_t *report, bool colour);
void cli_page_html(FILE *out, json_t *report);

typedef enum cli_look { /* ORDER CLI_LOOK: names in page.c, colours in page_html.c */
    CLI_PLAIN,
    CLI_PERSON,
    CLI_BODY,
    CLI_PLACE,
    CLI_THING,
    CLI_WHEN,
    CLI_HOW_MUCH,
    CLI_LOOKS
} cli_look;

/* CLI_PLAIN: not shown in a colour of its own (pronouns, phrases, quotes, events). */
cli_look cli_look_of(const cli_mark *m);
const char *cli_look_name(cli_look look);

#endif
