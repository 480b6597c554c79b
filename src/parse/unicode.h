/* unicode - what a character is, exactly as the model's referee has it (its Python's
 * Unicode version, not the C library's). */
#ifndef DL_PARSE_UNICODE_H
#define DL_PARSE_UNICODE_H

#include "base/base.h"

bool parse_uni_alpha(uint32_t cp);
bool parse_uni_upper(uint32_t cp);
bool parse_uni_digit(uint32_t cp); /* decimal digits and the like of superscripts */
bool parse_uni_decimal(uint32_t cp);
bool parse_uni_word(uint32_t cp); /* letters, numbers, '_' */
bool parse_uni_space(uint32_t cp);
/* Room for 2 * s.n + 2 bytes at out; answers the bytes written. Broken bytes are
 * copied. */
size_t parse_uni_lower_text(dl_slice s, char *out);
/* The NORM of a form that stands in no table of the model, {NULL,0}: none. */
dl_slice parse_base_norm(dl_slice form);

#endif
