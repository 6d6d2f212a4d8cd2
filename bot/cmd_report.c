/* cmd_report.c - comes later: says what is missing. */
#include "bot/command.h"

static enum exit_code run(struct invocation *inv)
{
	return command_failed(inv, "report", "not built yet: no figures are computed; `verify` counts the main tables");
}

const struct command cmd_report = {
	.name = "report",
	.kind = COMMAND_PLAIN,
	.run = run,
	.usage = "report --from D --to D [--format text|json|csv|html|xlsx]",
	.help = "the figures of a period, both ends included (not built yet)",
};
