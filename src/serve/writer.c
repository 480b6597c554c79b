/* writer - see writer.h. */
#include "writer.h"

#include "base/markup.h"

static void fault(web_writer *w, const char *what)
{
    if (!w->fault) w->fault = what;
}

/* ---- elements */

static const char *const empty_elements[] = { "br", "hr", "img", "input", "link", "meta", NULL };
static const char *const raw_elements[] = { "script", "style", "iframe", "noscript", "noframes",
    "xmp", "plaintext", NULL };

static void end_tag(web_writer *w)
{
    if (w->in_tag) dl_buf_byte(w->b, '>');
    w->in_tag = false;
}

void web_begin_html(web_writer *w, dl_buf *b)
{
    *w = (web_writer){ .b = b };
    dl_buf_str(b, "<!DOCTYPE html>\n");
}

void web_begin_xml(web_writer *w, dl_buf *b)
{
    *w = (web_writer){ .b = b, .xml = true };
    dl_buf_str(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
}

void web_open_element(web_writer *w, const char *name)
{
    end_tag(w);
    if (w->depth == WEB_DEEP) {
        fault(w, "elements are too deep inside one another");
        return;
    }
    w->open[w->depth++] = name;
    dl_buf_byte(w->b, '<');
    dl_buf_str(w->b, name);
    w->in_tag = true;
}

/* A line ends behind what stands in lines of its own. */
static bool ends_line(const char *name)
{
    static const char *const list[] = { "p", "li", "ul", "ol", "h1", "h2", "h3", "div", "section",
        "article", "header", "footer", "nav", "main", "table", "tr", "head", "body", "title",
        "meta", "link", "script", "entry", NULL };
    return dl_slice_is_any(dl_slice_str(name), list);
}

void web_close(web_writer *w)
{
    if (!w->depth) {
        fault(w, "nothing is open that could be closed");
        return;
    }
    const char *name = w->open[--w->depth];
    bool empty = !w->xml && dl_slice_is_any(dl_slice_str(name), empty_elements);
    end_tag(w);
    if (!empty) {
        dl_buf_str(w->b, "</");
        dl_buf_str(w->b, name);
        dl_buf_byte(w->b, '>');
    }
    if (ends_line(name)) dl_buf_byte(w->b, '\n');
}

void web_end(web_writer *w)
{
    while (w->depth) web_close(w);
}

void web_text(web_writer *w, dl_slice text)
{
    end_tag(w);
    bool raw = !w->xml && w->depth
        && dl_slice_is_any(dl_slice_str(w->open[w->depth - 1]), raw_elements);
    if (raw) fault(w, "no text of a record stands where escaping does not hold");
    else dl_markup_text(w->b, text);
}

/* ---- attributes */

static void put_attribute(web_writer *w, const char *name, dl_slice value)
{
    dl_buf_byte(w->b, ' ');
    dl_buf_str(w->b, name);
    dl_buf_str(w->b, "=\"");
    dl_markup_text(w->b, value);
    dl_buf_byte(w->b, '"');
}

static const char *const address_attributes[] = { "href", "src", "action", "formaction", "ping",
    "poster", "data", "srcset", "xlink:href", NULL };

void web_put_attribute(web_writer *w, const char *name, dl_slice value)
{
    bool script = strncmp(name, "on", 2) == 0 || strcmp(name, "style") == 0
        || strcmp(name, "srcdoc") == 0;
    if (!w->in_tag) fault(w, "an attribute stands outside a tag");
    else if (script) fault(w, "an attribute that holds script or style");
    else if (dl_slice_is_any(dl_slice_str(name), address_attributes))
        fault(w, "this attribute holds an address");
    else put_attribute(w, name, value);
}

/* Of "/x" the second character: browsers take "\" for "/". */
static bool is_local(dl_slice s)
{
    if (s.p[0] == '#' || s.p[0] == '?') return true;
    return s.p[0] == '/' && (s.n == 1 || (s.p[1] != '/' && s.p[1] != '\\'));
}

static bool is_web(dl_slice s)
{
    return (s.n > 7 && dl_slice_eq_nocase(dl_slice_cut(s, 0, 7), DL_S("http://")))
        || (s.n > 8 && dl_slice_eq_nocase(dl_slice_cut(s, 0, 8), DL_S("https://")));
}

/* Browsers leave line ends and tabs out of an address: what is behind "/" could become
 * the next sign of it. */
static void put_address(dl_buf *b, dl_slice s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool kept = c > ' ' && c != 0x7F && !strchr("\"<>\\`'", c);
        if (!kept) dl_buf_fmt(b, "%%%02X", c);
        else if (c == '&') dl_buf_str(b, "&amp;");
        else dl_buf_byte(b, (char)c);
    }
}

void web_put_address(web_writer *w, const char *name, dl_slice value)
{
    if (!w->in_tag || !dl_slice_is_any(dl_slice_str(name), address_attributes)) {
        fault(w, "an address stands in an attribute of a tag that holds one");
        return;
    }
    bool good = value.n && dl_utf8_bad(value) == SIZE_MAX && (is_local(value) || is_web(value));
    if (!good) return;
    dl_buf_byte(w->b, ' ');
    dl_buf_str(w->b, name);
    dl_buf_str(w->b, "=\"");
    put_address(w->b, value);
    dl_buf_byte(w->b, '"');
}

void web_style(web_writer *w, dl_slice program_css)
{
    web_open_element(w, "style");
    end_tag(w);
    dl_buf_add(w->b, program_css);
    web_close(w);
}

/* ---- whole elements */

void web_put_element(web_writer *w, const char *name, dl_slice text)
{
    web_open_element(w, name);
    web_text(w, text);
    web_close(w);
}

void web_put_classed(web_writer *w, const char *name, dl_slice class, dl_slice text)
{
    web_open_element(w, name);
    web_put_attribute(w, "class", class);
    web_text(w, text);
    web_close(w);
}
