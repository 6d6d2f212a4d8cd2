/* cmd_report.c - "report": every figure of a period. */
#include <string.h>

#include "bot/base/json.h"
#include "bot/command.h"
#include "bot/report/render.h"
#include "store/db.h"
#include "store/report.h"

struct wanted {
	const char *from, *to, *format;
};

/* The last whole month, when no days are named. */
static void last_month(struct db *db, struct arena *a, struct wanted *w)
{
	struct str from, to;

	figure_month_at(db, command_now(), -1, a, &from, &to);
	if (!w->from)
		w->from = from.p;
	if (!w->to)
		w->to = to.p;
}

static enum exit_code write(struct invocation *inv, const struct wanted *w, struct db *db)
{
	struct report r = report_read(db, str_c(w->from), str_c(w->to), NULL, command_now(), inv->arena);
	struct str out = report_render(w->format, &r, inv->arena);

	if (db_error(db) != OK)
		return command_failed(inv, "report", "%s", err_name(db_error(db)));
	return command_write(inv, "report", NULL, out);
}

static enum exit_code run(struct invocation *inv)
{
	struct wanted w = { .format = "text" };
	struct keys keys;
	struct db *db;

	if (!command_value(inv, "--from", &w.from) || !command_value(inv, "--to", &w.to) ||
	    !command_value(inv, "--format", &w.format))
		return command_misused(inv, &cmd_report, "an option has no value");
	const char *unknown = command_unknown(inv);

	if (unknown)
		return command_misused(inv, &cmd_report, "unknown option %s", unknown);
	if (inv->argc != 1)
		return command_misused(inv, &cmd_report, "too many arguments");
	if (!report_format(w.format))
		return command_misused(inv, &cmd_report, "no such format: %s", w.format);
	if ((w.from && !figure_day(str_c(w.from))) || (w.to && !figure_day(str_c(w.to))))
		return command_misused(inv, &cmd_report, "a day is written 2025-06-01");
	enum exit_code code = command_open(inv, &keys, &db);

	if (code != EXIT_DONE)
		return code;
	last_month(db, inv->arena, &w);
	code = strcmp(w.from, w.to) > 0 ? command_misused(inv, &cmd_report, "%s is after %s", w.from, w.to)
					: write(inv, &w, db);
	db_close(db);
	return code;
}

const struct command cmd_report = {
	.name = "report",
	.kind = COMMAND_PLAIN,
	.run = run,
	.usage = "report [--from D] [--to D] [--format text|json|csv|html|xlsx]",
	.help = "every figure of a period, from the records\n\n"
		"Both days are included (2025-06-01); without them it is the last whole month. Reads the\n"
		"database beside a running gateway.\n"
		"\n"
		"  --format F   text (default), json, csv, html (one page, for printing), xlsx\n",
};
