/* frames - what happens in each sentence and which words take part, without any
 * ontology.
 *
 *   tree --> a frame for each verb and each event noun: participants by where they stand
 *
 * A light verb and its noun are one frame ("held talks"). What a clause does not say
 * itself is taken from the one it hangs on: subjects of infinitives, participles,
 * relative clauses and joined verbs. Joined participants are split ("Abe and Putin"
 * are two). */
#include "code_private.h"

enum {
    CONJ_MOST = 12, /* of joined participants */
    CLIMB_MOST = 12, /* steps up the tree */
    ARGS_MOST = 40, /* of one frame */
    ZONE_MOST = 40, /* tokens from a sentence's start to its subject */
    CONTROL_BYTES = 64 /* of a row of noun-control */
};

typedef struct builder {
    dl_doc *d;
    const code_tree *x;
    const dl_code_tables *t;
    code_frames *out;
    code_frame *f; /* the frame being filled */
} builder;

/* ---- participants */

static bool has_arg(const code_frame *f, uint32_t token)
{
    for (uint32_t i = 0; i < f->args.n; i++)
        if (f->args.at[i].token == token) return true;
    return false;
}

static bool is_relative_pronoun(const code_tree *x, uint32_t i)
{
    dl_tag tag = dl_token_tag(x->t, i);
    return tag == DL_TAG_WDT || tag == DL_TAG_WP;
}

static bool is_people(const builder *b, uint32_t noun)
{
    static const char *const list[] = { "person", "crowd", "rebels", "force", "leader", "diplomat",
        NULL };
    int32_t m = code_mention_at(b->x, noun);
    if (m >= 0 && b->x->d->marks.mentions.at[m].kind == DL_KIND_PERSON) return true;
    return code_in_classes(&b->t->classes, b->x->t->lemma[noun], list);
}

/* "rebels from Guinea, who": a place or a paper is no "who"; the people are whose it
 * tells. The noun itself where there are none. */
static uint32_t people_above(const builder *b, uint32_t noun)
{
    const dl_tokens *t = b->x->t;
    uint32_t at = noun;
    for (int n = 0; n < CLIMB_MOST && !is_people(b, at); n++) {
        dl_dep dep = dl_token_dep(t, at);
        bool behind = dep == DL_DEP_pobj || dep == DL_DEP_prep || dep == DL_DEP_appos;
        if (!behind) return noun;
        at = t->head[at];
    }
    return is_people(b, at) ? at : noun;
}

/* Is the verb's finite form one for several: "have seized", "were", "seize"? */
static bool is_plural_form(const builder *b, uint32_t verb)
{
    const code_tree *x = b->x;
    uint32_t at = verb;
    for (uint32_t c = x->first[verb]; c != CODE_NONE && at == verb; c = x->next[c]) {
        dl_dep dep = dl_token_dep(x->t, c);
        if (dep == DL_DEP_aux || dep == DL_DEP_auxpass) at = c;
    }
    dl_slice word = dl_slice_cut(b->d->text.full, x->t->start[at], x->t->end[at]);
    return dl_token_tag(x->t, at) == DL_TAG_VBP || dl_slice_is(word, "were");
}

/* "rebels opposed to Berg that have seized": a verb for several has the nearest noun for
 * several as its subject, not the one name in between. */
static uint32_t several_above(const builder *b, uint32_t noun, uint32_t verb)
{
    const dl_tokens *t = b->x->t;
    uint32_t at = noun;
    if (dl_token_tag(t, noun) != DL_TAG_NNP || !is_plural_form(b, verb)) return noun;
    if (code_child(b->x, noun, DL_DEP_conj) != CODE_NONE) return noun;
    for (int n = 0; n < CLIMB_MOST; n++) {
        dl_dep dep = dl_token_dep(t, at);
        bool behind = dep == DL_DEP_pobj || dep == DL_DEP_prep || dep == DL_DEP_acl;
        if (!behind) return noun;
        at = t->head[at];
        if (dl_token_tag(t, at) == DL_TAG_NNS) return at;
    }
    return noun;
}

/* "who" and "which" stand for the noun that their clause hangs on. */
static uint32_t antecedent(const builder *b, uint32_t pronoun)
{
    const code_tree *x = b->x;
    uint32_t i = pronoun;
    for (int n = 0; n < CLIMB_MOST && x->t->head[i] != i; n++) {
        dl_dep dep = dl_token_dep(x->t, i);
        uint32_t verb = i;
        i = x->t->head[i];
        if (dep != DL_DEP_relcl) continue;
        dl_dep own = dl_token_dep(x->t, pronoun);
        bool subject = own == DL_DEP_nsubj || own == DL_DEP_nsubjpass;
        if (subject && x->t->head[pronoun] == verb) i = several_above(b, i, verb);
        return dl_token_tag(x->t, pronoun) == DL_TAG_WP ? people_above(b, i) : i;
    }
    return pronoun;
}

static void add_one(builder *b, code_slot slot, uint32_t token, dl_slice prep)
{
    if (is_relative_pronoun(b->x, token)) token = antecedent(b, token);
    if (b->x->timed[token] || b->x->zoned[token]) return;
    if (b->f->args.n >= ARGS_MOST || has_arg(b->f, token)) return;
    code_arg *a = DL_PUSH(b->d->scratch, &b->f->args);
    if (a) *a = (code_arg){ slot, token, prep };
}

/* A modifier that may be who does it: "Russian", "US", a name. */
static bool may_act(const code_tree *x, uint32_t token)
{
    int32_t m = x->inside[token];
    uint32_t start = x->t->start[token];
    if (m < 0) m = x->mention[token];
    if (m < 0) return false;
    if (start && x->d->text.full.p[start - 1] == '-') return false; /* "anti-American" */
    const dl_mention *one = &x->d->marks.mentions.at[m];
    dl_kind k = one->kind;
    /* "the London talks": a town is where it happens */
    if (k == DL_KIND_GPE) return x->d->marks.entities.at[one->entity].code.n > 0;
    return k == DL_KIND_NORP || k == DL_KIND_ORG || k == DL_KIND_PERSON;
}

/* The next of joined participants: "negotiator Berg and commander Lund", where the parser
 * joins the second to the name of the first; CODE_NONE. */
static uint32_t next_joined(const code_tree *x, uint32_t token)
{
    uint32_t next = code_child(x, token, DL_DEP_conj);
    uint32_t name = next == CODE_NONE ? code_child(x, token, DL_DEP_appos) : CODE_NONE;
    if (name == CODE_NONE || x->tree.left[name] > token + 2) return next;
    return code_child(x, name, DL_DEP_conj);
}

/* "President Berg and Chadian President Lund met": the parser hangs the first president
 * on Lund and Berg on him; Berg, or CODE_NONE. */
static uint32_t joined_before(const code_tree *x, uint32_t token)
{
    const dl_tokens *t = x->t;
    for (uint32_t c = x->first[token]; c != CODE_NONE && c < token; c = x->next[c]) {
        if (dl_token_dep(t, c) != DL_DEP_compound) continue;
        uint32_t name = code_child(x, c, DL_DEP_appos);
        if (name == CODE_NONE || x->inside[name] < 0) continue;
        bool joined = code_child(x, name, DL_DEP_cc) != CODE_NONE
            || code_child(x, c, DL_DEP_cc) != CODE_NONE;
        if (joined) return name;
    }
    return CODE_NONE;
}

/* A participant and those joined to it. */
static void add_arg(builder *b, code_slot slot, uint32_t token, dl_slice prep)
{
    uint32_t first = slot == CODE_MODIFIER ? CODE_NONE : joined_before(b->x, token);
    if (first != CODE_NONE) add_one(b, slot, first, prep);
    uint32_t at = token;
    for (int n = 0; n < CONJ_MOST && at != CODE_NONE; n++) {
        bool fits = slot == CODE_MODIFIER ? may_act(b->x, at) : code_is_noun(b->x, at);
        if (n && !fits) break;
        add_one(b, slot, at, prep);
        at = next_joined(b->x, at);
    }
}

static const dl_slice no_prep = { NULL, 0 };

/* "according to" tells whose word it is, "based on" what the reason is: both hold a
 * second preposition; who stands behind the first takes no part. */
static bool is_attribution(const dl_tokens *t, uint32_t prep)
{
    static const char *const list[] = { "accord", "according", "base", "based", NULL };
    return dl_slice_is_any(t->lemma[prep], list);
}

