/* Memory that fails: a fresh record is opened and a small input added, and the k-th
 * allocation answers NULL, for one k after another. The same of a record that is
 * reanalysed, loses a report, and answers questions; and of a model that is imported.
 *
 *   run k: open, do it, close, allocation k failing
 *          -> a typed error, or the whole result
 *          -> nothing held, the file sound
 *          -> run again, undisturbed: the same contents
 *
 * A run that opens its own tables does little else. So each allocation of opening them
 * fails in a run of that alone; the others are lent tables that were opened once.
 *
 * malloc and its family are taken over for the whole process, so that an allocation
 * counts as ours when our code calls, and as a library's (SQLite, zlib, zstd, jansson,
 * uchardet, libc itself) when it does not. Of some only one in each stretch fails,
 * picked from a seed:
 *
 *   DATELINE_SWEEP   ours, with model    of libraries, with model   when
 *   not set          all    1 in 11      1 in 499      1 in 1999    each change
 *   check            all    1 in 7       1 in 499      1 in 1999    make check, ASan
 *   all              all    all          all           1 in 37      make check-long
 *
 * (of add; what is sampled of the others stands there; the build under ASan picks other
 * ones than the build without, so that make check, which runs both, tries twice as many)
 *
 * Under ASan operator new does not come by here: C++ libraries have their turn in the
 * build without it, and it tells leaks itself. */
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <pthread.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "base/base.h"
#include "doc/line.h"
#include "lent.h"
#include "unit.h"

#define MODEL "build/model/en.dlm"

/* ---- taking malloc over */

#ifdef __SANITIZE_ADDRESS__
#define REAL(name) __interceptor_##name
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:ld-linux\n";
} /* iconv's dlopen does not give back what it holds when memory fails */
enum {
    COUNTS_HELD = false,
    SEED = 21
}; /* its own strdup does not come by here; leaks it tells itself, at the end */
#elif defined(__SANITIZE_THREAD__)
#error "not with ThreadSanitizer"
#else
#define REAL(name) __libc_##name
enum { COUNTS_HELD = true, SEED = 20 };
#endif
extern void *REAL(malloc)(size_t n);
extern void *REAL(calloc)(size_t n, size_t size);
extern void *REAL(realloc)(void *p, size_t n);
extern void REAL(free)(void *p);
extern char __executable_start, etext;

enum { OURS, LIBRARY, JSON, SIDES };
static const char *const side_name[] = { "ours", "the libraries", "jansson" };
static struct {
    long count[SIDES], fail[SIDES], held;
    bool armed, failed;
    void *frame[40];
    int frames;
} heap; /* a process has one heap */

/* They run before the sanitizer itself is ready. */
#define EARLY __attribute__((no_sanitize("address", "undefined")))

/* Our code hands on what jansson asks for (doc/line.c): known by its place once a line
 * was read. */
static struct {
    const char *from, *to;
} for_jansson;

static void find_for_jansson(void)
{
    enum { CODE = 1024 }; /* bytes; what else stands before and behind it asks for nothing */
    json_malloc_t at;
    json_free_t given_back;
    json_decref(dl_line_read("{}", 2));
    json_get_alloc_funcs(&at, &given_back);
    memcpy(&for_jansson.from, &at, sizeof for_jansson.from);
    for_jansson.to = for_jansson.from + CODE;
    for_jansson.from -= CODE; /* what it calls, where nothing is inlined (gcov) */
}

EARLY static int side_of(const char *caller)
{
    if (caller < &__executable_start || caller >= &etext) return LIBRARY;
    return caller >= for_jansson.from && caller < for_jansson.to ? JSON : OURS;
}

/* One allocation is asked for by `caller`: false, it fails. */
EARLY static bool granted(const void *caller)
{
    if (!heap.armed) return true;
    int side = side_of(caller);
    if (__atomic_add_fetch(&heap.count[side], 1, __ATOMIC_RELAXED) != heap.fail[side]) return true;
    heap.armed = false;
    heap.failed = true;
    heap.frames = backtrace(heap.frame, 40);
    heap.armed = true;
    errno = ENOMEM;
    return false;
}

