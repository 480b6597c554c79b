/* Words found 64 bytes at a time: the same as byte by byte, on every machine's way. */
#include "unit.h"

#include "group/scan.h"

static uint32_t state = 1;
static uint32_t any(uint32_t below) { return (state = state * 1664525u + 1013904223u) / 65536u % below; }

/* Letters, capitals, blanks, any byte, marks whole and cut. */
static size_t make(char *p, size_t most)
{
    size_t n = any((uint32_t)most);
    uint32_t blanks = 3 + any(60), marks = 8 + any(60);
    for (size_t i = 0; i < n; i++) {
        p[i] = any(blanks) == 0 ? " ,.\n-"[any(5)] : any(6) == 0 ? (char)('A' + any(26)) : any(9) == 0 ? (char)('0' + any(10)) : any(40) == 0 ? (char)any(256) : (char)('a' + any(26));
        if (any(marks)) continue;
        const char mark[3] = { (char)0xE2, (char)0x80, (char)(0x90 + any(16)) };
        for (size_t k = 0; k < 3 && i < n; k++, i++) p[i] = mark[k];
        i--;
    }
    return n;
}

static bool is_plain_end(dl_slice s, size_t i) { return !group_is_wordy(s.p[i]) || group_is_mark(s, i); }

static void test_words(void **unused)
{
    (void)unused;
    char *text = malloc(400);
    uint64_t words = 0;
    for (int round = 0; round < 40000; round++) {
        char *end = text + 400 - make(text, 400);         /* against the end of the memory, where reading on would be seen */
        dl_slice s = dl_slice_of(end, (size_t)(text + 400 - end));
        memmove(end, text, s.n);
        group_scan scan = group_scan_of(s);
        group_word w;
        for (size_t i = 0; i < s.n;) {
            if (is_plain_end(s, i)) {
                i += group_is_mark(s, i) ? 3 : 1;
                continue;
            }
            size_t from = i;
            while (i < s.n && !is_plain_end(s, i)) i++;
            assert_true(group_next_word(&scan, &w));
            assert_int_equal(w.from, from);
            assert_int_equal(w.to, i);
            words++;
            if (i - from > GROUP_FORM_MAX) continue;
            char lower[16] = { 0 }, form[16];
            for (size_t k = from; k < i; k++) lower[k - from] = s.p[k] >= 'A' && s.p[k] <= 'Z' ? (char)(s.p[k] + 32) : s.p[k];
            group_form f = group_form_at(s, from, i - from);
            group_store(form, f.a);
            group_store(form + 8, f.b);
            assert_memory_equal(lower, form, 16);
        }
        assert_false(group_next_word(&scan, &w));
    }
    assert_true(words > 100000);
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
            assert_int_equal(group_sixty_four(text + i), group_sixty_four_plainly(text + i));
            assert_int_equal(group_has_e2(text + i), group_has_e2_plainly(text + i));
            found += group_has_e2(text + i);
        }
    }
    assert_true(found > 1000);
    for (int b = 0; b < 256; b++) {
        memset(text, b, 64);
        assert_int_equal(group_sixty_four(text), group_is_wordy((char)b) ? UINT64_MAX : 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_words), cmocka_unit_test(test_plainly) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
