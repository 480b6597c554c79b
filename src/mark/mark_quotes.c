/* mark_quotes - who said, thought or planned what.
 *
 *   tree, quotation marks, words that attribute --> d->marks.quotes
 *
 * 1. A verb of the table takes its clause or infinitive: "said that ...", "hopes to".
 * 2. "according to X" takes the clause it stands in.
 * 3. A noun of the table takes what hangs on it: "his claim that ...".
 * 4. What stands between quotation marks widens a quote that it meets, or becomes one of
 *    its own, said by whom the sentence or the quote before names. */
#include <stdlib.h>

#include "quote_private.h"
#include "spans.h"

enum {
    WORDS_LEAST = 3, /* between marks: fewer are a title or a word set apart */
    WORDS_ALONE = 6, /* a quotation that nobody is told to say */
    GAP_MOST = 40 /* tokens between a quotation and the one it goes on from */
};

/* ---- set-up */

static bool index_mentions(quote_finder *f)
{
    const dl_marks *m = &f->d->marks;
    uint32_t n = f->d->tokens.n;
    f->mention = dl_arena_array(f->d->scratch, (size_t)n + 1, sizeof *f->mention);
    f->segment = dl_arena_array(f->d->scratch, (size_t)n + 1, sizeof *f->segment);
    f->taken = dl_arena_alloc(f->d->scratch, (size_t)n + 1);
    if (!f->mention || !f->segment || !f->taken) return false;
    for (uint32_t i = 0; i < n; i++) {
        f->mention[i] = -1;
        f->segment[i] = -1;
    }
    for (uint32_t i = 0; i < m->mentions.n; i++)
        if (m->mentions.at[i].head < n) f->mention[m->mentions.at[i].head] = (int32_t)i;
    for (uint32_t s = 0; s < f->segments.n; s++)
        for (uint32_t i = f->segments.at[s].range.first; i < f->segments.at[s].range.last; i++)
            f->segment[i] = (int32_t)s;
    return true;
}

/* ---- spans */

static bool is_edge(const dl_tokens *t, uint32_t i)
{
    dl_pos p = dl_token_pos(t, i);
    return p == DL_POS_PUNCT || p == DL_POS_SPACE;
}

/* Bytes of tokens first..last, both in, without the dateline and without punctuation at
 * the edges; empty: none left. */
static dl_span span_of(const quote_finder *f, uint32_t first, uint32_t last)
{
    const dl_tokens *t = &f->d->tokens;
    while (first < last && span_in_dateline(f->d, t->start[first])) first++;
    while (first <= last && is_edge(t, first)) first++;
    while (last > first && is_edge(t, last)) last--;
    if (first > last) return (dl_span){ 0, 0 };
    return (dl_span){ t->start[first], t->end[last] };
}

static dl_quote *add_quote(quote_finder *f, dl_span span, const quote_cue *cue, uint32_t cue_token)
{
    if (span.start >= span.end) return NULL;
    dl_quote *q = DL_PUSH(f->d->arena, &f->d->marks.quotes);
    if (!q) return NULL;
    q->span = span;
    q->form = DL_QUOTE_INDIRECT;
    q->sense = cue ? cue->sense : DL_QUOTE_SAYS;
    q->entity = -1;
    q->within = -1;
    q->rule = cue ? cue->rule : DL_S("quotation marks");
    if (cue_token == DL_NO_TOKEN) return q;
    q->cue = (dl_span){ f->d->tokens.start[cue_token], f->d->tokens.end[cue_token] };
    f->taken[cue_token] = 1;
    return q;
}

/* ---- verbs */

static bool is_infinitive(const quote_finder *f, uint32_t verb)
{
    uint32_t aux = dl_tree_child(&f->x, verb, DL_DEP_aux);
    return aux != DL_NO_TOKEN && dl_token_tag(&f->d->tokens, aux) == DL_TAG_TO;
}

/* "called for talks", "accused them of lying" */
static uint32_t behind_word(const quote_finder *f, uint32_t verb, const char *word)
{
    for (uint32_t c = f->x.first[verb]; c != DL_NO_TOKEN; c = f->x.next[c]) {
        bool found = dl_token_dep(&f->d->tokens, c) == DL_DEP_prep
            && dl_slice_is(f->d->tokens.lemma[c], word);
        if (!found) continue;
        uint32_t clause = dl_tree_child(&f->x, c, DL_DEP_pcomp);
        return clause == DL_NO_TOKEN ? dl_tree_child(&f->x, c, DL_DEP_pobj) : clause;
    }
    return DL_NO_TOKEN;
}

