/* Words found 64 bytes at a time: the same as byte by byte, on every machine's way. */
#include "unit.h"

#include "group/scan.h"

static uint32_t state = 1;
static uint32_t any(uint32_t below)
{
    return (state = state * 1664525u + 1013904223u) / 65536u % below;
}

/* Letters, capitals, blanks, any byte, marks whole and cut. */
static size_t make(char *p, size_t most)
{
    size_t n = any((uint32_t)most);
    uint32_t blanks = 3 + any(60), marks = 8 + any(60);
    for (size_t i = 0; i < n; i++) {
        p[i] = any(blanks) == 0 ? " ,.\n-"[any(5)]
            : any(6) == 0       ? (char)('A' + any(26))
            : any(9) == 0       ? (char)('0' + any(10))
            : any(40) == 0      ? (char)any(256)
                                : (char)('a' + any(26));
        if (any(marks)) continue;
        const char mark[3] = { (char)0xE2, (char)0x80, (char)(0x90 + any(16)) };
        for (size_t k = 0; k < 3 && i < n; k++, i++) p[i] = mark[k];
        i--;
    }
    return n;
}

static bool is_plain_end(dl_slice s, size_t i)
{
    return !dl_is_wordy(s.p[i]) || group_is_mark(s, i);
}
static bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/* The same, a byte at a time. */
static void check_word(
    const group_batch *b, uint32_t i, dl_slice s, size_t from, size_t to, bool inside)
{
    assert_int_equal(b->from[i], from);
    assert_int_equal(b->to[i], to);
    int capital = inside ? GROUP_CAPITAL : 0;
    assert_int_equal(b->kind[i], is_capital(s.p[from]) ? capital : GROUP_SMALL);
    char lower[16] = { 0 }, form[16];
    if (to - from > GROUP_FORM_MAX) {
        assert_true(b->form[i].a == 0 && b->form[i].b == 1);
        assert_true(b->hash[i] == group_hash_long(s.p + from, to - from));
        return;
    }
    for (size_t k = from; k < to; k++)
        lower[k - from] = is_capital(s.p[k]) ? (char)(s.p[k] + 32) : s.p[k];
    group_store(form, b->form[i].a);
    group_store(form + 8, b->form[i].b);
    assert_memory_equal(lower, form, 16);
    assert_true(b->hash[i] == group_hash(b->form[i]));
}

static uint64_t check_text(dl_slice s, group_batch *b)
{
    group_scan scan = group_scan_of(s);
    uint64_t words = 0;
    uint32_t k = 0;
    bool inside = false;
    b->n = 0;
    for (size_t i = 0; i < s.n;) {
        if (is_plain_end(s, i)) {
            inside &= !memchr(".!?\n\"", s.p[i], 5);
            i += group_is_mark(s, i) ? 3 : 1;
            continue;
        }
        size_t from = i;
        while (i < s.n && !is_plain_end(s, i)) i++;
        if (k == b->n) {
            assert_true(group_next_batch(&scan, b));
            assert_true(b->n <= GROUP_BATCH);
            k = 0;
        }
        check_word(b, k++, s, from, i, inside);
        inside = true;
        words++;
    }
    assert_int_equal(k, b->n);
    assert_false(group_next_batch(&scan, b));
    return words;
}

static void test_words(void **unused)
{
    (void)unused;
    enum { MOST = 1500 };
    char *text = malloc(MOST);
    group_batch *b = malloc(sizeof *b);
    uint64_t words = 0;
    for (int round = 0; round < 20000; round++) {
        size_t n = make(text, round % 4 ? 400 : MOST);
        char *end = text + MOST
            - n; /* against the end of the memory, where reading on would be seen */
        memmove(end, text, n);
        words += check_text(dl_slice_of(end, n), b);
    }
    memset(text, 'a', MOST); /* one word, longer than blocks and batches */
    words += check_text(dl_slice_of(text, MOST), b);
    for (int i = 1; i < MOST; i += 2) text[i] = ' '; /* as many as there can be */
    assert_int_equal(check_text(dl_slice_of(text, MOST), b), MOST / 2);
    assert_true(words > 500000);
    free(b);
    free(text);
}

static void test_plainly(void **unused)
{
    (void)unused;
    char text[400];
    uint32_t found = 0;
    for (int round = 0; round < 20000; round++) {
        size_t n = make(text, sizeof text);
        for (size_t i = 0; i + 64 <= n; i += 7) {
            group_bits x = group_bits_of(text + i), y = group_bits_plainly(text + i);
            assert_true(
                x.wordy == y.wordy && x.capital == y.capital && x.ends == y.ends && !x.e2 == !y.e2);
            found += x.e2 != 0;
            size_t letters = i % 17;
            group_form f = group_form_wide(text + i, letters),
                       g = group_form_plainly(text + i, letters);
            assert_true(f.a == g.a && f.b == g.b);
        }
    }
    assert_true(found > 1000);
    for (int b = 0; b < 256; b++) {
        memset(text, b, 64);
        group_bits x = group_bits_of(text);
        assert_true(x.wordy == (dl_is_wordy((char)b) ? UINT64_MAX : 0));
        assert_true(x.capital == (is_capital((char)b) ? UINT64_MAX : 0));
        assert_true(x.ends == (b && memchr(".!?\n\"", b, 5) ? UINT64_MAX : 0));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_words),
        cmocka_unit_test(test_plainly) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
