/* side_met - whether those who meet have somebody to meet. */
#include "parties.h"
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

/* "Hurricane Maria", which the engine may take for somebody. */
static bool is_named_disaster(const code_job *j, const code_frame *f)
{
    uint32_t subject = code_arg_at(f, CODE_SUBJECT, NULL);
    if (subject == CODE_NONE || f->nominal) return false;
    char room[CODE_LOWER_MOST];
    for (uint32_t c = j->x->first[subject]; c != CODE_NONE && c < subject; c = j->x->next[c])
        if (code_in_class(&j->t->classes, code_lower(j->x->t->lemma[c], room), DL_S("disaster")))
            return true;
    return false;
}

/* "Aid has started arriving": who travels is somebody. */
static bool is_visit_of_thing(const code_job *j, const code_frame *f, const dl_event *e)
{
    uint32_t subject = code_arg_at(f, CODE_SUBJECT, NULL);
    if (!dl_slice_is(e->mode, "visit") || f->nominal || f->passive || subject == CODE_NONE)
        return false;
    bool deed = j->f->of[subject] != CODE_NONE && !code_names_someone(j->x, subject);
    return !code_any_someone(j->x, &e->actors) && (deed || code_word_is_thing(j, subject));
}

/* Sudan's Berg in a province of Sudan: at home nobody is met but one's own. Whose
 * king flew to Lagos is not known by that. */
static bool is_visit_at_home(const code_job *j, const dl_event *e)
{
    if (!dl_slice_is(e->mode, "visit") || !e->actors.n || !e->recipients.n) return false;
    dl_slice code = e->actors.at[0].code;
    int32_t who = e->actors.at[0].entity;
    static const char *const areas[] = { "area", NULL }; /* "the province of Lac" */
    if (code.n < 3 || who < 0 || !j->x->named[who]) return false;
    if (!j->d->marks.entities.at[who].country.n) return false; /* guessed from the place */
    for (uint32_t i = 0; i < e->recipients.n; i++) {
        const dl_party *p = &e->recipients.at[i];
        dl_kind k = p->entity < 0 ? DL_KIND_OTHER : j->d->marks.entities.at[p->entity].kind;
        bool own = dl_slice_starts(p->code, dl_slice_cut(code, 0, 3));
        uint32_t head = code_head_of(j->x->t, p);
        bool area = head != CODE_NONE && code_word_of_any(j, head, areas);
        if (!(dl_kind_is_place(k) || area) || !own) return false;
    }
    return true;
}

/* "visited his old office", "toured the plant": a house that nobody is told to be in. */
static bool is_visit_of_house(const code_job *j, const code_frame *f, const dl_event *e)
{
    if (!dl_slice_is(e->mode, "visit") || f->nominal || e->recipients.n) return false;
    uint32_t object = code_arg_at(f, CODE_OBJECT, NULL);
    return object != CODE_NONE && code_word_is_thing(j, object);
}

/* Who meets needs someone to meet, and an interview is no meeting: "he discussed the
 * rules", "she spoke to the paper". */
bool code_lacks_partner(const code_job *j, const code_frame *f, const dl_event *e)
{
    if (!dl_slice_is(e->act, "CONSULT")) return false;
    if (code_is_called_off(e)) return false;
    if (is_named_disaster(j, f) || is_visit_of_thing(j, f, e) || is_visit_of_house(j, f, e)
        || is_visit_at_home(j, e))
        return true;
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
