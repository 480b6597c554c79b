/* repair - a damaged record made anew from the bytes that its reports came as, which are
 * the only thing that cannot be worked out again.
 *
 *   PATH --each raw record that is whole--> PATH.repair --relink--> PATH
 *   what it was: PATH.damaged
 *
 * What a user removed stays out; ids that were superseded still answer. */
#ifndef DL_REPAIR_H
#define DL_REPAIR_H

#include "pipeline.h"

/* SKIPPED: some reports could not be had, each was told. The store is closed when all
 * went well: *store is then that of the new file, else the old one. */
dateline_status dl_repair(const dl_tools *t, dl_store **store, const dateline_hooks *h,
    dateline_counts *counts, dl_err *why);

#endif
