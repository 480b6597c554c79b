/* line - the JSON line of a report (docs/formats.md) read back: what its marks say and
 * which words they lie over.
 *
 *   a mark {"start","end","in"} and its report --> words, the sentence around them */
#ifndef DL_DOC_LINE_H
#define DL_DOC_LINE_H

#include <jansson.h>

#include "base/base.h"

/* A line as a tree, the caller's to give back; NULL: it is no JSON, or memory failed. */
json_t *dl_line_read(const char *line, size_t n);
/* The same of any JSON, flags as json_loadb has them. */
json_t *dl_line_read_as(const char *text, size_t n, size_t flags);
/* How often memory failed in jansson on this thread: it then leaves out what it cannot
 * hold, and says nothing. To be compared before what was made of a tree is told. */
uint64_t dl_line_misses(void);

/* A member that is text; "" where there is none. It lives as long as the object. */
const char *dl_line_text(const json_t *object, const char *key);
/* The words of an event's `lemma`: "step down" of "step_down". */
void dl_line_add_act(dl_buf *b, dl_slice lemma);
/* A member that is an offset; 0 where it is none. */
uint32_t dl_line_offset(const json_t *object, const char *key);
/* Whether a mark lies over the title, not the text. */
bool dl_line_in_title(const json_t *mark);
bool dl_line_is_inside(const json_t *mark, const json_t *outer);
dl_slice dl_line_words(const json_t *report, const json_t *mark);
/* The sentence that a mark stands in; NULL: none. */
json_t *dl_line_sentence(const json_t *report, const json_t *mark);

/* The part of the text that people hid (an entry of `hidden`) which holds that code
 * point; NULL: it is shown. */
json_t *dl_line_hidden(const json_t *report, size_t point);

#endif
