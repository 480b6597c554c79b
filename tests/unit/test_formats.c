/* Read: files as people have them (tests/cases/read/files.jsonl: bytes to records),
 * records of all makers (records.jsonl: a record to its fields and notes), what is put
 * right in texts (tidy.jsonl), the map back to the bytes, memory that fails. */
#include "unit.h"

#include <jansson.h>
#include <sys/stat.h>
#include <unistd.h>

#include "read/read.h"
#include "read/tidy.h"

static dl_lexicon *lexicon;
static dl_calendar *calendar;
static dl_read_tables *tables;
static char folder[] = "/tmp/dateline-formats-XXXXXX";

static const char *text_of(const json_t *o, const char *key)
{
    return json_string_value(json_object_get(o, key));
}

/* The bytes that a case gives: in hexadecimal, as a text, or as JSON itself. */
static dl_slice bytes_of(const json_t *o, const char *key, char *room, size_t size)
{
    const char *hex = text_of(o, "hex");
    const json_t *v = json_object_get(o, key);
    size_t n = 0;
    if (hex) {
        for (; hex[2 * n] && n < size; n++) {
            unsigned byte;
            assert_int_equal(sscanf(hex + 2 * n, "%2x", &byte), 1);
            room[n] = (char)byte;
        }
    } else if (json_is_string(v)) {
        n = json_string_length(v);
        assert_true(n < size);
        memcpy(room, json_string_value(v), n);
    } else {
        n = json_dumpb(v, room, size, JSON_COMPACT);
    }
    if (!json_is_true(json_object_get(o, "latin1"))) return dl_slice_of(room, n);
    size_t used = 0;
    for (size_t i = 0; i < n;) room[used++] = (char)dl_utf8_next(dl_slice_of(room, n), &i);
    return dl_slice_of(room, used);
}

/* Calls `check` with each case of a file; answers how many are wrong. */
static int each_case(const char *path, bool (*check)(const json_t *o))
{
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_err e;
    dl_err_clear(&e);
    dl_slice rest = dl_file_read(a, path, 1 << 20, &e);
    dl_slice line;
    int wrong = 0;
    int n = 0;
    while (dl_slice_line(&rest, &line)) {
        json_t *o = json_loadb(line.p, line.n, JSON_ALLOW_NUL, NULL);
        assert_non_null(o);
        bool ok = check(o);
        if (!ok) print_error("%s:%d: %s\n", path, n + 1, text_of(o, "name"));
        wrong += !ok;
        n++;
        json_decref(o);
    }
    assert_true(n > 10);
    dl_arena_free(a);
    return wrong;
}

/* ---- records */

static bool field_is(const json_t *is, const char *key, dl_slice got)
{
    const json_t *want = json_object_get(is, key);
    if (!want) return true;
    const char *text = json_is_string(want) ? json_string_value(want) : "";
    if (dl_slice_is(got, text)) return true;
    print_error("%s is [%.*s]\n", key, (int)got.n, got.p ? got.p : "");
    return false;
}

static bool notes_are(const json_t *want, const dl_doc *d)
{
    bool all = true;
    for (size_t i = 0; i < json_array_size(want); i++) {
        bool any = false;
        for (uint32_t k = 0; k < d->notes.n; k++)
            any |= strcmp(dl_note_name(d->notes.at[k].code),
                       json_string_value(json_array_get(want, i)))
                == 0;
        all &= any;
    }
    if (json_is_array(want) && json_array_size(want) == 0) all = d->notes.n == 0;
    for (uint32_t k = 0; !all && k < d->notes.n; k++)
        print_error("note %s: %.*s\n", dl_note_name(d->notes.at[k].code),
            (int)d->notes.at[k].message.n, d->notes.at[k].message.p);
    return all;
}

/* Each byte of the text comes from a byte of the record, in order. */
static bool map_holds(const dl_doc *d)
{
    uint64_t last = 0;
    for (uint32_t i = 0; i < d->text.source.n; i++) {
        uint64_t at = dl_runs_from(&d->text.raw_map, i);
        if (at >= d->text.raw.n || at < last) return false;
        last = at;
    }
    return true;
}

