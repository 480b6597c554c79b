/* time_rules - the tables of times: data/mark/times.tsv, time-words.tsv and
 * holidays.tsv.
 *
 * In: the tables. Out: for a piece of text, every rule that matches there.
 *
 * A pattern with optional elements is compiled to one sequence for each way of leaving
 * them out; sequences are indexed by their first element, so that a piece asks only
 * those that may begin with it. */
#include "time_private.h"

#include <stdlib.h>

/* ---- forms of the tables */

static const dl_column word_columns[] = {
    { "word", DL_COLUMN_TEXT, false, NULL },
    { "class", DL_COLUMN_CHOICE, false,
        "month weekday weekdays unit number ordinal decade part season half zone which "
        "lead ahead moved programme" },
    { "value", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form word_form = DL_TABLE_FORM("mark/time-words", false, word_columns);

enum { RULE_PATTERN, RULE_TYPE, RULE_FORM, RULE_GUARD };
static const dl_column rule_columns[] = {
    { "pattern", DL_COLUMN_TEXT, false, NULL },
    { "type", DL_COLUMN_CHOICE, false, "DATE TIME DURATION SET NONE" }, /* ORDER dl_time_type */
    { "form", DL_COLUMN_TEXT, false, NULL },
    /* ORDER time_guard */
    { "guard", DL_COLUMN_CHOICE, true, "engine plural rate end singular year alone" },
    { "example", DL_COLUMN_TEXT, false, NULL },
    { "value", DL_COLUMN_TEXT, true, NULL },
};
static const dl_table_form rule_form = DL_TABLE_FORM("mark/times", false, rule_columns);

enum { DAY_NAME, DAY_MONTH, DAY_DAY, DAY_WEEKDAY, DAY_NTH, DAY_EASTER };
static const dl_column holiday_columns[] = {
    { "name", DL_COLUMN_TEXT, false, NULL },
    { "month", DL_COLUMN_INT, true, NULL },
    { "day", DL_COLUMN_INT, true, NULL },
    { "weekday", DL_COLUMN_INT, true, NULL },
    { "nth", DL_COLUMN_INT, true, NULL },
    { "easter", DL_COLUMN_INT, true, NULL },
};
static const dl_table_form holiday_form = DL_TABLE_FORM("mark/holidays", true, holiday_columns);

/* ORDER TIME_CLASS */
static const char *const class_name[TIME_C_COUNT] = { "n", "day", "year", "yy", "hour", "minute",
    "mm", "hm", "holiday", "month", "weekday", "weekdays", "unit", "number", "ordinal", "decade",
    "part", "season", "half", "zone", "which", "lead", "ahead", "moved", "programme" };

/* ---- compiled rules */

typedef struct option { /* one alternative of an element */
    bool is_class;
    time_class class;
    dl_slice word;
} option;

typedef struct element {
    option *option;
    uint32_t options;
    bool may_miss, glued;
} element;

/* One "key=value" of a form: a number, or the capture of a class. */
typedef enum field_key {
    KEY_YEAR,
    KEY_DECADE,
    KEY_CENTURY,
    KEY_HALF,
    KEY_QUARTER,
    KEY_SEASON,
    KEY_MONTH,
    KEY_DAY,
    KEY_WEEKDAY,
    KEY_PART,
    KEY_HOUR,
    KEY_MINUTE,
    KEY_FISCAL,
    KEY_HOLIDAY,
    KEY_ANCHOR,
    KEY_GRAIN,
    KEY_OFFSET,
    KEY_DIR,
    KEY_COUNT,
    KEY_UNIT,
    KEY_MORE,
    KEY_MORE_UNIT,
    KEY_ZONE,
    KEY_CLOCK,
    KEYS
} field_key;
static const char *const key_name[KEYS] = { "year", "decade", "century", "half", "quarter",
    "season", "month", "day", "weekday", "part", "hour", "minute", "fiscal", "holiday", "anchor",
    "grain", "offset", "dir", "count", "unit", "more", "more_unit", "zone", "clock" };

typedef struct field {
    field_key key;
    bool captured, negative;
    int32_t number;
    time_class class;
    uint8_t nth; /* 0: the first capture of the class */
} field;

enum { FIELDS_MAX = 12, DIR_TENSE = 99 };

typedef struct time_rule {
    element element[TIME_ELEMENTS_MAX];
    uint32_t elements;
    field field[FIELDS_MAX];
    uint32_t fields;
    dl_time_type type;
    bool none; /* what it matches is no time */
    time_guard guard;
    uint32_t row;
    dl_slice name;
} time_rule;

typedef struct sequence { /* a rule with its optional elements in or out, as bits */
    const time_rule *rule;
    uint32_t in;
    uint32_t next; /* in its bucket; 0: the last */
} sequence;

struct time_rules {
    dl_arena *arena;
    time_rule *rule;
    uint32_t rules;
    DL_VEC(sequence) sequences; /* the first is none */
    uint32_t by_class[TIME_C_COUNT];
    uint32_t *by_word; /* heads of buckets, by hash of the word */
    uint32_t word_buckets;
    const dl_table *word, *holiday;
    uint32_t *word_slot; /* rows of `word` by hash, + 1; rows of one word are chained */
    uint32_t *word_next;
    uint32_t word_slots;
    uint32_t *holiday_slot; /* rows of `holiday` by hash of the first word */
    uint32_t *holiday_next;
    uint32_t holiday_slots;
};

/* ---- reading a row */

static bool class_of(dl_slice name, time_class *out, uint8_t *nth)
{
    bool second = name.n > 1 && name.p[name.n - 1] == '2';
    if (nth) *nth = second;
    if (second) name.n--;
    for (int i = 0; i < TIME_C_COUNT; i++)
        if (dl_slice_is(name, class_name[i])) {
            *out = (time_class)i;
            return true;
        }
    return false;
}

static bool take_word(dl_slice *rest, char end, dl_slice *out)
{
    if (!rest->n) return false;
    size_t at = dl_slice_find_byte(*rest, end, 0);
    if (at == SIZE_MAX) at = rest->n;
    *out = dl_slice_cut(*rest, 0, at);
    *rest = dl_slice_cut(*rest, at < rest->n ? at + 1 : at, rest->n);
    return true;
}

static bool read_option(dl_slice s, option *o)
{
    o->is_class = s.n > 2 && s.p[0] == '{' && s.p[s.n - 1] == '}';
    o->word = s;
    return !o->is_class || class_of(dl_slice_cut(s, 1, s.n - 1), &o->class, NULL);
}

static bool read_element(dl_arena *a, dl_slice s, element *e)
{
    e->may_miss = s.n > 1 && s.p[0] == '?';
    if (e->may_miss) s = dl_slice_cut(s, 1, s.n);
    e->glued = s.n > 1 && s.p[0] == '~';
    if (e->glued) s = dl_slice_cut(s, 1, s.n);
    e->option = dl_arena_array(a, s.n + 1, sizeof *e->option);
    dl_slice one;
    while (e->option && take_word(&s, '|', &one))
        if (!read_option(one, &e->option[e->options++])) return false;
    return e->options > 0;
}

static bool read_pattern(dl_arena *a, dl_slice s, time_rule *r)
{
    dl_slice one;
    while (take_word(&s, ' ', &one)) {
        if (r->elements == TIME_ELEMENTS_MAX) return false;
        if (!read_element(a, one, &r->element[r->elements++])) return false;
    }
    return r->elements > 0;
}

static dl_grain grain_named(dl_slice s)
{
    static const char *const name[] = { "", "century", "decade", "year", "half", "quarter",
        "season", "month", "week", "weekend", "day", "part", "hour", "minute", "second" };
    for (int i = 1; i <= DL_GRAIN_SECOND; i++)
        if (dl_slice_is(s, name[i])) return (dl_grain)i;
    return DL_GRAIN_NONE;
}

/* Words that stand for numbers in forms and in the table of words; false: it is none. */
static bool number_named(dl_slice s, int32_t *out)
{
    static const struct {
        const char *name;
        int32_t number;
    } word[] = { { "pub", DL_ANCHOR_PUBLICATION }, { "last", DL_ANCHOR_MENTION }, { "past", -1 },
        { "before", -2 }, { "future", 1 }, { "after", 2 }, { "near", 0 }, { "tense", DIR_TENSE },
        { "morning", DL_PART_MORNING }, { "midday", DL_PART_MIDDAY },
        { "afternoon", DL_PART_AFTERNOON }, { "evening", DL_PART_EVENING },
        { "night", DL_PART_NIGHT }, { "am", 1 }, { "pm", 2 }, { "fortnight", TIME_FORTNIGHT } };
    for (size_t i = 0; i < sizeof word / sizeof *word; i++)
        if (dl_slice_is(s, word[i].name)) {
            *out = word[i].number;
            return true;
        }
    *out = (int32_t)grain_named(s);
    return *out != DL_GRAIN_NONE;
}

static bool read_number(dl_slice s, int32_t *out)
{
    bool negative = s.n > 1 && s.p[0] == '-';
    *out = 0;
    if (number_named(s, out)) return true;
    for (size_t i = negative; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9' || i > 6) return false;
        *out = *out * 10 + (s.p[i] - '0');
    }
    if (negative) *out = -*out;
    return s.n > 0;
}

static bool read_field(dl_slice s, field *f)
{
    size_t eq = dl_slice_find_byte(s, '=', 0);
    if (eq == SIZE_MAX) return false;
    dl_slice key = dl_slice_cut(s, 0, eq), value = dl_slice_cut(s, eq + 1, s.n);
    int k = 0;
    while (k < KEYS && !dl_slice_is(key, key_name[k])) k++;
    if (k == KEYS) return false;
    f->key = (field_key)k;
    f->negative = value.n > 1 && value.p[0] == '-' && value.p[1] == '$';
    if (f->negative) value = dl_slice_cut(value, 1, value.n);
    f->captured = value.n > 1 && value.p[0] == '$';
    if (f->captured) return class_of(dl_slice_cut(value, 1, value.n), &f->class, &f->nth);
    return read_number(value, &f->number);
}

static bool read_form(dl_slice s, time_rule *r)
{
    dl_slice one;
    while (take_word(&s, ' ', &one)) {
        if (r->fields == FIELDS_MAX) return false;
        if (!read_field(one, &r->field[r->fields++])) return false;
    }
    return r->fields > 0;
}

static bool read_rule(time_rules *t, const dl_table *raw, uint32_t row, dl_err *e)
{
    char at[DL_ROW_NAME_MAX];
    time_rule *r = &t->rule[row];
    r->row = row;
    int type = dl_cell_choice(raw, row, RULE_TYPE, &rule_form);
    r->none = type > DL_TIME_SET;
    r->type = r->none ? DL_TIME_DATE : (dl_time_type)type;
    r->guard = (time_guard)(dl_cell_choice(raw, row, RULE_GUARD, &rule_form) + 1);
    r->name = dl_arena_copy(t->arena, dl_slice_str(dl_row_name(raw, row, at)));
    if (!read_pattern(t->arena, dl_table_cell(raw, row, RULE_PATTERN), r)) {
        dl_fail(e, DL_EFORMAT, "a pattern of times is not understood", -1, "%s", at);
        return false;
    }
    if (read_form(dl_table_cell(raw, row, RULE_FORM), r)) return true;
    dl_fail(e, DL_EFORMAT, "a form of times is not understood", -1, "%s", at);
    return false;
}

/* ---- the index of sequences */

static bool is_in(const time_rule *r, uint32_t in, uint32_t k)
{
    return !r->element[k].may_miss || (in >> k & 1);
}

static uint32_t *bucket_of(time_rules *t, const option *o)
{
    if (o->is_class) return &t->by_class[o->class];
    return &t->by_word[dl_hash64(o->word, 1) & (t->word_buckets - 1)];
}

static void add_sequence(time_rules *t, const time_rule *r, uint32_t in)
{
    uint32_t first = 0;
    while (first < r->elements && !is_in(r, in, first)) first++;
    if (first == r->elements) return;
    for (uint32_t i = 0; i < r->element[first].options; i++) {
        uint32_t *head = bucket_of(t, &r->element[first].option[i]);
        sequence *s = DL_PUSH(t->arena, &t->sequences);
        if (!s) return;
        *s = (sequence){ r, in, *head };
        *head = t->sequences.n - 1;
    }
}

static void add_sequences(time_rules *t, const time_rule *r)
{
    uint32_t optional = 0;
    for (uint32_t k = 0; k < r->elements; k++) optional |= (uint32_t)r->element[k].may_miss << k;
    for (uint32_t in = optional;; in = (in - 1) & optional) {
        add_sequence(t, r, in);
        if (!in) break;
    }
}

static bool read_rules(time_rules *t, dl_lexicon *lexicon, dl_err *e)
{
    const dl_table *raw = dl_lexicon_table(lexicon, &rule_form, e);
    t->rule = raw ? dl_arena_array(t->arena, raw->rows, sizeof *t->rule) : NULL;
    t->word_buckets = 1024;
    t->by_word = dl_arena_array(t->arena, t->word_buckets, sizeof *t->by_word);
    if (!t->rule || !t->by_word || !DL_PUSH(t->arena, &t->sequences)) return false;
    for (uint32_t r = 0; r < raw->rows; r++)
        if (!read_rule(t, raw, r, e)) return false;
    t->rules = raw->rows;
    for (uint32_t r = t->rules; r-- > 0;) add_sequences(t, &t->rule[r]);
    return true;
}

/* ---- words and holidays */

/* Rows by the hash of a text: slot[hash] and next[row], both row + 1. */
static bool chain_rows(time_rules *t, uint32_t rows, uint32_t **slot, uint32_t **next, uint32_t *n)
{
    *n = 64;
    while (*n < rows * 2) *n *= 2;
    *slot = dl_arena_array(t->arena, *n, sizeof **slot);
    *next = dl_arena_array(t->arena, rows, sizeof **next);
    return *slot && *next;
}

static bool read_words(time_rules *t, dl_lexicon *lexicon, dl_err *e)
{
    t->word = dl_lexicon_table(lexicon, &word_form, e);
    if (!t->word) return false;
    if (!chain_rows(t, t->word->rows, &t->word_slot, &t->word_next, &t->word_slots)) return false;
    for (uint32_t r = t->word->rows; r-- > 0;) {
        uint64_t at = dl_hash64(dl_table_cell(t->word, r, 0), 2) & (t->word_slots - 1);
        t->word_next[r] = t->word_slot[at];
        t->word_slot[at] = r + 1;
    }
    return true;
}

static uint32_t holiday_hash(const time_rules *t, dl_slice word)
{
    char low[64];
    size_t n = word.n < sizeof low ? word.n : sizeof low;
    for (size_t i = 0; i < n; i++)
        low[i] = word.p[i] >= 'A' && word.p[i] <= 'Z' ? (char)(word.p[i] | 32) : word.p[i];
    return (uint32_t)dl_hash64(dl_slice_of(low, n), 3) & (t->holiday_slots - 1);
}

static dl_slice first_word(dl_slice name)
{
    size_t at = dl_slice_find_byte(name, ' ', 0);
    return at == SIZE_MAX ? name : dl_slice_cut(name, 0, at);
}

static bool read_holidays(time_rules *t, dl_lexicon *lexicon, dl_err *e)
{
    t->holiday = dl_lexicon_table(lexicon, &holiday_form, e);
    if (!t->holiday) return false;
    if (!chain_rows(t, t->holiday->rows, &t->holiday_slot, &t->holiday_next, &t->holiday_slots))
        return false;
    for (uint32_t r = t->holiday->rows; r-- > 0;) {
        uint32_t at = holiday_hash(t, first_word(dl_table_cell(t->holiday, r, DAY_NAME)));
        t->holiday_next[r] = t->holiday_slot[at];
        t->holiday_slot[at] = r + 1;
    }
    return true;
}

time_rules *time_rules_new(dl_arena *a, dl_lexicon *lexicon, dl_err *e)
{
    time_rules *t = dl_arena_alloc(a, sizeof *t);
    if (t) t->arena = a;
    bool ok = t && read_words(t, lexicon, e) && read_holidays(t, lexicon, e)
        && read_rules(t, lexicon, e);
    if (ok && !dl_arena_failed(a)) return t;
    if (!dl_failed(e)) dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
    return NULL;
}

/* ---- what a piece may be */

static bool figures(const time_piece *p, uint32_t digits, int32_t least, int32_t most, int32_t *v)
{
    if (p->kind != TIME_FIGURES || p->text.n > 4 || (digits && p->text.n != digits)) return false;
    *v = 0;
    for (size_t i = 0; i < p->text.n; i++) {
        if (p->text.p[i] < '0' || p->text.p[i] > '9') return false;
        *v = *v * 10 + (p->text.p[i] - '0');
    }
    return *v >= least && *v <= most;
}

/* A row of the words' table with that class; false: there is none. */
static bool word_value(const time_rules *t, dl_slice word, time_class class, int32_t *v)
{
    uint32_t at = t->word_slot[dl_hash64(word, 2) & (t->word_slots - 1)];
    for (; at; at = t->word_next[at - 1]) {
        if (!dl_slice_eq(dl_table_cell(t->word, at - 1, 0), word)) continue;
        int c = dl_cell_choice(t->word, at - 1, 1, &word_form) + TIME_C_MONTH;
        if (c == (int)class && read_number(dl_table_cell(t->word, at - 1, 2), v)) return true;
    }
    return false;
}

bool time_word_is(const time_rules *t, dl_slice word, time_class class)
{
    int32_t v;
    return word_value(t, word, class, &v);
}

static const time_piece *piece(const time_pieces *p, uint32_t at)
{
    return at < p->v.n ? &p->v.at[at] : NULL;
}

static bool is_word(const time_pieces *p, uint32_t at, const char *word)
{
    return at < p->v.n && dl_slice_is(p->v.at[at].text, word);
}

/* "1,000", "2.5" in thousandths; DL_COUNT_UNKNOWN for what is too large to count with. */
static int32_t thousandths(dl_slice s)
{
    int64_t v = 0;
    int64_t unit = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '.') unit = 1;
        if (s.p[i] < '0' || s.p[i] > '9' || unit > 100) continue;
        v = v * 10 + (s.p[i] - '0');
        if (unit) unit *= 10;
        if (v > 100000000) return DL_COUNT_UNKNOWN;
    }
    v = v * 1000 / (unit ? unit : 1);
    return v > 2000000000 ? DL_COUNT_UNKNOWN : (int32_t)v;
}

