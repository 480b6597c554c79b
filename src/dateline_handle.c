/* dateline_handle - what the files of the library share: failures kept for
 * dateline_why, what a call needs before it may run, where the model is. In: a handle.
 * Out: a status. */
#include "dateline_private.h"

#include <stdio.h>
#include <unistd.h>

static dateline_reason reason_of(dl_code code)
{
    switch (code) {
    case DL_ENOTFOUND: return DATELINE_REASON_ABSENT;
    case DL_EBUSY: return DATELINE_REASON_BUSY;
    case DL_EFORMAT: return DATELINE_REASON_DAMAGED;
    case DL_ENOMEM: return DATELINE_REASON_MEMORY;
    default: return DATELINE_REASON_OTHER;
    }
}

dateline_status handle_fail(dateline *d, const dl_err *e)
{
    d->reason = reason_of(e->code);
    const char *colon = e->detail[0] ? ": " : "";
    snprintf(d->why, sizeof d->why, "%s%s%s (%s)", e->what ? e->what : "failed", colon, e->detail,
        dl_code_name(e->code));
    return DATELINE_FAILED;
}

/* The handle's own failure, told once: it stays usable for the next call. */
dateline_status handle_fail_told(dateline *d)
{
    dl_err e = d->err;
    dl_err_clear(&d->err);
    return handle_fail(d, &e);
}

dateline_status handle_complain(dateline *d, dateline_status status, const char *text)
{
    snprintf(d->why, sizeof d->why, "%s", text);
    d->reason = DATELINE_REASON_OTHER;
    return status;
}

dateline_status handle_tell_reason(dateline *d, dateline_reason reason, const char *text)
{
    handle_complain(d, DATELINE_FAILED, text);
    d->reason = reason;
    return DATELINE_FAILED;
}

/* The store's failure is told once; the handle stays usable for the next call. */
dateline_status handle_settle(dateline *d)
{
    dl_store_is_as_opened(d->store);
    if (!dl_failed(dl_store_err(d->store))) return DATELINE_OK;
    dl_err e = *dl_store_err(d->store);
    dl_store_rollback(d->store);
    dl_err_clear(dl_store_err(d->store));
    return handle_fail(d, &e);
}

dateline_status handle_need_store(dateline *d)
{
    if (!d->store) return handle_complain(d, DATELINE_USAGE, "this call needs a record");
    dl_store_ready(d->store); /* what it finds is the store's failure, told when that is */
    return DATELINE_OK;
}

dateline_status handle_need_model(dateline *d, const char *format)
{
    if (!d->parse)
        return handle_complain(d, DATELINE_FAILED,
            "there is no language model: `make model` gets it, or `dateline model import WHEEL` "
            "from a file you have");
    if (strcmp(format, "json") && strcmp(format, "tokens") && strcmp(format, "conllu"))
        return handle_complain(d, DATELINE_USAGE, "the format is json, tokens or conllu");
    return DATELINE_OK;
}

void handle_find_model(char path[HANDLE_PATH_MAX])
{
    static const char *const place[] = { "model/en.dlm", "../share/dateline/en.dlm" };
    for (size_t i = 0; i < sizeof place / sizeof *place; i++)
        if (dl_path_beside_program(path, HANDLE_PATH_MAX, place[i]) && access(path, F_OK) == 0)
            return;
    path[0] = 0;
}
