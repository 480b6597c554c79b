/* times - the values of a report's times when its day is known as a range.
 *
 *   marks, first and last day --link_times--> values that hold on both */
#ifndef DL_LINK_TIMES_H
#define DL_LINK_TIMES_H

#include "doc/doc.h"

/* As dl_marks_times; what would differ between the two days has no value. */
dl_time_value *link_times(dl_arena *a, const dl_marks *m, int32_t first, int32_t last);

#endif
