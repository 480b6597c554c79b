/* reader - inputs to raw records. In: the files that walk finds. Out: one record after
 * another, as the file's format parts them; what cannot be read as a problem. */
#include "read.h"

#include "bundle.h"
#include "feed.h"
#include "fetched.h"
#include "rows.h"
#include "sniff.h"
#include "split_json.h"
#include "walk.h"
#include "warc.h"
#include "window.h"
#include "word.h"

typedef struct inner_span {
    size_t start, end;
} inner_span;

struct dl_reader {
    const dl_mem *mem;
    const dl_read_tables *tables;
    dl_wait wait;
    const dl_web *web; /* NULL: addresses are not opened */
    dl_arena *fetched; /* the answer that is open; NULL: none was yet */
    bool is_fetched; /* the open file is one */
    bool is_counted; /* `taken` holds the open file's bytes: what is read is made of them */
    read_walk *walk;
    char *path; /* of the open file */
    bool named; /* by the user */
    read_window window;
    read_format format;
    bool at_start, done; /* the open file: nothing read yet; nothing left */
    bool leaving_out; /* a record that is too long is passed over */
    bool fault_told; /* with the record that it cut */
    uint64_t record, taken;
    uint64_t begun; /* offset of the record that is left out */
    read_split json;
    dl_arena *arena; /* of `inner`; of a document's text */
    DL_VEC(inner_span) inner; /* reports in a wrapper that stands at the window's start */
    uint32_t inner_at;
    size_t inner_end; /* of the wrapper */
    read_rows *rows;
    read_feed feed;
    read_warc warc;
    read_bundle bundle;
    char *heading; /* of the open table or feed, heading_n bytes: in front of each record */
    size_t heading_n;
};

dl_reader *dl_reader_new(
    const dl_mem *m, const dl_read_tables *t, const char *const *input, size_t n, dl_wait wait)
{
    dl_reader *r = dl_mem_zero(m, sizeof *r);
    if (!r) return NULL;
    r->mem = m;
    r->tables = t;
    r->wait = wait;
    r->window.mem = m;
    r->walk = read_walk_new(m, input, n);
    r->arena = r->walk ? dl_arena_new(m, 0) : NULL;
    if (r->arena) return r;
    dl_reader_free(r);
    return NULL;
}

static void close_file(dl_reader *r)
{
    if (r->window.stream && !r->is_counted) r->taken += dl_stream_taken(r->window.stream);
    dl_stream_close(r->window.stream);
    r->window.stream = NULL;
    read_rows_free(r->rows);
    r->rows = NULL;
    dl_mem_free(r->mem, r->heading, r->heading_n);
    r->heading = NULL;
    r->heading_n = 0;
    if (r->path) dl_mem_free(r->mem, r->path, strlen(r->path) + 1);
    r->path = NULL;
}

void dl_reader_free(dl_reader *r)
{
    if (!r) return;
    close_file(r);
    read_window_free(&r->window);
    read_walk_free(r->walk);
    dl_arena_free(r->arena);
    dl_arena_free(r->fetched);
    dl_mem_free(r->mem, r, sizeof *r);
}

void dl_reader_open_by(dl_reader *r, const dl_web *web) { r->web = web; }

uint64_t dl_reader_bytes(const dl_reader *r)
{
    bool counts = r->window.stream && !r->is_counted;
    return r->taken + (counts ? dl_stream_taken(r->window.stream) : 0);
}

/* The arena is the one to say it: whoever gets a record asks it. */
static void say_starved(dl_arena *a) { dl_arena_fail(a); }

/* ---- records and problems */

static bool problem(
    dl_arena *a, dl_raw *out, const char *path, dl_note_code code, const char *message)
{
    *out = (dl_raw){ .kind = DL_RAW_PROBLEM, .problem = code, .note = DL_NOTE_COUNT };
    out->file = dl_arena_copy(a, dl_slice_str(path));
    out->message = dl_arena_copy(a, dl_slice_str(message));
    return true;
}

