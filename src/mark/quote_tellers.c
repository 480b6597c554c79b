/* quote_tellers - who says what stands between quotation marks.
 *
 * In: the segments, tree, mentions. Out: a verb of saying or a name for one segment:
 * the nearest verb in its own sentences, the sentence behind ("...?" he asked.), the one
 * before ("He said:"), a name before a colon or behind a dash. */
#include "quote_private.h"

uint32_t quote_sentence_of(const quote_finder *f, uint32_t from, uint32_t token)
{
    const dl_tokens *t = &f->d->tokens;
    while (from + 1 < t->sentences.n && t->sentences.at[from].last <= token) from++;
    return from;
}

bool quote_same_paragraph(const quote_finder *f, uint32_t from, uint32_t to)
{
    dl_slice full = f->d->text.full;
    return dl_slice_find(dl_slice_cut(full, 0, to), DL_S("\n\n"), from) == SIZE_MAX;
}

bool quote_is_whole(const quote_finder *f, dl_token_range segment)
{
    return segment.first > 0 && f->d->tokens.sent_start[segment.first - 1];
}

/* ---- verbs */

/* A verb of saying outside of quotation marks; "a song called ..." says nothing. */
static bool is_saying(const quote_finder *f, uint32_t i)
{
    if (f->segment[i] >= 0 || dl_token_pos(&f->d->tokens, i) != DL_POS_VERB) return false;
    if (quote_is_passive(f, i)) return false;
    const quote_cue *cue = quote_verb(f->words, f->d->tokens.lemma[i]);
    return cue && cue->sense == DL_QUOTE_SAYS && !cue->answers && !quote_is_purpose(f, i, cue);
}

static uint32_t saying_behind(const quote_finder *f, uint32_t from, uint32_t last)
{
    while (from < last && !is_saying(f, from)) from++;
    return from < last ? from : DL_NO_TOKEN;
}

static uint32_t saying_before(const quote_finder *f, uint32_t first, uint32_t from)
{
    while (from > first)
        if (is_saying(f, --from)) return from;
    return DL_NO_TOKEN;
}

/* "he asked.", "he told the council.": the verb tells of nothing but of speaking. */
static bool says_no_more(const quote_finder *f, uint32_t cue)
{
    if (f->taken[cue]) return false;
    uint32_t whom = dl_tree_child(&f->x, cue, DL_DEP_dobj);
    return whom == DL_NO_TOKEN || quote_may_speak(f, whom);
}

/* "We must go," and its "he said" in a paragraph of its own. */
static bool ends_in_comma(const quote_finder *f, uint32_t mark)
{
    const dl_tokens *t = &f->d->tokens;
    while (mark > 0 && dl_token_pos(t, mark - 1) == DL_POS_SPACE) mark--;
    return mark > 0 && dl_slice_is(t->norm[mark - 1], ",");
}

/* The token behind the marks that is no white space. */
static uint32_t word_behind(const quote_finder *f, uint32_t mark)
{
    const dl_tokens *t = &f->d->tokens;
    while (++mark < t->n && dl_token_pos(t, mark) == DL_POS_SPACE) {}
    return mark;
}

/* A full stop between the marks ends the sentence to its writer too. */
static bool ends_sentence(const quote_finder *f, uint32_t mark)
{
    return mark > 0 && dl_slice_is(f->d->tokens.norm[mark - 1], ".");
}

/* "Must it fall?" the mayor asked. - the marks end a sentence to the engine, and the next
 * one tells who spoke. */
static uint32_t saying_in_next(const quote_finder *f, uint32_t s, uint32_t sentence)
{
    const dl_tokens *t = &f->d->tokens;
    uint32_t mark = f->segments.at[s].range.last;
    if (sentence + 1 >= t->sentences.n || mark >= t->n) return DL_NO_TOKEN;
    if (!quote_is_whole(f, f->segments.at[s].range) || ends_sentence(f, mark)) return DL_NO_TOKEN;
    dl_token_range next = t->sentences.at[sentence + 1];
    if (word_behind(f, next.first - 1) != word_behind(f, mark)) return DL_NO_TOKEN;
    bool quotes_too = s + 1 < f->segments.n && f->segments.at[s + 1].range.first < next.last;
    bool near = quote_same_paragraph(f, t->end[mark], t->start[next.first]);
    if (quotes_too || (!near && !ends_in_comma(f, mark))) return DL_NO_TOKEN;
    uint32_t cue = saying_behind(f, next.first, next.last);
    return cue != DL_NO_TOKEN && says_no_more(f, cue) ? cue : DL_NO_TOKEN;
}

