/* html_driver - the reader of pages, asked by tests/html and tests/hurt_html.
 *
 * usage: html_driver < requests > answers
 *
 * A request is a line "tree SPACE CONTEXT N" (CONTEXT "-": a document) or "tokens
 * STATE TAG N" (TAG "-": none) and N bytes of a page; the answer is a line of JSON:
 * the nodes in order, each with its depth, or the tokens. Names are given in small
 * letters. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "read/html.h"
#include "read/html_scan.h"

typedef struct driver {
    dl_read_tables *tables;
    dl_arena *arena;
    dl_buf out;
    html_tree tree;
} driver;

static void key_lower(dl_buf *b, const html_tree *t, dl_slice s)
{
    read_piece p;
    read_piece_start(&p, t->arena, s.n, NULL);
    read_html_chars(t, (uint32_t)(s.p - t->page.p), (uint32_t)s.n, HTML_CHARS_RAW, &p);
    for (size_t i = 0; i < p.n; i++)
        p.p[i] = (char)(p.p[i] >= 'A' && p.p[i] <= 'Z' ? p.p[i] + 32 : p.p[i]);
    dl_json_str(b, dl_slice_of(p.n ? p.p : "", p.n));
}

static void value(dl_buf *b, const html_tree *t, dl_slice s)
{
    read_piece p;
    read_piece_start(&p, t->arena, s.n, NULL);
    if (s.n) read_html_chars(t, (uint32_t)(s.p - t->page.p), (uint32_t)s.n, HTML_CHARS_VALUE, &p);
    dl_json_str(b, dl_slice_of(p.n ? p.p : "", p.n));
}

static void attributes(dl_buf *b, const html_tree *t, uint32_t at, uint32_t n)
{
    html_attribute a;
    dl_slice tag = dl_slice_cut(t->page, at, at + n);
    for (size_t i = 0; read_html_attribute(tag, &i, &a);) {
        dl_json_open(b, '[');
        key_lower(b, t, a.name);
        value(b, t, a.value);
        dl_json_close(b, ']');
    }
}

static void doctype(dl_buf *b, const html_tree *t, uint32_t at, uint32_t n)
{
    html_doctype d;
    read_html_doctype(t->page, at, n, &d);
    const dl_slice part[] = { d.name, d.public_id, d.system_id };
    for (int k = 0; k < 3; k++) {
        if (!part[k].p) dl_json_str(b, (dl_slice){ NULL, 0 });
        else if (k == 0) key_lower(b, t, part[k]);
        else {
            read_piece p;
            read_piece_start(&p, t->arena, part[k].n, NULL);
            read_html_chars(
                t, (uint32_t)(part[k].p - t->page.p), (uint32_t)part[k].n, HTML_CHARS_RAW, &p);
            dl_json_str(b, dl_slice_of(p.n ? p.p : "", p.n));
        }
    }
    dl_json_bool(b, !d.odd);
}

static void text_of(dl_buf *b, const html_tree *t, uint32_t at, uint32_t n, bool raw)
{
    read_piece p;
    read_piece_start(&p, t->arena, n, NULL);
    read_html_chars(t, at, n, raw ? HTML_CHARS_RAW : HTML_CHARS_TEXT, &p);
    dl_json_str(b, dl_slice_of(p.n ? p.p : "", p.n));
}

static void put_name(dl_buf *b, const html_tree *t, const html_node *n, html_id id)
{
    if (n->tag == HTML_OTHER) key_lower(b, t, read_html_name(t, id));
    else dl_json_str(b, dl_slice_str(read_html_tag_name((html_tag)n->tag)));
}

static void put_node(driver *v, html_id id, int depth)
{
    static const char *const kind[] = { "document", "element", "text", "comment", "doctype" };
    const html_tree *t = &v->tree;
    const html_node *n = html_at(t, id);
    dl_buf *b = &v->out;
    dl_json_open(b, '[');
    dl_json_int(b, depth);
    dl_json_str(b, dl_slice_str(kind[n->kind]));
    if (n->kind == HTML_ELEMENT) {
        dl_json_int(b, n->space);
        put_name(b, t, n, id);
        attributes(b, t, n->at, n->n);
        for (uint32_t i = 0; i < t->more.n; i++)
            if (t->more.at[i].node == id) attributes(b, t, t->more.at[i].at, t->more.at[i].n);
    } else if (n->kind == HTML_DOCTYPE) {
        doctype(b, t, n->at, n->n);
    } else {
        dl_json_bool(b, n->joined);
        text_of(b, t, n->at, n->n, n->raw || n->kind == HTML_COMMENT);
    }
    dl_json_close(b, ']');
}

static void put_tree(driver *v, const char *space, const char *context, dl_slice page)
{
    html_how how = { .whole = true, .part = strcmp(context, "-") != 0 };
    how.context_space = strcmp(space, "svg") == 0 ? HTML_SVG_SPACE : HTML_HTML_SPACE;
    if (strcmp(space, "math") == 0) how.context_space = HTML_MATH_SPACE;
    dl_slice name = dl_slice_str(context);
    if (how.part) how.context = read_html_name_find(v->tables->html_names, name, 0, name.n);
    read_html_parse(&v->tree, v->arena, v->tables, page, how);
    int depth = 0;
    dl_json_open(&v->out, '[');
    for (html_id id = HTML_ROOT; id;) {
        put_node(v, id, depth);
        const html_node *n = html_at(&v->tree, id);
        if (n->first) {
            depth++;
            id = n->first;
            continue;
        }
        while (id && !html_at(&v->tree, id)->next) {
            id = html_at(&v->tree, id)->parent;
            depth--;
        }
        if (id) id = html_at(&v->tree, id)->next;
    }
    dl_json_close(&v->out, ']');
}

static void put_token(driver *v, const html_token *t)
{
    static const char *const kind[] = { "end", "text", "nul", "StartTag", "EndTag", "Comment",
        "DOCTYPE" };
    dl_buf *b = &v->out;
    dl_json_open(b, '[');
    dl_json_str(b, dl_slice_str(kind[t->kind]));
    if (t->kind == TOKEN_START || t->kind == TOKEN_CLOSE) {
        key_lower(b, &v->tree, dl_slice_cut(v->tree.page, t->at, t->at + t->name_n));
        dl_json_bool(b, t->self_closing);
        attributes(b, &v->tree, t->at, t->n);
    } else if (t->kind == TOKEN_DOCTYPE) {
        doctype(b, &v->tree, t->at, t->n);
    } else {
        text_of(b, &v->tree, t->at, t->n, t->raw || t->kind == TOKEN_COMMENT);
    }
    dl_json_close(b, ']');
}

static html_state state_named(const char *name)
{
    static const char *const known[] = { "data", "rcdata", "rawtext", "script", "plain", "cdata" };
    for (int k = 0; k < 6; k++)
        if (strcmp(name, known[k]) == 0) return (html_state)k;
    return STATE_DATA;
}

static void put_tokens(driver *v, const char *state, const char *tag, dl_slice page)
{
    html_scan s;
    html_token t;
    v->tree = (html_tree){ .tables = v->tables, .arena = v->arena, .page = page };
    read_html_scan_start(&s, page, v->tables->html_names);
    s.state = state_named(state);
    if (strcmp(tag, "-") != 0) s.until = dl_slice_str(tag);
    dl_json_open(&v->out, '[');
    do {
        read_html_scan(&s, &t);
        if (t.kind != TOKEN_END) put_token(v, &t);
    } while (t.kind != TOKEN_END);
    dl_json_close(&v->out, ']');
}

static void answer(driver *v, char word[3][64], dl_slice page)
{
    dl_buf_clear(&v->out);
    v->out.comma = false;
    if (strcmp(word[0], "tree") == 0) put_tree(v, word[1], word[2], page);
    else put_tokens(v, word[1], word[2], page);
    dl_buf_byte(&v->out, '\n');
    fwrite(v->out.p, 1, v->out.n, stdout);
    dl_arena_reset(v->arena);
}

int main(void)
{
    char word[3][64];
    size_t n;
    dl_err e;
    dl_err_clear(&e);
    dl_lexicon *lexicon = dl_lexicon_open(NULL, NULL, &e);
    dl_calendar *calendar = lexicon ? dl_calendar_new(NULL, lexicon, &e) : NULL;
    driver v = { .tables = calendar ? dl_read_tables_new(NULL, lexicon, calendar, &e) : NULL };
    if (!v.tables) return 1;
    v.arena = dl_arena_new(NULL, 0);
    dl_buf_init(&v.out, NULL);
    while (scanf("%63s %63s %63s %zu", word[0], word[1], word[2], &n) == 4) {
        char *page = malloc(n + 1);
        if (!page || getchar() != '\n' || fread(page, 1, n, stdin) != n) return 1;
        answer(&v, word, dl_slice_of(page, n));
        free(page);
    }
    dl_buf_free(&v.out);
    dl_arena_free(v.arena);
    dl_read_tables_free(v.tables);
    dl_calendar_free(calendar);
    dl_lexicon_free(lexicon);
    return 0;
}
