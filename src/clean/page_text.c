/* page_text - the paragraphs of the article. In: the tree, what is gone. Out: the source,
 * paragraphs parted by blank lines, with the map to the page; what was cut inside it as
 * `removed`. */
#include "page_private.h"

#include "read/record.h"

enum {
    BODY_MORE = 2, /* times the text found: the text said is taken where it is longer */
    BODY_LEAST = 100 /* bytes, and longer by so many */
};

typedef struct writing {
    page *p;
    read_piece out;
    bool gap, blank; /* a paragraph, a word is to begin */
    bool one_line; /* a paragraph begins as a word does */
    size_t most; /* bytes that are wanted */
    bool full;
} writing;

/* ---- characters */

/* One blank: the byte before the word where that is one, so that the map stays whole. */
static void put_blank(writing *w, size_t from)
{
    bool byte = from && (unsigned char)w->p->tree.page.p[from - 1] <= ' ';
    read_piece_put(&w->out, " ", 1, from - byte, byte);
}

static void put(writing *w, const char *s, size_t n, size_t from, size_t from_n)
{
    if (w->out.n && w->gap && !w->one_line) read_piece_put(&w->out, "\n\n", 2, from, 0);
    else if (w->out.n && (w->gap || w->blank)) put_blank(w, from);
    w->gap = w->blank = false;
    read_piece_put(&w->out, s, n, from, from_n);
}

/* White space is one blank; so is a blank that does not break. */
static bool is_space(const char *s, size_t n)
{
    return (n == 1 && (unsigned char)*s <= ' ') || (n == 2 && memcmp(s, "\xC2\xA0", 2) == 0);
}

static void put_reference(writing *w, dl_slice s, size_t i, size_t *used)
{
    char room[READ_ENTITY_ROOM];
    size_t n;
    *used = read_html_reference(w->p->r, s, i, false, room, &n);
    if (*used == 0) {
        *used = 1;
        put(w, "&", 1, i, 1);
    } else if (is_space(room, n)) {
        w->blank = true;
    } else {
        put(w, room, n, i, *used);
    }
}

static bool is_of_word(dl_slice s, size_t i)
{
    if (i >= s.n || (unsigned char)s.p[i] <= ' ' || s.p[i] == '&') return false;
    return s.p[i] != '\xC2' || i + 1 == s.n || s.p[i + 1] != '\xA0';
}

/* The end of the words from i on with one blank between each. */
static size_t words_end(dl_slice s, size_t i)
{
    while (is_of_word(s, i) || (i < s.n && s.p[i] == ' ' && is_of_word(s, i + 1))) i++;
    return i;
}

static void put_text(writing *w, html_id id)
{
    const html_node *n = page_node(w->p, id);
    dl_slice s = dl_slice_cut(w->p->tree.page, 0, n->at + n->n);
    for (size_t i = n->at, used; i < s.n; i += used) {
        used = is_of_word(s, i) ? words_end(s, i) - i : 0;
        if (used) {
            put(w, s.p + i, used, i, used);
        } else if (s.p[i] == '&' && !n->raw) {
            put_reference(w, s, i, &used);
        } else {
            used = s.p[i] == '\xC2' ? 2 : 1;
            w->blank = true;
        }
    }
}

/* ---- elements */

static void note_effect(writing *w, html_id id)
{
    if (page_node(w->p, id)->kind != HTML_ELEMENT) return;
    if (page_is_block(w->p, id)) w->gap = true;
    if (page_effect(w->p, id) == EFFECT_BLANK) w->blank = true;
}

static bool enter_plain(void *ctx, html_id id)
{
    writing *w = ctx;
    if (page_node(w->p, id)->kind == HTML_TEXT) put_text(w, id);
    w->full = w->out.n > w->most;
    if (page_effect(w->p, id) == EFFECT_DROP) return false;
    note_effect(w, id);
    return true;
}

static void leave(void *ctx, html_id id) { note_effect(ctx, id); }

static dl_slice plain(page *p, html_id id, size_t most, bool one_line)
{
    writing w = { .p = p, .most = most, .one_line = one_line };
    page_visit v = { enter_plain, leave, &w, &w.full };
    read_piece_start(&w.out, p->d->arena, 64, NULL);
    page_walk(p, id, &v);
    return read_piece_text(&w.out);
}

dl_slice page_line(page *p, html_id id) { return plain(p, id, PAGE_LINE_MOST, true); }

/* ---- the article */

static void note_removed(writing *w, html_id id)
{
    enum { TOLD = 2000 };
    page *p = w->p;
    if (p->fact[id].chars == 0 && page_node(p, id)->first == 0) return;
    dl_slice s = plain(p, id, TOLD, false);
    if (s.n == 0) return;
    if (s.n > TOLD) {
        s.n = TOLD;
        while (s.n && ((unsigned char)s.p[s.n] & 0xC0) == 0x80) s.n--;
    }
    dl_removed *r = DL_PUSH(p->d->arena, &p->d->text.removed);
    if (r) *r = (dl_removed){ s, (dl_removed_why)(p->gone[id] - 1), (uint32_t)w->out.n };
}

static bool enter(void *ctx, html_id id)
{
    writing *w = ctx;
    page *p = w->p;
    if (p->gone[id]) {
        note_removed(w, id);
        if (page_is_block(p, id)) w->gap = true;
        return false;
    }
    return enter_plain(ctx, id);
}

static dl_runs through_page(page *p, const dl_runs *map)
{
    return dl_runs_compose(p->d->arena, &p->d->text.page_map, map);
}

/* The text that JSON-LD gives, in the place of one that is much shorter: the page is made
 * by a script, or shows a teaser. */
static void take_said_body(page *p, read_piece *out, dl_runs *map)
{
    *map = (dl_runs){ NULL, 0, 0 };
    read_piece_start(out, p->d->arena, p->body_at.end - p->body_at.start, map);
    read_json_text(dl_slice_cut(p->tree.page, 0, p->body_at.end), p->body_at, out);
}

/* What was removed stood in a text that may have become shorter. */
static void keep_inside(dl_text *t)
{
    for (uint32_t i = 0; i < t->removed.n; i++)
        if (t->removed.at[i].at > t->source.n) t->removed.at[i].at = (uint32_t)t->source.n;
}

void page_take_text(page *p)
{
    dl_runs map = { NULL, 0, 0 };
    writing w = { .p = p, .most = SIZE_MAX };
    page_visit v = { enter, leave, &w, NULL };
    read_piece_start(&w.out, p->d->arena, p->fact[p->root].chars * 2 + 64, &map);
    page_walk(p, p->root, &v);
    if (p->body_at.end - p->body_at.start > w.out.n * BODY_MORE + BODY_LEAST)
        take_said_body(p, &w.out, &map);
    if (!dl_doc_ok(p->d)) return;
    read_take_source(p->d, p->r, read_piece_text(&w.out), through_page(p, &map));
    keep_inside(&p->d->text);
}
