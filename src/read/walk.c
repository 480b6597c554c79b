/* walk - see walk.h. */
#include "walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>

enum { DEPTH_MAX = 64 /* folders inside folders: deeper is a loop that inode numbers hid */ };

typedef struct folder {
    char *path;
    struct dirent **name;
    int n, at;
    dev_t dev;
    ino_t ino;
} folder;

struct read_walk {
    const dl_mem *mem;
    const char *const *input;
    size_t inputs, input_at;
    folder stack[DEPTH_MAX];
    int depth;
    char *root; /* of malloc: the folder given, with all links followed */
};

read_walk *read_walk_new(const dl_mem *m, const char *const *input, size_t n)
{
    read_walk *w = dl_mem_zero(m, sizeof *w);
    if (!w) return NULL;
    w->mem = m;
    w->input = input;
    w->inputs = n;
    return w;
}

static void leave_folder(read_walk *w)
{
    folder *f = &w->stack[--w->depth];
    for (int i = 0; i < f->n; i++) free(f->name[i]);
    free(f->name);
    dl_mem_free(w->mem, f->path, strlen(f->path) + 1);
}

void read_walk_free(read_walk *w)
{
    if (!w) return;
    while (w->depth) leave_folder(w);
    free(w->root);
    dl_mem_free(w->mem, w, sizeof *w);
}

static int by_bytes(const struct dirent **x, const struct dirent **y)
{
    return strcmp((*x)->d_name, (*y)->d_name);
}

static int not_hidden(const struct dirent *e) { return e->d_name[0] != '.'; }

/* Exactly as long as it is: it is given back as what strlen says. */
char *read_path_in(const dl_mem *m, const char *folder_path, const char *name)
{
    bool slash = folder_path[0] && folder_path[strlen(folder_path) - 1] == '/';
    size_t n = strlen(folder_path) + !slash + strlen(name) + 1;
    char *p = dl_mem_alloc(m, n);
    if (p) snprintf(p, n, "%s%s%s", folder_path, slash ? "" : "/", name);
    return p;
}

static read_step problem(read_found *out, dl_note_code code, const char *message)
{
    out->problem = code;
    out->message = message;
    return READ_PROBLEM;
}

static bool is_open(const read_walk *w, const struct stat *st)
{
    for (int i = 0; i < w->depth; i++)
        if (w->stack[i].dev == st->st_dev && w->stack[i].ino == st->st_ino) return true;
    return false;
}

/* Takes out->path over where it can be listed. */
static read_step enter_folder(read_walk *w, const struct stat *st, read_found *out)
{
    if (w->depth == DEPTH_MAX)
        return problem(out, DL_NOTE_LOOP, "folders stand too deep inside each other");
    if (is_open(w, st)) return problem(out, DL_NOTE_LOOP, "this folder stands inside itself");
    folder f = { .path = out->path, .dev = st->st_dev, .ino = st->st_ino };
    f.n = scandir(f.path, &f.name, not_hidden, by_bytes);
    if (f.n < 0 && errno == ENOMEM) return READ_STARVED;
    if (f.n < 0 && errno == EACCES)
        return problem(out, DL_NOTE_UNREADABLE, "the folder cannot be listed: Permission denied");
    if (f.n < 0) return problem(out, DL_NOTE_UNREADABLE, "the folder cannot be listed");
    if (w->depth == 0) {
        free(w->root);
        w->root = realpath(f.path, NULL);
    }
    w->stack[w->depth++] = f;
    out->path = NULL;
    return READ_FILE;
}

/* A link in a folder that leads out of the folder that the user named. */
static bool leads_out(const read_walk *w, const char *path)
{
    struct stat st;
    if (!w->root || lstat(path, &st) != 0 || !S_ISLNK(st.st_mode)) return false;
    char *real = realpath(path, NULL);
    size_t n = strlen(w->root);
    if (n && w->root[n - 1] == '/') n--;
    bool out = real && (strncmp(real, w->root, n) != 0 || (real[n] && real[n] != '/'));
    free(real);
    return out;
}

bool dl_read_is_address(const char *input)
{
    return strncasecmp(input, "http://", 7) == 0 || strncasecmp(input, "https://", 8) == 0;
}

static read_step look_at(read_walk *w, read_found *out)
{
    struct stat st;
    out->is_address = out->named && dl_read_is_address(out->path);
    if (out->is_address) return READ_FILE;
    if (strcmp(out->path, "-") == 0 && out->named) return READ_FILE;
    if (!out->named && leads_out(w, out->path))
        return problem(
            out, DL_NOTE_LINK, "a link that leads out of the folder: name it to read it");
    if (stat(out->path, &st) != 0) {
        if (errno == EACCES) return problem(out, DL_NOTE_UNREADABLE, "Permission denied");
        return problem(out, DL_NOTE_UNREADABLE, "there is no such file");
    }
    if (S_ISDIR(st.st_mode)) return enter_folder(w, &st, out);
    if (!out->named && !S_ISREG(st.st_mode))
        return problem(out, DL_NOTE_NOT_A_FILE, "a pipe, socket or device: name it to read it");
    return READ_FILE;
}

/* The next path of an open folder, or the next input. */
static char *next_path(read_walk *w)
{
    if (w->depth) {
        folder *f = &w->stack[w->depth - 1];
        return read_path_in(w->mem, f->path, f->name[f->at++]->d_name);
    }
    const char *in = w->input[w->input_at++];
    char *path = dl_mem_alloc(w->mem, strlen(in) + 1);
    if (path) memcpy(path, in, strlen(in) + 1);
    return path;
}

read_step read_walk_next(read_walk *w, read_found *out)
{
    for (;;) {
        while (w->depth && w->stack[w->depth - 1].at == w->stack[w->depth - 1].n) leave_folder(w);
        if (w->depth == 0 && w->input_at == w->inputs) return READ_END;
        *out = (read_found){ .named = w->depth == 0, .problem = DL_NOTE_COUNT };
        out->path = next_path(w);
        if (!out->path) return READ_STARVED;
        read_step step = look_at(w, out);
        if (step == READ_STARVED) dl_mem_free(w->mem, out->path, strlen(out->path) + 1);
        if (step != READ_FILE || out->path) return step;
    }
}

size_t read_walk_input(const read_walk *w) { return w->input_at - (w->input_at > 0); }
