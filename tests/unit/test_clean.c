/* Clean: the cases of tests/cases/clean, the examples of its tables, inputs built to
 * hurt, failing memory. */
#include "rows.h"

#include "clean/clean_private.h"
#include "read/read.h"

static dl_lexicon *lexicon;
static dl_calendar *calendar;
static dl_read_tables *read_tables;
static dl_clean_tables *tables;

static dl_doc *run(dl_raw_kind kind, dl_slice bytes)
{
    dl_doc *d = dl_doc_new(NULL);
    dl_raw raw = { .kind = kind, .file = DL_S("t"), .bytes = bytes, .note = DL_NOTE_COUNT };
    dl_read_decode(d, read_tables, &raw);
    if (d->text.page.p) {
        dl_clean_page(d, tables, read_tables);
        dl_read_settle(d, read_tables, &raw);
    }
    dl_clean_text(d, tables);
    dl_clean_seams(d, tables);
    assert_false(dl_failed(&d->err));
    return d;
}

/* ---- tests/cases/clean/NAME.txt, of pages tests/cases/page/NAME.txt: input, a line
 * "----", then checks a line:
 *   title: agency: place: author: outlet: url: modified: language:   is just that
 *   keep: drop:                     stands in the text or does not
 *   paragraphs:                     how many the text has
 *   date: 2016-12-16 dateline       date and basis
 *   zone: dateline OSLO (Wire) -    a zone of that kind over just that text
 *   removed: byline: By Jane Doe    words that went, and why
 *   raw: words                      stand where the text says they come from
 * "title:" alone: there is none. A wrong one says what came out and hides no other. */
static bool has_zone(const dl_doc *d, dl_slice what)
{
    for (uint32_t i = 0; i < d->text.zones.n; i++) {
        const dl_zone *z = &d->text.zones.at[i];
        dl_slice kind = dl_slice_str(dl_zone_name(z->kind));
        dl_slice text = dl_slice_cut(d->text.full, z->span.start, z->span.end);
        if (what.n > kind.n && dl_slice_starts(what, kind)
            && dl_slice_eq(dl_slice_trim(dl_slice_cut(what, kind.n, what.n)), dl_slice_trim(text)))
            return true;
    }
    return false;
}

static bool has_date(const dl_doc *d, dl_slice what)
{
    char got[100];
    snprintf(got, sizeof got, "%.*s %.*s", (int)d->text.date.n,
        d->text.date.p ? d->text.date.p : "", (int)d->text.date_basis.n, d->text.date_basis.p);
    return dl_slice_eq(dl_slice_trim(dl_slice_str(got)), what);
}

/* "removed: byline: By Jane Doe": words that went, and why. */
static bool has_removed(const dl_doc *d, dl_slice what)
{
    size_t colon = dl_slice_find_byte(what, ':', 0);
    assert_true(colon != SIZE_MAX);
    dl_slice why = dl_slice_cut(what, 0, colon);
    dl_slice text = dl_slice_trim(dl_slice_cut(what, colon + 1, what.n));
    for (uint32_t i = 0; i < d->text.removed.n; i++) {
        const dl_removed *r = &d->text.removed.at[i];
        bool same = dl_slice_eq(why, dl_slice_str(dl_removed_name(r->why)));
        if (same && dl_slice_find(r->text, text, 0) != SIZE_MAX) return true;
    }
    return false;
}

/* "raw: words": that stand in the text, and as they are where it says they come from. */
static bool is_traced(const dl_doc *d, dl_slice words)
{
    size_t at = dl_slice_find(d->text.full, words, 0);
    if (at == SIZE_MAX) return false;
    uint64_t raw = dl_doc_raw_at(d, (uint32_t)at);
    if (raw == UINT64_MAX || raw + words.n > d->text.raw.n) return false;
    return memcmp(d->text.raw.p + raw, words.p, words.n) == 0;
}

