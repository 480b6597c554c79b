/* explain_event - see explain_event.h. */
#include "explain_event.h"

#include <jansson.h>

#include "base/lexicon.h"
#include "base/utf8.h"

enum { PATH_MOST = 12 }; /* steps of a way in the tree */

typedef struct telling {
    json_t *report; /* as the record knows it */
    json_t *tokens; /* of the same text; NULL: there is no model */
    dl_tell_rows *rows;
    const dl_lexicon *tables;
} telling;

static const char *text_at(const json_t *o, const char *key)
{
    const char *s = json_string_value(json_object_get(o, key));
    return s ? s : "";
}

static uint32_t number_of(const json_t *o, const char *key)
{
    return (uint32_t)json_integer_value(json_object_get(o, key));
}

static bool in_title(const json_t *o) { return strcmp(text_at(o, "in"), "title") == 0; }

static const char *text_of(const telling *t, const json_t *mark)
{
    return text_at(t->report, in_title(mark) ? "title" : "text");
}

static dl_slice words(const telling *t, const json_t *mark)
{
    return dl_utf8_cut(
        dl_slice_str(text_of(t, mark)), number_of(mark, "start"), number_of(mark, "end"));
}

/* The sentence that a mark stands in; NULL: none. */
static json_t *sentence_of(const telling *t, const json_t *mark)
{
    size_t i;
    json_t *s;
    json_array_foreach(json_object_get(t->report, "sentences"), i, s)
    {
        if (in_title(s) != in_title(mark)) continue;
        if (number_of(s, "start") <= number_of(mark, "start")
            && number_of(mark, "end") <= number_of(s, "end"))
            return s;
    }
    return NULL;
}

/* ---- the way in the tree */

static json_t *token_at(const telling *t, size_t i)
{
    return json_array_get(json_object_get(t->tokens, "tokens"), i);
}

static bool is_inside(const json_t *token, const json_t *mark)
{
    return in_title(token) == in_title(mark)
        && number_of(token, "start") >= number_of(mark, "start")
        && number_of(token, "end") <= number_of(mark, "end");
}

/* The token of a mark whose head stands outside it; -1: none. */
static int64_t head_token(const telling *t, const json_t *mark)
{
    size_t n = json_array_size(json_object_get(t->tokens, "tokens"));
    for (size_t i = 0; i < n; i++) {
        const json_t *token = token_at(t, i);
        uint32_t head = number_of(token, "head");
        if (is_inside(token, mark) && (head == i || !is_inside(token_at(t, head), mark)))
            return (int64_t)i;
    }
    return -1;
}

/* "Russia -nsubj- refused -xcomp- meet": up from both to where they join. */
static void add_path(dl_buf *b, const telling *t, const json_t *from, const json_t *to)
{
    int64_t at = head_token(t, from), end = head_token(t, to);
    if (at < 0 || end < 0) return;
    uint32_t up[PATH_MOST];
    size_t ups = 0;
    for (uint32_t i = (uint32_t)end; ups < PATH_MOST; i = number_of(token_at(t, i), "head")) {
        up[ups++] = i;
        if (number_of(token_at(t, i), "head") == i) break;
    }
    size_t meet = ups;
    for (int n = 0; n < PATH_MOST && meet == ups; n++) {
        const json_t *token = token_at(t, (size_t)at);
        for (size_t k = 0; k < ups && meet == ups; k++)
            if (up[k] == (uint32_t)at) meet = k;
        dl_buf_add(b, words(t, token));
        if (meet < ups) break;
        dl_buf_fmt(b, " -%s- ", text_at(token, "dep"));
        at = number_of(token, "head");
    }
    while (meet < ups && meet-- > 0) {
        dl_buf_fmt(b, " -%s- ", text_at(token_at(t, up[meet]), "dep"));
        dl_buf_add(b, words(t, token_at(t, up[meet])));
    }
}

/* ---- an event */

static dl_cell cell_of(dl_slice text)
{
    return (dl_cell){ .type = text.n ? DL_CELL_TEXT : DL_CELL_NULL, .text = text };
}

static void tell_one(
    const telling *t, const char *mark, dl_slice what, const dl_buf *says, const char *rule)
{
    static const dl_row_column column[] = {
        { .name = { "mark", 4 }, .in_line = true, .in_table = true },
        { .name = { "words", 5 }, .in_line = true, .in_table = true },
        { .name = { "says", 4 }, .in_line = true, .in_table = true },
        { .name = { "rule", 4 }, .in_line = true, .in_table = true },
        { .name = { "row", 3 }, .in_line = true, .in_table = true },
    };
    dl_cell cell[] = { cell_of(dl_slice_str(mark)), cell_of(what), cell_of(dl_buf_slice(says)),
        cell_of(dl_slice_str(rule)), cell_of(dl_lexicon_row(t->tables, rule)) };
    dl_row row = { sizeof column / sizeof *column, column, cell };
    t->rows->failed |= says->failed;
    dl_tell_row(t->rows, &row);
}

static void tell_parties(const telling *t, const json_t *event, const char *key, const char *mark)
{
    size_t i;
    json_t *party;
    json_array_foreach(json_object_get(event, key), i, party)
    {
        dl_buf says;
        dl_buf_init(&says, NULL);
        if (*text_at(party, "code")) dl_buf_fmt(&says, "%s; ", text_at(party, "code"));
        if (t->tokens) add_path(&says, t, party, event);
        tell_one(t, mark, words(t, party), &says, "");
        dl_buf_free(&says);
    }
}

static void add_codes(dl_buf *b, const json_t *event)
{
    static const char *const key[] = { "type", "act", "mode", "cameo", "status", "certainty",
        "polarity" };
    for (size_t i = 0; i < sizeof key / sizeof *key; i++)
        if (*text_at(event, key[i]))
            dl_buf_fmt(b, "%s%s %s", b->n ? ", " : "", key[i], text_at(event, key[i]));
}

static void tell_event(const telling *t, const json_t *event)
{
    dl_buf says;
    dl_buf_init(&says, NULL);
    const json_t *sentence = sentence_of(t, event);
    if (sentence) tell_one(t, "sentence", words(t, sentence), &says, "");
    add_codes(&says, event);
    tell_one(t, "event", words(t, event), &says, text_at(event, "rule"));
    dl_buf_free(&says);
    tell_parties(t, event, "actors", "actor");
    tell_parties(t, event, "recipients", "recipient");
}

static json_t *parse(dl_slice line)
{
    return line.p ? json_loadb(line.p, line.n, JSON_ALLOW_NUL, NULL) : NULL;
}

bool dl_tell_event_reasons(dl_tell_rows *rows, const dl_event_asked *asked)
{
    telling t = { .report = parse(asked->report),
        .tokens = parse(asked->tokens),
        .rows = rows,
        .tables = asked->tables };
    json_t *event = json_array_get(json_object_get(t.report, "events"), asked->number);
    rows->failed |= !t.report;
    if (event) tell_event(&t, event);
    json_decref(t.report);
    json_decref(t.tokens);
    return event != NULL;
}