EARLY static void *counted(void *p)
{
    if (p) __atomic_add_fetch(&heap.held, 1, __ATOMIC_RELAXED);
    return p;
}

#define TAKEN_OVER EARLY __attribute__((visibility("default"), noinline))
TAKEN_OVER void *malloc(size_t n)
{
    return granted(__builtin_return_address(0)) ? counted(REAL(malloc)(n)) : NULL;
}
TAKEN_OVER void *calloc(size_t n, size_t size)
{
    return granted(__builtin_return_address(0)) ? counted(REAL(calloc)(n, size)) : NULL;
}
TAKEN_OVER void *realloc(void *p, size_t n)
{
    if (!granted(__builtin_return_address(0))) return NULL;
    void *q = REAL(realloc)(p, n);
    return p ? q : counted(q);
}
TAKEN_OVER void free(void *p)
{
    if (p) __atomic_sub_fetch(&heap.held, 1, __ATOMIC_RELAXED);
    REAL(free)(p);
}

static void arm(int side, long k)
{
    memset(heap.count, 0, sizeof heap.count);
    for (int i = 0; i < SIDES; i++) heap.fail[i] = -1;
    heap.fail[side] = k;
    heap.failed = false;
    heap.armed = true;
}

/* ---- the small input: our own words, two reports of which one is a copy, a broken line;
 * the same file types as people's */

static const char lines[] =
    "{\"id\":\"ferry\",\"title\":\"Ferry sails "
    "again\",\"date\":\"2016-12-16\",\"outlet\":\"Harbour "
    "Post\",\"url\":\"https://harbour.example/1\",\"text\":\"PORT BLAKE (Reuters) - The ferry to "
    "Port Blake sailed "
    "again on Tuesday after a week of storms in the strait, the harbour master "
    "said.\\n\\nPassengers had waited for six days in the school of the village.\\n\\nRead more: "
    "Ten islands to see\"}\n"
    "{broken\n"
    "{\"id\":\"copy\",\"title\":\"Ferry sails once "
    "more\",\"date\":\"2016-12-17\",\"outlet\":\"Strait Herald\",\"text\":\"PORT BLAKE (Reuters) - "
    "The ferry to Port Blake sailed again on Tuesday after a week of storms in "
    "the strait, the harbour master said.\\n\\nPassengers had waited for six days in the school of "
    "the village.\"}\n";
static const char packed[] =
    "{\"id\":\"bridge\",\"title\":\"Mayor opens bridge\",\"date_publish\":\"2016-12-18 "
    "10:00:00\",\"source_domain\":\"town.example\",\"maintext\":\"The mayor opened the bridge on "
    "Monday, and the town "
    "came to see it with flags and a band.\"}\n";
static const char latin[] =
    "Caf\xE9 burns down\n\nThe caf\xE9 at the old harbour of Saint-Andr\xE9 burned down on Friday "
    "night, and nobody was hurt, the fire brigade of the town said on Saturday.\n";

static char folder[64], in_folder[80],
    record[80]; /* in memory where there is such a place: a thousand records are made */

