/* read_private - shared by the files of read: the tables that decoding looks up, and the
 * fields of a report as the keys of a record name them.
 *
 *   tables of data/read --dl_read_tables_new--> dl_read_tables
 *   an object, a row --read_fields_of_object, read_fields_offer--> read_fields (where the
 *   value of each field stands) --read_fields_take--> the fields of dl_text */
#ifndef DL_READ_PRIVATE_H
#define DL_READ_PRIVATE_H

#include "doc/url.h"
#include "html_names.h"
#include "json.h"
#include "language.h"
#include "read.h"

typedef enum read_field { /* ORDER FIELD: choices in read_tables.c, names in fields.c */
    FIELD_ID,
    FIELD_URL,
    FIELD_TITLE,
    FIELD_TEXT,
    FIELD_HTML,
    FIELD_SUMMARY, /* read where there is neither */
    FIELD_DATE,
    FIELD_MODIFIED,
    FIELD_RETRIEVED,
    FIELD_OUTLET,
    FIELD_AUTHOR,
    FIELD_LANGUAGE,
    FIELD_COUNT
} read_field;

enum { READ_KEY_MAX = 64 }; /* bytes of a key that is looked up, spelt plainly */

/* A row of data/read/keys.tsv. */
typedef struct read_key {
    dl_slice key; /* spelt plainly: small letters, digits, dots */
    read_field field;
    uint32_t rank; /* of several keys of one field the one of the lowest rank counts */
} read_key;

typedef struct read_nothing {
    dl_slice word;
    int field; /* a read_field; -1: any */
} read_nothing;

typedef enum read_effect { /* ORDER EFFECT: choices in read_tables.c; blocks come first */
    EFFECT_BLOCK, /* a paragraph ends */
    EFFECT_LINE, /* a line ends */
    EFFECT_BLANK,
    EFFECT_INLINE, /* nothing */
    EFFECT_DROP, /* it goes with all that it holds */
    EFFECT_NONE /* it is no tag */
} read_effect;

/* A row of data/read/bundles.tsv. */
typedef struct read_bundle_row {
    bool coded; /* Factiva's */
    dl_slice key;
    int means; /* a read_field; beyond these see bundle_fields.c */
} read_bundle_row;

struct dl_read_tables {
    dl_arena *arena;
    const dl_calendar *calendar;
    dl_url_rules *url;
    read_language_rules *language;
    DL_VEC(read_key) keys; /* in order of key, then rank */
    DL_VEC(read_nothing) nothing;
    DL_VEC(read_bundle_row) bundles;
    const dl_table *entities; /* data/read/entities.tsv */
    const dl_table *tags; /* data/read/tags.tsv */
    const dl_table *doctypes; /* data/read/doctypes.tsv */
    const html_names *html_names;
    uint8_t effect[HTML_TAG_COUNT]; /* a read_effect, by html_tag; of others: inline */
    const dl_table *suffixes; /* data/read/suffixes.tsv */
    const dl_table *outlets; /* data/read/outlets.tsv */
};

/* A key as keys.tsv spells it plainly: "Publish Date" is "publishdate". */
size_t read_key_plain(dl_slice parent, dl_slice key, char out[READ_KEY_MAX]);
/* The rows of that plain key: answers how many, *first is the first of them. */
size_t read_key_find(const dl_read_tables *t, dl_slice plain, const read_key **first);
/* Rows "plain.something" are there. */
bool read_key_is_parent(const dl_read_tables *t, dl_slice plain);
/* A word that programs write where they know nothing ("None"). */
bool read_is_nothing(const dl_read_tables *t, read_field field, dl_slice s);

/* What the tag of that name, in small letters, stands for. */
read_effect read_tag_effect(const dl_read_tables *t, dl_slice name);
/* The characters of a named entity ("nbsp"): bytes of UTF-8 written to `out`, 0: none. */
enum { READ_ENTITY_ROOM = 16 };
size_t read_entity(const dl_read_tables *t, dl_slice name, char out[READ_ENTITY_ROOM]);
/* In a page it is one without its semicolon too ("&amp"). */
bool read_entity_is_bare(const dl_read_tables *t, dl_slice name);

/* Dates as given become ISO 8601, or a note and nothing; which of them is the date of
 * publication, and by what evidence (report_date.c). */
/* The date as it was given, even where it is not taken for the date of publication: ids
 * are made of it. */
dl_slice read_settle_dates(dl_doc *d, const dl_read_tables *t, const dl_raw *raw);
/* The address's key, and the outlet's name where none is given (outlet.c). */
void read_settle_address(dl_doc *d, const dl_read_tables *t);

/* "news.post.co.uk": "post.co.uk". host in small letters; a slice of it. */
dl_slice read_domain(const dl_read_tables *t, dl_slice host);
/* What the outlet at a host calls itself; its domain where it is not known. */
dl_slice read_outlet_name(const dl_read_tables *t, dl_slice host);

/* The best value of each field so far. */
typedef struct read_fields {
    uint32_t rank[FIELD_COUNT]; /* of its key; UINT32_MAX: none */
    read_value at[FIELD_COUNT]; /* where it stands in the record */
    bool known; /* at least one key was known */
    int unusable; /* a field whose value is of no use (a number for a text); -1: none */
} read_fields;

void read_fields_start(read_fields *f);
/* A value under a plain key; what is better than what is there takes its place. */
void read_fields_offer(
    read_fields *f, const dl_read_tables *t, dl_slice record, dl_slice plain, read_value v);
/* The same of a value whose field is known without a key. */
void read_fields_offer_as(
    read_fields *f, const dl_read_tables *t, dl_slice record, read_field field, read_value v);
/* Offers the members of an object. */
void read_fields_of_members(
    read_fields *f, const dl_read_tables *t, dl_slice record, read_value object);
/* The same, started anew; where it is no report, of the first object in it that is. */
void read_fields_of_object(
    read_fields *f, const dl_read_tables *t, dl_slice record, read_value object);
/* It names a text, a page, or a title and an address: it may be a report. */
bool read_fields_is_report(const read_fields *f);
static inline bool read_fields_has(const read_fields *f, read_field field)
{
    return f->rank[field] != UINT32_MAX;
}
/* Adds the value of a field to `out`: a list's parts one after another. */
void read_fields_text(const read_fields *f, const dl_read_tables *t, dl_slice record,
    read_field field, read_piece *out);

#endif
