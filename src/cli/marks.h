/* marks - the marks of a report's JSON (docs/formats.md), sorted, with a line that tells
 * each: what `read` and `explain` show.
 *
 *   JSON of dateline_read --cli_marks_of--> cli_mark[] --cli_mark_tells--> text */
#ifndef DL_CLI_MARKS_H
#define DL_CLI_MARKS_H

#include "base/base.h"
#include "doc/line.h"

typedef enum cli_mark_kind { /* ORDER CLI_MARK: names in marks.c; inner ones last */
    CLI_QUOTE,
    CLI_EVENT,
    CLI_MENTION,
    CLI_TIME,
    CLI_AMOUNT,
    CLI_MARK_KINDS
} cli_mark_kind;

typedef struct cli_mark {
    cli_mark_kind kind;
    bool title; /* stands in the title */
    uint32_t start, end; /* code points of title or text */
    size_t index; /* in the report's list of that kind */
    json_t *json; /* of the report: it must outlive the mark */
} cli_mark;

typedef struct cli_marks {
    cli_mark *at; /* title first, then by start, longer first */
    size_t n, cap;
} cli_marks;

/* A quote in two pieces gives two marks. Freed by cli_marks_free. */
cli_marks cli_marks_of(json_t *report);
void cli_marks_free(cli_marks *m);

const char *cli_mark_name(const cli_mark *m); /* "name", "pronoun", "time", "quote" ... */
json_t *cli_mark_entity(const json_t *report, const cli_mark *m); /* NULL: none */
/* What it is, in one line: "Shinzo Abe, PERSON, JPNGOV", "2016-12-16", "direct quote". */
void cli_mark_tells(dl_buf *b, const json_t *report, const cli_mark *m);
void cli_entity_tells(dl_buf *b, const json_t *entity);

#endif
