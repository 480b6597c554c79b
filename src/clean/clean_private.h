/* clean_private - shared by the files of clean. Each file calls only those above it:
 *
 *   reasons        names of why something is removed
 *   page_tables    the tables of pages (page_private.h has the files of pages)
 *   clean_tables   the tables: clutter, phrases
 *   clutter        which lines the clutter table knows
 *   lines          a text as lines, what a line says by itself
 *   wrap           lines broken inside sentences are joined
 *   dates          lines that are dates, dates in front of a text
 *   desk           by-lines, sign-offs, notices of rights
 *   title          which line is the headline
 *   datelines      PLACE (AGENCY) -
 *   subject        do two parts speak of the same people and places?
 *   edges          lines that were run together are parted
 *   article        which lines are the article
 *   seams          where one text may have been run into the next
 *   clean          the order of the steps, the clean text */
#ifndef DL_CLEAN_PRIVATE_H
#define DL_CLEAN_PRIVATE_H

#include "clean.h"

/* ---- reasons.c */

bool clean_reason_of(dl_slice s, dl_removed_why *out); /* by its name */

/* ---- clean_tables.c */

typedef enum clutter_place { /* ORDER CLUTTER_PLACE */
    CLUTTER_WHOLE, /* the line is the phrase */
    CLUTTER_START, /* it begins with it */
    CLUTTER_ANY, /* it holds it */
    CLUTTER_COUNTED /* a number and the phrase: "12 comments" */
} clutter_place;
typedef enum clutter_effect { /* ORDER CLUTTER_EFFECT */
    CLUTTER_LINE, /* only the line goes */
    CLUTTER_CUT, /* a list of other stories follows */
    CLUTTER_END /* the page's article is over */
} clutter_effect;
typedef struct clutter_row {
    dl_slice phrase; /* in small letters */
    clutter_place place;
    clutter_effect effect;
    bool sure; /* the phrase is enough; else the line must be short, without a verb */
    uint32_t letters; /* of the phrase, as clean_letters has them */
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
    PHRASE_SIGN,
    PHRASE_PLACE,
    PHRASE_VERB,
    PHRASE_AGENCY,
    PHRASE_WALL,
    PHRASE_AUTHOR,
    PHRASE_PARTICLE,
    PHRASE_NOBODY,
    PHRASE_KINDS
} clean_phrase;

typedef DL_VEC(dl_slice) clean_phrases; /* in small letters */

typedef enum seam_kind { /* ORDER SEAM: choices of the table, in seams.c */
    SEAM_START, /* begins a sentence where it has a capital */
    SEAM_BINDS, /* what stands behind it goes on with it */
    SEAM_SAYS, /* the same, a verb of saying */
    SEAM_TITLE, /* the name behind it goes with it */
    SEAM_DESK, /* ends a by-line */
    SEAM_CREDIT, /* the name of a picture's maker follows */
    SEAM_LABEL, /* a point of a summary begins with it */
    SEAM_KINDS
} seam_kind;

struct dl_clean_tables {
    dl_arena *arena;
    const dl_calendar *calendar;
    clutter_row *row;
    uint32_t rows;
    uint64_t *may_start; /* [256][row_words], see clean_may_start */
    uint32_t row_words;
    clean_phrases phrase[PHRASE_KINDS];
    const dl_table *page_words, *page_names; /* page_tables.c */
    clean_phrases seam[SEAM_KINDS]; /* seams.c, each in order of bytes */
};

bool clean_page_tables(dl_clean_tables *t, dl_lexicon *lexicon, dl_err *e); /* page_tables.c */
/* The rows that can know a line which begins as s does, in small letters: row i is bit
 * i % CLEAN_ROW_BITS of word i / CLEAN_ROW_BITS, of t->row_words. Nearly all rows are
 * left out so. */
enum { CLEAN_ROW_BITS = 64 };
const uint64_t *clean_may_start(const dl_clean_tables *t, dl_slice s);
/* Which letters stand in s, in any case: a bit each. */
uint32_t clean_letters(dl_slice s);
/* s is a phrase of that kind, in any case. */
bool clean_is_phrase(const dl_clean_tables *t, clean_phrase kind, dl_slice s);
/* Bytes of the longest phrase of that kind that s begins with, in any case; 0: none. */
size_t clean_starts_phrase(const dl_clean_tables *t, clean_phrase kind, dl_slice s);

/* ---- clutter.c */

/* The first row that knows this (trimmed) line, or NULL. */
const clutter_row *clean_clutter(const dl_clean_tables *t, dl_slice line);

/* ---- lines.c */

typedef struct clean_line {
    dl_slice text; /* trimmed */
    uint32_t at; /* byte of its start in the text */
    bool gap; /* a blank line stands before it */
    bool gone;
    bool title; /* gone, for it is the title */
    bool sentence; /* reads like running text */
    bool opens; /* a list of other stories begins there, or the article ends */
    int32_t weight;
    const clutter_row *clutter;
    uint32_t segment; /* lines between two openers of lists */
} clean_line;
typedef DL_VEC(clean_line) clean_lines;

/* The next line that is not blank; rest: what is left of the text, at first all. False:
 * there is none. */
