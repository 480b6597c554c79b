/* suggest - which known name a misspelt one stands for.
 *
 *   typed word, candidates --> the nearest by edit distance, or none */
#include "cli.h"

enum {
    NAME_MAX_OURS = 32,
    FAR = 99, /* a distance that is never near */
    SLIPS_MAX = 2 /* letters missing, too many, wrong, or swapped */
};

static unsigned least(unsigned a, unsigned b) { return a < b ? a : b; }

/* Optimal string alignment: Levenshtein's distance, a swap of neighbours is one slip. */
static unsigned distance(const char *a, const char *b)
{
    size_t n = strlen(a);
    size_t m = strlen(b);
    unsigned d[NAME_MAX_OURS + 1][NAME_MAX_OURS + 1];
    if (n > NAME_MAX_OURS || m > NAME_MAX_OURS) return FAR;
    for (size_t i = 0; i <= n; i++) d[i][0] = (unsigned)i;
    for (size_t j = 0; j <= m; j++) d[0][j] = (unsigned)j;
    for (size_t i = 1; i <= n; i++) {
        for (size_t j = 1; j <= m; j++) {
            d[i][j] = least(d[i - 1][j] + 1, d[i][j - 1] + 1);
            d[i][j] = least(d[i][j], d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
            bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[n][m];
}

cli_nearest cli_nearest_new(const char *typed)
{
    return (cli_nearest){ .typed = typed, .distance = SLIPS_MAX + 1 };
}

void cli_nearest_try(cli_nearest *n, const char *candidate)
{
    unsigned d = distance(n->typed, candidate);
    if (d >= n->distance || d >= strlen(candidate)) return;
    n->distance = d;
    n->name = candidate;
}
