/* hurt_stop - how long a long report can keep a run from stopping: the most basic blocks
 * (counted by the compiler's own hook, so the same on every machine) that run between two
 * times that the caller is asked whether to go on. Reports of many shapes are added to a
 * record one by one, in one thread: read, cleaned, analysed, marked, coded, packed,
 * grouped, linked. Blocks of other libraries are not counted.
 *
 *   hurt_stop        a quarter of each report, in a fraction of the steps (make check)
 *   hurt_stop whole  (make check-long)
 *
 * What grows with a report does so in both; the rest is the analysis of one part. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hurt.h"

#include "dateline.h"

#define MODEL "build/model/en.dlm"

/* Half a second on a slow machine: others run several thousand million. A part's analysis
 * takes up to a hundred million, whatever the report's size. */
enum { QUARTER = 4 };
static const uint64_t MOST = 500 * 1000 * 1000, MOST_OF_A_QUARTER = 200 * 1000 * 1000;

static uint64_t most_of(bool whole) { return whole ? MOST : MOST_OF_A_QUARTER; }

static uint64_t asked_at, longest, longest_of_all;

typedef struct hurt {
    const char *name, *again;
    size_t bytes;
} hurt;

static const hurt hurts[] = {
    { "prose",
        "Minister Ngozi Lindqvist flew to Oslo on Monday, she said. Nobody was hurt in the 40 "
        "towns that soldiers attacked in May 1990. ",
        1 << 21 },
    { "names", "Mr. Ngozi Lindqvist of Oslo met Ivan Petrov. ", 1 << 21 },
    { "names and nothing else", "Oslo Lima Ivan Petrov ", 1 << 20 },
    { "quotes", "\"We saw it,\" said Ivan Petrov, \"and left.\" ", 1 << 21 },
    { "quotation marks", "\"", 1 << 20 },
    { "numbers", "7 ", 1 << 20 },
    { "amounts", "5 killed, 3 km, $7 million, ", 1 << 20 },
    { "days", "on Monday, 3 May 2001, last week ", 1 << 20 },
    { "no end of a sentence", "he said that she said that ", 1 << 20 },
    { "commas", "a, b, ", 1 << 20 },
    { "brackets", "(a ", 1 << 20 },
    { "lines", "a\n", 1 << 21 },
    { "paragraphs", "It rained in Oslo.\n\n", 1 << 21 },
    { "one word", "abc", 1 << 23 },
};

static bool on_progress(void *user, const dateline_progress *p)
{
    (void)user;
    (void)p;
    if (steps - asked_at > longest) longest = steps - asked_at;
    asked_at = steps;
    return true;
}

static void write_text(const char *path, const char *again, size_t bytes)
{
    FILE *f = fopen(path, "w");
    if (!f) exit(2);
    for (size_t n = 0; n < bytes; n += strlen(again)) fputs(again, f);
    if (fclose(f) != 0) exit(2);
}

static bool stops_soon(const hurt *h, const char *path, const char *db, bool whole)
{
    size_t bytes = whole ? h->bytes : h->bytes / QUARTER;
    dateline_options o = {
        .size = sizeof o, .db = db, .model = MODEL, .threads = 1, .create = true
    };
    dateline_hooks hooks = { .size = sizeof hooks, .progress = on_progress };
    dateline_counts counts = { 0 };
    dateline *d = NULL;
    write_text(path, h->again, bytes);
    hurt_drop_record(db);
    if (dateline_open(&o, &d) != DATELINE_OK) exit(2);
    asked_at = steps;
    longest = 0;
    uint64_t from = steps;
    dateline_status status = dateline_add(d, &path, 1, &hooks, &counts);
    on_progress(NULL, NULL);
    dateline_close(d);
    if (longest > longest_of_all) longest_of_all = longest;
    bool ok = status != DATELINE_FAILED && counts.added == 1 && longest <= most_of(whole);
    printf("%-24s %8zu bytes %12llu steps, %10llu without being asked%s\n", h->name, bytes,
        (unsigned long long)(steps - from), (unsigned long long)longest, ok ? "" : "  FAILS");
    return ok;
}

int main(int argc, char **argv)
{
    char path[64], db[64];
    bool ok = true, whole = argc > 1 && strcmp(argv[1], "whole") == 0;
    if (access(MODEL, R_OK) != 0) {
        printf("hurt: not tried, there is no %s\n", MODEL);
        return 0;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    snprintf(path, sizeof path, "/tmp/dateline-hurt-%d.txt", (int)getpid());
    snprintf(db, sizeof db, "/tmp/dateline-hurt-%d.db", (int)getpid());
    for (size_t i = 0; i < sizeof hurts / sizeof *hurts; i++)
        ok &= stops_soon(&hurts[i], path, db, whole);
    hurt_drop_record(db);
    unlink(path);
    printf("hurt: %llu million steps at most without being asked, of %llu\n",
        (unsigned long long)longest_of_all / 1000000, (unsigned long long)most_of(whole) / 1000000);
    return ok ? 0 : 1;
}
