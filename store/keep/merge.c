/* merge.c - every column that refers to a person, and what becomes of it when
 * two records are merged. tests/unit/test_merge.c holds the table against the
 * schema: a table added later cannot be forgotten. */
#include "store/keep/merge.h"

#include <string.h>

#include "store/db/audit.h"
#include "store/db/db.h"

/* ?1 the record that goes, ?2 the one that stays. */
#define MOVE(table, column)                                                                                            \
	{                                                                                                              \
		table, column,                                                                                         \
		{                                                                                                      \
			"update " table " set " column " = ?2 where " column " = ?1"                                   \
		}                                                                                                      \
	}
/* Only one row of a person may be there with the same `same`: that of the
 * record that stays. */
#define MOVE_ONE(table, same)                                                                                          \
	{                                                                                                              \
		table, "person",                                                                                       \
		{                                                                                                      \
			"delete from " table " where person = ?1 and exists"                                           \
			" (select 1 from " table " stays where stays.person = ?2 and " same ")",                       \
				"update " table " set person = ?2 where person = ?1"                                   \
		}                                                                                                      \
	}

static const struct {
	const char *table, *column;
	const char *sql[2];
} moves[] = {
	MOVE("identity", "person"),
	MOVE("listed", "person"),
	MOVE("chat", "person"),
	MOVE_ONE("person_group", "stays.chat = person_group.chat"),
	MOVE_ONE("conversation", "stays.chat = conversation.chat"),
	MOVE_ONE("role", "stays.role = role.role and stays.scope = role.scope"),
	MOVE_ONE("member", "true"),
	MOVE("member", "decided_by"),
	MOVE("job", "person"),
	MOVE("department", "duty"),
	MOVE("branch", "contact"),
	MOVE("site", "manager"),
	MOVE("station", "offered_by"),
	MOVE("callback", "person"),
	MOVE_ONE("lesson_reading", "stays.lesson = lesson_reading.lesson"),
	MOVE_ONE("lesson_answer", "stays.lesson = lesson_answer.lesson and stays.no = lesson_answer.no"),
	MOVE_ONE("window_visit", "stays.code = window_visit.code and stays.day = window_visit.day"),
	MOVE("cases", "person"),
	MOVE("cases", "on_behalf"),
	MOVE("cases", "taken_by"),
	MOVE("case_event", "person"),
	MOVE("access_note", "person"),
	MOVE("page_link", "made_by"),
	MOVE_ONE("case_supporter", "stays.number = case_supporter.number"),
	MOVE_ONE("case_alert", "stays.number = case_alert.number"),
	MOVE("photo", "person"),
	MOVE("voice", "person"),
	MOVE_ONE("volunteer", "true"),
	MOVE_ONE("ride_driver", "true"),
	MOVE("ride", "person"),
	MOVE("ride", "driver"),
	MOVE_ONE("ride_gone", "stays.ride = ride_gone.ride"),
	MOVE_ONE("team_member", "stays.team = team_member.team"),
	MOVE("publicity", "person"),
	MOVE("task", "person"),
	MOVE("task", "decided_by"),
	MOVE_ONE("task_offer", "stays.task = task_offer.task"),
	MOVE("outbox", "person"),
	MOVE("notice", "person"),
	MOVE_ONE("bind_code", "true"),
	MOVE("bind_try", "person"),
	MOVE("approval", "a"),
	MOVE("approval", "b"),
	MOVE("approval", "by"),
	MOVE("approval", "decided_by"),
	MOVE_ONE("responsible", "stays.what = responsible.what and stays.scope = responsible.scope"),
	MOVE_ONE("leaving", "true"),
	MOVE("duty", "person"),
	MOVE("visit", "person"),
	MOVE("onsite", "person"),
	MOVE("later_entry", "person"),
	MOVE("report_version", "person"),
	MOVE_ONE("enrolment",
		 "stays.kind = enrolment.kind and stays.code = enrolment.code and stays.child = enrolment.child"),
	MOVE_ONE("consent", "stays.purpose = consent.purpose"),
	MOVE_ONE("person_pref", "stays.kind = person_pref.kind"),
	MOVE_ONE("hint", "stays.kind = hint.kind"),
	MOVE("reveal", "person"),
	MOVE("reveal", "staff"),
	MOVE("handover", "person"),
	MOVE("handover", "staff"),
	MOVE_ONE("handover_told", "stays.handover = handover_told.handover"),
	MOVE_ONE("duty_desk", "true"),
	MOVE("broadcast", "person"),
	MOVE_ONE("broadcast_copy", "stays.broadcast = broadcast_copy.broadcast"),
	MOVE_ONE("broadcast_read", "stays.broadcast = broadcast_read.broadcast"),
	{ "duplicate", "a", { NULL } }, /* see duplicates() */
	{ "duplicate", "b", { NULL } },
};

