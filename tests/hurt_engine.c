/* hurt_engine [MIB] - texts built to hurt the language engine: the basic blocks run
 * (counted by the compiler's own hook, so the same on every machine) and the bytes
 * held at a size and at twice the size. Both may double, not more. MIB: also two
 * reports of that many MiB, in bounded memory. */
#include <stdio.h>
#include <stdlib.h>

#include "hurt.h"

#include "parse/parse.h"

#define MODEL "build/model/en.dlm"

/* Of twice the text; caches that fill at one size and not yet at the other are within
 * it. */
static const double MOST = 2.3;
/* Held by engine and report for one byte of a long report: its vectors are of one part,
 * so what grows is the tokens layer, some 60 bytes a token. */
enum { BYTES_A_BYTE = 64 };

typedef struct memory {
    size_t held, peak;
} memory;

static void *count(void *ctx, void *p, size_t old, size_t size)
{
    memory *m = ctx;
    void *q = size ? realloc(p, size) : (free(p), NULL);
    if (size && !q) return NULL;
    m->held += size - old;
    if (m->held > m->peak) m->peak = m->held;
    return q;
}

typedef struct hurt {
    const char *name, *head, *again;
    size_t n;
} hurt;

/* Sizes of one kind: both are one part to the engine, or both are several. */
static const hurt hurts[] = {
    { "one word", "", "a", 1 << 19 },
    { "one word after a quote", "\"", "abc", 1 << 19 },
    { "one number", "", "1,", 1 << 18 },
    { "dots", "", ".", 1 << 15 },
    { "hyphened", "", "a-", 1 << 15 },
    { "brackets open", "", "(", 1 << 15 },
    { "brackets close", "a", ")", 1 << 15 },
    { "quotes", "", "'", 1 << 15 },
    { "an address", "http://a", ".b/c?d=e&", 1 << 16 },
    { "half an address", "a@", "b.", 1 << 18 },
    { "combining marks", "e", "\xCC\x81", 1 << 18 },
    { "emoji", "", "\xF0\x9F\x98\x80", 1 << 14 },
    { "right to left", "", "\xD8\xA7\xD9\x84\xD8\xB9 ", 1 << 14 },
    { "control characters", "", "\x01\x02 ", 1 << 14 },
    { "white space", "a", " \n", 1 << 18 },
    { "blanks", "a", " ", 1 << 19 },
    { "no end of a sentence", "The minister said that", " he said and", 1 << 14 },
    { "one word again and again", "", "of ", 1 << 14 },
    { "names", "", "Mr. Ngozi Lindqvist ", 1 << 14 },
    { "contractions", "", "can't won't ", 1 << 14 },
    { "sentences", "", "It rained. ", 1 << 14 },
};

static char *text_of(const hurt *h, size_t n, size_t *size)
{
    size_t head = strlen(h->head), again = strlen(h->again), times = n / again;
    char *p = malloc(head + times * again + 1);
    if (!p) exit(2);
    memcpy(p, h->head, head);
    for (size_t i = 0; i < times; i++) memcpy(p + head + i * again, h->again, again);
    *size = head + times * again;
    return p;
}

/* Runs one report in a fresh scratch; answers the steps, *peak bytes held. */
static uint64_t run(const dl_parse *p, const hurt *h, size_t n, size_t *peak, uint32_t *tokens)
{
    memory m = { 0, 0 };
    dl_mem mem = { count, &m };
    dl_err e;
    dl_err_clear(&e);
    size_t size;
    char *text = text_of(h, n, &size);
    dl_doc *d = dl_doc_new(&mem);
    dl_parse_scratch *s = dl_parse_scratch_new(&mem, p, &e);
    if (!d || !s) exit(2);
    d->text.full = dl_slice_of(text, size);
    d->text.body = (dl_span){ 0, (uint32_t)size };
    d->text.english = true;
    uint64_t from = steps;
    dl_parse_run(d, p, s);
    uint64_t took = steps - from;
    *tokens = dl_failed(&d->err) ? 0 : d->tokens.n;
    *peak = m.peak;
    dl_parse_scratch_free(s);
    dl_doc_free(d);
    free(text);
    return took;
}

static bool twice(const dl_parse *p, const hurt *h)
{
    size_t once_bytes, twice_bytes;
    uint32_t tokens, more;
    uint64_t a = run(p, h, h->n, &once_bytes, &tokens),
             b = run(p, h, 2 * h->n, &twice_bytes, &more);
    double ratio = (double)b / (double)a, bytes = (double)twice_bytes / (double)once_bytes;
    bool ok = a > 0 && tokens > 0 && ratio <= MOST && bytes <= MOST;
    printf("%-28s %8zu bytes %7u tokens %12llu steps, twice: %.2f times the steps, %.2f times the "
           "memory%s\n",
        h->name, h->n, tokens, (unsigned long long)a, ratio, bytes, ok ? "" : "  FAILS");
    return ok;
}

static bool is_bounded(const dl_parse *p, const hurt *h, size_t mib)
{
    size_t peak, n = mib << 20;
    uint32_t tokens;
    uint64_t took = run(p, h, n, &peak, &tokens);
    size_t least = n / 8 < DL_PARSE_MOST ? n / 8 : DL_PARSE_MOST;
    bool ok = tokens >= least && peak <= n * BYTES_A_BYTE;
    printf("%zu MiB of %s: %u tokens, %llu steps, at most %zu MB held, %.0f bytes a byte%s\n", mib,
        h->name, tokens, (unsigned long long)took, peak >> 20, (double)peak / (double)n,
        ok ? "" : "  FAILS");
    return ok;
}

static bool large(const dl_parse *p, size_t mib)
{
    static const hurt prose = { "prose", "",
        "The minister from Oslo said on Monday that talks with the union had ended. Nobody was "
        "hurt. ",
        0 };
    static const hurt quotes = { "quotes", "", "\"", 0 };
    bool prose_ok = is_bounded(p, &prose, mib);
    return is_bounded(p, &quotes, mib) && prose_ok;
}

int main(int argc, char **argv)
{
    dl_err e;
    dl_err_clear(&e);
    dl_parse *p = dl_parse_open(NULL, MODEL, &e);
    if (!p) {
        printf("hurt: not tried, there is no %s\n", MODEL);
        return 0;
    }
    bool ok = true;
    for (size_t i = 0; i < sizeof hurts / sizeof *hurts; i++) ok &= twice(p, &hurts[i]);
    if (argc > 1) ok &= large(p, strtoul(argv[1], NULL, 10));
    dl_parse_close(p);
    return ok ? 0 : 1;
}
