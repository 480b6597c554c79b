/* page - a report on the terminal: title, where it is from, its text, what was removed;
 * marks in colour: names by what they are, times, amounts; quotes underlined, heads of
 * events bold.
 *
 * A style a code point is worked out first; lines are broken at blanks, and each line
 * begins and ends without a style. */
#include "page.h"

#include <stdlib.h>

#include "cli.h"

enum { PAGE_WIDTH = 100, INDENT = 2 }; /* columns: longer lines are hard to read */
enum { STYLE_LOOK = 15, STYLE_QUOTE = 16, STYLE_EVENT = 32 }; /* bits of a style */

/* ORDER CLI_LOOK */
static const char *const look_name[CLI_LOOKS] = { "", "person", "body", "place", "other name",
    "time", "amount" };
static const char *const look_colour[CLI_LOOKS] = { "", "31", "34", "32", "36", "35", "33" };

const char *cli_look_name(cli_look look) { return look_name[look]; }

static cli_look look_of_kind(const char *kind)
{
    static const struct {
        const char *kind;
        cli_look look;
    } list[] = { { "PERSON", CLI_PERSON }, { "ORG", CLI_BODY }, { "NORP", CLI_BODY },
        { "GPE", CLI_PLACE }, { "LOC", CLI_PLACE }, { "FAC", CLI_PLACE }, { "EVENT", CLI_THING },
        { "LAW", CLI_THING }, { "PRODUCT", CLI_THING }, { "WORK_OF_ART", CLI_THING },
        { "LANGUAGE", CLI_THING } };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (strcmp(kind, list[i].kind) == 0) return list[i].look;
    return CLI_PLAIN;
}

cli_look cli_look_of(const cli_mark *m)
{
    if (m->kind == CLI_TIME) return CLI_WHEN;
    if (m->kind == CLI_AMOUNT) return CLI_HOW_MUCH;
    bool name = m->kind == CLI_MENTION && strcmp(dl_line_text(m->json, "form"), "name") == 0;
    return name ? look_of_kind(dl_line_text(m->json, "label")) : CLI_PLAIN;
}

/* ---- styles */

typedef struct painted {
    uint8_t *style; /* [n] a code point each */
    uint32_t n;
    bool seen[CLI_LOOKS], quotes, events;
} painted;

static uint32_t count_points(dl_slice s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.n; n++) dl_utf8_next(s, &i);
    return n;
}

static uint8_t style_of(const cli_mark *m)
{
    if (m->kind == CLI_QUOTE) return STYLE_QUOTE;
    if (m->kind == CLI_EVENT) return STYLE_EVENT;
    return (uint8_t)cli_look_of(m);
}

static painted paint(const cli_marks *marks, bool title, dl_slice text)
{
    painted p = { .n = count_points(text) };
    p.style = calloc((size_t)p.n + 1, 1);
    if (!p.style) abort();
    for (size_t k = 0; k < marks->n; k++) {
        const cli_mark *m = &marks->at[k];
        uint8_t style = m->title == title ? style_of(m) : 0;
        if (!style) continue;
        if (style <= STYLE_LOOK) p.seen[style] = true;
        p.quotes |= style == STYLE_QUOTE;
        p.events |= style == STYLE_EVENT;
        for (uint32_t i = m->start; i < m->end && i < p.n; i++) {
            if (style <= STYLE_LOOK) p.style[i] &= (uint8_t)~STYLE_LOOK;
            p.style[i] |= style;
        }
    }
    return p;
}

/* ---- lines */

typedef struct lines {
    FILE *out;
    unsigned width, used;
    uint8_t style; /* that the terminal has now */
} lines;

static void set_style(lines *l, uint8_t style)
{
    if (style == l->style) return;
    fputs("\033[0", l->out);
    if (style & STYLE_EVENT) fputs(";1", l->out);
    if (style & STYLE_QUOTE) fputs(";4", l->out);
    if (style & STYLE_LOOK) fprintf(l->out, ";%s", look_colour[style & STYLE_LOOK]);
    fputc('m', l->out);
    l->style = style;
}

/* One code point as the terminal may have it; white space is one blank. */
static void put_point(lines *l, dl_slice point)
{
    dl_buf b;
    dl_buf_init(&b, NULL);
    dl_visible(&b, point);
    fwrite(b.p, 1, b.n, l->out);
    dl_buf_free(&b);
}

static void end_line(lines *l)
{
    set_style(l, 0);
    fputc('\n', l->out);
    l->used = 0;
}

/* The style of the blank before a word is that of both its sides. */
static void put_word(lines *l, dl_slice word, const uint8_t *style, uint8_t before)
{
    dl_buf b;
    dl_buf_init(&b, NULL);
    dl_visible(&b, word);
    unsigned n = cli_text_width(dl_buf_slice(&b));
    dl_buf_free(&b);
    if (l->used && l->width && l->used + 1 + n > l->width) end_line(l);
    if (l->used) {
        set_style(l, style[0] == before ? before : (uint8_t)(style[0] & before & STYLE_QUOTE));
        fputc(' ', l->out);
    }
    l->used += n + (l->used > 0);
    for (size_t i = 0; i < word.n; style++) {
        size_t from = i;
        dl_utf8_next(word, &i);
        set_style(l, *style);
        put_point(l, dl_slice_cut(word, from, i));
    }
}

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/* point: the first of the text that is put, among those that are painted. */
static void put_text(
    FILE *out, dl_slice text, const painted *p, uint32_t point, unsigned width)
{
    lines l = { .out = out, .width = width };
    uint8_t before = 0;
    for (size_t i = 0; i < text.n;) {
        if (is_blank(text.p[i])) {
            if (text.p[i] == '\n') end_line(&l);
            i++;
            point++;
            continue;
        }
        size_t from = i;
        uint32_t first = point;
        for (; i < text.n && !is_blank(text.p[i]); point++) dl_utf8_next(text, &i);
        put_word(&l, dl_slice_cut(text, from, i), p->style + first, before);
        before = p->style[point - 1];
    }
    end_line(&l);
}

