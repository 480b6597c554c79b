/* place_tables - the tables of the places (place_private.h). In: data/mark/places.tsv,
 * place-aliases.tsv, place-words.tsv, the packed gazetteer. Out: maps by key. */
#include "place_private.h"

#include "base/chars.h"

static const dl_column place_columns[] = {
    { "name", DL_COLUMN_TEXT, false, NULL },
    { "other", DL_COLUMN_TEXT, true, NULL },
    { "kind", DL_COLUMN_CHOICE, false, /* ORDER PLACE_KIND */
        "continent region ocean sea lake river range desert disputed island peninsula bay cape "
        "canal strait pass peak site" },
    { "country", DL_COLUMN_TEXT, true, NULL },
    { "lat", DL_COLUMN_NUMBER, false, NULL },
    { "lon", DL_COLUMN_NUMBER, false, NULL },
    { "geonames", DL_COLUMN_INT, true, NULL },
};
enum { P_NAME, P_OTHER, P_KIND, P_COUNTRY, P_LAT, P_LON, P_GEONAMES };
enum { KIND_DISPUTED = 8, KIND_FIRST_POINT = 11 }; /* ORDER PLACE_KIND */
static const dl_table_form place_form = DL_TABLE_FORM("mark/places", true, place_columns);

static const dl_column alias_columns[] = {
    { "form", DL_COLUMN_TEXT, false, NULL },
    { "name", DL_COLUMN_TEXT, false, NULL },
    { "country", DL_COLUMN_TEXT, false, NULL },
    { "what", DL_COLUMN_CHOICE, false, "division town country" }, /* ORDER PLACE_ALIAS */
    { "behind", DL_COLUMN_CHOICE, true, "yes" },
};
enum { A_FORM, A_NAME, A_COUNTRY, A_WHAT, A_BEHIND };
static const dl_table_form alias_form = DL_TABLE_FORM("mark/place-aliases", false, alias_columns);

static const dl_column word_columns[] = {
    { "word", DL_COLUMN_TEXT, false, NULL },
    { "what", DL_COLUMN_CHOICE, false, "division town part site civic" }, /* ORDER PLACE_WORD */
    { "names", DL_COLUMN_CHOICE, true, "yes" },
};
enum { W_WORD, W_WHAT, W_NAMES };
static const dl_table_form word_form = DL_TABLE_FORM("mark/place-words", true, word_columns);

static const dl_column home_columns[] = {
    { "domain", DL_COLUMN_TEXT, false, NULL },
    { "town", DL_COLUMN_TEXT, false, NULL },
    { "country", DL_COLUMN_TEXT, false, NULL },
    { "division", DL_COLUMN_TEXT, true, NULL },
};
enum { H_DOMAIN, H_TOWN, H_COUNTRY, H_DIVISION };
static const dl_table_form home_form = DL_TABLE_FORM("mark/outlet-homes", true, home_columns);

/* An open hash map; value: index + 1 in the rows of its kind. */
typedef struct key_map {
    dl_slice *key;
    uint32_t *value;
    uint32_t slots;
} key_map;

struct place_tables {
    dl_arena *arena;
    gazetteer gazetteer;
    key_map rows, aliases;
    place_row *row;
    place_alias *alias;
    uint32_t aliases_n;
    uint32_t *next; /* [aliases] the next of the same form + 1 */
    const dl_table *words, *homes;
};

static bool map_new(dl_arena *a, key_map *m, uint32_t keys)
{
    m->slots = 64;
    while (m->slots < keys * 2) m->slots *= 2;
    m->key = dl_arena_array(a, m->slots, sizeof *m->key);
    m->value = dl_arena_array(a, m->slots, sizeof *m->value);
    return m->key && m->value;
}

static uint32_t map_slot(const key_map *m, dl_slice key)
{
    uint32_t i = (uint32_t)dl_hash64(key, 1) & (m->slots - 1);
    while (m->value[i] && !dl_slice_eq(m->key[i], key)) i = (i + 1) & (m->slots - 1);
    return i;
}

