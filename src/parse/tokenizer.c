/* tokenizer - see tokenizer.h: chunks, affixes, the cache of chunks, special cases among
 * tokens. */
#include "language.h"
#include "unicode.h"

enum {
    CHUNK_MAX = 64, /* bytes of a chunk that is worth remembering */
    CHUNKS_MAX = 1 << 16, /* chunks remembered between two tidyings; a day's news has fewer */
    PHRASE_MAX = 64 /* tokens of a special case that is looked for among tokens */
};

typedef struct chunk {
    dl_slice form;
    uint32_t first, n; /* its tokens in chunk_lex */
} chunk;
typedef struct phrase {
    uint32_t first, n; /* its forms in phrase_orth */
    uint32_t next; /* the next phrase that begins with the same form, + 1 */
} phrase;
typedef struct match {
    uint32_t start, n; /* tokens */
} match;

typedef struct words {
    uint32_t *at;
    size_t cap;
} words;

struct parse_tokenizer {
    const dl_mem *mem;
    const parse_language *g;
    parse_lexemes *lexicon;
    dl_arena *lasting, *cache, *scratch; /* phrases; chunks; one text */
    words cp, off; /* of one chunk: code points, their byte offsets */
    words suffix, states; /* suffixes taken off it, as end offsets; for whole expressions */
    DL_VEC(chunk) chunk;
    DL_VEC(parse_lex_id) chunk_lex;
    uint32_t *slot, slots; /* by form: number in chunk + 1 */
    DL_VEC(phrase) phrase;
    DL_VEC(uint64_t) phrase_orth;
    uint32_t *phrase_slot, phrase_slots; /* by first orth: number in phrase + 1 */
    DL_VEC(uint32_t) lex, start;
    DL_VEC(uint8_t) space;
    bool whole_chunks; /* special cases are not applied: set while phrases are made */
    bool failed;
    parse_token_list list;
};

static bool make_phrases(parse_tokenizer *t);

parse_tokenizer *parse_tokenizer_new(const dl_mem *mem, const parse_language *g, dl_err *e)
{
    parse_tokenizer *t = dl_mem_zero(mem, sizeof *t);
    if (!t) {
        dl_fail(e, DL_ENOMEM, "starting the tokenizer", -1, NULL);
        return NULL;
    }
    t->mem = mem;
    t->g = g;
    t->lexicon = parse_lexemes_new(mem, g->model, e);
    t->lasting = dl_arena_new(mem, 0);
    t->cache = dl_arena_new(mem, 0);
    t->scratch = dl_arena_new(mem, 0);
    t->slots = 2 * CHUNKS_MAX;
    t->slot = dl_mem_zero(mem, t->slots * sizeof *t->slot);
    bool ok = t->lexicon && t->lasting && t->cache && t->scratch && t->slot && make_phrases(t);
    if (ok) return t;
    if (!dl_failed(e)) dl_fail(e, DL_ENOMEM, "starting the tokenizer", -1, NULL);
    parse_tokenizer_free(t);
    return NULL;
}

static void words_free(parse_tokenizer *t, words *w)
{
    dl_mem_free(t->mem, w->at, w->cap * sizeof *w->at);
}

void parse_tokenizer_free(parse_tokenizer *t)
{
    if (!t) return;
    parse_lexemes_free(t->lexicon);
    if (t->lasting) dl_arena_free(t->lasting);
    if (t->cache) dl_arena_free(t->cache);
    if (t->scratch) dl_arena_free(t->scratch);
    dl_mem_free(t->mem, t->slot, t->slots * sizeof *t->slot);
    words_free(t, &t->cp);
    words_free(t, &t->off);
    words_free(t, &t->states);
    words_free(t, &t->suffix);
    dl_mem_free(t->mem, t, sizeof *t);
}

static bool words_fit(parse_tokenizer *t, words *w, size_t n)
{
    if (n <= w->cap) return true;
    size_t cap = n < 256 ? 256 : n + n / 2;
    uint32_t *at = dl_mem_resize(t->mem, w->at, w->cap * sizeof *at, cap * sizeof *at);
    if (!at) {
        t->failed = true;
        return false;
    }
    w->at = at;
    w->cap = cap;
    return true;
}

