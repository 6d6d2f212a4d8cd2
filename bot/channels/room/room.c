/* room.c - the chat page as a channel: its one setting is who may enter. */
#include "bot/channels/room/room.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bot/base/log.h"
#include "bot/base/mem.h"
#include "bot/config/config.h"

static const struct channel_option room_options[] = {
	{ "password_file", NULL,
	  "file with the password of the page, or an argon2id hash of it; without\n"
	  "one the page answers on loopback only." },
	{ NULL, NULL, NULL },
};

/* Reads the first line into `line`; absent when it cannot. */
static struct str read_password(const char *file, char *line, size_t size)
{
	struct stat st;
	int fd = open(file, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return NO_STR;
	if (fstat(fd, &st) == 0 && (st.st_mode & 077))
		log_warn("room", "file=%s problem=others than its owner may read it", file);
	ssize_t n = read(fd, line, size);

	close(fd);
	if (n < 0)
		return NO_STR;
	struct str rest = { line, (size_t)n }, first = STR("");

	str_split(&rest, '\n', &first);
	return str_trim(first);
}

static enum err load_password(struct room_access *access, const char *file, struct str *why)
{
	char line[ROOM_PASSWORD_MOST + 2];
	struct str password = read_password(file, line, sizeof line);
	enum err e = ERR_INPUT;

	if (!password.p) {
		log_error("room", "file=%s problem=%s", file, strerror(errno));
		*why = STR("the password file cannot be read");
		e = ERR_IO;
	} else if (password.n < ROOM_PASSWORD_LEAST || password.n > ROOM_PASSWORD_MOST) {
		*why = STR("the password must have 8 to 256 bytes");
	} else {
		access->password = mem_zalloc(password.n + 1);
		memcpy(access->password, password.p, password.n);
		access->hashed = str_starts(password, STR("$argon2"));
		e = OK;
	}
	sodium_memzero(line, sizeof line);
	return e;
}

static enum err room_configure(struct channel *ch, const struct config *config, const struct config_channel *settings,
			       struct str *why)
{
	const char *file = config_setting(settings, "password_file", NULL);
	struct room_access *access = mem_zalloc(sizeof *access);
	enum err e = OK;

	if (file && *file)
		e = load_password(access, config_path(config, file), why);
	if (e != OK) {
		free(access);
		return e;
	}
	ch->state = access;
	ch->ready = true;
	return OK;
}

static void room_release(struct channel *ch)
{
	struct room_access *access = ch->state;

	if (!access)
		return;
	if (access->password)
		sodium_memzero(access->password, strlen(access->password));
	free(access->password);
	free(access);
	ch->state = NULL;
}

bool room_password_is(const struct room_access *access, struct str typed)
{
	unsigned char a[32], b[32]; /* hashes: what is compared has one length */

	if (!access->password)
		return false;
	if (access->hashed)
		return crypto_pwhash_str_verify(access->password, typed.p ? typed.p : "", typed.n) == 0;
	crypto_generichash(a, sizeof a, (const unsigned char *)access->password, strlen(access->password), NULL, 0);
	crypto_generichash(b, sizeof b, (const unsigned char *)typed.p, typed.n, NULL, 0);
	return sodium_memcmp(a, b, sizeof a) == 0;
}

const struct channel_ops room_channel = {
	.kind = "room",
	.options = room_options,
	.configure = room_configure,
	.release = room_release,
};
