/* fetch_robots - what a robots.txt allows, by RFC 9309. In: the file, our name, a path.
 * Out: allowed or not, and the pause it asks for.
 *
 * Of the groups that name us, else of those for all ("*"), the rule with the longest
 * pattern that the path fits counts; allow before disallow where they are as long. "*" in
 * a pattern stands for any bytes, "$" at its end for the path's end. Escapes are brought
 * to one form on both sides. */
#include <stdlib.h>

#include "fetch_private.h"

/* ---- one form of escapes */

static bool is_unreserved(unsigned char c)
{
    bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
    return letter || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
}

static int hex(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    c = (char)(c | 32);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static size_t put_escape(char *p, unsigned char c)
{
    static const char digit[] = "0123456789ABCDEF";
    p[0] = '%';
    p[1] = digit[c >> 4];
    p[2] = digit[c & 15];
    return 3;
}

/* "%7E" is "~", "%c3" is "%C3", a byte beyond ASCII is its escape: RFC 9309, 2.2.2.
 * `out` has three bytes for each of s. */
static dl_slice in_one_form(dl_slice s, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        int high = c == '%' && i + 2 < s.n ? hex(s.p[i + 1]) : -1;
        int low = high >= 0 ? hex(s.p[i + 2]) : -1;
        bool escaped = low >= 0;
        if (escaped) {
            c = (unsigned char)(high * 16 + low);
            i += 2;
        }
        if (c >= 0x80 || (escaped && !is_unreserved(c))) n += put_escape(out + n, c);
        else out[n++] = (char)c;
    }
    return dl_slice_of(out, n);
}

/* ---- patterns */

/* The parts between stars are found one after another, each as far left as it goes. */
static bool fits(dl_slice pattern, dl_slice path)
{
    bool to_end = dl_slice_ends(pattern, DL_S("$"));
    if (to_end) pattern.n--;
    size_t at = 0;
    for (bool first = true;; first = false) {
        size_t star = dl_slice_find_byte(pattern, '*', 0);
        bool last = star == SIZE_MAX;
        dl_slice piece = dl_slice_cut(pattern, 0, last ? pattern.n : star);
        dl_slice rest = dl_slice_cut(path, at, path.n);
        if (last && to_end && !first) return dl_slice_ends(rest, piece);
        if (last && to_end) return dl_slice_eq(rest, piece);
        size_t found = first ? 0 : dl_slice_find(path, piece, at);
        if (first && !dl_slice_starts(rest, piece)) return false;
        if (found == SIZE_MAX) return false;
        if (last) return true;
        at = (first ? at : found) + piece.n;
        pattern = dl_slice_cut(pattern, star + 1, pattern.n);
    }
}

/* ---- groups */

typedef struct verdict { /* of the groups of one name */
    bool named; /* there is one */
    size_t longest; /* bytes of the pattern that counts */
    bool disallowed;
    unsigned delay;
} verdict;

typedef struct reading {
    dl_slice name, path;
    char *room; /* for a pattern in one form */
    size_t room_n;
    verdict ours, all;
    bool in_ours, in_all; /* the group that is read is for us, for all */
    bool naming; /* the last line named a program */
} reading;

static void take_rule_for(verdict *v, dl_slice pattern, bool disallow)
{
    if (pattern.n < v->longest) return;
    bool tie = pattern.n == v->longest && v->longest;
    v->disallowed = tie ? v->disallowed && disallow : disallow;
    v->longest = pattern.n;
}

static void take_rule(reading *r, dl_slice value, bool disallow)
{
    if (!r->in_ours && !r->in_all) return;
    if (!value.n || value.n * 3 > r->room_n) return; /* none, or longer than any path */
    dl_slice pattern = in_one_form(value, r->room);
    if (!fits(pattern, r->path)) return;
    if (r->in_ours) take_rule_for(&r->ours, pattern, disallow);
    if (r->in_all) take_rule_for(&r->all, pattern, disallow);
}

