/* link_rows - rows that link is told and tells, of stories that are worked out whole and
 * of those that grew. */
#include <math.h>

#include "store_private.h"

#include "doc/record_link.h"

int32_t store_day_in(const dl_cell *c)
{
    return c->type == DL_CELL_INT ? (int32_t)c->integer : INT32_MIN;
}

bool store_link_report_row(void *user, const dl_row *row)
{
    const store_each_report *e = user;
    const dl_cell *c = row->cell;
    int32_t day = store_day_in(&c[6]);
    dl_link_report r = { .rep = c[0].integer,
        .id = c[1].text,
        .outlet = c[2].text,
        .agency = c[3].text,
        .episode = c[4].text,
        .copies = c[5].text,
        .first = day,
        .last = store_last_day(day, c[7].text) };
    if (row->n > 8) {
        r.is_new = c[8].integer;
        r.in_episode = (uint32_t)c[9].integer;
        r.in_story = (uint32_t)c[10].integer;
    }
    e->each(e->user, &r);
    return true;
}

void store_link_count(
    dl_store *s, sqlite3_stmt *q, const dl_link_report *r, dl_slice event, const dl_told_count *c)
{
    const dl_amount *a = &r[c->report].layers->marks.amounts.at[c->amount];
    store_bind(q, 1, event);
    sqlite3_bind_int64(q, 3, r[c->report].rep);
    store_bind(q, 4, a->of.p ? a->of : DL_S(""));
    if (isfinite(a->min)) sqlite3_bind_double(q, 5, a->min);
    if (isfinite(a->max)) sqlite3_bind_double(q, 6, a->max);
    sqlite3_bind_int64(q, 7, c->start);
    sqlite3_bind_int64(q, 8, c->end);
    store_do(s, q);
}

void store_link_link(void *ctx, dl_slice event, dl_link_kind kind, dl_slice other)
{
    static const char *const name[] = { "realises", "postpones", "cancels", "contradicts",
        "follows" };
    sqlite3_stmt *q = store_statement(ctx, SQL_staged_merged_link);
    if (!q) return;
    store_bind(q, 1, event);
    store_bind(q, 2, dl_slice_str(name[kind]));
    store_bind(q, 3, other);
    store_do(ctx, q);
}
