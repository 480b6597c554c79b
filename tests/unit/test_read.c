/* Read and doc: keys of JSON lines, charsets, language, the map back to raw bytes, the
 * reader of inputs, days. */
#include "unit.h"

#include <unistd.h>
#include <zlib.h>

#include "clean/clean.h"
#include "read/member.h"
#include "read/read.h"
#include "read/read_private.h"
#include "read/stream.h"

static dl_lexicon *lexicon;
static dl_calendar *calendar;
static dl_read_tables *read_tables;
static dl_clean_tables *tables;

static dl_doc *run(dl_raw_kind kind, dl_slice bytes)
{
    dl_doc *d = dl_doc_new(NULL);
    dl_raw raw = { .kind = kind, .file = DL_S("t"), .bytes = bytes, .note = DL_NOTE_COUNT };
    dl_read_decode(d, read_tables, &raw);
    dl_clean_text(d, tables);
    assert_false(dl_failed(&d->err));
    return d;
}

static bool has_note(const dl_doc *d, dl_note_code code)
{
    for (uint32_t i = 0; i < d->notes.n; i++)
        if (d->notes.at[i].code == code) return true;
    return false;
}

static void test_keys(void **state)
{
    (void)state;
    dl_doc *d = run(DL_RAW_JSON,
        DL_S("{\"filename\":\"x\",\"source_domain\":\"a.example\",\"date_publish\":\"2016-12-16 "
             "10:00:00\",\"authors\":[\"A B\"],\"title\":\"T\",\"maintext\":\"A short text about a "
             "river in spring.\",\"id\":null}"));
    assert_true(dl_slice_is(d->text.outlet, "a.example") && dl_slice_is(d->text.author, "A B")
        && dl_slice_is(d->text.date, "2016-12-16T10:00:00"));
    assert_int_equal(d->text.id.n, 16);
    assert_int_equal(d->text.date_precision, DL_PREC_TIME);
    dl_doc_free(d);
    d = run(DL_RAW_JSON, DL_S("{\"id\":\"a\",\"text\":\"x\",\"date\":\"yesterday\"}"));
    assert_true(has_note(d, DL_NOTE_BAD_DATE) && !d->text.date.p);
    dl_doc_free(d);
    d = run(DL_RAW_JSON, DL_S("[1,2]"));
    assert_true(has_note(d, DL_NOTE_NOT_OBJECT));
    dl_doc_free(d);
    d = run(DL_RAW_JSON, DL_S("{\"id\":\"a\",\"text\":"));
    assert_true(has_note(d, DL_NOTE_BAD_JSON));
    dl_doc_free(d);
}

/* Every byte of the clean text comes from an equal byte of the raw record, or stands for
 * an escape. */
static void test_map(void **state)
{
    (void)state;
    dl_slice raw = DL_S(
        "{\"id\":\"m\",\"text\":\"The mayor said \\\"no\\\" to the plan on Monday.\\n\\nCaf\\u00e9 "
        "owners were glad to hear it.\",\"other\":{\"text\":\"x\"}}");
    dl_doc *d = run(DL_RAW_JSON, raw);
    dl_slice body = dl_doc_body(d);
    size_t mayor = dl_slice_find(body, DL_S("plan"), 0),
           owners = dl_slice_find(body, DL_S("owners"), 0);
    assert_true(mayor != SIZE_MAX && owners != SIZE_MAX);
    uint64_t at = dl_doc_raw_at(d, d->text.body.start + (uint32_t)mayor);
    assert_memory_equal(raw.p + at, "plan", 4);
    at = dl_doc_raw_at(d, d->text.body.start + (uint32_t)owners);
    assert_memory_equal(raw.p + at, "owners", 6);
    at = dl_doc_raw_at(d, d->text.body.start + (uint32_t)dl_slice_find(body, DL_S("\xC3\xA9"), 0));
    assert_memory_equal(raw.p + at, "\\u00e9", 6);
    dl_doc_free(d);
}

