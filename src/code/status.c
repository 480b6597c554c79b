/* status - did it happen? In: a frame and what embeds it. Out: status, tense,
 * certainty.
 *
 * A frame's own auxiliaries say tense and negation. Each embedding word then bears on
 * it by its row of data/code/embedding.tsv, from the inner one out: "agreed to meet"
 * planned, "failed to meet" denied, "did not fail to meet" happened again. */
#include "code_private.h"

enum { EMBED_MOST = 8, AUX_WINDOW = 8 };

typedef struct own { /* what a verb's own auxiliaries say */
    bool negative, future, past, present, open, must, progressive, infinitive;
    bool would, have;
} own;

static void see_child(const code_tree *x, uint32_t c, own *o)
{
    const dl_tokens *t = x->t;
    dl_tag tag = dl_token_tag(t, c);
    dl_dep dep = dl_token_dep(t, c);
    dl_slice lemma = t->lemma[c];
    if (dep == DL_DEP_neg) o->negative = true;
    if (dep != DL_DEP_aux && dep != DL_DEP_auxpass) return;
    bool will = dl_slice_is(lemma, "will") || dl_slice_is(lemma, "shall")
        || dl_slice_is(lemma, "'ll") || dl_slice_is(lemma, "wo");
    bool would = dl_slice_is(lemma, "would") || dl_slice_is(lemma, "'d");
    if (tag == DL_TAG_MD && (will || would)) o->future = true;
    else if (tag == DL_TAG_MD) o->open = true;
    if (tag == DL_TAG_MD && would) o->would = true;
    if (dl_slice_is(lemma, "have")) o->have = true;
    if (dl_slice_is(lemma, "must") || dl_slice_is(lemma, "should")) o->must = true;
    if (tag == DL_TAG_TO) o->infinitive = true;
    if (tag == DL_TAG_VBD) o->past = true;
    if (tag == DL_TAG_VBZ || tag == DL_TAG_VBP) o->present = !dl_slice_is(lemma, "have");
    if (dl_slice_is(lemma, "have") && tag != DL_TAG_MD) o->past = true;
}

/* "would have stayed and paid": what the first verb's auxiliaries say holds for the verb
 * joined to it without any of its own. */
static uint32_t auxiliaries_of(const code_tree *x, uint32_t verb)
{
    dl_tag tag = dl_token_tag(x->t, verb);
    bool perfect = dl_token_tag(x->t, x->t->head[verb]) == DL_TAG_VBN;
    bool bare = tag == DL_TAG_VB || tag == DL_TAG_VBN || (tag == DL_TAG_VBD && perfect);
    bool alone = code_child(x, verb, DL_DEP_aux) == CODE_NONE
        && code_child(x, verb, DL_DEP_auxpass) == CODE_NONE
        && code_child(x, verb, DL_DEP_nsubj) == CODE_NONE;
    bool after = dl_token_dep(x->t, verb) == DL_DEP_conj && bare && alone;
    return after ? x->t->head[verb] : verb;
}

static own own_of(const code_tree *x, uint32_t verb)
{
    own o = { 0 };
    dl_tag tag = dl_token_tag(x->t, verb);
    for (uint32_t c = x->first[verb]; c != CODE_NONE; c = x->next[c]) see_child(x, c, &o);
    uint32_t first = auxiliaries_of(x, verb);
    for (uint32_t c = x->first[first]; first != verb && c != CODE_NONE; c = x->next[c])
        if (dl_token_dep(x->t, c) == DL_DEP_aux) see_child(x, c, &o);
    if (tag == DL_TAG_VBD) o.past = true;
    if (tag == DL_TAG_VBZ || tag == DL_TAG_VBP) o.present = true;
    o.progressive = tag == DL_TAG_VBG && (o.present || o.past);
    return o;
}

/* "no talks were held", "without talks" */
static bool noun_is_negative(const code_tree *x, uint32_t noun)
{
    for (uint32_t c = x->first[noun]; c != CODE_NONE; c = x->next[c])
        if (dl_token_dep(x->t, c) == DL_DEP_det && dl_slice_is(x->t->lemma[c], "no")) return true;
    return false;
}

