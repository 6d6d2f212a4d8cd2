/* main.c - which command, with which configuration, on whose database. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "bot/commands/command.h"
#include "bot/commands/control.h"
#include "bot/picture/darkroom.h"
#include "store/db/db.h"

enum { LOCK_TRIES = 50, LOCK_PAUSE_MS = 100 };

static void print_usage(FILE *to)
{
	fputs("usage: xiaodeng COMMAND [-c FILE] [ARGUMENT...]\n\n", to);
	for (size_t i = 0; commands[i]; i++)
		fprintf(to, "  %-10s  %.*s\n", commands[i]->name, (int)strcspn(commands[i]->help, "\n"),
			commands[i]->help);
	fputs("\n`xiaodeng COMMAND --help` says more. Without -c, config.ini of the current folder is read\n"
	      "when there is one, else the defaults hold.\n",
	      to);
}

static enum exit_code help(const struct command *c)
{
	printf("usage: xiaodeng %s\n\n%s\n\n  -c, --config FILE   the configuration (./config.ini)\n      --help          this\n",
	       c->usage, c->help);
	return EXIT_DONE;
}

static enum exit_code configure(struct invocation *inv, const char *file, struct config **out)
{
	struct buf why;

	if (!file && access("config.ini", F_OK) == 0)
		file = "config.ini";
	buf_init(&why, 1 << 20);
	if (config_load(file, out, &why) != OK) {
		struct str rest = buf_str(&why), line;

		while (str_split(&rest, '\n', &line))
			if (line.n)
				fprintf(inv->err, "xiaodeng: " STR_FMT "\n", STR_ARG(line));
		buf_free(&why);
		return EXIT_FAILED;
	}
	buf_free(&why);
	setenv("TZ", (*out)->timezone, 1);
	tzset();
	log_setup((*out)->log_level, (*out)->log_json);
	inv->config = *out;
	return EXIT_DONE;
}

/* The data folder and the key are made when they are not there: the first
 * command on a new machine may well be `admin add`. */
static enum exit_code prepare(struct invocation *inv, struct keys *keys)
{
	struct buf why;

	buf_init(&why, 4096);
	if (config_make_data(inv->config, &why) != OK) {
		fprintf(inv->err, "xiaodeng: " STR_FMT, STR_ARG(buf_str(&why)));
		buf_free(&why);
		return EXIT_FAILED;
	}
	buf_free(&why);
	if (keys_load(inv->config->key_file, true, keys) != OK)
		return command_failed(inv, inv->config->key_file, "cannot be used as the key");
	return EXIT_DONE;
}

static void pause_ms(long ms)
{
	nanosleep(&(struct timespec){ .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 }, NULL);
}

/* With the lock when it is free, through the gateway when it has it. Another
 * command that has it is waited for. */
static enum exit_code run_writing(struct invocation *inv)
{
	struct keys keys;
	enum exit_code code = prepare(inv, &keys);
	const char *socket = control_path(inv->config);

	if (code != EXIT_DONE)
		return code;
	for (int i = 0; i < LOCK_TRIES; i++) {
		enum err e = db_open(inv->config->db, DB_WRITE, &keys, &inv->db);

		if (e == OK) {
			db_set_ledger(inv->db, inv->config->ledger_file);
			code = command_run(inv);
			db_close(inv->db);
			return code;
		}
		if (e != ERR_BUSY)
			return command_failed(inv, inv->config->db, "cannot be opened: %s", err_name(e));
		if (control_call(socket, inv, &code))
			return code;
		pause_ms(LOCK_PAUSE_MS);
	}
	return command_held(inv, db_lock_holder(inv->config->db));
}

/* Options are taken out of the arguments as they are read: whoever runs again gets them
 * whole. */
static void begin_again(struct invocation *inv, const struct invocation *given)
{
	*inv = *given;
	inv->argv = arena_array(inv->arena, char *, (size_t)given->argc + 1);
	memcpy(inv->argv, given->argv, (size_t)given->argc * sizeof *inv->argv);
}

static enum exit_code run_mixed(struct invocation *inv, const struct command *c)
{
	const struct invocation given = *inv;

	begin_again(inv, &given);
	enum exit_code code = c->run(inv);

	if (code != EXIT_WRITER)
		return code;
	begin_again(inv, &given);
	if ((code = run_writing(inv)) != EXIT_READER)
		return code;
	begin_again(inv, &given);
	inv->passed = true;
	return c->run(inv);
}

static enum exit_code run(struct invocation *inv, const struct command *c, const char *file)
{
	struct config *config = NULL;
	char *cwd = getcwd(NULL, 0);
	struct keys keys;
	enum exit_code code = configure(inv, file, &config);

	inv->cwd = cwd ? cwd : ".";
	if (code != EXIT_DONE)
		goto out;
	if (c->kind == COMMAND_WRITES)
		code = run_writing(inv);
	else if (c == &cmd_run && (code = prepare(inv, &keys)) != EXIT_DONE)
		goto out;
	else
		code = run_mixed(inv, c);
out:
	config_free(config);
	free(cwd);
	return code;
}

int main(int argc, char **argv)
{
	struct invocation inv = {
		.arena = arena_new(), .out = stdout, .err = stderr, .argc = argc - 1, .argv = argv + 1
	};
	const char *file = NULL;
	enum exit_code code;

	darkroom_child(argc, argv);
	signal(SIGPIPE, SIG_IGN);
	umask(077); /* all that is written holds personal data */
	const struct command *c = argc > 1 ? command_find(argv[1]) : NULL;

	if (argc > 1 &&
	    (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0)) {
		print_usage(stdout);
		code = EXIT_DONE;
	} else if (argc > 1 && strcmp(argv[1], "--version") == 0) {
		puts("xiaodeng " XIAODENG_VERSION);
		code = EXIT_DONE;
	} else if (!c) {
		if (argc > 1)
			fprintf(stderr, "xiaodeng: %s: no such command\n", argv[1]);
		print_usage(stderr);
		code = EXIT_USAGE;
	} else if (command_flag(&inv, "--help")) {
		code = help(c);
	} else if (!command_value(&inv, "-c", &file) || !command_value(&inv, "--config", &file)) {
		code = command_misused(&inv, c, "-c wants a file");
	} else {
		code = run(&inv, c, file);
	}
	arena_free(inv.arena);
	if ((fflush(stdout) != 0 || ferror(stdout)) && code == EXIT_DONE) {
		fputs("xiaodeng: output: cannot be written\n", stderr);
		code = EXIT_FAILED;
	}
	return code;
}
