/* read_tables - the tables of read.h.
 *
 *   lexicon, calendar --dl_read_tables_new--> what decoding looks up */
#include <stdlib.h>

#include "read_private.h"

/* Raised when the same tables and the same bytes give another first layer. */
#define RULES_VERSION "9"

/* ---- data/read/keys.tsv */

enum { KEY, KEY_FIELD, KEY_MAKER };
static const dl_column key_columns[] = {
    { "key", DL_COLUMN_TEXT, false, NULL },
    { "field", DL_COLUMN_CHOICE, false,
        "id url title text html summary date modified retrieved outlet author "
        "language" }, /* ORDER FIELD */
    { "maker", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form key_form = DL_TABLE_FORM("read/keys", false, key_columns);

size_t read_key_plain(dl_slice parent, dl_slice key, char out[READ_KEY_MAX])
{
    size_t n = 0;
    if (parent.n >= READ_KEY_MAX) return 0;
    for (; n < parent.n; n++) out[n] = parent.p[n];
    if (n) out[n++] = '.';
    for (size_t i = 0; i < key.n; i++) {
        char c = key.p[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c + 32);
        bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c < 0;
        if (!kept) continue;
        if (n == READ_KEY_MAX) return 0;
        out[n++] = c;
    }
    return n;
}

static int by_key(const void *x, const void *y)
{
    const read_key *a = x;
    const read_key *b = y;
    int c = dl_slice_cmp(a->key, b->key);
    return c ? c : (a->rank > b->rank) - (a->rank < b->rank);
}

static void fill_keys(dl_read_tables *t, const dl_table *raw)
{
    for (uint32_t r = 0; r < raw->rows; r++) {
        char plain[READ_KEY_MAX];
        size_t n = read_key_plain(DL_S(""), dl_table_cell(raw, r, KEY), plain);
        read_key *k = DL_PUSH(t->arena, &t->keys);
        if (!k) return;
        k->key = dl_arena_copy(t->arena, dl_slice_of(plain, n));
        k->field = (read_field)dl_cell_choice(raw, r, KEY_FIELD, &key_form);
        k->rank = r;
    }
    qsort(t->keys.at, t->keys.n, sizeof *t->keys.at, by_key);
}

/* The first row whose key does not stand before `plain`. */
static uint32_t lower_bound(const dl_read_tables *t, dl_slice plain)
{
    uint32_t lo = 0;
    uint32_t hi = t->keys.n;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (dl_slice_cmp(t->keys.at[mid].key, plain) < 0) lo = mid + 1;
        else hi = mid;
    }
    return lo;
}

size_t read_key_find(const dl_read_tables *t, dl_slice plain, const read_key **first)
{
    uint32_t from = lower_bound(t, plain);
    uint32_t to = from;
    while (to < t->keys.n && dl_slice_eq(t->keys.at[to].key, plain)) to++;
    *first = t->keys.at + from;
    return to - from;
}

bool read_key_is_parent(const dl_read_tables *t, dl_slice plain)
{
    char with_dot[READ_KEY_MAX + 1];
    if (plain.n == 0 || plain.n > READ_KEY_MAX) return false;
    memcpy(with_dot, plain.p, plain.n);
    with_dot[plain.n] = '.';
    dl_slice start = dl_slice_of(with_dot, plain.n + 1);
    uint32_t at = lower_bound(t, start);
    return at < t->keys.n && dl_slice_starts(t->keys.at[at].key, start);
}

/* ---- data/read/nothing.tsv */

enum { WORD, WORD_FIELD };
static const dl_column nothing_columns[] = {
    { "word", DL_COLUMN_TEXT, false, NULL },
    { "field", DL_COLUMN_CHOICE, false,
        "id url title text html summary date modified retrieved outlet author "
        "language any" }, /* ORDER FIELD */
};
static const dl_table_form nothing_form = DL_TABLE_FORM("read/nothing", false, nothing_columns);

static void fill_nothing(dl_read_tables *t, const dl_table *raw)
{
    for (uint32_t r = 0; r < raw->rows; r++) {
        read_nothing *w = DL_PUSH(t->arena, &t->nothing);
        if (!w) return;
        w->word = dl_table_cell(raw, r, WORD);
        w->field = dl_cell_choice(raw, r, WORD_FIELD, &nothing_form);
        if (w->field == FIELD_COUNT) w->field = -1;
    }
}

bool read_is_nothing(const dl_read_tables *t, read_field field, dl_slice s)
{
    if (field == FIELD_ID || field == FIELD_TITLE) return false; /* any word may be one */
    for (uint32_t i = 0; i < t->nothing.n; i++) {
        const read_nothing *w = &t->nothing.at[i];
        if ((w->field < 0 || w->field == (int)field) && dl_slice_eq_nocase(s, w->word)) return true;
    }
    return false;
}

/* ---- data/read/bundles.tsv */

enum { MAKER, MAKER_KEY, MAKER_MEANS };
static const dl_column bundle_columns[] = {
    { "maker", DL_COLUMN_CHOICE, false, "nexis factiva" },
    { "key", DL_COLUMN_TEXT, false, NULL },
    { "means", DL_COLUMN_CHOICE, false,
        "id url title text html summary date modified retrieved outlet author "
        "language skip body end" }, /* ORDER FIELD, then MEANS of bundle_fields.c */
    { "example", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form bundle_form = DL_TABLE_FORM("read/bundles", false, bundle_columns);

static void fill_bundles(dl_read_tables *t, const dl_table *raw)
{
    for (uint32_t r = 0; r < raw->rows; r++) {
        read_bundle_row *row = DL_PUSH(t->arena, &t->bundles);
        if (!row) return;
        *row = (read_bundle_row){ .coded = dl_cell_choice(raw, r, MAKER, &bundle_form) == 1,
            .key = dl_table_cell(raw, r, MAKER_KEY),
            .means = dl_cell_choice(raw, r, MAKER_MEANS, &bundle_form) };
    }
}

/* ---- data/read/tags.tsv, data/read/entities.tsv */

enum { TAG, TAG_EFFECT };
static const dl_column tag_columns[] = {
    { "tag", DL_COLUMN_TEXT, false, NULL },
    { "effect", DL_COLUMN_CHOICE, false, "block line blank inline drop" }, /* EFFECT */
};
static const dl_table_form tag_form = DL_TABLE_FORM("read/tags", true, tag_columns);

static void fill_effects(dl_read_tables *t)
{
    for (int tag = 0; tag < HTML_TAG_COUNT; tag++) {
        read_effect e = read_tag_effect(t, dl_slice_str(read_html_tag_name((html_tag)tag)));
        t->effect[tag] = (uint8_t)(e == EFFECT_NONE ? EFFECT_INLINE : e);
    }
}

enum { ENTITY, ENTITY_CODE, ENTITY_BARE };
static const dl_column entity_columns[] = {
    { "name", DL_COLUMN_TEXT, false, NULL },
    { "code", DL_COLUMN_TEXT, false, NULL },
    { "bare", DL_COLUMN_CHOICE, true, "bare" },
};
static const dl_table_form entity_form = DL_TABLE_FORM("read/entities", true, entity_columns);

read_effect read_tag_effect(const dl_read_tables *t, dl_slice name)
{
    int64_t row = dl_table_find(t->tags, name);
    if (row < 0) return EFFECT_NONE;
    return (read_effect)dl_cell_choice(t->tags, (uint32_t)row, TAG_EFFECT, &tag_form);
}

size_t read_entity(const dl_read_tables *t, dl_slice name, char out[READ_ENTITY_ROOM])
{
    int64_t row = dl_table_find(t->entities, name);
    if (row < 0) return 0;
    dl_slice code = dl_table_cell(t->entities, (uint32_t)row, ENTITY_CODE);
    size_t n = 0;
    uint32_t cp = 0;
    for (size_t i = 0; i <= code.n && n + 4 <= READ_ENTITY_ROOM; i++) {
        char c = i < code.n ? code.p[i] : ' ';
        if (c == ' ') {
            n += dl_utf8_put(cp, out + n);
            cp = 0;
        } else {
            cp = cp * 16 + (uint32_t)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
        }
    }
    return n;
}

bool read_entity_is_bare(const dl_read_tables *t, dl_slice name)
{
    int64_t row = dl_table_find(t->entities, name);
    return row >= 0 && dl_table_cell(t->entities, (uint32_t)row, ENTITY_BARE).n > 0;
}

/* ---- data/read/doctypes.tsv */

static const dl_column doctype_columns[] = {
    { "identifier", DL_COLUMN_TEXT, false, NULL },
    { "how", DL_COLUMN_CHOICE, false, "start alone whole system" },
};
static const dl_table_form doctype_form = DL_TABLE_FORM("read/doctypes", true, doctype_columns);

/* ---- data/read/suffixes.tsv, data/read/outlets.tsv */

static const dl_column suffix_columns[] = {
    { "suffix", DL_COLUMN_TEXT, false, NULL },
    { "example", DL_COLUMN_TEXT, false, NULL },
    { "domain", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form suffix_form = DL_TABLE_FORM("read/suffixes", true, suffix_columns);

enum { DOMAIN, DOMAIN_NAME };
static const dl_column outlet_columns[] = {
    { "domain", DL_COLUMN_TEXT, false, NULL },
    { "name", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form outlet_form = DL_TABLE_FORM("read/outlets", true, outlet_columns);

/* "co.uk" stands in the table, or "co.*" does. */
static bool is_suffix(const dl_read_tables *t, dl_slice s)
{
    char any[READ_KEY_MAX];
    if (dl_table_find(t->suffixes, s) >= 0) return true;
    size_t dot = s.n;
    while (dot && s.p[dot - 1] != '.') dot--;
    if (dot == 0 || s.n - dot != 2 || dot + 1 > READ_KEY_MAX) return false;
    memcpy(any, s.p, dot);
    any[dot] = '*';
    return dl_table_find(t->suffixes, dl_slice_of(any, dot + 1)) >= 0;
}

/* Behind the first dot; empty: there is none. */
static dl_slice parent(dl_slice host)
{
    size_t dot = dl_slice_find_byte(host, '.', 0);
    return dot == SIZE_MAX ? dl_slice_of(host.p, 0) : dl_slice_cut(host, dot + 1, host.n);
}

/* No name ends so: "10.1.0.7", "[fd12::1]". */
static bool is_numbered(dl_slice host)
{
    char last = host.n ? host.p[host.n - 1] : 0;
    return last == ']' || (last >= '0' && last <= '9');
}

dl_slice read_domain(const dl_read_tables *t, dl_slice host)
{
    if (is_numbered(host)) return host;
    for (dl_slice s = host, above; (above = parent(s)).n; s = above)
        if (is_suffix(t, above) || parent(above).n == 0) return s;
    return host;
}

dl_slice read_outlet_name(const dl_read_tables *t, dl_slice host)
{
    dl_slice domain = read_domain(t, host);
    for (dl_slice s = host; s.n >= domain.n && s.n; s = parent(s)) {
        int64_t row = dl_table_find(t->outlets, s);
        if (row >= 0) return dl_table_cell(t->outlets, (uint32_t)row, DOMAIN_NAME);
    }
    return domain;
}

/* ---- all of them */

static bool fill(dl_read_tables *t, dl_lexicon *lexicon, dl_err *e)
{
    const dl_table *keys = dl_lexicon_table(lexicon, &key_form, e);
    const dl_table *nothing = keys ? dl_lexicon_table(lexicon, &nothing_form, e) : NULL;
    if (nothing) t->tags = dl_lexicon_table(lexicon, &tag_form, e);
    if (t->tags) t->entities = dl_lexicon_table(lexicon, &entity_form, e);
    if (t->entities) t->doctypes = dl_lexicon_table(lexicon, &doctype_form, e);
    if (t->doctypes) t->suffixes = dl_lexicon_table(lexicon, &suffix_form, e);
    if (t->suffixes) t->outlets = dl_lexicon_table(lexicon, &outlet_form, e);
    const dl_table *bundles = t->outlets ? dl_lexicon_table(lexicon, &bundle_form, e) : NULL;
    if (!bundles) return false;
    fill_bundles(t, bundles);
    fill_keys(t, keys);
    fill_nothing(t, nothing);
    t->html_names = read_html_names_new(t->arena);
    fill_effects(t);
    t->language = read_language_rules_new(t->arena, lexicon, e);
    return t->language && !dl_arena_failed(t->arena);
}

dl_read_tables *dl_read_tables_new(
    const dl_mem *m, dl_lexicon *lexicon, const dl_calendar *calendar, dl_err *e)
{
    dl_arena *a = dl_arena_new(m, 0);
    dl_read_tables *t = a ? dl_arena_alloc(a, sizeof *t) : NULL;
    if (t) {
        t->arena = a;
        t->calendar = calendar;
        t->url = dl_url_rules_new(m, lexicon, e);
        if (t->url && fill(t, lexicon, e)) return t;
        dl_url_rules_free(t->url);
    }
    if (!dl_failed(e)) dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
    dl_arena_free(a);
    return NULL;
}

void dl_read_tables_free(dl_read_tables *t)
{
    if (!t) return;
    dl_url_rules_free(t->url);
    dl_arena_free(t->arena);
}

const char *dl_read_version(void) { return RULES_VERSION; }
