/* The language engine: what its referee says of our own texts
 * (tests/cases/parse/golden.txt), batches, and model files that must be refused. What
 * needs the model says so where it is not there. */
#include "unit.h"

#include "base/utf8.h"
#include "import/model_write.h"
#include "parse/parse.h"

#define MODEL "build/model/en.dlm"
#define GOLDEN "tests/cases/parse/golden.txt"

static dl_slice file_bytes(dl_arena *a, const char *path)
{
    dl_map map;
    dl_err e;
    dl_err_clear(&e);
    if (dl_map_open(&map, path, &e) != DL_OK) return (dl_slice){ NULL, 0 };
    dl_slice s = dl_arena_copy(a, map.bytes);
    dl_map_close(&map);
    return s;
}

static dl_parse *engine(void)
{
    dl_err e;
    dl_err_clear(&e);
    dl_parse *p = dl_parse_open(NULL, MODEL, &e);
    if (!p) print_message("not tried: no %s (make model)\n", MODEL);
    return p;
}

static dl_parse_scratch *scratch_of(const dl_parse *p)
{
    dl_err e;
    dl_err_clear(&e);
    dl_parse_scratch *s = dl_parse_scratch_new(NULL, p, &e);
    assert_non_null(s);
    return s;
}

static void set_text(dl_doc *d, dl_slice title, dl_slice body)
{
    char *p = dl_arena_alloc(d->arena, title.n + body.n + 2);
    if (!dl_doc_ok(d)) return;
    memcpy(p, title.p, title.n);
    memcpy(p + title.n, "\n\n", 2);
    if (body.n) memcpy(p + title.n + 2, body.p, body.n);
    d->text.full = dl_slice_of(p, title.n + 2 + body.n);
    d->text.title = (dl_span){ 0, (uint32_t)title.n };
    d->text.body = (dl_span){ (uint32_t)title.n + 2, (uint32_t)(title.n + 2 + body.n) };
    d->text.english = true;
}

/* ---- golden */
static size_t unescape_one(dl_slice s, size_t i, char *out, size_t *n)
{
    static const char letter[] = "ntr\\", stands_for[] = "\n\t\r\\";
    const char *at = strchr(letter, s.p[i + 1]);
    if (at) {
        out[(*n)++] = stands_for[at - letter];
        return i + 2;
    }
    char *end;
    *n += dl_utf8_put((uint32_t)strtoul(s.p + i + 3, &end, 16), out + *n);
    return (size_t)(end - s.p) + 1;
}

static dl_slice unescape(dl_arena *a, dl_slice s)
{
    char *out = dl_arena_alloc(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        if (s.p[i] == '\\') i = unescape_one(s, i, out, &n);
        else out[n++] = s.p[i++];
    }
    return dl_slice_of(out, n);
}

static dl_slice label(dl_label_list l, uint16_t i) { return l.name[i]; }

static void put_name(char *out, size_t size, const dl_tokens *t, uint32_t i)
{
    snprintf(out, size, "O");
    for (uint32_t k = 0; k < t->names.n; k++) {
        const dl_name_span *n = &t->names.at[k];
        if (n->first <= i && i < n->last)
            snprintf(out, size, "%c-%.*s", n->first == i ? 'B' : 'I',
                (int)label(t->labels->ent, n->label).n, label(t->labels->ent, n->label).p);
    }
}

