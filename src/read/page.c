/* page - see page.h. */
#include "page.h"

#include "html_chars.h"

enum { SAID_WITHIN = 4096 /* bytes in which a page says its charset */ };

dl_runs read_map_from(dl_doc *d, const read_utf8 *utf8, size_t at)
{
    dl_runs map = utf8->map;
    uint32_t n = (uint32_t)utf8->text.n;
    if (utf8->same) map = (dl_runs){ NULL, 0, 0 };
    for (uint32_t i = 0; i < map.n; i++) map.at[i].from += (uint32_t)at;
    if (utf8->same) dl_runs_add(d->arena, &map, 0, n, at, n);
    return map;
}

static bool ends_label(char c)
{
    return html_is_space(c) || c == '"' || c == '\'' || c == '>' || c == ';' || c == '/' || c == 0;
}

/* What stands behind "charset=" in the first bytes. */
static dl_slice said_in(dl_slice page)
{
    dl_slice key = DL_S("charset=");
    dl_slice s = dl_slice_cut(page, 0, page.n < SAID_WITHIN ? page.n : SAID_WITHIN);
    for (size_t i = 0; i + key.n < s.n; i++) {
        if ((s.p[i] | 32) != 'c' || !dl_slice_eq_nocase(dl_slice_cut(s, i, i + key.n), key))
            continue;
        size_t from = i + key.n;
        if (s.p[from] == '"' || s.p[from] == '\'') from++;
        size_t to = from;
        while (to < s.n && !ends_label(s.p[to])) to++;
        return dl_slice_cut(s, from, to);
    }
    return (dl_slice){ NULL, 0 };
}

/* Browsers take these for windows-1252, of which they are a part. */
static dl_slice meant_by(dl_slice label)
{
    bool latin = dl_slice_eq_nocase(label, DL_S("iso-8859-1"))
        || dl_slice_eq_nocase(label, DL_S("latin1")) || dl_slice_eq_nocase(label, DL_S("us-ascii"));
    return latin ? DL_S("WINDOWS-1252") : label;
}

void read_page(dl_doc *d, dl_slice record, size_t from, dl_slice charset)
{
    read_utf8 utf8;
    dl_slice page = dl_slice_cut(record, from, record.n);
    if (read_is_binary(page)) {
        dl_doc_note(d, DL_NOTE_BINARY, 0, "this is no page: kept as it came");
        return;
    }
    dl_slice said = charset.n ? charset : said_in(page);
    read_said_to_utf8(d, page, meant_by(said), &utf8);
    if (dl_failed(&d->err)) return;
    d->text.page = utf8.text;
    d->text.page_map = read_map_from(d, &utf8, from);
}
