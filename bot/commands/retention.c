/* retention.c - forgetting by hand what is forgotten in time anyway; or only counting it. */
#include <inttypes.h>

#include "bot/commands/command.h"
#include "store/db/db.h"
#include "store/keep/retention.h"

enum { ROWS = 5000, ALL = INT32_MAX };

/* All that is too old of one kind, a transaction for each few thousand rows. */
static enum err forget(struct invocation *inv, enum keep k, ms_t now, int64_t *gone)
{
	int64_t from = 0;
	enum err e;

	do {
		if ((e = db_begin(inv->db)) != OK)
			return e;
		int64_t n = retention_step(inv->db, k, inv->config->keep_days[k], now, ROWS, &from);

		if ((e = db_commit(inv->db)) != OK)
			return e;
		*gone += n;
	} while (from);
	return OK;
}

/* What would go: it goes, and is taken back. */
static enum err count(struct invocation *inv, enum keep k, ms_t now, int64_t *gone)
{
	int64_t from = 0;
	enum err e = db_begin(inv->db);

	if (e != OK)
		return e;
	*gone = retention_step(inv->db, k, inv->config->keep_days[k], now, ALL, &from);
	e = db_error(inv->db);
	db_rollback(inv->db);
	return e;
}

static void print(struct invocation *inv, enum keep k, int64_t gone)
{
	ms_t age = retention_age(k, inv->config->keep_days[k]);
	const char *kept = !age		  ? "for ever"
			   : age < MS_DAY ? arena_printf(inv->arena, "%" PRId64 " minutes", age / MS_MINUTE).p
					  : arena_printf(inv->arena, "%" PRId64 " days", age / MS_DAY).p;

	fprintf(inv->out, "%-13s %-11s %8" PRId64 "  %s\n", retention_name(k), kept, gone, retention_what(k));
}

static enum exit_code run(struct invocation *inv)
{
	bool dry = command_flag(inv, "--dry-run");
	const char *unknown = command_unknown(inv);
	ms_t now = command_now();

	if (unknown)
		return command_misused(inv, &cmd_retention, "unknown option %s", unknown);
	if (inv->argc != 1)
		return command_misused(inv, &cmd_retention, "wants nothing more");
	fprintf(inv->out, "%-13s %-11s %8s\n", "kind", "kept", dry ? "would go" : "went");
	for (int k = 0; k < KEEP_KINDS; k++) {
		int64_t gone = 0;
		enum err e = dry ? count(inv, (enum keep)k, now, &gone) : forget(inv, (enum keep)k, now, &gone);

		if (e != OK)
			return command_failed(inv, retention_name((enum keep)k), "%s", err_name(e));
		print(inv, (enum keep)k, gone);
	}
	if (!dry)
		db_scrub_later(inv->db);
	return EXIT_DONE;
}

const struct command cmd_retention = {
	.name = "retention",
	.kind = COMMAND_WRITES,
	.run = run,
	.usage = "retention [--dry-run]",
	.help = "forget now what is older than [privacy] ..._days say\n\n"
		"The gateway does this by itself, every hour, a little at a time. For each kind it is said how long\n"
		"it is kept and how many rows went.\n"
		"  --dry-run  nothing goes; how many would",
};
