// One training step of the published name component: a batch of documents forward, the moves the weights themselves choose, the targets,
// and the gradient of every parameter. The same network and the same costs as spaCy's TransitionBasedParser over BILUO moves (net.py check
// sets them side by side): 33,000 tokens a second of one core, the second target and Adam among them. For train.py; no part of the program.
//
// Parameters lie in one array, in the order in which spaCy's model walks its nodes: lower layer W(3,64,2,64) b(64,2) pad(3,64,2), upper layer
// W(74,64) b(74), linear W(64,96) b(64), four tables E(rows,96), then five maxout layers W(96,3,in) b(96,3) each with its norm G(96) b(96).
#include <malloc.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    WIDE = 96,
    HID = 64,
    FEATS = 3,
    PIECES = 3,
    OUT3 = WIDE * PIECES,
    HID2 = HID * 2,
    TABLES = 4,
    MIX = WIDE * TABLES,
    LAYERS = 5,
    PAD = 4,
    MAXCLASS = 96
};
enum { MISSING, BEGIN, IN, LAST, UNIT, OUTSIDE };
enum { SPACE = 1, START = 2, VOICES = 8 };

struct net { // filled by net.py
    int32_t rows[TABLES], classes;
    uint8_t move[MAXCLASS], label[MAXCLASS],
        other[MAXCLASS]; // of each class; other: a label beside persons, organisations and places
};

struct batch {
    int32_t docs, tokens;
    const int32_t *length; // docs
    const int32_t *row; // tokens x 4 tables x 4 hashes
    const uint8_t *flag; // tokens: SPACE, START
    const uint8_t *move, *label; // tokens: what the silver says
    const float *keep; // tokens: weight of the second target
    const float *soft; // tokens: weight of the third target
    const float *tutor; // parameters of the component asked for the second target, or null
    const float *const *voice; // parameters of the components asked for the third
    int32_t voices;
    float drop,
        sharp; // sharp: times the second target's weight where tutor and network would choose differently
    uint32_t seed;
    double *loss; // added to: first, second and third target
};

struct layer {
    const float *w, *b, *g, *nb;
    float *dw, *db, *dg, *dnb;
    int in;
};
struct weights {
    const float *lw, *lb, *pad, *uw, *ub, *w, *b, *e[TABLES];
    struct layer layer[LAYERS];
    long size;
};

static struct weights views(const struct net *n, const float *p)
{
    struct weights v;
    const float *at = p;
#define TAKE(field, size) (v.field = at, at += (size))
    TAKE(lw, FEATS * HID2 * HID);
    TAKE(lb, HID2);
    TAKE(pad, FEATS * HID2);
    TAKE(uw, n->classes * HID);
    TAKE(ub, n->classes);
    TAKE(w, HID * WIDE);
    TAKE(b, HID);
    for (int t = 0; t < TABLES; t++) TAKE(e[t], n->rows[t] * WIDE);
    for (int l = 0; l < LAYERS; l++) {
        v.layer[l].in = l ? 3 * WIDE : MIX;
        TAKE(layer[l].w, OUT3 * v.layer[l].in);
        TAKE(layer[l].b, OUT3);
        TAKE(layer[l].g, WIDE);
        TAKE(layer[l].nb, WIDE);
    }
    v.size = at - p;
    return v;
}

// ---- matrix product: C (m x n) (+)= A (m x k) B (k x n); element (i, j) of A at a[i * ars + j * acs], of B likewise

typedef float v16 __attribute__((vector_size(64), aligned(4)));
enum { MR = 4, NV = 6, NR = NV * 16, KC = 288 };

