/* test_mark_places - where places lie: the cases of tests/cases/mark/places (README.md
 * there), the rows of the tables, the packed gazetteer whole and cut, and texts built to
 * hurt. Texts need the language model; where there is none it says so and passes. */
#include "annotated.h"
#include "rows.h"

#include <math.h>

#include "mark/gazetteer.h"
#include "mark/place_private.h"

/* ---- a case */

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

static bool place_line(dl_buf *b, const dl_doc *d, uint32_t i)
{
    if (i >= d->marks.entities.n) return false;
    const dl_entity *e = &d->marks.entities.at[i];
    const char *precision = dl_place_precision_name(e->precision);
    dl_slice country = e->country.n ? e->country : DL_S("-");
    dl_slice admin1 = e->admin1.n ? e->admin1 : DL_S("-");
    dl_buf_add(b, e->name);
    dl_buf_fmt(b, " / %.*s / %.*s / %s %.2f %.2f", (int)country.n, country.p, (int)admin1.n,
        admin1.p, precision ? precision : "none", e->lat, e->lon);
    return true;
}

static void test_cases(void **state)
{
    (void)state;
    const annotated_check check = {
        .annotate = annotated_marked, .found = place_line, .holds = line_holds
    };
    if (!unit_has_model("test_mark_places: cases")) return;
    assert_int_equal(annotated_folder_wrong("tests/cases/mark/places", &check, 51), 0);
}

/* ---- tables */

static place_tables *places(dl_arena *a)
{
    dl_err e;
    dl_err_clear(&e);
    place_tables *t = place_tables_new(a, annotated_lexicon(), &e);
    assert_non_null(t);
    return t;
}

static uint32_t find(dl_arena *a, const place_tables *t, dl_slice name, place_candidates *out)
{
    place_name n = { .text = name, .kind = DL_KIND_GPE, .behind = true };
    return place_find(a, t, &n, out);
}

/* A row is found under its name, and lies on the globe; its country is one. */
static bool is_found(void *p, const dl_table *t, uint32_t row)
{
    char room[GAZETTEER_KEY_MAX];
    char name[DL_ROW_NAME_MAX];
    const place_row *found = place_row_of(p, gazetteer_key(dl_table_cell(t, row, 0), room));
    if (!found || abs(found->lat) > 900000 || abs(found->lon) > 1800000) return false;
    if (found->country.n && gazetteer_land(place_gazetteer(p), found->country) < 0) return false;
    return dl_slice_is(found->rule, dl_row_name(t, row, name));
}

/* An alias finds a place of its country. */
static bool is_of_country(void *p, const dl_table *t, uint32_t row)
{
    dl_arena *a = dl_arena_new(NULL, 0);
    place_candidates out = { .at = NULL };
    bool found = false;
    find(a, p, dl_table_cell(t, row, 0), &out);
    for (uint32_t i = 0; i < out.n; i++)
        found |= dl_slice_eq(out.at[i].at.country, dl_table_cell(t, row, 2));
    dl_arena_free(a);
    return found;
}

static bool has_town(void *p, const dl_table *t, uint32_t row)
{
    return place_home_of(p, dl_table_cell(t, row, 0)).town;
}

static void test_rows(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    const dl_table *t = rows_read(a, "mark/places.tsv");
    const char *why = "another row has this name, or no such country";
    assert_int_equal(rows_wrong(t, is_found, places(a), why), 0);
    dl_arena_free(a);
}

static void test_aliases(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    const dl_table *t = rows_read(a, "mark/place-aliases.tsv");
    const char *why = "the gazetteer has no such place";
    assert_int_equal(rows_wrong(t, is_of_country, places(a), why), 0);
    dl_arena_free(a);
}

static void test_homes(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    const dl_table *t = rows_read(a, "mark/outlet-homes.tsv");
    place_tables *p = places(a);
    assert_int_equal(rows_wrong(t, has_town, p, "the gazetteer has no such town"), 0);
    assert_true(place_home_of(p, DL_S("www.lfpress.com")).town);
    assert_int_equal(place_home_of(p, DL_S("example.org")).land, GAZETTEER_NONE);
    dl_arena_free(a);
}

/* Every country of the table of countries that is one today has a point. */
static bool has_point(void *g, const dl_table *t, uint32_t row)
{
    gazetteer_place p;
    dl_slice code = dl_table_cell(t, row, 0);
    bool gone = dl_slice_find(DL_S("SUN YUG CSK DDR VDR"), code, 0) != SIZE_MAX;
    return gone || gazetteer_land_at(g, gazetteer_land(g, code), &p);
}

static void test_countries(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    gazetteer g;
    assert_true(gazetteer_open(&g, gazetteer_built_in()));
    const dl_table *t = rows_read(a, "mark/countries.tsv");
    assert_int_equal(rows_wrong(t, has_point, &g, "the country has no point"), 0);
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
    dl_doc *d = annotated_text_marked(annotated_repeated(a, words, times));
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
    if (!unit_has_model("test_mark_places: texts built to hurt")) return;
    hurt("Springfield, Georgia, Paris, Washington, ", 6000);
    hurt("He was in San Jose in Santa Cruz in San Antonio. ", 4000);
    hurt("of northern province of ", 6000);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases), cmocka_unit_test(test_rows),
        cmocka_unit_test(test_aliases), cmocka_unit_test(test_homes),
        cmocka_unit_test(test_countries), cmocka_unit_test(test_keys), cmocka_unit_test(test_file),
        cmocka_unit_test(test_hurt) };
    return cmocka_run_group_tests(tests, annotated_open, annotated_close);
}