static dl_doc *decode(const json_t *o, const dl_mem *m, char *room, size_t size)
{
    dl_doc *d = dl_doc_new(m);
    const char *kind = text_of(o, "kind");
    dl_raw raw = { .kind = dl_raw_kind_of(dl_slice_str(kind ? kind : "json")),
        .file = DL_S("t"),
        .bytes = bytes_of(o, "record", room, size),
        .note = DL_NOTE_COUNT };
    if (d) dl_read_decode(d, tables, &raw);
    return d;
}

static bool check_record(const json_t *o)
{
    char room[8192];
    dl_doc *d = decode(o, NULL, room, sizeof room);
    const dl_text *t = &d->text;
    const json_t *is = json_object_get(o, "is");
    bool ok = field_is(is, "id", t->id) & field_is(is, "url", t->url)
        & field_is(is, "title", t->source_title) & field_is(is, "text", t->source)
        & field_is(is, "page", t->page) & field_is(is, "date", t->date)
        & field_is(is, "modified", t->date_modified) & field_is(is, "retrieved", t->date_retrieved)
        & field_is(is, "outlet", t->outlet) & field_is(is, "author", t->author)
        & field_is(is, "language", t->language) & field_is(is, "basis", t->date_basis);
    ok &= notes_are(json_object_get(o, "notes"), d);
    ok &= map_holds(d) && dl_utf8_bad(t->source) == SIZE_MAX && !dl_failed(&d->err);
    dl_doc_free(d);
    return ok;
}

static void test_records(void **state)
{
    (void)state;
    assert_int_equal(each_case("tests/cases/read/records.jsonl", check_record), 0);
}

/* The examples of data/read/bundles.tsv: of a report with such a line only the text in
 * front of it or behind it is left. */
static bool bundle_line_is_known(dl_slice maker, dl_slice example)
{
    static const char text[] = "The text.";
    char room[1024];
    bool coded = dl_slice_is(maker, "factiva"), bare = !memchr(example.p, ':', example.n);
    const char *form = coded
        ? "HD  A title\nWC  9 words\n%.*s\nLP  The text.\nAN  Document HARBP00020161217ecch0001p\n"
        : bare
        ? "A title\nHarbour Post\nMay 4, 2013\n\nLength: 9 words\nBody\n\nThe text.\n\n%.*s\n\n"
          "Behind it.\n"
        : "1 of 1 DOCUMENTS\n\nHarbour Post\n\nMay 4, 2013\n\nA title\n\nLENGTH: 9 words\n\n"
          "%.*s\n\nThe text.\n";
    int n = snprintf(room, sizeof room, form, (int)example.n, example.p);
    dl_doc *d = dl_doc_new(NULL);
    dl_raw raw = { .kind = DL_RAW_BUNDLE,
        .file = DL_S("t"),
        .bytes = dl_slice_of(room, (size_t)n),
        .note = DL_NOTE_COUNT };
    dl_read_decode(d, tables, &raw);
    bool known = dl_slice_is(dl_slice_trim(d->text.source), text);
    if (!known)
        print_error("%.*s: the text is [%.*s]\n", (int)example.n, example.p, (int)d->text.source.n,
            d->text.source.p);
    dl_doc_free(d);
    return known;
}

static void test_bundle_lines(void **state)
{
    static const char path[] = "data/read/bundles.tsv";
    int wrong = 0;
    dl_err e;
    (void)state;
    dl_err_clear(&e);
    dl_arena *a = dl_arena_new(NULL, 0);
    const dl_table *t = dl_table_parse(a, path, dl_file_read(a, path, 1 << 20, &e), false, &e);
    assert_non_null(t);
    uint32_t maker = (uint32_t)dl_table_column(t, "maker");
    uint32_t example = (uint32_t)dl_table_column(t, "example");
    for (uint32_t r = 0; r < t->rows; r++)
        wrong += !bundle_line_is_known(dl_table_cell(t, r, maker), dl_table_cell(t, r, example));
    dl_arena_free(a);
    assert_int_equal(wrong, 0);
}