/* ---- places.tsv */

static uint32_t count_names(const dl_table *t, uint32_t column)
{
    uint32_t n = 0;
    for (uint32_t r = 0; r < t->rows; r++) {
        dl_slice list = dl_table_cell(t, r, column);
        for (size_t i = 0; i < list.n; i++) n += list.p[i] == ';';
        n += 2;
    }
    return n;
}

static void add_name(place_tables *t, dl_slice name, uint32_t row)
{
    char room[GAZETTEER_KEY_MAX];
    dl_slice key = dl_arena_copy(t->arena, gazetteer_key(name, room));
    uint32_t at = map_slot(&t->rows, key);
    if (!key.n || t->rows.value[at]) return;
    t->rows.key[at] = key;
    t->rows.value[at] = row + 1;
}

static void add_names(place_tables *t, dl_slice list, uint32_t row)
{
    while (list.n) {
        size_t end = dl_slice_find_byte(list, ';', 0);
        if (end == SIZE_MAX) end = list.n;
        add_name(t, dl_slice_cut(list, 0, end), row);
        list = dl_slice_cut(list, end < list.n ? end + 1 : end, list.n);
    }
}

static int32_t degrees(double v) { return (int32_t)(v * 10000 + (v < 0 ? -0.5 : 0.5)); }

static bool read_places(place_tables *t, dl_lexicon *lexicon, dl_err *e)
{
    const dl_table *k = dl_lexicon_table(lexicon, &place_form, e);
    if (!k || !map_new(t->arena, &t->rows, count_names(k, P_OTHER))) return false;
    t->row = dl_arena_array(t->arena, (size_t)k->rows + 1, sizeof *t->row);
    for (uint32_t r = 0; t->row && r < k->rows; r++) {
        char at[DL_ROW_NAME_MAX];
        place_row *p = &t->row[r];
        p->country = dl_table_cell(k, r, P_COUNTRY);
        p->lat = degrees(dl_cell_number(k, r, P_LAT));
        p->lon = degrees(dl_cell_number(k, r, P_LON));
        p->number = (uint32_t)dl_cell_int(k, r, P_GEONAMES);
        int kind = dl_cell_choice(k, r, P_KIND, &place_form);
        p->disputed = kind == KIND_DISPUTED;
        p->point = kind >= KIND_FIRST_POINT;
        p->rule = dl_arena_copy(t->arena, dl_slice_str(dl_row_name(k, r, at)));
        add_name(t, dl_table_cell(k, r, P_NAME), r);
        add_names(t, dl_table_cell(k, r, P_OTHER), r);
    }
    return t->row != NULL;
}

/* ---- place-aliases.tsv, place-words.tsv */

static bool read_aliases(place_tables *t, dl_lexicon *lexicon, dl_err *e)
{
    const dl_table *k = dl_lexicon_table(lexicon, &alias_form, e);
    if (!k || !map_new(t->arena, &t->aliases, k->rows)) return false;
    t->aliases_n = k->rows;
    t->alias = dl_arena_array(t->arena, (size_t)k->rows + 1, sizeof *t->alias);
    t->next = dl_arena_array(t->arena, (size_t)k->rows + 1, sizeof *t->next);
    if (!t->alias || !t->next) return false;
    for (uint32_t r = 0; r < k->rows; r++) {
        t->alias[r].name = dl_table_cell(k, r, A_NAME);
        t->alias[r].country = dl_table_cell(k, r, A_COUNTRY);
        t->alias[r].what = (place_alias_what)dl_cell_choice(k, r, A_WHAT, &alias_form);
        t->alias[r].behind = dl_table_cell(k, r, A_BEHIND).n > 0;
        dl_slice form = dl_table_cell(k, r, A_FORM);
        uint32_t at = map_slot(&t->aliases, form);
        t->next[r] = t->aliases.value[at];
        t->aliases.key[at] = form;
        t->aliases.value[at] = r + 1;
    }
    return true;
}

