/* export_xml - texts inside XML 1.0. */
#include "export_private.h"

/* U+FFFE and U+FFFF are no characters of XML. */
static bool is_noncharacter(dl_slice s, size_t i)
{
    if (i + 2 >= s.n || memcmp(s.p + i, "\xef\xbf", 2) != 0) return false;
    return ((unsigned char)s.p[i + 2] & 0xfe) == 0xbe;
}

static const char *escape_of(unsigned char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\t':
    case '\n':
    case '\r': return " ";
    default: return c < ' ' ? "\xef\xbf\xbd" : NULL;
    }
}

void export_xml(dl_buf *b, dl_slice text)
{
    for (size_t i = 0; i < text.n; i++) {
        const char *escaped = escape_of((unsigned char)text.p[i]);
        if (is_noncharacter(text, i)) {
            escaped = "\xef\xbf\xbd";
            i += 2;
        }
        if (escaped) dl_buf_str(b, escaped);
        else dl_buf_byte(b, text.p[i]);
    }
}

void export_xml_element(dl_buf *b, const char *name, dl_slice text)
{
    if (!text.n) return;
    dl_buf_fmt(b, "<%s>", name);
    export_xml(b, text);
    dl_buf_fmt(b, "</%s>", name);
}
