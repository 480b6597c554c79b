/* tell - a document as the lines of docs/formats.md.
 *
 *   dl_doc --dl_tell_report--> {"schema":1,"id",...}        --dl_tell_conllu--> CoNLL-U
 *
 * Offsets become code points of title or body here and nowhere else; a mark in the
 * title says "in":"title". */
#ifndef DL_TELL_H
#define DL_TELL_H

#include "doc/known.h"
#include "doc/record_recount.h"

enum {
    DL_TELL_MARKS = 1,
    DL_TELL_TOKENS = 2
}; /* without: the keys of extract; marks: of annotate; tokens: with --tokens */

/* One JSON object without a newline is added to out. False: memory ran out (out.failed or
 * the document's arena). */
bool dl_tell_report(dl_buf *out, dl_doc *d, unsigned what);
/* The line of a report as it was kept, with what the record has worked out since. False:
 * the line is no JSON, or memory ran out. */
bool dl_tell_known(dl_buf *out, dl_slice line, const dl_known *k);
/* Parts of an entry of a timeline as JSON; the day itself, as exact as it is told. */
void dl_tell_day(dl_buf *out, const dl_timeline_entry *e);
void dl_tell_sentences(dl_buf *out, const dl_timeline_entry *e);
void dl_tell_event_ids(dl_buf *out, const dl_timeline_entry *e);
void dl_tell_timeline(dl_buf *out, const dl_timeline *t); /* a list of whole entries */
void dl_tell_differences(dl_buf *out, const dl_differences *d); /* likewise */
void dl_tell_values(dl_buf *out, const dl_difference *d); /* who says what of one of them */
bool dl_tell_conllu(dl_buf *out, dl_doc *d); /* a report, its sentences parted by blank lines */

#endif
