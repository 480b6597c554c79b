/* name_forms - see name_forms.h. In: sightings. Out: a kind for each form. */
#include "name_forms.h"

#include "base/chars.h"
#include "place_private.h"
#include "spans.h"

/* Votes. A kind that the engine gave in the text weighs twice that of a headline. */
enum {
    VOTE_ENGINE = 2,
    VOTE_ENGINE_TITLE = 1,
    VOTE_TITLE_BEFORE = 4,
    VOTE_AGE = 3,
    VOTE_GIVEN = 2,
    VOTE_PLACED = 2,
    VOTE_PLACE_WORD = 3,
    VOTE_PLACE_OF = 8 /* "the town of": hardly a person's */,
    /* of what the gazetteer knows: after "in", in a list of places, before "police" */
    VOTE_PLACED_KNOWN = 1,
    VOTE_LISTED = 2,
    VOTE_CIVIC = 2,
    VOTE_RESIDENT = 4, /* "Hacker, 43, of McKee" */
    VOTE_GROUP = 3,
    VOTE_FIRM = 3,
    VOTE_OWNER = 3,
    VOTE_ARTICLE = -2, /* against a person: "the Sahel" */
    VOTE_SAYS = 1,
    VOTE_BODY_WORD = 4,
    VOTE_TABLE = 4,
    VOTE_SURE_BODY = 3, /* each time: a body whose name means nothing else */
    VOTE_PEOPLE = 8,
    VOTE_WHOLE = 1,
    VOTE_WHOLE_BODY = 3, /* against a body: those are less often named like persons */
    VOTE_WHOLE_SURE = 3, /* of a full name with a title, an age or a given name */
    VOTE_ACRONYM = -2, /* against a person */
    WHOLE_TIMES_MAX = 3, /* a full name lends its kind so often at most */
    CHAIN_MAX = 8 /* full names of one last word that are looked at */
};

name_class name_class_of(dl_kind k)
{
    switch (k) {
    case DL_KIND_PERSON: return NAME_PERSON;
    case DL_KIND_GPE:
    case DL_KIND_LOC:
    case DL_KIND_FAC: return NAME_PLACE;
    case DL_KIND_ORG: return NAME_ORG;
    case DL_KIND_NORP: return NAME_NORP;
    default: return NAME_OTHER;
    }
}

bool name_is_core(dl_kind k) { return k >= DL_KIND_PERSON && k <= DL_KIND_LANGUAGE; }

/* ---- forms by key */

static dl_slice key_of(const name_forms *f, uint32_t first, uint32_t last, char *room)
{
    bool article = first + 1 < last && (span_is(f->d, first, "the") || span_is(f->d, first, "The"));
    return known_key(span_text(f->d, first + article, last), false, room);
}

static uint32_t slot_of(const name_forms *f, dl_slice key)
{
    uint32_t at = (uint32_t)dl_hash64(key, 0) & (f->slots - 1);
    while (f->slot[at] && !dl_slice_eq(f->form.at[f->slot[at] - 1].key, key))
        at = (at + 1) & (f->slots - 1);
    return at;
}

uint32_t forms_find(const name_forms *f, uint32_t first, uint32_t last)
{
    char room[KNOWN_KEY_MAX];
    dl_slice key = key_of(f, first, last, room);
    if (!key.n) return UINT32_MAX;
    uint32_t at = f->slot[slot_of(f, key)];
    return at ? at - 1 : UINT32_MAX;
}

static uint32_t form_of(name_forms *f, uint32_t first, uint32_t last)
{
    char room[KNOWN_KEY_MAX];
    dl_slice key = key_of(f, first, last, room);
    if (!key.n) return UINT32_MAX;
    uint32_t at = slot_of(f, key);
    if (f->slot[at]) return f->slot[at] - 1;
    name_form *n = DL_PUSH(f->arena, &f->form);
    if (!n) return UINT32_MAX;
    n->key = dl_arena_copy(f->arena, key);
    n->first = first;
    n->last = last;
    n->whole = UINT32_MAX;
    n->row = span_known(f->d, f->k, first, last);
    n->place = place_is_known(f->places, key);
    f->slot[at] = f->form.n;
    return f->form.n - 1;
}

