/* merge_fit - whether a mention tells an event: every rule of it and every weight.
 *
 *   the same word              unless both sides are known and nobody is the same; in
 *                              a large episode with a party or the day in common
 *   a word of the same group   and a party in common, or both open their reports
 *   the same deed              and parties in common on both sides
 *
 * Never where one is told as done and the other as to come, called off or denied, nor
 * where the texts tell different days. Where no common day is told, only in a small
 * episode, among reports of a few days, or with parties in common on both sides;
 * outside one happening only with the latter. Parties in common are those that an
 * event's mentions name again and again, so that an event cannot grow by one party
 * here and another there. */
#include "merge_private.h"

/* What ranks the events that fit. */
enum {
    FITS_BY_WORD = 4,
    FITS_BY_GROUP = 3,
    FITS_BY_DEED = 2,
    SHARED_PARTY = 2, /* a side */
    SAME_DAY = 2,
    SAME_PLACE = 1,
    SAME_EPISODE = 1
};
enum {
    DAYS_APART = 1, /* "on the 15th" here, "on the 16th" there: zones, slips */
    NEWS_DAYS = 5, /* from the event's first report: reports tell the same news */
    BACK_DAYS = 45, /* look back at it without its day */
    CORE_SHARE = 3 /* a party of the core is in one of so many mentions, at least */
};

bool link_share(const link_side *a, const link_side *b)
{
    for (uint32_t i = 0; i < a->things; i++)
        for (uint32_t k = 0; k < b->things; k++)
            if (a->thing[i] == b->thing[k]) return true;
    return false;
}

bool link_share_core(const link_side *a, const link_side *b)
{
    for (uint32_t i = 0; i < a->things; i++) {
        if (a->times[i] * CORE_SHARE < a->told) continue;
        for (uint32_t k = 0; k < b->things; k++)
            if (a->thing[i] == b->thing[k]) return true;
    }
    return false;
}

/* Both name someone on that side, and nobody is the same. */
static bool differ(const link_side *a, const link_side *b)
{
    return a->things && b->things && !link_share_core(a, b);
}

/* How the parties of the two stand to one another. */
typedef struct sides {
    int shared; /* sides with someone in common; crossed ones count too */
    bool actors_differ, recipients_differ;
} sides;

static sides sides_of(const link_event *e, const link_mention *m)
{
    int straight = link_share_core(&e->actors, &m->actors);
    straight += link_share_core(&e->recipients, &m->recipients);
    int crossed = link_share_core(&e->actors, &m->recipients);
    crossed += link_share_core(&e->recipients, &m->actors);
    return (sides){ straight > crossed ? straight : crossed,
        !crossed && differ(&e->actors, &m->actors),
        !crossed && differ(&e->recipients, &m->recipients) };
}

/* Days between the event's first report and the mention's, by what is known of them; 0
 * where they may be of one day, or nothing is known. */
static int32_t days_between(const link_event *e, const link_mention *m)
{
    if (e->opened == DL_NO_DAY || m->first == DL_NO_DAY) return 0;
    if (m->first > e->opened_last) return m->first - e->opened_last;
    return e->opened > m->last ? e->opened - m->last : 0;
}

static bool is_of_its_time(const link_event *e, const link_mention *m, const sides *s, bool episode)
{
    int32_t apart = days_between(e, m);
    if (episode && (m->one_happening || apart <= NEWS_DAYS)) return true;
    return s->shared == 2 && apart <= BACK_DAYS;
}

/* 1: the same days, -1: others, 0: it is not told. */
static int days(const link_event *e, const link_mention *m)
{
    if (e->from == DL_NO_DAY || m->from == DL_NO_DAY) return 0;
    bool meet = e->from <= m->to + DAYS_APART && m->from <= e->to + DAYS_APART;
    return meet ? 1 : -1;
}

static bool share_group(const link_keys *a, const link_keys *b)
{
    for (uint32_t i = 0; i < a->groups; i++)
        for (uint32_t k = 0; k < b->groups; k++)
            if (a->group[i] == b->group[k]) return true;
    return false;
}

static int by_word(const link_event *e, const link_mention *m, const sides *s, int day)
{
    if (e->keys.word != m->keys.word) return 0;
    bool differs = s->actors_differ || s->recipients_differ;
    if (s->actors_differ && s->recipients_differ) return 0;
    if (s->actors_differ && m->says) return 0; /* each says a thing of its own */
    /* Among many reports it takes more than the word. */
    bool enough = m->one_happening || s->shared || (day > 0 && !differs);
    return enough ? FITS_BY_WORD : 0;
}

static int by_group(const link_event *e, const link_mention *m, const sides *s)
{
    if (!share_group(&e->keys, &m->keys)) return 0;
    if (s->shared) return FITS_BY_GROUP;
    bool differs = s->actors_differ || s->recipients_differ;
    bool both_lead = e->leads && m->leads && e->report != m->report;
    return both_lead && !differs ? FITS_BY_GROUP : 0;
}

static int by_deed(const link_event *e, const link_mention *m, const sides *s)
{
    bool deed = e->keys.act && e->keys.act == m->keys.act;
    return deed && s->shared == 2 ? FITS_BY_DEED : 0;
}

static bool stages_meet(link_stage a, link_stage b)
{
    return a == b || a == LINK_OPEN || b == LINK_OPEN;
}

int link_fit(const link_event *e, const link_mention *m)
{
    int day = days(e, m);
    if (!stages_meet(e->stage, m->stage) || day < 0) return 0;
    sides s = sides_of(e, m);
    bool episode = e->episode && e->episode == m->episode;
    if (day == 0 && !is_of_its_time(e, m, &s, episode)) return 0;
    int score = by_word(e, m, &s, day);
    if (!score) score = by_group(e, m, &s);
    if (!score) score = by_deed(e, m, &s);
    if (!score) return 0;
    if (day > 0) score += SAME_DAY;
    if (episode) score += SAME_EPISODE;
    score += s.shared * SHARED_PARTY;
    bool place = e->place != DL_NO_THING && e->place == m->place;
    return score + (place ? SAME_PLACE : 0);
}
