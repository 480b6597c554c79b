/* story_network - who takes part in the same events: drawn on a circle, and as a table.
 *
 *   rows of "story network" --> nodes, ties --> order on the circle --> SVG, table
 *
 * The order: the one with most ties first, then always the one that is tied closest to
 * the one before. It is the same for the same rows. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "draw.h"
#include "story.h"

enum {
    NODES = 14, /* as many as show_story_network tells */
    TIES = NODES * (NODES - 1) / 2,
    DRAWN = 24, /* of the ties, the closest: all of them would be a black disc */
    LEAST = 3, /* fewer need no drawing */
    WIDE = 580,
    HIGH = 290,
    RADIUS = 105,
    LETTERS = 18
};

typedef struct node {
    dl_slice id, name;
    long events;
    int place; /* on the circle; -1: not placed yet */
} node;
typedef struct tie {
    int a, b;
    long events;
    dl_slice acts;
} tie;
typedef struct network {
    dl_arena *arena;
    node node[NODES];
    tie tie[TIES];
    int nodes, ties;
} network;

/* ---- taking the rows */

static dl_slice kept(network *n, const dateline_row *row, const char *name)
{
    return dl_arena_copy(n->arena, serve_part(row, name));
}

static long number(const dateline_row *row, const char *name)
{
    return strtol(serve_value(row, name), NULL, 10);
}

static int node_of(network *n, const dateline_row *row, bool other)
{
    dl_slice id = serve_part(row, other ? "other_id" : "id");
    for (int i = 0; i < n->nodes; i++)
        if (dl_slice_eq(n->node[i].id, id)) return i;
    if (n->nodes == NODES) return -1;
    n->node[n->nodes] = (node){ .id = dl_arena_copy(n->arena, id),
        .name = kept(n, row, other ? "other" : "name"),
        .events = number(row, other ? "of_other" : "of"),
        .place = -1 };
    return n->nodes++;
}

static bool take_tie(void *user, const dateline_row *row)
{
    network *n = user;
    int a = node_of(n, row, false), b = node_of(n, row, true);
    if (a < 0 || b < 0 || n->ties == TIES) return false;
    n->tie[n->ties++] = (tie){ a, b, number(row, "events"), kept(n, row, "acts") };
    return true;
}

/* ---- the order on the circle */

static long tied(const network *n, int a, int b)
{
    for (int i = 0; i < n->ties; i++) {
        const tie *t = &n->tie[i];
        if ((t->a == a && t->b == b) || (t->a == b && t->b == a)) return t->events;
    }
    return 0;
}

static long all_ties(const network *n, int a)
{
    long sum = 0;
    for (int i = 0; i < n->ties; i++)
        if (n->tie[i].a == a || n->tie[i].b == a) sum += n->tie[i].events;
    return sum;
}

/* The closest to `last` of those that have no place; last -1: the one with most ties. */
static int next_of(const network *n, int last)
{
    int best = -1;
    long most = -1;
    for (int i = 0; i < n->nodes; i++) {
        if (n->node[i].place >= 0) continue;
        long close = last < 0 ? 0 : tied(n, last, i);
        long weight = close * 1000 + all_ties(n, i);
        if (weight > most) best = i;
        if (weight > most) most = weight;
    }
    return best;
}

static void place_all(network *n)
{
    int last = -1;
    for (int place = 0; place < n->nodes; place++) {
        last = next_of(n, last);
        n->node[last].place = place;
    }
}

/* ---- the drawing */

static double angle_of(const network *n, const node *one)
{
    static const double whole = 6.283185307179586;
    return whole * one->place / n->nodes - whole / 4;
}

static double x_of(const network *n, const node *one, double radius)
{
    return WIDE / 2.0 + radius * cos(angle_of(n, one));
}

static double y_of(const network *n, const node *one, double radius)
{
    return HIGH / 2.0 + radius * sin(angle_of(n, one));
}

static void draw_tie(web_writer *w, const network *n, const tie *t, long most)
{
    const node *a = &n->node[t->a], *b = &n->node[t->b];
    serve_draw_line(
        w, x_of(n, a, RADIUS), y_of(n, a, RADIUS), x_of(n, b, RADIUS), y_of(n, b, RADIUS));
    serve_draw_number(w, "stroke-width", 1 + 5 * sqrt((double)t->events / (double)most));
    web_close(w);
}

static void draw_node(web_writer *w, const network *n, const node *one, long most)
{
    char label[SERVE_DRAW_LABEL];
    double side = cos(angle_of(n, one));
    const char *anchor = "middle";
    if (side > .2) anchor = "start";
    if (side < -.2) anchor = "end";
    double size = 4 + 6 * sqrt((double)one->events / (double)most);
    serve_draw_circle(w, x_of(n, one, RADIUS), y_of(n, one, RADIUS), size, one->name);
    serve_draw_text(w, x_of(n, one, RADIUS + 16), y_of(n, one, RADIUS + 20) + 4, anchor,
        serve_draw_short(one->name, LETTERS, label));
}

static void draw(web_writer *w, const network *n)
{
    long most = 1;
    for (int i = 0; i < n->nodes; i++)
        if (n->node[i].events > most) most = n->node[i].events;
    serve_draw_begin(w, "network", WIDE, HIGH,
        "Who takes part in the same events; the table below says the same");
    for (int i = n->ties < DRAWN ? n->ties : DRAWN; i-- > 0;)
        draw_tie(w, n, &n->tie[i], n->tie[0].events);
    for (int i = 0; i < n->nodes; i++) draw_node(w, n, &n->node[i], most);
    web_close(w);
}

/* ---- the table */

static void put_row(web_writer *w, const network *n, const tie *t)
{
    char events[24];
    snprintf(events, sizeof events, "%ld", t->events);
    web_open(w, "tr");
    web_open(w, "td");
    serve_page_link(w, "/entities/", n->node[t->a].id, n->node[t->a].name);
    web_close(w);
    web_open(w, "td");
    serve_page_link(w, "/entities/", n->node[t->b].id, n->node[t->b].name);
    web_close(w);
    web_element(w, "td", dl_slice_str(events));
    web_element(w, "td", t->acts);
    web_close(w);
}

static void put_table(web_writer *w, const network *n)
{
    static const char *const columns[] = { "Who", "With", "Events", "Acts", NULL };
    serve_table_begin(w, "Who takes part with whom, as a table", columns);
    for (int i = 0; i < n->ties; i++) put_row(w, n, &n->tie[i]);
    serve_table_end(w);
}

bool serve_story_network(const serve_story *s)
{
    network *n = calloc(1, sizeof *n);
    if (n) n->arena = dl_arena_new(NULL, 0);
    bool well = n && n->arena
        && serve_went_well(s->a, s->d,
            dateline_show_some(s->d, "story network", s->id, s->sample, take_tie, n));
    if (!n || !n->arena) serve_problem(s->a, 503, "out of memory");
    if (well && n->ties) {
        place_all(n);
        if (n->nodes >= LEAST) draw(s->w, n);
        put_table(s->w, n);
    }
    if (n) dl_arena_free(n->arena);
    free(n);
    return well;
}
