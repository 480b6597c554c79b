/* marked - what the targets of the room mark share: a tokens layer made from bytes, in
 * place of the language engine's, and what must hold of the marks.
 *
 *   text NUL choices --marked_doc--> doc with text and tokens --dl_mark_run--> marks
 *
 * Words are runs of letters or figures, anything else is a token of its own. Each token
 * takes the next four bytes behind the NUL: tag, relation, head, name; where they have
 * come to an end, a tag by its looks and the token before as head. So any tree, tag and
 * name that an engine may give is within reach, and a text alone is a plain one. */
#ifndef DL_FUZZ_MARKED_H
#define DL_FUZZ_MARKED_H

#include "fuzz.h"

#include "base/chars.h"
#include "doc/doc.h"
#include "mark/mark.h"

enum { MARKED_NAME_MOST = 4 }; /* tokens of a name */

typedef struct marked_choices {
    const uint8_t *p;
    size_t n;
} marked_choices;

#define MARKED_LABEL(name) DL_S(#name),

static inline const dl_labels *marked_labels(void)
{
    static const dl_slice pos[] = { DL_POS_LIST(MARKED_LABEL) };
    static const dl_slice tag[] = { DL_TAG_LIST(MARKED_LABEL) };
    static const dl_slice dep[] = { DL_DEP_LIST(MARKED_LABEL) };
    static const dl_slice kind[] = { DL_KIND_LIST(MARKED_LABEL) };
    static dl_arena *a; /* for the whole run; its root here keeps it from being a leak */
    static const dl_labels *labels;
    if (labels) return labels;
    a = dl_arena_new(NULL, 0);
    MUST(a);
    labels = dl_labels_new(a, (dl_label_list){ tag, DL_TAG_COUNT - 1 },
        (dl_label_list){ pos, DL_POS_COUNT - 1 }, (dl_label_list){ dep, DL_DEP_COUNT - 1 },
        (dl_label_list){ kind, DL_KIND_COUNT - 1 });
    MUST(labels);
    return labels;
}

static inline int marked_class(uint8_t c)
{
    if (dl_is_digit((char)c)) return 1;
    return dl_is_wordy((char)c) ? 2 : 0;
}

/* The end of the token that begins at `at`. */
static inline uint32_t marked_end(dl_slice full, uint32_t at, uint32_t last)
{
    int c = marked_class((uint8_t)full.p[at]);
    uint32_t end = at + 1;
    bool space = full.p[at] == ' ' || full.p[at] == '\n';
    if (space)
        while (end < last && (full.p[end] == ' ' || full.p[end] == '\n')) end++;
    while (c && end < last && marked_class((uint8_t)full.p[end]) == c) end++;
    return end;
}

/* Blanks alone are no token; line ends are one, as the engine has them. */
static inline void marked_words(dl_doc *d, dl_span part)
{
    dl_tokens *t = &d->tokens;
    dl_slice full = d->text.full;
    for (uint32_t at = part.start; at < part.end;) {
        uint32_t end = marked_end(full, at, part.end);
        dl_slice word = dl_slice_cut(full, at, end);
        bool blank = full.p[at] == ' ' && dl_slice_find_byte(word, '\n', 0) == SIZE_MAX;
        if (!blank) {
            t->start[t->n] = at;
            t->end[t->n++] = end;
        }
        at = end;
    }
}

static inline bool marked_room(dl_doc *d)
{
    dl_tokens *t = &d->tokens;
    dl_arena *a = d->arena;
    size_t n = d->text.full.n + 1;
    t->start = dl_arena_array(a, n, sizeof *t->start);
    t->end = dl_arena_array(a, n, sizeof *t->end);
    t->head = dl_arena_array(a, n, sizeof *t->head);
    t->tag = dl_arena_array(a, n, sizeof *t->tag);
    t->pos = dl_arena_array(a, n, sizeof *t->pos);
    t->dep = dl_arena_array(a, n, sizeof *t->dep);
    t->lemma = dl_arena_array(a, n, sizeof *t->lemma);
    t->norm = dl_arena_array(a, n, sizeof *t->norm);
    t->feats = dl_arena_array(a, n, sizeof *t->feats);
    t->sent_start = dl_arena_array(a, n, sizeof *t->sent_start);
    t->labels = marked_labels();
    return !dl_arena_failed(a);
}

static inline uint8_t marked_choice(marked_choices *c, uint8_t otherwise)
{
    if (!c->n) return otherwise;
    c->n--;
    return *c->p++;
}

static inline uint8_t marked_tag(uint8_t first)
{
    if (dl_is_digit((char)first)) return DL_TAG_CD;
    return dl_is_upper((char)first) ? DL_TAG_NNP : DL_TAG_NN;
}

static inline uint8_t marked_pos(dl_tag tag, uint8_t first)
{
    if (first == '\n') return DL_POS_SPACE;
    if (!marked_class(first)) return DL_POS_PUNCT;
    switch (tag) {
    case DL_TAG_VB:
    case DL_TAG_VBD:
    case DL_TAG_VBG:
    case DL_TAG_VBN:
    case DL_TAG_VBP:
    case DL_TAG_VBZ: return DL_POS_VERB;
    case DL_TAG_NNP:
    case DL_TAG_NNPS: return DL_POS_PROPN;
    case DL_TAG_CD: return DL_POS_NUM;
    case DL_TAG_PRP: return DL_POS_PRON;
    case DL_TAG_DT: return DL_POS_DET;
    case DL_TAG_RB: return DL_POS_ADV;
    case DL_TAG_JJ: return DL_POS_ADJ;
    default: return DL_POS_NOUN;
    }
}

