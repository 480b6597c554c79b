/* where - when and where a frame happens: its own clause first, then its sentence.
 *
 *   times, places, frames --code_where_of--> one time and one place a frame, or none
 *
 * A time or a place belongs to the nearest frame above it in the tree. */
#include "code_private.h"

enum { CLIMB_MOST = 12, BELOW_MOST = 16 };

uint32_t code_frame_above(const code_frames *f, const code_tree *x, uint32_t token)
{
    for (int n = 0; n < CLIMB_MOST; n++) {
        if (f->of[token] != CODE_NONE) return f->of[token];
        if (x->t->head[token] == token) break;
        token = x->t->head[token];
    }
    return CODE_NONE;
}

static bool where_new(code_where *w, dl_doc *d, const code_frames *f)
{
    const dl_tokens *t = &d->tokens;
    w->time = dl_arena_array(d->scratch, (size_t)f->at.n + 1, sizeof *w->time);
    w->place = dl_arena_array(d->scratch, (size_t)f->at.n + 1, sizeof *w->place);
    w->t = t;
    w->sentence_time = dl_arena_array(
        d->scratch, (size_t)t->sentences.n + 1, sizeof *w->sentence_time);
    w->sentence_country = dl_arena_array(
        d->scratch, (size_t)t->sentences.n + 1, sizeof *w->sentence_country);
    w->tells_home = dl_arena_array(d->scratch, (size_t)t->sentences.n + 1, sizeof *w->tells_home);
    if (dl_arena_failed(d->scratch)) return false;
    for (uint32_t i = 0; i < f->at.n; i++) w->time[i] = w->place[i] = -1;
    for (uint32_t s = 0; s < t->sentences.n; s++) {
        w->sentence_time[s] = -1;
        w->sentence_country[s] = -1;
        w->tells_home[s] = false;
    }
    return true;
}

/* The last one that begins at the token or before: sentences take all tokens. */
uint32_t code_sentence_of(const code_where *w, uint32_t token)
{
    uint32_t low = 0, high = w->t->sentences.n;
    while (low + 1 < high) {
        uint32_t middle = low + (high - low) / 2;
        if (w->t->sentences.at[middle].first <= token) low = middle;
        else high = middle;
    }
    return low;
}

/* A length or a rate says how long or how often, not when. */
static bool says_when(const dl_time_mark *m)
{
    return m->type == DL_TIME_DATE || m->type == DL_TIME_TIME;
}

/* A week or more: no day of it is told. */
static bool is_coarse(const dl_time_form *t)
{
    bool day = t->day || t->weekday || t->part || t->hour >= 0 || t->easter;
    return !day && t->grain < DL_GRAIN_DAY;
}

/* No name: "sent troops to Mali in March" is of the sending, whatever the parser says. */
static bool is_thing(const code_tree *x, uint32_t noun)
{
    return code_is_noun(x, noun) && dl_token_pos(x->t, noun) != DL_POS_PROPN;
}

/* Does it only say which thing is meant: "the 2003 Masters", "the June vote", "the
 * candidates of 2009"? A weekday before a noun or behind "on" is mostly of the verb. */
static bool is_in_name(const code_tree *x, const dl_time_mark *m, uint32_t token)
{
    uint32_t above = x->t->head[token];
    if (!is_coarse(&m->form)) return false;
    switch (dl_token_dep(x->t, token)) {
    case DL_DEP_compound:
    case DL_DEP_amod:
    case DL_DEP_nmod:
    case DL_DEP_poss:
    case DL_DEP_nummod: return true;
    case DL_DEP_pobj:
        return !dl_slice_is(x->t->lemma[above], "on") && is_thing(x, x->t->head[above]);
    default: return false;
    }
}

/* "since the protests began in June", "although she left on Friday". */
static bool is_aside(const code_tree *x, uint32_t verb)
{
    static const char *const other[] = { "since", "until", "after", "before", "because", "although",
        "though", "if", "unless", NULL };
    uint32_t mark = dl_tree_child(&x->tree, verb, DL_DEP_mark);
    return mark != CODE_NONE && dl_slice_is_any(x->t->lemma[mark], other);
}

