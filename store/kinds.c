/* kinds.c - the table of kinds and columns, with the SQL that reads and writes
 * them. Rules between columns and rows are in import_rules.c. */
#include "store/kinds.h"

#include <string.h>

#include "store/kinds_sql.h"

#define TRADES "delivery courier ridehail truck live other"
#define DATUM                                                                                                          \
	{                                                                                                              \
		"datum", COLUMN_ENUM, .otherwise = "gcj02", .allowed = "gcj02 wgs84"                                   \
	}
#define EVENT_STATES "planned open closed cancelled"
#define CASE_KINDS "grievance hazard suggestion"
#define WEEKDAYS "mon tue wed thu fri sat sun"
#define SERVICES                                                                                                       \
	"water charging rest meal toilet medicine wifi umbrella aircon heating reading repair haircut tea print "      \
	"swap air shower mother legal study aed parking storage nap counsel checkup helmet phone jobs"

#define LAT_FLAGS(f)                                                                                                   \
	{                                                                                                              \
		"lat", COLUMN_NUMBER, .flags = (f), .min = -90, .max = 90                                              \
	}
#define LON_FLAGS(f)                                                                                                   \
	{                                                                                                              \
		"lon", COLUMN_NUMBER, .flags = (f), .min = -180, .max = 180                                            \
	}
#define MANY 1e9

