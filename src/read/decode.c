/* decode - raw records to the first layer. In: bytes of a record of any kind. Out: the
 * read half of d->text: source and its map, fields, dates checked, identity, language. */
#include "page.h"
#include "record.h"

static void identify(dl_doc *d, dl_slice date)
{
    dl_text *t = &d->text;
    if (t->id.p) return;
    const dl_slice part[] = { t->url, t->source_title, date, t->outlet, t->source };
    dl_sha256 h = t->source.n || t->source_title.n
        ? dl_sha256_parts(part, sizeof part / sizeof *part)
        : t->origin.sha256;
    char hex[65];
    dl_sha256_hex(&h, hex);
    hex[16] = 0; /* 64 bits: two of a hundred million reports meet with odds of one in 3,700 */
    t->id = dl_arena_copy(d->arena, dl_slice_str(hex));
}

/* The tag of a site stands on all its pages, whatever language they are in. */
static void doubt_language(dl_doc *d, const dl_read_tables *tables)
{
    dl_text *t = &d->text;
    dl_slice given = dl_slice_cut(t->language, 0, t->language.n < 20 ? t->language.n : 20);
    dl_slice sure = read_language_against(d, tables->language, t->language, t->source);
    if (!sure.n) return;
    t->language = sure;
    dl_doc_note(d, DL_NOTE_LANGUAGE_DOUBTED, -1,
        "its language is given as %.*s, but its words are of %.*s: taken for that", (int)given.n,
        given.p, (int)sure.n, sure.p);
}

/* {NULL,0} where the page names no tag of a language. */
static dl_slice tag_of_page(dl_doc *d, const dl_read_tables *tables)
{
    enum { TAG_MAX = 20 };
    dl_slice s = dl_slice_trim(d->text.page_language);
    size_t letters = 0;
    while (letters < s.n && (s.p[letters] | 32) >= 'a' && (s.p[letters] | 32) <= 'z') letters++;
    bool whole = letters == s.n || s.p[letters] == '-' || s.p[letters] == '_';
    if (letters < 2 || letters > 3 || !whole || s.n > TAG_MAX) return (dl_slice){ NULL, 0 };
    return read_language_tag(d, tables->language, s);
}

/* What is given is doubted, what words tell is believed; what a page says of itself is
 * often that of its site's software, and counts where words tell nothing. */
static void judge_language(dl_doc *d, const dl_read_tables *tables)
{
    dl_text *t = &d->text;
    if (t->language.p) {
        t->language = read_language_tag(d, tables->language, t->language);
        doubt_language(d, tables);
    } else {
        t->language = read_language_of(d, tables->language, t->source_title, t->source);
    }
    if (!t->language.p) t->language = tag_of_page(d, tables);
    t->english = !t->language.p
        || (t->language.n >= 2 && dl_slice_eq_nocase(dl_slice_cut(t->language, 0, 2), DL_S("en")));
    if (!t->english)
        dl_doc_note(d, DL_NOTE_NOT_ENGLISH, -1, "language %.*s: kept and searchable, not analysed",
            (int)(t->language.n < 20 ? t->language.n : 20), t->language.p);
}

static const char *const kind_name[] = { /* ORDER RAW_KIND */
    [DL_RAW_TEXT] = "txt",
    [DL_RAW_JSON] = "json",
    [DL_RAW_ROW] = "row",
    [DL_RAW_ENTRY] = "entry",
    [DL_RAW_PAGE] = "html",
    [DL_RAW_ARCHIVED] = "warc",
    [DL_RAW_BUNDLE] = "bundle"
};

dl_slice dl_raw_kind_name(dl_raw_kind kind)
{
    return kind == DL_RAW_PROBLEM ? (dl_slice){ NULL, 0 } : dl_slice_str(kind_name[kind]);
}

dl_raw_kind dl_raw_kind_of(dl_slice name)
{
    for (int k = DL_RAW_TEXT; k < DL_RAW_PROBLEM; k++)
        if (dl_slice_is(name, kind_name[k])) return (dl_raw_kind)k;
    return DL_RAW_TEXT;
}

