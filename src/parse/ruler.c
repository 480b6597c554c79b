/* ruler - see ruler.h: reads the flat tables ruler/... and asks, for each token, the
 * rules that its tag admits. */
#include "ruler.h"
#include "expression.h"

/* Code points of a form that a rule's expression is asked about; the expressions know
 * forms of 8 at most. */
enum { REGEX_FORM_MAX = 64 };

typedef struct value {
    dl_slice text;
    int32_t tag, dep; /* the label of that text, -1 none */
    parse_expression *expression;
} value;
typedef struct test {
    int32_t attribute, relation;
    uint32_t first, n;
    bool yes;
} test;
typedef struct pattern_token {
    uint32_t first, n;
} pattern_token;
typedef struct rule {
    uint32_t first, n, index;
    int32_t pos, tag, dep, morph, lemma;
} rule;
typedef DL_VEC(uint32_t) numbers;

struct parse_ruler {
    dl_arena *arena;
    dl_label_list text;
    rule *rule;
    pattern_token *token;
    test *test;
    value *value;
    uint32_t rules, tokens, tests, values;
    numbers *by_tag; /* [tags] rules, in order, whose set token may have that tag */
    uint32_t tags;
};

static int32_t label(dl_label_list l, dl_slice text)
{
    for (uint32_t i = 0; i < l.n; i++)
        if (dl_slice_eq(l.name[i], text)) return (int32_t)i;
    return -1;
}

static const int32_t *table(const dl_model *m, const char *name, uint32_t columns, uint32_t *rows)
{
    const dl_tensor *t = dl_model_get(m, name);
    if (!t || t->dtype != DL_I32 || t->nd != 2 || t->shape[1] != columns) return NULL;
    *rows = t->shape[0];
    return t->data;
}

static bool within(int32_t first, int32_t n, uint32_t all)
{
    return first >= 0 && n >= 0 && (uint32_t)first <= all && (uint32_t)n <= all - (uint32_t)first;
}

static bool read_values(parse_ruler *r, const dl_model *m, const int32_t *row)
{
    dl_label_list tags = dl_model_strings(m, "labels/tag"),
                  deps = dl_model_strings(m, "labels/dep");
    r->value = dl_arena_array(r->arena, r->values, sizeof *r->value);
    for (uint32_t i = 0; r->value && i < r->values; i++) {
        if (!within(row[i], 1, r->text.n)) return false;
        dl_slice text = r->text.name[row[i]];
        r->value[i] = (value){ text, label(tags, text), label(deps, text), NULL };
    }
    return r->value != NULL;
}

static bool read_tests(parse_ruler *r, const int32_t *row, dl_err *e)
{
    r->test = dl_arena_array(r->arena, r->tests, sizeof *r->test);
    for (uint32_t i = 0; r->test && i < r->tests; i++, row += 4) {
        bool is_space = row[0] == DL_RULER_IS_SPACE;
        if (row[0] < DL_RULER_TAG || row[0] >= DL_RULER_ATTRIBUTES || row[1] < 0
            || row[1] >= DL_RULER_RELATIONS)
            return false;
        if (!is_space && !within(row[2], row[3], r->values)) return false;
        r->test[i] = (test){ row[0], row[1], is_space ? 0 : (uint32_t)row[2],
            is_space ? 0 : (uint32_t)row[3], row[2] == 1 };
        for (uint32_t k = 0; row[1] == DL_RULER_REGEX && k < r->test[i].n; k++) {
            value *v = &r->value[r->test[i].first + k];
            if (!v->expression && !(v->expression = parse_expression_parse(r->arena, v->text, e)))
                return false;
        }
    }
    return r->test != NULL;
}

static bool read_tokens(parse_ruler *r, const int32_t *row)
{
    r->token = dl_arena_array(r->arena, r->tokens, sizeof *r->token);
    for (uint32_t i = 0; r->token && i < r->tokens; i++, row += 2) {
        if (!within(row[0], row[1], r->tests)) return false;
        r->token[i] = (pattern_token){ (uint32_t)row[0], (uint32_t)row[1] };
    }
    return r->token != NULL;
}

