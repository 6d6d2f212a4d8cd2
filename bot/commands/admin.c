/* admin.c - roles from the command line: how the first admin gets in. */
#include <inttypes.h>
#include <string.h>

#include "bot/commands/admin.h"
#include "handlers/turn/act.h"
#include "handlers/turn/turn.h"
#include "store/db/db.h"
#include "store/person/role.h"

static bool read_role(struct invocation *inv, const char *text, enum role *out)
{
	if (role_read(str_c(text), out))
		return true;
	fprintf(inv->err, "xiaodeng: admin: there is no role '%s'; roles are:", text);
	for (int i = 0; i < ROLE_COUNT; i++)
		fprintf(inv->err, " %s", role_names[i]);
	fputc('\n', inv->err);
	return false;
}

enum exit_code admin_finish(struct invocation *inv)
{
	enum err e = db_commit(inv->db);

	return e == OK ? EXIT_DONE : command_failed(inv, "admin", "nothing was changed: %s", err_name(e));
}

static enum exit_code add(struct invocation *inv)
{
	struct target who;
	enum role role;
	struct str why = NO_STR, scope;

	if (!command_target(inv, inv->argv[2], &who) || !read_role(inv, inv->argv[3], &role))
		return EXIT_FAILED;
	if (db_begin(inv->db) != OK)
		return command_failed(inv, "admin", "the database cannot be written");
	scope = role_scope(inv->db, role, inv->argc > 4 ? str_c(inv->argv[4]) : NO_STR, inv->arena, &why);
	if (!scope.p) {
		db_rollback(inv->db);
		return command_failed(inv, "admin", STR_FMT, STR_ARG(why));
	}
	bool added = role_grant(inv->db, command_now(), "operator", who.channel, who.native, role, scope, inv->arena);
	enum exit_code code = admin_finish(inv);

	if (code == EXIT_DONE)
		fprintf(inv->out, "%s: %s %s%s" STR_FMT "\n", inv->argv[2], added ? "now" : "already", role_names[role],
			scope.n ? " " : "", STR_ARG(scope));
	return code;
}

static enum exit_code take_away(struct invocation *inv)
{
	struct target who;
	enum role role = ROLE_COUNT;

	if (!command_target(inv, inv->argv[2], &who) || (inv->argc > 3 && !read_role(inv, inv->argv[3], &role)))
		return EXIT_FAILED;
	if (db_begin(inv->db) != OK)
		return command_failed(inv, "admin", "the database cannot be written");
	int64_t n = role_revoke(inv->db, command_now(), "operator", who.channel, who.native, role,
				inv->argc > 4 ? str_c(inv->argv[4]) : NO_STR, inv->arena);
	enum exit_code code = admin_finish(inv);

	if (code != EXIT_DONE)
		return code;
	if (n == 0)
		return command_failed(inv, "admin", "%s holds no such role", inv->argv[2]);
	fprintf(inv->out, "%s: %" PRId64 " taken away\n", inv->argv[2], n);
	return EXIT_DONE;
}

static enum exit_code list(struct invocation *inv)
{
	size_t n;
	struct role_row *v = role_all(inv->db, 0, inv->arena, &n);

	if (db_error(inv->db) != OK) {
		enum err e = db_error(inv->db);

		db_rollback(inv->db);
		return command_failed(inv, "admin", "%s", err_name(e));
	}
	for (size_t i = 0; i < n; i++)
		fprintf(inv->out, STR_FMT "\t" STR_FMT "\t" STR_FMT "\t" STR_FMT "\n", STR_ARG(v[i].identity),
			STR_ARG(v[i].role), STR_ARG(v[i].scope), STR_ARG(v[i].name));
	return EXIT_DONE;
}

static bool first_of_intent(enum act_id id)
{
	for (enum act_id before = ACT_NONE + 1; before < id; before++)
		if (strcmp(act_row(before)->intent, act_row(id)->intent) == 0)
			return false;
	return true;
}

