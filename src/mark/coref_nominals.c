/* coref_nominals - noun phrases and what they stand for: "the prime minister", "the
 * islands", "his company". See coref.h. In: names joined. Out: noun phrases joined to
 * names or to one another. */
#include "coref.h"

#include "spans.h"

enum {
    SENTENCES_HEAD = 12, /* how far back the same noun may stand */
    SENTENCES_OWNED = 4, /* "his father": whose that is changes */
    SENTENCES_ROLE = 40, /* and the holder of a role */
    SENTENCES_NEAR = 3, /* and what "the company" means */
    NEAR_MAX = 12 /* mentions that are looked at for it */
};

enum { RULERS_MAX = 16 }; /* heads of states and governments that a report names */

typedef struct ruler {
    uint32_t mention;
    const dl_office_term *term;
} ruler;

/* The last mention of each head word or role, by the word. */
typedef struct head_index {
    coref *c;
    int32_t day; /* of the report; INT32_MIN: not known */
    ruler ruler[RULERS_MAX];
    uint32_t rulers;
    dl_slice *key;
    uint32_t *mention; /* + 1 */
    uint32_t slots;
} head_index;

static bool index_new(head_index *x, coref *c)
{
    x->c = c;
    x->rulers = 0;
    x->day = INT32_MIN;
    if (c->d->text.date.n) dl_iso_read(c->d->text.date, &x->day);
    x->slots = 64;
    while (x->slots < c->n * 4) x->slots *= 2;
    x->key = dl_arena_array(c->d->scratch, x->slots, sizeof *x->key);
    x->mention = dl_arena_array(c->d->scratch, x->slots, sizeof *x->mention);
    return x->key && x->mention;
}

static uint32_t slot_of(const head_index *x, dl_slice key, uint32_t bucket)
{
    uint32_t at = (uint32_t)dl_hash64(key, bucket) & (x->slots - 1);
    while (x->mention[at] && !dl_slice_eq(x->key[at], key)) at = (at + 1) & (x->slots - 1);
    return at;
}

static void put(head_index *x, dl_slice key, uint32_t bucket, uint32_t m)
{
    if (!key.n) return;
    uint32_t at = slot_of(x, key, bucket);
    x->key[at] = key;
    x->mention[at] = m + 1;
}

static uint32_t get(const head_index *x, dl_slice key, uint32_t bucket)
{
    uint32_t at = x->mention[slot_of(x, key, bucket)];
    return at ? at - 1 : UINT32_MAX;
}

static dl_slice small(const coref *c, dl_slice word)
{
    char room[KNOWN_KEY_MAX];
    return dl_arena_copy(c->d->scratch, known_key(word, true, room));
}

static bool near(const coref *c, uint32_t a, uint32_t b, uint32_t sentences)
{
    bool same_piece = (coref_of(c, a)->head < c->d->tokens.title_n)
        == (coref_of(c, b)->head < c->d->tokens.title_n);
    return same_piece && c->at[b].sentence - c->at[a].sentence <= sentences;
}

/* ---- what a phrase says beside its head */

static bool is_content(const coref *c, uint32_t i)
{
    dl_pos p = dl_token_pos(&c->d->tokens, i);
    return p == DL_POS_NOUN || p == DL_POS_PROPN || p == DL_POS_ADJ || p == DL_POS_NUM;
}

/* Every word that the later phrase has beside its head stands in the earlier one too. */
static bool words_included(const coref *c, uint32_t later, uint32_t earlier)
{
    const dl_mention *a = coref_of(c, later);
    const dl_mention *b = coref_of(c, earlier);
    uint32_t from = b->range.first;
    if (b->form == DL_FORM_NAME && c->at[earlier].role) from = span_phrase_start(c->d, b->head);
    if (from > b->range.first) from = b->range.first;
    for (uint32_t i = a->range.first; i < a->head; i++) {
        if (!is_content(c, i)) continue;
        bool found = false;
        for (uint32_t k = from; k < b->range.last && !found; k++)
            found = dl_slice_eq(c->d->tokens.lemma[i], c->d->tokens.lemma[k]);
        if (!found) return false;
    }
    return true;
}

/* The country that a phrase names beside its head: "Japan's prime minister". */
static dl_slice country_of(const coref *c, uint32_t m)
{
    const dl_mention *a = coref_of(c, m);
    for (uint32_t i = a->range.first; i < a->range.last; i++) {
        const known_row *row = span_known(c->d, c->k, i, i + 1);
        if (row && row->country.n) return row->country;
    }
    return (dl_slice){ NULL, 0 };
}

/* ---- holders of roles */

/* "premier" and "prime minister" are one; "supreme leader" and "president" are two. */
static bool shares_office(const role_row *role)
{
    return role->office.n && !dl_slice_ends(role->word, DL_S("leader"));
}

