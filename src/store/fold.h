/* fold - words with letters that lose no accent: "Łódź" is looked for as "Lodz".
 *
 *   text --store_fold_words--> "Lodź "    (each such word, parted by blanks)
 *
 * The index takes accents off, but ł, đ, ø and their like are letters of their own. Such
 * words stand in the index a second time, in the column of pairs, with plain letters. */
#ifndef DL_STORE_FOLD_H
#define DL_STORE_FOLD_H

#include "base/base.h"

bool store_fold_any(dl_slice text); /* is there such a letter? */
void store_fold_words(dl_buf *out, dl_slice text);

#endif
