/* match - see match.h. A parser by recursive descent; loosest first:
 *
 *   or = and {OR and}   and = not {AND not}   not = list {NOT list}   list = item {item}
 *   item = [-] [title: | text:] ("phrase" | word | ( or ) | NEAR(...)) */
#include "match.h"

#include "fold.h"

#include <utf8proc.h>

/* ---- scripts without blanks */

typedef struct range {
    uint32_t first, last;
} range;

/* Thai and Lao, Myanmar, Khmer, kana with Bopomofo, Han with its extensions, Hangul
 * (whose particles are written together with the word). */
static const range without_blanks[] = { { 0x0E00, 0x0EFF }, { 0x1000, 0x109F }, { 0x1100, 0x11FF },
    { 0x1780, 0x17FF }, { 0x3005, 0x3007 }, { 0x3040, 0x318F }, { 0x31F0, 0x31FF },
    { 0x3400, 0x4DBF }, { 0x4E00, 0x9FFF }, { 0xAC00, 0xD7AF }, { 0xF900, 0xFAFF },
    { 0xFF66, 0xFF9F }, { 0x20000, 0x3FFFF } };

static bool is_without_blanks(uint32_t cp)
{
    if (cp < without_blanks[0].first) return false;
    for (size_t i = 0; i < sizeof without_blanks / sizeof *without_blanks; i++)
        if (cp >= without_blanks[i].first && cp <= without_blanks[i].last) return true;
    return false;
}

/* The next such run at or after *i: its start in *from; false: there is none. */
static bool next_run(dl_slice s, size_t *i, size_t *from)
{
    bool inside = false;
    while (*i < s.n) {
        if (!inside) *i = dl_utf8_ascii_end(s, *i);
        if (*i == s.n) break;
        size_t at = *i;
        bool is = is_without_blanks(dl_utf8_next(s, i));
        if (is && !inside) *from = at;
        if (!is && inside) {
            *i = at;
            return true;
        }
        inside = is;
    }
    return inside;
}

bool dl_match_has_pairs(dl_slice text)
{
    size_t i = 0;
    size_t from = 0;
    return next_run(text, &i, &from);
}

bool dl_match_wants_pairs(dl_slice text)
{
    return dl_match_has_pairs(text) || store_fold_any(text);
}

static void add_pairs_of(dl_buf *out, dl_slice run, bool and_last)
{
    size_t at = 0;
    size_t next = 0;
    dl_utf8_next(run, &next);
    while (next < run.n) {
        size_t end = next;
        dl_utf8_next(run, &end);
        dl_buf_add(out, dl_slice_cut(run, at, end));
        dl_buf_byte(out, ' ');
        at = next;
        next = end;
    }
    if (and_last) dl_buf_add(out, dl_slice_cut(run, at, run.n));
}

void dl_match_pairs(dl_buf *out, dl_slice text)
{
    size_t from = 0;
    for (size_t i = 0; next_run(text, &i, &from);) {
        add_pairs_of(out, dl_slice_cut(text, from, i), true);
        dl_buf_byte(out, ' ');
    }
    store_fold_words(out, text);
}

/* ---- terms */

typedef struct parser {
    dl_slice s;
    size_t at;
    dl_match found;
    dl_buf *exact;
    unsigned depth, unwanted; /* unwanted: behind a minus or NOT */
    bool failed;
} parser;

static bool is_full(parser *p)
{
    if (p->found.terms < DL_MATCH_TERMS) return false;
    p->found.cut = true;
    return true;
}

static size_t count_words(dl_slice s)
{
    size_t n = 0;
    bool inside = false;
    for (size_t i = 0; i < s.n; i++) {
        bool blank = (unsigned char)s.p[i] <= ' ';
        n += !blank && !inside;
        inside = !blank;
    }
    return n;
}