/* ---- the page */

static void put_legend(FILE *out, const painted *p)
{
    lines l = { .out = out };
    bool any = p->quotes || p->events;
    for (int i = 1; i < CLI_LOOKS; i++) any |= p->seen[i];
    if (!any) return;
    fputs("\nmarks:", out);
    for (uint8_t i = 1; i < CLI_LOOKS; i++) {
        if (!p->seen[i]) continue;
        fputc(' ', out);
        set_style(&l, i);
        fputs(look_name[i], out);
        set_style(&l, 0);
    }
    static const char *const word[] = { "quote", "event" };
    const uint8_t style[] = { STYLE_QUOTE, STYLE_EVENT };
    for (int i = 0; i < 2; i++) {
        if (!(i ? p->events : p->quotes)) continue;
        fputc(' ', out);
        set_style(&l, style[i]);
        fputs(word[i], out);
        set_style(&l, 0);
    }
    fputc('\n', out);
}

static void put_title(FILE *out, json_t *report, bool colour)
{
    const char *title = dl_line_text(report, "title");
    if (!*title) return;
    if (colour) fputs("\033[1m", out);
    cli_put(out, title);
    fputs(colour ? "\033[0m\n" : "\n", out);
}

static void put_origin(FILE *out, json_t *report)
{
    const char *outlet = dl_line_text(report, "outlet");
    const char *date = dl_line_text(report, "date");
    const char *agency = dl_line_text(report, "agency");
    cli_put(out, outlet);
    if (*outlet && *date) fputs(", ", out);
    cli_put(out, date);
    if (*agency) fputs(", by way of ", out);
    cli_put(out, agency);
    fputs(*outlet || *date || *agency ? "  [" : "[", out);
    cli_put(out, dl_line_text(report, "id"));
    fputs("]\n\n", out);
}

static void put_removed(FILE *out, json_t *removed, unsigned width)
{
    size_t i;
    json_t *r;
    if (json_array_size(removed)) fputs("\nremoved:\n", out);
    json_array_foreach(removed, i, r)
    {
        dl_buf b;
        dl_buf_init(&b, NULL);
        dl_buf_fmt(&b, "%s: ", dl_line_text(r, "reason"));
        dl_visible(&b, dl_slice_str(dl_line_text(r, "text")));
        cli_wrap(out, dl_buf_slice(&b), width, INDENT);
        dl_buf_free(&b);
    }
}

/* What people hid is folded: who did and why. */
static void put_folded(FILE *out, const json_t *part, unsigned width)
{
    dl_buf b;
    dl_buf_init(&b, NULL);
    dl_buf_str(&b, "[hidden by ");
    dl_visible(&b, dl_slice_str(dl_line_text(part, "by")));
    dl_buf_str(&b, ": ");
    dl_visible(&b, dl_slice_str(dl_line_text(part, "why")));
    dl_buf_str(&b, "]");
    cli_wrap(out, dl_buf_slice(&b), width, 0);
    dl_buf_free(&b);
}

/* The text piece by piece: hidden or not. p NULL: without colours. */
static void put_pieces(
    FILE *out, json_t *report, dl_slice text, const painted *p, unsigned width)
{
    uint32_t point = 0, first = 0;
    for (size_t i = 0, from = 0; from < text.n; from = i, first = point) {
        const json_t *part = dl_line_hidden(report, point);
        while (i < text.n && dl_line_hidden(report, point) == part) {
            dl_utf8_next(text, &i);
            point++;
        }
        dl_slice piece = dl_slice_cut(text, from, i);
        if (part) put_folded(out, part, width);
        else if (p) put_text(out, piece, p, first, width);
        else cli_wrap(out, piece, width, 0);
    }
}

static void put_marked(FILE *out, json_t *report, dl_slice text, unsigned width)
{
    cli_marks marks = cli_marks_of(report);
    painted p = paint(&marks, false, text);
    put_pieces(out, report, text, &p, width);
    put_legend(out, &p);
    free(p.style);
    cli_marks_free(&marks);
}

void cli_page(FILE *out, json_t *report, bool colour)
{
    unsigned width = cli_width(out);
    dl_slice text = dl_slice_str(dl_line_text(report, "text"));
    if (width > PAGE_WIDTH) width = PAGE_WIDTH;
    put_title(out, report, colour);
    put_origin(out, report);
    if (colour) put_marked(out, report, text, width);
    else put_pieces(out, report, text, NULL, width);
    put_removed(out, json_object_get(report, "removed"), width);
}