static void check_token(dl_arena *a, const dl_doc *d, uint32_t i, dl_slice line, bool names)
{
    const dl_tokens *t = &d->tokens;
    dl_slice tag = label(t->labels->tag, t->tag[i]), pos = label(t->labels->pos, t->pos[i]);
    dl_slice dep = label(t->labels->dep, t->dep[i]), at = line, field = { NULL, 0 };
    char want[512], name[64];
    put_name(name, sizeof name, t, i);
    for (int k = 0; k < 8; k++) {
        size_t tab = dl_slice_find_byte(at, '\t', 0);
        assert_true(tab != SIZE_MAX);
        field = dl_slice_cut(at, 0, tab);
        at = dl_slice_cut(at, tab + 1, at.n);
    }
    uint32_t body = d->text.body.start;
    int n = snprintf(want, sizeof want, "%u\t%u\t%.*s\t%.*s\t%u\t%.*s\t%d", t->start[i] - body,
        t->end[i] - body, (int)tag.n, tag.p, (int)pos.n, pos.p, t->head[i], (int)dep.n, dep.p,
        t->sent_start[i]);
    dl_slice got = dl_slice_of(want, (size_t)n),
             said = dl_slice_cut(line, 0, (size_t)(field.p - line.p) - 1);
    if (!dl_slice_eq(got, said)) fail_msg("wanted %.*s, got %s", (int)said.n, said.p, want);
    if (names && !dl_slice_is(field, name)) fail_msg("%.*s: name %s", (int)line.n, line.p, name);
    if (!dl_slice_eq(unescape(a, at), t->lemma[i]))
        fail_msg("%.*s: lemma %.*s", (int)line.n, line.p, (int)t->lemma[i].n, t->lemma[i].p);
}

static void check_chunks(const dl_tokens *t, dl_slice line)
{
    char got[4096] = "C";
    size_t n = 1;
    for (uint32_t i = 0; i < t->chunks.n; i++)
        n += (size_t)snprintf(
            got + n, sizeof got - n, " %u-%u", t->chunks.at[i].first, t->chunks.at[i].last);
    if (!dl_slice_is(line, got)) fail_msg("wanted %.*s, got %s", (int)line.n, line.p, got);
}

static void test_golden(void **state)
{
    (void)state;
    dl_parse *p = engine();
    if (!p) return;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_doc *d = dl_doc_new(NULL);
    dl_parse_scratch *s = scratch_of(p);
    dl_slice rest = file_bytes(a, GOLDEN), line;
    uint32_t texts = 0, tokens = 0, at = 0;
    bool names = false;
    for (assert_true(rest.n > 0); dl_slice_line(&rest, &line);) {
        if (line.n < 1 || line.p[0] == '#') continue;
        if (line.p[0] == 'N') {
            names = strstr(dl_parse_version(p), dl_arena_str(a, dl_slice_cut(line, 2, line.n)))
                != NULL;
            if (!names)
                print_message("names are not looked at: the model has other weights for them\n");
        } else if (line.p[0] == 'T') {
            dl_doc_reset(d);
            set_text(d, DL_S(""), unescape(a, dl_slice_cut(line, 2, line.n)));
            dl_parse_run(d, p, s);
            at = 0;
            texts++;
        } else if (line.p[0] == 'C') {
            assert_int_equal(at, d->tokens.n);
            check_chunks(&d->tokens, line);
        } else {
            assert_true(at < d->tokens.n);
            check_token(a, d, at++, line, names);
            tokens++;
        }
    }
    assert_true(texts >= 70 && tokens >= 1500);
    dl_parse_scratch_free(s);
    dl_parse_close(p);
    dl_doc_free(d);
    dl_arena_free(a);
}

/* ---- many at once, in any company: the same */
static uint64_t sum_of(const dl_tokens *t)
{
    uint64_t h = t->n + 7 * t->names.n + 31 * t->chunks.n;
    for (uint32_t i = 0; i < t->n; i++) {
        h = dl_hash_mix(h ^ t->start[i] ^ (uint64_t)t->head[i] << 20 ^ (uint64_t)t->tag[i] << 40
            ^ (uint64_t)t->dep[i] << 48 ^ (uint64_t)t->pos[i] << 56 ^ t->sent_start[i]);
        h = dl_hash64(t->lemma[i], h);
    }
    for (uint32_t i = 0; i < t->names.n; i++)
        h = dl_hash_mix(h ^ t->names.at[i].first ^ (uint64_t)t->names.at[i].last << 20
            ^ (uint64_t)t->names.at[i].label << 40);
    return h;
}

