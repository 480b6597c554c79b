/* petrarch_lines - lines of a dictionary without comments, words, and rows of the tables
 * that are being written. See petrarch_private.h. */
#include "petrarch_private.h"

#include <stdio.h>

static const char *const heading[DL_PETRARCH_TABLES] = {
    "verb\tneeds\tactor\trecipient\ttype\tmode\tcameo\texample\tnote\n",
    "form\tlemma\tnote\n",
    "name\tother\tkind\tcountry\tcode\talso\tnote\n",
    "word\twhat\tsector\toffice\tgender\ttitle\tnote\n",
};

void petrarch_tell(dl_petrarch *p, const char *why)
{
    p->counts.told++;
    p->told(p->user, p->file, p->line, why);
}

/* ---- lines */

/* Takes "<!-- -->" out of a line; what follows a comment on its line is dropped too. */
static dl_slice without_markup(dl_petrarch *p, dl_slice s)
{
    if (p->in_comment) {
        p->in_comment = dl_slice_find(s, DL_S("-->"), 0) == SIZE_MAX;
        return dl_slice_cut(s, 0, 0);
    }
    size_t at = dl_slice_find(s, DL_S("<!--"), 0);
    if (at == SIZE_MAX) return s;
    p->in_comment = dl_slice_find(s, DL_S("-->"), at) == SIZE_MAX;
    return dl_slice_cut(s, 0, at);
}

bool petrarch_line(dl_petrarch *p, dl_slice *rest, dl_slice *line)
{
    while (dl_slice_line(rest, line)) {
        p->line++;
        dl_slice s = without_markup(p, *line);
        size_t hash = dl_slice_find_byte(s, '#', 0);
        if (hash != SIZE_MAX) s = dl_slice_cut(s, 0, hash);
        bool says = petrarch_trim(s).n > 0 && s.p[0] != ';';
        if (!says) continue;
        p->counts.lines++;
        *line = s;
        return true;
    }
    return false;
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

dl_slice petrarch_trim(dl_slice s)
{
    size_t from = 0, end = s.n;
    while (from < end && is_blank(s.p[from])) from++;
    while (end > from && is_blank(s.p[end - 1])) end--;
    return dl_slice_cut(s, from, end);
}

bool petrarch_bracket(dl_slice *s, char open, char close, dl_slice *inside)
{
    size_t from = dl_slice_find_byte(*s, open, 0);
    size_t end = from == SIZE_MAX ? SIZE_MAX : dl_slice_find_byte(*s, close, from + 1);
    if (end == SIZE_MAX) return false;
    *inside = petrarch_trim(dl_slice_cut(*s, from + 1, end));
    *s = petrarch_trim(dl_slice_cut(*s, 0, from));
    return true;
}

static char in_case(char c, bool capital)
{
    if (capital && c >= 'a' && c <= 'z') return (char)(c - 'a' + 'A');
    if (!capital && c >= 'A' && c <= 'Z') return (char)(c - 'A' + 'a');
    return c;
}

dl_slice petrarch_words(dl_petrarch *p, dl_slice s, bool capitals)
{
    char *out = dl_arena_room(p->arena, s.n + 1);
    if (!out) return (dl_slice){ NULL, 0 };
    size_t n = 0;
    bool first = true;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i] == '_' || s.p[i] == '\t' ? ' ' : s.p[i];
        if (c == ' ' && (n == 0 || out[n - 1] == ' ')) continue;
        out[n++] = in_case(c, capitals && first);
        first = c == ' ' || c == '-' || c == '.';
    }
    while (n && out[n - 1] == ' ') n--;
    return dl_slice_of(out, n);
}

/* ---- rows */

enum { TAGGED_BYTES = 4096 };

bool petrarch_row(dl_petrarch *p, dl_petrarch_table_name to, dl_slice key, dl_slice row)
{
    char tagged[TAGGED_BYTES];
    int n = snprintf(tagged, sizeof tagged, "%d:%.*s", (int)to, (int)key.n, key.p);
    if (n < 0 || (size_t)n >= sizeof tagged) return false;
    uint32_t known = p->seen.names.n;
    if (dl_intern(&p->seen, dl_slice_of(tagged, (size_t)n)) <= known) return false;
    dl_buf *b = &p->table[to];
    if (!b->n) dl_buf_str(b, heading[to]);
    dl_buf_add(b, row);
    dl_buf_fmt(b, "%s:%u\n", p->file, p->line);
    p->counts.rows++;
    return true;
}
