/* report_json - see tell.h. Keys in the order of CONTRACT.md. */
#include "tell.h"

typedef struct teller {
    dl_buf *out;
    dl_doc *d;
    const dl_cpmap *map;
    uint32_t body_cp;
} teller;

/* start, end and, where it lies there, "in":"title". */
static void span(teller *t, dl_span s)
{
    bool in_title = s.start < t->d->text.title.end;
    uint32_t shift = in_title ? 0 : t->body_cp;
    dl_json_kint(t->out, "start", (int64_t)dl_cpmap_cp(t->map, s.start) - shift);
    dl_json_kint(t->out, "end", (int64_t)dl_cpmap_cp(t->map, s.end) - shift);
    if (in_title) dl_json_kstr(t->out, "in", DL_S("title"));
}

static void origin(teller *t)
{
    const dl_origin *o = &t->d->text.origin;
    char hex[65];
    dl_sha256_hex(&o->sha256, hex);
    dl_json_key(t->out, "origin");
    dl_json_open(t->out, '{');
    dl_json_kstr_opt(t->out, "file", o->file);
    dl_json_kint(t->out, "record", (int64_t)o->record);
    dl_json_kint(t->out, "offset", (int64_t)o->offset);
    dl_json_kstr(t->out, "sha256", dl_slice_str(hex));
    dl_json_close(t->out, '}');
}

static void removed(teller *t)
{
    dl_json_key(t->out, "removed");
    dl_json_open(t->out, '[');
    for (uint32_t i = 0; i < t->d->text.removed.n; i++) {
        const dl_removed *r = &t->d->text.removed.at[i];
        dl_json_open(t->out, '{');
        dl_json_kstr(t->out, "text", r->text);
        dl_json_kstr(t->out, "reason", dl_slice_str(dl_removed_name(r->why)));
        dl_json_close(t->out, '}');
    }
    dl_json_close(t->out, ']');
}

static void notes(teller *t)
{
    if (!t->d->notes.n) return;
    dl_json_key(t->out, "notes");
    dl_json_open(t->out, '[');
    for (uint32_t i = 0; i < t->d->notes.n; i++) {
        const dl_note *n = &t->d->notes.at[i];
        dl_json_open(t->out, '{');
        dl_json_kstr(t->out, "code", dl_slice_str(dl_note_name(n->code)));
        dl_json_kstr(t->out, "message", n->message);
        if (n->at >= 0) dl_json_kint(t->out, "byte", n->at);
        dl_json_close(t->out, '}');
    }
    dl_json_close(t->out, ']');
}

static void head(teller *t)
{
    const dl_text *x = &t->d->text;
    dl_json_kint(t->out, "schema", 1);
    dl_json_kstr(t->out, "id", x->id);
    dl_json_kstr_opt(t->out, "url", x->url);
    dl_json_kstr_opt(t->out, "title", x->title.end ? dl_doc_title(t->d) : (dl_slice){ NULL, 0 });
    dl_slice body = dl_doc_body(t->d);
    dl_json_kstr(t->out, "text", body.p ? body : DL_S(""));
    dl_json_kstr_opt(t->out, "date", x->date);
    if (x->date.p)
        dl_json_kstr(t->out, "date_precision", dl_slice_str(dl_precision_name(x->date_precision)));
    dl_json_kstr_opt(t->out, "date_basis", x->date_basis);
    dl_json_kstr_opt(t->out, "date_modified", x->date_modified);
    dl_json_kstr_opt(t->out, "date_retrieved", x->date_retrieved);
    dl_json_kstr_opt(t->out, "outlet", x->outlet);
    dl_json_kstr_opt(t->out, "agency", x->agency);
    dl_json_kstr_opt(t->out, "author", x->author);
    dl_json_kstr_opt(t->out, "language", x->language);
    origin(t);
    removed(t);
    notes(t);
}

/* ---- annotate */

static dl_span token_span(const dl_tokens *k, uint32_t first, uint32_t last)
{
    return (dl_span){ k->start[first], k->end[last - 1] };
}
static dl_slice label(const dl_label_list *l, uint32_t n)
{
    return n < l->n ? l->name[n] : (dl_slice){ NULL, 0 };
}

static void sentences(teller *t)
{
    const dl_tokens *k = &t->d->tokens;
    dl_json_key(t->out, "sentences");
    dl_json_open(t->out, '[');
    for (uint32_t i = 0; i < k->sentences.n; i++) {
        dl_json_open(t->out, '{');
        span(t, token_span(k, k->sentences.at[i].first, k->sentences.at[i].last));
        dl_json_close(t->out, '}');
    }
    dl_json_close(t->out, ']');
}

static void tokens(teller *t)
{
    const dl_tokens *k = &t->d->tokens;
    dl_json_key(t->out, "tokens");
    dl_json_open(t->out, '[');
    for (uint32_t i = 0; i < k->n; i++) {
        dl_json_open(t->out, '{');
        span(t, (dl_span){ k->start[i], k->end[i] });
        dl_json_kstr_opt(t->out, "tag", label(&k->labels->tag, k->tag[i]));
        dl_json_kstr_opt(t->out, "pos", label(&k->labels->pos, k->pos[i]));
        dl_json_kstr_opt(t->out, "lemma", k->lemma[i]);
        dl_json_kint(t->out, "head", k->head[i]);
        dl_json_kstr_opt(t->out, "dep", label(&k->labels->dep, k->dep[i]));
        dl_json_close(t->out, '}');
    }
    dl_json_close(t->out, ']');
}

