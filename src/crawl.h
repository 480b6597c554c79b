/* crawl - inputs whose reports bear the day of the crawl in place of their own dates.
 *
 *   the first reports of an input --dl_crawl_days--> the day that most of them bear
 *                                                    against what else they say
 *
 * One date that most reports of an input bear is right for the issue of a day, and wrong
 * for an archive that was fetched on a day: there the addresses, datelines and texts
 * speak of other days. Only files and folders are judged, since a pipe is read once. */
#ifndef DL_CRAWL_H
#define DL_CRAWL_H

#include "pipeline.h"

/* [n + 1] by input, of t->mem: DL_NO_DAY where dates are taken as they are given. NULL:
 * out of memory. */
int32_t *dl_crawl_days(const dl_tools *t, const char *const *input, size_t n);

#endif
