/* mark.c - seventeen bytes in a file: a key, and whether the process crashed. */
#include "bot/engine/mark.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bot/base/log.h"
#include "bot/base/mem.h"

struct mark {
	int fd;	  /* -1: nothing is marked */
	bool set; /* the file holds a key */
};

struct content {
	struct inbox_key key;
	unsigned char crashed;
};

static const struct inbox_key none;

/* --------------------------------------------------------------- a crash */

static const int crashes[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
enum { CRASHES = sizeof crashes / sizeof *crashes, STACK = 16 * 1024 };

/* A signal handler can reach nothing but globals. */
static int watched = -1; /* the file */
static struct sigaction before[CRASHES];
static char stack[STACK]; /* the usual one may be what overflowed */

/* The signal then does what it would have done. */
static void restore(void)
{
	for (size_t i = 0; i < CRASHES; i++)
		sigaction(crashes[i], &before[i], NULL);
}

static void on_crash(int number, siginfo_t *info, void *context)
{
	static const unsigned char yes = 1;

	(void)context;
	if (pwrite(watched, &yes, 1, offsetof(struct content, crashed)) != 1)
		watched = -1; /* nobody can be told any more */
	restore();
	if (info->si_code <= 0) /* sent, not caused by the instruction that is repeated now */
		raise(number);
}

static void watch(int fd)
{
	struct sigaction action = { .sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK };
	stack_t other = { .ss_sp = stack, .ss_size = sizeof stack }, old = { 0 };

	watched = fd;
	if (sigaltstack(NULL, &old) == 0 && (old.ss_flags & SS_DISABLE)) /* a sanitizer has its own */
		sigaltstack(&other, NULL);
	for (size_t i = 0; i < CRASHES; i++)
		sigaction(crashes[i], &action, &before[i]);
}

/* ------------------------------------------------------------- the mark */

static void put(struct mark *m, const struct inbox_key *key)
{
	struct content c = { .key = *key };

	if (m->fd >= 0 && pwrite(m->fd, &c, sizeof c, 0) != (ssize_t)sizeof c)
		log_warn("mark", "problem=%s", strerror(errno));
}

enum mark_left mark_open(const char *file, struct mark **out, struct inbox_key *key)
{
	struct mark *m = mem_zalloc(sizeof *m);
	struct content c = { 0 };

	*out = m;
	m->fd = file ? open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
	if (file && m->fd < 0)
		log_warn("mark", "problem=%s", strerror(errno));
	if (m->fd >= 0)
		watch(m->fd);
	if (m->fd < 0 || pread(m->fd, &c, sizeof c, 0) != (ssize_t)sizeof c) {
		*key = none;
		put(m, &none); /* so that the file has its block, should the disk become full */
		return MARK_NONE;
	}
	*key = c.key;
	m->set = memcmp(&c.key, &none, sizeof none) != 0;
	if (!m->set)
		return MARK_NONE;
	return c.crashed ? MARK_CRASHED : MARK_KILLED;
}

void mark_close(struct mark *m)
{
	if (!m)
		return;
	if (m->fd >= 0) {
		restore();
		watched = -1;
		close(m->fd);
	}
	free(m);
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