/* "cited officials as saying": they say it. */
static bool has_as_saying(const quote_finder *f, uint32_t verb)
{
    for (uint32_t c = f->x.first[verb]; c != DL_NO_TOKEN; c = f->x.next[c])
        if (dl_slice_is(f->d->tokens.norm[c], "as"))
            return dl_tree_child(&f->x, c, DL_DEP_pcomp) != DL_NO_TOKEN;
    return false;
}

/* The clause of a verb. One before it that ends in a colon is none, nor one before a verb
 * of thinking with an object: "although he heard it, he does not know the place". */
static uint32_t clause_of(const quote_finder *f, uint32_t verb, const quote_cue *cue)
{
    uint32_t c = dl_tree_child(&f->x, verb, DL_DEP_ccomp);
    if (c == DL_NO_TOKEN || c > verb) return c;
    for (uint32_t k = f->x.next[c]; k != DL_NO_TOKEN && f->segment[c] < 0; k = f->x.next[k])
        if (k > verb && dl_token_dep(&f->d->tokens, k) == DL_DEP_ccomp) return k;
    if (dl_slice_is(f->d->tokens.norm[f->x.right[c] + 1], ":")) return DL_NO_TOKEN;
    if (cue->sense == DL_QUOTE_SAYS) return c;
    return dl_tree_child(&f->x, verb, DL_DEP_dobj) == DL_NO_TOKEN ? c : DL_NO_TOKEN;
}

/* What the verb attributes; DL_NO_TOKEN: nothing in its own clause. */
static uint32_t complement_of(const quote_finder *f, uint32_t verb, const quote_cue *cue)
{
    uint32_t c = cue->clause ? clause_of(f, verb, cue) : DL_NO_TOKEN;
    if (c != DL_NO_TOKEN) return c;
    c = cue->infinitive ? dl_tree_child(&f->x, verb, DL_DEP_xcomp) : DL_NO_TOKEN;
    if (c != DL_NO_TOKEN && is_infinitive(f, c)) return c;
    if (cue->for_object) return behind_word(f, verb, "for");
    c = cue->of_object ? behind_word(f, verb, "of") : DL_NO_TOKEN;
    if (c != DL_NO_TOKEN) return c;
    bool object = cue->object && !has_as_saying(f, verb);
    return object ? dl_tree_child(&f->x, verb, DL_DEP_dobj) : DL_NO_TOKEN;
}

/* "the prosperity that they promise": a word that stands for the noun before it. */
static bool is_bare_relative(const quote_finder *f, uint32_t clause)
{
    dl_tag tag = dl_token_tag(&f->d->tokens, clause);
    bool relative = tag == DL_TAG_WDT || tag == DL_TAG_WP || tag == DL_TAG_IN;
    return relative && f->x.left[clause] == f->x.right[clause];
}

/* The clause on its side of the verb: what crosses over belongs to the verb's own
 * clause. */
static dl_span clause_span(const quote_finder *f, uint32_t verb, uint32_t clause)
{
    uint32_t left = f->x.left[clause], right = f->x.right[clause];
    if (clause > verb && left <= verb) left = verb + 1;
    if (clause < verb && right >= verb) right = verb - 1;
    for (uint32_t c = f->x.first[clause]; c != DL_NO_TOKEN && clause > verb; c = f->x.next[c])
        if (c > clause && c < right && quote_said_before(f, c) == verb) right = f->x.left[c] - 1;
    return span_of(f, left, right);
}

