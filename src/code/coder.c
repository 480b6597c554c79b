/* coder - the ontology: type, act, mode and CAMEO code of an event.
 *
 *   frame --rules.c: the most specific row--> act, code --state--> type
 *
 * What embeds the act may change its type: promised help is AGREE, a refused meeting
 * REJECT; `act` stays the deed. */
#include "code_private.h"

/* ---- what embeds the act changes its type */

static bool is_cooperative(dl_slice act)
{
    static const char *const list[] = { "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE",
        "AID", "RETREAT", NULL };
    return dl_slice_is_any(act, list);
}

static bool is_hostile(dl_slice act)
{
    static const char *const list[] = { "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
        NULL };
    return dl_slice_is_any(act, list);
}

/* A promised kindness is AGREE, an announced harm THREATEN, whatever word announces
 * it. */
static code_change change_of(const code_state *s, const code_frame *f, const dl_event *e)
{
    dl_slice act = e->act;
    /* "warned that protests could lead to war" threatens no protests */
    if (s->change == CODE_THREATEN && code_noun_alone(f) && f->above != s->changer)
        return CODE_KEEP;
    bool ahead = s->status == DL_PLANNED
        || (s->status == DL_POSSIBLE && s->tense == DL_TENSE_FUTURE && s->change == CODE_AGREE);
    bool promised = s->change == CODE_AGREE || s->status == DL_PLANNED;
    if (promised && s->negative && is_cooperative(act)) return CODE_REJECT;
    if (s->change == CODE_AGREE && is_hostile(act))
        return s->negative ? CODE_KEEP : CODE_THREATEN; /* "decided not to ban it" */
    if (s->change == CODE_AGREE && !is_cooperative(act)) return CODE_KEEP; /* to sue, to veto */
    if (s->change == CODE_THREATEN && is_cooperative(act)) return CODE_KEEP;
    if (s->change != CODE_KEEP) return s->change;
    if (ahead && is_cooperative(act)) return CODE_AGREE;
    if (dl_slice_is(e->mode, "convict")) return CODE_KEEP; /* a court to come threatens nobody */
    /* What is only to be suffered ("he will be sentenced") nobody threatens. */
    bool active = !f->passive && !code_noun_alone(f);
    return ahead && active && !s->negative && is_hostile(act) ? CODE_THREATEN : CODE_KEEP;
}

/* A row for the deed's CAMEO code counts before one for its act, a longer code before a
 * shorter; a row without either is for all others. -1: the row is for other deeds. */
static int fits_deed(const dl_table *t, uint32_t r, const dl_event *out)
{
    dl_slice deed = dl_table_cell(t, r, CHANGED_DEED);
    if (!deed.n) return 0;
    if (dl_slice_eq(deed, out->act)) return 1;
    bool code = out->cameo.n >= deed.n && dl_slice_starts(out->cameo, deed);
    return code ? 1 + (int)deed.n : -1;
}

static void set_changed(const dl_table *t, code_change change, dl_event *out)
{
    dl_slice type = dl_slice_str(code_change_type(change));
    int best = -1;
    uint32_t row = 0;
    for (uint32_t r = 0; r < t->rows; r++) {
        if (dl_cell_choice(t, r, CHANGED_CHANGE, code_changed_form()) != (int)change) continue;
        int fit = fits_deed(t, r, out);
        if (fit <= best) continue;
        best = fit;
        row = r;
    }
    out->type = type;
    out->mode = (dl_slice){ NULL, 0 };
    if (best < 0) return;
    out->cameo = dl_table_cell(t, row, CHANGED_CAMEO);
    dl_slice mode = dl_table_cell(t, row, CHANGED_MODE);
    if (mode.n) out->mode = mode;
}

enum { CLAUSE_WINDOW = 30 }; /* tokens around an assault in which its means is looked for */

/* "killed by a car bomb": the means that the clause names. */
static void set_weapon(const code_job *j, const code_frame *f, dl_event *out)
{
    const dl_tokens *t = j->x->t;
    if (!dl_slice_is(out->act, "ASSAULT") || out->mode.n) return;
    uint32_t from = f->head;
    uint32_t to = f->head + 1;
    for (int n = 0; n < CLAUSE_WINDOW && from > 0 && !t->sent_start[from]; n++) from--;
    for (int n = 0; n < CLAUSE_WINDOW && to < t->n && !t->sent_start[to]; n++) to++;
    for (uint32_t i = from; i < to; i++) {
        int64_t row = code_row(&j->t->weapons, t->lemma[i]);
        if (row < 0) continue;
        out->mode = dl_table_cell(j->t->weapons.table, (uint32_t)row, 1);
        return;
    }
}

/* "said that Moscow must stop": whatever Moscow must do, it is asked for. Of nobody known
 * ("it must be noted") nothing is asked. */
static void set_demand(const code_state *s, const code_frame *f, dl_event *out)
{
    if (!s->must || s->change != CODE_REQUEST || s->changer == CODE_NONE) return;
    if (f->passive || !code_any_coded(&out->actors)) return;
    out->type = DL_S("REQUEST");
    out->act = out->type;
    out->cameo = DL_S("100");
    out->rule = DL_S("must");
}

void code_event(const code_job *j, uint32_t i, dl_event *out)
{
    const code_frame *f = &j->f->at.at[i];
    const code_rule *r = j->rule[i];
    code_own_parties(j, i, r ? &r->sides : NULL, out);
    if (!r) set_demand(&j->state[i], f, out);
    if (!r || (code_noun_alone(f) && j->taken[f->head])) return;
    out->rule = r->name;
    out->cameo = r->cameo;
    if (!r->type.n) return; /* nothing of the ontology, or a statement: a CAMEO code alone */
    out->type = r->type;
    out->act = r->type;
    out->mode = r->mode;
    set_weapon(j, f, out);
    code_change change = r->fixed ? CODE_KEEP : change_of(&j->state[i], f, out);
    if (change != CODE_KEEP) set_changed(j->t->changed, change, out);
}

void code_split_codes(const code_job *j)
{
    dl_events *v = &j->d->events;
    uint32_t n = v->at.n;
    for (uint32_t i = 0; i < n; i++) {
        dl_slice code = v->at.at[i].cameo;
        size_t colon = code.n ? dl_slice_find_byte(code, ':', 0) : SIZE_MAX;
        if (colon == SIZE_MAX) continue;
        dl_event *back = DL_PUSH(j->d->arena, &v->at);
        if (!back) return;
        dl_event *e = &v->at.at[i];
        *back = *e;
        back->actors = e->recipients;
        back->recipients = e->actors;
        e->cameo = dl_slice_cut(code, 0, colon);
        back->cameo = dl_slice_cut(code, colon + 1, code.n);
    }
}
