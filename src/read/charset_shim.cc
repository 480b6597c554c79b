// A C face for libuchardet (a C++ library): C code must not be unwound when it runs out
// of memory. In: bytes. Out: the name of their charset.
#include <new>
#include <uchardet/uchardet.h>

extern "C" int dl_charset_detect(const char *bytes, size_t n, char out[32]);

// Writes the charset's name to out, "" where the library does not know. Answers 0 when
// memory ran out.
extern "C" int dl_charset_detect(const char *bytes, size_t n, char out[32])
{
    uchardet_t u = nullptr;
    int done = 0;
    out[0] = 0;
    try {
        u = uchardet_new();
        done = u && uchardet_handle_data(u, bytes, n) == 0;
        if (done) {
            uchardet_data_end(u);
            const char *name = uchardet_get_charset(u);
            size_t i = 0;
            for (; name && name[i] && i < 31; i++) out[i] = name[i];
            out[i] = 0;
        }
    } catch (const std::bad_alloc &) {
        done = 0;
    }
    if (u) uchardet_delete(u);
    return done;
}