/* ---- tokens */
static void put_lex(parse_tokenizer *t, parse_lex_id id)
{
    parse_lex_id *slot = id != UINT32_MAX ? DL_PUSH(t->scratch, &t->lex) : NULL;
    if (slot) *slot = id;
    else t->failed = true;
}

static void put_form(parse_tokenizer *t, dl_slice form)
{
    put_lex(t, parse_lexemes_add(t->lexicon, form, (dl_slice){ NULL, 0 }));
}

static void put_special(parse_tokenizer *t, const parse_special *s)
{
    for (uint32_t k = s->first; k < s->first + s->n; k++)
        put_lex(t, parse_lexemes_add(t->lexicon, t->g->piece.name[k], t->g->norm.name[k]));
}

/* ---- one chunk: what of it is not taken off yet */
typedef struct span {
    dl_slice bytes;
    const uint32_t *cp, *off; /* code points, and the byte where each begins */
    uint32_t lo, hi; /* code points lo .. hi are left */
} span;

static dl_slice cut(const span *s, uint32_t lo, uint32_t hi)
{
    return dl_slice_cut(s->bytes, s->off[lo], s->off[hi]);
}
static parse_cps cps(const span *s) { return (parse_cps){ s->cp + s->lo, s->hi - s->lo }; }

static bool is_special(const parse_tokenizer *t, const span *s, uint32_t lo, uint32_t hi)
{
    return !t->whole_chunks && lo < hi && parse_language_special(t->g, cut(s, lo, hi));
}

static bool whole(parse_tokenizer *t, const parse_expression *x, parse_cps s)
{
    return x && words_fit(t, &t->states, t->g->scratch)
        && parse_expression_whole(x, s, t->states.at);
}

/* Takes prefixes and suffixes off until nothing more comes off or a special case is
 * left. Prefixes are tokens at once; the starts of suffixes are kept, from the
 * outermost in; their number is answered. */
static uint32_t strip(parse_tokenizer *t, span *s)
{
    uint32_t suffixes = 0;
    for (uint32_t last = 0; s->lo < s->hi && s->hi - s->lo != last && !t->failed;) {
        if (whole(t, t->g->match, cps(s)) || is_special(t, s, s->lo, s->hi)) break;
        last = s->hi - s->lo;
        uint32_t pre = t->g->prefix ? parse_expression_first(t->g->prefix, cps(s), 0) : 0;
        if (pre && is_special(t, s, s->lo + pre, s->hi)) {
            put_form(t, cut(s, s->lo, s->lo + pre));
            s->lo += pre;
            break;
        }
        parse_cps rest = { s->cp + s->lo + pre, s->hi - s->lo - pre };
        uint32_t suf = t->g->suffix ? parse_expression_suffix(t->g->suffix, rest) : 0;
        bool done = suf && is_special(t, s, s->lo, s->hi - suf);
        if (done) pre = 0; /* the special case takes in what looked like a prefix */
        if (pre) put_form(t, cut(s, s->lo, s->lo + pre));
        s->lo += pre;
        if (suf && words_fit(t, &t->suffix, (size_t)suffixes + 1))
            t->suffix.at[suffixes++] = s->hi -= suf;
        if (done) break;
    }
    return suffixes;
}

static void put_infixes(parse_tokenizer *t, const span *s)
{
    parse_cps c = cps(s);
    uint32_t start = 0;
    for (uint32_t i = 0; t->g->infix && i < c.n;) {
        uint32_t n = parse_expression_first(t->g->infix, c, i);
        if (n == 0) {
            i++;
            continue;
        }
        if (i != 0) { /* an infix at the very start splits nothing */
            if (i != start) put_form(t, cut(s, s->lo + start, s->lo + i));
            put_form(t, cut(s, s->lo + i, s->lo + i + n));
            start = i + n;
        }
        i += n;
    }
    if (start < c.n) put_form(t, cut(s, s->lo + start, s->hi));
}

static void put_middle(parse_tokenizer *t, const span *s)
{
    if (s->lo >= s->hi) return;
    const parse_special *special = t->whole_chunks
        ? NULL
        : parse_language_special(t->g, cut(s, s->lo, s->hi));
    if (special) put_special(t, special);
    else if (whole(t, t->g->match, cps(s)) || whole(t, t->g->url, cps(s)))
        put_form(t, cut(s, s->lo, s->hi));
    else put_infixes(t, s);
}

