/* pack - the layers marks and events in a compact binary form, for the rooms that work
 * over many reports.
 *
 *   dl_doc --dl_pack_write--> bytes --dl_pack_read--> dl_layers
 *
 * Bytes: "DLpk", the version, the length of what follows: sections in the order of the
 * table in pack.c.
 *
 *   tag (a letter) | length | payload     s text, strings and sentences   e entities
 *                                         p places    m mentions   t times
 *                                         q quotes    a amounts    v events
 *                                         d dateline, zones      r raw places
 *
 * Numbers are varints (seven bits a byte, lowest first), signed ones in zigzag. A text
 * is the number of an entry of the string section, 0 for {NULL,0}. A span is the
 * distance of its start from the one before it, and its length.
 *
 * A reader skips sections that it does not know, and finds empty what is not there. So
 * a new layer needs no new version: write `put_x(pack_writer *, const dl_doc *)` and
 * `get_x(pack_reader *, dl_layers *)` with the calls of pack_bytes.h, as in
 * pack_marks.c, and add a line with a new letter to the table in pack.c, behind the
 * sections that it refers to. What belongs to a record of another section (a place to
 * an entity) becomes a section of its own that names the record by its number. A
 * change inside a section that is there needs a new PACK_VERSION in pack.c.
 *
 * No byte that is read is trusted. */
#ifndef DL_PACK_H
#define DL_PACK_H

#include "doc.h"

typedef struct dl_sentence {
    dl_span span;
    dl_token_range range;
} dl_sentence;

/* The lists of a report whose elements are told by their numbers. */
typedef enum dl_list {
    DL_LIST_ENTITIES,
    DL_LIST_MENTIONS,
    DL_LIST_TIMES,
    DL_LIST_QUOTES,
    DL_LIST_AMOUNTS,
    DL_LIST_EVENTS,
    DL_LISTS
} dl_list;
/* Of each element as analysed: its number among those that are left; -1: it is hidden. */
typedef struct dl_left {
    const int32_t *at;
    uint32_t n;
} dl_left;

/* What is kept of a report's layers. The structs are those of the document; tokens are
 * told by their numbers alone. */
typedef struct dl_layers {
    dl_slice full; /* as in dl_text: title, "\n\n", body */
    dl_span title, body;
    uint32_t tokens; /* how many there are */
    DL_VEC(dl_sentence) sentences; /* in order */
    dl_marks marks;
    dl_events events;
    dl_slice dateline_place, dateline_date;
    DL_VEC(dl_zone) zones;
    /* [events] byte of the raw report + 1; 0: in a title that was given apart. NULL: not
     * kept. */
    uint64_t *event_raw;
    dl_left left[DL_LISTS]; /* at NULL: nothing is hidden (hide.h) */
} dl_layers;

/* Scratch memory is the document's; a failure sticks in its arena or in out->failed. */
void dl_pack_write(const dl_doc *d, dl_buf *out);
/* full: the text that the bytes were made of. Vectors are in `a`, texts point into bytes.
 * All of it is in range: spans lie in the title or in the body at the edges of letters,
 * indexes are those of what is there. False: *why says in plain English what is wrong
 * (out of memory: dl_arena_failed). */
bool dl_pack_read(dl_arena *a, dl_slice bytes, dl_slice full, dl_layers *out, const char **why);

/* The sentence that holds that byte, -1: none. */
int32_t dl_layers_sentence(const dl_layers *l, uint32_t at);
/* What a sentence tells: without "OSLO, Dec 16 (Wire) - " and white space before it. */
dl_span dl_layers_told(const dl_layers *l, dl_span sentence);

#endif
