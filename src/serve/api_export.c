/* api_export - the events that the filters let through as a file of another program.
 *
 * A file may be long: what goes beyond SPOOL_MOST bytes stands in a temporary file
 * without a name, so that memory does not grow with the record. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "api.h"
#include "ask.h"
#include "dossier.h"
#include "ics.h"

enum { SPOOL_MOST = 1 << 20 };

typedef struct spool {
    serve_answer *a;
    uint64_t left; /* events that the format cannot carry */
    bool failed; /* the disk is full, or there is no place for a file */
} spool;

static bool write_all(int fd, const char *p, size_t n)
{
    while (n) {
        ssize_t wrote = write(fd, p, n);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) return false;
        p += wrote;
        n -= (size_t)wrote;
    }
    return true;
}

static int open_file(void)
{
    char path[4096];
    int fd = dl_file_temporary(path, sizeof path);
    if (fd >= 0) unlink(path);
    return fd;
}

/* What is held goes to the file. */
static void spill(spool *s)
{
    serve_answer *a = s->a;
    if (a->file < 0) a->file = open_file();
    s->failed = a->file < 0 || !write_all(a->file, a->body.p, a->body.n);
    a->file_n += a->body.n;
    dl_buf_clear(&a->body);
}

static bool put(void *user, const char *bytes, size_t n)
{
    spool *s = user;
    dl_buf_add(&s->a->body, dl_slice_of(bytes, n));
    if (s->a->body.n > SPOOL_MOST) spill(s);
    return !s->failed && !s->a->body.failed;
}

/* ---- names and types of the formats */

static const struct {
    const char *format, *type, *file;
} types[] = {
    { "acled-columns", "text/csv; charset=utf-8", "events.csv" },
    { "atom", "application/atom+xml", "events.atom" },
    { "dossier", "text/html; charset=utf-8", "story.html" },
    { "ftm", "application/json+ftm", "events.ftm.json" },
    { "gdelt", "text/tab-separated-values; charset=utf-8", "events.export.CSV" },
    { "gdelt-mentions", "text/tab-separated-values; charset=utf-8", "events.mentions.CSV" },
    { "geojson", "application/geo+json", "events.geojson" },
    { "gexf", "application/gexf+xml", "events.gexf" },
    { "polecat", "text/tab-separated-values; charset=utf-8", "events.polecat.txt" },
    { "timelinejs", "application/json", "events.timeline.json" },
};

static bool is_format(const char *name)
{
    for (unsigned i = 0; dateline_export_format(i); i++)
        if (strcmp(dateline_export_format(i), name) == 0) return true;
    return false;
}

static void name_file(serve_answer *a, const char *format)
{
    char header[SERVE_HEADER_MAX];
    const char *file = "events";
    a->type = "application/octet-stream";
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (strcmp(types[i].format, format) != 0) continue;
        a->type = types[i].type;
        file = types[i].file;
    }
    snprintf(header, sizeof header, "attachment; filename=\"%s\"", file);
    serve_answer_header(a, "Content-Disposition", header);
}

/* ---- what the format cannot carry is counted in a header */

static void count_left(void *user, const char *reason, uint64_t n)
{
    spool *s = user;
    (void)reason;
    s->left += n;
}

static void tell_left(serve_answer *a, uint64_t events)
{
    char number[32];
    snprintf(number, sizeof number, "%llu", (unsigned long long)events);
    serve_answer_header(a, "Dateline-Left-Out", number);
}

static void export_dossier(const serve_request *r, dateline *d, serve_answer *a)
{
    if (!r->filter.story) {
        serve_problem(a, 400, "a dossier is of one story: story=ID");
        return;
    }
    serve_dossier(d, r->filter.story, a);
    if (!a->status) name_file(a, r->id);
}

void serve_export(const serve_request *r, dateline *d, serve_answer *a)
{
    if (strcmp(r->id, serve_dossier_format) == 0) {
        export_dossier(r, d, a);
        return;
    }
    spool s = { .a = a };
    dateline_export_hooks h = { .size = sizeof h, .user = &s, .put = put, .left = count_left };
    if (!is_format(r->id)) {
        serve_problem(a, 404, "there is no such format");
        return;
    }
    if (r->filter.story && !serve_has_story(d, r->filter.story, a)) return;
    if (!serve_went_well(a, d, dateline_export(d, r->id, &r->filter, &h))) return;
    if (a->file >= 0) spill(&s);
    if (s.failed) serve_problem(a, 503, "there is no room for a file of this length");
    else name_file(a, r->id);
    if (!s.failed) tell_left(a, s.left);
}

/* ---- what is to come as a calendar that other programs keep */

static bool put_calendar(void *user, const dateline_row *row)
{
    spool *s = user;
    serve_ics_row(&s->a->body, row);
    if (s->a->body.n > SPOOL_MOST) spill(s);
    return !s->failed && !s->a->body.failed;
}

void serve_calendar(const serve_request *r, dateline *d, serve_answer *a)
{
    spool s = { .a = a };
    if (r->filter.story && !serve_has_story(d, r->filter.story, a)) return;
    serve_ics_begin(&a->body);
    dateline_status status = dateline_list(d, "calendar", &r->filter, put_calendar, &s);
    if (!serve_went_well(a, d, status)) return;
    serve_ics_end(&a->body);
    if (a->file >= 0) spill(&s);
    a->type = "text/calendar; charset=utf-8";
    if (s.failed) serve_problem(a, 503, "there is no room for a file of this length");
}
