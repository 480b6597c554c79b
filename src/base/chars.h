/* chars - what a byte of text is, without locale.
 *
 *   in   one byte of UTF-8
 *   out  yes or no, or the byte as a small letter
 *
 * "letter" here is an ASCII letter. dl_is_wordy adds digits and every byte beyond ASCII:
 * of those a text's words are made, whatever the script. */
#ifndef DL_CHARS_H
#define DL_CHARS_H

#include <stdbool.h>

static inline bool dl_is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static inline bool dl_is_lower(char c) { return c >= 'a' && c <= 'z'; }
static inline bool dl_is_letter(char c) { return (unsigned char)((c | 32) - 'a') < 26; }
static inline bool dl_is_digit(char c) { return (unsigned char)(c - '0') < 10; }
static inline bool dl_is_beyond_ascii(char c) { return (unsigned char)c >= 0x80; }
static inline bool dl_is_wordy(char c)
{
    return dl_is_letter(c) || dl_is_digit(c) || dl_is_beyond_ascii(c);
}
static inline char dl_lower(char c) { return dl_is_upper(c) ? (char)(c + 32) : c; }

#endif
