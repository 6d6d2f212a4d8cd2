/* privacy.c - what is told of each table. */
#include "store/keep/privacy.h"

#include <string.h>

#define NAME(kind) #kind,
const char *const privacy_kind_names[PRIVACY_KINDS_COUNT] = { PRIVACY_KINDS(NAME) };
#undef NAME

#define N_OF(table) "select count(*) as n from " table " where person = ?1 having count(*) > 0"
#define HIS "(person = ?1 or on_behalf = ?1)"
enum { BRIEF_ROWS = 20, FULL_ROWS = 2000 };

#define SHOWN(columns, sql)                                                                                            \
	{                                                                                                              \
		columns, sql, false                                                                                    \
	}
#define COPY(columns, sql)                                                                                             \
	{                                                                                                              \
		columns, sql, true                                                                                     \
	}

/* `columns`: those that refer to a person and are told by this. */
static const struct {
	const char *columns;
	const char *sql;
	bool full; /* in a copy to take away only */
} kinds[PRIVACY_KINDS_COUNT] = SHOWN([PRIVACY_identity] = { "identity.person chat.person",
			       "select channel, unseal(native) as id from identity where person = ?1 order by identity.id"),
	[PRIVACY_name] = SHOWN(NULL, "select unseal(name) as name from person where id = ?1 and name is not null"),
	[PRIVACY_phone] = SHOWN(NULL, "select unseal(phone) as phone from person where id = ?1 and phone is not null"),
	[PRIVACY_work] = SHOWN(NULL,
			   "select coalesce(trade, '') as trade, coalesce(platform, '') as platform,"
			   " coalesce((select s.name from site s where s.id = p.site), unseal(site_said), '') as site,"
			   " coalesce((select a.name from place a where a.id = p.street), '') as street"
			   " from person p where id = ?1 and coalesce(trade, platform, site, site_said, street) is not null"),
	[PRIVACY_registered] = SHOWN(NULL,
				 "select day(registered_at) as day from person where id = ?1 and registered_at is not null"),
	[PRIVACY_job] = SHOWN("job.person", "select coalesce(trade, '') as trade, coalesce(platform, '') as platform,"
					" coalesce(day(to_at), '') as day from job where person = ?1 order by id"),
	[PRIVACY_listed] = SHOWN("listed.person", N_OF("listed")),
	[PRIVACY_group] = SHOWN("person_group.person",
			    "select group_concat(title, '、') as groups from (select c.title from person_group g"
			    " join chat c on c.id = g.chat where g.person = ?1 and c.title is not null order by c.id)"
			    " having groups is not null"),
	[PRIVACY_member] = SHOWN("member.person",
			     "select coalesce((select b.name from branch b where b.id = m.branch), '') as branch, state"
			     " from member m where person = ?1"),
	[PRIVACY_member_more] = COPY(NULL,
				  "select coalesce(unseal(organisation), '') as organisation, coalesce(unseal(joined), '') as joined,"
				  " coalesce(unseal(living), '') as living from member where person = ?1"
				  " and coalesce(organisation, joined, living) is not null"),
	[PRIVACY_team] = SHOWN("team_member.person", "select t.name as team from team_member m join team t on t.id = m.team"
						 " where m.person = ?1 order by t.id"),
	[PRIVACY_publicity] = SHOWN("publicity.person", N_OF("publicity")),
	[PRIVACY_role] = SHOWN("role.person", "select role, scope from role where person = ?1 order by role, scope"),
	[PRIVACY_cases] = SHOWN("cases.person cases.on_behalf",
			    "select 'Q-' || number as number, state, day(filed_at) as day from cases where " HIS
			    " order by cases.number desc"),
	[PRIVACY_case_text] = COPY(NULL,
				"select 'Q-' || number as number, unseal(text) as text, coalesce(unseal(place), '') as place,"
				" coalesce(unseal(lat) || ',' || unseal(lon), '') as position from cases where " HIS
				" order by cases.number"),
	[PRIVACY_case_words] = COPY("case_event.person",
				 "select 'Q-' || number as number, day(at) as day, unseal(text) as text from case_event"
				 " where person = ?1 and text is not null order by id"),
	[PRIVACY_access] = SHOWN("access_note.person",
			     "select 'G-' || number as number, unseal(place) as place, unseal(text) as text from access_note"
			     " where person = ?1 order by access_note.number"),
	[PRIVACY_supported] = SHOWN("case_supporter.person",
				"select group_concat('Q-' || number, '、') as numbers from case_supporter where person = ?1"
				" having numbers is not null"),
	[PRIVACY_picture] = SHOWN("photo.person", N_OF("photo")),
	[PRIVACY_voice] = SHOWN("voice.person", N_OF("voice")),
	[PRIVACY_lessons] = SHOWN("lesson_reading.person",
			      "select count(*) as n, count(finished_at) as done from lesson_reading where person = ?1"
			      " having count(*) > 0"),
	[PRIVACY_lesson] = COPY(NULL,
			     "select 'L-' || lesson as number, day(opened_at) as day, coalesce(day(finished_at), '') as done"
			     " from lesson_reading where person = ?1 order by lesson"),
	[PRIVACY_answer] = COPY("lesson_answer.person",
			     "select 'L-' || lesson as number, no, last as answer, day(at) as day from lesson_answer"
			     " where person = ?1 order by lesson, no"),
	[PRIVACY_window] = SHOWN("window_visit.person",
			     "select group_concat(code || ' ' || day, '、') as visits from window_visit where person = ?1"
			     " having visits is not null"),
	[PRIVACY_enrolled] = SHOWN("enrolment.person",
			       "select case kind when 'activity' then 'A-' when 'class' then 'C-' else 'M-' end || code as number,"
			       " state, day(at) as day from enrolment where person = ?1 order by enrolment.id desc"),
	[PRIVACY_enrolled_about] = COPY(NULL,
				     "select case kind when 'activity' then 'A-' when 'class' then 'C-' else 'M-' end || code"
				     " as number, unseal(about) as text from enrolment where person = ?1 and about is not null"
				     " order by enrolment.id"),
	[PRIVACY_child] = SHOWN(NULL,
				"select 'C-' || e.code as number, unseal(c.name) as name, c.age as age from child c"
				" join enrolment e on e.id = c.enrolment where e.person = ?1 order by e.id"),
	[PRIVACY_child_more] = COPY(NULL,
				    "select unseal(c.name) as name, coalesce(unseal(c.note), '') as text, coalesce(unseal(c.fetch), '')"
				    " as fetch, coalesce(unseal(c.phone), '') as phone from child c join enrolment e on e.id = c.enrolment"
				    " where e.person = ?1 order by e.id"),
	[PRIVACY_volunteer] = SHOWN("volunteer.person",
				"select area, format('%g', radius_km) as radius, coalesce(skills, '') as skills,"
				" format('%g', hours) as hours, state from volunteer where person = ?1"),
	[PRIVACY_position] = SHOWN(NULL, "select unseal(lat) || ',' || unseal(lon) as position from volunteer"
				     " where person = ?1 and lat is not null"),
	[PRIVACY_asked] = SHOWN("task.person",
			    "select 'T-' || code as number, kind as task, state, day(created_at) as day from task"
			    " where person = ?1 and not by_staff order by task.code desc"),
	[PRIVACY_asked_text] = COPY(NULL,
				 "select 'T-' || code as number, coalesce(unseal(text), '') as text, coalesce(unseal(place), '')"
				 " as place, coalesce(unseal(phone), '') as phone from task where person = ?1 and not by_staff"
				 " and coalesce(text, place, phone) is not null order by task.code"),
	[PRIVACY_helped] = SHOWN("task_offer.person",
			     "select 'T-' || task as number, state, format('%g', hours) as hours from task_offer"
			     " where person = ?1 and state <> 'offered' order by task desc"),
	[PRIVACY_offered] = SHOWN(NULL, "select count(*) as n from task_offer where person = ?1 having count(*) > 0"),
	[PRIVACY_ride] = SHOWN("ride.person", "select 'T-' || code as number, state, clock(at) as day from ride"
					      " where person = ?1 order by ride.code desc"),
	[PRIVACY_ride_text] = COPY(NULL,
				   "select 'T-' || code as number, coalesce(unseal(start), '') as start, coalesce(unseal(goal), '')"
				   " as goal, coalesce(unseal(phone), '') as phone from ride where person = ?1"
				   " and coalesce(start, goal, phone) is not null order by ride.code"),
	[PRIVACY_ride_driver] = SHOWN("ride_driver.person",
				      "select state, seats, coalesce(unseal(phone), '') as phone from ride_driver"
				      " where person = ?1"),
	[PRIVACY_ride_driven] = SHOWN("ride.driver", "select 'T-' || code as number, state, clock(at) as day from ride"
						     " where driver = ?1 order by ride.code desc"),
	[PRIVACY_subscription] = SHOWN(NULL, "select kind as notify, time, state from subscription where chat in"
					 " (select id from chat where person = ?1 and type = 'private') order by 1"),
	[PRIVACY_off] = SHOWN("person_pref.person",
			  "select kind as notify, day(off_at) as day from person_pref where person = ?1 order by 1"),
	[PRIVACY_consent] = SHOWN("consent.person", "select purpose, day(at) as day from consent where person = ?1"
						" and at is not null and withdrawn_at is null order by 1"),
	[PRIVACY_withdrawn] = SHOWN(NULL, "select purpose, day(withdrawn_at) as day from consent where person = ?1"
				      " and withdrawn_at is not null order by 1"),
	[PRIVACY_callback] = SHOWN("callback.person",
			       "select coalesce(unseal(phone), '') as phone, day(at) as day, state from callback"
			       " where person = ?1 order by callback.id desc"),
	[PRIVACY_handover] = SHOWN("handover.person",
			       "select 'H-' || number as number, day(opened_at) as day, state from handover"
			       " where person = ?1 order by handover.id desc"),
	[PRIVACY_handover_words] = COPY(NULL,
					"select 'H-' || h.number as number, day(l.at) as day, unseal(l.body) as text"
					" from handover_line l join handover h on h.id = l.handover where h.person = ?1 order by l.id"),
	[PRIVACY_reveal] = SHOWN("reveal.person",
			     "select count(*) as n, day(max(at)) as day from reveal where person = ?1 having count(*) > 0"),
	[PRIVACY_reveal_why] = COPY(NULL,
				 "select day(at) as day, unseal(reason) as reason from reveal where person = ?1 order by id"),
	[PRIVACY_broadcast] = SHOWN("broadcast_copy.person broadcast_read.person",
				"select count(*) as n, (select count(*) from broadcast_read where person = ?1) as read"
				" from broadcast_copy where person = ?1 having count(*) > 0"),
	[PRIVACY_talk] = SHOWN("conversation.person", "select count(*) as n, day(max(at)) as day from conversation"
						  " where person = ?1 having count(*) > 0"),
	[PRIVACY_message] = SHOWN("outbox.person notice.person",
			      "select count(*) as n from outbox where body is not null and chat in"
			      " (select id from chat where person = ?1 and type = 'private') having count(*) > 0"),
};

