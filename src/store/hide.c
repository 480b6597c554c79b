/* hide - parts of reports that people marked as clutter: found again by their words
 * whenever a report is read in, and left out of its marks, of its events and of search.
 *
 *   corrections of a report, its text --store_hide--> rows of `hidden` and `shown`
 *   the layers as kept --store_hide_layers--> without what lies in these parts
 *
 * The text, the bytes and what is kept of the analysis stay. Of a report that is there
 * already: hide_again.c. */
#include "doc/hide.h"
#include "store_private.h"

/* ---- which part */

/* Code points; whole lines, blanks at their ends aside. */
static dl_slice lines_between(dl_slice text, uint32_t from, uint32_t to, uint32_t *start)
{
    dl_slice asked = dl_utf8_cut(text, from, to);
    size_t begin = asked.p ? (size_t)(asked.p - text.p) : 0, end = begin + asked.n;
    while (begin && text.p[begin - 1] != '\n') begin--;
    while (end < text.n && text.p[end] != '\n') end++;
    dl_slice lines = dl_slice_trim(dl_slice_cut(text, begin, end));
    if (!asked.n || !lines.n) return (dl_slice){ NULL, 0 };
    *start = (uint32_t)dl_utf8_count(dl_slice_of(text.p, (size_t)(lines.p - text.p)));
    return lines;
}

bool store_bind_hidden(dl_store *s, sqlite3_stmt *into, int at, const dl_correction *c)
{
    sqlite3_stmt *q = store_statement(s, SQL_hide_text_of);
    if (!q) return false;
    uint32_t start = 0;
    store_bind_named(q, ":id", c->target);
    bool found = store_step(s, q);
    dl_slice text = found ? store_column(s, q, 1) : (dl_slice){ NULL, 0 };
    dl_slice words = { NULL, 0 };
    if (text.n) words = lines_between(text, c->from, c->to, &start);
    if (words.n) {
        sqlite3_bind_value(into, at, sqlite3_column_value(q, 0));
        sqlite3_bind_int(into, at + 1, 0);
        sqlite3_bind_int64(into, at + 2, start);
        sqlite3_bind_text(into, at + 3, words.p, (int)words.n, SQLITE_TRANSIENT);
    }
    sqlite3_reset(q);
    return words.n > 0;
}

/* ---- found again */

typedef struct part { /* code points of the text */
    int64_t correction;
    uint32_t start, end;
} part;

typedef struct parts {
    dl_arena *arena;
    dl_slice text;
    DL_VEC(part) all;
} parts;

/* Where the words stand, nearest to where they stood. */
static bool find_nearest(dl_slice text, dl_slice words, int64_t was, uint32_t *start)
{
    int64_t best = INT64_MAX;
    uint32_t points = 0;
    size_t counted = 0;
    for (size_t at = dl_slice_find(text, words, 0); at != SIZE_MAX;
         at = dl_slice_find(text, words, at + 1)) {
        points += (uint32_t)dl_utf8_count(dl_slice_cut(text, counted, at));
        counted = at;
        int64_t away = points > was ? points - was : was - points;
        if (away >= best) break;
        best = away;
        *start = points;
    }
    return best != INT64_MAX;
}

static bool take_part(void *user, const dl_row *row)
{
    enum { NUMBER, START, WORDS };
    parts *p = user;
    dl_slice words = row->cell[WORDS].text;
    uint32_t start = 0;
    if (!words.n || !find_nearest(p->text, words, row->cell[START].integer, &start)) return true;
    part *one = DL_PUSH(p->arena, &p->all);
    if (!one) return false;
    *one = (part){ row->cell[NUMBER].integer, start, start + (uint32_t)dl_utf8_count(words) };
    return true;
}

static bool is_in(const parts *p, uint32_t point)
{
    for (uint32_t i = 0; i < p->all.n; i++)
        if (point >= p->all.at[i].start && point < p->all.at[i].end) return true;
    return false;
}