static void test_charsets(void **state)
{
    (void)state;
    dl_doc *d = run(DL_RAW_TEXT, DL_S("\xEF\xBB\xBFThe river rose again on Monday."));
    assert_true(dl_slice_is(dl_doc_body(d), "The river rose again on Monday."));
    dl_doc_free(d);
    static const char utf16[] =
        "\xFF\xFET\0h\0e\0 \0r\0i\0v\0e\0r\0 \0r\0o\0s\0e\0 \0t\0o\0d\0a\0y\0.\0";
    d = run(DL_RAW_TEXT, dl_slice_of(utf16, sizeof utf16 - 1));
    assert_true(dl_slice_is(dl_doc_body(d), "The river rose today."));
    dl_doc_free(d);
    d = run(DL_RAW_TEXT,
        DL_S("The caf\xE9 on the quay said \x93no\x94 to the plan of the council on Monday, and "
             "that was that."));
    assert_true(dl_slice_find(dl_doc_body(d), DL_S("caf\xC3\xA9"), 0) != SIZE_MAX);
    dl_doc_free(d);
    /* Detected as a charset that holds letters back: the last one is not lost, the NUL
     * is. */
    d = run(DL_RAW_TEXT,
        DL_S("Harbour bridge opens\n\ndge on Monday.\n\n2It took nine years,\" she said.\n\nRead "
             "more: Ferry strike\nine years,\" she said.\n\nRead more: Ferry striShare\xA2\0LLEN"));
    assert_true(
        dl_slice_find(d->text.source, DL_S("Share\xC2\xA2LLEN"), 0) == d->text.source.n - 11);
    dl_doc_free(d);
    d = run(DL_RAW_TEXT, DL_S("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1"));
    assert_true(has_note(d, DL_NOTE_BINARY));
    dl_doc_free(d);
    /* Files of other kinds that are mostly letters. */
    d = run(DL_RAW_TEXT, DL_S("{\\rtf1\\ansi The harbour bridge was opened on Monday.}"));
    assert_true(has_note(d, DL_NOTE_BINARY) && !dl_doc_body(d).n);
    assert_string_equal(d->notes.at[0].message.p, "this is no text but RTF: kept as it came");
    dl_doc_free(d);
    d = run(DL_RAW_TEXT, DL_S("PK\x03\x04 The harbour bridge was opened on Monday."));
    assert_true(has_note(d, DL_NOTE_BINARY) && !dl_doc_body(d).n);
    dl_doc_free(d);
    d = run(DL_RAW_TEXT,
        dl_slice_of("A text with a stray zero byte, long enough to be told from a picture: "
                    "one\0two. It goes on for a while, and then it stops as it should.",
            131));
    assert_true(
        has_note(d, DL_NOTE_NUL) && dl_slice_find(dl_doc_body(d), DL_S("onetwo"), 0) != SIZE_MAX);
    dl_doc_free(d);
}

static void test_language(void **state)
{
    (void)state;
    dl_doc *d = run(DL_RAW_TEXT,
        DL_S("Der Minister sagte am Montag, dass die Verhandlungen in Wien weitergehen sollen, "
             "obwohl beide Seiten noch weit voneinander entfernt sind."));
    assert_true(!d->text.english && has_note(d, DL_NOTE_NOT_ENGLISH)
        && dl_slice_is(d->text.language, "de"));
    dl_doc_free(d);
}

static void test_reader(void **state)
{
    (void)state;
    char folder[] = "/tmp/dateline-unit-XXXXXX", path[200], loop[200];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.jsonl", folder);
    dl_err e;
    dl_err_clear(&e);
    assert_int_equal(dl_file_write(path, DL_S("{\"id\":\"1\"}\n\n  \n{\"id\":\"2\"}"), &e), DL_OK);
    snprintf(loop, sizeof loop, "%s/loop", folder);
    assert_int_equal(symlink(folder, loop), 0);
    const char *input[] = { folder, "/no/such/file.txt" };
    dl_reader *r = dl_reader_new(NULL, read_tables, input, 2, (dl_wait){ NULL, NULL });
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_raw raw;
    int records = 0, loops = 0, missing = 0;
    uint64_t offset = 0;
    while (dl_reader_next(r, a, &raw)) {
        records += raw.kind == DL_RAW_JSON;
        if (raw.kind == DL_RAW_JSON) offset = raw.offset;
        loops += raw.kind == DL_RAW_PROBLEM && raw.problem == DL_NOTE_LOOP;
        missing += raw.kind == DL_RAW_PROBLEM && raw.problem == DL_NOTE_UNREADABLE;
    }
    assert_int_equal(records, 2);
    assert_int_equal(offset, 15);
    assert_int_equal(loops, 1);
    assert_int_equal(missing, 1);
    dl_reader_free(r);
    dl_arena_free(a);
    unlink(path);
    unlink(loop);
    rmdir(folder);
}

