/* offices - see offices.h. In: the table and a name. Out: a term. */
#include "offices.h"

#include "base/chars.h"

#include <utf8proc.h>

static const dl_column columns[] = {
    { "person", DL_COLUMN_TEXT, false, NULL },
    { "country", DL_COLUMN_TEXT, false, NULL },
    { "office", DL_COLUMN_TEXT, false, NULL },
    { "title", DL_COLUMN_TEXT, false, NULL },
    { "start", DL_COLUMN_DATE, true, NULL },
    { "end", DL_COLUMN_DATE, true, NULL },
    { "last", DL_COLUMN_DATE, true, NULL },
};
enum { PERSON, COUNTRY, OFFICE, TITLE, START, END, LAST };
static const dl_table_form form = DL_TABLE_FORM("mark/offices", false, columns);

enum { NAME_MAX_BYTES = DL_NAME_FOLD_MAX, NO_DAY = INT32_MIN };

struct dl_offices {
    const dl_table *table;
    dl_office_term *term;
    uint32_t n;
    uint32_t *by_name; /* terms by full name: index + 1 */
    uint32_t *by_surname; /* terms by last word */
    uint32_t *next_name, *next_surname; /* the next term in the same slot; + 1 */
    uint32_t slots;
};

/* ---- names without marks and case */

static dl_slice fold_wide(dl_slice s, char *room)
{
    int32_t code[NAME_MAX_BYTES];
    utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK
        | UTF8PROC_CASEFOLD;
    utf8proc_ssize_t n = utf8proc_decompose(
        (const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, code, NAME_MAX_BYTES, how);
    if (n < 0 || n > NAME_MAX_BYTES) return (dl_slice){ NULL, 0 };
    size_t at = 0;
    for (utf8proc_ssize_t i = 0; i < n && at + 4 < NAME_MAX_BYTES; i++)
        at += dl_utf8_put((uint32_t)code[i], room + at);
    return (dl_slice){ room, at };
}

dl_slice dl_name_fold(dl_slice s, char *room)
{
    if (s.n >= NAME_MAX_BYTES) return (dl_slice){ NULL, 0 };
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (dl_is_beyond_ascii(s.p[i])) return fold_wide(s, room);
        char c = s.p[i] == '\n' || s.p[i] == '\t' ? ' ' : dl_lower(s.p[i]);
        if (c == ' ' && n && room[n - 1] == ' ') continue;
        room[n++] = c;
    }
    return (dl_slice){ room, n };
}

/* "al-assad" -> "assad": he is named with and without. */
/* What stands before the last word, with the blank; a single word: nothing. */
static dl_slice first_words(dl_slice s)
{
    size_t at = s.n;
    while (at && s.p[at - 1] != ' ') at--;
    return dl_slice_cut(s, 0, at);
}

static dl_slice last_word(dl_slice s)
{
    size_t at = s.n;
    while (at > 0 && s.p[at - 1] != ' ') at--;
    dl_slice last = dl_slice_cut(s, at, s.n);
    bool article = dl_slice_starts(last, DL_S("al-")) || dl_slice_starts(last, DL_S("el-"));
    return article ? dl_slice_cut(last, 3, last.n) : last;
}

/* ---- dates: a year or a month begins with its first day and ends with its last */

static int digits(dl_slice s, size_t from, size_t n)
{
    int v = 0;
    for (size_t i = from; i < from + n; i++) v = v * 10 + (s.p[i] - '0');
    return v;
}

static int32_t day_of(dl_slice s, bool end)
{
    if (!s.n) return NO_DAY;
    int year = digits(s, 0, 4);
    int month = s.n >= 7 ? digits(s, 5, 2) : 0;
    if (s.n >= 10) return dl_day_of(year, month, digits(s, 8, 2));
    if (!end) return dl_day_of(year, month ? month : 1, 1);
    if (!month || month == 12) return dl_day_of(year + 1, 1, 1) - 1;
    return dl_day_of(year, month + 1, 1) - 1;
}

/* ---- the table */

static bool is_head(dl_slice office)
{
    return dl_slice_is(office, "head_of_state") || dl_slice_is(office, "head_of_government");
}

