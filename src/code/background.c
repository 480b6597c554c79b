/* background - what a report tells beside its news, and too poorly to be coded.
 *
 *   events with grades --code_drop_background--> the codes of such go
 *
 * The first sentences say what a report is about, and little is enough there to know
 * what is meant. Further down stand plans, causes, what others think: what is not done
 * there, or whose sides are only guessed, is mostly wrong (docs/decisions/84). */
#include "sides.h"

enum { LEAD_SENTENCES = 3 };

/* The title, or one of the first sentences behind it. */
static bool is_lead(const code_job *j, uint32_t token)
{
    const dl_tokens *t = j->x->t;
    if (token < t->title_n) return true;
    uint32_t first = t->title_n < t->n ? code_sentence_of(j->where, t->title_n) : 0;
    return code_sentence_of(j->where, token) < first + LEAD_SENTENCES;
}

/* How many of a side are told with their country, by more than a pronoun, or at all. */
static uint32_t told_of(const code_job *j, const dl_parties *v, bool pronouns)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->n; i++) {
        bool told = pronouns || !code_is_pronoun_alone(j, &v->at[i]);
        n += told && code_has_land(v->at[i].code);
    }
    return n;
}

/* Of each side somebody is told, one of them by more than a pronoun; of a deed without
 * sides, its day. */
static bool is_told(const code_job *j, uint32_t i, const dl_event *e)
{
    bool real = e->status == DL_HAPPENED || e->status == DL_ONGOING;
    if (!real || e->negative || e->certainty != DL_CERTAIN) return false;
    if (!(e->actors.n + e->recipients.n)) return j->where->time[i] >= 0;
    bool actors = !e->actors.n || told_of(j, &e->actors, true);
    bool recipients = !e->recipients.n || told_of(j, &e->recipients, true);
    bool both = e->actors.n && e->recipients.n;
    return actors && recipients
        && (!both || told_of(j, &e->actors, false) + told_of(j, &e->recipients, false));
}

/* "Norway provides aid": what is so, not what happened. */
static bool is_state(const code_job *j, const code_frame *f, const dl_event *e)
{
    dl_tag tag = dl_token_tag(j->x->t, f->verb);
    bool simple = (tag == DL_TAG_VBZ || tag == DL_TAG_VBP)
        && code_child(j->x, f->verb, DL_DEP_aux) == CODE_NONE;
    return simple && !f->passive && e->status == DL_HAPPENED;
}

/* A side that is told, and by nothing but pronouns. */
static bool is_by_pronoun(const code_job *j, const dl_parties *v)
{
    return v->n && told_of(j, v, true) && !told_of(j, v, false);
}

/* Of a deed that is only spoken of: who asked for it or accused another did so, a
 * promise is somebody's; a threat and a refusal are mostly neither. */
static bool is_spoken(const code_job *j, const dl_event *e)
{
    static const char *const words[] = { "REQUEST", "ACCUSE", NULL };
    if (dl_slice_is_any(e->type, words)) return true;
    return dl_slice_is(e->type, "AGREE") && !is_by_pronoun(j, &e->actors)
        && !is_by_pronoun(j, &e->recipients);
}

static bool is_too_little(const code_job *j, uint32_t i, const dl_event *e)
{
    if (code_is_called_off(e) || e->sure == DL_SURE_HIGH) return false;
    if (e->sure == DL_SURE_MIDDLE) return is_state(j, &j->f->at.at[i], e);
    return dl_slice_eq(e->type, e->act) ? !is_told(j, i, e) : !is_spoken(j, e);
}

void code_drop_background(const code_job *j)
{
    for (uint32_t i = 0; i < j->f->at.n; i++) {
        dl_event *e = code_event_of(j, i);
        const code_rule *r = j->rule[i]; /* a dictionary of others codes what it fits */
        if (!e || !e->type.n || (r && r->fixed) || is_lead(j, e->head)) continue;
        if (is_too_little(j, i, e)) code_drop_codes(e);
    }
}
