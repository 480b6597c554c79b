/* side_met - whether those who meet have somebody to meet. */
#include "sides.h"

static bool any_met(const code_job *j, const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++) {
        int32_t e = v->at[i].entity;
        if (e < 0) continue;
        dl_kind k = j->d->marks.entities.at[e].kind;
        if (k == DL_KIND_PERSON || k == DL_KIND_GPE || k == DL_KIND_LOC) return true;
    }
    return false;
}

/* Somebody of a state, not the state as a place. */
static bool any_met_office(const dl_parties *v)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (v->at[i].code.n > 3 && !code_is_public(v->at[i].code)) return true;
    return false;
}

/* Who meets needs someone to meet, and an interview is no meeting: "he discussed the
 * rules", "she spoke to the paper". */
/* "Aid has started arriving": who travels is somebody. */
static bool is_visit_of_thing(const code_job *j, const code_frame *f, const dl_event *e)
{
    uint32_t subject = code_arg_at(f, CODE_SUBJECT, NULL);
    if (!dl_slice_is(e->mode, "visit") || f->nominal || f->passive || subject == CODE_NONE)
        return false;
    bool deed = j->f->of[subject] != CODE_NONE && !code_names_someone(j->x, subject);
    return !code_any_someone(j->x, &e->actors) && (deed || code_word_is_thing(j, subject));
}

bool code_lacks_partner(const code_job *j, const code_frame *f, const dl_event *e)
{
    if (!dl_slice_is(e->act, "CONSULT")) return false;
    if (code_is_called_off(e)) return false;
    if (is_visit_of_thing(j, f, e)) return true;
    if (code_all_of_press(&e->actors) || code_all_of_press(&e->recipients)) return true;
    if (!code_any_office(&e->actors) && !code_any_office(&e->recipients)) return true;
    if (e->recipients.n && !code_any_coded(&e->recipients) && !any_met(j, &e->recipients))
        return true;
    bool nominal = code_noun_alone(f);
    /* Travellers of no office: "he is due to travel to Cape Town". */
    bool host = any_met_office(&e->recipients);
    if (dl_slice_is(e->mode, "visit")) return e->actors.n && !code_any_office(&e->actors) && !host;
    if (nominal) return false;
    if (!e->actors.n && e->recipients.n < 2) return true;
    uint32_t subject = code_arg_at(f, CODE_SUBJECT, NULL);
    bool several = e->actors.n > 1 || subject == CODE_NONE;
    if (!several) {
        dl_tag tag = dl_token_tag(j->x->t, subject);
        several = tag == DL_TAG_NNS || tag == DL_TAG_NNPS || tag == DL_TAG_PRP || tag == DL_TAG_DT;
        if (tag == DL_TAG_PRP) several = dl_slice_is(j->x->t->lemma[subject], "they");
    }
    return !several && !e->recipients.n;
}