static bool holds(const dl_doc *d, dl_slice kind, dl_slice what)
{
    bool in = what.n && dl_slice_find(dl_doc_body(d), what, 0) != SIZE_MAX;
    if (dl_slice_is(kind, "keep")) return in;
    if (dl_slice_is(kind, "drop")) return what.n && !in;
    if (dl_slice_is(kind, "title")) return dl_slice_eq(dl_doc_title(d), what);
    if (dl_slice_is(kind, "agency")) return dl_slice_eq(d->text.agency, what);
    if (dl_slice_is(kind, "author")) return dl_slice_eq(d->text.author, what);
    if (dl_slice_is(kind, "place")) return dl_slice_eq(d->text.dateline_place, what);
    if (dl_slice_is(kind, "date")) return has_date(d, what);
    if (dl_slice_is(kind, "zone")) return has_zone(d, what);
    if (dl_slice_is(kind, "outlet")) return dl_slice_eq(d->text.outlet, what);
    if (dl_slice_is(kind, "language")) return dl_slice_eq(d->text.language, what);
    if (dl_slice_is(kind, "url")) return dl_slice_eq(d->text.url, what);
    if (dl_slice_is(kind, "modified")) return dl_slice_eq(d->text.date_modified, what);
    if (dl_slice_is(kind, "removed")) return has_removed(d, what);
    if (dl_slice_is(kind, "raw")) return is_traced(d, what);
    if (dl_slice_is(kind, "paragraphs")) return d->text.paragraphs.n == (uint32_t)atoi(what.p);
    return false;
}

static int check_case(const char *path, dl_raw_kind kind, dl_slice text)
{
    size_t cut = dl_slice_find(text, DL_S("\n----\n"), 0);
    assert_true(cut != SIZE_MAX);
    dl_doc *d = run(kind, dl_slice_cut(text, 0, cut));
    dl_slice rest = dl_slice_cut(text, cut + 6, text.n), line;
    int wrong = 0, checks = 0;
    while (dl_slice_line(&rest, &line)) {
        size_t colon = dl_slice_find_byte(line, ':', 0);
        if (colon == SIZE_MAX) continue;
        dl_slice what = dl_slice_trim(dl_slice_cut(line, colon + 1, line.n));
        checks++;
        if (holds(d, dl_slice_cut(line, 0, colon), what)) continue;
        wrong++;
        print_error("%s: %.*s\n", path, (int)line.n, line.p);
    }
    if (wrong)
        print_error("--- got title [%.*s] agency [%.*s] text:\n%.*s\n", (int)dl_doc_title(d).n,
            dl_doc_title(d).p, (int)d->text.agency.n, d->text.agency.p, (int)dl_doc_body(d).n,
            dl_doc_body(d).p);
    dl_doc_free(d);
    return wrong + !checks;
}

static void check_folder(const char *path, dl_raw_kind kind, int least)
{
    dl_arena *a = dl_arena_new(NULL, 0);
    const char *folder[] = { path };
    dl_reader *r = dl_reader_new(NULL, read_tables, folder, 1, (dl_wait){ NULL, NULL });
    dl_raw raw;
    int n = 0, wrong = 0;
    while (dl_reader_next(r, a, &raw)) {
        if (raw.kind != DL_RAW_TEXT) continue;
        wrong += check_case(dl_arena_str(a, raw.file), kind, raw.bytes) > 0;
        n++;
    }
    assert_true(n >= least);
    assert_int_equal(wrong, 0);
    dl_reader_free(r);
    dl_arena_free(a);
}

static void test_cases(void **state)
{
    (void)state;
    check_folder("tests/cases/clean", DL_RAW_TEXT, 20);
}

static void test_pages(void **state)
{
    (void)state;
    check_folder("tests/cases/page", DL_RAW_PAGE, 8);
}

