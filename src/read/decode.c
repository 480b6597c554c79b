/* decode - raw records to the first layer: keys of JSON lines, charsets of files, dates
 * checked, identity, language. */
#include <jansson.h>

#include "charset.h"
#include "read_private.h"

int dl_language_detect(const char *text, int n, char out[8]);

enum {
    LANGUAGE_LOOK = 20000,
    KEY_MAX = 4096,
    SURE_WORDS = 12
}; /* bytes the language is judged by; of a field; fewer words prove nothing */

/* ---- fields of a JSON object */

static dl_slice field(dl_doc *d, json_t *o, const char *key)
{
    json_t *v = json_object_get(o, key);
    if (!v || json_is_null(v)) return (dl_slice){ NULL, 0 };
    if (json_is_array(v) && json_array_size(v) > 0)
        v = json_array_get(v, 0); /* authors: the first */
    if (json_is_integer(v)) {
        char text[32];
        int n = snprintf(text, sizeof text, "%lld", (long long)json_integer_value(v));
        return dl_arena_copy(d->arena, dl_slice_of(text, (size_t)n));
    }
    if (!json_is_string(v)) {
        if (!json_is_array(v))
            dl_doc_note(d, DL_NOTE_BAD_FIELD, -1, "\"%s\" is not a text: ignored", key);
        return (dl_slice){ NULL, 0 };
    }
    dl_slice s = dl_charset_drop_nuls(
        d, dl_slice_of(json_string_value(v), json_string_length(v)), key);
    return s.n ? dl_arena_copy(d->arena, s) : (dl_slice){ NULL, 0 };
}

static dl_slice either(dl_doc *d, json_t *o, const char *ours, const char *theirs)
{
    dl_slice s = field(d, o, ours);
    return s.p ? s : field(d, o, theirs);
}

static dl_slice short_field(dl_doc *d, json_t *o, const char *ours, const char *theirs)
{
    dl_slice s = dl_slice_trim(theirs ? either(d, o, ours, theirs) : field(d, o, ours));
    if (s.n > KEY_MAX) {
        dl_doc_note(d, DL_NOTE_TOO_LONG, -1, "\"%s\" is longer than %d bytes: cut", ours, KEY_MAX);
        s.n = KEY_MAX;
        while (s.n && ((unsigned char)s.p[s.n] & 0xC0) == 0x80) s.n--;
    }
    return s.n ? s : (dl_slice){ NULL, 0 };
}

/* ---- where the text stands in the raw JSON: a walk over the top level of the object */

static size_t skip_string(dl_slice s, size_t i)
{
    for (i++; i < s.n && s.p[i] != '"'; i++)
        if (s.p[i] == '\\') i++;
    return i + 1;
}

/* Byte of the first character inside the string value of `key` at the top level, or
 * SIZE_MAX. */
static size_t find_value(dl_slice s, const char *key)
{
    int depth = 0;
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < s.n;) {
        char c = s.p[i];
        if (c == '"') {
            size_t end = skip_string(s, i);
            if (end > s.n) break;
            dl_slice name = dl_slice_cut(s, i + 1, end - 1);
            size_t j = end;
            while (j < s.n && strchr(" \t\r\n", s.p[j])) j++;
            bool is_key = depth == 1 && j < s.n && s.p[j] == ':';
            if (is_key)
                for (j++; j < s.n && strchr(" \t\r\n", s.p[j]);) j++;
            if (is_key && dl_slice_is(name, key) && j < s.n && s.p[j] == '"')
                found = j + 1; /* of a key given twice the last counts, as in jansson */
            i = is_key ? j : end;
            continue;
        }
        depth += c == '{' || c == '[';
        depth -= c == '}' || c == ']';
        i++;
    }
    return found;
}

static int hex4(const char *p)
{
    int v = 0;
    for (int i = 0; i < 4; i++) {
        char c = p[i];
        char low = (char)(c | 32);
        if (c >= '0' && c <= '9') v = v * 16 + (c - '0');
        else if (low >= 'a' && low <= 'f') v = v * 16 + (low - 'a' + 10);
        else return -1;
    }
    return v;
}

/* Bytes of raw that one escape takes and bytes of text that it makes. */
static size_t escape_at(dl_slice raw, size_t i, size_t *made)
{
    *made = 1;
    if (i + 6 > raw.n || raw.p[i + 1] != 'u') return 2;
    int u = hex4(raw.p + i + 2);
    if (u == 0) *made = 0; /* NULs are dropped */
    else if (u < 0x80) *made = 1;
    else *made = u < 0x800 ? 2 : 3;
    if (u < 0xD800 || u > 0xDBFF || i + 12 > raw.n) return 6;
    *made = 4;
    return 12;
}

