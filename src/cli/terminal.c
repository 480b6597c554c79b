/* terminal - what a stream can show, and texts made safe for it.
 *
 *   bytes of an input --dl_visible--> text without control characters
 *   text --cli_wrap--> lines of a width */
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utf8proc.h>

#include "cli.h"

enum {
    NARROWEST = 20, /* columns: a terminal that says less is not believed */
    WIDEST = 1000
};

bool cli_is_terminal(FILE *out) { return isatty(fileno(out)) != 0; }

unsigned cli_width(FILE *out)
{
    struct winsize w;
    if (cli_is_terminal(out) && ioctl(fileno(out), TIOCGWINSZ, &w) == 0 && w.ws_col > NARROWEST)
        return w.ws_col;
    const char *columns = getenv("COLUMNS");
    long n = columns ? strtol(columns, NULL, 10) : 0;
    if (n > NARROWEST && n < WIDEST) return (unsigned)n;
    return cli_is_terminal(out) ? 80 : 0;
}

bool cli_wants_colour(FILE *out)
{
    const char *no = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    bool dumb = term && strcmp(term, "dumb") == 0;
    return cli_is_terminal(out) && !dumb && !(no && *no);
}

/* ---- safe texts */

void cli_put(FILE *out, const char *s)
{
    dl_buf b;
    dl_buf_init(&b, NULL);
    dl_visible(&b, dl_slice_str(s));
    fwrite(b.p, 1, b.n, out);
    dl_buf_free(&b);
}

static bool stays_in_lines(uint32_t cp)
{
    return cp == '\n' || cp == '\t' || !dl_drives_terminal(cp);
}

void cli_put_lines(FILE *out, dl_slice s, bool json)
{
    if (!cli_is_terminal(out)) {
        fwrite(s.p, 1, s.n, out);
        return;
    }
    dl_buf b;
    dl_buf_init(&b, NULL);
    for (size_t i = 0; i < s.n;) {
        uint32_t cp = dl_utf8_next(s, &i);
        if (stays_in_lines(cp)) dl_visible_point(&b, cp);
        else if (json) dl_buf_fmt(&b, "\\u%04x", (unsigned)cp);
        else dl_visible_escape(&b, cp);
    }
    fwrite(b.p, 1, b.n, out);
    dl_buf_free(&b);
}

/* ---- widths */

unsigned cli_text_width(dl_slice s)
{
    unsigned width = 0;
    for (size_t i = 0; i < s.n;) {
        int n = utf8proc_charwidth((utf8proc_int32_t)dl_utf8_next(s, &i));
        if (n > 0) width += (unsigned)n;
    }
    return width;
}

typedef struct line {
    FILE *out;
    unsigned width, indent, used; /* used: columns of this line, without the indent */
} line;

static void end_line(line *l)
{
    if (l->used) fputc('\n', l->out);
    l->used = 0;
}

static void put_word(line *l, dl_slice word)
{
    unsigned n = cli_text_width(word);
    if (l->used && l->width && l->indent + l->used + 1 + n > l->width) end_line(l);
    if (l->used) fputc(' ', l->out);
    else fprintf(l->out, "%*s", (int)l->indent, "");
    fwrite(word.p, 1, word.n, l->out);
    l->used += n + (l->used > 0);
}

static void wrap_line(line *l, dl_slice s)
{
    dl_buf b;
    dl_buf_init(&b, NULL);
    dl_visible(&b, s);
    for (size_t i = 0; i < b.n;) {
        size_t from = i;
        while (i < b.n && b.p[i] != ' ') i++;
        if (i > from) put_word(l, dl_slice_of(b.p + from, i - from));
        i++;
    }
    dl_buf_free(&b);
    end_line(l);
}

void cli_wrap(FILE *out, dl_slice s, unsigned width, unsigned indent)
{
    line l = { .out = out, .width = width, .indent = indent };
    dl_slice rest = s;
    dl_slice part;
    while (dl_slice_line(&rest, &part)) {
        if (part.n == 0) fputc('\n', out);
        else wrap_line(&l, part);
    }
}
