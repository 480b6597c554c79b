/* coref_names - names of one thing: the same form, forms that the tables know, acronyms
 * in brackets, parts of full names, bodies with and without "Corp", "called X in A and Y
 * in B". See coref.h. */
#include "coref.h"

#include "base/chars.h"

#include "spans.h"

enum {
    APPOSITION_TOKENS = 1, /* a comma between */
    APPOSITION_MOST = 16, /* or what the first phrase goes on with: "of the council," */
    VARIANT_BYTES_MIN = 5, /* of a name with another spelling */
    CHAIN_MAX = 8, /* full names of one last word that are looked at */
    ALIAS_TOKENS = 16 /* from "called" to its second name */
};

typedef struct name_index {
    coref *c;
    dl_slice *key; /* [slots] */
    uint32_t *mention; /* [slots] + 1 */
    uint32_t *next; /* [mentions] others of the same key */
    uint32_t slots;
} name_index;

static bool index_new(name_index *x, coref *c)
{
    x->c = c;
    x->slots = 64;
    while (x->slots < c->n * 2) x->slots *= 2;
    x->key = dl_arena_array(c->d->scratch, x->slots, sizeof *x->key);
    x->mention = dl_arena_array(c->d->scratch, x->slots, sizeof *x->mention);
    x->next = dl_arena_array(c->d->scratch, c->n + 1, sizeof *x->next);
    return !dl_arena_failed(c->d->scratch);
}

static uint32_t slot_of(const name_index *x, dl_slice key, uint32_t bucket)
{
    uint32_t at = (uint32_t)dl_hash64(key, bucket) & (x->slots - 1);
    while (x->mention[at] && !dl_slice_eq(x->key[at], key)) at = (at + 1) & (x->slots - 1);
    return at;
}

static bool is_name(const coref *c, uint32_t m) { return coref_of(c, m)->form == DL_FORM_NAME; }

static bool is_article(const dl_doc *d, uint32_t i)
{
    return span_is(d, i, "the") || span_is(d, i, "The");
}

/* Less a leading "the". */
static dl_token_range bare_range(const coref *c, uint32_t m)
{
    dl_token_range r = coref_of(c, m)->range;
    if (r.first + 1 < r.last && is_article(c->d, r.first)) r.first++;
    return r;
}

/* ---- the same form, or forms of one row of the tables */

/* "Berlin, Germany". */
static bool country_follows(const coref *c, uint32_t m)
{
    uint32_t at = coref_of(c, m)->range.last;
    if (at + 1 >= c->d->tokens.n || !span_is(c->d, at, ",")) return false;
    const known_row *row = span_known(c->d, c->k, at + 1, at + 2);
    return row && row->what == KNOWN_COUNTRY;
}

/* A capital that does or is done to, rather than a place where something is. */
bool coref_is_metonym(const coref *c, uint32_t m)
{
    const dl_tokens *t = &c->d->tokens;
    const coref_mention *a = &c->at[m];
    if (!a->row || a->row->what != KNOWN_SEAT || a->what == COREF_PERSON) return false;
    if (!a->row->capital) return true;
    if (country_follows(c, m) || span_in_dateline(c->d, coref_of(c, m)->span.start)) return false;
    uint32_t head = coref_of(c, m)->head;
    switch (dl_token_dep(t, head)) {
    case DL_DEP_nsubj: return span_lemma_cues(c->d, c->k, t->head[head]) & (CUE_SAYS | CUE_ACTS);
    case DL_DEP_dobj:
        return t->head[head] < head && !(span_lemma_cues(c->d, c->k, t->head[head]) & CUE_MOVES);
    case DL_DEP_pobj: return span_lemma_cues(c->d, c->k, t->head[head]) & CUE_DEALINGS;
    case DL_DEP_conj: {
        uint32_t on = t->head[head];
        return on < head && c->headed[on] && c->headed[on] - 1 < m
            && coref_is_metonym(c, c->headed[on] - 1);
    }
    default: return false;
    }
}

