/* cmd_forget.c - for a person who asks by letter or at the counter to be deleted. */
#include <inttypes.h>

#include "bot/command.h"
#include "store/db.h"
#include "store/forget.h"
#include "store/person.h"

enum { CASES_SHOWN = 20 };

static void say_cases(struct invocation *inv, int64_t person)
{
	int64_t numbers[CASES_SHOWN];
	size_t n = forget_unfinished(inv->db, person, numbers, CASES_SHOWN);

	fprintf(inv->out, n ? "cases that are not finished:" : "no case of his is open");
	for (size_t i = 0; i < n; i++)
		fprintf(inv->out, " Q-%" PRId64, numbers[i]);
	fputc('\n', inv->out);
}

static enum exit_code ask(struct invocation *inv, int64_t person)
{
	fprintf(inv->out, "%s: would be deleted; --yes does it, and nobody can take it back\n", inv->argv[1]);
	say_cases(inv, person);
	return EXIT_DONE;
}

static enum exit_code done(struct invocation *inv, int64_t person, enum forgotten how)
{
	if (how == FORGOTTEN_NOBODY)
		return command_failed(inv, inv->argv[1], "is deleted already");
	fprintf(inv->out, "%s: deleted%s\n", inv->argv[1],
		how == FORGOTTEN_BUT_CASES ? "; what his open cases need goes when they are finished" : "");
	if (how == FORGOTTEN_BUT_CASES)
		say_cases(inv, person);
	return EXIT_DONE;
}

static enum exit_code forget(struct invocation *inv, int64_t person, bool keep)
{
	struct forget f = { .person = person, .actor = "operator", .keep_case_contact = keep };

	if (db_begin(inv->db) != OK)
		return command_failed(inv, "forget", "the database cannot be written");
	enum forgotten how = person_forget(inv->db, &f, command_now(), inv->arena);
	enum err e = db_commit(inv->db);

	return e == OK ? done(inv, person, how) : command_failed(inv, "forget", "nothing was deleted: %s", err_name(e));
}

static enum exit_code run(struct invocation *inv)
{
	bool keep = command_flag(inv, "--keep-case-contact"), yes = command_flag(inv, "--yes");
	const char *unknown = command_unknown(inv);
	struct target who;

	if (unknown)
		return command_misused(inv, &cmd_forget, "unknown option %s", unknown);
	if (inv->argc != 2)
		return command_misused(inv, &cmd_forget, "wants one CHANNEL:ID");
	if (!command_target(inv, inv->argv[1], &who))
		return EXIT_FAILED;
	struct person p = person_find(inv->db, who.channel, who.native, inv->arena);

	if (db_error(inv->db) != OK || !p.id) {
		db_rollback(inv->db); /* clears the error */
		return command_failed(inv, inv->argv[1], "nobody is known by this id");
	}
	return yes ? forget(inv, p.id, keep) : ask(inv, p.id);
}

const struct command cmd_forget = {
	.name = "forget",
	.kind = COMMAND_WRITES,
	.run = run,
	.usage = "forget CHANNEL:ID [--keep-case-contact] [--yes]",
	.help = "delete all that is known of a person\n\n"
		"For who asks for it by letter or at the counter; in private chat people do it themselves.\n"
		"What is counted stays, without a name. Words and pictures of cases that are not finished stay until they are.\n"
		"  --keep-case-contact  he can be reached in one private chat until then\n"
		"  --yes                do it; without, it is only said what would be done",
};
