/* lexeme - see lexeme.h: a hash table of forms, and the features of a new one. */
#include "lexeme.h"
#include "unicode.h"

enum {
    LONG_SHAPE = 100, /* code points from which the shape is "LONG" */
    SHAPE_RUN = 4, /* a run of one kind is cut at this */
    SUFFIX_LENGTH = 3
};

struct parse_lexemes {
    const dl_mem *mem;
    const uint64_t *norm_key; /* [norms] ascending */
    dl_label_list norm_value;
    dl_arena *arena; /* texts */
    parse_lexeme *at; /* [n] */
    uint8_t *own_norm; /* [n] made with a special case's NORM */
    uint32_t n, cap;
    uint32_t *slot; /* [slots] id + 1; 0 free; slots a power of two, at most half full */
    uint32_t slots, generation;
};

parse_lexemes *parse_lexemes_new(const dl_mem *mem, const dl_model *m, dl_err *e)
{
    parse_lexemes *x = dl_mem_zero(mem, sizeof *x);
    const dl_tensor *key = dl_model_get(m, "norm/key");
    if (!x) {
        dl_fail(e, DL_ENOMEM, "starting the lexicon", -1, NULL);
        return NULL;
    }
    x->mem = mem;
    x->norm_value = dl_model_strings(m, "norm/value");
    x->arena = dl_arena_new(mem, 0);
    x->slots = 1 << 12;
    x->slot = dl_mem_zero(mem, x->slots * sizeof *x->slot);
    if (!x->arena || !x->slot) dl_fail(e, DL_ENOMEM, "starting the lexicon", -1, NULL);
    else if (!key || key->dtype != DL_U64 || key->nd != 1 || key->shape[0] != x->norm_value.n)
        dl_fail(e, DL_EFORMAT, "the model does not fit this program", -1,
            "norm/key is missing or of another shape");
    else x->norm_key = key->data;
    if (!dl_failed(e)) return x;
    parse_lexemes_free(x);
    return NULL;
}

void parse_lexemes_free(parse_lexemes *x)
{
    if (!x) return;
    dl_mem_free(x->mem, x->at, x->cap * sizeof *x->at);
    dl_mem_free(x->mem, x->own_norm, x->cap);
    dl_mem_free(x->mem, x->slot, x->slots * sizeof *x->slot);
    dl_arena_free(x->arena);
    dl_mem_free(x->mem, x, sizeof *x);
}

void parse_lexemes_empty(parse_lexemes *x)
{
    memset(x->slot, 0, x->slots * sizeof *x->slot);
    dl_arena_reset(x->arena);
    x->n = 0;
    x->generation++;
}

/* ---- features */
static dl_slice table_norm(const parse_lexemes *x, uint64_t orth)
{
    size_t lo = 0, hi = x->norm_value.n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (x->norm_key[mid] == orth) return x->norm_value.name[mid];
        if (x->norm_key[mid] < orth) lo = mid + 1;
        else hi = mid;
    }
    return (dl_slice){ NULL, 0 };
}

static dl_slice norm_of(const parse_lexemes *x, const parse_lexeme *l, dl_slice own)
{
    if (own.n) return own;
    dl_slice norm = table_norm(x, l->orth);
    if (norm.n) return norm;
    norm = parse_base_norm(l->text);
    return norm.n ? norm : l->lower;
}

static uint32_t shape_char(uint32_t cp)
{
    if (parse_uni_alpha(cp)) return parse_uni_upper(cp) ? 'X' : 'x';
    return parse_uni_digit(cp) ? 'd' : cp;
}

static uint64_t shape_of(dl_slice s)
{
    char out[4 * LONG_SHAPE];
    size_t n = 0;
    unsigned count = 0, run = 0;
    uint32_t last = UINT32_MAX;
    for (size_t i = 0; i < s.n; count++) {
        if (count + 1 >= LONG_SHAPE) return dl_string_id(DL_S("LONG"));
        uint32_t c = shape_char(dl_utf8_next(s, &i));
        run = c == last ? run + 1 : 0;
        last = c;
        if (run < SHAPE_RUN) n += dl_utf8_put(c, out + n);
    }
    return dl_string_id(dl_slice_of(out, n));
}

static uint64_t prefix_of(dl_slice s)
{
    size_t i = 0;
    if (s.n) dl_utf8_next(s, &i);
    return dl_string_id(dl_slice_cut(s, 0, i));
}

static uint64_t suffix_of(dl_slice s)
{
    size_t i = s.n;
    for (int k = 0; k < SUFFIX_LENGTH && i > 0; k++) dl_utf8_prev(s, &i);
    return dl_string_id(dl_slice_cut(s, i, s.n));
}

