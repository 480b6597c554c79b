/* test_mark_places - where places lie: the cases of tests/cases/mark/places (README.md
 * there), the rows of the tables, the packed gazetteer whole and cut, and texts built to
 * hurt. Texts need the language model; where there is none it says so and passes. */
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "mark/gazetteer.h"
#include "mark/mark.h"
#include "mark/place_private.h"
#include "parse/parse.h"
#include "unit.h"

#define MODEL "build/model/en.dlm"
#define CASES "tests/cases/mark/places"

static dl_lexicon *lexicon;
static dl_mark_tables *tables;
static dl_parse *parse;
static dl_parse_scratch *scratch;

/* ---- a case */

static dl_doc *marked(dl_slice text, dl_slice url)
{
    dl_doc *d = dl_doc_new(NULL);
    d->text.full = dl_arena_copy(d->arena, text);
    d->text.body = (dl_span){ 0, (uint32_t)text.n };
    d->text.url = url;
    d->text.english = true;
    dl_parse_run(d, parse, scratch);
    dl_mark_run(d, tables);
    assert_true(dl_doc_ok(d));
    return d;
}

static dl_slice bare(dl_slice s)
{
    return dl_slice_starts(s, DL_S("the ")) ? dl_slice_cut(s, 4, s.n) : s;
}

/* The entity of the last name of these words, "the" aside; NULL. */
static const dl_entity *entity_of(const dl_doc *d, dl_slice words)
{
    for (uint32_t i = d->marks.mentions.n; i-- > 0;) {
        const dl_mention *m = &d->marks.mentions.at[i];
        dl_slice w = dl_slice_cut(d->text.full, m->span.start, m->span.end);
        if (m->form == DL_FORM_NAME && dl_slice_eq(bare(w), bare(words)))
            return &d->marks.entities.at[m->entity];
    }
    return NULL;
}

static dl_slice part(dl_slice *rest)
{
    size_t at = dl_slice_find(*rest, DL_S(" / "), 0);
    dl_slice out = dl_slice_cut(*rest, 0, at == SIZE_MAX ? rest->n : at);
    *rest = at == SIZE_MAX ? (dl_slice){ NULL, 0 } : dl_slice_cut(*rest, at + 3, rest->n);
    return out;
}

static bool tells(dl_slice found, dl_slice want)
{
    return dl_slice_is(want, "-") || dl_slice_eq(found, want);
}

static bool is_near(const dl_entity *e, dl_slice point)
{
    char room[64] = "";
    if (point.n >= sizeof room || e->precision == DL_PLACE_NONE) return false;
    memcpy(room, point.p, point.n);
    char *end;
    double lat = strtod(room, &end);
    double lon = strtod(end, NULL);
    return fabs(e->lat - lat) < 2 && fabs(e->lon - lon) < 2;
}

static bool line_holds(const dl_doc *d, dl_slice line)
{
    size_t at = dl_slice_find(line, DL_S(" ~ "), 0);
    if (at != SIZE_MAX) {
        const dl_entity *e = entity_of(d, dl_slice_cut(line, 0, at));
        return e && is_near(e, dl_slice_cut(line, at + 3, line.n));
    }
    const dl_entity *e = entity_of(d, part(&line));
    dl_slice country = part(&line);
    if (!e) return false;
    if (dl_slice_is(country, "none")) return e->precision == DL_PLACE_NONE;
    const char *precision = dl_place_precision_name(e->precision);
    return tells(e->country, country) && tells(e->admin1, part(&line)) && precision
        && dl_slice_is(part(&line), precision);
}

static void print_found(const dl_doc *d)
{
    for (uint32_t i = 0; i < d->marks.entities.n; i++) {
        const dl_entity *e = &d->marks.entities.at[i];
        const char *precision = dl_place_precision_name(e->precision);
        dl_slice country = e->country.n ? e->country : DL_S("-");
        dl_slice admin1 = e->admin1.n ? e->admin1 : DL_S("-");
        print_error("    found %.*s / %.*s / %.*s / %s %.2f %.2f\n", (int)e->name.n, e->name.p,
            (int)country.n, country.p, (int)admin1.n, admin1.p, precision ? precision : "none",
            e->lat, e->lon);
    }
}

static int block_fails(dl_slice block, int *cases)
{
    dl_slice line;
    dl_slice text = { NULL, 0 };
    dl_slice url = { NULL, 0 };
    dl_doc *d = NULL;
    int wrong = 0;
    while (dl_slice_line(&block, &line)) {
        if (!line.n || line.p[0] == '#') continue;
        if (!text.n) text = line;
        else if (dl_slice_starts(line, DL_S("url: "))) url = dl_slice_cut(line, 5, line.n);
        else {
            if (!d) d = marked(text, url);
            if (line_holds(d, line)) continue;
            if (!wrong++) print_error("  %.*s\n", (int)text.n, text.p);
            print_error("    expected %.*s\n", (int)line.n, line.p);
        }
    }
    if (wrong) print_found(d);
    *cases += text.n > 0;
    dl_doc_free(d);
    return wrong;
}

