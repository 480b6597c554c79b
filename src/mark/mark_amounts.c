/* mark_amounts - money, percentages, counts and measures of a report.
 *
 *   pieces --amount_numbers--> number --bounds, currency, unit, range--> an amount
 *   number --amount_counts: tree--> what is counted, what became of it
 *   all of them --> d->marks.amounts
 *
 * The span holds the bound, the sign and the unit: "[at least $5 million]"; that of a
 * count ends with the number: "[more than 40] people". What stands in a time or in a
 * name ("Boeing 737") is none, nor is a number that counts nothing. */
#include "amount_private.h"
#include "spans.h"

#include <math.h>

typedef struct finder {
    dl_doc *d;
    const amount_words *words;
    amount_counter counter;
    time_pieces pieces;
    uint32_t time; /* the first time mark that ends behind the piece at work */
    uint32_t name; /* the same of the engine's names */
    uint32_t done; /* pieces before it belong to the amount before */
    uint32_t steps; /* span_goes_on */
} finder;

/* An amount as it is put together, in pieces. */
typedef struct draft {
    uint32_t first, end; /* with bounds, sign and unit */
    uint32_t number, number_end; /* the numbers alone */
    amount_number n;
    const amount_unit *unit;
    bool range, hyphen; /* "10-15" */
} draft;

static const time_piece *piece(const finder *f, uint32_t at) { return &f->pieces.v.at[at]; }

static bool word_is(const finder *f, uint32_t at, const char *word)
{
    return at < f->pieces.v.n && dl_slice_is(piece(f, at)->text, word);
}

/* ---- what is no amount */

static bool in_time(finder *f, uint32_t at)
{
    const dl_marks *m = &f->d->marks;
    uint32_t start = piece(f, at)->start;
    while (f->time < m->times.n && m->times.at[f->time].span.end <= start) f->time++;
    return f->time < m->times.n && m->times.at[f->time].span.start <= start;
}

static bool is_amount_kind(dl_kind k)
{
    return k == DL_KIND_CARDINAL || k == DL_KIND_QUANTITY || k == DL_KIND_MONEY
        || k == DL_KIND_PERCENT || k == DL_KIND_DATE || k == DL_KIND_TIME || k == DL_KIND_ORDINAL;
}

/* Part of a name of something else: "Boeing 737", "Group of Seven". */
static bool in_name(finder *f, uint32_t at)
{
    const dl_tokens *t = &f->d->tokens;
    uint32_t token = piece(f, at)->token;
    while (f->name < t->names.n && t->names.at[f->name].last <= token) f->name++;
    if (f->name >= t->names.n || t->names.at[f->name].first > token) return false;
    return !is_amount_kind(dl_name_kind(t, &t->names.at[f->name]));
}

static bool is_sign(const finder *f, uint32_t at, const char *signs)
{
    const time_piece *p = piece(f, at);
    return p->kind == TIME_SIGN && p->text.n == 1 && strchr(signs, p->text.p[0]);
}

static bool is_dash(const finder *f, uint32_t at)
{
    const time_piece *p = piece(f, at);
    bool dash = dl_slice_is(p->text, "-") || dl_slice_is(p->text, "\xE2\x80\x93");
    return dash && p->glued && at + 1 < f->pieces.v.n && piece(f, at + 1)->glued;
}

/* "F-16", "MH370", "9/11", "10:30", "#5": bound to what stands before it. */
static bool bound_before(const finder *f, uint32_t at)
{
    if (at == 0 || !piece(f, at)->glued) return false;
    if (piece(f, at - 1)->kind != TIME_SIGN) return true;
    if (is_sign(f, at - 1, "/:#.&*_@")) return true;
    bool hyphen = is_sign(f, at - 1, "-") && at > 1 && piece(f, at - 1)->glued;
    return hyphen && piece(f, at - 2)->kind != TIME_SIGN;
}

/* "Trent 900 engines": the number is the last word of a name. */
static bool ends_name(const finder *f, const draft *d)
{
    const dl_tokens *t = &f->d->tokens;
    uint32_t token = piece(f, d->first)->token;
    bool figures = d->n.figures && d->n.scale <= 1 && d->first == d->number;
    if (!figures || token == 0 || dl_token_pos(t, token - 1) != DL_POS_PROPN) return false;
    return dl_token_dep(t, token - 1) == DL_DEP_compound && t->head[token - 1] >= token;
}