/* What tells one thing from another: the row of the tables, else the form. */
static dl_slice identity(const coref *c, uint32_t m)
{
    const known_row *row = c->at[m].row;
    if (row && c->at[m].what != COREF_PERSON) {
        bool people = row->what == KNOWN_PEOPLE || row->what == KNOWN_CITIZEN;
        if (row->what != KNOWN_SEAT && !people) return row->rule;
        if (row->what == KNOWN_CITIZEN && c->at[m].what == COREF_PEOPLE) return row->rule;
        if (coref_is_metonym(c, m)) return row->rule;
    }
    char room[KNOWN_KEY_MAX];
    dl_token_range r = coref_of(c, m)->range;
    dl_slice key = span_identity(c->d, r.first, r.last, room);
    return dl_arena_copy(c->d->scratch, key);
}

static uint32_t bucket_of(coref_class what)
{
    return what == COREF_PERSON || what == COREF_PEOPLE ? (uint32_t)what : COREF_PLACE;
}

static void join_same(coref *c)
{
    name_index x;
    if (!index_new(&x, c)) return;
    for (uint32_t m = 0; m < c->n; m++) {
        if (!is_name(c, m) || c->at[m].what == COREF_NUMBER) continue;
        dl_slice key = identity(c, m);
        if (!key.n) continue;
        uint32_t at = slot_of(&x, key, bucket_of(c->at[m].what));
        if (x.mention[at]) {
            coref_join(c, x.mention[at] - 1, m, "same name");
            continue;
        }
        x.key[at] = key;
        x.mention[at] = m + 1;
    }
}

/* ---- persons: the surname of a full name, and the given one */

static void index_word(name_index *x, uint32_t m, uint32_t token)
{
    dl_slice key = span_word(x->c->d, token);
    uint32_t at = slot_of(x, key, 0);
    x->key[at] = key;
    x->next[m] = x->mention[at];
    x->mention[at] = m + 1;
}

/* The full name before the mention, else after it; nearest first. */
static uint32_t full_name(const name_index *x, uint32_t m, dl_slice word)
{
    coref *c = x->c;
    uint32_t best = UINT32_MAX;
    int looked = 0;
    uint32_t at = x->mention[slot_of(x, word, 0)];
    for (; at && looked < CHAIN_MAX; at = x->next[at - 1]) {
        uint32_t full = at - 1;
        if (coref_root(c, full) != full && full > m) continue;
        looked++;
        bool last = span_is_last_word(c->d, coref_of(c, m)->range, coref_of(c, full)->range);
        if (!last || !coref_may_join(c, full, m)) continue;
        best = full;
        if (full < m) break;
    }
    return best;
}

static bool is_single(const coref *c, uint32_t m)
{
    dl_token_range r = coref_of(c, m)->range;
    return r.first + 1 == r.last;
}

static void join_parts(coref *c, bool surname)
{
    name_index x;
    if (!index_new(&x, c)) return;
    for (uint32_t m = 0; m < c->n; m++) {
        dl_token_range r = coref_of(c, m)->range;
        if (!is_name(c, m) || c->at[m].what != COREF_PERSON || is_single(c, m)) continue;
        index_word(&x, m, surname ? r.last - 1 : r.first);
    }
    for (uint32_t m = 0; m < c->n; m++) {
        if (!is_name(c, m) || c->at[m].what != COREF_PERSON) continue;
        dl_token_range r = coref_of(c, m)->range;
        if (surname ? !span_is_one_word(c->d, r.first, r.last) : !is_single(c, m)) continue;
        if (!surname && c->at[coref_root(c, m)].size > 1 && coref_root(c, m) != m) continue;
        uint32_t full = full_name(&x, m, span_word(c->d, r.last - 1));
        if (full != UINT32_MAX) coref_join(c, full, m, surname ? "surname" : "given name");
    }
}

/* "Vladimir Putin" and "Vladimir Vladimirovich Putin": first and last word the same, and
 * one of them has no more. */