/* A record that is only a problem, in the open file. */
static bool problem_at(
    dl_reader *r, dl_arena *a, dl_raw *out, uint64_t offset, dl_note_code code, const char *message)
{
    problem(a, out, r->path, code, message);
    out->record = r->record++;
    out->offset = offset;
    return true;
}

static bool give(dl_reader *r, dl_arena *a, dl_raw *out, dl_raw_kind kind, size_t start, size_t end)
{
    *out = (dl_raw){ .kind = kind, .record = r->record++, .note = DL_NOTE_COUNT };
    out->offset = r->window.offset + start;
    out->file = dl_arena_copy(a, dl_slice_str(r->path));
    out->bytes = dl_arena_copy(a, dl_slice_cut(read_window_bytes(&r->window), start, end));
    return true;
}

static bool keep_heading(dl_reader *r, dl_slice s)
{
    r->heading = s.n ? dl_mem_alloc(r->mem, s.n) : NULL;
    r->window.starved |= s.n && !r->heading;
    if (!r->heading) return false;
    memcpy(r->heading, s.p, s.n);
    r->heading_n = s.n;
    return true;
}

/* A record with the heading in front, so that it can be read alone. */
static bool give_headed(
    dl_reader *r, dl_arena *a, dl_raw *out, dl_raw_kind kind, size_t start, size_t end)
{
    give(r, a, out, kind, start, start);
    size_t n = r->heading_n + (end - start);
    char *p = dl_arena_room(a, n + 1);
    if (!p) return true;
    if (r->heading_n) memcpy(p, r->heading, r->heading_n);
    memcpy(p + r->heading_n, read_window_bytes(&r->window).p + start, end - start);
    p[n] = 0;
    out->bytes = dl_slice_of(p, n);
    return true;
}

static void add_note(dl_arena *a, dl_raw *out, dl_note_code code, const char *message)
{
    out->note = code;
    out->message = dl_arena_copy(a, dl_slice_str(message));
}

static const char *fault(const dl_reader *r) { return dl_stream_fault(r->window.stream); }

/* The last record of a file that ends too early says so. */
static bool give_last(dl_reader *r, dl_arena *a, dl_raw *out)
{
    bool last = r->window.ended && read_window_bytes(&r->window).n == 0;
    if (last && fault(r) && out->kind != DL_RAW_PROBLEM)
        add_note(a, out, DL_NOTE_TRUNCATED, fault(r));
    r->done = last;
    return true;
}

/* Nothing is left in the file: true when that is a problem of its own. */
static bool end_file(dl_reader *r, dl_arena *a, dl_raw *out)
{
    r->done = true;
    if (r->window.starved || r->window.stopped || !fault(r) || r->fault_told) return false;
    return problem_at(r, a, out, r->window.offset, DL_NOTE_TRUNCATED, fault(r));
}

static bool tell_left_out(dl_reader *r, dl_arena *a, dl_raw *out)
{
    r->leaving_out = false;
    return problem_at(
        r, a, out, r->begun, DL_NOTE_TOO_LONG, "a record longer than 64 MiB: left out");
}

/* ---- a file that is one record */

static bool next_whole(dl_reader *r, dl_arena *a, dl_raw *out)
{
    bool cut = false;
    while (!cut && read_window_more(&r->window))
        cut = read_window_bytes(&r->window).n > DL_RECORD_MAX;
    size_t n = read_window_bytes(&r->window).n;
    size_t given = cut ? DL_RECORD_MAX : n;
    if (r->is_fetched) give_headed(r, a, out, DL_RAW_ARCHIVED, 0, given);
    else give(r, a, out, r->format == FORMAT_PAGE ? DL_RAW_PAGE : DL_RAW_TEXT, 0, given);
    read_window_drop(&r->window, n);
    if (cut) add_note(a, out, DL_NOTE_TOO_LONG, "longer than 64 MiB: cut there");
    else if (fault(r)) add_note(a, out, DL_NOTE_TRUNCATED, fault(r));
    r->done = true;
    return true;
}

