/* wait - whether to wait on for something that is long in coming: an input, an answer.
 * In: a function of the caller. Out: yes or no. */
#ifndef DL_WAIT_H
#define DL_WAIT_H

#include <stdbool.h>

/* Asked some times a second while something keeps the asker waiting; false: it ends
 * there, and of what is not whole nothing is given. go_on NULL: it waits for as long
 * as it takes. */
typedef struct dl_wait {
    bool (*go_on)(void *ctx);
    void *ctx;
} dl_wait;

#endif