static void kernel(int k, const float *const a[MR], long acs, const float *b, float c[MR][NR])
{
    v16 s[MR][NV];
    for (int i = 0; i < MR; i++)
        for (int j = 0; j < NV; j++) s[i][j] = (v16){ 0 };
    for (int x = 0; x < k; x++, b += NR) {
        const v16 *bv = (const v16 *)b;
#pragma GCC unroll 4
        for (int i = 0; i < MR; i++) {
            float f = a[i][x * acs];
            v16 av = f - (v16){ 0 };
#pragma GCC unroll 6
            for (int j = 0; j < NV; j++) s[i][j] += av * bv[j];
        }
    }
    for (int i = 0; i < MR; i++)
        for (int j = 0; j < NV; j++) ((v16 *)c[i])[j] = s[i][j];
}

static void product(int m, int n, int k, const float *a, long ars, long acs, const float *b,
    long brs, long bcs, float *c, long ldc, int add)
{
    static float panel[KC * NR] __attribute__((aligned(64)));
    float t[MR][NR] __attribute__((aligned(64)));
    for (int k0 = 0; k0 < k; k0 += KC) {
        int kk = k - k0 < KC ? k - k0 : KC, more = add || k0;
        for (int j0 = 0; j0 < n; j0 += NR) {
            int nn = n - j0 < NR ? n - j0 : NR;
            if (nn < NR) memset(panel, 0, sizeof panel);
            for (int x = 0; x < kk; x++)
                for (int j = 0; j < nn; j++) panel[x * NR + j] = b[(k0 + x) * brs + (j0 + j) * bcs];
            for (int i0 = 0; i0 < m; i0 += MR) {
                int mm = m - i0 < MR ? m - i0 : MR;
                const float *r[MR];
                for (int i = 0; i < MR; i++)
                    r[i] = a + (i0 + (i < mm ? i : mm - 1)) * ars + k0 * acs;
                kernel(kk, r, acs, panel, t);
                for (int i = 0; i < mm; i++) {
                    float *o = c + (i0 + i) * ldc + j0;
                    if (more)
                        for (int j = 0; j < nn; j++) o[j] += t[i][j];
                    else memcpy(o, t[i], nn * sizeof *o);
                }
            }
        }
    }
}

// ---- one maxout layer with its norm and dropout

static float coin(uint32_t seed, uint32_t i, float drop) // 0 or 1 / (1 - drop)
{
    uint32_t h = i * 0x9E3779B1u ^ seed;
    h ^= h >> 16;
    h *= 0x85EBCA6Bu;
    h ^= h >> 13;
    h *= 0xC2B2AE35u;
    h ^= h >> 16;
    return (h >> 8) * (1.0f / 16777216) < drop ? 0.0f : 1 / (1 - drop);
}

static void coins(float *mask, uint32_t seed, uint32_t from, int n, float drop)
{
    for (int i = 0; i < n; i++) mask[i] = 1;
    if (drop > 0)
        for (int i = 0; i < n; i++) mask[i] = coin(seed, from + (uint32_t)i, drop);
}

// pieces apart: (96,3,in) -> (3,96,in), so that the three pieces of one output lie a whole row from each other
static void apart(const float *w, float *o, int in)
{
    for (int i = 0; i < WIDE; i++)
        for (int p = 0; p < PIECES; p++)
            memcpy(o + (p * WIDE + i) * in, w + (i * PIECES + p) * in, in * sizeof *o);
}

struct trace {
    float *z, *hat, *inv;
    uint8_t *best;
}; // of a layer: rows x 288 (then its gradient), rows x 96, rows, rows x 96

