/* mark_names - mentions of names.
 *
 *   d->tokens.names (engine), tables --mark_names--> d->marks.mentions, without entities
 *
 * The engine's spans are repaired (titles and "'s" off, products apart from their
 * makers), names that it missed are added where the tables or the rest of the report
 * know them, and each form gets its kind by all its sightings (name_forms.h). */
#include "name_forms.h"

#include "base/chars.h"
#include "mark_private.h"
#include "place_private.h"
#include "spans.h"

enum {
    KNOWN_TOKENS_MAX = 7, /* of a name of the tables */
    FREE = 0
};

typedef struct names_work {
    name_forms f;
    dl_doc *d;
    uint32_t *owner; /* [tokens] sighting + 1 that covers it; 0: none */
} names_work;

/* ---- extent */

static bool is_sign(const dl_doc *d, uint32_t i)
{
    dl_tag tag = dl_token_tag(&d->tokens, i);
    return tag == DL_TAG_POS || dl_token_pos(&d->tokens, i) == DL_POS_PUNCT || span_is_blank(d, i);
}

/* A name does not run over a line's end or a dash between blanks: what follows the last
 * one is kept. */
static void cut_lines(const dl_doc *d, name_sighting *s)
{
    for (uint32_t i = s->last; i-- > s->first;) {
        dl_slice w = span_word(d, i);
        bool line = span_is_blank(d, i) && dl_slice_find_byte(w, '\n', 0) != SIZE_MAX;
        bool dash = i > s->first && d->tokens.end[i - 1] < d->tokens.start[i] && i + 1 < s->last
            && d->tokens.end[i] < d->tokens.start[i + 1]
            && dl_token_pos(&d->tokens, i) == DL_POS_PUNCT && w.n <= 3 && !span_is(d, i, "&");
        if (!line && !dash) continue;
        if (i + 1 < s->last) s->first = i + 1;
        return;
    }
}

static void cut_ends(const dl_doc *d, name_sighting *s)
{
    while (s->last > s->first + 1 && is_sign(d, s->last - 1)
        && !dl_slice_ends(span_word(d, s->last - 1), DL_S(".")) && !span_is(d, s->last - 1, ")"))
        s->last--;
    while (s->first + 1 < s->last && is_sign(d, s->first) && !span_is(d, s->first, "(")) s->first++;
}

/* "Ms Pugh" -> "Pugh", and a person; "Prime Minister Abe" -> "Abe" where it is one. */
static void cut_titles(const dl_doc *d, const known *k, name_sighting *s)
{
    if (s->first + 1 < s->last && span_cues(d, k, s->first) & CUE_HONOUR
        && span_is_upper(span_word(d, s->first + 1))) {
        s->kind = DL_KIND_PERSON;
        s->fixed = true;
        s->first++;
    }
    if (s->kind != DL_KIND_PERSON) return;
    uint32_t most = s->first + ROLE_TOKENS_MAX;
    for (uint32_t end = s->last - 1 < most ? s->last - 1 : most; end > s->first; end--) {
        uint32_t start;
        const role_row *r = span_role(d, k, s->first, end, &start);
        if (!r || !r->title || start != s->first || !span_is_upper(span_word(d, end))) continue;
        s->first = end;
        return;
    }
}

static bool has_digit(dl_slice w)
{
    for (size_t i = 0; i < w.n; i++)
        if (w.p[i] >= '0' && w.p[i] <= '9') return true;
    return false;
}

/* "A380", "747", "737s": no year, no plain small number, no sum. */
static bool is_model(dl_slice w)
{
    if (w.n < 3 || !has_digit(w)) return false;
    bool plain = true;
    for (size_t i = 0; i < w.n; i++) {
        char c = w.p[i];
        bool digit = c >= '0' && c <= '9';
        bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
        if (!digit && !letter && c != '-') return false;
        plain &= digit;
    }
    bool year = plain && w.n == 4 && (w.p[0] == '1' || w.p[0] == '2');
    return !year && (plain ? w.n == 3 : span_is_upper(w) || w.n == 4);
}

