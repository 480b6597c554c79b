/* record_link - doc/record_link.h over SQLite: what link asks and tells. */
#include "store_private.h"

#include "doc/record_link.h"

/* ---- asked */

typedef struct each_story {
    void (*each)(void *user, const dl_link_due *d);
    void *user;
} each_story;

static bool story_row(void *user, const dl_row *row)
{
    const each_story *e = user;
    const dl_cell *c = row->cell;
    dl_link_due d = { .id = c[0].text };
    if (row->n > 1) {
        d.grew = c[1].integer;
        d.linked = (uint32_t)c[2].integer;
        d.fresh = (uint32_t)c[3].integer;
    }
    e->each(e->user, &d);
    return true;
}

static void stories(
    void *ctx, dl_link_which which, void (*each)(void *user, const dl_link_due *d), void *user)
{
    each_story e = { each, user };
    bool grouped = which == DL_LINK_GROUPED;
    if (grouped) store_do_query(ctx, SQL_grouped_moved);
    sqlite3_stmt *q = store_statement(ctx, grouped ? SQL_link_grouped : SQL_link_stories);
    if (!q) return;
    if (!grouped) sqlite3_bind_int(q, 1, which == DL_LINK_ALL);
    store_rows(ctx, q, story_row, &e);
}

static void reports(
    void *ctx, dl_slice story, void (*each)(void *user, const dl_link_report *r), void *user)
{
    store_each_report e = { each, user };
    sqlite3_stmt *q = store_statement(ctx, SQL_link_reports);
    if (!q) return;
    store_bind(q, 1, story);
    store_rows(ctx, q, store_link_report_row, &e);
}

typedef struct each_rep {
    void (*each)(void *user, dl_rep rep, dl_slice id, dl_slice story, int32_t day);
    void *user;
} each_rep;


static bool rep_row(void *user, const dl_row *row)
{
    const each_rep *e = user;
    const dl_cell *c = row->cell;
    e->each(e->user, c[0].integer, c[1].text, c[2].text, store_day_in(&c[3]));
    return true;
}

static void each_rep_of_all(void *ctx,
    void (*each)(void *user, dl_rep rep, dl_slice id, dl_slice story, int32_t day), void *user)
{
    each_rep e = { each, user };
    sqlite3_stmt *q = store_statement(ctx, SQL_link_story_of);
    if (q) store_rows(ctx, q, rep_row, &e);
}

static bool layers(void *ctx, dl_rep rep, dl_arena *a, dl_layers *out)
{
    store_count_step(ctx);
    return store_layers_into(ctx, rep, a, out);
}

static dl_slice thing_known(void *ctx, dl_arena *a, dl_slice name, dl_kind kind, dl_slice country)
{
    dl_slice none = { NULL, 0 };
    sqlite3_stmt *q = store_statement(ctx, SQL_link_thing_known);
    if (!q) return none;
    store_bind(q, 1, name);
    store_bind(q, 2, dl_slice_str(dl_kind_name(kind)));
    store_bind(q, 3, country);
    dl_slice id = store_step(ctx, q) ? dl_arena_copy(a, store_column(ctx, q, 0)) : none;
    sqlite3_reset(q);
    return id;
}

/* ---- told */

static void thing(void *ctx, const dl_told_thing *t)
{
    sqlite3_stmt *q = store_statement(ctx, SQL_staged_thing);
    if (!q) return;
    store_bind(q, 1, t->id);
    store_bind(q, 2, dl_slice_str(dl_kind_name(t->kind)));
    store_bind(q, 3, t->name);
    store_bind(q, 4, t->country);
    store_bind(q, 5, t->code);
    store_bind(q, 6, t->title);
    store_do(ctx, q);
}

static void thing_in(void *ctx, dl_rep rep, uint32_t entity, dl_slice id)
{
    sqlite3_stmt *q = store_statement(ctx, SQL_staged_thing_in);
    if (!q) return;
    sqlite3_bind_int64(q, 1, rep);
    sqlite3_bind_int64(q, 2, entity);
    store_bind(q, 3, id);
    store_do(ctx, q);
}