static void test_company(void **state)
{
    (void)state;
    enum { N = 70 };
    dl_parse *p = engine();
    if (!p) return;
    dl_parse_scratch *s = scratch_of(p), *fresh;
    dl_doc *d[N];
    uint64_t alone[N];
    char body[N][256];
    for (int i = 0; i < N; i++) {
        d[i] = dl_doc_new(NULL);
        const char *first = i % 3 ? "The" : "\xE2\x80\x9CWhy?\xE2\x80\x9D";
        const char *said = i % 2 ? ", she said," : "";
        const char *rain = i % 5 ? ". It didn't rain.  Nobody won't mind!" : "";
        snprintf(body[i], sizeof body[i], "%s Minister No. %d flew to Oslo%s on %d May%s", first,
            i * 37, said, i, rain);
        if (i % 11 == 0) body[i][0] = 0;
        fresh = scratch_of(p);
        set_text(d[i], i % 7 ? DL_S("Talks off") : DL_S(""), dl_slice_str(body[i]));
        dl_parse_run(d[i], p, fresh);
        alone[i] = sum_of(&d[i]->tokens);
        dl_doc_reset(d[i]);
        dl_parse_scratch_free(fresh);
    }
    for (int round = 0; round < 2; round++) { /* the second time everything is remembered */
        for (int i = 0; i < N; i++)
            set_text(d[i], i % 7 ? DL_S("Talks off") : DL_S(""), dl_slice_str(body[i]));
        dl_parse_run_many(d, N, p, s);
        for (int i = 0; i < N; i++) {
            assert_true(sum_of(&d[i]->tokens) == alone[i]);
            dl_doc_reset(d[i]);
        }
    }
    for (int i = 0; i < N; i++) dl_doc_free(d[i]);
    dl_parse_scratch_free(s);
    dl_parse_close(p);
}

/* ---- paragraphs: no sentence, no arc and no name runs over the end of one */
static void add_paragraph(dl_doc *d, size_t from, size_t to)
{
    dl_span *s = DL_PUSH(d->arena, &d->text.paragraphs);
    assert_non_null(s);
    *s = (dl_span){ (uint32_t)from, (uint32_t)to };
}

static void check_borders(const dl_tokens *t, dl_slice full)
{
    for (uint32_t k = 0; k < t->sentences.n; k++) {
        dl_token_range s = t->sentences.at[k];
        dl_slice text = dl_slice_cut(full, t->start[s.first], t->end[s.last - 1]);
        assert_true(dl_slice_find(dl_slice_trim(text), DL_S("\n\n"), 0) == SIZE_MAX);
        for (uint32_t i = s.first; i < s.last; i++)
            assert_true(t->head[i] >= s.first && t->head[i] < s.last);
    }
    for (uint32_t k = 0; k < t->names.n; k++) {
        dl_name_span n = t->names.at[k];
        dl_slice name = dl_slice_cut(full, t->start[n.first], t->end[n.last - 1]);
        assert_true(dl_slice_find(name, DL_S("\n\n"), 0) == SIZE_MAX && n.margin > 0);
    }
}

static void test_paragraphs(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "By Ann Lee, Science Editor\n\nOSLO (Wire) - Rain stopped play, said Ann Berg",
        "* Rebels say Brega has fallen * Hope for good news\n\nCAIRO, April 15 - Rebels are there",
        "The talks with\n\nFrance and Spain\n\nhave failed because of\n\nthe fish",
    };
    dl_parse *p = engine();
    if (!p) return;
    dl_parse_scratch *s = scratch_of(p);
    dl_doc *d = dl_doc_new(NULL);
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        dl_slice body = dl_slice_str(texts[k]);
        set_text(d, DL_S("Play stopped"), body);
        size_t from = 0, gap = 0, at = d->text.body.start;
        for (; gap != SIZE_MAX; from = gap + 2) {
            gap = dl_slice_find(body, DL_S("\n\n"), from);
            add_paragraph(d, at + from, at + (gap == SIZE_MAX ? body.n : gap));
        }
        dl_parse_run(d, p, s);
        assert_true(d->tokens.sentences.n > d->text.paragraphs.n);
        check_borders(&d->tokens, d->text.full);
        dl_doc_reset(d);
    }
    dl_doc_free(d);
    dl_parse_scratch_free(s);
    dl_parse_close(p);
}

