/* labels - the labels of the language engine that other rooms compare.
 *
 *   a model's numbers --dl_labels_new (once, by parse)--> dl_tag, dl_pos, dl_dep, dl_kind
 *
 * A model has its labels in an order of its own, and may have more or fewer of them.
 * Rooms compare the enums below, never a model's number and never its text; a label
 * that is not listed here is the ..._OTHER of its list. Names as in Universal
 * Dependencies (pos), the Penn Treebank (tag), ClearNLP (dep) and OntoNotes (kind). */
#ifndef DL_LABELS_H
#define DL_LABELS_H

#include "base/base.h"

/* Coarse parts of speech. */
#define DL_POS_LIST(X) \
    X(ADJ) \
    X(ADP) X(ADV) X(AUX) X(CCONJ) X(DET) X(INTJ) X(NOUN) X(NUM) X(PART) X(PRON) X(PROPN) X(PUNCT) \
        X(SCONJ) X(SYM) X(VERB) X(X) X(SPACE)
/* Fine tags; signs such as "``" and "-LRB-" are DL_TAG_OTHER. */
#define DL_TAG_LIST(X) \
    X(CC) \
    X(CD) X(DT) X(EX) X(FW) X(IN) X(JJ) X(JJR) X(JJS) X(LS) X(MD) X(NN) X(NNP) X(NNPS) X(NNS) \
        X(PDT) X(POS) X(PRP) X(RB) X(RBR) X(RBS) X(RP) X(SYM) X(TO) X(UH) X(VB) X(VBD) X(VBG) \
            X(VBN) X(VBP) X(VBZ) X(WDT) X(WP) X(WRB) X(HYPH) X(ADD) X(AFX) X(NFP) X(XX)
/* Relations between a token and its head. */
#define DL_DEP_LIST(X) \
    X(ROOT) \
    X(acl) X(acomp) X(advcl) X(advmod) X(agent) X(amod) X(appos) X(attr) X(aux) X(auxpass) X(case) \
        X(cc) X(ccomp) X(compound) X(conj) X(csubj) X(csubjpass) X(dative) X(det) X(dobj) X(expl) \
            X(intj) X(mark) X(meta) X(neg) X(nmod) X(npadvmod) X(nsubj) X(nsubjpass) X(nummod) \
                X(oprd) X(parataxis) X(pcomp) X(pobj) X(poss) X(preconj) X(predet) X(prep) X(prt) \
                    X(punct) X(quantmod) X(relcl) X(xcomp)
/* Kinds of names, of entities and of mentions. */
#define DL_KIND_LIST(X) \
    X(PERSON) \
    X(NORP) X(FAC) X(ORG) X(GPE) X(LOC) X(PRODUCT) X(EVENT) X(WORK_OF_ART) X(LAW) X(LANGUAGE) \
        X(DATE) X(TIME) X(PERCENT) X(MONEY) X(QUANTITY) X(ORDINAL) X(CARDINAL)

#define DL_LABEL_POS(name) DL_POS_##name,
#define DL_LABEL_TAG(name) DL_TAG_##name,
#define DL_LABEL_DEP(name) DL_DEP_##name,
#define DL_LABEL_KIND(name) DL_KIND_##name,
typedef enum dl_pos { DL_POS_OTHER, DL_POS_LIST(DL_LABEL_POS) DL_POS_COUNT } dl_pos;
typedef enum dl_tag { DL_TAG_OTHER, DL_TAG_LIST(DL_LABEL_TAG) DL_TAG_COUNT } dl_tag;
typedef enum __attribute__((packed)) dl_dep {
    DL_DEP_OTHER,
    DL_DEP_LIST(DL_LABEL_DEP) DL_DEP_COUNT
} dl_dep;
typedef enum dl_kind { DL_KIND_OTHER, DL_KIND_LIST(DL_LABEL_KIND) DL_KIND_COUNT } dl_kind;

/* A model's own labels in its order; the texts are the model's, which outlives the
 * document. */
typedef struct dl_label_list {
    const dl_slice *name;
    uint32_t n;
} dl_label_list;

/* The model's own text of a number; {NULL,0} where there is none. */
static inline dl_slice dl_label_name(const dl_label_list *l, uint32_t number)
{
    return number < l->n ? l->name[number] : (dl_slice){ NULL, 0 };
}

/* The lists of a model, four with the enum that each of their numbers stands for. */
typedef struct dl_labels {
    dl_label_list tag, pos, dep, ent;
    dl_label_list feats; /* features of words, "Number=Sing|..."; 0 is "" */
    const uint8_t *tag_known; /* [tag.n] a dl_tag */
    const uint8_t *pos_known; /* [pos.n] a dl_pos */
    const uint8_t *dep_known; /* [dep.n] a dl_dep */
    const uint8_t *ent_known; /* [ent.n] a dl_kind */
} dl_labels;

/* In `a`; NULL when out of memory. */
dl_labels *dl_labels_new(
    dl_arena *a, dl_label_list tag, dl_label_list pos, dl_label_list dep, dl_label_list ent);

const char *dl_kind_name(dl_kind k); /* "PERSON"; "" for OTHER */
dl_kind dl_kind_of(dl_slice name); /* DL_KIND_OTHER where it is none */
static inline bool dl_kind_is_place(dl_kind k)
{
    return k == DL_KIND_GPE || k == DL_KIND_LOC || k == DL_KIND_FAC;
}

#endif
