/* backup.c - a complete copy of the database, also while the gateway runs. */
#include <sys/stat.h>

#include "bot/commands/command.h"
#include "store/keep/backup.h"
#include "store/db/db.h"

enum { KEEP_MOST = 1000 };

static enum exit_code made(struct invocation *inv, const char *file)
{
	struct stat st;

	fprintf(inv->out, "%s: %lld bytes, verified; the key is not in it (%s)\n", file,
		stat(file, &st) == 0 ? (long long)st.st_size : 0, inv->config->key_file);
	return EXIT_DONE;
}

static enum exit_code one(struct invocation *inv, struct db *db, const char *to, bool force)
{
	struct verified v;
	struct str why = NO_STR;
	enum err e = backup_make(db, to, force, inv->arena, &v, &why);

	return e == OK ? made(inv, to)
		       : command_failed(inv, to, STR_FMT "%s", STR_ARG(why),
					e == ERR_EXISTS ? " (--force replaces it)" : "");
}

static enum exit_code series(struct invocation *inv, struct db *db, const char *folder, int64_t keep)
{
	struct backup_series s = { folder, inv->config->ledger_file, keep, command_now() };
	struct str why = NO_STR;
	const char *file;

	if (backup_series(db, &s, inv->arena, &file, &why) != OK)
		return command_failed(inv, folder, STR_FMT, STR_ARG(why));
	return made(inv, file);
}

static enum exit_code run(struct invocation *inv)
{
	bool force = command_flag(inv, "--force");
	const char *keep = NULL, *unknown;
	struct keys keys;
	struct db *db;
	int64_t n = 0;

	if (!command_value(inv, "--keep", &keep) || (keep && !str_int(str_c(keep), 1, KEEP_MOST, &n)))
		return command_misused(inv, &cmd_backup, "--keep wants a number from 1 to %d", KEEP_MOST);
	if ((unknown = command_unknown(inv)))
		return command_misused(inv, &cmd_backup, "unknown option %s", unknown);
	if (inv->argc != 2)
		return command_misused(inv, &cmd_backup, "wants one FILE, or --keep N and one FOLDER");
	const char *to = command_path(inv, inv->argv[1]);

	if (command_open(inv, &keys, &db) != EXIT_DONE)
		return EXIT_FAILED;
	enum exit_code code = keep ? series(inv, db, to, n) : one(inv, db, to, force);

	db_close(db);
	return code;
}

const struct command cmd_backup = {
	.name = "backup",
	.kind = COMMAND_PLAIN,
	.run = run,
	.usage = "backup [--force] FILE | backup --keep N FOLDER",
	.help = "write a complete, verified copy of the database\n\n"
		"The gateway may go on running.\n"
		"  --force   replaces FILE when it exists\n"
		"  --keep N  a new file in FOLDER, named by its time, with the ledger of deletions beside it;\n"
		"            of these files the last N stay\n"
		"The copy cannot be read without the key file, which is not part of it: keep one elsewhere.",
};
