/* party_kind - whether a participant's own word is somebody, a thing or a measure. */
#include "parties.h"

enum { PARTY_TOKENS = 40 }; /* of a party's span in which its head is looked for */

/* The token that starts at a byte or behind it. */
static uint32_t token_from(const dl_tokens *t, uint32_t byte)
{
    uint32_t low = 0;
    uint32_t high = t->n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (t->start[mid] < byte) low = mid + 1;
        else high = mid;
    }
    return low;
}

/* The head word of a party: it hangs on one outside of its span; CODE_NONE. */
uint32_t code_head_of(const dl_tokens *t, const dl_party *p)
{
    uint32_t from = token_from(t, p->span.start);
    for (uint32_t i = from; i < t->n && i < from + PARTY_TOKENS; i++) {
        if (t->end[i] > p->span.end) break;
        uint32_t head = t->head[i];
        bool out = t->start[head] < p->span.start || t->end[head] > p->span.end;
        if (out || head == i) return i;
    }
    return CODE_NONE;
}

/* A sum, a share, a day; a number alone may be people: "arrested four". */
bool code_is_measure(const code_finder *c, const dl_party *p)
{
    if (p->entity < 0) return false;
    dl_kind k = c->d->marks.entities.at[p->entity].kind;
    return k >= DL_KIND_DATE && k != DL_KIND_CARDINAL;
}

/* A sign that the tagger took for a word has none: a low quotation mark. */
static bool has_letter(const code_finder *c, uint32_t token)
{
    uint32_t start = c->x->t->start[token];
    uint32_t end = c->x->t->end[token];
    for (uint32_t i = start; i < end; i++) {
        char k = c->d->text.full.p[i];
        if ((k >= 'A' && k <= 'Z') || (k >= 'a' && k <= 'z') || (k >= '0' && k <= '9')) return true;
    }
    return end - start > 3;
}

static bool is_capital(const code_finder *c, uint32_t token)
{
    char first = c->d->text.full.p[c->x->t->start[token]];
    return first >= 'A' && first <= 'Z' && !c->x->t->sent_start[token];
}

static bool is_of_fighters(const code_finder *c, dl_slice lemma)
{
    static const char *const list[] = { "force", "rebels", "crowd", NULL };
    return code_in_classes(&c->t->classes, lemma, list);
}

bool code_is_common(const code_finder *c, const dl_party *p)
{
    uint32_t token = code_head_of(c->x->t, p);
    return token != CODE_NONE && dl_token_pos(c->x->t, token) == DL_POS_NOUN;
}

/* A noun that tells a matter or a thing rather than somebody: "a strong signal". Pronouns
 * and names that nothing is known of stay, and numbers: "thousands". */
bool code_is_thing(const code_finder *c, const dl_party *p)
{
    static const char *const words[] = { "it", "this", "that", "everything", "nothing", "something",
        "anything", "what", "which", "who", "whom", "whoever", "all", "much", NULL };
    if (p->code.n || code_is_someone(c->x, p)) return false;
    if (code_is_measure(c, p)) return true;
    uint32_t token = code_head_of(c->x->t, p);
    if (token == CODE_NONE) return false;
    dl_slice lemma = c->x->t->lemma[token];
    dl_pos pos = dl_token_pos(c->x->t, token);
    if (pos == DL_POS_PRON || pos == DL_POS_DET) return dl_slice_is_any(lemma, words);
    bool word = pos == DL_POS_INTJ || pos == DL_POS_ADV || pos == DL_POS_SCONJ;
    if (word || dl_slice_is(lemma, "other")) return true; /* "encouraged each other" */
    if (pos == DL_POS_PUNCT || pos == DL_POS_SYM || !has_letter(c, token)) return true;
    if (is_capital(c, token)) return false; /* "the MoD" */
    if (is_of_fighters(c, lemma)) return false; /* "military units" */
    return dl_token_pos(c->x->t, token) == DL_POS_NOUN && !code_is_part(c->t, lemma);
}

bool code_any_maybe(const code_finder *c, const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (!code_is_thing(c, &v->at[i])) return true;
    return false;
}

/* A house is attacked, but evidence is not, nor is a closure protested against as a house
 * is. */
bool code_may_suffer(const code_finder *c, const dl_party *p, dl_slice act)
{
    static const char *const bodily[] = { "COERCE", "PROTEST", NULL };
    static const char *const list[] = { "area", "property", "road", "craft", "person", "crowd",
        "force", "rebels", "prisoner", "leader", "diplomat", "observer", "voice", NULL };
    uint32_t token = code_head_of(c->x->t, p);
    if (!code_is_common(c, p) || code_is_measure(c, p)) return false;
    if (dl_slice_is(act, "ASSAULT")) return true;
    if (!dl_slice_is_any(act, bodily)) return false;
    return code_in_classes(&c->t->classes, c->x->t->lemma[token], list);
}
