/* cmd_rotate_key.c - comes later: says what is missing. */
#include "bot/command.h"

static enum exit_code run(struct invocation *inv)
{
	return command_failed(
		inv, "rotate-key",
		"not built yet: values cannot be sealed again with another key; the key file must stay as it is");
}

const struct command cmd_rotate_key = {
	.name = "rotate-key",
	.kind = COMMAND_PLAIN,
	.run = run,
	.usage = "rotate-key",
	.help = "seal everything with a new master key (not built yet)",
};
