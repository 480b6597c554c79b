/* lists - reports, episodes, stories, copies, events, notes, and what the record
 * holds; one story or episode; why things were joined. The queries are in
 * sql/lists.sql. */
#include "store_private.h"

typedef struct named {
    const char *what;
    store_query query;
} named;

/* STORE_QUERIES: there is none of that name. */
static store_query query_of(const named *n, size_t count, const char *what)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(n[i].what, what) == 0) return n[i].query;
    return STORE_QUERIES;
}

/* One query for each order of a list: SQLite goes along an index of that order. */
static store_query asking(store_query query, const store_asked *asked)
{
    const dl_store_filter *f = asked->filter;
    bool last = dl_slice_is(f->sort, "last"), size = dl_slice_is(f->sort, "size");
    if (query == SQL_list_events_newest && f->story.p) return SQL_list_events_newest_of_story;
    if (query == SQL_list_events && f->story.p) return SQL_list_events_of_story;
    if (query == SQL_list_events && f->from != DL_NO_DAY) return SQL_list_events_from;
    if (query == SQL_list_export && f->story.p) return SQL_list_export_of_story;
    if (query == SQL_list_upcoming && f->story.p) return SQL_list_upcoming_of_story;
    if (query == SQL_list_stories && last) return SQL_list_stories_by_last;
    if (query == SQL_list_stories && size) return SQL_list_stories_by_size;
    if (query == SQL_list_story_heads && last) return SQL_list_story_heads_by_last;
    if (query == SQL_list_story_heads && size) return SQL_list_story_heads_by_size;
    return query;
}

static void list_whole(
    dl_store *s, store_query query, const store_asked *asked, dl_row_visit visit, void *user)
{
    sqlite3_stmt *q = store_statement(s, asking(query, asked));
    if (!q) return;
    store_bind_asked(q, asked);
    store_rows(s, q, visit, user);
}

bool dl_store_list(
    dl_store *s, const char *what, const dl_store_filter *f, dl_row_visit visit, void *user)
{
    static const named list[] = { { "reports", SQL_list_reports },
        { "episodes", SQL_list_episodes }, { "stories", SQL_list_stories },
        { "story heads", SQL_list_story_heads }, { "notes", SQL_list_notes },
        { "copies", SQL_list_copies }, { "events", SQL_list_events },
        { "events newest", SQL_list_events_newest }, { "upcoming", SQL_list_upcoming },
        { "export", SQL_list_export }, { "calendar", SQL_list_calendar },
        { "corrections", SQL_list_corrections }, { "status", SQL_list_status } };
    store_query query = query_of(list, sizeof list / sizeof *list, what);
    if (query == STORE_QUERIES) return false;
    store_asked asked;
    store_ask(s, &asked, f);
    if (!store_list_found(s, query, &asked, visit, user)) list_whole(s, query, &asked, visit, user);
    store_asked_free(&asked);
    return true;
}

static bool about_one(dl_store *s, store_query query, dl_slice id, dl_row_visit visit, void *user)
{
    if (query == STORE_QUERIES) return false;
    sqlite3_stmt *q = store_statement(s, query);
    if (!q) return true;
    store_bind_named(q, ":id", id);
    store_rows(s, q, visit, user);
    return true;
}

bool dl_store_show(dl_store *s, const char *what, dl_slice id, dl_row_visit visit, void *user)
{
    static const named show[] = { { "story", SQL_show_story_whole },
        { "story actors", SQL_show_story_actors }, { "story last", SQL_show_story_last },
        { "story ahead", SQL_show_story_ahead }, { "story heading", SQL_show_story },
        { "story top", SQL_show_story_heading }, { "story latest", SQL_show_story_latest },
        { "story sources", SQL_show_story_sources }, { "story next", SQL_show_story_next },
        { "arrivals", SQL_show_arrivals }, { "changes", SQL_show_changes },
        { "new stories", SQL_show_new_stories }, { "episode", SQL_show_episode },
        { "story reports", SQL_show_story_reports }, { "copies", SQL_show_copies },
        { "versions", SQL_show_versions }, { "event", SQL_show_event },
        { "event line", SQL_show_event_line }, { "event told", SQL_show_event_told },
        { "event sentence", SQL_show_event_sentence }, { "who named", SQL_who_named },
        { "who", SQL_who }, { "thing", SQL_who_is }, { "who roles", SQL_who_roles },
        { "who with", SQL_who_with }, { "who stories", SQL_who_stories },
        { "who events", SQL_who_events }, { "who quotes", SQL_who_quotes } };
    return about_one(s, query_of(show, sizeof show / sizeof *show, what), id, visit, user);
}

/* ---- the same from some of their reports (some.c) */

static void bind_sample(sqlite3_stmt *q, int64_t sample)
{
    int at = store_parameter(q, ":sample");
    if (at) sqlite3_bind_int64(q, at, sample);
}

bool dl_store_show_some(
    dl_store *s, const char *what, dl_slice id, int64_t sample, dl_row_visit visit, void *user)
{
    static const struct {
        const char *what;
        store_query query, of;
    } some[] = { { "story actors", SQL_some_actors, SQL_sample_of_story },
        { "story network", SQL_some_network, SQL_sample_of_story },
        { "story places", SQL_some_places, SQL_sample_of_story },
        { "story sources", SQL_some_sources, SQL_sample_of_story },
        { "story last", SQL_some_last, SQL_sample_of_story },
        { "story reports", SQL_show_story_reports, STORE_QUERIES },
        { "who", SQL_some_who, SQL_sample_of_thing },
        { "who roles", SQL_some_roles, SQL_sample_of_thing },
        { "who with", SQL_some_with, SQL_sample_of_thing },
        { "who stories", SQL_some_stories, SQL_sample_of_thing },
        { "who events", SQL_some_events, SQL_sample_of_thing },
        { "who quotes", SQL_some_quotes, SQL_sample_of_thing } };
    size_t i = 0;
    while (i < sizeof some / sizeof *some && strcmp(some[i].what, what) != 0) i++;
    if (i == sizeof some / sizeof *some) return dl_store_show(s, what, id, visit, user);
    dl_slice reps = { NULL, 0 };
    if (some[i].of != STORE_QUERIES) reps = store_some(s, some[i].of, id, sample);
    sqlite3_stmt *q = store_statement(s, some[i].query);
    if (!q) return true;
    store_bind_named(q, ":id", id);
    if (sample) bind_sample(q, sample);
    store_bind_named(q, ":reps", reps);
    store_bind_number(q, ":of_all", s->some_of_all);
    store_rows(s, q, visit, user);
    return true;
}

bool dl_store_explain(dl_store *s, const char *what, dl_slice id, dl_row_visit visit, void *user)
{
    static const named explain[] = { { "story", SQL_explain_story },
        { "episode", SQL_explain_episode } };
    return about_one(s, query_of(explain, sizeof explain / sizeof *explain, what), id, visit, user);
}