/* A byte of a word, as far as stems go: they differ in letters of ASCII alone. */
static bool is_word_byte(char c)
{
    unsigned char letter = (unsigned char)(c | 0x20);
    return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') || (letter >= 'a' && letter <= 'z');
}

/* The next word at or after *i. */
static bool next_word(dl_slice s, size_t *i, dl_slice *word)
{
    while (*i < s.n && !is_word_byte(s.p[*i])) ++*i;
    size_t from = *i;
    while (*i < s.n && is_word_byte(s.p[*i])) ++*i;
    *word = dl_slice_cut(s, from, *i);
    return *i > from;
}

static void add_exact(parser *p, dl_slice s)
{
    dl_slice word;
    if (!p->exact || p->unwanted) return;
    for (size_t i = 0; next_word(s, &i, &word);) {
        for (size_t k = 0; k < word.n; k++) {
            bool upper = word.p[k] >= 'A' && word.p[k] <= 'Z';
            dl_buf_byte(p->exact, upper ? (char)(word.p[k] + 32) : word.p[k]);
        }
        dl_buf_byte(p->exact, ' ');
    }
}

/* What is left of a phrase when `most` words are taken. */
static dl_slice first_words(dl_slice s, size_t most)
{
    size_t i = 0;
    for (size_t n = 0; i < s.n && n < most; n++) {
        while (i < s.n && (unsigned char)s.p[i] <= ' ') i++;
        while (i < s.n && (unsigned char)s.p[i] > ' ') i++;
    }
    return dl_slice_cut(s, 0, i);
}

static void add_quoted(dl_buf *out, dl_slice s)
{
    dl_buf_byte(out, '"');
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '"' && s.p[i] != 0) dl_buf_byte(out, s.p[i]);
    dl_buf_byte(out, '"');
}

static void add_run(dl_buf *out, dl_slice run)
{
    size_t one = 0;
    dl_utf8_next(run, &one);
    dl_buf_str(out, "{pairs} : \"");
    if (one == run.n) dl_buf_add(out, run);
    else add_pairs_of(out, run, false);
    dl_buf_str(out, one == run.n ? "\" *" : "\"");
}

/* What the index takes for a part of a word. */
static bool is_indexed(uint32_t cp)
{
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    bool letter = c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
    bool number = c >= UTF8PROC_CATEGORY_ND && c <= UTF8PROC_CATEGORY_NO;
    return letter || number || c == UTF8PROC_CATEGORY_CO;
}

static bool has_letter(dl_slice s)
{
    for (size_t i = 0; i < s.n;)
        if (is_indexed(dl_utf8_next(s, &i))) return true;
    return false;
}

/* The parts between runs as phrases, the runs as pairs, all of them wanted. */
static void add_mixed(dl_buf *out, dl_slice s)
{
    size_t from = 0;
    size_t end = 0; /* of the last run */
    bool any = false;
    for (size_t i = 0; next_run(s, &i, &from); end = i) {
        dl_slice before = dl_slice_cut(s, end, from);
        dl_buf_str(out, any ? " AND " : "(");
        if (has_letter(before)) {
            add_quoted(out, before);
            dl_buf_str(out, " AND ");
        }
        add_run(out, dl_slice_cut(s, from, i));
        any = true;
    }
    dl_slice rest = dl_slice_cut(s, end, s.n);
    if (has_letter(rest)) {
        dl_buf_str(out, " AND ");
        add_quoted(out, rest);
    }
    dl_buf_byte(out, ')');
}

/* One word or phrase. column: "title", "text" or NULL. */
static void add_term(
    parser *p, dl_buf *out, dl_slice s, const char *column, bool first, bool prefix)
{
    size_t room = DL_MATCH_TERMS - p->found.terms;
    if (!has_letter(s)) p->failed = true; /* FTS5 finds nothing by it */
    if (count_words(s) > room) {
        s = first_words(s, room);
        p->found.cut = true;
    }
    p->found.terms += (uint32_t)count_words(s);
    size_t i = 0;
    size_t from = 0;
    if (next_run(s, &i, &from)) {
        if (!p->found.run.p) p->found.run = dl_slice_cut(s, from, i);
        add_mixed(out, s);
        return;
    }
    if (!prefix) add_exact(p, s);
    if (column) dl_buf_fmt(out, "{%s} : ", column);
    if (first) dl_buf_str(out, "^ ");
    add_quoted(out, s);
    if (prefix) dl_buf_str(out, " *");
}