static void write_file(const char *name, const void *bytes, size_t n)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", in_folder, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static int make_input(void **state)
{
    (void)state;
    char path[128], small[1024];
    snprintf(folder, sizeof folder, "%s/dateline-memory-XXXXXX",
        access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    assert_non_null(mkdtemp(folder));
    snprintf(in_folder, sizeof in_folder, "%s/in", folder);
    snprintf(record, sizeof record, "%s/record.db", folder);
    assert_int_equal(mkdir(in_folder, 0700), 0);
    snprintf(path, sizeof path, "%s/a.jsonl.gz", in_folder);
    gzFile z = gzopen(path, "wb");
    assert_int_equal(gzwrite(z, lines, sizeof lines - 1), sizeof lines - 1);
    assert_int_equal(gzclose(z), Z_OK);
    size_t n = ZSTD_compress(small, sizeof small, packed, sizeof packed - 1, 1);
    assert_false(ZSTD_isError(n));
    write_file("b.jsonl.zst", small, n);
    write_file("c.txt", latin, sizeof latin - 1);
    return lent_open() ? 0 : -1;
}

static void drop_record(void) { unit_drop_record(record); }

static int drop_input(void **state)
{
    (void)state;
    static const char *const name[] = { "a.jsonl.gz", "b.jsonl.zst", "c.txt" };
    char path[128];
    lent_close();
    drop_record();
    snprintf(path, sizeof path, "%s/base.db", folder);
    unlink(path);
    for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
        snprintf(path, sizeof path, "%s/%s", in_folder, name[i]);
        unlink(path);
    }
    return rmdir(in_folder) | rmdir(folder);
}

/* The record that a run begins with: none, or a copy of one that was made undisturbed. */
static void begin_with(const char *base)
{
    char block[1 << 12];
    drop_record();
    if (!base) return;
    FILE *from = fopen(base, "rb"), *to = fopen(record, "wb");
    assert_true(from && to);
    for (size_t n; (n = fread(block, 1, sizeof block, from)) > 0;)
        assert_int_equal(fwrite(block, 1, n, to), n);
    fclose(from);
    assert_int_equal(fclose(to), 0);
}

/* ---- one run, and what came of it */

typedef enum deed {
    OPEN,
    ADD,
    REANALYSE,
    REMOVE,
    ANSWER,
    IMPORT
} deed; /* what is done between open and close */
typedef struct run {
    deed deed;
    bool opens_tables; /* its own; else they are lent */
    const char *input;
    unsigned threads;
    const char *model;
    const dateline_memory *memory;
    char why[600];
    dateline_status status;
    dateline_counts counts;
    long allocations[SIDES];
} run;

static void hear_note(void *user, const dateline_note *n)
{
    (void)user;
    (void)n;
}

/* Answers go to a place that was there before: what the test takes would count as
 * ours. */
static char said[1 << 16];
static size_t said_n;

static bool say(void *user, const char *p, size_t n)
{
    (void)user;
    if (n + 2 < sizeof said - said_n)
        memcpy(said + said_n, p, n), said[said_n + n] = '\n', said[said_n += n + 1] = 0;
    return true;
}

static bool say_row(void *user, const dateline_row *row)
{
    return say(user, row->json, row->json_n);
}

/* Everything that can be asked of a record; the first that fails ends it. */
static dateline_status answer(dateline *d)
{
    static const char *const list[] = { "reports", "episodes", "stories", "notes", "copies",
        "status" };
    dateline_hooks h = { .size = sizeof h, .line = say };
    dateline_filter f = { .size = sizeof f, .from = "2016", .about = "ferry", .limit = 5 };
    dateline_status status = DATELINE_OK;
    said[said_n = 0] = 0;
    for (size_t i = 0; !status && i < sizeof list / sizeof *list; i++)
        status = dateline_list(d, list[i], NULL, say_row, NULL);
    if (!status) status = dateline_list(d, "reports", &f, say_row, NULL);
    if (!status) status = dateline_search(d, "\"ferry to\" strait*", NULL, say_row, NULL);
    if (!status) status = dateline_read(d, "ferry", false, &h);
    if (!status) status = dateline_read(d, "bridge", true, &h);
    if (!status) status = dateline_show(d, "story", "copy", say_row, NULL);
    if (!status) status = dateline_explain(d, "episode", "ferry", say_row, NULL);
    if (!status) status = dateline_check(d, say_row, NULL);
    return status ? status : dateline_methods(d, say_row, NULL);
}