/* "any breach of it" */
static bool noun_is_any(const code_tree *x, uint32_t noun)
{
    for (uint32_t c = x->first[noun]; c != CODE_NONE; c = x->next[c])
        if (dl_token_dep(x->t, c) == DL_DEP_det && dl_slice_is(x->t->lemma[c], "any")) return true;
    return false;
}

static bool has_condition(const code_tree *x, uint32_t verb)
{
    static const char *const list[] = { "if", "unless", "whether", "provided", "provide",
        "providing", "lest", NULL };
    uint32_t mark = code_child(x, verb, DL_DEP_mark);
    return mark != CODE_NONE && dl_slice_is_any(x->t->lemma[mark], list);
}

/* "when a mosque is burnt, nobody is safer": of any time, not of one. */
static bool is_whenever(const code_tree *x, uint32_t verb)
{
    static const char *const list[] = { "when", "whenever", NULL };
    uint32_t head = x->t->head[verb];
    char room[CODE_LOWER_MOST];
    bool when = false;
    if (dl_token_dep(x->t, verb) != DL_DEP_advcl) return false;
    for (uint32_t c = x->first[verb]; c != CODE_NONE && c < verb; c = x->next[c])
        when |= dl_slice_is_any(code_lower(x->t->lemma[c], room), list);
    own here = own_of(x, verb), above = own_of(x, head);
    bool now = here.present && !here.past && !here.have;
    return when && now && above.present && !above.past && !above.future && !above.have;
}

/* "if he is opposed", "if it gives in and leaves", "if he is regarded as detained",
 * "if it is unable to pay and refuses" */
static bool under_condition(const code_tree *x, uint32_t verb)
{
    enum { CLIMB_MOST = 4 };
    for (int n = 0; n < CLIMB_MOST; n++) {
        if (has_condition(x, verb)) return true;
        dl_dep dep = dl_token_dep(x->t, verb);
        bool same = dep == DL_DEP_conj && code_child(x, verb, DL_DEP_nsubj) == CODE_NONE;
        bool as = dep == DL_DEP_prep && dl_slice_is(x->t->lemma[verb], "as");
        bool part = dep == DL_DEP_acomp || dep == DL_DEP_attr || dep == DL_DEP_oprd
            || (n > 0 && dep == DL_DEP_xcomp) || as;
        bool of_as = (dep == DL_DEP_pcomp || dep == DL_DEP_pobj || dep == DL_DEP_amod)
            && dl_slice_is(x->t->lemma[x->t->head[verb]], "as");
        if (!same && !part && !of_as) return false;
        verb = x->t->head[verb];
    }
    return false;
}

static void apply(code_state *s, code_effect effect, bool negated)
{
    switch (effect) {
    case CODE_FACT: s->negative ^= negated; break;
    case CODE_NOT:
        s->negative ^= !negated;
        if (s->negative && s->status == DL_POSSIBLE)
            s->status = DL_HAPPENED; /* "lacked the will" */
        break;
    case CODE_PLAN:
        s->negative |= negated;
        if (s->status == DL_HAPPENED) s->status = DL_PLANNED;
        break;
    case CODE_TRY:
    case CODE_OPEN:
        s->tried |= effect == CODE_TRY;
        if (s->status == DL_HAPPENED || s->status == DL_PLANNED) s->status = DL_POSSIBLE;
        s->certainty = DL_POSSIBLY;
        break;
    case CODE_DENY: s->status = DL_DENIED; break;
    case CODE_POSTPONE: s->status = DL_POSTPONED; break;
    case CODE_CANCEL: s->status = DL_CANCELLED; break;
    case CODE_BEGIN:
        if (s->status == DL_HAPPENED) s->status = DL_ONGOING;
        break;
    case CODE_CLAIM:
        if (s->certainty == DL_CERTAIN) s->certainty = DL_PROBABLE;
        break;
    case CODE_SAY: break;
    }
}

static void by_row(code_state *s, const code_words *embeds, int64_t row, bool negated)
{
    const dl_table_form *form = code_embed_form();
    int effect = dl_cell_choice(embeds->table, (uint32_t)row, EMBED_EFFECT, form);
    int change = dl_cell_choice(embeds->table, (uint32_t)row, EMBED_CHANGE, form);
    apply(s, (code_effect)effect, negated);
    if (change > CODE_KEEP) s->change = (code_change)change;
}

