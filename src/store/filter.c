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

static void bind_number(sqlite3_stmt *q, const char *name, int64_t n)
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
    bind_number(q, ":role", a->role);
    store_bind_named(q, ":reps", a->reps);
    bind_number(q, ":limit", f->limit);
    bind_number(q, ":offset", f->offset);
    if (f->least) bind_number(q, ":least", f->least);
    if (f->no_copies) bind_number(q, ":no_copies", 1);
}

/* ---- by which filter events are found */

/* Beyond so many it is as quick to go through all events in the order of the list: one
 * of some hundred is let through, and a page is soon full. */
enum { FEW = 12000 };

typedef struct leading { /* one of the filters */
    const char *by;
    dl_slice value;
    int role; /* of "party": 0 the actor, 1 the recipient */
} leading;

static void lead_by(store_asked *a, const leading *l)
{
    a->by = l->by;
    a->party = l->value;
    a->role = l->role;
}

/* How many events it may let through, counted up to `most`. */
static int64_t count_by(dl_store *s, store_asked *a, const leading *l, int64_t most)
{
    sqlite3_stmt *q = store_statement(s, SQL_count_found);
    if (!q) return most;
    lead_by(a, l);
    store_bind_asked(q, a);
    bind_number(q, ":most", most);
    int64_t n = store_step(s, q) ? sqlite3_column_int64(q, 0) : most;
    sqlite3_reset(q);
    return n;
}

void store_ask_fewest(dl_store *s, store_asked *a)
{
    const dl_store_filter *f = a->filter;
    const leading all[] = { { "place", f->place, 0 }, { "type", f->type, 0 },
        { "party", f->actor, 0 }, { "party", f->recipient, 1 }, { "country", f->country, 0 },
        { "about", f->about, 0 } };
    const leading *best = NULL;
    int64_t fewest = FEW;
    for (size_t i = 0; i < sizeof all / sizeof *all && !f->story.p; i++) {
        int64_t n = all[i].value.p ? count_by(s, a, &all[i], fewest) : fewest;
        if (n < fewest) best = &all[i];
        if (n < fewest) fewest = n;
    }
    if (best) lead_by(a, best);
    else a->by = NULL;
}