/* ---- model files */
static void seal(char *file, size_t n)
{
    uint64_t size = n,
             hash = dl_hash64(dl_slice_of(file + DL_MODEL_HEADER, n - DL_MODEL_HEADER), 0);
    memcpy(file + 16, &size, 8);
    memcpy(file + 24, &hash, 8);
}

/* Answers whether it opens; where it does not, a reason must be there. */
static bool opens(const char *bytes, size_t n)
{
    dl_err e;
    dl_err_clear(&e);
    void *copy = aligned_alloc(64, (n + 64) / 64 * 64);
    memcpy(copy, bytes, n);
    dl_model *m = dl_model_open_bytes(NULL, dl_slice_of(copy, n), &e);
    bool ok = m != NULL;
    assert_true(ok || (dl_failed(&e) && e.what && (e.code == DL_EFORMAT || e.code == DL_EVERSION)));
    dl_model_close(m);
    free(copy);
    return ok;
}

static dl_slice small_model(dl_arena *a)
{
    static const float w[6] = { 1, 2, 3, 4, 5, 6 };
    static const dl_slice label_of[2] = { { "NN", 2 }, { "VB", 2 } };
    dl_err e;
    dl_err_clear(&e);
    import_writer writer = { .a = a };
    import_add(&writer, "x/1/W", DL_F32, 2, (uint32_t[]){ 2, 3 }, w, sizeof w);
    import_add_strings(&writer, "labels/tag", label_of, 2);
    import_add_bytes(&writer, "meta/name", DL_S("small"));
    return import_finish(&writer, &e);
}

static void test_damaged_bytes(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_slice whole = small_model(a);
    char *file = dl_arena_alloc(a, whole.n + 1);
    assert_true(whole.n > DL_MODEL_HEADER && opens(whole.p, whole.n));
    for (size_t n = 0; n < whole.n; n++) assert_false(opens(whole.p, n));
    memcpy(file, whole.p, whole.n);
    assert_false(opens(file, whole.n + 1));
    for (size_t i = 0; i < whole.n; i++) {
        bool looked_at = i >= DL_MODEL_HEADER || i < 12 || (i >= 16 && i < 32)
            || (i >= 48 && i < 52); /* the rest are zeros and the slow hash */
        if (!looked_at) continue;
        file[i] ^= 4;
        assert_false(opens(file, whole.n));
        file[i] ^= 4;
    }
    static const char *const foreign[] = { "", "PK\x03\x04", "SQLite format 3", "DLMODEL2",
        "\x7f"
        "ELF" };
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        memset(file, 0, whole.n);
        memcpy(file, foreign[i], strlen(foreign[i]));
        assert_false(opens(file, whole.n));
    }
    dl_arena_free(a);
}

/* Well hashed, but a row of the directory lies. */
static void test_lying_rows(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_slice whole = small_model(a);
    char *file = dl_arena_alloc(a, whole.n);
    static const uint64_t offset[] = { 1, 60, 1u << 30, UINT64_MAX - 63 },
                          size[] = { 23, 25, 1u << 30, UINT64_MAX };
    for (int k = 0; k < 12; k++) {
        memcpy(file, whole.p, whole.n);
        dl_model_row *row = (void *)(file + DL_MODEL_HEADER);
        if (k < 4) row->offset = offset[k];
        else if (k < 8) row->size = size[k - 4];
        else if (k == 8) row->dtype = 77;
        else if (k == 9) row->nd = 5;
        else if (k == 10) row->shape[1] = 1u << 31;
        else memset(row->name, 'x', sizeof row->name);
        seal(file, whole.n);
        assert_false(opens(file, whole.n));
    }
    memcpy(file, whole.p, whole.n);
    dl_model_row *strings = (dl_model_row *)(void *)(file + DL_MODEL_HEADER) + 1;
    uint32_t many = 1000;
    memcpy(file + strings->offset, &many, 4);
    seal(file, whole.n);
    assert_false(opens(file, whole.n));
    dl_arena_free(a);
}