/* Each allocation fails in turn: a typed error, nothing leaked. */
static bool check_memory(const json_t *o)
{
    char room[8192];
    bool whole = false;
    for (long at = 1; !whole && at < 400; at++) {
        unit_memory m = { 0, at, 0 };
        dl_mem hook = { unit_resize, &m };
        dl_doc *d = decode(o, &hook, room, sizeof room);
        if (d && d->err.code != DL_OK && d->err.code != DL_ENOMEM) return false;
        whole = d && d->err.code == DL_OK && m.count < at;
        dl_doc_free(d);
        if (m.held) return false;
    }
    return whole;
}

static void test_failing_memory(void **state)
{
    (void)state;
    assert_int_equal(each_case("tests/cases/read/records.jsonl", check_memory), 0);
}

/* ---- files */

static bool same_record(const json_t *want, const dl_raw *raw)
{
    const char *text = json_string_value(want);
    size_t n = json_string_length(want);
    if (raw->bytes.n == 2 * n && n) { /* UTF-16 of ASCII */
        bool big = raw->bytes.p[0] == 0;
        for (size_t i = 0; i < n; i++)
            if (raw->bytes.p[2 * i + big] != text[i]) return false;
        return true;
    }
    return dl_slice_eq(raw->bytes, dl_slice_of(text, n));
}

/* The file's records and problems are those of the case; `blanks` stand in front, so that
 * records lie across the pieces in which a file is read. */
static bool read_file(const json_t *o, dl_slice bytes, size_t blanks)
{
    char path[200];
    const json_t *records = json_object_get(o, "records");
    const json_t *problems = json_object_get(o, "problems");
    snprintf(path, sizeof path, "%s/file%s", folder, text_of(o, "ending"));
    FILE *f = fopen(path, "wb");
    for (size_t i = 0; i < blanks; i++) fputc(' ', f);
    fwrite(bytes.p, 1, bytes.n, f);
    fclose(f);
    const char *const input[] = { path };
    dl_reader *r = dl_reader_new(NULL, tables, input, 1, (dl_wait){ NULL, NULL });
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_raw raw;
    size_t n = 0;
    size_t bad = 0;
    bool ok = true;
    while (dl_reader_next(r, a, &raw)) {
        bool is_problem = raw.kind == DL_RAW_PROBLEM;
        const json_t *want = is_problem ? json_array_get(problems, bad++)
                                        : json_array_get(records, n++);
        bool fits = want
            && (is_problem ? strcmp(dl_note_name(raw.problem), json_string_value(want)) == 0
                           : same_record(want, &raw));
        if (!fits) print_error("got %.*s\n", (int)raw.bytes.n, raw.bytes.p ? raw.bytes.p : "");
        ok &= fits;
        const char *kind = text_of(o, "kind");
        if (kind && !is_problem) ok &= dl_slice_is(dl_raw_kind_name(raw.kind), kind);
    }
    ok &= n == json_array_size(records) && bad == json_array_size(problems);
    dl_arena_free(a);
    dl_reader_free(r);
    unlink(path);
    return ok;
}

static bool check_file(const json_t *o)
{
    char room[8192];
    dl_slice bytes = bytes_of(o, "bytes", room, sizeof room);
    bool ok = read_file(o, bytes, 0);
    bool json = strstr(text_of(o, "ending"), ".json") != NULL;
    bool marked = bytes.n && (unsigned char)bytes.p[0] >= 0x80;
    for (size_t k = 0; ok && json && !marked && k < bytes.n; k += 3)
        ok = read_file(o, bytes, (64 << 10) - k);
    return ok;
}

static void test_files(void **state)
{
    (void)state;
    assert_int_equal(each_case("tests/cases/read/files.jsonl", check_file), 0);
}

