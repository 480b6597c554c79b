/* quote_marks - text between quotation marks, and the words that attribute.
 *
 *   tokens, paragraphs --> segments
 *   data/mark/quote-cues.tsv, quote-nouns.tsv --> cues
 *
 * Straight marks open and close in turn, paragraph by paragraph; a paragraph that ends
 * inside a quotation and whose successor begins with a mark goes on there, as newspapers
 * set it. Blanks beside a mark tell which it is, unless the paragraph has them on the
 * wrong side: 'She left." We must go, "he said.' */
#include "quote_private.h"
#include "spans.h"

/* ---- quotation marks */

typedef enum mark_kind { NO_MARK, MARK_OPEN, MARK_CLOSE, MARK_STRAIGHT } mark_kind;

static mark_kind kind_of(dl_slice s)
{
    if (dl_slice_is(s, "\"")) return MARK_STRAIGHT;
    if (dl_slice_is(s, "\xE2\x80\x9C") || dl_slice_is(s, "``")) return MARK_OPEN;
    if (dl_slice_is(s, "\xE2\x80\x9D") || dl_slice_is(s, "''")) return MARK_CLOSE;
    return NO_MARK;
}

/* A single mark opens behind a blank and closes behind a letter or a stop; an apostrophe
 * ("the workers' hall", "the '90s") does neither. */
static bool is_single(dl_slice s)
{
    return dl_slice_is(s, "'") || dl_slice_is(s, "\xE2\x80\x98") || dl_slice_is(s, "\xE2\x80\x99");
}

typedef struct scan {
    dl_doc *d;
    const known *known;
    quote_segments *out;
    uint32_t open; /* first token behind an opening mark; DL_NO_TOKEN: none is open */
    uint32_t single; /* the same of a single mark */
    bool continues, goes_on;
    bool turned; /* in this paragraph blanks stand on the wrong side of some marks */
} scan;

static bool close_at(scan *s, uint32_t end)
{
    uint32_t first = s->open;
    s->open = DL_NO_TOKEN;
    if (first >= end) return true;
    quote_segment *q = DL_PUSH(s->d->scratch, s->out);
    if (!q) return false;
    q->range = (dl_token_range){ first, end };
    q->continues = s->continues;
    q->quote = -1;
    s->continues = false;
    return true;
}

static bool has_blank_before(const dl_tokens *t, uint32_t i)
{
    return i == 0 || t->end[i - 1] < t->start[i];
}

/* A blank or a stop. */
static bool has_blank_behind(const dl_tokens *t, uint32_t i)
{
    return i + 1 >= t->n || t->end[i] < t->start[i + 1] || dl_token_pos(t, i + 1) == DL_POS_PUNCT;
}

/* What single marks hold is taken where they close and no double mark is open. */
static bool see_single(scan *s, uint32_t i)
{
    const dl_tokens *t = &s->d->tokens;
    bool opens = has_blank_before(t, i) && i + 1 < t->n && t->end[i] == t->start[i + 1];
    bool closes = !has_blank_before(t, i) && has_blank_behind(t, i)
        && dl_token_tag(t, i) != DL_TAG_POS;
    if (opens && s->single == DL_NO_TOKEN) s->single = i + 1;
    if (!closes || s->single == DL_NO_TOKEN || s->open != DL_NO_TOKEN) return true;
    uint32_t first = s->single;
    s->single = DL_NO_TOKEN;
    if (s->out->n && s->out->at[s->out->n - 1].range.last > first) return true;
    s->open = first;
    return close_at(s, i);
}

/* With a blank or the text's edge on both sides it belongs to nothing. */
static bool is_lone(const dl_tokens *t, uint32_t i)
{
    return has_blank_before(t, i) && (i + 1 >= t->n || t->end[i] < t->start[i + 1]);
}

/* ---- blanks on the wrong side */

static bool is_straight(const dl_doc *d, uint32_t i)
{
    return dl_slice_is(span_word(d, i), "\"");
}

static bool is_one_of(const scan *s, uint32_t i, const char *marks)
{
    dl_slice word = s->d->tokens.norm[i];
    return word.n == 1 && word.p[0] && strchr(marks, word.p[0]);
}

static bool says(const scan *s, uint32_t i)
{
    return dl_token_pos(&s->d->tokens, i) == DL_POS_VERB
        && span_lemma_cues(s->d, s->known, i) & CUE_SAYS;
}

enum { SAID_MOST = 4 }; /* words from a mark to the verb of saying beside it */

