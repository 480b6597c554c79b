/* found - lists of events with filters: which events a page has is worked out before what
 * each tells is read. docs/decisions/60 and 71.
 *
 *   store_asked --store_list_found--> ids, in order --> rows of the list
 *
 * What one of the filters asks for is found by an index, with the days that lists go by
 * (ranked.c). Few have it: these are put in order and looked at. Many have it: the list
 * is gone through from its begin, and the page is soon full. Many have it, but none near
 * the begin of the list: the first of those that the index finds, as many as it takes.
 * Each way gives the same page. */
#include "ranked.h"

enum {
    FEW = 140000, /* events that an index finds in less time than ... */
    LOOKED = 2500, /* ... so many are gone through in */
    SPARE = 4, /* times a page: of those found so many are looked at first ... */
    MORE = 16, /* ... then so many times more, until the page is full */
    PAGE = 45, /* words: a report's rows are on a page of their own, which takes as long as so
                 many rows */
    SURE = 4 /* where also a grade is asked for, so many times fewer are few */
};
static const char by_words[] = "about";

void store_usual_effort(dl_store *s) { dl_store_effort(s, FEW, LOOKED); }

void dl_store_effort(dl_store *s, size_t few, size_t looked)
{
    s->few = few;
    s->looked = looked;
}

typedef struct way {
    store_query list, walk, find, tell;
    store_order order;
} way;

static const way *way_of(store_query list, const dl_store_filter *f)
{
    static const way all[] = { { SQL_list_events, SQL_walk_events, SQL_find_events, SQL_tell_events,
                                   STORE_FIRST },
        { SQL_list_events_newest, SQL_walk_events_newest, SQL_find_events, SQL_tell_events,
            STORE_NEWEST },
        { SQL_list_upcoming, SQL_walk_upcoming, SQL_find_upcoming, SQL_tell_upcoming, STORE_DUE } };
    if (f->story.p) return NULL; /* an index of the story has them in order */
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].list == list) return &all[i];
    return NULL;
}

/* ---- by which filter */

static bool has_leading(const dl_store_filter *f)
{
    return f->place.p || f->type.p || f->actor.p || f->recipient.p || f->country.p || f->about.p;
}

typedef struct leading { /* one of the filters */
    const char *by;
    dl_slice value; /* {NULL,0}: not asked for */
    int role; /* of "party": 0 the actor, 1 the recipient */
} leading;
enum { FILTERS = 6 };

static void lead_by(store_asked *a, const leading *l)
{
    a->by = l->by;
    a->party = l->value;
    a->role = l->role;
}

/* Whether reports with the words are so few that their events are found by them. */
static bool has_few_reports(dl_store *s, const store_asked *a)
{
    sqlite3_stmt *q = store_statement(s, SQL_found_reports);
    if (!q) return false;
    int64_t most = (int64_t)(s->few / PAGE) + 1;
    store_bind_asked(q, a);
    store_bind_number(q, ":most", most);
    bool few = store_step(s, q) && sqlite3_column_int64(q, 0) < most;
    sqlite3_reset(q);
    return few;
}

/* Ranks what the filter finds that finds the fewest; false where each finds more than
 * `most`. */
static bool rank_fewest(
    dl_store *s, store_asked *a, const leading *of, store_ranked *r, size_t most)
{
    const leading *best = NULL;
    size_t given = 0;
    for (size_t i = 0; i < FILTERS; i++) {
        if (!of[i].value.p) continue;
        given++;
        lead_by(a, &of[i]);
        bool words = of[i].by == by_words && most != SIZE_MAX;
        if (words && !has_few_reports(s, a)) continue;
        if (!store_rank(s, a, r, words && !best ? SIZE_MAX : most)) continue;
        best = &of[i];
        most = r->found;
    }
    if (best) lead_by(a, best);
    if (best && given > 1) store_rank(s, a, r, SIZE_MAX);
    return best != NULL;
}

/* One event of twenty is told surely, so that few of them are looked at where many have
 * what else is asked for. */
