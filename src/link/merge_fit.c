/* merge_fit - whether a mention tells an event: every rule of it and every weight.
 *
 *   the same word              and enough speaks for it, or the word is the news of its
 *                              episode (merge_mentions.c) and little speaks against it
 *   a word of the same group   and much more speaks for it
 *   the same deed              and parties in common on both sides
 *
 * What speaks for one happening is what the sentences of two mentions have in common, in
 * bits: words, parties, place and days, each the more the fewer mentions of the story
 * have it, so that the person or the day that a whole story is about proves next to
 * nothing; then the same toll, and that both open their reports. What speaks against it:
 * others do it, it is "another" one, it is in another country, its toll is another
 * number, and many reports of the story have the word. Words that tell no happening of
 * their own ("did", "needs"), what somebody says, and large episodes want more.
 *
 * Never where one is told as done and the other as to come, called off or denied, nor
 * where the texts tell different days, or tolls too far apart for one to have become the
 * other. Where no common day is told, only in a small episode, among reports of a few
 * days, or with parties in common on both sides; outside one happening only with the
 * latter. Parties in common are those that an event's mentions name again and again, so
 * that an event cannot grow by one party here and another there. */
#include "merge_private.h"

#include "told_words.h"

#include <math.h>

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
/* How much has to speak for it, and what does, in tenths of the bits that single out one
 * sentence of the story (link_words_rare). */
enum {
    WHOLE = 10,
    WANTED_OF_WORD = 11,
    WANTED_OF_VAGUE = 16,
    WANTED_OF_SAYING = 20,
    WANTED_OF_GROUP = 20,
    WANTED_OF_NEWS = -8,
    LARGE_EPISODE = 5, /* so much more, as it tells many happenings */
    BOTH_LEAD = 5,
    AGAINST = 5, /* each thing that speaks against it */
    ELSEWHERE = 10 /* another country */
};
enum { COMMON_WORD = 8 }; /* tenths of a bit for each time the reports with the word double */
enum { ONE_SENTENCE = 6 }; /* tenths of the bits of two sentences: one repeats the other */
enum { TOLL_GROWS = 4 }; /* times, while reports tell one happening */
enum {
    DAYS_APART = 1, /* "on the 15th" here, "on the 16th" there: zones, slips */
    NEWS_DAYS = 5, /* from the event's first report: reports tell the same news */
    BACK_DAYS = 45, /* look back at it without its day */
    CORE_SHARE = 3 /* a party of the core is in one of so many mentions, at least */
};

static bool has(const link_set *s, uint32_t one)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (s->at[i] == one) return true;
    return false;
}

bool link_share(const link_set *a, const link_set *b)
{
    for (uint32_t i = 0; i < a->n; i++)
        if (has(b, a->at[i])) return true;
    return false;
}

bool link_share_core(const link_side *a, const link_set *b)
{
    for (uint32_t i = 0; i < a->set.n; i++)
        if (a->times[i] * CORE_SHARE >= a->told && has(b, a->set.at[i])) return true;
    return false;
}

/* Both name someone on that side, and nobody is the same. */
static bool differ(const link_side *a, const link_set *b)
{
    return a->set.n && b->n && !link_share_core(a, b);
}

/* How two tolls stand to one another; of several pairs the last one here counts. */
typedef enum toll_kind {
    TOLL_OPEN, /* not told by both, or not exactly */
    TOLL_OTHER, /* two numbers: of two happenings, or of one that grew */
    TOLL_SAME,
    TOLL_TOO_FAR /* one cannot have become the other */
} toll_kind;

/* An event and a mention that may tell it, and how their parties stand to one another. */
typedef struct fitting {
    const link_fitter *f;
    const link_event *e;
    const link_mention *m;
    uint32_t mention;
    int day; /* 1: the same days, -1: others, 0: it is not told */
    toll_kind toll;
    bool episode; /* they are of one */
    int shared; /* sides with someone in common; crossed ones count too */
    bool actors_differ, recipients_differ;
} fitting;

static void set_sides(fitting *x)
{
    const link_event *e = x->e;
    const link_mention *m = x->m;
    int straight = link_share_core(&e->actors, &m->actors);
    straight += link_share_core(&e->recipients, &m->recipients);
    int crossed = link_share_core(&e->actors, &m->recipients);
    crossed += link_share_core(&e->recipients, &m->actors);
    x->shared = straight > crossed ? straight : crossed;
    x->actors_differ = !crossed && differ(&e->actors, &m->actors);
    x->recipients_differ = !crossed && differ(&e->recipients, &m->recipients);
}

