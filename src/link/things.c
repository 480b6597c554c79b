/* things - see things.h. A node is a name in full of one sort and country; things are
 * nodes joined by union-find; short names are given to nodes one by one. */
#include "things.h"

#include "base/intern.h"
#include "base/order.h"
#include "doc/actor_code.h"
#include "name_key.h"

enum {
    SHARE_LEAST = 80, /* per cent of a short name's bearers that make it one thing's */
    BEARERS_LEAST = 2, /* reports that a short name is judged by outside its story */
    SPELT_SHARE = 10, /* of fewer reports with an acronym one spells it out: its usual name */
    CODE_MAX = 32
};

typedef struct seen { /* an entity of a report */
    uint32_t report, entity, story;
    uint32_t key, name; /* numbers of texts */
    uint32_t country, code, title;
    uint32_t node;
    uint32_t thing;
    uint8_t sort, kind;
    bool is_short;
    bool given; /* a king: named by his given name */
} seen;

typedef struct alias { /* a short form of a full name, as one report has it */
    uint32_t key; /* of the short form */
    uint32_t seen; /* of the full name */
} alias;

typedef struct node {
    uint32_t key, country;
    uint8_t sort;
    bool given;
    uint32_t up; /* union-find */
    uint32_t reports; /* that name it so */
    uint32_t first; /* the first seen */
} node;

struct link_things {
    const dl_link *l;
    const dl_record_link *record;
    dl_arena *arena;
    dl_interner texts; /* keys, names, countries, codes */
    dl_interner node_keys;
    DL_VEC(seen) seen;
    DL_VEC(alias) aliases;
    DL_VEC(node) nodes;
    DL_VEC(uint32_t) first_of_report; /* in seen */
    DL_VEC(link_thing) things;
    link_roles roles;
    uint64_t *order, *spare; /* room for sorting, [most of seen and aliases] */
};

/* ---- collecting */

link_things *link_things_new(const dl_link *l, const dl_record_link *record)
{
    link_things *x = dl_mem_zero(l->mem, sizeof *x);
    if (!x) return NULL;
    x->l = l;
    x->record = record;
    x->arena = dl_arena_new(l->mem, 0);
    x->texts.arena = x->arena;
    x->node_keys.arena = x->arena;
    x->roles.arena = x->arena;
    x->roles.texts.arena = x->arena;
    if (x->arena) return x;
    dl_mem_free(l->mem, x, sizeof *x);
    return NULL;
}

void link_things_free(link_things *x)
{
    if (!x) return;
    dl_arena_free(x->arena);
    dl_mem_free(x->l->mem, x, sizeof *x);
}

static dl_slice text_of(const link_things *x, uint32_t number)
{
    return number ? x->texts.names.at[number - 1] : (dl_slice){ NULL, 0 };
}

static bool is_acronym(dl_slice name)
{
    for (size_t i = 0; i < name.n; i++)
        if (!(name.p[i] >= 'A' && name.p[i] <= 'Z') && name.p[i] != '.') return false;
    return name.n >= 2;
}

static bool is_short(link_sort sort, dl_slice name, dl_slice key)
{
    if (sort == LINK_SORT_PERSON) return link_is_one_word(key);
    return sort == LINK_SORT_BODY && (is_acronym(name) || link_is_one_word(key));
}

/* "King Abdullah" is no Mr Abdullah: those go by their given names. */
static bool goes_by_given(dl_slice title)
{
    static const char *const list[] = { "King", "king", "Queen", "queen", "Pope", "pope", "Emperor",
        "emperor", "Sultan", "sultan", "Emir", "emir", NULL };
    return dl_slice_is_any(title, list);
}

static void add_alias(link_things *x, uint32_t at, dl_slice key)
{
    uint32_t number = dl_intern(&x->texts, key);
    if (!number || number == x->seen.at[at].key) return;
    for (uint32_t i = x->aliases.n; i > 0 && x->aliases.at[i - 1].seen == at; i--)
        if (x->aliases.at[i - 1].key == number) return;
    alias *a = DL_PUSH(x->arena, &x->aliases);
    if (a) *a = (alias){ number, at };
}

