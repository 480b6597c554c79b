/* test_long - reports that are too long for one go, or for the memory that one report may
 * have: analysed in parts, cut short, kept with less; the others are not stopped. And
 * runs that are stopped inside a report. What needs the model says so where it is not
 * there. */
#include "unit.h"

#include <limits.h>
#include <unistd.h>

#include "lent.h"
#include "parse/parse.h"
#include "parse/parts.h"
#include "pipeline.h"

#define MODEL "build/model/en.dlm"

/* Long texts are tried whole in the build without sanitizers, and under ASan by make
 * check-long (DATELINE_SWEEP=all). Else ASan, under which they take minutes, sees shorter
 * ones take the same ways. */
static bool is_whole(void)
{
#ifdef __SANITIZE_ADDRESS__
    const char *sweep = getenv("DATELINE_SWEEP");
    return sweep && strcmp(sweep, "all") == 0;
#else
    return true;
#endif
}

typedef struct engine {
    dl_parse *parse; /* NULL: no model */
    dl_parse_scratch *scratch;
} engine;

static engine engine_open(void)
{
    dl_err e;
    dl_err_clear(&e);
    engine it = { .parse = dl_parse_open(NULL, MODEL, &e) };
    if (it.parse) it.scratch = dl_parse_scratch_new(NULL, it.parse, &e);
    else print_message("not tried: no %s (make model)\n", MODEL);
    return it;
}

static void engine_close(engine *it)
{
    dl_parse_scratch_free(it->scratch);
    dl_parse_close(it->parse);
}

static void analyse(engine *it, dl_doc *d, const char *text, uint32_t from, uint32_t to)
{
    dl_doc_reset(d);
    d->text.full = dl_slice_of(text + from, to - from);
    d->text.body = (dl_span){ 0, to - from };
    d->text.english = true;
    dl_parse_run(d, it->parse, it->scratch);
}

/* Paragraphs of two sentences each; every one is another. */
static char *paragraphs(int n, uint32_t *size)
{
    char *p = malloc((size_t)n * 120 + 1);
    size_t at = 0;
    for (int i = 0; i < n; i++)
        at += (size_t)sprintf(p + at,
            "Minister No. %d flew to Oslo on Monday, she said. Nobody was hurt in the %d "
            "towns.\n\n",
            i, i * 7);
    *size = (uint32_t)at;
    return p;
}

static uint32_t tokens_before(const dl_tokens *t, uint32_t byte)
{
    uint32_t n = 0;
    while (n < t->n && t->start[n] < byte) n++;
    return n;
}

/* Each part has the analysis it has alone, and parts end where paragraphs do. */
static void test_parts(void **state)
{
    (void)state;
    engine it = engine_open();
    if (!it.parse) return;
    uint32_t size;
    char *text = paragraphs(3000, &size);
    dl_doc *whole = dl_doc_new(NULL), *part = dl_doc_new(NULL);
    analyse(&it, whole, text, 0, size);
    assert_false(dl_failed(&whole->err));
    const dl_tokens *t = &whole->tokens;
    assert_true(t->n > 3 * PARSE_PART_TOKENS && t->end[t->n - 1] == size);
    uint32_t from = 0, parts = 0;
    while (from < size && parts < 100) {
        uint32_t first = tokens_before(t, from), last = first + 1;
        while (last < t->n && last - first < PARSE_PART_TOKENS) last++;
        if (last < t->n)
            while (memcmp(text + t->start[last] - 2, "\n\n", 2) != 0) last--;
        uint32_t to = last < t->n ? t->start[last] : size;
        analyse(&it, part, text, from, to);
        assert_int_equal(part->tokens.n, last - first);
        for (uint32_t i = 0; i < part->tokens.n; i++) {
            assert_int_equal(part->tokens.head[i] + first, t->head[first + i]);
            assert_int_equal(part->tokens.tag[i], t->tag[first + i]);
            assert_true(dl_slice_eq(part->tokens.lemma[i], t->lemma[first + i]));
        }
        from = to;
        parts++;
    }
    assert_true(parts >= 4 && parts < 100);
    dl_doc_free(whole);
    dl_doc_free(part);
    engine_close(&it);
    free(text);
}