/* "4th", "3D", "24/7", "1990s" */
static bool bound_behind(const finder *f, const draft *d)
{
    uint32_t at = d->number_end;
    if (at >= f->pieces.v.n || !piece(f, at)->glued || at < d->end) return false;
    if (piece(f, at)->kind == TIME_WORD) return true;
    bool more = at + 1 < f->pieces.v.n && piece(f, at + 1)->glued;
    if (!more) return false;
    return is_sign(f, at, "/:.@_") || (is_dash(f, at) && piece(f, at + 1)->kind == TIME_FIGURES);
}

/* ---- sign, unit and bounds */

/* "m" and "k" behind figures are scales where money or things in the plural follow:
 * "1.2m people", but "a wall 5m high". */
static void take_letter(const finder *f, draft *d)
{
    uint32_t at = d->n.end, n;
    const amount_word *w = amount_word_at(f->words, &f->pieces, at);
    if (!d->n.figures || !w || w->class != AMOUNT_SHORT || !piece(f, at)->glued) return;
    if (at + 1 >= f->pieces.v.n || piece(f, at + 1)->kind != TIME_WORD) return;
    uint32_t token = piece(f, at + 1)->token;
    bool things = dl_token_tag(&f->d->tokens, token) == DL_TAG_NNS;
    if (!things && !amount_currency_behind(f->words, &f->pieces, at + 1, &n)) return;
    d->n.value *= w->value;
    d->n.min = d->n.max = d->n.value;
    d->n.scale = w->value;
    d->n.end = at + 1;
}

/* A currency's own sign may have to stand somewhere in the report. */
static bool is_in_use(const finder *f, const amount_unit *u, const draft *d)
{
    if (!u->with.n || d->n.scale >= 1e6) return true;
    return dl_slice_find(f->d->text.full, u->with, 0) != SIZE_MAX;
}

/* "they won", but "5 million won" and "5m". */
static bool is_verb(const finder *f, const draft *d, uint32_t at)
{
    if (d->n.scale >= 1e6 || piece(f, at)->glued) return false;
    dl_pos p = dl_token_pos(&f->d->tokens, piece(f, at)->token);
    return p == DL_POS_VERB || p == DL_POS_AUX;
}

/* "euros", "-kilometre", "percent", "(millions) of dollars" */
static void take_unit_behind(const finder *f, draft *d)
{
    uint32_t at = d->end, n = 0;
    bool hyphen = at + 1 < f->pieces.v.n && is_sign(f, at, "-") && piece(f, at)->glued
        && piece(f, at + 1)->glued;
    if (hyphen) at++;
    else if (isnan(d->n.value) && word_is(f, at, "of")) at++;
    if (at >= f->pieces.v.n) return;
    const amount_unit *u = amount_currency_behind(f->words, &f->pieces, at, &n);
    if (u && (!is_in_use(f, u, d) || is_verb(f, d, at))) u = NULL;
    if (!u) u = amount_unit_behind(f->words, &f->pieces, at, &n);
    if (!u || is_verb(f, d, at)) return;
    d->unit = u;
    d->end = at + n;
}

static void take_unit_before(const finder *f, draft *d)
{
    uint32_t n;
    d->unit = amount_currency_before(f->words, &f->pieces, d->first, &n);
    if (d->unit && d->first - n >= f->done) d->first -= n;
    else d->unit = NULL;
    if (d->unit) return;
    /* "magnitude-7.8" */
    uint32_t end = d->first > 1 && is_sign(f, d->first - 1, "-") ? d->first - 1 : d->first;
    const amount_unit *u = amount_unit_before(f->words, &f->pieces, end, &n);
    if (!u || end - n < f->done) return;
    d->unit = u;
    d->first = end - n;
}

/* 1.1 times 200 is 220, whatever is left over behind the twelfth digit. */
static double tidy(double x) { return x < 1e6 ? nearbyint(x * 1e6) / 1e6 : nearbyint(x); }