/* Words that say how many without saying it. */
static uint32_t vague_number(const time_pieces *p, uint32_t at, int32_t *v)
{
    *v = DL_COUNT_UNKNOWN;
    if (is_word(p, at, "several") || is_word(p, at, "many")) return 1;
    if (is_word(p, at, "a") && is_word(p, at + 1, "few")) return 2;
    if (is_word(p, at, "few") || is_word(p, at, "some")) return 1;
    *v = 2000;
    if (is_word(p, at, "a") && is_word(p, at + 1, "couple"))
        return is_word(p, at + 2, "of") ? 3 : 2;
    *v = 12000;
    if (is_word(p, at, "a") && is_word(p, at + 1, "dozen")) return 2;
    return 0;
}

/* "five", "twenty-five", "a hundred", "two thousand". */
static uint32_t spelled_number(const time_rules *t, const time_pieces *p, uint32_t at, int32_t *v)
{
    const time_piece *one = piece(p, at);
    int32_t n = 0, more = 0;
    uint32_t used = 1;
    if (!one || one->kind != TIME_WORD) return 0;
    if (is_word(p, at, "a") && (is_word(p, at + 1, "hundred") || is_word(p, at + 1, "thousand")))
        n = 1;
    else if (!word_value(t, one->text, TIME_C_NUMBER, &n)) return 0;
    uint32_t next = at + 1 + is_word(p, at + 1, "-");
    const time_piece *unit = n >= 20 ? piece(p, next) : NULL;
    if (unit && word_value(t, unit->text, TIME_C_NUMBER, &more) && more < 10) {
        n += more;
        used = next + 1 - at;
    }
    if (is_word(p, at + used, "hundred")) {
        n *= 100;
        used++;
    } else if (is_word(p, at + used, "thousand")) {
        n *= 1000;
        used++;
    }
    *v = n * 1000;
    return used;
}

