/* dateline_ask - what may be asked of a record: lists, search, one report or group,
 * soundness, methods. Filters come in as the caller wrote them, rows go out as tell makes
 * them. */
#include <stdio.h>

#include "dateline_private.h"
#include "tell/offices_rows.h"
#include "tell/rows.h"

enum { SEARCH_ROWS = 20 }; /* a screen of answers, unless told */

/* ---- lists */

/* Rows of the store told to a caller of the library. */
static bool rows_begin(dateline *d, dl_tell_rows *rows, dateline_visit visit, void *user)
{
    if (dl_tell_rows_init(rows, d->mem, visit, user)) return true;
    handle_complain(d, DATELINE_FAILED, "out of memory");
    return false;
}

static dateline_status rows_end(dateline *d, dl_tell_rows *rows)
{
    if (rows->failed) dl_fail(dl_store_err(d->store), DL_ENOMEM, "out of memory", -1, NULL);
    dl_tell_rows_free(rows);
    return handle_settle(d);
}

/* The last day of a year, of a month, or the day itself. */
static int32_t last_day(int32_t first, int precision)
{
    int year, month, day;
    dl_day_split(first, &year, &month, &day);
    if (precision == DL_PREC_YEAR) return dl_day_of(year, 12, 31);
    if (precision == DL_PREC_MONTH) return dl_day_of(year + (month == 12), month % 12 + 1, 1) - 1;
    return first;
}

/* first, last: INT32_MIN where no date was asked for. */
static bool read_date(
    dateline *d, const char *text, const char *name, int32_t *first, int32_t *last)
{
    *first = INT32_MIN;
    *last = INT32_MIN;
    if (!text) return true;
    int precision = dl_iso_read(dl_slice_str(text), first);
    if (precision) {
        *last = last_day(*first, precision);
        return true;
    }
    snprintf(d->why, sizeof d->why, "%s wants an ISO 8601 date such as 2016-12-16, not \"%s\"",
        name, text);
    return false;
}

/* The members that callers built with an older header do not have. */
static dateline_status read_order(dateline *d, const dateline_filter *f, dl_store_filter *out)
{
    bool known = !f->sort || strcmp(f->sort, "size") == 0 || strcmp(f->sort, "last") == 0
        || strcmp(f->sort, "first") == 0;
    if (!known) return handle_complain(d, DATELINE_USAGE, "--sort knows size, last and first");
    out->sort = dl_slice_str(f->sort);
    out->offset = (int64_t)f->offset;
    out->least = (int64_t)f->least;
    out->no_copies = f->no_copies;
    int32_t unused;
    return read_date(d, f->as_of, "--as-of", &unused, &out->as_of) ? DATELINE_OK : DATELINE_USAGE;
}

/* Callers of before that filter have a shorter struct. */
static bool asks_sure(const dateline_filter *f) { return f->size >= sizeof *f && f->sure; }

static dateline_status read_sure(dateline *d, const dateline_filter *f, dl_store_filter *out)
{
    if (!asks_sure(f)) return DATELINE_OK;
    for (int i = DL_SURE_LOW; i <= DL_SURE_HIGH; i++)
        if (strcmp(f->sure, dl_sure_name((dl_sure)i)) == 0) out->sure = (dl_sure)i;
    if (out->sure) return DATELINE_OK;
    return handle_complain(d, DATELINE_USAGE, "--sure knows high, middle and low");
}

static dateline_status read_filter(dateline *d, const dateline_filter *f, dl_store_filter *out)
{
    static const dateline_filter none = { .size = sizeof none };
    int32_t from, since, to, unused;
    if (!f) f = &none;
    if (!read_date(d, f->from, "--from", &from, &unused)
        || !read_date(d, f->to, "--to", &unused, &to)
        || !read_date(d, f->since, "--since", &since, &unused))
        return DATELINE_USAGE;
    *out = (dl_store_filter){ .outlet = dl_slice_str(f->outlet),
        .about = dl_slice_str(f->about),
        .story = dl_slice_str(f->story),
        .actor = dl_slice_str(f->actor),
        .recipient = dl_slice_str(f->recipient),
        .type = dl_slice_str(f->type),
        .status = dl_slice_str(f->status),
        .country = dl_slice_str(f->country),
        .place = dl_slice_str(f->place),
        .context = dl_slice_str(f->context),
        .as_of = INT32_MIN,
        .from = from > since ? from : since,
        .to = to,
        .limit = f->limit ? (int64_t)f->limit : -1 };
    if (to != INT32_MIN && out->from > to)
        return handle_complain(d, DATELINE_USAGE, "--from is after --to: no day is between");
    if (f->size < offsetof(dateline_filter, sure)) return DATELINE_OK;
    dateline_status status = read_order(d, f, out);
    return status == DATELINE_OK ? read_sure(d, f, out) : status;
}

