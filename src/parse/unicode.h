/* unicode - what a character is, exactly as the model's referee has it (its Python's
 * Unicode version, not the C library's). */
#ifndef DL_PARSE_UNICODE_H
#define DL_PARSE_UNICODE_H

#include "base/base.h"

bool dl_uni_alpha(uint32_t cp);
bool dl_uni_upper(uint32_t cp);
bool dl_uni_digit(uint32_t cp); /* decimal digits and the like of superscripts */
bool dl_uni_decimal(uint32_t cp);
bool dl_uni_word(uint32_t cp); /* letters, numbers, '_' */
bool dl_uni_space(uint32_t cp);
uint32_t dl_uni_lower(
    uint32_t cp); /* one to one; U+0130 and final sigma are dl_uni_lower_text's business */
/* Room for 2 * s.n + 2 bytes at out; answers the bytes written. Broken bytes are
 * copied. */
size_t dl_uni_lower_text(dl_slice s, char *out);
dl_slice dl_base_norm(dl_slice form); /* {NULL,0}: none */

#endif
