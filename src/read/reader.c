/* reader - inputs to raw records. In: the files that walk finds. Out: one record after
 * another, as the file's format parts them; what cannot be read as a problem. */
#include "fetched.h"
#include "reader_private.h"
#include "word.h"

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

static void close_stream(dl_reader *r)
{
    if (r->window.stream && !r->is_counted) r->taken += dl_stream_taken(r->window.stream);
    dl_stream_close(r->window.stream);
    r->window.stream = NULL;
}

static void close_file(dl_reader *r)
{
    close_stream(r);
    read_rows_free(r->rows);
    r->rows = NULL;
    dl_mem_free(r->mem, r->heading, r->heading_n);
    r->heading = NULL;
    r->heading_n = 0;
    if (r->path) dl_mem_free(r->mem, r->path, strlen(r->path) + 1);
    r->path = NULL;
}

static void close_box(dl_reader *r)
{
    if (r->box) r->taken += read_box_taken(r->box);
    read_box_close(r->box);
    r->box = NULL;
    if (r->box_path) dl_mem_free(r->mem, r->box_path, strlen(r->box_path) + 1);
    r->box_path = NULL;
}

void dl_reader_free(dl_reader *r)
{
    if (!r) return;
    close_file(r);
    close_box(r);
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
    uint64_t open = r->box ? read_box_taken(r->box) : 0;
    return r->taken + (counts ? dl_stream_taken(r->window.stream) : open);
}

/* The arena is the one to say it: whoever gets a record asks it. */
static void say_starved(dl_arena *a) { dl_arena_fail(a); }

/* ---- a file that is one record */

static bool next_whole(dl_reader *r, dl_arena *a, dl_raw *out)
{
    bool cut = false;
    while (!cut && read_window_more(&r->window))
        cut = read_window_bytes(&r->window).n > DL_RECORD_MAX;
    size_t n = read_window_bytes(&r->window).n;
    size_t given = cut ? DL_RECORD_MAX : n;
    if (r->is_fetched) reader_give_headed(r, a, out, DL_RAW_ARCHIVED, 0, given);
    else reader_give(r, a, out, r->format == FORMAT_PAGE ? DL_RAW_PAGE : DL_RAW_TEXT, 0, given);
    read_window_drop(&r->window, n);
    if (cut) reader_add_note(a, out, DL_NOTE_TOO_LONG, "longer than 64 MiB: cut there");
    else if (reader_fault(r)) reader_add_note(a, out, DL_NOTE_TRUNCATED, reader_fault(r));
    r->done = true;
    return true;
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
    reader_no_inner(r);
    if (!read_word_text(r->arena, read_window_bytes(&r->window), &text)) return;
    close_stream(r);
    r->is_counted = true;
    begin_window(r, dl_stream_of(r->mem, text, &e));
    r->window.starved |= !r->window.stream;
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
    reader_problem(a, out, path, code, message);
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
    reader_problem(a, out, r->path, answer->problem, "");
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
    if (r->is_fetched) reader_keep_heading(r, read_fetched_head(r->fetched, &answer, r->format));
    r->window.stream = dl_stream_of(r->mem, answer.body, &e);
    if (r->window.stream) return OPENED;
    say_starved(a);
    return NOTHING;
}

/* ---- an open file */

/* Takes r->path over. */
static opening open_box(dl_reader *r, dl_arena *a, dl_raw *out)
{
    dl_err e;
    dl_err_clear(&e);
    if (r->box)
        return not_had(a, out, r->path, DL_NOTE_UNKNOWN_KIND,
            "an archive inside an archive is not read: unpack it");
    r->box = read_box_open(r->mem, r->path, &e);
    if (e.code == DL_ENOMEM) say_starved(a);
    if (!r->box) return not_had(a, out, r->path, DL_NOTE_UNREADABLE, e.what);
    r->box_path = r->path;
    r->path = NULL;
    return NOTHING;
}

static dl_stream *open_stream(dl_reader *r, dl_err *e)
{
    r->is_counted = r->box != NULL;
    if (r->box) return dl_stream_by(r->mem, read_box_read, r->box, e);
    return dl_stream_open(r->mem, r->path, &r->wait, e);
}

static opening open_file(dl_reader *r, dl_arena *a, dl_raw *out)
{
    dl_err e;
    dl_err_clear(&e);
    r->format = read_format_of_name(r->path);
    if (r->format == FORMAT_BOX) return open_box(r, a, out);
    if (r->format == FORMAT_UNKNOWN && !r->named)
        return not_had(a, out, r->path, DL_NOTE_UNKNOWN_KIND,
            "its ending says nothing that is read (.txt, .jsonl, .json, .csv, .tsv, .xml, .html, "
            ".warc, .docx, .odt, .rtf, each also .gz or .zst; .zip, .tar)");
    r->window.stream = open_stream(r, &e);
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

/* A box is read like a folder: its next file. */
static opening open_member(dl_reader *r, dl_arena *a, dl_raw *out)
{
    const char *fault, *name = read_box_next(r->box, &fault);
    if (name) {
        read_found found = { .path = read_path_in(r->mem, r->box_path, name) };
        if (found.path) return open_found(r, a, &found, out);
        say_starved(a);
        return NOTHING;
    }
    if (fault) reader_problem(a, out, r->box_path, DL_NOTE_DAMAGED, fault);
    close_box(r);
    return fault ? NOT_HAD : NOTHING;
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
    if (r->format == FORMAT_UNKNOWN && !reader_fault(r)) r->done = true; /* empty */
    read_utf16 wide = read_is_utf16(first);
    r->json = (read_split){ .width = wide ? 2 : 1, .big_endian = wide == READ_UTF16_BIG };
    if (r->format == FORMAT_TEXT) reader_open_text(r);
    if (r->format == FORMAT_ROWS) return reader_open_table(r, a, out);
    if (r->format == FORMAT_WARC) r->warc = (read_warc){ .state = WARC_SEEK };
    if (r->format == FORMAT_FEED) return reader_open_feed(r, a, out);
    return r->format == FORMAT_XML && reader_no_feed(r, a, out);
}

static bool next_of_file(dl_reader *r, dl_arena *a, dl_raw *out)
{
    if (r->at_start && look_inside(r, a, out)) return true;
    if (r->window.starved || r->window.stopped) return false;
    bool got = false;
    if (!r->done) {
        if (r->format == FORMAT_JSON) got = reader_next_json(r, a, out);
        else if (r->format == FORMAT_ROWS) got = reader_next_row(r, a, out);
        else if (r->format == FORMAT_WARC) got = reader_next_archived(r, a, out);
        else if (r->format == FORMAT_FEED) got = reader_next_entry(r, a, out);
        else if (r->format == FORMAT_BUNDLE) got = reader_next_bundle(r, a, out);
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
        if (r->box) {
            if (open_member(r, a, out) == NOT_HAD) return !dl_arena_failed(a);
            continue;
        }
        read_found found;
        read_step step = read_walk_next(r->walk, &found);
        if (step == READ_STARVED) say_starved(a);
        if (step == READ_END || step == READ_STARVED) return false;
        if (step == READ_PROBLEM) {
            reader_problem(a, out, found.path, found.problem, found.message);
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
