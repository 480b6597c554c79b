/* See annotated.h. */
#include "annotated.h"

#include <dirent.h>

#include "code/code.h"
#include "mark/mark.h"
#include "parse/parse.h"

static dl_lexicon *lexicon;
static dl_mark_tables *marks;
static dl_code_tables *codes;
static dl_parse *parse;
static dl_parse_scratch *scratch;

int annotated_open(void **state)
{
    dl_err e;
    (void)state;
    dl_err_clear(&e);
    lexicon = dl_lexicon_open(NULL, NULL, &e);
    marks = lexicon ? dl_mark_tables_new(NULL, lexicon, &e) : NULL;
    codes = marks ? dl_code_tables_new(NULL, lexicon, &e) : NULL;
    bool model = access(UNIT_MODEL, R_OK) == 0;
    parse = codes && model ? dl_parse_open(NULL, UNIT_MODEL, &e) : NULL;
    scratch = parse ? dl_parse_scratch_new(NULL, parse, &e) : NULL;
    if (codes && (scratch || !model)) return 0;
    print_error("%s: %s\n", e.what, e.detail);
    return -1;
}

int annotated_close(void **state)
{
    (void)state;
    dl_parse_scratch_free(scratch);
    dl_parse_close(parse);
    dl_code_tables_free(codes);
    dl_mark_tables_free(marks);
    dl_lexicon_free(lexicon);
    return 0;
}

dl_lexicon *annotated_lexicon(void) { return lexicon; }

/* ---- documents */

void annotated_mark(dl_doc *d)
{
    assert_non_null(scratch);
    d->text.english = true;
    dl_parse_run(d, parse, scratch);
    dl_mark_run(d, marks);
    assert_true(dl_doc_ok(d));
}

dl_doc *annotated_marked(const annotated_case *c)
{
    dl_buf full;
    dl_doc *d = dl_doc_new(NULL);
    dl_buf_init(&full, NULL);
    dl_buf_add(&full, c->title);
    if (c->title.n) dl_buf_str(&full, "\n\n");
    d->text.title.end = (uint32_t)c->title.n;
    d->text.body.start = (uint32_t)full.n;
    dl_buf_add(&full, c->text);
    d->text.body.end = (uint32_t)full.n;
    d->text.full = dl_arena_copy(d->arena, dl_buf_slice(&full));
    dl_buf_free(&full);
    d->text.date = c->date;
    d->text.url = c->url;
    uint32_t body = d->text.body.start;
    dl_zone *zone = c->dateline.n ? DL_PUSH(d->arena, &d->text.zones) : NULL;
    if (zone) *zone = (dl_zone){ DL_ZONE_DATELINE, { body, body + (uint32_t)c->dateline.n } };
    annotated_mark(d);
    return d;
}

dl_doc *annotated_coded(const annotated_case *c)
{
    dl_doc *d = annotated_marked(c);
    dl_code_run(d, codes);
    assert_true(dl_doc_ok(d));
    return d;
}

dl_doc *annotated_text_marked(dl_slice text)
{
    return annotated_marked(&(annotated_case){ .text = text });
}

dl_doc *annotated_text_coded(dl_slice text)
{
    return annotated_coded(&(annotated_case){ .text = text });
}

dl_slice annotated_without_brackets(dl_slice example, char *out, dl_span *span)
{
    size_t n = 0;
    assert_true(example.n <= ANNOTATED_EXAMPLE_MAX);
    *span = (dl_span){ UINT32_MAX, UINT32_MAX };
    for (size_t i = 0; i < example.n; i++) {
        if (example.p[i] == '[') span->start = (uint32_t)n;
        else if (example.p[i] == ']') span->end = (uint32_t)n;
        else out[n++] = example.p[i];
    }
    return dl_slice_of(out, n);
}

dl_slice annotated_repeated(dl_arena *a, const char *words, size_t times)
{
    size_t n = strlen(words);
    char *text = dl_arena_alloc(a, n * times);
    assert_non_null(text);
    for (size_t i = 0; i < times; i++) memcpy(text + i * n, words, n);
    return dl_slice_of(text, n * times);
}

/* ---- what was found, as lines */

bool annotated_tells(const dl_doc *d, annotated_line *found, dl_slice line)
{
    dl_buf b;
    bool told = false;
    dl_buf_init(&b, NULL);
    for (uint32_t i = 0; !told && found(&b, d, i); i++) {
        told = dl_slice_eq(dl_buf_slice(&b), line);
        dl_buf_clear(&b);
    }
    if (dl_slice_is(line, "none")) told = !found(&b, d, 0);
    dl_buf_free(&b);
    return told;
}

