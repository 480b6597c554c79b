/* html_scan - see html_scan.h. */
#include "html_scan.h"

#include "base/chars.h"
#include "html_find.h"

void read_html_scan_start(html_scan *s, dl_slice page, const html_names *names)
{
    *s = (html_scan){ .page = page, .names = names };
    s->has_nul = page.n && memchr(page.p, 0, page.n);
}

static size_t find(dl_slice s, dl_slice what, size_t from)
{
    const char *p = from < s.n ? memmem(s.p + from, s.n - from, what.p, what.n) : NULL;
    return p ? (size_t)(p - s.p) : s.n;
}

static bool stands_at(dl_slice s, size_t i, dl_slice what)
{
    return s.n - i >= what.n && memcmp(s.p + i, what.p, what.n) == 0;
}

static bool stands_nocase(dl_slice s, size_t i, dl_slice what)
{
    return dl_slice_starts_nocase(dl_slice_cut(s, i, s.n), what);
}

static void put(html_token *out, html_token_kind kind, size_t from, size_t to)
{
    out->kind = kind;
    out->at = (uint32_t)from;
    out->n = (uint32_t)(to - from);
}

/* ---- tags */

/* Behind the value that begins at i; the page's end: it breaks off. */
static size_t skip_value(dl_slice s, size_t i)
{
    i = html_skip_spaces(s, i);
    if (i == s.n || s.p[i] == '>') return i;
    char quote = s.p[i];
    if (quote == '"' || quote == '\'') {
        size_t end = html_find(s, quote, i + 1);
        return end < s.n ? end + 1 : end;
    }
    while (i < s.n && s.p[i] != '>' && !html_is_space(s.p[i])) i++;
    return i;
}

/* Behind the attribute, the white space or the "/" that stands at i, by the letter of the
 * standard. */
static size_t skip_attribute(dl_slice s, size_t i)
{
    if (html_is_space(s.p[i])) return html_skip_spaces(s, i);
    if (s.p[i] == '/') return i + 1;
    i++; /* the first of a name may be "=" */
    while (i < s.n && !html_ends_key(s.p[i])) i++;
    i = html_skip_spaces(s, i);
    return i < s.n && s.p[i] == '=' ? skip_value(s, i + 1) : i;
}

/* From behind the name to the ">": the page's end where it breaks off. Only "=" can begin
 * a value, and a ">" that is not in a value ends the tag: nothing else is looked for. */
static size_t skip_attributes(dl_slice s, size_t i, bool *self_closing)
{
    size_t at;
    while ((at = html_find_either(s, '=', '>', i)) < s.n && s.p[at] == '=') {
        bool has_name = at > i && !html_ends_key(s.p[at - 1]);
        if (has_name) i = skip_value(s, at + 1);
        while (i <= at) i = skip_attribute(s, i);
    }
    *self_closing = at < s.n && at > i && s.p[at - 1] == '/';
    return at;
}

/* The tag whose name begins at `from`. A tag that breaks off is none. */
static void take_tag(html_scan *s, html_token_kind kind, size_t from, html_token *out)
{
    dl_slice page = s->page;
    size_t i = html_name_end(page, from);
    size_t end = i;
    out->self_closing = false;
    if (i < page.n && page.p[i] != '>') end = skip_attributes(page, i, &out->self_closing);
    if (end == page.n) {
        s->at = page.n;
        put(out, TOKEN_END, page.n, page.n);
        return;
    }
    put(out, kind, from, end);
    out->name_n = (uint32_t)(i - from);
    out->tag = html_name_find(s->names, page, from, i - from);
    s->at = end + 1;
}

/* ---- comments, DOCTYPEs, sections */

static void take_bogus(html_scan *s, size_t from, html_token *out)
{
    size_t end = html_find(s->page, '>', from);
    put(out, TOKEN_COMMENT, from, end);
    s->at = end < s->page.n ? end + 1 : end;
}

/* What a comment that breaks off holds: without the beginning of its end. */
static size_t end_of_broken(dl_slice page, size_t from)
{
    static const char *const end[] = { "--!", "--", "-" };
    dl_slice s = dl_slice_cut(page, from, page.n);
    for (size_t k = 0; k < sizeof end / sizeof *end; k++)
        if (dl_slice_ends(s, dl_slice_str(end[k]))) return page.n - strlen(end[k]);
    return page.n;
}

