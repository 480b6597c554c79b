/* A whole record, bytes of which are others: pages zeroed, moved, cut off, single bits;
 * values of any column, stored blobs, what is packed inside them. Everything that can be
 * asked of it is asked, then a report is added and all is linked anew
 * (tests/unit/damage.h, which test_damage.c tries too). No answer is required but that
 * there is one, that JSON lines are valid UTF-8, and that nothing is read that is not
 * there. The record is analysed where the model is there.
 *
 * In: a byte that says how, then for 'c' a cell, for 'z' what is packed, for 'b' a blob,
 * else steps of 7 bytes: what, where (4 bytes), with what (2 bytes). */
#include <fcntl.h>
#include <unistd.h>

#include "fuzz.h"

#include "../tests/unit/damage.h"
#include "../tests/unit/lent.h"

enum { PATH_SIZE = 96, STEPS_MOST = 8 };
static const char model[] = "build/model/en.dlm";

static char db[PATH_SIZE], input[PATH_SIZE], more[PATH_SIZE];
static char *whole;
static size_t whole_n;
static damage_ids ids;

static void write_file(const char *path, const void *p, size_t n)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    MUST(fd >= 0 && write(fd, p, n) == (ssize_t)n);
    close(fd);
}

static void drop(void)
{
    static const char *const ending[] = { "", "-wal", "-shm", "-journal" };
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
        char path[PATH_SIZE + 16];
        snprintf(path, sizeof path, "%s%s", db, ending[i]);
        unlink(path);
    }
}

static dateline *opened(bool read_only)
{
    bool analysed = !whole && access(model, R_OK) == 0;
    dateline_options o = { .size = sizeof o,
        .db = db,
        .model = analysed ? model : "",
        .create = !read_only && !whole,
        .read_only = read_only,
        .threads = 1,
        .wait = 1 };
    return lent_handle(&o);
}

static void add(const char *path)
{
    dateline *d = opened(false);
    dateline_add(d, &path, 1, NULL, NULL);
    lent_end(d);
}

/* A correction too, so that every table has a row. */
static void make_record(void)
{
    add(input);
    damage_ids_of(db, &ids);
    dateline *d = opened(false);
    dateline_correct(d, "thing", ids.thing, "name=Hanna Vrielink", "fuzz", "", NULL);
    lent_end(d);
    damage_ids_of(db, &ids);
}

static void make_whole(void)
{
    snprintf(db, sizeof db, "/tmp/dateline-fuzz-record-%d.db", (int)getpid());
    snprintf(input, sizeof input, "/tmp/dateline-fuzz-record-%d.jsonl", (int)getpid());
    snprintf(more, sizeof more, "/tmp/dateline-fuzz-record-%d-more.jsonl", (int)getpid());
    write_file(input, damage_reports, sizeof damage_reports - 1);
    write_file(more, damage_more, sizeof damage_more - 1);
    drop();
    MUST(lent_open());
    make_record();
    char *p = malloc(4 << 20);
    int fd = open(db, O_RDONLY);
    MUST(p && fd >= 0);
    whole_n = (size_t)read(fd, p, 4 << 20);
    close(fd);
    whole = p;
}

/* ---- steps */

static void put_blob(const char *sql, const uint8_t *p, size_t n)
{
    sqlite3 *q = NULL;
    sqlite3_stmt *s = NULL;
    if (sqlite3_open(db, &q) == SQLITE_OK
        && sqlite3_prepare_v2(q, sql, -1, &s, NULL) == SQLITE_OK) {
        sqlite3_bind_blob64(s, 1, p, n, SQLITE_STATIC);
        sqlite3_step(s);
    }
    sqlite3_finalize(s);
    sqlite3_close(q);
}

static void blobs(const uint8_t *data, size_t size)
{
    static const char *const sql[] = { "UPDATE feature SET bytes = ?1 WHERE rep = 1",
        "UPDATE feature SET bytes = substr(bytes, 1, 20) || ?1 WHERE rep = 2",
        "UPDATE raw SET bytes = ?1 WHERE rep = 1", "UPDATE raw SET map = ?1 WHERE rep = 2",
        "UPDATE analysis SET json = ?1, size = 9 WHERE rep = 1",
        "UPDATE story SET terms = CAST(?1 AS TEXT)", "UPDATE report SET id = CAST(?1 AS TEXT)",
        "UPDATE report SET title = CAST(?1 AS TEXT)", "UPDATE body SET text = CAST(?1 AS TEXT)" };
    if (size < 2) return;
    put_blob(sql[data[0] % (sizeof sql / sizeof *sql)], data + 1, size - 1);
}

/* ---- asking */

static bool see_row(void *user, const dateline_row *row)
{
    (void)user;
    MUST(dl_utf8_bad(dl_slice_of(row->json, row->json_n)) == SIZE_MAX);
    return true;
}

static void ask_all(void)
{
    damage_answer answer[DAMAGE_QUESTIONS];
    dateline *d = opened(true);
    size_t n = damage_ask(d, &ids, answer);
    for (size_t i = 0; i < n; i++) MUST(!answer[i].broken);
    dateline_check(d, see_row, NULL);
    lent_end(d);
}

static void change_all(void)
{
    add(more);
    dateline *d = opened(false);
    dateline_relink(d, NULL);
    dateline_remove(d, "b");
    dateline_reanalyse(d, false, NULL, NULL);
    lent_end(d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!whole) make_whole();
    if (!size) return 0;
    size_t n = whole_n;
    char *p = malloc(n);
    MUST(p);
    memcpy(p, whole, n);
    bool rows = data[0] == 'b' || data[0] == 'c' || data[0] == 'z';
    for (size_t i = 1; !rows && i + DAMAGE_STEP <= size && i < 1 + STEPS_MOST * DAMAGE_STEP;
         i += DAMAGE_STEP)
        damage_page(p, &n, data + i);
    drop();
    write_file(db, p, n);
    free(p);
    if (data[0] == 'b') blobs(data + 1, size - 1);
    if (data[0] == 'c') damage_cell(db, data + 1, size - 1);
    if (data[0] == 'z') damage_packed(db, data + 1, size - 1);
    ask_all();
    change_all();
    drop();
    return 0;
}