/* "is ready to send": adjectives embed as verbs do. */
static void under_adjective(
    code_state *s, const code_frame *f, const code_tree *x, const dl_code_tables *t)
{
    uint32_t verb = auxiliaries_of(x, f->verb); /* "is ready to sit and talk" */
    uint32_t head = x->t->head[verb];
    dl_dep dep = dl_token_dep(x->t, verb);
    bool clause = dep == DL_DEP_ccomp
        || (dep == DL_DEP_xcomp && dl_slice_is(x->t->lemma[head], "be"));
    uint32_t beside = clause ? code_child(x, head, DL_DEP_acomp) : CODE_NONE;
    if (beside != CODE_NONE) head = beside; /* "it is possible that" */
    if (head == verb || dl_token_pos(x->t, head) != DL_POS_ADJ) return;
    if (dep != DL_DEP_xcomp && dep != DL_DEP_ccomp) return;
    int64_t row = code_row(&t->embeds, x->t->lemma[head]);
    bool to = dep == DL_DEP_xcomp && own_of(x, f->verb).infinitive;
    if (row < 0 && to && s->status == DL_HAPPENED) s->status = DL_POSSIBLE; /* "unfit to rule" */
    if (row < 0) return;
    s->status = DL_HAPPENED;
    by_row(s, &t->embeds, row, own_of(x, x->t->head[head]).negative);
}

/* "the will to attack": an infinitive that hangs on a noun. */
static bool is_to_noun(const code_tree *x, uint32_t verb)
{
    dl_dep dep = dl_token_dep(x->t, verb);
    return (dep == DL_DEP_acl || dep == DL_DEP_relcl) && own_of(x, verb).infinitive;
}

/* "the first country to send planes" sent them. */
static bool is_ranked(const code_tree *x, uint32_t noun)
{
    static const char *const list[] = { "first", "second", "third", "last", "only", "latest",
        NULL };
    for (uint32_t c = x->first[noun]; c != CODE_NONE && c < noun; c = x->next[c])
        if (dl_slice_is_any(x->t->lemma[c], list)) return true;
    return false;
}

/* "concerns that Moscow would veto it": a clause that tells what the noun is. */
static bool is_that_of_noun(const code_tree *x, uint32_t verb)
{
    dl_dep dep = dl_token_dep(x->t, verb);
    uint32_t mark = code_child(x, verb, DL_DEP_mark);
    return (dep == DL_DEP_acl || dep == DL_DEP_ccomp || dep == DL_DEP_relcl) && mark != CODE_NONE
        && dl_slice_is(x->t->lemma[mark], "that")
        && dl_token_pos(x->t, x->t->head[verb]) == DL_POS_NOUN;
}

/* "fears that he would be tried" are of what may be; a claim that he was is not. */
static void under_that(code_state *s, const code_frames *f, const code_frame *frame,
    const code_tree *x, const dl_code_tables *t)
{
    uint32_t noun = x->t->head[frame->verb];
    if (!is_that_of_noun(x, frame->verb) || f->of[noun] != CODE_NONE) return;
    int64_t row = code_row(&t->embeds, x->t->lemma[noun]);
    if (row < 0) return;
    int effect = dl_cell_choice(t->embeds.table, (uint32_t)row, EMBED_EFFECT, code_embed_form());
    if (effect == CODE_OPEN) by_row(s, &t->embeds, row, false);
}

/* "the intention to meet", "the right to protest": nouns that tell no event embed as
 * verbs do; of those without a row what follows is only possible. */
static void under_noun(code_state *s, const code_frames *f, const code_frame *frame,
    const code_tree *x, const dl_code_tables *t)
{
    uint32_t noun = x->t->head[frame->verb];
    if (!is_to_noun(x, frame->verb) || f->of[noun] != CODE_NONE || code_names_someone(x, noun))
        return;
    if (is_ranked(x, noun)) return;
    int64_t row = code_row(&t->embeds, x->t->lemma[noun]);
    bool negated = noun_is_negative(x, noun);
    if (row >= 0) by_row(s, &t->embeds, row, negated);
    else if (s->status == DL_HAPPENED) s->status = DL_POSSIBLE;
}

