/* backup_series.c - the last so many backups of a folder. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "bot/base/file.h"
#include "bot/base/log.h"
#include "store/keep/backup.h"
#include "store/db/db.h"
#include "store/keep/ledger.h"

/* "xiaodeng-20251206-032000.db": sorted by name they are sorted by time. */
#define PREFIX "xiaodeng-"
enum { SERIES_MOST = 4096, STAMP = 15 };

static bool begins_as_ours(const char *name)
{
	size_t n = sizeof PREFIX - 1;

	if (strncmp(name, PREFIX, n) != 0 || strlen(name) < n + STAMP || strncmp(name + n + STAMP, ".db", 3) != 0)
		return false;
	for (size_t i = 0; i < STAMP; i++)
		if (i == 8 ? name[n + i] != '-' : name[n + i] < '0' || name[n + i] > '9')
			return false;
	return true;
}

static bool is_ours(const char *name)
{
	return begins_as_ours(name) && strlen(name) == sizeof PREFIX - 1 + STAMP + 3;
}

/* What a backup that was killed left behind, a day ago or more. */
static bool is_dropped(const char *name, const char *path, ms_t now)
{
	size_t n = strlen(name);
	struct stat st;

	return begins_as_ours(name) && n > 5 && strcmp(name + n - 5, ".part") == 0 && stat(path, &st) == 0 &&
	       (ms_t)st.st_mtime * MS_SECOND < now - MS_DAY;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Oldest first; returns how many. Drafts that nobody finishes any more go. */
static size_t list(const struct backup_series *s, struct arena *a, const char **v)
{
	DIR *d = opendir(s->folder);
	size_t n = 0;

	for (struct dirent *e; d && n < SERIES_MOST && (e = readdir(d));) {
		const char *path = arena_printf(a, "%s/%s", s->folder, e->d_name).p;

		if (is_ours(e->d_name))
			v[n++] = path;
		else if (is_dropped(e->d_name, path, s->now))
			unlink(path);
	}
	if (d)
		closedir(d);
	qsort(v, n, sizeof *v, by_name);
	return n;
}

static void drop_oldest(const struct backup_series *s, struct arena *a)
{
	const char **v = arena_array(a, const char *, SERIES_MOST);
	size_t n = list(s, a, v);

	for (size_t i = 0; (int64_t)(n - i) > s->keep; i++)
		if (unlink(v[i]) != 0)
			log_warn("backup", "file=%s problem=cannot be removed: %s", v[i], strerror(errno));
}

/* Lines are only ever added, so the copy is made to hold what it held and all there is. */
static enum err copy_ledger(const struct backup_series *s, struct arena *a, struct str *why)
{
	const char *copy = arena_printf(a, "%s/" BACKUP_LEDGER, s->folder).p;
	size_t added;

	if (ledger_size(s->ledger) == 0)
		return OK;
	return ledger_merge(copy, s->ledger, a, &added, why);
}

enum err backup_series(struct db *db, const struct backup_series *s, struct arena *a, const char **made,
		       struct str *why)
{
	time_t t = (time_t)(s->now / MS_SECOND);
	char stamp[STAMP + 1];
	struct verified v;
	struct tm tm;

	localtime_r(&t, &tm);
	strftime(stamp, sizeof stamp, "%Y%m%d-%H%M%S", &tm);
	*made = arena_printf(a, "%s/" PREFIX "%s.db", s->folder, stamp).p;
	/* the ledger last: it then knows of every deletion that the backup does not */
	enum err e = backup_make(db, *made, false, a, &v, why);

	if (e == OK)
		e = copy_ledger(s, a, why);
	if (e == OK)
		drop_oldest(s, a);
	return e;
}
