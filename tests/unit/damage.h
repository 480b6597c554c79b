/* damage - what a damaged record is tried with, by tests/unit/test_damage.c and
 * fuzz/fuzz_record.c alike.
 *
 *   damage_reports --add--> a record that holds something in every table
 *   damage_page     a page, or a bit, of the file changes
 *   damage_cell     a value of any column of any table changes; its row's sum may be made
 *                   to fit, as one who means harm would
 *   damage_packed   the bytes inside a packed blob change
 *   damage_ask      every question that reads; what each answered
 *
 * Tables and columns are asked of the record itself, so new ones are reached. */
#ifndef DL_DAMAGE_H
#define DL_DAMAGE_H

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

#include "base/base.h"
#include "dateline.h"
#include "store/store_private.h"

enum {
    DAMAGE_PAGE = 16384, /* of a record */
    DAMAGE_STEP = 7, /* bytes: what, where (4), with what (2) */
    DAMAGE_QUESTIONS = 64,
    DAMAGE_ID = 96,
    DAMAGE_SQL = 1 << 12
};

/* Two outlets on one happening, one version of a report beside another, an announcement
 * that comes true, quotes, counts, places, a day to be worked out. */
static const char damage_reports[] =
    "{\"id\":\"a\",\"outlet\":\"Harbour Post\",\"date\":\"2023-03-07\",\"title\":\"Ferry runs "
    "aground\",\"text\":\"OSLO (Reuters) - The ferry Albatross ran aground off Stavanger on "
    "Tuesday with 212 people on board, the coastguard said. Two people were killed. \\\"We saw "
    "nothing but fog,\\\" said Captain Hanna Vrielink. Norway's prime minister will meet the "
    "president of Finland in Oslo on 10 March.\"}\n"
    "{\"id\":\"b\",\"outlet\":\"Selwyn Echo\",\"date\":\"2023-03-07\",\"title\":\"Ferry Albatross "
    "aground\",\"text\":\"OSLO (Reuters) - The ferry Albatross ran aground off Stavanger on "
    "Tuesday with 212 people on board, the coastguard said. Three people were killed. \\\"We saw "
    "nothing but fog,\\\" said Captain Hanna Vrielink. Norway's prime minister will meet the "
    "president of Finland in Oslo on 10 March.\"}\n"
    "{\"id\":\"e\",\"outlet\":\"Selwyn Echo\",\"title\":\"Norway and Finland meet after ferry "
    "Albatross ran aground\",\"text\":\"Norway's prime minister met the president of Finland in "
    "Oslo on Friday, 10 March 2023, days after the ferry Albatross ran aground off Stavanger "
    "with 212 people on board. Captain Hanna Vrielink was there.\"}\n"
    "{\"id\":\"c\",\"outlet\":\"Valley News\",\"date\":\"2023-06-30\",\"title\":\"Plum harvest "
    "begins early\",\"text\":\"Farmers in the Marrow valley began the plum harvest two weeks "
    "early after the warmest spring since 1934, the growers' union said on Friday.\"}\n"
    "{\"id\":\"c\",\"outlet\":\"Valley News\",\"date\":\"2023-06-30\",\"date_modified\":"
    "\"2023-07-01\",\"title\":\"Plum harvest begins early\",\"text\":\"Farmers in the Marrow "
    "valley began the plum harvest two weeks early after a warm spring, the growers said.\"}\n"
    "{broken\n";
static const char damage_more[] =
    "{\"id\":\"d\",\"outlet\":\"Harbour Post\",\"date\":\"2023-03-08\",\"title\":\"Albatross "
    "afloat\",\"text\":\"The ferry Albatross floated off Stavanger again on Wednesday.\"}\n";

/* ---- the file */