static dateline_status act(run *r, dateline *d)
{
    const char *const input[] = { r->input ? r->input : in_folder };
    dateline_hooks h = { .size = sizeof h, .note = hear_note };
    switch (r->deed) {
    case OPEN: return handle_need_tables(d);
    case ADD: return dateline_add(d, input, 1, &h, &r->counts);
    case REANALYSE: return dateline_reanalyse(d, false, &h, &r->counts);
    case REMOVE: return dateline_remove(d, "ferry");
    case IMPORT:
        return dateline_model_import(
            d, r->input, record, NULL); /* a model stands in the record's place */
    default: return answer(d);
    }
}

static void do_run(run *r)
{
    dateline_options o = { .size = sizeof o,
        .db = r->deed == IMPORT ? NULL : record,
        .model = r->model,
        .create = r->deed <= ADD,
        .threads = r->threads,
        .memory = r->memory };
    dateline *d = NULL;
    r->why[0] = 0;
    memset(&r->counts, 0, sizeof r->counts);
    r->status = dateline_open(&o, &d);
    bool lent = r->status == DATELINE_OK && !r->opens_tables;
    if (lent) lent_to(d);
    if (r->status == DATELINE_OK) r->status = act(r, d);
    snprintf(r->why, sizeof r->why, "%s", r->status == DATELINE_FAILED ? dateline_why(d) : "");
    if (lent) lent_back(d);
    dateline_close(d);
    memcpy(r->allocations, heap.count, sizeof r->allocations);
    heap.armed = false;
}

typedef struct text {
    char *p;
    size_t n;
    dateline *d;
} text;

static bool add_text(void *user, const char *s, size_t n)
{
    text *t = user;
    t->p = realloc(t->p, t->n + n + 2);
    assert_non_null(t->p);
    memcpy(t->p + t->n, s, n);
    memcpy(t->p + t->n + n, "\n", 2);
    t->n += n + 1;
    return true;
}

static bool add_row(void *user, const dateline_row *row)
{
    return add_text(user, row->json, row->json_n);
}

/* A model that was imported: its hash. "": there is none. */
static char *model_contents(void)
{
    dl_err e;
    char hex[65] = "";
    dl_arena *a = dl_arena_new(NULL, 0);
    dl_err_clear(&e);
    dl_slice file = access(record, F_OK) == 0 ? dl_file_read(a, record, 64 << 20, &e) : DL_S("");
    dl_sha256 sha = dl_sha256_of(file);
    if (file.n) dl_sha256_hex(&sha, hex);
    dl_arena_free(a);
    return strdup(hex);
}

/* All that a reader of the record gets to see. */
static char *contents(deed what)
{
    if (what == IMPORT) return model_contents();
    static const char *const list[] = { "reports", "episodes", "stories", "notes" },
                             *const id[] = { "ferry", "copy", "bridge" };
    dateline_options o = { .size = sizeof o, .db = record, .no_analysis = true };
    text t = { NULL, 0, NULL };
    dateline_hooks h = { .size = sizeof h, .user = &t, .line = add_text };
    assert_int_equal(dateline_open(&o, &t.d), DATELINE_OK);
    lent_to(t.d);
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        assert_int_equal(dateline_list(t.d, list[i], NULL, add_row, &t), DATELINE_OK);
    for (size_t i = 0; i < 2 * sizeof id / sizeof *id; i++)
        if (dateline_read(t.d, id[i / 2], i % 2, &h) != DATELINE_OK)
            add_text(&t, id[i / 2], strlen(id[i / 2])); /* removed */
    assert_int_equal(dateline_search(t.d, "ferry", NULL, add_row, &t), DATELINE_OK);
    assert_int_equal(dateline_check(t.d, add_row, &t), DATELINE_OK);
    lent_back(t.d);
    dateline_close(t.d);
    return t.p;
}

static int none(void *user, int n, char **value, char **name)
{
    (void)n;
    (void)name;
    if (strcmp(value[0], "ok") != 0) fail_msg("%s: %s", (const char *)user, value[0]);
    return 0;
}

