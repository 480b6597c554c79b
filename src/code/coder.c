/* coder - the ontology: rows of data/code/verbs.tsv decide type, act, mode and CAMEO
 * code.
 *
 *   frame, state --the most specific row that fits--> d->events entry
 *
 * A row asks for a verb (its event nouns count as the verb) and may ask for more: a
 * particle, an object of a list or class of nouns, a preposition, an embedded verb.
 * The row that asks for most wins. What embeds the act may change its type: promised
 * help is AGREE, a refused meeting REJECT; `act` stays the deed. */
#include "code_private.h"

enum { NEEDS_MOST = 4, SLOTS_MOST = 8 };

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

/* "obj=sanction|embargo", "obj=&weapon", "prep:on=&place", "prt=off", "passive" */
typedef enum need_kind {
    NEED_OBJECT,
    NEED_SUBJECT,
    NEED_PREP,
    NEED_PARTICLE,
    NEED_PASSIVE,
    NEED_WITH /* a word beside the head: "hunger strike" */
} need_kind;
typedef struct need {
    need_kind kind;
    dl_slice prep;
    dl_slice words; /* parted by '|'; {NULL,0}: any */
} need;

typedef struct rule {
    need need[NEEDS_MOST];
    uint32_t needs;
    code_place actor[SLOTS_MOST], recipient[SLOTS_MOST];
    uint32_t actors, recipients;
    uint32_t row, next; /* the next row of the same verb, + 1 */
    dl_slice name;
} rule;

struct coder_rules {
    const dl_table *table;
    rule *at;
    uint32_t *slot, slots; /* first rule of a verb, + 1 */
};

/* ---- reading rows */

static bool take(dl_slice *rest, char end, dl_slice *out)
{
    if (!rest->n) return false;
    size_t at = dl_slice_find_byte(*rest, end, 0);
    if (at == SIZE_MAX) at = rest->n;
    *out = dl_slice_cut(*rest, 0, at);
    *rest = dl_slice_cut(*rest, at < rest->n ? at + 1 : at, rest->n);
    return true;
}

static bool read_need(dl_slice s, need *n)
{
    size_t eq = dl_slice_find_byte(s, '=', 0);
    dl_slice key = eq == SIZE_MAX ? s : dl_slice_cut(s, 0, eq);
    if (eq != SIZE_MAX) n->words = dl_slice_cut(s, eq + 1, s.n);
    if (dl_slice_is(key, "obj")) n->kind = NEED_OBJECT;
    else if (dl_slice_is(key, "subj")) n->kind = NEED_SUBJECT;
    else if (dl_slice_is(key, "prt")) n->kind = NEED_PARTICLE;
    else if (dl_slice_is(key, "passive")) n->kind = NEED_PASSIVE;
    else if (dl_slice_is(key, "with")) n->kind = NEED_WITH;
    else if (dl_slice_starts(key, DL_S("prep:"))) {
        n->kind = NEED_PREP;
        n->prep = dl_slice_cut(key, 5, key.n);
    } else return false;
    return true;
}

static bool read_place(dl_slice s, code_place *p)
{
    static const struct {
        const char *name;
        code_slot slot;
    } known[] = { { "subj", CODE_SUBJECT }, { "obj", CODE_OBJECT }, { "iobj", CODE_INDIRECT },
        { "poss", CODE_POSSESSOR }, { "mod", CODE_MODIFIER } };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (dl_slice_is(s, known[i].name)) {
            p->slot = known[i].slot;
            return true;
        }
    p->slot = CODE_PREP;
    p->prep = s;
    return s.n > 0;
}

static bool read_places(dl_slice s, code_place *p, uint32_t *n)
{
    dl_slice one;
    while (take(&s, ' ', &one)) {
        if (*n == SLOTS_MOST) return false;
        if (!read_place(one, &p[(*n)++])) return false;
    }
    return true;
}

static dl_slice cell_or(const dl_table *t, uint32_t row, uint32_t column, const char *otherwise)
{
    dl_slice s = dl_table_cell(t, row, column);
    return s.n ? s : dl_slice_str(otherwise);
}

static bool read_rule(dl_arena *a, const dl_table *t, uint32_t row, rule *r, dl_err *e)
{
    char at[DL_ROW_NAME_MAX];
    dl_slice needs = dl_table_cell(t, row, RULE_NEEDS), one;
    bool ok = true;
    r->row = row;
    r->name = dl_arena_copy(a, dl_slice_str(dl_row_name(t, row, at)));
    while (ok && take(&needs, ' ', &one)) {
        ok = r->needs < NEEDS_MOST && read_need(one, &r->need[r->needs]);
        r->needs++;
    }
    ok = ok && read_places(cell_or(t, row, RULE_ACTOR, "subj poss by mod"), r->actor, &r->actors);
    ok = ok
        && read_places(cell_or(t, row, RULE_RECIPIENT, "obj iobj against with to on"), r->recipient,
            &r->recipients);
    if (!ok) dl_fail(e, DL_EFORMAT, "a row of verbs is not understood", -1, "%s", at);
    return ok;
}

