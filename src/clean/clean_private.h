/* clean_private - shared by the files of clean. Each file calls only those above it:
 *
 *   clean_tables   the tables: clutter, phrases
 *   lines          the source as lines, what a line says by itself
 *   dates          lines that are dates, dates in front of a text
 *   desk           by-lines, sign-offs, notices of rights
 *   title          which line is the headline
 *   datelines      PLACE (AGENCY) -
 *   edges          lines that were run together are parted
 *   article        which lines are the article
 *   clean          the order of the steps, the clean text */
#ifndef DL_CLEAN_PRIVATE_H
#define DL_CLEAN_PRIVATE_H

#include "clean.h"

/* ---- clean_tables.c */

typedef enum clutter_place { CLUTTER_WHOLE, CLUTTER_START, CLUTTER_ANY } clutter_place;
typedef struct clutter_row {
    dl_slice phrase;
    clutter_place place;
    bool cut;
    dl_removed_why why;
} clutter_row;

typedef enum clean_phrase { /* ORDER PHRASE: choices of the table, in clean_tables.c */
    PHRASE_LABEL,
    PHRASE_FILLER,
    PHRASE_CREDIT,
    PHRASE_NAMES,
    PHRASE_CONTRIBUTED,
    PHRASE_ABBREVIATION,
    PHRASE_RIGHTS,
    PHRASE_PLACE,
    PHRASE_KINDS
} clean_phrase;

typedef DL_VEC(dl_slice) clean_phrases;

struct dl_clean_tables {
    dl_arena *arena;
    const dl_calendar *calendar;
    clutter_row *row;
    uint32_t rows;
    clean_phrases phrase[PHRASE_KINDS];
};

/* The first row that knows this (trimmed) line, or NULL. */
const clutter_row *clean_clutter(const dl_clean_tables *t, dl_slice line);
/* s is a phrase of that kind, in any case. */
bool clean_is_phrase(const dl_clean_tables *t, clean_phrase kind, dl_slice s);
/* Bytes of the longest phrase of that kind that s begins with, in any case; 0: none. */
size_t clean_starts_phrase(const dl_clean_tables *t, clean_phrase kind, dl_slice s);

/* ---- lines.c */

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
void clean_split_lines(dl_doc *d, clean_lines *out);
bool clean_ends_sentence(dl_slice s);
size_t clean_count_words(dl_slice s);
bool clean_is_running_text(dl_slice s);
void clean_remove(dl_doc *d, clean_line *l, dl_removed_why why); /* once */
uint32_t clean_first_left(const clean_lines *l, uint32_t from); /* not gone; l->n: none */

/* ---- dates.c */

/* Bytes of a date at the start of s, a place in front of it among them; 0: none. whole:
 * s may hold nothing else. */
size_t clean_date_head(const dl_clean_tables *t, dl_slice s, bool whole);
/* "OSLO | Tue Apr 28, 2009", "Updated: 4 May 2013, 10:39 GMT" and nothing else. */
bool clean_is_date_line(const dl_clean_tables *t, dl_slice line);
bool clean_holds_date(const dl_clean_tables *t, dl_slice s); /* a day or a time of day */

/* ---- desk.c */

typedef struct clean_tail {
    size_t note, rest; /* bytes: where the sign-off starts, where what stands behind it does */
    dl_removed_why why;
} clean_tail;

bool clean_is_byline(dl_slice s); /* "By Jane Doe", "From John Roe in Kathmandu" */
/* "(Reporting by Jane Doe; editing by John Roe)" */
bool clean_is_desk_note(const dl_clean_tables *t, dl_slice s);
/* A sign-off that was run together with the text before it. False: note == rest ==
 * s.n. */
bool clean_find_tail(const dl_clean_tables *t, dl_slice s, clean_tail *tail);
/* By-lines, sign-offs and agency notes that are lines of their own go. */
void clean_find_credits(dl_doc *d, const dl_clean_tables *t, clean_lines *lines);

/* ---- title.c */

/* May the text before an inner dateline be a headline? A false yes is harmless: the title
 * is decided later. */
bool clean_may_be_headline(const dl_clean_tables *t, dl_slice s);
void clean_find_title(dl_doc *d, const dl_clean_tables *t, clean_lines *lines);
/* A headline's second line is no menu. */
void clean_spare_second_lines(const dl_doc *d, const dl_clean_tables *t, clean_lines *lines);

/* ---- datelines.c */

/* "... wary of new virus OSLO | Tue Apr 28, 2009 OSLO (Wire) - ...": where the place
 * begins; 0: nowhere. *date: bytes of the date line there. */
size_t clean_inner_dateline(const dl_clean_tables *t, dl_slice s, size_t *date);
void clean_find_dateline(dl_doc *d, const dl_clean_tables *t); /* zones, place, agency */

/* ---- edges.c */

void clean_split_edges(dl_doc *d, const dl_clean_tables *t, clean_lines *lines);

/* ---- article.c */

void clean_weigh_lines(dl_doc *d, const dl_clean_tables *t, clean_lines *lines);
/* edges: how many removals were no page's clutter. */
void clean_choose_article(dl_doc *d, clean_lines *lines, uint32_t edges);

#endif
