/* petrarch_private - what the files of petrarch share: lines without comments, tables
 * being written. */
#ifndef DL_PETRARCH_PRIVATE_H
#define DL_PETRARCH_PRIVATE_H

#include "base/intern.h"
#include "petrarch.h"

struct dl_petrarch {
    const dl_mem *mem;
    dl_arena *arena;
    dl_petrarch_told told;
    void *user;
    dl_buf table[DL_PETRARCH_TABLES];
    dl_interner seen; /* keys of rows that are there */
    dl_petrarch_counts counts;
    const char *file;
    uint32_t line;
    bool in_comment; /* of <!-- --> over several lines */
};

/* petrarch_lines.c */
void petrarch_tell(dl_petrarch *p, const char *why);
/* The next line without its comment, with its blanks in front; false at the end. */
bool petrarch_line(dl_petrarch *p, dl_slice *rest, dl_slice *line);
dl_slice petrarch_trim(dl_slice s);
/* Cuts off a bracket "[...]" or "{...}" and what is behind it; false: there is none. */
bool petrarch_bracket(dl_slice *s, char open, char close, dl_slice *inside);
/* "MINAS_TIRITH" -> "Minas Tirith", or in small letters. */
dl_slice petrarch_words(dl_petrarch *p, dl_slice s, bool capitals);
/* A row: cells parted by tabs; left out where a row with that key is there (false). */
bool petrarch_row(dl_petrarch *p, dl_petrarch_table_name to, dl_slice key, dl_slice row);

/* petrarch_actors.c, petrarch_verbs.c */
void petrarch_read_actors(dl_petrarch *p, dl_slice text);
void petrarch_read_agents(dl_petrarch *p, dl_slice text);
void petrarch_read_verbs(dl_petrarch *p, dl_slice text);

#endif
