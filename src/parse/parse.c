/* parse - see parse.h: opens the engine, and takes reports through tokenizer and network
 * into their tokens layer. Short ones go through the network together, a long one part by
 * part. */
#include "parse.h"
#include "network.h"
#include "parts.h"
#include "tokens_layer.h"

struct dl_parse {
    dl_model *model;
    parse_language *language;
    parse_net *net;
    parse_rules rules;
    dl_arena *arena;
};

struct dl_parse_scratch {
    const dl_mem *mem;
    parse_tokenizer *tokenizer;
    parse_net_scratch *net;
    parse_lemma_cache lemmas;
    dl_arena *arena; /* one batch, or one part */
    dl_parse_share share; /* NULL: one part after the other */
    void *share_ctx;
    uint32_t most; /* tokens of a report */
};

static const dl_labels *labels_of(dl_arena *a, const dl_model *m)
{
    dl_labels *l = dl_labels_new(a, dl_model_strings(m, "labels/tag"),
        dl_model_strings(m, "labels/pos"), dl_model_strings(m, "labels/dep"),
        dl_model_strings(m, "labels/ent"));
    if (l) l->feats = dl_model_strings(m, "ruler/text");
    return l;
}

static bool out_of_memory(dl_err *e)
{
    dl_fail(e, DL_ENOMEM, "starting the language engine", -1, NULL);
    return false;
}

static bool start(dl_parse *t, const dl_model *m, dl_err *e)
{
    parse_rules *r = &t->rules;
    r->labels = t->arena ? labels_of(t->arena, m) : NULL;
    if (!r->labels) return out_of_memory(e);
    r->chunks = parse_chunk_rules_new(t->arena, r->labels->pos, r->labels->dep);
    if (!r->chunks) return out_of_memory(e);
    return (t->language = parse_language_new(m, e)) && (r->ruler = parse_ruler_new(m, e))
        && (r->lemmas = parse_lemmas_new(m, e))
        && (t->net = parse_net_new(m, parse_kernel_best(), e));
}

dl_parse *dl_parse_open_model(dl_model *m, dl_err *e)
{
    const dl_mem *mem = dl_model_mem(m);
    dl_parse *t = dl_mem_zero(mem, sizeof *t);
    if (!t) {
        dl_model_close(m);
        out_of_memory(e);
        return NULL;
    }
    t->model = m;
    t->arena = dl_arena_new(mem, 0);
    if (start(t, m, e)) return t;
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
    parse_lemmas_free(t->rules.lemmas);
    parse_ruler_free(t->rules.ruler);
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
        out_of_memory(e);
        return NULL;
    }
    s->mem = mem;
    s->most = DL_PARSE_MOST;
    s->arena = dl_arena_new(mem, 0);
    s->tokenizer = parse_tokenizer_new(mem, t->language, e);
    s->net = s->tokenizer ? parse_net_scratch_new(mem, e) : NULL;
    bool lemmas = parse_lemma_cache_new(&s->lemmas, mem);
    if (s->arena && lemmas && s->tokenizer && s->net) return s;
    if (!dl_failed(e)) out_of_memory(e);
    dl_parse_scratch_free(s);
    return NULL;
}

void dl_parse_scratch_free(dl_parse_scratch *s)
{
    if (!s) return;
    parse_net_scratch_free(s->net);
    parse_tokenizer_free(s->tokenizer);
    parse_lemma_cache_free(&s->lemmas, s->mem);
    if (s->arena) dl_arena_free(s->arena);
    dl_mem_free(s->mem, s, sizeof *s);
}

void dl_parse_set_share(dl_parse_scratch *s, dl_parse_share share, void *ctx)
{
    s->share = share;
    s->share_ctx = ctx;
}

void dl_parse_set_most(dl_parse_scratch *s, uint32_t tokens) { s->most = tokens; }

/* ---- one piece */
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

/* The first of n things, `size` bytes each, whose place in the text is `byte` or behind:
 * it is what each begins with, and they stand in its order. */
static uint32_t first_from(const void *at, uint32_t n, size_t size, uint32_t byte)
{
    uint32_t lo = 0, hi = n;
    while (lo < hi) {
        uint32_t place, mid = (lo + hi) / 2;
        memcpy(&place, (const char *)at + mid * size, sizeof place);
        if (place < byte) lo = mid + 1;
        else hi = mid;
    }
    return lo;
}
_Static_assert(offsetof(dl_span, start) == 0 && offsetof(dl_seam, at) == 0, "places come first");

/* A sentence begins at each paragraph's first word: none runs over a paragraph's end. */
static const uint8_t *begins_of(
    dl_parse_scratch *s, const parse_token_list *l, const parse_place *to)
{
    const dl_text *t = &to->d->text;
    parse_lexemes *x = parse_tokenizer_lexicon(s->tokenizer);
    uint8_t *begins = dl_arena_array(s->arena, l->n, sizeof *begins);
    uint32_t k = first_from(t->paragraphs.at, t->paragraphs.n, sizeof *t->paragraphs.at, to->at);
    for (uint32_t i = 0; begins && i < l->n && k < t->paragraphs.n; i++) {
        uint32_t at = to->at + l->start[i];
        if (at < t->paragraphs.at[k].start || parse_lexemes_at(x, l->lex[i])->is_space) continue;
        begins[i] = 1;
        while (k < t->paragraphs.n && t->paragraphs.at[k].start <= at) k++;
    }
    return begins;
}