/* ---- JSON */

enum { WRAPPER_DEPTH = 4 /* objects and lists around a list of reports */ };

static void add_inner(dl_reader *r, read_value v)
{
    inner_span *span = DL_PUSH(r->arena, &r->inner);
    if (span) *span = (inner_span){ v.start, v.end };
}

/* The reports in lists, and those with a text that stand side by side under names. */
static void look_for_reports(dl_reader *r, dl_slice s, read_value v, int depth)
{
    read_value key;
    read_value part;
    read_fields f;
    if (depth == WRAPPER_DEPTH) return;
    if (v.kind == READ_LIST) {
        for (size_t at = 0; read_json_element(s, v, &at, &part);) {
            if (part.kind != READ_OBJECT) continue;
            read_fields_of_object(&f, r->tables, s, part);
            if (read_fields_is_report(&f)) add_inner(r, part);
        }
    } else if (v.kind == READ_OBJECT) {
        for (size_t at = 0; read_json_member(s, v, &at, &key, &part);) {
            read_fields_start(&f);
            if (part.kind == READ_OBJECT) read_fields_of_members(&f, r->tables, s, part);
            if (read_fields_has(&f, FIELD_TEXT)) add_inner(r, part);
            else look_for_reports(r, s, part, depth + 1);
        }
    }
}

static void no_inner(dl_reader *r)
{
    dl_arena_reset(r->arena);
    r->inner.at = NULL;
    r->inner.n = 0;
    r->inner.cap = 0;
    r->inner_at = 0;
}

/* {"total": 2, "articles": [{...}, {...}]}: an object without a text that holds reports
 * in lists, or several side by side, is read as these. One object in it may be the report
 * itself: {"_id": 1, "_source": {...}}. */
static bool open_wrapper(dl_reader *r, size_t start, size_t end)
{
    dl_slice s = dl_slice_cut(read_window_bytes(&r->window), 0, end);
    read_value v;
    read_fault why;
    read_fields f;
    size_t at = start;
    no_inner(r);
    r->inner_end = end;
    if (!read_json_value(s, &at, &v, &why) || v.kind != READ_OBJECT) return false;
    read_fields_start(&f);
    read_fields_of_members(&f, r->tables, s, v);
    if (read_fields_is_report(&f)) return false;
    look_for_reports(r, s, v, 0);
    if (r->inner.n != 1) return r->inner.n > 1;
    read_fields_of_object(&f, r->tables, s, v);
    if (!read_fields_is_report(&f)) return true;
    r->inner.n = 0;
    return false;
}

static bool next_inner(dl_reader *r, dl_arena *a, dl_raw *out)
{
    inner_span span = r->inner.at[r->inner_at++];
    give(r, a, out, DL_RAW_JSON, span.start, span.end);
    if (r->inner_at < r->inner.n) return true;
    r->inner.n = 0;
    read_window_drop(&r->window, r->inner_end);
    read_split_drop(&r->json, r->inner_end);
    return give_last(r, a, out);
}

/* A value was found: it is given, or what is in it; false where it is blank. */
static bool take_value(dl_reader *r, dl_arena *a, dl_raw *out, size_t start, size_t end)
{
    if (r->leaving_out) {
        read_window_drop(&r->window, end);
        read_split_drop(&r->json, end);
        return tell_left_out(r, a, out);
    }
    if (r->json.has_inner && r->json.width == 1 && open_wrapper(r, start, end))
        return next_inner(r, a, out);
    dl_slice s = dl_slice_cut(read_window_bytes(&r->window), start, end);
    if (r->json.width == 1) s = dl_slice_trim(s);
    if (s.n) give(r, a, out, DL_RAW_JSON, start, start + s.n);
    read_window_drop(&r->window, end);
    read_split_drop(&r->json, end);
    return s.n && give_last(r, a, out);
}

