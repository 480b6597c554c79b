/* stems - the tokenizer of the search index, for this connection: the tokens of SQLite's
 * porter, but the stem of a plain word that was met before is looked up.
 *
 *   text --> words, at ASCII separators --> met before? its token as it was then
 *                                       --> else what SQLite's own makes of it
 *
 * It goes by SQLite's name for it, so that every SQLite reads and writes the same index.
 * A quarter of the writer's instructions were stemming; a few thousand forms are nearly
 * all of a text. */
#include "base/chars.h"
#include "store_private.h"

enum {
    FORM_MAX = 16, /* bytes of a plain word that is kept */
    TOKEN_MAX = 15,
    SETS_BITS = 12,
    WAYS = 2, /* places of a set */
    BATCH = 32, /* words */
    ASCII = 128
};
#define EACH(byte) ((byte)*0x0101010101010101u) /* of eight */
static const uint64_t HIGH = EACH((uint64_t)0x80);
static const uint64_t SMALL = EACH((uint64_t)('a' - 'A')); /* digits bear it too */

/* A word of ASCII letters and digits, small letters for large ones; zeros behind it. */
typedef struct form {
    uint64_t a, b;
} form;

typedef struct kept_word {
    form form;
    char token[TOKEN_MAX];
    uint8_t n; /* bytes of token; 0: the place is free */
} kept_word;

typedef struct stems {
    const fts5_tokenizer *own; /* SQLite's */
    Fts5Tokenizer *inner;
    bool usual; /* its words are of letters, digits and bytes above ASCII */
    bool of_word[256]; /* bytes */
    kept_word kept[1 << SETS_BITS][WAYS]; /* of a set: the one that was met last is first */
} stems;

typedef int take_token(void *ctx, int flags, const char *token, int n, int from, int to);

/* Whom tokens go to, from SQLite's own tokenizer over a part of the text. */
typedef struct taker {
    void *ctx;
    take_token *take;
    int before; /* bytes of the text before the part */
    kept_word *keep; /* the part's; NULL: it is not kept */
    int tokens; /* of the part */
    int rc; /* what the one who takes said last; SQLITE_DONE: no more is wanted */
} taker;

static int pass_on(void *ctx, int flags, const char *token, int n, int from, int to)
{
    taker *t = ctx;
    t->tokens++;
    if (t->keep && n <= TOKEN_MAX) {
        memcpy(t->keep->token, token, (size_t)n);
        t->keep->n = (uint8_t)n;
    }
    t->rc = t->take(t->ctx, flags, token, n, t->before + from, t->before + to);
    return t->rc;
}

/* ---- words */

static form form_of(const char *word, int n)
{
    size_t first = n < 8 ? (size_t)n : 8, rest = (size_t)n - first;
    form f = { dl_load(word, first), dl_load(word + first, rest) };
    f.a |= SMALL >> 8 * (8 - first);
    if (rest) f.b |= SMALL >> 8 * (8 - rest);
    return f;
}

/* Of eight bytes of ASCII: the high bits of those between. */
static uint64_t between(uint64_t x, uint64_t least, uint64_t most)
{
    return (x + EACH(0x80 - least)) & ~(x + EACH(0x7F - most)) & HIGH;
}

/* The high bits of letters and digits. */
static uint64_t plain_of(uint64_t x)
{
    uint64_t low = x & ~HIGH;
    return (between(low | SMALL, 'a', 'z') | between(low, '0', '9')) & ~x;
}

static bool is_plain(char c) { return dl_is_letter(c) || dl_is_digit(c); }
static bool is_of_word(const stems *s, char c) { return s->of_word[(unsigned char)c]; }

/* Letters and digits at p, up to one more than a form has. */
static int plain_length(const char *p, int n)
{
    int i = 0;
    for (; i + 8 <= n && i < FORM_MAX; i += 8) {
        uint64_t other = plain_of(dl_load_eight(p + i)) ^ HIGH;
        if (other) return i + __builtin_ctzll(other) / 8;
    }
    while (i < n && i <= FORM_MAX && is_plain(p[i])) i++;
    return i;
}

static bool is_form(const kept_word *k, form f) { return k->form.a == f.a && k->form.b == f.b; }

static kept_word *set_of(stems *s, form f)
{
    return s->kept[dl_hash_mix(f.a * 31 + f.b) >> (64 - SETS_BITS)];
}

/* The places of a set change, so that the word is the first; false: it is not there, and
 * the first place is to be taken. */
static bool find_word(kept_word *set, form f)
{
    if (is_form(&set[0], f)) return set[0].n != 0;
    kept_word last = set[0];
    bool found = is_form(&set[1], f) && set[1].n;
    set[0] = set[1];
    set[1] = last;
    return found;
}

typedef struct word {
    int from, n;
    form form;
    kept_word *set; /* where a plain word is kept; NULL: it is no plain one */
} word;

