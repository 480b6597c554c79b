/* coref_mentions - see coref.h. In: the names of a report and its trees. Out: noun
 * phrases and pronouns beside them, and what is known of each mention alone. */
#include "coref.h"

#include <stdlib.h>

#include "quote_private.h"
#include "spans.h"

enum {
    SPEAKER_TOKENS = 24 /* how far from a quotation its verb of saying may stand */
};

/* ---- noun phrases and pronouns */

/* "the president", and "the President" where no name follows. */
static bool is_common_noun(const coref *c, const uint8_t *named, uint32_t i)
{
    dl_tag tag = dl_token_tag(&c->d->tokens, i);
    if (tag == DL_TAG_NN || tag == DL_TAG_NNS) return true;
    uint32_t start;
    return tag == DL_TAG_NNP && !named[i + 1] && span_role(c->d, c->k, i, i + 1, &start) != NULL;
}

/* A noun inside of a longer compound heads no phrase; nor does one of time or measure. */
static bool heads_phrase(const dl_doc *d, uint32_t i)
{
    switch (dl_token_dep(&d->tokens, i)) {
    case DL_DEP_compound:
    case DL_DEP_amod:
    case DL_DEP_nmod:
    case DL_DEP_npadvmod:
    case DL_DEP_nummod:
    case DL_DEP_punct:
    case DL_DEP_advmod: return false;
    default: return true;
    }
}

static const pronoun_row *pronoun_at(const coref *c, uint32_t i)
{
    if (dl_token_pos(&c->d->tokens, i) != DL_POS_PRON) return NULL;
    char room[KNOWN_KEY_MAX];
    return known_pronoun(c->k, known_key(span_word(c->d, i), true, room));
}

static void add(coref *c, uint32_t first, uint32_t head, dl_form form, dl_kind kind)
{
    dl_mention *m = DL_PUSH(c->d->arena, &c->d->marks.mentions);
    if (!m) return;
    m->range = (dl_token_range){ first, head + 1 };
    m->span = dl_token_bytes(&c->d->tokens, m->range);
    m->head = head;
    m->form = form;
    m->kind = kind;
    m->entity = -1;
    m->rule = form == DL_FORM_PRONOUN ? DL_S("pronoun") : DL_S("noun phrase");
}

enum { NAMED = 1, NAMED_OWNER = 2 }; /* inside a name; a person's or a body's */

/* Tokens inside of names begin no other mention. */
static uint8_t *named_tokens(const coref *c)
{
    uint8_t *named = dl_arena_array(c->d->scratch, c->d->tokens.n + 1, sizeof *named);
    for (uint32_t m = 0; named && m < c->d->marks.mentions.n; m++) {
        const dl_mention *one = coref_of(c, m);
        bool owner = one->kind == DL_KIND_PERSON || one->kind == DL_KIND_ORG;
        uint8_t what = owner ? NAMED_OWNER : NAMED;
        for (uint32_t i = one->range.first; i < one->range.last; i++) named[i] = what;
    }
    return named;
}

/* Whose it is is a thing of its own where a person or body is named: "Assad's
 * [forces]". */
static uint32_t after_owner(const coref *c, const uint8_t *named, uint32_t first, uint32_t head)
{
    for (uint32_t i = head; i-- > first + 1;)
        if (dl_token_tag(&c->d->tokens, i) == DL_TAG_POS && named[i - 1] == NAMED_OWNER)
            return i + 1;
    return first;
}

static void add_all(coref *c, const uint8_t *named)
{
    for (uint32_t i = 0; i < c->d->tokens.n; i++) {
        if (named[i]) continue;
        if (pronoun_at(c, i)) add(c, i, i, DL_FORM_PRONOUN, DL_KIND_OTHER);
        else if (is_common_noun(c, named, i) && heads_phrase(c->d, i))
            add(c, after_owner(c, named, span_phrase_start(c->d, i), i), i, DL_FORM_NOMINAL,
                DL_KIND_OTHER);
    }
}

static int by_place(const void *a, const void *b)
{
    const dl_mention *x = a;
    const dl_mention *y = b;
    if (x->range.first != y->range.first) return x->range.first < y->range.first ? -1 : 1;
    if (x->range.last != y->range.last) return x->range.last > y->range.last ? -1 : 1;
    return 0;
}

