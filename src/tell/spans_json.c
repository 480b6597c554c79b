/* spans_json - bytes of the whole text become code points of title or body: the one place
 * where they do. In: a span. Out: "start", "end" and, for the title, "in". */
#include "tell_private.h"

void tell_span(tell_json *t, dl_span s)
{
    bool in_title = s.start < t->d->text.title.end;
    uint32_t shift = in_title ? 0 : t->body_cp;
    dl_json_kint(t->out, "start", (int64_t)dl_cpmap_cp(t->map, s.start) - shift);
    dl_json_kint(t->out, "end", (int64_t)dl_cpmap_cp(t->map, s.end) - shift);
    if (in_title) dl_json_kstr(t->out, "in", DL_S("title"));
}

void tell_span_object(tell_json *t, const char *key, dl_span s)
{
    dl_json_key(t->out, key);
    dl_json_open(t->out, '{');
    tell_span(t, s);
    dl_json_close(t->out, '}');
}
