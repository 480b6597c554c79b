/* chunks - see chunks.h. */
#include "chunks.h"

struct parse_chunk_rules {
    const uint8_t *noun; /* [parts of speech] may be the last word of a chunk */
    const uint8_t *phrase; /* [labels] makes it one */
    uint32_t parts, labels, conj;
};

enum { EDGE_ROUNDS_MAX = 12 }; /* crossing heads can need several; the referee gives up as early */

static bool listed(dl_slice s, const char *const *list)
{
    for (; *list; list++)
        if (dl_slice_is(s, *list)) return true;
    return false;
}

static const uint8_t *flags(dl_arena *a, dl_label_list l, const char *const *list)
{
    uint8_t *f = dl_arena_alloc(a, l.n);
    for (uint32_t i = 0; f && i < l.n; i++) f[i] = listed(l.name[i], list);
    return f;
}

parse_chunk_rules *parse_chunk_rules_new(dl_arena *a, dl_label_list pos, dl_label_list dep)
{
    static const char *const nouns[] = { "NOUN", "PROPN", "PRON", NULL };
    static const char *const phrases[] = { "oprd", "nsubj", "dobj", "nsubjpass", "pcomp", "pobj",
        "dative", "appos", "attr", "ROOT", NULL };
    parse_chunk_rules *r = dl_arena_alloc(a, sizeof *r);
    if (!r) return NULL;
    *r = (parse_chunk_rules){ flags(a, pos, nouns), flags(a, dep, phrases), pos.n, dep.n,
        UINT32_MAX };
    for (uint32_t i = 0; i < dep.n; i++)
        if (dl_slice_is(dep.name[i], "conj")) r->conj = i;
    return r->noun && r->phrase ? r : NULL;
}

/* edge[i]: the leftmost token below token from + i, itself included. */
static void left_edges(const dl_tokens *t, uint32_t from, uint32_t to, uint32_t *edge)
{
    bool changed = true;
    for (uint32_t i = from; i < to; i++) edge[i - from] = i;
    for (int round = 0; changed && round < EDGE_ROUNDS_MAX; round++) {
        changed = false;
        for (uint32_t k = 0; k < 2 * (to - from); k++) {
            uint32_t i = k < to - from ? k : 2 * (to - from) - 1 - k, h = t->head[from + i] - from;
            if (edge[i] < edge[h]) {
                edge[h] = edge[i];
                changed = true;
            }
        }
    }
}

static bool is_phrase(const parse_chunk_rules *r, const dl_tokens *t, uint32_t i)
{
    return t->dep[i] < r->labels && r->phrase[t->dep[i]];
}

/* A conjunct is a chunk when the first of its row is. */
static bool joined_to_phrase(const parse_chunk_rules *r, const dl_tokens *t, uint32_t i)
{
    uint32_t h = t->head[i];
    while (t->dep[h] == r->conj && t->head[h] < h) h = t->head[h];
    return is_phrase(r, t, h);
}

void parse_chunks_find(const parse_chunk_rules *r, dl_arena *a, dl_tokens *t, uint32_t from,
    uint32_t to, uint32_t *edge)
{
    int64_t last = -1;
    left_edges(t, from, to, edge);
    for (uint32_t i = from; i < to; i++) {
        if (t->pos[i] >= r->parts || !r->noun[t->pos[i]] || (int64_t)edge[i - from] <= last)
            continue;
        if (!is_phrase(r, t, i) && !(t->dep[i] == r->conj && joined_to_phrase(r, t, i))) continue;
        dl_token_range *s = DL_PUSH(a, &t->chunks);
        if (!s) return;
        *s = (dl_token_range){ edge[i - from], i + 1 };
        last = i;
    }
}
