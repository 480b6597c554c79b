/* store_record - doc/record.h over SQLite. */
#include <stdlib.h>

#include "store_private.h"

typedef struct each_report {
    bool (*each)(void *user, const dl_rep_brief *r);
    void *user;
    bool enough;
} each_report;

static bool brief_row(void *user, const dl_row *row)
{
    each_report *e = user;
    const dl_cell *c = row->cell;
    dl_rep_brief b = { .rep = c[0].integer,
        .id = c[1].text,
        .title = c[2].text,
        .outlet = c[3].text,
        .agency = c[4].text,
        .features = c[5].text,
        .day = c[6].type == DL_CELL_INT ? (int32_t)c[6].integer : INT32_MIN,
        .episode = c[7].text,
        .story = c[8].text,
        .copy_group = c[9].text };
    e->enough = !e->each(e->user, &b);
    return !e->enough;
}

#define BRIEF \
    "SELECT r.rep, r.id, r.title, r.outlet, r.agency, f.bytes, r.day, m.episode, e.story, " \
    "c.copy_group" \
    " FROM report r LEFT JOIN feature f USING (rep) LEFT JOIN member m USING (rep) LEFT JOIN " \
    "episode e ON e.id = m.episode LEFT JOIN copy c ON c.rep = r.rep"
#define CANONICAL " ORDER BY r.day IS NULL, r.day, r.id"

static void reports(void *ctx, bool (*each)(void *user, const dl_rep_brief *r), void *user)
{
    /* By the index on days and without sorting, which would move every report's features
     * through a temporary file; undated ones are last. */
    each_report e = { each, user, false };
    if (dl_store_query(ctx,
            BRIEF " WHERE r.state = 'live' AND r.day IS NOT NULL ORDER BY r.day, r.id", NULL, 0,
            brief_row, &e)
        && !e.enough)
        dl_store_query(ctx, BRIEF " WHERE r.state = 'live' AND r.day IS NULL ORDER BY r.id", NULL,
            0, brief_row, &e);
}

static void pending(void *ctx, bool (*each)(void *user, const dl_rep_brief *r), void *user)
{
    each_report e = { each, user, false };
    dl_store_query(ctx,
        BRIEF
        " WHERE +r.state = 'live' AND r.rep > coalesce((SELECT max(rep) FROM member), 0)" CANONICAL,
        NULL, 0, brief_row, &e);
}

static void text(void *ctx, dl_rep rep, void (*with)(void *user, dl_slice body), void *user)
{
    sqlite3_stmt *q = store_statement(ctx, STORE_TEXT, "SELECT text FROM body WHERE rep = ?");
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    dl_slice value = store_step(ctx, q) ? store_column(ctx, q, 0) : (dl_slice){ NULL, 0 };
    if (value.p) with(user, value);
    sqlite3_reset(q);
}

static void features_put(void *ctx, dl_rep rep, dl_slice f)
{
    sqlite3_stmt *q = store_statement(ctx, STORE_UNFEATURE, "DELETE FROM feature WHERE rep = ?");
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    store_do(ctx, q);
    store_features(ctx, rep, f);
}

/* What was there is kept aside until finish, which makes aliases of the ids that went. */
static void clear(void *ctx)
{
    dl_store_run(ctx,
        "DROP TABLE IF EXISTS temp.was; CREATE TEMP TABLE was AS SELECT m.rep, m.episode, e.story "
        "FROM member m JOIN episode e ON e.id = m.episode;"
        " DELETE FROM member; DELETE FROM episode; DELETE FROM story; DELETE FROM copy; DELETE "
        "FROM why;");
}

static void finish(void *ctx)
{
    dl_store_run(ctx,
        "INSERT OR REPLACE INTO alias SELECT 'episode', w.episode, min(m.episode) FROM temp.was w "
        "JOIN member m USING (rep) WHERE w.episode NOT IN (SELECT id FROM episode) GROUP BY "
        "w.episode;"
        "INSERT OR REPLACE INTO alias SELECT 'story', w.story, min(e.story) FROM temp.was w JOIN "
        "member m USING (rep) JOIN episode e ON e.id = m.episode WHERE w.story NOT IN (SELECT id "
        "FROM story) GROUP BY w.story;"
        "UPDATE alias SET now = (SELECT a.now FROM alias a WHERE a.kind = alias.kind AND a.old = "
        "alias.now) WHERE now IN (SELECT old FROM alias b WHERE b.kind = alias.kind)"
        " AND CASE kind WHEN 'episode' THEN now NOT IN (SELECT id FROM episode) ELSE now NOT IN "
        "(SELECT id FROM story) END;"
        "DELETE FROM alias WHERE kind = 'episode' AND old IN (SELECT id FROM episode); DELETE FROM "
        "alias WHERE kind = 'story' AND old IN (SELECT id FROM story);"
        "DROP TABLE IF EXISTS temp.was;");
}

static void bind_day(sqlite3_stmt *q, int at, int32_t day)
{
    if (day == INT32_MIN) sqlite3_bind_null(q, at);
    else sqlite3_bind_int(q, at, day);
}

