/* guard - who may ask.
 *
 * A web page may make a browser send requests to an address of this machine under a name
 * of its own (DNS rebinding): of loopback only names of loopback are answered. Any other
 * address wants a token, as "Authorization: Bearer TOKEN" or, for browsers, as the
 * password of "Basic"; there any name will do, since a page cannot know the token. */
#ifndef DL_SERVE_GUARD_H
#define DL_SERVE_GUARD_H

#include "base/base.h"

/* host: the header of the request; NULL: it has none. */
bool serve_host_is_good(const char *host, bool loopback);
/* authorization: the header; NULL: none. Takes as long whatever is wrong. */
bool serve_token_is_good(const char *authorization, dl_slice token);

#endif