/* "work stopped, with Berg describing it": a clause of its own behind a comma; Berg takes
 * no part in what stands before it. */
static bool is_absolute(const code_tree *x, uint32_t prep)
{
    const dl_tokens *t = x->t;
    bool behind = prep && dl_slice_is(t->lemma[prep - 1], ",");
    if (!behind || !dl_slice_is(t->lemma[prep], "with")) return false;
    uint32_t who = code_child(x, prep, DL_DEP_pobj);
    uint32_t does = who == CODE_NONE ? CODE_NONE : code_child(x, who, DL_DEP_acl);
    return does != CODE_NONE && dl_token_tag(t, does) == DL_TAG_VBG;
}

/* "By Anna Berg, Reuters" before the text that they wrote. */
static bool is_byline(const dl_tokens *t, uint32_t prep)
{
    return t->sent_start[prep] && dl_slice_is(t->lemma[prep], "by");
}

/* "killed 2,700, by a U.N. count": how it is known, not who did it. */
static bool is_reckoning(const dl_tokens *t, uint32_t prep, uint32_t noun)
{
    static const char *const list[] = { "count", "tally", "estimate", "account", "reckoning",
        "definition", "standard", "measure", "calculation", "margin", NULL };
    return dl_slice_is(t->lemma[prep], "by") && dl_slice_is_any(t->lemma[noun], list);
}

/* "with Putin", and "with" joined prepositions; a clause behind one is no participant. */
static void add_prep(builder *b, uint32_t prep, code_slot slot)
{
    const dl_tokens *t = b->x->t;
    if (is_byline(t, prep) || is_absolute(b->x, prep)) return;
    for (uint32_t c = b->x->first[prep]; c != CODE_NONE; c = b->x->next[c]) {
        dl_dep dep = dl_token_dep(t, c);
        if (dep == DL_DEP_pobj && is_reckoning(t, prep, c)) continue;
        if (dep == DL_DEP_pobj) add_arg(b, slot, c, slot == CODE_PREP ? t->lemma[prep] : no_prep);
        else if (dep == DL_DEP_prep && !is_attribution(t, prep)) add_prep(b, c, slot);
        else if (dep == DL_DEP_conj && dl_token_pos(t, c) == DL_POS_ADP)
            add_prep(b, c, slot); /* "to and from" */
    }
}

/* "imposed sanctions on Iran", "opened fire on the crowd": what stands behind the
 * object may as well hang on the verb. "of" tells whose the object is. */
static void add_behind_object(builder *b, uint32_t object)
{
    for (uint32_t c = b->x->first[object]; c != CODE_NONE; c = b->x->next[c]) {
        bool prep = dl_token_dep(b->x->t, c) == DL_DEP_prep;
        if (prep && !dl_slice_is(b->x->t->lemma[c], "of")) add_prep(b, c, CODE_PREP);
    }
}

/* A noun right behind another one of the frame names it: "commander Berg". */
static bool rename_arg(builder *b, uint32_t name)
{
    uint32_t first = b->x->tree.left[name];
    for (uint32_t i = 0; i < b->f->args.n; i++) {
        code_arg *a = &b->f->args.at[i];
        if (a->token + 1 != first) continue;
        a->token = name;
        return true;
    }
    return false;
}

/* "received his rival, Senator Malo, at the palace": the parser hangs the name on the
 * verb; a comma on either side makes it the noun's. */
static void add_apposed(builder *b, uint32_t name)
{
    const dl_tokens *t = b->x->t;
    uint32_t first = b->x->tree.left[name];
    int32_t m = code_mention_at(b->x, name);
    if (m < 0 || first < 2 || name + 1 >= t->n || !dl_slice_is(t->lemma[first - 1], ",")) return;
    const dl_mention *one = &b->d->marks.mentions.at[m];
    bool person = one->kind == DL_KIND_PERSON && one->form == DL_FORM_NAME;
    if (!person || dl_token_pos(t, name + 1) != DL_POS_PUNCT) return;
    for (uint32_t i = 0; i < b->f->args.n; i++) {
        code_arg *a = &b->f->args.at[i];
        bool noun = a->token + 2 == first && dl_token_pos(t, a->token) == DL_POS_NOUN;
        if (noun && a->slot == CODE_OBJECT) a->token = name;
    }
}

/* "OSLO (Wire) - Berg and Lund met": the parser takes the dateline for the subject and
 * hangs the subject on it, or the first of several. */
static void add_subject(builder *b, code_slot slot, uint32_t subject)
{
    const dl_tokens *t = b->x->t;
    uint32_t from = subject;
    while (from && !t->sent_start[from] && subject - from < ZONE_MOST) from--;
    if (!b->x->zoned[from]) {
        add_arg(b, slot, subject, no_prep);
        return;
    }
    uint32_t end = b->x->zoned[subject] ? b->f->verb : subject;
    if (end - from > ZONE_MOST) end = from + ZONE_MOST;
    for (uint32_t i = from; i < end; i++) {
        bool hangs = !b->x->zoned[i] && b->x->zoned[t->head[i]] && code_is_noun(b->x, i);
        if (hangs && !rename_arg(b, i)) add_arg(b, slot, i, no_prep);
    }
    add_arg(b, slot, subject, no_prep);
}

/* "blamed what it calls armed gangs": the gangs; CODE_NONE: another clause. */
static uint32_t called_so(const builder *b, uint32_t verb)
{
    uint32_t what = code_child(b->x, verb, DL_DEP_dobj);
    uint32_t name = code_child(b->x, verb, DL_DEP_oprd);
    bool so = what != CODE_NONE && dl_token_tag(b->x->t, what) == DL_TAG_WP && name != CODE_NONE;
    return so && code_is_noun(b->x, name) ? name : CODE_NONE;
}

/* "hit Misrata Monday evening": the parser has the object as a part of the time. */
static void add_before_time(builder *b, uint32_t time)
{
    for (uint32_t c = b->x->first[time]; c != CODE_NONE && c < time; c = b->x->next[c])
        if (b->x->inside[c] >= 0 && !b->x->timed[c]) add_one(b, CODE_OBJECT, c, no_prep);
}

/* "Rebels, Gadhafi forces clash": headlines join subjects by a comma, and the parser
 * leaves the first by itself. */
static void add_listed_subject(builder *b, uint32_t c)
{
    const dl_tokens *t = b->x->t;
    uint32_t subject = dl_tree_subject(&b->x->tree, b->f->verb);
    if (subject == CODE_NONE || subject < c || !code_is_noun(b->x, c)) return;
    int32_t m = code_mention_at(b->x, c);
    dl_kind k = m < 0 ? DL_KIND_OTHER : b->x->d->marks.mentions.at[m].kind;
    if (k == DL_KIND_GPE || k == DL_KIND_LOC) return; /* "Mokha, Yemen bomb kills" */
    /* "Don, the parties left": an article tells whom one speaks to from who acts */
    dl_dep dep = dl_token_dep(t, b->x->tree.left[subject]);
    bool spoken_to = dep == DL_DEP_det || dl_token_tag(t, subject) == DL_TAG_PRP;
    bool first = t->sent_start[b->x->tree.left[c]] && !spoken_to;
    bool joined = dl_slice_is(t->lemma[c + 1], ",") && b->x->tree.left[subject] == c + 2;
    if (first && joined) add_arg(b, CODE_SUBJECT, c, no_prep);
}

/* "called for Berg to go": he stands behind the preposition. */
static void add_asked(builder *b, uint32_t clause)
{
    const dl_tokens *t = b->x->t;
    uint32_t mark = code_child(b->x, clause, DL_DEP_mark);
    uint32_t who = code_child(b->x, clause, DL_DEP_nsubj);
    if (mark == CODE_NONE || who == CODE_NONE || !dl_slice_is(t->lemma[mark], "for")) return;
    if (dl_token_tag(t, clause) == DL_TAG_VB) add_arg(b, CODE_PREP, who, t->lemma[mark]);
}

/* "found him guilty": the parser makes a clause of what he was found. */
static void add_judged(builder *b, uint32_t clause)
{
    uint32_t who = code_child(b->x, clause, DL_DEP_nsubj);
    bool judged = dl_token_pos(b->x->t, clause) == DL_POS_ADJ && who != CODE_NONE;
    if (judged && code_child(b->x, clause, DL_DEP_mark) == CODE_NONE)
        add_arg(b, CODE_OBJECT, who, no_prep);
}

