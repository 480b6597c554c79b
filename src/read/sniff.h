/* sniff - what a file holds, by its name and by its first bytes. Private to read. */
#ifndef DL_READ_SNIFF_H
#define DL_READ_SNIFF_H

#include "charset.h"
#include "read_private.h"

typedef enum read_format {
    FORMAT_TEXT, /* one report, as plain text */
    FORMAT_BUNDLE, /* many, as news databases give them out */
    FORMAT_WORD, /* a document of a word processor */
    FORMAT_BOX, /* a folder in a file */
    FORMAT_JSON,
    FORMAT_ROWS,
    FORMAT_PAGE, /* one page of HTML */
    FORMAT_FEED, /* RSS, Atom, a sitemap of news */
    FORMAT_WARC,
    FORMAT_XML, /* that is no feed */
    FORMAT_UNKNOWN /* nothing that is known by its name */
} read_format;

/* By the name's ending, before ".gz" or ".zst". */
read_format read_format_of_name(const char *path);
/* By the first bytes; FORMAT_UNKNOWN: there are none. */
read_format read_format_of_bytes(const dl_read_tables *t, dl_slice first);
/* The first bytes as ASCII: UTF-16 narrowed, a byte order mark left out. */
enum { READ_SNIFF_MAX = 32 << 10 };
dl_slice read_narrow(dl_slice first, char room[READ_SNIFF_MAX]);

#endif
