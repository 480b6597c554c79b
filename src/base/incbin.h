/* incbin - a file carried inside the program as it is: no compile time, however large it
 * is.
 *
 *   DL_INCBIN(web_page, "src/page.html")  -->  web_page_begin .. web_page_end, then a NUL
 *
 * At the top of a file. The path is a literal. */
#ifndef DL_INCBIN_H
#define DL_INCBIN_H

#define DL_INCBIN(symbol, path) \
    __asm__(".section .rodata\n" \
            ".balign 64\n" #symbol "_begin:\n" \
            ".incbin \"" path "\"\n" #symbol "_end:\n" \
            ".byte 0\n" \
            ".previous\n"); \
    extern const char symbol##_begin[] __attribute__((visibility("hidden"))); \
    extern const char symbol##_end[] __attribute__((visibility("hidden")))

#endif
