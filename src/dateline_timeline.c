/* dateline_timeline - the timeline of a story, an entity or a query, as rows; and a story
 * with its timeline. */
#include "dateline_private.h"
#include "tell/tell.h"

enum { COLUMNS = 7, PARTS = 3 };

static const dl_row_column columns[COLUMNS] = {
    { .name = { "date", 4 }, .in_line = true, .in_table = true },
    { .name = { "date_precision", 14 }, .in_line = true },
    { .name = { "headline", 8 }, .in_line = true },
    { .name = { "sentences", 9 }, .is_json = true, .in_line = true },
    { .name = { "events", 6 }, .is_json = true, .in_line = true },
    { .name = { "origins", 7 }, .in_line = true, .in_table = true },
    { .name = { "text", 4 }, .in_table = true },
};

static dl_cell text_cell(dl_slice text)
{
    return (dl_cell){ .type = text.p ? DL_CELL_TEXT : DL_CELL_NULL, .text = text };
}

static dl_cell json_cell(const dl_buf *b)
{
    return (dl_cell){ .type = DL_CELL_JSON, .text = dl_buf_slice(b) };
}

static bool tell_entry(dl_tell_rows *rows, const dl_timeline_entry *e, dl_buf part[PARTS])
{
    for (int i = 0; i < PARTS; i++) dl_buf_clear(&part[i]);
    dl_tell_day(&part[0], e);
    dl_tell_sentences(&part[1], e);
    dl_tell_event_ids(&part[2], e);
    dl_cell cell[COLUMNS] = { text_cell(dl_buf_slice(&part[0])),
        text_cell(dl_slice_str(dl_precision_name(e->precision))), text_cell(e->headline),
        json_cell(&part[1]), json_cell(&part[2]), { .type = DL_CELL_INT, .integer = e->origins },
        text_cell(e->sentences.at[0].text) };
    if (!e->events.n) cell[4].type = DL_CELL_NULL;
    dl_row row = { COLUMNS, columns, cell };
    return dl_tell_row(rows, &row);
}

static void tell_all(const dl_mem *mem, dl_tell_rows *rows, const dl_timeline *t)
{
    dl_buf part[PARTS];
    for (int i = 0; i < PARTS; i++) dl_buf_init(&part[i], mem);
    bool more = true;
    for (uint32_t i = 0; more && i < t->at.n; i++) more = tell_entry(rows, &t->at.at[i], part);
    for (int i = 0; i < PARTS; i++) {
        rows->failed = rows->failed || part[i].failed;
        dl_buf_free(&part[i]);
    }
}

static bool work_out(
    dl_store *s, dl_arena *a, const dl_store_filter *f, const dl_recount_ask *ask, dl_timeline *out)
{
    dl_store_recount *recount = dl_store_recount_new(s, f);
    if (!recount) return false;
    dl_record_recount record = dl_store_record_recount(recount);
    dl_recount_timeline(a, &record, ask, out);
    dl_store_recount_free(recount);
    if (dl_arena_failed(a)) dl_fail(dl_store_err(s), DL_ENOMEM, "out of memory", -1, NULL);
    return !dl_failed(dl_store_err(s));
}

static void tell_timeline(
    dl_store *s, const dl_store_filter *f, const dl_recount_ask *ask, dl_tell_rows *rows)
{
    const dl_mem *mem = dl_store_record(s).mem;
    dl_arena *a = dl_arena_new(mem, 0);
    dl_timeline told = { 0 };
    rows->failed = rows->failed || !a;
    if (a && work_out(s, a, f, ask, &told)) tell_all(mem, rows, &told);
    dl_arena_free(a);
}

void handle_tell_timeline(
    dateline *d, const dl_store_filter *f, const dl_recount_ask *ask, dl_tell_rows *rows)
{
    tell_timeline(d->store, f, ask, rows);
}

/* ---- a story */

static const dl_recount_ask all_days = {
    .from = DL_NO_DAY, .to = DL_NO_DAY, .new_since = DL_NO_DAY
};

enum { DAYS, DIFFERENCES, WORKED_OUT };
enum { MORE = WORKED_OUT + 1 }; /* what is put behind the row of a story */
/* Reports of a larger story whose words are compared: each is with all that are near. The
 * page on the terminal has the same limit. */
enum { COMPARED = 300 };

typedef struct whole {
    dl_tell_rows *rows;
    dl_arena *arena;
    dl_buf part[WORKED_OUT];
} whole;

/* How many reports the story of this row has. */
static int64_t reports_of(const dl_row *row)
{
    for (size_t i = 0; i < row->n; i++)
        if (row->column[i].in_table && dl_slice_is(row->column[i].name, "reports"))
            return row->cell[i].integer;
    return 0;
}

/* The row of the story, and its timeline and disagreements behind it. */
static bool whole_row(void *user, const dl_row *row)
{
    static const dl_row_column more[MORE] = {
        { .name = { "timeline", 8 }, .is_json = true, .in_line = true },
        { .name = { "disagreements", 13 }, .is_json = true, .in_line = true },
        { .name = { "compared", 8 }, .in_line = true },
    };
    whole *w = user;
    dl_row_column *column = dl_arena_array(w->arena, row->n + MORE, sizeof *column);
    dl_cell *cell = dl_arena_array(w->arena, row->n + MORE, sizeof *cell);
    w->rows->failed = w->rows->failed || !column || !cell;
    if (w->rows->failed) return false;
    memcpy(column, row->column, row->n * sizeof *column);
    memcpy(cell, row->cell, row->n * sizeof *cell);
    memcpy(column + row->n, more, sizeof more);
    for (size_t i = 0; i < WORKED_OUT; i++) {
        cell[row->n + i] = json_cell(&w->part[i]);
        if (w->part[i].n == 0) cell[row->n + i].type = DL_CELL_NULL;
    }
    bool some = w->part[DIFFERENCES].n && reports_of(row) > COMPARED;
    cell[row->n + WORKED_OUT] = (dl_cell){ .type = some ? DL_CELL_INT : DL_CELL_NULL,
        .integer = COMPARED };
    dl_row longer = { row->n + MORE, column, cell };
    return dl_tell_row(w->rows, &longer);
}

