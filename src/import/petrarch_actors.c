/* petrarch_actors - actors to names with a code, agents to roles with a sector. */
#include "petrarch_private.h"

#include <stdio.h>

enum { NAMES_MOST = 600, ROW_BYTES = 600, SHORT_NAME = 6, DATED_BYTES = 400, ISO_BYTES = 11 };

/* ---- actors */

typedef struct actor { /* names wait until their codes are read */
    dl_slice name[NAMES_MOST];
    uint32_t line[NAMES_MOST];
    uint32_t names;
    dl_slice code; /* without dates; {NULL,0}: none */
    char dated[DATED_BYTES]; /* "HOB@..1995-06-01;HOBREB@1999-08-16..;" */
} actor;

static bool is_code(dl_slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < 'A' || s.p[i] > 'Z') return false;
    return s.n >= 3;
}

static dl_slice upper(dl_petrarch *p, dl_slice s)
{
    char *out = dl_arena_room(p->arena, s.n + 1);
    if (!out) return s;
    for (size_t i = 0; i < s.n; i++)
        out[i] = (char)(s.p[i] >= 'a' && s.p[i] <= 'z' ? s.p[i] - 'a' + 'A' : s.p[i]);
    return dl_slice_of(out, s.n);
}

static void put_name(dl_petrarch *p, dl_slice name, const actor *a)
{
    char row[ROW_BYTES * 2];
    dl_slice words = petrarch_words(p, name, true), all = upper(p, words);
    bool one_word = dl_slice_find_byte(words, ' ', 0) == SIZE_MAX;
    bool acronym = one_word && all.n <= SHORT_NAME && !dl_slice_eq(all, words);
    bool plain = !a->dated[0] && a->code.n <= 6;
    /* Peoples are found in one word too where the tagger does not see a name. */
    int other = acronym ? (int)all.n : 0;
    int country = plain ? 3 : 0;
    const char *code = a->code.n ? a->code.p : "";
    int n = snprintf(row, sizeof row, "%.*s\t%.*s\t%s\t%.*s\t%s%.*s\t\t", (int)words.n, words.p,
        other, all.p, one_word ? "NORP" : "ORG", country, code, a->dated, (int)a->code.n, code);
    if (!words.n || n < 0 || (size_t)n >= sizeof row) {
        petrarch_tell(p, "the name is too long or empty");
        return;
    }
    if (!petrarch_row(p, DL_PETRARCH_ACTORS, words, dl_slice_of(row, (size_t)n)))
        petrarch_tell(p, "the name stands twice: the first counts");
}

static void put_actor(dl_petrarch *p, actor *a)
{
    uint32_t line = p->line;
    for (uint32_t i = 0; i < a->names; i++) {
        p->line = a->line[i];
        if (a->code.n || a->dated[0]) put_name(p, a->name[i], a);
        else petrarch_tell(p, "no actor code, or one of other signs than letters");
    }
    p->line = line;
    a->names = 0;
    a->code = (dl_slice){ NULL, 0 };
    a->dated[0] = 0;
}

/* "950601" or "19950601" as ISO 8601 in `out`; years to 30 are of this
 * century. */
static bool iso_of(dl_slice s, char *out)
{
    char digit[9];
    size_t n = 0;
    for (size_t i = 0; i < s.n && n < 8; i++)
        if (s.p[i] >= '0' && s.p[i] <= '9') digit[n++] = s.p[i];
    digit[n] = 0;
    if (n != 6 && n != 8) return false;
    bool this_century = digit[0] < '3' || (digit[0] == '3' && digit[1] == '0');
    const char *century = this_century ? "20" : "19";
    snprintf(out, ISO_BYTES, "%.2s%.2s-%.2s-%.2s", n == 8 ? digit : century, digit + n - 6,
        digit + n - 4, digit + n - 2);
    return true;
}

