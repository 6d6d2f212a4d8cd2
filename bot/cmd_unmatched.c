/* cmd_unmatched.c - comes later: says what is missing. */
#include "bot/command.h"

static enum exit_code run(struct invocation *inv)
{
	return command_failed(inv, "unmatched", "not built yet: messages that were not understood are only counted (/metrics), not kept");
}

const struct command cmd_unmatched = {
	.name = "unmatched",
	.kind = COMMAND_PLAIN,
	.run = run,
	.usage = "unmatched",
	.help = "What people said and was not understood.\n"
		"Not built yet.",
};