static dl_slice basis_of(const dl_link_report *r, const dl_dated *d)
{
    if (r->first != INT32_MIN && r->first == r->last) return DL_S("given");
    if (d->first == INT32_MIN) return DL_S("none");
    if (d->by_dateline && !d->by_story) return DL_S("dateline");
    return d->by_story ? DL_S("story") : DL_S("text");
}

static void dated(void *ctx, dl_slice story, const dl_link_report *r, const dl_dated *d, bool grew)
{
    sqlite3_stmt *q = store_statement(ctx, SQL_staged_dated);
    if (!q) return;
    sqlite3_bind_int64(q, 1, r->rep);
    store_bind(q, 2, story);
    store_bind_day(q, 3, d->first);
    store_bind_day(q, 4, d->last);
    store_bind(q, 5, basis_of(r, d));
    store_bind(q, 6, d->why.p ? d->why : DL_S(""));
    sqlite3_bind_int(q, 7, grew);
    store_do(ctx, q);
}

typedef struct telling {
    dl_store *s;
    const dl_link_report *r;
    const dl_link_told *told;
    const dl_told_event *e;
    const dl_slice *thing;
} telling;

static void bind_entity(sqlite3_stmt *q, int at, const telling *t, uint32_t report, int32_t entity)
{
    if (entity < 0) return;
    sqlite3_bind_int64(q, at, t->r[report].rep);
    sqlite3_bind_int(q, at + 1, entity);
}

static void bind_event(sqlite3_stmt *q, const telling *t, dl_slice story)
{
    const dl_told_event *e = t->e;
    const dl_slice text[] = { e->id, story, t->r[e->mentions.at[0].report].episode, e->lemma,
        e->type, e->act, e->mode, e->cameo, e->contexts };
    for (int i = 0; i < (int)(sizeof text / sizeof *text); i++) store_bind(q, i + 1, text[i]);
    store_bind_day(q, 10, e->from);
    store_bind_day(q, 11, e->to);
    store_bind(q, 12, dl_slice_str(dl_precision_name(e->precision)));
    store_bind(q, 13, e->basis);
    bind_entity(q, 14, t, e->place_report, e->place);
    sqlite3_bind_int(q, 16, (int)e->status);
    sqlite3_bind_int(q, 17, (int)e->certainty);
    sqlite3_bind_int(q, 18, e->negative);
    bind_entity(q, 19, t, e->attributed_report, e->attributed_to);
    sqlite3_bind_int64(q, 21, e->outlets);
    sqlite3_bind_int64(q, 22, e->origins);
    if (e->sure) sqlite3_bind_int(q, 23, (int)e->sure);
}

/* The days by which lists find it, as found_due in events.sql has them. */
static void bind_found(sqlite3_stmt *q, int at, const dl_told_event *e)
{
    store_bind_day(q, at, e->from);
    if (e->status == DL_PLANNED) store_bind_day(q, at + 1, e->to == INT32_MIN ? INT32_MAX : e->to);
}

static void put_parties(
    const telling *t, store_query query, int role, const dl_told_party *p, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        sqlite3_stmt *q = store_statement(t->s, query);
        if (!q) return;
        store_bind(q, 1, t->e->id);
        sqlite3_bind_int(q, 2, role);
        sqlite3_bind_int64(q, 3, i);
        if (p[i].thing != DL_NO_THING) store_bind(q, 4, t->thing[p[i].thing]);
        store_bind(q, 5, p[i].name.p ? p[i].name : DL_S(""));
        store_bind(q, 6, p[i].country);
        store_bind(q, 7, p[i].code);
        if (p[i].told) sqlite3_bind_int64(q, 8, p[i].told);
        bind_found(q, 9, t->e);
        store_do(t->s, q);
    }
}

static void put_mentions(const telling *t)
{
    for (uint32_t i = 0; i < t->e->mentions.n; i++) {
        const dl_told_mention *m = &t->e->mentions.at[i];
        sqlite3_stmt *q = store_statement(t->s, SQL_staged_merged_mention);
        if (!q) return;
        store_bind(q, 1, t->e->id);
        sqlite3_bind_int64(q, 2, i);
        sqlite3_bind_int64(q, 3, t->r[m->report].rep);
        sqlite3_bind_int64(q, 4, m->event);
        bind_found(q, 5, t->e);
        store_do(t->s, q);
    }
}