/* What is looked at and not needed goes; a record that grows too long is left out. */
static void drop_looked_at(dl_reader *r)
{
    read_split *x = &r->json;
    if (x->state != SPLIT_BETWEEN && !r->leaving_out && x->at - x->start > DL_RECORD_MAX) {
        r->leaving_out = true;
        r->begun = r->window.offset + x->start;
    }
    size_t n = x->state == SPLIT_BETWEEN || r->leaving_out ? x->at : x->start;
    read_window_drop(&r->window, n);
    read_split_drop(x, n);
}

static bool next_json(dl_reader *r, dl_arena *a, dl_raw *out)
{
    size_t start;
    size_t end;
    if (r->inner.n) return next_inner(r, a, out);
    for (;;) {
        bool found = read_split_next(
            &r->json, read_window_bytes(&r->window), r->window.ended, &start, &end);
        if (found && take_value(r, a, out, start, end)) return true;
        if (found) continue;
        drop_looked_at(r);
        if (read_window_more(&r->window)) continue;
        if (r->window.starved || r->window.stopped) return false;
        if (r->json.state == SPLIT_BETWEEN) return end_file(r, a, out);
    }
}

/* ---- tables */

static bool take_row(dl_reader *r, dl_arena *a, dl_raw *out, size_t start, size_t end)
{
    bool is_heading = !r->heading;
    bool given = false;
    if (is_heading) keep_heading(r, dl_slice_cut(read_window_bytes(&r->window), start, end));
    else if (r->leaving_out) given = tell_left_out(r, a, out);
    else given = give_headed(r, a, out, DL_RAW_ROW, start, end);
    read_window_drop(&r->window, end);
    read_rows_drop(r->rows, end);
    return given && give_last(r, a, out);
}

/* A cell that is never closed would take the whole file. */
static void drop_rows(dl_reader *r)
{
    size_t n = read_rows_done(r->rows);
    size_t held = read_window_bytes(&r->window).n;
    if (!r->leaving_out && held - n > DL_RECORD_MAX) {
        r->leaving_out = true;
        r->begun = r->window.offset + n;
    }
    if (r->leaving_out) n = held;
    read_window_drop(&r->window, n);
    read_rows_drop(r->rows, n);
}

static bool next_row(dl_reader *r, dl_arena *a, dl_raw *out)
{
    size_t start;
    size_t end;
    for (;;) {
        rows_found found = read_rows_next(
            r->rows, read_window_bytes(&r->window), r->window.ended, &start, &end);
        r->window.starved |= found == ROWS_STARVED;
        if (found == ROWS_ROW && take_row(r, a, out, start, end)) return true;
        if (r->window.starved || r->window.stopped) return false;
        if (found == ROWS_ROW) continue;
        drop_rows(r);
        if (read_window_more(&r->window)) continue;
        if (r->window.starved || r->window.stopped) return false;
        if (read_window_bytes(&r->window).n == 0) return end_file(r, a, out);
    }
}

/* Finds out how the table is written; true: a problem, it names no report. */
static bool open_table(dl_reader *r, dl_arena *a, dl_raw *out)
{
    char room[READ_SNIFF_MAX];
    dl_slice first = read_window_bytes(&r->window);
    read_utf16 wide = read_is_utf16(first);
    dl_slice plain = read_narrow(first, room);
    char delimiter = read_rows_delimiter(r->tables, plain, 1);
    if (!delimiter) {
        r->done = true;
        return problem_at(r, a, out, 0, DL_NOTE_NO_FIELDS,
            "a table whose heading names no title, text or address");
    }
    if (!wide) read_window_drop(&r->window, first.n - plain.n);
    r->rows = read_rows_new(r->mem, delimiter, wide ? 2 : 1, wide == READ_UTF16_BIG);
    r->window.starved |= !r->rows;
    return false;
}

/* ---- feeds */

