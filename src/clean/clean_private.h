/* clean_private - shared by the files of clean. */
#ifndef DL_CLEAN_PRIVATE_H
#define DL_CLEAN_PRIVATE_H

#include "clean.h"

typedef enum clutter_place { CLUTTER_WHOLE, CLUTTER_START, CLUTTER_ANY } clutter_place;
typedef struct clutter_row {
    dl_slice phrase;
    clutter_place place;
    bool cut;
    dl_removed_why why;
} clutter_row;

struct dl_clean_tables {
    dl_arena *arena;
    const dl_calendar *calendar;
    clutter_row *row;
    uint32_t rows;
};

/* The first row that knows this (trimmed) line, or NULL. */
const clutter_row *clean_clutter(const dl_clean_tables *t, dl_slice line);

/* A line or hard-wrapped paragraph of the source. */
typedef struct clean_line {
    dl_span at; /* bytes in source, trimmed */
    bool gap; /* a blank line stands before it */
    bool gone;
    bool sentence; /* reads like running text */
    int32_t weight;
    const clutter_row *clutter;
    uint32_t segment; /* lines between two "cut" openers */
} clean_line;
typedef DL_VEC(clean_line) clean_lines;

static inline dl_slice clean_text(const dl_doc *d, const clean_line *l)
{
    return dl_slice_cut(d->text.source, l->at.start, l->at.end);
}
void clean_remove(dl_doc *d, clean_line *l, dl_removed_why why);

bool clean_is_date_line(dl_slice
        line); /* "OSLO | Tue Apr 28, 2009", "Updated: 4 May 2013, 10:39 GMT" and nothing else */
bool clean_holds_date(dl_slice line); /* a day or a time of day somewhere in it */
bool clean_is_desk_note(dl_slice s); /* "(Reporting by Jane Doe; editing by John Roe)" */
void clean_split_edges(dl_doc *d,
    clean_lines *
        /* dates and sign-offs that were run together with text become lines of their own,
         * and go */
        lines);
void clean_find_title(dl_doc *d, clean_lines *lines); /* headline given, first or repeated */
void clean_find_credits(dl_doc *d, clean_lines *lines); /* by-lines, sign-offs, agency notes */
void clean_find_dateline(dl_doc *d); /* zones at the start of the body */

#endif
