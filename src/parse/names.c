/* Names by the push-down over B I L U O: one pass over the tokens, an open entity at most. */
#include "network_private.h"

enum { BEGIN = 1, IN, LAST, UNIT, OUT };

typedef struct walk { const dl_lexicon *x; dl_piece *p; uint32_t at, first; int32_t label; } walk;   /* label -1: no entity is open */

static bool goes_on(const walk *w) { return w->at + 1 < w->p->n && !w->p->sent_start[w->at + 1]; }

static void valid_actions(const walk *w, bool valid[8])
{
    bool open = w->label >= 0, space = dl_lexicon_at(w->x, w->p->lex[w->at])->is_space;
    valid[BEGIN] = !open && goes_on(w) && !space;
    valid[IN] = open && goes_on(w);
    valid[LAST] = open;
    valid[UNIT] = !open && !space;
    valid[OUT] = !open;
}

static bool valid(const walk *w, const bool *action, const int32_t *move)
{
    if (move[0] < BEGIN || move[0] > OUT || !action[move[0]]) return false;
    if (move[0] == OUT) return true;
    return move[1] >= 0 && (move[0] == BEGIN || move[0] == UNIT || move[1] == w->label);
}

static int32_t best(const dl_scorer *s, const float *score, const walk *w)
{
    bool action[8] = { false };
    int32_t guess = -1;
    valid_actions(w, action);
    for (uint32_t i = 0; i < s->classes; i++)
        if (valid(w, action, s->move + 2 * i) && (guess < 0 || score[i] > score[guess])) guess = (int32_t)i;
    return guess;
}

static void close(walk *w, uint32_t first, int32_t label)
{
    w->p->names[w->p->names_n++] = (dl_name_span){ first, w->at + 1, (uint16_t)label };
    w->label = -1;
}

static void act(walk *w, const int32_t *move)
{
    if (move[0] == BEGIN) { w->first = w->at; w->label = move[1]; }
    else if (move[0] == LAST) close(w, w->first, w->label);
    else if (move[0] == UNIT) close(w, w->at, move[1]);
}

bool dl_net_name(const dl_net *net, dl_arena *a, const dl_lexicon *x, dl_piece *p, const float *token)
{
    dl_scoring g;
    walk w = { x, p, 0, 0, -1 };
    p->names_n = 0;
    if (!dl_scoring_begin(&g, a, &net->names, token, p->n)) return false;
    for (; w.at < p->n; w.at++) {
        bool open = w.label >= 0;
        uint32_t feature[3] = { w.at, open ? w.first : UINT32_MAX, open ? w.at - 1 : UINT32_MAX };
        int32_t guess = best(&net->names, dl_scoring_run(&g, feature), &w);
        if (guess < 0) break;
        act(&w, net->names.move + 2 * guess);
    }
    return true;
}
