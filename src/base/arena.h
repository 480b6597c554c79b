/* arena - all memory of one report (or of one stage), freed in one call.
 *
 *   block -> | used ...... | red gap | used ... | free |
 *   grown -> one piece that grew large, alone, so that it can go on growing
 *
 * Blocks double in size. Under ASan the gaps and the free tail are poisoned.
 *
 * dl_mem is the allocator hook that every allocation of ours goes through; NULL means
 * the C library's. An arena that could not get memory says so for good
 * (dl_arena_failed) and answers NULL; stages check once at their end. */
#ifndef DL_ARENA_H
#define DL_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "slice.h"

/* As Lua's: size 0 frees; `old` is the size asked for before (0 for a new one). Answers
 * NULL when it cannot. */
typedef struct dl_mem {
    void *(*resize)(void *ctx, void *p, size_t old, size_t size);
    void *ctx;
} dl_mem;

void *dl_mem_alloc(const dl_mem *m, size_t size); /* not cleared */
void *dl_mem_zero(const dl_mem *m, size_t size); /* cleared */
/* On failure NULL, and p stays valid. */
void *dl_mem_resize(const dl_mem *m, void *p, size_t old, size_t size);
void dl_mem_free(const dl_mem *m, void *p, size_t size);
/* Memory for one more than n things, in pieces that are given back when it grows, as an
 * arena's are not; `first`: things of a new piece. On failure *failed is set, p stays. */
void *dl_mem_more(
    const dl_mem *m, bool *failed, void *p, uint32_t n, uint32_t *cap, uint32_t first, size_t size);
/* A hint to the system: this memory is big and stays, large pages would suit it. The
 * content does not change. */
void dl_mem_large(void *p, size_t size);
/* A hint again: much was freed, and it will not be needed soon. */
void dl_mem_spare(const dl_mem *m);

typedef struct dl_arena dl_arena;
typedef struct dl_arena_mark {
    void *block;
    size_t used;
    uint64_t grown;
} dl_arena_mark;

/* `limit`: most bytes it may hold, 0 = no limit; beyond it allocation fails. Caller frees
 * with dl_arena_free. */
dl_arena *dl_arena_new(const dl_mem *m, size_t limit);
void dl_arena_free(dl_arena *a); /* NULL is fine */
void dl_arena_reset(dl_arena *a); /* empties it, keeps its first block, forgives a failure */
bool dl_arena_failed(const dl_arena *a);
void dl_arena_set_limit(dl_arena *a, size_t limit);
void dl_arena_fail(dl_arena *a); /* as if an allocation had failed */
size_t dl_arena_bytes(const dl_arena *a); /* bytes of blocks held */
/* All that `from` holds becomes part of a, where it stands; `from` (of the same dl_mem,
 * NULL is fine) is gone. So that several threads may fill what belongs to one report. */
void dl_arena_take(dl_arena *a, dl_arena *from);
/* It failed because of its own limit, not for want of memory. */
bool dl_arena_is_over(const dl_arena *a);

/* Cleared, aligned to 16; n == 0 answers a valid pointer. */
void *dl_arena_alloc(dl_arena *a, size_t n);
/* The same, not cleared: for what is written in full. */
void *dl_arena_room(dl_arena *a, size_t n);
/* As dl_arena_alloc; what is large stands apart, so that dl_arena_drop can give it back
 * before the rest. Of anything else dl_arena_drop takes no notice. */
void *dl_arena_apart(dl_arena *a, size_t n);
void dl_arena_drop(dl_arena *a, void *p);
void *dl_arena_array(dl_arena *a, size_t count, size_t size); /* overflow is checked */
/* Grows in place where it is the last piece; else copies, and what it grew out of is lost
 * until the arena is emptied, unless it is large. The new part is cleared. */
void *dl_arena_grow(dl_arena *a, void *p, size_t old, size_t n);
dl_slice dl_arena_copy(dl_arena *a, dl_slice s); /* the copy has a NUL behind it */
dl_slice dl_arena_join(dl_arena *a, dl_slice s, dl_slice t); /* one behind the other, and a NUL */
/* The same as a C string; NULL when out of memory. */
const char *dl_arena_str(dl_arena *a, dl_slice s);

/* Scratch memory: all that is taken after the mark is given back by dl_arena_back_to. */
dl_arena_mark dl_arena_mark_now(dl_arena *a);
void dl_arena_back_to(dl_arena *a, dl_arena_mark m);
/* The same, and a failure since the mark is forgiven: what follows may take memory
 * again. */
void dl_arena_start_again(dl_arena *a, dl_arena_mark m);

/* A vector inside an arena: struct { T *at; uint32_t n, cap; }. DL_PUSH answers a pointer
 * to a new cleared element, or NULL. */
#define DL_VEC(T) \
    struct { \
        T *at; \
        uint32_t n, cap; \
    }
#define DL_PUSH(arena, v) \
    ((__typeof__((v)->at))dl_vec_push( \
        (arena), (void **)&(v)->at, &(v)->n, &(v)->cap, sizeof *(v)->at))
/* Room for so many elements in all: for a vector that will be long, since what one grows
 * out of stays in the arena. False: out of memory. */
#define DL_RESERVE(arena, v, count) \
    dl_vec_reserve((arena), (void **)&(v)->at, &(v)->cap, (count), sizeof *(v)->at)
/* A long vector that is done gives back what it does not use. */
#define DL_FIT(arena, v) dl_vec_fit((arena), (void **)&(v)->at, (v)->n, &(v)->cap, sizeof *(v)->at)
void *dl_vec_push(dl_arena *a, void **at, uint32_t *n, uint32_t *cap, size_t size);
void dl_vec_fit(dl_arena *a, void **at, uint32_t n, uint32_t *cap, size_t size);
bool dl_vec_reserve(dl_arena *a, void **at, uint32_t *cap, size_t count, size_t size);

#endif