/* "men whom, he said, Chad has refused": the parser has both for subjects; the one right
 * before the verb is it. */
static bool is_second_subject(const builder *b, uint32_t c)
{
    if (!is_relative_pronoun(b->x, c)) return false;
    for (uint32_t k = b->x->next[c]; k != CODE_NONE && k < b->f->verb; k = b->x->next[k])
        if (dl_token_dep(b->x->t, k) == DL_DEP_nsubj) return true;
    return false;
}

static bool is_active(const builder *b)
{
    bool subject = code_child(b->x, b->f->verb, DL_DEP_nsubj) != CODE_NONE;
    return subject && dl_token_is_finite(b->x->t, b->f->verb);
}

static void add_verb_child(builder *b, uint32_t c)
{
    switch (dl_token_dep(b->x->t, c)) {
    case DL_DEP_nsubj:
        if (is_second_subject(b, c)) add_arg(b, CODE_OBJECT, c, no_prep);
        else add_subject(b, CODE_SUBJECT, c);
        break;
    case DL_DEP_nsubjpass:
        b->f->passive = true;
        add_subject(b, CODE_OBJECT, c);
        break;
    case DL_DEP_dobj:
        add_arg(b, CODE_OBJECT, c, no_prep);
        if (b->x->timed[c]) add_before_time(b, c);
        add_behind_object(b, c);
        break;
    case DL_DEP_ccomp:
        if (called_so(b, c) != CODE_NONE) add_arg(b, CODE_OBJECT, called_so(b, c), no_prep);
        add_asked(b, c);
        add_judged(b, c);
        break;
    case DL_DEP_advcl: add_asked(b, c); break;
    case DL_DEP_dative:
        if (code_is_noun(b->x, c)) add_arg(b, CODE_INDIRECT, c, no_prep);
        else add_prep(b, c, CODE_PREP);
        break;
    case DL_DEP_agent: /* "they spoke by telephone" */
        add_prep(b, c, is_active(b) ? CODE_PREP : CODE_SUBJECT);
        break;
    case DL_DEP_prep: add_prep(b, c, CODE_PREP); break;
    case DL_DEP_prt:
        b->f->particle = b->x->t->lemma[c];
        add_prep(b, c, CODE_OBJECT); /* "handed in its guns", read as "in its guns" */
        break;
    case DL_DEP_auxpass: b->f->passive = true; break;
    case DL_DEP_npadvmod:
        add_apposed(b, c);
        add_listed_subject(b, c);
        break;
    default: add_listed_subject(b, c); break;
    }
}

static void add_verb_args(builder *b, uint32_t verb)
{
    for (uint32_t c = b->x->first[verb]; c != CODE_NONE; c = b->x->next[c]) add_verb_child(b, c);
}

/* "a visit by President Berg to Chad": what stands right behind whose deed it is belongs
 * to the deed, wherever the parser hangs it. */
static void add_behind_doer(builder *b, uint32_t prep)
{
    static const char *const list[] = { "to", "on", "against", "into", NULL };
    const code_tree *x = b->x;
    uint32_t who = code_child(x, prep, DL_DEP_pobj);
    if (who == CODE_NONE || !dl_slice_is(x->t->lemma[prep], "by")) return;
    int32_t m = code_mention_at(x, code_title_of(x, who));
    uint32_t next = m < 0 ? who + 1 : x->d->marks.mentions.at[m].range.last;
    if (next >= x->t->n || x->t->sent_start[next]) return;
    bool behind = dl_token_dep(x->t, next) == DL_DEP_prep && x->t->head[next] != b->f->head;
    if (behind && dl_slice_is_any(x->t->lemma[next], list)) add_prep(b, next, CODE_PREP);
}

static void add_noun_child(builder *b, uint32_t c)
{
    switch (dl_token_dep(b->x->t, c)) {
    case DL_DEP_poss: add_arg(b, CODE_POSSESSOR, c, no_prep); break;
    case DL_DEP_prep:
        add_prep(b, c, CODE_PREP);
        add_behind_doer(b, c);
        break;
    case DL_DEP_agent: add_prep(b, c, CODE_SUBJECT); break;
    case DL_DEP_amod:
    case DL_DEP_nmod:
    case DL_DEP_compound:
        if (may_act(b->x, c)) add_arg(b, CODE_MODIFIER, c, no_prep);
        break;
    default: break;
    }
}

static void add_noun_args(builder *b, uint32_t noun)
{
    for (uint32_t c = b->x->first[noun]; c != CODE_NONE; c = b->x->next[c]) add_noun_child(b, c);
}

uint32_t code_arg_at(const code_frame *f, code_slot slot, const char *prep)
{
    for (uint32_t i = 0; i < f->args.n; i++) {
        const code_arg *a = &f->args.at[i];
        if (a->slot == slot && (slot != CODE_PREP || dl_slice_is(a->prep, prep))) return a->token;
    }
    return CODE_NONE;
}

bool code_arg_is(const code_frame *f, const code_arg *a, code_slot slot, dl_slice prep)
{
    bool of = f->nominal && slot == CODE_OBJECT && a->slot == CODE_PREP
        && dl_slice_is(a->prep, "of");
    return of || (a->slot == slot && (slot != CODE_PREP || dl_slice_eq(a->prep, prep)));
}

/* ---- what a clause leaves out */

static bool is_verb_frame(const builder *b, uint32_t token)
{
    uint32_t i = b->out->of[token];
    return i != CODE_NONE && !b->out->at.at[i].nominal;
}

/* All participants of one slot of another frame, as `slot` of the one being filled. */
static void borrow(builder *b, uint32_t from_head, code_slot from, code_slot slot)
{
    const code_frame *g = &b->out->at.at[b->out->of[from_head]];
    for (uint32_t i = 0; i < g->args.n; i++)
        if (g->args.at[i].slot == from) add_one(b, slot, g->args.at[i].token, no_prep);
}

/* In a passive clause the missing participant is the one acted on. */
static code_slot missing_slot(const code_frame *f)
{
    return f->passive ? CODE_OBJECT : CODE_SUBJECT;
}

/* Words whose subject, not object, does what the infinitive says: "promised Kyiv to
 * send". */
static bool is_subject_control(const builder *b, uint32_t head)
{
    const dl_slice lemma = b->x->t->lemma[head];
    return dl_slice_is(lemma, "promise") || dl_slice_is(lemma, "threaten")
        || dl_slice_is(lemma, "vow");
}

/* "called on Kyiv to help": of verbs that ask, who stands behind the preposition does
 * it. */
static bool borrow_asked(builder *b, uint32_t head)
{
    static const char *const preps[] = { "on", "upon", "to", "with", NULL };
    const code_frame *g = &b->out->at.at[b->out->of[head]];
    int64_t row = code_row(&b->t->embeds, g->lemma);
    if (row < 0 || code_arg_at(g, CODE_OBJECT, NULL) != CODE_NONE) return false;
    uint32_t r = (uint32_t)row;
    int change = dl_cell_choice(b->t->embeds.table, r, EMBED_CHANGE, code_embed_form());
    bool found = false;
    for (uint32_t i = 0; change == CODE_REQUEST && i < g->args.n; i++) {
        const code_arg *a = &g->args.at[i];
        if (a->slot != CODE_PREP || !dl_slice_is_any(a->prep, preps) || a->token > b->f->verb)
            continue;
        add_one(b, missing_slot(b->f), a->token, no_prep);
        found = true;
    }
    return found;
}

static void borrow_controller(builder *b, uint32_t head)
{
    code_slot slot = missing_slot(b->f);
    const code_frame *g = &b->out->at.at[b->out->of[head]];
    if (borrow_asked(b, head)) return;
    bool object = code_arg_at(g, CODE_OBJECT, NULL) != CODE_NONE && !is_subject_control(b, head);
    /* "was asked to leave": the one asked is the object. */
    borrow(b, head, object ? CODE_OBJECT : CODE_SUBJECT, slot);
}

/* Of whom the clause of another frame tells: its subject, in a passive the one acted
 * on ("were beaten and detained"). */
static void borrow_told(builder *b, uint32_t head, code_slot slot)
{
    const code_frame *g = &b->out->at.at[b->out->of[head]];
    if (!g->passive) {
        borrow(b, head, CODE_SUBJECT, slot);
        return;
    }
    for (uint32_t i = 0; i < g->args.n; i++)
        if (g->args.at[i].slot == CODE_OBJECT && g->args.at[i].token < g->verb)
            add_one(b, slot, g->args.at[i].token, no_prep);
}

