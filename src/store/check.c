/* check - is the record sound? Findings for people (part, id, what), one answer for
 * programs.
 *
 *   file, references, versions, groups, sums  (sql/check.sql)
 *   each report: its row, text, bytes (SHA-256), map, analysis, layers, features, notes
 *   the index against the texts
 *
 * What cannot be read is a finding and does not end the search for others. */
#include <stdio.h>

#include "store_private.h"

typedef struct finder {
    dl_store *s;
    dl_row_visit visit;
    void *user;
    dl_arena *arena; /* of one report */
    bool sound, enough;
} finder;

static dl_cell text_cell(const char *z)
{
    return (dl_cell){ .type = z ? DL_CELL_TEXT : DL_CELL_NULL, .text = dl_slice_str(z) };
}

static void find(finder *f, const char *part, dl_slice id, const char *finding)
{
    static const dl_row_column column[] = {
        { .name = DL_S("part"), .in_line = true, .in_table = true },
        { .name = DL_S("id"), .in_line = true, .in_table = true },
        { .name = DL_S("finding"), .in_line = true, .in_table = true },
    };
    dl_cell cell[] = { text_cell(part), { .type = DL_CELL_NULL }, text_cell(finding) };
    if (f->s->err.code == DL_ENOMEM) return; /* not to be had is not damaged */
    if (id.p) cell[1] = (dl_cell){ .type = DL_CELL_TEXT, .text = id };
    dl_row row = { 3, column, cell };
    f->sound = false;
    if (!f->enough) f->enough = !f->visit(f->user, &row);
}

/* Damage that was met while something was read is told and forgotten, so that the search
 * goes on; what has no memory or was stopped ends it. */
static void find_unreadable(finder *f, const char *part, dl_slice id)
{
    dl_err *e = &f->s->err;
    if (!dl_failed(e) || e->code == DL_ENOMEM || e->code == DL_EBUSY) return;
    find(f, part, id, "it cannot be read");
    dl_err_clear(e);
}

/* ---- the record as a whole */

static bool tell(void *user, const dl_row *row)
{
    finder *f = user;
    if (!f->enough) f->enough = !f->visit(f->user, row);
    return !f->enough;
}

/* SQLite's own check tells a page that it had no memory for like a damaged one. */
static bool is_no_memory(const dl_row *row)
{
    dl_slice finding = row->cell[row->n - 1].text;
    return finding.p && dl_slice_find(finding, DL_S("error code=7"), 0) != SIZE_MAX;
}

static bool tell_fault(void *user, const dl_row *row)
{
    finder *f = user;
    if (is_no_memory(row)) {
        dl_fail(&f->s->err, DL_ENOMEM, "out of memory", -1, NULL);
        return false;
    }
    f->sound = false;
    return tell(user, row);
}

static void ask(finder *f, const char *part, store_query query, dl_row_visit visit)
{
    sqlite3_stmt *q = f->enough ? NULL : store_statement(f->s, query);
    if (q) store_rows(f->s, q, visit, f);
    find_unreadable(f, part, (dl_slice){ NULL, 0 });
}

/* The index against the texts. */
static void check_index(finder *f)
{
    if (f->enough) return;
    bool was_reading = f->s->reading && store_run(f->s, "PRAGMA query_only=OFF");
    if (f->s->unwritable) store_check_copy(f->s, SQL_check_index);
    else store_do_query(f->s, SQL_check_index); /* an INSERT that changes nothing */
    if (f->s->err.code == DL_EFORMAT) {
        find(f, "index", (dl_slice){ NULL, 0 }, "it does not say what the texts say");
        dl_err_clear(&f->s->err);
    }
    if (was_reading) store_run(f->s, "PRAGMA query_only=ON");
}

/* ---- one report */

typedef struct kept_report { /* what its parts say of it */
    dl_rep rep;
    dl_slice id; /* in the arena; the row's number where the id is not to be had */
    bool there, live, unreadable;
    dl_sha256 sha256;
    size_t title_n, body_n; /* a title has an empty line behind it */
} kept_report;