static bool decode(parse_tokenizer *t, dl_slice form, span *s)
{
    if (!words_fit(t, &t->cp, form.n + 1) || !words_fit(t, &t->off, form.n + 1)) return false;
    uint32_t n = 0;
    for (size_t i = 0; i < form.n; n++) {
        t->off.at[n] = (uint32_t)i;
        t->cp.at[n] = dl_utf8_next(form, &i);
    }
    t->off.at[n] = (uint32_t)form.n;
    *s = (span){ form, t->cp.at, t->off.at, 0, n };
    return true;
}

static void split_chunk(parse_tokenizer *t, dl_slice form)
{
    span s;
    if (!decode(t, form, &s)) return;
    uint32_t end = s.hi, suffixes = strip(t, &s);
    put_middle(t, &s);
    while (suffixes--)
        put_form(t, cut(&s, t->suffix.at[suffixes], suffixes ? t->suffix.at[suffixes - 1] : end));
}

/* ---- chunks that were seen before */
static chunk *find_chunk(parse_tokenizer *t, dl_slice form, uint32_t **slot)
{
    for (uint64_t h = dl_hash64(form, 3);; h++) {
        *slot = &t->slot[h & (t->slots - 1)];
        if (!**slot) return NULL;
        if (dl_slice_eq(t->chunk.at[**slot - 1].form, form)) return &t->chunk.at[**slot - 1];
    }
}

static void remember(parse_tokenizer *t, uint32_t *slot, dl_slice form, uint32_t first)
{
    chunk *c = DL_PUSH(t->cache, &t->chunk);
    if (!c) {
        t->failed = true;
        return;
    }
    *c = (chunk){ dl_arena_copy(t->cache, form), t->chunk_lex.n, t->lex.n - first };
    for (uint32_t i = first; i < t->lex.n; i++) {
        parse_lex_id *id = DL_PUSH(t->cache, &t->chunk_lex);
        if (!id) {
            t->failed = true;
            return;
        }
        *id = t->lex.at[i];
    }
    *slot = t->chunk.n;
}

static void put_chunk(parse_tokenizer *t, dl_slice form)
{
    uint32_t *slot = NULL, first = t->lex.n;
    const parse_special *special = t->whole_chunks ? NULL : parse_language_special(t->g, form);
    if (special) {
        put_special(t, special);
        return;
    }
    bool worth = form.n <= CHUNK_MAX && t->chunk.n < CHUNKS_MAX && !t->whole_chunks;
    const chunk *seen = worth ? find_chunk(t, form, &slot) : NULL;
    if (!seen) {
        split_chunk(t, form);
        if (worth && !t->failed) remember(t, slot, form, first);
        return;
    }
    for (uint32_t i = 0; i < seen->n; i++) put_lex(t, t->chunk_lex.at[seen->first + i]);
}

/* ---- the text */
static void place_tokens(parse_tokenizer *t, size_t at)
{
    while (t->start.n < t->lex.n && !t->failed) {
        uint32_t *start = DL_PUSH(t->scratch, &t->start);
        uint8_t *space = DL_PUSH(t->scratch, &t->space);
        if (!start || !space) {
            t->failed = true;
            return;
        }
        *start = (uint32_t)at;
        at += parse_lexemes_at(t->lexicon, t->lex.at[t->start.n - 1])->text.n;
    }
}

static void put_run(parse_tokenizer *t, dl_slice text, size_t from, size_t to)
{
    if (from >= to) return;
    put_chunk(t, dl_slice_cut(text, from, to));
    place_tokens(t, from);
}

static void set_space(parse_tokenizer *t)
{
    if (t->space.n) t->space.at[t->space.n - 1] = 1;
}