/* As any SQLite tool sees it; a file that was never begun is sound. */
static void check_sound(void)
{
    sqlite3 *db = NULL;
    if (access(record, F_OK) != 0) return;
    assert_int_equal(sqlite3_open(record, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "PRAGMA integrity_check", none,
                         (void *)(uintptr_t) "integrity_check", NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "PRAGMA foreign_key_check", none,
                         (void *)(uintptr_t) "foreign_key_check", NULL),
        SQLITE_OK);
    sqlite3_close(db);
}

/* ---- the sweep */

typedef struct sweep {
    const char *name;
    run r, undisturbed;
    char *want, *answers;
    const char *base;
    int side;
    long refused, survived, faults;
} sweep;

static void complain(sweep *s, long k, const char *fault)
{
    print_error("%s, allocation %ld of %s: %s; status %d%s%s\n", s->name, k, side_name[s->side],
        fault, (int)s->r.status, s->r.why[0] ? ", told: " : "", s->r.why);
    if (s->faults++ < 10) backtrace_symbols_fd(heap.frame, heap.frames, STDERR_FILENO);
}

static bool as_undisturbed(sweep *s)
{
    char *got = contents(s->r.deed);
    bool same = s->r.status == s->undisturbed.status && strcmp(got, s->want) == 0;
    free(got);
    return same;
}

/* uchardet and CLD2 (C++), and the loader when it loads a charset for iconv, do not
 * give back what they hold when their own constructors run out of memory: nothing of
 * ours can. */
static bool is_known_to_leak(void)
{
    for (int i = 0; i < heap.frames; i++) {
        Dl_info at;
        if (dladdr(heap.frame[i], &at) && at.dli_fname
            && (strstr(at.dli_fname, "libuchardet") || strstr(at.dli_fname, "libcld2")
                || strstr(at.dli_fname, "ld-linux")))
            return true;
    }
    return false;
}

/* Failure k alone. False: there is no such allocation any more. */
static bool fail_one(sweep *s, long k)
{
    begin_with(s->base);
    long before = heap.held;
    arm(s->side, k);
    do_run(&s->r);
    if (!heap.failed) return false;
    if (COUNTS_HELD && heap.held != before && !is_known_to_leak())
        complain(
            s, k, heap.held > before ? "memory is still held" : "more was given back than taken");
    if (s->r.deed != IMPORT) check_sound();
    if (s->r.status == DATELINE_FAILED) {
        s->refused++;
        if (s->r.deed == IMPORT && access(record, F_OK) == 0)
            complain(s, k, "refused, and a model was written");
        if (!strstr(s->r.why, "out of memory")) complain(s, k, "not told as out of memory");
    } else {
        s->survived++;
        if (memcmp(&s->r.counts, &s->undisturbed.counts, sizeof s->r.counts) != 0
            || strcmp(said, s->answers) != 0 || !as_undisturbed(s))
            complain(s, k, "told as done, and it is not");
    }
    if (s->r.deed == REMOVE && s->r.status != DATELINE_FAILED) return true; /* once is enough */
    do_run(&s->r);
    if (!as_undisturbed(s)) complain(s, k, "run again, it gives other contents");
    return true;
}

/* The n-th ones from a seed, another one in each stretch of `stride`: 1 takes all. */
static void sweep_side(sweep *s, int side, long stride)
{
    uint64_t seed = SEED;
    long tried = 0;
    s->side = side;
    s->refused = s->survived = 0;
    for (long k = 1;; k += stride, tried++) {
        seed = dl_hash_mix(seed + 1);
        if (!fail_one(s, k + (long)(seed % (uint64_t)stride))) break;
    }
    print_message(
        "%s: %ld of %ld allocations of %s failed in turn: %ld runs refused, %ld went through\n",
        s->name, tried, s->undisturbed.allocations[side], side_name[side], s->refused, s->survived);
    assert_true(s->refused > 0);
}

/* How far apart the failures are: see the top. 0: not tried. */
typedef struct strides {
    long unset[SIDES], check[SIDES], all[SIDES];
} strides;