// y (rows x 96) = or += dropout(norm(maxout(x))); row r of x at x + r * stride
static void layer_forward(const struct layer *l, const float *wp, const float *x, long stride,
    int rows, struct trace t, float *y, int residual, float drop, uint32_t seed)
{
    product(rows, OUT3, l->in, x, stride, 1, wp, 1, l->in, t.z, OUT3, 0);
    float bp[OUT3], gain[WIDE], bias[WIDE], mask[WIDE];
    apart(l->b, bp, 1);
    memcpy(gain, l->g, sizeof gain);
    memcpy(bias, l->nb, sizeof bias);
    for (int r = 0; r < rows; r++) {
        const float *z = t.z + (long)r * OUT3;
        float *hat = t.hat + (long)r * WIDE, *o = y + (long)r * WIDE, mean = 0, var = 0;
        uint8_t *best = t.best + (long)r * WIDE;
        for (int i = 0; i < WIDE; i++) {
            float a = z[i] + bp[i], b = z[WIDE + i] + bp[WIDE + i],
                  c = z[2 * WIDE + i] + bp[2 * WIDE + i];
            float ab = a >= b ? a : b;
            best[i] = ab >= c ? (a >= b ? 0 : 1) : 2;
            hat[i] = ab >= c ? ab : c;
        }
        for (int i = 0; i < WIDE; i++) mean += hat[i];
        mean /= WIDE;
        for (int i = 0; i < WIDE; i++) var += (hat[i] - mean) * (hat[i] - mean);
        float inv = 1 / sqrtf(var / WIDE + 1e-8f);
        t.inv[r] = inv;
        for (int i = 0; i < WIDE; i++) hat[i] = (hat[i] - mean) * inv;
        coins(mask, seed, (uint32_t)(r * WIDE), WIDE, drop);
        for (int i = 0; i < WIDE; i++) {
            float v = (hat[i] * gain[i] + bias[i]) * mask[i];
            o[i] = residual ? o[i] + v : v;
        }
    }
}

// dy (rows x 96) -> t.z becomes the gradient before the maxout, and the layer's own gradients are added to
static void layer_backward(const struct layer *l, float *dwp, const float *x, long stride, int rows,
    struct trace t, const float *dy, float drop, uint32_t seed)
{
    float dbp[OUT3] = { 0 }, dg[WIDE] = { 0 }, dnb[WIDE] = { 0 }, gain[WIDE];
    memcpy(gain, l->g, sizeof gain);
    for (int r = 0; r < rows; r++) {
        const float *hat = t.hat + (long)r * WIDE, *d = dy + (long)r * WIDE;
        const uint8_t *best = t.best + (long)r * WIDE;
        float *restrict z = t.z + (long)r * OUT3, e[WIDE], mask[WIDE], sum = 0, dot = 0;
        int32_t which[WIDE];
        coins(mask, seed, (uint32_t)(r * WIDE), WIDE, drop);
        for (int i = 0; i < WIDE; i++) which[i] = best[i];
        for (int i = 0; i < WIDE; i++) {
            float v = d[i] * mask[i];
            dnb[i] += v;
            dg[i] += v * hat[i];
            e[i] = v * gain[i];
        }
        for (int i = 0; i < WIDE; i++) sum += e[i], dot += e[i] * hat[i];
        sum /= WIDE, dot /= WIDE;
        const float inv = t.inv[r];
        for (int i = 0; i < WIDE; i++) e[i] = (e[i] - sum - hat[i] * dot) * inv;
        for (int p = 0; p < PIECES; p++)
            for (int i = 0; i < WIDE; i++) {
                float v = which[i] == p ? e[i] : 0;
                z[p * WIDE + i] = v;
                dbp[p * WIDE + i] += v;
            }
    }
    product(OUT3, l->in, rows, t.z, 1, OUT3, x, stride, 1, dwp, l->in, 0);
    for (int i = 0; i < WIDE; i++) l->dg[i] += dg[i], l->dnb[i] += dnb[i];
    for (int i = 0; i < WIDE; i++)
        for (int p = 0; p < PIECES; p++) {
            l->db[i * PIECES + p] += dbp[p * WIDE + i];
            float *o = l->dw + (i * PIECES + p) * l->in;
            const float *s = dwp + (p * WIDE + i) * l->in;
            for (int k = 0; k < l->in; k++) o[k] += s[k];
        }
}

// ---- the whole network over a batch

struct run { // everything a pass needs again on its way back
    int n, rows; // tokens; rows with four blank ones around every document
    float *mix, *x[LAYERS], *vec, *hidden,
        *wp[LAYERS]; // x[l]: input of layer l in padded rows (x[1]..), one blank row before and after
    int32_t *place; // padded row of each token
    struct trace trace[LAYERS];
};

