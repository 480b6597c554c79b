/* entities - see entities.h. */
#include "entities.h"

#include <math.h>

enum { BEGIN = 1, IN, LAST, UNIT, OUT };

typedef struct walk {
    const parse_lexemes *x;
    parse_piece *p;
    uint32_t at, first; /* the token looked at; the open entity's first */
    int32_t label; /* of the open entity; -1: none is open */
    float margin; /* the least of its moves so far */
} walk;

static bool goes_on(const walk *w) { return w->at + 1 < w->p->n && !w->p->sent_start[w->at + 1]; }

/* Situations: closed ones by what the next token allows, then two for each label that is
 * open. */
enum { GOES_ON = 1, SPACE = 2, CLOSED = 4 };

static uint32_t situation(const walk *w)
{
    if (w->label >= 0) return CLOSED + 2 * (uint32_t)w->label + goes_on(w);
    return (goes_on(w) ? GOES_ON : 0u)
        | (parse_lexemes_at(w->x, w->p->lex[w->at])->is_space ? SPACE : 0u);
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

static uint32_t thousandths(float margin)
{
    enum { MOST = 1000000 };
    return margin < MOST / 1000 ? (uint32_t)(margin * 1000) : MOST;
}

static void close(walk *w, uint32_t first, int32_t label)
{
    w->p->names[w->p->names_n++] = (dl_name_span){ first, w->at + 1, (uint16_t)label,
        thousandths(w->margin) };
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

bool parse_entities_run(const parse_entities *t, parse_work *work, const parse_lexemes *x,
    parse_piece *p, const float *token)
{
    parse_scoring g;
    walk w = { .x = x, .p = p, .label = -1 };
    p->names_n = 0;
    if (!parse_scoring_begin(&g, work, &t->scorer, token, p->n)) return false;
    for (; w.at < p->n; w.at++) {
        bool open = w.label >= 0;
        uint32_t feature[3] = { w.at, UINT32_MAX, UINT32_MAX };
        if (open) {
            feature[1] = w.first;
            feature[2] = w.at - 1;
        }
        uint32_t now = situation(&w);
        int32_t guess = parse_scoring_best(&g, feature, now);
        if (guess == PARSE_NONE) break;
        const int32_t *move = t->scorer.move + 2 * guess;
        if (move[0] != OUT) {
            float margin = parse_scoring_margin(&g, now, guess);
            w.margin = open ? fminf(w.margin, margin) : margin;
        }
        act(&w, move);
    }
    return true;
}

bool parse_entities_read(
    parse_entities *t, const parse_kernel *k, dl_arena *a, const dl_model *m, dl_err *e)
{
    enum { FEATURES = 3 };
    uint32_t labels = dl_model_strings(m, "labels/ent").n;
    if (!parse_scorer_read(&t->scorer, k, a, m, "ner", "ner/moves", FEATURES, e)) return false;
    if (!parse_scorer_labels_ok(&t->scorer, labels)) {
        dl_fail(
            e, DL_EFORMAT, "the model does not fit this program", -1, "its labels make no sense");
        return false;
    }
    if (parse_scorer_allow(&t->scorer, a, CLOSED + 2 * labels, allows)) return true;
    dl_fail(e, DL_ENOMEM, "starting the network", -1, NULL);
    return false;
}