static inline void damage_page(char *p, size_t *n, const uint8_t *step)
{
    size_t at = (size_t)dl_load(step + 1, 4) % *n;
    size_t page = at / DAMAGE_PAGE * DAMAGE_PAGE;
    size_t room = *n - page < DAMAGE_PAGE ? *n - page : DAMAGE_PAGE;
    size_t other = (size_t)dl_load(step + 5, 2) * DAMAGE_PAGE % *n / DAMAGE_PAGE * DAMAGE_PAGE;
    size_t other_room = *n - other < room ? *n - other : room;
    switch (step[0] % 5) {
    case 0: p[at] = (char)step[5]; break;
    case 1: p[at] = (char)(p[at] ^ (1 << step[5] % 8)); break;
    case 2: memset(p + page, 0, room); break;
    case 3: memmove(p + page, p + other, other_room); break;
    default: *n = at + 1;
    }
}

/* ---- rows */

typedef struct damage_column {
    char table[DAMAGE_ID], name[DAMAGE_ID], type[16];
    char all[DAMAGE_SQL]; /* the columns that a sum is of, parted by commas */
    bool has_sum;
} damage_column;

static const char damage_columns[] =
    "SELECT t.name, c.name, c.type FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type "
    "= 'table' AND t.name NOT LIKE 'search%' AND c.name <> 'sum' ORDER BY t.name, c.cid";
static const char damage_sums[] =
    "SELECT group_concat('\"' || name || '\"') FILTER (WHERE name <> 'sum'), max(name = 'sum') "
    "FROM pragma_table_info(?1)";

static inline void damage_text(char *to, size_t size, sqlite3_stmt *s, int column)
{
    const unsigned char *text = sqlite3_column_text(s, column);
    snprintf(to, size, "%s", text ? (const char *)text : "");
}

static inline bool damage_read_sums(sqlite3 *q, damage_column *c)
{
    sqlite3_stmt *s = NULL;
    bool found = sqlite3_prepare_v2(q, damage_sums, -1, &s, NULL) == SQLITE_OK
        && sqlite3_bind_text(s, 1, c->table, -1, SQLITE_STATIC) == SQLITE_OK
        && sqlite3_step(s) == SQLITE_ROW;
    if (found) {
        damage_text(c->all, sizeof c->all, s, 0);
        c->has_sum = sqlite3_column_int(s, 1) != 0;
    }
    sqlite3_finalize(s);
    return found;
}

/* The column of that number, counted round; false: there is none. */
static inline bool damage_column_at(sqlite3 *q, uint32_t number, damage_column *out)
{
    sqlite3_stmt *s = NULL;
    bool found = false;
    uint32_t n = 0;
    if (sqlite3_prepare_v2(q, damage_columns, -1, &s, NULL) == SQLITE_OK)
        while (sqlite3_step(s) == SQLITE_ROW) n++;
    sqlite3_reset(s);
    for (uint32_t i = 0; n && i <= number % n; i++) found = sqlite3_step(s) == SQLITE_ROW;
    if (found) {
        damage_text(out->table, sizeof out->table, s, 0);
        damage_text(out->name, sizeof out->name, s, 1);
        damage_text(out->type, sizeof out->type, s, 2);
    }
    sqlite3_finalize(s);
    return found && damage_read_sums(q, out);
}

static inline bool damage_open(const char *db, sqlite3 **q)
{
    bool open = sqlite3_open(db, q) == SQLITE_OK;
    dl_store s = { .db = *q };
    return open && store_sum_register(&s);
}

static inline void damage_bind(sqlite3_stmt *s, const char *type, const uint8_t *p, size_t n)
{
    size_t bytes = n < 8 ? n : 8;
    int64_t number = n ? (int64_t)dl_load(p, bytes) : 0;
    if (n == 0 && strcmp(type, "BLOB") != 0) sqlite3_bind_null(s, 1);
    else if (strcmp(type, "INTEGER") == 0) sqlite3_bind_int64(s, 1, number);
    else if (strcmp(type, "REAL") == 0) sqlite3_bind_double(s, 1, (double)number);
    else if (strcmp(type, "TEXT") == 0)
        sqlite3_bind_text64(s, 1, (const char *)p, n, SQLITE_STATIC, SQLITE_UTF8);
    else sqlite3_bind_blob64(s, 1, p, n, SQLITE_STATIC);
}

