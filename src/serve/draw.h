/* draw - what drawings in pages share. All are SVG in the page itself: they need no
 * script, take the colours of the style sheet and have a table beside them that says the
 * same in words. */
#ifndef DL_SERVE_DRAW_H
#define DL_SERVE_DRAW_H

#include "writer.h"

/* <svg>, of so many units: the page stretches it to its measure. Closed by web_close. */
void serve_draw_begin(web_writer *w, const char *class, int wide, int high, const char *label);
/* An attribute that is a number, rounded to tenths. */
#define serve_draw_number(w, name, value) serve_draw_put_number((w), "" name "", (value))
void serve_draw_put_number(web_writer *w, const char *name, double value);
void serve_draw_line(web_writer *w, double x1, double y1, double x2, double y2);
/* With a text that shows where the pointer rests. */
void serve_draw_circle(web_writer *w, double x, double y, double radius, dl_slice title);
/* anchor: start, middle, end. */
void serve_draw_text(web_writer *w, double x, double y, const char *anchor, dl_slice text);
/* At most so many code points, then dots. The answer is in out. */
enum { SERVE_DRAW_LABEL = 96 };
dl_slice serve_draw_short(dl_slice text, uint32_t most, char out[SERVE_DRAW_LABEL]);

/* <details> with the same as a table, whose rows the caller writes. columns: NULL behind
 * the last. */
void serve_table_begin(web_writer *w, const char *summary, const char *const *columns);
void serve_table_end(web_writer *w);

#endif
