/* cmd_replay.c - comes later: says what is missing. */
#include "bot/command.h"

static enum exit_code run(struct invocation *inv)
{
	return command_failed(
		inv, "replay",
		"not built yet: there is no record of messages to replay; `match` tries a pack on lines of text");
}

const struct command cmd_replay = {
	.name = "replay",
	.kind = COMMAND_PLAIN,
	.run = run,
	.usage = "replay FILE --pack NEW",
	.help = "what a new dialog pack would answer to recorded messages (not built yet)",
};
