/* fetch_url - a web address to its parts, and where a reference leads. In: text. Out:
 * curl's reading of it, so that what is judged is what is asked for. */
#include "fetch_private.h"

enum {
    URL_FLAGS = CURLU_URLENCODE | CURLU_DISALLOW_USER /* blanks and letters beyond ASCII */
};

/* In the arena; {NULL,0}: there is none. */
static dl_slice part(dl_arena *a, CURLU *u, CURLUPart what)
{
    char *text = NULL;
    dl_slice copy = { NULL, 0 };
    CURLUcode rc = curl_url_get(u, what, &text, what == CURLUPART_URL ? 0 : CURLU_DEFAULT_PORT);
    if (rc == CURLUE_OUT_OF_MEMORY) dl_arena_fail(a);
    if (rc == CURLUE_OK) copy = dl_arena_copy(a, dl_slice_str(text));
    curl_free(text);
    return copy;
}

static dl_slice joined(dl_arena *a, const dl_slice *s, size_t n)
{
    size_t size = 0;
    for (size_t i = 0; i < n; i++) size += s[i].n;
    char *p = dl_arena_room(a, size + 1);
    if (!p) return (dl_slice){ NULL, 0 };
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i].n) memcpy(p + at, s[i].p, s[i].n);
        at += s[i].n;
    }
    p[at] = 0;
    return dl_slice_of(p, at);
}

static void make_lower(dl_slice s)
{
    char *p = (char *)(uintptr_t)s.p;
    for (size_t i = 0; i < s.n; i++)
        if (p[i] >= 'A' && p[i] <= 'Z') p[i] = (char)(p[i] + 32);
}

static const char *why_not(CURLUcode rc)
{
    if (rc == CURLUE_OUT_OF_MEMORY) return "out of memory";
    if (rc == CURLUE_USER_NOT_ALLOWED) return "an address with a name or password is not fetched";
    return "this is no web address";
}

static void take_parts(dl_arena *a, CURLU *u, fetch_url *out)
{
    dl_slice scheme = part(a, u, CURLUPART_SCHEME);
    dl_slice query = part(a, u, CURLUPART_QUERY);
    const dl_slice origin[] = { scheme, DL_S("://"), part(a, u, CURLUPART_HOST), DL_S(":"),
        part(a, u, CURLUPART_PORT) };
    const dl_slice path[] = { part(a, u, CURLUPART_PATH), dl_slice_of("?", query.n > 0), query };
    out->whole = part(a, u, CURLUPART_URL);
    out->secure = dl_slice_is(scheme, "https");
    out->origin = joined(a, origin, sizeof origin / sizeof *origin);
    make_lower(out->origin);
    out->path = joined(a, path, sizeof path / sizeof *path);
}

static bool is_web(dl_arena *a, CURLU *u)
{
    dl_slice scheme = part(a, u, CURLUPART_SCHEME);
    return dl_slice_is(scheme, "http") || dl_slice_is(scheme, "https");
}

/* Sets the address, and on top of it a reference, if there is one. */
static const char *set(dl_arena *a, CURLU *u, dl_slice s)
{
    const char *text = dl_arena_str(a, s);
    if (!text) return "out of memory";
    if (s.n > FETCH_URL_MAX) return "the address is too long";
    if (memchr(s.p, 0, s.n)) return "this is no web address";
    CURLUcode rc = curl_url_set(u, CURLUPART_URL, text, URL_FLAGS);
    if (rc == CURLUE_OUT_OF_MEMORY) dl_arena_fail(a);
    if (rc != CURLUE_OK) return why_not(rc);
    curl_url_set(u, CURLUPART_FRAGMENT, NULL, 0);
    return is_web(a, u) ? NULL : "only http and https are fetched";
}

const char *fetch_url_read(dl_arena *a, dl_slice s, fetch_url *out)
{
    CURLU *u = curl_url();
    *out = (fetch_url){ .secure = false };
    if (!u) dl_arena_fail(a);
    const char *why = u ? set(a, u, dl_slice_trim(s)) : "out of memory";
    if (!why) take_parts(a, u, out);
    curl_url_cleanup(u);
    if (!why && (!out->whole.p || !out->origin.p || !out->path.p)) why = "out of memory";
    return why;
}

dl_slice dl_fetch_resolve(dl_arena *a, dl_slice base, dl_slice reference)
{
    dl_slice whole = { NULL, 0 };
    CURLU *u = curl_url();
    if (!u) dl_arena_fail(a);
    bool ok = u && !set(a, u, dl_slice_trim(base)) && !set(a, u, dl_slice_trim(reference));
    if (ok) whole = part(a, u, CURLUPART_URL);
    curl_url_cleanup(u);
    return whole;
}
