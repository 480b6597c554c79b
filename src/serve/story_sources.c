/* story_sources - the sources of a story side by side, and where they differ.
 *
 * A source is an agency, or the outlet that had a text first: what each tells that no
 * other does, and what it told before the others. */
#include <stdio.h>
#include <stdlib.h>

#include "doc/line.h"
#include "story.h"

enum { SOURCES = 8, LINES = 3, DISPUTES = 20 };

typedef struct sources {
    serve_section section;
    int shown;
    long left;
} sources;

/* ---- sources */

static void put_line(web_writer *w, const json_t *one)
{
    web_open(w, "li");
    serve_part_said(w, serve_part_text(one, "text"), serve_part_text(one, "report"));
    web_close(w);
}

/* The first of them, a sentence once: it may tell several events. */
static void put_lines(web_writer *w, const char *name, const json_t *all)
{
    size_t i, shown = 0;
    json_t *one;
    dl_slice before = DL_S("");
    if (!json_array_size(all)) return;
    web_classed(w, "p", "from", dl_slice_str(name));
    web_open(w, "ul");
    json_array_foreach(all, i, one)
    {
        dl_slice text = serve_part_text(one, "text");
        if (shown == LINES || dl_slice_eq(text, before)) continue;
        put_line(w, one);
        before = text;
        shown++;
    }
    web_close(w);
}

/* A number of events, where there are any. */
static void put_share(web_writer *w, const char *before, dl_slice number)
{
    if (!dl_slice_is(number, "0")) serve_part_after(w, before, number);
}

/* What is neither of an agency nor of an outlet bears the id of its report. */
static bool is_nameless(dl_slice source, const json_t *alone, const json_t *first)
{
    const json_t *one = json_array_get(json_array_size(alone) ? alone : first, 0);
    return dl_slice_eq(source, serve_part_text(one, "report"));
}

static void put_facts(web_writer *w, const dateline_row *row)
{
    web_open(w, "p");
    web_attribute(w, "class", DL_S("from"));
    serve_part_count(w, serve_part(row, "reports"), "report");
    web_text(w, DL_S(", "));
    serve_part_days(w, serve_part(row, "first"), serve_part(row, "last"));
    web_text(w, DL_S("; "));
    serve_part_count(w, serve_part(row, "events"), "event");
    put_share(w, ", of which it alone tells ", serve_part(row, "alone"));
    put_share(w, ", it was first with ", serve_part(row, "first to tell"));
    web_close(w);
}

static void put_told(sources *x, const dateline_row *row, const json_t *alone, const json_t *first)
{
    web_writer *w = x->section.w;
    serve_part_heading(&x->section, "Its sources side by side");
    dl_slice source = serve_part(row, "source");
    bool nameless = is_nameless(source, alone, first);
    web_element(w, "h3", nameless ? DL_S("A report of no outlet") : source);
    put_facts(w, row);
    put_lines(w, "Told by it alone:", alone);
    put_lines(w, "Told by it first:", first);
    x->shown++;
}

/* Those that told something alone or first. */
static bool put_source(void *user, const dateline_row *row)
{
    sources *x = user;
    json_t *json = dl_line_read(row->json, row->json_n);
    const json_t *alone = json_object_get(json, "alone");
    const json_t *first = json_object_get(json, "told_first");
    bool tells = json_array_size(alone) || json_array_size(first);
    if (tells && x->shown < SOURCES) put_told(x, row, alone, first);
    else x->left++;
    json_decref(json);
    return true;
}

bool serve_story_sources(const serve_story *s)
{
    sources x = { .section.w = s->w };
    dateline_status status = dateline_show_some(
        s->d, "story sources", s->id, s->sample, put_source, &x);
    if (!serve_went_well(s->a, s->d, status)) return false;
    if (!x.left || !x.shown) return true;
    char more[64];
    snprintf(more, sizeof more, "and %ld more, which add less", x.left);
    web_classed(s->w, "p", "from", dl_slice_str(more));
    return true;
}

/* ---- differences */

typedef struct differences {
    serve_section section;
    int shown;
} differences;

static void put_value(web_writer *w, const json_t *one)
{
    size_t i;
    json_t *report;
    web_open(w, "li");
    web_element(w, "b", serve_part_text(one, "value"));
    web_text(w, DL_S(": "));
    json_array_foreach(json_object_get(one, "reports"), i, report)
    {
        dl_slice id = dl_slice_str(json_string_value(report));
        if (i) web_text(w, DL_S(", "));
        serve_page_link(w, "/reports/", id, id);
    }
    web_close(w);
}

static bool put_difference(void *user, const dateline_row *row)
{
    size_t i;
    json_t *one;
    differences *x = user;
    web_writer *w = x->section.w;
    if (x->shown++ == DISPUTES) return false;
    json_t *json = dl_line_read(row->json, row->json_n);
    serve_part_heading(&x->section, "Where reports differ");
    web_open(w, "p");
    serve_part_named(w, "/events/", serve_part(row, "event"), serve_part(row, "about"));
    serve_part_after(w, ", ", serve_part(row, "kind"));
    web_close(w);
    web_open(w, "ul");
    json_array_foreach(json_object_get(json, "values"), i, one) put_value(w, one);
    web_close(w);
    json_decref(json);
    return true;
}

bool serve_story_differences(const serve_story *s)
{
    differences x = { .section.w = s->w };
    dateline_status status = dateline_show_some(
        s->d, "story disagreements", s->id, s->sample, put_difference, &x);
    return serve_went_well(s->a, s->d, status);
}
