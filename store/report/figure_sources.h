/* figure_sources.h - the SQL from which figures are counted; for figure*.c only.
 *
 * ?1 and ?2 are the first moment of the period and the first after it, ?3 and ?4 its first
 * and last day, ?5 the last of its days that is over. Columns: street, trade, branch,
 * department, category, part; then any number of sums by name. */
#ifndef STORE_REPORT_FIGURE_SOURCES_H
#define STORE_REPORT_FIGURE_SOURCES_H

/* `facts`: a SELECT that gives the six columns (ids of street, branch and department) and what is summed. */
#define FIGURE_SOURCE(sums, facts)                                                                                     \
	"select (select name from place where id = street), trade, (select name from branch where id = branch),"       \
	" (select name from department where id = department), category, part, " sums " from (" facts ")"              \
	" where coalesce(?1, ?2, ?3, ?4, ?5) is not null group by street, trade, branch, department, category, part"

/* Of a person p: where he belongs. */
#define FIGURE_OF_PERSON                                                                                               \
	"p.street as street, p.trade as trade,"                                                                        \
	" (select branch from member m where m.person = p.id and m.state = 'verified') as branch,"                     \
	" null as department"

/* Not of anybody. */
#define FIGURE_OF_NOBODY "null as street, null as trade, null as branch, null as department"

/* people */
extern const char figure_sites[], figure_visits[], figure_people[], figure_members[], figure_branches[];
/* learning */
extern const char figure_readings[], figure_discussions[], figure_talks[], figure_briefings[], figure_windows[],
	figure_attendances[];
/* gatherings and stations */
extern const char figure_stations[], figure_services[], figure_activities[], figure_signups[], figure_classes[],
	figure_children[], figure_workers[], figure_meetings[], figure_questions[];
/* cases */
extern const char figure_cases[], figure_patrollers[], figure_finders[], figure_concerned[];
/* helping, duties */
extern const char figure_teams[], figure_publicity[], figure_volunteers[], figure_tasks[], figure_served[],
	figure_servers[], figure_rides[], figure_drivers[], figure_duties[];
/* entered afterwards; part: the figure's key */
extern const char figure_later[];

#endif
