/* tree - see tree.h. */
#include "tree.h"

static bool arrays_new(dl_tree *x, dl_arena *a, uint32_t n)
{
    x->first = dl_arena_array(a, (size_t)n + 1, sizeof *x->first);
    x->next = dl_arena_array(a, (size_t)n + 1, sizeof *x->next);
    x->left = dl_arena_array(a, (size_t)n + 1, sizeof *x->left);
    x->right = dl_arena_array(a, (size_t)n + 1, sizeof *x->right);
    return x->first && x->next && x->left && x->right;
}

static bool has_head(const dl_tokens *t, uint32_t i)
{
    return t->head[i] != i && t->head[i] < t->n;
}

static void link_children(dl_tree *x)
{
    const dl_tokens *t = x->t;
    for (uint32_t i = 0; i < t->n; i++) {
        x->first[i] = DL_NO_TOKEN;
        x->left[i] = i;
        x->right[i] = i;
    }
    for (uint32_t i = t->n; i-- > 0;) {
        x->next[i] = DL_NO_TOKEN;
        if (!has_head(t, i)) continue;
        x->next[i] = x->first[t->head[i]];
        x->first[t->head[i]] = i;
    }
}

/* From the leaves up: a token hands its edges to its head once all its children have. */
static bool spread_edges(dl_tree *x, dl_arena *a)
{
    const dl_tokens *t = x->t;
    dl_arena_mark mark = dl_arena_mark_now(a);
    uint32_t *waits = dl_arena_array(a, (size_t)t->n + 1, sizeof *waits);
    uint32_t *ready = dl_arena_array(a, (size_t)t->n + 1, sizeof *ready);
    uint32_t n = 0;
    if (!waits || !ready) return false;
    for (uint32_t i = 0; i < t->n; i++)
        if (has_head(t, i)) waits[t->head[i]]++;
    for (uint32_t i = 0; i < t->n; i++)
        if (!waits[i]) ready[n++] = i;
    for (uint32_t k = 0; k < n; k++) {
        uint32_t i = ready[k];
        if (!has_head(t, i)) continue;
        uint32_t h = t->head[i];
        if (x->left[i] < x->left[h]) x->left[h] = x->left[i];
        if (x->right[i] > x->right[h]) x->right[h] = x->right[i];
        if (--waits[h] == 0) ready[n++] = h;
    }
    dl_arena_back_to(a, mark);
    return true;
}

bool dl_tree_new(dl_tree *x, dl_arena *a, const dl_tokens *t)
{
    x->t = t;
    if (!arrays_new(x, a, t->n)) return false;
    link_children(x);
    return spread_edges(x, a);
}

uint32_t dl_tree_child(const dl_tree *x, uint32_t token, dl_dep dep)
{
    for (uint32_t c = x->first[token]; c != DL_NO_TOKEN; c = x->next[c])
        if (dl_token_dep(x->t, c) == dep) return c;
    return DL_NO_TOKEN;
}

uint32_t dl_tree_subject(const dl_tree *x, uint32_t verb)
{
    uint32_t s = dl_tree_child(x, verb, DL_DEP_nsubj);
    return s != DL_NO_TOKEN ? s : dl_tree_child(x, verb, DL_DEP_nsubjpass);
}