/* At text[w->from]. */
static void read_word(stems *s, const char *text, int n, word *w)
{
    const char *p = text + w->from;
    n -= w->from;
    w->n = plain_length(p, n);
    w->set = NULL;
    bool plain = w->n <= FORM_MAX && (w->n == n || !is_of_word(s, p[w->n]));
    while (!plain && w->n < n && is_of_word(s, p[w->n])) w->n++;
    if (!plain) return;
    w->form = form_of(p, w->n);
    w->set = set_of(s, w->form);
    __builtin_prefetch(w->set, 1);
}

/* The words that begin at *at or later, a batch at most; *at: behind the last. The sets
 * lie far away: all of a batch are fetched before the first is asked. */
static int read_words(stems *s, const char *text, int n, int *at, word *w)
{
    int words = 0;
    int from = *at;
    while (from < n && words < BATCH) {
        if (!is_of_word(s, text[from])) {
            from++;
            continue;
        }
        w[words].from = from;
        read_word(s, text, n, &w[words]);
        from += w[words++].n;
    }
    *at = from;
    return words;
}

/* As SQLite's own reads it. keep: where to, if it is one token; NULL: nowhere. */
static int ask_own(stems *s, int flags, const char *text, const word *w, kept_word *keep, taker *t)
{
    if (keep) keep->n = 0;
    t->keep = keep;
    t->tokens = 0;
    int rc = s->own->xTokenize(s->inner, t, flags, text + w->from, w->n, pass_on);
    if (keep && t->tokens != 1) keep->n = 0;
    return t->rc ? t->rc : rc;
}

static int take_word(stems *s, int flags, const char *text, const word *w, taker *t)
{
    kept_word *first = w->set;
    t->before = w->from;
    if (first && find_word(first, w->form))
        return t->take(t->ctx, 0, first->token, first->n, w->from, w->from + w->n);
    if (first) first->form = w->form;
    return ask_own(s, flags, text, w, first, t);
}

static int tokenize(
    Fts5Tokenizer *tokenizer, void *ctx, int flags, const char *text, int n, take_token *take)
{
    stems *s = (stems *)tokenizer;
    taker t = { .ctx = ctx, .take = take };
    word w[BATCH];
    int rc = SQLITE_OK;
    if (!s->usual) return s->own->xTokenize(s->inner, ctx, flags, text, n, take);
    for (int at = 0; at < n && !rc;) {
        int words = read_words(s, text, n, &at, w);
        for (int i = 0; i < words && !rc; i++) rc = take_word(s, flags, text, &w[i], &t);
    }
    return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* ---- opening */

static int take_byte(void *ctx, int flags, const char *token, int n, int from, int to)
{
    char *only = ctx;
    (void)flags;
    (void)from;
    (void)to;
    if (n == 1) *only = *token;
    return SQLITE_OK;
}

/* Which bytes are of words is asked of the tokenizer itself. */
static int ask_bytes(stems *s)
{
    int rc = SQLITE_OK;
    s->usual = true;
    memset(s->of_word + ASCII, true, sizeof s->of_word - ASCII);
    for (int c = 0; c < ASCII && rc == SQLITE_OK; c++) {
        char byte = (char)c, token = 0;
        rc = s->own->xTokenize(s->inner, &token, FTS5_TOKENIZE_AUX, &byte, 1, take_byte);
        s->of_word[c] = token != 0;
        s->usual &= token == (is_plain(byte) ? (char)(byte | (char)SMALL) : 0);
    }
    return rc;
}

static void close_stems(Fts5Tokenizer *tokenizer)
{
    stems *s = (stems *)tokenizer;
    if (s && s->inner) s->own->xDelete(s->inner);
    sqlite3_free(s);
}

static int open_stems(void *ctx, const char **argument, int n, Fts5Tokenizer **out)
{
    dl_store *store = ctx;
    stems *s = sqlite3_malloc(sizeof *s);
    if (!s) return SQLITE_NOMEM;
    memset(s, 0, sizeof *s);
    s->own = &store->porter;
    int rc = s->own->xCreate(store->porter_ctx, argument, n, &s->inner);
    if (rc == SQLITE_OK) rc = ask_bytes(s);
    *out = rc == SQLITE_OK ? (Fts5Tokenizer *)s : NULL;
    if (rc != SQLITE_OK) close_stems((Fts5Tokenizer *)s);
    return rc;
}

static fts5_api *api_of(dl_store *s)
{
    fts5_api *api = NULL;
    sqlite3_stmt *q = store_statement(s, SQL_fts5_api);
    if (!q) return NULL;
    sqlite3_bind_pointer(q, 1, &api, "fts5_api_ptr", NULL);
    store_any(s, q);
    return api;
}

bool store_stems_register(dl_store *s)
{
    static const char porter[] = "porter";
    fts5_tokenizer own = { open_stems, close_stems, tokenize };
    fts5_api *api = api_of(s);
    if (!api) {
        store_fail(s, "the record cannot be opened");
        return false;
    }
    int rc = api->xFindTokenizer(api, porter, &s->porter_ctx, &s->porter);
    if (rc == SQLITE_OK) rc = api->xCreateTokenizer(api, porter, s, &own, NULL);
    if (rc != SQLITE_OK) store_fail_as(s, rc, "the record cannot be opened");
    return rc == SQLITE_OK;
}
