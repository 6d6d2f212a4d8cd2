/* xml.h - text from outside inside of XML and HTML. */
#ifndef BOT_DOCUMENTS_XML_H
#define BOT_DOCUMENTS_XML_H

#include "bot/base/buf.h"
#include "bot/base/str.h"

/* The text with & < > " ' escaped, and characters that XML may not hold left out:
 * safe between tags and in a quoted attribute. The text is valid UTF-8. */
void xml_text(struct buf *, struct str);

#endif
