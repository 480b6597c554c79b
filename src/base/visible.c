/* visible - see visible.h. */
#include "visible.h"

#include "utf8.h"

bool dl_drives_terminal(uint32_t cp)
{
    bool control = cp < 0x20 || (cp >= 0x7F && cp < 0xA0);
    bool direction = cp == 0x061C || cp == 0x200E || cp == 0x200F || (cp >= 0x202A && cp <= 0x202E)
        || (cp >= 0x2066 && cp <= 0x2069);
    return control || direction || cp == 0x2028 || cp == 0x2029;
}

static bool is_blank(uint32_t cp) { return cp == ' ' || (cp >= '\t' && cp <= '\r'); }

void dl_visible_point(dl_buf *b, uint32_t cp)
{
    char bytes[4];
    dl_buf_add(b, dl_slice_of(bytes, dl_utf8_put(cp, bytes)));
}

void dl_visible_escape(dl_buf *b, uint32_t cp)
{
    if (cp < 0x100) dl_buf_fmt(b, "\\x%02x", (unsigned)cp);
    else dl_buf_fmt(b, "\\u%04x", (unsigned)cp);
}

/* A run of white space is one blank. */
static void add_blank(dl_buf *b)
{
    if (!b->n || b->p[b->n - 1] != ' ') dl_buf_byte(b, ' ');
}

void dl_visible(dl_buf *b, dl_slice text)
{
    for (size_t i = 0; i < text.n;) {
        uint32_t cp = dl_utf8_next(text, &i);
        if (is_blank(cp)) add_blank(b);
        else if (dl_drives_terminal(cp)) dl_visible_escape(b, cp);
        else dl_visible_point(b, cp);
    }
}
