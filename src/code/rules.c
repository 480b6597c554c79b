/* rules - the rows of data/code/verbs.tsv: which of them a frame fits.
 *
 *   verb, needs of a row --code_rules_read--> rows by verb --code_rule_for--> one row
 *
 * A row asks for a verb (its event nouns count as the verb) and may ask for more, each a
 * word of its column `needs`:
 *
 *   obj=plan|&talks    an object of these lemmas, of a class of noun-classes.tsv
 *   subj= iobj=        a subject, an indirect object; &PERSON, &GPE ...: a mention of
 *                      that kind, &ACTOR: one with an actor code, &NAME: a person's name
 *   prep:on|at=WORDS   a preposition, and the noun behind it
 *   prt=off            a particle
 *   to=meet            an infinitive below, of these verbs; that: a clause that is none
 *   pred               what the verb says that the object is: "called him a liar"
 *   with=air|&weapon   a word beside the head ("air strike")
 *   before=, after=    words of the sentence before or behind the head, each as it is
 *                      written or its lemma; such as stand side by side joined by "_"
 *   passive, nominal   as it says; verbal: not nominal
 *   sides              in the end both sides must have actor codes
 *   fixed              the codes stay, whatever embeds the act
 *   !obj, !prep:with   the other way round
 *
 * A CAMEO code of the form A:B gives a second event, B, with the sides changed over.
 *
 * Without "=WORDS" any word will do. Of the rows that fit the most specific counts: that
 * which asks for most; then listed words before a class before a kind before any, then
 * what is asked (a word beside it, a particle, an object, a preposition, an infinitive, a
 * subject). Rows of a file read later (a user's) count before equal ones. Two rows of
 * one file that are equal, may fit one frame and say different things are an error. */
#include "code_private.h"

#include <stdio.h>

enum {
    NEEDS_MOST = 10,
    SLOTS_MOST = 12,
    /* Every two rows of a verb are compared once. */
    ROWS_OF_VERB_MOST = 1000
};

enum { RULE_VERB, RULE_NEEDS, RULE_ACTOR, RULE_RECIPIENT, RULE_TYPE, RULE_MODE, RULE_CAMEO };
static const dl_column rule_columns[] = {
    { "verb", DL_COLUMN_TEXT, false, NULL },
    { "needs", DL_COLUMN_TEXT, true, NULL },
    { "actor", DL_COLUMN_TEXT, true, NULL },
    { "recipient", DL_COLUMN_TEXT, true, NULL },
    { "type", DL_COLUMN_CHOICE, true,
        "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN "
        "PROTEST SANCTION MOBILIZE COERCE ASSAULT" },
    { "mode", DL_COLUMN_TEXT, true, NULL },
    { "cameo", DL_COLUMN_TEXT, true, NULL },
    { "example", DL_COLUMN_TEXT, true, NULL },
};
static const dl_table_form rule_form = DL_TABLE_FORM("code/verbs", false, rule_columns);

typedef enum need_kind { /* ORDER NEED */
    NEED_SIDES,
    NEED_FIXED,
    NEED_BEFORE,
    NEED_AFTER,
    NEED_PASSIVE,
    NEED_NOMINAL,
    NEED_VERBAL,
    NEED_SUBJECT,
    NEED_PREDICATE,
    NEED_CLAUSE,
    NEED_INFINITIVE,
    NEED_PREP,
    NEED_INDIRECT,
    NEED_OBJECT,
    NEED_PARTICLE,
    NEED_WITH
} need_kind;

/* How much each makes a row more specific. ORDER NEED */
static const uint8_t need_weight[] = { 0, 0, 1, 1, 3, 2, 2, 6, 4, 5, 7, 8, 9, 10, 11, 12 };

typedef struct need {
    need_kind kind;
    bool absent;
    dl_slice prep; /* of NEED_PREP, parted by '|' */
    dl_slice words; /* parted by '|'; {NULL,0}: any */
} need;

typedef struct rule {
    code_rule says;
    const need *need;
    uint32_t needs;
    uint32_t row, next; /* next: the next row of the same verb, + 1 */
    uint32_t score;
} rule;

struct code_rules {
    const dl_table *table;
    rule *at;
    uint32_t *slot, slots; /* first row of a verb, + 1 */
};

