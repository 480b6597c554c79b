/* outlet - who published a report, where the record does not say. In: the address, an
 * outlet given as a host name. Out: text.url_key, text.outlet. */
#include "read_private.h"

void read_settle_address(dl_doc *d, const dl_read_tables *t)
{
    dl_text *x = &d->text;
    x->url_key = dl_url_key(d->arena, t->url, x->url);
}
