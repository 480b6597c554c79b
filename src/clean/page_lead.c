/* page_lead - the first paragraphs of an article, where they stand outside its
 * element. In: the root, the headline. Out: a root that holds both; what else stands
 * there is gone.
 *
 * Between headline and article stand by-lines, dates, and often a summary that the
 * page also gives in its meta data: of all that a lead is running text that is no
 * summary. */
#include "page_private.h"

enum {
    LEAD_MOST = 30, /* percent of the article's running text */
    LOOKED_MOST = 24, /* elements with running text that may be lead */
    SUMMARY = 90 /* percent of the words of a paragraph that the page's summary has */
};

/* The child of `top` that holds a node, or is it; 0: the node stands elsewhere. */
static html_id branch_of(const page *p, html_id top, html_id id)
{
    while (id && page_node(p, id)->parent != top) id = page_node(p, id)->parent;
    return id;
}

static dl_slice some(dl_slice s)
{
    return dl_slice_cut(s, 0, s.n < PAGE_LINE_MOST ? s.n : PAGE_LINE_MOST);
}

static bool is_summary(page *p, html_id id)
{
    dl_slice line = page_line(p, id);
    return page_share(line, some(p->meta[PAGE_SUMMARY])) >= SUMMARY
        || page_share(line, some(p->said[PAGE_SUMMARY])) >= SUMMARY;
}

/* A list there tells the article in brief. */
static bool has_list(const page *p, html_id top)
{
    for (html_id id = top; id; id = read_html_next(&p->tree, id, top))
        if (page_tag(p, id) == HTML_LI && p->fact[id].good) return true;
    return false;
}

static bool is_lead(page *p, html_id id) { return !has_list(p, id) && !is_summary(p, id); }

typedef struct lead {
    uint32_t good;
    uint32_t looked;
    bool cut; /* what is no lead goes; else it is only counted */
} lead;

/* What stands between headline and article, an element beside one of them or beside what
 * holds one. */
static void look_at(page *p, html_id id, lead *l)
{
    if (page_node(p, id)->kind != HTML_ELEMENT || p->gone[id]) return;
    bool taken = p->fact[id].good && l->looked++ < LOOKED_MOST && is_lead(p, id);
    if (taken) l->good += p->fact[id].good;
    else if (l->cut) p->gone[id] = 1 + DL_REMOVED_BOILERPLATE;
}

static void look_between(page *p, html_id top, lead *l)
{
    html_id branch = branch_of(p, top, p->heading);
    for (html_id at = p->root; at != top; at = page_node(p, at)->parent)
        for (html_id s = page_node(p, at)->prev; s && s != branch; s = page_node(p, s)->prev)
            look_at(p, s, l);
    html_id low = p->heading;
    for (; page_node(p, low)->parent != top; low = page_node(p, low)->parent)
        for (html_id s = page_node(p, low)->next; s; s = page_node(p, s)->next) look_at(p, s, l);
}

static void cut_behind(page *p, html_id top)
{
    for (html_id at = p->root; at != top; at = page_node(p, at)->parent)
        for (html_id s = page_node(p, at)->next; s; s = page_node(p, s)->next)
            if (!p->gone[s]) p->gone[s] = 1 + DL_REMOVED_BOILERPLATE;
}

/* The lowest element that holds headline and article; 0: they do not stand behind each
 * other. */
static html_id common(const page *p)
{
    if (p->fact[p->root].before <= p->fact[p->heading].before) return 0;
    html_id top = page_node(p, p->root)->parent;
    while (top && top != p->body && !branch_of(p, top, p->heading)) top = page_node(p, top)->parent;
    return top && branch_of(p, top, p->heading) ? top : 0;
}

void page_take_lead(page *p)
{
    lead l = { .cut = false };
    if (!p->heading || p->root == p->body || branch_of(p, p->root, p->heading)) return;
    html_id top = common(p);
    if (top) look_between(p, top, &l);
    if (l.good == 0) return;
    if ((uint64_t)l.good * 100 > (uint64_t)p->fact[p->root].good * LEAD_MOST) return;
    l = (lead){ .cut = true };
    look_between(p, top, &l);
    cut_behind(p, top);
    p->root = top;
}
