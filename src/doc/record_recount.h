/* record_recount - what recount is told of a story, an entity or a query, and what it
 * answers.
 *
 *   record --dl_recount_report, dl_recount_told--> recount --dl_timeline--> tell
 *
 * A table of functions that store implements. Days are counted since 1970-01-01,
 * DL_NO_DAY: not known. */
#ifndef DL_RECORD_RECOUNT_H
#define DL_RECORD_RECOUNT_H

#include "record.h"

/* One report; slices live until the next call. */
typedef struct dl_recount_report {
    dl_rep rep;
    dl_slice id;
    dl_slice copies; /* its group of copies; {NULL,0}: none */
    int32_t first, last; /* the days on which it was published, worked out where not given */
} dl_recount_report;

/* One mention of a merged event in a report. */
typedef struct dl_recount_told {
    dl_slice id; /* of the merged event */
    uint32_t event; /* in the report's events */
    int32_t first, last; /* when it took or takes place, as its own mentions tell */
    uint32_t origins;
    bool coded;
} dl_recount_told;

/* What one report says of something that reports may differ in. */
typedef struct dl_recount_value {
    dl_slice about; /* "killed", "status", "date", "place", "actor" */
    dl_slice key; /* values of one thing have the same */
    dl_slice event; /* merged event */
    dl_slice value; /* "65", "at least 42" */
    bool is_number;
    double number, least, most; /* of a number; INFINITY: no bound */
    dl_slice report;
    int32_t day; /* of the report */
    dl_slice source; /* whose word the report is: an agency, an outlet; copies have one */
    dl_slice said_by; /* to whom the report credits it; {NULL,0}: to nobody */
} dl_recount_value;

/* How one report tells what happened, with one of those who take part: comes once for
 * each of them, one after the other. */
typedef struct dl_recount_telling {
    dl_slice lemma, event; /* its word; merged event */
    dl_rep rep;
    uint32_t mention; /* in the report's events */
    dl_slice report; /* id */
    int32_t day; /* of the report */
    dl_slice source, said_by; /* as in dl_recount_value */
    dl_slice sentence;
    dl_slice when; /* words of the sentence beside it that name its time; {NULL,0}: none */
    bool when_first; /* the sentence begins with them */
    int32_t first, last; /* the days that the text tells for it */
    dl_slice place, place_name, admin1, country; /* place: id; not of a country */
    bool is_point; /* a town, a building; else a region */
    double killed; /* of a toll that it counts the lower bound; 0: none */
    bool coded;
    bool receives; /* the party: else it acts */
    dl_slice party, party_kind, party_name; /* id; {NULL,0}: no entity */
} dl_recount_telling;

typedef struct dl_record_recount {
    void *ctx;
    const dl_mem *mem;
    dl_err *err;
    /* Reports in order of their last day, then id; those without a day come last. */
    void (*reports)(void *ctx, void (*each)(void *user, const dl_recount_report *r), void *user);
    /* The layers of a report into the arena; false: it has none, or a failure. May be
     * asked inside `each`. */
    bool (*layers)(void *ctx, dl_rep rep, dl_arena *a, dl_layers *out);
    /* Mentions of merged events in one report, in order; inside `each` too. */
    void (*told)(
        void *ctx, dl_rep rep, void (*each)(void *user, const dl_recount_told *t), void *user);
    /* Of one story: by what they are about, key, number, value, day, report. */
    void (*values)(void *ctx, void (*each)(void *user, const dl_recount_value *v), void *user);
    /* Of one story: what happened, sayings aside, by lemma, day of the report, report,
     * mention. */
    void (*tellings)(
        void *ctx, void (*each)(void *user, const dl_recount_telling *t), void *user);
} dl_record_recount;

/* ---- what is answered; all of it in the arena that was given */

typedef struct dl_timeline_sentence {
    dl_slice report; /* its id */
    dl_slice text;
    uint32_t start, end; /* code points of the report's text, or of its title */
    bool in_title;
} dl_timeline_sentence;

/* A day, or a month or a year of which no day is told. */
typedef struct dl_timeline_entry {
    int32_t first, last;
    dl_precision precision; /* year, month, day */
    dl_slice headline; /* of a report of that day or the next; {NULL,0}: there is none */
    DL_VEC(dl_timeline_sentence) sentences;
    DL_VEC(dl_slice) events; /* ids */
    uint32_t origins; /* reports that tell it, copies once */
} dl_timeline_entry;

typedef struct dl_timeline {
    DL_VEC(dl_timeline_entry) at; /* by first day, the coarser first */
} dl_timeline;

typedef struct dl_difference_value {
    dl_slice value;
    DL_VEC(dl_slice) reports; /* ids */
    DL_VEC(dl_slice) said_by; /* names */
} dl_difference_value;

typedef enum dl_difference_kind {
    DL_CONTRADICTION,
    DL_RISING, /* later reports give more: a toll that grows */
    DL_CORRECTION /* those who told the one tell the other later, and nobody the one */
} dl_difference_kind;
static inline const char *dl_difference_kind_name(dl_difference_kind k)
{
    static const char *const name[] = { "contradiction", "rising", "correction" };
    return name[k];
}

typedef struct dl_difference {
    dl_slice about, event;
    dl_difference_kind kind;
    DL_VEC(dl_difference_value) values;
} dl_difference;

typedef struct dl_differences {
    DL_VEC(dl_difference) at;
} dl_differences;

#endif