static long stride_of(const strides *s, int side)
{
    const char *how = getenv("DATELINE_SWEEP");
    if (how && strcmp(how, "all") == 0) return s->all[side];
    return how && strcmp(how, "check") == 0 ? s->check[side] : s->unset[side];
}

/* What was undisturbed is what the others are held against. */
static void sweep_both(
    const char *name, run r, const char *base, dateline_status status, const strides *stride)
{
    sweep s = { .name = name, .r = r, .base = base };
    for (int warm = 0; warm < 3;
         warm++) { /* what libraries keep for good they have taken by then */
        begin_with(base);
        arm(OURS, -1);
        do_run(&s.r);
    }
    s.undisturbed = s.r;
    s.want = contents(r.deed);
    s.answers = strdup(said);
    assert_int_equal(s.r.status, status);
    for (int side = 0; side < SIDES; side++)
        if (stride_of(stride, side)) sweep_side(&s, side, stride_of(stride, side));
    free(s.want);
    free(s.answers);
    assert_int_equal(s.faults, 0);
}

static void test_open(void **state)
{
    (void)state;
    sweep_both("open a record and the tables",
        (run){ .deed = OPEN, .opens_tables = true, .threads = 1, .model = "" }, NULL, DATELINE_OK,
        &(const strides){ { 1, 1999 }, { 1, 1999 }, { 1, 11 } });
}

static void test_add(void **state)
{
    (void)state;
    run r = { .deed = ADD, .threads = 1, .model = "" };
    sweep_both(
        "add", r, NULL, DATELINE_SKIPPED, &(const strides){ { 1, 499 }, { 1, 499 }, { 1, 1 } });
    do_run(&r);
    assert_int_equal(r.counts.known, 5);
    assert_int_equal(r.counts.copies, 2);
}

static bool has_model(void)
{
    if (access(MODEL, R_OK) == 0) return true;
    print_message("there is no model: memory that fails in the language engine was left out\n");
    return false;
}

static void test_add_analysed(void **state)
{
    (void)state;
    if (has_model())
        sweep_both("add with the model", (run){ .deed = ADD, .threads = 1, .model = MODEL }, NULL,
            DATELINE_SKIPPED, &(const strides){ { 11, 1999 }, { 7, 1999 }, { 1, 37 } });
}

/* A record made undisturbed, put aside. */
static const char *made_before(const char *model, const char *input)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/base.db", folder);
    drop_record();
    run r = { .deed = ADD, .input = input, .threads = 1, .model = model };
    do_run(&r);
    assert_int_equal(r.status, DATELINE_SKIPPED);
    assert_int_equal(rename(record, path), 0);
    return path;
}

/* One report more joins the groups that are there, without working all out afresh. */
static void test_add_to_many(void **state)
{
    (void)state;
    char one[128];
    snprintf(one, sizeof one, "%s/c.txt", in_folder);
    sweep_both("add to a larger record",
        (run){ .deed = ADD, .input = one, .threads = 1, .model = "" }, made_before("", "examples"),
        DATELINE_OK, &(const strides){ { 211, 1999 }, { 59, 1999 }, { 1, 11 } });
}

static void test_reanalyse(void **state)
{
    (void)state;
    sweep_both("reanalyse", (run){ .deed = REANALYSE, .threads = 1, .model = "" },
        made_before("", NULL), DATELINE_OK, &(const strides){ { 5, 997 }, { 2, 997 }, { 1, 5 } });
}

static void test_remove(void **state)
{
    (void)state;
    sweep_both("remove", (run){ .deed = REMOVE, .threads = 1, .model = "" }, made_before("", NULL),
        DATELINE_OK, &(const strides){ { 5, 997 }, { 2, 997 }, { 1, 5 } });
}

static void test_answers(void **state)
{
    (void)state;
    const char *model = access(MODEL, R_OK) == 0 ? MODEL : "";
    sweep_both("lists, search, read, story, check",
        (run){ .deed = ANSWER, .threads = 1, .model = "" }, made_before(model, NULL), DATELINE_OK,
        &(const strides){ { 1, 997, 7 }, { 1, 997, 11 }, { 1, 3, 1 } });
}

