/* hide_again - a report of the record when people hide a part of its text, or show it
 * again: its marks as rows and its words in the index are made anew.
 *
 *   id --store_hide_again--> rows of all its versions
 *
 * What is kept packed stays. */
#include "store_private.h"

typedef struct kept {
    dl_arena *arena;
    dl_put_item item; /* what its marks and its words in the index are made of */
    bool found, searched;
} kept;

static bool take_kept(void *user, const dl_row *row)
{
    enum { TITLE, BODY, DATE, SIZE, BYTES, SEARCHED };
    kept *k = user;
    const dl_cell *c = row->cell;
    k->found = true;
    k->searched = c[SEARCHED].integer != 0;
    if (c[TITLE].type != DL_CELL_NULL) k->item.title = dl_arena_copy(k->arena, c[TITLE].text);
    k->item.body = dl_arena_copy(k->arena, c[BODY].text);
    if (c[DATE].type != DL_CELL_NULL) k->item.date = dl_arena_copy(k->arena, c[DATE].text);
    k->item.packed.layers_n = (size_t)c[SIZE].integer;
    k->item.packed.layers = dl_arena_copy(k->arena, c[BYTES].text);
    return false;
}

/* What link told of the report goes by numbers that change: it waits for the next
 * linking. */
static void forget_links(dl_store *s, dl_rep rep)
{
    store_do_number(s, SQL_link_story_anew, rep);
    store_do_number(s, SQL_hide_mentions_of, rep);
    store_do_number(s, SQL_hide_things_of, rep);
}

static void hide_kept(dl_store *s, dl_rep rep, const kept *k)
{
    if (k->searched) store_do_number(s, SQL_unsearch, rep);
    if (k->searched) store_do_number(s, SQL_forget_pairs, rep);
    store_hide_nothing(s, rep);
    bool hidden = store_hide(s, rep, k->item.body);
    if (k->searched) store_put_words(s, rep, &k->item, hidden);
    if (!k->item.packed.layers_n) return;
    store_do_number(s, SQL_forget_layers, rep); /* their rows go with them */
    store_put_layers(s, rep, &k->item);
    forget_links(s, rep);
}

static void hide_again(dl_store *s, dl_rep rep)
{
    sqlite3_stmt *q = store_statement(s, SQL_hide_kept);
    kept k = { .arena = dl_arena_new(s->mem, 0) };
    if (q && k.arena) {
        sqlite3_bind_int64(q, 1, rep);
        store_rows(s, q, take_kept, &k);
    }
    if (!k.arena || dl_arena_failed(k.arena))
        dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    else if (k.found) hide_kept(s, rep, &k);
    dl_arena_free(k.arena);
}

typedef struct reps {
    dl_arena *arena;
    DL_VEC(dl_rep) all;
} reps;

static bool take_rep(void *user, const dl_row *row)
{
    reps *r = user;
    dl_rep *rep = DL_PUSH(r->arena, &r->all);
    if (rep) *rep = row->cell[0].integer;
    return rep != NULL;
}

void store_hide_again(dl_store *s, dl_slice id)
{
    sqlite3_stmt *q = store_statement(s, SQL_hide_reps);
    reps r = { .arena = dl_arena_new(s->mem, 0) };
    if (q) store_bind(q, 1, id);
    if (q && r.arena) store_rows(s, q, take_rep, &r);
    for (uint32_t i = 0; i < r.all.n && !dl_failed(&s->err); i++) hide_again(s, r.all.at[i]);
    if (!r.arena || dl_arena_failed(r.arena))
        dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    dl_arena_free(r.arena);
}
