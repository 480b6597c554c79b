/* page_cut - what is no article wherever it stands. In: the tree with its facts. Out: why
 * an element is gone, by its tag, its role, its class, what is hidden, how much of it is
 * links. Running text protects: what holds much of the page's is not cut. */
#include "page_private.h"

enum {
    SHARE_CUT = 35, /* percent of the page's running text that a cause may cut */
    SHARE_WEAK = 10, /* where its word means many things */
    SHARE_HIDDEN = 20,
    SHARE_COMMENTS = 97, /* readers may write more than the article has */
    SHARE_LEFT = 25, /* percent that must be left; less: classes mean something else */
    SHARE_MENU = 10, /* of a list of links */
    LINKS_MOST = 60 /* percent of a list's characters in links: more is a menu */
};

/* Why something is cut: a tag, a role, that it is hidden, a row of the table of words. */
typedef enum cause {
    CAUSE_NAV,
    CAUSE_ASIDE,
    CAUSE_FOOTER,
    CAUSE_FORM,
    CAUSE_HEADER,
    CAUSE_CONTROL,
    CAUSE_CAPTION,
    CAUSE_ROLE,
    CAUSE_HIDDEN,
    CAUSE_WORDS, /* and each of its rows behind */
    CAUSE_NONE = -1
} cause;

typedef struct cutting {
    page *p;
    uint32_t articles; /* <article> and <main> that are open */
    uint64_t *sum; /* by cause: running text that it would cut; NULL: not counted yet */
    bool no_words;
    uint32_t comments; /* running text of the readers' that was cut */
} cutting;

static bool is_too_much(const page *p, uint64_t good, uint32_t percent)
{
    return good * 100 > (uint64_t)p->fact[p->body].good * percent;
}

/* ---- by tag and role */

/* A figure without a table, a quote or code: what stands in it is said of a picture. */
static bool is_picture(const page *p, html_id figure)
{
    for (html_id id = read_html_next(&p->tree, figure, figure); id;
         id = read_html_next(&p->tree, id, figure)) {
        html_tag tag = page_tag(p, id);
        if (tag == HTML_TABLE || tag == HTML_PRE || tag == HTML_BLOCKQUOTE) return false;
    }
    return true;
}

static cause by_tag(const cutting *c, html_id id)
{
    switch (page_tag(c->p, id)) {
    case HTML_NAV:
    case HTML_MENU: return CAUSE_NAV;
    case HTML_ASIDE: return CAUSE_ASIDE;
    case HTML_DIALOG:
    case HTML_FOOTER: return CAUSE_FOOTER;
    case HTML_FORM: return CAUSE_FORM;
    case HTML_HEADER: return c->articles ? CAUSE_NONE : CAUSE_HEADER;
    case HTML_BUTTON:
    case HTML_SELECT:
    case HTML_TEXTAREA:
    case HTML_DATALIST:
    case HTML_IFRAME:
    case HTML_OBJECT: return CAUSE_CONTROL;
    case HTML_FIGURE: return is_picture(c->p, id) ? CAUSE_CAPTION : CAUSE_NONE;
    case HTML_FIGCAPTION: return CAUSE_CAPTION;
    default: return CAUSE_NONE;
    }
}

/* The attributes that are asked, taken in one pass. */
typedef struct marks {
    dl_slice role, style, class, id; /* {NULL,0}: there is none */
    bool hidden;
} marks;

static void take_mark(dl_slice *to, const html_attribute *a, const char *name)
{
    if (!to->p && dl_slice_eq_nocase(a->name, dl_slice_str(name))) *to = a->value;
}

static marks marks_of(const page *p, html_id id)
{
    marks m = { .hidden = false };
    html_attribute a;
    const html_node *n = page_node(p, id);
    dl_slice tag = dl_slice_cut(p->tree.page, n->at, n->at + n->n);
    for (size_t i = 0; read_html_attribute(tag, &i, &a);) {
        switch (a.name.n) {
        case 2: take_mark(&m.id, &a, "id"); break;
        case 4: take_mark(&m.role, &a, "role"); break;
        case 5:
            take_mark(&m.class, &a, "class");
            take_mark(&m.style, &a, "style");
            break;
        case 6: m.hidden |= dl_slice_eq_nocase(a.name, DL_S("hidden")); break;
        default: break;
        }
    }
    return m;
}

