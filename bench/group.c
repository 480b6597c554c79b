/* group TEXTS - grouping timed on reports in memory, processor time of one thread.
 *
 * TEXTS, by day: u32 title bytes, title, u32 bytes, text, i32 day since 1970, ...
 *
 * Prints "reports N", then seconds:
 *   words S     texts to weighted stems
 *   runs S      texts to sampled runs of words
 *   copies S
 *   join S      episodes, stories and their rows, told to a record that keeps nothing */
#include <stdio.h>
#include <stdlib.h>

#include "clock.h"

#include "base/file.h"
#include "group/copies.h"
#include "group/intake.h"

typedef struct text {
    dl_slice title, body, features;
    int32_t day;
} text;
typedef struct bench {
    text *at;
    uint32_t n;
    uint64_t rows;
} bench;

static double now(void) { return clock_seconds(CLOCK_PROCESS_CPUTIME_ID); }

static bool brief(bench *b, uint32_t i, bool (*each)(void *user, const dl_rep_brief *r), void *user)
{
    char id[16];
    int n = snprintf(id, sizeof id, "r%07u", i);
    dl_rep_brief r = { .rep = i,
        .id = dl_slice_of(id, (size_t)n),
        .title = b->at[i].title,
        .features = b->at[i].features,
        .day = b->at[i].day };
    return each(user, &r);
}

static void reports(void *ctx, bool (*each)(void *user, const dl_rep_brief *r), void *user)
{
    bench *b = ctx;
    for (uint32_t i = 0; i < b->n && brief(b, i, each, user); i++) {
    }
}

static void text_of(void *ctx, dl_rep rep, void (*with)(void *user, dl_slice body), void *user)
{
    with(user, ((bench *)ctx)->at[rep].body);
}
static void nothing(void *ctx) { (void)ctx; }
static void put(void *ctx, dl_level level, const dl_group_row *row)
{
    ((bench *)ctx)->rows += row->id.n > 0 && level <= DL_STORY;
}
static void member(void *ctx, dl_rep rep, dl_slice episode)
{
    ((bench *)ctx)->rows += rep >= 0 && episode.n > 0;
}
static void copy(void *ctx, dl_rep rep, dl_slice group, int32_t overlap, dl_slice why)
{
    ((bench *)ctx)->rows += rep >= 0 && group.n && overlap && why.n;
}
static void why(
    void *ctx, dl_level level, dl_slice id, dl_slice other, int32_t weight, dl_slice said)
{
    ((bench *)ctx)->rows += level <= DL_STORY && id.n && other.n && weight && said.n;
}

static dl_slice next(dl_slice all, size_t *at)
{
    uint32_t n = 0;
    if (*at + 4 > all.n) return (dl_slice){ NULL, 0 };
    memcpy(&n, all.p + *at, 4);
    dl_slice s = dl_slice_cut(all, *at + 4, *at + 4 + n);
    *at += 4 + (size_t)n;
    return s;
}

/* As a worker makes them: one arena, emptied after each report; what is kept is
 * copied. */
static void features(bench *b, dl_arena *a, const dl_group_words *w)
{
    dl_group_scratch *s = dl_group_scratch_new(NULL);
    dl_arena *of_one = dl_arena_new(NULL, 0);
    double began = now();
    for (uint32_t i = 0; s && of_one && i < b->n; i++) {
        b->at[i].features = dl_arena_copy(
            a, group_features_of(w, s, of_one, b->at[i].title, b->at[i].body));
        dl_arena_reset(of_one);
    }
    double both = now() - began;
    group_numbers memory = { NULL, NULL, 0 };
    group_shingles r;
    began = now();
    for (uint32_t i = 0; i < b->n; i++)
        if (group_shingles_sample(&memory, b->at[i].body, &r)) b->rows += r.n;
    double shingles = now() - began;
    printf("words\t%.6f\nruns\t%.6f\n", both - shingles, shingles);
    group_numbers_free(&memory);
    dl_arena_free(of_one);
    dl_group_scratch_free(s);
}

typedef struct taking {
    group_intake in;
} taking;
static bool take(void *user, const dl_rep_brief *r)
{
    return group_intake_add(&((taking *)user)->in, r) != NULL;
}

/* The least of three: the first may wait for large pages, and join, which is what is left
 * of the whole, would look the quicker for it. */
static double copies(const dl_group_words *w, const dl_record *r)
{
    double least = 0;
    for (int round = 0; round < 3; round++) {
        taking t;
        if (group_intake_open(&t.in, w, r, true)) r->reports(r->ctx, take, &t);
        double began = now();
        if (!group_find_copies(r, t.in.reports.at, t.in.reports.n)) fputs("no memory\n", stderr);
        double took = now() - began;
        group_intake_close(&t.in);
        if (!round || took < least) least = took;
    }
    return least;
}

static void groups(const dl_group_words *w, const dl_record *r)
{
    double of_copies = copies(w, r), began = now();
    dl_group_relink(w, r);
    printf("copies\t%.6f\njoin\t%.6f\n", of_copies, now() - began - of_copies);
}

static void follows(void *ctx, dl_slice id, dl_slice other, int32_t weight, dl_slice text)
{
    (void)ctx, (void)id, (void)other, (void)weight, (void)text;
}

int main(int argc, char **argv)
{
    dl_err e;
    dl_err_clear(&e);
    dl_map m;
    if (argc != 2 || dl_map_open(&m, argv[1], &e) != DL_OK) {
        fprintf(stderr, "group TEXTS\n");
        return 2;
    }
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_lexicon *lexicon = dl_lexicon_open(NULL, NULL, &e);
    dl_group_words *w = lexicon ? dl_group_words_new(NULL, lexicon, &e) : NULL;
    bench b = { .at = dl_arena_array(a, m.bytes.n / 12 + 1, sizeof *b.at) };
    for (size_t at = 0; at + 12 <= m.bytes.n; b.n++) {
        b.at[b.n].title = next(m.bytes, &at);
        b.at[b.n].body = next(m.bytes, &at);
        if (at + 4 <= m.bytes.n) memcpy(&b.at[b.n].day, m.bytes.p + at, 4);
        at += 4;
    }
    if (!w || !b.at) return fprintf(stderr, "no memory\n"), 1;
    const dl_record_group results = {
        .clear = nothing, .put = put, .member = member, .copy = copy, .why = why,
        .follows = follows, .finish = nothing
    };
    dl_record r = {
        .ctx = &b, .mem = NULL, .err = &e, .reports = reports, .text = text_of, .group = &results
    };
    printf("reports\t%u\n", b.n);
    features(&b, a, w);
    groups(w, &r);
    dl_group_words_free(w);
    dl_arena_free(a);
    dl_map_close(&m);
    return b.rows == 0 || dl_failed(&e);
}
