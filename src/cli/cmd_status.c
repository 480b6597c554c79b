/* cmd_status - what the record holds.
 *
 *   one JSON object --> a page for people, or rows "part, name, reports" */
#include "cli.h"
#include "doc/line.h"

enum { NAMES_SHOWN = 12 }; /* outlets, languages or years on the page; the other forms tell all */

typedef struct part {
    const char *key; /* of the list in the object */
    const char *name; /* of the thing counted, in its entries */
} part;
static const part parts[] = { { "outlets", "outlet" }, { "languages", "language" },
    { "years", "year" } };
enum { PARTS = sizeof parts / sizeof *parts };

static json_int_t number(json_t *o, const char *key)
{
    return json_integer_value(json_object_get(o, key));
}

/* "unknown" where a report does not say. */
static void name_of(json_t *entry, const char *key, char *out, size_t size)
{
    json_t *name = json_object_get(entry, key);
    if (json_is_string(name)) snprintf(out, size, "%s", json_string_value(name));
    else if (json_is_integer(name))
        snprintf(out, size, "%lld", (long long)json_integer_value(name));
    else snprintf(out, size, "unknown");
}

/* ---- the page */

static void put_count(json_t *o, const char *key, const char *says)
{
    json_int_t n = number(o, key);
    if (n) printf("  %7lld  %s\n", (long long)n, says);
}

static void put_part(json_t *o, const part *p)
{
    json_t *list = json_object_get(o, p->key);
    size_t n = json_array_size(list);
    char name[256];
    if (n) printf("\n%s\n", p->key);
    for (size_t i = 0; i < n && i < NAMES_SHOWN; i++) {
        json_t *entry = json_array_get(list, i);
        name_of(entry, p->name, name, sizeof name);
        printf("  %7lld  ", (long long)number(entry, "reports"));
        cli_put(stdout, name);
        fputc('\n', stdout);
    }
    if (n > NAMES_SHOWN) printf("  and %zu more: --json or --csv\n", n - NAMES_SHOWN);
}

static void put_page(json_t *o)
{
    static const char *const count[][2] = { { "stories", "stories" }, { "episodes", "episodes" },
        { "copies", "reports whose text another carries too" },
        { "not_analysed", "in English and not analysed: dateline reanalyse --stale" },
        { "not_english", "not in English: kept and found by search, not analysed" },
        { "not_linked", "in no episode yet: dateline relink" },
        { "older_versions", "older versions" }, { "unreadable", "without a usable text" },
        { "notes", "notes on inputs: dateline notes" } };
    const char *first = json_string_value(json_object_get(o, "first"));
    const char *last = json_string_value(json_object_get(o, "last"));
    json_int_t n = number(o, "reports");
    printf("%lld report%s", (long long)n, cli_plural((uint64_t)n));
    if (first && last) printf(" of %s to %s", first, last);
    fputc('\n', stdout);
    for (size_t i = 0; i < sizeof count / sizeof *count; i++)
        put_count(o, count[i][0], count[i][1]);
    for (size_t i = 0; i < PARTS; i++) put_part(o, &parts[i]);
}

/* ---- rows */

static void put_row(cli_printer *p, const char *kind, const char *name, json_int_t n)
{
    static const char *const column[] = { "part", "name", "reports" };
    char text[32];
    snprintf(text, sizeof text, "%lld", (long long)n);
    dateline_cell cell[] = { { .type = DATELINE_TEXT, .text = kind },
        { .type = DATELINE_TEXT, .text = name },
        { .type = DATELINE_INT, .integer = n, .text = text } };
    dateline_row row = { 3, column, cell, NULL, 0 };
    cli_print_row(p, &row);
}

static void put_rows(json_t *o, cli_printer *p)
{
    const char *key;
    json_t *value;
    char name[256];
    json_object_foreach(o, key, value)
    {
        if (json_is_integer(value) && strcmp(key, "schema") != 0)
            put_row(p, "record", key, json_integer_value(value));
    }
    for (size_t i = 0; i < PARTS; i++) {
        json_t *list = json_object_get(o, parts[i].key);
        for (size_t k = 0; k < json_array_size(list); k++) {
            json_t *entry = json_array_get(list, k);
            name_of(entry, parts[i].name, name, sizeof name);
            put_row(p, parts[i].name, name, number(entry, "reports"));
        }
    }
}

static bool put_status(void *user, const dateline_row *row)
{
    const cli_args *a = user;
    json_t *o = dl_line_read(row->json, row->json_n);
    if (!o) return false;
    if (a->form == FORM_TABLE) {
        put_page(o);
    } else {
        cli_printer *p = cli_printer_new(a, stdout);
        put_rows(o, p);
        cli_printer_end(p);
    }
    json_decref(o);
    return true;
}

int cmd_status(const cli_args *a)
{
    dateline *d = cli_open(a, CLI_READ_ONLY);
    if (!d) return DATELINE_FAILED;
    cli_printer *json = a->form == FORM_JSON ? cli_printer_new(a, stdout) : NULL;
    dateline_visit visit = json ? cli_print_row : put_status;
    void *user = json ? (void *)json : (void *)(uintptr_t)a;
    dateline_status status = dateline_list(d, "status", NULL, visit, user);
    if (json) cli_printer_end(json);
    return cli_end(d, status);
}