/* "Airbus A380" is no company: its product. */
static void take_model(const dl_doc *d, name_sighting *s)
{
    uint32_t end = span_piece(d, s->first).last;
    bool maker = s->kind == DL_KIND_ORG || s->kind == DL_KIND_PERSON || s->kind == DL_KIND_PRODUCT;
    if (!maker || s->last >= end || !is_model(span_word(d, s->last))) return;
    if (d->tokens.end[s->last - 1] + 1 != d->tokens.start[s->last]) return;
    uint32_t head = span_head(d, s->first, s->last);
    if (dl_token_dep(&d->tokens, head) != DL_DEP_compound && d->tokens.head[head] != s->last
        && dl_token_dep(&d->tokens, s->last) != DL_DEP_nummod)
        return;
    s->last++;
    while (s->last < end && span_is_proper(d, s->last)) s->last++;
    s->kind = DL_KIND_PRODUCT;
    s->fixed = true;
    s->rule = DL_S("product");
}

/* A number or byname of a ruler at token i, or "Jr". */
static bool is_numeral(const dl_doc *d, const known *k, uint32_t i)
{
    if (!(span_cues(d, k, i) & CUE_NUMERAL)) return false;
    dl_dep dep = dl_token_dep(&d->tokens, i);
    bool pronoun = span_is(d, i, "I") && (dep == DL_DEP_nsubj || dep == DL_DEP_nsubjpass);
    return !pronoun && !d->tokens.sent_start[i];
}

/* "Thutmose" -> "Thutmose III", "Lucas Cranach" -> "Lucas Cranach the Elder", "Martin
 * Luther King" -> "Martin Luther King, Jr." */
static void take_numeral(const dl_doc *d, const known *k, name_sighting *s)
{
    uint32_t end = span_piece(d, s->first).last;
    uint32_t at = s->last;
    if (s->kind != DL_KIND_PERSON || at >= end) return;
    bool between = span_is(d, at, ",") || span_is(d, at, "the");
    if (between) at++;
    if (at >= end || !is_numeral(d, k, at)) return;
    bool word = span_word(d, at).n > 1 && dl_is_lower(span_word(d, at).p[1]);
    if (between == word) s->last = at + 1;
}

/* "Adnan Z." -> "Adnan Z. Amin". */
static void take_initial(const dl_doc *d, name_sighting *s)
{
    uint32_t end = span_piece(d, s->first).last;
    dl_slice last = span_word(d, s->last - 1);
    bool initial = last.n == 2 && last.p[1] == '.' && dl_is_upper(last.p[0]);
    if (s->kind != DL_KIND_PERSON || !initial || s->last >= end) return;
    if (span_is_proper(d, s->last)) s->last++;
}

/* "Boeing" -> "Boeing Commercial Airplanes": the last word is one of bodies. */
static void take_body(const dl_doc *d, const known *k, name_sighting *s)
{
    uint32_t head = span_head(d, s->first, s->last);
    uint32_t on = d->tokens.head[head];
    if (dl_token_dep(&d->tokens, head) != DL_DEP_compound || on < s->last) return;
    if (on > s->last + 3 || !(span_cues(d, k, on) & CUE_BODY)) return;
    for (uint32_t i = s->last; i <= on; i++)
        if (!span_is_proper(d, i)) return;
    s->last = on + 1;
    s->kind = DL_KIND_ORG;
}

/* "8031.T": the sign of a share, no name. */
static bool is_ticker(const names_work *w, uint32_t i)
{
    dl_slice s = span_word(w->d, i);
    size_t dot = dl_slice_find_byte(s, '.', 0);
    if (dot == SIZE_MAX || dot == 0 || dot + 1 == s.n) return false;
    for (size_t k = 0; k < dot; k++)
        if (!dl_is_upper(s.p[k]) && !dl_is_digit(s.p[k])) return false;
    return dot > 1 && known_exchange(w->f.k, dl_slice_cut(s, dot + 1, s.n)).n > 0;
}

