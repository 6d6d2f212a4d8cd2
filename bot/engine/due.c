/* due.c - timers become jobs. */
#include "bot/engine/due.h"

#include <inttypes.h>

#include "bot/base/log.h"
#include "handlers/turn/jobs.h"

enum { AT_ONCE = 64, AGAIN = MS_MINUTE };

ms_t due_next(struct db *db)
{
	ms_t at = timer_next(db);

	return at > 0 ? at : 1;
}

enum err due_run(const struct turn_world *w, ms_t now, struct arena *a)
{
	struct timer timer;

	for (int i = 0; i < AT_ONCE; i++, arena_reset(a)) {
		db_savepoint(w->db);
		bool due = timer_take(w->db, now, &timer, a);

		if (due)
			job_run(w, &timer, now, a);
		const char *why = db_error(w->db) != OK ? arena_printf(a, "%s", db_error_text(w->db)).p : "";
		enum err e = db_release(w->db);

		if (!db_in_transaction(w->db) || e == ERR_FULL || e == ERR_IO)
			return e == OK ? ERR_IO : e;
		if (!due && e == OK)
			break;
		if (e == OK)
			continue;
		log_error("job", "name=%s subject=%" PRId64 " problem=%s detail=%s", due ? timer.job : "?",
			  due ? timer.subject : 0, err_name(e), why);
		if (!due)
			break;
		timer_set(w->db, timer.job, timer.subject, now + AGAIN);
	}
	arena_reset(a);
	return OK;
}