static bool after_some(void *ctx)
{
    int *left = ctx;
    return (*left)-- <= 0;
}

static void test_stop_and_most(void **state)
{
    (void)state;
    engine it = engine_open();
    if (!it.parse) return;
    uint32_t size;
    char *text = paragraphs(3000, &size);
    dl_doc *d = dl_doc_new(NULL);
    int asked = 4 + 2; /* four parts are cut before the first is analysed */
    d->stop = after_some;
    d->stop_ctx = &asked;
    analyse(&it, d, text, 0, size);
    assert_int_equal(d->err.code, DL_ESTOP);
    assert_true(d->tokens.n > 0 && d->tokens.n <= 2 * PARSE_PART_TOKENS);
    d->stop = NULL;
    dl_parse_set_most(it.scratch, 20000);
    analyse(&it, d, text, 0, size);
    assert_false(dl_failed(&d->err));
    assert_true(d->tokens.n >= 20000 && d->tokens.n <= 20000 + PARSE_PART_TOKENS);
    assert_true(d->notes.n == 1 && d->notes.at[0].code == DL_NOTE_TOO_LONG);
    dl_doc_free(d);
    engine_close(&it);
    free(text);
}

/* Texts without a border: no character is cut, tokens are in order, parts within
 * bounds. */
static void test_hard_cuts(void **state)
{
    (void)state;
    static const char *const again[] = { "\"", "a", "\xC3\xA9", "\xF0\x9F\x98\x80", "a ", "(a",
        " " };
    engine it = engine_open();
    if (!it.parse) return;
    dl_doc *d = dl_doc_new(NULL);
    for (size_t k = 0; k < sizeof again / sizeof *again; k++) {
        size_t one = strlen(again[k]), n = 300000 / one;
        char *text = malloc(n * one + 1);
        for (size_t i = 0; i < n; i++) memcpy(text + i * one, again[k], one);
        dl_parse_set_most(it.scratch, 20000);
        analyse(&it, d, text, 0, (uint32_t)(n * one));
        assert_false(dl_failed(&d->err));
        const dl_tokens *t = &d->tokens;
        assert_true(t->n > 0 && t->start[0] == 0 && t->n <= 20000 + 2 * PARSE_PART_TOKENS);
        for (uint32_t i = 0; i < t->n; i++) {
            assert_true(t->start[i] < t->end[i] && (i == 0 || t->start[i] >= t->end[i - 1]));
            assert_true(((unsigned char)text[t->start[i]] & 0xC0) != 0x80);
        }
        free(text);
    }
    dl_doc_free(d);
    engine_close(&it);
}

/* ---- one report never stops the others */
typedef struct heard {
    int lines, too_long;
} heard;

static void hear_note(void *user, const dateline_note *n)
{
    ((heard *)user)->too_long += strcmp(n->code, "too-long") == 0;
}

static bool hear_line(void *user, const char *json, size_t n)
{
    (void)json;
    (void)n;
    ((heard *)user)->lines++;
    return true;
}

static void write_file(const char *path, const char *again, size_t times)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    for (size_t i = 0; i < times; i++) fputs(again, f);
    assert_int_equal(fclose(f), 0);
}

/* Counts what is held through the library's memory hook. */
typedef struct counted {
    size_t held, peak;
} counted;

static void *count(void *ctx, void *p, size_t old, size_t size)
{
    counted *c = ctx;
    void *q = NULL;
    if (size) q = realloc(p, size);
    else free(p);
    if (size && !q) return NULL;
    c->held += size - old;
    if (c->held > c->peak) c->peak = c->held;
    return q;
}

typedef struct outcome {
    dateline_status first, again;
    dateline_counts counts, counts_again;
    heard heard;
    size_t peak;
} outcome;

typedef enum kind { READ, LINKED } kind; /* how far reports are taken */