/* Each allocation of the reader fails in turn: it ends, and gives all back. */
static bool check_reader_memory(const json_t *o)
{
    char room[8192];
    char path[200];
    dl_slice bytes = bytes_of(o, "bytes", room, sizeof room);
    snprintf(path, sizeof path, "%s/file%s", folder, text_of(o, "ending"));
    FILE *f = fopen(path, "wb");
    fwrite(bytes.p, 1, bytes.n, f);
    fclose(f);
    const char *const input[] = { path };
    bool whole = false;
    for (long at = 1; !whole && at < 400; at++) {
        unit_memory m = { 0, at, 0 };
        dl_mem hook = { unit_resize, &m };
        dl_reader *r = dl_reader_new(&hook, tables, input, 1, (dl_wait){ NULL, NULL });
        dl_arena *a = r ? dl_arena_new(&hook, 0) : NULL;
        dl_raw raw;
        while (a && dl_reader_next(r, a, &raw)) {
        }
        whole = a && !dl_arena_failed(a) && m.count < at;
        if (a) dl_arena_free(a);
        dl_reader_free(r);
        if (m.held) print_error("allocation %ld: %ld held\n", at, m.held);
        if (m.held) return false;
    }
    unlink(path);
    return whole;
}

static void test_failing_reader(void **state)
{
    (void)state;
    assert_int_equal(each_case("tests/cases/read/files.jsonl", check_reader_memory), 0);
}

/* ---- texts put right */

static bool check_tidy(const json_t *o)
{
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_slice in = dl_slice_str(text_of(o, "in"));
    dl_runs map = { NULL, 0, 0 };
    read_tidied did;
    dl_runs_add(a, &map, 0, (uint32_t)in.n, 0, (uint32_t)in.n);
    dl_slice got = read_tidy(a, tables, in, &map, &did);
    bool ok = dl_slice_is(got, text_of(o, "is"));
    ok &= (did.letters > 0) == json_is_true(json_object_get(o, "letters"));
    if (!ok) print_error("[%.*s]\n[%.*s]\n", (int)in.n, in.p, (int)got.n, got.p);
    for (uint32_t i = 0; i < got.n; i++) {
        uint64_t at = dl_runs_from(&map, i);
        bool ascii = (unsigned char)got.p[i] < 0x80;
        bool letter = ascii && ((got.p[i] | 32) >= 'a' && (got.p[i] | 32) <= 'z');
        ok &= at < in.n && (!letter || in.p[at] == got.p[i]);
    }
    dl_arena_free(a);
    return ok;
}

static void test_tidy(void **state)
{
    (void)state;
    assert_int_equal(each_case("tests/cases/read/tidy.jsonl", check_tidy), 0);
}

/* ---- outlets */

static void test_domains(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_err e;
    dl_err_clear(&e);
    dl_slice tsv = dl_file_read(a, "data/read/suffixes.tsv", 1 << 20, &e);
    const dl_table *t = dl_table_parse(a, "suffixes", tsv, true, &e);
    assert_non_null(t);
    for (uint32_t r = 0; r < t->rows; r++) {
        dl_slice got = read_domain(tables, dl_table_cell(t, r, 1));
        if (!dl_slice_eq(got, dl_table_cell(t, r, 2)))
            print_error("suffixes.tsv:%u: %.*s\n", t->line[r], (int)got.n, got.p);
        assert_true(dl_slice_eq(got, dl_table_cell(t, r, 2)));
    }
    static const char *const names[][2] = { { "news.bbc.co.uk", "BBC News" },
        { "edition.cnn.com", "CNN" }, { "news.yahoo.com", "Yahoo News" },
        { "finance.yahoo.com", "Yahoo" }, { "a.b.elm.example", "elm.example" },
        { "co.uk", "co.uk" }, { "elm", "elm" }, { "jo.blogspot.com", "jo.blogspot.com" } };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        dl_slice got = read_outlet_name(tables, dl_slice_str(names[i][0]));
        if (!dl_slice_is(got, names[i][1])) print_error("%s\n", names[i][0]);
        assert_true(dl_slice_is(got, names[i][1]));
    }
    dl_arena_free(a);
}

/* ---- the map through all steps: UTF-16, an escape, an entity, a tag, a broken letter */

