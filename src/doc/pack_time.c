/* pack_time - see pack_time.h. */
#include "pack_time.h"

/* Each field with the least and the most that it may be. Those that most forms have come
 * first: their bits fit into one byte. A new field goes to the end. */
#define FORM_FIELDS(X) \
    X(anchor, 0, DL_ANCHOR_MENTION) \
    X(grain, 0, DL_GRAIN_SECOND) \
    X(year, INT16_MIN, INT16_MAX) \
    X(month, 0, 12) \
    X(day, 0, 31) \
    X(weekday, 0, 7) \
    X(direction, -2, 2) \
    X(offset, INT32_MIN, INT32_MAX) \
    X(shape, 0, DL_TIME_VAGUE) \
    X(count, DL_COUNT_UNKNOWN, INT32_MAX) \
    X(anchor_mark, -1, INT32_MAX) \
    X(part, 0, DL_PART_DAYTIME) \
    X(hour, -1, 24) \
    X(minute, -1, 60) \
    X(second, -1, 60) \
    X(season, 0, 4) \
    X(half, 0, 2) \
    X(quarter, 0, 4) \
    X(nth, INT8_MIN, INT8_MAX) \
    X(easter, INT16_MIN, INT16_MAX) \
    X(century, INT16_MIN, INT16_MAX) \
    X(decade, INT16_MIN, INT16_MAX) \
    X(fiscal, 0, 1) \
    X(utc, 0, 1) \
    X(more_count, DL_COUNT_UNKNOWN, INT32_MAX) \
    X(more_grain, 0, DL_GRAIN_SECOND)

enum {
#define FIELD(name, least, most) FIELD_##name,
    FORM_FIELDS(FIELD)
#undef FIELD
        FIELDS
};

typedef struct limits {
    int64_t least, most;
} limits;
static const limits limit[FIELDS] = {
#define FIELD(name, least, most) { least, most },
    FORM_FIELDS(FIELD)
#undef FIELD
};

static void to_numbers(const dl_time_form *f, int64_t n[FIELDS])
{
#define FIELD(name, least, most) n[FIELD_##name] = (int64_t)f->name;
    FORM_FIELDS(FIELD)
#undef FIELD
}

static void from_numbers(dl_time_form *f, const int64_t n[FIELDS])
{
#define FIELD(name, least, most) f->name = (__typeof__(f->name))n[FIELD_##name];
    FORM_FIELDS(FIELD)
#undef FIELD
}

void pack_put_form(pack_writer *w, const dl_time_form *f)
{
    dl_time_form nothing;
    int64_t unsaid[FIELDS], n[FIELDS];
    uint64_t said = 0;
    dl_time_form_clear(&nothing);
    to_numbers(&nothing, unsaid);
    to_numbers(f, n);
    for (int i = 0; i < FIELDS; i++)
        if (n[i] != unsaid[i]) said |= 1ull << i;
    pack_put(w, said);
    for (int i = 0; i < FIELDS; i++)
        if (said >> i & 1) pack_put_signed(w, n[i]);
}

void pack_get_form(pack_reader *r, uint32_t marks, dl_time_form *f)
{
    int64_t n[FIELDS];
    dl_time_form_clear(f);
    to_numbers(f, n);
    uint64_t said = pack_get(r, (1ull << FIELDS) - 1);
    for (int i = 0; i < FIELDS; i++)
        if (said >> i & 1) n[i] = pack_get_signed(r, limit[i].least, limit[i].most);
    if (n[FIELD_anchor_mark] >= (int64_t)marks) pack_fail(r, "a time hangs on none that is there");
    if (!r->why) from_numbers(f, n);
}
