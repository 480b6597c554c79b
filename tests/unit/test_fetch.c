/* Fetch: which addresses are public, what robots.txt allows, addresses and their
 * parts, heads of answers. What needs a server stands in tests/fetch. */
#include "unit.h"

#include <arpa/inet.h>
#include <sys/socket.h>

#include "fetch/fetch_private.h"

/* ---- addresses of hosts */

static struct sockaddr_storage host(const char *text)
{
    struct sockaddr_storage s = { .ss_family = strchr(text, ':') ? AF_INET6 : AF_INET };
    struct sockaddr_in in = { .sin_family = AF_INET };
    struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };
    if (s.ss_family == AF_INET) {
        assert_int_equal(inet_pton(AF_INET, text, &in.sin_addr), 1);
        memcpy(&s, &in, sizeof in);
    } else {
        assert_int_equal(inet_pton(AF_INET6, text, &in6.sin6_addr), 1);
        memcpy(&s, &in6, sizeof in6);
    }
    return s;
}

static bool is_public(const char *text)
{
    struct sockaddr_storage s = host(text);
    return fetch_is_public((const struct sockaddr *)&s);
}

static bool is_in(const char *networks, const char *text)
{
    struct sockaddr_storage s = host(text);
    return fetch_is_in(networks, (const struct sockaddr *)&s);
}

static void test_public(void **state)
{
    (void)state;
    static const char *const open[] = { "8.8.8.8", "1.1.1.1", "93.184.216.34", "172.15.255.255",
        "172.32.0.0", "192.167.255.255", "192.169.0.0", "100.63.255.255", "100.128.0.0", "11.0.0.0",
        "9.255.255.255", "128.0.0.0", "126.255.255.255", "198.17.255.255", "198.20.0.0",
        "223.255.255.255", "2606:4700::1111", "2a00:1450:4001::1", "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8", "2002:808:808::1", "2001:200::1" };
    static const char *const closed[] = { "0.0.0.0", "10.0.0.0", "10.255.255.255", "100.64.0.0",
        "100.127.255.255", "127.0.0.1", "127.255.255.255", "169.254.169.254", "172.16.0.0",
        "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.168.0.0", "192.168.255.255", "198.18.0.0",
        "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "fd12::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.1.1.1", "64:ff9b::10.0.0.1", "2002:7f00:1::1",
        "2002:a9fe:a9fe::1", "2001:db8::1", "2001::1", "2001:1ff::1", "3fff::1", "::127.0.0.1",
        "64:ff9b:1::1", "4000::1", "1fff::1" };
    for (size_t i = 0; i < sizeof open / sizeof *open; i++)
        if (!is_public(open[i])) fail_msg("%s is public", open[i]);
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
        if (is_public(closed[i])) fail_msg("%s is not public", closed[i]);
}

static void test_networks(void **state)
{
    (void)state;
    assert_true(is_in("127.0.0.1", "127.0.0.1"));
    assert_false(is_in("127.0.0.1", "127.0.0.2"));
    assert_true(is_in("10.1.0.0/16", "10.1.255.255"));
    assert_false(is_in("10.1.0.0/16", "10.2.0.0"));
    assert_true(is_in("10.1.0.0/15, ::1", "::1"));
    assert_true(is_in("172.16.0.0/12", "172.31.0.1"));
    assert_false(is_in("172.16.0.0/12", "172.32.0.1"));
    assert_true(is_in("0.0.0.0/0", "127.0.0.1"));
    assert_false(is_in("0.0.0.0/0", "::ffff:127.0.0.1"));
    assert_true(is_in("fd00::/8,10.0.0.0/8", "fd12::1"));
    assert_false(is_in(NULL, "127.0.0.1"));
    assert_false(is_in("", "127.0.0.1"));
    static const char *const no[] = { "127.0.0.1/33", "::1/129", "localhost", "/8", "10.0.0.0/-1",
        "10.0.0.0/", "10.0.0.0/0008", "1.2.3", "10.0.0.0/8;::1" };
    assert_true(dl_fetch_networks_fit(NULL));
    assert_true(dl_fetch_networks_fit("127.0.0.1,::1/128,10.0.0.0/8"));
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (dl_fetch_networks_fit(no[i])) fail_msg("%s fits", no[i]);
}

/* ---- addresses of pages */