static inline void damage_run(
    sqlite3 *q, const char *sql, const char *type, const uint8_t *p, size_t n)
{
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v2(q, sql, -1, &s, NULL) == SQLITE_OK) {
        damage_bind(s, type, p, n);
        sqlite3_step(s);
    }
    sqlite3_finalize(s);
}

/* Sums of rows of marks are upper halves. */
static inline void damage_fit_sums(sqlite3 *q, const damage_column *c)
{
    char sql[3 * DAMAGE_SQL];
    if (!c->has_sum) return;
    snprintf(sql, sizeof sql,
        "UPDATE \"%s\" SET sum = CASE WHEN (SELECT max(abs(sum >> 32)) FROM \"%s\") <= 1 "
        "THEN row_sum(%s) >> 32 ELSE row_sum(%s) END",
        c->table, c->table, c->all, c->all);
    damage_run(q, sql, "INTEGER", NULL, 0);
}

/* Bytes: number of the column (2), which quarter of the rows and whether sums shall fit,
 * the new value. */
static inline void damage_cell(const char *db, const uint8_t *p, size_t n)
{
    enum { HEAD = 3 };
    char sql[3 * DAMAGE_SQL];
    damage_column c;
    sqlite3 *q = NULL;
    if (n >= HEAD && damage_open(db, &q) && damage_column_at(q, (uint32_t)dl_load(p, 2), &c)) {
        snprintf(sql, sizeof sql,
            "UPDATE OR IGNORE \"%s\" SET \"%s\" = ?1 WHERE row_sum(%s) & 3 = %d", c.table, c.name,
            c.all, p[2] >> 1 & 3);
        damage_run(q, sql, c.type, p + HEAD, n - HEAD);
        if (p[2] & 1) damage_fit_sums(q, &c);
    }
    sqlite3_close(q);
}

/* ---- packed blobs */

static const struct damage_blob {
    const char *table, *column;
} damage_blobs[] = { { "layers", "bytes" }, { "analysis", "json" }, { "raw", "bytes" } };
enum { DAMAGE_BLOBS = sizeof damage_blobs / sizeof *damage_blobs };

/* Steps of 3 bytes: where (2), which value. */
static inline void damage_inside(char *to, size_t n, const uint8_t *p, size_t steps)
{
    for (size_t i = 0; n && i + 3 <= steps; i += 3) to[dl_load(p + i, 2) % n] = (char)p[i + 2];
}

static inline void damage_put_packed(
    sqlite3 *q, const struct damage_blob *b, const char *p, size_t n, int rep)
{
    char sql[DAMAGE_SQL];
    size_t room = ZSTD_compressBound(n);
    char *packed = malloc(room);
    ZSTD_CCtx *c = ZSTD_createCCtx();
    if (packed && c) {
        ZSTD_CCtx_setParameter(c, ZSTD_c_checksumFlag, 1);
        size_t size = ZSTD_compress2(c, packed, room, p, n);
        snprintf(sql, sizeof sql, "UPDATE \"%s\" SET \"%s\" = ?1, size = %zu WHERE rep = %d",
            b->table, b->column, n, rep);
        if (!ZSTD_isError(size)) damage_run(q, sql, "BLOB", (const uint8_t *)packed, size);
    }
    ZSTD_freeCCtx(c);
    free(packed);
}