bool clean_next_line(dl_slice text, dl_slice *rest, clean_line *out);
void clean_split_lines(dl_doc *d, dl_slice text, clean_lines *out);
bool clean_ends_sentence(dl_slice s); /* a stop of any kind, ":" and ";" among them */
/* A sentence ends before byte i: a stop, quotation marks behind it or not; no initial, no
 * title. */
bool clean_sentence_ends_at(const dl_clean_tables *t, dl_slice s, size_t i);
size_t clean_count_words(dl_slice s);
bool clean_is_running_text(dl_slice s);
void clean_remove(dl_doc *d, clean_line *l, dl_removed_why why); /* once */
/* Whether to go on with that line of many: a long report may be a million lines. */
bool clean_goes_on(dl_doc *d, uint32_t line);
uint32_t clean_first_left(const clean_lines *l, uint32_t from); /* not gone; l->n: none */

/* ---- wrap.c */

/* The source with lines joined that were broken inside sentences; the source itself (and
 * an empty map) where it is not wrapped. map: source -> what it answers. */
dl_slice clean_unwrap(dl_doc *d, const dl_clean_tables *t, dl_runs *map);

/* ---- dates.c */

/* Bytes of a date at the start of s, a place in front of it among them; 0: none. whole:
 * s may hold nothing else. */
size_t clean_date_head(const dl_clean_tables *t, dl_slice s, bool whole);
/* "OSLO | Tue Apr 28, 2009", "Updated: 4 May 2013, 10:39 GMT" and nothing else. */
bool clean_is_date_line(const dl_clean_tables *t, dl_slice line);
/* A date line that says so: "Updated: 4 May 2013", "OSLO | Tue Apr 28, 2009". */
bool clean_is_stamp(const dl_clean_tables *t, dl_slice line);
/* Of nothing but a day or a time, a date line or not: "APR 28". */
bool clean_is_all_date(const dl_clean_tables *t, dl_slice line);
bool clean_is_of_change(dl_slice s); /* "Updated: 11:00, 6 March 2024" */
bool clean_holds_date(const dl_clean_tables *t, dl_slice s); /* a day or a time of day */

/* ---- desk.c */

typedef struct clean_tail {
    size_t note, rest; /* bytes: where the sign-off starts, where what stands behind it does */
    dl_removed_why why;
} clean_tail;

bool clean_is_byline(dl_slice s); /* "By Jane Doe", "From John Roe in Kathmandu" */
/* What a by-line says of the day; empty where it says nothing. */
dl_slice clean_byline_date(const dl_clean_tables *t, dl_slice byline);
/* "(Reporting by Jane Doe; editing by John Roe)" */
bool clean_is_desk_note(const dl_clean_tables *t, dl_slice s);
/* A sign-off that was run together with the text before it. False: note == rest ==
 * s.n. */
bool clean_find_tail(const dl_clean_tables *t, dl_slice s, clean_tail *tail);
/* By-lines and notes of a desk that are lines of their own go. */
void clean_find_credits(dl_doc *d, const dl_clean_tables *t, clean_lines *lines);
/* "- Andean Wire" as the last line: an agency signs. */
void clean_find_sign_off(dl_doc *d, const dl_clean_tables *t, clean_lines *lines);

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
void clean_take_line_date(dl_doc *d, const dl_clean_tables *t); /* of a date line that went */

/* ---- subject.c */

typedef struct clean_stretch {
    uint32_t from, to; /* lines, `to` exclusive */
    int64_t sum; /* of their weights */
} clean_stretch;
typedef struct clean_shared {
    uint32_t known, all;
} clean_shared;

typedef struct clean_names clean_names;
clean_names *clean_names_of(/* NULL: out of memory */
    dl_doc *d, const dl_clean_tables *t, const clean_lines *lines, clean_stretch of);
/* How many names the line holds, and how many of them `set` knows. */
clean_shared clean_names_shared(const dl_clean_tables *t, dl_slice line, clean_names *set);
/* A third of its names are known. Without names nothing is proved. */
bool clean_same_subject(
    const dl_clean_tables *t, const clean_lines *lines, clean_stretch of, clean_names *set);

/* ---- edges.c */

/* In place of clean_split_lines. */
void clean_split_edges(dl_doc *d, const dl_clean_tables *t, dl_slice text, clean_lines *out);

/* ---- article.c */

/* What each line is: clutter, running text, neither. */
void clean_judge_lines(dl_doc *d, const dl_clean_tables *t, clean_lines *lines);
/* Lines of clutter go; of a page all that is not its article. Answers whether it was a
 * page. */
bool clean_choose_article(dl_doc *d, const dl_clean_tables *t, clean_lines *lines);
/* Short lines left at the end of a page's article go. */
void clean_trim_tail(dl_doc *d, clean_lines *lines);

/* ---- seams.c */

bool clean_seam_tables(dl_clean_tables *t, dl_lexicon *lexicon, dl_err *e);

/* ---- wall.c */
bool clean_is_wall(const dl_clean_tables *t, dl_slice text);
void clean_find_wall(dl_doc *d, const dl_clean_tables *t); /* a note, where it is one */

#endif