/* "The bridge, he said, was old": the clause goes on behind the words of saying. */
static bool add_parenthesis(quote_finder *f, uint32_t verb, const quote_cue *cue)
{
    const dl_tokens *t = &f->d->tokens;
    uint32_t head = t->head[verb];
    dl_dep dep = dl_token_dep(t, verb);
    if (dep != DL_DEP_parataxis || head == verb) return false;
    uint32_t from = f->x.left[verb], to = f->x.right[verb];
    if (from > 0 && dl_slice_is(t->norm[from - 1], ":")) return false;
    uint32_t left = f->x.left[head], right = f->x.right[head];
    bool before = left<from, behind = right> to;
    if (!before && !behind) return false;
    dl_span first = before ? span_of(f, left, from - 1) : span_of(f, to + 1, right);
    dl_quote *q = add_quote(f, first, cue, verb);
    if (!q) return false;
    if (before && behind) q->rest = span_of(f, to + 1, right);
    quote_set_speaker(f, q, verb);
    return true;
}

/* "I think" between quotation marks is part of what is said, not another quote. */
static bool speaks_of_self(const quote_finder *f, uint32_t verb)
{
    static const char *const self[] = { "i", "we", "you", NULL };
    uint32_t s = f->segment[verb] < 0 ? DL_NO_TOKEN : quote_subject_of(f, verb);
    for (const char *const *p = self; s != DL_NO_TOKEN && *p; p++) {
        const dl_tokens *t = &f->d->tokens;
        dl_slice word = dl_slice_cut(f->d->text.full, t->start[s], t->end[s]);
        if (dl_slice_eq_nocase(word, dl_slice_str(*p))) return true;
    }
    return false;
}

/* "vowed to fight": what the speaker means to do himself; "urged them to fight" and
 * "claims to be" are not. */
static bool is_own_plan(const quote_finder *f, uint32_t verb, uint32_t clause)
{
    const dl_tokens *t = &f->d->tokens;
    if (dl_token_dep(t, clause) != DL_DEP_xcomp || !is_infinitive(f, clause)) return false;
    if (dl_tree_child(&f->x, clause, DL_DEP_nsubj) != DL_NO_TOKEN) return false;
    return dl_tree_child(&f->x, verb, DL_DEP_dobj) == DL_NO_TOKEN;
}

/* "a find that promises to change medicine": a thing plans nothing. */
static bool is_plan_of_thing(const quote_finder *f, uint32_t verb, uint32_t clause)
{
    if (!is_infinitive(f, clause)) return false;
    uint32_t who = quote_subject_of(f, verb);
    if (who == DL_NO_TOKEN) return false;
    dl_tag tag = dl_token_tag(&f->d->tokens, who);
    if (tag == DL_TAG_WDT) return true;
    bool noun = tag == DL_TAG_NN || tag == DL_TAG_NNS;
    return noun && f->mention[who] >= 0 && !quote_may_speak(f, who);
}

/* "It is important to stress that ...", "left without saying that": nobody is told to say
 * it. */
static bool is_advised(const quote_finder *f, uint32_t verb)
{
    const dl_tokens *t = &f->d->tokens;
    uint32_t head = t->head[verb];
    if (dl_slice_is(t->norm[head], "without")) return true;
    if (!is_infinitive(f, verb) || head >= verb) return false;
    if (dl_token_pos(t, head) == DL_POS_ADJ) head = t->head[head];
    uint32_t it = dl_tree_child(&f->x, head, DL_DEP_nsubj);
    return it != DL_NO_TOKEN && dl_slice_is(t->norm[it], "it")
        && dl_slice_is(t->lemma[head], "be");
}

/* "the challenge is to say that", "a reason to imagine that": an infinitive that tells
 * what a thing is, or what it is for. */
static bool is_of_thing(const quote_finder *f, uint32_t verb)
{
    const dl_tokens *t = &f->d->tokens;
    uint32_t head = t->head[verb];
    if (!is_infinitive(f, verb) || head >= verb) return false;
    uint32_t thing = head;
    if (dl_token_dep(t, verb) != DL_DEP_acl) {
        if (!dl_slice_is(t->lemma[head], "be")) return false;
        thing = dl_tree_child(&f->x, head, DL_DEP_nsubj);
    }
    uint32_t start;
    return thing != DL_NO_TOKEN && dl_token_tag(t, thing) == DL_TAG_NN
        && !quote_may_speak(f, thing)
        && !span_role(f->d, f->known, thing, thing + 1, &start);
}

