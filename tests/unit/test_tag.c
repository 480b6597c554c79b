/* test_tag - tags and heads of tests/cases/tag: sentences in, "word tag head" compared
 * with what the engine says. tests/cases/tag/verbs.txt tells the form; every wrong line
 * of every case is printed before the test fails. What needs the model says so where it
 * is not there. */
#include "unit.h"

#include <dirent.h>

#include "base/table.h"
#include "parse/parse.h"

#define MODEL "build/model/en.dlm"
#define FOLDER "tests/cases/tag"

enum { FILES_MAX = 100, WORD_MAX = 100 };

typedef struct tally {
    int cases, lines, wrong;
} tally;

static dl_slice text_of(const dl_doc *d, uint32_t i)
{
    return dl_slice_cut(d->text.full, d->tokens.start[i], d->tokens.end[i]);
}

/* "to#2": the second token that reads "to"; -1: there is none. */
static int64_t token_named(const dl_doc *d, dl_slice name)
{
    size_t hash = dl_slice_find_byte(name, '#', 0);
    long nth = hash == SIZE_MAX
        ? 1
        : atol(dl_arena_str(d->arena, dl_slice_cut(name, hash + 1, name.n)));
    dl_slice word = dl_slice_cut(name, 0, hash == SIZE_MAX ? name.n : hash);
    for (uint32_t i = 0; i < d->tokens.n; i++)
        if (dl_slice_eq(text_of(d, i), word) && --nth == 0) return i;
    return -1;
}

static bool head_is(const dl_doc *d, uint32_t i, dl_slice head)
{
    uint32_t h = d->tokens.head[i];
    return dl_slice_is(head, "-") ? h == i : h != i && token_named(d, head) == (int64_t)h;
}

static dl_slice next_word(dl_slice *line)
{
    size_t blank = dl_slice_find_byte(*line, ' ', 0), end = blank == SIZE_MAX ? line->n : blank;
    dl_slice word = dl_slice_cut(*line, 0, end);
    *line = dl_slice_trim(dl_slice_cut(*line, end, line->n));
    return word;
}

/* Whether the line holds; where it does not, `said` tells what the engine says. */
static bool holds(const dl_doc *d, dl_slice line, char said[3 * WORD_MAX])
{
    dl_slice word = next_word(&line), tag = next_word(&line), head = next_word(&line);
    int64_t i = token_named(d, word);
    snprintf(said, 3 * WORD_MAX, "no such word");
    if (i < 0) return false;
    dl_slice got = d->tokens.labels->tag.name[d->tokens.tag[i]];
    dl_slice got_head = text_of(d, d->tokens.head[i]);
    snprintf(said, 3 * WORD_MAX, "%.*s %.*s", (int)got.n, got.p, (int)got_head.n, got_head.p);
    return dl_slice_eq(got, tag) && head_is(d, (uint32_t)i, head);
}

static void check_line(const char *path, const dl_doc *d, dl_slice line, tally *t)
{
    static const char mark[] = "known-wrong: ";
    char said[3 * WORD_MAX];
    bool known = dl_slice_starts(line, dl_slice_str(mark));
    if (known) line = dl_slice_cut(line, strlen(mark), line.n);
    t->lines++;
    if (holds(d, line, said) != known) return;
    t->wrong++;
    if (known) snprintf(said, sizeof said, "just that: no longer known-wrong");
    print_error("%s: wanted %.*s, got %s: %.*s\n", path, (int)line.n, line.p, said,
        (int)d->text.full.n, d->text.full.p);
}

static void check_file(const char *path, const dl_parse *p, dl_parse_scratch *s, tally *t)
{
    dl_err e;
    dl_err_clear(&e);
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_slice rest = dl_file_read(a, path, 1 << 20, &e);
    dl_doc *d = dl_doc_new(NULL);
    while (rest.n) {
        size_t gap = dl_slice_find(rest, DL_S("\n\n"), 0), end = gap == SIZE_MAX ? rest.n : gap;
        dl_slice block = dl_slice_trim(dl_slice_cut(rest, 0, end)), sentence;
        rest = dl_slice_cut(rest, gap == SIZE_MAX ? rest.n : gap + 2, rest.n);
        if (block.n == 0 || block.p[0] == '#') continue;
        assert_true(dl_slice_line(&block, &sentence));
        dl_doc_reset(d);
        d->text.full = sentence;
        d->text.body = (dl_span){ 0, (uint32_t)sentence.n };
        d->text.english = true;
        dl_parse_run(d, p, s);
        t->cases++;
        for (dl_slice line; dl_slice_line(&block, &line);) check_line(path, d, line, t);
    }
    dl_doc_free(d);
    dl_arena_free(a);
}

static int files(char path[FILES_MAX][WORD_MAX])
{
    int n = 0;
    DIR *folder = opendir(FOLDER);
    assert_non_null(folder);
    for (struct dirent *f; (f = readdir(folder)) && n < FILES_MAX;)
        if (strstr(f->d_name, ".txt")) snprintf(path[n++], WORD_MAX, FOLDER "/%.60s", f->d_name);
    closedir(folder);
    return n;
}

static void test_cases(void **state)
{
    (void)state;
    static char path[FILES_MAX][WORD_MAX];
    dl_err e;
    dl_err_clear(&e);
    tally t = { 0 };
    dl_parse *p = dl_parse_open(NULL, MODEL, &e);
    if (!p) {
        print_message("not tried: no %s (make model)\n", MODEL);
        return;
    }
    dl_parse_scratch *s = dl_parse_scratch_new(NULL, p, &e);
    assert_non_null(s);
    for (int n = files(path), i = 0; i < n; i++) check_file(path[i], p, s, &t);
    dl_parse_scratch_free(s);
    dl_parse_close(p);
    print_message("%d sentences, %d words looked at\n", t.cases, t.lines);
    assert_true(t.cases >= 30);
    if (t.wrong) fail_msg("%d wrong", t.wrong);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