/* ---- reading */

static void skip_blanks(parser *p)
{
    while (p->at < p->s.n && (unsigned char)p->s.p[p->at] <= ' ') p->at++;
}

static bool at_end(parser *p)
{
    skip_blanks(p);
    return p->at == p->s.n;
}

static bool at_byte(parser *p, char c)
{
    skip_blanks(p);
    return p->at < p->s.n && p->s.p[p->at] == c;
}

/* Where the word that begins at `at` ends: a blank, a bracket or a quotation mark. */
static size_t word_end(dl_slice s, size_t at)
{
    while (at < s.n && (unsigned char)s.p[at] > ' ' && !strchr("()\"", s.p[at])) at++;
    return at;
}

/* Takes an operator if it comes next: a word of its own in upper case. */
static bool take_operator(parser *p, const char *name)
{
    skip_blanks(p);
    size_t end = word_end(p->s, p->at);
    if (!dl_slice_is(dl_slice_cut(p->s, p->at, end), name)) return false;
    p->at = end;
    return true;
}

static bool at_operator(parser *p)
{
    size_t at = p->at;
    bool is = take_operator(p, "AND") || take_operator(p, "OR") || take_operator(p, "NOT");
    p->at = at;
    return is;
}

static dl_slice take_phrase(parser *p)
{
    size_t from = ++p->at;
    size_t end = dl_slice_find_byte(p->s, '"', from);
    if (end == SIZE_MAX) p->failed = true;
    if (end == SIZE_MAX) end = p->s.n;
    p->at = end < p->s.n ? end + 1 : end;
    return dl_slice_cut(p->s, from, end);
}

static bool take_star(parser *p)
{
    bool star = p->at < p->s.n && p->s.p[p->at] == '*';
    p->at += star;
    return star;
}

/* In any case, blanks behind the colon, as FTS5 takes it. */
static const char *take_column(parser *p)
{
    static const char *const column[] = { "title", "text" };
    dl_slice rest = dl_slice_cut(p->s, p->at, p->s.n);
    for (size_t i = 0; i < sizeof column / sizeof *column; i++) {
        size_t n = strlen(column[i]);
        if (rest.n <= n || rest.p[n] != ':') continue;
        if (!dl_slice_eq_nocase(dl_slice_cut(rest, 0, n), dl_slice_str(column[i]))) continue;
        size_t behind = n + 1;
        while (behind < rest.n && (unsigned char)rest.p[behind] <= ' ') behind++;
        if (behind >= rest.n) continue;
        p->at += behind;
        return column[i];
    }
    return NULL;
}

static void take_or(parser *p, dl_buf *out);

static void take_brackets(parser *p, dl_buf *out, const char *column)
{
    if (column) dl_buf_fmt(out, "{%s} : ", column);
    dl_buf_byte(out, '(');
    p->at++;
    if (++p->depth > DL_MATCH_DEPTH) p->failed = true;
    else take_or(p, out);
    p->depth--;
    if (at_byte(p, ')')) p->at++;
    else if (!p->found.cut) p->failed = true;
    dl_buf_byte(out, ')');
}

static void take_word(parser *p, dl_buf *out, const char *column)
{
    size_t end = word_end(p->s, p->at);
    dl_slice word = dl_slice_cut(p->s, p->at, end);
    p->at = end;
    bool first = word.n > 1 && word.p[0] == '^';
    if (first) word = dl_slice_cut(word, 1, word.n);
    bool prefix = word.n > 1 && word.p[word.n - 1] == '*';
    if (prefix) word.n--;
    if (word.n) add_term(p, out, word, column, first, prefix);
    else p->failed = true;
}