place_tables *place_tables_new(dl_arena *a, dl_lexicon *lexicon, dl_err *e)
{
    place_tables *t = dl_arena_alloc(a, sizeof *t);
    if (!t) return NULL;
    t->arena = a;
    if (!gazetteer_open(&t->gazetteer, gazetteer_built_in())) return NULL;
    if (!read_places(t, lexicon, e) || !read_aliases(t, lexicon, e)) return NULL;
    t->words = dl_lexicon_table(lexicon, &word_form, e);
    if (t->words) t->homes = dl_lexicon_table(lexicon, &home_form, e);
    return t->homes && !dl_arena_failed(a) ? t : NULL;
}

const place_row *place_row_of(const place_tables *t, dl_slice key)
{
    uint32_t at = key.n ? t->rows.value[map_slot(&t->rows, key)] : 0;
    return at ? &t->row[at - 1] : NULL;
}

const place_alias *place_alias_of(const place_tables *t, dl_slice form)
{
    uint32_t at = form.n ? t->aliases.value[map_slot(&t->aliases, form)] : 0;
    return at ? &t->alias[at - 1] : NULL;
}

const place_alias *place_alias_next(const place_tables *t, const place_alias *a)
{
    uint32_t at = t->next[a - t->alias];
    return at ? &t->alias[at - 1] : NULL;
}

unsigned place_word_of(const place_tables *t, dl_slice word)
{
    char small[32];
    if (!word.n || word.n > sizeof small) return 0;
    for (size_t i = 0; i < word.n; i++) small[i] = dl_lower(word.p[i]);
    int64_t row = dl_table_find(t->words, dl_slice_of(small, word.n));
    if (row < 0) return 0;
    unsigned names = dl_table_cell(t->words, (uint32_t)row, W_NAMES).n ? PLACE_NAMES : 0;
    return names | 1u << dl_cell_choice(t->words, (uint32_t)row, W_WHAT, &word_form);
}

/* ---- outlet-homes.tsv */

static bool is_home(const place_tables *t, uint32_t row, const gazetteer_place *p)
{
    dl_slice division = dl_table_cell(t->homes, row, H_DIVISION);
    if (p->rank >= GAZETTEER_DIVISION2) return false;
    if (!dl_slice_eq(p->country, dl_table_cell(t->homes, row, H_COUNTRY))) return false;
    return !division.n
        || dl_slice_eq(gazetteer_division_name(&t->gazetteer, p->division), division);
}

static place_home home_of_row(const place_tables *t, uint32_t row)
{
    gazetteer_hit hit[GAZETTEER_MOST];
    char room[GAZETTEER_KEY_MAX];
    place_home home = { .land = gazetteer_land(
                            &t->gazetteer, dl_table_cell(t->homes, row, H_COUNTRY)) };
    dl_slice key = gazetteer_key(dl_table_cell(t->homes, row, H_TOWN), room);
    uint32_t n = gazetteer_find(&t->gazetteer, key, hit);
    for (uint32_t i = 0; i < n && !home.town; i++)
        home.town = gazetteer_at(&t->gazetteer, hit[i].place, &home.at)
            && is_home(t, row, &home.at);
    return home;
}

place_home place_home_of(const place_tables *t, dl_slice host)
{
    while (host.n) {
        int64_t row = dl_table_find(t->homes, host);
        if (row >= 0) return home_of_row(t, (uint32_t)row);
        size_t dot = dl_slice_find_byte(host, '.', 0);
        if (dot == SIZE_MAX) break;
        host = dl_slice_cut(host, dot + 1, host.n);
    }
    return (place_home){ .land = GAZETTEER_NONE };
}

const gazetteer *place_gazetteer(const place_tables *t) { return &t->gazetteer; }