/* ---- what stands beside a sighting */

/* A title that hangs on the name: "Prime Minister Abe", but not "a member Japan left". */
static bool title_before(const name_forms *f, uint32_t first, uint32_t last)
{
    uint32_t from = span_piece(f->d, first).first;
    if (first == from) return false;
    uint32_t on = f->d->tokens.head[first - 1];
    if (on < first || on >= last) return false;
    uint32_t start;
    const role_row *r = span_role(f->d, f->k, from, first, &start);
    return r && r->title;
}

/* ", 61," after a name. */
static bool age_after(const dl_doc *d, uint32_t last)
{
    if (last + 2 >= span_piece(d, last - 1).last || !span_is(d, last, ",")) return false;
    dl_slice age = span_word(d, last + 1);
    if (age.n != 2 || age.p[0] < '1' || age.p[0] > '9' || age.p[1] < '0' || age.p[1] > '9')
        return false;
    return span_is(d, last + 2, ",") || span_is(d, last + 2, ".");
}

static bool is_subject(const dl_doc *d, uint32_t head)
{
    return dl_token_dep(&d->tokens, head) == DL_DEP_nsubj;
}

/* "the river Nestus", "the village of Cliddesden", "the mayor of Brisbane": the votes
 * for a place. */
static int place_word_before(const name_forms *f, uint32_t first)
{
    uint32_t from = span_piece(f->d, first).first;
    bool of = first > from && span_is(f->d, first - 1, "of");
    if (of) first--;
    uint32_t start;
    const role_row *r = span_role(f->d, f->k, from, first, &start);
    if (!r) return 0;
    bool ruled = of && r->what == ROLE_PERSON && r->title && r->sector.n;
    if (r->what == ROLE_PLACE && of) return VOTE_PLACE_OF;
    return r->what == ROLE_PLACE || ruled ? VOTE_PLACE_WORD : 0;
}

/* "the Icelandic band Sigur Ros", "the magazine Der Spiegel". */
static bool group_before(const name_forms *f, uint32_t first)
{
    uint32_t from = span_piece(f->d, first).first;
    uint32_t start;
    const role_row *r = span_role(f->d, f->k, from, first, &start);
    return r && r->what == ROLE_GROUP;
}

static bool is_firm(const name_forms *f, uint32_t token)
{
    const known_row *row = span_known(f->d, f->k, token, token + 1);
    bool body = row && row->what == KNOWN_BODY;
    return body || (span_cues(f->d, f->k, token) & CUE_FIRM) != 0;
}

/* "Baker Hughes shareholders", "shares of Baker Hughes", "buy Baker Hughes", "Halliburton
 * and Baker Hughes". */
static bool beside_firm(const name_forms *f, uint32_t head)
{
    const dl_tokens *t = &f->d->tokens;
    uint32_t above = t->head[head];
    switch (dl_token_dep(t, head)) {
    case DL_DEP_compound:
    case DL_DEP_poss: return span_lemma_cues(f->d, f->k, above) & CUE_SHARES;
    case DL_DEP_dobj: return span_lemma_cues(f->d, f->k, above) & CUE_BUYS;
    case DL_DEP_conj: return is_firm(f, above);
    case DL_DEP_pobj: return span_lemma_cues(f->d, f->k, t->head[above]) & CUE_SHARES;
    default: return false;
    }
}

/* ", 43, of" before a name. */
static bool age_before(const dl_doc *d, uint32_t first)
{
    dl_token_range piece = span_piece(d, first);
    if (first < piece.first + 4 || !span_is(d, first - 1, "of") || !span_is(d, first - 2, ","))
        return false;
    dl_slice age = span_word(d, first - 3);
    bool figures = age.n >= 1 && age.n <= 2 && dl_is_digit(age.p[0])
        && dl_is_digit(age.p[age.n - 1]);
    return figures && span_is(d, first - 4, ",");
}

