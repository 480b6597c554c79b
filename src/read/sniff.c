/* sniff - see sniff.h. */
#include "sniff.h"

#include "feed.h"
#include "markup.h"
#include "rows.h"
#include "rtf.h"

static bool has_ending(dl_slice s, const char *ending)
{
    dl_slice e = dl_slice_str(ending);
    return s.n >= e.n && dl_slice_eq_nocase(dl_slice_cut(s, s.n - e.n, s.n), e);
}

read_format read_format_of_name(const char *path)
{
    static const struct {
        const char *ending;
        read_format format;
    } of[] = { { ".jsonl", FORMAT_JSON }, { ".ndjson", FORMAT_JSON }, { ".json", FORMAT_JSON },
        { ".txt", FORMAT_TEXT }, { ".csv", FORMAT_ROWS }, { ".tsv", FORMAT_ROWS },
        { ".html", FORMAT_PAGE }, { ".htm", FORMAT_PAGE }, { ".xhtml", FORMAT_PAGE },
        { ".xml", FORMAT_FEED }, { ".rss", FORMAT_FEED }, { ".atom", FORMAT_FEED },
        { ".warc", FORMAT_WARC }, { ".wet", FORMAT_WARC }, { ".docx", FORMAT_WORD },
        { ".odt", FORMAT_WORD }, { ".rtf", FORMAT_WORD }, { ".zip", FORMAT_BOX },
        { ".tar", FORMAT_BOX }, { ".tgz", FORMAT_BOX } };
    dl_slice s = dl_slice_str(path);
    if (has_ending(s, ".gz")) s.n -= 3;
    else if (has_ending(s, ".zst")) s.n -= 4;
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        if (has_ending(s, of[i].ending)) return of[i].format;
    return FORMAT_UNKNOWN;
}

dl_slice read_narrow(dl_slice first, char room[READ_SNIFF_MAX])
{
    read_utf16 wide = read_is_utf16(first);
    size_t n = 0;
    if (!wide)
        return dl_slice_starts(first, DL_S("\xEF\xBB\xBF")) ? dl_slice_cut(first, 3, first.n)
                                                            : first;
    size_t high = wide == READ_UTF16_BIG ? 0 : 1;
    for (size_t i = 0; i + 1 < first.n && n < READ_SNIFF_MAX; i += 2) {
        bool mark = i == 0 && (unsigned char)first.p[high] == 0xFE;
        if (!mark) room[n++] = first.p[i + high] ? 'x' : first.p[i + 1 - high];
    }
    return dl_slice_of(room, n);
}

/* What stands behind the first bracket tells JSON from a text that begins with one. */
static bool is_json(dl_slice s)
{
    if (s.p[0] == 0x1E) return true;
    dl_slice rest = dl_slice_trim(dl_slice_cut(s, 1, s.n));
    char next = rest.n ? rest.p[0] : 0;
    if (s.p[0] == '{') return next == '"' || next == '}';
    return s.p[0] == '[' && (next == '{' || next == ']' || next == '[');
}

static bool is_xml(dl_slice s)
{
    return dl_slice_starts_nocase(s, DL_S("<?xml")) || dl_slice_starts_nocase(s, DL_S("<opml"));
}

read_format read_format_of_bytes(const dl_read_tables *t, dl_slice first)
{
    char room[READ_SNIFF_MAX];
    dl_slice s = dl_slice_trim(read_narrow(first, room));
    if (s.n == 0) return FORMAT_UNKNOWN;
    if (is_json(s)) return FORMAT_JSON;
    if (read_is_rtf(s)) return FORMAT_WORD;
    if (read_looks_like_page(s)) return FORMAT_PAGE;
    if (dl_slice_starts(s, DL_S("WARC/1."))) return FORMAT_WARC;
    if (read_feed_element(s)) return FORMAT_FEED;
    if (is_xml(s)) return FORMAT_XML;
    if (read_rows_delimiter(t, s, 2)) return FORMAT_ROWS;
    return FORMAT_TEXT;
}
