/* outlet - who published a report, where the record does not say.
 *
 *   the address, an outlet given as a host name --read_settle_address--> text.url_key,
 *   text.outlet
 *
 * The domain that a host is registered under names the outlet, by the name that a table
 * knows it by. */
#include "read_private.h"

/* The host name that s is, in small letters; {NULL,0}: it is none. */
static dl_slice host_of(dl_doc *d, dl_slice s)
{
    dl_url u;
    if (!s.n || !dl_url_split(s, &u)) return (dl_slice){ NULL, 0 };
    dl_slice host = dl_arena_copy(d->arena, u.host);
    char *p = (char *)(uintptr_t)host.p;
    for (size_t i = 0; p && i < host.n; i++)
        if (p[i] >= 'A' && p[i] <= 'Z') p[i] = (char)(p[i] + 32);
    if (dl_slice_starts(host, DL_S("www."))) host = dl_slice_cut(host, 4, host.n);
    return host;
}

void read_settle_address(dl_doc *d, const dl_read_tables *t)
{
    dl_text *x = &d->text;
    dl_url u;
    bool id_is_url = x->id.p && !x->url.p && dl_url_split(x->id, &u) && u.scheme.p;
    if (id_is_url) x->url = x->id;
    x->url_key = dl_url_key(d->arena, t->url, x->url);
    dl_slice host = host_of(d, x->outlet.p ? x->outlet : x->url);
    if (host.p) x->outlet = read_outlet_name(t, host);
}
