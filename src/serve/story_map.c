/* story_map - where a story's events took or take place: on a map, and as a table.
 *
 *   rows of "story places" --> the window that holds them --> outlines of countries
 *   (data/serve/land.txt), points by how exact they are
 *
 * Longitudes are drawn narrower away from the equator, so that shapes near the middle of
 * the window look as they are. */
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "draw.h"
#include "story.h"
#include "web.h"

enum { PLACES = 40, WIDE = 480, HIGH = 290, NAMED = 8, LETTERS = 18, LETTER = 7, LINE = 15 };

/* The room around the places, as a share of theirs; degrees that are shown at least
 * and at most. */
static const double MARGIN = .25, LEAST_HIGH = 9, MOST_WIDE = 360, MOST_NORTH = 84;

typedef struct place {
    dl_slice name, country, precision;
    double lat, lon;
    long events;
} place;
typedef struct map {
    dl_arena *arena;
    place at[PLACES];
    int n;
    double west, north; /* the corner of the window */
    double across, down; /* units a degree */
} map;

static bool take_place(void *user, const dateline_row *row)
{
    map *m = user;
    if (m->n == PLACES) return false;
    m->at[m->n++] = (place){ .name = dl_arena_copy(m->arena, serve_part(row, "name")),
        .country = dl_arena_copy(m->arena, serve_part(row, "country")),
        .precision = dl_arena_copy(m->arena, serve_part(row, "precision")),
        .lat = strtod(serve_value(row, "lat"), NULL),
        .lon = strtod(serve_value(row, "lon"), NULL),
        .events = strtol(serve_value(row, "events"), NULL, 10) };
    return true;
}

/* ---- the window */

/* The places of which most is told, which hold most of its events: one that is named in
 * passing, across the world, would leave no room for them. They come with the most
 * events first. */
static int places_to_fit(const map *m)
{
    enum { OF = 10, MOST = 9 };
    long all = 0, so_far = 0;
    for (int i = 0; i < m->n; i++) all += m->at[i].events;
    for (int i = 0; i < m->n; i++) {
        so_far += m->at[i].events;
        if (so_far * OF >= all * MOST) return i + 1;
    }
    return m->n;
}

static void set_window(map *m)
{
    double west = 180, east = -180, south = 90, north = -90;
    int fit = places_to_fit(m);
    for (int i = 0; i < fit; i++) {
        west = fmin(west, m->at[i].lon);
        east = fmax(east, m->at[i].lon);
        south = fmin(south, m->at[i].lat);
        north = fmax(north, m->at[i].lat);
    }
    double middle = (south + north) / 2, narrow = fmax(cos(middle * 3.14159265 / 180), .2);
    double high = fmax((north - south) * (1 + 2 * MARGIN), LEAST_HIGH);
    double wide = fmax((east - west) * (1 + 2 * MARGIN), high / narrow * WIDE / HIGH);
    wide = fmin(wide, MOST_WIDE) * narrow;
    m->down = WIDE / wide;
    m->across = m->down * narrow;
    m->west = (west + east) / 2 - WIDE / m->across / 2;
    m->north = fmin(middle + HIGH / m->down / 2, MOST_NORTH);
}

static double x_of(const map *m, double lon) { return (lon - m->west) * m->across; }

static double y_of(const map *m, double lat) { return (m->north - lat) * m->down; }

/* ---- outlines */

/* "665,374 671,374 ...": the next point, in degrees. */
static bool next_point(const char **p, const char *end, double *lon, double *lat)
{
    char *behind;
    if (*p >= end) return false;
    *lon = (double)strtol(*p, &behind, 10) / 10;
    if (behind == *p || *behind != ',') return false;
    *lat = (double)strtol(behind + 1, &behind, 10) / 10;
    *p = behind < end ? behind + 1 : end;
    return true;
}

static bool is_in_window(const map *m, dl_slice ring)
{
    const char *p = ring.p;
    double lon, lat, west = 1e9, east = -1e9, top = 1e9, bottom = -1e9;
    while (next_point(&p, ring.p + ring.n, &lon, &lat)) {
        west = fmin(west, x_of(m, lon));
        east = fmax(east, x_of(m, lon));
        top = fmin(top, y_of(m, lat));
        bottom = fmax(bottom, y_of(m, lat));
    }
    return west < WIDE && east > 0 && top < HIGH && bottom > 0;
}

/* Points that fall on the one before are left out: a map of the world is short. */
static void add_ring(const map *m, dl_slice ring, dl_buf *path)
{
    const char *p = ring.p;
    double lon, lat;
    long was_x = LONG_MAX, was_y = LONG_MAX;
    char letter = 'M';
    while (next_point(&p, ring.p + ring.n, &lon, &lat)) {
        long x = lround(x_of(m, lon)), y = lround(y_of(m, lat));
        if (x == was_x && y == was_y) continue;
        dl_buf_fmt(path, "%c%ld %ld", letter, x, y);
        letter = 'L';
        was_x = x;
        was_y = y;
    }
    dl_buf_byte(path, 'Z');
}

