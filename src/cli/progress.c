/* progress - see progress.h. */
#include "progress.h"

#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void dl_progress_begin(dl_progress *p, FILE *out, const char *what, uint64_t total)
{
    *p = (dl_progress){ .out = out, .on = isatty(fileno(out)) != 0, .what = what, .total = total };
    if (p->on) p->began = now();
}

void dl_progress_step(dl_progress *p, uint64_t done)
{
    if (!p->on) return;
    double t = now();
    if (t - p->shown < 0.1) return; /* ten times a second is enough for an eye */
    p->shown = t;
    p->done = done;
    double rate = (double)done / (t - p->began > 0.001 ? t - p->began : 0.001);
    fprintf(p->out, "\r\033[K%llu", (unsigned long long)done);
    if (p->total) fprintf(p->out, " of %llu", (unsigned long long)p->total);
    fprintf(p->out, " %s, %.0f a second", p->what, rate);
    if (p->total > done && rate > 0)
        fprintf(p->out, ", %.0f s left", (double)(p->total - done) / rate);
    fflush(p->out);
}

void dl_progress_end(dl_progress *p)
{
    if (p->on && p->shown > 0) {
        fputs("\r\033[K", p->out);
        fflush(p->out);
    }
}
