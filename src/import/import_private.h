/* import_private - what the files of the importer share, in sections by file. All blobs
 * go through an import_writer; a failure is told once, in e, and every call answers
 * false. */
#ifndef DL_IMPORT_PRIVATE_H
#define DL_IMPORT_PRIVATE_H

#include "model_write.h"
#include "wheel.h"

#include <jansson.h>
#include <msgpack.h>

typedef DL_VEC(dl_slice) import_strings;

/* ---- import_common.c */
bool import_bad(dl_err *e, const char *what, const char *why); /* answers false */
bool import_no_memory(dl_err *e); /* answers false */
/* NULL: no JSON, or no memory. Caller drops the reference. */
json_t *import_json(dl_slice s, size_t flags);
/* The number of `name` in the set, added at its end where it is not there yet. */
uint32_t import_number(import_strings *set, dl_arena *a, dl_slice name);

/* ---- import_msgpack.c */
bool import_mp_is(const msgpack_object *o, const char *z); /* text or bytes equal to z */
dl_slice import_mp_text(const msgpack_object *o); /* {NULL,0}: neither text nor bytes */
/* NULL: no such key, or no map. */
const msgpack_object *import_mp_get(const msgpack_object *map, const char *key);
/* The caller destroys u, also after false. */
bool import_mp_parse(msgpack_unpacked *u, dl_slice s, const char *what, dl_err *e);

/* ---- the parts, a file each */
bool import_config(import_writer *w, dl_slice member, dl_err *e);
/* Every parameter of a pipe's network, named <pipe>/<node>/<param>. */
bool import_weights(import_writer *w, const char *pipe, dl_slice member, dl_err *e);
/* The classes of a transition system; labels that are new are added to the set. */
bool import_moves(
    import_writer *w, const char *name, dl_slice member, import_strings *labels, dl_err *e);
bool import_tokenizer(import_writer *w, const import_wheel *m, dl_err *e);
/* Adds the labels that only rules set. */
bool import_ruler(
    import_writer *w, dl_slice member, import_strings *tag, import_strings *dep, dl_err *e);
bool import_lemmas(import_writer *w, dl_slice member, dl_err *e);
bool import_names(import_writer *w, dl_slice file, dl_err *e); /* DLNAMES1: our ner weights */
/* Whether they continue this component: its classes are theirs. */
bool import_names_fit(dl_slice file, dl_slice ner_model);
dl_slice import_names_built_in(void); /* the DLNAMES1 file carried in the program */

#endif
