/* cmd_diff - what two reports say otherwise, sentence by sentence.
 *
 *   two ids --dateline_read--> texts --> sentences --> those that only one of them has */
#include <stdlib.h>

#include "cli.h"
#include "doc/line.h"

/* More sentences than this are compared in no order: those of the one that the other has
 * nowhere are told. */
enum { IN_ORDER_MOST = 2000 };

typedef struct sentence {
    dl_slice text;
    uint32_t start, end; /* code points */
    bool only_here;
} sentence;

typedef struct side {
    const char *id, *name; /* name: which of the two, "first" or "second" */
    char *text;
    sentence *at;
    size_t n;
} side;

/* ---- reading */

static void keep_text(side *s, const char *text)
{
    free(s->text);
    s->text = strdup(text ? text : "");
    if (!s->text) abort();
}

static bool keep_report(void *user, const char *json, size_t n)
{
    json_t *report = dl_line_read(json, n);
    keep_text(user, json_string_value(json_object_get(report, "text")));
    json_decref(report);
    return true;
}

static dateline_status read_side(dateline *d, const cli_args *a, const char *id, side *s)
{
    dateline_hooks h = cli_hooks(a, NULL, 0);
    h.line = keep_report;
    h.user = s;
    s->id = id;
    dateline_status status = dateline_read(d, id, false, &h);
    cli_hooks_end(CLI_GOES_ON);
    return status;
}

typedef struct sides {
    side first, second;
} sides;

/* The version that counts comes first; the one that it replaced is the first of two. */
static bool keep_version(void *user, const dateline_row *row)
{
    sides *both = user;
    side *s = both->second.text ? &both->first : &both->second;
    keep_text(s, cli_value(row, "text"));
    return s == &both->second;
}

static dateline_status read_versions(dateline *d, const char *id, sides *both)
{
    both->first.id = id;
    both->second.id = id;
    dateline_status status = dateline_show(d, "versions", id, keep_version, both);
    if (status != DATELINE_OK || both->first.text) return status;
    fputs("dateline: there is no ", stderr);
    fputs(both->second.text ? "older version of " : "report ", stderr);
    cli_put(stderr, id);
    fputc('\n', stderr);
    return DATELINE_FAILED;
}

static dateline_status read_both(dateline *d, const cli_args *a, sides *both)
{
    if (a->words == 1) return read_versions(d, a->word[0], both);
    dateline_status status = read_side(d, a, a->word[0], &both->first);
    return status ? status : read_side(d, a, a->word[1], &both->second);
}

/* ---- sentences: up to a stop before a blank, or the end of a line */

static size_t sentence_end(const char *s, size_t from)
{
    size_t i = from;
    for (; s[i] && s[i] != '\n'; i++) {
        bool stop = s[i] == '.' || s[i] == '!' || s[i] == '?';
        if (stop && s[i + 1] == ' ') return i + 1;
    }
    return i;
}

static void add_sentence(side *s, size_t from, size_t end, uint32_t *point)
{
    dl_slice text = dl_slice_of(s->text + from, end - from);
    uint32_t length = (uint32_t)dl_utf8_count(text);
    if (s->n % 64 == 0) s->at = realloc(s->at, (s->n + 64) * sizeof *s->at);
    if (!s->at) abort();
    s->at[s->n++] = (sentence){ .text = text, .start = *point, .end = *point + length };
    *point += length;
}

static void split(side *s)
{
    uint32_t point = 0;
    for (size_t i = 0; s->text[i];) {
        if (s->text[i] == ' ' || s->text[i] == '\n') {
            i++;
            point++;
            continue;
        }
        size_t end = sentence_end(s->text, i);
        add_sentence(s, i, end, &point);
        i = end;
    }
}

/* ---- comparing */

static int by_text(const void *a, const void *b)
{
    return dl_slice_cmp(((const sentence *)a)->text, ((const sentence *)b)->text);
}

/* Marks the sentences of `s` that the other has nowhere. */
static void mark_unknown(side *s, const side *other)
{
    sentence *sorted = malloc((other->n + 1) * sizeof *sorted);
    if (!sorted) abort();
    if (other->n) memcpy(sorted, other->at, other->n * sizeof *sorted);
    qsort(sorted, other->n, sizeof *sorted, by_text);
    for (size_t i = 0; i < s->n; i++)
        s->at[i].only_here = !bsearch(&s->at[i], sorted, other->n, sizeof *sorted, by_text);
    free(sorted);
}