/* The phrase that tells a person's role, as words: a title before a name, or "the X". */
static void put_roles(head_index *x, uint32_t m)
{
    coref *c = x->c;
    const coref_mention *a = &c->at[m];
    if (!a->role || a->what != COREF_PERSON || a->number == 'p') return;
    put(x, a->role->word, 2, m);
    if (shares_office(a->role)) put(x, a->role->office, 3, m);
    dl_slice last = c->d->tokens.lemma[a->role_last - 1];
    put(x, small(c, last), 2, m);
}

/* "the president of Congress" is not the country's. */
static bool is_of_other(const coref *c, uint32_t m)
{
    uint32_t of = coref_of(c, m)->range.last;
    if (of + 1 >= c->d->tokens.n || !span_is(c->d, of, "of")) return false;
    for (uint32_t i = of + 1; i < of + 5 && i < c->d->tokens.n; i++) {
        if (!span_is_upper(span_word(c->d, i))) continue;
        const known_row *row = span_known(c->d, c->k, i, i + 1);
        return !row || row->what != KNOWN_COUNTRY;
    }
    return false;
}

/* "the new president", "the next minister": another one than the one told of by the
 * office alone. */
static bool is_next(const coref *c, uint32_t m)
{
    for (uint32_t i = coref_of(c, m)->range.first; i < c->at[m].role_first; i++)
        if (span_lemma_cues(c->d, c->k, i) & CUE_NEXT) return true;
    return false;
}

static uint32_t role_holder(head_index *x, uint32_t m)
{
    coref *c = x->c;
    const coref_mention *a = &c->at[m];
    if (!a->role || a->what != COREF_PERSON || a->indefinite || a->number == 'p') return UINT32_MAX;
    if (is_of_other(c, m) || is_next(c, m)) return UINT32_MAX;
    uint32_t who = get(x, a->role->word, 2);
    if (who != UINT32_MAX && a->role->of_body && !words_included(c, m, who)) return UINT32_MAX;
    if (who == UINT32_MAX && shares_office(a->role)) who = get(x, a->role->office, 3);
    if (who == UINT32_MAX || !near(c, who, m, SENTENCES_ROLE)) return UINT32_MAX;
    dl_slice mine = country_of(c, m);
    dl_slice his = country_of(c, who);
    if (mine.n && his.n && !dl_slice_eq(mine, his)) return UINT32_MAX;
    return who;
}

/* ---- who is known to rule: "the Libyan leader" */

/* The highest office that a person of that name held then, of a state; NULL: none. */
static const dl_office_term *ruling_term(const head_index *x, uint32_t m)
{
    const coref *c = x->c;
    dl_token_range r = coref_of(c, m)->range;
    dl_slice name = span_text(c->d, r.first, r.last);
    dl_office_when when = DL_OFFICE_THEN;
    bool full = !span_is_one_word(c->d, r.first, r.last);
    const dl_office_term *t = full ? dl_offices_find(c->offices, name, x->day, &when) : NULL;
    if (!t) t = dl_offices_head(c->offices, name, x->day, &when);
    bool rules = t && when != DL_OFFICE_BEFORE && dl_slice_starts(t->office, DL_S("head_of"));
    return rules ? t : NULL;
}

static void put_ruler(head_index *x, uint32_t m)
{
    coref *c = x->c;
    if (c->at[m].what != COREF_PERSON || x->rulers == RULERS_MAX) return;
    uint32_t root = coref_root(c, m);
    for (uint32_t i = 0; i < x->rulers; i++) {
        if (coref_root(c, x->ruler[i].mention) != root) continue;
        x->ruler[i].mention = m;
        return;
    }
    const dl_office_term *t = ruling_term(x, m);
    if (t) x->ruler[x->rulers++] = (ruler){ m, t };
}

/* Does the phrase tell the office of that term: "the president", "Libya's leader"? */
static bool tells_term(const coref *c, uint32_t m, const dl_office_term *t)
{
    const role_row *role = c->at[m].role;
    dl_slice country = c->at[m].country.n ? c->at[m].country : country_of(c, m);
    if (country.n && !dl_slice_eq(country, t->country)) return false;
    if (dl_slice_is(role->word, "leader")) return country.n > 0;
    return shares_office(role) && dl_slice_eq(role->office, t->office);
}

/* "Iran's leader, Ayatollah Khomeini", "the first president": another one, or anyone. */
static bool tells_of_other(const coref *c, uint32_t m)
{
    enum { LOOK = 5 };
    const dl_tokens *t = &c->d->tokens;
    dl_token_range r = coref_of(c, m)->range;
    for (uint32_t i = r.first; i < r.last; i++)
        if (dl_slice_is(t->norm[i], "first") || dl_slice_is(t->norm[i], "late")) return true;
    if (r.last >= t->n || !span_is(c->d, r.last, ",")) return false;
    for (uint32_t i = r.last + 1; i < t->n && i < r.last + LOOK && span_is_proper(c->d, i); i++)
        if (c->headed[i] && c->at[c->headed[i] - 1].what == COREF_PERSON) return true;
    return false;
}