/* A time inside a relative clause, behind "since", or that names a thing is another's:
 * "who took office in 2012". */
static bool is_of_sentence(const code_tree *x, const dl_time_mark *m, uint32_t token)
{
    static const char *const other[] = { "since", "until", "after", "before", NULL };
    if (is_in_name(x, m, token)) return false;
    for (int n = 0; n < CLIMB_MOST && x->t->head[token] != token; n++) {
        dl_dep dep = dl_token_dep(x->t, token);
        if (dep == DL_DEP_relcl || dep == DL_DEP_acl) return false;
        if (dl_slice_is_any(x->t->lemma[token], other) || is_aside(x, token)) return false;
        token = x->t->head[token];
    }
    return true;
}

/* "Last month, two men described as rebels were tried", "In Oslo on Monday, ...": before
 * all else, it is of all; "the count of 2009, ..." may be of the count. */
static bool opens_sentence(const code_where *w, const code_tree *x, const dl_time_mark *m)
{
    uint32_t at = w->t->sentences.at[code_sentence_of(w, m->range.first)].first;
    uint32_t behind = m->range.last;
    if (behind >= x->t->n || !dl_slice_is(x->t->lemma[behind], ",")) return false;
    if (m->range.first > at + 1 && is_coarse(&m->form)) return false;
    for (; at < m->range.first; at++) {
        dl_pos pos = dl_token_pos(x->t, at);
        if (pos == DL_POS_VERB || pos == DL_POS_AUX || pos == DL_POS_PUNCT) return false;
    }
    return true;
}

/* "halted after the crisis of 2014": a thing of that year tells when. */
static bool is_when(const code_tree *x, uint32_t token)
{
    static const char *const list[] = { "after", "during", "in", "at", "amid", "before", NULL };
    return dl_token_dep(x->t, token) == DL_DEP_prep && dl_slice_is_any(x->t->lemma[token], list);
}

/* How many steps it is from a time to the frame above it; SIZE_MAX: it is of none. What
 * names a thing is not of the frame that the thing hangs on. */
static size_t steps_to(
    const code_frames *f, const code_tree *x, const dl_time_mark *m, uint32_t token)
{
    bool by_prep = dl_token_dep(x->t, token) == DL_DEP_pobj;
    uint32_t thing = by_prep ? x->t->head[x->t->head[token]] : x->t->head[token];
    bool names = is_in_name(x, m, token) && f->of[thing] == CODE_NONE;
    for (size_t n = 0; n < CLIMB_MOST && f->of[token] == CODE_NONE; n++) {
        uint32_t above = x->t->head[token];
        if (above == token) return SIZE_MAX;
        if (f->of[above] != CODE_NONE) return names && !is_when(x, token) ? SIZE_MAX : n;
        token = above;
    }
    return f->of[token] == CODE_NONE ? SIZE_MAX : 0;
}

/* The word of a time that the others hang on: "July" of "July 2005". */
static uint32_t head_of_time(const code_tree *x, dl_token_range r)
{
    uint32_t token = r.last - 1;
    for (uint32_t n = r.first; n < r.last; n++) {
        uint32_t above = x->t->head[token];
        if (above == token || above < r.first || above >= r.last) break;
        token = above;
    }
    return token;
}

/* The times of datelines ("OSLO, May 2 -") come after all others: theirs is the day of
 * what follows only where its sentence tells none. */
static void place_times(
    code_where *w, dl_doc *d, const code_frames *f, const code_tree *x, bool zoned)
{
    size_t *near = dl_arena_array(d->scratch, (size_t)f->at.n + 1, sizeof *near);
    for (uint32_t i = 0; near && i < d->marks.times.n; i++) {
        const dl_time_mark *m = &d->marks.times.at[i];
        if (!says_when(m) || (x->zoned[m->range.last - 1] != 0) != zoned) continue;
        uint32_t head = head_of_time(x, m->range);
        uint32_t frame = code_frame_above(f, x, head);
        size_t steps = steps_to(f, x, m, head);
        bool better = frame != CODE_NONE && (w->time[frame] < 0 || steps < near[frame]);
        if (better && steps != SIZE_MAX) {
            w->time[frame] = (int32_t)i;
            near[frame] = steps;
        }
        int32_t *of_sentence = &w->sentence_time[code_sentence_of(w, m->range.first)];
        bool of_all = opens_sentence(w, x, m) || is_of_sentence(x, m, head);
        if (*of_sentence < 0 && of_all) *of_sentence = (int32_t)i;
    }
}

