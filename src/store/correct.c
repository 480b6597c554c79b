/* correct - the user's own layer over the record: events, entities and groups put right.
 *
 *   what it is, its id, what is changed --dl_store_correct--> a row of `correction`
 *   a row of another record --dl_store_replay--> the same
 *   after each linking --store_apply_corrections--> events and entities as corrected
 *
 * A row keeps the words of a report that it is about and where they stand, so that it is
 * found again when ids have changed. Groups: correct_groups.c. The queries are in
 * sql/correct.sql. */
#include "store_private.h"

/* ---- applying */

/* In their order: one may build on another. */
void store_apply_corrections(dl_store *s)
{
    static const store_query step[] = { SQL_correction_find, SQL_correct_wrong_links,
        SQL_correct_wrong, SQL_correct_type, SQL_correct_type_sum, SQL_correct_event_mentions,
        SQL_correct_event_known, SQL_correct_event_parties, SQL_correct_event_counts,
        SQL_correct_event_links, SQL_correct_event_linked, SQL_correct_event_gone,
        SQL_correct_event_days, SQL_correct_event_same, SQL_correct_split,
        SQL_correct_split_mentions, SQL_correct_split_first, SQL_correct_split_counts,
        SQL_correct_split_parties, SQL_correct_split_left, SQL_correct_event_outlets,
        SQL_correct_sum_mentions, SQL_correct_sum_counts, SQL_correct_sum_parties,
        SQL_correct_sum_links, SQL_correct_event_sum, SQL_correct_name, SQL_correct_same_in,
        SQL_correct_same_party, SQL_correct_same, SQL_correct_differ, SQL_correct_differ_party,
        SQL_correct_differ_in, SQL_correct_words, SQL_correct_party_words, SQL_correct_places,
        SQL_correct_found_parties, SQL_correct_found_mentions };
    for (int64_t n = store_correction_after(s, 0); n && !dl_failed(&s->err);
         n = store_correction_after(s, n))
        for (size_t i = 0; i < sizeof step / sizeof *step; i++) store_do_number(s, step[i], n);
}

/* ---- adding and taking back */

enum { ANCHOR = 4 }; /* columns: report, in_title, start, words */
enum { REPORT = 5, OTHER = 9, WHO = 13, WHY = 14 }; /* parameters of correction_add */

/* Binds the place that a query tells from parameter `at` on. False: there is none. */
static bool bind_place(dl_store *s, sqlite3_stmt *into, int at, sqlite3_stmt *q)
{
    if (!q) return false;
    bool found = store_step(s, q);
    for (int i = 0; found && i < ANCHOR; i++)
        sqlite3_bind_value(into, at + i, sqlite3_column_value(q, i));
    sqlite3_reset(q);
    return found;
}

/* What one report tells is parted from what the others tell. */
static bool is_apart(const dl_correction *c)
{
    return dl_slice_is(c->change, "split") || dl_slice_is(c->change, "differ");
}

/* Of an event or entity; other: of the one that it is joined with or parted from. */
static bool bind_words(dl_store *s, sqlite3_stmt *into, int at, const dl_correction *c, bool other)
{
    bool is_event = dl_slice_is(c->kind, "event"), in = other && is_apart(c);
    store_query query = is_event ? SQL_correction_event : SQL_correction_thing;
    if (in) query = is_event ? SQL_correction_event_in : SQL_correction_thing_in;
    sqlite3_stmt *q = store_statement(s, query);
    if (!q) return false;
    store_bind(q, 1, other && !in ? c->value : c->target);
    if (is_apart(c)) store_bind(q, 2, c->value);
    return bind_place(s, into, at, q);
}

static bool bind_group(
    dl_store *s, sqlite3_stmt *into, int at, store_query query, dl_slice id, int32_t day)
{
    sqlite3_stmt *q = store_statement(s, query);
    if (!q) return false;
    store_bind_named(q, ":id", id);
    int from = store_parameter(q, ":from");
    if (from) store_bind_day(q, from, day);
    return bind_place(s, into, at, q);
}

/* Of a report, an episode or a story: the two reports between which it stands. */
static bool bind_groups(dl_store *s, sqlite3_stmt *into, const dl_correction *c)
{
    bool is_report = dl_slice_is(c->kind, "report"), is_story = dl_slice_is(c->kind, "story");
    int32_t day = DL_NO_DAY;
    if (dl_slice_is(c->change, "split")) {
        dl_iso_read(c->value, &day);
        return bind_group(s, into, REPORT, SQL_anchor_before, c->target, day)
            && bind_group(s, into, OTHER, SQL_anchor_since, c->target, day);
    }
    store_query what = is_report ? SQL_anchor_report : SQL_anchor_episode;
    if (is_story) what = SQL_anchor_story;
    if (!bind_group(s, into, REPORT, what, c->target, day)) return false;
    if (!dl_slice_is(c->value, "new"))
        return bind_group(s, into, OTHER, SQL_anchor_story, c->value, day);
    what = is_report ? SQL_anchor_left_by_report : SQL_anchor_left_by_episode;
    return bind_group(s, into, OTHER, what, c->target, day);
}