/* A record of whatever kind says which input it stands in. */
static void test_inputs(void **state)
{
    (void)state;
    enum { INPUTS = 3 };
    static const char *const name[INPUTS] = { "a.jsonl", "b.warc", "c.xml" };
    static const char *const text[INPUTS] = { "{\"id\":\"1\"}",
        "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\n"
        "Content-Length: 5\r\n\r\nWords\r\n\r\n",
        "<?xml version=\"1.0\"?><list/>" };
    char folder[] = "/tmp/dateline-unit-XXXXXX";
    char path[INPUTS][200];
    const char *input[INPUTS];
    dl_err e;
    dl_err_clear(&e);
    assert_non_null(mkdtemp(folder));
    for (int i = 0; i < INPUTS; i++) {
        snprintf(path[i], sizeof path[i], "%s/%s", folder, name[i]);
        assert_int_equal(dl_file_write(path[i], dl_slice_str(text[i]), &e), DL_OK);
        input[i] = path[i];
    }
    dl_reader *r = dl_reader_new(NULL, read_tables, input, INPUTS, (dl_wait){ NULL, NULL });
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_raw raw;
    for (size_t i = 0; i < INPUTS; i++) {
        assert_true(dl_reader_next(r, a, &raw));
        assert_int_equal(raw.input, i);
    }
    assert_false(dl_reader_next(r, a, &raw));
    dl_reader_free(r);
    dl_arena_free(a);
    for (int i = 0; i < INPUTS; i++) unlink(path[i]);
    rmdir(folder);
}

static void test_days(void **state)
{
    (void)state;
    for (int32_t day = -800000; day < 800000; day += 37) {
        int y, m, d;
        dl_day_split(day, &y, &m, &d);
        assert_int_equal(dl_day_of(y, m, d), day);
    }
    assert_int_equal(dl_day_of(1970, 1, 1), 0);
    assert_int_equal(dl_day_weekday(dl_day_of(2016, 12, 16)), 5);
    int32_t day;
    assert_int_equal(dl_iso_read(DL_S("2016-02-29T10:00:00+09:00"), &day), DL_PREC_TIME);
    assert_int_equal(dl_iso_read(DL_S("2015-02-29"), &day), DL_PREC_NONE);
    assert_int_equal(dl_iso_read(DL_S("2016-12"), &day), DL_PREC_MONTH);
    assert_int_equal(dl_iso_read(DL_S("2016-13"), &day), DL_PREC_NONE);
}

/* ---- languages: the examples of data/read, and tests/cases/language */

static bool judged(dl_slice text, dl_slice language)
{
    dl_doc *d = run(DL_RAW_TEXT, text);
    bool unknown = dl_slice_is(language, "none") && !d->text.language.p;
    bool ok = unknown || dl_slice_eq(d->text.language, language);
    bool english = unknown || dl_slice_is(language, "en");
    if (!ok)
        print_error("%.*s, not %.*s: %.*s\n", (int)d->text.language.n,
            d->text.language.p ? d->text.language.p : "", (int)language.n, language.p, (int)text.n,
            text.p);
    assert_int_equal(d->text.english, english || !ok);
    dl_doc_free(d);
    return ok;
}

static int judge_rows(const char *path, const char *code_column)
{
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_err e;
    dl_err_clear(&e);
    const dl_table *t = dl_table_parse(a, path, dl_file_read(a, path, 1 << 20, &e), false, &e);
    assert_non_null(t);
    uint32_t code = (uint32_t)dl_table_column(t, code_column);
    uint32_t example = (uint32_t)dl_table_column(t, "example");
    int wrong = 0;
    for (uint32_t r = 0; r < t->rows; r++)
        wrong += !judged(dl_table_cell(t, r, example), dl_table_cell(t, r, code));
    dl_arena_free(a);
    return wrong;
}

static void test_languages(void **state)
{
    (void)state;
    int wrong = judge_rows("data/read/languages.tsv", "code");
    wrong += judge_rows("data/read/scripts.tsv", "language");
    wrong += judge_rows("tests/cases/language/short.tsv", "language");
    assert_int_equal(wrong, 0);
}

/* What makers write for a language, and its tag. */
static void test_language_tags(void **state)
{
    static const struct {
        const char *given, *tag;
    } cases[] = { { "eng", "en" }, { "English", "en" }, { "ENGLISH", "en" }, { "EN", "en" },
        { "en-US", "en-US" }, { "en_GB", "en-GB" }, { "eng-US", "en-US" }, { "English (US)", "en" },
        { "ger", "de" }, { "deu", "de" }, { "German", "de" }, { "pt_BR", "pt-BR" },
        { " fr ", "fr" }, { "zh-Hant-TW", "zh-Hant-TW" }, { "Klingon", "Klingon" }, { "e1", "e1" },
        { "haw", "haw" }, { "-", "-" } };
    int wrong = 0;
    (void)state;
    dl_doc *d = dl_doc_new(NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        dl_slice tag = read_language_tag(d, read_tables->language, dl_slice_str(cases[i].given));
        if (dl_slice_is(tag, cases[i].tag)) continue;
        print_error("%s is %.*s\n", cases[i].given, (int)tag.n, tag.p);
        wrong++;
    }
    dl_doc_free(d);
    assert_int_equal(wrong, 0);
}