/* ---- when */

/* Days between the event's first report and the mention's, by what is known of them; 0
 * where they may be of one day, or nothing is known. */
static int32_t days_between(const link_event *e, const link_mention *m)
{
    if (e->opened == DL_NO_DAY || m->first == DL_NO_DAY) return 0;
    if (m->first > e->opened_last) return m->first - e->opened_last;
    return e->opened > m->last ? e->opened - m->last : 0;
}

static bool is_of_its_time(const fitting *x)
{
    int32_t apart = days_between(x->e, x->m);
    if (x->episode && (x->m->one_happening || apart <= NEWS_DAYS)) return true;
    return x->shared == 2 && apart <= BACK_DAYS;
}

static int days(const link_event *e, const link_mention *m)
{
    if (e->from == DL_NO_DAY || m->from == DL_NO_DAY) return 0;
    bool meet = e->from <= m->to + DAYS_APART && m->from <= e->to + DAYS_APART;
    return meet ? 1 : -1;
}

/* ---- tolls */

static bool is_exact(const dl_amount *a) { return isfinite(a->value) && a->min == a->max; }

static toll_kind amounts(const dl_amount *a, const dl_amount *b)
{
    if (!a->of.n || !dl_slice_eq(a->of, b->of)) return TOLL_OPEN;
    if (a->max * TOLL_GROWS < b->min || b->max * TOLL_GROWS < a->min) return TOLL_TOO_FAR;
    if (isfinite(a->value) && a->value == b->value) return TOLL_SAME;
    return is_exact(a) && is_exact(b) ? TOLL_OTHER : TOLL_OPEN;
}

static const dl_amount *toll(const fitting *x, const link_mention *m, uint32_t i)
{
    return &x->f->report[m->report].layers->marks.amounts.at[m->e->counts.at[i]];
}

static toll_kind tolls_of(const fitting *x, const link_mention *shown)
{
    toll_kind most = TOLL_OPEN;
    for (uint32_t i = 0; i < shown->e->counts.n; i++)
        for (uint32_t k = 0; k < x->m->e->counts.n; k++) {
            toll_kind one = amounts(toll(x, shown, i), toll(x, x->m, k));
            if (one > most) most = one;
        }
    return most;
}

/* The mentions of an event that it is compared by: its first ones and its last. */
static uint32_t shown(const link_event *e, uint32_t i)
{
    bool last = i + 1 == LINK_SHOWN;
    return e->mentions.at[last ? e->mentions.n - 1 : i];
}

static uint32_t shown_most(const link_event *e)
{
    return e->mentions.n < LINK_SHOWN ? e->mentions.n : LINK_SHOWN;
}

static toll_kind tolls(const fitting *x)
{
    toll_kind most = TOLL_OPEN;
    for (uint32_t i = 0; x->m->e->counts.n && i < shown_most(x->e); i++) {
        toll_kind one = tolls_of(x, &x->f->mentions->at[shown(x->e, i)]);
        if (one > most) most = one;
    }
    return most;
}

/* ---- what speaks for it, and against it */

typedef struct shared_bits {
    uint32_t words, all; /* all: with parties, place and days */
} shared_bits;

/* Two mentions of one sentence share it whatever they tell. */
static shared_bits bits_of_two(const fitting *x, uint32_t other)
{
    link_words *w = x->f->words;
    shared_bits bits = { 0, 0 };
    if (link_words_are_of_one(w, other, x->mention)) return bits;
    bits.words = link_words_shared(w, other, x->mention);
    bool repeats = bits.words >= x->f->rare
        && link_words_alike(w, other, x->mention) >= ONE_SENTENCE;
    if (repeats) bits.words += x->f->rare;
    bits.all = bits.words + link_facts_shared(w, other, x->mention);
    return bits;
}

/* Most that it shares with one of the mentions that it is compared with. */
static shared_bits bits_shared(const fitting *x)
{
    shared_bits most = { 0, 0 };
    for (uint32_t i = 0; i < shown_most(x->e); i++) {
        shared_bits bits = bits_of_two(x, shown(x->e, i));
        if (bits.all > most.all) most.all = bits.all;
        if (bits.words > most.words) most.words = bits.words;
    }
    return most;
}

static bool others_do_it(const fitting *x)
{
    if (link_share_core(&x->e->actors, &x->m->actors)) return false;
    return x->actors_differ || differ(&x->e->actor_words, &x->m->actor_words);
}

