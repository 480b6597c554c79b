/* page_trim - what stands inside the article's element and is none of it. In: the
 * root, the headline, the clutter table that plain text uses. Out: more is gone: what
 * stands before the headline; boxes and lists under a heading of the table ("Related
 * stories"), all behind one that ends an article ("Comments"). */
#include "page_private.h"

enum {
    LABEL_MOST = 60, /* bytes of a heading of a box */
    SHARE_BEFORE = 15, /* percent of the article's running text before its headline */
    SHARE_BOX = 25,
    SHARE_END = 30,
    LATE = 60, /* percent of the running text before what is behind the article */
    SHARE_OWN = 20, /* less in the headline's own <article>: it is the article's head */
    SHARE_AUTHOR = 15,
    LOOK_BACK = 50, /* elements before a label that may be empty */
    CHAPTER_LEAST = 80, /* characters of a chapter's running text */
    OPENERS_MOST = 200, /* labels that are looked at */
    BYLINE_MORE = 30, /* characters beside a name that is a line of its own */
    AUTHOR_MOST = 700 /* characters of a paragraph on the author */
};

static bool is_small(const page *p, uint64_t good, uint32_t percent)
{
    return good * 100 <= (uint64_t)p->fact[p->root].good * percent;
}

static void cut(page *p, html_id id, dl_removed_why why)
{
    if (!p->gone[id]) p->gone[id] = (uint8_t)(1 + why);
}

static bool is_inside(const page *p, html_id id, html_id top)
{
    while (id && id != top) id = page_node(p, id)->parent;
    return id == top && id;
}

/* ---- before the headline */

/* Running text of the article before the element. */
static uint64_t good_before(const page *p, html_id id)
{
    return p->fact[id].before - p->fact[p->root].before;
}

static void trim_before(page *p)
{
    html_id at = p->heading;
    if (!at || at == p->root || !is_inside(p, at, p->root)) return;
    if (!is_small(p, good_before(p, at), SHARE_BEFORE)) return;
    for (; at != p->root; at = page_node(p, at)->parent)
        for (html_id s = page_node(p, at)->prev; s; s = page_node(p, s)->prev)
            cut(p, s, DL_REMOVED_NAVIGATION);
}

/* ---- boxes */

static bool has_block_inside(const page *p, html_id id)
{
    for (html_id c = read_html_next(&p->tree, id, id); c; c = read_html_next(&p->tree, c, id))
        if (page_is_block(p, c)) return true;
    return false;
}

/* The row that opens a list of other stories or ends the article; NULL: none. */
static const clutter_row *opener(page *p, html_id id)
{
    bool label = page_is_block(p, id) && p->fact[id].chars && p->fact[id].chars <= LABEL_MOST;
    if (!label || has_block_inside(p, id)) return NULL;
    const clutter_row *row = clean_clutter(p->t, page_line(p, id));
    return row && row->effect != CLUTTER_LINE ? row : NULL;
}

static bool is_first(const page *p, html_id id)
{
    uint32_t looked = 0;
    for (html_id s = page_node(p, id)->prev; s; s = page_node(p, s)->prev) {
        if (++looked > LOOK_BACK) return false;
        if (page_node(p, s)->kind == HTML_TEXT && page_node(p, s)->n > 8) return false;
        if (!p->gone[s] && p->fact[s].chars) return false;
    }
    return true;
}

/* The outermost element that begins with the label. */
static html_id box_of(const page *p, html_id label)
{
    html_id box = label;
    while (page_node(p, box)->parent != p->root && is_first(p, box))
        box = page_node(p, box)->parent;
    return box;
}

static bool ends_list(const page *p, html_id label, html_id sibling)
{
    if (page_is_heading(p, sibling)) return true;
    return !page_is_heading(p, label) && p->fact[sibling].good > 0;
}

/* What follows the label beside it, up to the next heading. */
static void cut_list(page *p, html_id label, html_id from, const clutter_row *row)
{
    uint64_t good = 0;
    html_id end = page_node(p, from)->next;
    for (; end && !ends_list(p, label, end); end = page_node(p, end)->next)
        good += p->fact[end].good;
    if (!is_small(p, good, SHARE_BOX)) return;
    for (html_id s = from; s != end; s = page_node(p, s)->next) cut(p, s, row->why);
}

static uint64_t good_behind(const page *p, html_id id)
{
    return p->fact[p->root].good - good_before(p, id) - p->fact[id].good;
}

static void cut_behind(page *p, html_id at, const clutter_row *row)
{
    cut(p, at, row->why);
    for (; at != p->root; at = page_node(p, at)->parent)
        for (html_id s = page_node(p, at)->next; s; s = page_node(p, s)->next) cut(p, s, row->why);
}

/* Behind a list of references a chapter of the article follows: a heading of the same
 * rank beside it, with running text below. */
static bool has_chapter_behind(const page *p, html_id label)
{
    if (!page_is_heading(p, label)) return false;
    uint64_t good = 0;
    bool chapter = false;
    for (html_id s = page_node(p, label)->next; s; s = page_node(p, s)->next) {
        chapter |= page_tag(p, s) == page_tag(p, label);
        if (chapter && page_tag(p, s) == HTML_P) good += p->fact[s].good;
    }
    return good >= CHAPTER_LEAST;
}

static bool ends_article(const page *p, html_id label, html_id box, const clutter_row *row)
{
    if (row->effect != CLUTTER_END || !is_small(p, good_behind(p, box), SHARE_END)) return false;
    return row->why != DL_REMOVED_BOILERPLATE || !has_chapter_behind(p, label);
}