/* "1/2" behind a number: three pieces. */
static uint32_t fraction(const time_pieces *p, uint32_t at, int32_t *v)
{
    int32_t above = 0, below = 0;
    if (at + 2 >= p->v.n || !is_word(p, at + 1, "/") || !p->v.at[at + 1].glued) return 0;
    if (!figures(&p->v.at[at], 0, 1, 9, &above) || !figures(&p->v.at[at + 2], 0, 2, 9, &below))
        return 0;
    if (*v == DL_COUNT_UNKNOWN || above >= below) return 0;
    *v += above * 1000 / below;
    return 3;
}

static uint32_t number(const time_rules *t, const time_pieces *p, uint32_t at, int32_t *v)
{
    const time_piece *one = piece(p, at);
    uint32_t used = vague_number(p, at, v);
    if (used) return used;
    if (one->kind == TIME_FIGURES) {
        *v = thousandths(one->text);
        used = 1 + fraction(p, at + 1, v);
    } else {
        used = spelled_number(t, p, at, v);
    }
    bool half = used && is_word(p, at + used, "and") && is_word(p, at + used + 1, "a")
        && is_word(p, at + used + 2, "half");
    if (!half || *v == DL_COUNT_UNKNOWN) return used;
    *v += 500;
    return used + 3;
}

