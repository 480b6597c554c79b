/* lexicon - see lexicon.h. In: the built-in tables and a user's folder. Out: checked
 * tables. */
#include "lexicon.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "file.h"

enum {
    PATH_SIZE = 4096,
    TABLE_BYTES_MAX = 256 << 20 /* of one file of a user's */
};

typedef struct source {
    const char *name; /* "clean/clutter" */
    const char *file; /* "clean/clutter.tsv", or the user's path */
    const char *more; /* the user's path of rows that are added; NULL: none */
    dl_slice tsv, added; /* added: {NULL,0}, none */
} source;

struct dl_lexicon {
    const dl_mem *mem;
    dl_arena *arena;
    source *at;
    uint32_t n;
    char version[65];
};

/* ---- the user's folder */

static source *find(dl_lexicon *l, const char *name)
{
    for (uint32_t i = 0; i < l->n; i++)
        if (strcmp(l->at[i].name, name) == 0) return &l->at[i];
    return NULL;
}

/* A file ROOM/FILE of the folder takes the built-in table's place, or adds to it. */
static void take_file(
    dl_lexicon *l, const char *folder, const char *room, const char *file, dl_err *e)
{
    char path[PATH_SIZE], name[PATH_SIZE];
    bool adds = file[0] == '+';
    snprintf(path, sizeof path, "%s/%s/%s", folder, room, file);
    snprintf(name, sizeof name, "%s/%.*s", room, (int)(strlen(file) - 4 - adds), file + adds);
    source *s = find(l, name);
    if (!s) {
        dl_fail(e, DL_EFORMAT, "there is no table of this name", -1, "%s", path);
        return;
    }
    const char *kept = dl_arena_str(l->arena, dl_slice_str(path));
    dl_slice tsv = dl_file_read(l->arena, path, TABLE_BYTES_MAX, e);
    if (!kept || dl_failed(e)) return;
    if (adds) {
        s->more = kept;
        s->added = tsv;
    } else {
        s->file = kept;
        s->tsv = tsv;
    }
}

static bool is_tsv(const char *file)
{
    size_t n = strlen(file);
    return n > 4 && strcmp(file + n - 4, ".tsv") == 0 && file[0] != '.';
}

static void take_room(dl_lexicon *l, const char *folder, const char *room, dl_err *e)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/%s", folder, room);
    DIR *d = opendir(path);
    if (!d) return; /* a file beside the rooms' folders: a README, say */
    for (struct dirent *f = readdir(d); f && !dl_failed(e); f = readdir(d))
        if (is_tsv(f->d_name)) take_file(l, folder, room, f->d_name, e);
    closedir(d);
}

static void take_folder(dl_lexicon *l, const char *folder, dl_err *e)
{
    DIR *d = opendir(folder);
    if (!d) {
        dl_fail_errno(e, "cannot open the lexicon", folder);
        return;
    }
    for (struct dirent *f = readdir(d); f && !dl_failed(e); f = readdir(d))
        if (f->d_name[0] != '.') take_room(l, folder, f->d_name, e);
    closedir(d);
}

/* ---- opening */

static void take_builtin(dl_lexicon *l)
{
    uint32_t n = dl_builtin_tables();
    l->at = dl_arena_array(l->arena, n, sizeof *l->at);
    for (uint32_t i = 0; l->at && i < n; i++) {
        dl_builtin_table t = dl_builtin_table_at(i);
        char file[PATH_SIZE];
        snprintf(file, sizeof file, "%s.tsv", t.name);
        l->at[i].name = t.name;
        l->at[i].file = dl_arena_str(l->arena, dl_slice_str(file));
        l->at[i].tsv = t.tsv;
        if (l->at[i].file) l->n++;
    }
}

static void set_version(dl_lexicon *l)
{
    dl_slice *part = dl_arena_array(l->arena, (size_t)l->n * 3, sizeof *part);
    for (uint32_t i = 0; part && i < l->n; i++) {
        part[3 * i] = dl_slice_str(l->at[i].name);
        part[3 * i + 1] = l->at[i].tsv;
        part[3 * i + 2] = l->at[i].added;
    }
    if (!part) return;
    dl_sha256 h = dl_sha256_parts(part, (size_t)l->n * 3);
    dl_sha256_hex(&h, l->version);
}