/* A place stands beside the sighting, with a comma or "and" between. */
static bool is_listed(const name_forms *f, uint32_t i)
{
    const name_sighting *s = &f->seen.at[i];
    for (int side = 0; side < 2; side++) {
        if (side ? i + 1 >= f->seen.n : i == 0) continue;
        const name_sighting *other = side ? s + 1 : s - 1;
        uint32_t from = side ? s->last : other->last;
        uint32_t to = side ? other->first : s->first;
        if (name_class_of(other->kind) != NAME_PLACE || to != from + 1) continue;
        if (span_is(f->d, from, ",") || span_is(f->d, from, "and")) return true;
    }
    return false;
}

static void vote_place(name_forms *f, uint32_t i, name_form *n)
{
    const name_sighting *s = &f->seen.at[i];
    if (age_before(f->d, s->first)) n->vote[NAME_PLACE] += VOTE_RESIDENT;
    if (!n->place) return;
    if (is_listed(f, i)) n->vote[NAME_PLACE] += VOTE_LISTED;
    if (s->last >= span_piece(f->d, s->first).last) return;
    dl_slice next = span_word(f->d, s->last);
    bool civic = place_word_of(f->places, next) & PLACE_CIVIC;
    if (civic && !span_is_upper(next)) n->vote[NAME_PLACE] += VOTE_CIVIC;
}

static void vote_relations(name_forms *f, const name_sighting *s, name_form *n)
{
    const dl_doc *d = f->d;
    uint32_t head = span_head(d, s->first, s->last);
    uint32_t above = d->tokens.head[head];
    if (beside_firm(f, head)) n->vote[NAME_ORG] += VOTE_FIRM;
    if (is_subject(d, head)) {
        unsigned cue = span_lemma_cues(d, f->k, above);
        n->acts |= (cue & (CUE_SAYS | CUE_HUMAN)) != 0;
        if (cue & (CUE_SAYS | CUE_HUMAN)) n->vote[NAME_PERSON] += VOTE_SAYS;
        if (cue & (CUE_SAYS | CUE_HUMAN) && !n->row) n->vote[NAME_PLACE] -= VOTE_SAYS;
    }
    if (dl_token_dep(&d->tokens, head) == DL_DEP_poss && !n->row
        && span_lemma_cues(d, f->k, above) & CUE_OWNED)
        n->vote[NAME_PERSON] += VOTE_OWNER;
}

static void vote_beside(name_forms *f, name_sighting *s, name_form *n)
{
    const dl_doc *d = f->d;
    uint32_t head = span_head(d, s->first, s->last);
    if (title_before(f, s->first, s->last)) {
        n->vote[NAME_PERSON] += VOTE_TITLE_BEFORE;
        n->sure = true;
        bool honour = span_cues(d, f->k, s->first - 1) & CUE_HONOUR;
        if (honour) s->kind = DL_KIND_PERSON;
        if (name_class_of(s->kind) == NAME_PERSON) s->fixed = true;
    }
    if (age_after(d, s->last)) {
        n->vote[NAME_PERSON] += VOTE_AGE;
        n->sure = true;
    }
    vote_relations(f, s, n);
    if (group_before(f, s->first) && !n->sure) n->vote[NAME_ORG] += VOTE_GROUP;
    n->vote[NAME_PLACE] += place_word_before(f, s->first);
    if (s->first > 0 && s->first + 1 == s->last
        && (span_is(d, s->first - 1, "the") || span_is(d, s->first - 1, "The")))
        n->vote[NAME_PERSON] += VOTE_ARTICLE;
    if (s->first > 0 && span_cues(d, f->k, s->first - 1) & CUE_PLACES
        && dl_token_dep(&d->tokens, head) == DL_DEP_pobj) {
        n->vote[NAME_PLACE] += VOTE_PLACED + (n->place ? VOTE_PLACED_KNOWN : 0);
        n->placed = true;
        s->placed = name_class_of(s->kind) == NAME_PLACE;
    }
}

