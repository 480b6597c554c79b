/* explain_event - see explain_event.h. */
#include "explain_event.h"

#include <jansson.h>

#include "base/lexicon.h"
#include "doc/line.h"

enum { PATH_MOST = 12 }; /* steps of a way in the tree */

typedef struct telling {
    json_t *report; /* as the record knows it */
    json_t *tokens; /* of the same text; NULL: there is no model */
    dl_tell_rows *rows;
    const dl_lexicon *tables;
} telling;

/* ---- the way in the tree */

static json_t *token_at(const telling *t, size_t i)
{
    return json_array_get(json_object_get(t->tokens, "tokens"), i);
}

/* The token of a mark whose head stands outside it; -1: none. */
static int64_t head_token(const telling *t, const json_t *mark)
{
    size_t n = json_array_size(json_object_get(t->tokens, "tokens"));
    for (size_t i = 0; i < n; i++) {
        const json_t *token = token_at(t, i);
        uint32_t head = dl_line_offset(token, "head");
        if (dl_line_is_inside(token, mark)
            && (head == i || !dl_line_is_inside(token_at(t, head), mark)))
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
    for (uint32_t i = (uint32_t)end; ups < PATH_MOST; i = dl_line_offset(token_at(t, i), "head")) {
        up[ups++] = i;
        if (dl_line_offset(token_at(t, i), "head") == i) break;
    }
    size_t meet = ups;
    for (int n = 0; n < PATH_MOST && meet == ups; n++) {
        const json_t *token = token_at(t, (size_t)at);
        for (size_t k = 0; k < ups && meet == ups; k++)
            if (up[k] == (uint32_t)at) meet = k;
        dl_buf_add(b, dl_line_words(t->report, token));
        if (meet < ups) break;
        dl_buf_fmt(b, " -%s- ", dl_line_text(token, "dep"));
        at = dl_line_offset(token, "head");
    }
    while (meet < ups && meet-- > 0) {
        dl_buf_fmt(b, " -%s- ", dl_line_text(token_at(t, up[meet]), "dep"));
        dl_buf_add(b, dl_line_words(t->report, token_at(t, up[meet])));
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
        if (*dl_line_text(party, "code")) dl_buf_fmt(&says, "%s; ", dl_line_text(party, "code"));
        if (t->tokens) add_path(&says, t, party, event);
        tell_one(t, mark, dl_line_words(t->report, party), &says, "");
        dl_buf_free(&says);
    }
}

static void add_codes(dl_buf *b, const json_t *event)
{
    static const char *const key[] = { "type", "act", "mode", "cameo", "status", "certainty",
        "polarity" };
    for (size_t i = 0; i < sizeof key / sizeof *key; i++)
        if (*dl_line_text(event, key[i]))
            dl_buf_fmt(b, "%s%s %s", b->n ? ", " : "", key[i], dl_line_text(event, key[i]));
}

/* What src/code/sure.c asks of each grade, in words. */
static void tell_grade(const telling *t, const json_t *event)
{
    static const char *const says[][2] = {
        { "high",
            "it was done; both sides stand beside its word, each with its country, and the doer is "
            "not just people; it is force, or between two countries" },
        { "middle",
            "a side is not told, or stands further off, or all is of one country, or a noun alone "
            "tells it; or it is told badly, but twice" },
        { "low", "it was not done, or a side is a pronoun or has no country" },
    };
    dl_slice grade = dl_slice_str(dl_line_text(event, "sure"));
    for (size_t i = 0; i < sizeof says / sizeof *says; i++) {
        if (!dl_slice_is(grade, says[i][0])) continue;
        dl_buf b;
        dl_buf_init(&b, NULL);
        dl_buf_str(&b, says[i][1]);
        tell_one(t, "sure", grade, &b, "");
        dl_buf_free(&b);
    }
}

/* The words of a sentence, as all pages tell them: behind "OSLO, Dec 16 (Wire) - ". */
static dl_slice sentence_words(const telling *t, const json_t *sentence)
{
    size_t i;
    json_t *zone;
    size_t from = 0;
    dl_slice words = dl_line_words(t->report, sentence);
    json_array_foreach(json_object_get(t->report, "zones"), i, zone)
    {
        bool is_dateline = strcmp(dl_line_text(zone, "kind"), "dateline") == 0;
        bool begins = dl_line_offset(zone, "start") == dl_line_offset(sentence, "start");
        if (is_dateline && begins && dl_line_is_inside(zone, sentence))
            from = dl_line_words(t->report, zone).n;
    }
    return dl_slice_cut(words, from, words.n);
}

static void tell_event(const telling *t, const json_t *event)
{
    dl_buf says;
    dl_buf_init(&says, NULL);
    const json_t *sentence = dl_line_sentence(t->report, event);
    if (sentence) tell_one(t, "sentence", sentence_words(t, sentence), &says, "");
    add_codes(&says, event);
    tell_one(t, "event", dl_line_words(t->report, event), &says, dl_line_text(event, "rule"));
    dl_buf_free(&says);
    tell_parties(t, event, "actors", "actor");
    tell_parties(t, event, "recipients", "recipient");
    tell_grade(t, event);
}

static json_t *parse(dl_slice line) { return line.p ? dl_line_read(line.p, line.n) : NULL; }

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
