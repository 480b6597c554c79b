/* annotated - texts with their marks and events, made by the language model and the
 * tables of data/; and files of cases, each a text and what must be found in it.
 *
 * In: a text or a file of cases. Out: the document; how many lines of cases are wrong.
 *
 * A case is a block of lines; blank lines part them, # begins a comment. The first line
 * is the text; "title: ", "date: " and "url: " say what else the report has, "dateline: "
 * which first words of the text are one; every other line says what must be found, "none"
 * that nothing may be. */
#ifndef DL_ANNOTATED_H
#define DL_ANNOTATED_H

#include "unit.h"

#include "doc/doc.h"

/* Set-up and tear-down of a group of tests. Without the model (unit_has_model) no text
 * can be annotated; the lexicon is there. */
int annotated_open(void **state);
int annotated_close(void **state);
dl_lexicon *annotated_lexicon(void);

/* ---- documents; the caller frees them */

typedef struct annotated_case {
    dl_slice text, title, date, url, dateline;
    dl_slice block; /* all its lines */
} annotated_case;

void annotated_mark(dl_doc *d); /* a document with a text: words and marks are added */
dl_doc *annotated_marked(const annotated_case *c);
dl_doc *annotated_coded(const annotated_case *c); /* events too */
dl_doc *annotated_text_marked(dl_slice text);
dl_doc *annotated_text_coded(dl_slice text);

/* "It cost [$5]." -> the text without brackets, the span between them; UINT32_MAX: there
 * are none. `out` has room for ANNOTATED_EXAMPLE_MAX bytes. */
enum { ANNOTATED_EXAMPLE_MAX = 1000 };
dl_slice annotated_without_brackets(dl_slice example, char *out, dl_span *span);

/* The words again and again. */
dl_slice annotated_repeated(dl_arena *a, const char *words, size_t times);

/* ---- cases */

/* Adds the i-th of what was found as a line of a case has it; false: there is none. */
typedef bool annotated_line(dl_buf *b, const dl_doc *d, uint32_t i);

typedef struct annotated_check {
    dl_doc *(*annotate)(const annotated_case *c);
    annotated_line *found;
    bool (*holds)(const dl_doc *d, dl_slice line); /* NULL: annotated_tells of `found` */
    bool is_all; /* what is found is in a line */
} annotated_check;

bool annotated_tells(const dl_doc *d, annotated_line *found, dl_slice line);
void annotated_print(const dl_doc *d, annotated_line *found);

/* How many lines of the file, or of the files NAME.txt of the folder, are wrong: each is
 * told with what was found instead. At least `least` cases are there. */
uint32_t annotated_file_wrong(const char *path, const annotated_check *c, uint32_t least);
uint32_t annotated_folder_wrong(const char *path, const annotated_check *c, uint32_t least);

#endif
