/* mark_times - times of a report.
 *
 *   tokens --time_pieces, time_rules--> matches --guards, longest first--> d->marks.times
 *
 * Sentence by sentence: no time runs over a sentence's end. A form keeps what it hangs
 * on; the tense of its verb says in which direction a weekday or a month is looked
 * for. */
#include "spans.h"
#include "time_private.h"

typedef struct finder {
    dl_doc *d;
    const time_rules *rules;
    time_pieces pieces;
    uint32_t name; /* the first engine name that ends behind the piece at work */
    /* The last mentioned point of that grain or a finer one, in marks.times; -1: none. */
    int32_t last[DL_GRAIN_SECOND + 1];
    /* The search at one piece. */
    uint32_t at;
    time_found best;
    bool found;
    uint32_t steps; /* span_goes_on */
} finder;

/* ---- guards */

static bool is_time_kind(dl_kind k) { return k == DL_KIND_DATE || k == DL_KIND_TIME; }

static const time_piece *piece(const finder *f, uint32_t at) { return &f->pieces.v.at[at]; }

/* The engine's name that holds a token, or NULL. Names are in order and do not
 * overlap. */
static const dl_name_span *name_at(const finder *f, uint32_t token)
{
    const dl_tokens *t = &f->d->tokens;
    for (uint32_t i = f->name; i < t->names.n && t->names.at[i].first <= token; i++)
        if (token < t->names.at[i].last) return &t->names.at[i];
    return NULL;
}

static bool engine_sees_date(const finder *f, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        const dl_name_span *n = name_at(f, piece(f, i)->token);
        if (n && is_time_kind(dl_name_kind(&f->d->tokens, n))) return true;
    }
    return false;
}

static bool lead_before(const finder *f, uint32_t at)
{
    return at > 0 && time_word_is(f->rules, piece(f, at - 1)->text, TIME_C_LEAD);
}

static bool ends_in_s(const finder *f, uint32_t to)
{
    dl_slice s = piece(f, to - 1)->text;
    return s.n > 1 && s.p[s.n - 1] == 's';
}

enum { RATE_WINDOW = 6 }; /* pieces before "a year" in which an amount makes it a rate */

static bool amount_before(const finder *f, uint32_t at)
{
    for (uint32_t i = at; i-- > 0 && at - i <= RATE_WINDOW;) {
        const time_piece *p = piece(f, i);
        if (p->kind == TIME_FIGURES || time_word_is(f->rules, p->text, TIME_C_NUMBER)) return true;
        if (time_word_is(f->rules, p->text, TIME_C_LEAD)) return false;
    }
    return false;
}

/* Years of which news speaks without more; centuries later, those of forecasts. */
enum { YEAR_NEAR = 1800, YEAR_SOON = 2049, YEAR_FORECAST = 2100 };

static bool counts_what_follows(const finder *f, uint32_t token)
{
    const dl_tokens *t = &f->d->tokens;
    return dl_token_dep(t, token) == DL_DEP_nummod && t->head[token] > token;
}

/* Nothing but signs stands before it in its sentence. */
static bool opens_sentence(const finder *f)
{
    uint32_t i = f->at;
    while (i > 0 && piece(f, i - 1)->kind == TIME_SIGN) i--;
    return i == 0;
}

/* Four figures may be minutes of a clock ("2155 The bank says") or an amount ("1400
 * feet"). */
static bool is_year(const finder *f, int32_t year, uint32_t to)
{
    const time_piece *next = to < f->pieces.v.n ? piece(f, to) : NULL;
    bool near = year >= YEAR_NEAR && year <= YEAR_SOON;
    if (opens_sentence(f)) return near && next && !next->capital;
    dl_slice before = piece(f, f->at - 1)->text;
    if (near) return true;
    if (year > YEAR_SOON && year <= YEAR_FORECAST) return lead_before(f, f->at);
    bool dated = dl_slice_is(before, "in") || dl_slice_is(before, "since");
    return dated && !counts_what_follows(f, piece(f, f->at)->token);
}

static bool is_dated(const finder *f, uint32_t to)
{
    return engine_sees_date(f, f->at, to) || lead_before(f, f->at);
}

static bool is_sign_apart(const time_piece *p)
{
    return p->kind == TIME_SIGN && !dl_slice_is(p->text, "/");
}

