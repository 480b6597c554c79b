/* page_meta - what a page says of itself. In: <meta>, <link>, JSON-LD. Out: p->meta and
 * p->said, of several the best by the order of data/clean/page-names.tsv. */
#include "page_private.h"

#include "read/json.h"
#include "read/tidy.h"

enum { JSON_DEPTH = 8 /* objects inside objects in which an article may be described */ };

/* White space as one blank, a blank that does not break among it. */
static dl_slice one_blank(dl_arena *a, dl_slice s)
{
    char *out = dl_arena_room(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; out && i < s.n; i++) {
        bool hard = s.p[i] == '\xC2' && i + 1 < s.n && s.p[i + 1] == '\xA0';
        char c = hard || (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i];
        i += hard;
        if (c != ' ' || (n && out[n - 1] != ' ')) out[n++] = c;
    }
    return dl_slice_trim(dl_slice_of(out, n));
}

dl_slice page_tidied(page *p, dl_slice s)
{
    read_tidied did;
    return one_blank(p->d->arena, read_tidy(p->d->arena, p->r, s, NULL, &did));
}

static void offer(
    page *p, dl_slice *to, uint32_t *ranks, page_field field, uint32_t rank, dl_slice value)
{
    value = dl_slice_trim(value);
    if (!value.n || (to[field].p && ranks[field] <= rank)) return;
    bool date = field == PAGE_DATE || field == PAGE_MODIFIED;
    if (date && dl_date_read(p->t->calendar, value).precision < DL_PREC_DAY) return;
    to[field] = page_tidied(p, value);
    ranks[field] = rank;
    if (!to[field].n) to[field] = (dl_slice){ NULL, 0 };
}

/* ---- JSON-LD */

typedef struct graph {
    page *p;
    dl_slice s; /* the page up to the end of the script, or what an attribute says */
    bool in_page;
} graph;

static dl_slice text_of(const graph *g, read_value v)
{
    read_piece out;
    if (v.kind != READ_TEXT) return (dl_slice){ NULL, 0 };
    read_piece_start(&out, g->p->d->arena, v.end - v.start, NULL);
    read_json_text(g->s, v, &out);
    return read_piece_text(&out);
}

static bool member(const graph *g, read_value object, const char *name, read_value *v)
{
    read_value key;
    dl_slice wanted = dl_slice_str(name);
    for (size_t at = 0; read_json_member(g->s, object, &at, &key, v);)
        if (dl_slice_eq(dl_slice_cut(g->s, key.start + 1, key.end - 1), wanted)) return true;
    return false;
}

/* A text, the name of an object, the first of a list. */
static dl_slice name_of(const graph *g, read_value v, int depth)
{
    read_value in;
    size_t at = 0;
    if (v.kind == READ_TEXT) return text_of(g, v);
    if (depth > 2) return (dl_slice){ NULL, 0 };
    if (v.kind == READ_LIST && read_json_element(g->s, v, &at, &in))
        return name_of(g, in, depth + 1);
    if (v.kind == READ_OBJECT && member(g, v, "name", &in)) return name_of(g, in, depth + 1);
    return (dl_slice){ NULL, 0 };
}

/* "NewsArticle", "BlogPosting": 0; a page: 100; else UINT32_MAX. */
static uint32_t rank_of_type(const graph *g, read_value object)
{
    read_value v;
    if (!member(g, object, "@type", &v)) return UINT32_MAX;
    dl_slice type = name_of(g, v, 0);
    if (dl_slice_ends(type, DL_S("Article")) || dl_slice_ends(type, DL_S("Posting"))) return 0;
    return dl_slice_ends(type, DL_S("Page")) ? 100 : UINT32_MAX;
}

static void take_object(const graph *g, read_value object, uint32_t rank)
{
    page *p = g->p;
    read_value key;
    read_value v;
    page_field field;
    uint32_t row;
    for (size_t at = 0; read_json_member(g->s, object, &at, &key, &v);) {
        dl_slice name = dl_slice_cut(g->s, key.start + 1, key.end - 1);
        if (!page_name(p->t, true, name, &field, &row)) continue;
        if (field == PAGE_BODY) {
            if (g->in_page && v.kind == READ_TEXT
                && v.end - v.start > p->body_at.end - p->body_at.start)
                p->body_at = v;
            continue;
        }
        offer(p, p->said, p->said_rank, field, rank * 1000 + row, name_of(g, v, 0));
    }
}

static void look_in(const graph *g, read_value v, int depth)
{
    read_value key;
    read_value in;
    if (depth > JSON_DEPTH) return;
    if (v.kind == READ_LIST)
        for (size_t at = 0; read_json_element(g->s, v, &at, &in);) look_in(g, in, depth + 1);
    if (v.kind != READ_OBJECT) return;
    uint32_t rank = rank_of_type(g, v);
    if (rank != UINT32_MAX) take_object(g, v, rank);
    for (size_t at = 0; read_json_member(g->s, v, &at, &key, &in);)
        if (in.kind == READ_OBJECT || in.kind == READ_LIST) look_in(g, in, depth + 1);
}

/* Other data of a page ("__NEXT_DATA__") is long and has no types. */
static void take_script(page *p, html_id id)
{
    html_id text = page_node(p, id)->first;
    read_value v;
    read_fault fault;
    if (!text) return;
    const html_node *n = page_node(p, text);
    graph g = { p, dl_slice_cut(p->tree.page, 0, n->at + n->n), true };
    size_t at = n->at;
    if (dl_slice_find(g.s, DL_S("\"@type\""), at) == SIZE_MAX) return;
    if (read_json_value(g.s, &at, &v, &fault)) look_in(&g, v, 0);
}

/* Programs that build pages from parts put it there: <meta name="script:ld+json">. */
static bool take_said(page *p, html_id id)
{
    read_value v;
    read_fault fault;
    size_t at = 0;
    if (!dl_slice_ends(read_html_get(&p->tree, id, "name"), DL_S("ld+json"))) return false;
    graph g = { p, read_html_get(&p->tree, id, "content"), false };
    if (read_json_value(g.s, &at, &v, &fault)) look_in(&g, v, 0);
    return true;
}

/* ---- <meta> and <link> */

static void take_meta(page *p, html_id id)
{
    static const char *const keys[] = { "property", "name", "itemprop", "http-equiv" };
    page_field field;
    uint32_t rank;
    if (take_said(p, id)) return;
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        dl_slice name = read_html_get(&p->tree, id, keys[k]);
        if (!name.n || !page_name(p->t, false, name, &field, &rank)) continue;
        offer(p, p->meta, p->meta_rank, field, rank, read_html_get(&p->tree, id, "content"));
        return;
    }
}

static void take_link(page *p, html_id id)
{
    dl_slice rel;
    if (!read_html_value(&p->tree, id, "rel", &rel)) return;
    if (!dl_slice_eq_nocase(dl_slice_trim(rel), DL_S("canonical"))) return;
    offer(p, p->meta, p->meta_rank, PAGE_URL, 0, read_html_get(&p->tree, id, "href"));
}

/* ---- all of it */

void page_read_meta(page *p)
{
    for (html_id id = HTML_ROOT; id; id = read_html_next(&p->tree, id, 0)) {
        switch (page_tag(p, id)) {
        case HTML_META: take_meta(p, id); break;
        case HTML_LINK: take_link(p, id); break;
        case HTML_SCRIPT: take_script(p, id); break;
        case HTML_HTML:
            offer(p, p->meta, p->meta_rank, PAGE_LANGUAGE, 0, read_html_get(&p->tree, id, "lang"));
            break;
        default: break;
        }
    }
}
