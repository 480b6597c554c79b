/* dateline_private - the handle, shared by the files of the library (dateline*.c). */
#ifndef DL_DATELINE_PRIVATE_H
#define DL_DATELINE_PRIVATE_H

#include "dateline.h"
#include "group/group.h"
#include "link/link.h"
#include "pipeline.h"
#include "recount/recount.h"
#include "relink.h"
#include "tell/export.h"
#include "tell/rows.h"
#include "web.h"

enum { HANDLE_WHY_MAX = 512, HANDLE_PATH_MAX = 4096, HANDLE_AGENT_MAX = 256 };

struct dateline {
    dl_mem hook;
    const dl_mem *mem;
    dl_store *store;
    dl_lexicon *lexicon; /* all tables of all rooms */
    /* NULL: not needed yet (handle_need_tables) */
    dl_read_tables *read;
    dl_clean_tables *clean;
    dl_calendar *calendar;
    dl_mark_tables *mark;
    dl_code_tables *code;
    const dl_table *countries; /* of export */
    dl_group_words *words;
    dl_link *link;
    dl_relink relink;
    dl_parse *parse; /* NULL: no language model */
    dl_tools tools;
    dl_kept_seats kept;
    dl_web_source web;
    char agent[HANDLE_AGENT_MAX];
    dl_err err;
    bool no_link;
    dl_store_found found; /* of the last search */
    char version[256], why[HANDLE_WHY_MAX];
    dateline_reason reason; /* of why */
};

/* ---- dateline_handle.c. Each keeps the reason for dateline_why and answers the status
 * to return. */
dateline_status handle_fail(dateline *d, const dl_err *e);
dateline_status handle_fail_told(dateline *d); /* d->err, which is cleared */
dateline_status handle_settle(dateline *d); /* the store's failure, cleared and rolled back; OK */
dateline_status handle_complain(dateline *d, dateline_status status, const char *text);
dateline_status handle_tell_reason(dateline *d, dateline_reason reason, const char *text);
dateline_status handle_need_store(dateline *d); /* OK, or USAGE */
dateline_status handle_need_model(dateline *d, const char *format); /* OK, FAILED, or USAGE */

/* ---- dateline.c */
/* The tables of the rooms that work on reports: opened by the first call that asks, since
 * a record is listed without them. OK, or FAILED. */
dateline_status handle_need_tables(dateline *d);
/* The record is this program's, or empty, and takes our versions. OK, or FAILED. */
dateline_status handle_need_own_record(dateline *d);
/* What waits to be linked is linked. SKIPPED: it was stopped. */
dateline_status handle_link(dateline *d, const dateline_hooks *h);

/* ---- dateline_timeline.c */
void handle_tell_timeline(
    dateline *d, const dl_store_filter *f, const dl_recount_ask *ask, dl_tell_rows *rows);
/* As dl_store_show_some, of a story with its timeline, always of all its reports; user:
 * dl_tell_rows; no visit. */
bool handle_tell_story(
    dl_store *s, const char *what, dl_slice id, int64_t sample, dl_row_visit visit, void *user);
/* The same: its timeline; what its reports differ in. */
bool handle_tell_days(
    dl_store *s, const char *what, dl_slice id, int64_t sample, dl_row_visit visit, void *user);
bool handle_tell_differences(
    dl_store *s, const char *what, dl_slice id, int64_t sample, dl_row_visit visit, void *user);

/* The default model: beside the program (build/model/en.dlm), or where `make install`
 * puts it. "": none is there. */
void handle_find_model(char path[HANDLE_PATH_MAX]);

#endif
