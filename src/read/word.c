/* word - see word.h. libarchive unpacks the zip, expat reads the XML. */
#include "word.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>

#include "base/buf.h"
#include "read.h"
#include "rtf.h"
#include "xml.h"

enum {
    ENTRIES_MAX = 10000, /* members of the zip looked at: a document has some 20 */
    CHUNK = 64 << 10
};

typedef enum word_effect {
    WORD_PARAGRAPH,
    WORD_TEXT, /* characters in it are text */
    WORD_OUT, /* nothing in it is */
    WORD_PUT /* it stands for a character */
} word_effect;

static const struct {
    const char *element;
    word_effect effect;
    const char *put;
} elements[] = { { "w:p", WORD_PARAGRAPH, NULL }, { "w:t", WORD_TEXT, NULL },
    { "w:tab", WORD_PUT, "\t" }, { "w:br", WORD_PUT, "\n" }, { "w:cr", WORD_PUT, "\n" },
    { "w:noBreakHyphen", WORD_PUT, "-" }, { "text:p", WORD_PARAGRAPH, NULL },
    { "text:h", WORD_PARAGRAPH, NULL }, { "text:tab", WORD_PUT, "\t" },
    { "text:line-break", WORD_PUT, "\n" }, { "text:s", WORD_PUT, " " }, { "w:pPr", WORD_OUT, NULL },
    { "mc:Fallback", WORD_OUT, NULL }, { "office:annotation", WORD_OUT, NULL },
    { "text:tracked-changes", WORD_OUT, NULL } };
enum { ELEMENTS = sizeof elements / sizeof *elements };

typedef struct document {
    XML_Parser parser;
    dl_buf text;
    bool odt; /* every character of a paragraph is text */
    uint32_t in_text, out; /* how many elements of that kind are open */
} document;

static int effect_of(const char *name)
{
    int i = 0;
    while (i < ELEMENTS && strcmp(elements[i].element, name) != 0) i++;
    return i;
}

static void XMLCALL on_start(void *user, const char *name, const char **attributes)
{
    document *d = user;
    int i = effect_of(name);
    (void)attributes;
    if (i == ELEMENTS) return;
    word_effect e = elements[i].effect;
    if (e == WORD_OUT) d->out++;
    if (e == WORD_TEXT || (e == WORD_PARAGRAPH && d->odt)) d->in_text++;
    if (e == WORD_PUT && !d->out) dl_buf_str(&d->text, elements[i].put);
}

static void XMLCALL on_end(void *user, const char *name)
{
    document *d = user;
    int i = effect_of(name);
    if (i == ELEMENTS) return;
    word_effect e = elements[i].effect;
    if (e == WORD_OUT) d->out--;
    if (e == WORD_TEXT || (e == WORD_PARAGRAPH && d->odt)) d->in_text--;
    if (e == WORD_PARAGRAPH && !d->out) dl_buf_str(&d->text, "\n\n");
}

static void XMLCALL on_text(void *user, const char *p, int n)
{
    document *d = user;
    if (!d->in_text || d->out) return;
    dl_buf_add(&d->text, dl_slice_of(p, (size_t)n));
    if (d->text.n > DL_RECORD_MAX) XML_StopParser(d->parser, XML_FALSE);
}

/* ---- the zip */

/* False; a failure of memory is the arena's to say. */
static bool failed(dl_arena *a, bool memory)
{
    if (memory) dl_arena_fail(a);
    return false;
}

/* To the member that holds the text. */
static bool find_text(struct archive *z, bool *odt)
{
    struct archive_entry *entry;
    for (int i = 0; i < ENTRIES_MAX; i++) {
        if (archive_read_next_header(z, &entry) != ARCHIVE_OK) return false;
        const char *path = archive_entry_pathname(entry);
        *odt = path && strcmp(path, "content.xml") == 0;
        if (*odt || (path && strcmp(path, "word/document.xml") == 0)) return true;
    }
    return false;
}

static bool parse(dl_arena *a, struct archive *z, document *d)
{
    char chunk[CHUNK];
    la_ssize_t n;
    enum XML_Status status = XML_STATUS_OK;
    do {
        n = archive_read_data(z, chunk, sizeof chunk);
        if (n < 0) return failed(a, archive_errno(z) == ENOMEM);
        status = XML_Parse(d->parser, chunk, (int)n, n == 0);
    } while (n && status == XML_STATUS_OK);
    bool memory = XML_GetErrorCode(d->parser) == XML_ERROR_NO_MEMORY && !read_xml_is_trap();
    memory |= d->text.failed;
    return status == XML_STATUS_OK && !memory ? true : failed(a, memory);
}

static bool read_zip(dl_arena *a, struct archive *z, dl_slice file, document *d)
{
    archive_read_support_format_zip(z);
    if (archive_read_open_memory(z, file.p, file.n) != ARCHIVE_OK)
        return failed(a, archive_errno(z) == ENOMEM);
    if (!find_text(z, &d->odt)) return failed(a, archive_errno(z) == ENOMEM);
    d->parser = read_xml_parser("UTF-8", READ_XML_MOST);
    if (!d->parser) return failed(a, true);
    XML_SetUserData(d->parser, d);
    XML_SetElementHandler(d->parser, on_start, on_end);
    XML_SetCharacterDataHandler(d->parser, on_text);
    bool good = parse(a, z, d);
    XML_ParserFree(d->parser);
    return good;
}

static bool read_zipped(dl_arena *a, dl_slice file, document *d)
{
    struct archive *z = archive_read_new();
    if (!z) return failed(a, true);
    bool good = read_zip(a, z, file, d);
    archive_read_free(z);
    return good;
}

static bool read_rich(dl_arena *a, dl_slice file, document *d)
{
    bool good = read_rtf_text(file, DL_RECORD_MAX, &d->text);
    return good ? true : failed(a, d->text.failed);
}

bool read_word_text(dl_arena *a, dl_slice file, dl_slice *text)
{
    document d = { .odt = false };
    dl_buf_init(&d.text, NULL);
    bool good = read_is_rtf(file) ? read_rich(a, file, &d) : read_zipped(a, file, &d);
    if (good) *text = dl_arena_copy(a, dl_buf_slice(&d.text));
    dl_buf_free(&d.text);
    return good && !dl_arena_failed(a);
}
