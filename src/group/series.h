/* series - what a title shows of an outlet's series: "Ask Marta: ..." each week, "Five
 * things to know on Tuesday" each day.
 *
 *   in   an outlet's number, a title
 *   out  the number of the outlet's series that the title is of; 0: no outlet, no title
 *
 * The part before a colon, or the whole title, with its numbers, weekdays and months left
 * out, is the series' name; most titles are the only ones of theirs. */
#ifndef DL_GROUP_SERIES_H
#define DL_GROUP_SERIES_H

#include "background.h"
#include "base/intern.h"

uint32_t group_series(
    const dl_group_words *w, dl_interner *series, uint32_t outlet, dl_slice title);

#endif
