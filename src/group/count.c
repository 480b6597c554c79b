/* count - see count.h. */
#include "count.h"

static const uint64_t one_small = (uint64_t)1 << GROUP_SMALL_AT;
static const uint64_t one_capital = (uint64_t)1 << GROUP_CAPITAL_AT;
static const uint64_t one_head = (uint64_t)1 << GROUP_HEAD_AT;
_Static_assert(GROUP_COUNT_MAX <= UINT16_MAX && GROUP_COUNT_MAX < 1 << GROUP_KIND_BITS
        && GROUP_COUNT_MAX * 2 < 1 << GROUP_WEIGHT_BITS && GROUP_FORM_BITS <= 16,
    "counts and places fit");

/* ---- memory */

enum { LINE = 64, FORMS_BYTES = (sizeof(group_form_seen) << GROUP_FORM_BITS) + LINE };

dl_group_scratch *dl_group_scratch_new(const dl_mem *m)
{
    dl_group_scratch *s = dl_mem_zero(m, sizeof *s);
    if (!s) return NULL;
    s->mem = s->shingles.mem = m;
    s->forms = dl_mem_zero(m, FORMS_BYTES);
    if (!s->forms) {
        dl_mem_free(m, s, sizeof *s);
        return NULL;
    }
    s->form = (group_form_seen *)(void *)((char *)s->forms
        + (LINE - (uintptr_t)s->forms % LINE)); /* two of them a line of the caches */
    return s;
}

static void stems_free(dl_group_scratch *s)
{
    dl_mem_free(s->mem, s->at, s->cap * sizeof *s->at);
    dl_mem_free(s->mem, s->key, s->cap * sizeof *s->key);
    dl_mem_free(s->mem, s->slot, s->slots * sizeof *s->slot);
    s->at = NULL;
    s->key = s->slot = NULL;
    s->cap = s->slots = 0;
}

void dl_group_scratch_free(dl_group_scratch *s)
{
    if (!s) return;
    group_numbers_free(&s->shingles);
    stems_free(s);
    dl_mem_free(s->mem, s->spilt, s->spilt_cap * sizeof *s->spilt);
    dl_mem_free(s->mem, s->forms, FORMS_BYTES);
    dl_mem_free(s->mem, s, sizeof *s);
}

/* Two places a stem. */
static bool has_memory(dl_group_scratch *s, uint32_t n)
{
    if (n <= s->cap) return true;
    uint32_t cap = 256;
    while (cap < n) cap *= 2;
    stems_free(s);
    s->at = dl_mem_alloc(s->mem, cap * sizeof *s->at);
    s->key = dl_mem_alloc(s->mem, cap * sizeof *s->key);
    s->slot = dl_mem_alloc(s->mem, cap * 2 * sizeof *s->slot);
    s->slots = cap * 2;
    s->cap = cap;
    bool ok = s->at && s->key && s->slot;
    if (!ok) stems_free(s);
    return ok;
}

/* ---- forms */

static void spill(dl_group_scratch *s, group_counted c)
{
    s->spilt = dl_mem_more(
        s->mem, &s->failed, s->spilt, s->spills, &s->spilt_cap, 64, sizeof *s->spilt);
    if (!s->failed) s->spilt[s->spills++] = c;
}

static group_counted counted_of(const dl_group_scratch *s, uint32_t place)
{
    const group_form_seen *f = &s->form[place];
    return (
        group_counted){ f->tally, f->stem, f->first, s->rest[place].idf, s->rest[place].length };
}

static bool is_broken_form(group_form form, size_t n)
{
    char word[GROUP_FORM_MAX];
    group_store(word, form.a);
    group_store(word + 8, form.b);
    return group_is_broken(dl_slice_of(word, n));
}

/* Another form takes the place: the one that was there is put aside with what was
 * counted. */
static void take_place(
    dl_group_scratch *s, const dl_group_words *w, uint32_t place, group_form form)
{
    group_form_seen *f = &s->form[place];
    size_t n = group_form_length(form);
    if (f->tally.all) spill(s, counted_of(s, place));
    f->form = form;
    f->tally.all = 0;
    f->stem = group_form_stem(form);
    bool is_word = n > 1 && !is_broken_form(form, n);
    int16_t idf = is_word ? group_idf(w, f->stem) : (int16_t)GROUP_SAYS_NOTHING;
    s->rest[place] = (group_form_rest){ idf, (uint8_t)n };
}

static void count_long(
    dl_group_scratch *s, const dl_group_words *w, dl_slice word, uint32_t first, uint64_t add)
{
    char lower[GROUP_WORD_MAX], stem[GROUP_WORD_MAX + 1];
    size_t n = word.n < GROUP_WORD_MAX ? word.n : GROUP_WORD_MAX;
    for (size_t i = 0; i < n; i++) lower[i] = dl_lower(word.p[i]);
    uint32_t hash = group_stem_hash(stem, group_stem(dl_slice_of(lower, n), stem));
    int16_t idf = group_idf(w, hash);
    if (idf != GROUP_SAYS_NOTHING && !group_is_broken(word))
        spill(s, (group_counted){ { add }, hash, first, idf, (uint8_t)n });
}