static void *room(size_t n) { return calloc(n + 64, sizeof(float)); }

static struct run begin(const struct batch *b)
{
    struct run r = { .n = b->tokens, .rows = b->tokens + PAD * (b->docs + 1) };
    r.mix = room((size_t)r.n * MIX);
    for (int l = 1; l < LAYERS; l++) r.x[l] = (float *)room((size_t)(r.rows + 2) * WIDE) + WIDE;
    r.vec = room((size_t)r.n * HID);
    r.hidden = room((size_t)r.n * FEATS * HID2);
    r.place = room(r.n);
    for (int l = 0; l < LAYERS; l++) {
        size_t rows = l ? r.rows : r.n;
        r.wp[l] = room((size_t)OUT3 * (l ? 3 * WIDE : MIX));
        r.trace[l] = (struct trace){ room(rows * OUT3), room(rows * WIDE), room(rows),
            room(rows * WIDE / 4) };
    }
    for (int d = 0, at = PAD, i = 0; d < b->docs; d++, at += PAD)
        for (int k = 0; k < b->length[d]; k++) r.place[i++] = at++;
    return r;
}

static void end(struct run *r)
{
    free(r->mix);
    free(r->vec);
    free(r->hidden);
    free(r->place);
    for (int l = 0; l < LAYERS; l++) {
        if (l) free(r->x[l] - WIDE);
        free(r->wp[l]);
        free(r->trace[l].z);
        free(r->trace[l].hat);
        free(r->trace[l].inv);
        free(r->trace[l].best);
    }
}

static float *top; // padded rows x 96: what the last layer gives

static struct run forward(const struct weights *w, const struct batch *b, float drop)
{
    struct run r = begin(b);
    for (int i = 0; i < r.n; i++)
        for (int t = 0; t < TABLES; t++) {
            const int32_t *row = b->row + (i * TABLES + t) * 4;
            float *o = r.mix + (long)i * MIX + t * WIDE;
            for (int h = 0; h < 4; h++)
                for (int k = 0; k < WIDE; k++) o[k] += w->e[t][(long)row[h] * WIDE + k];
        }
    float *flat = room((size_t)r.n * WIDE);
    for (int l = 0; l < LAYERS; l++) apart(w->layer[l].w, r.wp[l], w->layer[l].in);
    layer_forward(&w->layer[0], r.wp[0], r.mix, MIX, r.n, r.trace[0], flat, 0, drop, b->seed);
    for (int i = 0; i < r.n; i++)
        memcpy(r.x[1] + (long)r.place[i] * WIDE, flat + (long)i * WIDE, WIDE * sizeof *flat);
    top = (float *)room((size_t)(r.rows + 2) * WIDE) + WIDE;
    for (int l = 1; l < LAYERS; l++) {
        float *y = l + 1 < LAYERS ? r.x[l + 1] : top;
        memcpy(y, r.x[l], (size_t)r.rows * WIDE * sizeof *y);
        layer_forward(&w->layer[l], r.wp[l], r.x[l] - WIDE, WIDE, r.rows, r.trace[l], y, 1, drop,
            b->seed + l);
    }
    for (int i = 0; i < r.n; i++)
        memcpy(flat + (long)i * WIDE, top + (long)r.place[i] * WIDE, WIDE * sizeof *flat);
    product(r.n, HID, WIDE, flat, WIDE, 1, w->w, 1, WIDE, r.vec, HID, 0);
    for (int i = 0; i < r.n; i++)
        for (int k = 0; k < HID; k++) r.vec[(long)i * HID + k] += w->b[k];
    product(r.n, FEATS * HID2, HID, r.vec, HID, 1, w->lw, 1, HID, r.hidden, FEATS * HID2, 0);
    free(flat);
    return r;
}