/* What speaks for a sentence's start at each token beside the model: the text's seams. */
static const uint8_t *lean_of(
    dl_parse_scratch *s, const parse_token_list *l, const parse_place *to)
{
    const dl_text *t = &to->d->text;
    uint8_t *lean = dl_arena_array(s->arena, l->n, sizeof *lean);
    uint32_t k = first_from(t->seams.at, t->seams.n, sizeof *t->seams.at, to->at);
    for (uint32_t i = 0; lean && i < l->n && k < t->seams.n; i++) {
        uint32_t at = to->at + l->start[i];
        while (k < t->seams.n && t->seams.at[k].at < at) k++;
        if (k < t->seams.n && t->seams.at[k].at == at) lean[i] = t->seams.at[k].lean;
    }
    return lean;
}

/* The tokens of full[at .. at + n], copied out of the tokenizer's list. */
static bool piece_of(
    dl_parse_scratch *s, const parse_token_list *l, parse_piece *p, parse_place *to)
{
    if (!l || !piece_room(p, s->arena, l->n)) return false;
    p->lex = copy_of(s->arena, l->lex, l->n, sizeof *l->lex);
    p->space = copy_of(s->arena, l->space, l->n, sizeof *l->space);
    p->begins = begins_of(s, l, to);
    p->lean = lean_of(s, l, to);
    to->start = copy_of(s->arena, l->start, l->n, sizeof *l->start);
    return p->lex && p->space && p->begins && p->lean && to->start;
}

static bool write_piece(const dl_parse *t, dl_parse_scratch *s, const parse_place *to,
    uint32_t first, const parse_piece *p, dl_arena *texts)
{
    parse_lexemes *x = parse_tokenizer_lexicon(s->tokenizer);
    return parse_tokens_write(to, first, p, &t->rules, &s->lemmas, x, texts, s->arena);
}

static void fail(dl_doc *d) { dl_fail(&d->err, DL_ENOMEM, "analysing a report", -1, NULL); }

static void add_piece(
    const dl_parse *t, dl_parse_scratch *s, const parse_place *to, const parse_piece *p)
{
    dl_doc *d = to->d;
    if (!write_piece(t, s, to, d->tokens.n, p, d->arena)) fail(d);
    else parse_tokens_join(d, &t->rules, p->n, p->names, p->names_n, s->arena);
}

/* ---- a report that is too long for one go: threads write its parts' tokens, each part's
 * texts into an arena of its own; then they are joined in order */
typedef struct part_done {
    dl_arena *arena; /* texts, names; becomes the report's */
    dl_name_span *names;
    uint32_t names_n;
    bool fine;
} part_done;

typedef struct long_report {
    const dl_parse *t;
    dl_doc *d;
    parse_parts parts; /* the title's, then the body's */
    uint32_t title_parts;
    part_done *done; /* [parts] */
} long_report;

static bool run_part(const long_report *l, dl_parse_scratch *s, uint32_t i)
{
    const parse_part *part = &l->parts.part.at[i];
    part_done *done = &l->done[i];
    parse_piece p = { 0 };
    parse_place to = { l->d, part->start, NULL };
    parse_lexemes *x = parse_tokenizer_lexicon(s->tokenizer);
    dl_slice text = dl_slice_cut(l->d->text.full, part->start, part->end);
    done->arena = dl_arena_new(s->mem, 0);
    if (!done->arena || !piece_of(s, parse_tokenize(s->tokenizer, text), &p, &to)) return false;
    if (!parse_net_run(l->t->net, s->net, x, &p, 1)) return false;
    if (!write_piece(l->t, s, &to, part->first, &p, done->arena)) return false;
    done->names = copy_of(done->arena, p.names, p.names_n, sizeof *p.names);
    done->names_n = p.names_n;
    return done->names != NULL;
}

static void do_part(void *ctx, uint32_t i, dl_parse_scratch *s)
{
    const long_report *l = ctx;
    if (dl_doc_is_stopped(l->d)) return;
    dl_arena_reset(s->arena);
    parse_tokenizer_tidy(s->tokenizer);
    l->done[i].fine = run_part(l, s, i);
}

static void do_parts(long_report *l, dl_parse_scratch *s)
{
    uint32_t n = l->parts.part.n;
    if (s->share) s->share(s->share_ctx, n, do_part, l);
    for (uint32_t i = 0; !s->share && i < n; i++) do_part(l, i, s);
}

static void join_part(const long_report *l, uint32_t i, dl_arena *scratch)
{
    const part_done *done = &l->done[i];
    dl_doc *d = l->d;
    if (i == l->title_parts) d->tokens.title_n = d->tokens.n;
    dl_arena_reset(scratch);
    parse_tokens_join(
        d, &l->t->rules, l->parts.part.at[i].tokens, done->names, done->names_n, scratch);
}

