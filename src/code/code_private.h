/* code_private - what the files of code share: the tree, frames, the tables. */
#ifndef DL_CODE_PRIVATE_H
#define DL_CODE_PRIVATE_H

#include "code.h"
#include "doc/tree.h"

#define CODE_NONE DL_NO_TOKEN /* no token, no frame */

/* ---- tree.c: the sentence trees, and the mention of each token */

typedef struct code_tree {
    const dl_doc *d;
    const dl_tokens *t;
    dl_tree tree;
    const uint32_t *first, *next; /* those of tree */
    int32_t *mention; /* [n] the mention whose head it is; -1: none */
    int32_t *inside; /* [n] the name that it is a part of; -1: none */
    int32_t *chunk; /* [n] the noun chunk that it stands in; -1: none */
    uint8_t *timed; /* [n] 1: inside a time */
    uint8_t *zoned; /* [n] 1: in a dateline or by-line, which takes no part */
    uint8_t *named; /* [entities] 1: the report names it */
    int32_t *speaker; /* [n] the entity that says "I" or "we" in its quote; -1: none */
} code_tree;

/* False: out of memory. */
bool code_tree_of(code_tree *out, dl_doc *d);
/* The first child with that relation, CODE_NONE: there is none. */
uint32_t code_child(const code_tree *x, uint32_t token, dl_dep dep);
bool code_is_noun(const code_tree *x, uint32_t token); /* noun, name, pronoun, number */
/* The mention that a token heads, else the name that it is a part of; -1: none. */
int32_t code_mention_at(const code_tree *x, uint32_t token);
int32_t code_entity_at(const code_tree *x, uint32_t token); /* of that mention; -1 */

/* The noun of "in charge of", which charges nobody. */
bool code_in_charge(const code_tree *x, uint32_t noun);

/* Is the code that of an army, rebels, the police or the like? */
bool code_is_fighters(dl_slice code);
bool code_any_coded(const dl_parties *v);
/* Someone rather than something: a name, a person, a body, a people. */
bool code_is_someone(const code_tree *x, const dl_party *p);
bool code_names_someone(const code_tree *x, uint32_t noun); /* its mention is of such */
bool code_any_someone(const code_tree *x, const dl_parties *v); /* or anyone with a code */

/* ---- code_tables.c */

typedef struct code_words { /* lower-case words to a row of their table, + 1 */
    const dl_table *table;
    uint32_t *slot, slots;
} code_words;

/* All tables but the rules of the coder. False with e set. */
bool code_tables_read(dl_code_tables *t, dl_lexicon *lexicon, dl_err *e);
/* The forms of embedding.tsv and changed.tsv, for their choices. */
const dl_table_form *code_embed_form(void);
const dl_table_form *code_changed_form(void);
/* Is the lemma a word of one of the classes, a list that ends with NULL? */
bool code_in_classes(const code_words *classes, dl_slice lemma, const char *const *list);
/* Is the lemma a word of that class of noun-classes.tsv? */
bool code_in_class(const code_words *classes, dl_slice lemma, dl_slice class);

/* ASCII letters in lower case, in `at`; a longer word stays as it is. */
enum { CODE_LOWER_MOST = 40 };
dl_slice code_lower(dl_slice s, char *at);
/* The lemma of a token; lemmas.tsv has those of forms that the engine gets wrong. */
dl_slice code_lemma(const code_tree *x, uint32_t token, const dl_code_tables *t);

/* The head of the name right behind a title, "President Berg", wherever the parser hangs
 * it; else the noun itself. */
uint32_t code_title_of(const code_tree *x, uint32_t noun);

/* "cease-fire" of the token "fire", in `room` of CODE_LOWER_MOST; {NULL,0}: no hyphen
 * joins it to the word before. */
dl_slice code_hyphened(const code_tree *x, uint32_t token, char *room);

/* Does the noun only count what is behind "of"? */
bool code_is_part(const dl_code_tables *t, dl_slice noun);
/* What a noun that only counts stands for: "a second day of talks" is talks. */
uint32_t code_whole_of(const code_tree *x, uint32_t noun, const dl_code_tables *t);
/* Row of a word, -1: none. */
int64_t code_row(const code_words *w, dl_slice word);

/* What a word of a participant's phrase does in it: ORDER USE */
typedef enum code_use { CODE_HEAD, CODE_MODIFIES, CODE_PART } code_use;
/* The form of party-words.tsv, for its choices. */
const dl_table_form *code_party_form(void);

/* How an embedding word bears on what it embeds. */
typedef enum code_effect { /* ORDER EFFECT: choices of embedding.tsv */
    CODE_FACT, /* "managed to": as if it stood alone */
    CODE_NOT, /* "failed to": did not happen */
    CODE_PLAN, /* "agreed to", "will": planned */
    CODE_OPEN, /* "wants to": possible */
    CODE_DENY, /* "denied that" */
    CODE_POSTPONE,
    CODE_CANCEL,
    CODE_BEGIN, /* "began to": goes on */
    CODE_CLAIM, /* "alleged that": probable, by the speaker's word */
    CODE_SAY, /* "said that": as the speaker has it */
    CODE_TRY /* "tried to": open; who tries to harm is told of all the same */
} code_effect;