/* "Imagine that ...", "Don't expect it to": the reader is told to, nobody does it. */
static bool is_imperative(const quote_finder *f, uint32_t verb)
{
    const dl_tokens *t = &f->d->tokens;
    if (dl_token_tag(t, verb) != DL_TAG_VB || t->head[verb] != verb) return false;
    for (uint32_t c = f->x.first[verb]; c != DL_NO_TOKEN && c < verb; c = f->x.next[c]) {
        dl_dep dep = dl_token_dep(t, c);
        bool aux = dep == DL_DEP_aux && !dl_slice_is(t->lemma[c], "do");
        if (aux || dep == DL_DEP_nsubj || dep == DL_DEP_nsubjpass) return false;
    }
    return true;
}

/* "found himself on the floor": what became of one, said by nobody. */
static bool is_of_oneself(const quote_finder *f, const quote_cue *cue, uint32_t clause)
{
    if (!cue->finite) return false;
    uint32_t who = dl_tree_child(&f->x, clause, DL_DEP_nsubj);
    dl_slice word = f->d->tokens.norm[who == DL_NO_TOKEN ? clause : who];
    return dl_slice_ends(word, DL_S("self")) || dl_slice_ends(word, DL_S("selves"));
}

/* "is expected to win", "was denied entry": nobody is told to expect it, and what is
 * denied to somebody is a thing. */
static bool is_of_nobody(
    const quote_finder *f, uint32_t verb, const quote_cue *cue, uint32_t clause)
{
    if (!quote_is_passive(f, verb) || quote_subject_of(f, verb) != DL_NO_TOKEN) return false;
    if (dl_token_dep(&f->d->tokens, clause) == DL_DEP_dobj) return true;
    return is_infinitive(f, clause) && cue->sense != DL_QUOTE_SAYS;
}

static void see_verb(quote_finder *f, uint32_t verb)
{
    const quote_cue *cue = quote_cue_of(f, verb);
    if (!cue || cue->answers || f->taken[verb] || speaks_of_self(f, verb)) return;
    if (is_advised(f, verb) || is_imperative(f, verb) || is_of_thing(f, verb)) return;
    if (quote_is_purpose(f, verb, cue)) return;
    uint32_t clause = complement_of(f, verb, cue);
    bool none = clause != DL_NO_TOKEN
        && (is_bare_relative(f, clause) || is_of_nobody(f, verb, cue, clause)
            || is_of_oneself(f, cue, clause)
            || (cue->own_plan && is_plan_of_thing(f, verb, clause)));
    if (none) return;
    if (clause == DL_NO_TOKEN) {
        if (cue->sense == DL_QUOTE_SAYS) add_parenthesis(f, verb, cue);
        return;
    }
    dl_quote *q = add_quote(f, clause_span(f, verb, clause), cue, verb);
    if (!q) return;
    quote_set_speaker(f, q, verb);
    if (cue->own_plan && is_own_plan(f, verb, clause)) q->sense = DL_QUOTE_PLANS;
}

/* ---- "according to X" */

static void see_according(quote_finder *f, uint32_t word)
{
    const dl_tokens *t = &f->d->tokens;
    uint32_t to = dl_tree_child(&f->x, word, DL_DEP_prep);
    uint32_t who = to == DL_NO_TOKEN ? to : dl_tree_child(&f->x, to, DL_DEP_pobj);
    uint32_t head = t->head[word];
    if (who == DL_NO_TOKEN || head == word) return;
    uint32_t from = f->x.left[word], last = f->x.right[word];
    uint32_t left = f->x.left[head], right = f->x.right[head];
    bool before = left<from, behind = right> last;
    if (!before && !behind) return;
    dl_span first = before ? span_of(f, left, from - 1) : span_of(f, last + 1, right);
    static const quote_cue according = {
        .sense = DL_QUOTE_SAYS, .clause = true, .rule = { "according to", 12 }
    };
    dl_quote *q = add_quote(f, first, &according, word);
    if (!q) return;
    q->cue.end = t->end[to];
    if (before && behind) q->rest = span_of(f, last + 1, right);
    quote_set_source(f, q, who);
}

/* ---- nouns */

static bool has_that(const quote_finder *f, uint32_t clause)
{
    if (dl_tree_child(&f->x, clause, DL_DEP_mark) != DL_NO_TOKEN) return true;
    uint32_t c = dl_tree_child(&f->x, clause, DL_DEP_dobj);
    return c != DL_NO_TOKEN && c < clause && dl_token_tag(&f->d->tokens, c) == DL_TAG_IN;
}

