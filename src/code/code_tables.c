/* code_tables - the tables of code.h: event nouns, light verbs, embedding words,
 * classes of nouns, codes. In: the lexicon. Out: words looked up by hash. */
#include "code_private.h"

static const dl_column noun_columns[] = {
    { "noun", DL_COLUMN_TEXT, false, NULL },
    { "verb", DL_COLUMN_TEXT, false, NULL },
    { "example", DL_COLUMN_TEXT, true, NULL },
    { "owner", DL_COLUMN_CHOICE, true, "suffers" },
};
static const dl_table_form noun_form = DL_TABLE_FORM("code/event-nouns", true, noun_columns);

static const dl_column light_columns[] = {
    { "verb", DL_COLUMN_TEXT, false, NULL },
    { "subject", DL_COLUMN_CHOICE, true, "suffers" },
};
static const dl_table_form light_form = DL_TABLE_FORM("code/light-verbs", true, light_columns);

static const dl_column control_columns[] = {
    { "verb", DL_COLUMN_TEXT, false, NULL },
    { "doer", DL_COLUMN_CHOICE, true, "behind suffers" },
};
static const dl_table_form control_form = DL_TABLE_FORM("code/noun-control", true, control_columns);

static const dl_column stative_columns[] = { { "verb", DL_COLUMN_TEXT, false, NULL } };
static const dl_table_form stative_form = DL_TABLE_FORM("code/statives", true, stative_columns);

static const dl_column party_columns[] = {
    { "word", DL_COLUMN_TEXT, false, NULL },
    { "use", DL_COLUMN_CHOICE, false, "head modifier part" }, /* ORDER USE */
    { "sector", DL_COLUMN_TEXT, true, NULL },
};
static const dl_table_form party_form = DL_TABLE_FORM("code/party-words", true, party_columns);

const dl_table_form *code_party_form(void) { return &party_form; }

