/* figure_people.c - sites, visits, people, members: what figures are counted from. */
#include "store/report/figure_sources.h"

#define MET(source)                                                                                                    \
	"exists(select 1 from visit v where v.site = s.id and v.outcome = 'met' and v.day between ?3 and ?4" source ")"

const char figure_sites[] = FIGURE_SOURCE(
	"count(*) as sites, sum(heads) as heads, sum(met) as met, sum(met * heads) as heads_met, sum(met_later) as met_later,"
	" sum(met_later * heads) as heads_later",
	"select s.street as street, null as trade, null as branch, null as department, s.platform as category, null as part,"
	" coalesce(s.headcount, 0) as heads, " MET(
		" and v.source = 'chat'") " as met,"
					  " " MET("") " and not " MET(
						  " and v.source = 'chat'") " as met_later from site s");

const char figure_visits[] = FIGURE_SOURCE(
	"sum(source = 'chat') as visits, sum(source = 'entered') as later",
	"select s.street as street, null as trade, null as branch, null as department, null as category,"
	" v.outcome as part, v.source as source from visit v join site s on s.id = v.site where v.day between ?3 and ?4");

/* On the roster at the end: who registered, and whom a census list names who never did. */
const char figure_people[] = FIGURE_SOURCE(
	"sum(registered or counted) as people, sum(registered) as registered, sum(new) as new, sum(gone) as gone",
	"select " FIGURE_OF_PERSON ", null as category, null as part,"
	" p.registered_at is not null and p.registered_at < ?2 and (p.registered or p.left_at >= ?2) as registered,"
	" p.registered_at is null and p.source = 'census' and p.created_at < ?2 and p.forgotten_at is null"
	" and (p.left_at is null or p.left_at >= ?2) as counted,"
	" coalesce(p.registered_at >= ?1 and p.registered_at < ?2, 0) as new,"
	" coalesce(p.left_at >= ?1 and p.left_at < ?2, 0) as gone"
	" from person p where p.registered_at is not null or p.source = 'census'");

const char figure_members[] = FIGURE_SOURCE(
	"count(*) as members, sum(new) as new, sum(verified) as verified",
	"select p.street as street, p.trade as trade, m.branch as branch, null as department, null as category,"
	" null as part, m.state = 'verified' as verified, coalesce(m.at >= ?1, 0) as new"
	" from member m join person p on p.id = m.person where m.state in ('pending', 'verified')"
	" and coalesce(m.at, 0) < ?2");

const char figure_branches[] = FIGURE_SOURCE("count(*) as branches",
					     "select null as street, trade, id as branch, null as department,"
					     " null as category, null as part from branch");
