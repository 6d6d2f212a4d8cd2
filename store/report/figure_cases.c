/* figure_cases.c - cases: what figures are counted from.
 *
 * A case stands as its events up to the end of the period left it; what happened
 * later is not looked at. */
#include "store/report/figure_sources.h"

/* The id of the last event of some names; 0: none. */
#define LAST(events) "max(iif(event in (" events "), id, 0))"
#define TIMES(test) "sum(" test " and at >= ?1)"

/* One row a case: how it stood. */
#define STOOD                                                                                                                                                                                                                                                                                  \
	"select number,"                                                                                                                                                                                                                                                                       \
	" " LAST("'withdrawn'") " > " LAST("'restored'") " or " LAST(                                                                                                                                                                                                                          \
		"'merged'") " > 0 as dead,"                                                                                                                                                                                                                                                    \
			    " " LAST("'withdrawn'") " > " LAST(                                                                                                                                                                                                                                \
				    "'restored'") " as withdrawn,"                                                                                                                                                                                                                             \
						  " max(iif(event = 'withdrawn', at, 0)) as withdrawn_at,"                                                                                                                                                                                     \
						  " min(iif(event = 'assigned', at, null)) as assigned_at,"                                                                                                                                                                                    \
						  " min(iif(event in ('answered', 'adopted', 'declined'), at, null)) as answered_at,"                                                                                                                                                          \
						  " " LAST("'rated', 'closed', 'adopted', 'declined'") " > " LAST(                                                                                                                                                                             \
							  "'reopened'") " as closed,"                                                                                                                                                                                                          \
									" max(iif(event in ('rated', 'closed', 'adopted', 'declined'), at, 0)) as closed_at,"                                                                                                                                  \
									" " TIMES(                                                                                                                                                                                                             \
										"event = 'reopened'") " as reopened,"                                                                                                                                                                          \
												      " sum(event = 'overdue') > 0 as late, " TIMES(                                                                                                                                           \
													      "event = 'overdue'") " > 0 as late_now,"                                                                                                                                         \
																   " " LAST("'adopted'") " as adopted, " LAST(                                                                                                                 \
																	   "'declined'") " as declined,"                                                                                                                       \
																			 " max(iif(event in ('adopted', 'declined'), at, 0)) as decided_at,"                                                                   \
																			 " " LAST("'answered', 'corrected'") " as said, " LAST(                                                                                \
																				 "'reopened'") " as undone,"                                                                                                   \
																					       " max(iif(event = 'answered', at, 0)) as said_at,"                                                              \
																					       " max(iif(event = 'answered' or event = 'corrected', id * 2 + (detail = 'solved'), 0)) % 2 as solves,"          \
																					       " max(iif(event = 'rated' or (event = 'reopened' and detail = 'dissatisfied'), id * 2 + (event = 'rated'), 0))" \
																					       " as word, max(iif(event = 'rated' or (event = 'reopened' and detail = 'dissatisfied'), at, 0)) as word_at"     \
																					       " from case_event where at < ?2 group by number"

/* In a rate: received in the period, not a suggestion. */
#define COHORT "filed and part <> 'suggestion'"

const char figure_cases[] = FIGURE_SOURCE(
	"sum(filed) as received,"
	" sum(not dead and assigned_at >= ?1) as assigned,"
	" sum(not dead and answered_at >= ?1) as answered,"
	" sum(not dead and closed and closed_at >= ?1) as closed,"
	" sum(withdrawn and withdrawn_at >= ?1) as withdrawn,"
	" sum(iif(dead, 0, reopened)) as reopened,"
	" sum(not dead and late_now) as late,"
	" sum(not dead and solved and said_at >= ?1) as solved,"
	" sum(not dead and word_at >= ?1 and word % 2 = 1) as satisfied,"
	" sum(not dead and word_at >= ?1 and word % 2 = 0) as dissatisfied,"
	" sum(not dead and adopted > max(declined, undone) and decided_at >= ?1) as adopted,"
	" sum(not dead and declined > max(adopted, undone) and decided_at >= ?1) as declined,"
	" sum(patrol and filed) as found, sum(patrol and not dead and solved and said_at >= ?1) as found_solved,"
	" sum(" COHORT " and answered_at is not null and not late) as in_time,"
	" sum(" COHORT " and (answered_at is not null or late)) as ripe,"
	" sum(" COHORT " and answered_at is not null and solved) as cohort_solved,"
	" sum(" COHORT " and answered_at is not null) as cohort_answered,"
	" sum(" COHORT " and word % 2 = 1) as cohort_satisfied,"
	" sum(" COHORT " and word > 0) as cohort_rated,"
	" sum(" COHORT " and closed) as cohort_closed,"
	" sum(" COHORT ") as cohort",
	"select c.street as street, p.trade as trade, null as branch, c.department as department, c.category as category,"
	" c.kind as part, c.source = 'patrol' as patrol, c.filed_at >= ?1 and not e.dead as filed,"
	" e.said > e.undone and e.solves as solved, e.* from (" STOOD ") e join cases c on c.number = e.number"
	" left join person p on p.id = c.person where c.filed_at < ?2");

/* How many people a matter concerns: each once, with those who support it. */
const char figure_concerned[] = FIGURE_SOURCE("count(*) as people",
					      "select min(c.street) as street, null as trade, null as branch,"
					      " min(c.department) as department, c.category as category, c.kind as part"
					      " from cases c where c.filed_at >= ?1 and c.filed_at < ?2"
					      " and c.category in ('pay', 'penalty', 'dispatch', 'contract', 'care')"
					      " group by c.kind, c.category, c.person");

const char figure_patrollers[] = FIGURE_SOURCE("count(*) as patrollers", "select distinct r.person, " FIGURE_OF_NOBODY
									 ", null as category, null as part"
									 " from role r where r.role = 'patrol'");

const char figure_finders[] = FIGURE_SOURCE(
	"count(*) as finders", "select min(c.street) as street, null as trade, null as branch, null as department,"
			       " null as category, null as part from cases c where c.kind = 'hazard'"
			       " and c.source = 'patrol' and c.filed_at >= ?1 and c.filed_at < ?2"
			       " and (c.state not in ('withdrawn', 'merged') or c.closed_at >= ?2) group by c.person");
