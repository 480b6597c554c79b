/* read_private - shared by the files of read: the tables that decoding looks up. */
#ifndef DL_READ_PRIVATE_H
#define DL_READ_PRIVATE_H

#include "doc/url.h"
#include "read.h"

struct dl_read_tables {
    dl_arena *arena;
    const dl_calendar *calendar;
    dl_url_rules *url;
};

#endif
