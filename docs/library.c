/* library.c - the library in one page: a report in memory is kept nowhere and
 * annotated; report files go into a record, which is searched.
 *
 *   cc library.c $(pkg-config --cflags --libs dateline) -o library
 *   ./library reports/
 *
 * It is compiled against the installed library, and run, by tests/install. */
#include <dateline.h>
#include <stdio.h>

static bool print_line(void *user, const char *json, size_t n)
{
    (void)user;
    printf("%.*s\n", (int)n, json);
    return true; /* false would stop the run */
}

static void print_note(void *user, const dateline_note *note)
{
    (void)user;
    fprintf(stderr, "%s, record %llu: %s\n", note->file, (unsigned long long)note->record,
        note->message);
}

static bool print_row(void *user, const dateline_row *row)
{
    (void)user;
    for (size_t c = 0; c < row->columns; c++) {
        const char *text = row->cell[c].text;
        if (c) printf(" | ");
        if (text) printf("%s", text);
    }
    putchar('\n');
    return true;
}

/* Names of a report that stands in memory. Without a language model the call says so. */
static dateline_status annotate(const dateline_hooks *hooks)
{
    static const char text[] = "Ministers of Norway and Canada met in Oslo on Tuesday.";
    dateline_options options = { .size = sizeof options };
    dateline *d = NULL;
    dateline_status status = dateline_open(&options, &d);
    if (status == DATELINE_OK && dateline_has_model(d))
        status = dateline_annotate_text(d, "json", "Oslo talks", text, sizeof text - 1, hooks);
    if (status == DATELINE_FAILED) fprintf(stderr, "annotate: %s\n", dateline_why(d));
    dateline_close(d);
    return status;
}

static dateline_status keep_and_search(const char *input, const dateline_hooks *hooks)
{
    dateline_options options = {
        .size = sizeof options, .db = "library-example.db", .create = true, .no_analysis = true
    };
    dateline_counts counts = { 0 };
    dateline *d = NULL;
    dateline_status status = dateline_open(&options, &d);
    if (status == DATELINE_OK) status = dateline_add(d, &input, 1, hooks, &counts);
    if (status <= DATELINE_SKIPPED) {
        printf("%llu reports added, %llu known before\n", (unsigned long long)counts.added,
            (unsigned long long)counts.known);
        status = dateline_search(d, "treaty", NULL, print_row, NULL);
    }
    if (status > DATELINE_SKIPPED) fprintf(stderr, "record: %s\n", dateline_why(d));
    dateline_close(d);
    return status;
}

int main(int argc, char **argv)
{
    dateline_hooks hooks = { .size = sizeof hooks, .note = print_note, .line = print_line };
    dateline_status status = annotate(&hooks);
    if (status <= DATELINE_SKIPPED && argc > 1) status = keep_and_search(argv[1], &hooks);
    return status;
}
