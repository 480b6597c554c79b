/* export_cells - rows of columns, parted by tabs or commas.
 *
 *   texts, numbers --export_cell--> one row
 *
 * A row is a line to every reader, to those that know no quotes too: control characters
 * become blanks. A cell with the separator or a quotation mark stands in quotes (RFC
 * 4180); one that a spreadsheet would run gets an apostrophe in front. */
#include "export_private.h"

static void add_text(dl_buf *b, dl_slice s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '"') dl_buf_byte(b, '"');
        dl_buf_byte(b, c < ' ' || c == 127 ? ' ' : (char)c);
    }
}

static void begin(export_cells *c)
{
    if (c->begun) dl_buf_byte(&c->x->out, c->separator);
    c->begun = true;
}

void export_cell(export_cells *c, dl_slice text)
{
    dl_buf *b = &c->x->out;
    begin(c);
    if (!text.n) return;
    bool quoted = dl_slice_find_byte(text, '"', 0) != SIZE_MAX;
    if (c->separator == ',' && dl_slice_find_byte(text, ',', 0) != SIZE_MAX) quoted = true;
    if (quoted) dl_buf_byte(b, '"');
    if (strchr("=+-@\t\r", text.p[0]) && text.p[0]) dl_buf_byte(b, '\'');
    add_text(b, text);
    if (quoted) dl_buf_byte(b, '"');
}

void export_cell_int(export_cells *c, int64_t n)
{
    begin(c);
    dl_buf_fmt(&c->x->out, "%lld", (long long)n);
}

void export_cell_num(export_cells *c, double v)
{
    begin(c);
    c->x->out.comma = false;
    dl_json_num(&c->x->out, v);
}

void export_empty(export_cells *c, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) begin(c);
}

void export_cells_end(export_cells *c)
{
    dl_buf_byte(&c->x->out, '\n');
    c->begun = false;
}

void export_heading(dl_export *x, const char *const *name, size_t n, char separator)
{
    export_cells c = { .x = x, .separator = separator };
    for (size_t i = 0; i < n; i++) export_cell(&c, dl_slice_str(name[i]));
    export_cells_end(&c);
}

/* ---- pairs */

bool export_same(const export_party *a, const export_party *b)
{
    return a->id.n || b->id.n ? dl_slice_eq(a->id, b->id) : dl_slice_eq(a->name, b->name);
}

static void pair_at(const export_event *e, uint32_t n, export_pair *p)
{
    uint32_t recipients = e->recipients.n ? e->recipients.n : 1;
    p->actor = e->actors.n ? &e->actors.at[n / recipients] : NULL;
    p->recipient = e->recipients.n ? &e->recipients.at[n % recipients] : NULL;
}

bool export_next_pair(const export_event *e, export_pair *p)
{
    uint64_t actors = e->actors.n ? e->actors.n : 1;
    uint64_t all = actors * (e->recipients.n ? e->recipients.n : 1);
    bool begun = p->next > 0;
    if (begun) p->n++;
    while (p->next < all && p->n < EXPORT_PAIRS_MAX) {
        pair_at(e, p->next++, p);
        bool same = p->actor && p->recipient && export_same(p->actor, p->recipient);
        if (same && all == 1) p->recipient = NULL;
        if (!same || all == 1) return true;
    }
    return false;
}
