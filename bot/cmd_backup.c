/* cmd_backup.c - a complete copy of the database, also while the gateway runs. */
#include <sys/stat.h>

#include "bot/command.h"
#include "store/backup.h"
#include "store/db.h"

static enum exit_code run(struct invocation *inv)
{
	bool force = command_flag(inv, "--force");
	const char *unknown = command_unknown(inv);
	struct verified v;
	struct str why = NO_STR;
	struct keys keys;
	struct db *db;
	struct stat st;

	if (unknown)
		return command_misused(inv, &cmd_backup, "unknown option %s", unknown);
	if (inv->argc != 2)
		return command_misused(inv, &cmd_backup, "wants one FILE");
	const char *to = command_path(inv, inv->argv[1]);

	if (command_open(inv, &keys, &db) != EXIT_DONE)
		return EXIT_FAILED;
	enum err e = backup_make(db, to, force, inv->arena, &v, &why);

	db_close(db);
	if (e != OK)
		return command_failed(inv, to, STR_FMT "%s", STR_ARG(why),
				      e == ERR_EXISTS ? " (--force replaces it)" : "");
	fprintf(inv->out, "%s: %lld bytes, verified; the key is not in it (%s)\n", to,
		stat(to, &st) == 0 ? (long long)st.st_size : 0, inv->config->key_file);
	return EXIT_DONE;
}

const struct command cmd_backup = {
	.name = "backup",
	.kind = COMMAND_PLAIN,
	.run = run,
	.usage = "backup [--force] FILE",
	.help = "write a complete, verified copy of the database\n\n"
		"The gateway may go on running.\n"
		"  --force  replaces FILE when it exists\n"
		"The copy cannot be read without the key file, which is not part of it: keep one elsewhere.",
};