/* What the noun attributes. The tree often takes "the view that the law is void" for a
 * relative clause; then "that" is no pronoun. */
static uint32_t noun_complement(const quote_finder *f, uint32_t noun, const quote_cue *cue)
{
    static const dl_dep dep[] = { DL_DEP_acl, DL_DEP_relcl };
    for (size_t i = 0; i < sizeof dep / sizeof *dep; i++) {
        uint32_t c = dl_tree_child(&f->x, noun, dep[i]);
        if (c == DL_NO_TOKEN) continue;
        if (cue->infinitive && is_infinitive(f, c)) return c;
        if (cue->clause && has_that(f, c)) return c;
    }
    return cue->clause ? dl_tree_child(&f->x, noun, DL_DEP_ccomp) : DL_NO_TOKEN;
}

/* "in order to", "in hope of": no one's order, no one's hope. */
static bool is_set_phrase(const quote_finder *f, uint32_t noun)
{
    bool bare = noun > 0 && f->x.left[noun] == noun;
    return bare && dl_slice_is(f->d->tokens.norm[noun - 1], "in");
}

static void see_noun(quote_finder *f, uint32_t noun)
{
    const quote_cue *cue = quote_noun(f->words, f->d->tokens.lemma[noun]);
    if (!cue || is_set_phrase(f, noun)) return;
    uint32_t clause = noun_complement(f, noun, cue);
    if (clause == DL_NO_TOKEN) return;
    dl_quote *q = add_quote(f, clause_span(f, noun, clause), cue, noun);
    if (!q) return;
    quote_set_source(f, q, quote_owner_of(f, noun));
    if (is_infinitive(f, clause)) q->sense = DL_QUOTE_PLANS;
}

/* ---- quotation marks */

static uint32_t words_in(const quote_finder *f, dl_token_range r)
{
    uint32_t n = 0;
    for (uint32_t i = r.first; i < r.last; i++) n += !is_edge(&f->d->tokens, i);
    return n;
}

static bool is_empty(dl_span s) { return s.start >= s.end; }
static bool meets(dl_span a, dl_span b) { return a.start < b.end && b.start < a.end; }

/* A quote that holds marked text is direct where little else is in it, else mixed. */
static void join_segment(quote_finder *f, dl_quote *q, quote_segment *s, int32_t index)
{
    dl_span all = span_of(f, s->range.first, s->range.last - 1);
    if (all.start >= all.end) return;
    uint32_t before = q->span.start, after = q->span.end;
    if (meets(all, q->cue)) return; /* the saying itself stands between the marks */
    if (all.start < q->span.start) q->span.start = all.start;
    if (all.end > q->span.end) q->span.end = all.end;
    if (q->cue.start >= q->span.start && q->cue.end <= q->span.end && q->cue.end > q->cue.start) {
        q->span.start = before;
        q->span.end = after;
    }
    uint32_t whole = q->span.end - q->span.start;
    q->form = (all.end - all.start) * 5 >= whole * 4 ? DL_QUOTE_DIRECT : DL_QUOTE_MIXED;
    s->quote = index;
}

static void widen_quotes(quote_finder *f)
{
    for (uint32_t i = 0; i < f->d->marks.quotes.n; i++) {
        dl_quote *q = &f->d->marks.quotes.at[i];
        if (q->sense != DL_QUOTE_SAYS) continue;
        uint32_t lo = 0, hi = f->segments.n;
        while (lo < hi) { /* the first segment that ends behind the quote's start */
            uint32_t mid = (lo + hi) / 2;
            dl_token_range r = f->segments.at[mid].range;
            if (f->d->tokens.end[r.last - 1] <= q->span.start) lo = mid + 1;
            else hi = mid;
        }
        for (; lo < f->segments.n; lo++) {
            quote_segment *s = &f->segments.at[lo];
            if (f->d->tokens.start[s->range.first] >= q->span.end) break;
            if (words_in(f, s->range) >= WORDS_LEAST) join_segment(f, q, s, (int32_t)i);
        }
    }
}

