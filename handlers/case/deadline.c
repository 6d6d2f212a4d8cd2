/* deadline.c - terms: a word before they end, one when they have ended, to the
 * department and one step up. Once each, never again for the same term. */
#include <inttypes.h>

#include "handlers/turn/jobs.h"
#include "handlers/case/case.h"
#include "handlers/turn/notice.h"

static bool runs(const struct case_info *c)
{
	return c->number && c->due_at && case_may(c->state, c->kind, CASE_EXTEND);
}

static size_t tell(const struct turn_world *w, const struct case_info *c, enum case_whom whom, const char *phrase,
		   ms_t now, struct arena *a)
{
	struct fill fills[] = { FILL("number", case_number(a, c->number)),
				FILL("what", case_category(w, c->kind, c->category)),
				FILL("due", case_moment(w, c->due_at, a)), FILL("department", c->department) };
	struct case_message m = { .w = w,
				  .c = c,
				  .whom = whom,
				  .flags = NOTICE_AWAITED,
				  .phrase = phrase,
				  .fills = fills,
				  .n = sizeof fills / sizeof *fills };

	return case_tell(&m, now, a);
}

/* Where nobody of the department reads this, the city must phone. */
static void remind(const struct turn_world *w, const struct timer *t, ms_t now, struct arena *a)
{
	struct case_info c = case_load(w->db, t->subject, a);

	if (!runs(&c) || c.due_at <= now)
		return;
	case_note(w->db, c.number, &(struct case_note){ .event = "reminded", .detail = c.department }, now);
	if (!tell(w, &c, TELL_DEPARTMENT, PHRASE("case.remind"), now, a))
		(void)tell(w, &c, TELL_CITY, PHRASE("case.remind.city"), now, a);
}

static void due(const struct turn_world *w, const struct timer *t, ms_t now, struct arena *a)
{
	struct case_info c = case_load(w->db, t->subject, a);

	if (!runs(&c) || c.due_at > now)
		return;
	case_set_overdue(w->db, c.number, now);
	(void)tell(w, &c, TELL_DEPARTMENT, PHRASE("case.due"), now, a);
	case_note(w->db, c.number, &(struct case_note){ .event = "escalated" }, now);
	(void)tell(w, &c, TELL_CITY, PHRASE("case.due.city"), now, a);
}

const struct job case_deadline_jobs[] = {
	{ .name = CASE_TIMER_REMIND, .run = remind },
	{ .name = CASE_TIMER_DUE, .run = due },
	{ 0 },
};
