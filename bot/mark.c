/* mark.c - sixteen bytes in a file. */
#include "bot/mark.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bot/base/log.h"
#include "bot/base/mem.h"

struct mark {
	int fd;		/* -1: nothing is marked */
	bool set;
};

static const struct inbox_key none;

bool mark_open(const char *file, struct mark **out, struct inbox_key *left)
{
	struct mark *m = mem_zalloc(sizeof *m);

	*out = m;
	m->fd = file ? open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
	if (file && m->fd < 0)
		log_warn("mark", "problem=%s", strerror(errno));
	*left = none;
	if (m->fd < 0 || pread(m->fd, left->b, sizeof left->b, 0) != (ssize_t)sizeof left->b)
		return false;
	return memcmp(left->b, none.b, sizeof none.b) != 0;
}

void mark_close(struct mark *m)
{
	if (!m)
		return;
	if (m->fd >= 0)
		close(m->fd);
	free(m);
}

static void put(struct mark *m, const struct inbox_key *key)
{
	if (m->fd >= 0 && pwrite(m->fd, key->b, sizeof key->b, 0) != (ssize_t)sizeof key->b)
		log_warn("mark", "problem=%s", strerror(errno));
}

void mark_set(struct mark *m, const struct inbox_key *key)
{
	put(m, key);
	m->set = true;
}

void mark_clear(struct mark *m)
{
	if (m->set)
		put(m, &none);
	m->set = false;
}
