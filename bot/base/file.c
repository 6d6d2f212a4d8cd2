/* file.c - written under another name, then linked. */
#include "bot/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bot/base/mem.h"

static enum err write_all(int fd, struct str text)
{
	while (text.n) {
		ssize_t n = write(fd, text.p, text.n);

		if (n < 0)
			return errno == ENOSPC ? ERR_FULL : ERR_IO;
		text = str_sub(text, (size_t)n, text.n);
	}
	return fsync(fd) == 0 ? OK : ERR_IO;
}

enum err file_flush_folder(const char *path)
{
	char *copy = mem_strdup(path);
	int fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum err e = fd >= 0 && fsync(fd) == 0 ? OK : ERR_IO;

	if (fd >= 0)
		close(fd);
	free(copy);
	return e;
}

enum err file_create(const char *path, struct str text)
{
	size_t n = strlen(path) + sizeof ".XXXXXX";
	char *part = mem_alloc(n);

	snprintf(part, n, "%s.XXXXXX", path);
	int fd = mkostemp(part, O_CLOEXEC); /* 0600 */
	enum err e = fd < 0 ? ERR_IO : write_all(fd, text);

	if (fd >= 0 && close(fd) != 0 && e == OK)
		e = ERR_IO;
	if (e == OK && link(part, path) != 0)
		e = errno == EEXIST ? ERR_EXISTS : ERR_IO;
	if (fd >= 0) {
		int why = errno;

		unlink(part);
		errno = why;
	}
	if (e == OK)
		e = file_flush_folder(path);
	free(part);
	return e;
}