/* Mentions of one entity that are looked at for other forms of its name. */
enum { FORMS_MOST = 64 };

/* A country's own code is its actors' code without a sector. Capital letters: no key of a
 * name is like it. */
static bool is_country(const dl_entity *e, link_sort sort)
{
    return sort == LINK_SORT_PLACE && e->code.n && dl_slice_eq(e->code, e->country);
}

static bool take_name(link_things *x, const dl_layers *d, uint32_t entity, seen *s)
{
    char room[LINK_KEY_MAX + DL_NAME_FOLD_MAX];
    const dl_entity *e = &d->marks.entities.at[entity];
    link_sort sort = link_sort_of(e->kind);
    if (sort == LINK_SORT_NONE) return false;
    dl_slice key = link_key(x->l, sort, e->name, room);
    if (!key.n) return false;
    if (is_country(e, sort)) key = e->code; /* "the USA", "the United States" */
    s->sort = (uint8_t)sort;
    s->kind = (uint8_t)e->kind;
    s->key = dl_intern(&x->texts, key);
    s->given = is_short(sort, e->name, key) && goes_by_given(e->title);
    s->is_short = is_short(sort, e->name, key) && !s->given;
    s->name = dl_intern(&x->texts, e->name);
    s->country = dl_intern(&x->texts, e->country);
    s->code = dl_intern(&x->texts, e->code);
    s->title = dl_intern(&x->texts, e->title);
    return true;
}

static void take_forms(link_things *x, const dl_layers *d, uint32_t at, const uint32_t *first_name,
    const uint32_t *next_name)
{
    char room[LINK_KEY_MAX + DL_NAME_FOLD_MAX];
    const seen s = x->seen.at[at];
    dl_slice name = text_of(x, s.name);
    if (s.sort == LINK_SORT_PERSON) add_alias(x, at, link_last_word(text_of(x, s.key)));
    if (s.sort == LINK_SORT_BODY) add_alias(x, at, link_initials(name, room));
    uint32_t i = first_name[s.entity];
    for (uint32_t n = 0; i && n < FORMS_MOST; n++, i = next_name[i - 1]) {
        dl_span span = d->marks.mentions.at[i - 1].span;
        dl_slice form = dl_slice_cut(d->full, span.start, span.end);
        add_alias(x, at, link_key(x->l, (link_sort)s.sort, form, room));
    }
}

/* The mentions by name of each entity as lists, so that all are walked once. */
static bool name_lists(dl_arena *a, const dl_layers *d, uint32_t **first, uint32_t **next)
{
    const dl_marks *m = &d->marks;
    *first = dl_arena_array(a, (size_t)m->entities.n + 1, sizeof **first);
    *next = dl_arena_array(a, (size_t)m->mentions.n + 1, sizeof **next);
    if (!*first || !*next) return false;
    for (uint32_t i = m->mentions.n; i > 0; i--) {
        const dl_mention *one = &m->mentions.at[i - 1];
        if (one->form != DL_FORM_NAME || one->entity < 0) continue;
        (*next)[i - 1] = (*first)[one->entity];
        (*first)[one->entity] = i;
    }
    return true;
}

void link_things_add(link_things *x, uint32_t story, int32_t day, const dl_layers *d)
{
    uint32_t *first = NULL;
    uint32_t *next = NULL;
    uint32_t report = x->first_of_report.n;
    uint32_t *mine = DL_PUSH(x->arena, &x->first_of_report);
    if (!mine) return;
    *mine = x->seen.n;
    dl_arena *lists = dl_arena_new(x->l->mem, 0);
    if (!lists || !name_lists(lists, d, &first, &next)) dl_arena_fail(x->arena);
    for (uint32_t i = 0; !dl_arena_failed(x->arena) && i < d->marks.entities.n; i++) {
        seen s = { .report = report, .entity = i, .story = story, .thing = DL_NO_THING };
        if (!first[i] || !take_name(x, d, i, &s)) continue;
        seen *at = DL_PUSH(x->arena, &x->seen);
        if (!at) break;
        *at = s;
        take_forms(x, d, x->seen.n - 1, first, next);
        link_roles_add(&x->roles, x->seen.n - 1, report, day, &d->marks.entities.at[i]);
    }
    dl_arena_free(lists);
}