static int32_t set_label(const parse_ruler *r, dl_label_list l, int32_t number)
{
    return number < 0 ? -1 : label(l, r->text.name[number]);
}

static bool read_rules(parse_ruler *r, const dl_model *m, const int32_t *row)
{
    dl_label_list pos = dl_model_strings(m, "labels/pos"), tag = dl_model_strings(m, "labels/tag"),
                  dep = dl_model_strings(m, "labels/dep");
    r->rule = dl_arena_array(r->arena, r->rules, sizeof *r->rule);
    for (uint32_t i = 0; r->rule && i < r->rules; i++, row += DL_RULER_COLUMNS) {
        if (!within(row[DL_RULER_FIRST], row[DL_RULER_TOKENS], r->tokens) || row[DL_RULER_INDEX] < 0
            || row[DL_RULER_INDEX] >= row[DL_RULER_TOKENS])
            return false;
        for (int k = DL_RULER_SET_POS; k < DL_RULER_COLUMNS; k++)
            if (row[k] < -1 || row[k] >= (int32_t)r->text.n) return false;
        r->rule[i] = (rule){ (uint32_t)row[DL_RULER_FIRST], (uint32_t)row[DL_RULER_TOKENS],
            (uint32_t)row[DL_RULER_INDEX], set_label(r, pos, row[DL_RULER_SET_POS]),
            set_label(r, tag, row[DL_RULER_SET_TAG]), set_label(r, dep, row[DL_RULER_SET_DEP]),
            row[DL_RULER_SET_MORPH], row[DL_RULER_SET_LEMMA] };
    }
    return r->rule != NULL;
}

/* ---- tests */
static bool in_values(const parse_ruler *r, const test *t, dl_slice form)
{
    for (uint32_t k = 0; k < t->n; k++)
        if (dl_slice_eq(r->value[t->first + k].text, form)) return true;
    return false;
}

static bool has_tag(const parse_ruler *r, const test *t, int32_t tag)
{
    for (uint32_t k = 0; k < t->n; k++)
        if (r->value[t->first + k].tag == tag) return true;
    return false;
}

static bool has_dep(const parse_ruler *r, const test *t, int32_t dep)
{
    for (uint32_t k = 0; k < t->n; k++)
        if (r->value[t->first + k].dep == dep) return true;
    return false;
}

static bool regex_holds(const parse_ruler *r, const test *t, dl_slice form)
{
    uint32_t cp[REGEX_FORM_MAX];
    parse_cps s = { cp, 0 };
    for (size_t i = 0; i < form.n;) {
        if (s.n == REGEX_FORM_MAX) return false;
        cp[s.n++] = dl_utf8_next(form, &i);
    }
    for (uint32_t k = 0; k < t->n; k++)
        for (uint32_t i = 0; i < s.n; i++)
            if (parse_expression_first(r->value[t->first + k].expression, s, i)) return true;
    return false;
}

static bool test_holds(
    const parse_ruler *r, const test *t, const parse_lexemes *x, const parse_piece *p, uint32_t i)
{
    const parse_lexeme *l = parse_lexemes_at(x, p->lex[i]);
    bool wanted = t->relation != DL_RULER_NOT_IN;
    switch (t->attribute) {
    case DL_RULER_TAG: return has_tag(r, t, p->tag[i]) == wanted;
    case DL_RULER_DEP: return has_dep(r, t, p->dep[i]) == wanted;
    case DL_RULER_IS_SPACE: return l->is_space == t->yes;
    default: {
        dl_slice form = t->attribute == DL_RULER_LOWER ? l->lower : l->text;
        return t->relation == DL_RULER_REGEX ? regex_holds(r, t, form)
                                             : in_values(r, t, form) == wanted;
    }
    }
}

static bool token_fits(const parse_ruler *r, const pattern_token *k, const parse_lexemes *x,
    const parse_piece *p, uint32_t i)
{
    for (uint32_t j = 0; j < k->n; j++)
        if (!test_holds(r, &r->test[k->first + j], x, p, i)) return false;
    return true;
}

