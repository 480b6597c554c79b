/* side_said - whether somebody says it: what things and papers "say" is no politics. */
#include "sides.h"

/* "Pressure will encourage him", "evidence that supports it", "the law permits it": words
 * and kindnesses are of someone, or of what speaks for someone ("a statement"). */
static bool is_said_by_thing(const code_job *j, const code_frame *f, const dl_event *e)
{
    static const char *const deeds[] = { "ASSAULT", "COERCE", "PROTEST", "MOBILIZE", NULL };
    uint32_t subject = code_arg_at(f, CODE_SUBJECT, NULL);
    if (dl_slice_is_any(e->act, deeds) || subject == CODE_NONE) return false;
    return code_word_is_thing(j, subject);
}

/* A promise or a threat is someone's: "he is due to be sentenced" is neither. */
static bool lacks_speaker(const dl_event *e)
{
    static const char *const spoken[] = { "AGREE", "THREATEN", NULL };
    return !dl_slice_eq(e->type, e->act) && dl_slice_is_any(e->type, spoken) && !e->actors.n;
}

/* "called it an aggression on Iraq": named it so, asked nobody. */
static bool is_naming(const code_job *j, const code_frame *f, const dl_event *e)
{
    const dl_tokens *t = j->x->t;
    if (!dl_slice_is(e->act, "REQUEST") || f->nominal || !dl_slice_is(t->lemma[f->verb], "call"))
        return false;
    uint32_t clause = code_child(j->x, f->verb, DL_DEP_ccomp);
    bool small = clause != CODE_NONE && dl_token_pos(t, clause) == DL_POS_NOUN;
    return small || code_child(j->x, f->verb, DL_DEP_oprd) != CODE_NONE;
}

/* "who asked not to be named": a source speaks of itself. */
static bool is_asked_by_source(const code_job *j, const code_frame *f, const dl_event *e)
{
    static const char *const list[] = { "name", "identify", "quote", NULL };
    const dl_tokens *t = j->x->t;
    uint32_t clause = code_child(j->x, f->verb, DL_DEP_xcomp);
    if (!dl_slice_is(e->act, "REQUEST") || f->nominal || clause == CODE_NONE) return false;
    return dl_slice_is_any(t->lemma[clause], list)
        && code_child(j->x, clause, DL_DEP_auxpass) != CODE_NONE;
}

/* "the judge said she must deal with it": nobody else is asked. */
static bool is_own_duty(const code_job *j, uint32_t i, const dl_event *e)
{
    const code_frame *f = &j->f->at.at[i];
    bool asked = dl_slice_is(e->type, "REQUEST") && !dl_slice_eq(e->type, e->act);
    uint32_t subject = code_arg_at(f, CODE_SUBJECT, NULL);
    return (asked || !e->act.n || dl_slice_is(e->act, "REQUEST")) && j->state[i].must && !f->passive
        && subject != CODE_NONE && dl_token_tag(j->x->t, subject) == DL_TAG_PRP && !e->recipients.n;
}

/* "defended himself" */
static bool is_of_oneself(const code_job *j, const code_frame *f, const dl_event *e)
{
    static const char *const words[] = { "SUPPORT", "ACCUSE", "REJECT", "AID", "REQUEST", "ASSAULT",
        NULL };
    uint32_t object = code_arg_at(f, CODE_OBJECT, NULL);
    if (object == CODE_NONE || !dl_slice_is_any(e->act, words)) return false;
    dl_slice w = j->x->t->lemma[object];
    return dl_slice_ends(w, DL_S("self")) || dl_slice_ends(w, DL_S("selves"));
}

/* "the growing Chadian threat": a danger; a threat of words is to somebody. */
static bool is_danger(const code_job *j, const code_frame *f, const dl_event *e)
{
    if (!code_noun_alone(f) || !dl_slice_is(e->act, "THREATEN") || e->recipients.n) return false;
    return code_child(j->x, f->head, DL_DEP_acl) == CODE_NONE
        && code_arg_at(f, CODE_PREP, "by") == CODE_NONE;
}

/* "The crackdown ... accused Damascus": a deed does not speak. */
static bool is_said_by_deed(const code_job *j, const code_frame *f, const dl_event *e)
{
    static const char *const spoken[] = { "ACCUSE", "REQUEST", "AGREE", NULL };
    uint32_t subject = code_arg_at(f, CODE_SUBJECT, NULL);
    uint32_t deed = subject == CODE_NONE ? CODE_NONE : j->f->of[subject];
    if (deed == CODE_NONE || !dl_slice_is_any(e->act, spoken)) return false;
    const code_rule *r = j->rule[deed];
    static const char *const harms[] = { "ASSAULT", "COERCE", "MOBILIZE", "RETREAT", NULL };
    return r && dl_slice_is_any(r->type, harms) && !code_names_someone(j->x, subject);
}

/* "Turning it into power requires Europe to act": nobody asks. */
static bool is_asked_by_nobody(const code_frame *f, const dl_event *e)
{
    static const char *const words[] = { "REQUEST", "ACCUSE", "REJECT", "THREATEN", NULL };
    bool nominal = code_noun_alone(f);
    bool itself = dl_slice_eq(e->type, e->act);
    bool subject = e->actors.n || code_arg_at(f, CODE_SUBJECT, NULL) != CODE_NONE;
    return itself && !nominal && !f->passive && dl_slice_is_any(e->act, words) && !subject;
}

/* A paper that asks or looks into something does its work. */
static bool is_of_press(const dl_event *e)
{
    bool work = dl_slice_is(e->act, "REQUEST") || dl_slice_is(e->mode, "investigate");
    return work && code_all_of_press(&e->actors);
}

bool code_is_unsaid(const code_job *j, uint32_t i, const dl_event *e)
{
    const code_frame *f = &j->f->at.at[i];
    if (lacks_speaker(e) || is_asked_by_nobody(f, e) || is_of_press(e)) return true;
    if (is_said_by_thing(j, f, e) || is_said_by_deed(j, f, e)) return true;
    if (is_asked_by_source(j, f, e) || is_own_duty(j, i, e)) return true;
    return is_naming(j, f, e) || is_danger(j, f, e) || is_of_oneself(j, f, e);
}
