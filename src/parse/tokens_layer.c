/* tokens_layer - see tokens_layer.h. Norms and lemmas stand once in the report, however
 * often a word comes. */
#include "tokens_layer.h"

enum { LEMMA_SLOTS = 1 << 14 };

bool parse_lemma_cache_new(parse_lemma_cache *c, const dl_mem *mem)
{
    *c = (parse_lemma_cache){ dl_mem_zero(mem, LEMMA_SLOTS * sizeof *c->slot), 0 };
    return c->slot != NULL;
}

void parse_lemma_cache_free(parse_lemma_cache *c, const dl_mem *mem)
{
    dl_mem_free(mem, c->slot, LEMMA_SLOTS * sizeof *c->slot);
}

static void forget_lemmas(parse_lemma_cache *c, const parse_lexemes *x)
{
    uint32_t now = parse_lexemes_generation(x);
    if (now == c->generation) return;
    memset(c->slot, 0, LEMMA_SLOTS * sizeof *c->slot);
    c->generation = now;
}

bool parse_tokens_room(dl_doc *d, const dl_labels *labels, uint32_t n)
{
    dl_tokens *k = &d->tokens;
    memset(k, 0, sizeof *k);
    k->labels = labels;
    k->start = dl_arena_array(d->arena, n, sizeof *k->start);
    k->end = dl_arena_array(d->arena, n, sizeof *k->end);
    k->head = dl_arena_array(d->arena, n, sizeof *k->head);
    k->tag = dl_arena_array(d->arena, n, sizeof *k->tag);
    k->pos = dl_arena_array(d->arena, n, sizeof *k->pos);
    k->dep = dl_arena_array(d->arena, n, sizeof *k->dep);
    k->lemma = dl_arena_array(d->arena, n, sizeof *k->lemma);
    k->norm = dl_arena_apart(d->arena, n * sizeof *k->norm);
    k->feats = dl_arena_array(d->arena, n, sizeof *k->feats);
    k->sent_start = dl_arena_array(d->arena, n, sizeof *k->sent_start);
    return dl_doc_ok(d);
}

/* ---- texts that stand once in the report */
typedef struct known_text {
    const char *p; /* where the lexicon has it; NULL: free */
    dl_slice copy;
} known_text;

typedef struct adding {
    const parse_place *to;
    dl_arena *texts;
    const parse_piece *p;
    const parse_rules *t;
    parse_lemma_cache *lemmas;
    parse_lexemes *x;
    parse_ruled *ruled; /* [p->n] */
    known_text *known; /* [slots], a power of two, at most half full */
    uint32_t slots;
} adding;

static dl_slice text_once(const adding *w, dl_slice s)
{
    if (!s.n) return dl_arena_copy(w->texts, s);
    for (uint64_t h = dl_hash_mix((uintptr_t)s.p ^ s.n);; h++) {
        known_text *k = &w->known[h & (w->slots - 1)];
        if (k->p == s.p && k->copy.n == s.n) return k->copy;
        if (k->p) continue;
        *k = (known_text){ s.p, dl_arena_copy(w->texts, s) };
        return k->copy;
    }
}

/* ---- tokens */
static dl_slice lemma_of(const adding *w, parse_lex_id lex, const parse_ruled *r)
{
    if (r->lemma >= 0) return parse_ruler_text(w->t->ruler, r->lemma);
    uint64_t morph = (uint64_t)((r->morph + 1) & 0xffff);
    uint64_t key = ((uint64_t)lex << 32 | (uint64_t)r->pos << 16 | morph) + 1;
    struct parse_lemma_slot *slot = &w->lemmas->slot[dl_hash_mix(key) & (LEMMA_SLOTS - 1)];
    if (slot->key != key) {
        slot->key = key;
        slot->lemma = parse_lemma_of(w->t->lemmas, parse_lexemes_at(w->x, lex), r->pos,
            parse_ruler_text(w->t->ruler, r->morph), w->x);
    }
    return slot->lemma;
}

static void write_token(const adding *w, uint32_t i, uint32_t to)
{
    dl_tokens *k = &w->to->d->tokens;
    const parse_ruled *r = &w->ruled[i];
    k->lemma[to] = text_once(w, lemma_of(w, w->p->lex[i], r));
    const parse_lexeme *l = parse_lexemes_at(w->x, w->p->lex[i]);
    k->start[to] = w->to->at + w->to->start[i];
    k->end[to] = k->start[to] + (uint32_t)l->text.n;
    k->head[to] = to - i + w->p->head[i];
    k->tag[to] = r->tag;
    k->dep[to] = r->dep;
    k->pos[to] = r->pos;
    k->norm[to] = text_once(w, l->norm_text);
    k->feats[to] = r->morph > 0 && r->morph <= UINT16_MAX ? (uint16_t)r->morph : 0;
    k->sent_start[to] = w->p->sent_start[i] || i == 0 || (w->p->begins && w->p->begins[i]);
}

static bool adding_room(adding *w, dl_arena *scratch)
{
    w->slots = 64;
    while (w->slots < 4 * (uint64_t)w->p->n) w->slots *= 2; /* two texts a token */
    w->ruled = dl_arena_array(scratch, w->p->n, sizeof *w->ruled);
    w->known = dl_arena_array(scratch, w->slots, sizeof *w->known);
    return w->ruled && w->known;
}

bool parse_tokens_write(const parse_place *to, uint32_t first, const parse_piece *p,
    const parse_rules *t, parse_lemma_cache *c, parse_lexemes *x, dl_arena *texts,
    dl_arena *scratch)
{
    adding w = { .to = to, .texts = texts, .p = p, .t = t, .lemmas = c, .x = x };
    forget_lemmas(c, x);
    if (!adding_room(&w, scratch)) return false;
    parse_ruler_apply(t->ruler, x, p, w.ruled);
    for (uint32_t i = 0; i < p->n; i++) write_token(&w, i, first + i);
    /* A lemma may be another one for want of room. */
    return !parse_lexemes_failed(x) && !dl_arena_failed(texts);
}

/* ---- what spans tokens */
static void join_sentences(dl_doc *d, uint32_t from, uint32_t n)
{
    dl_tokens *k = &d->tokens;
    for (uint32_t i = from; i < from + n; i++) {
        dl_token_range *s = NULL;
        if (k->sent_start[i]) s = DL_PUSH(d->arena, &k->sentences);
        else if (k->sentences.n) s = &k->sentences.at[k->sentences.n - 1];
        if (!s) return;
        if (k->sent_start[i]) s->first = i;
        s->last = i + 1;
    }
}

static void join_names(dl_doc *d, uint32_t from, const dl_name_span *names, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        dl_name_span *at = DL_PUSH(d->arena, &d->tokens.names);
        if (!at) return;
        *at = names[i];
        at->first += from;
        at->last += from;
    }
}

void parse_tokens_join(dl_doc *d, const parse_rules *t, uint32_t n, const dl_name_span *names,
    uint32_t names_n, dl_arena *scratch)
{
    dl_tokens *k = &d->tokens;
    uint32_t from = k->n;
    uint32_t *edge = dl_arena_array(scratch, n, sizeof *edge);
    if (!edge) {
        dl_fail(&d->err, DL_ENOMEM, "analysing a report", -1, NULL);
        return;
    }
    join_sentences(d, from, n);
    join_names(d, from, names, names_n);
    k->n += n;
    parse_chunks_find(t->chunks, d->arena, k, from, k->n, edge);
}
