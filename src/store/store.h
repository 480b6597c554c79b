/* store - the record in one SQLite file; the only room that speaks SQL; implements
 * doc/record.h.
 *
 *   documents --dl_store_put--> report, body, raw, search, notes          lists, search, read <-- rows
 *
 * One writer (DL_EBUSY for a second). WAL, synchronous NORMAL: a kill loses nothing
 * committed. A failure sticks in the store's err; the caller rolls back or closes.
 * Text in rows lives until the next call. */
#ifndef DL_STORE_H
#define DL_STORE_H

#include "doc/record.h"
#include "doc/row.h"

typedef struct dl_store dl_store;
enum { DL_STORE_CREATE = 1, DL_STORE_READ_ONLY = 2 };

dl_store *dl_store_open(
    const dl_mem *m, const char *path, unsigned flags, dl_err *e); /* NULL with e set */
void dl_store_close(dl_store *s);
dl_err *dl_store_err(dl_store *s);

bool dl_store_begin(dl_store *s);
bool dl_store_commit(dl_store *s);
void dl_store_rollback(dl_store *s);
const char *dl_store_meta(dl_store *s, const char *key); /* "" when there is none */
void dl_store_meta_set(dl_store *s, const char *key, const char *value);

/* What a worker prepared for the writer. */
typedef struct dl_packed {
    dl_slice raw, map, analysis, features;
    size_t analysis_n;
} dl_packed; /* features: as group packed them */
void dl_store_pack(dl_doc *d, dl_slice analysis,
    dl_packed *out); /* any thread; compressed into the document's arena */
/* Bytes packed by dl_store_pack, unpacked into the arena; {NULL,0}: damaged or no
 * memory. */
dl_slice dl_store_unpack(dl_arena *a, dl_slice packed, size_t size);

typedef enum dl_put {
    DL_PUT_FAILED,
    DL_PUT_ADDED,
    DL_PUT_KNOWN,
    DL_PUT_VERSION,
    DL_PUT_REMOVED,
    DL_PUT_UNREADABLE
} dl_put;
dl_put dl_store_put(dl_store *s, const dl_doc *d, const dl_packed *p,
    const char *version); /* REMOVED: a tombstone stands; UNREADABLE: only its bytes are kept */
void dl_store_put_problem(dl_store *s, dl_slice file, uint64_t record, uint64_t offset,
    dl_note_code code, dl_slice message);
void dl_store_update(dl_store *s, dl_rep rep, const dl_doc *d, const dl_packed *p,
    const char *version); /* reanalyse */
bool dl_store_remove(dl_store *s, dl_slice id); /* false: no such report */

dl_record dl_store_record(dl_store *s);

/* Rows of any query: `sql` has its parameters bound from `bind` in order. A column is named
 * NAME, told everywhere; "NAME:json", JSON text that is told in JSON lines alone; or
 * "NAME:line", plain but told in JSON lines alone. */
bool dl_store_query(
    dl_store *s, const char *sql, const dl_slice *bind, size_t n, dl_row_visit row, void *user);
int64_t dl_store_number(dl_store *s, const char *sql); /* the first value, or -1 */
bool dl_store_run(dl_store *s, const char *sql);

#endif
