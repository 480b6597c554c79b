/* language - in which language a text is.
 *
 *   title, text --read_language_of--> "en", "es", "zh"; {NULL,0}: nothing shows it
 *
 *   the language given --read_language_tag--> its tag: "en" of "eng" and "English"
 *
 *   the language given, text --read_language_against--> what its words say beyond doubt
 *
 * Letters that English does not have tell a script, and with it most languages; else
 * function words decide (a report full of foreign names is English when its function
 * words are), and libcld2 where they do not. */
#ifndef DL_READ_LANGUAGE_H
#define DL_READ_LANGUAGE_H

#include "doc/doc.h"

typedef struct read_language_rules read_language_rules;

/* NULL with e set when a row is bad. Lives in `a`; the lexicon outlives it. */
read_language_rules *read_language_rules_new(dl_arena *a, dl_lexicon *lexicon, dl_err *e);
/* A failure (memory) sticks in d->err. */
dl_slice read_language_of(dl_doc *d, const read_language_rules *r, dl_slice title, dl_slice text);
/* Of a text whose language is given: the one that its words are of, where they are
 * English and that is not, or the other way about; {NULL,0}: nothing speaks against
 * it. */
dl_slice read_language_against(
    dl_doc *d, const read_language_rules *r, dl_slice given, dl_slice text);
/* The tag of BCP 47 that is meant: "en" of "eng", "English" and "EN", "pt-BR" of "pt_BR",
 * "en" of "English (US)"; what is no tag and no name of a language stays as it is. */
dl_slice read_language_tag(dl_doc *d, const read_language_rules *r, dl_slice given);

#endif