static bool asks_events(const dateline_filter *f)
{
    return f
        && (asks_sure(f) || f->actor || f->recipient || f->type || f->status || f->country
            || f->place || f->context);
}

static bool is_of_events(const char *what)
{
    static const char *const list[] = { "events", "events newest", "upcoming", "calendar" };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (strcmp(what, list[i]) == 0) return true;
    return false;
}

static bool has_filters(const dateline_filter *f)
{
    return f && (f->from || f->to || f->since || f->outlet || f->about || f->story);
}

static dateline_status list_timeline(dateline *d, const dateline_filter *f,
    const dl_store_filter *filter, dateline_visit visit, void *user)
{
    dl_recount_ask ask = { .about = filter->about, .from = filter->from, .to = filter->to };
    dl_tell_rows rows;
    int32_t unused;
    bool whole = f && f->size >= offsetof(dateline_filter, sure);
    ask.dates = whole && f->dates < UINT32_MAX ? (uint32_t)f->dates : 0;
    if (!read_date(d, whole ? f->new_since : NULL, "--new-since", &ask.new_since, &unused))
        return DATELINE_USAGE;
    if (!rows_begin(d, &rows, visit, user)) return DATELINE_FAILED;
    handle_tell_timeline(d, filter, &ask, &rows);
    return rows_end(d, &rows);
}

dateline_status dateline_list(
    dateline *d, const char *what, const dateline_filter *f, dateline_visit visit, void *user)
{
    dl_store_filter filter;
    dl_tell_rows rows;
    if (handle_need_store(d) || read_filter(d, f, &filter)) return DATELINE_USAGE;
    if (asks_events(f) && !is_of_events(what))
        return handle_complain(d, DATELINE_USAGE,
            "actor, recipient, type, status, sure, country, place and context are filters of "
            "events");
    if (strcmp(what, "notes") == 0 && has_filters(f))
        return handle_complain(
            d, DATELINE_USAGE, "notes are told of inputs: of the filters they know --limit alone");
    if (strcmp(what, "timeline") == 0) return list_timeline(d, f, &filter, visit, user);
    if (!rows_begin(d, &rows, visit, user)) return DATELINE_FAILED;
    bool known = dl_store_list(d->store, what, &filter, dl_tell_row, &rows);
    dateline_status status = rows_end(d, &rows);
    return known ? status : handle_complain(d, DATELINE_USAGE, "there is no such list");
}

/* ---- export */

const char *dateline_export_format(unsigned i) { return dl_export_format_at(i); }

static bool is_format(const char *name)
{
    for (uint32_t i = 0; dl_export_format_at(i); i++)
        if (strcmp(dl_export_format_at(i), name) == 0) return true;
    return false;
}

static void tell_left(const dl_export *x, const dateline_export_hooks *h)
{
    uint64_t n;
    for (uint32_t i = 0; h->left && dl_export_left(x, i, &n); i++)
        if (n) h->left(h->user, dl_export_left(x, i, &n), n);
}

dateline_status dateline_export(
    dateline *d, const char *format, const dateline_filter *f, const dateline_export_hooks *h)
{
    dl_store_filter filter;
    if (handle_need_store(d) || read_filter(d, f, &filter)) return DATELINE_USAGE;
    if (!is_format(format)) return handle_complain(d, DATELINE_USAGE, "there is no such format");
    if (!d->countries) d->countries = dl_tell_countries(d->lexicon, &d->err);
    if (!d->countries) return handle_fail_told(d);
    dl_export_options o = { .format = format,
        .countries = d->countries,
        .version = dateline_version(),
        .put = h->put,
        .user = h->user };
    dl_export *x = dl_export_new(d->mem, &o);
    if (!x) return handle_complain(d, DATELINE_FAILED, "out of memory");
    dl_store_list(d->store, "export", &filter, dl_export_row, x);
    bool sound = !dl_failed(dl_store_err(d->store));
    if (sound && !dl_export_end(x))
        dl_fail(dl_store_err(d->store), DL_ENOMEM, "out of memory", -1, NULL);
    if (sound) tell_left(x, h);
    dl_export_free(x);
    return handle_settle(d);
}