/* ---- nodes */

static uint32_t root(link_things *x, uint32_t n)
{
    while (x->nodes.at[n].up != n) {
        x->nodes.at[n].up = x->nodes.at[x->nodes.at[n].up].up;
        n = x->nodes.at[n].up;
    }
    return n;
}

static bool is_before(const node *a, const node *b)
{
    if (a->reports != b->reports) return a->reports > b->reports;
    return a->first < b->first;
}

static void join(link_things *x, uint32_t a, uint32_t b)
{
    a = root(x, a);
    b = root(x, b);
    if (a == b) return;
    bool keep = is_before(&x->nodes.at[a], &x->nodes.at[b]);
    uint32_t top = keep ? a : b;
    uint32_t under = keep ? b : a;
    x->nodes.at[under].up = top;
    x->nodes.at[top].reports += x->nodes.at[under].reports;
    if (!x->nodes.at[top].country) x->nodes.at[top].country = x->nodes.at[under].country;
}

static uint32_t node_of(link_things *x, uint32_t at)
{
    const seen *s = &x->seen.at[at];
    uint32_t parts[] = { s->key, s->country, s->sort };
    uint32_t number = dl_intern(&x->node_keys, dl_slice_of((const char *)parts, sizeof parts));
    if (!number) return 0;
    if (number > x->nodes.n) {
        node *n = DL_PUSH(x->arena, &x->nodes);
        if (!n) return 0;
        *n = (node){ s->key, s->country, s->sort, false, number - 1, 0, at };
    }
    x->nodes.at[number - 1].reports++;
    x->nodes.at[number - 1].given |= s->given;
    return number - 1;
}

static void make_nodes(link_things *x)
{
    for (uint32_t i = 0; i < x->seen.n && !dl_arena_failed(x->arena); i++)
        x->seen.at[i].node = node_of(x, i);
}

/* ---- order */

/* The seen in order of node, those of a node in order of story. */
static void order_by_node(link_things *x)
{
    for (uint32_t i = 0; i < x->seen.n; i++) x->order[i] = (uint64_t)x->seen.at[i].story << 32 | i;
    dl_sort_keys(x->order, x->spare, x->seen.n);
    for (uint32_t i = 0; i < x->seen.n; i++) {
        uint32_t at = (uint32_t)x->order[i];
        x->order[i] = (uint64_t)x->seen.at[at].node << 32 | at;
    }
    dl_sort_keys(x->order, x->spare, x->seen.n);
}

/* ---- one name, several countries */

typedef struct by_node { /* where each node's seen begin in `order` */
    uint32_t *from;
} by_node;

static uint32_t story_at(const link_things *x, uint32_t place)
{
    return x->seen.at[(uint32_t)x->order[place]].story;
}

static bool share_a_story(const link_things *x, const by_node *w, uint32_t a, uint32_t b)
{
    uint32_t i = w->from[a];
    uint32_t k = w->from[b];
    while (i < w->from[a + 1] && k < w->from[b + 1]) {
        uint32_t one = story_at(x, i);
        uint32_t other = story_at(x, k);
        if (one == other) return true;
        if (one < other) i++;
        else k++;
    }
    return false;
}

/* Two of one name and sort are two things where two countries keep them apart in
 * stories of their own, each more than once. */
static bool is_other(const link_things *x, const by_node *w, uint32_t best, uint32_t n)
{
    const node *a = &x->nodes.at[best];
    const node *b = &x->nodes.at[n];
    if (!a->country || !b->country) return false;
    if (a->sort == LINK_SORT_PLACE) return true;
    if (a->given && b->given) return b->reports >= BEARERS_LEAST; /* they may meet */
    return b->reports >= BEARERS_LEAST && !share_a_story(x, w, best, n);
}

