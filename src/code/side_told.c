/* side_told - whether it is told as a happening: thoughts, questions, history are not. */
#include "sides.h"

/* A noun alone, none of whose sides is known. */
static bool is_background(const code_frame *f, const dl_event *e)
{
    if (!code_noun_alone(f) || !e->type.n) return false;
    if (code_any_coded(&e->actors) || code_any_coded(&e->recipients)) return false;
    return !code_is_called_off(e);
}

/* Only thought of, and nothing that embeds it makes a promise, a demand or a threat of
 * it: "could provide arms", "whether to arrest him". */
static bool is_thought(const code_job *j, const code_state *s, const code_frame *f,
    const code_rule *r, const dl_event *e)
{
    static const char *const said[] = { "PROTEST", "REQUEST", "ACCUSE", NULL };
    static const char *const deeds[] = { "ASSAULT", "COERCE", "AID", NULL };
    bool purpose = dl_token_dep(j->x->t, f->verb) == DL_DEP_advcl;
    if (s->unreal) return true;
    /* "marched to demand it", not "sent him there to be accused" */
    if (purpose && !f->passive && dl_slice_is_any(e->act, said)) return false;
    if (s->tried && dl_slice_is_any(e->act, deeds)) return false;
    if (!r)
        return !code_any_public(j, &e->actors); /* "the judge must consider it", says a lawyer */
    if (!dl_slice_eq(e->type, e->act)) return false;
    /* "meant to kill him": what has not happened is no assault */
    bool ahead = e->status == DL_PLANNED && dl_slice_is(e->act, "ASSAULT");
    return ahead || e->status == DL_POSSIBLE;
}

/* The year that a time says; 0: none. "the first visit since 1985" is not of that
 * year. */
static int said_year(const code_job *j, const dl_time_mark *time)
{
    enum { DECADES_FROM = 100, DECADE = 10, CENTURY = 100 };
    static const char *const other[] = { "since", "until", "before", "after", "from", NULL };
    uint32_t first = time->range.first;
    const dl_time_form *f = &time->form;
    if (first && dl_slice_is_any(j->x->t->lemma[first - 1], other)) return 0;
    if (f->year) return f->year;
    if (f->decade >= DECADES_FROM) return f->decade * DECADE;
    return f->century * CENTURY;
}

enum { HISTORY_YEARS = 10, YEAR_DIGITS = 4 };

/* Its own year, or that of what it hangs on, not its sentence's: "in 1952, when the army
 * overthrew the king"; 0: none. */
static int year_of(const code_job *j, uint32_t i)
{
    enum { CLIMB_MOST = 6 };
    for (int n = 0; n < CLIMB_MOST && i != CODE_NONE; n++, i = j->f->at.at[i].above) {
        int32_t time = j->where->time[i];
        if (time >= 0) return said_year(j, &j->d->marks.times.at[time]);
    }
    return 0;
}

/* "In 1258 the Mongols sacked Baghdad", in a report of our days, is no news. */
bool code_is_history(const code_job *j, uint32_t i)
{
    dl_slice date = j->d->text.date;
    int year = year_of(j, i);
    if (year <= 0 || date.n < YEAR_DIGITS) return false;
    int now = 0;
    for (int k = 0; k < YEAR_DIGITS; k++) now = now * 10 + (date.p[k] - '0');
    return now - year >= HISTORY_YEARS;
}

static bool is_question(const code_job *j, uint32_t token)
{
    const dl_tokens *t = j->x->t;
    dl_token_range r = t->sentences.at[code_sentence_of(j->where, token)];
    for (uint32_t i = r.last; i > token + 1 && i + 3 > r.last; i--)
        if (dl_slice_is(t->lemma[i - 1], "?")) return true;
    return false;
}

/* "Thank you", "let us talk": told to someone, not told of someone. */
static bool is_imperative(const code_job *j, const code_frame *f)
{
    const dl_tokens *t = j->x->t;
    dl_dep dep = dl_token_dep(t, f->verb);
    bool main = dep == DL_DEP_ROOT || dep == DL_DEP_ccomp;
    return main && dl_token_tag(t, f->verb) == DL_TAG_VB
        && code_child(j->x, f->verb, DL_DEP_aux) == CODE_NONE
        && code_child(j->x, f->verb, DL_DEP_nsubj) == CODE_NONE;
}

/* "G7 meetings usually centre on politics" */
static bool is_habit(const code_job *j, const code_frame *f)
{
    const dl_tokens *t = j->x->t;
    uint32_t verb = f->verb;
    if (code_noun_alone(f)) verb = t->head[f->head];
    dl_tag tag = dl_token_tag(t, verb);
    if (tag != DL_TAG_VBZ && tag != DL_TAG_VBP) return false;
    for (uint32_t c = j->x->first[verb]; c != CODE_NONE; c = j->x->next[c])
        if (code_in_class(&j->t->classes, t->lemma[c], DL_S("habit"))) return true;
    return false;
}

