/* draw - see draw.h. */
#include "draw.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "page_parts.h"

void serve_draw_begin(web_writer *w, const char *class, int wide, int high, const char *label)
{
    char box[48];
    snprintf(box, sizeof box, "0 0 %d %d", wide, high);
    web_open(w, "svg");
    web_attribute(w, "class", dl_slice_str(class));
    web_attribute(w, "viewBox", dl_slice_str(box));
    web_attribute(w, "role", DL_S("img"));
    web_attribute(w, "aria-label", dl_slice_str(label));
}

void serve_draw_put_number(web_writer *w, const char *name, double value)
{
    char text[32];
    long tenths = lround(value * 10);
    const char *sign = tenths < 0 ? "-" : "";
    long size = labs(tenths);
    if (size % 10) snprintf(text, sizeof text, "%s%ld.%ld", sign, size / 10, size % 10);
    else snprintf(text, sizeof text, "%s%ld", sign, size / 10);
    web_put_attribute(w, name, dl_slice_str(text));
}

void serve_draw_line(web_writer *w, double x1, double y1, double x2, double y2)
{
    web_open(w, "line");
    serve_draw_number(w, "x1", x1);
    serve_draw_number(w, "y1", y1);
    serve_draw_number(w, "x2", x2);
    serve_draw_number(w, "y2", y2);
}

void serve_draw_circle(web_writer *w, double x, double y, double radius, dl_slice title)
{
    web_open(w, "circle");
    serve_draw_number(w, "cx", x);
    serve_draw_number(w, "cy", y);
    serve_draw_number(w, "r", radius);
    web_element(w, "title", title);
    web_close(w);
}

void serve_draw_text(web_writer *w, double x, double y, const char *anchor, dl_slice text)
{
    web_open(w, "text");
    serve_draw_number(w, "x", x);
    serve_draw_number(w, "y", y);
    web_attribute(w, "text-anchor", dl_slice_str(anchor));
    web_text(w, text);
    web_close(w);
}

dl_slice serve_draw_short(dl_slice text, uint32_t most, char out[SERVE_DRAW_LABEL])
{
    if (dl_utf8_count(text) <= most) return text;
    dl_slice head = dl_slice_trim(dl_utf8_cut(text, 0, most - 1));
    int n = snprintf(out, SERVE_DRAW_LABEL, "%.*s\xe2\x80\xa6", (int)head.n, head.p);
    return dl_slice_of(out, (size_t)n);
}

void serve_table_begin(web_writer *w, const char *summary, const char *const *columns)
{
    web_open(w, "details");
    web_element(w, "summary", dl_slice_str(summary));
    serve_part_table(w, summary, columns);
}

void serve_table_end(web_writer *w)
{
    serve_part_table_end(w);
    web_close(w);
}
