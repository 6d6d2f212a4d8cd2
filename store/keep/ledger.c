/* ledger.c - lines of who was forgotten. */
#include "store/keep/ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bot/base/buf.h"
#include "bot/base/file.h"
#include "bot/base/log.h"

enum { LINE_MOST = 160, TAIL = 4096, FILE_MOST = 256 << 20 };

void ledger_hash(const struct keys *keys, unsigned number, struct str id, unsigned char out[KEYED_HASH])
{
	const struct key_set *set = &keys->v[number - 1];

	crypto_generichash(out, KEYED_HASH, (const unsigned char *)id.p, id.n, set->ledger, sizeof set->ledger);
}

/* ----------------------------------------------------------------- writing */

static enum err failed(const char *file)
{
	enum err e = errno == ENOSPC || errno == EDQUOT ? ERR_FULL : ERR_IO;

	log_error("ledger", "file=%s problem=%s", file, strerror(errno));
	return e;
}

/* Where the last whole line ends; a file whose end is no ledger at all is left as it is. */
static int64_t whole_lines(int fd, int64_t size)
{
	char tail[TAIL];
	int64_t from = size > TAIL ? size - TAIL : 0;
	ssize_t n = pread(fd, tail, (size_t)(size - from), from);
	const char *end = n > 0 ? memrchr(tail, '\n', (size_t)n) : NULL;

	if (end)
		return from + (end - tail) + 1;
	return from ? size : 0;
}

static int open_to_write(const char *file, int64_t *size)
{
	bool fresh = access(file, F_OK) != 0;
	int fd = open(file, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) != 0 || (fresh && file_flush_folder(file) != OK)) {
		if (fd >= 0)
			close(fd);
		return -1;
	}
	*size = whole_lines(fd, st.st_size);
	if (*size < st.st_size && ftruncate(fd, *size) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

static void add_line(struct buf *b, const struct ledger_entry *e)
{
	char hash[KEYED_HASH * 2 + 1];

	sodium_bin2hex(hash, sizeof hash, e->hash, sizeof e->hash);
	buf_printf(b, "1 %" PRId64 " %u %s %s %s\n", e->at, e->key, hash, e->who, e->case_kept ? "case" : "nothing");
}

enum err ledger_add(const char *file, const struct ledger_entry *v, size_t n, int64_t *before, int64_t *after)
{
	int fd = open_to_write(file, before);
	struct buf b;
	enum err e = OK;

	if (fd < 0)
		return failed(file);
	buf_init(&b, n * LINE_MOST + 1);
	for (size_t i = 0; i < n; i++)
		add_line(&b, &v[i]);
	if (write(fd, b.data, b.n) != (ssize_t)b.n || fsync(fd) != 0) {
		e = failed(file);
		if (ftruncate(fd, *before) != 0)
			log_error("ledger", "file=%s problem=half a line cannot be taken back", file);
	}
	*after = *before + (int64_t)b.n;
	buf_free(&b);
	close(fd);
	return e;
}

enum err ledger_check(const char *file)
{
	int64_t size;
	int fd = open_to_write(file, &size);

	if (fd < 0)
		return failed(file);
	close(fd);
	return OK;
}

int64_t ledger_size(const char *file)
{
	struct stat st;

	return stat(file, &st) == 0 ? st.st_size : 0;
}

/* ----------------------------------------------------------------- reading */

static bool read_line(struct str line, struct ledger_entry *e)
{
	struct str word[7];
	size_t n = 0, got = 0;
	int64_t key;

	while (n < 7 && str_split(&line, ' ', &word[n]))
		n++;
	*e = (struct ledger_entry){ 0 };
	if (n != 6 || !str_is(word[0], "1") || !str_int(word[1], 0, INT64_MAX, &e->at) ||
	    !str_int(word[2], 1, KEYS_MOST, &key) || word[3].n != 2 * sizeof e->hash || word[4].n > LEDGER_WHO ||
	    sodium_hex2bin(e->hash, sizeof e->hash, word[3].p, word[3].n, NULL, &got, NULL) != 0 ||
	    got != sizeof e->hash)
		return false;
	e->key = (unsigned)key;
	memcpy(e->who, word[4].p, word[4].n);
	e->case_kept = str_is(word[5], "case");
	return e->case_kept || str_is(word[5], "nothing");
}

static struct str whole_file(const char *file, struct arena *a, enum err *err)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	int64_t size = ledger_size(file);
	char *p = NULL;

	*err = fd < 0 ? (errno == ENOENT ? OK : ERR_IO) : size > FILE_MOST ? ERR_INPUT : OK;
	if (fd >= 0 && *err == OK) {
		p = arena_alloc(a, (size_t)size + 1);
		if (read(fd, p, (size_t)size) != size)
			*err = ERR_IO;
	}
	if (fd >= 0)
		close(fd);
	return *err == OK && p ? (struct str){ p, (size_t)size } : NO_STR;
}

enum err ledger_read(const char *file, struct arena *a, struct ledger_entry **out, size_t *n, struct str *why)
{
	enum err e;
	struct str rest = whole_file(file, a, &e), line;
	size_t most = 0;

	*n = 0;
	if (e != OK) {
		*why = arena_printf(a, "the ledger %s cannot be read", file);
		return e;
	}
	for (size_t i = 0; i < rest.n; i++)
		most += rest.p[i] == '\n';
	*out = arena_array(a, struct ledger_entry, most);
	while (*n < most && str_split(&rest, '\n', &line)) {
		if (!read_line(line, &(*out)[*n])) {
			*why = arena_printf(a, "line %zu of the ledger %s is damaged", *n + 1, file);
			return ERR_INPUT;
		}
		++*n;
	}
	return OK;
}

static bool stands_in(const struct ledger_entry *v, size_t n, const struct ledger_entry *e)
{
	for (size_t i = 0; i < n; i++)
		if (v[i].key == e->key && memcmp(v[i].hash, e->hash, sizeof e->hash) == 0 &&
		    strcmp(v[i].who, e->who) == 0)
			return true;
	return false;
}

enum err ledger_merge(const char *file, const char *copy, struct arena *a, size_t *added, struct str *why)
{
	struct ledger_entry *v, *more;
	size_t n, n_more;
	int64_t before, after;
	enum err e = ledger_read(file, a, &v, &n, why);

	*added = 0;
	if (e == OK)
		e = ledger_read(copy, a, &more, &n_more, why);
	if (e != OK)
		return e;
	for (size_t i = 0; i < n_more; i++)
		if (!stands_in(v, n, &more[i]))
			more[(*added)++] = more[i];
	if (*added && (e = ledger_add(file, more, *added, &before, &after)) != OK)
		*why = arena_printf(a, "the ledger %s cannot be written", file);
	return e;
}