static cause by_role(const marks *m)
{
    static const char *const roles[] = { "navigation", "banner", "contentinfo", "complementary",
        "search", "dialog", "menu", "toolbar", "menubar", "alertdialog" };
    for (size_t k = 0; m->role.n && k < sizeof roles / sizeof *roles; k++)
        if (dl_slice_eq_nocase(m->role, dl_slice_str(roles[k]))) return CAUSE_ROLE;
    return CAUSE_NONE;
}

/* ---- what is hidden */

static bool says(dl_slice s, const char *what)
{
    return s.n && dl_slice_find(s, dl_slice_str(what), 0) != SIZE_MAX;
}

static cause by_hiding(const marks *m)
{
    bool hidden = m->hidden || says(m->style, "display:none") || says(m->style, "display: none")
        || says(m->style, "visibility:hidden");
    return hidden ? CAUSE_HIDDEN : CAUSE_NONE;
}

/* ---- by class */

static cause by_words(const page *p, dl_slice value, page_said *said)
{
    *said = (page_said){ .role = ROLE_NONE };
    if (!value.n) return CAUSE_NONE;
    *said = page_words_say(p->t, p->words, value)->cut;
    return said->role == ROLE_NONE ? CAUSE_NONE : (cause)(CAUSE_WORDS + (int)said->row);
}

/* ---- by links */

static bool is_list(html_tag tag)
{
    return tag == HTML_UL || tag == HTML_OL || tag == HTML_DL || tag == HTML_DIV
        || tag == HTML_SECTION || tag == HTML_TABLE;
}

/* The last sign of the last text in it, white space aside; 0: none. */
static char last_sign(const page *p, html_id id)
{
    while (page_node(p, id)->last) id = page_node(p, id)->last;
    const html_node *n = page_node(p, id);
    dl_slice s = { NULL, 0 };
    if (n->kind == HTML_TEXT) s = dl_slice_trim(dl_slice_cut(p->tree.page, n->at, n->at + n->n));
    return s.n ? s.p[s.n - 1] : 0;
}

/* Behind a paragraph that ends with a colon a list of links is the article's own. */
static bool is_announced(const page *p, html_id list)
{
    html_id before = page_node(p, list)->prev;
    while (before && page_node(p, before)->kind == HTML_TEXT && !last_sign(p, before))
        before = page_node(p, before)->prev;
    return before && !page_is_heading(p, before) && last_sign(p, before) == ':';
}

static bool is_menu(const page *p, html_id id)
{
    const page_fact *f = &p->fact[id];
    if (!is_list(page_tag(p, id)) || f->good * 5 > f->chars) return false;
    if (is_too_much(p, f->good, SHARE_MENU)) return false;
    if ((uint64_t)f->link * 100 <= (uint64_t)f->chars * LINKS_MOST) return false;
    return !is_announced(p, id);
}

/* ---- all of them */

static dl_removed_why why_of(cause why)
{
    if (why == CAUSE_NAV || why == CAUSE_HEADER || why == CAUSE_ROLE) return DL_REMOVED_NAVIGATION;
    return why == CAUSE_CAPTION ? DL_REMOVED_CAPTION : DL_REMOVED_BOILERPLATE;
}

static uint32_t limit_of(cause why, const page_said *said)
{
    if (why == CAUSE_HIDDEN) return SHARE_HIDDEN;
    if (said->role == ROLE_WEAK) return SHARE_WEAK;
    return said->role == ROLE_COMMENTS ? SHARE_COMMENTS : SHARE_CUT;
}

/* A cause that would cut much of the page's running text, in one element or in many,
 * means something else here. */
static bool takes_effect(const cutting *c, html_id id, cause why, const page_said *said)
{
    uint32_t most = limit_of(why, said);
    if (is_too_much(c->p, c->p->fact[id].good, most)) return false;
    return !c->sum || !is_too_much(c->p, c->sum[why], most);
}

/* A link or a mark inside a paragraph, or a word of a program ("comment") inside <pre>:
 * whatever its class, it belongs to the text. */
