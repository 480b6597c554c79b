/* pack - see pack.h: the frame of the packed layers, and the section of the text. */
#include "pack.h"

#include "pack_sections.h"

enum { PACK_VERSION = 1 };
static const dl_slice magic = { "DLpk", 4 };

typedef struct section {
    char tag;
    void (*put)(pack_writer *w, const dl_doc *d);
    void (*get)(pack_reader *r, dl_layers *l);
} section;

/* In the order of the file; a section may refer to those above it. The text, 's', stands
 * in front of all. */
static const section sections[] = {
    { 'e', pack_put_entities, pack_get_entities },
    { 'p', pack_put_places, pack_get_places },
    { 'm', pack_put_mentions, pack_get_mentions },
    { 't', pack_put_times, pack_get_times },
    { 'q', pack_put_quotes, pack_get_quotes },
    { 'a', pack_put_amounts, pack_get_amounts },
    { 'v', pack_put_events, pack_get_events },
    { 'd', pack_put_desk, pack_get_desk },
    { 'r', pack_put_raw, pack_get_raw },
};
enum { SECTIONS = sizeof sections / sizeof *sections };

/* ---- writing */

/* Bytes of the text, where the title ends, tokens; strings; sentences. */
static void put_text(pack_writer *w, const dl_doc *d)
{
    pack_put(w, d->text.full.n);
    pack_put(w, d->text.title.end);
    pack_put(w, d->text.body.start);
    pack_put(w, d->tokens.n);
    pack_put(w, w->strings.n);
    for (uint32_t i = 0; i < w->strings.n; i++) pack_put_bytes(w, w->strings.at[i]);
    pack_put(w, d->tokens.sentences.n);
    for (uint32_t i = 0; i < d->tokens.sentences.n; i++) {
        pack_put_span(w, dl_token_bytes(&d->tokens, d->tokens.sentences.at[i]));
        pack_put_range(w, d->tokens.sentences.at[i]);
    }
}

static void put_section(pack_writer *w, dl_buf *out, char tag)
{
    dl_slice payload = dl_buf_slice(w->out);
    pack_writer frame = { .out = out };
    dl_buf_byte(out, tag);
    pack_put_bytes(&frame, payload);
    out->failed |= w->out->failed;
    dl_buf_clear(w->out);
    w->last = 0;
    w->last_token = 0;
}

/* The text goes in front of the rest, but holds the strings that the rest is found to
 * have: so both are written aside. */
static void put_sections(pack_writer *w, const dl_doc *d, dl_buf *text, dl_buf *rest)
{
    for (int i = 0; i < SECTIONS; i++) {
        sections[i].put(w, d);
        put_section(w, rest, sections[i].tag);
    }
    put_text(w, d);
    put_section(w, text, 's');
}

void dl_pack_write(const dl_doc *d, dl_buf *out)
{
    dl_buf payload, text, rest;
    dl_buf_init(&payload, out->mem);
    dl_buf_init(&text, out->mem);
    dl_buf_init(&rest, out->mem);
    pack_writer w = { .arena = d->arena, .out = &payload }, head = { .out = out };
    dl_arena_mark mark = dl_arena_mark_now(d->arena);
    put_sections(&w, d, &text, &rest);
    dl_buf_add(out, magic);
    dl_buf_byte(out, PACK_VERSION);
    pack_put(&head, text.n + rest.n);
    dl_buf_add(out, dl_buf_slice(&text));
    dl_buf_add(out, dl_buf_slice(&rest));
    out->failed |= text.failed || rest.failed;
    dl_buf_free(&payload);
    dl_buf_free(&text);
    dl_buf_free(&rest);
    dl_arena_back_to(d->arena, mark);
}

/* ---- reading */

static bool is_text_right(const pack_reader *r, uint64_t text_n, const dl_layers *l)
{
    uint32_t gap = l->title.end ? (uint32_t)strlen("\n\n") : 0;
    return text_n == r->full.n && l->body.start == l->title.end + gap && l->body.start <= text_n;
}

static void get_spans(pack_reader *r, dl_layers *l)
{
    uint64_t text_n = pack_get(r, DL_TEXT_MAX);
    l->title.end = (uint32_t)pack_get(r, text_n);
    l->body = (dl_span){ (uint32_t)pack_get(r, text_n), (uint32_t)text_n };
    if (!is_text_right(r, text_n, l)) pack_fail(r, "it was made of another text");
    l->tokens = (uint32_t)pack_get(r, text_n);
    r->title = l->title;
    r->body = l->body;
    r->tokens = l->tokens;
}

static void get_strings(pack_reader *r)
{
    uint64_t n = pack_get(r, INT32_MAX);
    PACK_ROOM(r, &r->strings, n);
    while (n-- && !r->why) {
        dl_slice *one = DL_PUSH(r->arena, &r->strings);
        if (!one) return;
        *one = pack_get_bytes(r);
    }
}

