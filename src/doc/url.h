/* url - the parts of a web address, and the key under which two addresses of one page
 * are the same.
 *
 *   data/doc/url.tsv --dl_url_rules_new--> dl_url_rules
 *   "http://www.a.example/News/x/amp/?utm_source=rss&id=7#top" --dl_url_key-->
 *       "a.example/News/x?id=7"
 *
 * The key is for comparing alone; the address as given is kept and shown. Scheme, "www."
 * and "m." in front of the host, ports 80 and 443, a name and password, parameters that
 * say where a reader came from, "amp" parts of the path, a last slash and a fragment are
 * no difference; the path's letters and all other parameters are. Rules are const after
 * dl_url_rules_new and shared by threads; the lexicon outlives them. */
#ifndef DL_URL_H
#define DL_URL_H

#include "base/base.h"

typedef struct dl_url_rules dl_url_rules;

/* NULL with e set when a row is bad or memory runs out. Freed by dl_url_rules_free. */
dl_url_rules *dl_url_rules_new(const dl_mem *m, dl_lexicon *lexicon, dl_err *e);
void dl_url_rules_free(dl_url_rules *r);

/* The key, in `a`; {NULL,0} for an empty address. What is no web address (no host) is its
 * own key, trimmed. */
dl_slice dl_url_key(dl_arena *a, const dl_url_rules *r, dl_slice url);

/* The parts of an address as they stand in it; {NULL,0} where one is not there. */
typedef struct dl_url {
    dl_slice scheme; /* "https"; may be missing in front of "www.a.example/x" */
    dl_slice host; /* without name, password and port */
    dl_slice port;
    dl_slice path; /* from its first slash on */
    dl_slice query; /* behind the question mark */
    dl_slice fragment; /* behind the number sign */
} dl_url;

/* False: it is no web address: http or https, or a host name with a dot. */
bool dl_url_split(dl_slice s, dl_url *out);

#endif
