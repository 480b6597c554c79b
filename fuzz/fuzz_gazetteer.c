/* Foreign bytes as a packed gazetteer: refused, or read without leaving them. The first
 * 16 bytes are a name that is looked up. */
#include "fuzz.h"

#include "mark/gazetteer.h"

enum { NAME = 16 };

static void look(const gazetteer *g, dl_slice key)
{
    gazetteer_hit hit[GAZETTEER_MOST];
    gazetteer_place p;
    uint32_t n = gazetteer_find(g, key, hit);
    MUST(n <= GAZETTEER_MOST);
    for (uint32_t i = 0; i < n; i++) {
        if (!gazetteer_at(g, hit[i].place, &p)) continue;
        dl_slice name = gazetteer_division_name(g, p.division);
        MUST(p.country.n == 3 && p.rank < GAZETTEER_RANKS && name.n <= 255);
        MUST(!name.n || (name.p >= g->strings.p && name.p + name.n <= g->strings.p + g->strings.n));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char room[GAZETTEER_KEY_MAX];
    gazetteer g;
    gazetteer_place p;
    if (size < NAME) return 0;
    dl_slice name = dl_slice_of((const char *)data, NAME);
    dl_slice key = gazetteer_key(name, room);
    MUST(key.n <= GAZETTEER_KEY_MAX);
    if (!gazetteer_open(&g, dl_slice_of((const char *)data + NAME, size - NAME))) return 0;
    look(&g, key);
    look(&g, name);
    look(&g, DL_S("paris"));
    gazetteer_land_at(&g, gazetteer_land(&g, dl_slice_cut(name, 0, 3)), &p);
    gazetteer_land_of(&g, dl_slice_cut(name, 0, 2));
    for (uint32_t i = 0; i < g.places_n && i < 64; i++) gazetteer_at(&g, i, &p);
    return 0;
}
