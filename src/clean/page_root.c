/* page_root - in which element the article stands. In: the facts of what was not cut.
 * Out: p->root: of several candidates the one that the chooser takes. */
#include "page_private.h"

enum {
    GO_DOWN = 80, /* percent of an element's running text in one child: the article is in it */
    RULE_LEAST = 70, /* percent of what the way down found that a rule must hold */
    ONLY = 80, /* percent of the running text of all elements of a rule in one: it is the only */
    ONLY_LEAST = 40, /* the same of what that must hold */
    INSIDE_MOST = 3 /* elements of a rule that stand inside each other, article and frame */
};

static bool may_hold(const page *p, html_id id)
{
    switch (page_tag(p, id)) {
    case HTML_P:
    case HTML_LI:
    case HTML_BLOCKQUOTE:
    case HTML_PRE:
    case HTML_UL:
    case HTML_OL: return false;
    default: return page_node(p, id)->kind == HTML_ELEMENT && !p->gone[id];
    }
}

/* Down from the body, always to the child that holds most of the running text. */
static html_id way_down(const page *p)
{
    html_id at = p->body;
    for (;;) {
        html_id best = 0;
        for (html_id c = page_node(p, at)->first; c; c = page_node(p, c)->next)
            if (may_hold(p, c) && p->fact[c].good > (best ? p->fact[best].good : 0)) best = c;
        if (!best || (uint64_t)p->fact[best].good * 100 < (uint64_t)p->fact[at].good * GO_DOWN)
            return at;
        at = best;
    }
}

/* ---- rules */

static bool has_value(const page *p, html_id id, const char *name, const char *value)
{
    dl_slice v;
    return read_html_value(&p->tree, id, name, &v) && dl_slice_eq_nocase(v, dl_slice_str(value));
}

static bool is_body_item(const page *p, html_id id)
{
    return has_value(p, id, "itemprop", "articleBody");
}

static bool is_body_class(const page *p, html_id id)
{
    dl_slice v;
    if (read_html_value(&p->tree, id, "class", &v) && page_words_say(p->t, p->words, v)->body)
        return true;
    return read_html_value(&p->tree, id, "id", &v) && page_words_say(p->t, p->words, v)->body;
}

static bool is_article(const page *p, html_id id)
{
    return page_tag(p, id) == HTML_ARTICLE || has_value(p, id, "role", "article");
}

static bool is_main(const page *p, html_id id)
{
    return page_tag(p, id) == HTML_MAIN || has_value(p, id, "role", "main");
}

/* The first two name the article's text, which may stand inside another that is so named:
 * "single-post__content" around "post-content". */
static bool (*const rule[])(
    const page *, html_id) = { is_body_item, is_body_class, is_article, is_main };
enum { RULES = sizeof rule / sizeof *rule, INNER_RULES = 2 };

typedef struct search {
    const page *p;
    html_id best[RULES];
    html_id open[RULES]; /* the outermost hit in which the walk stands */
    uint64_t sum[RULES]; /* running text in hits that stand in no other */
} search;

static bool enter(void *ctx, html_id id)
{
    search *s = ctx;
    const page *p = s->p;
    if (!may_hold(p, id) || p->fact[id].good == 0) return false;
    for (int k = 0; k < RULES; k++) {
        uint32_t most = s->best[k] ? p->fact[s->best[k]].good : 0;
        if (s->open[k] || !rule[k](p, id)) continue;
        s->open[k] = id;
        s->sum[k] += p->fact[id].good;
        if (p->fact[id].good > most) s->best[k] = id;
    }
    return true;
}

static void leave(void *ctx, html_id id)
{
    search *s = ctx;
    for (int k = 0; k < RULES; k++)
        if (s->open[k] == id) s->open[k] = 0;
}

/* The element that the first rule with a good one gives; 0: none. */
static html_id by_rule(const page *p, html_id top, uint32_t least, int rules)
{
    search s = { .p = p };
    page_visit v = { enter, leave, &s };
    html_id at = page_node(p, top)->first;
    for (; at; at = page_node(p, at)->next) page_walk(p, at, &v);
    for (int k = 0; k < rules; k++) {
        if (!s.best[k]) continue;
        uint64_t good = (uint64_t)p->fact[s.best[k]].good * 100;
        bool only = good >= s.sum[k] * ONLY;
        if (good >= (uint64_t)least * (only ? ONLY_LEAST : RULE_LEAST)) return s.best[k];
    }
    return 0;
}

void page_find_root(page *p)
{
    p->root = way_down(p);
    uint32_t least = p->fact[p->root].good;
    html_id best = by_rule(p, p->body, least, RULES);
    if (best) p->root = best;
    for (int k = 0; best && k < INSIDE_MOST; k++) {
        best = by_rule(p, p->root, p->fact[p->root].good, INNER_RULES);
        if (best) p->root = best;
    }
}
