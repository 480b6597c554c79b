/* serve - the record over HTTP: an API of JSON, feeds and exports, and pages for
 * people.
 *
 *   a request --server.c--> target.c (what is asked) --guard.c (may it be asked?)-->
 *   routes.c (who answers) --> api_*.c, feed_*.c, pages_*.c --> answer.c --> the client
 *
 * It reads: handles of include/dateline.h, opened for reading (records.c), each answer
 * made of one state of the record, while others may write. Where `edit` says so it
 * also takes corrections (edit.c). Nothing here prints; the caller starts and stops
 * it. */
#ifndef DL_SERVE_H
#define DL_SERVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct serve_options {
    const char *db;
    const char *bind; /* an address of this machine; NULL: 127.0.0.1 */
    const char *token; /* what each request must show; NULL: nothing, of loopback alone */
    uint16_t port; /* 0: any that is free */
    bool edit; /* corrections are taken by forms of the pages */
    unsigned workers; /* answers worked out at once; 0: as many as suit the machine */
} serve_options;

enum {
    SERVE_WHY_MAX = 400,
    SERVE_ADDRESS_MAX = 64,
    SERVE_TOKEN_LEAST = 16, /* characters: a shorter one can be guessed */
    SERVE_TOKEN_MOST = 256
};

typedef struct dl_serve dl_serve;

/* NULL with the reason in why. What it was given need not outlive the call. */
dl_serve *dl_serve_start(const serve_options *o, char why[SERVE_WHY_MAX]);
/* "http://127.0.0.1:8080/" */
const char *dl_serve_address(const dl_serve *s);
/* Waits for the answers that are being worked out; NULL is fine. */
void dl_serve_stop(dl_serve *s);

#endif
