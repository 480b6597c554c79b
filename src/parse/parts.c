/* parts - see parts.h. A window of bytes is tokenized, a border looked for among its
 * tokens, and the next window begins there; its size follows what the last one gave. */
#include "parts.h"

enum { WINDOW_MIN = 1 << 13 }; /* bytes: even of single characters, half a part */

/* The first byte of a character, at or before `at`. */
static uint32_t character_at(dl_slice s, uint32_t at)
{
    while (at > 0 && at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80) at--;
    return at;
}

static dl_slice form_of(parse_tokenizer *t, const parse_token_list *l, uint32_t i)
{
    return parse_lexemes_at(parse_tokenizer_lexicon(t), l->lex[i])->text;
}

static bool ends_paragraph(dl_slice form)
{
    return form.n > 1 && form.p[0] == '\n' && form.p[1] == '\n';
}

static bool ends_sentence(dl_slice form)
{
    static const char *const stops[] = { ".", "!", "?", "\xE2\x80\xA6", NULL };
    return dl_slice_is_any(form, stops);
}

static bool closes(dl_slice form)
{
    static const char *const closing[] = { "\"", "'", ")", "]", "\xE2\x80\x9D", "\xE2\x80\x99",
        NULL };
    return dl_slice_is_any(form, closing);
}

/* Where to cut among the first `most` tokens, in their second half: behind the last
 * paragraph's end, else behind the last sentence's end and what closes it, else at the
 * last token. */
static uint32_t border(parse_tokenizer *t, const parse_token_list *l, uint32_t most)
{
    uint32_t sentence = most;
    for (uint32_t i = most; i > most / 2; i--)
        if (ends_paragraph(form_of(t, l, i - 1))) return i;
    for (uint32_t i = most; i > most / 2; i--) {
        if (!ends_sentence(form_of(t, l, i - 1))) continue;
        sentence = i;
        while (sentence < most && closes(form_of(t, l, sentence))) sentence++;
        break;
    }
    return sentence;
}

/* Bytes of full where the part that begins at `from` ends; UINT32_MAX: out of memory. */
static uint32_t part_end(
    parse_tokenizer *t, dl_slice full, uint32_t from, uint32_t end, uint32_t window)
{
    uint32_t to = end - from > window ? character_at(full, from + window) : end;
    const parse_token_list *l = parse_tokenize(t, dl_slice_cut(full, from, to));
    if (!l) return UINT32_MAX;
    if (to == end && l->n <= PARSE_PART_TOKENS) return end;
    uint32_t most = l->n < PARSE_PART_TOKENS ? l->n : PARSE_PART_TOKENS;
    if (most == l->n && to < end && most > 1) most--; /* the last one may go on */
    uint32_t at = border(t, l, most);
    return at < l->n ? from + l->start[at] : to;
}

static uint32_t window_after(uint32_t taken)
{
    uint32_t window = taken + taken / 4;
    if (window < WINDOW_MIN) return WINDOW_MIN;
    return window < PARSE_PART_BYTES ? window : PARSE_PART_BYTES;
}

bool parse_parts_cut(parse_parts *p, dl_doc *d, parse_tokenizer *t, dl_span in, uint32_t most)
{
    dl_slice full = d->text.full;
    uint32_t window = PARSE_PART_BYTES;
    for (uint32_t at = in.start; at < in.end;) {
        p->cut_short = p->tokens >= most;
        if (p->cut_short) break;
        if (!dl_doc_go_on(d)) return false;
        parse_tokenizer_tidy(t);
        uint32_t to = part_end(t, full, at, in.end, window);
        if (to == UINT32_MAX) return false;
        const parse_token_list *l = parse_tokenize(t, dl_slice_cut(full, at, to));
        parse_part *part = l ? DL_PUSH(d->arena, &p->part) : NULL;
        if (!part) return false;
        *part = (parse_part){ at, to, p->tokens, l->n };
        p->tokens += l->n;
        window = window_after(to - at);
        at = to;
    }
    return true;
}