/* "<950601", "> 140608", "19950601 - 19990815" behind a code. */
static void add_dated(dl_petrarch *p, actor *a, dl_slice code, dl_slice dates)
{
    char from[ISO_BYTES] = "", to[ISO_BYTES] = "", one[64];
    size_t dash = dl_slice_find_byte(dates, '-', 0);
    bool ok = true;
    if (dates.p[0] == '<') ok = iso_of(dates, to);
    else if (dates.p[0] == '>') ok = iso_of(dates, from);
    else
        ok = dash != SIZE_MAX && iso_of(dl_slice_cut(dates, 0, dash), from)
            && iso_of(dl_slice_cut(dates, dash + 1, dates.n), to);
    int n = snprintf(one, sizeof one, "%.*s@%s..%s;", (int)code.n, code.p, from, to);
    size_t used = strlen(a->dated);
    if (!ok || n < 0 || (size_t)n >= sizeof one || used + (size_t)n >= sizeof a->dated)
        petrarch_tell(p, "dates that are not understood, or more than a name may have");
    else memcpy(a->dated + used, one, (size_t)n + 1);
}

/* "HOBGOV 19950601 - 19990815", "HOB": the inside of a bracket. */
static void take_code(dl_petrarch *p, actor *a, dl_slice in)
{
    size_t end = 0;
    while (end < in.n && in.p[end] != ' ' && in.p[end] != '<' && in.p[end] != '>') end++;
    dl_slice code = upper(p, dl_slice_cut(in, 0, end));
    dl_slice dates = petrarch_trim(dl_slice_cut(in, end, in.n));
    if (!is_code(code)) petrarch_tell(p, "no actor code: letters are wanted");
    else if (dates.n) add_dated(p, a, code, dates);
    else a->code = code;
}

static void take_codes(dl_petrarch *p, actor *a, dl_slice s)
{
    while (s.n) {
        size_t open = dl_slice_find_byte(s, '[', 0);
        size_t close = open == SIZE_MAX ? SIZE_MAX : dl_slice_find_byte(s, ']', open);
        if (open == SIZE_MAX) return;
        if (close == SIZE_MAX) {
            petrarch_tell(p, "a bracket is not closed");
            return;
        }
        take_code(p, a, petrarch_trim(dl_slice_cut(s, open + 1, close)));
        s = dl_slice_cut(s, close + 1, s.n);
    }
}

static void add_name(dl_petrarch *p, actor *a, dl_slice name)
{
    if (a->names == NAMES_MOST) {
        petrarch_tell(p, "more names than one actor may have");
        return;
    }
    a->line[a->names] = p->line;
    a->name[a->names++] = name;
}

void petrarch_read_actors(dl_petrarch *p, dl_slice text)
{
    actor *a = dl_arena_alloc(p->arena, sizeof *a);
    dl_slice line;
    while (a && petrarch_line(p, &text, &line)) {
        dl_slice s = petrarch_trim(line);
        size_t open = dl_slice_find_byte(s, '[', 0);
        dl_slice name = petrarch_trim(dl_slice_cut(s, 0, open == SIZE_MAX ? s.n : open));
        bool more = name.n && name.p[0] == '+';
        if (name.n && !more) put_actor(p, a);
        if (name.n) add_name(p, a, more ? dl_slice_cut(name, 1, name.n) : name);
        take_codes(p, a, s);
    }
    if (a) put_actor(p, a);
}

/* ---- agents */

enum { MACROS_MOST = 32 };

typedef struct macro { /* !PERSON! = MAN, MEN, WOMAN */
    dl_slice name, words;
} macro;

typedef struct agents {
    macro at[MACROS_MOST];
    uint32_t n;
} agents;

/* What the built-in roles say of the last word ("ministry": a group), else
 * `otherwise`. */
static const char *what_of(dl_slice words, const char *otherwise)
{
    size_t from = words.n;
    while (from && words.p[from - 1] != ' ') from--;
    dl_slice last = dl_slice_cut(words, from, words.n);
    dl_slice line = dl_builtin_line("mark/roles", last);
    if (!line.p) return otherwise;
    dl_slice what = dl_slice_cut(line, last.n + 1, line.n);
    return dl_slice_starts(what, DL_S("person")) ? "person" : "group";
}

