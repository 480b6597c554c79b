/* reader_parts - the next row of a table, entry of a feed, report of a news database's
 * text. */
#include "reader_private.h"

/* ---- tables */

static bool take_row(dl_reader *r, dl_arena *a, dl_raw *out, size_t start, size_t end)
{
    bool is_heading = !r->heading;
    bool given = false;
    if (is_heading) reader_keep_heading(r, dl_slice_cut(read_window_bytes(&r->window), start, end));
    else if (r->leaving_out) given = reader_tell_left_out(r, a, out);
    else given = reader_give_headed(r, a, out, DL_RAW_ROW, start, end);
    read_window_drop(&r->window, end);
    read_rows_drop(r->rows, end);
    return given && reader_give_last(r, a, out);
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

bool reader_next_row(dl_reader *r, dl_arena *a, dl_raw *out)
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
        if (read_window_bytes(&r->window).n == 0) return reader_end_file(r, a, out);
    }
}

/* Finds out how the table is written; true: a problem, it names no report. */
bool reader_open_table(dl_reader *r, dl_arena *a, dl_raw *out)
{
    char room[READ_SNIFF_MAX];
    dl_slice first = read_window_bytes(&r->window);
    read_utf16 wide = read_is_utf16(first);
    dl_slice plain = read_narrow(first, room);
    char delimiter = read_rows_delimiter(r->tables, plain, 1);
    if (!delimiter) {
        r->done = true;
        return reader_problem_at(r, a, out, 0, DL_NOTE_NO_FIELDS,
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
    if (r->leaving_out) return reader_tell_left_out(r, a, out);
    if (r->feed.state == FEED_BETWEEN) return reader_end_file(r, a, out);
    r->feed.state = FEED_BETWEEN;
    reader_give_headed(r, a, out, DL_RAW_ENTRY, r->feed.start, n);
    read_window_drop(&r->window, n);
    r->feed.at = 0;
    return reader_give_last(r, a, out);
}

bool reader_next_entry(dl_reader *r, dl_arena *a, dl_raw *out)
{
    size_t start;
    size_t end;
    for (;;) {
        if (read_feed_next(
                &r->feed, read_window_bytes(&r->window), r->window.ended, &start, &end)) {
            if (r->leaving_out) reader_tell_left_out(r, a, out);
            else reader_give_headed(r, a, out, DL_RAW_ENTRY, start, end);
            read_window_drop(&r->window, end);
            read_feed_drop(&r->feed, end);
            return reader_give_last(r, a, out);
        }
        drop_entry(r);
        bool ended = r->window.ended;
        if (read_window_more(&r->window)) continue;
        if (r->window.starved || r->window.stopped) return false;
        if (ended) return end_feed(r, a, out);
    }
}

bool reader_no_feed(dl_reader *r, dl_arena *a, dl_raw *out)
{
    r->done = true;
    return reader_problem_at(r, a, out, 0, DL_NOTE_UNKNOWN_KIND,
        "XML that is no feed (RSS, Atom, a sitemap of news) is not read");
}

/* True: a problem, it is no feed. */
bool reader_open_feed(dl_reader *r, dl_arena *a, dl_raw *out)
{
    dl_slice first = read_window_bytes(&r->window);
    const char *element = read_feed_element(first);
    if (!element || read_is_utf16(first)) return reader_no_feed(r, a, out);
    r->feed = (read_feed){ .name = element };
    reader_keep_heading(r, read_feed_declaration(first));
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

bool reader_next_bundle(dl_reader *r, dl_arena *a, dl_raw *out)
{
    size_t start;
    size_t end;
    for (;;) {
        bool ended = r->window.ended;
        if (read_bundle_next(&r->bundle, read_window_bytes(&r->window), ended, &start, &end)) {
            if (r->leaving_out) reader_tell_left_out(r, a, out);
            else reader_give(r, a, out, DL_RAW_BUNDLE, start, end);
            read_window_drop(&r->window, end);
            read_bundle_drop(&r->bundle, end);
            return reader_give_last(r, a, out);
        }
        drop_bundle(r);
        if (read_window_more(&r->window)) continue;
        if (r->window.starved || r->window.stopped) return false;
        if (ended) return reader_end_file(r, a, out);
    }
}

/* A text that is fetched is one report. */
void reader_open_text(dl_reader *r)
{
    bundle_form form = r->is_fetched ? BUNDLE_NONE
                                     : read_bundle_form(read_window_bytes(&r->window));
    if (form == BUNDLE_NONE) return;
    r->format = FORMAT_BUNDLE;
    r->bundle = (read_bundle){ .form = form };
}
