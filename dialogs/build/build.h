/* build.h - from the files of a folder to a pack. */
#ifndef DIALOGS_BUILD_BUILD_H
#define DIALOGS_BUILD_BUILD_H

#include "dialogs/pack/pack.h"

/* Reads every *.ini of the folder, in the order of their names. NULL when
 * anything is wrong; *problems then says what and where. Free with pack_free. */
struct pack *pack_load(const char *dir, struct problems *);

#endif