static void group_put(void *ctx, dl_level level, const dl_group_row *r)
{
    sqlite3_stmt *q = level == DL_STORY
        ? store_statement(ctx, STORE_STORY,
            "INSERT INTO story VALUES (?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET title = "
            "coalesce(excluded.title, title), terms = excluded.terms, first = excluded.first,"
            " last = excluded.last, outlets = excluded.outlets, origins = excluded.origins")
        : store_statement(ctx, STORE_EPISODE,
            "INSERT INTO episode VALUES (?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET title = "
            "coalesce(excluded.title, title), terms = excluded.terms, first = excluded.first,"
            " last = excluded.last, outlets = excluded.outlets, origins = excluded.origins, story "
            "= excluded.story");
    if (!q) return;
    store_bind(q, 1, r->id);
    store_bind(q, 2, r->title);
    store_bind(q, 3, r->terms.p ? r->terms : DL_S(""));
    bind_day(q, 4, r->first);
    bind_day(q, 5, r->last);
    sqlite3_bind_int64(q, 6, r->outlets);
    sqlite3_bind_int64(q, 7, r->origins);
    if (level == DL_EPISODE) store_bind(q, 8, r->story);
    store_do(ctx, q);
}

static void renamed(dl_store *s, const char *sql, dl_slice old, dl_slice now)
{
    const dl_slice bind[] = { old, now };
    dl_store_query(s, sql, bind, 2, NULL, NULL);
}

static void group_gone(void *ctx, dl_level level, dl_slice old, dl_slice now)
{
    static const char *const sql[2][7] = {
        { "UPDATE OR IGNORE episode SET id = ?2 WHERE id = ?1",
            "DELETE FROM episode WHERE id = ?1 AND ?2 <> ?1",
            "UPDATE member SET episode = ?2 WHERE episode = ?1",
            "UPDATE why SET id = ?2 WHERE level = 0 AND id = ?1",
            "UPDATE alias SET now = ?2 WHERE kind = 'episode' AND now = ?1",
            "DELETE FROM alias WHERE kind = 'episode' AND old = ?2 AND ?1 <> ?2",
            "INSERT OR REPLACE INTO alias VALUES ('episode', ?1, ?2)" },
        { "UPDATE OR IGNORE story SET id = ?2 WHERE id = ?1",
            "DELETE FROM story WHERE id = ?1 AND ?2 <> ?1",
            "UPDATE episode SET story = ?2 WHERE story = ?1",
            "UPDATE why SET id = ?2 WHERE level = 1 AND id = ?1",
            "UPDATE alias SET now = ?2 WHERE kind = 'story' AND now = ?1",
            "DELETE FROM alias WHERE kind = 'story' AND old = ?2 AND ?1 <> ?2",
            "INSERT OR REPLACE INTO alias VALUES ('story', ?1, ?2)" }
    };
    for (int i = 0; i < 7; i++) renamed(ctx, sql[level][i], old, now);
}

static void copy_gone(void *ctx, dl_slice old, dl_slice now)
{
    renamed(ctx, "UPDATE copy SET copy_group = ?2 WHERE copy_group = ?1", old, now);
}

static void member(void *ctx, dl_rep rep, dl_slice episode)
{
    sqlite3_stmt *q = store_statement(
        ctx, STORE_MEMBER, "INSERT OR REPLACE INTO member VALUES (?, ?)");
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    store_bind(q, 2, episode);
    store_do(ctx, q);
}

static void copy(void *ctx, dl_rep rep, dl_slice group, int32_t overlap, dl_slice why_text)
{
    sqlite3_stmt *q = store_statement(
        ctx, STORE_COPY, "INSERT OR REPLACE INTO copy VALUES (?, ?, ?, ?)");
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    store_bind(q, 2, group);
    sqlite3_bind_int(q, 3, overlap);
    store_bind(q, 4, why_text);
    store_do(ctx, q);
}

static void why(void *ctx, dl_level level, dl_slice id, dl_slice other, int32_t weight, dl_slice text)
{
    sqlite3_stmt *q = store_statement(ctx, STORE_WHY, "INSERT INTO why VALUES (?, ?, ?, ?, ?)");
    if (!q) return;
    sqlite3_bind_int(q, 1, (int)level);
    store_bind(q, 2, id);
    store_bind(q, 3, other);
    sqlite3_bind_int(q, 4, weight);
    store_bind(q, 5, text);
    store_do(ctx, q);
}

/* Nobody who works on the record can take what memory did not suffice for as something
 * that is not there: the transaction fails. */
static void *watched_resize(void *ctx, void *p, size_t old, size_t size)
{
    dl_store *s = ctx;
    if (size == 0) {
        dl_mem_free(s->mem, p, old);
        return NULL;
    }
    void *q = dl_mem_resize(s->mem, p, old, size);
    if (!q) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    return q;
}

dl_record dl_store_record(dl_store *s)
{
    s->watched = (dl_mem){ watched_resize, s };
    return (dl_record){ s, &s->watched, &s->err, reports, pending, text, features_put, clear,
        group_put, group_gone, copy_gone, member, copy, why, finish };
}
