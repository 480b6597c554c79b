/* rules - see rules.h.
 *
 * Two groups join if they are alike enough (`least`), about as alike as each is within
 * itself (`cohesion`: two weddings in one week share the words of weddings, but reports
 * of one wedding share much more), and if what they share is evidence:
 *
 *   names        without any it is a subject: strikes, storms, obituaries
 *   the rest     leave out the two heaviest shared names; something must remain. Else all
 *                that one person does, or all that happens in one place, becomes one
 *                group. A pair needs more of it than groups, whose score is a mean
 *   plain words  the more the names come down to two, the more alike the words that are
 *                no names must be
 *   bridges      a report on two matters (a column on the two deals of a day) would join
 *                first the one, then the other: it stays alone
 *   chance       reports of one outlet's series, and what comes back on about the same
 *                day of another year, share the name of that: they must share others
 *
 * A name is a word mostly written with a capital. */
#include "rules.h"

#include "base/order.h"

/* One set for everything, measured on several sets (docs/decisions). Episodes: happenings
 * of days. Stories: weeks to years. */
static const group_rules episode_rules = {
    .least = 9000,
    .cohesion = 773,
    .half_life = 4,
    .single_is_free = true,
    .parts_bridges = true,
    .neighbours = 12,
    .least_names = 3000,
    .least_plain = 194,
};
static const group_rules story_rules = {
    .least = 3000,
    .cohesion = 204,
    .half_life = 230,
    .mean_days = true,
    .neighbours = 16,
    .least_names = 1182,
    .least_rest = 2187,
    .least_rest_pair = 9794,
    .least_plain = 352,
};

enum {
    YEAR = 365,
    SEASON = 21, /* days: the second week of a month is within three of it a year later */
    HALVES_MAX = 40, /* half-lives after which nothing is left */
    COPIES_ALIKE = 600, /* per mille of likeness: copies of about the same days */
    GALLOP = 32 /* so many times longer: a vector is galloped through */
};

const group_rules *group_rules_of(dl_level level)
{
    return level == DL_STORY ? &story_rules : &episode_rules;
}

/* ---- likeness */

/* Exponential decay; inside one half-life a straight line (at most 6 % off). */
static int64_t decay(int64_t x, int32_t days, int32_t half)
{
    if (!days) return x; /* most of those that are asked about; divisions are slow */
    int32_t whole = days / half;
    if (whole > HALVES_MAX) return 0;
    x >>= whole;
    return x - x * (days % half) / half / 2;
}

int64_t group_likeness(const group_rules *r, int64_t dot, int64_t pairs, int32_t days)
{
    return decay(pairs == 1 ? dot : dot / pairs, days, r->half_life);
}

int32_t group_apart(const group_rules *r, const group_profile *x, const group_profile *y)
{
    return r->mean_days ? group_mean_days(x, y) : group_gap(x, y);
}

int64_t group_least_likeness(const group_rules *r)
{
    return (int64_t)GROUP_LIKE_ONE / GROUP_PER * r->least;
}

int32_t group_per_mille(int64_t likeness) { return (int32_t)(likeness * 1000 / GROUP_LIKE_ONE); }

/* Mean likeness of its pairs. One report has none: the most there can be, so that the
 * smaller of two is the other group's. */
static int64_t cohesion(const group_profile *x)
{
    int64_t pairs = (int64_t)x->size * (x->size - 1) / 2;
    return pairs ? x->inner / pairs : GROUP_LIKE_ONE;
}

/* Days do not count here: reports of one happening are as alike a week later. */
static bool is_cohesive(
    const group_profile *x, const group_profile *y, int64_t dot, const group_rules *r)
{
    bool single = x->size < 2 || y->size < 2, pair = x->size < 2 && y->size < 2;
    if (pair || (single && r->single_is_free)) return true;
    int64_t cx = cohesion(x), cy = cohesion(y), mean = dot / ((int64_t)x->size * y->size);
    return mean >= (cx < cy ? cx : cy) / 1000 * r->cohesion;
}

/* ---- evidence */

/* Parts of a dot product. */
typedef struct shared {
    int64_t names, plain;
    int64_t heaviest, second; /* of the names */
} shared;

typedef struct common_term {
    uint64_t product;
    uint32_t name; /* all bits or none */
} common_term;
static common_term common_of(group_weight v, group_weight w)
{
    return (common_term){ (uint64_t)group_product(v, w), 0 - ((v.whole | w.whole) >> 31) };
}

/* Branch-free: names and other words come in random order; a branch here mispredicts half
 * the time. */
static void add_common(shared *s, common_term t)
{
    uint64_t all = 0 - (uint64_t)(t.name & 1);
    int64_t name = (int64_t)(t.product & all);
    s->plain += (int64_t)(t.product & ~all);
    s->names += name;
    if (name > s->heaviest) {
        s->second = s->heaviest;
        s->heaviest = name;
    } else if (name > s->second) s->second = name;
}

