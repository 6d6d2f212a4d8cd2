/* poster.h - the sheet of paper on the wall of a study window: an A4 page in SVG
 * with a QR code (libqrencode) that carries `payload`. */
#ifndef BOT_DOCUMENTS_POSTER_H
#define BOT_DOCUMENTS_POSTER_H

#include "bot/base/buf.h"
#include "bot/base/err.h"
#include "bot/base/str.h"

enum { POSTER_STEPS = 3, POSTER_PAYLOAD_MAX = 500 }; /* bytes: above, the squares get too small for a phone */

struct poster {
	struct str title, name; /* "十分钟微课堂", "文君站学习窗口" */
	struct str code;	/* as it is typed by whoever cannot scan */
	struct str steps[POSTER_STEPS];
	struct str payload;
};

/* ERR_INPUT: the payload does not fit into a code that can be read from the wall. */
MUST_CHECK enum err poster_svg(const struct poster *, struct buf *out);

#endif