static void join_full(coref *c)
{
    name_index x;
    if (!index_new(&x, c)) return;
    for (uint32_t m = 0; m < c->n; m++) {
        dl_token_range r = coref_of(c, m)->range;
        if (!is_name(c, m) || c->at[m].what != COREF_PERSON || is_single(c, m)) continue;
        dl_slice first = span_word(c->d, r.first);
        uint32_t at = x.mention[slot_of(&x, span_word(c->d, r.last - 1), 0)];
        for (int looked = 0; at && looked < CHAIN_MAX; at = x.next[at - 1], looked++) {
            dl_token_range o = coref_of(c, at - 1)->range;
            if (!dl_slice_eq(span_word(c->d, o.first), first)) continue;
            if (r.last - r.first == 2 || o.last - o.first == 2)
                coref_join(c, at - 1, m, "full name");
            break;
        }
        index_word(&x, m, r.last - 1);
    }
}

/* ---- surnames of several words */

/* Is the one name the end of the other: "Bin Laden", "Osama bin Laden"? */
static bool is_tail(const coref *c, dl_token_range tail, dl_token_range full)
{
    uint32_t n = tail.last - tail.first;
    if (full.last - full.first <= n) return false;
    for (uint32_t i = 0; i < n; i++) {
        dl_slice a = span_word(c->d, tail.first + i), b = span_word(c->d, full.last - n + i);
        if (i == 0 ? !dl_slice_eq_nocase(a, b) : !dl_slice_eq(a, b)) return false;
    }
    return true;
}

/* The nearest name of more words that an index has, before the mention or behind it. Of
 * so many with one last word the farthest are not looked at. */
static uint32_t longer_name(const name_index *x, uint32_t m, bool before)
{
    coref *c = x->c;
    uint32_t best = UINT32_MAX;
    dl_token_range r = coref_of(c, m)->range;
    uint32_t at = x->mention[slot_of(x, span_word(c->d, r.last - 1), 0)];
    for (int looked = 0; at && looked < CHAIN_MAX; looked++, at = x->next[at - 1]) {
        uint32_t full = at - 1;
        if (!before && full < m) break;
        if (!is_tail(c, r, coref_of(c, full)->range)) continue;
        best = full;
        if (before) break;
    }
    return best;
}

static bool is_long_person(const coref *c, uint32_t m)
{
    return is_name(c, m) && c->at[m].what == COREF_PERSON && !is_single(c, m);
}

/* "Mr Van Rompuy" is Herman Van Rompuy: what looks like his given name is none. */
static void join_tails(coref *c)
{
    name_index told, first; /* mentions before the one at hand; the first of each entity */
    if (!index_new(&told, c) || !index_new(&first, c)) return;
    for (uint32_t m = 0; m < c->n; m++)
        if (is_long_person(c, m) && coref_root(c, m) == m)
            index_word(&first, m, coref_of(c, m)->range.last - 1);
    for (uint32_t m = 0; m < c->n; m++) {
        if (!is_long_person(c, m)) continue;
        uint32_t full = longer_name(&told, m, true);
        if (full == UINT32_MAX) full = longer_name(&first, m, false);
        index_word(&told, m, coref_of(c, m)->range.last - 1);
        if (full == UINT32_MAX) continue;
        c->at[coref_root(c, m)].given = (dl_slice){ NULL, 0 };
        coref_join(c, full, m, "surname");
    }
}

/* One letter more, less or other: "Zawahri" and "Zawahiri". */
static bool one_letter_off(dl_slice a, dl_slice b)
{
    if (a.n > b.n) return one_letter_off(b, a);
    if (a.n < VARIANT_BYTES_MIN || b.n > a.n + 1) return false;
    size_t i = 0;
    while (i < a.n && a.p[i] == b.p[i]) i++;
    size_t skip = a.n == b.n;
    return i > 0
        && dl_slice_eq(dl_slice_cut(a, i + skip < a.n ? i + skip : a.n, a.n),
            dl_slice_cut(b, i + 1 < b.n ? i + 1 : b.n, b.n));
}

