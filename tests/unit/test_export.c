/* Rows of events told in each format: hostile texts, what is left out, and memory that
 * fails at every step. tests/exports reads whole files by the formats' own readers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/base.h"
#include "tell/export.h"

/* ---- memory that fails at the n-th request */

typedef struct failing {
    uint64_t left; /* requests until it fails; UINT64_MAX: never */
} failing;

static void *resize(void *ctx, void *p, size_t old, size_t size)
{
    failing *f = ctx;
    (void)old;
    if (!size) {
        free(p);
        return NULL;
    }
    if (f->left != UINT64_MAX && f->left-- == 0) {
        f->left = 0;
        return NULL;
    }
    return realloc(p, size);
}

/* ---- rows */

static dl_row_column text_column(const char *name)
{
    return (dl_row_column){ .name = dl_slice_str(name), .in_line = true, .in_table = true };
}

static dl_cell text_cell(const char *text)
{
    return (dl_cell){ .type = DL_CELL_TEXT, .text = dl_slice_str(text) };
}

#define EVIL "=<b>&\\\"\\u0001\\uffff\\ttab \\ud83d\\ude00 ]]>"
#define PARTY(id, name) \
    "{\"entity\":" id ",\"name\":\"" name "\",\"raw\":\"" name "\",\"kind\":\"PERSON\"," \
    "\"title\":\"President\",\"country\":\"JPN\",\"code\":\"JPNGOVMIL\"}"

static const struct {
    const char *name, *value;
    bool json;
} event_cells[] = {
    { "id", "e1", false },
    { "status", "happened", false },
    { "type", "CONSULT", false },
    { "cameo", "042", false },
    { "lemma", "meet", false },
    { "quad", "1", true },
    { "goldstein", "1.9", true },
    { "actors", "[" PARTY("\"n1\"", EVIL) "," PARTY("null", "the crew") "]", true },
    { "recipients", "[" PARTY("\"n1\"", EVIL) "," PARTY("\"n2\"", "Olga") "]", true },
    { "time_from", "2016-12-15", false },
    { "time_to", "2016-12-15", false },
    { "time_precision", "day", false },
    { "place",
        "{\"name\":\"Sochi\",\"country\":\"RUS\",\"lat\":43.6,\"lon\":39.7,\"geonames\":491422,"
        "\"precision\":\"point\",\"admin1\":\"Krasnodar\"}",
        true },
    { "certainty", "certain", false },
    { "counts", "[{\"kind\":\"killed\",\"min\":3.0,\"max\":null}]", true },
    { "story", "s1", false },
    { "outlets", "1", true },
    { "told",
        "[{\"report\":\"" EVIL "\",\"outlet\":\"@Post\",\"url\":\"https://example.org/?a&b\","
        "\"date\":\"2016-12-16\",\"length\":90,\"sentence\":1,\"start\":4,\"text\":\"met\"}]",
        true },
    { "sentence", "\n<script>\x01 met\xef\xbf\xbe Olga \n", false },
};
enum { CELLS = sizeof event_cells / sizeof *event_cells };

/* The event above with one cell changed; NULL: none. */
static bool put_event(dl_export *x, const char *name, const char *value)
{
    dl_row_column column[CELLS];
    dl_cell cell[CELLS];
    for (size_t i = 0; i < CELLS; i++) {
        const char *text = event_cells[i].value;
        column[i] = text_column(event_cells[i].name);
        if (name && strcmp(event_cells[i].name, name) == 0) text = value;
        cell[i] = text_cell(text);
        if (event_cells[i].json) cell[i].type = DL_CELL_JSON;
        if (!text) cell[i].type = DL_CELL_NULL;
    }
    dl_row row = { CELLS, column, cell };
    return dl_export_row(x, &row);
}

/* ---- telling them */

typedef struct told {
    failing memory;
    dl_mem mem;
    dl_lexicon *lexicon;
    const dl_table *countries;
    dl_buf text;
} told;

static bool hear(void *user, const char *bytes, size_t n)
{
    told *t = user;
    dl_buf_add(&t->text, dl_slice_of(bytes, n));
    return true;
}

static void begin(told *t)
{
    dl_err e;
    dl_err_clear(&e);
    *t = (told){ .memory = { UINT64_MAX } };
    t->mem = (dl_mem){ resize, &t->memory };
    t->lexicon = dl_lexicon_open(NULL, NULL, &e);
    t->countries = dl_tell_countries(t->lexicon, &e);
    assert_non_null(t->countries);
    dl_buf_init(&t->text, NULL);
}

static void end(told *t)
{
    dl_buf_free(&t->text);
    dl_lexicon_free(t->lexicon);
}

static dl_export *start(told *t, const char *format)
{
    dl_export_options o = {
        .format = format, .countries = t->countries, .version = "0", .put = hear, .user = t
    };
    dl_buf_clear(&t->text);
    return dl_export_new(&t->mem, &o);
}

static bool has(const told *t, const char *text)
{
    return dl_slice_find(dl_buf_slice(&t->text), dl_slice_str(text), 0) != SIZE_MAX;
}

static void tell_one(told *t, const char *format)
{
    dl_export *x = start(t, format);
    assert_true(put_event(x, NULL, NULL));
    assert_true(dl_export_end(x));
    dl_export_free(x);
}

