/* page_html - a report as a web page that needs no other file and no script.
 *
 *   <p> text cut at every start and end of a mark; each piece says in its title what
 *   marks lie over it, the first piece of a mark has the mark's anchor ("t3", "q0")
 *
 * All that comes from the report is escaped; control characters and what turns the
 * direction of a line become U+FFFD. */
#include "page.h"

#include <stdlib.h>

#include "base/markup.h"
#include "cli.h"

enum { TOLD_MOST = 8 }; /* marks that one piece tells: more would be nested by hostile hands */

/* ORDER CLI_MARK */
static const char letter[CLI_MARK_KINDS] = { 'q', 'e', 'm', 't', 'a' };
/* ORDER CLI_LOOK */
static const char *const look_class[CLI_LOOKS] = { "", "person", "body", "place", "thing", "when",
    "much" };

static const char style_sheet[] =
    "body{max-width:46em;margin:2em auto;padding:0 1em;font:17px/1.5 serif;color:#222}\n"
    "h1{line-height:1.2}.from,table,h2{font:14px/1.4 sans-serif}td{padding:2px 8px;"
    "vertical-align:top}\n"
    ".person{background:#fde2e2}.body{background:#dfe8fb}.place{background:#dcf3df}"
    ".thing{background:#dff4f4}.when{background:#f3e1f7}.much{background:#fbf0cf}\n"
    ".quote{border-bottom:2px solid #bbb}.event{font-weight:bold}"
    ".phrase{border-bottom:1px dotted #888}\n"
    "a{color:inherit;text-decoration:none}a:hover{text-decoration:underline}"
    ":target{outline:2px solid #c60}\n";

static void add_text(dl_buf *b, const char *z) { dl_markup_text(b, dl_slice_str(z)); }

/* ---- pieces of the text */

typedef struct writer {
    dl_buf b;
    json_t *report;
    const cli_mark *mark; /* those of this text, in order */
    size_t marks, next;
    const cli_mark **open; /* those that hold the code point at work */
    size_t opened;
    const char *tag; /* of the piece at work; NULL: none */
} writer;

/* Marks that end here go; those that begin come. Answers whether anything changed. */
static bool move_to(writer *w, uint32_t point)
{
    size_t n = 0;
    for (size_t i = 0; i < w->opened; i++)
        if (w->open[i]->end > point) w->open[n++] = w->open[i];
    bool changed = n != w->opened;
    w->opened = n;
    for (; w->next < w->marks && w->mark[w->next].start <= point; w->next++) {
        changed = true;
        if (w->opened < TOLD_MOST) w->open[w->opened++] = &w->mark[w->next];
    }
    return changed;
}

static void add_classes(writer *w)
{
    const char *look = "";
    bool quote = false, event = false, phrase = false;
    for (size_t i = 0; i < w->opened; i++) {
        const cli_mark *m = w->open[i];
        cli_look l = cli_look_of(m);
        if (l) look = look_class[l];
        quote |= m->kind == CLI_QUOTE;
        event |= m->kind == CLI_EVENT;
        phrase |= m->kind == CLI_MENTION && !l;
    }
    dl_buf_str(&w->b, look);
    if (quote) dl_buf_str(&w->b, " quote");
    else if (phrase) dl_buf_str(&w->b, " phrase");
    if (event) dl_buf_str(&w->b, " event");
}

static void add_titles(writer *w)
{
    for (size_t i = w->opened; i-- > 0;) {
        dl_buf tells;
        dl_buf_init(&tells, NULL);
        cli_mark_tells(&tells, w->report, w->open[i]);
        add_text(&w->b, cli_mark_name(w->open[i]));
        dl_buf_str(&w->b, ": ");
        add_text(&w->b, tells.p);
        if (i) dl_buf_byte(&w->b, '\n');
        dl_buf_free(&tells);
    }
}

static const cli_mark *innermost_mention(const writer *w)
{
    for (size_t i = w->opened; i-- > 0;)
        if (w->open[i]->kind == CLI_MENTION) return w->open[i];
    return NULL;
}

static void open_piece(writer *w, uint32_t point)
{
    for (size_t i = 0; i < w->opened; i++) {
        const cli_mark *m = w->open[i];
        if (m->start != point) continue;
        dl_buf_fmt(&w->b, "<a id=\"%s%c%zu\"></a>", m->title ? "h" : "", letter[m->kind], m->index);
    }
    if (!w->opened) return;
    const cli_mark *mention = innermost_mention(w);
    const json_t *entity = mention ? json_object_get(mention->json, "entity") : NULL;
    long long number = json_integer_value(entity);
    w->tag = entity ? "a" : "span";
    if (entity) dl_buf_fmt(&w->b, "<a href=\"#entity-%lld\" class=\"", number);
    else dl_buf_str(&w->b, "<span class=\"");
    add_classes(w);
    dl_buf_str(&w->b, "\" title=\"");
    add_titles(w);
    dl_buf_str(&w->b, "\">");
}

static void close_piece(writer *w)
{
    if (w->tag) dl_buf_fmt(&w->b, "</%s>", w->tag);
    w->tag = NULL;
}

