/* calendar.c - "calendar": an activity as a file for calendars. */
#include "bot/commands/command.h"
#include "bot/engine/core.h"
#include "bot/documents/ics.h"
#include "store/db/number.h"

enum { FILE_MOST = 64 * 1024 };

static enum exit_code run(struct invocation *inv)
{
	const char *unknown = command_unknown(inv);
	struct keys keys;
	struct db *db;
	struct buf file;

	if (unknown)
		return command_misused(inv, &cmd_calendar, "unknown option %s", unknown);
	if (inv->argc < 2 || inv->argc > 3)
		return command_misused(inv, &cmd_calendar, "the number of an activity is needed");
	enum exit_code code = command_open(inv, &keys, &db);

	if (code != EXIT_DONE)
		return code;
	struct activity x = activity_load(db, number_parse(str_c(inv->argv[1]), 'A'), inv->arena);
	enum err e = db_error(db);

	db_close(db);
	if (e != OK)
		return command_failed(inv, "calendar", "%s", err_name(e));
	if (!x.code)
		return command_failed(inv, "calendar", "there is no activity %s", inv->argv[1]);
	buf_init(&file, FILE_MOST);
	code = ics_activity(&x, wall_clock(), &file) == OK
		       ? command_write(inv, "calendar", inv->argc > 2 ? inv->argv[2] : NULL, buf_str(&file))
		       : command_failed(inv, "calendar", "%s has no date yet", inv->argv[1]);
	buf_free(&file);
	return code;
}

const struct command cmd_calendar = {
	.name = "calendar",
	.kind = COMMAND_PLAIN,
	.run = run,
	.usage = "calendar NUMBER [FILE.ics]",
	.help = "an activity as a calendar file (iCalendar), to be sent to whoever wants it\n\n"
		"Written to FILE, else to the standard output. A gateway with [http] public_url serves the same\n"
		"under /a/NUMBER.ics, and says so to whoever asks for it in chat.",
};