/* The subject of a verb; that of "is" where an adjective stands between: "is ready
 * to". */
static void borrow_subject(builder *b, uint32_t head)
{
    const dl_tokens *t = b->x->t;
    code_slot slot = missing_slot(b->f);
    if (dl_token_pos(t, head) == DL_POS_ADJ) head = t->head[head];
    /* "was sealed and is to be signed" */
    bool joined = dl_token_pos(t, head) == DL_POS_AUX && dl_token_dep(t, head) == DL_DEP_conj;
    if (joined && dl_tree_subject(&b->x->tree, head) == CODE_NONE) head = t->head[head];
    if (is_verb_frame(b, head)) {
        borrow_told(b, head, slot);
        return;
    }
    uint32_t subject = dl_tree_subject(&b->x->tree, head);
    if (subject != CODE_NONE) add_arg(b, slot, subject, no_prep);
}

/* "it is wrong to hold him": nobody is meant by "it"; "it is ready to leave" tells of
 * somebody. */
static bool is_nobody(const builder *b, uint32_t head)
{
    const dl_tokens *t = b->x->t;
    if (dl_token_pos(t, head) != DL_POS_ADJ || code_row(&b->t->embeds, t->lemma[head]) >= 0)
        return false;
    uint32_t subject = dl_tree_subject(&b->x->tree, t->head[head]);
    return subject != CODE_NONE && dl_slice_is(t->lemma[subject], "it");
}

/* "accused Kyiv of attacking", "kept them from leaving": the object does what follows. */
static bool is_of_object(const builder *b, uint32_t prep)
{
    static const char *const list[] = { "of", "from", "for", "into", "with", "out", NULL };
    bool listed = dl_slice_is_any(b->x->t->lemma[prep], list);
    const code_frame *g = &b->out->at.at[b->out->of[b->x->t->head[prep]]];
    return listed && code_arg_at(g, CODE_OBJECT, NULL) != CODE_NONE;
}

static void borrow_behind(builder *b, uint32_t prep)
{
    uint32_t above = b->x->t->head[prep];
    if (dl_token_dep(b->x->t, above) == DL_DEP_prep) { /* "talked them out of leaving" */
        prep = above;
        above = b->x->t->head[prep];
    }
    static const char *const causes[] = { "in", "by", "from", "amid", NULL };
    bool verb = is_verb_frame(b, above);
    bool passive = verb && b->out->at.at[b->out->of[above]].passive;
    /* "were killed in shelling the town": others shelled it */
    if (passive && dl_slice_is_any(b->x->t->lemma[prep], causes) && !is_of_object(b, prep)) return;
    if (verb && is_of_object(b, prep)) borrow(b, above, CODE_OBJECT, missing_slot(b->f));
    else if (above != prep) borrow_subject(b, above);
}

/* "by Abe", "of the government": who stands behind such a preposition; CODE_NONE. */
static uint32_t someone_behind(const code_tree *x, uint32_t prep)
{
    dl_slice p = x->t->lemma[prep];
    uint32_t noun = code_child(x, prep, DL_DEP_pobj);
    if (noun == CODE_NONE || (!dl_slice_is(p, "of") && !dl_slice_is(p, "by"))) return CODE_NONE;
    return dl_slice_is(p, "by") || code_names_someone(x, noun) ? noun : CODE_NONE;
}

/* "the intention of Abe to meet", "his plan to leave", "made an offer to leave": whose
 * the noun is does it. */
static void fill_purpose(builder *b, uint32_t noun)
{
    const dl_tokens *t = b->x->t;
    code_slot slot = missing_slot(b->f);
    uint32_t owner = code_child(b->x, noun, DL_DEP_poss);
    uint32_t of = code_child(b->x, noun, DL_DEP_prep);
    if (owner == CODE_NONE && of != CODE_NONE) owner = someone_behind(b->x, of);
    for (uint32_t c = b->x->first[noun]; owner == CODE_NONE && c != CODE_NONE; c = b->x->next[c])
        if (dl_token_dep(t, c) == DL_DEP_amod && may_act(b->x, c)) owner = c;
    if (owner != CODE_NONE) add_arg(b, slot, owner, no_prep);
    else if (code_names_someone(b->x, noun))
        add_arg(b, slot, noun, no_prep); /* "the group to lead" */
    else if (dl_token_dep(t, noun) == DL_DEP_dobj) borrow_subject(b, t->head[noun]);
}

/* The row of noun-control.tsv of a verb with the preposition between it and the noun; -1:
 * none. */
static int64_t control_row(const builder *b, uint32_t verb, uint32_t prep)
{
    char room[CONTROL_BYTES];
    dl_slice lemma = b->x->t->lemma[verb];
    if (prep == CODE_NONE) return code_row(&b->t->controls, lemma);
    dl_slice p = b->x->t->lemma[prep];
    if (lemma.n + p.n + 1 > sizeof room) return -1;
    memcpy(room, lemma.p, lemma.n);
    room[lemma.n] = ' ';
    memcpy(room + lemma.n + 1, p.p, p.n);
    return code_row(&b->t->controls, dl_slice_of(room, lemma.n + 1 + p.n));
}

/* Does who stands behind the preposition do it: "attributed to Israel"? */
static bool is_doer_behind(const builder *b, int64_t row)
{
    return row >= 0
        && dl_slice_is(dl_table_cell(b->t->controls.table, (uint32_t)row, CONTROL_DOER), "behind");
}

/* Does the subject of the verb suffer what its object tells: "faces sanctions"? */
static bool is_sufferer(const builder *b, uint32_t verb)
{
    int64_t row = control_row(b, verb, CODE_NONE);
    return row >= 0
        && dl_slice_is(dl_table_cell(b->t->controls.table, (uint32_t)row, CONTROL_DOER), "suffers");
}

/* Is the verb of those whose subject does what the noun tells? */
static bool controls(const builder *b, uint32_t verb, uint32_t prep)
{
    int64_t row = control_row(b, verb, prep);
    return row >= 0 && !dl_table_cell(b->t->controls.table, (uint32_t)row, CONTROL_DOER).n;
}

/* The verb whose subject does what the noun tells; CODE_NONE. */
static uint32_t controller(const builder *b, uint32_t noun)
{
    const dl_tokens *t = b->x->t;
    uint32_t verb = t->head[noun];
    uint32_t prep = CODE_NONE;
    dl_dep dep = dl_token_dep(t, noun);
    if (dep == DL_DEP_pobj) {
        prep = verb;
        verb = t->head[prep];
    }
    bool under = dep == DL_DEP_pobj || dep == DL_DEP_dobj;
    if (!under || !is_verb_frame(b, verb)) return CODE_NONE;
    bool light = prep == CODE_NONE && code_row(&b->t->lights, b->x->t->lemma[verb]) >= 0;
    return light || controls(b, verb, prep) ? verb : CODE_NONE;
}

/* "forces attacking the town" do it; "wrote a letter demanding it": the writer does. */
static void fill_participle(builder *b, uint32_t noun)
{
    uint32_t verb = code_names_someone(b->x, noun) || b->f->passive ? CODE_NONE
                                                                    : controller(b, noun);
    if (verb != CODE_NONE) borrow_subject(b, verb);
    if (code_arg_at(b->f, missing_slot(b->f), NULL) == CODE_NONE)
        add_arg(b, missing_slot(b->f), noun, no_prep);
}

static void drop_arg(code_frame *f, uint32_t token)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->args.n; i++)
        if (f->args.at[i].token != token) f->args.at[n++] = f->args.at[i];
    f->args.n = n;
}

enum { BEFORE_MOST = 12 }; /* tokens before a verb in which its subject may stand */

/* "shut its embassy and the Union said": the parser joins the noun to the object before,
 * and the second verb has no subject; the noun right before it is one. */
static bool fill_behind_conjunction(builder *b, uint32_t verb)
{
    const dl_tokens *t = b->x->t;
    uint32_t at = verb;
    for (int n = 0; n < BEFORE_MOST && at && !t->sent_start[at]; n++) {
        dl_pos pos = dl_token_pos(t, --at);
        if (pos != DL_POS_ADV && pos != DL_POS_AUX) break;
    }
    if (at == verb || dl_token_dep(t, at) != DL_DEP_conj || !code_is_noun(b->x, at)) return false;
    if (b->x->timed[at]) return false;
    if (is_verb_frame(b, t->head[verb])) drop_arg(&b->out->at.at[b->out->of[t->head[verb]]], at);
    add_arg(b, CODE_SUBJECT, at, no_prep);
    return true;
}