/* "Scotland" -> "Scotland Yard": a longer name of the tables begins here. */
static void take_known(const names_work *w, name_sighting *s)
{
    uint32_t end = span_piece(w->d, s->first).last;
    uint32_t high = s->first + KNOWN_TOKENS_MAX < end ? s->first + KNOWN_TOKENS_MAX : end;
    for (uint32_t last = high; last > s->last; last--) {
        if (!span_is_upper(span_word(w->d, last - 1))) continue;
        const known_row *row = span_known(w->d, w->f.k, s->first, last);
        if (!row) continue;
        s->last = last;
        s->kind = row->kind;
        return;
    }
}

/* "Jim Muir BBC News" -> "Jim Muir". */
static void cut_known(const names_work *w, name_sighting *s)
{
    for (uint32_t i = s->first + 2; i < s->last; i++) {
        if (!span_known(w->d, w->f.k, i, s->last)) continue;
        s->last = i;
        return;
    }
}

/* "the Rugby Championship" is no place, "the Treaty of Rome" no body. */
static void by_last_word(const names_work *w, name_sighting *s)
{
    name_class c = name_class_of(s->kind);
    if (c == NAME_NORP || c == NAME_OTHER || s->first + 1 == s->last) return;
    unsigned cue = span_cues(w->d, w->f.k, s->last - 1);
    uint32_t first = s->first;
    if (span_is(w->d, first, "the") || span_is(w->d, first, "The")) first++;
    if (first + 1 < s->last && span_is(w->d, first + 1, "of"))
        cue |= span_cues(w->d, w->f.k, first);
    if (first + 1 == s->last || !(cue & (CUE_EVENT | CUE_LAW))) return;
    s->kind = cue & CUE_EVENT ? DL_KIND_EVENT : DL_KIND_LAW;
    s->fixed = true;
}

static bool has_capital(const dl_doc *d, const name_sighting *s)
{
    for (uint32_t i = s->first; i < s->last; i++)
        if (span_is_upper(span_word(d, i))) return true;
    return false;
}

/* "Nepal PM" -> "Nepal". */
static void cut_role(const names_work *w, name_sighting *s)
{
    for (uint32_t i = s->first + 1; i < s->last; i++) {
        uint32_t start;
        const known_row *row = span_known(w->d, w->f.k, s->first, i);
        if (!row || (row->what != KNOWN_COUNTRY && row->what != KNOWN_CITIZEN)) continue;
        const role_row *r = span_role(w->d, w->f.k, i, s->last, &start);
        if (!r || start != i || r->what != ROLE_PERSON || !r->title) continue;
        s->last = i;
        s->kind = row->kind;
        return;
    }
}

/* "Col" before a name, "State" of "Secretary of State": parts of a title. */
static bool is_title(const names_work *w, const name_sighting *s)
{
    uint32_t start;
    dl_token_range piece = span_piece(w->d, s->first);
    const role_row *r = span_role(w->d, w->f.k, piece.first, s->last, &start);
    if (!r || !r->title || s->first + 1 != s->last) return false;
    if (start < s->first) return s->kind == DL_KIND_ORG || s->kind == DL_KIND_PERSON;
    uint32_t next = s->last;
    if (next < piece.last && span_is(w->d, next, ".")) next++;
    bool more = next < piece.last && (span_is_proper(w->d, next) || span_is(w->d, next, "of"));
    return more && (s->kind == DL_KIND_PERSON || r->sector.n);
}

/* The agency that the report credits. */
static bool is_agency(const dl_doc *d, const name_sighting *s)
{
    return d->text.agency.n && dl_slice_eq(span_text(d, s->first, s->last), d->text.agency);
}

/* "the Odesa region", "Kaesong city": a place, whatever the engine took it for. */
static void by_place_word(const names_work *w, name_sighting *s)
{
    uint32_t end = span_piece(w->d, s->first).last;
    name_class c = name_class_of(s->kind);
    bool doubtful = c == NAME_NORP || c == NAME_PERSON || c == NAME_ORG;
    if (!doubtful || s->last >= end || s->last > s->first + 2) return;
    dl_slice next = span_word(w->d, s->last);
    if (span_is_upper(next) || !(place_word_of(w->f.places, next) & PLACE_NAMES)) return;
    bool more = s->last + 1 < end && w->d->tokens.head[s->last] == s->last + 1;
    uint32_t start;
    bool role = span_role(w->d, w->f.k, s->first, s->last, &start) != NULL;
    if (more || role || span_known(w->d, w->f.k, s->first, s->last)) return; /* "county council" */
    if (span_is_acronym(span_word(w->d, s->first))) return;
    s->kind = DL_KIND_GPE;
    s->fixed = true;
}