static dl_slice name_text(const teller *t, uint32_t i)
{
    const dl_name_span *n = &t->d->tokens.names.at[i];
    dl_span s = token_span(&t->d->tokens, n->first, n->last);
    return dl_slice_cut(t->d->text.full, s.start, s.end);
}

/* Names of the engine alone: one entity for each spelling and label. id[i] = entity of
 * name i. Quadratic in nothing: a hash table. */
static uint32_t *number_names(teller *t, uint32_t *count)
{
    uint32_t n = t->d->tokens.names.n, slots = 16;
    while (slots < n * 2) slots *= 2;
    uint32_t *id = dl_arena_array(t->d->arena, n + 1, sizeof *id),
             *slot = dl_arena_array(t->d->arena, slots, sizeof *slot);
    *count = 0;
    for (uint32_t i = 0; id && slot && i < n; i++) {
        dl_slice text = name_text(t, i);
        uint16_t lab = t->d->tokens.names.at[i].label;
        uint32_t at = (uint32_t)dl_hash64(text, lab) & (slots - 1);
        while (slot[at]
            && !(t->d->tokens.names.at[slot[at] - 1].label == lab
                && dl_slice_eq(name_text(t, slot[at] - 1), text)))
            at = (at + 1) & (slots - 1);
        if (slot[at]) id[i] = id[slot[at] - 1];
        else slot[at] = i + 1, id[i] = (*count)++;
    }
    return slot ? id : NULL;
}

static void names(teller *t)
{
    const dl_tokens *k = &t->d->tokens;
    uint32_t count, next = 0;
    uint32_t *id = number_names(t, &count);
    dl_json_key(t->out, "entities");
    dl_json_open(t->out, '[');
    for (uint32_t i = 0; id && i < k->names.n; i++) {
        if (id[i] != next) continue;
        dl_json_open(t->out, '{');
        dl_json_kint(t->out, "id", next++);
        dl_json_kstr_opt(t->out, "kind", label(&k->labels->ent, k->names.at[i].label));
        dl_json_kstr(t->out, "name", name_text(t, i));
        dl_json_close(t->out, '}');
    }
    dl_json_close(t->out, ']');
    dl_json_key(t->out, "mentions");
    dl_json_open(t->out, '[');
    for (uint32_t i = 0; id && i < k->names.n; i++) {
        dl_json_open(t->out, '{');
        span(t, token_span(k, k->names.at[i].first, k->names.at[i].last));
        dl_json_kstr(t->out, "form", DL_S("name"));
        dl_json_kstr_opt(t->out, "label", label(&k->labels->ent, k->names.at[i].label));
        dl_json_kint(t->out, "entity", id[i]);
        dl_json_close(t->out, '}');
    }
    dl_json_close(t->out, ']');
}

static bool begin(teller *t, dl_buf *out, dl_doc *d)
{
    *t = (teller){ out, d, dl_cpmap_new(d->arena, d->text.full), 0 };
    if (t->map) t->body_cp = dl_cpmap_cp(t->map, d->text.body.start);
    return t->map != NULL;
}

bool dl_tell_report(dl_buf *out, dl_doc *d, unsigned what)
{
    teller t;
    if (!begin(&t, out, d)) return dl_doc_ok(d);
    out->comma = false;
    dl_json_open(out, '{');
    head(&t);
    if ((what & DL_TELL_MARKS) && d->tokens.n) {
        sentences(&t);
        if (what & DL_TELL_TOKENS) tokens(&t);
        names(&t);
    }
    dl_json_close(out, '}');
    return dl_doc_ok(d) && !out->failed;
}

/* ---- CoNLL-U */

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
    field(out, label(&k->labels->pos, k->pos[i]));
    field(out, label(&k->labels->tag, k->tag[i]));
    dl_buf_fmt(out, "_\t%u\t", k->head[i] == i ? 0 : k->head[i] - first + 1);
    dl_slice dep = label(&k->labels->dep, k->dep[i]);
    field(out, k->head[i] == i ? DL_S("root") : dep);
    bool tight = i + 1 < k->n && k->start[i + 1] == k->end[i];
    dl_buf_str(out, tight ? "_\tSpaceAfter=No\n" : "_\t_\n");
}

bool dl_tell_conllu(dl_buf *out, dl_doc *d)
{
    const dl_tokens *k = &d->tokens;
    dl_buf_str(out, "# newdoc id = ");
    dl_buf_add(out, d->text.id);
    dl_buf_byte(out, '\n');
    for (uint32_t s = 0; s < k->sentences.n; s++) {
        dl_token_range r = k->sentences.at[s];
        dl_buf_fmt(out, "# sent_id = %u\n# text = ", s + 1);
        dl_slice text = dl_slice_cut(d->text.full, k->start[r.first], k->end[r.last - 1]);
        for (size_t i = 0; i < text.n; i++)
            dl_buf_byte(out, text.p[i] == '\n' || text.p[i] == '\r' ? ' ' : text.p[i]);
        dl_buf_byte(out, '\n');
        for (uint32_t i = r.first; i < r.last; i++) conllu_word(out, d, i, r.first);
        dl_buf_byte(out, '\n');
    }
    return dl_doc_ok(d) && !out->failed;
}