static uint32_t day_of_month(const time_pieces *p, uint32_t at, int32_t *v)
{
    static const char *const end[] = { "st", "nd", "rd", "th" };
    const time_piece *one = piece(p, at), *next = piece(p, at + 1);
    if (!figures(one, 0, 1, 31, v)) return 0;
    for (int i = 0; next && next->glued && i < 4; i++)
        if (dl_slice_is(next->text, end[i])) return 2;
    return 1;
}

/* A word of a holiday's name; "'s" is a sign and a letter in pieces. */
static uint32_t holiday_word(const time_pieces *p, uint32_t at, dl_slice word)
{
    const time_piece *one = piece(p, at), *next = piece(p, at + 1);
    if (!one) return 0;
    if (word.p[0] == '\'') {
        if (one->kind != TIME_SIGN) return 0;
        if (word.n == 1) return 1;
        bool tail = next && dl_slice_eq_nocase(next->text, dl_slice_cut(word, 1, word.n));
        return tail ? 2 : 0;
    }
    if (word.n > 1 && word.p[word.n - 1] == '.') word.n--;
    return dl_slice_eq_nocase(one->text, word);
}

static uint32_t holiday(const time_rules *t, const time_pieces *p, uint32_t at, int32_t *v)
{
    if (!p->v.at[at].capital) return 0;
    uint32_t best = 0;
    uint32_t row = t->holiday_slot[holiday_hash(t, p->v.at[at].text)];
    for (; row; row = t->holiday_next[row - 1]) {
        dl_slice rest = dl_table_cell(t->holiday, row - 1, DAY_NAME), word;
        uint32_t n = 0;
        bool whole_name = true;
        while (whole_name && take_word(&rest, ' ', &word)) {
            uint32_t used = holiday_word(p, at + n, word);
            whole_name = used > 0;
            n += used;
        }
        if (!whole_name || n <= best) continue;
        best = n;
        *v = (int32_t)(row - 1);
    }
    return best;
}

