/* record - see record.h. The fields are found where they stand in the record's UTF-8;
 * each text goes through read_tidy; of the body the map to the record's bytes is kept. */
#include "record.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "bundle.h"
#include "feed.h"
#include "markup.h"
#include "page.h"
#include "rows.h"
#include "tidy.h"
#include "warc.h"

enum {
    FIELD_MAX = 4096, /* bytes of a field other than the text */
    KEYS_TOLD = 8, /* keys named in a note */
    KEYS_ROOM = 240 /* bytes of their names */
};

/* A record in hand. */
typedef struct hand {
    dl_doc *d;
    const dl_read_tables *t;
    read_part part;
    read_utf8 utf8;
    read_fields fields;
    size_t broken, nuls, letters; /* counted over all fields, for notes */
} hand;

/* ---- fields */

static dl_slice cut_to(dl_slice s, size_t most)
{
    if (s.n <= most) return s;
    s.n = most;
    while (s.n && ((unsigned char)s.p[s.n] & 0xC0) == 0x80) s.n--;
    return s;
}

/* A field but the text: trimmed, {NULL,0} where it is empty. */
static dl_slice short_text(hand *h, read_field field, const char *name)
{
    read_piece out;
    read_tidied did;
    if (!read_fields_has(&h->fields, field)) return (dl_slice){ NULL, 0 };
    const read_value *v = &h->fields.at[field];
    read_piece_start(&out, h->d->arena, v->end - v->start, NULL);
    read_fields_text(&h->fields, h->t, h->utf8.text, field, &out);
    h->broken += out.broken;
    h->nuls += out.nuls;
    dl_slice s = read_piece_text(&out);
    bool words = field == FIELD_TITLE || field == FIELD_AUTHOR || field == FIELD_OUTLET;
    if (words) s = read_tidy(h->d->arena, h->t, s, NULL, &did);
    if (words) h->letters += did.letters;
    s = dl_slice_trim(s);
    if (s.n > FIELD_MAX)
        dl_doc_note(
            h->d, DL_NOTE_TOO_LONG, -1, "the %s is longer than %d bytes: cut", name, FIELD_MAX);
    s = cut_to(s, FIELD_MAX);
    return s.n ? s : (dl_slice){ NULL, 0 };
}

static size_t runs_bound(const hand *h, read_field field)
{
    const read_value *v = &h->fields.at[field];
    size_t most = v->end - v->start;
    size_t n = read_json_runs(h->utf8.text, *v);
    return n < most ? n : most;
}

void read_take_source(dl_doc *d, const dl_read_tables *t, dl_slice source, dl_runs map)
{
    read_tidied did;
    dl_slice s = cut_to(source, DL_TEXT_MAX);
    if (s.n < source.n)
        dl_doc_note(d, DL_NOTE_TOO_LONG, DL_TEXT_MAX, "the text is longer than 16 MiB: cut there");
    d->text.raw_map = map;
    d->text.source = read_tidy(d->arena, t, s, &d->text.raw_map, &did);
    if (did.letters)
        dl_doc_note(d, DL_NOTE_BROKEN_LETTERS, (int64_t)did.first,
            "%zu letters were broken (UTF-8 read as windows-1252): put right", did.letters);
}

/* The text, or the page that the record holds instead. */
static void take_text(hand *h)
{
    dl_doc *d = h->d;
    read_piece out;
    dl_runs map = { NULL, 0, 0 };
    read_field field = FIELD_TEXT;
    if (!read_fields_has(&h->fields, field)) field = FIELD_HTML;
    if (!read_fields_has(&h->fields, field)) field = FIELD_SUMMARY;
    if (!read_fields_has(&h->fields, field)) return;
    const read_value *v = &h->fields.at[field];
    dl_runs_reserve(d->arena, &map, runs_bound(h, field));
    read_piece_start(&out, d->arena, v->end - v->start, &map);
    read_fields_text(&h->fields, h->t, h->utf8.text, field, &out);
    h->broken += out.broken;
    h->nuls += out.nuls;
    dl_slice s = read_piece_text(&out);
    if (!h->utf8.same) map = dl_runs_compose(d->arena, &h->utf8.map, &map);
    if (field != FIELD_HTML && !read_looks_like_page(s)) {
        read_take_source(d, h->t, s, map);
        return;
    }
    d->text.page = s;
    d->text.page_map = map;
}

static void note_counts(hand *h)
{
    if (h->broken)
        dl_doc_note(
            h->d, DL_NOTE_BROKEN_UTF8, -1, "%zu halves of a character became U+FFFD", h->broken);
    if (h->nuls) dl_doc_note(h->d, DL_NOTE_NUL, -1, "%zu zero bytes were dropped", h->nuls);
    if (h->letters)
        dl_doc_note(h->d, DL_NOTE_BROKEN_LETTERS, -1,
            "%zu letters of title, author or outlet were broken: put right", h->letters);
}