dateline_status dateline_search(
    dateline *d, const char *text, const dateline_filter *f, dateline_visit visit, void *user)
{
    dl_store_filter filter;
    dl_tell_rows rows;
    if (handle_need_store(d) || read_filter(d, f, &filter)) return DATELINE_USAGE;
    if (asks_events(f))
        return handle_complain(d, DATELINE_USAGE, "search knows the filters of reports alone");
    if (filter.limit < 0) filter.limit = SEARCH_ROWS;
    if (!rows_begin(d, &rows, visit, user)) return DATELINE_FAILED;
    dl_store_search(d->store, dl_slice_str(text), &filter, dl_tell_row, &rows, &d->found);
    dateline_status status = rows_end(d, &rows);
    if (status != DATELINE_OK || d->found.terms) return status;
    return handle_complain(d, DATELINE_USAGE, "nothing to search for");
}

void dateline_search_found(const dateline *d, dateline_found *out)
{
    *out = (dateline_found){ .size = sizeof *out,
        .total = d->found.total,
        .newest_only = d->found.newest_only,
        .as_words = d->found.as_words,
        .words_taken = d->found.cut ? d->found.terms : 0 };
}

/* ---- one thing */

dateline_status dateline_read(dateline *d, const char *id, bool raw, const dateline_hooks *h)
{
    if (handle_need_store(d)) return DATELINE_USAGE;
    /* One that was not analysed is read and cleaned again. */
    if (!raw && handle_need_tables(d)) return DATELINE_FAILED;
    dl_read_result result = dl_pipeline_read(
        &d->tools, d->store, dl_slice_str(id), raw, h, &d->err);
    if (handle_settle(d) != DATELINE_OK) return DATELINE_FAILED;
    if (dl_failed(&d->err)) return handle_fail_told(d);
    if (result == DL_READ_NONE)
        return handle_tell_reason(d, DATELINE_REASON_ABSENT, "there is no such report");
    if (result == DL_READ_DAMAGED)
        return handle_tell_reason(d, DATELINE_REASON_DAMAGED,
            "what is kept of the report is damaged: `dateline check` says more");
    return DATELINE_OK;
}

/* sample: worked out from so many reports; 0: from all */
typedef bool (*ask_one)(
    dl_store *s, const char *what, dl_slice id, int64_t sample, dl_row_visit visit, void *user);

static bool show_all(
    dl_store *s, const char *what, dl_slice id, int64_t sample, dl_row_visit visit, void *user)
{
    (void)sample;
    return dl_store_show(s, what, id, visit, user);
}

typedef struct asked {
    const char *what, *id;
    int64_t sample;
} asked;

static dateline_status about_one(
    dateline *d, ask_one ask, const asked *a, dateline_visit visit, void *user)
{
    dl_tell_rows rows;
    if (handle_need_store(d)) return DATELINE_USAGE;
    if (!rows_begin(d, &rows, visit, user)) return DATELINE_FAILED;
    bool known = ask(d->store, a->what, dl_slice_str(a->id), a->sample, dl_tell_row, &rows);
    dateline_status status = rows_end(d, &rows);
    return known ? status : handle_complain(d, DATELINE_USAGE, "there is no such thing to show");
}

/* ---- offices of an entity of the record */

typedef struct holder {
    dl_arena *arena;
    dl_slice kind, name, country;
} holder;

static bool take_holder(void *user, const dl_row *row)
{
    holder *h = user;
    for (size_t i = 0; i < row->n; i++) {
        dl_slice text = dl_arena_copy(h->arena, row->cell[i].text);
        if (dl_slice_is(row->column[i].name, "kind")) h->kind = text;
        if (dl_slice_is(row->column[i].name, "name")) h->name = text;
        if (dl_slice_is(row->column[i].name, "country")) h->country = text;
    }
    return false;
}