/* Not told: what somebody does as staff is the office's; who was reminded of what and
 * when, which records may be one, is about the program's own work. */
static const char not_told[] =
	" ride_gone.person hint.person duplicate.a duplicate.b leaving.person handover_told.person duty_desk.person case_alert.person"
	" reveal.staff handover.staff department.duty branch.contact site.manager station.offered_by member.decided_by"
	" cases.taken_by page_link.made_by task.decided_by duty.person visit.person onsite.person later_entry.person report_version.person broadcast.person responsible.person"
	" approval.a approval.b approval.by approval.decided_by bind_code.person bind_try.person ";

static bool stands_in(const char *columns, const char *column)
{
	struct str rest = str_c(columns), one;

	while (str_split(&rest, ' ', &one))
		if (str_is(one, column))
			return true;
	return false;
}

bool privacy_knows(const char *column)
{
	for (size_t i = 0; i < PRIVACY_KINDS_COUNT; i++)
		if (kinds[i].columns && stands_in(kinds[i].columns, column))
			return true;
	return stands_in(not_told, column);
}

struct list {
	struct privacy_row *v;
	size_t n, room;
};

static struct privacy_row *next(struct list *l, struct arena *a)
{
	if (l->n == l->room) {
		struct privacy_row *more = arena_array(a, struct privacy_row, l->room * 2 + 64);

		if (l->n)
			memcpy(more, l->v, l->n * sizeof *more);
		l->v = more;
		l->room = l->room * 2 + 64;
	}
	return &l->v[l->n++];
}

