/* print - rows as a table for people, as JSON lines, or as CSV (RFC 4180). A table keeps
 * its first rows back to learn their widths. */
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utf8proc.h>

#include "cli.h"

enum {
    COLUMNS_MAX = 64,
    SAMPLE = 200,
    WIDEST = 60
}; /* rows that settle the widths; no column but the last is wider */

struct cli_printer {
    FILE *out;
    cli_form form;
    size_t rows, columns;
    unsigned width[COLUMNS_MAX];
    char **kept; /* rows * columns texts of the sample */
    size_t kept_rows;
    bool settled;
    char *name[COLUMNS_MAX];
};

unsigned cli_width(FILE *out)
{
    struct winsize w;
    if (isatty(fileno(out)) && ioctl(fileno(out), TIOCGWINSZ, &w) == 0 && w.ws_col > 20)
        return w.ws_col;
    const char *columns = getenv("COLUMNS");
    long n = columns ? strtol(columns, NULL, 10) : 0;
    return n > 20 && n < 1000 ? (unsigned)n : 100;
}

bool cli_wants_colour(FILE *out)
{
    const char *no = getenv("NO_COLOR");
    return isatty(fileno(out)) && !(no && *no);
}

cli_printer *cli_printer_new(const cli_args *a, FILE *out)
{
    cli_printer *p = calloc(1, sizeof *p);
    if (!p) abort();
    p->out = out;
    p->form = a->form;
    return p;
}

static unsigned display_width(const char *s)
{
    unsigned w = 0;
    dl_slice text = dl_slice_str(s);
    for (size_t i = 0; i < text.n;) {
        int k = utf8proc_charwidth((utf8proc_int32_t)dl_utf8_next(text, &i));
        w += k > 0 ? (unsigned)k : 0;
    }
    return w;
}

/* Prints at most `width` columns of s, control characters as blanks (a text must not
 * drive the terminal); pads when asked to. */
static void put_cell(FILE *out, const char *s, unsigned width, bool pad)
{
    dl_slice text = dl_slice_str(s);
    unsigned used = 0, all = display_width(s);
    for (size_t i = 0; i < text.n;) {
        size_t from = i;
        uint32_t cp = dl_utf8_next(text, &i);
        int k = utf8proc_charwidth((utf8proc_int32_t)cp);
        if (cp < 32 || (cp >= 0x7F && cp < 0xA0)) {
            if (used < width) fputc(' ', out), used++;
            continue;
        }
        if (all > width && used + (k > 0 ? (unsigned)k : 0) > width - 1) {
            fputs("\xE2\x80\xA6", out);
            used++;
            break;
        }
        fwrite(text.p + from, 1, i - from, out);
        used += k > 0 ? (unsigned)k : 0;
    }
    for (; pad && used < width; used++) fputc(' ', out);
}

static void put_row(cli_printer *p, const char *const *cell, bool heading)
{
    bool colour = heading && cli_wants_colour(p->out);
    if (colour) fputs("\033[1m", p->out);
    for (size_t c = 0; c < p->columns; c++) {
        if (c) fputs("  ", p->out);
        put_cell(p->out, cell[c] ? cell[c] : "", p->width[c], c + 1 < p->columns);
    }
    fputs(colour ? "\033[0m\n" : "\n", p->out);
}

/* What people read rather than look up gets twice the room of the rest. */
static bool is_prose(const char *name)
{
    static const char *const prose[] = { "title", "snippet", "message", "why", "methods",
        "finding" };
    for (size_t i = 0; i < sizeof prose / sizeof *prose; i++)
        if (strcmp(name, prose[i]) == 0) return true;
    return false;
}

/* Columns that are too wide together give way from the widest; ids stay whole, since
 * people copy them. */
static void settle(cli_printer *p)
{
    unsigned room = cli_width(p->out), sum = 0;
    for (size_t c = 0; c < p->columns; c++) {
        p->width[c] = display_width(p->name[c]);
        for (size_t r = 0; r < p->kept_rows; r++) {
            unsigned w = p->kept[r * p->columns + c] ? display_width(p->kept[r * p->columns + c])
                                                     : 0;
            if (w > p->width[c]) p->width[c] = w > WIDEST ? WIDEST : w;
        }
        sum += p->width[c] + 2;
    }
    while (sum > room + 2) {
        size_t widest = p->columns - 1;
        unsigned most = 0;
        for (size_t c = 0; c < p->columns; c++) {
            unsigned w = p->width[c] * 2 / (is_prose(p->name[c]) ? 2 : 1);
            if (strcmp(p->name[c], "id") != 0 && w > most) most = w, widest = c;
        }
        if (p->width[widest] <= 6) break;
        p->width[widest]--;
        sum--;
    }
    put_row(p, (const char *const *)p->name, true);
    for (size_t r = 0; r < p->kept_rows; r++)
        put_row(p, (const char *const *)p->kept + r * p->columns, false);
    p->settled = true;
}

static void table_row(cli_printer *p, const dateline_row *row)
{
    if (p->settled) {
        const char *text[COLUMNS_MAX];
        for (size_t c = 0; c < p->columns; c++) text[c] = row->cell[c].text;
        put_row(p, text, false);
        return;
    }
    char **kept = realloc(p->kept, (p->kept_rows + 1) * p->columns * sizeof *kept);
    if (!kept) abort();
    p->kept = kept;
    for (size_t c = 0; c < p->columns; c++)
        kept[p->kept_rows * p->columns + c] = row->cell[c].text ? strdup(row->cell[c].text) : NULL;
    if (++p->kept_rows == SAMPLE) settle(p);
}

static void csv_cell(FILE *out, const char *s)
{
    if (!s) return;
    if (!strpbrk(s, ",\"\r\n")) {
        fputs(s, out);
        return;
    }
    fputc('"', out);
    for (; *s; s++) {
        if (*s == '"') fputc('"', out);
        fputc(*s, out);
    }
    fputc('"', out);
}

static void csv_names(FILE *out, const dateline_row *row)
{
    for (size_t c = 0; c < row->columns; c++) {
        if (c) fputc(',', out);
        csv_cell(out, row->name[c]);
    }
    fputs("\r\n", out);
}

static void csv_row(FILE *out, const dateline_row *row)
{
    for (size_t c = 0; c < row->columns; c++) {
        if (c) fputc(',', out);
        csv_cell(out, row->cell[c].text);
    }
    fputs("\r\n", out);
}

bool cli_print_row(void *printer, const dateline_row *row)
{
    cli_printer *p = printer;
    if (p->rows++ == 0) {
        p->columns = row->columns < COLUMNS_MAX ? row->columns : COLUMNS_MAX;
        for (size_t c = 0; c < p->columns; c++) p->name[c] = strdup(row->name[c]);
        if (p->form == FORM_CSV) csv_names(p->out, row);
    }
    if (p->form == FORM_JSON) fwrite(row->json, 1, row->json_n, p->out), fputc('\n', p->out);
    else if (p->form == FORM_CSV) csv_row(p->out, row);
    else table_row(p, row);
    return !ferror(p->out);
}

size_t cli_printer_end(cli_printer *p)
{
    size_t rows = p->rows;
    if (p->form == FORM_TABLE && !p->settled && p->kept_rows) settle(p);
    for (size_t i = 0; i < p->kept_rows * p->columns; i++) free(p->kept[i]);
    for (size_t c = 0; c < p->columns; c++) free(p->name[c]);
    free(p->kept);
    free(p);
    return rows;
}
