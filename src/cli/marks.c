/* marks - see marks.h. */
#include "marks.h"

#include <stdlib.h>

/* ORDER CLI_MARK */
static const char *const list_name[CLI_MARK_KINDS] = { "quotes", "events", "mentions", "times",
    "amounts" };
static const char *const mark_name[CLI_MARK_KINDS] = { "quote", "event", "name", "time", "amount" };

/* ---- collecting */

static cli_mark *push(cli_marks *m)
{
    if (m->n == m->cap) {
        m->cap = m->cap ? m->cap * 2 : 64;
        m->at = realloc(m->at, m->cap * sizeof *m->at);
        if (!m->at) abort();
    }
    return &m->at[m->n++];
}

static uint32_t offset_of(const json_t *number)
{
    json_int_t v = json_integer_value(number);
    return v < 0 || v > UINT32_MAX ? 0 : (uint32_t)v;
}

static void add(cli_marks *m, cli_mark_kind kind, size_t index, json_t *o, const json_t *start,
    const json_t *end)
{
    uint32_t from = offset_of(start), to = offset_of(end);
    if (from >= to) return;
    *push(m) = (cli_mark){ .kind = kind,
        .title = dl_line_in_title(o),
        .start = from,
        .end = to,
        .index = index,
        .json = o };
}

static void add_one(cli_marks *m, cli_mark_kind kind, size_t index, json_t *o)
{
    json_t *parts = json_object_get(o, "parts");
    if (!json_array_size(parts)) {
        add(m, kind, index, o, json_object_get(o, "start"), json_object_get(o, "end"));
        return;
    }
    for (size_t i = 0; i < json_array_size(parts); i++) {
        json_t *part = json_array_get(parts, i);
        add(m, kind, index, o, json_array_get(part, 0), json_array_get(part, 1));
    }
}

static int by_place(const void *a, const void *b)
{
    const cli_mark *x = a, *y = b;
    if (x->title != y->title) return x->title ? -1 : 1;
    if (x->start != y->start) return x->start < y->start ? -1 : 1;
    if (x->end != y->end) return x->end > y->end ? -1 : 1;
    if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

cli_marks cli_marks_of(json_t *report)
{
    cli_marks m = { NULL, 0, 0 };
    for (int kind = 0; kind < CLI_MARK_KINDS; kind++) {
        json_t *list = json_object_get(report, list_name[kind]);
        for (size_t i = 0; i < json_array_size(list); i++)
            add_one(&m, (cli_mark_kind)kind, i, json_array_get(list, i));
    }
    if (m.n) qsort(m.at, m.n, sizeof *m.at, by_place);
    return m;
}

void cli_marks_free(cli_marks *m) { free(m->at); }

/* ---- telling */

const char *cli_mark_name(const cli_mark *m)
{
    const char *form = dl_line_text(m->json, "form");
    return m->kind == CLI_MENTION && *form ? form : mark_name[m->kind];
}

static json_t *entity_at(const json_t *report, const json_t *index)
{
    if (!json_is_integer(index)) return NULL;
    return json_array_get(json_object_get(report, "entities"), offset_of(index));
}

json_t *cli_mark_entity(const json_t *report, const cli_mark *m)
{
    return m->kind == CLI_MENTION ? entity_at(report, json_object_get(m->json, "entity")) : NULL;
}

static void add_part(dl_buf *b, const char *s)
{
    if (!*s) return;
    if (b->n) dl_buf_str(b, ", ");
    dl_buf_str(b, s);
}

static void add_key(dl_buf *b, const json_t *o, const char *key)
{
    json_t *v = json_object_get(o, key);
    if (json_is_string(v)) add_part(b, json_string_value(v));
    if (!json_is_number(v)) return;
    dl_buf number;
    dl_buf_init(&number, NULL);
    if (json_is_integer(v)) dl_json_int(&number, json_integer_value(v));
    else dl_json_num(&number, json_real_value(v));
    add_part(b, number.p);
    dl_buf_free(&number);
}

static void add_keys(dl_buf *b, const json_t *o, const char *const *key)
{
    for (; *key; key++) add_key(b, o, *key);
}

void cli_entity_tells(dl_buf *b, const json_t *entity)
{
    static const char *const key[] = { "name", "kind", "title", "country", "code", NULL };
    add_keys(b, entity, key);
}

/* "by Shinzo Abe", "actor Japan, recipient Russia" */
static void add_who(dl_buf *b, const json_t *report, const char *role, const json_t *who)
{
    const json_t *e = entity_at(report, json_object_get(who, "entity"));
    if (!e) return;
    add_part(b, role);
    dl_buf_byte(b, ' ');
    dl_buf_str(b, dl_line_text(e, "name"));
}

static void add_parties(dl_buf *b, const json_t *report, const cli_mark *m)
{
    static const char *const list[][2] = { { "actors", "actor" }, { "recipients", "recipient" } };
    for (size_t k = 0; k < 2; k++) {
        const json_t *all = json_object_get(m->json, list[k][0]);
        for (size_t i = 0; i < json_array_size(all); i++)
            add_who(b, report, list[k][1], json_array_get(all, i));
    }
}

/* "12", "at least 12", "at most 12", "10 to 15" */
static void add_number(dl_buf *b, const json_t *amount)
{
    json_t *min = json_object_get(amount, "min");
    json_t *max = json_object_get(amount, "max");
    bool exact = min && max && json_equal(min, max);
    if (!exact && !max) add_part(b, "at least");
    if (!exact && !min) add_part(b, "at most");
    dl_buf number;
    dl_buf_init(&number, NULL);
    add_key(&number, amount, min ? "min" : "max");
    dl_buf_byte(b, ' ');
    dl_buf_add(b, dl_buf_slice(&number));
    dl_buf_clear(&number);
    if (!exact && min && max) {
        add_key(&number, amount, "max");
        dl_buf_str(b, " to ");
        dl_buf_add(b, dl_buf_slice(&number));
    }
    dl_buf_free(&number);
}

static void tell_amount(dl_buf *b, const json_t *amount)
{
    add_key(b, amount, "kind");
    add_number(b, amount);
    if (*dl_line_text(amount, "unit")) dl_buf_byte(b, ' ');
    dl_buf_str(b, dl_line_text(amount, "unit"));
    add_key(b, amount, "of");
}

void cli_mark_tells(dl_buf *b, const json_t *report, const cli_mark *m)
{
    static const char *const keys[CLI_MARK_KINDS][6] = { { "form", "sense" },
        { "lemma", "type", "act", "status", "time" }, { NULL }, { "type", "value" }, { NULL } };
    if (m->kind == CLI_MENTION) {
        cli_entity_tells(b, cli_mark_entity(report, m));
        return;
    }
    add_keys(b, m->json, keys[m->kind]);
    if (m->kind == CLI_QUOTE) add_who(b, report, "by", json_object_get(m->json, "source"));
    if (m->kind == CLI_EVENT) add_parties(b, report, m);
    if (m->kind == CLI_AMOUNT) tell_amount(b, m->json);
}
