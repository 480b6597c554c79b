/* cmd_search - search: hits in two lines each, the passage with the match in sight. */
#include "cli.h"

enum { INDENT = 4 };

typedef struct hits {
    unsigned width; /* of the terminal; 0: nothing is cut */
    bool colour;
    size_t n;
} hits;

static void put_head(const hits *h, const dateline_row *row)
{
    const char *date = cli_value(row, "date");
    const char *outlet = cli_value(row, "outlet");
    cli_put(stdout, *date ? date : "undated");
    if (*outlet) fputs("  ", stdout);
    cli_put(stdout, outlet);
    fputs(h->colour ? "  \033[1m" : "  ", stdout);
    cli_put(stdout, cli_value(row, "title"));
    fputs(h->colour ? "\033[0m  [" : "  [", stdout);
    cli_put(stdout, cli_value(row, "id"));
    fputs("]\n", stdout);
}

/* The part of a passage that fits into a line, the first match about a third from its
 * start; whole words. */
static dl_slice around_match(dl_slice s, unsigned width)
{
    if (!width || cli_text_width(s) <= width) return s;
    size_t match = dl_slice_find_byte(s, '[', 0);
    if (match == SIZE_MAX) match = 0;
    size_t from = match;
    while (from && cli_text_width(dl_slice_cut(s, from, match)) < width / 3) from--;
    while (from && from < match && s.p[from - 1] != ' ') from++;
    size_t to = from;
    while (to < s.n) {
        size_t end = dl_slice_find_byte(s, ' ', to + 1);
        if (end == SIZE_MAX) end = s.n;
        if (cli_text_width(dl_slice_cut(s, from, end)) > width) break;
        to = end;
    }
    return dl_slice_cut(s, from, to > match ? to : s.n);
}

/* Matches stand in brackets; on a terminal with colour they are coloured instead. */
static void put_passage(const hits *h, dl_slice s)
{
    for (size_t i = 0; i < s.n; i++) {
        bool bracket = h->colour && (s.p[i] == '[' || s.p[i] == ']');
        if (!bracket) fputc(s.p[i], stdout);
        else fputs(s.p[i] == '[' ? "\033[1;31m" : "\033[0m", stdout);
    }
    fputs(h->colour ? "\033[0m\n" : "\n", stdout);
}

static bool put_hit(void *user, const dateline_row *row)
{
    hits *h = user;
    dl_buf b;
    dl_buf_init(&b, NULL);
    h->n++;
    put_head(h, row);
    dl_visible(&b, dl_slice_str(cli_value(row, "snippet")));
    printf("%*s", INDENT, "");
    put_passage(h, around_match(dl_buf_slice(&b), h->width ? h->width - INDENT : 0));
    dl_buf_free(&b);
    return !ferror(stdout);
}

static void join_words(dl_buf *query, const cli_args *a)
{
    for (size_t i = 0; i < a->words; i++) {
        if (i) dl_buf_byte(query, ' ');
        dl_buf_str(query, a->word[i]);
    }
}

/* How many there are beside those shown, and what became of the query. */
static void say_found(const dateline *d, const cli_args *a, size_t shown)
{
    dateline_found f;
    dateline_search_found(d, &f);
    uint64_t seen = a->filter.offset + shown;
    if (f.as_words) fputs("this is no query: its words were looked for, all of them\n", stderr);
    if (f.words_taken)
        fprintf(stderr, "a query has at most %llu words: the rest was left out\n",
            (unsigned long long)f.words_taken);
    if (seen < f.total)
        fprintf(stderr, "%zu of %llu reports shown; --limit N shows more, --offset %llu the next\n",
            shown, (unsigned long long)f.total, (unsigned long long)seen);
    if (f.newest_only)
        fputs("only the newest 2,000 of them are ranked: more words or dates reach the others\n",
            stderr);
}

int cmd_search(const cli_args *a)
{
    dateline *d = cli_open(a, CLI_READ_ONLY);
    if (!d) return DATELINE_FAILED;
    dl_buf query;
    dl_buf_init(&query, NULL);
    join_words(&query, a);
    hits h = { .width = cli_width(stdout), .colour = cli_wants_colour(stdout) };
    cli_printer *p = a->form == FORM_TABLE ? NULL : cli_printer_new(a, stdout);
    dateline_visit visit = p ? cli_print_row : put_hit;
    void *user = p ? (void *)p : (void *)&h;
    dateline_status status = dateline_search(d, query.p, &a->filter, visit, user);
    if (p) h.n = cli_printer_end(p);
    else if (!h.n && status == DATELINE_OK) puts("nothing found");
    if (status == DATELINE_OK && !a->quiet) say_found(d, a, h.n);
    dl_buf_free(&query);
    return cli_end(d, status);
}