static bool rule_fits(
    const parse_ruler *r, const rule *u, const parse_lexemes *x, const parse_piece *p, uint32_t i)
{
    if (i < u->index || u->n > p->n - (i - u->index)) return false;
    for (uint32_t k = 0; k < u->n; k++)
        if (!token_fits(r, &r->token[u->first + k], x, p, i - u->index + k)) return false;
    return true;
}

/* ---- which rules are worth asking for a tag */
static bool admits(const parse_ruler *r, const rule *u, uint32_t tag)
{
    const pattern_token *k = &r->token[u->first + u->index];
    for (uint32_t j = 0; j < k->n; j++) {
        const test *t = &r->test[k->first + j];
        if (t->attribute == DL_RULER_TAG
            && has_tag(r, t, (int32_t)tag) != (t->relation != DL_RULER_NOT_IN))
            return false;
    }
    return true;
}

static bool index_rules(parse_ruler *r, uint32_t tags)
{
    r->tags = tags;
    r->by_tag = dl_arena_array(r->arena, tags, sizeof *r->by_tag);
    for (uint32_t tag = 0; r->by_tag && tag < tags; tag++)
        for (uint32_t i = 0; i < r->rules; i++) {
            if (!admits(r, &r->rule[i], tag)) continue;
            uint32_t *slot = DL_PUSH(r->arena, &r->by_tag[tag]);
            if (!slot) return false;
            *slot = i;
        }
    return r->by_tag != NULL;
}

static bool read_all(parse_ruler *r, const dl_model *m, dl_err *e)
{
    r->text = dl_model_strings(m, "ruler/text");
    const int32_t *rules = table(m, "ruler/rule", DL_RULER_COLUMNS, &r->rules),
                  *tokens = table(m, "ruler/token", 2, &r->tokens);
    const int32_t *tests = table(m, "ruler/test", 4, &r->tests),
                  *values = table(m, "ruler/value", 1, &r->values);
    return rules && tokens && tests && values && r->text.n && read_values(r, m, values)
        && read_tests(r, tests, e) && read_tokens(r, tokens) && read_rules(r, m, rules)
        && index_rules(r, dl_model_strings(m, "labels/tag").n);
}

parse_ruler *parse_ruler_new(const dl_model *m, dl_err *e)
{
    dl_arena *a = dl_arena_new(dl_model_mem(m), 0);
    parse_ruler *r = a ? dl_arena_alloc(a, sizeof *r) : NULL;
    if (!r) {
        dl_arena_free(a);
        dl_fail(e, DL_ENOMEM, "starting the attribute ruler", -1, NULL);
        return NULL;
    }
    r->arena = a;
    if (read_all(r, m, e)) return r;
    bool memory = dl_arena_failed(r->arena);
    parse_ruler_free(r);
    dl_fail(e, memory ? DL_ENOMEM : DL_EFORMAT, "the model does not fit this program", -1,
        "its attribute rules make no sense");
    return NULL;
}

void parse_ruler_free(parse_ruler *r)
{
    if (r) dl_arena_free(r->arena);
}

static void set(parse_ruled *out, const rule *u)
{
    if (u->pos >= 0) out->pos = (uint16_t)u->pos;
    if (u->tag >= 0) out->tag = (uint16_t)u->tag;
    if (u->dep >= 0) out->dep = (uint16_t)u->dep;
    if (u->morph >= 0) out->morph = u->morph;
    if (u->lemma >= 0) out->lemma = u->lemma;
}

void parse_ruler_apply(
    const parse_ruler *r, const parse_lexemes *x, const parse_piece *p, parse_ruled *out)
{
    for (uint32_t i = 0; i < p->n; i++) {
        out[i] = (parse_ruled){ 0, p->tag[i], p->dep[i], -1, -1 };
        if (p->tag[i] >= r->tags) continue;
        const numbers *ask = &r->by_tag[p->tag[i]];
        for (uint32_t k = 0; k < ask->n; k++)
            if (rule_fits(r, &r->rule[ask->at[k]], x, p, i)) set(&out[i], &r->rule[ask->at[k]]);
    }
}

dl_slice parse_ruler_text(const parse_ruler *r, int32_t number)
{
    return number < 0 ? (dl_slice){ NULL, 0 } : r->text.name[number];
}