/* The one ruler told of before whose office the phrase tells. */
static uint32_t ruling(head_index *x, uint32_t m)
{
    coref *c = x->c;
    const coref_mention *a = &c->at[m];
    if (!a->role || a->what != COREF_PERSON || a->number == 'p') return UINT32_MAX;
    if (c->at[coref_root(c, m)].named || is_of_other(c, m) || is_next(c, m)) return UINT32_MAX;
    if (tells_of_other(c, m)) return UINT32_MAX;
    uint32_t found = UINT32_MAX;
    for (uint32_t i = 0; i < x->rulers; i++) {
        if (!tells_term(c, m, x->ruler[i].term)) continue;
        if (found != UINT32_MAX) return UINT32_MAX;
        found = x->ruler[i].mention;
    }
    return found != UINT32_MAX && near(c, found, m, SENTENCES_ROLE) ? found : UINT32_MAX;
}

/* ---- the same noun */

/* "the army" is not the Free Army of the rebels told of before. */
static bool is_of_other_side(const coref *c, uint32_t m, uint32_t name)
{
    const role_row *role = c->at[m].role;
    const known_row *row = c->at[name].row;
    if (!role || !row || row->code.n <= 3 || !known_is_of_state(role->sector)) return false;
    return dl_slice_ends(row->code, DL_S("REB")) || dl_slice_ends(row->code, DL_S("OPP"));
}

static bool may_refer(const coref *c, uint32_t m) { return !c->at[m].indefinite && !c->at[m].bare; }

/* "his father" */
static bool is_owned(const coref *c, uint32_t m)
{
    const coref_mention *a = &c->at[m];
    uint32_t first = coref_of(c, m)->range.first;
    return a->what == COREF_PERSON && dl_token_pos(&c->d->tokens, first) == DL_POS_PRON
        && dl_token_dep(&c->d->tokens, first) == DL_DEP_poss;
}

static uint32_t same_head(head_index *x, uint32_t m, dl_slice head)
{
    coref *c = x->c;
    uint32_t before = get(x, head, 1);
    uint32_t reach = is_owned(c, m) ? SENTENCES_OWNED : SENTENCES_HEAD;
    if (before == UINT32_MAX || !near(c, before, m, reach)) return UINT32_MAX;
    if (is_of_other_side(c, m, before)) return UINT32_MAX;
    return words_included(c, m, before) ? before : UINT32_MAX;
}

/* ---- "the company", "the country": the last one told of */

/* "the crowd", "the gang" are no body with a name. */
static bool is_of_people(dl_slice sector)
{
    return dl_slice_is(sector, "CVL") || dl_slice_is(sector, "CRM") || dl_slice_is(sector, "REF");
}

/* What a word for a group or a place goes with. */
static bool fits(const coref *c, const role_row *role, uint32_t m)
{
    const coref_mention *a = &c->at[m];
    if (coref_of(c, m)->form != DL_FORM_NAME) return false;
    if (role->what == ROLE_PLACE) {
        bool country = a->row && a->row->what == KNOWN_COUNTRY;
        bool nation = dl_slice_is(role->word, "country") || dl_slice_is(role->word, "nation");
        return a->what == COREF_PLACE && country == nation;
    }
    if (a->what != COREF_BODY) return false;
    if (!role->sector.n) return true;
    if (a->row && a->row->code.n) return dl_slice_ends(a->row->code, role->sector);
    return !known_is_of_state(role->sector) && !is_of_people(role->sector);
}

static uint32_t last_told(coref *c, uint32_t m)
{
    const role_row *role = c->at[m].role;
    if (!role || role->what == ROLE_PERSON || c->at[m].number == 'p') return UINT32_MAX;
    if (coref_of(c, m)->range.first + 2 != coref_of(c, m)->range.last) return UINT32_MAX;
    int looked = 0;
    uint32_t found = UINT32_MAX; /* the last one told of, which no subject of its sentence is */
    for (uint32_t k = m; k-- > 0 && looked < NEAR_MAX;) {
        if (coref_of(c, k)->form != DL_FORM_NAME) continue;
        if (!near(c, k, m, SENTENCES_NEAR)) return found;
        if (found != UINT32_MAX && c->at[k].sentence != c->at[found].sentence) return found;
        looked++;
        dl_dep dep = dl_token_dep(&c->d->tokens, coref_of(c, k)->head);
        /* "Novatek" of "Novatek Chief Executive Mikhelson" is told of, "United
         * Nations" of "a United Nations mission" is not */
        dl_tag above = dl_token_tag(&c->d->tokens, c->d->tokens.head[coref_of(c, k)->head]);
        if (above == DL_TAG_NNP) dep = DL_DEP_OTHER;
        if (dep == DL_DEP_compound || dep == DL_DEP_nmod || dep == DL_DEP_amod) continue;
        if (!fits(c, role, k)) continue;
        if (dep == DL_DEP_nsubj) return k;
        if (found == UINT32_MAX) found = k;
    }
    return found;
}

