/* Any bytes as a page, its article taken and cleaned: the text is UTF-8, each byte of it
 * comes from a byte of the page, what was removed is UTF-8 too. */
#include "clean/clean.h"
#include "read/read.h"

#define MUST(x) \
    do { \
        if (!(x)) __builtin_trap(); \
    } while (0)

static dl_read_tables *read_tables;
static dl_clean_tables *clean_tables;

static void start(void)
{
    dl_err e;
    dl_err_clear(&e);
    dl_lexicon *lexicon = dl_lexicon_open(NULL, NULL, &e);
    dl_calendar *calendar = lexicon ? dl_calendar_new(NULL, lexicon, &e) : NULL;
    read_tables = calendar ? dl_read_tables_new(NULL, lexicon, calendar, &e) : NULL;
    clean_tables = read_tables ? dl_clean_tables_new(NULL, lexicon, calendar, &e) : NULL;
    MUST(clean_tables);
}

static void check(const dl_doc *d)
{
    const dl_text *t = &d->text;
    MUST(dl_utf8_bad(t->full) == SIZE_MAX && dl_utf8_bad(t->source_title) == SIZE_MAX);
    for (uint32_t i = 0; i < t->body.end; i++) {
        uint64_t at = dl_doc_raw_at(d, i);
        MUST(at <= t->raw.n || at == UINT64_MAX);
    }
    for (uint32_t i = 0; i < t->removed.n; i++) {
        MUST(dl_utf8_bad(t->removed.at[i].text) == SIZE_MAX);
        MUST(t->removed.at[i].at <= t->source.n);
    }
    MUST(!t->author.p || dl_utf8_bad(t->author) == SIZE_MAX);
    MUST(!t->outlet.p || dl_utf8_bad(t->outlet) == SIZE_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!clean_tables) start();
    dl_raw raw = { .kind = DL_RAW_PAGE,
        .file = DL_S("t"),
        .bytes = dl_slice_of((const char *)data, size),
        .note = DL_NOTE_COUNT };
    dl_doc *d = dl_doc_new(NULL);
    dl_read_decode(d, read_tables, &raw);
    if (d->text.page.p) {
        dl_clean_page(d, clean_tables, read_tables);
        dl_read_settle(d, read_tables, &raw);
    }
    dl_clean_text(d, clean_tables);
    MUST(!dl_failed(&d->err));
    check(d);
    dl_doc_free(d);
    return 0;
}