/* "the possibility of an assault", "of attacking", "fears of war": nouns that tell no
 * event bear on that behind "of". */
static void under_of(code_state *s, const code_frames *f, const code_frame *frame,
    const code_tree *x, const dl_code_tables *t)
{
    bool nominal = code_noun_alone(frame);
    uint32_t prep = x->t->head[frame->head];
    dl_dep dep = dl_token_dep(x->t, frame->head);
    if (dep != (nominal ? DL_DEP_pobj : DL_DEP_pcomp)) return;
    uint32_t noun = x->t->head[prep];
    bool leads = dl_slice_is(x->t->lemma[prep], "of")
        || (!nominal && dl_slice_is(x->t->lemma[prep], "for")); /* "a mandate for attacking" */
    if (!leads || dl_token_pos(x->t, noun) != DL_POS_NOUN) return;
    int64_t row = f->of[noun] == CODE_NONE ? code_row(&t->embeds, x->t->lemma[noun]) : -1;
    if (row >= 0 && !code_in_charge(x, noun)) by_row(s, &t->embeds, row, noun_is_negative(x, noun));
}

/* "is to be signed", "are to meet": set for a day to come. */
static bool is_to(const code_tree *x, uint32_t verb)
{
    uint32_t head = x->t->head[verb];
    bool under = dl_token_dep(x->t, verb) == DL_DEP_xcomp && head != verb;
    own o = own_of(x, head);
    return under && dl_slice_is(x->t->lemma[head], "be") && (o.present || o.past);
}

/* "must be ready to mediate" */
static bool must_be(const code_tree *x, uint32_t verb)
{
    uint32_t head = x->t->head[verb];
    bool under = dl_token_dep(x->t, verb) == DL_DEP_xcomp && dl_token_pos(x->t, head) == DL_POS_ADJ;
    return under && own_of(x, x->t->head[head]).must;
}

/* "no forces have been deployed", "nobody has visited them" */
static bool is_of_none(const code_tree *x, uint32_t verb)
{
    static const char *const list[] = { "nobody", "none", "neither", NULL };
    uint32_t subject = dl_tree_subject(&x->tree, verb);
    if (subject == CODE_NONE || x->t->head[subject] != verb) return false;
    char room[CODE_LOWER_MOST];
    return noun_is_negative(x, subject)
        || dl_slice_is_any(code_lower(x->t->lemma[subject], room), list);
}

/* "offers no sign", "made no promises" */
static bool is_to_none(const code_tree *x, uint32_t verb)
{
    uint32_t object = code_child(x, verb, DL_DEP_dobj);
    return object != CODE_NONE && noun_is_negative(x, object);
}

/* "without killing", "rather than freeing" */
static bool is_left_out(const code_tree *x, uint32_t verb)
{
    uint32_t head = x->t->head[verb];
    if (head == verb || dl_token_dep(x->t, verb) != DL_DEP_pcomp) return false;
    return dl_slice_is(x->t->lemma[head], "without") || dl_slice_is(x->t->lemma[head], "than");
}

/* "Dropping bombs is hard", "to send troops is wrong" tell of none. */
static bool is_gerund_subject(const code_tree *x, uint32_t verb)
{
    if (dl_token_dep(x->t, verb) != DL_DEP_csubj) return false;
    return dl_token_tag(x->t, verb) == DL_TAG_VBG || own_of(x, verb).infinitive;
}

/* "is for banning it", "are against talking" */
static bool is_opinion(const code_tree *x, uint32_t verb)
{
    static const char *const list[] = { "for", "against", NULL };
    uint32_t prep = x->t->head[verb];
    if (dl_token_dep(x->t, verb) != DL_DEP_pcomp || !dl_slice_is_any(x->t->lemma[prep], list))
        return false;
    return dl_slice_is(x->t->lemma[x->t->head[prep]], "be");
}

/* "no indication that he would leave" */
static bool is_of_no_sign(const code_tree *x, uint32_t verb)
{
    dl_dep dep = dl_token_dep(x->t, verb);
    uint32_t noun = x->t->head[verb];
    bool clause = (dep == DL_DEP_acl || dep == DL_DEP_ccomp || dep == DL_DEP_relcl) && noun != verb;
    return clause && dl_token_pos(x->t, noun) == DL_POS_NOUN
        && code_child(x, verb, DL_DEP_mark) != CODE_NONE && noun_is_negative(x, noun);
}

