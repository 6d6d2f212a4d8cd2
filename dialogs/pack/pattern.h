/* pattern.h - a pattern of a pack, and where it was written. */
#ifndef DIALOGS_PACK_PATTERN_H
#define DIALOGS_PACK_PATTERN_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdbool.h>
#include <stddef.h>

#include "bot/base/str.h"

struct spot {
	const char *file; /* "dialogs/zh-CN/station.ini" */
	int line;
};

struct pattern {
	struct str source; /* as written */
	struct str full;   /* concepts put in, spelled as normalise does */
	pcre2_code *code;
	bool anchored;
	struct spot at;
};

struct patterns {
	struct pattern *v;
	size_t n, room;
};

void patterns_free(struct patterns *);

#endif
