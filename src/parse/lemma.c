/* lemma - see lemma.h: base form? then index, exceptions, rules, as the model's
 * lemmatizer asks them. */
#include "lemma.h"
#include "unicode.h"

#include <stdio.h>

/* Forms a word can get: the largest part of speech has 8 rules, an exception 2 lemmas. */
enum { FORMS_MAX = 32 };
enum { PART_MAX = 16 }; /* bytes of a part of speech's name */

typedef struct part {
    dl_slice name;
    dl_label_list index, rule, exception, form;
    const uint32_t *first;
    bool known, proper, plain;
} part;

struct parse_lemmas {
    dl_arena *arena;
    part *part;
    uint32_t n;
};

static bool read_part(part *p, const dl_model *m, dl_slice pos)
{
    char low[PART_MAX * 2 + 2] = "", name[PART_MAX * 2 + 32];
    if (pos.n > PART_MAX) return false;
    low[parse_uni_lower_text(pos, low)] = 0;
    p->name = pos;
    p->proper = strcmp(low, "propn") == 0;
    p->plain = !low[0] || strcmp(low, "space") == 0 || strcmp(low, "eol") == 0;
    snprintf(name, sizeof name, "lemma/%s/index", low);
    p->index = dl_model_strings(m, name);
    snprintf(name, sizeof name, "lemma/%s/rule", low);
    p->rule = dl_model_strings(m, name);
    snprintf(name, sizeof name, "lemma/%s/exception", low);
    p->exception = dl_model_strings(m, name);
    snprintf(name, sizeof name, "lemma/%s/form", low);
    p->form = dl_model_strings(m, name);
    snprintf(name, sizeof name, "lemma/%s/first", low);
    const dl_tensor *first = dl_model_get(m, name);
    p->known = p->index.n || p->rule.n || p->exception.n;
    if (p->rule.n % 2) return false;
    if (!p->exception.n) return true;
    if (!first || first->dtype != DL_U32 || first->nd != 1 || first->shape[0] != p->exception.n + 1)
        return false;
    p->first = first->data;
    for (uint32_t i = 0; i < p->exception.n; i++)
        if (p->first[i] > p->first[i + 1] || p->first[i + 1] > p->form.n) return false;
    return true;
}

parse_lemmas *parse_lemmas_new(const dl_model *m, dl_err *e)
{
    dl_label_list pos = dl_model_strings(m, "labels/pos");
    dl_arena *a = dl_arena_new(dl_model_mem(m), 0);
    parse_lemmas *l = a ? dl_arena_alloc(a, sizeof *l) : NULL;
    if (!l || !(l->part = dl_arena_array(a, pos.n + 1, sizeof *l->part))) {
        dl_arena_free(a);
        dl_fail(e, DL_ENOMEM, "starting the lemmatizer", -1, NULL);
        return NULL;
    }
    l->arena = a;
    l->n = pos.n;
    for (uint32_t i = 0; i < pos.n; i++)
        if (!read_part(&l->part[i], m, pos.name[i]))
            dl_fail(e, DL_EFORMAT, "the model does not fit this program", -1,
                "its lemma tables make no sense");
    if (!dl_failed(e)) return l;
    parse_lemmas_free(l);
    return NULL;
}

void parse_lemmas_free(parse_lemmas *l)
{
    if (l) dl_arena_free(l->arena);
}

static int64_t find(dl_label_list l, dl_slice s)
{
    uint32_t lo = 0, hi = l.n;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        int c = dl_slice_cmp(s, l.name[mid]);
        if (c == 0) return mid;
        if (c < 0) hi = mid;
        else lo = mid + 1;
    }
    return -1;
}

static dl_slice feature(dl_slice morph, const char *name)
{
    for (size_t i = 0; i < morph.n;) {
        size_t bar = dl_slice_find_byte(morph, '|', i), end = bar == SIZE_MAX ? morph.n : bar;
        dl_slice f = dl_slice_cut(morph, i, end);
        if (dl_slice_starts(f, dl_slice_str(name)) && f.n > strlen(name)
            && f.p[strlen(name)] == '=')
            return dl_slice_cut(f, strlen(name) + 1, f.n);
        i = end + 1;
    }
    return (dl_slice){ NULL, 0 };
}

