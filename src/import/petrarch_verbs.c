/* petrarch_verbs - verbs and patterns to rows of verbs.tsv.
 *
 *   --- ASK [090] ---           rows of all verbs below, with that code
 *   ASK {ASKED ASKING} [020]    a verb, its forms, its own code
 *   +CALL_FOR, KEEP_+WATCH      several words: the head, the others before and after it
 *   - NOT * FOR &AID [102]      a pattern: words before and after the verb
 *   &AID / +MONEY / +LOANS      a synset: any of its members
 *
 * Words become the needs before= and after= of src/code/rules.c. */
#include "petrarch_private.h"

#include <stdio.h>

enum {
    SETS_MOST = 512,
    VERBS_MOST = 64,
    NEEDS_MOST = 7,
    DEPTH_MOST = 4,
    CELL_MOST = 4000,
    MEMBERS_BYTES = 1 << 15
};

typedef struct synset {
    dl_slice name;
    dl_slice members; /* parted by '|' */
} synset;

typedef struct verb { /* its words but the head are needs */
    dl_slice head, before, after;
    uint32_t line;
} verb;

typedef struct verbs {
    dl_petrarch *p;
    synset set[SETS_MOST];
    uint32_t sets;
    verb verb[VERBS_MOST]; /* of the block */
    uint32_t n;
    dl_slice code; /* of the block */
    bool in_set; /* the lines "+MEMBER" belong to the last synset */
} verbs;

/* ---- codes */

/* "013:012" stays; "---" -> nothing. */
static dl_slice code_of(dl_slice s)
{
    s = petrarch_trim(s);
    return dl_slice_is(s, "---") ? dl_slice_cut(s, 0, 0) : s;
}

static bool is_cameo(dl_slice code) { return dl_builtin_line("code/cameo", code).p != NULL; }

/* The PLOVER type of a CAMEO code; "": none. */
static const char *type_of(dl_slice code)
{
    static const char *const of_root[] = { "", "", "REQUEST", "AGREE", "CONSULT", "SUPPORT",
        "COOPERATE", "AID", "RETREAT", "ACCUSE", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
        "PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT", "ASSAULT", "ASSAULT" };
    if (code.n < 2 || !is_cameo(code)) return "";
    size_t root = (size_t)(code.p[0] - '0') * 10 + (size_t)(code.p[1] - '0');
    bool verbal = root == 8 && code.n > 2 && code.p[2] <= '3';
    if (verbal) return "CONCEDE";
    return root < sizeof of_root / sizeof *of_root ? of_root[root] : "";
}

/* ---- words of needs */

static const synset *set_named(const verbs *v, dl_slice name)
{
    while (name.n && name.p[name.n - 1] == '_') name = dl_slice_cut(name, 0, name.n - 1);
    for (uint32_t i = v->sets; i-- > 0;)
        if (dl_slice_eq_nocase(v->set[i].name, name)) return &v->set[i];
    return NULL;
}

static void expand(const verbs *v, dl_buf *out, dl_slice before, dl_slice word, int depth);

/* Each member in the place of "&NAME". */
static void expand_set(
    const verbs *v, dl_buf *out, dl_slice before, const synset *s, dl_slice after, int depth)
{
    dl_slice rest = s->members;
    while (rest.n && out->n < CELL_MOST) {
        size_t bar = dl_slice_find_byte(rest, '|', 0);
        dl_slice member = dl_slice_cut(rest, 0, bar == SIZE_MAX ? rest.n : bar);
        rest = dl_slice_cut(rest, bar == SIZE_MAX ? rest.n : bar + 1, rest.n);
        dl_buf b;
        dl_buf_init(&b, v->p->mem);
        dl_buf_add(&b, member);
        dl_buf_add(&b, after);
        expand(v, out, before, dl_buf_slice(&b), depth + 1);
        dl_buf_free(&b);
    }
}

/* "NEW_&TIES_X" -> "new_military_x|new_economic_x". */
static void expand(const verbs *v, dl_buf *out, dl_slice before, dl_slice word, int depth)
{
    size_t at = dl_slice_find_byte(word, '&', 0);
    if (at == SIZE_MAX || depth > DEPTH_MOST) {
        if (out->n) dl_buf_byte(out, '|');
        dl_buf_add(out, before);
        dl_buf_add(out, word);
        return;
    }
    size_t end = dl_slice_find_byte(word, '_', at);
    if (end == SIZE_MAX) end = word.n;
    const synset *s = set_named(v, dl_slice_cut(word, at + 1, end));
    if (!s) {
        petrarch_tell(v->p, "no synset of that name");
        return;
    }
    dl_buf b;
    dl_buf_init(&b, v->p->mem);
    dl_buf_add(&b, before);
    dl_buf_add(&b, dl_slice_cut(word, 0, at));
    expand_set(v, out, dl_buf_slice(&b), s, dl_slice_cut(word, end, word.n), depth);
    dl_buf_free(&b);
}