struct state {
    int at, open, start, label;
}; // token in its batch; is a name open, where it began, its label

// h (64) of a state, and which piece gave it
static void state_vector(
    const struct weights *w, const struct run *r, struct state s, float *h, uint8_t *best)
{
    const float *f0 = r->hidden + (long)s.at * FEATS * HID2;
    const float *f1 = s.open ? r->hidden + (long)s.start * FEATS * HID2 + HID2 : w->pad + HID2;
    const float *f2 = s.open ? r->hidden + (long)(s.at - 1) * FEATS * HID2 + 2 * HID2
                             : w->pad + 2 * HID2;
    for (int i = 0; i < HID; i++) {
        float a = f0[2 * i] + f1[2 * i] + f2[2 * i] + w->lb[2 * i],
              b = f0[2 * i + 1] + f1[2 * i + 1] + f2[2 * i + 1] + w->lb[2 * i + 1];
        best[i] = b > a;
        h[i] = b > a ? b : a;
    }
}

static void scores(const struct net *n, const struct weights *w, const float *h, float *s)
{
    for (int c = 0; c < n->classes; c++) {
        float v = 0;
        for (int i = 0; i < HID; i++) v += w->uw[c * HID + i] * h[i];
        s[c] = v + w->ub[c];
    }
}

static void softmax(const float *s, float *p, int n)
{
    float most = s[0], sum = 0;
    for (int c = 1; c < n; c++)
        if (s[c] > most) most = s[c];
    for (int c = 0; c < n; c++) p[c] = expf(s[c] - most);
    for (int c = 0; c < n; c++) sum += p[c];
    for (int c = 0; c < n; c++) p[c] /= sum;
}

// spaCy's cost of a move at a state; -1 where the move is not allowed. last: the document's; next: may the name go on
static int cost(
    const struct net *n, const struct batch *b, struct state s, int c, int last, int next)
{
    int m = n->move[c], l = n->label[c], g = b->move[s.at], gl = b->label[s.at];
    if (m == OUTSIDE) return s.open ? -1 : g == BEGIN || g == UNIT;
    if (l == 0) return -1;
    if (m == BEGIN || m == UNIT) {
        if (s.open || b->flag[s.at] & SPACE || (m == BEGIN && !next)) return -1;
        return g == MISSING ? 0 : g == m ? l != gl : 1;
    }
    if (!s.open || l != s.label || (m == IN && !next)) return -1;
    int gs = b->move[s.start], sunk = (gs != BEGIN && gs != UNIT) || b->label[s.start] != s.label;
    int after = last ? OUTSIDE : b->move[s.at + 1];
    if (m == LAST) return g == IN && !sunk;
    if (g == LAST) return !(sunk && (after == OUTSIDE || after == MISSING));
    if (g == OUTSIDE) return !(after == OUTSIDE || after == MISSING);
    if (g == UNIT) return after != OUTSIDE;
    return 0;
}

// gradient of the first target; gives the class to follow
static int first_target(
    const struct net *n, const struct batch *b, struct state s, int last, const float *sc, float *d)
{
    int next = !last && !(b->flag[s.at + 1] & START), least = 99, follow = -1, costs[MAXCLASS];
    float most = -1e30f, sum = 0, p[MAXCLASS];
    for (int c = 0; c < n->classes; c++) {
        costs[c] = cost(n, b, s, c, last, next);
        if (costs[c] < 0) continue;
        if (costs[c] < least) least = costs[c];
        if (follow < 0 || sc[c] > sc[follow]) follow = c;
    }
    softmax(sc, d, n->classes);
    for (int c = 0; c < n->classes; c++)
        if (costs[c] == least && sc[c] > most) most = sc[c];
    for (int c = 0; c < n->classes; c++) sum += p[c] = costs[c] == least ? expf(sc[c] - most) : 0;
    for (int c = 0; c < n->classes; c++) d[c] -= p[c] / sum;
    return follow;
}