static void test_addresses(void **state)
{
    (void)state;
    static const char *const good[][4] = {
        /* given, whole, origin, path */
        { "https://A.example/x?a=1#top", "https://A.example/x?a=1", "https://a.example:443",
            "/x?a=1" },
        { " http://a.example ", "http://a.example/", "http://a.example:80", "/" },
        { "http://a.example:8080/b c", "http://a.example:8080/b%20c", "http://a.example:8080",
            "/b%20c" },
        { "https://[2001:db8::1]/", "https://[2001:db8::1]/", "https://[2001:db8::1]:443", "/" },
    };
    static const char *const bad[] = { "", "file:///etc/passwd", "ftp://a.example/x",
        "gopher://a.example/", "http://ann:word@a.example/", "https://ann@a.example/", "http://",
        "javascript:alert(1)", "data:text/html,x", "http://a b/", "https://a.example:99999/" };
    dl_arena *a = dl_arena_new(NULL, 0);
    fetch_url u;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_null(fetch_url_read(a, dl_slice_str(good[i][0]), &u));
        assert_string_equal(u.whole.p, good[i][1]);
        assert_string_equal(u.origin.p, good[i][2]);
        assert_string_equal(u.path.p, good[i][3]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (!fetch_url_read(a, dl_slice_str(bad[i]), &u)) fail_msg("%s is taken", bad[i]);
    assert_non_null(fetch_url_read(a, dl_slice_of("http://a.example/\0x", 19), &u));
    dl_arena_free(a);
}

static void test_resolving(void **state)
{
    (void)state;
    static const char *const of[][3] = {
        { "https://a.example/feed/all.xml", "/story/1", "https://a.example/story/1" },
        { "https://a.example/feed/all.xml", "story/1#x", "https://a.example/feed/story/1" },
        { "https://a.example/feed/", "../s?id=1", "https://a.example/s?id=1" },
        { "https://a.example/feed", "//b.example/s", "https://b.example/s" },
        { "https://a.example/feed", "http://b.example/s", "http://b.example/s" },
        { "https://a.example/feed", "mailto:ann@a.example", "" },
        { "https://a.example/feed", "javascript:x()", "" },
    };
    dl_arena *a = dl_arena_new(NULL, 0);
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        dl_slice got = dl_fetch_resolve(a, dl_slice_str(of[i][0]), dl_slice_str(of[i][1]));
        if (!dl_slice_is(got, of[i][2])) fail_msg("%s: %.*s", of[i][1], (int)got.n, got.p);
    }
    dl_arena_free(a);
}

/* ---- robots.txt */

static void test_robots(void **state)
{
    (void)state;
    static const struct {
        const char *file, *path;
        bool allowed;
    } of[] = {
        { "", "/x", true },
        { "User-agent: *\nDisallow: /", "/x", false },
        { "User-agent: *\nDisallow: /", "/robots.txt", true },
        { "User-agent: *\nDisallow:", "/x", true },
        { "Disallow: /", "/x", true }, /* no group */
        { "user-AGENT: *\r\ndisALLOW : /a\r\n", "/abc", false },
        { "user-agent: *\rdisallow: /a", "/b", true },
        { "\xEF\xBB\xBFUser-agent: *\nDisallow: /", "/x", false },
        { "User-agent: *\nDisallow: /a # the rest\n", "/a", false },
        /* the longest pattern counts; allow where they are as long */
        { "User-agent: *\nDisallow: /news\nAllow: /news/open", "/news/open/1", true },
        { "User-agent: *\nAllow: /news\nDisallow: /news/shut", "/news/shut/1", false },
        { "User-agent: *\nDisallow: /a\nAllow: /a", "/a", true },
        { "User-agent: *\nAllow: /a\nDisallow: /a", "/a", true },
        /* groups */
        { "User-agent: *\nDisallow: /\nUser-agent: dateline\nAllow: /", "/x", true },
        { "User-agent: Dateline/1.0\nDisallow: /x\nUser-agent: *\nAllow: /", "/x", false },
        { "User-agent: other\nUser-agent: dateline\nDisallow: /x", "/x", false },
        { "User-agent: datelines\nDisallow: /", "/x", true },
        { "User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /y", "/x", true },
        { "User-agent: dateline\nDisallow: /a\nUser-agent: b\nDisallow: /c\n"
          "User-agent: dateline\nDisallow: /d",
            "/d", false },
        { "User-agent: dateline\nCrawl-delay: 5\nUser-agent: *\nDisallow: /x", "/x", false },
        { "Sitemap: https://a.example/s.xml\nUser-agent: *\nDisallow: /x", "/x", false },
        /* stars and ends */
        { "User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", false },
        { "User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x", true },
        { "User-agent: *\nDisallow: /a*b*c", "/a1b2c3", false },
        { "User-agent: *\nDisallow: /a*b*c", "/acb", true },
        { "User-agent: *\nDisallow: /a$", "/a", false },
        { "User-agent: *\nDisallow: /a$", "/ab", true },
        { "User-agent: *\nDisallow: /a*a$", "/a", true },
        { "User-agent: *\nDisallow: *?session=", "/x?session=1", false },
        { "User-agent: *\nDisallow: /x**y", "/x-y", false },
        /* escapes */
        { "User-agent: *\nDisallow: /caf\xC3\xA9", "/caf%c3%a9", false },
        { "User-agent: *\nDisallow: /%7Ejo", "/~jo", false },
        { "User-agent: *\nDisallow: /a%2Fb", "/a/b", true },
        { "User-agent: *\nDisallow: /a%3cd", "/a%3Cd", false },
        { "User-agent: *\nDisallow: /100%", "/100%", false },
    };
    dl_arena *a = dl_arena_new(NULL, 0);
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        fetch_rules r = fetch_robots_read(
            a, dl_slice_str(of[i].file), DL_S("dateline"), dl_slice_str(of[i].path));
        if (r.allowed != of[i].allowed) fail_msg("%s: %s", of[i].file, of[i].path);
    }
    fetch_rules r = fetch_robots_read(
        a, DL_S("User-agent: *\nCrawl-delay: 7\nAllow: /"), DL_S("dateline"), DL_S("/"));
    assert_int_equal(r.delay, 7);
    dl_arena_free(a);
}

