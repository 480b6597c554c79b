/* tree - children of each token, and the mention that it heads. See code_private.h. */
#include "code_private.h"

static bool arrays_new(code_tree *x, dl_arena *a, uint32_t n)
{
    x->first = dl_arena_array(a, (size_t)n + 1, sizeof *x->first);
    x->next = dl_arena_array(a, (size_t)n + 1, sizeof *x->next);
    x->mention = dl_arena_array(a, (size_t)n + 1, sizeof *x->mention);
    x->inside = dl_arena_array(a, (size_t)n + 1, sizeof *x->inside);
    return x->first && x->next && x->mention && x->inside;
}

/* A name tells more than a noun, a noun more than a pronoun. */
static bool is_better(const dl_mention *a, const dl_mention *b)
{
    if (a->form != b->form) return a->form < b->form;
    return a->range.last - a->range.first > b->range.last - b->range.first;
}

static void place_mentions(code_tree *x)
{
    const dl_marks *m = &x->d->marks;
    for (uint32_t i = 0; i < m->mentions.n; i++) {
        const dl_mention *one = &m->mentions.at[i];
        if (one->head >= x->t->n) continue;
        int32_t *head = &x->mention[one->head];
        if (*head < 0 || is_better(one, &m->mentions.at[*head])) *head = (int32_t)i;
        if (one->form != DL_FORM_NAME) continue;
        for (uint32_t k = one->range.first; k < one->range.last && k < x->t->n; k++)
            if (x->inside[k] < 0) x->inside[k] = (int32_t)i;
    }
}

bool code_tree_of(code_tree *x, dl_doc *d)
{
    uint32_t n = d->tokens.n;
    x->d = d;
    x->t = &d->tokens;
    if (!arrays_new(x, d->arena, n)) return false;
    for (uint32_t i = 0; i < n; i++) {
        x->first[i] = CODE_NONE;
        x->mention[i] = -1;
        x->inside[i] = -1;
    }
    for (uint32_t i = n; i-- > 0;) {
        uint32_t head = d->tokens.head[i];
        x->next[i] = CODE_NONE;
        if (head == i || head >= n) continue;
        x->next[i] = x->first[head];
        x->first[head] = i;
    }
    place_mentions(x);
    return true;
}

uint32_t code_child(const code_tree *x, uint32_t token, dl_dep dep)
{
    for (uint32_t c = x->first[token]; c != CODE_NONE; c = x->next[c])
        if (dl_token_dep(x->t, c) == dep) return c;
    return CODE_NONE;
}

bool code_is_noun(const code_tree *x, uint32_t token)
{
    dl_pos p = dl_token_pos(x->t, token);
    return p == DL_POS_NOUN || p == DL_POS_PROPN || p == DL_POS_PRON || p == DL_POS_NUM;
}