/* `pos` in capitals, as labels/pos has it. */
static bool is_base_form(dl_slice pos, dl_slice morph)
{
    dl_slice verb_form = feature(morph, "VerbForm"), number = feature(morph, "Number");
    if (dl_slice_is(pos, "NOUN") && dl_slice_is(number, "Sing")) return true;
    if (dl_slice_is(pos, "VERB") && dl_slice_is(verb_form, "Fin")
        && dl_slice_is(feature(morph, "Tense"), "Pres") && !number.p)
        return true;
    return dl_slice_is(verb_form, "Inf") || dl_slice_is(verb_form, "None")
        || dl_slice_is(feature(morph, "Degree"), "Pos");
}

typedef struct forms {
    dl_slice at[FORMS_MAX], unknown;
    uint32_t n;
} forms;

static bool has(const forms *f, dl_slice s)
{
    for (uint32_t i = 0; i < f->n; i++)
        if (dl_slice_eq(f->at[i], s)) return true;
    return false;
}

static void put(forms *f, dl_slice s, bool in_front)
{
    if (f->n == FORMS_MAX || !s.p) return;
    if (in_front) memmove(f->at + 1, f->at, f->n * sizeof *f->at);
    f->at[in_front ? 0 : f->n] = s;
    f->n++;
}

static dl_slice apply_rule(parse_lexemes *keep, dl_slice s, dl_slice old, dl_slice new)
{
    size_t n = s.n - old.n;
    char *p = parse_lexemes_room(keep, n + new.n);
    if (!p) return (dl_slice){ NULL, 0 };
    memcpy(p, s.p, n);
    if (new.n) memcpy(p + n, new.p, new.n);
    return dl_slice_of(p, n + new.n);
}

static bool all_letters(dl_slice s)
{
    for (size_t i = 0; i < s.n;)
        if (!parse_uni_alpha(dl_utf8_next(s, &i))) return false;
    return s.n > 0;
}

/* A form of the index goes in front of all before it; one that is no word (a hyphen, a
 * figure) behind; the rest only if nothing else is. */
static void apply_rules(const part *p, forms *f, dl_slice s, parse_lexemes *keep)
{
    for (uint32_t i = 0; i + 1 < p->rule.n; i += 2) {
        dl_slice old = p->rule.name[i], new = p->rule.name[i + 1];
        if (!dl_slice_ends(s, old) || s.n - old.n + new.n == 0) continue;
        dl_slice form = apply_rule(keep, s, old, new);
        bool known = form.p && find(p->index, form) >= 0;
        if (known || !all_letters(form)) put(f, form, known);
        else if (!f->unknown.p) f->unknown = form;
    }
}

static void keep_first_of_each(forms *f)
{
    uint32_t n = f->n;
    f->n = 0;
    for (uint32_t i = 0; i < n; i++)
        if (!has(f, f->at[i])) f->at[f->n++] = f->at[i];
}

static dl_slice by_rule(const part *p, const parse_lexeme *x, parse_lexemes *keep)
{
    forms f = { .n = 0 };
    dl_slice text = x->text, lower = x->lower;
    apply_rules(p, &f, lower, keep);
    keep_first_of_each(&f);
    int64_t at = find(p->exception, lower);
    for (uint32_t k = at < 0 ? 0 : p->first[at]; at >= 0 && k < p->first[at + 1]; k++)
        if (!has(&f, p->form.name[k])) put(&f, p->form.name[k], true);
    if (f.n) return f.at[0];
    return f.unknown.p ? f.unknown : text;
}

dl_slice parse_lemma_of(
    const parse_lemmas *l, const parse_lexeme *x, uint16_t pos, dl_slice morph, parse_lexemes *keep)
{
    const part *p = pos < l->n ? &l->part[pos] : NULL;
    if (!p || p->plain || is_base_form(p->name, morph)) return x->lower;
    if (!p->known) return p->proper ? x->text : x->lower;
    return by_rule(p, x, keep);
}
