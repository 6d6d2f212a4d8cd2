/* task.c - tasks. */
#include "store/task/task.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/db/audit.h"
#include "store/place/geo.h"
#include "store/db/number.h"
#include "store/person/person.h"

static void note(struct db *db, int64_t code, const char *action, const char *actor, ms_t now)
{
	audit_row(db, now, actor, action, "select uid from task where code = ?1", code, NO_STR);
}

int64_t task_new(struct db *db, const struct task *t, const char *actor, ms_t now, struct arena *a)
{
	int64_t code = t->code ? t->code : number_next(db, "T");

	db_run(db,
	       "insert into task(code, uid, kind, state, person, by_staff, street, near, place, phone, text, start_at, deadline_at,"
	       " urgent, skill, wanted, created_at, fetch, vehicle, published_at, decided_by) values(?1, ?2, ?3, iif(?5, 'open', 'requested'),"
	       " nullif(?4, 0), ?5, nullif(?6, 0), ?7, seal(?8), seal(?9), seal(?10), nullif(?11, 0), ?12, ?13, ?14, max(?15, 1), ?16, ?17, ?18,"
	       " iif(?5, ?16, null), iif(?5, nullif(?4, 0), null))",
	       V(code), V(random_uid(a)), V(t->kind), V(t->person), V((int64_t)t->by_staff), V(t->street), V(t->near),
	       V(t->place), V(t->phone), V(t->text), V(t->start), V(t->deadline), V((int64_t)t->urgent), V(t->skill),
	       V(t->wanted), V(now), V((int64_t)t->fetch), V(t->vehicle));
	if (t->located)
		task_locate(db, code, t->street, &t->at);
	note(db, code, t->by_staff ? "task.publish" : "task.request", actor, now);
	return code;
}

void task_locate(struct db *db, int64_t code, int64_t street, const struct position *at)
{
	char lat[24], lon[24];

	snprintf(lat, sizeof lat, "%.6f", at->lat);
	snprintf(lon, sizeof lon, "%.6f", at->lon);
	db_run(db,
	       "update task set street = coalesce(street, nullif(?2, 0)), lat = seal(?3), lon = seal(?4), datum = ?5"
	       " where code = ?1",
	       V(code), V(street), V((const char *)lat), V((const char *)lon), V(geo_datum_name(at->datum)));
}

static double number(struct rows *r, int i, struct arena *a)
{
	return strtod(arena_cstr(a, db_str(r, i)), NULL);
}

static struct task from_row(struct rows *r, struct arena *a)
{
	return (struct task){
		.code = db_int(r, 0),
		.kind = db_strdup(r, 1, a),
		.state = db_strdup(r, 2, a),
		.person = db_int(r, 3),
		.by_staff = db_int(r, 4) != 0,
		.urgent = db_int(r, 5) != 0,
		.street = db_int(r, 6),
		.near = db_strdup(r, 7, a),
		.place = db_strdup(r, 8, a),
		.phone = db_strdup(r, 9, a),
		.text = db_strdup(r, 10, a),
		.skill = db_strdup(r, 11, a),
		.located = !db_is_null(r, 12),
		.at = { .lat = number(r, 12, a), .lon = number(r, 13, a), .datum = geo_datum(db_str(r, 14)) },
		.start = db_int(r, 15),
		.deadline = db_int(r, 16),
		.wanted = db_int(r, 17),
		.taken = db_int(r, 18),
		.wave = db_int(r, 19),
		.late = db_int(r, 20),
		.published_at = db_int(r, 21),
		.fetch = db_int(r, 22) != 0,
		.vehicle = db_strdup(r, 23, a),
	};
}

struct task task_load(struct db *db, int64_t code, struct arena *a)
{
	struct rows *r = db_query(
		db,
		"select code, kind, state, person, by_staff, urgent, street, near, unseal(place),"
		" unseal(phone), unseal(text), skill, unseal(lat), unseal(lon), datum, start_at, deadline_at, wanted,"
		" taken, wave, late, published_at, fetch, vehicle from task where code = ?1",
		V(code));
	struct task t = { 0 };

	if (db_next(r))
		t = from_row(r, a);
	db_done(r);
	return t;
}

/* ------------------------------------------------------------------------ steps */

bool task_change(struct db *db, const struct task *t, const char *actor, ms_t now)
{
	bool live =
		db_run(db,
		       "update task set near = ?2, place = seal(?3), phone = seal(?4), text = seal(?5), start_at = nullif(?6, 0),"
		       " deadline_at = ?7, late = 0 where code = ?1 and state in ('requested', 'open', 'taken')",
		       V(t->code), V(t->near), V(t->place), V(t->phone), V(t->text), V(t->start), V(t->deadline)) == 1;

	if (live && t->located)
		task_locate(db, t->code, t->street, &t->at);
	if (live)
		note(db, t->code, "task.change", actor, now);
	return live;
}

