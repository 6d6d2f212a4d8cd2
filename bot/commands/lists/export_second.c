/* export_second.c - what holds everybody's numbers is not taken out by one alone. */
#include <inttypes.h>

#include "bot/commands/lists/export.h"
#include "store/approval/approval.h"
#include "store/db/audit.h"
#include "store/db/db.h"
#include "store/person/role.h"

bool export_is_bulk(enum kind_id kind)
{
	static const enum kind_id bulk[] = { KIND_PEOPLE, KIND_CENSUS, KIND_MEMBERS, KIND_VOLUNTEERS,
					     KIND_VISITS, KIND_TASKS,  KIND_DRIVERS, KIND_RIDES };

	for (size_t i = 0; i < sizeof bulk / sizeof *bulk; i++)
		if (bulk[i] == kind)
			return true;
	return false;
}

static enum exit_code finish(struct invocation *inv, enum exit_code code)
{
	enum err e = db_commit(inv->db);

	return e == OK ? code : command_failed(inv, "export", "nothing was written: %s", err_name(e));
}

enum exit_code export_second(struct invocation *inv, const char *what)
{
	ms_t now = command_now();
	struct approval p = { .kind = STR("export"), .what = str_c(what) };
	int64_t second;

	if (db_begin(inv->db) != OK)
		return command_failed(inv, "export", "the database cannot be written");
	int64_t agreed = approval_agreed(inv->db, p.kind, p.what, now);

	if (agreed || role_holders(inv->db, ROLE_CITY, &second, 1) < 2) {
		if (agreed) {
			p = approval_load(inv->db, agreed, now, inv->arena);
			approval_set(inv->db, &p, "done", 0, "operator", now);
		}
		audit(inv->db, now, "operator", "export.contacts", str_c(what), agreed ? str_c(p.uid) : NO_STR);
		return finish(inv, EXIT_READER);
	}
	int64_t number = approval_propose(inv->db, &p, "operator", now, inv->arena);
	enum exit_code code = finish(inv, EXIT_FAILED);

	if (db_error(inv->db) == OK)
		fprintf(inv->err,
			"xiaodeng: export: P-%" PRId64
			" waits for a second: when somebody with the city's role has agreed"
			" to it in chat, within a day, run this again\n",
			number);
	return code;
}
