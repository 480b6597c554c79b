/* made - a record made of reports that a test writes. */
#ifndef DL_MADE_H
#define DL_MADE_H

#include "unit.h"

#include "dateline.h"

/* A new record at `db`, with the lines of JSON that put_reports writes, analysed where
 * the model is there. */
static inline void made_record(const char *db, void (*put_reports)(FILE *))
{
    char path[128];
    const char *input = path;
    dateline *d = NULL;
    dateline_options o = { .size = sizeof o, .db = db, .create = true, .model = UNIT_MODEL };
    snprintf(path, sizeof path, "%s.jsonl", db);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    put_reports(f);
    fclose(f);
    unit_drop_record(db);
    assert_int_equal(dateline_open(&o, &d), DATELINE_OK);
    assert_int_equal(dateline_add(d, &input, 1, NULL, NULL), DATELINE_OK);
    dateline_close(d);
    unlink(path);
}

#endif
