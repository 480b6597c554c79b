/* coref_pronouns - pronouns and whom they stand for. See coref.h. In: names and noun
 * phrases joined. Out: pronouns joined to them.
 *
 * Each pronoun is weighed against the last mentions before it: number, gender and
 * animacy must fit; near ones, subjects and names weigh more. Inside a quotation "I" is
 * its speaker. */
#include "coref.h"

#include "spans.h"

enum {
    WINDOW = 60, /* mentions before a pronoun that are looked at */
    SENTENCES_MAX = 3, /* how far back */
    WEIGHT_NEAR = 30, /* less a sentence */
    WEIGHT_SUBJECT = 25,
    WEIGHT_FIRST = 8, /* opens its sentence */
    WEIGHT_OBJECT = 8,
    WEIGHT_SAME_PLACE = 10, /* subject for subject */
    WEIGHT_NAME = 6,
    WEIGHT_JOINED = 40, /* "the mayor and his aides" */
    WEIGHT_CLAUSE = 15, /* subject of the very clause */
    WEIGHT_ABOVE = 15, /* or of the clause that the pronoun's own hangs on: "X left when it" */
    WEIGHT_SAYER = 10, /* more where that one says it: "X said it" */
    WEIGHT_SPEAKS_ON = 15, /* who spoke before is rather who speaks: "X said. He added" */
    WEIGHT_PLURAL_THING = -10, /* "they" are rather people */
    WEIGHT_OFTEN = 2, /* for each mention of it so far, up to ... */
    OFTEN_MAX = 6,
    WEIGHT_INDEFINITE = -6,
    WEIGHT_QUOTE = -35, /* one inside a quotation, the other not */
    WEIGHT_TOLD_OF = -30, /* of whom a quotation tells, for who speaks: "'Oslo is old,' it said" */
    WEIGHT_ONE_BODY = -22, /* "they" for a body that is one: "the government" */
    WEIGHT_ACTING_TOWN = -25, /* "it urged": rather a country or a body */
    WEIGHT_DISTANCE = 1 /* less a mention between */
};

static dl_dep dep_of(const coref *c, uint32_t m)
{
    return dl_token_dep(&c->d->tokens, coref_of(c, m)->head);
}

static bool is_subject(dl_dep d) { return d == DL_DEP_nsubj || d == DL_DEP_nsubjpass; }

enum { CLAUSE_MAX = 16 }; /* tokens between a verb and its subject or object */

/* Does a clause with a verb of its own hang on the verb, right behind it? */
static bool has_clause(const dl_tokens *t, uint32_t verb)
{
    for (uint32_t i = verb + 1; i < t->n && i < verb + CLAUSE_MAX; i++)
        if (t->head[i] == verb && dl_token_dep(t, i) == DL_DEP_ccomp) return true;
    return false;
}

/* "it" that stands for nothing: "it is clear that". */
static bool is_empty(const coref *c, uint32_t m)
{
    const dl_tokens *t = &c->d->tokens;
    uint32_t it = coref_of(c, m)->head;
    if (c->at[m].pronoun->gender != 'n') return false;
    if (dl_token_dep(t, it) == DL_DEP_expl) return true;
    uint32_t verb = t->head[it];
    /* "it is alleged that he fled" */
    if (dl_token_dep(t, it) == DL_DEP_nsubjpass && has_clause(t, verb)) return true;
    bool be = dl_token_pos(t, verb) == DL_POS_AUX || dl_slice_is(t->lemma[verb], "be");
    if (!is_subject(dl_token_dep(t, it)) || !be) return false;
    uint32_t end = verb + 12 < t->n ? verb + 12 : t->n;
    bool clause = false;
    bool weather = false;
    for (uint32_t i = verb + 1; i < end; i++) {
        dl_dep dep = dl_token_dep(t, i);
        bool below = t->head[i] == verb || t->head[t->head[i]] == verb;
        clause |= below && (dep == DL_DEP_ccomp || dep == DL_DEP_xcomp || dep == DL_DEP_advcl);
        weather |= t->head[i] == verb && dep == DL_DEP_attr && dl_token_pos(t, i) == DL_POS_NUM;
    }
    return clause || weather;
}