/* What is looked at and not needed goes; an entry that grows too long is left out. */
static void drop_entry(dl_reader *r)
{
    read_feed *x = &r->feed;
    size_t held = read_window_bytes(&r->window).n;
    if (x->state != FEED_BETWEEN && !r->leaving_out && held - x->start > DL_RECORD_MAX) {
        r->leaving_out = true;
        r->begun = r->window.offset + x->start;
    }
    size_t n = x->state == FEED_BETWEEN || r->leaving_out ? x->at : x->start;
    read_window_drop(&r->window, n);
    read_feed_drop(x, n);
}

/* The file ended: an entry that is open is given as far as it goes. */
static bool end_feed(dl_reader *r, dl_arena *a, dl_raw *out)
{
    size_t n = read_window_bytes(&r->window).n;
    if (r->leaving_out) return tell_left_out(r, a, out);
    if (r->feed.state == FEED_BETWEEN) return end_file(r, a, out);
    r->feed.state = FEED_BETWEEN;
    give_headed(r, a, out, DL_RAW_ENTRY, r->feed.start, n);
    read_window_drop(&r->window, n);
    r->feed.at = 0;
    return give_last(r, a, out);
}

static bool next_entry(dl_reader *r, dl_arena *a, dl_raw *out)
{
    size_t start;
    size_t end;
    for (;;) {
        if (read_feed_next(
                &r->feed, read_window_bytes(&r->window), r->window.ended, &start, &end)) {
            if (r->leaving_out) tell_left_out(r, a, out);
            else give_headed(r, a, out, DL_RAW_ENTRY, start, end);
            read_window_drop(&r->window, end);
            read_feed_drop(&r->feed, end);
            return give_last(r, a, out);
        }
        drop_entry(r);
        bool ended = r->window.ended;
        if (read_window_more(&r->window)) continue;
        if (r->window.starved || r->window.stopped) return false;
        if (ended) return end_feed(r, a, out);
    }
}

static bool no_feed(dl_reader *r, dl_arena *a, dl_raw *out)
{
    r->done = true;
    return problem_at(r, a, out, 0, DL_NOTE_UNKNOWN_KIND,
        "XML that is no feed (RSS, Atom, a sitemap of news) is not read");
}

/* True: a problem, it is no feed. */
static bool open_feed(dl_reader *r, dl_arena *a, dl_raw *out)
{
    dl_slice first = read_window_bytes(&r->window);
    const char *element = read_feed_element(first);
    if (!element || read_is_utf16(first)) return no_feed(r, a, out);
    r->feed = (read_feed){ .name = element };
    keep_heading(r, read_feed_declaration(first));
    return false;
}

/* ---- texts of news databases */

/* What is looked at and not needed goes; a report that grows too long is left out. */
static void drop_bundle(dl_reader *r)
{
    read_bundle *x = &r->bundle;
    if (!r->leaving_out && read_window_bytes(&r->window).n - x->start > DL_RECORD_MAX) {
        r->leaving_out = true;
        r->begun = r->window.offset + x->start;
    }
    size_t n = r->leaving_out ? x->seen : x->start;
    read_window_drop(&r->window, n);
    read_bundle_drop(x, n);
}

static bool next_in_bundle(dl_reader *r, dl_arena *a, dl_raw *out)
{
    size_t start;
    size_t end;
    for (;;) {
        bool ended = r->window.ended;
        if (read_bundle_next(&r->bundle, read_window_bytes(&r->window), ended, &start, &end)) {
            if (r->leaving_out) tell_left_out(r, a, out);
            else give(r, a, out, DL_RAW_BUNDLE, start, end);
            read_window_drop(&r->window, end);
            read_bundle_drop(&r->bundle, end);
            return give_last(r, a, out);
        }
        drop_bundle(r);
        if (read_window_more(&r->window)) continue;
        if (r->window.starved || r->window.stopped) return false;
        if (ended) return end_file(r, a, out);
    }
}

