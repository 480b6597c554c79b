/* ics - what was announced as iCalendar (RFC 5545), each event of whole days.
 *
 *   serve_ics_begin, a row of "calendar" --serve_ics_row--> VEVENT, ..., serve_ics_end
 *
 * The same record gives the same bytes: DTSTAMP is the day that stands for today, not the
 * clock's. A buffer that cannot grow says so. */
#ifndef DL_SERVE_ICS_H
#define DL_SERVE_ICS_H

#include "base/buf.h"
#include "dateline.h"

void serve_ics_begin(dl_buf *out);
void serve_ics_row(dl_buf *out, const dateline_row *row);
void serve_ics_end(dl_buf *out);

#endif