/* "wrote to the firm, informing it": the verb whose subject does what the participle
 * tells; the same: none. */
static uint32_t borrows_from(const dl_tokens *t, uint32_t verb)
{
    dl_dep dep = dl_token_dep(t, verb);
    uint32_t above = t->head[verb];
    if (above >= verb) return verb;
    if (dep == DL_DEP_advcl) return dl_token_tag(t, verb) == DL_TAG_VBG ? above : verb;
    if (dep != DL_DEP_conj) return verb;
    for (uint32_t i = verb; i-- > above && i + CLAUSE_MAX > verb;)
        if (t->head[i] == verb && is_subject(dl_token_dep(t, i))) return verb;
    return above;
}

/* The mention that is the object of the verb whose subject the pronoun is: another one
 * than it; UINT32_MAX: none. */
static uint32_t object_beside(const coref *c, uint32_t p)
{
    const dl_tokens *t = &c->d->tokens;
    uint32_t token = coref_of(c, p)->head;
    uint32_t verb = t->head[token];
    if (!is_subject(dl_token_dep(t, token))) return UINT32_MAX;
    for (uint32_t i = verb + 1; i < t->n && i < verb + CLAUSE_MAX; i++)
        if (t->head[i] == verb && dl_token_dep(t, i) == DL_DEP_dobj && c->headed[i])
            return c->headed[i] - 1;
    return UINT32_MAX;
}

static bool is_its_object(coref *c, uint32_t a, uint32_t p)
{
    uint32_t object = object_beside(c, p);
    return object != UINT32_MAX && object != p && coref_root(c, object) == coref_root(c, a);
}

/* "demanded it freeze", "wanted it to leave": the subject of an infinitive or of what is
 * demanded is another than who demands. */
static bool is_asked_of(const coref *c, uint32_t a, uint32_t p)
{
    const dl_tokens *t = &c->d->tokens;
    uint32_t token = coref_of(c, p)->head;
    uint32_t verb = t->head[token];
    if (dl_token_dep(t, token) != DL_DEP_nsubj || dl_token_tag(t, verb) != DL_TAG_VB) return false;
    if (dl_token_dep(t, verb) != DL_DEP_ccomp || verb < token) return false;
    for (uint32_t i = token + 1; i < verb; i++)
        if (t->head[i] == verb && dl_token_tag(t, i) != DL_TAG_TO
            && dl_token_dep(t, i) == DL_DEP_aux)
            return false;
    uint32_t x = coref_of(c, a)->head;
    return is_subject(dl_token_dep(t, x)) && t->head[x] == borrows_from(t, t->head[verb]);
}

/* Subject and object of one verb are two. */
static bool is_bound(const coref *c, uint32_t a, uint32_t p)
{
    if (is_asked_of(c, a, p)) return true;
    const dl_tokens *t = &c->d->tokens;
    if (c->at[p].pronoun->reflexive) return false;
    uint32_t x = coref_of(c, a)->head;
    uint32_t y = coref_of(c, p)->head;
    if (dl_token_dep(t, y) == DL_DEP_poss) return t->head[y] == x;
    uint32_t above = t->head[y];
    if (dl_token_dep(t, above) == DL_DEP_prep) above = t->head[above];
    if (t->head[x] != above) above = borrows_from(t, above);
    return t->head[x] == above && is_subject(dl_token_dep(t, x)) && x != y;
}

/* Phrases that hold the pronoun: "his company". */
static bool holds(const coref *c, uint32_t a, uint32_t p)
{
    return coref_of(c, a)->range.last > coref_of(c, p)->range.first;
}

