/* import_moves - the classes of a transition system: the wheel's actions and labels with
 * their frequencies in, [action, label number] in the network's order out. */
#include "import_private.h"

#include <stdlib.h>

typedef struct class_row {
    int32_t action;
    int64_t frequency; /* in the training text; negative: made up */
    dl_slice label;
} class_row;
typedef DL_VEC(class_row) class_rows;

/* The order of the network's classes: by action, then by falling frequency, then by
 * falling label; labels with a made-up frequency come behind all others. */
static int class_order(const void *pa, const void *pb)
{
    const class_row *a = pa, *b = pb;
    bool late_a = a->frequency < 0, late_b = b->frequency < 0;
    if (late_a != late_b) return late_a ? 1 : -1;
    if (!late_a && a->action != b->action) return a->action < b->action ? -1 : 1;
    if (a->frequency != b->frequency) return a->frequency > b->frequency ? -1 : 1;
    int c = dl_slice_cmp(b->label, a->label);
    return c ? c : a->action - b->action;
}

static bool collect_classes(class_rows *rows, dl_arena *a, json_t *moves)
{
    const char *action, *label;
    json_t *labels, *frequency;
    json_object_foreach(moves, action, labels)
    {
        if (action[0] < '0' || action[0] > '9' || action[1]) return false;
        json_object_foreach(labels, label, frequency)
        {
            class_row *row = DL_PUSH(a, rows);
            if (row)
                *row = (class_row){ action[0] - '0', json_integer_value(frequency),
                    dl_arena_copy(a, dl_slice_str(label)) };
        }
    }
    return rows->n > 0;
}

static void add_classes(
    import_writer *w, const char *name, const class_rows *rows, import_strings *labels)
{
    int32_t *out = dl_arena_array(w->a, rows->n, 2 * sizeof *out);
    for (uint32_t i = 0; out && i < rows->n; i++) {
        dl_slice label = rows->at[i].label;
        out[2 * i] = rows->at[i].action;
        out[2 * i + 1] = label.n ? (int32_t)import_number(labels, w->a, label) : -1;
    }
    import_add(w, name, DL_I32, 2, (uint32_t[]){ rows->n, 2 }, out, rows->n * 2 * sizeof *out);
}

bool import_moves(
    import_writer *w, const char *name, dl_slice member, import_strings *labels, dl_err *e)
{
    msgpack_unpacked u;
    class_rows rows = { 0 };
    bool ok = import_mp_parse(&u, member, name, e);
    dl_slice text = ok ? import_mp_text(import_mp_get(&u.data, "moves")) : (dl_slice){ NULL, 0 };
    json_t *moves = text.n ? import_json(text, JSON_REJECT_DUPLICATES) : NULL;
    if (ok && (!moves || !collect_classes(&rows, w->a, moves)))
        ok = import_bad(e, name, "its classes make no sense");
    if (ok && !dl_arena_failed(w->a)) {
        qsort(rows.at, rows.n, sizeof *rows.at, class_order);
        add_classes(w, name, &rows, labels);
    }
    json_decref(moves);
    msgpack_unpacked_destroy(&u);
    return ok;
}
