/* mark_names - mentions of names and the entities they stand for.
 *
 *   d->tokens.names (engine) --mark_names--> d->marks.mentions, d->marks.entities
 *
 * Names of the engine alone: one entity for each spelling and kind. */
#include "mark_private.h"

static dl_slice name_text(const dl_doc *d, const dl_name_span *n)
{
    dl_span s = dl_token_bytes(&d->tokens, (dl_token_range){ n->first, n->last });
    return dl_slice_cut(d->text.full, s.start, s.end);
}

/* The last token whose head lies outside the range: the word that the others hang on. */
static uint32_t head_of(const dl_tokens *t, uint32_t first, uint32_t last)
{
    for (uint32_t i = last; i-- > first;)
        if (t->head[i] < first || t->head[i] >= last || t->head[i] == i) return i;
    return last - 1;
}

/* Entities by spelling and kind: an open hash table of indices + 1. */
typedef struct name_index {
    uint32_t *slot;
    uint32_t slots;
} name_index;

static bool index_new(name_index *x, dl_arena *a, uint32_t names)
{
    x->slots = 16;
    while (x->slots < names * 2) x->slots *= 2;
    x->slot = dl_arena_array(a, x->slots, sizeof *x->slot);
    return x->slot != NULL;
}

/* The entity of that spelling and kind, made where there is none; -1: out of memory. */
static int32_t entity_of(dl_doc *d, name_index *x, dl_slice name, dl_kind kind)
{
    dl_marks *m = &d->marks;
    uint32_t at = (uint32_t)dl_hash64(name, (uint64_t)kind) & (x->slots - 1);
    for (; x->slot[at]; at = (at + 1) & (x->slots - 1)) {
        const dl_entity *e = &m->entities.at[x->slot[at] - 1];
        if (e->kind == kind && dl_slice_eq(e->name, name)) return (int32_t)x->slot[at] - 1;
    }
    dl_entity *e = DL_PUSH(d->arena, &m->entities);
    if (!e) return -1;
    e->kind = kind;
    e->name = name;
    x->slot[at] = m->entities.n;
    return (int32_t)m->entities.n - 1;
}

void mark_names(dl_doc *d, const dl_mark_tables *t)
{
    (void)t;
    const dl_tokens *k = &d->tokens;
    name_index index;
    if (!index_new(&index, d->arena, k->names.n)) return;
    for (uint32_t i = 0; i < k->names.n; i++) {
        const dl_name_span *n = &k->names.at[i];
        int32_t entity = entity_of(d, &index, name_text(d, n), dl_name_kind(k, n));
        dl_mention *m = entity < 0 ? NULL : DL_PUSH(d->arena, &d->marks.mentions);
        if (!m) return;
        m->range = (dl_token_range){ n->first, n->last };
        m->span = dl_token_bytes(k, m->range);
        m->head = head_of(k, n->first, n->last);
        m->form = DL_FORM_NAME;
        m->kind = dl_name_kind(k, n);
        m->entity = entity;
        m->rule = DL_S("engine");
    }
}