/* One vector is scattered: no step waits for the one before. Terms of both are put aside
 * and weighed a block at a time. */
static void share_scattered(shared *s, const group_weight *scatter, group_vector y)
{
    enum { BLOCK = 64 };
    common_term both[BLOCK];
    for (uint32_t from = 0; from < y.n; from += BLOCK) {
        uint32_t n = 0, to = y.n - from < BLOCK ? y.n : from + BLOCK;
        for (uint32_t j = from; j < to; j++) {
            group_weight w = scatter[y.at[j].id];
            both[n] = common_of(w, y.at[j].w);
            n += (w.whole | w.head) != 0;
        }
        for (uint32_t k = 0; k < n; k++) add_common(s, both[k]);
    }
}

static uint32_t walk(group_vector v, uint32_t at, uint32_t id)
{
    while (at < v.n && v.at[at].id < id) at++;
    return at;
}

/* x is the shorter one. */
static shared share(group_vector x, group_vector y, group_weight *scatter)
{
    shared s = { 0, 0, 0, 0 };
    bool gallops = y.n / GALLOP > x.n;
    if (scatter && !gallops) {
        group_scatter(scatter, x);
        share_scattered(&s, scatter, y);
        group_unscatter(scatter, x);
        return s;
    }
    for (uint32_t i = 0, j = 0; i < x.n && j < y.n; i++) {
        uint32_t id = x.at[i].id;
        j = gallops ? group_gallop(y, j, id) : walk(y, j, id);
        if (j < y.n && id == y.at[j].id) add_common(&s, common_of(x.at[i].w, y.at[j].w));
    }
    return s;
}

/* Length of the part that is no names. */
static int64_t plain_length(group_vector v)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < v.n; i++)
        if (!(v.at[i].w.whole & GROUP_NAME)) sum += (uint64_t)group_product(v.at[i].w, v.at[i].w);
    return dl_square_root(sum);
}

static int64_t plain_of(group_profile *p)
{
    if (!p->plain) p->plain = plain_length(p->sum);
    return p->plain;
}

/* Per mille: 0 where the two heaviest names give half of what names give, 1,000 where
 * they give all. */
static int64_t concentration(const shared *s)
{
    int64_t two = (s->heaviest + s->second) / (s->names / 1000 + 1);
    return two > 500 ? (two - 500) * 2 : 0;
}

static bool shares_plain_words(const shared *s, group_profile *x, group_profile *y, int64_t least)
{
    if (least <= 0) return true;
    return s->plain / (plain_of(x) * plain_of(y) / 1000 + 1) >= least;
}

/* About a whole number of years apart. */
static bool is_yearly(int32_t days)
{
    int32_t off = days % YEAR;
    return days >= YEAR - SEASON && (off <= SEASON || off >= YEAR - SEASON);
}

bool group_is_evidence(
    group_profile *x, group_profile *y, const group_rules *r, group_weight *scatter)
{
    const int64_t part = (int64_t)GROUP_LIKE_ONE / GROUP_PER;
    const int64_t pairs = (int64_t)x->size * y->size;
    const int64_t root = dl_square_root((uint64_t)pairs << 16); /* of pairs, times 256 */
    shared s = x->sum.n < y->sum.n ? share(x->sum, y->sum, scatter)
                                   : share(y->sum, x->sum, scatter);
    int64_t rest_names = s.names - s.heaviest - s.second, rest = rest_names + s.plain;
    int64_t least_rest = r->least_rest + r->least_rest_pair * 256 / root;
    if (s.names / pairs < part * r->least_names || rest / pairs < part * least_rest) return false;
    bool by_chance = (x->series && x->series == y->series) || is_yearly(group_gap(x, y));
    if (by_chance && rest_names / pairs < part * r->least_names) return false;
    return shares_plain_words(&s, x, y, r->least_plain * concentration(&s) * 256 / 1000 / root);
}

bool group_may_join(
    group_profile *x, group_profile *y, int64_t dot, const group_rules *r, group_weight *scatter)
{
    return is_cohesive(x, y, dot, r) && group_is_evidence(x, y, r, scatter);
}

/* ---- what went quiet */

enum {
    QUIET_LEAST = 30, /* days */
    QUIET_TIMES = 8, /* its rhythm */
    FOLLOW_PLAIN = 500 /* per mille of likeness of words that are no names */
};

/* An issue that goes on, not only the same people: what one person does in ten years
 * shares the names alone. */
static bool is_same_issue(group_profile *x, group_profile *y, group_weight *scatter)
{
    shared s = x->sum.n < y->sum.n ? share(x->sum, y->sum, scatter)
                                   : share(y->sum, x->sum, scatter);
    return s.plain / (plain_of(x) * plain_of(y) / 1000 + 1) >= FOLLOW_PLAIN;
}