/* ..., "he said: a verb of saying behind the mark, with nothing set apart before it. */
static bool is_before_saying(const scan *s, uint32_t mark)
{
    const dl_tokens *t = &s->d->tokens;
    for (uint32_t i = mark + 1; i < t->n && i <= mark + SAID_MOST; i++) {
        if (dl_token_pos(t, i) == DL_POS_PUNCT) return false;
        if (says(s, i) && dl_token_tag(t, i) != DL_TAG_VB) return true;
    }
    return false;
}

/* She said, "... or: "...": a verb of saying before the comma or colon. */
static bool is_behind_saying(const scan *s, uint32_t mark)
{
    const dl_tokens *t = &s->d->tokens;
    if (mark == 0 || !is_one_of(s, mark - 1, ",:")) return false;
    for (uint32_t i = mark - 1; i-- > 0 && i + SAID_MOST + 1 > mark;) {
        if (dl_token_pos(t, i) == DL_POS_PUNCT) return false;
        if (says(s, i)) return true;
    }
    return false;
}

/* We must go, "he said: it closes, though a blank stands before it and none behind. */
static bool closes_turned(const scan *s, uint32_t i)
{
    const dl_tokens *t = &s->d->tokens;
    if (i < 2 || !is_straight(s->d, i) || !has_blank_before(t, i) || has_blank_behind(t, i))
        return false;
    return is_one_of(s, i - 1, ",?!") && !is_behind_saying(s, i) && is_before_saying(s, i);
}

/* Does one of the paragraph's marks that has another before it close so? */
static bool is_turned(const scan *s, uint32_t first, uint32_t end)
{
    bool before = false;
    for (uint32_t i = first; i < end; i++) {
        if (!is_straight(s->d, i)) continue;
        if (before && closes_turned(s, i)) return true;
        before = true;
    }
    return false;
}

/* Whether a straight mark opens: in turn, blanks or not, unless a verb of saying beside
 * it tells. */
static bool opens_turned(const scan *s, uint32_t i)
{
    if (closes_turned(s, i)) return false;
    return s->open == DL_NO_TOKEN || is_behind_saying(s, i);
}

static bool see_turned(scan *s, uint32_t i)
{
    if (!is_straight(s->d, i)) return true;
    bool opens = opens_turned(s, i);
    if (s->open != DL_NO_TOKEN && !close_at(s, i)) return false;
    if (opens) s->open = i + 1;
    return true;
}

static bool see_token(scan *s, uint32_t i)
{
    const dl_tokens *t = &s->d->tokens;
    dl_slice text = dl_slice_cut(s->d->text.full, t->start[i], t->end[i]);
    mark_kind k = kind_of(text);
    if (is_single(text)) return see_single(s, i);
    if (k == NO_MARK) return true;
    if (s->turned && k == MARK_STRAIGHT) return see_turned(s, i);
    /* Blanks beside a straight mark tell more than the marks before it. */
    bool before = has_blank_before(t, i), behind = has_blank_behind(t, i);
    bool straight = k == MARK_STRAIGHT;
    if (straight && is_lone(t, i)) return true;
    bool opens = k == MARK_OPEN || (straight && s->open == DL_NO_TOKEN);
    if (straight && !before && behind) opens = false;
    if (straight && before && !behind && s->open != DL_NO_TOKEN) {
        if (!close_at(s, i)) return false;
        opens = true;
    }
    if (opens) s->open = i + 1;
    else if (s->open != DL_NO_TOKEN) return close_at(s, i);
    return true;
}

/* A quotation that the paragraph leaves open is taken to its end. */
static bool end_paragraph(scan *s, uint32_t end)
{
    s->goes_on = s->open != DL_NO_TOKEN;
    s->single = DL_NO_TOKEN;
    if (!s->goes_on) return true;
    if (!close_at(s, end)) return false;
    if (s->out->n) s->out->at[s->out->n - 1].goes_on = true;
    return true;
}

/* The paragraph of the body that a byte lies in, from `from` on. */
static uint32_t paragraph_of(const dl_text *x, uint32_t from, uint32_t byte)
{
    while (from + 1 < x->paragraphs.n && x->paragraphs.at[from + 1].start <= byte) from++;
    return from;
}

/* The token behind the title, or behind the paragraph, that begins at `first`. */
static uint32_t paragraph_end(const dl_doc *d, uint32_t paragraph, uint32_t first)
{
    const dl_tokens *t = &d->tokens;
    uint32_t end = first;
    while (end < t->n && (end == first || end != t->title_n)
        && paragraph_of(&d->text, paragraph, t->start[end]) == paragraph)
        end++;
    return end;
}

