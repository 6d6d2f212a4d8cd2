/* add.c - new rows of kinds that are stored the way the chat stores them. */
#include "store/lists/kinds/cells.h"
#include "store/person/department.h"
#include "store/place/place.h"
#include "store/report/version.h"
#include "store/task/task.h"
#include "store/messages/timer.h"
#include "store/visit/visit.h"

static int64_t person_with(struct db *db, struct str id)
{
	return id.n ? db_get_int(db, 0, "select person from identity where key = keyed(?1)", V(id)) : 0;
}

static ms_t moment(struct db *db, struct str local)
{
	return local.n ? db_get_int(db, 0, "select unixepoch(?1, 'utc') * 1000", V(local)) : 0;
}

void kind_add_visit(struct db *db, const struct str *cells, ms_t now, struct arena *a)
{
	struct visit_new v = { .site = db_get_int(db, 0, "select id from site where name = ?1", V(cells[0])),
			       .day = cells[1],
			       .person = person_with(db, cells[2]),
			       .absent = str_is(cells[3], "absent"),
			       .people = (int64_t)cell_number(cells[4]),
			       .note = cells[5],
			       .actor = "operator",
			       .entered = true };

	(void)visit_add(db, &v, now, a);
}

/* What staff put on a list was looked at; the first wave goes out when the gateway runs. */
void kind_add_task(struct db *db, const struct str *cells, ms_t now, struct arena *a)
{
	bool requested = str_is(cells[2], "requested");
	struct str by = cells[8].n ? cells[8] : cells[7];
	struct task t = { .code = cell_code(cells[0]),
			  .kind = cells[1],
			  .near = cells[3],
			  .place = cells[4],
			  .phone = cells[5],
			  .text = cells[6],
			  .start = moment(db, cells[7]),
			  .deadline = moment(db, by),
			  .wanted = (int64_t)cell_number(cells[9]),
			  .urgent = str_is(cells[10], "yes"),
			  .fetch = str_is(cells[1], "medicine"),
			  .skill = cells[11],
			  .vehicle = cells[12],
			  .person = person_with(db, cells[13]),
			  .by_staff = !cells[13].n && !requested };

	t.located = place_position(db, t.near, &t.at);
	t.street = street_named_in(db, t.near, a).id;
	if (!t.street && t.located)
		t.street = street_nearest(db, t.at);
	(void)task_new(db, &t, "operator", now, a);
	if (!requested && !t.by_staff)
		(void)task_publish(db, t.code, 0, "operator", now);
	timer_set(db, TASK_LISTED, t.code, now);
}

void kind_add_entry(struct db *db, const struct str *cells, ms_t now, struct arena *a)
{
	struct later_entry l = { .figure = figure_named(cells[0]),
				 .n = cell_number(cells[1]),
				 .day = cells[2],
				 .street = cells[3].n ? place_id(db, cells[3]) : 0,
				 .source = cells[4],
				 .evidence = cells[5],
				 .actor = "operator" };

	(void)later_add(db, &l, now, a);
}
