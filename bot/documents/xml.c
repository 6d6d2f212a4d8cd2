/* xml.c - escaping. */
#include "bot/documents/xml.h"

#include "bot/base/utf8.h"

static const char *entity(uint32_t cp)
{
	switch (cp) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

static bool allowed(uint32_t cp)
{
	return cp == '\t' || cp == '\n' || (cp >= 0x20 && cp != 0x7f && cp != 0xfffe && cp != 0xffff);
}

void xml_text(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n;) {
		size_t from = i;
		uint32_t cp = utf8_next(s, &i);

		if (entity(cp))
			buf_addc(b, entity(cp));
		else if (allowed(cp))
			buf_add(b, str_sub(s, from, i));
	}
}