/* "Sichuan province": in small letters the word tells what the place is and is no part of
 * its name, as it is of "Sichuan Province". */
static void cut_place_word(const names_work *w, name_sighting *s)
{
    const unsigned division = PLACE_DIVISION | PLACE_NAMES;
    dl_slice last = span_word(w->d, s->last - 1);
    if (name_class_of(s->kind) != NAME_PLACE || s->first + 1 == s->last) return;
    if (span_is_upper(last) || !span_is_upper(span_word(w->d, s->last - 2))) return;
    if ((place_word_of(w->f.places, last) & division) == division) s->last--;
}

static void repair(names_work *w, name_sighting *s)
{
    cut_lines(w->d, s);
    cut_ends(w->d, s);
    while (s->last > s->first + 1 && is_ticker(w, s->last - 1)) s->last--;
    if (s->kind == DL_KIND_LANGUAGE && dl_token_tag(&w->d->tokens, s->first) == DL_TAG_JJ)
        s->kind = DL_KIND_NORP;
    cut_titles(w->d, w->f.k, s);
    take_model(w->d, s);
    take_known(w, s);
    if (s->kind == DL_KIND_PERSON) cut_known(w, s);
    take_initial(w->d, s);
    take_numeral(w->d, w->f.k, s);
    if (s->kind == DL_KIND_ORG || s->kind == DL_KIND_PERSON) take_body(w->d, w->f.k, s);
    by_last_word(w, s);
    by_place_word(w, s);
    cut_place_word(w, s);
    cut_role(w, s);
    if (is_agency(w->d, s)) {
        s->kind = DL_KIND_ORG;
        s->fixed = true;
    }
    bool noun = dl_token_dep(&w->d->tokens, s->first) == DL_DEP_pobj;
    if (s->kind == DL_KIND_NORP && noun && s->first + 1 == s->last
        && dl_token_tag(&w->d->tokens, s->first) == DL_TAG_NNP
        && !span_known(w->d, w->f.k, s->first, s->last))
        s->kind = DL_KIND_GPE; /* "in Aleppo" */
}

/* ---- sightings */

static bool is_free(const names_work *w, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i < last; i++)
        if (w->owner[i] != FREE) return false;
    return true;
}

static name_sighting *see(names_work *w, uint32_t first, uint32_t last, dl_kind kind, dl_slice rule)
{
    name_sighting *s = DL_PUSH(w->d->scratch, &w->f.seen);
    if (!s) return NULL;
    s->first = first;
    s->last = last;
    s->kind = kind;
    s->form = UINT32_MAX;
    s->rule = rule;
    return s;
}

static void own(names_work *w, uint32_t index)
{
    const name_sighting *s = &w->f.seen.at[index];
    for (uint32_t i = s->first; i < s->last; i++) w->owner[i] = index + 1;
}

static void see_engine(names_work *w)
{
    const dl_tokens *k = &w->d->tokens;
    uint32_t end = 0; /* of the one before: a repaired span may have grown */
    for (uint32_t i = 0; i < k->names.n && span_goes_on(w->d, &w->f.steps); i++) {
        const dl_name_span *n = &k->names.at[i];
        if (n->first < end) continue;
        if (n->first + 1 == n->last && is_ticker(w, n->first)) continue;
        name_sighting *s = see(w, n->first, n->last, dl_name_kind(k, n), DL_S("engine"));
        if (!s) return;
        s->margin = n->margin;
        if (name_is_core(s->kind)) repair(w, s);
        bool title = name_is_core(s->kind) && is_title(w, s);
        if (title || (s->kind == DL_KIND_PERSON && !has_capital(w->d, s))) {
            w->f.seen.n--;
            continue;
        }
        own(w, w->f.seen.n - 1);
        end = s->last;
    }
}

