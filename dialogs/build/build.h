/* build.h - from the files of a folder to a pack. */
#ifndef DIALOGS_BUILD_BUILD_H
#define DIALOGS_BUILD_BUILD_H

#include "dialogs/pack/pack.h"

/* Reads every *.ini of the folder and of the folders in it, in the order of their paths
 * (bytes). NULL when anything is wrong; *problems then says what and where. Free with pack_free. */
struct pack *pack_load(const char *dir, struct problems *);

enum { PATHS_MAX = 500 };

struct paths {
	const char *v[PATHS_MAX + 1]; /* one more than may be: too many is no pack */
	size_t n;
};

/* `dir` and every folder below it: where a pack's files lie. Names that begin with a dot do not count. */
void pack_folders(const char *dir, struct arena *, struct paths *);

#endif