bool task_publish(struct db *db, int64_t code, int64_t staff, const char *actor, ms_t now)
{
	bool first =
		db_run(db,
		       "update task set state = 'open', published_at = ?2, decided_by = nullif(?3, 0) where code = ?1"
		       " and state = 'requested'",
		       V(code), V(now), V(staff)) == 1;

	if (first)
		note(db, code, "task.publish", actor, now);
	return first;
}

void task_release(struct db *db, int64_t code)
{
	db_run(db, "update task_offer set state = 'off' where task = ?1 and state in ('offered', 'taken')", V(code));
}

bool task_refuse(struct db *db, int64_t code, int64_t staff, const char *actor, struct str reason, ms_t now)
{
	bool first = db_run(db,
			    "update task set state = 'withdrawn', closed_at = ?2, decided_by = ?3, reason = seal(?4)"
			    " where code = ?1 and state = 'requested'",
			    V(code), V(now), V(staff), V(reason)) == 1;

	if (first)
		note(db, code, "task.refuse", actor, now);
	return first;
}

bool task_withdraw(struct db *db, int64_t code, const char *actor, ms_t now)
{
	bool first = db_run(db,
			    "update task set state = 'withdrawn', closed_at = ?2 where code = ?1"
			    " and state in ('requested', 'open', 'taken')",
			    V(code), V(now)) == 1;

	if (first) {
		task_release(db, code);
		note(db, code, "task.withdraw", actor, now);
	}
	return first;
}

bool task_to_staff(struct db *db, int64_t code, ms_t now)
{
	bool first = db_run(db,
			    "update task set state = 'to_staff', closed_at = ?2 where code = ?1"
			    " and state in ('requested', 'open', 'taken')",
			    V(code), V(now)) == 1;

	if (first) {
		task_release(db, code);
		note(db, code, "task.to_staff", NULL, now);
	}
	return first;
}

/* ------------------------------------------------------------------------ taking */

static enum task_take why_not(struct db *db, int64_t code, int64_t person)
{
	switch (db_get_int(db, 0,
			   "select case when o.state in ('taken', 'done') then 1 when o.state = 'gave_up' then 2"
			   " when t.state in ('taken', 'done') then 3 else 2 end"
			   " from task t left join task_offer o on o.task = t.code and o.person = ?2 where t.code = ?1",
			   V(code), V(person))) {
	case 1:
		return TASK_MINE;
	case 3:
		return TASK_FILLED;
	default:
		return TASK_CLOSED;
	}
}

enum task_take task_take(struct db *db, int64_t code, int64_t person, const char *actor, ms_t now)
{
	bool won =
		db_run(db,
		       "update task set taken = taken + 1, state = iif(taken + 1 = wanted, 'taken', 'open')"
		       " where code = ?1 and state = 'open' and taken < wanted and not exists(select 1 from task_offer"
		       " where task = ?1 and person = ?2 and state <> 'offered')",
		       V(code), V(person)) == 1;

	if (!won)
		return why_not(db, code, person);
	db_run(db,
	       "insert into task_offer(task, person, wave, at, state, taken_at) values(?1, ?2, 0, ?3, 'taken', ?3)"
	       " on conflict do update set state = 'taken', taken_at = excluded.taken_at",
	       V(code), V(person), V(now));
	note(db, code, "task.take", actor, now);
	return TASK_YOURS;
}

bool task_give_back(struct db *db, int64_t code, int64_t person, const char *actor, ms_t now)
{
	if (db_run(db, "update task_offer set state = 'gave_up' where task = ?1 and person = ?2 and state = 'taken'",
		   V(code), V(person)) != 1)
		return false;
	db_run(db,
	       "update task set taken = taken - 1, state = 'open', late = 0 where code = ?1 and state in ('open', 'taken')",
	       V(code));
	note(db, code, "task.give_back", actor, now);
	return true;
}

double task_hours(double said, ms_t measured)
{
	double hours = measured > 0 ? (double)measured / (double)MS_HOUR : 0;

	if (said > 0)
		hours = fmin(said, hours + 1);
	else
		hours = ceil(hours * 2) / 2;
	return fmin(fmax(hours, 0), TASK_HOURS_MAX);
}

