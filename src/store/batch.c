/* batch - what is to be written of some reports, copied out of their documents: so the
 * documents are free again, and the record is locked for the writing alone.
 *
 *   dl_doc, dl_packed --dl_batch_add--> dl_put_item --dl_store_put (put.c)--> rows */
#include "store_private.h"

struct dl_batch {
    const dl_mem *mem;
    dl_arena *arena;
    DL_VEC(dl_put_item) items;
    size_t bytes;
};

dl_batch *dl_batch_new(const dl_mem *m)
{
    dl_batch *b = dl_mem_zero(m, sizeof *b);
    if (!b) return NULL;
    b->mem = m;
    b->arena = dl_arena_new(m, 0);
    if (b->arena) return b;
    dl_batch_free(b);
    return NULL;
}

void dl_batch_free(dl_batch *b)
{
    if (!b) return;
    dl_arena_free(b->arena);
    dl_mem_free(b->mem, b, sizeof *b);
}

void dl_batch_clear(dl_batch *b)
{
    dl_arena_reset(b->arena);
    memset(&b->items, 0, sizeof b->items);
    b->bytes = 0;
}

uint32_t dl_batch_count(const dl_batch *b) { return b->items.n; }
size_t dl_batch_bytes(const dl_batch *b) { return b->bytes; }
const dl_put_item *dl_batch_at(const dl_batch *b, uint32_t i) { return &b->items.at[i]; }

/* {NULL,0} stays what it is: not known. */
static void keep(dl_batch *b, dl_slice *s)
{
    if (!s->p) return;
    b->bytes += s->n;
    *s = dl_arena_copy(b->arena, *s);
}

static void keep_fields(dl_batch *b, dl_put_item *i)
{
    dl_slice *field[] = { &i->id, &i->url, &i->url_key, &i->title, &i->outlet, &i->agency,
        &i->author, &i->language, &i->date, &i->date_basis, &i->date_modified, &i->date_retrieved,
        &i->body, &i->raw_kind, &i->charset, &i->origin.file, &i->packed.raw, &i->packed.map,
        &i->packed.analysis, &i->packed.layers, &i->packed.features };
    for (size_t k = 0; k < sizeof field / sizeof *field; k++) keep(b, field[k]);
}

static void keep_notes(dl_batch *b, dl_put_item *i, const dl_doc *d)
{
    i->note = dl_arena_array(b->arena, d->notes.n, sizeof *i->note);
    for (uint32_t k = 0; i->note && k < d->notes.n; k++) {
        i->note[k] = d->notes.at[k];
        keep(b, &i->note[k].message);
    }
    i->notes = i->note ? d->notes.n : 0;
}

static void keep_removed(dl_batch *b, dl_put_item *i, const dl_doc *d)
{
    i->removed = dl_arena_array(b->arena, d->text.removed.n, sizeof *i->removed);
    for (uint32_t k = 0; i->removed && k < d->text.removed.n; k++) {
        i->removed[k] = d->text.removed.at[k];
        keep(b, &i->removed[k].text);
    }
    i->removed_n = i->removed ? d->text.removed.n : 0;
}

bool dl_batch_add(dl_batch *b, const dl_doc *d, const dl_packed *p, dl_rep rep)
{
    const dl_text *t = &d->text;
    dl_put_item *i = DL_PUSH(b->arena, &b->items);
    if (!i) return false;
    *i = (dl_put_item){ .rep = rep,
        .id = t->id,
        .url = t->url,
        .url_key = t->url_key,
        .outlet = t->outlet,
        .agency = t->agency,
        .author = t->author,
        .language = t->language,
        .date = t->date,
        .date_precision = t->date_precision,
        .date_basis = t->date_basis,
        .date_modified = t->date_modified,
        .date_retrieved = t->date_retrieved,
        .english = t->english,
        .body = dl_doc_body(d),
        .raw_kind = t->raw_kind,
        .charset = t->charset,
        .raw_n = t->raw.n,
        .origin = t->origin,
        .packed = *p };
    if (t->title.end) i->title = dl_doc_title(d);
    i->unreadable = t->full.n == 0;
    keep_fields(b, i);
    keep_notes(b, i, d);
    keep_removed(b, i, d);
    return !dl_arena_failed(b->arena);
}

bool dl_batch_add_problem(dl_batch *b, dl_slice file, uint64_t record, uint64_t offset,
    dl_note_code code, dl_slice message)
{
    dl_put_item *i = DL_PUSH(b->arena, &b->items);
    if (!i) return false;
    i->is_problem = true;
    i->origin = (dl_origin){ .file = file, .record = record, .offset = offset };
    keep(b, &i->origin.file);
    i->note = dl_arena_alloc(b->arena, sizeof *i->note);
    if (!i->note) return false;
    *i->note = (dl_note){ .code = code, .at = (int64_t)offset, .message = message };
    i->notes = 1;
    keep(b, &i->note->message);
    return !dl_arena_failed(b->arena);
}
