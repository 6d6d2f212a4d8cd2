/* forget.c - for a person who asks by letter or at the counter to be deleted. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "bot/commands/command.h"
#include "store/approval/approval.h"
#include "store/db/db.h"
#include "store/keep/forget.h"
#include "store/person/person.h"

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

/* ---------------------------------------------------------------------- many */

enum { MANY_MOST = 1000, LIST_BYTES = 64 * 1024 };

/* The uids of everybody in the file, a CHANNEL:ID a line; absent: one is not known, and that is said. */
static struct str read_list(struct invocation *inv, const char *file, size_t *n)
{
	char *text = arena_alloc(inv->arena, LIST_BYTES);
	FILE *in = fopen(command_path(inv, file), "re");
	struct str rest, line, uids = STR("");
	struct target who;

	if (!in) {
		(void)command_failed(inv, file, "%s", strerror(errno));
		return NO_STR;
	}
	rest = (struct str){ text, fread(text, 1, LIST_BYTES, in) };
	fclose(in);
	for (*n = 0; str_split(&rest, '\n', &line);) {
		if (!(line = str_trim(line)).n)
			continue;
		if (!command_target(inv, arena_cstr(inv->arena, line), &who))
			return NO_STR;
		struct person p = person_find(inv->db, who.channel, who.native, inv->arena);

		if (!p.id || p.staff || ++*n > MANY_MOST) {
			(void)command_failed(inv, arena_cstr(inv->arena, line), "%s",
					     !p.id     ? "nobody is known by this id"
					     : p.staff ? "has a post: hand it over first"
						       : "is one too many for a list");
			return NO_STR;
		}
		uids = arena_printf(inv->arena, STR_FMT "%s%s", STR_ARG(uids), *n > 1 ? " " : "", p.uid);
	}
	return uids;
}

/* Nobody deletes many alone: a second agrees in chat, and then it is done. */
static enum exit_code many(struct invocation *inv, const char *file)
{
	size_t n;

	if (db_begin(inv->db) != OK)
		return command_failed(inv, "forget", "the database cannot be written");
	struct approval p = { .kind = STR("delete"), .what = read_list(inv, file, &n) };
	int64_t number = p.what.n ? approval_propose(inv->db, &p, "operator", command_now(), inv->arena) : 0;

	if (!number) {
		db_rollback(inv->db);
		return p.what.p ? command_failed(inv, file, "names nobody") : EXIT_FAILED;
	}
	enum err e = db_commit(inv->db);

	if (e != OK)
		return command_failed(inv, "forget", "nothing was proposed: %s", err_name(e));
	fprintf(inv->out, "P-%" PRId64 ": %zu people would be deleted when a second agrees in chat within a day\n",
		number, n);
	return EXIT_DONE;
}

static enum exit_code run(struct invocation *inv)
{
	const char *file = NULL;
	bool keep = command_flag(inv, "--keep-case-contact"), yes = command_flag(inv, "--yes");
	bool listed = command_value(inv, "--from", &file);
	const char *unknown = command_unknown(inv);
	struct target who;

	if (!listed)
		return command_misused(inv, &cmd_forget, "--from wants a file");
	if (file && inv->argc == 1 && !unknown)
		return many(inv, file);

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
	.usage = "forget CHANNEL:ID [--keep-case-contact] [--yes] | forget --from FILE",
	.help = "delete all that is known of a person\n\n"
		"For who asks for it by letter or at the counter; in private chat people do it themselves.\n"
		"What is counted stays, without a name. Words and pictures of cases that are not finished stay until they are.\n"
		"  --keep-case-contact  he can be reached in one private chat until then\n"
		"  --yes                do it; without, it is only said what would be done\n"
		"  --from FILE          many, a CHANNEL:ID a line: proposed, and done when a second agrees in chat\n"
		"                       within a day; what their open cases need is kept until then\n",
};
