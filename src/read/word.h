/* word - a document of a word processor to plain text: .docx (Word) and .odt
 * (LibreOffice), zips that hold the text as XML, and .rtf. Private to read.
 *
 *   bytes of the file --read_word_text--> paragraphs, an empty line between them
 *
 * What was deleted under tracked changes, comments, fields' codes, headers, footers and
 * what stands in for a text box are left out. At most DL_RECORD_MAX bytes are made of
 * it. */
#ifndef DL_READ_WORD_H
#define DL_READ_WORD_H

#include "base/arena.h"
#include "base/slice.h"

/* In the arena. False: it is no such document, or a damaged or a longer one; a failure of
 * memory sticks in the arena. */
bool read_word_text(dl_arena *a, dl_slice file, dl_slice *text);

#endif
