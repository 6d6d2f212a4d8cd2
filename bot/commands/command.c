/* command.c - what all commands share. */
#include "bot/commands/command.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "bot/base/file.h"
#include "bot/base/utf8.h"
#include "bot/commands/control.h"
#include "store/db/db.h"

enum { ID_MOST = 128 };

enum exit_code command_failed(struct invocation *inv, const char *what, const char *fmt, ...)
{
	va_list ap;

	fprintf(inv->err, "xiaodeng: %s: ", what);
	va_start(ap, fmt);
	vfprintf(inv->err, fmt, ap);
	va_end(ap);
	fputc('\n', inv->err);
	return EXIT_FAILED;
}

enum exit_code command_misused(struct invocation *inv, const struct command *c, const char *fmt, ...)
{
	va_list ap;

	fprintf(inv->err, "xiaodeng: %s: ", c->name);
	va_start(ap, fmt);
	vfprintf(inv->err, fmt, ap);
	va_end(ap);
	fprintf(inv->err, "\nusage: xiaodeng %s\n", c->usage);
	return EXIT_USAGE;
}

static void take_out(struct invocation *inv, int at, int n)
{
	for (int i = at; i + n <= inv->argc; i++) /* with the NULL at the end */
		inv->argv[i] = inv->argv[i + n];
	inv->argc -= n;
}

/* Where the options end: at "--", or at the end. */
static int options_end(const struct invocation *inv)
{
	for (int i = 1; i < inv->argc; i++)
		if (strcmp(inv->argv[i], "--") == 0)
			return i;
	return inv->argc;
}

bool command_flag(struct invocation *inv, const char *name)
{
	for (int i = 1; i < options_end(inv); i++) {
		if (strcmp(inv->argv[i], name) == 0) {
			take_out(inv, i, 1);
			return true;
		}
	}
	return false;
}

bool command_value(struct invocation *inv, const char *name, const char **value)
{
	size_t n = strlen(name);

	for (int i = 1; i < options_end(inv); i++) {
		const char *arg = inv->argv[i];

		if (strncmp(arg, name, n) != 0)
			continue;
		if (arg[n] == '=') {
			*value = arg + n + 1;
			take_out(inv, i, 1);
			return true;
		}
		if (arg[n] == '\0') {
			if (i + 1 >= inv->argc)
				return false;
			*value = inv->argv[i + 1];
			take_out(inv, i, 2);
			return true;
		}
	}
	return true;
}

const char *command_unknown(struct invocation *inv)
{
	int end = options_end(inv);

	for (int i = 1; i < end; i++)
		if (inv->argv[i][0] == '-' && inv->argv[i][1])
			return inv->argv[i];
	if (end < inv->argc)
		take_out(inv, end, 1);
	return NULL;
}

ms_t command_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (ms_t)t.tv_sec * MS_SECOND + t.tv_nsec / 1000000;
}

const char *command_path(struct invocation *inv, const char *path)
{
	if (path[0] == '/' || !inv->cwd || strcmp(inv->cwd, ".") == 0)
		return path;
	return arena_printf(inv->arena, "%s/%s", inv->cwd, path).p;
}

static bool id_is_fine(struct str s)
{
	if (!s.n || s.n > ID_MOST || !utf8_valid(s))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7f)
			return false;
	return true;
}

bool command_target(struct invocation *inv, const char *text, struct target *out)
{
	struct str rest = str_c(text);

	if (!str_split(&rest, ':', &out->channel) || !id_is_fine(rest)) {
		command_failed(inv, inv->argv[0], "'%s' is not CHANNEL:ID", text);
		return false;
	}
	out->native = rest;
	for (size_t i = 0; i < inv->config->n_channels; i++)
		if (str_is(out->channel, inv->config->channels[i].name))
			return true;
	command_failed(inv, inv->argv[0], "the configuration has no channel '" STR_FMT "'", STR_ARG(out->channel));
	return false;
}

enum exit_code command_write(struct invocation *inv, const char *what, const char *path, struct str text)
{
	if (!path || strcmp(path, "-") == 0) {
		bool written = fwrite(text.p, 1, text.n, inv->out) == text.n && fflush(inv->out) == 0;

		return written ? EXIT_DONE : command_failed(inv, what, "%s", strerror(errno));
	}
	if (file_replace(command_path(inv, path), text) != OK)
		return command_failed(inv, path, "%s", strerror(errno));
	return EXIT_DONE;
}

enum exit_code command_held(struct invocation *inv, int holder)
{
	const char *file = inv->config->db;

	if (access(file, F_OK) != 0)
		return command_failed(inv, file, "process %d is making it: wait until it is done, then try again",
				      holder);
	return command_failed(
		inv, file, "process %d holds it, and no gateway answers at %s: wait until it is done, then try again",
		holder, control_path(inv->config));
}

enum exit_code command_open(struct invocation *inv, struct keys *keys, struct db **out)
{
	const char *file = inv->config->db;
	int holder;

	*out = NULL;
	if (access(file, F_OK) != 0 && errno == ENOENT)
		return (holder = db_lock_holder(file)) != 0
			       ? command_held(inv, holder)
			       : command_failed(inv, file, "there is no database yet; `xiaodeng run` makes one");
	if (keys_load(inv->config->key_file, false, keys) != OK)
		return command_failed(inv, inv->config->key_file,
				      "the key cannot be read; without it there is no database");
	enum err e = db_open(file, DB_READ, keys, out);

	if (e == OK)
		return EXIT_DONE;
	if (e == ERR_KEY)
		return command_failed(inv, file, "was made with another key than %s", inv->config->key_file);
	return command_failed(inv, file, "cannot be opened: %s", err_name(e));
}

const struct command *command_find(const char *name)
{
	for (size_t i = 0; commands[i]; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

enum exit_code command_run(struct invocation *inv)
{
	const struct command *c = inv->argc > 0 ? command_find(inv->argv[0]) : NULL;

	if (!c || c->kind == COMMAND_PLAIN)
		return command_failed(inv, inv->argc > 0 ? inv->argv[0] : "command", "is not done by the gateway");
	return c->run(inv);
}
