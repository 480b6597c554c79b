/* expression_tree - see expression_tree.h: the text of an expression in, its tree out, by
 * recursive descent. */
#include "expression_tree.h"
#include "unicode.h"

#include <stdlib.h>

enum {
    DEPTH_MAX = 32, /* groups inside groups: the rules have 5; keeps the recursion short */
    REPEAT_MAX = 1000 /* {n,m}: the rules have 63 */
};

typedef struct reader {
    dl_arena *a;
    dl_slice s;
    size_t i;
    unsigned depth;
    dl_err *e;
} reader;

static parse_node *alternatives(reader *r);

static void *refuse(reader *r, const char *what)
{
    dl_fail(r->e, DL_EFORMAT, "an expression of the tokenizer is not known", (int64_t)r->i,
        "%s at byte %zu", what, r->i);
    return NULL;
}

static parse_node *node_new(reader *r, parse_node_type type)
{
    parse_node *n = dl_arena_alloc(r->a, sizeof *n);
    if (n) n->type = type;
    else dl_fail(r->e, DL_ENOMEM, "reading an expression", -1, NULL);
    return n;
}

static void node_add(reader *r, parse_node *n, parse_node *child)
{
    parse_node **slot = DL_PUSH(r->a, &n->child);
    if (slot) *slot = child;
    else dl_fail(r->e, DL_ENOMEM, "reading an expression", -1, NULL);
}

static bool more(const reader *r) { return r->i < r->s.n && !dl_failed(r->e); }
static char peek(const reader *r) { return more(r) ? r->s.p[r->i] : 0; }
static bool take(reader *r, const char *z)
{
    if (!dl_slice_starts(dl_slice_cut(r->s, r->i, r->s.n), dl_slice_str(z))) return false;
    r->i += strlen(z);
    return true;
}

/* ---- classes */
typedef struct class_reader {
    DL_VEC(parse_cp_span) span;
    uint8_t kinds;
    bool negated;
} class_reader;

static void class_add(reader *r, class_reader *c, uint32_t first, uint32_t last)
{
    parse_cp_span *s = DL_PUSH(r->a, &c->span);
    if (s) *s = (parse_cp_span){ first, last };
}

static int span_order(const void *pa, const void *pb)
{
    const parse_cp_span *a = pa, *b = pb;
    return a->first < b->first ? -1 : a->first > b->first;
}

static uint32_t join_spans(parse_cp_span *s, uint32_t n)
{
    uint32_t out = 0;
    if (n) qsort(s, n, sizeof *s, span_order);
    for (uint32_t i = 0; i < n; i++) {
        if (out && s[i].first <= s[out - 1].last + 1) {
            if (s[i].last > s[out - 1].last) s[out - 1].last = s[i].last;
        } else s[out++] = s[i];
    }
    return out;
}

static bool in_spans(const parse_cp_set *s, uint32_t cp)
{
    uint32_t lo = 0, hi = s->n;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (cp < s->span[mid].first) hi = mid;
        else if (cp > s->span[mid].last) lo = mid + 1;
        else return true;
    }
    return false;
}

static bool in_kinds(uint8_t kinds, uint32_t cp)
{
    return ((kinds & PARSE_KIND_WORD) && parse_uni_word(cp))
        || ((kinds & PARSE_KIND_DECIMAL) && parse_uni_decimal(cp))
        || ((kinds & PARSE_KIND_SPACE) && parse_uni_space(cp))
        || ((kinds & PARSE_KIND_NOT_SPACE) && !parse_uni_space(cp));
}

bool parse_set_has(const parse_cp_set *s, uint32_t cp)
{
    if (cp < 128) return s->ascii[cp >> 6] >> (cp & 63) & 1;
    return (in_spans(s, cp) || (s->kinds && in_kinds(s->kinds, cp))) != s->negated;
}

