/* cmd_export.c - "export": the rows of a kind as CSV, as import reads them. */
#include "bot/command.h"
#include "store/db.h"
#include "store/export.h"

static enum exit_code run(struct invocation *inv)
{
	struct keys keys;
	struct db *db;
	const char *unknown = command_unknown(inv);

	if (unknown)
		return command_misused(inv, &cmd_export, "unknown option %s", unknown);
	if (inv->argc != 2)
		return command_misused(inv, &cmd_export, "one kind is needed");
	enum kind_id kind = kind_named(str_c(inv->argv[1]));

	if (!kind)
		return command_misused(inv, &cmd_export, "unknown kind %s", inv->argv[1]);
	enum exit_code code = command_open(inv, &keys, &db);

	if (code != EXIT_DONE)
		return code;
	struct arena *scratch = arena_new();
	enum err e = export_kind(db, kind, scratch, inv->out);

	arena_free(scratch);
	db_close(db);
	return e == OK ? EXIT_DONE : command_failed(inv, "export", "%s", err_name(e));
}

const struct command cmd_export = {
	.name = "export",
	.kind = COMMAND_PLAIN,
	.run = run,
	.usage = "export KIND",
	.help = "write all rows of a kind as CSV to the standard output\n\n"
		"The columns are those that import reads.\n"
		"What is sealed in the database (phones, names, positions) is open in the export.\n"
		"\n"
		"Kinds: places departments sites stations branches groups people admins members lessons\n"
		"questions windows routing deadlines volunteers meetings activities classes subscriptions holidays\n",
};
