/* answer - what the web answered to an address: fetch makes it, read opens it like a
 * file.
 *
 *   address --dl_web.get--> dl_answer: where the bytes came from, when, of what type */
#ifndef DL_ANSWER_H
#define DL_ANSWER_H

#include "base/wait.h"
#include "notes.h"

typedef struct dl_answer {
    dl_slice address; /* of the bytes: behind all redirections */
    dl_slice fetched; /* when: "2026-11-29T00:50:07Z" */
    dl_slice type; /* Content-Type as it was sent; {NULL,0}: none */
    dl_slice body; /* unpacked */
    dl_note_code problem; /* why there is none; DL_NOTE_COUNT: there is */
    dl_slice message; /* of the problem, plain English */
    bool is_nothing; /* neither bytes nor a problem to be told now */
} dl_answer;

/* Whoever opens addresses among inputs. False: it was to wait no longer. */
typedef struct dl_web {
    bool (*get)(void *ctx, dl_slice address, dl_wait wait, dl_arena *a, dl_answer *out);
    void *ctx;
} dl_web;

#endif
