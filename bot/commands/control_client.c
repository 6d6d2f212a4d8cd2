/* control_client.c - the command line's side of the control socket. */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bot/base/json.h"
#include "bot/base/mem.h"
#include "bot/commands/control.h"
#include "bot/commands/control_path.h"

enum {
	ACCEPT_MS = 10000, /* a loop that turns accepts sooner */
	END_MS = 600000	   /* for a command to end */
};

static int reach(const char *path)
{
	struct sockaddr_un address;
	int folder = -1, fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool ok = fd >= 0 && control_address(path, &address, &folder) &&
		  connect(fd, (struct sockaddr *)&address, sizeof address) == 0;

	if (folder >= 0)
		close(folder);
	if (!ok && fd >= 0)
		close(fd);
	return ok ? fd : -1;
}

static bool send_request(int fd, const struct invocation *inv)
{
	cJSON *o = cJSON_CreateObject();
	cJSON *argv = cJSON_AddArrayToObject(o, "argv");

	for (int i = 0; i < inv->argc; i++)
		cJSON_AddItemToArray(argv, cJSON_CreateString(inv->argv[i]));
	json_put(o, "cwd", str_c(inv->cwd));
	struct str text = arena_printf(inv->arena, STR_FMT "\n", STR_ARG(json_print(o, inv->arena)));

	cJSON_Delete(o);
	while (text.n) {
		ssize_t n = send(fd, text.p, text.n, MSG_NOSIGNAL);

		if (n <= 0)
			return false;
		text = str_sub(text, (size_t)n, text.n);
	}
	return true;
}

/* The next line, borrowed until the next call; false at the end, or when
 * nothing came in time. */
static bool next_line(int fd, struct buf *b, size_t *used, int patience_ms, struct str *line)
{
	char chunk[8192];

	for (;;) {
		const char *from = b->n ? b->data + *used : NULL;
		const char *end = from ? memchr(from, '\n', b->n - *used) : NULL;

		if (end) {
			*line = (struct str){ from, (size_t)(end - from) };
			*used += line->n + 1;
			return true;
		}
		struct str left = str_sub(buf_str(b), *used, b->n);
		struct buf rest;

		buf_init(&rest, b->cap);
		buf_add(&rest, left);
		buf_free(b);
		*b = rest;
		*used = 0;
		struct pollfd p = { .fd = fd, .events = POLLIN };

		if (poll(&p, 1, patience_ms) <= 0)
			return false;
		ssize_t n = recv(fd, chunk, sizeof chunk, 0);

		if (n <= 0)
			return false;
		buf_add(b, (struct str){ chunk, (size_t)n });
		if (b->failed)
			return false;
	}
}

static void pass_on(FILE *to, struct str text)
{
	if (text.n)
		fwrite(text.p, 1, text.n, to);
}

/* Reads frames to the end; false when the end did not come. */
static bool follow(int fd, struct invocation *inv, bool *accepted, enum exit_code *code)
{
	struct buf b;
	size_t used = 0;
	struct str line, why;
	bool ended = false;

	buf_init(&b, 1 << 20);
	while (!ended && next_line(fd, &b, &used, *accepted ? END_MS : ACCEPT_MS, &line)) {
		cJSON *o = json_parse(line, inv->arena, &why);
		int64_t exit_code = json_int(o, "exit", -1);

		*accepted = true;
		pass_on(inv->out, json_str(o, "out"));
		pass_on(inv->err, json_str(o, "err"));
		if (exit_code >= EXIT_DONE && exit_code <= EXIT_READER) {
			*code = (enum exit_code)exit_code;
			ended = true;
		}
		cJSON_Delete(o);
	}
	buf_free(&b);
	return ended;
}

bool control_call(const char *path, struct invocation *inv, enum exit_code *code)
{
	bool accepted = false;
	int fd = reach(path);

	if (fd < 0)
		return false;
	if (!send_request(fd, inv) || !follow(fd, inv, &accepted, code)) {
		if (accepted)
			*code = command_failed(inv, inv->argv[0], "the gateway went away: this may be done, or not");
		else
			*code = command_failed(inv, inv->argv[0],
					       "the gateway is there but does not answer at %s; nothing was done",
					       path);
	}
	close(fd);
	return true;
}