/* What staff ask for in chat by one intent, and who may. */
static void matrix_row(struct invocation *inv, const char *intent)
{
	const char *between = " ";

	fprintf(inv->out, "%-16s", intent);
	for (int i = 0; i < ROLE_COUNT; i++)
		fprintf(inv->out, " %-10s", intent_is_for(intent, ROLE_BIT(i)) ? "yes" : "-");
	for (enum act_id id = ACT_NONE + 1; id < ACT_COUNT; id++) {
		if (strcmp(act_row(id)->intent, intent) != 0)
			continue;
		fprintf(inv->out, "%s%s", between, act_row(id)->what);
		between = "; ";
	}
	fputc('\n', inv->out);
}

static enum exit_code matrix(struct invocation *inv)
{
	fprintf(inv->out, "%-16s", "");
	for (int i = 0; i < ROLE_COUNT; i++)
		fprintf(inv->out, " %-10s", role_names[i]);
	fputc('\n', inv->out);
	for (enum act_id id = ACT_NONE + 1; id < ACT_COUNT; id++)
		if (act_row(id)->roles && first_of_intent(id))
			matrix_row(inv, act_row(id)->intent);
	return EXIT_DONE;
}

static enum exit_code run(struct invocation *inv)
{
	bool lost = command_flag(inv, "--lost");
	const char *unknown = command_unknown(inv);
	const char *what = inv->argc > 1 ? inv->argv[1] : "";

	if (unknown)
		return command_misused(inv, &cmd_admin, "unknown option %s", unknown);
	if (strcmp(what, "add") == 0 && (inv->argc == 4 || inv->argc == 5))
		return add(inv);
	if (strcmp(what, "remove") == 0 && inv->argc >= 3 && inv->argc <= 5)
		return take_away(inv);
	if (strcmp(what, "list") == 0 && inv->argc == 2)
		return list(inv);
	if (strcmp(what, "matrix") == 0 && inv->argc == 2)
		return matrix(inv);
	if (strcmp(what, "handover") == 0 && inv->argc == 4)
		return admin_handover(inv);
	if (strcmp(what, "merge") == 0 && inv->argc == 4)
		return admin_merge(inv, lost);
	if ((strcmp(what, "approve") == 0 || strcmp(what, "refuse") == 0) && inv->argc == 3)
		return admin_decide(inv, what[0] == 'a');
	return command_misused(inv, &cmd_admin, "wants add, remove, list, matrix, handover, merge, approve or refuse");
}

const struct command cmd_admin = {
	.name = "admin",
	.kind = COMMAND_WRITES,
	.run = run,
	.usage =
		"admin add CHANNEL:ID ROLE [SCOPE] | list | remove CHANNEL:ID [ROLE [SCOPE]] | matrix |"
		" handover CHANNEL:OLD CHANNEL:NEW | merge [--lost] CHANNEL:KEEP CHANNEL:GONE | approve P-N | refuse P-N",
	.help = "give, take and list the roles of the staff; what staff must agree to by two\n\n"
		"  add       gives a role; the person need not have written yet\n"
		"  list      identity, role, scope, name; a tab between\n"
		"  remove    takes one role away, or all\n"
		"  matrix    what each role may ask for\n"
		"  handover  a post goes to a successor: roles with their scopes, person on duty, contact of a\n"
		"            branch, manager of a site, place in the directory, work under way\n"
		"  merge     proposes that two records are one person's: what GONE has belongs to KEEP; with --lost\n"
		"            the ids of KEEP are lost, only that of GONE counts then\n"
		"  approve   agrees to what one of the staff proposed in chat; what is proposed on the command\n"
		"            line is agreed to in chat, within a day\n"
		"  refuse    does not\n"
		"Roles: city; street, department, branch, site with the name of theirs; patrol, childcare.\n",
};