/* A text that is fetched is one report. */
static void open_text(dl_reader *r)
{
    bundle_form form = r->is_fetched ? BUNDLE_NONE
                                     : read_bundle_form(read_window_bytes(&r->window));
    if (form == BUNDLE_NONE) return;
    r->format = FORMAT_BUNDLE;
    r->bundle = (read_bundle){ .form = form };
}

/* ---- documents of word processors */

/* The window begins anew, with the bytes of another stream. */
static void begin_window(dl_reader *r, dl_stream *stream)
{
    r->window = (read_window){
        .mem = r->mem, .stream = stream, .buf = r->window.buf, .cap = r->window.cap
    };
}

/* The file is read on as the text of its document; what is none stays as it came. */
static void open_document(dl_reader *r)
{
    dl_err e;
    dl_slice text;
    dl_err_clear(&e);
    while (read_window_bytes(&r->window).n <= DL_RECORD_MAX && read_window_more(&r->window)) {
    }
    r->format = FORMAT_TEXT;
    if (r->window.starved || r->window.stopped) return;
    no_inner(r);
    if (!read_word_text(r->arena, read_window_bytes(&r->window), &text)) return;
    r->taken += dl_stream_taken(r->window.stream);
    r->is_counted = true;
    dl_stream_close(r->window.stream);
    begin_window(r, dl_stream_of(r->mem, text, &e));
    r->window.starved |= !r->window.stream;
}

/* ---- archives */

/* A record that is a report, its body unpacked; false: it is none. */
static bool give_archived(dl_reader *r, dl_arena *a, dl_raw *out)
{
    size_t n = r->warc.head_n + (size_t)r->warc.block_n;
    dl_slice record = dl_slice_cut(read_window_bytes(&r->window), 0, n);
    read_warc_fields f;
    read_warc_parse(record, &f);
    if (!read_warc_is_report(record, &f)) return false;
    bool cut = false;
    *out = (dl_raw){ .kind = DL_RAW_ARCHIVED, .note = DL_NOTE_COUNT };
    out->record = r->warc.records - 1;
    out->offset = r->window.offset;
    out->file = dl_arena_copy(a, dl_slice_str(r->path));
    out->bytes = read_warc_unpacked(a, record, &f, &cut);
    r->fault_told |= r->warc.cut;
    if (cut || r->warc.cut) add_note(a, out, DL_NOTE_TRUNCATED, "its body is cut short or damaged");
    return true;
}

static bool tell_damage(dl_reader *r, dl_arena *a, dl_raw *out, const char *message)
{
    problem(a, out, r->path, DL_NOTE_DAMAGED, message);
    out->record = r->warc.records;
    out->offset = r->begun;
    return true;
}

/* The archive's bytes ended: at their end, or at a damaged member, behind which they go
 * on. True: out holds a problem. */
static bool end_member(dl_reader *r, dl_arena *a, dl_raw *out)
{
    const char *why = fault(r);
    if (!dl_stream_resume(r->window.stream)) return end_file(r, a, out);
    bool told = r->fault_told;
    r->fault_told = false;
    r->window.ended = false;
    r->warc.state = WARC_SEEK;
    r->begun = r->window.offset;
    return !told && tell_damage(r, a, out, why);
}

static bool next_archived(dl_reader *r, dl_arena *a, dl_raw *out)
{
    for (;;) {
        dl_slice w = read_window_bytes(&r->window);
        read_warc_state before = r->warc.state;
        bool lost = r->warc.lost;
        read_warc_found found = read_warc_next(&r->warc, w, r->window.ended);
        if (!lost && (r->warc.lost || found == WARC_DAMAGE)) r->begun = r->window.offset;
        bool given = found == WARC_RECORD && give_archived(r, a, out);
        size_t done = r->warc.at;
        if (found == WARC_RECORD) {
            done = r->warc.head_n + (size_t)r->warc.block_n;
            read_warc_done(&r->warc);
        }
        read_window_drop(&r->window, done);
        if (given
            || (found == WARC_DAMAGE
                && tell_damage(r, a, out, "bytes that are no record: passed over")))
            return true;
        bool moved = done || r->warc.state != before;
        bool ended = r->window.ended;
        if (moved || read_window_more(&r->window)) continue;
        if (r->window.starved || r->window.stopped) return false;
        if (!ended) continue; /* once more, now that it is the end */
        bool told = end_member(r, a, out);
        if (told || r->done) return told;
    }
}

