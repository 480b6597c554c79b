/* asked - the addresses that `watch` asks for, and what it knows of them
 * (sql/asked.sql). */
#include "store_private.h"

enum { NEVER = -1 };

/* {NULL,0} where it is NULL; in the arena. */
static dl_slice text_at(dl_store *s, sqlite3_stmt *q, int at, dl_arena *a)
{
    dl_slice value = store_column(s, q, at);
    return value.p ? dl_arena_copy(a, value) : value;
}

static int64_t time_at(sqlite3_stmt *q, int at)
{
    bool known = sqlite3_column_type(q, at) != SQLITE_NULL;
    return known ? sqlite3_column_int64(q, at) : NEVER;
}

bool dl_store_asked(dl_store *s, dl_slice url, dl_arena *a, dl_asked *out)
{
    *out = (dl_asked){ .url = url, .next = NEVER, .at = NEVER };
    sqlite3_stmt *q = store_statement(s, SQL_asked);
    if (!q) return false;
    store_bind(q, 1, url);
    bool there = store_step(s, q);
    if (there) {
        out->is_feed = dl_slice_is(store_column(s, q, 0), "feed");
        out->next = time_at(q, 1);
        out->status = (unsigned)sqlite3_column_int64(q, 2);
        out->at = time_at(q, 3);
        out->failures = (unsigned)sqlite3_column_int64(q, 4);
        out->etag = text_at(s, q, 5, a);
        out->modified = text_at(s, q, 6, a);
        out->changed = text_at(s, q, 7, a);
        out->why = text_at(s, q, 8, a);
    }
    sqlite3_reset(q);
    return there;
}

static void bind_time(sqlite3_stmt *q, int at, int64_t t)
{
    if (t >= 0) sqlite3_bind_int64(q, at, t);
}

void dl_store_asked_put(dl_store *s, const dl_asked *x)
{
    sqlite3_stmt *q = store_statement(s, SQL_asked_put);
    if (!q) return;
    store_bind(q, 1, x->url);
    store_bind(q, 2, x->is_feed ? DL_S("feed") : DL_S("page"));
    bind_time(q, 3, x->next);
    sqlite3_bind_int64(q, 4, x->status);
    bind_time(q, 5, x->at);
    sqlite3_bind_int64(q, 6, x->failures);
    store_bind(q, 7, x->etag);
    store_bind(q, 8, x->modified);
    store_bind(q, 9, x->changed);
    store_bind(q, 10, x->why);
    store_do(s, q);
}

typedef struct taking {
    dl_arena *arena;
    dl_slice *url;
    uint32_t n;
} taking;

static bool take_url(void *user, const dl_row *row)
{
    taking *t = user;
    t->url[t->n++] = dl_arena_copy(t->arena, row->cell[0].text);
    return true;
}

uint32_t dl_store_asked_due(dl_store *s, int64_t now, dl_arena *a, dl_slice *url, uint32_t most)
{
    taking t = { a, url, 0 };
    sqlite3_stmt *q = store_statement(s, SQL_asked_due);
    if (!q) return 0;
    sqlite3_bind_int64(q, 1, now);
    sqlite3_bind_int64(q, 2, most);
    store_rows(s, q, take_url, &t);
    return t.n;
}

uint64_t dl_store_asked_waiting(dl_store *s)
{
    int64_t n = store_number(s, SQL_asked_waiting);
    return n > 0 ? (uint64_t)n : 0;
}

bool dl_store_has_address(dl_store *s, dl_slice url_key)
{
    sqlite3_stmt *q = store_statement(s, SQL_has_address);
    if (!q) return false;
    store_bind(q, 1, url_key);
    return store_any(s, q);
}
