/* process.h - the gateway under test as a process: a folder on a disk, start,
 * what /proc says of it, end. */
#ifndef TESTS_BENCH_PROCESS_H
#define TESTS_BENCH_PROCESS_H

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <linux/magic.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

_Noreturn static inline void __attribute__((format(printf, 1, 2))) die(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	fputs("bench: ", stderr);
	vfprintf(stderr, fmt, args);
	fputc('\n', stderr);
	va_end(args);
	exit(1);
}

static inline int64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* ------------------------------------------------------------------ the folder */

static inline int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

static inline void folder_remove(const char *dir)
{
	nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* A new folder below BENCH_DIR (/var/tmp): memory would make the figures a lie. */
static inline void folder_make(char dir[256])
{
	const char *below = getenv("BENCH_DIR");
	struct statfs fs;

	snprintf(dir, 256, "%s/xiaodeng-bench-XXXXXX", below ? below : "/var/tmp");
	if (!mkdtemp(dir))
		die("%s: %s", dir, strerror(errno));
	if (statfs(dir, &fs) == 0 && fs.f_type == TMPFS_MAGIC) {
		rmdir(dir);
		die("%s is in memory; set BENCH_DIR to a folder on a disk", dir);
	}
}

static inline int by_value(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return x < y ? -1 : x > y;
}

/* Median microseconds of appending 4 KiB and waiting for the disk. */
static inline int32_t folder_flush_us(const char *dir)
{
	enum { TIMES = 200 };
	char path[300], page[4096] = { 0 };
	int32_t took[TIMES];

	snprintf(path, sizeof path, "%s/flush", dir);
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	for (int i = 0; i < TIMES; i++) {
		int64_t began = now_us();

		if (fd < 0 || write(fd, page, sizeof page) != (ssize_t)sizeof page || fdatasync(fd) != 0)
			die("%s: %s", path, strerror(errno));
		took[i] = (int32_t)(now_us() - began);
	}
	close(fd);
	unlink(path);
	qsort(took, TIMES, sizeof *took, by_value);
	return took[TIMES / 2];
}

/* ----------------------------------------------------------------- the process */

struct process {
	pid_t pid;
	int port;
};

static inline pid_t process_spawn(const char *const argv[], int out)
{
	pid_t pid = fork();

	if (pid == 0) {
		if (dup2(out, STDOUT_FILENO) >= 0)
			execv(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	if (pid < 0)
		die("fork: %s", strerror(errno));
	return pid;
}

static inline void process_run(const char *const argv[])
{
	int status, null = open("/dev/null", O_WRONLY | O_CLOEXEC);

	if (waitpid(process_spawn(argv, null), &status, 0) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
		die("%s %s failed", argv[0], argv[1]);
	close(null);
}

static inline void process_start(const char *program, const char *config, struct process *p)
{
	const char *argv[] = { program, "run", "-c", config, NULL };
	char line[256];
	int out[2];

	if (pipe2(out, O_CLOEXEC) != 0)
		die("pipe: %s", strerror(errno));
	p->pid = process_spawn(argv, out[1]);
	close(out[1]);
	FILE *f = fdopen(out[0], "r");

	if (!f || !fgets(line, sizeof line, f) || sscanf(line, "listening http://127.0.0.1:%d/", &p->port) != 1)
		die("%s did not start", program);
	fclose(f);
}

static inline void process_stop(struct process *p)
{
	int status;

	kill(p->pid, SIGTERM);
	if (waitpid(p->pid, &status, 0) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
		die("the gateway did not stop cleanly");
}

static inline void process_read(const struct process *p, const char *what, char *text, size_t size)
{
	char path[64];

	snprintf(path, sizeof path, "/proc/%d/%s", (int)p->pid, what);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, text, size - 1);

	if (n < 0)
		die("%s: %s", path, strerror(errno));
	text[n] = '\0';
	close(fd);
}

/* utime + stime, all threads. */
static inline int64_t process_cpu_us(const struct process *p)
{
	char text[1024];
	unsigned long long user = 0, kernel = 0;

	process_read(p, "stat", text, sizeof text);
	const char *after = strrchr(text, ')');

	if (!after || sscanf(after + 1, "%*s%*d%*d%*d%*d%*d%*u%*u%*u%*u%*u%llu%llu", &user, &kernel) != 2)
		die("/proc/PID/stat is not as expected");
	return (int64_t)(user + kernel) * 1000000 / sysconf(_SC_CLK_TCK);
}

static inline long process_field(const struct process *p, const char *file, const char *name)
{
	char text[4096];

	process_read(p, file, text, sizeof text);
	const char *at = strstr(text, name);

	return at ? strtol(at + strlen(name), NULL, 10) : 0;
}

static inline double process_rss_mb(const struct process *p)
{
	return (double)process_field(p, "status", "VmRSS:") / 1024;
}

#endif
