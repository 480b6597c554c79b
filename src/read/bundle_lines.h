/* bundle_lines - what single lines of a database's text are. Private to bundle. */
#ifndef DL_READ_BUNDLE_LINES_H
#define DL_READ_BUNDLE_LINES_H

#include "base/slice.h"

/* "Document HARBP00020161217ecch0001p": the number; {NULL,0}: another line. */
dl_slice read_bundle_number(dl_slice line);
bool read_bundle_is_length(dl_slice line); /* "1,204 words" */

#endif