/* "any regime that orders it": of all and of none. */
static bool is_by_any(const code_job *j, const code_frame *f)
{
    static const char *const list[] = { "any", "every", "no", NULL };
    uint32_t subject = code_arg_at(f, CODE_SUBJECT, NULL);
    uint32_t det = subject == CODE_NONE ? CODE_NONE : code_child(j->x, subject, DL_DEP_det);
    char room[CODE_LOWER_MOST];
    return det != CODE_NONE && dl_slice_is_any(code_lower(j->x->t->lemma[det], room), list);
}

static bool is_asked_by_any(const code_job *j, uint32_t i)
{
    uint32_t changer = j->state[i].changer;
    return changer != CODE_NONE && is_by_any(j, &j->f->at.at[changer]);
}

/* "expected more resistance": what is only to come is not said yet. */
static bool is_word_to_come(const code_frame *f, const dl_event *e)
{
    static const char *const words[] = { "REJECT", "ACCUSE", "SUPPORT", NULL };
    bool ahead = e->status == DL_PLANNED && dl_slice_eq(e->type, e->act);
    return ahead && code_noun_alone(f) && dl_slice_is_any(e->act, words);
}

/* "did not attack", "denied attacking": what was not done is no event. Who refused
 * it did something, and so did who put it off. */
static bool is_undone(const code_rule *r, const dl_event *e)
{
    if (r && r->fixed) return false; /* a dictionary of others codes what it fits */
    return (e->negative || e->status == DL_DENIED) && dl_slice_eq(e->type, e->act)
        && !code_is_called_off(e);
}

/* "The dam broke, allowing the rebels to pass": what comes of something, no choice. */
static bool is_consequence(const code_job *j, const code_frame *f, const dl_event *e)
{
    static const char *const list[] = { "allow", "let", "permit", NULL };
    dl_dep dep = dl_token_dep(j->x->t, f->verb);
    return dl_slice_is(e->type, "CONCEDE") && dl_slice_is_any(e->lemma, list)
        && dl_token_tag(j->x->t, f->verb) == DL_TAG_VBG
        && (dep == DL_DEP_advcl || dep == DL_DEP_acl);
}

/* "kept them from attacking", "intent on attacking", "talk about arming them": behind
 * such a word a gerund is only spoken of. Who admits to it did it. */
static bool is_gerund_thought(const code_job *j, const code_frame *f, const dl_event *e)
{
    static const char *const preps[] = { "from", "on", "upon", "about", "over", "to", "toward",
        "towards", "into", "between", "against", "at", NULL };
    static const char *const facts[] = { "admit", "admission", "confess", "plead", "resort", "lead",
        "contribute", "insist", "begin", NULL };
    const dl_tokens *t = j->x->t;
    uint32_t prep = t->head[f->verb];
    if (dl_token_tag(t, f->verb) != DL_TAG_VBG || dl_token_dep(t, f->verb) != DL_DEP_pcomp)
        return false;
    if (code_child(j->x, f->verb, DL_DEP_aux) != CODE_NONE)
        return false; /* "where they are firing" */
    bool told = dl_slice_is_any(t->lemma[t->head[prep]], facts);
    return dl_slice_eq(e->type, e->act) && !told && dl_slice_is_any(t->lemma[prep], preps);
}

/* "found him not guilty" */
static bool is_acquittal(const code_job *j, const dl_event *e)
{
    enum { WINDOW = 10 };
    const dl_tokens *t = j->x->t;
    if (!dl_slice_is(e->mode, "convict")) return false;
    for (uint32_t i = e->head + 1; i < t->n && i < e->head + WINDOW && !t->sent_start[i]; i++) {
        if (!dl_slice_is(t->lemma[i], "guilty")) continue;
        return dl_slice_is(t->lemma[i - 1], "not") || dl_slice_is(t->lemma[i - 1], "-");
    }
    return false;
}

bool code_is_untold(const code_job *j, uint32_t i, const dl_event *e)
{
    const code_frame *f = &j->f->at.at[i];
    return is_thought(j, &j->state[i], f, j->rule[i], e) || is_question(j, e->head)
        || is_word_to_come(f, e) || is_undone(j->rule[i], e) || is_by_any(j, f)
        || is_asked_by_any(j, i) || is_background(f, e) || is_imperative(j, f) || is_habit(j, f)
        || is_consequence(j, f, e) || is_gerund_thought(j, f, e) || is_acquittal(j, e);
}
