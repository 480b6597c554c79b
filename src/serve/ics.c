/* ics - see ics.h. */
#include "ics.h"

#include <stdio.h>

#include "ask.h"
#include "base/visible.h"
#include "doc/line.h"

enum { FOLD = 75 }; /* octets of a line */

/* Lines end with CR LF; what is longer goes on in the next line, behind a blank. No
 * letter is cut in two. */
static void put_folded(dl_buf *out, dl_slice line)
{
    size_t room = FOLD;
    while (line.n > room) {
        size_t n = room;
        while (n > 1 && ((unsigned char)line.p[n] & 0xC0) == 0x80) n--;
        dl_buf_add(out, dl_slice_cut(line, 0, n));
        dl_buf_str(out, "\r\n ");
        line = dl_slice_cut(line, n, line.n);
        room = FOLD - 1;
    }
    dl_buf_add(out, line);
    dl_buf_str(out, "\r\n");
}

static void add_escaped(dl_buf *b, const char *text)
{
    dl_buf shown;
    dl_buf_init(&shown, NULL);
    dl_visible(&shown, dl_slice_str(text));
    for (size_t i = 0; i < shown.n; i++) {
        if (strchr("\\;,", shown.p[i])) dl_buf_str(b, "\\");
        dl_buf_add(b, dl_slice_of(shown.p + i, 1));
    }
    b->failed = b->failed || shown.failed;
    dl_buf_free(&shown);
}

static void put_text(dl_buf *out, const char *name, const char *text)
{
    dl_buf b;
    if (!*text) return;
    dl_buf_init(&b, NULL);
    dl_buf_fmt(&b, "%s:", name);
    add_escaped(&b, text);
    put_folded(out, dl_buf_slice(&b));
    out->failed = out->failed || b.failed;
    dl_buf_free(&b);
}

/* "2016-12-16" -> "20161216" */
static void put_day(dl_buf *out, const char *name, const char *day, const char *rest)
{
    int year = 1970, month = 1, date = 1;
    sscanf(day, "%d-%d-%d", &year, &month, &date);
    dl_buf_fmt(out, "%s:%04d%02d%02d%s\r\n", name, year, month, date, rest);
}

/* "Shinzo Abe: meet (Vladimir Putin)" */
static void put_summary(dl_buf *out, const dateline_row *row)
{
    const char *who = serve_value(row, "who");
    const char *whom = serve_value(row, "whom");
    dl_buf b;
    dl_buf_init(&b, NULL);
    if (*who) dl_buf_fmt(&b, "%s: ", who);
    dl_line_add_act(&b, dl_slice_str(serve_value(row, "lemma")));
    if (*whom) dl_buf_fmt(&b, " (%s)", whom);
    dl_buf_add(&b, dl_slice_of("", 1));
    put_text(out, "SUMMARY", b.p);
    out->failed = out->failed || b.failed;
    dl_buf_free(&b);
}

/* The sentence, and in a line of its own who says so. */
static void put_description(dl_buf *out, const dateline_row *row)
{
    dl_buf b;
    dl_buf_init(&b, NULL);
    dl_buf_str(&b, "DESCRIPTION:");
    add_escaped(&b, serve_value(row, "text"));
    dl_buf_str(&b, "\\n");
    add_escaped(&b, serve_value(row, "told"));
    put_folded(out, dl_buf_slice(&b));
    out->failed = out->failed || b.failed;
    dl_buf_free(&b);
}

void serve_ics_begin(dl_buf *out)
{
    dl_buf_str(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Dateline//Dateline//EN\r\n");
}

void serve_ics_row(dl_buf *out, const dateline_row *row)
{
    bool sure = strcmp(serve_value(row, "sure"), "1") == 0;
    dl_buf_str(out, "BEGIN:VEVENT\r\n");
    dl_buf_fmt(out, "UID:%s@dateline\r\n", serve_value(row, "id"));
    put_day(out, "DTSTAMP", serve_value(row, "as_of"), "T000000Z");
    put_day(out, "DTSTART;VALUE=DATE", serve_value(row, "first"), "");
    put_day(out, "DTEND;VALUE=DATE", serve_value(row, "behind"), "");
    put_summary(out, row);
    put_description(out, row);
    put_text(out, "LOCATION", serve_value(row, "place"));
    put_text(out, "CATEGORIES", serve_value(row, "type"));
    dl_buf_fmt(out, "STATUS:%s\r\n", sure ? "CONFIRMED" : "TENTATIVE");
    dl_buf_str(out, "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n");
}

void serve_ics_end(dl_buf *out) { dl_buf_str(out, "END:VCALENDAR\r\n"); }