static uint32_t slot_of(const dl_offices *o, dl_slice key)
{
    return (uint32_t)dl_hash64(key, 0) & (o->slots - 1);
}

static void fill(dl_offices *o, dl_arena *a, uint32_t r)
{
    char room[NAME_MAX_BYTES];
    const dl_table *t = o->table;
    dl_office_term *term = &o->term[r];
    dl_slice name = dl_table_cell(t, r, PERSON);
    term->person = dl_arena_copy(a, dl_name_fold(name, room));
    term->country = dl_table_cell(t, r, COUNTRY);
    term->office = dl_table_cell(t, r, OFFICE);
    term->title = dl_table_cell(t, r, TITLE);
    term->start = day_of(dl_table_cell(t, r, START), false);
    term->end = day_of(dl_table_cell(t, r, END), true);
    term->last = day_of(dl_table_cell(t, r, LAST), true);
    uint32_t at = slot_of(o, term->person);
    o->next_name[r] = o->by_name[at];
    o->by_name[at] = r + 1;
    at = slot_of(o, last_word(term->person));
    o->next_surname[r] = o->by_surname[at];
    o->by_surname[at] = r + 1;
}

dl_offices *dl_offices_new(dl_arena *a, dl_lexicon *lexicon, dl_err *e)
{
    dl_offices *o = dl_arena_alloc(a, sizeof *o);
    const dl_table *t = o ? dl_lexicon_table(lexicon, &form, e) : NULL;
    if (t) {
        o->table = t;
        o->n = t->rows;
        o->slots = 64;
        while (o->slots < o->n * 2) o->slots *= 2;
        o->term = dl_arena_array(a, (size_t)o->n + 1, sizeof *o->term);
        o->by_name = dl_arena_array(a, o->slots, sizeof *o->by_name);
        o->by_surname = dl_arena_array(a, o->slots, sizeof *o->by_surname);
        o->next_name = dl_arena_array(a, (size_t)o->n + 1, sizeof *o->next_name);
        o->next_surname = dl_arena_array(a, (size_t)o->n + 1, sizeof *o->next_surname);
    }
    bool room = t && !dl_arena_failed(a);
    for (uint32_t r = 0; room && r < o->n; r++) fill(o, a, r);
    if (!dl_failed(e) && dl_arena_failed(a)) dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
    return dl_failed(e) ? NULL : o;
}

/* ---- look-up */

static bool covers(const dl_office_term *t, int32_t day)
{
    if (t->start != NO_DAY && day < t->start) return false;
    if (t->end != NO_DAY) return day <= t->end;
    return t->last != NO_DAY && day <= t->last;
}

static bool left_before(const dl_office_term *t, int32_t day)
{
    return t->end != NO_DAY && t->end < day;
}

/* Offices from the highest down; what is not listed stands below them. */
static int rank(dl_slice office)
{
    static const char *const order[] = { "head_of_state", "head_of_government", "igo_head",
        "vice_president", "deputy_prime_minister", "foreign", "defence", "finance", "interior" };
    int n = (int)(sizeof order / sizeof *order);
    for (int i = 0; i < n; i++)
        if (dl_slice_is(office, order[i])) return n - i;
    return 0;
}

static bool better(const dl_office_term *t, const dl_office_term *than)
{
    if (!than || rank(t->office) != rank(than->office))
        return !than || rank(t->office) > rank(than->office);
    return t->start > than->start;
}

/* "henry m. paulson jr.", "henry m paulson" -> "henry paulson": in place. */
static dl_slice without_initials(dl_slice key, char *room)
{
    size_t n = 0;
    for (size_t i = 0, to = 0; i < key.n; i = to + 1) {
        to = dl_slice_find_byte(key, ' ', i);
        if (to == SIZE_MAX) to = key.n;
        dl_slice word = dl_slice_cut(key, i, to);
        bool initial = word.n == 1 || (word.n == 2 && word.p[1] == '.');
        if (i && (initial || dl_slice_is(word, "jr.") || dl_slice_is(word, "sr."))) continue;
        if (n) room[n++] = ' ';
        memmove(room + n, word.p, word.n);
        n += word.n;
    }
    return (dl_slice){ room, n };
}