/* The longest name of the tables that begins at token i; answers its end, or i. */
static uint32_t known_at(const names_work *w, uint32_t i, uint32_t end, const known_row **row)
{
    uint32_t last = i + KNOWN_TOKENS_MAX < end ? i + KNOWN_TOKENS_MAX : end;
    for (; last > i; last--) {
        if (!is_free(w, i, last)) continue;
        *row = span_known(w->d, w->f.k, i, last);
        if (*row) return last;
    }
    return i;
}

static bool is_loose(const names_work *w, uint32_t i)
{
    return w->owner[i] == FREE && span_is_proper(w->d, i);
}

/* No part of a longer name that nobody knows: "Concerned Women for America". */
static bool stands_alone(const names_work *w, uint32_t first, uint32_t last)
{
    dl_token_range piece = span_piece(w->d, first);
    if (last < piece.last && is_loose(w, last)) return false;
    if (first > piece.first && is_loose(w, first - 1)) return false;
    for (uint32_t i = first; i-- > piece.first && i + 3 > first;) {
        if (is_loose(w, i)) return false;
        if (!(span_cues(w->d, w->f.k, i) & CUE_SMALL) || span_is(w->d, i, "in")) return true;
    }
    return true;
}

static void see_known(names_work *w)
{
    const dl_tokens *k = &w->d->tokens;
    for (uint32_t i = 0; i < k->n && span_goes_on(w->d, &w->f.steps); i++) {
        if (w->owner[i] != FREE || !span_is_upper(span_word(w->d, i))) continue;
        const known_row *row;
        uint32_t last = known_at(w, i, span_piece(w->d, i).last, &row);
        if (last == i) continue;
        if (!stands_alone(w, i, last)) continue;
        if (last == i + 1 && !span_is_proper(w->d, i) && row->kind != DL_KIND_NORP) continue;
        if (!see(w, i, last, row->kind, row->rule)) return;
        own(w, w->f.seen.n - 1);
        i = last - 1;
    }
}

/* A capitalised word that says something and that nobody knows: a person. */
static void see_speakers(names_work *w)
{
    const dl_tokens *k = &w->d->tokens;
    for (uint32_t i = 0; i < k->n; i++) {
        if (w->owner[i] != FREE || !span_is_proper(w->d, i)) continue;
        if (dl_token_dep(k, i) != DL_DEP_nsubj || k->head[i] == i) continue;
        if (!(span_lemma_cues(w->d, w->f.k, k->head[i]) & (CUE_SAYS | CUE_HUMAN))) continue;
        uint32_t start;
        if (span_role(w->d, w->f.k, i, i + 1, &start)) continue;
        if (span_is_acronym(span_word(w->d, i))) continue;
        uint32_t first = i;
        while (first > span_piece(w->d, i).first && w->owner[first - 1] == FREE
            && span_is_proper(w->d, first - 1) && k->head[first - 1] == i)
            first--;
        name_sighting *s = see(w, first, i + 1, DL_KIND_PERSON, DL_S("says"));
        if (!s) return;
        cut_titles(w->d, w->f.k, s);
        own(w, w->f.seen.n - 1);
    }
}

/* "the Force Ouvriere union": capitalised words that nobody knows before a word for a
 * body. */
static void see_bodies(names_work *w)
{
    const dl_tokens *k = &w->d->tokens;
    for (uint32_t i = k->title_n; i + 1 < k->n; i++) {
        if (!is_loose(w, i) || k->head[i] != i + 1 || is_loose(w, i + 1)) continue;
        if (dl_token_dep(k, i) != DL_DEP_compound) continue;
        uint32_t start;
        const role_row *r = span_role(w->d, w->f.k, i + 1, i + 2, &start);
        if (!r || r->what != ROLE_GROUP || span_role(w->d, w->f.k, i, i + 2, &start) != r) continue;
        if (span_role(w->d, w->f.k, i, i + 1, &start)) continue;
        uint32_t first = i;
        while (first > k->title_n && is_loose(w, first - 1)) first--;
        if (k->sent_start[first] && first == i) continue;
        if (!see(w, first, i + 1, DL_KIND_ORG, DL_S("body"))) return;
        own(w, w->f.seen.n - 1);
    }
}