#define WHEEL "build/model/en_core_web_sm-3.8.0.whl"

static bool has_wheel(void)
{
    if (has_model() && access(WHEEL, R_OK) == 0) return true;
    print_message("there is no wheel: memory that fails while a model is imported was left out\n");
    return false;
}

/* Not of libraries: libarchive ends the process or reads through NULL when its small
 * allocations fail. */
static void test_import(void **state)
{
    (void)state;
    if (has_wheel())
        sweep_both("model import",
            (run){ .deed = IMPORT, .input = WHEEL, .threads = 1, .model = "" }, NULL, DATELINE_OK,
            &(const strides){ { 7, 0, 97 }, { 5, 0, 79 }, { 1, 0, 1 } });
}

/* ---- the hook of dateline.h: told the size asked for before, given back all that it
 * gave; from several threads at once */

enum { PREFIX = 16 };
typedef struct watch {
    long calls, taken, held, lies;
} watch;

static void *watching(void *ctx, void *p, size_t old, size_t size)
{
    watch *w = ctx;
    char *block = p ? (char *)p - PREFIX : NULL;
    size_t had = 0;
    if (block) memcpy(&had, block, sizeof had);
    __atomic_add_fetch(&w->calls, 1, __ATOMIC_RELAXED);
    __atomic_add_fetch(&w->lies, had != old, __ATOMIC_RELAXED);
    if (size == 0) {
        __atomic_sub_fetch(&w->held, block != NULL, __ATOMIC_RELAXED);
        free(block);
        return NULL;
    }
    __atomic_add_fetch(&w->taken, 1, __ATOMIC_RELAXED);
    char *q = realloc(block, size + PREFIX);
    if (!q) return NULL;
    memcpy(q, &size, sizeof size);
    __atomic_add_fetch(&w->held, block == NULL, __ATOMIC_RELAXED);
    return q + PREFIX;
}

/* What our code took of malloc, it took through the hook. */
static void watched(watch *w, run *r)
{
    drop_record();
    arm(OURS, -1);
    do_run(r);
    assert_true(w->calls > 50);
    assert_int_equal(w->taken, r->allocations[OURS]);
    assert_int_equal(w->lies, 0);
    assert_int_equal(w->held, 0);
}

static void test_hook(void **state)
{
    (void)state;
    for (unsigned threads = 1; threads <= 3; threads++) {
        watch w = { 0, 0, 0, 0 };
        const dateline_memory hook = { watching, &w };
        run r = { .deed = ADD,
            .opens_tables = true,
            .threads = threads,
            .model = access(MODEL, R_OK) == 0 ? MODEL : "",
            .memory = &hook };
        watched(&w, &r);
        assert_int_equal(r.status, DATELINE_SKIPPED);
        assert_int_equal(r.counts.added, 4);
    }
}

static void test_hook_import(void **state)
{
    (void)state;
    watch w = { 0, 0, 0, 0 };
    const dateline_memory hook = { watching, &w };
    run r = { .deed = IMPORT, .input = WHEEL, .threads = 1, .model = "", .memory = &hook };
    if (!has_wheel()) return;
    watched(&w, &r);
    assert_int_equal(r.status, DATELINE_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_open), cmocka_unit_test(test_add),
        cmocka_unit_test(test_add_analysed), cmocka_unit_test(test_add_to_many),
        cmocka_unit_test(test_reanalyse), cmocka_unit_test(test_remove),
        cmocka_unit_test(test_answers), cmocka_unit_test(test_import), cmocka_unit_test(test_hook),
        cmocka_unit_test(test_hook_import) };
    find_for_jansson();
    heap.frames = backtrace(heap.frame, 40); /* the first call takes memory */
    return cmocka_run_group_tests(tests, make_input, drop_input);
}