static int wrong_in(dl_slice all, int *cases)
{
    int wrong = 0;
    while (all.n) {
        size_t at = dl_slice_find(all, DL_S("\n\n"), 0);
        if (at == SIZE_MAX) at = all.n;
        wrong += block_fails(dl_slice_cut(all, 0, at), cases);
        all = dl_slice_cut(all, at + 2 < all.n ? at + 2 : all.n, all.n);
    }
    return wrong;
}

static void test_cases(void **state)
{
    (void)state;
    if (!parse) return;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_err e;
    dl_err_clear(&e);
    DIR *dir = opendir(CASES);
    assert_non_null(dir);
    int wrong = 0;
    int cases = 0;
    for (struct dirent *f = readdir(dir); f; f = readdir(dir)) {
        char path[512];
        if (!strstr(f->d_name, ".txt")) continue;
        snprintf(path, sizeof path, CASES "/%s", f->d_name);
        wrong += wrong_in(dl_file_read(a, path, 1 << 20, &e), &cases);
    }
    closedir(dir);
    assert_false(dl_failed(&e));
    assert_true(cases > 50);
    assert_int_equal(wrong, 0);
    dl_arena_free(a);
}

/* ---- tables */

static const dl_table *table(dl_arena *a, const char *path)
{
    dl_err e;
    dl_err_clear(&e);
    const dl_table *t = dl_table_parse(a, path, dl_file_read(a, path, 4 << 20, &e), false, &e);
    assert_non_null(t);
    return t;
}

static place_tables *places(dl_arena *a)
{
    dl_err e;
    dl_err_clear(&e);
    place_tables *t = place_tables_new(a, lexicon, &e);
    assert_non_null(t);
    return t;
}

static uint32_t find(dl_arena *a, const place_tables *t, dl_slice name, place_candidates *out)
{
    place_name n = { .text = name, .kind = DL_KIND_GPE, .behind = true };
    return place_find(a, t, &n, out);
}

/* A row is found under its name, and lies on the globe; its country is one. */
static void test_rows(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    const dl_table *t = table(a, "data/mark/places.tsv");
    place_tables *p = places(a);
    int wrong = 0;
    for (uint32_t r = 0; r < t->rows; r++) {
        char room[GAZETTEER_KEY_MAX];
        const place_row *row = place_row_of(p, gazetteer_key(dl_table_cell(t, r, 0), room));
        bool fits = row && abs(row->lat) <= 900000 && abs(row->lon) <= 1800000;
        if (fits && row->country.n) fits = gazetteer_land(place_gazetteer(p), row->country) >= 0;
        char at[DL_ROW_NAME_MAX + 8];
        snprintf(at, sizeof at, "mark/places.tsv:%u", t->line[r]);
        if (fits && dl_slice_is(row->rule, at)) continue;
        print_error("%s:%u: another row has this name, or no such country\n", t->name, t->line[r]);
        wrong++;
    }
    assert_int_equal(wrong, 0);
    dl_arena_free(a);
}

/* An alias finds a place of its country. */
static void test_aliases(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    const dl_table *t = table(a, "data/mark/place-aliases.tsv");
    place_tables *p = places(a);
    int wrong = 0;
    for (uint32_t r = 0; r < t->rows; r++) {
        place_candidates out = { .at = NULL };
        bool found = false;
        find(a, p, dl_table_cell(t, r, 0), &out);
        for (uint32_t i = 0; i < out.n; i++)
            found |= dl_slice_eq(out.at[i].at.country, dl_table_cell(t, r, 2));
        if (found) continue;
        print_error("%s:%u: the gazetteer has no such place\n", t->name, t->line[r]);
        wrong++;
    }
    assert_int_equal(wrong, 0);
    dl_arena_free(a);
}

static void test_homes(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    const dl_table *t = table(a, "data/mark/outlet-homes.tsv");
    place_tables *p = places(a);
    int wrong = 0;
    for (uint32_t r = 0; r < t->rows; r++) {
        if (place_home_of(p, dl_table_cell(t, r, 0)).town) continue;
        print_error("%s:%u: the gazetteer has no such town\n", t->name, t->line[r]);
        wrong++;
    }
    assert_int_equal(wrong, 0);
    assert_true(place_home_of(p, DL_S("www.lfpress.com")).town);
    assert_int_equal(place_home_of(p, DL_S("example.org")).land, GAZETTEER_NONE);
    dl_arena_free(a);
}