static bool kinds_fit(coref *c, uint32_t a, uint32_t p)
{
    const pronoun_row *w = c->at[p].pronoun;
    const coref_mention *x = &c->at[coref_root(c, a)];
    if (x->what == COREF_NUMBER) return false;
    if (w->gender == 'm' || w->gender == 'f') return x->what == COREF_PERSON && x->number != 'p';
    if (w->gender == 'n') return x->what != COREF_PERSON && x->what != COREF_PEOPLE;
    if (w->number != 'p') return true;
    bool group = x->what == COREF_BODY || x->what == COREF_PEOPLE;
    return x->number == 'p' || group;
}

static bool letters_fit(coref *c, uint32_t a, uint32_t p)
{
    const pronoun_row *w = c->at[p].pronoun;
    const coref_mention *x = &c->at[coref_root(c, a)];
    if (w->gender && x->gender && w->gender != x->gender) return false;
    return !(w->number == 's' && x->number == 'p');
}

/* Does the verb of a pronoun ask for somebody: "it urged", "they arrested them"? */
static bool is_acting(const coref *c, uint32_t p)
{
    const dl_tokens *t = &c->d->tokens;
    uint32_t token = coref_of(c, p)->head;
    unsigned cues = span_lemma_cues(c->d, c->k, t->head[token]);
    switch (dl_token_dep(t, token)) {
    case DL_DEP_nsubj: return cues & (CUE_SAYS | CUE_HUMAN | CUE_ACTS | CUE_AGENT);
    case DL_DEP_dobj:
    case DL_DEP_nsubjpass: return cues & CUE_PATIENT;
    default: return false;
    }
}

/* "The report was late. It says that ...": a thing that may speak. */
static bool is_writing(coref *c, uint32_t a, uint32_t p)
{
    const dl_tokens *t = &c->d->tokens;
    uint32_t token = coref_of(c, p)->head;
    if (dl_token_dep(t, token) != DL_DEP_nsubj) return false;
    uint32_t root = coref_root(c, a);
    return span_lemma_cues(c->d, c->k, t->head[token]) & CUE_SAYS
        && span_lemma_cues(c->d, c->k, coref_of(c, root)->head) & CUE_WRITTEN;
}

/* Whoever speaks tells of himself as "I", not as "he" or "it". */
static bool is_own_speaker(coref *c, uint32_t a, uint32_t p)
{
    uint32_t speaker = c->at[p].quoted ? c->at[p].speaker : UINT32_MAX;
    return speaker != UINT32_MAX && coref_root(c, speaker) == coref_root(c, a);
}

static bool fits(coref *c, uint32_t a, uint32_t p)
{
    const dl_mention *m = coref_of(c, a);
    if (span_in_dateline(c->d, m->span.start)) return false;
    if (m->form == DL_FORM_PRONOUN && c->at[a].pronoun->person != 3) return false;
    if (m->form == DL_FORM_PRONOUN && coref_root(c, a) == a && c->at[a].size == 1 && is_empty(c, a))
        return false;
    if (m->form == DL_FORM_NAME && c->at[a].what == COREF_PEOPLE
        && dl_token_pos(&c->d->tokens, m->head) == DL_POS_ADJ)
        return false;
    if (is_own_speaker(c, a, p) || is_its_object(c, a, p)) return false;
    bool thing = c->at[coref_root(c, a)].what == COREF_THING;
    if (thing && is_acting(c, p) && !is_writing(c, a, p)) return false;
    return kinds_fit(c, a, p) && letters_fit(c, a, p) && !holds(c, a, p) && !is_bound(c, a, p);
}

enum { CLIMB_MAX = 8 };

/* The verb whose clause a token stands in; the token itself: none near. */
static uint32_t verb_above(const dl_tokens *t, uint32_t i)
{
    uint32_t at = i;
    for (int step = 0; step < CLIMB_MAX && t->head[at] != at; step++) {
        at = t->head[at];
        dl_pos p = dl_token_pos(t, at);
        if (p == DL_POS_VERB || p == DL_POS_AUX) return at;
    }
    return i;
}

/* The verb that the clause of a verb hangs on: "said" for "X said it would"; the same
 * verb: none near. */