static bool is_part_of_text(const page *p, html_id id)
{
    if (page_is_block(p, id)) return false;
    html_id up = page_node(p, id)->parent;
    while (up != p->body && page_node(p, up)->kind == HTML_ELEMENT && !page_is_block(p, up))
        up = page_node(p, up)->parent;
    return page_tag(p, up) == HTML_PRE || (page_tag(p, up) == HTML_P && p->fact[up].good);
}

/* The id of a heading that spells its text is an anchor: "sharing-a-cache". */
static bool is_anchor(page *p, html_id id, dl_slice value)
{
    return page_is_heading(p, id) && page_is_spelt_in(page_line(p, id), value);
}

static cause cause_of(const cutting *c, html_id id, page_said *said)
{
    page *p = c->p;
    *said = (page_said){ .role = ROLE_NONE };
    cause why = by_tag(c, id);
    if (why != CAUSE_NONE && takes_effect(c, id, why, said)) return why;
    marks m = marks_of(p, id);
    why = by_role(&m);
    if (why != CAUSE_NONE && takes_effect(c, id, why, said)) return why;
    why = by_hiding(&m);
    if (why != CAUSE_NONE && takes_effect(c, id, why, said)) return why;
    if (c->no_words || is_part_of_text(p, id)) return CAUSE_NONE;
    const dl_slice value[] = { m.class, m.id };
    for (int k = 0; k < 2; k++) {
        why = by_words(p, value[k], said);
        if (why == CAUSE_NONE || !takes_effect(c, id, why, said)) continue;
        if (k == 0 || !is_anchor(p, id, m.id)) return why;
    }
    return CAUSE_NONE;
}

static bool is_main(const page *p, html_id id)
{
    return page_tag(p, id) == HTML_ARTICLE || page_tag(p, id) == HTML_MAIN;
}

static bool is_looked_at(const page *p, html_id id)
{
    return page_node(p, id)->kind == HTML_ELEMENT && page_effect(p, id) != EFFECT_DROP;
}

static bool enter_cut(void *ctx, html_id id)
{
    cutting *c = ctx;
    page *p = c->p;
    page_said said;
    if (!is_looked_at(p, id)) return false;
    if (id == p->body) return true;
    cause why = cause_of(c, id, &said);
    if (why == CAUSE_NONE && is_menu(p, id)) {
        p->gone[id] = 1 + DL_REMOVED_NAVIGATION;
        return false;
    }
    c->articles += why == CAUSE_NONE && is_main(p, id);
    if (why == CAUSE_NONE) return true;
    if (said.role == ROLE_COMMENTS) c->comments += p->fact[id].good;
    p->gone[id] = (uint8_t)(1 + (why >= CAUSE_WORDS ? said.why : why_of(why)));
    return false;
}

/* The same, but the running text of each cause is counted and nothing is cut. */
static bool enter_count(void *ctx, html_id id)
{
    cutting *c = ctx;
    page_said said;
    if (!is_looked_at(c->p, id)) return false;
    if (id == c->p->body) return true;
    uint64_t *sum = c->sum;
    c->sum = NULL;
    cause why = cause_of(c, id, &said);
    c->sum = sum;
    c->articles += why == CAUSE_NONE && is_main(c->p, id);
    if (why != CAUSE_NONE) c->sum[why] += c->p->fact[id].good;
    return why == CAUSE_NONE;
}

static void leave(void *ctx, html_id id)
{
    cutting *c = ctx;
    if (is_main(c->p, id) && c->articles && !c->p->gone[id]) c->articles--;
}

void page_cut(page *p)
{
    cutting c = { .p = p };
    page_visit count = { enter_count, leave, &c };
    page_visit v = { enter_cut, leave, &c };
    uint32_t before = p->fact[p->body].good;
    c.sum = dl_arena_array(p->d->arena, CAUSE_WORDS + p->t->page_words->rows, sizeof *c.sum);
    if (!c.sum) return;
    page_walk(p, p->body, &count);
    c.articles = 0;
    page_walk(p, p->body, &v);
    page_count(p);
    before -= c.comments;
    if ((uint64_t)p->fact[p->body].good * 100 >= (uint64_t)before * SHARE_LEFT) return;
    memset(p->gone, 0, p->tree.nodes.n);
    page_count(p);
    c.no_words = true;
    c.articles = 0;
    page_walk(p, p->body, &v);
    page_count(p);
}
