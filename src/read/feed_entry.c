/* feed_entry - the fields of one entry of a feed, by expat; see feed.h. */
#include "feed.h"
#include "xml.h"

/* How deep an element stands: an entry's fields, their parts. */
enum { FIELD_LEVEL = 2, PART_LEVEL };

typedef struct entry {
    dl_arena *arena;
    const dl_read_tables *t;
    XML_Parser parser;
    dl_slice s;
    int level;
    char name[READ_KEY_MAX]; /* of the cell that is open, spelt plainly */
    size_t name_n;
    size_t begun; /* where it begins in `cells` */
    bool open, parted; /* parted: the field's text was in a part of it */
    read_piece *cells;
    read_fields *f;
} entry;

static size_t here(const entry *e)
{
    XML_Index at = XML_GetCurrentByteIndex(e->parser);
    return at < 0 || (size_t)at > e->s.n ? e->s.n : (size_t)at;
}

static void open_cell(entry *e)
{
    e->begun = e->cells->n;
    e->open = true;
    read_piece_put(e->cells, "\"", 1, here(e), 0);
}

/* The cell's text is offered under its name, and under what only feeds call so. */
static void close_cell(entry *e)
{
    char plain[READ_KEY_MAX];
    if (!e->open) return;
    e->open = false;
    read_piece_put(e->cells, "\"", 1, here(e), 0);
    read_value v = { READ_PLAIN, e->begun, e->cells->n };
    dl_slice record = read_piece_text(e->cells);
    dl_slice name = dl_slice_of(e->name, e->name_n);
    if (v.end - v.start < 2) return; /* no memory */
    size_t n = read_key_plain(DL_S("feed"), name, plain);
    read_fields_offer(e->f, e->t, record, dl_slice_of(plain, n), v);
    read_fields_offer(e->f, e->t, record, name, v);
}

/* An element's name without what parts namespaces: "dc:date" is "dcdate". */
static void set_name(entry *e, dl_slice parent, const char *name)
{
    char plain[READ_KEY_MAX];
    e->name_n = read_key_plain(parent, dl_slice_str(name), plain);
    memcpy(e->name, plain, e->name_n);
}

static const char *attribute(const char **list, const char *name)
{
    for (; *list; list += 2)
        if (strcmp(list[0], name) == 0) return list[1];
    return NULL;
}

/* Atom's address stands in an attribute. */
static void take_link(entry *e, const char *name, const char **attributes)
{
    const char *href = strcmp(name, "link") == 0 ? attribute(attributes, "href") : NULL;
    const char *rel = attribute(attributes, "rel");
    if (!href || (rel && strcmp(rel, "alternate") != 0)) return;
    read_piece_put(e->cells, href, strlen(href), here(e), 0);
}

static void end_paragraph(entry *e)
{
    dl_slice text = dl_slice_cut(read_piece_text(e->cells), e->begun, e->cells->n);
    bool ended = text.n < 2 || dl_slice_ends(text, DL_S("\n\n"));
    if (!ended) read_piece_put(e->cells, "\n\n", 2, here(e), 0);
}

/* Tags of a text that is XHTML end paragraphs; a part that is a field of its own ("name"
 * of "author") takes the cell over. */
static void open_part(entry *e, const char *name)
{
    const read_key *row;
    char plain[READ_KEY_MAX];
    size_t n = read_key_plain(dl_slice_of(e->name, e->name_n), dl_slice_str(name), plain);
    if (e->level == PART_LEVEL && read_key_find(e->t, dl_slice_of(plain, n), &row)) {
        memcpy(e->name, plain, n);
        e->name_n = n;
        e->parted = true;
        open_cell(e);
    } else if (e->open && read_tag_effect(e->t, dl_slice_str(name)) == EFFECT_BLOCK) {
        end_paragraph(e);
    }
}

static void XMLCALL on_start(void *user, const char *name, const char **attributes)
{
    entry *e = user;
    e->level++;
    if (e->level == FIELD_LEVEL) {
        set_name(e, DL_S(""), name);
        e->parted = false;
        open_cell(e);
        take_link(e, name, attributes);
    } else if (e->level > FIELD_LEVEL && !e->parted) {
        open_part(e, name);
    }
}

static void XMLCALL on_end(void *user, const char *name)
{
    entry *e = user;
    (void)name;
    if (e->level == FIELD_LEVEL || (e->level == PART_LEVEL && e->parted)) close_cell(e);
    e->level--;
}

static void XMLCALL on_text(void *user, const char *p, int n)
{
    entry *e = user;
    if (!e->open) return;
    bool ours = p >= e->s.p && p < e->s.p + e->s.n;
    if (ours) read_piece_copy(e->cells, p, (size_t)n, (size_t)(p - e->s.p));
    else
        read_piece_put(e->cells, p, (size_t)n, here(e), (size_t)XML_GetCurrentByteCount(e->parser));
}

/* "&nbsp;" is none of XML's five, and feeds hold it all the same. */
static void XMLCALL on_entity(void *user, const char *name, int is_parameter)
{
    entry *e = user;
    char out[READ_ENTITY_ROOM];
    size_t n = is_parameter ? 0 : read_entity(e->t, dl_slice_str(name), out);
    if (e->open) read_piece_put(e->cells, out, n, here(e), strlen(name) + 2);
}

const char *read_feed_fields(
    dl_arena *a, const dl_read_tables *t, dl_slice s, read_piece *cells, read_fields *f)
{
    entry e = { .arena = a, .t = t, .s = s, .cells = cells, .f = f };
    read_fields_start(f);
    e.parser = read_xml_parser(
        "UTF-8", READ_XML_MOST + 2 * s.n); /* what is no whole tag is copied */
    if (!e.parser || s.n > INT32_MAX) {
        dl_arena_alloc(a, SIZE_MAX / 2); /* so that the arena says it */
        return NULL;
    }
    XML_SetUserData(e.parser, &e);
    XML_SetElementHandler(e.parser, on_start, on_end);
    XML_SetCharacterDataHandler(e.parser, on_text);
    XML_SetSkippedEntityHandler(e.parser, on_entity);
    XML_UseForeignDTD(e.parser, XML_TRUE);
    enum XML_Status status = XML_Parse(e.parser, s.p, (int)s.n, 0);
    enum XML_Error error = status == XML_STATUS_OK ? XML_ERROR_NONE : XML_GetErrorCode(e.parser);
    bool trap = error == XML_ERROR_NO_MEMORY && read_xml_is_trap();
    if (error == XML_ERROR_NO_MEMORY && !trap) dl_arena_alloc(a, SIZE_MAX / 2);
    close_cell(&e); /* of an entry that breaks off */
    XML_ParserFree(e.parser);
    if (trap) return "more elements or names than any feed has";
    return error == XML_ERROR_NONE ? NULL : XML_ErrorString(error);
}
