// A C face for libcld2 (a C++ library): the language of a text by its letters and words.
#include <cstdio>
#include <cld2/public/compact_lang_det.h>
#include <cstring>
#include <new>

extern "C" int dl_language_detect(const char *text, int n, char out[8]);

// Writes a language code ("en", "zh-Hant" cut to 7 bytes) to out. Answers 1 when the library calls
// it reliable, -1 when memory ran out.
extern "C" int dl_language_detect(const char *text, int n, char out[8])
{
    bool reliable = false;
    CLD2::Language l;
    try {
        l = CLD2::DetectLanguage(text, n, true, &reliable);
    } catch (const std::bad_alloc &) {
        return -1;
    }
    std::strncpy(out, CLD2::LanguageCode(l), 7);
    out[7] = 0;
    return reliable && l != CLD2::UNKNOWN_LANGUAGE ? 1 : 0;
}