/* "3.15", "03.15" or "1435". */
static bool clock_figures(const time_piece *p, int32_t *v)
{
    if (p->kind != TIME_FIGURES || p->text.n < 4 || p->text.n > 5) return false;
    size_t dot = p->text.n - 3;
    if (p->text.n == 4 && p->text.p[dot] != '.') dot = SIZE_MAX;
    *v = 0;
    for (size_t i = 0; i < p->text.n; i++) {
        char c = p->text.p[i];
        if (i == dot && c == '.') continue;
        if (c < '0' || c > '9') return false;
        *v = *v * 10 + (c - '0');
    }
    return *v / 100 <= 24 && *v % 100 < 60;
}

/* Names of months and days of the week are written with a capital; a short form of one
 * stands before a figure, a dot or a comma. */
static bool calendar_word(
    const time_rules *t, const time_pieces *p, uint32_t at, time_class c, int32_t *v)
{
    const time_piece *one = &p->v.at[at], *next = piece(p, at + 1);
    if (!one->capital || !word_value(t, one->text, c, v)) return false;
    if (one->text.n > 4 || dl_slice_is(one->text, "may") || dl_slice_is(one->text, "june")
        || dl_slice_is(one->text, "july"))
        return true;
    bool dot = one->end - one->start > one->text.n;
    return dot || (next && (next->kind == TIME_FIGURES || dl_slice_is(next->text, ",")))
        || (at > 0 && p->v.at[at - 1].kind == TIME_FIGURES);
}

