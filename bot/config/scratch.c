/* scratch.c - scratch folders and the configuration that goes with them. */
#include "bot/config/scratch.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool scratch_dir(char *out, size_t n)
{
	struct stat st;
	const char *where = stat("/dev/shm", &st) == 0 && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";

	if (getenv("TMPDIR"))
		where = getenv("TMPDIR");
	if ((size_t)snprintf(out, n, "%s/xiaodeng-XXXXXX", where) >= n)
		return false;
	return mkdtemp(out) != NULL;
}

void scratch_remove(const char *dir)
{
	DIR *d = opendir(dir);
	char path[512];

	for (struct dirent *e; d && (e = readdir(d));) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		if ((size_t)snprintf(path, sizeof path, "%s/%s", dir, e->d_name) < sizeof path)
			unlink(path);
	}
	if (d)
		closedir(d);
	rmdir(dir);
}

struct config *scratch_config(const struct config *base)
{
	struct arena *a = arena_new();
	struct config *c = arena_one(a, struct config);

	*c = *base;
	c->arena = a;
	c->channels = arena_one(a, struct config_channel);
	c->channels[0] = (struct config_channel){ .name = "bridge", .kind = "story" };
	c->n_channels = 1;
	return c;
}
