/* report.c - "report": every figure of a period. */
#include <inttypes.h>
#include <string.h>

#include "bot/commands/command.h"
#include "bot/documents/report.h"
#include "store/db/db.h"
#include "store/lists/csv.h"
#include "store/report/version.h"

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

	if (!out.p)
		return command_failed(inv, "report", "the file could not be made");
	if (db_error(db) != OK)
		return command_failed(inv, "report", "%s", err_name(db_error(db)));
	return command_write(inv, "report", NULL, out);
}

/* Kept as it is now; the last whole month when no days are named. */
static enum exit_code freeze(struct invocation *inv, struct wanted *w)
{
	last_month(inv->db, inv->arena, w);
	if (strcmp(w->from, w->to) > 0)
		return command_misused(inv, &cmd_report, "%s is after %s", w->from, w->to);
	if (strcmp(w->to, figure_day_at(inv->db, command_now(), 0, inv->arena).p) >= 0)
		return command_failed(inv, "report", "%s to %s is not over", w->from, w->to);
	enum err e = db_begin(inv->db);

	if (e != OK)
		return command_failed(inv, "report", "%s", err_name(e));
	int64_t number = report_freeze(inv->db, str_c(w->from), str_c(w->to), 0, "operator", command_now(), inv->arena);

	if ((e = db_commit(inv->db)) != OK)
		return command_failed(inv, "report", "%s", err_name(e));
	fprintf(inv->out, "R-%" PRId64 ": %s to %s\n", number, w->from, w->to);
	return EXIT_DONE;
}

static enum exit_code differences(struct invocation *inv, const struct wanted *w, struct db *db)
{
	struct report_version v = report_version_last(db, str_c(w->from), str_c(w->to), inv->arena);
	struct report_difference *d;

	if (!v.number)
		return command_failed(inv, "report", "no report of %s to %s was handed in", w->from, w->to);
	struct report r = report_read(db, str_c(w->from), str_c(w->to), NULL, command_now(), inv->arena);
	size_t n = report_differences(&v, &r, inv->arena, &d);

	fprintf(inv->out, "key,name,R-%" PRId64 ",now\n", v.number);
	for (size_t i = 0; i < n; i++)
		csv_put_row(inv->out,
			    (struct str[]){ str_c(d[i].figure->key), str_c(d[i].figure->name), d[i].then, d[i].now },
			    4);
	return EXIT_DONE;
}

static enum exit_code show(struct invocation *inv, struct wanted *w, bool changed)
{
	struct keys keys;
	struct db *db;
	enum exit_code code = command_open(inv, &keys, &db);

	if (code != EXIT_DONE)
		return code;
	last_month(db, inv->arena, w);
	if (strcmp(w->from, w->to) > 0)
		code = command_misused(inv, &cmd_report, "%s is after %s", w->from, w->to);
	else
		code = changed ? differences(inv, w, db) : write(inv, w, db);
	db_close(db);
	return code;
}

static enum exit_code run(struct invocation *inv)
{
	struct wanted w = { .format = "text" };

	if (!command_value(inv, "--from", &w.from) || !command_value(inv, "--to", &w.to) ||
	    !command_value(inv, "--format", &w.format))
		return command_misused(inv, &cmd_report, "an option has no value");
	bool freezes = command_flag(inv, "--freeze"), changed = command_flag(inv, "--differences");
	const char *unknown = command_unknown(inv);

	if (unknown)
		return command_misused(inv, &cmd_report, "unknown option %s", unknown);
	if (inv->argc != 1)
		return command_misused(inv, &cmd_report, "too many arguments");
	if (!report_format(w.format))
		return command_misused(inv, &cmd_report, "no such format: %s", w.format);
	if ((w.from && !figure_day(str_c(w.from))) || (w.to && !figure_day(str_c(w.to))))
		return command_misused(inv, &cmd_report, "a day is written 2025-06-01");
	if (freezes && !inv->db)
		return EXIT_WRITER;
	return freezes ? freeze(inv, &w) : show(inv, &w, changed);
}

const struct command cmd_report = {
	.name = "report",
	.kind = COMMAND_MIXED,
	.run = run,
	.usage = "report [--from D] [--to D] [--format text|json|csv|html|xlsx] [--freeze | --differences]",
	.help = "every figure of a period, from the records\n\n"
		"Both days are included (2025-06-01); without them it is the last whole month. Reads the\n"
		"database beside a running gateway.\n"
		"\n"
		"  --format F      text (default), json, csv, html (one page, for printing), xlsx\n"
		"  --freeze        keeps the report of these days as it is now, as R-1: it was handed in\n"
		"  --differences   what is counted otherwise now than in the last that was handed in, as CSV\n",
};
