/* print_ics - what was announced as iCalendar (RFC 5545), each event of whole days.
 *
 *   a row of "calendar" --> VEVENT
 *
 * The same record gives the same bytes: DTSTAMP is the day that stands for today, not the
 * clock's. */
#include "cli.h"

enum { FOLD = 75 }; /* octets of a line */

/* Lines end with CR LF; what is longer goes on in the next line, behind a blank. No
 * letter is cut in two. */
static void put_folded(FILE *out, dl_slice line)
{
    size_t room = FOLD;
    while (line.n > room) {
        size_t n = room;
        while (n > 1 && ((unsigned char)line.p[n] & 0xC0) == 0x80) n--;
        fwrite(line.p, 1, n, out);
        fputs("\r\n ", out);
        line = dl_slice_cut(line, n, line.n);
        room = FOLD - 1;
    }
    fwrite(line.p, 1, line.n, out);
    fputs("\r\n", out);
}

static void add_escaped(dl_buf *b, const char *text)
{
    dl_buf shown;
    dl_buf_init(&shown, NULL);
    cli_visible(&shown, dl_slice_str(text));
    for (size_t i = 0; i < shown.n; i++) {
        if (strchr("\\;,", shown.p[i])) dl_buf_str(b, "\\");
        dl_buf_add(b, dl_slice_of(shown.p + i, 1));
    }
    dl_buf_free(&shown);
}

static void put_text(FILE *out, const char *name, const char *text)
{
    dl_buf b;
    if (!*text) return;
    dl_buf_init(&b, NULL);
    dl_buf_fmt(&b, "%s:", name);
    add_escaped(&b, text);
    put_folded(out, dl_buf_slice(&b));
    dl_buf_free(&b);
}

/* "2016-12-16" -> "20161216" */
static void put_day(FILE *out, const char *name, const char *day, const char *rest)
{
    int year = 1970, month = 1, date = 1;
    sscanf(day, "%d-%d-%d", &year, &month, &date);
    fprintf(out, "%s:%04d%02d%02d%s\r\n", name, year, month, date, rest);
}

/* "Shinzo Abe: meet (Vladimir Putin)" */
static void put_summary(FILE *out, const dateline_row *row)
{
    const char *who = cli_value(row, "who");
    const char *whom = cli_value(row, "whom");
    dl_buf b;
    dl_buf_init(&b, NULL);
    if (*who) dl_buf_fmt(&b, "%s: ", who);
    dl_buf_str(&b, cli_value(row, "lemma"));
    if (*whom) dl_buf_fmt(&b, " (%s)", whom);
    dl_buf_add(&b, dl_slice_of("", 1));
    if (!b.failed) put_text(out, "SUMMARY", b.p);
    dl_buf_free(&b);
}

/* The sentence, and in a line of its own who says so. */
static void put_description(FILE *out, const dateline_row *row)
{
    dl_buf b;
    dl_buf_init(&b, NULL);
    dl_buf_str(&b, "DESCRIPTION:");
    add_escaped(&b, cli_value(row, "text"));
    dl_buf_str(&b, "\\n");
    add_escaped(&b, cli_value(row, "told"));
    put_folded(out, dl_buf_slice(&b));
    dl_buf_free(&b);
}

void cli_ics_begin(FILE *out)
{
    fputs("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Dateline//Dateline//EN\r\n", out);
}

void cli_ics_row(FILE *out, const dateline_row *row)
{
    bool sure = strcmp(cli_value(row, "sure"), "1") == 0;
    fputs("BEGIN:VEVENT\r\n", out);
    fprintf(out, "UID:%s@dateline\r\n", cli_value(row, "id"));
    put_day(out, "DTSTAMP", cli_value(row, "as_of"), "T000000Z");
    put_day(out, "DTSTART;VALUE=DATE", cli_value(row, "first"), "");
    put_day(out, "DTEND;VALUE=DATE", cli_value(row, "behind"), "");
    put_summary(out, row);
    put_description(out, row);
    put_text(out, "LOCATION", cli_value(row, "place"));
    put_text(out, "CATEGORIES", cli_value(row, "type"));
    fprintf(out, "STATUS:%s\r\n", sure ? "CONFIRMED" : "TENTATIVE");
    fputs("TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n", out);
}

void cli_ics_end(FILE *out) { fputs("END:VCALENDAR\r\n", out); }
