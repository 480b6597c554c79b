/* record - one raw record of JSON or of a table to the fields of a report. Private to
 * read.
 *
 *   a value of JSON --read_json_record--> the read half of d->text, notes
 *   a heading and a row --read_row_record--> the same
 *   a record of an archive --read_archived_record--> the same
 *   an XML declaration and a feed's entry --read_entry_record--> the same
 *   a report of a news database's text --read_bundle_record--> the same */
#ifndef DL_READ_RECORD_H
#define DL_READ_RECORD_H

#include "charset.h"
#include "read_private.h"

/* part: all of it, or all but the text. */
typedef enum read_part { READ_ALL, READ_KEYS } read_part;
void read_json_record(dl_doc *d, const dl_read_tables *t, dl_slice bytes, read_part part);
void read_entry_record(dl_doc *d, const dl_read_tables *t, dl_slice bytes, read_part part);
void read_row_record(dl_doc *d, const dl_read_tables *t, dl_slice bytes, read_part part);

void read_bundle_record(dl_doc *d, const dl_read_tables *t, dl_slice bytes, read_part part);

void read_archived_record(dl_doc *d, const dl_read_tables *t, dl_slice bytes);

/* source and its map through read_tidy, with the notes that it asks for. */
void read_take_source(dl_doc *d, const dl_read_tables *t, dl_slice source, dl_runs map);
#endif