static dl_store_filter of_story(dl_slice story, int64_t sample)
{
    return (dl_store_filter){
        .story = story, .from = DL_NO_DAY, .to = DL_NO_DAY, .limit = -1, .sample = sample
    };
}

static bool work_differences_out(
    dl_store *s, dl_arena *a, const dl_store_filter *f, dl_differences *out)
{
    dl_store_recount *recount = dl_store_recount_new(s, f);
    if (!recount) return false;
    dl_record_recount record = dl_store_record_recount(recount);
    dl_recount_differences(a, &record, out);
    dl_store_recount_free(recount);
    return !dl_failed(dl_store_err(s));
}

static void work_parts_out(dl_store *s, dl_slice id, whole *w)
{
    dl_store_filter f = of_story(id, 0);
    dl_timeline told = { 0 };
    dl_differences differences = { 0 };
    if (!work_out(s, w->arena, &f, &all_days, &told)) return;
    f.sample = COMPARED;
    if (!work_differences_out(s, w->arena, &f, &differences)) return;
    if (!told.at.n) return; /* nothing of it was analysed: nothing is known of these */
    dl_tell_timeline(&w->part[DAYS], &told);
    dl_tell_differences(&w->part[DIFFERENCES], &differences);
}

bool handle_tell_story(dl_store *s, const char *what, dl_slice id, int64_t sample,
    dl_row_visit visit, void *user)
{
    dl_tell_rows *rows = user;
    (void)visit;
    (void)sample;
    const dl_mem *mem = dl_store_record(s).mem;
    whole w = { .rows = rows, .arena = dl_arena_new(mem, 0) };
    for (size_t i = 0; i < WORKED_OUT; i++) dl_buf_init(&w.part[i], mem);
    if (w.arena) work_parts_out(s, id, &w);
    rows->failed = rows->failed || !w.arena || w.part[DAYS].failed || w.part[DIFFERENCES].failed;
    bool known = rows->failed || dl_store_show(s, what, id, whole_row, &w);
    for (size_t i = 0; i < WORKED_OUT; i++) dl_buf_free(&w.part[i]);
    dl_arena_free(w.arena);
    return known;
}

bool handle_tell_days(dl_store *s, const char *what, dl_slice id, int64_t sample,
    dl_row_visit visit, void *user)
{
    dl_store_filter f = of_story(id, sample);
    (void)what;
    (void)visit;
    tell_timeline(s, &f, &all_days, user);
    return true;
}

/* ---- what reports of a story differ in, a row each */

enum { SAYS, VALUES, SAID_PARTS }; /* text for people, JSON */

static bool tell_difference(dl_tell_rows *rows, const dl_difference *d, dl_buf part[SAID_PARTS])
{
    static const dl_row_column column[] = {
        { .name = { "about", 5 }, .in_line = true, .in_table = true },
        { .name = { "event", 5 }, .in_line = true, .in_table = true },
        { .name = { "kind", 4 }, .in_line = true, .in_table = true },
        { .name = { "says", 4 }, .in_line = true, .in_table = true },
        { .name = { "values", 6 }, .is_json = true, .in_line = true },
    };
    dl_buf *text = &part[SAYS];
    for (int i = 0; i < SAID_PARTS; i++) dl_buf_clear(&part[i]);
    dl_tell_values(&part[VALUES], d);
    for (uint32_t i = 0; i < d->values.n; i++) {
        if (i) dl_buf_str(text, "; ");
        dl_buf_add(text, d->values.at[i].value);
        dl_buf_str(text, " (");
        for (uint32_t k = 0; k < d->values.at[i].reports.n; k++) {
            if (k) dl_buf_str(text, ", ");
            dl_buf_add(text, d->values.at[i].reports.at[k]);
        }
        dl_buf_str(text, ")");
    }
    dl_cell cell[] = { text_cell(d->about), text_cell(d->event),
        text_cell(dl_slice_str(dl_difference_kind_name(d->kind))), text_cell(dl_buf_slice(text)),
        json_cell(&part[VALUES]) };
    dl_row row = { sizeof column / sizeof *column, column, cell };
    return dl_tell_row(rows, &row);
}

bool handle_tell_differences(dl_store *s, const char *what, dl_slice id, int64_t sample,
    dl_row_visit visit, void *user)
{
    dl_tell_rows *rows = user;
    (void)what;
    (void)visit;
    const dl_mem *mem = dl_store_record(s).mem;
    dl_arena *a = dl_arena_new(mem, 0);
    dl_differences told = { 0 };
    dl_buf part[SAID_PARTS];
    for (int i = 0; i < SAID_PARTS; i++) dl_buf_init(&part[i], mem);
    dl_store_filter f = of_story(id, sample);
    bool more = a && work_differences_out(s, a, &f, &told);
    for (uint32_t i = 0; more && i < told.at.n; i++)
        more = tell_difference(rows, &told.at.at[i], part);
    rows->failed = rows->failed || !a || part[SAYS].failed || part[VALUES].failed;
    for (int i = 0; i < SAID_PARTS; i++) dl_buf_free(&part[i]);
    dl_arena_free(a);
    return true;
}
