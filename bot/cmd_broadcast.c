/* cmd_broadcast.c - comes later: says what is missing. */
#include "bot/command.h"

static enum exit_code run(struct invocation *inv)
{
	return command_failed(inv, "broadcast",
			      "not built yet: there are no broadcasts that could be listed or stopped");
}

const struct command cmd_broadcast = {
	.name = "broadcast",
	.kind = COMMAND_PLAIN,
	.run = run,
	.usage = "broadcast list | show B-N | stop B-N",
	.help = "broadcasts and how far they are (not built yet)",
};