/* ---- the pass */

static dl_slice head_word(const coref *c, uint32_t m)
{
    return small(c, c->d->tokens.lemma[coref_of(c, m)->head]);
}

static void resolve(head_index *x, uint32_t m, dl_slice head)
{
    coref *c = x->c;
    if (!may_refer(c, m)) {
        uint32_t who = role_holder(x, m);
        bool alone = coref_of(c, m)->range.first + 1 < coref_of(c, m)->range.last;
        if (who != UINT32_MAX && alone && country_of(c, m).n) coref_join(c, who, m, "office");
        return;
    }
    uint32_t before = same_head(x, m, head);
    if (before != UINT32_MAX && coref_join(c, before, m, "same noun")) return;
    uint32_t who = role_holder(x, m);
    if (who != UINT32_MAX && coref_join(c, who, m, "office")) return;
    who = ruling(x, m);
    if (who != UINT32_MAX && coref_join(c, who, m, "office held")) return;
    uint32_t told = last_told(c, m);
    if (told != UINT32_MAX) coref_join(c, told, m, "last told of");
}

/* "Nepal's prime minister said ... Prime Minister Sushil Koirala": told by the office
 * first, named afterwards. */
static void named_later(head_index *x, uint32_t m)
{
    coref *c = x->c;
    const coref_mention *a = &c->at[m];
    if (!a->role || !a->role->office.n || a->what != COREF_PERSON) return;
    uint32_t who = get(x, a->role->word, 2);
    if (who == UINT32_MAX || !near(c, who, m, SENTENCES_HEAD)) return;
    uint32_t root = coref_root(c, who);
    bool phrase = coref_of(c, root)->form == DL_FORM_NOMINAL && !c->at[root].named;
    if (phrase && country_of(c, root).n) coref_join(c, who, m, "named later");
}

/* Every content word of an earlier phrase stands before the name: "its aid chief" and
 * "aid chief Ana Holm"; the head alone is not enough. */
static bool is_title_of(const coref *c, uint32_t phrase, uint32_t name)
{
    const dl_mention *a = coref_of(c, phrase), *b = coref_of(c, name);
    uint32_t from = span_phrase_start(c->d, b->head), more = 0;
    for (uint32_t i = a->range.first; i < a->head; i++) {
        if (span_lemma_cues(c->d, c->k, i) & CUE_FORMER) return false;
        if (!is_content(c, i)) continue;
        bool found = false;
        for (uint32_t k = from; k < b->range.first && !found; k++)
            found = dl_slice_eq(c->d->tokens.lemma[i], c->d->tokens.lemma[k]);
        if (!found) return false;
        more++;
    }
    return more > 0;
}

/* "The UN's aid chief said ... the UN aid chief Ana Holm": by her title, named later. */
static void titled_later(head_index *x, uint32_t m)
{
    coref *c = x->c;
    const coref_mention *a = &c->at[m];
    if (!a->role || a->what != COREF_PERSON) return;
    dl_slice last = c->d->tokens.lemma[a->role_last - 1];
    uint32_t who = get(x, small(c, last), 1);
    if (who == UINT32_MAX || !near(c, who, m, SENTENCES_HEAD)) return;
    const coref_mention *phrase = &c->at[coref_root(c, who)];
    if (phrase->named || c->at[who].indefinite || c->at[who].number == 'p') return;
    if (is_title_of(c, who, m)) coref_join(c, who, m, "named later");
}

void coref_nominals(coref *c)
{
    head_index x;
    dl_arena_mark before = dl_arena_mark_now(c->d->scratch);
    if (!index_new(&x, c)) return;
    for (uint32_t m = 0; m < c->n && span_goes_on(c->d, &c->steps); m++) {
        const dl_mention *one = coref_of(c, m);
        if (one->form == DL_FORM_PRONOUN || c->at[m].what == COREF_NUMBER) continue;
        dl_slice head = head_word(c, m);
        if (one->form == DL_FORM_NOMINAL) resolve(&x, m, head);
        if (one->form == DL_FORM_NAME) named_later(&x, m);
        if (one->form == DL_FORM_NAME) titled_later(&x, m);
        if (one->form == DL_FORM_NAME) put_ruler(&x, m);
        put(&x, head, 1, m);
        put_roles(&x, m);
    }
    dl_arena_back_to(c->d->scratch, before);
}