static const dl_office_term *term_of(
    const dl_offices *o, dl_slice key, int32_t day, dl_office_when *when)
{
    const dl_office_term *then = NULL;
    const dl_office_term *before = NULL;
    bool open = false;
    for (uint32_t at = key.n ? o->by_name[slot_of(o, key)] : 0; at; at = o->next_name[at - 1]) {
        const dl_office_term *t = &o->term[at - 1];
        if (!dl_slice_eq(t->person, key)) continue;
        if ((day == NO_DAY || covers(t, day)) && better(t, then)) then = t;
        if (day != NO_DAY && left_before(t, day) && (!before || t->end > before->end)) before = t;
        open |= day != NO_DAY && t->start <= day && t->end == NO_DAY;
    }
    if (open) before = NULL; /* he may hold that one still */
    *when = DL_OFFICE_BEFORE;
    if (then) *when = day == NO_DAY ? DL_OFFICE_SOME : DL_OFFICE_THEN;
    return then ? then : before;
}

const dl_office_term *dl_offices_find(
    const dl_offices *o, dl_slice full_name, int32_t day, dl_office_when *when)
{
    char room[NAME_MAX_BYTES];
    dl_slice key = dl_name_fold(full_name, room);
    const dl_office_term *t = term_of(o, key, day, when);
    if (t) return t;
    dl_slice shorter = without_initials(key, room);
    bool full = shorter.n < key.n && dl_slice_find_byte(shorter, ' ', 0) != SIZE_MAX;
    return full ? term_of(o, shorter, day, when) : NULL;
}

void dl_offices_each(const dl_offices *o, dl_slice full_name,
    bool (*each)(void *user, const dl_office_term *t), void *user)
{
    char room[NAME_MAX_BYTES];
    dl_slice key = dl_name_fold(full_name, room);
    for (uint32_t at = key.n ? o->by_name[slot_of(o, key)] : 0; at; at = o->next_name[at - 1]) {
        const dl_office_term *t = &o->term[at - 1];
        if (dl_slice_eq(t->person, key) && !each(user, t)) return;
    }
}

static bool are_one_term(const dl_office_term *t, const dl_office_term *other)
{
    return t->start != NO_DAY && t->start == other->start && dl_slice_eq(t->country, other->country)
        && dl_slice_eq(t->office, other->office);
}

/* Did somebody of that name hold the term? */
static bool held(const dl_offices *o, dl_slice person, const dl_office_term *term)
{
    for (uint32_t at = o->by_name[slot_of(o, person)]; at; at = o->next_name[at - 1]) {
        const dl_office_term *t = &o->term[at - 1];
        if (dl_slice_eq(t->person, person) && are_one_term(t, term)) return true;
    }
    return false;
}

/* Of one person: "Christopher Berg" and "Chris Berg" took one office on the same day. */
static bool is_same(const dl_offices *o, const dl_office_term *t, const dl_office_term *other)
{
    if (dl_slice_eq(t->person, other->person)) return true;
    for (uint32_t at = o->by_name[slot_of(o, t->person)]; at; at = o->next_name[at - 1]) {
        const dl_office_term *own = &o->term[at - 1];
        if (dl_slice_eq(own->person, t->person) && held(o, other->person, own)) return true;
    }
    return false;
}

/* first: how the name begins, maybe without its first word ("Tayyip Erdogan"); {NULL,0}:
 * that is not told. */
static bool is_called(const dl_office_term *t, dl_slice first, dl_slice last)
{
    if (!dl_slice_eq(last_word(t->person), last)) return false;
    if (dl_slice_starts(t->person, first)) return true;
    size_t second = dl_slice_find_byte(t->person, ' ', 0);
    return second != SIZE_MAX
        && dl_slice_starts(dl_slice_cut(t->person, second + 1, t->person.n), first);
}

/* Of the heads with that last name, and that first one where it is told, the one in
 * office on `day`, or within `ago` days before; NULL: none, or several persons. */