/* "fell after the president, Berg, ordered a strike": the parser takes "after" for a
 * preposition, and the finite verb has no subject; what stands behind "after" is it. */
static bool fill_taken_subject(builder *b, uint32_t verb)
{
    static const char *const clausal[] = { "after", "before", "as", "since", "until", "than",
        "when", "while", "because", NULL };
    const dl_tokens *t = b->x->t;
    if (!dl_token_is_finite(t, verb)) return false;
    if (code_child(b->x, verb, DL_DEP_mark) != CODE_NONE || b->f->passive) return false;
    uint32_t low = verb > BEFORE_MOST ? verb - BEFORE_MOST : 0;
    for (uint32_t i = verb; i-- > low && !t->sent_start[i + 1];) {
        if (dl_token_pos(t, i) == DL_POS_VERB) return false;
        if (dl_token_dep(t, i) != DL_DEP_prep || !dl_slice_is_any(t->lemma[i], clausal)) continue;
        uint32_t noun = code_child(b->x, i, DL_DEP_pobj);
        if (noun == CODE_NONE || noun > verb) return false;
        add_arg(b, CODE_SUBJECT, noun, no_prep);
        return true;
    }
    return false;
}

/* "killed protesters on Friday demanding reform": the parser hangs on the verb what tells
 * of people right behind it; a comma would part them. */
static bool fill_from_object(builder *b, uint32_t verb)
{
    const dl_tokens *t = b->x->t;
    uint32_t above = t->head[verb];
    if (dl_token_tag(t, verb) != DL_TAG_VBG || above > verb || !is_verb_frame(b, above))
        return false;
    uint32_t people = code_child(b->x, above, DL_DEP_dobj);
    if (people == CODE_NONE || people > verb || verb - people > BEFORE_MOST) return false;
    if (!is_people(b, people) || code_child(b->x, verb, DL_DEP_mark) != CODE_NONE) return false;
    for (uint32_t i = people + 1; i < verb; i++)
        if (dl_token_pos(t, i) == DL_POS_PUNCT) return false;
    add_arg(b, CODE_SUBJECT, people, no_prep);
    return true;
}

/* "Berg said the raids must end and accused Togo": a past tense is not joined to the bare
 * verb of a modal, though the parser has it so, but to the saying above. */
static uint32_t joined_to(const builder *b, uint32_t verb)
{
    const dl_tokens *t = b->x->t;
    uint32_t head = t->head[verb];
    uint32_t above = t->head[head];
    bool bare = dl_token_tag(t, head) == DL_TAG_VB && dl_token_dep(t, head) == DL_DEP_ccomp;
    bool past = dl_token_tag(t, verb) == DL_TAG_VBD && dl_token_tag(t, above) == DL_TAG_VBD;
    return bare && past && is_verb_frame(b, above) ? above : head;
}

static void fill_missing(builder *b, uint32_t verb)
{
    const dl_tokens *t = b->x->t;
    code_slot slot = missing_slot(b->f);
    uint32_t head = t->head[verb];
    if (head == verb || code_arg_at(b->f, slot, NULL) != CODE_NONE) return;
    switch (dl_token_dep(t, verb)) {
    case DL_DEP_xcomp:
        if (is_verb_frame(b, head)) borrow_controller(b, head);
        else if (!is_nobody(b, head)) borrow_subject(b, head);
        break;
    case DL_DEP_advcl:
        if (!fill_taken_subject(b, verb) && !fill_from_object(b, verb)) borrow_subject(b, head);
        break;
    case DL_DEP_conj:
        if (!dl_token_is_finite(t, verb) || !fill_behind_conjunction(b, verb))
            borrow_subject(b, joined_to(b, verb));
        break;
    case DL_DEP_acomp: borrow_subject(b, head); break; /* "is opposed to" */
    case DL_DEP_relcl: /* "the means to attack" */
        if (dl_token_tag(t, verb) == DL_TAG_VB) fill_purpose(b, head);
        break;
    case DL_DEP_acl:
        if (dl_token_tag(t, verb) == DL_TAG_VB) fill_purpose(b, head);
        else if (code_is_noun(b->x, head)) fill_participle(b, head);
        break;
    case DL_DEP_pcomp: borrow_behind(b, head); break;
    default: break;
    }
}

/* "In Paris, Abe and Putin met": the parser takes them for more places. The joined nouns
 * behind the last comma before a finite verb without a subject are its subjects. */
static void fill_lost_subject(builder *b, uint32_t verb)
{
    const dl_tokens *t = b->x->t;
    bool root = dl_token_dep(t, verb) == DL_DEP_ROOT;
    if (!dl_token_is_finite(t, verb) || !verb || b->f->passive || !root) return;
    if (code_arg_at(b->f, CODE_SUBJECT, NULL) != CODE_NONE) return;
    if (fill_taken_subject(b, verb)) return;
    uint32_t at = verb - 1;
    for (int n = 0; n < CONJ_MOST && at; n++, at = t->head[at]) {
        bool joined = dl_token_dep(t, at) == DL_DEP_conj && code_is_noun(b->x, at);
        if (!joined || t->sent_start[at]) return;
        uint32_t first = b->x->tree.left[at];
        if (!first || !dl_slice_is(t->lemma[first - 1], ",")) continue;
        add_arg(b, CODE_SUBJECT, at, no_prep);
        return;
    }
}

static bool has_doer(const code_frame *f)
{
    for (uint32_t i = 0; i < f->args.n; i++) {
        const code_arg *a = &f->args.at[i];
        bool prep = a->slot == CODE_PREP;
        if (!prep && a->slot != CODE_OBJECT && a->slot != CODE_INDIRECT) return true;
        if (prep && (dl_slice_is(a->prep, "by") || dl_slice_is(a->prep, "between"))) return true;
    }
    return false;
}

/* "strikes attributed to Israel" */
static void fill_from_behind(builder *b, uint32_t verb)
{
    const dl_tokens *t = b->x->t;
    for (uint32_t c = b->x->first[verb]; c != CODE_NONE; c = b->x->next[c]) {
        if (dl_token_dep(t, c) != DL_DEP_prep || !is_doer_behind(b, control_row(b, verb, c)))
            continue;
        uint32_t who = code_child(b->x, c, DL_DEP_pobj);
        if (who != CODE_NONE) add_arg(b, CODE_SUBJECT, who, no_prep);
    }
}

/* "the attack carried out by rebels", "sanctions imposed by the court". */
static void fill_told_doer(builder *b, uint32_t noun)
{
    for (uint32_t c = b->x->first[noun]; c != CODE_NONE; c = b->x->next[c]) {
        if (dl_token_dep(b->x->t, c) != DL_DEP_acl || !is_verb_frame(b, c)) continue;
        bool light = code_row(&b->t->lights, b->x->t->lemma[c]) >= 0;
        if (!b->out->at.at[b->out->of[c]].passive) continue;
        fill_from_behind(b, c);
        if (light || controls(b, c, CODE_NONE)) borrow(b, c, CODE_SUBJECT, CODE_SUBJECT);
    }
}

/* "came under attack from rebels": they do it, whether they hang on the noun or the
 * verb. */
static void turn_from(builder *b)
{
    for (uint32_t i = 0; i < b->f->args.n; i++) {
        code_arg *a = &b->f->args.at[i];
        if (a->slot == CODE_PREP && dl_slice_is(a->prep, "from")) a->slot = CODE_SUBJECT;
    }
}

static void borrow_from(builder *b, const code_frame *g)
{
    static const char *const list[] = { "from", "by", NULL };
    for (uint32_t i = 0; i < g->args.n; i++)
        if (g->args.at[i].slot == CODE_PREP && dl_slice_is_any(g->args.at[i].prep, list))
            add_one(b, CODE_SUBJECT, g->args.at[i].token, no_prep);
}

