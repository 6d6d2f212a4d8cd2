/* figure_helping.c - publicity, volunteers, tasks, rides, duties: what figures are counted from. */
#include "store/report/figure_sources.h"

const char figure_teams[] = FIGURE_SOURCE(
	"count(*) as teams, sum(members) as members",
	"select " FIGURE_OF_NOBODY ", null as category, null as part,"
	" (select count(*) from team_member m where m.team = t.id and m.since_at < ?2) as members from team t");

const char figure_publicity[] = FIGURE_SOURCE(
	"count(*) as actions, sum(people) as people",
	"select " FIGURE_OF_NOBODY
	", kind as category, null as part, people from publicity where day between ?3 and ?4");

const char figure_volunteers[] = FIGURE_SOURCE(
	"count(*) as volunteers, sum(v_since >= ?1) as new",
	"select " FIGURE_OF_PERSON ", null as category, null as part, v.since_at as v_since from volunteer v"
	" join person p on p.id = v.person where v.state in ('active', 'paused') and v.since_at < ?2");

const char figure_tasks[] = FIGURE_SOURCE(
	"count(*) as tasks", "select t.street as street, null as trade, null as branch, null as department,"
			     " t.kind as category, null as part from task t where t.state = 'done'"
			     " and t.closed_at >= ?1 and t.closed_at < ?2");

const char figure_served[] = FIGURE_SOURCE(
	"count(*) as services, sum(hours) as hours",
	"select t.street as street, p.trade as trade, null as branch, null as department, t.kind as category,"
	" null as part, o.hours as hours from task_offer o join task t on t.code = o.task join person p on p.id = o.person"
	" where o.state = 'done' and o.done_at >= ?1 and o.done_at < ?2");

const char figure_servers[] = FIGURE_SOURCE(
	"count(*) as people", "select " FIGURE_OF_PERSON ", null as category, null as part from (select distinct person"
			      " from task_offer where state = 'done' and done_at >= ?1 and done_at < ?2) o"
			      " join person p on p.id = o.person");

#define DRIVEN "r.state = 'done' and r.at >= ?1 and r.at < ?2"

const char figure_rides[] = FIGURE_SOURCE(
	"count(*) as rides", "select r.street as street, null as trade, null as branch, null as department,"
			     " null as category, null as part from ride r where " DRIVEN);

const char figure_drivers[] = FIGURE_SOURCE("count(*) as drivers",
					    "select " FIGURE_OF_PERSON
					    ", null as category, null as part from (select distinct driver"
					    " from ride r where " DRIVEN ") r join person p on p.id = r.driver");

/* On the lists at the end; dropped ones are not. */
const char figure_duties[] = FIGURE_SOURCE(
	"count(*) as duties, sum(done >= ?1) as done, sum(done is null and coalesce(due, '9999') <= ?5) as behind",
	"select null as street, null as trade, null as branch, d.department as department, d.list as category,"
	" d.list as part, d.due_day as due, iif(d.done_at < ?2, d.done_at, null) as done from duty d"
	" where d.created_at < ?2 and not (d.state = 'dropped' and coalesce(d.done_at, 0) < ?2)");

const char figure_later[] = FIGURE_SOURCE(
	"sum(n) as n", "select street, null as trade, null as branch, department, null as category, figure as part, n"
		       " from later_entry where day between ?3 and ?4 and taken_back_at is null");