/* What an embedding word makes of the embedded act's type. ORDER CHANGE */
typedef enum __attribute__((packed)) code_change {
    CODE_KEEP,
    CODE_AGREE, /* promises the act */
    CODE_THREATEN, /* of a hostile act */
    CODE_REJECT, /* refuses it */
    CODE_REQUEST, /* asks or demands it */
    CODE_ACCUSE /* says another did it */
} code_change;
const char *code_change_type(code_change c); /* "AGREE"; "" for CODE_KEEP */

typedef struct code_rules code_rules; /* verbs.tsv, read by rules.c */

struct dl_code_tables {
    dl_arena *arena;
    code_words nouns; /* event nouns: noun -> verb */
    code_words lights; /* light verbs */
    code_words controls; /* verbs whose subject does what their noun tells */
    code_words statives; /* verbs whose passive tells a state */
    code_words parties; /* words of participants' phrases -> sector */
    code_words lemmas; /* forms of words -> lemma */
    code_words embeds; /* embedding words, verbs and nouns */
    code_words contexts; /* phrase -> context */
    code_words weapons; /* means of an assault -> mode */
    code_words classes; /* word -> class of nouns ("&weapon") */
    const dl_table *changed; /* change and act -> type's CAMEO code and mode */
    code_rules *rules;
};

/* The columns of the tables. */
enum { NOUN_WORD, NOUN_VERB, NOUN_EXAMPLE, NOUN_OWNER };
enum { LIGHT_VERB, LIGHT_SUFFERS };
enum { CONTROL_VERB, CONTROL_DOER };
enum { PARTY_WORD, PARTY_USE, PARTY_SECTOR };
enum { FORM_WORD, FORM_LEMMA };
enum { EMBED_WORD, EMBED_EFFECT, EMBED_CHANGE, EMBED_EXAMPLE };
enum { CHANGED_CHANGE, CHANGED_DEED, CHANGED_CAMEO, CHANGED_MODE };

/* ---- frames.c */

typedef enum code_slot { /* where a participant stands */
    CODE_SUBJECT,
    CODE_OBJECT,
    CODE_INDIRECT,
    CODE_PREP,
    CODE_POSSESSOR, /* "Putin's visit" */
    CODE_MODIFIER /* "the Russian attack" */
} code_slot;

typedef struct code_arg {
    code_slot slot;
    uint32_t token; /* the head word of the participant */
    dl_slice prep; /* of CODE_PREP: "with" */
} code_arg;

typedef struct code_frame {
    uint32_t head; /* token: the verb or the noun */
    uint32_t verb; /* token of the light verb, or head */
    dl_slice lemma; /* of the act: "visit" for both */
    dl_slice particle; /* "off" of "call off"; {NULL,0} */
    DL_VEC(code_arg) args;
    uint32_t above; /* frame that embeds it; CODE_NONE */
    dl_dep above_dep; /* how: ccomp, xcomp, dobj ... */
    bool nominal, passive;
} code_frame;

typedef struct code_frames {
    DL_VEC(code_frame) at; /* by head */
    uint32_t *of; /* [tokens] frame of a head, CODE_NONE */
} code_frames;

/* The noun alone tells it: "the visit", not "paid a visit". */
static inline bool code_noun_alone(const code_frame *f) { return f->nominal && f->verb == f->head; }

bool code_frames_of(code_frames *out, dl_doc *d, const code_tree *x, const dl_code_tables *t);
/* The participant of a slot; CODE_NONE. prep: of CODE_PREP. */
uint32_t code_arg_at(const code_frame *f, code_slot slot, const char *prep);
/* Does a participant stand in that slot? Nouns take their object behind "of". */
bool code_arg_is(const code_frame *f, const code_arg *a, code_slot slot, dl_slice prep);

/* ---- where.c: time and place of each frame */

typedef struct code_where {
    int32_t *time; /* [frames] in marks.times; -1: none */
    int32_t *place; /* [frames] in marks.mentions; -1: none */
    int32_t *sentence_time; /* [sentences] */
    int32_t *sentence_country; /* [sentences] an entity of the only country; -1 none, -2 several */
    bool *tells_home; /* [sentences] the report's country is among those that it names */
    const dl_tokens *t;
} code_where;

/* False: out of memory. */
bool code_where_of(code_where *w, dl_doc *d, const code_frames *f, const code_tree *x);
uint32_t code_sentence_of(const code_where *w, uint32_t token);
/* The frame of a token, else the nearest above it; CODE_NONE. */
uint32_t code_frame_above(const code_frames *f, const code_tree *x, uint32_t token);
/* A mark of marks.times; -1: none. */
int32_t code_time_of(const code_where *w, const code_frames *f, const code_tree *x, uint32_t i);
/* Does the frame have a place of its own whose country is known? */
bool code_is_placed(const code_where *w, const dl_doc *d, uint32_t i);
/* The country of the frame's place, else the only one that its sentence names;
 * {NULL,0}. */