static uint32_t clause_above(const dl_tokens *t, uint32_t verb)
{
    switch (dl_token_dep(t, verb)) {
    case DL_DEP_ccomp:
    case DL_DEP_advcl:
    case DL_DEP_acl:
    case DL_DEP_relcl:
    case DL_DEP_conj:
    case DL_DEP_pcomp:
    case DL_DEP_xcomp: return verb_above(t, verb);
    default: return verb;
    }
}

/* What the subject of the clause above weighs for a pronoun that is a subject itself. */
static int weigh_above(const coref *c, uint32_t a, uint32_t p)
{
    const dl_tokens *t = &c->d->tokens;
    if (!is_subject(dep_of(c, a)) || !is_subject(dep_of(c, p))) return 0;
    uint32_t verb = t->head[coref_of(c, p)->head];
    uint32_t above = clause_above(t, verb);
    if (above == verb || t->head[coref_of(c, a)->head] != above) return 0;
    bool says = dl_token_dep(t, verb) == DL_DEP_ccomp
        && span_lemma_cues(c->d, c->k, above) & (CUE_SAYS | CUE_HUMAN);
    bool several = c->at[p].number == 'p' && c->at[a].number != 'p';
    return says && !several ? WEIGHT_ABOVE + WEIGHT_SAYER : WEIGHT_ABOVE;
}

static bool is_many(const coref *c, uint32_t m)
{
    dl_tag tag = dl_token_tag(&c->d->tokens, coref_of(c, m)->head);
    return tag == DL_TAG_NNS || tag == DL_TAG_NNPS;
}

/* The relation of a mention; "OSLO (Wire) - Berg said": Berg, which the parser hangs on
 * the dateline, is the subject. */
static dl_dep role_of(const coref *c, uint32_t a)
{
    const dl_tokens *t = &c->d->tokens;
    uint32_t on = t->head[coref_of(c, a)->head];
    return span_in_dateline(c->d, t->start[on]) ? DL_DEP_nsubj : dep_of(c, a);
}

/* A place that does not act, as countries and their capitals do. */
static bool is_town(coref *c, uint32_t m)
{
    const coref_mention *x = &c->at[coref_root(c, m)];
    if (x->what != COREF_PLACE || coref_of(c, m)->form != DL_FORM_NAME) return false;
    if (x->row && x->row->what == KNOWN_COUNTRY) return false;
    return !coref_is_metonym(c, m);
}

/* Subject of a verb of saying that is its sentence's own. */
static bool is_speaking(const coref *c, uint32_t m)
{
    const dl_tokens *t = &c->d->tokens;
    uint32_t verb = t->head[coref_of(c, m)->head];
    if (dl_slice_is(t->norm[t->head[verb]], "according")) return true;
    if (c->at[m].quoted || dep_of(c, m) != DL_DEP_nsubj) return false;
    bool main = t->head[verb] == verb || dl_token_dep(t, verb) == DL_DEP_conj;
    return main && span_lemma_cues(c->d, c->k, verb) & CUE_SAYS;
}

/* How many sentences apart; a long quotation between them is told by neither. */
static uint32_t sentences_apart(const coref *c, uint32_t a, uint32_t p)
{
    uint32_t from = c->at[a].sentence, to = c->at[p].sentence;
    bool over = !c->at[p].quoted && !c->at[a].quoted;
    return over ? c->told[to] - c->told[from] : to - from;
}

/* "X and its allies": what the pronoun owns is joined to X. */
static bool is_joined_to(const coref *c, uint32_t p, uint32_t a)
{
    const dl_tokens *t = &c->d->tokens;
    uint32_t owned = t->head[coref_of(c, p)->head];
    return dep_of(c, p) == DL_DEP_poss && dl_token_dep(t, owned) == DL_DEP_conj
        && t->head[owned] == coref_of(c, a)->head;
}

