/* figure_learning.c - lessons, talks, briefings, study windows: what figures are counted from. */
#include "store/report/figure_sources.h"

/* Of one person all readings first: there are many of them and few who read. */
const char figure_readings[] = FIGURE_SOURCE(
	"sum(opened) as opened, sum(finished) as finished, sum(opened > 0) as readers, sum(finished > 0) as finishers",
	"select " FIGURE_OF_PERSON ", null as category, null as part, r.opened as opened, r.finished as finished"
	" from (select person, sum(opened_at >= ?1 and opened_at < ?2) as opened,"
	" coalesce(sum(finished_at >= ?1 and finished_at < ?2), 0) as finished from lesson_reading group by person) r"
	" join person p on p.id = r.person where r.opened or r.finished");

const char figure_discussions[] = FIGURE_SOURCE(
	"count(*) as people", "select c.street as street, null as trade, c.branch as branch, null as department,"
			      " null as category, null as part from lesson_discussion d join chat c on c.id = d.chat"
			      " where d.at >= ?1 and d.at < ?2");

const char figure_talks[] = FIGURE_SOURCE(
	"sum(source = 'chat') as talks, sum(iif(source = 'chat', people, 0)) as people, sum(source = 'entered') as later,"
	" sum(iif(source = 'entered', people, 0)) as people_later",
	"select s.street as street, null as trade, null as branch, null as department, null as category, o.kind as part,"
	" o.people as people, o.source as source from onsite o left join site s on s.id = o.site"
	" where o.day between ?3 and ?4");

/* What was sent of the briefings of these days, and to how many it came. */
const char figure_briefings[] = FIGURE_SOURCE(
	"count(*) as briefings, sum(copies) as copies, sum(read) as read",
	"select " FIGURE_OF_NOBODY ", null as category, null as part,"
	" (select count(*) from outbox o where o.broadcast = b.number and o.state = 'sent') as copies,"
	" (select count(*) from broadcast_read r where r.broadcast = b.number) as read"
	" from broadcast b where b.kind = 'briefing' and b.state in ('sending', 'sent')"
	" and coalesce(b.day, day(b.starts_at)) between ?3 and ?4");

const char figure_windows[] = FIGURE_SOURCE(
	"count(*) as windows", "select s.street as street, null as trade, null as branch, null as department,"
			       " null as category, null as part from study_window w"
			       " left join site s on s.id = w.site where w.state = 'open'");

const char figure_attendances[] = FIGURE_SOURCE(
	"count(*) as attendances", "select s.street as street, p.trade as trade, null as branch, null as department,"
				   " null as category, null as part from window_visit v join study_window w"
				   " on w.code = v.code left join site s on s.id = w.site"
				   " join person p on p.id = v.person where v.day between ?3 and ?4");