static void put_counts(const telling *t)
{
    for (uint32_t i = 0; i < t->e->counts.n; i++) {
        sqlite3_stmt *q = store_statement(t->s, SQL_staged_merged_count);
        if (!q) return;
        sqlite3_bind_int64(q, 2, i);
        store_link_count(t->s, q, t->r, t->e->id, &t->e->counts.at[i]);
    }
}

static void put_links(const telling *t)
{
    for (uint32_t i = 0; i < t->e->links.n; i++) {
        const dl_told_link *l = &t->e->links.at[i];
        store_link_link(t->s, t->e->id, l->kind, t->told->events.at[l->event].id);
    }
}

static void event(void *ctx, dl_slice story, const dl_link_report *r, const dl_link_told *told,
    uint32_t number, const dl_slice *thing_ids)
{
    telling t = { ctx, r, told, &told->events.at[number], thing_ids };
    sqlite3_stmt *q = store_statement(ctx, SQL_staged_merged);
    if (!q) return;
    bind_event(q, &t, story);
    store_do(ctx, q);
    put_parties(&t, SQL_staged_merged_party, 0, t.e->actors.at, t.e->actors.n);
    put_parties(&t, SQL_staged_merged_party, 1, t.e->recipients.at, t.e->recipients.n);
    put_mentions(&t);
    put_counts(&t);
    put_links(&t);
}

static void grown(void *ctx, const dl_link_report *r, const dl_link_told *told, uint32_t number,
    const dl_slice *thing_ids)
{
    telling t = { ctx, r, told, &told->events.at[number], thing_ids };
    store_link_grown(ctx, r, told, number);
    put_parties(&t, SQL_staged_grown_party, 0, t.e->actors.at, t.e->actors.n);
    put_parties(&t, SQL_staged_grown_party, 1, t.e->recipients.at, t.e->recipients.n);
}

/* ---- staging */

/* All that waits of a large record is gigabytes. What was noted for a linking that did
 * not come about goes too. */
static void drop_staged(dl_store *s)
{
    s->notes_grouped = false;
    s->noted_gone = 0;
    STORE_DO_ALL(s, SQL_unstage_thing, SQL_unstage_thing_in, SQL_unstage_dated, SQL_unstage_grown,
        SQL_unstage_grown_party, SQL_near_unstage, SQL_same_unstage, SQL_unstage_merged,
        SQL_unstage_merged_party, SQL_unstage_merged_mention, SQL_unstage_merged_count,
        SQL_unstage_merged_link, SQL_grouped_unstage, SQL_gone_unstage, SQL_gone_member_unstage);
}

static void empty_staged(dl_store *s)
{
    STORE_DO_ALL(s, SQL_empty_thing, SQL_empty_thing_in, SQL_empty_dated, SQL_empty_grown,
        SQL_empty_grown_party, SQL_empty_near, SQL_empty_same, SQL_empty_merged,
        SQL_empty_merged_party, SQL_empty_merged_mention, SQL_empty_merged_count,
        SQL_empty_merged_link);
}

void dl_store_stage_links(dl_store *s, dl_link_which which)
{
    if (which == DL_LINK_ALL) drop_staged(s);
    STORE_DO_ALL(s, SQL_stage_thing, SQL_stage_thing_in, SQL_stage_dated, SQL_stage_grown,
        SQL_stage_grown_party, SQL_near_stage, SQL_same_stage, SQL_stage_merged,
        SQL_stage_merged_party, SQL_stage_merged_mention, SQL_stage_merged_count,
        SQL_stage_merged_link);
    if (which == DL_LINK_ALL) return;
    empty_staged(s);
    STORE_DO_ALL(s, SQL_same_party, SQL_same_mention, SQL_same_count, SQL_same_link);
}

/* Everything makes room for everything: no rows are looked up, no index is kept in order
 * meanwhile. */
