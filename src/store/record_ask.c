/* record_ask - doc/record.h over SQLite: reports, texts, layers. */
#include "store_private.h"

/* ---- reports */

typedef struct each_report {
    dl_store *s;
    dl_rep_brief_each each;
    void *user;
    bool enough;
} each_report;

/* The last day that a date may be which is known to the month or the year. */
int32_t store_last_day(int32_t day, dl_slice precision)
{
    enum { MONTH = 30, YEAR = 365 };
    if (day == INT32_MIN) return day;
    if (dl_slice_is(precision, dl_precision_name(DL_PREC_YEAR))) return day + YEAR;
    return dl_slice_is(precision, dl_precision_name(DL_PREC_MONTH)) ? day + MONTH : day;
}

static bool is_left_out(const dl_store *s, dl_rep rep)
{
    uint32_t i = 0;
    while (i < s->left_out.n && s->left_out.at[i] != rep) i++;
    return i < s->left_out.n;
}

static bool brief_row(void *user, const dl_row *row)
{
    each_report *e = user;
    const dl_cell *c = row->cell;
    if (is_left_out(e->s, c[0].integer)) return true;
    int32_t day = c[6].type == DL_CELL_INT ? (int32_t)c[6].integer : INT32_MIN;
    dl_rep_brief b = { .rep = c[0].integer,
        .id = c[1].text,
        .title = c[2].text,
        .outlet = c[3].text,
        .agency = c[4].text,
        .features = c[5].text,
        .day = day,
        .last = store_last_day(day, c[10].text),
        .weak_date = dl_slice_is(c[11].text, "url"),
        .episode = c[7].text,
        .story = c[8].text,
        .copy_group = c[9].text };
    store_count_step(e->s);
    e->enough = !e->each(e->user, &b);
    return !e->enough;
}

static void each_of(dl_store *s, store_query query, each_report *e)
{
    sqlite3_stmt *q = e->enough ? NULL : store_statement(s, query);
    if (q) store_rows(s, q, brief_row, e);
}

static void reports(void *ctx, dl_rep_brief_each each, void *user)
{
    each_report e = { ctx, each, user, false };
    each_of(ctx, SQL_dated_reports, &e);
    each_of(ctx, SQL_undated_reports, &e);
}

static void pending(void *ctx, dl_rep_brief_each each, void *user)
{
    each_report e = { ctx, each, user, false };
    each_of(ctx, SQL_ungrouped_reports, &e);
}

static void text(void *ctx, dl_rep rep, void (*with)(void *user, dl_slice body), void *user)
{
    sqlite3_stmt *q = store_statement(ctx, SQL_body_text);
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    dl_slice value = store_step(ctx, q) ? store_column(ctx, q, 0) : (dl_slice){ NULL, 0 };
    if (value.p) with(user, value);
    sqlite3_reset(q);
}

static void fail_damaged(dl_store *s, dl_slice id, const char *why)
{
    if (dl_failed(&s->err)) return;
    dl_fail(&s->err, DL_EFORMAT, "what the record holds is damaged: `dateline check` says where",
        -1, "%.*s: %s", (int)(id.n < DL_DETAIL_MAX / 2 ? id.n : 0), id.p, why);
}

static bool read_layers(dl_store *s, sqlite3_stmt *q, dl_arena *a, dl_layers *out)
{
    const char *why = "it is damaged";
    store_kept_layers kept = { .size = (size_t)sqlite3_column_int64(q, 2),
        .packed = store_column(s, q, 3),
        .title = store_column(s, q, 4),
        .body = store_column(s, q, 5) };
    if (sqlite3_column_int(q, 1) && store_unpack_layers(a, &kept, out, &why)) return true;
    if (dl_arena_failed(a)) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    fail_damaged(s, store_column(s, q, 0), why);
    return false;
}

bool store_layers_into(dl_store *s, dl_rep rep, dl_arena *a, dl_layers *out)
{
    sqlite3_stmt *q = store_statement(s, SQL_layers);
    if (!q) return false;
    sqlite3_bind_int64(q, 1, rep);
    bool found = store_step(s, q) && read_layers(s, q, a, out);
    if (found) out->full = dl_arena_copy(a, out->full); /* the text was the statement's */
    sqlite3_reset(q);
    if (found) store_hide_layers(s, rep, a, out);
    return found;
}

static void layers(void *ctx, dl_rep rep, void (*with)(void *user, const dl_layers *l), void *user)
{
    dl_store *s = ctx;
    dl_arena *a = dl_arena_new(s->mem, 0);
    dl_layers l;
    if (!a) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    else if (store_layers_into(s, rep, a, &l)) with(user, &l);
    dl_arena_free(a);
}

/* Nobody who works on the record can take what memory did not suffice for as something
 * that is not there: the transaction fails. */
static void *watched_resize(void *ctx, void *p, size_t old, size_t size)
{
    dl_store *s = ctx;
    if (size == 0) {
        dl_mem_free(s->mem, p, old);
        return NULL;
    }
    void *q = dl_mem_resize(s->mem, p, old, size);
    if (!q) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    return q;
}

dl_record dl_store_record(dl_store *s)
{
    s->watched = (dl_mem){ watched_resize, s };
    return (dl_record){ .ctx = s,
        .mem = &s->watched,
        .err = &s->err,
        .reports = reports,
        .pending = pending,
        .text = text,
        .layers = layers,
        .group = &store_record_group };
}
