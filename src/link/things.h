/* things - the entities of the record: who and what is the same across reports.
 *
 *   entities of reports, in order of the reports' ids --link_things_add-->
 *     --link_things_join--> one number for each entity of a report, what the things are
 *
 * A name in full is one thing wherever it stands, unless two countries keep two people
 * of one name apart. A short name (a surname, an acronym) is what its own story calls so
 * in full, else what nearly all of the record does. Other ways of writing a name join
 * where nothing else speaks against it. */
#ifndef DL_LINK_THINGS_H
#define DL_LINK_THINGS_H

#include "link_private.h"
#include "told_roles.h"

typedef struct link_thing {
    dl_kind kind;
    dl_slice name; /* its commonest full form */
    dl_slice country, code, title; /* the commonest; {NULL,0}: none */
    uint32_t report, entity; /* where it stands first: what its id is made of */
    uint32_t reports; /* that name it */
} link_thing;

typedef struct link_things link_things;

/* record: asked whether to go on. NULL: out of memory. */
link_things *link_things_new(const dl_link *l, const dl_record_link *record);
void link_things_free(link_things *x);
/* The entities of the next report; story: any number that its story's reports share; day:
 * when it was published, DL_NO_DAY. d may go afterwards. */
void link_things_add(link_things *x, uint32_t story, int32_t day, const dl_layers *d);
/* After the last report. False: out of memory, or stopped. */
bool link_things_join(link_things *x);

uint32_t link_things_count(const link_things *x);
const link_thing *link_things_at(const link_things *x, uint32_t thing);
/* The thing of the report's nth entity; DL_NO_THING: it has no name. */
uint32_t link_things_of(const link_things *x, uint32_t report, uint32_t entity);
/* Whose a person is and what he does on a day, as reports tell it. False: not known. */
bool link_things_role(const link_things *x, uint32_t thing, int32_t day, link_role *out);

#endif
