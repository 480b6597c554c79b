/* relink - see relink.h. */
#include "relink.h"

#include "group/group.h"

/* New reports, and their share of the record, up to which they join one by one; more are
 * grouped better and as fast afresh. */
enum { LIVE_MOST = 2000, LIVE_SHARE = 10 };

void dl_relink_mark(dl_store *s, bool afresh)
{
    const char *was = dl_store_meta(s, "linked");
    bool only_new = !afresh && (strcmp(was, "yes") == 0 || strcmp(was, "new") == 0);
    dl_store_meta_set(s, "linked", only_new ? "new" : "no");
}

bool dl_relink_is_due(dl_store *s)
{
    const char *linked = dl_store_meta(s, "linked");
    return strcmp(linked, "no") == 0 || strcmp(linked, "new") == 0;
}

void dl_relink_forget(dl_relink *r)
{
    dl_group_live_free(r->live);
    r->live = NULL;
}

static bool suits_live(dl_store *s)
{
    if (strcmp(dl_store_meta(s, "linked"), "new") != 0) return false;
    int64_t grouped = dl_store_last_grouped(s), fresh = dl_store_ungrouped(s);
    return fresh <= LIVE_MOST && fresh * LIVE_SHARE <= grouped;
}

static void group_new(dl_relink *r, const dl_record *record)
{
    int64_t version = dl_store_data_version(r->store);
    if (r->live && version != r->data_version) dl_relink_forget(r);
    if (!r->live) r->live = dl_group_live_open(r->words, record);
    r->data_version = version;
    if (r->live) dl_group_live_add(r->live, record);
}

void dl_relink_commit(dl_relink *r, bool afresh)
{
    dl_record record = dl_store_record(r->store);
    if (!afresh && suits_live(r->store)) {
        group_new(r, &record);
    } else {
        dl_relink_forget(r);
        dl_group_relink(r->words, &record);
    }
    dl_store_meta_set(r->store, "linked", "yes");
    if (!dl_failed(record.err)) dl_store_commit(r->store);
    if (dl_failed(record.err)) dl_relink_forget(r);
}

void dl_relink_run(dl_relink *r, bool afresh)
{
    dl_store_sync_fully(r->store, true); /* what `add` says is in, is on the disk */
    if (dl_store_begin(r->store)) dl_relink_commit(r, afresh);
    if (!dl_failed(dl_store_err(r->store))) dl_store_sync_fully(r->store, false);
}