/* "He said:" and the quotation in a sentence of its own. */
static uint32_t saying_in_last(const quote_finder *f, uint32_t sentence)
{
    const dl_tokens *t = &f->d->tokens;
    if (sentence == 0) return DL_NO_TOKEN;
    dl_token_range last = t->sentences.at[sentence - 1];
    uint32_t end = last.last - 1;
    while (end > last.first && dl_token_pos(t, end) == DL_POS_SPACE) end--;
    return dl_slice_is(t->norm[end], ":") ? saying_before(f, last.first, end) : DL_NO_TOKEN;
}

static uint32_t saying_of(const quote_finder *f, uint32_t s, uint32_t sentence)
{
    const dl_tokens *t = &f->d->tokens;
    dl_token_range r = f->segments.at[s].range;
    uint32_t last = quote_sentence_of(f, sentence, r.last);
    uint32_t before = saying_before(f, t->sentences.at[sentence].first, r.first);
    uint32_t behind = saying_behind(f, r.last, t->sentences.at[last].last);
    if (before == DL_NO_TOKEN && behind == DL_NO_TOKEN) {
        uint32_t next = saying_in_next(f, s, last);
        return next == DL_NO_TOKEN ? saying_in_last(f, sentence) : next;
    }
    if (before == DL_NO_TOKEN) return behind;
    if (behind == DL_NO_TOKEN) return before;
    return r.first - before < behind - r.last ? before : behind;
}

/* ---- names alone */

/* "Anna Holm: 'We must go'": the name before the colon; DL_NO_TOKEN: there is none. */
static uint32_t named_before(const quote_finder *f, uint32_t first)
{
    const dl_tokens *t = &f->d->tokens;
    if (first < 3 || !dl_slice_is(t->norm[first - 2], ":")) return DL_NO_TOKEN;
    uint32_t head = first - 3;
    for (int n = 0; n < QUOTE_CLIMB_MOST && f->mention[head] < 0; n++) {
        if (t->head[head] == head || t->head[head] >= first) break;
        head = t->head[head];
    }
    dl_slice before = t->norm[t->head[head]];
    bool told_of = dl_slice_is(before, "of") || dl_slice_is(before, "about");
    return quote_is_person(f, head) && !told_of ? head : DL_NO_TOKEN; /* "says of Holm:" */
}

/* "We must go." - Anna Holm: a person's name behind a dash signs what was said. */
static uint32_t signed_behind(const quote_finder *f, uint32_t mark)
{
    const dl_tokens *t = &f->d->tokens;
    uint32_t i = mark + 1;
    while (i < t->n && dl_token_pos(t, i) == DL_POS_SPACE) i++;
    if (i + 1 >= t->n || !quote_is_dash(t->norm[i])) return DL_NO_TOKEN;
    uint32_t first = i + 1;
    for (uint32_t head = first; head < t->n && head < first + QUOTE_CLIMB_MOST; head++) {
        if (!quote_is_person(f, head)) continue;
        return f->d->marks.mentions.at[f->mention[head]].range.first == first ? head : DL_NO_TOKEN;
    }
    return DL_NO_TOKEN;
}

/* The head of the mention of somebody who may speak that begins at a token. */
static uint32_t speaker_from(const quote_finder *f, uint32_t first)
{
    for (uint32_t head = first; head < f->d->tokens.n && head < first + QUOTE_CLIMB_MOST; head++) {
        if (f->mention[head] < 0) continue;
        bool here = f->d->marks.mentions.at[f->mention[head]].range.first == first;
        return here && quote_may_speak(f, head) ? head : DL_NO_TOKEN;
    }
    return DL_NO_TOKEN;
}

/* "We must go," beamed Holm. "We must," she posted: who stands behind a comma and the
 * closing mark speaks, whatever the verb. */
static uint32_t set_beside(const quote_finder *f, uint32_t mark)
{
    const dl_tokens *t = &f->d->tokens;
    if (mark >= t->n || !ends_in_comma(f, mark)) return DL_NO_TOKEN;
    uint32_t first = word_behind(f, mark);
    if (first + 1 >= t->n) return DL_NO_TOKEN;
    if (dl_token_is_finite(t, first)) return speaker_from(f, first + 1);
    uint32_t who = speaker_from(f, first);
    if (who == DL_NO_TOKEN || dl_token_dep(t, who) != DL_DEP_nsubj) return DL_NO_TOKEN;
    return t->head[who] > who && dl_token_is_finite(t, t->head[who]) ? who : DL_NO_TOKEN;
}