static parse_node *class_node(reader *r, class_reader *c)
{
    parse_node *n = node_new(r, PARSE_N_SET);
    parse_cp_set *s = n ? dl_arena_alloc(r->a, sizeof *s) : NULL;
    if (!s) return NULL;
    *s = (parse_cp_set){ { 0, 0 }, c->span.at, join_spans(c->span.at, c->span.n), c->kinds,
        c->negated };
    for (uint32_t cp = 0; cp < 128; cp++)
        if ((in_spans(s, cp) || in_kinds(s->kinds, cp)) != s->negated)
            s->ascii[cp >> 6] |= (uint64_t)1 << (cp & 63);
    n->set = s;
    return n;
}

static uint32_t hex(reader *r, unsigned digits)
{
    uint32_t cp = 0;
    for (unsigned k = 0; k < digits; k++, r->i++) {
        char c = peek(r), low = (char)(c | 32);
        if (c >= '0' && c <= '9') cp = cp * 16 + (uint32_t)(c - '0');
        else if (low >= 'a' && low <= 'f') cp = cp * 16 + (uint32_t)(low - 'a' + 10);
        else {
            refuse(r, "a broken \\u");
            return 0;
        }
    }
    return cp;
}

/* Behind a backslash: a kind (answers true, sets *kind) or one code point. */
static bool escape(reader *r, uint8_t *kind, uint32_t *cp)
{
    char c = peek(r);
    *kind = 0;
    if (!more(r)) {
        refuse(r, "nothing behind a backslash");
        return false;
    }
    r->i++;
    switch (c) {
    case 'w': *kind = PARSE_KIND_WORD; return true;
    case 'd': *kind = PARSE_KIND_DECIMAL; return true;
    case 's': *kind = PARSE_KIND_SPACE; return true;
    case 'S': *kind = PARSE_KIND_NOT_SPACE; return true;
    case 'u': *cp = hex(r, 4); return false;
    case 'U': *cp = hex(r, 8); return false;
    case 'x': *cp = hex(r, 2); return false;
    case 'n': *cp = '\n'; return false;
    case 't': *cp = '\t'; return false;
    case 'r': *cp = '\r'; return false;
    default:
        *cp = (unsigned char)c;
        if (c == 0 || (c >= '0' && c <= '9') || (c & 0x80) || ((c | 32) >= 'a' && (c | 32) <= 'z'))
            refuse(r, "an unknown escape");
        return false;
    }
}

static bool class_item(reader *r, uint8_t *kind, uint32_t *cp)
{
    *kind = 0;
    if (take(r, "\\")) return escape(r, kind, cp);
    *cp = dl_utf8_next(r->s, &r->i);
    return false;
}

static parse_node *class_of(reader *r)
{
    class_reader c = { .negated = take(r, "^") };
    bool first = true;
    for (; more(r) && (first || peek(r) != ']'); first = false) {
        uint8_t kind;
        uint32_t from = 0, to;
        if (class_item(r, &kind, &from)) {
            c.kinds |= kind;
            continue;
        }
        to = from;
        if (peek(r) == '-' && r->i + 1 < r->s.n && r->s.p[r->i + 1] != ']') {
            r->i++;
            if (class_item(r, &kind, &to) || to < from) return refuse(r, "a bad range");
        }
        class_add(r, &c, from, to);
    }
    return take(r, "]") ? class_node(r, &c) : refuse(r, "an open class");
}

/* ---- the rest */
static parse_node *one(reader *r, uint32_t cp)
{
    class_reader c = { 0 };
    class_add(r, &c, cp, cp);
    return class_node(r, &c);
}

static parse_node *look(reader *r, bool behind, bool negative)
{
    parse_node *n = node_new(r, PARSE_N_LOOK), *inner = alternatives(r);
    if (!n || !inner) return NULL;
    n->behind = behind;
    n->negative = negative;
    node_add(r, n, inner);
    return take(r, ")") ? n : refuse(r, "an open group");
}

