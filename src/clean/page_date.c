/* page_date - the date of publication and of change. In: JSON-LD, <meta>, <time>, the
 * address, dates in the lines around the headline. Out: text.date with its basis, left to
 * read to check (dl_read_settle); text.date_modified. */
#include "page_private.h"

#include "base/chars.h"

static bool is_day(const page *p, dl_slice s)
{
    return s.p && dl_date_read(p->t->calendar, s).precision >= DL_PREC_DAY;
}

static void take(page *p, dl_slice date, dl_slice basis)
{
    p->d->text.date = date;
    p->d->text.date_basis = basis;
}

/* ---- text */

enum {
    LINE_MOST = 120, /* bytes of a text that is little more than a date */
    DATE_LEAST = 8,
    DATE_MOST = 40, /* of one that stands by itself, the white space of its page with it */
    WORDS_OF_DATE = 5,
    NODES_MOST = 60, /* texts behind the headline that are looked at */
    NODES_FAR = 30, /* and before it */
    NODES_NEAR = 10 /* of both, before the others */
};

/* The date of the most words that begins at byte i of the line. */
static bool date_at(const page *p, dl_slice s, size_t i, dl_slice *date)
{
    size_t end[WORDS_OF_DATE];
    uint32_t n = 0;
    for (size_t at = i; at < s.n && n < WORDS_OF_DATE;) {
        while (at < s.n && s.p[at] == ' ') at++;
        while (at < s.n && s.p[at] != ' ') at++;
        end[n++] = at;
    }
    while (n-- > 0) {
        dl_slice piece = dl_slice_cut(s, i, end[n]);
        while (piece.n && strchr(",.;|)", piece.p[piece.n - 1])) piece.n--;
        if (!is_day(p, piece)) continue;
        *date = piece;
        return true;
    }
    return false;
}

static bool date_in_line(const page *p, dl_slice s, dl_slice *date)
{
    bool digit = false;
    for (size_t i = 0; i < s.n; i++) digit |= dl_is_digit(s.p[i]);
    if (!digit || s.n > LINE_MOST) return false;
    for (size_t i = 0; i < s.n; i++) {
        bool starts = i == 0 || s.p[i - 1] == ' ' || s.p[i - 1] == '(' || s.p[i - 1] == ':';
        if (starts && dl_is_wordy(s.p[i]) && date_at(p, s, i, date)) return true;
    }
    return false;
}

static bool is_time(page *p, html_id id, dl_slice *date)
{
    if (page_tag(p, id) != HTML_TIME) return false;
    *date = read_html_get(&p->tree, id, "datetime");
    return is_day(p, *date) || date_in_line(p, page_line(p, id), date);
}

static bool is_inside_gone(const page *p, html_id id)
{
    for (; id && id != p->body; id = page_node(p, id)->parent)
        if (p->gone[id] == 1 + DL_REMOVED_TEASER || page_effect(p, id) == EFFECT_DROP) return true;
    return false;
}

/* The first behind the headline, in the article, before both. */
static bool find_time(page *p, dl_slice *date)
{
    const html_id from[] = { p->heading, p->root, p->body };
    const html_id top[] = { p->body, p->root, p->body };
    for (int k = 0; k < 3; k++)
        for (html_id id = from[k]; id; id = read_html_next(&p->tree, id, top[k]))
            if (is_time(p, id, date) && !is_inside_gone(p, id)) return true;
    return false;
}

/* A text node of little more than a date. */
static bool date_in_node(page *p, html_id id, dl_slice *date)
{
    const html_node *n = page_node(p, id);
    if (n->kind != HTML_TEXT || n->n < DATE_LEAST || n->n > LINE_MOST) return false;
    return date_in_line(p, page_line(p, id), date);
}

typedef struct nodes {
    html_id at[NODES_MOST];
    uint32_t n;
} nodes;

/* The texts behind the headline, in order. */
static void nodes_behind(const page *p, html_id from, nodes *out)
{
    for (html_id id = from; id && out->n < NODES_MOST; id = read_html_next(&p->tree, id, p->body))
        if (page_node(p, id)->kind == HTML_TEXT && page_node(p, id)->n >= DATE_LEAST)
            out->at[out->n++] = id;
}

/* Those before it, the nearest first. */
static void nodes_before(const page *p, html_id from, nodes *out)
{
    html_id last[NODES_MOST] = { 0 };
    uint32_t n = 0;
    for (html_id id = p->body; id && id != from; id = read_html_next(&p->tree, id, p->body))
        if (page_node(p, id)->kind == HTML_TEXT && page_node(p, id)->n >= DATE_LEAST)
            last[n++ % NODES_MOST] = id;
    while (out->n < NODES_MOST && out->n < n) {
        out->at[out->n] = last[(n - 1 - out->n) % NODES_MOST];
        out->n++;
    }
}

