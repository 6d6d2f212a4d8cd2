/* rotate_key.c - everything sealed again with a new master key. */
#include <unistd.h>

#include "bot/commands/command.h"
#include "store/db/db.h"
#include "store/keep/rekey.h"

static enum exit_code run(struct invocation *inv)
{
	const struct config *c = inv->config;
	const char *unknown = command_unknown(inv);
	struct rekeyed done;
	struct str why = NO_STR;
	struct keys keys;

	if (unknown)
		return command_misused(inv, &cmd_rotate_key, "unknown option %s", unknown);
	if (inv->argc != 1)
		return command_misused(inv, &cmd_rotate_key, "wants nothing more");
	if (keys_load(c->key_file, false, &keys) != OK)
		return command_failed(inv, c->key_file, "the key cannot be read; without it there is no database");
	enum err e = rekey_file(c->db, c->key_file, &keys, command_now(), inv->arena, &done, &why);

	if (e != OK)
		return command_failed(inv, c->db, STR_FMT, STR_ARG(why));
	unlink(arena_printf(inv->arena, "%s/turn.mark", c->data).p); /* it names a message by the old key */
	fprintf(inv->out, "%s: sealed with key %u (before: %u), verified%s\n", c->db, done.to, done.from,
		done.finished ? "; this finished a change that had been begun" : "");
	fprintf(inv->out,
		"keep a copy of %s elsewhere, all its lines: older backups and what was seen before need the older ones\n",
		c->key_file);
	return EXIT_DONE;
}

const struct command cmd_rotate_key = {
	.name = "rotate-key",
	.kind = COMMAND_PLAIN,
	.run = run,
	.usage = "rotate-key",
	.help = "seal everything with a new master key\n\n"
		"Stop the gateway first. All is done in a copy beside the database, which is verified and then takes its\n"
		"place. Interrupted at any moment, everything works as before or as after; running it again finishes it.",
};