/* ---- reading a row */

static bool take(dl_slice *rest, char end, dl_slice *out)
{
    if (!rest->n) return false;
    size_t at = dl_slice_find_byte(*rest, end, 0);
    if (at == SIZE_MAX) at = rest->n;
    *out = dl_slice_cut(*rest, 0, at);
    *rest = dl_slice_cut(*rest, at < rest->n ? at + 1 : at, rest->n);
    return true;
}

static bool is_listed(dl_slice words, dl_slice word)
{
    dl_slice one;
    while (take(&words, '|', &one))
        if (dl_slice_eq(one, word)) return true;
    return false;
}

static bool read_kind(dl_slice key, need *n)
{
    static const struct {
        const char *name;
        need_kind kind;
    } known[] = { { "obj", NEED_OBJECT }, { "subj", NEED_SUBJECT }, { "iobj", NEED_INDIRECT },
        { "prt", NEED_PARTICLE }, { "with", NEED_WITH }, { "to", NEED_INFINITIVE },
        { "that", NEED_CLAUSE }, { "pred", NEED_PREDICATE }, { "sides", NEED_SIDES },
        { "fixed", NEED_FIXED }, { "before", NEED_BEFORE }, { "after", NEED_AFTER },
        { "passive", NEED_PASSIVE }, { "nominal", NEED_NOMINAL }, { "verbal", NEED_VERBAL } };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (!dl_slice_is(key, known[i].name)) continue;
        n->kind = known[i].kind;
        return true;
    }
    if (!dl_slice_starts(key, DL_S("prep:"))) return false;
    n->kind = NEED_PREP;
    n->prep = dl_slice_cut(key, 5, key.n);
    return n->prep.n > 0;
}

static bool read_need(dl_slice s, need *n)
{
    n->absent = s.n && s.p[0] == '!';
    if (n->absent) s = dl_slice_cut(s, 1, s.n);
    size_t eq = dl_slice_find_byte(s, '=', 0);
    if (eq != SIZE_MAX) n->words = dl_slice_cut(s, eq + 1, s.n);
    if (eq != SIZE_MAX && !n->words.n) return false;
    return read_kind(eq == SIZE_MAX ? s : dl_slice_cut(s, 0, eq), n);
}

static bool read_needs(dl_arena *a, dl_slice s, rule *r)
{
    need found[NEEDS_MOST] = { 0 };
    dl_slice one;
    while (take(&s, ' ', &one)) {
        if (r->needs == NEEDS_MOST || !read_need(one, &found[r->needs])) return false;
        r->needs++;
    }
    need *kept = dl_arena_array(a, r->needs, sizeof *kept);
    if (kept && r->needs) memcpy(kept, found, r->needs * sizeof *kept);
    r->need = kept;
    return true;
}

static code_place read_place(dl_slice s)
{
    static const struct {
        const char *name;
        code_slot slot;
    } known[] = { { "subj", CODE_SUBJECT }, { "obj", CODE_OBJECT }, { "iobj", CODE_INDIRECT },
        { "poss", CODE_POSSESSOR }, { "mod", CODE_MODIFIER } };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (dl_slice_is(s, known[i].name)) return (code_place){ known[i].slot, { NULL, 0 } };
    return (code_place){ CODE_PREP, s };
}

/* NULL: more places than there may be. */
static const code_place *read_places(dl_arena *a, dl_slice s, const char *otherwise, uint32_t *n)
{
    code_place *p = dl_arena_array(a, SLOTS_MOST, sizeof *p);
    dl_slice one;
    if (!s.n) s = dl_slice_str(otherwise);
    while (p && take(&s, ' ', &one)) {
        if (*n == SLOTS_MOST) return NULL;
        p[(*n)++] = read_place(one);
    }
    return p;
}

/* Words before a class, a class before a kind, a kind before any. */
static uint32_t precision(dl_slice words)
{
    if (!words.p) return 0;
    dl_slice one;
    uint32_t least = 3;
    while (take(&words, '|', &one)) {
        if (one.p[0] != '&' || one.n < 2) continue;
        bool kind = one.p[1] >= 'A' && one.p[1] <= 'Z';
        if (kind) return 1;
        least = 2;
    }
    return least;
}

