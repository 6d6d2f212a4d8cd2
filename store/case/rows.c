/* rows.c - the columns of exported cases, and the SQL that fills them. */
#include "store/case/rows.h"

const struct case_column case_columns[CASE_COLUMNS_ALL] = {
	{ .name = "number", .type = CASE_NAME },
	{ .name = "kind", .type = CASE_CODE, .slot = "case_kind" },
	{ .name = "category", .type = CASE_CODE, .slot = "grievance_category" },
	{ .name = "place", .type = CASE_NAME },
	{ .name = "street", .type = CASE_NAME },
	{ .name = "site", .type = CASE_NAME },
	{ .name = "department", .type = CASE_NAME },
	{ .name = "helpers", .type = CASE_NAME },
	{ .name = "state", .type = CASE_CODE, .slot = "case_standing" },
	{ .name = "urgent", .type = CASE_FLAG },
	{ .name = "source", .type = CASE_CODE, .slot = "case_source" },
	{ .name = "outside", .type = CASE_NAME },
	{ .name = "filed_at", .type = CASE_MOMENT },
	{ .name = "assigned_at", .type = CASE_MOMENT },
	{ .name = "due_at", .type = CASE_MOMENT },
	{ .name = "first_answered_at", .type = CASE_MOMENT },
	{ .name = "answered_at", .type = CASE_MOMENT },
	{ .name = "closed_at", .type = CASE_MOMENT },
	{ .name = "outcome", .type = CASE_CODE, .slot = "outcome" },
	{ .name = "overdue", .type = CASE_FLAG },
	{ .name = "overdue_days", .type = CASE_COUNT },
	{ .name = "extended", .type = CASE_COUNT },
	{ .name = "reopened", .type = CASE_COUNT },
	{ .name = "supporters", .type = CASE_COUNT },
	{ .name = "photos", .type = CASE_COUNT },
	{ .name = "merged_into", .type = CASE_NAME },
	{ .name = "text", .type = CASE_WORDS },
	{ .name = "answer", .type = CASE_WORDS },
	{ .name = "reporter", .type = CASE_NAME },
	{ .name = "phone", .type = CASE_NAME },
	{ .name = "on_behalf", .type = CASE_NAME },
};

#define ROWS(contacts)                                                                                                 \
	"select 'Q-' || c.number, c.kind, c.category, unseal(c.place), a.name, s.name, d.name,"                        \
	" (select group_concat(name, ';') from (select h.name from case_helper x join department h"                    \
	"  on h.id = x.department where x.number = c.number order by h.name)),"                                        \
	" c.state, c.urgent, c.source, c.outside, c.filed_at, c.assigned_at, c.due_at, c.first_answered_at,"           \
	" c.answered_at, c.closed_at, c.outcome, c.overdue, c.overdue_days, c.extended, c.reopened,"                   \
	" (select count(*) from case_supporter z where z.number = c.number),"                                          \
	" (select count(*) from photo f where f.number = c.number and f.state in ('sent', 'here', 'reference')),"      \
	" 'Q-' || c.merged_into, unseal(c.text),"                                                                      \
	" (select unseal(e.text) from case_event e where e.number = c.number"                                          \
	"  and e.event in ('answered', 'adopted', 'declined') order by e.id desc limit 1), " contacts                  \
	" from cases c left join department d on d.id = c.department left join site s on s.id = c.site"                \
	" left join place a on a.id = c.street left join person p on p.id = c.person"                                  \
	" left join person b on b.id = c.on_behalf"                                                                    \
	" where c.filed_at >= ?1 and (?2 = 0 or c.filed_at < ?2) order by c.number"

static struct case_cell cell(const struct rows *r, int i)
{
	if (db_is_null(r, i))
		return (struct case_cell){ .none = true };
	switch (case_columns[i].type) {
	case CASE_COUNT:
	case CASE_FLAG:
	case CASE_MOMENT:
		return (struct case_cell){ .number = db_int(r, i) };
	default:
		return (struct case_cell){ .text = db_str(r, i) };
	}
}

size_t case_rows(struct db *db, const struct case_rows *q)
{
	static const char open[] = ROWS("null, null, null"),
			  with_contacts[] = ROWS("iif(c.anonymous, null, unseal(p.name)),"
						 " iif(c.anonymous, null, unseal(p.phone)),"
						 " iif(c.anonymous, null, coalesce(unseal(b.name), unseal(c.behalf)))");
	struct rows *r = q->contacts ? db_query(db, with_contacts, V(q->from), V(q->to))
				     : db_query(db, open, V(q->from), V(q->to));
	struct case_cell cells[CASE_COLUMNS_ALL];
	size_t n = 0;

	while (db_next(r)) {
		for (int i = 0; i < CASE_COLUMNS_ALL; i++)
			cells[i] = cell(r, i);
		q->row(q->arg, cells);
		n++;
	}
	db_done(r);
	return n;
}
