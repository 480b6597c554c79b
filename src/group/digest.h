/* digest - whether a text is a list of briefs: several matters that have nothing to
 * do with each other, under one title.
 *
 *   in   a text
 *   out  yes or no
 *
 * The paragraphs of a report speak of the same things; those of a list share no
 * words. Such a text would glue together what it lists. */
#ifndef DL_GROUP_DIGEST_H
#define DL_GROUP_DIGEST_H

#include "background.h"

bool group_is_digest(const dl_group_words *w, dl_slice body);

#endif
