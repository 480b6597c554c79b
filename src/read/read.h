/* read - from inputs to raw records to the first layer of a document.
 *
 *   paths, folders, "-", web addresses --dl_reader_next--> dl_raw (bytes as they came)
 *          one thread, streams
 *   dl_raw --dl_read_decode--> text.source, its keys, raw_map, language
 *          pure, any thread
 *
 * .txt is one report, or many as Nexis and Factiva give them out; .jsonl, .ndjson and
 * .json hold values of JSON in any form; .csv and .tsv a report a row; .xml, .rss and
 * .atom a report an entry of a feed; .html a page; .warc a report a page or converted
 * text; .docx, .odt and .rtf are read as the text in them. What bears no such name is
 * told by its first bytes. All also gzip or zstd, told by their first bytes too. Folders
 * are walked in byte order of names; .zip and .tar are folders in their own order. What
 * cannot be read comes out as a record with a problem: the run goes on. */
#ifndef DL_READ_H
#define DL_READ_H

#include "base/wait.h"
#include "doc/answer.h"
#include "doc/calendar.h"
#include "doc/doc.h"

enum {
    DL_RECORD_MAX = 64
        /* bytes of one decompressed record: four times the largest text, bounds memory
         * and stops bombs */
        << 20
};

typedef enum dl_raw_kind { /* ORDER RAW_KIND: names in decode.c */
    DL_RAW_TEXT,
    DL_RAW_JSON,
    DL_RAW_ROW, /* a table's heading and one row of it */
    DL_RAW_ENTRY, /* a feed's XML declaration and one entry of it */
    DL_RAW_PAGE,
    DL_RAW_ARCHIVED, /* a record of an archive, its body unpacked */
    DL_RAW_BUNDLE, /* one report of a news database's text */
    DL_RAW_PROBLEM
} dl_raw_kind;

/* "txt", "json", "row", "entry", "html", "warc", "bundle", as kept; {NULL,0}: a
 * problem. */
dl_slice dl_raw_kind_name(dl_raw_kind kind);
dl_raw_kind dl_raw_kind_of(dl_slice name); /* the kind of that name; text where there is none */

typedef struct dl_raw {
    dl_raw_kind kind;
    dl_slice file; /* as given, or found under a folder that was */
    uint64_t record, offset; /* 0-based number and byte offset in the decompressed file */
    size_t input; /* number of the input, as given to the reader, that it stands in */
    dl_slice bytes;
    dl_note_code problem; /* when kind is DL_RAW_PROBLEM: nothing of it could be kept */
    dl_note_code note; /* a mishap that left something: DL_NOTE_COUNT when there is none */
    dl_slice message; /* of either */
    /* The date that it bears is when its input was retrieved, if it is of crawl_day or
     * that is DL_NO_DAY. */
    bool crawled;
    int32_t crawl_day;
} dl_raw;

/* The tables of data/read and the rules that read shares. Const after opening, shared by
 * threads; lexicon and calendar outlive them. */
typedef struct dl_read_tables dl_read_tables;
dl_read_tables *dl_read_tables_new(
    const dl_mem *m, dl_lexicon *lexicon, const dl_calendar *calendar, dl_err *e);
void dl_read_tables_free(dl_read_tables *t);
const char *dl_read_version(void); /* of the rules in code; constant */

typedef struct dl_reader dl_reader;

/* `input`s and tables must outlive the reader. NULL: out of memory. w: whether to wait on
 * for an input. */
dl_reader *dl_reader_new(
    const dl_mem *m, const dl_read_tables *t, const char *const *input, size_t n, dl_wait w);
/* Whoever opens web addresses among the inputs, which outlives the reader; without one
 * each is a problem. */
void dl_reader_open_by(dl_reader *r, const dl_web *web);
bool dl_read_is_address(const char *input); /* http:// or https:// */
void dl_reader_free(dl_reader *r);
/* The next record, its slices copied into `a`. False at the end, when it was to wait no
 * longer, or when memory ran out (dl_arena_failed(a)). */
bool dl_reader_next(dl_reader *r, dl_arena *a, dl_raw *out);
uint64_t dl_reader_bytes(const dl_reader *r); /* compressed bytes read so far, for progress */

/* Fills the read half of d->text from a raw record, whose slices live in d->arena or
 * longer. Of a page only text.page and what the record says of it: dl_clean_page takes
 * the text from it, dl_read_settle does the rest. */
void dl_read_decode(dl_doc *d, const dl_read_tables *t, const dl_raw *raw);
void dl_read_settle(dl_doc *d, const dl_read_tables *t, const dl_raw *raw);
/* Instead: its address and dates alone, in a small part of the time, where keys give them
 * (JSON, a table's row, a feed's entry). */
void dl_read_dates(dl_doc *d, const dl_read_tables *t, const dl_raw *raw);
/* Instead: its bytes and nothing else, with a note that says why. */
void dl_read_bytes_only(dl_doc *d, const dl_raw *raw, const char *why);

/* Where a feed leads, or a list of feeds (leads.c). */
typedef struct dl_lead {
    dl_slice address; /* as it stands there: it may be relative */
    dl_slice changed; /* when it was changed last, ISO 8601; {NULL,0}: not said */
    bool is_feed; /* of a list of feeds */
} dl_lead;
typedef bool (*dl_lead_visit)(void *user, const dl_lead *lead); /* false: enough */
/* NULL, or what is wrong with it: constant. */
const char *dl_read_leads(const dl_mem *m, const dl_read_tables *t, const dl_answer *feed,
    dl_lead_visit visit, void *user);
/* The key under which addresses of one page are the same (doc/url.h). */
dl_slice dl_read_address_key(dl_arena *a, const dl_read_tables *t, dl_slice address);

#endif
