/* offices_rows - terms of an office as rows: what `who` tells beside what reports say.
 *
 *   the table of offices, a person's full name and country --> title, from, to, rule */
#ifndef DL_TELL_OFFICES_ROWS_H
#define DL_TELL_OFFICES_ROWS_H

#include "doc/offices.h"
#include "rows.h"

/* The terms of the person of that full name in that country, by their first day. */
void dl_tell_office_rows(
    dl_tell_rows *r, const dl_offices *o, dl_arena *a, dl_slice name, dl_slice country);

#endif