/* Bytes: which blob, which report, steps of damage_inside. Sums fit. */
static inline void damage_packed(const char *db, const uint8_t *p, size_t n)
{
    enum { HEAD = 2, MOST = 1 << 20 };
    char sql[DAMAGE_SQL];
    static char text[MOST];
    sqlite3 *q = NULL;
    sqlite3_stmt *s = NULL;
    if (n < HEAD) return;
    const struct damage_blob *b = &damage_blobs[p[0] % DAMAGE_BLOBS];
    int rep = p[1] % 5 + 1;
    snprintf(sql, sizeof sql, "SELECT \"%s\" FROM \"%s\" WHERE rep = %d", b->column, b->table, rep);
    size_t size = 0;
    if (damage_open(db, &q) && sqlite3_prepare_v2(q, sql, -1, &s, NULL) == SQLITE_OK
        && sqlite3_step(s) == SQLITE_ROW)
        size = ZSTD_decompress(
            text, sizeof text, sqlite3_column_blob(s, 0), (size_t)sqlite3_column_bytes(s, 0));
    sqlite3_finalize(s);
    if (size && !ZSTD_isError(size)) {
        damage_column c = { .has_sum = true };
        damage_inside(text, size, p + HEAD, n - HEAD);
        damage_put_packed(q, b, text, size, rep);
        snprintf(c.table, sizeof c.table, "%s", b->table);
        const char *all = "rep, version, size, json";
        if (strcmp(b->table, "layers") == 0) all = "rep, size, bytes";
        if (strcmp(b->table, "raw") == 0) all = "rep, kind, charset, size, bytes, map";
        snprintf(c.all, sizeof c.all, "%s", all);
        damage_fit_sums(q, &c);
    }
    sqlite3_close(q);
}

/* ---- asking */

typedef struct damage_ids { /* what a whole record has */
    char report[DAMAGE_ID], story[DAMAGE_ID], episode[DAMAGE_ID], event[DAMAGE_ID],
        thing[DAMAGE_ID];
} damage_ids;

typedef struct damage_answer {
    const char *asked;
    dateline_status status;
    uint64_t hash; /* of all that was told */
    bool broken; /* something told is no UTF-8, or has no end */
} damage_answer;

static inline void damage_id(sqlite3 *q, const char *sql, char *to)
{
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v2(q, sql, -1, &s, NULL) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW)
        damage_text(to, DAMAGE_ID, s, 0);
    sqlite3_finalize(s);
}

static inline void damage_ids_of(const char *db, damage_ids *ids)
{
    sqlite3 *q = NULL;
    memset(ids, 0, sizeof *ids);
    if (sqlite3_open(db, &q) == SQLITE_OK) {
        damage_id(q, "SELECT id FROM report ORDER BY id LIMIT 1", ids->report);
        damage_id(q, "SELECT id FROM story ORDER BY id LIMIT 1", ids->story);
        damage_id(q, "SELECT id FROM episode ORDER BY id LIMIT 1", ids->episode);
        damage_id(q,
            "SELECT id FROM merged ORDER BY (SELECT count(*) FROM merged_mention m WHERE "
            "m.event = merged.id) DESC, id LIMIT 1",
            ids->event);
        damage_id(q,
            "SELECT id FROM thing ORDER BY (SELECT count(*) FROM thing_in i WHERE i.thing "
            "= thing.id) DESC, id LIMIT 1",
            ids->thing);
    }
    sqlite3_close(q);
}

static inline bool damage_see(void *user, const char *p, size_t n)
{
    damage_answer *a = user;
    a->hash = dl_hash64(dl_slice_of(p, n), a->hash + 1);
    return true;
}

static inline bool damage_see_row(void *user, const dateline_row *row)
{
    damage_answer *a = user;
    a->broken |= dl_utf8_bad(dl_slice_of(row->json, row->json_n)) != SIZE_MAX;
    for (size_t i = 0; i < row->columns; i++) {
        const dateline_cell *c = &row->cell[i];
        a->broken |= c->text && c->text[c->text_n] != 0;
        if (c->text) damage_see(user, c->text, c->text_n);
    }
    return damage_see(user, row->json, row->json_n);
}

typedef enum damage_kind {
    DAMAGE_LIST,
    DAMAGE_SHOW,
    DAMAGE_EXPLAIN,
    DAMAGE_READ,
    DAMAGE_RAW,
    DAMAGE_SEARCH
} damage_kind;

typedef struct damage_question {
    damage_kind kind;
    const char *what;
    size_t id; /* of damage_ids: where it stands there */
} damage_question;