static void start(code_state *s, const code_frame *f, const code_tree *x, const dl_code_tables *t)
{
    own o = own_of(x, f->verb);
    bool bare_noun = code_noun_alone(f);
    s->negative = o.negative || (f->nominal && noun_is_negative(x, f->head));
    s->negative |= is_left_out(x, f->verb) || is_of_none(x, f->verb) || is_to_none(x, f->verb);
    s->tense = DL_TENSE_PAST;
    if (o.present && !o.past) s->tense = DL_TENSE_PRESENT;
    if (o.future || o.infinitive) s->tense = DL_TENSE_FUTURE;
    if (bare_noun) s->tense = DL_TENSE_PAST;
    if (o.would && o.have) s->status = DL_POSSIBLE; /* "would have met": did not */
    else if (o.future) s->status = DL_PLANNED;
    else if (o.open) s->status = DL_POSSIBLE;
    else if (o.progressive && o.present) s->status = DL_ONGOING;
    if (o.infinitive && dl_token_dep(x->t, f->verb) == DL_DEP_advcl) s->status = DL_POSSIBLE;
    if (o.infinitive && is_to(x, f->verb)) s->status = DL_PLANNED;
    if (dl_slice_is(f->lemma, "due")) { /* "due back on Sunday" */
        s->tense = DL_TENSE_FUTURE;
        s->status = DL_PLANNED;
    }
    s->unreal = under_condition(x, f->verb) || is_whenever(x, f->verb) || is_of_no_sign(x, f->verb);
    bool thought = s->unreal || is_gerund_subject(x, f->verb) || is_opinion(x, f->verb);
    if (thought || (bare_noun && noun_is_any(x, f->head))) s->status = DL_POSSIBLE;
    if (o.open) s->certainty = DL_POSSIBLY;
    s->must = o.must || must_be(x, f->verb);
    under_adjective(s, f, x, t);
    /* Headlines tell the past in the present and the future as "to meet". */
    if (f->head < x->t->title_n && s->tense == DL_TENSE_PRESENT) s->tense = DL_TENSE_PAST;
    if (f->head < x->t->title_n && o.infinitive && x->t->head[f->verb] == f->verb)
        s->status = DL_PLANNED;
}

/* ---- embedding words */

/* Prepositions that carry what a word embeds: "called for talks", "accused of
 * attacking". Others tell when or why: "after talks". */
static bool carries(const code_tree *x, uint32_t prep)
{
    static const char *const list[] = { "of", "to", "for", "on", "with", "from", "about", "into",
        "against", "at", NULL };
    return dl_token_dep(x->t, prep) == DL_DEP_prep && dl_slice_is_any(x->t->lemma[prep], list);
}

/* "wants a resolution condemning Syria": what a text that is still to be made would say
 * is as real as it is. */
static bool tells_of_some(const code_tree *x, uint32_t token)
{
    static const char *const list[] = { "a", "an", "any", NULL };
    static const char *const texts[] = { "resolution", "law", "bill", "decree", "motion", "order",
        "measure", "amendment", "treaty", "text", NULL };
    uint32_t noun = x->t->head[token];
    if (dl_token_dep(x->t, token) != DL_DEP_acl || dl_token_dep(x->t, noun) != DL_DEP_dobj)
        return false;
    if (!dl_slice_is_any(x->t->lemma[noun], texts)) return false;
    uint32_t det = code_child(x, noun, DL_DEP_det);
    return det != CODE_NONE && dl_slice_is_any(x->t->lemma[det], list);
}

/* Does `token` hang on the embedding word itself, or behind a preposition of its? */
static bool hangs_on(const code_tree *x, uint32_t token, const code_frame *g)
{
    uint32_t h = x->t->head[token];
    if (h == g->verb || h == g->head) return true;
    if (x->t->head[h] != g->verb && x->t->head[h] != g->head) return false;
    bool adjective = dl_token_dep(x->t, h) == DL_DEP_acomp; /* "is ready to" */
    bool purpose = dl_token_dep(x->t, h) == DL_DEP_dobj && is_to_noun(x, token);
    bool of_some = tells_of_some(x, token);
    return adjective || purpose || of_some || carries(x, h); /* "lacks the will to" */
}

