/* import.c - "import": CSV files into the database, all or none. */
#include <unistd.h>

#include "bot/commands/lists/import.h"
#include "bot/engine/core.h"
#include "store/db/db.h"
#include "store/lists/import.h"

enum { PROGRESS_FROM = 5000, PROGRESS_WIDTH = 40 }; /* rows; characters of the bar */

struct bar {
	FILE *out;
	bool shown;
	size_t percent;
};

static void draw(void *ctx, size_t done, size_t total)
{
	struct bar *bar = ctx;
	size_t percent = done * 100 / total, full = percent * PROGRESS_WIDTH / 100;

	if (total < 2 * PROGRESS_FROM || (bar->shown && percent == bar->percent))
		return;
	bar->shown = true;
	bar->percent = percent;
	fprintf(bar->out, "\r[");
	for (size_t i = 0; i < PROGRESS_WIDTH; i++)
		putc(i < full ? '#' : ' ', bar->out);
	fprintf(bar->out, "] %3zu %%", percent);
	fflush(bar->out);
}

static void wipe(struct bar *bar)
{
	if (bar->shown)
		fprintf(bar->out, "\r%*s\r", PROGRESS_WIDTH + 10, "");
}

static enum exit_code finish(struct invocation *inv, enum err e, bool dry_run, const struct import_report *report)
{
	if (e == OK) {
		import_print_counts(report, inv->out);
		if (dry_run)
			fprintf(inv->out, "dry run: nothing was stored\n");
		return EXIT_DONE;
	}
	if (e != ERR_INPUT)
		return command_failed(inv, "import", "%s; nothing was stored", err_name(e));
	import_print_problems(report, "xiaodeng: ", inv->err);
	return command_failed(inv, "import", "%zu problem%s; nothing was stored", report->n_problems,
			      report->n_problems == 1 ? "" : "s");
}

static enum exit_code import_one(struct invocation *inv, const struct import_options *options,
				 struct import_report *report, enum err *e)
{
	struct import_source one = { .kind = kind_named(str_c(inv->argv[1])),
				     .path = command_path(inv, inv->argv[2]),
				     .name = inv->argv[2] };

	if (!one.kind)
		return command_misused(inv, &cmd_import, "unknown kind %s", inv->argv[1]);
	*e = import_files(inv->db, &one, 1, options, inv->arena, report);
	return EXIT_DONE;
}

static enum exit_code import_all(struct invocation *inv, const struct import_options *options,
				 struct import_report *report, enum err *e)
{
	const char *dir = command_path(inv, inv->argv[1]);

	if (kind_named(str_c(inv->argv[1])) && access(dir, F_OK) != 0)
		return command_misused(inv, &cmd_import, "the file of the kind %s is missing", inv->argv[1]);
	*e = import_dir(inv->db, dir, inv->argv[1], options, inv->arena, report);
	return EXIT_DONE;
}

static enum exit_code run(struct invocation *inv)
{
	struct import_options options = { .now = wall_clock(),
					  .dry_run = command_flag(inv, "--dry-run"),
					  .same_names = command_flag(inv, "--same-names") };
	bool columns = command_flag(inv, "--columns");
	struct bar bar = { .out = inv->err };
	struct import_report report;
	const char *unknown = command_unknown(inv);
	enum exit_code code;
	enum err e = OK;

	if (unknown)
		return command_misused(inv, &cmd_import, "unknown option %s", unknown);
	if (columns)
		return import_columns(inv);
	if (inv->argc != 2 && inv->argc != 3)
		return command_misused(inv, &cmd_import, "a folder, or a kind and a file, is needed");
	if (!inv->db)
		return EXIT_WRITER;
	if (isatty(fileno(inv->err))) {
		options.progress = draw;
		options.ctx = &bar;
	}
	code = (inv->argc == 3 ? import_one : import_all)(inv, &options, &report, &e);
	wipe(&bar);
	return code == EXIT_DONE ? finish(inv, e, options.dry_run, &report) : code;
}

const struct command cmd_import = {
	.name = "import",
	.kind = COMMAND_MIXED,
	.run = run,
	.usage = "import [--dry-run] [--same-names] KIND FILE | import … DIR | import --columns [KIND]",
	.help = "read CSV files into the database\n\n"
		"A header row, then FILE's rows of KIND, or those of every KIND.csv of DIR. UTF-8; GBK and\n"
		"UTF-16 (Excel's \"Unicode text\") are recognised too. All rows of all files are stored, or none: every bad row is named with\n"
		"file, line, column and reason. A row whose key is stored already updates it: a filled\n"
		"cell overwrites, an empty one leaves what is there. A ' before = + - @ is not part of the cell: export\n"
		"writes it there, so that no spreadsheet calculates what somebody calls himself.\n"
		"\n"
		"  --columns     only print what may stand in the columns of KIND, or of all kinds\n"
		"  --dry-run     check everything, store nothing\n"
		"  --same-names  people of one name are several people (else a name may stand once in people)\n"
		"\n"
		"census is for lists of people who have no id on any platform: name, and phone or site; also\n"
		"trade platform street. Whoever writes to the bot later and has the same name and phone\n"
		"takes the entry over; who may be the same is proposed to staff.\n"
		"directory says who is responsible where: id, what (grid instructor lead), scope (a street, site or grid).\n"
		"entries is what was done without a phone (补录): figure (its key or name in the report), number, day,\n"
		"street, source (paper signatures photo phone names other), evidence. A row that is stored already is\n"
		"not added again, and what was imported is not taken back in chat.\n"
		"visits duties tasks drivers rides: what a list brings goes on in chat, as if it had been said there.\n"
		"A task or ride is new, still to be done, and once stored is changed in chat only.\n"
		"\n"
		"Kinds: places departments sites stations branches groups people census admins directory members\n"
		"lessons questions windows routing deadlines volunteers meetings activities classes subscriptions holidays\n"
		"access visits duties tasks drivers rides entries\n",
};