static void bound(amount_number *n, const amount_bound *b)
{
    bool vague = isinf(n->max) != 0;
    double least = n->min;
    bool open_below = b->min <= 0, open_above = isinf(b->max) != 0;
    n->max = open_above ? (double)INFINITY : tidy(n->max * b->max);
    n->min = open_below ? 0 : tidy(n->min * b->min);
    if (vague && !open_below) n->min = least; /* "about dozens" */
}

enum { BOUNDS_MOST = 3 }; /* "at least some 200" */

static void take_bounds(const finder *f, draft *d)
{
    uint32_t n;
    for (int i = 0; i < BOUNDS_MOST; i++) {
        const amount_bound *b = amount_bound_before(f->words, &f->pieces, d->first, &n);
        if (!b || d->first - n < f->done) break;
        bound(&d->n, b);
        d->first -= n;
    }
    uint32_t at = d->end;
    if (at < f->pieces.v.n && is_sign(f, at, "-") && piece(f, at)->glued) at++;
    const amount_bound *b = at < f->pieces.v.n ? amount_bound_behind(f->words, &f->pieces, at, &n)
                                               : NULL;
    if (!b) return;
    bound(&d->n, b);
    d->end = at + n;
    if (!d->unit) d->number_end = d->end;
}

/* ---- ranges */

/* The piece behind what joins two numbers: "10-15", "10 to 15", "two or three",
 * "between 10 and 15"; 0: nothing joins them. */
static uint32_t behind_joint(const finder *f, const draft *d, bool *hyphen)
{
    uint32_t at = d->end;
    if (at + 1 >= f->pieces.v.n) return 0;
    *hyphen = is_dash(f, at);
    if (*hyphen || word_is(f, at, "or")) return at + 1;
    uint32_t before = d->first ? d->first - 1 : UINT32_MAX;
    bool from = before != UINT32_MAX && word_is(f, before, "from");
    bool between = before != UINT32_MAX && word_is(f, before, "between");
    if (word_is(f, at, "to") && !from) return at + 1;
    return between && word_is(f, at, "and") ? at + 1 : 0;
}

/* The second number of a range; the first has its scale where it has none: "$10-15
 * million". */
static void take_range(const finder *f, draft *d)
{
    bool hyphen = false;
    uint32_t at = behind_joint(f, d, &hyphen), n = 0;
    bool money = d->unit && d->unit->kind == DL_AMOUNT_MONEY;
    if (!at || isnan(d->n.value) || d->n.share) return;
    const amount_unit *sign = NULL;
    for (uint32_t k = 1; k <= 2 && !sign && money && at + k < f->pieces.v.n; k++) {
        sign = amount_currency_before(f->words, &f->pieces, at + k, &n);
        if (sign && (n != k || !dl_slice_eq(sign->unit, d->unit->unit))) sign = NULL;
        if (sign) at += k;
    }
    amount_number second;
    if (!amount_number_at(f->words, &f->pieces, at, money, &second) || isnan(second.value)) return;
    double low = d->n.value;
    if (d->n.scale <= 1 && second.scale > 1 && low * second.scale < second.value)
        low *= second.scale;
    if (low >= second.value) return;
    d->n.min = low;
    d->n.max = second.value;
    d->n.value = (double)NAN;
    d->n.scale = second.scale;
    d->end = d->number_end = second.end;
    d->range = true;
    d->hyphen = hyphen;
    if (d->first && word_is(f, d->first - 1, "between")) d->first--;
}

/* ---- one amount */

static void times(amount_number *n, double by)
{
    n->value *= by;
    n->min *= by;
    n->max *= by;
}

static dl_amount *add(finder *f, const draft *d)
{
    dl_amount *out = DL_PUSH(f->d->arena, &f->d->marks.amounts);
    if (!out) return NULL;
    const time_piece *first = piece(f, d->first), *last = piece(f, d->end - 1);
    out->span = (dl_span){ first->start, last->end };
    out->range = (dl_token_range){ first->token, last->token + 1 };
    out->value = isnan(d->n.value) ? (double)INFINITY : d->n.value;
    out->min = d->n.min;
    out->max = d->n.max;
    f->done = d->end;
    return out;
}

/* "-10 degrees": a blank before the sign, none behind it. */
static void take_minus(const finder *f, draft *d)
{
    if (d->first != d->number || d->first <= f->done || !piece(f, d->first)->glued) return;
    bool minus = is_sign(f, d->first - 1, "-") && !piece(f, d->first - 1)->glued;
    if (!minus || d->range || d->unit->kind == DL_AMOUNT_MONEY) return;
    d->first--;
    times(&d->n, -1);
}

