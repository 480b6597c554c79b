/* offices_rows - see offices_rows.h. */
#include "offices_rows.h"

typedef struct terms {
    dl_arena *arena;
    dl_slice country;
    DL_VEC(const dl_office_term *) found; /* by first day */
} terms;

static bool is_later(const dl_office_term *a, const dl_office_term *b)
{
    if (a->start != b->start) return a->start > b->start;
    return a > b; /* the order of the table */
}

static bool take_term(void *user, const dl_office_term *t)
{
    terms *x = user;
    if (!dl_slice_eq(t->country, x->country)) return true;
    if (!DL_PUSH(x->arena, &x->found)) return false;
    uint32_t k = x->found.n - 1;
    for (; k > 0 && is_later(x->found.at[k - 1], t); k--) x->found.at[k] = x->found.at[k - 1];
    x->found.at[k] = t;
    return true;
}

static dl_cell text_cell(dl_slice text)
{
    return (dl_cell){ .type = text.n ? DL_CELL_TEXT : DL_CELL_NULL, .text = text };
}

static bool tell_term(dl_tell_rows *r, const dl_offices *o, dl_arena *a, const dl_office_term *t)
{
    static const dl_row_column column[] = {
        { .name = DL_S("title"), .in_line = true, .in_table = true },
        { .name = DL_S("from"), .in_line = true, .in_table = true },
        { .name = DL_S("to"), .in_line = true, .in_table = true },
        { .name = DL_S("last_seen"), .in_line = true, .in_table = true },
        { .name = DL_S("country"), .in_line = true, .in_table = true },
        { .name = DL_S("office"), .in_line = true, .in_table = true },
        { .name = DL_S("rule"), .in_line = true, .in_table = true },
    };
    enum { COLUMNS = sizeof column / sizeof *column };
    dl_office_days days = dl_offices_days(o, t);
    dl_cell cell[COLUMNS] = { text_cell(t->title), text_cell(days.start), text_cell(days.end),
        text_cell(days.last), text_cell(t->country), text_cell(t->office),
        text_cell(dl_offices_rule(o, t, a)) };
    dl_row row = { COLUMNS, column, cell };
    return dl_tell_row(r, &row);
}

void dl_tell_office_rows(
    dl_tell_rows *r, const dl_offices *o, dl_arena *a, dl_slice name, dl_slice country)
{
    terms x = { .arena = a, .country = country };
    if (country.n) dl_offices_each(o, name, take_term, &x);
    for (uint32_t i = 0; i < x.found.n; i++)
        if (!tell_term(r, o, a, x.found.at[i])) return;
    if (dl_arena_failed(a)) r->failed = true;
}
