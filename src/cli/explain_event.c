/* explain_event - how an event was made, or why words of a report gave none.
 *
 *   EVENT (REPORT#NUMBER)    what the library says: its sentence, its parties with their
 *                            way in the tree, the row of the lexicon
 *   REPORT --why-not WORDS   the events of those words: coded, or what each row of
 *                            code/verbs.tsv for their verb asks for, and which of that
 *                            the sentence lacks
 *
 * In: the JSON of dateline_read; the tree by annotating its text anew, where there is a
 * model. Out: blocks for people, or rows. */
#include <stdlib.h>

#include "doc/line.h"
#include "explain.h"
#include "marks.h"

typedef struct tables { /* the built-in one or what takes its place, and what is added */
    const dl_table *at[2]; /* NULL: none */
} tables;

typedef struct telling {
    const cli_args *a;
    dateline *d;
    json_t *report; /* as the record knows it */
    json_t *tokens; /* of the same text; NULL: there is no model */
    explain_out out;
    dl_arena *arena;
    tables verbs, classes;
} telling;

static bool take_json(void *user, const char *json, size_t n)
{
    json_t **to = user;
    if (!*to) *to = dl_line_read(json, n);
    return false;
}

/* ---- tokens */

static json_t *token_at(const telling *t, size_t i)
{
    return json_array_get(json_object_get(t->tokens, "tokens"), i);
}

static void tell_one(
    const telling *t, const char *mark, dl_slice what, const dl_buf *says, const char *rule)
{
    explain_told told = { mark, what, dl_buf_slice(says), rule };
    explain_tell(&t->out, told);
}

/* ---- why not */

static dl_slice cut_at(dl_slice *rest, char end)
{
    size_t at = dl_slice_find_byte(*rest, end, 0);
    if (at == SIZE_MAX) at = rest->n;
    dl_slice out = dl_slice_cut(*rest, 0, at);
    *rest = dl_slice_cut(*rest, at < rest->n ? at + 1 : at, rest->n);
    return out;
}

static tables tables_of(const telling *t, const char *name)
{
    tables found = { { NULL } };
    size_t n = 0;
    dl_err e;
    dl_err_clear(&e);
    for (uint32_t i = 0; i < dl_lexicon_files(t->out.lexicon); i++) {
        dl_lexicon_file f = dl_lexicon_file_at(t->out.lexicon, i);
        if (!f.tsv.p || strcmp(f.table, name) != 0) continue;
        found.at[n++] = dl_table_parse(t->arena, f.name, f.tsv, false, &e);
    }
    return found;
}

/* The cell of a row by the name of its column; empty where there is none. */
static dl_slice named_cell(const dl_table *table, uint32_t row, const char *column)
{
    int at = dl_table_column(table, column);
    return at < 0 ? (dl_slice){ "", 0 } : dl_table_cell(table, row, (uint32_t)at);
}

/* Is the lemma a word of that class of code/noun-classes.tsv? */
static bool in_class(const telling *t, dl_slice lemma, dl_slice class)
{
    for (size_t i = 0; i < 2; i++) {
        const dl_table *table = t->classes.at[i];
        for (uint32_t r = 0; table && r < table->rows; r++)
            if (dl_slice_eq_nocase(named_cell(table, r, "word"), lemma)
                && dl_slice_eq(named_cell(table, r, "class"), class))
                return true;
    }
    return false;
}

/* Does a word of a need ("sanction|&tie") stand in the sentence? */
static bool sentence_has(const telling *t, const json_t *sentence, dl_slice asked)
{
    size_t n = json_array_size(json_object_get(t->tokens, "tokens"));
    while (asked.n) {
        dl_slice one = cut_at(&asked, '|');
        bool class = one.n > 1 && one.p[0] == '&';
        if (class && one.p[1] >= 'A' && one.p[1] <= 'Z') return true; /* a kind of name */
        for (size_t i = 0; i < n; i++) {
            const json_t *token = token_at(t, i);
            dl_slice lemma = dl_slice_str(dl_line_text(token, "lemma"));
            if (!dl_line_is_inside(token, sentence)) continue;
            if (class && in_class(t, lemma, dl_slice_cut(one, 1, one.n))) return true;
            if (!class && dl_slice_eq_nocase(lemma, one)) return true;
        }
    }
    return false;
}

/* Which needs of a row name words that the sentence lacks. */
static void add_missing(dl_buf *b, const telling *t, const json_t *sentence, dl_slice needs)
{
    while (needs.n) {
        dl_slice need = cut_at(&needs, ' ');
        size_t eq = dl_slice_find_byte(need, '=', 0);
        bool lacks = t->tokens && sentence && eq != SIZE_MAX && need.p[0] != '!'
            && !sentence_has(t, sentence, dl_slice_cut(need, eq + 1, need.n));
        dl_buf_fmt(b, "%s%.*s%s", b->n ? "; " : "asks for ", (int)need.n, need.p,
            lacks ? " (no such word in the sentence)" : "");
    }
    if (!b->n) dl_buf_str(b, "asks for nothing more");
}

static void tell_row(const telling *t, const json_t *event, const dl_table *table, uint32_t row)
{
    char rule[DL_ROW_NAME_MAX];
    dl_buf says;
    dl_buf_init(&says, NULL);
    add_missing(&says, t, dl_line_sentence(t->report, event), named_cell(table, row, "needs"));
    explain_told told = { "row", named_cell(table, row, "verb"), dl_buf_slice(&says),
        dl_row_name(table, row, rule) };
    explain_tell(&t->out, told);
    dl_buf_free(&says);
}

