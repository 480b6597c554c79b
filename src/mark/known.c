/* known - see known.h. In: the tables of data/mark. Out: hash maps of their forms. */
#include "known.h"

#include "doc/time.h"

/* An open hash map of forms; value: index in its rows. */
typedef struct form_map {
    dl_slice *key;
    uint32_t *value;
    uint32_t slots;
} form_map;

struct known {
    form_map names, roles, given, exchanges, cues, pronouns;
    known_row *name;
    uint32_t names_n;
    role_row *role;
    given_row *given_row;
    pronoun_row *pronoun;
    dl_slice *exchange;
    const dl_table *lands; /* of roles */
};

static const dl_column country_columns[] = {
    { "code", DL_COLUMN_TEXT, false, NULL },
    { "name", DL_COLUMN_TEXT, false, NULL },
    { "other", DL_COLUMN_TEXT, true, NULL },
    { "people", DL_COLUMN_TEXT, true, NULL },
    { "seats", DL_COLUMN_TEXT, true, NULL },
    { "example", DL_COLUMN_TEXT, false, NULL },
};
enum { C_CODE, C_NAME, C_OTHER, C_PEOPLE, C_SEATS };
static const dl_table_form country_form = DL_TABLE_FORM("mark/countries", false, country_columns);

static const dl_column body_columns[] = {
    { "name", DL_COLUMN_TEXT, false, NULL },
    { "other", DL_COLUMN_TEXT, true, NULL },
    { "kind", DL_COLUMN_TEXT, false, NULL },
    { "country", DL_COLUMN_TEXT, true, NULL },
    { "code", DL_COLUMN_TEXT, true, NULL },
    { "also", DL_COLUMN_CHOICE, true, "yes" },
};
enum { B_NAME, B_OTHER, B_KIND, B_COUNTRY, B_CODE, B_ALSO };
static const dl_table_form body_form = DL_TABLE_FORM("mark/organisations", true, body_columns);

static const dl_column people_columns[] = {
    { "word", DL_COLUMN_TEXT, false, NULL },
    { "what", DL_COLUMN_CHOICE, false, "people faith politics region" },
    { "code", DL_COLUMN_TEXT, true, NULL },
};
enum { P_WORD, P_WHAT, P_CODE };
static const dl_table_form people_form = DL_TABLE_FORM("mark/peoples", true, people_columns);

static const dl_column role_columns[] = {
    { "word", DL_COLUMN_TEXT, false, NULL },
    { "what", DL_COLUMN_CHOICE, false, "person group place" }, /* ORDER ROLE_WHAT */
    { "sector", DL_COLUMN_TEXT, true, NULL },
    { "office", DL_COLUMN_TEXT, true, NULL },
    { "gender", DL_COLUMN_CHOICE, true, "m f" },
    { "title", DL_COLUMN_CHOICE, true, "title plain" },
};
enum { R_WORD, R_WHAT, R_SECTOR, R_OFFICE, R_GENDER, R_TITLE };
static const dl_table_form role_form = DL_TABLE_FORM("mark/roles", true, role_columns);

static const dl_column land_columns[] = {
    { "word", DL_COLUMN_TEXT, false, NULL },
    { "only", DL_COLUMN_TEXT, true, NULL },
    { "never", DL_COLUMN_TEXT, true, NULL },
    { "example", DL_COLUMN_TEXT, false, NULL },
};
enum { L_WORD, L_ONLY, L_NEVER };
static const dl_table_form land_form = DL_TABLE_FORM("mark/role-lands", true, land_columns);

static const dl_column given_columns[] = {
    { "name", DL_COLUMN_TEXT, false, NULL },
    { "gender", DL_COLUMN_CHOICE, false, "m f u" },
    { "also", DL_COLUMN_CHOICE, true, "yes" },
};
enum { G_NAME, G_GENDER, G_ALSO };
static const dl_table_form given_form = DL_TABLE_FORM("mark/given", true, given_columns);

static const dl_column exchange_columns[] = {
    { "suffix", DL_COLUMN_TEXT, false, NULL },
    { "country", DL_COLUMN_TEXT, false, NULL },
    { "example", DL_COLUMN_TEXT, false, NULL },
};
enum { X_SUFFIX, X_COUNTRY };
static const dl_table_form exchange_form = DL_TABLE_FORM("mark/exchanges", true, exchange_columns);

