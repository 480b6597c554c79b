/* search DB QUERIES: each line is asked through one open handle, 20 answers each; prints
 * the milliseconds of each, one a line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"

#include "dateline.h"

static double now(void) { return clock_seconds(CLOCK_MONOTONIC) * 1e3; }

static bool count(void *user, const dateline_row *row)
{
    (void)row;
    ++*(int *)user;
    return true;
}

int main(int argc, char **argv)
{
    dateline *d = NULL;
    dateline_options o = {
        .size = sizeof o, .db = argc == 3 ? argv[1] : NULL, .model = "", .read_only = true
    };
    FILE *f = argc == 3 ? fopen(argv[2], "r") : NULL;
    if (!f || dateline_open(&o, &d) != DATELINE_OK)
        return fprintf(stderr, "search DB QUERIES: %s\n", d ? dateline_why(d) : "cannot be opened"),
               1;
    char *line = NULL;
    size_t room = 0;
    int found = 0;
    for (ssize_t n; (n = getline(&line, &room, f)) > 0;) {
        line[strcspn(line, "\n")] = 0;
        dateline_filter with = { .size = sizeof with, .limit = 20 };
        double began = now();
        if (dateline_search(d, line, &with, count, &found) != DATELINE_OK) {
            fprintf(stderr, "search: %s: %s\n", line, dateline_why(d));
            return 1;
        }
        printf("%.3f\n", now() - began);
    }
    fprintf(stderr, "%d found\n", found);
    dateline_close(d);
    free(line);
    fclose(f);
    return 0;
}
