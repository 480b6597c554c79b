/* routes - the table of all routes: which path is answered by whom. openapi.json tells
 * the same to clients; a test holds the two together. */
#ifndef DL_SERVE_ROUTES_H
#define DL_SERVE_ROUTES_H

#include "request.h"

/* The route of a target, with what stands for {id} in *id; NULL: there is none. */
const serve_route *serve_route_of(const serve_target *t, const char **id);
/* The routes in order; NULL after the last. */
const serve_route *serve_route_at(size_t i);

#endif