static uint32_t score_of(const rule *r)
{
    uint32_t score = 0;
    for (uint32_t i = 0; i < r->needs; i++) {
        const need *n = &r->need[i];
        if (n->kind <= NEED_FIXED) continue;
        score += n->absent ? 1 : 1024 + precision(n->words) * 64 + need_weight[n->kind];
    }
    return score;
}

static dl_slice cell(const dl_table *t, uint32_t row, uint32_t column)
{
    dl_slice s = dl_table_cell(t, row, column);
    return s.n ? s : (dl_slice){ NULL, 0 };
}

static bool refuse(const char *name, const char *column, dl_slice found, dl_err *e)
{
    dl_fail(e, DL_EFORMAT, "a table's row is not as it should be", -1,
        "%s: column %s: not understood: \"%.*s\"", name, column, (int)found.n, found.p);
    return false;
}

static bool refuse_read(
    const dl_arena *a, const char *name, const char *column, dl_slice found, dl_err *e)
{
    if (!dl_arena_failed(a)) return refuse(name, column, found, e);
    dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
    return false;
}

static bool read_rule(dl_arena *a, const dl_table *t, uint32_t row, rule *r, dl_err *e)
{
    char at[DL_ROW_NAME_MAX];
    dl_slice needs = dl_table_cell(t, row, RULE_NEEDS);
    dl_slice actor = dl_table_cell(t, row, RULE_ACTOR);
    dl_slice recipient = dl_table_cell(t, row, RULE_RECIPIENT);
    code_rule *s = &r->says;
    r->row = row;
    s->name = dl_arena_copy(a, dl_slice_str(dl_row_name(t, row, at)));
    s->type = cell(t, row, RULE_TYPE);
    s->sides.act = s->type;
    s->mode = cell(t, row, RULE_MODE);
    s->cameo = cell(t, row, RULE_CAMEO);
    if (!read_needs(a, needs, r)) return refuse_read(a, at, "needs", needs, e);
    s->sides.actor = read_places(a, actor, "subj poss by mod", &s->sides.actors);
    if (!s->sides.actor) return refuse_read(a, at, "actor", actor, e);
    s->sides.recipient = read_places(
        a, recipient, "obj iobj against with to on", &s->sides.recipients);
    if (!s->sides.recipient) return refuse_read(a, at, "recipient", recipient, e);
    for (uint32_t i = 0; i < r->needs; i++) {
        s->both_sides |= r->need[i].kind == NEED_SIDES;
        s->fixed |= r->need[i].kind == NEED_FIXED;
    }
    r->score = score_of(r);
    s->bare = r->score < 1024;
    return true;
}

/* ---- ties */

static bool shares_class(const code_words *classes, dl_slice a, dl_slice b)
{
    const dl_table *t = classes->table;
    for (uint32_t r = 0; r < t->rows; r++) {
        if (!dl_slice_eq(dl_table_cell(t, r, 1), a)) continue;
        if (code_in_class(classes, dl_table_cell(t, r, 0), b)) return true;
    }
    return false;
}

static bool is_class(dl_slice word) { return word.n > 1 && word.p[0] == '&'; }
static dl_slice class_name(dl_slice word) { return dl_slice_cut(word, 1, word.n); }

/* May one word be what both ask for? */
static bool may_be_one(const code_words *classes, dl_slice a, dl_slice b)
{
    if (dl_slice_eq(a, b)) return true;
    if (is_class(a) && is_class(b)) return shares_class(classes, class_name(a), class_name(b));
    if (is_class(a)) return code_in_class(classes, b, class_name(a));
    return is_class(b) && code_in_class(classes, a, class_name(b));
}

static bool may_share(const code_words *classes, dl_slice a, dl_slice b)
{
    dl_slice one;
    if (!a.p || !b.p) return true;
    while (take(&a, '|', &one)) {
        dl_slice rest = b, other;
        while (take(&rest, '|', &other))
            if (may_be_one(classes, one, other)) return true;
    }
    return false;
}

static bool same_need(const code_words *classes, const need *a, const need *b)
{
    bool text = a->kind == NEED_BEFORE || a->kind == NEED_AFTER;
    if (text && !dl_slice_eq(a->words, b->words)) return false; /* the first row counts */
    return a->kind == b->kind && a->absent == b->absent && may_share(classes, a->prep, b->prep)
        && may_share(classes, a->words, b->words);
}

