/* control_path.h - the address of a Unix socket however long its path is. For
 * control*.c only. */
#ifndef BOT_COMMANDS_CONTROL_PATH_H
#define BOT_COMMANDS_CONTROL_PATH_H

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/un.h>

/* An address takes 107 bytes. A longer path goes through an open folder, which
 * *folder holds until the caller has used the address (-1: none). False: there
 * is no such folder, or the name itself is too long. */
static inline bool control_address(const char *path, struct sockaddr_un *out, int *folder)
{
	const char *slash = strrchr(path, '/');
	char dir[4096];
	int n;

	*out = (struct sockaddr_un){ .sun_family = AF_UNIX };
	*folder = -1;
	if (strlen(path) < sizeof out->sun_path) {
		memcpy(out->sun_path, path, strlen(path) + 1);
		return true;
	}
	if (!slash || (size_t)(slash - path) >= sizeof dir)
		return false;
	memcpy(dir, path, (size_t)(slash - path));
	dir[slash - path] = '\0';
	*folder = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (*folder < 0)
		return false;
	n = snprintf(out->sun_path, sizeof out->sun_path, "/proc/self/fd/%d%s", *folder, slash);
	return n > 0 && (size_t)n < sizeof out->sun_path;
}

#endif