/* ---- what is known of each */

static coref_class class_of(dl_kind k)
{
    switch (k) {
    case DL_KIND_PERSON: return COREF_PERSON;
    case DL_KIND_GPE:
    case DL_KIND_LOC:
    case DL_KIND_FAC: return COREF_PLACE;
    case DL_KIND_ORG: return COREF_BODY;
    case DL_KIND_NORP: return COREF_PEOPLE;
    case DL_KIND_DATE:
    case DL_KIND_TIME:
    case DL_KIND_PERCENT:
    case DL_KIND_MONEY:
    case DL_KIND_QUANTITY:
    case DL_KIND_ORDINAL:
    case DL_KIND_CARDINAL: return COREF_NUMBER;
    default: return COREF_THING;
    }
}

static char gender_of_name(const coref *c, const dl_mention *m, const coref_mention *a)
{
    if (a->role && a->role->gender) return a->role->gender;
    const given_row *g = known_given(c->k, span_word(c->d, m->range.first));
    bool full = m->range.first + 1 < m->range.last;
    if (g && g->gender != 'u' && full) return g->gender;
    return 0;
}

/* "the Russian [president]", "Japanese Prime Minister [Abe]": whose country a role is. */
static dl_slice country_before(const coref *c, uint32_t head)
{
    for (uint32_t i = span_phrase_start(c->d, head); i < head; i++) {
        const known_row *row = span_known(c->d, c->k, i, i + 1);
        if (row && row->country.n && row->what != KNOWN_BODY) return row->country;
    }
    return (dl_slice){ NULL, 0 };
}

/* "the emir of Qatar" */
static dl_slice country_behind(const coref *c, uint32_t head)
{
    uint32_t at = head + 2;
    if (at >= c->d->tokens.n || !span_is(c->d, head + 1, "of")) return (dl_slice){ NULL, 0 };
    const known_row *row = span_known(c->d, c->k, at, at + 1);
    return row && row->what == KNOWN_COUNTRY ? row->country : (dl_slice){ NULL, 0 };
}

/* "the Metropolitan police", taken for a person. */
static bool is_group_name(const coref *c, const dl_mention *m)
{
    if (m->kind != DL_KIND_PERSON || m->range.first + 1 == m->range.last) return false;
    uint32_t last = m->range.last - 1;
    uint32_t start;
    const role_row *r = span_role(c->d, c->k, last, last + 1, &start);
    return r && r->what == ROLE_GROUP && !span_is_upper(span_word(c->d, last));
}

static void fill_name(coref *c, const dl_mention *m, coref_mention *a)
{
    a->what = is_group_name(c, m) ? COREF_BODY : class_of(m->kind);
    a->row = a->what == COREF_NUMBER ? NULL : span_known(c->d, c->k, m->range.first, m->range.last);
    if (a->what != COREF_PERSON) {
        if (a->what != COREF_PEOPLE && a->what != COREF_BODY) a->number = 's';
        a->gender = 'n';
        return;
    }
    a->number = 's';
    uint32_t start;
    uint32_t first = m->range.first;
    const role_row *r = span_role(c->d, c->k, span_piece(c->d, first).first, first, &start);
    uint32_t on = first ? c->d->tokens.head[first - 1] : first;
    bool beside = r && r->what == ROLE_PERSON && on >= first && on < m->range.last;
    if (beside || (r && r->title)) {
        a->role = r;
        a->role_first = start;
        a->role_last = first;
        a->country = country_before(c, m->head);
    }
    a->gender = gender_of_name(c, m, a);
    if (!span_is_one_word(c->d, m->range.first, m->range.last))
        a->given = span_word(c->d, m->range.first);
}