static parse_node *group(reader *r)
{
    if (++r->depth > DEPTH_MAX) return refuse(r, "too many groups inside groups");
    parse_node *n = NULL;
    if (take(r, "?=")) n = look(r, false, false);
    else if (take(r, "?!")) n = look(r, false, true);
    else if (take(r, "?<=")) n = look(r, true, false);
    else if (take(r, "?<!")) n = look(r, true, true);
    else if (!take(r, "?:") && peek(r) == '?') return refuse(r, "a group of an unknown kind");
    else if ((n = alternatives(r)) && !take(r, ")")) return refuse(r, "an open group");
    r->depth--;
    return n;
}

static parse_node *escaped(reader *r)
{
    uint8_t kind;
    uint32_t cp = 0;
    if (!escape(r, &kind, &cp)) return one(r, cp);
    return class_node(r, &(class_reader){ .kinds = kind });
}

static parse_node *any(reader *r)
{
    class_reader c = { .negated = true };
    class_add(r, &c, '\n', '\n');
    return class_node(r, &c);
}

static parse_node *atom(reader *r)
{
    if (take(r, "(")) return group(r);
    if (take(r, "[")) return class_of(r);
    if (take(r, "\\")) return escaped(r);
    if (take(r, "^")) return node_new(r, PARSE_N_START);
    if (take(r, "$")) return node_new(r, PARSE_N_END);
    if (take(r, ".")) return any(r);
    if (strchr("*+?{", peek(r))) return refuse(r, "nothing to repeat");
    return one(r, dl_utf8_next(r->s, &r->i));
}

static bool number(reader *r, uint32_t *out)
{
    size_t from = r->i;
    for (*out = 0; peek(r) >= '0' && peek(r) <= '9' && *out <= REPEAT_MAX; r->i++)
        *out = *out * 10 + (uint32_t)(peek(r) - '0');
    return r->i > from && *out <= REPEAT_MAX;
}

static bool counts(reader *r, uint32_t *min, uint32_t *max)
{
    if (!number(r, min)) return false;
    *max = *min;
    if (take(r, ",") && !number(r, max)) *max = UINT32_MAX;
    return take(r, "}") && *min <= *max;
}

static parse_node *quantified(reader *r)
{
    parse_node *inner = atom(r), *n;
    uint32_t min = 0, max = UINT32_MAX;
    if (!inner || !more(r)) return inner;
    if (take(r, "+")) min = 1;
    else if (take(r, "?")) max = 1;
    else if (take(r, "{")) {
        if (!counts(r, &min, &max)) return refuse(r, "a bad repetition");
    } else if (!take(r, "*")) return inner;
    if (more(r) && strchr("*+?{", peek(r))) return refuse(r, "a repetition of a repetition");
    if (!(n = node_new(r, PARSE_N_REPEAT))) return NULL;
    n->min = min;
    n->max = max;
    node_add(r, n, inner);
    return n;
}

static parse_node *sequence(reader *r)
{
    parse_node *n = node_new(r, PARSE_N_SEQ);
    while (n && more(r) && peek(r) != '|' && peek(r) != ')') {
        parse_node *part = quantified(r);
        if (!part || dl_failed(r->e)) return NULL;
        node_add(r, n, part);
    }
    return n;
}

static parse_node *alternatives(reader *r)
{
    parse_node *n = node_new(r, PARSE_N_ALT);
    do {
        parse_node *part = n ? sequence(r) : NULL;
        if (!part) return NULL;
        node_add(r, n, part);
    } while (take(r, "|"));
    return dl_failed(r->e) ? NULL : n;
}

parse_node *parse_expression_tree(dl_arena *a, dl_slice text, dl_err *e)
{
    reader r = { a, text, 0, 0, e };
    take(&r, "(?u)");
    parse_node *n = alternatives(&r);
    if (n && r.i < text.n) return refuse(&r, "a ) without (");
    return n;
}