/* Memory that ends anywhere in a page is told, and nothing of it is held. */
static void test_failing_page(void **state)
{
    (void)state;
    bool whole = false;
    for (long at = 1; !whole && at < 3000; at++) {
        unit_memory m = { 0, at, 0 };
        dl_mem hook = { unit_resize, &m };
        dl_doc *d = dl_doc_new(&hook);
        dl_raw raw = { .kind = DL_RAW_PAGE,
            .file = DL_S("t"),
            .note = DL_NOTE_COUNT,
            .bytes = DL_S("<title>Rain stops play</title><h1>Rain stops play</h1><div class=nav>"
                          "<a href=/>Home</a></div><p>Rain stopped play on Monday, the umpires "
                          "said, and it will rain on Tuesday.<p>It was the third day without a "
                          "ball &amp; without a bat, they said.") };
        if (d) dl_read_decode(d, read_tables, &raw);
        if (d && !dl_failed(&d->err)) dl_clean_page(d, tables, read_tables);
        if (d && !dl_failed(&d->err)) dl_read_settle(d, read_tables, &raw);
        if (d && !dl_failed(&d->err)) dl_clean_text(d, tables);
        whole = d && !dl_failed(&d->err) && m.count < at;
        if (whole) assert_true(dl_slice_ends(dl_doc_body(d), DL_S("a bat, they said.")));
        dl_doc_free(d);
        assert_int_equal(m.held, 0);
    }
    assert_true(whole);
}

/* Pages that nest, repeat and mislead: what is done is bounded, and comes to an end. */
static void test_hurt_pages(void **state)
{
    (void)state;
    static const char *const again[] = { "<div>", "<div class=\"a-b-c-d related\">x</div>",
        "<h2>Related</h2>", "<h1>One two three four</h1>", "<p>Related</p><p></p>",
        "<time>May 3</time>", "<a href=x><h3>x</h3></a>", "<table>x", "<ul><li><a>x</a>",
        "<script type='application/ld+json'>{\"@type\":\"Article\",\"a\":{</script>",
        "<p>A word, and another, and one more, and then a stop for this line.</p>" };
    for (size_t k = 0; k < sizeof again / sizeof *again; k++) {
        size_t n = strlen(again[k]);
        size_t times = (1 << 18) / n;
        char *page = malloc(times * n);
        for (size_t i = 0; i < times; i++) memcpy(page + i * n, again[k], n);
        dl_doc *d = run(DL_RAW_PAGE, dl_slice_of(page, times * n));
        assert_true(dl_utf8_bad(d->text.full) == SIZE_MAX);
        dl_doc_free(d);
        free(page);
    }
}

/* ---- examples of the tables */

/* A report or page with the example in it, which stays until the next call. */
static dl_doc *run_around(
    dl_raw_kind kind, const char *before, dl_slice example, const char *behind)
{
    static char text[2000];
    int n = snprintf(text, sizeof text, "%s%.*s%s", before, (int)example.n, example.p, behind);
    return run(kind, dl_slice_of(text, (size_t)n));
}

/* As its last paragraph. */
static dl_doc *run_with_last(dl_slice example)
{
    static const char report[] =
        "The council met on Tuesday to speak about the bridge over the river Fen.\n\nIt voted "
        "for a new bridge, and the mayor thanked the engineers.\n\n";
    return run_around(DL_RAW_TEXT, report, example, "\n");
}

static bool is_gone(const dl_doc *d, dl_slice example)
{
    return dl_slice_find(dl_doc_body(d), example, 0) == SIZE_MAX;
}

/* As the last paragraph of a report it goes. */
static bool goes_alone(dl_slice example)
{
    dl_doc *d = run_with_last(example);
    bool rest = dl_slice_ends(dl_doc_body(d), DL_S("thanked the engineers."));
    bool gone = is_gone(d, example);
    dl_doc_free(d);
    return gone && rest;
}

/* A page's line on who wrote it names somebody. */
static bool names_author(dl_slice example)
{
    dl_doc *d = run_around(DL_RAW_PAGE, "<h1>A new bridge over the Fen</h1><div class=byline>",
        example,
        "</div><p>The council met on Tuesday to speak about the bridge over the river Fen, and "
        "voted for a new one.");
    bool named = d->text.author.n > 0;
    dl_doc_free(d);
    return named;
}

static bool phrase_example(dl_slice kind, dl_slice example)
{
    if (dl_slice_is(kind, "author") || dl_slice_is(kind, "particle")) return names_author(example);
    if (dl_slice_is(kind, "nobody")) return !names_author(example);
    if (dl_slice_is(kind, "label") || dl_slice_is(kind, "filler"))
        return clean_is_date_line(tables, example);
    if (dl_slice_is(kind, "credit") || dl_slice_is(kind, "names"))
        return clean_is_desk_note(tables, example);
    if (dl_slice_is(kind, "wall")) return clean_is_wall(tables, example);
    if (dl_slice_is(kind, "rights") || dl_slice_is(kind, "sign")) return goes_alone(example);
    return true; /* the others are tried below in a text */
}

