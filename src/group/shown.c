/* shown - see shown.h. */
#include "shown.h"

enum { NAMED_LEAST = 46 }; /* per cent of the reports that have a stem */

static group_shown_word *place_of(const group_shown *s, uint32_t id)
{
    uint32_t at = id & (s->slots - 1);
    while (s->at[at].id && s->at[at].id != id) at = (at + 1) & (s->slots - 1);
    return &s->at[at];
}

static bool grow(group_shown *s)
{
    group_shown_word *old = s->at;
    uint32_t had = s->slots;
    s->slots = had ? had * 2 : 1 << 16;
    s->at = dl_arena_array(s->arena, s->slots, sizeof *s->at);
    for (uint32_t i = 0; s->at && i < had; i++)
        if (old[i].id) *place_of(s, old[i].id) = old[i];
    return s->at != NULL;
}

bool group_shown_open(group_shown *s, dl_arena *a, const dl_mem *m)
{
    *s = (group_shown){ .arena = a };
    dl_buf_init(&s->text, m);
    return grow(s);
}

void group_shown_close(group_shown *s) { dl_buf_free(&s->text); }

bool group_shown_reserve(group_shown *s, uint32_t more)
{
    while ((s->n + more) * 2 >= s->slots)
        if (!grow(s)) return false;
    return !s->text.failed;
}

static bool is_better(dl_slice x, dl_slice than)
{
    return x.n != than.n ? x.n < than.n : dl_slice_cmp(x, than) > 0;
}

uint32_t group_shown_add(group_shown *s, uint32_t id, dl_slice word, bool named)
{
    group_shown_word *w = place_of(s, id);
    w->reports++;
    w->named += named;
    bool known = w->id && w->n;
    if (known && (!word.n || !is_better(word, dl_slice_of(s->text.p + w->at, w->n))))
        return w->serial;
    uint32_t serial = w->id ? w->serial : s->n++;
    w->id = id;
    w->serial = serial;
    w->at = (uint32_t)s->text.n;
    w->n = (uint8_t)word.n;
    dl_buf_add(&s->text, word);
    return serial;
}

dl_slice group_shown_for(const group_shown *s, uint32_t id)
{
    const group_shown_word *w = place_of(s, id);
    return w->id ? dl_slice_of(s->text.p + w->at, w->n) : (dl_slice){ NULL, 0 };
}

bool group_shown_is_name(const group_shown *s, uint32_t id)
{
    const group_shown_word *w = place_of(s, id);
    return w->named * (uint64_t)100 > w->reports * (uint64_t)NAMED_LEAST;
}