/* ---- tests */

static void hostile_texts_are_escaped(void **state)
{
    told t;
    (void)state;
    begin(&t);
    tell_one(&t, "gexf");
    assert_true(has(&t, "label=\"=&lt;b&gt;&amp;&quot;\xef\xbf\xbd\xef\xbf\xbd tab "));
    assert_false(has(&t, "<b>"));
    assert_false(has(&t, "\xef\xbf\xbf"));
    tell_one(&t, "atom");
    assert_true(has(&t, "&lt;script&gt;\xef\xbf\xbd met\xef\xbf\xbd Olga</content>"));
    assert_true(has(&t, "href=\"https://example.org/?a&amp;b\""));
    tell_one(&t, "polecat");
    assert_true(has(&t, "\t\"'=<b>&\"\" \xef\xbf\xbf tab \xf0\x9f\x98\x80 ]]>\"\t"));
    assert_true(has(&t, "\tJPN\t740\tGOV\tGOV;MIL\tPresident\t"));
    tell_one(&t, "timelinejs");
    assert_true(has(&t, "&lt;script&gt;"));
    end(&t);
}

static uint32_t rows_of(const told *t)
{
    uint32_t n = 0;
    for (size_t i = 0; i < t->text.n; i++) n += t->text.p[i] == '\n';
    return n;
}

/* Two actors and two recipients of which one is an actor too: three pairs. */
static void nobody_is_paired_with_oneself(void **state)
{
    told t;
    (void)state;
    begin(&t);
    tell_one(&t, "gdelt");
    assert_int_equal(rows_of(&t), 3);
    tell_one(&t, "polecat");
    assert_true(has(&t, "\ne1\t") && has(&t, "\ne1.1\t") && has(&t, "\ne1.2\t"));
    end(&t);
}

static uint64_t left_of(told *t, const char *format, const char *cell, const char *value)
{
    uint64_t all = 0;
    uint64_t n;
    dl_export *x = start(t, format);
    assert_true(put_event(x, cell, value));
    assert_true(dl_export_end(x));
    for (uint32_t i = 0; dl_export_left(x, i, &n); i++) all += n;
    dl_export_free(x);
    return all;
}

static void what_a_format_cannot_carry_is_counted(void **state)
{
    told t;
    (void)state;
    begin(&t);
    for (uint32_t i = 0; dl_export_format_at(i); i++)
        assert_int_equal(left_of(&t, dl_export_format_at(i), NULL, NULL), 0);
    assert_int_equal(left_of(&t, "polecat", "status", "planned"), 1);
    assert_int_equal(left_of(&t, "geojson", "status", "planned"), 0);
    assert_int_equal(left_of(&t, "gdelt", "cameo", NULL), 1);
    assert_int_equal(left_of(&t, "gdelt", "time_to", "2016-12-18"), 1);
    assert_int_equal(left_of(&t, "acled-columns", "time_to", "2016-12-18"), 0);
    assert_int_equal(left_of(&t, "acled-columns", "time_to", "2017-01-02"), 1);
    assert_int_equal(left_of(&t, "timelinejs", "time_from", NULL), 1);
    assert_int_equal(left_of(&t, "geojson", "place", NULL), 1);
    assert_int_equal(left_of(&t, "gexf", "recipients", "[]"), 1);
    assert_int_equal(left_of(&t, "atom", "told", "[]"), 1);
    end(&t);
}

static void more_pairs_than_are_told_is_said(void **state)
{
    told t;
    dl_buf many;
    (void)state;
    begin(&t);
    dl_buf_init(&many, NULL);
    for (int i = 0; i < 80; i++)
        dl_buf_fmt(&many, "%s{\"entity\":\"n%d\",\"name\":\"N\"}", i ? "," : "[", i + 10);
    dl_buf_byte(&many, ']');
    assert_int_equal(left_of(&t, "gdelt", "actors", many.p), 1);
    assert_int_equal(rows_of(&t), 64);
    assert_int_equal(left_of(&t, "ftm", "actors", many.p), 0);
    dl_buf_free(&many);
    end(&t);
}

/* Where memory fails, the export says so or is whole. */
static void failing_memory_is_told(void **state)
{
    told t;
    (void)state;
    begin(&t);
    for (uint32_t i = 0; dl_export_format_at(i); i++) {
        const char *format = dl_export_format_at(i);
        dl_buf whole;
        dl_buf_init(&whole, NULL);
        tell_one(&t, format);
        dl_buf_add(&whole, dl_buf_slice(&t.text));
        bool ok = false;
        for (uint64_t step = 0; !ok && step < 1000; step++) {
            t.memory.left = step;
            dl_export *x = start(&t, format);
            ok = x && put_event(x, NULL, NULL) && dl_export_end(x);
            dl_export_free(x);
            if (ok) assert_string_equal(t.text.p, whole.p);
        }
        t.memory.left = UINT64_MAX;
        assert_true(ok);
        dl_buf_free(&whole);
    }
    end(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_texts_are_escaped),
        cmocka_unit_test(nobody_is_paired_with_oneself),
        cmocka_unit_test(what_a_format_cannot_carry_is_counted),
        cmocka_unit_test(more_pairs_than_are_told_is_said),
        cmocka_unit_test(failing_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
