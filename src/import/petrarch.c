/* petrarch - see petrarch.h: the tables, and which kind a dictionary is. */
#include "petrarch_private.h"

const char *const dl_petrarch_file[DL_PETRARCH_TABLES] = { "code/verbs.tsv", "code/+lemmas.tsv",
    "mark/organisations.tsv", "mark/roles.tsv" };

dl_petrarch *dl_petrarch_new(const dl_mem *m, dl_petrarch_told told, void *user)
{
    dl_arena *a = dl_arena_new(m, 0);
    dl_petrarch *p = a ? dl_arena_alloc(a, sizeof *p) : NULL;
    if (!p) {
        dl_arena_free(a);
        return NULL;
    }
    p->mem = m;
    p->arena = a;
    p->told = told;
    p->user = user;
    p->seen.arena = a;
    for (int i = 0; i < DL_PETRARCH_TABLES; i++) dl_buf_init(&p->table[i], m);
    return p;
}

void dl_petrarch_free(dl_petrarch *p)
{
    if (!p) return;
    for (int i = 0; i < DL_PETRARCH_TABLES; i++) dl_buf_free(&p->table[i]);
    dl_arena_free(p->arena);
}

dl_slice dl_petrarch_table(const dl_petrarch *p, dl_petrarch_table_name name)
{
    return dl_buf_slice(&p->table[name]);
}

dl_petrarch_counts dl_petrarch_counted(const dl_petrarch *p) { return p->counts; }

/* ---- which kind */

static bool name_has(const char *file, const char *part)
{
    const char *name = strrchr(file, '/');
    return dl_slice_find(dl_slice_str(name ? name + 1 : file), dl_slice_str(part), 0) != SIZE_MAX;
}

static void tell_all(dl_petrarch *p, dl_slice text, const char *why)
{
    dl_slice line;
    while (petrarch_line(p, &text, &line)) petrarch_tell(p, why);
}

bool dl_petrarch_read(dl_petrarch *p, const char *file, dl_slice text)
{
    const char *name = strrchr(file, '/');
    p->file = dl_arena_str(p->arena, dl_slice_str(name ? name + 1 : file));
    p->line = 0;
    p->in_comment = false;
    if (!p->file) return false;
    if (name_has(file, "actors")) petrarch_read_actors(p, text);
    else if (name_has(file, "agents")) petrarch_read_agents(p, text);
    else if (name_has(file, "verbs") || name_has(file, "CAMEO")) petrarch_read_verbs(p, text);
    else if (name_has(file, "discards"))
        tell_all(p, text, "a discard: reports are told apart by their own tables here");
    else if (name_has(file, "Issue") || name_has(file, "issues"))
        tell_all(p, text, "an issue: contexts are told by code/contexts.tsv here");
    else return false;
    bool ok = !dl_arena_failed(p->arena);
    for (int i = 0; i < DL_PETRARCH_TABLES; i++) ok = ok && !p->table[i].failed;
    return ok;
}
