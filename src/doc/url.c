/* url - see url.h. In: an address, the rules of data/doc/url.tsv. Out: parts and key. */
#include "url.h"

enum { WORD, KIND, EXAMPLE, KEY };
typedef enum rule_kind { RULE_PARAMETER, RULE_START, RULE_HOST, RULE_AMP, RULE_ENDING } rule_kind;

static const dl_column columns[] = {
    { "word", DL_COLUMN_TEXT, false, NULL },
    { "kind", DL_COLUMN_CHOICE, false, "parameter start host amp ending" }, /* rule_kind */
    { "example", DL_COLUMN_TEXT, false, NULL },
    { "key", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form form = DL_TABLE_FORM("doc/url", false, columns);

enum { KINDS = RULE_ENDING + 1, PARAMETER_MAX = 64 /* bytes of a name that is looked up */ };

struct dl_url_rules {
    dl_arena *arena;
    DL_VEC(dl_slice) of[KINDS]; /* their words, in the table's order */
};

dl_url_rules *dl_url_rules_new(const dl_mem *m, dl_lexicon *lexicon, dl_err *e)
{
    dl_arena *a = dl_arena_new(m, 0);
    dl_url_rules *r = a ? dl_arena_alloc(a, sizeof *r) : NULL;
    const dl_table *t = r ? dl_lexicon_table(lexicon, &form, e) : NULL;
    for (uint32_t i = 0; t && i < t->rows; i++) {
        dl_slice *word = DL_PUSH(a, &r->of[dl_cell_choice(t, i, KIND, &form)]);
        if (word) *word = dl_table_cell(t, i, WORD);
    }
    if (t && !dl_arena_failed(a)) {
        r->arena = a;
        return r;
    }
    if (!dl_failed(e)) dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
    dl_arena_free(a);
    return NULL;
}

void dl_url_rules_free(dl_url_rules *r)
{
    if (r) dl_arena_free(r->arena);
}

/* ---- parts */

static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

/* Takes what stands behind the first `mark` off s. */
static dl_slice take_behind(dl_slice *s, char mark)
{
    size_t at = dl_slice_find_byte(*s, mark, 0);
    if (at == SIZE_MAX) return (dl_slice){ NULL, 0 };
    dl_slice behind = dl_slice_cut(*s, at + 1, s->n);
    s->n = at;
    return behind;
}

/* Letters, digits, dots, hyphens, or beyond ASCII; a dot inside; a letter somewhere. */
static bool is_host(dl_slice s)
{
    bool dot = false, letter = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool high = (unsigned char)c >= 0x80;
        if (!is_letter(c) && !is_digit(c) && !high && c != '.' && c != '-' && c != '_')
            return false;
        letter |= is_letter(c) || high;
        dot |= c == '.' && i > 0 && i + 1 < s.n;
    }
    return dot && letter;
}

static void take_scheme(dl_slice *s, dl_url *out)
{
    size_t at = dl_slice_find(*s, DL_S("://"), 0);
    if (at != SIZE_MAX && at > 0 && at <= 5) {
        out->scheme = dl_slice_cut(*s, 0, at);
        *s = dl_slice_cut(*s, at + 3, s->n);
    } else if (dl_slice_starts(*s, DL_S("//"))) {
        *s = dl_slice_cut(*s, 2, s->n);
    }
}

/* Behind a scheme a number, or a name without a dot, is a host too: "http://10.1.0.7/x",
 * "http://wiki/x". */
static bool is_named_or_numbered(dl_slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_letter(s.p[i]) && !is_digit(s.p[i]) && !strchr(".-_:[]", s.p[i])) return false;
    return s.n > 0;
}

static bool split_host(dl_slice s, dl_url *out)
{
    for (size_t at; (at = dl_slice_find_byte(s, '@', 0)) != SIZE_MAX;)
        s = dl_slice_cut(s, at + 1, s.n);
    size_t bracket = s.n && s.p[0] == '[' ? dl_slice_find_byte(s, ']', 0) : SIZE_MAX;
    dl_slice behind = s;
    if (bracket != SIZE_MAX) behind = dl_slice_cut(s, bracket + 1, s.n); /* of version 6 */
    out->port = take_behind(&behind, ':');
    s.n = (size_t)(behind.p - s.p) + behind.n;
    if (s.n && s.p[s.n - 1] == '.') s.n--;
    out->host = s;
    return is_host(s) || (out->scheme.p && is_named_or_numbered(s));
}

bool dl_url_split(dl_slice s, dl_url *out)
{
    *out = (dl_url){ .host = { NULL, 0 } };
    s = dl_slice_trim(s);
    take_scheme(&s, out);
    dl_slice http = out->scheme;
    if (http.p && !dl_slice_eq_nocase(http, DL_S("http"))
        && !dl_slice_eq_nocase(http, DL_S("https")))
        return false;
    out->fragment = take_behind(&s, '#');
    out->query = take_behind(&s, '?');
    size_t slash = dl_slice_find_byte(s, '/', 0);
    dl_slice host = s;
    if (slash != SIZE_MAX) {
        host.n = slash;
        out->path = dl_slice_cut(s, slash, s.n);
    }
    return split_host(host, out);
}

