/* line - see line.h. */
#include "line.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdlib.h>

#include "base/utf8.h"

/* ---- memory that fails
 *
 * Jansson asks for memory through these. Its parser goes on after a failure with a text
 * that lacks a character, perhaps the one that ends it, and writes past its buffer: so a
 * parse is left at the first failure, and what it holds is freed. */

typedef struct parse {
    jmp_buf left;
    void **held; /* in order of asking */
    size_t n, cap;
} parse;

static json_malloc_t given_malloc;
static json_free_t given_free;
static _Thread_local uint64_t misses;
static _Thread_local parse *running; /* NULL: none on this thread */

static bool hold(parse *p, void *memory)
{
    enum { FIRST = 64 };
    if (p->n == p->cap) {
        size_t cap = p->cap ? p->cap * 2 : FIRST;
        void **held = realloc(p->held, cap * sizeof *held);
        if (!held) return false;
        p->held = held;
        p->cap = cap;
    }
    p->held[p->n++] = memory;
    return true;
}

/* It is nearly always one of the last. */
static void let_go(parse *p, const void *memory)
{
    size_t i = p->n;
    while (i && p->held[i - 1] != memory) i--;
    if (!i) return;
    memmove(p->held + i - 1, p->held + i, (p->n - i) * sizeof *p->held);
    p->n--;
}

static void *watched_malloc(size_t n)
{
    void *memory = given_malloc(n);
    bool held = memory && (!running || hold(running, memory));
    if (held) return memory;
    misses++;
    if (memory) given_free(memory);
    if (running) longjmp(running->left, 1);
    return NULL;
}

static void watched_free(void *memory)
{
    if (memory && running) let_go(running, memory);
    given_free(memory);
}

static void watch(void)
{
    json_get_alloc_funcs(&given_malloc, &given_free);
    json_set_alloc_funcs(watched_malloc, watched_free);
}

json_t *dl_line_read_as(const char *text, size_t n, size_t flags)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, watch);
    parse p = { .held = NULL };
    json_t *tree = NULL;
    running = &p;
    if (setjmp(p.left) == 0) tree = json_loadb(text, n, flags, NULL);
    else
        while (p.n) given_free(p.held[--p.n]);
    running = NULL;
    free(p.held);
    return tree;
}

json_t *dl_line_read(const char *line, size_t n)
{
    return dl_line_read_as(line, n, JSON_ALLOW_NUL);
}

uint64_t dl_line_misses(void) { return misses; }

/* ---- what a line says */

const char *dl_line_text(const json_t *object, const char *key)
{
    const char *s = json_string_value(json_object_get(object, key));
    return s ? s : "";
}

void dl_line_add_act(dl_buf *b, dl_slice lemma)
{
    for (size_t i = 0; i < lemma.n; i++) dl_buf_byte(b, lemma.p[i] == '_' ? ' ' : lemma.p[i]);
}

uint32_t dl_line_offset(const json_t *object, const char *key)
{
    json_int_t n = json_integer_value(json_object_get(object, key));
    return n < 0 || n > UINT32_MAX ? 0 : (uint32_t)n;
}

bool dl_line_in_title(const json_t *mark) { return strcmp(dl_line_text(mark, "in"), "title") == 0; }

bool dl_line_is_inside(const json_t *mark, const json_t *outer)
{
    return dl_line_in_title(mark) == dl_line_in_title(outer)
        && dl_line_offset(mark, "start") >= dl_line_offset(outer, "start")
        && dl_line_offset(mark, "end") <= dl_line_offset(outer, "end");
}

dl_slice dl_line_words(const json_t *report, const json_t *mark)
{
    const char *text = dl_line_text(report, dl_line_in_title(mark) ? "title" : "text");
    return dl_utf8_cut(
        dl_slice_str(text), dl_line_offset(mark, "start"), dl_line_offset(mark, "end"));
}

json_t *dl_line_sentence(const json_t *report, const json_t *mark)
{
    size_t i;
    json_t *s;
    json_array_foreach(json_object_get(report, "sentences"), i, s)
    {
        if (dl_line_is_inside(mark, s)) return s;
    }
    return NULL;
}

json_t *dl_line_hidden(const json_t *report, size_t point)
{
    size_t i;
    json_t *part;
    json_array_foreach(json_object_get(report, "hidden"), i, part)
    {
        if (point >= dl_line_offset(part, "start") && point < dl_line_offset(part, "end"))
            return part;
    }
    return NULL;
}
