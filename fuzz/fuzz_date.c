/* Dates as given and dates in URLs: whatever the bytes, an answer whose text is read
 * again as the same day and the same text. */
#include <stdint.h>

#include "fuzz.h"

#include "doc/calendar.h"

static void check(const dl_calendar *c, const dl_date *d)
{
    if (d->precision == DL_PREC_NONE) {
        MUST(d->fault != DL_DATE_FINE && d->day == INT32_MIN && d->n == 0);
        return;
    }
    MUST(d->n < DL_DATE_TEXT_MAX && d->text[d->n] == 0);
    dl_date again = dl_date_read(c, dl_slice_of(d->text, d->n));
    MUST(again.day == d->day && again.precision == d->precision);
    MUST(again.n == d->n && memcmp(again.text, d->text, d->n) == 0);
    int32_t day;
    MUST(dl_iso_read(dl_slice_of(d->text, d->n), &day) == (int)d->precision && day == d->day);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const dl_calendar *calendar = fuzz_tables()->calendar;
    dl_slice s = dl_slice_of((const char *)data, size);
    dl_date given = dl_date_read(calendar, s), url = dl_date_of_url(calendar, s);
    check(calendar, &given);
    check(calendar, &url);
    return 0;
}
