/* topic - what a report tells of, by its words. In: tokens. Out: disaster, game, show.
 *
 * A verb says little by itself: riders attack, films are shot, a flood kills. Words of
 * one field, often and far more often than those of fights, tell the field. */
#include "code_private.h"

enum { ENOUGH = 3, ENOUGH_OF_PLAY = 5, TIMES = 2 };

typedef struct counts {
    uint32_t fight, disaster, game, show;
} counts;

static void see_noun(counts *n, const dl_code_tables *t, dl_slice lemma)
{
    static const char *const fights[] = { "weapon", "rebels", "war", "force", NULL };
    n->disaster += code_in_class(&t->classes, lemma, DL_S("disaster"));
    n->game += code_in_class(&t->classes, lemma, DL_S("game"));
    n->show += code_in_class(&t->classes, lemma, DL_S("show"));
    n->fight += code_in_classes(&t->classes, lemma, fights) || code_row(&t->weapons, lemma) >= 0;
}

static bool is_field(const counts *n, uint32_t of_field, uint32_t enough)
{
    return of_field >= enough && of_field > TIMES * n->fight;
}

code_topic code_topic_of(const code_tree *x, const dl_code_tables *t)
{
    counts n = { 0 };
    char room[CODE_LOWER_MOST];
    for (uint32_t i = 0; i < x->t->n; i++) {
        dl_pos pos = dl_token_pos(x->t, i);
        if (pos == DL_POS_NOUN || pos == DL_POS_PROPN)
            see_noun(&n, t, code_lower(x->t->lemma[i], room));
    }
    return (code_topic){
        .disaster = is_field(&n, n.disaster, ENOUGH),
        .game = is_field(&n, n.game, ENOUGH_OF_PLAY),
        .show = is_field(&n, n.show, ENOUGH_OF_PLAY),
    };
}
