/* check - is the record sound? Findings for people, one answer for programs. */
#include "store_private.h"

/* An index that is damaged does not hide the other findings. */
static dl_err check_index(dl_store *s)
{
    store_do_query(s, SQL_check_index);
    dl_err found = s->err;
    if (found.code == DL_EFORMAT) dl_err_clear(&s->err);
    return found;
}

bool dl_store_check(dl_store *s, dl_row_visit visit, void *user)
{
    dl_err index = check_index(s);
    sqlite3_stmt *q = store_statement(s, SQL_check_findings);
    if (q) store_rows(s, q, visit, user);
    bool sound = store_number(s, SQL_check_is_sound) == 1;
    if (!dl_failed(&s->err)) s->err = index;
    return sound && !dl_failed(&s->err);
}
