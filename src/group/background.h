/* background - how common a stem is in the news at large.
 *
 *   in   data/group/background.tsv (stem, reports that have it; the row "*" counts all
 *        reports), data/group/stop.tsv (words that say nothing of a report's matter)
 *   out  the inverse document frequency of a stem; whether a word is a month's or a
 *        weekday's name (doc/calendar.h)
 *
 * It comes from a table and not from the record, so that a record of two reports is
 * grouped like one of a million. Const once made, shared by threads. */
#ifndef DL_GROUP_BACKGROUND_H
#define DL_GROUP_BACKGROUND_H

#include "group.h"

enum { GROUP_SAYS_NOTHING = -1 }; /* a stop word, and a stem that too many reports have */

/* In 1/256ths, or GROUP_SAYS_NOTHING. */
int16_t group_idf(const dl_group_words *w, uint32_t stem);
bool group_is_of_calendar(const dl_group_words *w, dl_slice word);
int64_t group_count_factor(const dl_group_words *w, uint32_t count); /* 256 * (1 + ln count) */

#endif