static void put_role(dl_petrarch *p, dl_slice word, dl_slice sector, const char *what)
{
    char row[ROW_BYTES];
    dl_slice words = petrarch_words(p, word, false);
    what = what_of(words, what);
    int n = snprintf(row, sizeof row, "%.*s\t%s\t%.*s\t\t\t%s\t", (int)words.n, words.p, what,
        (int)sector.n, sector.p, strcmp(what, "person") == 0 ? "title" : "");
    if (!words.n || n < 0 || (size_t)n >= sizeof row) petrarch_tell(p, "the word is too long");
    else if (!petrarch_row(p, DL_PETRARCH_ROLES, words, dl_slice_of(row, (size_t)n)))
        petrarch_tell(p, "the word stands twice: the first counts");
}

/* "CONGRESS!PERSON!": once for each word of the macro. */
static void put_expanded(
    dl_petrarch *p, const agents *g, dl_slice word, dl_slice sector, const char *what)
{
    size_t from = dl_slice_find_byte(word, '!', 0);
    size_t end = from == SIZE_MAX ? SIZE_MAX : dl_slice_find_byte(word, '!', from + 1);
    if (end == SIZE_MAX) {
        put_role(p, word, sector, what);
        return;
    }
    dl_slice name = dl_slice_cut(word, from, end + 1);
    for (uint32_t i = 0; i < g->n; i++) {
        if (!dl_slice_eq(g->at[i].name, name)) continue;
        dl_slice rest = g->at[i].words, one;
        while (rest.n) {
            size_t comma = dl_slice_find_byte(rest, ',', 0);
            one = petrarch_trim(dl_slice_cut(rest, 0, comma == SIZE_MAX ? rest.n : comma));
            rest = dl_slice_cut(rest, comma == SIZE_MAX ? rest.n : comma + 1, rest.n);
            dl_buf b;
            dl_buf_init(&b, p->mem);
            dl_buf_add(&b, dl_slice_cut(word, 0, from));
            dl_buf_add(&b, one);
            dl_buf_add(&b, dl_slice_cut(word, end + 1, word.n));
            put_role(p, dl_arena_copy(p->arena, dl_buf_slice(&b)), sector, what);
            dl_buf_free(&b);
        }
        return;
    }
    petrarch_tell(p, "no macro of that name");
}

static bool take_macro(dl_petrarch *p, agents *g, dl_slice s)
{
    size_t eq = dl_slice_find_byte(s, '=', 0);
    if (s.p[0] != '!' || eq == SIZE_MAX) return false;
    if (g->n == MACROS_MOST) petrarch_tell(p, "more macros than there may be");
    else
        g->at[g->n++] = (macro){ petrarch_trim(dl_slice_cut(s, 0, eq)),
            petrarch_trim(dl_slice_cut(s, eq + 1, s.n)) };
    return true;
}

static void take_agent(dl_petrarch *p, const agents *g, dl_slice s)
{
    dl_slice code, plural = { NULL, 0 };
    if (!petrarch_bracket(&s, '[', ']', &code)) {
        petrarch_tell(p, "no code");
        return;
    }
    bool has_plural = petrarch_bracket(&s, '{', '}', &plural);
    bool before = code.n && code.p[code.n - 1] == '~';
    if (before) petrarch_tell(p, "the code stands before the actor's: here it stands behind");
    if (code.n && code.p[0] == '~') code = dl_slice_cut(code, 1, code.n);
    if (before && code.n) code = dl_slice_cut(code, 0, code.n - 1);
    code = upper(p, petrarch_trim(code));
    if (!is_code(code)) {
        petrarch_tell(p, "no actor code: letters are wanted");
        return;
    }
    put_expanded(p, g, s, code, has_plural && !plural.n ? "group" : "person");
    if (has_plural && plural.n) put_expanded(p, g, plural, code, "group");
    if (has_plural || s.n > ROW_BYTES / 2) return;
    char regular[ROW_BYTES];
    snprintf(regular, sizeof regular, "%.*sS", (int)s.n, s.p);
    put_expanded(p, g, dl_arena_copy(p->arena, dl_slice_str(regular)), code, "group");
}

void petrarch_read_agents(dl_petrarch *p, dl_slice text)
{
    agents g = { .n = 0 };
    dl_slice line;
    while (petrarch_line(p, &text, &line)) {
        dl_slice s = petrarch_trim(line);
        if (!take_macro(p, &g, s)) take_agent(p, &g, s);
    }
}