/* The comment whose content begins at `from`. */
static void take_comment(html_scan *s, size_t from, html_token *out)
{
    dl_slice page = s->page;
    size_t short_end = stands_at(page, from, DL_S("->")) ? from + 1 : from;
    if (short_end < page.n && page.p[short_end] == '>') {
        put(out, TOKEN_COMMENT, from, from);
        s->at = short_end + 1;
        return;
    }
    size_t i = from;
    for (; (i = find(page, DL_S("--"), i)) < page.n; i++) {
        bool bang = stands_at(page, i + 2, DL_S("!>"));
        if (!bang && (i + 2 == page.n || page.p[i + 2] != '>')) continue;
        put(out, TOKEN_COMMENT, from, i);
        s->at = i + 3 + bang;
        return;
    }
    put(out, TOKEN_COMMENT, from, end_of_broken(page, from));
    s->at = page.n;
}

/* "<!" stands before `from`. False: it is no token. */
static bool take_declaration(html_scan *s, size_t from, html_token *out)
{
    dl_slice page = s->page;
    if (stands_at(page, from, DL_S("--"))) {
        take_comment(s, from + 2, out);
    } else if (stands_nocase(page, from, DL_S("doctype"))) {
        size_t end = html_find(page, '>', from);
        put(out, TOKEN_DOCTYPE, from + 7, end);
        s->at = end < page.n ? end + 1 : end;
    } else if (s->foreign && stands_at(page, from, DL_S("[CDATA["))) {
        s->state = STATE_CDATA;
        s->at = from + 7;
        return false;
    } else {
        take_bogus(s, from, out);
    }
    return true;
}

/* ---- texts */

/* "<name" or "</name" at i, with the end of a name behind it. */
static bool is_tag_at(dl_slice page, size_t i, dl_slice name)
{
    if (page.n - i <= name.n || !stands_nocase(page, i, name)) return false;
    return html_ends_name(page.p[i + name.n]);
}

/* The end tag that ends an element's text; the page's end: there is none. */
static size_t find_end_tag(const html_scan *s, size_t i)
{
    dl_slice page = s->page;
    for (; (i = html_find(page, '<', i)) < page.n; i++)
        if (i + 2 < page.n && page.p[i + 1] == '/' && is_tag_at(page, i + 2, s->until)) return i;
    return page.n;
}

/* In a script from "<!--" at i to before `end`, where "-->" stands: the end tag that ends
 * the script; SIZE_MAX: none. Behind an inner "<script" an end tag ends only that. */
static size_t end_in_comment(const html_scan *s, size_t i, size_t end)
{
    dl_slice page = s->page;
    bool inner = false;
    for (i++; (i = html_find(page, '<', i)) < end; i++) {
        bool closes = i + 1 < page.n && page.p[i + 1] == '/';
        if (!is_tag_at(page, i + 1 + closes, s->until)) continue;
        if (closes && !inner) return i;
        inner = !closes;
    }
    return SIZE_MAX;
}

static size_t find_script_end(html_scan *s, size_t i)
{
    dl_slice page = s->page;
    while ((i = html_find(page, '<', i)) < page.n) {
        if (i + 2 >= page.n) return page.n;
        if (page.p[i + 1] == '/' && is_tag_at(page, i + 2, s->until)) return i;
        if (!stands_at(page, i, DL_S("<!--"))) {
            i++;
            continue;
        }
        if (s->comment_end < i + 2) s->comment_end = find(page, DL_S("-->"), i + 2);
        size_t end = s->comment_end;
        size_t tag = end_in_comment(s, i, end);
        if (tag != SIZE_MAX) return tag;
        i = end < page.n ? end + 3 : end;
    }
    return page.n;
}