static int weigh(coref *c, uint32_t a, uint32_t p)
{
    const dl_mention *m = coref_of(c, a);
    dl_dep dep = role_of(c, a);
    int w = -WEIGHT_NEAR * (int)sentences_apart(c, a, p);
    if (is_subject(dep)) w += WEIGHT_SUBJECT;
    if (dep == DL_DEP_dobj) w += WEIGHT_OBJECT;
    if (is_subject(dep) && is_subject(dep_of(c, p))) w += WEIGHT_SAME_PLACE;
    const dl_tokens *t = &c->d->tokens;
    if (is_subject(dep) && t->head[m->head] == verb_above(t, coref_of(c, p)->head))
        w += WEIGHT_CLAUSE;
    w += weigh_above(c, a, p);
    if (is_joined_to(c, p, a)) w += WEIGHT_JOINED;
    if (is_speaking(c, a) && is_speaking(c, p)) w += WEIGHT_SPEAKS_ON;
    bool thing = c->at[coref_root(c, a)].what == COREF_THING;
    if (c->at[p].number == 'p' && thing) w += WEIGHT_PLURAL_THING;
    bool body = c->at[a].what == COREF_BODY && !is_many(c, a);
    if (c->at[p].number == 'p' && body) w += WEIGHT_ONE_BODY;
    if (is_town(c, a) && is_acting(c, p)) w += WEIGHT_ACTING_TOWN;
    if (m->form == DL_FORM_NAME) w += WEIGHT_NAME;
    if (c->d->tokens.sent_start[m->range.first]) w += WEIGHT_FIRST;
    uint32_t often = c->at[coref_root(c, a)].size;
    w += WEIGHT_OFTEN * (int)(often < OFTEN_MAX ? often : OFTEN_MAX);
    if (c->at[a].indefinite || c->at[a].bare) w += WEIGHT_INDEFINITE;
    if (c->at[a].quoted != c->at[p].quoted) w += WEIGHT_QUOTE;
    if (c->at[a].quoted && is_speaking(c, p)) w += WEIGHT_TOLD_OF;
    return w - WEIGHT_DISTANCE * (int)(p - a);
}

static uint32_t best_before(coref *c, uint32_t p)
{
    uint32_t best = UINT32_MAX;
    int most = 0;
    bool title = coref_of(c, p)->head < c->d->tokens.title_n;
    for (uint32_t a = p; a-- > 0 && a + WINDOW > p;) {
        if (sentences_apart(c, a, p) > SENTENCES_MAX) break;
        if (!title && coref_of(c, a)->head < c->d->tokens.title_n) break;
        if (!fits(c, a, p)) continue;
        int w = weigh(c, a, p);
        if (best != UINT32_MAX && w <= most) continue;
        best = a;
        most = w;
    }
    return best;
}

/* "I" and "we" of one speaker are one each; "I" is the speaker. */
typedef struct speech {
    uint32_t speaker, we, you; /* mentions; UINT32_MAX: none yet */
} speech;

static void resolve_speech(coref *c, uint32_t p, speech *s)
{
    const pronoun_row *w = c->at[p].pronoun;
    uint32_t speaker = c->at[p].speaker;
    if (speaker != UINT32_MAX) speaker = coref_root(c, speaker);
    if (speaker != s->speaker) *s = (speech){ speaker, UINT32_MAX, UINT32_MAX };
    if (w->person == 1 && w->number == 's') {
        if (speaker != UINT32_MAX && c->at[p].quoted) coref_join(c, speaker, p, "speaker");
        return;
    }
    uint32_t *last = w->person == 1 ? &s->we : &s->you;
    if (*last != UINT32_MAX) coref_join(c, *last, p, "same speaker");
    *last = p;
}

void coref_pronouns(coref *c)
{
    speech s = { UINT32_MAX, UINT32_MAX, UINT32_MAX };
    for (uint32_t p = 0; p < c->n && span_goes_on(c->d, &c->steps); p++) {
        if (!c->at[p].pronoun) continue;
        if (c->at[p].pronoun->person != 3) {
            resolve_speech(c, p, &s);
            continue;
        }
        if (is_empty(c, p)) continue;
        uint32_t a = best_before(c, p);
        if (a != UINT32_MAX) coref_join(c, a, p, "pronoun");
    }
}
