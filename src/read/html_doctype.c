/* html_doctype - the parts of a DOCTYPE. In: its text behind "<!doctype". Out: name,
 * public and system identifier. */
#include "html_chars.h"
#include "html_scan.h"

typedef struct cursor {
    dl_slice s;
    size_t i;
} cursor;

static void skip_space(cursor *c)
{
    while (c->i < c->s.n && html_is_space(c->s.p[c->i])) c->i++;
}

static bool at_end(const cursor *c) { return c->i >= c->s.n; }

static bool take_word(cursor *c, const char *word)
{
    dl_slice w = dl_slice_str(word);
    if (c->s.n - c->i < w.n) return false;
    if (!dl_slice_eq_nocase(dl_slice_cut(c->s, c->i, c->i + w.n), w)) return false;
    c->i += w.n;
    return true;
}

/* What stands in quotation marks here; false: nothing does. An end that is missing makes
 * the DOCTYPE odd. */
static bool take_quoted(cursor *c, html_doctype *out, dl_slice *id)
{
    skip_space(c);
    if (at_end(c) || (c->s.p[c->i] != '"' && c->s.p[c->i] != '\'')) return false;
    size_t end = dl_slice_find_byte(c->s, c->s.p[c->i], c->i + 1);
    out->odd |= end == SIZE_MAX;
    if (end == SIZE_MAX) end = c->s.n;
    *id = dl_slice_cut(c->s, c->i + 1, end);
    c->i = end < c->s.n ? end + 1 : end;
    return true;
}

static void take_ids(cursor *c, html_doctype *out)
{
    skip_space(c);
    if (at_end(c)) return;
    bool is_public = take_word(c, "public");
    bool known = is_public || take_word(c, "system");
    bool first = known && take_quoted(c, out, is_public ? &out->public_id : &out->system_id);
    if (!first) {
        out->odd = true;
        return;
    }
    if (!is_public) return;
    if (!take_quoted(c, out, &out->system_id) && !at_end(c)) out->odd = true;
}

/* Behind a system identifier anything is passed over, an end that is missing too. */
static bool has_rest(cursor *c, const html_doctype *d)
{
    skip_space(c);
    return d->system_id.p && !at_end(c);
}

void read_html_doctype(dl_slice page, uint32_t at, uint32_t n, html_doctype *out)
{
    cursor c = { dl_slice_cut(page, at, at + n), 0 };
    bool broken = at + n == page.n;
    *out = (html_doctype){ .odd = false };
    skip_space(&c);
    size_t from = c.i;
    while (!at_end(&c) && !html_is_space(c.s.p[c.i])) c.i++;
    if (c.i == from) {
        out->odd = true;
        return;
    }
    out->name = dl_slice_cut(c.s, from, c.i);
    take_ids(&c, out);
    out->odd |= broken && !has_rest(&c, out);
}
