/* quote_sources - who speaks: the source of a verb, of a noun.
 *
 * In: the tree, mentions, words that attribute. Out: the source of a quote, its words and
 * its entity. */
#include "quote_private.h"
#include "spans.h"

enum { SOURCE_CHILDREN = 16, SOURCE_WORDS = 24 }; /* beyond: no name of a speaker */

/* Is it what belongs to a name of a speaker ("of the court", "Mr"), and not what is told
 * of him ("who chairs the board", ", the head of the party")? */
static bool names_speaker(const dl_tokens *t, uint32_t token, uint32_t child)
{
    dl_dep dep = dl_token_dep(t, child);
    bool word = dep != DL_DEP_punct && dep != DL_DEP_relcl && dep != DL_DEP_advmod;
    if (child < token) return word;
    return dep == DL_DEP_prep;
}

/* Where the words of a speaker begin: behind a dateline that the tree takes for his. */
static uint32_t behind_front(const quote_finder *f, uint32_t left, uint32_t token)
{
    const dl_tokens *t = &f->d->tokens;
    if (!span_in_dateline(f->d, t->start[left])) return left;
    while (left < token
        && (span_in_dateline(f->d, t->start[left]) || dl_token_pos(t, left) == DL_POS_PUNCT))
        left++;
    return left;
}

/* The subject's own words: the noun phrase without clauses and appositions. */
static dl_span source_span(const quote_finder *f, uint32_t token)
{
    const dl_tokens *t = &f->d->tokens;
    dl_span span = { t->start[token], t->end[token] };
    if (f->mention[token] >= 0) span = f->d->marks.mentions.at[f->mention[token]].span;
    uint32_t c = f->x.first[token];
    for (int n = 0; n < SOURCE_CHILDREN && c != DL_NO_TOKEN; n++, c = f->x.next[c]) {
        uint32_t left = f->x.left[c], right = f->x.right[c];
        if (c > token && dl_token_dep(t, c) != DL_DEP_prep) break;
        if (!names_speaker(t, token, c) || right - left >= SOURCE_WORDS) continue;
        while (right > c && dl_token_pos(t, right) == DL_POS_PUNCT) right--;
        left = behind_front(f, left, token);
        if (t->start[left] < span.start) span.start = t->start[left];
        if (t->end[right] > span.end) span.end = t->end[right];
    }
    return span;
}

bool quote_is_person(const quote_finder *f, uint32_t token)
{
    if (f->mention[token] < 0) return false;
    const dl_mention *m = &f->d->marks.mentions.at[f->mention[token]];
    return m->form == DL_FORM_NAME && m->kind == DL_KIND_PERSON;
}

/* "the attorney general, Lord Holm", "a spokesman for the firm, Peter Lund": the name
 * behind a comma says who it is. */
static uint32_t name_behind_comma(const quote_finder *f, uint32_t token)
{
    const dl_tokens *t = &f->d->tokens;
    uint32_t last = f->x.right[token];
    if (last - token >= SOURCE_WORDS) return DL_NO_TOKEN;
    for (uint32_t i = token + 1; i <= last; i++)
        if (dl_token_dep(t, i) == DL_DEP_appos && quote_is_person(f, i)) return i;
    return DL_NO_TOKEN;
}

/* "High Commissioner for Human Rights Ana Holm": a title that ends in the name. */
static uint32_t name_in_title(const quote_finder *f, uint32_t token)
{
    const dl_tokens *t = &f->d->tokens;
    if (dl_token_tag(t, token) != DL_TAG_NNP) return DL_NO_TOKEN;
    uint32_t of = dl_tree_child(&f->x, token, DL_DEP_prep);
    uint32_t name = of == DL_NO_TOKEN ? of : dl_tree_child(&f->x, of, DL_DEP_pobj);
    if (name == DL_NO_TOKEN || !quote_is_person(f, name)) return DL_NO_TOKEN;
    return f->d->marks.mentions.at[f->mention[name]].range.first > of + 1 ? name : DL_NO_TOKEN;
}

static bool is_named(const quote_finder *f, uint32_t token)
{
    int32_t m = f->mention[token];
    return m >= 0 && f->d->marks.mentions.at[m].form == DL_FORM_NAME;
}

/* The token whose mention tells who a source is. */
static uint32_t told_name(const quote_finder *f, uint32_t token)
{
    if (is_named(f, token)) return token;
    uint32_t name = name_behind_comma(f, token);
    if (name == DL_NO_TOKEN) name = name_in_title(f, token);
    return name == DL_NO_TOKEN ? token : name;
}

