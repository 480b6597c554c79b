/* actors - whose each entity is, which office or role it has, and its actor code.
 *
 *   clusters, tables, offices --mark_actors--> country, title, code and rule of entities
 *
 * Evidence, best first: words of the report beside the name (titles, appositions, "is
 * the president of"), the tables of bodies and countries, the table of offices on the
 * report's day. What is not told stays empty. */
#ifndef DL_MARK_ACTORS_H
#define DL_MARK_ACTORS_H

#include "coref.h"
#include "doc/offices.h"

/* Mentions of c have their entities; -1: those that will go. */
void mark_actors(coref *c, const dl_offices *o);

#endif
