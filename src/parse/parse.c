/* parse - see parse.h: a batch of reports through tokenizer, network, ruler, lemmas and
 * noun chunks, into each report's tokens layer. */
#include "parse.h"
#include "chunks.h"
#include "lemma.h"
#include "network.h"
#include "ruler.h"
#include "tokenizer.h"

#include <stdio.h>
#include <stdlib.h>

struct dl_parse {
    dl_model *model;
    parse_language *language;
    parse_net *net;
    parse_ruler *ruler;
    parse_lemmas *lemmas;
    dl_arena *arena;
    parse_chunk_rules *chunks;
    const dl_labels *labels;
};

typedef struct lemma_slot {
    uint64_t key;
    dl_slice lemma;
} lemma_slot; /* key 0: free */

enum {
    LEMMA_SLOTS = 1 << 14
    /* lemmas remembered by (form, part of speech, morphology); a later one takes an
     * earlier one's place */
};

struct dl_parse_scratch {
    const dl_mem *mem;
    parse_tokenizer *tokenizer;
    parse_net_scratch *net;
    dl_arena *arena; /* one batch */
    lemma_slot *slot;
    uint32_t generation;
};

static const dl_labels *labels_of(dl_arena *a, const dl_model *m)
{
    return dl_labels_new(a, dl_model_strings(m, "labels/tag"), dl_model_strings(m, "labels/pos"),
        dl_model_strings(m, "labels/dep"), dl_model_strings(m, "labels/ent"));
}

dl_parse *dl_parse_open_model(dl_model *m, dl_err *e)
{
    const dl_mem *mem = dl_model_mem(m);
    dl_parse *t = dl_mem_zero(mem, sizeof *t);
    if (!t) {
        dl_model_close(m);
        dl_fail(e, DL_ENOMEM, "starting the language engine", -1, NULL);
        return NULL;
    }
    t->model = m;
    t->arena = dl_arena_new(mem, 0);
    t->labels = t->arena ? labels_of(t->arena, m) : NULL;
    bool ok = (t->language = parse_language_new(m, e)) && (t->ruler = parse_ruler_new(m, e))
        && (t->lemmas = parse_lemmas_new(m, e))
        && (t->net = parse_net_new(m, parse_kernel_best(), e));
    if (ok && t->labels)
        t->chunks = parse_chunk_rules_new(t->arena, t->labels->pos, t->labels->dep);
    if (ok && !t->chunks) dl_fail(e, DL_ENOMEM, "starting the language engine", -1, NULL);
    if (!dl_failed(e)) return t;
    dl_parse_close(t);
    return NULL;
}

dl_parse *dl_parse_open(const dl_mem *mem, const char *path, dl_err *e)
{
    dl_model *m = dl_model_open(mem, path, e);
    return m ? dl_parse_open_model(m, e) : NULL;
}

bool dl_parse_accepts(const dl_mem *mem, dl_slice file, dl_err *e)
{
    dl_model *m = dl_model_open_bytes(mem, file, e);
    dl_parse *p = m ? dl_parse_open_model(m, e) : NULL;
    dl_parse_close(p);
    return p != NULL;
}

void dl_parse_close(dl_parse *t)
{
    if (!t) return;
    parse_net_free(t->net);
    parse_lemmas_free(t->lemmas);
    parse_ruler_free(t->ruler);
    parse_language_free(t->language);
    if (t->arena) dl_arena_free(t->arena);
    const dl_mem *mem = dl_model_mem(t->model);
    dl_model_close(t->model);
    dl_mem_free(mem, t, sizeof *t);
}

const char *dl_parse_version(const dl_parse *t) { return dl_model_version(t->model); }

dl_parse_scratch *dl_parse_scratch_new(const dl_mem *mem, const dl_parse *t, dl_err *e)
{
    dl_parse_scratch *s = dl_mem_zero(mem, sizeof *s);
    if (!s) {
        dl_fail(e, DL_ENOMEM, "starting the language engine", -1, NULL);
        return NULL;
    }
    s->mem = mem;
    s->arena = dl_arena_new(mem, 0);
    s->slot = dl_mem_zero(mem, LEMMA_SLOTS * sizeof *s->slot);
    s->tokenizer = parse_tokenizer_new(mem, t->language, e);
    s->net = s->tokenizer ? parse_net_scratch_new(mem, e) : NULL;
    if (s->arena && s->slot && s->tokenizer && s->net) return s;
    if (!dl_failed(e)) dl_fail(e, DL_ENOMEM, "starting the language engine", -1, NULL);
    dl_parse_scratch_free(s);
    return NULL;
}

