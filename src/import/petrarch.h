/* petrarch - the dictionaries of PETRARCH, TABARI and KEDS become tables for --lexicon.
 *
 *   actors, agents, verbs --dl_petrarch_read--> dl_petrarch --dl_petrarch_table--> TSV
 *
 * What kind a file is its name tells ("Phoenix.Countries.actors.txt", "CAMEO.2.0.txt").
 * Every line is read, or told with file, line and why it is not taken. */
#ifndef DL_PETRARCH_H
#define DL_PETRARCH_H

#include "base/base.h"

typedef struct dl_petrarch dl_petrarch;

/* A line that is not taken, or only in part. */
typedef void (*dl_petrarch_told)(void *user, const char *file, uint32_t line, const char *why);

/* The tables that come out, by name below the folder. ORDER PETRARCH */
typedef enum dl_petrarch_table_name {
    DL_PETRARCH_VERBS, /* code/verbs.tsv */
    DL_PETRARCH_FORMS, /* code/+lemmas.tsv */
    DL_PETRARCH_ACTORS, /* mark/organisations.tsv */
    DL_PETRARCH_ROLES, /* mark/roles.tsv */
    DL_PETRARCH_TABLES
} dl_petrarch_table_name;
extern const char *const dl_petrarch_file[DL_PETRARCH_TABLES];

typedef struct dl_petrarch_counts {
    uint64_t lines, rows, told; /* lines that say something; rows made; lines told */
} dl_petrarch_counts;

/* NULL: out of memory. Freed by dl_petrarch_free. */
dl_petrarch *dl_petrarch_new(const dl_mem *m, dl_petrarch_told told, void *user);
void dl_petrarch_free(dl_petrarch *p);
/* One dictionary. False: it is none, or out of memory. */
bool dl_petrarch_read(dl_petrarch *p, const char *file, dl_slice text);
/* Once all are read. Empty: nothing of that kind was read. */
dl_slice dl_petrarch_table(const dl_petrarch *p, dl_petrarch_table_name name);
dl_petrarch_counts dl_petrarch_counted(const dl_petrarch *p);

#endif
