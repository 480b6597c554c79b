/* xml - expat, which may hold so much and no more. Private to read.
 *
 * It keeps every element that is open and every name that it has met: a record of 60 MB
 * can ask for five gigabytes. */
#ifndef DL_READ_XML_H
#define DL_READ_XML_H

#include <expat.h>

/* Bytes of elements and names: of those that stand in documents of any size some
 * thousands. */
enum { READ_XML_MOST = 64 << 20 };

/* encoding: of the bytes, whatever they say themselves; NULL: the one that they say.
 * NULL: no memory. Used and freed in this thread, one at a time. */
XML_Parser read_xml_parser(const char *encoding, size_t most);
/* What it could not have was refused: the input is a trap, and memory is there. */
bool read_xml_is_trap(void);

#endif