void quote_set_source(const quote_finder *f, dl_quote *q, uint32_t token)
{
    q->entity = -1;
    if (token == DL_NO_TOKEN) return;
    q->source = source_span(f, token);
    int32_t m = f->mention[told_name(f, token)];
    if (m >= 0) q->entity = f->d->marks.mentions.at[m].entity;
}

bool quote_is_dash(dl_slice word)
{
    return dl_slice_is(word, "-") || dl_slice_is(word, "--") || dl_slice_is(word, "\xE2\x80\x93")
        || dl_slice_is(word, "\xE2\x80\x94") || dl_slice_is(word, "\xE2\x80\x95");
}

/* The lemma of "hopes" is "hop" to the engine: the form without its ending tells more. */
const quote_cue *quote_cue_of(const quote_finder *f, uint32_t verb)
{
    const quote_cue *cue = quote_verb(f->words, f->d->tokens.lemma[verb]);
    dl_slice form = f->d->tokens.norm[verb];
    bool ending = form.n > 2 && (form.p[form.n - 1] == 's' || form.p[form.n - 1] == 'd');
    return cue || !ending ? cue : quote_verb(f->words, dl_slice_cut(form, 0, form.n - 1));
}

/* The verb of saying that a clause belongs to: the one it hangs on, or the one set into
 * it ("The bridge was old, he said, adding that ..."); DL_NO_TOKEN. */
static uint32_t saying_over(const quote_finder *f, uint32_t clause, uint32_t participle)
{
    const dl_tokens *t = &f->d->tokens;
    uint32_t verb = t->head[clause];
    if (dl_token_dep(t, clause) != DL_DEP_ccomp || verb >= clause)
        verb = dl_tree_child(&f->x, clause, DL_DEP_parataxis);
    if (verb == DL_NO_TOKEN || verb >= participle) return DL_NO_TOKEN;
    const quote_cue *cue = quote_cue_of(f, verb);
    return cue && cue->sense == DL_QUOTE_SAYS ? verb : DL_NO_TOKEN;
}

/* "to show that he was there": shown to nobody yet. */
bool quote_is_purpose(const quote_finder *f, uint32_t verb, const quote_cue *cue)
{
    return cue->finite && dl_token_tag(&f->d->tokens, verb) == DL_TAG_VB;
}

/* "He said it was a gift, adding that ...": who adds is the speaker; the tree hangs the
 * word on what is said. Answers the verb of saying; DL_NO_TOKEN: it is none such. */
uint32_t quote_said_before(const quote_finder *f, uint32_t participle)
{
    const dl_tokens *t = &f->d->tokens;
    uint32_t clause = t->head[participle];
    bool behind = participle > clause && participle > 0
        && dl_slice_is(t->norm[participle - 1], ",");
    if (!behind || dl_token_dep(t, participle) != DL_DEP_advcl) return DL_NO_TOKEN;
    if (dl_token_tag(t, participle) != DL_TAG_VBG || !quote_cue_of(f, participle))
        return DL_NO_TOKEN;
    return saying_over(f, clause, participle);
}

static bool is_date(const quote_finder *f, uint32_t token)
{
    if (f->mention[token] < 0) return false;
    dl_kind kind = f->d->marks.mentions.at[f->mention[token]].kind;
    return kind == DL_KIND_DATE || kind == DL_KIND_TIME;
}

/* The one nearest before the verb: a dateline may look like a subject too, and the day of
 * a chronicle ("March 5 - The council declares ..."). */
static uint32_t own_subject(const quote_finder *f, uint32_t verb)
{
    const dl_tokens *t = &f->d->tokens;
    uint32_t found = DL_NO_TOKEN;
    for (uint32_t c = f->x.first[verb]; c != DL_NO_TOKEN; c = f->x.next[c]) {
        if (dl_token_dep(t, c) != DL_DEP_nsubj || is_date(f, c)) continue;
        if (found == DL_NO_TOKEN || c < verb) found = c;
    }
    return found == DL_NO_TOKEN ? dl_tree_child(&f->x, verb, DL_DEP_nsubjpass) : found;
}

static bool is_with_be(const quote_finder *f, uint32_t verb)
{
    return dl_tree_child(&f->x, verb, DL_DEP_auxpass) != DL_NO_TOKEN
        || dl_slice_is(f->d->tokens.lemma[verb], "be");
}

