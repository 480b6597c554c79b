/* hurt_html - pages built to hurt the reader of pages: the basic blocks run (counted
 * by the compiler's own hook, so the same on every machine) and the bytes held at a
 * size and at twice the size. Both may double, not more. No element stands deeper than
 * the limit. */
#include <stdio.h>
#include <stdlib.h>

#include "hurt.h"

#include "read/html.h"

/* Of twice the page. */
static const double MOST = 2.3;
/* Steps and bytes held for a byte of any page: what grows in steps of other sizes than
 * the page does (a list that fills) is within it. */
enum { STEPS_A_BYTE = 6000, BYTES_A_BYTE = 160 };

typedef struct hurt {
    const char *name, *head, *again, *tail;
    size_t n;
} hurt;

static const hurt hurts[] = {
    { "divs inside divs", "", "<div>", "", 1 << 17 },
    { "spans inside spans", "", "<span>", "", 1 << 17 },
    { "unclosed bold", "", "<b>", "", 1 << 17 },
    { "unclosed bold and paragraphs", "", "<b><p>", "", 1 << 17 },
    { "bold of many kinds, text", "", "<b class=%d>x<p>", "", 1 << 17 },
    { "fonts of many kinds", "", "<font size=%d>", "<p>x<p>x", 1 << 17 },
    { "many fonts, then paragraphs", "<b a=1><b a=2><b a=3><b a=4><i><u><s><tt>", "<p>x", "",
        1 << 17 },
    { "links inside links", "", "<a href=x>y<div>", "", 1 << 17 },
    { "crossed", "", "<b><i></b>", "", 1 << 17 },
    { "crossed by blocks", "", "<a><div></a>", "", 1 << 17 },
    { "crossed, deep", "", "<a><b><i><div></a></b>", "", 1 << 17 },
    { "nobr", "", "<nobr><p>", "", 1 << 17 },
    { "end tags alone", "<div><span>", "</b></p></x></a>", "", 1 << 17 },
    { "end tags that close nothing, deep", "<x><x><x><x><x><x><x><x><x><x>", "<x></y>", "",
        1 << 17 },
    { "attributes", "<div ", "a%d=1 ", ">", 1 << 17 },
    { "attributes of a formatting element", "<b ", "a%d=1 ", ">", 1 << 17 },
    { "second bodies", "<body>", "<body a=1>", "", 1 << 17 },
    { "references", "", "&amp;&notit;&#x27;", "", 1 << 17 },
    { "names of no reference", "", "&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "", 1 << 17 },
    { "a number", "&#", "9", "", 1 << 17 },
    { "text moved before a table", "<table>", "x<br>", "", 1 << 17 },
    { "text moved before tables", "", "<table>x", "", 1 << 17 },
    { "tables in cells", "", "<table><tr><td>", "", 1 << 17 },
    { "cells", "<table>", "<td>", "", 1 << 17 },
    { "captions", "<table>", "<caption><b>", "", 1 << 17 },
    { "zero bytes", "a", "%z", "", 1 << 16 },
    { "zero bytes among tags", "", "<p>x", "%z", 1 << 17 },
    { "templates", "", "<template>", "", 1 << 17 },
    { "templates in tables", "", "<table><template><tr>", "", 1 << 17 },
    { "drawings", "", "<svg>", "", 1 << 17 },
    { "drawings ended by blocks", "", "<svg><p>", "", 1 << 17 },
    { "drawings inside drawings", "", "<svg><desc>", "", 1 << 17 },
    { "math", "", "<math><mi>", "", 1 << 17 },
    { "scripts with comments", "", "<script><!--</script>", "-->", 1 << 17 },
    { "scripts inside a script", "<script><!--", "<script></script ", "", 1 << 17 },
    { "comments that do not end", "", "<!--", "", 1 << 17 },
    { "dashes", "<!--", "-", "", 1 << 17 },
    { "half tags", "", "<", "", 1 << 17 },
    { "half end tags", "", "</", "", 1 << 17 },
    { "empty end tags", "", "</>", "", 1 << 17 },
    { "quotes that do not end", "", "<a b='", "", 1 << 17 },
    { "titles", "", "<title>x", "", 1 << 17 },
    { "lists", "", "<li>", "", 1 << 17 },
    { "lists inside lists", "", "<ul><li>", "", 1 << 17 },
    { "headings", "", "<h1>", "", 1 << 17 },
    { "forms", "", "<form>", "", 1 << 17 },
    { "options", "<select>", "<option><b>", "", 1 << 17 },
    { "buttons", "", "<button><b>", "", 1 << 17 },
    { "ruby", "<ruby>", "<rt><rb>", "", 1 << 17 },
    { "objects", "", "<object><b>", "", 1 << 17 },
    { "framesets", "<frameset>", "<frameset> x y", "", 1 << 17 },
    { "sections of data", "<svg>", "<![CDATA[]]>", "", 1 << 17 },
    { "plain text", "<plaintext>", "<p>", "", 1 << 17 },
};

/* "%d" of `again` is a number that grows, "%z" a zero byte. */
static size_t put(char *out, const char *again, size_t i)
{
    char *p = out;
    for (const char *s = again; *s; s++) {
        if (*s != '%') {
            *p++ = *s;
            continue;
        }
        s++;
        if (*s == 'z') *p++ = 0;
        else p += sprintf(p, "%07zu", i);
    }
    return (size_t)(p - out);
}

static dl_slice page_of(const hurt *h, size_t n)
{
    char room[64];
    size_t each = put(room, h->again, 0);
    size_t times = n / each;
    char *out = malloc(strlen(h->head) + times * each + strlen(h->tail) + 1);
    if (!out) exit(2);
    size_t at = put(out, h->head, 0);
    for (size_t i = 0; i < times; i++) at += put(out + at, h->again, i);
    at += put(out + at, h->tail, 0);
    return dl_slice_of(out, at);
}

static uint32_t depth_of(const html_tree *t)
{
    uint32_t deepest = 0;
    uint32_t depth = 0;
    for (html_id id = HTML_ROOT; id;) {
        const html_node *n = html_at(t, id);
        if (depth > deepest && n->kind == HTML_ELEMENT) deepest = depth;
        if (n->first) {
            depth++;
            id = n->first;
            continue;
        }
        for (; id && !html_at(t, id)->next; depth--) id = html_at(t, id)->parent;
        if (id) id = html_at(t, id)->next;
    }
    return deepest;
}

typedef struct took {
    uint64_t steps;
    size_t bytes;
    uint32_t depth;
} took;

/* Parses the page and reads all its texts. */
static took run(const dl_read_tables *t, const hurt *h, size_t n, bool whole)
{
    html_tree tree;
    read_piece out;
    dl_slice page = page_of(h, n);
    dl_arena *a = dl_arena_new(NULL, 0);
    if (!a) exit(2);
    uint64_t from = steps;
    read_html_parse(&tree, a, t, page, (html_how){ .whole = whole });
    read_piece_start(&out, a, page.n, NULL);
    for (html_id id = HTML_ROOT; id; id = read_html_next(&tree, id, 0))
        if (html_at(&tree, id)->kind == HTML_TEXT) read_html_text(&tree, id, &out);
    took k = { steps - from, dl_arena_bytes(a), depth_of(&tree) };
    dl_arena_free(a);
    free((char *)(uintptr_t)page.p);
    return k;
}

static bool twice(const dl_read_tables *t, const hurt *h, bool whole)
{
    took a = run(t, h, h->n, whole);
    took b = run(t, h, 2 * h->n, whole);
    double ratio = (double)b.steps / (double)a.steps;
    bool ok = a.steps && ratio <= MOST && b.depth <= READ_HTML_DEPTH_MAX + 8;
    ok = ok && b.steps <= STEPS_A_BYTE * 2 * h->n && b.bytes <= BYTES_A_BYTE * 2 * h->n;
    printf("%-36s %6.0f steps a byte, twice: %.2f; %4.0f bytes a byte; depth %u%s\n", h->name,
        (double)b.steps / (double)(2 * h->n), ratio, (double)b.bytes / (double)(2 * h->n), b.depth,
        ok ? "" : "  FAILS");
    return ok;
}

int main(void)
{
    dl_err e;
    dl_err_clear(&e);
    dl_lexicon *lexicon = dl_lexicon_open(NULL, NULL, &e);
    dl_calendar *calendar = lexicon ? dl_calendar_new(NULL, lexicon, &e) : NULL;
    dl_read_tables *t = calendar ? dl_read_tables_new(NULL, lexicon, calendar, &e) : NULL;
    if (!t) return 2;
    bool ok = true;
    for (size_t i = 0; i < sizeof hurts / sizeof *hurts; i++) {
        ok &= twice(t, &hurts[i], false);
        ok &= twice(t, &hurts[i], true);
    }
    dl_read_tables_free(t);
    dl_calendar_free(calendar);
    dl_lexicon_free(lexicon);
    return ok ? 0 : 1;
}