/* Every country of the table of countries that is one today has a point. */
static void test_countries(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    const dl_table *t = table(a, "data/mark/countries.tsv");
    gazetteer g;
    int wrong = 0;
    assert_true(gazetteer_open(&g, gazetteer_built_in()));
    for (uint32_t r = 0; r < t->rows; r++) {
        dl_slice code = dl_table_cell(t, r, 0);
        gazetteer_place p;
        bool gone = dl_slice_find(DL_S("SUN YUG CSK DDR VDR"), code, 0) != SIZE_MAX;
        if (gone || gazetteer_land_at(&g, gazetteer_land(&g, code), &p)) continue;
        print_error("%.*s has no point\n", (int)code.n, code.p);
        wrong++;
    }
    assert_int_equal(wrong, 0);
    dl_arena_free(a);
}

/* ---- the packed file */

static void test_keys(void **state)
{
    (void)state;
    static const char *const want[][2] = { { "St. John's", "saint johns" },
        { "São Paulo", "sao paulo" }, { "the Hague", "hague" }, { "Xi’an", "xian" },
        { "Łódź", "lodz" }, { "Guinea-Bissau", "guinea bissau" }, { "Tromsø", "tromso" } };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        char room[GAZETTEER_KEY_MAX];
        assert_true(dl_slice_is(gazetteer_key(dl_slice_str(want[i][0]), room), want[i][1]));
    }
}

static void test_file(void **state)
{
    (void)state;
    gazetteer g;
    gazetteer_hit hit[GAZETTEER_MOST];
    gazetteer_place p;
    dl_slice all = gazetteer_built_in();
    assert_true(all.n < 6 << 20);
    assert_true(gazetteer_open(&g, all));
    uint32_t n = gazetteer_find(&g, DL_S("lima"), hit);
    bool found = false;
    for (uint32_t i = 0; i < n; i++) {
        assert_true(gazetteer_at(&g, hit[i].place, &p));
        bool it = p.number == 3936456 && p.rank == GAZETTEER_CAPITAL;
        found |= it && dl_slice_is(p.country, "PER");
    }
    assert_true(found && n > 5);
    assert_int_equal(gazetteer_find(&g, DL_S("no such place"), hit), 0);
    assert_true(gazetteer_find(&g, DL_S("aachen"), hit) && gazetteer_find(&g, DL_S("zwolle"), hit));
    assert_false(gazetteer_at(&g, g.places_n, &p));
    for (size_t i = 0; i < 200; i++) assert_false(gazetteer_open(&g, dl_slice_cut(all, 0, i)));
    assert_false(gazetteer_open(&g, dl_slice_cut(all, 0, all.n - 1)));
    /* the label tells the hash of what is behind the head */
    char hex[65];
    dl_sha256 sum = dl_sha256_of(dl_slice_cut(all, 80, all.n));
    dl_sha256_hex(&sum, hex);
    assert_true(gazetteer_open(&g, all));
    assert_true(dl_slice_ends(g.label, dl_slice_of(hex, 12)));
}

/* ---- texts built to hurt: as many places as there are names; the runner's time limit
 * sees to what is not linear */

static void hurt(const char *words, uint32_t times)
{
    dl_arena *a = dl_arena_new(NULL, 0);
    size_t n = strlen(words);
    char *text = dl_arena_alloc(a, n * times + 1);
    for (size_t i = 0; i < times; i++) memcpy(text + i * n, words, n);
    dl_doc *d = marked(dl_slice_of(text, n * times), (dl_slice){ NULL, 0 });
    for (uint32_t i = 0; i < d->marks.entities.n; i++) {
        const dl_entity *e = &d->marks.entities.at[i];
        assert_true(fabs(e->lat) <= 90 && fabs(e->lon) <= 180 && e->place_sure <= 100);
    }
    dl_doc_free(d);
    dl_arena_free(a);
}

static void test_hurt(void **state)
{
    (void)state;
    if (!parse) return;
    hurt("Springfield, Georgia, Paris, Washington, ", 6000);
    hurt("He was in San Jose in Santa Cruz in San Antonio. ", 4000);
    hurt("of northern province of ", 6000);
}

int main(void)
{
    dl_err e;
    dl_err_clear(&e);
    lexicon = dl_lexicon_open(NULL, NULL, &e);
    tables = dl_mark_tables_new(NULL, lexicon, &e);
    if (!tables) return 1;
    if (access(MODEL, R_OK)) puts("test_mark_places: no " MODEL ": texts are not tried");
    else parse = dl_parse_open(NULL, MODEL, &e);
    if (parse) scratch = dl_parse_scratch_new(NULL, parse, &e);
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases), cmocka_unit_test(test_rows),
        cmocka_unit_test(test_aliases), cmocka_unit_test(test_homes),
        cmocka_unit_test(test_countries), cmocka_unit_test(test_keys), cmocka_unit_test(test_file),
        cmocka_unit_test(test_hurt) };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    dl_parse_scratch_free(scratch);
    dl_parse_close(parse);
    dl_mark_tables_free(tables);
    dl_lexicon_free(lexicon);
    return failed;
}
