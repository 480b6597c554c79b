/* relink - see relink.h. */
#include "relink.h"

#include "group/group.h"
#include "link/relink.h"

/* New reports, and their share of the record, up to which they join one by one; more are
 * grouped better and as fast afresh. */
enum { LIVE_MOST = 2000, LIVE_SHARE = 10 };

/* How often work is thrown away because another process wrote, before the record is
 * locked for the whole of it. */
enum { TRIALS = 3 };

/* But for new reports. */
static bool was_done(dl_store *s, const char *mark)
{
    const char *was = dl_store_meta(s, mark);
    return strcmp(was, "yes") == 0 || strcmp(was, "new") == 0;
}

void dl_relink_mark(dl_store *s, bool afresh)
{
    bool linked = !afresh && was_done(s, "linked");
    bool merged = linked && was_done(s, "merged");
    dl_store_meta_set(s, "linked", linked ? "new" : "no");
    dl_store_meta_set(s, "merged", merged ? "new" : "no");
}

bool dl_relink_is_due(dl_store *s)
{
    const char *linked = dl_store_meta(s, "linked");
    if (strcmp(linked, "no") == 0 || strcmp(linked, "new") == 0) return true;
    return strcmp(linked, "yes") == 0 && strcmp(dl_store_meta(s, "merged"), "yes") != 0;
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

/* ---- a few new reports into the groups that are there */

static bool is_live_right(const dl_relink *r, int64_t version)
{
    return r->live && r->data_version == version;
}

/* The groups of a large record take seconds to read: that is done before the record is
 * locked. */
static void read_live(dl_relink *r)
{
    dl_record record = dl_store_record(r->store);
    int64_t version = dl_store_data_version(r->store);
    if (is_live_right(r, version)) return;
    dl_relink_forget(r);
    r->live = dl_group_live_open(r->words, &record);
    r->data_version = version;
}

static void group_new(dl_relink *r)
{
    dl_record record = dl_store_record(r->store);
    read_live(r); /* again, if another process wrote meanwhile */
    if (r->live) dl_group_live_add(r->live, &record);
}

/* ---- all groups afresh */

/* What is worked out of one state of the record is right as long as nobody writes. */
static bool work_out(dl_relink *r, int64_t *version)
{
    dl_record record = dl_store_record(r->store);
    if (!dl_store_begin_reading(r->store)) return false;
    *version = dl_store_data_version(r->store);
    if (!dl_store_leave_out(r->store, r->leaves)) return false;
    dl_store_stage_groups(r->store);
    dl_group_relink(r->words, &record);
    return !dl_failed(record.err) && dl_store_commit(r->store);
}

static void group_afresh(dl_relink *r)
{
    dl_record record = dl_store_record(r->store);
    dl_relink_forget(r);
    dl_group_relink(r->words, &record);
}

/* ---- entities, days, events: over the groups that are there */

static void work_links_out(dl_relink *r, dl_link_which which)
{
    dl_store_stage_links(r->store, which);
    dl_record_link record = dl_store_record_link(r->store, which);
    dl_link_relink(r->link, &record);
}

/* ---- in a transaction */

/* A removal is whole with what link tells of the stories that it changes. */
static void done(dl_relink *r)
{
    dl_store_meta_set(r->store, "linked", "yes");
    if (dl_store_correct_groups(r->store)) dl_relink_forget(r);
    if (r->leaves.p) work_links_out(r, DL_LINK_MOVED);
    if (r->leaves.p) dl_store_apply_links(r->store, DL_LINK_MOVED);
    if (!dl_failed(dl_store_err(r->store))) dl_store_commit(r->store);
    if (dl_failed(dl_store_err(r->store))) dl_relink_forget(r);
}

static void apply_links(dl_relink *r, dl_link_which which)
{
    dl_store_apply_links(r->store, which);
    r->noted = false;
    dl_store_meta_set(r->store, "merged", "yes");
    if (!dl_failed(dl_store_err(r->store))) dl_store_commit(r->store);
}

/* What was noted is all that changed, unless another process wrote since. */
static dl_link_which which_links(const dl_relink *r, bool all, int64_t version)
{
    if (all) return DL_LINK_ALL;
    return r->noted && r->noted_version == version ? DL_LINK_GROUPED : DL_LINK_MOVED;
}

/* As try_afresh, for what link tells. */
static bool try_links(dl_relink *r, bool all)
{
    if (!dl_store_begin_reading(r->store)) return true;
    int64_t version = dl_store_data_version(r->store);
    dl_link_which which = which_links(r, all, version);
    work_links_out(r, which);
    if (dl_failed(dl_store_err(r->store)) || !dl_store_commit(r->store)) return true;
    dl_store_sync_fully(r->store, true);
    if (!dl_store_begin(r->store)) return true;
    if (dl_store_data_version(r->store) != version) {
        dl_store_rollback(r->store);
        return false;
    }
    apply_links(r, which);
    return true;
}

static void try_to_link(dl_relink *r, bool all)
{
    bool finished = dl_failed(dl_store_err(r->store));
    for (int i = 0; i < TRIALS && !finished; i++) finished = try_links(r, all);
    if (finished || !dl_store_begin(r->store)) return;
    dl_link_which which = which_links(r, all, dl_store_data_version(r->store));
    work_links_out(r, which); /* others wait for once */
    apply_links(r, which);
}

/* What `add` says is in, is on the disk: its last transaction waits for it, and with it
 * all that stand before it in the log. */
static void link_now(dl_relink *r, bool all)
{
    try_to_link(r, all);
    if (!dl_failed(dl_store_err(r->store))) dl_store_sync_fully(r->store, false);
}

static bool group_and_commit(dl_relink *r, bool afresh)
{
    bool live = !afresh && suits_live(r->store);
    r->noted = live && strcmp(dl_store_meta(r->store, "merged"), "new") == 0;
    if (r->noted) dl_store_note_grouped(r->store);
    if (live) group_new(r);
    else group_afresh(r);
    if (r->noted) dl_store_meta_set(r->store, "merged", "no");
    if (r->noted) r->noted_version = dl_store_data_version(r->store);
    done(r);
    return live;
}

/* True: it is done, or has failed. False: another process wrote meanwhile. */
static bool try_afresh(dl_relink *r)
{
    int64_t version = 0;
    dl_relink_forget(r);
    if (!work_out(r, &version) || !dl_store_begin(r->store)) return true;
    if (dl_store_data_version(r->store) != version) {
        dl_store_rollback(r->store);
        return false;
    }
    if (r->leaves.p) dl_store_remove(r->store, r->leaves);
    dl_store_apply_groups(r->store);
    done(r);
    return true;
}

/* Others wait for once. */
static void run_locked(dl_relink *r)
{
    if (!dl_store_begin(r->store)) return;
    if (r->leaves.p && !dl_store_remove(r->store, r->leaves)) return;
    group_and_commit(r, true);
}

static void run_afresh(dl_relink *r)
{
    bool finished = false;
    for (int i = 0; i < TRIALS && !finished; i++) finished = try_afresh(r);
    if (finished) return;
    dl_store_unstage_groups(r->store);
    run_locked(r);
}

static void run_live(dl_relink *r)
{
    if (dl_store_begin_reading(r->store)) {
        read_live(r);
        dl_store_commit(r->store);
    }
    if (dl_store_begin(r->store)) group_and_commit(r, false);
}

void dl_relink_run(dl_relink *r, bool afresh)
{
    bool live = !afresh && suits_live(r->store);
    if (live) run_live(r);
    else run_afresh(r);
    if (dl_failed(dl_store_err(r->store))) return;
    dl_store_unstage_groups(r->store);
    link_now(r, !live);
    if (live) dl_store_write_back_aside(r->store);
}

void dl_relink_corrected(dl_relink *r)
{
    dl_relink_forget(r);
    if (!dl_store_begin(r->store)) return;
    dl_store_correct_groups(r->store);
    if (!dl_failed(dl_store_err(r->store)) && dl_store_commit(r->store)) link_now(r, false);
}

/* What another process removed meanwhile is gone too: the transaction that found nothing
 * is left. */
bool dl_relink_without(dl_relink *r, dl_slice id)
{
    const dl_slice none = { NULL, 0 };
    bool there = dl_store_leave_out(r->store, id);
    r->leaves = id;
    if (there) run_afresh(r);
    r->leaves = none;
    dl_store_rollback(r->store);
    dl_store_leave_out(r->store, none);
    return there;
}
