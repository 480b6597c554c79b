/* recount_private - what the files of recount share: days, and sentences that tell
 * them. */
#ifndef DL_RECOUNT_PRIVATE_H
#define DL_RECOUNT_PRIVATE_H

#include "base/intern.h"
#include "recount.h"

enum { /* of a sentence that tells a day */
    RECOUNT_NAMES = 1, /* a time in it is that day */
    RECOUNT_EVENT = 2, /* a merged event of that day is told in it */
    RECOUNT_LEAD = 4, /* it is among the first of its report */
    RECOUNT_QUOTED = 8, /* somebody's words */
    RECOUNT_PUBLISHED = 16, /* the report is of that day */
    RECOUNT_TITLE = 32,
    RECOUNT_DATED = 64, /* it names a day */
    RECOUNT_ABOUT = 128, /* it has a word that was asked for */
    RECOUNT_TELLS = 256, /* somebody does or says something in it */
    RECOUNT_ASIDE = 512, /* it is beside the news ... */
    RECOUNT_NEWS = 1024, /* ... or not; neither: not asked yet */
    RECOUNT_OPEN = 2048 /* no stop ends it: a heading, a caption */
};

typedef struct recount_sentence {
    uint32_t report; /* in recount_gathered.reports */
    uint32_t next; /* the next one of the same day + 1; 0: none */
    uint32_t text_of; /* of that report: the same under each day that it tells */
    uint32_t flags;
    uint32_t start, end; /* code points */
    dl_slice text;
    const uint32_t *word; /* different ones, ascending */
    uint32_t words;
} recount_sentence;

typedef struct recount_report {
    dl_slice id, title;
    int32_t first, last;
} recount_report;

typedef struct recount_event {
    uint32_t event; /* in recount_gathered.events */
    uint32_t weight;
} recount_event;

typedef struct recount_day {
    int32_t first, last;
    dl_precision precision;
    uint32_t head; /* its first sentence + 1; 0: none */
    uint32_t sentences;
    uint32_t told; /* sentences that name it, with a word that was asked for */
    uint32_t origins; /* reports that tell it */
    double aside; /* the other sentences that name it, each by how far its report is ... */
    double published; /* ... about what was asked for; the reports of that day likewise */
    uint32_t report; /* the last that was counted + 1 */
    DL_VEC(recount_event) events;
    uint32_t events_weight;
    bool known; /* a report before new_since tells it */
    double score;
} recount_day;

typedef struct recount_gathered {
    dl_arena *arena;
    const dl_recount_ask *ask;
    DL_VEC(recount_report) reports;
    DL_VEC(recount_day) days;
    DL_VEC(recount_sentence) sentences;
    dl_interner day_key, words, events, copies, texts;
    uint8_t *used; /* [texts + 1] 1: it stands under a day; each stands under one */
    DL_VEC(uint32_t) common; /* [words] sentences that have it */
    int32_t first, last; /* days on which reports were published */
    const uint32_t *about; /* words that were asked for, ascending */
    uint32_t abouts;
} recount_gathered;

/* ---- where reports differ */

enum { RECOUNT_SIDE_MOST = 8 }; /* parties of one side that are compared */

typedef struct recount_side { /* numbers in recount_tellings.things */
    uint32_t n, at[RECOUNT_SIDE_MOST];
} recount_side;

/* How one report tells one event. */
typedef struct recount_telling {
    uint32_t lemma; /* a number; those of one lemma stand together */
    dl_slice event, report; /* ids */
    int32_t day; /* of the report */
    dl_slice source, said_by;
    dl_slice sentence;
    const uint32_t *word; /* of the sentence: different ones, ascending */
    uint32_t words;
    dl_slice when; /* words that name its time */
    int32_t on; /* the day that they name; DL_NO_DAY */
    uint32_t place, region; /* numbers in things; 0: not known */
    dl_slice place_name;
    bool is_point; /* no region or country */
    recount_side act, receive;
    uint32_t actor_kind; /* of the first that acts */
    dl_slice actor_name;
    double killed; /* or injured ..., 0: not told */
    bool coded;
} recount_telling;

typedef struct recount_tellings {
    dl_arena *arena;
    DL_VEC(recount_telling) at; /* by lemma, day, report */
    dl_interner things, words, lemmas, sentences;
    DL_VEC(uint32_t) common; /* [words] sentences that have it */
} recount_tellings;

/* tellings.c */
void recount_read_tellings(dl_arena *a, const dl_record_recount *r, recount_tellings *out);
/* alike.c: values of events that reports surely tell both, in the order that differ.c
 * wants. */
void recount_tell_apart(dl_arena *a, const dl_record_recount *r,
    void (*each)(void *user, const dl_recount_value *v), void *user);
/* gather.c */
void recount_gather(recount_gathered *g, const dl_record_recount *r);
/* words.c: the different words of a text, ascending; *n how many. */
const uint32_t *recount_words(dl_arena *a, dl_interner *words, dl_slice text, uint32_t *n);
/* The words that a query wants; its operators are none. */
const uint32_t *recount_query_words(dl_arena *a, dl_interner *words, dl_slice query, uint32_t *n);
/* Is one of those numbers a word of the text? */
bool recount_has_word(const dl_interner *words, dl_slice text, const uint32_t *number, uint32_t n);
/* aside.c: is it beside the news: a reader's own words, a question, a picture's? */
bool recount_is_aside(dl_slice sentence);
bool recount_is_open(dl_slice sentence); /* no stop ends it, marks behind the stop aside */
/* days.c: scores, and the numbers of the days to tell, by their first day. */
const uint32_t *recount_choose_days(recount_gathered *g, uint32_t *n);
/* sentences.c: up to `most` sentences of a day, the best one first; `have` of them are
 * in `out` already. Answers how many. */
uint32_t recount_choose_sentences(
    const recount_gathered *g, const recount_day *d, uint32_t have, uint32_t most, uint32_t *out);

#endif
