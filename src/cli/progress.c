/* progress - see progress.h. */
#include "progress.h"

#include <ftw.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const double BETWEEN = 0.1; /* seconds: ten lines a second are enough for an eye */
static const double SURE = 0.005; /* a smaller share tells nothing of the time left */

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void cli_progress_begin(cli_progress *p, FILE *out, uint64_t bytes)
{
    *p = (cli_progress){ .out = out, .on = isatty(fileno(out)) != 0, .bytes = bytes };
    if (p->on) p->began = seconds();
}

/* 0 where it is not known. */
static double share_of(const cli_progress *p, const dateline_progress *now)
{
    double share = 0;
    if (now->total) share = (double)now->done / (double)now->total;
    else if (p->bytes) share = (double)now->bytes / (double)p->bytes;
    return share < 1 ? share : 1;
}

static void put_rest(const cli_progress *p, double share, double spent)
{
    if (share <= 0) return;
    fprintf(p->out, ", %.0f %%", share * 100);
    if (share > SURE) fprintf(p->out, ", %.0f s left", spent * (1 - share) / share);
}

static void put_count(const cli_progress *p, uint64_t n)
{
    fprintf(p->out, "%llu report%s", (unsigned long long)n, n == 1 ? "" : "s");
}

static void put_feeds(const cli_progress *p, const dateline_progress *now)
{
    fprintf(p->out, "feed %llu of %llu", (unsigned long long)now->done + 1,
        (unsigned long long)now->total);
}

void cli_progress_step(cli_progress *p, const dateline_progress *now)
{
    if (!p->on) return;
    double t = seconds();
    if (p->linking != now->linking) {
        p->began = t;
        p->shared = false;
    }
    p->linking = now->linking;
    double share = share_of(p, now);
    bool first = share > 0 && !p->shared; /* each stage is told once, however short it is */
    if (t - p->shown < BETWEEN && !first) return;
    p->shown = t;
    p->shared |= share > 0;
    double spent = t - p->began;
    cli_progress_wipe(p);
    if (now->polling && now->total) put_feeds(p, now);
    else if (p->linking) fputs("linking", p->out);
    else if (!now->polling) put_count(p, now->done);
    if (!p->linking && !now->polling && spent > BETWEEN)
        fprintf(p->out, ", %.0f a second", (double)now->done / spent);
    if (!now->polling) put_rest(p, share, spent);
    fflush(p->out);
}

void cli_progress_wipe(const cli_progress *p)
{
    if (p->on) fputs("\r\033[K", p->out);
}

void cli_progress_end(cli_progress *p)
{
    if (!p->on || p->shown <= 0) return;
    cli_progress_wipe(p);
    fflush(p->out);
}

/* ---- sizes of inputs */

static uint64_t walked; /* nftw hands nothing on */

static int add_size(const char *path, const struct stat *st, int kind, struct FTW *where)
{
    (void)path;
    (void)where;
    if (kind == FTW_F && S_ISREG(st->st_mode)) walked += (uint64_t)st->st_size;
    return 0;
}

static bool add_input(const char *path)
{
    enum { FOLDERS_OPEN = 16 };
    struct stat st;
    bool standard = strcmp(path, "-") == 0;
    int rc = standard ? fstat(STDIN_FILENO, &st) : stat(path, &st);
    if (rc != 0) return true; /* it will be told */
    if (S_ISREG(st.st_mode)) walked += (uint64_t)st.st_size;
    else if (S_ISDIR(st.st_mode) && !standard) nftw(path, add_size, FOLDERS_OPEN, FTW_PHYS);
    else return false;
    return true;
}

uint64_t cli_input_bytes(const char *const *input, size_t n)
{
    walked = 0;
    for (size_t i = 0; i < n; i++)
        if (!add_input(input[i])) return 0;
    return walked;
}
