/* actor_code - see actor_code.h. */
#include "actor_code.h"

enum { PART = 3 }; /* letters of each */

static bool begins_with_any(dl_slice code, const char *const *list)
{
    return code.n >= PART && dl_slice_is_any(dl_slice_cut(code, 0, PART), list);
}

bool dl_actor_is_sector(dl_slice code)
{
    static const char *const list[] = { "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB",
        "SPY", "UAF", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP",
        "REL", "SOC", NULL };
    return begins_with_any(code, list);
}

bool dl_actor_is_public_body(dl_slice code)
{
    static const char *const list[] = { "IGO", "NGO", "IMG", NULL };
    return begins_with_any(code, list);
}

static bool is_body(dl_slice code)
{
    static const char *const firms[] = { "MNC", "NGM", NULL };
    return dl_actor_is_public_body(code) || begins_with_any(code, firms);
}

dl_actor_parts dl_actor_parts_of(dl_slice code)
{
    dl_actor_parts c = { { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };
    if (is_body(code)) c.body = code;
    else if (dl_actor_is_sector(code)) c.role = code;
    else if (code.n >= PART) {
        c.country = dl_slice_cut(code, 0, PART);
        if (code.n > PART) c.role = dl_slice_cut(code, PART, code.n);
    }
    return c;
}