/* "was put under investigation", "came under attack": who is under it suffers it. */
static void fill_under(builder *b, uint32_t noun)
{
    const dl_tokens *t = b->x->t;
    uint32_t prep = t->head[noun];
    if (dl_token_dep(t, noun) != DL_DEP_pobj || !dl_slice_is(t->lemma[prep], "under")) return;
    if (code_arg_at(b->f, CODE_OBJECT, NULL) != CODE_NONE) return;
    uint32_t verb = t->head[prep];
    turn_from(b);
    if (is_verb_frame(b, verb)) {
        const code_frame *g = &b->out->at.at[b->out->of[verb]];
        borrow_from(b, g);
        bool object = code_arg_at(g, CODE_OBJECT, NULL) != CODE_NONE;
        borrow(b, verb, object ? CODE_OBJECT : CODE_SUBJECT, CODE_OBJECT);
        return;
    }
    uint32_t subject = dl_tree_subject(&b->x->tree, verb);
    if (subject != CODE_NONE) add_arg(b, CODE_OBJECT, subject, no_prep);
}

/* "allegations of rape against Berg": he is said to have done it. */
static void turn_alleged(builder *b, uint32_t noun)
{
    const dl_tokens *t = b->x->t;
    uint32_t prep = t->head[noun];
    uint32_t above = t->head[prep];
    if (dl_token_dep(t, noun) != DL_DEP_pobj || !dl_slice_is(t->lemma[prep], "of")) return;
    int64_t row = b->out->of[above] == CODE_NONE
        ? -1
        : code_row(&b->t->embeds, b->out->at.at[b->out->of[above]].lemma);
    if (row < 0) return;
    int effect = dl_cell_choice(b->t->embeds.table, (uint32_t)row, EMBED_EFFECT, code_embed_form());
    for (uint32_t i = 0; effect == CODE_CLAIM && i < b->f->args.n; i++) {
        code_arg *a = &b->f->args.at[i];
        if (a->slot == CODE_PREP && dl_slice_is(a->prep, "against")) a->slot = CODE_SUBJECT;
    }
}

/* "the rebels' war to oust Gaddafi": who is to suffer what the deed is for. */
static void fill_aim(builder *b, uint32_t noun)
{
    const dl_tokens *t = b->x->t;
    if (noun + 1 >= t->n || dl_token_tag(t, noun + 1) != DL_TAG_TO) return;
    uint32_t verb = t->head[noun + 1];
    if (dl_token_tag(t, verb) != DL_TAG_VB || !is_verb_frame(b, verb)) return;
    const code_frame *g = &b->out->at.at[b->out->of[verb]];
    uint32_t object = code_arg_at(g, CODE_OBJECT, NULL);
    bool own = code_arg_at(b->f, CODE_OBJECT, NULL) != CODE_NONE;
    for (uint32_t i = 0; i < b->f->args.n; i++) own |= b->f->args.at[i].slot == CODE_PREP;
    if (object != CODE_NONE && object > verb && !own)
        add_one(b, CODE_PREP, object, DL_S("against"));
}

/* "Venezuela faces sanctions by the US" */
static void fill_faced(builder *b, uint32_t noun)
{
    uint32_t verb = b->x->t->head[noun];
    bool object = dl_token_dep(b->x->t, noun) == DL_DEP_dobj && is_verb_frame(b, verb);
    if (!object || !is_sufferer(b, verb)) return;
    turn_from(b);
    borrow_from(b, &b->out->at.at[b->out->of[verb]]);
    borrow(b, verb, CODE_SUBJECT, CODE_OBJECT);
}

/* "Italy announced a suspension of flights": Italy suspends them. "issued a warning to
 * Syria": what hangs on the verb tells to whom. */
static void fill_noun_doer(builder *b, uint32_t noun)
{
    uint32_t verb = has_doer(b->f) ? CODE_NONE : controller(b, noun);
    if (verb == CODE_NONE) return;
    static const char *const towards[] = { "to", "against", "with", "on", NULL };
    borrow(b, verb, CODE_SUBJECT, CODE_SUBJECT);
    const code_frame *g = &b->out->at.at[b->out->of[verb]];
    for (uint32_t i = 0; i < g->args.n; i++)
        if (g->args.at[i].slot == CODE_PREP && dl_slice_is_any(g->args.at[i].prep, towards))
            add_one(b, CODE_PREP, g->args.at[i].token, g->args.at[i].prep);
}

/* "the city that they attacked": a relative clause without an object has the noun as
 * one. */
static void fill_relative(builder *b, uint32_t verb)
{
    const dl_tokens *t = b->x->t;
    if (dl_token_dep(t, verb) != DL_DEP_relcl || b->f->passive) return;
    uint32_t noun = t->head[verb];
    /* "Egypt, where they had to call" */
    uint32_t where = code_child(b->x, verb, DL_DEP_advmod);
    if (where != CODE_NONE && dl_token_tag(t, where) == DL_TAG_WRB) return;
    if (code_child(b->x, verb, DL_DEP_xcomp) != CODE_NONE) return;
    bool object = code_arg_at(b->f, CODE_OBJECT, NULL) != CODE_NONE;
    bool subject = code_arg_at(b->f, CODE_SUBJECT, NULL) != CODE_NONE;
    if (subject && !object && !has_arg(b->f, noun)) add_arg(b, CODE_OBJECT, noun, no_prep);
}

/* The object of a verb and what stands behind it. */
static void borrow_behind_verb(builder *b, uint32_t verb)
{
    const code_frame *g = &b->out->at.at[b->out->of[verb]];
    if (code_arg_at(g, CODE_OBJECT, NULL) == CODE_NONE) return;
    for (uint32_t i = 0; i < g->args.n; i++) {
        const code_arg *a = &g->args.at[i];
        if (a->token > verb && (a->slot == CODE_OBJECT || a->slot == CODE_PREP))
            add_one(b, a->slot, a->token, a->prep);
    }
}

/* "killed, jailed and tortured its opponents": verbs joined right beside one another have
 * one object, which the parser has on the last. */
static void fill_shared_object(builder *b, uint32_t verb)
{
    const dl_tokens *t = b->x->t;
    if (b->f->nominal || b->f->passive || code_arg_at(b->f, CODE_OBJECT, NULL) != CODE_NONE) return;
    uint32_t next = code_child(b->x, verb, DL_DEP_conj);
    if (next == CODE_NONE || next < verb || !is_verb_frame(b, next)) return;
    for (uint32_t i = verb + 1; i < next; i++) {
        dl_dep dep = dl_token_dep(t, i);
        if (dep != DL_DEP_cc && dep != DL_DEP_punct && dep != DL_DEP_advmod) return;
    }
    const code_frame *g = &b->out->at.at[b->out->of[next]];
    if (!g->nominal && !g->passive && dl_token_tag(t, next) != DL_TAG_VBG)
        borrow_behind_verb(b, next);
}

/* ---- which words are events */

static bool is_capital(const code_tree *x, uint32_t i)
{
    const char *p = x->d->text.full.p + x->t->start[i];
    uint32_t n = x->t->end[i] - x->t->start[i];
    bool first = n > 1 && p[0] >= 'A' && p[0] <= 'Z';
    return first && p[1] >= 'a' && p[1] <= 'z'; /* words all in capitals tell nothing */
}

/* "the Fighting Irish": a word in capitals beside another, inside a sentence of the
 * text. */
static bool is_in_name(const code_tree *x, uint32_t i)
{
    if (i < x->t->title_n || x->t->sent_start[i] || !is_capital(x, i)) return false;
    return is_capital(x, i - 1) || (i + 1 < x->t->n && is_capital(x, i + 1));
}

/* A participle before its noun ("the wounded man") is no event of its own. */
static bool is_event_verb(const code_tree *x, uint32_t i)
{
    if (dl_token_pos(x->t, i) != DL_POS_VERB || is_in_name(x, i)) return false;
    dl_dep dep = dl_token_dep(x->t, i);
    return dep != DL_DEP_aux && dep != DL_DEP_auxpass && dep != DL_DEP_amod
        && dep != DL_DEP_compound && dep != DL_DEP_prep; /* "following", "including" */
}

/* "is due in Paris on Monday", "was due back": who is to come somewhere; "the rent is
 * due" and "is due to leave" tell of no coming. */
