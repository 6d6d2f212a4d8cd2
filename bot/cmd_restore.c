/* cmd_restore.c - a backup takes the place of the database. */
#include <inttypes.h>

#include "bot/command.h"
#include "store/backup.h"
#include "store/db.h"

static enum exit_code run(struct invocation *inv)
{
	const char *unknown = command_unknown(inv);
	struct restored done;
	struct str why = NO_STR;
	struct keys keys;
	struct buf folder;

	if (unknown)
		return command_misused(inv, &cmd_restore, "unknown option %s", unknown);
	if (inv->argc != 2)
		return command_misused(inv, &cmd_restore, "wants one FILE");
	const char *from = command_path(inv, inv->argv[1]);

	buf_init(&folder, 4096);
	if (config_make_data(inv->config, &folder) != OK) {
		command_failed(inv, "restore", STR_FMT, STR_ARG(str_trim(buf_str(&folder))));
		buf_free(&folder);
		return EXIT_FAILED;
	}
	buf_free(&folder);
	if (keys_load(inv->config->key_file, false, &keys) != OK)
		return command_failed(inv, inv->config->key_file,
				      "the key cannot be read; put the one of the backup there");
	struct restore r = { from, inv->config->db, inv->config->ledger_file, &keys, command_now() };

	if (backup_restore(&r, inv->arena, &done, &why) != OK)
		return command_failed(inv, from, STR_FMT "; nothing was changed", STR_ARG(why));
	fprintf(inv->out, "%s: restored\n", inv->config->db);
	if (done.forgotten)
		fprintf(inv->out, "%" PRId64 " people who had themselves deleted since were deleted again\n",
			done.forgotten);
	if (done.kept)
		fprintf(inv->out, "the database that was there is kept as %s\n", done.kept);
	if (done.leapt)
		fprintf(inv->out, "its numbers could not be read: all numbers go on %d further\n", RESTORE_LEAP);
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