/* "the covenants that it signed", "activists detained there": which ones are meant, with
 * a time of its own. Behind a comma the story goes on: "met by police, who fired". */
static bool tells_which(const code_tree *x, uint32_t verb)
{
    const dl_tokens *t = x->t;
    dl_dep dep = dl_token_dep(t, verb);
    if (dep != DL_DEP_relcl && dep != DL_DEP_acl) return false;
    dl_tag tag = dl_token_tag(t, verb);
    if (tag == DL_TAG_VB || tag == DL_TAG_VBG) return false; /* "the first to visit" */
    uint32_t first = x->tree.left[verb];
    return first && !dl_slice_is(t->lemma[first - 1], ",");
}

/* "in 2014, when Norway left": the time that a clause hangs on; -1: on none. */
static int32_t time_before(const code_tree *x, uint32_t verb)
{
    const dl_tokens *t = x->t;
    uint32_t first = x->tree.left[verb];
    if (dl_token_dep(t, verb) == DL_DEP_ROOT || first < 2) return -1;
    if (!dl_slice_is(t->lemma[first], "when")) return -1;
    uint32_t before = first - 1 - dl_slice_is(t->lemma[first - 1], ",");
    for (uint32_t i = 0; i < x->d->marks.times.n; i++) {
        const dl_time_mark *m = &x->d->marks.times.at[i];
        if (says_when(m) && m->range.last == before + 1) return (int32_t)i;
    }
    return -1;
}

/* Its own time, else that of the nearest frame that it hangs on, else its sentence's. */
int32_t code_time_of(const code_where *w, const code_frames *f, const code_tree *x, uint32_t i)
{
    uint32_t at = i;
    for (int n = 0; n < CLIMB_MOST && at != CODE_NONE; n++) {
        uint32_t verb = f->at.at[at].verb;
        if (w->time[at] >= 0) return w->time[at];
        int32_t before = time_before(x, verb);
        if (before >= 0 || tells_which(x, verb)) return before;
        at = f->at.at[at].above;
    }
    return w->sentence_time[code_sentence_of(w, f->at.at[i].head)];
}

/* A named place, or a phrase that stands for one ("the capital"). */
static bool is_place(const dl_mention *m) { return dl_kind_is_place(m->kind); }

static bool is_where(dl_slice prep)
{
    static const char *const list[] = { "in", "at", "near", "outside", "across", "inside", "on",
        "around", "throughout", "within", NULL };
    return dl_slice_is_any(prep, list);
}

static bool may_name_place(const code_tree *x, uint32_t child)
{
    switch (dl_token_dep(x->t, child)) {
    case DL_DEP_appos:
    case DL_DEP_compound:
    case DL_DEP_nmod:
    case DL_DEP_poss:
    case DL_DEP_pobj: return true;
    case DL_DEP_prep: {
        dl_slice prep = x->t->lemma[child];
        return dl_slice_is(prep, "of") || is_where(prep);
    }
    default: return false;
    }
}

/* The named place of a phrase: "the northern city of Kirkuk", "a camp in Lebanon"; -1:
 * none. */
static int32_t place_below(const code_tree *x, uint32_t token)
{
    uint32_t queue[BELOW_MOST];
    uint32_t n = 1;
    queue[0] = token;
    for (uint32_t i = 0; i < n; i++) {
        int32_t m = code_mention_at(x, queue[i]);
        const dl_mention *one = m < 0 ? NULL : &x->d->marks.mentions.at[m];
        if (one && one->form == DL_FORM_NAME && is_place(one)) return m;
        for (uint32_t k = x->first[queue[i]]; k != CODE_NONE; k = x->next[k])
            if (n < BELOW_MOST && may_name_place(x, k)) queue[n++] = k;
    }
    return -1;
}