static const dl_column cue_columns[] = {
    { "word", DL_COLUMN_TEXT, false, NULL },
    /* ORDER KNOWN_CUE */
    { "cue", DL_COLUMN_CHOICE, false,
        "says human places body moves calls small honour owned numeral firm former dealings event "
        "law buys shares acts agent patient next written" },
};
enum { Q_WORD, Q_CUE };
static const dl_table_form cue_form = DL_TABLE_FORM("mark/cues", false, cue_columns);

static const dl_column pronoun_columns[] = {
    { "word", DL_COLUMN_TEXT, false, NULL },
    { "person", DL_COLUMN_INT, false, NULL },
    { "number", DL_COLUMN_CHOICE, true, "s p" },
    { "gender", DL_COLUMN_CHOICE, true, "m f n" },
    { "reflexive", DL_COLUMN_CHOICE, true, "yes" },
};
enum { N_WORD, N_PERSON, N_NUMBER, N_GENDER, N_REFLEXIVE };
static const dl_table_form pronoun_form = DL_TABLE_FORM("mark/pronouns", true, pronoun_columns);

/* ---- maps */

static bool map_new(form_map *m, dl_arena *a, uint32_t forms)
{
    m->slots = 64;
    while (m->slots < forms * 2) m->slots *= 2;
    m->key = dl_arena_array(a, m->slots, sizeof *m->key);
    m->value = dl_arena_array(a, m->slots, sizeof *m->value);
    return m->key && m->value;
}

static uint32_t map_at(const form_map *m, dl_slice key)
{
    uint32_t at = (uint32_t)dl_hash64(key, 0) & (m->slots - 1);
    while (m->key[at].p && !dl_slice_eq(m->key[at], key)) at = (at + 1) & (m->slots - 1);
    return at;
}

/* The first row of a form keeps it. */
static void map_put(form_map *m, dl_slice key, uint32_t value)
{
    uint32_t at = map_at(m, key);
    if (m->key[at].p) return;
    m->key[at] = key;
    m->value[at] = value;
}

static bool map_get(const form_map *m, dl_slice key, uint32_t *value)
{
    if (!key.n) return false;
    uint32_t at = map_at(m, key);
    *value = m->value[at];
    return m->key[at].p != NULL;
}

/* ---- names */

static uint32_t parts_of(dl_slice list)
{
    uint32_t n = list.n > 0;
    for (size_t i = 0; i < list.n; i++) n += list.p[i] == ';';
    return n;
}

/* The next part of a list that ";" divides; false at its end. */
static bool next_part(dl_slice *rest, dl_slice *part)
{
    if (!rest->n) return false;
    size_t at = dl_slice_find_byte(*rest, ';', 0);
    if (at == SIZE_MAX) at = rest->n;
    *part = dl_slice_trim(dl_slice_cut(*rest, 0, at));
    *rest = dl_slice_cut(*rest, at < rest->n ? at + 1 : at, rest->n);
    return true;
}

static dl_slice row_rule(dl_arena *a, const dl_table *t, uint32_t row)
{
    char at[DL_ROW_NAME_MAX];
    return dl_arena_copy(a, dl_slice_str(dl_row_name(t, row, at)));
}

/* All forms of a list stand for one thing. */
static void put_forms(known *k, known_row row, dl_slice list)
{
    uint32_t at = k->names_n;
    dl_slice part;
    bool first = true;
    while (next_part(&list, &part)) {
        if (!part.n) continue;
        map_put(&k->names, part, at);
        if (first) k->name[k->names_n++] = row;
        first = false;
    }
}

static bool is_building(dl_slice s)
{
    return dl_slice_ends(s, DL_S("House")) || dl_slice_ends(s, DL_S("Street"))
        || dl_slice_ends(s, DL_S("Palace")) || dl_slice_is(s, "Kremlin");
}

static void put_seats(known *k, known_row row, dl_slice list)
{
    dl_slice part;
    row.what = KNOWN_SEAT;
    while (next_part(&list, &part)) {
        row.capital = !is_building(part);
        put_forms(k, row, part);
    }
}

static void put_country(known *k, dl_arena *a, const dl_table *t, uint32_t r)
{
    dl_slice name = dl_table_cell(t, r, C_NAME);
    dl_slice code = dl_table_cell(t, r, C_CODE);
    known_row row = { .what = KNOWN_COUNTRY,
        .id = r,
        .name = name,
        .country = code,
        .code = code,
        .kind = DL_KIND_GPE,
        .rule = row_rule(a, t, r) };
    uint32_t at = k->names_n;
    put_forms(k, row, name);
    dl_slice other = dl_table_cell(t, r, C_OTHER);
    dl_slice part;
    while (next_part(&other, &part)) map_put(&k->names, part, at);
    put_seats(k, row, dl_table_cell(t, r, C_SEATS));
    row.what = KNOWN_CITIZEN;
    row.kind = DL_KIND_NORP;
    put_forms(k, row, dl_table_cell(t, r, C_PEOPLE));
}