/* What the words of a form say whatever stands beside it. */
static void vote_words(name_forms *f, name_form *n)
{
    const dl_doc *d = f->d;
    bool single = n->first + 1 == n->last;
    const given_row *g = known_given(f->k, span_word(d, n->first));
    bool proper = span_is_upper(span_word(d, n->last - 1));
    bool body = !single && span_cues(d, f->k, n->last - 1) & CUE_BODY;
    if (g && !single && proper && !body) {
        n->vote[NAME_PERSON] += VOTE_GIVEN;
        n->sure = true;
    }
    if (single && span_is_acronym(span_word(d, n->first))) n->vote[NAME_PERSON] += VOTE_ACRONYM;
    if (g && single && !g->also && !n->row) n->vote[NAME_PERSON] += VOTE_GIVEN - 1;
    if (body) n->vote[NAME_ORG] += VOTE_BODY_WORD;
    if (!n->row) return;
    bool people = n->row->kind == DL_KIND_NORP;
    n->vote[name_class_of(n->row->kind)] += people ? VOTE_PEOPLE : VOTE_TABLE;
}

enum { MARGIN_LOW = 1500, MARGIN_HIGH = 4000 }; /* thousandths of the engine's score */

static int lead_of(const name_sighting *s)
{
    if (s->margin < MARGIN_LOW) return -1;
    return s->margin >= MARGIN_HIGH;
}

void forms_make(name_forms *f)
{
    f->slots = 64;
    while (f->slots < f->seen.n * 4) f->slots *= 2;
    f->slot = dl_arena_array(f->arena, f->slots, sizeof *f->slot);
    for (uint32_t i = 0; f->slot && i < f->seen.n && span_goes_on(f->d, &f->steps); i++) {
        name_sighting *s = &f->seen.at[i];
        s->form = UINT32_MAX;
        if (!name_is_core(s->kind)) continue;
        s->form = form_of(f, s->first, s->last);
        if (s->form == UINT32_MAX) continue;
        name_form *n = &f->form.at[s->form];
        bool title = s->first < f->d->tokens.title_n;
        if (n->seen == 0) vote_words(f, n);
        n->seen++;
        bool body = n->row && n->row->what == KNOWN_BODY && !n->row->also;
        if (body) n->vote[name_class_of(n->row->kind)] += VOTE_SURE_BODY;
        n->said[s->kind]++;
        n->vote[name_class_of(s->kind)] += title ? VOTE_ENGINE_TITLE : VOTE_ENGINE;
        if (s->margin) n->lead[name_class_of(s->kind)] += lead_of(s);
        vote_beside(f, s, n);
        vote_place(f, i, n);
    }
}

/* ---- parts and wholes */

static uint64_t word_slot(const name_forms *f, dl_slice word)
{
    return dl_hash64(word, 1) & (f->slots - 1);
}

static void index_last_words(name_forms *f)
{
    f->by_word = dl_arena_array(f->arena, f->slots, sizeof *f->by_word);
    f->next = dl_arena_array(f->arena, f->form.n + 1, sizeof *f->next);
    if (!f->by_word || !f->next) return;
    for (uint32_t i = 0; i < f->form.n; i++) {
        const name_form *n = &f->form.at[i];
        if (n->first + 1 == n->last) continue;
        uint64_t at = word_slot(f, span_word(f->d, n->last - 1));
        f->next[i] = f->by_word[at];
        f->by_word[at] = i + 1;
    }
}

static bool leans_person(const name_form *n)
{
    for (int c = 0; c < NAME_CLASSES; c++)
        if (c != NAME_PERSON && n->vote[c] >= n->vote[NAME_PERSON]) return false;
    return true;
}

/* The full name of a person that a single word is the surname of, the most often seen. */
static uint32_t whole_of(const name_forms *f, uint32_t part)
{
    dl_token_range one = { f->form.at[part].first, f->form.at[part].last };
    dl_slice word = span_word(f->d, one.last - 1);
    uint32_t best = UINT32_MAX;
    int looked = 0;
    uint32_t at = f->by_word[word_slot(f, word)];
    for (; at && looked < CHAIN_MAX; at = f->next[at - 1], looked++) {
        const name_form *n = &f->form.at[at - 1];
        if (!leans_person(n) || !dl_slice_eq(span_word(f->d, n->last - 1), word)) continue;
        if (!span_is_last_word(f->d, one, (dl_token_range){ n->first, n->last })) continue;
        if (best == UINT32_MAX || n->seen > f->form.at[best].seen) best = at - 1;
    }
    return best;
}