/* "called for him to step down" */
static bool is_for_to(const code_tree *x, uint32_t verb)
{
    uint32_t mark = code_child(x, verb, DL_DEP_mark);
    return mark != CODE_NONE && dl_slice_is(x->t->lemma[mark], "for") && own_of(x, verb).infinitive;
}

/* Does the word above embed the frame, or does the frame only stand beside it? */
static bool embeds(const code_tree *x, const code_frame *inner, const code_frame *g)
{
    dl_dep dep = inner->above_dep;
    if (!hangs_on(x, inner->verb, g)) return false;
    /* "calls asking Chad to leave": it is the calls that ask */
    if (dep == DL_DEP_acl && code_noun_alone(g) && dl_token_tag(x->t, inner->verb) == DL_TAG_VBG)
        return tells_of_some(x, inner->verb);
    /* "called the inquiry a farce" */
    if (dep == DL_DEP_dobj && code_child(x, g->verb, DL_DEP_oprd) != CODE_NONE) return false;
    if (code_noun_alone(inner))
        return dep == DL_DEP_dobj || dep == DL_DEP_pobj || dep == DL_DEP_nsubjpass
            || dep == DL_DEP_conj;
    /* "an agreement signed in Paris" was signed */
    bool done = dep == DL_DEP_acl && dl_token_tag(x->t, inner->verb) == DL_TAG_VBN;
    return dep == DL_DEP_ccomp || dep == DL_DEP_xcomp || dep == DL_DEP_pcomp
        || (dep == DL_DEP_acl && !done) || dep == DL_DEP_conj
        || (dep == DL_DEP_advcl && is_for_to(x, inner->verb)) || is_to_noun(x, inner->verb);
}

static bool is_singular(const code_tree *x, uint32_t subject)
{
    static const char *const list[] = { "he", "she", "it", NULL };
    dl_tag tag = dl_token_tag(x->t, subject);
    if (code_child(x, subject, DL_DEP_conj) != CODE_NONE) return false;
    return tag == DL_TAG_NN || tag == DL_TAG_NNP
        || (tag == DL_TAG_PRP && dl_slice_is_any(x->t->lemma[subject], list));
}

/* "told reporters that it had withdrawn": a clause with a tense of its own is told, not
 * asked for. */
static bool is_told(const code_tree *x, const code_frame *inner, const code_state *s)
{
    if (code_noun_alone(inner) || s->must) return false;
    dl_tag tag = dl_token_tag(x->t, inner->verb);
    own o = own_of(x, inner->verb);
    bool finite = o.past || o.present || o.future || o.open;
    /* "demanded he resign", which the tagger takes for a present */
    uint32_t subject = tag == DL_TAG_VBP ? code_child(x, inner->verb, DL_DEP_nsubj) : CODE_NONE;
    if (subject != CODE_NONE && code_child(x, inner->verb, DL_DEP_aux) == CODE_NONE
        && is_singular(x, subject))
        return false;
    return !o.infinitive && finite && (tag != DL_TAG_VB || o.future || o.open);
}

/* "told the court about his arrest": what is spoken of is not asked for. */
static bool is_spoken_of(const code_tree *x, const code_frame *inner)
{
    static const char *const list[] = { "about", "of", "over", "regarding", "concerning", NULL };
    uint32_t prep = x->t->head[inner->head];
    bool behind = code_noun_alone(inner) && dl_token_dep(x->t, inner->head) == DL_DEP_pobj;
    return behind && dl_slice_is_any(x->t->lemma[prep], list);
}

/* "declined to comment on the raid": what is spoken on stands as it is, whether or not
 * somebody speaks. */
static bool is_topic(const code_tree *x, const code_frame *inner)
{
    uint32_t prep = x->t->head[inner->head];
    return is_spoken_of(x, inner)
        || (code_noun_alone(inner) && dl_token_dep(x->t, inner->head) == DL_DEP_pobj
            && dl_slice_is(x->t->lemma[prep], "on"));
}

/* Does a noun stand among what the frame is about, or does it only tell when or why:
 * "after a week of talks", "as a condition of any talks"? */