static void fill_determiner(const coref *c, const dl_mention *m, coref_mention *a)
{
    const dl_tokens *t = &c->d->tokens;
    uint32_t first = m->range.first;
    dl_tag tag = dl_token_tag(t, first);
    dl_slice lemma = t->lemma[first];
    bool article = tag == DL_TAG_DT && (dl_slice_is(lemma, "a") || dl_slice_is(lemma, "an"));
    bool some = tag == DL_TAG_DT && !dl_slice_is(lemma, "the") && !dl_slice_is(lemma, "this")
        && !dl_slice_is(lemma, "that") && !dl_slice_is(lemma, "these")
        && !dl_slice_is(lemma, "those");
    a->indefinite = article || some || tag == DL_TAG_CD;
    bool owned = pronoun_at(c, first) != NULL;
    for (uint32_t i = first; i < m->head; i++) owned |= dl_token_tag(t, i) == DL_TAG_POS;
    a->bare = tag != DL_TAG_DT && tag != DL_TAG_PDT && tag != DL_TAG_CD && !owned;
}

static void fill_nominal(coref *c, dl_mention *m, coref_mention *a)
{
    bool plural = dl_token_tag(&c->d->tokens, m->head) == DL_TAG_NNS;
    a->number = plural ? 'p' : 's';
    a->what = COREF_THING;
    a->gender = 'n';
    fill_determiner(c, m, a);
    uint32_t start;
    a->role = span_role(c->d, c->k, m->range.first, m->head + 1, &start);
    if (!a->role) return;
    a->role_first = start;
    a->role_last = m->head + 1;
    a->gender = a->role->gender;
    if (a->role->what == ROLE_PLACE) a->what = COREF_PLACE;
    if (a->role->what == ROLE_GROUP) a->what = COREF_BODY;
    if (a->role->what == ROLE_PERSON) {
        a->what = COREF_PERSON;
        a->country = country_before(c, m->head);
        if (!a->country.n) a->country = country_behind(c, m->head);
    }
    if (a->what == COREF_BODY && !plural) a->number = 0;
    if (a->what != COREF_PERSON) a->gender = 'n';
    m->kind = a->what == COREF_PERSON ? DL_KIND_PERSON : DL_KIND_OTHER;
    if (a->what == COREF_BODY) m->kind = DL_KIND_ORG;
}

static void fill_pronoun(coref *c, const dl_mention *m, coref_mention *a)
{
    a->pronoun = pronoun_at(c, m->head);
    a->number = a->pronoun->number;
    a->gender = a->pronoun->gender;
    a->what = a->gender == 'm' || a->gender == 'f' ? COREF_PERSON : COREF_THING;
}

static void fill(coref *c)
{
    for (uint32_t i = 0; i < c->n; i++) {
        dl_mention *m = &c->d->marks.mentions.at[i];
        coref_mention *a = &c->at[i];
        c->up[i] = i;
        a->size = 1;
        a->named = m->form == DL_FORM_NAME;
        a->sentence = c->sentence[m->head];
        a->speaker = UINT32_MAX;
        if (!c->headed[m->head] || m->form == DL_FORM_NAME) c->headed[m->head] = i + 1;
        if (m->form == DL_FORM_NAME) fill_name(c, m, a);
        if (m->form == DL_FORM_NOMINAL) fill_nominal(c, m, a);
        if (m->form == DL_FORM_PRONOUN) fill_pronoun(c, m, a);
    }
}

bool coref_mentions(coref *c)
{
    dl_arena *a = c->d->scratch;
    uint8_t *named = named_tokens(c);
    if (!named) return false;
    add_all(c, named);
    c->n = c->d->marks.mentions.n;
    if (c->n) qsort(c->d->marks.mentions.at, c->n, sizeof(dl_mention), by_place);
    c->sentence = span_sentences(c->d);
    c->told = dl_arena_array(a, c->d->tokens.sentences.n + 1, sizeof *c->told);
    c->headed = dl_arena_array(a, c->d->tokens.n + 1, sizeof *c->headed);
    c->up = dl_arena_array(a, c->n + 1, sizeof *c->up);
    c->at = dl_arena_array(a, c->n + 1, sizeof *c->at);
    c->why = dl_arena_array(a, c->n + 1, sizeof *c->why);
    if (dl_arena_failed(a)) return false;
    fill(c);
    return true;
}

/* ---- quotations and who says them */

static bool ends_paragraph(const dl_doc *d, uint32_t i)
{
    return span_is_blank(d, i) && dl_slice_find(span_word(d, i), DL_S("\n\n"), 0) != SIZE_MAX;
}