/* "Ayman al-Zawahri" and "Ayman al-Zawahiri". */
static void join_variants(coref *c)
{
    name_index x;
    if (!index_new(&x, c)) return;
    for (uint32_t m = 0; m < c->n; m++) {
        dl_token_range r = coref_of(c, m)->range;
        if (!is_name(c, m) || c->at[m].what != COREF_PERSON || is_single(c, m)) continue;
        uint32_t at = x.mention[slot_of(&x, span_word(c->d, r.first), 0)];
        bool joined = coref_root(c, m) != m;
        for (int looked = 0; at && !joined && looked < CHAIN_MAX; at = x.next[at - 1], looked++) {
            dl_token_range o = coref_of(c, at - 1)->range;
            dl_slice last = span_word(c->d, o.last - 1);
            if (o.last - o.first != r.last - r.first) continue;
            if (!one_letter_off(last, span_word(c->d, r.last - 1))) continue;
            joined = coref_join(c, at - 1, m, "other spelling");
        }
        index_word(&x, m, r.first);
    }
}

/* ---- bodies: "Mitsubishi Corp" and "Mitsubishi" */

/* Where the words for a body at its end begin. */
static uint32_t stem_end(const coref *c, dl_token_range r)
{
    uint32_t end = r.last;
    while (end > r.first + 1
        && (span_cues(c->d, c->k, end - 1) & CUE_BODY || span_is(c->d, end - 1, "&")
            || span_is(c->d, end - 1, ".")))
        end--;
    return end;
}

static bool is_body(const coref *c, uint32_t m)
{
    return is_name(c, m) && c->at[m].what == COREF_BODY;
}

static void join_bodies(coref *c)
{
    name_index x;
    if (!index_new(&x, c)) return;
    char room[KNOWN_KEY_MAX];
    for (uint32_t m = 0; m < c->n; m++) {
        if (!is_body(c, m)) continue;
        dl_token_range r = bare_range(c, m);
        dl_slice key = known_key(span_text(c->d, r.first, stem_end(c, r)), true, room);
        if (key.n < 3) continue;
        uint32_t at = slot_of(&x, key, 0);
        if (x.mention[at]) {
            coref_join(c, x.mention[at] - 1, m, "short name");
            continue;
        }
        x.key[at] = dl_arena_copy(c->d->scratch, key);
        x.mention[at] = m + 1;
    }
}

/* ---- acronyms: "Russian Direct Investment Fund (RDIF)", and by initials anywhere */

enum { INITIALS_MAX = 8 };

/* The first letters of the words in capitals. */
static dl_slice initials(const coref *c, dl_token_range r, char *room)
{
    size_t n = 0;
    for (uint32_t i = r.first; i < r.last; i++) {
        dl_slice w = span_word(c->d, i);
        if (!span_is_upper(w) || (i == r.first && is_article(c->d, i))) continue;
        if (n == INITIALS_MAX) return (dl_slice){ NULL, 0 };
        room[n++] = w.p[0];
    }
    return (dl_slice){ room, n };
}

/* Capital letters of an acronym, its points aside. */
static dl_slice letters(dl_slice w, char *room)
{
    size_t n = 0;
    for (size_t i = 0; i < w.n && n < INITIALS_MAX; i++)
        if (w.p[i] >= 'A' && w.p[i] <= 'Z') room[n++] = w.p[i];
    return (dl_slice){ room, n };
}

static bool is_acronym(const coref *c, uint32_t m)
{
    dl_token_range r = bare_range(c, m); /* "The DEC" */
    return is_name(c, m) && r.first + 1 == r.last
        && span_is_acronym(span_word(c->d, coref_of(c, m)->head));
}

/* The acronym's letters stand in the name in their order, the first one first: so CNN is
 * not Libya. */