static void get_sentences(pack_reader *r, dl_layers *l)
{
    uint64_t n = pack_get(r, INT32_MAX);
    PACK_ROOM(r, &l->sentences, n);
    uint32_t end = 0;
    while (n-- && !r->why) {
        dl_sentence *s = DL_PUSH(r->arena, &l->sentences);
        if (!s) return;
        s->span = pack_get_span(r);
        s->range = pack_get_range(r);
        if (s->span.start < end) pack_fail(r, "sentences are not in order");
        end = s->span.end;
    }
}

static void get_text(pack_reader *r, dl_layers *l)
{
    l->full = r->full;
    get_spans(r, l);
    get_strings(r);
    get_sentences(r, l);
}

/* The next section into `inside`; false: there is none. */
static bool next_section(pack_reader *r, char *tag, pack_reader *inside)
{
    if (r->p == r->end) return false;
    *tag = *r->p++;
    uint64_t n = pack_get(r, UINT32_MAX);
    if (n > (uint64_t)(r->end - r->p)) pack_fail(r, "a section is cut off");
    if (r->why) return false;
    *inside = *r;
    inside->end = r->p + n;
    inside->last = 0;
    inside->last_token = 0;
    r->p += n;
    return true;
}

static void read_one(
    pack_reader *r, pack_reader *inside, void (*get)(pack_reader *, dl_layers *), dl_layers *l)
{
    get(inside, l);
    if (inside->p < inside->end) pack_fail(inside, "a section is longer than what it holds");
    if (inside->why) pack_fail(r, inside->why);
}

/* What later sections are read with. */
static void take_text(pack_reader *r, const pack_reader *inside)
{
    r->title = inside->title;
    r->body = inside->body;
    r->tokens = inside->tokens;
    r->strings.at = inside->strings.at;
    r->strings.n = inside->strings.n;
}

static int number_of(char tag)
{
    int at = 0;
    while (at < SECTIONS && sections[at].tag != tag) at++;
    return at;
}

static void read_sections(pack_reader *r, dl_layers *l)
{
    pack_reader inside;
    char tag = 0;
    int next = 0;
    if (!next_section(r, &tag, &inside) || tag != 's') pack_fail(r, "it begins with no text");
    if (r->why) return;
    read_one(r, &inside, get_text, l);
    take_text(r, &inside);
    while (next_section(r, &tag, &inside)) {
        int at = number_of(tag);
        if (at < next) pack_fail(r, "sections are not in order");
        if (at == SECTIONS || r->why) continue;
        read_one(r, &inside, sections[at].get, l);
        next = at + 1;
    }
}

static void read_head(pack_reader *r, dl_slice bytes)
{
    if (!dl_slice_starts(bytes, magic) || bytes.n == magic.n) pack_fail(r, "it is none");
    else if (bytes.p[magic.n] != PACK_VERSION) pack_fail(r, "its version is not known");
    if (r->why) return;
    r->p += magic.n + 1;
    uint64_t n = pack_get(r, UINT32_MAX);
    if (n != (uint64_t)(r->end - r->p)) pack_fail(r, "it is cut off");
}

bool dl_pack_read(dl_arena *a, dl_slice bytes, dl_slice full, dl_layers *out, const char **why)
{
    pack_reader r = { .arena = a, .p = bytes.p, .end = bytes.p + bytes.n, .full = full };
    memset(out, 0, sizeof *out);
    read_head(&r, bytes);
    if (!r.why) read_sections(&r, out);
    if (dl_arena_failed(a)) pack_fail(&r, "out of memory");
    *why = r.why;
    return !r.why;
}

/* Past the zone that begins there and what is blank behind it; `at`: there is none. */
static uint32_t behind_zone(const dl_layers *l, uint32_t at)
{
    for (uint32_t i = 0; i < l->zones.n; i++) {
        const dl_zone *z = &l->zones.at[i];
        if (z->kind == DL_ZONE_CAPTION || z->span.start != at) continue;
        at = z->span.end;
    }
    while (at < l->full.n && strchr(" \t\n", l->full.p[at])) at++;
    return at;
}

dl_span dl_layers_told(const dl_layers *l, dl_span sentence)
{
    uint32_t start = behind_zone(l, sentence.start);
    return start < sentence.end ? (dl_span){ start, sentence.end } : sentence;
}

int32_t dl_layers_sentence(const dl_layers *l, uint32_t at)
{
    uint32_t lo = 0, hi = l->sentences.n;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (l->sentences.at[mid].span.start <= at) lo = mid + 1;
        else hi = mid;
    }
    bool inside = lo && at < l->sentences.at[lo - 1].span.end;
    return inside ? (int32_t)lo - 1 : -1;
}
