/* days - see days.h. */
#include "days.h"

#include "doc/time.h"

void link_days_range(link_days *d, int32_t first, int32_t last)
{
    d->n = 1;
    d->at[0] = (link_range){ first, last };
}

void link_days_all(link_days *d)
{
    link_days_range(d, dl_day_of(LINK_YEAR_FIRST, 1, 1), dl_day_of(LINK_YEAR_LAST, 12, 31));
}

void link_days_add(link_days *d, int32_t first, int32_t last)
{
    if (d->n && first <= d->at[d->n - 1].last + 1) {
        if (last > d->at[d->n - 1].last) d->at[d->n - 1].last = last;
        return;
    }
    if (d->n < LINK_RANGES_MAX) d->at[d->n++] = (link_range){ first, last };
}

bool link_days_meet(link_days *d, const link_days *with)
{
    link_days both;
    both.n = 0;
    for (uint32_t i = 0, k = 0; i < d->n && k < with->n;) {
        link_range a = d->at[i];
        link_range b = with->at[k];
        int32_t first = a.first > b.first ? a.first : b.first;
        int32_t last = a.last < b.last ? a.last : b.last;
        if (first <= last) link_days_add(&both, first, last);
        if (a.last < b.last) i++;
        else k++;
    }
    if (!both.n) return false;
    *d = both;
    return true;
}
