/* page - the article of a page of HTML.
 *
 *   text.page --tree, facts, cuts, root--> text.source, its map, source_title, date ...
 *
 * What the record says of the report goes before what the page says. The lines of what is
 * left are dl_clean_text's business, as those of any text. */
#include "page_private.h"

#include "base/chars.h"

static html_id find_body(const page *p)
{
    for (html_id id = HTML_ROOT; id; id = read_html_next(&p->tree, id, 0))
        if (page_tag(p, id) == HTML_BODY) return id;
    return HTML_ROOT;
}

static void fill(dl_slice *to, dl_slice a, dl_slice b)
{
    if (to->p) return;
    *to = a.n ? a : b;
    if (!to->n) *to = (dl_slice){ NULL, 0 };
}

static bool is_address(dl_slice s)
{
    dl_url u;
    return s.n && dl_url_split(s, &u) && u.scheme.p;
}

/* A name has letters: "/" is none. */
static dl_slice name_or_none(dl_slice s)
{
    for (size_t i = 0; i + 1 < s.n; i++)
        if (dl_is_wordy(s.p[i]) && dl_is_wordy(s.p[i + 1])) return s;
    return (dl_slice){ NULL, 0 };
}

static void take_meta(page *p)
{
    dl_text *t = &p->d->text;
    dl_slice none = { NULL, 0 };
    dl_slice author = is_address(p->meta[PAGE_AUTHOR]) ? none : p->meta[PAGE_AUTHOR];
    fill(&t->outlet, name_or_none(p->meta[PAGE_OUTLET]), name_or_none(p->said[PAGE_OUTLET]));
    fill(&t->author, p->said[PAGE_AUTHOR], author);
    fill(&t->page_language, p->meta[PAGE_LANGUAGE], p->said[PAGE_LANGUAGE]);
    if (is_address(p->meta[PAGE_URL])) fill(&t->url, p->meta[PAGE_URL], none);
}

void dl_clean_page(dl_doc *d, const dl_clean_tables *t, const dl_read_tables *r)
{
    page p = { .d = d, .t = t, .r = r };
    read_html_parse(&p.tree, d->arena, r, d->text.page, (html_how){ .whole = false });
    if (!dl_doc_ok(d)) return;
    p.fact = dl_arena_array(d->arena, p.tree.nodes.n, sizeof *p.fact);
    p.text = dl_arena_array(d->arena, p.tree.nodes.n, sizeof *p.text);
    p.gone = dl_arena_alloc(d->arena, p.tree.nodes.n);
    p.words = dl_arena_array(d->arena, PAGE_WORDS_KNOWN, sizeof *p.words);
    if (!dl_doc_ok(d)) return;
    p.body = find_body(&p);
    page_read_meta(&p);
    page_count(&p);
    page_cut(&p);
    page_find_root(&p);
    page_find_title(&p);
    page_find_date(&p);
    page_take_lead(&p);
    take_meta(&p);
    page_find_author(&p);
    page_trim(&p);
    page_take_text(&p);
    if (dl_doc_ok(d) && dl_slice_trim(d->text.source).n == 0)
        dl_doc_note(d, DL_NOTE_PAGE, -1, "no text is found in the page: kept as it came");
}