static const dl_office_term *head_of_name(
    const dl_offices *o, dl_slice first, dl_slice last, int32_t day, int32_t ago)
{
    const dl_office_term *found = NULL;
    for (uint32_t at = o->by_surname[slot_of(o, last)]; at; at = o->next_surname[at - 1]) {
        const dl_office_term *t = &o->term[at - 1];
        if (!is_called(t, first, last) || !is_head(t->office)) continue;
        bool lately = ago && left_before(t, day) && t->end > day - ago;
        if (!covers(t, day) && !lately) continue;
        if (found && !is_same(o, found, t)) return NULL;
        if (better(t, found)) found = t;
    }
    return found;
}

enum { REMEMBERED_DAYS = 4383 }; /* a surname alone tells who left so long ago: 12 years */

const dl_office_term *dl_offices_head(
    const dl_offices *o, dl_slice name, int32_t day, dl_office_when *when)
{
    char room[NAME_MAX_BYTES];
    dl_slice key = dl_name_fold(name, room);
    *when = DL_OFFICE_THEN;
    if (!key.n || day == NO_DAY) return NULL;
    dl_slice first = first_words(key);
    dl_slice last = last_word(key);
    const dl_office_term *t = head_of_name(o, first, last, day, 0);
    if (t) return t;
    *when = DL_OFFICE_BEFORE;
    return head_of_name(o, first, last, day, REMEMBERED_DAYS);
}

const dl_office_term *dl_offices_only(const dl_offices *o, dl_slice surname, int32_t day)
{
    char room[NAME_MAX_BYTES];
    dl_slice key = dl_name_fold(surname, room);
    const dl_office_term *found = NULL;
    const dl_office_term *any = NULL;
    bool fine = key.n && day != NO_DAY && dl_slice_find_byte(key, ' ', 0) == SIZE_MAX;
    for (uint32_t at = fine ? o->by_surname[slot_of(o, key)] : 0; at;
         at = o->next_surname[at - 1]) {
        const dl_office_term *t = &o->term[at - 1];
        if (!dl_slice_eq(last_word(t->person), key)) continue;
        if (any && !is_same(o, any, t)) return NULL;
        any = t;
        if (covers(t, day) && better(t, found)) found = t;
    }
    return found && found->person.n > key.n ? found : NULL;
}

const dl_office_term *dl_offices_titled(
    const dl_offices *o, dl_slice name, dl_slice office, int32_t day)
{
    char room[NAME_MAX_BYTES];
    dl_slice key = dl_name_fold(name, room);
    if (!key.n || !office.n) return NULL;
    dl_slice last = last_word(key);
    size_t first = dl_slice_find_byte(key, ' ', 0);
    dl_slice given = first == SIZE_MAX ? (dl_slice){ NULL, 0 } : dl_slice_cut(key, 0, first + 1);
    const dl_office_term *found = NULL;
    for (uint32_t at = o->by_surname[slot_of(o, last)]; at; at = o->next_surname[at - 1]) {
        const dl_office_term *t = &o->term[at - 1];
        if (!is_called(t, given, last) || !dl_slice_eq(t->office, office)) continue;
        if (day != NO_DAY && t->start > day) continue;
        if (found && !is_same(o, found, t)) return NULL;
        found = t;
    }
    return found;
}

bool dl_offices_is_minor(const dl_office_term *t)
{
    static const char *const list[] = { "governor", "governor_general", "speaker", "mayor",
        "justice", "health", "attorney_general", "chief_of_staff", "ambassador", "legislator",
        "party_leader", "judge", "prosecutor", "journalist", "religious_leader", "business",
        "police", "spy", "other", "criminal", "former_head", "activist", "academic",
        "public_figure", NULL };
    return dl_slice_is_any(t->office, list);
}

dl_office_days dl_offices_days(const dl_offices *o, const dl_office_term *t)
{
    uint32_t row = (uint32_t)(t - o->term);
    return (dl_office_days){ .start = dl_table_cell(o->table, row, START),
        .end = dl_table_cell(o->table, row, END),
        .last = dl_table_cell(o->table, row, LAST) };
}

dl_slice dl_offices_rule(const dl_offices *o, const dl_office_term *t, dl_arena *a)
{
    char at[DL_ROW_NAME_MAX];
    return dl_arena_copy(a, dl_slice_str(dl_row_name(o->table, (uint32_t)(t - o->term), at)));
}