/* "Melville, Sask.": the short form of a division behind a place; its end, or i. */
static uint32_t division_at(const names_work *w, uint32_t i, uint32_t end)
{
    uint32_t last = i + 2 < end && span_is(w->d, i + 1, ".") ? i + 2 : i + 1;
    for (; last > i; last--) {
        const place_alias *a = place_alias_of(w->f.places, span_text(w->d, i, last));
        if (a && a->what == PLACE_ALIAS_DIVISION) return last;
    }
    return i;
}

static bool is_place_before(const names_work *w, uint32_t comma)
{
    uint32_t at = w->owner[comma - 1];
    return at != FREE && name_class_of(w->f.seen.at[at - 1].kind) == NAME_PLACE;
}

/* "the Southern Kurils": a region of the tables by a name of several words. */
static void see_regions(names_work *w)
{
    const dl_tokens *k = &w->d->tokens;
    for (uint32_t i = 0; i < k->n; i++) {
        if (!is_loose(w, i) || !span_is_upper(span_word(w->d, i))) continue;
        uint32_t end = span_piece(w->d, i).last;
        uint32_t last = i + KNOWN_TOKENS_MAX < end ? i + KNOWN_TOKENS_MAX : end;
        for (; last > i + 1; last--) {
            char room[GAZETTEER_KEY_MAX];
            if (!is_free(w, i, last) || !span_is_upper(span_word(w->d, last - 1))) continue;
            const place_row *row = place_row_of(
                w->f.places, gazetteer_key(span_text(w->d, i, last), room));
            if (!row || !stands_alone(w, i, last)) continue;
            if (!see(w, i, last, DL_KIND_LOC, row->rule)) return;
            own(w, w->f.seen.n - 1);
            break;
        }
    }
}

static void see_divisions(names_work *w)
{
    const dl_tokens *k = &w->d->tokens;
    for (uint32_t i = k->title_n + 2; i < k->n; i++) {
        if (!span_is(w->d, i - 1, ",") || !is_place_before(w, i - 1)) continue;
        uint32_t last = division_at(w, i, span_piece(w->d, i).last);
        if (last == i) continue;
        if (w->owner[i] != FREE) {
            name_sighting *s = &w->f.seen.at[w->owner[i] - 1];
            if (s->first != i || s->last > last) continue;
            s->kind = DL_KIND_GPE;
            s->fixed = true;
            continue;
        }
        name_sighting *s = see(w, i, last, DL_KIND_GPE, DL_S("division"));
        if (!s) return;
        s->fixed = true;
        own(w, w->f.seen.n - 1);
    }
}

/* "in Corinth": a capitalised word that nobody knows behind a preposition of place. */
static void see_placed(names_work *w)
{
    const dl_tokens *k = &w->d->tokens;
    for (uint32_t i = k->title_n + 1; i < k->n; i++) {
        if (!is_loose(w, i) || dl_token_dep(k, i) != DL_DEP_pobj) continue;
        if (!(span_cues(w->d, w->f.k, i - 1) & CUE_PLACES) || !stands_alone(w, i, i + 1)) continue;
        uint32_t start;
        if (span_role(w->d, w->f.k, i, i + 1, &start)) continue;
        if (span_is_acronym(span_word(w->d, i))) continue;
        if (!see(w, i, i + 1, DL_KIND_GPE, DL_S("placed"))) return;
        own(w, w->f.seen.n - 1);
    }
}

/* ---- the same names elsewhere in the report */

static uint32_t form_at(const names_work *w, uint32_t i, uint32_t end, uint32_t *last)
{
    for (*last = i + KNOWN_TOKENS_MAX < end ? i + KNOWN_TOKENS_MAX : end; *last > i; --*last) {
        if (!is_free(w, i, *last)) continue;
        uint32_t form = forms_find(&w->f, i, *last);
        if (form != UINT32_MAX) return form;
    }
    return UINT32_MAX;
}

