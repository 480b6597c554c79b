/* base - what every room stands on; knows nothing of news.
 *
 *   err.h      the first failure, which sticks
 *   arena.h    memory of one report, freed in one call
 *   slice.h    bytes that somebody else owns
 *   utf8.h     decoding, repair, byte offsets to code points and back
 *   hash.h     64-bit hashes, SHA-256
 *   buf.h      a growing byte buffer and the JSON writer
 *   file.h     whole files, mapped files
 *   pool.h     threads whose results come in input order
 *   task.h     work aside, in a thread of its own
 *   table.h    TSV tables, parsed
 *   lexicon.h  the tables of the rooms: built in, replaced or added to by a user
 *
 * This header is the room's one door: it takes in all of them. */
#ifndef DL_BASE_H
#define DL_BASE_H

#include "err.h"
#include "slice.h"
#include "arena.h"
#include "utf8.h"
#include "hash.h"
#include "buf.h"
#include "file.h"
#include "pool.h"
#include "task.h"
#include "table.h"
#include "lexicon.h"

#endif