static void add_with_unit(finder *f, draft *d)
{
    take_minus(f, d);
    times(&d->n, d->unit->times);
    dl_amount *out = add(f, d);
    if (!out) return;
    out->kind = d->unit->kind;
    out->unit = d->unit->unit;
    out->rule = d->unit->rule;
}

/* "the other half of": a part that was named before, not a share. */
static bool is_named_part(const finder *f, const draft *d)
{
    uint32_t token = piece(f, d->end - 1)->token;
    return f->counter.x.left[token] < piece(f, d->first)->token;
}

static void add_share(finder *f, const draft *d)
{
    dl_amount *out = is_named_part(f, d) ? NULL : add(f, d);
    if (!out) return;
    out->kind = DL_AMOUNT_PERCENT;
    out->unit = DL_S("%");
    out->rule = DL_S("share of");
}

static bool is_year(const draft *d)
{
    return d->n.figures && d->n.scale <= 1 && d->n.min >= 1900 && d->n.min < 2100;
}

static void add_count(finder *f, draft *d)
{
    dl_amount found = { .kind = DL_AMOUNT_COUNT, .value = d->range ? 0 : d->n.value };
    dl_token_range number = { piece(f, d->number)->token, piece(f, d->number_end - 1)->token + 1 };
    bool year = is_year(d) && piece(f, d->number)->text.n == 4;
    if ((d->hyphen && year) || ends_name(f, d)) return;
    bool one = !d->range && word_is(f, d->number, "one") && d->number_end - d->number == 1;
    bool compound = d->number_end < f->pieces.v.n && piece(f, d->number_end)->glued
        && is_sign(f, d->number_end, "-"); /* "three-member" */
    bool figure = dl_token_tag(&f->d->tokens, number.first) == DL_TAG_CD;
    if (one && (!figure || (d->number && word_is(f, d->number - 1, "no")))) return; /* "no one" */
    if (!amount_count(&f->counter, number, !one && !compound, &found)) return;
    if (one && !found.of.n) return; /* "one of them", "one day" */
    dl_amount *out = add(f, d);
    if (!out) return;
    out->kind = found.kind;
    out->unit = found.unit;
    out->of = found.of;
    out->rule = found.rule;
}

/* Answers the piece to go on at. */
static uint32_t see_number(finder *f, uint32_t at)
{
    uint32_t n = 0;
    bool sign = at > 0 && amount_currency_before(f->words, &f->pieces, at, &n) != NULL;
    draft d = { .first = at, .number = at };
    if (!amount_number_at(f->words, &f->pieces, at, sign, &d.n)) return at + 1;
    take_letter(f, &d);
    d.end = d.number_end = d.n.end;
    take_unit_before(f, &d);
    if (!d.unit && bound_before(f, at)) return d.end;
    take_range(f, &d);
    take_unit_behind(f, &d);
    uint32_t next = d.end;
    if (bound_behind(f, &d) || (!d.n.share && in_time(f, at)) || (!d.unit && in_name(f, at)))
        return next;
    take_bounds(f, &d);
    if (d.unit) add_with_unit(f, &d);
    else if (d.n.share) add_share(f, &d);
    else if (!d.n.fraction) add_count(f, &d);
    return f->done > next ? f->done : next;
}

static bool search_sentence(finder *f, dl_token_range sentence)
{
    if (!time_pieces_of(&f->pieces, f->d, sentence)) return false;
    f->done = 0;
    for (uint32_t at = 0; at < f->pieces.v.n;) {
        if (!span_goes_on(f->d, &f->steps)) return false;
        at = see_number(f, at);
    }
    return true;
}

void mark_amounts(dl_doc *d, const dl_mark_tables *t)
{
    finder f = { .d = d, .words = t->amounts };
    f.counter = (amount_counter){ .d = d, .words = t->amounts, .times = t->times };
    if (!dl_tree_new(&f.counter.x, d->scratch, &d->tokens)) return;
    for (uint32_t s = 0; s < d->tokens.sentences.n; s++)
        if (!search_sentence(&f, d->tokens.sentences.at[s])) return;
}
