/* line - see line.h. */
#include "line.h"

#include <pthread.h>

#include "base/utf8.h"

/* ---- memory that fails, counted on jansson's way to its allocator */

static json_malloc_t given_malloc;
static json_free_t given_free;
static _Thread_local bool lost;

static void *watched_malloc(size_t n)
{
    void *p = given_malloc(n);
    if (!p) lost = true;
    return p;
}

static void watch(void)
{
    json_get_alloc_funcs(&given_malloc, &given_free);
    json_set_alloc_funcs(watched_malloc, given_free);
}

json_t *dl_line_read(const char *line, size_t n)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, watch);
    lost = false;
    json_t *tree = json_loadb(line, n, JSON_ALLOW_NUL, NULL);
    if (!lost) return tree;
    json_decref(tree);
    return NULL;
}

bool dl_line_lost(void) { return lost; }

/* ---- what a line says */

const char *dl_line_text(const json_t *object, const char *key)
{
    const char *s = json_string_value(json_object_get(object, key));
    return s ? s : "";
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