/* "T11/12/13" is no date. */
static bool stands_alone(const finder *f, uint32_t to)
{
    bool before = f->at > 0 && piece(f, f->at)->glued && !is_sign_apart(piece(f, f->at - 1));
    bool behind = to < f->pieces.v.n && piece(f, to)->glued && !is_sign_apart(piece(f, to));
    return !before && !behind;
}

static bool guard_holds(const finder *f, const time_found *m)
{
    uint32_t to = f->at + m->pieces;
    switch (time_rule_guard(m->rule)) {
    case TIME_G_YEAR: return is_dated(f, to) && is_year(f, m->value[TIME_C_YEAR][0], to);
    case TIME_G_ENGINE: return is_dated(f, to);
    case TIME_G_PLURAL:
        return ends_in_s(f, to) && engine_sees_date(f, f->at, to) && lead_before(f, f->at);
    case TIME_G_RATE: return amount_before(f, f->at);
    case TIME_G_END: return to == f->pieces.v.n || piece(f, to)->kind == TIME_SIGN;
    case TIME_G_SINGULAR: return !ends_in_s(f, to);
    case TIME_G_ALONE: return stands_alone(f, to);
    case TIME_G_NONE: break;
    }
    return true;
}

static bool is_month_verb(const finder *f, const time_piece *p)
{
    dl_tag tag = dl_token_tag(&f->d->tokens, p->token);
    return tag == DL_TAG_MD || tag == DL_TAG_VB || tag == DL_TAG_VBP || tag == DL_TAG_VBD;
}

/* "Theresa May", "the Friday Group": part of another name. */
static bool is_part_of_name(const finder *f, const time_found *m)
{
    for (uint32_t i = f->at; i < f->at + m->pieces; i++) {
        const time_piece *p = piece(f, i);
        const dl_name_span *n = name_at(f, p->token);
        if (!n || is_time_kind(dl_name_kind(&f->d->tokens, n))) continue;
        dl_kind k = dl_name_kind(&f->d->tokens, n);
        if (k == DL_KIND_PERSON && p->kind == TIME_WORD) return true;
        bool inside = n->first >= piece(f, f->at)->token
            && n->last <= piece(f, f->at + m->pieces - 1)->token + 1;
        bool counted = k == DL_KIND_CARDINAL || k == DL_KIND_ORDINAL || k == DL_KIND_QUANTITY
            || k == DL_KIND_EVENT || k == DL_KIND_PERCENT || k == DL_KIND_MONEY;
        if (!inside && !counted) return true;
    }
    return false;
}

/* "19 January, 1130 GMT" */
static bool is_clock(const finder *f, const time_found *m)
{
    uint32_t to = f->at + m->pieces;
    return m->seen[TIME_C_YEAR] && m->value[TIME_C_YEAR][0] < YEAR_NEAR && to < f->pieces.v.n
        && time_word_is(f->rules, piece(f, to)->text, TIME_C_ZONE);
}

static bool is_better(const finder *f, const time_found *m)
{
    if (!f->found || m->pieces > f->best.pieces) return true;
    return m->pieces == f->best.pieces && time_rule_row(m->rule) < time_rule_row(f->best.rule);
}

/* "the seventh quarter of growth" is none of a year. */
static bool is_of_calendar(const finder *f, const time_found *m)
{
    enum { HALVES = 2, QUARTERS = 4 };
    dl_time_form form;
    time_rule_form(f->rules, m, &form);
    return form.half >= 0 && form.half <= HALVES && form.quarter >= 0 && form.quarter <= QUARTERS;
}

static void consider(void *user, const time_found *m)
{
    finder *f = user;
    if (!is_better(f, m) || !guard_holds(f, m) || is_part_of_name(f, m)) return;
    if (is_clock(f, m) || !is_of_calendar(f, m)) return;
    if (m->seen[TIME_C_MONTH] && m->pieces == 1 && is_month_verb(f, piece(f, f->at))) return;
    f->best = *m;
    f->found = true;
}

/* ---- tense */

enum { AUX_WINDOW = 6, CLIMB_MOST = 8 };

static bool is_verb(const dl_tokens *t, uint32_t i)
{
    dl_pos pos = dl_token_pos(t, i);
    return pos == DL_POS_VERB || pos == DL_POS_AUX;
}