/* ---- tests/cases/date: a date, " | ", what is read of it. A wrong one hides no
 * other. */
typedef dl_date date_reader(const dl_calendar *c, dl_slice s);

static int check_dates(const char *path, date_reader *reader)
{
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_err e;
    dl_err_clear(&e);
    dl_slice rest = dl_file_read(a, path, 1 << 20, &e), line;
    int wrong = 0, n = 0;
    while (dl_slice_line(&rest, &line)) {
        size_t bar = dl_slice_find(line, DL_S(" | "), 0);
        if (bar == SIZE_MAX || line.p[0] == '#') continue;
        dl_date d = reader(calendar, dl_slice_cut(line, 0, bar));
        dl_slice want = dl_slice_cut(line, bar + 3, line.n);
        char got[100];
        snprintf(got, sizeof got, "%s", d.text);
        if (!d.n) snprintf(got, sizeof got, "none: %s", dl_date_fault_text(d.fault));
        bool ok = dl_slice_is(want, got) || (dl_slice_is(want, "none") && !d.n);
        if (!ok) print_error("%.*s: got %s\n", (int)line.n, line.p, got);
        wrong += !ok;
        n++;
    }
    assert_true(n > 10);
    dl_arena_free(a);
    return wrong;
}

static void test_dates(void **state)
{
    (void)state;
    assert_int_equal(check_dates("tests/cases/date/given.txt", dl_date_read), 0);
    assert_int_equal(check_dates("tests/cases/date/url.txt", dl_date_of_url), 0);
    int32_t day = dl_date_read(calendar, DL_S("Fri, 16 Dec 2016 23:30:00 -0900")).day;
    assert_int_equal(day, dl_day_of(2016, 12, 16)); /* the day in the zone written */
}

/* ---- gzip members */

typedef struct bytes {
    char *p;
    size_t n;
} bytes;

static bytes room_of(size_t n) { return (bytes){ malloc(n), 0 }; }

static void append(bytes *to, const void *p, size_t n)
{
    memcpy(to->p + to->n, p, n);
    to->n += n;
}