/* The row of one part, or NULL: it is missing or cannot be read, which was told. */
static sqlite3_stmt *part_of(finder *f, const kept_report *k, store_query query, const char *part)
{
    sqlite3_stmt *q = store_statement(f->s, query);
    if (!q) return NULL;
    sqlite3_bind_int64(q, 1, k->rep);
    if (store_step(f->s, q)) return q;
    bool failed = dl_failed(&f->s->err);
    sqlite3_reset(q);
    if (failed) find_unreadable(f, part, k->id);
    else find(f, part, k->id, "it is missing");
    return NULL;
}

static void check_row(finder *f, kept_report *k)
{
    sqlite3_stmt *q = store_statement(f->s, SQL_check_report);
    if (!q) return;
    sqlite3_bind_int64(q, 1, k->rep);
    k->there = store_step(f->s, q);
    if (k->there) {
        dl_slice sha = store_column(f->s, q, 3), state = store_column(f->s, q, 2);
        k->id = dl_arena_copy(f->arena, store_column(f->s, q, 1));
        k->live = dl_slice_is(state, "live");
        k->unreadable = dl_slice_is(state, "unreadable");
        size_t title_n = (size_t)sqlite3_column_int64(q, 4);
        k->title_n = title_n ? title_n + strlen("\n\n") : 0;
        if (sha.n == sizeof k->sha256) memcpy(k->sha256.byte, sha.p, sizeof k->sha256);
        if (!sqlite3_column_int(q, 0)) find(f, "report", k->id, "its row is damaged");
    }
    sqlite3_reset(q);
    find_unreadable(f, "report", k->id);
}

static void check_body(finder *f, kept_report *k)
{
    sqlite3_stmt *q = part_of(f, k, SQL_check_body, "text");
    if (!q) return;
    if (!sqlite3_column_int(q, 0)) find(f, "text", k->id, "it is damaged");
    k->body_n = (size_t)sqlite3_column_int64(q, 1);
    sqlite3_reset(q);
}

static void check_raw(finder *f, kept_report *k)
{
    sqlite3_stmt *q = part_of(f, k, SQL_check_raw, "bytes");
    if (!q) return;
    size_t size = (size_t)sqlite3_column_int64(q, 1);
    dl_slice bytes = dl_store_unpack(f->arena, store_column(f->s, q, 2), size);
    dl_sha256 sha256 = dl_sha256_of(bytes);
    bool whole = bytes.p && memcmp(&sha256, &k->sha256, sizeof sha256) == 0;
    if (!whole || !sqlite3_column_int(q, 0)) find(f, "bytes", k->id, "they are damaged");
    else if (!dl_store_map_fits(store_column(f->s, q, 3), k->title_n + k->body_n, size))
        find(f, "map", k->id, "it leads out of the text");
    sqlite3_reset(q);
}

static void check_analysis(finder *f, kept_report *k)
{
    sqlite3_stmt *q = part_of(f, k, SQL_check_analysis, "analysis");
    if (!q) return;
    size_t size = (size_t)sqlite3_column_int64(q, 1);
    bool sound = sqlite3_column_int(q, 0) != 0;
    if (sound && size) {
        dl_slice line = dl_store_unpack(f->arena, store_column(f->s, q, 2), size);
        sound = line.p && dl_store_is_line(f->s, line);
    }
    if (!sound) find(f, "analysis", k->id, "it is damaged");
    sqlite3_reset(q);
}