/* What the auxiliaries of a verb say of its time. */
typedef struct aux {
    bool future; /* "will", "to", "is going" */
    bool past; /* "was", "had" */
    bool open; /* "could", "might" */
    bool be; /* "is", "are" */
} aux;

static aux aux_of(const finder *f, uint32_t verb)
{
    const dl_tokens *t = &f->d->tokens;
    aux a = { false, false, false, false };
    for (uint32_t i = verb > AUX_WINDOW ? verb - AUX_WINDOW : 0; i < verb; i++) {
        if (t->head[i] != verb) continue;
        dl_tag tag = dl_token_tag(t, i);
        bool ahead = time_word_is(f->rules, t->lemma[i], TIME_C_AHEAD);
        a.future |= tag == DL_TAG_TO || (tag == DL_TAG_MD && ahead);
        a.open |= tag == DL_TAG_MD && !ahead;
        a.past |= tag == DL_TAG_VBD;
        a.be |= tag != DL_TAG_VBD && dl_slice_is(t->lemma[i], "be");
    }
    return a;
}

/* "was due back on Sunday": what is said to be due is still to come. */
static bool is_due(const finder *f, uint32_t verb)
{
    const dl_tokens *t = &f->d->tokens;
    for (uint32_t i = verb + 1; i < t->n && i <= verb + AUX_WINDOW && !t->sent_start[i]; i++)
        if (t->head[i] == verb && dl_token_dep(t, i) == DL_DEP_acomp)
            return time_word_is(f->rules, t->lemma[i], TIME_C_AHEAD);
    return false;
}

/* "postponed to Friday", not "postponed on Thursday". */
static bool is_moved_to(const finder *f, uint32_t verb)
{
    static const char *const list[] = { "to", "till", "for", NULL };
    const dl_tokens *t = &f->d->tokens;
    if (!time_word_is(f->rules, t->lemma[verb], TIME_C_MOVED) || !f->at) return false;
    return dl_slice_is_any(piece(f, f->at - 1)->text, list);
}

/* present_ahead: the present tense looks ahead ("opens on Friday"). */
static int tense_of_verb(const finder *f, uint32_t verb, bool present_ahead)
{
    const dl_tokens *t = &f->d->tokens;
    aux a = aux_of(f, verb);
    if (a.future || time_word_is(f->rules, t->lemma[verb], TIME_C_AHEAD)) return 1;
    if (is_due(f, verb) || is_moved_to(f, verb)) return 1;
    if (a.open) return 0;
    dl_tag tag = dl_token_tag(t, verb);
    bool present = tag == DL_TAG_VBZ || tag == DL_TAG_VBP || a.be;
    if (a.past || (!present && (tag == DL_TAG_VBD || tag == DL_TAG_VBN))) return -1;
    /* Headlines tell the past in the present. */
    return present && present_ahead && verb >= t->title_n ? 1 : 0;
}

/* "Norwegians vote on the treaty on Sunday": the parser hangs the day on the noun; what
 * is done by a programme is told in the present of the day to come. */
static bool is_programme(const finder *f, uint32_t noun)
{
    const dl_tokens *t = &f->d->tokens;
    uint32_t verb = t->head[noun];
    if (dl_token_dep(t, noun) == DL_DEP_pobj) verb = t->head[verb];
    dl_tag tag = dl_token_tag(t, verb);
    bool present = (tag == DL_TAG_VBZ || tag == DL_TAG_VBP) && verb >= t->title_n;
    return present && time_word_is(f->rules, t->lemma[verb], TIME_C_PROGRAMME);
}

/* -1: past, +1: future, of the verb that the time hangs on; 0: not clear, as where it
 * hangs on a noun ("Wednesday's ruling"). */
