/* The packed layers of a report (doc/pack.h) from any bytes: refused with a reason, or
 * all that was read is in range. The first two bytes say how long the text is, which
 * stands behind them; then the packed bytes. */
#include "fuzz.h"

#include "doc/hide.h"
#include "doc/pack.h"

enum { HEAD = 2 };

static void span_is_in(const dl_layers *l, dl_span s)
{
    if (s.start == s.end) return;
    bool in_title = s.start >= l->title.start && s.end <= l->title.end;
    bool in_body = s.start >= l->body.start && s.end <= l->body.end;
    MUST(s.start < s.end && (in_title || in_body));
    MUST(dl_utf8_bad(l->full) != SIZE_MAX
        || dl_utf8_bad(dl_slice_cut(l->full, s.start, s.end)) == SIZE_MAX);
}

static void text_is_whole(dl_slice s) { MUST(dl_utf8_bad(s) == SIZE_MAX); }

static void parties_are_in(const dl_layers *l, const dl_parties *p)
{
    for (uint32_t i = 0; i < p->n; i++) {
        span_is_in(l, p->at[i].span);
        MUST(p->at[i].entity < (int32_t)l->marks.entities.n);
        text_is_whole(p->at[i].code);
    }
}

static void events_are_in(const dl_layers *l)
{
    for (uint32_t i = 0; i < l->events.at.n; i++) {
        const dl_event *e = &l->events.at.at[i];
        span_is_in(l, e->span);
        MUST(e->head < l->tokens && e->status <= DL_CANCELLED && e->tense <= DL_TENSE_FUTURE);
        MUST(e->certainty <= DL_POSSIBLY && e->time < (int32_t)l->marks.times.n);
        MUST(e->place < (int32_t)l->marks.entities.n && e->quote < (int32_t)l->marks.quotes.n);
        MUST(e->attributed_to < (int32_t)l->marks.entities.n);
        parties_are_in(l, &e->actors);
        parties_are_in(l, &e->recipients);
        for (uint32_t k = 0; k < e->counts.n; k++) MUST(e->counts.at[k] < l->marks.amounts.n);
        text_is_whole(e->lemma);
        text_is_whole(e->rule);
    }
}

static void marks_are_in(const dl_layers *l)
{
    const dl_marks *m = &l->marks;
    for (uint32_t i = 0; i < m->mentions.n; i++) {
        span_is_in(l, m->mentions.at[i].span);
        MUST(m->mentions.at[i].head < l->tokens && m->mentions.at[i].range.last <= l->tokens);
        MUST(m->mentions.at[i].entity >= 0);
        MUST(m->mentions.at[i].entity < (int32_t)m->entities.n);
    }
    for (uint32_t i = 0; i < m->quotes.n; i++) {
        span_is_in(l, m->quotes.at[i].span);
        span_is_in(l, m->quotes.at[i].rest);
        span_is_in(l, m->quotes.at[i].source);
        span_is_in(l, m->quotes.at[i].cue);
        MUST(m->quotes.at[i].entity < (int32_t)m->entities.n);
        MUST(m->quotes.at[i].within < (int32_t)i);
    }
    for (uint32_t i = 0; i < m->entities.n; i++) text_is_whole(m->entities.at[i].name);
}

static bool is_over(dl_span s, dl_span part) { return s.start < part.end && s.end > part.start; }

/* What is left without a part of the body is in range and lies outside of it. */
static void hide_some(dl_arena *a, dl_layers *l)
{
    uint32_t third = (l->body.end - l->body.start) / 3;
    dl_span part = { l->body.start + third, l->body.end - third };
    dl_layers_hide(a, l, &part, 1);
    marks_are_in(l);
    events_are_in(l);
    for (uint32_t i = 0; i < l->marks.mentions.n; i++)
        MUST(!is_over(l->marks.mentions.at[i].span, part));
    for (uint32_t i = 0; i < l->events.at.n; i++) MUST(!is_over(l->events.at.at[i].span, part));
    MUST(dl_marks_times(a, &l->marks, 17000));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < HEAD) return 0;
    size_t n = (size_t)dl_load(data, HEAD);
    if (n > size - HEAD) n = size - HEAD;
    dl_slice full = dl_slice_of((const char *)data + HEAD, n);
    dl_slice bytes = dl_slice_of(full.p + n, size - HEAD - n);
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_layers l;
    const char *why = NULL;
    MUST(a);
    bool read = dl_pack_read(a, bytes, full, &l, &why);
    MUST(read == (why == NULL));
    if (read) {
        marks_are_in(&l);
        events_are_in(&l);
        MUST(dl_marks_times(a, &l.marks, 17000));
        hide_some(a, &l);
    }
    dl_arena_free(a);
    return 0;
}