/* The text with a blank in the place of each hidden letter; lines stay. */
static void put_shown(dl_store *s, dl_rep rep, const parts *p)
{
    dl_buf shown;
    dl_buf_init(&shown, s->mem);
    uint32_t point = 0;
    for (size_t i = 0; i < p->text.n; point++) {
        size_t from = i;
        bool is_line_end = dl_utf8_next(p->text, &i) == '\n';
        if (!is_line_end && is_in(p, point)) dl_buf_byte(&shown, ' ');
        else dl_buf_add(&shown, dl_slice_cut(p->text, from, i));
    }
    if (shown.failed) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    sqlite3_stmt *q = store_statement(s, SQL_put_shown);
    if (q) {
        sqlite3_bind_int64(q, 1, rep);
        store_bind(q, 2, dl_buf_slice(&shown));
        store_do(s, q);
    }
    dl_buf_free(&shown);
}

static void put_hidden(dl_store *s, dl_rep rep, const part *p)
{
    sqlite3_stmt *q = store_statement(s, SQL_put_hidden);
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    sqlite3_bind_int64(q, 2, p->start);
    sqlite3_bind_int64(q, 3, p->end);
    sqlite3_bind_int64(q, 4, p->correction);
    store_do(s, q);
}

static bool hide_parts(dl_store *s, dl_rep rep, dl_slice text, sqlite3_stmt *asked)
{
    parts p = { .arena = dl_arena_new(s->mem, 0), .text = text };
    if (p.arena) store_rows(s, asked, take_part, &p);
    for (uint32_t i = 0; i < p.all.n; i++) put_hidden(s, rep, &p.all.at[i]);
    if (p.all.n) put_shown(s, rep, &p);
    bool failed = !p.arena || dl_arena_failed(p.arena);
    if (failed) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    dl_arena_free(p.arena);
    return p.all.n > 0;
}

bool store_hide(dl_store *s, dl_rep rep, dl_slice text)
{
    sqlite3_stmt *q = store_statement(s, SQL_hide_asked);
    if (!q) return false;
    sqlite3_bind_int64(q, 1, rep);
    return store_any(s, q) && hide_parts(s, rep, text, q); /* most reports: nothing is asked */
}

void store_hide_nothing(dl_store *s, dl_rep rep)
{
    store_do_number(s, SQL_forget_hidden, rep);
    store_do_number(s, SQL_forget_shown, rep);
}

/* ---- left out of the layers */

static dl_span bytes_of(const dl_layers *l, const part *p)
{
    dl_slice body = dl_slice_cut(l->full, l->body.start, l->body.end);
    dl_slice words = dl_utf8_cut(body, p->start, p->end);
    uint32_t at = words.p ? (uint32_t)(words.p - l->full.p) : 0;
    return (dl_span){ at, at + (uint32_t)words.n };
}

static bool take_hidden(void *user, const dl_row *row)
{
    parts *p = user;
    part *one = DL_PUSH(p->arena, &p->all);
    if (one) *one = (part){ 0, (uint32_t)row->cell[0].integer, (uint32_t)row->cell[1].integer };
    return one != NULL;
}

void store_hide_layers(dl_store *s, dl_rep rep, dl_arena *a, dl_layers *l)
{
    parts p = { .arena = a };
    sqlite3_stmt *q = store_statement(s, SQL_hidden_of);
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    store_rows(s, q, take_hidden, &p);
    dl_span *span = p.all.n ? dl_arena_array(a, p.all.n, sizeof *span) : NULL;
    for (uint32_t i = 0; span && i < p.all.n; i++) span[i] = bytes_of(l, &p.all.at[i]);
    if (span) dl_layers_hide(a, l, span, p.all.n);
    if (dl_arena_failed(a)) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
}

/* ---- told to who reads the report */

static bool take_told(void *user, const dl_row *row)
{
    enum { START, END, NUMBER, BY, WHY };
    dl_known *k = user;
    dl_hidden *one = DL_PUSH(k->hidden_in, &k->hidden);
    if (!one) return false;
    *one = (dl_hidden){ .start = (uint32_t)row->cell[START].integer,
        .end = (uint32_t)row->cell[END].integer,
        .correction = row->cell[NUMBER].integer,
        .by = dl_arena_copy(k->hidden_in, row->cell[BY].text),
        .why = dl_arena_copy(k->hidden_in, row->cell[WHY].text) };
    return true;
}

void store_hidden_told(dl_store *s, dl_rep rep, dl_arena *a, dl_known *out)
{
    sqlite3_stmt *q = store_statement(s, SQL_hidden_told);
    if (!q) return;
    out->hidden_in = a;
    sqlite3_bind_int64(q, 1, rep);
    store_rows(s, q, take_told, out);
}
