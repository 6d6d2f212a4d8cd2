/* work.c - rows of the table of kinds: what is held and done: meeting days,
 * activities, classes, visits, duties, tasks, rides. */
#include "store/duty/duty.h"
#include "store/lists/kinds/sql.h"
#include "store/lists/kinds/table.h"
#include "store/ride/ride.h"

#define MANY 1e9

/* clang-format off */
const struct kind kind_meetings = {
	.name = "meetings",
	.columns = {
		{ "code", COLUMN_CODE, .flags = COLUMN_KEY | COLUMN_REQUIRED, .letter = 'M' },
		{ "start", .type = COLUMN_TIME },
		{ "place", COLUMN_TEXT, .flags = COLUMN_REQUIRED },
		{ "capacity", COLUMN_INT, .flags = COLUMN_REQUIRED, .min = 1, .max = MANY },
		{ "taken", COLUMN_INT, .otherwise = "0" },
	},
	.read = READ_MEETINGS " order by code",
	.find = READ_MEETINGS " where code = ?1",
	.write = {
		"insert into meeting(code, start_at, place, capacity, taken) values(?1, " MOMENT("?2") ", ?3, ?4, ?5) on conflict(code) do update"
		" set start_at = excluded.start_at, place = excluded.place, capacity = excluded.capacity, taken = excluded.taken",
	},
};

const struct kind kind_activities = {
	.name = "activities",
	.columns = {
		{ "code", COLUMN_CODE, .flags = COLUMN_KEY | COLUMN_REQUIRED, .letter = 'A' },
		{ "title", COLUMN_TEXT, .flags = COLUMN_REQUIRED },
		{ "start", .type = COLUMN_TIME },
		{ "place", COLUMN_TEXT, .flags = COLUMN_REQUIRED },
		{ "capacity", COLUMN_INT, .min = 1, .max = MANY },
		{ "taken", COLUMN_INT, .otherwise = "0" },
		{ "state", COLUMN_ENUM, .otherwise = "planned", .allowed = ACTIVITY_STATE_WORDS },
	},
	.read = READ_ACTIVITIES " order by code",
	.find = READ_ACTIVITIES " where code = ?1",
	.write = {
		"insert into activity(code, title, start_at, place, capacity, taken, state) values(?1, ?2, " MOMENT("?3") ", ?4, ?5, ?6, ?7)"
		" on conflict(code) do update set title = excluded.title, start_at = excluded.start_at, place = excluded.place,"
		" capacity = excluded.capacity, taken = excluded.taken, state = excluded.state",
	},
};

const struct kind kind_classes = {
	.name = "classes",
	.columns = {
		{ "code", COLUMN_CODE, .flags = COLUMN_KEY | COLUMN_REQUIRED, .letter = 'C' },
		{ "title", COLUMN_TEXT, .flags = COLUMN_REQUIRED },
		{ "street", COLUMN_TEXT, .flags = COLUMN_REQUIRED, .ref = KIND_PLACES },
		{ "start", .type = COLUMN_DATE },
		{ "min_age", COLUMN_INT, .flags = COLUMN_REQUIRED, .max = 150 },
		{ "max_age", COLUMN_INT, .flags = COLUMN_REQUIRED, .max = 150 },
		{ "capacity", COLUMN_INT, .flags = COLUMN_REQUIRED, .min = 1, .max = MANY },
		{ "taken", COLUMN_INT, .otherwise = "0" },
		{ "fee", COLUMN_NUMBER, .flags = COLUMN_REQUIRED },
		{ "state", COLUMN_ENUM, .otherwise = "planned", .allowed = CLASS_STATE_WORDS },
	},
	.read = READ_CLASSES " order by c.code",
	.find = READ_CLASSES " where c.code = ?1",
	.write = {
		"insert into class(code, title, street, first_day, min_age, max_age, capacity, taken, fee, state)"
		" values(?1, ?2, " PLACE("?3") ", ?4, ?5, ?6, ?7, ?8, ?9, ?10) on conflict(code) do update"
		" set title = excluded.title, street = excluded.street, first_day = excluded.first_day, min_age = excluded.min_age,"
		" max_age = excluded.max_age, capacity = excluded.capacity, taken = excluded.taken, fee = excluded.fee,"
		" state = excluded.state",
	},
};