/* A participle of what others do: "the man accused of", "when asked if he knew", "is
 * closed and expected to open". "A man said ..." may be one to the tree; of those at a
 * noun only what takes an object is. */
static bool is_suffered(const quote_finder *f, uint32_t verb)
{
    const dl_tokens *t = &f->d->tokens;
    const quote_cue *cue = quote_cue_of(f, verb);
    if (!cue || dl_token_tag(t, verb) != DL_TAG_VBN) return false;
    dl_dep dep = dl_token_dep(t, verb);
    bool thinks = cue->sense == DL_QUOTE_THINKS;
    if (dep == DL_DEP_acl) return cue->object || cue->infinitive || cue->of_object || thinks;
    if (own_subject(f, verb) != DL_NO_TOKEN) return false;
    if (dl_tree_child(&f->x, verb, DL_DEP_aux) != DL_NO_TOKEN) return false;
    return dep == DL_DEP_advcl || (dep == DL_DEP_conj && is_with_be(f, t->head[verb]));
}

/* "was told": whose word it is stands behind "by", if at all. */
bool quote_is_passive(const quote_finder *f, uint32_t verb)
{
    if (dl_tree_child(&f->x, verb, DL_DEP_auxpass) != DL_NO_TOKEN) return true;
    return is_suffered(f, verb);
}

static uint32_t agent_of(const quote_finder *f, uint32_t verb)
{
    uint32_t by = dl_tree_child(&f->x, verb, DL_DEP_agent);
    return by == DL_NO_TOKEN ? by : dl_tree_child(&f->x, by, DL_DEP_pobj);
}

/* "quoted him as saying": who is quoted speaks. */
static uint32_t quoted_in(const quote_finder *f, uint32_t word)
{
    const dl_tokens *t = &f->d->tokens;
    if (!dl_slice_is(t->norm[word], "as") || t->head[word] == word) return DL_NO_TOKEN;
    uint32_t who = dl_tree_child(&f->x, t->head[word], DL_DEP_dobj);
    return who != DL_NO_TOKEN && who < word ? who : DL_NO_TOKEN;
}

bool quote_may_speak(const quote_finder *f, uint32_t token)
{
    int32_t m = f->mention[token];
    if (m < 0) return false;
    const dl_mention *one = &f->d->marks.mentions.at[m];
    bool body = one->kind == DL_KIND_ORG || one->kind == DL_KIND_GPE || one->kind == DL_KIND_NORP;
    return body || one->kind == DL_KIND_PERSON || one->form == DL_FORM_PRONOUN;
}

/* "forced the firm to admit", "made Berg say", "sued him for saying": whom the verb above
 * has as its object is who speaks; who promises somebody to do so does it himself. */
static uint32_t object_of_above(const quote_finder *f, uint32_t verb)
{
    const dl_tokens *t = &f->d->tokens;
    uint32_t above = t->head[verb];
    bool infinitive = dl_token_dep(t, verb) == DL_DEP_xcomp && dl_token_tag(t, verb) == DL_TAG_VB;
    if (dl_token_dep(t, verb) == DL_DEP_pcomp && dl_slice_is(t->norm[above], "for")) {
        infinitive = true;
        above = t->head[above];
    }
    uint32_t object = infinitive ? dl_tree_child(&f->x, above, DL_DEP_dobj) : DL_NO_TOKEN;
    if (object == DL_NO_TOKEN || object >= verb || dl_slice_is(t->lemma[above], "promise"))
        return DL_NO_TOKEN;
    return quote_may_speak(f, object) ? object : DL_NO_TOKEN;
}

/* The subject of a verb; of one without ("saying that ...") that of what it hangs on. */
uint32_t quote_subject_of(const quote_finder *f, uint32_t verb)
{
    const dl_tokens *t = &f->d->tokens;
    uint32_t said = quote_said_before(f, verb);
    if (said != DL_NO_TOKEN) verb = said;
    if (quote_is_passive(f, verb)) return agent_of(f, verb);
    for (int n = 0; n < QUOTE_CLIMB_MOST; n++) {
        uint32_t s = own_subject(f, verb);
        if (s == DL_NO_TOKEN) s = quoted_in(f, verb);
        if (s == DL_NO_TOKEN) s = object_of_above(f, verb);
        if (s != DL_NO_TOKEN) return s;
        dl_dep dep = dl_token_dep(t, verb);
        if (dep == DL_DEP_acl) return t->head[verb];
        bool joined = dep == DL_DEP_conj || dep == DL_DEP_prep || !dl_token_is_finite(t, verb);
        if (!joined || t->head[verb] == verb) break;
        verb = t->head[verb];
    }
    return DL_NO_TOKEN;
}

