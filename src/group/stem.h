/* stem - a word without its English ending, and the 32 bits it is known by.
 *
 *   in   a word in small letters, at most GROUP_WORD_MAX bytes of it
 *   out  its stem ("protests", "protested" -> "protest"), a hash of that
 *
 * A light stemmer: it joins the forms of a word and need not give a word. Of a hundred
 * thousand stems one pair may share a hash. */
#ifndef DL_GROUP_STEM_H
#define DL_GROUP_STEM_H

#include "scan.h"

enum { GROUP_WORD_MAX = 63 }; /* bytes of a word that are looked at */

size_t group_stem(dl_slice lower, char out[GROUP_WORD_MAX + 1]); /* answers its bytes */
uint32_t group_stem_hash(const char *stem, size_t n); /* never 0 */
/* The same of a word that is known by its form (scan.h). */
uint32_t group_form_stem(group_form form);
size_t group_form_length(group_form form);
/* Letters that went through a wrong charset (UTF-8 read as Latin letters, a
 * replacement character): no word of the text, and certainly no name. */
bool group_is_broken(dl_slice word);

#endif