/* How many pieces at `at` are of the class; 0: none. */
static uint32_t class_at(
    const time_rules *t, const time_pieces *p, uint32_t at, time_class c, int32_t *v)
{
    const time_piece *one = &p->v.at[at];
    switch (c) {
    case TIME_C_N: return number(t, p, at, v);
    case TIME_C_DAY: return day_of_month(p, at, v);
    case TIME_C_YEAR: return figures(one, 4, 1000, 2199, v);
    case TIME_C_YY: return figures(one, 2, 0, 99, v);
    case TIME_C_HOUR: return figures(one, 0, 0, 24, v) && one->text.n <= 2;
    case TIME_C_MINUTE: return figures(one, 2, 0, 59, v);
    case TIME_C_MM: return figures(one, 0, 1, 12, v) && one->text.n <= 2;
    case TIME_C_HM: return clock_figures(one, v);
    case TIME_C_HOLIDAY: return holiday(t, p, at, v);
    case TIME_C_MONTH:
    case TIME_C_WEEKDAY:
    case TIME_C_WEEKDAYS: return calendar_word(t, p, at, c, v);
    default: return one->kind == TIME_WORD && word_value(t, one->text, c, v);
    }
}

/* ---- matching */

static uint32_t option_at(
    const time_rules *t, const time_pieces *p, uint32_t at, const option *o, time_found *f)
{
    if (!o->is_class) return dl_slice_eq(p->v.at[at].text, o->word);
    int32_t v = 0;
    uint32_t n = class_at(t, p, at, o->class, &v);
    if (!n) return 0;
    if (f->seen[o->class] < 2) f->value[o->class][f->seen[o->class]++] = v;
    return n;
}