/* Whose words a quotation without a cue goes on with: those of the quote before it. */
static dl_quote *goes_on_from(const quote_finder *f, uint32_t s)
{
    const quote_segment *now = &f->segments.at[s];
    const quote_segment *last = s ? &f->segments.at[s - 1] : NULL;
    if (!last || last->quote < 0) return NULL;
    const dl_tokens *t = &f->d->tokens;
    bool near = now->range.first - last->range.last <= GAP_MOST
        && quote_same_paragraph(f, t->end[last->range.last - 1], t->start[now->range.first]);
    if (!now->continues && !near) return NULL;
    return &f->d->marks.quotes.at[last->quote];
}

/* More of the same quote: one attribution in two pieces. */
static void go_on(quote_finder *f, dl_quote *q, quote_segment *seg)
{
    dl_span span = span_of(f, seg->range.first, seg->range.last - 1);
    if (is_empty(q->rest)) q->rest = span;
    else q->rest.end = span.end;
    seg->quote = (int32_t)(q - f->d->marks.quotes.at);
}

/* Who says what stands between marks without a quote of its own yet. */
static void set_teller(const quote_finder *f, dl_quote *q, quote_teller teller)
{
    const dl_tokens *t = &f->d->tokens;
    uint32_t cue = teller.cue;
    uint32_t who = teller.named == DL_NO_TOKEN ? teller.before : teller.named;
    if (who != DL_NO_TOKEN) quote_set_source(f, q, who);
    if (cue == DL_NO_TOKEN) return;
    quote_set_speaker(f, q, cue);
    /* "..., a fisherman recalled": to the tree a participle at its noun. */
    bool participle = is_empty(q->source) && dl_token_dep(t, cue) == DL_DEP_acl;
    if (participle) quote_set_source(f, q, t->head[cue]);
}

enum { TITLE_WORD_LEAST = 5 }; /* letters of a word that has a capital in a title */

/* "Time to Talk: The Case for Reason": every longer word has a capital. */
static bool is_in_title_case(const quote_finder *f, dl_token_range r)
{
    uint32_t words = 0;
    for (uint32_t i = r.first; i < r.last; i++) {
        dl_slice word = span_word(f->d, i);
        if (word.n < TITLE_WORD_LEAST) continue;
        if (!span_is_upper(word)) return false;
        words++;
    }
    return words > 1;
}

enum { NAMED_BEFORE = 12 }; /* tokens from "dubbed" to the mark: "dubbed by the press a" */

/* "billed as the", "entitled": behind a word that gives a name. */
static bool is_behind_name_giver(const quote_finder *f, uint32_t first)
{
    const dl_tokens *t = &f->d->tokens;
    for (uint32_t i = first; i-- > 0 && i + NAMED_BEFORE > first;) {
        if (f->segment[i] >= 0 || t->sent_start[i + 1] || dl_token_is_finite(t, i)) return false;
        bool participle = dl_token_tag(t, i) == DL_TAG_VBN;
        if (participle && span_lemma_cues(f->d, f->known, i) & CUE_CALLS) return true;
    }
    return false;
}

static bool is_title(const quote_finder *f, dl_token_range r)
{
    return is_in_title_case(f, r) || is_behind_name_giver(f, r.first);
}

static void add_segment(quote_finder *f, uint32_t s, uint32_t sentence)
{
    quote_segment *seg = &f->segments.at[s];
    uint32_t words = words_in(f, seg->range);
    quote_teller teller = quote_teller_of(f, s, sentence);
    if (teller.cue == DL_NO_TOKEN && is_title(f, seg->range)) return;
    bool alone = teller.cue == DL_NO_TOKEN && teller.named == DL_NO_TOKEN;
    bool told = teller.cue != DL_NO_TOKEN && f->taken[teller.cue];
    dl_quote *before = alone || told ? goes_on_from(f, s) : NULL;
    if (words < (teller.guessed && !before ? WORDS_ALONE : WORDS_LEAST)) return;
    if (before) {
        go_on(f, before, seg);
        return;
    }
    dl_span span = span_of(f, seg->range.first, seg->range.last - 1);
    dl_quote *q = add_quote(f, span, NULL, told ? DL_NO_TOKEN : teller.cue);
    if (!q) return;
    q->form = DL_QUOTE_DIRECT;
    set_teller(f, q, teller);
    seg->quote = (int32_t)f->d->marks.quotes.n - 1;
}

