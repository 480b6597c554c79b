/* page_author - who wrote it, where the page's meta data do not say. In: elements that
 * say that they name the author, by rel, itemprop or class. Out: text.author.
 *
 * Only what looks like a person's name is taken: "Staff" and "12 comments" are none. */
#include "page_private.h"

#include "base/chars.h"

enum {
    NAME_MOST = 60, /* bytes of a name */
    LINE_MOST = 160, /* bytes of a line that names an author */
    WORDS_LEAST = 2,
    WORDS_MOST = 4,
    LOOKED_MOST = 60 /* elements that say that they name one */
};

/* ---- names */

/* Of a name's word: letters, also beyond ASCII, "O'Hara", "Jean-Luc", "J.". */
static bool is_of_name(char c) { return dl_is_letter(c) || c < 0 || strchr("'-.", c); }

static bool is_word_of_name(const dl_clean_tables *t, dl_slice word)
{
    for (size_t i = 0; i < word.n; i++)
        if (!is_of_name(word.p[i])) return false;
    if (clean_is_phrase(t, PHRASE_NOBODY, word)) return false;
    bool upper = dl_is_upper(word.p[0]) || word.p[0] < 0;
    return upper || clean_is_phrase(t, PHRASE_PARTICLE, word);
}

static bool is_name(const dl_clean_tables *t, dl_slice s)
{
    uint32_t words = 0;
    if (s.n > NAME_MOST) return false;
    for (size_t i = 0, to; i < s.n; i = to + 1) {
        to = dl_slice_find_byte(s, ' ', i);
        if (to == SIZE_MAX) to = s.n;
        if (to == i || !is_word_of_name(t, dl_slice_cut(s, i, to))) return false;
        words++;
    }
    return words >= WORDS_LEAST && words <= WORDS_MOST && dl_is_letter(s.p[s.n - 1]);
}

/* ---- lines */

/* "Jane Doe" of "Jane Doe, 5 May | News", "Jane Doe and John Roe". */
static dl_slice first_part(dl_slice s)
{
    static const char *const end[] = { ",", "|", "(", "\xC2\xB7", "\xE2\x80\xA2", " - ",
        "\xE2\x80\x93", "\xE2\x80\x94", " and ", " & ", " on ", " in ", " for ", " is " };
    for (size_t k = 0; k < sizeof end / sizeof *end; k++) {
        size_t at = dl_slice_find(s, dl_slice_str(end[k]), 0);
        if (at != SIZE_MAX) s.n = at;
    }
    return dl_slice_trim(s);
}

/* The name that a line gives; {NULL,0}: none. */
static dl_slice name_in(const dl_clean_tables *t, dl_slice line)
{
    dl_slice none = { NULL, 0 };
    if (line.n > LINE_MOST) return none;
    size_t opener = clean_starts_phrase(t, PHRASE_AUTHOR, line);
    if (opener < line.n && dl_is_letter(line.p[opener])) opener = 0; /* "Bya Jones" */
    dl_slice name = first_part(dl_slice_cut(line, opener, line.n));
    return is_name(t, name) ? name : none;
}

/* ---- elements */

static bool is_said(const page *p, html_id id, const char *attribute)
{
    dl_slice v;
    return read_html_value(&p->tree, id, attribute, &v)
        && dl_slice_eq_nocase(dl_slice_trim(v), DL_S("author"));
}

static bool is_class(const page *p, html_id id)
{
    dl_slice v;
    return read_html_value(&p->tree, id, "class", &v) && v.n
        && page_words_say(p->t, p->words, v)->author;
}

static bool says_author(const page *p, html_id id)
{
    if (page_node(p, id)->kind != HTML_ELEMENT) return false;
    return is_said(p, id, "rel") || is_said(p, id, "itemprop") || is_class(p, id);
}

/* Comments and cards of other stories name their own authors. */
static bool is_elsewhere(const page *p, html_id id)
{
    for (; id && id != p->body; id = page_node(p, id)->parent) {
        bool cut = p->gone[id] && p->gone[id] != 1 + DL_REMOVED_BYLINE;
        if (cut || page_effect(p, id) == EFFECT_DROP) return true;
    }
    return false;
}

/* The first behind `from`. */
static bool find_behind(page *p, html_id from)
{
    uint32_t looked = 0;
    for (html_id id = from; id && looked < LOOKED_MOST;
         id = read_html_next(&p->tree, id, p->body)) {
        if (!says_author(p, id)) continue;
        looked++;
        dl_slice name = name_in(p->t, page_line(p, id));
        if (!name.p || is_elsewhere(p, id)) continue;
        p->d->text.author = name;
        return true;
    }
    return false;
}

void page_find_author(page *p)
{
    if (p->d->text.author.p) return;
    if (p->heading && find_behind(p, p->heading)) return;
    find_behind(p, p->root);
}