static bool is_due_somewhere(const code_tree *x, uint32_t i)
{
    static const char *const where[] = { "in", "at", "back", "home", "here", "there", NULL };
    const dl_tokens *t = x->t;
    if (!dl_slice_is(t->lemma[i], "due") || dl_token_dep(t, i) != DL_DEP_acomp) return false;
    uint32_t be = t->head[i];
    if (!dl_slice_is(t->lemma[be], "be") || code_child(x, i, DL_DEP_xcomp) != CODE_NONE)
        return false;
    if (i + 1 >= t->n || !dl_slice_is_any(t->lemma[i + 1], where)) return false;
    uint32_t noun = code_child(x, i + 1, DL_DEP_pobj);
    uint32_t who = code_child(x, be, DL_DEP_nsubj);
    return who != CODE_NONE && code_names_someone(x, who) && (noun == CODE_NONE || !x->timed[noun]);
}

/* "remain opposed to the plan": told by an adjective, as by its verb. */
static bool is_opposed(const code_tree *x, uint32_t i)
{
    bool after = dl_token_dep(x->t, i) == DL_DEP_acomp && dl_token_pos(x->t, i) == DL_POS_ADJ;
    uint32_t to = after ? code_child(x, i, DL_DEP_prep) : CODE_NONE;
    return to != CODE_NONE && dl_slice_is(x->t->lemma[i], "opposed")
        && dl_slice_is(x->t->lemma[to], "to");
}

/* The row of event-nouns.tsv for a noun, for it and the word that a hyphen joins to it
 * first; -1: none. */
static int64_t noun_row(const code_tree *x, uint32_t i, const dl_code_tables *t)
{
    char room[CODE_LOWER_MOST];
    dl_slice hyphened = code_hyphened(x, i, room);
    int64_t row = hyphened.n ? code_row(&t->nouns, hyphened) : -1;
    return row >= 0 ? row : code_row(&t->nouns, x->t->lemma[i]);
}

static bool is_event_noun(const code_tree *x, uint32_t i, const dl_code_tables *t)
{
    if (code_in_charge(x, i)) return false;
    if (dl_token_pos(x->t, i) != DL_POS_NOUN || x->inside[i] >= 0) return false;
    return dl_token_dep(x->t, i) != DL_DEP_compound && noun_row(x, i, t) >= 0;
}

/* The event noun that a light verb leans on; CODE_NONE. */
static uint32_t light_noun(const code_tree *x, uint32_t verb, const dl_code_tables *t)
{
    if (code_row(&t->lights, code_lemma(x, verb, t)) < 0) return CODE_NONE;
    uint32_t noun = code_child(x, verb, DL_DEP_dobj);
    if (noun == CODE_NONE) noun = code_child(x, verb, DL_DEP_nsubjpass);
    if (noun != CODE_NONE) noun = code_whole_of(x, noun, t);
    if (noun == CODE_NONE || !is_event_noun(x, noun, t)) return CODE_NONE;
    return noun;
}

/* The verb of which a noun, or what it is a measure of, may be the light object. */
static uint32_t verb_above(const code_tree *x, uint32_t noun)
{
    uint32_t at = x->t->head[noun];
    for (int n = 0; n < CLIMB_MOST && dl_token_pos(x->t, at) != DL_POS_VERB; n++) {
        if (x->t->head[at] == at) break;
        at = x->t->head[at];
    }
    return at;
}

/* ---- building */

static code_frame *new_frame(builder *b, uint32_t head, uint32_t verb)
{
    code_frame *f = DL_PUSH(b->d->scratch, &b->out->at);
    if (!f) return NULL;
    f->head = head;
    f->verb = verb;
    f->above = CODE_NONE;
    f->lemma = code_lemma(b->x, head, b->t);
    b->out->of[head] = b->out->at.n - 1;
    return f;
}

static void add_verb(builder *b, uint32_t verb)
{
    uint32_t noun = light_noun(b->x, verb, b->t);
    if (noun != CODE_NONE && noun < verb) return; /* passive: the noun's frame is there */
    if (noun != CODE_NONE) {
        b->out->of[verb] = b->out->at.n; /* the noun, which comes later, fills it */
        return;
    }
    new_frame(b, verb, verb);
}

/* The verb of which a noun is the light object, or the noun itself. */
static uint32_t verb_of_noun(const builder *b, uint32_t noun)
{
    uint32_t verb = verb_above(b->x, noun);
    if (verb == noun || !is_event_verb(b->x, verb)) return noun;
    return light_noun(b->x, verb, b->t) == noun ? verb : noun;
}

static void add_noun(builder *b, uint32_t noun)
{
    uint32_t verb = verb_of_noun(b, noun);
    code_frame *f = new_frame(b, noun, verb);
    if (!f) return;
    f->nominal = true;
    f->lemma = dl_table_cell(b->t->nouns.table, (uint32_t)noun_row(b->x, noun, b->t), NOUN_VERB);
    if (verb != noun) b->out->of[verb] = b->out->at.n - 1;
}

static void find_frames(builder *b)
{
    for (uint32_t i = 0; i < b->x->t->n; i++) {
        if (is_event_verb(b->x, i) || is_due_somewhere(b->x, i) || is_opposed(b->x, i))
            add_verb(b, i);
        else if (is_event_noun(b->x, i, b->t)) add_noun(b, i);
    }
}

/* A passive participle without an auxiliary: "two men arrested in Paris". */
static bool is_bare_passive(const code_tree *x, uint32_t verb)
{
    if (dl_token_tag(x->t, verb) != DL_TAG_VBN) return false;
    dl_dep dep = dl_token_dep(x->t, verb);
    uint32_t head = x->t->head[verb];
    /* A noun without any verb above it did what the participle says: "Police arrested
     * two". */
    bool no_verb_above = dep == DL_DEP_acl && x->t->head[head] == head;
    if (code_child(x, verb, DL_DEP_agent) != CODE_NONE) return true;
    /* "Asked about it, Berg left" */
    bool own = code_child(x, verb, DL_DEP_aux) != CODE_NONE
        || code_child(x, verb, DL_DEP_nsubj) != CODE_NONE
        || code_child(x, verb, DL_DEP_dobj) != CODE_NONE;
    if (dep == DL_DEP_advcl && !own) return true;
    return dep == DL_DEP_acl && !no_verb_above;
}

/* "Four teenagers shot": headlines tell what people do in the present; a past form
 * without an object, of people who are only counted, is a participle. */
static bool is_victims_past(const builder *b)
{
    const dl_tokens *t = b->x->t;
    uint32_t who = code_child(b->x, b->f->head, DL_DEP_nsubj);
    bool past = dl_token_tag(t, b->f->head) == DL_TAG_VBD && who != CODE_NONE;
    return past && code_child(b->x, who, DL_DEP_nummod) != CODE_NONE && is_people(b, who);
}

/* "Three killed in Reading": a headline leaves the auxiliary out. */
static void turn_headline(builder *b)
{
    code_frame *f = b->f;
    const dl_tokens *t = b->x->t;
    bool bare = f->head < t->title_n && !f->nominal && !f->passive
        && (dl_token_tag(t, f->head) == DL_TAG_VBN || is_victims_past(b))
        && code_child(b->x, f->head, DL_DEP_aux) == CODE_NONE;
    if (!bare || code_arg_at(f, CODE_OBJECT, NULL) != CODE_NONE) return;
    f->passive = true;
    for (uint32_t i = 0; i < f->args.n; i++)
        if (f->args.at[i].slot == CODE_SUBJECT) f->args.at[i].slot = CODE_OBJECT;
}

/* "Israel is opposed to it": its passive subject is who acts. */
static void turn_stative(builder *b)
{
    code_frame *f = b->f;
    if (!f->passive || code_row(&b->t->statives, f->lemma) < 0) return;
    if (code_arg_at(f, CODE_SUBJECT, NULL) != CODE_NONE) return;
    f->passive = false;
    for (uint32_t i = 0; i < f->args.n; i++)
        if (f->args.at[i].slot == CODE_OBJECT) f->args.at[i].slot = CODE_SUBJECT;
}

/* "He's also helped keep the peace", read as "he is helped": with an object, or with
 * another verb right below it, the verb is no passive. */
