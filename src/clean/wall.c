/* wall - a page that stands in front of the article instead of it: consent, subscription,
 * "enable JavaScript". In: the decoded text. Out: a note; the text stays as it came.
 *
 * Told by length and by a phrase of data/clean/phrases.tsv (kind wall), before anything
 * is taken out. The record never lets one replace the full text of a report. */
#include "clean_private.h"

enum { WALL_MOST = 1200 }; /* bytes: an article that speaks of cookies is longer */

bool clean_is_wall(const dl_clean_tables *t, dl_slice text)
{
    const clean_phrases *list = &t->phrase[PHRASE_WALL];
    char room[WALL_MOST];
    if (text.n > WALL_MOST) return false;
    dl_slice lower = dl_slice_lower(text, room);
    for (uint32_t i = 0; i < list->n; i++)
        if (dl_slice_find(lower, list->at[i], 0) != SIZE_MAX) return true;
    return false;
}

void clean_find_wall(dl_doc *d, const dl_clean_tables *t)
{
    if (clean_is_wall(t, d->text.source))
        dl_doc_note(d, DL_NOTE_WALL, 0,
            "a page in front of the article (consent, subscription, a script that is wanted)");
}
