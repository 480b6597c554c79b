/* arena - see arena.h. Blocks form a list, newest first; each piece is preceded by a gap
 * that ASan watches. */
#include "arena.h"

#include <malloc.h>
#include <stdlib.h>
#include <sys/mman.h>

#if defined(__SANITIZE_ADDRESS__)
#define ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ASAN 1
#endif
#endif
#ifdef ASAN
#include <sanitizer/asan_interface.h>
enum { GAP = 16 };
#define POISON(p, n) __asan_poison_memory_region((p), (n))
#define UNPOISON(p, n) __asan_unpoison_memory_region((p), (n))
#else
enum { GAP = 0 };
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#endif

/* Blocks double up to 4 MiB: few calls, little waste. A piece that grows beyond 256 KiB
 * gets memory of its own, which is given back when it grows again: a long report's
 * vectors would leave behind as much as they hold. So does, where there is a limit, one
 * of 512 KiB that the newest block has no room for: the next would be left half empty. */
enum { ALIGN = 16, FIRST_BLOCK = 16 << 10, BIGGEST_STEP = 4 << 20, LARGE = 256 << 10 };
enum { APART = 512 << 10 };

typedef struct block {
    struct block *next;
    size_t size, used;
} block; /* size and used count the bytes behind the header */

typedef struct grown {
    struct grown *older, *newer;
    size_t size;
    uint64_t serial; /* counts up */
} grown; /* the piece stands behind it */

struct dl_arena {
    const dl_mem *mem;
    block *top;
    grown *newest;
    uint64_t grown; /* pieces that grew large so far */
    size_t limit, held;
    bool failed, over; /* over: because of the limit */
};

static void *libc_resize(void *ctx, void *p, size_t old, size_t size)
{
    (void)ctx;
    (void)old;
    if (size == 0) {
        free(p);
        return NULL;
    }
    return realloc(p, size);
}

static const dl_mem libc_mem = { libc_resize, NULL };
static const dl_mem *hook(const dl_mem *m) { return m ? m : &libc_mem; }

void *dl_mem_alloc(const dl_mem *m, size_t size)
{
    return hook(m)->resize(hook(m)->ctx, NULL, 0, size ? size : 1);
}

void *dl_mem_zero(const dl_mem *m, size_t size)
{
    void *p = dl_mem_alloc(m, size);
    if (p) memset(p, 0, size);
    return p;
}

void *dl_mem_resize(const dl_mem *m, void *p, size_t old, size_t size)
{
    return hook(m)->resize(hook(m)->ctx, p, old, size ? size : 1);
}

void dl_mem_free(const dl_mem *m, void *p, size_t size)
{
    if (p) hook(m)->resize(hook(m)->ctx, p, size ? size : 1, 0);
}

void *dl_mem_more(
    const dl_mem *m, bool *failed, void *p, uint32_t n, uint32_t *cap, uint32_t first, size_t size)
{
    if (n < *cap || *failed) return p;
    uint32_t more = *cap ? *cap + *cap / 2 + 1 : first;
    void *q = dl_mem_resize(m, p, *cap * size, more * size);
    if (q) *cap = more;
    else *failed = true;
    return q ? q : p;
}

void dl_mem_large(void *p, size_t size)
{
#ifdef MADV_HUGEPAGE
    /* Whole pages inside the memory, or the kernel refuses. */
    enum { PAGE = 4096 }; /* the smallest there is */
    uintptr_t from = ((uintptr_t)p + PAGE - 1) / PAGE * PAGE;
    uintptr_t to = ((uintptr_t)p + size) / PAGE * PAGE;
    if (p && from < to) (void)!madvise((void *)from, to - from, MADV_HUGEPAGE);
#else
    (void)p;
    (void)size;
#endif
}

void dl_mem_spare(const dl_mem *m)
{
#ifdef __GLIBC__
    if (!m) malloc_trim(0); /* what lies between pieces in use would stay with the process */
#else
    (void)m;
#endif
}

static char *bytes(block *b) { return (char *)(b + 1); }

dl_arena *dl_arena_new(const dl_mem *m, size_t limit)
{
    dl_arena *a = dl_mem_zero(m, sizeof *a);
    if (!a) return NULL;
    a->mem = m;
    a->limit = limit;
    return a;
}

static void drop_top(dl_arena *a)
{
    block *b = a->top;
    a->top = b->next;
    a->held -= sizeof *b + b->size;
    UNPOISON(bytes(b), b->size);
    dl_mem_free(a->mem, b, sizeof *b + b->size);
}

/* Those that grew large since then are given back. */
static void drop_grown(dl_arena *a, uint64_t serial)
{
    while (a->newest && a->newest->serial > serial) {
        grown *g = a->newest;
        a->newest = g->older;
        if (g->older) g->older->newer = NULL;
        a->held -= sizeof *g + g->size;
        dl_mem_free(a->mem, g, sizeof *g + g->size);
    }
}

void dl_arena_free(dl_arena *a)
{
    if (!a) return;
    drop_grown(a, 0);
    while (a->top) drop_top(a);
    dl_mem_free(a->mem, a, sizeof *a);
}

