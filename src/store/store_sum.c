/* store_sum - row_sum(a, b, ...): the checksum that every row of the record carries of
 * its other columns, so that a bit that turned on the disk is seen.
 *
 * Each value is hashed with its type, in order: (1, '2') and ('1', 2) differ. It is no
 * defence against somebody who writes into the record on purpose. */
#include "store_private.h"

static uint64_t add_real(uint64_t seed, double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return dl_hash_mix(seed ^ dl_hash_mix(bits));
}

static uint64_t add_value(uint64_t h, sqlite3_value *v)
{
    int type = sqlite3_value_type(v);
    uint64_t seed = h * 31 + (uint64_t)type;
    if (type == SQLITE_NULL) return dl_hash_mix(seed);
    if (type == SQLITE_INTEGER)
        return dl_hash_mix(seed ^ dl_hash_mix((uint64_t)sqlite3_value_int64(v)));
    if (type == SQLITE_FLOAT) return add_real(seed, sqlite3_value_double(v));
    const char *p = sqlite3_value_blob(v); /* of a text: its bytes */
    return dl_hash64(dl_slice_of(p, (size_t)sqlite3_value_bytes(v)), seed);
}

static void row_sum(sqlite3_context *c, int n, sqlite3_value **value)
{
    uint64_t h = 0;
    for (int i = 0; i < n; i++) h = add_value(h, value[i]);
    sqlite3_result_int64(c, (int64_t)h);
}

bool store_sum_register(dl_store *s)
{
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    if (sqlite3_create_function_v2(s->db, "row_sum", -1, flags, NULL, row_sum, NULL, NULL, NULL)
        == SQLITE_OK)
        return true;
    store_fail(s, "the record could not be opened");
    return false;
}