static const char *const field_name[FIELD_COUNT] = { "id", "url", "title", "text", "html",
    "summary", "date", "date of change", "date of retrieval", "outlet", "author",
    "language" }; /* ORDER FIELD */

static void take_fields(hand *h)
{
    dl_text *t = &h->d->text;
    t->id = short_text(h, FIELD_ID, "id");
    t->url = short_text(h, FIELD_URL, "url");
    t->source_title = short_text(h, FIELD_TITLE, "title");
    t->outlet = short_text(h, FIELD_OUTLET, "outlet");
    t->author = short_text(h, FIELD_AUTHOR, "author");
    t->language = short_text(h, FIELD_LANGUAGE, "language");
    t->date = short_text(h, FIELD_DATE, "date");
    t->date_modified = short_text(h, FIELD_MODIFIED, "date of change");
    t->date_retrieved = short_text(h, FIELD_RETRIEVED, "date of retrieval");
    if (h->part == READ_ALL) take_text(h);
    int odd = h->fields.unusable;
    if (odd >= 0 && !read_fields_has(&h->fields, (read_field)odd))
        dl_doc_note(
            h->d, DL_NOTE_BAD_FIELD, -1, "the %s is of no use: it is no text", field_name[odd]);
    note_counts(h);
}

/* ---- JSON */

/* The first keys of an object, for a note. */
static void list_keys(dl_slice s, read_value object, char out[KEYS_ROOM])
{
    read_value key;
    read_value v;
    size_t n = 0;
    out[0] = 0;
    size_t at = 0;
    for (int k = 0; k < KEYS_TOLD && read_json_member(s, object, &at, &key, &v); k++) {
        dl_slice name = dl_slice_cut(s, key.start + 1, key.end - 1);
        if (n + name.n + 3 > KEYS_ROOM) return;
        n += (size_t)snprintf(out + n, KEYS_ROOM - n, "%s%.*s", k ? ", " : "", (int)name.n, name.p);
    }
}

static int64_t raw_at(const hand *h, size_t at)
{
    return (int64_t)(h->utf8.same ? at : dl_runs_from(&h->utf8.map, (uint32_t)at));
}

void read_json_record(dl_doc *d, const dl_read_tables *t, dl_slice bytes, read_part part)
{
    hand h = { .d = d, .t = t, .part = part };
    read_value v;
    read_fault fault;
    size_t at = 0;
    read_to_utf8(d, bytes, SIZE_MAX, &h.utf8);
    dl_slice s = h.utf8.text;
    if (dl_failed(&d->err)) return;
    if (!read_json_value(s, &at, &v, &fault)) {
        dl_doc_note(d, DL_NOTE_BAD_JSON, raw_at(&h, fault.at), "not JSON: %s", fault.why);
    } else if (v.kind != READ_OBJECT) {
        dl_doc_note(d, DL_NOTE_NOT_OBJECT, 0, "a record must be one JSON object");
    } else if (!read_json_ends(s, at)) {
        dl_doc_note(d, DL_NOTE_BAD_JSON, raw_at(&h, at), "not JSON: more stands behind it");
    } else {
        char keys[KEYS_ROOM];
        read_fields_of_object(&h.fields, t, s, v);
        take_fields(&h);
        list_keys(s, v, keys);
        if (!h.fields.known)
            dl_doc_note(d, DL_NOTE_NO_FIELDS, -1, "none of its keys is one of a report's: %s",
                keys[0] ? keys : "it has none");
    }
}

/* ---- rows */

/* Runs of a row's map: one at each doubled quote, and some at each cell. */
static size_t row_runs(dl_slice row)
{
    enum { CELLS = 64 }; /* more make the vector grow */
    size_t quotes = 0;
    for (size_t i = 0; i < row.n; i++) quotes += row.p[i] == '"';
    return quotes / 2 + CELLS;
}

