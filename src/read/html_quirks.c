/* html_quirks - is a page laid out as before the standards? In: a DOCTYPE. Out: yes or
 * no, by data/read/doctypes.tsv. */
#include "html_build.h"

enum { PUBLIC, HOW };

/* how: "whole", "start", "alone" (start, where there is no system identifier),
 * "system". */
static bool says(const dl_table *t, uint32_t row, const html_doctype *d)
{
    dl_slice id = dl_table_cell(t, row, PUBLIC);
    dl_slice how = dl_table_cell(t, row, HOW);
    if (dl_slice_is(how, "system")) return dl_slice_eq_nocase(d->system_id, id);
    if (dl_slice_is(how, "whole")) return dl_slice_eq_nocase(d->public_id, id);
    if (dl_slice_is(how, "alone") && d->system_id.p) return false;
    return dl_slice_starts_nocase(d->public_id, id);
}

bool read_html_is_quirky(const dl_read_tables *t, dl_slice page, uint32_t at, uint32_t n)
{
    html_doctype d;
    read_html_doctype(page, at, n, &d);
    if (d.odd || !dl_slice_eq_nocase(d.name, DL_S("html"))) return true;
    for (uint32_t row = 0; row < t->doctypes->rows; row++)
        if (says(t->doctypes, row, &d)) return true;
    return false;
}
