/* lexicon - the tables that rooms read: built in from data/, replaced or added to by a
 * user.
 *
 *   data/<room>/<table>.tsv, built in        --\
 *   DIR/<room>/<table>.tsv, replaces it      --+--> dl_lexicon --> dl_lexicon_table
 *   DIR/<room>/+<table>.tsv, adds rows to it --/
 *
 * DIR is what --lexicon names.
 *
 * A room declares each of its tables once as a dl_table_form: which columns there are
 * and what each may hold. A row that does not fit is refused with file, line, column
 * and what was expected; nothing is read from a lexicon with a bad row. Columns may
 * stand in any order in a file; one that is not declared is refused, except `note`.
 * `example` and `source` are ordinary columns: tests run the examples.
 *
 * Ownership: the lexicon owns all bytes; tables and cells live until dl_lexicon_free.
 * It is const after opening and shared by threads. */
#ifndef DL_LEXICON_H
#define DL_LEXICON_H

#include "arena.h"
#include "err.h"
#include "hash.h"
#include "table.h"

typedef enum dl_column_kind {
    DL_COLUMN_TEXT, /* any text */
    DL_COLUMN_INT, /* a whole number, an optional minus sign */
    DL_COLUMN_NUMBER, /* a decimal number: "0.25" */
    DL_COLUMN_DATE, /* YYYY, YYYY-MM or YYYY-MM-DD */
    DL_COLUMN_CHOICE /* one of `choices` */
} dl_column_kind;

typedef struct dl_column {
    const char *name;
    dl_column_kind kind;
    bool optional; /* may be empty */
    const char *choices; /* of DL_COLUMN_CHOICE: "whole start any" */
} dl_column;

typedef struct dl_table_form {
    const char *name; /* "clean/clutter" */
    bool unique; /* the first column is a key: it may stand once */
    const dl_column *column;
    uint32_t columns;
} dl_table_form;

#define DL_TABLE_FORM(table, is_unique, list) \
    { \
        .name = (table), .unique = (is_unique), .column = (list), \
        .columns = sizeof(list) / sizeof *(list) \
    }

typedef struct dl_lexicon dl_lexicon;

/* folder: NULL, the built-in tables alone. NULL with e set when the folder cannot be
 * read or a table there is none that was built in (a misspelt name must not pass in
 * silence). */
dl_lexicon *dl_lexicon_open(const dl_mem *m, const char *folder, dl_err *e);
void dl_lexicon_free(dl_lexicon *l);

/* The table of that form, checked; cells are in the order of form->column whatever the
 * order in the file. NULL with e set. Each room calls it once a table, at set-up, from
 * one thread. */
const dl_table *dl_lexicon_table(dl_lexicon *l, const dl_table_form *form, dl_err *e);

/* SHA-256 over the names and bytes of all tables, in order of name, built in or not:
 * the same for the same rules. 64 hex digits. */
const char *dl_lexicon_version(const dl_lexicon *l);

/* The files that the tables are made of: the built-in one or what takes its place, then
 * that whose rows are added. */
typedef struct dl_lexicon_file {
    const char *table; /* "clean/clutter" */
    const char *name; /* "clean/clutter.tsv", or the user's path: as in `rule` */
    dl_slice tsv;
} dl_lexicon_file;
uint32_t dl_lexicon_files(const dl_lexicon *l);
dl_lexicon_file dl_lexicon_file_at(const dl_lexicon *l, uint32_t i); /* tsv {NULL,0}: none */

/* "clean/clutter.tsv:12": for `rule`. `at` holds at least DL_ROW_NAME_MAX bytes; of a
 * longer path the end is kept. */
enum { DL_ROW_NAME_MAX = 256 };
const char *dl_row_name(const dl_table *t, uint32_t row, char *at);

/* A checked cell as a number; 0 where it is empty. */
int64_t dl_cell_int(const dl_table *t, uint32_t row, uint32_t column);
double dl_cell_number(const dl_table *t, uint32_t row, uint32_t column);
/* Which of the column's choices it is, from 0; -1: empty. */
int dl_cell_choice(const dl_table *t, uint32_t row, uint32_t column, const dl_table_form *form);

/* The built-in tables, in order of name (lexicon_builtin.c, from data/ at build time). */
typedef struct dl_builtin_table {
    const char *name; /* "clean/clutter" */
    dl_slice tsv;
} dl_builtin_table;
uint32_t dl_builtin_tables(void);
dl_builtin_table dl_builtin_table_at(uint32_t i);
dl_slice dl_builtin_tsv(dl_slice name); /* {NULL,0}: there is no such table */
/* The first line of a built-in table whose first cell is the word; {NULL,0}: none. */
dl_slice dl_builtin_line(const char *name, dl_slice word);
const char *dl_builtin_version(void); /* dl_lexicon_version of these alone */
/* "mark/times.tsv:12" -> that line of the built-in table, and the line with the names of
 * its columns; {NULL,0}: the rule is no row of one. */
dl_slice dl_builtin_row(const char *rule, dl_slice *columns);
/* "mark/times.tsv:12" -> that line of the table, of the program's own where a folder has
 * another in its place since; {NULL,0}: the rule is no row of one. */
dl_slice dl_lexicon_row(const dl_lexicon *l, const char *rule);

#endif