static void join_parts(const long_report *l, dl_arena *scratch)
{
    dl_doc *d = l->d;
    for (uint32_t i = 0; i < l->parts.part.n; i++) {
        const part_done *done = &l->done[i];
        dl_arena_take(d->arena, done->arena);
        if (dl_failed(&d->err)) continue;
        if (done->fine) join_part(l, i, scratch);
        else if (dl_doc_go_on(d)) fail(d);
    }
    if (l->title_parts == l->parts.part.n) d->tokens.title_n = d->tokens.n;
    DL_FIT(d->arena, &d->tokens.sentences);
    DL_FIT(d->arena, &d->tokens.names);
    DL_FIT(d->arena, &d->tokens.chunks);
}

static bool cut(dl_parse_scratch *s, long_report *l)
{
    const dl_text *t = &l->d->text;
    if (!parse_parts_cut(&l->parts, l->d, s->tokenizer, t->title, s->most)) return false;
    l->title_parts = l->parts.part.n;
    if (!parse_parts_cut(&l->parts, l->d, s->tokenizer, t->body, s->most)) return false;
    l->done = dl_arena_array(l->d->arena, (size_t)l->parts.part.n + 1, sizeof *l->done);
    return l->done != NULL;
}

static void run_long(const dl_parse *t, dl_parse_scratch *s, dl_doc *d)
{
    long_report l = { .t = t, .d = d };
    if (!cut(s, &l)) fail(d);
    if (dl_failed(&d->err) || !parse_tokens_room(d, t->rules.labels, l.parts.tokens)) return;
    do_parts(&l, s);
    join_parts(&l, s->arena);
    dl_arena_reset(s->arena);
    if (l.parts.cut_short)
        dl_doc_note(d, DL_NOTE_TOO_LONG, -1, "only its first %u words are analysed", d->tokens.n);
    dl_doc_ok(d);
}

/* ---- several reports at once */
typedef struct batch {
    const dl_parse *t;
    dl_parse_scratch *s;
    parse_place to[2 * DL_PARSE_BATCH]; /* title, body, title, body ... */
    parse_piece piece[2 * DL_PARSE_BATCH];
    uint32_t n;
    dl_doc *longer[DL_PARSE_BATCH]; /* for later, one by one */
    uint32_t longer_n;
} batch;

static bool is_wanted(const dl_doc *d) { return !dl_failed(&d->err) && d->text.english; }

/* Title and body become pieces; false: the report is too long for that. */
static bool add_report(batch *b, dl_doc *d)
{
    const dl_span at[] = { d->text.title, d->text.body };
    for (uint32_t i = 0; i < 2; i++) {
        parse_place *to = &b->to[b->n + i];
        parse_piece *p = &b->piece[b->n + i];
        if (parse_is_long(at[i].end - at[i].start, 0)) return false;
        dl_slice text = dl_slice_cut(d->text.full, at[i].start, at[i].end);
        const parse_token_list *l = parse_tokenize(b->s->tokenizer, text);
        if (l && parse_is_long(text.n, l->n)) return false;
        *p = (parse_piece){ 0 };
        *to = (parse_place){ d, at[i].start, NULL };
        if (!piece_of(b->s, l, p, to)) fail(d);
        if (dl_failed(&d->err)) return true;
    }
    b->n += 2;
    return true;
}

static void write_report(const batch *b, uint32_t i)
{
    const parse_piece *title = &b->piece[i], *body = &b->piece[i + 1];
    dl_doc *d = b->to[i].d;
    if (!parse_tokens_room(d, b->t->rules.labels, title->n + body->n)) return;
    add_piece(b->t, b->s, &b->to[i], title);
    d->tokens.title_n = d->tokens.n;
    add_piece(b->t, b->s, &b->to[i + 1], body);
    dl_doc_ok(d);
}

static void run_batch(batch *b)
{
    parse_lexemes *x = parse_tokenizer_lexicon(b->s->tokenizer);
    bool ok = b->n == 0 || parse_net_run(b->t->net, b->s->net, x, b->piece, b->n);
    for (uint32_t i = 0; i < b->n; i += 2) {
        if (ok) write_report(b, i);
        else fail(b->to[i].d);
    }
    for (uint32_t i = 0; i < b->longer_n; i++) run_long(b->t, b->s, b->longer[i]);
}

void dl_parse_run_many(dl_doc *const *d, uint32_t n, const dl_parse *t, dl_parse_scratch *s)
{
    for (; n > DL_PARSE_BATCH; d += DL_PARSE_BATCH, n -= DL_PARSE_BATCH)
        dl_parse_run_many(d, DL_PARSE_BATCH, t, s);
    batch b = { .t = t, .s = s };
    dl_arena_reset(s->arena);
    parse_tokenizer_tidy(s->tokenizer);
    for (uint32_t i = 0; i < n; i++)
        if (is_wanted(d[i]) && !add_report(&b, d[i])) b.longer[b.longer_n++] = d[i];
    run_batch(&b);
}

void dl_parse_run(dl_doc *d, const dl_parse *t, dl_parse_scratch *s)
{
    dl_parse_run_many(&d, 1, t, s);
}
