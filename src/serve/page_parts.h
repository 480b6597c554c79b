/* page_parts - pieces that several pages are made of. All of them write what a row of the
 * record says; a value that it does not have leaves its piece out. */
#ifndef DL_SERVE_PAGE_PARTS_H
#define DL_SERVE_PAGE_PARTS_H

#include "page.h"

/* The value of a row's column as a slice. */
dl_slice serve_part(const dateline_row *row, const char *name);

/* ---- page_days.c */

/* <time datetime="2016-12-15">15 Dec 2016</time>, two of an interval as lists tell it
 * ("2016-05-03 to 2016-05-09"), or "undated" where there is none. */
void serve_part_day(web_writer *w, dl_slice day);
/* "15 Dec 2016", in out or as it is. */
enum { SERVE_DAY_TEXT = 32 };
dl_slice serve_part_day_text(dl_slice day, char out[SERVE_DAY_TEXT]);
dl_slice serve_part_last_day(dl_slice days); /* of an interval; a day is its own */
/* Where no day is known exactly, those between which it was. */
void serve_part_when(web_writer *w, dl_slice date, dl_slice earliest, dl_slice latest);
/* "15 Dec to 16 Dec 2016", or one day. */
void serve_part_days(web_writer *w, dl_slice first, dl_slice last);

/* ---- page_parts.c */

/* A link to an event of a list: its act, with parties "Anna Berg: meet: Ivan Marek". */
void serve_part_event_link(web_writer *w, const dateline_row *row, bool parties);
/* "before" and text, where there is text. */
void serve_part_after(web_writer *w, const char *before, dl_slice text);
/* "3 reports", "1 report". */
void serve_part_count(web_writer *w, dl_slice number, const char *thing);
/* A link to a thing where it has an id; else the text alone. */
void serve_part_named(web_writer *w, const char *before, dl_slice id, dl_slice text);
/* A sentence and a link to the report that says so; report: "" where it is not known. */
void serve_part_said(web_writer *w, dl_slice sentence, dl_slice report);
/* What is to come, items of a list: the day where there is one, the sentence that tells
 * it, since a word and two names seldom do, and links to the event and the report. What
 * one sentence tells of one day is one item. */
typedef struct serve_plans {
    web_writer *w;
    dateline *d;
    serve_answer *a; /* becomes a problem where the record cannot be read */
    dl_buf last; /* day, report and sentence of the item at hand */
    dl_buf report, outlet; /* of that */
    bool open;
} serve_plans;
void serve_plans_begin(serve_plans *p, web_writer *w, dateline *d, serve_answer *a);
/* False: the answer is a problem. */
bool serve_part_planned(serve_plans *p, const dateline_row *event);
void serve_plans_close(serve_plans *p); /* the item at hand */
void serve_plans_free(serve_plans *p);
/* A link to where a report was published, which is not told who asks. */
void serve_part_published(web_writer *w, dl_slice url, dl_slice text);
/* A section made of the rows that a list tells: it has a heading where it has a row. */
typedef struct serve_section {
    web_writer *w;
    bool begun; /* the first row was there */
} serve_section;
/* Before each row; written before the first of them. */
void serve_part_heading(serve_section *s, const char *text);
/* A report of a list: title, day, whose it is, how it begins. */
void serve_part_report(web_writer *w, const dateline_row *row);
void serve_part_report_head(web_writer *w, const dateline_row *row); /* but how it begins */
/* A table that scrolls where it is too wide, with the headings of its columns (literals,
 * NULL behind the last); the caller writes its rows. */
void serve_part_table(web_writer *w, const char *label, const char *const *columns);
void serve_part_table_end(web_writer *w);
/* A field of a form, with what was asked for in it. */
void serve_part_field(web_writer *w, const char *name, const char *label, const char *value);
/* The form itself: it asks the same page again. */
void serve_part_form(web_writer *w, const char *action);
void serve_part_form_end(web_writer *w, const char *button);
/* Filters of a list, folded away on a narrow screen unless one is set. */
void serve_part_filters(web_writer *w, const char *action, const serve_request *r);
void serve_part_filters_end(web_writer *w, const char *button);
/* Fields that are folded away likewise, within a form. */
void serve_part_fold(web_writer *w, const char *name, bool open);

/* The events of a story that the ontology covers, as a table with a heading. */
bool serve_events_table(web_writer *w, dateline *d, const char *story, serve_answer *a);

/* Versions and methods: <dl>. */
bool serve_part_methods(web_writer *w, dateline *d, serve_answer *a);

/* ---- JSON of rows */
/* Member of an object as a slice; {"", 0}: there is none, or it is no text. It lives as
 * long as the object. */
struct json_t;
dl_slice serve_part_text(const struct json_t *object, const char *key);

#endif
