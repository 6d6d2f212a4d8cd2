/* broadcast.c - what was sent to many, how far it is, and stopping it. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "bot/commands/command.h"
#include "store/broadcast/broadcast.h"
#include "store/db/db.h"
#include "store/db/number.h"
#include "store/db/seal.h"

enum { LISTED = 100, BAR = 40, LOOK_MS = 500 };

static void print_figures(struct invocation *inv, struct db *db, const struct broadcast *b)
{
	struct broadcast_figures f = broadcast_figures(db, b->number);

	fprintf(inv->out,
		"B-%" PRId64 " " STR_FMT " " STR_FMT ": copies %" PRId64 ", sent %" PRId64 ", waiting %" PRId64
		", failed %" PRId64 ", uncertain %" PRId64 ", opted out %" PRId64 ", not reached %" PRId64
		", missed %" PRId64 ", read %" PRId64 "\n",
		b->number, STR_ARG(b->kind), STR_ARG(b->state), f.copies, f.sent, f.queued, f.failed, f.uncertain,
		f.opted_out, f.unreached, f.missed, f.read);
}

static enum exit_code list(struct invocation *inv, struct db *db)
{
	struct broadcast *v = arena_array(inv->arena, struct broadcast, LISTED);
	size_t n = broadcast_list(db, v, LISTED, inv->arena);

	for (size_t i = 0; i < n; i++)
		print_figures(inv, db, &v[i]);
	if (!n)
		fprintf(inv->out, "no broadcast yet\n");
	return EXIT_DONE;
}

static bool under_way(struct str state)
{
	return str_is(state, "scheduled") || str_is(state, "sending");
}

/* On a terminal: a bar that moves until all is out. */
static void watch(struct invocation *inv, struct db *db, int64_t number)
{
	struct timespec pause = { 0, LOOK_MS * 1000000L };
	struct broadcast b = broadcast_load(db, number, inv->arena);

	while (str_is(b.state, "sending")) {
		struct broadcast_figures f = broadcast_figures(db, number);
		int64_t done = f.copies - f.queued;
		int filled = f.copies ? (int)(done * BAR / f.copies) : 0;

		fprintf(inv->out, "\r[%.*s%*s] %" PRId64 "/%" PRId64, filled,
			"########################################", BAR - filled, "", done, f.copies);
		fflush(inv->out);
		nanosleep(&pause, NULL);
		b = broadcast_load(db, number, inv->arena);
	}
	fprintf(inv->out, "\n");
}

static enum exit_code show(struct invocation *inv, struct db *db, int64_t number)
{
	struct broadcast b = broadcast_load(db, number, inv->arena);

	if (!b.number)
		return command_failed(inv, inv->argv[2], "there is no such broadcast");
	if (under_way(b.state) && isatty(fileno(inv->out)))
		watch(inv, db, number);
	b = broadcast_load(db, number, inv->arena);
	print_figures(inv, db, &b);
	return EXIT_DONE;
}

static enum exit_code stop(struct invocation *inv, int64_t number)
{
	struct broadcast b = broadcast_load(inv->db, number, inv->arena);
	int64_t left = 0;

	if (!b.number)
		return command_failed(inv, inv->argv[2], "there is no such broadcast");
	if (db_begin(inv->db) != OK)
		return command_failed(inv, inv->argv[2], "the database cannot be written");
	bool stopped = broadcast_stop(inv->db, number, "operator", command_now(), &left);

	if (db_commit(inv->db) != OK)
		return command_failed(inv, inv->argv[2], "the database cannot be written");
	if (!stopped)
		return command_failed(inv, inv->argv[2], "nothing of it is left to stop: %" PRId64 " copies are out",
				      left);
	fprintf(inv->out, "B-%" PRId64 " stopped; %" PRId64 " copies had left\n", number, left);
	return EXIT_DONE;
}

/* Beside a gateway that runs, on a connection of its own. */
static enum exit_code reading(struct invocation *inv, int64_t number)
{
	struct keys keys;
	struct db *db;

	if (command_open(inv, &keys, &db) != EXIT_DONE)
		return EXIT_FAILED;
	enum exit_code code = number ? show(inv, db, number) : list(inv, db);

	db_close(db);
	return code;
}

static enum exit_code run(struct invocation *inv)
{
	int64_t number = inv->argc > 2 ? number_parse(str_c(inv->argv[2]), 'B') : 0;
	const char *what = inv->argc > 1 ? inv->argv[1] : "";

	if (strcmp(what, "list") == 0 && inv->argc == 2)
		return reading(inv, 0);
	if (inv->argc != 3 || (strcmp(what, "show") != 0 && strcmp(what, "stop") != 0))
		return command_misused(inv, &cmd_broadcast, "list, show B-N or stop B-N");
	if (!number)
		return command_misused(inv, &cmd_broadcast, "%s: a broadcast is B-N", inv->argv[2]);
	if (strcmp(what, "show") == 0)
		return reading(inv, number);
	return inv->db ? stop(inv, number) : EXIT_WRITER;
}

const struct command cmd_broadcast = {
	.name = "broadcast",
	.kind = COMMAND_MIXED,
	.run = run,
	.usage = "broadcast list | show B-N | stop B-N",
	.help = "what was sent to many people, and what became of it\n\n"
		"  list       all broadcasts and briefings, newest first\n"
		"  show B-N   one of them; on a terminal with a bar while it is being sent\n"
		"  stop B-N   nothing more of it leaves",
};
