/* serve without sockets: what a target means, tokens of lists, who may ask, text that
 * cannot become markup, one request to one answer; and openapi.json against the
 * routes. */
#include <jansson.h>
#include <unistd.h>

#include "serve/dispatch.h"
#include "serve/guard.h"
#include "serve/routes.h"
#include "serve/web.h"
#include "serve/writer.h"
#include "unit.h"

static serve_target *read_target(const char *raw)
{
    static serve_target t;
    serve_target_read(&t, raw);
    return &t;
}

/* ---- targets */

static void targets_are_decoded(void **state)
{
    (void)state;
    serve_target *t = read_target("/api/reports/a%2Fb%20c?from=2016&q=a+b%26&&to=#x");
    assert_null(t->fault);
    assert_int_equal(t->parts, 3);
    assert_string_equal(t->part[2], "a/b c");
    assert_int_equal(t->n, 3);
    assert_string_equal(serve_target_value(t, "q"), "a b&");
    assert_string_equal(serve_target_value(t, "from"), "2016");
    assert_null(serve_target_value(t, "to"));
    assert_null(serve_target_value(t, "none"));
    assert_int_equal(read_target("/")->parts, 0);
    assert_int_equal(read_target("/?q=x")->parts, 0);
    assert_string_equal(read_target("//x")->part[0], "");
    assert_string_equal(read_target("/static/..%2f..%2fetc")->part[1], "../../etc");
}