/* Each example of data/clean/phrases.tsv is known for what it is. */
static void test_phrase_examples(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_err e;
    dl_err_clear(&e);
    dl_slice tsv = dl_file_read(a, "data/clean/phrases.tsv", 1 << 20, &e);
    const dl_table *t = dl_table_parse(a, "phrases", tsv, false, &e);
    assert_non_null(t);
    int wrong = 0;
    for (uint32_t r = 0; r < t->rows; r++) {
        dl_slice example = dl_table_cell(t, r, 2);
        bool ok = phrase_example(dl_table_cell(t, r, 1), example);
        if (!ok) print_error("phrases.tsv:%u: %.*s\n", t->line[r], (int)example.n, example.p);
        wrong += !ok;
    }
    assert_int_equal(wrong, 0);
    dl_arena_free(a);
}

/* Each example of the clutter table is recognised: alone at the end of an article it
 * goes. */
static void test_clutter_examples(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_err e;
    dl_err_clear(&e);
    dl_slice tsv = dl_file_read(a, "data/clean/clutter.tsv", 1 << 20, &e);
    const dl_table *t = dl_table_parse(a, "clutter", tsv, false, &e);
    assert_non_null(t);
    for (uint32_t r = 0; r < t->rows; r++) {
        dl_slice example = dl_table_cell(t, r, (uint32_t)dl_table_column(t, "example"));
        dl_doc *d = run_with_last(example);
        bool gone = is_gone(d, example);
        if (!gone) print_error("row %u: %.*s\n", t->line[r], (int)example.n, example.p);
        assert_true(gone);
        dl_doc_free(d);
    }
    dl_arena_free(a);
}

/* ---- seams: each example of data/clean/seams.tsv, with "||" where its row speaks */

/* A report with the example as a paragraph, without its "|| "; *at: where that was. */
static dl_doc *run_joined(dl_slice example, size_t *at)
{
    static const char before[] =
        "The council met on Tuesday to speak about the bridge over the river Fen.\n\nIt voted "
        "for a new bridge, and the mayor thanked the engineers.\n\nWork begins in the spring.\n\n";
    char text[400];
    size_t bar = dl_slice_find(example, DL_S("|| "), 0);
    assert_true(bar != SIZE_MAX && example.n < sizeof text);
    dl_slice rest = dl_slice_cut(example, bar + strlen("|| "), example.n);
    memcpy(text, example.p, bar);
    memcpy(text + bar, rest.p, rest.n);
    dl_slice joined = dl_slice_of(text, bar + rest.n);
    dl_doc *d = run_around(DL_RAW_TEXT, before, joined, ", he said.\n\nNobody was hurt.\n");
    size_t found = dl_slice_find(d->text.full, joined, 0);
    *at = found == SIZE_MAX ? SIZE_MAX : found + bar;
    return d;
}

static uint32_t lean_there(const dl_doc *d, size_t at)
{
    for (uint32_t i = 0; i < d->text.seams.n; i++)
        if (d->text.seams.at[i].at == at) return d->text.seams.at[i].lean;
    return 0;
}

static bool seam_holds(void *ctx, const dl_table *t, uint32_t row)
{
    (void)ctx;
    size_t at;
    dl_doc *d = run_joined(rows_cell(t, row, "example"), &at);
    uint32_t lean = lean_there(d, at), least = 60; /* more than any capital's */
    dl_slice kind = rows_cell(t, row, "kind");
    bool binds = dl_slice_is(kind, "binds") || dl_slice_is(kind, "says")
        || dl_slice_is(kind, "title");
    dl_doc_free(d);
    return at != SIZE_MAX && (binds ? lean == 0 : lean >= least);
}

static void test_seam_examples(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    const dl_table *t = rows_read(a, "clean/seams.tsv");
    assert_int_equal(rows_wrong(t, seam_holds, NULL, "its example"), 0);
    dl_arena_free(a);
}

