/* feed - RSS, Atom and sitemaps of news: entries, and their fields. Private to read.
 *
 *   window of a file --read_feed_next--> start and end of the next entry
 *   an XML declaration and an entry --read_feed_fields--> where its fields stand
 *
 * An entry is kept with the file's XML declaration in front, which names its encoding:
 * so it can be read alone. Where entries begin and end is found by their tags, that a
 * fault in one may not cost the others; an entry itself is read by expat. */
#ifndef DL_READ_FEED_H
#define DL_READ_FEED_H

#include "read_private.h"

typedef enum read_feed_state {
    FEED_BETWEEN, /* entries */
    FEED_INSIDE, /* one */
    FEED_CLOSING /* in the tag that closes it */
} read_feed_state;

typedef struct read_feed {
    const char *name; /* of an entry's element: "item", "entry", "url" */
    read_feed_state state;
    const char *until; /* in a comment or in CDATA: what ends it; NULL: in neither */
    bool ended; /* no bytes come behind the window */
    size_t start, at; /* in the window: of the entry; of what is to be looked at */
} read_feed;

/* From the tag of the first element on, behind declarations and comments; {NULL,0}: there
 * is none. */
dl_slice read_feed_root(dl_slice s);
/* The element of entries by the file's first bytes; NULL: it is no feed. */
const char *read_feed_element(dl_slice first);
/* The XML declaration at the start; empty: there is none. */
dl_slice read_feed_declaration(dl_slice first);

/* True: the entry is window[*start..*end). False: the window is used up to `at`, of which
 * all is needed from `start` on unless the state is FEED_BETWEEN. */
bool read_feed_next(read_feed *x, dl_slice window, bool ended, size_t *start, size_t *end);
void read_feed_drop(read_feed *x, size_t n); /* the window moved n bytes on */

/* The fields of an entry: `cells` holds their texts with the map to s, which is UTF-8.
 * Answers what is wrong with it, NULL: nothing, or memory ran out (the arena says so). */
const char *read_feed_fields(
    dl_arena *a, const dl_read_tables *t, dl_slice s, read_piece *cells, read_fields *f);

#endif
