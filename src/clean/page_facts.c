/* page_facts - how much text stands where. In: the tree. Out: characters of each element,
 * of links in it, of running text in it. */
#include "page_private.h"

#include "base/chars.h"

enum {
    GOOD_CHARS = 40, /* of a block of running text, at least */
    GOOD_LINK = 3 /* of which at most one in three stands in a link */
};

void page_walk(const page *p, html_id top, const page_visit *v)
{
    html_id id = top;
    while (id && !(v->stop && *v->stop)) {
        html_id first = v->enter(v->ctx, id) ? page_node(p, id)->first : 0;
        if (first) {
            id = first;
            continue;
        }
        v->leave(v->ctx, id);
        while (id != top && !page_node(p, id)->next) {
            id = page_node(p, id)->parent;
            v->leave(v->ctx, id);
        }
        if (id == top) return;
        id = page_node(p, id)->next;
    }
}

bool page_is_block(const page *p, html_id id)
{
    if (page_node(p, id)->kind != HTML_ELEMENT) return false;
    read_effect e = page_effect(p, id);
    return e == EFFECT_BLOCK || e == EFFECT_LINE;
}

bool page_is_heading(const page *p, html_id id)
{
    html_tag tag = page_tag(p, id);
    return tag >= HTML_H1 && tag <= HTML_H6;
}

/* ---- blocks of text */

typedef struct counting {
    page *p;
    html_id owner; /* of the block: the element that began or follows it */
    page_fact block;
    bool stops; /* signs of sentences stand in it */
    uint32_t links; /* <a> that are open */
    uint32_t good; /* so far */
} counting;

static void end_block(counting *c)
{
    const page_fact *b = &c->block;
    page_fact *f = &c->p->fact[c->owner];
    bool good = b->chars >= GOOD_CHARS && b->link * GOOD_LINK < b->chars && c->stops;
    good = good && !page_is_heading(c->p, c->owner);
    f->chars += b->chars;
    f->link += b->link;
    f->good += good ? b->chars - b->link : 0;
    c->good += good ? b->chars - b->link : 0;
    c->block = (page_fact){ 0, 0, 0 };
    c->stops = false;
}

static page_text text_of(const page *p, html_id id)
{
    const html_node *n = page_node(p, id);
    const char *s = p->tree.page.p + n->at;
    page_text t = { .counted = true };
    for (uint32_t i = 0; i < n->n; i++) {
        t.chars += (unsigned char)s[i] > ' ';
        t.stops |= s[i] == '.' || s[i] == ',' || s[i] == '!' || s[i] == '?';
    }
    return t;
}

static void count_text(counting *c, html_id id)
{
    page_text *t = &c->p->text[id];
    if (!t->counted) *t = text_of(c->p, id);
    c->block.chars += t->chars;
    c->block.link += c->links ? t->chars : 0;
    c->stops |= t->stops;
}

static bool enter(void *ctx, html_id id)
{
    counting *c = ctx;
    page *p = c->p;
    if (page_is_block(p, id)) end_block(c);
    p->fact[id].before = c->good;
    if (page_node(p, id)->kind == HTML_TEXT) count_text(c, id);
    if (p->gone[id] || page_effect(p, id) == EFFECT_DROP) return false;
    if (page_is_block(p, id)) c->owner = id;
    c->links += page_tag(p, id) == HTML_A;
    return true;
}

static void leave(void *ctx, html_id id)
{
    counting *c = ctx;
    page *p = c->p;
    bool inside = !p->gone[id] && page_effect(p, id) != EFFECT_DROP;
    if (!inside) return;
    c->links -= page_tag(p, id) == HTML_A;
    if (page_is_block(p, id)) {
        end_block(c);
        c->owner = id == p->body ? id : page_node(p, id)->parent;
    }
    if (id == p->body) return;
    page_fact *f = &p->fact[id];
    page_fact *up = &p->fact[page_node(p, id)->parent];
    up->chars += f->chars;
    up->link += f->link;
    up->good += f->good;
}

void page_count(page *p)
{
    counting c = { .p = p, .owner = p->body };
    page_visit v = { enter, leave, &c };
    memset(p->fact, 0, p->tree.nodes.n * sizeof *p->fact);
    page_walk(p, p->body, &v);
    end_block(&c);
}
