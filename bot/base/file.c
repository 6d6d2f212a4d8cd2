/* file.c - written under another name, which then becomes the real one; copied. */
#include "bot/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bot/base/mem.h"

static char *with_end(const char *path, const char *end)
{
	size_t n = strlen(path) + strlen(end) + 1;
	char *name = mem_alloc(n);

	snprintf(name, n, "%s%s", path, end);
	return name;
}

enum err file_err(void)
{
	return errno == ENOSPC || errno == EDQUOT ? ERR_FULL : errno == EEXIST ? ERR_EXISTS : ERR_IO;
}

static bool put(int fd, struct str text)
{
	while (text.n) {
		ssize_t n = write(fd, text.p, text.n);

		if (n < 0)
			return false;
		text = str_sub(text, (size_t)n, text.n);
	}
	return true;
}

static enum err write_all(int fd, struct str text)
{
	return put(fd, text) && fsync(fd) == 0 ? OK : file_err();
}

enum err file_flush(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	enum err e = fd >= 0 && fsync(fd) == 0 ? OK : ERR_IO;

	if (fd >= 0 && close(fd) != 0)
		e = ERR_IO;
	return e;
}

enum err file_flush_folder(const char *path)
{
	char *copy = mem_strdup(path);
	enum err e = file_flush(dirname(copy));

	free(copy);
	return e;
}

static enum err write_and_close(int fd, struct str text)
{
	enum err e = fd < 0 ? ERR_IO : write_all(fd, text);

	if (fd >= 0 && close(fd) != 0 && e == OK)
		e = ERR_IO;
	return e;
}

/* Without changing errno. */
static void drop_draft(char *draft)
{
	int why = errno;

	unlink(draft);
	free(draft);
	errno = why;
}

enum err file_create(const char *path, struct str text)
{
	char *draft = with_end(path, ".XXXXXX");
	enum err e = write_and_close(mkostemp(draft, O_CLOEXEC), text); /* 0600 */

	if (e == OK && link(draft, path) != 0)
		e = file_err();
	drop_draft(draft);
	return e == OK ? file_flush_folder(path) : e;
}

enum err file_replace(const char *path, struct str text)
{
	char *draft = with_end(path, ".new");

	unlink(draft); /* what a killed process left */
	enum err e = write_and_close(open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600), text);

	if (e == OK && rename(draft, path) != 0)
		e = ERR_IO;
	drop_draft(draft); /* after a rename there is none */
	return e == OK ? file_flush_folder(path) : e;
}

static enum err copy_bytes(int in, int out)
{
	char chunk[16 * 1024];
	ssize_t n;

	while ((n = read(in, chunk, sizeof chunk)) > 0)
		if (!put(out, (struct str){ chunk, (size_t)n }))
			return file_err();
	return n == 0 && fsync(out) == 0 ? OK : file_err();
}

enum err file_copy(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);

	if (in < 0)
		return file_err();
	int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	enum err e = out < 0 ? file_err() : copy_bytes(in, out);

	if (out >= 0 && close(out) != 0 && e == OK)
		e = file_err();
	close(in);
	return e;
}
