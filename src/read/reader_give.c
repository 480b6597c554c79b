/* reader_give - records and problems of the open file as they are given. In: places in
 * the window. Out: dl_raw, its bytes in the arena. */
#include "reader_private.h"

bool reader_problem(
    dl_arena *a, dl_raw *out, const char *path, dl_note_code code, const char *message)
{
    *out = (dl_raw){ .kind = DL_RAW_PROBLEM, .problem = code, .note = DL_NOTE_COUNT };
    out->file = dl_arena_copy(a, dl_slice_str(path));
    out->message = dl_arena_copy(a, dl_slice_str(message));
    return true;
}

/* A record that is only a problem, in the open file. */
bool reader_problem_at(
    dl_reader *r, dl_arena *a, dl_raw *out, uint64_t offset, dl_note_code code, const char *message)
{
    reader_problem(a, out, r->path, code, message);
    out->record = r->record++;
    out->offset = offset;
    return true;
}

bool reader_give(dl_reader *r, dl_arena *a, dl_raw *out, dl_raw_kind kind, size_t start, size_t end)
{
    *out = (dl_raw){ .kind = kind, .record = r->record++, .note = DL_NOTE_COUNT };
    out->offset = r->window.offset + start;
    out->file = dl_arena_copy(a, dl_slice_str(r->path));
    out->bytes = dl_arena_copy(a, dl_slice_cut(read_window_bytes(&r->window), start, end));
    return true;
}

bool reader_keep_heading(dl_reader *r, dl_slice s)
{
    r->heading = s.n ? dl_mem_alloc(r->mem, s.n) : NULL;
    r->window.starved |= s.n && !r->heading;
    if (!r->heading) return false;
    memcpy(r->heading, s.p, s.n);
    r->heading_n = s.n;
    return true;
}

/* A record with the heading in front, so that it can be read alone. */
bool reader_give_headed(
    dl_reader *r, dl_arena *a, dl_raw *out, dl_raw_kind kind, size_t start, size_t end)
{
    reader_give(r, a, out, kind, start, start);
    size_t n = r->heading_n + (end - start);
    char *p = dl_arena_room(a, n + 1);
    if (!p) return true;
    if (r->heading_n) memcpy(p, r->heading, r->heading_n);
    memcpy(p + r->heading_n, read_window_bytes(&r->window).p + start, end - start);
    p[n] = 0;
    out->bytes = dl_slice_of(p, n);
    return true;
}

void reader_add_note(dl_arena *a, dl_raw *out, dl_note_code code, const char *message)
{
    out->note = code;
    out->message = dl_arena_copy(a, dl_slice_str(message));
}

const char *reader_fault(const dl_reader *r) { return dl_stream_fault(r->window.stream); }

/* The last record of a file that ends too early says so. */
bool reader_give_last(dl_reader *r, dl_arena *a, dl_raw *out)
{
    bool last = r->window.ended && read_window_bytes(&r->window).n == 0;
    if (last && reader_fault(r) && out->kind != DL_RAW_PROBLEM)
        reader_add_note(a, out, DL_NOTE_TRUNCATED, reader_fault(r));
    r->done = last;
    return true;
}

/* Nothing is left in the file: true when that is a problem of its own. */
bool reader_end_file(dl_reader *r, dl_arena *a, dl_raw *out)
{
    r->done = true;
    if (r->window.starved || r->window.stopped || !reader_fault(r) || r->fault_told) return false;
    return reader_problem_at(r, a, out, r->window.offset, DL_NOTE_TRUNCATED, reader_fault(r));
}

bool reader_tell_left_out(dl_reader *r, dl_arena *a, dl_raw *out)
{
    r->leaving_out = false;
    return reader_problem_at(
        r, a, out, r->begun, DL_NOTE_TOO_LONG, "a record longer than 64 MiB: left out");
}