void dl_arena_reset(dl_arena *a)
{
    drop_grown(a, 0);
    while (a->top && a->top->next) drop_top(a);
    if (a->top) {
        POISON(bytes(a->top), a->top->size);
        a->top->used = 0;
    }
    a->failed = a->over = false;
}

bool dl_arena_failed(const dl_arena *a) { return a->failed; }
void dl_arena_set_limit(dl_arena *a, size_t limit) { a->limit = limit; }
void dl_arena_fail(dl_arena *a) { a->failed = true; }
size_t dl_arena_bytes(const dl_arena *a) { return a->held; }
bool dl_arena_is_over(const dl_arena *a) { return a->over; }

/* Would a block of that size break the arena's limit? */
static bool is_over_limit(const dl_arena *a, size_t size)
{
    if (!a->limit) return false;
    return a->held > a->limit || size + sizeof(block) > a->limit - a->held;
}

static bool add_block(dl_arena *a, size_t need)
{
    size_t size = a->top ? a->top->size * 2 : FIRST_BLOCK;
    if (size > BIGGEST_STEP) size = BIGGEST_STEP;
    if (size < need || is_over_limit(a, size)) size = need;
    if (is_over_limit(a, size)) a->over = true;
    if (size > SIZE_MAX / 2 || a->over) return false;
    block *b = dl_mem_alloc(a->mem, sizeof *b + size);
    if (!b) return false;
    /* A thousand small pages are a thousand page faults. */
    if (size >= BIGGEST_STEP) dl_mem_large(b, sizeof *b + size);
    *b = (block){ a->top, size, 0 };
    POISON(bytes(b), size);
    a->held += sizeof *b + size;
    a->top = b;
    return true;
}

/* What n bytes take of a block: rounded up, with the gap behind. */
static size_t taken_by(size_t n) { return ((n + ALIGN - 1) & ~(size_t)(ALIGN - 1)) + GAP; }

static bool fits_top(const dl_arena *a, size_t need)
{
    return a->top && need <= a->top->size - a->top->used;
}

/* ---- growing */

static grown *grown_of(const dl_arena *a, const void *p)
{
    grown *g = a->newest;
    while (g && (const void *)(g + 1) != p) g = g->older;
    return g;
}

/* Puts g, which may have moved, in its place among the others. */
static void link_grown(dl_arena *a, grown *g)
{
    if (g->older) g->older->newer = g;
    if (g->newer) g->newer->older = g;
    else a->newest = g;
}

/* g: what it is already, or NULL: none yet. It may become smaller too, at any limit. */
static void *resize_large(dl_arena *a, grown *g, size_t n)
{
    size_t had = g ? sizeof *g + g->size : 0;
    if (n > SIZE_MAX / 4) return NULL;
    if (!g || n > g->size) a->over |= is_over_limit(a, n - (g ? g->size : 0));
    grown *now = a->over ? NULL : dl_mem_resize(a->mem, g, had, sizeof *g + n);
    if (!now) return NULL;
    a->held += sizeof *now + n - had;
    if (!g) *now = (grown){ .older = a->newest, .serial = ++a->grown };
    now->size = n;
    link_grown(a, now);
    return now + 1;
}

static void *room_apart(dl_arena *a, size_t n)
{
    void *p = resize_large(a, NULL, n);
    if (!p) a->failed = true;
    return p;
}

void *dl_arena_room(dl_arena *a, size_t n)
{
    if (a->failed) return NULL;
    size_t need = n > SIZE_MAX / 4 ? n : taken_by(n);
    if (a->limit && n >= APART && !fits_top(a, need)) return room_apart(a, n);
    if (need == 0) need = ALIGN;
    if (n > SIZE_MAX / 4 || (!fits_top(a, need) && !add_block(a, need))) {
        a->failed = true;
        return NULL;
    }
    char *p = bytes(a->top) + a->top->used;
    a->top->used += need;
    UNPOISON(p, n);
    return p;
}

void *dl_arena_alloc(dl_arena *a, size_t n)
{
    void *p = dl_arena_room(a, n);
    if (p) memset(p, 0, n);
    return p;
}

void *dl_arena_array(dl_arena *a, size_t count, size_t size)
{
    size_t n;
    if (!__builtin_mul_overflow(count, size, &n)) return dl_arena_alloc(a, n);
    dl_arena_fail(a);
    return NULL;
}

/* False: it is not the last piece, or there is no room behind it. */
static bool grow_in_place(dl_arena *a, void *p, size_t old, size_t n)
{
    size_t had = taken_by(old);
    size_t want = taken_by(n);
    block *b = a->top;
    bool is_last = b && old && (char *)p + had == bytes(b) + b->used;
    if (!is_last || want - had > b->size - b->used) return false;
    b->used += want - had;
    UNPOISON(p, n);
    return true;
}

/* The new part is not cleared. */
static void *grow(dl_arena *a, void *p, size_t old, size_t n)
{
    if (a->failed) return NULL;
    grown *g = grown_of(a, p);
    if (!g && n <= SIZE_MAX / 4 && grow_in_place(a, p, old, n)) return p;
    char *q = g || n >= LARGE ? resize_large(a, g, n) : dl_arena_room(a, n);
    if (!q) a->failed = true;
    else if (!g && old) memcpy(q, p, old);
    return q;
}