void dl_parse_scratch_free(dl_parse_scratch *s)
{
    if (!s) return;
    parse_net_scratch_free(s->net);
    parse_tokenizer_free(s->tokenizer);
    dl_mem_free(s->mem, s->slot, LEMMA_SLOTS * sizeof *s->slot);
    if (s->arena) dl_arena_free(s->arena);
    dl_mem_free(s->mem, s, sizeof *s);
}

/* ---- before the network */
typedef struct job { /* one piece */
    dl_doc *d;
    uint32_t at; /* byte of full where it starts */
    uint32_t *start; /* [n] bytes in the piece */
    bool title;
} job;

static bool piece_room(parse_piece *p, dl_arena *a, uint32_t n)
{
    p->n = n;
    p->tag = dl_arena_array(a, n, sizeof *p->tag);
    p->dep = dl_arena_array(a, n, sizeof *p->dep);
    p->head = dl_arena_array(a, n, sizeof *p->head);
    p->sent_start = dl_arena_array(a, n, sizeof *p->sent_start);
    p->names = dl_arena_array(a, n, sizeof *p->names);
    return !dl_arena_failed(a);
}

static void *copy_of(dl_arena *a, const void *from, size_t n, size_t size)
{
    void *to = dl_arena_array(a, n, size);
    if (to && n) memcpy(to, from, n * size);
    return to;
}

static bool tokenize(dl_parse_scratch *s, parse_piece *p, job *j, dl_slice text)
{
    const parse_token_list *l = parse_tokenize(s->tokenizer, text);
    if (!l || !piece_room(p, s->arena, l->n)) return false;
    p->lex = copy_of(s->arena, l->lex, l->n, sizeof *l->lex);
    p->space = copy_of(s->arena, l->space, l->n, sizeof *l->space);
    j->start = copy_of(s->arena, l->start, l->n, sizeof *l->start);
    return p->lex && p->space && j->start;
}

/* ---- after the network */
static bool tokens_room(dl_doc *d, const dl_parse *t, uint32_t n)
{
    dl_tokens *k = &d->tokens;
    memset(k, 0, sizeof *k);
    k->labels = t->labels;
    k->start = dl_arena_array(d->arena, n, sizeof *k->start);
    k->end = dl_arena_array(d->arena, n, sizeof *k->end);
    k->head = dl_arena_array(d->arena, n, sizeof *k->head);
    k->tag = dl_arena_array(d->arena, n, sizeof *k->tag);
    k->pos = dl_arena_array(d->arena, n, sizeof *k->pos);
    k->dep = dl_arena_array(d->arena, n, sizeof *k->dep);
    k->lemma = dl_arena_array(d->arena, n, sizeof *k->lemma);
    k->norm = dl_arena_array(d->arena, n, sizeof *k->norm);
    k->sent_start = dl_arena_array(d->arena, n, sizeof *k->sent_start);
    return dl_doc_ok(d);
}

static void forget_lemmas(dl_parse_scratch *s)
{
    uint32_t now = parse_lexemes_generation(parse_tokenizer_lexicon(s->tokenizer));
    if (now == s->generation) return;
    memset(s->slot, 0, LEMMA_SLOTS * sizeof *s->slot);
    s->generation = now;
}

static dl_slice lemma(
    const dl_parse *t, dl_parse_scratch *s, parse_lex_id lex, const parse_ruled *r)
{
    if (r->lemma >= 0) return parse_ruler_text(t->ruler, r->lemma);
    parse_lexemes *x = parse_tokenizer_lexicon(s->tokenizer);
    uint64_t key =
        ((uint64_t)lex << 32 | (uint64_t)r->pos << 16 | (uint64_t)((r->morph + 1) & 0xffff)) + 1;
    lemma_slot *slot = &s->slot[dl_hash_mix(key) & (LEMMA_SLOTS - 1)];
    if (slot->key != key)
        *slot = (lemma_slot){ key,
            parse_lemma_of(t->lemmas, parse_lexemes_at(x, lex), r->pos,
                parse_ruler_text(t->ruler, r->morph), x) };
    return slot->lemma;
}

static void write_token(const job *j, const parse_piece *p, uint32_t i, uint32_t to,
    const parse_lexemes *x, const parse_ruled *r)
{
    dl_tokens *k = &j->d->tokens;
    const parse_lexeme *l = parse_lexemes_at(x, p->lex[i]);
    k->start[to] = j->at + j->start[i];
    k->end[to] = k->start[to] + (uint32_t)l->text.n;
    k->head[to] = to - i + p->head[i];
    k->tag[to] = r->tag;
    k->dep[to] = r->dep;
    k->pos[to] = r->pos;
    k->norm[to] = dl_arena_copy(j->d->arena, l->norm_text);
    k->sent_start[to] = p->sent_start[i] || i == 0;
}

