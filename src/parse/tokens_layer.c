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
    k->norm = dl_arena_array(d->arena, n, sizeof *k->norm);
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
    if (!s.n) return dl_arena_copy(w->to->d->arena, s);
    for (uint64_t h = dl_hash_mix((uintptr_t)s.p ^ s.n);; h++) {
        known_text *k = &w->known[h & (w->slots - 1)];
        if (k->p == s.p && k->copy.n == s.n) return k->copy;
        if (k->p) continue;
        *k = (known_text){ s.p, dl_arena_copy(w->to->d->arena, s) };
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
    k->feats[to] = parse_ruler_text(w->t->ruler, r->morph);
    k->sent_start[to] = w->p->sent_start[i] || i == 0 || (w->p->begins && w->p->begins[i]);
}

static void write_spans(const adding *w, uint32_t from)
{
    dl_doc *d = w->to->d;
    dl_tokens *k = &d->tokens;
    const parse_piece *p = w->p;
    for (uint32_t i = 0; i < p->n; i++) {
        dl_token_range *s = NULL;
        if (k->sent_start[from + i]) s = DL_PUSH(d->arena, &k->sentences);
        else if (k->sentences.n) s = &k->sentences.at[k->sentences.n - 1];
        if (!s) return;
        if (k->sent_start[from + i]) s->first = from + i;
        s->last = from + i + 1;
    }
    for (uint32_t i = 0; i < p->names_n; i++) {
        dl_name_span *n = DL_PUSH(d->arena, &k->names);
        if (!n) return;
        *n = p->names[i];
        n->first += from;
        n->last += from;
    }
}

static bool adding_room(adding *w, dl_arena *scratch)
{
    w->slots = 64;
    while (w->slots < 4 * (uint64_t)w->p->n) w->slots *= 2; /* two texts a token */
    w->ruled = dl_arena_array(scratch, w->p->n, sizeof *w->ruled);
    w->known = dl_arena_array(scratch, w->slots, sizeof *w->known);
    return w->ruled && w->known;
}

void parse_tokens_add(const parse_place *to, const parse_piece *p, const parse_rules *t,
    parse_lemma_cache *c, parse_lexemes *x, dl_arena *scratch)
{
    adding w = { .to = to, .p = p, .t = t, .lemmas = c, .x = x };
    dl_tokens *k = &to->d->tokens;
    uint32_t from = k->n, *edge = dl_arena_array(scratch, p->n, sizeof *edge);
    bool room = adding_room(&w, scratch);
    forget_lemmas(c, x);
    if (!edge || !room) {
        dl_fail(&to->d->err, DL_ENOMEM, "analysing a report", -1, NULL);
        return;
    }
    parse_ruler_apply(t->ruler, x, p, w.ruled);
    for (uint32_t i = 0; i < p->n; i++) write_token(&w, i, from + i);
    /* A lemma may be another one for want of room. */
    if (parse_lexemes_failed(x)) dl_fail(&to->d->err, DL_ENOMEM, "analysing a report", -1, NULL);
    write_spans(&w, from);
    k->n += p->n;
    parse_chunks_find(t->chunks, to->d->arena, k, from, k->n, edge);
}