/* "sanctions on Syria", "talks on the Libya crisis" are not there; those "on the island
 * of Bali" are. */
static bool is_about(const code_tree *x, uint32_t noun, int32_t place)
{
    if (place < 0 || !dl_slice_is(x->t->lemma[x->t->head[noun]], "on")) return false;
    const dl_mention *m = &x->d->marks.mentions.at[place];
    bool named = m->head == noun || dl_token_dep(x->t, m->head) == DL_DEP_compound;
    return named && m->kind == DL_KIND_GPE;
}

static void place_places(code_where *w, const code_frames *f, const code_tree *x)
{
    for (uint32_t i = 0; i < x->t->n; i++) {
        uint32_t prep = x->t->head[i];
        if (dl_token_dep(x->t, i) != DL_DEP_pobj || !is_where(x->t->lemma[prep])) continue;
        uint32_t frame = code_frame_above(f, x, prep);
        if (frame == CODE_NONE || w->place[frame] >= 0) continue;
        int32_t m = place_below(x, i);
        if (!is_about(x, i, m)) w->place[frame] = m;
    }
}

/* A paper's country, a reporter's, says nothing of where it happens. */
static bool is_of_press(const dl_entity *e) { return dl_slice_ends(e->code, DL_S("JRN")); }

/* What got its country from the report alone says where it happens only if no place or
 * body of the sentence does, and no speaker of another country. */
static void place_countries(code_where *w, const dl_doc *d, bool guessed)
{
    const dl_marks *m = &d->marks;
    for (uint32_t i = 0; i < m->mentions.n; i++) {
        int32_t e = m->mentions.at[i].entity;
        const dl_entity *one = &m->entities.at[e];
        uint32_t sentence = code_sentence_of(w, m->mentions.at[i].head);
        int32_t *only = &w->sentence_country[sentence];
        if (!one->country.n || is_of_press(one)) continue;
        w->tells_home[sentence] |= dl_slice_eq(one->country, m->home);
        if ((one->open == DL_OPEN_GUESSED) != guessed || *only == -2) continue;
        const dl_entity *told = *only < 0 ? NULL : &m->entities.at[*only];
        if (!told) *only = e;
        else if (guessed && told->kind != DL_KIND_PERSON) continue;
        else if (!dl_slice_eq(told->country, one->country)) *only = -2;
    }
}

static dl_slice country_of_place(const code_where *w, const dl_doc *d, uint32_t i)
{
    int32_t place = w->place[i] < 0 ? -1 : d->marks.mentions.at[w->place[i]].entity;
    return place < 0 ? (dl_slice){ NULL, 0 } : d->marks.entities.at[place].country;
}

bool code_is_placed(const code_where *w, const dl_doc *d, uint32_t i)
{
    return country_of_place(w, d, i).n > 0;
}

dl_slice code_country_here(const code_where *w, const dl_doc *d, const code_frames *f, uint32_t i)
{
    dl_slice own = country_of_place(w, d, i);
    if (own.n) return own;
    int32_t only = w->sentence_country[code_sentence_of(w, f->at.at[i].head)];
    if (only < 0) return (dl_slice){ NULL, 0 };
    return d->marks.entities.at[only].country;
}

dl_slice code_country_home(const code_where *w, const dl_doc *d, const code_frames *f, uint32_t i)
{
    uint32_t sentence = code_sentence_of(w, f->at.at[i].head);
    bool none = w->sentence_country[sentence] == -1;
    return none || w->tells_home[sentence] ? d->marks.home : (dl_slice){ NULL, 0 };
}

bool code_where_of(code_where *w, dl_doc *d, const code_frames *f, const code_tree *x)
{
    if (!where_new(w, d, f)) return false;
    place_times(w, d, f, x, false);
    place_times(w, d, f, x, true);
    place_places(w, f, x);
    place_countries(w, d, false);
    place_countries(w, d, true);
    return true;
}
