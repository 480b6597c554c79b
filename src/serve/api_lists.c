/* api_lists - lists as JSON: a page of objects and the token of the next. */
#include "api.h"
#include "ask.h"

#include <stdio.h>

/* ---- {"schema":1,"items":[...]} */

static bool add_item(void *user, const dateline_row *row)
{
    serve_answer *a = user;
    bool first = a->body.p[a->body.n - 1] == '[';
    dl_buf_str(&a->body, first ? "\n" : ",\n");
    dl_buf_add(&a->body, dl_slice_of(row->json, row->json_n));
    return !a->body.failed;
}

static void begin(serve_answer *a)
{
    a->type = serve_json;
    dl_buf_str(&a->body, "{\"schema\":1,\"items\":[");
}

static void end(serve_answer *a, const char *next)
{
    dl_buf_str(&a->body, "]");
    if (next) dl_buf_fmt(&a->body, ",\"next\":\"%s\"", next);
    dl_buf_str(&a->body, "}\n");
}

/* ---- the routes */

void serve_api_list(const serve_request *r, dateline *d, serve_answer *a)
{
    char next[SERVE_NEXT_MAX];
    serve_rows rows = { .visit = add_item, .user = a };
    begin(a);
    if (!serve_list(r, d, r->route->what, &rows, a)) return;
    end(a, serve_next(r, &rows, next) ? next : NULL);
}

void serve_api_shown(const serve_request *r, dateline *d, serve_answer *a)
{
    begin(a);
    if (!serve_went_well(a, d, dateline_show(d, r->route->what, r->id, add_item, a))) return;
    end(a, NULL);
}

/* Stories that became others; the token asks for what comes behind them. */
typedef struct changes {
    serve_answer *a;
    char next[24];
} changes;

static bool add_change(void *user, const dateline_row *row)
{
    changes *c = user;
    snprintf(c->next, sizeof c->next, "%s", serve_value(row, "at"));
    return add_item(c->a, row);
}

void serve_api_changes(const serve_request *r, dateline *d, serve_answer *a)
{
    changes c = { .a = a };
    size_t digits = strspn(r->id, "0123456789");
    if (r->id[digits] || digits >= sizeof c.next) {
        serve_problem(a, 404, "a number is wanted: 0, or the next of an answer before");
        return;
    }
    snprintf(c.next, sizeof c.next, "%s", r->id);
    begin(a);
    if (!serve_went_well(a, d, dateline_show(d, "changes", r->id, add_change, &c))) return;
    end(a, c.next);
}

/* All days that matter: they are few. */
void serve_api_timeline(const serve_request *r, dateline *d, serve_answer *a)
{
    dateline_filter f = r->filter;
    if (r->id) f.story = r->id;
    if (f.story && !serve_has_story(d, f.story, a)) return;
    begin(a);
    if (!serve_went_well(a, d, dateline_list(d, "timeline", &f, add_item, a))) return;
    end(a, NULL);
}

static void add_found(serve_answer *a, const dateline *d)
{
    dateline_found f;
    dateline_search_found(d, &f);
    dl_buf_fmt(&a->body, "],\"total\":%llu", (unsigned long long)f.total);
    if (f.newest_only) dl_buf_str(&a->body, ",\"newest_only\":true");
    if (f.as_words) dl_buf_str(&a->body, ",\"as_words\":true");
    if (f.words_taken)
        dl_buf_fmt(&a->body, ",\"words_taken\":%llu", (unsigned long long)f.words_taken);
}

/* The best first; how many there are in all is known. */
void serve_api_search(const serve_request *r, dateline *d, serve_answer *a)
{
    dateline_filter f = r->filter;
    dateline_found found;
    char next[SERVE_NEXT_MAX];
    if (f.story && !serve_has_story(d, f.story, a)) return;
    f.limit = r->limit;
    f.offset = r->offset;
    begin(a);
    if (!serve_went_well(a, d, dateline_search(d, r->q, &f, add_item, a))) return;
    add_found(a, d);
    dateline_search_found(d, &found);
    uint64_t behind = r->offset + r->limit;
    bool more = behind < found.total;
    if (more) serve_next_write(r->target, behind, next);
    if (more) dl_buf_fmt(&a->body, ",\"next\":\"%s\"", next);
    dl_buf_str(&a->body, "}\n");
}

typedef struct named {
    serve_answer *a;
    uint64_t skip, most, seen;
} named;

static bool add_named(void *user, const dateline_row *row)
{
    named *n = user;
    uint64_t at = n->seen++;
    if (at < n->skip) return true;
    return at - n->skip < n->most && add_item(n->a, row);
}

void serve_api_named(const serve_request *r, dateline *d, serve_answer *a)
{
    named n = { .a = a, .skip = r->offset, .most = r->limit };
    char next[SERVE_NEXT_MAX];
    begin(a);
    if (!serve_went_well(a, d, dateline_show(d, "who named", r->name, add_named, &n))) return;
    bool more = n.seen > n.skip + n.most;
    if (more) serve_next_write(r->target, n.skip + n.most, next);
    end(a, more ? next : NULL);
}