bool quote_segments_of(quote_segments *out, dl_doc *d, const known *k)
{
    scan s = { .d = d, .known = k, .out = out, .open = DL_NO_TOKEN, .single = DL_NO_TOKEN };
    uint32_t paragraph = 0;
    for (uint32_t first = 0, end; first < d->tokens.n; first = end) {
        paragraph = paragraph_of(&d->text, paragraph, d->tokens.start[first]);
        end = paragraph_end(d, paragraph, first);
        s.turned = is_turned(&s, first, end);
        for (uint32_t i = first; i < end; i++)
            if (!see_token(&s, i)) return false;
        if (!end_paragraph(&s, end)) return false;
        s.continues = s.goes_on;
    }
    return true;
}

/* ---- words that attribute */

static const dl_column verb_columns[] = {
    { "verb", DL_COLUMN_TEXT, false, NULL },
    { "sense", DL_COLUMN_CHOICE, false, "says thinks plans" }, /* ORDER dl_quote_sense */
    { "kinds", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form verb_form = DL_TABLE_FORM("mark/quote-cues", true, verb_columns);
static const dl_column noun_columns[] = {
    { "noun", DL_COLUMN_TEXT, false, NULL },
    { "sense", DL_COLUMN_CHOICE, false, "says thinks plans" },
    { "kinds", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form noun_form = DL_TABLE_FORM("mark/quote-nouns", true, noun_columns);

typedef struct word_list {
    const dl_table *table;
    quote_cue *cue; /* [rows] */
} word_list;

struct quote_words {
    word_list verbs, nouns;
};

static bool read_words(
    word_list *w, dl_arena *a, dl_lexicon *lexicon, const dl_table_form *form, dl_err *e)
{
    char at[DL_ROW_NAME_MAX];
    w->table = dl_lexicon_table(lexicon, form, e);
    w->cue = w->table ? dl_arena_array(a, (size_t)w->table->rows + 1, sizeof *w->cue) : NULL;
    for (uint32_t r = 0; w->cue && r < w->table->rows; r++) {
        dl_slice kinds = dl_table_cell(w->table, r, 2);
        w->cue[r].sense = (dl_quote_sense)dl_cell_choice(w->table, r, 1, form);
        w->cue[r].clause = dl_slice_find(kinds, DL_S("clause"), 0) != SIZE_MAX;
        w->cue[r].infinitive = dl_slice_find(kinds, DL_S("infinitive"), 0) != SIZE_MAX;
        w->cue[r].object = dl_slice_find(kinds, DL_S("object"), 0) != SIZE_MAX;
        w->cue[r].own_plan = dl_slice_find(kinds, DL_S("plan"), 0) != SIZE_MAX;
        w->cue[r].answers = dl_slice_find(kinds, DL_S("answers"), 0) != SIZE_MAX;
        w->cue[r].finite = dl_slice_find(kinds, DL_S("finite"), 0) != SIZE_MAX;
        w->cue[r].of_object = dl_slice_ends(kinds, DL_S("of"));
        w->cue[r].for_object = dl_slice_ends(kinds, DL_S("for"));
        w->cue[r].rule = dl_arena_copy(a, dl_slice_str(dl_row_name(w->table, r, at)));
    }
    return w->cue != NULL;
}

quote_words *quote_words_new(dl_arena *a, dl_lexicon *lexicon, dl_err *e)
{
    quote_words *w = dl_arena_alloc(a, sizeof *w);
    bool ok = w && read_words(&w->verbs, a, lexicon, &verb_form, e)
        && read_words(&w->nouns, a, lexicon, &noun_form, e);
    if (ok && !dl_arena_failed(a)) return w;
    if (!dl_failed(e)) dl_fail(e, DL_ENOMEM, "out of memory", -1, NULL);
    return NULL;
}

static const quote_cue *look_up(const word_list *w, dl_slice lemma)
{
    int64_t row = dl_table_find(w->table, lemma);
    return row < 0 ? NULL : &w->cue[row];
}

const quote_cue *quote_verb(const quote_words *w, dl_slice lemma)
{
    return look_up(&w->verbs, lemma);
}

const quote_cue *quote_noun(const quote_words *w, dl_slice lemma)
{
    return look_up(&w->nouns, lemma);
}