static void map_text(dl_doc *d, dl_slice raw, const char *key)
{
    size_t i = find_value(raw, key);
    uint32_t to = 0;
    while (i < raw.n && raw.p[i] != '"') {
        size_t from = i, made;
        while (i < raw.n && raw.p[i] != '"' && raw.p[i] != '\\') i++;
        if (i > from) {
            dl_runs_add(
                d->arena, &d->text.raw_map, to, (uint32_t)(i - from), from, (uint32_t)(i - from));
            to += (uint32_t)(i - from);
        }
        if (i >= raw.n || raw.p[i] != '\\') continue;
        size_t used = escape_at(raw, i, &made);
        dl_runs_add(d->arena, &d->text.raw_map, to, (uint32_t)made, i, (uint32_t)used);
        to += (uint32_t)made;
        i += used;
    }
}

static void take_object(dl_doc *d, json_t *o, dl_slice line)
{
    dl_text *t = &d->text;
    t->id = short_field(d, o, "id", NULL);
    t->url = short_field(d, o, "url", NULL);
    t->source_title = short_field(d, o, "title", NULL);
    t->outlet = short_field(d, o, "outlet", "source_domain");
    t->author = short_field(d, o, "author", "authors");
    t->language = short_field(d, o, "language", NULL);
    t->date = short_field(d, o, "date", "date_publish");
    t->date_modified = short_field(d, o, "date_modified", "date_modify");
    t->date_retrieved = short_field(d, o, "date_retrieved", "date_download");
    const char *key = json_is_string(json_object_get(o, "text")) ? "text" : "maintext";
    t->source = field(d, o, key);
    if (t->source.p) map_text(d, line, key);
    else if (json_is_string(json_object_get(o, "html")))
        dl_doc_note(d, DL_NOTE_PAGE, -1,
            "an HTML page: kept as it came; pages are read by a later version");
}

/* jansson out of memory says "invalid token", or nothing: a line is broken when two
 * readings say the same of it. */
static json_t *load(dl_doc *d, dl_slice s, json_error_t *why)
{
    json_error_t again;
    json_t *o = json_loadb(s.p, s.n, JSON_ALLOW_NUL | JSON_DECODE_ANY, why);
    if (!o) o = json_loadb(s.p, s.n, JSON_ALLOW_NUL | JSON_DECODE_ANY, &again);
    if (!o && strcmp(why->text, again.text) != 0)
        dl_fail(&d->err, DL_ENOMEM, "out of memory", -1, NULL);
    return o;
}

static void decode_json(dl_doc *d, dl_slice line)
{
    size_t broken = 0;
    dl_slice fixed = dl_utf8_repair(d->arena, line, &broken);
    if (broken)
        dl_doc_note(d, DL_NOTE_BROKEN_UTF8, (int64_t)dl_utf8_bad(line),
            "%zu broken characters became U+FFFD", broken);
    json_error_t why = { .position = 0 };
    json_t *o = fixed.p ? load(d, fixed, &why) : NULL;
    if (!o) dl_doc_note(d, DL_NOTE_BAD_JSON, why.position, "not JSON: %s", why.text);
    else if (!json_is_object(o))
        dl_doc_note(d, DL_NOTE_NOT_OBJECT, 0, "a line must hold one JSON object");
    else take_object(d, o, fixed);
    json_decref(o);
    d->text.charset = DL_S("UTF-8");
}

/* ---- what all records share */

/* A date as it was given becomes ISO 8601, or a note and nothing. */
static dl_precision check_date(dl_doc *d, const dl_read_tables *t, const char *key, dl_slice *date)
{
    if (!date->p) return DL_PREC_NONE;
    dl_date read = dl_date_read(t->calendar, *date);
    if (read.precision == DL_PREC_NONE && read.fault != DL_DATE_EMPTY)
        dl_doc_note(d, DL_NOTE_BAD_DATE, -1, "\"%s\" is no date: %.*s: %s", key,
            (int)(date->n < 60 ? date->n : 60), date->p, dl_date_fault_text(read.fault));
    *date = (dl_slice){ NULL, 0 };
    if (read.precision != DL_PREC_NONE)
        *date = dl_arena_copy(d->arena, dl_slice_of(read.text, read.n));
    return read.precision;
}

static void check_dates(dl_doc *d, const dl_read_tables *t)
{
    d->text.date_precision = check_date(d, t, "date", &d->text.date);
    check_date(d, t, "date_modified", &d->text.date_modified);
    check_date(d, t, "date_retrieved", &d->text.date_retrieved);
}