void read_row_record(dl_doc *d, const dl_read_tables *t, dl_slice bytes, read_part part)
{
    hand h = { .d = d, .t = t, .part = part };
    read_utf8 utf8;
    read_piece cells;
    read_cells list = { NULL, 0, 0 };
    dl_runs map = { NULL, 0, 0 };
    read_to_utf8(d, bytes, SIZE_MAX, &utf8);
    if (dl_failed(&d->err)) return;
    dl_runs_reserve(d->arena, &map, row_runs(utf8.text));
    read_piece_start(&cells, d->arena, utf8.text.n, &map);
    int more = read_rows_cells(d->arena, t, utf8.text, &cells, &list);
    if (!dl_doc_ok(d)) return;
    if (more == INT_MIN) {
        dl_doc_note(d, DL_NOTE_BAD_ROW, 0, "no heading that names a report, or no row behind it");
        return;
    }
    h.utf8 = (read_utf8){ .text = read_piece_text(&cells), .map = map };
    if (!utf8.same) h.utf8.map = dl_runs_compose(d->arena, &utf8.map, &map);
    read_fields_start(&h.fields);
    for (uint32_t i = 0; i < list.n; i++) {
        char plain[READ_KEY_MAX];
        size_t n = read_key_plain(DL_S(""), list.at[i].name, plain);
        if (n) read_fields_offer(&h.fields, t, h.utf8.text, dl_slice_of(plain, n), list.at[i].at);
    }
    take_fields(&h);
    if (more)
        dl_doc_note(d, DL_NOTE_BAD_ROW, 0, "the row has %d cells %s than the heading", abs(more),
            more < 0 ? "less" : "more");
}

/* ---- entries of feeds */

/* What the XML declaration says: encoding="ISO-8859-2". */
static dl_slice said_charset(dl_slice s)
{
    dl_slice declaration = read_feed_declaration(s);
    dl_slice key = DL_S("encoding=");
    size_t at = dl_slice_find(declaration, key, 0);
    if (at == SIZE_MAX || at + key.n + 1 >= declaration.n) return (dl_slice){ NULL, 0 };
    char quote = declaration.p[at + key.n];
    size_t from = at + key.n + 1;
    size_t end = dl_slice_find_byte(declaration, quote, from);
    if (end == SIZE_MAX) return (dl_slice){ NULL, 0 };
    return dl_slice_cut(declaration, from, end);
}

void read_entry_record(dl_doc *d, const dl_read_tables *t, dl_slice bytes, read_part part)
{
    hand h = { .d = d, .t = t, .part = part };
    read_utf8 utf8;
    read_piece cells;
    dl_runs map = { NULL, 0, 0 };
    read_said_to_utf8(d, bytes, said_charset(bytes), &utf8);
    if (dl_failed(&d->err)) return;
    read_piece_start(&cells, d->arena, utf8.text.n, &map);
    const char *fault = read_feed_fields(d->arena, t, utf8.text, &cells, &h.fields);
    if (!dl_doc_ok(d)) return;
    h.utf8 = (read_utf8){ .text = read_piece_text(&cells), .map = map };
    if (!utf8.same) h.utf8.map = dl_runs_compose(d->arena, &utf8.map, &map);
    take_fields(&h);
    if (fault) dl_doc_note(d, DL_NOTE_BAD_XML, -1, "not XML: %s", fault);
}

/* ---- texts of news databases */

void read_bundle_record(dl_doc *d, const dl_read_tables *t, dl_slice bytes, read_part part)
{
    hand h = { .d = d, .t = t, .part = part };
    read_utf8 utf8;
    read_piece cells;
    dl_runs map = { NULL, 0, 0 };
    read_to_utf8(d, bytes, SIZE_MAX, &utf8);
    if (dl_failed(&d->err)) return;
    read_piece_start(&cells, d->arena, utf8.text.n, &map);
    bool known = read_bundle_fields(d->arena, t, utf8.text, &cells, &h.fields);
    if (!dl_doc_ok(d)) return;
    h.utf8 = (read_utf8){ .text = read_piece_text(&cells), .map = map };
    if (!utf8.same) h.utf8.map = dl_runs_compose(d->arena, &utf8.map, &map);
    if (known) take_fields(&h);
    else read_take_source(d, t, utf8.text, read_map_from(d, &utf8, 0));
}

/* ---- archives */

void read_archived_record(dl_doc *d, const dl_read_tables *t, dl_slice bytes)
{
    read_warc_fields f;
    read_utf8 utf8;
    read_warc_parse(bytes, &f);
    d->text.url = f.uri.n ? cut_to(f.uri, FIELD_MAX) : (dl_slice){ NULL, 0 };
    if (dl_utf8_bad(d->text.url) != SIZE_MAX) d->text.url = (dl_slice){ NULL, 0 };
    d->text.date_retrieved = f.date.n ? f.date : (dl_slice){ NULL, 0 };
    if (!dl_slice_is(f.type, "conversion")) {
        read_page(d, bytes, f.body, f.charset);
        return;
    }
    read_said_to_utf8(d, dl_slice_cut(bytes, f.body, bytes.n), f.charset, &utf8);
    if (!dl_failed(&d->err)) read_take_source(d, t, utf8.text, read_map_from(d, &utf8, f.body));
}
