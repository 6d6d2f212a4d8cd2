/* file.h - files that are there whole or not at all. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "bot/base/err.h"
#include "bot/base/str.h"

/* Makes a new file (mode 0600) that holds `text`, flushed. A process that is
 * killed in the middle leaves no part of it under this name. ERR_EXISTS: it is
 * there already and stays as it is. ERR_FULL, ERR_IO with errno set. */
MUST_CHECK enum err file_create(const char *path, struct str text);

/* Puts `text` in the place of the file `path` (mode 0600), flushed: at any moment the
 * old or the new one is there, whole. One process at a time. ERR_FULL, ERR_IO with errno set. */
MUST_CHECK enum err file_replace(const char *path, struct str text);

/* Copies a file to one that must not exist (mode 0600), flushed. ERR_EXISTS, ERR_FULL, ERR_IO
 * with errno set; then a part may be there. */
MUST_CHECK enum err file_copy(const char *from, const char *to);

/* What errno says of a file: ERR_EXISTS, ERR_FULL or ERR_IO. */
enum err file_err(void);

/* Flushes a file that somebody else has written. */
MUST_CHECK enum err file_flush(const char *path);
/* Flushes the folder that holds `path`: a new name in it is then on the disk. */
MUST_CHECK enum err file_flush_folder(const char *path);

#endif
