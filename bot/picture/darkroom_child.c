/* darkroom_child.c - the process of one picture: reads it, locks itself in,
 * re-encodes it, writes it, ends. */
#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "bot/picture/darkroom.h"
#include "bot/picture/darkroom_internal.h"

enum {
	INPUT_MOST = 24 * 1024 * 1024, /* above what [limits] photo allows */
	MEMORY_MOST = 640 * 1024 * 1024,
	CPU_SECONDS = 10,
	KINDNESS = 10, /* answers go first */
};

static bool limit(int what, rlim_t most)
{
	return setrlimit((__rlimit_resource_t)what, &(struct rlimit){ most, most }) == 0;
}

/* Nothing more can be opened, started or kept: whoever takes over a decoder
 * finds a process that can only read, write and end. */
static bool forbid_calls(void)
{
	static const int allowed[] = { SCMP_SYS(read),	SCMP_SYS(write),       SCMP_SYS(exit),	 SCMP_SYS(exit_group),
				       SCMP_SYS(brk),	SCMP_SYS(munmap),      SCMP_SYS(mremap), SCMP_SYS(madvise),
				       SCMP_SYS(futex), SCMP_SYS(rt_sigreturn) };
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	bool ok = filter != NULL;

	for (size_t i = 0; ok && i < sizeof allowed / sizeof *allowed; i++)
		ok = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
	ok = ok && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
				    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0;
	ok = ok && seccomp_load(filter) == 0;
	if (filter)
		seccomp_release(filter);
	return ok;
}

bool darkroom_lock_in(void)
{
	int fd;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setpriority(PRIO_PROCESS, 0, KINDNESS);
	if ((fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC)) >= 0) { /* rather this than the gateway */
		ssize_t ignored = write(fd, "1000", 4);

		(void)ignored;
		close(fd);
	}
	close_range(3, ~0U, 0);
	if (!limit(RLIMIT_CPU, CPU_SECONDS) || !limit(RLIMIT_CORE, 0) || !limit(RLIMIT_FSIZE, 0))
		return false;
	return DARKROOM_OPEN || (limit(RLIMIT_AS, MEMORY_MOST) && forbid_calls());
}

/* All of the standard input; absent when it is too much. */
static struct str read_all(void)
{
	char *p = malloc(INPUT_MOST);
	size_t n = 0;

	while (p && n < INPUT_MOST) {
		ssize_t got = read(STDIN_FILENO, p + n, INPUT_MOST - n);

		if (got == 0)
			return (struct str){ p, n };
		if (got < 0 && errno != EINTR)
			break;
		n += got > 0 ? (size_t)got : 0;
	}
	free(p);
	return NO_STR;
}

static bool write_all(struct str s)
{
	while (s.n > 0) {
		ssize_t n = write(STDOUT_FILENO, s.p, s.n);

		if (n < 0 && errno != EINTR)
			return false;
		s = str_sub(s, n > 0 ? (size_t)n : 0, s.n);
	}
	return true;
}

static int work(void)
{
	static const int statuses[] = { [PICTURE_OK] = 0,
					[PICTURE_UNREADABLE] = DARKROOM_UNREADABLE,
					[PICTURE_TOO_LARGE] = DARKROOM_TOO_LARGE,
					[PICTURE_NO_MEMORY] = DARKROOM_NO_MEMORY };
	struct str in, jpeg;

	if (!darkroom_lock_in())
		return DARKROOM_UNCONFINED;
	in = read_all();
	if (!in.p)
		return DARKROOM_BROKEN_PIPE;
	enum picture_verdict v = picture_reencode(in, &jpeg);

	if (v == PICTURE_OK && !write_all(jpeg))
		return DARKROOM_BROKEN_PIPE;
	return statuses[v];
}

void darkroom_child(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], DARKROOM_WORD) == 0)
		_exit(work());
}
