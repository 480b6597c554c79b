/* report_date - the date of publication.
 *
 *   dates that a record gives, its address --read_settle_dates--> text.date, precision
 *   and basis, text.date_modified, text.date_retrieved; notes on what is no date
 *
 * The day on which a crawler came is no date of publication: where both were given as the
 * same moment, where the address names another day, or where most reports of its input
 * bear it against what else they say (src/crawl.h), it is kept as retrieved alone. */
#include "read_private.h"

enum {
    DATE_TOLD = 60, /* bytes of what is no date, in a note */
    DAYS_APART = 2 /* zones and late evenings: an address and a date may differ by less */
};

static dl_date check(dl_doc *d, const dl_read_tables *t, const char *key, dl_slice *date)
{
    dl_date read = { .day = INT32_MIN };
    if (!date->p) return read;
    read = dl_date_read(t->calendar, *date);
    if (read.precision == DL_PREC_NONE && read.fault != DL_DATE_EMPTY)
        dl_doc_note(d, DL_NOTE_BAD_DATE, -1, "the %s is none: %.*s: %s", key,
            (int)(date->n < DATE_TOLD ? date->n : DATE_TOLD), date->p,
            dl_date_fault_text(read.fault));
    *date = (dl_slice){ NULL, 0 };
    if (read.precision != DL_PREC_NONE)
        *date = dl_arena_copy(d->arena, dl_slice_of(read.text, read.n));
    return read;
}

static void take(dl_doc *d, const dl_date *date, dl_slice basis)
{
    dl_text *t = &d->text;
    t->date = (dl_slice){ NULL, 0 };
    if (date->precision != DL_PREC_NONE)
        t->date = dl_arena_copy(d->arena, dl_slice_of(date->text, date->n));
    t->date_precision = date->precision;
    t->date_basis = t->date.p ? basis : DL_S("none");
}

static bool is_same(const dl_date *a, const dl_date *b)
{
    return a->precision == DL_PREC_TIME && a->n == b->n && memcmp(a->text, b->text, a->n) == 0;
}

/* The day that its input bears everywhere is the day of the crawl. True: it is taken
 * so. */
static bool take_crawl(dl_doc *d, const dl_raw *raw, const dl_date *given)
{
    dl_text *x = &d->text;
    bool day = raw->crawl_day == DL_NO_DAY || raw->crawl_day == given->day;
    if (!raw->crawled || !day || given->precision < DL_PREC_DAY) return false;
    if (!x->date_retrieved.p) x->date_retrieved = x->date;
    dl_doc_note(d, DL_NOTE_CRAWL_DATE, -1,
        "most reports of its input bear %s, and addresses, datelines or texts of them speak of "
        "other days: no date of publication",
        given->text);
    return true;
}

/* The page said it, the feed, or the record. */
static dl_slice basis_of(const dl_text *x)
{
    if (x->date_basis.p) return x->date_basis;
    return dl_slice_is(x->raw_kind, "entry") ? DL_S("feed") : DL_S("given");
}

dl_slice read_settle_dates(dl_doc *d, const dl_read_tables *t, const dl_raw *raw)
{
    dl_text *x = &d->text;
    dl_date given = check(d, t, "date", &x->date);
    check(d, t, "date of change", &x->date_modified);
    dl_date retrieved = check(d, t, "date of retrieval", &x->date_retrieved);
    dl_date url = dl_date_of_url(t->calendar, x->url);
    bool in_url = url.precision >= DL_PREC_DAY;
    bool apart = in_url && given.precision >= DL_PREC_DAY
        && (given.day - url.day > DAYS_APART || url.day - given.day > DAYS_APART);
    bool crawl = is_same(&given, &retrieved)
        || (apart && retrieved.precision >= DL_PREC_DAY && given.day == retrieved.day);
    dl_slice before = x->date;
    if (take_crawl(d, raw, &given)) {
        take(d, &url, DL_S("url"));
        return before;
    }
    if (crawl) {
        dl_doc_note(d, DL_NOTE_DATE_DOUBTED, -1,
            "%s is when it was retrieved: no date of publication", given.text);
        take(d, &url, DL_S("url"));
    } else if (given.precision == DL_PREC_NONE) {
        take(d, &url, DL_S("url"));
    } else {
        take(d, &given, basis_of(x));
        if (apart)
            dl_doc_note(d, DL_NOTE_DATE_DOUBTED, -1, "its date is %s, its address says %s",
                given.text, url.text);
    }
    return x->date;
}