/* A dateline far from the date that was given is told, and does not win. */
static void test_doubted_date(void **state)
{
    (void)state;
    dl_doc *d = run(DL_RAW_JSON,
        DL_S("{\"date\":\"2019-03-01\",\"text\":\"LONDON, Dec 16, 2016 (Meridian Wire) - Talks "
             "ended on Friday without a deal, the union said.\"}"));
    bool told = false;
    for (uint32_t i = 0; i < d->notes.n; i++) told |= d->notes.at[i].code == DL_NOTE_DATE_DOUBTED;
    assert_true(told && dl_slice_is(d->text.date, "2019-03-01"));
    dl_doc_free(d);
}

/* ---- a line of clutter goes alone: each example of the table at each paragraph boundary
 * of each report of examples/reports.jsonl; the text must stay as it was without it. */

enum { REPORT_MAX = 20000, TRIED_LEAST = 5000 };

/* The report's text with `line` as a paragraph of its own behind the first `at`; false:
 * there are not so many. */
static bool insert_line(dl_slice text, uint32_t at, dl_slice line, char out[REPORT_MAX])
{
    size_t i = 0;
    for (uint32_t k = 0; k < at; k++) {
        if (i == text.n) return false;
        size_t gap = dl_slice_find(text, DL_S("\n\n"), i);
        i = gap == SIZE_MAX ? text.n : gap + 2;
    }
    bool end = i == text.n;
    snprintf(out, REPORT_MAX, "%.*s%s%.*s%s%.*s", (int)i, text.p, end ? "\n\n" : "", (int)line.n,
        line.p, end ? "" : "\n\n", (int)(text.n - i), text.p + i);
    return true;
}

static int try_line(dl_slice whole, dl_slice title, dl_slice body, dl_slice line, int *tried)
{
    int wrong = 0;
    char text[REPORT_MAX];
    for (uint32_t at = 1; insert_line(whole, at, line, text); at++) {
        dl_doc *d = run(DL_RAW_TEXT, dl_slice_str(text));
        bool ok = dl_slice_eq(dl_doc_body(d), body) && dl_slice_eq(dl_doc_title(d), title);
        if (!ok)
            print_error("%.*s | behind paragraph %u of: %.*s\n", (int)line.n, line.p, at,
                (int)title.n, title.p);
        wrong += !ok;
        ++*tried;
        dl_doc_free(d);
    }
    return wrong;
}

static int try_report(const dl_raw *raw, const dl_table *clutter, int *tried)
{
    dl_doc *d = run(DL_RAW_JSON, raw->bytes);
    char whole[REPORT_MAX];
    snprintf(whole, sizeof whole, "%.*s", (int)d->text.full.n, d->text.full.p);
    dl_doc *plain = run(DL_RAW_TEXT, dl_slice_str(whole));
    assert_true(dl_slice_eq(plain->text.full, d->text.full)); /* a clean text stays */
    int wrong = 0;
    for (uint32_t r = 0; r < clutter->rows; r++) {
        dl_slice line = dl_table_cell(clutter, r, (uint32_t)dl_table_column(clutter, "example"));
        wrong += try_line(dl_slice_str(whole), dl_doc_title(d), dl_doc_body(d), line, tried);
    }
    dl_doc_free(plain);
    dl_doc_free(d);
    return wrong;
}

static void test_clutter_goes_alone(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_err e;
    dl_err_clear(&e);
    dl_slice tsv = dl_file_read(a, "data/clean/clutter.tsv", 1 << 20, &e);
    const dl_table *clutter = dl_table_parse(a, "clutter", tsv, false, &e);
    assert_non_null(clutter);
    const char *file[] = { "examples/reports.jsonl" };
    dl_reader *r = dl_reader_new(NULL, read_tables, file, 1, (dl_wait){ NULL, NULL });
    dl_raw raw;
    int wrong = 0, tried = 0;
    while (dl_reader_next(r, a, &raw)) wrong += try_report(&raw, clutter, &tried);
    assert_true(tried >= TRIED_LEAST);
    assert_int_equal(wrong, 0);
    dl_reader_free(r);
    dl_arena_free(a);
}

/* ---- texts that were wrapped: each report of examples/reports.jsonl at 38 to 100
 * columns */

