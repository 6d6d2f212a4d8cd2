/* scratch.h - a folder for a database that nobody will miss. */
#ifndef BOT_CONFIG_SCRATCH_H
#define BOT_CONFIG_SCRATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "bot/config/config.h"

/* Makes a new folder, in memory where there is room for one. */
bool scratch_dir(char *out, size_t n);
/* Removes it with the files in it. */
void scratch_remove(const char *dir);

/* The defaults with nothing but one channel, of kind story; free with config_free. */
struct config *scratch_config(const struct config *base);

#endif