static void tell_offices(dateline *d, dl_arena *a, const char *id, dl_tell_rows *rows)
{
    holder h = { .arena = a };
    dl_store_show(d->store, "thing", dl_slice_str(id), take_holder, &h);
    if (!dl_slice_is(h.kind, "PERSON")) return;
    const dl_offices *o = dl_offices_new(a, d->lexicon, dl_store_err(d->store));
    if (o) dl_tell_office_rows(rows, o, a, h.name, h.country);
}

static dateline_status show_offices(dateline *d, const char *id, dateline_visit visit, void *user)
{
    dl_tell_rows rows;
    if (handle_need_store(d)) return DATELINE_USAGE;
    if (!rows_begin(d, &rows, visit, user)) return DATELINE_FAILED;
    dl_arena *a = dl_arena_new(d->mem, 0);
    if (a) tell_offices(d, a, id, &rows);
    else rows.failed = true;
    dl_arena_free(a);
    return rows_end(d, &rows);
}

dateline_status dateline_show(
    dateline *d, const char *what, const char *id, dateline_visit visit, void *user)
{
    asked a = { what, id, 0 };
    if (strcmp(what, "who offices") == 0) return show_offices(d, id, visit, user);
    if (strcmp(what, "story") == 0) return about_one(d, handle_tell_story, &a, visit, user);
    if (strcmp(what, "story disagreements") == 0)
        return about_one(d, handle_tell_differences, &a, visit, user);
    return about_one(d, show_all, &a, visit, user);
}

dateline_status dateline_show_some(dateline *d, const char *what, const char *id, uint64_t sample,
    dateline_visit visit, void *user)
{
    asked a = { what, id, sample < INT32_MAX ? (int64_t)sample : INT32_MAX };
    if (strcmp(what, "who offices") == 0) return show_offices(d, id, visit, user);
    if (strcmp(what, "story timeline") == 0) return about_one(d, handle_tell_days, &a, visit, user);
    if (strcmp(what, "story disagreements") == 0)
        return about_one(d, handle_tell_differences, &a, visit, user);
    return about_one(d, dl_store_show_some, &a, visit, user);
}

/* ---- one state for several answers */

/* The first thing that is read fixes the state. */
dateline_status dateline_hold(dateline *d)
{
    if (handle_need_store(d)) return DATELINE_USAGE;
    if (dl_store_begin_reading(d->store)) dl_store_data_version(d->store);
    return handle_settle(d);
}

void dateline_release(dateline *d)
{
    if (d->store) dl_store_rollback(d->store);
}

dateline_status dateline_state(dateline *d, int64_t *out)
{
    if (handle_need_store(d)) return DATELINE_USAGE;
    *out = dl_store_data_version(d->store);
    return handle_settle(d);
}

/* ---- soundness, methods */

dateline_status dateline_check(dateline *d, dateline_visit visit, void *user)
{
    dl_tell_rows rows;
    if (handle_need_store(d)) return DATELINE_USAGE;
    if (!rows_begin(d, &rows, visit, user)) return DATELINE_FAILED;
    bool sound = dl_store_check(d->store, dl_tell_row, &rows);
    dateline_status status = rows_end(d, &rows);
    if (status != DATELINE_OK) return status; /* could not be asked: that is no finding */
    return sound ? DATELINE_OK : handle_complain(d, DATELINE_FAILED, "the record is not sound");
}

static dateline_status tell_program(dateline *d, dateline_visit visit, void *user)
{
    dl_row_column column = { .name = DL_S("program"), .in_line = true, .in_table = true };
    dl_cell cell = { .type = DL_CELL_TEXT, .text = dl_slice_str(d->version) };
    dl_row row = { 1, &column, &cell };
    if (dl_tell_one_row(d->mem, &row, visit, user)) return DATELINE_OK;
    return handle_complain(d, DATELINE_FAILED, "out of memory");
}

dateline_status dateline_methods(dateline *d, dateline_visit visit, void *user)
{
    dl_tell_rows rows;
    if (!d->store) return tell_program(d, visit, user);
    if (!rows_begin(d, &rows, visit, user)) return DATELINE_FAILED;
    dl_store_methods(d->store, d->version, dl_tell_row, &rows);
    return rows_end(d, &rows);
}
