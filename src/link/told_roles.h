/* told_roles - whose people are and what they do, as all reports of the record tell it.
 *
 *   people of reports, with the reports' days --link_roles_add--> --link_roles_join-->
 *     a thing and a day --link_roles_ask--> country and role then, and who tells it
 *
 * One report says "British Prime Minister David Cameron", another no more than "Cameron".
 * Only what a report's own words or the table of offices tell counts, not what was taken
 * from the country that a report is about. Where reports do not agree on the country
 * nothing is known; the role is that of the reports nearest to the day. */
#ifndef DL_LINK_TOLD_ROLES_H
#define DL_LINK_TOLD_ROLES_H

#include "base/intern.h"
#include "link_private.h"

/* Per cent of the reports that name somebody tell who he is, or more than one does: else
 * it may tell of another of that name. */
enum { LINK_NAMED_SHARE = 15 };

typedef struct link_roles {
    dl_arena *arena;
    dl_interner texts; /* whose and roles */
    DL_VEC(struct link_role_told) told;
    DL_VEC(struct link_role_kept) kept; /* by thing, then by day */
} link_roles;

typedef struct link_role {
    dl_slice whose; /* a country, or the code of a body: "IGOUNO" */
    dl_slice role; /* "GOV"; {NULL,0}: not known for that day */
    uint32_t report; /* the number of the one that tells it */
} link_role;

/* seen: any number; day: the report's, DL_NO_DAY. A failure sticks in the arena. */
void link_roles_add(link_roles *r, uint32_t seen, uint32_t report, int32_t day, const dl_entity *e);

typedef struct link_role_things { /* what is the same across reports */
    const void *user;
    uint32_t (*of)(const void *user, uint32_t seen); /* the thing of what was added */
    uint32_t (*reports)(const void *user, uint32_t thing); /* that name it */
} link_role_things;

/* After the last one. False: out of memory. */
bool link_roles_join(link_roles *r, const link_role_things *things);
/* False: whose the thing is is not known. */
bool link_roles_ask(const link_roles *r, uint32_t thing, int32_t day, link_role *out);

#endif