struct coder_rules *coder_rules_new(dl_arena *a, dl_lexicon *lexicon, dl_err *e)
{
    struct coder_rules *c = dl_arena_alloc(a, sizeof *c);
    const dl_table *t = c ? dl_lexicon_table(lexicon, &rule_form, e) : NULL;
    if (!t) return NULL;
    c->table = t;
    c->slots = 256;
    while (c->slots < t->rows * 2) c->slots *= 2;
    c->at = dl_arena_array(a, (size_t)t->rows + 1, sizeof *c->at);
    c->slot = dl_arena_array(a, c->slots, sizeof *c->slot);
    for (uint32_t r = t->rows; c->at && c->slot && r-- > 0;) {
        if (!read_rule(a, t, r, &c->at[r], e)) return NULL;
        uint32_t *slot = &c->slot[dl_hash64(dl_table_cell(t, r, RULE_VERB), 5) & (c->slots - 1)];
        c->at[r].next = *slot;
        *slot = r + 1;
    }
    return dl_arena_failed(a) ? NULL : c;
}

/* ---- choosing a row */

typedef struct coder {
    dl_doc *d;
    const code_frame *f;
    const code_tree *x;
    const dl_code_tables *t;
} coder;

static bool in_class(const coder *c, dl_slice lemma, dl_slice class)
{
    const code_words *w = &c->t->classes;
    uint32_t at = (uint32_t)dl_hash64(lemma, 5) & (w->slots - 1);
    for (; w->slot[at]; at = (at + 1) & (w->slots - 1)) {
        uint32_t r = w->slot[at] - 1;
        if (!dl_slice_eq(dl_table_cell(w->table, r, 0), lemma)) continue;
        if (dl_slice_eq(dl_table_cell(w->table, r, 1), class)) return true;
    }
    return false;
}

static bool word_fits(const coder *c, uint32_t token, dl_slice words)
{
    dl_slice one, lemma = c->x->t->lemma[token];
    while (take(&words, '|', &one)) {
        bool class = one.n > 1 && one.p[0] == '&';
        if (class && in_class(c, lemma, dl_slice_cut(one, 1, one.n))) return true;
        if (!class && dl_slice_eq(one, lemma)) return true;
    }
    return false;
}

static bool some_arg_fits(const coder *c, code_slot slot, dl_slice prep, dl_slice words)
{
    for (uint32_t i = 0; i < c->f->args.n; i++) {
        const code_arg *a = &c->f->args.at[i];
        if (code_arg_is(c->f, a, slot, prep) && (!words.p || word_fits(c, a->token, words)))
            return true;
    }
    return false;
}

/* A child of the head that is one of the words. */
static bool word_beside(const coder *c, dl_slice words)
{
    for (uint32_t k = c->x->first[c->f->head]; k != CODE_NONE; k = c->x->next[k])
        if (word_fits(c, k, words)) return true;
    return false;
}

static bool need_holds(const coder *c, const need *n)
{
    switch (n->kind) {
    case NEED_OBJECT: return some_arg_fits(c, CODE_OBJECT, n->prep, n->words);
    case NEED_SUBJECT: return some_arg_fits(c, CODE_SUBJECT, n->prep, n->words);
    case NEED_PREP: return some_arg_fits(c, CODE_PREP, n->prep, n->words);
    case NEED_PARTICLE: return c->f->particle.p && dl_slice_eq(c->f->particle, n->words);
    case NEED_PASSIVE: return c->f->passive;
    case NEED_WITH: return word_beside(c, n->words);
    }
    return false;
}

static bool rule_fits(const coder *c, const rule *r)
{
    for (uint32_t i = 0; i < r->needs; i++)
        if (!need_holds(c, &r->need[i])) return false;
    return true;
}

static const rule *choose(const coder *c)
{
    const struct coder_rules *k = c->t->rules;
    const rule *best = NULL;
    uint32_t r = k->slot[dl_hash64(c->f->lemma, 5) & (k->slots - 1)];
    for (; r; r = k->at[r - 1].next) {
        const rule *one = &k->at[r - 1];
        if (!dl_slice_eq(dl_table_cell(k->table, one->row, RULE_VERB), c->f->lemma)) continue;
        if (rule_fits(c, one) && (!best || one->needs > best->needs)) best = one;
    }
    return best;
}