/* clang-format off */
const struct kind kinds[KIND_COUNT] = {
[KIND_PLACES] = {
	.name = "places",
	.whole = true,
	.columns = {
		{ "name", COLUMN_TEXT, .flags = COLUMN_KEY | COLUMN_REQUIRED },
		{ "aliases", COLUMN_TEXT, .flags = COLUMN_LIST },
		LAT_FLAGS(COLUMN_REQUIRED),
		LON_FLAGS(COLUMN_REQUIRED),
		DATUM,
	},
	.read = READ_PLACES " order by id",
	.find = READ_PLACES " where name = ?1",
	.write = {
		"insert into place(name, aliases, lat, lon, datum) values(?1, ?2, ?3, ?4, ?5) on conflict(name) do update"
		" set aliases = excluded.aliases, lat = excluded.lat, lon = excluded.lon, datum = excluded.datum",
	},
},
[KIND_DEPARTMENTS] = {
	.name = "departments",
	.whole = true,
	.columns = {
		{ "name", COLUMN_TEXT, .flags = COLUMN_KEY | COLUMN_REQUIRED },
		{ "aliases", COLUMN_TEXT, .flags = COLUMN_LIST },
		{ "duty_id", COLUMN_ID, .ref = KIND_PEOPLE },
	},
	.read = READ_DEPARTMENTS " order by id",
	.find = READ_DEPARTMENTS " where name = ?1",
	.write = {
		"insert into department(name, aliases) values(?1, ?2) on conflict(name) do update set aliases = excluded.aliases",
	},
	.link = { "update department set duty = " PERSON("?3") " where name = ?1" },
},
[KIND_SITES] = {
	.name = "sites",
	.whole = true,
	.columns = {
		{ "name", COLUMN_TEXT, .flags = COLUMN_KEY | COLUMN_REQUIRED },
		{ "platform", .type = COLUMN_TEXT },
		{ "street", COLUMN_TEXT, .flags = COLUMN_REQUIRED, .ref = KIND_PLACES },
		{ "grid", .type = COLUMN_TEXT },
		{ "manager_id", COLUMN_ID, .ref = KIND_PEOPLE },
		{ "headcount", .type = COLUMN_INT },
		LAT_FLAGS(0),
		LON_FLAGS(0),
		DATUM,
	},
	.read = READ_SITES " order by s.id",
	.find = READ_SITES " where s.name = ?1",
	.write = {
		"insert into site(name, platform, street, grid, headcount, lat, lon, datum)"
		" values(?1, ?2, " PLACE("?3") ", ?4, ?6, ?7, ?8, ?9) on conflict(name) do update"
		" set platform = excluded.platform, street = excluded.street, grid = excluded.grid,"
		" headcount = excluded.headcount, lat = excluded.lat, lon = excluded.lon, datum = excluded.datum",
	},
	.link = { "update site set manager = " PERSON("?5") " where name = ?1" },
},
[KIND_STATIONS] = {
	.name = "stations",
	.columns = {
		{ "name", COLUMN_TEXT, .flags = COLUMN_KEY | COLUMN_REQUIRED },
		{ "address", COLUMN_TEXT, .flags = COLUMN_REQUIRED | COLUMN_LINES },
		LAT_FLAGS(COLUMN_REQUIRED),
		LON_FLAGS(COLUMN_REQUIRED),
		DATUM,
		{ "hours", COLUMN_HOURS, .flags = COLUMN_REQUIRED | COLUMN_LIST },
		{ "closed_days", COLUMN_ENUM, .flags = COLUMN_LIST, .allowed = WEEKDAYS },
		{ "services", COLUMN_ENUM, .flags = COLUMN_REQUIRED | COLUMN_LIST, .allowed = SERVICES },
		{ "state", COLUMN_ENUM, .otherwise = "open", .allowed = "pending open closed" },
	},
	.read = READ_STATIONS " order by id",
	.find = READ_STATIONS " where name = ?1",
	.write = {
		"insert into station(name, address, lat, lon, datum, hours, closed_days, services, state)"
		" values(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) on conflict(name) do update"
		" set address = excluded.address, lat = excluded.lat, lon = excluded.lon, datum = excluded.datum,"
		" hours = excluded.hours, closed_days = excluded.closed_days, services = excluded.services,"
		" state = excluded.state",
	},
},
[KIND_BRANCHES] = {
	.name = "branches",
	.whole = true,
	.columns = {
		{ "name", COLUMN_TEXT, .flags = COLUMN_KEY | COLUMN_REQUIRED },
		{ "trade", COLUMN_ENUM, .allowed = TRADES },
		{ "contact_id", COLUMN_ID, .ref = KIND_PEOPLE },
		{ "meets", .type = COLUMN_MEETS },
		{ "group", COLUMN_ID, .ref = KIND_GROUPS },
	},
	.read = READ_BRANCHES " order by b.id",
	.find = READ_BRANCHES " where b.name = ?1",
	.write = {
		"insert into branch(name, trade, meets) values(?1, ?2, ?4) on conflict(name) do update"
		" set trade = excluded.trade, meets = excluded.meets",
	},
	.link = {	/* a branch has one group, and both know it */
		"update branch set contact = " PERSON("?3") ", chat = (select id from chat where key = keyed(?5)) where name = ?1",
		"update chat set branch = null where ?5 is not null and key <> keyed(?5)"
		" and branch = (select id from branch where name = ?1)",
		"update chat set branch = (select id from branch where name = ?1) where key = keyed(?5)",
	},
},
[KIND_GROUPS] = {
	.name = "groups",
	.whole = true,
	.columns = {
		{ "chat", COLUMN_ID, .flags = COLUMN_KEY | COLUMN_REQUIRED },
		{ "title", .type = COLUMN_TEXT },
		{ "street", COLUMN_TEXT, .ref = KIND_PLACES },
		{ "branch", COLUMN_TEXT, .ref = KIND_BRANCHES },
	},
	.read = READ_GROUPS " order by c.id",
	.find = READ_GROUPS " and c.key = keyed(?1)",
	.write = {
		"insert into chat(channel, key, native, type, title, street, branch, noticed, imported)"
		" values(" CHANNEL("?1") ", keyed(?1), seal(" NATIVE("?1") "), 'group', ?2, " PLACE("?3") ","
		" (select id from branch where name = ?4), 1, 1) on conflict(key) do update"
		" set title = excluded.title, street = excluded.street, branch = excluded.branch, noticed = 1, imported = 1",
	},
	.link = { "update branch set chat = (select id from chat where key = keyed(?1)) where name = ?4" },
	.touch = "update chat set noticed = 1, imported = 1 where key = keyed(?1) and imported = 0",
},
[KIND_PEOPLE] = {
	.name = "people",
	.columns = {
		{ "id", COLUMN_ID, .flags = COLUMN_KEY | COLUMN_REQUIRED },
		{ "name", COLUMN_TEXT, .flags = COLUMN_REQUIRED | COLUMN_SEALED },
		{ "phone", COLUMN_PHONE, .flags = COLUMN_SEALED },
		{ "trade", COLUMN_ENUM, .allowed = TRADES },
		{ "platform", .type = COLUMN_TEXT },
		{ "site", COLUMN_TEXT, .ref = KIND_SITES },
		{ "street", COLUMN_TEXT, .ref = KIND_PLACES },
		{ "groups", COLUMN_ID, .flags = COLUMN_LIST | COLUMN_SET, .ref = KIND_GROUPS },
		{ "registered", COLUMN_ENUM, .otherwise = "no", .allowed = "yes no" },
	},
	.read = READ_PEOPLE " where p.name is not null and exists"	/* unnamed: only passed by */
		" (select 1 from identity i where i.person = p.id) order by p.id",
	.find = READ_PEOPLE " where p.id = " PERSON("?1"),
	.create = {
		"insert into person(uid, name, name_key, phone, phone_key, trade, platform, site, street, registered, source,"
		" created_at, registered_at, since) values(lower(hex(randomblob(8))), seal(?2), keyed(?2), seal(?3), keyed(?3),"
		" ?4, ?5, " SITE("?6") ", " PLACE("?7") ", ?9 = 'yes', 'people', ?15, iif(?9 = 'yes', ?15, null),"
		" iif(?9 = 'yes', ?15, null))",
		NEW_IDENTITY,
		ADD_GROUPS,
	},
	.write = {
		"insert into job(person, trade, platform, site, street, from_at, to_at, why)"	/* leavers and changers */
		" select id, trade, platform, site, street, coalesce(since, registered_at), ?15, iif(?9 = 'yes', 'changed', 'left')"
		" from person where id = " PERSON("?1") " and registered and (?9 = 'no' or " OTHER_JOB ")"
		" and (trade is not null or platform is not null or site is not null)",
		"update person set name = seal(?2), name_key = keyed(?2), phone = seal(?3), phone_key = keyed(?3), trade = ?4,"
		" platform = ?5, site = " SITE("?6") ", site_said = iif(?6 is null, site_said, null), street = " PLACE("?7") ","
		" since = iif(?9 = 'no', null, iif(registered and not (" OTHER_JOB "), since, ?15)),"
		" left_at = iif(?9 = 'yes', null, iif(registered, ?15, left_at)),"
		" registered = ?9 = 'yes', registered_at = iif(?9 = 'yes', coalesce(registered_at, ?15), null)"
		" where id = " PERSON("?1"),
		"delete from person_group where person = " PERSON("?1"),
		ADD_GROUPS,
	},
	.person = "select " PERSON("?1"),
},
[KIND_CENSUS] = {
	.name = "census",
	.columns = {
		{ "name", COLUMN_TEXT, .flags = COLUMN_KEY | COLUMN_REQUIRED | COLUMN_SEALED },
		{ "phone", COLUMN_PHONE, .flags = COLUMN_EITHER | COLUMN_SEALED },
		{ "trade", COLUMN_ENUM, .allowed = TRADES },
		{ "platform", .type = COLUMN_TEXT },
		{ "site", COLUMN_TEXT, .flags = COLUMN_EITHER, .ref = KIND_SITES },
		{ "street", COLUMN_TEXT, .ref = KIND_PLACES },
	},
	.read = "select unseal(name), unseal(phone), trade, platform, " SITE_NAME ", " STREET_NAME " from person"
		" where source = 'census' and name is not null"	/* one who has an id by now is in people */
		" and not exists (select 1 from identity i where i.person = person.id) order by id",
	.find = "select unseal(name), " AS_SAID("unseal(phone)", "?2") ", " AS_SAID("trade", "?3") ", "
		AS_SAID("platform", "?4") ", " AS_SAID(SITE_NAME, "?5") ", " AS_SAID(STREET_NAME, "?6")
		" from person where id = " LISTED,
	.create = {
		"insert into person(uid, name, name_key, phone, phone_key, trade, platform, site, street, source, created_at)"
		" values(lower(hex(randomblob(8))), seal(?1), keyed(?1), seal(?2), keyed(?2), ?3, ?4,"
		" " SITE("?5") ", " PLACE("?6") ", 'census', ?15)",
		LIST("last_insert_rowid()"),
	},
	.write = {
		"update person set " KEEP("phone", "seal(?2)") ", " KEEP("phone_key", "keyed(?2)") ", " KEEP("trade", "?3") ", "
		KEEP("platform", "?4") ", " KEEP("site", SITE("?5")) ", "
		KEEP("street", PLACE("?6")) " where id = " LISTED,
	},
	.note = LIST(LISTED),
	.person = "select " LISTED,
},
[KIND_ADMINS] = {
	.name = "admins",
	.whole = true,
	.columns = {
		{ "id", COLUMN_ID, .flags = COLUMN_KEY | COLUMN_REQUIRED, .ref = KIND_PEOPLE },
		{ "name", COLUMN_TEXT, .flags = COLUMN_SEALED },
		{ "role", COLUMN_ENUM, .flags = COLUMN_KEY | COLUMN_REQUIRED,
		  .allowed = "city street department branch site patrol childcare" },
		{ "scope", COLUMN_TEXT, .flags = COLUMN_KEY },
	},
	.read = READ_ADMINS " order by r.person, r.role, r.scope",
	.find = READ_ADMINS " where r.person = " PERSON("?1") " and r.role = ?3 and r.scope = coalesce(?4, '')",
	.write = {
		NEW_PERSON,
		NEW_IDENTITY,
		"update person set name = seal(?2), name_key = keyed(?2) where id = " PERSON("?1") " and name is null"
		" and ?2 is not null",
		"insert into role(person, role, scope) values(" PERSON("?1") ", ?3, coalesce(?4, '')) on conflict do nothing",
	},
},
[KIND_DIRECTORY] = {	/* who is responsible where, beside the roles */
	.name = "directory",
	.whole = true,
	.columns = {
		{ "id", COLUMN_ID, .flags = COLUMN_KEY | COLUMN_REQUIRED, .ref = KIND_PEOPLE },
		{ "what", COLUMN_ENUM, .flags = COLUMN_KEY | COLUMN_REQUIRED, .allowed = "grid instructor lead" },
		{ "scope", COLUMN_TEXT, .flags = COLUMN_KEY | COLUMN_REQUIRED },
	},
	.read = READ_DIRECTORY " order by r.person, r.what, r.scope",
	.find = READ_DIRECTORY " where r.person = " PERSON("?1") " and r.what = ?2 and r.scope = ?3",
	.write = {
		"insert into responsible(person, what, scope) values(" PERSON("?1") ", ?2, ?3) on conflict do nothing",
	},
},
[KIND_MEMBERS] = {
	.name = "members",
	.columns = {
		{ "id", COLUMN_ID, .flags = COLUMN_KEY | COLUMN_REQUIRED, .ref = KIND_PEOPLE },
		{ "branch", COLUMN_TEXT, .ref = KIND_BRANCHES },
		{ "state", COLUMN_ENUM, .otherwise = "pending", .allowed = "pending verified left" },
	},
	.read = READ_MEMBERS NOT_FORGOTTEN("m.person") " order by m.person",
	.find = READ_MEMBERS " where m.person = " PERSON("?1"),
	.write = {
		"insert into member(person, branch, state) values(" PERSON("?1") ", (select id from branch where name = ?2), ?3)"
		" on conflict(person) do update set branch = excluded.branch, state = excluded.state",
	},
},
[KIND_LESSONS] = {
	.name = "lessons",
	.whole = true,
	.columns = {
		{ "code", COLUMN_CODE, .flags = COLUMN_KEY | COLUMN_REQUIRED, .letter = 'L' },
		{ "title", COLUMN_TEXT, .flags = COLUMN_REQUIRED },
		{ "topics", COLUMN_TEXT, .flags = COLUMN_LIST },
		{ "trades", COLUMN_ENUM, .flags = COLUMN_LIST, .allowed = TRADES },
		{ "body", COLUMN_TEXT, .flags = COLUMN_REQUIRED | COLUMN_LINES },
		{ "source", COLUMN_TEXT, .flags = COLUMN_LINES },
		{ "valid_until", .type = COLUMN_DATE },
		{ "state", COLUMN_ENUM, .otherwise = "draft", .allowed = "draft published withdrawn" },
		{ "day", .type = COLUMN_DAY },
	},
	.read = READ_LESSONS " order by code",
	.find = READ_LESSONS " where code = ?1",
	.write = {
		"insert into lesson(code, title, topics, trades, body, source, valid_until, state, day, changed_at)"
		" values(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?15) on conflict(code) do update"
		" set title = excluded.title, topics = excluded.topics, trades = excluded.trades, body = excluded.body,"
		" source = excluded.source, valid_until = excluded.valid_until, state = excluded.state, day = excluded.day,"
		" changed_at = excluded.changed_at",
	},
},
[KIND_QUESTIONS] = {
	.name = "questions",
	.whole = true,
	.columns = {
		{ "lesson", COLUMN_CODE, .flags = COLUMN_KEY | COLUMN_REQUIRED, .ref = KIND_LESSONS, .letter = 'L' },
		{ "no", COLUMN_INT, .flags = COLUMN_KEY | COLUMN_REQUIRED, .min = 1, .max = 1000 },
		{ "question", COLUMN_TEXT, .flags = COLUMN_REQUIRED | COLUMN_LINES },
		{ "options", COLUMN_TEXT, .flags = COLUMN_REQUIRED | COLUMN_LIST },
		{ "answer", COLUMN_ENUM, .flags = COLUMN_REQUIRED, .allowed = "A B C D E F" },
		{ "explanation", COLUMN_TEXT, .flags = COLUMN_LINES },
	},
	.read = READ_QUESTIONS " order by lesson, no",
	.find = READ_QUESTIONS " where lesson = ?1 and no = ?2",
	.write = {
		"insert into question(lesson, no, question, options, answer, explanation) values(?1, ?2, ?3, ?4, ?5, ?6)"
		" on conflict(lesson, no) do update set question = excluded.question, options = excluded.options,"
		" answer = excluded.answer, explanation = excluded.explanation",
	},
},
[KIND_WINDOWS] = {
	.name = "windows",
	.columns = {
		{ "code", COLUMN_WINDOW, .flags = COLUMN_KEY | COLUMN_REQUIRED },
		{ "name", COLUMN_TEXT, .flags = COLUMN_REQUIRED },
		{ "site", COLUMN_TEXT, .ref = KIND_SITES },
		{ "place", .type = COLUMN_TEXT },
		{ "lesson", COLUMN_CODE, .ref = KIND_LESSONS, .letter = 'L' },	/* empty: that of the day */
		{ "state", COLUMN_ENUM, .otherwise = "open", .allowed = "open closed" },
	},
	.read = READ_WINDOWS " order by w.code",
	.find = READ_WINDOWS " where w.code = ?1",
	.write = {
		"insert into study_window(code, name, site, place, lesson, state)"
		" values(?1, ?2, (select id from site where name = ?3), ?4, ?5, ?6) on conflict(code) do update"
		" set name = excluded.name, site = excluded.site, place = excluded.place, lesson = excluded.lesson,"
		" state = excluded.state",
	},
},
[KIND_ROUTING] = {
	.name = "routing",
	.columns = {
		{ "kind", COLUMN_ENUM, .flags = COLUMN_KEY | COLUMN_REQUIRED, .allowed = CASE_KINDS },
		{ "category", COLUMN_TEXT, .flags = COLUMN_KEY },
		{ "area", COLUMN_TEXT, .flags = COLUMN_KEY, .ref = KIND_PLACES },
		{ "department", COLUMN_TEXT, .flags = COLUMN_REQUIRED, .ref = KIND_DEPARTMENTS },
	},
	.read = READ_ROUTING " order by r.kind, r.category, r.area",
	.find = READ_ROUTING " where r.kind = ?1 and r.category = coalesce(?2, '') and r.area = coalesce(?3, '')",
	.write = {
		"insert into routing(kind, category, area, department) values(?1, coalesce(?2, ''), coalesce(?3, ''),"
		" (select id from department where name = ?4)) on conflict(kind, category, area) do update"
		" set department = excluded.department",
	},
},
[KIND_DEADLINES] = {
	.name = "deadlines",
	.columns = {
		{ "kind", COLUMN_ENUM, .flags = COLUMN_KEY | COLUMN_REQUIRED, .allowed = CASE_KINDS },
		{ "category", COLUMN_TEXT, .flags = COLUMN_KEY },
		{ "workdays", COLUMN_INT, .flags = COLUMN_REQUIRED, .min = 1, .max = 1000 },
	},
	.read = READ_DEADLINES " order by kind, category",
	.find = READ_DEADLINES " where kind = ?1 and category = coalesce(?2, '')",
	.write = {
		"insert into deadline(kind, category, workdays) values(?1, coalesce(?2, ''), ?3)"
		" on conflict(kind, category) do update set workdays = excluded.workdays",
	},
},
[KIND_VOLUNTEERS] = {
	.name = "volunteers",
	.columns = {
		{ "id", COLUMN_ID, .flags = COLUMN_KEY | COLUMN_REQUIRED, .ref = KIND_PEOPLE },
		{ "area", COLUMN_TEXT, .flags = COLUMN_REQUIRED, .ref = KIND_PLACES },
		LAT_FLAGS(COLUMN_SEALED),	/* none: that of the area, wherever that moves */
		LON_FLAGS(COLUMN_SEALED),
		DATUM,
		{ "radius_km", COLUMN_NUMBER, .flags = COLUMN_ABOVE, .otherwise = "3", .max = 1000 },
		{ "skills", COLUMN_TEXT, .flags = COLUMN_LIST },
		{ "state", COLUMN_ENUM, .otherwise = "pending", .allowed = "pending active paused left" },
		{ "hours", COLUMN_NUMBER, .otherwise = "0", .max = 1e6 },
	},
	.read = READ_VOLUNTEERS NOT_FORGOTTEN("v.person") " order by v.person",
	.find = READ_VOLUNTEERS " where v.person = " PERSON("?1"),
	.write = {
		"insert into volunteer(person, area, lat, lon, datum, radius_km, skills, state, hours, since)"
		" values(" PERSON("?1") ", ?2, seal(?3), seal(?4), ?5, ?6, ?7, ?8, ?9, ?15) on conflict(person) do update"
		" set area = excluded.area, lat = excluded.lat, lon = excluded.lon, datum = excluded.datum,"
		" radius_km = excluded.radius_km, skills = excluded.skills, state = excluded.state, hours = excluded.hours",
	},
},
[KIND_MEETINGS] = {
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
		"insert into meeting(code, start, place, capacity, taken) values(?1, ?2, ?3, ?4, ?5) on conflict(code) do update"
		" set start = excluded.start, place = excluded.place, capacity = excluded.capacity, taken = excluded.taken",
	},
},
[KIND_ACTIVITIES] = {
	.name = "activities",
	.columns = {
		{ "code", COLUMN_CODE, .flags = COLUMN_KEY | COLUMN_REQUIRED, .letter = 'A' },
		{ "title", COLUMN_TEXT, .flags = COLUMN_REQUIRED },
		{ "start", .type = COLUMN_TIME },
		{ "place", COLUMN_TEXT, .flags = COLUMN_REQUIRED },
		{ "capacity", COLUMN_INT, .min = 1, .max = MANY },
		{ "taken", COLUMN_INT, .otherwise = "0" },
		{ "state", COLUMN_ENUM, .otherwise = "planned", .allowed = EVENT_STATES },
	},
	.read = READ_ACTIVITIES " order by code",
	.find = READ_ACTIVITIES " where code = ?1",
	.write = {
		"insert into activity(code, title, start, place, capacity, taken, state) values(?1, ?2, ?3, ?4, ?5, ?6, ?7)"
		" on conflict(code) do update set title = excluded.title, start = excluded.start, place = excluded.place,"
		" capacity = excluded.capacity, taken = excluded.taken, state = excluded.state",
	},
},
[KIND_CLASSES] = {
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
		{ "state", COLUMN_ENUM, .otherwise = "planned", .allowed = EVENT_STATES },
	},
	.read = READ_CLASSES " order by c.code",
	.find = READ_CLASSES " where c.code = ?1",
	.write = {
		"insert into class(code, title, street, start, min_age, max_age, capacity, taken, fee, state)"
		" values(?1, ?2, " PLACE("?3") ", ?4, ?5, ?6, ?7, ?8, ?9, ?10) on conflict(code) do update"
		" set title = excluded.title, street = excluded.street, start = excluded.start, min_age = excluded.min_age,"
		" max_age = excluded.max_age, capacity = excluded.capacity, taken = excluded.taken, fee = excluded.fee,"
		" state = excluded.state",
	},
},
[KIND_SUBSCRIPTIONS] = {
	.name = "subscriptions",
	.columns = {
		{ "chat", COLUMN_ID, .flags = COLUMN_KEY | COLUMN_REQUIRED },	/* a group or a person */
		{ "kind", COLUMN_ENUM, .flags = COLUMN_KEY, .otherwise = "briefing", .allowed = "briefing lesson" },
		{ "time", COLUMN_CLOCK, .otherwise = "07:30" },
		{ "state", COLUMN_ENUM, .otherwise = "active", .allowed = "active off" },
	},
	.read = READ_SUBSCRIPTIONS " order by s.chat, s.kind",
	.find = READ_SUBSCRIPTIONS " where c.key = keyed(?1) and s.kind = ?2",
	.write = {
		"insert into chat(channel, key, native, type, person) select " CHANNEL("?1") ", keyed(?1), seal(" NATIVE("?1") "),"
		" 'private', " PERSON("?1") " where not exists (select 1 from chat where key = keyed(?1))",
		"insert into subscription(chat, kind, time, state) values((select id from chat where key = keyed(?1)), ?2, ?3, ?4)"
		" on conflict(chat, kind) do update set time = excluded.time, state = excluded.state",
	},
},
[KIND_HOLIDAYS] = {
	.name = "holidays",
	.columns = {
		{ "date", COLUMN_DATE, .flags = COLUMN_KEY | COLUMN_REQUIRED },
		{ "kind", COLUMN_ENUM, .flags = COLUMN_REQUIRED, .allowed = "holiday makeup" },
		{ "name", COLUMN_TEXT, .flags = COLUMN_REQUIRED },
	},
	.read = READ_HOLIDAYS " order by date",
	.find = READ_HOLIDAYS " where date = ?1",
	.write = {
		"insert into holiday(date, kind, name) values(?1, ?2, ?3) on conflict(date) do update"
		" set kind = excluded.kind, name = excluded.name",
	},
},
[KIND_ACCESS] = {	/* only what is confirmed; an imported row is */
	.name = "access",
	.columns = {
		{ "place", COLUMN_TEXT, .flags = COLUMN_KEY | COLUMN_REQUIRED },
		{ "kind", COLUMN_ENUM, .flags = COLUMN_KEY | COLUMN_REQUIRED, .allowed = "entry parking" },
		{ "text", COLUMN_TEXT, .flags = COLUMN_REQUIRED | COLUMN_SEALED },
	},
	.read = READ_ACCESS " order by number",
	.find = READ_ACCESS " and place_key = keyed(?1) and kind = ?2",
	.write = {
		"insert into number(letter, last) values('G', 1) on conflict do update set last = last + 1",
		"update access_note set state = 'replaced' where place_key = keyed(?1) and kind = ?2 and state = 'confirmed'",
		"insert into access_note(number, uid, place, place_key, kind, text, state, at, decided_at)"
		" values((select last from number where letter = 'G'), lower(hex(randomblob(8))), seal(?1), keyed(?1), ?2,"
		" seal(?3), 'confirmed', ?15, ?15)",
	},
},
[KIND_ENTRIES] = {	/* done without a phone; a row is what it says, so the same again is no other */
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
},
};
/* clang-format on */

enum kind_id kind_named(struct str name)
{
	for (enum kind_id k = KIND_NONE + 1; k < KIND_COUNT; k++)
		if (str_is(name, kinds[k].name))
			return k;
	return KIND_NONE;
}

size_t kind_width(const struct kind *k)
{
	size_t n = 0;

	while (n < KIND_COLUMNS && k->columns[n].name)
		n++;
	return n;
}

int column_named(const struct kind *k, struct str name)
{
	for (size_t i = 0; i < KIND_COLUMNS && k->columns[i].name; i++)
		if (str_is(name, k->columns[i].name))
			return (int)i;
	return -1;
}

bool kind_word(const char *words, struct str word)
{
	struct str rest = str_c(words), one;

	while (str_split(&rest, ' ', &one))
		if (one.n && str_eq(one, word))
			return true;
	return false;
}

const char *kind_categories(struct str case_kind)
{
	if (str_is(case_kind, "grievance") || str_is(case_kind, "suggestion"))
		return "parking entry pay penalty dispatch injury contract traffic battery rest housing family dispute license"
		       " theft other";
	if (str_is(case_kind, "hazard"))
		return "fire parking road care fraud sanitation safety animal other";
	return "";
}