/* ---- heads */

static void test_heads(void **state)
{
    (void)state;
    fetch_head h;
    fetch_head_init(&h, NULL);
    assert_true(fetch_head_line(&h, DL_S("HTTP/1.1 100 Continue\r\n")));
    assert_true(fetch_head_line(&h, DL_S("ETag: \"old\"\r\n")));
    assert_true(fetch_head_line(&h, DL_S("HTTP/1.1 200 OK\r\n")));
    assert_int_equal(h.etag.n, 0);
    fetch_head_line(&h, DL_S("etag:  W/\"a:b\" \r\n"));
    fetch_head_line(&h, DL_S("Content-Type: text/html; charset=utf-8\r\n"));
    fetch_head_line(&h, DL_S("Retry-After: 120\r\n"));
    assert_string_equal(h.etag.p, "W/\"a:b\"");
    assert_string_equal(h.type.p, "text/html; charset=utf-8");
    assert_int_equal(fetch_head_after(&h, 1000), 120);
    fetch_head_line(&h, DL_S("Retry-After: Thu, 01 Jan 1970 00:30:00 GMT\r\n"));
    assert_int_equal(fetch_head_after(&h, 1000), 800);
    assert_int_equal(fetch_head_after(&h, 5000), 0);
    fetch_head_line(&h, DL_S("Retry-After: soon\r\n"));
    assert_int_equal(fetch_head_after(&h, 1000), 0);
    fetch_head_line(&h,
        DL_S("ETag: a\x01"
             "b\r\n"));
    assert_int_equal(h.etag.n, 0);
    bool all = true;
    for (int i = 0; i < 3000 && all; i++) {
        char line[102];
        memset(line, 'x', sizeof line);
        all = fetch_head_line(&h, dl_slice_of(line, sizeof line));
    }
    assert_false(all); /* 256 KiB of heads are enough */
    fetch_head_free(&h);
}

/* ---- hosts */

static void test_hosts(void **state)
{
    (void)state;
    unit_memory m = { 0 };
    dl_mem hook = { unit_resize, &m };
    fetch_hosts h = { .mem = &hook, .arena = dl_arena_new(&hook, 0) };
    fetch_host *one = fetch_host_of(&h, DL_S("https://a.example:443"));
    assert_non_null(one);
    dl_buf_str(&one->robots, "User-agent: *");
    assert_ptr_equal(fetch_host_of(&h, DL_S("https://a.example:443")), one);
    for (int i = 0; i < 5000; i++) { /* more than are kept: the oldest are forgotten */
        char origin[64];
        snprintf(origin, sizeof origin, "https://h%d.example:443", i);
        assert_non_null(fetch_host_of(&h, dl_slice_str(origin)));
    }
    assert_int_equal(fetch_host_of(&h, DL_S("https://a.example:443"))->robots.n, 0);
    fetch_hosts_forget(&h);
    dl_arena_free(h.arena);
    assert_int_equal(m.held, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_public),
        cmocka_unit_test(test_networks), cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_resolving), cmocka_unit_test(test_robots),
        cmocka_unit_test(test_heads), cmocka_unit_test(test_hosts) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