/* Rows name a verb without its particle: "step" of step_down. */
static bool is_verb_of(dl_slice lemma, dl_slice verb)
{
    size_t bar = dl_slice_find_byte(lemma, '_', 0);
    dl_slice alone = bar == SIZE_MAX ? lemma : dl_slice_cut(lemma, 0, bar);
    return dl_slice_eq_nocase(verb, lemma) || dl_slice_eq_nocase(verb, alone);
}

/* The rows for a verb, each with what is missing; answers how many. */
static size_t tell_rows(const telling *t, const json_t *event)
{
    dl_slice lemma = dl_slice_str(dl_line_text(event, "lemma"));
    size_t found = 0;
    for (size_t i = 0; i < 2; i++) {
        const dl_table *table = t->verbs.at[i];
        for (uint32_t r = 0; table && r < table->rows; r++) {
            if (!is_verb_of(lemma, named_cell(table, r, "verb"))) continue;
            tell_row(t, event, table, r);
            found++;
        }
    }
    return found;
}

static void tell_why_not(const telling *t, const json_t *event)
{
    dl_buf says;
    dl_buf_init(&says, NULL);
    bool by_row = *dl_line_text(event, "rule");
    if (by_row) dl_buf_str(&says, "not coded: its row says so, or no side of it is named");
    else dl_buf_str(&says, "not coded: no row fits");
    tell_one(t, "event", dl_line_words(t->report, event), &says, dl_line_text(event, "rule"));
    dl_buf_free(&says);
    if (by_row || tell_rows(t, event)) return;
    fputs("no row of code/verbs.tsv has the verb ", stderr);
    cli_put(stderr, dl_line_text(event, "lemma"));
    fputc('\n', stderr);
}

static bool take_reason(void *user, const dateline_row *row)
{
    explain_tell_row(user, row);
    return true;
}

/* One that is coded is told as it is: its id is REPORT#NUMBER. */
static void tell_coded(telling *t, size_t number)
{
    dl_buf id;
    dl_buf_init(&id, NULL);
    dl_buf_fmt(&id, "%s#%zu", t->a->word[0], number);
    dateline_explain(t->d, "event", id.p, take_reason, &t->out);
    dl_buf_free(&id);
}

static bool is_asked(dl_slice asked, dl_slice word, dl_slice lemma)
{
    while (asked.n) {
        dl_slice one = cut_at(&asked, ' ');
        if (one.n && (dl_slice_eq_nocase(one, word) || is_verb_of(lemma, one))) return true;
    }
    return false;
}

static void why_not(telling *t)
{
    size_t i, found = 0;
    json_t *event;
    t->arena = dl_arena_new(NULL, 0);
    if (!t->arena) return;
    t->verbs = tables_of(t, "code/verbs");
    t->classes = tables_of(t, "code/noun-classes");
    json_array_foreach(json_object_get(t->report, "events"), i, event)
    {
        dl_slice lemma = dl_slice_str(dl_line_text(event, "lemma"));
        if (!is_asked(dl_slice_str(t->a->why_not), dl_line_words(t->report, event), lemma))
            continue;
        if (*dl_line_text(event, "type")) tell_coded(t, i);
        else tell_why_not(t, event);
        found++;
    }
    if (!found)
        fputs("none of these words is an event of the report: neither a verb nor a noun of "
              "code/event-nouns.tsv\n",
            stderr);
    dl_arena_free(t->arena);
}

/* ---- the command */

/* The tree is made anew; without a model there is none. */
static json_t *tokens_of(const telling *t)
{
    json_t *tokens = NULL;
    if (!dateline_has_model(t->d)) return NULL;
    const char *text = dl_line_text(t->report, "text");
    const char *title = json_string_value(json_object_get(t->report, "title"));
    dateline_hooks h = cli_hooks(t->a, NULL, 0);
    h.line = take_json;
    h.user = &tokens;
    dateline_annotate_text(t->d, "tokens", title, text, strlen(text), &h);
    cli_hooks_end(CLI_GOES_ON);
    return tokens;
}

static json_t *report_of(const telling *t)
{
    json_t *report = NULL;
    dateline_hooks h = cli_hooks(t->a, NULL, 0);
    h.line = take_json;
    h.user = &report;
    dateline_read(t->d, t->a->word[0], false, &h);
    cli_hooks_end(CLI_GOES_ON);
    return report;
}

static dateline_status tell_why_none(telling *t)
{
    t->report = report_of(t);
    if (!t->report) return DATELINE_FAILED;
    t->tokens = tokens_of(t);
    why_not(t);
    json_decref(t->report);
    json_decref(t->tokens);
    return DATELINE_OK;
}

int explain_event(const cli_args *a)
{
    telling t = { .a = a, .d = cli_open(a, CLI_READ_ONLY | CLI_ENGINE) };
    dateline_status status;
    if (!t.d) return DATELINE_FAILED;
    if (!explain_open(&t.out, a)) return cli_end(t.d, DATELINE_FAILED);
    if (a->why_not) status = tell_why_none(&t);
    else status = dateline_explain(t.d, "event", a->word[0], take_reason, &t.out);
    explain_close(&t.out);
    return cli_end(t.d, status);
}
