/* warc - where records of an archive begin and end, and what their heads say. */
#include "warc.h"

#include "markup.h"
#include "unpack.h"

enum { HEAD_MAX = 64 << 10 /* bytes of a record's head: what is longer is none */ };

/* ---- heads: lines of "name: value" */

static dl_slice value_of(dl_slice head, const char *name)
{
    dl_slice line;
    dl_slice want = dl_slice_str(name);
    while (dl_slice_line(&head, &line)) {
        size_t colon = dl_slice_find_byte(line, ':', 0);
        if (colon == SIZE_MAX) continue;
        if (dl_slice_eq_nocase(dl_slice_trim(dl_slice_cut(line, 0, colon)), want))
            return dl_slice_trim(dl_slice_cut(line, colon + 1, line.n));
    }
    return (dl_slice){ NULL, 0 };
}

/* Behind the empty line that ends a head; 0: it is not there. */
static size_t head_end(dl_slice s)
{
    size_t n = s.n < HEAD_MAX ? s.n : HEAD_MAX;
    for (size_t i = 0; (i = dl_slice_find_byte(dl_slice_cut(s, 0, n), '\n', i)) != SIZE_MAX; i++) {
        size_t next = i + 1;
        if (next < n && s.p[next] == '\r') next++;
        if (next < n && s.p[next] == '\n') return next + 1;
    }
    return 0;
}

static uint64_t number_of(dl_slice s)
{
    uint64_t v = 0;
    for (size_t i = 0; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && v < UINT64_MAX / 20; i++)
        v = v * 10 + (uint64_t)(s.p[i] - '0');
    return v;
}

/* "text/html; charset=utf-8": the type, and the charset where one is said. */
static void split_type(dl_slice s, dl_slice *type, dl_slice *charset)
{
    size_t end = dl_slice_find_byte(s, ';', 0);
    *type = dl_slice_trim(dl_slice_cut(s, 0, end == SIZE_MAX ? s.n : end));
    size_t at = dl_slice_find(s, DL_S("charset="), 0);
    *charset = (dl_slice){ NULL, 0 };
    if (at == SIZE_MAX) return;
    dl_slice said = dl_slice_trim(dl_slice_cut(s, at + 8, s.n));
    size_t n = 0;
    if (said.n && said.p[0] == '"') said = dl_slice_cut(said, 1, said.n);
    while (n < said.n && said.p[n] != '"' && said.p[n] != ';' && said.p[n] != ' ') n++;
    *charset = dl_slice_cut(said, 0, n);
}

static unsigned status_of(dl_slice head)
{
    size_t blank = dl_slice_find_byte(head, ' ', 0);
    if (!dl_slice_starts(head, DL_S("HTTP/")) || blank == SIZE_MAX) return 0;
    return (unsigned)(number_of(dl_slice_trim(dl_slice_cut(head, blank, head.n))) % 1000);
}

static void parse_http(dl_slice record, read_warc_fields *f)
{
    dl_slice block = dl_slice_cut(record, f->body, record.n);
    size_t end = head_end(block);
    if (end == 0) end = block.n;
    dl_slice head = dl_slice_cut(block, 0, end);
    f->status = status_of(head);
    split_type(value_of(head, "Content-Type"), &f->content, &f->charset);
    f->coding = value_of(head, "Content-Encoding");
    f->transfer = value_of(head, "Transfer-Encoding");
    f->body += end;
}

void read_warc_parse(dl_slice record, read_warc_fields *f)
{
    *f = (read_warc_fields){ .body = head_end(record) };
    dl_slice head = dl_slice_cut(record, 0, f->body);
    f->type = value_of(head, "WARC-Type");
    f->date = value_of(head, "WARC-Date");
    f->uri = value_of(head, "WARC-Target-URI");
    if (f->uri.n > 1 && f->uri.p[0] == '<' && f->uri.p[f->uri.n - 1] == '>')
        f->uri = dl_slice_cut(f->uri, 1, f->uri.n - 1);
    split_type(value_of(head, "Content-Type"), &f->content, &f->charset);
    dl_slice block = dl_slice_cut(record, f->body, record.n);
    if (dl_slice_is(f->type, "response") && dl_slice_starts(block, DL_S("HTTP/")))
        parse_http(record, f);
}

static bool is_html(dl_slice type)
{
    return dl_slice_eq_nocase(type, DL_S("text/html"))
        || dl_slice_eq_nocase(type, DL_S("application/xhtml+xml"));
}

bool read_warc_is_report(dl_slice record, const read_warc_fields *f)
{
    if (dl_slice_is(f->type, "conversion")) return dl_slice_is(f->content, "text/plain");
    if (f->status && f->status != 200) return false;
    if (!dl_slice_is(f->type, "response") && !dl_slice_is(f->type, "resource")) return false;
    return is_html(f->content)
        || (f->content.n == 0 && read_looks_like_page(dl_slice_cut(record, f->body, record.n)));
}

