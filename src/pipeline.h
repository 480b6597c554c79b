/* pipeline - the order of the stages; the one place that knows every room.
 *
 *   reader --next--> job --work (any thread): decode, clean, parse, tell, pack
 *          --take (input order)--> lines or store */
#ifndef DL_PIPELINE_H
#define DL_PIPELINE_H

#include "clean/clean.h"
#include "code/code.h"
#include "dateline.h"
#include "doc/doc.h"
#include "mark/mark.h"
#include "parse/parse.h"
#include "read/read.h"
#include "store/store.h"

/* What threads work with between two runs that read a few reports each: an engine that
 * knows the commonest forms is half the work of one more report. */
typedef struct dl_kept_seats {
    struct seat *seats; /* [n]; NULL: none */
    unsigned n;
    bool store; /* and what reports are packed with */
} dl_kept_seats;

typedef struct dl_tools { /* const while a run goes on; shared by threads */
    const dl_mem *mem;
    const dl_calendar *calendar;
    const dl_read_tables *read;
    const dl_clean_tables *clean;
    const struct dl_group_words *words;
    const struct dl_link *link;
    const dl_mark_tables *mark;
    const dl_code_tables *code;
    const dl_parse *parse; /* NULL: no language model, or no analysis wanted */
    dl_kept_seats *kept; /* NULL: nothing is kept. Of this model */
    const dl_web *web; /* who opens addresses among the inputs; NULL: nobody */
    unsigned threads;
    unsigned what; /* DL_TELL_ flags of the lines wanted */
    bool conllu;
    const char *version; /* of program, tables and model together */
} dl_tools;

/* Runs the pure stages on a raw record. `scratch`: this thread's, NULL where t->parse is
 * NULL. */
struct dl_raw;
void dl_pipeline_stages(
    dl_doc *d, const struct dl_raw *raw, const dl_tools *t, dl_parse_scratch *scratch);
/* One record in memory -> one line. */
dateline_status dl_pipeline_one(
    const dl_tools *t, const struct dl_raw *raw, const dateline_hooks *h, dl_err *why);
/* inputs -> lines (store == NULL) or -> store. Answers the status; *why keeps a
 * failure. */
dateline_status dl_pipeline_run(const dl_tools *t, dl_store *store, const char *const *input,
    size_t n, const dateline_hooks *h, dateline_counts *counts, dl_err *why);
/* Stored reports again. `stale_only`: those whose analysis has another version. */
dateline_status dl_pipeline_again(const dl_tools *t, dl_store *store, bool stale_only,
    const dateline_hooks *h, dateline_counts *counts, dl_err *why);

/* Every report of a damaged record whose bytes are whole, into another record. */
dateline_status dl_pipeline_rescue(const dl_tools *t, dl_store *from, dl_store *into,
    const dateline_hooks *h, dateline_counts *counts, dl_err *why);

void dl_pipeline_forget(const dl_tools *t); /* what is kept */

/* One stored report -> one line: its bytes (raw), its analysis, or what its bytes
 * give. */
typedef enum dl_read_result { DL_READ_NONE, DL_READ_TOLD, DL_READ_DAMAGED } dl_read_result;
dl_read_result dl_pipeline_read(const dl_tools *t, dl_store *store, dl_slice id, bool raw,
    const dateline_hooks *h, dl_err *why);

#endif
