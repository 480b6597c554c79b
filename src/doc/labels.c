/* labels - see labels.h: names of the enums, and a model's numbers turned into them. */
#include "labels.h"

#define NAME(name) #name,
static const char *const pos_name[] = { "", DL_POS_LIST(NAME) };
static const char *const tag_name[] = { "", DL_TAG_LIST(NAME) };
static const char *const dep_name[] = { "", DL_DEP_LIST(NAME) };
static const char *const kind_name[] = { "", DL_KIND_LIST(NAME) };

static uint8_t number_of(dl_slice label, const char *const *name, int count)
{
    for (int i = 1; i < count; i++)
        if (dl_slice_is(label, name[i])) return (uint8_t)i;
    return 0;
}

static const uint8_t *resolve(dl_arena *a, dl_label_list l, const char *const *name, int count)
{
    uint8_t *known = dl_arena_alloc(a, l.n);
    for (uint32_t i = 0; known && i < l.n; i++) known[i] = number_of(l.name[i], name, count);
    return known;
}

dl_labels *dl_labels_new(
    dl_arena *a, dl_label_list tag, dl_label_list pos, dl_label_list dep, dl_label_list ent)
{
    dl_labels *l = dl_arena_alloc(a, sizeof *l);
    if (!l) return NULL;
    l->tag = tag;
    l->pos = pos;
    l->dep = dep;
    l->ent = ent;
    l->tag_known = resolve(a, tag, tag_name, DL_TAG_COUNT);
    l->pos_known = resolve(a, pos, pos_name, DL_POS_COUNT);
    l->dep_known = resolve(a, dep, dep_name, DL_DEP_COUNT);
    l->ent_known = resolve(a, ent, kind_name, DL_KIND_COUNT);
    return dl_arena_failed(a) ? NULL : l;
}

const char *dl_kind_name(dl_kind k) { return (unsigned)k < DL_KIND_COUNT ? kind_name[k] : ""; }

dl_kind dl_kind_of(dl_slice name) { return (dl_kind)number_of(name, kind_name, DL_KIND_COUNT); }