typedef struct wrapping {
    const char *first, *rest, *gap; /* in front of a paragraph's lines, between paragraphs */
} wrapping;

/* As a mail program does it: no word is broken. */
static void wrap_paragraph(dl_buf *out, dl_slice s, size_t width, const wrapping *w)
{
    size_t column = strlen(w->first);
    dl_buf_str(out, w->first);
    for (size_t i = 0; i < s.n;) {
        size_t end = dl_slice_find_byte(s, ' ', i);
        if (end == SIZE_MAX) end = s.n;
        size_t columns = dl_utf8_count(dl_slice_cut(s, i, end));
        if (i && column + 1 + columns > width) {
            dl_buf_fmt(out, "\n%s", w->rest);
            column = strlen(w->rest);
        } else if (i) {
            dl_buf_byte(out, ' ');
            column++;
        }
        dl_buf_add(out, dl_slice_cut(s, i, end));
        column += columns;
        i = end + 1;
    }
}

static void wrap_text(dl_buf *out, dl_slice text, size_t width, const wrapping *w)
{
    dl_buf_clear(out);
    for (size_t i = 0; i < text.n;) {
        size_t end = dl_slice_find(text, DL_S("\n\n"), i);
        if (end == SIZE_MAX) end = text.n;
        if (i) dl_buf_str(out, w->gap);
        wrap_paragraph(out, dl_slice_cut(text, i, end), width, w);
        i = end + 2;
    }
}

static bool same_words(dl_slice a, dl_slice b)
{
    size_t i = 0, k = 0;
    while (i < a.n || k < b.n) {
        while (i < a.n && strchr(" \n", a.p[i])) i++;
        while (k < b.n && strchr(" \n", b.p[k])) k++;
        if (i == a.n || k == b.n) return i == a.n && k == b.n;
        if (a.p[i++] != b.p[k++]) return false;
    }
    return true;
}

typedef struct wrap_count {
    int tried, other, paragraphs, met;
} wrap_count;

/* Paragraphs of the wrapped text that are paragraphs of `whole`. */
static void count_paragraphs(const dl_doc *d, dl_slice whole, wrap_count *n)
{
    char one[REPORT_MAX + 8], all[REPORT_MAX + 8];
    snprintf(all, sizeof all, "\n\n%.*s\n\n", (int)whole.n, whole.p);
    for (uint32_t i = 0; i < d->text.paragraphs.n; i++) {
        dl_span p = d->text.paragraphs.at[i];
        snprintf(one, sizeof one, "\n\n%.*s\n\n", (int)(p.end - p.start), d->text.full.p + p.start);
        n->met += strstr(all, one) != NULL;
        n->paragraphs++;
    }
}

static wrap_count try_wrapping(const wrapping *w)
{
    const char *file[] = { "examples/reports.jsonl" };
    dl_reader *r = dl_reader_new(NULL, read_tables, file, 1, (dl_wait){ NULL, NULL });
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_raw raw;
    wrap_count n = { 0, 0, 0, 0 };
    dl_buf text;
    dl_buf_init(&text, NULL);
    while (dl_reader_next(r, a, &raw)) {
        dl_doc *plain = run(DL_RAW_JSON, raw.bytes);
        for (size_t width = 38; width <= 100; width += 2) {
            wrap_text(&text, plain->text.full, width, w);
            dl_doc *d = run(DL_RAW_TEXT, dl_buf_slice(&text));
            assert_true(same_words(d->text.full, plain->text.full)); /* nothing is lost */
            bool other = !dl_slice_eq(d->text.full, plain->text.full);
            if (other && *w->gap && (w->gap[1] || *w->first))
                print_error(
                    "%zu columns, read as:\n%.*s\n", width, (int)d->text.full.n, d->text.full.p);
            n.other += other;
            n.tried++;
            count_paragraphs(d, plain->text.full, &n);
            dl_doc_free(d);
        }
        dl_doc_free(plain);
    }
    dl_buf_free(&text);
    dl_arena_free(a);
    dl_reader_free(r);
    return n;
}

/* With empty lines or indentation the paragraphs are those of the text that was wrapped.
 * With neither it cannot be known whether a paragraph ends where a line that is full ends
 * a sentence: 17 paragraphs in 20 must be met. */
