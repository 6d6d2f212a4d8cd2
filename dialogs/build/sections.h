/* sections.h - the files of a pack as read: sections and their lines, nothing
 * interpreted. */
#ifndef DIALOGS_BUILD_SECTIONS_H
#define DIALOGS_BUILD_SECTIONS_H

#include "dialogs/pack/pack.h"
#include "dialogs/pack/pattern.h"

struct entry {
	const char *key;
	struct str value;
	struct spot at;
	bool more; /* the line began with a space: it continues the value above */
};

struct section {
	const char *kind; /* "intent" */
	const char *name; /* "station.find", or "" */
	struct spot at;
	struct entry *v;
	size_t n, room;
};

struct raw {
	struct section **v;
	size_t n, room;
};

/* Reads every *.ini of `dir` and below; false and problems when something is no INI. */
bool raw_read(const char *dir, struct arena *, struct raw *, struct problems *);

#endif
