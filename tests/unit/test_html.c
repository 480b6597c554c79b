/* Pages as trees: what the tree keeps, what it leaves out, limits, memory that fails. The
 * standard itself is tested by tests/html. */
#include "unit.h"

#include "read/html.h"

typedef struct page {
    dl_read_tables *tables;
    dl_lexicon *lexicon;
    dl_calendar *calendar;
    dl_arena *arena;
    html_tree tree;
} page;

static int setup(void **state)
{
    static page p;
    dl_err e;
    dl_err_clear(&e);
    p.lexicon = dl_lexicon_open(NULL, NULL, &e);
    p.calendar = dl_calendar_new(NULL, p.lexicon, &e);
    p.tables = dl_read_tables_new(NULL, p.lexicon, p.calendar, &e);
    p.arena = dl_arena_new(NULL, 0);
    *state = &p;
    return p.tables && p.arena ? 0 : -1;
}

static int teardown(void **state)
{
    page *p = *state;
    dl_arena_free(p->arena);
    dl_read_tables_free(p->tables);
    dl_calendar_free(p->calendar);
    dl_lexicon_free(p->lexicon);
    return 0;
}

static void parse(page *p, const char *html)
{
    dl_arena_reset(p->arena);
    read_html_parse(
        &p->tree, p->arena, p->tables, dl_slice_str(html), (html_how){ .whole = false });
}

/* "p(b('x'))": elements by name, texts in quotes; html, head and body left out. */
static void put(const page *p, html_id id, dl_buf *out)
{
    const html_tree *t = &p->tree;
    const html_node *n = html_at(t, id);
    read_piece text;
    if (n->kind == HTML_TEXT) {
        read_piece_start(&text, p->arena, n->n, NULL);
        read_html_text(t, id, &text);
        dl_buf_fmt(out, "'%.*s'", (int)text.n, text.p);
        return;
    }
    bool shown = n->kind == HTML_ELEMENT && n->tag != HTML_HTML && n->tag != HTML_HEAD
        && n->tag != HTML_BODY;
    if (shown) dl_buf_fmt(out, "%s(", read_html_tag_name((html_tag)n->tag));
    for (html_id c = n->first; c; c = html_at(t, c)->next) put(p, c, out);
    if (shown) dl_buf_byte(out, ')');
}

static void is(page *p, const char *html, const char *tree)
{
    dl_buf out;
    dl_buf_init(&out, NULL);
    parse(p, html);
    put(p, HTML_ROOT, &out);
    assert_string_equal(out.p, tree);
    dl_buf_free(&out);
}

static void test_tree(void **state)
{
    page *p = *state;
    is(p, "<p>one<p>two", "p('one')p('two')");
    is(p, "<b><p>x</b>y", "b()p(b('x')'y')");
    is(p, "<table>a<tr><td>b", "'a'table(tbody(tr(td('b'))))");
    is(p, "<ul><li>a<li>b</ul>c", "ul(li('a')li('b'))'c'");
    is(p, "<title>a &amp; b</title><p>x", "title('a & b')p('x')");
    is(p, "<pre>\nx</pre>", "pre('x')");
    is(p, "a<br>b</br>c", "'a'br()'b'br()'c'");
}

/* A reader of reports asks for no scripts but data, no styles, no drawings. */
static void test_left_out(void **state)
{
    page *p = *state;
    is(p, "<p>a<script>b</script>c", "p('a'script()'c')");
    is(p, "<script type='application/ld+json'>{}</script>", "script('{}')");
    is(p, "<style>b{}</style><p>x<!-- c -->y", "style()p('x''y')");
    is(p, "<p>a<svg><path/><title>t</title></svg>b", "p('a'svg()'b')");
    is(p, "<svg><g><p>a", "svg()p('a')");
    is(p, "<svg><g>never closed", "svg(('never closed'))");
}

static void test_characters(void **state)
{
    page *p = *state;
    is(p, "&eacute;&copy&notin;&notit;&bogus;", "'\xC3\xA9\xC2\xA9\xE2\x88\x89\xC2\xACit;&bogus;'");
    is(p, "&#8217;&#x2019&#150;&#0;&#xD800;",
        "'\xE2\x80\x99\xE2\x80\x99\xE2\x80\x93\xEF\xBF\xBD\xEF\xBF\xBD'");
    is(p, "a\r\nb\rc", "'a\nb\nc'");
    is(p, "1 < 2 & 3", "'1 < 2 & 3'");
}

static void value_is(page *p, const char *html, const char *name, const char *value)
{
    parse(p, html);
    html_id id = HTML_ROOT;
    while (id && !html_is(&p->tree, id, HTML_A)) id = read_html_next(&p->tree, id, 0);
    dl_slice got = read_html_get(&p->tree, id, name);
    if (!value) assert_null(got.p);
    else assert_true(dl_slice_is(got, value));
}

static void test_attributes(void **state)
{
    page *p = *state;
    value_is(p, "<a href=x/>y", "href", "x/");
    value_is(p, "<a HREF='a&amp;b' href=c>y", "href", "a&b");
    value_is(p, "<a href=\"?a=1&copy=2\">y", "href", "?a=1&copy=2");
    value_is(p, "<a title=it's class=b>y", "class", "b");
    value_is(p, "<a b = c>y", "b", "c");
    value_is(p, "<a b>y", "b", NULL);
}

/* Each character of a text is traced to its bytes. */
static void test_map(void **state)
{
    page *p = *state;
    dl_runs map = { NULL, 0, 0 };
    read_piece out;
    const char *html = "<p>a&amp;b\r\nc";
    parse(p, html);
    read_piece_start(&out, p->arena, 16, &map);
    for (html_id id = HTML_ROOT; id; id = read_html_next(&p->tree, id, 0))
        if (html_at(&p->tree, id)->kind == HTML_TEXT) read_html_text(&p->tree, id, &out);
    assert_int_equal(out.n, 5);
    const char wanted[] = { 3, 4, 9, 10, 12 };
    for (uint32_t i = 0; i < 5; i++) assert_int_equal(dl_runs_from(&map, i), wanted[i]);
}

static void test_depth(void **state)
{
    page *p = *state;
    enum { N = 20000 };
    char *html = malloc(5 * N + 2);
    for (int i = 0; i < N; i++) memcpy(html + 5 * i, "<div>", 5);
    memcpy(html + 5 * N, "x", 2);
    parse(p, html);
    html_id id = HTML_ROOT;
    while (html_at(&p->tree, id)->kind != HTML_TEXT) id = read_html_next(&p->tree, id, 0);
    int depth = 0;
    for (; id != HTML_ROOT; id = html_at(&p->tree, id)->parent) depth++;
    assert_int_equal(depth, READ_HTML_DEPTH_MAX + 1);
    free(html);
}

static void test_memory(void **state)
{
    page *p = *state;
    static char html[1 << 16];
    for (size_t i = 0; i + 16 < sizeof html; i += 16) memcpy(html + i, "<b><table>x<p>y&", 16);
    for (size_t limit = 1 << 14; limit < 1 << 22; limit += limit / 3) {
        dl_arena *a = dl_arena_new(NULL, limit);
        html_tree t;
        read_html_parse(&t, a, p->tables, dl_slice_str(html), (html_how){ .whole = true });
        assert_true(dl_arena_failed(a) || t.nodes.n > 1000);
        dl_arena_free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tree),
        cmocka_unit_test(test_left_out),
        cmocka_unit_test(test_characters),
        cmocka_unit_test(test_attributes),
        cmocka_unit_test(test_map),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
