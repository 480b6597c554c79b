/* text - the first layer: where a report came from, what it says of itself, and its
 * clean text.
 *
 *   raw record --read--> source --clean--> full = title "\n\n" body
 *              <-raw_map-       <-clean_map-
 *   raw record --read--> page --clean--> source, and on as above
 *              <-page_map-
 *
 * The raw record is the bytes as they came, source and full are UTF-8.
 *
 * Everything after clean speaks in byte offsets into `full`; output turns them into
 * code points of title or body. One space of offsets for both: a mark lies in the
 * title when its start is below title.end. read fills the parts above the line, clean
 * those below, and author and date where only the text tells them; all slices live in
 * the document's arena. What is not known is {NULL,0}. */
#ifndef DL_TEXT_H
#define DL_TEXT_H

#include "base/base.h"

/* Bytes of a report's text: offsets fit 24 bits, and no news report is longer. */
enum { DL_TEXT_MAX = 16 << 20 };

/* Bytes of a text, end exclusive. */
typedef struct dl_span {
    uint32_t start, end;
} dl_span;

/* Map between two texts: runs in order of `to`, where `to` is the later text. A run's
 * to_n bytes come from from_n bytes of the earlier text, evenly: equal lengths byte for
 * byte; a row of "\n" (two bytes to one) or of converted letters (one to two) is one run
 * and exact at each of its characters; squeezed white space is replaced as a whole. */
typedef struct dl_run {
    uint32_t to, to_n;
    uint32_t from, from_n; /* a record has at most 64 MiB */
} dl_run;
typedef DL_VEC(dl_run) dl_runs;
/* Joins with the last run where that is exact. */
void dl_runs_add(
    dl_arena *a, dl_runs *r, uint32_t to, uint32_t to_n, uint64_t from, uint32_t from_n);
/* Room for n more runs, taken at once. */
void dl_runs_reserve(dl_arena *a, dl_runs *r, size_t n);
uint64_t dl_runs_from(const dl_runs *r, uint32_t to); /* offset in the earlier text; clamps */
/* first: raw -> source, second: source -> full; answers raw -> full. */
dl_runs dl_runs_compose(dl_arena *a, const dl_runs *first, const dl_runs *second);

typedef enum dl_precision {
    DL_PREC_NONE,
    DL_PREC_YEAR,
    DL_PREC_MONTH,
    DL_PREC_DAY,
    DL_PREC_TIME
} dl_precision;

typedef enum dl_removed_why { /* ORDER REMOVED: names in doc.c */
    DL_REMOVED_TITLE_REPEAT,
    DL_REMOVED_BYLINE,
    DL_REMOVED_CAPTION,
    DL_REMOVED_TEASER,
    DL_REMOVED_NAVIGATION,
    DL_REMOVED_SHARE,
    DL_REMOVED_BOILERPLATE,
    DL_REMOVED_OTHER_STORY,
    DL_REMOVED_AGENCY_NOTE,
    DL_REMOVED_DATE_LINE,
    DL_REMOVED_COUNT
} dl_removed_why;
typedef struct dl_removed {
    dl_slice text;
    dl_removed_why why;
    uint32_t at; /* byte in source */
} dl_removed;

/* A span of `full` that is recognised and kept but is no news itself: marks must not read
 * events there. */
typedef enum dl_zone_kind { /* ORDER ZONE: names in doc.c */
    DL_ZONE_DATELINE, /* "OSLO, Dec 16, 2016 (Wire) - " */
    DL_ZONE_AGENCY, /* "(Wire)" */
    DL_ZONE_BYLINE,
    DL_ZONE_CAPTION,
    DL_ZONE_COUNT
} dl_zone_kind;
typedef struct dl_zone {
    dl_zone_kind kind;
    dl_span span;
} dl_zone;

/* Where one text may have been run into the next inside a paragraph: a headline, a
 * caption, a by-line, a point of a summary. The engine decides whether a sentence begins
 * there. */
typedef struct dl_seam {
    uint32_t at; /* in full: the first byte of a word */
    uint8_t lean; /* how much speaks for it, in tenths of what the engine counts in */
} dl_seam;

typedef struct dl_origin {
    dl_slice file; /* path as given, "-" for stdin */
    uint64_t record; /* 0-based number of the record in the file */
    uint64_t offset; /* byte offset of the record in the (decompressed) file */
    dl_sha256 sha256; /* of the raw record */
} dl_origin;

typedef struct dl_text {
    dl_origin origin;
    dl_slice raw; /* the record as it came: a JSON line, a file; stored compressed */
    dl_slice raw_kind; /* "txt", "json", "html" */
    dl_slice id, url, outlet, author, language; /* language: BCP 47, given or detected */
    dl_slice url_key; /* under which addresses of one page are the same (url.h) */
    dl_slice date, date_modified, date_retrieved; /* ISO 8601 as given, checked */
    dl_precision date_precision;
    dl_slice date_basis; /* "given" | ... | "none" (docs/formats.md) */
    dl_slice page; /* HTML as UTF-8, from which clean takes the source; {NULL,0}: none */
    dl_runs page_map; /* raw -> page */
    dl_slice page_language; /* what the page says of its language; evidence where words are few */
    dl_slice source_title, source; /* UTF-8, before cleaning; source_title may be empty */
    dl_runs raw_map; /* raw -> source (body only) */
    dl_slice charset; /* what the bytes were taken for */
    bool english; /* analysed when true */
    /* ---- filled by clean */
    dl_slice full; /* title, "\n\n", body; paragraphs part by "\n\n"; without a title: body alone */
    dl_span title, body; /* in full */
    dl_runs clean_map; /* source -> full; the title has a run only when it stood in the source */
    DL_VEC(dl_span) paragraphs; /* of the body */
    DL_VEC(dl_seam) seams; /* in order */
    DL_VEC(dl_removed) removed;
    DL_VEC(dl_zone) zones;
    dl_slice agency; /* "Reuters": credited in dateline, prefix or sign-off */
    dl_slice dateline_place, dateline_date;
} dl_text;

const char *dl_removed_name(dl_removed_why why);
const char *dl_zone_name(dl_zone_kind kind);
const char *dl_precision_name(dl_precision p);

#endif
