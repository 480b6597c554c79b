/* side_words - what a side's own word is: someone, or a thing. */
#include "sides.h"

bool code_word_of_any(const code_job *j, uint32_t token, const char *const *list)
{
    char lower[CODE_LOWER_MOST];
    dl_slice lemma = code_lower(j->x->t->lemma[token], lower);
    /* "Rebels" at the start of a sentence, read as a name, keeps its plural. */
    bool plural = dl_token_tag(j->x->t, token) == DL_TAG_NNPS && dl_slice_ends(lemma, DL_S("s"));
    if (plural) lemma = dl_slice_cut(lemma, 0, lemma.n - 1);
    return code_in_classes(&j->t->classes, lemma, list);
}

bool code_word_of_someone(const code_job *j, uint32_t token)
{
    static const char *const list[] = { "person", "crowd", "rebels", "force", "weapon", "leader",
        "diplomat", "observer", "media", "voice", "craft", NULL };
    return code_word_of_any(j, token, list);
}

/* Is the word itself, not just who owns it, someone? */
bool code_word_is_thing(const code_job *j, uint32_t token)
{
    dl_pos pos = dl_token_pos(j->x->t, token);
    int32_t m = code_mention_at(j->x, token);
    dl_kind k = m < 0 ? DL_KIND_OTHER : j->d->marks.mentions.at[m].kind;
    bool someone = k == DL_KIND_PERSON || k == DL_KIND_ORG || k == DL_KIND_GPE || k == DL_KIND_NORP
        || k == DL_KIND_LOC;
    if (someone || pos != DL_POS_NOUN) return false;
    if (j->f->of[token] != CODE_NONE) return false; /* "the visit angered him" */
    return !code_word_of_someone(j, token);
}
