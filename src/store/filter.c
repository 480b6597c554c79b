/* filter - what a list is asked with, bound to the names that its query has.
 *
 *   dl_store_filter --store_ask--> store_asked --store_bind_asked--> :from, :limit ... */
#include "match.h"
#include "store_private.h"

void store_ask(dl_store *s, store_asked *a, const dl_store_filter *f)
{
    *a = (store_asked){ .filter = f };
    dl_buf_init(&a->about, s->mem);
    if (f->about.p) dl_match_build(&a->about, NULL, f->about);
    if (f->about.p && !a->about.n) dl_buf_str(&a->about, "\"\""); /* no word: nothing has it */
    if (f->sample && f->story.p) a->reps = store_some(s, SQL_sample_of_story, f->story, f->sample);
    if (a->about.failed) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
}

void store_asked_free(store_asked *a) { dl_buf_free(&a->about); }

void store_bind_number(sqlite3_stmt *q, const char *name, int64_t n)
{
    int at = store_parameter(q, name);
    if (at) sqlite3_bind_int64(q, at, n);
}

static void bind_day(sqlite3_stmt *q, const char *name, int32_t day)
{
    int at = store_parameter(q, name);
    if (at) store_bind_day(q, at, day);
}

static void bind_event_filters(sqlite3_stmt *q, const dl_store_filter *f)
{
    store_bind_named(q, ":actor", f->actor);
    store_bind_named(q, ":recipient", f->recipient);
    store_bind_named(q, ":type", f->type);
    store_bind_named(q, ":status", f->status);
    store_bind_named(q, ":country", f->country);
    store_bind_named(q, ":place", f->place);
    store_bind_named(q, ":context", f->context);
    if (f->sure) store_bind_number(q, ":sure", f->sure);
    bind_day(q, ":as_of", f->as_of);
}

void store_bind_asked(sqlite3_stmt *q, const store_asked *a)
{
    const dl_store_filter *f = a->filter;
    store_bind_named(q, ":outlet", f->outlet);
    store_bind_named(q, ":id", f->story);
    store_bind_named(q, ":sort", f->sort);
    bind_event_filters(q, f);
    if (f->about.p) store_bind_named(q, ":about", dl_buf_slice(&a->about));
    bind_day(q, ":from", f->from);
    bind_day(q, ":to", f->to);
    store_bind_named(q, ":by", dl_slice_str(a->by));
    store_bind_named(q, ":party", a->party);
    store_bind_number(q, ":role", a->role);
    store_bind_named(q, ":reps", a->reps);
    store_bind_number(q, ":limit", f->limit);
    store_bind_number(q, ":offset", f->offset);
    if (f->least) store_bind_number(q, ":least", f->least);
    if (f->no_copies) store_bind_number(q, ":no_copies", 1);
}
