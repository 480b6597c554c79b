/* coref - which mentions are one thing: a sieve, surest rules first.
 *
 *   names, noun phrases, pronouns --coref_mentions--> mentions with number, gender, role
 *   --coref_names, coref_nominals, coref_pronouns--> clusters (union-find over mentions)
 *
 * The passes as in the literature (Lee et al. 2013): the same name, known aliases,
 * acronyms, parts of names, the same head word, offices, pronouns by number, gender,
 * animacy and place in the tree. Each pass is linear: candidates are looked up by word or
 * taken from a short window of the mentions before. */
#ifndef DL_MARK_COREF_H
#define DL_MARK_COREF_H

#include "doc/offices.h"
#include "known.h"

typedef enum coref_class {
    COREF_PERSON,
    COREF_PLACE,
    COREF_BODY, /* organisations, groups of people as one */
    COREF_PEOPLE, /* NORP */
    COREF_THING, /* products, events, common nouns */
    COREF_NUMBER /* dates, sums: never stand for one another */
} coref_class;

/* What the passes ask of a mention; those of a cluster stand at its root. */
typedef struct coref_mention {
    coref_class what;
    char number; /* 's', 'p', 0 */
    char gender; /* 'm', 'f', 'n', 0 */
    bool indefinite; /* "a minister", "some villages" */
    bool bare; /* no determiner at all */
    bool quoted; /* inside a quotation */
    const known_row *row; /* of the tables */
    const role_row *role; /* of a title before it, or of its head noun */
    uint32_t role_first, role_last; /* tokens of that role */
    const pronoun_row *pronoun;
    dl_slice country; /* that the words of a person's phrase tell; {NULL,0}: none */
    uint32_t sentence;
    uint32_t speaker; /* of the quotation it stands in: a mention; UINT32_MAX */
    dl_slice given; /* first word of a person's full name; {NULL,0}: none */
    bool named; /* a name is among the cluster, at its root */
    uint32_t size; /* of the cluster, at its root */
} coref_mention;

typedef struct coref {
    dl_doc *d;
    const known *k;
    const dl_offices *offices;
    uint32_t *sentence; /* [tokens] */
    uint32_t *told; /* [sentences + 1] those up to it that no quotation holds whole */
    uint32_t *headed; /* [tokens] mention + 1 whose head the token is */
    uint32_t *up; /* [mentions] union-find */
    coref_mention *at; /* [mentions] beside d->marks.mentions */
    uint32_t n;
    bool names_joined; /* no two that are named apart become one any more */
    const char **why; /* [mentions] the pass that joined it to an earlier one; NULL */
    uint32_t steps; /* span_goes_on */
} coref;

/* Adds noun phrases and pronouns to the marks, in order, and fills c. false: no
 * memory. */
bool coref_mentions(coref *c);
void coref_speakers(coref *c); /* who says each quotation */
void coref_names(coref *c);
void coref_nominals(coref *c);
void coref_pronouns(coref *c);

/* A capital that stands for its government: "Moscow said". */
bool coref_is_metonym(const coref *c, uint32_t m);

uint32_t coref_root(coref *c, uint32_t m);
/* Makes a and b one thing unless what is known of them forbids it; why: a short name of
 * the rule. */
bool coref_join(coref *c, uint32_t a, uint32_t b, const char *why);
bool coref_may_join(coref *c, uint32_t a, uint32_t b);

static inline const dl_mention *coref_of(const coref *c, uint32_t m)
{
    return &c->d->marks.mentions.at[m];
}

#endif