static int best_of(const float *p, int n)
{
    int best = 0;
    for (int c = 1; c < n; c++)
        if (p[c] > p[best]) best = c;
    return best;
}

// the second target: over the moves of the other labels the tutor's probabilities (taught), over the rest their sum, which it gives
static float second_target(const struct net *n, const float *p, const float *taught, float weight,
    float sharp, float *d, double *loss)
{
    float t[MAXCLASS], rest_p = 1e-9f, rest_t = 0;
    softmax(taught, t, n->classes);
    int a = best_of(p, n->classes), b = best_of(t, n->classes);
    if (a != b && (n->other[a] || n->other[b])) weight *= sharp;
    for (int c = 0; c < n->classes; c++)
        if (!n->other[c]) rest_p += p[c], rest_t += t[c];
    for (int c = 0; c < n->classes; c++) {
        float k = n->other[c] ? p[c] - t[c] : p[c] * (1 - rest_t / rest_p);
        *loss += k * k;
        d[c] += weight * k;
    }
    return rest_t;
}

// the third: among the rest (no name, persons, organisations, places) what the voices say on average (q)
static void third_target(
    const struct net *n, const float *p, const float *q, float weight, float *d, double *loss)
{
    float rest_p = 1e-9f, rest_q = 1e-9f;
    for (int c = 0; c < n->classes; c++)
        if (!n->other[c]) rest_p += p[c], rest_q += q[c];
    for (int c = 0; c < n->classes; c++) {
        float k = n->other[c] ? 0 : p[c] / rest_p - q[c] / rest_q;
        *loss += k * k;
        d[c] += weight * k;
    }
}

static struct state follow(const struct net *n, struct state s, int c)
{
    int m = n->move[c];
    if (m == BEGIN) s = (struct state){ s.at, 1, s.at, n->label[c] };
    if (m == LAST) s.open = 0;
    s.at++;
    return s;
}

struct asked {
    struct weights w;
    struct run r;
}; // a component that is asked, and what it makes of the batch

static struct asked ask(const struct net *n, const float *params, const struct batch *b)
{
    struct asked a = { .w = views(n, params) };
    a.r = forward(&a.w, b, 0);
    free(top - WIDE);
    return a;
}

static void answer(const struct net *n, const struct asked *a, struct state s, float *sc)
{
    float h[HID];
    uint8_t best[HID];
    state_vector(&a->w, &a->r, s, h, best);
    scores(n, &a->w, h, sc);
}

// the targets of the asked components at a state
static void asked_targets(const struct net *n, const struct batch *b, const struct asked *tutor,
    const struct asked *voice, struct state s, const float *sc, float *d)
{
    float p[MAXCLASS], t[MAXCLASS], v[MAXCLASS], q[MAXCLASS] = { 0 }, rest = 1;
    softmax(sc, p, n->classes);
    if (b->tutor && b->keep[s.at] > 0) {
        answer(n, tutor, s, t);
        rest = second_target(n, p, t, b->keep[s.at], b->sharp, d, &b->loss[1]);
    }
    if (!b->voices || b->soft[s.at] <= 0) return;
    for (int i = 0; i < b->voices; i++) {
        answer(n, &voice[i], s, t);
        softmax(t, v, n->classes);
        for (int c = 0; c < n->classes; c++) q[c] += v[c] / b->voices;
    }
    third_target(n, p, q, b->soft[s.at] * rest, d, &b->loss[2]);
}

