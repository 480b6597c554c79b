/* notes - what was wrong with an input, kept with the report and shown. A note never
 * stops the run. */
#ifndef DL_NOTES_H
#define DL_NOTES_H

#include "base/base.h"

/* ORDER NOTE: dl_note_name in doc.c follows this order. Each code with an example
 * input. */
typedef enum dl_note_code {
    DL_NOTE_BROKEN_UTF8, /* "caf\xE9" declared as UTF-8: replaced by U+FFFD */
    DL_NOTE_CHARSET_GUESSED, /* no BOM, nothing declared, detection unsure: windows-1252 taken */
    DL_NOTE_NUL, /* a NUL byte inside a text: dropped */
    DL_NOTE_BAD_JSON, /* {"id": */
    DL_NOTE_NOT_OBJECT, /* [1,2] as a line */
    DL_NOTE_BAD_FIELD, /* "date": {"x":1} */
    DL_NOTE_BINARY, /* a picture named report.txt */
    DL_NOTE_TOO_LONG, /* a line or text above its limit */
    DL_NOTE_TRUNCATED, /* a gzip file that ends early */
    DL_NOTE_UNREADABLE, /* no permission, an I/O error */
    DL_NOTE_LOOP, /* a folder inside itself */
    DL_NOTE_EMPTY, /* a report with no text */
    DL_NOTE_NOT_ENGLISH, /* kept, searchable, not analysed */
    DL_NOTE_PAGE, /* an HTML page in which no text is found */
    DL_NOTE_BAD_DATE, /* "date":"yesterday" */
    DL_NOTE_UNKNOWN_KIND, /* a file whose ending says nothing we read */
    DL_NOTE_NO_FIELDS, /* {"foo":1}: no key that a report has */
    DL_NOTE_BAD_ROW, /* a row of a table with more cells than its heading */
    DL_NOTE_BROKEN_LETTERS, /* "cafÃ©": put right */
    DL_NOTE_NOT_A_FILE, /* a named pipe, a device in a folder */
    DL_NOTE_LINK, /* a link in a folder that leads out of it */
    DL_NOTE_DAMAGED, /* bytes between two records of an archive */
    DL_NOTE_BAD_XML, /* an entry of a feed whose tags cross */
    DL_NOTE_DATE_DOUBTED, /* a date of publication that is the day of the crawl */
    DL_NOTE_WALL, /* "Please enable JavaScript to read on." */
    DL_NOTE_VERSION, /* an empty text after a full one: kept as an older version */
    DL_NOTE_SAME_ID, /* two outlets number their reports 1, 2, 3 */
    DL_NOTE_SAME_ADDRESS, /* all reports of a feed lead to the front page */
    DL_NOTE_REMOVED, /* a report that the user took out comes again: it stays out */
    DL_NOTE_LANGUAGE_DOUBTED, /* "language":"de" of an English text */
    DL_NOTE_CRAWL_DATE, /* most reports of an input bear one day, and speak of others */
    DL_NOTE_NOT_FETCHED, /* an address that answers 404, or that robots.txt disallows */
    DL_NOTE_NOT_ANALYSED, /* a user's row of a table that gives a day no year has */
    DL_NOTE_COUNT
} dl_note_code;

typedef struct dl_note {
    dl_note_code code;
    int64_t at; /* byte in the raw record, -1: none */
    dl_slice message; /* plain English, with what was found */
} dl_note;

typedef DL_VEC(dl_note) dl_notes;
const char *dl_note_name(dl_note_code code); /* "broken-utf8": stable, stored and shown */

#endif