static bool is_place(dl_slice word)
{
    static const char *const mark[] = { "$", "+", "%", "^", "", NULL };
    for (const char *const *m = mark; *m; m++)
        if (dl_slice_is(word, *m)) return true;
    return false;
}

typedef struct needs {
    dl_buf cell;
    uint32_t n;
    bool fits; /* no more than a row may have */
} needs;

static void add_need(const verbs *v, needs *out, const char *kind, dl_slice word)
{
    while (word.n && word.p[0] == '_') word = dl_slice_cut(word, 1, word.n);
    while (word.n && word.p[word.n - 1] == '_') word = dl_slice_cut(word, 0, word.n - 1);
    if (is_place(word)) return;
    dl_buf b;
    dl_buf_init(&b, v->p->mem);
    expand(v, &b, (dl_slice){ "", 0 }, word, 0);
    if (b.n) {
        if (out->cell.n) dl_buf_byte(&out->cell, ' ');
        dl_buf_fmt(&out->cell, "%s=", kind);
        for (size_t i = 0; i < b.n; i++) {
            char c = b.p[i] == ' ' ? '_' : b.p[i];
            dl_buf_byte(&out->cell, (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c));
        }
        out->n++;
    }
    dl_buf_free(&b);
    out->fits = out->n <= NEEDS_MOST && out->cell.n < CELL_MOST;
}

/* The words of one side of a pattern; braces and brackets only group them. */
static void add_side(const verbs *v, needs *out, const char *kind, dl_slice side)
{
    for (size_t i = 0; i < side.n;) {
        while (i < side.n && strchr(" \t(){}", side.p[i])) i++;
        size_t from = i;
        while (i < side.n && !strchr(" \t(){}", side.p[i])) i++;
        if (i > from) add_need(v, out, kind, dl_slice_cut(side, from, i));
    }
}

/* ---- rows */

/* The words that a cell parts by blanks, each once, in order of their bytes. */
static uint32_t sorted(dl_slice cell, dl_slice *word)
{
    uint32_t n = 0;
    for (size_t i = 0; i < cell.n && n < NEEDS_MOST;) {
        size_t end = dl_slice_find_byte(cell, ' ', i);
        if (end == SIZE_MAX) end = cell.n;
        dl_slice one = dl_slice_cut(cell, i, end);
        uint32_t at = n;
        while (at > 0 && dl_slice_cmp(word[at - 1], one) > 0) at--;
        i = end + 1;
        if (at > 0 && dl_slice_eq(word[at - 1], one)) continue;
        memmove(&word[at + 1], &word[at], (n - at) * sizeof *word);
        word[at] = one;
        n++;
    }
    return n;
}

static void add_lower(dl_buf *b, dl_slice s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        dl_buf_byte(b, (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c));
    }
}

/* Where an actor that is acted on stands, besides the nearest behind the verb. */
#define RECIPIENTS "obj iobj with to against on of in at about over"

static void put_row(const verbs *v, const verb *w, const needs *n, dl_slice code)
{
    dl_buf row, key;
    dl_slice word[NEEDS_MOST + 1];
    uint32_t words = sorted(dl_buf_slice(&n->cell), word);
    dl_buf_init(&row, v->p->mem);
    dl_buf_init(&key, v->p->mem);
    add_lower(&key, w->head);
    dl_buf_add(&row, dl_buf_slice(&key));
    dl_buf_str(&row, "\tsides fixed verbal");
    for (uint32_t i = 0; i < words; i++) {
        dl_buf_byte(&row, ' ');
        dl_buf_add(&row, word[i]);
        dl_buf_byte(&key, ' ');
        dl_buf_add(&key, word[i]);
    }
    dl_buf_fmt(&row, "\t\t" RECIPIENTS "\t%s\t\t%.*s\t\t", type_of(code), (int)code.n, code.p);
    if (!petrarch_row(v->p, DL_PETRARCH_VERBS, dl_buf_slice(&key), dl_buf_slice(&row)))
        petrarch_tell(v->p, "the same words stand twice, or are too long: the first counts");
    dl_buf_free(&row);
    dl_buf_free(&key);
}

static void put_verb(const verbs *v, const verb *w, dl_slice before, dl_slice after, dl_slice code)
{
    needs n = { .n = 0, .fits = true };
    dl_buf_init(&n.cell, v->p->mem);
    add_side(v, &n, "before", w->before);
    add_side(v, &n, "before", before);
    add_side(v, &n, "after", w->after);
    add_side(v, &n, "after", after);
    if (n.fits) put_row(v, w, &n, code);
    else petrarch_tell(v->p, "more words than a row may ask for");
    dl_buf_free(&n.cell);
}

/* ---- lines */

static void take_block(verbs *v, dl_slice s)
{
    dl_slice code;
    v->n = 0;
    v->code = petrarch_bracket(&s, '[', ']', &code) ? code_of(code) : DL_S("");
}

static void take_set(verbs *v, dl_slice s)
{
    if (v->sets == SETS_MOST) {
        petrarch_tell(v->p, "more synsets than there may be");
        return;
    }
    dl_slice name = petrarch_trim(dl_slice_cut(s, 1, s.n));
    while (name.n && name.p[name.n - 1] == '_') name = dl_slice_cut(name, 0, name.n - 1);
    v->set[v->sets++] = (synset){ name, { "", 0 } };
    v->in_set = true;
}

