/* report_json - see tell.h. Keys in the order of docs/formats.md. */
#include "tell_private.h"

static void origin(tell_json *t)
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

static void removed(tell_json *t)
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

/* Datelines and credits: recognised, kept in the text, not read as events. */
static void zones(tell_json *t)
{
    if (!t->d->text.zones.n) return;
    dl_json_key(t->out, "zones");
    dl_json_open(t->out, '[');
    for (uint32_t i = 0; i < t->d->text.zones.n; i++) {
        const dl_zone *z = &t->d->text.zones.at[i];
        dl_json_open(t->out, '{');
        dl_json_kstr(t->out, "kind", dl_slice_str(dl_zone_name(z->kind)));
        tell_span(t, z->span);
        dl_json_close(t->out, '}');
    }
    dl_json_close(t->out, ']');
}

static void notes(tell_json *t)
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

static void head(tell_json *t)
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
    zones(t);
    notes(t);
}

/* ---- annotate */

static void sentences(tell_json *t)
{
    const dl_tokens *k = &t->d->tokens;
    dl_json_key(t->out, "sentences");
    dl_json_open(t->out, '[');
    for (uint32_t i = 0; i < k->sentences.n; i++) {
        dl_json_open(t->out, '{');
        tell_span(t, dl_token_bytes(k, k->sentences.at[i]));
        dl_json_close(t->out, '}');
    }
    dl_json_close(t->out, ']');
}

static void tokens(tell_json *t)
{
    const dl_tokens *k = &t->d->tokens;
    dl_json_key(t->out, "tokens");
    dl_json_open(t->out, '[');
    for (uint32_t i = 0; i < k->n; i++) {
        dl_json_open(t->out, '{');
        tell_span(t, (dl_span){ k->start[i], k->end[i] });
        dl_json_kstr_opt(t->out, "tag", dl_label_name(&k->labels->tag, k->tag[i]));
        dl_json_kstr_opt(t->out, "pos", dl_label_name(&k->labels->pos, k->pos[i]));
        dl_json_kstr_opt(t->out, "lemma", k->lemma[i]);
        dl_json_kint(t->out, "head", k->head[i]);
        dl_json_kstr_opt(t->out, "dep", dl_label_name(&k->labels->dep, k->dep[i]));
        dl_json_close(t->out, '}');
    }
    dl_json_close(t->out, ']');
}

static bool begin(tell_json *t, dl_buf *out, dl_doc *d)
{
    *t = (tell_json){ out, d, dl_cpmap_new(d->arena, d->text.full), 0 };
    if (t->map) t->body_cp = dl_cpmap_cp(t->map, d->text.body.start);
    return t->map != NULL;
}

bool dl_tell_report(dl_buf *out, dl_doc *d, unsigned what)
{
    tell_json t;
    if (!begin(&t, out, d)) return dl_doc_ok(d);
    out->comma = false;
    dl_json_open(out, '{');
    head(&t);
    if ((what & DL_TELL_MARKS) && d->tokens.n) {
        sentences(&t);
        if (what & DL_TELL_TOKENS) tokens(&t);
        tell_marks(&t);
    }
    dl_json_close(out, '}');
    return dl_doc_ok(d) && !out->failed;
}
