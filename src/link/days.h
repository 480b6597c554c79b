/* days - sets of days: where a report's day may lie.
 *
 *   all days --link_days_meet--> fewer ranges --> first and last day
 *
 * Ranges are sorted and do not touch. Days are counted since 1970-01-01, both ends in. */
#ifndef DL_LINK_DAYS_H
#define DL_LINK_DAYS_H

#include "base/base.h"

/* Years of which a day without a year may be: those of print and the next ones. */
enum { LINK_YEAR_FIRST = 1900, LINK_YEAR_LAST = 2100 };
enum { LINK_RANGES_MAX = LINK_YEAR_LAST - LINK_YEAR_FIRST + 1 };

typedef struct link_range {
    int32_t first, last;
} link_range;

typedef struct link_days {
    uint32_t n;
    link_range at[LINK_RANGES_MAX];
} link_days;

void link_days_all(link_days *d); /* from the first to the last of those years */
void link_days_range(link_days *d, int32_t first, int32_t last);
/* Adds a range that begins behind all that are there; joins with the last one it
 * meets. */
void link_days_add(link_days *d, int32_t first, int32_t last);
/* d becomes the days that are in both; false: there is none, d stays as it was. */
bool link_days_meet(link_days *d, const link_days *with);

#endif
