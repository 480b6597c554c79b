/* html_attributes - the attributes of a tag, read when they are asked for. In: the
 * text of a tag, from its name to before its ">". Out: names and values as written. */
#include "html.h"

#include "html_chars.h"

static size_t skip_space(dl_slice s, size_t i)
{
    while (i < s.n && html_is_space(s.p[i])) i++;
    return i;
}

static size_t name_end(dl_slice tag)
{
    size_t i = 0;
    while (i < tag.n && !html_ends_name(tag.p[i])) i++;
    return i;
}

/* The value that begins at i, behind "=": what follows it. */
static size_t take_value(dl_slice tag, size_t i, dl_slice *value)
{
    i = skip_space(tag, i);
    *value = dl_slice_cut(tag, i, i);
    if (i == tag.n) return i;
    if (tag.p[i] == '"' || tag.p[i] == '\'') {
        size_t end = dl_slice_find_byte(tag, tag.p[i], i + 1);
        if (end == SIZE_MAX) end = tag.n;
        *value = dl_slice_cut(tag, i + 1, end);
        return end < tag.n ? end + 1 : end;
    }
    size_t from = i;
    while (i < tag.n && !html_is_space(tag.p[i])) i++;
    *value = dl_slice_cut(tag, from, i);
    return i;
}

bool read_html_attribute(dl_slice tag, size_t *i, html_attribute *out)
{
    size_t at = *i ? *i : name_end(tag);
    while (at < tag.n && (html_is_space(tag.p[at]) || tag.p[at] == '/')) at++;
    if (at == tag.n) return false;
    size_t from = at++;
    while (at < tag.n && !html_ends_key(tag.p[at])) at++;
    *out = (html_attribute){ dl_slice_cut(tag, from, at), { NULL, 0 } };
    size_t behind = skip_space(tag, at);
    if (behind < tag.n && tag.p[behind] == '=') at = take_value(tag, behind + 1, &out->value);
    *i = at;
    return true;
}

bool read_html_tag_value(dl_slice tag, dl_slice name, dl_slice *value)
{
    html_attribute a;
    for (size_t i = 0; read_html_attribute(tag, &i, &a);) {
        if (!dl_slice_eq_nocase(a.name, name)) continue;
        *value = a.value;
        return true;
    }
    return false;
}

bool read_html_value(const html_tree *t, html_id id, const char *name, dl_slice *value)
{
    const html_node *n = html_at(t, id);
    dl_slice wanted = dl_slice_str(name);
    *value = (dl_slice){ NULL, 0 };
    if (n->kind != HTML_ELEMENT) return false;
    if (read_html_tag_value(dl_slice_cut(t->page, n->at, n->at + n->n), wanted, value)) return true;
    for (uint32_t i = 0; i < t->more.n; i++) {
        const html_more *m = &t->more.at[i];
        if (m->node == id
            && read_html_tag_value(dl_slice_cut(t->page, m->at, m->at + m->n), wanted, value))
            return true;
    }
    return false;
}

dl_slice read_html_get(const html_tree *t, html_id id, const char *name)
{
    dl_slice raw;
    read_piece out;
    if (!read_html_value(t, id, name, &raw) || !raw.n) return (dl_slice){ NULL, 0 };
    raw = dl_slice_trim(raw);
    if (!memchr(raw.p, '&', raw.n) && !memchr(raw.p, '\r', raw.n)) return raw;
    read_piece_start(&out, t->arena, raw.n, NULL);
    read_html_chars(t, (uint32_t)(raw.p - t->page.p), (uint32_t)raw.n, HTML_CHARS_VALUE, &out);
    return dl_slice_trim(read_piece_text(&out));
}

dl_slice read_html_name(const html_tree *t, html_id id)
{
    const html_node *n = html_at(t, id);
    dl_slice tag = dl_slice_cut(t->page, n->at, n->at + n->n);
    return dl_slice_cut(tag, 0, name_end(tag));
}