static bool is_relative(const quote_finder *f, uint32_t token)
{
    dl_tag tag = dl_token_tag(&f->d->tokens, token);
    return (tag == DL_TAG_WP || tag == DL_TAG_WDT) && !is_named(f, token); /* "WHO said" */
}

enum { INVERTED_MOST = 8 }; /* tokens of a speaker's name and title */

/* The noun phrase that begins right behind the verb, no date; DL_NO_TOKEN: none. */
static uint32_t noun_behind(const quote_finder *f, uint32_t verb)
{
    const dl_tokens *t = &f->d->tokens;
    for (uint32_t i = verb + 1; i < t->n && i <= verb + INVERTED_MOST; i++) {
        if (f->mention[i] < 0) continue;
        const dl_mention *m = &f->d->marks.mentions.at[f->mention[i]];
        if (m->range.first == verb + 1 && !is_date(f, i)) return i;
    }
    return DL_NO_TOKEN;
}

/* "...?" asked the mayor: behind a closing mark the noun behind the verb speaks, whatever
 * the tree takes it for. */
static uint32_t inverted_subject(const quote_finder *f, uint32_t verb)
{
    if (verb < 2 || f->segment[verb - 2] < 0 || f->segment[verb] >= 0) return DL_NO_TOKEN;
    if (!dl_token_is_finite(&f->d->tokens, verb)) return DL_NO_TOKEN;
    uint32_t object = dl_tree_child(&f->x, verb, DL_DEP_dobj);
    return object == DL_NO_TOKEN ? noun_behind(f, verb) : object;
}

enum { DATELINE_MOST = 24 }; /* tokens from its place to the verb of the sentence */

/* The dash behind "(Wire)". */
static bool is_dateline_end(const dl_tokens *t, uint32_t i)
{
    return i > 0 && dl_slice_is(t->norm[i - 1], ")") && quote_is_dash(t->norm[i]);
}

/* Does a dateline reach from one token up to the other? */
static bool crosses_dateline(const quote_finder *f, uint32_t from, uint32_t to)
{
    const dl_tokens *t = &f->d->tokens;
    if (span_in_dateline(f->d, t->start[from])) return !span_in_dateline(f->d, t->start[to]);
    for (uint32_t i = from + 1; i < to; i++)
        if (is_dateline_end(t, i)) return true;
    return false;
}

/* "OSLO (Wire) - Rebels said": the tree may take the dateline's place for the subject;
 * then the first noun behind it is. */
static uint32_t behind_dateline(const quote_finder *f, uint32_t subject, uint32_t verb)
{
    const dl_tokens *t = &f->d->tokens;
    if (subject >= verb || verb - subject > DATELINE_MOST) return subject;
    for (uint32_t i = subject + 1; i < verb; i++) {
        dl_dep dep = dl_token_dep(t, i);
        bool part = dep == DL_DEP_amod || dep == DL_DEP_compound || dep == DL_DEP_poss
            || dep == DL_DEP_npadvmod;
        if (f->mention[i] >= 0 && !part && crosses_dateline(f, subject, i)) return i;
    }
    return subject;
}

/* Who speaks where a verb has no subject to the tree: "..., residents of Oslo say": the
 * noun phrase that ends before it. */
static uint32_t noun_before(const quote_finder *f, uint32_t verb)
{
    const dl_tokens *t = &f->d->tokens;
    bool has = verb > 1 && dl_slice_is(t->lemma[verb - 1], "have") && !quote_is_passive(f, verb);
    if (has) verb--; /* "Holm has said" */
    if (verb == 0 || !dl_token_is_finite(t, verb)) return DL_NO_TOKEN;
    uint32_t noun = verb - 1;
    for (int n = 0; n < QUOTE_CLIMB_MOST; n++) {
        dl_dep dep = dl_token_dep(t, noun);
        bool part = dep == DL_DEP_pobj || dep == DL_DEP_prep || dep == DL_DEP_conj;
        if (!part || t->head[noun] >= noun) break;
        noun = t->head[noun];
    }
    if (quote_may_speak(f, noun)) return noun;
    noun = verb - 1;
    bool speaks = quote_may_speak(f, noun)
        && f->d->marks.mentions.at[f->mention[noun]].kind != DL_KIND_GPE;
    return speaks ? noun : DL_NO_TOKEN;
}