static void write_spans(const job *j, const parse_piece *p, uint32_t from)
{
    dl_tokens *k = &j->d->tokens;
    for (uint32_t i = 0; i < p->n; i++) {
        dl_token_range *s = NULL;
        if (k->sent_start[from + i]) s = DL_PUSH(j->d->arena, &k->sentences);
        else if (k->sentences.n) s = &k->sentences.at[k->sentences.n - 1];
        if (!s) return;
        if (k->sent_start[from + i]) s->first = from + i;
        s->last = from + i + 1;
    }
    for (uint32_t i = 0; i < p->names_n; i++) {
        dl_name_span *n = DL_PUSH(j->d->arena, &k->names);
        if (n)
            *n = (dl_name_span){ from + p->names[i].first, from + p->names[i].last,
                p->names[i].label };
    }
}

static void write_piece(const dl_parse *t, dl_parse_scratch *s, const job *j, const parse_piece *p)
{
    dl_tokens *k = &j->d->tokens;
    parse_lexemes *x = parse_tokenizer_lexicon(s->tokenizer);
    parse_ruled *ruled = dl_arena_array(s->arena, p->n, sizeof *ruled);
    uint32_t *edge = dl_arena_array(s->arena, p->n, sizeof *edge), from = k->n;
    if (!ruled || !edge) {
        dl_fail(&j->d->err, DL_ENOMEM, "analysing a report", -1, NULL);
        return;
    }
    parse_ruler_apply(t->ruler, x, p, ruled);
    for (uint32_t i = 0; i < p->n; i++) {
        write_token(j, p, i, from + i, x, &ruled[i]);
        k->lemma[from + i] = dl_arena_copy(j->d->arena, lemma(t, s, p->lex[i], &ruled[i]));
    }
    if (parse_lexemes_failed(x))
        dl_fail(&j->d->err, DL_ENOMEM, "analysing a report", -1,
            NULL); /* a lemma may be another one for want of room */
    write_spans(j, p, from);
    k->n += p->n;
    if (j->title) k->title_n = p->n;
    parse_chunks_find(t->chunks, j->d->arena, k, from, k->n, edge);
}

static void fail_all(const job *j, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        dl_fail(&j[i].d->err, DL_ENOMEM, "analysing a report", -1, NULL);
}

static bool wanted(const dl_doc *d) { return !dl_failed(&d->err) && d->text.english; }

static uint32_t make_jobs(dl_doc *const *d, uint32_t n, dl_parse_scratch *s, job *j, parse_piece *p)
{
    uint32_t jobs = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (!wanted(d[i])) continue;
        for (int body = 0; body < 2; body++, jobs++) {
            dl_span at = body ? d[i]->text.body : d[i]->text.title;
            j[jobs] = (job){ d[i], at.start, NULL, !body };
            if (!tokenize(s, &p[jobs], &j[jobs], dl_slice_cut(d[i]->text.full, at.start, at.end))) {
                fail_all(j, jobs + 1);
                return 0;
            }
        }
    }
    return jobs;
}

void dl_parse_run_many(dl_doc *const *d, uint32_t n, const dl_parse *t, dl_parse_scratch *s)
{
    for (; n > DL_PARSE_BATCH; d += DL_PARSE_BATCH, n -= DL_PARSE_BATCH)
        dl_parse_run_many(d, DL_PARSE_BATCH, t, s);
    job j[2 * DL_PARSE_BATCH];
    parse_piece p[2 * DL_PARSE_BATCH] = { { 0 } };
    dl_arena_reset(s->arena);
    parse_tokenizer_tidy(s->tokenizer);
    forget_lemmas(s);
    uint32_t jobs = make_jobs(d, n, s, j, p);
    if (jobs && !parse_net_run(t->net, s->net, parse_tokenizer_lexicon(s->tokenizer), p, jobs)) {
        fail_all(j, jobs);
        return;
    }
    for (uint32_t i = 0; i < jobs; i += 2) {
        if (!tokens_room(j[i].d, t, p[i].n + p[i + 1].n)) continue;
        write_piece(t, s, &j[i], &p[i]);
        write_piece(t, s, &j[i + 1], &p[i + 1]);
        dl_doc_ok(j[i].d);
    }
}

void dl_parse_run(dl_doc *d, const dl_parse *t, dl_parse_scratch *s)
{
    dl_parse_run_many(&d, 1, t, s);
}