static void put_body(known *k, dl_arena *a, const dl_table *t, uint32_t r)
{
    known_row row = { .what = KNOWN_BODY,
        .id = r,
        .name = dl_table_cell(t, r, B_NAME),
        .country = dl_table_cell(t, r, B_COUNTRY),
        .code = dl_table_cell(t, r, B_CODE),
        .kind = dl_kind_of(dl_table_cell(t, r, B_KIND)),
        .also = dl_table_cell(t, r, B_ALSO).n > 0,
        .rule = row_rule(a, t, r) };
    uint32_t at = k->names_n;
    put_forms(k, row, row.name);
    dl_slice other = dl_table_cell(t, r, B_OTHER);
    dl_slice part;
    while (next_part(&other, &part)) map_put(&k->names, part, at);
}

/* "USA" of "USAPTY" */
static dl_slice country_in(dl_slice code)
{
    return code.n > 3 ? dl_slice_cut(code, 0, 3) : (dl_slice){ NULL, 0 };
}

static void put_people(known *k, dl_arena *a, const dl_table *t, uint32_t r)
{
    known_row row = { .what = KNOWN_PEOPLE,
        .id = r,
        .name = dl_table_cell(t, r, P_WORD),
        .country = country_in(dl_table_cell(t, r, P_CODE)),
        .code = dl_table_cell(t, r, P_CODE),
        .kind = DL_KIND_NORP,
        .rule = row_rule(a, t, r) };
    put_forms(k, row, row.name);
}

static uint32_t forms_in(const dl_table *t, uint32_t column)
{
    uint32_t n = 0;
    for (uint32_t r = 0; r < t->rows; r++) n += parts_of(dl_table_cell(t, r, column));
    return n;
}

static void read_names(known *k, dl_arena *a, dl_lexicon *lexicon, dl_err *e)
{
    const dl_table *c = dl_lexicon_table(lexicon, &country_form, e);
    const dl_table *b = dl_failed(e) ? NULL : dl_lexicon_table(lexicon, &body_form, e);
    const dl_table *p = dl_failed(e) ? NULL : dl_lexicon_table(lexicon, &people_form, e);
    if (!c || !b || !p) return;
    uint32_t seats = forms_in(c, C_SEATS);
    uint32_t forms = c->rows + forms_in(c, C_OTHER) + forms_in(c, C_PEOPLE) + seats + b->rows
        + forms_in(b, B_OTHER) + p->rows;
    k->name = dl_arena_array(a, 2 * (size_t)c->rows + seats + b->rows + p->rows, sizeof *k->name);
    if (!k->name || !map_new(&k->names, a, forms)) return;
    for (uint32_t r = 0; r < c->rows; r++) put_country(k, a, c, r);
    for (uint32_t r = 0; r < b->rows; r++) put_body(k, a, b, r);
    for (uint32_t r = 0; r < p->rows; r++) put_people(k, a, p, r);
}

/* ---- roles, given names, exchanges */

/* The letter of a cell that holds one, 0 where it is empty. */
static char letter_of(const dl_table *t, uint32_t r, uint32_t column)
{
    dl_slice s = dl_table_cell(t, r, column);
    return s.n ? s.p[0] : 0;
}

static void read_roles(known *k, dl_arena *a, dl_lexicon *lexicon, dl_err *e)
{
    const dl_table *t = dl_lexicon_table(lexicon, &role_form, e);
    if (!t) return;
    k->role = dl_arena_array(a, t->rows, sizeof *k->role);
    if (!k->role || !map_new(&k->roles, a, t->rows)) return;
    for (uint32_t r = 0; r < t->rows; r++) {
        role_row *row = &k->role[r];
        row->word = dl_table_cell(t, r, R_WORD);
        row->what = (role_what)dl_cell_choice(t, r, R_WHAT, &role_form);
        row->sector = dl_table_cell(t, r, R_SECTOR);
        row->office = dl_table_cell(t, r, R_OFFICE);
        row->gender = letter_of(t, r, R_GENDER);
        int title = dl_cell_choice(t, r, R_TITLE, &role_form);
        row->title = title == 0;
        row->plain = title == 1;
        row->of_body = row->sector.n && row->sector.p[0] == '=';
        if (row->of_body) row->sector = dl_slice_cut(row->sector, 1, row->sector.n);
        row->rule = row_rule(a, t, r);
        map_put(&k->roles, row->word, r);
    }
}