dl_lexicon *dl_lexicon_open(const dl_mem *m, const char *folder, dl_err *e)
{
    dl_arena *a = dl_arena_new(m, 0);
    dl_lexicon *l = a ? dl_arena_alloc(a, sizeof *l) : NULL;
    if (l) {
        l->arena = a;
        take_builtin(l);
        if (folder) take_folder(l, folder, e);
        if (!folder) snprintf(l->version, sizeof l->version, "%s", dl_builtin_version());
        else if (!dl_failed(e)) set_version(l);
    }
    if (!dl_failed(e) && (!l || dl_arena_failed(a)))
        dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
    if (!dl_failed(e)) return l;
    dl_arena_free(a);
    return NULL;
}

void dl_lexicon_free(dl_lexicon *l)
{
    if (l) dl_arena_free(l->arena);
}

const char *dl_lexicon_version(const dl_lexicon *l) { return l->version; }

uint32_t dl_lexicon_files(const dl_lexicon *l) { return l->n * 2; }

dl_lexicon_file dl_lexicon_file_at(const dl_lexicon *l, uint32_t i)
{
    const source *s = &l->at[i / 2];
    if (i % 2) return (dl_lexicon_file){ s->name, s->more, s->added };
    return (dl_lexicon_file){ s->name, s->file, s->tsv };
}

/* ---- one table: columns in the declared order, every cell checked */

static bool is_int(dl_slice s)
{
    size_t i = s.n && s.p[0] == '-';
    size_t digits = 0;
    for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++) digits++;
    return i == s.n && digits > 0 && digits < 19;
}

static bool is_number(dl_slice s)
{
    size_t i = s.n && s.p[0] == '-';
    size_t digits = 0;
    size_t points = 0;
    for (; i < s.n; i++) {
        digits += s.p[i] >= '0' && s.p[i] <= '9';
        points += s.p[i] == '.';
    }
    return digits > 0 && points <= 1 && digits + points + (s.p[0] == '-') == s.n;
}

/* YYYY, YYYY-MM or YYYY-MM-DD by its shape; whether there is such a day is the
 * calendar's. */
static bool is_date(dl_slice s)
{
    static const char shape[] = "dddd-dd-dd";
    if (s.n != 4 && s.n != 7 && s.n != 10) return false;
    for (size_t i = 0; i < s.n; i++) {
        bool digit = s.p[i] >= '0' && s.p[i] <= '9';
        if (shape[i] == 'd' ? !digit : s.p[i] != '-') return false;
    }
    return true;
}

static int choice_of(dl_slice s, const char *choices)
{
    int n = 0;
    for (const char *at = choices; *at; n++) {
        size_t len = strcspn(at, " ");
        if (dl_slice_eq(s, dl_slice_of(at, len))) return n;
        at += len;
        at += *at == ' ';
    }
    return -1;
}

static bool cell_fits(dl_slice s, const dl_column *c)
{
    if (!s.n) return c->optional;
    switch (c->kind) {
    case DL_COLUMN_INT: return is_int(s);
    case DL_COLUMN_NUMBER: return is_number(s);
    case DL_COLUMN_DATE: return is_date(s);
    case DL_COLUMN_CHOICE: return choice_of(s, c->choices) >= 0;
    case DL_COLUMN_TEXT: break;
    }
    return true;
}

static const char *expected(const dl_column *c)
{
    static const char *const what[] = { "a text", "a whole number", "a number",
        "a date as YYYY-MM-DD", "one of: " };
    return what[c->kind];
}

static void refuse_cell(const dl_table *t, uint32_t row, const dl_column *c, dl_slice s, dl_err *e)
{
    const char *choices = c->kind == DL_COLUMN_CHOICE ? c->choices : "";
    int shown = (int)(s.n < 60 ? s.n : 60);
    dl_fail(e, DL_EFORMAT, "a table's row is not as it should be", -1,
        "%s:%u: column %s: expected %s%s, found \"%.*s\"", dl_table_file(t, row), t->line[row],
        c->name, expected(c), choices, shown, s.p);
}

/* Where each declared column stands in the file; false with e set. */
static bool map_columns(const dl_table *t, const dl_table_form *f, int *at, dl_err *e)
{
    for (uint32_t c = 0; c < f->columns; c++) {
        at[c] = dl_table_column(t, f->column[c].name);
        if (at[c] >= 0 || f->column[c].optional) continue;
        dl_fail(
            e, DL_EFORMAT, "a table has no such column", -1, "%s: %s", t->name, f->column[c].name);
        return false;
    }
    for (uint32_t h = 0; h < t->columns; h++) {
        bool known = dl_slice_is(t->heading[h], "note");
        for (uint32_t c = 0; c < f->columns; c++) known |= at[c] == (int)h;
        if (known) continue;
        dl_fail(e, DL_EFORMAT, "a table has a column that nobody reads", -1, "%s: %.*s", t->name,
            (int)t->heading[h].n, t->heading[h].p);
        return false;
    }
    return true;
}

