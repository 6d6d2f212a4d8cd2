/* figure_places.c - stations, activities, classes, meeting days: what figures are counted from. */
#include "store/report/figure_sources.h"

const char figure_stations[] = FIGURE_SOURCE("count(*) as stations", "select " FIGURE_OF_NOBODY ", null as category,"
								     " null as part from station where state = 'open'");

/* Each service once, however many stations have it. */
const char figure_services[] = FIGURE_SOURCE(
	"count(*) as services",
	"select distinct " FIGURE_OF_NOBODY ", null as part, j.value as category from station s,"
	" json_each('[\"' || replace(s.services, ';', '\",\"') || '\"]') j where s.state = 'open'");

#define IN_PERIOD(day) day " between ?3 and ?4"

const char figure_activities[] = FIGURE_SOURCE(
	"count(*) as activities", "select " FIGURE_OF_NOBODY ", null as category, null as part from activity"
				  " where state in ('open', 'closed') and " IN_PERIOD("day(start_at)"));

const char figure_signups[] = FIGURE_SOURCE(
	"sum(state <> 'left') as signups, sum(attended_at is not null) as attendances",
	"select " FIGURE_OF_PERSON ", null as category, null as part, e.state as state, e.attended_at as attended_at"
	" from activity a join enrolment e on e.kind = 'activity' and e.code = a.code join person p on p.id = e.person"
	" where a.state in ('open', 'closed') and " IN_PERIOD("day(a.start_at)"));

#define CLASSES "c.state in ('open', 'closed') and " IN_PERIOD("c.first_day")

const char figure_classes[] = FIGURE_SOURCE(
	"count(*) as classes", "select c.street as street, null as trade, null as branch, null as department,"
			       " null as category, null as part from class c where " CLASSES);

const char figure_children[] = FIGURE_SOURCE(
	"count(*) as children", "select c.street as street, null as trade, null as branch, null as department,"
				" null as category, null as part from class c join enrolment e on e.kind = 'class'"
				" and e.code = c.code where e.state = 'in' and " CLASSES);

/* Each worker once, however many children of his are in a class. */
const char figure_workers[] = FIGURE_SOURCE(
	"count(*) as workers", "select min(c.street) as street, p.trade as trade, null as branch, null as department,"
			       " null as category, null as part from class c join enrolment e on e.kind = 'class'"
			       " and e.code = c.code join person p on p.id = e.person where e.state = 'in'"
			       " and " CLASSES " group by e.person");

const char figure_meetings[] = FIGURE_SOURCE(
	"count(*) as meetings",
	"select " FIGURE_OF_NOBODY ", null as category, null as part from meeting where " IN_PERIOD("day(start_at)"));

const char figure_questions[] = FIGURE_SOURCE(
	"count(*) as questions, sum(filed) as filed",
	"select " FIGURE_OF_PERSON ", null as category, null as part, e.filed is not null as filed from meeting x"
	" join enrolment e on e.kind = 'meeting' and e.code = x.code join person p on p.id = e.person"
	" where e.state <> 'left' and " IN_PERIOD("day(x.start_at)"));
