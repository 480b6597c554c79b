/* markup - see markup.h. */
#include "markup.h"

#include "utf8.h"

static bool is_shown(uint32_t cp)
{
    bool control = (cp < 0x20 && cp != '\n' && cp != '\t') || (cp >= 0x7F && cp < 0xA0);
    bool turns = (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
    return !control && !turns && cp != 0xFFFE && cp != 0xFFFF;
}

void dl_markup_point(dl_buf *b, uint32_t code_point)
{
    char bytes[4];
    uint32_t cp = is_shown(code_point) ? code_point : DL_REPLACEMENT;
    switch (cp) {
    case '<': dl_buf_str(b, "&lt;"); break;
    case '>': dl_buf_str(b, "&gt;"); break;
    case '&': dl_buf_str(b, "&amp;"); break;
    case '"': dl_buf_str(b, "&quot;"); break;
    case '\'': dl_buf_str(b, "&#39;"); break;
    default: dl_buf_add(b, dl_slice_of(bytes, dl_utf8_put(cp, bytes)));
    }
}

void dl_markup_text(dl_buf *b, dl_slice text)
{
    for (size_t i = 0; i < text.n;) dl_markup_point(b, dl_utf8_next(text, &i));
}