/* ---- what embeds the act changes its type */

static bool is_any(dl_slice s, const char *const *list)
{
    for (; *list; list++)
        if (dl_slice_is(s, *list)) return true;
    return false;
}

static bool is_cooperative(dl_slice act)
{
    static const char *const list[] = { "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE",
        "AID", "RETREAT", NULL };
    return is_any(act, list);
}

static bool is_hostile(dl_slice act)
{
    static const char *const list[] = { "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
        NULL };
    return is_any(act, list);
}

/* A promised kindness is AGREE, an announced harm THREATEN, whatever word announces
 * it. */
static code_change change_of(const code_state *s, dl_slice act)
{
    bool ahead = s->status == DL_PLANNED
        || (s->status == DL_POSSIBLE && s->tense == DL_TENSE_FUTURE && s->change == CODE_AGREE);
    bool promised = s->change == CODE_AGREE || s->status == DL_PLANNED;
    if (promised && s->negative && is_cooperative(act)) return CODE_REJECT;
    if (s->change == CODE_AGREE && is_hostile(act)) return CODE_THREATEN;
    if (s->change == CODE_THREATEN && is_cooperative(act)) return CODE_KEEP;
    if (s->change != CODE_KEEP) return s->change;
    if (ahead && is_cooperative(act)) return CODE_AGREE;
    return ahead && is_hostile(act) ? CODE_THREATEN : CODE_KEEP;
}

static void set_changed(const coder *c, code_change change, dl_event *out)
{
    const dl_table *t = c->t->changed;
    int64_t best = -1;
    for (uint32_t r = 0; r < t->rows; r++) {
        dl_slice act = dl_table_cell(t, r, CHANGED_ACT);
        dl_slice type = dl_table_cell(t, r, CHANGED_CHANGE);
        if (!dl_slice_eq_nocase(type, dl_slice_str(code_change_type(change)))) continue;
        if (dl_slice_eq(act, out->act)) best = r;
        else if (!act.n && best < 0) best = r;
    }
    out->type = dl_slice_str(code_change_type(change));
    out->mode = (dl_slice){ NULL, 0 };
    if (best < 0) return;
    out->cameo = dl_table_cell(t, (uint32_t)best, CHANGED_CAMEO);
    dl_slice mode = dl_table_cell(t, (uint32_t)best, CHANGED_MODE);
    if (mode.n) out->mode = mode;
}

enum { CLAUSE_WINDOW = 30 }; /* tokens around an assault in which its means is looked for */

/* "killed by a car bomb": the means that the clause names. */
static void set_weapon(const coder *c, dl_event *out)
{
    const dl_tokens *t = c->x->t;
    if (!dl_slice_is(out->act, "ASSAULT")) return;
    uint32_t from = c->f->head;
    uint32_t to = c->f->head + 1;
    for (int n = 0; n < CLAUSE_WINDOW && from > 0 && !t->sent_start[from]; n++) from--;
    for (int n = 0; n < CLAUSE_WINDOW && to < t->n && !t->sent_start[to]; n++) to++;
    for (uint32_t i = from; i < to; i++) {
        int64_t row = code_row(&c->t->weapons, t->lemma[i]);
        if (row < 0) continue;
        out->mode = dl_table_cell(c->t->weapons.table, (uint32_t)row, 1);
        return;
    }
}

void code_event(const code_job *j, uint32_t i, dl_event *out)
{
    coder c = { j->d, &j->f->at.at[i], j->x, j->t };
    const rule *r = choose(&c);
    const dl_table *table = j->t->rules->table;
    code_sides sides = { 0 };
    dl_slice type = r ? dl_table_cell(table, r->row, RULE_TYPE) : (dl_slice){ NULL, 0 };
    if (r) sides = (code_sides){ r->actor, r->recipient, r->actors, r->recipients, type };
    code_own_parties(j, i, r ? &sides : NULL, out);
    if (!type.n) return; /* no row, or one that says: nothing of the ontology */
    out->type = type;
    out->act = type;
    dl_slice mode = dl_table_cell(table, r->row, RULE_MODE);
    dl_slice cameo = dl_table_cell(table, r->row, RULE_CAMEO);
    if (mode.n) out->mode = mode;
    set_weapon(&c, out);
    if (cameo.n) out->cameo = cameo;
    out->rule = r->name;
    code_change change = change_of(&j->state[i], out->act);
    if (change == CODE_KEEP) return;
    set_changed(&c, change, out);
}