static bool is_same_place(const fitting *x)
{
    return x->e->place != DL_NO_THING && x->e->place == x->m->place;
}

static bool is_elsewhere(const fitting *x)
{
    dl_slice a = x->e->country, b = x->m->country;
    return a.n && b.n && !dl_slice_eq(a, b);
}

static int against_it(const fitting *x)
{
    int n = others_do_it(x) + x->m->is_other + (x->toll == TOLL_OTHER);
    return n * AGAINST + (is_elsewhere(x) ? ELSEWHERE : 0);
}

/* How often the reports of the story that have its word can be halved. */
static int commonness(const link_mention *m)
{
    int n = 0;
    for (uint32_t reports = m->reports; reports > 1; reports /= 2) n++;
    return n;
}

static int speaks_for_it(const fitting *x, shared_bits bits)
{
    const link_event *e = x->e;
    const link_mention *m = x->m;
    int rare = x->f->rare ? (int)x->f->rare : 1;
    bool both_lead = e->leads && m->leads && e->report != m->report;
    int n = ((int)bits.all * WHOLE - commonness(m) * COMMON_WORD) / rare;
    return n + both_lead * BOTH_LEAD + (x->toll == TOLL_SAME) * WHOLE - against_it(x);
}

/* ---- by what it is one */

static bool share_group(const link_keys *a, const link_keys *b)
{
    for (uint32_t i = 0; i < a->groups; i++)
        for (uint32_t k = 0; k < b->groups; k++)
            if (a->group[i] == b->group[k]) return true;
    return false;
}

/* How much has to speak for one happening told in one word. */
static int wanted_of_word(const fitting *x)
{
    const link_mention *m = x->m;
    bool apart = m->is_other || is_elsewhere(x) || x->toll == TOLL_OTHER;
    if (m->is_news && m->one_happening && !m->is_vague && !apart) return WANTED_OF_NEWS;
    int n = m->is_vague ? WANTED_OF_VAGUE : WANTED_OF_WORD;
    return m->one_happening ? n : n + LARGE_EPISODE;
}

static int by_word(const fitting *x)
{
    shared_bits bits = bits_shared(x);
    int n = speaks_for_it(x, bits);
    if (x->m->says) /* each says a thing of its own */
        return n >= WANTED_OF_SAYING && bits.words >= x->f->rare ? FITS_BY_WORD : 0;
    return n >= wanted_of_word(x) ? FITS_BY_WORD : 0;
}

static int by_group(const fitting *x)
{
    return speaks_for_it(x, bits_shared(x)) >= WANTED_OF_GROUP ? FITS_BY_GROUP : 0;
}

/* The "s" of a broken "It's" tells nothing. */
static bool is_word(const link_mention *m) { return m->e->lemma.n > 1; }

static bool stages_meet(link_stage a, link_stage b)
{
    return a == b || a == LINK_OPEN || b == LINK_OPEN;
}

/* What it is one by; 0: it is another. */
static int kinship(fitting *x)
{
    const link_keys *a = &x->e->keys, *b = &x->m->keys;
    bool apart = x->actors_differ && x->recipients_differ;
    bool deed = a->act && a->act == b->act && x->shared == 2;
    bool word = a->word == b->word && is_word(x->m), group = !word && share_group(a, b);
    if (!word && !group && !deed) return 0;
    x->toll = tolls(x);
    if (x->toll == TOLL_TOO_FAR) return 0;
    int score = word && !apart ? by_word(x) : 0;
    if (group && !apart) score = by_group(x);
    return !score && deed ? FITS_BY_DEED : score;
}

int link_fit(const link_fitter *f, const link_event *e, uint32_t mention)
{
    const link_mention *m = &f->mentions->at[mention];
    fitting x = { .f = f, .e = e, .m = m, .mention = mention, .day = days(e, m) };
    if (!stages_meet(e->stage, m->stage) || x.day < 0) return 0;
    x.episode = e->episode && e->episode == m->episode;
    set_sides(&x);
    if (x.day == 0 && !is_of_its_time(&x)) return 0;
    int score = kinship(&x);
    if (!score) return 0;
    if (x.day > 0) score += SAME_DAY;
    if (x.episode) score += SAME_EPISODE;
    score += x.shared * SHARED_PARTY;
    return score + (is_same_place(&x) ? SAME_PLACE : 0);
}