#define DAMAGE_OF(name) offsetof(damage_ids, name)
static const damage_question damage_questions[] = {
    { DAMAGE_LIST, "reports", 0 },
    { DAMAGE_LIST, "episodes", 0 },
    { DAMAGE_LIST, "stories", 0 },
    { DAMAGE_LIST, "notes", 0 },
    { DAMAGE_LIST, "copies", 0 },
    { DAMAGE_LIST, "events", 0 },
    { DAMAGE_LIST, "upcoming", 0 },
    { DAMAGE_LIST, "calendar", 0 },
    { DAMAGE_LIST, "timeline", 0 },
    { DAMAGE_LIST, "corrections", 0 },
    { DAMAGE_LIST, "status", 0 },
    { DAMAGE_SEARCH, "ferry OR plum", 0 },
    { DAMAGE_SHOW, "story", DAMAGE_OF(story) },
    { DAMAGE_SHOW, "story heading", DAMAGE_OF(story) },
    { DAMAGE_SHOW, "story last", DAMAGE_OF(story) },
    { DAMAGE_SHOW, "story actors", DAMAGE_OF(story) },
    { DAMAGE_SHOW, "story ahead", DAMAGE_OF(story) },
    { DAMAGE_SHOW, "story disagreements", DAMAGE_OF(story) },
    { DAMAGE_SHOW, "story reports", DAMAGE_OF(story) },
    { DAMAGE_SHOW, "episode", DAMAGE_OF(episode) },
    { DAMAGE_SHOW, "copies", DAMAGE_OF(report) },
    { DAMAGE_SHOW, "versions", DAMAGE_OF(report) },
    { DAMAGE_SHOW, "event", DAMAGE_OF(event) },
    { DAMAGE_SHOW, "who", DAMAGE_OF(thing) },
    { DAMAGE_SHOW, "who offices", DAMAGE_OF(thing) },
    { DAMAGE_SHOW, "who roles", DAMAGE_OF(thing) },
    { DAMAGE_SHOW, "who with", DAMAGE_OF(thing) },
    { DAMAGE_SHOW, "who stories", DAMAGE_OF(thing) },
    { DAMAGE_SHOW, "who events", DAMAGE_OF(thing) },
    { DAMAGE_SHOW, "who quotes", DAMAGE_OF(thing) },
    { DAMAGE_EXPLAIN, "story", DAMAGE_OF(story) },
    { DAMAGE_EXPLAIN, "episode", DAMAGE_OF(episode) },
    { DAMAGE_READ, "read", DAMAGE_OF(report) },
    { DAMAGE_RAW, "read --raw", DAMAGE_OF(report) },
};
enum { DAMAGE_ASKED = sizeof damage_questions / sizeof *damage_questions };

static inline dateline_status damage_ask_one(
    dateline *d, const damage_question *q, const damage_ids *ids, damage_answer *a)
{
    const char *id = (const char *)ids + q->id;
    dateline_hooks h = { .size = sizeof h, .user = a, .line = damage_see };
    switch (q->kind) {
    case DAMAGE_LIST: return dateline_list(d, q->what, NULL, damage_see_row, a);
    case DAMAGE_SHOW: return dateline_show(d, q->what, id, damage_see_row, a);
    case DAMAGE_EXPLAIN: return dateline_explain(d, q->what, id, damage_see_row, a);
    case DAMAGE_SEARCH: return dateline_search(d, q->what, NULL, damage_see_row, a);
    default: return dateline_read(d, id, q->kind == DAMAGE_RAW, &h);
    }
}

/* All questions, then every export. Answers how many: the same of every record. */
static inline size_t damage_ask(dateline *d, const damage_ids *ids, damage_answer *out)
{
    size_t n = 0;
    for (; n < DAMAGE_ASKED; n++) {
        out[n] = (damage_answer){ .asked = damage_questions[n].what };
        out[n].status = damage_ask_one(d, &damage_questions[n], ids, &out[n]);
    }
    for (unsigned i = 0; dateline_export_format(i) && n < DAMAGE_QUESTIONS; i++, n++) {
        out[n] = (damage_answer){ .asked = dateline_export_format(i) };
        dateline_export_hooks h = { .size = sizeof h, .user = &out[n], .put = damage_see };
        out[n].status = dateline_export(d, out[n].asked, NULL, &h);
    }
    return n;
}

#endif
