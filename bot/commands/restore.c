/* restore.c - a backup takes the place of the database. */
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "bot/commands/command.h"
#include "store/keep/backup.h"
#include "store/db/db.h"
#include "store/keep/ledger.h"

/* A ledger that lies beside the backup knows more when ours was lost. */
static enum err take_ledger(struct invocation *inv, const char *from, struct str *why)
{
	const char *slash = strrchr(from, '/');
	const char *folder = slash ? arena_cstr(inv->arena, (struct str){ from, (size_t)(slash - from) }) : ".";
	const char *copy = arena_printf(inv->arena, "%s/" BACKUP_LEDGER, folder).p;
	struct stat ours, theirs;
	size_t added = 0;

	if (stat(copy, &theirs) != 0 || (stat(inv->config->ledger_file, &ours) == 0 && ours.st_dev == theirs.st_dev &&
					 ours.st_ino == theirs.st_ino))
		return OK;
	enum err e = ledger_merge(inv->config->ledger_file, copy, inv->arena, &added, why);

	if (e == OK && added)
		fprintf(inv->out, "%zu lines of %s were taken into %s\n", added, copy, inv->config->ledger_file);
	return e;
}

static void say(struct invocation *inv, const struct restored *r)
{
	char at[32];
	time_t t = (time_t)(r->until / MS_SECOND);
	struct tm tm;

	fprintf(inv->out, "%s: restored\n", inv->config->db);
	localtime_r(&t, &tm);
	strftime(at, sizeof at, "%Y-%m-%d %H:%M:%S", &tm);
	if (r->until)
		fprintf(inv->out, "the last message in it came at %s; what came later is lost\n", at);
	if (r->forgotten)
		fprintf(inv->out, "%" PRId64 " people who had themselves deleted since were deleted again\n",
			r->forgotten);
	if (r->kept)
		fprintf(inv->out, "the database that was there is kept as %s; remove it when all is well\n", r->kept);
	if (r->leapt)
		fprintf(inv->out, "its numbers could not be read: all numbers go on %d further\n", RESTORE_LEAP);
}

/* The data folder may have been lost with all else. */
static bool make_data(struct invocation *inv)
{
	struct buf why;

	buf_init(&why, 4096);
	enum err e = config_make_data(inv->config, &why);

	if (e != OK)
		command_failed(inv, "restore", STR_FMT, STR_ARG(str_trim(buf_str(&why))));
	buf_free(&why);
	return e == OK;
}

static enum exit_code run(struct invocation *inv)
{
	const struct config *c = inv->config;
	const char *unknown = command_unknown(inv);
	struct restored done;
	struct str why = NO_STR;
	struct keys keys;

	if (unknown)
		return command_misused(inv, &cmd_restore, "unknown option %s", unknown);
	if (inv->argc != 2)
		return command_misused(inv, &cmd_restore, "wants one FILE");
	const char *from = command_path(inv, inv->argv[1]);

	if (!make_data(inv))
		return EXIT_FAILED;
	if (keys_load(c->key_file, false, &keys) != OK)
		return command_failed(inv, c->key_file, "the key cannot be read; put the one of the backup there");
	struct restore r = { from, c->db, c->ledger_file, &keys, command_now() };

	if (take_ledger(inv, from, &why) != OK || backup_restore(&r, inv->arena, &done, &why) != OK)
		return command_failed(inv, from, STR_FMT "; nothing was changed", STR_ARG(why));
	say(inv, &done);
	return EXIT_DONE;
}

const struct command cmd_restore = {
	.name = "restore",
	.kind = COMMAND_PLAIN,
	.run = run,
	.usage = "restore FILE",
	.help = "put a backup in the place of the database\n\n"
		"Stop the gateway first. The backup is verified before anything changes; the present database is kept beside as\n"
		".before-restore; whoever had himself deleted since is deleted again; numbers of cases and the like go on after those already given out.",
};