static uint64_t name_of_node(const node *n) { return (uint64_t)n->key << 3 | n->sort; }

/* The nodes at order[from..to) have one name. Those without a country go to the
 * commonest one. */
static void join_countries(
    link_things *x, const by_node *w, const uint64_t *at, uint32_t from, uint32_t to)
{
    uint32_t best = (uint32_t)at[from];
    for (uint32_t i = from + 1; i < to; i++) {
        const node *n = &x->nodes.at[(uint32_t)at[i]];
        const node *top = &x->nodes.at[best];
        bool better = !top->country == !n->country ? is_before(n, top) : n->country != 0;
        if (better) best = (uint32_t)at[i];
    }
    for (uint32_t i = from; i < to; i++) {
        uint32_t n = (uint32_t)at[i];
        if (n != best && !is_other(x, w, best, n)) join(x, best, n);
    }
}

static bool same_names(link_things *x)
{
    uint32_t n = x->nodes.n;
    uint64_t *at = dl_arena_array(x->arena, (size_t)n + 1, sizeof *at);
    uint64_t *spare = dl_arena_array(x->arena, (size_t)n + 1, sizeof *spare);
    by_node w = { dl_arena_array(x->arena, (size_t)n + 2, sizeof *w.from) };
    if (!at || !spare || !w.from) return false;
    for (uint32_t i = 0; i < x->seen.n; i++) w.from[x->seen.at[i].node + 1]++;
    for (uint32_t i = 0; i < n; i++) w.from[i + 1] += w.from[i];
    for (uint32_t i = 0; i < n; i++)
        at[i] = (uint64_t)(uint32_t)name_of_node(&x->nodes.at[i]) << 32 | i;
    dl_sort_keys(at, spare, n);
    for (uint32_t i = 0, k = 0; i < n; i = k) {
        while (k < n && at[k] >> 32 == at[i] >> 32) k++;
        join_countries(x, &w, at, i, k);
    }
    return true;
}

/* ---- other ways of writing */

static bool may_be_one(const node *a, const node *b)
{
    return !a->country || !b->country || a->country == b->country;
}

static void join_spelling(link_things *x, const uint64_t *at, uint32_t from, uint32_t to)
{
    uint32_t best = root(x, (uint32_t)at[from]);
    for (uint32_t i = from + 1; i < to; i++) {
        uint32_t n = root(x, (uint32_t)at[i]);
        const node *a = &x->nodes.at[best];
        const node *b = &x->nodes.at[n];
        if (n != best && a->sort == b->sort && may_be_one(a, b)) join(x, best, n);
        best = root(x, best);
    }
}

/* Names of one word are too easily alike: they have to agree to the letter. */
static bool spellings(link_things *x)
{
    char room[LINK_KEY_MAX];
    uint32_t n = 0;
    uint64_t *at = dl_arena_array(x->arena, (size_t)x->nodes.n + 1, sizeof *at);
    uint64_t *spare = dl_arena_array(x->arena, (size_t)x->nodes.n + 1, sizeof *spare);
    if (!at || !spare) return false;
    for (uint32_t i = 0; i < x->nodes.n; i++) {
        dl_slice key = text_of(x, x->nodes.at[i].key);
        bool place = x->nodes.at[i].sort == LINK_SORT_PLACE;
        if (link_is_one_word(key) && !place) continue;
        uint32_t number = dl_intern(&x->texts, link_spelling(x->l, key, room));
        at[n++] = (uint64_t)number << 32 | i;
    }
    dl_sort_keys(at, spare, n);
    for (uint32_t i = 0, k = 0; i < n; i = k) {
        while (k < n && at[k] >> 32 == at[i] >> 32) k++;
        join_spelling(x, at, i, k);
    }
    return !dl_arena_failed(x->arena);
}

/* ---- short names */

typedef struct bearer { /* a full name's node that goes by a short one in a story */
    uint32_t key, story, node;
    uint8_t sort;
} bearer;