/* "who said", "who rose and said": the entity is that of the noun before. */
static int32_t entity_of_relative(const quote_finder *f, uint32_t relative)
{
    const dl_tokens *t = &f->d->tokens;
    uint32_t clause = t->head[relative];
    if (dl_token_dep(t, clause) != DL_DEP_relcl) return -1;
    int32_t m = f->mention[t->head[clause]];
    return m < 0 ? -1 : f->d->marks.mentions.at[m].entity;
}

/* Does a whole quotation stand between a subject and its verb? */
static bool is_over_quotation(const quote_finder *f, uint32_t subject, uint32_t verb)
{
    if (subject >= verb || verb < 2 || f->segment[verb - 2] < 0) return false;
    return f->segments.at[f->segment[verb - 2]].range.first > subject;
}

enum { QUOTATION_LEAST = 6 }; /* tokens: a word set apart may be the subject */

/* '"We know it is safe," reiterating that ...': "we" stands in the quotation. */
static bool is_inside_quotation(const quote_finder *f, uint32_t subject, uint32_t verb)
{
    if (f->segment[subject] < 0 || f->segment[verb] >= 0 || is_named(f, subject)) return false;
    dl_token_range r = f->segments.at[f->segment[subject]].range;
    return r.last - r.first >= QUOTATION_LEAST;
}

/* '"Brilliant," one of the divers, John Roe, is heard saying': the person named between a
 * quotation and the verb. */
static uint32_t person_between(const quote_finder *f, uint32_t inside, uint32_t verb)
{
    for (uint32_t i = f->segments.at[f->segment[inside]].range.last; i < verb; i++)
        if (quote_is_person(f, i)) return i;
    return DL_NO_TOKEN;
}

void quote_set_speaker(const quote_finder *f, dl_quote *q, uint32_t verb)
{
    const dl_tokens *t = &f->d->tokens;
    uint32_t s = quote_subject_of(f, verb);
    if (s != DL_NO_TOKEN && is_inside_quotation(f, s, verb)) s = person_between(f, s, verb);
    if (s == DL_NO_TOKEN || is_over_quotation(f, s, verb)) {
        uint32_t behind = inverted_subject(f, verb);
        if (behind != DL_NO_TOKEN) s = behind;
    }
    if (s == DL_NO_TOKEN) s = noun_before(f, verb);
    if (s != DL_NO_TOKEN) s = behind_dateline(f, s, verb);
    quote_set_source(f, q, s);
    if (s == DL_NO_TOKEN || !is_relative(f, s)) return;
    q->source = (dl_span){ t->start[s], t->end[s] };
    q->entity = entity_of_relative(f, s);
}

static bool names_owner(dl_slice preposition)
{
    return dl_slice_is(preposition, "of") || dl_slice_is(preposition, "by")
        || dl_slice_is(preposition, "from") || dl_slice_is(preposition, "among");
}

/* "his claim", "a Reuters report", "the claim of the party", "they have a plan",
 * "marched in the hope that"; who rejects a claim has made none. */
uint32_t quote_owner_of(const quote_finder *f, uint32_t noun)
{
    const dl_tokens *t = &f->d->tokens;
    uint32_t c = dl_tree_child(&f->x, noun, DL_DEP_poss);
    if (c != DL_NO_TOKEN) return c;
    c = dl_tree_child(&f->x, noun, DL_DEP_compound);
    if (c != DL_NO_TOKEN && is_named(f, c)) return c;
    c = dl_tree_child(&f->x, noun, DL_DEP_prep);
    if (c != DL_NO_TOKEN && names_owner(t->lemma[c])) return dl_tree_child(&f->x, c, DL_DEP_pobj);
    uint32_t head = t->head[noun];
    bool in = dl_token_dep(t, noun) == DL_DEP_pobj && dl_slice_is(t->norm[head], "in");
    if (in && dl_token_pos(t, t->head[head]) == DL_POS_VERB)
        return quote_subject_of(f, t->head[head]);
    if (dl_token_dep(t, noun) != DL_DEP_dobj) return DL_NO_TOKEN;
    const quote_cue *verb = quote_verb(f->words, t->lemma[t->head[noun]]);
    return verb && verb->answers ? DL_NO_TOKEN : quote_subject_of(f, t->head[noun]);
}
