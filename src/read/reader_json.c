/* reader_json - the next report of a file of JSON: a value of it, or one of several in a
 * wrapper. */
#include "reader_private.h"

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

void reader_no_inner(dl_reader *r)
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
    reader_no_inner(r);
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
    reader_give(r, a, out, DL_RAW_JSON, span.start, span.end);
    if (r->inner_at < r->inner.n) return true;
    r->inner.n = 0;
    read_window_drop(&r->window, r->inner_end);
    read_split_drop(&r->json, r->inner_end);
    return reader_give_last(r, a, out);
}

/* A value was found: it is given, or what is in it; false where it is blank. */
static bool take_value(dl_reader *r, dl_arena *a, dl_raw *out, size_t start, size_t end)
{
    if (r->leaving_out) {
        read_window_drop(&r->window, end);
        read_split_drop(&r->json, end);
        return reader_tell_left_out(r, a, out);
    }
    if (r->json.has_inner && r->json.width == 1 && open_wrapper(r, start, end))
        return next_inner(r, a, out);
    dl_slice s = dl_slice_cut(read_window_bytes(&r->window), start, end);
    if (r->json.width == 1) s = dl_slice_trim(s);
    if (s.n) reader_give(r, a, out, DL_RAW_JSON, start, start + s.n);
    read_window_drop(&r->window, end);
    read_split_drop(&r->json, end);
    return s.n && reader_give_last(r, a, out);
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

bool reader_next_json(dl_reader *r, dl_arena *a, dl_raw *out)
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
        if (r->json.state == SPLIT_BETWEEN) return reader_end_file(r, a, out);
    }
}
