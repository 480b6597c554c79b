/* spans - see spans.h. */
#include "spans.h"

#include "base/chars.h"

static bool is_upper_ascii(char c) { return c >= 'A' && c <= 'Z'; }

/* Outside of ASCII the Latin, Greek and Cyrillic capitals of two bytes: those whose
 * small letters come after them. */
static bool is_upper_wide(dl_slice w)
{
    size_t i = 0;
    uint32_t cp = dl_utf8_next(w, &i);
    if (cp >= 0xC0 && cp <= 0xDE) return cp != 0xD7;
    if (cp >= 0x100 && cp <= 0x137) return cp % 2 == 0;
    if (cp >= 0x139 && cp <= 0x148) return cp % 2 == 1;
    if (cp >= 0x14A && cp <= 0x17F) return cp % 2 == 0;
    return (cp >= 0x391 && cp <= 0x3A9) || (cp >= 0x400 && cp <= 0x42F);
}

bool span_is_upper(dl_slice w)
{
    if (!w.n) return false;
    return (unsigned char)w.p[0] < 0x80 ? is_upper_ascii(w.p[0]) : is_upper_wide(w);
}

bool span_is_acronym(dl_slice w)
{
    size_t letters = 0;
    for (size_t i = 0; i < w.n; i++) {
        if (is_upper_ascii(w.p[i])) letters++;
        if (!is_upper_ascii(w.p[i]) && w.p[i] != '.' && w.p[i] != '-') return false;
    }
    return letters >= 2 && letters <= 8;
}

bool span_is_blank(const dl_doc *d, uint32_t i)
{
    return dl_token_pos(&d->tokens, i) == DL_POS_SPACE;
}

bool span_is(const dl_doc *d, uint32_t i, const char *word)
{
    return dl_slice_is(span_word(d, i), word);
}

bool span_is_proper(const dl_doc *d, uint32_t i)
{
    if (!span_is_upper(span_word(d, i))) return false;
    dl_tag tag = dl_token_tag(&d->tokens, i);
    return tag == DL_TAG_NNP || tag == DL_TAG_NNPS;
}

dl_token_range span_piece(const dl_doc *d, uint32_t i)
{
    const dl_tokens *t = &d->tokens;
    if (i < t->title_n) return (dl_token_range){ 0, t->title_n };
    return (dl_token_range){ t->title_n, t->n };
}

uint32_t span_head(const dl_doc *d, uint32_t first, uint32_t last)
{
    const uint32_t *head = d->tokens.head;
    for (uint32_t i = last; i-- > first;)
        if (head[i] < first || head[i] >= last || head[i] == i) return i;
    return last - 1;
}

uint32_t *span_sentences(dl_doc *d)
{
    uint32_t *of = dl_arena_array(d->scratch, d->tokens.n + 1, sizeof *of);
    uint32_t at = 0;
    for (uint32_t i = 0; of && i < d->tokens.n; i++) {
        at += d->tokens.sent_start[i] && i > 0;
        of[i] = at;
    }
    return of;
}

enum { PHRASE_TOKENS_MAX = 24 }; /* of a noun phrase before its head */

/* A finite verb, a dash, a colon, a quotation mark: no phrase goes over it. */
static bool ends_phrase(const dl_doc *d, uint32_t i)
{
    const dl_tokens *t = &d->tokens;
    switch (dl_token_tag(t, i)) {
    case DL_TAG_VBD:
    case DL_TAG_VBP:
    case DL_TAG_VBZ:
    case DL_TAG_MD: return true;
    case DL_TAG_HYPH: return false;
    default: break;
    }
    if (dl_token_pos(t, i) != DL_POS_PUNCT) return false;
    bool glued = i + 1 < t->n && t->end[i] == t->start[i + 1];
    return !glued && !span_is(d, i, ",") && !span_is(d, i, "'");
}

/* "Earlier the government": the article begins the phrase. */
static bool is_adverb_before(const dl_tokens *t, uint32_t i)
{
    return dl_token_pos(t, i) == DL_POS_ADV && dl_token_tag(t, i + 1) == DL_TAG_DT;
}

/* "and", "loud" of "a tall and loud [mayor]": joined to an adjective of the head. */
static bool is_joined_adjective(const dl_tokens *t, uint32_t i, uint32_t head)
{
    dl_dep dep = dl_token_dep(t, i);
    uint32_t on = t->head[i];
    if (dep != DL_DEP_conj && dep != DL_DEP_cc) return false;
    return on < i && t->head[on] == head && dl_token_pos(t, on) == DL_POS_ADJ;
}

/* The words before the head that hang on it: "Japan's prime [minister]". */
uint32_t span_phrase_start(const dl_doc *d, uint32_t head)
{
    const dl_tokens *t = &d->tokens;
    uint32_t at = head;
    uint32_t low = head > PHRASE_TOKENS_MAX ? head - PHRASE_TOKENS_MAX : 0;
    if (low < span_piece(d, head).first) low = span_piece(d, head).first;
    while (at > low && !t->sent_start[at] && !ends_phrase(d, at - 1)) {
        uint32_t on = t->head[at - 1];
        bool inside = on >= at && on <= head;
        bool owner = dl_token_tag(t, at - 1) == DL_TAG_POS && on < at - 1 && on + 3 >= at;
        if (!inside && !owner && !is_joined_adjective(t, at - 1, head)) break;
        at--;
    }
    while (at < head
        && (dl_token_pos(t, at) == DL_POS_PUNCT || is_adverb_before(t, at)
            || dl_token_tag(t, at) == DL_TAG_CC || dl_token_tag(t, at) == DL_TAG_POS
            || span_is_blank(d, at)))
        at++;
    return at;
}