/* The rows of `from` behind those that `to` has. */
static void add_rows(dl_table *to, const dl_table *from, const dl_table_form *f, dl_err *e)
{
    int at[DL_TABLE_COLUMNS_MAX];
    if (!map_columns(from, f, at, e)) return;
    dl_slice *cell = (dl_slice *)to->cell;
    for (uint32_t r = 0; r < from->rows; r++) {
        for (uint32_t c = 0; c < f->columns; c++) {
            dl_slice s = { "", 0 };
            if (at[c] >= 0) s = dl_table_cell(from, r, (uint32_t)at[c]);
            if (!cell_fits(s, &f->column[c])) {
                refuse_cell(from, r, &f->column[c], s, e);
                return;
            }
            cell[(size_t)to->rows * f->columns + c] = s;
        }
        ((uint32_t *)to->line)[to->rows] = from->line[r];
        ((const char **)to->file)[to->rows] = from->name;
        to->rows++;
    }
}

static dl_table *room_for(dl_arena *a, const dl_table_form *f, uint32_t rows)
{
    dl_table *t = dl_arena_alloc(a, sizeof *t);
    dl_slice *heading = dl_arena_array(a, f->columns, sizeof *heading);
    if (!t || !heading) return NULL;
    for (uint32_t c = 0; c < f->columns; c++) heading[c] = dl_slice_str(f->column[c].name);
    t->name = f->name;
    t->columns = f->columns;
    t->heading = heading;
    t->cell = dl_arena_array(a, (size_t)rows * f->columns + 1, sizeof(dl_slice));
    t->line = dl_arena_array(a, (size_t)rows + 1, sizeof(uint32_t));
    t->file = dl_arena_array(a, (size_t)rows + 1, sizeof(char *));
    return dl_arena_failed(a) ? NULL : t;
}

const dl_table *dl_lexicon_table(dl_lexicon *l, const dl_table_form *form, dl_err *e)
{
    const source *s = find(l, form->name);
    if (!s) {
        dl_fail(e, DL_EFORMAT, "there is no table of this name", -1, "%s", form->name);
        return NULL;
    }
    const dl_table *base = dl_table_parse(l->arena, s->file, s->tsv, false, e);
    const dl_table *more = NULL;
    if (base && s->more) more = dl_table_parse(l->arena, s->more, s->added, false, e);
    if (dl_failed(e)) return NULL;
    dl_table *t = room_for(l->arena, form, base->rows + (more ? more->rows : 0));
    if (t) add_rows(t, base, form, e);
    if (t && more && !dl_failed(e)) add_rows(t, more, form, e);
    if (t && !dl_failed(e) && dl_table_index(l->arena, t, form->unique, e)) return t;
    if (!dl_failed(e)) dl_fail(e, DL_ENOMEM, "out of memory", -1, "%s", form->name);
    return NULL;
}

const char *dl_row_name(const dl_table *t, uint32_t row, char *at)
{
    enum { NUMBER_MOST = 12 }; /* ':', the digits of a line number, the end */
    const char *file = dl_table_file(t, row);
    size_t n = strlen(file);
    if (n > DL_ROW_NAME_MAX - NUMBER_MOST) file += n - (DL_ROW_NAME_MAX - NUMBER_MOST);
    snprintf(at, DL_ROW_NAME_MAX, "%s:%u", file, t->line[row]);
    return at;
}

/* ---- cells */

int64_t dl_cell_int(const dl_table *t, uint32_t row, uint32_t column)
{
    dl_slice s = dl_table_cell(t, row, column);
    int64_t value = 0;
    size_t i = s.n && s.p[0] == '-';
    for (; i < s.n; i++) value = value * 10 + (s.p[i] - '0');
    return s.n && s.p[0] == '-' ? -value : value;
}

/* By hand: strtod follows the locale. */
double dl_cell_number(const dl_table *t, uint32_t row, uint32_t column)
{
    dl_slice s = dl_table_cell(t, row, column);
    double value = 0;
    double unit = 0;
    for (size_t i = s.n && s.p[0] == '-'; i < s.n; i++) {
        if (s.p[i] == '.') {
            unit = 1;
            continue;
        }
        value = value * 10 + (s.p[i] - '0');
        if (unit > 0) unit *= 10;
    }
    if (unit > 0) value /= unit;
    return s.n && s.p[0] == '-' ? -value : value;
}

int dl_cell_choice(const dl_table *t, uint32_t row, uint32_t column, const dl_table_form *form)
{
    dl_slice s = dl_table_cell(t, row, column);
    return s.n ? choice_of(s, form->column[column].choices) : -1;
}