/* Is it one of a list of codes that blanks part? */
static bool lists(dl_slice codes, dl_slice code)
{
    return code.n && dl_slice_find(codes, code, 0) != SIZE_MAX;
}

bool known_is_of_state(dl_slice sector)
{
    static const char *const list[] = { "GOV", "MIL", "COP", "LEG", "JUD", "SPY", "OPP", NULL };
    return dl_slice_is_any(sector, list);
}

bool known_may_be_of(const known *k, const role_row *role, dl_slice country)
{
    int64_t row = role ? dl_table_find(k->lands, role->word) : -1;
    if (row < 0) return true;
    dl_slice only = dl_table_cell(k->lands, (uint32_t)row, L_ONLY);
    dl_slice never = dl_table_cell(k->lands, (uint32_t)row, L_NEVER);
    if (only.n && !lists(only, country)) return false;
    return !lists(never, country) && !dl_slice_is(never, "*");
}

dl_slice known_land_of(const known *k, const role_row *role)
{
    int64_t row = role ? dl_table_find(k->lands, role->word) : -1;
    dl_slice only = row < 0 ? (dl_slice){ NULL, 0 }
                            : dl_table_cell(k->lands, (uint32_t)row, L_ONLY);
    return only.n == 3 ? only : (dl_slice){ NULL, 0 };
}

static void read_given(known *k, dl_arena *a, dl_lexicon *lexicon, dl_err *e)
{
    const dl_table *t = dl_lexicon_table(lexicon, &given_form, e);
    if (!t) return;
    k->given_row = dl_arena_array(a, t->rows, sizeof *k->given_row);
    if (!k->given_row || !map_new(&k->given, a, t->rows)) return;
    for (uint32_t r = 0; r < t->rows; r++) {
        k->given_row[r].gender = letter_of(t, r, G_GENDER);
        k->given_row[r].also = dl_table_cell(t, r, G_ALSO).n > 0;
        map_put(&k->given, dl_table_cell(t, r, G_NAME), r);
    }
}

static void read_exchanges(known *k, dl_arena *a, dl_lexicon *lexicon, dl_err *e)
{
    const dl_table *t = dl_lexicon_table(lexicon, &exchange_form, e);
    if (!t) return;
    k->exchange = dl_arena_array(a, t->rows, sizeof *k->exchange);
    if (!k->exchange || !map_new(&k->exchanges, a, t->rows)) return;
    for (uint32_t r = 0; r < t->rows; r++) {
        k->exchange[r] = dl_table_cell(t, r, X_COUNTRY);
        map_put(&k->exchanges, dl_table_cell(t, r, X_SUFFIX), r);
    }
}

/* A word may give several cues: their bits are joined. */
static void read_cues(known *k, dl_arena *a, dl_lexicon *lexicon, dl_err *e)
{
    const dl_table *t = dl_lexicon_table(lexicon, &cue_form, e);
    if (!t || !map_new(&k->cues, a, t->rows)) return;
    for (uint32_t r = 0; r < t->rows; r++) {
        uint32_t at = map_at(&k->cues, dl_table_cell(t, r, Q_WORD));
        k->cues.key[at] = dl_table_cell(t, r, Q_WORD);
        k->cues.value[at] |= 1u << dl_cell_choice(t, r, Q_CUE, &cue_form);
    }
}

static void read_pronouns(known *k, dl_arena *a, dl_lexicon *lexicon, dl_err *e)
{
    const dl_table *t = dl_lexicon_table(lexicon, &pronoun_form, e);
    if (!t) return;
    k->pronoun = dl_arena_array(a, t->rows, sizeof *k->pronoun);
    if (!k->pronoun || !map_new(&k->pronouns, a, t->rows)) return;
    for (uint32_t r = 0; r < t->rows; r++) {
        pronoun_row *p = &k->pronoun[r];
        p->person = (uint8_t)dl_cell_int(t, r, N_PERSON);
        p->number = letter_of(t, r, N_NUMBER);
        p->gender = letter_of(t, r, N_GENDER);
        p->reflexive = dl_table_cell(t, r, N_REFLEXIVE).n > 0;
        map_put(&k->pronouns, dl_table_cell(t, r, N_WORD), r);
    }
}

