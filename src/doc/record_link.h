/* record_link - what link is told of the reports of a story, and what it answers.
 *
 *   record --dl_link_report--> link --dl_link_told--> record
 *
 * Days are counted since 1970-01-01, DL_NO_DAY: not known. */
#ifndef DL_RECORD_LINK_H
#define DL_RECORD_LINK_H

#include "record.h"

/* One report of a story. */
typedef struct dl_link_report {
    dl_rep rep;
    dl_slice id, outlet, agency;
    dl_slice episode;
    dl_slice copies; /* its group of copies; {NULL,0}: none */
    const dl_layers *layers;
    int32_t first, last; /* the days on which it was published, as given */
    const uint32_t *thing; /* [entities of layers] the entity of the record; DL_NO_THING */
    /* Told where a story grew: [events of layers] ids of the record's events that its own
     * are mentions of; it was grouped now and never linked; how many reports its episode
     * and its story have, of which some are given. 0: all are. */
    const dl_slice *event;
    bool is_new;
    uint32_t in_episode, in_story;
} dl_link_report;

/* A story that is to be worked out. */
typedef struct dl_link_due {
    dl_slice id;
    bool grew; /* all that is known to have happened to it: new reports came into it */
    uint32_t linked, fresh; /* where it grew: its reports of before, and the new ones */
} dl_link_due;

/* Which stories: all; those whose reports are not where they were linked; the same, where
 * they are known to be among those that were grouped last. */
typedef enum dl_link_which { DL_LINK_ALL, DL_LINK_MOVED, DL_LINK_GROUPED } dl_link_which;

enum { DL_NO_THING = UINT32_MAX };

/* When a report was published, worked out. */
typedef struct dl_dated {
    int32_t first, last; /* DL_NO_DAY: nothing is known */
    bool by_dateline, by_story; /* what the last narrowing came from; else its own text */
    dl_slice why; /* a line for each piece of evidence */
} dl_dated;

/* One mention of a merged event. */
typedef struct dl_told_mention {
    uint32_t report; /* in the reports of the story */
    uint32_t event; /* in its events */
} dl_told_mention;

typedef struct dl_told_party {
    uint32_t thing; /* DL_NO_THING: named by no entity of the record */
    dl_slice name, country, code;
    uint32_t report, entity; /* where that name stands */
    dl_span span; /* what names it there */
    dl_rep told; /* the other report that tells its country and role; 0: its own does */
} dl_told_party;

typedef struct dl_told_count { /* killed, wounded ... as one report tells it */
    uint32_t report, amount;
    uint32_t start, end; /* code points of the title or the body */
} dl_told_count;

typedef enum dl_link_kind {
    DL_LINK_REALISES,
    DL_LINK_POSTPONES,
    DL_LINK_CANCELS,
    DL_LINK_CONTRADICTS,
    DL_LINK_FOLLOWS
} dl_link_kind;

typedef struct dl_told_link {
    dl_link_kind kind;
    uint32_t event; /* in dl_link_told.events */
} dl_told_link;

typedef struct dl_told_event {
    dl_slice id;
    dl_slice type, act, mode, cameo, contexts, lemma; /* as most mentions have it */
    DL_VEC(dl_told_party) actors, recipients;
    int32_t from, to; /* when it took or takes place; DL_NO_DAY: not known */
    dl_precision precision;
    dl_slice basis; /* "text": a mention says it; "report": the day of its first report */
    int32_t place; /* entity of place_report; -1: none */
    uint32_t place_report;
    dl_status status;
    dl_certainty certainty;
    bool negative;
    dl_sure sure; /* of its code */
    uint32_t attributed_report;
    int32_t attributed_to; /* entity of attributed_report; -1: the reports' own word */
    DL_VEC(dl_told_mention) mentions; /* the best one first, then by report and place */
    DL_VEC(dl_told_count) counts;
    DL_VEC(dl_told_link) links;
    uint32_t outlets, origins;
} dl_told_event;

typedef struct dl_link_told {
    dl_dated *dated; /* [reports] */
    DL_VEC(dl_told_event) events; /* in order of id */
} dl_link_told;

/* An entity of the record. */
typedef struct dl_told_thing {
    dl_slice id, name, country, code, title;
    dl_kind kind;
} dl_told_thing;

/* The record as link asks and tells it. Results are told between begin and the end of the
 * work; they take the place of the old ones when store applies them. A failure sticks in
 * *err; then calls do nothing. */
typedef struct dl_record_link {
    void *ctx;
    const dl_mem *mem;
    dl_err *err;
    dl_link_which which; /* DL_LINK_ALL: everything is worked out afresh, else what changed */
    /* Asked some times a second: false, the work shall stop, which sticks in *err. */
    bool (*go_on)(void *ctx);
    /* Stories to be worked out, by id. */
    void (*stories)(
        void *ctx, dl_link_which which, void (*each)(void *user, const dl_link_due *d), void *user);
    /* The analysed reports of a story, dated ones first, by day and id; layers and thing
     * are not filled, slices live until the next call. */
    void (*reports)(
        void *ctx, dl_slice story, void (*each)(void *user, const dl_link_report *r), void *user);
    /* Of a story that grew: its new reports, and of the others some of about the same
     * days (up to `each_near` for each new one, first those of its episode) and those
     * that announced something for then. In the same order. */
    void (*near)(void *ctx, dl_slice story, uint32_t each_near,
        void (*each)(void *user, const dl_link_report *r), void *user);
    /* What was linked of a report: ids by the number of its entity, of its event;
     * {NULL,0}: none. In `a`; false: out of memory. */
    bool (*known)(void *ctx, dl_rep rep, dl_arena *a, const dl_layers *l, const dl_slice **thing,
        const dl_slice **event);
    uint32_t (*mentions_of)(void *ctx, dl_slice event); /* in the record */
    /* All analysed reports in order of id, with their days or DL_NO_DAY. */
    void (*each)(void *ctx,
        void (*each)(void *user, dl_rep rep, dl_slice id, dl_slice story, int32_t day), void *user);
    /* The layers of a report into the arena; false: it has none, or a failure. */
    bool (*layers)(void *ctx, dl_rep rep, dl_arena *a, dl_layers *out);
    /* The id of a known entity of that name and kind; {NULL,0}: there is none. In `a`. */
    dl_slice (*thing_known)(void *ctx, dl_arena *a, dl_slice name, dl_kind kind, dl_slice country);
    void (*thing)(void *ctx, const dl_told_thing *t);
    void (*thing_in)(void *ctx, dl_rep rep, uint32_t entity, dl_slice thing);
    /* grew: the story is not told anew, what it had stays. */
    void (*dated)(void *ctx, dl_slice story, const dl_link_report *r, const dl_dated *d, bool grew);
    /* r: the reports of its story; things: ids by number. */
    void (*event)(void *ctx, dl_slice story, const dl_link_report *r, const dl_link_told *told,
        uint32_t event, const dl_slice *thing);
    /* Of a story that grew: what its new reports add to an event of the record, and what
     * they tell better than it was told. */
    void (*grown)(void *ctx, const dl_link_report *r, const dl_link_told *told, uint32_t event,
        const dl_slice *thing);
    /* ... and a link of an event of the record, to what a new report tells. */
    void (*link)(void *ctx, dl_slice event, dl_link_kind kind, dl_slice other);
} dl_record_link;

#endif