enum { ZONES_MAX = 8 }; /* datelines stand at the beginning */

bool span_in_dateline(const dl_doc *d, uint32_t byte)
{
    for (uint32_t i = 0; i < d->text.zones.n && i < ZONES_MAX; i++) {
        const dl_zone *z = &d->text.zones.at[i];
        bool front = z->kind == DL_ZONE_DATELINE || z->kind == DL_ZONE_AGENCY;
        if (front && byte >= z->span.start && byte < z->span.end) return true;
    }
    return false;
}

uint32_t span_last_word(const dl_doc *d, uint32_t first, uint32_t last)
{
    const dl_tokens *t = &d->tokens;
    uint32_t at = last - 1;
    while (at > first && t->end[at - 1] == t->start[at]) at--;
    return at;
}

bool span_is_one_word(const dl_doc *d, uint32_t first, uint32_t last)
{
    return span_last_word(d, first, last) == first;
}

bool span_is_last_word(const dl_doc *d, dl_token_range one, dl_token_range full)
{
    if (one.first + 1 == one.last) return true;
    uint32_t word = span_last_word(d, full.first, full.last);
    return word > full.first
        && dl_slice_eq_nocase(span_text(d, one.first, one.last), span_text(d, word, full.last));
}

/* The words from start to end as a role, the last one as its lemma where `lemma`. */
static const role_row *role_of(
    const dl_doc *d, const known *k, uint32_t start, uint32_t end, bool lemma)
{
    char room[KNOWN_KEY_MAX];
    if (!lemma) return known_role(k, known_key(span_text(d, start, end), true, room));
    size_t before = d->tokens.start[end - 1] - d->tokens.start[start];
    dl_slice last = d->tokens.lemma[end - 1];
    if (before + last.n > KNOWN_KEY_MAX) return NULL;
    dl_slice head = known_key(
        dl_slice_of(d->text.full.p + d->tokens.start[start], before), true, room);
    char word[KNOWN_KEY_MAX];
    dl_slice small = known_key(last, true, word);
    if (head.n + small.n > KNOWN_KEY_MAX) return NULL;
    memcpy(room + head.n, small.p, small.n);
    return known_role(k, (dl_slice){ room, head.n + small.n });
}

const role_row *span_role(
    const dl_doc *d, const known *k, uint32_t from, uint32_t end, uint32_t *start)
{
    uint32_t at = end > from + ROLE_TOKENS_MAX ? end - ROLE_TOKENS_MAX : from;
    for (; at < end; at++) {
        const role_row *r = role_of(d, k, at, end, false);
        if (!r) r = role_of(d, k, at, end, true);
        if (!r) continue;
        *start = at;
        return r;
    }
    return NULL;
}

/* "MOSCOW" -> "Moscow": words of four capitals and more, in place. */
static dl_slice soften(dl_slice key, char *room)
{
    size_t begin = 0;
    bool capitals = true;
    bool any = false;
    for (size_t i = 0; i <= key.n; i++) {
        bool end = i == key.n || key.p[i] == ' ';
        if (!end) capitals &= dl_is_upper(key.p[i]);
        if (!end) continue;
        for (size_t k = begin + 1; capitals && i > begin + 3 && k < i; k++)
            room[k] = dl_lower(room[k]);
        any |= capitals && i > begin + 3;
        begin = i + 1;
        capitals = true;
    }
    return any ? (dl_slice){ room, key.n } : (dl_slice){ NULL, 0 };
}

static bool has_article(const dl_doc *d, uint32_t first, uint32_t last)
{
    return first + 1 < last && (span_is(d, first, "the") || span_is(d, first, "The"));
}

dl_slice span_key(const dl_doc *d, uint32_t first, uint32_t last, char *room)
{
    return known_key(span_text(d, first + has_article(d, first, last), last), false, room);
}

const known_row *span_known(const dl_doc *d, const known *k, uint32_t first, uint32_t last)
{
    char room[KNOWN_KEY_MAX];
    dl_slice key = known_key(span_text(d, first, last), false, room);
    const known_row *r = known_name(k, key);
    if (!r && has_article(d, first, last)) {
        key = span_key(d, first, last, room);
        r = known_name(k, key);
    }
    return r ? r : known_name(k, soften(key, room));
}

dl_slice span_identity(const dl_doc *d, uint32_t first, uint32_t last, char *room)
{
    dl_slice key = span_key(d, first, last, room);
    dl_slice soft = soften(key, room);
    return soft.n ? soft : key;
}

unsigned span_cues(const dl_doc *d, const known *k, uint32_t i)
{
    return known_cues(k, span_word(d, i));
}

unsigned span_lemma_cues(const dl_doc *d, const known *k, uint32_t i)
{
    return known_cues(k, d->tokens.lemma[i]);
}