static bool is_argument(const code_tree *x, uint32_t noun, const code_frame *g)
{
    for (int n = 0; n < EMBED_MOST && noun != g->verb && noun != g->head; n++) {
        dl_dep dep = dl_token_dep(x->t, noun);
        bool leads = dep == DL_DEP_dobj || dep == DL_DEP_pobj || dep == DL_DEP_nsubjpass
            || dep == DL_DEP_nsubj || dep == DL_DEP_conj || dep == DL_DEP_attr;
        if (!leads && !carries(x, noun)) return false;
        noun = x->t->head[noun];
    }
    return noun == g->verb || noun == g->head;
}

/* A joined verb is not under the one before it but under what embeds both. */
static bool joined(const code_frames *f, uint32_t i)
{
    return f->at.at[i].above_dep == DL_DEP_conj;
}

enum { ROW_BYTES = 40 }; /* of a word of the table */

/* "called off" before "called", the word itself before the act of its noun; -1: none. */
static int64_t row_of(const code_tree *x, const code_frame *g, const dl_code_tables *t)
{
    char room[ROW_BYTES];
    dl_slice verb = code_lemma(x, g->verb, t);
    size_t n = verb.n + 1 + g->particle.n;
    int64_t row = -1;
    if (g->particle.n && n <= sizeof room) {
        memcpy(room, verb.p, verb.n);
        room[verb.n] = '_';
        memcpy(room + verb.n + 1, g->particle.p, g->particle.n);
        row = code_row(&t->embeds, dl_slice_of(room, n));
    }
    if (row < 0) row = code_row(&t->embeds, verb);
    return row >= 0 ? row : code_row(&t->embeds, g->lemma);
}

/* Is the inner act only thought of: the infinitive of a word that embeds it and has no
 * row ("encouraged them to attack"), a part of a condition ("if he were to be sent"),
 * a means to what only may be ("by moving troops it could")? */
static bool is_unreal(const code_tree *x, const code_frame *inner, const code_frame *g, bool beside)
{
    dl_dep dep = inner->above_dep;
    bool under = dep == DL_DEP_xcomp || dep == DL_DEP_ccomp || is_to_noun(x, inner->verb);
    own o = own_of(x, g->verb);
    bool had_to = dl_slice_is(x->t->lemma[g->verb], "have") && o.past; /* and so did */
    if (!beside && under && own_of(x, inner->verb).infinitive) return !had_to;
    if (!beside && (under_condition(x, g->verb) || is_gerund_subject(x, g->verb))) return true;
    bool means = dep == DL_DEP_pcomp || dep == DL_DEP_advcl;
    bool gerund = means && dl_token_tag(x->t, inner->verb) == DL_TAG_VBG;
    /* "when it is freed, they will come" */
    bool clause = dep == DL_DEP_advcl && own_of(x, inner->verb).present;
    return (gerund || clause) && (o.open || o.future);
}

/* "by cutting off fuel": the means is as real as what it is the means of. */
static bool is_means(const code_tree *x, const code_frame *inner)
{
    bool gerund = dl_token_tag(x->t, inner->verb) == DL_TAG_VBG && !code_noun_alone(inner);
    uint32_t prep = x->t->head[inner->verb];
    return gerund && inner->above_dep == DL_DEP_pcomp && dl_slice_is(x->t->lemma[prep], "by");
}

/* Who does not refuse, demand or threaten something has said nothing of it. */
static bool is_unsaid(int change)
{
    return change == CODE_REJECT || change == CODE_REQUEST || change == CODE_THREATEN;
}

/* A noun has its verb's tense. */
static void take_verb_tense(code_state *s, const own *o, bool embedded)
{
    if (o->future) s->tense = DL_TENSE_FUTURE;
    if (embedded) return;
    if (o->future && s->status == DL_HAPPENED) s->status = DL_PLANNED;
    if (o->negative) s->negative = !s->negative;
}

/* What stands beside the word above: does what embeds that word bear on it too? */
static bool climbs_beside(
    code_state *s, const code_tree *x, const code_frame *inner, const code_frame *g, bool first)
{
    if (s->status == DL_HAPPENED && is_unreal(x, inner, g, true)) s->status = DL_POSSIBLE;
    if (is_means(x, inner)) return true;
    if (!code_noun_alone(inner) || !is_argument(x, inner->head, g)) return false;
    bool object = inner->above_dep != DL_DEP_nsubj && inner->above_dep != DL_DEP_nsubjpass;
    if (first && object && own_of(x, g->verb).open && s->status == DL_HAPPENED)
        s->status = DL_POSSIBLE; /* "could be stopped with aid" */
    return true;
}