/* A name from the token on, inside of its sentence. */
static inline void marked_name(dl_doc *d, uint32_t first, uint32_t end, uint8_t choice)
{
    static uint32_t last;
    if (first == 0) last = 0;
    if (!(choice & 0x80) || first < last) return;
    uint32_t size = 1 + (choice >> 5) % MARKED_NAME_MOST;
    last = first + size < end ? first + size : end;
    dl_name_span *n = DL_PUSH(d->arena, &d->tokens.names);
    MUST(n);
    *n = (dl_name_span){ first, last, (uint16_t)((choice & 0x1F) % (DL_KIND_COUNT - 1)), 1000 };
}

/* Labels, heads and names of a sentence: each head is nearer to the root, or the root. */
static inline void marked_sentence(dl_doc *d, uint32_t first, uint32_t end, marked_choices *c)
{
    dl_tokens *t = &d->tokens;
    t->sent_start[first] = 1;
    dl_token_range *s = DL_PUSH(d->arena, &t->sentences);
    MUST(s);
    *s = (dl_token_range){ first, end };
    uint32_t root = first + marked_choice(c, 0) % (end - first);
    for (uint32_t i = first; i < end; i++) {
        uint8_t byte = (uint8_t)d->text.full.p[t->start[i]];
        uint8_t tag = (uint8_t)(1
            + (marked_choice(c, (uint8_t)(marked_tag(byte) - 1)) % (DL_TAG_COUNT - 1)));
        t->tag[i] = (uint16_t)(tag - 1);
        t->pos[i] = (uint16_t)(marked_pos((dl_tag)tag, byte) - 1);
        t->dep[i] = (uint16_t)(marked_choice(c, DL_DEP_dobj - 1) % (DL_DEP_COUNT - 1));
        uint32_t span = i > root ? i - root : root - i;
        uint32_t up = span ? 1 + marked_choice(c, 0) % span : 0;
        t->head[i] = i > root ? i - up : i + up;
        if (i == root) t->dep[i] = DL_DEP_ROOT - 1;
        marked_name(d, i, end, marked_choice(c, 0));
    }
}

static inline bool marked_ends(const dl_doc *d, uint32_t i)
{
    char c = d->text.full.p[d->tokens.start[i]];
    return c == '.' || c == '?' || c == '!' || c == '\n';
}

static inline void marked_piece(dl_doc *d, uint32_t first, uint32_t last, marked_choices *c)
{
    for (uint32_t i = first; i < last; i++) {
        if (i + 1 < last && !marked_ends(d, i)) continue;
        marked_sentence(d, first, i + 1, c);
        first = i + 1;
    }
}

static inline void marked_tokens(dl_doc *d, marked_choices c)
{
    dl_tokens *t = &d->tokens;
    MUST(marked_room(d));
    marked_words(d, d->text.title);
    t->title_n = t->n;
    marked_words(d, d->text.body);
    for (uint32_t i = 0; i < t->n; i++) {
        dl_slice word = dl_slice_cut(d->text.full, t->start[i], t->end[i]);
        char *small = dl_arena_alloc(d->arena, word.n + 1);
        MUST(small);
        t->norm[i] = t->lemma[i] = dl_slice_lower(word, small);
    }
    marked_piece(d, 0, t->title_n, &c);
    marked_piece(d, t->title_n, t->n, &c);
}

/* The tables of the room, opened by the first call. */
static inline dl_mark_tables *marked_tables(void)
{
    static dl_mark_tables *tables;
    dl_err e;
    dl_err_clear(&e);
    if (!tables) tables = dl_mark_tables_new(NULL, fuzz_tables()->lexicon, &e);
    MUST(tables);
    return tables;
}

/* The report of a text and its choices; the caller frees it. */
static inline dl_doc *marked_doc(const uint8_t *data, size_t size)
{
    const uint8_t *nul = size ? memchr(data, 0, size) : NULL;
    size_t text = nul ? (size_t)(nul - data) : size;
    marked_choices c = { NULL, 0 };
    if (nul) c = (marked_choices){ nul + 1, size - text - 1 };
    dl_doc *d = dl_doc_new(NULL);
    MUST(d);
    fuzz_read_text(d, data, text);
    marked_tokens(d, c);
    return d;
}

static inline bool marked_inside(const dl_doc *d, dl_span s)
{
    uint32_t title = d->text.title.end;
    return s.start < s.end && s.end <= d->text.full.n && (s.start >= title || s.end <= title);
}

static inline void marked_times_hold(const dl_doc *d)
{
    const dl_marks *m = &d->marks;
    for (uint32_t i = 0; i < m->times.n; i++) {
        MUST(marked_inside(d, m->times.at[i].span));
        MUST(m->times.at[i].form.anchor_mark < (int32_t)i);
    }
}

/* Every mark lies in the text and, whole, in the title or in the body; anchors stand
 * before. */
static inline void marked_holds(const dl_doc *d)
{
    const dl_marks *m = &d->marks;
    for (uint32_t i = 0; i < m->mentions.n; i++) {
        MUST(marked_inside(d, m->mentions.at[i].span));
        MUST(m->mentions.at[i].entity >= 0);
        MUST((uint32_t)m->mentions.at[i].entity < m->entities.n);
    }
    marked_times_hold(d);
    for (uint32_t i = 0; i < m->quotes.n; i++) {
        const dl_quote *q = &m->quotes.at[i];
        MUST(q->span.start < q->span.end && q->span.end <= d->text.full.n);
        MUST(q->rest.end <= d->text.full.n && q->source.end <= d->text.full.n);
        MUST(q->within < (int32_t)i && q->entity < (int32_t)m->entities.n);
    }
    for (uint32_t i = 0; i < m->amounts.n; i++) MUST(marked_inside(d, m->amounts.at[i].span));
}

#endif