static bool find_among(page *p, const nodes *of, uint32_t from, uint32_t to, dl_slice *date)
{
    for (uint32_t i = from; i < to && i < of->n; i++)
        if (date_in_node(p, of->at[i], date) && !is_inside_gone(p, of->at[i])) return true;
    return false;
}

/* The texts nearest to the headline, behind it and before it, then those farther away. */
static bool find_text(page *p, dl_slice *date)
{
    html_id from = p->heading ? p->heading : p->root;
    nodes behind = { .n = 0 };
    nodes before = { .n = 0 };
    nodes_behind(p, from, &behind);
    nodes_before(p, from, &before);
    return find_among(p, &behind, 0, NODES_NEAR, date)
        || find_among(p, &before, 0, NODES_NEAR, date)
        || find_among(p, &behind, NODES_NEAR, NODES_MOST, date)
        || find_among(p, &before, NODES_NEAR, NODES_FAR, date);
}

/* ---- classes */

/* The first of the texts in it that is little more than a date. */
static bool date_in_texts(page *p, html_id top, dl_slice *date)
{
    uint32_t n = 0;
    for (html_id id = top; id && n < NODES_MOST; id = read_html_next(&p->tree, id, top), n++)
        if (date_in_node(p, id, date)) return true;
    return false;
}

/* Its class says that a date stands in it ("post-date"). */
static bool is_dated(page *p, html_id id, dl_slice *date)
{
    dl_slice v;
    if (page_node(p, id)->kind != HTML_ELEMENT) return false;
    if (!read_html_value(&p->tree, id, "class", &v) || !v.n) return false;
    if (!page_words_say(p->t, p->words, v)->date) return false;
    *date = read_html_get(&p->tree, id, "title"); /* microformats: <abbr title="2031-05-04"> */
    if (is_day(p, *date)) return true;
    return date_in_line(p, page_line(p, id), date) || date_in_texts(p, id, date);
}

static bool find_dated(page *p, dl_slice *date)
{
    html_id from = p->heading ? p->heading : p->body;
    for (html_id id = from; id; id = read_html_next(&p->tree, id, p->body))
        if (is_dated(p, id, date) && !is_inside_gone(p, id)) return true;
    return false;
}

/* The one day that stands by itself in a text of the page, if there is just one: of lists
 * of other stories, and of comments, there are several. */
static bool find_only(page *p, dl_slice *date)
{
    dl_slice found;
    bool any = false;
    for (html_id id = p->body; id; id = read_html_next(&p->tree, id, p->body)) {
        if (page_node(p, id)->n > DATE_MOST || !date_in_node(p, id, &found)) continue;
        if (is_inside_gone(p, id)) continue;
        if (any && !dl_slice_eq(found, *date)) return false;
        *date = found;
        any = true;
    }
    return any;
}

/* The address names the day before or behind: the outlet's own, where the page says the
 * hour in UTC. */
static bool is_day_of_url(const page *p, dl_slice s)
{
    dl_date said = dl_date_read(p->t->calendar, s);
    dl_date url = dl_date_of_url(p->t->calendar, p->d->text.url);
    if (said.precision < DL_PREC_DAY || url.precision < DL_PREC_DAY) return false;
    dl_slice text = dl_slice_of(said.text, said.n);
    bool utc = dl_slice_ends(text, DL_S("Z")) || dl_slice_ends(text, DL_S("+00:00"));
    return utc && (said.day == url.day + 1 || said.day + 1 == url.day);
}

void page_find_date(page *p)
{
    dl_text *t = &p->d->text;
    dl_slice date;
    if (!t->date_modified.p) {
        t->date_modified = p->said[PAGE_MODIFIED];
        if (!is_day(p, t->date_modified)) t->date_modified = p->meta[PAGE_MODIFIED];
        if (!is_day(p, t->date_modified)) t->date_modified = (dl_slice){ NULL, 0 };
    }
    if (t->date.p) return;
    dl_slice said = is_day(p, p->said[PAGE_DATE]) ? p->said[PAGE_DATE] : p->meta[PAGE_DATE];
    if (is_day_of_url(p, said)) return;
    if (is_day(p, p->said[PAGE_DATE])) take(p, p->said[PAGE_DATE], DL_S("json-ld"));
    else if (is_day(p, p->meta[PAGE_DATE])) take(p, p->meta[PAGE_DATE], DL_S("meta"));
    else if (find_time(p, &date)) take(p, date, DL_S("time"));
    else if (dl_date_of_url(p->t->calendar, t->url).precision >= DL_PREC_DAY) return;
    else if (find_text(p, &date)) take(p, date, DL_S("text"));
    else if (find_dated(p, &date)) take(p, date, DL_S("text"));
    else if (find_only(p, &date)) take(p, date, DL_S("text"));
}