static int tense_at(const finder *f, uint32_t token, bool present_ahead)
{
    const dl_tokens *t = &f->d->tokens;
    if (f->at > 0 && dl_slice_is(piece(f, f->at - 1)->text, "since")) return -1;
    if (f->at > 0 && dl_slice_is(piece(f, f->at - 1)->text, "until")) return 1;
    uint32_t i = token;
    for (int n = 0; n < CLIMB_MOST; n++) {
        if (is_verb(t, i)) return tense_of_verb(f, i, present_ahead);
        if (t->head[i] == i) break;
        dl_dep dep = dl_token_dep(t, i);
        i = t->head[i];
        bool noun = dl_token_pos(t, i) == DL_POS_NOUN || dl_token_pos(t, i) == DL_POS_PROPN;
        if (noun && dep == DL_DEP_prep && present_ahead && is_programme(f, i)) return 1;
        if (noun && (dep == DL_DEP_poss || dep == DL_DEP_prep)) return 0;
    }
    return 0;
}

/* ---- marks */

static dl_grain grain_of(const dl_time_form *f)
{
    if (f->hour >= 0 || f->part) return DL_GRAIN_DAY;
    if (f->day || f->weekday || f->easter) return DL_GRAIN_DAY;
    if (f->grain != DL_GRAIN_NONE && !f->month) return f->grain;
    if (f->month) return DL_GRAIN_MONTH;
    if (f->season) return DL_GRAIN_SEASON;
    if (f->quarter) return DL_GRAIN_QUARTER;
    if (f->half) return DL_GRAIN_HALF;
    if (f->year) return DL_GRAIN_YEAR;
    if (f->decade) return DL_GRAIN_DECADE;
    return f->century ? DL_GRAIN_CENTURY : DL_GRAIN_NONE;
}

/* "that day" hangs on the last day mentioned; where there is none, on publication. What
 * is "two decades later" than no day that is told is not later than its own report. */
static void find_anchor(const finder *f, dl_time_form *form)
{
    if (form->anchor != DL_ANCHOR_MENTION) return;
    form->anchor_mark = f->last[form->grain];
    bool later = form->offset > 0;
    if (form->anchor_mark < 0) form->anchor = later ? DL_ANCHOR_NONE : DL_ANCHOR_PUBLICATION;
}

static void remember(finder *f, const dl_time_form *form)
{
    if (form->shape != DL_TIME_POINT) return;
    int32_t mark = (int32_t)f->d->marks.times.n - 1;
    dl_grain grain = grain_of(form);
    for (int g = DL_GRAIN_CENTURY; g <= DL_GRAIN_SECOND; g++)
        if (g <= (int)grain || (grain == DL_GRAIN_DAY && g > DL_GRAIN_DAY)) f->last[g] = mark;
}

static bool add_mark(finder *f)
{
    dl_doc *d = f->d;
    const time_piece *first = piece(f, f->at), *last = piece(f, f->at + f->best.pieces - 1);
    dl_time_mark *m = DL_PUSH(d->arena, &d->marks.times);
    if (!m) return false;
    m->span = (dl_span){ first->start, last->end };
    m->range = (dl_token_range){ first->token, last->token + 1 };
    m->type = time_rule_type(f->best.rule);
    m->rule = time_rule_name(f->best.rule);
    time_rule_form(f->rules, &f->best, &m->form);
    if (time_rule_follows_tense(f->best.rule))
        m->form.direction = (int8_t)tense_at(f, last->token, m->form.weekday != 0);
    find_anchor(f, &m->form);
    remember(f, &m->form);
    return true;
}

static bool search_sentence(finder *f, dl_token_range sentence)
{
    if (!time_pieces_of(&f->pieces, f->d, sentence)) return false;
    for (f->at = 0; f->at < f->pieces.v.n;) {
        const dl_tokens *t = &f->d->tokens;
        uint32_t token = piece(f, f->at)->token;
        while (f->name < t->names.n && t->names.at[f->name].last <= token) f->name++;
        f->found = false;
        time_rules_match(f->rules, &f->pieces, f->at, consider, f);
        bool time = f->found && !time_rule_is_none(f->best.rule);
        if ((time && !add_mark(f)) || !span_goes_on(f->d, &f->steps)) return false;
        f->at += f->found ? f->best.pieces : 1;
    }
    return true;
}

void mark_times(dl_doc *d, const dl_mark_tables *t)
{
    finder f = { .d = d, .rules = t->times };
    for (int g = 0; g <= DL_GRAIN_SECOND; g++) f.last[g] = -1;
    for (uint32_t s = 0; s < d->tokens.sentences.n; s++)
        if (!search_sentence(&f, d->tokens.sentences.at[s])) return;
}