const struct kind kind_visits = {	/* one who went to a site on a day went there once */
	.name = "visits",
	.columns = {
		{ "site", COLUMN_TEXT, .flags = COLUMN_KEY | COLUMN_REQUIRED, .ref = KIND_SITES },
		{ "date", COLUMN_DATE, .flags = COLUMN_KEY | COLUMN_REQUIRED },
		{ "id", COLUMN_ID, .flags = COLUMN_KEY, .ref = KIND_PEOPLE },	/* who went; empty: not known */
		{ "outcome", COLUMN_ENUM, .otherwise = "met", .allowed = VISIT_OUTCOME_WORDS },
		{ "people", COLUMN_INT, .min = 1, .max = 100000 },
		{ "note", COLUMN_TEXT, .flags = COLUMN_SEALED | COLUMN_LINES },
	},
	.read = READ_VISITS " order by v.id",
	.find = READ_VISITS " where s.name = ?1 and v.day = ?2 and " ID_OF("v.person") " is ?3",
	.add = kind_add_visit,
	.write = {
		"update visit set outcome = ?4, people = ?5, note = seal(?6), at = ?15 where site = " SITE("?1")
		" and day = ?2 and " ID_OF("visit.person") " is ?3",
	},
};

const struct kind kind_duties = {
	.name = "duties",
	.columns = {
		{ "code", COLUMN_CODE, .flags = COLUMN_KEY | COLUMN_REQUIRED, .letter = 'D' },
		{ "list", COLUMN_ENUM, .flags = COLUMN_REQUIRED, .allowed = DUTY_LIST_WORDS },
		{ "text", COLUMN_TEXT, .flags = COLUMN_REQUIRED | COLUMN_LINES },
		{ "department", COLUMN_TEXT, .ref = KIND_DEPARTMENTS },
		{ "due", .type = COLUMN_DATE },
		{ "state", COLUMN_ENUM, .otherwise = "open", .allowed = DUTY_STATE_WORDS },
		{ "evidence", COLUMN_TEXT, .flags = COLUMN_LINES },
		{ "closed", .type = COLUMN_DATE },	/* the day on which it was done or dropped */
	},
	.read = READ_DUTIES " order by d.code",
	.find = READ_DUTIES " where d.code = ?1",
	.create = {
		"insert into duty(code, uid, list, text, department, due_day, state, evidence, created_at, done_at)"
		" values(?1, lower(hex(randomblob(8))), ?2, ?3, " DEPARTMENT("?4") ", ?5, ?6, ?7, ?15, " MOMENT("?8") ")",
		SET_TIMER(DUTY_LISTED, "?1") " where ?6 = 'open'",
	},
	.write = {
		"update duty set list = ?2, text = ?3, department = " DEPARTMENT("?4") ", due_day = ?5, state = ?6, evidence = ?7,"
		" done_at = iif(day(done_at) is ?8, done_at, " MOMENT("?8") ") where code = ?1",
		"delete from timer where job = '" DUTY_REMIND "' and subject = ?1",
		SET_TIMER(DUTY_REMIND, "?1") " where ?6 = 'open' and ?5 is not null",
	},
};

const struct kind kind_tasks = {	/* once stored, people may have been asked: no list changes it */
	.name = "tasks",
	.columns = {
		{ "code", COLUMN_CODE, .flags = COLUMN_KEY | COLUMN_REQUIRED, .letter = 'T' },
		{ "kind", COLUMN_ENUM, .flags = COLUMN_REQUIRED,
		  .allowed = "medicine study elder disabled errand publicity other" },
		{ "state", COLUMN_ENUM, .otherwise = "open", .allowed = TASK_STATE_WORDS },
		{ "near", .type = COLUMN_TEXT },	/* what anybody may read */
		{ "place", COLUMN_TEXT, .flags = COLUMN_SEALED },	/* for whoever took it */
		{ "phone", COLUMN_TEXT, .flags = COLUMN_SEALED },
		{ "text", COLUMN_TEXT, .flags = COLUMN_SEALED | COLUMN_LINES },
		{ "start", .type = COLUMN_TIME },
		{ "before", .type = COLUMN_TIME },
		{ "wanted", COLUMN_INT, .otherwise = "1", .min = 1, .max = 64 },
		{ "urgent", COLUMN_ENUM, .otherwise = "no", .allowed = "yes no" },
		{ "skill", .type = COLUMN_TEXT },
		{ "vehicle", COLUMN_ENUM, .allowed = TASK_VEHICLE_WORDS },
		{ "id", COLUMN_ID, .ref = KIND_PEOPLE },	/* who asked; empty: the staff */
	},
	.read = READ_TASKS " order by t.code",
	.find = READ_TASKS " where t.code = ?1",
	.add = kind_add_task,
};