static void draw_land(web_writer *w, const map *m)
{
    dl_slice rest = serve_web_named("land.txt"), line;
    dl_buf path;
    dl_buf_init(&path, NULL);
    while (dl_slice_line(&rest, &line)) {
        size_t tab = dl_slice_find_byte(line, '\t', 0);
        if (tab == SIZE_MAX) continue;
        dl_slice ring = dl_slice_cut(line, tab + 1, line.n);
        if (is_in_window(m, ring)) add_ring(m, ring, &path);
    }
    web_open(w, "path");
    web_attribute(w, "d", dl_buf_slice(&path));
    web_close(w);
    dl_buf_free(&path);
}

/* ---- points */

/* A town is a point, what is larger a ring: its point is a middle of it alone. */
static bool is_exact(const place *p)
{
    return dl_slice_is(p->precision, "point") || dl_slice_is(p->precision, "admin2");
}

typedef struct label {
    bool left; /* it stands left of its point */
    double from, to, y; /* where it begins and ends */
} label;

static double size_of(const place *p) { return is_exact(p) ? 5 : 10; }

/* Where the name of a place would stand. */
static label label_of(const map *m, const place *p)
{
    size_t count = dl_utf8_count(p->name);
    double letters = count < LETTERS ? (double)count : LETTERS;
    double x = x_of(m, p->lon), beside = size_of(p) + 3, wide = LETTER * letters;
    label l = { .left = x > WIDE * .7, .y = y_of(m, p->lat) };
    l.from = l.left ? x - beside - wide : x + beside;
    l.to = l.from + wide;
    return l;
}

/* A name is written where none of those before it, which may be written, stands in its
 * way. */
static bool has_room(const map *m, int i)
{
    label mine = label_of(m, &m->at[i]);
    for (int k = 0; k < i; k++) {
        label other = label_of(m, &m->at[k]);
        bool beside = mine.to < other.from || other.to < mine.from;
        if (!beside && fabs(mine.y - other.y) < LINE) return false;
    }
    return i < NAMED;
}

static void draw_place(web_writer *w, const map *m, const place *p, bool named)
{
    char room[SERVE_DRAW_LABEL];
    label l = label_of(m, p);
    web_open(w, "g");
    web_attribute(w, "class", is_exact(p) ? DL_S("exact") : DL_S("about"));
    serve_draw_circle(w, x_of(m, p->lon), l.y, size_of(p), p->name);
    const char *anchor = l.left ? "end" : "start";
    double x = l.left ? l.to : l.from;
    if (named) serve_draw_text(w, x, l.y + 4, anchor, serve_draw_short(p->name, LETTERS, room));
    web_close(w);
}

static void draw(web_writer *w, const map *m)
{
    serve_draw_begin(
        w, "map", WIDE, HIGH, "Where its events took place; the table below says the same");
    draw_land(w, m);
    for (int i = m->n; i-- > 0;) draw_place(w, m, &m->at[i], has_room(m, i));
    web_close(w);
}

/* ---- the table */

static const char *exactness(const place *p)
{
    static const char *const says[][2] = { { "point", "the place itself" },
        { "admin2", "a district" }, { "admin1", "a province or state" }, { "country", "a country" },
        { "region", "a region" } };
    for (size_t i = 0; i < sizeof says / sizeof *says; i++)
        if (dl_slice_is(p->precision, says[i][0])) return says[i][1];
    return "";
}

static void put_row(web_writer *w, const place *p)
{
    char events[24], point[48];
    snprintf(events, sizeof events, "%ld", p->events);
    snprintf(point, sizeof point, "%.2f, %.2f", p->lat, p->lon);
    web_open(w, "tr");
    web_element(w, "td", p->name);
    web_element(w, "td", p->country);
    web_element(w, "td", dl_slice_str(events));
    web_element(w, "td", dl_slice_str(exactness(p)));
    web_element(w, "td", dl_slice_str(point));
    web_close(w);
}

static void put_places(web_writer *w, map *m)
{
    static const char *const columns[] = { "Place", "Country", "Events", "Its point is that of",
        "Latitude, longitude", NULL };
    web_element(w, "h2", DL_S("Where"));
    set_window(m);
    draw(w, m);
    serve_table_begin(w, "Places, as a table", columns);
    for (int i = 0; i < m->n; i++) put_row(w, &m->at[i]);
    serve_table_end(w);
}

bool serve_story_places(const serve_story *s)
{
    map *m = calloc(1, sizeof *m);
    if (m) m->arena = dl_arena_new(NULL, 0);
    bool well = m && m->arena
        && serve_went_well(
            s->a, s->d, dateline_show_some(s->d, "story places", s->id, s->sample, take_place, m));
    if (!m || !m->arena) serve_problem(s->a, 503, "out of memory");
    if (well && m->n) put_places(s->w, m);
    if (m) dl_arena_free(m->arena);
    free(m);
    return well;
}
