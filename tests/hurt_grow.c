/* hurt_grow - what one more report costs in a story of n reports and of twice as many:
 * the basic blocks (counted by the compiler's own hook, so the same on every machine)
 * that run while it is added, analysed, grouped and linked. Blocks of other libraries
 * are not counted. The second of two is counted: the first one reads the groups of the
 * record. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hurt.h"

#include "dateline.h"

#define MODEL "build/model/en.dlm"

enum { REPORTS = 100 }; /* and twice as many */
enum { MOST_MORE = 25 }; /* in a hundred, of twice as many */

/* One matter, told on one day after another. */
static void write_report(FILE *f, int i)
{
    static const char *const town[] = { "Oslo", "Bergen", "Tromso", "Drammen", "Stavanger" };
    int day = i / 4;
    fprintf(f,
        "{\"id\": \"ferry-%03d\", \"date\": \"2021-%02d-%02d\", \"title\": \"Ferry crews' strike "
        "goes on in %s\", \"text\": \"OSLO - Ferry crews went on with their strike in %s on day "
        "%d, and union leader Hanna Vrielink met Transport Minister Ngozi Lindqvist for talks on "
        "pay. Police arrested %d pickets at the ferry terminal. Lindqvist said the government "
        "would meet the ferry union again next week. The strike of the ferry crews has closed "
        "%d routes since it began.\"}\n",
        i, 1 + day / 28, 1 + day % 28, town[i % 5], town[i % 5], day + 1, i % 7 + 2, i % 9 + 3);
}

static void write_reports(const char *path, int from, int to)
{
    FILE *f = fopen(path, "w");
    if (!f) exit(2);
    for (int i = from; i < to; i++) write_report(f, i);
    if (fclose(f) != 0) exit(2);
}

static bool on_row(void *user, const dateline_row *row)
{
    int *rows = user;
    (void)row;
    ++*rows;
    return true;
}

static int stories_of(dateline *d)
{
    int rows = 0;
    dateline_filter f = { .size = sizeof f };
    if (dateline_list(d, "stories", &f, on_row, &rows) != DATELINE_OK) exit(2);
    return rows;
}

static uint64_t steps_of_one(dateline *d, const char *path, int number)
{
    dateline_counts counts = { 0 };
    write_reports(path, number, number + 1);
    uint64_t from = steps;
    if (dateline_add(d, &path, 1, NULL, &counts) != DATELINE_OK || counts.added != 1) exit(2);
    return steps - from;
}

/* 0: the reports are not one story. */
static uint64_t steps_in_a_story_of(int n, const char *path, const char *db)
{
    dateline_options o = {
        .size = sizeof o, .db = db, .model = MODEL, .threads = 1, .create = true
    };
    dateline_counts counts = { 0 };
    dateline *d = NULL;
    hurt_drop_record(db);
    write_reports(path, 0, n);
    if (dateline_open(&o, &d) != DATELINE_OK) exit(2);
    if (dateline_add(d, &path, 1, NULL, &counts) != DATELINE_OK) exit(2);
    steps_of_one(d, path, n);
    uint64_t one = steps_of_one(d, path, n + 1);
    int stories = stories_of(d);
    dateline_close(d);
    printf("one more report in a story of %3d: %llu steps; %d story\n", n, (unsigned long long)one,
        stories);
    return stories == 1 ? one : 0;
}

int main(void)
{
    char path[64], db[64];
    if (access(MODEL, R_OK) != 0) {
        printf("hurt: not tried, there is no %s\n", MODEL);
        return 0;
    }
    snprintf(path, sizeof path, "/tmp/dateline-grow-%d.jsonl", (int)getpid());
    snprintf(db, sizeof db, "/tmp/dateline-grow-%d.db", (int)getpid());
    uint64_t one = steps_in_a_story_of(REPORTS, path, db);
    uint64_t two = steps_in_a_story_of(2 * REPORTS, path, db);
    hurt_drop_record(db);
    unlink(path);
    bool ok = one && two && two * 100 <= one * (100 + MOST_MORE);
    printf("hurt: one more report costs %s\n", ok ? "the same" : "MORE IN A LARGE STORY");
    return ok ? 0 : 1;
}