/* The text of an element that holds no markup; nothing where its end tag stands here. */
static bool take_element_text(html_scan *s, html_token *out)
{
    size_t from = s->at;
    size_t end = s->page.n;
    bool ends = s->state != STATE_PLAIN && s->until.n;
    if (ends && s->state == STATE_SCRIPT) end = find_script_end(s, from);
    else if (ends) end = find_end_tag(s, from);
    out->raw = s->state != STATE_RCDATA;
    put(out, TOKEN_TEXT, from, end);
    s->state = STATE_DATA;
    s->at = end;
    return end > from;
}

static bool take_section(html_scan *s, html_token *out)
{
    size_t from = s->at;
    size_t end = find(s->page, DL_S("]]>"), from);
    out->raw = true;
    put(out, TOKEN_TEXT, from, end);
    s->state = STATE_DATA;
    s->at = end < s->page.n ? end + 3 : end;
    return end > from;
}

/* The text at s->at: to the next "<" that begins something, or to a zero byte. */
static void take_text(html_scan *s, html_token *out)
{
    dl_slice page = s->page;
    size_t i = s->at;
    for (; (i = html_find(page, '<', i)) < page.n; i++) {
        char c = i + 1 < page.n ? page.p[i + 1] : ' ';
        if (dl_is_letter(c) || c == '!' || c == '?') break;
        if (c == '/' && i + 2 < page.n) break;
    }
    if (s->has_nul) {
        i = html_find(dl_slice_cut(page, 0, i), 0, s->at);
    }
    out->raw = false;
    put(out, TOKEN_TEXT, s->at, i);
    s->at = i;
}

/* "<" stands at s->at and begins something. False: it is no token. */
static bool take_markup(html_scan *s, html_token *out)
{
    dl_slice page = s->page;
    size_t i = s->at + 1;
    char c = page.p[i];
    if (dl_is_letter(c)) {
        take_tag(s, TOKEN_START, i, out);
    } else if (c == '!') {
        return take_declaration(s, i + 1, out);
    } else if (c == '?') {
        take_bogus(s, i, out);
    } else if (dl_is_letter(page.p[i + 1])) {
        take_tag(s, TOKEN_CLOSE, i + 1, out);
    } else if (page.p[i + 1] == '>') { /* "</>" is nothing */
        s->at = i + 2;
        return false;
    } else {
        take_bogus(s, i + 1, out);
    }
    return true;
}

/* False: what stood at s->at is no token. */
static bool take_token(html_scan *s, html_token *out)
{
    if (s->state == STATE_CDATA) return take_section(s, out);
    if (s->state != STATE_DATA && take_element_text(s, out)) return true;
    size_t from = s->at;
    if (from == s->page.n) {
        put(out, TOKEN_END, from, from);
        return true;
    }
    if (s->page.p[from] == 0) {
        put(out, TOKEN_NUL, from, from + 1);
        s->at++;
        return true;
    }
    take_text(s, out);
    return s->at > from || take_markup(s, out);
}

void read_html_scan(html_scan *s, html_token *out)
{
    while (!take_token(s, out)) continue;
}

/* ---- drawings */

static bool is_html_inside(html_tag tag)
{
    return tag == HTML_FOREIGNOBJECT || tag == HTML_DESC || tag == HTML_TITLE;
}

bool read_html_skip_svg(html_scan *s)
{
    if (s->no_svg_end) return false;
    html_scan ahead = *s;
    html_token t;
    uint32_t depth = 1;
    uint32_t html = 0; /* elements open in which HTML stands */
    ahead.foreign = true;
    for (read_html_scan(&ahead, &t); t.kind != TOKEN_END; read_html_scan(&ahead, &t)) {
        if (t.kind != TOKEN_START && t.kind != TOKEN_CLOSE) continue;
        bool closes = t.kind == TOKEN_CLOSE;
        bool ends = !html && (html_flags(t.tag) & TAG_BREAKOUT) && !closes;
        if (ends) ahead.at = t.at - 1;
        if (ends) break;
        if (t.self_closing) continue;
        if (is_html_inside(t.tag)) html = closes ? html - (html > 0) : html + 1;
        if (t.tag == HTML_SVG) depth = closes ? depth - 1 : depth + 1;
        if (depth == 0) break;
    }
    if (t.kind == TOKEN_END) {
        s->no_svg_end = true;
        return false;
    }
    s->at = ahead.at;
    return true;
}
