/* rows - see rows.h. */
#include "rows.h"

#include <stdio.h>

bool dl_tell_rows_init(dl_tell_rows *r, const dl_mem *m, dateline_visit visit, void *user)
{
    *r = (dl_tell_rows){ .visit = visit, .user = user, .arena = dl_arena_new(m, 0) };
    dl_buf_init(&r->json, m);
    r->failed = r->arena == NULL;
    return !r->failed;
}

void dl_tell_rows_free(dl_tell_rows *r)
{
    dl_buf_free(&r->json);
    dl_arena_free(r->arena);
}

/* ---- as JSON */

static void json_value(dl_buf *b, const dl_cell *c)
{
    switch (c->type) {
    case DL_CELL_INT: dl_json_int(b, c->integer); break;
    case DL_CELL_REAL: dl_json_num(b, c->real); break;
    case DL_CELL_JSON:
        dl_buf_add(b, c->text);
        b->comma = true;
        break;
    default: dl_json_str(b, c->text);
    }
}

static void row_json(dl_tell_rows *r, const dl_row *row)
{
    dl_buf_clear(&r->json);
    dl_json_open(&r->json, '{');
    dl_json_kint(&r->json, "schema", 1);
    for (size_t i = 0; i < row->n; i++) {
        if (!row->column[i].in_line || row->cell[i].type == DL_CELL_NULL) continue;
        dl_json_key(&r->json, dl_arena_str(r->arena, row->column[i].name));
        json_value(&r->json, &row->cell[i]);
    }
    dl_json_close(&r->json, '}');
}

/* ---- as columns */

static dl_slice number_text(dl_arena *a, const dl_cell *c)
{
    char text[DL_REAL_TEXT_MAX];
    if (c->type == DL_CELL_INT)
        snprintf(text, sizeof text, "%lld", (long long)c->integer);
    else
        dl_real_text(text, c->real);
    return dl_arena_copy(a, dl_slice_of(text, strlen(text)));
}

static dateline_cell cell_of(dl_arena *a, const dl_cell *c)
{
    static const dateline_type type[] = { [DL_CELL_NULL] = DATELINE_NULL,
        [DL_CELL_INT] = DATELINE_INT,
        [DL_CELL_REAL] = DATELINE_REAL,
        [DL_CELL_TEXT] = DATELINE_TEXT,
        [DL_CELL_JSON] = DATELINE_JSON,
        [DL_CELL_BLOB] = DATELINE_BLOB };
    bool number = c->type == DL_CELL_INT || c->type == DL_CELL_REAL;
    dl_slice text = number ? number_text(a, c) : c->text;
    return (dateline_cell){ .type = type[c->type],
        .integer = c->integer,
        .real = c->real,
        .text = c->type == DL_CELL_NULL ? NULL : dl_arena_str(a, text),
        .text_n = text.n };
}

bool dl_tell_row(void *rows, const dl_row *row)
{
    dl_tell_rows *r = rows;
    size_t n = 0;
    dl_arena_reset(r->arena);
    const char **name = dl_arena_alloc(r->arena, (row->n + 1) * sizeof *name);
    dateline_cell *cell = dl_arena_alloc(r->arena, (row->n + 1) * sizeof *cell);
    row_json(r, row);
    for (size_t i = 0; name && cell && i < row->n; i++) {
        if (!row->column[i].in_table) continue;
        name[n] = dl_arena_str(r->arena, row->column[i].name);
        cell[n++] = cell_of(r->arena, &row->cell[i]);
    }
    if (r->json.failed || dl_arena_failed(r->arena)) {
        r->failed = true;
        return false;
    }
    dateline_row told = {
        .columns = n, .name = name, .cell = cell, .json = r->json.p, .json_n = r->json.n
    };
    return r->visit(r->user, &told);
}

bool dl_tell_one_row(const dl_mem *m, const dl_row *row, dateline_visit visit, void *user)
{
    dl_tell_rows rows;
    bool ok = dl_tell_rows_init(&rows, m, visit, user);
    if (ok) dl_tell_row(&rows, row);
    ok = ok && !rows.failed;
    dl_tell_rows_free(&rows);
    return ok;
}
