/* export_timelinejs - the JSON of TimelineJS: a slide for each event, grouped by story.
 * Its texts are HTML, so that theirs are escaped. */
#include "export_private.h"

static void begin(dl_export *x)
{
    dl_json_open(&x->out, '{');
    dl_json_key(&x->out, "events");
    dl_json_open(&x->out, '[');
}

/* As exact as it is known: a year, a month, a day or, with an end, a span of days. */
static void date(dl_buf *b, const char *key, dl_slice day, dl_slice precision)
{
    static const char *const part[] = { "year", "month", "day" };
    size_t parts = dl_slice_is(precision, "month") ? 2 : 3;
    if (dl_slice_is(precision, "year")) parts = 1;
    dl_json_key(b, key);
    dl_json_open(b, '{');
    for (size_t i = 0; i < parts; i++) {
        size_t from = i ? i * 3 + 2 : 0; /* 2016-12-16: at 0, 5, 8 */
        size_t to = i ? from + 2 : 4;
        int64_t n = 0;
        for (size_t at = from; at < to && at < day.n; at++) n = n * 10 + day.p[at] - '0';
        dl_json_kint(b, part[i], n);
    }
    dl_json_close(b, '}');
}

static void html(dl_export *x, const char *key, dl_slice text)
{
    dl_buf escaped;
    dl_buf_init(&escaped, x->mem);
    export_xml(&escaped, text);
    if (escaped.failed) x->failed = true;
    dl_json_kstr(&x->out, key, dl_buf_slice(&escaped));
    dl_buf_free(&escaped);
}

/* The sentence, and behind it what people put right. */
static dl_slice text_of(dl_export *x, const export_event *e)
{
    dl_buf b;
    if (!e->corrected.n) return e->sentence;
    dl_buf_init(&b, x->mem);
    dl_buf_add(&b, e->sentence);
    dl_buf_str(&b, " [");
    dl_buf_add(&b, export_note(x, e));
    dl_buf_str(&b, "]");
    dl_slice text = dl_arena_copy(x->event_arena, dl_buf_slice(&b));
    if (b.failed) x->failed = true;
    dl_buf_free(&b);
    return text;
}

static void event(dl_export *x, const export_event *e)
{
    dl_buf *b = &x->out;
    dl_buf_byte(b, '\n');
    dl_json_open(b, '{');
    date(b, "start_date", e->from, e->precision);
    if (!dl_slice_eq(e->from, e->to)) date(b, "end_date", e->to, e->precision);
    dl_json_key(b, "text");
    dl_json_open(b, '{');
    html(x, "headline", export_headline(x, e));
    html(x, "text", text_of(x, e));
    dl_json_close(b, '}');
    if (e->story_title.n) html(x, "group", e->story_title);
    dl_json_kstr(b, "unique_id", e->id);
    dl_json_close(b, '}');
}

static void end(dl_export *x)
{
    dl_json_close(&x->out, ']');
    dl_json_close(&x->out, '}');
    dl_buf_byte(&x->out, '\n');
}

const export_format export_timelinejs = {
    .name = "timelinejs",
    .wants = EXPORT_HAPPENED | EXPORT_TIME,
    .begin = begin,
    .event = event,
    .end = end,
};