/* The rows that were made of the layers are all there, and as they were. */
static void check_marks(finder *f, const kept_report *k, const dl_layers *l)
{
    uint32_t rows[STORE_MARK_TABLES];
    bool all = true, sound = true;
    sqlite3_stmt *q = store_statement(f->s, SQL_count_marks);
    if (!q) return;
    store_count_marks(l, rows);
    sqlite3_bind_int64(q, 1, k->rep);
    for (int i = 0; i < STORE_MARK_TABLES && store_step(f->s, q); i++) {
        all &= sqlite3_column_int64(q, 0) == rows[i];
        sound &= sqlite3_column_int64(q, 0) == sqlite3_column_int64(q, 1);
    }
    sqlite3_reset(q);
    find_unreadable(f, "marks", k->id);
    if (!all) find(f, "marks", k->id, "rows of its marks or events are missing, or too many");
    if (!sound) find(f, "marks", k->id, "rows of its marks or events are damaged");
}

static void check_layers(finder *f, kept_report *k)
{
    sqlite3_stmt *q = part_of(f, k, SQL_check_layers, "layers");
    if (!q) return;
    store_kept_layers kept = { .size = (size_t)sqlite3_column_int64(q, 1),
        .packed = store_column(f->s, q, 2),
        .title = store_column(f->s, q, 3),
        .body = store_column(f->s, q, 4) };
    dl_layers layers = { .tokens = 0 };
    const char *why = "it is damaged";
    bool sound = sqlite3_column_int(q, 0) != 0;
    if (sound && kept.size) sound = store_unpack_layers(f->arena, &kept, &layers, &why);
    if (!sound) find(f, "layers", k->id, why);
    else {
        store_hide_layers(f->s, k->rep, f->arena, &layers);
        check_marks(f, k, &layers);
    }
    sqlite3_reset(q);
}

static void check_feature(finder *f, kept_report *k)
{
    sqlite3_stmt *q = store_statement(f->s, SQL_check_feature);
    if (!q) return;
    sqlite3_bind_int64(q, 1, k->rep);
    if (store_step(f->s, q) && !sqlite3_column_int(q, 0))
        find(f, "features", k->id, "they are damaged");
    sqlite3_reset(q);
    find_unreadable(f, "features", k->id);
}

static void check_details(finder *f, kept_report *k)
{
    sqlite3_stmt *q = part_of(f, k, SQL_check_details, "details");
    if (!q) return;
    if (!sqlite3_column_int(q, 0)) find(f, "details", k->id, "a note or a place is damaged");
    sqlite3_reset(q);
}

static void check_report(finder *f, dl_rep rep)
{
    char number[32];
    dl_arena_reset(f->arena);
    kept_report k = { .rep = rep };
    k.id = dl_slice_of(number, (size_t)snprintf(number, sizeof number, "row %lld", (long long)rep));
    check_row(f, &k);
    if (!k.there) return;
    check_body(f, &k);
    check_raw(f, &k);
    check_analysis(f, &k);
    check_layers(f, &k);
    check_feature(f, &k);
    check_details(f, &k);
    if (dl_arena_failed(f->arena)) dl_fail(&f->s->err, DL_ENOMEM, "out of memory", -1, NULL);
}

/* A number that is damaged may be any: what is there is asked for, one after the
 * other. */
static void check_reports(finder *f)
{
    dl_rep rep = 0;
    while (!f->enough && !dl_failed(&f->s->err) && (rep = dl_store_next(f->s, rep)) != 0)
        check_report(f, rep);
}

bool dl_store_check(dl_store *s, dl_row_visit visit, void *user)
{
    finder f = { .s = s, .visit = visit, .user = user, .sound = true };
    f.arena = dl_arena_new(s->mem, 0);
    if (!f.arena) {
        dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
        return false;
    }
    ask(&f, "reports", SQL_check_about, tell);
    ask(&f, "file", SQL_check_file, tell_fault);
    ask(&f, "references", SQL_check_references, tell_fault);
    ask(&f, "versions", SQL_check_versions, tell_fault);
    ask(&f, "groups", SQL_check_groups, tell_fault);
    ask(&f, "sums", SQL_check_sums, tell_fault);
    check_reports(&f);
    check_index(&f);
    dl_arena_free(f.arena);
    return f.sound && !dl_failed(&s->err);
}
