/* sheet.h - the speaker's sheet of a lesson (ten minutes) or of a briefing (three): one A4
 * page, a self-contained HTML file to print. */
#ifndef BOT_DOCUMENTS_SHEET_H
#define BOT_DOCUMENTS_SHEET_H

#include "bot/base/arena.h"
#include "bot/base/buf.h"
#include "dialogs/pack/pack.h"
#include "store/lesson/lesson.h"

/* The lesson, its `n` questions, and words of the pack (sheet.*). out->failed: too long. */
void sheet_html(const struct pack *, const struct lesson *, const struct question *, size_t n, struct arena *,
		struct buf *out);

/* A briefing's points, a line each. */
struct sheet_briefing {
	struct str number, day, text;
};
void sheet_briefing_html(const struct pack *, const struct sheet_briefing *, struct arena *, struct buf *out);

#endif