int32_t group_rhythm(const group_profile *p)
{
    return p->dated > 1 ? (p->last - p->first) / (int32_t)(p->dated - 1) : 0;
}

bool group_follows(group_profile *quiet, group_profile *later, int64_t dot, group_weight *scatter)
{
    const group_rules *r = &story_rules;
    int64_t pairs = (int64_t)quiet->size * later->size;
    uint32_t smaller = quiet->size < later->size ? quiet->size : later->size;
    if (smaller < GROUP_FOLLOW_LEAST || !quiet->dated || !later->dated) return false;
    int32_t gap = later->first - quiet->last;
    if (gap < QUIET_LEAST || gap / QUIET_TIMES < group_rhythm(quiet)) return false;
    return dot / pairs >= group_least_likeness(r) && group_may_join(quiet, later, dot, r, scatter)
        && is_same_issue(quiet, later, scatter);
}

/* ---- reports on two matters */

enum {
    BRIDGE_NEAR = 180, /* per mille of likeness */
    BRIDGE_SPLIT = 300 /* per mille of the lesser likeness that the two have in common */
};

bool group_is_near_bridge(int64_t likeness)
{
    return likeness >= (int64_t)GROUP_LIKE_ONE / 1000 * BRIDGE_NEAR;
}

bool group_is_split(int64_t one, int64_t other, int64_t between)
{
    return between < (one < other ? one : other) / 1000 * BRIDGE_SPLIT;
}

bool group_copies_may_join(int64_t likeness)
{
    return likeness >= (int64_t)GROUP_LIKE_ONE / 1000 * COPIES_ALIKE;
}

/* ---- copies */

enum {
    COPIES_SHARE = 300, /* per mille of the shorter text's shingles */
    COPIES_SHARE_LONG = 180, /* and of the longer's: a quotation is a small part of its host */
    COPIES_SURE = 400,
    COPIES_MARKS = 400, /* of the names and numbers of the text that has fewer */
    COPIES_PLAIN = 600, /* share that needs no such evidence */
    TEMPLATE_LENGTH = 700, /* per mille: the shorter text of the longer */
    TEMPLATE_MARKS = 700, /* more of them in common: no template */
    TEMPLATE_LEAST = 2, /* names and numbers that differ: one may be a correction */
    TEMPLATE_EXPLAINS = 800, /* per mille of the shingles that differ */
    RELATED = 250,
    LEAST_SHINGLES = 12, /* shorter texts prove something only if they are the same */
    FLASH_SHINGLES = 8, /* and if they are shorter still, under the same title */
    HITS_OF_SAMPLE = 5 /* a fifth of the sample: below, COPIES_SHARE is out of reach */
};

static uint32_t shorter(const group_text_pair *p)
{
    return p->all[0] < p->all[1] ? p->all[0] : p->all[1];
}
static uint32_t longer(const group_text_pair *p)
{
    return p->all[0] < p->all[1] ? p->all[1] : p->all[0];
}

static bool are_short(const group_text_pair *p) { return shorter(p) < LEAST_SHINGLES; }

/* Short texts prove something only where they are the same: a flash of two lines, or one
 * line under one title. */
bool group_lengths_fit(const group_text_pair *p)
{
    if (!are_short(p)) return shorter(p) * 1000u >= longer(p) * COPIES_SHARE_LONG;
    bool says_enough = shorter(p) >= FLASH_SHINGLES || (shorter(p) > 0 && p->one_title);
    return says_enough && shorter(p) == longer(p);
}

bool group_copies_likely(const group_text_pair *p, uint32_t hits)
{
    uint32_t fewer = p->sampled[0] < p->sampled[1] ? p->sampled[0] : p->sampled[1];
    return hits * HITS_OF_SAMPLE >= fewer;
}

/* Notices made of one template: about as long, and where their words differ, their
 * names and numbers do. A word that is replaced breaks four shingles. */
static bool are_of_one_template(const group_text_pair *p, group_overlap o)
{
    enum { WORDS = 4 };
    if (o.marks < 0 || shorter(p) * 1000u < longer(p) * TEMPLATE_LENGTH) return false;
    if (o.share < COPIES_PLAIN && o.marks < COPIES_MARKS) return true;
    return o.marks < TEMPLATE_MARKS && o.other_marks >= TEMPLATE_LEAST
        && o.other_marks * WORDS * 1000 >= o.other_shingles * TEMPLATE_EXPLAINS;
}

bool group_are_copies(const group_text_pair *p, group_overlap o)
{
    int64_t of_longer = (int64_t)o.share * shorter(p);
    if (are_short(p)) return o.share == 1000;
    return o.share >= COPIES_SHARE && of_longer >= (int64_t)COPIES_SHARE_LONG * longer(p)
        && !are_of_one_template(p, o);
}

bool group_are_copies_surely(group_overlap o) { return o.share >= COPIES_SURE; }
bool group_are_related(group_overlap o) { return o.share >= RELATED; }
