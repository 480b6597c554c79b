/* charset - see charset.h. Detection by uchardet, conversion by iconv, one character at a
 * time so that the map is exact. */
#include "charset.h"

#include <errno.h>
#include <iconv.h>

int dl_charset_detect(const char *bytes, size_t n, char out[32]);

enum { LOOK = 4096, DETECT = 64 << 10 }; /* bytes looked at for binary content; for detection */

static bool is_utf16(dl_slice s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    return s.n >= 2 && ((p[0] == 0xFF && p[1] == 0xFE) || (p[0] == 0xFE && p[1] == 0xFF));
}

bool dl_charset_is_binary(dl_slice s)
{
    size_t n = s.n < LOOK ? s.n : LOOK, odd = 0, nul = 0;
    if (is_utf16(s)) return false;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        nul += c == 0;
        odd += c < 9 || (c > 13 && c < 32 && c != 27);
    }
    return nul * 100 > n
        || odd * 20 > n; /* a stray NUL is a fault of a text; one byte in twenty is no text */
}

dl_slice dl_charset_drop_nuls(dl_doc *d, dl_slice s, const char *where)
{
    size_t first = dl_slice_find_byte(s, 0, 0);
    if (first == SIZE_MAX) return s;
    char *out = dl_arena_alloc(d->arena, s.n + 1);
    if (!out) return s;
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i]) out[n++] = s.p[i];
    dl_doc_note(d, DL_NOTE_NUL, (int64_t)first, "%zu NUL bytes in %s were dropped", s.n - n, where);
    return dl_slice_of(out, n);
}

static void detect(dl_doc *d, dl_slice s, char name[32])
{
    if (!dl_charset_detect(s.p, s.n < DETECT ? s.n : DETECT, name))
        dl_fail(&d->err, DL_ENOMEM, "out of memory", -1, NULL);
}

/* Some charsets (windows-1258, BIG5-HKSCS) hold a letter back in case a mark follows:
 * it is asked for at once, or it would come out as part of the next character, and the
 * last one of a text never. */
static size_t held_back(iconv_t cd, char *out, size_t room)
{
    size_t left = room;
    iconv(cd, NULL, NULL, &out, &left);
    return room - left;
}

/* Converts what iconv can, one character at a time; what it cannot becomes U+FFFD. False:
 * iconv does not know the charset. */
static bool convert(dl_doc *d, dl_slice s, size_t skip, const char *charset, size_t *broken)
{
    iconv_t cd = iconv_open("UTF-8", charset);
    if (cd == (iconv_t)-1) {
        if (errno != EINVAL)
            dl_fail(&d->err, DL_ENOMEM, "out of memory", -1, NULL); /* EINVAL: it is not known */
        return false;
    }
    char *out = dl_arena_alloc(d->arena, s.n * 3 + 4);
    size_t n = 0;
    *broken = 0;
    for (size_t i = skip; out && i < s.n;) {
        size_t used = 0, put = 0;
        for (size_t len = 1; len <= 4 && i + len <= s.n && used == 0; len++) {
            char *in = (char *)(uintptr_t)(s.p + i), *to = out + n;
            size_t in_left = len, out_left = s.n * 3 + 4 - n;
            if (iconv(cd, &in, &in_left, &to, &out_left) != (size_t)-1) {
                used = len;
                put = (size_t)(to - (out + n));
            } else if (errno != EINVAL) break;
            else iconv(cd, NULL, NULL, NULL, NULL);
        }
        if (used == 0) {
            iconv(cd, NULL, NULL, NULL, NULL);
            used = 1;
            put = dl_utf8_put(DL_REPLACEMENT, out + n);
            ++*broken;
        }
        if (used && put == 0) put = held_back(cd, out + n, s.n * 3 + 4 - n);
        if (put == 1 && out[n] == 0) put = 0;
        dl_runs_add(d->arena, &d->text.raw_map, (uint32_t)n, (uint32_t)put, i, (uint32_t)used);
        n += put;
        i += used;
    }
    iconv_close(cd);
    d->text.source = dl_slice_of(out, out ? n : 0);
    d->text.charset = dl_arena_copy(d->arena, dl_slice_str(charset));
    return true;
}

static void take_utf8(dl_doc *d, dl_slice s, size_t skip)
{
    d->text.charset = DL_S("UTF-8");
    d->text.source = dl_charset_drop_nuls(d, dl_slice_cut(s, skip, s.n), "the file");
    dl_runs_add(d->arena, &d->text.raw_map, 0, (uint32_t)d->text.source.n, skip,
        (uint32_t)d->text.source.n);
}

void dl_charset_decode(dl_doc *d, dl_slice s)
{
    size_t broken = 0, skip = dl_slice_starts(s, DL_S("\xEF\xBB\xBF")) ? 3 : 0;
    if (is_utf16(s)) {
        convert(d, s, 2, (unsigned char)s.p[0] == 0xFF ? "UTF-16LE" : "UTF-16BE", &broken);
    } else if (skip || dl_utf8_bad(s) == SIZE_MAX) {
        dl_slice whole = dl_slice_cut(s, skip, s.n);
        dl_slice fixed = dl_utf8_repair(d->arena, whole, &broken);
        if (broken) {
            d->text.charset = DL_S("UTF-8");
            d->text.source = dl_charset_drop_nuls(d, fixed, "the file");
        } else {
            take_utf8(d, s, skip);
        }
    } else {
        char name[32];
        detect(d, s, name);
        bool known = name[0] && !dl_slice_eq_nocase(dl_slice_str(name), DL_S("ASCII"))
            && !dl_slice_eq_nocase(dl_slice_str(name), DL_S("UTF-8"));
        if (!known || !convert(d, s, 0, name, &broken) || broken) {
            d->text.raw_map.n = 0;
            convert(d, s, 0, "WINDOWS-1252", &broken);
            dl_doc_note(d, DL_NOTE_CHARSET_GUESSED, (int64_t)dl_utf8_bad(s),
                "no charset is declared or plain: taken for windows-1252");
        }
    }
    if (broken)
        dl_doc_note(d, DL_NOTE_BROKEN_UTF8, (int64_t)dl_utf8_bad(s),
            "%zu broken characters became U+FFFD", broken);
}
