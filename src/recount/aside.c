/* aside - sentences beside the news: what a reader or a columnist says for himself, a
 * question, the words under a picture, a list of links.
 *
 *   a sentence --recount_is_aside--> may it stand for a day?
 *
 * Somebody's words between quotation marks are news. */
#include "base/chars.h"
#include "recount_private.h"

enum { LINKS_LEAST = 2 }; /* "9 hrs ago", each behind another title */

typedef struct walk {
    dl_slice text;
    size_t at; /* behind the word at hand */
    dl_slice word, before; /* at hand, and the one before it */
    bool quoted; /* between quotation marks */
    uint32_t links;
} walk;

/* A quotation mark opens or closes; inside a word an apostrophe does not. */
static void take_sign(walk *w)
{
    dl_slice rest = dl_slice_cut(w->text, w->at, w->text.n);
    if (rest.p[0] == '"') w->quoted = !w->quoted;
    if (dl_slice_starts(rest, DL_S("\xE2\x80\x9C"))) w->quoted = true;
    if (dl_slice_starts(rest, DL_S("\xE2\x80\x9D"))) w->quoted = false;
    w->at++;
}

static bool next_word(walk *w)
{
    w->before = w->word;
    while (w->at < w->text.n && !dl_is_letter(w->text.p[w->at]) && !dl_is_digit(w->text.p[w->at]))
        take_sign(w);
    size_t from = w->at;
    while (w->at < w->text.n && (dl_is_letter(w->text.p[w->at]) || dl_is_digit(w->text.p[w->at])))
        w->at++;
    w->word = dl_slice_cut(w->text, from, w->at);
    return w->word.n > 0;
}

/* "I" behind a name counts kings and wars. */
static bool is_own_voice(const walk *w)
{
    static const char *const own[] = { "my", "My", "me", "myself", NULL };
    bool numbers = w->before.n && dl_is_upper(w->before.p[0]);
    if (dl_slice_is(w->word, "I")) return !numbers;
    return dl_slice_is_any(w->word, own);
}

/* "Barroso, left, and Trichet, right, arrive" */
static bool is_under_picture(const walk *w)
{
    static const char *const side[] = { "left", "right", "center", "centre", NULL };
    static const char *const picture[] = { "Photo", "Photograph", NULL };
    size_t from = w->at - w->word.n;
    bool parted = from >= 2 && w->text.p[from - 2] == ',' && w->at < w->text.n
        && w->text.p[w->at] == ',';
    if (parted && dl_slice_is_any(w->word, side)) return true;
    bool named = w->at < w->text.n && (w->text.p[w->at] == ':' || w->text.p[w->at] == '/');
    return named && dl_slice_is_any(w->word, picture);
}

static bool is_link(const walk *w)
{
    static const char *const unit[] = { "hrs", "hr", "hours", "hour", "mins", "min", "minutes",
        NULL };
    return dl_slice_is(w->word, "ago") && dl_slice_is_any(w->before, unit);
}

/* "July 1, 2011 at 3:28 pm | Reply": what a reader says. */
static bool is_stamp(const walk *w)
{
    static const char *const half[] = { "am", "pm", "AM", "PM", NULL };
    dl_slice rest = dl_slice_cut(w->text, w->at, w->text.n);
    return dl_slice_is_any(w->word, half) && dl_slice_starts(rest, DL_S(" | "));
}

/* A mark that may stand behind a stop is taken off. False: there is none. */
static bool take_mark_off(dl_slice *s)
{
    static const char *const marks[] = { "\"", "'", ")", "]", "\xE2\x80\x9D", "\xE2\x80\x99",
        NULL };
    for (int i = 0; marks[i]; i++) {
        dl_slice mark = dl_slice_str(marks[i]);
        if (!dl_slice_ends(*s, mark)) continue;
        s->n -= mark.n;
        return true;
    }
    return false;
}

bool recount_is_open(dl_slice sentence)
{
    dl_slice s = dl_slice_trim(sentence);
    while (take_mark_off(&s)) continue;
    return !s.n || !strchr(".!?", s.p[s.n - 1]);
}

bool recount_is_aside(dl_slice sentence)
{
    walk w = { .text = dl_slice_trim(sentence) };
    if (dl_slice_ends(w.text, DL_S("?"))) return true;
    while (next_word(&w)) {
        w.links += is_link(&w);
        if (is_under_picture(&w) || is_stamp(&w)) return true;
        if (!w.quoted && is_own_voice(&w)) return true;
    }
    return w.links >= LINKS_LEAST;
}