/* The name of a program in front of a version: "dateline/1.0". */
static dl_slice token_of(dl_slice s)
{
    size_t n = 0;
    while (n < s.n) {
        char c = s.p[n];
        bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
        if (!letter && c != '-' && c != '_') break;
        n++;
    }
    return dl_slice_cut(s, 0, n);
}

static void take_name(reading *r, dl_slice value)
{
    if (!r->naming) {
        r->in_ours = false;
        r->in_all = false;
    }
    r->naming = true;
    bool ours = dl_slice_eq_nocase(token_of(value), r->name);
    bool all = dl_slice_starts(value, DL_S("*"));
    r->in_ours |= ours;
    r->in_all |= all;
    r->ours.named |= ours;
    r->all.named |= all;
}

static unsigned seconds_of(dl_slice s)
{
    enum { DIGITS_MAX = 6 };
    unsigned n = 0;
    for (size_t i = 0; i < s.n && i < DIGITS_MAX && s.p[i] >= '0' && s.p[i] <= '9'; i++)
        n = n * 10 + (unsigned)(s.p[i] - '0');
    return n;
}

static void take_delay(reading *r, dl_slice value)
{
    if (r->in_ours) r->ours.delay = seconds_of(value);
    if (r->in_all) r->all.delay = seconds_of(value);
}

/* ---- lines */

static void take_line(reading *r, dl_slice line)
{
    size_t hash = dl_slice_find_byte(line, '#', 0);
    if (hash != SIZE_MAX) line.n = hash;
    size_t colon = dl_slice_find_byte(line, ':', 0);
    if (colon == SIZE_MAX) return;
    dl_slice key = dl_slice_trim(dl_slice_cut(line, 0, colon));
    dl_slice value = dl_slice_trim(dl_slice_cut(line, colon + 1, line.n));
    bool disallow = dl_slice_eq_nocase(key, DL_S("disallow"));
    if (dl_slice_eq_nocase(key, DL_S("user-agent"))) {
        take_name(r, value);
    } else if (disallow || dl_slice_eq_nocase(key, DL_S("allow"))) {
        r->naming = false;
        take_rule(r, value, disallow);
    } else if (dl_slice_eq_nocase(key, DL_S("crawl-delay"))) {
        take_delay(r, value);
    }
}

/* Lines end with CR, LF or both. */
static dl_slice next_line(dl_slice *rest)
{
    size_t n = 0;
    while (n < rest->n && rest->p[n] != '\n' && rest->p[n] != '\r') n++;
    dl_slice line = dl_slice_cut(*rest, 0, n);
    *rest = dl_slice_cut(*rest, n < rest->n ? n + 1 : n, rest->n);
    return line;
}

fetch_rules fetch_robots_read(dl_arena *a, dl_slice robots, dl_slice name, dl_slice path)
{
    reading r = { .name = name, .room_n = 3 * (size_t)FETCH_URL_MAX };
    dl_arena_mark mark = dl_arena_mark_now(a);
    char *own = dl_arena_room(a, 3 * path.n + 1);
    r.room = dl_arena_room(a, r.room_n);
    if (!own || !r.room) return (fetch_rules){ .allowed = false };
    r.path = in_one_form(path, own);
    if (robots.n > FETCH_ROBOTS_MOST) robots.n = FETCH_ROBOTS_MOST;
    if (dl_slice_starts(robots, DL_S("\xEF\xBB\xBF"))) robots = dl_slice_cut(robots, 3, robots.n);
    while (robots.n) take_line(&r, next_line(&robots));
    const verdict *v = r.ours.named ? &r.ours : &r.all;
    fetch_rules rules = { .allowed = !v->disallowed, .delay = v->delay };
    if (dl_slice_is(path, "/robots.txt")) rules.allowed = true;
    dl_arena_back_to(a, mark);
    return rules;
}
