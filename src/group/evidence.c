/* evidence - whether what two groups share is evidence that they belong together.
 * Likeness says how much it is, the rules here of what kind:
 *
 *   names       without any it is a subject: strikes, storms, obituaries
 *   the rest    without the two heaviest names: one person's life, or all that happens in one place, is no matter. Two reports must share more
 *               of it than groups, whose mean is over many pairs
 *   other words the more the names come down to two, the more alike the words that are no names must be
 *   chance      reports of one outlet's series, and what comes back on about the same day of another year, share the name of that: they must share
 *               others
 *
 * A name is a word mostly written with a capital. Asked once for each pair that is
 * alike enough; integers, so the answer is the same everywhere. */
#include "group_private.h"

enum {
    YEAR = 365,
    SEASON = 21
}; /* days; what is held in the second week of a month is held within three of a year later */

typedef struct shared {
    int64_t names, issue, heaviest, second;
} shared; /* parts of the dot product: of names, of other words; of the two heaviest names */

enum { LEAP = 32 }; /* a vector this many times longer is searched in leaps, not read through */

typedef struct met {
    uint64_t product;
    uint32_t name;
} met; /* one term of both; name: all bits or none */
static met meet(uint32_t v, uint32_t w)
{
    return (met){ (uint64_t)GROUP_WEIGHT(v) * GROUP_WEIGHT(w), 0 - ((v | w) >> 31) };
}

/* Whether a term is a name is nobody's guess: no branch hangs on it. */
static void give(shared *s, met m)
{
    uint64_t all = 0 - (uint64_t)(m.name & 1);
    int64_t name = (int64_t)(m.product & all);
    s->issue += (int64_t)(m.product & ~all);
    s->names += name;
    if (name > s->heaviest) s->second = s->heaviest, s->heaviest = name;
    else if (name > s->second) s->second = name;
}

/* One lies spread out: no step waits for the one before. Terms of both are put aside, and
 * weighed a block at a time. */
static void weigh_spread(shared *s, const uint32_t *spread, group_vector y)
{
    enum { BLOCK = 64 };
    met both[BLOCK];
    for (uint32_t from = 0; from < y.n; from += BLOCK) {
        uint32_t n = 0, to = y.n - from < BLOCK ? y.n : from + BLOCK;
        for (uint32_t j = from; j < to; j++) {
            both[n] = meet(spread[y.at[j].id], y.at[j].w);
            n += spread[y.at[j].id] != 0;
        }
        for (uint32_t k = 0; k < n; k++) give(s, both[k]);
    }
}

/* x is the shorter one. */
static shared weigh(group_vector x, group_vector y, uint32_t *spread)
{
    shared s = { 0, 0, 0, 0 };
    bool leaps = y.n / LEAP > x.n;
    if (spread && !leaps) {
        for (uint32_t i = 0; i < x.n; i++) spread[x.at[i].id] = x.at[i].w;
        weigh_spread(&s, spread, y);
        for (uint32_t i = 0; i < x.n; i++) spread[x.at[i].id] = 0;
        return s;
    }
    for (uint32_t i = 0, j = 0; i < x.n && j < y.n; i++) {
        uint32_t id = x.at[i].id;
        if (leaps) j = group_leap(y, j, id);
        else
            while (j < y.n && y.at[j].id < id) j++;
        if (j < y.n && id == y.at[j].id) give(&s, meet(x.at[i].w, y.at[j].w));
    }
    return s;
}

/* Length of the part that is no names. */
static int64_t issue_length(group_vector v)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < v.n; i++)
        sum += v.at[i].w & GROUP_NAME ? 0 : (uint64_t)v.at[i].w * v.at[i].w;
    return dl_square_root(sum);
}

static int64_t issue_of(group_side s)
{
    if (!s.issue) return issue_length(s.sum);
    if (!*s.issue) *s.issue = issue_length(s.sum);
    return *s.issue;
}

/* Per mille: 0 where the two heaviest names give half of what names give, 1,000 where
 * they give all. */
static int64_t concentration(const shared *s)
{
    int64_t two = (s->heaviest + s->second) / (s->names / 1000 + 1);
    return two > 500 ? (two - 500) * 2 : 0;
}

static bool shares_issue(const shared *s, group_side x, group_side y, int64_t least)
{
    if (least <= 0) return true;
    int64_t alike = s->issue / (issue_of(x) * issue_of(y) / 1000 + 1);
    return alike >= least;
}

/* About a whole number of years apart. */
static bool is_yearly(int32_t days)
{
    int32_t off = days % YEAR;
    return days >= YEAR - SEASON && (off <= SEASON || off >= YEAR - SEASON);
}

bool group_evidence(group_side x, group_side y, const group_rules *r, uint32_t *spread)
{
    const int64_t one = (int64_t)GROUP_ONE * GROUP_ONE / 100000, pairs = (int64_t)x.size * y.size,
                  many = dl_square_root((uint64_t)pairs << 16); /* root of pairs, times 256 */
    shared s = x.sum.n < y.sum.n ? weigh(x.sum, y.sum, spread) : weigh(y.sum, x.sum, spread);
    int64_t rest = s.names + s.issue - s.heaviest - s.second;
    if (s.names / pairs < one * r->least_names
        || rest / pairs < one * (r->least_rest + r->least_rest_pair * 256 / many))
        return false;
    bool by_chance = (x.series && x.series == y.series)
        || is_yearly(group_gap(x.first, x.last, y.first, y.last));
    if (by_chance && (s.names - s.heaviest - s.second) / pairs < one * r->least_names) return false;
    return shares_issue(&s, x, y, r->least_issue * concentration(&s) * 256 / 1000 / many);
}
