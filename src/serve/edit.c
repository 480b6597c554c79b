/* edit - see edit.h. */
#include "edit.h"

#include <stdio.h>
#include <stdlib.h>

#include "ask.h"

enum { WRITER_SECONDS = 20 }; /* for who writes at the same time */

bool serve_edit_takes(const serve_site *s, const char *method)
{
    return s->edit[0] && strcmp(method, "POST") == 0;
}

/* ---- who sends it */

/* The part of "http://localhost:8080" that is compared with Host. */
static bool is_own_origin(const char *origin, const char *host)
{
    static const char *const scheme[] = { "http://", "https://" };
    for (size_t i = 0; i < sizeof scheme / sizeof *scheme; i++) {
        size_t n = strlen(scheme[i]);
        if (strncmp(origin, scheme[i], n) == 0) return strcmp(origin + n, host) == 0;
    }
    return false;
}

/* Old browsers and programs send neither header: then the secret alone decides. */
static bool is_same_site(const serve_asked *asked)
{
    if (asked->fetch_site && strcmp(asked->fetch_site, "same-origin") != 0) return false;
    return !asked->origin || is_own_origin(asked->origin, asked->host);
}

static bool is_form(const serve_asked *asked)
{
    static const char form[] = "application/x-www-form-urlencoded";
    return asked->type && strncmp(asked->type, form, sizeof form - 1) == 0;
}

/* ---- the form */

static const char *field(const serve_target *form, const char *name)
{
    const char *value = serve_target_value(form, name);
    return value ? value : "";
}

/* The body is written as the query of an address is. */
static void read_form(serve_target *form, const char *body)
{
    char text[SERVE_FORM_MAX + 8];
    snprintf(text, sizeof text, "/?%s", body);
    serve_target_read(form, text);
}

static dateline_status open_record(const serve_site *s, dateline **d)
{
    dateline_options o = { .size = sizeof o,
        .db = s->db,
        .model = "",
        .threads = 1,
        .no_analysis = true,
        .wait = WRITER_SECONDS };
    return dateline_open(&o, d);
}

/* "type=CONSULT" of the fields change and value; "wrong" has none. */
static dateline_status correct(dateline *d, const serve_target *form)
{
    char change[SERVE_TARGET_MAX];
    const char *what = field(form, "change"), *value = field(form, "value");
    bool alone = !*value || strcmp(what, "wrong") == 0;
    if (alone) snprintf(change, sizeof change, "%s", what);
    else snprintf(change, sizeof change, "%s=%s", what, value);
    return dateline_correct(d, field(form, "kind"), field(form, "id"), change, field(form, "by"),
        field(form, "why"), NULL);
}

static dateline_status undo(dateline *d, const serve_target *form)
{
    return dateline_undo(d, strtoull(field(form, "number"), NULL, 10), NULL);
}

/* ---- the answer */

static void tell(const dateline *d, dateline_status status, serve_answer *a)
{
    bool done = status == DATELINE_OK || status == DATELINE_SKIPPED;
    if (done) {
        a->status = 303;
        a->type = serve_html;
        serve_answer_header(a, "Location", "/corrections");
    } else if (status == DATELINE_USAGE || dateline_why_kind(d) == DATELINE_REASON_OTHER) {
        serve_problem(a, 400, dateline_why(d));
    } else {
        serve_went_well(a, d, status);
    }
}

static void change(
    const serve_site *s, const serve_target *to, const serve_target *form, serve_answer *a)
{
    dateline *d;
    dateline_status status = open_record(s, &d);
    bool is_undo = strcmp(to->part[0], "undo") == 0;
    if (status == DATELINE_OK) status = is_undo ? undo(d, form) : correct(d, form);
    tell(d, status, a);
    dateline_close(d);
}

static bool is_place(const serve_target *to)
{
    if (to->parts != 1) return false;
    return strcmp(to->part[0], "correct") == 0 || strcmp(to->part[0], "undo") == 0;
}

void serve_edit(const serve_site *s, const serve_asked *asked, serve_answer *a)
{
    serve_target form;
    if (!is_place(asked->target)) {
        serve_problem(a, 405, "the record is read here: GET or HEAD");
        serve_answer_header(a, "Allow", "GET, HEAD");
        return;
    }
    if (!is_same_site(asked)) {
        serve_problem(a, 403, "this form was sent by another site");
        return;
    }
    if (!is_form(asked) || !asked->form) {
        serve_problem(a, 400, "a form of this server's pages is wanted, of at most 4,000 bytes");
        return;
    }
    read_form(&form, asked->form);
    if (form.fault) serve_problem(a, 400, form.fault);
    else if (strcmp(field(&form, "secret"), s->edit) != 0)
        serve_problem(a, 403, "the form is of another run of the server: load its page again");
    else change(s, asked->target, &form, a);
}
