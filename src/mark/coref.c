/* coref - the clusters of coref.h: joining, and what is known of a cluster. */
#include "coref.h"

uint32_t coref_root(coref *c, uint32_t m)
{
    while (c->up[m] != m) {
        c->up[m] = c->up[c->up[m]];
        m = c->up[m];
    }
    return m;
}

static bool letters_clash(char a, char b) { return a && b && a != b; }

/* Places may act ("China said it"), so they go with bodies; persons go with persons. */
static bool classes_clash(coref_class a, coref_class b)
{
    if (a == b || a == COREF_THING || b == COREF_THING) return false;
    bool acts_a = a == COREF_PLACE || a == COREF_BODY;
    bool acts_b = b == COREF_PLACE || b == COREF_BODY;
    return !(acts_a && acts_b);
}

bool coref_may_join(coref *c, uint32_t a, uint32_t b)
{
    const coref_mention *x = &c->at[coref_root(c, a)];
    const coref_mention *y = &c->at[coref_root(c, b)];
    if (c->names_joined && x->named && y->named && x != y) return false;
    if (x->what == COREF_NUMBER || y->what == COREF_NUMBER) return false;
    if (letters_clash(x->number, y->number) || letters_clash(x->gender, y->gender)) return false;
    bool given = x->given.n && y->given.n && !dl_slice_eq(x->given, y->given);
    if (given) return false; /* "Joan Anders", "Bill Anders" */
    bool countries = x->country.n && y->country.n && !dl_slice_eq(x->country, y->country);
    return !countries && !classes_clash(x->what, y->what);
}

/* The root learns what it did not know. */
static void learn(coref_mention *root, const coref_mention *other)
{
    if (!root->number) root->number = other->number;
    if (!root->gender) root->gender = other->gender;
    if (root->what == COREF_THING) root->what = other->what;
    if (!root->row) root->row = other->row;
    if (!root->given.n) root->given = other->given;
    if (!root->country.n) root->country = other->country;
    if (!root->role) {
        root->role = other->role;
        root->role_first = other->role_first;
        root->role_last = other->role_last;
    }
    root->named |= other->named;
    root->size += other->size;
}

bool coref_join(coref *c, uint32_t a, uint32_t b, const char *why)
{
    uint32_t x = coref_root(c, a);
    uint32_t y = coref_root(c, b);
    if (x == y) return true;
    if (!coref_may_join(c, x, y)) return false;
    uint32_t first = x < y ? x : y;
    uint32_t later = x < y ? y : x;
    c->up[later] = first;
    learn(&c->at[first], &c->at[later]);
    uint32_t named = a < b ? b : a;
    if (!c->why[named]) c->why[named] = why;
    return true;
}
