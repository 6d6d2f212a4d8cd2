/* export.c - "export": the rows of a kind as CSV, as import reads them. */
#include <string.h>

#include "bot/commands/lists/export.h"
#include "store/db/db.h"
#include "store/lists/export.h"

/* What whoever imports the file again must know. */
static enum exit_code finish(struct invocation *inv, enum err e, const struct exported *done)
{
	if (e != OK)
		return command_failed(inv, "export", "%s", err_name(e));
	if (done->same_names)
		fprintf(inv->err,
			"xiaodeng: export: %zu name%s borne by more than one person: into another database import with"
			" --same-names\n",
			done->same_names, done->same_names == 1 ? " is" : "s are");
	if (done->left_out)
		return command_failed(inv, "export",
				      "%zu of %zu rows left out: import would refuse them (column %s of the first)",
				      done->left_out, done->rows, done->column);
	return EXIT_DONE;
}

static bool of_cases(const struct invocation *inv)
{
	for (int i = 1; i < inv->argc; i++)
		if (strcmp(inv->argv[i], "cases") == 0)
			return true;
	return false;
}

static enum exit_code run(struct invocation *inv)
{
	if (of_cases(inv))
		return export_cases_command(inv);
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
	if (export_is_bulk(kind) && !inv->passed)
		return inv->db ? export_second(inv, inv->argv[1]) : EXIT_WRITER;
	enum exit_code code = command_open(inv, &keys, &db);

	if (code != EXIT_DONE)
		return code;
	struct arena *scratch = arena_new();
	struct exported done;
	enum err e = export_kind(db, kind, scratch, inv->out, &done);

	arena_free(scratch);
	db_close(db);
	return finish(inv, e, &done);
}

const struct command cmd_export = {
	.name = "export",
	.kind = COMMAND_MIXED,
	.run = run,
	.usage = "export KIND | export cases [--format csv|xlsx|jsonl] [--from DAY] [--to DAY] [--with-phones] [FILE]",
	.help = "write all rows of a kind as CSV to the standard output\n\n"
		"The columns are those that import reads. A row that import would refuse (an id with a space\n"
		"in it, for example) is left out, which is said, and the exit status is 1. A cell that a spreadsheet\n"
		"would calculate (=1+1, +86…) has a ' in front; import takes it off again.\n"
		"What is sealed in the database (phones, names, positions) is open in the export. People, census,\n"
		"members, volunteers, visits, tasks, drivers and rides are kept in the audit when they are written;\n"
		"where two or more hold the city's role it needs one of them to agree first (in chat), and is then\n"
		"written once.\n"
		"\n"
		"Kinds: places departments sites stations branches groups people census admins directory members\n"
		"lessons questions windows routing deadlines volunteers meetings activities classes subscriptions holidays\n"
		"access visits duties tasks drivers rides entries\n"
		"\n"
		"cases: all that people filed, without who it was; phone numbers in what they wrote are masked.\n"
		"  --format F     csv (the default) and jsonl for programs, xlsx for offices\n"
		"  --from, --to   filed on these days, both included\n"
		"  --with-phones  name and phone, too, but of those who asked to stay unnamed; into a FILE only,\n"
		"                 and that it was made is kept in the audit\n",
};