/* Answers where the member begins. */
static size_t append_member(bytes *to, dl_slice s)
{
    size_t from = to->n;
    size_t most = s.n + s.n / 100 + 1024;
    z_stream z = { .next_in = (Bytef *)(uintptr_t)s.p,
        .avail_in = (uInt)s.n,
        .next_out = (Bytef *)to->p + from,
        .avail_out = (uInt)most };
    assert_int_equal(deflateInit2(&z, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    to->n += most - z.avail_out;
    deflateEnd(&z);
    return from;
}

/* All that a stream gives of packed bytes, in pieces of an odd size, behind faults. */
static bytes unpack(const bytes *packed, size_t room, unsigned *faults)
{
    dl_err e;
    dl_err_clear(&e);
    bytes out = room_of(room);
    dl_stream *s = dl_stream_of(NULL, dl_slice_of(packed->p, packed->n), &e);
    assert_non_null(s);
    *faults = 0;
    do {
        size_t n;
        while ((n = dl_stream_read(s, out.p + out.n, room - out.n < 7777 ? room - out.n : 7777)))
            out.n += n;
        *faults += dl_stream_fault(s) != NULL;
    } while (dl_stream_resume(s));
    dl_stream_close(s);
    return out;
}

/* Bytes that do not pack. */
static void scatter(char *p, size_t n)
{
    uint64_t x = 88172645463325252u;
    for (size_t i = 0; i < n; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        p[i] = (char)(x >> 32);
    }
}

enum {
    LONG_PACKED = READ_MEMBER_PACKED_MAX + 4096,
    LONG_MEMBER = READ_MEMBER_MAX + 4096,
    MEMBERS_ROOM = LONG_PACKED + LONG_MEMBER + (1 << 20)
};

/* Small members, empty ones, one that is too long packed, one that is too long unpacked:
 * all their bytes come, one behind the other. */
static void test_members(void **state)
{
    (void)state;
    unsigned faults;
    bytes packed = room_of(MEMBERS_ROOM);
    bytes wanted = room_of(MEMBERS_ROOM);
    bytes long_one = { calloc(1, LONG_MEMBER), LONG_MEMBER };
    for (int i = 0; i < 8; i++) {
        size_t n = i == 6 ? LONG_MEMBER : LONG_PACKED;
        if (i == 3) scatter(long_one.p, n);
        if (i == 6) memset(long_one.p, 'z', n);
        dl_slice s = i == 3 || i == 6 ? dl_slice_of(long_one.p, n) : DL_S("a report");
        if (i == 1) s.n = 0;
        append(&wanted, s.p, s.n);
        append_member(&packed, s);
    }
    bytes got = unpack(&packed, MEMBERS_ROOM, &faults);
    assert_int_equal(faults, 0);
    assert_int_equal(got.n, wanted.n);
    assert_memory_equal(got.p, wanted.p, wanted.n);
    free(packed.p);
    free(wanted.p);
    free(long_one.p);
    free(got.p);
}

/* A damaged member is told, and the one behind it is read. */
static void test_damaged_member(void **state)
{
    (void)state;
    unsigned faults;
    bytes packed = room_of(1 << 16);
    append_member(&packed, DL_S("the first report"));
    size_t second = append_member(&packed, DL_S("the second report"));
    append_member(&packed, DL_S("the third report"));
    packed.p[second + 10] = '\xFF'; /* no block is of that kind */
    bytes got = unpack(&packed, 1 << 16, &faults);
    assert_int_equal(faults, 1);
    assert_int_equal(got.n, strlen("the first reportthe third report"));
    assert_memory_equal(got.p, "the first reportthe third report", got.n);
    packed.n -= 4; /* the last one is cut short: what came of it is given */
    free(got.p);
    got = unpack(&packed, 1 << 16, &faults);
    assert_int_equal(faults, 2);
    assert_int_equal(got.n, strlen("the first reportthe third report"));
    free(packed.p);
    free(got.p);
}

/* Each example of the calendar's table is a date of March 2014, or of its own month. */
static void test_calendar_examples(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_err e;
    dl_err_clear(&e);
    dl_slice tsv = dl_file_read(a, "data/doc/calendar.tsv", 1 << 20, &e);
    const dl_table *t = dl_table_parse(a, "calendar", tsv, true, &e);
    assert_non_null(t);
    for (uint32_t r = 0; r < t->rows; r++) {
        dl_date d = dl_date_read(calendar, dl_table_cell(t, r, 3));
        if (d.precision == DL_PREC_NONE) print_error("calendar.tsv:%u\n", t->line[r]);
        assert_true(d.precision != DL_PREC_NONE && strncmp(d.text, "2014-", 5) == 0);
        dl_calendar_word w = dl_calendar_find(calendar, dl_table_cell(t, r, 0));
        if (w.kind == DL_CALENDAR_MONTH) assert_int_equal(atoi(d.text + 5), w.value);
        if (w.kind == DL_CALENDAR_WEEKDAY) assert_int_equal(dl_day_weekday(d.day), w.value);
    }
    assert_int_equal(dl_calendar_find(calendar, DL_S("P.M.")).kind, DL_CALENDAR_HALF);
    assert_int_equal(dl_calendar_find(calendar, DL_S("ferry")).kind, DL_CALENDAR_NONE);
    dl_arena_free(a);
}

int main(void)
{
    dl_err e;
    dl_err_clear(&e);
    lexicon = dl_lexicon_open(NULL, NULL, &e);
    calendar = lexicon ? dl_calendar_new(NULL, lexicon, &e) : NULL;
    read_tables = calendar ? dl_read_tables_new(NULL, lexicon, calendar, &e) : NULL;
    tables = read_tables ? dl_clean_tables_new(NULL, lexicon, calendar, &e) : NULL;
    if (!tables) return 1;
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_keys), cmocka_unit_test(test_map),
        cmocka_unit_test(test_charsets), cmocka_unit_test(test_language),
        cmocka_unit_test(test_reader), cmocka_unit_test(test_inputs), cmocka_unit_test(test_days),
        cmocka_unit_test(test_languages), cmocka_unit_test(test_language_tags),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_calendar_examples), cmocka_unit_test(test_members),
        cmocka_unit_test(test_damaged_member) };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    dl_read_tables_free(read_tables);
    dl_clean_tables_free(tables);
    dl_calendar_free(calendar);
    dl_lexicon_free(lexicon);
    return failed;
}