static bool all(dl_slice s, bool (*test)(uint32_t cp))
{
    for (size_t i = 0; i < s.n;)
        if (!test(dl_utf8_next(s, &i))) return false;
    return s.n > 0;
}

static dl_slice lower_of(parse_lexemes *x, dl_slice s)
{
    char *p = dl_arena_alloc(x->arena, 2 * s.n + 2);
    return p ? dl_slice_of(p, parse_uni_lower_text(s, p)) : s;
}

static void describe(parse_lexemes *x, parse_lexeme *l, dl_slice text, dl_slice own)
{
    l->text = dl_arena_copy(x->arena, text);
    l->lower = lower_of(x, l->text);
    l->orth = dl_string_id(text);
    l->norm_text = norm_of(x, l, own);
    l->norm = dl_string_id(l->norm_text);
    l->prefix = prefix_of(text);
    l->suffix = suffix_of(text);
    l->shape = shape_of(text);
    l->is_space = all(text, parse_uni_space);
    l->alpha = all(text, parse_uni_alpha);
}

/* ---- the table */
static uint64_t key_of(dl_slice text, dl_slice own)
{
    return dl_hash64(text, own.n ? dl_hash64(own, 2) : 1);
}

static bool grow_slots(parse_lexemes *x)
{
    uint32_t slots = x->slots * 2;
    uint32_t *slot = dl_mem_zero(x->mem, slots * sizeof *slot);
    if (!slot) return false;
    for (uint32_t id = 0; id < x->n; id++) {
        dl_slice own = x->own_norm[id] ? x->at[id].norm_text : (dl_slice){ NULL, 0 };
        uint64_t i = key_of(x->at[id].text, own);
        while (slot[i & (slots - 1)]) i++;
        slot[i & (slots - 1)] = id + 1;
    }
    dl_mem_free(x->mem, x->slot, x->slots * sizeof *x->slot);
    x->slot = slot;
    x->slots = slots;
    return true;
}

static bool grow_lexemes(parse_lexemes *x)
{
    uint32_t cap = x->cap ? x->cap * 2 : 1 << 11;
    uint8_t *own = dl_mem_alloc(x->mem, cap);
    parse_lexeme *at = own ? dl_mem_resize(x->mem, x->at, x->cap * sizeof *at, cap * sizeof *at)
                           : NULL;
    if (!at) {
        dl_mem_free(x->mem, own, cap);
        return false;
    }
    if (x->n) memcpy(own, x->own_norm, x->n);
    dl_mem_free(x->mem, x->own_norm, x->cap);
    x->at = at;
    x->own_norm = own;
    x->cap = cap;
    return true;
}

static parse_lex_id add_new(parse_lexemes *x, dl_slice text, dl_slice own)
{
    if (x->n == x->cap && !grow_lexemes(x)) return UINT32_MAX;
    parse_lex_id id = x->n;
    memset(&x->at[id], 0, sizeof x->at[id]);
    describe(x, &x->at[id], text, own.n ? dl_arena_copy(x->arena, own) : own);
    x->own_norm[id] = own.n > 0;
    if (dl_arena_failed(x->arena)) return UINT32_MAX;
    x->n++;
    return id;
}

parse_lex_id parse_lexemes_add(parse_lexemes *x, dl_slice text, dl_slice own)
{
    if ((x->n + 1) * 2 > x->slots && !grow_slots(x)) return UINT32_MAX;
    uint64_t i = key_of(text, own);
    for (;; i++) {
        uint32_t id = x->slot[i & (x->slots - 1)];
        if (!id) break;
        const parse_lexeme *l = &x->at[id - 1];
        if (dl_slice_eq(l->text, text) && x->own_norm[id - 1] == (own.n > 0)
            && (!own.n || dl_slice_eq(l->norm_text, own)))
            return id - 1;
    }
    parse_lex_id id = add_new(x, text, own);
    if (id != UINT32_MAX) x->slot[i & (x->slots - 1)] = id + 1;
    return id;
}

void parse_lexemes_set_phrase(parse_lexemes *x, parse_lex_id id, uint32_t phrase)
{
    x->at[id].phrase = phrase;
}
char *parse_lexemes_room(parse_lexemes *x, size_t n) { return dl_arena_alloc(x->arena, n); }
bool parse_lexemes_failed(const parse_lexemes *x) { return dl_arena_failed(x->arena); }
const parse_lexeme *parse_lexemes_at(const parse_lexemes *x, parse_lex_id id) { return &x->at[id]; }
uint32_t parse_lexemes_size(const parse_lexemes *x) { return x->n; }
uint32_t parse_lexemes_generation(const parse_lexemes *x) { return x->generation; }