void *dl_arena_grow(dl_arena *a, void *p, size_t old, size_t n)
{
    if (!p) return dl_arena_alloc(a, n);
    if (n <= old) return p;
    char *q = grow(a, p, old, n);
    if (q) memset(q + old, 0, n - old);
    return q;
}

void *dl_arena_apart(dl_arena *a, size_t n)
{
    if (n < LARGE || a->failed) return dl_arena_alloc(a, n);
    void *p = room_apart(a, n);
    return p ? memset(p, 0, n) : NULL;
}

void dl_arena_drop(dl_arena *a, void *p)
{
    grown *g = p ? grown_of(a, p) : NULL;
    if (!g) return;
    if (g->older) g->older->newer = g->newer;
    if (g->newer) g->newer->older = g->older;
    else a->newest = g->older;
    a->held -= sizeof *g + g->size;
    dl_mem_free(a->mem, g, sizeof *g + g->size);
}

/* ---- taking another one over */

static void take_blocks(dl_arena *a, dl_arena *from)
{
    block *last = from->top;
    while (last && last->next) last = last->next;
    if (!last) return;
    last->next = a->top;
    a->top = from->top;
    from->top = NULL;
}

static void take_grown(dl_arena *a, dl_arena *from)
{
    grown *g = from->newest;
    while (g && g->older) g = g->older;
    from->newest = NULL;
    for (grown *newer; g; g = newer) {
        newer = g->newer;
        g->older = a->newest;
        g->newer = NULL;
        g->serial = ++a->grown;
        link_grown(a, g);
    }
}

void dl_arena_take(dl_arena *a, dl_arena *from)
{
    if (!from) return;
    take_blocks(a, from);
    take_grown(a, from);
    a->held += from->held;
    a->over |= a->limit && a->held > a->limit;
    a->failed |= from->failed || a->over;
    dl_arena_free(from);
}

dl_slice dl_arena_join(dl_arena *a, dl_slice s, dl_slice t)
{
    char *p = dl_arena_room(a, s.n + t.n + 1);
    if (!p) return (dl_slice){ NULL, 0 };
    if (s.n) memcpy(p, s.p, s.n);
    if (t.n) memcpy(p + s.n, t.p, t.n);
    p[s.n + t.n] = '\0';
    return dl_slice_of(p, s.n + t.n);
}

dl_slice dl_arena_copy(dl_arena *a, dl_slice s)
{
    return dl_arena_join(a, s, (dl_slice){ NULL, 0 });
}

const char *dl_arena_str(dl_arena *a, dl_slice s) { return dl_arena_copy(a, s).p; }

dl_arena_mark dl_arena_mark_now(dl_arena *a)
{
    return (dl_arena_mark){ a->top, a->top ? a->top->used : 0, a->grown };
}

void dl_arena_back_to(dl_arena *a, dl_arena_mark m)
{
    drop_grown(a, m.grown);
    while (a->top && a->top != m.block) drop_top(a);
    if (!a->top) return;
    POISON(bytes(a->top) + m.used, a->top->size - m.used);
    a->top->used = m.used;
}

void dl_arena_start_again(dl_arena *a, dl_arena_mark m)
{
    dl_arena_back_to(a, m);
    a->failed = a->over = false;
}

/* Elements of a new vector: most have few, and many vectors stand in large structs, two
 * in each event of a long report. */
static uint32_t first_room(size_t size)
{
    enum { MOST = 8, BYTES = 32 };
    if (size * MOST <= BYTES) return MOST;
    return size < BYTES ? (uint32_t)(BYTES / size) : 1;
}

void *dl_vec_push(dl_arena *a, void **at, uint32_t *n, uint32_t *cap, size_t size)
{
    if (*n == *cap) {
        uint32_t step = *cap * size < LARGE ? *cap : *cap / 2;
        uint32_t more = *cap ? *cap + step : first_room(size);
        if (more <= *cap || more >= UINT32_MAX / 4) dl_arena_fail(a);
        if (a->failed) return NULL;
        void *p = *at ? grow(a, *at, *cap * size, more * size) : dl_arena_room(a, more * size);
        if (!p) return NULL;
        *at = p;
        *cap = more;
    }
    return memset((char *)*at + (size_t)(*n)++ * size, 0, size);
}

void dl_vec_fit(dl_arena *a, void **at, uint32_t n, uint32_t *cap, size_t size)
{
    grown *g = *at && n ? grown_of(a, *at) : NULL;
    void *less = g && n < *cap ? resize_large(a, g, n * size) : NULL;
    if (!less) return;
    *at = less;
    *cap = n;
}

bool dl_vec_reserve(dl_arena *a, void **at, uint32_t *cap, size_t count, size_t size)
{
    if (count <= *cap) return true;
    void *p = count < UINT32_MAX / 4 ? dl_arena_grow(a, *at, *cap * size, count * size) : NULL;
    if (!p) return false;
    *at = p;
    *cap = (uint32_t)count;
    return true;
}