/* ---- an open address */

typedef enum opening {
    OPENED,
    NOT_HAD, /* out holds a problem */
    NOTHING /* is to be read, or it was to wait no longer, or memory ran out */
} opening;

static opening not_had(
    dl_arena *a, dl_raw *out, const char *path, dl_note_code code, const char *message)
{
    problem(a, out, path, code, message);
    return NOT_HAD;
}

/* The answer, in r->fetched. */
static opening ask_web(dl_reader *r, dl_arena *a, dl_answer *answer, dl_raw *out)
{
    *answer = (dl_answer){ .problem = DL_NOTE_COUNT };
    dl_slice address = dl_slice_str(r->path);
    if (!r->web)
        return not_had(a, out, r->path, DL_NOTE_NOT_FETCHED, "web addresses are not read here");
    if (!r->fetched) r->fetched = dl_arena_new(r->mem, 0);
    if (r->fetched) dl_arena_reset(r->fetched);
    bool got = r->fetched && r->web->get(r->web->ctx, address, r->wait, r->fetched, answer);
    if (!r->fetched || dl_arena_failed(r->fetched)) say_starved(a);
    r->window.stopped = !got;
    if (!got || answer->is_nothing) return NOTHING;
    if (answer->problem == DL_NOTE_COUNT) return OPENED;
    problem(a, out, r->path, answer->problem, "");
    out->message = dl_arena_copy(a, answer->message);
    return NOT_HAD;
}

static bool is_kept_whole(read_format f) { return f == FORMAT_PAGE || f == FORMAT_TEXT; }

static opening open_address(dl_reader *r, dl_arena *a, dl_raw *out)
{
    dl_err e;
    dl_err_clear(&e);
    dl_answer answer;
    opening how = ask_web(r, a, &answer, out);
    if (how != OPENED) return how;
    r->format = read_fetched_format(r->tables, &answer);
    if (r->format == FORMAT_UNKNOWN)
        return not_had(a, out, r->path, DL_NOTE_UNKNOWN_KIND,
            answer.body.n ? "neither a page, a text nor a feed" : "an empty answer");
    r->is_fetched = is_kept_whole(r->format);
    if (r->is_fetched) keep_heading(r, read_fetched_head(r->fetched, &answer, r->format));
    r->window.stream = dl_stream_of(r->mem, answer.body, &e);
    if (r->window.stream) return OPENED;
    say_starved(a);
    return NOTHING;
}

/* ---- an open file */

static opening open_file(dl_reader *r, dl_arena *a, dl_raw *out)
{
    dl_err e;
    dl_err_clear(&e);
    r->format = read_format_of_name(r->path);
    if (r->format == FORMAT_UNKNOWN && !r->named)
        return not_had(a, out, r->path, DL_NOTE_UNKNOWN_KIND,
            "its ending says nothing that is read (.txt, .jsonl, .json, .csv, .tsv, .xml, .html, "
            ".warc, .docx, .odt, .rtf, each also .gz or .zst)");
    r->window.stream = dl_stream_open(r->mem, r->path, &r->wait, &e);
    if (e.code == DL_ENOMEM) say_starved(a);
    if (r->window.stream) return OPENED;
    return not_had(a, out, r->path, DL_NOTE_UNREADABLE, e.detail[0] ? e.detail : e.what);
}

