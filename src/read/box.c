/* box - see box.h; libarchive reads it. */
#include "box.h"

#include <archive.h>
#include <archive_entry.h>

enum { BLOCK = 64 << 10 /* bytes of the file read at once */ };

struct read_box {
    const dl_mem *mem;
    struct archive *inner;
};

static bool open_inner(read_box *b, const char *path, dl_err *e)
{
    archive_read_support_format_zip(b->inner);
    archive_read_support_format_tar(b->inner);
    archive_read_support_filter_gzip(b->inner);
    archive_read_support_filter_zstd(b->inner);
    if (archive_read_open_filename(b->inner, path, BLOCK) == ARCHIVE_OK) return true;
    dl_fail(e, DL_EFORMAT, "it is no .zip and no .tar", -1, NULL);
    return false;
}

read_box *read_box_open(const dl_mem *m, const char *path, dl_err *e)
{
    read_box *b = dl_mem_zero(m, sizeof *b);
    if (b) {
        b->mem = m;
        b->inner = archive_read_new();
        if (b->inner && open_inner(b, path, e)) return b;
    }
    if (!dl_failed(e)) dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
    read_box_close(b);
    return NULL;
}

void read_box_close(read_box *b)
{
    if (!b) return;
    archive_read_free(b->inner);
    dl_mem_free(b->mem, b, sizeof *b);
}

/* A part of the path begins with a point; what a Mac adds. */
static bool is_hidden(const char *name)
{
    if (strncmp(name, "__MACOSX/", 9) == 0) return true;
    return name[0] == '.' || strstr(name, "/.");
}

const char *read_box_next(read_box *b, const char **fault)
{
    struct archive_entry *entry;
    int rc;
    *fault = NULL;
    while ((rc = archive_read_next_header(b->inner, &entry)) == ARCHIVE_OK || rc == ARCHIVE_WARN) {
        const char *name = archive_entry_pathname_utf8(entry);
        if (!name) name = archive_entry_pathname(entry);
        if (!name) name = "(no name)";
        if (strncmp(name, "./", 2) == 0) name += 2;
        if (archive_entry_filetype(entry) == AE_IFREG && !is_hidden(name)) return name;
    }
    if (rc != ARCHIVE_EOF) *fault = "the archive is damaged here: what follows is not read";
    return NULL;
}

ssize_t read_box_read(void *box, char *p, size_t n)
{
    read_box *b = box;
    la_ssize_t got = archive_read_data(b->inner, p, n);
    return got < 0 ? -1 : (ssize_t)got;
}

uint64_t read_box_taken(const read_box *b)
{
    int64_t n = archive_filter_bytes(b->inner, -1);
    return n > 0 ? (uint64_t)n : 0;
}