static void trim_box(page *p, html_id label, const clutter_row *row)
{
    html_id box = box_of(p, label);
    bool ends = ends_article(p, label, box, row);
    if (ends && is_small(p, p->fact[box].good, SHARE_BOX)) cut_behind(p, box, row);
    else if (p->fact[box].chars == p->fact[label].chars) cut_list(p, label, box, row);
    else if (is_small(p, p->fact[box].good, SHARE_BOX)) cut(p, box, row->why);
}

/* ---- other articles */

static bool is_article(const page *p, html_id id) { return page_tag(p, id) == HTML_ARTICLE; }

/* The <article> inside the root in which the headline stands; 0: there is none. */
static html_id own_article(const page *p)
{
    html_id at = p->heading;
    while (at && at != p->root && !is_article(p, at)) at = page_node(p, at)->parent;
    return at && at != p->root && is_inside(p, at, p->root) ? at : 0;
}

static bool has_heading(const page *p, html_id top)
{
    for (html_id id = top; id; id = read_html_next(&p->tree, id, top))
        if (page_is_heading(p, id) && p->fact[id].chars) return true;
    return false;
}

/* Pages go on with the next story as a reader scrolls: where the headline stands in one
 * <article> that has much of the text, one behind it with a heading is another story. */
static void trim_articles(page *p)
{
    html_id own = own_article(p);
    if (!own || is_small(p, p->fact[own].good, SHARE_OWN)) return;
    for (html_id id = read_html_past(&p->tree, own, p->root); id;) {
        bool other = is_article(p, id) && has_heading(p, id);
        if (other) cut(p, id, DL_REMOVED_TEASER);
        id = other ? read_html_past(&p->tree, id, p->root) : read_html_next(&p->tree, id, p->root);
    }
}

/* ---- behind the article: who wrote it, cards of other stories */

/* The line begins with the name of the author, or of the first of them. */
static bool names_author(const page *p, dl_slice line)
{
    dl_slice name = p->d->text.author;
    size_t n = 0;
    while (n < name.n && name.p[n] != ',' && name.p[n] != ';' && name.p[n] != '&') n++;
    name = dl_slice_trim(dl_slice_cut(name, 0, n));
    if (name.n < 5 || line.n < name.n || clean_count_words(name) < 2) return false;
    return dl_slice_eq_nocase(dl_slice_cut(line, 0, name.n), name);
}

static bool is_late(const page *p, html_id id)
{
    return good_before(p, id) * 100 >= (uint64_t)p->fact[p->root].good * LATE;
}

/* "Jane Doe", "Jane Doe, 5 hours ago" before the article's first paragraph. */
static bool trim_byline(page *p, html_id id)
{
    if (!page_is_block(p, id) || !p->fact[id].chars || good_before(p, id)) return false;
    if (p->fact[id].chars > p->d->text.author.n + BYLINE_MORE || has_block_inside(p, id))
        return false;
    if (!names_author(p, page_line(p, id))) return false;
    cut(p, id, DL_REMOVED_BYLINE);
    return true;
}

/* "Jane Doe is a writer in Leeds." behind the article; the box it begins. */
static bool trim_author(page *p, html_id id)
{
    if (!page_is_block(p, id) || !p->fact[id].chars || p->fact[id].chars > AUTHOR_MOST)
        return false;
    if (has_block_inside(p, id) || !is_late(p, id)) return false;
    if (!names_author(p, page_line(p, id))) return false;
    html_id box = box_of(p, id);
    if (!is_small(p, p->fact[box].good, SHARE_AUTHOR)) return false;
    cut(p, box, DL_REMOVED_BYLINE);
    return true;
}

typedef struct cards {
    uint32_t linked, plain; /* headings that are links, and that are not */
} cards;

static cards count_cards(const page *p, html_id top)
{
    cards n = { 0, 0 };
    for (html_id id = read_html_next(&p->tree, top, top); id;
         id = read_html_next(&p->tree, id, top)) {
        if (p->gone[id] || !page_is_heading(p, id) || !p->fact[id].chars) continue;
        bool linked = p->fact[id].link * 10 >= p->fact[id].chars * 9;
        n.linked += linked;
        n.plain += !linked;
    }
    return n;
}

/* Two and more headings that lead elsewhere, at most one of its own above them. */
static bool trim_cards(page *p, html_id id)
{
    if (!page_is_block(p, id) || id == p->root || !p->fact[id].link) return false;
    if (!is_small(p, p->fact[id].good, SHARE_BOX) || !is_late(p, id)) return false;
    cards n = count_cards(p, id);
    if (n.linked < 2 || n.plain > 1) return false;
    cut(p, id, DL_REMOVED_TEASER);
    return true;
}

static void trim_one(page *p, html_id id)
{
    if (!trim_byline(p, id) && !trim_author(p, id)) trim_cards(p, id);
}

void page_trim(page *p)
{
    uint32_t openers = 0;
    trim_before(p);
    trim_articles(p);
    for (html_id id = p->root; id;) {
        const clutter_row *row = p->gone[id] || openers > OPENERS_MOST ? NULL : opener(p, id);
        openers += row != NULL;
        if (row) trim_box(p, id, row);
        else if (!p->gone[id]) trim_one(p, id);
        id = p->gone[id] ? read_html_past(&p->tree, id, p->root)
                         : read_html_next(&p->tree, id, p->root);
    }
}