dl_slice read_warc_unpacked(dl_arena *a, dl_slice record, const read_warc_fields *f, bool *cut)
{
    dl_slice body = dl_slice_cut(record, f->body, record.n);
    dl_slice packed = body;
    if (dl_slice_eq_nocase(f->transfer, DL_S("chunked"))) packed = read_unchunked(a, body, cut);
    bool deflate = dl_slice_eq_nocase(f->coding, DL_S("deflate"));
    dl_slice plain = read_unpacked(a, packed, deflate, cut);
    if (plain.p == body.p) return dl_arena_copy(a, record);
    char *p = dl_arena_room(a, f->body + plain.n + 1);
    if (!p) return (dl_slice){ NULL, 0 };
    memcpy(p, record.p, f->body);
    if (plain.n) memcpy(p + f->body, plain.p, plain.n);
    return dl_slice_of(p, f->body + plain.n);
}

/* ---- records */

static bool is_wanted(dl_slice head)
{
    dl_slice type = value_of(head, "WARC-Type");
    dl_slice content;
    dl_slice charset;
    split_type(value_of(head, "Content-Type"), &content, &charset);
    if (dl_slice_is(type, "conversion")) return true;
    if (dl_slice_is(type, "resource")) return content.n == 0 || is_html(content);
    return dl_slice_is(type, "response")
        && (content.n == 0 || dl_slice_eq_nocase(content, DL_S("application/http")));
}

/* To the next record's first line. */
static read_warc_found seek(read_warc *x, dl_slice w, bool ended)
{
    size_t i = 0;
    while (i < w.n && (w.p[i] == '\r' || w.p[i] == '\n')) i++;
    x->at = i;
    dl_slice rest = dl_slice_cut(w, i, w.n);
    dl_slice magic = DL_S("WARC/1.");
    if (rest.n < magic.n && !ended) return WARC_MORE;
    if (dl_slice_starts(rest, magic)) {
        x->state = WARC_HEAD;
        if (!x->lost) return WARC_MORE;
        x->lost = false;
        return WARC_DAMAGE;
    }
    x->lost |= rest.n > 0;
    size_t next = dl_slice_find(rest, DL_S("\nWARC/1."), 0);
    if (next != SIZE_MAX) x->at += next + 1;
    else if (ended) x->at = w.n;
    else if (rest.n > magic.n) x->at += rest.n - magic.n;
    if (!ended || x->at < w.n || !x->lost) return WARC_MORE;
    x->lost = false;
    return WARC_DAMAGE;
}

static read_warc_found head(read_warc *x, dl_slice w, bool ended)
{
    x->head_n = head_end(w);
    x->at = 0;
    if (x->head_n == 0 && !ended && w.n < HEAD_MAX) return WARC_MORE;
    if (x->head_n == 0) { /* it is no head: the next line that begins one is looked for */
        x->state = WARC_SEEK;
        x->lost = true;
        x->at = w.n ? 1 : 0;
        return WARC_MORE;
    }
    dl_slice text = dl_slice_cut(w, 0, x->head_n);
    x->block_n = number_of(value_of(text, "Content-Length"));
    x->records++;
    bool wanted = is_wanted(text);
    x->state = wanted ? WARC_BLOCK : WARC_PASS;
    if (wanted && x->block_n > DL_RECORD_MAX) x->state = WARC_LARGE;
    x->at = wanted ? 0 : x->head_n;
    return WARC_MORE;
}

/* Its own head and HTTP's say whether it is a page. */
static read_warc_found large(read_warc *x, dl_slice w, bool ended)
{
    if (w.n < x->head_n + HEAD_MAX && !ended) return WARC_MORE;
    x->state = WARC_PASS;
    x->block_n += x->head_n;
    return WARC_TOO_LONG;
}

static read_warc_found pass(read_warc *x, dl_slice w, bool ended)
{
    uint64_t n = w.n < x->block_n ? w.n : x->block_n;
    x->at = (size_t)n;
    x->block_n -= n;
    if (x->block_n == 0 || ended) x->state = WARC_SEEK;
    return WARC_MORE;
}

read_warc_found read_warc_next(read_warc *x, dl_slice w, bool ended)
{
    x->at = 0;
    switch (x->state) {
    case WARC_SEEK: return seek(x, w, ended);
    case WARC_HEAD: return head(x, w, ended);
    case WARC_LARGE: return large(x, w, ended);
    case WARC_PASS: return pass(x, w, ended);
    case WARC_BLOCK: break;
    }
    bool whole = w.n - x->head_n >= x->block_n;
    x->cut = !whole;
    if (x->cut && ended) x->block_n = w.n - x->head_n;
    return whole || ended ? WARC_RECORD : WARC_MORE;
}

void read_warc_done(read_warc *x) { x->state = WARC_SEEK; }
