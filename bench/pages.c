/* pages - pages of HTML a second: the tree alone, and the article with its meta data.
 *
 * usage: pages FILE...     one page a file; the faster of two times counts.
 * A line a measure: name, pages a second, MB a second. */
#include <stdio.h>
#include <stdlib.h>

#include "clock.h"

#include "clean/clean.h"
#include "read/html.h"

enum { TIMES = 2 };

static double now(void) { return clock_seconds(CLOCK_THREAD_CPUTIME_ID); }

typedef struct tools {
    dl_read_tables *read;
    dl_clean_tables *clean;
    dl_doc *doc;
} tools;

static double parse(const tools *t, dl_slice page)
{
    html_tree tree;
    dl_doc_reset(t->doc);
    double from = now();
    read_html_parse(&tree, t->doc->arena, t->read, page, (html_how){ .whole = false });
    return now() - from;
}

static double extract(const tools *t, dl_slice page)
{
    dl_doc *d = t->doc;
    dl_raw raw = { .kind = DL_RAW_PAGE, .file = DL_S("p"), .bytes = page, .note = DL_NOTE_COUNT };
    dl_doc_reset(d);
    double from = now();
    dl_read_decode(d, t->read, &raw);
    if (d->text.page.p) {
        dl_clean_page(d, t->clean, t->read);
        dl_read_settle(d, t->read, &raw);
    }
    dl_clean_text(d, t->clean);
    return now() - from;
}

static double best(double (*f)(const tools *, dl_slice), const tools *t, dl_slice page)
{
    double least = f(t, page);
    for (int k = 1; k < TIMES; k++) {
        double took = f(t, page);
        least = took < least ? took : least;
    }
    return least;
}

int main(int argc, char **argv)
{
    dl_err e;
    dl_err_clear(&e);
    dl_lexicon *lexicon = dl_lexicon_open(NULL, NULL, &e);
    dl_calendar *calendar = lexicon ? dl_calendar_new(NULL, lexicon, &e) : NULL;
    tools t = { .doc = dl_doc_new(NULL) };
    if (calendar) t.read = dl_read_tables_new(NULL, lexicon, calendar, &e);
    if (t.read) t.clean = dl_clean_tables_new(NULL, lexicon, calendar, &e);
    if (!t.clean || !t.doc) return 1;
    dl_arena *files = dl_arena_new(NULL, 0);
    double parsed = 0;
    double extracted = 0;
    double bytes = 0;
    for (int i = 1; i < argc; i++) {
        dl_slice page = dl_file_read(files, argv[i], DL_RECORD_MAX, &e);
        if (dl_failed(&e)) return 1;
        parsed += best(parse, &t, page);
        extracted += best(extract, &t, page);
        bytes += (double)page.n;
    }
    printf("tree\t%.1f\t%.1f\n", (argc - 1) / parsed, bytes / 1e6 / parsed);
    printf("article\t%.1f\t%.1f\n", (argc - 1) / extracted, bytes / 1e6 / extracted);
    return 0;
}
