/* import_private - between the files of the importer. */
#ifndef DL_IMPORT_PRIVATE_H
#define DL_IMPORT_PRIVATE_H

#include "model_file.h"
#include "wheel.h"

#include <jansson.h>
#include <msgpack.h>

typedef DL_VEC(dl_slice) dl_label_set;

bool dl_mp_is(const msgpack_object *o, const char *z); /* text or bytes equal to z */
dl_slice dl_mp_text(const msgpack_object *o); /* {NULL,0}: neither text nor bytes */
const msgpack_object *dl_mp_get(
    const msgpack_object *map, const char *key); /* NULL: no such key, or no map */
bool dl_mp_parse(msgpack_unpacked *u, dl_slice s, const char *what,
    dl_err *e); /* caller destroys u, also after false */
/* jansson has no word of its own for "no memory": what two readings refuse is no JSON.
 * NULL; caller drops the reference. */
json_t *dl_import_json(dl_slice s, size_t flags);
bool dl_import_bad(dl_err *e, const char *what, const char *why); /* answers false */

bool dl_import_tokenizer(dl_model_writer *w, const dl_wheel *m, dl_err *e);
bool dl_import_ruler(dl_model_writer *w, dl_slice member, dl_label_set *tag, dl_label_set *dep,
    dl_err *e); /* adds the labels that only rules set */
bool dl_import_lemmas(dl_model_writer *w, dl_slice member, dl_err *e);
bool dl_import_config(dl_model_writer *w, dl_slice member, dl_err *e);
bool dl_import_names(
    dl_model_writer *w, dl_slice file, dl_err *e); /* DLNAMES1: the ner weights of our own */
bool dl_import_names_fit(
    dl_slice file, dl_slice ner_model); /* they continue this component: its classes are theirs */

#endif
