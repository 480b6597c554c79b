/* cmd_lines - extract and annotate: inputs to JSON lines or CoNLL-U, without a record. */
#include "cli.h"

static int to_lines(const cli_args *a, const char *format)
{
    static const char *const standard_input[] = { "-" };
    dateline *d = cli_open(a, format ? CLI_ENGINE : 0);
    if (!d) return DATELINE_FAILED;
    const char *const *input = a->words ? a->word : standard_input;
    size_t n = a->words ? a->words : 1;
    dateline_hooks h = cli_hooks(a, input, n);
    dateline_status status;
    if (format) status = dateline_annotate(d, format, input, n, &h, NULL);
    else status = dateline_extract(d, input, n, &h, NULL);
    cli_hooks_end(CLI_GOES_ON);
    return cli_end(d, status);
}

int cmd_extract(const cli_args *a) { return to_lines(a, NULL); }

int cmd_annotate(const cli_args *a)
{
    const char *format = a->tokens ? "tokens" : "json";
    return to_lines(a, a->conllu ? "conllu" : format);
}
