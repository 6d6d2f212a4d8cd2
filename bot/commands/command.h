/* command.h - the commands of the program: one file each (bot/cmd_*.c), one
 * row in the table of bot/commands/commands.c. */
#ifndef BOT_COMMANDS_COMMAND_H
#define BOT_COMMANDS_COMMAND_H

#include <stdbool.h>
#include <stdio.h>

#include "bot/base/arena.h"
#include "bot/base/err.h"
#include "bot/base/time.h"
#include "bot/config/config.h"

struct db;

enum exit_code {
	EXIT_DONE = 0,
	EXIT_FAILED = 1,
	EXIT_USAGE = 2,
	EXIT_WRITER = 3, /* of COMMAND_MIXED only, never of the process: run it again with the writer */
	EXIT_READER = 4, /* the same: the writer has let it pass, run it again without */
};

/* Where a command runs. A command that writes runs in the gateway's process
 * when one is up (through the control socket), else in its own: it must use
 * `out` and `err`, not stdio, and never exit. */
struct invocation {
	const struct config *config;
	struct arena *arena; /* freed after the command */
	FILE *out, *err;
	struct db *db; /* the writer; only for COMMAND_WRITES. No transaction is open */
	bool passed;   /* the writer said EXIT_READER */
	int argc;      /* argv[0] is the command's name */
	char **argv;
	const char *cwd; /* of the caller: paths in argv are relative to it */
};

enum command_kind {
	COMMAND_PLAIN,	/* needs no database, or opens what it needs itself */
	COMMAND_WRITES, /* gets the writer: with the lock, or in the gateway */
	COMMAND_MIXED,	/* first as PLAIN, db NULL; when it says EXIT_WRITER, again as WRITES; when that says
			   EXIT_READER, once more as PLAIN */
};

struct command {
	const char *name;
	enum command_kind kind;
	enum exit_code (*run)(struct invocation *);
	const char *usage; /* "import KIND FILE | import DIR" */
	const char *help;  /* lines; printed by --help */
};

/* Says "xiaodeng: what: why" on inv->err and returns EXIT_FAILED. */
enum exit_code command_failed(struct invocation *, const char *what, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* Says how the command is used and returns EXIT_USAGE. */
enum exit_code command_misused(struct invocation *, const struct command *, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Options, wherever they stand among the arguments: found, they are taken out
 * of argv. "--name" alone; and "--name VALUE" or "--name=VALUE" (*value stays as
 * it is when absent; false: it has no value). After "--" nothing is an option. */
bool command_flag(struct invocation *, const char *name);
MUST_CHECK bool command_value(struct invocation *, const char *name, const char **value);
/* What still looks like an option, or NULL; a lone "-" does not. A "--" is taken out. */
const char *command_unknown(struct invocation *);

ms_t command_now(void); /* the wall clock */

/* A path of the caller, complete. */
const char *command_path(struct invocation *, const char *path);

/* CHANNEL:ID of a channel of the configuration (a typing error must not make, or
 * mean, somebody whom nobody can be); says what is wrong with it. Parts of `text`. */
struct target {
	struct str channel, native;
};
MUST_CHECK bool command_target(struct invocation *, const char *text, struct target *out);

/* Puts `text` in the place of the file `path` of the caller; NULL or "-": on the
 * standard output. Says on err why not. */
enum exit_code command_write(struct invocation *, const char *what, const char *path, struct str text);

/* Says who holds the database, which somebody else does, and what to do. */
enum exit_code command_held(struct invocation *, int holder);

/* The keys and the database of the configuration, read only; says why not. */
struct keys;
enum exit_code command_open(struct invocation *, struct keys *, struct db **out);

/* Runs argv[0], a command that writes, on inv->db. For whoever holds the lock:
 * main, and the gateway's control socket. */
enum exit_code command_run(struct invocation *);
const struct command *command_find(const char *name); /* NULL: no such */

#define XIAODENG_VERSION "0.1.0"

extern const struct command *const commands[]; /* ends in NULL */
extern const struct command cmd_run, cmd_chat, cmd_match, cmd_check, cmd_stories, cmd_replay, cmd_import, cmd_export,
	cmd_admin, cmd_broadcast, cmd_forget, cmd_retention, cmd_unmatched, cmd_poster, cmd_calendar, cmd_sheet,
	cmd_link, cmd_report, cmd_backup, cmd_restore, cmd_verify, cmd_rotate_key, cmd_version;

#endif
