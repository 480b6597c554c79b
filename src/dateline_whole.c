/* dateline_whole - one thing of the record with all that is told of it, as one JSON line:
 * an entity with its roles, company, stories, events and words; an event with how it was
 * made. In: an id. Out: one row, its JSON alone. */
#include <stdio.h>

#include "dateline_private.h"

typedef struct whole {
    dl_buf line;
    uint32_t rows; /* of the part at hand */
} whole;

/* What it is: the closing bracket comes when its parts are told. */
static bool add_heading(void *user, const dateline_row *row)
{
    whole *w = user;
    dl_buf_add(&w->line, dl_slice_of(row->json, row->json_n - 1));
    w->rows++;
    return false;
}

/* A row without its "schema": the line has one. */
static bool add_item(void *user, const dateline_row *row)
{
    static const char schema[] = "{\"schema\":1,";
    whole *w = user;
    size_t cut = sizeof schema - 1;
    if (w->rows++) dl_buf_str(&w->line, ",");
    dl_buf_str(&w->line, "{");
    dl_buf_add(&w->line, dl_slice_of(row->json + cut, row->json_n - cut));
    return true;
}

static void begin_part(whole *w, const char *key)
{
    w->rows = 0;
    dl_buf_fmt(&w->line, ",\"%s\":[", key);
}

static dateline_status add_part(dateline *d, whole *w, const char *key, const char *id)
{
    char what[24];
    dateline_status status = DATELINE_OK;
    begin_part(w, key);
    if (strcmp(key, "roles") == 0) status = dateline_show(d, "who offices", id, add_item, w);
    snprintf(what, sizeof what, "who %s", key);
    if (status == DATELINE_OK) status = dateline_show(d, what, id, add_item, w);
    dl_buf_str(&w->line, "]");
    return status;
}

static dateline_status add_parts_of_thing(dateline *d, whole *w, const char *id)
{
    static const char *const part[] = { "roles", "with", "stories", "events", "quotes" };
    dateline_status status = DATELINE_OK;
    for (size_t i = 0; status == DATELINE_OK && i < sizeof part / sizeof *part; i++)
        status = add_part(d, w, part[i], id);
    return status;
}

static dateline_status add_reasons(dateline *d, whole *w, const char *id)
{
    begin_part(w, "explanation");
    dateline_status status = dateline_explain(d, "event", id, add_item, w);
    dl_buf_str(&w->line, "]");
    return status;
}

dateline_status dateline_show_whole(
    dateline *d, const char *what, const char *id, dateline_visit visit, void *user)
{
    bool event = strcmp(what, "event") == 0;
    whole w = { .rows = 0 };
    dl_buf_init(&w.line, d->mem);
    dateline_status status = dateline_show(d, event ? "event line" : "who", id, add_heading, &w);
    bool found = status == DATELINE_OK && w.rows;
    if (found) status = event ? add_reasons(d, &w, id) : add_parts_of_thing(d, &w, id);
    dl_buf_str(&w.line, "}");
    if (w.line.failed) status = handle_complain(d, DATELINE_FAILED, "out of memory");
    dateline_row row = { .json = w.line.p, .json_n = w.line.n };
    if (found && status == DATELINE_OK) visit(user, &row);
    dl_buf_free(&w.line);
    return status;
}
