/* dateline_correct - what people put right of a record, and taking it back.
 *
 *   "event", its id, "type=CONSULT" --dateline_correct--> a correction of the store */
#include "dateline_private.h"

static const dl_column type_columns[] = {
    { "kind", DL_COLUMN_TEXT, false, NULL },
    { "name", DL_COLUMN_TEXT, false, NULL },
    { "definition", DL_COLUMN_TEXT, true, NULL },
    { "exclude", DL_COLUMN_TEXT, true, NULL },
};
static const dl_table_form types_form = DL_TABLE_FORM("code/plover", false, type_columns);

static bool is_type(dateline *d, dl_slice name)
{
    const dl_table *t = dl_lexicon_table(d->lexicon, &types_form, &d->err);
    for (uint32_t i = 0; t && i < t->rows; i++)
        if (dl_slice_is(dl_table_cell(t, i, 0), "type")
            && dl_slice_eq(dl_table_cell(t, i, 1), name))
            return true;
    return false;
}

/* What may be changed of what. */
static const char *const changes[][2] = {
    { "event", "wrong" },
    { "event", "type" },
    { "thing", "name" },
    { "thing", "same" },
};

static bool is_change(dl_slice kind, dl_slice change)
{
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        if (dl_slice_is(kind, changes[i][0]) && dl_slice_is(change, changes[i][1])) return true;
    return false;
}

/* "type=CONSULT" into its two parts; "wrong" has no value. */
static void split(const char *text, dl_correction *c)
{
    const char *eq = strchr(text, '=');
    c->change = eq ? dl_slice_of(text, (size_t)(eq - text)) : dl_slice_str(text);
    c->value = eq ? dl_slice_str(eq + 1) : (dl_slice){ NULL, 0 };
}

/* NULL: it is as it should be. */
static const char *fault_of(dateline *d, const dl_correction *c)
{
    bool is_wrong = dl_slice_is(c->change, "wrong");
    if (!is_change(c->kind, c->change))
        return "what may be corrected: event ID wrong, event ID type=TYPE, thing ID name=NAME, "
               "thing ID same=ID";
    if (is_wrong ? c->value.p != NULL : c->value.n == 0)
        return is_wrong ? "wrong takes no value" : "a value is missing behind =";
    if (dl_slice_is(c->change, "type") && !is_type(d, c->value))
        return "there is no such type: dateline events --csv shows those there are";
    if (dl_slice_is(c->change, "same") && dl_slice_eq(c->value, c->target))
        return "that is one already";
    if (!c->by.n || !c->why.n) return "a correction says who made it and why";
    return NULL;
}

dateline_status dateline_correct(dateline *d, const char *kind, const char *target,
    const char *value, const char *by, const char *why, uint64_t *number)
{
    if (handle_need_store(d)) return DATELINE_USAGE;
    dl_correction c = { .kind = dl_slice_str(kind),
        .target = dl_slice_str(target),
        .by = dl_slice_str(by),
        .why = dl_slice_str(why) };
    split(value, &c);
    const char *fault = fault_of(d, &c);
    if (dl_failed(&d->err)) return handle_fail_told(d);
    if (fault) return handle_complain(d, DATELINE_USAGE, fault);
    int64_t n = dl_store_correct(d->store, &c);
    if (number) *number = (uint64_t)n;
    dateline_status status = handle_settle(d);
    if (status != DATELINE_OK || n) return status;
    return handle_complain(d, DATELINE_FAILED, "there is no event or entity of that id");
}

dateline_status dateline_undo(dateline *d, uint64_t number, const dateline_hooks *h)
{
    if (handle_need_store(d)) return DATELINE_USAGE;
    bool found = dl_store_uncorrect(d->store, (int64_t)number);
    dateline_status status = handle_settle(d);
    if (status != DATELINE_OK) return status;
    if (!found) return handle_complain(d, DATELINE_FAILED, "there is no correction of that number");
    return dateline_relink(d, h);
}
