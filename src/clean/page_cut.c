/* page_cut - what is no article wherever it stands. In: the tree with its facts. Out: why
 * an element is gone, by its tag, its role, its class, what is hidden, how much of it is
 * links. Running text protects: what holds much of the page's is not cut. */
#include "page_private.h"

enum {
    SHARE_CUT = 35, /* percent of the page's running text that a box may hold */
    SHARE_HIDDEN = 20,
    SHARE_COMMENTS = 85, /* readers may write more than the article has */
    LINKS_MOST = 60 /* percent of a list's characters in links: more is a menu */
};

typedef struct cutting {
    page *p;
    uint32_t articles; /* <article> and <main> that are open */
} cutting;

static bool holds_more(const page *p, html_id id, uint32_t percent)
{
    return (uint64_t)p->fact[id].good * 100 > (uint64_t)p->fact[p->body].good * percent;
}

static void cut(page *p, html_id id, dl_removed_why why) { p->gone[id] = (uint8_t)(1 + why); }

/* ---- by tag and role */

static bool cut_by_tag(cutting *c, html_id id)
{
    page *p = c->p;
    switch (page_tag(p, id)) {
    case HTML_NAV:
    case HTML_MENU: cut(p, id, DL_REMOVED_NAVIGATION); return true;
    case HTML_ASIDE:
    case HTML_DIALOG:
    case HTML_FOOTER:
    case HTML_FORM:
        if (holds_more(p, id, SHARE_CUT)) return false;
        cut(p, id, DL_REMOVED_BOILERPLATE);
        return true;
    case HTML_HEADER:
        if (c->articles || holds_more(p, id, SHARE_CUT)) return false;
        cut(p, id, DL_REMOVED_NAVIGATION);
        return true;
    case HTML_BUTTON:
    case HTML_SELECT:
    case HTML_TEXTAREA:
    case HTML_DATALIST:
    case HTML_IFRAME:
    case HTML_OBJECT: cut(p, id, DL_REMOVED_BOILERPLATE); return true;
    case HTML_FIGCAPTION: cut(p, id, DL_REMOVED_CAPTION); return true;
    default: return false;
    }
}

static bool cut_by_role(page *p, html_id id)
{
    static const char *const roles[] = { "navigation", "banner", "contentinfo", "complementary",
        "search", "dialog", "menu", "toolbar", "menubar", "alertdialog" };
    dl_slice role;
    if (!read_html_value(&p->tree, id, "role", &role)) return false;
    for (size_t k = 0; k < sizeof roles / sizeof *roles; k++) {
        if (!dl_slice_eq_nocase(role, dl_slice_str(roles[k]))) continue;
        if (holds_more(p, id, SHARE_CUT)) return false;
        cut(p, id, DL_REMOVED_NAVIGATION);
        return true;
    }
    return false;
}

/* ---- what is hidden */

static bool is_hidden(const page *p, html_id id)
{
    dl_slice v;
    if (read_html_value(&p->tree, id, "hidden", &v)) return true;
    if (read_html_value(&p->tree, id, "aria-hidden", &v) && dl_slice_is(v, "true")) return true;
    if (!read_html_value(&p->tree, id, "style", &v)) return false;
    return dl_slice_find(v, DL_S("display:none"), 0) != SIZE_MAX
        || dl_slice_find(v, DL_S("display: none"), 0) != SIZE_MAX
        || dl_slice_find(v, DL_S("visibility:hidden"), 0) != SIZE_MAX;
}

/* ---- by class */

static bool cut_by_words(page *p, html_id id, const char *attribute)
{
    dl_slice v;
    if (!read_html_value(&p->tree, id, attribute, &v) || !v.n) return false;
    page_said said = page_words_say(p->t, v, ROLE_CUT);
    if (said.role == ROLE_NONE) return false;
    if (holds_more(p, id, said.role == ROLE_COMMENTS ? SHARE_COMMENTS : SHARE_CUT)) return false;
    cut(p, id, said.why);
    return true;
}

/* ---- by links */

static bool is_list(html_tag tag)
{
    return tag == HTML_UL || tag == HTML_OL || tag == HTML_DL || tag == HTML_DIV
        || tag == HTML_SECTION || tag == HTML_TABLE;
}

static bool cut_by_links(page *p, html_id id)
{
    const page_fact *f = &p->fact[id];
    if (!is_list(page_tag(p, id)) || f->good * 5 > f->chars) return false;
    if ((uint64_t)f->link * 100 <= (uint64_t)f->chars * LINKS_MOST) return false;
    cut(p, id, DL_REMOVED_NAVIGATION);
    return true;
}

/* ---- all of them */

static bool is_cut(cutting *c, html_id id)
{
    page *p = c->p;
    if (cut_by_tag(c, id) || cut_by_role(p, id)) return true;
    if (is_hidden(p, id) && !holds_more(p, id, SHARE_HIDDEN)) {
        cut(p, id, DL_REMOVED_BOILERPLATE);
        return true;
    }
    if (cut_by_words(p, id, "class") || cut_by_words(p, id, "id")) return true;
    return cut_by_links(p, id);
}

static bool is_main(const page *p, html_id id)
{
    return page_tag(p, id) == HTML_ARTICLE || page_tag(p, id) == HTML_MAIN;
}

static bool enter(void *ctx, html_id id)
{
    cutting *c = ctx;
    const html_node *n = page_node(c->p, id);
    if (n->kind != HTML_ELEMENT || page_effect(c->p, id) == EFFECT_DROP) return false;
    if (id == c->p->body) return true;
    if (is_cut(c, id)) return false;
    c->articles += is_main(c->p, id);
    return true;
}

static void leave(void *ctx, html_id id)
{
    cutting *c = ctx;
    c->articles -= !c->p->gone[id] && is_main(c->p, id);
}

void page_cut(page *p)
{
    cutting c = { .p = p };
    page_visit v = { enter, leave, &c };
    page_walk(p, p->body, &v);
}