static void test_wrapped(void **state)
{
    (void)state;
    static const wrapping sure[] = { { "", "", "\n\n" }, { "    ", "    ", "\n\n" },
        { "   ", "", "\n" } };
    static const wrapping unsure = { "", "", "\n" };
    for (size_t k = 0; k < sizeof sure / sizeof *sure; k++) {
        wrap_count n = try_wrapping(&sure[k]);
        if (n.other) print_error("wrapping %zu: %d of %d texts differ\n", k, n.other, n.tried);
        assert_true(n.tried > 300 && n.other == 0);
    }
    wrap_count n = try_wrapping(&unsure);
    if (n.met * 20 < n.paragraphs * 17) print_error("met %d of %d\n", n.met, n.paragraphs);
    assert_true(n.met * 20 >= n.paragraphs * 17);
}

static void test_hurt(void **state)
{
    (void)state;
    size_t n = 4 << 20;
    char *big = malloc(n);
    for (size_t i = 0; i < n; i++) big[i] = i % 2 ? '\n' : 'a';
    dl_doc *d = run(DL_RAW_TEXT, dl_slice_of(big, n / 2)); /* a million lines of one letter */
    assert_true(d->text.paragraphs.n > 0);
    dl_doc_free(d);
    memset(big, 'x', n); /* one word of 4 MiB */
    d = run(DL_RAW_TEXT, dl_slice_of(big, n));
    assert_int_equal(dl_doc_body(d).n, n);
    dl_doc_free(d);
    for (size_t i = 0; i + 6 <= n; i += 6) memcpy(big + i, "Read\n\n", 6);
    d = run(DL_RAW_TEXT, dl_slice_of(big, n / 6 * 6));
    dl_doc_free(d);
    free(big);
}

/* Each allocation fails in turn over decode and clean of one report: a typed error,
 * nothing leaked. */
static void test_failing_memory(void **state)
{
    (void)state;
    bool whole = false;
    for (long at = 1; !whole && at < 400; at++) {
        unit_memory m = { 0, at, 0 };
        dl_mem hook = { unit_resize, &m };
        dl_doc *d = dl_doc_new(&hook);
        if (d) {
            dl_raw raw = { .kind = DL_RAW_JSON,
                .file = DL_S("t"),
                .note = DL_NOTE_COUNT,
                .bytes = DL_S("{\"title\":\"Rain stops play\",\"text\":\"LONDON (Meridian Wire) - "
                              "Rain stopped play on Monday, the umpires said.\\n\\nIt was the "
                              "third day without a ball bowled.\\n\\nRead more: rain\"}") };
            dl_read_decode(d, read_tables, &raw);
            if (!dl_failed(&d->err)) dl_clean_text(d, tables);
            assert_true(d->err.code == DL_OK || d->err.code == DL_ENOMEM);
            whole = d->err.code == DL_OK && m.count < at;
        }
        dl_doc_free(d);
        assert_int_equal(m.held, 0);
    }
    assert_true(whole);
}

int main(void)
{
    dl_err e;
    dl_err_clear(&e);
    lexicon = dl_lexicon_open(NULL, NULL, &e);
    calendar = lexicon ? dl_calendar_new(NULL, lexicon, &e) : NULL;
    read_tables = calendar ? dl_read_tables_new(NULL, lexicon, calendar, &e) : NULL;
    tables = read_tables ? dl_clean_tables_new(NULL, lexicon, calendar, &e) : NULL;
    if (!tables) return 1;
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases), cmocka_unit_test(test_pages),
        cmocka_unit_test(test_failing_page), cmocka_unit_test(test_hurt_pages),
        cmocka_unit_test(test_phrase_examples), cmocka_unit_test(test_clutter_examples),
        cmocka_unit_test(test_seam_examples), cmocka_unit_test(test_doubted_date),
        cmocka_unit_test(test_clutter_goes_alone),
        cmocka_unit_test(test_wrapped), cmocka_unit_test(test_hurt),
        cmocka_unit_test(test_failing_memory) };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    dl_read_tables_free(read_tables);
    dl_clean_tables_free(tables);
    dl_calendar_free(calendar);
    dl_lexicon_free(lexicon);
    return failed;
}