static void split_text(parse_tokenizer *t, dl_slice text)
{
    size_t from = 0;
    bool in_space = false, last_blank = false;
    for (size_t i = 0; i < text.n && !t->failed;) {
        size_t at = i;
        uint32_t cp = dl_utf8_next(text, &i);
        bool space = parse_uni_space(cp);
        if (at == 0) in_space = space;
        last_blank = cp == ' ';
        if (space == in_space) continue;
        put_run(t, text, from, at);
        if (cp == ' ') set_space(t);
        from = cp == ' ' ? i : at;
        in_space = space;
    }
    if (from >= text.n) return;
    put_run(t, text, from, text.n);
    if (t->space.n) t->space.at[t->space.n - 1] = last_blank && !in_space;
}

/* ---- special cases among tokens: sequences of forms that a special case's text falls
 * into without special cases */
static uint64_t orth_at(const parse_tokenizer *t, uint32_t i)
{
    return parse_lexemes_at(t->lexicon, t->lex.at[i])->orth;
}

static void clear_tokens(parse_tokenizer *t)
{
    memset(&t->lex, 0, sizeof t->lex);
    memset(&t->start, 0, sizeof t->start);
    memset(&t->space, 0, sizeof t->space);
    dl_arena_reset(t->scratch);
}

/* Where the first phrase that begins with this form stands, or would stand. */
static uint32_t *phrase_slot(const parse_tokenizer *t, uint64_t orth)
{
    for (uint64_t h = dl_hash_mix(orth);; h++) {
        uint32_t *slot = &t->phrase_slot[h & (t->phrase_slots - 1)];
        if (!*slot || t->phrase_orth.at[t->phrase.at[*slot - 1].first] == orth) return slot;
    }
}

static void add_phrase(parse_tokenizer *t)
{
    if (t->lex.n == 0 || t->lex.n > PHRASE_MAX) return;
    phrase *p = DL_PUSH(t->lasting, &t->phrase);
    if (!p) {
        t->failed = true;
        return;
    }
    *p = (phrase){ t->phrase_orth.n, t->lex.n, 0 };
    for (uint32_t i = 0; i < t->lex.n; i++) {
        uint64_t *orth = DL_PUSH(t->lasting, &t->phrase_orth);
        if (!orth) {
            t->failed = true;
            return;
        }
        *orth = orth_at(t, i);
    }
    uint32_t *slot = phrase_slot(t, orth_at(t, 0));
    p->next = *slot;
    *slot = t->phrase.n;
}

static bool make_phrases(parse_tokenizer *t)
{
    t->phrase_slots = 16;
    while (t->phrase_slots < 2 * t->g->n) t->phrase_slots *= 2;
    t->phrase_slot = dl_arena_array(t->lasting, t->phrase_slots, sizeof *t->phrase_slot);
    if (!t->phrase_slot) return false;
    t->whole_chunks = true;
    for (uint32_t i = 0; i < t->g->n && !t->failed; i++) {
        if (!t->g->special[i].phrase) continue;
        clear_tokens(t);
        split_text(t, t->g->special[i].form);
        add_phrase(t);
    }
    t->whole_chunks = false;
    clear_tokens(t);
    parse_lexemes_empty(t->lexicon);
    return !t->failed;
}

/* The first phrase that begins with the token's form, + 1; 0: none. The lexeme remembers
 * it. */
static uint32_t phrase_of(parse_tokenizer *t, uint32_t i)
{
    const parse_lexeme *l = parse_lexemes_at(t->lexicon, t->lex.at[i]);
    if (l->phrase) return l->phrase == UINT32_MAX ? 0 : l->phrase;
    uint32_t p = *phrase_slot(t, l->orth);
    parse_lexemes_set_phrase(t->lexicon, t->lex.at[i], p ? p : UINT32_MAX);
    return p;
}

static bool phrase_at(const parse_tokenizer *t, const phrase *p, uint32_t i)
{
    if (p->n > t->lex.n - i) return false;
    for (uint32_t k = 1; k < p->n; k++)
        if (orth_at(t, i + k) != t->phrase_orth.at[p->first + k]) return false;
    return true;
}

typedef DL_VEC(match) matches;

/* All phrases that stand somewhere, by start; of one start, in no order that matters:
 * longest wins below. */
static void find_phrases(parse_tokenizer *t, matches *found)
{
    for (uint32_t i = 0; i < t->lex.n && !t->failed; i++)
        for (uint32_t p = phrase_of(t, i); p; p = t->phrase.at[p - 1].next) {
            if (!phrase_at(t, &t->phrase.at[p - 1], i)) continue;
            match *m = DL_PUSH(t->scratch, found);
            if (!m) {
                t->failed = true;
                return;
            }
            *m = (match){ i, t->phrase.at[p - 1].n };
        }
}

