/* commands.c - every command, one row each, in the order of the help. */
#include <stddef.h>

#include "bot/commands/command.h"

/* clang-format off */
const struct command *const commands[] = { /* a line each, so that additions do not collide */
	&cmd_run,
	&cmd_chat,
	&cmd_match,
	&cmd_check,
	&cmd_stories,
	&cmd_replay,
	&cmd_import,
	&cmd_export,
	&cmd_admin,
	&cmd_forget,
	&cmd_retention,
	&cmd_broadcast,
	&cmd_unmatched,
	&cmd_poster,
	&cmd_calendar,
	&cmd_sheet,
	&cmd_link,
	&cmd_report,
	&cmd_backup,
	&cmd_restore,
	&cmd_verify,
	&cmd_rotate_key,
	&cmd_version,
	NULL,
};
/* clang-format on */