/* The person whose surname the word is; UINT32_MAX: nobody's. */
static uint32_t surname_at(const names_work *w, uint32_t i)
{
    const name_forms *f = &w->f;
    dl_slice word = span_word(w->d, i);
    uint32_t at = f->by_word[dl_hash64(word, 1) & (f->slots - 1)];
    if (!at) return UINT32_MAX;
    const name_form *n = &f->form.at[at - 1];
    bool same = n->kind == DL_KIND_PERSON && dl_slice_eq(span_word(w->d, n->last - 1), word);
    return same ? at - 1 : UINT32_MAX;
}

static void see_again(names_work *w, uint32_t i, uint32_t end)
{
    uint32_t last;
    uint32_t form = form_at(w, i, end, &last);
    uint32_t person = form == UINT32_MAX ? surname_at(w, i) : UINT32_MAX;
    if (form == UINT32_MAX && person == UINT32_MAX) return;
    if (form == UINT32_MAX) last = i + 1;
    dl_kind kind = form == UINT32_MAX ? DL_KIND_PERSON : w->f.form.at[form].kind;
    if (kind == DL_KIND_WORK_OF_ART || kind == DL_KIND_OTHER) return;
    name_sighting *s = see(w, i, last, kind, DL_S("again"));
    if (!s) return;
    s->form = form;
    own(w, w->f.seen.n - 1);
}

static bool is_capitals(const names_work *w, uint32_t i)
{
    return i < w->d->tokens.n && span_is_acronym(span_word(w->d, i));
}

/* "WHO said": no name to the tagger, but told as one elsewhere; in a line of capitals
 * every word looks so. */
static bool may_be_acronym(const names_work *w, uint32_t i)
{
    return is_capitals(w, i) && !is_capitals(w, i + 1) && (i == 0 || !is_capitals(w, i - 1));
}

static void see_repeats(names_work *w)
{
    if (!w->f.slot || !w->f.by_word || !w->f.next) return;
    for (uint32_t i = 0; i < w->d->tokens.n && span_goes_on(w->d, &w->f.steps); i++)
        if (w->owner[i] == FREE && (span_is_proper(w->d, i) || may_be_acronym(w, i)))
            see_again(w, i, span_piece(w->d, i).last);
}

/* ---- mentions */

static dl_kind kind_of(const name_forms *f, const name_sighting *s)
{
    if (s->form == UINT32_MAX || s->fixed) return s->kind;
    const name_form *n = &f->form.at[s->form];
    bool person = n->kind == DL_KIND_PERSON;
    if (person && s->placed && n->whole == UINT32_MAX) return s->kind;
    if (s->kind == DL_KIND_LANGUAGE) return s->kind;
    return n->kind;
}

static void tell(names_work *w, const name_sighting *s)
{
    dl_mention *m = DL_PUSH(w->d->arena, &w->d->marks.mentions);
    if (!m) return;
    m->range = (dl_token_range){ s->first, s->last };
    m->span = dl_token_bytes(&w->d->tokens, m->range);
    m->head = span_head(w->d, s->first, s->last);
    m->form = DL_FORM_NAME;
    m->kind = kind_of(&w->f, s);
    m->entity = -1;
    m->rule = s->rule;
}

/* In order of the text: each sighting where its first token comes. */
static void tell_all(names_work *w)
{
    for (uint32_t i = 0; i < w->d->tokens.n; i++) {
        uint32_t at = w->owner[i];
        if (at != FREE && w->f.seen.at[at - 1].first == i) tell(w, &w->f.seen.at[at - 1]);
    }
}

void mark_names(dl_doc *d, const dl_mark_tables *t)
{
    names_work w = { .d = d,
        .f = { .d = d, .k = t->known, .places = t->places, .arena = d->scratch } };
    w.owner = dl_arena_array(d->scratch, d->tokens.n + 1, sizeof *w.owner);
    if (!w.owner) return;
    see_engine(&w);
    see_known(&w);
    if (!dl_doc_go_on(d)) return;
    see_speakers(&w);
    see_bodies(&w);
    if (!dl_doc_go_on(d)) return;
    see_regions(&w);
    see_placed(&w);
    see_divisions(&w);
    if (!dl_doc_go_on(d)) return;
    forms_make(&w.f);
    forms_link(&w.f);
    forms_decide(&w.f);
    if (!dl_doc_go_on(d)) return;
    see_repeats(&w);
    tell_all(&w);
}
