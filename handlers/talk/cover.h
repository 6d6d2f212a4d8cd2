/* cover.h - how much of one text stands in another.
 *
 * Without words to split a Chinese sentence at, a character counts as found when
 * it stands in the other text together with its neighbour: of "押金合不合法" the text
 * "收押金都不合法" covers five of six. Only letters, digits and Chinese characters
 * count; a single one between spaces or punctuation does not. Both texts are
 * normalised by the caller. */
#ifndef HANDLERS_TALK_COVER_H
#define HANDLERS_TALK_COVER_H

#include "bot/base/str.h"

struct cover {
	size_t found, of; /* code points */
};

/* O(of · in.n); meant for a question and a page. */
struct cover cover_of(struct str text, struct str in);

/* At least `percent` of the text is found, and there is a text. */
bool cover_reaches(struct cover, unsigned percent);

#endif