static void climb(
    code_state *s, const code_frames *f, uint32_t i, const code_tree *x, const dl_code_tables *t)
{
    uint32_t at = i;
    bool means = false;
    bool far = false; /* "asked whether he feared an attack": the attack is not asked for */
    for (int n = 0; n < EMBED_MOST && f->at.at[at].above != CODE_NONE; n++) {
        const code_frame *inner = &f->at.at[at];
        const code_frame *g = &f->at.at[inner->above];
        bool nominal = code_noun_alone(inner);
        bool conj = joined(f, at);
        bool beside = conj || !embeds(x, inner, g);
        at = inner->above;
        s->unreal |= (!beside || nominal) && under_condition(x, g->verb);
        if (beside && !conj) {
            if (!climbs_beside(s, x, inner, g, n == 0)) break;
            means |= is_means(x, inner);
            far |= means;
            continue;
        }
        int64_t row = beside ? -1 : row_of(x, g, t);
        own o = own_of(x, g->verb);
        if (nominal && n == 0 && !g->nominal) take_verb_tense(s, &o, row >= 0);
        if (row < 0) {
            far |= !beside;
            if (s->status == DL_HAPPENED && is_unreal(x, inner, g, beside)) s->status = DL_POSSIBLE;
            continue;
        }
        code_effect effect = (code_effect)dl_cell_choice(
            t->embeds.table, (uint32_t)row, EMBED_EFFECT, code_embed_form());
        int change = dl_cell_choice(
            t->embeds.table, (uint32_t)row, EMBED_CHANGE, code_embed_form());
        if (means && effect == CODE_TRY) break; /* "tried to win by naming her" named her */
        bool told = is_told(x, inner, s) || (n == 0 && is_spoken_of(x, inner));
        if (change == CODE_REQUEST && told) {
            effect = CODE_SAY;
            change = CODE_KEEP;
        }
        apply(s, effect, o.negative);
        if (effect == CODE_SAY && n == 0 && is_topic(x, inner)) break;
        bool goes = effect == CODE_FACT || effect == CODE_BEGIN;
        if (goes && o.future && (s->status == DL_HAPPENED || s->status == DL_ONGOING))
            s->status = DL_PLANNED; /* "will start bombing" */
        if (o.negative && is_unsaid(change)) { /* "did not rule out talks" */
            if (s->status == DL_HAPPENED) s->status = DL_POSSIBLE;
            continue;
        }
        if (change > CODE_KEEP && s->change == CODE_KEEP && !far) {
            s->change = (code_change)change;
            s->changer = at;
        }
        far |= effect != CODE_FACT && effect != CODE_BEGIN && effect != CODE_SAY;
        if (s->must && n == 0 && effect == CODE_SAY && s->change == CODE_KEEP && !inner->passive) {
            s->change = CODE_REQUEST; /* "said that Moscow must withdraw" */
            s->changer = at;
        }
        bool says = effect == CODE_SAY || effect == CODE_CLAIM || effect == CODE_DENY;
        if (says && s->source == CODE_NONE) s->source = at;
        if (o.open && s->status == DL_HAPPENED && !says) s->status = DL_POSSIBLE;
    }
}

code_state code_state_of(
    const code_frames *f, uint32_t i, const code_tree *x, const dl_code_tables *t)
{
    code_state s = { .changer = CODE_NONE, .source = CODE_NONE };
    start(&s, &f->at.at[i], x, t);
    under_noun(&s, f, &f->at.at[i], x, t);
    under_that(&s, f, &f->at.at[i], x, t);
    under_of(&s, f, &f->at.at[i], x, t);
    climb(&s, f, i, x, t);
    if (s.negative && (s.status == DL_HAPPENED || s.status == DL_ONGOING)) s.status = DL_DENIED;
    if (s.status == DL_POSSIBLE && s.certainty == DL_CERTAIN) s.certainty = DL_POSSIBLY;
    return s;
}