static void empty_links(dl_store *s)
{
    STORE_DO_ALL(s, SQL_drop_thing_country, SQL_drop_thing_code, SQL_drop_merged_long,
        SQL_drop_merged_type, SQL_drop_merged_act, SQL_drop_merged_cameo, SQL_drop_merged_sure,
        SQL_drop_party_code, SQL_drop_party_country, SQL_drop_party_name);
    STORE_DO_ALL(s, SQL_drop_thing_name, SQL_drop_thing_in_thing, SQL_drop_dated_story,
        SQL_drop_dated_last, SQL_drop_merged_story, SQL_drop_merged_first, SQL_drop_merged_planned,
        SQL_drop_merged_story_planned, SQL_drop_party_thing, SQL_drop_mention_rep,
        SQL_drop_link_other);
    /* Tables that hang on one another go together: no row looks for others. */
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
    STORE_DO_ALL(s, SQL_link_empty_party, SQL_link_empty_mention, SQL_link_empty_count,
        SQL_link_empty_link, SQL_link_empty_places, SQL_link_empty_merged, SQL_link_empty_thing_in,
        SQL_link_empty_thing, SQL_link_empty_words, SQL_link_empty_party_words,
        SQL_link_empty_dated);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
}

static void index_links(dl_store *s)
{
    STORE_DO_ALL(s, SQL_index_thing_name, SQL_index_thing_in_thing, SQL_index_dated_story,
        SQL_index_dated_last, SQL_index_merged_story, SQL_index_merged_first,
        SQL_index_merged_planned, SQL_index_merged_story_planned, SQL_index_party_thing,
        SQL_index_mention_rep, SQL_index_link_other);
    STORE_DO_ALL(s, SQL_index_thing_country, SQL_index_thing_code, SQL_index_merged_long,
        SQL_index_merged_type, SQL_index_merged_act, SQL_index_merged_cameo, SQL_index_merged_sure,
        SQL_index_party_code, SQL_index_party_country, SQL_index_party_name);
}

static void forget_links(dl_store *s, dl_link_which which)
{
    STORE_DO_ALL(s, SQL_link_keep_links, SQL_same_find, SQL_same_drop_party, SQL_same_drop_mention,
        SQL_same_drop_count, SQL_same_drop_link, SQL_same_drop);
    store_do_query(s, which == DL_LINK_GROUPED ? SQL_link_forget_grouped : SQL_link_forget);
    STORE_DO_ALL(s, SQL_link_forget_thing_in, SQL_link_forget_dated);
}

static void apply_grown(dl_store *s)
{
    STORE_DO_ALL(s, SQL_apply_grown_code, SQL_apply_grown_days, SQL_apply_grown_party,
        SQL_apply_grown_found_mention, SQL_apply_grown_found_party, SQL_apply_grown_found_place,
        SQL_apply_grown, SQL_apply_grown_sum);
}

void dl_store_apply_links(dl_store *s, dl_link_which which)
{
    bool all = which == DL_LINK_ALL;
    if (all) empty_links(s);
    else forget_links(s, which);
    STORE_DO_ALL(s, SQL_apply_thing, SQL_apply_thing_in, SQL_apply_thing_word, SQL_apply_dated,
        SQL_apply_merged, SQL_apply_merged_party, SQL_apply_merged_mention, SQL_apply_merged_count,
        SQL_apply_merged_link, SQL_apply_kept_place);
    store_do_query(s, SQL_apply_kept_known);
    if (!all) apply_grown(s);
    if (s->noted_gone) STORE_DO_ALL(s, SQL_apply_gone, SQL_apply_gone_sum);
    if (all) index_links(s);
    store_do_query(s, all ? SQL_apply_party_word : SQL_apply_new_party_word);
    store_apply_corrections(s);
    store_note_changes(s, all);
    if (all) drop_staged(s);
    else empty_staged(s);
    s->notes_grouped = false;
    s->noted_gone = 0;
}

dl_record_link dl_store_record_link(dl_store *s, dl_link_which which)
{
    dl_record record = dl_store_record(s);
    return (dl_record_link){ .ctx = s,
        .mem = record.mem,
        .err = record.err,
        .which = which,
        .go_on = store_goes_on,
        .stories = stories,
        .reports = reports,
        .near = store_link_near,
        .known = store_link_known,
        .mentions_of = store_link_mentions_of,
        .each = each_rep_of_all,
        .layers = layers,
        .thing_known = thing_known,
        .thing = thing,
        .thing_in = thing_in,
        .dated = dated,
        .event = event,
        .grown = grown,
        .link = store_link_link };
}
