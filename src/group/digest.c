/* digest - see digest.h. */
#include "digest.h"

#include "base/order.h"
#include "stem.h"

enum {
    SECTIONS_MAX = 64, /* of a text; what comes after belongs to the last */
    WORDS_MAX = 2048, /* that are looked at */
    HEADING_MAX = 90, /* bytes of a line that may stand over a paragraph */
    SECTIONS_LEAST = 3, /* each has its heading: short reports without repeat as little */
    /* Per mille of its different words that a list repeats from section to section. Of
     * 283 reports of Wikinews one in a hundred repeats under 60, half of them 170. */
    REPEATED_MOST = 80
};

typedef struct sections {
    uint32_t end[SECTIONS_MAX]; /* bytes of the text */
    uint32_t n, headed;
} sections;

static bool is_heading(dl_slice line)
{
    if (!line.n || line.n > HEADING_MAX) return false;
    return dl_slice_find_byte(DL_S(".!?\":;,"), line.p[line.n - 1], 0) == SIZE_MAX;
}

/* A section is a paragraph, with the heading over it. */
static void find_sections(dl_slice body, sections *s)
{
    bool heading = false;
    for (size_t from = 0; from < body.n && s->n < SECTIONS_MAX;) {
        size_t to = dl_slice_find_byte(body, '\n', from);
        if (to == SIZE_MAX) to = body.n;
        dl_slice line = dl_slice_trim(dl_slice_cut(body, from, to));
        from = to + 1;
        if (!line.n) continue;
        if (is_heading(line)) {
            heading = true;
            continue;
        }
        s->headed += heading;
        heading = false;
        s->end[s->n++] = (uint32_t)to;
    }
}

typedef struct said_words {
    uint64_t at[WORDS_MAX]; /* stem above, section below */
    uint32_t n;
} said_words;

static void add_words(
    said_words *said, const dl_group_words *w, const group_batch *b, const sections *s)
{
    uint32_t section = 0;
    for (uint32_t i = 0; i < b->n && said->n < WORDS_MAX; i++) {
        while (section + 1 < s->n && b->from[i] >= s->end[section]) section++;
        if (!b->form[i].a || group_form_length(b->form[i]) < 3) continue;
        uint32_t stem = group_form_stem(b->form[i]);
        if (group_idf(w, stem) == GROUP_SAYS_NOTHING) continue;
        said->at[said->n++] = (uint64_t)stem << 32 | section;
    }
}

typedef struct spread {
    uint32_t stems, repeated; /* different ones; those of more than one section */
    uint32_t widest; /* sections that have the same stem, at most */
} spread;

/* Sorted by stem, and inside a stem in the order of the text. */
static spread spread_of(const said_words *said)
{
    spread out = { 0, 0, 0 };
    for (uint32_t i = 0; i < said->n;) {
        uint32_t stem = (uint32_t)(said->at[i] >> 32), in = 1, k = i + 1;
        for (; k < said->n && (uint32_t)(said->at[k] >> 32) == stem; k++)
            in += said->at[k] != said->at[k - 1];
        out.stems++;
        out.repeated += in > 1;
        if (in > out.widest) out.widest = in;
        i = k;
    }
    return out;
}

bool group_is_digest(const dl_group_words *w, dl_slice body)
{
    sections s = { .n = 0 };
    find_sections(body, &s);
    if (s.headed < SECTIONS_LEAST || s.headed + 1 < s.n) return false;
    said_words said, spare;
    group_batch b;
    said.n = 0;
    for (group_scan scan = group_scan_of(body); group_next_batch(&scan, &b);)
        add_words(&said, w, &b, &s);
    dl_sort_keys(said.at, spare.at, said.n);
    spread of = spread_of(&said);
    return of.repeated * 1000 <= of.stems * REPEATED_MOST && of.widest * 2 <= s.n;
}
