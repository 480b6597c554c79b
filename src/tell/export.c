/* export - see export.h: the table of formats, what each leaves out, the way of a row. */
#include "export_private.h"

#include "doc/line.h"
#include "rows.h"

static const export_format *const formats[] = { &export_acled, &export_atom, &export_ftm,
    &export_gdelt, &export_gdelt_mentions, &export_geojson, &export_gexf, &export_polecat,
    &export_timelinejs };
enum { FORMATS = sizeof formats / sizeof *formats, PUT_BYTES = 1 << 16 };

static const dl_column country_columns[] = {
    { "code", DL_COLUMN_TEXT, false, NULL },
    { "name", DL_COLUMN_TEXT, false, NULL },
    { "iso2", DL_COLUMN_TEXT, true, NULL },
    { "number", DL_COLUMN_INT, true, NULL },
    { "fips", DL_COLUMN_TEXT, true, NULL },
    { "cow", DL_COLUMN_INT, true, NULL },
    { "region", DL_COLUMN_TEXT, true, NULL },
};
static const dl_table_form countries_form = DL_TABLE_FORM("tell/countries", true, country_columns);

const dl_table *dl_tell_countries(dl_lexicon *l, dl_err *e)
{
    return dl_lexicon_table(l, &countries_form, e);
}

const char *dl_export_format_at(uint32_t i) { return i < FORMATS ? formats[i]->name : NULL; }

static const export_format *format_named(const char *name)
{
    for (uint32_t i = 0; i < FORMATS; i++)
        if (strcmp(formats[i]->name, name) == 0) return formats[i];
    return NULL;
}

dl_export *dl_export_new(const dl_mem *m, const dl_export_options *o)
{
    const export_format *format = format_named(o->format);
    dl_export *x = format ? dl_mem_zero(m, sizeof *x) : NULL;
    if (!x) return NULL;
    x->mem = m;
    x->o = *o;
    x->format = format;
    x->arena = dl_arena_new(m, 0);
    x->event_arena = dl_arena_new(m, 0);
    x->seen.arena = x->arena;
    dl_buf_init(&x->out, m);
    dl_buf_init(&x->later, m);
    x->failed = !x->arena || !x->event_arena;
    if (!x->failed && format->begin) format->begin(x);
    return x;
}

void dl_export_free(dl_export *x)
{
    if (!x) return;
    dl_buf_free(&x->out);
    dl_buf_free(&x->later);
    dl_arena_free(x->arena);
    dl_arena_free(x->event_arena);
    dl_mem_free(x->mem, x, sizeof *x);
}

/* ---- what is left out */

static const char *const reasons[] = { "not told as happened", "of no type of PLOVER",
    "without a CAMEO code", "not of one known day", "not of one known month",
    "without a known time", "without a point on the map", "without an actor and a recipient",
    "told in undated reports alone",
    "in part: they have more pairs of actor and recipient than are told of one",
    "in part: that people corrected them has no place in the format",
    "in part: a year before 1000 has no place in the format" };
enum { REASONS = sizeof reasons / sizeof *reasons, PAIRS = REASONS - 3, CORRECTED, EARLY };

static bool has_day(const export_event *e) { return e->from.n && dl_slice_eq(e->from, e->to); }

static bool has_month(const export_event *e)
{
    return e->from.n >= 7 && e->to.n >= 7 && memcmp(e->from.p, e->to.p, 7) == 0;
}

static unsigned lacks(const export_event *e)
{
    unsigned l = 0;
    if (!dl_slice_is(e->status, "happened")) l |= EXPORT_HAPPENED;
    if (!e->type.n) l |= EXPORT_TYPE;
    if (!e->cameo.n) l |= EXPORT_CAMEO;
    if (!has_day(e)) l |= EXPORT_DAY;
    if (!has_month(e)) l |= EXPORT_MONTH;
    if (!e->from.n) l |= EXPORT_TIME;
    if (!e->place.has_point) l |= EXPORT_POINT;
    if (!e->actors.n || !e->recipients.n) l |= EXPORT_BOTH;
    if (!export_last_report(e).n) l |= EXPORT_REPORTED;
    return l;
}

/* Each event is counted once, for the first reason in the order of `reasons`. */
static bool is_left_out(dl_export *x, const export_event *e)
{
    unsigned lacking = lacks(e) & x->format->wants;
    for (uint32_t i = 0; i < REASONS; i++) {
        if (!(lacking >> i & 1)) continue;
        x->left[i]++;
        return true;
    }
    return false;
}

const char *dl_export_left(const dl_export *x, uint32_t i, uint64_t *n)
{
    *n = i < REASONS ? x->left[i] : 0;
    return i < REASONS ? reasons[i] : NULL;
}

/* ---- a row */

static bool put(dl_export *x)
{
    bool comma = x->out.comma; /* of a list of JSON that goes on */
    if (x->out.n && !x->stopped) x->stopped = !x->o.put(x->o.user, x->out.p, x->out.n);
    dl_buf_clear(&x->out);
    x->out.comma = comma;
    return !x->stopped;
}

static void keep_last(dl_export *x, const export_event *e)
{
    dl_slice day = export_last_report(e);
    if (!day.n || day.n >= sizeof x->last) return;
    if (dl_slice_cmp(day, dl_slice_str(x->last)) <= 0) return;
    memcpy(x->last, day.p, day.n);
    x->last[day.n] = 0;
}

/* Of a side with a side, those with themselves too: it may say so of one that was told in
 * full, never the other way. */
static bool has_too_many_pairs(const export_event *e)
{
    return (uint64_t)e->actors.n * e->recipients.n > EXPORT_PAIRS_MAX;
}

static void write_event(dl_export *x, json_t *row)
{
    export_event e;
    dl_arena_reset(x->event_arena);
    if (!export_read(x, row, &e)) {
        x->failed = true;
    } else if (!is_left_out(x, &e)) {
        keep_last(x, &e);
        x->format->event(x, &e);
        if (x->format->pairs && has_too_many_pairs(&e)) x->left[PAIRS]++;
        if (x->format->hides && e.corrected.n) x->left[CORRECTED]++;
        if (x->format->late && export_is_early(&e)) x->left[EARLY]++;
    }
}

static bool visit_row(void *user, const dateline_row *row)
{
    dl_export *x = user;
    json_t *root = dl_line_read(row->json, row->json_n);
    if (!root) x->failed = true;
    else write_event(x, root);
    json_decref(root);
    return !x->failed;
}

bool dl_export_row(void *export, const dl_row *row)
{
    dl_export *x = export;
    if (x->failed) return false;
    if (!dl_tell_one_row(x->mem, row, visit_row, x)) x->failed = true;
    if (dl_arena_failed(x->event_arena) || dl_arena_failed(x->arena)) x->failed = true;
    if (x->out.failed || x->later.failed) x->failed = true;
    if (x->failed) return false;
    return x->out.n < PUT_BYTES || put(x);
}

bool dl_export_end(dl_export *x)
{
    if (!x->failed && !x->stopped && x->format->end) x->format->end(x);
    if (x->out.failed || x->later.failed) x->failed = true;
    if (!x->failed) put(x);
    return !x->failed;
}
