/* letters - letters broken by reading UTF-8 as windows-1252. Private to read.
 *
 *   "cafÃ©" --read_letters--> "café"
 *
 * Put right only where it is certain: what the letters were before must be a letter or
 * mark of the Latin scripts, or a whole word of another script. A pair that people write
 * too (A with a ring before a quotation mark) is put right only in a text in which others
 * are certain. */
#ifndef DL_READ_LETTERS_H
#define DL_READ_LETTERS_H

#include "piece.h"

/* Broken letters in s that are certain; *first is where the first stands. */
size_t read_letters_count(dl_slice s, size_t *first);
/* The text with its broken letters put right, once; a text may have been broken twice. */
void read_letters(dl_slice s, read_piece *out);

#endif