void annotated_print(const dl_doc *d, annotated_line *found)
{
    dl_buf b;
    dl_buf_init(&b, NULL);
    for (uint32_t i = 0; found(&b, d, i); i++) {
        print_error("    found    %.*s\n", (int)b.n, b.p);
        dl_buf_clear(&b);
    }
    dl_buf_free(&b);
}

static uint32_t found_in(const dl_doc *d, annotated_line *found)
{
    dl_buf b;
    uint32_t n = 0;
    dl_buf_init(&b, NULL);
    while (found(&b, d, n)) n++;
    dl_buf_free(&b);
    return n;
}

/* ---- cases */

static bool is_key(dl_slice line, dl_slice key, dl_slice *value)
{
    if (!dl_slice_starts(line, key)) return false;
    *value = dl_slice_cut(line, key.n, line.n);
    return true;
}

/* Is the line no text and no expectation? What it says of the report is taken. */
static bool is_aside(annotated_case *c, dl_slice line)
{
    return !line.n || line.p[0] == '#' || is_key(line, DL_S("title: "), &c->title)
        || is_key(line, DL_S("date: "), &c->date) || is_key(line, DL_S("url: "), &c->url)
        || is_key(line, DL_S("dateline: "), &c->dateline);
}

static annotated_case case_of(dl_slice block)
{
    annotated_case c = { .block = block };
    dl_slice line;
    while (dl_slice_line(&block, &line))
        if (!is_aside(&c, line) && !c.text.n) c.text = line;
    return c;
}

/* The next line that says what must be found. */
static bool next_line(annotated_case *c, dl_slice *rest, dl_slice *line)
{
    while (dl_slice_line(rest, line))
        if (line->p != c->text.p && !is_aside(c, *line)) return true;
    return false;
}

static uint32_t case_wrong(annotated_case *c, const annotated_check *check)
{
    dl_doc *d = check->annotate(c);
    dl_slice rest = c->block;
    dl_slice line;
    uint32_t wrong = 0;
    uint32_t lines = 0;
    while (next_line(c, &rest, &line)) {
        lines += !dl_slice_is(line, "none");
        if (check->holds ? check->holds(d, line) : annotated_tells(d, check->found, line)) continue;
        if (!wrong++) print_error("  %.*s\n", (int)c->text.n, c->text.p);
        print_error("    expected %.*s\n", (int)line.n, line.p);
    }
    if (!wrong && check->is_all && found_in(d, check->found) != lines) {
        print_error("  %.*s\n    expected %u, no more\n", (int)c->text.n, c->text.p, lines);
        wrong++;
    }
    if (wrong) annotated_print(d, check->found);
    dl_doc_free(d);
    return wrong;
}

static uint32_t add_file(const char *path, const annotated_check *check, uint32_t *cases)
{
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_err e;
    uint32_t wrong = 0;
    dl_err_clear(&e);
    dl_slice rest = dl_file_read(a, path, 1 << 22, &e);
    assert_false(dl_failed(&e));
    while (rest.n) {
        size_t end = dl_slice_find(rest, DL_S("\n\n"), 0);
        if (end == SIZE_MAX) end = rest.n;
        annotated_case c = case_of(dl_slice_cut(rest, 0, end));
        rest = dl_slice_cut(rest, end + 2 < rest.n ? end + 2 : rest.n, rest.n);
        if (!c.text.n) continue;
        wrong += case_wrong(&c, check);
        ++*cases;
    }
    if (wrong) print_error("%s: %u wrong\n", path, wrong);
    dl_arena_free(a);
    return wrong;
}

uint32_t annotated_file_wrong(const char *path, const annotated_check *c, uint32_t least)
{
    uint32_t cases = 0;
    uint32_t wrong = add_file(path, c, &cases);
    assert_true(cases >= least);
    return wrong;
}

uint32_t annotated_folder_wrong(const char *path, const annotated_check *c, uint32_t least)
{
    uint32_t cases = 0;
    uint32_t wrong = 0;
    DIR *folder = opendir(path);
    assert_non_null(folder);
    for (struct dirent *f = readdir(folder); f; f = readdir(folder)) {
        char file[512];
        if (!strstr(f->d_name, ".txt")) continue;
        snprintf(file, sizeof file, "%s/%s", path, f->d_name);
        wrong += add_file(file, c, &cases);
    }
    closedir(folder);
    assert_true(cases >= least);
    return wrong;
}