typedef struct bearers {
    bearer *at; /* in order of key, story, node */
    uint32_t n;
} bearers;

static void sort_bearers(link_things *x, bearers *b, bearer *out, int by)
{
    for (uint32_t i = 0; i < b->n; i++) {
        const bearer *one = &b->at[i];
        uint32_t key = one->key;
        if (by == 1) key = one->story;
        if (by == 2) key = one->node;
        x->order[i] = (uint64_t)key << 32 | i;
    }
    dl_sort_keys(x->order, x->spare, b->n);
    for (uint32_t i = 0; i < b->n; i++) out[i] = b->at[(uint32_t)x->order[i]];
    memcpy(b->at, out, b->n * sizeof *out);
}

static bool find_bearers(link_things *x, bearers *b)
{
    b->n = 0;
    b->at = dl_arena_array(x->arena, (size_t)x->aliases.n + 1, sizeof *b->at);
    bearer *out = dl_arena_array(x->arena, (size_t)x->aliases.n + 1, sizeof *out);
    if (!b->at || !out) return false;
    for (uint32_t i = 0; i < x->aliases.n; i++) {
        const alias *a = &x->aliases.at[i];
        const seen *s = &x->seen.at[a->seen];
        if (!s->is_short) b->at[b->n++] = (bearer){ a->key, s->story, root(x, s->node), s->sort };
    }
    for (int by = 2; by >= 0; by--) sort_bearers(x, b, out, by);
    return true;
}

