/* language - see language.h. In: title and text. Out: the code of a language. */
#include "language.h"

#include <stdlib.h>

#include "base/chars.h"

int dl_language_detect(const char *text, int n, char out[8]);

enum {
    LOOK = 20000, /* bytes the language is judged by */
    LOOK_FIRST = 800, /* these are enough where they agree with what is given */
    WORDS_MOST = 1500, /* enough for every decision */
    LANGUAGES_MOST = 32, /* bits of a mask */
    WORD_MAX = 24, /* bytes of the longest function word */
    CODE_MAX = 8,
    FEW_WORDS = 8, /* of so short a text one function word is enough */
    SURE_WORDS = 25, /* fewer say nothing against a language that is given */
    SURE_SHARE = 20 /* per cent of them that are function words of one language */
};

typedef struct script_row {
    uint32_t first, last; /* code points */
    dl_slice language;
} script_row;

struct read_language_rules {
    dl_slice code[LANGUAGES_MOST];
    uint32_t languages;
    uint32_t english; /* its number */
    const dl_table *words;
    uint32_t *mask; /* [rows of words] languages that have the word */
    script_row *script;
    uint32_t scripts;
    const dl_table *names;
};

/* ---- tables */

enum { WORD_TEXT, WORD_LANGUAGES };
static const dl_column word_columns[] = {
    { "word", DL_COLUMN_TEXT, false, NULL },
    { "languages", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form word_form = DL_TABLE_FORM("read/function_words", true, word_columns);

static const dl_column language_columns[] = {
    { "code", DL_COLUMN_TEXT, false, NULL },
    { "example", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form language_form = DL_TABLE_FORM("read/languages", true, language_columns);

enum { SCRIPT_FIRST, SCRIPT_LAST, SCRIPT_LANGUAGE };
static const dl_column script_columns[] = {
    { "first", DL_COLUMN_TEXT, false, NULL },
    { "last", DL_COLUMN_TEXT, false, NULL },
    { "language", DL_COLUMN_TEXT, false, NULL },
    { "example", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form script_form = DL_TABLE_FORM("read/scripts", true, script_columns);

enum { NAME_TEXT, NAME_CODE };
static const dl_column name_columns[] = {
    { "name", DL_COLUMN_TEXT, false, NULL },
    { "code", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form name_form = DL_TABLE_FORM("read/language-names", true, name_columns);

static bool refuse(dl_err *e, const dl_table *t, uint32_t row, const char *why)
{
    char at[DL_ROW_NAME_MAX];
    dl_fail(e, DL_EFORMAT, why, -1, "%s", dl_row_name(t, row, at));
    return false;
}

/* Its number; LANGUAGES_MOST: none of ours. */
static uint32_t number_of(const read_language_rules *r, dl_slice code)
{
    uint32_t i = 0;
    while (i < r->languages && !dl_slice_eq(r->code[i], code)) i++;
    return i < r->languages ? i : LANGUAGES_MOST;
}

static bool fill_languages(read_language_rules *r, const dl_table *t, dl_err *e)
{
    if (t->rows > LANGUAGES_MOST) return refuse(e, t, LANGUAGES_MOST, "more than 32 languages");
    for (uint32_t i = 0; i < t->rows; i++) r->code[i] = dl_table_cell(t, i, 0);
    r->languages = t->rows;
    r->english = number_of(r, DL_S("en"));
    return r->english < LANGUAGES_MOST || refuse(e, t, 0, "a language \"en\" is needed");
}

static bool fill_words(read_language_rules *r, dl_arena *a, const dl_table *t, dl_err *e)
{
    r->words = t;
    r->mask = dl_arena_array(a, (size_t)t->rows + 1, sizeof *r->mask);
    for (uint32_t i = 0; r->mask && i < t->rows; i++) {
        dl_slice list = dl_table_cell(t, i, WORD_LANGUAGES);
        for (size_t from = 0, to; from < list.n; from = to + 1) {
            to = dl_slice_find_byte(list, ' ', from);
            if (to == SIZE_MAX) to = list.n;
            uint32_t n = number_of(r, dl_slice_cut(list, from, to));
            if (n == LANGUAGES_MOST) return refuse(e, t, i, "a language that languages.tsv lacks");
            r->mask[i] |= 1u << n;
        }
    }
    return r->mask != NULL;
}

static bool hexadecimal(dl_slice s, uint32_t *out)
{
    char text[CODE_MAX + 1];
    char *end = NULL;
    if (s.n == 0 || s.n > CODE_MAX) return false;
    memcpy(text, s.p, s.n);
    text[s.n] = 0;
    *out = (uint32_t)strtoul(text, &end, 16);
    return *end == 0;
}

static bool fill_scripts(read_language_rules *r, dl_arena *a, const dl_table *t, dl_err *e)
{
    r->script = dl_arena_array(a, (size_t)t->rows + 1, sizeof *r->script);
    if (!r->script) return false;
    for (uint32_t i = 0; i < t->rows; i++) {
        script_row *row = &r->script[i];
        bool good = hexadecimal(dl_table_cell(t, i, SCRIPT_FIRST), &row->first)
            && hexadecimal(dl_table_cell(t, i, SCRIPT_LAST), &row->last);
        if (!good) return refuse(e, t, i, "a code point is a hexadecimal number");
        row->language = dl_table_cell(t, i, SCRIPT_LANGUAGE);
    }
    r->scripts = t->rows;
    return true;
}

static bool fill(read_language_rules *r, dl_arena *a, dl_lexicon *l, dl_err *e)
{
    const dl_table *languages = dl_lexicon_table(l, &language_form, e);
    if (!languages || !fill_languages(r, languages, e)) return false;
    const dl_table *words = dl_lexicon_table(l, &word_form, e);
    if (!words || !fill_words(r, a, words, e)) return false;
    const dl_table *scripts = dl_lexicon_table(l, &script_form, e);
    if (!scripts || !fill_scripts(r, a, scripts, e)) return false;
    r->names = dl_lexicon_table(l, &name_form, e);
    for (uint32_t i = 0; r->names && i < r->names->rows; i++)
        if (dl_table_cell(r->names, i, NAME_CODE).n > CODE_MAX)
            return refuse(e, r->names, i, "a code has at most eight letters");
    return r->names != NULL;
}

read_language_rules *read_language_rules_new(dl_arena *a, dl_lexicon *lexicon, dl_err *e)
{
    read_language_rules *r = dl_arena_alloc(a, sizeof *r);
    if (r && fill(r, a, lexicon, e)) return r;
    if (!dl_failed(e)) dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
    return NULL;
}

/* ---- letters */

typedef struct letters {
    uint32_t latin, other;
    uint32_t best; /* the script row most of the others are of */
} letters;

/* Beyond ASCII. */
static bool is_latin(uint32_t cp)
{
    return (cp >= 0xC0 && cp < 0x250) || (cp >= 0x1E00 && cp < 0x1F00);
}

static uint32_t script_of(const read_language_rules *r, uint32_t cp)
{
    uint32_t i = 0;
    while (i < r->scripts && (cp < r->script[i].first || cp > r->script[i].last)) i++;
    return i;
}

/* Japanese has kana among its kanji: their language counts before the most frequent
 * one. */
static uint32_t strongest(const read_language_rules *r, const uint32_t *n, uint32_t other)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < r->scripts; i++)
        if (n[i] > n[best]) best = i;
    for (uint32_t i = 0; i < r->scripts; i++)
        if (dl_slice_is(r->script[i].language, "ja") && n[i] * 10 >= other) return i;
    return best;
}

static letters count_letters(const read_language_rules *r, dl_arena *a, dl_slice s)
{
    letters out = { 0, 0, 0 };
    uint32_t *n = dl_arena_array(a, (size_t)r->scripts + 1, sizeof *n);
    for (size_t i = 0; n && i < s.n;) {
        if ((unsigned char)s.p[i] < 0x80) {
            out.latin += dl_is_letter(s.p[i++]);
            continue;
        }
        uint32_t cp = dl_utf8_next(s, &i);
        uint32_t row = is_latin(cp) ? r->scripts : script_of(r, cp);
        out.latin += is_latin(cp);
        if (row == r->scripts) continue;
        n[row]++;
        out.other++;
    }
    if (n && out.other) out.best = strongest(r, n, out.other);
    return out;
}

/* ---- function words */

typedef struct word_count {
    uint32_t words;
    uint32_t hits[LANGUAGES_MOST];
    uint32_t shared[LANGUAGES_MOST]; /* of these, words that English has too */
    bool accents; /* a letter beyond ASCII in a word that is no name */
    char *kept; /* the words that are no names, for the detector */
    size_t kept_n, room;
} word_count;

typedef struct token {
    dl_slice s;
    bool upper; /* begins with a capital */
    bool first; /* at the start of a sentence, where any word has one */
    bool joined; /* by a blank alone to the word before it */
    bool letter; /* one letter behind an apostrophe or before a point: "it's", "U.S." */
} token;

static bool is_word_at(dl_slice s, size_t i)
{
    unsigned char c = (unsigned char)s.p[i];
    if (c < 0x80) return dl_is_letter(s.p[i]);
    if (c == 0xC2) return false; /* signs of Latin-1 */
    if (c == 0xE2) return false; /* dashes, quotation marks */
    return i == 0 || (c & 0xC0) != 0x80 || is_word_at(s, i - 1);
}

static bool starts_sentence(dl_slice s, size_t i)
{
    while (i && strchr(" \t\r\n\"'(", s.p[i - 1])) i--;
    return i == 0 || strchr(".!?:", s.p[i - 1]) != NULL;
}

/* The next word from *i on; {NULL,0} in s: none. */
static token next_token(dl_slice s, size_t *i)
{
    while (*i < s.n && !is_word_at(s, *i)) ++*i;
    size_t from = *i;
    while (*i < s.n && is_word_at(s, *i)) ++*i;
    token t = { .s = dl_slice_cut(s, from, *i) };
    if (!t.s.n) return t;
    t.upper = dl_is_upper(t.s.p[0]);
    t.first = t.upper && starts_sentence(s, from);
    t.joined = from > 1 && s.p[from - 1] == ' ' && is_word_at(s, from - 2);
    bool apostrophe = from && s.p[from - 1] == '\'', point = *i < s.n && s.p[*i] == '.';
    t.letter = t.s.n == 1 && (apostrophe || point);
    return t;
}

static uint32_t mask_of(const read_language_rules *r, dl_slice word)
{
    char key[WORD_MAX];
    if (word.n > WORD_MAX) return 0;
    for (size_t i = 0; i < word.n; i++) key[i] = dl_lower(word.p[i]);
    int64_t row = dl_table_find(r->words, dl_slice_of(key, word.n));
    return row < 0 ? 0 : r->mask[row];
}

/* Words with capitals are names, unless they begin a sentence and no name follows ("Die
 * Welt"), and so is a small word between two names ("Roberto di Matteo"): no evidence of
 * another language. English ones count there. */
static bool is_name(const token *before, const token *t, const token *next)
{
    bool goes_on = next->upper && next->joined;
    if (t->upper) return !t->first || goes_on;
    return before->upper && t->joined && goes_on;
}

static void keep(word_count *out, dl_slice word)
{
    if (out->kept_n + word.n + 1 > out->room) return;
    memcpy(out->kept + out->kept_n, word.p, word.n);
    out->kept[out->kept_n + word.n] = ' ';
    out->kept_n += word.n + 1;
    for (size_t i = 0; i < word.n; i++) out->accents |= dl_is_beyond_ascii(word.p[i]);
}

static void count_word(const read_language_rules *r, const token *t, bool name, word_count *out)
{
    uint32_t english = 1u << r->english, mask = t->letter ? 0 : mask_of(r, t->s);
    bool shared = mask & english;
    if ((name && shared && mask != english) || (t->upper && !t->first)) mask = 0;
    if (name) mask &= english;
    for (uint32_t k = 0; mask; k++, mask >>= 1) {
        out->hits[k] += mask & 1;
        out->shared[k] += (mask & 1) && shared;
    }
    if (!name) keep(out, t->s);
    out->words++;
}

static void count_words(const read_language_rules *r, dl_slice s, word_count *out)
{
    size_t i = 0;
    token before = { .s = { NULL, 0 } }, t = next_token(s, &i);
    while (t.s.n && out->words < WORDS_MOST) {
        token next = next_token(s, &i);
        count_word(r, &t, is_name(&before, &t, &next), out);
        before = t;
        t = next;
    }
}

/* ---- the decision */

/* The detector's code, and whether it calls it sure. */
static dl_slice detect(dl_doc *d, dl_slice s, bool *reliable)
{
    char code[8] = "";
    int sure = s.n ? dl_language_detect(s.p, (int)s.n, code) : 0;
    if (sure < 0) dl_fail(&d->err, DL_ENOMEM, "out of memory", -1, NULL);
    *reliable = sure > 0;
    if (sure < 0 || !code[0] || strcmp(code, "un") == 0) return (dl_slice){ NULL, 0 };
    bool hebrew = strcmp(code, "iw") == 0; /* the code of before 1989 */
    return dl_arena_copy(d->arena, dl_slice_str(hebrew ? "he" : code));
}

static dl_slice by_script(dl_doc *d, const read_language_rules *r, dl_slice s, const letters *l)
{
    bool reliable;
    dl_slice code = detect(d, s, &reliable), usual = r->script[l->best].language;
    uint32_t latin = number_of(r, code);
    bool kana = dl_slice_is(usual, "ja"); /* no Japanese is without them */
    if (dl_slice_is(code, "ja") && !kana) return usual;
    return reliable && latin == LANGUAGES_MOST ? code : usual;
}

static uint32_t best_other(const read_language_rules *r, const word_count *n)
{
    uint32_t best = r->english ? 0 : 1;
    for (uint32_t i = 0; i < r->languages; i++)
        if (i != r->english && n->hits[i] > n->hits[best]) best = i;
    return best;
}

/* Function words of another language are more than the English ones. */
static dl_slice foreign(
    const read_language_rules *r, const word_count *n, uint32_t other, dl_slice code)
{
    uint32_t en = n->hits[r->english], most = n->hits[other], detected = number_of(r, code);
    if (en * 10 >= most * 8 && detected == r->english) return code;
    bool as_good = detected < LANGUAGES_MOST && n->hits[detected] * 10 >= most * 7;
    return as_good ? code : r->code[other];
}

static dl_slice by_words(dl_doc *d, const read_language_rules *r, const word_count *n)
{
    dl_slice english = r->code[r->english];
    uint32_t other = best_other(r, n), en = n->hits[r->english], most = n->hits[other];
    if (en >= 3 && en >= 2 * most && en * 100 >= n->words * 15) return english;
    bool reliable;
    dl_slice code = detect(d, dl_slice_of(n->kept, n->kept_n), &reliable);
    bool enough = most >= 2 || (most && n->words <= FEW_WORDS);
    if (most > en && enough) return foreign(r, n, other, code);
    if (en > n->shared[other]) { /* words that only English has */
        bool rare = en * 100 < n->words * 8;
        return reliable && rare && number_of(r, code) == LANGUAGES_MOST ? code : english;
    }
    if (reliable || n->accents) return code;
    return (dl_slice){ NULL, 0 };
}

static dl_slice cut_at(dl_slice s, size_t most)
{
    if (s.n <= most) return s;
    s.n = most;
    while (s.n && ((unsigned char)s.p[s.n] & 0xC0) == 0x80) s.n--;
    return s;
}

static dl_slice cut(dl_slice s) { return cut_at(s, LOOK); }

dl_slice read_language_of(dl_doc *d, const read_language_rules *r, dl_slice title, dl_slice text)
{
    dl_slice s = cut(text.n ? text : title);
    if (!s.n) return (dl_slice){ NULL, 0 };
    letters l = count_letters(r, d->arena, s);
    if (l.other > l.latin) return by_script(d, r, s, &l);
    word_count n = { .words = 0, .room = s.n + title.n + 2 };
    n.kept = dl_arena_alloc(d->arena, n.room);
    if (!n.kept) return (dl_slice){ NULL, 0 };
    count_words(r, s, &n);
    if (text.n) count_words(r, cut(title), &n);
    return by_words(d, r, &n);
}

/* ---- against what is given */

/* The language whose function words are a fifth of all and three times those of any
 * other that matters: English beside another, another beside English. */
static dl_slice sure_by_words(const read_language_rules *r, const word_count *n)
{
    uint32_t other = best_other(r, n), en = n->hits[r->english], most = n->hits[other];
    uint32_t least = n->words * SURE_SHARE / 100;
    if (n->words < SURE_WORDS) return (dl_slice){ NULL, 0 };
    if (en >= least && en >= 3 * most) return r->code[r->english];
    if (most >= least && most >= 3 * en) return r->code[other];
    return (dl_slice){ NULL, 0 };
}

static dl_slice sure_language(dl_doc *d, const read_language_rules *r, dl_slice s)
{
    letters l = count_letters(r, d->arena, s);
    if (l.other > l.latin) return by_script(d, r, s, &l);
    word_count n = { .words = 0, .room = s.n + 1 };
    n.kept = dl_arena_alloc(d->arena, n.room);
    if (!n.kept) return (dl_slice){ NULL, 0 };
    count_words(r, s, &n);
    return sure_by_words(r, &n);
}

dl_slice read_language_against(
    dl_doc *d, const read_language_rules *r, dl_slice given, dl_slice text)
{
    dl_slice none = { NULL, 0 };
    bool english = dl_slice_eq_nocase(dl_slice_cut(given, 0, 2), DL_S("en"));
    if (!text.n || given.n < 2) return none;
    dl_slice sure = sure_language(d, r, cut_at(text, LOOK_FIRST));
    if (sure.n && english == dl_slice_is(sure, "en")) return none;
    if (text.n > LOOK_FIRST) sure = sure_language(d, r, cut(text));
    return sure.n && english != dl_slice_is(sure, "en") ? sure : none;
}

/* ---- tags */

enum { TAG_MAX = 40 }; /* bytes; what is longer is no tag and no name */

/* "English (US)", "en-US", "en_GB": bytes of the language alone. */
static size_t language_part(dl_slice s)
{
    size_t n = dl_slice_find_any(s, DL_S("-_("), 0);
    return dl_slice_trim(dl_slice_cut(s, 0, n < s.n ? n : s.n)).n;
}

dl_slice read_language_tag(dl_doc *d, const read_language_rules *r, dl_slice given)
{
    char lower[TAG_MAX], tag[TAG_MAX + CODE_MAX];
    dl_slice s = dl_slice_trim(given);
    if (!s.n || s.n > TAG_MAX) return given;
    size_t n = language_part(s);
    dl_slice code = dl_slice_lower(dl_slice_cut(s, 0, n), lower);
    dl_slice rest = dl_slice_cut(s, n, s.n);
    int64_t row = dl_table_find(r->names, code);
    if (row >= 0) code = dl_table_cell(r->names, (uint32_t)row, NAME_CODE);
    else if (n != 2 || !dl_is_letter(s.p[0]) || !dl_is_letter(s.p[1])) return given;
    bool region = rest.n > 1 && strchr("-_", rest.p[0]);
    memcpy(tag, code.p, code.n);
    if (!region) return dl_arena_copy(d->arena, dl_slice_of(tag, code.n));
    memcpy(tag + code.n, rest.p, rest.n);
    tag[code.n] = '-';
    return dl_arena_copy(d->arena, dl_slice_of(tag, code.n + rest.n));
}
