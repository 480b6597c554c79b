/* times - see times.h. */
#include "times.h"

static void forget(dl_time_value *v)
{
    v->value[0] = '\0';
    v->from = v->to = DL_NO_DAY;
}

dl_time_value *link_times(dl_arena *a, const dl_marks *m, int32_t first, int32_t last)
{
    dl_time_value *low = dl_marks_times(a, m, first);
    if (!low || first == last) return low;
    dl_time_value *high = dl_marks_times(a, m, last);
    for (uint32_t i = 0; high && i < m->times.n; i++)
        if (low[i].from != high[i].from || low[i].to != high[i].to) forget(&low[i]);
    return high ? low : NULL;
}
