/* split.c - where a long text is cut. */
#include "handlers/turn/split.h"

#include <utf8proc.h>

#include "bot/base/utf8.h"

enum { PARAGRAPH, LINE, SENTENCE, CLUSTER, CUTS };

static bool ends_sentence(uint32_t c)
{
	return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF1B || c == '!' || c == '?' || c == ';';
}

/* The last place of each kind that is not behind `units`, in bytes; 0: there is none. */
static void find_cuts(struct str text, size_t units, size_t at[CUTS])
{
	utf8proc_int32_t state = 0;
	uint32_t before = 0, before_that = 0;
	size_t used = 0;

	for (size_t i = 0; i < text.n && used <= units;) {
		size_t here = i;
		uint32_t c = utf8_next(text, &i);

		if (here && utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)c, &state)) {
			int kind = before == '\n'	   ? before_that == '\n' ? PARAGRAPH : LINE
				   : ends_sentence(before) ? SENTENCE
							   : CLUSTER;

			for (; kind < CUTS; kind++)
				at[kind] = here;
		}
		used += c >= 0x10000 ? 2 : 1;
		before_that = before;
		before = c;
	}
}

struct str text_piece(struct str *rest, size_t units)
{
	struct str text = *rest;
	size_t at[CUTS] = { 0 }, cut = 0;

	if (utf16_count(text) <= units) {
		*rest = STR("");
		return text;
	}
	find_cuts(text, units, at);
	for (int kind = 0; kind < CUTS && !cut; kind++)
		if (kind == CLUSTER || utf16_count(str_sub(text, 0, at[kind])) * 2 >= units)
			cut = at[kind];
	if (!cut) /* one cluster fills it all: no sense to keep together */
		cut = utf8_at_utf16(text, units > 1 ? units - 1 : 1);
	*rest = str_trim(str_sub(text, cut, text.n));
	return str_trim(str_sub(text, 0, cut));
}