static uint32_t element_at(
    const time_rules *t, const time_pieces *p, uint32_t at, const element *e, time_found *f)
{
    if (at >= p->v.n || (e->glued && !p->v.at[at].glued)) return 0;
    for (uint32_t i = 0; i < e->options; i++) {
        uint32_t n = option_at(t, p, at, &e->option[i], f);
        if (n) return n;
    }
    return 0;
}

static bool sequence_at(
    const time_rules *t, const time_pieces *p, uint32_t at, const sequence *s, time_found *f)
{
    uint32_t to = at;
    memset(f->seen, 0, sizeof f->seen);
    f->rule = s->rule;
    for (uint32_t k = 0; k < s->rule->elements; k++) {
        if (!is_in(s->rule, s->in, k)) continue;
        uint32_t n = element_at(t, p, to, &s->rule->element[k], f);
        if (!n) return false;
        to += n;
    }
    f->pieces = to - at;
    return true;
}

static void match_bucket(const time_rules *t, const time_pieces *p, uint32_t at, uint32_t bucket,
    void (*each)(void *user, const time_found *f), void *user)
{
    time_found f;
    for (uint32_t s = bucket; s; s = t->sequences.at[s].next)
        if (sequence_at(t, p, at, &t->sequences.at[s], &f)) each(user, &f);
}

void time_rules_match(const time_rules *t, const time_pieces *p, uint32_t at,
    void (*each)(void *user, const time_found *f), void *user)
{
    const time_piece *one = &p->v.at[at];
    uint32_t word = (uint32_t)dl_hash64(one->text, 1) & (t->word_buckets - 1);
    match_bucket(t, p, at, t->by_word[word], each, user);
    for (int c = 0; c < TIME_C_COUNT; c++) {
        int32_t v;
        if (t->by_class[c] && class_at(t, p, at, (time_class)c, &v))
            match_bucket(t, p, at, t->by_class[c], each, user);
    }
}

/* ---- what a rule says */

dl_time_type time_rule_type(const time_rule *r) { return r->type; }
bool time_rule_is_none(const time_rule *r) { return r->none; }
time_guard time_rule_guard(const time_rule *r) { return r->guard; }
uint32_t time_rule_row(const time_rule *r) { return r->row; }
dl_slice time_rule_name(const time_rule *r) { return r->name; }

bool time_rule_follows_tense(const time_rule *r)
{
    for (uint32_t i = 0; i < r->fields; i++)
        if (r->field[i].key == KEY_DIR && r->field[i].number == DIR_TENSE) return true;
    return false;
}

static void set_holiday(const time_rules *t, uint32_t row, dl_time_form *out)
{
    out->month = (int8_t)dl_cell_int(t->holiday, row, DAY_MONTH);
    out->day = (int8_t)dl_cell_int(t->holiday, row, DAY_DAY);
    out->weekday = (int8_t)dl_cell_int(t->holiday, row, DAY_WEEKDAY);
    out->nth = (int8_t)dl_cell_int(t->holiday, row, DAY_NTH);
    if (dl_table_cell(t->holiday, row, DAY_EASTER).n)
        out->easter = (int16_t)(1000 + dl_cell_int(t->holiday, row, DAY_EASTER));
}

/* "3 p.m." */
static int8_t hour_of(int8_t hour, int32_t half)
{
    if (half == 2 && hour >= 0 && hour < 12) return (int8_t)(hour + 12);
    return half == 1 && hour == 12 ? 0 : hour;
}

/* "98" is 1998, "07" is 2007 */
static int32_t year_of(int32_t v, time_class class)
{
    if (class != TIME_C_YY) return v;
    return v + (v >= 30 ? 1900 : 2000);
}

/* "1984" of "1980s", and "80" of "the '80s" */
static int16_t decade_of(int32_t v, time_class class)
{
    bool year = class == TIME_C_YY || class == TIME_C_YEAR;
    return (int16_t)(year ? year_of(v, class) / 10 : v);
}

