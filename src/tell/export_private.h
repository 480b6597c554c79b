/* export_private - what the files of export share: an event as it is read from a row, and
 * where the bytes go. Texts live until the next event. */
#ifndef DL_TELL_EXPORT_PRIVATE_H
#define DL_TELL_EXPORT_PRIVATE_H

#include <jansson.h>

#include "base/base.h"
#include "base/intern.h"
#include "doc/time.h"
#include "export.h"

typedef struct export_party {
    dl_slice id; /* of the record's entity; {NULL,0}: it is none */
    dl_slice name, raw, kind, title, country, code;
} export_party;

typedef struct export_parties {
    export_party *at;
    uint32_t n;
} export_parties;

typedef struct export_place {
    dl_slice name, country, admin1, precision;
    int64_t geonames; /* 0: not known */
    double lat, lon;
    bool has_point;
} export_place;

typedef struct export_telling { /* one mention and its report */
    dl_slice report, outlet, title, url, language, date, text;
    int64_t start, sentence, length; /* code points; its number in the text, from 1 */
    bool in_title;
} export_telling;

typedef struct export_event {
    dl_slice id, status, type, act, mode, cameo, lemma, contexts, from, to, precision;
    dl_slice certainty, sure, story, story_title, sentence, people, organisations, places;
    dl_slice corrected; /* what of it people put right: "entity;event;story"; "": nothing */
    int64_t quad, outlets; /* quad 0: not known */
    double goldstein, killed;
    bool has_goldstein, has_killed;
    export_parties actors, recipients;
    export_place place;
    export_telling *told; /* the first stands for it */
    uint32_t tellings, reports;
    const char *fault; /* of its row: out of memory */
} export_event;

/* What a format asks of an event; the rest is left out. */
enum {
    EXPORT_HAPPENED = 1,
    EXPORT_TYPE = 2, /* a PLOVER type */
    EXPORT_CAMEO = 4,
    EXPORT_DAY = 8, /* one day */
    EXPORT_MONTH = 16, /* a month or better */
    EXPORT_TIME = 32, /* a year or better */
    EXPORT_POINT = 64,
    EXPORT_BOTH = 128, /* an actor and a recipient */
    EXPORT_REPORTED = 256 /* a report with a date */
};

typedef struct export_format {
    const char *name;
    unsigned wants;
    bool pairs; /* tells pairs, not events */
    bool hides; /* has no place to say that people put something right */
    bool late; /* has no place for years before 1000 */
    void (*begin)(dl_export *x); /* NULL: nothing stands before, behind */
    void (*event)(dl_export *x, const export_event *e);
    void (*end)(dl_export *x);
} export_format;

extern const export_format export_polecat, export_gdelt, export_gdelt_mentions, export_acled,
    export_ftm, export_timelinejs, export_gexf, export_geojson, export_atom;

struct dl_export {
    const dl_mem *mem;
    dl_export_options o;
    const export_format *format;
    dl_arena *arena, *event_arena; /* of the whole, of one event */
    dl_buf out; /* waits to be put */
    dl_buf later; /* what must stand behind: edges, entries */
    dl_interner seen; /* ids that were written */
    char last[16]; /* the latest day so far */
    uint64_t left[16]; /* by reason */
    bool failed, stopped;
};

/* ---- export_event.c */
bool export_read(dl_export *x, json_t *row, export_event *e); /* false: no memory */
/* "Shinzo Abe met Vladimir Putin", of names and the words of the first mention; what did
 * not happen says so. In the event's arena. */
dl_slice export_headline(dl_export *x, const export_event *e);
/* "Corrected by people: event, story"; "": nothing was. In the event's arena. */
dl_slice export_note(dl_export *x, const export_event *e);
dl_slice export_last_report(const export_event *e); /* the latest day of its reports; may be "" */
dl_slice export_first_report(const export_event *e);
bool export_is_early(const export_event *e); /* of a year before 1000 */
/* A column of the countries' table; "" where it is not known. */
enum {
    EXPORT_COUNTRY_NAME = 1,
    EXPORT_COUNTRY_ISO2,
    EXPORT_COUNTRY_NUMBER,
    EXPORT_COUNTRY_FIPS,
    EXPORT_COUNTRY_COW,
    EXPORT_COUNTRY_REGION
};
dl_slice export_country(const dl_export *x, dl_slice code, uint32_t column);
/* An actor code in its parts: JPNGOVMIL is JPN, GOV, MIL. */
typedef struct export_code {
    dl_slice country, organisation, sector[3];
    uint32_t sectors;
} export_code;
export_code export_split_code(const dl_export *x, dl_slice code);

/* ---- export_cells.c: rows of columns */
typedef struct export_cells {
    dl_export *x;
    char separator;
    bool begun; /* a cell stands before */
} export_cells;
void export_cell(export_cells *c, dl_slice text);
void export_cell_int(export_cells *c, int64_t n);
void export_cell_num(export_cells *c, double v);
void export_cells_end(export_cells *c); /* ends the row */
void export_heading(dl_export *x, const char *const *name, size_t n, char separator);
void export_empty(export_cells *c, uint32_t n);

/* Each actor with each other recipient (those of an agreement are both), the first
 * EXPORT_PAIRS_MAX of them; NULL where there is none on that side. */
enum { EXPORT_PAIRS_MAX = 64 };
typedef struct export_pair {
    const export_party *actor, *recipient;
    uint32_t n; /* which of the event's rows, from 0 */
    uint32_t next; /* the private place of the walk */
} export_pair;
bool export_next_pair(const export_event *e, export_pair *p); /* starts with a cleared one */
bool export_same(const export_party *a, const export_party *b);

/* ---- export_xml.c */
void export_xml(dl_buf *b, dl_slice text); /* escaped; what XML cannot hold is U+FFFD */
/* <name>text</name>; nothing where the text is empty. */
void export_xml_element(dl_buf *b, const char *name, dl_slice text);

#endif