/* A picture named report.txt. */
static bool is_no_text(dl_doc *d, dl_slice bytes)
{
    const char *kind = read_foreign_kind(bytes);
    bool binary = kind || read_is_binary(bytes);
    if (kind) dl_doc_note(d, DL_NOTE_BINARY, 0, "this is no text but %s: kept as it came", kind);
    else if (binary) dl_doc_note(d, DL_NOTE_BINARY, 0, "this is no text: kept as it came");
    return binary;
}

static void decode_text(dl_doc *d, const dl_read_tables *t, dl_slice bytes)
{
    read_utf8 utf8;
    if (is_no_text(d, bytes)) return;
    read_to_utf8(d, bytes, DL_TEXT_MAX + 1, &utf8);
    if (utf8.same) dl_runs_add(d->arena, &utf8.map, 0, (uint32_t)bytes.n, 0, (uint32_t)bytes.n);
    if (!dl_failed(&d->err)) read_take_source(d, t, utf8.text, utf8.map);
}

/* False: it is no record of keys. */
static bool decode_keys(dl_doc *d, const dl_read_tables *t, const dl_raw *raw, read_part part)
{
    switch (raw->kind) {
    case DL_RAW_JSON: read_json_record(d, t, raw->bytes, part); return true;
    case DL_RAW_ROW: read_row_record(d, t, raw->bytes, part); return true;
    case DL_RAW_ENTRY: read_entry_record(d, t, raw->bytes, part); return true;
    case DL_RAW_BUNDLE: read_bundle_record(d, t, raw->bytes, part); return true;
    default: return false;
    }
}

static void decode_kind(dl_doc *d, const dl_read_tables *t, const dl_raw *raw)
{
    if (decode_keys(d, t, raw, READ_ALL)) return;
    if (raw->kind == DL_RAW_ARCHIVED) read_archived_record(d, t, raw->bytes);
    else if (raw->kind == DL_RAW_PAGE) read_page(d, raw->bytes, 0, (dl_slice){ NULL, 0 });
    else decode_text(d, t, raw->bytes);
}

static void begin(dl_doc *d, const dl_raw *raw)
{
    dl_text *t = &d->text;
    t->origin = (dl_origin){ raw->file, raw->record, raw->offset, dl_sha256_of(raw->bytes) };
    t->raw = raw->bytes;
    t->raw_kind = dl_raw_kind_name(raw->kind);
}

void dl_read_bytes_only(dl_doc *d, const dl_raw *raw, const char *why)
{
    begin(d, raw);
    d->text.date_basis = DL_S("none");
    identify(d, d->text.date);
    dl_doc_note(d, DL_NOTE_TOO_LONG, -1, "%s", why);
    dl_doc_ok(d);
}

void dl_read_decode(dl_doc *d, const dl_read_tables *tables, const dl_raw *raw)
{
    dl_text *t = &d->text;
    begin(d, raw);
    if (raw->note != DL_NOTE_COUNT)
        dl_doc_note(
            d, raw->note, (int64_t)raw->bytes.n, "%.*s", (int)raw->message.n, raw->message.p);
    decode_kind(d, tables, raw);
    if (!t->page.p) dl_read_settle(d, tables, raw);
    dl_doc_ok(d);
}

void dl_read_dates(dl_doc *d, const dl_read_tables *tables, const dl_raw *raw)
{
    d->text.raw_kind = dl_raw_kind_name(raw->kind);
    decode_keys(d, tables, raw, READ_KEYS);
    read_settle_address(d, tables);
    read_settle_dates(d, tables, raw);
    dl_doc_ok(d);
}

void dl_read_settle(dl_doc *d, const dl_read_tables *tables, const dl_raw *raw)
{
    dl_text *t = &d->text;
    read_settle_address(d, tables);
    dl_slice date = read_settle_dates(d, tables, raw);
    identify(d, date);
    judge_language(d, tables);
    if (dl_slice_trim(t->source).n == 0 && d->notes.n == 0)
        dl_doc_note(d, DL_NOTE_EMPTY, -1, "the report has no text");
    dl_doc_ok(d);
}