/* Takes over found->path. */
static opening open_found(dl_reader *r, dl_arena *a, read_found *found, dl_raw *out)
{
    r->path = found->path;
    r->named = found->named;
    r->is_fetched = false;
    r->is_counted = false;
    r->record = 0;
    opening how = found->is_address ? open_address(r, a, out) : open_file(r, a, out);
    if (how != OPENED) {
        close_file(r);
        return how;
    }
    begin_window(r, r->window.stream);
    r->at_start = true;
    r->done = false;
    r->leaving_out = false;
    r->fault_told = false;
    return OPENED;
}

/* A whole line says enough of a pipe, which may give no more for long. */
static bool wants_more(const dl_reader *r)
{
    dl_slice first = read_window_bytes(&r->window);
    bool line = first.n && memchr(first.p, '\n', first.n);
    return first.n < READ_SNIFF_MAX && !(line && dl_stream_waits(r->window.stream));
}

static bool read_first(dl_reader *r)
{
    while (wants_more(r) && read_window_more(&r->window)) {
    }
    return !r->window.starved && !r->window.stopped;
}

/* Looks at the first bytes; true: out holds a problem. */
static bool look_inside(dl_reader *r, dl_arena *a, dl_raw *out)
{
    r->at_start = false;
    if (!read_first(r)) return false;
    dl_slice first = read_window_bytes(&r->window);
    if (r->format == FORMAT_UNKNOWN) r->format = read_format_of_bytes(r->tables, first);
    if (r->format == FORMAT_WORD) {
        open_document(r);
        if (!read_first(r)) return false;
        first = read_window_bytes(&r->window);
    }
    if (r->format == FORMAT_UNKNOWN && !fault(r)) r->done = true; /* empty */
    read_utf16 wide = read_is_utf16(first);
    r->json = (read_split){ .width = wide ? 2 : 1, .big_endian = wide == READ_UTF16_BIG };
    if (r->format == FORMAT_TEXT) open_text(r);
    if (r->format == FORMAT_ROWS) return open_table(r, a, out);
    if (r->format == FORMAT_WARC) r->warc = (read_warc){ .state = WARC_SEEK };
    if (r->format == FORMAT_FEED) return open_feed(r, a, out);
    return r->format == FORMAT_XML && no_feed(r, a, out);
}

static bool next_of_file(dl_reader *r, dl_arena *a, dl_raw *out)
{
    if (r->at_start && look_inside(r, a, out)) return true;
    if (r->window.starved || r->window.stopped) return false;
    bool got = false;
    if (!r->done) {
        if (r->format == FORMAT_JSON) got = next_json(r, a, out);
        else if (r->format == FORMAT_ROWS) got = next_row(r, a, out);
        else if (r->format == FORMAT_WARC) got = next_archived(r, a, out);
        else if (r->format == FORMAT_FEED) got = next_entry(r, a, out);
        else if (r->format == FORMAT_BUNDLE) got = next_in_bundle(r, a, out);
        else got = next_whole(r, a, out);
    }
    if (!got) close_file(r);
    return got;
}

static bool next_record(dl_reader *r, dl_arena *a, dl_raw *out)
{
    while (!dl_arena_failed(a) && !r->window.stopped) {
        if (r->window.stream) {
            bool got = next_of_file(r, a, out);
            if (r->window.starved || dl_arena_failed(r->arena)) say_starved(a);
            if (got) return !dl_arena_failed(a) && !r->window.stopped;
            continue;
        }
        read_found found;
        read_step step = read_walk_next(r->walk, &found);
        if (step == READ_STARVED) say_starved(a);
        if (step == READ_END || step == READ_STARVED) return false;
        if (step == READ_PROBLEM) {
            problem(a, out, found.path, found.problem, found.message);
            dl_mem_free(r->mem, found.path, strlen(found.path) + 1);
            return !dl_arena_failed(a);
        }
        if (open_found(r, a, &found, out) == NOT_HAD) return !dl_arena_failed(a);
    }
    return false;
}

/* ---- the door */

bool dl_reader_next(dl_reader *r, dl_arena *a, dl_raw *out)
{
    bool got = next_record(r, a, out);
    if (got) out->input = read_walk_input(r->walk);
    return got;
}
