/* A record whose parts were damaged: check says so and names the report, reading says so
 * instead of answering otherwise, repair makes it anew. Bits that turn anywhere in the
 * file are never an answer that is false and called sound. */
#include "ask.h"

#include <sys/stat.h>
#include <unistd.h>

#include "damage.h"
#include "lent.h"

#define DB "build/test_damage.db"
#define WHOLE "build/test_damage_whole.db"
#define INPUT "build/test_damage.jsonl"
#define MODEL "build/model/en.dlm"

static dateline *opened(bool read_only)
{
    dateline_options o = { .size = sizeof o,
        .db = DB,
        .model = "",
        .create = !read_only,
        .read_only = read_only,
        .threads = 1 };
    return lent_handle(&o);
}

static void copy_file(const char *from, const char *to)
{
    static char bytes[4 << 20];
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    assert_non_null(in);
    assert_non_null(out);
    size_t n = fread(bytes, 1, sizeof bytes, in);
    assert_int_equal(fwrite(bytes, 1, n, out), n);
    fclose(in);
    fclose(out);
}

static int make_whole(void **state)
{
    (void)state;
    const char *input = "examples";
    unit_drop_record(DB);
    unit_drop_record(WHOLE);
    dateline *d = opened(false);
    dateline_status status = dateline_add(d, &input, 1, NULL, NULL);
    lent_end(d);
    copy_file(DB, WHOLE);
    return status > DATELINE_SKIPPED;
}

static int start(void **state) { return lent_open() ? make_whole(state) : -1; }

static int stop(void **state)
{
    (void)state;
    lent_close();
    unit_drop_record(DB);
    unit_drop_record(WHOLE);
    return 0;
}

