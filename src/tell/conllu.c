/* conllu - a report as CoNLL-U: a sentence a block, a word a line. See tell.h.
 *
 *   tokens, names --dl_tell_conllu--> # sent_id = REPORT-1
 *                                     1 Abe Abe PROPN NNP Number=Sing ... NE=B-PERSON
 *
 * Tokens of white space are no words of the format: words are numbered without them. */
#include "tell.h"

typedef struct conllu {
    dl_buf *out;
    const dl_doc *d;
    const dl_tokens *k;
    uint32_t *number; /* [k->n] of the word in its sentence; 0: white space */
    dl_slice *name; /* [k->n] label of the name that the token is in */
    bool *begins; /* [k->n] such a name begins there */
} conllu;

/* ---- what stands beside the tokens */

static void number_words(const conllu *c)
{
    for (uint32_t s = 0; s < c->k->sentences.n; s++) {
        dl_token_range r = c->k->sentences.at[s];
        uint32_t n = 0;
        for (uint32_t i = r.first; i < r.last; i++)
            c->number[i] = dl_token_pos(c->k, i) == DL_POS_SPACE ? 0 : ++n;
    }
}

/* Where no other name stands. */
static void put_name(const conllu *c, uint32_t first, uint32_t last, dl_slice label)
{
    for (uint32_t i = first; i < last; i++)
        if (c->name[i].n) return;
    for (uint32_t i = first; i < last; i++) c->name[i] = label;
    if (first < last) c->begins[first] = true;
}

/* Those of `annotate` come first; the engine's are the only ones for dates, money and the
 * like. */
static void put_names(const conllu *c)
{
    const dl_marks *m = &c->d->marks;
    for (uint32_t i = 0; i < m->mentions.n; i++) {
        const dl_mention *one = &m->mentions.at[i];
        bool named = one->form == DL_FORM_NAME && one->kind != DL_KIND_OTHER;
        if (named)
            put_name(c, one->range.first, one->range.last, dl_slice_str(dl_kind_name(one->kind)));
    }
    for (uint32_t i = 0; i < c->k->names.n; i++) {
        const dl_name_span *one = &c->k->names.at[i];
        put_name(c, one->first, one->last, dl_label_name(&c->k->labels->ent, one->label));
    }
}

/* ---- a word */

static void field(dl_buf *out, dl_slice s)
{
    if (!s.n) dl_buf_byte(out, '_');
    for (size_t i = 0; i < s.n; i++) dl_buf_byte(out, (unsigned char)s.p[i] < ' ' ? '_' : s.p[i]);
    dl_buf_byte(out, '\t');
}

/* The number of the word's head; 0: it is the root. */
static uint32_t head_of(const conllu *c, uint32_t i)
{
    uint32_t head = c->k->head[i];
    return head == i ? 0 : c->number[head];
}

static void misc(const conllu *c, uint32_t i)
{
    const dl_tokens *k = c->k;
    bool tight = i + 1 < k->n && k->start[i + 1] == k->end[i] && c->number[i + 1];
    const char *bar = c->name[i].n ? "|" : "";
    if (!tight && !c->name[i].n) dl_buf_byte(c->out, '_');
    if (c->name[i].n)
        dl_buf_fmt(c->out, "NE=%c-%.*s", c->begins[i] ? 'B' : 'I', (int)c->name[i].n, c->name[i].p);
    if (tight) dl_buf_fmt(c->out, "%sSpaceAfter=No", bar);
    dl_buf_byte(c->out, '\n');
}

static void word(const conllu *c, uint32_t i)
{
    const dl_tokens *k = c->k;
    uint32_t head = head_of(c, i);
    dl_buf_fmt(c->out, "%u\t", c->number[i]);
    field(c->out, dl_slice_cut(c->d->text.full, k->start[i], k->end[i]));
    field(c->out, k->lemma[i]);
    field(c->out, dl_label_name(&k->labels->pos, k->pos[i]));
    field(c->out, dl_label_name(&k->labels->tag, k->tag[i]));
    field(c->out, dl_label_name(&k->labels->feats, k->feats[i]));
    dl_buf_fmt(c->out, "%u\t", head);
    field(c->out, head ? dl_label_name(&k->labels->dep, k->dep[i]) : DL_S("root"));
    dl_buf_str(c->out, "_\t");
    misc(c, i);
}

/* ---- a sentence */

/* A text of a comment may not begin a line of its own. */
static void in_one_line(dl_buf *out, dl_slice s)
{
    for (size_t i = 0; i < s.n; i++) {
        bool breaks = s.p[i] == '\n' || s.p[i] == '\r';
        dl_buf_byte(out, breaks ? ' ' : s.p[i]);
    }
}

/* Nothing where it is white space alone. n: its number in the report. */
static bool sentence(const conllu *c, dl_token_range r, uint32_t n)
{
    while (r.first < r.last && !c->number[r.first]) r.first++;
    while (r.first < r.last && !c->number[r.last - 1]) r.last--;
    if (r.first == r.last) return false;
    dl_buf_str(c->out, "# sent_id = ");
    in_one_line(c->out, c->d->text.id);
    dl_buf_fmt(c->out, "-%u\n# text = ", n);
    in_one_line(c->out, dl_slice_cut(c->d->text.full, c->k->start[r.first], c->k->end[r.last - 1]));
    dl_buf_byte(c->out, '\n');
    for (uint32_t i = r.first; i < r.last; i++)
        if (c->number[i]) word(c, i);
    dl_buf_byte(c->out, '\n');
    return true;
}

bool dl_tell_conllu(dl_buf *out, dl_doc *d)
{
    conllu c = { .out = out, .d = d, .k = &d->tokens };
    c.number = dl_arena_array(d->arena, c.k->n, sizeof *c.number);
    c.name = dl_arena_array(d->arena, c.k->n, sizeof *c.name);
    c.begins = dl_arena_array(d->arena, c.k->n, sizeof *c.begins);
    if (!dl_doc_ok(d)) return false;
    number_words(&c);
    put_names(&c);
    dl_buf_str(out, "# newdoc id = ");
    in_one_line(out, d->text.id);
    dl_buf_byte(out, '\n');
    uint32_t n = 1;
    for (uint32_t s = 0; s < c.k->sentences.n; s++) n += sentence(&c, c.k->sentences.at[s], n);
    return dl_doc_ok(d) && !out->failed;
}