static dl_slice take_near_word(parser *p)
{
    size_t from = p->at;
    size_t end = word_end(p->s, from);
    while (p->at < end && p->s.p[p->at] != ',') p->at++;
    return dl_slice_cut(p->s, from, p->at);
}

/* The phrases within NEAR(...), each as a quoted one, up to a comma or the bracket. */
static void take_near_phrases(parser *p, dl_buf *out)
{
    unsigned n = 0;
    for (; !at_end(p) && !at_byte(p, ')') && !at_byte(p, ','); n++) {
        if (is_full(p)) return;
        dl_slice phrase = at_byte(p, '"') ? take_phrase(p) : take_near_word(p);
        if (dl_match_has_pairs(phrase) || !has_letter(phrase)) p->failed = true;
        if (p->failed) return;
        if (n) dl_buf_byte(out, ' ');
        add_term(p, out, phrase, NULL, false, false);
    }
    if (!n) p->failed = true;
}

static void take_near(parser *p, dl_buf *out)
{
    enum { DISTANCE_MOST = 9999 };
    unsigned distance = 10; /* as FTS5 has it where nothing is said */
    p->at++;
    dl_buf_str(out, "NEAR(");
    take_near_phrases(p, out);
    if (at_byte(p, ',')) {
        p->at++;
        skip_blanks(p);
        distance = 0;
        for (; p->at < p->s.n && p->s.p[p->at] >= '0' && p->s.p[p->at] <= '9'; p->at++)
            if (distance < DISTANCE_MOST)
                distance = distance * 10 + (unsigned)(p->s.p[p->at] - '0');
    }
    if (at_byte(p, ')')) p->at++;
    else if (!p->found.cut) p->failed = true;
    dl_buf_fmt(out, ", %u)", distance);
}

static bool at_near(const parser *p)
{
    return dl_slice_starts(dl_slice_cut(p->s, p->at, p->s.n), DL_S("NEAR("));
}

static void take_item(parser *p, dl_buf *out)
{
    skip_blanks(p);
    const char *column = take_column(p);
    if (at_near(p)) {
        if (column) dl_buf_fmt(out, "{%s} : ", column);
        p->at += strlen("NEAR");
        take_near(p, out);
    } else if (at_byte(p, '(')) {
        take_brackets(p, out, column);
    } else if (at_byte(p, '"')) {
        dl_slice phrase = take_phrase(p);
        bool prefix = take_star(p);
        add_term(p, out, phrase, column, false, prefix);
    } else if (at_end(p) || at_byte(p, ')')) {
        p->failed = true;
    } else {
        take_word(p, out, column);
    }
}

/* Signs by themselves, such as & or a dash, are no words. */
static void skip_signs(parser *p)
{
    for (;;) {
        skip_blanks(p);
        size_t end = word_end(p->s, p->at);
        bool before_brackets = end < p->s.n && (unsigned char)p->s.p[end] > ' ';
        dl_slice word = dl_slice_cut(p->s, p->at, end);
        if (!word.n || before_brackets || has_letter(word)) return;
        p->at = end;
    }
}

static bool take_minus(parser *p)
{
    bool minus = at_byte(p, '-') && p->at + 1 < p->s.n && (unsigned char)p->s.p[p->at + 1] > ' ';
    p->at += minus;
    return minus;
}

static bool goes_on(parser *p)
{
    return !p->failed && !at_end(p) && !at_byte(p, ')') && !at_operator(p) && !is_full(p);
}