static const dl_column lemma_columns[] = {
    { "form", DL_COLUMN_TEXT, false, NULL },
    { "lemma", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form lemma_form = DL_TABLE_FORM("code/lemmas", true, lemma_columns);

static const dl_column embed_columns[] = {
    { "word", DL_COLUMN_TEXT, false, NULL },
    { "effect", DL_COLUMN_CHOICE, false,
        "fact not plan open deny postpone cancel begin claim say try" }, /* ORDER EFFECT */
    { "change", DL_COLUMN_CHOICE, true, "keep agree threaten reject request accuse" },
    { "example", DL_COLUMN_TEXT, true, NULL },
};
static const dl_table_form embed_form = DL_TABLE_FORM("code/embedding", true, embed_columns);

static const dl_column context_columns[] = {
    { "phrase", DL_COLUMN_TEXT, false, NULL },
    { "context", DL_COLUMN_CHOICE, false,
        "military intelligence executive legislative election political_institutions "
        "pro_democracy pro_autocracy economic legal reparations human_rights rights_freedoms "
        "repression human_security gender lgbt religion_ethnicity inequality diplomatic "
        "territory peacekeeping health asylum migration disasters natural_resource environment "
        "technology terrorism cbrn cyber misinformation crime corruption illegal_drugs "
        "trafficking" },
    { "example", DL_COLUMN_TEXT, true, NULL },
};
static const dl_table_form context_form = DL_TABLE_FORM("code/contexts", false, context_columns);

static const dl_column weapon_columns[] = {
    { "word", DL_COLUMN_TEXT, false, NULL },
    { "mode", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form weapon_form = DL_TABLE_FORM("code/weapons", true, weapon_columns);

static const dl_column class_columns[] = {
    { "word", DL_COLUMN_TEXT, false, NULL },
    { "class", DL_COLUMN_TEXT, false, NULL },
};
static const dl_table_form class_form = DL_TABLE_FORM("code/noun-classes", false, class_columns);

static const dl_column changed_columns[] = {
    { "change", DL_COLUMN_CHOICE, false, "keep agree threaten reject request accuse" },
    { "deed", DL_COLUMN_TEXT, true, NULL }, /* an act, or how a CAMEO code begins; empty: any */
    { "cameo", DL_COLUMN_TEXT, false, NULL },
    { "mode", DL_COLUMN_TEXT, true, NULL },
};
static const dl_table_form changed_form = DL_TABLE_FORM("code/changed", false, changed_columns);

const dl_table_form *code_embed_form(void) { return &embed_form; }
const dl_table_form *code_changed_form(void) { return &changed_form; }

const char *code_change_type(code_change c)
{
    static const char *const type[] = { "", "AGREE", "THREATEN", "REJECT", "REQUEST", "ACCUSE" };
    return type[c];
}

static bool read_words(
    dl_code_tables *t, code_words *w, dl_lexicon *lexicon, const dl_table_form *form, dl_err *e)
{
    w->table = dl_lexicon_table(lexicon, form, e);
    if (!w->table) return false;
    w->slots = 64;
    while (w->slots < w->table->rows * 2) w->slots *= 2;
    w->slot = dl_arena_array(t->arena, w->slots, sizeof *w->slot);
    for (uint32_t r = 0; w->slot && r < w->table->rows; r++) {
        dl_slice word = dl_table_cell(w->table, r, 0);
        uint32_t at = (uint32_t)dl_hash64(word, 5) & (w->slots - 1);
        while (w->slot[at]) at = (at + 1) & (w->slots - 1);
        w->slot[at] = r + 1;
    }
    return w->slot != NULL;
}

int64_t code_row(const code_words *w, dl_slice word)
{
    uint32_t at = (uint32_t)dl_hash64(word, 5) & (w->slots - 1);
    for (; w->slot[at]; at = (at + 1) & (w->slots - 1))
        if (dl_slice_eq(dl_table_cell(w->table, w->slot[at] - 1, 0), word)) return w->slot[at] - 1;
    return -1;
}

dl_slice code_lower(dl_slice s, char *at)
{
    if (s.n > CODE_LOWER_MOST) return s;
    for (size_t i = 0; i < s.n; i++) {
        bool capital = s.p[i] >= 'A' && s.p[i] <= 'Z';
        at[i] = (char)(capital ? s.p[i] + 'a' - 'A' : s.p[i]);
    }
    return dl_slice_of(at, s.n);
}

dl_slice code_lemma(const code_tree *x, uint32_t token, const dl_code_tables *t)
{
    char lower[CODE_LOWER_MOST];
    dl_slice form = dl_slice_cut(x->d->text.full, x->t->start[token], x->t->end[token]);
    int64_t row = code_row(&t->lemmas, code_lower(form, lower));
    if (row < 0) return x->t->lemma[token];
    return dl_table_cell(t->lemmas.table, (uint32_t)row, FORM_LEMMA);
}

/* Do two tokens touch? */
static bool touch(const dl_tokens *t, uint32_t left)
{
    return left + 1 < t->n && t->end[left] == t->start[left + 1];
}

dl_slice code_hyphened(const code_tree *x, uint32_t token, char *room)
{
    const dl_tokens *t = x->t;
    static const dl_slice none = { NULL, 0 };
    if (token < 2 || !dl_slice_is(t->lemma[token - 1], "-")) return none;
    if (!touch(t, token - 2) || !touch(t, token - 1)) return none;
    dl_slice a = t->lemma[token - 2], b = t->lemma[token];
    if (a.n + 1 + b.n > CODE_LOWER_MOST) return none;
    memcpy(room, a.p, a.n);
    room[a.n] = '-';
    memcpy(room + a.n + 1, b.p, b.n);
    return code_lower(dl_slice_of(room, a.n + 1 + b.n), room);
}

bool code_in_class(const code_words *w, dl_slice lemma, dl_slice class)
{
    uint32_t at = (uint32_t)dl_hash64(lemma, 5) & (w->slots - 1);
    for (; w->slot[at]; at = (at + 1) & (w->slots - 1)) {
        uint32_t r = w->slot[at] - 1;
        if (!dl_slice_eq(dl_table_cell(w->table, r, 0), lemma)) continue;
        if (dl_slice_eq(dl_table_cell(w->table, r, 1), class)) return true;
    }
    return false;
}

bool code_in_classes(const code_words *classes, dl_slice lemma, const char *const *list)
{
    for (; *list; list++)
        if (code_in_class(classes, lemma, dl_slice_str(*list))) return true;
    return false;
}

bool code_is_part(const dl_code_tables *t, dl_slice noun)
{
    int64_t row = code_row(&t->parties, noun);
    if (row < 0) return false;
    const dl_table *rows = t->parties.table;
    return dl_cell_choice(rows, (uint32_t)row, PARTY_USE, &party_form) == CODE_PART;
}

enum { PARTS_MOST = 4 }; /* "hundreds of groups of members of" */

uint32_t code_whole_of(const code_tree *x, uint32_t noun, const dl_code_tables *t)
{
    for (int n = 0; n < PARTS_MOST && code_is_part(t, x->t->lemma[noun]); n++) {
        uint32_t of = code_child(x, noun, DL_DEP_prep);
        if (of == CODE_NONE || !dl_slice_is(x->t->lemma[of], "of")) break;
        uint32_t inner = code_child(x, of, DL_DEP_pobj);
        if (inner == CODE_NONE) break;
        noun = inner;
    }
    return noun;
}

bool code_tables_read(dl_code_tables *t, dl_lexicon *lexicon, dl_err *e)
{
    if (!read_words(t, &t->nouns, lexicon, &noun_form, e)) return false;
    if (!read_words(t, &t->lights, lexicon, &light_form, e)) return false;
    if (!read_words(t, &t->controls, lexicon, &control_form, e)) return false;
    if (!read_words(t, &t->statives, lexicon, &stative_form, e)) return false;
    if (!read_words(t, &t->parties, lexicon, &party_form, e)) return false;
    if (!read_words(t, &t->lemmas, lexicon, &lemma_form, e)) return false;
    if (!read_words(t, &t->embeds, lexicon, &embed_form, e)) return false;
    if (!read_words(t, &t->contexts, lexicon, &context_form, e)) return false;
    if (!read_words(t, &t->weapons, lexicon, &weapon_form, e)) return false;
    if (!read_words(t, &t->classes, lexicon, &class_form, e)) return false;
    t->changed = dl_lexicon_table(lexicon, &changed_form, e);
    return t->changed != NULL;
}

uint32_t code_title_of(const code_tree *x, uint32_t noun)
{
    static const char *const titles[] = { "president", "minister", "premier", "chancellor",
        "secretary", "king", "queen", "prince", "pope", "senator", "governor", "ambassador",
        "envoy", "general", "leader", "chief", NULL };
    char room[CODE_LOWER_MOST];
    dl_tag tag = dl_token_tag(x->t, noun);
    if (noun + 1 >= x->t->n || x->t->sent_start[noun + 1] || x->inside[noun] >= 0) return noun;
    if ((tag != DL_TAG_NN && tag != DL_TAG_NNP)
        || !dl_slice_is_any(code_lower(x->t->lemma[noun], room), titles))
        return noun;
    int32_t m = code_mention_at(x, noun + 1);
    const dl_mention *one = m < 0 ? NULL : &x->d->marks.mentions.at[m];
    bool name = one && one->form == DL_FORM_NAME && one->kind == DL_KIND_PERSON;
    return name && one->range.first == noun + 1 ? one->head : noun;
}