/* Each blob in turn is missing, then of another type: refused by a reason, unless the
 * engine can do without it. */
static bool starts_without(char *file, size_t n, dl_slice *why)
{
    static char said[256];
    dl_err e;
    dl_err_clear(&e);
    seal(file, n);
    dl_model *m = dl_model_open_bytes(NULL, dl_slice_of(file, n), &e);
    assert_non_null(m);
    dl_parse *p = dl_parse_open_model(m, &e);
    assert_true(p || dl_failed(&e));
    said[0] = 0;
    if (!p) snprintf(said, sizeof said, "%s %s", e.what, e.detail);
    *why = dl_slice_str(said);
    dl_parse_close(p);
    return p != NULL;
}

static void test_missing_parts(void **state)
{
    (void)state;
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_slice whole = file_bytes(a, MODEL), why;
    if (!whole.n) {
        print_message("not tried: no %s\n", MODEL);
        dl_arena_free(a);
        return;
    }
    char *file = aligned_alloc(64, (whole.n + 63) / 64 * 64);
    memcpy(file, whole.p, whole.n);
    uint32_t blobs, refused = 0, named = 0;
    memcpy(&blobs, file + 48, 4);
    dl_model_row *row = (void *)(file + DL_MODEL_HEADER);
    for (uint32_t i = 0; i < blobs; i++) {
        char was = row[i].name[0];
        dl_slice blob = dl_arena_copy(a, dl_slice_str(row[i].name));
        row[i].name[0] = '~';
        bool ok = starts_without(file, whole.n, &why);
        row[i].name[0] = was;
        refused += !ok;
        named += !ok && dl_slice_find(why, blob, 0) != SIZE_MAX;
        if (ok
            && (dl_slice_find(blob, DL_S("/W"), 0) != SIZE_MAX
                || dl_slice_find(blob, DL_S("/E"), 0) != SIZE_MAX
                || dl_slice_find(blob, DL_S("moves"), 0) != SIZE_MAX))
            fail_msg("%.*s is not missed", (int)blob.n, blob.p);
    }
    print_message("%u blobs: without %u of them the engine does not start, %u are named\n", blobs,
        refused, named);
    assert_true(refused >= 40 && named >= 40);
    free(file);
    dl_arena_free(a);
}

/* ---- memory that fails, at every allocation of a small report */
static void test_failing_memory(void **state)
{
    (void)state;
    dl_parse *p = engine();
    if (!p) return;
    bool done = false;
    long at = 1;
    for (; !done && at < 400; at++) {
        unit_memory m = { 0, at, 0 };
        dl_mem hook = { unit_resize, &m };
        dl_err e;
        dl_err_clear(&e);
        dl_doc *d = dl_doc_new(&hook);
        dl_parse_scratch *s = d ? dl_parse_scratch_new(&hook, p, &e) : NULL;
        assert_true(s || !d || dl_failed(&e));
        if (s) {
            set_text(d, DL_S("Rain"), DL_S("It rained in Bergen for 12 days."));
            dl_parse_run(d, p, s);
            done = m.count < at;
            assert_true(dl_failed(&d->err) || d->tokens.n == 9);
            assert_true(!done || !dl_failed(&d->err));
        }
        dl_parse_scratch_free(s);
        dl_doc_free(d);
        assert_int_equal(m.held, 0);
    }
    assert_true(done);
    dl_parse_close(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_golden),
        cmocka_unit_test(test_company), cmocka_unit_test(test_paragraphs),
        cmocka_unit_test(test_damaged_bytes), cmocka_unit_test(test_lying_rows),
        cmocka_unit_test(test_missing_parts), cmocka_unit_test(test_failing_memory) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