static void bind_said(sqlite3_stmt *q, const dl_correction *c)
{
    store_bind(q, 1, c->kind);
    store_bind(q, 2, c->target);
    store_bind(q, 3, c->change);
    store_bind(q, 4, c->value);
    store_bind(q, WHO, c->by);
    store_bind(q, WHY, c->why);
}

static bool has_other(const dl_correction *c)
{
    return dl_slice_is(c->change, "same") || is_apart(c);
}

static bool is_of_text(const dl_correction *c) { return dl_slice_is(c->kind, "text"); }

static bool add(dl_store *s, sqlite3_stmt *q, const dl_correction *c)
{
    bool of_words = dl_slice_is(c->kind, "event") || dl_slice_is(c->kind, "thing");
    bind_said(q, c);
    if (is_of_text(c)) return store_bind_hidden(s, q, REPORT, c);
    if (!of_words) return bind_groups(s, q, c);
    return bind_words(s, q, REPORT, c, false)
        && (!has_other(c) || bind_words(s, q, OTHER, c, true));
}

/* The report that correction n hides a part of, in the arena; {NULL,0}: it is of no
 * text. */
static dl_slice report_of_text(dl_store *s, int64_t n, dl_arena *a)
{
    sqlite3_stmt *q = store_statement(s, SQL_hide_report_of);
    if (!q || !a) return (dl_slice){ NULL, 0 };
    sqlite3_bind_int64(q, 1, n);
    dl_slice id = { NULL, 0 };
    if (store_step(s, q)) id = dl_arena_copy(a, store_column(s, q, 0));
    sqlite3_reset(q);
    return id;
}

static void hide_again(dl_store *s, int64_t n)
{
    dl_arena *a = dl_arena_new(s->mem, 0);
    dl_slice id = report_of_text(s, n, a);
    if (!a || dl_arena_failed(a)) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    else if (id.p) store_hide_again(s, id);
    dl_arena_free(a);
}

/* What is linked is then not where it was. */
static bool is_of_groups(const dl_correction *c)
{
    return !dl_slice_is(c->kind, "event") && !dl_slice_is(c->kind, "thing");
}

int64_t dl_store_correct(dl_store *s, const dl_correction *c)
{
    if (!dl_store_begin(s)) return 0;
    sqlite3_stmt *q = store_statement(s, SQL_correction_add);
    if (!q) return 0;
    if (!add(s, q, c)) {
        sqlite3_reset(q);
        sqlite3_clear_bindings(q);
        dl_store_rollback(s);
        return 0;
    }
    store_do(s, q);
    int64_t n = store_number(s, SQL_correction_last);
    if (is_of_text(c)) hide_again(s, n);
    dl_store_correct_groups(s);
    store_apply_corrections(s);
    store_note_corrected(s, n);
    if (is_of_groups(c)) dl_store_meta_set(s, "merged", "no"); /* linked next, if not by us */
    return dl_store_commit(s) ? n : 0;
}

/* ---- corrections of another record */

static void bind_given(sqlite3_stmt *q, int at, const dl_correction_place *p)
{
    if (!p->report.p) return;
    store_bind(q, at, p->report);
    sqlite3_bind_int(q, at + 1, p->in_title);
    sqlite3_bind_int64(q, at + 2, (int64_t)p->start);
    store_bind(q, at + 3, p->words);
}

static bool is_there(dl_store *s, const dl_correction_place *p)
{
    sqlite3_stmt *q = p->report.p ? store_statement(s, SQL_correction_has) : NULL;
    if (!q) return !p->report.p;
    store_bind(q, 1, p->report);
    return store_any(s, q);
}

/* The same correction is here already. */
static bool is_known(dl_store *s, const dl_correction *c)
{
    sqlite3_stmt *q = store_statement(s, SQL_correction_known);
    if (!q) return true;
    store_bind(q, 1, c->kind);
    store_bind(q, 3, c->change);
    store_bind(q, 4, c->value);
    bind_given(q, REPORT, &c->here);
    bind_given(q, OTHER, &c->other);
    return store_any(s, q);
}

bool dl_store_replay(dl_store *s, const dl_correction *c)
{
    if (!c->here.report.p || !is_there(s, &c->here) || !is_there(s, &c->other)) return false;
    if (is_known(s, c)) return true;
    sqlite3_stmt *q = store_statement(s, SQL_correction_add);
    if (!q) return false;
    bind_said(q, c);
    bind_given(q, REPORT, &c->here);
    bind_given(q, OTHER, &c->other);
    if (!store_do(s, q)) return false;
    if (is_of_text(c)) store_hide_again(s, c->here.report);
    return true;
}

bool dl_store_uncorrect(dl_store *s, int64_t n)
{
    if (!dl_store_begin(s)) return false;
    dl_arena *a = dl_arena_new(s->mem, 0);
    dl_slice text = report_of_text(s, n, a);
    if (!a || dl_arena_failed(a)) dl_fail(&s->err, DL_ENOMEM, "out of memory", -1, NULL);
    store_note_corrected(s, n);
    store_do_number(s, SQL_correction_remove, n);
    bool found = sqlite3_changes(s->db) > 0;
    if (text.p) store_hide_again(s, text);
    dl_arena_free(a);
    dl_store_meta_set(s, "merged", "no"); /* relink makes what it had changed */
    return dl_store_commit(s) && found;
}