void forms_link(name_forms *f)
{
    if (!f->slot) return;
    index_last_words(f);
    if (!f->by_word || !f->next) return;
    for (uint32_t i = 0; i < f->form.n; i++) {
        name_form *n = &f->form.at[i];
        if (!span_is_one_word(f->d, n->first, n->last)) continue;
        if (n->row && n->row->kind == DL_KIND_NORP) continue;
        n->whole = whole_of(f, i);
        if (n->whole == UINT32_MAX) continue;
        const name_form *whole = &f->form.at[n->whole];
        uint32_t times = whole->seen < WHOLE_TIMES_MAX ? whole->seen : WHOLE_TIMES_MAX;
        bool place = n->vote[NAME_PLACE] > n->vote[NAME_ORG];
        int each = whole->sure ? VOTE_WHOLE_SURE : VOTE_WHOLE;
        if (!whole->sure && !place) each = VOTE_WHOLE_BODY;
        n->vote[NAME_PERSON] += (int32_t)times * each;
    }
}

/* "Georgia Stevens" told: "Georgia" that acts and is never a place to be in is she. */
static void name_givens(name_forms *f)
{
    if (!f->slot) return;
    for (uint32_t i = 0; i < f->form.n; i++) {
        const name_form *whole = &f->form.at[i];
        if (whole->kind != DL_KIND_PERSON || !whole->sure || whole->first + 1 == whole->last)
            continue;
        if (!known_given(f->k, span_word(f->d, whole->first))) continue;
        uint32_t at = forms_find(f, whole->first, whole->first + 1);
        if (at == UINT32_MAX || at == i) continue;
        name_form *part = &f->form.at[at];
        bool place = name_class_of(part->kind) == NAME_PLACE;
        if (place && part->acts && !part->placed) part->kind = DL_KIND_PERSON;
    }
}

/* ---- the decision */

static dl_kind kind_in(const name_form *n, name_class c)
{
    dl_kind best = DL_KIND_OTHER;
    for (int k = 1; k < DL_KIND_COUNT; k++)
        if (name_class_of((dl_kind)k) == c && name_is_core((dl_kind)k)
            && (best == DL_KIND_OTHER || n->said[k] > n->said[best]))
            best = (dl_kind)k;
    bool said = n->said[best] > 0;
    if (n->row && name_class_of(n->row->kind) == c && (!said || c != NAME_PLACE))
        return n->row->kind;
    bool town = n->row && n->row->kind == DL_KIND_GPE && best == DL_KIND_FAC;
    if (c == NAME_PLACE && (!said || town)) return DL_KIND_GPE;
    return best;
}

/* Where votes are even, what the engine said more often. */
static bool better(const name_form *n, name_class a, name_class than)
{
    if (n->vote[a] != n->vote[than]) return n->vote[a] > n->vote[than];
    return n->said[kind_in(n, a)] > n->said[kind_in(n, than)];
}

/* Where the engine gave a name several kinds, those of which it was sure count more. */
static void weigh_leads(name_form *n)
{
    unsigned classes = 0;
    for (int k = 1; k < DL_KIND_COUNT; k++)
        if (n->said[k] && name_is_core((dl_kind)k)) classes |= 1u << name_class_of((dl_kind)k);
    bool several = (classes & (classes - 1)) != 0;
    for (int c = 0; c < NAME_CLASSES && several; c++) n->vote[c] += n->lead[c];
}

void forms_decide(name_forms *f)
{
    for (uint32_t i = 0; i < f->form.n; i++) {
        name_form *n = &f->form.at[i];
        weigh_leads(n);
        name_class best = NAME_PERSON;
        for (int c = 1; c < NAME_CLASSES; c++)
            if (better(n, (name_class)c, best)) best = (name_class)c;
        n->kind = kind_in(n, best);
    }
    name_givens(f);
}
