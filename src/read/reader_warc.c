/* reader_warc - the next record of an archive that is a report. */
#include "reader_private.h"

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
    if (cut || r->warc.cut)
        reader_add_note(a, out, DL_NOTE_TRUNCATED, "its body is cut short or damaged");
    return true;
}

static bool tell_damage(dl_reader *r, dl_arena *a, dl_raw *out, const char *message)
{
    reader_problem(a, out, r->path, DL_NOTE_DAMAGED, message);
    out->record = r->warc.records;
    out->offset = r->begun;
    return true;
}

/* Longer than a record may be. False: it would have been no report. */
static bool tell_too_long(dl_reader *r, dl_arena *a, dl_raw *out)
{
    read_warc_fields f;
    dl_slice start = read_window_bytes(&r->window);
    read_warc_parse(start, &f);
    if (!read_warc_is_report(start, &f)) return false;
    reader_problem(a, out, r->path, DL_NOTE_TOO_LONG, "a record longer than 64 MiB: left out");
    out->record = r->warc.records - 1;
    out->offset = r->window.offset;
    return true;
}

/* The archive's bytes ended: at their end, or at a damaged member, behind which they go
 * on. True: out holds a problem. */
static bool end_member(dl_reader *r, dl_arena *a, dl_raw *out)
{
    const char *why = reader_fault(r);
    if (!dl_stream_resume(r->window.stream)) return reader_end_file(r, a, out);
    bool told = r->fault_told;
    r->fault_told = false;
    r->window.ended = false;
    r->warc.state = WARC_SEEK;
    r->begun = r->window.offset;
    return !told && tell_damage(r, a, out, why);
}

bool reader_next_archived(dl_reader *r, dl_arena *a, dl_raw *out)
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
        given |= found == WARC_TOO_LONG && tell_too_long(r, a, out);
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
