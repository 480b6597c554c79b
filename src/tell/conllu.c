/* conllu - a report as CoNLL-U: a sentence a block, a token a line. See tell.h. */
#include "tell.h"

static void field(dl_buf *out, dl_slice s)
{
    if (!s.n) dl_buf_byte(out, '_');
    for (size_t i = 0; i < s.n; i++) dl_buf_byte(out, (unsigned char)s.p[i] < ' ' ? '_' : s.p[i]);
    dl_buf_byte(out, '\t');
}

static void conllu_word(dl_buf *out, const dl_doc *d, uint32_t i, uint32_t first)
{
    const dl_tokens *k = &d->tokens;
    dl_buf_fmt(out, "%u\t", i - first + 1);
    field(out, dl_slice_cut(d->text.full, k->start[i], k->end[i]));
    field(out, k->lemma[i]);
    field(out, dl_label_name(&k->labels->pos, k->pos[i]));
    field(out, dl_label_name(&k->labels->tag, k->tag[i]));
    dl_buf_fmt(out, "_\t%u\t", k->head[i] == i ? 0 : k->head[i] - first + 1);
    dl_slice dep = dl_label_name(&k->labels->dep, k->dep[i]);
    field(out, k->head[i] == i ? DL_S("root") : dep);
    bool tight = i + 1 < k->n && k->start[i + 1] == k->end[i];
    dl_buf_str(out, tight ? "_\tSpaceAfter=No\n" : "_\t_\n");
}

/* A text of a comment may not begin a line of its own. */
static void in_one_line(dl_buf *out, dl_slice s)
{
    for (size_t i = 0; i < s.n; i++) {
        bool breaks = s.p[i] == '\n' || s.p[i] == '\r';
        dl_buf_byte(out, breaks ? ' ' : s.p[i]);
    }
}

bool dl_tell_conllu(dl_buf *out, dl_doc *d)
{
    const dl_tokens *k = &d->tokens;
    dl_buf_str(out, "# newdoc id = ");
    in_one_line(out, d->text.id);
    dl_buf_byte(out, '\n');
    for (uint32_t s = 0; s < k->sentences.n; s++) {
        dl_token_range r = k->sentences.at[s];
        dl_buf_fmt(out, "# sent_id = %u\n# text = ", s + 1);
        dl_slice text = dl_slice_cut(d->text.full, k->start[r.first], k->end[r.last - 1]);
        in_one_line(out, text);
        dl_buf_byte(out, '\n');
        for (uint32_t i = r.first; i < r.last; i++) conllu_word(out, d, i, r.first);
        dl_buf_byte(out, '\n');
    }
    return dl_doc_ok(d) && !out->failed;
}