/* Do both rows ask for the same things, so that one frame may fit both? */
static bool same_needs(const code_words *classes, const rule *a, const rule *b)
{
    for (uint32_t i = 0; i < a->needs; i++) {
        bool found = false;
        for (uint32_t k = 0; k < b->needs && !found; k++)
            found = same_need(classes, &a->need[i], &b->need[k]);
        if (!found) return false;
    }
    return a->needs == b->needs;
}

static bool say_the_same(const code_rule *a, const code_rule *b)
{
    return dl_slice_eq(a->type, b->type) && dl_slice_eq(a->mode, b->mode)
        && dl_slice_eq(a->cameo, b->cameo);
}

static bool same_file(const dl_table *t, const rule *a, const rule *b)
{
    return strcmp(dl_table_file(t, a->row), dl_table_file(t, b->row)) == 0;
}

static bool is_tie(const code_rules *k, const code_words *classes, const rule *a, const rule *b)
{
    return a->score == b->score && same_file(k->table, a, b) && !say_the_same(&a->says, &b->says)
        && same_needs(classes, a, b);
}

static bool has_verb(const code_rules *k, const rule *r, dl_slice verb)
{
    return dl_slice_eq(dl_table_cell(k->table, r->row, RULE_VERB), verb);
}

/* Compares a row with those of its verb behind it. */
static bool no_tie(const code_rules *k, const code_words *classes, const rule *a, dl_err *e)
{
    dl_slice verb = dl_table_cell(k->table, a->row, RULE_VERB);
    uint32_t seen = 0;
    for (uint32_t r = a->next; r; r = k->at[r - 1].next) {
        const rule *b = &k->at[r - 1];
        if (!has_verb(k, b, verb)) continue;
        if (++seen > ROWS_OF_VERB_MOST)
            return refuse(a->says.name.p, "verb: too many rows", verb, e);
        if (!is_tie(k, classes, a, b)) continue;
        dl_fail(e, DL_EFORMAT, "two rows fit equally and say different things", -1, "%.*s and %.*s",
            (int)a->says.name.n, a->says.name.p, (int)b->says.name.n, b->says.name.p);
        return false;
    }
    return true;
}

/* ---- reading the table */

static code_rules *rules_new(dl_arena *a, const dl_table *t)
{
    code_rules *k = dl_arena_alloc(a, sizeof *k);
    if (!k) return NULL;
    k->table = t;
    k->slots = 256;
    while (k->slots < t->rows * 2) k->slots *= 2;
    k->at = dl_arena_array(a, (size_t)t->rows + 1, sizeof *k->at);
    k->slot = dl_arena_array(a, k->slots, sizeof *k->slot);
    return k->at && k->slot ? k : NULL;
}

bool code_rules_read(dl_code_tables *t, dl_lexicon *lexicon, dl_err *e)
{
    const dl_table *table = dl_lexicon_table(lexicon, &rule_form, e);
    code_rules *k = table ? rules_new(t->arena, table) : NULL;
    if (!k) return false;
    for (uint32_t r = table->rows; r-- > 0;) {
        dl_slice verb = dl_table_cell(table, r, RULE_VERB);
        uint32_t *slot = &k->slot[dl_hash64(verb, 5) & (k->slots - 1)];
        if (!read_rule(t->arena, table, r, &k->at[r], e)) return false;
        k->at[r].next = *slot;
        *slot = r + 1;
    }
    for (uint32_t r = 0; r < table->rows; r++)
        if (!no_tie(k, &t->classes, &k->at[r], e)) return false;
    t->rules = k;
    return !dl_arena_failed(t->arena);
}

/* ---- what a frame fits */

typedef struct asked { /* a frame, and what its words may be */
    const code_frame *f;
    const code_tree *x;
    const code_words *classes;
    bool light; /* the rows of its light verb are tried: the noun is the object */
    dl_slice particle; /* that the row asks for */
} asked;

