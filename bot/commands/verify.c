/* verify.c - is the database, or a backup, whole? */
#include <inttypes.h>

#include "bot/commands/command.h"
#include "store/keep/backup.h"
#include "store/db/db.h"
#include "store/db/verify.h"

static const char *yes(bool ok)
{
	return ok ? "ok" : "FAILED";
}

static void print(struct invocation *inv, const char *file, const struct verified *v)
{
	FILE *out = inv->out;

	fprintf(out, "%s\n", file);
	fprintf(out, "  %-28s %s\n", "integrity", yes(str_is(v->integrity, "ok")));
	if (!str_is(v->integrity, "ok")) {
		fprintf(out, "    " STR_FMT "\n", STR_ARG(v->integrity));
		return;
	}
	fprintf(out, "  %-28s %s\n", "references", yes(v->dangling == 0));
	fprintf(out, "  %-28s %s%s%s\n", "sealed values", yes(!v->sealed), v->sealed ? ": " : "",
		v->sealed ? v->sealed : "");
	fprintf(out, "  %-28s %s%s%s\n", "look-up keys", yes(!v->keyed), v->keyed ? ": " : "",
		v->keyed ? v->keyed : "");
	fprintf(out, "  %-28s number %u%s\n", "master key", v->key,
		v->key < v->newest_key ? ", not the newest (run rotate-key)" : "");
	fprintf(out, "  %-28s %s", "audit chain", yes(v->chained));
	if (v->chained)
		fprintf(out, ", %" PRId64 " rows\n", v->audit_rows);
	else if (v->audit_bad)
		fprintf(out, ": row %" PRId64 " is not as it was written\n", v->audit_bad);
	else
		fputs(": rows are missing at the end\n", out);
	for (size_t i = 0; v->counts[i].what; i++)
		fprintf(out, "  %-28s %" PRId64 "\n", v->counts[i].what, v->counts[i].n);
}

/* A backup is looked at first, to say clearly when it is something else. The
 * live database may still be all in its log. */
static enum exit_code open_file(struct invocation *inv, const char *file, struct keys *keys, struct db **db)
{
	struct str why;
	int64_t version;

	if (backup_look(file, &version, inv->arena, &why) != OK)
		return command_failed(inv, file, STR_FMT, STR_ARG(why));
	if (keys_load(inv->config->key_file, false, keys) != OK)
		return command_failed(inv, inv->config->key_file, "the key cannot be read");
	enum err e = db_open(file, DB_READ, keys, db);

	if (e == ERR_KEY)
		return command_failed(inv, file, "was made with another key than %s", inv->config->key_file);
	return e == OK ? EXIT_DONE : command_failed(inv, file, "cannot be opened: %s", err_name(e));
}

static enum exit_code run(struct invocation *inv)
{
	const char *unknown = command_unknown(inv);
	struct verified v;
	struct keys keys;
	struct db *db;

	if (unknown)
		return command_misused(inv, &cmd_verify, "unknown option %s", unknown);
	if (inv->argc > 2)
		return command_misused(inv, &cmd_verify, "wants at most one FILE");
	bool other = inv->argc == 2;
	const char *file = other ? command_path(inv, inv->argv[1]) : inv->config->db;

	if ((other ? open_file(inv, file, &keys, &db) : command_open(inv, &keys, &db)) != EXIT_DONE)
		return EXIT_FAILED;
	enum err e = verify(db, inv->arena, &v);

	db_close(db);
	if (e != OK)
		return command_failed(inv, file, "cannot be read: %s", err_name(e));
	print(inv, file, &v);
	return v.ok ? EXIT_DONE : command_failed(inv, file, "is not whole");
}

const struct command cmd_verify = {
	.name = "verify",
	.kind = COMMAND_PLAIN,
	.run = run,
	.usage = "verify [FILE]",
	.help = "prove that the database, or a backup, is whole\n\n"
		"Integrity, references, every sealed value opens, the audit chain; counts the main tables\n"
		"and what waits for somebody to look.\n"
		"Exit 1 when something is wrong. The gateway may run.",
};