static void take_member(verbs *v, dl_slice s)
{
    synset *set = &v->set[v->sets - 1];
    dl_buf b;
    if (set->members.n > MEMBERS_BYTES) {
        petrarch_tell(v->p, "more members than a synset may have");
        return;
    }
    dl_buf_init(&b, v->p->mem);
    dl_buf_add(&b, set->members);
    if (b.n) dl_buf_byte(&b, '|');
    dl_buf_add(&b, petrarch_trim(dl_slice_cut(s, 1, s.n)));
    set->members = dl_arena_copy(v->p->arena, dl_buf_slice(&b));
    dl_buf_free(&b);
}

/* "KLM_NOP_+RST": the head is marked; else it is the first word. */
static verb words_of(dl_slice s, uint32_t line)
{
    size_t plus = dl_slice_find_byte(s, '+', 0);
    size_t from = plus == SIZE_MAX || plus == 0 ? 0 : plus + 1;
    if (plus == 0) s = dl_slice_cut(s, 1, s.n);
    size_t end = dl_slice_find_byte(s, '_', from);
    if (end == SIZE_MAX) end = s.n;
    dl_slice before = dl_slice_cut(s, 0, from ? from - 1 : 0);
    return (verb){ dl_slice_cut(s, from, end), before, dl_slice_cut(s, end, s.n), line };
}

static bool is_built_in(dl_slice form) { return dl_builtin_line("code/lemmas", form).p != NULL; }

static void take_forms(verbs *v, dl_slice forms, dl_slice head)
{
    for (size_t i = 0; i < forms.n;) {
        while (i < forms.n && forms.p[i] == ' ') i++;
        size_t from = i;
        while (i < forms.n && forms.p[i] != ' ') i++;
        dl_slice form = petrarch_words(v->p, dl_slice_cut(forms, from, i), false);
        dl_slice lemma = petrarch_words(v->p, head, false);
        if (!form.n || dl_slice_find_byte(form, ' ', 0) != SIZE_MAX || is_built_in(form)) continue;
        dl_buf row;
        dl_buf_init(&row, v->p->mem);
        dl_buf_fmt(&row, "%.*s\t%.*s\t", (int)form.n, form.p, (int)lemma.n, lemma.p);
        petrarch_row(v->p, DL_PETRARCH_FORMS, form, dl_buf_slice(&row));
        dl_buf_free(&row);
    }
}

static void take_verb(verbs *v, dl_slice s)
{
    dl_slice code, forms = { NULL, 0 };
    bool own = petrarch_bracket(&s, '[', ']', &code);
    bool has_forms = petrarch_bracket(&s, '{', '}', &forms);
    if (v->n == VERBS_MOST) {
        petrarch_tell(v->p, "more verbs than a block may have");
        return;
    }
    if (!s.n) {
        petrarch_tell(v->p, "no verb");
        return;
    }
    verb *w = &v->verb[v->n++];
    *w = words_of(s, v->p->line);
    put_verb(v, w, DL_S(""), DL_S(""), own ? code_of(code) : v->code);
    if (has_forms) take_forms(v, forms, w->head);
}

static void take_pattern(verbs *v, dl_slice s)
{
    dl_slice code;
    bool own = petrarch_bracket(&s, '[', ']', &code);
    size_t star = dl_slice_find_byte(s, '*', 0);
    if (star == SIZE_MAX) {
        petrarch_tell(v->p, "a pattern without its verb (*)");
        return;
    }
    dl_slice says = own ? code_of(code) : v->code;
    dl_slice before = dl_slice_cut(s, 1, star), after = dl_slice_cut(s, star + 1, s.n);
    if (!v->n) petrarch_tell(v->p, "a pattern without a verb above it");
    for (uint32_t i = 0; i < v->n; i++)
        if (!v->verb[i].before.n && !v->verb[i].after.n)
            put_verb(v, &v->verb[i], before, after, says);
}

static void take_line(verbs *v, dl_slice s)
{
    bool member = s.p[0] == '+' && v->in_set;
    if (!member) v->in_set = false;
    if (member) take_member(v, s);
    else if (s.p[0] == '&') take_set(v, s);
    else if (dl_slice_starts(s, DL_S("---"))) take_block(v, dl_slice_cut(s, 3, s.n));
    else if (s.p[0] == '-') take_pattern(v, s);
    else if (s.p[0] == '~') petrarch_tell(v->p, "a transform: status.c tells what embeds an act");
    else take_verb(v, s);
}

void petrarch_read_verbs(dl_petrarch *p, dl_slice text)
{
    verbs *v = dl_arena_alloc(p->arena, sizeof *v);
    dl_slice line;
    if (!v) return;
    v->p = p;
    v->code = DL_S("");
    while (petrarch_line(p, &text, &line)) take_line(v, petrarch_trim(line));
}