/* ---- the key */

static bool is_tracking(const dl_url_rules *r, dl_slice parameter)
{
    size_t end = dl_slice_find_byte(parameter, '=', 0);
    dl_slice name = dl_slice_cut(parameter, 0, end == SIZE_MAX ? parameter.n : end);
    if (name.n > PARAMETER_MAX) return false;
    for (uint32_t i = 0; i < r->of[RULE_PARAMETER].n; i++)
        if (dl_slice_eq_nocase(name, r->of[RULE_PARAMETER].at[i])) return true;
    for (uint32_t i = 0; i < r->of[RULE_START].n; i++)
        if (dl_slice_starts_nocase(name, r->of[RULE_START].at[i])) return true;
    return false;
}

typedef struct writer {
    char *p;
    size_t n;
} writer;

static void put(writer *w, dl_slice s)
{
    if (s.n) memcpy(w->p + w->n, s.p, s.n);
    w->n += s.n;
}

static void put_host(writer *w, const dl_url_rules *r, dl_slice host)
{
    for (uint32_t i = 0; i < r->of[RULE_HOST].n; i++) {
        dl_slice front = r->of[RULE_HOST].at[i];
        bool here = host.n > front.n && dl_slice_starts_nocase(host, front);
        if (!here || !is_host(dl_slice_cut(host, front.n, host.n))) continue;
        host = dl_slice_cut(host, front.n, host.n);
        break;
    }
    for (size_t i = 0; i < host.n; i++) w->p[w->n++] = lower(host.p[i]);
}

static void put_port(writer *w, dl_slice port)
{
    if (port.n == 0 || dl_slice_is(port, "80") || dl_slice_is(port, "443")) return;
    put(w, DL_S(":"));
    put(w, port);
}

static int hex(char c)
{
    if (is_digit(c)) return c - '0';
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "%41" is "A"; of other escapes the digits are made capitals (RFC 3986, 6.2.2). */
static void put_escaped(writer *w, dl_slice s)
{
    static const char digit[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.n; i++) {
        int high = s.p[i] == '%' && i + 2 < s.n ? hex(s.p[i + 1]) : -1;
        int low = high >= 0 ? hex(s.p[i + 2]) : -1;
        if (low < 0) {
            w->p[w->n++] = s.p[i];
            continue;
        }
        char c = (char)(high * 16 + low);
        if (is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~') {
            w->p[w->n++] = c;
        } else {
            w->p[w->n++] = '%';
            w->p[w->n++] = digit[high];
            w->p[w->n++] = digit[low];
        }
        i += 2;
    }
}

static bool is_amp(const dl_url_rules *r, dl_slice part)
{
    for (uint32_t i = 0; i < r->of[RULE_AMP].n; i++)
        if (dl_slice_eq_nocase(part, r->of[RULE_AMP].at[i])) return true;
    return false;
}

static void drop_slashes(dl_slice *path)
{
    while (path->n && path->p[path->n - 1] == '/') path->n--;
}

/* The path without its last slash and without the part or ending of a light version. */
static dl_slice plain_path(const dl_url_rules *r, dl_slice path)
{
    drop_slashes(&path);
    size_t last = path.n;
    while (last && path.p[last - 1] != '/') last--;
    if (last && is_amp(r, dl_slice_cut(path, last, path.n))) path.n = last - 1;
    drop_slashes(&path);
    size_t second = path.n ? dl_slice_find_byte(path, '/', 1) : SIZE_MAX;
    if (second != SIZE_MAX && is_amp(r, dl_slice_cut(path, 1, second)))
        path = dl_slice_cut(path, second, path.n);
    for (uint32_t i = 0; i < r->of[RULE_ENDING].n; i++) {
        dl_slice ending = r->of[RULE_ENDING].at[i];
        if (path.n > ending.n + 1 && dl_slice_ends(path, ending)) path.n -= ending.n;
    }
    return path;
}

static void put_query(writer *w, const dl_url_rules *r, dl_slice query)
{
    char before = '?';
    while (query.n) {
        dl_slice one = query;
        dl_slice rest = take_behind(&one, '&');
        if (one.n && !is_tracking(r, one)) {
            w->p[w->n++] = before;
            put_escaped(w, one);
            before = '&';
        }
        query = rest;
    }
}

dl_slice dl_url_key(dl_arena *a, const dl_url_rules *r, dl_slice url)
{
    dl_url u;
    url = dl_slice_trim(url);
    if (url.n == 0) return (dl_slice){ NULL, 0 };
    if (!dl_url_split(url, &u)) return dl_arena_copy(a, url);
    writer w = { dl_arena_alloc(a, url.n + 8), 0 };
    if (!w.p) return (dl_slice){ NULL, 0 };
    put_host(&w, r, u.host);
    put_port(&w, u.port);
    put_escaped(&w, plain_path(r, u.path));
    put_query(&w, r, u.query);
    bool route = u.fragment.n > 1 && (u.fragment.p[0] == '!' || u.fragment.p[0] == '/');
    if (route) {
        put(&w, DL_S("#"));
        put(&w, u.fragment);
    }
    return dl_slice_of(w.p, w.n);
}
