/* xml - see xml.h. */
#include "base/base.h"

#include "xml.h"

#include <stdlib.h>

/* In front of each block, whose size expat does not say again. */
typedef union head {
    size_t n;
    max_align_t align;
} head;

/* Expat's allocators are given nothing to know their parser by. */
static _Thread_local struct {
    size_t held, most;
    bool refused;
} x;

/* Whether n bytes more may be held in place of `was`. */
static bool may_hold(size_t was, size_t n)
{
    bool fits = n <= x.most && x.held - was <= x.most - n;
    x.refused |= !fits;
    return fits;
}

static void *taken(head *h, size_t was, size_t n)
{
    if (!h) return NULL;
    x.held += n - was;
    h->n = n;
    return h + 1;
}

static void *take(size_t n)
{
    return may_hold(0, n) ? taken(malloc(sizeof(head) + n), 0, n) : NULL;
}

static void *grow(void *p, size_t n)
{
    head *h = p ? (head *)p - 1 : NULL;
    size_t was = h ? h->n : 0;
    return may_hold(was, n) ? taken(realloc(h, sizeof(head) + n), was, n) : NULL;
}

static void give(void *p)
{
    if (!p) return;
    head *h = (head *)p - 1;
    x.held -= h->n;
    free(h);
}

XML_Parser read_xml_parser(const char *encoding, size_t most)
{
    static const XML_Memory_Handling_Suite ours = { take, grow, give };
    x.held = 0;
    x.most = most;
    x.refused = false;
    return XML_ParserCreate_MM(encoding, &ours, NULL);
}

bool read_xml_is_trap(void) { return x.refused; }