static void test_map(void **state)
{
    (void)state;
    static const char record[] =
        "{\"text\":\"<p>Caf\\u00e9 &amp; b\xC3\xA4r</p>\\n\\n\\u0041\\u0042 owners\"}";
    char wide[400];
    size_t n = 0;
    for (size_t i = 0; i < sizeof record - 1;) {
        uint32_t cp = dl_utf8_next(dl_slice_of(record, sizeof record - 1), &i);
        wide[n++] = (char)cp;
        wide[n++] = (char)(cp >> 8);
    }
    dl_doc *d = dl_doc_new(NULL);
    dl_raw raw = { .kind = DL_RAW_JSON, .bytes = dl_slice_of(wide, n), .note = DL_NOTE_COUNT };
    dl_read_decode(d, tables, &raw);
    dl_slice s = d->text.source;
    static const struct {
        const char *text, *bytes;
    } at[] = { { "Caf", "Caf" }, { "\xC3\xA9", "\\u00e9" }, { "&", "&amp;" }, { "r\n", "r</p>" },
        { "A", "\\u0041" }, { "B", "\\u0042" }, { "owners", "owners" } };
    for (size_t k = 0; k < sizeof at / sizeof *at; k++) {
        size_t i = dl_slice_find(s, dl_slice_str(at[k].text), 0);
        assert_true(i != SIZE_MAX);
        uint64_t from = dl_runs_from(&d->text.raw_map, (uint32_t)i);
        for (size_t c = 0; at[k].bytes[c]; c++)
            assert_int_equal(wide[from + 2 * c], at[k].bytes[c]);
    }
    dl_doc_free(d);
}

/* Steps of a map that are equal are one run, however many there are. */
static void test_map_is_small(void **state)
{
    (void)state;
    enum { N = 10000 };
    dl_buf b;
    dl_buf_init(&b, NULL);
    dl_buf_str(&b, "{\"text\":\"");
    for (int i = 0; i < N; i++) dl_buf_str(&b, i % 2 ? "\\u0430" : "\\u0431");
    dl_buf_str(&b, "\"}");
    dl_doc *d = dl_doc_new(NULL);
    dl_raw raw = { .kind = DL_RAW_JSON, .bytes = dl_buf_slice(&b), .note = DL_NOTE_COUNT };
    dl_read_decode(d, tables, &raw);
    assert_int_equal(d->text.source.n, 2 * N);
    assert_int_equal(d->text.raw_map.n, 1);
    for (uint32_t i = 0; i < N; i++)
        assert_int_equal(dl_runs_from(&d->text.raw_map, 2 * i), 9 + 6 * i);
    dl_doc_free(d);
    dl_buf_free(&b);
}

/* What a report takes is bounded by its bytes, whatever they are. */
static void test_memory_is_bounded(void **state)
{
    (void)state;
    enum { N = 100000 };
    static const struct {
        dl_raw_kind kind;
        const char *begin, *again, *end;
    } shape[] = { { DL_RAW_JSON, "{\"text\":\"", "\\u0041", "\"}" },
        { DL_RAW_JSON, "{\"text\":\"", "a\\n", "\"}" },
        { DL_RAW_JSON, "{\"text\":\"", "a&amp;", "\"}" },
        { DL_RAW_JSON, "{\"text\":\"", "a<b>", "\"}" },
        { DL_RAW_JSON, "{\"text\":\"", "a\xC2\xAD", "\"}" },
        { DL_RAW_JSON, "{\"text\":\"", "a\xC3\x83\xC2\xA9", "\"}" },
        { DL_RAW_JSON, "{\"text\":[", "[\"a\"],", "[]]}" }, { DL_RAW_TEXT, "", "caf\xE9 a\n", "" },
        { DL_RAW_TEXT, "", "\xE9", "" }, { DL_RAW_ROW, "title,text\nA,\"", "a\"\"", "\"" } };
    for (size_t k = 0; k < sizeof shape / sizeof *shape; k++) {
        dl_buf b;
        dl_buf_init(&b, NULL);
        dl_buf_str(&b, shape[k].begin);
        for (int i = 0; i < N; i++) dl_buf_str(&b, shape[k].again);
        dl_buf_str(&b, shape[k].end);
        dl_doc *d = dl_doc_new(NULL);
        dl_raw raw = { .kind = shape[k].kind, .bytes = dl_buf_slice(&b), .note = DL_NOTE_COUNT };
        dl_read_decode(d, tables, &raw);
        size_t held = dl_arena_bytes(d->arena);
        size_t most = 48 * d->text.source.n + 8 * b.n + (1 << 20);
        if (held > most) print_error("%s: %zu of %zu\n", shape[k].again, held, most);
        assert_true(d->text.source.n >= N && held <= most);
        dl_doc_free(d);
        dl_buf_free(&b);
    }
}

