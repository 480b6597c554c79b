/* api - the routes of JSON: lists are {"schema":1,"items":[...],"next":TOKEN}, one
 * thing is the object itself. The objects are those of the commands' --json. */
#ifndef DL_SERVE_API_H
#define DL_SERVE_API_H

#include "request.h"

/* ---- api_lists.c. route->what: a list of dateline_list */
void serve_api_list(const serve_request *r, dateline *d, serve_answer *a);
void serve_api_changes(const serve_request *r, dateline *d, serve_answer *a);
void serve_api_shown(const serve_request *r, dateline *d, serve_answer *a); /* of dateline_show */
void serve_api_timeline(const serve_request *r, dateline *d, serve_answer *a);
void serve_api_search(const serve_request *r, dateline *d, serve_answer *a);
void serve_api_named(const serve_request *r, dateline *d, serve_answer *a); /* entities of a name */

/* ---- api_one.c. route->what: what dateline_show is asked for */
void serve_api_whole(const serve_request *r, dateline *d, serve_answer *a);
void serve_api_one(const serve_request *r, dateline *d, serve_answer *a);
void serve_api_report(const serve_request *r, dateline *d, serve_answer *a);
void serve_api_about(const serve_request *r, dateline *d, serve_answer *a);
void serve_api_status(const serve_request *r, dateline *d, serve_answer *a);

/* ---- api_export.c. The request's id is the format */
void serve_export(const serve_request *r, dateline *d, serve_answer *a);
void serve_calendar(const serve_request *r, dateline *d, serve_answer *a); /* iCalendar */

/* ---- api_feeds.c */
void serve_feed_atom(const serve_request *r, dateline *d, serve_answer *a);
void serve_feed_json(const serve_request *r, dateline *d, serve_answer *a);

#endif