static bool abbreviates(const coref *c, uint32_t acronym, uint32_t name)
{
    char room[INITIALS_MAX];
    dl_slice key = letters(span_word(c->d, coref_of(c, acronym)->head), room);
    dl_token_range r = bare_range(c, name);
    dl_slice text = span_text(c->d, r.first, r.last);
    size_t at = 0;
    if (!key.n || dl_lower(text.p[0]) != dl_lower(key.p[0])) return false;
    for (size_t i = 0; i < text.n && at < key.n; i++)
        at += dl_lower(text.p[i]) == dl_lower(key.p[at]);
    return at == key.n;
}

/* A name right before a bracket that holds another, nothing else. */
static void join_bracketed(coref *c)
{
    for (uint32_t m = 1; m < c->n; m++) {
        uint32_t first = coref_of(c, m)->range.first;
        uint32_t last = coref_of(c, m)->range.last;
        if (!is_acronym(c, m) || first < 2 || last >= c->d->tokens.n) continue;
        if (!span_is(c->d, first - 1, "(") || !span_is(c->d, last, ")")) continue;
        uint32_t before = c->headed[first - 2];
        for (uint32_t k = m; k-- > 0 && k + 4 > m && !before;)
            if (is_name(c, k) && coref_of(c, k)->range.last == first - 1) before = k + 1;
        if (!before || !is_name(c, before - 1)) continue;
        if (coref_of(c, before - 1)->range.last != first - 1) continue;
        if (!abbreviates(c, m, before - 1)) continue;
        coref_join(c, before - 1, m, "acronym in brackets");
    }
}

static void join_acronyms(coref *c)
{
    name_index x;
    if (!index_new(&x, c)) return;
    char room[INITIALS_MAX];
    for (uint32_t m = 0; m < c->n; m++) {
        if (!is_name(c, m) || is_single(c, m)) continue;
        dl_slice key = initials(c, coref_of(c, m)->range, room);
        if (key.n < 3) continue;
        uint32_t at = slot_of(&x, key, 0);
        if (x.mention[at]) continue;
        x.key[at] = dl_arena_copy(c->d->scratch, key);
        x.mention[at] = m + 1;
    }
    for (uint32_t m = 0; m < c->n; m++) {
        if (!is_acronym(c, m)) continue;
        dl_slice key = letters(span_word(c->d, coref_of(c, m)->head), room);
        uint32_t at = slot_of(&x, key, 0);
        if (key.n >= 3 && x.mention[at]) coref_join(c, x.mention[at] - 1, m, "acronym");
    }
}

/* ---- "called the Northern Territories in Japan and the Southern Kurils in Russia" */

static uint32_t name_from(const coref *c, uint32_t token, uint32_t end)
{
    for (uint32_t i = token; i < end && i < c->d->tokens.n; i++)
        if (c->headed[i] && is_name(c, c->headed[i] - 1)) return c->headed[i] - 1;
    return UINT32_MAX;
}

/* Two names that one thing has in two places. */
static void join_called(coref *c, uint32_t verb)
{
    uint32_t end = verb + ALIAS_TOKENS;
    uint32_t one = name_from(c, verb + 1, verb + 6);
    if (one == UINT32_MAX) return;
    uint32_t where = name_from(c, coref_of(c, one)->range.last, end);
    if (where == UINT32_MAX || !span_is(c->d, coref_of(c, one)->range.last, "in")) return;
    uint32_t two = name_from(c, coref_of(c, where)->range.last, end);
    if (two == UINT32_MAX) return;
    uint32_t after = coref_of(c, where)->range.last;
    if (span_is(c->d, after, "and") || span_is(c->d, after, ",") || span_is(c->d, after, "or"))
        coref_join(c, one, two, "called in two places");
}

/* "Rodrigo Londono, known as Timochenko": the name before and the one behind. */
static void join_known_as(coref *c, uint32_t verb)
{
    const dl_tokens *t = &c->d->tokens;
    uint32_t end = verb + 5;
    bool as = false;
    for (uint32_t i = verb + 1; i < end && i < t->n; i++) as |= span_is(c->d, i, "as");
    if (!as) return;
    uint32_t alias = name_from(c, verb + 1, verb + 7);
    uint32_t low = verb > 6 ? verb - 6 : 0;
    for (uint32_t i = verb; alias != UINT32_MAX && i-- > low;) {
        if (!c->headed[i] || !is_name(c, c->headed[i] - 1)) continue;
        coref_join(c, c->headed[i] - 1, alias, "known as");
        return;
    }
}

