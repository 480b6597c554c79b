/* pack_sections - what is in each section of the packed layers. A reader has read the
 * sections above its own. */
#ifndef DL_PACK_SECTIONS_H
#define DL_PACK_SECTIONS_H

#include "pack.h"
#include "pack_bytes.h"

/* ---- pack_marks.c */
void pack_put_entities(pack_writer *w, const dl_doc *d);
void pack_get_entities(pack_reader *r, dl_layers *l);
void pack_put_places(pack_writer *w, const dl_doc *d);
void pack_get_places(pack_reader *r, dl_layers *l);
void pack_put_mentions(pack_writer *w, const dl_doc *d);
void pack_get_mentions(pack_reader *r, dl_layers *l);
void pack_put_times(pack_writer *w, const dl_doc *d);
void pack_get_times(pack_reader *r, dl_layers *l);
void pack_put_quotes(pack_writer *w, const dl_doc *d);
void pack_get_quotes(pack_reader *r, dl_layers *l);
void pack_put_amounts(pack_writer *w, const dl_doc *d);
void pack_get_amounts(pack_reader *r, dl_layers *l);

/* ---- pack_events.c */
void pack_put_events(pack_writer *w, const dl_doc *d);
void pack_get_events(pack_reader *r, dl_layers *l);
void pack_put_desk(pack_writer *w, const dl_doc *d);
void pack_get_desk(pack_reader *r, dl_layers *l);
void pack_put_raw(pack_writer *w, const dl_doc *d);
void pack_get_raw(pack_reader *r, dl_layers *l);

#endif