/* The subject of a verb of saying at token v: a mention; UINT32_MAX: none. */
static uint32_t subject_of(const coref *c, uint32_t v)
{
    const dl_tokens *t = &c->d->tokens;
    uint32_t low = v > SPEAKER_TOKENS ? v - SPEAKER_TOKENS : 0;
    uint32_t high = v + SPEAKER_TOKENS < t->n ? v + SPEAKER_TOKENS : t->n;
    for (uint32_t i = low; i < high; i++)
        if (t->head[i] == v && dl_token_dep(t, i) == DL_DEP_nsubj && c->headed[i])
            return c->headed[i] - 1;
    return UINT32_MAX;
}

static bool says(const coref *c, uint32_t i)
{
    return dl_token_pos(&c->d->tokens, i) == DL_POS_VERB
        && span_lemma_cues(c->d, c->k, i) & CUE_SAYS;
}

/* Who says the quotation between open and close: looked for from `low` to `high`, which
 * are in no other. */
static uint32_t speaker_of(
    const coref *c, uint32_t open, uint32_t close, uint32_t low, uint32_t high)
{
    for (uint32_t i = close + 1; i < high; i++) {
        if ((i > close + 1 && c->d->tokens.sent_start[i]) || ends_paragraph(c->d, i)) break;
        if (says(c, i) && subject_of(c, i) != UINT32_MAX) return subject_of(c, i);
    }
    for (uint32_t i = open; i-- > low && !ends_paragraph(c->d, i);)
        if (says(c, i) && subject_of(c, i) != UINT32_MAX) return subject_of(c, i);
    return UINT32_MAX;
}

/* The same of a segment, whose neighbours bound where it is looked for. */
static uint32_t speaker_of_segment(const coref *c, const quote_segments *all, uint32_t s)
{
    dl_token_range r = all->at[s].range;
    uint32_t open = r.first - 1;
    uint32_t low = open > SPEAKER_TOKENS ? open - SPEAKER_TOKENS : 0;
    uint32_t high = span_piece(c->d, open).last;
    if (r.last + SPEAKER_TOKENS < high) high = r.last + SPEAKER_TOKENS;
    if (s > 0 && all->at[s - 1].range.last > low) low = all->at[s - 1].range.last;
    if (s + 1 < all->n && all->at[s + 1].range.first < high) high = all->at[s + 1].range.first;
    return speaker_of(c, open, r.last, low, high);
}

/* Marks the mentions whose heads stand between open and close. */
static void mark_quoted(coref *c, uint32_t open, uint32_t close, uint32_t speaker)
{
    for (uint32_t i = open; i < close; i++) {
        if (!c->headed[i]) continue;
        c->at[c->headed[i] - 1].quoted = true;
        c->at[c->headed[i] - 1].speaker = speaker;
    }
}

/* Sentences that the quotation holds whole, one less than told of them in `told`. */
static void leave_out(coref *c, uint32_t open, uint32_t close)
{
    const dl_tokens *t = &c->d->tokens;
    uint32_t last = close < t->n ? c->sentence[close] : t->sentences.n;
    for (uint32_t s = c->sentence[open]; s <= last && s < t->sentences.n; s++) {
        dl_token_range r = t->sentences.at[s];
        if (r.first >= open && r.last <= close + 2) c->told[s] = 0;
    }
}

void coref_speakers(coref *c)
{
    uint32_t sentences = c->d->tokens.sentences.n;
    for (uint32_t s = 0; s <= sentences; s++) c->told[s] = 1;
    quote_segments all = { 0 };
    if (!quote_segments_of(&all, c->d, c->k)) return;
    uint32_t last = UINT32_MAX; /* the speaker of the quotation before */
    for (uint32_t s = 0; s < all.n; s++) {
        dl_token_range r = all.at[s].range;
        if (r.first <= c->d->tokens.title_n) continue;
        uint32_t speaker = speaker_of_segment(c, &all, s);
        if (speaker == UINT32_MAX) speaker = last;
        mark_quoted(c, r.first, r.last, speaker);
        leave_out(c, r.first - 1, r.last);
        last = speaker;
    }
    for (uint32_t s = 1; s <= sentences; s++) c->told[s] += c->told[s - 1];
}
