/* hidden_json - the line of a report without what lies in parts of its text that people
 * marked as clutter: as dl_layers_hide leaves the layers, marks and events go and the
 * others are numbered anew. The text stays; the key `hidden` says which parts, who and
 * why. */
#include <jansson.h>

#include "tell_private.h"

typedef struct telling {
    json_t *report;
    const dl_known *known;
    const dl_left *left; /* [DL_LISTS]; NULL: the report was not analysed */
} telling;

static bool is_over(const telling *t, json_int_t start, json_int_t end)
{
    for (uint32_t i = 0; i < t->known->hidden.n; i++)
        if (start < t->known->hidden.at[i].end && end > t->known->hidden.at[i].start) return true;
    return false;
}

/* Of an object with `start` and `end`; of anything else no. */
static bool is_hidden(const telling *t, const json_t *mark)
{
    json_t *start = json_object_get(mark, "start");
    if (!start || json_object_get(mark, "in")) return false;
    json_t *end = json_object_get(mark, "end");
    return is_over(t, json_integer_value(start), json_integer_value(end));
}

/* ---- references */

static int32_t number(const telling *t, dl_list list, const json_t *old)
{
    json_int_t n = json_integer_value(old);
    const dl_left *left = &t->left[list];
    return n < 0 || n >= (json_int_t)left->n ? -1 : left->at[n];
}

static void renumber(const telling *t, json_t *o, const char *key, dl_list list)
{
    json_t *old = json_object_get(o, key);
    if (!json_is_integer(old)) return;
    int32_t now = number(t, list, old);
    if (now < 0) json_object_del(o, key);
    else json_integer_set(old, now);
}

/* A key whose value is an object over words. */
static void renumber_under(const telling *t, json_t *o, const char *key)
{
    json_t *under = json_object_get(o, key);
    if (under && is_hidden(t, under)) {
        json_object_del(o, key);
        return;
    }
    renumber(t, under, "entity", DL_LIST_ENTITIES);
    if (under && strcmp(key, "attributed_to") == 0 && !json_object_size(under))
        json_object_del(o, key);
}

static void renumber_parties(const telling *t, json_t *o, const char *key)
{
    json_t *list = json_object_get(o, key);
    for (size_t i = json_array_size(list); i-- > 0;) {
        json_t *one = json_array_get(list, i);
        if (is_hidden(t, one)) json_array_remove(list, i);
        else renumber(t, one, "entity", DL_LIST_ENTITIES);
    }
}

/* The pieces of a quote that its cue parts, where one of them is hidden. */
static void hide_parts(const telling *t, json_t *quote)
{
    size_t i;
    json_t *part;
    bool goes = false;
    json_array_foreach(json_object_get(quote, "parts"), i, part)
    {
        json_int_t start = json_integer_value(json_array_get(part, 0));
        goes |= is_over(t, start, json_integer_value(json_array_get(part, 1)));
    }
    if (goes) json_object_del(quote, "parts");
}

static void renumber_one(const telling *t, json_t *o, dl_list list)
{
    if (list == DL_LIST_ENTITIES || list == DL_LIST_EVENTS) renumber(t, o, "id", list);
    if (list == DL_LIST_MENTIONS) renumber(t, o, "entity", DL_LIST_ENTITIES);
    if (list == DL_LIST_QUOTES) {
        hide_parts(t, o);
        renumber(t, o, "within", DL_LIST_QUOTES);
        renumber_under(t, o, "source");
        renumber_under(t, o, "cue");
    }
    if (list != DL_LIST_EVENTS) return;
    renumber(t, o, "place", DL_LIST_ENTITIES);
    renumber_under(t, o, "attributed_to");
    renumber_parties(t, o, "actors");
    renumber_parties(t, o, "recipients");
}

/* ---- lists */

static void sift(const telling *t, const char *key, dl_list list)
{
    size_t i;
    json_t *one;
    json_t *kept = json_array();
    json_array_foreach(json_object_get(t->report, key), i, one)
    {
        if (i < t->left[list].n && t->left[list].at[i] < 0) continue;
        renumber_one(t, one, list);
        json_array_append(kept, one);
    }
    json_object_set_new(t->report, key, kept);
}

static void sift_by_span(const telling *t, const char *key)
{
    json_t *list = json_object_get(t->report, key);
    for (size_t i = json_array_size(list); i-- > 0;)
        if (is_hidden(t, json_array_get(list, i))) json_array_remove(list, i);
}

static void tell_parts(const telling *t)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < t->known->hidden.n; i++) {
        const dl_hidden *h = &t->known->hidden.at[i];
        json_t *one = json_object();
        json_object_set_new(one, "start", json_integer(h->start));
        json_object_set_new(one, "end", json_integer(h->end));
        json_object_set_new(one, "by", json_stringn(h->by.p, h->by.n));
        json_object_set_new(one, "why", json_stringn(h->why.p, h->why.n));
        json_object_set_new(one, "correction", json_integer(h->correction));
        json_array_append_new(list, one);
    }
    json_object_set_new(t->report, "hidden", list);
}

void tell_hidden(struct json_t *report, const dl_known *k)
{
    /* ORDER dl_list */
    static const char *const key[DL_LISTS] = { "entities", "mentions", "times", "quotes", "amounts",
        "events" };
    telling t = { .report = report, .known = k, .left = k->left };
    if (!k->hidden.n) return;
    sift_by_span(&t, "sentences");
    for (int i = 0; t.left && i < DL_LISTS; i++)
        if (json_object_get(report, key[i])) sift(&t, key[i], (dl_list)i);
    tell_parts(&t);
}
