/* cmd_serve - serve: the record over HTTP until Ctrl-C. */
#include <signal.h>
#include <stdlib.h>

#include "cli.h"
#include "serve/serve.h"

enum { PORT_DEFAULT = 8080, PORT_MOST = 65535 };

/* The first line of the file; false: said why. */
static bool read_token(const cli_args *a, char *out, size_t size)
{
    FILE *f = fopen(a->token, "re");
    bool read = f && fgets(out, (int)size, f);
    if (f) fclose(f);
    if (!read) {
        cli_complain(a->command, a->token, "a file with a token in its first line is wanted");
        return false;
    }
    size_t n = strcspn(out, "\r\n");
    out[n] = 0;
    if (n >= SERVE_TOKEN_LEAST && strlen(out) < size - 1) return true;
    cli_complain(a->command, a->token, "a token has 16 to 256 characters");
    return false;
}

static bool read_port(const cli_args *a, uint16_t *out)
{
    char *end;
    *out = PORT_DEFAULT;
    if (!a->port) return true;
    unsigned long n = strtoul(a->port, &end, 10);
    *out = (uint16_t)n;
    if (*a->port >= '0' && *a->port <= '9' && !*end && n <= PORT_MOST) return true;
    cli_complain(a->command, a->port, "a port is a number from 0 to 65535; 0 takes any free one");
    return false;
}

/* Signals wait here; the server's threads, made later, are not interrupted. */
static sigset_t hold_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
    return set;
}

static int fail(const char *why)
{
    fputs("dateline serve: ", stderr);
    cli_put(stderr, why);
    fputc('\n', stderr);
    return DATELINE_FAILED;
}

int cmd_serve(const cli_args *a)
{
    char token[SERVE_TOKEN_MOST + 3], why[SERVE_WHY_MAX];
    int got;
    serve_options o = { .db = a->db, .bind = a->bind, .edit = a->edit };
    if (!read_port(a, &o.port)) return DATELINE_USAGE;
    if (a->token && !read_token(a, token, sizeof token)) return DATELINE_USAGE;
    if (a->token) o.token = token;
    sigset_t stops = hold_signals();
    dl_serve *s = dl_serve_start(&o, why);
    if (!s) return fail(why);
    fprintf(stderr, "dateline: %s (Ctrl-C stops it)\n", dl_serve_address(s));
    fflush(stderr);
    sigwait(&stops, &got);
    dl_serve_stop(s);
    return DATELINE_OK;
}
