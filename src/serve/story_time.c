/* story_time - the days of a story: a line with a mark a day, and the same as a list with
 * a sentence a day. */
#include <stdlib.h>

#include "draw.h"
#include "story.h"

void serve_story_said(web_writer *w, const serve_day *one)
{
    if (one->date.n) serve_part_day(w, one->date);
    if (one->date.n) web_text(w, DL_S(" "));
    web_open(w, "span");
    serve_part_said(w, one->text, one->report);
    web_close(w);
}

bool serve_story_is_ahead(const serve_days *days, const serve_day *one)
{
    return dl_slice_cmp(one->date, days->last) > 0;
}

/* ---- the drawing */

enum { WIDE = 480, HIGH = 44, EDGE = 8, AXIS = 14, BASE = 38, SMALL = 3, LARGE = 5 };
static const double MONTH = 1. / 12; /* of a year, by which days are drawn */

/* A day as a number to draw by: months and days as shares of the year. */
static double place_of(dl_slice date)
{
    double year = 0, month = 1, of_month = 1;
    if (date.n >= 4) year = strtod(date.p, NULL);
    if (date.n >= 7) month = (date.p[5] - '0') * 10 + (date.p[6] - '0');
    if (date.n >= 10) of_month = (date.p[8] - '0') * 10 + (date.p[9] - '0');
    return year + (month - 1) / 12 + (of_month - 1) / 372;
}

/* Days of the story itself: history before it, and what is to come later than as long
 * again, would leave no room for them. */
static bool is_drawn(const serve_days *days, const serve_day *one)
{
    enum { DAY = 10 };
    if (one->date.n != DAY || dl_slice_cmp(one->date, days->first) < 0) return false;
    if (!serve_story_is_ahead(days, one)) return true;
    double last = place_of(days->last), length = last - place_of(days->first);
    return place_of(one->date) - last <= length + MONTH;
}

/* The first and the last of them, which are in order; how many there are. */
static uint32_t ends_of(const serve_days *days, const serve_day **first, const serve_day **last)
{
    uint32_t drawn = 0;
    for (uint32_t i = 0; i < days->at.n; i++) {
        const serve_day *one = &days->at.at[i];
        if (!is_drawn(days, one)) continue;
        if (!drawn++) *first = one;
        *last = one;
    }
    return drawn;
}

static void draw(web_writer *w, const serve_days *days)
{
    const serve_day *first = NULL, *last = NULL;
    if (ends_of(days, &first, &last) < 2) return;
    double from = place_of(first->date), to = place_of(last->date);
    if (to <= from) return;
    serve_draw_begin(w, "days", WIDE, HIGH, "The days of the story; the list below tells them");
    serve_draw_line(w, EDGE, AXIS, WIDE - EDGE, AXIS);
    web_close(w);
    char text[SERVE_DAY_TEXT];
    for (uint32_t i = 0; i < days->at.n; i++) {
        const serve_day *one = &days->at.at[i];
        if (!is_drawn(days, one)) continue;
        double x = EDGE + (place_of(one->date) - from) / (to - from) * (WIDE - 2 * EDGE);
        serve_draw_circle(
            w, x, AXIS, one->others ? LARGE : SMALL, serve_part_day_text(one->date, text));
    }
    serve_draw_text(w, EDGE, BASE, "start", serve_part_day_text(first->date, text));
    serve_draw_text(w, WIDE - EDGE, BASE, "end", serve_part_day_text(last->date, text));
    web_close(w);
}

/* ---- the list */

void serve_story_timeline(web_writer *w, const serve_days *days)
{
    if (!days->at.n) return;
    web_element(w, "h2", DL_S("Timeline"));
    draw(w, days);
    web_open(w, "ol");
    web_attribute(w, "class", DL_S("timeline"));
    for (uint32_t i = 0; i < days->at.n; i++) {
        web_open(w, "li");
        serve_story_said(w, &days->at.at[i]);
        web_close(w);
    }
    web_close(w);
}