/* Longer before shorter, then from the left; what overlaps an earlier choice at either
 * end is dropped - but still blocks others. The longest a phrase can be bounds the
 * rounds. taken: a byte a token; chosen[i]: tokens of the phrase chosen at i. */
static void choose(const matches *found, uint8_t *taken, uint8_t *chosen)
{
    uint32_t longest = 0;
    for (uint32_t k = 0; k < found->n; k++)
        if (found->at[k].n > longest) longest = found->at[k].n;
    for (uint32_t n = longest; n > 0; n--)
        for (uint32_t k = 0; k < found->n; k++) {
            match m = found->at[k];
            if (m.n != n) continue;
            if (!taken[m.start] && !taken[m.start + n - 1]) chosen[m.start] = (uint8_t)n;
            memset(taken + m.start, 1, n);
        }
}

/* The text between two tokens' ends, as the special case would have to spell it. */
static const parse_special *special_at(
    const parse_tokenizer *t, dl_slice text, uint32_t i, uint32_t n)
{
    size_t end = t->start.at[i + n - 1]
        + parse_lexemes_at(t->lexicon, t->lex.at[i + n - 1])->text.n;
    return parse_language_special(t->g, dl_slice_cut(text, t->start.at[i], end));
}

static void put_old(parse_tokenizer *t, const parse_token_list *old, uint32_t i)
{
    put_lex(t, old->lex[i]);
    place_tokens(t, old->start[i]);
    if (old->space[i]) set_space(t);
}

static void apply_phrases(parse_tokenizer *t, dl_slice text, const uint8_t *chosen)
{
    parse_token_list old = { t->lex.n, t->lex.at, t->start.at, t->space.at };
    const parse_special **special = dl_arena_array(t->scratch, old.n, sizeof *special);
    if (!special) {
        t->failed = true;
        return;
    }
    for (uint32_t i = 0; i < old.n; i++)
        special[i] = chosen[i] ? special_at(t, text, i, chosen[i]) : NULL;
    memset(&t->lex, 0, sizeof t->lex);
    memset(&t->start, 0, sizeof t->start);
    memset(&t->space, 0, sizeof t->space);
    for (uint32_t i = 0; i < old.n && !t->failed; i++) {
        if (!special[i]) {
            put_old(t, &old, i);
            continue;
        }
        put_special(t, special[i]);
        place_tokens(t, old.start[i]);
        i += (uint32_t)chosen[i] - 1u;
        if (old.space[i]) set_space(t);
    }
}

static void join_specials(parse_tokenizer *t, dl_slice text)
{
    matches found = { 0 };
    find_phrases(t, &found);
    if (found.n == 0 || t->failed) return;
    uint8_t *taken = dl_arena_array(t->scratch, t->lex.n, 2);
    if (!taken) {
        t->failed = true;
        return;
    }
    choose(&found, taken, taken + t->lex.n);
    apply_phrases(t, text, taken + t->lex.n);
}

const parse_token_list *parse_tokenize(parse_tokenizer *t, dl_slice text)
{
    clear_tokens(t);
    t->failed = false;
    split_text(t, text);
    if (!t->failed) join_specials(t, text);
    t->list = (parse_token_list){ t->lex.n, t->lex.at, t->start.at, t->space.at };
    return t->failed || dl_arena_failed(t->scratch) ? NULL : &t->list;
}

parse_lexemes *parse_tokenizer_lexicon(parse_tokenizer *t) { return t->lexicon; }

void parse_tokenizer_tidy(parse_tokenizer *t)
{
    if (parse_lexemes_size(t->lexicon) < PARSE_LEXICON_MAX && t->chunk.n < CHUNKS_MAX) return;
    parse_lexemes_empty(t->lexicon);
    memset(&t->chunk, 0, sizeof t->chunk);
    memset(&t->chunk_lex, 0, sizeof t->chunk_lex);
    memset(t->slot, 0, t->slots * sizeof *t->slot);
    dl_arena_reset(t->cache);
}
