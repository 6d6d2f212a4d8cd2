/* admin_people.c - "admin handover", "merge", "approve", "refuse". */
#include <inttypes.h>

#include "bot/commands/admin.h"
#include "store/approval/approval.h"
#include "store/db/db.h"
#include "store/db/number.h"
#include "store/person/person.h"
#include "store/keep/post.h"

static enum exit_code begin(struct invocation *inv)
{
	return db_begin(inv->db) == OK ? EXIT_DONE : command_failed(inv, "admin", "the database cannot be written");
}

static enum exit_code back(struct invocation *inv, const char *who, const char *why)
{
	db_rollback(inv->db);
	return command_failed(inv, who, "%s", why);
}

/* The successor need not have written yet. */
enum exit_code admin_handover(struct invocation *inv)
{
	struct target old, new;

	if (!command_target(inv, inv->argv[2], &old) || !command_target(inv, inv->argv[3], &new) ||
	    begin(inv) != EXIT_DONE)
		return EXIT_FAILED;
	struct person from = person_find(inv->db, old.channel, old.native, inv->arena);

	if (!from.id)
		return back(inv, inv->argv[2], "nobody is known by this id");
	struct person to = person_meet(inv->db, new.channel, new.native, NO_STR, command_now(), inv->arena);

	if (to.id == from.id)
		return back(inv, inv->argv[3], "is the same person");
	int64_t n = post_hand_over(inv->db, from.id, to.id, "operator", command_now(), inv->arena);

	if (!n)
		return back(inv, inv->argv[2], "has no post");
	enum exit_code code = admin_finish(inv);

	if (code == EXIT_DONE)
		fprintf(inv->out, "%s: %" PRId64 " roles and offices handed over to %s\n", inv->argv[2], n,
			inv->argv[3]);
	return code;
}

enum exit_code admin_merge(struct invocation *inv, bool lost)
{
	struct target keep, gone;
	struct approval p = { .kind = STR("merge"), .what = lost ? STR("lost") : STR("") };

	if (!command_target(inv, inv->argv[2], &keep) || !command_target(inv, inv->argv[3], &gone) ||
	    begin(inv) != EXIT_DONE)
		return EXIT_FAILED;
	p.a = person_find(inv->db, keep.channel, keep.native, inv->arena).id;
	p.b = person_find(inv->db, gone.channel, gone.native, inv->arena).id;
	if (!p.a || !p.b)
		return back(inv, inv->argv[p.a ? 3 : 2], "nobody is known by this id");
	if (p.a == p.b)
		return back(inv, inv->argv[3], "is the same person");
	int64_t number = approval_propose(inv->db, &p, "operator", command_now(), inv->arena);
	enum exit_code code = admin_finish(inv);

	if (code == EXIT_DONE)
		fprintf(inv->out, "P-%" PRId64 " waits for a second, who agrees in chat within a day\n", number);
	return code;
}

static const char *why_not(const struct approval *p, bool yes)
{
	if (!p->number)
		return "there is no such number";
	if (str_is(p->state, "expired"))
		return "nobody agreed within a day; it has to be proposed again";
	if (!str_is(p->state, "open"))
		return "is decided already";
	return yes && !p->by ? "was proposed on the command line: the second agrees in chat" : NULL;
}

enum exit_code admin_decide(struct invocation *inv, bool yes)
{
	ms_t now = command_now();
	bool done = false;

	if (begin(inv) != EXIT_DONE)
		return EXIT_FAILED;
	struct approval p = approval_load(inv->db, number_parse(str_c(inv->argv[2]), 'P'), now, inv->arena);
	const char *why = why_not(&p, yes);

	if (why)
		return back(inv, inv->argv[2], why);
	if (yes)
		done = approval_do(inv->db, &p, 0, "operator", now, inv->arena);
	else
		approval_set(inv->db, &p, "refused", 0, "operator", now);
	enum exit_code code = admin_finish(inv);

	if (code == EXIT_DONE && yes && !done)
		return command_failed(inv, inv->argv[2], "whom it was about is not there any more");
	if (code == EXIT_DONE)
		fprintf(inv->out, "%s: %s\n", inv->argv[2], yes ? "agreed to, and done" : "refused");
	return code;
}