static void rank_sure(dl_store *s, store_asked *a, store_ranked *r)
{
    const leading sure = { "sure", DL_S(""), 0 };
    lead_by(a, &sure);
    store_rank(s, a, r, SIZE_MAX);
}

/* ---- which events */

/* Their ids go into `ids`, a JSON array. How many they are. */
static int64_t ids_of(
    dl_store *s, store_query query, const store_asked *a, dl_slice of, dl_buf *ids)
{
    int64_t n = 0;
    sqlite3_stmt *q = store_statement(s, query);
    dl_buf_clear(ids);
    dl_json_open(ids, '[');
    if (q) store_bind_asked(q, a);
    if (q) store_bind_named(q, ":ids", of);
    if (q) store_bind_number(q, ":looked", (int64_t)s->looked);
    for (; q && store_step(s, q); n++) dl_json_str(ids, store_column(s, q, 0));
    if (q) sqlite3_reset(q);
    dl_json_close(ids, ']');
    return n;
}

/* Looks at the first of those found, then at more of them until the page is full. */
static void look(dl_store *s, const way *w, const store_asked *a, store_ranked *r, dl_buf *ids)
{
    const dl_store_filter *f = a->filter;
    for (;;) {
        int64_t n = ids_of(s, w->find, a, store_ranked_ids(r), ids);
        if (f->limit < 0 || n == f->limit || r->kept_all || dl_failed(&s->err)) return;
        r->most *= MORE;
        store_rank(s, a, r, SIZE_MAX);
    }
}

/* False: many have what each of the filters asks for, and the list is best gone through
 * whole. */
static bool find(dl_store *s, const way *w, store_asked *a, store_ranked *r, dl_buf *ids)
{
    const dl_store_filter *f = a->filter;
    const leading of[FILTERS] = { { "place", f->place, 0 }, { "type", f->type, 0 },
        { "party", f->actor, 0 }, { "party", f->recipient, 1 }, { "country", f->country, 0 },
        { by_words, f->about, 0 } };
    bool other = has_leading(f);
    bool few = other && rank_fewest(s, a, of, r, f->sure ? s->few / SURE : s->few);
    bool whole = f->limit < 0 || (w->order == STORE_FIRST && f->from != DL_NO_DAY);
    if (!few && whole) return false; /* what ended before that day is not gone through */
    bool walked = !few && !(f->sure && other);
    if (walked && ids_of(s, w->walk, a, (dl_slice){ NULL, 0 }, ids) == f->limit) return true;
    if (!few && f->sure) rank_sure(s, a, r);
    else if (!few) few = rank_fewest(s, a, of, r, SIZE_MAX);
    if (few || f->sure) look(s, w, a, r, ids);
    return true;
}

/* ---- what each tells */

/* Of those found, as many as are looked at first; any limit may be asked for, or all.
 * Most plans are no entries of a calendar, and most events are not told surely. */
static size_t first_looked_at(const dl_store_filter *f, store_order order)
{
    size_t rows = (size_t)f->limit + (size_t)f->offset;
    size_t times = order == STORE_DUE || f->sure ? 2 * SPARE * MORE : SPARE;
    if (f->limit < 0) return SIZE_MAX;
    return rows < SIZE_MAX / times ? rows * times : SIZE_MAX;
}

bool store_list_found(dl_store *s, store_query list, store_asked *a, dl_row_visit visit, void *user)
{
    const dl_store_filter *f = a->filter;
    const way *w = has_leading(f) || f->sure ? way_of(list, f) : NULL;
    if (!w) return false;
    dl_buf ids;
    store_ranked r;
    dl_buf_init(&ids, s->mem);
    store_ranked_init(s, &r, w->order, a, first_looked_at(f, w->order));
    bool found = find(s, w, a, &r, &ids);
    if (ids.failed) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    sqlite3_stmt *q = found && !ids.failed ? store_statement(s, w->tell) : NULL;
    if (q) {
        store_bind_asked(q, a);
        store_bind_named(q, ":ids", dl_buf_slice(&ids));
        store_rows(s, q, visit, user);
    }
    store_ranked_free(&r);
    dl_buf_free(&ids);
    return found;
}
