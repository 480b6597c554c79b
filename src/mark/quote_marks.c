/* quote_marks - text between quotation marks, and the words that attribute.
 *
 *   tokens, paragraphs --> segments
 *   data/mark/quote-cues.tsv, quote-nouns.tsv --> cues
 *
 * Straight marks open and close in turn, paragraph by paragraph; a paragraph that ends
 * inside a quotation and whose successor begins with a mark goes on there, as newspapers
 * set it. */
#include "quote_private.h"

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
    quote_segments *out;
    uint32_t open; /* first token behind an opening mark; DL_NO_TOKEN: none is open */
    uint32_t single; /* the same of a single mark */
    bool continues, goes_on;
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

static bool see_token(scan *s, uint32_t i)
{
    const dl_tokens *t = &s->d->tokens;
    dl_slice text = dl_slice_cut(s->d->text.full, t->start[i], t->end[i]);
    mark_kind k = kind_of(text);
    if (is_single(text)) return see_single(s, i);
    if (k == NO_MARK) return true;
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

bool quote_segments_of(quote_segments *out, dl_doc *d)
{
    const dl_tokens *t = &d->tokens;
    scan s = { .d = d, .out = out, .open = DL_NO_TOKEN, .single = DL_NO_TOKEN };
    uint32_t paragraph = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        uint32_t now = paragraph_of(&d->text, paragraph, t->start[i]);
        if (i == t->title_n || now != paragraph) {
            if (!end_paragraph(&s, i)) return false;
            s.continues = s.goes_on;
        }
        paragraph = now;
        if (!see_token(&s, i)) return false;
    }
    return end_paragraph(&s, t->n);
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
