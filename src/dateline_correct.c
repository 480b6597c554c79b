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
    { "event", "same" },
    { "event", "split" },
    { "thing", "name" },
    { "thing", "same" },
    { "thing", "differ" },
    { "report", "story" },
    { "episode", "story" },
    { "story", "same" },
    { "story", "split" },
    { "text", "hide" },
};

static bool is_change(dl_slice kind, dl_slice change)
{
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        if (dl_slice_is(kind, changes[i][0]) && dl_slice_is(change, changes[i][1])) return true;
    return false;
}

static bool is_of_groups(dl_slice kind)
{
    return !dl_slice_is(kind, "event") && !dl_slice_is(kind, "thing");
}

/* "type=CONSULT" into its two parts; "wrong" has no value. */
static void split(const char *text, dl_correction *c)
{
    const char *eq = strchr(text, '=');
    c->change = eq ? dl_slice_of(text, (size_t)(eq - text)) : dl_slice_str(text);
    c->value = eq ? dl_slice_str(eq + 1) : (dl_slice){ NULL, 0 };
}

static bool is_day(dl_slice text)
{
    int32_t day;
    return dl_iso_read(text, &day) == DL_PREC_DAY;
}

/* "120-260", code points of a text, into its two numbers. */
static bool read_range(dl_slice text, uint32_t *from, uint32_t *to)
{
    enum { DIGITS_MOST = 9 };
    uint32_t part[2] = { 0, 0 };
    int at = 0, digits = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '-' && at == 0 && digits) {
            at = 1;
            digits = 0;
            continue;
        }
        if (text.p[i] < '0' || text.p[i] > '9' || ++digits > DIGITS_MOST) return false;
        part[at] = part[at] * 10 + (uint32_t)(text.p[i] - '0');
    }
    *from = part[0];
    *to = part[1];
    return at == 1 && digits && part[0] < part[1];
}

/* NULL: it is as it should be. */
static const char *fault_of(dateline *d, dl_correction *c)
{
    bool is_text = dl_slice_is(c->kind, "text");
    bool is_wrong = dl_slice_is(c->change, "wrong");
    bool is_split = dl_slice_is(c->kind, "story") && dl_slice_is(c->change, "split");
    if (!is_change(c->kind, c->change))
        return "what may be corrected: event ID wrong, type=TYPE, same=ID or split=REPORT; thing "
               "ID name=NAME, same=ID or differ=REPORT; report or episode ID story=ID or "
               "story=new; story ID same=ID or split=DATE; text REPORT hide=FROM-TO";
    if (is_wrong ? c->value.p != NULL : c->value.n == 0)
        return is_wrong ? "wrong takes no value" : "a value is missing behind =";
    if (dl_slice_is(c->change, "type") && !is_type(d, c->value))
        return "there is no such type: dateline events --csv shows those there are";
    if (dl_slice_is(c->change, "same") && dl_slice_eq(c->value, c->target))
        return "that is one already";
    if (is_split && !is_day(c->value)) return "split wants a day such as 2016-12-16";
    if (is_text && !read_range(c->value, &c->from, &c->to))
        return "hide wants code points of the text such as 120-260";
    if (!c->by.n || !c->why.n) return "a correction says who made it and why";
    return NULL;
}

/* What is linked in the stories that it changes, where it is of groups or of a text. */
static dateline_status relink_corrected(dateline *d)
{
    dl_relink_corrected(&d->relink);
    return handle_settle(d);
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
    dateline_status status = is_of_groups(c.kind) ? handle_need_tables(d) : DATELINE_OK;
    if (status != DATELINE_OK) return status;
    int64_t n = dl_store_correct(d->store, &c);
    if (number) *number = (uint64_t)n;
    status = handle_settle(d);
    if (status != DATELINE_OK) return status;
    if (!n) return handle_complain(d, DATELINE_FAILED, "there is nothing of that id to correct so");
    return is_of_groups(c.kind) ? relink_corrected(d) : DATELINE_OK;
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

/* ---- those of another record */

static dl_correction_place place_of(const dateline_place *p)
{
    return (dl_correction_place){ .report = dl_slice_str(p->report),
        .words = dl_slice_str(p->words),
        .in_title = p->in_title,
        .start = p->start };
}

static bool is_fit(dateline *d, dl_correction *c)
{
    bool placed = c->here.report.p && c->here.words.p && (!c->other.report.p || c->other.words.p);
    return placed && !fault_of(d, c) && !dl_failed(&d->err);
}

static bool replay(dateline *d, const dateline_correction *one)
{
    dl_correction c = { .kind = dl_slice_str(one->kind),
        .target = dl_slice_str(one->id),
        .change = dl_slice_str(one->change),
        .value = dl_slice_str(one->value),
        .by = dl_slice_str(one->by),
        .why = dl_slice_str(one->why),
        .here = place_of(&one->here),
        .other = place_of(&one->other) };
    return is_fit(d, &c) && dl_store_replay(d->store, &c);
}

dateline_status dateline_replay(
    dateline *d, const dateline_correction *all, size_t n, bool *taken, const dateline_hooks *h)
{
    dateline_status status = handle_need_store(d) ? DATELINE_USAGE : handle_need_tables(d);
    if (status != DATELINE_OK) return status;
    size_t left = 0;
    bool fine = dl_store_begin(d->store);
    for (size_t i = 0; fine && i < n; i++) {
        taken[i] = replay(d, &all[i]);
        left += !taken[i];
    }
    if (dl_failed(&d->err)) return handle_fail_told(d);
    if (fine) dl_store_meta_set(d->store, "merged", "no");
    if (fine) dl_store_commit(d->store);
    status = handle_settle(d);
    if (status == DATELINE_OK) status = dateline_relink(d, h);
    return status == DATELINE_OK && left ? DATELINE_SKIPPED : status;
}
