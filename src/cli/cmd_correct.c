/* cmd_correct - what people put right: correct, undo, corrections. */
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

int cmd_correct(const cli_args *a)
{
    if (!a->by || !a->reason) {
        cli_complain(a->command, a->by ? "--why" : "--by", "is missing: a correction is signed");
        return DATELINE_USAGE;
    }
    dateline *d = cli_open(a, 0);
    if (!d) return DATELINE_FAILED;
    uint64_t n = 0;
    dateline_status status = dateline_correct(
        d, a->word[0], a->word[1], a->word[2], a->by, a->reason, &n);
    if (status == DATELINE_OK && !a->quiet)
        fprintf(stderr, "correction %llu: `dateline undo %llu` takes it back\n",
            (unsigned long long)n, (unsigned long long)n);
    return cli_end(d, status);
}

int cmd_undo(const cli_args *a)
{
    char *end;
    unsigned long long n = strtoull(a->word[0], &end, 10);
    if (*a->word[0] < '0' || *a->word[0] > '9' || *end) {
        cli_complain(a->command, a->word[0], "wants the number of a correction");
        return DATELINE_USAGE;
    }
    dateline *d = cli_open(a, 0);
    if (!d) return DATELINE_FAILED;
    dateline_hooks h = cli_hooks(a, NULL, 0);
    dateline_status status = dateline_undo(d, n, &h);
    cli_hooks_end("the correction is taken back: relink applies that");
    return cli_end(d, status);
}

/* ---- those of another record: lines of `corrections --json` */

typedef struct lines {
    FILE *file;
    char *text;
    size_t room;
    json_t **object;
    dateline_correction *at;
    size_t n, most;
    bool failed;
} lines;

static const char *text_of(const json_t *o, const char *key)
{
    return json_string_value(json_object_get(o, key));
}

static dateline_place place_of(const json_t *o)
{
    json_int_t start = json_integer_value(json_object_get(o, "start"));
    return (dateline_place){ .report = text_of(o, "report"),
        .words = text_of(o, "text"),
        .in_title = text_of(o, "in") != NULL,
        .start = start > 0 ? (uint64_t)start : 0 };
}

static bool is_whole(const dateline_correction *c)
{
    return c->kind && c->id && c->change && c->by && c->why;
}

static bool more_room(lines *l)
{
    if (l->n < l->most) return true;
    size_t most = l->most * 2 + 16;
    json_t **object = realloc(l->object, most * sizeof *object);
    if (object) l->object = object;
    dateline_correction *at = realloc(l->at, most * sizeof *at);
    if (at) l->at = at;
    if (!object || !at) return false;
    l->most = most;
    return true;
}

/* False: no correction stands in this line. */
static bool take_line(lines *l, size_t length)
{
    json_t *o = json_loadb(l->text, length, 0, NULL);
    dateline_correction c = { .kind = text_of(o, "kind"),
        .id = text_of(o, "target"),
        .change = text_of(o, "change"),
        .value = text_of(o, "value"),
        .by = text_of(o, "by"),
        .why = text_of(o, "why"),
        .here = place_of(o),
        .other = place_of(json_object_get(o, "other")) };
    bool fine = is_whole(&c) && more_room(l);
    if (!fine) {
        json_decref(o);
        return false;
    }
    l->object[l->n] = o;
    l->at[l->n++] = c;
    return true;
}

static size_t read_lines(lines *l, const char *name)
{
    size_t wrong = 0, number = 0;
    ssize_t length;
    while ((length = getline(&l->text, &l->room, l->file)) > 0) {
        number++;
        if (take_line(l, (size_t)length)) continue;
        wrong++;
        cli_put(stderr, name);
        fprintf(stderr, ":%zu: this is no correction\n", number);
    }
    return wrong;
}

static void say_left(const dateline_correction *c)
{
    fputs("dateline: not here: ", stderr);
    const char *part[] = { c->kind, " ", c->id, " ", c->change, " in ", c->here.report };
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) cli_put(stderr, part[i] ? part[i] : "");
    fputc('\n', stderr);
}

static dateline_status replay_lines(const cli_args *a, dateline *d, lines *l, size_t wrong)
{
    bool *taken = calloc(l->n + 1, sizeof *taken);
    size_t left = 0;
    if (!taken) return DATELINE_FAILED;
    dateline_hooks h = cli_hooks(a, NULL, 0);
    dateline_status status = dateline_replay(d, l->at, l->n, taken, &h);
    cli_hooks_end("the corrections are kept: relink applies them");
    bool done = status == DATELINE_OK || status == DATELINE_SKIPPED;
    for (size_t i = 0; done && i < l->n; i++) {
        left += !taken[i];
        if (!taken[i]) say_left(&l->at[i]);
    }
    if (done && !a->quiet)
        fprintf(stderr, "%zu correction%s taken, %zu left out\n", l->n - left,
            cli_plural(l->n - left), left + wrong);
    free(taken);
    return status == DATELINE_OK && wrong ? DATELINE_SKIPPED : status;
}

static int replay_file(const cli_args *a)
{
    lines l = { .file = strcmp(a->replay, "-") == 0 ? stdin : fopen(a->replay, "rb") };
    if (!l.file) {
        cli_complain(a->command, a->replay, strerror(errno));
        return DATELINE_FAILED;
    }
    dateline *d = cli_open(a, 0);
    dateline_status status = DATELINE_FAILED;
    if (d) {
        size_t wrong = read_lines(&l, a->replay);
        status = replay_lines(a, d, &l, wrong);
    }
    for (size_t i = 0; i < l.n; i++) json_decref(l.object[i]);
    free(l.object);
    free(l.at);
    free(l.text);
    if (l.file != stdin) fclose(l.file);
    return d ? cli_end(d, status) : (int)status;
}

int cmd_corrections(const cli_args *a)
{
    if (a->replay) return replay_file(a);
    dateline *d = cli_open(a, CLI_READ_ONLY);
    if (!d) return DATELINE_FAILED;
    cli_printer *p = cli_printer_new(a, stdout);
    dateline_status status = dateline_list(d, "corrections", &a->filter, cli_print_row, p);
    size_t rows = cli_printer_end(p);
    if (!rows && status == DATELINE_OK && a->form == FORM_TABLE) puts("no corrections");
    return cli_end(d, status);
}
