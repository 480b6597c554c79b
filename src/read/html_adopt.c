/* html_adopt - the adoption agency: an end tag of a formatting element that stands across
 * others ("<b><p>x</b>y"). In: the tag. Out: the elements between, copied on both sides.
 * The standard bounds its loops; what it looks through is bounded by the limits of stack
 * and list. */
#include "html_build.h"

enum { OUTER_MAX = 8, INNER_MAX = 3 };

/* Where the round stands. */
typedef struct adoption {
    html_id formatting, block; /* the formatting element, its furthest block */
    uint32_t formatting_at, block_at; /* on the stack */
    uint32_t bookmark; /* in the list of formatting elements */
} adoption;

/* The topmost special element inside the formatting element; false: none. */
static bool find_block(html_builder *b, adoption *a)
{
    for (uint32_t i = a->formatting_at + 1; i < b->depth; i++) {
        if (!html_is_special(b, b->stack[i])) continue;
        a->block = b->stack[i];
        a->block_at = i;
        return true;
    }
    return false;
}

static void forget(html_builder *b, adoption *a, uint32_t at)
{
    read_html_format_remove(b, at);
    if (at < a->bookmark) a->bookmark--;
}

/* The place of a node on the stack and in the list goes to a copy of it. */
static html_id renew(html_builder *b, uint32_t stack_at, uint32_t format_at)
{
    html_id old = b->stack[stack_at];
    html_id copy = read_html_copy(b, old);
    html_node_at(b, old)->open = false;
    html_node_at(b, copy)->open = true;
    b->stack[stack_at] = copy;
    b->formats[format_at].id = copy;
    return copy;
}

/* What stands between formatting element and block: formatting elements are copied, with
 * what came before inside; others leave the stack. Answers the last of them. */
static html_id climb(html_builder *b, adoption *a)
{
    html_id last = a->block;
    uint32_t inner = 0;
    for (uint32_t i = a->block_at; i-- > a->formatting_at + 1;) {
        html_id node = b->stack[i];
        int64_t format = read_html_format_find(b, node);
        if (++inner > INNER_MAX && format >= 0) {
            forget(b, a, (uint32_t)format);
            format = -1;
        }
        if (format < 0) {
            read_html_stack_remove(b, node);
            a->block_at--;
            continue;
        }
        html_id copy = renew(b, i, (uint32_t)format);
        if (last == a->block) a->bookmark = (uint32_t)format + 1;
        read_html_detach(b, last);
        read_html_attach(b, copy, 0, last);
        last = copy;
    }
    return last;
}

static void move_children(html_builder *b, html_id from, html_id to)
{
    for (html_id c; (c = html_node_at(b, from)->first) != 0;) {
        read_html_detach(b, c);
        read_html_attach(b, to, 0, c);
    }
}

/* The copy takes the formatting element's place in the list, and on the stack that behind
 * the block. */
static void replace(html_builder *b, adoption *a, html_id copy)
{
    int64_t at = read_html_format_find(b, a->formatting);
    if (at >= 0) {
        html_format f = b->formats[at];
        f.id = copy;
        forget(b, a, (uint32_t)at);
        if (a->bookmark > b->formats_n) a->bookmark = b->formats_n;
        read_html_format_insert(b, a->bookmark, f);
    }
    read_html_stack_remove(b, a->formatting);
    a->block_at--;
    size_t behind = b->depth - a->block_at - 1;
    html_id *slot = b->stack + a->block_at + 1;
    memmove(slot + 1, slot, behind * sizeof *slot);
    *slot = copy;
    b->depth++;
    html_node *n = html_node_at(b, copy);
    n->open = true;
    b->open[n->tag]++;
}

static void adopt_block(html_builder *b, adoption *a)
{
    html_id ancestor = b->stack[a->formatting_at - 1];
    html_id last = climb(b, a);
    html_place place = read_html_place(b, ancestor);
    read_html_detach(b, last);
    read_html_attach(b, place.parent, place.before, last);
    html_id copy = read_html_copy(b, a->formatting);
    move_children(b, a->block, copy);
    read_html_attach(b, a->block, 0, copy);
    replace(b, a, copy);
}

/* False: there is no more to do. */
static bool adopt_once(html_builder *b, html_tag subject)
{
    int64_t format = read_html_format_last(b, subject);
    if (format < 0) {
        read_html_end_any(b);
        return false;
    }
    adoption a = { .formatting = b->formats[format].id, .bookmark = (uint32_t)format };
    int64_t at = read_html_stack_find(b, a.formatting);
    if (at <= 0) {
        read_html_format_remove(b, (uint32_t)format);
        return false;
    }
    a.formatting_at = (uint32_t)at;
    if (!read_html_in_scope_id(b, a.formatting)) return false;
    if (!find_block(b, &a)) {
        read_html_pop_to(b, a.formatting);
        read_html_format_remove(b, (uint32_t)format);
        return false;
    }
    adopt_block(b, &a);
    return !dl_arena_failed(b->tree->arena);
}

void read_html_adopt(html_builder *b, html_tag subject)
{
    html_id top = html_top(b);
    if (html_node_is(b, top, subject) && read_html_format_find(b, top) < 0) {
        read_html_pop(b);
        return;
    }
    for (int round = 0; round < OUTER_MAX; round++)
        if (!adopt_once(b, subject)) return;
}
