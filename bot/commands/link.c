/* link.c - "link": the link to a case's page, for a department that does not chat. */
#include <inttypes.h>

#include "bot/commands/command.h"
#include "bot/engine/core.h"
#include "handlers/case/staff/link.h"
#include "store/db/audit.h"
#include "store/db/db.h"
#include "store/db/number.h"

enum { DAYS_MOST = 90 };

static enum exit_code revoke(struct invocation *inv, int64_t number, const char *uid, ms_t now)
{
	if (db_begin(inv->db) != OK)
		return command_failed(inv, "link", "the database cannot be written");
	struct doing doing = {
		.w = &(struct turn_world){ .db = inv->db }, .uid = "operator", .now = now, .arena = inv->arena
	};
	struct case_outcome o = { 0 };

	(void)case_act(&doing, &(struct case_request){ .act = ACT_CASE_UNLINK, .number = number }, &o);

	audit(inv->db, now, "operator", "link.revoke", str_c(uid), NO_STR);
	enum err e = db_commit(inv->db);

	if (e != OK)
		return command_failed(inv, "link", "%s", err_name(e));
	fprintf(inv->out, "Q-%" PRId64 ": %" PRId64 " revoked\n", number, o.revoked);
	return EXIT_DONE;
}

static enum exit_code make(struct invocation *inv, int64_t number, const char *uid, ms_t term, ms_t now)
{
	struct turn_world w = { .db = inv->db, .public_url = inv->config->public_url };

	if (!w.public_url)
		return command_failed(inv, "link", "[http] public_url is not set: nobody could open it");
	if (db_begin(inv->db) != OK)
		return command_failed(inv, "link", "the database cannot be written");
	struct doing doing = { .w = &w, .uid = "operator", .now = now, .arena = inv->arena };
	struct case_outcome o = { 0 };
	enum act_result r = case_act(
		&doing, &(struct case_request){ .act = ACT_CASE_LINK, .number = number, .term = term }, &o);
	audit(inv->db, now, "operator", "link.make", str_c(uid), NO_STR);
	struct str url = r == ACT_DONE ? case_link_url(&w, &o.link, inv->arena) : NO_STR;
	enum err e = db_commit(inv->db);

	if (e != OK)
		return command_failed(inv, "link", "%s", err_name(e));
	if (r != ACT_DONE)
		return command_failed(inv, "link", "Q-%" PRId64 " is with no department", number);
	fprintf(inv->out, STR_FMT "\n", STR_ARG(url));
	return EXIT_DONE;
}

/* How long: --days or --seconds, else as configured. */
static bool read_term(struct invocation *inv, ms_t *out)
{
	const char *days = NULL, *seconds = NULL;
	int64_t n;

	*out = inv->config->link_days * MS_DAY;
	if (!command_value(inv, "--days", &days) || !command_value(inv, "--seconds", &seconds))
		return false;
	if (days) {
		if (!str_int(str_c(days), 1, DAYS_MOST, &n))
			return false;
		*out = n * MS_DAY;
	}
	if (seconds) {
		if (!str_int(str_c(seconds), 1, DAYS_MOST * (MS_DAY / MS_SECOND), &n))
			return false;
		*out = n * MS_SECOND;
	}
	return true;
}

static enum exit_code run(struct invocation *inv)
{
	bool take_back = command_flag(inv, "--revoke");
	const char *unknown;
	ms_t term, now = command_now();

	if (!read_term(inv, &term))
		return command_misused(inv, &cmd_link, "--days wants 1 to %d", DAYS_MOST);
	if ((unknown = command_unknown(inv)) != NULL)
		return command_misused(inv, &cmd_link, "unknown option %s", unknown);
	int64_t number = inv->argc == 2 ? number_parse(str_c(inv->argv[1]), 'Q') : 0;

	if (!number)
		return command_misused(inv, &cmd_link, "a case is needed, like Q-12");
	struct case_info c = case_load(inv->db, number, inv->arena);

	if (!c.number)
		return command_failed(inv, "link", "there is no case %s", inv->argv[1]);
	return take_back ? revoke(inv, number, c.uid, now) : make(inv, number, c.uid, term, now);
}

const struct command cmd_link = {
	.name = "link",
	.kind = COMMAND_WRITES,
	.run = run,
	.usage = "link Q-12 [--days N] [--revoke]",
	.help = "a link to a case's page, for the department that has it and does not chat\n\n"
		"Prints the link: whoever has it reads the case and answers, without an account, until its term is\n"
		"over, it is revoked, or the case is given to somebody else. Needs [http] public_url.\n"
		"  --days N     how long it is good, instead of [http] link_days\n"
		"  --seconds N  the same\n"
		"  --revoke     none of the case's links is good any more\n",
};