/* Longest common subsequence: length[i][j] for a from i on and b from j on. */
static void mark_in_order(side *a, side *b)
{
    size_t width = b->n + 1;
    uint16_t *length = calloc((a->n + 1) * width, sizeof *length);
    if (!length) abort();
    for (size_t i = a->n; i-- > 0;) {
        for (size_t j = b->n; j-- > 0;) {
            uint16_t down = length[(i + 1) * width + j];
            uint16_t right = length[i * width + j + 1];
            bool same = dl_slice_eq(a->at[i].text, b->at[j].text);
            uint16_t best = down > right ? down : right;
            length[i * width + j] = same ? (uint16_t)(length[(i + 1) * width + j + 1] + 1) : best;
        }
    }
    size_t i = 0;
    size_t j = 0;
    while (i < a->n && j < b->n) {
        if (dl_slice_eq(a->at[i].text, b->at[j].text)) {
            i++;
            j++;
        } else if (length[(i + 1) * width + j] >= length[i * width + j + 1]) {
            a->at[i++].only_here = true;
        } else {
            b->at[j++].only_here = true;
        }
    }
    while (i < a->n) a->at[i++].only_here = true;
    while (j < b->n) b->at[j++].only_here = true;
    free(length);
}

static void compare(side *a, side *b)
{
    if (a->n <= IN_ORDER_MOST && b->n <= IN_ORDER_MOST) {
        mark_in_order(a, b);
    } else {
        mark_unknown(a, b);
        mark_unknown(b, a);
    }
}

/* ---- telling */

static bool put_difference(cli_printer *p, const side *s, const sentence *x)
{
    static const char *const column[] = { "report", "side", "start", "end", "text" };
    char start[16], end[16];
    dl_buf json;
    dl_buf text;
    dl_buf_init(&json, NULL);
    dl_buf_init(&text, NULL);
    dl_buf_add(&text, x->text);
    snprintf(start, sizeof start, "%u", x->start);
    snprintf(end, sizeof end, "%u", x->end);
    dl_json_open(&json, '{');
    dl_json_kint(&json, "schema", 1);
    dl_json_kstr(&json, "report", dl_slice_str(s->id));
    dl_json_kstr(&json, "side", dl_slice_str(s->name));
    dl_json_kint(&json, "start", x->start);
    dl_json_kint(&json, "end", x->end);
    dl_json_kstr(&json, "text", x->text);
    dl_json_close(&json, '}');
    dateline_cell cell[] = { { .type = DATELINE_TEXT, .text = s->id },
        { .type = DATELINE_TEXT, .text = s->name },
        { .type = DATELINE_INT, .integer = x->start, .text = start },
        { .type = DATELINE_INT, .integer = x->end, .text = end },
        { .type = DATELINE_TEXT, .text = text.p } };
    dateline_row row = { 5, column, cell, json.p, json.n };
    bool more = cli_print_row(p, &row);
    dl_buf_free(&text);
    dl_buf_free(&json);
    return more;
}

/* "- " what only the first says, "+ " what only the second does. */
static void put_for_people(const sentence *x, char sign)
{
    dl_buf line;
    dl_buf_init(&line, NULL);
    dl_buf_fmt(&line, "%c ", sign);
    dl_buf_add(&line, x->text);
    cli_wrap(stdout, dl_buf_slice(&line), cli_width(stdout), 0);
    dl_buf_free(&line);
}

typedef struct teller {
    cli_printer *printer; /* NULL: for people */
    size_t told;
} teller;

static void put_one(teller *t, const side *s, const sentence *x, char sign)
{
    t->told++;
    if (t->printer) put_difference(t->printer, s, x);
    else put_for_people(x, sign);
}

/* The second's own sentences from j on, up to one that both have; answers its place. */
static size_t put_others(teller *t, const side *b, size_t j)
{
    for (; j < b->n && b->at[j].only_here; j++) put_one(t, b, &b->at[j], '+');
    return j;
}

/* In the order of the texts: up to each sentence that both have the first's own, then the
 * second's. */
static void put_all(teller *t, const side *a, const side *b)
{
    size_t j = 0;
    for (size_t i = 0; i < a->n; i++) {
        if (a->at[i].only_here) put_one(t, a, &a->at[i], '-');
        else j = put_others(t, b, j) + 1;
    }
    for (; j < b->n; j++)
        if (b->at[j].only_here) put_one(t, b, &b->at[j], '+');
}

static void put_heads(const side *a, const side *b)
{
    bool versions = a->id == b->id;
    fputs("- ", stdout);
    cli_put(stdout, a->id);
    fputs(versions ? " (older version)\n+ " : "\n+ ", stdout);
    cli_put(stdout, b->id);
    fputs("\n\n", stdout);
}

static void tell(const cli_args *args, side *a, side *b)
{
    cli_printer *p = args->form == FORM_TABLE ? NULL : cli_printer_new(args, stdout);
    split(a);
    split(b);
    compare(a, b);
    if (!p) put_heads(a, b);
    teller t = { .printer = p };
    put_all(&t, a, b);
    if (!p && !t.told) puts("the texts say the same");
    if (p) cli_printer_end(p);
}

static void side_free(side *s)
{
    free(s->text);
    free(s->at);
}

int cmd_diff(const cli_args *a)
{
    dateline *d = cli_open(a, CLI_READ_ONLY);
    if (!d) return DATELINE_FAILED;
    sides both = { .first = { .name = "first" }, .second = { .name = "second" } };
    dateline_status status = read_both(d, a, &both);
    if (status == DATELINE_OK) tell(a, &both.first, &both.second);
    side_free(&both.first);
    side_free(&both.second);
    return cli_end(d, status);
}