static uint32_t place_of(uint64_t hash) { return (uint32_t)(hash >> (64 - GROUP_FORM_BITS)); }

/* The forms lie further away than the words: all of a batch are fetched before the first
 * is counted. */
static void fetch(const dl_group_scratch *s)
{
    for (uint32_t i = 0; i < s->batch.n; i++)
        __builtin_prefetch(&s->form[place_of(s->batch.hash[i])], 1);
}

/* A word whose form is not in its place. False: it has been counted, being too long for
 * one. */
static __attribute__((noinline)) bool make_place(dl_group_scratch *s, const dl_group_words *w,
    dl_slice text, uint32_t i, uint32_t first, uint64_t add)
{
    const group_batch *b = &s->batch;
    if (b->form[i].a) {
        take_place(s, w, place_of(b->hash[i]), b->form[i]);
        return true;
    }
    count_long(s, w, dl_slice_cut(text, b->from[i], b->to[i]), first, add);
    return false;
}

void group_count_add(
    dl_group_scratch *s, const dl_group_words *w, dl_slice text, const group_text_part *part)
{
    const group_batch *b = &s->batch;
    const uint64_t none[4] = { 0 }, kinds[4] = { 0, one_small, one_capital, 0 };
    const uint64_t *of_kind = part->title ? none : kinds;
    const uint64_t of_head = part->title ? 2 * one_head : one_head;
    const uint32_t n = b->n < GROUP_COUNT_MAX - s->words ? b->n : GROUP_COUNT_MAX - s->words,
                   inside = part->title ? 0 : GROUP_CAPITAL;
    group_form_seen *form = s->form;
    uint16_t *touched = s->touched + s->touches;
    fetch(s);
    for (uint32_t i = 0; i < n; i++) {
        group_form_seen *f = &form[place_of(b->hash[i])];
        uint32_t from = b->from[i];
        uint32_t first = (part->before + from) * 2 + (b->kind[i] & inside) / GROUP_CAPITAL;
        uint64_t add = of_kind[b->kind[i]] + 1 + (from < part->lead);
        add += of_head & (0 - (uint64_t)(from < part->head));
        if (((f->form.a ^ b->form[i].a) | (f->form.b ^ b->form[i].b))
            && !make_place(s, w, text, i, first, add))
            continue;
        uint32_t seen = f->tally.all != 0;
        *touched = (uint16_t)(f - form);
        touched += !seen;
        /* Branch-free: nearly every second word is the first of its form. */
        f->first = (f->first & (0 - seen)) | (first & (seen - 1));
        f->tally.all += add;
    }
    s->touches = (uint32_t)(touched - s->touched);
    s->words += n;
}

/* ---- stems of the forms */

static void join_forms(group_counted *to, const group_counted *x)
{
    to->tally.all += x->tally.all;
    if (x->first > to->first) return;
    to->first = x->first;
    to->length = x->length;
}

/* Tallies are taken off the forms. A place is in the list twice where its form was put
 * aside: it counts nothing the second time. */
static uint32_t list_forms(dl_group_scratch *s)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->touches; i++) {
        uint32_t place = s->touched[i];
        s->at[n] = counted_of(s, place);
        n += (s->rest[place].idf != GROUP_SAYS_NOTHING) & (s->form[place].tally.all != 0);
        s->form[place].tally.all = 0;
    }
    for (uint32_t i = 0; i < s->spills; i++) {
        s->at[n] = s->spilt[i];
        n += s->spilt[i].idf != GROUP_SAYS_NOTHING;
    }
    return n;
}

/* Out of memory for the list: the tallies go all the same. */
static void drop_tallies(dl_group_scratch *s)
{
    for (uint32_t i = 0; i < s->touches; i++) s->form[s->touched[i]].tally.all = 0;
}

static void begin_anew(dl_group_scratch *s)
{
    s->touches = s->spills = s->words = s->n = 0;
    s->failed = false;
}

bool group_count_end(dl_group_scratch *s)
{
    bool ok = !s->failed && has_memory(s, s->touches + s->spills + 1);
    uint32_t forms = ok ? list_forms(s) : 0, slots = 256;
    if (!ok) drop_tallies(s);
    begin_anew(s);
    if (!ok) return false;
    while (slots < forms * 2) slots *= 2;
    memset(s->slot, 0, slots * sizeof *s->slot);
    for (uint32_t i = 0; i < forms; i++) {
        const group_counted *x = &s->at[i];
        uint32_t at = x->stem & (slots - 1);
        while (s->slot[at] && (uint32_t)(s->slot[at] >> 32) != x->stem) at = (at + 1) & (slots - 1);
        if (s->slot[at]) {
            join_forms(&s->at[(uint32_t)s->slot[at]], x);
            continue;
        }
        s->slot[at] = (uint64_t)x->stem << 32 | s->n;
        s->at[s->n++] = *x;
    }
    return true;
}