static bool is_of_kind(const asked *q, uint32_t token, dl_slice kind)
{
    int32_t m = code_mention_at(q->x, token);
    if (m < 0) return false;
    const dl_mention *mention = &q->x->d->marks.mentions.at[m];
    if (dl_slice_is(kind, "ACTOR")) return q->x->d->marks.entities.at[mention->entity].code.n > 0;
    if (dl_slice_is(kind, "NAME"))
        return mention->kind == DL_KIND_PERSON && mention->form == DL_FORM_NAME;
    return dl_slice_is(kind, dl_kind_name(mention->kind));
}

static bool one_fits(const asked *q, uint32_t token, dl_slice words)
{
    char lower[CODE_LOWER_MOST], room[CODE_LOWER_MOST];
    dl_slice one, lemma = code_lower(q->x->t->lemma[token], lower); /* "Police" */
    dl_slice hyphened = code_hyphened(q->x, token, room); /* "cease-fire" */
    while (take(&words, '|', &one)) {
        if (dl_slice_eq(one, lemma) || (hyphened.n && dl_slice_eq(one, hyphened))) return true;
        if (!is_class(one)) continue;
        dl_slice name = class_name(one);
        bool kind = name.p[0] >= 'A' && name.p[0] <= 'Z';
        if (kind ? is_of_kind(q, token, name) : code_in_class(q->classes, lemma, name)) return true;
    }
    return false;
}

/* "aid deliveries": what stands before the noun as a part of it. */
static bool part_fits(const asked *q, uint32_t token, dl_slice words)
{
    for (uint32_t k = q->x->first[token]; k != CODE_NONE; k = q->x->next[k])
        if (dl_token_dep(q->x->t, k) == DL_DEP_compound && one_fits(q, k, words)) return true;
    return false;
}

/* "a series of bombs", "tons of food": what a measure measures; the token itself where it
 * is no measure. */
static uint32_t measured(const asked *q, uint32_t token)
{
    if (!code_in_class(q->classes, q->x->t->lemma[token], DL_S("measure"))) return token;
    uint32_t prep = code_child(q->x, token, DL_DEP_prep);
    if (prep == CODE_NONE || !dl_slice_is(q->x->t->lemma[prep], "of")) return token;
    uint32_t noun = code_child(q->x, prep, DL_DEP_pobj);
    return noun == CODE_NONE ? token : noun;
}

static bool word_fits(const asked *q, uint32_t token, dl_slice words)
{
    if (one_fits(q, token, words) || part_fits(q, token, words)) return true;
    uint32_t noun = measured(q, token);
    return noun != token && (one_fits(q, noun, words) || part_fits(q, noun, words));
}

/* "sealed off the town": where the parser takes the particle for a preposition, the
 * object stands behind it. */
static bool behind_particle(const asked *q, const code_arg *a, code_slot slot)
{
    return slot == CODE_OBJECT && a->slot == CODE_PREP && is_listed(q->particle, a->prep);
}

static bool arg_fits(const asked *q, const code_arg *a, code_slot slot, const need *n)
{
    bool there = code_arg_is(q->f, a, slot, n->prep) || behind_particle(q, a, slot);
    if (slot == CODE_PREP) there = a->slot == CODE_PREP && is_listed(n->prep, a->prep);
    return there && (!n->words.p || word_fits(q, a->token, n->words));
}

static bool some_arg_fits(const asked *q, code_slot slot, const need *n)
{
    if (q->light && slot == CODE_OBJECT) return !n->words.p || word_fits(q, q->f->head, n->words);
    for (uint32_t i = 0; i < q->f->args.n; i++)
        if (arg_fits(q, &q->f->args.at[i], slot, n)) return true;
    return false;
}

static bool noun_behind(const asked *q, uint32_t prep, const need *n)
{
    uint32_t noun = code_child(q->x, prep, DL_DEP_pobj);
    return noun != CODE_NONE && is_listed(n->prep, q->x->t->lemma[prep])
        && word_fits(q, noun, n->words);
}

/* "accused the minister of fraud": the parser may hang the preposition on the object. A
 * row that names the noun behind it may take it from there. */
static bool prep_of_object(const asked *q, const need *n)
{
    for (uint32_t i = 0; n->words.p && i < q->f->args.n; i++) {
        const code_arg *a = &q->f->args.at[i];
        if (a->slot != CODE_OBJECT && a->slot != CODE_INDIRECT) continue;
        for (uint32_t k = q->x->first[a->token]; k != CODE_NONE; k = q->x->next[k])
            if (dl_token_dep(q->x->t, k) == DL_DEP_prep && noun_behind(q, k, n)) return true;
    }
    return false;
}

