/* ask - see ask.h. */
#include "ask.h"

/* ---- failures */

/* The library's own words may name files of the machine: clients are told less. */
static void fail(serve_answer *a, const dateline *d)
{
    switch (dateline_why_kind(d)) {
    case DATELINE_REASON_ABSENT: serve_problem(a, 404, dateline_why(d)); break;
    case DATELINE_REASON_BUSY:
        serve_problem(a, 503, "another program holds the record: ask again");
        serve_answer_header(a, "Retry-After", "2");
        break;
    case DATELINE_REASON_DAMAGED:
        serve_problem(a, 500, "what the record holds is damaged: `dateline check` says where");
        break;
    case DATELINE_REASON_MEMORY: serve_problem(a, 503, "out of memory"); break;
    default: serve_problem(a, 500, "the record could not be read");
    }
}

bool serve_went_well(serve_answer *a, const dateline *d, dateline_status status)
{
    if (status == DATELINE_OK || status == DATELINE_SKIPPED) return true;
    if (status == DATELINE_USAGE) serve_problem(a, 400, dateline_why(d));
    else fail(a, d);
    return false;
}

/* ---- rows */

const char *serve_value(const dateline_row *row, const char *name)
{
    for (size_t i = 0; i < row->columns; i++)
        if (strcmp(row->name[i], name) == 0) return row->cell[i].text ? row->cell[i].text : "";
    return "";
}

static bool take_row(void *user, const dateline_row *row)
{
    serve_rows *rows = user;
    rows->more = rows->seen == rows->most;
    if (rows->more) return false;
    rows->seen++;
    return rows->visit(rows->user, row);
}

bool serve_list(
    const serve_request *r, dateline *d, const char *what, serve_rows *rows, serve_answer *a)
{
    dateline_filter f = r->filter;
    if (f.story && !serve_has_story(d, f.story, a)) return false;
    rows->most = r->limit;
    f.limit = r->limit + 1;
    f.offset = r->offset;
    return serve_went_well(a, d, dateline_list(d, what, &f, take_row, rows));
}

bool serve_next(const serve_request *r, const serve_rows *rows, char out[SERVE_NEXT_MAX])
{
    if (rows->more) serve_next_write(r->target, r->offset + rows->seen, out);
    return rows->more;
}

/* ---- one thing */

typedef struct one {
    dateline_visit visit;
    void *user;
    bool told;
} one;

static bool take_one(void *user, const dateline_row *row)
{
    one *o = user;
    o->told = true;
    return o->visit(o->user, row);
}

static bool was_told(serve_answer *a, const dateline *d, dateline_status status, const one *o)
{
    if (!serve_went_well(a, d, status)) return false;
    if (!o->told) serve_problem(a, 404, "there is nothing of that id in the record");
    return o->told;
}

bool serve_show(dateline *d, const char *what, const char *id, dateline_visit visit, void *user,
    serve_answer *a)
{
    one o = { .visit = visit, .user = user };
    return was_told(a, d, dateline_show(d, what, id, take_one, &o), &o);
}

bool serve_show_some(dateline *d, const char *what, const char *id, uint64_t sample,
    dateline_visit visit, void *user, serve_answer *a)
{
    one o = { .visit = visit, .user = user };
    return was_told(a, d, dateline_show_some(d, what, id, sample, take_one, &o), &o);
}

bool serve_show_whole(dateline *d, const char *what, const char *id, dateline_visit visit,
    void *user, serve_answer *a)
{
    one o = { .visit = visit, .user = user };
    return was_told(a, d, dateline_show_whole(d, what, id, take_one, &o), &o);
}

static bool take_nothing(void *user, const dateline_row *row)
{
    (void)user;
    (void)row;
    return false;
}

bool serve_has_story(dateline *d, const char *id, serve_answer *a)
{
    return serve_show(d, "story top", id, take_nothing, NULL, a);
}
