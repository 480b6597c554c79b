/* dateline_explain - where an answer comes from: what joined a group, how an event was
 * made. In: an id. Out: a row a reason. */
#include <stdio.h>
#include <stdlib.h>

#include "dateline_private.h"
#include "doc/line.h"
#include "tell/explain_event.h"

enum { MENTION_MAX = 600 }; /* bytes of REPORT#NUMBER */

static bool take_mention(void *user, const dl_row *row)
{
    for (size_t i = 0; i < row->n; i++)
        if (dl_slice_is(row->column[i].name, "mention"))
            snprintf(user, MENTION_MAX, "%.*s", (int)row->cell[i].text.n, row->cell[i].text.p);
    return false;
}

static bool keep_line(void *user, const char *json, size_t n)
{
    dl_buf_add(user, dl_slice_of(json, n));
    return false;
}

/* Of the report's text, by the engine, where there is one: its tree. */
static dateline_status read_tokens(dateline *d, const dl_buf *report, dl_buf *out)
{
    json_t *o = d->parse ? dl_line_read(report->p, report->n) : NULL;
    json_t *text = json_object_get(o, "text");
    const char *title = json_string_value(json_object_get(o, "title"));
    dateline_hooks h = { .size = sizeof h, .user = out, .line = keep_line };
    dateline_status status = DATELINE_OK;
    if (text)
        status = dateline_annotate_text(
            d, "tokens", title, json_string_value(text), json_string_length(text), &h);
    json_decref(o);
    return status == DATELINE_SKIPPED ? DATELINE_OK : status;
}

static dateline_status tell_reasons(dateline *d, const dl_buf *report, const dl_buf *tokens,
    const char *number, dateline_visit visit, void *user)
{
    dl_tell_rows rows;
    if (!dl_tell_rows_init(&rows, d->mem, visit, user))
        return handle_complain(d, DATELINE_FAILED, "out of memory");
    dl_event_asked asked = { .report = dl_buf_slice(report),
        .tokens = tokens->n ? dl_buf_slice(tokens) : (dl_slice){ NULL, 0 },
        .number = strtoul(number, NULL, 10),
        .tables = d->lexicon };
    bool found = dl_tell_event_reasons(&rows, &asked);
    bool failed = rows.failed || report->failed || tokens->failed;
    dl_tell_rows_free(&rows);
    if (failed) return handle_complain(d, DATELINE_FAILED, "out of memory");
    if (found) return DATELINE_OK;
    return handle_tell_reason(d, DATELINE_REASON_ABSENT, "the report has no event of that number");
}

/* mention: REPORT#NUMBER; an id of a report may hold # too. */
static dateline_status explain_mention(dateline *d, char *mention, dateline_visit visit, void *user)
{
    dl_buf report, tokens;
    char *hash = strrchr(mention, '#');
    if (!hash) return handle_tell_reason(d, DATELINE_REASON_ABSENT, "there is no such event");
    *hash = 0;
    dl_buf_init(&report, d->mem);
    dl_buf_init(&tokens, d->mem);
    dateline_hooks h = { .size = sizeof h, .user = &report, .line = keep_line };
    dateline_status status = dateline_read(d, mention, false, &h);
    if (status == DATELINE_OK) status = read_tokens(d, &report, &tokens);
    if (status == DATELINE_OK) status = tell_reasons(d, &report, &tokens, hash + 1, visit, user);
    dl_buf_free(&tokens);
    dl_buf_free(&report);
    return status;
}

/* Of one over reports it is that of its first mention. */
static dateline_status explain_event(dateline *d, const char *id, dateline_visit visit, void *user)
{
    char mention[MENTION_MAX];
    if (handle_need_store(d)) return DATELINE_USAGE;
    snprintf(mention, sizeof mention, "%s", id);
    if (!strchr(mention, '#'))
        dl_store_show(d->store, "event", dl_slice_str(id), take_mention, mention);
    if (handle_settle(d)) return DATELINE_FAILED;
    return explain_mention(d, mention, visit, user);
}

dateline_status dateline_explain(
    dateline *d, const char *what, const char *id, dateline_visit visit, void *user)
{
    dl_tell_rows rows;
    if (strcmp(what, "event") == 0) return explain_event(d, id, visit, user);
    if (handle_need_store(d)) return DATELINE_USAGE;
    if (!dl_tell_rows_init(&rows, d->mem, visit, user))
        return handle_complain(d, DATELINE_FAILED, "out of memory");
    bool known = dl_store_explain(d->store, what, dl_slice_str(id), dl_tell_row, &rows);
    if (rows.failed) dl_fail(dl_store_err(d->store), DL_ENOMEM, "out of memory", -1, NULL);
    dl_tell_rows_free(&rows);
    dateline_status status = handle_settle(d);
    return known ? status : handle_complain(d, DATELINE_USAGE, "there is no such thing to show");
}