/* A text between two short reports, added twice. */
static outcome add_between(const char *again, size_t times, kind how)
{
    char folder[] = "/tmp/dateline-long-XXXXXX", path[3][100], db[100];
    assert_non_null(mkdtemp(folder));
    for (int i = 0; i < 3; i++) snprintf(path[i], sizeof path[i], "%s/%d.txt", folder, i);
    snprintf(db, sizeof db, "%s/long.db", folder);
    write_file(path[0], "The mayor opened a bridge.\n", 1);
    write_file(path[1], again, times);
    write_file(path[2], "The mayor opened another.\n", 1);
    const char *input[] = { path[0], path[1], path[2] };
    outcome out = { .first = DATELINE_FAILED };
    counted memory = { 0, 0 };
    dateline_memory hook = { count, &memory };
    dateline_hooks hooks = {
        .size = sizeof hooks, .user = &out.heard, .note = hear_note, .line = hear_line
    };
    dateline_options o = { .size = sizeof o,
        .db = db,
        .model = MODEL,
        .threads = 1,
        .create = true,
        .no_analysis = how == READ,
        .memory = &hook };
    dateline *d;
    assert_int_equal(dateline_open(&o, &d), DATELINE_OK);
    out.first = dateline_add(d, input, 3, &hooks, &out.counts);
    out.peak = memory.peak;
    out.again = dateline_add(d, input, 3, NULL, &out.counts_again);
    dateline_close(d);
    assert_int_equal(memory.held, 0);
    for (int i = 0; i < 3; i++) remove(path[i]);
    remove(db);
    remove(folder);
    return out;
}

/* 7,000,000 short lines are too much for one report: its bytes are kept. */
static void test_short_lines(void **state)
{
    (void)state;
    outcome out = add_between("a\n", 7000000, READ);
    assert_int_equal(out.first, DATELINE_SKIPPED);
    assert_true(out.counts.read == 3 && out.counts.added == 2 && out.heard.too_long == 1);
    assert_int_equal(out.again, DATELINE_SKIPPED);
    assert_int_equal(out.counts_again.known, 3);
    assert_true(out.peak <= (512u << 20) + (64u << 20));
}

/* 6 MB of quotation marks: a token each; the head is analysed. A text of three parts is
 * analysed whole. */
static void test_quotes(void **state)
{
    (void)state;
    FILE *model = fopen(MODEL, "rb");
    if (!model) {
        print_message("not tried: no %s (make model)\n", MODEL);
        return;
    }
    fclose(model);
    bool whole = is_whole();
    outcome out = add_between("\"\"\"\"\"\"\"\"\"\"", whole ? 600000 : 4000, LINKED);
    assert_int_equal(out.first, whole ? DATELINE_SKIPPED : DATELINE_OK);
    assert_true(out.counts.read == 3 && out.counts.added == 3);
    assert_int_equal(out.heard.too_long, whole);
    assert_true(out.peak <= (size_t)64 * 6000000 + (64u << 20));
}

/* ---- a stop, whenever the caller is asked */
typedef struct stopping {
    long left; /* times that the caller says to go on */
    bool asked_more; /* than that */
    dl_buf told;
} stopping;

static bool until_none_is_left(void *user, const dateline_progress *p)
{
    (void)p;
    stopping *s = user;
    if (s->left-- > 0) return true;
    s->asked_more = true;
    return false;
}

static bool take_line(void *user, const char *json, size_t n)
{
    stopping *s = user;
    dl_buf_add(&s->told, dl_slice_of(json, n));
    return true;
}

static bool take_row(void *user, const dateline_row *row)
{
    return take_line(user, row->json, row->json_n);
}

static dateline *opened_on(const char *db)
{
    dateline_options o = { .size = sizeof o,
        .db = db,
        .model = access(MODEL, R_OK) == 0 ? MODEL : "",
        .threads = 1,
        .create = db != NULL };
    dateline *d = lent_handle(&o);
    assert_string_equal(dateline_why(d), "");
    return d;
}

static const char stopped_report[] = "examples/kestrel-islands.txt";