/* A particle, also one that the parser takes for an adverb or a preposition. */
static bool has_particle(const asked *q, dl_slice words)
{
    if (q->f->particle.p && is_listed(words, q->f->particle)) return true;
    uint32_t verb = q->f->verb;
    for (uint32_t k = q->x->first[verb]; k != CODE_NONE; k = q->x->next[k]) {
        dl_dep dep = dl_token_dep(q->x->t, k);
        bool may_be = dep == DL_DEP_advmod || (dep == DL_DEP_prep && k == verb + 1);
        if (may_be && is_listed(words, q->x->t->lemma[k])) return true;
    }
    return false;
}

/* A child of the head that is one of the words. */
static bool word_beside(const asked *q, dl_slice words)
{
    for (uint32_t k = q->x->first[q->f->head]; k != CODE_NONE; k = q->x->next[k])
        if (word_fits(q, k, words)) return true;
    return false;
}

static bool is_infinitive(const code_tree *x, uint32_t verb)
{
    uint32_t aux = code_child(x, verb, DL_DEP_aux);
    return aux != CODE_NONE && dl_token_tag(x->t, aux) == DL_TAG_TO;
}

static bool clause_below(const asked *q, uint32_t token, const need *n)
{
    for (uint32_t k = q->x->first[token]; k != CODE_NONE; k = q->x->next[k]) {
        dl_dep dep = dl_token_dep(q->x->t, k);
        if (dep != DL_DEP_xcomp && dep != DL_DEP_ccomp && dep != DL_DEP_acl) continue;
        if (is_infinitive(q->x, k) != (n->kind == NEED_INFINITIVE)) continue;
        if (!n->words.p || word_fits(q, k, n->words)) return true;
    }
    return false;
}

/* ---- words of the sentence */

enum { SENTENCE_WINDOW = 40 }; /* tokens to either side in which before= and after= look */

static bool is_word(const asked *q, uint32_t token, dl_slice word)
{
    const dl_tokens *t = q->x->t;
    dl_slice form = dl_slice_cut(q->x->d->text.full, t->start[token], t->end[token]);
    return dl_slice_eq_nocase(form, word) || dl_slice_eq_nocase(t->lemma[token], word);
}

/* "to_let_escape" from that token on. */
static bool is_phrase(const asked *q, uint32_t token, uint32_t end, dl_slice phrase)
{
    dl_slice word;
    for (; take(&phrase, '_', &word); token++) {
        if (!word.n) continue;
        if (token >= end || !is_word(q, token, word)) return false;
    }
    return true;
}

static bool phrase_between(const asked *q, uint32_t from, uint32_t end, dl_slice phrases)
{
    dl_slice one;
    while (take(&phrases, '|', &one))
        for (uint32_t i = from; i < end; i++)
            if (is_phrase(q, i, end, one)) return true;
    return false;
}

static bool is_in_text(const asked *q, const need *n)
{
    const dl_tokens *t = q->x->t;
    uint32_t from = q->f->head, end = q->f->head + 1;
    for (int k = 0; k < SENTENCE_WINDOW && from > 0 && !t->sent_start[from]; k++) from--;
    for (int k = 0; k < SENTENCE_WINDOW && end < t->n && !t->sent_start[end]; k++) end++;
    if (n->kind == NEED_BEFORE) return phrase_between(q, from, q->f->head, n->words);
    return phrase_between(q, q->f->head + 1, end, n->words);
}

static bool is_there(const asked *q, const need *n)
{
    const code_frame *f = q->f;
    switch (n->kind) {
    case NEED_SIDES: /* asked once the parties are there */
    case NEED_FIXED: return true;
    case NEED_BEFORE:
    case NEED_AFTER: return is_in_text(q, n);
    case NEED_OBJECT: return some_arg_fits(q, CODE_OBJECT, n);
    case NEED_SUBJECT: return some_arg_fits(q, CODE_SUBJECT, n);
    case NEED_INDIRECT: return some_arg_fits(q, CODE_INDIRECT, n);
    case NEED_PREP: return some_arg_fits(q, CODE_PREP, n) || prep_of_object(q, n);
    case NEED_PARTICLE: return has_particle(q, n->words);
    case NEED_PREDICATE:
        return code_child(q->x, f->verb, DL_DEP_oprd) != CODE_NONE || clause_below(q, f->verb, n);
    case NEED_PASSIVE: return f->passive;
    case NEED_NOMINAL: return f->nominal && !q->light;
    case NEED_VERBAL: return !f->nominal || q->light;
    case NEED_WITH: return word_beside(q, n->words);
    case NEED_INFINITIVE:
    case NEED_CLAUSE:
        return clause_below(q, f->head, n) || (f->verb != f->head && clause_below(q, f->verb, n));
    }
    return false;
}