static uint32_t first_bearer(const bearers *b, uint32_t key, uint32_t story)
{
    uint32_t low = 0;
    uint32_t high = b->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const bearer *m = &b->at[middle];
        if (m->key < key || (m->key == key && m->story < story)) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* The commonest bearer of a short name in one story; UINT32_MAX: there is none. */
static uint32_t bearer_in_story(const bearers *b, const seen *s)
{
    uint32_t best = UINT32_MAX;
    uint32_t most = 0;
    uint32_t i = first_bearer(b, s->key, s->story);
    for (uint32_t k = i; i < b->n && b->at[i].key == s->key && b->at[i].story == s->story; i = k) {
        while (k < b->n && b->at[k].key == s->key && b->at[k].story == s->story
            && b->at[k].node == b->at[i].node)
            k++;
        if (b->at[i].sort != s->sort || k - i <= most) continue;
        most = k - i;
        best = b->at[i].node;
    }
    return best;
}

/* What nearly all of the record calls so. One pass over a short name's bearers, kept
 * for the name: `counts` has a place for each node. */
static uint32_t bearer_in_record(const bearers *b, const seen *s, uint32_t *counts)
{
    uint32_t best = UINT32_MAX;
    uint32_t all = 0;
    uint32_t from = first_bearer(b, s->key, 0);
    for (uint32_t i = from; i < b->n && b->at[i].key == s->key; i++) {
        if (b->at[i].sort != s->sort) continue;
        uint32_t n = b->at[i].node;
        all++;
        counts[n]++;
        if (best == UINT32_MAX || counts[n] > counts[best]) best = n;
    }
    bool clear = best != UINT32_MAX && counts[best] >= BEARERS_LEAST
        && (uint64_t)counts[best] * 100 >= (uint64_t)all * SHARE_LEAST;
    for (uint32_t i = from; i < b->n && b->at[i].key == s->key; i++) counts[b->at[i].node] = 0;
    return clear ? best : UINT32_MAX;
}

enum { NOT_ASKED = UINT32_MAX - 1 };

static bool give_short_names(link_things *x)
{
    bearers b;
    uint32_t texts = x->texts.names.n;
    uint32_t *counts = dl_arena_array(x->arena, (size_t)x->nodes.n + 1, sizeof *counts);
    uint32_t *known = dl_arena_array(x->arena, ((size_t)texts + 1) * LINK_SORT_NONE, sizeof *known);
    if (!find_bearers(x, &b) || !counts || !known) return false;
    for (size_t i = 0; i < ((size_t)texts + 1) * LINK_SORT_NONE; i++) known[i] = NOT_ASKED;
    for (uint32_t i = 0; i < x->seen.n; i++) {
        seen *s = &x->seen.at[i];
        if (!s->is_short) continue;
        uint32_t *record = &known[(size_t)s->key * LINK_SORT_NONE + s->sort];
        uint32_t n = bearer_in_story(&b, s);
        if (n == UINT32_MAX && *record == NOT_ASKED) *record = bearer_in_record(&b, s, counts);
        if (n == UINT32_MAX) n = *record;
        if (n != UINT32_MAX) s->node = n;
    }
    return true;
}

/* ---- things */

static void number_things(link_things *x, uint32_t *thing_of_node)
{
    for (uint32_t i = 0; i < x->nodes.n; i++) thing_of_node[i] = DL_NO_THING;
    for (uint32_t i = 0; i < x->seen.n; i++) {
        seen *s = &x->seen.at[i];
        uint32_t n = root(x, s->node);
        if (thing_of_node[n] == DL_NO_THING) {
            thing_of_node[n] = x->things.n;
            link_thing *t = DL_PUSH(x->arena, &x->things);
            if (!t) return;
            *t = (link_thing){ .report = s->report, .entity = s->entity };
        }
        s->thing = thing_of_node[n];
    }
}

typedef uint32_t (*part_of)(const seen *s);
static uint32_t name_part(const seen *s) { return s->is_short ? 0 : s->name; }
static uint32_t any_name_part(const seen *s) { return s->name; }
static uint32_t country_part(const seen *s) { return s->country; }
static uint32_t code_part(const seen *s) { return s->code; }
static uint32_t title_part(const seen *s) { return s->title; }
static uint32_t kind_part(const seen *s) { return s->kind; }

/* The commonest of a part in order[from..to), the seen of one thing; the first of
 * several that are as common. counts: a place for each text, left empty. times: how many
 * have it; NULL: that is not asked. */
static uint32_t commonest(
    link_things *x, uint32_t from, uint32_t to, part_of part, uint32_t *counts, uint32_t *times)
{
    uint32_t best = 0;
    for (uint32_t i = from; i < to; i++) {
        uint32_t p = part(&x->seen.at[(uint32_t)x->order[i]]);
        if (p) counts[p]++;
    }
    for (uint32_t i = from; i < to; i++) {
        uint32_t p = part(&x->seen.at[(uint32_t)x->order[i]]);
        if (p && (!best || counts[p] > counts[best])) best = p;
    }
    if (times) *times = best ? counts[best] : 0;
    for (uint32_t i = from; i < to; i++) counts[part(&x->seen.at[(uint32_t)x->order[i]])] = 0;
    return best;
}

/* In full; an acronym where hardly anybody spells it out: fifty reports of CNN are not
 * named by one that holds "Christian News Network". */
static uint32_t usual_name(link_things *x, uint32_t from, uint32_t to, uint32_t *counts)
{
    uint32_t full_times, times;
    uint32_t full = commonest(x, from, to, name_part, counts, &full_times);
    uint32_t any = commonest(x, from, to, any_name_part, counts, &times);
    bool rare = is_acronym(text_of(x, any)) && times >= full_times * SPELT_SHARE;
    return full && !rare ? full : any;
}

/* Of a person what few of many reports tell is another's of that name. */
static dl_slice told_often(
    link_things *x, uint32_t from, uint32_t to, part_of part, uint32_t *counts)
{
    uint32_t times;
    uint32_t best = commonest(x, from, to, part, counts, &times);
    bool person = x->seen.at[(uint32_t)x->order[from]].sort == LINK_SORT_PERSON;
    bool often = !person || times > 1
        || (uint64_t)times * 100 >= (uint64_t)(to - from) * LINK_NAMED_SHARE;
    return text_of(x, often ? best : 0);
}

/* The United Nations' envoy is of none of the countries that he is sent to. */
static bool is_of_body(const link_thing *t)
{
    return t->kind == DL_KIND_PERSON && dl_actor_parts_of(t->code).body.n;
}

static void describe(link_things *x, uint32_t from, uint32_t to, uint32_t *counts)
{
    link_thing *t = &x->things.at[x->order[from] >> 32];
    t->name = text_of(x, usual_name(x, from, to, counts));
    t->kind = (dl_kind)commonest(x, from, to, kind_part, counts, NULL);
    t->code = told_often(x, from, to, code_part, counts);
    if (!is_of_body(t)) t->country = told_often(x, from, to, country_part, counts);
    t->title = text_of(x, commonest(x, from, to, title_part, counts, NULL));
    uint32_t last = UINT32_MAX;
    for (uint32_t i = from; i < to; i++) {
        uint32_t report = x->seen.at[(uint32_t)x->order[i]].report;
        if (report != last) t->reports++;
        last = report;
    }
}

static bool describe_all(link_things *x)
{
    uint32_t n = x->texts.names.n > DL_KIND_COUNT ? x->texts.names.n : DL_KIND_COUNT;
    uint32_t *counts = dl_arena_array(x->arena, (size_t)n + 1, sizeof *counts);
    if (!counts) return false;
    for (uint32_t i = 0; i < x->seen.n; i++) x->order[i] = (uint64_t)x->seen.at[i].thing << 32 | i;
    dl_sort_keys(x->order, x->spare, x->seen.n);
    for (uint32_t i = 0, k = 0; i < x->seen.n; i = k) {
        while (k < x->seen.n && x->order[k] >> 32 == x->order[i] >> 32) k++;
        describe(x, i, k, counts);
    }
    return true;
}

static uint32_t thing_of_seen(const void *user, uint32_t at)
{
    const link_things *x = user;
    return x->seen.at[at].thing;
}

static uint32_t reports_of_thing(const void *user, uint32_t thing)
{
    const link_things *x = user;
    return x->things.at[thing].reports;
}

bool link_things_join(link_things *x)
{
    uint32_t most = x->seen.n > x->aliases.n ? x->seen.n : x->aliases.n;
    x->order = dl_arena_array(x->arena, (size_t)most + 1, sizeof *x->order);
    x->spare = dl_arena_array(x->arena, (size_t)most + 1, sizeof *x->spare);
    if (!x->order || !x->spare) return false;
    make_nodes(x);
    if (dl_arena_failed(x->arena) || !link_goes_on(x->record)) return false;
    order_by_node(x);
    if (!link_goes_on(x->record) || !same_names(x)) return false;
    if (!link_goes_on(x->record) || !spellings(x)) return false;
    if (!link_goes_on(x->record) || !give_short_names(x)) return false;
    uint32_t *thing_of_node = dl_arena_array(x->arena, (size_t)x->nodes.n + 1, sizeof(uint32_t));
    if (!thing_of_node) return false;
    number_things(x, thing_of_node);
    if (dl_arena_failed(x->arena) || !link_goes_on(x->record)) return false;
    const link_role_things all = { x, thing_of_seen, reports_of_thing };
    return describe_all(x) && link_roles_join(&x->roles, &all) && !dl_arena_failed(x->arena);
}

/* ---- asking */

uint32_t link_things_count(const link_things *x) { return x->things.n; }

const link_thing *link_things_at(const link_things *x, uint32_t thing)
{
    return &x->things.at[thing];
}

uint32_t link_things_of(const link_things *x, uint32_t report, uint32_t entity)
{
    uint32_t end = report + 1 < x->first_of_report.n ? x->first_of_report.at[report + 1]
                                                     : x->seen.n;
    uint32_t low = x->first_of_report.at[report];
    for (uint32_t high = end; low < high;) {
        uint32_t middle = low + (high - low) / 2;
        if (x->seen.at[middle].entity < entity) low = middle + 1;
        else high = middle;
    }
    bool found = low < end && x->seen.at[low].entity == entity;
    return found ? x->seen.at[low].thing : DL_NO_THING;
}

bool link_things_role(const link_things *x, uint32_t thing, int32_t day, link_role *out)
{
    return link_roles_ask(&x->roles, thing, day, out);
}
