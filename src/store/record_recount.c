/* record_recount - doc/record_recount.h over SQLite: what recount asks. */
#include <math.h>
#include <stdio.h>

#include "store_private.h"

struct dl_store_recount {
    dl_store *s;
    store_asked asked;
};

typedef struct each_report {
    void (*each)(void *user, const dl_recount_report *r);
    void *user;
} each_report;

static int32_t day_of(const dl_cell *c)
{
    return c->type == DL_CELL_INT ? (int32_t)c->integer : DL_NO_DAY;
}

static bool report_row(void *user, const dl_row *row)
{
    const each_report *e = user;
    const dl_cell *c = row->cell;
    dl_recount_report r = { .rep = c[0].integer,
        .id = c[1].text,
        .copies = c[2].text,
        .first = day_of(&c[3]),
        .last = day_of(&c[4]) };
    e->each(e->user, &r);
    return true;
}

/* Rows of a query over what was asked for. */
static void each_row(dl_store_recount *r, store_query what, dl_row_visit visit, void *user)
{
    sqlite3_stmt *q = store_statement(r->s, what);
    if (!q) return;
    store_bind_asked(q, &r->asked);
    store_rows(r->s, q, visit, user);
}

static void reports(void *ctx, void (*each)(void *user, const dl_recount_report *r), void *user)
{
    dl_store_recount *r = ctx;
    each_report e = { each, user };
    store_query what = SQL_recount_reports;
    if (r->asked.filter->story.p) what = SQL_recount_reports_of_story;
    if (r->asked.reps.p) what = SQL_recount_reports_of_some;
    each_row(r, what, report_row, &e);
}

static bool layers(void *ctx, dl_rep rep, dl_arena *a, dl_layers *out)
{
    return store_layers_into(((dl_store_recount *)ctx)->s, rep, a, out);
}

typedef struct each_told {
    void (*each)(void *user, const dl_recount_told *t);
    void *user;
} each_told;

static bool told_row(void *user, const dl_row *row)
{
    const each_told *e = user;
    const dl_cell *c = row->cell;
    dl_recount_told t = { .id = c[0].text,
        .event = (uint32_t)c[1].integer,
        .first = day_of(&c[2]),
        .last = day_of(&c[3]),
        .origins = (uint32_t)c[4].integer,
        .coded = c[5].integer != 0 };
    e->each(e->user, &t);
    return true;
}

static void told(
    void *ctx, dl_rep rep, void (*each)(void *user, const dl_recount_told *t), void *user)
{
    dl_store *s = ((dl_store_recount *)ctx)->s;
    each_told e = { each, user };
    sqlite3_stmt *q = store_statement(s, SQL_recount_told);
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    store_rows(s, q, told_row, &e);
}

typedef struct each_value {
    void (*each)(void *user, const dl_recount_value *v);
    void *user;
} each_value;

static double number_of(const dl_cell *c, double none)
{
    if (c->type == DL_CELL_INT) return (double)c->integer;
    return c->type == DL_CELL_REAL ? c->real : none;
}

static bool value_row(void *user, const dl_row *row)
{
    const each_value *e = user;
    const dl_cell *c = row->cell;
    char key[32];
    dl_slice text = c[1].text;
    if (c[1].type == DL_CELL_INT)
        text = dl_slice_of(key, (size_t)snprintf(key, sizeof key, "%lld", (long long)c[1].integer));
    dl_recount_value v = { .about = c[0].text,
        .key = text,
        .event = c[2].text,
        .value = c[3].text,
        .is_number = c[4].type != DL_CELL_NULL,
        .number = number_of(&c[4], 0),
        .least = number_of(&c[5], 0),
        .most = number_of(&c[6], INFINITY),
        .report = c[7].text,
        .day = day_of(&c[8]),
        .source = c[9].text,
        .said_by = c[10].text };
    e->each(e->user, &v);
    return true;
}

static void values(void *ctx, void (*each)(void *user, const dl_recount_value *v), void *user)
{
    dl_store_recount *r = ctx;
    each_value e = { each, user };
    bool some = r->asked.reps.p != NULL;
    each_row(r, some ? SQL_recount_values_of_some : SQL_recount_values, value_row, &e);
}

typedef struct each_telling {
    void (*each)(void *user, const dl_recount_telling *t);
    void *user;
} each_telling;

static bool telling_row(void *user, const dl_row *row)
{
    const each_telling *e = user;
    const dl_cell *c = row->cell;
    dl_recount_telling t = { .lemma = c[0].text,
        .event = c[1].text,
        .rep = c[2].integer,
        .mention = (uint32_t)c[3].integer,
        .report = c[4].text,
        .day = day_of(&c[5]),
        .source = c[6].text,
        .said_by = c[7].text,
        .sentence = c[8].text,
        .when = c[9].text,
        .when_first = c[10].integer == 1,
        .first = day_of(&c[11]),
        .last = day_of(&c[12]),
        .place = c[13].text,
        .place_name = c[14].text,
        .admin1 = c[15].text,
        .country = c[16].text,
        .is_point = c[17].integer == 1,
        .killed = number_of(&c[18], 0),
        .coded = c[19].integer != 0,
        .receives = c[20].integer != 0,
        .party = c[21].text,
        .party_kind = c[22].text,
        .party_name = c[23].text };
    e->each(e->user, &t);
    return true;
}

static void tellings(
    void *ctx, void (*each)(void *user, const dl_recount_telling *t), void *user)
{
    dl_store_recount *r = ctx;
    each_telling e = { each, user };
    bool some = r->asked.reps.p != NULL;
    each_row(r, some ? SQL_recount_tellings_of_some : SQL_recount_tellings, telling_row, &e);
}

dl_store_recount *dl_store_recount_new(dl_store *s, const dl_store_filter *f)
{
    dl_store_recount *r = dl_mem_zero(s->mem, sizeof *r);
    if (!r) {
        dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
        return NULL;
    }
    r->s = s;
    store_ask(s, &r->asked, f);
    return r;
}

void dl_store_recount_free(dl_store_recount *r)
{
    if (!r) return;
    store_asked_free(&r->asked);
    dl_mem_free(r->s->mem, r, sizeof *r);
}

dl_record_recount dl_store_record_recount(dl_store_recount *r)
{
    dl_record record = dl_store_record(r->s);
    return (dl_record_recount){ .ctx = r,
        .mem = record.mem,
        .err = record.err,
        .reports = reports,
        .layers = layers,
        .told = told,
        .values = values,
        .tellings = tellings };
}
