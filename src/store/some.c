/* some - which reports of a story or an entity stand for all of them, where many tell it.
 *
 *   id, how many --store_some--> "[3,17,...]", bound as :reps (sql/some.sql)
 *
 * While one state of the record is held the last choice is remembered: the parts of a
 * page ask for the same. */
#include "store_private.h"

static bool is_remembered(const dl_store *s, store_query of, dl_slice id, int64_t sample)
{
    return s->some_of == of && s->some_n == sample && dl_slice_eq(dl_buf_slice(&s->some_id), id);
}

static void remember(dl_store *s, store_query of, dl_slice id, int64_t sample)
{
    bool held = s->reading && !sqlite3_get_autocommit(s->db);
    dl_buf_clear(&s->some_id);
    dl_buf_add(&s->some_id, id);
    s->some_n = sample;
    s->some_of = held && !s->some_id.failed ? of : STORE_QUERIES;
}

typedef struct choice {
    DL_VEC(dl_rep) at; /* in order of their days */
    uint32_t dated;
} choice;

static void read_all(dl_store *s, store_query of, dl_slice id, dl_arena *a, choice *c)
{
    sqlite3_stmt *q = store_statement(s, of);
    if (!q) return;
    store_bind_named(q, ":id", id);
    while (store_step(s, q)) {
        dl_rep *rep = DL_PUSH(a, &c->at);
        if (rep) *rep = sqlite3_column_int64(q, 0);
        c->dated += sqlite3_column_int(q, 1) != 0;
    }
    sqlite3_reset(q);
}

/* The i-th of them: one of so many evenly spread ones, the last of all among them; of an
 * entity also the first and the newest. */
static bool is_chosen(const choice *c, uint64_t i, uint64_t sample)
{
    if (sample == 0 || (i + 1) * sample / c->at.n != i * sample / c->at.n) return true;
    bool newest = i < c->dated && c->dated - i <= sample;
    return c->dated && (i == 0 || newest);
}

static void choose(dl_store *s, store_query of, dl_slice id, int64_t sample)
{
    dl_arena *a = dl_arena_new(s->mem, 0);
    choice c = { 0 };
    dl_buf_clear(&s->some);
    if (a) read_all(s, of, id, a, &c);
    dl_json_open(&s->some, '[');
    s->some_of_all = c.at.n;
    for (uint32_t i = 0; i < c.at.n; i++)
        if (is_chosen(&c, i, (uint64_t)sample)) dl_json_int(&s->some, c.at.at[i]);
    dl_json_close(&s->some, ']');
    if (!a || dl_arena_failed(a) || s->some.failed)
        dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    dl_arena_free(a);
}

dl_slice store_some(dl_store *s, store_query of, dl_slice id, int64_t sample)
{
    if (is_remembered(s, of, id, sample)) return dl_buf_slice(&s->some);
    choose(s, of, id, sample);
    remember(s, of, id, sample);
    return dl_buf_slice(&s->some);
}