static void limit_text(dl_doc *d)
{
    dl_slice *s = &d->text.source;
    if (s->n <= DL_TEXT_MAX) return;
    dl_doc_note(d, DL_NOTE_TOO_LONG, DL_TEXT_MAX, "the text is longer than 16 MiB: cut there");
    s->n = DL_TEXT_MAX;
    while (s->n && ((unsigned char)s->p[s->n] & 0xC0) == 0x80) s->n--;
}

static void identify(dl_doc *d)
{
    dl_text *t = &d->text;
    if (t->id.p) return;
    const dl_slice part[] = { t->url, t->source_title, t->date, t->outlet, t->source };
    dl_sha256 h = t->source.n || t->source_title.n
        ? dl_sha256_parts(part, sizeof part / sizeof *part)
        : t->origin.sha256;
    char hex[65];
    dl_sha256_hex(&h, hex);
    hex[16] = 0; /* 64 bits: two of a hundred million reports meet with odds of one in 3,700 */
    t->id = dl_arena_copy(d->arena, dl_slice_str(hex));
}

static size_t count_words(dl_slice s)
{
    size_t n = 0;
    for (size_t i = 1; i < s.n && n < SURE_WORDS; i++) n += s.p[i] == ' ' && s.p[i - 1] != ' ';
    return n;
}

static void judge_language(dl_doc *d)
{
    dl_text *t = &d->text;
    if (!t->language.p && count_words(t->source) >= SURE_WORDS) {
        char code[8];
        size_t n = t->source.n < LANGUAGE_LOOK ? t->source.n : LANGUAGE_LOOK;
        while (n && n < t->source.n && ((unsigned char)t->source.p[n] & 0xC0) == 0x80) n--;
        int sure = dl_language_detect(t->source.p, (int)n, code);
        if (sure < 0) dl_fail(&d->err, DL_ENOMEM, "out of memory", -1, NULL);
        if (sure > 0) t->language = dl_arena_copy(d->arena, dl_slice_str(code));
    }
    t->english = !t->language.p
        || (t->language.n >= 2 && dl_slice_eq_nocase(dl_slice_cut(t->language, 0, 2), DL_S("en")));
    if (!t->english)
        dl_doc_note(d, DL_NOTE_NOT_ENGLISH, -1, "language %.*s: kept and searchable, not analysed",
            (int)(t->language.n < 20 ? t->language.n : 20), t->language.p);
}

static const char *const kind_name[] = {
    [DL_RAW_TEXT] = "txt", [DL_RAW_JSON] = "json", [DL_RAW_PAGE] = "html"
};

dl_slice dl_raw_kind_name(dl_raw_kind kind)
{
    return kind == DL_RAW_PROBLEM ? (dl_slice){ NULL, 0 } : dl_slice_str(kind_name[kind]);
}

dl_raw_kind dl_raw_kind_of(dl_slice name)
{
    for (int k = DL_RAW_TEXT; k < DL_RAW_PROBLEM; k++)
        if (dl_slice_is(name, kind_name[k])) return (dl_raw_kind)k;
    return DL_RAW_TEXT;
}

static void decode_file(dl_doc *d, const dl_raw *raw)
{
    if (raw->kind == DL_RAW_PAGE)
        dl_doc_note(d, DL_NOTE_PAGE, -1,
            "an HTML page: kept as it came; pages are read by a later version");
    else if (dl_charset_is_binary(raw->bytes))
        dl_doc_note(d, DL_NOTE_BINARY, 0, "this is no text: kept as it came");
    else dl_charset_decode(d, raw->bytes);
}

void dl_read_decode(dl_doc *d, const dl_read_tables *tables, const dl_raw *raw)
{
    dl_text *t = &d->text;
    t->origin = (dl_origin){ raw->file, raw->record, raw->offset, dl_sha256_of(raw->bytes) };
    t->raw = raw->bytes;
    t->raw_kind = dl_raw_kind_name(raw->kind);
    if (raw->note != DL_NOTE_COUNT)
        dl_doc_note(
            d, raw->note, (int64_t)raw->bytes.n, "%.*s", (int)raw->message.n, raw->message.p);
    if (raw->kind == DL_RAW_JSON) decode_json(d, raw->bytes);
    else decode_file(d, raw);
    check_dates(d, tables);
    t->date_basis = t->date.p ? DL_S("given") : DL_S("none");
    t->url_key = dl_url_key(d->arena, tables->url, t->url);
    limit_text(d);
    identify(d);
    judge_language(d);
    if (dl_slice_trim(t->source).n == 0 && d->notes.n == 0)
        dl_doc_note(d, DL_NOTE_EMPTY, -1, "the report has no text");
    dl_doc_ok(d);
}