/* A fortnight is two weeks. */
static void set_unit(int32_t unit, dl_grain *grain, int32_t *count)
{
    *grain = unit == TIME_FORTNIGHT ? DL_GRAIN_WEEK : (dl_grain)unit;
    if (unit == TIME_FORTNIGHT && *count > 0) *count *= 2;
}

/* Offsets count whole units; a captured number comes in thousandths. */
static int32_t whole(int32_t v, time_class class)
{
    if (class != TIME_C_N || v == DL_COUNT_UNKNOWN) return v;
    return v / 1000;
}

static void set_field(const time_rules *t, const field *f, int32_t v, dl_time_form *out)
{
    switch (f->key) {
    case KEY_YEAR: out->year = (int16_t)year_of(v, f->class); break;
    case KEY_DECADE: out->decade = decade_of(v, f->captured ? f->class : TIME_C_DECADE); break;
    case KEY_CENTURY: out->century = (int16_t)v; break;
    case KEY_HALF:
        if (f->class == TIME_C_HALF && f->captured) out->hour = hour_of(out->hour, v);
        else out->half = (int8_t)v;
        break;
    case KEY_QUARTER: out->quarter = (int8_t)(f->captured ? whole(v, f->class) : v); break;
    case KEY_SEASON: out->season = (int8_t)v; break;
    case KEY_MONTH: out->month = (int8_t)v; break;
    case KEY_DAY: out->day = (int8_t)v; break;
    case KEY_WEEKDAY: out->weekday = (int8_t)v; break;
    case KEY_PART: out->part = (dl_day_part)v; break;
    case KEY_HOUR: out->hour = (int8_t)v; break;
    case KEY_MINUTE: out->minute = (int8_t)v; break;
    case KEY_FISCAL: out->fiscal = v != 0; break;
    case KEY_HOLIDAY: set_holiday(t, (uint32_t)v, out); break;
    case KEY_ANCHOR: out->anchor = (dl_anchor)v; break;
    case KEY_GRAIN: set_unit(v, &out->grain, &out->count); break;
    case KEY_OFFSET: out->offset = f->captured ? whole(v, f->class) : v; break;
    case KEY_DIR: out->direction = (int8_t)(f->captured ? 2 * v : v); break;
    case KEY_COUNT: out->count = v; break;
    case KEY_UNIT: set_unit(v, &out->grain, &out->count); break;
    case KEY_MORE: out->more_count = v; break;
    case KEY_MORE_UNIT: set_unit(v, &out->more_grain, &out->more_count); break;
    case KEY_CLOCK:
        out->hour = (int8_t)(v / 100);
        out->minute = (int8_t)(v % 100);
        break;
    case KEY_ZONE: out->utc = v == 1; break;
    case KEYS: break;
    }
}

static dl_time_shape shape_of(dl_time_type type)
{
    if (type == DL_TIME_DURATION) return DL_TIME_LENGTH;
    return type == DL_TIME_SET ? DL_TIME_EVERY : DL_TIME_POINT;
}

static bool says_nothing_but_direction(const time_rule *r)
{
    return r->fields == 1 && r->field[0].key == KEY_DIR;
}

/* "many years ago", "some weeks from now"; "a few days later" is told of what is past. */
static void set_vague(dl_time_form *out, bool before)
{
    out->shape = DL_TIME_VAGUE;
    out->direction = before || out->anchor == DL_ANCHOR_MENTION ? -1 : 1;
    out->offset = 0;
}

void time_rule_form(const time_rules *t, const time_found *found, dl_time_form *out)
{
    const time_rule *r = found->rule;
    dl_time_form_clear(out);
    bool fortnight = false, vague = false, before = false;
    out->shape = says_nothing_but_direction(r) ? DL_TIME_VAGUE : shape_of(r->type);
    for (uint32_t i = 0; i < r->fields; i++) {
        const field *f = &r->field[i];
        if (f->captured && found->seen[f->class] <= f->nth) continue; /* left out */
        int32_t v = f->captured ? found->value[f->class][f->nth] : f->number;
        bool unknown = v == DL_COUNT_UNKNOWN && f->captured && f->class == TIME_C_N;
        vague |= unknown && f->key == KEY_OFFSET;
        before |= f->negative;
        set_field(t, f, f->negative && !unknown ? -v : v, out);
        fortnight |= f->key == KEY_GRAIN && v == TIME_FORTNIGHT;
    }
    if (vague) set_vague(out, before);
    if (fortnight) out->offset *= 2;
}
