/* dispatch - see dispatch.h. Order: may it be asked, is it well formed, who answers, does
 * the client have it already; then the record is asked. */
#include "dispatch.h"

#include <stdio.h>

#include "edit.h"
#include "guard.h"
#include "page.h"
#include "routes.h"

static bool is_read(const char *method)
{
    return strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
}

/* ---- what is refused. False: the answer says why. */

static bool may_ask(const serve_site *s, const serve_asked *asked, serve_answer *a)
{
    if (!serve_host_is_good(asked->host, s->loopback)) {
        serve_problem(a, asked->host ? 421 : 400,
            "this server answers to the names of its own machine: localhost, 127.0.0.1, [::1]");
        return false;
    }
    if (!s->token.p || serve_token_is_good(asked->authorization, s->token)) return true;
    serve_problem(a, 401, "a token is wanted: Authorization: Bearer, or the password of Basic");
    serve_answer_header(a, "WWW-Authenticate", "Basic realm=\"Dateline\", charset=\"UTF-8\"");
    return false;
}

static bool is_well_formed(const serve_asked *asked, serve_answer *a)
{
    const serve_target *t = asked->target;
    if (!is_read(asked->method)) {
        serve_problem(a, 405, "the record is read here: GET or HEAD");
        serve_answer_header(a, "Allow", "GET, HEAD");
        return false;
    }
    if (t->fault) serve_problem(a, t->too_long ? 414 : 400, t->fault);
    else if (asked->has_body) serve_problem(a, 400, "a question has no body");
    return !t->fault && !asked->has_body;
}

/* ---- tags */

/* "tag" stands in a list of tags; the weak form of one will do. */
static bool has_tag(const char *list, const char *tag)
{
    return list && *tag && strstr(list, tag) != NULL;
}

static void not_modified(serve_answer *a, const char *tag)
{
    char kept[SERVE_TAG_MAX];
    snprintf(kept, sizeof kept, "%s", tag);
    serve_answer_free(a);
    serve_answer_init(a);
    a->status = 304;
    memcpy(a->tag, kept, sizeof kept);
}

/* ---- what the reader has seen: a cookie that the front page sets where it is asked
 * to */

static const char *seen_of(const char *cookie, char out[SERVE_SEEN_MAX])
{
    static const char name[] = "dateline_seen=";
    const char *at = cookie ? strstr(cookie, name) : NULL;
    size_t n = 0;
    for (at = at ? at + sizeof name - 1 : ""; at[n] >= '0' && at[n] <= '9'; n++) continue;
    if (n == 0 || n >= SERVE_SEEN_MAX) return NULL;
    memcpy(out, at, n);
    out[n] = 0;
    return out;
}

/* ---- answering */

static void finish(serve_answer *a)
{
    if (!a->status) a->status = 200;
    if (a->body.failed) serve_problem(a, 503, "out of memory");
    else if (a->status == 200 && !a->type) serve_problem(a, 500, "nothing was told");
}

static void work_out(const serve_site *s, const serve_request *r, serve_answer *a)
{
    serve_loan loan = serve_records_take(s->records);
    if (!loan.d) {
        serve_problem(a, 503, loan.why);
        serve_answer_header(a, "Retry-After", "2");
        return;
    }
    r->route->run(r, loan.d, a);
    serve_records_give(s->records, loan);
    finish(a);
}

/* What was seen makes it another question. */
static dl_sha256 asked_digest(const serve_request *r)
{
    dl_sha256 asked = serve_target_digest(r->target);
    dl_slice part[] = { dl_slice_of((const char *)asked.byte, sizeof asked.byte),
        dl_slice_str(r->seen) };
    return r->seen ? dl_sha256_parts(part, 2) : asked;
}

/* The state is asked first: what is worked out then is of that one or of a newer, which
 * the next question finds. */
static void ask_record(
    const serve_site *s, const serve_asked *asked, const serve_request *r, serve_answer *a)
{
    char tag[SERVE_TAG_MAX];
    serve_cache_key key = {
        .host = r->host, .asked = asked_digest(r), .state = serve_records_state(s->records)
    };
    snprintf(tag, sizeof tag, "\"%08llx-%llx-%s\"", (unsigned long long)s->run & UINT32_MAX,
        (unsigned long long)key.state, r->seen ? r->seen : "");
    if (has_tag(asked->if_none_match, tag)) {
        not_modified(a, tag);
        return;
    }
    if (serve_cache_find(s->cache, &key, a)) {
        finish(a);
    } else {
        work_out(s, r, a);
        serve_cache_keep(s->cache, &key, a);
    }
    if (a->status == 200) memcpy(a->tag, tag, sizeof tag);
}

static void ask_program(const serve_asked *asked, const serve_request *r, serve_answer *a)
{
    r->route->run(r, NULL, a);
    finish(a);
    if (has_tag(asked->if_none_match, a->tag)) not_modified(a, a->tag);
}

static void answer(const serve_site *s, const serve_asked *asked, serve_answer *a)
{
    char seen[SERVE_SEEN_MAX];
    serve_request r = { .target = asked->target, .host = asked->host };
    if (s->edit[0]) r.edit = s->edit;
    if (!may_ask(s, asked, a)) return;
    if (serve_edit_takes(s, asked->method)) {
        serve_edit(s, asked, a);
        return;
    }
    if (!is_well_formed(asked, a)) return;
    r.route = serve_route_of(asked->target, &r.id);
    if (!r.route) {
        serve_problem(a, 404, "there is nothing at this address");
        return;
    }
    if (!serve_request_read(&r, a)) return;
    if (r.route->run == serve_page_stories) r.seen = seen_of(asked->cookie, seen);
    if (r.route->no_record) ask_program(asked, &r, a);
    else ask_record(s, asked, &r, a);
}

/* People get a page where something is wrong, programs the JSON. */
static bool wants_page(const serve_asked *asked)
{
    const serve_target *t = asked->target;
    bool program = t->parts
        && (strcmp(t->part[0], "api") == 0 || strcmp(t->part[0], "export") == 0);
    return !program && asked->accept && strstr(asked->accept, "text/html");
}

void serve_dispatch(const serve_site *s, const serve_asked *asked, serve_answer *a)
{
    answer(s, asked, a);
    if (a->status >= 400 && wants_page(asked)) serve_page_problem(a);
}
