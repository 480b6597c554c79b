/* merge_private - a mention as it is compared, and the event that it may go to. */
#ifndef DL_LINK_MERGE_PRIVATE_H
#define DL_LINK_MERGE_PRIVATE_H

#include "base/intern.h"
#include "merge.h"

enum { LINK_PARTIES_MAX = 16 }; /* of one side that are compared */

/* What became of the deed, as far as it keeps two events apart. */
typedef enum link_stage {
    LINK_DONE, /* happened, goes on, is said to have happened */
    LINK_OPEN, /* possible: fits all */
    LINK_AHEAD, /* planned */
    LINK_OFF, /* postponed, cancelled */
    LINK_NOT /* denied */
} link_stage;

typedef struct link_set { /* numbers of things, or of words; each once */
    const uint32_t *at;
    uint32_t n;
} link_set;

/* What an event's mentions name on one side. Most name one or two, and hostile texts
 * have an event in every third word: it takes no more room than it needs. */
typedef struct link_side {
    link_set set;
    uint16_t *times; /* [set] mentions that name it, up to UINT16_MAX */
    uint16_t told; /* mentions that name something on this side, as far */
    uint16_t room; /* of set and times */
} link_side;

/* Keys under which events are looked up: its word, its deed, the groups of
 * event-words.tsv that its word is in. */
enum { LINK_KEYS_MAX = 6 };

typedef struct link_keys {
    uint32_t word; /* never 0 */
    uint32_t act; /* 0: not covered */
    uint32_t groups;
    uint32_t group[LINK_KEYS_MAX - 2];
} link_keys;

typedef struct link_mention {
    uint32_t report, event; /* its place */
    const dl_event *e;
    link_keys keys;
    uint32_t episode; /* 0: none */
    bool one_happening; /* its episode is small enough to be it */
    uint32_t reports; /* of the story, with its word */
    bool is_news; /* its word is in the lead of many reports of its episode */
    bool is_vague; /* its word tells no happening of its own: "did", "needs" */
    bool is_other; /* "another attack", "attacked again" */
    link_stage stage;
    link_set actors, recipients; /* things */
    link_set actor_words, recipient_words; /* of what names them here */
    uint32_t place; /* a thing, DL_NO_THING */
    dl_slice country; /* of the place; {NULL,0}: not known */
    int32_t from, to; /* the days that the text tells; DL_NO_DAY */
    int32_t first, last; /* the days of its report */
    bool leads; /* in the title or in the first sentences */
    bool says; /* its word is the cue of a quote */
} link_mention;
typedef DL_VEC(link_mention) link_mentions;

enum { LINK_SHOWN = 4 }; /* mentions of an event whose sentences are compared */

typedef struct link_event { /* grows with its mentions */
    DL_VEC(uint32_t) mentions;
    link_keys keys; /* of the first; act: the first that is told */
    uint32_t episode; /* of the first */
    uint32_t report; /* of the newest mention */
    int32_t opened, opened_last; /* the days of its first report; DL_NO_DAY */
    link_stage stage;
    link_side actors, recipients; /* of all its mentions */
    link_side actor_words, recipient_words;
    uint32_t place;
    dl_slice country; /* of the first place that has one */
    int32_t from, to; /* where all that is told agrees */
    int32_t first, last; /* of all its reports */
    bool leads;
    bool known; /* it is one of the record's: what is told of another one is not of it */
} link_event;

/* Fills m, in order of report and place. keys: how many there are. False: out of
 * memory. */
bool link_mentions_of(const dl_link *l, dl_arena *a, const dl_link_report *r, uint32_t n,
    const dl_dated *dated, link_mentions *m, uint32_t *keys);

/* What stands at s in a text is told as another one of its kind. */
bool link_is_other(const dl_link *l, dl_slice text, dl_span s);

struct link_words;

typedef struct link_fitter { /* what the sentences of mentions are compared by */
    const dl_link_report *report;
    const link_mentions *mentions;
    struct link_words *words;
    uint32_t rare; /* bits in common that two sentences hardly have by chance */
} link_fitter;

/* How well a mention fits an event: 0, not at all. */
int link_fit(const link_fitter *f, const link_event *e, uint32_t mention);
bool link_share(const link_set *a, const link_set *b);
/* b has one of what the mentions of the event that a is of name again and again. */
bool link_share_core(const link_side *a, const link_set *b);
/* A failure sticks in `a`. */
void link_side_add(dl_arena *a, link_side *s, const link_set *more);

#endif