/* Where both have a row and keeping one as it is would lose something. */
static const char *const joins[] = {
	/* another child in the same class goes on under a number of its own */
	"update enrolment set child = child + (select max(child) from enrolment s where s.person = ?2 and s.kind = 'class'"
	" and s.code = enrolment.code) where kind = 'class' and person = ?1 and exists (select 1 from enrolment s"
	" where s.person = ?2 and s.kind = 'class' and s.code = enrolment.code)"
	" and not exists (select 1 from child c join enrolment s on s.id = c.enrolment where s.person = ?2 and s.kind = 'class'"
	" and s.code = enrolment.code and s.child = enrolment.child and unseal(c.name) ="
	" (select unseal(name) from child where enrolment = enrolment.id))",
	/* checked counts more than said, and being there more than having left */
	"update member set branch = f.branch, state = f.state, organisation = coalesce(f.organisation, member.organisation),"
	" joined = coalesce(f.joined, member.joined), confirmed = coalesce(f.confirmed, member.confirmed),"
	" living = coalesce(f.living, member.living), at = coalesce(f.at, member.at), decided_at = f.decided_at,"
	" decided_by = f.decided_by from member f where f.person = ?1 and member.person = ?2"
	" and (f.state = 'verified' or (f.state = 'pending' and member.state = 'left')) and member.state <> 'verified'",
	"update volunteer set hours = volunteer.hours + f.hours, since = min(volunteer.since, f.since)"
	" from volunteer f where f.person = ?1 and volunteer.person = ?2",
	/* what one of the two did for a task counts more than having been asked */
	"delete from task_offer where person = ?2 and state = 'offered' and exists"
	" (select 1 from task_offer f where f.person = ?1 and f.task = task_offer.task)",
	"update lesson_reading set opened_at = min(lesson_reading.opened_at, f.opened_at),"
	" finished_at = coalesce(min(lesson_reading.finished_at, f.finished_at), lesson_reading.finished_at, f.finished_at),"
	" screen = max(lesson_reading.screen, f.screen), at = max(lesson_reading.at, f.at)"
	" from lesson_reading f where f.person = ?1 and lesson_reading.person = ?2 and f.lesson = lesson_reading.lesson",
	/* a withdrawal anywhere counts */
	"update consent set withdrawn_at = f.withdrawn_at from consent f where f.person = ?1 and consent.person = ?2"
	" and f.purpose = consent.purpose and f.withdrawn_at is not null",
	/* a question that either answered right is right */
	"update lesson_answer set last = f.last, correct = 1 from lesson_answer f where f.person = ?1 and f.correct"
	" and lesson_answer.person = ?2 and lesson_answer.lesson = f.lesson and lesson_answer.no = f.no"
	" and not lesson_answer.correct",
	"update person set name = coalesce(person.name, f.name), name_key = coalesce(person.name_key, f.name_key),"
	" phone = coalesce(person.phone, f.phone), phone_key = coalesce(person.phone_key, f.phone_key),"
	" trade = coalesce(person.trade, f.trade), platform = coalesce(person.platform, f.platform),"
	" site = iif(person.site is null and person.site_said is null, f.site, person.site),"
	" site_said = iif(person.site is null and person.site_said is null, f.site_said, person.site_said),"
	" street = coalesce(person.street, f.street), since = coalesce(person.since, f.since),"
	" left_at = iif(person.registered or f.registered, null, coalesce(person.left_at, f.left_at)),"
	" registered = max(person.registered, f.registered), created_at = min(person.created_at, f.created_at),"
	" registered_at = coalesce(min(person.registered_at, f.registered_at), person.registered_at, f.registered_at)"
	" from person f where f.id = ?1 and person.id = ?2",
};

/* At most one request to be phoned is open. */
static void callbacks(struct db *db, int64_t from, int64_t into, ms_t now)
{
	db_run(db,
	       "update callback set state = 'withdrawn', phone = null, done_at = ?3 where person = ?1 and state = 'open'"
	       " and exists (select 1 from callback stays where stays.person = ?2 and stays.state = 'open')",
	       V(from), V(into), V(now));
}

/* The pair itself is decided; pairs with others are with the one that stays. */
static void duplicates(struct db *db, int64_t from, int64_t into, ms_t now)
{
	db_run(db,
	       "update duplicate set state = 'merged', a = ?2, b = null, done_at = ?3,"
	       " gone = (select uid from person where id = ?1) where a = min(?1, ?2) and b = max(?1, ?2)",
	       V(from), V(into), V(now));
	db_run(db,
	       "insert into duplicate(a, b, why, state, at, done_at)"
	       " select min(?2, other), max(?2, other), why, state, at, done_at from"
	       " (select iif(a = ?1, b, a) as other, why, state, at, done_at from duplicate"
	       "  where b is not null and (a = ?1 or b = ?1)) where true on conflict do nothing",
	       V(from), V(into));
	db_run(db, "delete from duplicate where b is not null and (a = ?1 or b = ?1)", V(from));
	db_run(db, "update duplicate set a = ?2 where a = ?1", V(from), V(into));
}

bool person_merge(struct db *db, int64_t from, int64_t into, const char *actor, ms_t now)
{
	struct arena *a = arena_new();
	struct str gone = db_get_str(db, a, "select uid from person where id = ?1", V(from));
	struct str stays = db_get_str(db, a, "select uid from person where id = ?1", V(into));
	bool two = from != into && gone.p && stays.p;

	if (two) {
		for (size_t i = 0; i < sizeof joins / sizeof *joins; i++)
			db_run(db, joins[i], V(from), V(into));
		callbacks(db, from, into, now);
		for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
			for (size_t k = 0; k < 2 && moves[i].sql[k]; k++)
				db_run(db, moves[i].sql[k], V(from), V(into));
		duplicates(db, from, into, now);
		db_run(db, "delete from person where id = ?1", V(from));
		audit(db, now, actor, "person.merge", stays, gone);
	}
	arena_free(a);
	return two;
}

bool merge_moves(const char *table, const char *column)
{
	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
		if (strcmp(moves[i].table, table) == 0 && strcmp(moves[i].column, column) == 0)
			return true;
	return false;
}
