/* Names by the push-down over B I L U O: one pass over the tokens, an open entity at
 * most. */
#include "network_private.h"

enum { BEGIN = 1, IN, LAST, UNIT, OUT };

typedef struct walk {
    const dl_lexemes *x;
    dl_piece *p;
    uint32_t at, first;
    int32_t label;
} walk; /* label -1: no entity is open */

static bool goes_on(const walk *w) { return w->at + 1 < w->p->n && !w->p->sent_start[w->at + 1]; }

/* Situations: closed ones by what the next token allows, then two for each label that is
 * open. */
enum { GOES_ON = 1, SPACE = 2, CLOSED = 4 };

static uint32_t situation(const walk *w)
{
    if (w->label >= 0) return CLOSED + 2 * (uint32_t)w->label + goes_on(w);
    return (goes_on(w) ? GOES_ON : 0u)
        | (dl_lexemes_at(w->x, w->p->lex[w->at])->is_space ? SPACE : 0u);
}

static bool allows(uint32_t situation, int32_t action, int32_t label)
{
    bool open = situation >= CLOSED, on = situation & GOES_ON, space = !open && (situation & SPACE);
    int32_t label_open = open ? (int32_t)(situation - CLOSED) / 2 : -1;
    switch (action) {
    case BEGIN: return !open && on && !space && label >= 0;
    case IN: return open && on && label == label_open;
    case LAST: return open && label == label_open;
    case UNIT: return !open && !space && label >= 0;
    case OUT: return !open;
    default: return false;
    }
}

bool dl_net_name_read(dl_net *net, dl_arena *a, uint32_t labels)
{
    return dl_scorer_allow(&net->names, a, CLOSED + 2 * labels, allows);
}

static void close(walk *w, uint32_t first, int32_t label)
{
    w->p->names[w->p->names_n++] = (dl_name_span){ first, w->at + 1, (uint16_t)label };
    w->label = -1;
}

static void act(walk *w, const int32_t *move)
{
    if (move[0] == BEGIN) {
        w->first = w->at;
        w->label = move[1];
    } else if (move[0] == LAST) close(w, w->first, w->label);
    else if (move[0] == UNIT) close(w, w->at, move[1]);
}

bool dl_net_name(
    const dl_net *net, dl_net_scratch *s, const dl_lexemes *x, dl_piece *p, const float *token)
{
    dl_scoring g;
    walk w = { x, p, 0, 0, -1 };
    p->names_n = 0;
    if (!dl_scoring_begin(&g, s, &net->names, token, p->n)) return false;
    for (; w.at < p->n; w.at++) {
        bool open = w.label >= 0;
        uint32_t feature[3] = { w.at, open ? w.first : UINT32_MAX, open ? w.at - 1 : UINT32_MAX };
        int32_t guess = dl_scoring_best(&g, feature, situation(&w));
        if (guess == DL_NONE) break;
        act(&w, net->names.move + 2 * guess);
    }
    return true;
}