// walk over every document; dh: tokens x 3 x 128, gradient of run.hidden
static void walk(const struct net *n, const struct weights *w, const struct weights *g,
    const struct run *r, const struct asked *tutor, const struct asked *voice,
    const struct batch *b, float *dh)
{
    float h[HID], sc[MAXCLASS], d[MAXCLASS];
    uint8_t best[HID];
    float *uw = (float *)g->uw, *ub = (float *)g->ub, *lb = (float *)g->lb, *pad = (float *)g->pad;
    struct state s = { 0 };
    for (int doc = 0, first = 0; doc < b->docs; first += b->length[doc++]) {
        s = (struct state){ .at = first };
        while (s.at < first + b->length[doc]) {
            float mask[HID];
            state_vector(w, r, s, h, best);
            coins(mask, b->seed + 77, (uint32_t)(s.at * HID), HID, b->drop > 0 ? 0.1f : 0);
            for (int i = 0; i < HID; i++) h[i] *= mask[i];
            scores(n, w, h, sc);
            int move = first_target(n, b, s, s.at + 1 == first + b->length[doc], sc, d);
            for (int c = 0; c < n->classes; c++) b->loss[0] += d[c] * d[c];
            asked_targets(n, b, tutor, voice, s, sc, d);
            float back[HID] = { 0 };
            for (int c = 0; c < n->classes; c++) {
                ub[c] += d[c];
                for (int i = 0; i < HID; i++)
                    uw[c * HID + i] += d[c] * h[i], back[i] += d[c] * w->uw[c * HID + i];
            }
            float *f0 = dh + (long)s.at * FEATS * HID2;
            float *f1 = s.open ? dh + (long)s.start * FEATS * HID2 + HID2 : pad + HID2;
            float *f2 = s.open ? dh + (long)(s.at - 1) * FEATS * HID2 + 2 * HID2 : pad + 2 * HID2;
            for (int i = 0; i < HID; i++) {
                int k = 2 * i + best[i];
                float v = back[i] * mask[i];
                lb[k] += v;
                f0[k] += v;
                f1[k] += v;
                f2[k] += v;
            }
            s = follow(n, s, move);
        }
    }
}

static void backward(const struct weights *w, const struct weights *g, const struct run *r,
    const struct batch *b, const float *dh)
{
    float *dvec = room((size_t)r->n * HID), *flat = room((size_t)r->n * WIDE),
          *dwp = room((size_t)OUT3 * MIX);
    float *dx = room((size_t)r->rows * WIDE);
    for (int i = 0; i < r->n; i++)
        memcpy(flat + (long)i * WIDE, top + (long)r->place[i] * WIDE, WIDE * sizeof *flat);
    product(FEATS * HID2, HID, r->n, dh, 1, FEATS * HID2, r->vec, HID, 1, (float *)g->lw, HID, 1);
    product(r->n, HID, FEATS * HID2, dh, FEATS * HID2, 1, w->lw, HID, 1, dvec, HID, 0);
    product(HID, WIDE, r->n, dvec, 1, HID, flat, WIDE, 1, (float *)g->w, WIDE, 1);
    for (int i = 0; i < r->n; i++)
        for (int k = 0; k < HID; k++) ((float *)g->b)[k] += dvec[(long)i * HID + k];
    product(r->n, WIDE, HID, dvec, HID, 1, w->w, WIDE, 1, flat, WIDE, 0);
    for (int i = 0; i < r->n; i++)
        memcpy(dx + (long)r->place[i] * WIDE, flat + (long)i * WIDE, WIDE * sizeof *dx);
    for (int l = LAYERS - 1; l > 0; l--) {
        struct layer v = g->layer[l], q = w->layer[l];
        q.dw = (float *)v.w;
        q.db = (float *)v.b;
        q.dg = (float *)v.g;
        q.dnb = (float *)v.nb;
        layer_backward(
            &q, dwp, r->x[l] - WIDE, WIDE, r->rows, r->trace[l], dx, b->drop, b->seed + l);
        for (int k = 0; k < 3;
             k++) { // row x of the input stands left of row x + 1, in row x, and right of row x - 1
            int shift = 1 - k, from = shift > 0 ? 0 : -shift, rows = r->rows - (shift ? 1 : 0);
            product(rows, WIDE, OUT3, r->trace[l].z + (long)(from + shift) * OUT3, OUT3, 1,
                r->wp[l] + k * WIDE, 3 * WIDE, 1, dx + (long)from * WIDE, WIDE, 1);
        }
    }
    for (int i = 0; i < r->n; i++)
        memcpy(flat + (long)i * WIDE, dx + (long)r->place[i] * WIDE, WIDE * sizeof *flat);
    struct layer v = g->layer[0], q = w->layer[0];
    q.dw = (float *)v.w;
    q.db = (float *)v.b;
    q.dg = (float *)v.g;
    q.dnb = (float *)v.nb;
    layer_backward(&q, dwp, r->mix, MIX, r->n, r->trace[0], flat, b->drop, b->seed);
    product(r->n, MIX, OUT3, r->trace[0].z, OUT3, 1, r->wp[0], MIX, 1, r->mix, MIX, 0);
    for (int i = 0; i < r->n; i++)
        for (int t = 0; t < TABLES; t++) {
            const int32_t *row = b->row + (i * TABLES + t) * 4;
            const float *d = r->mix + (long)i * MIX + t * WIDE;
            for (int h = 0; h < 4; h++) {
                float *o = (float *)g->e[t] + (long)row[h] * WIDE;
                for (int k = 0; k < WIDE; k++) o[k] += d[k];
            }
        }
    free(dvec);
    free(flat);
    free(dwp);
    free(dx);
}