/* 'As Holm put it: "We must go"': the subject of the nearest verb before the colon. */
static uint32_t subject_at_colon(const quote_finder *f, dl_token_range r)
{
    enum { LOOK = 24 };
    const dl_tokens *t = &f->d->tokens;
    uint32_t colon = r.first - 1;
    while (colon > 0 && dl_token_pos(t, colon - 1) == DL_POS_SPACE) colon--;
    if (colon == 0 || !dl_slice_is(t->norm[--colon], ":")) return DL_NO_TOKEN;
    for (uint32_t i = colon; i-- > 0 && i + LOOK > colon && !t->sent_start[i + 1];) {
        if (f->segment[i] >= 0 || !dl_token_is_finite(t, i)) continue;
        uint32_t who = quote_subject_of(f, i);
        bool speaks = who != DL_NO_TOKEN && who < i && quote_may_speak(f, who);
        return speaks && !dl_slice_is(t->norm[who], "it") ? who : DL_NO_TOKEN;
    }
    return DL_NO_TOKEN;
}

/* The verb that the words of a segment hang on; DL_NO_TOKEN. */
static uint32_t verb_over(const quote_finder *f, dl_token_range r)
{
    const dl_tokens *t = &f->d->tokens;
    uint32_t i = r.first;
    while (i + 1 < r.last && t->head[i] >= r.first && t->head[i] < r.last) i++;
    for (int n = 0; n < QUOTE_CLIMB_MOST && t->head[i] != i; n++) {
        i = t->head[i];
        if (f->segment[i] < 0 && dl_token_pos(t, i) == DL_POS_VERB) return i;
    }
    return DL_NO_TOKEN;
}

/* Somebody who may speak, where no word tells of speaking: no place. */
static uint32_t guessed(const quote_finder *f, uint32_t who)
{
    if (who == DL_NO_TOKEN || !quote_may_speak(f, who)) return DL_NO_TOKEN;
    return f->d->marks.mentions.at[f->mention[who]].kind == DL_KIND_GPE ? DL_NO_TOKEN : who;
}

/* 'The union thanked him "on behalf of all who work here"': words set into a sentence
 * that tells of nobody who says them are its subject's. */
static uint32_t subject_around(const quote_finder *f, dl_token_range r)
{
    uint32_t verb = quote_is_whole(f, r) ? DL_NO_TOKEN : verb_over(f, r);
    return guessed(f, verb == DL_NO_TOKEN ? verb : quote_subject_of(f, verb));
}

/* "The mayor told of the flood. 'We had no warning.'": who spoke in the last sentence. */
static uint32_t subject_before(const quote_finder *f, dl_token_range r, uint32_t sentence)
{
    const dl_tokens *t = &f->d->tokens;
    if (sentence == 0 || !quote_is_whole(f, r)) return DL_NO_TOKEN;
    dl_token_range last = t->sentences.at[sentence - 1];
    uint32_t verb = saying_before(f, last.first, last.last);
    while (verb != DL_NO_TOKEN && t->head[verb] != verb) verb = saying_before(f, last.first, verb);
    uint32_t who = verb == DL_NO_TOKEN ? verb : quote_subject_of(f, verb);
    return who != DL_NO_TOKEN && quote_may_speak(f, who) ? who : DL_NO_TOKEN;
}

quote_teller quote_teller_of(const quote_finder *f, uint32_t segment, uint32_t sentence)
{
    dl_token_range r = f->segments.at[segment].range;
    quote_teller teller = { DL_NO_TOKEN, named_before(f, r.first), DL_NO_TOKEN, false };
    if (teller.named == DL_NO_TOKEN) teller.named = signed_behind(f, r.last);
    if (teller.named == DL_NO_TOKEN) teller.cue = saying_of(f, segment, sentence);
    bool told = teller.named != DL_NO_TOKEN || teller.cue != DL_NO_TOKEN;
    if (!told) teller.named = set_beside(f, r.last);
    if (!told && teller.named == DL_NO_TOKEN) teller.named = subject_at_colon(f, r);
    teller.guessed = teller.named == DL_NO_TOKEN && teller.cue == DL_NO_TOKEN;
    if (teller.guessed) teller.named = subject_around(f, r);
    teller.before = teller.guessed && teller.named == DL_NO_TOKEN ? subject_before(f, r, sentence)
                                                                  : DL_NO_TOKEN;
    return teller;
}