/* A part that people hid: who did and why stand in its place. i, point: on its first
 * letter, then on its last. */
static void fold(writer *w, const json_t *part, dl_slice s, size_t *i, uint32_t *point)
{
    close_piece(w);
    dl_buf_str(&w->b, "<i class=\"from\">hidden by ");
    add_text(&w->b, dl_line_text(part, "by"));
    dl_buf_str(&w->b, ": ");
    add_text(&w->b, dl_line_text(part, "why"));
    dl_buf_str(&w->b, "</i>");
    uint32_t end = dl_line_offset(part, "end");
    for (; *i < s.n && *point < end; ++*point) dl_utf8_next(s, i);
    --*point;
}

/* A piece is as long as nothing changes; the end of a line ends it. */
static void add_marked(writer *w, const char *z)
{
    dl_slice s = dl_slice_str(z);
    uint32_t point = 0;
    bool fresh = true, is_text = z == dl_line_text(w->report, "text");
    for (size_t i = 0; i < s.n; point++) {
        const json_t *part = is_text ? dl_line_hidden(w->report, point) : NULL;
        if (part) {
            fold(w, part, s, &i, &point);
            fresh = true;
            continue;
        }
        uint32_t cp = dl_utf8_next(s, &i);
        fresh |= move_to(w, point);
        if (fresh || cp == '\n') close_piece(w);
        if (cp == '\n') {
            fresh = true;
            if (i < s.n && s.p[i] != '\n') dl_buf_str(&w->b, "</p>\n<p>");
            continue;
        }
        if (fresh) open_piece(w, point);
        fresh = false;
        dl_markup_point(&w->b, cp);
    }
    close_piece(w);
}

static void add_piece_of_report(writer *w, const cli_marks *marks, const char *key)
{
    bool title = strcmp(key, "title") == 0;
    size_t first = 0, end = 0;
    while (first < marks->n && !title && marks->at[first].title) first++;
    for (end = first; end < marks->n && marks->at[end].title == title; end++) continue;
    w->mark = marks->at + first;
    w->marks = end - first;
    w->next = 0;
    w->opened = 0;
    add_marked(w, dl_line_text(w->report, key));
}

/* ---- what stands around it */

static void add_origin(writer *w)
{
    static const char *const key[] = { "outlet", "date", "agency", "id", "url" };
    bool any = false;
    dl_buf_str(&w->b, "<p class=\"from\">");
    for (size_t i = 0; i < sizeof key / sizeof *key; i++) {
        const char *s = dl_line_text(w->report, key[i]);
        if (!*s) continue;
        if (any) dl_buf_str(&w->b, " &middot; ");
        add_text(&w->b, s);
        any = true;
    }
    dl_buf_str(&w->b, "</p>\n");
}

static void add_legend(writer *w)
{
    dl_buf_str(&w->b, "<p class=\"from\">");
    for (int i = 1; i < CLI_LOOKS; i++)
        dl_buf_fmt(
            &w->b, "<span class=\"%s\">%s</span> ", look_class[i], cli_look_name((cli_look)i));
    dl_buf_str(&w->b,
        "<span class=\"quote\">quote</span> <span class=\"event\">event</span> "
        "<span class=\"phrase\">phrase</span></p>\n");
}

static void add_entities(writer *w)
{
    size_t i;
    json_t *e;
    json_t *all = json_object_get(w->report, "entities");
    if (!json_array_size(all)) return;
    dl_buf_str(&w->b, "<h2>Who and what</h2>\n<table>\n");
    json_array_foreach(all, i, e)
    {
        static const char *const key[] = { "name", "kind", "title", "country", "code", "rule" };
        dl_buf_fmt(&w->b, "<tr id=\"entity-%zu\">", i);
        for (size_t k = 0; k < sizeof key / sizeof *key; k++) {
            dl_buf_str(&w->b, "<td>");
            add_text(&w->b, dl_line_text(e, key[k]));
            dl_buf_str(&w->b, "</td>");
        }
        dl_buf_str(&w->b, "</tr>\n");
    }
    dl_buf_str(&w->b, "</table>\n");
}

void cli_page_html(FILE *out, json_t *report)
{
    const cli_mark *open[TOLD_MOST];
    cli_marks marks = cli_marks_of(report);
    writer w = { .report = report, .open = open };
    dl_buf_init(&w.b, NULL);
    dl_buf_str(&w.b, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>");
    add_text(&w.b, dl_line_text(report, "title"));
    dl_buf_fmt(&w.b, "</title>\n<style>\n%s</style></head>\n<body>\n<h1>", style_sheet);
    add_piece_of_report(&w, &marks, "title");
    dl_buf_str(&w.b, "</h1>\n");
    add_origin(&w);
    dl_buf_str(&w.b, "<p>");
    add_piece_of_report(&w, &marks, "text");
    dl_buf_str(&w.b, "</p>\n");
    add_legend(&w);
    add_entities(&w);
    dl_buf_str(&w.b, "</body></html>\n");
    fwrite(w.b.p, 1, w.b.n, out);
    dl_buf_free(&w.b);
    cli_marks_free(&marks);
}