dl_slice code_country_here(const code_where *w, const dl_doc *d, const code_frames *f, uint32_t i);
/* The country of the report, where the sentence of a frame tells of none. */
dl_slice code_country_home(const code_where *w, const dl_doc *d, const code_frames *f, uint32_t i);

/* ---- status.c */
typedef struct code_state {
    dl_status status;
    dl_tense tense;
    dl_certainty certainty;
    bool negative;
    bool must; /* "must", "should" */
    bool tried; /* "tried to" */
    bool unreal; /* told under "if" or "whether", itself or what embeds it */
    code_change change; /* by the nearest embedding word that changes the type */
    uint32_t changer; /* that frame */
    uint32_t source; /* frame of the saying; CODE_NONE */
} code_state;
code_state code_state_of(
    const code_frames *f, uint32_t i, const code_tree *x, const dl_code_tables *t);

typedef struct code_rule code_rule; /* a row of verbs.tsv */

/* ---- topic.c: what a report tells of, by its words. One pass over them. */

typedef struct code_topic {
    bool disaster; /* an earthquake, a flood, a plague: not a fight */
    bool game; /* matches, races */
    bool show; /* films, concerts, books */
} code_topic;

code_topic code_topic_of(const code_tree *x, const dl_code_tables *t);

/* A report being coded. */
typedef struct code_job {
    dl_doc *d;
    const code_frames *f;
    const code_tree *x;
    const dl_code_tables *t;
    const code_where *where;
    code_state *state; /* [frames] */
    const code_rule **rule; /* [frames] the row that it fits; NULL */
    uint8_t *taken; /* [tokens] 1: an object that another event's act takes in */
    int32_t *event; /* [frames] in d->events; -1: none */
    code_topic topic;
} code_job;

/* A long report has many thousand frames: whether to go on at this one. */
static inline bool code_goes_on(dl_doc *d, uint32_t frame)
{
    enum { ASKED_EVERY = 256 };
    return frame % ASKED_EVERY || dl_doc_go_on(d);
}

/* The event of a frame; NULL: none. */
static inline dl_event *code_event_of(const code_job *j, uint32_t frame)
{
    return j->event[frame] < 0 ? NULL : &j->d->events.at.at[j->event[frame]];
}

/* ---- parties.c: who acts and who receives */

typedef struct code_place { /* where a participant is looked for */
    code_slot slot;
    dl_slice prep;
} code_place;

typedef struct code_sides { /* in order of preference */
    const code_place *actor, *recipient;
    uint32_t actors, recipients;
    dl_slice act; /* the row's type */
} code_sides;

/* The parties that frame i itself names. sides NULL: as the words stand. */
void code_own_parties(const code_job *j, uint32_t i, const code_sides *sides, dl_event *out);
/* Once all events are there: what an event does not name itself is taken from the
 * frames inside it, from the one that it hangs on, from its place. */
void code_lend_parties(const code_job *j);
/* Codes of people of whom no more is told than what is done to them (at the end). */
void code_tell_people(const code_job *j);

/* ---- places.c: where an event happens that its own clause does not tell */
void code_tell_places(const code_job *j);

/* ---- rules.c: the rows of verbs.tsv */

struct code_rule {
    dl_slice type, mode, cameo; /* {NULL,0}: none */
    code_sides sides;
    bool both_sides; /* both must have actor codes in the end */
    bool bare; /* asks for nothing but its verb */
    bool fixed; /* what embeds the act changes no code */
    dl_slice name; /* "code/verbs.tsv:120" */
};

/* Reads the rows into t->rules; false with e set where a row is bad, or where two rows
 * of one file are as specific as each other and say different things. */
bool code_rules_read(dl_code_tables *t, dl_lexicon *lexicon, dl_err *e);
/* Chooses the most specific row that each frame fits; and which nouns the acts of others
 * take in. */
void code_choose_rules(code_job *j);

/* ---- coder.c */
/* Fills type, act, mode, cameo, rule, and the parties that the frame itself names, of
 * the event of frame i. */
void code_event(const code_job *j, uint32_t i, dl_event *out);
/* A code A:B gives two events, the second with the sides changed over. */
void code_split_codes(const code_job *j);

/* ---- sides.c */
/* Once all parties are there: the codes of what a reader would not code go. */
void code_weigh(const code_job *j);

/* ---- sure.c: how well each coded event is told */
void code_grade(const code_job *j);

/* ---- background.c: what is told beside the news and too poorly loses its codes */
void code_drop_background(const code_job *j);

/* ---- contexts.c: what the coded events are about */
void code_add_contexts(const code_job *j);

#endif