/* Whether the run was stopped before its end. */
static bool is_stopped_at(long times, stopping *s, const char *db)
{
    const char *input = stopped_report;
    s->left = times;
    s->asked_more = false;
    dl_buf_clear(&s->told);
    dateline_hooks h = {
        .size = sizeof h, .user = s, .progress = until_none_is_left, .line = take_line
    };
    dateline *d = opened_on(db);
    if (db) assert_int_not_equal(dateline_add(d, &input, 1, &h, NULL), DATELINE_FAILED);
    else dateline_annotate(d, "json", &input, 1, &h, NULL);
    for (int i = 0; db && i < 4; i++) {
        static const char *const what[] = { "reports", "episodes", "stories", "events" };
        assert_int_equal(dateline_list(d, what[i], NULL, take_row, s), DATELINE_OK);
    }
    lent_end(d);
    return s->asked_more;
}

static dl_buf told_whole(const char *db)
{
    stopping s = { 0 };
    dl_buf_init(&s.told, NULL);
    assert_false(is_stopped_at(LONG_MAX, &s, db));
    return s.told;
}

/* A report is told whole or not at all. */
static void test_stop_annotating(void **state)
{
    (void)state;
    dl_buf whole = told_whole(NULL);
    stopping s = { 0 };
    dl_buf_init(&s.told, NULL);
    assert_true(whole.n > 0);
    for (long times = 0; is_stopped_at(times, &s, NULL); times++)
        if (s.told.n) assert_true(dl_slice_eq(dl_buf_slice(&s.told), dl_buf_slice(&whole)));
    assert_true(dl_slice_eq(dl_buf_slice(&s.told), dl_buf_slice(&whole)));
    dl_buf_free(&s.told);
    dl_buf_free(&whole);
}

/* A run that was stopped is taken up again by the next one, which ends where an
 * undisturbed one does. */
static void test_stop_adding(void **state)
{
    (void)state;
    char folder[] = "/tmp/dateline-stop-XXXXXX", db[100];
    assert_non_null(mkdtemp(folder));
    snprintf(db, sizeof db, "%s/stop.db", folder);
    dl_buf whole = told_whole(db);
    stopping s = { 0 };
    dl_buf_init(&s.told, NULL);
    bool stopped = true;
    for (long times = 0; stopped; times++) {
        remove(db);
        stopped = is_stopped_at(times, &s, db);
        dl_buf again = told_whole(db);
        assert_true(dl_slice_eq(dl_buf_slice(&again), dl_buf_slice(&whole)));
        dl_buf_free(&again);
    }
    dl_buf_free(&s.told);
    dl_buf_free(&whole);
    remove(db);
    remove(folder);
}

static int borrow(void **state)
{
    (void)state;
    return lent_open() ? 0 : -1;
}

static int give_back(void **state)
{
    (void)state;
    lent_close();
    return 0;
}

/* What a long text takes at most, beside what any report does, for a byte of it, from
 * reading it to what link tells of it. */
static void takes_at_most(const char *again, size_t bytes_a_byte)
{
    size_t bytes = is_whole() ? 1 << 20 : 1 << 16;
    outcome small = add_between(again, 10, LINKED);
    outcome large = add_between(again, bytes / strlen(again), LINKED);
    assert_int_equal(large.counts.added, 3);
    size_t more = large.peak - small.peak;
    if (is_whole() && more > bytes * bytes_a_byte) fail_msg("%s: %zu bytes", again, more);
}

/* Those that hold most of the shapes of tests/hurt_stop.c. */
static void test_bytes_a_byte(void **state)
{
    (void)state;
    static const char *const again[] = {
        "he said that she said that ", /* an event and a quote in every third word */
        "5 killed, 3 km, $7 million, ", "on Monday, 3 May 2001, last week ",
        "\"We saw it,\" said Ivan Petrov, \"and left.\" ", "a\n", "It rained in Oslo.\n\n"
    };
    if (access(MODEL, R_OK) != 0) return;
    for (size_t i = 0; i < sizeof again / sizeof *again; i++) takes_at_most(again[i], 64);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_parts),
        cmocka_unit_test(test_stop_and_most), cmocka_unit_test(test_hard_cuts),
        cmocka_unit_test(test_short_lines), cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_bytes_a_byte), cmocka_unit_test(test_stop_annotating),
        cmocka_unit_test(test_stop_adding) };
    return cmocka_run_group_tests(tests, borrow, give_back);
}