/* A record that is too long is left out, and the next one read. */
static void test_too_long(void **state)
{
    (void)state;
    static const struct {
        const char *ending, *begin, *end, *next;
    } shape[] = { { ".jsonl", "{\"text\":\"", "\"}\n", "{\"text\":\"x\"}" },
        { ".json", "[{\"text\":\"", "\"},", "{\"text\":\"x\"}]" },
        { ".csv", "title,text\nA,\"", "\"\n", "B,x\n" } };
    char *block = malloc(1 << 20);
    memset(block, 'a', 1 << 20);
    for (size_t k = 0; k < sizeof shape / sizeof *shape; k++) {
        char path[200];
        snprintf(path, sizeof path, "%s/long%s", folder, shape[k].ending);
        FILE *f = fopen(path, "wb");
        fputs(shape[k].begin, f);
        for (int i = 0; i < 70; i++) fwrite(block, 1, 1 << 20, f);
        fputs(shape[k].end, f);
        fputs(shape[k].next, f);
        fclose(f);
        const char *const input[] = { path };
        dl_reader *r = dl_reader_new(NULL, tables, input, 1, (dl_wait){ NULL, NULL });
        dl_arena *a = dl_arena_new(NULL, 0);
        dl_raw raw;
        assert_true(dl_reader_next(r, a, &raw));
        assert_int_equal(raw.kind, DL_RAW_PROBLEM);
        assert_int_equal(raw.problem, DL_NOTE_TOO_LONG);
        assert_true(dl_reader_next(r, a, &raw));
        assert_true(raw.kind != DL_RAW_PROBLEM && raw.record == 1);
        assert_false(dl_reader_next(r, a, &raw));
        dl_arena_free(a);
        dl_reader_free(r);
        unlink(path);
    }
    free(block);
}

/* The samples of other makers, where they are there: as many pages as are in them. */
static void test_archives(void **state)
{
    (void)state;
    static const char samples[] = "../shared/data/warc";
    char path[300];
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_err e;
    dl_err_clear(&e);
    snprintf(path, sizeof path, "%s/expected.tsv", samples);
    const dl_table *t = dl_table_parse(a, path, dl_file_read(a, path, 1 << 20, &e), true, &e);
    if (!t) print_message("no sample archives are here: not tried\n");
    for (uint32_t row = 0; t && row < t->rows; row++) {
        dl_slice name = dl_table_cell(t, row, 0);
        snprintf(path, sizeof path, "%s/%.*s", samples, (int)name.n, name.p);
        const char *const input[] = { path };
        dl_reader *r = dl_reader_new(NULL, tables, input, 1, (dl_wait){ NULL, NULL });
        dl_raw raw;
        int pages = 0;
        while (dl_reader_next(r, a, &raw)) pages += raw.kind == DL_RAW_ARCHIVED;
        int want = atoi(dl_arena_str(a, dl_table_cell(t, row, 2)));
        if (pages != want) print_error("%s: %d pages\n", path, pages);
        assert_int_equal(pages, want);
        dl_reader_free(r);
    }
    dl_arena_free(a);
}

static size_t records_in(const char *path)
{
    const char *const input[] = { path };
    dl_reader *r = dl_reader_new(NULL, tables, input, 1, (dl_wait){ NULL, NULL });
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_raw raw;
    size_t n = 0;
    while (dl_reader_next(r, a, &raw)) n += raw.kind != DL_RAW_PROBLEM && raw.note == DL_NOTE_COUNT;
    dl_arena_free(a);
    dl_reader_free(r);
    return n;
}