/* A light verb's row must ask for its noun: "ended the siege" by "end obj=siege". */
static bool asks_for_object(const rule *r)
{
    for (uint32_t i = 0; i < r->needs; i++)
        if (r->need[i].kind == NEED_OBJECT && !r->need[i].absent && r->need[i].words.p) return true;
    return false;
}

static dl_slice particle_of(const rule *r)
{
    for (uint32_t i = 0; i < r->needs; i++)
        if (r->need[i].kind == NEED_PARTICLE && !r->need[i].absent) return r->need[i].words;
    return (dl_slice){ NULL, 0 };
}

static bool rule_fits(asked *q, const rule *r)
{
    q->particle = particle_of(r);
    if (q->light && !asks_for_object(r)) return false;
    for (uint32_t i = 0; i < r->needs; i++)
        if (is_there(q, &r->need[i]) == r->need[i].absent) return false;
    return true;
}

/* Of equal rows that of a file read later counts, else the first. */
static bool is_better(const code_rules *k, const rule *r, const rule *best)
{
    if (!best || r->score != best->score) return !best || r->score > best->score;
    return !same_file(k->table, r, best);
}

static const rule *best_of_verb(const code_rules *k, asked *q, dl_slice verb, const rule *best)
{
    uint32_t r = k->slot[dl_hash64(verb, 5) & (k->slots - 1)];
    for (; r; r = k->at[r - 1].next) {
        const rule *one = &k->at[r - 1];
        if (has_verb(k, one, verb) && is_better(k, one, best) && rule_fits(q, one)) best = one;
    }
    return best;
}

static const rule *rule_for(const code_job *j, const code_frame *f)
{
    asked q = { .f = f, .x = j->x, .classes = &j->t->classes };
    const rule *best = best_of_verb(j->t->rules, &q, f->lemma, NULL);
    q.light = f->verb != f->head;
    if (q.light) best = best_of_verb(j->t->rules, &q, code_lemma(j->x, f->verb, j->t), best);
    return best;
}

/* Does the act take in what its object tells ("cancelled the visit", "lifted the
 * curfew"), so that the object is no event beside it? Who judges or answers an act leaves
 * it one of its own ("condemned the attack"). */
static bool takes_in(const rule *r)
{
    static const char *const not [] = { "ACCUSE", "SUPPORT", "THREATEN", "REQUEST", NULL };
    for (const char *const *p = not ; *p; p++)
        if (dl_slice_is(r->says.type, *p)) return false;
    return r->says.type.n > 0 || !r->says.cameo.n;
}

static void take_objects(const code_job *j, const code_frame *f, const rule *r)
{
    asked q = { .f = f, .x = j->x, .classes = &j->t->classes, .particle = particle_of(r) };
    for (uint32_t i = 0; i < r->needs; i++) {
        const need *n = &r->need[i];
        code_slot slot = n->kind == NEED_OBJECT ? CODE_OBJECT : CODE_PREP;
        if (n->absent || !n->words.p || (n->kind != NEED_OBJECT && n->kind != NEED_PREP)) continue;
        for (uint32_t k = 0; k < f->args.n; k++)
            if (arg_fits(&q, &f->args.at[k], slot, n)) j->taken[f->args.at[k].token] = 1;
    }
}

void code_choose_rules(code_job *j)
{
    for (uint32_t i = 0; i < j->f->at.n && code_goes_on(j->d, i); i++) {
        const code_frame *f = &j->f->at.at[i];
        const rule *r = rule_for(j, f);
        j->rule[i] = r ? &r->says : NULL;
        if (r && takes_in(r)) take_objects(j, f, r);
    }
}
