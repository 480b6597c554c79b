/* changes - which stories became others, for programs that keep a copy of what the record
 * tells: each linking and each correction notes those that it made, changed or took away.
 *
 *   stories, their reports and events --store_note_changes--> rows of `story_change`
 *
 * What a story was when it was noted last is known by the sums of its rows. The history
 * is no result: another order of arrival gives another one. */
#include "store_private.h"

void store_note_changes(dl_store *s, bool all)
{
    int64_t number = store_number(s, SQL_change_next);
    store_do_query(s, SQL_change_stage);
    store_do_number(s, all ? SQL_change_all : SQL_change_linked, number);
    if (!all) store_do_number(s, SQL_change_grew, number);
    store_do_number(s, SQL_change_gone, number);
    store_do_query(s, SQL_change_empty);
}

void store_note_corrected(dl_store *s, int64_t correction)
{
    int64_t number = store_number(s, SQL_change_next);
    sqlite3_stmt *q = store_statement(s, SQL_change_corrected);
    if (!q) return;
    sqlite3_bind_int64(q, 1, number);
    sqlite3_bind_int64(q, 2, correction);
    store_do(s, q);
}