/* Cut at every byte, a file still gives all records that are whole before the cut. */
static void test_cut(void **state)
{
    (void)state;
    static const struct {
        const char *ending, *one;
    } shape[] = { { ".warc",
                      "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\n"
                      "Content-Length: 4\r\n\r\nRain\r\n\r\n" },
        { ".jsonl", "{\"text\":\"Rain \\u00e9\"}\n" }, { ".json", "{\n \"text\": [\"Rain\"]\n}\n" },
        { ".xml", "<item><title>Rain</title></item>\n" } };
    for (size_t k = 0; k < sizeof shape / sizeof *shape; k++) {
        char path[200];
        size_t n = strlen(shape[k].one);
        snprintf(path, sizeof path, "%s/cut%s", folder, shape[k].ending);
        for (size_t cut = 0; cut <= 3 * n; cut++) {
            FILE *f = fopen(path, "wb");
            if (strcmp(shape[k].ending, ".xml") == 0) fputs("<rss>", f);
            for (size_t i = 0; i < cut; i++) fputc(shape[k].one[i % n], f);
            fclose(f);
            assert_true(records_in(path) >= cut / n);
        }
        unlink(path);
    }
}

/* Named pipes and links that lead out of a folder are told; named they are read. */
static void test_folders(void **state)
{
    (void)state;
    char inside[200];
    char pipe_path[250];
    char link_path[250];
    char target[250];
    snprintf(inside, sizeof inside, "%s/inside", folder);
    snprintf(pipe_path, sizeof pipe_path, "%s/a.txt", inside);
    snprintf(link_path, sizeof link_path, "%s/b.txt", inside);
    snprintf(target, sizeof target, "%s/target.txt", folder);
    assert_int_equal(mkdir(inside, 0700), 0);
    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    assert_int_equal(symlink(target, link_path), 0);
    dl_err e;
    dl_err_clear(&e);
    assert_int_equal(dl_file_write(target, DL_S("It rained."), &e), DL_OK);
    const char *const input[] = { inside, link_path };
    dl_reader *r = dl_reader_new(NULL, tables, input, 2, (dl_wait){ NULL, NULL });
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_raw raw;
    assert_true(dl_reader_next(r, a, &raw));
    assert_int_equal(raw.problem, DL_NOTE_NOT_A_FILE);
    assert_true(dl_reader_next(r, a, &raw));
    assert_int_equal(raw.problem, DL_NOTE_LINK);
    assert_true(dl_reader_next(r, a, &raw));
    assert_true(dl_slice_is(raw.bytes, "It rained."));
    assert_false(dl_reader_next(r, a, &raw));
    dl_arena_free(a);
    dl_reader_free(r);
    unlink(pipe_path);
    unlink(link_path);
    unlink(target);
    rmdir(inside);
}

int main(void)
{
    dl_err e;
    dl_err_clear(&e);
    lexicon = dl_lexicon_open(NULL, NULL, &e);
    calendar = lexicon ? dl_calendar_new(NULL, lexicon, &e) : NULL;
    tables = calendar ? dl_read_tables_new(NULL, lexicon, calendar, &e) : NULL;
    if (!tables || !mkdtemp(folder)) return 1;
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_records),
        cmocka_unit_test(test_bundle_lines), cmocka_unit_test(test_files),
        cmocka_unit_test(test_tidy), cmocka_unit_test(test_domains), cmocka_unit_test(test_map),
        cmocka_unit_test(test_map_is_small), cmocka_unit_test(test_memory_is_bounded),
        cmocka_unit_test(test_too_long), cmocka_unit_test(test_folders),
        cmocka_unit_test(test_archives), cmocka_unit_test(test_cut),
        cmocka_unit_test(test_failing_reader), cmocka_unit_test(test_failing_memory) };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    rmdir(folder);
    dl_read_tables_free(tables);
    dl_calendar_free(calendar);
    dl_lexicon_free(lexicon);
    return failed;
}
