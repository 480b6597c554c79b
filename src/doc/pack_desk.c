/* pack_desk - the sections of what stands around the news: zones and the dateline; and
 * where in the raw report each event stands. */
#include "pack_sections.h"

/* ---- the dateline, then the zones */

void pack_put_desk(pack_writer *w, const dl_doc *d)
{
    pack_put_string(w, d->text.dateline_place);
    pack_put_string(w, d->text.dateline_date);
    pack_put(w, d->text.zones.n);
    for (uint32_t i = 0; i < d->text.zones.n; i++) {
        pack_put(w, d->text.zones.at[i].kind);
        pack_put_span(w, d->text.zones.at[i].span);
    }
}

void pack_get_desk(pack_reader *r, dl_layers *l)
{
    l->dateline_place = pack_get_string(r);
    l->dateline_date = pack_get_string(r);
    uint64_t n = pack_get(r, INT32_MAX);
    PACK_ROOM(r, &l->zones, n);
    while (n-- && !r->why) {
        dl_zone *z = DL_PUSH(r->arena, &l->zones);
        if (!z) return;
        z->kind = (dl_zone_kind)pack_get(r, DL_ZONE_COUNT - 1);
        z->span = pack_get_span(r);
    }
}

/* ---- one number an event: the byte of the raw report + 1; 0: a title given apart */

void pack_put_raw(pack_writer *w, const dl_doc *d)
{
    for (uint32_t i = 0; i < d->events.at.n; i++)
        pack_put(w, dl_doc_raw_at(d, d->events.at.at[i].span.start) + 1);
}

void pack_get_raw(pack_reader *r, dl_layers *l)
{
    l->event_raw = dl_arena_array(r->arena, (size_t)l->events.at.n + 1, sizeof *l->event_raw);
    for (uint32_t i = 0; l->event_raw && i < l->events.at.n && !r->why; i++)
        l->event_raw[i] = pack_get(r, UINT64_MAX - 1);
}
