/* act_link.c - the link to a case's page: given out, made void. */
#include "handlers/case/act.h"

enum act_result case_link_act(const struct doing *d, const struct case_request *q, struct case_outcome *o)
{
	struct db *db = d->w->db;
	ms_t term = q->term ? q->term : d->w->link_days * MS_DAY;

	if (!d->w->public_url) /* nobody could open it */
		return ACT_NOT_NOW;
	if (!o->before.department_id || str_is(o->before.state, "merged"))
		return ACT_NO_TARGET;
	o->now = o->before;
	if (!q->term) /* one that is good for at least half of the usual term will do */
		o->link = page_link_standing(db, o->before.number, d->now + term / 2, d->arena);
	if (!o->link.id)
		o->link = page_link_load(
			db, page_link_make(db, o->before.number, d->person, d->now + term, d->now, d->arena), d->arena);
	return o->link.id ? ACT_DONE : ACT_NO_TARGET;
}

enum act_result case_unlink_act(const struct doing *d, const struct case_request *q, struct case_outcome *o)
{
	(void)q;
	o->now = o->before;
	o->revoked = page_link_revoke(d->w->db, o->before.number, d->person, d->now);
	return ACT_DONE;
}