static void take_segments(quote_finder *f)
{
    uint32_t sentence = 0;
    for (uint32_t s = 0; s < f->segments.n; s++) {
        quote_segment *seg = &f->segments.at[s];
        sentence = quote_sentence_of(f, sentence, seg->range.first);
        if (seg->quote < 0) add_segment(f, s, sentence);
    }
}

/* ---- headlines */

enum { HEADLINE_SOURCE_MOST = 6 }; /* tokens before the colon */

/* "Minister: bridge was safe": the name before the colon says what stands behind it. */
static void see_headline(quote_finder *f)
{
    const dl_tokens *t = &f->d->tokens;
    uint32_t colon = 1, source = DL_NO_TOKEN;
    while (colon < t->title_n && colon <= HEADLINE_SOURCE_MOST) {
        if (dl_slice_is(t->norm[colon], ":")) break;
        colon++;
    }
    if (colon >= t->title_n || colon > HEADLINE_SOURCE_MOST) return;
    for (uint32_t i = 0; i < colon; i++)
        if (f->mention[i] >= 0) source = i;
    dl_pos last = dl_token_pos(t, colon - 1);
    bool noun = last == DL_POS_NOUN || last == DL_POS_PROPN;
    if (source == DL_NO_TOKEN && noun) source = colon - 1;
    dl_token_range behind = { colon + 1, t->title_n };
    if (source == DL_NO_TOKEN || words_in(f, behind) < WORDS_LEAST) return;
    dl_quote *q = add_quote(f, span_of(f, behind.first, behind.last - 1), NULL, DL_NO_TOKEN);
    if (!q) return;
    q->rule = DL_S("headline colon");
    quote_set_source(f, q, source);
}

/* ---- order and nesting */

static int by_start(const void *a, const void *b)
{
    const dl_quote *x = a, *y = b;
    if (x->span.start != y->span.start) return x->span.start < y->span.start ? -1 : 1;
    if (x->span.end != y->span.end) return x->span.end > y->span.end ? -1 : 1;
    return (x->cue.start > y->cue.start) - (x->cue.start < y->cue.start);
}

/* The nearest earlier quote that holds this one: a chain of those still open. */
static void nest(dl_marks *m)
{
    for (uint32_t i = 0; i < m->quotes.n; i++) m->quotes.at[i].within = -1;
    for (uint32_t i = 1; i < m->quotes.n; i++) {
        int32_t k = (int32_t)i - 1;
        while (k >= 0 && m->quotes.at[k].span.end < m->quotes.at[i].span.end)
            k = m->quotes.at[k].within;
        if (k >= 0 && m->quotes.at[k].span.end >= m->quotes.at[i].span.end)
            m->quotes.at[i].within = k;
    }
}

/* What another is said to want or plan is part of what is said; what he is said to
 * have said is a quote of its own. */
static void drop_inner_attitudes(dl_marks *m)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->quotes.n; i++) {
        dl_quote q = m->quotes.at[i];
        if (q.within < 0 || q.sense == DL_QUOTE_SAYS) m->quotes.at[n++] = q;
    }
    m->quotes.n = n;
}

void mark_quotes(dl_doc *d, const dl_mark_tables *t)
{
    quote_finder f = { .d = d, .words = t->quotes, .known = t->known };
    if (!dl_tree_new(&f.x, d->scratch, &d->tokens)) return;
    if (!quote_segments_of(&f.segments, d, t->known) || !index_mentions(&f)) return;
    for (uint32_t i = 0; i < d->tokens.n; i++) {
        dl_pos p = dl_token_pos(&d->tokens, i);
        if (dl_slice_is(d->tokens.norm[i], "according")) see_according(&f, i);
        else if (p == DL_POS_VERB) see_verb(&f, i);
        else if (p == DL_POS_NOUN) see_noun(&f, i);
    }
    see_headline(&f);
    widen_quotes(&f);
    take_segments(&f);
    if (d->marks.quotes.n) qsort(d->marks.quotes.at, d->marks.quotes.n, sizeof(dl_quote), by_start);
    nest(&d->marks);
    drop_inner_attitudes(&d->marks);
    nest(&d->marks);
}
