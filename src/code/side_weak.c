/* side_weak - whether its sides are told well enough: a pronoun for who is not
 * named, or a deed without a doer, is too little to tell who did what to whom. */
#include "parties.h"
#include "sides.h"

enum { CLIMB_MOST = 8 };

/* "Nato said it would strike", "the union repeated its demand": the subject of what the
 * pronoun's own clause hangs on is the surest that it can stand for. */
static bool is_subject_above(const code_job *j, uint32_t pronoun, int32_t entity)
{
    const dl_tokens *t = j->x->t;
    uint32_t at = pronoun;
    for (int n = 0; n < CLIMB_MOST && t->head[at] != at; n++) {
        at = t->head[at];
        uint32_t subject = dl_tree_subject(&j->x->tree, at);
        if (subject == CODE_NONE || subject == pronoun) continue;
        if (dl_token_pos(t, subject) != DL_POS_PRON && code_entity_at(j->x, subject) == entity)
            return true;
    }
    return false;
}

bool code_is_pronoun_alone(const code_job *j, const dl_party *p)
{
    const dl_tokens *t = j->x->t;
    uint32_t head = code_head_of(t, p);
    if (head == CODE_NONE || t->start[head] != p->span.start || t->end[head] != p->span.end)
        return false;
    if (dl_token_pos(t, head) != DL_POS_PRON) return false;
    return p->entity < 0 || !is_subject_above(j, head, p->entity);
}

/* "They shelled the port": a pronoun alone does it. Where nobody else with a code takes
 * part, or nothing is known of it, it stands for the wrong one more often than not. */
static bool is_by_guess(const code_job *j, const dl_event *e)
{
    if (!e->actors.n || (code_any_coded(&e->recipients) && code_any_coded(&e->actors)))
        return false;
    for (uint32_t i = 0; i < e->actors.n; i++)
        if (!code_is_pronoun_alone(j, &e->actors.at[i])) return false;
    return true;
}

/* "by looting", "proportionate to disarm them": a verb that wants a doer and has
 * none. Who is only tried to be killed is told of without. */
static bool lacks_doer(const code_frame *f, const code_state *s, const dl_event *e)
{
    if (code_noun_alone(f) || f->passive || e->actors.n || s->tried) return false;
    return code_arg_at(f, CODE_SUBJECT, NULL) == CODE_NONE;
}

/* "When pressed, he praised her", "is required to rule": nobody is told to ask it. */
static bool is_asked_by_nobody(const code_frame *f, const dl_event *e)
{
    return dl_slice_is(e->act, "REQUEST") && f->passive && !code_noun_alone(f) && !e->actors.n;
}

/* Where there is a plague or a flood, who is to close schools or to send soldiers
 * threatens nobody. */
static bool is_precaution(const code_job *j, const dl_event *e)
{
    bool ahead = dl_slice_is(e->type, "THREATEN") && e->status == DL_PLANNED;
    if (j->topic.disaster && dl_slice_is(e->mode, "martial-law")) return true; /* "emergency" */
    return j->topic.disaster && ahead
        && (dl_slice_is(e->act, "COERCE") || dl_slice_is(e->act, "MOBILIZE"));
}

bool code_is_weak(const code_job *j, uint32_t i, const dl_event *e)
{
    const code_rule *r = j->rule[i];
    if (code_is_called_off(e) || (r && r->fixed)) return false;
    if (is_asked_by_nobody(&j->f->at.at[i], e) || is_precaution(j, e)) return true;
    return is_by_guess(j, e) || lacks_doer(&j->f->at.at[i], &j->state[i], e);
}
