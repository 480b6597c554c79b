/* add_one DB REPORTS.jsonl [MODEL]: each line is added by itself through one open handle,
 * and analysed where a model is given; prints the milliseconds of each call and those of
 * processor time, a line for each. The first one reads the groups of the record. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"

#include "dateline.h"

static double ms(clockid_t clock) { return clock_seconds(clock) * 1e3; }

static int fail(const char *what, const char *why)
{
    fprintf(stderr, "add_one: %s: %s\n", what, why);
    return 1;
}

int main(int argc, char **argv)
{
    if (argc != 3 && argc != 4) return fail("usage", "add_one DB REPORTS.jsonl [MODEL]");
    FILE *f = fopen(argv[2], "r");
    dateline *d = NULL;
    dateline_options o = { .size = sizeof o,
        .db = argv[1],
        .no_analysis = argc == 3,
        .model = argc == 4 ? argv[3] : "",
        .threads = 0 };
    if (!f || dateline_open(&o, &d) != DATELINE_OK)
        return fail(argv[1], d ? dateline_why(d) : "no memory");
    char *line = NULL, path[] = "/tmp/add_one.XXXXXX.jsonl";
    size_t room = 0;
    close(mkstemps(path, 6));
    const char *input = path;
    for (ssize_t n; (n = getline(&line, &room, f)) > 0;) {
        FILE *one = fopen(path, "w");
        if (!one || fwrite(line, 1, (size_t)n, one) != (size_t)n || fclose(one))
            return fail(path, "cannot be written");
        dateline_counts c;
        double began = ms(CLOCK_MONOTONIC), worked = ms(CLOCK_PROCESS_CPUTIME_ID);
        if (dateline_add(d, &input, 1, NULL, &c) != DATELINE_OK || c.added != 1)
            return fail("not added", dateline_why(d));
        worked = ms(CLOCK_PROCESS_CPUTIME_ID) - worked;
        printf("%.3f %.3f\n", ms(CLOCK_MONOTONIC) - began, worked);
    }
    unlink(path);
    dateline_close(d);
    free(line);
    fclose(f);
    return 0;
}