static void run_sql(const char *sql)
{
    sqlite3 *db = NULL;
    char *why = NULL;
    assert_int_equal(sqlite3_open(DB, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK) fail_msg("%s: %s", sql, why);
    sqlite3_close(db);
}

/* ---- what calls tell */

static bool add_row(void *user, const dateline_row *row)
{
    dl_buf_add(user, dl_slice_of(row->json, row->json_n));
    dl_buf_byte(user, '\n');
    return true;
}

static bool add_line(void *user, const char *json, size_t n)
{
    dl_buf_add(user, dl_slice_of(json, n));
    return true;
}

static void damage(const char *sql)
{
    unit_drop_record(DB);
    copy_file(WHOLE, DB);
    run_sql(sql);
}

/* check is no longer content, and speaks of this report or group. */
static void is_found(const char *sql, const char *named)
{
    damage(sql);
    dl_buf said;
    dl_buf_init(&said, NULL);
    dateline *d = opened(false);
    if (dateline_check(d, add_row, &said) != DATELINE_FAILED) fail_msg("called sound: %s", sql);
    if (!strstr(said.p, named)) fail_msg("%s: no word of %s in %s", sql, named, said.p);
    lent_end(d);
    dl_buf_free(&said);
}

static void test_check_names_it(void **state)
{
    (void)state;
#define OF_FERRY " WHERE rep = (SELECT rep FROM report WHERE id = 'island-ferry')"
    is_found("DELETE FROM raw" OF_FERRY, "island-ferry");
    is_found("DELETE FROM body" OF_FERRY, "island-ferry");
    is_found("DELETE FROM analysis" OF_FERRY, "island-ferry");
    is_found("DELETE FROM layers" OF_FERRY, "island-ferry");
    is_found("UPDATE layers SET size = 3, bytes = x'616263'" OF_FERRY, "island-ferry");
    is_found("DELETE FROM member" OF_FERRY, "island-ferry");
    is_found("UPDATE report SET sha256 = zeroblob(32)" OF_FERRY, "island-ferry");
    is_found("UPDATE report SET title = title || ' not'" OF_FERRY, "island-ferry");
    is_found("UPDATE report SET day = day + 1" OF_FERRY, "island-ferry");
    is_found("UPDATE raw SET size = size + 1" OF_FERRY, "island-ferry");
    is_found("UPDATE raw SET bytes = zeroblob(9)" OF_FERRY, "island-ferry");
    is_found("UPDATE raw SET map = zeroblob(15)" OF_FERRY, "island-ferry");
    is_found("UPDATE body SET text = 'Nothing happened.'" OF_FERRY, "island-ferry");
    is_found("UPDATE feature SET bytes = zeroblob(40)" OF_FERRY, "island-ferry");
    is_found("UPDATE removed SET text = 'x' WHERE rep = (SELECT min(rep) FROM removed)", "details");
    is_found("UPDATE episode SET title = 'x' WHERE id = 'suez-blocked'", "suez-blocked");
    is_found("DELETE FROM episode WHERE id = 'suez-blocked'", "suez-blocked");
    is_found("DELETE FROM story WHERE id = 'suez-blocked'", "suez-blocked");
    is_found("UPDATE why SET weight = weight + 1", "reasons");
    is_found("UPDATE report SET id = 'abe-lima'" OF_FERRY, "abe-lima");
    is_found("UPDATE meta SET value = 'another' WHERE key = 'version'", "version");
}

/* A sum that was made to fit does not make the bytes right. */
static void test_bytes_are_held_against_their_hash(void **state)
{
    (void)state;
    damage("UPDATE raw SET bytes = (SELECT w.bytes FROM raw w JOIN report r USING (rep) WHERE "
           "r.id = 'abe-lima'), size = (SELECT w.size FROM raw w JOIN report r USING (rep) WHERE "
           "r.id = 'abe-lima')" OF_FERRY);
    dl_buf said;
    dl_buf_init(&said, NULL);
    dateline *d = opened(true);
    dateline_hooks h = { .size = sizeof h, .user = &said, .line = add_line };
    assert_int_equal(dateline_read(d, "island-ferry", true, &h), DATELINE_FAILED);
    assert_int_equal(said.n, 0);
    assert_non_null(strstr(dateline_why(d), "damaged"));
    assert_int_equal(dateline_read(d, "abe-lima", true, &h), DATELINE_OK);
    lent_end(d);
    dl_buf_free(&said);
}

/* A damaged row is not told, the others are, and the answer is a failure that names it.
 */
static void list_fails(const char *sql, const char *what, const char *named)
{
    damage(sql);
    dl_buf said;
    dl_buf_init(&said, NULL);
    dateline *d = opened(true);
    assert_int_equal(dateline_list(d, what, NULL, add_row, &said), DATELINE_FAILED);
    if (!strstr(dateline_why(d), named)) fail_msg("%s", dateline_why(d));
    assert_true(said.n > 0);
    lent_end(d);
    dl_buf_free(&said);
}

static void test_lists_say_so(void **state)
{
    (void)state;
    list_fails("UPDATE report SET outlet = 'The Other'" OF_FERRY, "reports", "island-ferry");
    list_fails("UPDATE body SET text = 'Nothing happened.'" OF_FERRY, "reports", "island-ferry");
    list_fails(
        "UPDATE episode SET outlets = 9 WHERE id = 'suez-blocked'", "episodes", "suez-blocked");
    list_fails("UPDATE story SET first = 1 WHERE id = 'suez-blocked'", "stories", "suez-blocked");
}

/* ---- bits that turn anywhere */

static void answer(dl_buf *out, bool *failed)
{
    static const char *const list[] = { "reports", "episodes", "stories", "notes" };
    dateline *d = opened(true);
    dateline_hooks h = { .size = sizeof h, .user = out, .line = add_line };
    *failed = false;
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        *failed |= dateline_list(d, list[i], NULL, add_row, out) != DATELINE_OK;
    *failed |= dateline_search(d, "ferry", NULL, add_row, out) != DATELINE_OK;
    *failed |= dateline_read(d, "island-ferry", false, &h) != DATELINE_OK;
    *failed |= dateline_read(d, "abe-lima", true, &h) != DATELINE_OK;
    lent_end(d);
}

static bool is_sound(void)
{
    dl_buf said;
    dl_buf_init(&said, NULL);
    dateline *d = opened(false);
    bool sound = dateline_check(d, add_row, &said) == DATELINE_OK;
    lent_end(d);
    dl_buf_free(&said);
    return sound;
}

static void turn_bit(size_t at, unsigned bit)
{
    unit_drop_record(DB);
    copy_file(WHOLE, DB);
    FILE *f = fopen(DB, "r+b");
    assert_non_null(f);
    assert_int_equal(fseek(f, (long)at, SEEK_SET), 0);
    int c = fgetc(f);
    assert_int_equal(fseek(f, (long)at, SEEK_SET), 0);
    assert_int_not_equal(fputc(c ^ (int)(1u << bit), f), EOF);
    fclose(f);
}

static void test_bits_that_turn(void **state)
{
    (void)state;
    dl_buf want, got;
    struct stat st;
    bool failed = false;
    dl_buf_init(&want, NULL);
    dl_buf_init(&got, NULL);
    unit_drop_record(DB);
    copy_file(WHOLE, DB);
    answer(&want, &failed);
    assert_false(failed);
    assert_int_equal(stat(WHOLE, &st), 0);
    const char *asked = getenv("BIT_FLIPS");
    uint64_t turns = asked ? strtoull(asked, NULL, 10) : 60;
    for (uint64_t i = 0; i < turns; i++) {
        uint64_t h = dl_hash_mix(i + 1);
        size_t at = (size_t)(h % (uint64_t)st.st_size);
        turn_bit(at, (unsigned)(h >> 61));
        dl_buf_clear(&got);
        answer(&got, &failed);
        bool other = got.n != want.n || memcmp(got.p, want.p, want.n) != 0;
        if (other && !failed && is_sound())
            fail_msg("byte %zu: another answer, and called sound", at);
    }
    dl_buf_free(&want);
    dl_buf_free(&got);
}

/* ---- anything that changes: the record of damage.h, with all its tables filled */

static dateline *opened_with(const char *model, bool create)
{
    dateline_options o = {
        .size = sizeof o, .db = DB, .model = model, .create = create, .threads = 1
    };
    return lent_handle(&o);
}

static void make_analysed(damage_ids *ids)
{
    const char *input = INPUT;
    bool model = access(MODEL, R_OK) == 0;
    FILE *f = fopen(INPUT, "wb");
    assert_non_null(f);
    fputs(damage_reports, f);
    fclose(f);
    unit_drop_record(DB);
    unit_drop_record(WHOLE);
    dateline *d = opened_with(model ? MODEL : "", true);
    assert_int_equal(dateline_add(d, &input, 1, NULL, NULL), DATELINE_SKIPPED);
    damage_ids_of(DB, ids);
    lent_end(d);
    copy_file(DB, WHOLE);
    if (!model) print_message("not tried with marks and events: no %s (make model)\n", MODEL);
}

static void change_at_random(uint64_t i, bool sums)
{
    uint8_t step[16];
    uint64_t h = dl_hash_mix(i + 1), more = dl_hash_mix(h);
    memcpy(step, &h, 8);
    memcpy(step + 8, &more, 8);
    unit_drop_record(DB);
    copy_file(WHOLE, DB);
    if (sums) step[2] |= 1;
    else step[2] &= 0xFE;
    damage_cell(DB, step, sizeof step - h % 12);
}

/* A value that is another one: told, or of no consequence. Where its sum was made to fit
 * there is an answer, whatever it is. */
static void test_values_that_change(void **state)
{
    (void)state;
    enum { CHANGES = 400 };
    damage_answer want[DAMAGE_QUESTIONS], got[DAMAGE_QUESTIONS];
    damage_ids ids;
    make_analysed(&ids);
    dateline *d = opened(true);
    size_t n = damage_ask(d, &ids, want);
    int seen = 0, told = 0; /* changes that are found; that, their sums fitting, are told */
    lent_end(d);
    for (uint64_t i = 0; i < CHANGES; i++) {
        bool sums = i % 2;
        change_at_random(i, sums);
        d = opened(true);
        assert_int_equal(damage_ask(d, &ids, got), n);
        lent_end(d);
        bool sound = is_sound(), any = false;
        for (size_t k = 0; k < n; k++) {
            assert_false(got[k].broken);
            bool other = got[k].hash != want[k].hash || got[k].status != want[k].status;
            any |= other;
            if (!sums && other && got[k].status == DATELINE_OK && sound)
                fail_msg("change %d: %s has another answer, and all is called sound", (int)i,
                    got[k].asked);
        }
        seen += !sums && !sound;
        told += sums && any;
    }
    assert_true(seen > CHANGES / 8 && told > CHANGES / 8);
    unlink(INPUT);
    make_whole(state);
}

/* ---- repair */

/* A row's number that became a huge one: check and repair ask for the rows that there
 * are, and end. */
static void test_huge_row_number(void **state)
{
    (void)state;
    is_found("PRAGMA foreign_keys=OFF; UPDATE raw SET rep = 1 << 60" OF_FERRY, "island-ferry");
    dateline *d = opened(false);
    dateline_counts c = { 0 };
    assert_int_not_equal(dateline_repair(d, NULL, &c), DATELINE_USAGE);
    assert_true(c.added >= 24);
    lent_end(d);
    assert_true(is_sound());
}

static void test_repair(void **state)
{
    (void)state;
    dl_buf before, after;
    bool failed = false;
    dl_buf_init(&before, NULL);
    dl_buf_init(&after, NULL);
    unit_drop_record(DB);
    copy_file(WHOLE, DB);
    answer(&before, &failed);
    run_sql(
        "UPDATE body SET text = 'x'; DELETE FROM member; DELETE FROM story; UPDATE report SET "
        "title = 'y'; UPDATE feature SET bytes = x'00'; DELETE FROM note WHERE rep IS NOT NULL");
    assert_false(is_sound());
    dateline *d = opened(false);
    dateline_counts c = { 0 };
    assert_int_equal(dateline_repair(d, NULL, &c), DATELINE_OK);
    assert_true(c.added >= 24);
    lent_end(d);
    assert_true(is_sound());
    answer(&after, &failed);
    assert_false(failed);
    assert_string_equal(before.p, after.p);
    assert_int_equal(access(DB ".damaged", F_OK), 0);
    dl_buf_free(&before);
    dl_buf_free(&after);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_check_names_it),
        cmocka_unit_test(test_bytes_are_held_against_their_hash),
        cmocka_unit_test(test_lists_say_so), cmocka_unit_test(test_bits_that_turn),
        cmocka_unit_test(test_values_that_change), cmocka_unit_test(test_huge_row_number),
        cmocka_unit_test(test_repair) };
    return cmocka_run_group_tests(tests, start, stop);
}