bool task_finish(struct db *db, int64_t code, int64_t person, const char *actor, double said, ms_t now, double *hours)
{
	ms_t from = db_get_int(
		db, 0,
		"select max(o.taken_at, iif(t.start_at <= ?3, t.start_at, 0)) from task_offer o"
		" join task t on t.code = o.task where o.task = ?1 and o.person = ?2 and o.state = 'taken'",
		V(code), V(person), V(now));

	*hours = task_hours(said, now - from);
	if (db_run(db,
		   "update task_offer set state = 'done', done_at = ?3, said = nullif(?4, 0), hours = ?5"
		   " where task = ?1 and person = ?2 and state = 'taken'",
		   V(code), V(person), V(now), V(said), V(*hours)) != 1)
		return false;
	db_run(db, "update volunteer set hours = hours + ?2 where person = ?1", V(person), V(*hours));
	db_run(db,
	       "update task set state = 'done', closed_at = ?2 where code = ?1 and state in ('open', 'taken') and wanted <="
	       " (select count(*) from task_offer where task = ?1 and state = 'done')",
	       V(code), V(now));
	note(db, code, "task.done", actor, now);
	return true;
}

void task_set_wave(struct db *db, int64_t code, int64_t wave)
{
	db_run(db, "update task set wave = ?2 where code = ?1", V(code), V(wave));
}

void task_set_late(struct db *db, int64_t code, int64_t late)
{
	db_run(db, "update task set late = ?2 where code = ?1", V(code), V(late));
}

void task_ask_again(struct db *db, int64_t code)
{
	db_run(db, "delete from task_offer where task = ?1 and state = 'offered'", V(code));
	task_set_wave(db, code, 0);
}

bool task_settle(struct db *db, int64_t code)
{
	return db_run(db,
		      "update task set wanted = taken, state = 'taken' where code = ?1 and state = 'open' and taken > 0",
		      V(code)) == 1;
}

/* ------------------------------------------------------------------------- lists */

size_t task_people(struct db *db, int64_t code, const char *state, int64_t *out, size_t room)
{
	return db_ints(db_query(db, "select person from task_offer where task = ?1 and state = ?2 order by at, person",
				V(code), V(state)),
		       out, room);
}

/* Of a street: its own staff, those of the whole city, and those whose scope is every street. */
#define STAFF_OF(street)                                                                                               \
	" (r.role = 'city' or (r.role = 'street' and (r.scope = '' or coalesce(" street ", 0) = 0"                     \
	" or r.scope = (select name from place where id = " street "))))"

size_t task_staff(struct db *db, int64_t street, int64_t *out, size_t room)
{
	return db_ints(db_query(db, "select distinct r.person from role r where" STAFF_OF("?1") " order by r.person",
				V(street)),
		       out, room);
}

bool task_seen_by(struct db *db, int64_t code, int64_t staff)
{
	return db_get_int(
		       db, 0,
		       "select count(*) from task t join role r on r.person = ?2 where t.code = ?1 and (t.person = ?2"
		       " or" STAFF_OF("t.street") ")",
		       V(code), V(staff)) > 0;
}

size_t task_list(struct db *db, enum task_list which, int64_t person, int64_t *out, size_t room)
{
	static const char *const sql[] = {
		[TASKS_ASKED] = "select code from task where person = ?1 and not by_staff and state in"
				" ('requested', 'open', 'taken', 'to_staff') order by code desc",
		[TASKS_LAST] = "select code from task where person = ?1 and not by_staff order by code desc",
		[TASKS_LEFT] =
			"select distinct t.code from task t join task_offer o on o.task = t.code and o.state = 'taken'"
			" where t.person = ?1 and not t.by_staff and t.state = 'withdrawn' order by t.code",
		[TASKS_TAKEN] =
			"select task from task_offer where person = ?1 and state = 'taken' order by taken_at desc",
		[TASKS_OFFERED] = "select o.task from task_offer o join task t on t.code = o.task where o.person = ?1"
				  " and o.state = 'offered' and t.state = 'open' order by o.at desc, o.task desc",
		[TASKS_OPEN] =
			"select code from task t where state = 'open' and not exists(select 1 from task_offer o"
			" where o.task = t.code and o.person = ?1 and o.state <> 'offered') order by deadline_at, code",
		[TASKS_WAITING] =
			"select t.code from task t where t.state = 'requested' and exists(select 1 from role r"
			" where r.person = ?1 and" STAFF_OF("t.street") ") order by t.code",
		[TASKS_STAFF] =
			"select t.code from task t where exists(select 1 from role r where r.person = ?1 and (t.person = ?1"
			" or" STAFF_OF("t.street") ")) order by t.state in ('done', 'withdrawn'), t.code desc",
	};

	return db_ints(db_query(db, sql[which], V(person)), out, room);
}