/* Items side by side: all are wanted but those behind a minus. */
static void take_list(parser *p, dl_buf *out)
{
    dl_buf without;
    dl_buf_init(&without, out->mem);
    size_t wanted = 0;
    for (skip_signs(p); goes_on(p); skip_signs(p)) {
        bool minus = take_minus(p);
        if (minus) dl_buf_str(&without, without.n ? " OR " : " NOT (");
        else if (wanted++) dl_buf_str(out, " AND ");
        else dl_buf_byte(out, '(');
        p->unwanted += minus;
        take_item(p, minus ? &without : out);
        p->unwanted -= minus;
    }
    if (!wanted) p->failed = true;
    dl_buf_byte(out, ')');
    if (without.n) {
        dl_buf_add(out, dl_buf_slice(&without));
        dl_buf_byte(out, ')');
    }
    if (without.failed) out->failed = true;
    dl_buf_free(&without);
}

static void take_not(parser *p, dl_buf *out)
{
    take_list(p, out);
    while (!p->failed && !is_full(p) && take_operator(p, "NOT")) {
        dl_buf_str(out, " NOT ");
        dl_buf_byte(out, '(');
        p->unwanted++;
        take_list(p, out);
        p->unwanted--;
        dl_buf_byte(out, ')');
    }
}

static void take_and(parser *p, dl_buf *out)
{
    take_not(p, out);
    while (!p->failed && !is_full(p) && take_operator(p, "AND")) {
        dl_buf_str(out, " AND ");
        take_not(p, out);
    }
}

static void take_or(parser *p, dl_buf *out)
{
    take_and(p, out);
    while (!p->failed && !is_full(p) && take_operator(p, "OR")) {
        dl_buf_str(out, " OR ");
        take_and(p, out);
    }
}

/* ---- as words */

/* Every word and phrase wanted, whatever signs stand about it. */
static void take_all_words(parser *p, dl_buf *out)
{
    size_t from = out->n;
    while (!at_end(p) && !is_full(p)) {
        bool phrase = p->s.p[p->at] == '"';
        dl_slice word;
        if (phrase) {
            word = take_phrase(p);
        } else {
            size_t end = p->at;
            while (end < p->s.n && (unsigned char)p->s.p[end] > ' ' && p->s.p[end] != '"') end++;
            word = dl_slice_cut(p->s, p->at, end);
            p->at = end;
        }
        bool prefix = !phrase && word.n > 1 && word.p[word.n - 1] == '*';
        if (!has_letter(word)) continue;
        if (out->n > from) dl_buf_str(out, " AND ");
        add_term(p, out, word, NULL, false, prefix);
    }
}

static void cut_back(dl_buf *b, size_t n)
{
    if (!b || b->n == n) return;
    b->n = n;
    b->p[n] = 0;
}

dl_match dl_match_build(dl_buf *out, dl_buf *exact, dl_slice text)
{
    size_t from = out->n;
    size_t exact_from = exact ? exact->n : 0;
    parser p = { .s = text, .exact = exact };
    take_or(&p, out);
    if (!p.failed && (at_end(&p) || p.found.cut) && has_letter(text)) return p.found;
    cut_back(out, from);
    cut_back(exact, exact_from);
    p = (parser){ .s = text, .exact = exact, .found = { .as_words = true } };
    take_all_words(&p, out);
    return p.found;
}

/* ---- exact forms */

typedef struct forms {
    dl_slice word[DL_MATCH_EXACT];
    bool seen[DL_MATCH_EXACT];
    uint32_t n, found;
} forms;

static void see(forms *f, dl_slice word)
{
    for (uint32_t i = 0; i < f->n; i++) {
        if (f->seen[i] || !dl_slice_eq_nocase(f->word[i], word)) continue;
        f->seen[i] = true;
        f->found++;
    }
}

uint32_t dl_match_count_exact(dl_slice text, dl_slice exact)
{
    forms f = { .n = 0 };
    dl_slice word;
    for (size_t i = 0; f.n < DL_MATCH_EXACT && next_word(exact, &i, &word);) f.word[f.n++] = word;
    for (size_t i = 0; f.found < f.n && next_word(text, &i, &word);) see(&f, word);
    return f.found;
}