const struct kind kind_drivers = {	/* who drives to the exam */
	.name = "drivers",
	.columns = {
		{ "id", COLUMN_ID, .flags = COLUMN_KEY | COLUMN_REQUIRED, .ref = KIND_PEOPLE },
		{ "seats", COLUMN_INT, .flags = COLUMN_REQUIRED, .min = 1, .max = 60 },
		{ "first_day", .type = COLUMN_DATE },	/* empty: any day */
		{ "last_day", .type = COLUMN_DATE },
		{ "phone", COLUMN_TEXT, .flags = COLUMN_SEALED },
		{ "state", COLUMN_ENUM, .otherwise = "pending", .allowed = RIDE_DRIVER_STATE_WORDS },
	},
	.read = READ_DRIVERS NOT_FORGOTTEN("d.person") " order by d.since_at, d.person",
	.find = READ_DRIVERS " where d.person = " PERSON("?1"),
	.write = {
		"insert into ride_driver(person, seats, first_day, last_day, phone, state, since_at) values(" PERSON("?1") ", ?2, ?3,"
		" ?4, seal(?5), ?6, ?15) on conflict do update set seats = excluded.seats, first_day = excluded.first_day,"
		" last_day = excluded.last_day, phone = excluded.phone, state = excluded.state",
	},
};

const struct kind kind_rides = {	/* as with tasks: a family and a driver may have been told */
	.name = "rides",
	.columns = {
		{ "code", COLUMN_CODE, .flags = COLUMN_KEY | COLUMN_REQUIRED, .letter = 'T' },
		{ "state", COLUMN_ENUM, .otherwise = "open", .allowed = RIDE_STATE_WORDS },
		{ "id", COLUMN_ID, .ref = KIND_PEOPLE },	/* the family, where it has one */
		{ "from", COLUMN_TEXT, .flags = COLUMN_SEALED },
		{ "to", COLUMN_TEXT, .flags = COLUMN_SEALED },
		{ "at", COLUMN_TIME, .flags = COLUMN_REQUIRED },
		{ "seats", COLUMN_INT, .otherwise = "1", .min = 1, .max = 60 },
		{ "phone", COLUMN_TEXT, .flags = COLUMN_SEALED },
		{ "street", COLUMN_TEXT, .ref = KIND_PLACES },
		{ "driver_id", COLUMN_ID, .ref = KIND_PEOPLE },
	},
	.read = READ_RIDES " order by r.code",
	.find = READ_RIDES " where r.code = ?1",
	.create = {
		"insert into ride(code, uid, person, street, start, goal, phone, at, seats, created_at) values(?1,"
		" lower(hex(randomblob(8))), " PERSON("?3") ", " PLACE("?9") ", seal(?4), seal(?5), seal(?8), " MOMENT("?6") ", ?7, ?15)",
		SET_TIMER(RIDE_LISTED, "?1"),
	},
};

const struct kind kind_entries = {	/* done without a phone; a row is what it says, so the same again is no other */
	.name = "entries",
	.columns = {
		{ "figure", COLUMN_FIGURE, .flags = COLUMN_KEY | COLUMN_REQUIRED },
		{ "number", COLUMN_INT, .flags = COLUMN_KEY | COLUMN_REQUIRED, .min = 1, .max = 1000000 },
		{ "day", COLUMN_DATE, .flags = COLUMN_KEY | COLUMN_REQUIRED },
		{ "street", COLUMN_TEXT, .flags = COLUMN_KEY, .ref = KIND_PLACES },
		{ "source", COLUMN_ENUM, .flags = COLUMN_KEY | COLUMN_REQUIRED,
		  .allowed = "paper signatures photo phone names other" },
		{ "evidence", COLUMN_TEXT, .flags = COLUMN_KEY | COLUMN_REQUIRED | COLUMN_SEALED | COLUMN_LINES },
	},
	.read = READ_ENTRIES " order by l.id",
	.find = READ_ENTRIES " and l.day = ?3 and l.figure = ?1 and l.n = ?2 and p.name is ?4 and l.source = ?5"
		" and unseal(l.evidence) = ?6",
	.add = kind_add_entry,
};
/* clang-format on */
