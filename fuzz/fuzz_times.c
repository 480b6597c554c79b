/* The time grammar over any text: each time inside of it, hung on one before it, its days
 * in order whether the report's own day is known, unknown or between two. */
#include "marked.h"

#include "mark/mark_private.h"

enum { SOME_DAY = 17151, TEN_DAYS = 10 }; /* of 2016 */

static void check_values(const dl_doc *d, const dl_time_value *v)
{
    MUST(v || !d->marks.times.n);
    for (uint32_t i = 0; i < d->marks.times.n; i++) {
        bool both = v[i].from != DL_NO_DAY && v[i].to != DL_NO_DAY;
        MUST(!both || v[i].from <= v[i].to);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dl_doc *d = marked_doc(data, size);
    if (d->tokens.n) mark_times(d, marked_tables());
    MUST(!dl_failed(&d->err));
    marked_times_hold(d);
    const dl_marks *m = &d->marks;
    check_values(d, dl_marks_times(d->arena, m, SOME_DAY));
    check_values(d, dl_marks_times(d->arena, m, DL_NO_DAY));
    check_values(d, dl_marks_times_between(d->arena, m, SOME_DAY, SOME_DAY + TEN_DAYS));
    dl_doc_free(d);
    return 0;
}
