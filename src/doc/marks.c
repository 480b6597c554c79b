/* marks - see marks.h: times worked out against what they hang on. */
#include "marks.h"

const char *dl_time_type_name(dl_time_type type)
{
    static const char *const name[] = { "DATE", "TIME", "DURATION", "SET" };
    return name[type];
}

const char *dl_quote_form_name(dl_quote_form form)
{
    static const char *const name[] = { "direct", "indirect", "mixed" };
    return name[form];
}

const char *dl_quote_sense_name(dl_quote_sense sense)
{
    static const char *const name[] = { "says", "thinks", "plans" };
    return name[sense];
}

const char *dl_amount_kind_name(dl_amount_kind kind)
{
    static const char *const name[] = { "money", "percent", "count", "measure" };
    return name[kind];
}

/* A mark hangs on one before it, so that one pass in order resolves all. */
dl_time_value *dl_marks_times(dl_arena *a, const dl_marks *m, int32_t publication)
{
    dl_time_value *out = dl_arena_array(a, (size_t)m->times.n + 1, sizeof *out);
    for (uint32_t i = 0; out && i < m->times.n; i++) {
        const dl_time_form *f = &m->times.at[i].form;
        int32_t anchor = publication;
        bool hangs = f->anchor == DL_ANCHOR_MENTION && f->anchor_mark >= 0;
        if (hangs && (uint32_t)f->anchor_mark < i) anchor = out[f->anchor_mark].from;
        out[i] = dl_time_resolve(f, anchor);
    }
    return out;
}

const char *dl_place_precision_name(dl_place_precision p)
{
    static const char *const name[] = { [DL_PLACE_POINT] = "point",
        [DL_PLACE_ADMIN1] = "admin1",
        [DL_PLACE_COUNTRY] = "country",
        [DL_PLACE_REGION] = "region",
        [DL_PLACE_ADMIN2] = "admin2" };
    return p <= DL_PLACE_ADMIN2 ? name[p] : NULL;
}

static void forget(dl_time_value *v)
{
    v->value[0] = '\0';
    v->from = v->to = DL_NO_DAY;
}

dl_time_value *dl_marks_times_between(dl_arena *a, const dl_marks *m, int32_t first, int32_t last)
{
    dl_time_value *low = dl_marks_times(a, m, first);
    if (!low || first == last) return low;
    dl_time_value *high = dl_marks_times(a, m, last);
    for (uint32_t i = 0; high && i < m->times.n; i++)
        if (low[i].from != high[i].from || low[i].to != high[i].to) forget(&low[i]);
    return high ? low : NULL;
}
