/* A whole record, bytes of which are others: pages zeroed, moved, cut off, single bytes,
 * stored blobs replaced. Everything that can be asked of it is asked, then a report is
 * added and all is linked anew. No answer is required but that there is one, that JSON
 * lines are valid UTF-8, and that nothing is read that is not there.
 *
 * In: steps of 7 bytes each: what, where (4 bytes), with what (2 bytes). */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <stdio.h>
#include <unistd.h>

#include "base/base.h"
#include "dateline.h"

#define MUST(x) \
    do { \
        if (!(x)) __builtin_trap(); \
    } while (0)

enum { STEP = 7, PAGE = 16384, PATH_SIZE = 96 };

static char db[PATH_SIZE], input[PATH_SIZE], more[PATH_SIZE];
static char *whole;
static size_t whole_n;

static const char reports[] =
    "{\"id\":\"a\",\"outlet\":\"Harbour Post\",\"date\":\"2023-03-07\",\"title\":\"Ferry runs "
    "aground\",\"text\":\"The ferry Albatross ran aground off Port Selwyn on Tuesday with 212 "
    "people on board, the coastguard said. Captain Hanna Vrielink spoke of fog.\"}\n"
    "{\"id\":\"b\",\"outlet\":\"Selwyn Echo\",\"date\":\"2023-03-07\",\"title\":\"Ferry Albatross "
    "aground\",\"text\":\"The ferry Albatross ran aground off Port Selwyn on Tuesday with 212 "
    "people on board, the coastguard said. Captain Hanna Vrielink spoke of thick fog.\"}\n"
    "{\"id\":\"c\",\"outlet\":\"Valley News\",\"date\":\"2023-06-30\",\"title\":\"Plum harvest "
    "begins early\",\"text\":\"Farmers in the Marrow valley began the plum harvest two weeks "
    "early after the warmest spring since 1934, the growers' union said on Friday.\"}\n"
    "{\"id\":\"c\",\"outlet\":\"Valley News\",\"date\":\"2023-06-30\",\"date_modified\":"
    "\"2023-07-01\",\"title\":\"Plum harvest begins early\",\"text\":\"Farmers in the Marrow "
    "valley began the plum harvest two weeks early after a warm spring, the growers said.\"}\n";
static const char one_more[] =
    "{\"id\":\"d\",\"outlet\":\"Harbour Post\",\"date\":\"2023-03-08\",\"title\":\"Albatross "
    "afloat\",\"text\":\"The ferry Albatross floated off Port Selwyn again on Wednesday.\"}\n";

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
    dateline *d = NULL;
    dateline_options o = { .size = sizeof o,
        .db = db,
        .model = "",
        .create = !read_only && !whole,
        .read_only = read_only,
        .threads = 1,
        .wait = 1 };
    dateline_open(&o, &d);
    return d;
}

static void add(const char *path)
{
    dateline *d = opened(false);
    dateline_add(d, &path, 1, NULL, NULL);
    dateline_close(d);
}

static void make_whole(void)
{
    snprintf(db, sizeof db, "/tmp/dateline-fuzz-record-%d.db", (int)getpid());
    snprintf(input, sizeof input, "/tmp/dateline-fuzz-record-%d.jsonl", (int)getpid());
    snprintf(more, sizeof more, "/tmp/dateline-fuzz-record-%d-more.jsonl", (int)getpid());
    write_file(input, reports, sizeof reports - 1);
    write_file(more, one_more, sizeof one_more - 1);
    drop();
    add(input);
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

static void change(char *p, size_t *n, const uint8_t *step)
{
    size_t at = (size_t)dl_load(step + 1, 4) % *n, page = at / PAGE * PAGE;
    size_t other = (size_t)dl_load(step + 5, 2) * PAGE % *n;
    switch (step[0] % 5) {
    case 0: p[at] = (char)step[5]; break;
    case 1: p[at] = (char)(p[at] ^ (1 << step[5] % 8)); break;
    case 2: memset(p + page, 0, PAGE); break;
    case 3: memmove(p + page, p + other / PAGE * PAGE, PAGE); break;
    default: *n = at + 1;
    }
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
    for (size_t i = 0; i < row->columns; i++)
        MUST(!row->cell[i].text || row->cell[i].text[row->cell[i].text_n] == 0);
    return true;
}

static bool see_line(void *user, const char *p, size_t n)
{
    (void)user;
    MUST(n == 0 || p[0] == p[0]);
    return true;
}

static void ask_all(void)
{
    static const char *const list[] = { "reports", "episodes", "stories", "notes", "copies" };
    dateline *d = opened(true);
    dateline_hooks h = { .size = sizeof h, .line = see_line };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        dateline_list(d, list[i], NULL, see_row, NULL);
    dateline_search(d, "ferry OR plum", NULL, see_row, NULL);
    dateline_show(d, "story", "a", see_row, NULL);
    dateline_explain(d, "story", "a", see_row, NULL);
    dateline_read(d, "a", false, &h);
    dateline_read(d, "c", true, &h);
    dateline_check(d, see_row, NULL);
    dateline_close(d);
}

static void change_all(void)
{
    add(more);
    dateline *d = opened(false);
    dateline_relink(d, NULL);
    dateline_remove(d, "b");
    dateline_reanalyse(d, false, NULL, NULL);
    dateline_close(d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!whole) make_whole();
    if (!size) return 0;
    size_t n = whole_n;
    char *p = malloc(n);
    MUST(p);
    memcpy(p, whole, n);
    bool rows = data[0] == 'b';
    for (size_t i = 1; !rows && i + STEP <= size && i < 1 + 8 * STEP; i += STEP)
        change(p, &n, data + i);
    drop();
    write_file(db, p, n);
    free(p);
    if (rows) blobs(data + 1, size - 1);
    ask_all();
    change_all();
    drop();
    return 0;
}