static void join_aliases(coref *c)
{
    const dl_tokens *t = &c->d->tokens;
    for (uint32_t i = 0; i < t->n; i++) {
        if (dl_token_tag(t, i) != DL_TAG_VBN && dl_token_tag(t, i) != DL_TAG_VBD) continue;
        if (!(span_lemma_cues(c->d, c->k, i) & CUE_CALLS)) continue;
        if (dl_slice_is(t->lemma[i], "know")) join_known_as(c, i);
        else join_called(c, i);
    }
}

/* Does the second phrase stand right behind the first, or behind a comma: "the head of
 * the council, Jane Doe"? */
static bool is_beside(const coref *c, dl_token_range a, dl_token_range b)
{
    if (b.first <= a.last) return true;
    bool phrase = dl_token_dep(&c->d->tokens, a.last) == DL_DEP_prep;
    uint32_t most = phrase ? APPOSITION_MOST : APPOSITION_TOKENS;
    return b.first <= a.last + most && span_is(c->d, b.first - 1, ",");
}

/* "[the envoy] to Malta, Jane Doe", "[the head] of the council of mayors, Jane Doe": the
 * tree hangs the name on what stands last before the comma, but a person is beside a
 * person. The token of the role; the same one: there is none. */
static uint32_t person_above(const coref *c, uint32_t on)
{
    enum { CLIMB = 3 };
    const dl_tokens *t = &c->d->tokens;
    uint32_t at = on;
    for (int n = 0; n < CLIMB; n++) {
        uint32_t prep = t->head[at];
        if (dl_token_dep(t, at) != DL_DEP_pobj || dl_token_dep(t, prep) != DL_DEP_prep) return on;
        at = t->head[prep];
        const coref_mention *a = c->headed[at] ? &c->at[c->headed[at] - 1] : NULL;
        if (a && a->what == COREF_PERSON) return a->role && a->number != 'p' ? at : on;
    }
    return on;
}

/* "the company Veltron", "Kishida, the foreign minister": two ways of telling one thing
 * beside one another. */
static void join_appositions(coref *c)
{
    const dl_tokens *t = &c->d->tokens;
    for (uint32_t m = 0; m < c->n; m++) {
        const dl_mention *b = coref_of(c, m);
        uint32_t on = t->head[b->head];
        if (dl_token_dep(t, b->head) != DL_DEP_appos || on > b->head) continue;
        bool named = is_name(c, m) && c->at[m].what == COREF_PERSON;
        bool person = c->headed[on] && c->at[c->headed[on] - 1].what == COREF_PERSON;
        if (named && !person) on = person_above(c, on);
        if (!c->headed[on]) continue;
        uint32_t k = c->headed[on] - 1;
        const dl_mention *a = coref_of(c, k);
        bool one_name = (a->form == DL_FORM_NAME) != (b->form == DL_FORM_NAME);
        if (!one_name || !is_beside(c, a->range, b->range)) continue;
        if (c->at[k].what != c->at[m].what) continue;
        coref_join(c, k, m, "apposition");
    }
}

static void join_surnames(coref *c) { join_parts(c, true); }
static void join_given_names(coref *c) { join_parts(c, false); }

void coref_names(coref *c)
{
    static void (*const join[])(coref * c) = { join_same, join_bracketed, join_full, join_tails,
        join_variants, join_surnames, join_given_names, join_bodies, join_acronyms, join_aliases,
        join_appositions };
    dl_arena *a = c->d->scratch;
    dl_arena_mark before = dl_arena_mark_now(a);
    for (size_t i = 0; i < sizeof join / sizeof *join && !dl_arena_failed(a); i++) {
        join[i](c);
        dl_arena_back_to(a, before); /* an index is of one step */
    }
    c->names_joined = true;
}