static void turn_contracted(builder *b)
{
    code_frame *f = b->f;
    const dl_tokens *t = b->x->t;
    uint32_t be = f->passive ? code_child(b->x, f->verb, DL_DEP_auxpass) : CODE_NONE;
    if (be == CODE_NONE || t->end[be] - t->start[be] < 2) return;
    if (code_child(b->x, f->verb, DL_DEP_agent) != CODE_NONE) return;
    bool contracted = dl_slice_ends(
                          dl_slice_cut(b->d->text.full, t->start[be], t->end[be]), DL_S("s"))
        && (t->end[be] - t->start[be] == 2 || t->end[be] - t->start[be] == 4);
    uint32_t below = code_child(b->x, f->verb, DL_DEP_xcomp);
    bool bare = below != CODE_NONE && code_child(b->x, below, DL_DEP_aux) == CODE_NONE;
    bool object = code_child(b->x, f->verb, DL_DEP_dobj) != CODE_NONE;
    bool clause = code_child(b->x, f->verb, DL_DEP_ccomp) != CODE_NONE;
    if (!contracted || (!bare && !object && !clause)) return;
    f->passive = false;
    uint32_t subject = code_child(b->x, f->verb, DL_DEP_nsubjpass);
    for (uint32_t i = 0; i < f->args.n; i++)
        if (f->args.at[i].token == subject) f->args.at[i].slot = CODE_SUBJECT;
}

/* "were beaten and detained": the second participle has no auxiliary of its own. */
static bool is_joined_passive(const builder *b, uint32_t verb)
{
    const dl_tokens *t = b->x->t;
    uint32_t head = t->head[verb];
    bool joined = dl_token_dep(t, verb) == DL_DEP_conj && dl_token_tag(t, verb) == DL_TAG_VBN;
    if (!joined || head > verb || !is_verb_frame(b, head)) return false;
    bool own = code_child(b->x, verb, DL_DEP_aux) != CODE_NONE
        || code_child(b->x, verb, DL_DEP_nsubj) != CODE_NONE
        || code_child(b->x, verb, DL_DEP_dobj) != CODE_NONE;
    return !own && b->out->at.at[b->out->of[head]].passive;
}

/* "with ten people killed", "had him released": a participle without an auxiliary tells
 * what was done to its subject, unless it has an object. */
static void turn_participle(builder *b)
{
    code_frame *f = b->f;
    const code_tree *x = b->x;
    if (f->nominal || f->passive || dl_token_tag(x->t, f->head) != DL_TAG_VBN) return;
    /* the parser's VBN for a past tense: "Abe deplored it, officials said" */
    if (x->t->head[f->head] >= f->head) return;
    if (code_child(x, f->head, DL_DEP_nsubj) == CODE_NONE) return;
    if (code_child(x, f->head, DL_DEP_aux) != CODE_NONE) return;
    if (code_arg_at(f, CODE_OBJECT, NULL) != CODE_NONE || f->head < x->t->title_n) return;
    f->passive = true;
    for (uint32_t i = 0; i < f->args.n; i++)
        if (f->args.at[i].slot == CODE_SUBJECT) f->args.at[i].slot = CODE_OBJECT;
}

/* "his arrest", "the Berg murder": whose the noun is, is the one to whom it is done. What
 * a country does is its own: "Iran's executions". */
static void turn_owner(builder *b)
{
    code_frame *f = b->f;
    int64_t row = f->nominal ? code_row(&b->t->nouns, b->x->t->lemma[f->head]) : -1;
    if (row < 0 || !dl_table_cell(b->t->nouns.table, (uint32_t)row, NOUN_OWNER).n) return;
    if (f->verb != f->head || code_arg_at(f, CODE_PREP, "of") != CODE_NONE) return;
    for (uint32_t i = 0; i < f->args.n; i++) {
        code_arg *a = &f->args.at[i];
        int32_t e = code_entity_at(b->x, a->token);
        dl_kind k = e < 0 ? DL_KIND_OTHER : b->x->d->marks.entities.at[e].kind;
        bool owner = a->slot == CODE_POSSESSOR && k != DL_KIND_GPE && k != DL_KIND_NORP;
        if (owner || (a->slot == CODE_MODIFIER && k == DL_KIND_PERSON)) a->slot = CODE_OBJECT;
    }
}

/* "received a warning": who is the subject of such a verb suffers what its noun tells. */
static void turn_suffered(builder *b)
{
    code_frame *f = b->f;
    if (f->verb == f->head) return;
    int64_t row = code_row(&b->t->lights, code_lemma(b->x, f->verb, b->t));
    if (row < 0 || !dl_table_cell(b->t->lights.table, (uint32_t)row, LIGHT_SUFFERS).n) return;
    f->passive = true;
    for (uint32_t i = 0; i < f->args.n; i++) {
        code_arg *a = &f->args.at[i];
        if (a->slot == CODE_SUBJECT) a->slot = CODE_OBJECT;
        else if (a->slot == CODE_PREP && dl_slice_is(a->prep, "from")) a->slot = CODE_SUBJECT;
    }
}

static void fill_own(builder *b)
{
    code_frame *f = b->f;
    if (f->verb != f->head || !f->nominal) add_verb_args(b, f->verb);
    if (!f->nominal && is_bare_passive(b->x, f->head)) f->passive = true;
    if (!f->nominal && is_joined_passive(b, f->head)) f->passive = true;
    if (f->nominal) add_noun_args(b, f->head);
}

/* "was denied entry", "was given aid": the subject of a passive with an object is whom
 * the thing was given. */
static void turn_given(builder *b)
{
    code_frame *f = b->f;
    const dl_tokens *t = b->x->t;
    uint32_t object = f->passive ? code_child(b->x, f->verb, DL_DEP_dobj) : CODE_NONE;
    if (object == CODE_NONE || object < f->verb || b->x->timed[object]) return;
    uint32_t subject = code_child(b->x, f->verb, DL_DEP_nsubjpass);
    if (subject == CODE_NONE || dl_token_dep(t, f->verb) == DL_DEP_amod) return;
    for (uint32_t i = 0; i < f->args.n; i++)
        if (f->args.at[i].slot == CODE_OBJECT && f->args.at[i].token < f->verb)
            f->args.at[i].slot = CODE_INDIRECT;
}

/* The noun of a light verb is no participant of its own event. */
static void drop_self(code_frame *f)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->args.n; i++)
        if (f->args.at[i].token != f->head) f->args.at[n++] = f->args.at[i];
    f->args.n = n;
}

/* The next frame up the tree and the relation by which the way leaves this one. */
static void find_above(builder *b)
{
    const dl_tokens *t = b->x->t;
    uint32_t i = b->f->verb;
    uint32_t own = (uint32_t)(b->f - b->out->at.at);
    b->f->above_dep = dl_token_dep(t, i);
    for (int n = 0; n < CLIMB_MOST && t->head[i] != i; n++) {
        i = t->head[i];
        if (b->out->of[i] == CODE_NONE || b->out->of[i] == own) continue;
        b->f->above = b->out->of[i];
        return;
    }
}

static void fill_frames(builder *b)
{
    code_frames *o = b->out;
    for (uint32_t i = 0; i < o->at.n; i++) {
        b->f = &o->at.at[i];
        fill_own(b);
        turn_contracted(b);
        turn_suffered(b);
        turn_participle(b);
        turn_owner(b);
        turn_stative(b);
        turn_headline(b);
        turn_given(b);
        drop_self(b->f);
        find_above(b);
    }
    /* From left to right: what a clause borrows stands mostly before it. */
    for (uint32_t i = 0; i < o->at.n; i++) {
        b->f = &o->at.at[i];
        if (code_noun_alone(b->f)) {
            fill_noun_doer(b, b->f->head);
            fill_under(b, b->f->head);
            fill_faced(b, b->f->head);
            if (!has_doer(b->f)) fill_told_doer(b, b->f->head);
            fill_aim(b, b->f->head);
            turn_alleged(b, b->f->head);
            continue;
        }
        fill_missing(b, b->f->verb);
        fill_lost_subject(b, b->f->verb);
        fill_relative(b, b->f->verb);
    }
    for (uint32_t i = o->at.n; i-- > 0;) {
        b->f = &o->at.at[i];
        fill_shared_object(b, b->f->verb);
    }
}

bool code_frames_of(code_frames *out, dl_doc *d, const code_tree *x, const dl_code_tables *t)
{
    builder b = { d, x, t, out, NULL };
    out->of = dl_arena_array(d->scratch, (size_t)d->tokens.n + 1, sizeof *out->of);
    if (!out->of) return false;
    for (uint32_t i = 0; i < d->tokens.n; i++) out->of[i] = CODE_NONE;
    find_frames(&b);
    if (dl_arena_failed(d->scratch)) return false;
    DL_FIT(d->scratch, &out->at);
    fill_frames(&b);
    return !dl_arena_failed(d->scratch);
}