static void bad_targets_are_faults(void **state)
{
    (void)state;
    static const char *const bad[] = { "", "x", "*", "http://localhost/", "/%", "/%4", "/%zz",
        "/%00", "/x?a=%00", "/%ff", "/x?a=%c3", "/x?a=1&a=2", "/x?%=1" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_non_null(read_target(bad[i])->fault);
    char raw[SERVE_TARGET_MAX + 64];
    memset(raw, 'a', sizeof raw);
    raw[0] = '/';
    raw[SERVE_TARGET_MAX] = 0;
    assert_null(read_target(raw)->fault);
    raw[SERVE_TARGET_MAX] = 'a';
    raw[SERVE_TARGET_MAX + 1] = 0;
    assert_true(read_target(raw)->too_long);
    dl_buf many;
    dl_buf_init(&many, NULL);
    dl_buf_str(&many, "/x?a=1");
    for (int i = 0; i < SERVE_PARAMETERS_MAX; i++) dl_buf_fmt(&many, "&p%d", i);
    assert_non_null(read_target(many.p)->fault);
    dl_buf_clear(&many);
    for (int i = 0; i < 1000; i++) dl_buf_str(&many, "/");
    const char *id;
    assert_null(serve_route_of(read_target(many.p), &id));
    dl_buf_free(&many);
}

static void addresses_are_encoded(void **state)
{
    (void)state;
    dl_buf b;
    dl_buf_init(&b, NULL);
    dl_buf_str(&b, "/stories/");
    serve_address_part(&b, DL_S("a/b?c#d e\xc3\xa9\"<"));
    serve_address_parameter(&b, "q", DL_S("x&y=z"));
    serve_address_parameter(&b, "none", DL_S(""));
    serve_address_parameter(&b, "r", DL_S("1"));
    assert_string_equal(b.p, "/stories/a%2Fb%3Fc%23d%20e%C3%A9%22%3C?q=x%26y%3Dz&r=1");
    serve_target *t = read_target(b.p);
    assert_string_equal(t->part[1], "a/b?c#d e\xc3\xa9\"<");
    assert_string_equal(serve_target_value(t, "q"), "x&y=z");
    dl_buf_clear(&b);
    serve_address_part(&b, DL_S(".."));
    assert_string_equal(b.p, "%2E%2E");
    dl_buf_free(&b);
}

static void tokens_are_of_one_list(void **state)
{
    (void)state;
    char token[SERVE_NEXT_MAX];
    uint64_t at = 0;
    serve_next_write(read_target("/api/reports?outlet=A&limit=5"), 1234, token);
    assert_true(serve_next_read(read_target("/api/reports?outlet=A&limit=9&next=x"), token, &at));
    assert_int_equal(at, 1234);
    assert_false(serve_next_read(read_target("/api/reports?outlet=B"), token, &at));
    assert_false(serve_next_read(read_target("/api/stories?outlet=A"), token, &at));
    for (size_t i = 0; token[i]; i++) {
        char was = token[i];
        token[i] = was == '0' ? '1' : '0';
        assert_false(serve_next_read(read_target("/api/reports?outlet=A"), token, &at));
        token[i] = was;
    }
    assert_false(serve_next_read(read_target("/api/reports?outlet=A"), "50", &at));
}

/* ---- who may ask */

static void hosts_of_loopback_alone(void **state)
{
    (void)state;
    static const char *const good[] = { "localhost", "localhost:8080", "LOCALHOST:1", "127.0.0.1",
        "127.0.0.1:65535", "[::1]", "[::1]:80", "localhost:" };
    static const char *const bad[] = { NULL, "", "evil.example", "localhost.evil.example",
        "localhost:80.evil", "127.0.0.1.evil", "127.0.0.11", "localhost:123456", "a@localhost",
        "localhost/", "localhost\t", "[::1", "::1", "0.0.0.0" };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(serve_host_is_good(good[i], true));
        assert_true(serve_host_is_good(good[i], false));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(serve_host_is_good(bad[i], true));
    assert_true(serve_host_is_good("record.example:8080", false));
    assert_false(serve_host_is_good("a b", false));
    assert_false(serve_host_is_good("\"><script>", false));
    assert_false(serve_host_is_good(NULL, false));
}

static void tokens_are_asked_for(void **state)
{
    (void)state;
    dl_slice token = DL_S("0123456789abcdef");
    assert_true(serve_token_is_good("Bearer 0123456789abcdef", token));
    assert_true(serve_token_is_good("bearer   0123456789abcdef ", token));
    /* ":0123456789abcdef" and "ann:0123456789abcdef" */
    assert_true(serve_token_is_good("Basic OjAxMjM0NTY3ODlhYmNkZWY=", token));
    assert_true(serve_token_is_good("Basic YW5uOjAxMjM0NTY3ODlhYmNkZWY=", token));
    static const char *const bad[] = { NULL, "", "Bearer", "Bearer ", "Bearer 0123456789abcde",
        "Bearer 0123456789abcdef0", "0123456789abcdef", "Basic", "Basic !", "Basic YW5u",
        "Basic YW5uOjAxMjM0NTY3ODlhYmNkZWY", "Digest 0123456789abcdef" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(serve_token_is_good(bad[i], token));
    char longest[4096] = "Basic ";
    memset(longest + 6, 'A', sizeof longest - 7);
    longest[sizeof longest - 1] = 0;
    assert_false(serve_token_is_good(longest, token));
}

/* ---- text cannot become markup */

static const char hostile[] = "</script><script>alert(1)</script>\"' onload=x <!--&amp;\x01\xff";

static void text_stays_text(void **state)
{
    (void)state;
    dl_buf b;
    web_writer w;
    dl_buf_init(&b, NULL);
    web_begin_html(&w, &b);
    web_open(&w, "p");
    web_attribute(&w, "title", dl_slice_str(hostile));
    web_text(&w, dl_slice_str(hostile));
    web_close(&w);
    assert_null(w.fault);
    size_t at = strlen("<!DOCTYPE html>\n<p title=\"");
    const char *end = strstr(b.p + at, "\">");
    assert_non_null(end);
    for (const char *p = b.p + at; p < end; p++) assert_null(strchr("<>\"'", *p));
    const char *stop = strstr(end, "</p>");
    assert_non_null(stop);
    for (const char *p = end + 2; p < stop; p++) assert_null(strchr("<>\"'\x01\xff", *p));
    dl_buf_free(&b);
}

static const char *address(dl_buf *b, const char *value)
{
    web_writer w;
    dl_buf_clear(b);
    w = (web_writer){ .b = b };
    web_open(&w, "a");
    web_address(&w, "href", dl_slice_str(value));
    web_close(&w);
    assert_null(w.fault);
    return b->p;
}

static void addresses_lead_to_no_script(void **state)
{
    (void)state;
    dl_buf b;
    dl_buf_init(&b, NULL);
    static const char *const bad[] = { "javascript:alert(1)", "JaVaScRiPt:alert(1)",
        " javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "//evil.example",
        "/\\evil.example", "\\\\evil", "vbscript:x", "", "ftp://x", "file:///etc/passwd", "x" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_string_equal(address(&b, bad[i]), "<a></a>");
    assert_string_equal(address(&b, "/\t/evil"), "<a href=\"/%09/evil\"></a>");
    assert_string_equal(address(&b, "https://a/?x=\"><b&c='"),
        "<a href=\"https://a/?x=%22%3E%3Cb&amp;c=%27\"></a>");
    assert_string_equal(address(&b, "?q=1#x"), "<a href=\"?q=1#x\"></a>");
    dl_buf_free(&b);
}

static void what_must_not_be_written_is_a_fault(void **state)
{
    (void)state;
    dl_buf b;
    web_writer w;
    dl_buf_init(&b, NULL);
    w = (web_writer){ .b = &b };
    web_open(&w, "script");
    web_text(&w, DL_S("alert(1)"));
    assert_non_null(w.fault);
    assert_null(strstr(b.p, "alert"));
    w = (web_writer){ .b = &b };
    web_open(&w, "a");
    web_attribute(&w, "onclick", DL_S("evil()"));
    assert_non_null(w.fault);
    w.fault = NULL;
    web_attribute(&w, "href", DL_S("evil:"));
    assert_non_null(w.fault);
    assert_null(strstr(b.p, "evil"));
    w.fault = NULL;
    web_text(&w, DL_S("x"));
    web_attribute(&w, "class", DL_S("late"));
    assert_non_null(w.fault);
    w = (web_writer){ .b = &b };
    web_close(&w);
    assert_non_null(w.fault);
    w = (web_writer){ .b = &b };
    for (int i = 0; i <= WEB_DEEP; i++) web_open(&w, "b");
    assert_non_null(w.fault);
    dl_buf_free(&b);
}

/* ---- the routes and openapi.json */

static const char *resolve(const json_t *all, const json_t *p, bool *query)
{
    const char *ref = json_string_value(json_object_get(p, "$ref"));
    if (ref) p = json_object_get(all, strrchr(ref, '/') + 1);
    assert_non_null(p);
    *query = strcmp(json_string_value(json_object_get(p, "in")), "query") == 0;
    return json_string_value(json_object_get(p, "name"));
}

/* How often the file names a parameter of a path. */
static unsigned told(const json_t *doc, const json_t *path, const char *name)
{
    const json_t *all = json_object_get(json_object_get(doc, "components"), "parameters");
    const json_t *list = json_object_get(json_object_get(path, "get"), "parameters");
    unsigned n = 0;
    for (size_t i = 0; i < json_array_size(list); i++) {
        bool query;
        n += strcmp(resolve(all, json_array_get(list, i), &query), name) == 0 && query;
    }
    return n;
}

static size_t query_parameters(const json_t *doc, const json_t *path)
{
    const json_t *all = json_object_get(json_object_get(doc, "components"), "parameters");
    const json_t *list = json_object_get(json_object_get(path, "get"), "parameters");
    size_t n = 0;
    for (size_t i = 0; i < json_array_size(list); i++) {
        bool query;
        resolve(all, json_array_get(list, i), &query);
        n += query;
    }
    return n;
}

static void openapi_is_the_routes(void **state)
{
    (void)state;
    dl_slice file = serve_web_named("openapi.json");
    json_t *doc = json_loadb(file.p, file.n, 0, NULL);
    const json_t *paths = json_object_get(doc, "paths");
    size_t n = 0;
    assert_non_null(paths);
    for (const serve_route *r; (r = serve_route_at(n)); n++) {
        const json_t *path = json_object_get(paths, r->path);
        const char *name;
        bool takes;
        size_t taken = 0;
        if (!path) fail_msg("openapi.json does not tell %s", r->path);
        for (size_t i = 0; serve_parameter_at(r, i, &name, &takes); i++) {
            taken += takes;
            if (takes && told(doc, path, name) != 1)
                fail_msg("openapi.json does not tell %s of %s", name, r->path);
        }
        if (taken != query_parameters(doc, path))
            fail_msg("openapi.json tells more parameters of %s", r->path);
    }
    assert_int_equal(n, json_object_size(paths));
    json_decref(doc);
}

/* ---- one request, one answer */

static char folder[64], record[96];

static int make_record(void **state)
{
    (void)state;
    dateline *d;
    snprintf(folder, sizeof folder, "/tmp/dateline-serve-XXXXXX");
    if (!mkdtemp(folder)) return 1;
    snprintf(record, sizeof record, "%s/record.db", folder);
    char path[128];
    snprintf(path, sizeof path, "%s/in.jsonl", folder);
    FILE *f = fopen(path, "w");
    fputs("{\"id\":\"a/b\",\"title\":\"Ferry < dock & \\\"<b\",\"date\":\"2016-12-16\",\"text\":"
          "\"The ferry sailed again on Friday after <script>alert(1)</script> two days.\"}\n",
        f);
    fclose(f);
    dateline_options o = {
        .size = sizeof o, .db = record, .model = "", .create = true, .no_analysis = true
    };
    dateline_status status = dateline_open(&o, &d);
    const char *input = path;
    if (status == DATELINE_OK) status = dateline_add(d, &input, 1, NULL, NULL);
    dateline_close(d);
    return status != DATELINE_OK;
}

static int drop_record(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static void ask(serve_site *s, const char *target, const char *tag, serve_answer *a)
{
    serve_asked asked = {
        .target = read_target(target), .method = "GET", .host = "localhost", .if_none_match = tag
    };
    serve_answer_init(a);
    serve_dispatch(s, &asked, a);
}

static void requests_are_answered(void **state)
{
    (void)state;
    char why[200], tag[SERVE_TAG_MAX];
    serve_site s = { .loopback = true, .run = 7 };
    serve_answer a;
    s.records = serve_records_open(record, 1, why, sizeof why);
    assert_non_null(s.records);
    ask(&s, "/api/reports/a%2Fb", NULL, &a);
    assert_int_equal(a.status, 200);
    assert_string_equal(a.type, serve_json);
    memcpy(tag, a.tag, sizeof tag);
    serve_answer_free(&a);
    ask(&s, "/api/reports/a%2Fb", tag, &a);
    assert_int_equal(a.status, 304);
    assert_int_equal(a.body.n, 0);
    assert_string_equal(a.tag, tag);
    serve_answer_free(&a);
    ask(&s, "/", NULL, &a);
    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body.p, "Ferry &lt; dock &amp; "));
    assert_null(strstr(a.body.p, "<b>"));
    serve_answer_free(&a);
    static const struct {
        const char *target;
        unsigned status;
    } other[] = { { "/api/reports/none", 404 }, { "/api/stories/none", 404 },
        { "/api/entities/none", 404 }, { "/api/events/none", 404 }, { "/export/none", 404 },
        { "/export/geojson", 200 }, { "/api/reports?story=none", 404 }, { "/none", 404 },
        { "/api/reports?from=yesterday", 400 }, { "/api/reports?limit=501", 400 },
        { "/api/reports?next=12", 400 }, { "/api/search", 400 }, { "/api/reports?actor=x", 400 },
        { "/feed.atom", 200 }, { "/feed.json", 200 }, { "/static/..%2Fopenapi.json", 404 } };
    for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
        ask(&s, other[i].target, NULL, &a);
        if (a.status != other[i].status) fail_msg("%s: %u", other[i].target, a.status);
        serve_answer_free(&a);
    }
    serve_records_close(s.records);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(targets_are_decoded),
        cmocka_unit_test(bad_targets_are_faults),
        cmocka_unit_test(addresses_are_encoded),
        cmocka_unit_test(tokens_are_of_one_list),
        cmocka_unit_test(hosts_of_loopback_alone),
        cmocka_unit_test(tokens_are_asked_for),
        cmocka_unit_test(text_stays_text),
        cmocka_unit_test(addresses_lead_to_no_script),
        cmocka_unit_test(what_must_not_be_written_is_a_fault),
        cmocka_unit_test(openapi_is_the_routes),
        cmocka_unit_test_setup_teardown(requests_are_answered, make_record, drop_record),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
