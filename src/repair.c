/* repair - see repair.h. */
#include "repair.h"

#include <stdio.h>
#include <unistd.h>

#include "group/group.h"
#include "relink.h"

enum { PATH_SIZE = 1200, ENDING_MOST = 16 };

static void with_ending(char out[PATH_SIZE], const char *path, const char *ending)
{
    snprintf(out, PATH_SIZE, "%.*s%s", PATH_SIZE - ENDING_MOST, path, ending);
}

static void remove_file(const char *path)
{
    static const char *const ending[] = { "", "-wal", "-shm" };
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
        char name[PATH_SIZE];
        with_ending(name, path, ending[i]);
        unlink(name);
    }
}

static void take_err(dl_err *why, dl_store *s)
{
    const dl_err *e = dl_store_err(s);
    if (dl_failed(e)) dl_fail(why, e->code, e->what, -1, "%s", e->detail);
}

/* All that can be had of `from` into `into`. */
static dateline_status fill(const dl_tools *t, dl_store *from, dl_store *into,
    const dateline_hooks *h, dateline_counts *counts, dl_err *why)
{
    dl_relink relink = { .store = into, .words = t->words, .link = t->link };
    dl_store_meta_set(into, "version", t->version);
    dl_store_rescue_rest(into, from);
    dateline_status status = dl_pipeline_rescue(t, from, into, h, counts, why);
    if (!dl_failed(why)) dl_relink_run(&relink, true);
    dl_relink_forget(&relink);
    dl_store_write_back(into); /* its log does not go with it: closing it may fail unseen */
    take_err(why, into);
    return dl_failed(why) ? DATELINE_FAILED : status;
}

/* The damaged file's log goes with it. It is still there where another program has the
 * record open: left behind, it would be taken for the new file's. */
static void move_log(const char *path, const char *damaged)
{
    static const char *const ending[] = { "-wal", "-shm" };
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
        char from[PATH_SIZE], to[PATH_SIZE];
        with_ending(from, path, ending[i]);
        with_ending(to, damaged, ending[i]);
        rename(from, to); /* mostly there is none */
    }
}

static bool put_in_place(const char *path, const char *made, dl_err *why)
{
    char damaged[PATH_SIZE];
    with_ending(damaged, path, ".damaged");
    bool moved = rename(path, damaged) == 0;
    if (moved) move_log(path, damaged);
    if (moved && rename(made, path) == 0) return true;
    dl_fail_errno(why, "the repaired record could not be put in place", path);
    return false;
}

dateline_status dl_repair(const dl_tools *t, dl_store **store, const dateline_hooks *h,
    dateline_counts *counts, dl_err *why)
{
    char path[PATH_SIZE], made[PATH_SIZE];
    with_ending(path, dl_store_path(*store), "");
    with_ending(made, path, ".repair");
    remove_file(made);
    dl_store *into = dl_store_open(t->mem, made, DL_STORE_CREATE, NULL, why);
    if (!into) return DATELINE_FAILED;
    dateline_status status = DATELINE_FAILED;
    if (dl_store_begin(*store)) status = fill(t, *store, into, h, counts, why);
    take_err(why, *store);
    dl_store_rollback(*store);
    dl_store_close(into);
    if (dl_failed(why)) {
        remove_file(made);
        return DATELINE_FAILED;
    }
    dl_store_close(*store);
    *store = NULL;
    if (!put_in_place(path, made, why)) return DATELINE_FAILED;
    *store = dl_store_open(t->mem, path, 0, NULL, why);
    return *store ? status : DATELINE_FAILED;
}
