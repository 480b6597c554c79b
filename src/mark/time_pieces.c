/* time_pieces - tokens cut into words, figures and signs. In: tokens. Out: pieces. */
#include "time_private.h"

static bool is_figure(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

/* Figures with what binds them: "1,000", "2.5". */
static uint32_t end_of_figures(dl_slice s, uint32_t i, uint32_t end)
{
    while (i < end) {
        bool binds = (s.p[i] == ',' || s.p[i] == '.') && i + 1 < end && is_figure(s.p[i + 1]);
        if (s.p[i] == ',') binds = binds && i + 3 < end && is_figure(s.p[i + 3]);
        if (!is_figure(s.p[i]) && !binds) break;
        i++;
    }
    return i;
}

/* Letters, and dots between or behind them: "p.m.", "Dec." */
static uint32_t end_of_word(dl_slice s, uint32_t i, uint32_t end)
{
    while (i < end && (is_letter(s.p[i]) || s.p[i] == '.')) i++;
    return i;
}

static uint32_t end_of_sign(dl_slice s, uint32_t i, uint32_t end)
{
    i++;
    while (i < end && ((unsigned char)s.p[i] & 0xC0) == 0x80) i++;
    return i;
}

static time_piece_kind kind_at(char c)
{
    if (is_figure(c)) return TIME_FIGURES;
    return is_letter(c) ? TIME_WORD : TIME_SIGN;
}

/* Without the dots at the end of an abbreviation. */
static dl_slice text_of(const time_pieces *out, size_t from, size_t n, time_piece_kind kind)
{
    const char *p = out->lower + from;
    while (kind == TIME_WORD && n > 1 && p[n - 1] == '.') n--;
    return dl_slice_of(p, n);
}

static bool add_token(time_pieces *out, dl_doc *d, uint32_t token, uint32_t sentence, uint32_t *at)
{
    dl_slice full = d->text.full;
    uint32_t end = d->tokens.end[token];
    for (uint32_t i = d->tokens.start[token]; i < end;) {
        time_piece_kind kind = kind_at(full.p[i]);
        uint32_t to = end_of_sign(full, i, end);
        if (kind == TIME_FIGURES) to = end_of_figures(full, i, end);
        if (kind == TIME_WORD) to = end_of_word(full, i, end);
        bool blank = kind == TIME_SIGN && strchr(" \t\n\r", full.p[i]);
        time_piece *p = blank ? NULL : DL_PUSH(d->scratch, &out->v);
        if (!blank && !p) return false;
        if (p) {
            p->start = i;
            p->end = to;
            p->token = token;
            p->kind = kind;
            p->glued = *at == i;
            p->capital = full.p[i] >= 'A' && full.p[i] <= 'Z';
            p->text = text_of(out, i - sentence, to - i, kind);
        }
        *at = to;
        i = to;
    }
    return true;
}

static bool lower_sentence(time_pieces *out, dl_doc *d, dl_span s)
{
    size_t n = s.end - s.start;
    if (n > out->lower_size) {
        out->lower_size = n * 2;
        out->lower = dl_arena_room(d->scratch, out->lower_size);
    }
    if (!out->lower) return false;
    for (size_t i = 0; i < n; i++) {
        char c = d->text.full.p[s.start + i];
        out->lower[i] = c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
    }
    return true;
}

bool time_pieces_of(time_pieces *out, dl_doc *d, dl_token_range range)
{
    dl_span bytes = dl_token_bytes(&d->tokens, range);
    uint32_t at = UINT32_MAX;
    out->v.n = 0;
    if (!lower_sentence(out, d, bytes)) return false;
    for (uint32_t i = range.first; i < range.last; i++)
        if (!add_token(out, d, i, bytes.start, &at)) return false;
    return true;
}