// the class the parameters choose at each token; b->move and b->label are of no account
void net_label(const struct net *n, const float *params, const struct batch *b, uint8_t *chosen)
{
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    struct weights w = views(n, params);
    struct run r = forward(&w, b, 0);
    float h[HID], sc[MAXCLASS], d[MAXCLASS];
    uint8_t best[HID];
    for (int doc = 0, first = 0; doc < b->docs; first += b->length[doc++])
        for (struct state s = { .at = first }; s.at < first + b->length[doc];) {
            state_vector(&w, &r, s, h, best);
            scores(n, &w, h, sc);
            int move = first_target(n, b, s, s.at + 1 == first + b->length[doc], sc, d);
            chosen[s.at] = (uint8_t)move;
            s = follow(n, s, move);
        }
    free(top - WIDE);
    end(&r);
}

// gradient: as many as parameters, added to
void net_step(const struct net *n, const float *params, float *gradient, const struct batch *b)
{
    struct weights w = views(n, params), g = views(n, gradient);
    struct asked tutor, voice[VOICES];
    mallopt(M_MMAP_MAX, 0); // the same room at every step: kept, not given back
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    if (b->tutor) tutor = ask(n, b->tutor, b);
    for (int i = 0; i < b->voices; i++) voice[i] = ask(n, b->voice[i], b);
    struct run r = forward(&w, b, b->drop);
    float *dh = room((size_t)r.n * FEATS * HID2);
    walk(n, &w, &g, &r, &tutor, voice, b, dh);
    backward(&w, &g, &r, b, dh);
    free(dh);
    free(top - WIDE);
    if (b->tutor) end(&tutor.r);
    for (int i = 0; i < b->voices; i++) end(&voice[i].r);
    end(&r);
}

// thinc's Adam with the gradient of each parameter array cut to length 1 and decoupled weight decay; slow: their running mean
void net_adam(float *w, float *g, float *m1, float *m2, float *slow, long n, float rate,
    float fixed_rate, float decay, float follow_)
{
    double norm = 0;
    for (long i = 0; i < n; i++) norm += (double)g[i] * g[i];
    float cut = norm >= 1 ? (float)(1 / sqrt(norm)) : 1;
    for (long i = 0; i < n; i++) {
        float d = g[i] * cut;
        m1[i] = 0.9f * m1[i] + 0.1f * d;
        m2[i] = 0.999f * m2[i] + 0.001f * d * d;
        w[i] -= fixed_rate * m1[i] / (sqrtf(m2[i]) + 1e-8f);
        w[i] -= rate * decay * w[i];
        slow[i] += (1 - follow_) * (w[i] - slow[i]);
        g[i] = 0;
    }
}

long net_size(const struct net *n) { return views(n, 0).size; }
