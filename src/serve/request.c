/* request - see request.h. */
#include "request.h"

#include <stdio.h>

/* letter: which routes take it (serve_route.takes).  kind: what its value is.  at: offset
 * in serve_request, of a const char *, a bool or a uint64_t by the kind. */
typedef enum parameter_kind { TEXT, NEEDED, SWITCH, NUMBER, LIMIT, NEXT } parameter_kind;
typedef struct parameter {
    const char *name;
    char letter;
    parameter_kind kind;
    size_t at;
} parameter;
#define TO(field) offsetof(serve_request, field)

static const parameter parameters[] = {
    { "q", 'q', NEEDED, TO(q) },
    { "name", 'n', NEEDED, TO(name) },
    { "seen", 'v', TEXT, TO(marked) },
    { "at", 'A', NUMBER, TO(at) },
    { "title", 'A', SWITCH, TO(in_title) },
    { "q", 'Q', TEXT, TO(q) },
    { "name", 'N', TEXT, TO(name) },
    { "from", 'f', TEXT, TO(filter.from) },
    { "to", 'f', TEXT, TO(filter.to) },
    { "since", 'f', TEXT, TO(filter.since) },
    { "about", 'f', TEXT, TO(filter.about) },
    { "outlet", 'f', TEXT, TO(filter.outlet) },
    { "story", 's', TEXT, TO(filter.story) },
    { "actor", 'e', TEXT, TO(filter.actor) },
    { "recipient", 'e', TEXT, TO(filter.recipient) },
    { "type", 'e', TEXT, TO(filter.type) },
    { "status", 'e', TEXT, TO(filter.status) },
    { "sure", 'e', TEXT, TO(filter.sure) },
    { "country", 'e', TEXT, TO(filter.country) },
    { "place", 'e', TEXT, TO(filter.place) },
    { "context", 'e', TEXT, TO(filter.context) },
    { "as_of", 'u', TEXT, TO(filter.as_of) },
    { "dates", 'D', NUMBER, TO(filter.dates) },
    { "new_since", 'D', TEXT, TO(filter.new_since) },
    { "no_copies", 'c', SWITCH, TO(filter.no_copies) },
    { "sort", 'g', TEXT, TO(filter.sort) },
    { "least", 'g', NUMBER, TO(filter.least) },
    { "limit", 'p', LIMIT, TO(limit) },
    { "next", 'p', NEXT, TO(offset) },
};
enum { PARAMETERS = sizeof parameters / sizeof *parameters };

static bool takes(const serve_route *route, const parameter *p)
{
    return strchr(route->takes, p->letter) != NULL;
}

bool serve_parameter_at(const serve_route *route, size_t i, const char **name, bool *taken)
{
    if (i >= PARAMETERS) return false;
    *name = parameters[i].name;
    *taken = takes(route, &parameters[i]);
    return true;
}

static const parameter *parameter_named(const serve_route *route, const char *name)
{
    for (size_t i = 0; i < PARAMETERS; i++)
        if (strcmp(parameters[i].name, name) == 0 && takes(route, &parameters[i]))
            return &parameters[i];
    return NULL;
}

static void complain(serve_answer *a, const char *name, const char *what)
{
    char detail[256];
    snprintf(detail, sizeof detail, "%.60s %s", name, what);
    serve_problem(a, 400, detail);
}

/* ---- values */

static bool number(const char *text, uint64_t most, uint64_t *out)
{
    uint64_t n = 0;
    for (; *text >= '0' && *text <= '9' && n <= most; text++) n = n * 10 + (uint64_t)(*text - '0');
    *out = n;
    return *text == 0 && n >= 1 && n <= most;
}

static bool set_switch(bool *field, const char *value)
{
    *field = strcmp(value, "1") == 0 || strcmp(value, "true") == 0;
    return *field || strcmp(value, "0") == 0 || strcmp(value, "false") == 0;
}

/* NULL: all is well; else what the value should be. */
static const char *set(serve_request *r, const parameter *p, const char *value)
{
    enum { NUMBER_MOST = 1000000 };
    void *field = (char *)r + p->at;
    switch (p->kind) {
    case TEXT:
    case NEEDED: *(const char **)field = value; return NULL;
    case SWITCH: return set_switch(field, value) ? NULL : "is true or false";
    case NUMBER:
        return number(value, NUMBER_MOST, field) ? NULL : "is a number from 1 to 1,000,000";
    case LIMIT: return number(value, SERVE_ROWS_MOST, field) ? NULL : "is a number from 1 to 500";
    case NEXT:
        return serve_next_read(r->target, value, field) ? NULL
                                                        : "is no token that this list gave out";
    }
    return NULL;
}

static const char *missing(const serve_request *r)
{
    for (size_t i = 0; i < PARAMETERS; i++) {
        const parameter *p = &parameters[i];
        bool needed = p->kind == NEEDED && takes(r->route, p);
        if (needed && !serve_target_value(r->target, p->name)) return p->name;
    }
    return NULL;
}

bool serve_request_read(serve_request *r, serve_answer *a)
{
    r->filter = (dateline_filter){ .size = sizeof r->filter };
    r->limit = SERVE_ROWS;
    r->offset = 0;
    for (uint32_t i = 0; i < r->target->n; i++) {
        const serve_parameter *given = &r->target->at[i];
        const parameter *p = parameter_named(r->route, given->name);
        const char *wants = p && *given->value ? set(r, p, given->value) : NULL;
        if (!p) wants = "is no parameter here";
        if (!wants) continue;
        complain(a, given->name, wants);
        return false;
    }
    const char *name = missing(r);
    if (name) complain(a, name, "is missing: it says what is looked for");
    return !name;
}