known *known_new(dl_arena *a, dl_lexicon *lexicon, dl_err *e)
{
    known *k = dl_arena_alloc(a, sizeof *k);
    if (k) read_names(k, a, lexicon, e);
    if (k && !dl_failed(e)) read_roles(k, a, lexicon, e);
    if (k && !dl_failed(e)) k->lands = dl_lexicon_table(lexicon, &land_form, e);
    if (k && !dl_failed(e)) read_given(k, a, lexicon, e);
    if (k && !dl_failed(e)) read_exchanges(k, a, lexicon, e);
    if (k && !dl_failed(e)) read_cues(k, a, lexicon, e);
    if (k && !dl_failed(e)) read_pronouns(k, a, lexicon, e);
    if (!dl_failed(e) && dl_arena_failed(a)) dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
    return dl_failed(e) ? NULL : k;
}

/* ---- look-up */

static char small_letter(char c) { return c >= 'A' && c <= 'Z' ? (char)(c | 32) : c; }

static bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/* U+2019, the apostrophe of typeset text. */
static bool is_curly(dl_slice s, size_t i)
{
    return i + 2 < s.n && memcmp(s.p + i, "\xe2\x80\x99", 3) == 0;
}

dl_slice known_key(dl_slice text, bool small, char *room)
{
    size_t n = 0;
    if (text.n > KNOWN_TEXT_MAX) return (dl_slice){ NULL, 0 };
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (is_curly(text, i)) {
            c = '\'';
            i += 2;
        }
        if (is_blank(c)) c = ' ';
        if (c == ' ' && n && room[n - 1] == ' ') continue;
        if (n == KNOWN_KEY_MAX) return (dl_slice){ NULL, 0 };
        room[n++] = small ? small_letter(c) : c;
    }
    return (dl_slice){ room, n };
}

const known_row *known_name(const known *k, dl_slice key)
{
    uint32_t at;
    return map_get(&k->names, key, &at) ? &k->name[at] : NULL;
}

const role_row *known_role(const known *k, dl_slice key)
{
    uint32_t at;
    return map_get(&k->roles, key, &at) ? &k->role[at] : NULL;
}

const given_row *known_given(const known *k, dl_slice key)
{
    uint32_t at;
    return map_get(&k->given, key, &at) ? &k->given_row[at] : NULL;
}

const pronoun_row *known_pronoun(const known *k, dl_slice key)
{
    uint32_t at;
    return map_get(&k->pronouns, key, &at) ? &k->pronoun[at] : NULL;
}

dl_slice known_exchange(const known *k, dl_slice suffix)
{
    uint32_t at;
    if (!map_get(&k->exchanges, suffix, &at)) return (dl_slice){ NULL, 0 };
    return k->exchange[at];
}

unsigned known_cues(const known *k, dl_slice word)
{
    uint32_t at;
    return map_get(&k->cues, word, &at) ? at : 0;
}

/* ---- codes with dates */

static bool part_of(dl_slice *rest, char end, dl_slice *out)
{
    if (!rest->n) return false;
    size_t at = dl_slice_find_byte(*rest, end, 0);
    if (at == SIZE_MAX) at = rest->n;
    *out = dl_slice_cut(*rest, 0, at);
    *rest = dl_slice_cut(*rest, at < rest->n ? at + 1 : at, rest->n);
    return true;
}

/* "1995-06-01..1999-08-15", either end may be left out. */
static bool holds_on(dl_slice dates, int32_t day)
{
    size_t at = dl_slice_find(dates, DL_S(".."), 0);
    int32_t from = INT32_MIN, to = INT32_MAX;
    if (at == SIZE_MAX || day == INT32_MIN) return false;
    dl_iso_read(dl_slice_cut(dates, 0, at), &from);
    if (!dl_iso_read(dl_slice_cut(dates, at + 2, dates.n), &to)) to = INT32_MAX;
    return from <= day && day <= to;
}

dl_slice known_code(const known_row *row, int32_t day)
{
    dl_slice rest = row->code, one;
    if (dl_slice_find_byte(rest, '@', 0) == SIZE_MAX) return rest;
    while (part_of(&rest, ';', &one)) {
        dl_slice code;
        part_of(&one, '@', &code);
        if (!one.n || holds_on(one, day)) return code;
    }
    return (dl_slice){ NULL, 0 };
}