static void collect(struct db *db, int64_t person, enum privacy_kind kind, size_t most, struct list *l, struct arena *a)
{
	struct rows *r = db_query(db, kinds[kind].sql, V(person));

	for (size_t i = 0; i < most && db_next(r); i++) {
		struct privacy_row *row = next(l, a);

		*row = (struct privacy_row){ .kind = kind };
		for (int c = 0; c < db_columns(r) && row->n < PRIVACY_FACTS; c++, row->n++) {
			row->facts[row->n].name = arena_strdup(a, db_column_name(r, c));
			row->facts[row->n].value = arena_str(a, db_str(r, c));
		}
	}
	db_done(r);
}

struct privacy_row *privacy_rows(struct db *db, int64_t person, bool full, struct arena *a, size_t *n)
{
	struct list l = { 0 };

	for (int k = 0; k < PRIVACY_KINDS_COUNT; k++)
		if (full || !kinds[k].full)
			collect(db, person, (enum privacy_kind)k, full ? FULL_ROWS : BRIEF_ROWS, &l, a);
	*n = l.n;
	return l.v;
}

/* --------------------------------------------------------------------- leaving */

#define ANSWERED_OF_LEAVERS                                                                                            \
	" from cases c join leaving l on l.person = c.person where l.contact and c.state = 'answered'"                 \
	" and c.answered_at is not null"

int64_t leaving_answered(struct db *db, ms_t for_ms, ms_t now)
{
	return db_get_int(
		db, 0, "select c.number" ANSWERED_OF_LEAVERS " and c.answered_at <= ?1 - ?2 order by c.number limit 1",
		V(now), V(for_ms));
}

ms_t leaving_next(struct db *db, ms_t for_ms)
{
	return db_get_int(db, INT64_MAX, "select min(c.answered_at) + ?1" ANSWERED_OF_LEAVERS, V(for_ms));
}
